"""`AsyncRuntime`: time and concurrency on asyncio.

One runtime may be used from several event loops (a client that serves two threads, or two `asyncio.run` calls):
whatever wakes a waiter goes through the waiter's own loop.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ailib.errors import Cancelled

from .threads import Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterable
    from contextlib import AbstractContextManager

    from ailib.cancel import CancelToken

    from .base import Task

__all__ = ["AsyncRuntime"]

T = TypeVar("T")
R = TypeVar("R")


class AsyncRuntime:
    """The `Runtime` of asyncio."""

    __slots__ = ()

    # Monotonic seconds, the clock of `loop.time()`. Itself, not a method around it: it is asked many times in a call.
    now = staticmethod(time.monotonic)

    async def sleep(self, seconds: float, cancel: CancelToken | None = None) -> None:
        """Sleep.

        Args:
            seconds: How long; 0 or less only lets others run.
            cancel: Wakes the sleeper when cancelled, from any thread.

        Raises:
            Cancelled: The token was cancelled before or meanwhile.
        """
        if cancel is None:
            await asyncio.sleep(seconds)
            return
        if cancel.cancelled:
            raise Cancelled(reason=cancel.reason)
        if await _woken(cancel, time.monotonic() + seconds, _Waiter()):
            raise Cancelled(reason=cancel.reason)

    def lock(self) -> AbstractContextManager[Any]:
        """A real lock: one client may be used by loops of several threads."""
        return threading.Lock()

    def semaphore(self, permits: int) -> FairSemaphore:
        """Make a semaphore with this many permits, first come, first served."""
        return FairSemaphore(permits)

    def start(self, coroutine: Coroutine[Any, Any, T]) -> StartedTask[T]:
        """Run a coroutine as a task of the running loop."""
        return StartedTask(asyncio.get_running_loop().create_task(coroutine))

    async def wait_first(self, tasks: list[Task[T]], until: float | None = None) -> list[Task[T]]:
        """Wait until at least one has ended (or `until` passes); return those that have, in the order given.

        When the caller is cancelled, so are the tasks.
        """
        pending = [task.task for task in tasks if isinstance(task, StartedTask)]
        if pending and not any(task.done() for task in pending):
            timeout = None if until is None else max(0.0, until - time.monotonic())
            try:
                await asyncio.wait(pending, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
            except asyncio.CancelledError:
                for task in pending:
                    task.cancel()
                raise
        return [task for task in tasks if task.done()]

    async def call_function(self, function: Callable[[], Any], until: float | None, cancel: CancelToken | None) -> Any:
        """Await an async function, call another one in a thread; see `Runtime.call_function`."""
        if cancel is not None and cancel.cancelled:
            raise Cancelled(reason=cancel.reason)
        if _is_async(function):
            result = function()
        else:
            outcome, waiter = Outcome(function), _Waiter()
            outcome.start(waiter.grant)
            if await _woken(cancel, until, waiter) and cancel is not None:
                raise Cancelled(reason=cancel.reason)
            if not waiter.granted:
                raise TimeoutError
            result = outcome.result()
        return await _bounded(result, until, cancel) if inspect.isawaitable(result) else result

    async def map_unordered(
        self, function: Callable[[T], Awaitable[R]], items: Iterable[T], limit: int
    ) -> AsyncGenerator[R, None]:
        """Call `function` on the items, at most `limit` at once, yielding results as they come.

        Running calls and results that wait for the consumer number at most `limit` together,
        and an item is taken only when there is room for it.
        `next()` on the items is called on the loop.
        What `function` or the iterator of the items raises ends the iteration.
        Closing early cancels what is running and waits for its end.
        """
        loop = asyncio.get_running_loop()
        iterator = iter(items)
        running: set[asyncio.Task[R]] = set()
        finished: deque[asyncio.Task[R]] = deque()
        waiter: asyncio.Future[None] | None = None
        exhausted = False
        failure: Exception | None = None

        def settle(task: asyncio.Task[R]) -> None:
            running.discard(task)
            finished.append(task)
            if waiter is not None and not waiter.done():
                waiter.set_result(None)

        async def call(item: T) -> R:
            return await function(item)

        def fill() -> None:
            nonlocal exhausted, failure
            while not exhausted and len(running) + len(finished) < limit:
                try:
                    item = next(iterator)
                except StopIteration:
                    exhausted = True
                except Exception as error:  # noqa: BLE001 - raised below, after the result at hand
                    exhausted, failure = True, error
                else:
                    task = loop.create_task(call(item))
                    running.add(task)
                    task.add_done_callback(settle)

        try:
            while True:
                fill()
                if failure is not None:
                    raise failure
                if finished:
                    result = finished.popleft().result()
                    # Room again: the next one runs while the consumer is busy with this one.
                    fill()
                    yield result
                elif running:
                    waiter = loop.create_future()
                    await waiter
                    waiter = None
                else:
                    return
        finally:
            for task in running:
                task.cancel()
            if running:
                await asyncio.wait(set(running))
            for task in finished:
                _retrieve(task)


class StartedTask(Generic[T]):
    """A task of asyncio behind the `Task` port."""

    __slots__ = ("task",)

    def __init__(self, task: asyncio.Task[T]) -> None:
        self.task = task
        # asyncio itself holds running tasks weakly only; and nobody may ever ask a loser for its error.
        _running.add(task)
        task.add_done_callback(_ended)

    def done(self) -> bool:
        """Whether it has ended."""
        return self.task.done()

    async def result(self) -> T:
        """Wait for the end; return what it returned or raise what it raised. Cancelling the caller cancels it."""
        return await self.task


_running: set[asyncio.Task[Any]] = set()


def _ended(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    _retrieve(task)


def _retrieve(task: asyncio.Future[Any]) -> None:
    """Mark the error as seen, so that asyncio does not log it."""
    if not task.cancelled():
        task.exception()


def _is_async(function: Callable[[], Any]) -> bool:
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)  # noqa: B004 - the method itself is wanted
    )


async def _bounded(awaitable: Awaitable[T], until: float | None, cancel: CancelToken | None) -> T:
    """The result of somebody else's awaitable; it is cancelled when the time is up."""
    future = asyncio.ensure_future(awaitable)
    waiter = _Waiter()
    future.add_done_callback(lambda _: waiter.wake())
    try:
        cancelled = await _woken(cancel, until, waiter)
        if future.done():
            return future.result()
        if cancelled and cancel is not None:
            raise Cancelled(reason=cancel.reason)
        raise TimeoutError
    finally:
        if future is not awaitable and not future.done():
            future.cancel()
            future.add_done_callback(_retrieve)


