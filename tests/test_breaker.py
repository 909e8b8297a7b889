"""The circuit breaker as a user sees it: attempts at the server are counted."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from ailib import (
    AsyncClient,
    CircuitBreaker,
    CircuitOpen,
    CircuitState,
    Client,
    ConfigurationError,
    RetryPolicy,
    Timeouts,
)
from ailib.core.breaker import Breaker, speaks_of_target
from ailib.errors import (
    AilibError,
    BadRequest,
    Cancelled,
    ConnectError,
    ConnectionLost,
    InvalidResponse,
    Overloaded,
    RateLimited,
    RequestTimeout,
    ServerError,
    StreamTruncated,
)
from ailib.testing import EmbeddedProvider, Fault


class Clock:
    """A time that stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def breaker_of(clock: Clock, **numbers: Any) -> Breaker:
    import threading

    return Breaker(CircuitBreaker(**numbers), clock, threading.Lock)


def client_of(api: Any, embedded: EmbeddedProvider, **numbers: Any) -> Any:
    return api.client(
        "embedded", base_url=embedded.base_url, breaker=CircuitBreaker(**numbers), max_retries=0, api_key="breaker"
    )


def fail(client: Any, kind: type[AilibError] = ServerError) -> Any:
    with pytest.raises(kind) as caught:
        client.chat_completion("hi")
    assert type(caught.value) is kind
    return caught.value


# --- the life of a breaker --------------------------------------------------------------------------------------------


def test_it_opens_tries_again_and_closes(clock: Clock) -> None:
    breaker = breaker_of(clock, failures=3, recovery=30, successes=2)
    for number in range(3):
        assert breaker.state == "closed"
        breaker.enter(number)
        breaker.failure(number, ServerError("x"))
    assert breaker.state == "open"
    clock.now += 29.9
    with pytest.raises(CircuitOpen) as caught:
        breaker.enter("early")
    assert caught.value.retry_after == pytest.approx(0.1)
    assert caught.value.is_fallbackable
    clock.now += 0.1
    breaker.enter("first")
    with pytest.raises(CircuitOpen, match="just trying"):
        breaker.enter("meanwhile")
    breaker.success("first")
    assert breaker.state == "half_open"
    breaker.enter("second")
    breaker.success("second")
    assert breaker.state == "closed"
    assert (breaker.stats().opened, breaker.stats().closed, breaker.stats().rejected) == (1, 1, 2)


def test_one_failure_while_trying_opens_it_again(clock: Clock) -> None:
    breaker = breaker_of(clock, failures=1, recovery=5, successes=2)
    breaker.failure("a", ServerError("x"))
    clock.now += 5
    breaker.enter("b")
    breaker.success("b")
    breaker.enter("c")
    breaker.failure("c", ServerError("x"))
    assert breaker.state == "open"
    assert breaker.retry_after == 5
    assert breaker.stats().opened == 2
    # And the successes are counted anew.
    clock.now += 5
    breaker.enter("d")
    breaker.success("d")
    assert breaker.state == "half_open"


def test_only_failures_in_a_row_count(clock: Clock) -> None:
    breaker = breaker_of(clock, failures=3)
    for _ in range(5):
        breaker.failure("a", ServerError("x"))
        breaker.failure("a", ServerError("x"))
        breaker.success("a")
    assert breaker.state == "closed"
    assert breaker.failure_rate == pytest.approx(10 / 15)
    assert breaker.is_healthy is False


def test_a_probe_that_was_given_up_makes_room_for_the_next(clock: Clock) -> None:
    breaker = breaker_of(clock, failures=1, recovery=5)
    breaker.failure("a", ServerError("x"))
    clock.now += 5
    breaker.enter("given up")
    breaker.abandon("given up")
    breaker.enter("next")
    breaker.failure("next", BadRequest("x"))  # says nothing of the target, but is over
    breaker.enter("third")
    assert breaker.state == "half_open"


def test_numbers_after_ten_calls(clock: Clock) -> None:
    breaker = breaker_of(clock, failures=2, recovery=10, successes=1)
    for _ in range(4):
        breaker.enter("x")
        breaker.success("x")
    breaker.enter("x")
    breaker.failure("x", BadRequest("no"))
    for error in (RequestTimeout("slow"), ServerError("x")):
        breaker.enter("x")
        breaker.failure("x", error)
    for _ in range(2):
        with pytest.raises(CircuitOpen):
            breaker.enter("x")
    clock.now += 10
    breaker.enter("x")
    breaker.success("x")
    stats = breaker.stats()
    assert (stats.state, stats.total, stats.successes, stats.failures, stats.neutral) == ("closed", 8, 5, 2, 1)
    assert (stats.timeouts, stats.rejected, stats.opened, stats.closed) == (1, 2, 1, 1)
    assert (stats.last_failure, stats.uptime, stats.retry_after) == (10, 10, None)
    assert stats.success_rate == pytest.approx(5 / 7)


