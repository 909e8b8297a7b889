"""Limits: connect, read and the one deadline, in every phase, kept to 0.25 s; then the connection is closed."""

from __future__ import annotations

import threading

import pytest

from ailib.errors import RequestTimeout

from . import Driver, both, in_seconds, limits
from .rawserver import (
    Connection,
    Handler,
    RawRequest,
    RawServer,
    black_hole,
    certificates,
    each_request,
    eventually,
    response,
    silent,
)


def hold(connection: Connection) -> None:
    """Read the request and say nothing."""
    connection.read_request()
    connection.wait_gone()


def drip_head(connection: Connection) -> None:
    connection.read_request()
    connection.trickle(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 500, 0.05)


def drip_body(connection: Connection) -> None:
    connection.read_request()
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    connection.trickle(b"b" * 1000, 0.05)


def drip_chunks(connection: Connection) -> None:
    connection.read_request()
    connection.start_chunked()
    while True:
        connection.trickle(b"1;x=y\r\nc\r\n", 0.05)


@both
def test_a_silent_server_is_a_read_timeout(kind: str) -> None:
    with RawServer(hold) as server, Driver(kind) as driver:
        with in_seconds(0.55, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.send(server.url + "/", "POST", body=b"x", limits=limits(connect=5, read=0.3, deadline=5))
        assert caught.value.phase == "read"
        assert isinstance(caught.value, TimeoutError)
        assert eventually(lambda: server.gone == 1, 0.3)
        assert len(server.requests) == 1


@both
def test_headers_of_a_stream_that_do_not_come_are_a_read_timeout(kind: str) -> None:
    with RawServer(hold) as server, Driver(kind) as driver:
        with in_seconds(0.55, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.stream(server.url + "/", limits=limits(read=0.3))
        assert caught.value.phase == "read"
        assert eventually(lambda: server.gone == 1, 0.3)


@both
def test_read_counts_from_the_last_byte(kind: str) -> None:
    @each_request
    def slow(connection: Connection, request: RawRequest) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n")
        connection.trickle(b"12345678", 0.07)

    with RawServer(slow) as server, Driver(kind) as driver, in_seconds(2, 0.45):
        assert driver.send(server.url + "/", limits=limits(read=0.3)).body == b"12345678"


@both
@pytest.mark.parametrize("handler", [hold, drip_head, drip_body, drip_chunks])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_deadline_holds_against_silence_and_trickle(kind: str, handler: Handler, scheme: str) -> None:
    """Promise 3: within the deadline + 0.25 s."""
    tls = certificates()
    with (
        RawServer(handler, tls.server if scheme == "https" else None) as server,
        Driver(kind, verify=tls.ca_path) as driver,
    ):
        with in_seconds(0.55, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.send(server.url + "/", limits=limits(connect=5, read=5, deadline=0.3))
        assert caught.value.phase == "deadline"
        assert eventually(lambda: server.gone == 1, 0.3)


@both
def test_a_deadline_on_a_kept_connection_holds_too(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        if request.target == "/ok":
            connection.send(response(b"ok"))
        else:
            connection.wait_gone()

    with RawServer(answer) as server, Driver(kind) as driver:
        # The limits of the first call must not stay on its connection, nor those of the second be missing.
        driver.send(server.url + "/ok", limits=limits(connect=0.2, read=0.2, deadline=0.2))
        with in_seconds(0.55, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.send(server.url + "/silent", limits=limits(read=5, deadline=0.3))
        assert caught.value.phase == "deadline"
        assert len(server.connections) == 1
        assert driver.send(server.url + "/ok", limits=limits(read=5)).body == b"ok"


@both
def test_limits_of_one_call_do_not_cling_to_its_connection(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        if request.target == "/slow":
            connection.sleep(0.5)
        connection.send(response(b"ok"))

    with RawServer(answer) as server, Driver(kind) as driver:
        driver.send(server.url + "/", limits=limits(connect=0.2, read=0.2, deadline=0.2))
        assert driver.send(server.url + "/slow").body == b"ok"
        assert len(server.connections) == 1


@both
def test_a_deadline_that_has_passed_sends_nothing(kind: str) -> None:
    with RawServer(hold) as server, Driver(kind) as driver:
        with in_seconds(0.3), pytest.raises(RequestTimeout) as caught:
            driver.send(server.url + "/", limits=limits(deadline=-0.1))
        assert caught.value.phase == "deadline"
        assert server.requests == []


@both
def test_connecting_takes_no_longer_than_connect(kind: str) -> None:
    with black_hole() as port, Driver(kind) as driver:
        with in_seconds(0.55, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.send(f"http://127.0.0.1:{port}/", limits=limits(connect=0.3, read=5))
        assert caught.value.phase == "connect"


@both
def test_connecting_takes_no_longer_than_the_deadline(kind: str) -> None:
    with black_hole() as port, Driver(kind) as driver:
        with in_seconds(0.55, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.send(f"http://127.0.0.1:{port}/", limits=limits(connect=5, deadline=0.3))
        assert caught.value.phase == "deadline"


@both
def test_a_tls_handshake_takes_no_longer_than_connect(kind: str) -> None:
    with RawServer(silent) as server, Driver(kind, verify=False) as driver:
        with in_seconds(0.55, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.send(f"https://127.0.0.1:{server.port}/", limits=limits(connect=0.3, read=5))
        assert caught.value.phase == "connect"
        assert eventually(lambda: server.gone == 1, 0.3)


@both
def test_a_silent_proxy_takes_no_longer_than_connect(kind: str) -> None:
    with RawServer(hold) as proxy, Driver(kind, proxy=proxy.url, verify=False) as driver:
        with in_seconds(0.55, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.send("https://127.0.0.1:9/", limits=limits(connect=0.3, read=5))
        assert caught.value.phase == "connect"
        assert eventually(lambda: proxy.gone == 1, 0.3)


@both
def test_connect_does_not_count_once_connected(kind: str) -> None:
    @each_request
    def late(connection: Connection, request: RawRequest) -> None:
        connection.sleep(0.5)
        connection.send(response(b"late"))

    tls = certificates()
    with RawServer(late, tls.server) as server, Driver(kind, verify=tls.ca_path) as driver:
        assert driver.send(server.url + "/", limits=limits(connect=0.3)).body == b"late"


@both
def test_a_server_that_does_not_read_cannot_hold_the_upload(kind: str) -> None:
    reads_on = threading.Event()
    drained: list[int] = []

    def stuck(connection: Connection) -> None:
        reads_on.wait(10)
        drained.append(connection.drain())

    with RawServer(stuck) as server, Driver(kind) as driver:
        with in_seconds(0.6, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.send(server.url + "/", "POST", body=bytes(30_000_000), limits=limits(read=5, deadline=0.3))
        assert caught.value.phase in ("send", "deadline")
        # The end stands behind what was already on its way, so a server sees it when it reads on.
        reads_on.set()
        assert eventually(lambda: server.gone == 1)
    assert drained[0] < 30_000_000


@both
def test_no_limits_means_patience(kind: str) -> None:
    @each_request
    def late(connection: Connection, request: RawRequest) -> None:
        connection.sleep(0.3)
        connection.send(response(b"late"))

    with RawServer(late) as server, Driver(kind) as driver:
        assert driver.send(server.url + "/", limits=limits()).body == b"late"