class _Waiter:
    """Somebody who waits in a loop of his own."""

    __slots__ = ("cancelled", "future", "granted", "loop")

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[None] = self.loop.create_future()
        self.granted = False
        self.cancelled = False

    def wake(self) -> None:
        """Wake him, in his loop."""
        if not self.future.done():
            self.future.set_result(None)

    def cancel(self) -> None:
        """Wake him because a token was cancelled; from any thread."""
        self.cancelled = True
        self.wake_from_anywhere()

    def grant(self) -> None:
        """Give him what he waits for and wake him; from any thread."""
        self.granted = True
        self.wake_from_anywhere()

    def wake_from_anywhere(self) -> bool:
        """Wake him from any thread; False when his loop is closed."""
        try:
            self.loop.call_soon_threadsafe(self.wake)
        except RuntimeError:
            return False
        return True


async def _woken(cancel: CancelToken | None, until: float | None, waiter: _Waiter) -> bool:
    """Wait to be woken or until `until`; True when the token did it."""
    timer = None if until is None else waiter.loop.call_at(until, waiter.wake)
    ticket = None if cancel is None else cancel.add(waiter.cancel)
    try:
        await waiter.future
    finally:
        if timer is not None:
            timer.cancel()
        if cancel is not None and ticket is not None:
            cancel.remove(ticket)
    return waiter.cancelled


class FairSemaphore:
    """Permits shared by all tasks of all loops that use the client; first come, first served."""

    __slots__ = ("_free", "_lock", "_waiters")

    def __init__(self, permits: int) -> None:
        self._free = permits
        self._lock = threading.Lock()
        self._waiters: deque[_Waiter] = deque()

    async def acquire(self, until: float | None, cancel: CancelToken | None = None) -> bool:
        """Take a permit.

        Args:
            until: When to give up, on the clock of `AsyncRuntime.now`; None waits for ever.
            cancel: Ends the wait when cancelled, from any thread.

        Returns:
            False when `until` passed first.

        Raises:
            Cancelled: The token was cancelled before or while waiting.
        """
        if cancel is not None and cancel.cancelled:
            raise Cancelled(reason=cancel.reason)
        with self._lock:
            if self._free > 0:
                self._free -= 1
                return True
            waiter = _Waiter()
            self._waiters.append(waiter)
        kept = False
        try:
            if await _woken(cancel, until, waiter) and cancel is not None:
                raise Cancelled(reason=cancel.reason)
            kept = waiter.granted
        finally:
            if not kept:
                self._withdraw(waiter)
        return kept

    def take(self) -> bool:
        """Take a permit if one is free and nobody waits for it."""
        with self._lock:
            if self._free > 0:
                self._free -= 1
                return True
        return False

    def release(self) -> None:
        """Give a permit back; the one who has waited longest gets it."""
        with self._lock:
            while self._waiters:
                waiter = self._waiters.popleft()
                waiter.granted = True
                if waiter.wake_from_anywhere():
                    return
            self._free += 1

    def _withdraw(self, waiter: _Waiter) -> None:
        with self._lock:
            if not waiter.granted:
                self._waiters.remove(waiter)
                return
        # The permit came together with the timeout or the cancel: pass it on.
        self.release()
