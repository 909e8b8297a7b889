"""The contract of `ailib.transport.base`, tested once for both implementations.

`Driver("sync")` and `Driver("async")` give the blocking and the asyncio transport the same blocking face:
each call runs beside the test (in a thread that steps the coroutine, or as a task of one loop) and becomes a future,
so that a call which hangs fails its test instead of stopping the run. `@both` runs a test with either.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import time
from collections.abc import Coroutine, Generator, Mapping
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar
from unittest import mock

import pytest

from ailib.cancel import CancelToken
from ailib.options import ConnectionOptions
from ailib.transport.base import Auth, HttpRequest, HttpResponse, HttpStream, Limits, Runtime, Transport, WebSocket

from .rawserver import eventually

__all__ = ["Driver", "Socket", "Stream", "both", "clean_environment", "in_seconds", "limits", "step"]

T = TypeVar("T")

both = pytest.mark.parametrize("kind", ["sync", "async"])

# Seconds after which a call that has not ended is taken for hung; far above every limit that the tests set.
HUNG = 15.0

_NETWORK_VARIABLES = {
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NETRC",
    "AI_PROXY_URL",
}


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without anything that steers HTTP clients, then `extra`."""
    kept = {name: value for name, value in os.environ.items() if name.upper() not in _NETWORK_VARIABLES}
    return kept | dict(extra or {})


@contextlib.contextmanager
def in_seconds(at_most: float, at_least: float = 0.0) -> Generator[None, None, None]:
    """Fail when the block takes longer or shorter."""
    start = time.monotonic()
    yield
    took = time.monotonic() - start
    assert at_least <= took <= at_most, f"took {took:.3f} s instead of {at_least:g} to {at_most:g} s"


def limits(connect: float | None = None, read: float | None = None, deadline: float | None = None) -> Limits:
    """Limits whose deadline is given in seconds from now."""
    return Limits(connect, read, None if deadline is None else time.monotonic() + deadline)