def test_by_hand(clock: Clock) -> None:
    breaker = breaker_of(clock, failures=1, recovery=1)
    breaker.force_open()
    clock.now += 100
    with pytest.raises(CircuitOpen) as caught:
        breaker.enter("x")
    assert caught.value.retry_after is None
    breaker.force_close()
    breaker.enter("x")
    breaker.failure("x", ServerError("x"))
    assert breaker.state is CircuitState.OPEN
    breaker.set_enabled(False)
    breaker.enter("x")
    breaker.failure("x", ServerError("x"))
    assert breaker.state is CircuitState.DISABLED
    breaker.set_enabled(True)
    assert breaker.state is CircuitState.CLOSED
    breaker.reset()
    assert (breaker.stats().total, breaker.stats().opened, breaker.is_healthy) == (0, 0, True)


@pytest.mark.parametrize(
    ("error", "counts"),
    [
        (ServerError("x"), True),
        (Overloaded("x"), True),
        (ConnectError("x"), True),
        (ConnectionLost("x"), True),
        (ConnectionLost("x", reused=True), False),
        (RequestTimeout("x"), True),
        (RequestTimeout("x", phase="deadline"), True),
        (RequestTimeout("x", phase="queue"), False),
        (StreamTruncated("x"), True),
        (BadRequest("x"), False),
        (RateLimited("x"), False),
        (InvalidResponse("x"), False),
        (Cancelled(), False),
    ],
)
def test_what_speaks_of_the_target(error: AilibError, counts: bool) -> None:
    assert speaks_of_target(error) is counts


