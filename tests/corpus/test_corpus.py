"""Real recorded traffic of this family decodes to what independent readers read, through both clients and over sockets."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable, Iterable

import pytest

from ailib import (
    AilibError,
    APIError,
    AsyncClient,
    ChatCompletionRequest,
    ChatCompletionResponse,
    Client,
    ParameterDropped,
)
from ailib.providers.catalogue import get_provider
from ailib.wire.errors import error_from_body
from ailib.wire.json import loads
from ailib.wire.openai_chat import OpenAIChat

from .compare import differences, error_differences
from .conftest import COUNTS
from .exchanges import Exchange

pytestmark = pytest.mark.shared

# Where ailib reads something else than the independent readers did, and why that is right.
LISTED = {
    "openrouter.chat.0975e6d6dc23": (
        "reasoning_details holds a readable reasoning.summary; the readers knew only `reasoning`, which is null here"
    ),
}

REQUEST = ChatCompletionRequest("recorded-model", "recorded")


def verdict(exchange: Exchange, outcome: ChatCompletionResponse | AilibError) -> list[str]:
    """How the outcome differs from the expectation."""
    if exchange.expected["error"]:
        return error_differences(exchange, outcome) if isinstance(outcome, APIError) else ["no error was raised"]  # type: ignore[arg-type]
    if isinstance(outcome, AilibError):
        return [f"raised {type(outcome).__name__}: {outcome}"]
    return differences(exchange, outcome)


def tally(name: str, results: Iterable[tuple[Exchange, list[str]]]) -> None:
    """Count, print at the end of the run, and fail on any difference that is not listed."""
    wrong: list[str] = []
    right = listed = 0
    for exchange, found in results:
        if not found:
            right += 1
        elif exchange.id in LISTED:
            listed += 1
        else:
            wrong.append(f"{exchange.id}: {'; '.join(found)}")
    COUNTS[name] = f"{right} of {right + listed + len(wrong)} as expected, {listed} listed, {len(wrong)} wrong"
    assert not wrong, "\n".join(wrong)
    assert right > 0


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_the_decoders_read_every_recording_at_any_piece_size(recorded: list[Exchange], size: int) -> None:
    """Promise 20: the same chunks, however the bytes are cut."""
    dialect = OpenAIChat()

    def outcome(exchange: Exchange) -> ChatCompletionResponse | AilibError:
        profile = get_provider(exchange.provider)
        status = exchange.response["status"]
        if status != 200:
            headers = {name.lower(): value for name, value in exchange.response["headers"].items()}
            return error_from_body(status, headers, exchange.body, quirks=profile.quirks)
        if not exchange.stream:
            data = loads(exchange.body)
            error = dialect.error_in(data, profile)
            response = dialect.decode_chat(data, profile, REQUEST)
            assert error is not None or response is not None
            return error or response  # type: ignore[return-value]
        stream = dialect.chat_stream(profile, REQUEST, "recorded-model")
        for start in range(0, len(exchange.body), size):
            stream.feed(exchange.body[start : start + size])
        stream.finish()
        return stream.error or stream.response()

    tally(f"decoders, pieces of {size}", ((exchange, verdict(exchange, outcome(exchange))) for exchange in recorded))


def address(replay: str, exchange: Exchange, size: int) -> str:
    return f"{replay}/x/{exchange.id};chunk={size}/v1"


def sample(recorded: list[Exchange], size: int) -> list[Exchange]:
    """All of them in large pieces; in small ones every ninth, so that each provider is met, and only short bodies."""
    if size == 4096:
        return recorded
    return [exchange for place, exchange in enumerate(recorded) if place % 9 == 0 and len(exchange.body) < 40_000]


def through_client(replay: str, chosen: list[Exchange], size: int) -> list[tuple[Exchange, list[str]]]:
    results: list[tuple[Exchange, list[str]]] = []
    for exchange in chosen:
        with Client(exchange.provider, base_url=address(replay, exchange, size), api_key="k", max_retries=0) as client:
            try:
                if exchange.stream:
                    outcome: ChatCompletionResponse | AilibError = client.chat_completion_stream(REQUEST).collect()
                else:
                    outcome = client.chat_completion(REQUEST)
            except AilibError as error:
                outcome = error
        results.append((exchange, verdict(exchange, outcome)))
    return results


def through_async_client(replay: str, chosen: list[Exchange], size: int) -> list[tuple[Exchange, list[str]]]:
    async def one(exchange: Exchange) -> ChatCompletionResponse | AilibError:
        async with AsyncClient(
            exchange.provider, base_url=address(replay, exchange, size), api_key="k", max_retries=0
        ) as client:
            try:
                if exchange.stream:
                    return await client.chat_completion_stream(REQUEST).collect()
                return await client.chat_completion(REQUEST)
            except AilibError as error:
                return error

    async def every() -> list[tuple[Exchange, list[str]]]:
        return [(exchange, verdict(exchange, await one(exchange))) for exchange in chosen]

    return asyncio.run(every())


@pytest.mark.parametrize("size", [1, 7, 4096])
@pytest.mark.parametrize("through", [through_client, through_async_client])
def test_recorded_traffic_through_the_clients(
    recorded: list[Exchange],
    replay: str,
    through: Callable[[str, list[Exchange], int], list[tuple[Exchange, list[str]]]],
    size: int,
) -> None:
    """Promises 5, 8, 9, 15, 19 on real traffic, over sockets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ParameterDropped)
        results = through(replay, sample(recorded, size), size)
    name = "Client" if through is through_client else "AsyncClient"
    tally(f"{name}, pieces of {size}", results)
