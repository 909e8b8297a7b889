"""Rate limits: calls wait for their turn, and no server has to say 429 (promise 21)."""

from __future__ import annotations

import asyncio
import os
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import (
    AsyncClient,
    CancelHandle,
    ChatCompletionRequest,
    CircuitBreaker,
    Client,
    ConfigurationError,
    InvalidRequestError,
    Message,
    RateLimit,
    RateLimited,
    RateLimits,
    RequestTimeout,
    Timeouts,
    Usage,
)
from ailib.core.buckets import Bucket, Learnt, Ticket, Turnstile, Way, Window
from ailib.core.limiter import Limiter
from ailib.errors import Cancelled
from ailib.models.rate_limits import RateLimitWindow
from ailib.testing import EmbeddedProvider
from ailib.transport.threads import BlockingRuntime

from .limit_server import LimitServer, anthropic_style, openai_style


def ask(text: str = "hi", **keywords: Any) -> Callable[[Any], Any]:
    return lambda client: client.chat_completion(text, **keywords)


def model_at(api: Any, server: LimitServer, limit: Any, **keywords: Any) -> Any:
    return api.client(
        "openai/m", base_url=server.base_url, api_key="k-limits", rate_limit=limit, **{"max_retries": 0, **keywords}
    )


# --- buckets ----------------------------------------------------------------------------------------------------------


def test_twenty_at_once_and_the_next_waits_a_tenth_of_a_second(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=RateLimit(rps=10, burst=20))
    begun = time.monotonic()
    for _ in range(20):
        client.chat_completion("hi")
    burst = time.monotonic() - begun
    stats = client.stats().limits
    assert stats.admitted == 20
    assert stats.waited == 0
    for _ in range(12):
        client.chat_completion("hi")
    # 32 at 10 per second: all of it cannot take less.
    assert time.monotonic() - begun >= 1.15
    assert burst < 1.0
    assert client.stats().limits.waited >= 1


@pytest.mark.parametrize("kind", ["bucket", "sliding", "window"])
def test_a_burst_gets_no_429(api: Any, kind: str) -> None:
    """Promise 21."""
    # A window of a second takes a burst of 5 and what is refilled meanwhile.
    limit = 5 if kind == "bucket" else 26
    with LimitServer(limit=limit, period=0.25 if kind == "bucket" else 1.0, kind=kind) as server:
        client = model_at(api, server, RateLimit(rps=20, burst=5))
        answers = api.together([ask() for _ in range(24)], client)
        assert [answer.text for answer in answers] == ["ok"] * 24
        assert server.refused == 0
        assert len(server.answered) == 24
        client.close()


def test_two_clients_of_one_key_count_together(api: Any) -> None:
    """Promise 21: a blocking and an async client, threads and tasks at once."""
    with LimitServer(limit=4, period=0.2, kind="bucket") as server:
        limit = RateLimit(rps=20, burst=4)
        first = model_at(api, server, limit)
        second = Client("openai/m", base_url=server.base_url, api_key="k-limits", rate_limit=limit, max_retries=0)
        with second:
            threads = [threading.Thread(target=second.chat_completion, args=("hi",)) for _ in range(10)]
            for thread in threads:
                thread.start()
            api.together([ask() for _ in range(10)], first)
            for thread in threads:
                thread.join()
            assert server.refused == 0
            assert len(server.answered) == 20
            assert first.stats().limits.admitted == second.stats().limits.admitted == 20
        first.close()


def test_other_keys_and_copies(api: Any, embedded: EmbeddedProvider) -> None:
    limit = RateLimit(rps=1, burst=2)
    one = api.client("embedded", base_url=embedded.base_url, api_key="one", rate_limit=limit)
    two = api.client("embedded", base_url=embedded.base_url, api_key="two", rate_limit=limit)
    copy = one.with_options(timeout=20)
    one.chat_completion("hi")
    (copy if api.name == "sync" else one).chat_completion("hi")
    assert one.stats().limits.available < 1
    assert two.stats().limits.available == 2
    assert one.stats().limits.admitted == 2


def test_the_count_ends_with_the_last_client(api: Any, embedded: EmbeddedProvider) -> None:
    limit = RateLimit(rps=0.1, burst=1)
    client = api.client("embedded", base_url=embedded.base_url, api_key="k", rate_limit=limit)
    client.chat_completion("hi")
    client.close()
    again = api.client("embedded", base_url=embedded.base_url, api_key="k", rate_limit=limit)
    assert again.stats().limits.available == 1


