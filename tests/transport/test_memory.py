"""`MemoryTransport` keeps the contract too, stepped and under asyncio."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from ailib.cancel import CancelToken
from ailib.errors import Cancelled, ConnectError, ConnectionLost, RequestTimeout
from ailib.transport.base import HttpRequest
from ailib.transport.memory import MemoryResponse, MemoryStream, MemoryTransport

from . import limits, step

Run = Callable[[Coroutine[Any, Any, Any]], Any]
both_ways = pytest.mark.parametrize("run", [step, asyncio.run])


class Key:
    """Puts a key on a request."""

    def apply(self, request: HttpRequest) -> None:
        request.headers["Authorization"] = "Bearer key"


def get(url: str = "http://provider/v1", auth: Key | None = None) -> HttpRequest:
    return HttpRequest("GET", url, {}, None, auth)


@both_ways
def test_answers_come_from_a_function_and_requests_are_kept_with_credentials(run: Run) -> None:
    transport = MemoryTransport(lambda request: MemoryResponse(201, {"X-Name": "v"}, request.url.encode()))
    answered = run(transport.send(get(auth=Key()), limits()))
    assert (answered.status, answered.body) == (201, b"http://provider/v1")
    assert answered.headers["x-name"] == answered.headers["X-NAME"] == "v"
    assert [request.headers for request in transport.requests] == [{"Authorization": "Bearer key"}]


@both_ways
def test_answers_of_a_list_are_used_up_in_order(run: Run) -> None:
    transport = MemoryTransport([MemoryResponse(500), ConnectError("refused"), MemoryResponse(200, body=[b"a", b"b"])])
    assert run(transport.send(get(), limits())).status == 500
    with pytest.raises(ConnectError, match="refused"):
        run(transport.send(get(), limits()))
    assert run(transport.send(get(), limits())).body == b"ab"
    assert len(transport.requests) == 3


@both_ways
def test_a_stream_hands_out_its_pieces_and_its_faults(run: Run) -> None:
    transport = MemoryTransport(
        [MemoryResponse(body=[b"one", b"", b"two"]), MemoryResponse(body=[b"one", ConnectionLost("cut")])]
    )
    stream: MemoryStream = run(transport.stream(get(), limits()))
    assert [run(stream.read(None)) for _ in range(3)] == [b"one", b"two", b""]
    run(stream.aclose())
    run(stream.aclose())
    stream = run(transport.stream(get(), limits()))
    assert transport.open_streams == 1
    assert run(stream.read(None)) == b"one"
    with pytest.raises(ConnectionLost, match="cut"):
        run(stream.read(None))
    run(stream.aclose())
    assert transport.open_streams == 0


@both_ways
def test_silence_is_the_timeout_of_whoever_waits(run: Run) -> None:
    transport = MemoryTransport(lambda _: MemoryResponse(body=[b"one", TimeoutError()]))
    stream: MemoryStream = run(transport.stream(get(), limits()))
    assert run(stream.read(None)) == b"one"
    with pytest.raises(TimeoutError) as caught:
        run(stream.read(time.monotonic() + 5))
    assert type(caught.value) is TimeoutError
    run(stream.aclose())
    with pytest.raises(RequestTimeout) as of_the_call:
        run(transport.send(get(), limits()))
    assert of_the_call.value.phase == "read"


@both_ways
def test_cancelled_and_overdue_calls_send_nothing(run: Run) -> None:
    transport = MemoryTransport(lambda _: MemoryResponse())
    token = CancelToken()
    token.cancel("enough")
    for begin in (transport.send, transport.stream):
        with pytest.raises(Cancelled) as caught:
            run(begin(get(), limits(), token))
        assert caught.value.reason == "enough"
        with pytest.raises(RequestTimeout) as overdue:
            run(begin(get(), limits(deadline=-1)))
        assert overdue.value.phase == "deadline"
    assert transport.requests == []


@both_ways
def test_a_cancel_between_two_pieces(run: Run) -> None:
    token = CancelToken()

    def pieces() -> Iterator[bytes]:
        yield b"one"
        yield b"two"

    transport = MemoryTransport(lambda _: MemoryResponse(body=pieces()))
    stream: MemoryStream = run(transport.stream(get(), limits(), token))
    assert run(stream.read(None)) == b"one"
    token.cancel("enough")
    with pytest.raises(Cancelled) as caught:
        run(stream.read(None))
    assert caught.value.reason == "enough"
    run(stream.aclose())
