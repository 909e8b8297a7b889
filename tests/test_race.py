"""Races and hedges as a user sees them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from ailib import (
    AllTargetsFailed,
    AsyncClient,
    BadRequest,
    CancelHandle,
    Cancelled,
    ChatCompletionResponse,
    Client,
    ConfigurationError,
    ModelEndpoint,
    RacePolicy,
    StreamTruncated,
    Timeouts,
)
from ailib.errors import ConnectionLost
from ailib.testing import EmbeddedProvider, Fault

from .conftest import open_sockets


@pytest.fixture(scope="module")
def _others() -> Iterator[list[EmbeddedProvider]]:
    with EmbeddedProvider() as one, EmbeddedProvider() as two:
        yield [one, two]


@pytest.fixture
def one(_others: list[EmbeddedProvider]) -> EmbeddedProvider:
    _others[0].clear()
    return _others[0]


@pytest.fixture
def two(_others: list[EmbeddedProvider]) -> EmbeddedProvider:
    _others[1].clear()
    return _others[1].answer(text="from the second")


def at(provider: EmbeddedProvider, name: str) -> ModelEndpoint:
    return ModelEndpoint(name, provider.base_url, provider="embedded")


@pytest.fixture
def make(api: Any, one: EmbeddedProvider) -> Any:
    def made(race: RacePolicy, **keywords: Any) -> Any:
        return api.client("embedded", base_url=one.base_url, race=race, **{"max_retries": 0, **keywords})

    return made


def ask(client: Any, *, streamed: bool, **keywords: Any) -> ChatCompletionResponse:
    if streamed:
        response: ChatCompletionResponse = client.chat_completion_stream("hi", **keywords).collect()
    else:
        response = client.chat_completion("hi", **keywords)
    return response


Race: Any = RacePolicy  # as somebody without a type checker sees it
both = pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
SLOW = Fault(delay=5.0)


@both
def test_the_first_answer_wins_and_the_loser_is_closed(
    make: Any, one: EmbeddedProvider, two: EmbeddedProvider, *, streamed: bool
) -> None:
    """A-RE-09."""
    one.answer(fault=SLOW)
    begun = time.monotonic()
    race = RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=0.12).cancel_others(True)
    response = ask(make(race), streamed=streamed)
    assert 0.12 <= time.monotonic() - begun < 2
    assert response.text == "from the second"
    assert response.routing is not None
    assert response.routing.kind == "race"
    assert response.routing.target == "b"
    outcomes = {outcome.target: outcome for outcome in response.routing.outcomes}
    assert outcomes["a"].outcome == "cancelled"
    assert outcomes["b"].outcome == "answered"
    assert outcomes["b"].started >= 0.12
    assert outcomes["b"].usage is not None
    # The server sees the connection close, long before it would have answered.
    one.wait_for(lambda provider: provider.active_requests == 0, timeout=1.0)


@both
def test_a_fast_first_contender_leaves_the_others_alone(
    make: Any, one: EmbeddedProvider, two: EmbeddedProvider, *, streamed: bool
) -> None:
    client = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=2.0))
    report = ask(client, streamed=streamed).routing
    assert report is not None
    assert report.target == "a"
    assert two.requests == []


@both
@pytest.mark.parametrize("fault", [Fault(status=503), Fault(refuse=True), Fault(status=429)])
def test_a_contender_that_fails_lets_the_next_start_at_once(
    make: Any, one: EmbeddedProvider, two: EmbeddedProvider, fault: Fault, *, streamed: bool
) -> None:
    one.answer(fault=fault)
    client = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=20), max_retries=3)
    begun = time.monotonic()
    response = ask(client, streamed=streamed)
    assert time.monotonic() - begun < 2
    assert response.text == "from the second"
    assert len(one.requests) == 1


@both
def test_all_fail(make: Any, one: EmbeddedProvider, two: EmbeddedProvider, *, streamed: bool) -> None:
    one.answer(fault=Fault(status=503))
    two.clear()
    two.answer(fault=Fault(status=500))
    client = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=20))
    with pytest.raises(AllTargetsFailed) as caught:
        ask(client, streamed=streamed)
    assert sorted(type(error).__name__ for error in caught.value.exceptions) == ["Overloaded", "ServerError"]
    assert [attempt.number for attempt in caught.value.attempts] == [1, 2]
    assert caught.value.routing is not None
    assert caught.value.routing.target is None


@both
def test_a_wrong_request_starts_nobody_else(
    make: Any, one: EmbeddedProvider, two: EmbeddedProvider, *, streamed: bool
) -> None:
    one.answer(fault=Fault(status=400))
    client = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=1))
    with pytest.raises(BadRequest):
        ask(client, streamed=streamed)
    assert two.requests == []


def test_the_last_contender_uses_its_retries(make: Any, one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    one.answer(fault=Fault(status=503))
    two.clear()
    two.answer(fault=Fault(status=429, retry_after=0.01), times=1)
    client = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=20), max_retries=1)
    assert client.chat_completion("hi").routing.target == "b"
    assert (len(one.requests), len(two.requests)) == (1, 2)


def test_the_first_content_wins_a_race_of_streams(make: Any, one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    """Headers and comments are no content."""
    one.answer(text="never", fault=Fault(stall_after=1, heartbeat=0.02))
    client = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=0.2))
    stream = client.chat_completion_stream("hi")
    assert "".join(chunk.text for chunk in stream) == "from the second"
    assert stream.complete
    one.wait_for(lambda provider: provider.active_requests == 0, timeout=1.0)


def test_a_winner_that_breaks_later_raises(make: Any, one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    one.answer(text="one two three four", fault=Fault(cut_after_chunks=3))
    client = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=5))
    with pytest.raises((ConnectionLost, StreamTruncated)) as caught:
        client.chat_completion_stream("hi").collect()
    assert caught.value.partial.text.startswith("one")
    assert caught.value.routing is not None
    assert two.requests == []


def test_losers_may_end_in_peace(make: Any, one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    """`cancel_others(False)`: the call waits, and the report has the tokens of both."""
    one.answer(text="slow", fault=Fault(delay=0.3))
    race = RacePolicy().contender(at(one, "a")).contender(at(two, "b")).cancel_others(False)
    begun = time.monotonic()
    response = make(race).chat_completion("hi")
    assert time.monotonic() - begun >= 0.3
    assert response.text == "from the second"
    outcomes = {outcome.target: outcome for outcome in response.routing.outcomes}
    assert outcomes["a"].outcome == "unused"
    assert outcomes["a"].usage.total_tokens > 0


@both
def test_a_cancel_ends_all_contenders(
    make: Any, one: EmbeddedProvider, two: EmbeddedProvider, *, streamed: bool
) -> None:
    one.answer(fault=SLOW)
    two.clear()
    two.answer(fault=SLOW)
    client = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b")))
    handle = CancelHandle()
    timer = threading.Timer(0.15, lambda: handle.cancel("enough"))
    timer.start()
    begun = time.monotonic()
    if streamed:
        stream = client.chat_completion_stream("hi", cancel=handle)
        assert list(stream) == []
        assert stream.cancelled
    else:
        with pytest.raises(Cancelled) as caught:
            client.chat_completion("hi", cancel=handle)
        assert caught.value.reason == "enough"
    timer.join()
    assert time.monotonic() - begun < 1.5
    for provider in (one, two):
        provider.wait_for(lambda provider: provider.active_requests == 0, timeout=1.0)


def test_a_cancel_reaches_the_winner_of_a_race_of_streams(
    make: Any, one: EmbeddedProvider, two: EmbeddedProvider
) -> None:
    one.answer(text="a b c d e", fault=Fault(stall_after=3))
    handle = CancelHandle()
    stream = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=5)).chat_completion_stream(
        "hi", cancel=handle
    )
    timer = threading.Timer(0.1, handle.cancel)
    timer.start()
    assert "".join(chunk.text for chunk in stream).startswith("a")
    timer.join()
    assert stream.cancelled


def test_one_deadline(make: Any, one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    one.answer(fault=SLOW)
    two.clear()
    two.answer(fault=SLOW)
    client = make(RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=0.1), timeout=0.4)
    begun = time.monotonic()
    with pytest.raises(AllTargetsFailed):
        client.chat_completion("hi")
    assert time.monotonic() - begun < 1.5


def test_a_cancelled_task_leaves_nothing_running(one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    one.answer(fault=SLOW)
    two.clear()
    two.answer(fault=SLOW)

    async def main() -> None:
        race = RacePolicy().contender(at(one, "a")).contender(at(two, "b"))
        async with AsyncClient("embedded", base_url=one.base_url, race=race) as client:
            before = len(asyncio.all_tasks())
            call = asyncio.create_task(client.chat_completion("hi"))
            await asyncio.sleep(0.1)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            assert len(asyncio.all_tasks()) == before

    asyncio.run(main())
    for provider in (one, two):
        provider.wait_for(lambda provider: provider.active_requests == 0, timeout=1.0)


def test_a_hundred_races_leave_no_thread_and_no_socket(one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    one.answer(fault=Fault(delay=1.0))
    race = RacePolicy().contender(at(one, "a")).contender(at(two, "b"))
    with Client("embedded", base_url=one.base_url, race=race) as client:
        client.chat_completion("hi")
        threads, sockets = threading.active_count(), open_sockets()
        for _ in range(100):
            assert client.chat_completion("hi").text == "from the second"
            assert threading.active_count() == threads
        one.wait_for(lambda provider: provider.active_requests == 0, timeout=2.0)
        assert open_sockets() <= sockets + 2


# --- hedging ----------------------------------------------------------------------------------------------------------


def test_the_budget_limits_what_the_clock_starts(make: Any, one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    one.answer(text="slow", fault=Fault(delay=0.05))
    client = make(RacePolicy(budget=0.25).contender(at(one, "a")).contender(at(two, "b"), delay=0.01))
    for _ in range(20):
        client.chat_completion("hi")
    assert len(two.requests) == 5
    (figures,) = client.routing_stats().values()
    assert (figures["calls"], figures["extra_requests"]) == (20, 5)


def test_an_empty_budget_does_not_forbid_a_replacement(make: Any, one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    one.answer(fault=Fault(status=503))
    client = make(RacePolicy(budget=0).contender(at(one, "a")).contender(at(two, "b"), delay=0.01))
    assert client.chat_completion("hi").routing.target == "b"


def test_nothing_is_hedged_before_it_is_known_what_is_slow(make: Any, one: EmbeddedProvider) -> None:
    client = make(RacePolicy.hedge("p95", budget=None))
    for _ in range(10):
        client.chat_completion("hi")
    assert len(one.requests) == 10
    one.answer(text="late", fault=Fault(delay=1.0), times=1)
    begun = time.monotonic()
    client.chat_completion("hi")
    assert time.monotonic() - begun < 0.9
    assert len(one.requests) == 12


@both
def test_hedging_halves_the_worst_times(api: Any, one: EmbeddedProvider, *, streamed: bool) -> None:
    """With every tenth answer slow, p99 falls by at least half at 15 % extra requests or less."""
    slow = 0.4
    count = 0
    lock = threading.Lock()

    def every_tenth(_body: Any) -> bool:
        nonlocal count
        with lock:
            count += 1
            return count % 10 == 0

    one.answer(when=every_tenth, text="late", fault=Fault(delay=slow))
    plain = api.client("embedded", base_url=one.base_url)
    race = RacePolicy.hedge(0.05, budget=0.15)
    hedged = api.client("embedded", base_url=one.base_url, race=race)

    def worst(client: Any, calls: int) -> float:
        times: list[float] = []
        for _ in range(calls):
            begun = time.monotonic()
            ask(client, streamed=streamed)
            times.append(time.monotonic() - begun)
        return sorted(times)[int(0.97 * calls)]

    before = worst(plain, 40)
    warm = 10  # the budget has to be earned first
    for _ in range(warm):
        ask(hedged, streamed=streamed)
    one_before = len(one.requests)
    after = worst(hedged, 100)
    extra = len(one.requests) - one_before - 100
    assert before >= slow
    assert after <= before / 2
    assert 5 <= extra <= 15


def test_a_model_that_is_named_goes_to_the_first_and_to_its_double(make: Any, one: EmbeddedProvider) -> None:
    one.answer(fault=Fault(status=503), times=1)
    client = make(RacePolicy.hedge(5.0))
    client.chat_completion("hi", model="embedded-reasoner")
    assert [request.body["model"] for request in one.requests] == ["embedded-reasoner"] * 2


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Race().contender(""),
        lambda: Race().contender("openai", delay="p42"),
        lambda: Race().contender("openai", delay=-1),
        lambda: Race(budget=-0.1),
        lambda: Race(budget="much"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Any) -> None:
    with pytest.raises(ConfigurationError):
        wrong()


def test_an_empty_race_is_refused(api: Any) -> None:
    with pytest.raises(ConfigurationError, match="no contender"):
        api.client("embedded", base_url="http://127.0.0.1:9/v1", race=RacePolicy())


def test_a_silent_contender_is_timed_out_by_itself(make: Any, one: EmbeddedProvider, two: EmbeddedProvider) -> None:
    one.answer(fault=Fault(stall_after=0))
    client = make(
        RacePolicy().contender(at(one, "a")).contender(at(two, "b"), delay=20), timeout=Timeouts(read=0.2, idle=0.2)
    )
    begun = time.monotonic()
    assert client.chat_completion_stream("hi").collect().routing.target == "b"
    assert time.monotonic() - begun < 2
