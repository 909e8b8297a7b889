"""The circuit breaker of a target: closed, open, half-open.

It knows nothing of calls: the gate asks `enter` before an attempt and tells it how the attempt ended. Its lock is held
for a few lines, never over an await. `abandon` may be called by the garbage collector and takes no lock.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from ..errors import AilibError, CircuitOpen, ConnectionLost, RequestTimeout, ServerError, StreamError, TransportError
from ..limits import BreakerStats, CircuitState

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from ..limits import CircuitBreaker

__all__ = ["Breaker", "speaks_of_target"]


def speaks_of_target(error: AilibError) -> bool:
    """Whether an error means that the target is in trouble: network, time-outs, 5xx, broken streams."""
    if isinstance(error, RequestTimeout):
        return error.phase != "queue"
    if isinstance(error, ConnectionLost):
        return not error.reused  # a kept-alive connection that had died says nothing
    return isinstance(error, (TransportError, ServerError, StreamError))


class Breaker:
    """One circuit breaker, shared by all that call the target.

    Args:
        config: Its numbers.
        now: The clock, in seconds.
        lock: Makes locks.
    """

    def __init__(
        self, config: CircuitBreaker, now: Callable[[], float], lock: Callable[[], AbstractContextManager[Any]]
    ) -> None:
        self.config = config
        self._now = now
        self._lock = lock()
        self._made = now()
        self._enabled = True
        self._abandoned: deque[object] = deque()  # probes that ended without a word
        self._clear()
        self._successes = self._failures = self._neutral = self._timeouts = 0
        self._rejected = self._opened = self._closed = 0
        self._last_failure: float | None = None

    def _clear(self) -> None:
        self._state = CircuitState.CLOSED
        self._row = 0  # failures in a row when closed, successes in a row when half-open
        self._until: float | None = None  # when it is tried again; None while open: not by itself
        self._probe: object | None = None

    # What the gate calls

    def enter(self, ticket: object) -> None:
        """Before an attempt.

        Raises:
            CircuitOpen: It is open, or somebody else is trying whether the target is back.
        """
        if self._state is CircuitState.CLOSED or not self._enabled:
            return
        with self._lock:
            self._settle()
            if self._state is CircuitState.OPEN:
                self._rejected += 1
                raise self._refusal(self._wait())
            if self._state is CircuitState.HALF_OPEN:
                if self._probe is not None:
                    self._rejected += 1
                    raise self._refusal(None)
                self._probe = ticket

    def refuses(self, ticket: object) -> bool:
        """Whether an attempt that was let in before would be refused now."""
        return self._enabled and self._state is not CircuitState.CLOSED and self._probe is not ticket

    def _refusal(self, wait: float | None) -> CircuitOpen:
        if self._state is CircuitState.HALF_OPEN:
            return CircuitOpen("The target failed too often lately; one attempt is just trying whether it is back")
        when = "" if wait is None else f"; it will be tried again in {wait:.3g} s"
        return CircuitOpen(f"The target failed too often lately, nothing was sent{when}", retry_after=wait)

    def _settle(self) -> None:
        while self._abandoned:
            if self._abandoned.popleft() is self._probe:
                self._probe = None
        if self._state is CircuitState.OPEN and self._until is not None and self._now() >= self._until:
            self._state = CircuitState.HALF_OPEN
            self._row = 0
            self._probe = None

    def _wait(self) -> float | None:
        return None if self._until is None else max(0.0, self._until - self._now())

    def release(self, ticket: object) -> None:
        """The probe has got as far as it needs: a stream is open. How it ends is told later."""
        self._abandoned.append(ticket)

    abandon = release

    def success(self, ticket: object) -> None:
        """An attempt worked."""
        with self._lock:
            self._successes += 1
            if self._state is CircuitState.CLOSED and not self._abandoned:
                self._row = 0
                return
            self._settle()
            if ticket is self._probe:
                self._probe = None
            if self._state is CircuitState.HALF_OPEN:
                self._row += 1
                if self._row >= self.config.successes:
                    self._clear()
                    self._closed += 1
            elif self._state is CircuitState.CLOSED:
                self._row = 0

    def failure(self, ticket: object, error: AilibError) -> None:
        """An attempt failed; only what speaks of the target counts."""
        if not speaks_of_target(error):
            self._neutral += 1
            self._abandoned.append(ticket)
            return
        with self._lock:
            self._settle()
            self._failures += 1
            self._timeouts += isinstance(error, TimeoutError)
            self._last_failure = self._now()
            if ticket is self._probe:
                self._probe = None
            if not self._enabled:
                return
            if self._state is CircuitState.HALF_OPEN:
                self._open()
            elif self._state is CircuitState.CLOSED:
                self._row += 1
                if self._row >= self.config.failures:
                    self._open()

    def _open(self) -> None:
        self._state = CircuitState.OPEN
        self._until = self._now() + self.config.recovery
        self._opened += 1
        self._probe = None

    # What users call

    @property
    def state(self) -> CircuitState:
        """What it does now."""
        if not self._enabled:
            return CircuitState.DISABLED
        with self._lock:
            self._settle()
            return self._state

    @property
    def retry_after(self) -> float | None:
        """Seconds until it is tried again; None unless it is open by itself."""
        return self._wait() if self.state is CircuitState.OPEN else None

    def set_enabled(self, enabled: bool) -> None:
        """False lets everything through; True starts again, closed."""
        with self._lock:
            self._enabled = enabled
            self._clear()

    def force_open(self) -> None:
        """Refuse everything until `force_close` or `reset`."""
        with self._lock:
            if self._state is not CircuitState.OPEN:
                self._opened += 1
            self._clear()
            self._state = CircuitState.OPEN

    def force_close(self) -> None:
        """Let everything through again, from now on as if nothing had failed."""
        with self._lock:
            if self._state is not CircuitState.CLOSED:
                self._closed += 1
            self._clear()

    def reset(self) -> None:
        """Closed, switched on, all numbers 0."""
        with self._lock:
            self._clear()
            self._enabled = True
            self._made = self._now()
            self._successes = self._failures = self._neutral = self._timeouts = 0
            self._rejected = self._opened = self._closed = 0
            self._last_failure = None

    def stats(self) -> BreakerStats:
        """It in numbers."""
        state = self.state
        now = self._now()
        return BreakerStats(
            state=state,
            successes=self._successes,
            failures=self._failures,
            neutral=self._neutral,
            timeouts=self._timeouts,
            rejected=self._rejected,
            opened=self._opened,
            closed=self._closed,
            consecutive_failures=self._row if state is CircuitState.CLOSED else 0,
            last_failure=None if self._last_failure is None else now - self._last_failure,
            retry_after=self._wait() if state is CircuitState.OPEN else None,
            uptime=now - self._made,
        )

    @property
    def success_rate(self) -> float:
        """Share of successes; 1 before the first attempt."""
        return self.stats().success_rate

    @property
    def failure_rate(self) -> float:
        """Share of failures; 0 before the first attempt."""
        return self.stats().failure_rate

    @property
    def is_healthy(self) -> bool:
        """Not open, and more than 80 % successes."""
        return self.stats().is_healthy

    def __repr__(self) -> str:
        return f"<Breaker {self.state}>"
