"""aimock's realtime and responses WebSockets, with both clients of `ailib.openai`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from ailib.openai import AsyncOpenAI, OpenAI

pytestmark = [pytest.mark.server, pytest.mark.shared]

HELLO = "Hello! How can I help you today?"
TOOL = {"type": "function", "name": "get_weather", "parameters": {"type": "object", "properties": {}}}
Talk = Callable[..., list[Any]]


@pytest.fixture(params=["sync", "async"])
def talk(request: pytest.FixtureRequest, aimock: int) -> Talk:
    """Opens a session, sends events, and gives what comes up to an event of the type `last`."""
    named: dict[str, Any] = {"api_key": "k", "base_url": f"http://127.0.0.1:{aimock}/v1", "timeout": 20}

    def blocking(resource: str, last: str, events: list[Any], **connect: Any) -> list[Any]:
        received: list[Any] = []
        with OpenAI(**named) as client, getattr(client, resource).connect(**connect) as connection:
            for event in events:
                connection.send(event)
            for event in connection:
                received.append(event)
                if event.type in (last, "error"):
                    break
        return received

    async def awaited(resource: str, last: str, events: list[Any], **connect: Any) -> list[Any]:
        received: list[Any] = []
        async with AsyncOpenAI(**named) as client, getattr(client, resource).connect(**connect) as connection:
            for event in events:
                await connection.send(event)
            async for event in connection:
                received.append(event)
                if event.type in (last, "error"):
                    break
        return received

    if request.param == "sync":
        return blocking
    return lambda *args, **connect: asyncio.run(awaited(*args, **connect))


def asked(text: str, **session: Any) -> list[dict[str, Any]]:
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}
    return [
        {"type": "session.update", "session": {"type": "realtime", "output_modalities": ["text"], **session}},
        {"type": "conversation.item.create", "item": item},
        {"type": "response.create"},
    ]


def test_a_conversation(talk: Talk) -> None:
    events = talk("realtime", "response.done", asked("hello"), model="gpt-realtime")
    assert [event.type for event in events[:2]] == ["session.created", "session.updated"]
    deltas = [event.delta for event in events if event.type.endswith("text.delta")]
    assert "".join(deltas) == HELLO


def test_a_function_call(talk: Talk) -> None:
    events = talk("realtime", "response.done", asked("weather in Paris", tools=[TOOL]), model="gpt-realtime")
    (done,) = (event for event in events if event.type == "response.function_call_arguments.done")
    assert "Paris" in done.arguments


def test_a_response(talk: Talk) -> None:
    request = {"type": "response.create", "model": "gpt-5", "input": "hello"}
    events = talk("responses", "response.completed", [request])
    assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == HELLO
