"""Time for cancel handles: functions called later, and waiting for a cancel.

One thread calls all functions when they are due, whoever blocks meanwhile; it ends when nothing is left to call.
"""

from __future__ import annotations

import heapq
import os
import threading
from contextlib import suppress
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .cancel import CancelToken

__all__ = ["call_later", "wait", "wait_async"]


class _Timers:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._due: list[tuple[float, int]] = []
        self._waiting: dict[int, Callable[[], object]] = {}
        self._numbers = count()
        self._thread: threading.Thread | None = None

    def add(self, seconds: float, function: Callable[[], object]) -> int:
        with self._changed:
            number = next(self._numbers)
            self._waiting[number] = function
            heapq.heappush(self._due, (monotonic() + seconds, number))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="ailib-timers", daemon=True)
                self._thread.start()
            else:
                self._changed.notify()
        return number

    def remove(self, number: int) -> None:
        with self._changed:
            # Its place in the heap goes when its time has come, or now if nothing else waits.
            if self._waiting.pop(number, None) is not None and not self._waiting:
                self._due.clear()
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._due and self._due[0][1] not in self._waiting:
                    heapq.heappop(self._due)
                if not self._due:
                    self._thread = None
                    return
                moment, number = self._due[0]
                left = moment - monotonic()
                if left > 0:
                    self._changed.wait(min(left, threading.TIMEOUT_MAX))
                    continue
                heapq.heappop(self._due)
                function = self._waiting.pop(number)
            function()


_timers = _Timers()


def _start_over_in_child() -> None:
    global _timers  # noqa: PLW0603 - the thread is the parent's
    _timers = _Timers()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_start_over_in_child)


def call_later(seconds: float, function: Callable[[], object]) -> Callable[[], None]:
    """Have `function`, which must be quick and not raise, called in another thread; returns what calls it off."""
    timers = _timers
    number = timers.add(seconds, function)
    return lambda: timers.remove(number)


def wait(token: CancelToken, timeout: float | None) -> bool:
    """Block this thread until the token is cancelled; False when `timeout` seconds have passed first."""
    event = threading.Event()
    ticket = token.add(event.set)
    try:
        return event.wait(timeout)
    finally:
        token.remove(ticket)


async def wait_async(token: CancelToken, timeout: float | None) -> bool:
    """The same in an event loop, without blocking it."""
    import asyncio

    loop = asyncio.get_running_loop()
    event = asyncio.Event()

    def wake() -> None:
        # The loop may have ended before the cancel comes.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(event.set)

    ticket = token.add(wake)
    try:
        async with asyncio.timeout(timeout):
            await event.wait()
    except TimeoutError:
        return token.cancelled
    finally:
        token.remove(ticket)
    return True
