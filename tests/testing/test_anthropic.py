"""The embedded provider's Messages API as a plain HTTP client sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ailib.testing import EmbeddedProvider, ToolCall

from .calls import CITY, WEATHER, get, send, sse

TOOL = {"name": "get_weather", "description": "Get the weather in a city", "input_schema": CITY}
THINK = {"type": "enabled", "budget_tokens": 1024}
VERSION = {"anthropic_version": "2023-06-01"}


def body(text: Any = "Hello", **more: Any) -> dict[str, Any]:
    messages = text if isinstance(text, list) else [{"role": "user", "content": text}]
    return {"model": "embedded-chat", "max_tokens": 2000, "messages": messages, **more}


def said(speaker: EmbeddedProvider, *given: Any, **more: Any) -> Any:
    response = send(speaker, "/anthropic/v1/messages", body(*given, **more), **VERSION)
    assert response.status_code == 200, response.text
    return response.json()


def refused(speaker: EmbeddedProvider, *given: Any, **more: Any) -> str:
    response = send(speaker, "/anthropic/v1/messages", body(*given, **more), **VERSION)
    assert response.status_code == 400, response.text
    assert response.json()["error"]["type"] == "invalid_request_error"
    return str(response.json()["error"]["message"])


def conversation(speaker: EmbeddedProvider, **more: Any) -> list[dict[str, Any]]:
    """A question, the tool calls it led to, and what the tools said."""
    asked = [{"role": "user", "content": WEATHER}]
    content = said(speaker, asked, tools=[TOOL], **more)["content"]
    results = [
        {"type": "tool_result", "tool_use_id": one["id"], "content": "18 degrees"}
        for one in content
        if one["type"] == "tool_use"
    ]
    return [*asked, {"role": "assistant", "content": content}, {"role": "user", "content": results}]


def test_the_version_of_the_api_must_be_named(speaker: EmbeddedProvider) -> None:
    response = send(speaker, "/anthropic/v1/messages", body())
    assert response.status_code == 400
    assert response.json()["error"]["message"] == "anthropic-version: header is required"


def test_an_error_names_the_request_as_the_header_does(speaker: EmbeddedProvider) -> None:
    response = send(speaker, "/anthropic/v1/messages", {}, **VERSION)
    assert response.json()["request_id"] == response.headers["request-id"]
    assert response.json()["type"] == "error"


def test_a_tool_is_called_with_pieces_of_json_and_its_result_is_quoted(speaker: EmbeddedProvider) -> None:
    response = send(speaker, "/anthropic/v1/messages", body(WEATHER, tools=[TOOL], stream=True), **VERSION)
    events = sse(response.content)
    start = next(e for e in events if e["type"] == "content_block_start")
    assert start["content_block"] == {
        "type": "tool_use",
        "id": start["content_block"]["id"],
        "name": "get_weather",
        "input": {},
    }
    pieces = [e["delta"]["partial_json"] for e in events if e["type"] == "content_block_delta"]
    assert len(pieces) > 2
    assert json.loads("".join(pieces)) == {"city": "Paris"}
    assert events[-2]["delta"]["stop_reason"] == "tool_use"
    assert events[0]["message"]["usage"]["input_tokens"] > 0
    assert events[-2]["usage"]["output_tokens"] > 0
    answer = said(speaker, conversation(speaker), tools=[TOOL])
    assert answer["stop_reason"] == "end_turn"
    assert "18 degrees" in answer["content"][0]["text"]


def test_thinking_comes_back_signed_or_is_refused(speaker: EmbeddedProvider) -> None:
    messages = conversation(speaker, thinking=THINK)
    assert [block["type"] for block in messages[1]["content"]] == ["thinking", "tool_use"]
    assert "18 degrees" in said(speaker, messages, tools=[TOOL], thinking=THINK)["content"][-1]["text"]
    thought = messages[1]["content"][0]
    changed = [
        messages[0],
        {"role": "assistant", "content": [thought | {"thinking": "!"}, *messages[1]["content"][1:]]},
        messages[2],
    ]
    assert "Invalid `signature`" in refused(speaker, changed, tools=[TOOL])
    forged = [
        messages[0],
        {"role": "assistant", "content": [thought | {"signature": "AAAA"}, *messages[1]["content"][1:]]},
        messages[2],
    ]
    assert "Invalid `signature`" in refused(speaker, forged, tools=[TOOL])
    del thought["signature"]
    assert "signature: Field required" in refused(speaker, messages, tools=[TOOL])
    del messages[1]["content"][0]
    assert "must start with a thinking block" in refused(speaker, messages, tools=[TOOL], thinking=THINK)
    assert said(speaker, messages, tools=[TOOL])["stop_reason"] == "end_turn"


def test_streamed_thinking_ends_in_its_signature(speaker: EmbeddedProvider) -> None:
    response = send(speaker, "/anthropic/v1/messages", body("Hi", thinking=THINK, stream=True), **VERSION)
    deltas = [e["delta"] for e in sse(response.content) if e["type"] == "content_block_delta" and e["index"] == 0]
    text = "".join(delta.get("thinking", "") for delta in deltas)
    assert "step by step" in text
    block = {"type": "thinking", "thinking": text, "signature": deltas[-1]["signature"]}
    messages = [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": [block]},
        {"role": "user", "content": "And?"},
    ]
    assert said(speaker, messages)["content"]
    silent = said(speaker, "Hi", thinking={"type": "adaptive", "display": "omitted"})["content"][0]
    assert silent["thinking"] == ""
    messages[1]["content"] = [silent]
    assert said(speaker, messages)["content"]


def test_redacted_thinking_must_come_back_as_it_was(speaker: EmbeddedProvider) -> None:
    text = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_1"
    block = said(speaker, text, thinking=THINK)["content"][0]
    assert block.keys() == {"type", "data"}
    messages = [
        {"role": "user", "content": text},
        {"role": "assistant", "content": [block]},
        {"role": "user", "content": "And?"},
    ]
    assert said(speaker, messages)["content"]
    block["data"] = block["data"][:-4] + "AAAA"
    assert "redacted_thinking" in refused(speaker, messages)


def test_images_and_documents_are_seen(speaker: EmbeddedProvider) -> None:
    image = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}}
    paper = {"type": "document", "source": {"type": "url", "url": "https://example.com/a.pdf"}}
    text = said(speaker, [{"role": "user", "content": [image, paper, {"type": "text", "text": "What?"}]}])["content"][
        0
    ]["text"]
    assert "1 image and 1 file" in text
    del image["source"]["data"]
    assert "source.base64.data: Field required" in refused(speaker, [{"role": "user", "content": [image]}])


def test_an_answer_follows_its_schema_and_its_limits(speaker: EmbeddedProvider) -> None:
    form = {"format": {"type": "json_schema", "schema": CITY}}
    assert json.loads(said(speaker, "I live in Rome", output_config=form)["content"][0]["text"]) == {"city": "Rome"}
    assert said(speaker, "count to 50", max_tokens=4)["stop_reason"] == "max_tokens"
    stopped = said(speaker, "count to 50", stop_sequences=["4"])
    assert (stopped["stop_reason"], stopped["stop_sequence"]) == ("stop_sequence", "4")
    named = {"type": "tool", "name": "get_weather", "disable_parallel_tool_use": True}
    assert said(speaker, "joke", tools=[TOOL], tool_choice=named)["content"][0]["type"] == "tool_use"
    assert said(speaker, WEATHER, tools=[TOOL], tool_choice={"type": "none"})["content"][0]["type"] == "text"


def test_a_prompt_is_cached_once_and_read_from_then_on(speaker: EmbeddedProvider) -> None:
    system = [{"type": "text", "text": "Be brief. " * 50, "cache_control": {"type": "ephemeral"}}]
    first, second = (said(speaker, text, system=system)["usage"] for text in ("one", "two"))
    assert first["cache_creation_input_tokens"] > 20
    assert first["cache_read_input_tokens"] == 0
    assert second["cache_read_input_tokens"] == first["cache_creation_input_tokens"]
    assert second["cache_creation_input_tokens"] == 0


def test_a_refusal_says_so(speaker: EmbeddedProvider) -> None:
    speaker.queue(refusal="I will not.").queue(tool_calls=[ToolCall("f", {"a": 1}, "toolu_mine")])
    answer = said(speaker)
    assert (answer["stop_reason"], answer["content"][0]["text"]) == ("refusal", "I will not.")
    assert said(speaker)["content"] == [{"type": "tool_use", "id": "toolu_mine", "name": "f", "input": {"a": 1}}]


def test_models_come_in_pages_and_tokens_are_counted(speaker: EmbeddedProvider) -> None:
    first = get(speaker, "/anthropic/v1/models?limit=2", **VERSION)
    assert (len(first["data"]), first["has_more"]) == (2, True)
    second = get(speaker, f"/anthropic/v1/models?limit=2&after_id={first['last_id']}", **VERSION)
    assert ([one["id"] for one in second["data"]], second["has_more"]) == (["embedded-mini"], False)
    before = get(speaker, "/anthropic/v1/models?limit=1&before_id=embedded-mini", **VERSION)
    assert ([one["id"] for one in before["data"]], before["has_more"]) == (["embedded-reasoner"], True)
    assert get(speaker, "/v1/models/embedded-mini", **VERSION)["display_name"] == "Embedded Mini"
    assert send(speaker, "/anthropic/v1/models/none", method="GET", **VERSION).status_code == 404
    request = body()
    del request["max_tokens"]
    counted = send(speaker, "/anthropic/v1/messages/count_tokens", request, **VERSION).json()
    assert counted == {"input_tokens": said(speaker)["usage"]["input_tokens"]}


def test_it_also_stands_where_vertex_has_it(speaker: EmbeddedProvider) -> None:
    path = "/v1/projects/p/locations/global/publishers/anthropic/models/embedded-chat"
    request = {
        "anthropic_version": "vertex-2023-10-16",
        "max_tokens": 9,
        "messages": [{"role": "user", "content": "hi"}],
    }
    assert send(speaker, f"{path}:rawPredict", request).json()["model"] == "embedded-chat"
    events = sse(send(speaker, f"{path}:streamRawPredict", request | {"stream": True}).content)
    assert events[-1] == {"type": "message_stop"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"max_tokens": None}, "max_tokens: Field required"),
        ({"messages": []}, "at least one message"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "messages.0.role"),
        ({"messages": [{"role": "user", "content": ""}, {"role": "user", "content": "x"}]}, "non-empty"),
        ({"messages": [{"role": "user", "content": "x", "name": "me"}]}, "name: Extra inputs are not permitted"),
        ({"messages": [{"role": "user", "content": [{"type": "video"}]}]}, "Input tag 'video'"),
        ({"n": 2}, "n: Extra inputs are not permitted"),
        ({"temperature": 1.5}, "temperature"),
        ({"tools": [{"name": "f"}]}, "input_schema: Field required"),
        ({"tool_choice": {"type": "any"}}, "only be specified while providing tools"),
        ({"thinking": {"type": "enabled", "budget_tokens": 10}}, "greater than or equal to 1024"),
        ({"thinking": {"type": "enabled", "budget_tokens": 4000}}, "must be greater than"),
        ({"thinking": THINK, "temperature": 0.5}, "`temperature` may only be set to 1"),
        ({"thinking": THINK, "tools": [TOOL], "tool_choice": {"type": "any"}}, "forces tool use"),
        (
            {"messages": [{"role": "user", "content": [{"type": "tool_result", "tool_use_id": "x", "content": "y"}]}]},
            "unexpected `tool_use_id`",
        ),
        (
            {
                "messages": [
                    {"role": "user", "content": "x"},
                    {"role": "assistant", "content": [{"type": "tool_use", "id": "a.b", "name": "f", "input": {}}]},
                ]
            },
            "should match pattern",
        ),
        (
            {
                "messages": [
                    {"role": "user", "content": "x"},
                    {"role": "assistant", "content": [{"type": "tool_use", "id": "a", "name": "f", "input": {}}]},
                    {"role": "user", "content": "y"},
                ]
            },
            "without `tool_result` blocks",
        ),
    ],
)
def test_a_wrong_request_is_refused_and_the_field_named(
    speaker: EmbeddedProvider, change: dict[str, Any], words: str
) -> None:
    response = send(speaker, "/anthropic/v1/messages", body() | change, **VERSION)
    assert response.status_code == 400
    assert words.lower() in response.json()["error"]["message"].lower()
