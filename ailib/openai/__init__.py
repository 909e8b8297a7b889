"""The whole OpenAI API, with the names of the official package: a program moves over by its import.

    from ailib.openai import OpenAI

    client = OpenAI()
    for file in client.files.list():
        print(file.id, file.filename)

`AsyncOpenAI` has the same resources, methods and keywords. Models are in `ailib.openai.types`, the official package's
error names in `ailib.openai.errors` and here. Importing this package imports no HTTP library and builds no model.

https://platform.openai.com/docs/api-reference
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import types
    from .answers import AsyncByteStream, BinaryContent, ByteStream, RawResponse
    from .client import AsyncOpenAI, OpenAI, OpenAIOptions
    from .connections import (
        AsyncRealtimeConnection,
        AsyncResponsesConnection,
        AsyncTranslationConnection,
        RealtimeConnection,
        ResponsesConnection,
        TranslationConnection,
    )
    from .errors import (
        APIConnectionError,
        APIError,
        APIResponseValidationError,
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        BadRequestError,
        ConflictError,
        InternalServerError,
        InvalidWebhookSignatureError,
        NotFoundError,
        OpenAIError,
        PermissionDeniedError,
        RateLimitError,
        UnprocessableEntityError,
    )
    from .model import Model, Omit, omit
    from .model import omit as NOT_GIVEN  # noqa: N812 - the official package's name
    from .pages import AsyncPage, AsyncPager, Page
    from .streaming import AsyncStream, Stream

__all__ = [
    "NOT_GIVEN",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncByteStream",
    "AsyncOpenAI",
    "AsyncPage",
    "AsyncPager",
    "AsyncRealtimeConnection",
    "AsyncResponsesConnection",
    "AsyncStream",
    "AsyncTranslationConnection",
    "AuthenticationError",
    "BadRequestError",
    "BinaryContent",
    "ByteStream",
    "ConflictError",
    "InternalServerError",
    "InvalidWebhookSignatureError",
    "Model",
    "NotFoundError",
    "Omit",
    "OpenAI",
    "OpenAIError",
    "OpenAIOptions",
    "Page",
    "PermissionDeniedError",
    "RateLimitError",
    "RawResponse",
    "RealtimeConnection",
    "ResponsesConnection",
    "Stream",
    "TranslationConnection",
    "UnprocessableEntityError",
    "omit",
    "types",
]

_HOME = {
    "answers": ("AsyncByteStream", "BinaryContent", "ByteStream", "RawResponse"),
    "client": ("AsyncOpenAI", "OpenAI", "OpenAIOptions"),
    "connections": (
        *("AsyncRealtimeConnection", "AsyncResponsesConnection", "AsyncTranslationConnection"),
        *("RealtimeConnection", "ResponsesConnection", "TranslationConnection"),
    ),
    "model": ("Model", "Omit", "omit"),
    "pages": ("AsyncPage", "AsyncPager", "Page"),
    "streaming": ("AsyncStream", "Stream"),
}


def __getattr__(name: str) -> Any:
    if name == "types":
        return import_module(".types", __name__)
    if name == "NOT_GIVEN":
        return import_module(".model", __name__).omit
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    if name in __all__:
        return getattr(import_module(".errors", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
