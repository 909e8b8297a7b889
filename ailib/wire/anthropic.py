"""The Anthropic Messages family: `POST {base_url}/messages`, spoken by Anthropic, by clouds and by many other servers.

Source: https://docs.anthropic.com/en/api/messages; on Google's cloud the model stands in the path and the version in
the body (https://docs.anthropic.com/en/api/claude-on-vertex-ai), which is data: `endpoints` and `Quirks.extra_body`.
Requests are in `anthropic_request`, streams in `anthropic_stream`; here are answers, usage, models and errors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..models.content import ContentPart, FilePart, MessageContent, ReasoningPart, TextPart, ToolCall, UnknownPart
from ..models.message import Message, Role
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .dialect import Dialect, named_in
from .json import dumps, loads
from .shapes import Json, is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import AilibError, APIError
    from ..models.model import Model
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .anthropic_stream import AnthropicStream

__all__ = ["AnthropicMessages", "decode_part", "decode_usage", "finish_reason"]

NAME = "anthropic_messages"
VERSION = "2023-06-01"
# Files that were uploaded before may only be named with this word in the `anthropic-beta` header.
FILES_BETA = "files-api-2025-04-14"

_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_calls",
    "refusal": "content_filter",
}
_MESSAGE_FIELDS = frozenset({"id", "type", "role", "content", "model", "stop_reason", "usage"})
_THINKING_FIELDS = frozenset({"type", "thinking", "signature"})
_TEXT_FIELDS = frozenset({"type", "text"})
_CALL_FIELDS = frozenset({"type", "id", "name", "input"})


def finish_reason(raw: Any, *, calls: bool) -> str | None:
    """The normalised reason; one that has no normal form ("pause_turn") stays the provider's word."""
    if not isinstance(raw, str) or not raw:
        return None
    reason = _FINISH.get(raw, raw)
    return "tool_calls" if calls and reason == "stop" else reason


