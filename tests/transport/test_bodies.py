"""Streamed bodies: byte-exact whatever the framing, prompt, and never a clean end when something is missing."""

from __future__ import annotations

import itertools
import queue
import time
import zlib
from concurrent.futures import Future

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib.errors import ConnectionLost, RequestTimeout

from . import Driver, both, in_seconds, limits
from .rawserver import Connection, RawRequest, RawServer, each_request, eventually, response

TEXT = "".join(f"data: {number} größer\u2028\r\n\r\n" for number in range(2000)).encode()


def chunked(pieces: list[bytes], extension: bytes = b"", trailers: bytes = b"") -> bytes:
    """A chunked body with one HTTP chunk per piece."""
    wire = b"".join(b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces if piece)
    return wire + b"0" + extension + b"\r\n" + trailers + b"\r\n"


def cut_at(data: bytes, places: list[int]) -> list[bytes]:
    """`data` in pieces that end at the places (taken modulo the length)."""
    if not data:
        return []
    edges = sorted({0, len(data), *(place % len(data) for place in places)})
    return [data[start:end] for start, end in itertools.pairwise(edges)]


@both
@pytest.mark.parametrize("framing", ["length", "chunked", "until close"])
def test_streams_are_byte_exact(kind: str, framing: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        if framing == "length":
            connection.send(response(TEXT))
        elif framing == "chunked":
            connection.start_chunked()
            for piece in TEXT.split(b"\n"):
                connection.chunk(piece + b"\n")
            connection.chunk(b"last")
            connection.end_chunks()
        else:
            connection.send(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + TEXT)
            connection.close()

    expected = TEXT + b"\nlast" if framing == "chunked" else TEXT
    with RawServer(answer) as server, Driver(kind) as driver:
        for _ in range(2):
            stream = driver.stream(server.url + "/")
            assert stream.status == 200
            assert stream.read_all() == expected
            stream.close()
            stream.close()
            assert driver.send(server.url + "/").body == expected
        assert len(server.connections) == (4 if framing == "until close" else 1)


@both
def test_a_close_delimited_body_without_connection_header(kind: str) -> None:
    def answer(connection: Connection) -> None:
        connection.read_request()
        connection.send(b"HTTP/1.0 200 OK\r\n\r\nold server")

    with RawServer(answer) as server, Driver(kind) as driver:
        assert driver.send(server.url + "/").body == b"old server"


@both
def test_any_chunking_over_any_segments_gives_the_same_bytes(kind: str) -> None:
    case: dict[str, list[bytes]] = {}

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        for segment in case["segments"]:
            connection.send(segment)
            time.sleep(0.0003)

    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n"
    with RawServer(answer) as server, Driver(kind) as driver:

        @settings(max_examples=60, deadline=None, database=None)
        @given(
            body=st.one_of(st.binary(max_size=400), st.sampled_from([TEXT, b"\r\n0\r\n\r\n" * 3])),
            chunks=st.lists(st.integers(0, 1 << 16), max_size=40),
            segments=st.lists(st.integers(0, 1 << 16), max_size=12),
            extension=st.sampled_from([b"", b";name", b';name="quoted value"']),
            trailers=st.sampled_from([b"", b"X-T: 1\r\n", b"X-T: 1\r\nX-U: 2\r\n"]),
        )
        def same_bytes(body: bytes, chunks: list[int], segments: list[int], extension: bytes, trailers: bytes) -> None:
            wire = head + chunked(cut_at(body, chunks), extension, trailers)
            case["segments"] = cut_at(wire, segments)
            stream = driver.stream(server.url + "/")
            assert stream.read_all() == body
            stream.close()

        same_bytes()
        # Every body was read up to its very last byte: the connection could always be used again.
        assert len(server.connections) == 1


@both
def test_many_small_chunks_in_one_segment_come_in_few_reads(kind: str) -> None:
    pieces = [b"data: %d\n\n" % number for number in range(500)]

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(pieces))

    with RawServer(answer) as server, Driver(kind) as driver:
        stream = driver.stream(server.url + "/")
        time.sleep(0.05)
        reads: list[bytes] = []
        while data := stream.read():
            reads.append(data)
    assert b"".join(reads) == b"".join(pieces)
    assert len(reads) <= 50


