"""Servers and requests that are odd, broken or hostile: the same well-defined outcome from both transports."""

from __future__ import annotations

import gzip
import random
import threading
import traceback
import uuid
import zlib

import pytest

from ailib.errors import AilibError, ConnectionLost
from ailib.transport.base import HttpRequest

from . import Driver, both, in_seconds, limits
from .rawserver import Connection, RawRequest, RawServer, each_request, response

OK = {
    "no reason": b"HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nbody",
    "names in lower case, no space": b"HTTP/1.1 200 OK\r\ncontent-length:4\r\n\r\nbody",
    "spaces around the value": b"HTTP/1.1 200 OK\r\nContent-Length:   4  \r\n\r\nbody",
    "chunk sizes in upper case with zeros": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n0004\r\nbody\r\n000\r\n\r\n"
    ),
    "two interim answers": (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"
    ),
    "a long header": b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 7000 + b"\r\nContent-Length: 4\r\n\r\nbody",
    "ninety headers": (
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(90)) + b"Content-Length: 4\r\n\r\nbody"
    ),
    "a header that is not ASCII": "HTTP/1.1 200 OK\r\nX-Name: größe\r\nContent-Length: 4\r\n\r\nbody".encode(),
    "an unknown content coding": b"HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\nContent-Length: 4\r\n\r\nbody",
    "identity": b"HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 4\r\n\r\nbody",
}


@both
@pytest.mark.parametrize("oddity", OK)
@pytest.mark.parametrize("byte_by_byte", [False, True])
def test_an_odd_but_valid_answer_is_understood(kind: str, oddity: str, byte_by_byte: bool) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        for piece in [OK[oddity][n : n + 1] for n in range(len(OK[oddity]))] if byte_by_byte else [OK[oddity]]:
            connection.send(piece)

    with RawServer(answer) as server, Driver(kind) as driver:
        for _ in range(2):
            answered = driver.send(server.url + "/", "POST", body=b"x", limits=limits(5, 5))
            assert (answered.status, answered.body) == (200, b"body")
        assert len(server.connections) == 1


BROKEN = {
    "a length that is no number": b"HTTP/1.1 200 OK\r\nContent-Length: four\r\n\r\nbody",
    "a negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nbody",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 3\r\n\r\nbody",
    "a status that is no number": b"HTTP/1.1 fine OK\r\nContent-Length: 4\r\n\r\nbody",
    "an end within the headers": b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Le",
    "an end after a header": b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n",
    "only an interim answer": b"HTTP/1.1 100 Continue\r\n\r\n",
    "a negative chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-4\r\nbody\r\n0\r\n\r\n",
    "a chunk longer than its size": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbody\r\n0\r\n\r\n",
}


@both
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_answer_is_a_lost_connection_that_is_not_used_again(kind: str, fault: str) -> None:
    """Promise 1: a truncated head is no empty success either."""

    def answer(connection: Connection) -> None:
        connection.read_request()
        connection.send(BROKEN[fault])
        connection.close()

    with RawServer(answer) as server, Driver(kind) as driver, in_seconds(2):
        for _ in range(2):
            with pytest.raises(ConnectionLost) as caught:
                driver.send(server.url + "/", "POST", body=b"x", limits=limits(5, 5))
            assert caught.value.reused is False
        assert [len(connection.requests) for connection in server.connections] == [1, 1]


