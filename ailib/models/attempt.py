"""What was tried: kept on every response and every error."""

from __future__ import annotations

import attrs

__all__ = ["Attempt", "RetryEvent"]


@attrs.frozen(eq=False)
class Attempt:
    """One HTTP attempt of a call.

    Attributes:
        number: 1 for the first.
        provider, model: The target.
        status: HTTP status, or None when no answer came.
        error: "RateLimited", ... or None for the one that succeeded.
        elapsed: Seconds from sending to the answer (or the error).
        delay: Seconds slept after it, before the next one.
        request_id: The provider's id, or None.
    """

    number: int
    provider: str
    model: str | None = None
    status: int | None = None
    error: str | None = None
    elapsed: float = 0.0
    delay: float | None = None
    request_id: str | None = None


@attrs.frozen(eq=False)
class RetryEvent:
    """Given to `RetryPolicy.on_retry` before each sleep.

    Attributes:
        attempt: Number of the attempt that failed, from 1.
        error: What it raised.
        delay: Seconds until the next one.
    """

    attempt: int
    error: Exception
    delay: float
