"""Promise 4: `cancel()` from another thread ends a call in every phase within 200 ms, and the server sees it end."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any

import pytest

from ailib.cancel import CancelToken
from ailib.errors import Cancelled
from ailib.transport.base import HttpRequest

from . import HUNG, Driver, both, limits
from .rawserver import (
    Connection,
    RawProxy,
    RawRequest,
    RawServer,
    black_hole,
    certificates,
    each_request,
    eventually,
    open_descriptors,
    response,
    silent,
)
from .socksserver import RawSocks

TLS = certificates()
ways = pytest.mark.parametrize("way", ["tcp", "tls", "tunnel", "socks"])


@contextlib.contextmanager
def reached(
    kind: str, way: str, handler: Callable[[Connection], object], **options: Any
) -> Generator[tuple[RawServer, Driver], None, None]:
    """A server and a driver that reaches it directly, over TLS, or over TLS through a proxy of HTTP or SOCKS."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(RawServer(handler, None if way == "tcp" else TLS.server))
        if way == "tunnel":
            options["proxy"] = stack.enter_context(RawProxy()).url
        elif way == "socks":
            options["proxy"] = f"socks5h://127.0.0.1:{stack.enter_context(RawSocks()).port}"
        yield server, stack.enter_context(Driver(kind, verify=TLS.ca_path, **options))


def cancelled_in_time(call: Future[Any], token: CancelToken) -> None:
    """Cancel a call that is under way and check how it ends."""
    assert not call.done()
    start = time.monotonic()
    assert token.cancel("enough") is True
    with pytest.raises(Cancelled) as caught:
        call.result(HUNG)
    took = time.monotonic() - start
    assert took < 0.2, f"the call ended {took:.3f} s after the cancel"
    assert caught.value.reason == "enough"


@each_request
def hold(connection: Connection, request: RawRequest) -> None:
    if request.target == "/ok":
        connection.send(response(b"ok"))
        return
    if request.target == "/stream":
        connection.start_chunked()
        connection.chunk(b"first")
    connection.wait_gone()


def sent(server: RawServer, count: int = 1) -> bool:
    """Whether so many requests have arrived; a moment more, for the client to be waiting again."""
    arrived = eventually(lambda: len(server.requests) >= count, 5)
    time.sleep(0.03)
    return arrived


@both
@ways
def test_cancelled_before_it_starts_nothing_is_sent(kind: str, way: str) -> None:
    token = CancelToken()
    token.cancel("enough")
    with reached(kind, way, hold) as (server, driver):
        for _ in range(2):
            with pytest.raises(Cancelled) as caught:
                driver.send(server.url + "/ok", cancel=token)
            assert caught.value.reason == "enough"
            with pytest.raises(Cancelled):
                driver.stream(server.url + "/ok", cancel=token)
        assert server.connections == []
        assert driver.send(server.url + "/ok").body == b"ok"


@both
def test_cancelled_while_connecting(kind: str) -> None:
    token = CancelToken()
    with black_hole() as port, Driver(kind) as driver:
        call = driver.start_send(f"http://127.0.0.1:{port}/", limits=limits(connect=20), cancel=token)
        time.sleep(0.1)
        cancelled_in_time(call, token)


@both
def test_cancelled_in_the_tls_handshake(kind: str) -> None:
    token = CancelToken()
    with RawServer(silent) as server, Driver(kind, verify=False) as driver:
        call = driver.start_send(f"https://127.0.0.1:{server.port}/", limits=limits(connect=20), cancel=token)
        assert eventually(lambda: server.connections)
        time.sleep(0.05)
        cancelled_in_time(call, token)
        assert eventually(lambda: server.gone == 1, 0.2)


@both
def test_cancelled_while_the_proxy_connects(kind: str) -> None:
    token = CancelToken()
    with RawServer(hold) as proxy, Driver(kind, proxy=proxy.url, verify=False) as driver:
        call = driver.start_send("https://127.0.0.1:9/", limits=limits(connect=20), cancel=token)
        assert sent(proxy)
        cancelled_in_time(call, token)
        assert eventually(lambda: proxy.gone == 1, 0.2)


