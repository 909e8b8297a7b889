"""The OpenAI Responses family: `POST {base_url}/responses`.

Source: https://platform.openai.com/docs/api-reference/responses. An answer is a list of output items; here they become
the parts of one message, in their order, each with what it takes to send it back as it came:

* `message`: a `TextPart` or `RefusalPart` per content block. The first has the item's own fields (id, status, phase) in
  `extra["item"]`, every text its annotations in `extra["annotations"]`.
* `function_call`, `custom_tool_call`: a `ToolCall`; the item's other fields are in `extra["item"]`.
* `reasoning`: a `ReasoningPart`; `text` is the summary and the raw thinking, `data` the whole item.
* Everything else (server tools, compaction, what is still to be invented): an `UnknownPart` that holds the item.

Requests are in `openai_responses_request`, streams in `openai_responses_stream`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.content import ContentPart, MessageContent, ReasoningPart, RefusalPart, TextPart, ToolCall, UnknownPart
from ..models.message import Message, Role
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .dialect import Dialect
from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import AilibError
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .openai_responses_stream import OpenAIResponsesStream

__all__ = ["REASONING_FIELD", "OpenAIResponses", "decode_response", "decode_usage"]

# `ReasoningPart.field` of this family.
REASONING_FIELD = "reasoning_item"

_FINISH = {
    "max_output_tokens": "length",
    "max_tokens": "length",
    "length": "length",
    "content_filter": "content_filter",
    "completed": "stop",
    "complete": "stop",
    "stop": "stop",
    "cancelled": "cancelled",
    "canceled": "cancelled",
}
_WORDS = {
    "invalid_prompt": "invalid_request",
    "unsupported_file": "invalid_request",
    "data_residency_mismatch": "invalid_request",
    "bio_policy": "content_filtered",
    "cyber_policy": "content_filtered",
    "image_content_policy_violation": "content_filtered",
    "invalid_image": "invalid_request",
    "invalid_image_format": "invalid_request",
    "invalid_base64_image": "invalid_request",
    "invalid_image_url": "invalid_request",
    "invalid_image_mode": "invalid_request",
    "image_too_large": "invalid_request",
    "image_too_small": "invalid_request",
    "image_parse_error": "invalid_request",
    "image_file_too_large": "request_too_large",
    "unsupported_image_media_type": "invalid_request",
    "empty_image_file": "invalid_request",
    "failed_to_download_image": "invalid_request",
    "image_file_not_found": "not_found",
    "vector_store_timeout": "timeout",
    "previous_response_not_found": "not_found",
}


def _count(data: Json, *names: str) -> int:
    """The first of these counters that is a positive number."""
    for name in names:
        value = member(data, name)
        if isinstance(value, (int, float)) and value is not True and value > 0:
            return int(value)
    return 0


def decode_usage(data: Json) -> Usage | None:
    """Token counts; None when there are none."""
    if not isinstance(data, dict) or not data:
        return None
    read: Json = data.get("input_tokens_details") or data.get("prompt_tokens_details")
    written: Json = data.get("output_tokens_details") or data.get("completion_tokens_details")
    prompt = _count(data, "input_tokens", "prompt_tokens")
    completion = _count(data, "output_tokens", "completion_tokens")
    total = _count(data, "total_tokens")
    thinking = _count(written, "reasoning_tokens")
    return Usage(
        prompt,
        completion,
        total or prompt + completion,
        _count(read, "cached_tokens"),
        _count(read, "cache_write_tokens", "cache_creation_tokens"),
        thinking,
        _count(read, "audio_tokens"),
        _count(written, "audio_tokens"),
        # A total that is the sum of three counts thinking apart.
        not (thinking and total == prompt + completion + thinking),
        data,
    )


# Items to parts

_MESSAGE_FIELDS = frozenset({"type", "role", "content"})
_CALL_FIELDS = frozenset({"type", "call_id", "name", "arguments", "input"})
_TEXT_FIELDS = frozenset({"type", "text", "logprobs"})


def _without(item: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in known and value is not None}


def _message(item: dict[str, Any], parts: list[ContentPart], logprobs: list[Any]) -> None:
    about = _without(item, _MESSAGE_FIELDS)
    content: Json = item.get("content")
    if isinstance(content, str):
        content = [{"type": "output_text", "text": content}]
    block: Json
    for block in content if isinstance(content, list) else ():
        kind = member(block, "type")
        text = member(block, "text")
        if isinstance(block, dict) and kind in ("output_text", "text") and isinstance(text, str):
            if block.get("logprobs"):
                logprobs.extend(block["logprobs"] if is_list(block["logprobs"]) else [block["logprobs"]])
            extra: dict[str, Any] = {
                key: value for key, value in block.items() if key not in _TEXT_FIELDS and value not in (None, [])
            }
            if about:
                extra["item"] = about
                about = {}
            parts.append(TextPart(text, extra or None))
        elif kind == "refusal" and isinstance(member(block, "refusal"), str):
            parts.append(RefusalPart(member(block, "refusal"), {"item": about} if about else None))
            about = {}
        elif block is not None:
            parts.append(UnknownPart(block))


def thinking_of(item: Mapping[str, Any]) -> str:
    """The readable text of a reasoning item: its summaries, then the raw thinking, a blank line between two."""
    texts: list[str] = []
    for field in ("summary", "content"):
        rows: Json = item.get(field)
        row: Json
        for row in rows if isinstance(rows, list) else [rows]:
            text = member(row, "text") if isinstance(row, dict) else row
            if isinstance(text, str) and text:
                texts.append(text)
    return "\n\n".join(texts)


def decode_output(items: list[Any], provider: str) -> tuple[list[ContentPart], list[Any]]:
    """(parts, log probabilities) of the output items."""
    parts: list[ContentPart] = []
    logprobs: list[Any] = []
    item: Json
    for item in items:
        kind = member(item, "type")
        if not isinstance(item, dict):
            parts.append(UnknownPart(item))
        elif kind == "message":
            _message(item, parts, logprobs)
        elif kind == "reasoning":
            parts.append(ReasoningPart(thinking_of(item), None, item, REASONING_FIELD, provider))
        elif kind in ("function_call", "custom_tool_call"):
            custom = kind == "custom_tool_call"
            arguments = item.get("input" if custom else "arguments")
            if not isinstance(arguments, str):
                from .json import dumps

                arguments = "" if arguments is None else dumps(arguments).decode()
            about = _without(item, _CALL_FIELDS)
            parts.append(
                ToolCall(
                    str(item.get("call_id") or item.get("id") or ""),
                    str(item.get("name") or ""),
                    arguments,
                    "custom" if custom else "function",
                    {"item": about} if about else None,
                )
            )
        else:
            parts.append(UnknownPart(item))
    return parts, logprobs


def finish_reasons(body: Mapping[str, Any], *, calls: bool) -> tuple[str | None, str | None]:
    """(normalised, raw) reason: that of an incomplete answer, else its status."""
    raw = member(body.get("incomplete_details"), "reason") or body.get("status")
    if not isinstance(raw, str) or not raw:
        return ("tool_calls" if calls else None), None
    reason = _FINISH.get(raw, raw)
    return ("tool_calls" if calls and reason == "stop" else reason), raw


def decode_response(body: Mapping[str, Any], provider: str) -> ChatCompletionResponse:
    """An answer from a response object."""
    output: Json = body.get("output")
    parts, logprobs = decode_output(output if isinstance(output, list) else [], provider)
    calls = any(type(part) is ToolCall for part in parts)
    reason, raw_reason = finish_reasons(body, calls=calls)
    usage = decode_usage(body.get("usage"))
    created, model, tier = body.get("created_at"), body.get("model"), body.get("service_tier")
    response_id, kind = body.get("id"), body.get("object")
    return ChatCompletionResponse(
        id=response_id if isinstance(response_id, str) else "",
        model=model if isinstance(model, str) else "",
        choices=[
            Choice(
                0,
                Message(Role.ASSISTANT, MessageContent(parts), origin=provider),
                reason,
                raw_reason,
                {"content": logprobs} if logprobs else None,
            )
        ],
        usage=usage or Usage(),
        usage_status=UsageStatus.FINALIZED if usage is not None else UsageStatus.UNSUPPORTED,
        created=int(created) if isinstance(created, (int, float)) else None,
        object=kind if isinstance(kind, str) else None,
        service_tier=tier if isinstance(tier, str) else None,
        provider=provider,
        raw=body,
    )


class OpenAIResponses(Dialect):
    """The dialect; see `ailib.wire.dialect.Dialect`."""

    name = "openai_responses"
    error_words = _WORDS

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Where answers come from; the same for every model, streamed or not."""
        surface = profile.surface(self.name)
        return (surface.path if surface is not None else None) or "/responses"

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a request."""
        from .openai_responses_request import ResponsesEncoder

        return ResponsesEncoder(request, profile, model).encode(stream=stream)

    def decode_chat(
        self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest
    ) -> ChatCompletionResponse | None:
        """An answer; None when `data` is none (no list of output items)."""
        if not is_object(data) or not is_list(data.get("output")):
            return None
        return decode_response(data, profile.id)

    def chat_stream(
        self, profile: ProviderProfile, request: ChatCompletionRequest, model: str
    ) -> OpenAIResponsesStream:
        """A decoder for one stream."""
        from .openai_responses_stream import OpenAIResponsesStream

        return OpenAIResponsesStream(self, profile, request, model)

    def count_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Path of the token counter, where the provider is known to have one."""
        return profile.endpoints.get("count_input_tokens")

    def encode_count(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The body that asks for a count: what of a request makes up the prompt."""
        from .openai_responses_request import ResponsesEncoder

        return ResponsesEncoder(request, profile, model).encode_count()

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body or event: an `error` object, an `error` event, a response that failed."""
        if not is_object(data):
            return super().error_in(data, profile, **context)
        kind = data.get("type")
        place = data
        if kind == "response.failed" or (kind == "response.done" and is_object(data.get("response"))):
            place = data["response"] if is_object(data.get("response")) else data
        failed = kind in ("error", "response.failed") or place.get("status") == "failed"
        if not failed and not place.get("error"):
            # Only what says that it is an error is one: an answer here has neither `choices` nor a code.
            return None if "output" in place or kind is not None else super().error_in(data, profile, **context)
        from .errors import error_from_object

        # The word "error" is the name of the event, not of the kind of error.
        found = {key: value for key, value in place.items() if not (key == "type" and value in ("error", kind))}
        if not is_object(found.get("error")) and not isinstance(found.get("error"), str):
            found = {"error": {key: found.get(key) for key in ("code", "message", "param", "type") if found.get(key)}}
            if not found["error"]:
                found = {"error": {"message": "The response failed, without a reason"}}
        given: dict[str, Any] = {"status": 200, **context}
        error = error_from_object(found, quirks=profile.quirks, words=self.error_words, provider=profile.id, **given)
        error.body = data
        return error
