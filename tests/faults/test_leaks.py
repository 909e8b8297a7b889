"""Thousands of calls leave nothing behind: memory, sockets, threads, tasks (promise 12).

The provider runs in a process of its own, so that only the client's memory is measured.
"""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ailib import AsyncClient, CancelHandle, Client, Timeouts
from tests.conftest import open_sockets

from .conftest import NOTES

WARM = 100
MEGABYTE = 1024 * 1024
PAGE = os.sysconf("SC_PAGE_SIZE")
STATM = Path("/proc/self/statm")
pytestmark = pytest.mark.skipif(not STATM.exists(), reason="this system does not tell how much memory is resident")


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    command = [sys.executable, "-m", "ailib.testing", "--instant"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()[-1]
        finally:
            server.terminate()


def resident() -> int:
    gc.collect()
    return int(STATM.read_text().split()[1]) * PAGE


def plain(client: Client) -> None:
    assert client.chat_completion("hi").text


def streamed(client: Client) -> None:
    assert client.chat_completion_stream("hi").collect().text


def abandoned(client: Client) -> None:
    for _chunk in client.chat_completion_stream("hi"):
        break


def optioned(client: Client) -> None:
    handle = CancelHandle()
    client.chat_completion("hi", timeout=Timeouts(deadline=9), max_retries=1, headers={"X-A": "b"}, cancel=handle)
    assert client.with_options(timeout=5).chat_completion("hi").text


async def plain_async(client: AsyncClient) -> None:
    assert (await client.chat_completion("hi")).text


async def streamed_async(client: AsyncClient) -> None:
    assert (await client.chat_completion_stream("hi").collect()).text


async def abandoned_async(client: AsyncClient) -> None:
    async with client.chat_completion_stream("hi") as stream:
        async for _chunk in stream:
            break


async def optioned_async(client: AsyncClient) -> None:
    handle = CancelHandle()
    await client.chat_completion("hi", timeout=Timeouts(deadline=9), max_retries=1, headers={"X-A": "b"}, cancel=handle)
    assert (await client.with_options(timeout=5).chat_completion("hi")).text


KINDS: list[tuple[Callable[[Client], None], Callable[[AsyncClient], Awaitable[None]]]] = [
    (plain, plain_async),
    (streamed, streamed_async),
    (abandoned, abandoned_async),
    (optioned, optioned_async),
]
EACH = pytest.mark.parametrize("call", [kind[0] for kind in KINDS], ids=lambda call: call.__name__)
EACH_ASYNC = pytest.mark.parametrize("call", [kind[1] for kind in KINDS], ids=lambda call: call.__name__)


def blocking(base_url: str, call: Callable[[Client], None], count: int) -> float:
    """MiB by which the process has grown over so many calls."""
    with Client("embedded", base_url=base_url) as client:
        for _ in range(WARM):
            call(client)
        memory, sockets, threads = resident(), open_sockets(), threading.active_count()
        for _ in range(count):
            call(client)
        grown = resident() - memory
        assert open_sockets() <= sockets + 1  # one may be waiting in the pool
        assert threading.active_count() <= threads
    NOTES[f"growth over {count} calls, {call.__name__}"] = f"{grown / MEGABYTE:.2f} MiB"
    return grown / MEGABYTE


def awaited(base_url: str, call: Callable[[AsyncClient], Awaitable[None]], count: int) -> float:
    """The same on the async client."""

    async def run() -> int:
        async with AsyncClient("embedded", base_url=base_url) as client:
            for _ in range(WARM):
                await call(client)
            memory, sockets, threads = resident(), open_sockets(), threading.active_count()
            for _ in range(count):
                await call(client)
            grown = resident() - memory
            assert open_sockets() <= sockets + 1  # one may be waiting in the pool
            assert threading.active_count() <= threads
            assert asyncio.all_tasks() == {asyncio.current_task()}
        return grown

    grown = asyncio.run(run())
    NOTES[f"growth over {count} calls, {getattr(call, '__name__', '')}"] = f"{grown / MEGABYTE:.2f} MiB"
    return grown / MEGABYTE


@EACH
def test_some_calls(base_url: str, call: Any) -> None:
    assert blocking(base_url, call, 150) < 2


@EACH_ASYNC
def test_some_async_calls(base_url: str, call: Any) -> None:
    assert awaited(base_url, call, 150) < 2


@pytest.mark.soak
@EACH
def test_ten_thousand_calls(base_url: str, call: Any) -> None:
    assert blocking(base_url, call, 10_000) < 5


@pytest.mark.soak
@EACH_ASYNC
def test_ten_thousand_async_calls(base_url: str, call: Any) -> None:
    assert awaited(base_url, call, 10_000) < 5


def test_a_handle_for_thousands_of_calls_does_not_grow(base_url: str) -> None:
    """One long-lived handle, a child for each call."""
    handle = CancelHandle()
    with Client("embedded", base_url=base_url) as client:
        for _ in range(100):
            client.chat_completion("hi", cancel=handle.child())
    gc.collect()
    assert handle._token._callbacks == {}
