"""SOCKS proxies: 4, 4a, 5 and 5h on both clients, with credentials, limits, cancels and clear errors."""

from __future__ import annotations

import socket
import time
import traceback
import uuid
from typing import Any
from unittest import mock

import pytest

from ailib.cancel import CancelToken
from ailib.errors import Cancelled, ConfigurationError, ConnectError, RequestTimeout
from ailib.transport.routes import parse_proxy
from ailib.transport.socks import SocksRefused, handshake

from . import HUNG, Driver, both, in_seconds, limits
from .rawserver import Connection, RawRequest, RawServer, certificates, each_request, eventually, response, silent
from .socksserver import RawSocks

TLS = certificates()
schemes = pytest.mark.parametrize("scheme", ["http", "https"])
versions = pytest.mark.parametrize("version", ["socks4", "socks4a", "socks5", "socks5h", "socks"])
REMOTE = {"socks4a", "socks5h", "socks"}
# The certificate of the tests is good for it, and every system knows it without asking a name server.
NAME = "localhost"


@each_request
def answer(connection: Connection, request: RawRequest) -> None:
    connection.send(response(b"from the origin: " + request.body))


def origin(scheme: str) -> RawServer:
    return RawServer(answer, TLS.server if scheme == "https" else None)


def address(version: str, proxy: RawServer, user: str = "", password: str = "") -> str:
    pair = f"{user}:{password}@" if password else f"{user}@" if user else ""
    return f"{version}://{pair}127.0.0.1:{proxy.port}"


@both
@schemes
@versions
def test_a_call_goes_through_the_proxy(kind: str, scheme: str, version: str) -> None:
    """Promise 27."""
    with origin(scheme) as server, RawSocks() as proxy:
        with Driver(kind, proxy=address(version, proxy), verify=TLS.ca_path) as driver:
            for _ in range(3):
                call = driver.send(f"{scheme}://127.0.0.1:{server.port}/v1?a=b", "POST", body=b"x")
                assert call.body == b"from the origin: x"
        assert [len(server.connections), len(proxy.connections)] == [1, 1]
        (asked,) = proxy.asked
        assert (asked.host, asked.port, asked.kind, asked.user) == ("127.0.0.1", server.port, "address", asked.user)
        assert asked.version == (4 if version.startswith("socks4") else 5)
    # To the server it is a direct call: no absolute address, no header of a proxy.
    assert {request.target for request in server.requests} == {"/v1?a=b"}
    assert not any(name.startswith("proxy") for request in server.requests for name in request.headers)


@both
@schemes
@versions
def test_who_looks_the_name_up(kind: str, scheme: str, version: str) -> None:
    with origin(scheme) as server, RawSocks(hosts={NAME: ("127.0.0.1", server.port)}) as proxy:
        with Driver(kind, proxy=address(version, proxy), verify=TLS.ca_path) as driver:
            assert driver.send(f"{scheme}://{NAME}:{server.port}/").status == 200
        (asked,) = proxy.asked
        assert asked.kind == ("name" if version in REMOTE else "address")
        assert asked.host == (NAME if version in REMOTE else "127.0.0.1")


@both
@pytest.mark.parametrize("version", sorted(REMOTE))
def test_a_name_that_only_the_proxy_knows_is_never_looked_up_here(kind: str, version: str) -> None:
    with origin("http") as server, RawSocks(hosts={"api.inside.example": ("127.0.0.1", server.port)}) as proxy:
        asked: list[Any] = []
        with (
            mock.patch.object(socket, "getaddrinfo", _noting(asked)),
            Driver(kind, proxy=address(version, proxy)) as driver,
        ):
            assert driver.send("http://api.inside.example/").status == 200
        assert "api.inside.example" not in asked
        assert server.requests[0].headers["host"] == "api.inside.example"


def _noting(asked: list[Any]) -> Any:
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        asked.append(host)
        return real(host, *rest, **named)

    return getaddrinfo


