"""How many calls are in flight: what the provider can bear, no more (promise 21)."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from ailib import Overloaded, RateLimited, RequestTimeout
from ailib.batch import RunResult, arun, run
from ailib.core.adaptive import AdaptiveLimit
from ailib.core.bridge import run as step
from ailib.models.rate_limits import RateLimits
from ailib.transport.threads import BlockingRuntime

from .limited_server import TOKENS, Limit, LimitedServer, running

ITEMS = 300


def serve(mode: str, server: LimitedServer, folder: Path, **keywords: Any) -> RunResult:
    with running(server) as url:
        options = {"model": "vllm/limited", "base_url": url, "out": folder / "out.jsonl", "fields": {"max_tokens": 20}}
        items = [f"a prompt with the number {n}" for n in range(ITEMS)]
        if mode == "async":
            return asyncio.run(arun(items, **{**options, **keywords}))
        return run(items, **{**options, **keywords})


@pytest.mark.parametrize("mode", ["sync", "async"])
@pytest.mark.parametrize("trickles", [False, True], ids=["window", "bucket"])
def test_limits_that_the_headers_tell(
    mode: str, trickles: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Promise 21: at most 1 % refused, at most 1.15 times the ideal time."""
    amount, period = (30, 0.25) if trickles else (140, 1.0)
    server = LimitedServer(
        Limit("requests", amount, period, trickles=trickles),
        Limit("tokens", amount * TOKENS * 3, period, trickles=trickles),
    )
    result = serve(mode, server, tmp_path)
    seconds = server.seconds
    # A window that is not quite used up costs a whole one more: the last one has room to spare here.
    ideal = (ITEMS - amount) / amount * period if trickles else ITEMS // amount * period
    with capsys.disabled():
        print(
            f"\n{mode} {server.limits[0].trickles=}: {seconds / ideal:.3f} x ideal, {server.refused} of {ITEMS} refused"
        )
    assert result.all_successful()
    assert server.answered == ITEMS
    assert server.refused <= ITEMS // 100
    assert seconds <= 1.15 * ideal


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_limits_of_tokens(mode: str, tmp_path: Path) -> None:
    server = LimitedServer(Limit("tokens", 140 * TOKENS, 1.0, trickles=False))
    result = serve(mode, server, tmp_path)
    seconds = server.seconds
    assert result.all_successful()
    assert server.refused <= ITEMS // 100
    assert seconds <= 1.3 * (ITEMS // 140)


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_limits_that_nobody_tells(mode: str, tmp_path: Path) -> None:
    server = LimitedServer(Limit("requests", 60, 0.5, trickles=False), told=False)
    result = serve(mode, server, tmp_path)
    seconds = server.seconds
    assert result.all_successful()
    assert server.refused <= ITEMS // 2
    assert result.throttled >= 1
    assert seconds <= 3 * (ITEMS - 60) / 60 * 0.5


def test_it_grows_when_the_provider_keeps_up(tmp_path: Path) -> None:
    server = LimitedServer(latency=0.05)
    serve("async", server, tmp_path)
    assert server.peak > 30


# --- the limit itself -------------------------------------------------------------------------------------------------


class Clock(BlockingRuntime):
    """The blocking runtime with a clock that only sleeping moves."""

    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float, cancel: Any = None) -> None:
        self.time += seconds


def calls(limit: AdaptiveLimit, clock: Clock, count: int, seconds: float = 0.1) -> None:
    """Calls one after the other, each of which takes some seconds."""
    for _ in range(count):
        begun = step(limit.acquire())
        clock.time += seconds
        limit.succeeded(begun)
        limit.release()


def test_it_doubles_then_adds() -> None:
    clock = Clock()
    limit = AdaptiveLimit(clock, 8, 1000)
    calls(limit, clock, 8)
    assert limit.limit == 16
    calls(limit, clock, 16)
    assert limit.limit == 32
    limit.throttled(None)
    assert limit.limit == 16
    calls(limit, clock, 16)
    assert limit.limit == 17