def test_the_order_of_coming_is_the_order_of_going() -> None:
    with LimitServer() as server:
        client = Client("openai/m", base_url=server.base_url, api_key="k", rate_limit=RateLimit(rps=50, burst=1))
        threads = []
        for number in range(12):
            threads.append(threading.Thread(target=client.chat_completion, args=(str(number),)))
            threads[-1].start()
            time.sleep(0.005)
        for thread in threads:
            thread.join()
        client.close()
    assert server.texts == [str(number) for number in range(12)]


def test_a_turn_after_the_deadline_fails_at_once(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=RateLimit(rps=0.2, burst=1))
    client.chat_completion("hi")
    begun = time.monotonic()
    with pytest.raises(RequestTimeout) as caught:
        client.chat_completion("hi", timeout=1.0)
    assert time.monotonic() - begun < 0.5
    error = caught.value
    assert error.phase == "queue"
    assert error.retry_after == pytest.approx(5, abs=1)
    assert error.hint is not None
    assert "deadline" in error.hint
    assert (error.provider, error.attempts) == ("embedded", ())
    assert len(embedded.requests) == 1
    assert client.stats().limits.rejected == 1
    with pytest.raises(RequestTimeout):
        client.chat_completion_stream("hi", timeout=Timeouts(deadline=1.0))


def test_a_cancel_ends_the_wait() -> None:
    with EmbeddedProvider() as provider:
        limit = RateLimit(rps=0.5, burst=1)
        client = Client("embedded", base_url=provider.base_url, rate_limit=limit)
        client.chat_completion("hi")
        handle = CancelHandle()
        timer = threading.Timer(0.1, handle.cancel, ("enough",))
        timer.start()
        begun = time.monotonic()
        with pytest.raises(Cancelled) as caught:
            client.chat_completion("hi", cancel=handle)
        assert time.monotonic() - begun < 0.3
        assert caught.value.reason == "enough"
        timer.join()
        assert client.stats().limits.waiting == 0
        # Nothing was used up by it.
        client.chat_completion("hi")
        assert time.monotonic() - begun < 2.6
        client.close()


def test_a_cancelled_task_leaves_the_queue_and_the_next_goes() -> None:
    async def main(url: str) -> None:
        async with AsyncClient("embedded", base_url=url, rate_limit=RateLimit(rps=4, burst=1)) as client:
            await client.chat_completion("hi")
            tasks = [asyncio.create_task(client.chat_completion("hi")) for _ in range(3)]
            await asyncio.sleep(0.05)
            tasks[0].cancel()
            begun = time.monotonic()
            await asyncio.gather(*tasks, return_exceptions=True)
            assert time.monotonic() - begun < 0.9
            assert tasks[0].cancelled()
            assert [task.result().text != "" for task in tasks[1:]] == [True, True]
            stats = client.stats().limits
            assert stats is not None
            assert (stats.waiting, stats.admitted) == (0, 3)

    with EmbeddedProvider() as provider:
        asyncio.run(main(provider.base_url))


def test_a_minute_never_sees_more_than_rpm() -> None:
    window = Window(3)
    for second in range(3):
        ticket = Ticket()
        assert window.wait(1, second) == 0
        window.take(ticket, second)
        window.settle(ticket, second + 0.1, None)
    assert window.wait(1, 3) == pytest.approx(57.1)
    assert window.wait(1, 60.0) == pytest.approx(0.1)
    assert window.wait(1, 60.2) == 0
    assert window.wait(5, 3) == pytest.approx(60 + 58.1)  # somebody behind four others


def test_rpm_alone(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=3)
    for _ in range(3):
        client.chat_completion("hi")
    with pytest.raises(RequestTimeout, match="rpm=3"):
        client.chat_completion("hi", timeout=5)
    assert len(embedded.requests) == 3


@pytest.mark.parametrize(("rpm", "capacity"), [(3, 3), (60, 10), (600, 10), (6000, 100)])
def test_how_much_of_a_minute_may_go_at_once(rpm: int, capacity: int) -> None:
    assert RateLimit(rpm=rpm).capacity == capacity