@both
@schemes
def test_user_and_password_reach_the_proxy_and_nobody_else(kind: str, scheme: str) -> None:
    """Promise 27."""
    with origin(scheme) as server, RawSocks(credentials=("us er", "p@ss/ö")) as proxy:
        url = address("socks5h", proxy, "us%20er", "p%40ss%2F%C3%B6")
        with Driver(kind, proxy=url, verify=TLS.ca_path) as driver:
            assert driver.send(server.url + "/").status == 200
        assert (proxy.asked[0].user, proxy.asked[0].password) == ("us er", "p@ss/ö")
    assert not any("authorization" in name for request in server.requests for name in request.headers)


@both
@pytest.mark.parametrize("version", ["socks4", "socks4a"])
def test_version_4_sends_the_user(kind: str, version: str) -> None:
    with origin("http") as server, RawSocks(credentials=("me", "")) as proxy:
        with Driver(kind, proxy=address(version, proxy, "me")) as driver:
            assert driver.send(server.url + "/").status == 200
        with Driver(kind, proxy=address(version, proxy, "you")) as driver:
            with pytest.raises(ConnectError, match="identd") as caught:
                driver.send(server.url + "/")
            assert "user and password" in str(caught.value.hint)


@both
@pytest.mark.parametrize("given", ["wrong", ""])
def test_a_proxy_that_wants_other_credentials_is_a_connect_error_without_them(kind: str, given: str) -> None:
    """Promise 18."""
    password = given and uuid.uuid4().hex
    with RawSocks(credentials=("user", "right")) as proxy:
        url = address("socks5h", proxy, "user" if password else "", password)
        with Driver(kind, proxy=url) as driver, pytest.raises(ConnectError, match="password") as caught:
            driver.send("https://api.example/", limits=limits(connect=5))
        assert proxy.asked == []
    assert "user and password" in str(caught.value.hint)
    if password:
        shown = [str(caught.value), repr(caught.value), *traceback.format_exception(caught.value)]
        assert password not in "".join(shown)


@both
@pytest.mark.parametrize(
    ("version", "code", "words"),
    [
        ("socks5h", 2, "not allowed"),
        ("socks5h", 4, "host unreachable"),
        ("socks5h", 5, "connection refused"),
        ("socks5h", 77, "code 77"),
        ("socks4a", 91, "rejected"),
    ],
)
def test_a_refusal_says_why(kind: str, version: str, code: int, words: str) -> None:
    with RawSocks(refuse=code) as proxy, Driver(kind, proxy=address(version, proxy)) as driver:
        with pytest.raises(ConnectError, match=words) as caught:
            driver.send("https://api.example/", limits=limits(connect=5))
        assert "proxy" in str(caught.value).lower()
        assert "api.example" in str(caught.value)
        assert eventually(lambda: proxy.open == 0)


@both
@pytest.mark.parametrize("bound", ["ipv4", "ipv6", "name"])
def test_whatever_address_the_proxy_reports(kind: str, bound: Any) -> None:
    with (
        origin("https") as server,
        RawSocks(bound=bound) as proxy,
        Driver(kind, proxy=address("socks5h", proxy), verify=TLS.ca_path) as driver,
    ):
        assert driver.send(server.url + "/").status == 200


@both
def test_an_answer_in_single_bytes(kind: str) -> None:
    with (
        origin("https") as server,
        RawSocks(("user", "secret"), trickle=0.005) as proxy,
        Driver(kind, proxy=address("socks5h", proxy, "user", "secret"), verify=TLS.ca_path) as driver,
    ):
        assert driver.send(server.url + "/", limits=limits(connect=5)).status == 200


