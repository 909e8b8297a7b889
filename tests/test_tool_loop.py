"""`run_tools`: functions that the model calls, over sockets, both clients (promise 24)."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import threading
import time
from typing import Annotated, Any, Literal

import attrs
import pytest

from ailib import (
    AsyncClient,
    CancelHandle,
    Client,
    ConfigurationError,
    ImagePart,
    InvalidRequestError,
    Tool,
    ToolLoopStopped,
    ToolSet,
    tool,
)
from ailib.testing import EmbeddedProvider, ToolCall


@attrs.frozen
class Place:
    city: str
    country: str = "NO"


@tool
def get_weather(place: Place, day: dt.date | None = None, unit: Literal["C", "F"] = "C") -> dict[str, Any]:
    """The weather.

    Args:
        place: Where.
        day: When; today by default,
            as a date.
        unit: Of the temperature.
    """
    return {"city": place.city, "country": place.country, "degrees": 21, "unit": unit, "day": day}


def test_a_tool_describes_itself() -> None:
    made = get_weather.definition
    assert (made.name, made.description) == ("get_weather", "The weather.")
    schema = made.parameters or {}
    assert schema["required"] == ["place"]
    assert schema["properties"]["unit"] == {"type": "string", "enum": ["C", "F"], "description": "Of the temperature."}
    assert schema["properties"]["day"]["description"] == "When; today by default, as a date."
    assert schema["$defs"]["Place"]["required"] == ["city"]
    assert get_weather(Place("Oslo"))["degrees"] == 21

    @tool(name="add", description="Adds.", strict=True)
    def plus(a: Annotated[int, "one"], b: int = 0) -> int:
        return a + b

    assert (plus.name, plus.definition.description, plus.definition.strict) == ("add", "Adds.", True)
    with pytest.raises(InvalidRequestError, match="two tools named 'add'"):
        ToolSet([plus, plus])


def test_two_turns(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.queue(tool_calls=[ToolCall("get_weather", {"place": {"city": "Oslo"}, "day": "2026-05-01"}, "c1")])
    embedded.queue(text="It is 21 degrees.")
    client = api.client("embedded", base_url=embedded.base_url)
    told: list[str] = []
    run = client.run_tools(
        "How warm?", tools=[get_weather], temperature=0, on_step=lambda step: told.append(step.call.name)
    )
    assert (run.text, run.turns, run.used_tools, told) == ("It is 21 degrees.", 2, ("get_weather",), ["get_weather"])
    first, second = (seen.body for seen in embedded.requests)
    assert first["tools"][0]["function"]["name"] == "get_weather"
    assert second["messages"][-1]["tool_call_id"] == second["messages"][-2]["tool_calls"][0]["id"]
    result = json.loads(second["messages"][-1]["content"])
    assert result == {"city": "Oslo", "country": "NO", "degrees": 21, "unit": "C", "day": "2026-05-01"}
    assert run.usage.total_tokens == sum(answer.usage.total_tokens for answer in run.responses)
    assert [str(message.role) for message in run.messages] == ["user", "assistant", "tool", "assistant"]
    assert run.execution_time > 0


def test_bad_arguments_are_never_executed(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 24: an error result for the model, and no call with `{}`."""
    called: list[Any] = []

    @tool
    def remove(path: str, force: bool = False) -> str:
        called.append(path)
        return "gone"

    embedded.queue(
        tool_calls=[
            ToolCall("remove", '{"path": "/'),
            ToolCall("remove", "{}"),
            ToolCall("remove", '{"path": "/tmp/x", "force": "yes"}'),
            ToolCall("remove", '["/"]'),
            ToolCall("delete", '{"path": "/"}'),
        ]
    )
    embedded.queue(text="I give up.")
    run = api.client("embedded", base_url=embedded.base_url).run_tools("Clean up", [remove])
    assert (called, run.used_tools, run.text) == ([], (), "I give up.")
    errors = [json.loads(row["content"])["error"] for row in embedded.requests[-1].body["messages"][-5:]]
    for text, part in zip(
        errors,
        [
            "not JSON",
            "'path' is missing",
            '$.force: "yes" is not boolean',
            "no JSON object",
            "There is no tool 'delete'",
        ],
        strict=True,
    ):
        assert part in text


