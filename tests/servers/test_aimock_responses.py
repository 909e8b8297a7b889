"""aimock's Responses API: whole and streamed answers, tools, thinking, errors, a conversation that goes on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from ailib import (
    AuthenticationError,
    BadRequest,
    ConnectionLost,
    ContextLengthExceeded,
    Message,
    ModelNotFound,
    Overloaded,
    QuotaExhausted,
    RateLimited,
    ReasoningPart,
    ServerError,
    StreamTruncated,
    Tool,
)

from .conftest import fetch, streamed

pytestmark = [pytest.mark.server, pytest.mark.shared]

HELLO = "Hello! How can I help you today?"
TOOLS = [Tool.function(name, "A tool", {"type": "object"}) for name in ("get_weather", "get_time", "search_notes")]


@pytest.fixture
def own_id() -> str:
    """Of this test alone: aimock counts requests per test id."""
    return uuid.uuid4().hex


@pytest.fixture
def mock(api: Any, aimock: int, own_id: str) -> Any:
    return api.client(
        "openai/gpt-5",
        protocol="openai_responses",
        base_url=f"http://127.0.0.1:{aimock}/v1",
        api_key="sk-test-key-0123456789",
        max_retries=0,
        headers={"X-Test-Id": own_id},
    )


@pytest.fixture(params=["whole", "streamed"])
def answer(request: pytest.FixtureRequest, mock: Any) -> Callable[..., Any]:
    """Asks for a whole answer, or collects a stream."""
    return mock.chat_completion if request.param == "whole" else streamed(mock)


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("hello", HELLO),
        ("one-char-chunks", 'naïve café — 你好, мир, 🙂👩‍👩‍👧‍👦 "quoted" \\ back\tslash\nnew line \u2028 end'),
        ("big-answer", " ".join(f"word{number}" for number in range(4000))),
    ],
    ids=["hello", "one-char-chunks", "big"],
)
def test_the_answer_is_whole(answer: Callable[..., Any], prompt: str, text: str) -> None:
    response = answer(prompt)
    assert response.text == text
    assert response.finish_reason == "stop"
    assert response.id.startswith("resp")
    assert response.object == "response"


def test_what_is_asked_arrives_at_the_responses_endpoint(mock: Any, aimock: int, own_id: str) -> None:
    assert (
        mock.chat_completion([Message.system("You are a pirate"), Message.user("who are you")]).text == "Arr, a pirate."
    )
    journal = json.loads(fetch(aimock, "/__aimock/journal")[1])
    (entry,) = [entry for entry in journal if entry["headers"].get("x-test-id") == own_id]
    assert entry["path"] == "/v1/responses"


def test_a_tool_is_called_and_its_result_is_answered(answer: Callable[..., Any]) -> None:
    messages = [Message.user("weather in Paris and Tokyo")]
    response = answer(messages, tools=TOOLS)
    assert response.finish_reason == "tool_calls"
    assert [(call.name, call.parse_args()["city"]) for call in response.tool_calls] == [
        ("get_weather", "Paris"), ("get_weather", "Tokyo"),
    ]  # fmt: skip
    saved = Message.from_dict(json.loads(json.dumps(response.message.to_dict())))
    messages += [saved, *(call.result({"degrees": 21}) for call in response.tool_calls)]
    assert answer(messages, tools=TOOLS).text == "Paris: 21 degrees. Tokyo: 27 degrees."


def test_text_and_calls_keep_their_order(answer: Callable[..., Any]) -> None:
    response = answer("text-then-tool", tools=TOOLS)
    assert response.text == "Let me look that up."
    assert [type(part).__name__ for part in response.message.content][-2:] == ["TextPart", "ToolCall"]


def test_thinking_is_thinking(answer: Callable[..., Any]) -> None:
    response = answer("think about 9.11 and 9.8")
    assert response.reasoning == "Compare the decimals: 9.8 is 9.80, and 80 is more than 11."
    assert isinstance(response.message.content[0], ReasoningPart)
    assert response.message.content[0].data["type"] == "reasoning"


def test_a_search_of_the_server_is_kept(answer: Callable[..., Any]) -> None:
    response = answer("search the web", tools=[{"type": "web_search"}])
    assert response.text == "Found it."
    kept = [part.raw["type"] for part in response.message.content if hasattr(part, "raw")]
    assert kept == ["web_search_call"]


def test_the_events_of_a_call(mock: Any) -> None:
    events = list(mock.chat_completion_stream("weather in Paris", tools=TOOLS).events())
    complete = [event for event in events if event.is_tool_call_complete]
    assert [(event.name, json.loads(event.arguments)["city"]) for event in complete] == [("get_weather", "Paris")]
    assert events[-1].is_stream_end
    assert events[-1].finish_reason == "tool_calls"


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("error-400", BadRequest), ("error-401", AuthenticationError), ("error-404", ModelNotFound),
        ("error-429", RateLimited), ("error-429-quota", QuotaExhausted), ("error-500", ServerError),
        ("error-503", Overloaded), ("error-context", ContextLengthExceeded),
    ],
)  # fmt: skip
def test_an_error_is_the_class_it_deserves(answer: Callable[..., Any], prompt: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        answer(prompt)


def test_a_stream_that_is_cut_is_no_answer(mock: Any) -> None:
    with pytest.raises((StreamTruncated, ConnectionLost)) as caught:
        mock.chat_completion_stream("truncated-stream").collect()
    assert "This text is cut off in the middle".startswith(caught.value.partial.text[:10])
