"""The contract of `Runtime`, for threads and for tasks."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import aclosing
from typing import Any, cast

import pytest

from ailib.cancel import CancelToken
from ailib.errors import Cancelled
from ailib.transport.base import Runtime, Semaphore

from . import HUNG, Driver, both, in_seconds
from .rawserver import eventually


class Gauge:
    """Counts how many are inside at once; safe for threads."""

    def __init__(self) -> None:
        self.now = 0
        self.most = 0
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self.now -= 1


def closing(results: AsyncIterator[Any]) -> aclosing[Any]:
    return aclosing(cast(Any, results))


def beside(driver: Driver) -> int:
    """Threads or tasks that exist beside the test."""
    if driver.kind == "sync":
        return threading.active_count()
    return len(asyncio.all_tasks(driver.loop))


@both
def test_both_are_runtimes_on_the_monotonic_clock(kind: str) -> None:
    with Driver(kind) as driver:
        assert isinstance(driver.runtime, Runtime)
        assert abs(driver.runtime.now() - time.monotonic()) < 0.1


@both
def test_sleep_takes_its_time(kind: str) -> None:
    with Driver(kind) as driver:
        for token in (None, CancelToken()):
            with in_seconds(0.35, 0.14):
                driver.run(driver.runtime.sleep(0.15, token))
        with in_seconds(0.1):
            driver.run(driver.runtime.sleep(0))


@both
def test_a_cancel_wakes_a_sleeper_at_once(kind: str) -> None:
    """Promise 4."""
    with Driver(kind) as driver:
        token = CancelToken()
        sleeping = driver.start(driver.runtime.sleep(20, token))
        time.sleep(0.05)
        with in_seconds(0.2):
            token.cancel("enough")
            with pytest.raises(Cancelled) as caught:
                sleeping.result(HUNG)
        assert caught.value.reason == "enough"
        with in_seconds(0.2), pytest.raises(Cancelled):
            driver.run(driver.runtime.sleep(20, token))


@both
def test_a_cancel_after_the_sleep_harms_nobody(kind: str) -> None:
    with Driver(kind) as driver:
        token = CancelToken()
        driver.run(driver.runtime.sleep(0.01, token))
        token.cancel()
        with in_seconds(0.3, 0.04):
            driver.run(driver.runtime.sleep(0.05))


@both
def test_a_lock_keeps_a_counter_right(kind: str) -> None:
    with Driver(kind) as driver:
        lock = driver.runtime.lock()
        inside = Gauge()

        async def enter() -> None:
            for _ in range(50):
                with lock, inside:
                    pass

        for call in [driver.start(enter()) for _ in range(8)]:
            call.result(HUNG)
        assert inside.most == 1


@both
def test_a_semaphore_lets_in_as_many_as_it_has_permits(kind: str) -> None:
    with Driver(kind) as driver:
        semaphore = driver.runtime.semaphore(3)
        inside = Gauge()

        async def enter() -> None:
            assert await semaphore.acquire(None)
            try:
                with inside:
                    await driver.runtime.sleep(0.01)
            finally:
                semaphore.release()

        for call in [driver.start(enter()) for _ in range(20)]:
            call.result(HUNG)
        assert inside.most == 3


def waiting_in_line(driver: Driver, semaphore: Semaphore, order: list[int], number: int) -> Coroutine[Any, Any, None]:
    async def wait() -> None:
        assert await semaphore.acquire(driver.runtime.now() + 10, CancelToken())
        order.append(number)
        semaphore.release()

    return wait()


@both
def test_a_semaphore_is_fair(kind: str) -> None:
    with Driver(kind) as driver:
        semaphore = driver.runtime.semaphore(1)
        assert driver.run(semaphore.acquire(None))
        order: list[int] = []
        calls: list[Future[None]] = []
        for number in range(6):
            calls.append(driver.start(waiting_in_line(driver, semaphore, order, number)))
            time.sleep(0.01)
        semaphore.release()
        for call in calls:
            call.result(HUNG)
        assert order == [0, 1, 2, 3, 4, 5]


@both
def test_a_latecomer_does_not_overtake_those_who_wait(kind: str) -> None:
    with Driver(kind) as driver:
        semaphore = driver.runtime.semaphore(1)
        order: list[str] = []

        async def greedy() -> None:
            assert await semaphore.acquire(None)
            order.append("first")
            waiting = driver.runtime.start(patient())
            await driver.runtime.sleep(0.1)
            semaphore.release()
            assert await semaphore.acquire(None)
            order.append("again")
            semaphore.release()
            await waiting.result()

        async def patient() -> None:
            assert await semaphore.acquire(None)
            order.append("patient")
            semaphore.release()

        driver.run(greedy())
        assert order == ["first", "patient", "again"]


@both
def test_a_wait_for_a_permit_ends_at_its_time(kind: str) -> None:
    with Driver(kind) as driver:
        semaphore = driver.runtime.semaphore(1)
        assert driver.run(semaphore.acquire(driver.runtime.now() + 5)) is True
        with in_seconds(0.35, 0.14):
            assert driver.run(semaphore.acquire(driver.runtime.now() + 0.15)) is False
        with in_seconds(0.1):
            assert driver.run(semaphore.acquire(driver.runtime.now() - 1)) is False
        semaphore.release()
        assert driver.run(semaphore.acquire(driver.runtime.now() + 5)) is True


@both
def test_a_cancel_ends_the_wait_for_a_permit(kind: str) -> None:
    with Driver(kind) as driver:
        semaphore = driver.runtime.semaphore(1)
        assert driver.run(semaphore.acquire(None))
        token = CancelToken()
        waiting = driver.start(semaphore.acquire(None, token))
        time.sleep(0.05)
        with in_seconds(0.2):
            token.cancel("enough")
            with pytest.raises(Cancelled) as caught:
                waiting.result(HUNG)
        assert caught.value.reason == "enough"
        semaphore.release()
        assert driver.run(semaphore.acquire(driver.runtime.now() + 1)) is True


@both
def test_no_permit_is_lost_or_made_by_cancels_and_timeouts(kind: str) -> None:
    with Driver(kind) as driver:
        semaphore = driver.runtime.semaphore(2)
        inside = Gauge()

        async def enter(number: int) -> bool:
            token = CancelToken()
            if number % 3 == 0:
                threading.Timer(0.001 * (number % 7), token.cancel).start()
            until = driver.runtime.now() + 0.003 * (number % 5) if number % 3 == 1 else None
            try:
                if not await semaphore.acquire(until, token):
                    return False
            except Cancelled:
                return False
            with inside:
                await driver.runtime.sleep(0.001)
            semaphore.release()
            return True

        entered = [call.result(HUNG) for call in [driver.start(enter(number)) for number in range(90)]]
        assert sum(entered) >= 30
        assert inside.most <= 2
        assert [driver.run(semaphore.acquire(driver.runtime.now() + 0.05)) for _ in range(3)] == [True, True, False]
        assert eventually(lambda: threading.active_count() <= 3)


@both
def test_start_runs_beside_and_result_returns_or_raises(kind: str) -> None:
    with Driver(kind) as driver:

        async def work(value: int) -> int:
            await driver.runtime.sleep(0.1)
            if value < 0:
                raise LookupError(value)
            return value

        async def flow() -> list[object]:
            tasks = [driver.runtime.start(work(value)) for value in (1, 2, -1)]
            seen: list[object] = [any(task.done() for task in tasks)]
            for task in tasks:
                try:
                    seen.append(await task.result())
                except LookupError as error:
                    seen.append(error.args)
            return [*seen, all(task.done() for task in tasks), await tasks[0].result()]

        with in_seconds(0.25):
            assert driver.run(flow()) == [False, 1, 2, (-1,), True, 1]


@both
def test_wait_first_returns_those_that_have_ended(kind: str) -> None:
    with Driver(kind) as driver:

        async def work(seconds: float) -> float:
            await driver.runtime.sleep(seconds)
            if seconds == 0.05:
                raise LookupError
            return seconds

        async def flow() -> None:
            tasks = [driver.runtime.start(work(seconds)) for seconds in (0.4, 0.05)]
            with in_seconds(0.25):
                assert await driver.runtime.wait_first(tasks) == [tasks[1]]
            with pytest.raises(LookupError):
                await tasks[1].result()
            with in_seconds(0.2, 0.08):
                assert await driver.runtime.wait_first(tasks[:1], driver.runtime.now() + 0.1) == []
            assert not tasks[0].done()
            assert await driver.runtime.wait_first(tasks[:1]) == tasks[:1]
            assert await driver.runtime.wait_first(tasks, driver.runtime.now() - 1) == tasks

        driver.run(flow())


@both
def test_a_started_failure_that_nobody_asks_for_is_quiet(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    with Driver(kind) as driver:

        async def fail() -> None:
            raise LookupError

        async def flow() -> None:
            task = driver.runtime.start(fail())
            assert await driver.runtime.wait_first([task]) == [task]

        driver.run(flow())
    assert capfd.readouterr().err == ""


@both
def test_map_calls_on_every_item_and_never_more_than_limit_at_once(kind: str) -> None:
    with Driver(kind) as driver:
        inside = Gauge()

        async def double(number: int) -> int:
            with inside:
                await driver.runtime.sleep(0.005)
            return number * 2

        async def flow() -> list[int]:
            return [result async for result in driver.runtime.map_unordered(double, range(40), 5)]

        before = beside(driver)
        assert sorted(driver.run(flow())) == [number * 2 for number in range(40)]
        assert inside.most == 5
        assert eventually(lambda: beside(driver) <= before)


@both
@pytest.mark.parametrize("limit", [1, 4, 100])
def test_map_over_little(kind: str, limit: int) -> None:
    with Driver(kind) as driver:

        async def same(number: int) -> int:
            return number

        async def flow(items: list[int]) -> list[int]:
            return [result async for result in driver.runtime.map_unordered(same, items, limit)]

        assert driver.run(flow([])) == []
        assert driver.run(flow([7])) == [7]
        assert sorted(driver.run(flow([1, 2, 3]))) == [1, 2, 3]


@both
def test_map_yields_results_as_they_come(kind: str) -> None:
    with Driver(kind) as driver:

        async def wait(seconds: float) -> float:
            await driver.runtime.sleep(seconds)
            return seconds

        async def flow() -> list[float]:
            return [result async for result in driver.runtime.map_unordered(wait, [0.2, 0.1, 0.0], 3)]

        assert driver.run(flow()) == [0.0, 0.1, 0.2]


@both
def test_map_takes_items_only_when_there_is_room(kind: str) -> None:
    """Promise 22: memory does not grow with the number of items."""
    with Driver(kind) as driver:
        taken: list[int] = []
        limit = 4

        def endless() -> Iterator[int]:
            for number in itertools.count():
                taken.append(number)
                yield number

        async def same(number: int) -> int:
            return number

        async def flow() -> list[int]:
            seen: list[int] = []
            async with closing(driver.runtime.map_unordered(same, endless(), limit)) as results:
                async for result in results:
                    seen.append(result)
                    # A slow consumer: the workers have every chance to run ahead.
                    await driver.runtime.sleep(0.02)
                    # In work, finished and waiting, handed over.
                    assert len(taken) <= len(seen) + 2 * limit + 1
                    if len(seen) == 12:
                        break
            return seen

        before = beside(driver)
        seen = driver.run(flow())
        assert len(seen) == len(set(seen)) == 12
        assert eventually(lambda: beside(driver) <= before)
        stopped = len(taken)
        time.sleep(0.05)
        assert len(taken) == stopped


@both
def test_map_that_is_never_begun_takes_nothing(kind: str) -> None:
    with Driver(kind) as driver:
        taken: list[int] = []

        def items() -> Iterator[int]:
            taken.append(1)
            yield 1

        async def same(number: int) -> int:
            return number

        async def flow() -> None:
            async with closing(driver.runtime.map_unordered(same, items(), 2)):
                pass

        before = beside(driver)
        driver.run(flow())
        assert taken == []
        assert eventually(lambda: beside(driver) <= before)


@both
def test_map_closed_early_leaves_nothing_running(kind: str) -> None:
    with Driver(kind) as driver:
        started: list[int] = []
        inside = Gauge()

        async def work(number: int) -> int:
            started.append(number)
            with inside:
                await driver.runtime.sleep(0.0 if number == 0 else 0.15)
            return number

        async def flow() -> int:
            async with closing(driver.runtime.map_unordered(work, range(100), 4)) as results:
                async for result in results:
                    return int(result)
            return -1

        before = beside(driver)
        assert driver.run(flow()) == 0
        assert inside.now == 0
        assert len(started) <= 10
        assert eventually(lambda: beside(driver) <= before, 0.5)


@both
def test_map_passes_on_what_the_items_raise(kind: str) -> None:
    with Driver(kind) as driver:

        def items() -> Iterator[int]:
            yield from range(6)
            raise LookupError("no more items")

        async def same(number: int) -> int:
            await driver.runtime.sleep(0.005)
            return number

        seen: list[int] = []

        async def flow() -> None:
            async for result in driver.runtime.map_unordered(same, items(), 3):
                seen.append(result)  # noqa: PERF401 - what came before the error must be kept

        before = beside(driver)
        with pytest.raises(LookupError, match="no more items"):
            driver.run(flow())
        assert set(seen) <= set(range(6))
        assert eventually(lambda: beside(driver) <= before)


@both
def test_map_passes_on_what_the_function_raises(kind: str) -> None:
    with Driver(kind) as driver:
        calls: list[int] = []

        async def fail(number: int) -> int:
            calls.append(number)
            if number == 3:
                raise LookupError("three")
            return number

        async def flow() -> None:
            async for _ in driver.runtime.map_unordered(fail, itertools.count(), 2):
                pass

        before = beside(driver)
        with pytest.raises(LookupError, match="three"):
            driver.run(flow())
        assert eventually(lambda: beside(driver) <= before)
        assert len(calls) < 20


@both
def test_map_inside_map(kind: str) -> None:
    with Driver(kind) as driver:

        async def square(number: int) -> int:
            return number * number

        async def total(count: int) -> int:
            return sum([result async for result in driver.runtime.map_unordered(square, range(count), 3)])

        async def flow() -> list[int]:
            return [result async for result in driver.runtime.map_unordered(total, [2, 3, 4], 2)]

        assert sorted(driver.run(flow())) == [1, 5, 14]


def test_cancelling_the_task_around_a_map_cancels_its_workers() -> None:
    with Driver("async") as driver:
        ended: list[int] = []

        async def work(number: int) -> int:
            try:
                await asyncio.sleep(20)
            finally:
                ended.append(number)
            return number

        async def consume() -> None:
            async with closing(driver.runtime.map_unordered(work, range(10), 3)) as results:
                async for _ in results:
                    pass

        async def flow() -> bool:
            task = asyncio.create_task(consume())
            await asyncio.sleep(0.05)
            task.cancel()
            return isinstance((await asyncio.gather(task, return_exceptions=True))[0], asyncio.CancelledError)

        with in_seconds(1):
            assert driver.run(flow()) is True
        assert sorted(ended) == [0, 1, 2]


def test_a_coroutine_that_suspends_under_the_blocking_runtime_is_reported() -> None:
    with Driver("sync") as driver:

        async def suspends() -> None:
            await asyncio.sleep(0)

        async def flow() -> None:
            await driver.runtime.start(suspends()).result()

        with pytest.raises(RuntimeError):
            driver.run(flow())


def test_an_async_semaphore_serves_two_loops() -> None:
    from ailib.transport.tasks import AsyncRuntime

    semaphore = AsyncRuntime().semaphore(1)
    inside = Gauge()
    entered: list[int] = []

    async def enter(number: int) -> None:
        for _ in range(10):
            assert await semaphore.acquire(time.monotonic() + 10)
            with inside:
                await asyncio.sleep(0.001)
                entered.append(number)
            semaphore.release()

    def run(number: int) -> None:
        asyncio.run(enter(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(entered) == [0] * 10 + [1] * 10
    assert inside.most == 1
