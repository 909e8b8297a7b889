"""Proxies: explicit, from the environment, with credentials, for http and https, and all the ways to go direct."""

from __future__ import annotations

import socket
import traceback
import uuid

import pytest

from ailib.errors import ConfigurationError, ConnectError

from . import Driver, both, limits
from .rawserver import Connection, RawProxy, RawRequest, RawServer, certificates, each_request, response
from .socksserver import RawSocks

TLS = certificates()
schemes = pytest.mark.parametrize("scheme", ["http", "https"])


@each_request
def answer(connection: Connection, request: RawRequest) -> None:
    connection.send(response(b"from the origin: " + request.body))


def origin(scheme: str) -> RawServer:
    return RawServer(answer, TLS.server if scheme == "https" else None)


def with_credentials(url: str, user: str, password: str) -> str:
    return url.replace("://", f"://{user}:{password}@")


@both
@schemes
def test_an_explicit_proxy_carries_the_call(kind: str, scheme: str) -> None:
    """Promise 27."""
    with origin(scheme) as server, RawProxy() as proxy, Driver(kind, proxy=proxy.url, verify=TLS.ca_path) as driver:
        answered = driver.send(server.url + "/v1?a=b", "POST", headers={"Authorization": "Bearer key"}, body=b"x")
        assert answered.body == b"from the origin: x"
        (seen,) = proxy.requests
        (arrived,) = server.requests
    assert (arrived.target, arrived.headers["authorization"]) == ("/v1?a=b", "Bearer key")
    if scheme == "https":
        assert (seen.method, seen.target) == ("CONNECT", f"127.0.0.1:{server.port}")
        assert "authorization" not in seen.headers
    else:
        assert (seen.method, seen.target) == ("POST", server.url + "/v1?a=b")


@both
def test_a_tunnel_is_kept_alive(kind: str) -> None:
    with origin("https") as server, RawProxy() as proxy, Driver(kind, proxy=proxy.url, verify=TLS.ca_path) as driver:
        for _ in range(3):
            assert driver.send(server.url + "/").status == 200
        assert [len(server.connections), len(proxy.connections)] == [1, 1]


@both
@schemes
def test_credentials_of_the_proxy_are_sent_to_it_and_to_nobody_else(kind: str, scheme: str) -> None:
    """Promise 27."""
    with origin(scheme) as server, RawProxy(credentials=("user", "p@ss")) as proxy:
        url = with_credentials(proxy.url, "user", "p%40ss")
        with Driver(kind, proxy=url, verify=TLS.ca_path) as driver:
            assert driver.send(server.url + "/", "POST", body=b"x").body == b"from the origin: x"
    assert len(proxy.requests) == 1
    assert not any("proxy-authorization" in request.headers for request in server.requests)


@both
@schemes
def test_a_proxy_that_is_reached_over_tls(kind: str, scheme: str) -> None:
    """Promise 27."""
    body = bytes(range(256)) * 2000
    with origin(scheme) as server, RawProxy(("user", "secret"), tls=TLS.server) as proxy:
        with Driver(kind, proxy=with_credentials(proxy.url, "user", "secret"), verify=TLS.ca_path) as driver:
            for _ in range(2):
                assert driver.send(server.url + "/", "POST", body=body).body == b"from the origin: " + body
        assert proxy.url.startswith("https:")
        assert proxy.requests[0].method == ("CONNECT" if scheme == "https" else "POST")
        assert not any("proxy-authorization" in request.headers for request in server.requests)


@both
def test_a_proxy_that_is_reached_over_tls_and_not_trusted(kind: str) -> None:
    with origin("http") as server, RawProxy(tls=TLS.server) as proxy:
        with Driver(kind, proxy=proxy.url) as driver, pytest.raises(ConnectError, match=r"(?i)certificate"):
            driver.send(server.url + "/", limits=limits(connect=5))
        assert proxy.requests == []


@both
def test_a_client_certificate_goes_through_the_tunnel(kind: str) -> None:
    """Promise 27."""
    with RawServer(answer, TLS.mutual) as server, RawProxy() as proxy, RawSocks() as socks:
        for url in (proxy.url, f"socks5h://127.0.0.1:{socks.port}"):
            with Driver(kind, proxy=url, verify=TLS.ca_path, cert=TLS.client_pair) as driver:
                assert driver.send(server.url + "/").status == 200
        assert [len(proxy.connections), len(socks.connections)] == [1, 1]


