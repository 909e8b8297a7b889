"""aimock speaks generateContent too: text, thinking, tools, errors and broken streams, from a server made by others."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

import ailib
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
    StreamTruncated,
    Tool,
)

from .conftest import fetch, streamed

pytestmark = [pytest.mark.server, pytest.mark.shared]

TRICKY = 'naïve café — 你好, мир, 🙂👩‍👩‍👧‍👦 "quoted" \\ back\tslash\nnew line \u2028 end'
TOOLS = [
    Tool.function(name, "A tool", {"type": "object", "properties": {}})
    for name in ("get_weather", "get_time", "search_notes")
]


@pytest.fixture
def own_id() -> str:
    """Of this test alone: aimock counts requests per test id."""
    return uuid.uuid4().hex


@pytest.fixture
def mock(api: Any, aimock: int, own_id: str) -> Any:
    return api.client(
        "gemini/gemini-2.5-flash",
        base_url=f"http://127.0.0.1:{aimock}/v1beta",
        api_key="test-key-0123456789",
        max_retries=0,
        headers={"X-Test-Id": own_id},
    )


@pytest.fixture(params=["whole", "streamed"])
def answer(request: pytest.FixtureRequest, mock: Any) -> Callable[..., Any]:
    """Asks for a whole answer, or collects a stream."""
    return mock.chat_completion if request.param == "whole" else streamed(mock)


@pytest.fixture
def requests_seen(aimock: int, own_id: str) -> Callable[[], list[Any]]:
    """The requests of this test, as aimock wrote them down."""

    def seen() -> list[Any]:
        journal = json.loads(fetch(aimock, "/__aimock/journal")[1])
        return [entry for entry in journal if entry["headers"].get("x-test-id") == own_id]

    return seen


@pytest.mark.parametrize(
    ("prompt", "text", "finish_reason"),
    [
        ("hello", "Hello! How can I help you today?", "stop"),
        ("stop at length", "This was cut by the token lim", "length"),
        ("filtered answer", "I cannot", "content_filter"),
        ("empty answer", "", "stop"),
        ("one-char-chunks", TRICKY, "stop"),
        ("big-answer", " ".join(f"word{number}" for number in range(4000)), "stop"),
    ],
    ids=["hello", "length", "filtered", "empty", "one-char-chunks", "big"],
)
def test_the_answer_is_whole(answer: Callable[..., Any], prompt: str, text: str, finish_reason: str) -> None:
    response = answer(prompt)
    assert response.text == text
    assert response.finish_reason == finish_reason
    assert response.model == "gemini-2.5-flash"
    assert response.request_id


def test_every_piece_of_a_stream_can_be_printed(mock: Any) -> None:
    pieces = [chunk.text for chunk in mock.chat_completion_stream("one-char-chunks")]
    assert "".join(piece.encode().decode() for piece in pieces) == TRICKY


def test_thinking_is_kept_apart_from_the_answer(answer: Callable[..., Any]) -> None:
    response = answer("think about 9.11 and 9.8")
    assert response.reasoning == "Compare the decimals: 9.8 is 9.80, and 80 is more than 11."
    assert response.text == "9.8 is the larger number."


@pytest.mark.parametrize(
    ("prompt", "text", "calls"),
    [
        (
            "weather in Paris and Tokyo",
            "",
            [
                ("get_weather", {"city": "Paris", "unit": "celsius"}),
                ("get_weather", {"city": "Tokyo", "unit": "celsius"}),
            ],
        ),
        (
            "text-then-tool",
            "Let me look that up.",
            [
                (
                    "search_notes",
                    {"query": 'größe "x" 🙂', "tags": ["a", "b"], "deep": {"n": 1.5, "ok": True, "none": None}},
                )
            ],
        ),
        ("no-argument tool", "", [("get_time", {})]),
    ],
)
def test_tool_calls_are_whole(answer: Callable[..., Any], prompt: str, text: str, calls: list[Any]) -> None:
    response = answer(prompt, tools=TOOLS)
    assert [(call.name, call.parse_args()) for call in response.tool_calls] == calls
    assert response.text == text


def test_tool_results_go_back_and_are_answered(
    answer: Callable[..., Any], requests_seen: Callable[[], list[Any]]
) -> None:
    messages = [Message.user("weather in Paris and Tokyo")]
    response = answer(messages, tools=TOOLS)
    messages.append(response.message)
    messages += [call.result(f"{degrees} degrees") for call, degrees in zip(response.tool_calls, (21, 27), strict=True)]
    assert answer(messages, tools=TOOLS).text == "Paris: 21 degrees. Tokyo: 27 degrees."
    assert len(requests_seen()) == 2


@pytest.mark.parametrize(
    ("prompt", "error", "status", "retry_after"),
    [
        ("error-400", BadRequest, 400, None),
        ("error-401", AuthenticationError, 401, None),
        ("error-404", ModelNotFound, 404, None),
        ("error-429", RateLimited, 429, 2.0),
        ("error-429-quota", QuotaExhausted, 429, 1.0),
        ("error-503", Overloaded, 503, None),
        ("error-context", ContextLengthExceeded, 400, None),
    ],
)
def test_an_error_has_the_class_it_deserves(
    answer: Callable[..., Any], prompt: str, error: type[ailib.APIError], status: int, retry_after: float | None
) -> None:
    with pytest.raises(error) as caught:
        answer(prompt)
    found = caught.value
    assert type(found) is error
    assert (found.status, found.code, found.retry_after) == (status, str(status), retry_after)
    assert found.body["error"]["message"] == found.message
    assert "test-key-0123456789" not in f"{found!r} {found!s} {found.headers}"


@pytest.mark.parametrize("prompt", ["truncated-stream", "disconnected-stream"])
def test_a_cut_stream_is_never_a_success(mock: Any, prompt: str) -> None:
    """Promise 1."""
    stream = mock.chat_completion_stream(prompt)
    texts: list[str] = []
    with pytest.raises((StreamTruncated, ConnectionLost)) as caught:
        texts.extend(chunk.text for chunk in stream)
    assert caught.value.partial.text == "".join(texts)
    assert caught.value.partial.finish_reason is None
    assert not stream.complete
