"""llama.cpp's Messages API: a real engine that speaks the family as its second one, through both clients."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ailib import ContextLengthExceeded, Message, ResponseFormat, Tool, ToolChoice

from .conftest import streamed

pytestmark = [pytest.mark.server, pytest.mark.shared]

HELLO = "Hello! How can I help you today?"
WEATHER = Tool.function(
    "get_weather",
    "The weather in a city",
    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
)


@pytest.fixture
def llama(api: Any, llamacpp: int) -> Any:
    return api.client("llamacpp", base_url=f"http://127.0.0.1:{llamacpp}/v1", protocol="anthropic_messages")


@pytest.fixture(params=["whole", "streamed"])
def answer(request: pytest.FixtureRequest, llama: Any) -> Callable[..., Any]:
    """Asks for a whole answer, or collects a stream; temperature 0."""
    ask = llama.chat_completion if request.param == "whole" else streamed(llama)
    return lambda what, **fields: ask(what, temperature=0, **fields)


def test_an_answer_with_its_thinking(answer: Callable[..., Any]) -> None:
    response = answer("hello")
    assert response.text.strip() == HELLO
    assert response.reasoning.strip() == "The user greets me."
    assert response.finish_reason == "stop"
    assert response.usage.prompt_tokens == 10
    assert response.usage.completion_tokens > 10
    assert response.model == "tiny"


def test_the_streamed_answer_equals_the_whole_one(llama: Any) -> None:
    whole = llama.chat_completion("count to twenty", temperature=0)
    pieces = streamed(llama)("count to twenty", temperature=0)
    assert pieces.message == whole.message
    assert pieces.usage.completion_tokens == whole.usage.completion_tokens


def test_max_tokens_and_stop(answer: Callable[..., Any]) -> None:
    assert answer("count to twenty", max_tokens=12).finish_reason == "length"
    cut = answer("count to twenty", stop=["7"])
    assert cut.text == "1, 2, 3, 4, 5, 6, "
    assert cut.finish_reason == "stop"
    assert cut.choices[0].extra["stop_sequence"] == "7"


def test_a_tool_loop_with_thinking(answer: Callable[..., Any]) -> None:
    messages = [Message.system("Be brief."), Message.user("weather in Paris and Tokyo")]
    response = answer(messages, tools=[WEATHER])
    assert response.finish_reason == "tool_calls"
    assert [(call.name, call.parse_args()) for call in response.tool_calls] == [
        ("get_weather", {"city": "Paris"}),
        ("get_weather", {"city": "Tokyo"}),
    ]
    messages.append(Message.from_dict(json.loads(json.dumps(response.message.to_dict()))))
    messages += [call.result({"degrees": 21}) for call in response.tool_calls]
    assert answer(messages, tools=[WEATHER]).text.strip() == "It is 21 degrees."


@pytest.mark.parametrize("choice", [ToolChoice.REQUIRED, ToolChoice.function("get_weather"), "auto"])
def test_tool_choice(answer: Callable[..., Any], choice: Any) -> None:
    response = answer("weather in Paris", tools=[WEATHER], tool_choice=choice)
    assert [(call.name, call.parse_args()) for call in response.tool_calls] == [("get_weather", {"city": "Paris"})]


def test_a_schema_is_told_in_the_prompt(answer: Callable[..., Any]) -> None:
    schema = {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}
    response = answer("Describe Jane as JSON", response_format=ResponseFormat.json_schema(schema))
    assert json.loads(response.text) == {"name": "Jane Doe", "age": 42}


def test_tokens_are_counted_by_the_server(llama: Any) -> None:
    count = llama.count_tokens("hello")
    assert (int(count), count.source) == (10, "provider")


def test_a_context_that_is_too_long(answer: Callable[..., Any]) -> None:
    with pytest.raises(ContextLengthExceeded):
        answer("word " * 3000)


def test_the_models(llama: Any) -> None:
    assert [model.id for model in llama.list_models()] == ["tiny"]