def step(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        value: T = stop.value
        return value
    coroutine.close()
    raise AssertionError("The coroutine suspended although its ports block")


class Stream:
    """An `HttpStream` with blocking methods."""

    def __init__(self, driver: Driver, stream: HttpStream) -> None:
        self._driver = driver
        self._stream = stream
        self.status = stream.status
        self.headers = stream.headers

    def read(self, within: float | None = None) -> bytes:
        """The next bytes; `within` in seconds from now."""
        return self.start_read(within).result(HUNG)

    def start_read(self, within: float | None = None) -> Future[bytes]:
        """Begin to read; returns at once."""
        until = None if within is None else time.monotonic() + within
        return self._driver.start(self._stream.read(until))

    def read_all(self) -> bytes:
        """All bytes up to the end."""
        return self._driver.run(self._read_all())

    async def _read_all(self) -> bytes:
        pieces: list[bytes] = []
        while data := await self._stream.read(None):
            pieces.append(data)
        return b"".join(pieces)

    def close(self) -> None:
        """Close it."""
        self._driver.run(self._stream.aclose())


class Socket:
    """A `WebSocket` with blocking methods."""

    def __init__(self, driver: Driver, inner: WebSocket) -> None:
        self._driver = driver
        self._inner = inner

    @property
    def close_code(self) -> int | None:
        """See `WebSocket`."""
        return self._inner.close_code

    @property
    def close_reason(self) -> str:
        """See `WebSocket`."""
        return self._inner.close_reason

    @property
    def headers(self) -> Mapping[str, str]:
        """See `WebSocket`."""
        return self._inner.headers

    def receive(self, within: float | None = None) -> str | bytes | None:
        """The next message; `within` in seconds from now."""
        return self.start_receive(within).result(HUNG)

    def start_receive(self, within: float | None = None) -> Future[str | bytes | None]:
        """Begin to receive; returns at once."""
        until = None if within is None else time.monotonic() + within
        return self._driver.start(self._inner.receive(until))

    def send(self, message: str | bytes, within: float | None = None) -> None:
        """Send a message."""
        self.start_send(message, within).result(HUNG)

    def start_send(self, message: str | bytes, within: float | None = None) -> Future[None]:
        """Begin to send; returns at once."""
        until = None if within is None else time.monotonic() + within
        return self._driver.start(self._inner.send(message, until))

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it."""
        self._driver.run(self._inner.aclose(code, reason))


class Driver:
    """One transport and its runtime, and blocking ways to use them.

    Args:
        kind: "sync" or "async".
        environment: Variables set while the `with` block runs; others that concern HTTP are removed.
        options: Fields of `ConnectionOptions`.
    """

    transport: Transport
    runtime: Runtime
    loop: asyncio.AbstractEventLoop
    _stop: asyncio.Event

    def __init__(self, kind: str, environment: Mapping[str, str] | None = None, **options: Any) -> None:
        self.kind = kind
        self._options = ConnectionOptions(**options)
        self._environment = mock.patch.dict(os.environ, clean_environment(environment), clear=True)
        self._threads: list[threading.Thread] = []
        self._complaints: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._environment.start()
        try:
            self._open()
        except BaseException:
            self._stop_loop()
            self._environment.stop()
            raise
        return self

    def _open(self) -> None:
        if self.kind == "sync":
            from ailib.transport.blocking import RequestsTransport
            from ailib.transport.threads import BlockingRuntime

            self.transport, self.runtime = RequestsTransport(self._options), BlockingRuntime()
        else:
            from ailib.transport.aio import AiohttpTransport
            from ailib.transport.tasks import AsyncRuntime

            self._loop_runs = threading.Event()
            self._loop_thread = threading.Thread(target=self._run_loop, name="loop")
            self._loop_thread.start()
            self._loop_runs.wait()
            self.transport, self.runtime = AiohttpTransport(self._options), AsyncRuntime()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        left: object = None
        try:
            self.run(self.transport.aclose())
            if self.kind == "sync":
                for thread in self._threads:
                    thread.join(0.1 if error else 5)
                left = [thread for thread in self._threads if thread.is_alive()]
            elif not error and not eventually(lambda: len(asyncio.all_tasks(self.loop)) == 1):
                left = asyncio.all_tasks(self.loop)
        finally:
            self._stop_loop()
            self._environment.stop()
        if error is None:
            assert not left, f"still running: {left}"
            assert not self._complaints, f"the loop complained: {self._complaints}"

    def _stop_loop(self) -> None:
        if self.kind == "async":
            self.loop.call_soon_threadsafe(self._stop.set)
            self._loop_thread.join(5)

    def _run_loop(self) -> None:
        async def until_stopped() -> None:
            self._stop = asyncio.Event()
            self.loop = asyncio.get_running_loop()
            self.loop.set_exception_handler(lambda _loop, context: self._complaints.append(context))
            self._loop_runs.set()
            await self._stop.wait()

        with asyncio.Runner() as runner:
            runner.run(until_stopped())

    def start(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        """Run a coroutine beside the test."""
        if self.kind == "async":
            return asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        future: Future[T] = Future()

        def work() -> None:
            try:
                future.set_result(step(coroutine))
            except BaseException as error:
                future.set_exception(error)

        thread = threading.Thread(target=work, name="call", daemon=True)
        self._threads = [other for other in self._threads if other.is_alive()]
        self._threads.append(thread)
        thread.start()
        return future

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end."""
        return self.start(coroutine).result(HUNG)

    def start_send(
        self,
        url: str,
        method: str = "GET",
        *,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        auth: Auth | None = None,
        limits: Limits | None = None,
        cancel: CancelToken | None = None,
    ) -> Future[HttpResponse]:
        """Begin `Transport.send`; returns at once."""
        request = HttpRequest(method, url, headers or {}, body, auth)
        return self.start(self.transport.send(request, limits or Limits(), cancel))

    def send(self, url: str, method: str = "GET", **rest: Any) -> HttpResponse:
        """`Transport.send`; see `start_send` for the parameters."""
        return self.start_send(url, method, **rest).result(HUNG)

    def stream(
        self,
        url: str,
        method: str = "GET",
        *,
        body: bytes | None = None,
        limits: Limits | None = None,
        cancel: CancelToken | None = None,
    ) -> Stream:
        """`Transport.stream`."""
        request = HttpRequest(method, url, {}, body)
        return Stream(self, self.run(self.transport.stream(request, limits or Limits(), cancel)))

    def connect_ws(
        self,
        url: str,
        *,
        headers: dict[str, str] | None = None,
        limits: Limits | None = None,
        cancel: CancelToken | None = None,
        auth: Auth | None = None,
    ) -> Socket:
        """`Transport.connect_ws`, of a server that opens one."""
        made = self.handshake(url, headers=headers, limits=limits, cancel=cancel, auth=auth)
        assert not isinstance(made, HttpResponse)
        return made

    def handshake(
        self,
        url: str,
        *,
        headers: dict[str, str] | None = None,
        limits: Limits | None = None,
        cancel: CancelToken | None = None,
        auth: Auth | None = None,
    ) -> Socket | HttpResponse:
        """`Transport.connect_ws`."""
        request = HttpRequest("GET", url, headers or {}, None, auth)
        made = self.run(self.transport.connect_ws(request, limits or Limits(), cancel))
        return made if isinstance(made, HttpResponse) else Socket(self, made)
