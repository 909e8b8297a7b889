"""Real recorded traffic of this family decodes to what independent readers read, and is sent as it was recorded."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ailib import ChatCompletionRequest, Message, Reasoning, ReasoningPart, ResponseFormat, Tool, ToolChoice
from ailib.providers.catalogue import get_provider

from .exchanges import Exchange
from .run import SIZES, THROUGH, Family, check_clients, check_decoders
from .sent import check_requests

pytestmark = pytest.mark.shared

FAMILY = Family(
    "openai_chat",
    ("chat.completions",),
    # Where ailib reads something else than the independent readers did, and why that is right.
    listed={
        "openrouter.chat.0975e6d6dc23": (
            "reasoning_details holds a readable reasoning.summary; the readers knew only `reasoning`, which is null here"
        ),
    },
)


@pytest.mark.parametrize("size", SIZES)
def test_the_decoders_read_every_recording_at_any_piece_size(recorded: list[Exchange], size: int) -> None:
    """Promise 20: the same chunks, however the bytes are cut."""
    check_decoders(FAMILY, recorded, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("through", THROUGH)
def test_recorded_traffic_through_the_clients(recorded: list[Exchange], replay: str, through: Any, size: int) -> None:
    """Promises 5, 8, 9, 15, 19 on real traffic, over sockets."""
    check_clients(FAMILY, recorded, replay, through, size)


# Requests

# Fields of a recorded request that are fields of ailib's too, under the same name.
_SAME = (
    "temperature", "top_p", "top_k", "stop", "seed", "n", "frequency_penalty", "presence_penalty", "logprobs",
    "top_logprobs", "logit_bias", "parallel_tool_calls", "modalities", "audio", "user", "metadata", "functions",
    "function_call",
)  # fmt: skip


def _message(message: dict[str, Any], provider: str) -> Message:
    """A recorded message; what the model said is known to be this provider's, its thinking is thinking."""
    fields = dict(message)
    thoughts: list[ReasoningPart] = []
    if fields["role"] == "assistant":
        fields["origin"] = provider
        if details := fields.pop("reasoning_details", None):
            thoughts.append(ReasoningPart("", None, details, "reasoning_details", provider))
        texts = [fields.pop(name, None) for name in ("reasoning_content", "reasoning")]
        if (text := next((text for text in texts if text is not None), None)) is not None and not details:
            thoughts.append(ReasoningPart(text, None, None, "reasoning", provider))
        blocks = fields["content"] if isinstance(fields.get("content"), list) else []
        if thinking := [block for block in blocks if block["type"] == "thinking"]:
            thoughts.append(ReasoningPart("", None, thinking, "thinking_block", provider))
            fields["content"] = [block for block in blocks if block["type"] != "thinking"]
    read = Message.from_dict(fields)
    return Message(
        read.role, [*thoughts, *read.content], read.name, read.tool_call_id, read.function_call, read.extra, read.origin
    )


def spoken(exchange: Exchange) -> ChatCompletionRequest | str:
    """The recorded request as a user of ailib would say it."""
    body = copy.deepcopy(exchange.request["body"])
    quirks = get_provider(exchange.provider).quirks
    fields: dict[str, Any] = {}
    messages = body.pop("messages", None)
    if not messages:
        return "there are no messages"
    for ours, theirs in quirks.rename.items():
        if theirs in body:
            fields[ours] = body.pop(theirs)
    if quirks.max_tokens_field in body:
        fields["max_tokens"] = body.pop(quirks.max_tokens_field)
    if (tools := body.pop("tools", None)) is not None:
        fields["tools"] = [Tool.of(tool) for tool in tools]
    if (choice := body.pop("tool_choice", None)) is not None:
        named = isinstance(choice, dict) and choice["type"] == "function"
        fields["tool_choice"] = ToolChoice.function(choice["function"]["name"]) if named else choice
    if (shape := body.pop("response_format", None)) is not None:
        inner = shape.get("json_schema")
        if inner is None:
            fields["response_format"] = ResponseFormat(shape["type"])
        else:
            fields["response_format"] = ResponseFormat(
                "json_schema", inner.get("schema"), inner.get("name"), inner.get("strict"), inner.get("description")
            )
    if isinstance(effort := body.get("reasoning_effort"), str) and quirks.reasoning_style == "effort":
        fields["reasoning"] = Reasoning(effort=body.pop("reasoning_effort"), enabled=effort != "none")
    for name in _SAME:
        if name in body:
            fields[name] = body.pop(name)
    body.pop("stream", None)
    # What ailib asks for by itself, and how a user says no to it.
    if exchange.stream and quirks.stream_usage:
        body.setdefault("stream_options", None)
        if body["stream_options"] == {"include_usage": True}:
            del body["stream_options"]
    for name, value in quirks.extra_body.items():
        body.setdefault(name, None)
        if body[name] == value:
            del body[name]
    if "model" not in body:
        body["model"] = None  # the address names the deployment
    model = body.pop("model") if body["model"] else "recorded-model"
    said = [_message(message, exchange.provider) for message in messages]
    return ChatCompletionRequest(model, said, extensions=body or None, **fields)


def normal(body: dict[str, Any]) -> dict[str, Any]:
    """One form for what the API lets one say in two; defaults are left out."""
    for name, default in (("stream", False), ("n", 1), ("tools", [])):
        if body.get(name) == default:
            del body[name]
    for tool in body.get("tools") or ():
        tool.setdefault("type", "function")
    for message in body["messages"]:
        calls = message.get("tool_calls")
        content = message.get("content")
        if calls and content in ("", []):
            message["content"] = None  # what an answer of calls alone has
        if isinstance(content, list):
            for block in content:
                if isinstance(block.get("image_url"), str):
                    block["image_url"] = {"url": block["image_url"]}
            if len(content) == 1 and set(content[0]) == {"type", "text"}:
                message["content"] = content[0]["text"]
        if calls == []:
            del message["tool_calls"]
        for call in calls or ():
            call.pop("index", None)  # of a stream's fragment; it says nothing in a message
        if message.get("annotations") == []:
            del message["annotations"]
        # Two names for one thing, sent both by some.
        thinking = message.pop("reasoning_content", None)
        message["reasoning"] = message.get("reasoning", thinking)
    shape = body.get("response_format")
    if shape and "json_schema" in shape:
        shape["json_schema"].setdefault("name", "answer")
    return body


def test_what_is_sent_is_what_was_recorded(recorded: list[Exchange], replay: str) -> None:
    """The same conversation, said in ailib's words, makes the same request."""
    check_requests(FAMILY, recorded, replay, spoken, normal, {})