def test_shorthands() -> None:
    assert RateLimit.from_rps(10).capacity == 15
    assert RateLimit.from_rps(10, 20) == RateLimit(rps=10, burst=20)
    assert RateLimit.from_rpm(60) == RateLimit.of(60) == RateLimit(rpm=60)
    assert RateLimit.from_rpm(0).rate is None


@pytest.mark.parametrize(
    "numbers",
    [{"rpm": -1}, {"tpm": "many"}, {"rps": float("nan")}, {"rps": True}, {"burst": 5}, {"rps": 1, "burst": 0.5}, {"adaptive": True}],
)  # fmt: skip
def test_numbers_that_make_no_sense(numbers: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        RateLimit(**numbers)


def test_without_limits_there_is_no_gate(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url)
    assert (client.it if api.name == "async" else client)._core.gate is None
    assert client.stats().limits is None
    assert client.is_resilient is False


@settings(max_examples=60, deadline=None)
@given(
    rate=st.floats(1, 100),
    capacity=st.integers(1, 20),
    delays=st.lists(st.tuples(st.floats(0, 0.2), st.floats(0, 3)), min_size=30, max_size=60),
)
def test_whatever_the_way_takes_a_server_with_the_same_bucket_is_never_overrun(
    rate: float, capacity: int, delays: list[tuple[float, float]]
) -> None:
    """Promise 21. Each request arrives after a while, its answer later; all want to go at once."""
    now = 0.0
    bucket = Bucket(rate, capacity, now)
    grace = min(0.25, capacity / rate / 2)
    arrivals: list[float] = []
    answers: list[tuple[float, Ticket]] = []
    for way, work in delays:
        while (wait := bucket.wait(1, now)) > 0:
            following = min((at for at, _ in answers), default=float("inf"))
            now = min(now + wait, max(now, following))
            for at, ticket in [item for item in answers if item[0] <= now]:
                bucket.settle(ticket, at, None)
                answers.remove((at, ticket))
        ticket = Ticket()
        bucket.take(ticket, now)
        arrival = now + way * grace / 0.2
        arrivals.append(arrival)
        answers.append((arrival + work, ticket))
    level, at = float(capacity), 0.0
    for arrival in sorted(arrivals):
        level = min(capacity, level + (arrival - at) * rate)
        at = arrival
        assert level >= 1 - 1e-6
        level -= 1


@settings(max_examples=60, deadline=None)
@given(
    limit=st.integers(1, 40),
    calls=st.lists(
        st.tuples(st.floats(0, 8), st.floats(0, 1), st.floats(0, 3), st.booleans()), min_size=30, max_size=80
    ),
)
def test_whatever_the_way_takes_no_minute_of_the_server_has_more(
    limit: int, calls: list[tuple[float, float, float, bool]]
) -> None:
    """Promise 21. Calls come at any time, arrive within a second, are answered later or taken back."""
    now = 0.0
    window = Window(limit)
    arrivals: list[float] = []
    answers: list[tuple[float, Ticket]] = []

    def answered(until: float) -> None:
        for at, ticket in sorted((item for item in answers if item[0] <= until), key=lambda item: item[0]):
            window.settle(ticket, at, None)
        answers[:] = [item for item in answers if item[0] > until]

    for pause, way, work, goes in calls:
        now += pause
        answered(now)
        while (wait := window.wait(1, now)) > 0:
            now += wait
            answered(now)
        ticket = Ticket()
        assert window.clear(ticket, now)
        window.take(ticket, now)
        if goes:
            arrivals.append(now + way)
            answers.append((now + way + work, ticket))
        else:
            before = window.free(now)
            window.undo(ticket, now)
            assert window.free(now) == before + 1
    arrivals.sort()
    for first, at in enumerate(arrivals):
        assert sum(at <= other < at + 60 for other in arrivals[first:]) <= limit


class _Clock(BlockingRuntime):
    """A runtime whose time is set by hand."""

    at = 1000.0

    def now(self) -> float:
        return self.at


@settings(max_examples=40, deadline=None)
@given(
    rpm=st.integers(40, 600),
    burst=st.sampled_from([None, 10, 100]),
    seed=st.integers(0, 1 << 30),
    pace=st.sampled_from([0.0, 0.01, 0.2]),
)
def test_attempts_on_credit_are_within_the_limits(rpm: int, burst: int | None, seed: int, pace: float) -> None:
    """Promise 21. What is not looked at one by one is still never more than the server allows."""
    chance = random.Random(seed)
    clock = _Clock()
    config = RateLimit(rpm=rpm, tpm=rpm * 50, burst=burst)
    limiter = Limiter(config, clock, "test")
    call: Any = SimpleNamespace(model="m", asked=ChatCompletionRequest("m", [Message.user("word " * 20)]))
    answers: list[tuple[float, Ticket, Usage | None]] = []
    arrivals: list[tuple[float, int]] = []
    assert config.rate is not None
    grace = min(0.25, config.capacity / config.rate / 2)

    def answered(until: float) -> None:
        for at, ticket, usage in sorted((one for one in answers if one[0] <= until), key=lambda one: one[0]):
            clock.at = at
            if usage is None:
                limiter.dropped(ticket)
            else:
                limiter.answered(ticket, {}, usage, None)
        answers[:] = [one for one in answers if one[0] > until]
        clock.at = until

    while len(arrivals) < 400:
        answered(clock.at + chance.random() * pace)
        ticket = limiter.ticket(call)
        while not limiter.now(ticket):
            answered(clock.at + max(limiter.wait("m"), 0.05))
        way, work, used = chance.random() * grace, chance.random(), chance.randint(20, 45)
        usage = Usage(prompt_tokens=used, total_tokens=used) if chance.random() < 0.9 else None
        arrivals.append((clock.at + way, used if usage is not None else 0))
        answers.append((clock.at + way + work, ticket, usage))
    arrivals.sort()
    level, last = config.capacity, arrivals[0][0]
    for first, (at, _) in enumerate(arrivals):
        level = min(config.capacity, level + (at - last) * config.rate)
        last = at
        assert level >= 1 - 1e-6
        level -= 1
        assert sum(at <= other < at + 60 for other, _ in arrivals[first:]) <= rpm
        assert sum(tokens for other, tokens in arrivals[first:] if at <= other < at + 60) <= rpm * 50 * 1.2


@pytest.mark.parametrize("answered_first", [True, False])
def test_tokens_are_put_right_whenever_the_usage_comes(answered_first: bool) -> None:
    window = Window(1000, "tokens")
    ticket = Ticket(tokens=300)
    window.take(ticket, 0)
    assert window.free(0.1) == 700
    if answered_first:
        window.settle(ticket, 0.2, None)  # a stream is open
    assert window.free(2) == 700
    window.settle(ticket, 5, 120)
    assert window.free(5) == 880
    assert window.free(61.1) == 1000
    window.settle(ticket, 62, 500)  # what has left the minute changes nothing
    assert window.free(62) == 1000


# --- adaptive ---------------------------------------------------------------------------------------------------------


def test_an_adaptive_rate_goes_up_and_down_within_its_bounds(api: Any, embedded: EmbeddedProvider) -> None:
    from ailib.testing import Fault

    client = api.client(
        "embedded",
        base_url=embedded.base_url,
        max_retries=0,
        rate_limit=RateLimit(rps=4, burst=100, adaptive=True, initial=2),
    )
    assert client.stats().limits.rate == 2
    client.chat_completion("hi")
    assert client.stats().limits.rate == pytest.approx(2.2)
    for _ in range(20):
        client.chat_completion("hi")
    assert client.stats().limits.rate == 8
    embedded.answer(fault=Fault(status=429), times=30)
    for _ in range(30):
        with pytest.raises(RateLimited):
            client.chat_completion("hi")
        if client.stats().limits.rate == 8 * 0.9:
            assert client.stats().limits.failures == 1
    assert client.stats().limits.rate == 1
    stats = client.stats().limits
    assert (stats.successes, stats.failures) == (21, 30)
    assert stats.success_rate == pytest.approx(21 / 51)
    assert stats.is_healthy is False
    client.reset_resilience()
    assert client.stats().limits.rate == 2


# --- learnt from headers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", [openai_style, anthropic_style])
@pytest.mark.parametrize("kind", ["window", "bucket"])
def test_learnt_limits_make_no_429(api: Any, kind: str, style: Any) -> None:
    """Promise 21: one call learns, then a burst that is three times what the server allows."""
    with LimitServer(limit=8, period=0.5, kind=kind, style=style) as server:
        client = model_at(api, server, RateLimit())
        client.chat_completion("learn")
        begun = time.monotonic()
        api.together([ask() for _ in range(24)], client)
        assert server.refused == 0
        assert len(server.answered) == 25
        assert time.monotonic() - begun < 8
        client.close()


def test_nothing_left_waits_for_the_reset(api: Any, embedded: EmbeddedProvider) -> None:
    from ailib.testing import Fault

    headers = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "400ms"}
    embedded.answer(fault=Fault(headers=headers), times=1)
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=RateLimit())
    client.chat_completion("hi")
    begun = time.monotonic()
    client.chat_completion("hi")
    assert 0.35 <= time.monotonic() - begun < 1.0


