"""Write a test once, run it on both clients.

`SyncDriver.client(...)` is a plain `Client`. `AsyncDriver.client(...)` is an `AsyncClient` behind a `Bridge`,
which runs every coroutine in one event loop and turns async iterators into plain ones, so that the same lines of a test
drive both. The loop stands still between two calls, as it does when an application is busy elsewhere.
"""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import Any

from ailib import AsyncClient, Client
from ailib.chat import AsyncBuiltStream, AsyncChatBuilder
from ailib.streams import AsyncChatStream, StreamWithHandle

_BRIDGED = (AsyncClient, AsyncChatStream, AsyncBuiltStream, AsyncChatBuilder)


class SyncDriver:
    """The blocking client as it is."""

    name = "sync"
    client_class: Any = Client

    def __init__(self) -> None:
        self._clients: list[Any] = []

    def client(self, target: Any = "embedded", **keywords: Any) -> Any:
        """A client that is closed at the end of the test."""
        client = Client(target, **keywords)
        self._clients.append(client)
        return client

    def wrap(self, value: Any) -> Any:
        """What a test may use in place of `value`."""
        return value

    def until(self, predicate: Callable[[], Any], timeout: float = 2.0) -> Any:
        """Wait until `predicate()` is true; fails after `timeout` seconds."""
        end = time.monotonic() + timeout
        while not (value := predicate()):
            assert time.monotonic() < end, "it did not happen in time"
            self.settle(0.005)
        return value

    def settle(self, seconds: float = 0.01) -> None:
        """Let some time pass."""
        time.sleep(seconds)

    def together(self, calls: list[Callable[[Any], Any]], client: Any) -> list[Any]:
        """Run calls at once on one client: threads here, tasks there. Each gets the client itself."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(lambda call: call(client), calls))

    def close(self) -> None:
        """Close every client."""
        for client in self._clients:
            client.close()


class AsyncDriver(SyncDriver):
    """The async client, stepped by one event loop."""

    name = "async"
    client_class: Any = AsyncClient

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()

    def client(self, target: Any = "embedded", **keywords: Any) -> Any:
        client = AsyncClient(target, **keywords)
        self._clients.append(client)
        return Bridge(self, client)

    def run(self, awaitable: Any) -> Any:
        """Await something in the loop."""

        async def awaiting() -> Any:
            return await awaitable

        return self.runner.run(awaiting())

    def wrap(self, value: Any) -> Any:
        if isinstance(value, StreamWithHandle):
            stream, handle = value
            return self.wrap(stream), handle
        if isinstance(value, _BRIDGED):
            return Bridge(self, value)
        if inspect.isasyncgen(value):
            return self.steps(value)
        if inspect.isawaitable(value):
            return self.wrap(self.run(value))
        return value

    def steps(self, generator: AsyncGenerator[Any, None]) -> Iterator[Any]:
        """A plain generator over an async one; closing it closes the other."""
        try:
            while True:
                try:
                    yield self.run(anext(generator))
                except StopAsyncIteration:
                    return
        finally:
            self.run(generator.aclose())

    def settle(self, seconds: float = 0.01) -> None:
        self.run(asyncio.sleep(seconds))

    def together(self, calls: list[Callable[[Any], Any]], client: Any) -> list[Any]:
        async def all_of_them() -> list[Any]:
            return await asyncio.gather(*(call(client.it) for call in calls))

        return list(self.run(all_of_them()))

    def close(self) -> None:
        for client in self._clients:
            self.run(client.close())
        self.runner.close()


class Bridge:
    """An object of the async API with the manners of the blocking one; `it` is the object itself."""

    def __init__(self, driver: AsyncDriver, it: Any) -> None:
        self._driver = driver
        self.it = it

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.it, name)
        if not callable(value) or isinstance(value, type):
            return self._driver.wrap(value)

        def call(*args: Any, **keywords: Any) -> Any:
            result = value(*args, **keywords)
            if result is self.it:
                return self
            # The blocking client opens a stream in the call itself.
            if isinstance(result, (AsyncChatStream, AsyncBuiltStream)) and name in ("chat_completion_stream", "stream"):
                self._driver.run(result)
            return self._driver.wrap(result)

        return call

    def __iter__(self) -> Iterator[Any]:
        return self._driver.steps(aiter(self.it))

    def __next__(self) -> Any:
        try:
            return self._driver.run(anext(self.it))
        except StopAsyncIteration:
            raise StopIteration from None

    def __enter__(self) -> Any:
        self._driver.run(self.it.__aenter__())
        return self

    def __exit__(self, *error: object) -> None:
        self._driver.run(self.it.__aexit__(*error))

    def __repr__(self) -> str:
        return repr(self.it)
