"""Which provider and model the command talks to, and the client for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..client import Client
from ..errors import ConfigurationError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

__all__ = ["client_for", "target_of"]

# A server that speaks the OpenAI dialect, needs no key, and is asked which model it serves when none is named.
_SOME_SERVER = "vllm"


def target_of(model: str | None, base_url: str | None, environ: Mapping[str, str]) -> str:
    """The target of a command.

    Args:
        model: "provider/model", a provider, with `base_url` also a bare model; or None.
        base_url: The address given by the user, or None. An address without a provider is an OpenAI-compatible server.
        environ: Variables.

    Raises:
        ConfigurationError: Nothing is named and nothing is found.
    """
    from ..providers.catalogue import known_provider
    from ..quick import default_target

    if base_url is not None:
        if model is not None and not known_provider(model.partition("/")[0]):
            return f"{_SOME_SERVER}/{model}"
        if model is None and not environ.get("AI_MODEL", "").strip():
            return _SOME_SERVER
    if model is not None:
        return model
    try:
        return default_target(environ)
    except ConfigurationError as error:
        error.hint = (
            "Name a model (-m openai/gpt-4o), or set AI_MODEL or a key such as OPENAI_API_KEY, or start Ollama. "
            "To try it without any of these: ailib chat -m embedded"
        )
        raise


def client_for(given: argparse.Namespace, model: str | None) -> Client:
    """The client that the connection options describe.

    Raises:
        ConfigurationError: Unknown provider, missing key, a bad address.
    """
    return Client(
        target_of(model, given.base_url, os.environ),
        base_url=given.base_url,
        timeout=given.timeout,
        max_retries=given.max_retries,
    )