@both
@ways
def test_cancelled_while_waiting_for_headers(kind: str, way: str) -> None:
    token = CancelToken()
    with reached(kind, way, hold) as (server, driver):
        call = driver.start_send(server.url + "/", "POST", body=b"x", limits=limits(5, 20), cancel=token)
        assert sent(server)
        cancelled_in_time(call, token)
        assert eventually(lambda: server.gone == 1, 0.2)
        assert driver.send(server.url + "/ok").body == b"ok"
        assert len(server.requests) == 2


@both
@ways
def test_cancelled_while_waiting_on_a_kept_connection(kind: str, way: str) -> None:
    token = CancelToken()
    with reached(kind, way, hold) as (server, driver):
        driver.send(server.url + "/ok")
        call = driver.start_send(server.url + "/", "POST", body=b"x", limits=limits(5, 20), cancel=token)
        assert sent(server, 2)
        assert len(server.connections) == 1
        cancelled_in_time(call, token)
        assert eventually(lambda: server.gone == 1, 0.2)


@both
@ways
def test_cancelled_while_opening_a_stream(kind: str, way: str) -> None:
    token = CancelToken()
    with reached(kind, way, hold) as (server, driver):
        call = driver.start(driver.transport.stream(HttpRequest("GET", server.url + "/", {}), limits(), token))
        assert sent(server)
        cancelled_in_time(call, token)
        assert eventually(lambda: server.gone == 1, 0.2)


@both
@ways
def test_cancelled_in_the_middle_of_a_stream(kind: str, way: str) -> None:
    token = CancelToken()
    with reached(kind, way, hold) as (server, driver):
        stream = driver.stream(server.url + "/stream", cancel=token)
        assert stream.read(within=5) == b"first"
        read = stream.start_read(within=20)
        time.sleep(0.05)
        cancelled_in_time(read, token)
        assert eventually(lambda: server.gone == 1, 0.2)
        stream.close()
        assert driver.send(server.url + "/ok").body == b"ok"


@both
@ways
def test_cancelled_in_the_middle_of_a_plain_body(kind: str, way: str) -> None:
    token = CancelToken()
    with reached(kind, way, hold) as (server, driver):
        call = driver.start_send(server.url + "/stream", limits=limits(5, 20), cancel=token)
        assert sent(server)
        cancelled_in_time(call, token)
        assert eventually(lambda: server.gone == 1, 0.2)


@both
def test_cancelled_while_sending(kind: str) -> None:
    token = CancelToken()
    reads_on = threading.Event()
    drained: list[int] = []

    def stuck(connection: Connection) -> None:
        reads_on.wait(10)
        drained.append(connection.drain())

    with RawServer(stuck) as server, Driver(kind) as driver:
        call = driver.start_send(server.url + "/", "POST", body=bytes(30_000_000), cancel=token)
        assert eventually(lambda: server.connections)
        time.sleep(0.15)
        cancelled_in_time(call, token)
        # The end stands behind what was already on its way, so a server sees it when it reads on.
        reads_on.set()
        assert eventually(lambda: server.gone == 1)
    assert drained[0] < 30_000_000


@both
def test_cancelled_between_two_reads_the_server_sees_it_at_once(kind: str) -> None:
    token = CancelToken()
    with RawServer(hold) as server, Driver(kind) as driver:
        stream = driver.stream(server.url + "/stream", cancel=token)
        assert stream.read(within=5) == b"first"
        token.cancel("enough")
        assert eventually(lambda: server.gone == 1, 0.2)
        with pytest.raises(Cancelled) as caught:
            stream.read(within=5)
        assert caught.value.reason == "enough"
        stream.close()


