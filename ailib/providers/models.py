"""Model ids: "openai/gpt-4o" to provider and model, and which model is meant when none is named.

The first segment counts as a provider only if it is one; it is taken off, the rest stays whole:
"openrouter/openai/gpt-4o" is the model "openai/gpt-4o" of openrouter.
"""

from __future__ import annotations

import functools
import os
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ailib.errors import ConfigurationError

from .catalogue import PREFERRED, provider_id, unknown_provider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .profile import ProviderProfile

__all__ = ["ModelResolution", "ModelSource", "default_model", "is_default_model", "named_by_ai_model", "split_target"]


def split_target(text: str) -> tuple[str, str | None]:
    """Split "provider", "provider/model" or "gateway/vendor/model".

    Args:
        text: The target; case of the provider and surrounding blanks do not matter.

    Returns:
        Canonical provider id, and the model id or None when none is named.

    Raises:
        ConfigurationError: Empty, or the first segment is no provider.
    """
    first, _, model = text.strip().partition("/")
    first, model = first.strip(), model.strip()
    if not first:
        raise ConfigurationError(
            f"{text!r} names no provider",
            hint='Write a provider ("openai") or a model with its provider ("openai/gpt-4o")',
        )
    provider = provider_id(first)
    if provider is not None:
        return provider, model or None
    error = unknown_provider(first)
    targets = _targets_of(text.strip())
    if targets:
        error.hint = f"A model needs its provider: write {' or '.join(repr(target) for target in targets)}"
    elif model and not (error.hint or "").startswith("Did you mean"):
        error.hint = (
            f"{error.hint}. A model of a gateway needs the gateway's name first, as in 'openrouter/{text.strip()}'"
        )
    raise error


def _targets_of(model: str) -> list[str]:
    """Up to three ways to write a model of the price table with its provider."""
    from .prices import providers_of

    sellers = providers_of(model)
    ranked = sorted(sellers, key=lambda name: (PREFERRED.index(name) if name in PREFERRED else len(PREFERRED), name))
    return [f"{name}/{model}" for name in ranked[:3]]


class ModelSource(StrEnum):
    """Where the model of a request comes from."""

    EXPLICIT = "explicit"  # the request names it
    CUSTOM_DEFAULT = "custom_default"  # the client was made for it
    ENV_OVERRIDE = "env_override"  # a variable names it
    PROVIDER_DEFAULT = "provider_default"  # the catalogue or the manifest names it


class ModelResolution(NamedTuple):
    """The model of a request, and where it comes from."""

    model: str
    source: ModelSource


@functools.lru_cache(maxsize=512)  # asked several times for each call
def is_default_model(name: str | None) -> bool:
    """Whether a model name stands for "the default one": empty, "auto", "default" or "provider_default"."""
    return not name or name.strip().lower() in ("", "auto", "default", "provider_default")


def named_by_ai_model(environ: Mapping[str, str] | None = None) -> tuple[str, str | None] | None:
    """Provider and model that `AI_MODEL` names, or None when it is unset or names no provider we know."""
    environ = os.environ if environ is None else environ
    first, _, model = environ.get("AI_MODEL", "").strip().partition("/")
    provider = provider_id(first) if first else None
    return (provider, model.strip() or None) if provider else None


def default_model(profile: ProviderProfile, environ: Mapping[str, str] | None = None) -> str | None:
    """The chat model to use when the user names none.

    `<PREFIX>_MODEL`, else `AI_MODEL` if it names this provider, else a configured deployment (Azure),
    else the default of the catalogue.

    Args:
        profile: The provider.
        environ: Variables; None for `os.environ`.

    Returns:
        A model id, or None when there is no default.
    """
    environ = os.environ if environ is None else environ
    own = environ.get(f"{profile.prefix}_MODEL", "").strip()
    if not is_default_model(own):
        # "GROQ_MODEL=groq/llama" means the same as "llama"; "openai/gpt-oss-120b" is a model of groq.
        first, _, rest = own.partition("/")
        return (
            rest if rest and provider_id(first) == profile.id and profile.kind not in ("aggregator", "gateway") else own
        )
    named = named_by_ai_model(environ)
    if named is not None and named[0] == profile.id and not is_default_model(named[1]):
        return named[1]
    for variable in profile.extra_env.get("deployment", ()):
        if deployment := environ.get(variable, "").strip():
            return deployment
    return profile.default_model