def test_learning_can_be_switched_off(api: Any, embedded: EmbeddedProvider) -> None:
    from ailib.testing import Fault

    headers = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "30s"}
    embedded.answer(fault=Fault(headers=headers))
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=RateLimit(learn=False))
    client.chat_completion("hi")
    client.chat_completion("hi", timeout=5)
    assert len(embedded.requests) == 2


def test_limits_of_one_model_do_not_hold_another(api: Any, embedded: EmbeddedProvider) -> None:
    from ailib.testing import Fault

    headers = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "30s"}
    embedded.answer("small", fault=Fault(headers=headers))
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=RateLimit())
    client.chat_completion("small", model="embedded-chat")
    client.chat_completion("other", model="embedded-reasoner", timeout=5)
    with pytest.raises(RequestTimeout):
        client.chat_completion("small", model="embedded-chat", timeout=5)


def test_retry_after_holds_everybody(api: Any, embedded: EmbeddedProvider) -> None:
    from ailib.testing import Fault

    embedded.answer(fault=Fault(status=429, retry_after=0.5), times=1)
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=RateLimit(), max_retries=0)
    with pytest.raises(RateLimited):
        client.chat_completion("hi")
    assert 0.2 < client.stats().limits.paused <= 0.5
    begun = time.monotonic()
    api.together([ask() for _ in range(4)], client)
    assert time.monotonic() - begun >= 0.4
    assert len(embedded.requests) == 5


