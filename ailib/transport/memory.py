"""`MemoryTransport`: answers from a function or a list instead of a network; part of the test kit.

It never suspends, so that it serves the blocking client (whose flows are stepped) and the async client alike.

Examples:
    >>> transport = MemoryTransport([MemoryResponse(body=b"{}"), ConnectError("refused")])
    >>> transport = MemoryTransport(lambda request: MemoryResponse(404 if "/x" in request.url else 200))
    >>> transport.requests
    []
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeAlias

from ailib.errors import Cancelled, ConfigurationError, ConnectionLost, RequestTimeout

from .base import Headers, HttpRequest, HttpResponse, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ailib.cancel import CancelToken

__all__ = ["MemoryResponse", "MemoryStream", "MemoryTransport", "MemoryWebSocket"]


class MemoryResponse:
    """An answer.

    Attributes:
        status: The HTTP status.
        headers: Looked up in any case by those who get the answer.
        body: All bytes, or the pieces of a stream. An exception among the pieces is raised at that point:
            `ConnectionLost` for a broken connection, the builtin `TimeoutError` for silence.
            A generator is asked for the next piece only when somebody reads.
    """

    __slots__ = ("body", "headers", "status")

    def __init__(
        self,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes | Exception] = b"",
    ) -> None:
        self.status = status
        self.headers: Mapping[str, str] = Headers({name.lower(): value for name, value in (headers or {}).items()})
        self.body = body

    def pieces(self) -> Iterator[bytes | Exception]:
        """The body, piece by piece; empty pieces are left out."""
        whole = (self.body,) if isinstance(self.body, bytes) else self.body
        return (piece for piece in whole if piece != b"")


Answer: TypeAlias = "MemoryResponse | Exception"


class MemoryTransport:
    """A `Transport` that asks `handler` for every answer.

    Attributes:
        requests: What was sent, in order, credentials applied.
        open_streams: Streams that were opened and neither closed nor read to their end.
        closed: Whether `aclose` was called.

    Args:
        handler: Called with each request; returns an answer, or an exception to raise.
            Or a list of these, used up in order.
    """

    def __init__(self, handler: Callable[[HttpRequest], Answer] | Iterable[Answer]) -> None:
        self._handler = handler if callable(handler) else _Script(handler)
        self.requests: list[HttpRequest] = []
        self.open_streams = 0
        self.closed = False

    async def send(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> HttpResponse:
        """Answer with the whole body.

        Raises:
            Cancelled: The token is cancelled.
            RequestTimeout: The deadline has passed, or a piece is a `TimeoutError`.
            Exception: What the handler returned or raised, or a piece of the body.
        """
        response = self._answer(request, limits, cancel)
        body = bytearray()
        for piece in response.pieces():
            if isinstance(piece, Exception):
                if type(piece) is TimeoutError:
                    raise RequestTimeout("The server fell silent", phase="read") from piece
                raise piece
            body += piece
            _check(limits.deadline, cancel)
        return HttpResponse(response.status, response.headers, bytes(body))

    async def stream(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> MemoryStream:
        """Answer with a stream of the pieces of the body.

        Raises:
            Cancelled: The token is cancelled.
            RequestTimeout: The deadline has passed.
            Exception: What the handler returned or raised.
        """
        return MemoryStream(self._answer(request, limits, cancel), cancel, self)

    async def connect_ws(
        self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None
    ) -> MemoryWebSocket | HttpResponse:
        """Answer with a WebSocket whose messages are the pieces of an answer of status 101; others are refusals.

        Raises:
            Cancelled: The token is cancelled.
            RequestTimeout: The deadline has passed.
            Exception: What the handler returned or raised, or a piece of a refusal.
        """
        response = self._answer(request, limits, cancel)
        if response.status == 101:
            return MemoryWebSocket(response, cancel, self)
        pieces = list(response.pieces())
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
        return HttpResponse(response.status, response.headers, b"".join(p for p in pieces if isinstance(p, bytes)))

    async def aclose(self) -> None:
        """Note that it was closed."""
        self.closed = True

    def _answer(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None) -> MemoryResponse:
        if self.closed:
            raise ConfigurationError("The client is closed")
        _check(limits.deadline, cancel)
        if request.auth is not None:
            request.auth.apply(request)
        self.requests.append(request)
        answer = self._handler(request)
        if isinstance(answer, Exception):
            raise answer
        return answer


class MemoryStream:
    """The `HttpStream` of `MemoryTransport`."""

    __slots__ = ("_cancel", "_open", "_owner", "_pieces", "headers", "status")

    def __init__(self, response: MemoryResponse, cancel: CancelToken | None, owner: MemoryTransport) -> None:
        self.status = response.status
        self.headers = response.headers
        self._pieces = response.pieces()
        self._cancel = cancel
        self._owner = owner
        self._open = True
        owner.open_streams += 1

    @property
    def is_open(self) -> bool:
        """Whether it was neither closed nor read to its end."""
        return self._open

    async def read(self, until: float | None) -> bytes:
        """The next piece, `b""` at the end.

        Raises:
            Cancelled: The token of the request was cancelled.
            TimeoutError: `until` has passed.
            Exception: The next piece is one.
        """
        if self._cancel is not None and self._cancel.cancelled:
            raise Cancelled(reason=self._cancel.reason)
        if not self._open:
            return b""
        if until is not None and until <= time.monotonic():
            raise TimeoutError
        piece = next(self._pieces, b"")
        if isinstance(piece, Exception):
            raise piece
        if not piece:
            await self.aclose()
        return piece

    async def aclose(self) -> None:
        """Close the stream."""
        if self._open:
            self._open = False
            self._owner.open_streams -= 1


class MemoryWebSocket:
    """The `WebSocket` of `MemoryTransport`: it receives the pieces of the answer, as text, and then a goodbye.

    Attributes:
        sent: What was sent.
        close_code, close_reason: 1000 and "" once everything was received.
        headers: Those of the answer.
    """

    __slots__ = ("_stream", "close_code", "close_reason", "headers", "sent")

    def __init__(self, response: MemoryResponse, cancel: CancelToken | None, owner: MemoryTransport) -> None:
        self._stream = MemoryStream(response, cancel, owner)
        self.sent: list[str | bytes] = []
        self.close_code: int | None = None
        self.close_reason: str = ""
        self.headers: Mapping[str, str] = response.headers

    async def receive(self, until: float | None) -> str | None:
        """The next piece; None at the end. Raises as `MemoryStream.read`."""
        piece = await self._stream.read(until)
        if not piece:
            self.close_code = 1000
            return None
        return piece.decode()

    async def send(self, message: str | bytes, until: float | None) -> None:  # noqa: ARG002
        """Keep a message.

        Raises:
            ConnectionLost: It is closed.
        """
        if not self._stream.is_open:
            raise ConnectionLost("The WebSocket is closed")
        self.sent.append(message)

    async def aclose(self, code: int = 1000, reason: str = "") -> None:  # noqa: ARG002
        """Close it."""
        await self._stream.aclose()


class _Script:
    """Answers from a list."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._answers = iter(answers)

    def __call__(self, request: HttpRequest) -> Answer:
        answer = next(self._answers, None)
        if answer is None:
            return ConfigurationError(f"No answer is left for {request!r}")
        return answer


def _check(deadline: float | None, cancel: CancelToken | None) -> None:
    if cancel is not None and cancel.cancelled:
        raise Cancelled(reason=cancel.reason)
    if deadline is not None and deadline <= time.monotonic():
        raise RequestTimeout("The deadline has passed", phase="deadline")
