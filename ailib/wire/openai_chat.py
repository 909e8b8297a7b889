"""The OpenAI chat family: `POST {base_url}/chat/completions`, spoken by OpenAI and by nearly everybody else.

Source: https://platform.openai.com/docs/api-reference/chat; what others do differently is in `Quirks`.
Requests are in `openai_chat_request`, streams in `openai_chat_stream`; here are answers, usage, models and errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.content import ContentPart, MessageContent, ReasoningPart, RefusalPart, TextPart
from ..models.message import Message, Role
from ..models.parts import part_from_dict, tool_call_from_dict
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .assembly import audio_part
from .dialect import Dialect, named_in
from .errors import ERROR_SIGNS
from .openai_chat_request import encode_chat
from .shapes import Json, is_list, is_object, member
from .think import split_think

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import AilibError
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .openai_chat_stream import OpenAIChatStream

__all__ = ["OpenAIChat", "decode_usage", "finish_reason", "text_and_thinking"]

# What other servers call the four reasons; what is not here stays as it is.
_FINISH = {
    "stop_sequence": "stop",
    "eos": "stop",
    "eos_token": "stop",
    "end_turn": "stop",
    "complete": "stop",
    "completed": "stop",
    "max_tokens": "length",
    "max_output_tokens": "length",
    "model_length": "length",
    "tool_use": "tool_calls",
    "tool_call": "tool_calls",
    "sensitive": "content_filter",
    "safety": "content_filter",
    "prohibited_content": "content_filter",
    "cancelled": "cancelled",
}
_STANDARD = frozenset({"stop", "length", "tool_calls", "content_filter", "function_call"})


def finish_reason(raw: Any, *, calls: bool) -> str | None:
    """The normalised reason. An answer that ends with tool calls says so, whatever the server called it."""
    if not isinstance(raw, str) or not raw:
        return "tool_calls" if calls and raw == "" else None
    reason = raw if raw in _STANDARD else _FINISH.get(raw.lower(), raw)
    return "tool_calls" if calls and reason == "stop" else reason


def _count(data: dict[str, Any], *names: str) -> int:
    """The first of these counters that is a positive number."""
    for name in names:
        value = data.get(name)
        if type(value) is int and value > 0:
            return value
        if value and isinstance(value, (int, float)) and value is not True and value > 0:
            return int(value)
    return 0


_NO_DETAILS: dict[str, Any] = {}


def decode_usage(data: Json) -> Usage | None:
    """Token counts, wherever a server of this family puts them; None when there are none."""
    if not isinstance(data, dict) or not data:
        return None
    read: Json = data.get("prompt_tokens_details")
    written: Json = data.get("completion_tokens_details")
    prompt = _count(data, "prompt_tokens")
    completion = _count(data, "completion_tokens")
    total = _count(data, "total_tokens")
    usage = Usage(prompt, completion, total or prompt + completion, raw=data)
    if isinstance(read, dict):
        usage.cached_tokens = _count(read, "cached_tokens")
        usage.cache_write_tokens = _count(read, "cache_write_tokens")
        usage.audio_prompt_tokens = _count(read, "audio_tokens")
    if isinstance(written, dict):
        usage.reasoning_tokens = _count(written, "reasoning_tokens")
        usage.audio_completion_tokens = _count(written, "audio_tokens")
    if len(data) > 5 or not read or not written:
        # Names that single providers have for the same counts.
        usage.cached_tokens = usage.cached_tokens or _count(
            data, "prompt_cache_hit_tokens", "cached_tokens", "num_cached_tokens"
        )
        usage.cache_write_tokens = usage.cache_write_tokens or _count(data, "cache_creation_input_tokens")
        usage.reasoning_tokens = usage.reasoning_tokens or _count(data, "reasoning_tokens")
    if usage.reasoning_tokens and total == prompt + completion + usage.reasoning_tokens:
        usage.reasoning_in_completion = False  # at xAI the total is the sum of three
    return usage


def find_usage(data: Mapping[str, Any], profile: ProviderProfile) -> Usage | None:
    """The usage of a body or chunk, at the places the provider is known for."""
    usage = decode_usage(data.get("usage"))
    if usage is None:
        for path in profile.quirks.usage_paths:
            value: Any = data
            for step in path.split("."):
                value = member(value, step)
            usage = decode_usage(value)
            if usage is not None:
                break
        else:
            usage = decode_usage(member(data.get("x_groq"), "usage"))
    return usage


def _thought(part: Mapping[str, Any]) -> str | None:
    """The text of a content part that is thinking: Mistral `thinking`, Databricks `reasoning`; None for other parts."""
    kind = part.get("type")
    if kind not in ("thinking", "reasoning"):
        return None
    value = part.get("thinking", part.get("summary", part.get("text")))
    if isinstance(value, str):
        return value
    if is_list(value):
        texts = (member(item, "text") if is_object(item) else item for item in value)
        return "".join(text for text in texts if isinstance(text, str))
    return ""


def text_and_thinking(content: Any) -> tuple[str, str, list[dict[str, Any]], list[ContentPart]]:
    """(text, thinking, raw thinking parts, other parts) of content that came as a list."""
    text: list[str] = []
    thinking: list[str] = []
    blocks: list[dict[str, Any]] = []
    others: list[ContentPart] = []
    for part in content if is_list(content) else [content]:
        if isinstance(part, str):
            text.append(part)
            continue
        if not is_object(part):
            continue
        thought = _thought(part)
        if thought is not None:
            thinking.append(thought)
            blocks.append(dict(part))
        elif part.get("type") == "text" and isinstance(part.get("text"), str):
            text.append(part["text"])
        else:
            others.append(part_from_dict(part))
    return "".join(text), "".join(thinking), blocks, others


# Fields of an assistant message that have a place in our model.
_MESSAGE_FIELDS = frozenset(
    {"role", "content", "tool_calls", "function_call", "refusal", "reasoning", "reasoning_content", "reasoning_details",
     "audio", "name"}
)  # fmt: skip
_CHOICE_FIELDS = frozenset({"index", "message", "finish_reason", "logprobs"})


def _decode_message(raw: Mapping[str, Any], profile: ProviderProfile, request: ChatCompletionRequest) -> Message:
    content = raw.get("content")
    parts: list[ContentPart] = []
    details = raw.get("reasoning_details") or None
    field = "reasoning_content" if isinstance(raw.get("reasoning_content"), str) else "reasoning"
    thinking = raw.get(field)
    thinking = thinking if isinstance(thinking, str) else ""
    others: list[ContentPart] = []
    if isinstance(content, str):
        text = content
        tags = request.reasoning
        if (
            "think>" in text
            and not thinking
            and (tags is None or tags.parse_tags)
            and ("</think>" in text or text.lstrip()[:7] == "<think>")
        ):
            # The prompt's template may have opened the tag, so that the answer has only the closing one.
            thinking, text = split_think(text, opened=True)
            field = "think_tags"
    elif content is None:
        text = ""
    else:
        text, thought, blocks, others = text_and_thinking(content)
        if blocks:
            thinking, field, details = thinking or thought, "thinking_block", blocks
    if thinking or details:
        where = "reasoning_details" if details and field != "thinking_block" else field
        if not thinking and is_list(details):
            thinking = "".join(str(member(item, "text") or member(item, "summary") or "") for item in details)
        parts.append(ReasoningPart(thinking, None, details, where, profile.id))
    if text:
        parts.append(TextPart(text))
    parts.extend(others)
    refusal = raw.get("refusal")
    if refusal and isinstance(refusal, str):
        parts.append(RefusalPart(refusal))
    audio = raw.get("audio")
    if is_object(audio) and audio:
        parts.append(audio_part(dict(audio)))
    calls = raw.get("tool_calls")
    if is_list(calls):
        parts.extend(tool_call_from_dict(call) for call in calls if is_object(call))
    extra = {key: value for key, value in raw.items() if key not in _MESSAGE_FIELDS and value is not None}
    role = raw.get("role")
    function = raw.get("function_call")
    return Message(
        role if isinstance(role, str) and role else Role.ASSISTANT,
        MessageContent(parts),
        raw.get("name"),
        None,
        function if is_object(function) and function else None,
        extra or None,
        profile.id,
    )


def _broke_off(choice: Any) -> bool:
    """Whether an answer ended with an error of the model's server; so at OpenRouter."""
    return member(choice, "finish_reason") == "error" and is_object(member(choice, "error"))


