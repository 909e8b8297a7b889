"""The blocking runtime: concurrency by threads, each of which steps one coroutine.

A coroutine over the blocking ports never suspends, so a single `send(None)` runs it to its end;
one that does suspend (it awaited something of asyncio) is told so with a RuntimeError.
"""

from __future__ import annotations

import contextvars
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ailib.errors import Cancelled, ConfigurationError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ailib.cancel import CancelToken

    from .base import Semaphore, Task

__all__ = ["BlockingRuntime"]

T = TypeVar("T")
R = TypeVar("R")


def _step(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    coroutine.close()
    raise RuntimeError("The coroutine suspended: it awaits something that needs an event loop")


def _plain(result: Any) -> Any:
    """What a function returned, unless it has to be awaited."""
    if isinstance(result, Awaitable):
        if isinstance(result, Coroutine):
            result.close()
        raise ConfigurationError(
            "The api_key function is async, which needs an event loop",
            hint="Use it with AsyncClient, or pass a plain function",
        )
    return result


async def _awaited(awaitable: Awaitable[T]) -> T:
    return await awaitable


class BlockingRuntime:
    """The `Runtime` of the blocking client. It holds no state: one may serve any number of clients."""

    # Monotonic seconds, the clock of `loop.time()`. Itself, not a method around it: it is asked many times in a call.
    now = staticmethod(time.monotonic)

    async def sleep(self, seconds: float, cancel: CancelToken | None = None) -> None:
        """Sleep.

        Raises:
            Cancelled: The token was cancelled meanwhile.
        """
        if cancel is None:
            if seconds > 0:
                time.sleep(seconds)  # noqa: ASYNC251 - blocking is what this runtime is for
            return
        woken = threading.Event()
        ticket = cancel.add(woken.set)
        try:
            if woken.wait(max(0.0, seconds)):
                raise Cancelled(reason=cancel.reason)
        finally:
            cancel.remove(ticket)

    def lock(self) -> AbstractContextManager[Any]:
        """A lock for a few lines without any await."""
        return threading.Lock()

    def semaphore(self, permits: int) -> Semaphore:
        """Make a semaphore."""
        return _Semaphore(permits)

    def start(self, coroutine: Coroutine[Any, Any, T]) -> Task[T]:
        """Run a coroutine in a thread, with a copy of the context variables."""
        return _ThreadTask(coroutine)

    async def wait_first(self, tasks: list[Task[T]], until: float | None = None) -> list[Task[T]]:
        """Wait until at least one has ended (or `until` passes); return those that have."""
        ended = threading.Event()
        watched = cast("list[_ThreadTask[T]]", tasks)
        for task in watched:
            task.watch(ended)
        try:
            if tasks and not any(task.done() for task in tasks):
                ended.wait(None if until is None else max(0.0, until - time.monotonic()))
        finally:
            for task in watched:
                task.unwatch(ended)
        return [task for task in tasks if task.done()]

    async def call_function(self, function: Callable[[], Any], until: float | None, cancel: CancelToken | None) -> Any:
        """Call a function, in a thread where there is a limit to keep; see `Runtime.call_function`."""
        if until is None and cancel is None:
            return _plain(function())
        if cancel is not None and cancel.cancelled:
            raise Cancelled(reason=cancel.reason)
        outcome = Outcome(function)
        woken = threading.Event()
        ticket = None if cancel is None else cancel.add(woken.set)
        try:
            outcome.start(woken.set)
            ended = woken.wait(None if until is None else max(0.0, until - time.monotonic()))
        finally:
            if cancel is not None and ticket is not None:
                cancel.remove(ticket)
        if cancel is not None and cancel.cancelled:
            raise Cancelled(reason=cancel.reason)
        if not ended:
            raise TimeoutError
        return _plain(outcome.result())

    def map_unordered(self, function: Callable[[T], Awaitable[R]], items: Iterable[T], limit: int) -> AsyncIterator[R]:
        """Call `function` on the items in at most `limit` threads; see `Runtime.map_unordered`.

        Threads are started as there is work for them, serve one item after the other,
        and are all gone when the iteration ends or is closed.
        What running calls return is still yielded before an error of `items` or of `function` is raised.
        """
        return _Results(_Work(function, items, max(1, limit)))


class Outcome:
    """A function in a thread of its own, and what became of it.

    Args:
        function: Called once, with a copy of the context variables.
    """

    __slots__ = ("_error", "_function", "_result")

    def __init__(self, function: Callable[[], Any]) -> None:
        self._function: Callable[[], Any] | None = function
        self._result: Any = None
        self._error: BaseException | None = None

    def start(self, ended: Callable[[], object]) -> None:
        """Start the thread; `ended` is called in it at the end and must not raise."""
        context = contextvars.copy_context()
        # A daemon: an interpreter that ends must not wait for a token that does not come.
        threading.Thread(target=context.run, args=(self._run, ended), name="ailib-function", daemon=True).start()

    def _run(self, ended: Callable[[], object]) -> None:
        function, self._function = self._function, None
        try:
            if function is not None:
                self._result = function()
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            self._error = error
        ended()

    def result(self) -> Any:
        """What it returned; raises what it raised."""
        error, self._error = self._error, None
        if error is not None:
            raise error
        return self._result


class _Semaphore:
    """Permits handed out in the order of asking."""

    __slots__ = ("_lock", "_permits", "_waiting")

    def __init__(self, permits: int) -> None:
        self._permits = permits
        # Reentrant: a stream that is collected as garbage may give its permit back in the midst of `acquire`.
        self._lock = threading.RLock()
        self._waiting: deque[threading.Event] = deque()

    def take(self) -> bool:
        """Take a permit if one is free and nobody waits for it."""
        with self._lock:
            if self._permits > 0 and not self._waiting:
                self._permits -= 1
                return True
        return False

    async def acquire(self, until: float | None, cancel: CancelToken | None = None) -> bool:
        """Take a permit; False when `until` passed first.

        Raises:
            Cancelled: The token was cancelled while waiting.
        """
        if cancel is not None and cancel.cancelled:
            raise Cancelled(reason=cancel.reason)
        with self._lock:
            if self._permits > 0 and not self._waiting:
                self._permits -= 1
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        ticket = None if cancel is None else cancel.add(turn.set)
        kept = False
        try:
            turn.wait(None if until is None else max(0.0, until - time.monotonic()))
            with self._lock:
                if turn in self._waiting:
                    self._waiting.remove(turn)
                    granted = False
                else:
                    granted = True
            if cancel is not None and cancel.cancelled:
                if granted:
                    self.release()
                kept = True
                raise Cancelled(reason=cancel.reason)
            kept = True
            return granted
        finally:
            if cancel is not None and ticket is not None:
                cancel.remove(ticket)
            if not kept:  # an interrupt of the user's
                with self._lock:
                    if turn in self._waiting:
                        self._waiting.remove(turn)
                    else:
                        self.release()

    def release(self) -> None:
        """Give it back: to the one who has waited longest, if anybody waits."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._permits += 1


class _ThreadTask(Generic[T]):
    """A coroutine that a thread steps."""

    __slots__ = ("_done", "_error", "_result", "_thread", "_watchers")

    def __init__(self, coroutine: Coroutine[Any, Any, T]) -> None:
        self._done = False
        self._error: BaseException | None = None
        self._result: T
        self._watchers: list[threading.Event] = []
        context = contextvars.copy_context()
        # A daemon: an interpreter that ends must not wait for a provider that does not answer.
        self._thread = threading.Thread(target=context.run, args=(self._run, coroutine), name="ailib-task", daemon=True)
        try:
            self._thread.start()
        except BaseException:
            coroutine.close()
            raise

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> None:
        try:
            self._result = _step(coroutine)
        except BaseException as error:  # noqa: BLE001 - raised elsewhere
            self._error = error
        self._done = True
        for watcher in tuple(self._watchers):
            watcher.set()

    def watch(self, event: threading.Event) -> None:
        """Have `event` set at the end. Check `done()` after this: the end may have come before."""
        self._watchers.append(event)

    def unwatch(self, event: threading.Event) -> None:
        """Take it back."""
        self._watchers.remove(event)

    def done(self) -> bool:
        """Whether it has ended."""
        return self._done

    async def result(self) -> T:
        """Wait for the end; return what it returned or raise what it raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result


class _Work(Generic[T, R]):
    """What the threads of one map share."""

    def __init__(self, function: Callable[[T], Awaitable[R]], items: Iterable[T], limit: int) -> None:
        self.function = function
        self.items: Iterator[T] = iter(items)
        self.limit = limit
        self.threads: list[threading.Thread] = []
        self.taking = threading.Lock()  # held while an item is taken, which may take as long as it likes
        self.exhausted = False
        self.stopped = False
        state = threading.RLock()
        self.ready = threading.Condition(state)  # a result has come, or a thread has ended
        self.room = threading.Condition(state)  # the consumer has taken one
        self.held = 0  # running calls and results that wait
        self.alive = 0
        self.results: deque[R] = deque()
        self.error: BaseException | None = None

    def start_thread(self) -> None:
        thread = threading.Thread(
            target=contextvars.copy_context().run, args=(self.run,), name="ailib-map", daemon=True
        )
        with self.ready:
            if self.stopped:
                return
            self.alive += 1
            self.threads.append(thread)
        try:
            thread.start()
        except BaseException:
            with self.ready:
                self.alive -= 1
                self.threads.remove(thread)
            raise

    def run(self) -> None:
        try:
            while self.reserve():
                if not self.work():
                    break
        except BaseException as error:  # noqa: BLE001 - raised elsewhere
            self.fail(error)
        finally:
            with self.ready:
                self.alive -= 1
                self.ready.notify()
                self.room.notify_all()

    def reserve(self) -> bool:
        """Wait until there is room for one more; False when no more will be needed."""
        with self.room:
            while self.held >= self.limit and not self.stopped and not self.exhausted:
                self.room.wait()
            if self.stopped or self.exhausted:
                return False
            self.held += 1
            return True

    def work(self) -> bool:
        """Take one item and work on it; False when there was none."""
        try:
            with self.taking:
                item = self.take()
        except BaseException as error:
            self.exhausted = True
            with self.room:
                self.held -= 1
            if isinstance(error, StopIteration):
                return False
            raise
        if len(self.threads) < self.limit:
            self.start_thread()
        result = _step(_awaited(self.function(item)))
        with self.ready:
            self.results.append(result)
            self.ready.notify()
        return True

    def take(self) -> T:
        if self.exhausted or self.stopped:
            raise StopIteration
        return next(self.items)

    def fail(self, error: BaseException) -> None:
        with self.ready:
            if self.error is None:
                self.error = error
            self.stopped = True
            self.room.notify_all()

    def stop(self) -> None:
        with self.ready:
            self.stopped = True
            self.room.notify_all()
            self.ready.notify_all()

    def join(self) -> None:
        for thread in tuple(self.threads):
            if thread is not threading.current_thread():
                thread.join()


class _Results(AsyncIterator[R], Generic[T, R]):
    """The iterator of `map_unordered`."""

    def __init__(self, work: _Work[T, R]) -> None:
        self._work = work
        self._started = False

    async def __anext__(self) -> R:
        work = self._work
        if not self._started:
            self._started = True
            work.start_thread()
        with work.ready:
            while not work.results and work.alive:
                work.ready.wait()
            if work.results:
                work.held -= 1
                work.room.notify()
                return work.results.popleft()
        work.join()
        error, work.error = work.error, None
        if error is not None:
            raise error
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Take no more items and wait for the calls that run."""
        self._work.stop()
        self._work.results.clear()
        self._work.join()
        self._work.results.clear()

    def __del__(self) -> None:
        self._work.stop()