@both
@pytest.mark.parametrize("phase", ["greeting", "credentials", "request"])
@pytest.mark.parametrize("limit", ["connect", "deadline"])
def test_a_proxy_that_falls_silent_is_a_timeout(kind: str, phase: Any, limit: str) -> None:
    with RawSocks(("user", "secret"), silent_in=phase) as proxy:
        with Driver(kind, proxy=address("socks5h", proxy, "user", "secret")) as driver, in_seconds(0.6, 0.15):
            with pytest.raises(RequestTimeout) as caught:
                driver.send("https://api.example/", limits=limits(**{limit: 0.2}))
            assert caught.value.phase == limit
        assert eventually(lambda: proxy.open == 0, 0.5)


@both
def test_a_trickling_proxy_cannot_stretch_the_limit(kind: str) -> None:
    with (
        RawSocks(trickle=0.1) as proxy,
        Driver(kind, proxy=address("socks5h", proxy)) as driver,
        in_seconds(0.8, 0.25),
        pytest.raises(RequestTimeout),
    ):
        driver.send("http://127.0.0.1:9/", limits=limits(connect=0.3))


@both
@pytest.mark.parametrize("phase", ["greeting", "credentials", "request"])
def test_a_cancel_ends_the_handshake(kind: str, phase: Any) -> None:
    """Promise 4."""
    token = CancelToken()
    with (
        RawSocks(("user", "secret"), silent_in=phase) as proxy,
        Driver(kind, proxy=address("socks5h", proxy, "user", "secret")) as driver,
    ):
        call = driver.start_send("https://api.example/", limits=limits(connect=20), cancel=token)
        assert eventually(lambda: proxy.connections)
        time.sleep(0.1)
        with in_seconds(0.2):
            token.cancel("enough")
            with pytest.raises(Cancelled):
                call.result(HUNG)
        assert eventually(lambda: proxy.gone == 1, 0.2)


@both
@schemes
def test_a_cancel_in_tls_behind_the_proxy(kind: str, scheme: str) -> None:
    token = CancelToken()
    with RawServer(silent) as server, RawSocks() as proxy, Driver(kind, proxy=address("socks5h", proxy)) as driver:
        call = driver.start_send(f"{scheme}://127.0.0.1:{server.port}/", limits=limits(connect=20), cancel=token)
        assert eventually(lambda: server.connections)
        time.sleep(0.05)
        with in_seconds(0.2):
            token.cancel()
            with pytest.raises(Cancelled):
                call.result(HUNG)


@both
def test_a_proxy_that_is_down(kind: str) -> None:
    with RawSocks() as proxy:
        url = address("socks5h", proxy)
    with Driver(kind, proxy=url) as driver, pytest.raises(ConnectError, match="proxy"):
        driver.send("https://api.example/", limits=limits(connect=5))


@both
@pytest.mark.parametrize("version", ["socks4a", "socks5h"])
def test_a_port_that_does_not_speak_socks(kind: str, version: str) -> None:
    def http(connection: Connection) -> None:
        connection.sock.recv(100)
        connection.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with (
        RawServer(http) as server,
        Driver(kind, proxy=address(version, server)) as driver,
        pytest.raises(ConnectError, match="does not speak SOCKS"),
    ):
        driver.send("https://api.example/", limits=limits(connect=5))


@both
def test_a_proxy_that_hangs_up(kind: str) -> None:
    def hang_up(connection: Connection) -> None:
        connection.sock.recv(100)

    with (
        RawServer(hang_up) as server,
        Driver(kind, proxy=address("socks5h", server)) as driver,
        pytest.raises(ConnectError),
    ):
        driver.send("https://api.example/", limits=limits(connect=5))


@both
@schemes
@pytest.mark.parametrize("variable", ["ALL_PROXY", "HTTP{}_PROXY"])
def test_the_proxy_of_the_environment(kind: str, scheme: str, variable: str) -> None:
    """Promise 27."""
    name = variable.format("S" if scheme == "https" else "")
    with origin(scheme) as server, RawSocks(("user", "secret")) as proxy:
        environment = {name: address("socks5h", proxy, "user", "secret")}
        with Driver(kind, environment, verify=TLS.ca_path) as driver:
            assert driver.send(server.url + "/").status == 200
        assert len(proxy.asked) == 1
        with Driver(kind, environment | {"NO_PROXY": "127.0.0.1"}, verify=TLS.ca_path) as driver:
            assert driver.send(server.url + "/").status == 200
        with Driver(kind, environment, disable_proxy=True, verify=TLS.ca_path) as driver:
            assert driver.send(server.url + "/").status == 200
        assert len(proxy.asked) == 1