def _count(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    return int(value) if isinstance(value, (int, float)) and value is not True and value > 0 else 0


def decode_usage(data: Json) -> Usage | None:
    """Token counts; None when there are none.

    On the wire `input_tokens` is what no cache had; here the prompt is all of it.
    """
    if not isinstance(data, dict) or not data:
        return None
    read = _count(data, "cache_read_input_tokens")
    written = _count(data, "cache_creation_input_tokens")
    prompt = _count(data, "input_tokens") + read + written
    completion = _count(data, "output_tokens")
    usage = Usage(prompt, completion, prompt + completion, read, written, raw=data)
    kept: Json = data.get("cache_creation")
    if isinstance(kept, dict):
        usage.cache_write_1h_tokens = min(written, _count(kept, "ephemeral_1h_input_tokens"))
    details: Json = data.get("output_tokens_details")
    if isinstance(details, dict):
        usage.reasoning_tokens = _count(details, "thinking_tokens")
    return usage


def present(fields: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any] | None:
    """The fields beside the known ones that say something; None when there are none."""
    rest = {key: value for key, value in fields.items() if key not in known and value is not None and value != []}
    return rest or None


def thinking_part(block: dict[str, Any], provider: str) -> ReasoningPart:
    """A `thinking` or `redacted_thinking` block. What is more than text and signature is kept whole, to go back so."""
    text, signature = block.get("thinking"), block.get("signature")
    plain = isinstance(text, str) and block.keys() <= _THINKING_FIELDS
    return ReasoningPart(
        text if isinstance(text, str) else "",
        signature if isinstance(signature, str) else None,
        None if plain else block,
        block["type"],
        provider,
    )


def decode_part(block: Json, provider: str) -> ContentPart:
    """One content block of an answer; a type that ailib does not know stays the provider's JSON."""
    if not isinstance(block, dict):
        return TextPart(block) if isinstance(block, str) else UnknownPart(block)
    kind = block.get("type")
    if kind == "text" and isinstance(block.get("text"), str):
        return TextPart(block["text"], present(block, _TEXT_FIELDS) if len(block) > 2 else None)
    if kind == "tool_use" and isinstance(block.get("name"), str):
        call_id, value = block.get("id"), block.get("input")
        arguments = value if isinstance(value, str) else dumps({} if value is None else value).decode()
        return ToolCall(
            call_id if isinstance(call_id, str) else "",
            block["name"],
            arguments,
            "function",
            present(block, _CALL_FIELDS) if len(block) > 4 else None,
        )
    if kind == "thinking" or kind == "redacted_thinking":
        return thinking_part(block, provider)
    return UnknownPart(block)


class AnthropicMessages(Dialect):
    """The dialect; see `ailib.wire.dialect.Dialect`."""

    name = NAME
    # `invalid_request_error` and `not_found_error` stand for many things: see `_words`.
    error_words = {
        "billing_error": "quota_exhausted",
        "timeout_error": "timeout",
        "conflict_error": "conflict",
        "request_too_large": "request_too_large",
        "invalid_request_error": "invalid_request",
    }

    # Chat

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Where chats go; {model} in the path is filled in."""
        from .anthropic_request import chat_path

        return chat_path(profile, model, stream=stream)

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request."""
        from .anthropic_request import encode_chat

        return encode_chat(request, profile, model, stream=stream)

    def headers(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> Mapping[str, str] | None:
        """The version of the API, unless the body names it; the beta word for files that are named by id."""
        headers: dict[str, str] = {}
        if "anthropic_version" not in profile.quirks.extra_body:
            headers["anthropic-version"] = VERSION
        for message in request.messages:
            for part in message.content:
                if type(part) is FilePart and part.file_id is not None:
                    headers["anthropic-beta"] = FILES_BETA
        return headers

    def decode_chat(
        self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest
    ) -> ChatCompletionResponse | None:
        """An answer; None when `data` is none (no content)."""
        body: Json = data
        if not isinstance(body, dict):
            return None
        content: Json = body.get("content")
        if isinstance(content, str):
            content = [content]
        if not isinstance(content, list) or not (
            body.get("type") == "message" or "stop_reason" in body or "role" in body
        ):
            return None
        return message_response(body, [decode_part(block, profile.id) for block in content], profile.id)

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> AnthropicStream:
        """A decoder for one stream."""
        from .anthropic_stream import AnthropicStream

        return AnthropicStream(self, profile, request, model)

    # Models

    def next_models(self, data: Any, profile: ProviderProfile) -> str | None:
        """The cursor of the next page, while there is one."""
        last = member(data, "last_id")
        if member(data, "has_more") is not True or not isinstance(last, str) or not last:
            return None
        from urllib.parse import quote

        return f"after_id={quote(last, safe='')}"

    def decode_model(self, data: Any, profile: ProviderProfile) -> Model | None:
        """One model, with the limits and capabilities that newer answers state."""
        model = super().decode_model(data, profile)
        if model is None or not is_object(data):
            return model
        import attrs

        changes: dict[str, Any] = {}
        created = data.get("created_at")
        if model.created is None and isinstance(created, str):
            from contextlib import suppress
            from datetime import datetime

            with suppress(ValueError, OverflowError):
                changes["created"] = int(datetime.fromisoformat(created).timestamp())
        if context := _count(data, "max_input_tokens"):
            changes["context"] = context
        if longest := _count(data, "max_tokens"):
            changes["max_output"] = longest
        abilities = data.get("capabilities")
        if is_object(abilities):
            able = (name for name, value in abilities.items() if member(value, "supported") is True)
            changes["capabilities"] = tuple(sorted(able))
        return attrs.evolve(model, **changes) if changes else model

    # Embeddings: the API has none

    def embed_path(self, profile: ProviderProfile, model: str) -> str | None:
        """None, but for a provider that lists an address."""
        return named_in(profile.endpoints.get("embeddings"), model)

    # Counting tokens

    def count_path(self, profile: ProviderProfile, model: str) -> str | None:
        """The address in the provider's data; None when it lists none."""
        return named_in(profile.endpoints.get("count_tokens"), model)

    def encode_count(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The body that asks for a count: that of the chat without what only shapes the answer."""
        from .anthropic_request import encode_count

        return encode_count(request, profile, model)

    # Errors

    def _words(self, data: Any) -> Mapping[str, str]:
        """The table, made finer by the text: one type stands for several mistakes."""
        message = member(member(data, "error"), "message")
        if not isinstance(message, str):
            return self.error_words
        text = message.lower()
        finer: dict[str, str] = {}
        if text.startswith("model:"):
            finer["not_found_error"] = "model_not_found"
        if re.search(r"prompt is too long|context (length|limit|size|window)|too many (prompt |input )?tokens", text):
            finer["invalid_request_error"] = "context_length"
        elif "credit balance" in text or "usage limits" in text or "spend limit" in text:
            finer["invalid_request_error"] = "quota_exhausted"
        elif "content filtering policy" in text:
            finer["invalid_request_error"] = "content_filtered"
        elif text.startswith("model:") or "invalid model" in text:
            finer["invalid_request_error"] = "model_not_found"
        return {**self.error_words, **finer} if finer else self.error_words

    def refused(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        profile: ProviderProfile,
        *,
        model: str | None = None,
        request_id: str | None = None,
    ) -> APIError:
        """The error of an answer that is not 2xx."""
        from .errors import error_from_body

        try:
            data = loads(body)
        except ValueError:
            data = None
        return error_from_body(
            status,
            headers,
            body,
            quirks=profile.quirks,
            words=self._words(data),
            provider=profile.id,
            model=model,
            request_id=request_id or _request_id(data),
        )

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body or event that came with status 200, or None."""
        from .errors import error_from_object, find_error

        found = find_error(data)
        if found is None:
            return None
        given: dict[str, Any] = {"status": 200, **context}
        given["request_id"] = given.get("request_id") or _request_id(data)
        return error_from_object(found, quirks=profile.quirks, words=self._words(data), provider=profile.id, **given)


def _request_id(data: Any) -> str | None:
    found = member(data, "request_id")
    return found if isinstance(found, str) else None


def message_response(
    body: Mapping[str, Any], parts: list[ContentPart], provider: str, usage: Usage | None = None
) -> ChatCompletionResponse:
    """The answer of a message object (also the one that a stream builds up) and its parts."""
    response_id, model, role = body.get("id"), body.get("model"), body.get("role")
    reason = body.get("stop_reason")
    if usage is None:
        usage = decode_usage(body.get("usage"))
    tier = member(body.get("usage"), "service_tier")
    calls = any(type(part) is ToolCall for part in parts)
    return ChatCompletionResponse(
        id=response_id if isinstance(response_id, str) else "",
        model=model if isinstance(model, str) else "",
        choices=[
            Choice(
                0,
                Message(
                    role if isinstance(role, str) and role else Role.ASSISTANT, MessageContent(parts), origin=provider
                ),
                finish_reason(reason, calls=calls),
                reason if isinstance(reason, str) else None,
                None,
                present(body, _MESSAGE_FIELDS),
            )
        ],
        usage=usage or Usage(),
        usage_status=UsageStatus.FINALIZED if usage is not None else UsageStatus.UNSUPPORTED,
        object="message",
        service_tier=tier if isinstance(tier, str) else None,
        provider=provider,
        raw=body,
    )
