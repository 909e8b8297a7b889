"""Recorded exchanges of one family through the decoders and through both clients, counted against the expectations."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from ailib import (
    AilibError,
    APIError,
    AsyncClient,
    ChatCompletionRequest,
    ChatCompletionResponse,
    Client,
    ParameterDropped,
)
from ailib.core.target import dialect_for
from ailib.providers.catalogue import get_provider
from ailib.wire.json import loads

from .compare import differences, error_differences
from .conftest import COUNTS
from .exchanges import Exchange

REQUEST = ChatCompletionRequest("recorded-model", "recorded")
SIZES = [1, 7, 4096]


@attrs.frozen
class Family:
    """What to replay, and how.

    Attributes:
        protocol: The wire family.
        operations: Names of the recorded operations that are chats of this family.
        listed: Exchange id to the reason why ailib reads something else than the independent readers, and is right.
        keywords: Further arguments of the clients (an auth object, a region).
        prefix: Path between the address of the replay server and that of the API.
        accept: Which recordings to take; None for all.
        label: Before the counts, where the name of the family would not tell them apart.
    """

    protocol: str
    operations: tuple[str, ...]
    listed: Mapping[str, str] = attrs.field(factory=dict)
    keywords: Mapping[str, Any] = attrs.field(factory=lambda: {"api_key": "k"})
    prefix: str = "/v1"
    accept: Callable[[Exchange], bool] | None = None
    label: str | None = None

    def of(self, recorded: list[Exchange]) -> list[Exchange]:
        """The exchanges of this family."""
        return [
            exchange
            for exchange in recorded
            if exchange.operation in self.operations and (self.accept is None or self.accept(exchange))
        ]


def verdict(exchange: Exchange, outcome: ChatCompletionResponse | AilibError) -> list[str]:
    """How the outcome differs from the expectation."""
    if exchange.expected["error"]:
        return error_differences(exchange, outcome) if isinstance(outcome, APIError) else ["no error was raised"]
    if isinstance(outcome, AilibError):
        return [f"raised {type(outcome).__name__}: {outcome}"]
    return differences(exchange, outcome)


def tally(family: Family, name: str, results: Iterable[tuple[Exchange, list[str]]]) -> None:
    """Count, print at the end of the run, and fail on any difference that is not listed."""
    wrong: list[str] = []
    right = listed = 0
    for exchange, found in results:
        if not found:
            right += 1
        elif exchange.id in family.listed:
            listed += 1
        else:
            wrong.append(f"{exchange.id}: {'; '.join(found)}")
    total = right + listed + len(wrong)
    COUNTS[f"{family.label or family.protocol}: {name}"] = (
        f"{right} of {total} as expected, {listed} listed, {len(wrong)} wrong"
    )
    assert not wrong, "\n".join(wrong)
    assert right > 0


def decoded(family: Family, exchange: Exchange, size: int) -> ChatCompletionResponse | AilibError:
    """What the family's pure decoders make of a recording, its body cut into pieces of `size` bytes."""
    dialect = dialect_for(family.protocol)
    assert dialect is not None
    profile = get_provider(exchange.provider)
    status = exchange.response["status"]
    if status != 200:
        headers = {name.lower(): value for name, value in exchange.response["headers"].items()}
        return dialect.refused(status, headers, exchange.body, profile)
    if not exchange.stream:
        data = loads(exchange.body)
        error = dialect.error_in(data, profile)
        response = dialect.decode_chat(data, profile, REQUEST)
        assert error is not None or response is not None
        return error or response  # type: ignore[return-value]
    stream = dialect.chat_stream(profile, REQUEST, "recorded-model")
    for start in range(0, len(exchange.body), size):
        list(stream.decode(exchange.body[start : start + size]))
    stream.finish()
    return stream.error or stream.response()


def check_decoders(family: Family, recorded: list[Exchange], size: int) -> None:
    """Every recording through the decoders."""
    chosen = family.of(recorded)
    tally(
        family,
        f"decoders, pieces of {size}",
        ((one, verdict(one, decoded(family, one, size))) for one in chosen),
    )


def _sample(recorded: list[Exchange], size: int) -> list[Exchange]:
    """All of them in large pieces; in small ones every ninth, so that each provider is met, and only short bodies."""
    if size == 4096:
        return recorded
    return [exchange for place, exchange in enumerate(recorded) if place % 9 == 0 and len(exchange.body) < 40_000]


def _where(family: Family, replay: str, exchange: Exchange, size: int) -> dict[str, Any]:
    keywords: dict[str, Any] = dict(
        family.keywords, base_url=f"{replay}/x/{exchange.id};chunk={size}{family.prefix}", max_retries=0
    )
    if get_provider(exchange.provider).protocol != family.protocol:
        keywords["protocol"] = family.protocol
    return keywords


def through_client(family: Family, replay: str, chosen: list[Exchange], size: int) -> list[tuple[Exchange, list[str]]]:
    """The recordings over sockets through `Client`."""
    results: list[tuple[Exchange, list[str]]] = []
    for exchange in chosen:
        with Client(exchange.provider, **_where(family, replay, exchange, size)) as client:
            try:
                if exchange.stream:
                    outcome: ChatCompletionResponse | AilibError = client.chat_completion_stream(REQUEST).collect()
                else:
                    outcome = client.chat_completion(REQUEST)
            except AilibError as error:
                outcome = error
        results.append((exchange, verdict(exchange, outcome)))
    return results


def through_async_client(
    family: Family, replay: str, chosen: list[Exchange], size: int
) -> list[tuple[Exchange, list[str]]]:
    """The recordings over sockets through `AsyncClient`."""

    async def one(exchange: Exchange) -> ChatCompletionResponse | AilibError:
        async with AsyncClient(exchange.provider, **_where(family, replay, exchange, size)) as client:
            try:
                if exchange.stream:
                    return await client.chat_completion_stream(REQUEST).collect()
                return await client.chat_completion(REQUEST)
            except AilibError as error:
                return error

    async def every() -> list[tuple[Exchange, list[str]]]:
        return [(exchange, verdict(exchange, await one(exchange))) for exchange in chosen]

    return asyncio.run(every())


THROUGH = [through_client, through_async_client]


def check_clients(
    family: Family,
    recorded: list[Exchange],
    replay: str,
    through: Callable[[Family, str, list[Exchange], int], list[tuple[Exchange, list[str]]]],
    size: int,
) -> None:
    """The recordings (in small pieces: a sample) through one of the clients."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ParameterDropped)
        results = through(family, replay, _sample(family.of(recorded), size), size)
    name = "Client" if through is through_client else "AsyncClient"
    tally(family, f"{name}, pieces of {size}", results)
