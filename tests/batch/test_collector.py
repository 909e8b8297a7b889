"""Single calls of many threads or tasks, gathered into one (feature B-BA-01)."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ailib import (
    AsyncClient,
    AuthenticationError,
    BadRequest,
    CancelHandle,
    Cancelled,
    Client,
    ConfigurationError,
    InvalidResponse,
    RequestTimeout,
)
from ailib.batch import AsyncCollector, Collector
from ailib.testing import EmbeddedProvider, Fault

EMBED = "embedded-embed"


class Sync:
    """Callers in threads."""

    def __init__(self, provider: EmbeddedProvider) -> None:
        self.client = Client("embedded", base_url=provider.base_url, max_retries=0)

    def collect(
        self, make: str, *arguments: Any, items: list[Any], calls: list[dict[str, Any]] | None = None, **settings: Any
    ) -> list[Any]:
        kind = Collector if not make else getattr(Collector, make)
        with (
            kind(*(arguments or (self.client,)), **settings) as collector,
            ThreadPoolExecutor(max(1, len(items))) as pool,
        ):
            futures = [
                pool.submit(collector.submit, item, **((calls or [{}] * len(items))[place]))
                for place, item in enumerate(items)
            ]
            return [future.exception() or future.result() for future in futures]

    def close(self) -> None:
        self.client.close()


class Async:
    """Callers in tasks."""

    def __init__(self, provider: EmbeddedProvider) -> None:
        self.url = provider.base_url

    def collect(
        self, make: str, *arguments: Any, items: list[Any], calls: list[dict[str, Any]] | None = None, **settings: Any
    ) -> list[Any]:
        async def main() -> list[Any]:
            async with AsyncClient("embedded", base_url=self.url, max_retries=0) as client:
                kind: Any = AsyncCollector if not make else getattr(AsyncCollector, make)
                async with kind(*(arguments or (client,)), **settings) as collector:
                    calling = [
                        collector.submit(item, **((calls or [{}] * len(items))[place]))
                        for place, item in enumerate(items)
                    ]
                    return await asyncio.gather(*calling, return_exceptions=True)

        return asyncio.run(main())

    def close(self) -> None:
        pass


@pytest.fixture(params=["sync", "async"])
def callers(request: Any, embedded: EmbeddedProvider) -> Any:
    made = Sync(embedded) if request.param == "sync" else Async(embedded)
    yield made
    made.close()


def test_one_request_for_many_callers(callers: Any, embedded: EmbeddedProvider) -> None:
    texts = [f"text {n}" for n in range(20)]
    found = callers.collect("for_embeddings", model=EMBED, items=texts, max_size=20, max_wait=5.0)
    assert len(embedded.requests) == 1
    assert sorted(embedded.requests[0].body["input"]) == sorted(texts)
    alone = callers.collect("for_embeddings", model=EMBED, items=["text 7"], max_wait=0.0)[0]
    assert list(found[7]) == pytest.approx(list(alone))


def test_a_batch_that_does_not_fill_goes_in_time(callers: Any, embedded: EmbeddedProvider) -> None:
    begun = time.monotonic()
    found = callers.collect("for_embeddings", model=EMBED, items=["a", "b", "c"], max_size=10, max_wait=0.1)
    assert 0.1 <= time.monotonic() - begun < 1.0
    assert len(embedded.requests) == 1
    assert all(len(vector) for vector in found)


def test_more_than_a_batch(callers: Any, embedded: EmbeddedProvider) -> None:
    callers.collect("for_embeddings", model=EMBED, items=[f"t{n}" for n in range(25)], max_size=10, max_wait=0.2)
    assert sorted(len(seen.body["input"]) for seen in embedded.requests) == [5, 10, 10]


def test_a_refused_text_fails_alone(callers: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(lambda body: "poison" in body.get("input", ()), fault=Fault(status=400))
    found = callers.collect("for_embeddings", model=EMBED, items=["a", "poison", "c"], max_size=3, max_wait=5.0)
    assert isinstance(found[1], BadRequest)
    assert len(found[0]) == len(found[2]) > 0


def test_an_error_of_all_reaches_all(callers: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=401))
    found = callers.collect("for_embeddings", model=EMBED, items=["a", "b", "c"], max_size=3, max_wait=5.0)
    assert all(isinstance(error, AuthenticationError) for error in found)
    assert len({id(error) for error in found}) == 3
    assert len(embedded.requests) == 1


def test_chats(callers: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer("number 3", fault=Fault(status=400), times=1)
    found = callers.collect("for_chat", items=[f'Say "number {n}"' for n in range(8)], max_size=8, max_wait=5.0)
    assert isinstance(found[3], BadRequest)
    assert [answer.text for answer in found if not isinstance(answer, Exception)] == [
        f"number {n}" for n in range(8) if n != 3
    ]


def test_who_gives_up_does_not_disturb_the_others(callers: Any, embedded: EmbeddedProvider) -> None:
    handle = CancelHandle()
    timer = threading.Timer(0.05, handle.cancel)
    timer.start()
    found = callers.collect(
        "for_embeddings",
        model=EMBED,
        items=["stays", "cancelled", "late", "stays too"],
        calls=[{}, {"cancel": handle}, {"timeout": 0.05}, {}],
        max_size=10,
        max_wait=0.3,
    )
    timer.join()
    assert isinstance(found[1], Cancelled)
    assert isinstance(found[2], RequestTimeout)
    assert len(found[0]) == len(found[3]) > 0
    # They had gone before the batch did.
    assert sorted(embedded.requests[0].body["input"]) == ["stays", "stays too"]


def test_giving_up_while_the_request_is_out(callers: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(delay=0.3))
    found = callers.collect(
        "for_embeddings", model=EMBED, items=["a", "b"], calls=[{"timeout": 0.1}, {}], max_size=2, max_wait=5.0
    )
    assert isinstance(found[0], RequestTimeout)
    assert len(found[1]) > 0


def test_groups_travel_apart(callers: Any) -> None:
    seen: list[list[int]] = []

    def function(numbers: list[int]) -> list[int]:
        seen.append(numbers)
        return [number * 2 for number in numbers]

    found = callers.collect(
        "", function, items=[1, 2, 3, 4], max_size=2, max_wait=5.0, group_by=lambda number: number % 2
    )
    assert found == [2, 4, 6, 8]
    assert sorted(map(sorted, seen)) == [[1, 3], [2, 4]]


@pytest.mark.parametrize(
    "wrong", [lambda items: items[1:], lambda items: None, lambda items: iter(items)], ids=["short", "none", "iterator"]
)
def test_a_wrong_number_of_results_is_an_error_of_all(callers: Any, wrong: Any) -> None:
    found = callers.collect("", wrong, items=[1, 2], max_size=2, max_wait=5.0)
    assert all(isinstance(error, InvalidResponse) for error in found)
    assert "2 items" in str(found[0])


def test_what_the_function_raises_reaches_all_and_an_exception_in_the_results_one(callers: Any) -> None:
    def function(items: list[int]) -> list[Any]:
        if 9 in items:
            raise ZeroDivisionError("nine")
        return [ValueError("two") if item == 2 else item for item in items]

    found = callers.collect("", function, items=[1, 2], max_size=2, max_wait=5.0)
    assert found[0] == 1
    assert isinstance(found[1], ValueError)
    assert all(
        isinstance(error, ZeroDivisionError)
        for error in callers.collect("", function, items=[9, 1], max_size=2, max_wait=5.0)
    )


def test_close_flushes_and_takes_nothing_more(embedded: EmbeddedProvider) -> None:
    with Client("embedded", base_url=embedded.base_url) as client:
        collector = Collector.for_embeddings(client, model=EMBED, max_wait=60.0)
        with ThreadPoolExecutor(3) as pool:
            futures = [pool.submit(collector.submit, text) for text in "abc"]
            while len(collector._gathering._open.get(None).items if collector._gathering._open else []) < 3:  # type: ignore[union-attr]
                time.sleep(0.005)
            collector.close()
            assert all(len(future.result(timeout=1)) for future in futures)
        collector.close()
        with pytest.raises(ConfigurationError, match="closed"):
            collector.submit("d")
    assert len(embedded.requests) == 1


def test_flush_in_a_loop(embedded: EmbeddedProvider) -> None:
    async def main() -> None:
        async with AsyncClient("embedded", base_url=embedded.base_url) as client:
            collector = AsyncCollector.for_embeddings(client, model=EMBED, max_wait=60.0)
            tasks = [asyncio.ensure_future(collector.submit(text)) for text in "ab"]
            await asyncio.sleep(0)
            await collector.flush()
            assert all(len(vector) for vector in await asyncio.gather(*tasks))
            # A task that asyncio cancels leaves, too.
            lost = asyncio.ensure_future(collector.submit("lost"))
            kept = asyncio.ensure_future(collector.submit("kept"))
            await asyncio.sleep(0.01)
            lost.cancel()
            await asyncio.gather(lost, return_exceptions=True)
            await collector.close()
            assert len(await kept)

    asyncio.run(main())
    assert [seen.body["input"] for seen in embedded.requests][-1] in (["kept"], "kept")


def test_an_async_function() -> None:
    async def double(numbers: list[int]) -> list[int]:
        await asyncio.sleep(0)
        return [number * 2 for number in numbers]

    async def main() -> list[int]:
        async with AsyncCollector(double, max_size=2) as collector:
            return await asyncio.gather(*(collector.submit(number) for number in (1, 2, 3)))

    assert asyncio.run(main()) == [2, 4, 6]


@pytest.mark.parametrize(
    "wrong", [{"max_size": 0}, {"max_size": 2.5}, {"max_wait": -1.0}, {"max_wait": float("inf")}], ids=repr
)
def test_arguments_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        Collector(list, **wrong)