def test_a_bucket_of_the_server_is_told_from_a_window() -> None:
    bucket, window = Learnt("requests", Way()), Learnt("requests", Way())
    for number in range(3):
        ticket = Ticket()
        ticket.sent = number * 0.01
        now = ticket.sent + 0.005
        for meter, reset in ((bucket, 0.12 * (number + 1) - number * 0.01), (window, 30 - ticket.sent)):
            told = RateLimitWindow("requests", None, 3, 2 - number, f"{reset}ms")
            meter.learn(told, ticket, now, reset)
    # One comes back every 120 ms, or all of them after 30 s.
    assert 0.1 < bucket.wait(1, 0.03) < 0.2
    assert window.wait(1, 0.03) == pytest.approx(30, abs=0.1)


# --- tokens -----------------------------------------------------------------------------------------------------------


def test_tokens_make_no_429_either(api: Any) -> None:
    """Promise 21."""
    with LimitServer(period=60, tokens=2000, cost=100) as server:
        client = model_at(api, server, RateLimit(tpm=2000))
        outcomes: list[str] = []

        def call(one: Any) -> Any:
            return one.chat_completion("hi", timeout=3)

        for _ in range(4):
            client.chat_completion("hi")
        assert client.stats().limits.tokens_available == pytest.approx(1600)
        api.together([call] * 8, client)
        for _ in range(9):
            try:
                client.chat_completion("hi", timeout=3)
                outcomes.append("answer")
            except RequestTimeout:
                outcomes.append("queue")
        assert server.refused == 0
        assert outcomes.count("answer") >= 6
        assert outcomes[-1] == "queue"
        client.close()


def test_a_stream_is_counted_by_its_usage(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="hello", usage={"prompt_tokens": 40, "completion_tokens": 2, "total_tokens": 42})
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=RateLimit(tpm=1000))
    stream = client.chat_completion_stream("hi")
    assert client.stats().limits.tokens_available < 800
    for _ in stream:
        pass
    assert client.stats().limits.tokens_available == 958
    assert client.stats().tokens == 42


