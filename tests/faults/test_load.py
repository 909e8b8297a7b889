"""Many at once: streams and slow calls on one async client, threads on one blocking client (promises 11 and 25)."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from ailib import AsyncClient, Client, RetryBudget, RetryPolicy
from ailib.errors import AilibError, Overloaded
from ailib.testing import EmbeddedProvider, Fault, Pace

from .conftest import NOTES

STREAMS = 500
CALLS = 2000
THREADS = 64


@pytest.fixture
def many_descriptors() -> Iterator[None]:
    """Both ends of every connection are in this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 3 * CALLS
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"this system allows {hard} open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_500_streams_at_once(many_descriptors: None) -> None:
    async def one(client: AsyncClient) -> tuple[str, bool]:
        stream = client.chat_completion_stream("Please count to 12")
        text = "".join([chunk.text async for chunk in stream])
        return text, stream.complete

    async def run(base_url: str) -> list[tuple[str, bool]]:
        async with AsyncClient("embedded", base_url=base_url, max_retries=0, timeout=60) as client:
            ends = await asyncio.gather(*(one(client) for _ in range(STREAMS)))
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return ends

    # Slow enough for all of them to be under way together.
    with EmbeddedProvider(pace=Pace(first_token=1.5, tokens_per_second=20)) as provider:
        begun = time.monotonic()
        ends = asyncio.run(run(provider.base_url))
        seconds = time.monotonic() - begun
        assert ends == [("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.", True)] * STREAMS
        assert provider.peak_requests == STREAMS
        assert len(provider.requests) == STREAMS
    assert seconds < 20
    NOTES["500 streams at once"] = f"{seconds:.1f} s"


def test_2000_slow_calls_at_once(many_descriptors: None) -> None:
    async def run(base_url: str) -> int:
        async with AsyncClient("embedded", base_url=base_url, max_retries=0, timeout=60) as client:
            answers = await asyncio.gather(*(client.chat_completion("hi") for _ in range(CALLS)))
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return sum(bool(answer.text) for answer in answers)

    with EmbeddedProvider() as provider:
        provider.answer(fault=Fault(delay=4.0))
        begun = time.monotonic()
        assert asyncio.run(run(provider.base_url)) == CALLS
        seconds = time.monotonic() - begun
        assert len(provider.requests) == CALLS
        assert provider.peak_requests > CALLS * 0.9
    assert seconds < 30
    NOTES["2000 slow calls at once"] = f"{seconds:.1f} s, of which the server takes 4"


def test_64_threads_on_one_client() -> None:
    """Every thread gets its own answers."""

    def work(client: Client, number: int) -> None:
        text = ", ".join(map(str, range(1, number + 1))) + "."
        question = f"Please count to {number}"
        for _ in range(3):
            assert client.chat_completion(question).text == text
            assert client.chat_completion_stream(question).collect().text == text

    with (
        EmbeddedProvider() as provider,
        Client("embedded", base_url=provider.base_url, max_retries=0, timeout=60) as client,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        for done in [pool.submit(work, client, number + 2) for number in range(THREADS)]:
            done.result()
        assert len(provider.requests) == THREADS * 6
        assert len({seen.connection_id for seen in provider.requests}) <= THREADS


@pytest.mark.parametrize("layers", ["one client", "copies of it"])
def test_an_outage_with_100_callers(layers: str) -> None:
    """Promise 25: at most a fifth more than what the callers ask themselves."""
    budget = RetryBudget(ratio=0.2, reserve=10)
    policy = RetryPolicy(max_retries=5, base=0.001, cap=0.002, budget=budget)

    async def caller(client: AsyncClient) -> list[type[AilibError]]:
        mine = client.with_options(headers={"X-Caller": "a"}) if layers == "copies of it" else client
        ends: list[type[AilibError]] = []
        for _ in range(5):
            try:
                await mine.chat_completion("hi")
            except AilibError as error:
                ends.append(type(error))
        return ends

    async def run(base_url: str) -> list[list[type[AilibError]]]:
        async with AsyncClient("embedded", base_url=base_url, retry=policy, timeout=60) as client:
            return await asyncio.gather(*(caller(client) for _ in range(100)))

    with EmbeddedProvider() as provider:
        provider.answer(fault=Fault(status=503))
        ends = asyncio.run(run(provider.base_url))
        assert ends == [[Overloaded] * 5] * 100
        extra = len(provider.requests) - 500
    assert extra == budget.reserve
    assert extra <= 0.2 * 100
    NOTES.setdefault("outage with 100 callers", f"{extra} retries of 500 calls")


def test_an_outage_with_threads() -> None:
    """The same for the blocking client: its threads share the budget."""
    policy = RetryPolicy(max_retries=5, base=0.001, cap=0.002)

    def caller(client: Client) -> None:
        for _ in range(10):
            with pytest.raises(Overloaded):
                client.chat_completion("hi")

    with (
        EmbeddedProvider() as provider,
        Client("embedded", base_url=provider.base_url, retry=policy, timeout=60) as client,
        ThreadPoolExecutor(20) as pool,
    ):
        provider.answer(fault=Fault(status=503))
        for done in [pool.submit(caller, client) for _ in range(20)]:
            done.result()
        assert len(provider.requests) == 200 + 10


def test_retries_are_earned_by_calls_that_work() -> None:
    budget = RetryBudget(ratio=0.2, reserve=1)
    policy = RetryPolicy(max_retries=1, base=0.001, cap=0.002, budget=budget)
    with EmbeddedProvider() as provider, Client("embedded", base_url=provider.base_url, retry=policy) as client:
        provider.answer("fail", fault=Fault(status=503))

        def requests_of_a_failure() -> int:
            before = len(provider.requests)
            with pytest.raises(Overloaded):
                client.chat_completion("fail")
            return len(provider.requests) - before

        assert [requests_of_a_failure() for _ in range(3)] == [2, 1, 1]
        for _ in range(5):
            client.chat_completion("work")
        assert [requests_of_a_failure() for _ in range(2)] == [2, 1]
