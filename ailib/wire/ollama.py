"""Ollama's own API: chat, embeddings, models.

Source: https://docs.ollama.com/api/chat, https://docs.ollama.com/api/embed, https://docs.ollama.com/api/tags,
https://docs.ollama.com/api/errors.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from ..models.content import ImagePart, MessageContent, ReasoningPart, TextPart, ToolCall
from ..models.message import Message, Role
from ..models.parts import tool_call_from_dict
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .blocks import made_id
from .dialect import Dialect
from .shapes import is_list, is_object, member

if TYPE_CHECKING:
    from ..models.content import ContentPart
    from ..models.embedding import EmbeddingRequest, EmbeddingResponse
    from ..models.model import Model
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .ollama_stream import OllamaStream
    from .shapes import Json

__all__ = ["OllamaNative", "created_at", "decode_usage", "finish_reason"]

MESSAGE_FIELDS = frozenset({"role", "content", "thinking", "tool_calls", "images"})


def finish_reason(raw: Any, *, calls: bool) -> str | None:
    """The normalised reason: an answer that ends with tool calls says "stop" here."""
    if calls and raw in (None, "", "stop"):
        return "tool_calls"
    return raw if isinstance(raw, str) and raw else None


def _count(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0 else 0


def decode_usage(data: dict[str, Any]) -> Usage | None:
    """Token counts; None when there are none. Older servers leave the prompt out when it was cached."""
    if data.get("eval_count") is None and data.get("prompt_eval_count") is None:
        return None
    prompt, completion = _count(data, "prompt_eval_count"), _count(data, "eval_count")
    names = ("prompt_eval_count", "eval_count", "total_duration", "load_duration", "prompt_eval_duration")
    raw = {name: data[name] for name in (*names, "eval_duration") if name in data}
    return Usage(prompt, completion, prompt + completion, raw=raw)


def created_at(value: Any) -> int | None:
    """Unix time of an RFC 3339 date with any number of digits behind the seconds; None when it is none."""
    if not isinstance(value, str):
        return None
    from datetime import UTC, datetime

    try:
        date = datetime.fromisoformat(value)
        # The year 1 stands for "no time".
        return None if date.year < 1970 else int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None


def decode_images(data: Json) -> list[ImagePart]:
    """The images of an answer: bare base64; what is none is kept as it came."""
    images: list[ImagePart] = []
    for row in data if is_list(data) else ():
        if isinstance(row, str):
            try:
                images.append(ImagePart(data=base64.b64decode(row, validate=True)))
            except (binascii.Error, ValueError):
                images.append(ImagePart(url=row))
    return images


def decode_call(data: dict[str, Any]) -> ToolCall:
    """A tool call; one without an id gets one of ours, so that its result can name it."""
    call, given = tool_call_from_dict(data), data.get("id")
    if isinstance(given, str) and given:
        return call
    return ToolCall(made_id(), call.name, call.arguments, call.type, call.extra)


def wants_tags(request: ChatCompletionRequest) -> bool:
    """Whether `<think>` tags in the text are to be taken apart: servers before `think` left them there."""
    return request.reasoning is None or request.reasoning.parse_tags


class OllamaNative(Dialect):
    """The dialect; see `ailib.wire.dialect.Dialect`."""

    name = "ollama_native"
    stream_accept = "application/x-ndjson"

    # Chat

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Where chats go; the same for every model, streamed or not."""
        surface = profile.surface(self.name)
        return (surface.path if surface is not None else None) or "/api/chat"

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request."""
        from .ollama_request import encode_chat

        return encode_chat(request, profile, model, stream=stream)

    def decode_chat(
        self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest
    ) -> ChatCompletionResponse | None:
        """An answer; None when `data` is none (no message)."""
        body: Json = data
        wire: Json = member(body, "message")
        if not is_object(body) or not is_object(wire):
            return None
        thinking, text = wire.get("thinking"), wire.get("content")
        text = text if isinstance(text, str) else ""
        field = "thinking"
        if not isinstance(thinking, str) or not thinking:
            thinking = ""
            if wants_tags(request) and ("</think>" in text or text.lstrip()[:7] == "<think>"):
                from .think import split_think

                thinking, text = split_think(text, opened=True)
                field = "think_tags"
        parts: list[ContentPart] = []
        if thinking:
            parts.append(ReasoningPart(thinking, field=field, provider=profile.id))
        if text:
            parts.append(TextPart(text))
        parts.extend(decode_images(wire.get("images")))
        calls: Json = wire.get("tool_calls")
        found = [decode_call(call) for call in calls if is_object(call)] if is_list(calls) else []
        parts.extend(found)
        role = wire.get("role")
        extra = {key: value for key, value in wire.items() if key not in MESSAGE_FIELDS and value is not None}
        raw = body.get("done_reason")
        usage = decode_usage(body)
        model = body.get("model")
        return ChatCompletionResponse(
            id="",
            model=model if isinstance(model, str) else "",
            choices=[
                Choice(
                    0,
                    Message(
                        role if isinstance(role, str) and role else Role.ASSISTANT,
                        MessageContent(parts),
                        extra=extra or None,
                        origin=profile.id,
                    ),
                    finish_reason(raw, calls=bool(found)),
                    raw if isinstance(raw, str) and raw else None,
                    body.get("logprobs") or None,
                )
            ],
            usage=usage or Usage(),
            usage_status=UsageStatus.FINALIZED if usage is not None else UsageStatus.UNSUPPORTED,
            created=created_at(body.get("created_at")),
            provider=profile.id,
            raw=data,
        )

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> OllamaStream:
        """A decoder for one stream."""
        from .ollama_stream import OllamaStream

        return OllamaStream(self, profile, request, model)

    # Models

    def models_path(self, profile: ProviderProfile) -> str | None:
        """Path of the list of the models that the server has."""
        return profile.endpoints.get("models") or "/api/tags"

    def model_path(self, profile: ProviderProfile, name: str) -> str | None:
        """None: `/api/show` is no address to get, and does not say more of what a `Model` holds."""
        return None

    def is_named(self, model: Model, name: str) -> bool:
        """Whether a model of the list is the one that is asked for; a name without a tag means the tag "latest"."""
        return model.id == name or (":" not in name.rpartition("/")[2] and model.id == f"{name}:latest")

    def decode_model(self, data: Any, profile: ProviderProfile) -> Model | None:
        """One model of the list, by the name to ask for it."""
        from ..models.model import Model

        name = member(data, "model") or member(data, "name")
        return Model(name, profile.id, raw=data) if isinstance(name, str) and name else None

    # Embeddings

    def embed_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Path of the embeddings endpoint."""
        return profile.endpoints.get("embeddings") or "/api/embed"

    def encode_embed(self, request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The body of an embeddings request."""
        from .ollama_request import encode_embed

        return encode_embed(request, profile, model)

    def decode_embed(self, data: Any, profile: ProviderProfile, request: EmbeddingRequest) -> EmbeddingResponse | None:
        """The vectors; None when there are none for every input."""
        from ..models.embedding import EmbeddingResponse

        rows: Json = member(data, "embeddings")
        if rows is None and is_list(member(data, "embedding")):
            rows = [data["embedding"]]  # servers that answer as the older /api/embeddings did: one vector
        if not is_list(rows) or len(rows) != len(request.input) or not all(is_list(row) for row in rows):
            return None
        model, tokens = data.get("model"), _count(data, "prompt_eval_count")
        return EmbeddingResponse(
            list(rows), model if isinstance(model, str) else "", Usage(tokens, 0, tokens), profile.id, raw=data
        )
