"""Real recorded Converse traffic decodes to what independent readers read, and is asked for as it was recorded."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from ailib import ChatCompletionRequest, Message, ResponseFormat, Tool, ToolChoice
from ailib.models.content import (
    ContentPart,
    FilePart,
    ImagePart,
    JsonPart,
    MessageContent,
    TextPart,
    UnknownPart,
)
from ailib.models.tools import Reasoning
from ailib.providers.catalogue import get_provider
from ailib.wire.bedrock import BedrockConverse

from .exchanges import Exchange
from .run import SIZES, THROUGH, Family, check_clients, check_decoders
from .sent import check_requests

pytestmark = pytest.mark.shared

FAMILY = Family("bedrock_converse", ("bedrock.converse", "bedrock.converse-stream"), prefix="")


@pytest.mark.parametrize("size", SIZES)
def test_the_decoders_read_every_recording_at_any_piece_size(recorded: list[Exchange], size: int) -> None:
    """Promise 20: the same chunks, however the bytes are cut."""
    check_decoders(FAMILY, recorded, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("through", THROUGH)
def test_recorded_traffic_through_the_clients(recorded: list[Exchange], replay: str, through: Any, size: int) -> None:
    """Promises 5, 8, 9, 15, 19 on real traffic, over sockets."""
    check_clients(FAMILY, recorded, replay, through, size)


# The recorded request in ailib's words


def _bytes_or_place(source: dict[str, Any]) -> dict[str, Any]:
    if "bytes" in source:
        return {"data": base64.b64decode(source["bytes"])}
    return {"url": source["s3Location"]["uri"]} if "s3Location" in source else {}


def _said(block: dict[str, Any]) -> ContentPart:
    """A block of a user's turn as a user would write it."""
    kind, value = next(iter(block.items()))
    if kind == "text":
        return TextPart(value)
    if kind == "json":
        return JsonPart(value)
    if kind == "image":
        return ImagePart(**_bytes_or_place(value["source"]), mime=f"image/{value['format']}")
    if kind == "video":
        form = value["format"]
        return FilePart(**_bytes_or_place(value["source"]), mime=form if "/" in form else f"video/{form}")
    if kind == "document":
        extra = {name: value[name] for name in ("citations", "context") if name in value}
        where = _bytes_or_place(value["source"])
        if not where:
            extra["source"] = value["source"]
        return FilePart(**where, name=f"{value['name']}.{value['format']}", extra=extra or None)
    if kind == "guardContent" and "text" in value:
        text = dict(value["text"])
        return TextPart(text.pop("text"), {"guardContent": text or True})
    return UnknownPart(block)


def _messages(turn: dict[str, Any]) -> list[Message]:
    if turn["role"] == "assistant":
        dialect, profile = BedrockConverse(), get_provider("bedrock")
        parts = [dialect.part(block, profile) or UnknownPart(block) for block in turn["content"]]
        return [Message("assistant", MessageContent(parts), origin="bedrock")]
    messages: list[Message] = []
    rest: list[ContentPart] = []
    for block in turn["content"]:
        result = block.get("toolResult")
        if result is None:
            rest.append(_said(block))
            continue
        content = [_said(piece) for piece in result["content"]]
        failed = {"is_error": True} if result.get("status") == "error" else None
        messages.append(Message("tool", content, tool_call_id=result["toolUseId"], extra=failed))
    return [*messages, Message.user(rest)] if rest else messages


def _tool(entry: dict[str, Any]) -> Tool:
    spec = entry.get("toolSpec")
    if spec is None:
        return Tool(raw=entry)
    return Tool(spec["name"], spec.get("description"), spec["inputSchema"]["json"], spec.get("strict"))


def _reasoning(more: dict[str, Any]) -> Reasoning | None:
    thinking = more.get("thinking")
    if more.keys() == {"thinking"} and thinking["type"] == "enabled":
        return Reasoning(max_tokens=thinking["budget_tokens"])
    if thinking == {"type": "adaptive"} and more.keys() <= {"thinking", "output_config"}:
        return Reasoning(enabled=True, effort=more.get("output_config", {}).get("effort"))
    return Reasoning(effort=more["reasoning_config"]) if more.keys() == {"reasoning_config"} else None


def spoken(exchange: Exchange) -> ChatCompletionRequest | str:
    body = json.loads(json.dumps(exchange.request["body"]))
    messages = [Message.system([_said(block) for block in body.pop("system", [])])]
    messages = messages if messages[0].content else []
    for turn in body.pop("messages"):
        messages.extend(_messages(turn))
    fields: dict[str, Any] = {}
    config = body.pop("inferenceConfig", {})
    for theirs, ours in (
        ("maxTokens", "max_tokens"),
        ("temperature", "temperature"),
        ("topP", "top_p"),
        ("stopSequences", "stop"),
    ):
        if theirs in config:
            fields[ours] = config.pop(theirs)
    assert not config
    tools = body.pop("toolConfig", {})
    if tools:
        fields["tools"] = [_tool(entry) for entry in tools["tools"]]
        choice = tools.get("toolChoice", {})
        if "tool" in choice:
            fields["tool_choice"] = ToolChoice.function(choice["tool"]["name"])
        elif choice:
            fields["tool_choice"] = "auto" if "auto" in choice else "required"
    if "outputConfig" in body:
        schema = body.pop("outputConfig")["textFormat"]["structure"]["jsonSchema"]
        fields["response_format"] = ResponseFormat.json_schema(
            json.loads(schema["schema"]), schema.get("name"), description=schema.get("description")
        )
    more = body.get("additionalModelRequestFields", {})
    if more.keys() == {"inferenceConfig"}:
        fields["top_k"] = body.pop("additionalModelRequestFields")["inferenceConfig"]["topK"]
    elif (reasoning := _reasoning(more)) is not None:
        fields["reasoning"] = reasoning
        del body["additionalModelRequestFields"]
    model = exchange.request["url"].partition("/model/")[2].partition("/")[0]
    return ChatCompletionRequest(model, messages, extensions=body or None, **fields)


def normal(body: dict[str, Any]) -> dict[str, Any]:
    """What is empty says nothing; turns of one role are one turn; success is what a result is unless it says other."""
    turns: list[dict[str, Any]] = []
    for turn in body["messages"]:
        for block in turn["content"]:
            if block.get("toolResult", {}).get("status") == "success":
                del block["toolResult"]["status"]
        if turns and turns[-1]["role"] == turn["role"]:
            turns[-1]["content"] += turn["content"]
        else:
            turns.append(turn)
    body["messages"] = turns
    if "outputConfig" in body:
        schema = body["outputConfig"]["textFormat"]["structure"]["jsonSchema"]
        schema["schema"] = json.loads(schema["schema"])
    if body.get("inferenceConfig", {}).get("stopSequences") == []:
        del body["inferenceConfig"]["stopSequences"]
    if not body.get("toolConfig", {}).get("tools"):
        body.pop("toolConfig", None)
    return {name: value for name, value in body.items() if value not in ({}, [])}


def test_ailib_sends_what_was_recorded(recorded: list[Exchange], replay: str) -> None:
    """Promise 1: the same conversation gives the same request."""
    listed = {
        "bedrock.converse.d4303084ea5b": "it named the format of a film 'video/mp4', which the API does not know: 'mp4'",
    }
    check_requests(FAMILY, recorded, replay, spoken, normal, listed)
