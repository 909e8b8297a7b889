"""vLLM and transformers with the tiny model: gigabytes to install, so only where AILIB_ON_DEMAND is set to 1.

    AILIB_ON_DEMAND=1 pytest tests/servers/test_on_demand.py

A server that runs already is used when AILIB_VLLM or AILIB_TRANSFORMERS has its port.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ailib import BadRequest, ContextLengthExceeded, Message, ModelNotFound, ResponseFormat, Tool
from tests.driver import AsyncDriver, SyncDriver

from .conftest import CACHE, fetch, running

pytestmark = [
    pytest.mark.server,
    pytest.mark.shared,
    pytest.mark.skipif(os.environ.get("AILIB_ON_DEMAND") != "1", reason="large servers: set AILIB_ON_DEMAND=1"),
]

HELLO = "Hello! How can I help you today?"
COUNT = ", ".join(str(number) for number in range(1, 21))
WEATHER = Tool.function(
    "get_weather",
    "The weather in a city",
    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
)
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
FAMILIES = ["openai_chat", "openai_responses", "anthropic_messages"]


def _port(logs: Path, variable: str, script: str) -> Iterator[int]:
    given = os.environ.get(variable)
    if given:
        yield int(given)
        return
    with running(logs / f"{script}.log", script, ready="/health") as port:
        yield port


@pytest.fixture(scope="module")
def vllm(logs: Path) -> Iterator[int]:
    yield from _port(logs, "AILIB_VLLM", "vllm.sh")


@pytest.fixture(scope="module")
def transformers(logs: Path) -> Iterator[int]:
    yield from _port(logs, "AILIB_TRANSFORMERS", "transformers.sh")


@pytest.fixture(params=[SyncDriver, AsyncDriver], ids=lambda cls: cls.name)
def driver(request: pytest.FixtureRequest) -> Iterator[Any]:
    made = request.param()
    yield made
    made.close()


def vllm_client(driver: Any, port: int, **more: Any) -> Any:
    model = json.loads(fetch(port, "/v1/models")[1])["data"][0]["id"]
    return driver.client(f"vllm/{model}", base_url=f"http://127.0.0.1:{port}/v1", api_key="k", timeout=120, **more)


def transformers_client(driver: Any, port: int, **more: Any) -> Any:
    # It is pinned to a folder, and cannot list its model without the internet.
    return driver.client(
        f"vllm/{CACHE / 'tiny-hf'}",
        base_url=f"http://127.0.0.1:{port}/v1",
        api_key="k",
        timeout=120,
        max_retries=0,
        **more,
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_vllm_answers_whole_and_streamed(vllm: int, driver: Any, family: str) -> None:
    client = vllm_client(driver, vllm, protocol=family)
    whole = client.chat_completion("hello", temperature=0, max_tokens=200)
    assert whole.text.strip() == HELLO
    assert (whole.reasoning or "").strip() == "The user greets me."
    assert whole.finish_reason == "stop"
    assert whole.usage.completion_tokens > 0
    streamed = client.chat_completion_stream("count to twenty", temperature=0, max_tokens=400).collect()
    assert streamed.text.strip() == COUNT
    assert streamed.usage.prompt_tokens > 0


@pytest.mark.parametrize("family", FAMILIES)
def test_vllm_calls_tools_and_reads_their_results(vllm: int, driver: Any, family: str) -> None:
    client = vllm_client(driver, vllm, protocol=family)
    for streamed in (False, True):
        messages: list[Any] = [Message.user("weather in Paris")]
        ask = client.chat_completion_stream if streamed else client.chat_completion
        answer = ask(messages, tools=[WEATHER], temperature=0, max_tokens=300)
        if streamed:
            answer = answer.collect()
        assert [(call.name, call.parse_args()) for call in answer.tool_calls] == [("get_weather", {"city": "Paris"})]
        assert answer.finish_reason == "tool_calls"
        messages += [answer.message, answer.tool_calls[0].result({"degrees": 21})]
        last = client.chat_completion(messages, tools=[WEATHER], temperature=0, max_tokens=300)
        assert last.text.strip().startswith("It is 21 degrees.")  # the tiny model may go on talking


def test_vllm_keeps_a_schema_and_switches_thinking_off(vllm: int, driver: Any) -> None:
    client = vllm_client(driver, vllm)
    answer = client.chat_completion(
        "Describe Jane as JSON",
        temperature=0,
        max_tokens=200,
        reasoning=False,
        response_format=ResponseFormat.json_schema(PERSON),
    )
    assert json.loads(answer.text) == {"name": "Jane Doe", "age": 42}
    assert not answer.reasoning


def test_vllm_says_log_probabilities_and_counts(vllm: int, driver: Any) -> None:
    client = vllm_client(driver, vllm)
    answer = client.chat_completion("hello", temperature=0, max_tokens=60, logprobs=True, top_logprobs=2)
    assert answer.choices[0].logprobs["content"]
    counted = vllm_client(driver, vllm, protocol="anthropic_messages").count_tokens("hello")
    assert counted > 0
    assert counted.source == "provider"


def test_vllm_refuses_with_the_right_error(vllm: int, driver: Any) -> None:
    client = vllm_client(driver, vllm, max_retries=0)
    with pytest.raises(ModelNotFound):
        client.chat_completion("hello", model="nobody/knows")
    with pytest.raises(ContextLengthExceeded):
        client.chat_completion("hello " * 4000)
    with pytest.raises(BadRequest):
        client.chat_completion("hello", temperature=0, n=2)


def test_transformers_answers_whole_and_streamed(transformers: int, driver: Any) -> None:
    client = transformers_client(driver, transformers)
    whole = client.chat_completion("hello", temperature=0, max_tokens=200)
    assert HELLO in whole.text
    assert (whole.reasoning or "").strip() == "The user greets me."
    streamed = client.chat_completion_stream("count to twenty", temperature=0, max_tokens=400).collect()
    assert streamed.text.strip() == COUNT
    called = client.chat_completion("weather in Paris", tools=[WEATHER], temperature=0, max_tokens=300)
    assert [(call.name, call.parse_args()) for call in called.tool_calls] == [("get_weather", {"city": "Paris"})]


def test_transformers_streams_where_it_was_not_asked_to(transformers: int, driver: Any) -> None:
    """Its `/v1/responses` answers with events always; a whole answer is wanted all the same."""
    client = transformers_client(driver, transformers, protocol="openai_responses")
    assert HELLO in client.chat_completion("hello", temperature=0, max_tokens=200).text
    assert HELLO in client.chat_completion_stream("hello", temperature=0, max_tokens=200).collect().text
