"""Cohere's v2 API: chat, embeddings, models.

Source: https://docs.cohere.com/reference/chat, https://docs.cohere.com/reference/embed,
https://docs.cohere.com/reference/list-models, https://docs.cohere.com/reference/errors.

The v1 chat API (`message` and `chat_history`) is another one and is not spoken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.content import MessageContent, ReasoningPart, TextPart, ToolCall, UnknownPart
from ..models.message import Message, Role
from ..models.parts import tool_call_from_dict
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .dialect import Dialect
from .shapes import is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..errors import AilibError
    from ..models.content import ContentPart
    from ..models.embedding import EmbeddingRequest, EmbeddingResponse
    from ..models.model import Model
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .cohere_stream import CohereStream
    from .shapes import Json

__all__ = ["CohereV2", "decode_usage", "finish_reason"]

_FINISH = {"COMPLETE": "stop", "STOP_SEQUENCE": "stop", "MAX_TOKENS": "length", "TOOL_CALL": "tool_calls"}
# Fields of an answer's message that have a place in our model; everything else is kept in its `extra`.
MESSAGE_FIELDS = frozenset({"role", "content", "tool_plan", "tool_calls"})
_MODELS = "?page_size=1000"  # the most the API gives on one page; its own default is 20


def finish_reason(raw: Any, *, calls: bool) -> str | None:
    """The normalised reason. An answer that ends with tool calls says so, whatever the server called it."""
    reason = _FINISH.get(raw, raw) if isinstance(raw, str) and raw else None
    return "tool_calls" if calls and reason == "stop" else reason


def _count(data: Json, name: str) -> int:
    value = member(data, name)
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0 else 0


def decode_usage(data: Json) -> Usage | None:
    """Token counts; None when there are none.

    `tokens` is what the model read and wrote; `billed_units`, what is paid for, is less and stays in `Usage.raw`.
    """
    if not is_object(data):
        return None
    tokens: Json = data.get("tokens") or data.get("billed_units")
    if not is_object(tokens):
        return None
    prompt, completion = _count(tokens, "input_tokens"), _count(tokens, "output_tokens")
    return Usage(
        prompt,
        completion,
        prompt + completion,
        cached_tokens=min(_count(data, "cached_tokens"), prompt),
        reasoning_tokens=_count(tokens, "reasoning_tokens"),
        raw=data,
    )


def rest_of(data: dict[str, Any], *known: str) -> dict[str, Any] | None:
    """The other fields; None when there are none."""
    if len(data) <= len(known):
        found = {key: value for key, value in data.items() if key not in known and value is not None}
        return found or None
    return {key: value for key, value in data.items() if key not in known and value is not None} or None


def decode_block(block: Any, provider: str) -> ContentPart:
    """One block of an answer's content."""
    if isinstance(block, str):
        return TextPart(block)
    kind, text = member(block, "type"), member(block, "text")
    if kind == "text" and isinstance(text, str):
        return TextPart(text, rest_of(block, "type", "text"))
    thinking = member(block, "thinking")
    if kind == "thinking" and isinstance(thinking, str):
        whole = block if rest_of(block, "type", "thinking") else None
        return ReasoningPart(thinking, _signature(block), whole, "thinking", provider)
    return UnknownPart(block)


def _signature(block: dict[str, Any]) -> str | None:
    signature = block.get("signature")
    return signature if isinstance(signature, str) else None


def _tool_call(wire: dict[str, Any]) -> ToolCall:
    """A call. One without arguments has the text "null" here (streamed: none), which is marked as meaning none."""
    call = tool_call_from_dict(wire)
    if call.arguments.strip() != "null":
        return call
    return ToolCall(call.id, call.name, call.arguments, call.type, {**(call.extra or {}), "arguments": None})


