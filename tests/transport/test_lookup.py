"""Names and addresses: a resolver that hangs holds nobody up, and an address that is dead leaves time for the next."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from unittest import mock

import pytest

from ailib.cancel import CancelToken
from ailib.errors import Cancelled, ConnectError, RequestTimeout
from ailib.options import ConnectionOptions
from ailib.transport.base import HttpRequest, Limits
from ailib.transport.lookup import look_up

from . import HUNG, Driver, both, in_seconds, limits
from .rawserver import Connection, RawRequest, RawServer, black_hole, each_request, eventually, response

# A name of the tests; the address that the resolver gives for it is patched in.
NAME = "api.example"


@each_request
def answer(connection: Connection, request: RawRequest) -> None:
    connection.send(response(b"ok"))


class Resolver:
    """Stands in for the resolver of the operating system.

    Args:
        hosts: The addresses of `NAME`; none means that the name does not exist.
        hangs: It answers only after `release`.
    """

    def __init__(self, *hosts: str, hangs: bool = False) -> None:
        self.hosts = hosts
        self.asked = 0
        self._answers = threading.Event()
        if not hangs:
            self._answers.set()
        self._real = socket.getaddrinfo

    def release(self) -> None:
        self._answers.set()

    def getaddrinfo(self, host: Any, port: Any, *rest: Any, **named: Any) -> Any:
        if host != NAME:
            return self._real(host, port, *rest, **named)
        self.asked += 1
        self._answers.wait()
        if not self.hosts:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        found: list[Any] = []
        for address in self.hosts:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            where = (address, port, 0, 0) if ":" in address else (address, port)
            found.append((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", where))
        return found


@contextlib.contextmanager
def resolving(*hosts: str, hangs: bool = False) -> Generator[Resolver, None, None]:
    resolver = Resolver(*hosts, hangs=hangs)
    with mock.patch.object(socket, "getaddrinfo", resolver.getaddrinfo):
        try:
            yield resolver
        finally:
            resolver.release()
            assert eventually(lambda: not lookups()), "the threads that asked end with the answer"


def lookups() -> list[threading.Thread]:
    """The threads that wait for the resolver."""
    return [thread for thread in threading.enumerate() if thread.name == "ailib-lookup"]


@both
@pytest.mark.parametrize("limit", ["connect", "deadline"])
def test_a_resolver_that_hangs_ends_with_the_limit(kind: str, limit: str) -> None:
    with resolving(hangs=True), Driver(kind) as driver, in_seconds(0.5, 0.15):
        with pytest.raises(RequestTimeout) as caught:
            driver.send(f"http://{NAME}/", limits=limits(**{limit: 0.2}))
        assert caught.value.phase == limit


@both
def test_a_resolver_that_hangs_does_not_hold_up_a_cancel(kind: str) -> None:
    """Promise 4."""
    token = CancelToken()
    with resolving(hangs=True) as resolver, Driver(kind) as driver:
        call = driver.start_send(f"http://{NAME}/", limits=limits(connect=20), cancel=token)
        assert eventually(lambda: resolver.asked)
        with in_seconds(0.2):
            token.cancel("enough")
            with pytest.raises(Cancelled):
                call.result(HUNG)


def test_a_resolver_that_hangs_does_not_hold_up_the_end_of_the_loop() -> None:
    from ailib.transport.aio import AiohttpTransport

    async def attempt() -> None:
        transport = AiohttpTransport(ConnectionOptions())
        try:
            with pytest.raises(RequestTimeout):
                await transport.send(HttpRequest("GET", f"http://{NAME}/", {}), Limits(connect=0.1))
        finally:
            await transport.aclose()

    with resolving(hangs=True), in_seconds(1.0):
        asyncio.run(attempt())


@both
def test_calls_that_give_up_do_not_collect_threads(kind: str) -> None:
    with resolving(hangs=True) as resolver, Driver(kind) as driver:
        for _ in range(20):
            with pytest.raises(RequestTimeout):
                driver.send(f"http://{NAME}/", limits=limits(connect=0.01))
        assert resolver.asked == 1
        assert len(lookups()) == 1


@both
def test_calls_at_once_share_the_question_and_each_gets_the_answer(kind: str) -> None:
    with RawServer(answer) as server, resolving("127.0.0.1", hangs=True) as resolver, Driver(kind) as driver:
        calls = [driver.start_send(f"http://{NAME}:{server.port}/", limits=limits(connect=5)) for _ in range(8)]
        assert eventually(lambda: resolver.asked)
        time.sleep(0.05)
        resolver.release()
        assert [call.result(HUNG).status for call in calls] == [200] * 8
        assert resolver.asked == 1


def test_an_answer_is_not_kept() -> None:
    with resolving("127.0.0.1") as resolver:
        for number in range(1, 4):
            lookup = look_up(NAME, 80)
            assert eventually(partial(getattr, lookup, "done"))
            assert [where[4] for where in lookup.addresses()] == [("127.0.0.1", 80)]
            assert resolver.asked == number


def test_an_error_is_made_anew_for_each_who_asks() -> None:
    with resolving(hangs=True) as resolver:
        lookup = look_up(NAME, 80)
        assert look_up(NAME, 80) is lookup
        resolver.release()
        assert eventually(lambda: lookup.done)
        errors: list[OSError] = []
        for _ in range(2):
            with pytest.raises(socket.gaierror) as caught:
                lookup.addresses()
            errors.append(caught.value)
        assert errors[0] is not errors[1]
        assert {error.filename for error in errors} == {NAME}


@both
def test_a_name_that_does_not_exist_is_named(kind: str) -> None:
    with resolving(), Driver(kind) as driver:
        with pytest.raises(ConnectError, match=NAME) as caught:
            driver.send(f"http://{NAME}/", limits=limits(connect=5))
        assert caught.value.hint


@both
def test_the_name_of_a_proxy_that_does_not_exist_is_named(kind: str) -> None:
    with resolving():
        for scheme in ("http", "socks5h"):
            proxy = f"{scheme}://{NAME}:3128"
            with Driver(kind, proxy=proxy) as driver, pytest.raises(ConnectError, match=NAME):
                driver.send("http://goal.example/", limits=limits(connect=5))


@both
def test_a_name_that_cannot_be_one(kind: str) -> None:
    with Driver(kind) as driver, pytest.raises(ConnectError):
        driver.send(f"http://{'a' * 70}.example/", limits=limits(connect=5))


@both
def test_an_address_that_swallows_packets_costs_a_head_start(kind: str) -> None:
    with (
        black_hole() as port,
        RawServer(answer, address=("127.0.0.2", port)),
        resolving("127.0.0.1", "127.0.0.2"),
        Driver(kind) as driver,
        in_seconds(1.0, 0.2),
    ):
        assert driver.send(f"http://{NAME}:{port}/", limits=limits(connect=10)).body == b"ok"


@both
def test_without_any_limit_too(kind: str) -> None:
    with (
        black_hole() as port,
        RawServer(answer, address=("127.0.0.2", port)),
        resolving("127.0.0.1", "127.0.0.2"),
        Driver(kind) as driver,
        in_seconds(1.0),
    ):
        assert driver.send(f"http://{NAME}:{port}/").body == b"ok"


@both
def test_an_address_that_refuses_costs_nothing(kind: str) -> None:
    with (
        RawServer(answer) as server,
        resolving("127.0.0.3", "::1", "127.0.0.2", "127.0.0.1"),
        Driver(kind) as driver,
        in_seconds(0.5),
    ):
        assert driver.send(f"http://{NAME}:{server.port}/", limits=limits(connect=10)).body == b"ok"


@both
def test_addresses_that_all_refuse(kind: str) -> None:
    with RawServer(answer) as server:
        port = server.port
    with (
        resolving("127.0.0.1", "127.0.0.2"),
        Driver(kind) as driver,
        in_seconds(1.0),
        pytest.raises(ConnectError, match=r"(?i)refused|connect"),
    ):
        driver.send(f"http://{NAME}:{port}/", limits=limits(connect=10))


@both
def test_a_cancel_while_several_addresses_are_tried(kind: str) -> None:
    """Promise 4."""
    token = CancelToken()
    with black_hole() as port, resolving("127.0.0.1", "127.0.0.1", "127.0.0.1"), Driver(kind) as driver:
        call = driver.start_send(f"http://{NAME}:{port}/", limits=limits(connect=20), cancel=token)
        time.sleep(0.4)
        assert not call.done()
        with in_seconds(0.2):
            token.cancel()
            with pytest.raises(Cancelled):
                call.result(HUNG)


def test_many_threads_that_open_connections_at_once() -> None:
    def once(connection: Connection) -> None:
        connection.read_request()
        connection.send(response(b"ok", headers={"Connection": "close"}))

    with RawServer(once) as server, resolving("127.0.0.1"), Driver("sync") as driver:

        def call(_: int) -> int:
            return driver.send(f"http://{NAME}:{server.port}/").status

        with ThreadPoolExecutor(16) as pool:
            assert set(pool.map(call, range(100))) == {200}
