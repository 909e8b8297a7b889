"""aimock's Messages API: text, tools, thinking that goes back, errors, broken streams, through both clients."""

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
    Overloaded,
    PermissionDenied,
    RateLimited,
    ReasoningPart,
    ServerError,
    Tool,
)

from .conftest import fetch, streamed

pytestmark = [pytest.mark.server, pytest.mark.shared]

TOOLS = [
    Tool.function(name, "A tool", {"type": "object", "properties": {}})
    for name in ("get_weather", "get_time", "search_notes")
]


@pytest.fixture
def mock(api: Any, aimock: int) -> Any:
    return api.client(
        "anthropic/claude-sonnet-4-5",
        base_url=f"http://127.0.0.1:{aimock}/v1",
        api_key="sk-ant-test-0123456789",
        max_retries=0,
        headers={"X-Test-Id": uuid.uuid4().hex},
    )


@pytest.fixture(params=["whole", "streamed"])
def answer(request: pytest.FixtureRequest, mock: Any) -> Callable[..., Any]:
    """Asks for a whole answer, or collects a stream."""
    return mock.chat_completion if request.param == "whole" else streamed(mock)


def test_text(answer: Callable[..., Any]) -> None:
    response = answer("hello")
    assert response.text == "Hello! How can I help you today?"
    assert (response.finish_reason, response.finish_reason_raw) == ("stop", "end_turn")
    assert response.model == "claude-sonnet-4-5"


def arrived(aimock: int) -> dict[str, str]:
    """The headers of the last Messages request, names in lower case."""
    journal = json.loads(fetch(aimock, "/__aimock/journal")[1])
    rows = journal if isinstance(journal, list) else journal["entries"]
    row = next(row for row in reversed(rows) if row["path"].startswith("/v1/messages"))
    return {name.lower(): value for name, value in row["headers"].items()}


def test_the_required_headers_arrive(answer: Callable[..., Any], aimock: int) -> None:
    response = answer("hello")
    headers = arrived(aimock)
    assert headers["anthropic-version"] == "2023-06-01"
    assert "x-api-key" in headers
    assert "authorization" not in headers
    assert response.request_id


def test_the_second_surface_of_another_provider(api: Any, aimock: int) -> None:
    client = api.client(
        "deepseek/deepseek-chat",
        protocol="anthropic_messages",
        base_url=f"http://127.0.0.1:{aimock}/v1",
        api_key="sk-other-test-0123456789",
    )
    assert client.chat_completion("hello").text == "Hello! How can I help you today?"
    headers = arrived(aimock)
    assert headers["anthropic-version"] == "2023-06-01"
    assert "authorization" in headers
    assert "x-api-key" not in headers


def test_length(answer: Callable[..., Any]) -> None:
    assert answer("stop at length").finish_reason == "length"


def test_parallel_tools_and_back(answer: Callable[..., Any]) -> None:
    messages = [Message.user("weather in Paris and Tokyo")]
    response = answer(messages, tools=TOOLS)
    assert response.finish_reason == "tool_calls"
    assert [(call.id, call.parse_args()["city"]) for call in response.tool_calls] == [
        ("call_paris", "Paris"),
        ("call_tokyo", "Tokyo"),
    ]
    messages += [response.message, *(call.result({"degrees": 21}) for call in response.tool_calls)]
    assert answer(messages, tools=TOOLS).text


def test_a_tool_without_arguments(answer: Callable[..., Any]) -> None:
    (call,) = answer("no-argument tool", tools=TOOLS).tool_calls
    assert (call.name, call.parse_args()) == ("get_time", {})


def test_thinking_then_a_call_goes_back_through_json(answer: Callable[..., Any]) -> None:
    """Promise 16."""
    response = answer("think then call", tools=TOOLS, reasoning=True)
    assert response.reasoning == "I need the weather first."
    (thought,) = [part for part in response.message.content if isinstance(part, ReasoningPart)]
    assert thought.signature
    stored = Message.from_dict(json.loads(json.dumps(response.message.to_dict())))
    assert stored == response.message
    (call,) = stored.tool_calls
    final = answer([Message.user("think then call"), stored, call.result("21 degrees")], tools=TOOLS)
    assert final.text


def test_redacted_thinking_is_kept_in_its_place(answer: Callable[..., Any]) -> None:
    response = answer("redacted thinking", reasoning=True)
    thoughts = [part for part in response.message.content if isinstance(part, ReasoningPart)]
    assert [part.data for part in thoughts[:2]] == [
        {"type": "redacted_thinking", "data": "b3BhcXVlLTE="},
        {"type": "redacted_thinking", "data": "b3BhcXVlLTI="},
    ]
    assert response.reasoning == "Visible part."
    assert response.text == "Done thinking."


def test_events(mock: Any) -> None:
    kinds = [event.kind for event in mock.chat_completion_stream("think then call", tools=TOOLS).events()]
    assert kinds[0] == "reasoning_delta"
    assert kinds[-1] == "stream_end"
    assert {"tool_call_started", "tool_call_delta", "tool_call_complete", "final_candidate"} <= set(kinds)


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("error-400", BadRequest),
        ("error-401", AuthenticationError),
        ("error-403", PermissionDenied),
        ("error-context", ContextLengthExceeded),
        ("error-429", RateLimited),
        ("error-500", ServerError),
        ("error-529", Overloaded),
    ],
)
def test_errors(answer: Callable[..., Any], trigger: str, expected: type[Exception]) -> None:
    with pytest.raises(expected) as caught:
        answer(trigger)
    assert type(caught.value) is expected


def test_a_rate_limit_tells_how_long_to_wait(answer: Callable[..., Any]) -> None:
    with pytest.raises(RateLimited) as caught:
        answer("error-429")
    assert caught.value.retry_after == 2


@pytest.mark.parametrize("trigger", ["truncated-stream", "disconnected-stream"])
def test_a_broken_stream_is_no_answer(mock: Any, trigger: str) -> None:
    """Promise 1."""
    with pytest.raises(ConnectionLost):
        streamed(mock)(trigger)
