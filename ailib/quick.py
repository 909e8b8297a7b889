"""One-liners: a text in, a text out. Each makes a client, asks, and closes it.

Without `model` the target is, in this order: `AI_MODEL`; the first provider whose key is set (openai, anthropic,
gemini, groq, mistral, deepseek, openrouter, ... see `ailib.providers.credentials.detect_provider`); a local server that
answers (Ollama, LM Studio, vLLM, llama.cpp); else a ConfigurationError that says what to set.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from .base_client import CallKeywords
from .client import AsyncClient, Client
from .errors import ConfigurationError
from .models.content import Content, ContentPart
from .models.message import Message
from .models.request import ChatSettings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .models.request import MessagesInput

__all__ = ["aquick_chat_text", "aquick_multimodal_text", "default_target", "quick_chat_text", "quick_multimodal_text"]


class QuickKeywords(ChatSettings, CallKeywords, total=False):
    """The fields of a request but for its model, and what a call may set."""


LOCAL_SERVERS = (("ollama", 11434), ("lmstudio", 1234), ("vllm", 8000), ("llamacpp", 8080))


def _answers(port: int) -> bool:
    import socket

    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.2):
            return True
    except OSError:
        return False


def default_target(environ: Mapping[str, str]) -> str:
    """What to talk to when nobody says.

    Raises:
        ConfigurationError: Nothing is set and no local server answers.
    """
    from .providers.credentials import detect_provider

    named = environ.get("AI_MODEL", "").strip()
    if named:
        return named
    found = detect_provider(environ)
    if found is not None:
        return found.id
    for provider, port in LOCAL_SERVERS:
        if _answers(port):
            return provider
    raise ConfigurationError(
        "No model is named, no provider's key is set and no local server answers",
        hint='Pass model="openai/gpt-4o", or set AI_MODEL or a key such as OPENAI_API_KEY, or start Ollama. '
        'To try ailib without any of these, use model="embedded"',
    )


def _target(model: str | None, provider: str | None) -> str | None:
    if provider is None:
        return model
    return f"{provider}/{model}" if model else provider


def _chain(target: str | None, models: Sequence[str]) -> tuple[str | None, Any]:
    """The target, and the chain that asks other models when the provider does not know the one before."""
    if not models:
        return target, None
    import os

    from .providers.catalogue import provider_id
    from .providers.models import split_target
    from .routing import FallbackChain

    target = target or default_target(os.environ)
    provider = split_target(target)[0]
    chain = FallbackChain()
    for model in models:
        known = "/" in model and provider_id(model.partition("/")[0]) is not None
        chain = chain.on_model_not_found(model if known else f"{provider}/{model}")
    return target, chain


def _image(image: str | Path | bytes | ContentPart) -> ContentPart:
    if isinstance(image, bytes):
        return Content.image_bytes(image)
    if isinstance(image, Path):
        return Content.image_file(image)
    if isinstance(image, str):
        return (
            Content.image_url(image)
            if image.startswith(("http://", "https://", "data:"))
            else Content.image_file(image)
        )
    return image


def quick_chat_text(
    prompt: str,
    *,
    model: str | None = None,
    provider: str | None = None,
    fallback_models: Sequence[str] = (),
    **keywords: Unpack[QuickKeywords],
) -> str:
    """The answer's text.

    Args:
        prompt: What to say.
        model: "provider/model", or a provider for its default model.
        provider: A provider, with `model` as its own model id.
        fallback_models: Other models to ask, in this order, when the provider does not know the one before.
        **keywords: Fields of the request (`temperature=0.2`) and of the call (`timeout=5`).
    """
    target, chain = _chain(_target(model, provider), fallback_models)
    with Client(target, fallback=chain) as client:
        return client.chat_completion(prompt, **keywords).first_text()


def quick_multimodal_text(
    prompt: str,
    *,
    image: str | Path | bytes | ContentPart,
    model: str | None = None,
    provider: str | None = None,
    fallback_models: Sequence[str] = (),
    **keywords: Unpack[QuickKeywords],
) -> str:
    """The answer's text about an image: a path, an address, a data URL, bytes, or a part."""
    target, chain = _chain(_target(model, provider), fallback_models)
    with Client(target, fallback=chain) as client:
        return client.chat_completion(_question(prompt, image), **keywords).first_text()


def _question(prompt: str, image: str | Path | bytes | ContentPart) -> MessagesInput:
    return Message.user([Content.text(prompt), _image(image)])


async def aquick_chat_text(
    prompt: str,
    *,
    model: str | None = None,
    provider: str | None = None,
    fallback_models: Sequence[str] = (),
    **keywords: Unpack[QuickKeywords],
) -> str:
    """The async form of `quick_chat_text`."""
    target, chain = _chain(_target(model, provider), fallback_models)
    async with AsyncClient(target, fallback=chain) as client:
        return (await client.chat_completion(prompt, **keywords)).first_text()


async def aquick_multimodal_text(
    prompt: str,
    *,
    image: str | Path | bytes | ContentPart,
    model: str | None = None,
    provider: str | None = None,
    fallback_models: Sequence[str] = (),
    **keywords: Unpack[QuickKeywords],
) -> str:
    """The async form of `quick_multimodal_text`."""
    target, chain = _chain(_target(model, provider), fallback_models)
    async with AsyncClient(target, fallback=chain) as client:
        return (await client.chat_completion(_question(prompt, image), **keywords)).first_text()
