"""The embedded provider's Cohere API as a plain HTTP client sees it."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import pytest

from ailib.testing import EmbeddedProvider

from .calls import CITY, WEATHER, get, send, sse

TOOL = {
    "type": "function",
    "function": {"name": "get_weather", "description": "Get the weather in a city", "parameters": CITY},
}


def body(text: Any = "Hello", **more: Any) -> dict[str, Any]:
    messages = text if isinstance(text, list) else [{"role": "user", "content": text}]
    return {"model": "embedded-chat", "messages": messages, **more}


def said(speaker: EmbeddedProvider, *given: Any, **more: Any) -> Any:
    response = send(speaker, "/cohere/v2/chat", body(*given) | more)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_tool_is_called_after_a_plan_and_its_result_quoted_and_cited(speaker: EmbeddedProvider) -> None:
    events = sse(send(speaker, "/v2/chat", body(WEATHER, tools=[TOOL], stream=True)).content)
    plan = "".join(e["delta"]["message"]["tool_plan"] for e in events if e["type"] == "tool-plan-delta")
    assert "get_weather" in plan
    start = next(e for e in events if e["type"] == "tool-call-start")["delta"]["message"]["tool_calls"]
    assert (start["function"], bool(start["id"])) == ({"name": "get_weather", "arguments": ""}, True)
    deltas = [
        e["delta"]["message"]["tool_calls"]["function"]["arguments"] for e in events if e["type"] == "tool-call-delta"
    ]
    assert json.loads("".join(deltas)) == {"city": "Paris"}
    assert events[-1]["delta"]["finish_reason"] == "TOOL_CALL"
    message = said(speaker, WEATHER, tools=[TOOL])["message"]
    call_id = message["tool_calls"][0]["id"]
    result = [{"type": "document", "document": {"data": {"degrees": 18}}}]
    messages = [*body(WEATHER)["messages"], message, {"role": "tool", "tool_call_id": call_id, "content": result}]
    answer = said(speaker, messages, tools=[TOOL])["message"]
    assert '{"degrees": 18}' in answer["content"][0]["text"]
    assert answer["citations"][0]["sources"][0]["id"] == f"{call_id}:0"


def test_documents_are_cited_whole_and_streamed(speaker: EmbeddedProvider) -> None:
    documents = [{"id": "d1", "data": {"text": "one"}}, "two"]
    answer = said(speaker, "hi", documents=documents)["message"]
    first, second = answer["citations"]
    text = answer["content"][0]["text"]
    assert text[first["start"] : first["end"]] == first["text"]
    assert [one["sources"][0]["id"] for one in (first, second)] == ["d1", "doc:1"]
    events = sse(send(speaker, "/v2/chat", body("hi", documents=documents, stream=True)).content)
    streamed = [e["delta"]["message"]["citations"] for e in events if e["type"] == "citation-start"]
    assert streamed == answer["citations"]


def test_thinking_is_a_block_before_the_text(speaker: EmbeddedProvider) -> None:
    content = said(speaker, "hi", thinking={"type": "enabled"})["message"]["content"]
    assert [block["type"] for block in content] == ["thinking", "text"]
    assert said(speaker, "hi", model="embedded-reasoner")["message"]["content"][0]["type"] == "thinking"
    off = said(speaker, "hi", model="embedded-reasoner", thinking={"type": "disabled"})
    assert off["message"]["content"][0]["type"] == "text"
    events = sse(send(speaker, "/v2/chat", body("hi", thinking={"type": "enabled"}, stream=True)).content)
    assert [e["index"] for e in events if e["type"] == "content-start"] == [0, 1]
    messages = [
        {"role": "user", "content": "hi"},
        {"role": "assistant", "content": content},
        {"role": "user", "content": "and?"},
    ]
    assert said(speaker, messages)["finish_reason"] == "COMPLETE"


def test_schemas_limits_images_and_choices(speaker: EmbeddedProvider) -> None:
    form = {"type": "json_object", "json_schema": CITY}
    assert json.loads(said(speaker, "I live in Rome", response_format=form)["message"]["content"][0]["text"]) == {
        "city": "Rome"
    }
    assert said(speaker, "count to 50", max_tokens=4)["finish_reason"] == "MAX_TOKENS"
    assert said(speaker, "count to 50", stop_sequences=["4"])["finish_reason"] == "STOP_SEQUENCE"
    assert said(speaker, "joke", tools=[TOOL], tool_choice="REQUIRED")["finish_reason"] == "TOOL_CALL"
    assert said(speaker, WEATHER, tools=[TOOL], tool_choice="NONE")["finish_reason"] == "COMPLETE"
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}
    seen = said(speaker, [{"role": "user", "content": [image, {"type": "text", "text": "What?"}]}])
    assert "1 image" in seen["message"]["content"][0]["text"]
    assert said(speaker, "hi", logprobs=True)["logprobs"][0]["text"] == "Hello"


def test_vectors_come_in_the_types_asked_for(speaker: EmbeddedProvider) -> None:
    request = {"model": "embedded-embed", "texts": ["cat"], "input_type": "search_query", "output_dimension": 64}
    kinds = ["float", "int8", "uint8", "binary", "ubinary", "base64"]
    found = send(speaker, "/cohere/v2/embed", request | {"embedding_types": kinds}).json()["embeddings"]
    assert {kind: len(found[kind][0]) for kind in kinds[:5]} == {
        "float": 64,
        "int8": 64,
        "uint8": 64,
        "binary": 8,
        "ubinary": 8,
    }
    assert struct.unpack("<64f", base64.b64decode(found["base64"][0])) == tuple(found["float"][0])
    assert [one + 128 for one in found["binary"][0]] == found["ubinary"][0]
    del request["input_type"]
    assert send(speaker, "/cohere/v2/embed", request).status_code == 400


def test_models_come_in_pages_and_texts_in_tokens(speaker: EmbeddedProvider) -> None:
    first = get(speaker, "/cohere/v1/models?page_size=2&endpoint=chat")
    second = get(speaker, f"/cohere/v1/models?page_size=2&endpoint=chat&page_token={first['next_page_token']}")
    assert [one["name"] for one in first["models"] + second["models"]] == [
        "embedded-chat",
        "embedded-reasoner",
        "embedded-mini",
    ]
    assert "next_page_token" not in second
    assert get(speaker, "/cohere/v1/models/embedded-embed")["endpoints"] == ["embed"]
    cut = send(speaker, "/v1/tokenize", {"model": "embedded-chat", "text": "hi there"}).json()
    assert "".join(cut["token_strings"]) == "hi there"
    assert len(cut["tokens"]) == len(cut["token_strings"])


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"messages": []}, 400, "at least one message"),
        ({"messages": [{"role": "pope", "content": "x"}]}, 400, "roles"),
        ({"messages": [{"role": "tool", "tool_call_id": "x", "content": "y"}]}, 400, "tool call id not found"),
        ({"messages": [{"role": "user", "content": [{"type": "video"}]}]}, 400, "unknown type"),
        ({"n": 2}, 422, "unknown field"),
        ({"temperature": 1.5}, 400, "temperature"),
        ({"tool_choice": "REQUIRED"}, 400, "only be specified with tools"),
        ({"tools": [TOOL], "tool_choice": "auto"}, 400, "tool_choice must be one of"),
        ({"tools": [TOOL], "response_format": {"type": "json_object"}}, 400, "not supported with tools"),
        ({"model": "none"}, 404, "model 'none' not found"),
    ],
)
def test_a_wrong_request_is_refused(speaker: EmbeddedProvider, change: dict[str, Any], status: int, words: str) -> None:
    response = send(speaker, "/cohere/v2/chat", body() | change)
    assert response.status_code == status
    assert words in response.json()["message"]
    assert response.json()["id"]
