"""Metrics: an object of yours that the client tells what it does.

`Metrics` is a base class whose methods all do nothing; implement those you want. Any object with some of the methods
will do, and on the async client they may be `async def`. What they raise is swallowed, and logged once per method.

For each chat call of the provider "openai" the client reports:

=============================== ==================== ===================================================================
name                            method               when
=============================== ==================== ===================================================================
openai.requests                 incr_counter         a call begins
chat_requests, stream_requests  incr_counter         the same, one of the two
openai.request_duration_ms      start_timer          a call begins; `Timer.stop()` when it has ended
chat_duration                   record_histogram     it has ended: milliseconds
openai.success                  incr_counter         it has an answer; also `record_success(name, True)`
openai.failure                  incr_counter         it has none; also `record_success("openai.success", False)` and
                                                     `record_error(name, "RateLimited")`
errors.total                    incr_counter         the same, with the tags provider, model, error
openai.status_codes             incr_counter         the HTTP status of each attempt, as the tag `status`
openai.tokens_input, _output    incr_counter         tokens of the answer
openai.cost_usd, cost.usd       record_histogram     US dollars, where the price is known; `cost.usd` with the tags
                                                     provider and model
openai.cost_per_request         record_gauge         mean cost so far
openai.latency_p50, _p95, _p99  record_gauge         milliseconds, of the last 100 calls
openai.error_rate               record_gauge         share of failures, 0 to 1, of the last 100 calls
openai.throughput               record_gauge         answers per second, over the last 100 calls
=============================== ==================== ===================================================================

A call that is cancelled, or a stream that is left before its end, is neither a success nor a failure: its timer stops.
Tags go to `incr_counter_with_tags` and its like where the object has them, else they are left out.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Mapping, Sequence

__all__ = [
    "Metrics",
    "MetricsExt",
    "NoopMetrics",
    "NoopTimer",
    "Timer",
    "estimate_usd",
    "percentile",
]


class Timer(Protocol):
    """Runs from `start_timer` on."""

    def stop(self) -> object:
        """The time is up; called exactly once."""
        ...


class NoopTimer:
    """A timer that measures nothing."""

    def stop(self) -> None:
        """Nothing."""


def _together(results: Iterable[Any]) -> Awaitable[None] | None:
    """One thing to await for all that have to be awaited; None when there is none."""
    waiting = [result for result in results if hasattr(result, "__await__")]
    if not waiting:
        return None

    async def settle() -> None:
        for result in waiting:
            await result

    return settle()


class MetricsExt:
    """Reports made of several calls. What they return is None, or something to await if the methods are async."""

    def _on(self) -> Metrics:
        return cast("Metrics", self)

    def record_request(self, name: str, timer: Timer | None, success: bool) -> Awaitable[None] | None:
        """A request has ended: stop its timer, and `record_success(name, success)`."""
        stopped = timer.stop() if timer is not None else None
        return _together((stopped, self._on().record_success(name, success)))

    def record_request_with_tags(
        self, name: str, timer: Timer | None, success: bool, tags: Mapping[str, str]
    ) -> Awaitable[None] | None:
        """The same with tags: counts `{name}.total` and `{name}.success` or `{name}.failure`."""
        stopped = timer.stop() if timer is not None else None
        count = self._on().incr_counter_with_tags
        outcome = "success" if success else "failure"
        return _together((stopped, count(f"{name}.total", 1, tags), count(f"{name}.{outcome}", 1, tags)))

    def record_error_with_context(self, name: str, error_type: str, context: str) -> Awaitable[None] | None:
        """An error and where it arose: `record_error`, and `{name}.errors` with the tags error_type and context."""
        metrics = self._on()
        tags = {"error_type": error_type, "context": context}
        return _together(
            (metrics.record_error(name, error_type), metrics.incr_counter_with_tags(f"{name}.errors", 1, tags))
        )

    def record_complete_request(
        self, name: str, timer: Timer | None, status_code: int, success: bool, tags: Mapping[str, str]
    ) -> Awaitable[None] | None:
        """`record_request_with_tags`, and the HTTP status as `{name}.status_code`."""
        metrics = self._on()
        ended = self.record_request_with_tags(name, timer, success, tags)
        return _together((ended, metrics.record_histogram_with_tags(f"{name}.status_code", float(status_code), tags)))

    def record_batch_latency_percentiles(self, name: str, latencies: Sequence[float]) -> Awaitable[None] | None:
        """The percentiles of many latencies as the gauges `{name}.latency.p50`, `.p95`, `.p99`; nothing for none."""
        ordered = sorted(latencies)
        gauge = self._on().record_gauge
        return _together(
            [gauge(f"{name}.latency.p{share}", percentile(ordered, share / 100)) for share in (50, 95, 99)]
            if ordered
            else []
        )

    def record_cost(self, usd: float, provider: str, model: str) -> Awaitable[None] | None:
        """What a call cost, as `cost.usd` with the tags provider and model."""
        tags = {"provider": provider, "model": model}
        return _together((self._on().record_histogram_with_tags("cost.usd", usd, tags),))


class Metrics(MetricsExt):
    """Base class: every method does nothing. Names and meanings stand at the top of this module.

    The methods may be `async def` on the async client.
    """

    def incr_counter(self, name: str, value: int) -> Any:
        """Add to a counter."""
        del name, value

    def record_gauge(self, name: str, value: float) -> Any:
        """Set a gauge."""
        del name, value

    def start_timer(self, name: str) -> Any:
        """Start a timer; returns a `Timer`, or None for no timing."""
        del name

    def record_histogram(self, name: str, value: float) -> Any:
        """Add a value to a distribution."""
        del name, value

    def incr_counter_with_tags(self, name: str, value: int, tags: Mapping[str, str]) -> Any:
        """`incr_counter` with tags; without them unless you implement it."""
        del tags
        return self.incr_counter(name, value)

    def record_gauge_with_tags(self, name: str, value: float, tags: Mapping[str, str]) -> Any:
        """`record_gauge` with tags; without them unless you implement it."""
        del tags
        return self.record_gauge(name, value)

    def record_histogram_with_tags(self, name: str, value: float, tags: Mapping[str, str]) -> Any:
        """`record_histogram` with tags; without them unless you implement it."""
        del tags
        return self.record_histogram(name, value)

    def record_error(self, name: str, error_type: str) -> Any:
        """An error of this type ("RateLimited")."""
        del name, error_type

    def record_success(self, name: str, success: bool) -> Any:
        """How something ended."""
        del name, success


class NoopMetrics(Metrics):
    """Metrics that go nowhere."""

    def start_timer(self, name: str) -> NoopTimer:
        """A timer that measures nothing."""
        del name
        return NoopTimer()


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the sorted values lie: the one at the index `len * share`.

    >>> [percentile(range(1, 101), share) for share in (0.5, 0.95, 0.99)]
    [51, 96, 100]
    """
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _rate(environ: Mapping[str, str], name: str) -> float:
    try:
        return float(environ.get(name, "").strip() or 0.0)
    except ValueError:
        return 0.0


def estimate_usd(input_tokens: int, output_tokens: int, environ: Mapping[str, str] | None = None) -> float:
    """US dollars by rates of your own: `COST_INPUT_PER_1K` and `COST_OUTPUT_PER_1K`, dollars per 1000 tokens.

    Args:
        input_tokens: Tokens of the prompt.
        output_tokens: Tokens of the answer.
        environ: Where the rates are looked up; by default the environment. A rate that is unset or no number is 0.

    For what a call really cost see `response.cost`.
    """
    rates = os.environ if environ is None else environ
    return input_tokens / 1000 * _rate(rates, "COST_INPUT_PER_1K") + output_tokens / 1000 * _rate(
        rates, "COST_OUTPUT_PER_1K"
    )