def test_it_never_leaves_its_bounds() -> None:
    clock = Clock()
    limit = AdaptiveLimit(clock, 2, 5)
    calls(limit, clock, 100)
    assert limit.limit == 5
    for _ in range(10):
        clock.time += 1
        limit.throttled(None)
    assert limit.limit == 1
    calls(limit, clock, 200)
    assert limit.limit == 5


def test_calls_of_before_do_not_shrink_it_twice() -> None:
    clock = Clock()
    limit = AdaptiveLimit(clock, 64, 64)
    begun = [step(limit.acquire()) for _ in range(10)]
    clock.time += 1
    for at in begun:
        limit.failed(RateLimited("no", status=429), at)
        limit.release()
    assert limit.limit == 32
    assert limit.rejected == 10


def test_headers_are_read_when_they_may_matter() -> None:
    clock = Clock()
    limit = AdaptiveLimit(clock, 4, 4)

    def learn(remaining: int) -> None:
        turn = step(limit.acquire())
        told = {"x-ratelimit-limit-requests": "10000", "x-ratelimit-remaining-requests": f"{remaining}"}
        limit.learned(turn, RateLimits.from_headers({**told, "x-ratelimit-reset-requests": "60s"}))
        limit.release()

    assert limit.curious
    learn(9000)
    assert not limit.curious  # plenty, and just read
    clock.time += 0.03
    assert limit.curious
    learn(20)
    assert limit.curious  # a few windows of calls would use it up
    assert limit.curious


def test_queueing_stops_the_growth() -> None:
    clock = Clock()
    limit = AdaptiveLimit(clock, 16, 1000)
    calls(limit, clock, 16, 0.5)
    grown = limit.limit
    calls(limit, clock, grown, 0.9)
    assert limit.limit == grown
    calls(limit, clock, grown, 2.0)
    assert limit.limit < grown


@pytest.mark.parametrize(
    ("error", "shrinks"),
    [
        (RateLimited("x", status=429), True),
        (Overloaded("x", status=529), True),
        (RequestTimeout("x", phase="read"), True),
        (RequestTimeout("x", phase="connect"), False),
        (ValueError("x"), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_shrinks_it(error: Any, shrinks: bool) -> None:
    clock = Clock()
    limit = AdaptiveLimit(clock, 10, 10)
    limit.failed(error)
    assert limit.limit == (5 if shrinks else 10)


def test_nobody_sends_before_retry_after() -> None:
    clock = Clock()
    limit = AdaptiveLimit(clock, 10, 10)
    limit.throttled(7.0)
    before = clock.time
    step(limit.acquire())
    assert clock.time - before == pytest.approx(7.0)


def test_nobody_sends_when_nothing_remains() -> None:
    clock = Clock()
    limit = AdaptiveLimit(clock, 10, 10)
    turn = step(limit.acquire())
    limit.learned(
        turn,
        RateLimits.from_headers(
            {
                "x-ratelimit-limit-requests": "3",
                "x-ratelimit-remaining-requests": "2",
                "x-ratelimit-reset-requests": "30s",
            }
        ),
    )
    limit.release()
    before = clock.time
    for _ in range(2):
        step(limit.acquire())
        limit.release()
    assert clock.time == before
    step(limit.acquire())
    assert 30 <= clock.time - before < 31


def test_shrinking_while_all_places_are_taken() -> None:
    runtime = BlockingRuntime()
    limit = AdaptiveLimit(runtime, 4, 4)
    begun = [step(limit.acquire()) for _ in range(4)]
    limit.throttled(None)
    assert limit.limit == 2
    for _ in begun:
        limit.release()
    assert limit.in_flight == 0
    taken = [step(limit.acquire()) for _ in range(2)]
    assert len(taken) == limit.in_flight == 2
    assert step(limit._permits.acquire(time.monotonic() + 0.01)) is False
