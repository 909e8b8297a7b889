"""Real recorded Responses traffic decodes to what independent readers read, and is sent as it was recorded."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ailib import (
    ChatCompletionRequest,
    ChatCompletionResponse,
    Content,
    ContentPart,
    FilePart,
    ImagePart,
    Message,
    Reasoning,
    ReasoningPart,
    ResponseFormat,
    TextPart,
    Tool,
    ToolCall,
    ToolChoice,
)
from ailib.core.target import dialect_for
from ailib.providers.catalogue import get_provider
from ailib.wire.json import dumps, loads

from .conftest import COUNTS
from .exchanges import Exchange
from .run import SIZES, THROUGH, Family, check_clients, check_decoders, decoded
from .sent import check_requests, unequal

pytestmark = pytest.mark.shared

FAMILY = Family(
    "openai_responses",
    ("responses.create",),
    # Where ailib reads something else than the independent readers did, and why that is right.
    listed={
        "openai.responses.65de0781c488": (
            "the stream fails twice, by an `error` event and by response.failed; the readers took the second, ailib the "
            "first, which has the type of the error too"
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


def _content(block: dict[str, Any]) -> ContentPart:
    rest = {key: value for key, value in block.items() if key not in ("type", "text", "image_url", "detail")}
    if block["type"] in ("input_text", "output_text"):
        return TextPart(block["text"], rest or None)
    if block["type"] == "input_image" and "image_url" in block:
        return ImagePart(url=block["image_url"], detail=block.get("detail"))
    if block["type"] == "input_file" and "file_url" in block:
        return FilePart(url=block["file_url"])
    if block["type"] == "input_file" and "file_data" in block:
        return FilePart(url=block["file_data"], name=block.get("filename"))
    return Content.unknown(block)


def _parts(content: Any) -> list[ContentPart]:
    if isinstance(content, str):
        return [TextPart(content)]
    return [_content(block) for block in content]


def _about(item: dict[str, Any], *known: str) -> dict[str, Any] | None:
    about = {key: value for key, value in item.items() if key not in ("type", *known)}
    return {"item": about} if about else None


def _messages(items: Any, provider: str) -> list[Message]:
    """Input items as ailib's messages: what the model said is one message, as an answer of ailib's would have it."""
    if items is None:
        return []
    if isinstance(items, str):
        return [Message.user(items)]
    messages: list[Message] = []
    said: list[ContentPart] = []
    for item in items:
        kind = item.get("type", "message")
        if kind in ("function_call", "custom_tool_call"):
            custom = kind == "custom_tool_call"
            written = item["input" if custom else "arguments"]
            extra = _about(item, "call_id", "name", "arguments", "input")
            said.append(ToolCall(item["call_id"], item["name"], written, "custom" if custom else "function", extra))
        elif kind == "reasoning":
            text = "".join(row["text"] for row in item["summary"])
            said.append(ReasoningPart(text, None, item, "reasoning_item", provider))
        elif kind == "message" and item["role"] == "assistant":
            texts = _parts(item["content"])
            if about := _about(item, "role", "content"):
                assert isinstance(texts[0], TextPart)
                texts[0] = TextPart(texts[0].text, {**(texts[0].extra or {}), **about})
            elif said and isinstance(said[-1], TextPart):
                # Two messages without ids in a row are two messages for ailib too.
                messages.append(Message("assistant", said, origin=provider))
                said = []
            said += texts
        elif kind == "message":
            if said:
                messages.append(Message("assistant", said, origin=provider))
                said = []
            messages.append(Message(item["role"], _parts(item["content"])))
        elif kind == "function_call_output":
            if said:
                messages.append(Message("assistant", said, origin=provider))
                said = []
            messages.append(Message.tool(item["call_id"], _parts(item["output"])))
        else:
            said.append(Content.unknown(item))
    if said:
        messages.append(Message("assistant", said, origin=provider))
    return messages


def spoken(exchange: Exchange) -> ChatCompletionRequest | str:
    """The recorded request as a user of ailib would say it."""
    body = copy.deepcopy(exchange.request["body"])
    fields: dict[str, Any] = {}
    messages = _messages(body.pop("input", None), exchange.provider)
    if instructions := body.pop("instructions", None):
        messages.insert(0, Message.system(instructions))
    if not messages:
        return "there are no messages: the prompt is stored at the provider"
    model = body.pop("model", None)
    if model is None:
        return "no model is named: the prompt is stored at the provider"
    if (tools := body.pop("tools", None)) is not None:
        fields["tools"] = [Tool.of(tool) for tool in tools]
    if (choice := body.pop("tool_choice", None)) is not None:
        named = isinstance(choice, dict) and choice["type"] == "function"
        fields["tool_choice"] = ToolChoice.function(choice["name"]) if named else choice
    text = body.get("text")
    if text and set(text) == {"format"}:
        shape = body.pop("text")["format"]
        if shape["type"] == "json_schema":
            fields["response_format"] = ResponseFormat(
                "json_schema", shape["schema"], shape["name"], shape.get("strict"), shape.get("description")
            )
        else:
            fields["response_format"] = ResponseFormat(shape["type"])
    reasoning = body.get("reasoning")
    if reasoning and set(reasoning) <= {"effort", "summary"}:
        del body["reasoning"]
        fields["reasoning"] = Reasoning(effort=reasoning.get("effort"), summary=reasoning.get("summary"))
    include = body.pop("include", None)
    if include == ["message.output_text.logprobs"]:
        fields["logprobs"] = True
    elif include != ["reasoning.encrypted_content"] or not get_provider(exchange.provider).quirks.encrypted_reasoning:
        body["include"] = include
    for theirs, ours in (("max_output_tokens", "max_tokens"), ("top_logprobs", "top_logprobs")):
        if theirs in body:
            fields[ours] = body.pop(theirs)
    for name in ("temperature", "top_p", "parallel_tool_calls", "user", "metadata"):
        if name in body:
            fields[name] = body.pop(name)
    body.pop("stream", None)
    return ChatCompletionRequest(model, messages, extensions=body or None, **fields)


def normal(body: dict[str, Any]) -> dict[str, Any]:
    """One form for what the API lets one say in two: see the documentation of `input` and `instructions`."""
    items = body.pop("input", None)
    if isinstance(items, str):
        items = [{"role": "user", "content": items}]  # "equivalent to a text input with the user role"
    items = list(items or ())
    instructions = body.pop("instructions", None)
    if instructions:
        items.insert(0, {"role": "system", "content": instructions})  # "a system message inserted into the context"
    for item in items:
        if "role" in item:
            item.setdefault("type", "message")
            out = item["role"] == "assistant"
            if isinstance(item["content"], str):
                item["content"] = [{"type": "output_text" if out else "input_text", "text": item["content"]}]
            for block in item["content"]:
                for name in ("annotations", "logprobs"):
                    if block.get(name) == []:
                        del block[name]
    body["input"] = items
    if body.get("text") == {"format": {"type": "text"}}:
        del body["text"]  # the default
    if body.get("stream") is False:
        del body["stream"]
    body["tools"] = body.get("tools") or None
    for tool in body["tools"] or ():
        if tool["type"] == "function" and not tool.get("parameters"):
            tool["parameters"] = {"type": "object", "properties": {}}
    return body


def test_what_is_sent_is_what_was_recorded(recorded: list[Exchange], replay: str) -> None:
    """The same conversation, said in ailib's words, makes the same request."""
    check_requests(FAMILY, recorded, replay, spoken, normal, {})


