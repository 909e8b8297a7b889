"""Plain calls: what is sent, what comes back, which connection carries it, what a broken connection means."""

from __future__ import annotations

import gzip
import logging
import threading
import traceback
import uuid
import zlib
from pathlib import Path

import pytest

from ailib.errors import ConnectError, ConnectionLost
from ailib.transport.base import HttpRequest

from . import Driver, both, in_seconds, limits
from .rawserver import Connection, RawRequest, RawServer, each_request, eventually, response


class Bearer:
    """Credentials as the clients put them on; counts how often it was asked."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.applied = 0

    def apply(self, request: HttpRequest) -> None:
        self.applied += 1
        request.headers["Authorization"] = f"Bearer {self.key}"


class QueryKey:
    """Credentials in the address."""

    def apply(self, request: HttpRequest) -> None:
        request.url += "?key=in-the-query"


@each_request
def echo(connection: Connection, request: RawRequest) -> None:
    connection.send(response(request.body or request.target.encode(), 200, {"Content-Type": "text/plain"}))


@both
@pytest.mark.parametrize("status", [200, 201, 400, 404, 429, 500, 529])
def test_every_status_is_returned_with_its_body(kind: str, status: int) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(response(b'{"status": %d}' % status, status, {"X-Request-ID": "req_1"}))

    with RawServer(answer) as server, Driver(kind) as driver:
        answered = driver.send(server.url + "/v1/chat", "POST", body=b"{}")
    assert (answered.status, answered.body) == (status, b'{"status": %d}' % status)
    assert answered.headers["x-request-id"] == answered.headers["X-REQUEST-ID"] == "req_1"
    assert "X-Request-Id" in answered.headers
    assert answered.headers.get("absent") is None


@both
def test_method_path_query_headers_and_body_arrive_as_given(kind: str) -> None:
    target = "/v1/models/a%2Fb/x?alt=sse&q=%20y+z%2B"
    headers = {"Content-Type": "application/json", "User-Agent": "ailib-test/1", "X-MiXed-Case": "v"}
    with RawServer(echo) as server, Driver(kind) as driver:
        driver.send(server.url + target, "POST", headers=headers, body='{"text": "grüße"}'.encode())
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", target)
    assert request.body == '{"text": "grüße"}'.encode()
    assert ("X-MiXed-Case", "v") in request.fields
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len(request.body))
    assert [value for name, value in request.fields if name.lower() == "user-agent"] == ["ailib-test/1"]
    assert request.headers["host"] == f"127.0.0.1:{server.port}"


@both
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_requests_without_a_body_say_so(kind: str, method: str) -> None:
    with RawServer(echo) as server, Driver(kind) as driver:
        assert driver.send(server.url + "/files", method).body == b"/files"
        assert driver.send(server.url + "/files", method).body == b"/files"
    assert [(request.method, request.body) for request in server.requests] == [(method, b"")] * 2
    assert all("transfer-encoding" not in request.headers for request in server.requests)


@both
def test_five_megabytes_go_up_and_come_back(kind: str) -> None:
    body = bytes(range(256)) * 20_000
    with RawServer(echo) as server, Driver(kind) as driver:
        assert driver.send(server.url + "/", "POST", body=body).body == body


@both
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_compressed_bodies_arrive_decoded(kind: str, coding: str) -> None:
    text = b'{"content": "' + b"hello " * 1000 + b'"}'
    packed = gzip.compress(text) if coding == "gzip" else zlib.compress(text)

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(response(packed, 200, {"Content-Encoding": coding}))

    with RawServer(answer) as server, Driver(kind) as driver:
        assert driver.send(server.url + "/").body == text
        stream = driver.stream(server.url + "/")
        assert stream.read_all() == text
        stream.close()
        assert len(server.connections) == 1


@both
def test_head_and_no_content_answers_end_at_once(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        if request.method == "HEAD":
            connection.send(response(b"", 200, length=1234))
        else:
            connection.send(b"HTTP/1.1 204 No Content\r\n\r\n")

    with RawServer(answer) as server, Driver(kind) as driver, in_seconds(2):
        assert driver.send(server.url + "/", "HEAD", limits=limits(read=3)).body == b""
        assert driver.send(server.url + "/", "DELETE", limits=limits(read=3)).status == 204
        assert driver.send(server.url + "/", "DELETE", limits=limits(read=3)).body == b""
        assert len(server.connections) == 1


@both
def test_an_interim_100_is_skipped(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.send(response(b"final"))

    with RawServer(answer) as server, Driver(kind) as driver:
        answered = driver.send(server.url + "/", "POST", body=b"{}")
    assert (answered.status, answered.body) == (200, b"final")


@both
def test_three_calls_use_one_connection(kind: str) -> None:
    with RawServer(echo) as server, Driver(kind) as driver:
        bodies = [driver.send(server.url + "/", "POST", body=b"%d" % number).body for number in range(3)]
        assert bodies == [b"0", b"1", b"2"]
        assert [len(connection.requests) for connection in server.connections] == [3]
        assert server.open == 1


@both
def test_closing_the_transport_closes_its_connections(kind: str) -> None:
    with RawServer(echo) as server, Driver(kind) as driver:
        driver.send(server.url + "/")
        driver.run(driver.transport.aclose())
        assert eventually(lambda: server.gone == 1)


@both
def test_an_idle_connection_is_given_up_after_idle_timeout(kind: str) -> None:
    with RawServer(echo) as server, Driver(kind, idle_timeout=0.2) as driver:
        driver.send(server.url + "/")
        threading.Event().wait(0.5)
        driver.send(server.url + "/")
        assert [len(connection.requests) for connection in server.connections] == [1, 1]


@both
def test_a_connection_that_the_server_closed_while_idle_is_replaced(kind: str) -> None:
    closed = threading.Event()

    def answer_once(connection: Connection) -> None:
        connection.read_request()
        connection.send(response(b"ok"))
        connection.close()
        closed.set()

    with RawServer(answer_once) as server, Driver(kind) as driver:
        for _ in range(3):
            closed.clear()
            assert driver.send(server.url + "/", "POST", body=b"x").body == b"ok"
            assert closed.wait(5)
            threading.Event().wait(0.02)
        assert [len(connection.requests) for connection in server.connections] == [1, 1, 1]


@both
@pytest.mark.parametrize("ending", ["close", "reset"])
def test_a_kept_connection_that_dies_under_a_post_is_reported_and_not_resent(kind: str, ending: str) -> None:
    """Promise 6: whether a POST is sent again is not for the transport to decide."""

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        if request.body == b"first":
            connection.send(response(b"ok"))
        else:
            getattr(connection, ending)()

    with RawServer(answer) as server, Driver(kind) as driver:
        driver.send(server.url + "/", "POST", body=b"first")
        with pytest.raises(ConnectionLost) as caught:
            driver.send(server.url + "/", "POST", body=b"second")
        assert caught.value.reused is True
        assert caught.value.__cause__ is not None
        assert [request.body for request in server.requests] == [b"first", b"second"]


@both
@pytest.mark.parametrize("ending", ["close", "reset"])
def test_a_fresh_connection_that_dies_is_not_called_reused(kind: str, ending: str) -> None:
    def drop(connection: Connection) -> None:
        connection.read_request()
        getattr(connection, ending)()

    with RawServer(drop) as server, Driver(kind) as driver:
        with pytest.raises(ConnectionLost) as caught:
            driver.send(server.url + "/", "POST", body=b"x")
        assert caught.value.reused is False
        assert len(server.requests) == 1


@both
def test_a_kept_connection_that_dies_after_the_first_byte_is_not_called_reused(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        if request.body == b"first":
            connection.send(response(b"ok"))
        else:
            connection.send(b"HTTP/1.1 200 OK\r\nX-Half: ")
            connection.close()

    with RawServer(answer) as server, Driver(kind) as driver:
        driver.send(server.url + "/", "POST", body=b"first")
        with pytest.raises(ConnectionLost) as caught:
            driver.send(server.url + "/", "POST", body=b"second")
        assert caught.value.reused is False


@both
def test_an_answer_that_is_not_http_is_a_lost_connection(kind: str) -> None:
    def babble(connection: Connection) -> None:
        connection.read_request()
        connection.send(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")

    with RawServer(babble) as server, Driver(kind) as driver, pytest.raises(ConnectionLost) as caught:
        driver.send(server.url + "/", "POST", body=b"x")
    assert caught.value.__cause__ is not None


@both
def test_redirects_are_returned_and_not_followed(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(response(b"moved", 307, {"Location": "/elsewhere"}))

    with RawServer(answer) as server, Driver(kind) as driver:
        answered = driver.send(server.url + "/", auth=Bearer("key"))
    assert (answered.status, answered.body, answered.headers["location"]) == (307, b"moved", "/elsewhere")
    assert [request.target for request in server.requests] == ["/"]


@both
def test_cookies_are_not_kept(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(response(b"", 200, {"Set-Cookie": "id=1; Path=/"}))

    with RawServer(answer) as server, Driver(kind) as driver:
        driver.send(f"http://localhost:{server.port}/")
        driver.send(f"http://localhost:{server.port}/")
    assert len(server.requests) == 2
    assert not any("cookie" in request.headers for request in server.requests)


@both
def test_credentials_are_applied_once_per_call_and_only_when_it_is_sent(kind: str) -> None:
    auth = Bearer("first")
    with RawServer(echo) as server, Driver(kind) as driver:
        call = driver.transport.send(HttpRequest("GET", server.url + "/", {}, None, auth), limits())
        assert auth.applied == 0
        auth.key = "second"
        driver.run(call)
        assert auth.applied == 1
    assert [request.headers["authorization"] for request in server.requests] == ["Bearer second"]


@both
def test_credentials_may_change_the_address(kind: str) -> None:
    with RawServer(echo) as server, Driver(kind) as driver:
        driver.send(server.url + "/v1", auth=QueryKey())
        request = HttpRequest("GET", server.url + "/v2", {}, None, QueryKey())
        driver.run(driver.run(driver.transport.stream(request, limits())).aclose())
    assert [request.target for request in server.requests] == ["/v1?key=in-the-query", "/v2?key=in-the-query"]


@both
@pytest.mark.parametrize("by", ["HOME", "NETRC"])
def test_netrc_never_replaces_the_key(kind: str, by: str, tmp_path: Path) -> None:
    """Promise 27."""
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\ndefault login any password one\n")
    netrc.chmod(0o600)
    environment = {"HOME": str(tmp_path)} if by == "HOME" else {"NETRC": str(netrc)}
    with RawServer(echo) as server, Driver(kind, environment) as driver:
        driver.send(server.url + "/", auth=Bearer("key"))
        driver.send(server.url + "/", headers={"Authorization": "Token plain"})
        driver.send(server.url + "/")
    assert [request.headers.get("authorization") for request in server.requests] == ["Bearer key", "Token plain", None]


@both
def test_nothing_listens(kind: str) -> None:
    with RawServer(echo) as server:
        url = server.url
    with Driver(kind) as driver, in_seconds(1), pytest.raises(ConnectError, match=r"127\.0\.0\.1") as caught:
        driver.send(url + "/")
    assert caught.value.__cause__ is not None
    assert isinstance(caught.value, ConnectionError)


@both
def test_a_host_without_an_address(kind: str) -> None:
    with Driver(kind) as driver, pytest.raises(ConnectError, match="no-such-host") as caught:
        driver.send("http://no-such-host.invalid/v1", limits=limits(connect=5))
    assert caught.value.__cause__ is not None


@both
def test_no_secret_in_any_error_text_or_log(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """Promise 18: neither the key, nor a query string, nor the body stands in what an error or a DEBUG log shows."""
    secret = f"secret{uuid.uuid4().hex}"
    caplog.set_level(logging.DEBUG)

    @each_request
    def misbehave(connection: Connection, request: RawRequest) -> None:
        if request.target.startswith("/ok"):
            connection.send(response(b"ok"))
        elif request.target.startswith("/silent"):
            connection.wait_gone()
        elif request.target.startswith("/cut"):
            connection.send(response(b"half", length=100))
            connection.close()
        else:
            connection.reset()

    with RawServer(echo) as gone:
        dead = gone.url
    shown: list[str] = []
    with RawServer(misbehave) as server, Driver(kind) as driver:
        rest = {"auth": Bearer(secret), "body": secret.encode()}
        assert driver.send(f"{server.url}/ok?key={secret}", "POST", **rest).body == b"ok"
        for url in (f"{dead}/x", f"{server.url}/reset", f"{server.url}/silent", f"{server.url}/cut"):
            with pytest.raises(OSError) as caught:  # each of ours is a ConnectionError or TimeoutError
                driver.send(f"{url}?key={secret}", "POST", limits=limits(read=0.2), **rest)
            shown += [str(caught.value), repr(caught.value), *traceback.format_exception(caught.value)]
    assert len(shown) > 12
    assert not [text for text in shown if secret in text]
    assert secret not in caplog.text