@both
def test_one_proxy_with_two_users(kind: str) -> None:
    with origin("https") as secure, origin("http") as plain, RawProxy() as proxy:
        environment = {
            "HTTP_PROXY": with_credentials(proxy.url, "one", "1"),
            "HTTPS_PROXY": with_credentials(proxy.url, "two", "2"),
        }
        with Driver(kind, environment, verify=TLS.ca_path) as driver:
            for server in (secure, plain):
                assert driver.send(server.url + "/").status == 200
        sent = {request.method: request.headers["proxy-authorization"] for request in proxy.requests}
    assert sent == {"CONNECT": "Basic dHdvOjI=", "GET": "Basic b25lOjE="}


@both
@pytest.mark.parametrize(
    ("no_proxy", "direct"),
    [
        ("127.0.0.0/8", True),
        ("10.0.0.0/8, 127.0.0.1", True),
        ("localhost", False),
        ("10.0.0.0/8", False),
        ("127.0.0.1:{port}", True),
        ("127.0.0.1:1", False),
    ],
)
def test_what_no_proxy_may_say(kind: str, no_proxy: str, direct: bool) -> None:
    with origin("http") as server, RawProxy() as proxy:
        environment = {"ALL_PROXY": proxy.url, "no_proxy": no_proxy.format(port=server.port)}
        with Driver(kind, environment) as driver:
            assert driver.send(server.url + "/").status == 200
        assert len(proxy.connections) == (0 if direct else 1)


@both
def test_a_tunnel_refused_for_its_credentials_is_a_connect_error_without_them(kind: str) -> None:
    """Promise 18."""
    password = uuid.uuid4().hex
    with origin("https") as server, RawProxy(credentials=("user", "right")) as proxy:
        address = with_credentials(proxy.url, "user", password)
        with Driver(kind, proxy=address) as driver, pytest.raises(ConnectError) as caught:
            driver.send(server.url + "/")
        assert server.requests == []
    assert "407" in str(caught.value) or "proxy" in str(caught.value).lower()
    assert password not in "".join([repr(caught.value), *traceback.format_exception(caught.value)])


@both
def test_a_plain_call_refused_by_the_proxy_returns_its_status(kind: str) -> None:
    with (
        RawProxy(credentials=("user", "right")) as proxy,
        Driver(kind, proxy=with_credentials(proxy.url, "user", "wrong")) as driver,
    ):
        assert driver.send("http://127.0.0.1:9/").status == 407


@both
@schemes
def test_a_proxy_that_is_down_is_a_connect_error_without_its_password(kind: str, scheme: str) -> None:
    """Promise 18."""
    with RawProxy() as proxy:
        port = proxy.port
    password = uuid.uuid4().hex
    with (
        Driver(kind, proxy=f"http://user:{password}@127.0.0.1:{port}") as driver,
        pytest.raises(ConnectError) as caught,
    ):
        driver.send(f"{scheme}://api.example/v1", limits=limits(connect=5))
    assert "proxy" in str(caught.value).lower()
    assert password not in "".join([str(caught.value), repr(caught.value), *traceback.format_exception(caught.value)])


@both
@pytest.mark.parametrize(
    "address", ["http://user:{0}@[::1", "gopher://user:{0}@proxy:70", "http://user:{0}@proxy:port"]
)
def test_an_address_that_no_proxy_has_is_a_configuration_error(kind: str, address: str) -> None:
    password = uuid.uuid4().hex
    with pytest.raises(ConfigurationError) as caught, Driver(kind, proxy=address.format(password)) as driver:
        driver.send("http://127.0.0.1:9/")
    assert password not in "".join([str(caught.value), repr(caught.value), *traceback.format_exception(caught.value)])


@both
@schemes
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_the_proxy_of_the_environment_is_used(kind: str, scheme: str, case: type[str]) -> None:
    """Promise 27."""
    with origin(scheme) as server, RawProxy() as proxy:
        with Driver(kind, {case(f"{scheme}_proxy"): proxy.url}, verify=TLS.ca_path) as driver:
            assert driver.send(server.url + "/").status == 200
        assert [len(proxy.requests), len(server.requests)] == [1, 1]


@both
def test_the_proxy_of_the_environment_with_credentials(kind: str) -> None:
    with origin("https") as server, RawProxy(credentials=("user", "secret")) as proxy:
        environment = {"HTTPS_PROXY": with_credentials(proxy.url, "user", "secret")}
        with Driver(kind, environment, verify=TLS.ca_path) as driver:
            assert driver.send(server.url + "/").status == 200
        assert [request.method for request in proxy.requests] == ["CONNECT"]