def test_what_a_tool_raises_is_told_to_the_model(api: Any, embedded: EmbeddedProvider) -> None:
    def divide(a: int, b: int) -> float:
        return a / b

    embedded.queue(tool_calls=[ToolCall("divide", {"a": 1, "b": 0})])
    embedded.queue(text="Not possible.")
    run = api.client("embedded", base_url=embedded.base_url).run_tools("1/0?", [divide])
    assert run.steps[0].called
    assert run.steps[0].error == "ZeroDivisionError: division by zero"
    assert run.text == "Not possible."


@pytest.mark.parametrize(
    ("limits", "reason", "turns"),
    [
        ({"max_turns": 2}, "max_turns", 2),
        ({"max_turns": 9, "max_total_tokens": 60}, "max_total_tokens", None),
    ],
)
def test_limits(api: Any, embedded: EmbeddedProvider, limits: Any, reason: str, turns: int | None) -> None:
    """Promise 24."""
    embedded.answer(tool_calls=[ToolCall("ping", {})])
    client = api.client("embedded", base_url=embedded.base_url)
    with pytest.raises(ToolLoopStopped) as caught:
        client.run_tools("go", [tool(name="ping", description="")(lambda: "pong")], **limits)
    assert caught.value.reason == reason
    assert caught.value.run is not None
    assert turns is None or caught.value.run.turns == turns
    assert caught.value.run.messages[-1].role == "tool"  # the conversation can go on from here


