"""Whether and when to try again. The waits come from backoff's generators; loop, deadline and sleep are ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import AilibError, RequestTimeout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from ..options import RetryBudget, RetryPolicy

__all__ = ["Budget", "delays"]


def delays(policy: RetryPolicy) -> Iterator[float]:
    """The delays of a policy, in seconds, jitter and cap applied; endless."""
    # backoff is imported on the first retry only: it brings asyncio, half of what importing requests costs.
    import random

    import backoff

    waits: Any
    base: Any = policy.base  # backoff takes floats, its annotations say int
    if policy.strategy == "constant":
        waits = backoff.constant(interval=base)
    elif policy.strategy == "linear":
        waits = (base * step for step in _count())
    else:
        waits = backoff.expo(base=2, factor=base, max_value=policy.cap)
    if policy.strategy != "linear":
        next(waits)  # backoff's generators yield None first
    for wait in waits:
        value = min(float(wait), policy.cap)
        if policy.jitter == "full":
            value = float(backoff.full_jitter(value))
        elif policy.jitter == "equal":
            value = value / 2 + random.uniform(0, value / 2)
        yield value


def _count() -> Iterator[int]:
    step = 0
    while True:
        step += 1
        yield step


class Budget:
    """Retries of all calls of a client, so that an outage is not met with a multiple of the load (promise 25)."""

    def __init__(self, budget: RetryBudget, lock: Callable[[], AbstractContextManager[Any]]) -> None:
        self._ratio = budget.ratio
        self._most = float(budget.reserve)
        self._tokens = float(budget.reserve)
        self._lock = lock()

    def earn(self) -> None:
        """An attempt has worked: while nothing does, the reserve is all there is."""
        if self._tokens < self._most:
            with self._lock:
                self._tokens = min(self._most, self._tokens + self._ratio)

    def spend(self) -> bool:
        """Take one retry; False when there is none left."""
        with self._lock:
            # A hair below one is one: 0.2 five times.
            if self._tokens < 1.0 - 1e-9:
                return False
            self._tokens -= 1.0
            return True


def may_retry(error: AilibError) -> bool:
    """Whether the error itself allows another attempt; a used-up deadline does not."""
    return error.is_retryable and not (isinstance(error, RequestTimeout) and error.phase in ("deadline", "queue"))