@both
def test_an_unknown_authority_behind_a_proxy_is_refused(kind: str) -> None:
    with origin("https") as server, RawSocks() as proxy, Driver(kind, proxy=address("socks5h", proxy)) as driver:
        with pytest.raises(ConnectError, match=r"(?i)certificate"):
            driver.send(server.url + "/", limits=limits(connect=5))
        assert server.requests == []


@both
def test_streams_and_large_bodies(kind: str) -> None:
    body = bytes(range(256)) * 4000

    @each_request
    def echo(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        for start in range(0, len(request.body), 7777):
            connection.chunk(request.body[start : start + 7777])
        connection.end_chunks()

    with RawServer(echo, TLS.server) as server, RawSocks() as proxy:
        with Driver(kind, proxy=address("socks5h", proxy), verify=TLS.ca_path) as driver:
            for _ in range(2):
                stream = driver.stream(server.url + "/", "POST", body=body)
                assert stream.read_all() == body
                stream.close()
        assert len(proxy.connections) == 1


@both
@pytest.mark.parametrize(
    "url",
    [
        "socks4://user:{0}@proxy:1080",
        "socks5://user:{0}@:1080",
        "socks6://user:{0}@proxy",
        f"socks5://{'u' * 300}@proxy",
    ],
)
def test_an_address_that_no_proxy_has_is_a_configuration_error(kind: str, url: str) -> None:
    password = uuid.uuid4().hex
    with pytest.raises(ConfigurationError) as caught, Driver(kind, proxy=url.format(password)) as driver:
        driver.send("http://127.0.0.1:9/")
    assert password not in "".join([str(caught.value), *traceback.format_exception(caught.value)])


def test_a_session_of_the_user_is_not_sent_around_its_proxy() -> None:
    import asyncio

    import aiohttp

    from ailib.options import ConnectionOptions
    from ailib.transport.aio import AiohttpTransport

    async def attempt() -> None:
        async with aiohttp.ClientSession() as session:
            AiohttpTransport(ConnectionOptions(proxy="socks5h://127.0.0.1:1"), session=session)

    with pytest.raises(ConfigurationError, match="SOCKS"):
        asyncio.run(attempt())


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [("socks5h://proxy", "proxy", 1080), ("SOCKS5://[::1]:9", "::1", 9), ("socks4a://proxy:7", "proxy", 7)],
)
def test_what_an_address_says(url: str, host: str, port: int) -> None:
    proxy = parse_proxy(url, "here")
    assert proxy.socks is not None
    assert (proxy.socks.host, proxy.socks.port) == (host, port)


def steps(url: str, host: str) -> Any:
    """The handshake for port 80 of a host."""
    proxy = parse_proxy(url, "here").socks
    assert proxy is not None
    return handshake(proxy, host, 80)


def test_version_5_knows_the_new_addresses() -> None:
    asking = steps("socks5h://proxy", "::1")
    next(asking)
    assert asking.send(b"\5\0") == (b"\5\1\0\4" + socket.inet_pton(socket.AF_INET6, "::1") + b"\0\x50", 4)


def test_version_4_does_not_know_them() -> None:
    with pytest.raises(SocksRefused, match="IPv4"):
        next(steps("socks4a://proxy", "::1"))


def test_a_name_that_is_too_long_is_refused() -> None:
    asking = steps("socks5h://proxy", "a" * 300)
    next(asking)
    with pytest.raises(SocksRefused, match="too long"):
        asking.send(b"\5\0")
