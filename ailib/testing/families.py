"""Which wire family a request is meant for, and where each of them is found."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import threading
from typing import TYPE_CHECKING, Any

from .openai_chat import OpenAIChat

if TYPE_CHECKING:
    from .batches import Batches
    from .delivery import Call
    from .family import Family

__all__ = ["BASES", "Families"]

BASES = {
    "openai_chat": "/v1",
    "openai_responses": "/v1",
    "anthropic_messages": "/anthropic/v1",
    "gemini_generate_content": "/v1beta",
    "bedrock_converse": "",
    "cohere_v2": "/cohere/v2",
    "ollama_native": "",
    "vertex": "/v1/projects/embedded/locations/global/publishers/google",
    "vertex_anthropic": "/v1/projects/embedded/locations/global/publishers/anthropic",
    "azure": "/openai/v1",
    "azure_deployment": "/openai/deployments/embedded-chat",
}
"""The path of each family of `ailib.wire`, and of those that speak one of them at another address."""

_BATCHES = (
    ("openai_batches", "OpenAIBatches"),
    ("openai_batches", "MistralBatches"),
    ("anthropic_batches", "AnthropicBatches"),
    ("gemini_batches", "GeminiBatches"),
)
_MORE = (
    ("openai_responses", "OpenAIResponses"),
    ("openai_realtime", "OpenAIRealtime"),
    ("anthropic", "AnthropicMessages"),
    ("gemini", "Gemini"),
    ("ollama", "Ollama"),
    ("cohere", "Cohere"),
    ("bedrock", "Bedrock"),
    ("azure", "Azure"),
)


def _class(module: str, name: str) -> Any:
    return getattr(importlib.import_module(f".{module}", __package__), name)


class Families:
    """The families of one provider; all but OpenAI's chat API are loaded when the first request needs them.

    Args:
        models: Names of models that they answer to beside their own.
        batches: Where batch jobs are kept.
    """

    __slots__ = ("_batches", "_first", "_loading", "_models", "_more")

    def __init__(self, models: tuple[str, ...], batches: Batches) -> None:
        self._models = models
        self._batches = batches
        self._first: Family = OpenAIChat(models)
        self._more: tuple[Family, ...] | None = None
        self._loading: asyncio.Future[tuple[Family, ...]] | None = None

    async def of(self, call: Call) -> Family:
        """The family that a request is meant for; OpenAI's chat API for those that nobody claims."""
        method, path, headers = call.method, call.path, call.headers
        if path == "/health" or self._first.claims(method, path, headers):
            return self._first
        if self._more is None:
            self._more = await self._loaded()
        claiming = (family for family in self._more if family.claims(method, path, headers))
        return next(claiming, self._first)

    async def _loaded(self) -> tuple[Family, ...]:
        """Import the other families; in a thread of its own, because others are being served meanwhile."""
        loop = asyncio.get_running_loop()
        if self._loading is None or self._loading.get_loop() is not loop:
            self._loading = loop.create_future()
            threading.Thread(target=self._load, args=(loop, self._loading), daemon=True).start()
        return await asyncio.shield(self._loading)

    def _load(self, loop: asyncio.AbstractEventLoop, loading: asyncio.Future[tuple[Family, ...]]) -> None:
        # Those of batch jobs first: their paths lie below those of others.
        found: list[Family] = [_class(module, name)(self._models, self._batches) for module, name in _BATCHES]
        found += [_class(module, name)(self._models) for module, name in _MORE]
        families = tuple(found)

        def done() -> None:
            if not loading.done():
                loading.set_result(families)

        # A loop that has ended needs no families.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(done)