def _without_empty(value: Any) -> Any:
    """Null members, empty annotations and probabilities say nothing, and are not asked for in what goes in."""
    if isinstance(value, dict):
        return {
            name: _without_empty(member)
            for name, member in value.items()
            if member is not None and name != "logprobs" and not (name == "annotations" and member == [])
        }
    return [_without_empty(member) for member in value] if isinstance(value, list) else value


def test_every_recorded_answer_goes_back_as_it_came(recorded: list[Exchange]) -> None:
    """Promise 16: through JSON and back, the output items are the next turn's input items, streamed or not."""
    dialect = dialect_for("openai_responses")
    assert dialect is not None
    wrong: list[str] = []
    right = 0
    for exchange in FAMILY.of(recorded):
        outcome = decoded(FAMILY, exchange, 4096)
        if not isinstance(outcome, ChatCompletionResponse) or exchange.response["status"] != 200:
            continue
        output = outcome.raw.get("output") if isinstance(outcome.raw, dict) else None
        if not output or output[-1]["type"] == "reasoning":
            continue
        for item in output:
            if item["type"] == "function_call":
                item["arguments"] = item["arguments"] or "{}"
        message = Message.from_dict(loads(dumps(outcome.message.to_dict())))
        assert message == outcome.message, exchange.id
        request = ChatCompletionRequest("m", [Message.user("a"), message, Message.user("b")])
        body = dialect.encode_chat(request, get_provider(exchange.provider), "m", stream=False)
        found = unequal(_without_empty(output), _without_empty(body["input"][1:-1]), "output")
        if found:
            wrong.append(f"{exchange.id}: {'; '.join(found[:4])}")
        right += not found
    COUNTS["openai_responses: replay"] = f"{right} answers go back as they came, {len(wrong)} do not"
    assert not wrong, "\n".join(wrong)
    assert right > 100
