"""`client.openai`: the endpoints of the OpenAI API on the core of a `Client` whose provider speaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.call import Core
from ..errors import UnsupportedFeatureError

if TYPE_CHECKING:
    from .client import AsyncOpenAI, OpenAI

__all__ = ["async_openai_of", "openai_of"]

_CHAT = "/chat/completions"


def _core(core: Core) -> tuple[Core, str]:
    """The core that speaks the OpenAI API, and what its paths begin with.

    Raises:
        UnsupportedFeatureError: The provider does not speak it.
    """
    target = core.target
    profile = target.profile
    if not target.dialect.name.startswith("openai_"):
        from ..core.target import Target, dialect_for, resolve_target

        other = next((name for name in ("openai_chat", "openai_responses") if name in profile.also_speaks), None)
        if other is None or dialect_for(other) is None:
            raise _unsupported(profile.name, profile.id, target.dialect.name)
        import os

        moved: Target = resolve_target(
            profile.id,
            api_key=target.credential.secret if target.credential.source == "explicit" else None,
            base_url=core.settings.options.base_url,
            headers=core.settings.headers,
            environ=os.environ,
            generic=target.generic,
            protocol=other,
            profile=profile,
        )
        core = Core(core.ports, moved, core.settings, core)
        target = moved
    if target.dialect.name == "openai_responses":
        path = target.dialect.chat_path(target.profile, "{model}", stream=False).partition("?")[0]
        ending = "/responses"
    elif target.dialect.chats:
        path = target.dialect.chat_path(target.profile, "{model}", stream=False).partition("?")[0]
        ending = _CHAT
    else:
        return core, ""
    if not path.endswith(ending) or "://" in path:
        raise _unsupported(profile.name, profile.id, target.dialect.name)
    return core, path.removesuffix(ending)


def _unsupported(name: str, provider: str, family: str) -> UnsupportedFeatureError:
    why = "its addresses are its own" if family.startswith("openai_") else f"it speaks {family}"
    return UnsupportedFeatureError(
        f"{name} does not speak the OpenAI API, so there is no client.openai: {why}",
        provider=provider,
        hint="Use the methods of the client itself, or a provider of the OpenAI family",
    )


def _bound(core: Core, plain: Any, azure: str) -> Any:
    core, prefix = _core(core)
    if core.target.profile.id == "azure-openai":
        from . import azure as home

        return getattr(home, azure)._bound(core)
    return plain._bound(core, prefix)


def openai_of(core: Core) -> OpenAI:
    """The blocking client of a core."""
    from .client import OpenAI

    made: OpenAI = _bound(core, OpenAI, "AzureOpenAI")
    return made


def async_openai_of(core: Core) -> AsyncOpenAI:
    """The async client of a core."""
    from .client import AsyncOpenAI

    made: AsyncOpenAI = _bound(core, AsyncOpenAI, "AsyncAzureOpenAI")
    return made
