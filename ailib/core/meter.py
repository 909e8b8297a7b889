"""Reports to the user's metrics object: what it lacks is left out, what it raises is swallowed.

`Meter` may be called from anywhere in the core, without awaiting: what an async metrics object has to have awaited is
kept and awaited at the end of the call.
"""

from __future__ import annotations

import inspect
from bisect import bisect_left, insort
from collections import deque
from typing import TYPE_CHECKING, Any

from ..errors import Cancelled, ConfigurationError
from ..metrics import Metrics, percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..errors import AilibError
    from ..interceptors import CallContext
    from ..models.response import ChatCompletionResponse
    from ..transport.base import Runtime

__all__ = ["Meter"]

_METHODS = (
    "incr_counter",
    "record_gauge",
    "start_timer",
    "record_histogram",
    "incr_counter_with_tags",
    "record_gauge_with_tags",
    "record_histogram_with_tags",
    "record_error",
    "record_success",
)
_WINDOW = 100


class _Figures:
    """The names of one provider, and its latest calls."""

    __slots__ = (
        "calls", "cost", "cost_usd", "duration", "failed", "failure", "gauges", "input", "ordered", "output", "priced",
        "requests", "status", "success",
    )  # fmt: skip

    def __init__(self, provider: str) -> None:
        self.cost_usd = f"{provider}.cost_usd"
        names = ("latency_p50", "latency_p95", "latency_p99", "error_rate", "throughput", "cost_per_request")
        self.gauges = [f"{provider}.{name}" for name in names]
        self.requests = f"{provider}.requests"
        self.duration = f"{provider}.request_duration_ms"
        self.success = f"{provider}.success"
        self.failure = f"{provider}.failure"
        self.status = f"{provider}.status_codes"
        self.input = f"{provider}.tokens_input"
        self.output = f"{provider}.tokens_output"
        self.calls: deque[tuple[float, float, bool]] = deque()  # begun at, milliseconds, worked
        self.ordered: list[float] = []  # the milliseconds
        self.failed = 0
        self.cost = 0.0
        self.priced = 0

    def add(self, begun: float, elapsed: float, worked: bool) -> None:
        """One more call; the oldest goes."""
        if len(self.calls) == _WINDOW:
            _, oldest, good = self.calls.popleft()
            del self.ordered[bisect_left(self.ordered, oldest)]
            self.failed -= not good
        self.calls.append((begun, elapsed, worked))
        insort(self.ordered, elapsed)
        self.failed += not worked


