"""`parse` and `stream` of `ailib.openai` against llama.cpp's own server: a schema it really follows, tools it really calls."""

from __future__ import annotations

import asyncio
from typing import Any

import attrs
import pytest

from ailib import Client
from ailib.openai import AsyncOpenAI, OpenAI, function_tool

pytestmark = [pytest.mark.server, pytest.mark.shared]


@attrs.define
class Person:
    name: str
    age: int


@attrs.define
class GetWeather:
    """Look up the weather."""

    city: str


ASKED: dict[str, Any] = {
    "model": "tiny",
    "messages": [{"role": "user", "content": "Describe Jane as JSON"}],
    "temperature": 0,
    "max_tokens": 200,
    "response_format": Person,
    "extra_body": {"chat_template_kwargs": {"enable_thinking": False}},
}
JANE = Person("Jane Doe", 42)


def test_an_answer_is_an_object(llamacpp: int) -> None:
    with OpenAI(api_key="none", base_url=f"http://127.0.0.1:{llamacpp}/v1") as client:
        assert client.chat.completions.parse(**ASKED).choices[0].message.parsed == JANE
        with client.chat.completions.stream(**ASKED) as stream:
            parsed = [event.parsed for event in stream if event.type == "content.delta"]
            assert stream.get_final_completion().choices[0].message.parsed == JANE
        assert parsed[-1] == {"name": "Jane Doe", "age": 42}


def test_the_same_by_the_core_of_a_client_and_awaited(llamacpp: int) -> None:
    url = f"http://127.0.0.1:{llamacpp}/v1"

    async def later() -> Any:
        async with (
            AsyncOpenAI(api_key="none", base_url=url) as client,
            client.chat.completions.stream(**ASKED) as stream,
        ):
            return (await stream.get_final_completion()).choices[0].message.parsed

    with Client("llamacpp", base_url=url) as client:
        assert client.openai.chat.completions.parse(**ASKED).choices[0].message.parsed == JANE
    assert asyncio.run(later()) == JANE


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_a_tool_is_called_with_an_object(llamacpp: int, streamed: bool) -> None:
    call: dict[str, Any] = {
        "model": "tiny",
        "messages": [{"role": "user", "content": "weather in Paris"}],
        "tools": [function_tool(GetWeather, name="get_weather", strict=False)],
        "temperature": 0,
        "max_tokens": 200,
    }
    with OpenAI(api_key="none", base_url=f"http://127.0.0.1:{llamacpp}/v1") as client:
        if streamed:
            with client.chat.completions.stream(**call) as stream:
                message = stream.get_final_completion().choices[0].message
        else:
            message = client.chat.completions.parse(**call).choices[0].message
        assert [one.function.parsed_arguments for one in message.tool_calls or []] == [GetWeather("Paris")]  # type: ignore[union-attr]
