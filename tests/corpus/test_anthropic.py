"""Real recorded traffic of the Messages API decodes to what independent readers read, and its requests are sent again."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from ailib import (
    ChatCompletionRequest,
    ChatCompletionResponse,
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
    UnknownPart,
)
from ailib.core.target import dialect_for
from ailib.providers.catalogue import get_provider

from .exchanges import Exchange
from .run import SIZES, THROUGH, Family, check_clients, check_decoders, decoded
from .sent import check_requests, unequal

pytestmark = pytest.mark.shared

FAMILY = Family("anthropic_messages", ("messages",))


@pytest.mark.parametrize("size", SIZES)
def test_the_decoders_read_every_recording_at_any_piece_size(recorded: list[Exchange], size: int) -> None:
    """Promise 20: the same chunks, however the bytes are cut."""
    check_decoders(FAMILY, recorded, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("through", THROUGH)
def test_recorded_traffic_through_the_clients(recorded: list[Exchange], replay: str, through: Any, size: int) -> None:
    """Promises 5, 8, 9, 15, 19 on real traffic, over sockets."""
    check_clients(FAMILY, recorded, replay, through, size)


# --- requests ---------------------------------------------------------------------------------------------------------


def rest_of(block: dict[str, Any], *known: str) -> dict[str, Any] | None:
    return {name: value for name, value in block.items() if name not in known} or None


def medium(block: dict[str, Any]) -> Any:
    """An image or a document as a user of ailib names it."""
    source = block["source"]
    extra = rest_of(block, "type", "source", "title")
    name = block.get("title")
    if source["type"] == "file":
        mime = "image/png" if block["type"] == "image" else None
        return FilePart(file_id=source["file_id"], mime=mime, name=name, extra=extra)
    if block["type"] == "image":
        if source["type"] == "url":
            return ImagePart(url=source["url"], extra=extra)
        return ImagePart(data=base64.b64decode(source["data"]), mime=source["media_type"], extra=extra)
    if source["type"] == "url":
        return FilePart(url=source["url"], name=name, extra=extra)
    data = source["data"].encode() if source["type"] == "text" else base64.b64decode(source["data"])
    return FilePart(data=data, mime=source["media_type"], name=name, extra=extra)


def part_of(block: dict[str, Any], provider: str) -> Any:
    kind = block["type"]
    if kind == "text":
        return TextPart(block["text"], rest_of(block, "type", "text"))
    if kind in ("image", "document"):
        return medium(block)
    if kind == "tool_use":
        return ToolCall(
            block["id"], block["name"], json.dumps(block["input"]), extra=rest_of(block, "type", "id", "name", "input")
        )
    if kind == "thinking":
        return ReasoningPart(block["thinking"], block["signature"], None, "thinking", provider)
    if kind == "redacted_thinking":
        return ReasoningPart("", None, block, kind, provider)
    return UnknownPart(block)


def messages_of(message: dict[str, Any], provider: str) -> list[Message]:
    content, role = message["content"], message["role"]
    origin = provider if role == "assistant" else None
    if isinstance(content, str):
        return [Message(role, content, origin=origin)]
    made: list[Message] = []
    for block in content:
        if block["type"] == "tool_result":
            inner = block["content"]
            parts = inner if isinstance(inner, str) else [part_of(one, provider) for one in inner]
            extra = rest_of(block, "type", "tool_use_id", "content")
            made.append(Message("tool", parts, tool_call_id=block["tool_use_id"], extra=extra))
    others = [part_of(block, provider) for block in content if block["type"] != "tool_result"]
    if others or not made:
        made.append(Message(role, others, origin=origin))
    return made


def tool_of(tool: dict[str, Any]) -> Tool:
    if tool.get("type", "custom") == "custom" and tool.keys() <= {
        "type",
        "name",
        "description",
        "input_schema",
        "strict",
    }:
        return Tool.function(tool["name"], tool.get("description"), tool["input_schema"], strict=tool.get("strict"))
    return Tool(raw=tool)


def choice_of(choice: dict[str, Any]) -> ToolChoice:
    kind = choice["type"]
    return ToolChoice.function(choice["name"]) if kind == "tool" else ToolChoice("required" if kind == "any" else kind)


def spoken(exchange: Exchange) -> ChatCompletionRequest | str:
    """The recorded request in ailib's words, or why it has none."""
    body = dict(exchange.request["body"])
    if any(not isinstance(message, dict) for message in body["messages"]):
        return "the recorded request is broken on purpose"
    messages = [one for message in body.pop("messages") for one in messages_of(message, exchange.provider)]
    if "system" in body:
        system = body.pop("system")
        blocks = system if isinstance(system, str) else [part_of(block, exchange.provider) for block in system]
        messages.insert(0, Message.system(blocks))
    body.pop("stream", None)
    fields: dict[str, Any] = {}
    for name in ("model", "max_tokens", "temperature", "top_p", "top_k"):
        fields[name] = body.pop(name, None)
    fields["stop"] = body.pop("stop_sequences", None)
    if "tools" in body:
        fields["tools"] = [tool_of(tool) for tool in body.pop("tools")]
    if "tool_choice" in body:
        choice = body.pop("tool_choice")
        fields["tool_choice"] = choice_of(choice)
        if choice.get("disable_parallel_tool_use"):
            fields["parallel_tool_calls"] = False
    if body.get("metadata", {}).keys() == {"user_id"}:
        fields["user"] = body.pop("metadata")["user_id"]
    if "thinking" in body:
        thinking = body.pop("thinking")
        display = thinking.get("display")
        fields["reasoning"] = Reasoning(
            max_tokens=thinking.get("budget_tokens"),
            enabled=thinking["type"] != "disabled",
            summary={"summarized": "auto"}.get(display, display),
        )
    output = dict(body.get("output_config") or {})
    if "output_format" in body:
        output["format"] = body.pop("output_format")
    if output.keys() <= {"effort", "format"}:
        body.pop("output_config", None)
        if "format" in output:
            fields["response_format"] = ResponseFormat.json_schema(output["format"]["schema"], strict=None)
        if "effort" in output:
            # Without thinking: the API lets the effort hold for the answer alone.
            fields["reasoning"] = Reasoning(effort=output["effort"], enabled=False)
    return ChatCompletionRequest(messages=messages, extensions=body or None, **fields)


