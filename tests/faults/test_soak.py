"""Random faults, random cancels, for a while: every call is accounted for and nothing is left (promises 4 and 12)."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ailib import AsyncClient, CancelHandle, Client, RetryPolicy, Timeouts
from ailib.errors import AilibError, Cancelled
from ailib.testing import EmbeddedProvider, Fault

from .conftest import NOTES

WORKERS = 16
LIMITS = Timeouts(connect=1, read=0.2, idle=0.2, deadline=1.0)
RETRY = RetryPolicy(max_retries=1, base=0.01, cap=0.02)
FAULTS = [
    None,
    None,
    Fault(status=429, retry_after=0.01),
    Fault(status=503),
    Fault(status=400),
    Fault(reset=True),
    Fault(refuse=True),
    Fault(delay=5),
    Fault(stall_after=6),
    Fault(stall_after=6, heartbeat=0.05),
    Fault(cut_after_bytes=150),
    Fault(cut_after_chunks=5, reset=True),
    Fault(truncate_after_chunks=6),
    Fault(broken_frame_at=3),
    Fault(error_frame_at=4),
    Fault(html=True),
    Fault(empty=True),
    Fault(slow_body=2000),
]


def scripted(provider: EmbeddedProvider) -> None:
    for number, fault in enumerate(FAULTS):
        provider.answer(f"fault-{number}.", text="one two three four five six seven", fault=fault)


class Books:
    """What became of every call that was begun."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.begun = 0
        self.ends: Counter[str] = Counter()

    def begin(self) -> None:
        with self.lock:
            self.begun += 1

    def end(self, what: str) -> None:
        with self.lock:
            self.ends[what] += 1


def plan(dice: random.Random) -> tuple[str, CancelHandle | None, bool, bool]:
    """The question, a handle that is cancelled soon or never, whether it is streamed, whether it is left half-read."""
    handle = CancelHandle() if dice.random() < 0.4 else None
    if handle is not None and dice.random() < 0.7:
        handle.cancel_after(dice.uniform(0.001, 0.15))
    return f"fault-{dice.randrange(len(FAULTS))}.", handle, dice.random() < 0.6, dice.random() < 0.2


def work(client: Client, books: Books, seed: int, until: float) -> None:
    dice = random.Random(seed)
    while time.monotonic() < until:
        question, handle, streamed, leaves = plan(dice)
        more: dict[str, Any] = {} if handle is None else {"cancel": handle}
        books.begin()
        try:
            if not streamed:
                client.chat_completion(question, **more)
                books.end("answer")
                continue
            stream = client.chat_completion_stream(question, **more)
            for _chunk in stream:
                if leaves:
                    break
            stream.close()
            books.end("answer" if stream.complete else "cancelled" if stream.cancelled else "left")
        except Cancelled:
            books.end("cancelled")
        except AilibError as error:
            books.end(type(error).__name__)


async def work_async(client: AsyncClient, books: Books, seed: int, until: float) -> None:
    dice = random.Random(seed)
    while time.monotonic() < until:
        question, handle, streamed, leaves = plan(dice)
        more: dict[str, Any] = {} if handle is None else {"cancel": handle}
        books.begin()
        try:
            # Some are cancelled as tasks are.
            async with asyncio.timeout(0.03 if dice.random() < 0.1 else None):
                if not streamed:
                    await client.chat_completion(question, **more)
                    books.end("answer")
                    continue
                stream = client.chat_completion_stream(question, **more)
                async for _chunk in stream:
                    if leaves:
                        break
                await stream.close()
                books.end("answer" if stream.complete else "cancelled" if stream.cancelled else "left")
        except Cancelled:
            books.end("cancelled")
        except AilibError as error:
            books.end(type(error).__name__)
        except TimeoutError:
            books.end("task cancelled")


def audited(books: Books, provider: EmbeddedProvider, name: str) -> None:
    assert {"answer", "cancelled", "Overloaded", "BadRequest"} <= set(books.ends)
    provider.wait_for(lambda p: p.active_requests == 0)
    provider.wait_for(lambda p: all(seen.done_at is not None for seen in p.requests))
    NOTES[f"soak, {name}"] = f"{books.begun} calls: " + ", ".join(f"{n} {e}" for e, n in books.ends.most_common())


def soak_threads(seconds: float) -> Books:
    """What was begun and how it ended, once nothing is left of it."""
    books = Books()
    with EmbeddedProvider() as provider:
        scripted(provider)
        with (
            Client("embedded", base_url=provider.base_url, timeout=LIMITS, retry=RETRY, max_concurrency=12) as client,
            ThreadPoolExecutor(WORKERS) as pool,
        ):
            until = time.monotonic() + seconds
            for done in [pool.submit(work, client, books, seed, until) for seed in range(WORKERS)]:
                done.result()
            # Every place has been given back: as many as ever can be taken at once.
            assert all(item.ok for item in client.chat_completion_batch(["hi"] * 24, 24))
        audited(books, provider, "threads")
    return books


def soak_tasks(seconds: float) -> Books:
    """The same on the async client."""
    books = Books()

    async def run(base_url: str) -> None:
        until = time.monotonic() + seconds
        async with AsyncClient(
            "embedded", base_url=base_url, timeout=LIMITS, retry=RETRY, max_concurrency=12
        ) as client:
            await asyncio.gather(*(work_async(client, books, seed, until) for seed in range(WORKERS)))
            assert all(item.ok for item in await client.chat_completion_batch(["hi"] * 24, 24))
        assert asyncio.all_tasks() == {asyncio.current_task()}

    with EmbeddedProvider() as provider:
        scripted(provider)
        asyncio.run(run(provider.base_url))
        audited(books, provider, "tasks")
    return books


def accounted_for(books: Books) -> bool:
    """Whether every call has come to one end."""
    return books.begun > WORKERS and books.begun == books.ends.total()


def test_threads_for_a_moment() -> None:
    assert accounted_for(soak_threads(2.5))


def test_tasks_for_a_moment() -> None:
    assert accounted_for(soak_tasks(2.5))


@pytest.mark.soak
def test_threads_for_a_minute() -> None:
    assert accounted_for(soak_threads(60))


@pytest.mark.soak
def test_tasks_for_a_minute() -> None:
    assert accounted_for(soak_tasks(60))
