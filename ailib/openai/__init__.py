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
    from ..core.endpoint import EndpointRequest
    from ..models.endpoint import EndpointResponse
    from . import types
    from .accumulating import AsyncChatCompletionStream, AsyncResponseStream, ChatCompletionStream, ResponseStream
    from .answers import AsyncByteStream, BinaryContent, ByteStream, RawResponse
    from .assistants import AssistantEventHandler, AssistantStream, AsyncAssistantEventHandler, AsyncAssistantStream
    from .azure import AsyncAzureOpenAI, AzureOpenAI, AzureOptions
    from .client import AsyncOpenAI, ClientConfig, OpenAI, OpenAIOptions
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
        ContentFilterFinishReasonError,
        InternalServerError,
        InvalidWebhookSignatureError,
        LengthFinishReasonError,
        NotFoundError,
        OpenAIError,
        PermissionDeniedError,
        RateLimitError,
        UnprocessableEntityError,
    )
    from .model import Model, Omit, omit
    from .model import Model as BaseModel
    from .model import Omit as NotGiven
    from .model import omit as NOT_GIVEN  # noqa: N812 - the official package's name
    from .model import omit as not_given
    from .pages import AsyncPage, AsyncPager, Page
    from .parsing import function_tool, responses_function_tool
    from .parsing import function_tool as pydantic_function_tool
    from .parsing import responses_function_tool as pydantic_responses_function_tool
    from .streamed import AsyncStreamedResponse, StreamedResponse
    from .streaming import AsyncStream, Stream

__all__ = [
    "NOT_GIVEN",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AssistantEventHandler",
    "AssistantStream",
    "AsyncAssistantEventHandler",
    "AsyncAssistantStream",
    "AsyncAzureOpenAI",
    "AsyncByteStream",
    "AsyncChatCompletionStream",
    "AsyncOpenAI",
    "AsyncPage",
    "AsyncPager",
    "AsyncRealtimeConnection",
    "AsyncResponseStream",
    "AsyncResponsesConnection",
    "AsyncStream",
    "AsyncStreamedResponse",
    "AsyncTranslationConnection",
    "AuthenticationError",
    "AzureOpenAI",
    "AzureOptions",
    "BadRequestError",
    "BaseModel",
    "BinaryContent",
    "ByteStream",
    "ChatCompletionStream",
    "ClientConfig",
    "ConflictError",
    "ContentFilterFinishReasonError",
    "EndpointRequest",
    "EndpointResponse",
    "InternalServerError",
    "InvalidWebhookSignatureError",
    "LengthFinishReasonError",
    "Model",
    "NotFoundError",
    "NotGiven",
    "Omit",
    "OpenAI",
    "OpenAIError",
    "OpenAIOptions",
    "Page",
    "PermissionDeniedError",
    "RateLimitError",
    "RawResponse",
    "RealtimeConnection",
    "ResponseStream",
    "ResponsesConnection",
    "Stream",
    "StreamedResponse",
    "TranslationConnection",
    "UnprocessableEntityError",
    "function_tool",
    "not_given",
    "omit",
    "pydantic_function_tool",
    "pydantic_responses_function_tool",
    "responses_function_tool",
    "types",
]

_ALIASES = {"NOT_GIVEN": "omit", "not_given": "omit", "NotGiven": "Omit", "BaseModel": "Model"}
_HOME = {
    ".core.endpoint": ("EndpointRequest",),
    ".models.endpoint": ("EndpointResponse",),
    "accumulating": (
        *("AsyncChatCompletionStream", "AsyncResponseStream"),
        *("ChatCompletionStream", "ResponseStream"),
    ),
    "assistants": (
        *("AssistantEventHandler", "AssistantStream"),
        *("AsyncAssistantEventHandler", "AsyncAssistantStream"),
    ),
    "answers": ("AsyncByteStream", "BinaryContent", "ByteStream", "RawResponse"),
    "azure": ("AsyncAzureOpenAI", "AzureOpenAI", "AzureOptions"),
    "client": ("AsyncOpenAI", "ClientConfig", "OpenAI", "OpenAIOptions"),
    "connections": (
        *("AsyncRealtimeConnection", "AsyncResponsesConnection", "AsyncTranslationConnection"),
        *("RealtimeConnection", "ResponsesConnection", "TranslationConnection"),
    ),
    "model": ("Model", "Omit", "omit"),
    "pages": ("AsyncPage", "AsyncPager", "Page"),
    "parsing": ("function_tool", "responses_function_tool"),
    "streamed": ("AsyncStreamedResponse", "StreamedResponse"),
    "streaming": ("AsyncStream", "Stream"),
}


def __getattr__(name: str) -> Any:
    if name == "types":
        return import_module(".types", __name__)
    name = _ALIASES.get(name, name.removeprefix("pydantic_") if name.startswith("pydantic_") else name)
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    if name in __all__:
        return getattr(import_module(".errors", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