def test_a_request_that_no_minute_can_hold(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=RateLimit(tpm=50))
    with pytest.raises(InvalidRequestError, match="tpm"):
        client.chat_completion("word " * 500)
    assert embedded.requests == []


def test_embeddings_are_counted(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, rate_limit=RateLimit(rpm=60, tpm=1000))
    client.embed(["some words", "and more"], model="embedded-embed")
    stats = client.stats().limits
    assert stats.admitted == 1
    assert 900 < stats.tokens_available < 1000


# --- headers ----------------------------------------------------------------------------------------------------------

HEADERS: list[tuple[dict[str, str], dict[str, Any]]] = [
    (
        {"x-ratelimit-limit-requests": "60", "x-ratelimit-remaining-tokens": "149984", "x-ratelimit-reset-tokens": "6m0s"},
        {"limit_requests": 60, "remaining_tokens": 149984, "reset_tokens": "6m0s"},
    ),
    (
        {"anthropic-ratelimit-requests-limit": "50", "anthropic-ratelimit-tokens-remaining": "9"},
        {"limit_requests": 50, "remaining_tokens": 9},
    ),
    (
        {"X-RateLimit-Limit-Requests-Day": "14400", "x-ratelimit-remaining-tokens-minute": "12"},
        {"limit_requests": 14400, "remaining_tokens": 12},
    ),
    ({"x-ratelimit-limit-req-minute": "30", "x-ratelimit-remaining-req-minute": "29"}, {"limit_requests": 30, "remaining_requests": 29}),
    ({"ratelimitbysize-limit": "500000", "ratelimitbysize-remaining": "1", "ratelimitbysize-reset": "27"}, {"limit_tokens": 500000, "remaining_tokens": 1, "reset_tokens": "27"}),
    ({"x-ratelimit-limit": "5", "x-ratelimit-remaining": "4", "x-tokenlimit-limit": "900"}, {"limit_requests": 5, "remaining_requests": 4, "limit_tokens": 900}),
    ({"ratelimit-limit": "100, 100;w=60", "ratelimit-remaining": "50", "ratelimit-reset": "9"}, {"limit_requests": 100, "remaining_requests": 50, "reset_requests": "9"}),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "flat"), HEADERS)
def test_limits_are_read_from_the_headers_of_each_family(headers: dict[str, str], flat: dict[str, Any]) -> None:
    limits = RateLimits.from_headers(headers)
    assert limits is not None
    fields = ("limit", "remaining", "reset")
    found = {f"{what}_{unit}": getattr(limits, f"{what}_{unit}") for what in fields for unit in ("requests", "tokens")}
    assert {name: value for name, value in found.items() if value is not None} == flat


def test_every_window_is_told() -> None:
    limits = RateLimits.from_headers(
        {
            "x-ratelimit-limit-requests-day": "1000",
            "x-ratelimit-limit-requests-minute": "10",
            "anthropic-ratelimit-input-tokens-remaining": "7",
            "x-ratelimit-limit-tokens-generated": "8",
        }
    )
    assert limits is not None
    assert limits.limit_requests == 10
    assert [(window.unit, window.period, window.limit, window.remaining) for window in limits.windows] == [
        ("requests", "day", 1000, None),
        ("requests", "minute", 10, None),
        ("input_tokens", None, None, 7),
        ("output_tokens", None, 8, None),
    ]
    assert (
        RateLimits.from_headers({"retry-after": "3", "x-limit": "4", "anthropic-ratelimit-unified-reset": "1"}) is None
    )


def test_resets_in_every_form() -> None:
    now = datetime.now(UTC)
    later = now + timedelta(seconds=30)
    forms = {
        "1s": 1.0,
        "6m0s": 360.0,
        "20ms": 0.02,
        "1h2m3.5s": 3723.5,
        "2m59.56s": 179.56,
        "59.7": 59.7,
        str(later.timestamp()): 30.0,
        str(int(later.timestamp() * 1000)): 30.0,
        later.isoformat(): 30.0,
        later.strftime("%Y-%m-%dT%H:%M:%SZ"): 30.0,
        format_datetime(later, usegmt=True): 30.0,
    }
    for text, seconds in forms.items():
        assert RateLimitWindow(reset=text).seconds() == pytest.approx(seconds, abs=1.1 if seconds == 30 else 1e-6), text
    for text in ("", "soon", "nan", "1x", "..s", "inf"):
        assert RateLimitWindow(reset=text).seconds() is None
    assert RateLimitWindow().seconds() is None