@both
def test_bytes_after_the_answer_do_not_answer_the_next_request(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(response(b"answer to " + request.body) + response(b"smuggled"))

    with RawServer(answer) as server, Driver(kind) as driver:
        for number in range(4):
            answered = driver.send(server.url + "/", "POST", body=b"%d" % number, limits=limits(5, 5))
            assert answered.body == b"answer to %d" % number


@both
@pytest.mark.parametrize("said", ["close", "Close", "keep-alive, close"])
def test_an_answer_with_connection_close_ends_its_connection(kind: str, said: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(response(b"ok", headers={"Connection": said}))

    with RawServer(answer) as server, Driver(kind) as driver:
        for _ in range(2):
            assert driver.send(server.url + "/", "POST", body=b"x").body == b"ok"
        assert [len(connection.requests) for connection in server.connections] == [1, 1]


@both
def test_an_http_1_0_server_is_not_asked_twice_on_one_connection(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")

    with RawServer(answer) as server, Driver(kind) as driver:
        for _ in range(2):
            assert driver.send(server.url + "/", "POST", body=b"x", limits=limits(5, 5)).body == b"ok"
        assert len(server.connections) == 2


@both
@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("damage", ["cut early", "cut by a byte", "corrupt", "not packed at all"])
def test_a_damaged_compressed_body_is_never_a_clean_end(kind: str, streamed: bool, damage: str) -> None:
    """Promise 1: also when HTTP itself says that the body is complete."""
    packed = gzip.compress(bytes(range(256)) * 40 + random.Random(1).randbytes(4000))
    wire = {
        "cut early": packed[:1000],
        "cut by a byte": packed[:-1],
        "corrupt": packed[:2000] + bytes(byte ^ 1 for byte in packed[2000:2010]) + packed[2010:],
        "not packed at all": b"plain text",
    }

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(response(wire[damage], headers={"Content-Encoding": "gzip"}))

    with RawServer(answer) as server, Driver(kind) as driver, pytest.raises(ConnectionLost) as caught:
        if streamed:
            driver.stream(server.url + "/", limits=limits(5, 5)).read_all()
        else:
            driver.send(server.url + "/", limits=limits(5, 5))
    assert caught.value.reused is False


@both
def test_deflate_without_its_wrapper_and_gzip_in_two_members(kind: str) -> None:
    packer = zlib.compressobj(wbits=-15)
    bodies = {
        "deflate": packer.compress(b"one two") + packer.flush(),
        "gzip": gzip.compress(b"one ") + gzip.compress(b"two"),
    }

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        coding = request.target[1:]
        connection.send(response(bodies[coding], headers={"Content-Encoding": coding}))

    with RawServer(answer) as server, Driver(kind) as driver:
        assert [driver.send(f"{server.url}/{coding}").body for coding in bodies] == [b"one two"] * 2


@both
def test_a_get_on_a_kept_connection_that_dies_is_reported_like_a_post(kind: str) -> None:
    """Promise 6: one retry loop, and it is not in here."""

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        if request.target == "/first":
            connection.send(response(b"ok"))
        else:
            connection.close()

    with RawServer(answer) as server, Driver(kind) as driver:
        driver.send(server.url + "/first")
        with pytest.raises(ConnectionLost) as caught:
            driver.send(server.url + "/second")
        assert caught.value.reused is True
        assert [request.target for request in server.requests] == ["/first", "/second"]


@both
def test_an_answer_that_comes_before_the_upload_is_done_is_returned(kind: str) -> None:
    def refuse(connection: Connection) -> None:
        connection.read_head()
        connection.send(response(b"too large", 413, {"Connection": "close"}))
        connection.drain()

    with RawServer(refuse) as server, Driver(kind) as driver:
        answered = driver.send(server.url + "/", "POST", body=bytes(20_000_000), limits=limits(5, 5))
        assert (answered.status, answered.body) == (413, b"too large")
        assert server.open <= 1


class Newline:
    """A key that was read from a file together with its line end, or worse."""

    def __init__(self, key: str) -> None:
        self.key = key

    def apply(self, request: HttpRequest) -> None:
        request.headers["Authorization"] = f"Bearer {self.key}"


@both
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r\nX-Injected: yes", "\0"])
def test_a_key_with_a_line_end_is_refused_before_sending_and_not_shown(kind: str, ending: str) -> None:
    """Promise 18."""
    key = uuid.uuid4().hex
    with RawServer(each_request(lambda c, _r: c.send(response(b"ok")))) as server, Driver(kind) as driver:
        with pytest.raises(AilibError) as caught:
            driver.send(server.url + "/", auth=Newline(key + ending), limits=limits(5, 5))
        assert server.requests == []
        assert driver.send(server.url + "/", auth=Newline(key)).body == b"ok"
    assert key not in "".join([repr(caught.value), *traceback.format_exception(caught.value)])


@both
@pytest.mark.parametrize("target", ["/a b", "/a\r\nX-Injected: yes", "/a\nb"])
def test_an_address_cannot_smuggle_header_lines(kind: str, target: str) -> None:
    with RawServer(each_request(lambda c, _r: c.send(response(b"ok")))) as server, Driver(kind) as driver:
        try:
            driver.send(server.url + target, limits=limits(2, 2))
        except AilibError:
            assert server.requests == []
        else:
            (request,) = server.requests
            assert "x-injected" not in request.headers
            assert not set(request.target) & set(" \r\n")


@both
def test_a_call_that_fails_while_others_run_leaves_them_alone(kind: str) -> None:
    hold = threading.Event()

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        if request.target == "/bad":
            connection.reset()
        else:
            assert hold.wait(10)
            connection.send(response(b"ok"))

    with RawServer(answer) as server, Driver(kind) as driver:
        good = [driver.start_send(server.url + "/good", "POST", body=b"x") for _ in range(5)]
        for _ in range(5):
            with pytest.raises(ConnectionLost):
                driver.send(server.url + "/bad", "POST", body=b"x")
        hold.set()
        assert [call.result(10).body for call in good] == [b"ok"] * 5
