"""aimock's Converse and InvokeModel: tools, thinking and streams in AWS frames made by others.

It differs from the real service (its README says how): a text block has a start event, frames of InvokeModel hold bare
JSON, and errors have Anthropic's shape. All of that has to be read too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ailib import AilibError, BadRequest, Message, RateLimited, ServerError, Tool

from .conftest import streamed

pytestmark = [pytest.mark.server, pytest.mark.shared]

MODEL = "anthropic.claude-3-5-sonnet-20240620-v1:0"
TOOLS = [
    Tool.function(name, "A tool", {"type": "object", "properties": {}})
    for name in ("get_weather", "get_time", "search_notes")
]


@pytest.fixture(params=["bedrock_converse", "anthropic_messages"])
def mock(request: pytest.FixtureRequest, api: Any, aimock: int) -> Any:
    return api.client(
        f"bedrock/{MODEL}",
        protocol=request.param,
        base_url=f"http://127.0.0.1:{aimock}",
        api_key="bedrock-api-key-0123456789",
        max_retries=0,
    )


@pytest.fixture(params=["whole", "streamed"])
def answer(request: pytest.FixtureRequest, mock: Any) -> Callable[..., Any]:
    """Asks for a whole answer, or collects a stream."""
    return mock.chat_completion if request.param == "whole" else streamed(mock)


def test_text(answer: Callable[..., Any]) -> None:
    response = answer("hello")
    assert response.text == "Hello! How can I help you today?"
    assert response.finish_reason == "stop"


def test_a_tool_loop(answer: Callable[..., Any]) -> None:
    """Promise 8: the call, its result, and the answer to that."""
    asked = [Message.user("weather in Paris and Tokyo")]
    response = answer(asked, tools=TOOLS)
    calls = response.tool_calls
    assert len(calls) == 2
    assert {call.name for call in calls} == {"get_weather"}
    assert all(call.id for call in calls)
    assert {call.parse_args()["city"] for call in calls} == {"Paris", "Tokyo"}
    assert response.finish_reason == "tool_calls"
    after = answer([*asked, response.message, *(call.result("18 degrees") for call in calls)], tools=TOOLS)
    assert after.text


@pytest.mark.parametrize("text", ["text-then-tool", "no-argument tool", "interleaved"])
def test_calls_in_every_order(answer: Callable[..., Any], text: str) -> None:
    response = answer(text, tools=TOOLS)
    assert response.tool_calls
    for call in response.tool_calls:
        assert call.id
        assert isinstance(call.parse_args(), dict)


def test_thinking(answer: Callable[..., Any]) -> None:
    response = answer("think about 9.11 and 9.8")
    assert response.reasoning
    assert response.text


@pytest.mark.parametrize(
    ("text", "cls"), [("error-400", BadRequest), ("error-429", RateLimited), ("error-500", ServerError)]
)
def test_errors(answer: Callable[..., Any], text: str, cls: type) -> None:
    with pytest.raises(cls):
        answer(text)


def test_a_stream_that_is_cut_is_an_error(mock: Any) -> None:
    with pytest.raises(AilibError) as caught:
        streamed(mock)("truncated-stream")
    assert caught.value.partial is not None
