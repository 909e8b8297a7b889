"""The embedded provider's Ollama API as a plain HTTP client sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ailib.testing import EmbeddedProvider

from .calls import CITY, WEATHER, get, lines, send

TOOL = {
    "type": "function",
    "function": {"name": "get_weather", "description": "Get the weather in a city", "parameters": CITY},
}


def body(text: Any = "Hello", **more: Any) -> dict[str, Any]:
    messages = text if isinstance(text, list) else [{"role": "user", "content": text}]
    return {"model": "embedded-chat", "messages": messages, **more}


def said(speaker: EmbeddedProvider, *given: Any, **more: Any) -> Any:
    response = send(speaker, "/api/chat", body(*given) | {"stream": False} | more)
    assert response.status_code == 200, response.text
    return response.json()


def test_it_streams_lines_when_nothing_is_said_about_streams(speaker: EmbeddedProvider) -> None:
    response = send(speaker, "/api/chat", body("count to 3"))
    found = lines(response.content)
    assert response.headers["Content-Type"] == "application/x-ndjson"
    assert "".join(one["message"]["content"] for one in found) == "1, 2, 3."
    assert [one["done"] for one in found] == [False] * (len(found) - 1) + [True]
    assert (found[-1]["done_reason"], found[-1]["eval_count"]) == ("stop", 6)


def test_a_tool_is_called_whole_and_its_result_quoted(speaker: EmbeddedProvider) -> None:
    text = "What is the weather in Paris and London?"
    message = said(speaker, text, tools=[TOOL])["message"]
    assert [one["function"]["arguments"] for one in message["tool_calls"]] == [{"city": "Paris"}, {"city": "London"}]
    streamed = [one["message"] for one in lines(send(speaker, "/api/chat", body(WEATHER, tools=[TOOL])).content)]
    assert [one["tool_calls"][0]["function"]["name"] for one in streamed if "tool_calls" in one] == ["get_weather"]
    result = {"role": "tool", "tool_name": "get_weather", "content": "18 degrees"}
    messages = [{"role": "user", "content": text}, message, result, result]
    assert "18 degrees; 18 degrees" in said(speaker, messages, tools=[TOOL])["message"]["content"]
    message["tool_calls"][0]["function"]["arguments"] = '{"city": "Paris"}'
    refused = send(speaker, "/api/chat", body(messages))
    assert "cannot unmarshal string" in refused.json()["error"]


def test_thinking_is_for_models_that_can(speaker: EmbeddedProvider) -> None:
    thought = said(speaker, "hi", model="embedded-reasoner", think="low")["message"]
    assert "step by step" in thought["thinking"]
    assert "thinking" not in said(speaker, "hi", model="embedded-reasoner", think=False)["message"]
    first = lines(send(speaker, "/api/chat", body("hi", think=True) | {"model": "embedded-reasoner"}).content)[0]
    assert first["message"]["thinking"] == "The"
    refused = send(speaker, "/api/chat", body("hi", think=True))
    assert (refused.status_code, refused.json()) == (400, {"error": '"embedded-chat" does not support thinking'})
    assert "invalid think value" in send(speaker, "/api/chat", body("hi", think="hard")).json()["error"]


def test_formats_options_and_images(speaker: EmbeddedProvider) -> None:
    assert json.loads(said(speaker, "I live in Rome", format=CITY)["message"]["content"]) == {"city": "Rome"}
    assert isinstance(json.loads(said(speaker, "hi", format="json")["message"]["content"]), dict)
    assert said(speaker, "count to 50", options={"num_predict": 4})["done_reason"] == "length"
    assert said(speaker, "count to 50", options={"stop": ["4"]})["message"]["content"] == "1, 2, 3, "
    seen = said(speaker, [{"role": "user", "content": "What?", "images": ["AAAA"]}])
    assert "1 image" in seen["message"]["content"]
    wrong = send(
        speaker, "/api/chat", body([{"role": "user", "content": "x", "images": ["data:image/png;base64,AA=="]}])
    )
    assert "illegal base64" in wrong.json()["error"]
    sure = said(speaker, "count to 3", logprobs=True, top_logprobs=1)["logprobs"]
    assert "".join(one["token"] for one in sure) == "1, 2, 3."
    assert len(sure[0]["top_logprobs"]) == 1


def test_generate_and_loading(speaker: EmbeddedProvider) -> None:
    whole = send(speaker, "/api/generate", {"model": "embedded-chat", "prompt": "count to 3", "stream": False}).json()
    assert whole["response"] == "1, 2, 3."
    parts = lines(send(speaker, "/api/generate", {"model": "embedded-chat", "prompt": "count to 3"}).content)
    assert "".join(one["response"] for one in parts) == "1, 2, 3."
    loaded = said(speaker, [])
    assert (loaded["done_reason"], loaded["message"]["content"]) == ("load", "")


def test_models_have_tags_and_can_be_shown(speaker: EmbeddedProvider) -> None:
    names = [one["name"] for one in get(speaker, "/api/tags")["models"]]
    assert names[0] == "embedded-chat:latest"
    assert said(speaker, "hi", model=names[0])["model"] == names[0]
    shown = send(speaker, "/api/show", {"model": "embedded-reasoner"}).json()
    assert shown["capabilities"] == ["completion", "tools", "vision", "thinking"]
    assert shown["model_info"]["embedded.context_length"] == 128_000
    assert get(speaker, "/api/version")["version"]
    assert get(speaker, "/api/ps") == {"models": []}


def test_texts_are_embedded(speaker: EmbeddedProvider) -> None:
    found = send(speaker, "/api/embed", {"model": "embedded-embed", "input": ["cat", "dog"], "dimensions": 8}).json()
    assert [len(vector) for vector in found["embeddings"]] == [8, 8]
    assert found["prompt_eval_count"] == 2
    one = send(speaker, "/api/embed", {"model": "embedded-chat", "input": "cat"}).json()["embeddings"]
    old = send(speaker, "/api/embeddings", {"model": "embedded-embed", "prompt": "cat"}).json()["embedding"]
    assert one == [old]


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"model": None}, 400, "model is required"),
        ({"model": "none"}, 404, "model 'none' not found"),
        ({"model": "embedded-embed"}, 400, "does not support chat"),
        ({"messages": [{"role": "pope", "content": "x"}]}, 400, "invalid role"),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": "x"}]}]}, 400, "cannot unmarshal array"),
        ({"format": "xml"}, 400, "invalid format"),
    ],
)
def test_a_wrong_request_is_refused(speaker: EmbeddedProvider, change: dict[str, Any], status: int, words: str) -> None:
    response = send(speaker, "/api/chat", body() | change)
    assert response.status_code == status
    assert words in response.json()["error"]