@both
def test_cancelled_while_the_body_keeps_coming(kind: str) -> None:
    @each_request
    def flood(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        while not connection.wait_gone(0.0):
            connection.chunk(b"x" * 10_000)

    token = CancelToken()
    with RawServer(flood) as server, Driver(kind) as driver:
        call = driver.start_send(server.url + "/", cancel=token)
        assert sent(server)
        cancelled_in_time(call, token)
        assert eventually(lambda: server.gone == 1, 0.3)


@both
@ways
def test_a_token_cancelled_after_the_end_harms_nobody(kind: str, way: str) -> None:
    with reached(kind, way, hold) as (server, driver):
        for _ in range(5):
            token = CancelToken()
            assert driver.send(server.url + "/ok", cancel=token).body == b"ok"
            token.cancel()
            token = CancelToken()
            stream = driver.stream(server.url + "/ok", cancel=token)
            assert stream.read_all() == b"ok"
            token.cancel()
            stream.close()
        assert [len(connection.requests) for connection in server.connections] == [10]


class Watched(CancelToken):
    """A token that knows who still listens to it."""

    def __init__(self) -> None:
        super().__init__()
        self.listening: set[int] = set()
        self.added = 0

    def add(self, callback: Callable[[], object]) -> int:
        ticket = super().add(callback)
        self.listening.add(ticket)
        self.added += 1
        return ticket

    def remove(self, ticket: int) -> None:
        super().remove(ticket)
        self.listening.discard(ticket)


@both
def test_a_token_that_outlives_its_calls_does_not_grow(kind: str) -> None:
    """Promise 12: one token for a batch of a million calls."""
    token = Watched()
    with RawServer(hold) as server, Driver(kind) as driver:
        driver.send(server.url + "/ok", cancel=token)
        driver.stream(server.url + "/ok", cancel=token).read_all()
        stream = driver.stream(server.url + "/stream", cancel=token)
        stream.read(within=5)
        stream.close()
        with pytest.raises(TimeoutError):
            driver.send(server.url + "/", limits=limits(read=0.1), cancel=token)
        driver.run(driver.runtime.sleep(0.01, token))
        semaphore = driver.runtime.semaphore(1)
        assert driver.run(semaphore.acquire(None, token))
        assert not driver.run(semaphore.acquire(driver.runtime.now() + 0.05, token))
        assert token.added >= 5
        assert eventually(lambda: not token.listening)


@both
def test_an_old_token_does_not_end_the_next_call_on_its_connection(kind: str) -> None:
    old = CancelToken()
    with RawServer(hold) as server, Driver(kind) as driver:
        driver.send(server.url + "/ok", cancel=old)
        stream = driver.stream(server.url + "/stream")
        assert stream.read(within=5) == b"first"
        read = stream.start_read(within=0.3)
        old.cancel()
        with pytest.raises(TimeoutError):
            read.result(5)
        assert len(server.connections) == 1
        stream.close()


@both
@pytest.mark.parametrize("streamed", [False, True])
def test_a_cancel_at_the_very_end_leaves_the_pool_usable(kind: str, streamed: bool) -> None:
    chance = random.Random(4)
    ended = {True: 0, False: 0}

    async def whole_stream(driver: Driver, url: str, token: CancelToken) -> bytes:
        stream = await driver.transport.stream(HttpRequest("GET", url, {}), limits(), token)
        try:
            body = b""
            while data := await stream.read(None):
                body += data
            return body
        finally:
            await stream.aclose()

    async def whole_call(driver: Driver, url: str, token: CancelToken) -> bytes:
        return (await driver.transport.send(HttpRequest("GET", url, {}), limits(), token)).body

    with RawServer(hold) as server, Driver(kind) as driver:
        for _ in range(100):
            token = CancelToken()
            call = driver.start((whole_stream if streamed else whole_call)(driver, server.url + "/ok", token))
            time.sleep(chance.random() * 0.002)
            token.cancel()
            try:
                assert call.result(HUNG) == b"ok"
                ended[True] += 1
            except Cancelled:
                ended[False] += 1
            assert driver.send(server.url + "/ok", "POST", body=b"x").body == b"ok"
        assert eventually(lambda: server.open <= 1)
    assert ended[True] + ended[False] == 100


@both
@pytest.mark.parametrize("streamed", [False, True])
def test_two_hundred_cancels_leave_no_descriptor(kind: str, streamed: bool) -> None:
    with RawServer(hold) as server, Driver(kind) as driver:

        def round_of(count: int) -> None:
            tokens = [CancelToken() for _ in range(count)]
            before = len(server.requests)
            calls: list[Future[Any]]
            if streamed:
                streams = [driver.stream(server.url + "/stream", cancel=token) for token in tokens]
                assert [stream.read(within=5) for stream in streams] == [b"first"] * count
                calls = [stream.start_read(within=20) for stream in streams]
            else:
                streams = []
                calls = [driver.start_send(server.url + "/", cancel=token) for token in tokens]
                assert eventually(lambda: len(server.requests) == before + count, 5)
            for token in tokens:
                token.cancel()
            for call in calls:
                with pytest.raises(Cancelled):
                    call.result(HUNG)
            for stream in streams:
                stream.close()

        round_of(20)
        assert driver.send(server.url + "/ok").body == b"ok"
        assert eventually(lambda: server.open == 1)
        before = open_descriptors()
        for _ in range(10):
            round_of(20)
        assert driver.send(server.url + "/ok").body == b"ok"
        assert eventually(lambda: server.open == 1)
        assert eventually(lambda: open_descriptors() <= before), f"{open_descriptors()} descriptors instead of {before}"
        assert server.gone >= 220


@pytest.mark.parametrize("phase", ["headers", "stream"])
@ways
def test_cancelling_the_task_ends_the_call_and_closes_its_connection(phase: str, way: str) -> None:
    with reached("async", way, hold) as (server, driver):

        async def call() -> str:
            async def work() -> None:
                if phase == "headers":
                    await driver.transport.send(HttpRequest("GET", server.url + "/", {}), limits())
                else:
                    stream = await driver.transport.stream(HttpRequest("GET", server.url + "/stream", {}), limits())
                    try:
                        while await stream.read(None):
                            pass
                    finally:
                        await stream.aclose()

            task = asyncio.create_task(work())
            while not server.requests:
                await asyncio.sleep(0.005)
            await asyncio.sleep(0.03)
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                return "cancelled" if not asyncio.current_task().cancelling() else "leaked"  # type: ignore[union-attr]
            return "went on"

        assert driver.run(call()) == "cancelled"
        assert eventually(lambda: server.gone == 1, 0.2)
        assert driver.send(server.url + "/ok").body == b"ok"


def test_asyncio_timeout_around_a_call_works_as_ever() -> None:
    with RawServer(hold) as server, Driver("async") as driver:

        async def call() -> None:
            async with asyncio.timeout(0.2):
                await driver.transport.send(HttpRequest("GET", server.url + "/", {}), limits(read=5, deadline=10))

        with pytest.raises(TimeoutError) as caught:
            driver.run(call())
        assert type(caught.value) is TimeoutError
        assert eventually(lambda: server.gone == 1, 0.2)


@both
def test_one_token_cancels_many_calls(kind: str) -> None:
    token = CancelToken()
    with RawServer(hold) as server, Driver(kind) as driver:
        calls = [driver.start_send(server.url + "/", cancel=token) for _ in range(20)]
        assert sent(server, 20)
        start = time.monotonic()
        token.cancel("all of them")
        for call in calls:
            with pytest.raises(Cancelled):
                call.result(HUNG)
        assert time.monotonic() - start < 0.4
        assert eventually(lambda: server.open == 0, 0.5)


@both
def test_a_cancel_from_many_threads_counts_once(kind: str) -> None:
    token = CancelToken()
    with RawServer(hold) as server, Driver(kind) as driver:
        call = driver.start_send(server.url + "/", cancel=token)
        assert sent(server)
        barrier = threading.Barrier(8)
        first: list[int] = []

        def cancel(number: int) -> None:
            barrier.wait(5)
            if token.cancel(str(number)):
                first.append(number)

        threads = [threading.Thread(target=cancel, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
        with pytest.raises(Cancelled) as caught:
            call.result(HUNG)
        assert len(first) == 1
        assert caught.value.reason == str(first[0])
