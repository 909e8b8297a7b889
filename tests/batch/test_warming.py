"""An order that profits from prompt caches: of what begins alike, the first goes alone."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ailib import CancelHandle, ChatCompletionRequest, Message
from ailib.batch import arun, run
from ailib.core.warming import CacheOrder, beginning
from ailib.testing import EmbeddedProvider, Fault
from ailib.testing.embedded import SeenRequest
from ailib.transport.threads import BlockingRuntime

LONG = "You are a translator. " * 300


def asked(system: str, text: str) -> list[dict[str, Any]]:
    return [{"role": "system", "content": system}, {"role": "user", "content": f'Say "{text}"'}]


def systems(provider: EmbeddedProvider) -> list[SeenRequest]:
    return sorted(provider.requests, key=lambda seen: seen.at)


def check(provider: EmbeddedProvider, kinds: int) -> None:
    """The first of each kind had its answer before the next one of it was sent; the rest went together."""
    by_kind: dict[str, list[SeenRequest]] = {}
    for seen in systems(provider):
        by_kind.setdefault(seen.body["messages"][0]["content"], []).append(seen)
    assert len(by_kind) == kinds
    for first, *others in by_kind.values():
        assert all(other.at >= (first.done_at or 0) for other in others)


@pytest.mark.parametrize("smart", [False, True])
def test_a_list(api: Any, embedded: EmbeddedProvider, smart: bool) -> None:
    embedded.answer(None, fault=Fault(delay=0.03))
    client = api.client("embedded", base_url=embedded.base_url)
    requests = [asked(f"{kind} {LONG}", f"{n}") for n in range(5) for kind in ("a", "b", "c")]
    call = client.chat_completion_batch_smart if smart else client.chat_completion_batch
    results = call(requests, warm_cache=True)
    assert [item.index for item in results] == list(range(15))
    assert results.all_successful()
    check(embedded, 3)
    # In bundles: what begins alike is sent one after the other.
    kinds = [seen.body["messages"][0]["content"][0] for seen in systems(embedded)][3:]
    assert sum(before != after for before, after in pairwise(kinds)) <= 8


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_a_run(mode: str, embedded: EmbeddedProvider, tmp_path: Path) -> None:
    embedded.answer(None, fault=Fault(delay=0.03))
    requests = [asked(f"{kind} {LONG}", f"{kind}{n}") for n in range(6) for kind in ("a", "b")]
    options: Any = {
        "model": "embedded",
        "base_url": embedded.base_url,
        "out": tmp_path / "out.jsonl",
        "warm_cache": True,
    }
    result = asyncio.run(arun(requests, **options)) if mode == "async" else run(requests, **options)
    assert [item.index for item in result] == list(range(12))
    assert result.all_successful()
    check(embedded, 2)


def test_a_first_one_that_fails_lets_the_others_go(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer("number 0", fault=Fault(status=400))
    client = api.client("embedded", base_url=embedded.base_url)
    results = client.chat_completion_batch([asked(LONG, f"number {n}") for n in range(5)], warm_cache=True)
    assert [item.ok for item in results] == [False, True, True, True, True]


def test_cancel_while_others_wait(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(None, fault=Fault(delay=5.0))
    client = api.client("embedded", base_url=embedded.base_url)
    handle = CancelHandle()
    from threading import Timer

    timer = Timer(0.1, handle.cancel)
    timer.start()
    results = client.chat_completion_batch([asked(LONG, f"{n}") for n in range(5)], warm_cache=True, cancel=handle)
    timer.join()
    assert results.total_failed == 5
    assert len(embedded.requests) == 1


def test_what_is_a_common_beginning() -> None:
    def key(*texts: str, model: str = "m") -> bytes | None:
        *system, last = texts
        messages = [*(Message.system(text) for text in system), Message.user(last)]
        return beginning(ChatCompletionRequest(model, messages))

    assert key("short") is None
    assert key("system", "a") == key("system", "b") != key("other", "a")
    assert key("system", "a") != key("system", "a", model="n")
    assert key(LONG + "a") == key(LONG + "b") != key("x" + LONG)


def test_the_order_holds_nothing_back() -> None:
    order = CacheOrder(BlockingRuntime())
    numbers = list(range(2500))
    found = list(order.ordered(numbers, lambda number: None if number % 7 == 0 else bytes([number % 40])))
    assert sorted(number for _, number in found) == numbers
    assert all((key is None) == (number % 7 == 0) for key, number in found)
    assert max(abs(place - number) for place, (_, number) in enumerate(found)) < 1000
