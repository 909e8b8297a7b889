"""How many calls may be in flight: few at first, more while the provider keeps up, fewer at once when it does not.

`AdaptiveLimit` is a semaphore whose permits come and go. It reads what the answers say (429s, `Retry-After`, the limits
in the headers, how long answers take) and never talks to anybody itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Overloaded, RateLimited, RequestTimeout

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..cancel import CancelToken
    from ..errors import AilibError
    from ..models.rate_limits import RateLimits
    from ..transport.base import Runtime

__all__ = ["AdaptiveLimit", "Turn"]

# An answer that takes this many times as long as it used to says that calls queue up at the provider.
_QUEUEING = 2.0
_SLOWER = 1.5
# One more permit after every window of answers is what tells a limit; twice as many is how it is found.
_SMALLEST_WINDOW = 4
# Seconds between two readings of the headers while the provider has plenty left: reading them costs more than it tells.
_GLANCE = 0.02
# Seconds after a reset at which it is believed: clocks and networks differ.
_LATE = 0.01


class Turn:
    """A place that a call was given.

    Attributes:
        at: When.
        number: How many were given before.
        beside: How many calls were in flight already.
    """

    __slots__ = ("at", "beside", "number")

    def __init__(self, at: float, number: int, beside: int) -> None:
        self.at: float = at
        self.number: int = number
        self.beside: int = beside


class AdaptiveLimit:
    """Additive increase, multiplicative decrease.

    Args:
        runtime: Clock, locks, semaphore.
        start: Permits at first, at least 1.
        most: Permits at most. With `most == start` it never grows; it may shrink and recover.

    Attributes:
        limit: Calls that may be in flight now.
        in_flight: Calls that are.
        rejected: Answers that said "too many".
    """

    def __init__(self, runtime: Runtime, start: int, most: int) -> None:
        self._runtime = runtime
        self._lock = runtime.lock()
        self._permits = runtime.semaphore(max(1, start))
        self.limit: int = max(1, start)
        self.most: int = max(self.limit, most)
        self.in_flight: int = 0
        self.rejected: int = 0
        self._debt = 0  # permits to keep when they come back
        self._doubling = True
        self._shrunk_at = runtime.now() - 1.0
        self._answers = 0
        self._seconds = 0.0
        self._best: float | None = None
        self._resume_at = 0.0  # nobody sends before this moment
        self._windows: dict[str, _Window] = {}
        self._learned_at = float("-inf")
        self._given = 0

    async def acquire(self, cancel: CancelToken | None = None, tokens: Callable[[], int] | None = None) -> Turn:
        """Wait for a place and for the provider's limits.

        Args:
            cancel: Wakes the waiter.
            tokens: Says about how many tokens the call will use; asked when its turn has come.

        Raises:
            Cancelled: The token was cancelled while waiting.
        """
        await self._permits.acquire(None, cancel)
        try:
            while True:
                with self._lock:
                    now = self._runtime.now()
                    wait = self._wait(now, 0 if tokens is None or not self._windows else tokens())
                    if wait <= 0:
                        turn = Turn(now, self._given, self.in_flight)
                        self._given += 1
                        self.in_flight += 1
                        return turn
                await self._runtime.sleep(wait, cancel)
        except BaseException:
            self._give_back()
            raise

    def release(self) -> None:
        """Give the place back."""
        with self._lock:
            self.in_flight -= 1
        self._give_back()

    def _give_back(self) -> None:
        with self._lock:
            if self._debt > 0:
                self._debt -= 1
                return
        self._permits.release()

    def _wait(self, now: float, tokens: int) -> float:
        """Seconds until a call may go out; when it may at once, it is counted."""
        wait = self._resume_at - now
        for window in self._windows.values():
            wait = max(wait, window.wait(now, tokens, self.in_flight))
        if wait <= 0:
            for window in self._windows.values():
                window.spend(tokens, now)
        return wait

    @property
    def curious(self) -> bool:
        """Whether it wants the headers of an answer: it has none yet, or little is left, or some time has gone."""
        now = self._runtime.now()
        if now - self._learned_at < _GLANCE and not any(window.scarce(self.limit) for window in self._windows.values()):
            return False
        self._learned_at = now
        return True

    def learned(self, turn: Turn, limits: RateLimits | None) -> None:
        """Take what the headers of an answer say of the provider's limits."""
        if limits is not None:
            with self._lock:
                self._learn(turn, limits, self._runtime.now())

    def succeeded(self, turn: Turn) -> None:
        """An answer came."""
        with self._lock:
            now = self._runtime.now()
            self._answers += 1
            self._seconds += now - turn.at
            if self._answers < max(_SMALLEST_WINDOW, self.limit):
                return
            mean = self._seconds / self._answers
            self._answers, self._seconds = 0, 0.0
            best = self._best
            self._best = mean if best is None else min(best * 1.02, mean)
            if best is not None and mean > _QUEUEING * best + 0.05:
                self._doubling = False
                grown = -max(1, self.limit // 10)
            elif best is not None and mean > _SLOWER * best + 0.05:
                self._doubling = False
                grown = 0
            else:
                grown = self.limit if self._doubling else 1
            grown = max(1, min(self.most, self.limit + grown)) - self.limit
        self._resize(grown)

    def failed(self, error: AilibError, turn: Turn | None = None) -> None:
        """A call (or an attempt of it) failed; only "too many", "too slow" and "wait" count."""
        if isinstance(error, (RateLimited, Overloaded)):
            self.throttled(error.retry_after, turn)
        elif isinstance(error, RequestTimeout) and error.phase == "read":
            self.throttled(None, turn)

    def throttled(self, retry_after: float | None, turn: Turn | None = None) -> None:
        """The provider said "too many": half as many from now on, and nobody sends before `retry_after` seconds.

        Calls that were sent before the last shrinking do not shrink it again.
        """
        with self._lock:
            now = self._runtime.now()
            self.rejected += 1
            self._doubling = False
            if retry_after is not None:
                self._resume_at = max(self._resume_at, now + retry_after)
            if (turn.at if turn is not None else now - 0.5) < self._shrunk_at:
                return
            self._shrunk_at = now
            self._answers, self._seconds = 0, 0.0
            shrunk = max(1, self.limit // 2) - self.limit
        self._resize(shrunk)

    def _resize(self, change: int) -> None:
        with self._lock:
            self.limit += change
            if change < 0:
                self._debt -= change
                return
            paid = min(self._debt, change)
            self._debt -= paid
            change -= paid
        for _ in range(change):
            self._permits.release()

    def _learn(self, turn: Turn, limits: RateLimits, now: float) -> None:
        # What the answer cannot know of: calls sent later, and those that were on their way and may have come later.
        unknown = self._given - turn.number - 1 + turn.beside
        for told in limits.windows:
            if told.period in ("day", "month") or told.remaining is None:
                continue
            reset = told.seconds()
            if reset is None:
                continue
            name = f"{told.unit}/{told.period}"
            window = self._windows.get(name)
            if window is None:
                window = self._windows[name] = _Window(counts_tokens="tokens" in told.unit)
            window.learn(turn, told.limit, told.remaining, reset, now, unknown)


class _Window:
    """One limit of the provider: how much of it is left, and when there is more.

    Providers count in two ways. With a fixed window all of it comes back at one moment. With a bucket it trickles back,
    and the reset is the moment when the bucket is full, which moves away with every call. Only the second way allows
    sending before the reset; which one it is shows in how the reset moves while more of it is used.
    """

    __slots__ = (
        "_counts_tokens",
        "_each",
        "_first",
        "_left",
        "_left_at",
        "_limit",
        "_longest",
        "_rate",
        "_reset_at",
        "_since",
    )

    def __init__(self, *, counts_tokens: bool) -> None:
        self._counts_tokens = counts_tokens
        self._each = 1.0  # what a call takes
        self._limit: int | None = None
        self._left = float("-inf")  # by our own count, which knows of calls that the provider has not seen yet
        self._left_at = 0.0
        self._reset_at = 0.0
        self._longest = 0.0
        self._since = 0.0  # when this window was taken for begun
        self._rate: float | None = None  # per second, of a bucket
        self._first: tuple[float, float, float] | None = None  # used, reset, when: to compare with

    def learn(self, turn: Turn, limit: int | None, remaining: int, reset: float, now: float, unknown: int) -> None:
        """Take what an answer says; `unknown` are calls that it may not know of."""
        if turn.at < self._since:
            return  # of the window before this one
        if limit is not None:
            self._limit = limit
        self._longest = max(self._longest, reset)
        if self._limit is not None and reset > 0:
            self._compare(self._limit - remaining, reset, now)
        self._left = min(float(remaining), max(self._now_left(now), remaining - unknown * self._each))
        self._left_at = now
        self._reset_at = now + reset

    def _compare(self, used: float, reset: float, now: float) -> None:
        """Find out whether this is a bucket, and how fast it fills."""
        if used <= 0:
            return
        if self._first is None or now >= self._first[2] + self._first[1]:
            self._first = (used, reset, now)
            return
        before, reset_before, when = self._first
        if used >= 2 * before:
            as_bucket = reset_before * used / before
            as_window = reset_before - (now - when)
            self._rate = used / reset if abs(reset - as_bucket) < abs(reset - as_window) else None
            self._first = (used, reset, now)

    def _now_left(self, now: float) -> float:
        left = self._left
        if self._rate is not None and self._limit is not None and left != float("-inf"):
            left = min(float(self._limit), left + (now - self._left_at) * self._rate)
        return left

    def scarce(self, calls: int) -> bool:
        """Whether a few times as many calls as may be in flight could use up what is left."""
        return self._left < 8 * calls * self._each

    def wait(self, now: float, tokens: int, in_flight: int) -> float:
        """Seconds until there is room for one more; 0 when there is."""
        need = float(tokens) if self._counts_tokens else 1.0
        if self._limit is not None:
            need = min(need, float(self._limit))
        left = self._now_left(now)
        if left >= need or left == float("-inf"):
            return 0.0
        if self._rate is not None:
            return (need - left) / self._rate
        if now < self._reset_at + _LATE:
            return self._reset_at + _LATE - now
        # All of it is back, but for what calls in flight may take.
        self._left = max(need, float(self._limit or need) - in_flight * self._each)
        self._left_at = self._since = now
        self._reset_at = now + self._longest
        self._first = None
        return 0.0

    def spend(self, tokens: int, now: float) -> None:
        """A call goes out."""
        if self._counts_tokens:
            self._each = float(max(1, tokens))
        if self._left != float("-inf"):
            self._left = self._now_left(now) - self._each
            self._left_at = now