def normal(body: dict[str, Any]) -> dict[str, Any]:
    """What the API treats alike, made alike."""

    def blocks(content: Any) -> Any:
        return [{"type": "text", "text": content}] if isinstance(content, str) else content

    if "system" in body:
        body["system"] = blocks(body["system"])
    merged: list[dict[str, Any]] = []
    for message in body["messages"]:
        content = blocks(message["content"])
        for block in content:
            if block["type"] == "tool_result":
                block["content"] = blocks(block["content"])
                if block.get("is_error") is False:
                    del block["is_error"]
        # Turns of one role in a row are one turn.
        if merged and merged[-1]["role"] == message["role"]:
            merged[-1]["content"] = [*merged[-1]["content"], *content]
        else:
            merged.append({**message, "content": content})
    body["messages"] = merged
    for tool in body.get("tools", ()):
        if tool.get("type") == "custom":
            del tool["type"]
    choice = body.get("tool_choice")
    if choice and choice.get("disable_parallel_tool_use") is False:
        del choice["disable_parallel_tool_use"]
    if "output_format" in body:  # its name before it left the beta
        body.setdefault("output_config", {})["format"] = body.pop("output_format")
    if body.get("stream") is False:
        del body["stream"]
    if body.get("thinking") == {"type": "disabled"}:  # the default of the recorded models
        del body["thinking"]
    return body


def test_recorded_conversations_are_sent_as_they_were(recorded: list[Exchange], replay: str) -> None:
    """Nothing that the recorded requests say is lost or changed on its way through ailib's models."""
    check_requests(FAMILY, recorded, replay, spoken, normal, {})


# --- answers that go back ---------------------------------------------------------------------------------------------


def told(exchange: Exchange) -> list[dict[str, Any]]:
    """The content blocks of a recorded answer, put together without ailib."""
    if not exchange.stream:
        content: list[dict[str, Any]] = json.loads(exchange.body)["content"]
        return content
    blocks: list[dict[str, Any]] = []
    inputs: dict[int, str] = {}
    at = 0
    for line in exchange.body.decode().replace("\r\n", "\n").split("\n"):
        event = json.loads(line[5:]) if line.startswith("data:") else {}
        kind, delta = event.get("type"), event.get("delta") or {}
        if kind == "content_block_start":
            blocks.append(event["content_block"])
            at = len(blocks) - 1
        elif kind == "content_block_stop" and inputs.get(at):
            blocks[at]["input"] = json.loads(inputs[at])
        elif kind != "content_block_delta":
            continue
        elif delta["type"] == "input_json_delta":
            inputs[at] = inputs.get(at, "") + delta["partial_json"]
        elif delta["type"] == "citations_delta":
            blocks[at]["citations"] = [*(blocks[at].get("citations") or []), delta["citation"]]
        else:
            for name, value in delta.items():
                known = blocks[at].get(name)
                if name != "type":
                    blocks[at][name] = known + value if known and isinstance(value, str) else value
    return blocks


def worth(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without empty texts, which the API refuses, and members that say nothing."""
    kept = [block for block in blocks if block.get("text") != ""]
    return [{name: value for name, value in block.items() if value not in (None, [])} for block in kept]


def test_every_recorded_answer_goes_back_as_it_came(recorded: list[Exchange]) -> None:
    """Promise 16, on real traffic, through JSON: the next request repeats the answer's blocks, signatures and all."""
    dialect = dialect_for("anthropic_messages")
    assert dialect is not None
    count = 0
    for exchange in FAMILY.of(recorded):
        response = decoded(FAMILY, exchange, 4096)
        if not isinstance(response, ChatCompletionResponse) or response.finish_reason == "length":
            continue  # a call that was cut off in its arguments cannot be said again
        stored = Message.from_dict(json.loads(json.dumps(response.message.to_dict())))
        assert stored == response.message
        request = ChatCompletionRequest("claude-haiku-4-5", [Message.user("x"), stored])
        body = dialect.encode_chat(request, get_provider(exchange.provider), request.model, stream=False)
        turns = body["messages"][1:]
        content = turns[0]["content"] if turns else []
        blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
        assert worth(blocks) == worth(told(exchange)), exchange.id
        count += 1
    assert count > 150


def test_recorded_counts_and_models(recorded: list[Exchange]) -> None:
    """What was counted is asked for again in the same words; the recorded list of models is read."""
    dialect = dialect_for("anthropic_messages")
    assert dialect is not None
    profile = get_provider("anthropic")
    counted = 0
    for exchange in recorded:
        if exchange.provider != "anthropic" or exchange.response["status"] != 200:
            continue
        if exchange.path == "/v1/models":
            models = dialect.decode_models(json.loads(exchange.body), profile)
            assert models
            assert all(model.context and model.max_output and model.created for model in models)
        if exchange.path != "/v1/messages/count_tokens":
            continue
        said = spoken(exchange)
        assert not isinstance(said, str)
        body = json.loads(json.dumps(dialect.encode_count(said, profile, said.model)))
        assert unequal(normal(exchange.request["body"]), normal(body)) == []
        assert dialect.decode_count(json.loads(exchange.body)) == json.loads(exchange.body)["input_tokens"]
        counted += 1
    assert counted > 5