class Meter:
    """What the client tells the user's metrics object.

    Args:
        metrics: Any object with some of the methods of `ailib.metrics.Metrics`.
        runtime: For the clock and a lock.
        blocking: Whether nothing can be awaited.

    Attributes:
        waiting: What has to be awaited still, by `settle`.

    Raises:
        ConfigurationError: It has none of the methods; or it is async, and the client blocks.
    """

    def __init__(self, metrics: Any, runtime: Runtime, *, blocking: bool) -> None:
        self._runtime = runtime
        self._blocking = blocking
        self._lock = runtime.lock()
        self._figures: dict[str, _Figures] = {}
        self.waiting: deque[Any] = deque()
        self._logged: set[str] = set()
        self._methods: dict[str, Callable[..., Any] | None] = {}
        found = False
        for name in _METHODS:
            method = getattr(metrics, name, None)
            found = found or callable(method)
            # The base class's own do nothing (or leave the tags out, which is done here).
            if getattr(method, "__func__", None) is getattr(Metrics, name):
                method = None
            if blocking and inspect.iscoroutinefunction(method):
                raise ConfigurationError(
                    f"{type(metrics).__name__}.{name} is async, which needs an event loop",
                    hint="Use it with AsyncClient, or make it a plain function",
                )
            self._methods[name] = method if callable(method) else None
        known = {name for name, method in self._methods.items() if method is not None}
        self._incr = self._methods["incr_counter"]
        self._observes = bool(known & {"record_histogram", "record_histogram_with_tags"})
        self._gauges = bool(known & {"record_gauge", "record_gauge_with_tags"})
        if not found:
            raise ConfigurationError(
                f"{type(metrics).__name__} has none of the methods of metrics",
                hint="Derive it from ailib.metrics.Metrics",
            )

    def count(self, name: str, value: int = 1, tags: Mapping[str, str] | None = None) -> None:
        """Add to a counter."""
        self._call("incr_counter", name, value, tags)

    def _count_all(self, counts: Iterable[tuple[str, int]]) -> None:
        """Add to several counters without tags, but for what is nothing."""
        plain = self._incr
        if plain is None:
            return
        for name, value in counts:
            if not value:
                continue
            try:
                result = plain(name, value)
            except Exception as error:  # noqa: BLE001 - the user's own code must not break a call
                self._report("incr_counter", error)
            else:
                if result is not None:
                    self._keep(result, "incr_counter")

    def gauge(self, name: str, value: float, tags: Mapping[str, str] | None = None) -> None:
        """Set a gauge."""
        self._call("record_gauge", name, value, tags)

    def observe(self, name: str, value: float, tags: Mapping[str, str] | None = None) -> None:
        """Add a value to a distribution."""
        self._call("record_histogram", name, value, tags)

    def _call(self, method: str, name: str, value: Any, tags: Mapping[str, str] | None = None) -> None:
        try:
            if tags is not None and (tagged := self._methods[f"{method}_with_tags"]) is not None:
                result = tagged(name, value, tags)
            elif (plain := self._methods[method]) is not None:
                result = plain(name, value)
            else:
                return
        except Exception as error:  # noqa: BLE001 - the user's own code must not break a call
            self._report(method, error)
        else:
            if result is not None:
                self._keep(result, method)

    def _guarded(self, what: str, function: Callable[..., Any], *values: Any) -> Any:
        try:
            return function(*values)
        except Exception as error:  # noqa: BLE001 - the user's own code must not break a call
            self._report(what, error)
            return None

    def _keep(self, result: Any, what: str) -> None:
        if hasattr(result, "__await__"):
            if self._blocking:
                from .hooks import dismiss

                dismiss(result)
                self._report(what, TypeError("it is async"))
            else:
                self.waiting.append((result, what))

    def _report(self, what: str, error: BaseException) -> None:
        if what not in self._logged:
            self._logged.add(what)
            from .hooks import report

            report(f"{what} of the metrics object", error)

    async def settle(self) -> None:
        """Await what the calls so far have left to be awaited."""
        while self.waiting:
            try:
                result, what = self.waiting.popleft()
            except IndexError:  # another thread was quicker
                return
            try:
                await result
            except Exception as error:  # noqa: BLE001 - the user's own code must not break a call
                self._report(what, error)

    # One chat call

    def _of(self, provider: str) -> _Figures:
        found = self._figures.get(provider)
        if found is None:
            found = self._figures.setdefault(provider, _Figures(provider))
        return found

    def begin(self, context: CallContext) -> Any:
        """A call begins; returns its timer, or None, or what `timer` has to await first."""
        figures = self._figures.get(context.provider) or self._of(context.provider)
        self._count_all(((figures.requests, 1), ("stream_requests" if context.stream else "chat_requests", 1)))
        start = self._methods["start_timer"]
        if start is None:
            return None
        timer = self._guarded("start_timer", start, figures.duration)
        if self._blocking and hasattr(timer, "__await__"):
            self._keep(timer, "start_timer")
            return None
        return timer

    async def timer(self, begun: Any) -> Any:
        """The timer of a call that has begun."""
        if hasattr(begun, "__await__"):
            try:
                return await begun
            except Exception as error:  # noqa: BLE001 - the user's own code must not break a call
                self._report("start_timer", error)
                return None
        return begun

    def end(self, context: CallContext, timer: Any, outcome: ChatCompletionResponse | AilibError) -> None:
        """The call has ended with an answer or an error; a cancelled one is neither success nor failure."""
        if timer is not None:
            stop = getattr(timer, "stop", None)
            if stop is not None:
                self._keep(self._guarded("Timer.stop", stop), "Timer.stop")
        if isinstance(outcome, Cancelled):
            return
        figures = self._figures.get(context.provider) or self._of(context.provider)
        elapsed = (self._runtime.now() - context.started) * 1000
        worked = not isinstance(outcome, Exception)
        if self._observes:
            self.observe("chat_duration", elapsed)
        answers = [attempt.status for attempt in outcome.attempts if attempt.status is not None]
        counts: list[tuple[str, int]] = []
        if self._methods["incr_counter_with_tags"] is None:
            counts = [(figures.status, 1)] * len(answers)
        else:
            for status in answers:
                self.count(figures.status, 1, {"status": str(status)})
        usd: float | None = None
        if isinstance(outcome, Exception):
            self._failed(context, figures, outcome)
        else:
            counts.append((figures.success, 1))
            if not outcome.cached:
                usage = outcome.usage
                counts += ((figures.input, usage.prompt_tokens), (figures.output, usage.completion_tokens))
                if self._observes or self._gauges:  # else nobody is told, and it takes a while to find
                    usd = self._cost(context, figures, outcome)
        self._count_all(counts)
        if self._methods["record_success"] is not None:
            self._call("record_success", figures.success, worked)
        if self._gauges:
            self._share(figures, context.started, elapsed, worked, usd)

    def _failed(self, context: CallContext, figures: _Figures, error: AilibError) -> None:
        kind = type(error).__name__
        self.count(figures.failure)
        tags = {
            "provider": error.provider or context.provider,
            "model": error.model or context.model or "",
            "error": kind,
        }
        self.count("errors.total", 1, tags)
        self._call("record_error", figures.failure, kind)

    def _cost(self, context: CallContext, figures: _Figures, response: ChatCompletionResponse) -> float | None:
        """What an answer has cost; tells it."""
        cost = response.cost
        if cost is None:
            return None
        usd = float(cost)
        self.observe(figures.cost_usd, usd)
        tags = {"provider": response.provider or context.provider, "model": response.model or context.model or ""}
        self.observe("cost.usd", usd, tags)
        return usd

    def _share(self, figures: _Figures, begun: float, elapsed: float, worked: bool, usd: float | None) -> None:
        """The figures over the latest calls."""
        with self._lock:
            figures.add(begun, elapsed, worked)
            if usd is not None:
                figures.cost += usd
                figures.priced += 1
            values = [percentile(figures.ordered, share) for share in (0.5, 0.95, 0.99)]
            size, failed, oldest = len(figures.calls), figures.failed, figures.calls[0][0]
            mean = figures.cost / figures.priced if figures.priced else None
        span = self._runtime.now() - oldest
        values += [failed / size, (size - failed) / span if span > 0 else 0.0]
        if mean is not None:
            values.append(mean)
        for name, value in zip(figures.gauges, values, strict=False):
            self._call("record_gauge", name, value)
