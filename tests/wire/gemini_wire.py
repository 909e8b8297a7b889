"""Words for the tests of generateContent: what is sent for a request, what is read from an answer."""

from __future__ import annotations

import base64
import json
from typing import Any

from ailib import (
    ChatCompletionRequest,
    Message,
    Tool,
)
from ailib.core.target import dialect_for
from ailib.models.response import ChatCompletionResponse
from ailib.providers.catalogue import get_provider
from ailib.wire.gemini import GeminiGenerateContent

PROFILE = get_provider("gemini")
VERTEX = get_provider("vertex")
FLASH = "gemini-2.5-flash"
NEW = "gemini-3.5-flash"
HELLO = ChatCompletionRequest(FLASH, "hello")
# A picture, more or less.
PIXEL = b"\x89PNG pixel"
CODED = base64.b64encode(PIXEL).decode()
WEATHER = Tool.function("weather", "The weather", {"type": "object", "properties": {"city": {"type": "string"}}})


def dialect() -> GeminiGenerateContent:
    found = dialect_for("gemini_generate_content")
    assert isinstance(found, GeminiGenerateContent)
    return found


def body(messages: Any = "hello", *, model: str = FLASH, profile: Any = PROFILE, **fields: Any) -> dict[str, Any]:
    """What is sent; a warning is an error."""
    return dialect().encode_chat(ChatCompletionRequest(model, messages, **fields), profile, model, stream=False)


def config(**fields: Any) -> Any:
    return body(**fields)["generationConfig"]


def contents(*messages: Any, model: str = FLASH, **fields: Any) -> Any:
    return body(list(messages), model=model, **fields)["contents"]


def answer(*parts: Any, reason: str | None = "STOP", **more: Any) -> dict[str, Any]:
    """A whole answer on the wire."""
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": list(parts)}, "index": 0, **more}
    if reason is not None:
        candidate["finishReason"] = reason
    return {"candidates": [candidate], "modelVersion": FLASH, "responseId": "r1"}


def read(data: Any, profile: Any = PROFILE) -> ChatCompletionResponse:
    response = dialect().decode_chat(data, profile, HELLO)
    assert response is not None
    return response


def sse(*frames: Any) -> bytes:
    return b"".join(b"data: " + json.dumps(frame).encode() + b"\r\n\r\n" for frame in frames)


def streamed(data: bytes, size: int = 4096) -> tuple[Any, list[Any]]:
    """The decoder at the end of the body, and its chunks."""
    stream = dialect().chat_stream(PROFILE, HELLO, FLASH)
    chunks: list[Any] = []
    for start in range(0, len(data), size):
        chunks += stream.decode(data[start : start + size])
    chunks += stream.finish()
    return stream, chunks


def refused(status: int, error: Any, headers: Any = None) -> Any:
    return dialect().refused(status, headers or {}, json.dumps(error).encode(), PROFILE, model=FLASH)


def again(message: Message) -> Message:
    """The message after it was saved and loaded."""
    return Message.from_dict(json.loads(json.dumps(message.to_dict())))