@both
def test_the_proxy_resolves_the_host(kind: str) -> None:
    with origin("http") as server, RawProxy(upstream=("127.0.0.1", server.port)) as proxy:
        with Driver(kind, {"HTTP_PROXY": proxy.url}) as driver:
            assert driver.send("http://no-such-host.invalid/v1").status == 200
        assert [request.target for request in proxy.requests] == ["http://no-such-host.invalid/v1"]
        assert server.requests[0].headers["host"] == "no-such-host.invalid"


@both
@schemes
@pytest.mark.parametrize("no_proxy", ["127.0.0.1", "example.com,127.0.0.1", "*"])
def test_no_proxy_goes_direct(kind: str, scheme: str, no_proxy: str) -> None:
    """Promise 27."""
    with origin(scheme) as server, RawProxy() as proxy:
        environment = {"HTTP_PROXY": proxy.url, "HTTPS_PROXY": proxy.url, "NO_PROXY": no_proxy}
        with Driver(kind, environment, verify=TLS.ca_path) as driver:
            assert driver.send(server.url + "/").status == 200
        assert proxy.connections == []


@both
@pytest.mark.parametrize("options", [{"disable_proxy": True}, {"proxy": ""}])
def test_a_client_may_ignore_the_environment(kind: str, options: dict[str, object]) -> None:
    """Promise 27."""
    with origin("http") as server, RawProxy() as proxy:
        with Driver(kind, {"HTTP_PROXY": proxy.url, "ALL_PROXY": proxy.url}, **options) as driver:
            assert driver.send(server.url + "/").status == 200
        assert proxy.connections == []


@both
def test_disable_proxy_beats_an_explicit_proxy(kind: str) -> None:
    with origin("http") as server, RawProxy() as proxy:
        with Driver(kind, proxy=proxy.url, disable_proxy=True) as driver:
            assert driver.send(server.url + "/").status == 200
        assert proxy.connections == []


@both
@schemes
def test_an_explicit_proxy_beats_the_environment(kind: str, scheme: str) -> None:
    """Promise 27."""
    with origin(scheme) as server, RawProxy() as mine, RawProxy() as theirs:
        environment = {f"{scheme.upper()}_PROXY": theirs.url}
        with Driver(kind, environment, proxy=mine.url, verify=TLS.ca_path) as driver:
            assert driver.send(server.url + "/").status == 200
        assert [len(mine.requests), len(theirs.connections)] == [1, 0]


@both
def test_an_unknown_authority_behind_a_proxy_is_refused(kind: str) -> None:
    with origin("https") as server, RawProxy() as proxy, Driver(kind, proxy=proxy.url) as driver:
        with pytest.raises(ConnectError, match=r"(?i)certificate"):
            driver.send(server.url + "/", limits=limits(connect=5))
        assert server.requests == []


@both
def test_a_tunnel_to_nowhere_is_a_connect_error(kind: str) -> None:
    def unavailable(connection: Connection) -> None:
        connection.read_request()
        connection.send(response(b"", 503, {"Connection": "close"}))

    with (
        RawServer(unavailable) as proxy,
        Driver(kind, proxy=proxy.url) as driver,
        pytest.raises(ConnectError) as caught,
    ):
        driver.send("https://api.example/", limits=limits(connect=5))
    assert "503" in str(caught.value)


@both
def test_streams_through_a_tunnel(kind: str) -> None:
    @each_request
    def pieces(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        for number in range(100):
            connection.chunk(b"%03d" % number)
        connection.end_chunks()

    with RawServer(pieces, TLS.server) as server, RawProxy() as proxy:
        with Driver(kind, proxy=proxy.url, verify=TLS.ca_path) as driver:
            stream = driver.stream(server.url + "/")
            assert stream.read_all() == b"".join(b"%03d" % number for number in range(100))
            stream.close()
        assert len(proxy.connections) == 1


def test_the_loopback_interface_has_room_for_the_tests() -> None:
    """Where even a bare socket cannot connect, every other failure here would mislead."""
    with origin("http") as server, socket.create_connection(("127.0.0.1", server.port), timeout=2) as bare:
        bare.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert bare.recv(100).startswith(b"HTTP/1.1 200")
