"""The embedded provider's Responses API as a plain HTTP client sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ailib.testing import EmbeddedProvider, ToolCall

from .calls import CITY, WEATHER, get, send, sse

TOOL = {"type": "function", "name": "get_weather", "description": "Get the weather in a city", "parameters": CITY}
ENCRYPTED = {"include": ["reasoning.encrypted_content"], "store": False}


def said(speaker: EmbeddedProvider, given: Any, **more: Any) -> Any:
    response = send(speaker, "/v1/responses", {"model": "embedded-chat", "input": given, **more})
    assert response.status_code == 200, response.text
    return response.json()


def refused(speaker: EmbeddedProvider, given: Any, **more: Any) -> Any:
    response = send(speaker, "/v1/responses", {"model": "embedded-chat", "input": given, **more})
    assert response.status_code in (400, 404), response.text
    return response.json()["error"]


def user(text: str) -> dict[str, Any]:
    return {"role": "user", "content": text}


def called(speaker: EmbeddedProvider, **more: Any) -> list[dict[str, Any]]:
    """A question, the call it led to, and what the tool said."""
    output = said(speaker, WEATHER, tools=[TOOL], **more)["output"]
    return [
        user(WEATHER),
        *output,
        {"type": "function_call_output", "call_id": output[-1]["call_id"], "output": "18 degrees"},
    ]


def test_a_stream_tells_every_step_and_ends_in_the_whole_response(speaker: EmbeddedProvider) -> None:
    response = send(speaker, "/v1/responses", {"model": "embedded-chat", "input": "count to 3", "stream": True})
    events = sse(response.content)
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    kinds = [event["type"].removeprefix("response.") for event in events]
    assert kinds[:4] == ["created", "in_progress", "output_item.added", "content_part.added"]
    assert kinds[-4:] == ["output_text.done", "content_part.done", "output_item.done", "completed"]
    assert response.content.startswith(b"event: response.created\ndata: ")
    whole = events[-1]["response"]
    assert whole["output"][0]["content"][0]["text"] == "1, 2, 3."
    assert events[0]["response"]["output"] == []
    assert {event["output_index"] for event in events[2:-1]} == {0}
    assert get(speaker, f"/v1/responses/{whole['id']}") == whole


def test_a_function_is_called_and_its_result_quoted(speaker: EmbeddedProvider) -> None:
    request = {"model": "embedded-chat", "input": WEATHER, "tools": [TOOL], "stream": True}
    events = sse(send(speaker, "/v1/responses", request).content)
    pieces = [e["delta"] for e in events if e["type"] == "response.function_call_arguments.delta"]
    assert len(pieces) > 2
    assert json.loads("".join(pieces)) == {"city": "Paris"}
    done = next(e for e in events if e["type"] == "response.function_call_arguments.done")
    assert (done["arguments"], done["name"]) == ("".join(pieces), "get_weather")
    items = called(speaker)
    assert "18 degrees" in said(speaker, items, tools=[TOOL])["output"][0]["content"][0]["text"]
    assert "No tool output found" in refused(speaker, items[:2], tools=[TOOL])["message"]
    assert "No tool call found" in refused(speaker, [items[0], items[2]], tools=[TOOL])["message"]


def test_encrypted_reasoning_goes_back_as_it_was(speaker: EmbeddedProvider) -> None:
    items = called(speaker, reasoning={"effort": "low", "summary": "auto"}, **ENCRYPTED)
    assert [item.get("type") for item in items] == [None, "reasoning", "function_call", "function_call_output"]
    assert "step by step" in items[1]["summary"][0]["text"]
    assert said(speaker, items, tools=[TOOL], **ENCRYPTED)["status"] == "completed"
    without = [items[0], *items[2:]]
    assert f"its required 'reasoning' item: '{items[1]['id']}'" in refused(speaker, without, tools=[TOOL])["message"]
    changed = [items[0], items[1] | {"encrypted_content": "AAAA" + items[1]["encrypted_content"][4:]}, *items[2:]]
    assert refused(speaker, changed, tools=[TOOL])["code"] == "invalid_encrypted_content"
    bare = [items[0], {**items[1], "encrypted_content": None}, *items[2:]]
    assert "not persisted when `store` is set to false" in refused(speaker, bare, tools=[TOOL])["message"]
    alone = [items[0], items[1], user("and?")]
    assert "without its required following item" in refused(speaker, alone)["message"]


def test_reasoning_is_hidden_unless_a_summary_is_asked_for(speaker: EmbeddedProvider) -> None:
    response = said(speaker, "hi", reasoning={"effort": "high"})
    assert response["output"][0]["summary"] == []
    assert "encrypted_content" not in response["output"][0]
    assert response["usage"]["output_tokens_details"]["reasoning_tokens"] > 5
    assert said(speaker, [user("hi"), *response["output"], user("and?")])["output"]
    assert [one["type"] for one in said(speaker, "hi", reasoning={"effort": "none"})["output"]] == ["message"]


def test_a_stored_response_is_continued_and_deleted(speaker: EmbeddedProvider) -> None:
    first = said(speaker, WEATHER, tools=[TOOL])
    result = {"type": "function_call_output", "call_id": first["output"][0]["call_id"], "output": "18 degrees"}
    second = said(speaker, [result], tools=[TOOL], previous_response_id=first["id"])
    assert "18 degrees" in second["output"][0]["content"][0]["text"]
    assert len(get(speaker, f"/v1/responses/{second['id']}/input_items")["data"]) == 3
    reference = {"type": "item_reference", "id": first["output"][0]["id"]}
    assert said(speaker, [user(WEATHER), reference, result], tools=[TOOL])["status"] == "completed"
    assert send(speaker, f"/v1/responses/{first['id']}", method="DELETE").json()["deleted"] is True
    assert send(speaker, f"/v1/responses/{first['id']}", method="GET").status_code == 404
    assert refused(speaker, "x", previous_response_id=first["id"])["code"] == "previous_response_not_found"


def test_schemas_limits_refusals_and_logprobs(speaker: EmbeddedProvider) -> None:
    form = {"format": {"type": "json_schema", "name": "place", "schema": CITY, "strict": True}}
    assert json.loads(said(speaker, "I live in Rome", text=form)["output"][0]["content"][0]["text"]) == {"city": "Rome"}
    cut = said(speaker, "count to 50", max_output_tokens=16)
    assert (cut["status"], cut["incomplete_details"]) == ("incomplete", {"reason": "max_output_tokens"})
    speaker.queue(refusal="No.").queue(tool_calls=[ToolCall("f", "{broken", "call_mine")])
    assert said(speaker, "x")["output"][0]["content"] == [{"type": "refusal", "refusal": "No."}]
    call = said(speaker, "x")["output"][0]
    assert (call["call_id"], call["arguments"]) == ("call_mine", "{broken")
    sure = said(speaker, "count to 3", include=["message.output_text.logprobs"], top_logprobs=1)["output"][0][
        "content"
    ][0]
    assert "".join(one["token"] for one in sure["logprobs"]) == "1, 2, 3."


def test_images_and_files_are_seen_and_tokens_counted(speaker: EmbeddedProvider) -> None:
    image = {"type": "input_image", "image_url": "data:image/png;base64,AA=="}
    paper = {"type": "input_file", "file_id": "file-1"}
    given = [{"role": "user", "content": [image, paper, {"type": "input_text", "text": "What?"}]}]
    assert "1 image and 1 file" in said(speaker, given)["output"][0]["content"][0]["text"]
    counted = send(speaker, "/v1/responses/input_tokens", {"model": "embedded-chat", "input": given}).json()
    assert counted == {"object": "response.input_tokens", "input_tokens": said(speaker, given)["usage"]["input_tokens"]}


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"input": None}, "input"),
        ({"n": 2}, "n"),
        ({"max_output_tokens": 3}, "max_output_tokens"),
        ({"tools": [{"name": "f"}]}, "tools[0].type"),
        ({"tool_choice": {"type": "function", "name": "f"}}, "tool_choice"),
        ({"text": {"format": {"type": "json_schema", "schema": {}}}}, "text.format.name"),
        ({"input": [{"role": "pope", "content": "x"}]}, "input[0].role"),
        ({"input": [{"role": "user", "content": [{"type": "text", "text": "x"}]}]}, "input[0].content[0]"),
        ({"model": "gpt-99"}, "model"),
    ],
)
def test_a_wrong_request_is_refused_and_the_field_named(
    speaker: EmbeddedProvider, change: dict[str, Any], param: str
) -> None:
    response = send(speaker, "/v1/responses", {"model": "embedded-chat", "input": "x"} | change)
    assert response.status_code in (400, 404)
    assert response.json()["error"]["param"] == param