@pytest.mark.parametrize(
    "numbers", [{"failures": 0}, {"successes": 1.5}, {"recovery": 0}, {"recovery": -1}, {"timeout": "x"}]
)
def test_numbers_that_make_no_sense(numbers: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        CircuitBreaker(**numbers)


# --- at a server ------------------------------------------------------------------------------------------------------


def test_open_means_no_request(api: Any, embedded: EmbeddedProvider) -> None:
    client = client_of(api, embedded, failures=3, recovery=0.3, successes=2)
    embedded.answer(fault=Fault(status=500), times=3)
    for _ in range(3):
        fail(client)
    assert client.circuit_state == "open"
    begun = time.monotonic()
    error = fail(client, CircuitOpen)
    with pytest.raises(CircuitOpen):
        client.chat_completion_stream("hi")
    assert time.monotonic() - begun < 0.1
    assert (error.provider, error.model, error.attempts) == ("embedded", "embedded-chat", ())
    assert 0 < error.retry_after <= 0.3
    assert len(embedded.requests) == 3
    api.settle(0.32)
    client.chat_completion("hi")
    assert client.circuit_state == "half_open"
    client.chat_completion("hi")
    assert client.circuit_state == "closed"
    assert client.stats().breaker.rejected == 2


@pytest.mark.parametrize("status", [400, 401, 404, 429])
def test_refusals_do_not_open_it(api: Any, embedded: EmbeddedProvider, status: int) -> None:
    client = client_of(api, embedded, failures=2)
    embedded.answer(fault=Fault(status=status))
    for _ in range(4):
        with pytest.raises(AilibError):
            client.chat_completion("hi")
    assert client.circuit_state == "closed"
    assert len(embedded.requests) == 4


def test_attempts_count_within_one_call(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client(
        "embedded",
        base_url=embedded.base_url,
        breaker=CircuitBreaker(failures=2),
        retry=RetryPolicy(max_retries=5, base=0.01, cap=0.01),
    )
    embedded.answer(fault=Fault(status=503))
    error = fail(client, CircuitOpen)
    assert len(embedded.requests) == 2
    assert [attempt.status for attempt in error.attempts] == [503, 503]


def test_streams_that_break_count_and_whole_ones_heal(api: Any, embedded: EmbeddedProvider) -> None:
    client = client_of(api, embedded, failures=2, recovery=0.2, successes=1)
    embedded.answer("broken", text="some words to say", fault=Fault(truncate_after_chunks=3))
    for _ in range(2):
        with pytest.raises(StreamTruncated):
            for _ in client.chat_completion_stream("broken"):
                pass
    assert client.circuit_state == "open"
    api.settle(0.22)
    assert client.circuit_state == "half_open"
    stream = client.chat_completion_stream("whole")
    for _ in stream:
        pass
    assert client.circuit_state == "closed"
    assert client.stats().breaker.failures == 2


def test_a_stream_that_is_left_says_nothing(api: Any, embedded: EmbeddedProvider) -> None:
    client = client_of(api, embedded, failures=1, recovery=0.1, successes=1)
    embedded.answer("fail", fault=Fault(status=500))
    with pytest.raises(ServerError):
        client.chat_completion("fail")
    api.settle(0.12)
    with client.chat_completion_stream("hi") as stream:
        next(iter(stream))
    assert client.circuit_state == "half_open"
    client.chat_completion("hi")
    assert client.circuit_state == "closed"


def test_a_dead_address_is_left_alone(api: Any) -> None:
    client = api.client(
        "embedded", base_url="http://127.0.0.1:9", breaker=CircuitBreaker(failures=2, recovery=60), max_retries=0
    )
    fail(client, ConnectError)
    fail(client, ConnectError)
    fail(client, CircuitOpen)


def test_its_timeout_cuts_a_silent_attempt_and_counts(api: Any, embedded: EmbeddedProvider) -> None:
    client = client_of(api, embedded, failures=2, timeout=0.15)
    assert client.timeouts.read == 0.15
    embedded.answer(fault=Fault(delay=1.0), times=2)
    begun = time.monotonic()
    fail(client, RequestTimeout)
    fail(client, RequestTimeout)
    assert time.monotonic() - begun < 0.9
    fail(client, CircuitOpen)
    assert client.stats().breaker.timeouts == 2
    client.reset_resilience()
    embedded.answer(fault=Fault(delay=0.3))
    assert client.chat_completion("slow", timeout=Timeouts(read=5)).text  # a call's own limit wins


def test_clients_of_one_key_share_it_and_others_do_not(api: Any, embedded: EmbeddedProvider) -> None:
    first = client_of(api, embedded, failures=1)
    embedded.answer(fault=Fault(status=500), times=1)
    fail(first)
    second = Client(
        "embedded", base_url=embedded.base_url, breaker=CircuitBreaker(failures=1), max_retries=0, api_key="breaker"
    )
    other = Client(
        "embedded", base_url=embedded.base_url, breaker=CircuitBreaker(failures=1), max_retries=0, api_key="other"
    )
    with second, other:
        assert (second.circuit_state, other.circuit_state) == ("open", "closed")
        first.circuit.reset()
        assert second.circuit_state == "closed"


def test_only_one_of_many_tries_whether_it_is_back(api: Any, embedded: EmbeddedProvider) -> None:
    client = client_of(api, embedded, failures=1, recovery=0.1, successes=1)
    embedded.answer(fault=Fault(status=500), times=1)
    fail(client)
    api.settle(0.12)
    embedded.clear()
    embedded.answer(fault=Fault(delay=0.3))
    refused: list[AilibError] = []

    def threaded(one: Any) -> Any:
        try:
            return one.chat_completion("hi")
        except CircuitOpen as error:
            refused.append(error)
            return None

    async def task(one: Any) -> Any:
        try:
            return await one.chat_completion("hi")
        except CircuitOpen as error:
            refused.append(error)
            return None

    api.together([threaded if api.name == "sync" else task] * 6, client)
    assert len(embedded.requests) == 1
    assert len(refused) == 5
    assert client.circuit_state == "closed"


def test_a_cancelled_probe_does_not_hold_the_door() -> None:
    async def main(url: str) -> None:
        breaker = CircuitBreaker(failures=1, recovery=0.05, successes=1)
        async with AsyncClient("embedded", base_url=url, breaker=breaker, max_retries=0) as client:
            with pytest.raises(ServerError):
                await client.chat_completion("fail")
            await asyncio.sleep(0.06)
            probe = asyncio.create_task(client.chat_completion("slow"))
            await asyncio.sleep(0.1)
            probe.cancel()
            await asyncio.gather(probe, return_exceptions=True)
            assert probe.cancelled()
            assert (await client.chat_completion("hi")).text
            assert client.circuit_state == "closed"

    with EmbeddedProvider() as provider:
        provider.answer("fail", fault=Fault(status=500))
        provider.answer("slow", fault=Fault(delay=5))
        asyncio.run(main(provider.base_url))


def test_without_a_breaker(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url)
    assert client.circuit_state is CircuitState.DISABLED
    assert client.circuit is None
    assert client.stats().breaker is None
    client.reset_resilience()


def test_from_the_environment(api: Any, embedded: EmbeddedProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_LIB_BREAKER_FAILURE_THRESHOLD", "1")
    monkeypatch.setenv("AI_LIB_BREAKER_COOLDOWN_SECS", "7")
    client = api.client("embedded", base_url=embedded.base_url, max_retries=0, api_key="environment")
    embedded.answer(fault=Fault(status=500), times=1)
    fail(client)
    assert fail(client, CircuitOpen).retry_after == pytest.approx(7, abs=0.5)
