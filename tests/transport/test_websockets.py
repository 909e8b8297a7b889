"""WebSockets of both transports: messages, the end in all its forms, cancel, limits, proxies, TLS."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiohttp
import pytest
import requests
from websockets.frames import Frame, Opcode

from ailib.cancel import CancelToken
from ailib.errors import Cancelled, ConfigurationError, ConnectError, ConnectionLost, RequestTimeout
from ailib.options import ConnectionOptions
from ailib.transport.aio import AiohttpTransport
from ailib.transport.base import HttpRequest, HttpResponse, Limits
from ailib.transport.blocking import RequestsTransport
from ailib.transport.memory import MemoryResponse, MemoryTransport, MemoryWebSocket

from . import Driver, Socket, both, in_seconds, limits, step
from .rawserver import Connection, RawProxy, RawServer, certificates, eventually, response, silent
from .socksserver import RawSocks
from .wsserver import Peer, accepted, websocket

TLS = certificates()
schemes = pytest.mark.parametrize("scheme", ["http", "https"])
Talk = Callable[[Peer], object]


def serve(talk: Talk, scheme: str = "http") -> RawServer:
    return RawServer(websocket(talk), TLS.server if scheme == "https" else None)


@contextlib.contextmanager
def session(kind: str, talk: Talk, scheme: str = "http", **named: Any) -> Generator[tuple[Socket, RawServer]]:
    with serve(talk, scheme) as server, Driver(kind, verify=TLS.ca_path) as driver:
        socket = driver.connect_ws(server.url + "/v1/realtime?model=x", **named)
        try:
            yield socket, server
        finally:
            socket.close()


def echo(peer: Peer) -> None:
    while (message := peer.receive()) is not None:
        peer.send(message)
    peer.close(1000)


# -- messages


@both
@schemes
def test_messages_go_both_ways(kind: str, scheme: str) -> None:
    messages: list[str | bytes] = ["hello", "", "näh 🙂", b"\x00\xff", b"", "x" * 70_000, bytes(range(256)) * 20_000]
    with session(kind, echo, scheme) as (socket, server):
        for message in messages:
            socket.send(message)
            assert socket.receive() == message
        (request,) = server.requests
        assert (request.method, request.target) == ("GET", "/v1/realtime?model=x")
        assert socket.headers["X-Request-Id"] == "req_1"


@both
def test_a_message_in_pieces_and_in_bursts(kind: str) -> None:
    """However the bytes are cut, the messages are the same; a ping may come between the pieces of one."""

    def talk(peer: Peer) -> None:
        frames = [
            Frame(Opcode.TEXT, b"one "),
            Frame(Opcode.PING, b"now"),
            Frame(Opcode.CONT, "two 🙂".encode()[:-2], fin=False),
            Frame(Opcode.CONT, "🙂".encode()[-2:]),
            Frame(Opcode.BINARY, b"\x01" * 300),
            Frame(Opcode.TEXT, b"last"),
        ]
        frames[0].fin = False
        data = b"".join(frame.serialize(mask=False, extensions=[]) for frame in frames)
        chance = random.Random(7)
        for _ in range(20):
            at = 0
            while at < len(data):
                size = chance.choice([1, 2, 3, 50, 400])
                peer.connection.send(data[at : at + size])
                at += size
        assert peer.receive() == "done"

    with session(kind, talk) as (socket, _):
        for _ in range(20):
            assert [socket.receive() for _ in range(3)] == ["one two 🙂", b"\x01" * 300, "last"]
        socket.send("done")


@both
def test_what_comes_together_with_the_handshake_is_not_lost(kind: str) -> None:
    def handler(connection: Connection) -> None:
        request = connection.read_request()
        assert request is not None
        head = "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Accept: "
        head += accepted(request.headers["sec-websocket-key"])
        first = Frame(Opcode.TEXT, b"at once").serialize(mask=False, extensions=[])
        connection.send(head.encode() + b"\r\n\r\n" + first)
        Peer(connection).receive()

    with RawServer(handler) as server, Driver(kind) as driver:
        socket = driver.connect_ws(server.url)
        assert socket.receive() == "at once"
        socket.close()


@both
def test_many_send_while_one_receives(kind: str) -> None:
    with session(kind, echo, "https") as (socket, _):
        sent = [f"{number} " + "x" * (number * 37 % 5000) for number in range(200)]
        with ThreadPoolExecutor(8) as threads:
            futures = list(threads.map(socket.start_send, sent))
            received = [socket.receive() for _ in sent]
            for future in futures:
                future.result(10)
        assert sorted(map(str, received)) == sorted(sent)


@both
@schemes
def test_pings_are_answered_while_somebody_receives_and_while_nobody_does(kind: str, scheme: str) -> None:
    answered = threading.Event()

    def talk(peer: Peer) -> None:
        peer.ping(b"first")
        peer.send("before")
        peer.send("after")
        peer.ping(b"second")
        answered.set()
        peer.receive()

    with session(kind, talk, scheme) as (socket, _):
        assert socket.receive(5) == "before"
        # Nobody receives: the pong goes out all the same, and the message waits.
        assert answered.wait(5)
        assert socket.receive(1) == "after"


# -- the end


@both
@schemes
def test_the_other_side_says_goodbye(kind: str, scheme: str) -> None:
    def talk(peer: Peer) -> None:
        peer.send("last words")
        peer.close(4001, "because")
        assert peer.close_code == 4001

    with session(kind, talk, scheme) as (socket, server):
        assert socket.receive() == "last words"
        assert socket.receive() is None
        assert (socket.close_code, socket.close_reason) == (4001, "because")
        assert socket.receive() is None
        with pytest.raises(ConnectionLost, match="closed") as caught:
            socket.send("x")
        assert caught.value.close_code == 4001
        assert eventually(lambda: server.open == 0)


@both
def test_a_goodbye_without_a_code(kind: str) -> None:
    with session(kind, lambda peer: (peer.frame(Opcode.CLOSE, b""), peer.receive())) as (socket, _):
        assert socket.receive() is None
        assert socket.close_code == 1005


@both
@schemes
def test_we_say_goodbye(kind: str, scheme: str) -> None:
    seen: list[tuple[int | None, str]] = []

    def talk(peer: Peer) -> None:
        assert peer.receive() is None
        seen.append((peer.close_code, peer.close_reason))
        peer.frame(Opcode.CLOSE, b"\x03\xe8")

    with session(kind, talk, scheme) as (socket, server):
        with in_seconds(1.5):
            socket.close(3001, "enough")
        socket.close()
        assert eventually(lambda: server.open == 0)
        assert seen == [(3001, "enough")]
        with pytest.raises(ConnectionLost, match="closed"):
            socket.receive()


@both
def test_a_peer_that_never_says_goodbye_is_not_waited_for_long(kind: str) -> None:
    with session(kind, lambda peer: peer.connection.wait_gone(10)) as (socket, server):
        with in_seconds(2.5):
            socket.close()
        assert eventually(lambda: server.open == 0)


@both
@pytest.mark.parametrize("how", ["close", "reset"])
def test_a_lost_connection_is_an_error(kind: str, how: str) -> None:
    def talk(peer: Peer) -> None:
        peer.send("one")
        peer.receive()
        getattr(peer.connection, how)()

    with session(kind, talk) as (socket, _):
        assert socket.receive() == "one"
        receiving = socket.start_receive()
        socket.send("now")
        for future in (receiving, socket.start_receive()):
            with pytest.raises(ConnectionLost) as caught:
                future.result(5)
            assert caught.value.close_code is None
        with pytest.raises(ConnectionLost):
            socket.send("x")


@both
@pytest.mark.parametrize("data", [b"\xf1\x00", b"\x83\x00", b"\x81\x02\xff\xfe", b"\x80\x01x"])
def test_what_breaks_the_protocol_ends_it(kind: str, data: bytes) -> None:
    def talk(peer: Peer) -> None:
        peer.connection.send(data)
        peer.receive()

    with session(kind, talk) as (socket, _), pytest.raises(ConnectionLost):
        socket.receive()


@both
def test_closing_wakes_whoever_receives(kind: str) -> None:
    with session(kind, echo) as (socket, _):
        receiving = socket.start_receive()
        time.sleep(0.1)
        with in_seconds(2):
            socket.close()
            with pytest.raises(ConnectionLost, match="closed"):
                receiving.result(5)


@both
def test_what_nobody_holds_is_closed(kind: str) -> None:
    with serve(echo) as server, Driver(kind) as driver:
        socket: Socket | None = driver.connect_ws(server.url)
        assert socket is not None
        del socket
        gc.collect()
        assert eventually(lambda: server.open == 0)


@both
def test_the_end_of_the_transport_leaves_nothing(kind: str) -> None:
    with serve(echo) as server:
        with Driver(kind) as driver:
            socket = driver.connect_ws(server.url)
        if kind == "sync":
            step(socket._inner.aclose())
        assert eventually(lambda: server.open == 0)


# -- cancel and limits


@both
@schemes
def test_a_cancel_ends_a_wait_at_once(kind: str, scheme: str) -> None:
    token = CancelToken()
    with session(kind, echo, scheme, cancel=token) as (socket, server):
        receiving = socket.start_receive()
        time.sleep(0.1)
        begun = time.monotonic()
        token.cancel("enough")
        with pytest.raises(Cancelled) as caught:
            receiving.result(5)
        assert time.monotonic() - begun < 0.2
        assert caught.value.reason == "enough"
        assert eventually(lambda: server.open == 0)
        for again in (socket.start_receive(), socket.start_send("x")):
            with pytest.raises(Cancelled):
                again.result(5)


@both
def test_a_cancel_while_nobody_waits(kind: str) -> None:
    token = CancelToken()
    with session(kind, echo, cancel=token) as (socket, server):
        token.cancel()
        assert eventually(lambda: server.open == 0)
        with pytest.raises(Cancelled):
            socket.receive()


@both
def test_a_cancel_ends_a_send_that_is_not_taken(kind: str) -> None:
    token = CancelToken()
    with session(kind, lambda peer: peer.connection.wait_gone(10), cancel=token) as (socket, _):
        sending = socket.start_send(b"x" * 16_000_000)
        time.sleep(0.3)
        assert not sending.done()
        token.cancel()
        with pytest.raises(Cancelled):
            sending.result(5)


@both
def test_a_send_that_is_not_taken_in_time(kind: str) -> None:
    with session(kind, lambda peer: peer.connection.wait_gone(10)) as (socket, _), pytest.raises(TimeoutError):
        socket.send(b"x" * 16_000_000, within=0.3)


@both
def test_a_wait_ends_in_time_and_can_be_begun_again(kind: str) -> None:
    with session(kind, echo, "https") as (socket, _):
        with in_seconds(0.6, 0.2), pytest.raises(TimeoutError):
            socket.receive(within=0.2)
        socket.send("still here")
        assert socket.receive(5) == "still here"


@both
def test_the_handshake_has_limits_and_can_be_cancelled(kind: str) -> None:
    with RawServer(silent) as server, Driver(kind) as driver:
        with pytest.raises(RequestTimeout) as caught, in_seconds(2, 0.2):
            driver.connect_ws(server.url, limits=limits(read=0.2))
        assert caught.value.phase == "read"
        with pytest.raises(RequestTimeout) as caught:
            driver.connect_ws(server.url, limits=limits(read=5, deadline=0.2))
        assert caught.value.phase == "deadline"
        token = CancelToken()
        threading.Timer(0.2, token.cancel).start()
        with pytest.raises(Cancelled), in_seconds(1):
            driver.connect_ws(server.url, cancel=token)
        assert eventually(lambda: server.open == 0)


# -- the handshake


@both
def test_a_refusal_is_answered_with_its_body(kind: str) -> None:
    def refuse(connection: Connection) -> None:
        connection.read_request()
        connection.send(response(b'{"error": {"message": "no"}}', 429, {"Retry-After": "3"}))
        connection.wait_gone()

    with RawServer(refuse) as server, Driver(kind) as driver:
        answered = driver.handshake(server.url)
        assert isinstance(answered, HttpResponse)
        assert (answered.status, answered.headers["retry-after"]) == (429, "3")
        assert answered.body == b'{"error": {"message": "no"}}'


@both
def test_redirects_are_not_followed(kind: str) -> None:
    with serve(echo) as other:

        def redirect(connection: Connection) -> None:
            connection.read_request()
            connection.send(response(b"", 307, {"Location": other.url}))
            connection.wait_gone()

        with RawServer(redirect) as server, Driver(kind) as driver:
            answered = driver.handshake(server.url, headers={"Authorization": "Bearer key"})
            assert isinstance(answered, HttpResponse)
            assert answered.status == 307
        assert other.requests == []


@both
def test_a_server_that_switches_to_something_else(kind: str) -> None:
    def other(connection: Connection) -> None:
        connection.read_request()
        connection.send(
            b"HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n"
        )
        connection.wait_gone()

    with RawServer(other) as server, Driver(kind) as driver:
        with pytest.raises(ConnectionLost):
            driver.connect_ws(server.url)
        assert eventually(lambda: server.open == 0)


class Key:
    """Puts a key on a request."""

    def apply(self, request: HttpRequest) -> None:
        request.headers["Authorization"] = "Bearer late"


@both
def test_headers_and_credentials_go_with_the_handshake(kind: str) -> None:
    with serve(echo) as server, Driver(kind) as driver:
        driver.connect_ws(server.url, headers={"X-Mine": "1"}, auth=Key()).close()
        (request,) = server.requests
    assert request.headers["authorization"] == "Bearer late"
    assert (request.headers["x-mine"], request.headers["sec-websocket-version"]) == ("1", "13")
    assert request.headers["upgrade"].lower() == "websocket"
    with Driver(kind) as driver, pytest.raises(ConfigurationError, match="header"):
        driver.connect_ws("http://127.0.0.1:9", headers={"X-Mine": "1\r\nX-Other: 2"})


@both
def test_certificates_are_checked(kind: str) -> None:
    wrong = pytest.raises(ConnectError, match=r"(?i)certificate")
    with serve(echo, "https") as server, Driver(kind) as driver, wrong:
        driver.connect_ws(server.url)
    mutual, pair = RawServer(websocket(echo), TLS.mutual), TLS.client_pair
    with mutual as server, Driver(kind, verify=TLS.ca_path, cert=pair) as driver:
        socket = driver.connect_ws(server.url)
        socket.send("known")
        assert socket.receive() == "known"
        socket.close()


@both
@pytest.mark.parametrize("proxy", ["http", "https", "socks"])
def test_proxies(kind: str, proxy: str) -> None:
    made = RawSocks() if proxy == "socks" else RawProxy(("user", "pw"), tls=TLS.server if proxy == "https" else None)
    with serve(echo, "https") as server, made as between:
        url = f"socks5h://127.0.0.1:{between.port}" if proxy == "socks" else between.url.replace("//", "//user:pw@")
        with Driver(kind, proxy=url, verify=TLS.ca_path) as driver:
            token = CancelToken()
            socket = driver.connect_ws(server.url, cancel=token)
            for message in ("through", "x" * 200_000):
                receiving = socket.start_receive()
                socket.send(message)
                assert receiving.result(5) == message
            receiving = socket.start_receive()
            with pytest.raises(TimeoutError):
                receiving.result(0.2)
            with in_seconds(0.2), pytest.raises(Cancelled):
                token.cancel()
                receiving.result(5)
            socket.close()
        assert len(between.connections) == len(server.connections) == 1


def test_a_session_of_requests_lends_its_settings() -> None:
    with serve(echo, "https") as server, RawProxy() as proxy, requests.Session() as session_:
        session_.verify = TLS.ca_path
        session_.proxies = {"https": proxy.url}
        transport = RequestsTransport(ConnectionOptions(), session=session_)
        socket: Any = step(transport.connect_ws(HttpRequest("GET", server.url, {}), Limits()))
        step(socket.send("mine", None))
        assert step(socket.receive(None)) == "mine"
        step(socket.aclose())
        step(transport.aclose())
        assert len(proxy.connections) == 1


def test_a_session_of_aiohttp_is_used() -> None:
    async def talk(url: str) -> None:
        async with aiohttp.ClientSession(headers={"X-Session": "mine"}) as session_:
            transport = AiohttpTransport(ConnectionOptions(), session=session_)
            socket: Any = await transport.connect_ws(HttpRequest("GET", url, {}), Limits(read=5))
            await socket.send("mine", None)
            assert await socket.receive(None) == "mine"
            await socket.aclose()
            await transport.aclose()

    with serve(echo) as server:
        asyncio.run(talk(server.url))
        assert server.requests[0].headers["x-session"] == "mine"


def test_without_the_extra_the_error_names_it() -> None:
    program = """
import sys
sys.modules["websockets"] = None
from ailib.openai import OpenAI
from ailib.errors import ConfigurationError
try:
    OpenAI(api_key="k", base_url="http://127.0.0.1:9/v1").realtime.connect(model="m").enter()
except ConfigurationError as error:
    assert "ailib[realtime]" in str(error), error
else:
    raise AssertionError
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_the_transport_in_memory() -> None:
    transport = MemoryTransport([MemoryResponse(101, body=[b"one", b"two"]), MemoryResponse(401, body=b"no")])
    request = HttpRequest("GET", "http://x", {})
    socket = step(transport.connect_ws(request, Limits()))
    assert isinstance(socket, MemoryWebSocket)
    step(socket.send("hello", None))
    assert [step(socket.receive(None)) for _ in range(3)] == ["one", "two", None]
    assert (socket.sent, socket.close_code, transport.open_streams) == (["hello"], 1000, 0)
    refused = step(transport.connect_ws(request, Limits()))
    assert isinstance(refused, HttpResponse)
    assert (refused.status, refused.body) == (401, b"no")