def test_a_date_is_read_by_the_clock_of_the_server() -> None:
    window = RateLimitWindow(reset="2001-01-01T00:00:40Z")
    assert window.seconds("Mon, 01 Jan 2001 00:00:10 GMT") == 30


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from([name for headers, _ in HEADERS for name in headers]), st.text(max_size=12)))
def test_no_header_breaks_anything(headers: dict[str, str]) -> None:
    limits = RateLimits.from_headers(headers)
    assert (limits is None) == (not headers)
    for window in limits.windows if limits is not None else ():
        assert window.seconds(headers.get("date")) is None or window.seconds() >= 0  # type: ignore[operator]


# --- with the breaker, and shared counts ------------------------------------------------------------------------------


def test_an_open_breaker_takes_no_token(api: Any, embedded: EmbeddedProvider) -> None:
    from ailib import CircuitOpen

    client = api.client(
        "embedded", base_url=embedded.base_url, rate_limit=RateLimit(rps=0.1, burst=3), breaker=CircuitBreaker()
    )
    client.circuit.force_open()
    for _ in range(5):
        with pytest.raises(CircuitOpen):
            client.chat_completion("hi")
    assert client.stats().limits.available == 3
    assert embedded.requests == []


class Store:
    """Counts for several clients; with `broken` it cannot be reached."""

    def __init__(self, most: int, wait: float) -> None:
        self.left, self.wait, self.broken = most, wait, False
        self.taken: list[dict[str, Any]] = []
        self.names: set[str] = set()

    def take(self, name: str, amounts: Any) -> float:
        if self.broken:
            raise OSError("no such store")
        self.names.add(name)
        if self.left == 0:
            self.left += 1
            return self.wait
        self.left -= 1
        self.taken.append(dict(amounts))
        return 0.0


def test_counts_shared_by_processes(api: Any, embedded: EmbeddedProvider, caplog: pytest.LogCaptureFixture) -> None:
    store = Store(most=2, wait=0.2)
    limit = RateLimit(rps=100, tpm=1000, shared=store)
    client = api.client("embedded", base_url=embedded.base_url, api_key="planted-key", rate_limit=limit)
    client.chat_completion("hi")
    client.chat_completion("hi")
    begun = time.monotonic()
    client.chat_completion("hi")
    assert time.monotonic() - begun >= 0.19
    assert store.taken[0]["requests"] == (1.0, 0.0, 100.0, 125.0)  # less what may bunch up on the way
    assert store.taken[0]["tokens"][1] == 1000
    assert len(store.names) == 1
    assert "planted-key" not in str(store.names)
    with pytest.raises(RequestTimeout):
        store.left, store.wait = 0, 9.0
        client.chat_completion("hi", timeout=1)
    store.broken = True
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert len([record for record in caplog.records if record.name == "ailib.limits"]) == 1
    assert len(embedded.requests) == 5


def test_a_turnstile_serves_threads_in_order_whatever_they_cost() -> None:
    runtime = BlockingRuntime()
    turnstile = Turnstile(runtime, "test")
    turnstile.add("bucket", Bucket(100, 1, runtime.now()))
    gone: list[int] = []

    def wait(number: int) -> None:
        ticket = Ticket(tokens=float(number))
        try:
            turnstile.enter(ticket, runtime, None, None, None).send(None)
        except StopIteration:
            gone.append(number)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
        time.sleep(0.002)
    for thread in threads:
        thread.join()
    assert gone == sorted(gone)
    assert len(gone) == 30
    assert turnstile.waiting == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_starts_anew(embedded: EmbeddedProvider) -> None:
    with Client("embedded", base_url=embedded.base_url, rate_limit=RateLimit(rps=0.01, burst=1)) as client:
        client.chat_completion("hi")  # the only one for 100 seconds
        child = os.fork()
        if child == 0:
            code = 1
            try:
                client.chat_completion("hi", timeout=5)
                code = 0
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        with pytest.raises(RequestTimeout):
            client.chat_completion("hi", timeout=5)
    assert len(embedded.requests) == 2