@both
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_each_piece_is_delivered_before_the_next_is_sent(kind: str, coding: str) -> None:
    received: queue.Queue[bytes] = queue.Queue()

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        packer = zlib.compressobj(wbits=31)
        connection.start_chunked(headers={"Content-Encoding": coding})
        for number in range(20):
            data = b"piece %d" % number
            if coding == "gzip":
                data = packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)
            connection.chunk(data)
            assert received.get(timeout=5) == b"piece %d" % number
        if coding == "gzip":
            connection.chunk(packer.flush())
        connection.end_chunks()

    with RawServer(answer) as server, Driver(kind) as driver, in_seconds(3):
        stream = driver.stream(server.url + "/")
        while data := stream.read(within=5):
            received.put(data)
        stream.close()
        assert len(server.connections) == 1


@both
def test_a_chunk_that_decodes_to_nothing_is_not_the_end(kind: str) -> None:
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(b"content") + packer.flush()

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked(headers={"Content-Encoding": "gzip"})
        connection.chunk(packed[:10])  # the gzip header alone
        connection.sleep(0.1)
        connection.chunk(packed[10:])
        connection.end_chunks()

    with RawServer(answer) as server, Driver(kind) as driver:
        assert driver.stream(server.url + "/").read_all() == b"content"


CUTS = {
    "chunked, no terminator": b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    "chunked, inside a chunk": b"Transfer-Encoding: chunked\r\n\r\nff\r\nhalf",
    "chunked, inside a size": b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n1",
    "chunked, broken size": b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nxyz\r\n",
    "length, one byte short": b"Content-Length: 5\r\n\r\nhalf",
    "length, far too short": b"Content-Length: 100000\r\n\r\nhalf",
}


@both
@pytest.mark.parametrize("cut", CUTS)
def test_a_body_cut_short_is_never_a_clean_end(kind: str, cut: str) -> None:
    """Promise 1: for streamed and for plain calls."""

    def answer(connection: Connection) -> None:
        connection.read_request()
        connection.send(b"HTTP/1.1 200 OK\r\n" + CUTS[cut])

    with RawServer(answer) as server, Driver(kind) as driver:
        read = b""
        with pytest.raises(ConnectionLost) as caught:
            stream = driver.stream(server.url + "/")
            while len(read) < 1000:
                data = stream.read(within=5)
                assert data, f"clean end after {read!r}"
                read += data
        assert read in (b"half", b"")
        assert caught.value.reused is False
        with pytest.raises(ConnectionLost):
            driver.send(server.url + "/", "POST", body=b"x")
        assert len(server.requests) == 2


@both
def test_what_arrived_before_the_cut_is_delivered_first(kind: str) -> None:
    """The core makes the partial result of `StreamTruncated` from it."""

    def answer(connection: Connection) -> None:
        connection.read_request()
        connection.start_chunked()
        connection.chunk(b"first")
        connection.sleep(0.1)
        connection.chunk(b"second")
        connection.sleep(0.1)
        connection.reset()

    with RawServer(answer) as server, Driver(kind) as driver:
        stream = driver.stream(server.url + "/")
        assert [stream.read(), stream.read()] == [b"first", b"second"]
        with pytest.raises(ConnectionLost) as caught:
            stream.read()
        assert caught.value.__cause__ is not None
        stream.close()


