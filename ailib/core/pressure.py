"""`max_concurrency` in numbers: the permits of a client, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..limits import PressureStats

if TYPE_CHECKING:
    from ..cancel import CancelToken
    from ..transport.base import Semaphore

__all__ = ["CountedPermits"]


class CountedPermits:
    """A `Semaphore` that counts. Without a lock: a permit may come back in the midst of anything.

    Args:
        permits: The semaphore.
        limit: How many it has.
    """

    __slots__ = ("_held", "_limit", "_peak", "_permits", "_rejected", "_total", "_waiting")

    def __init__(self, permits: Semaphore, limit: int) -> None:
        self._permits = permits
        self._limit = limit
        self._held: list[None] = []  # appending and popping are atomic
        self._waiting: list[None] = []
        self._peak = self._total = self._rejected = 0

    async def acquire(self, until: float | None, cancel: CancelToken | None = None) -> bool:
        """Take a permit; False when `until` passed first.

        Raises:
            Cancelled: The token was cancelled while waiting.
        """
        self._waiting.append(None)
        try:
            granted = await self._permits.acquire(until, cancel)
        finally:
            self._waiting.pop()
        if not granted:
            self._rejected += 1
            return False
        self._granted()
        return True

    def take(self) -> bool:
        """Take a permit if one is free and nobody waits for it."""
        if not self._permits.take():
            return False
        self._granted()
        return True

    def _granted(self) -> None:
        held = self._held
        held.append(None)
        self._total += 1
        if len(held) > self._peak:
            self._peak = len(held)

    def release(self) -> None:
        """Give it back."""
        # In this order: the next one must not be counted beside this one.
        if self._held:
            self._held.pop()
        self._permits.release()

    def reset(self) -> None:
        """Count anew; permits that are out stay out."""
        self._peak = len(self._held)
        self._total = self._rejected = 0

    def stats(self) -> PressureStats:
        """It in numbers."""
        return PressureStats(self._limit, len(self._held), self._peak, self._total, self._rejected, len(self._waiting))
