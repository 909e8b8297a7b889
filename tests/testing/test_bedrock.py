"""The embedded provider's Converse API as a plain HTTP client sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ailib.testing import EmbeddedProvider, Fault

from .calls import CITY, WEATHER, frames, get, send

TOOLS = {
    "tools": [
        {"toolSpec": {"name": "get_weather", "description": "Get the weather in a city", "inputSchema": {"json": CITY}}}
    ]
}


def user(*blocks: Any) -> dict[str, Any]:
    return {"role": "user", "content": [{"text": block} if isinstance(block, str) else block for block in blocks]}


def said(speaker: EmbeddedProvider, *messages: Any, model: str = "embedded-chat", **more: Any) -> Any:
    response = send(speaker, f"/model/{model}/converse", {"messages": list(messages), **more})
    assert response.status_code == 200, response.text
    return response.json()


def content(document: Any) -> list[dict[str, Any]]:
    return list(document["output"]["message"]["content"])


def refused(speaker: EmbeddedProvider, *messages: Any, **more: Any) -> str:
    response = send(speaker, "/model/embedded-chat/converse", {"messages": list(messages), **more})
    assert response.status_code == 400, response.text
    assert response.headers["x-amzn-ErrorType"] == "ValidationException"
    return str(response.json()["message"])


def turn(speaker: EmbeddedProvider, **more: Any) -> list[dict[str, Any]]:
    """A question, the tool call it led to, and what the tool said."""
    answer = said(speaker, user(WEATHER), toolConfig=TOOLS, **more)["output"]["message"]
    call_id = answer["content"][-1]["toolUse"]["toolUseId"]
    return [user(WEATHER), answer, user({"toolResult": {"toolUseId": call_id, "content": [{"text": "18 degrees"}]}})]


def test_a_stream_is_made_of_frames_that_name_their_events(speaker: EmbeddedProvider) -> None:
    body = {"messages": [user(WEATHER)], "toolConfig": TOOLS}
    events = frames(send(speaker, "/model/embedded-reasoner/converse-stream", body).content)
    names = [next(iter(event)) for event in events]
    assert (names[0], names[-2:]) == ("messageStart", ["messageStop", "metadata"])
    deltas = [event["contentBlockDelta"] for event in events if "contentBlockDelta" in event]
    thought = [d["delta"]["reasoningContent"] for d in deltas if d["contentBlockIndex"] == 0]
    assert "step by step" in "".join(piece.get("text", "") for piece in thought)
    assert thought[-1].keys() == {"signature"}
    start = next(event["contentBlockStart"] for event in events if "contentBlockStart" in event)
    assert (start["contentBlockIndex"], start["start"]["toolUse"]["name"]) == (1, "get_weather")
    arguments = "".join(d["delta"]["toolUse"]["input"] for d in deltas if d["contentBlockIndex"] == 1)
    assert json.loads(arguments) == {"city": "Paris"}
    assert events[-2]["messageStop"]["stopReason"] == "tool_use"
    assert events[-1]["metadata"]["usage"]["outputTokens"] > 20


def test_an_error_in_a_stream_is_an_exception_with_a_name(speaker: EmbeddedProvider) -> None:
    for kind in (None, "ThrottlingException"):
        speaker.queue(fault=Fault(error_frame_at=2, type=kind, status=None))
        events = frames(send(speaker, "/model/embedded-chat/converse-stream", {"messages": [user("x")]}).content)
        expected = "throttlingException" if kind else "internalServerException"
        assert next(iter(events[-1])) == expected


def test_a_tools_result_is_quoted(speaker: EmbeddedProvider) -> None:
    messages = turn(speaker)
    assert "18 degrees" in content(said(speaker, *messages, toolConfig=TOOLS))[0]["text"]
    assert "Expected toolResult blocks" in refused(speaker, *messages[:2], toolConfig=TOOLS)
    assert "toolConfig field must be defined" in refused(speaker, *messages)
    messages[2]["content"][0]["toolResult"]["content"] = [{"json": {"degrees": 18}}]
    assert '{"degrees": 18}' in content(said(speaker, *messages, toolConfig=TOOLS))[0]["text"]


def test_reasoning_comes_back_signed_or_is_refused(speaker: EmbeddedProvider) -> None:
    thinks = {"additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 2000}}}
    messages = turn(speaker, **thinks)
    assert "18 degrees" in content(said(speaker, *messages, toolConfig=TOOLS, **thinks))[-1]["text"]
    thought = messages[1]["content"][0]["reasoningContent"]["reasoningText"]
    kept = thought["text"]
    thought["text"] += "!"
    assert "Invalid `signature`" in refused(speaker, *messages, toolConfig=TOOLS)
    thought["text"] = kept
    del thought["signature"]
    assert "signature: Field required" in refused(speaker, *messages, toolConfig=TOOLS)
    text = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING"
    hidden = content(said(speaker, user(text), **thinks))[0]
    assert hidden["reasoningContent"].keys() == {"redactedContent"}
    answer = {"role": "assistant", "content": [hidden, {"text": "x"}]}
    assert said(speaker, user(text), answer, user("and?"))
    hidden["reasoningContent"]["redactedContent"] = "AAAA"
    assert "redacted_thinking" in refused(speaker, user(text), answer, user("and?"))


def test_media_schemas_and_limits(speaker: EmbeddedProvider) -> None:
    image = {"image": {"format": "png", "source": {"bytes": "AAAA"}}}
    paper = {"document": {"format": "pdf", "name": "paper 1", "source": {"bytes": "AAAA"}}}
    assert "1 image and 1 file" in content(said(speaker, user(image, paper, "What?")))[0]["text"]
    assert "text block" in refused(speaker, user(paper))
    form = {"type": "json_schema", "structure": {"jsonSchema": {"name": "place", "schema": json.dumps(CITY)}}}
    answer = said(speaker, user("I live in Rome"), outputConfig={"textFormat": form})
    assert json.loads(content(answer)[0]["text"]) == {"city": "Rome"}
    assert said(speaker, user("count to 50"), inferenceConfig={"maxTokens": 4})["stopReason"] == "max_tokens"
    assert said(speaker, user("count to 50"), inferenceConfig={"stopSequences": ["4"]})["stopReason"] == "stop_sequence"
    forced = TOOLS | {"toolChoice": {"tool": {"name": "get_weather"}}}
    assert "toolUse" in content(said(speaker, user("joke"), toolConfig=forced))[0]


def test_a_prompt_is_cached_up_to_its_cache_point(speaker: EmbeddedProvider) -> None:
    system = [{"text": "Be brief. " * 50}, {"cachePoint": {"type": "default"}}]
    first, second = (said(speaker, user(text), system=system)["usage"] for text in ("one", "two"))
    assert first["cacheWriteInputTokens"] == second["cacheReadInputTokens"] > 20
    assert first["totalTokens"] > first["inputTokens"] + first["outputTokens"]


def test_models_tokens_and_vectors(speaker: EmbeddedProvider) -> None:
    summaries = get(speaker, "/foundation-models")["modelSummaries"]
    assert [one["modelId"] for one in summaries][:2] == ["embedded-chat", "embedded-reasoner"]
    assert get(speaker, "/foundation-models/embedded-mini")["modelDetails"]["modelName"] == "Embedded Mini"
    request = {"messages": [user("hi there")]}
    counted = send(speaker, "/model/embedded-chat/count-tokens", {"input": {"converse": request}}).json()
    assert counted["inputTokens"] == said(speaker, user("hi there"))["usage"]["inputTokens"]
    vector = send(speaker, "/model/embedded-embed/invoke", {"inputText": "cat", "dimensions": 8}).json()
    assert len(vector["embedding"]) == 8


def test_profiles_of_regions_and_arns_are_models_too(speaker: EmbeddedProvider) -> None:
    arn = "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.embedded-chat"
    assert said(speaker, user("hi"), model="us.embedded-chat")["stopReason"] == "end_turn"
    assert said(speaker, user("hi"), model=arn)["stopReason"] == "end_turn"


def test_a_signed_request_has_its_access_key_checked() -> None:
    signed = "AWS4-HMAC-SHA256 Credential={}/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=0"
    with EmbeddedProvider(api_key="AKIARIGHT") as locked:
        request = {"messages": [user("hi")]}
        right = send(locked, "/model/embedded-chat/converse", request, Authorization=signed.format("AKIARIGHT"))
        assert right.status_code == 200
        wrong = send(locked, "/model/embedded-chat/converse", request, Authorization=signed.format("AKIAWRONG"))
        assert (wrong.status_code, wrong.headers["x-amzn-ErrorType"]) == (403, "UnrecognizedClientException")


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        ([], "messages is empty"),
        ([{"role": "assistant", "content": [{"text": "x"}]}], "must start with a user message"),
        ([user("x"), user("y")], "must alternate"),
        ([user("x"), {"role": "assistant", "content": []}], "is empty"),
        ([user(" ")], "is blank"),
        ([user({"text": "x", "image": {}})], "exactly one"),
        ([user({"video": {"format": "mp4"}})], "video.source"),
        ([user({"document": {"name": "a.pdf", "source": {"bytes": "AA"}}}, "x")], "file name"),
        ([user({"toolResult": {"toolUseId": "a b", "content": []}})], "toolUseId"),
        ([user({"toolResult": {"toolUseId": "a", "content": [{"text": "x"}]}})], "exceeds the number of toolUse"),
    ],
)
def test_a_wrong_conversation_is_refused(speaker: EmbeddedProvider, messages: list[Any], words: str) -> None:
    assert words in refused(speaker, *messages)