def test_repeated_failure(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 24: turns in which everything failed, in a row; one that works starts the count anew."""
    for arguments in ("{", "{", '{"a": 1}', "{", "{"):
        embedded.queue(tool_calls=[ToolCall("f", arguments)])
    embedded.queue(text="done")
    client = api.client("embedded", base_url=embedded.base_url)

    def f(a: int) -> int:
        return a

    assert client.run_tools("go", [f]).turns == 6
    embedded.answer(tool_calls=[ToolCall("f", "{")])
    with pytest.raises(ToolLoopStopped, match="3 turns in a row"):
        client.run_tools("go", [f], max_turns=50)
    with pytest.raises(InvalidRequestError, match="max_turns"):
        client.run_tools("go", [f], max_turns=0)


def test_calls_of_one_turn_run_at_once_and_are_answered_in_order(api: Any, embedded: EmbeddedProvider) -> None:
    barrier = threading.Barrier(2, timeout=5)

    def meet(name: str) -> str:
        barrier.wait()
        time.sleep(0.05 if name == "a" else 0)
        return name

    async def meet_async(name: str) -> str:
        await asyncio.sleep(0.02 if name == "a" else 0)
        return name

    made = tool(name="meet")(meet if api.name == "sync" else meet_async)
    embedded.queue(tool_calls=[ToolCall("meet", {"name": "a"}, "1"), ToolCall("meet", {"name": "b"}, "2")])
    embedded.queue(text="ok")
    run = api.client("embedded", base_url=embedded.base_url).run_tools("go", [made])
    assert [(step.call.id, step.result) for step in run.steps] == [("1", "a"), ("2", "b")]


def test_an_async_tool_needs_the_async_client(embedded: EmbeddedProvider) -> None:
    async def wait() -> str:
        return "x"

    client = Client("embedded", base_url=embedded.base_url)
    with client, pytest.raises(ConfigurationError, match="event loop"):
        client.run_tools("go", [wait])
    assert embedded.requests == []


def test_a_tool_that_takes_too_long(api: Any, embedded: EmbeddedProvider) -> None:
    done = threading.Event()

    def slow() -> str:
        done.wait(2)
        return "late"

    embedded.queue(tool_calls=[ToolCall("slow", {})])
    embedded.queue(text="never mind")
    run = api.client("embedded", base_url=embedded.base_url).run_tools("go", [slow], tool_timeout=0.05)
    done.set()
    assert run.steps[0].error == "slow took longer than 0.05 s"


def test_a_strict_tool(api: Any, embedded: EmbeddedProvider) -> None:
    """Its schema goes in the provider's own form; nulls that fill it up are not passed on."""

    @tool(strict=True)
    def find(text: str, limit: int = 5) -> str:
        return f"{text}:{limit}"

    embedded.queue(tool_calls=[ToolCall("find", {"text": "x", "limit": None})])
    embedded.queue(text="ok")
    client = api.client("openai", base_url=embedded.base_url, api_key="k")
    run = client.run_tools("go", [find], model="embedded-chat")
    function = embedded.requests[0].body["tools"][0]["function"]
    assert function["strict"] is True
    assert function["parameters"]["required"] == ["text", "limit"]
    assert run.steps[0].result == "x:5"


def test_a_picture_as_a_result_and_calls_that_are_answered_outside(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(tool_calls=[ToolCall("approve", {"what": "x"})])
    outside = Tool.function("approve", "Ask the user", {"type": "object", "properties": {"what": {"type": "string"}}})
    run = api.client("embedded", base_url=embedded.base_url).run_tools("go", [outside])
    assert (run.turns, run.response.tool_calls[0].name) == (1, "approve")

    def draw() -> ImagePart:
        return ImagePart(data=b"png", mime="image/png")

    embedded.clear()
    embedded.queue(tool_calls=[ToolCall("draw", {})])
    embedded.queue(text="nice")
    client = api.client("anthropic", base_url=embedded.base_url_for("anthropic_messages"), api_key="k")
    client.run_tools("go", [draw], model="embedded-chat", max_tokens=50)
    result = embedded.requests[-1].body["messages"][-1]["content"][0]
    assert result["type"] == "tool_result"
    assert result["content"][0]["type"] == "image"


def test_cancel_ends_the_loop(embedded: EmbeddedProvider) -> None:
    handle = CancelHandle()

    async def main() -> int:
        def stop() -> str:
            handle.cancel()
            return "x"

        embedded.answer(tool_calls=[ToolCall("stop", {})])
        async with AsyncClient("embedded", base_url=embedded.base_url) as client:
            with pytest.raises(Exception, match=r"(?i)cancel"):
                await client.run_tools("go", [stop], cancel=handle)
        return len(embedded.requests)

    assert asyncio.run(main()) == 1


@pytest.mark.parametrize(
    "family", ["anthropic_messages", "gemini_generate_content", "cohere_v2", "ollama_native", "openai_responses"]
)
def test_every_family(api: Any, embedded: EmbeddedProvider, family: str) -> None:
    provider = {
        "anthropic_messages": "anthropic", "gemini_generate_content": "gemini", "cohere_v2": "cohere",
        "ollama_native": "ollama", "openai_responses": "openai",
    }[family]  # fmt: skip
    embedded.queue(tool_calls=[ToolCall("get_weather", {"place": {"city": "Oslo"}})])
    embedded.queue(text="21")
    client = api.client(provider, base_url=embedded.base_url_for(family), api_key="k", protocol=family)
    run = client.run_tools("How warm?", [get_weather], model="embedded-chat", max_tokens=90)
    assert (run.text, run.turns, run.steps[0].result["city"]) == ("21", 2, "Oslo")


@pytest.mark.parametrize("strategy", ["hybrid", "text_only"])
def test_calls_that_are_written_as_text(api: Any, embedded: EmbeddedProvider, strategy: str) -> None:
    """For models that call tools in words, by themselves or because they were told to."""
    embedded.queue(text='I will look.\n<tool_call>\n{"name": "add", "arguments": {"a": 2, "b": 3}}\n</tool_call>')
    embedded.queue(text='<tool_call>{"name": "add", "arguments": {"a": "x"}}</tool_call>')
    embedded.queue(text="It is 5.")

    def add(a: int, b: int) -> int:
        """Adds."""
        return a + b

    client = api.client("embedded", base_url=embedded.base_url)
    run = client.run_tools("2 and 3?", [add], strategy=strategy)
    assert (run.text, run.turns, run.steps[0].result) == ("It is 5.", 3, 5)
    first, second, third = (seen.body for seen in embedded.requests)
    assert ("tools" in first) == (strategy == "hybrid")
    assert ("- add: Adds." in json.dumps(first["messages"])) == (strategy == "text_only")
    assert second["messages"][-1]["role"] == "user"
    assert '"content": "5"' in second["messages"][-1]["content"]
    assert "<tool_result>" in second["messages"][-1]["content"]
    assert "'b' is missing" in third["messages"][-1]["content"]
    with pytest.raises(InvalidRequestError, match="strategy"):
        client.run_tools("x", [add], strategy="guess")


def test_text_that_looks_like_a_call_is_text_by_default(api: Any, embedded: EmbeddedProvider) -> None:
    text = '<tool_call>{"name": "add", "arguments": {}}</tool_call>'
    embedded.answer(text=text)
    run = api.client("embedded", base_url=embedded.base_url).run_tools("x", [tool(name="add")(lambda: 1)])
    assert (run.text, run.steps) == (text, [])
