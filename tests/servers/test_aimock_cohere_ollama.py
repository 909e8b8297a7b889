"""aimock's Cohere and Ollama endpoints: the two families against a server that we did not write."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from ailib import (
    ConnectionLost,
    Content,
    ContextLengthExceeded,
    Message,
    RateLimited,
    ResponseFormat,
    ServerError,
    Tool,
)

from .conftest import streamed

pytestmark = [pytest.mark.server, pytest.mark.shared]

HELLO = "Hello! How can I help you today?"
TOOLS = [
    Tool.function(name, "A tool", {"type": "object", "properties": {"city": {"type": "string"}}})
    for name in ("get_weather", "get_time", "search_notes")
]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture(params=["cohere", "ollama"])
def family(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def mock(api: Any, aimock: int, family: str) -> Any:
    target, path = ("cohere/command-a", "/v2") if family == "cohere" else ("ollama/llama3", "")
    return api.client(
        target,
        base_url=f"http://127.0.0.1:{aimock}{path}",
        api_key="test-key-0123456789",
        max_retries=0,
        headers={"X-Test-Id": uuid.uuid4().hex},
    )


@pytest.fixture(params=["whole", "streamed"])
def answer(request: pytest.FixtureRequest, mock: Any) -> Callable[..., Any]:
    """Asks for a whole answer, or collects a stream."""
    return mock.chat_completion if request.param == "whole" else streamed(mock)


def test_a_plain_answer(answer: Callable[..., Any]) -> None:
    response = answer("hello")
    assert response.text == HELLO
    assert response.finish_reason == "stop"


def test_what_the_server_understood(answer: Callable[..., Any], family: str) -> None:
    messages = [
        Message.developer("be brief"),
        Message.user("first"),
        Message.assistant("second"),
        Message.user("echo: é 🙂 \u2028"),
    ]
    told = json.loads(answer(messages, tools=TOOLS, temperature=0.5, max_tokens=50).text)
    assert told["roles"] == ["system", "user", "assistant", "user"]
    assert told["tools"] == [tool.name for tool in TOOLS]
    assert told["text"] == "echo: é 🙂 \u2028"
    assert told["model"] == ("command-a" if family == "cohere" else "llama3")


def test_a_tool_loop(answer: Callable[..., Any]) -> None:
    """The answer's own message goes back, and the result finds its call."""
    asked = Message.user("What is the weather in Paris and Tokyo?")
    first = answer([asked], tools=TOOLS)
    assert first.finish_reason == "tool_calls"
    assert len(first.tool_calls) == 2
    assert len({call.id for call in first.tool_calls}) == 2
    assert all(call.id and call.parse_args() for call in first.tool_calls)
    saved = Message.from_dict(json.loads(json.dumps(first.message.to_dict())))
    results = [call.result({"temperature": 20}) for call in first.tool_calls]
    second = answer([asked, saved, *results], tools=TOOLS)
    assert second.text
    assert not second.tool_calls


def test_a_call_without_arguments(answer: Callable[..., Any]) -> None:
    (call,) = answer("no-argument tool", tools=TOOLS).tool_calls
    assert call.parse_args() == {}


def test_json_is_asked_for(answer: Callable[..., Any], family: str) -> None:
    schema = {"type": "object", "properties": {"name": {"type": "string"}}}
    text = answer("extract the person", response_format=ResponseFormat.json_schema(schema)).text
    if family == "ollama":  # aimock does not know its `format` and answers with fenced JSON
        text = text.partition("```json")[2].partition("```")[0]
    assert "name" in json.loads(text)


def test_an_image_is_sent(answer: Callable[..., Any]) -> None:
    response = answer([Message.user([Content.text("describe the image"), Content.image_bytes(PIXEL)])])
    assert response.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [("error-429", RateLimited), ("error-500", ServerError), ("error-context", ContextLengthExceeded)],
)
def test_errors_are_typed(answer: Callable[..., Any], text: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        answer(text)


def test_a_stream_that_is_cut_is_no_success(mock: Any) -> None:
    with pytest.raises(ConnectionLost) as caught:
        mock.chat_completion_stream("truncated-stream").collect()
    assert caught.value.partial.text.startswith("This ")


def test_a_stream_in_single_characters(mock: Any) -> None:
    """The server counts in UTF-16 and cuts emoji in two; the halves come together."""
    pieces = [chunk.text for chunk in mock.chat_completion_stream("one-char-chunks") if chunk.text]
    whole = mock.chat_completion("one-char-chunks").text
    assert pieces == list(whole)


def test_embeddings(mock: Any, family: str) -> None:
    # aimock answers Ollama in the older form, which has one vector.
    texts = ["a", "b"] if family == "cohere" else ["a"]
    response = mock.embed(texts, model="embed-v4.0" if family == "cohere" else "nomic-embed-text")
    assert len(response) == len(texts)
    assert all(isinstance(number, (int, float)) for number in response.embedding)


def test_ollama_tells_which_models_it_has(api: Any, aimock: int) -> None:
    """No key, no model named: the server is asked for both lists."""
    client = api.client("ollama", base_url=f"http://127.0.0.1:{aimock}", max_retries=0)
    models = client.list_models()
    assert models
    assert all(model.id and model.provider == "ollama" for model in models)
    assert client.get_model(models[0].id).id == models[0].id
    assert client.chat_completion("hello").text == HELLO