@both
def test_a_read_ends_at_its_time(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        connection.chunk(b"one")
        connection.wait_gone()

    with RawServer(answer) as server, Driver(kind) as driver:
        stream = driver.stream(server.url + "/")
        assert stream.read(within=5) == b"one"
        with in_seconds(0.55, 0.28), pytest.raises(TimeoutError):
            stream.read(within=0.3)
        stream.close()
        assert eventually(lambda: server.gone == 1, 0.3)
        assert driver.stream(server.url + "/").read(within=5) == b"one"
        assert len(server.connections) == 2


@both
def test_a_read_whose_time_has_passed_ends_at_once(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        connection.wait_gone()

    with RawServer(answer) as server, Driver(kind) as driver:
        stream = driver.stream(server.url + "/")
        with in_seconds(0.2), pytest.raises(TimeoutError):
            stream.read(within=-1)
        stream.close()


@both
def test_each_read_has_its_own_time(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        for number in range(8):
            connection.sleep(0.06)
            connection.chunk(b"%d" % number)
        connection.end_chunks()

    with RawServer(answer) as server, Driver(kind) as driver:
        stream = driver.stream(server.url + "/", limits=limits(read=0.3))
        read = b""
        while data := stream.read(within=0.3):
            read += data
        assert read == b"01234567"


@both
def test_the_deadline_of_the_request_also_ends_its_reads(kind: str) -> None:
    """Promise 3."""

    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        while True:
            connection.chunk(b": ping\n\n")
            connection.sleep(0.05)

    with RawServer(answer) as server, Driver(kind) as driver:
        with in_seconds(0.55, 0.28):
            stream = driver.stream(server.url + "/", limits=limits(deadline=0.3))
            with pytest.raises(TimeoutError):
                for _ in range(100):
                    assert stream.read(within=3)
        stream.close()
        assert eventually(lambda: server.gone == 1, 0.3)


@both
def test_an_early_close_closes_the_connection_without_reading_on(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        while True:
            connection.chunk(b"more")
            connection.sleep(0.02)

    with RawServer(answer) as server, Driver(kind) as driver:
        stream = driver.stream(server.url + "/")
        assert stream.read().startswith(b"more")
        with in_seconds(0.2):
            stream.close()
        assert eventually(lambda: server.gone == 1, 0.3)
        stream.close()


@both
def test_a_stream_read_to_its_end_gives_its_connection_back(kind: str) -> None:
    with RawServer(each_request(lambda c, _r: c.send(response(b"all")))) as server, Driver(kind) as driver:
        for _ in range(3):
            stream = driver.stream(server.url + "/", "POST", body=b"x")
            assert stream.read_all() == b"all"
            stream.close()
        assert [len(connection.requests) for connection in server.connections] == [3]


@both
def test_a_stream_open_beside_others_does_not_mix_with_them(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        for _ in range(30):
            connection.chunk(request.body * 10)
        connection.end_chunks()

    with RawServer(answer) as server, Driver(kind) as driver:
        streams = [driver.stream(server.url + "/", "POST", body=b"%d" % number) for number in range(5)]
        bodies = [b""] * 5
        ended: set[int] = set()
        while len(ended) < 5:
            reads: list[tuple[int, Future[bytes]]] = [
                (number, stream.start_read(5)) for number, stream in enumerate(streams) if number not in ended
            ]
            for number, read in reads:
                data = read.result(5)
                bodies[number] += data
                if not data:
                    ended.add(number)
        assert bodies == [b"%d" % number * 300 for number in range(5)]
        for stream in streams:
            stream.close()


@both
def test_a_stalled_body_of_a_plain_call_is_a_read_timeout(kind: str) -> None:
    @each_request
    def answer(connection: Connection, request: RawRequest) -> None:
        connection.send(response(b"half", length=100))
        connection.wait_gone()

    with RawServer(answer) as server, Driver(kind) as driver:
        with in_seconds(0.6, 0.28), pytest.raises(RequestTimeout) as caught:
            driver.send(server.url + "/", limits=limits(read=0.3))
        assert caught.value.phase == "read"
        assert eventually(lambda: server.gone == 1, 0.3)