class OpenAIChat(Dialect):
    """The dialect; see `ailib.wire.dialect.Dialect`."""

    name = "openai_chat"

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Where chats go; streams have an address of their own at few providers."""
        if profile.protocol == self.name:
            path = profile.endpoints.get("chat_stream") if stream else None
            return named_in(path or profile.endpoints.get("chat"), model) or "/chat/completions"
        surface = profile.surface(self.name)
        return (surface.path if surface is not None else None) or "/chat/completions"

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request."""
        return encode_chat(request, profile, model, stream=stream)

    def decode_chat(
        self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest
    ) -> ChatCompletionResponse | None:
        """An answer; None when `data` is none (no choices)."""
        body: Json = data
        if not isinstance(body, dict):
            return None
        raw_choices: Json = body.get("choices")
        if not isinstance(raw_choices, list):
            return None
        choices: list[Choice] = []
        raw: Json
        for place, raw in enumerate(raw_choices):
            if not isinstance(raw, dict):
                continue
            message: Json = raw.get("message")
            if not isinstance(message, dict):
                # Some servers answer with the older `text`.
                message = {"content": raw.get("text")}
            decoded = _decode_message(message, profile, request)
            reason = raw.get("finish_reason")
            index = raw.get("index")
            extra: dict[str, Any] | None = None
            if len(raw) > 4 or "logprobs" not in raw:
                extra = {key: value for key, value in raw.items() if key not in _CHOICE_FIELDS and value is not None}
            choices.append(
                Choice(
                    index if isinstance(index, int) else place,
                    decoded,
                    finish_reason(reason, calls=bool(message.get("tool_calls")) and bool(decoded.tool_calls)),
                    reason if isinstance(reason, str) else None,
                    raw.get("logprobs"),
                    extra or None,
                )
            )
        usage = find_usage(body, profile)
        model, response_id, created = body.get("model"), body.get("id"), body.get("created")
        return ChatCompletionResponse(
            id=response_id if isinstance(response_id, str) else "",
            model=model if isinstance(model, str) else "",
            choices=choices,
            usage=usage or Usage(),
            usage_status=UsageStatus.FINALIZED if usage is not None else UsageStatus.UNSUPPORTED,
            created=int(created) if isinstance(created, (int, float)) else None,
            object=body.get("object"),
            system_fingerprint=body.get("system_fingerprint"),
            service_tier=body.get("service_tier"),
            provider=profile.id,
            raw=data,
        )

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> OpenAIChatStream:
        """A decoder for one stream."""
        from .openai_chat_stream import OpenAIChatStream

        return OpenAIChatStream(self, profile, request, model)

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body or frame that came with status 200, or None.

        Also out of a list of `errors`, and of answers that all ended with an error of their own: what they had said
        by then is the error's `partial`.
        """
        body: Json = data
        if type(body) is dict and "choices" in body and ERROR_SIGNS.isdisjoint(body):
            answers: Json = body["choices"]
            if not (type(answers) is list and answers and _broke_off(answers[0])):
                return None  # nearly every answer and every chunk
        if is_object(data) and "error" not in data:
            errors, choices = data.get("errors"), data.get("choices")
            if "choices" not in data and is_list(errors) and errors:
                data = {"error": errors[0], **data}
            elif is_list(choices) and choices and all(_broke_off(choice) for choice in choices):
                found = super().error_in({"error": choices[0]["error"]}, profile, **context)
                if found is not None:
                    from ..models.request import ChatCompletionRequest

                    found.partial = self.decode_chat(data, profile, ChatCompletionRequest())
                return found
        return super().error_in(data, profile, **context)
