"""The test kit: an AI provider inside your own process, real down to the socket, scripted by your test.

`EmbeddedProvider` answers like a hosted provider and misbehaves on demand; see `ailib.testing.embedded`.
`Cassette` records what a real provider says, and replays it.
Every name is loaded on first use, so that importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .batches import BatchFault, BatchPace
    from .cassette import Cassette, CassetteMiss
    from .embedded import EmbeddedProvider, SeenRequest, serve, shared_base_url, shared_provider
    from .script import Answer, Fault, Pace, ToolCall

__all__ = [
    "Answer",
    "BatchFault",
    "BatchPace",
    "Cassette",
    "CassetteMiss",
    "EmbeddedProvider",
    "Fault",
    "Pace",
    "SeenRequest",
    "ToolCall",
    "serve",
    "shared_base_url",
    "shared_provider",
]

_MODULES = {
    ".batches": ("BatchFault", "BatchPace"),
    ".cassette": ("Cassette", "CassetteMiss"),
    ".script": ("Answer", "Fault", "Pace", "ToolCall"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = next((module for module, names in _MODULES.items() if name in names), ".embedded")
    value = getattr(import_module(module, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