class CohereV2(Dialect):
    """The dialect; see `ailib.wire.dialect.Dialect`."""

    name = "cohere_v2"
    # An answer that failed says so by its finish reason.
    error_words = {"error": "server_error", "timeout": "timeout"}

    # Chat

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Where chats go; the same for every model, streamed or not."""
        surface = profile.surface(self.name)
        return (surface.path if surface is not None else None) or "/chat"

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request."""
        from .cohere_request import encode_chat

        return encode_chat(request, profile, model, stream=stream)

    def decode_chat(
        self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest
    ) -> ChatCompletionResponse | None:
        """An answer; None when `data` is none (no message)."""
        body: Json = data
        wire: Json = member(body, "message")
        if not is_object(body) or not is_object(wire):
            return None
        parts: list[ContentPart] = []
        content: Json = wire.get("content")
        if isinstance(content, str):
            parts.append(TextPart(content))
        elif is_list(content):
            parts.extend(decode_block(block, profile.id) for block in content)
        plan = wire.get("tool_plan")
        if isinstance(plan, str) and plan:
            parts.append(ReasoningPart(plan, field="tool_plan", provider=profile.id))
        calls: Json = wire.get("tool_calls")
        if is_list(calls):
            parts.extend(_tool_call(call) for call in calls if is_object(call))
        role = wire.get("role")
        extra = {key: value for key, value in wire.items() if key not in MESSAGE_FIELDS and value is not None}
        raw = body.get("finish_reason")
        usage = decode_usage(body.get("usage"))
        name, model = body.get("id"), body.get("model")
        return ChatCompletionResponse(
            id=name if isinstance(name, str) else "",
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
                    finish_reason(raw, calls=is_list(calls) and bool(calls)),
                    raw if isinstance(raw, str) and raw else None,
                    body.get("logprobs") or None,
                )
            ],
            usage=usage or Usage(),
            usage_status=UsageStatus.FINALIZED if usage is not None else UsageStatus.UNSUPPORTED,
            provider=profile.id,
            raw=data,
        )

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> CohereStream:
        """A decoder for one stream."""
        from .cohere_stream import CohereStream

        return CohereStream(self, profile, request, model)

    # Models

    def models_path(self, profile: ProviderProfile) -> str | None:
        """Path of the model list: a v1 address, as v2 has none."""
        path = super().models_path(profile)
        return None if path is None else path + _MODELS

    def model_path(self, profile: ProviderProfile, name: str) -> str | None:
        """Path of one model."""
        from urllib.parse import quote

        path = super().models_path(profile)
        return None if path is None else f"{path}/{quote(name, safe='/:@')}"

    def next_models(self, data: Any, profile: ProviderProfile) -> str | None:
        """The query for the next page; None on the last one."""
        from urllib.parse import quote

        token = member(data, "next_page_token")
        return f"page_token={quote(token, safe='')}" if isinstance(token, str) and token else None

    def decode_model(self, data: Any, profile: ProviderProfile) -> Model | None:
        """One model; its `name` is its id."""
        row = {**data, "id": data["name"]} if isinstance(member(data, "name"), str) else data
        model = super().decode_model(row, profile)
        if model is not None:
            import attrs

            return attrs.evolve(model, raw=data)
        return None

    # Embeddings

    def embed_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Path of the embeddings endpoint."""
        return profile.endpoints.get("embeddings", "/embed")

    def encode_embed(self, request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The body of an embeddings request."""
        from .cohere_request import encode_embed

        return encode_embed(request, profile, model)

    def decode_embed(self, data: Any, profile: ProviderProfile, request: EmbeddingRequest) -> EmbeddingResponse | None:
        """The vectors: the floats, or the first type that was asked for instead; None when there are none."""
        from ..models.embedding import EmbeddingResponse
        from .embeddings import floats

        found: Json = member(data, "embeddings")
        if is_object(found):
            rows: Any = next(
                (found[kind] for kind in ("float", "base64", *found) if is_list(found.get(kind)) and found[kind]), None
            )
        else:
            rows = found  # without embedding_types: the floats alone
        if not is_list(rows) or len(rows) != len(request.input):
            return None
        vectors: list[Sequence[float]] = []
        for row in rows:
            vector = floats(row)
            if vector is None:
                return None
            vectors.append(vector)
        meta: Json = member(data, "meta")
        billed: Json = member(meta, "tokens") or member(meta, "billed_units")
        tokens = _count(billed, "input_tokens")
        return EmbeddingResponse(
            vectors,
            "",
            Usage(tokens, 0, tokens, raw=billed if is_object(billed) else None),
            profile.id,
            raw=data,
        )

    # Errors

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body or frame that came with status 200, or None.

        Errors are `{message, id}`; the `message` of an answer is an object.
        """
        if isinstance(member(data, "message"), str) and "finish_reason" not in data and "delta" not in data:
            data = {"error": {"message": data["message"]}, **data}
        return super().error_in(data, profile, **context)
