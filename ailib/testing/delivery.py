"""From a `Reply` to bytes on a connection, at the pace and with the faults that were asked for.

A `Call` is a request as the wire families see it, a `Reply` what they return; neither knows a socket.
`Delivery` writes one reply with aiohttp and breaks it as the `Fault` says, down to the byte.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import sys
import zlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from .script import NO_FAULT, Pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiohttp.web_request import BaseRequest
    from aiohttp.web_response import StreamResponse

    from .family import Family
    from .script import Fault

__all__ = ["LOGIN_PAGE", "Call", "Delivery", "Event", "Reply", "Socket"]

Event: TypeAlias = "tuple[bytes, int]"
"""The bytes of one event of a stream and how many tokens it stands for."""

_RST = struct.pack("ii", 1, 0)
LOGIN_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head>"
    b'<body><form method="post" action="/login"><input name="user"><input name="password" type="password">'
    b"<button>Sign in</button></form></body></html>\n"
)
"""What a captive portal or a proxy answers with."""
_SLICES_PER_SECOND = 20


@attrs.frozen(eq=False)
class Call:
    """One request.

    Attributes:
        method: "GET", "POST".
        path: Path without the query.
        headers: Request headers; names in any case.
        body: The decoded JSON object; `{}` when the request has none.
        query: The parameters behind the question mark; the first of each name.
        raw: The body as it came, for families that take bytes.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    query: Mapping[str, str] = attrs.field(factory=dict[str, str])
    raw: bytes = b""


@attrs.frozen(eq=False)
class Reply:
    """What to send.

    Attributes:
        status: HTTP status.
        body: The whole body, for an answer that is not streamed.
        events: The events of a stream, or None.
        tokens: How many tokens an answer that is not streamed stands for; the pace counts them.
        headers: Response headers.
        content_type: Type of the body.
        session: Talks over a WebSocket, for a request that is to become one; else None.
    """

    status: int = 200
    body: bytes = b""
    events: Iterable[Event] | None = None
    tokens: int = 0
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str])
    content_type: str = "application/json"
    session: Callable[[Socket, Pace], Awaitable[None]] | None = None


class Socket:
    """A WebSocket as a session sees it.

    Args:
        inner: aiohttp's.
        cut: Ends the connection without a goodbye.
        heard: Where messages are noted.
    """

    def __init__(self, inner: Any, cut: Callable[[], None], heard: list[Any]) -> None:
        self._inner = inner
        self._heard = heard
        self.cut = cut

    async def send(self, text: str) -> None:
        """Send a message.

        Raises:
            ConnectionError: The client has left.
        """
        await self._inner.send_str(text)

    async def receive(self) -> str | bytes | None:
        """The next message; None when the client has left."""
        from aiohttp import WSMsgType

        message = await self._inner.receive()
        if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            return None
        said: str | bytes = message.data
        try:
            self._heard.append(json.loads(said))
        except ValueError:
            self._heard.append(said)
        return said


def _unsent(raw: socket.socket) -> int:
    """Bytes in the kernel that the other side has not acknowledged; 0 where the system does not tell."""
    try:
        import fcntl
        import termios
    except ImportError:
        return 0
    return int.from_bytes(fcntl.ioctl(raw.fileno(), termios.TIOCOUTQ, bytes(4)), sys.byteorder)


class Delivery:
    """Sends one reply over one connection.

    Attributes:
        finished: True once everything that was meant to be sent was handed to the socket, faults included.
        heard: What came over a WebSocket, decoded.
    """

    __slots__ = (
        "_budget",
        "_family",
        "_fault",
        "_pace",
        "_reply",
        "_request",
        "_response",
        "_start",
        "_zip",
        "finished",
        "heard",
    )

    def __init__(
        self, request: BaseRequest, reply: Reply, family: Family, fault: Fault, pace: Pace, start: float
    ) -> None:
        self._request = request
        self._family = family
        self._reply = reply
        self._fault = fault
        self._pace = pace
        self._start = start
        self._budget = fault.cut_after_bytes
        self._zip = zlib.compressobj(wbits=31) if fault.gzip else None
        self._response: StreamResponse | None = None
        self.finished = False
        self.heard: list[Any] = []

    async def send(self) -> StreamResponse:
        """Send it; returns aiohttp's response, finished or with its connection closed.

        Raises:
            ConnectionError: The client went away.
            asyncio.CancelledError: The client went away, or the server stops.
        """
        from aiohttp.web_response import StreamResponse

        fault, reply = self._fault, self._reply
        if fault.delay:
            await asyncio.sleep(fault.delay)
        # The connection may be closed below; aiohttp accepts a response that could not be sent.
        response = self._response = StreamResponse(status=reply.status)
        closes_early = fault.cut_after_bytes is not None or fault.cut_after_chunks is not None
        if fault.refuse or (fault.reset and not closes_early):
            return await self._closed()
        if reply.session is not None:
            return await self._talk(reply.session)
        if reply.events is None and reply.tokens:
            await self._wait_for_token(reply.tokens, self._start + fault.delay)
        response.headers["Content-Type"] = fault.content_type or reply.content_type
        response.headers.update(reply.headers)
        if fault.retry_after is not None:
            value = fault.retry_after
            response.headers["Retry-After"] = (
                str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
            )
        if self._zip is not None:
            response.headers["Content-Encoding"] = "gzip"
        response.headers.update(fault.headers)
        if reply.events is not None:
            return await self._send_stream(response, reply.events)
        return await self._send_body(response, reply.body)

    # --- a session ---

    async def _talk(self, session: Callable[[Socket, Pace], Awaitable[None]]) -> StreamResponse:
        from aiohttp.web_ws import WebSocketResponse

        socket = WebSocketResponse(max_msg_size=1 << 26)
        socket.headers.update(self._reply.headers)
        socket.headers.update(self._fault.headers)
        await socket.prepare(self._request)

        def cut() -> None:
            self.finished = True
            if self._request.transport is not None:
                self._request.transport.abort()

        await session(Socket(socket, cut, self.heard), self._pace)
        self.finished = True
        await socket.close()
        return socket

    # --- an answer that is not streamed ---

    @property
    def _beats_in_body(self) -> bool:
        """Whether empty lines come before the JSON: their number, and so the length, is not known beforehand."""
        return self._fault.heartbeat is not None and self._fault.first_byte_delay > 0 and self._zip is None

    async def _send_body(self, response: StreamResponse, body: bytes) -> StreamResponse:
        fault = self._fault
        if self._zip is not None:
            body = self._zip.compress(body) + self._zip.flush()
            self._zip = None
        truncated = fault.truncate_after_chunks == 0
        if self._beats_in_body:
            response.enable_chunked_encoding()
        else:
            response.content_length = 0 if truncated else len(body)
        await response.prepare(self._request)
        if fault is NO_FAULT:
            # Headers and body leave in one piece.
            await response.write_eof(body)
            self.finished = True
            return response
        await self._idle(fault.first_byte_delay)
        if fault.stall_after is not None:
            await self._write(body[: fault.stall_after])
            await self._silence()
        if fault.cut_after_chunks == 0 or fault.cut_after_bytes == 0:
            return await self._closed()
        if not truncated and not await self._write(body):
            return await self._closed()
        if fault.cut_after_chunks is not None:
            return await self._closed()
        return await self._ended(response)

    # --- a stream ---

    async def _send_stream(self, response: StreamResponse, events: Iterable[Event]) -> StreamResponse:
        fault = self._fault
        response.enable_chunked_encoding()
        await response.prepare(self._request)
        await self._idle(fault.first_byte_delay)
        if fault.cut_after_bytes == 0:
            return await self._closed()
        sent, tokens = 0, 0
        for event, weight in self._counted(events):
            if sent == fault.truncate_after_chunks:
                return await self._ended(response)
            if sent == fault.stall_after:
                await self._silence()
            if sent == fault.cut_after_chunks:
                return await self._closed()
            # Tokens become ready one after another; what carries none goes along with its neighbours.
            await self._wait_for_token(tokens if weight else None, self._start + fault.delay + fault.first_byte_delay)
            tokens += weight
            if not await self._write(self._encoded(event)):
                return await self._closed()
            sent += 1
        if fault.stall_after is not None and sent <= fault.stall_after:
            await self._silence()
        if sent == fault.cut_after_chunks:
            return await self._closed()
        if self._zip is not None:
            await self._write(self._zip.flush())
        return await self._ended(response)

    def _counted(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events, one of them spoiled if the fault says so."""
        broken = self._fault.broken_frame_at
        for index, (event, weight) in enumerate(events):
            if index == broken:
                yield self._family.broken(event), weight
            else:
                yield event, weight

    def _encoded(self, event: bytes) -> bytes:
        if self._zip is None:
            return event
        return self._zip.compress(event) + self._zip.flush(zlib.Z_SYNC_FLUSH)

    # --- time ---

    async def _wait_for_token(self, number: int | None, begun: float) -> None:
        """Wait until a token of an answer that was begun then is ready.

        At least let the others, and the news of a closed connection, have a turn.
        """
        delay = 0.0
        if number is not None:
            delay = max(0.0, begun + self._pace.at(number) - asyncio.get_running_loop().time())
        await asyncio.sleep(delay)

    async def _idle(self, seconds: float | None) -> None:
        """Say nothing for some seconds (None: until the client has gone), but let the heart beat."""
        beat = self._fault.heartbeat
        if beat is None or (self._reply.events is None and not self._beats_in_body):
            if seconds is None:
                await asyncio.get_running_loop().create_future()
            elif seconds:
                await asyncio.sleep(seconds)
            return
        left = float("inf") if seconds is None else seconds
        while left > 0:
            await asyncio.sleep(min(beat, left))
            left -= beat
            if left >= 0:
                await self._write(self._encoded(self._heartbeat()))

    async def _silence(self) -> None:
        await self._idle(None)

    def _heartbeat(self) -> bytes:
        if self._reply.events is None:
            return b"\n"
        return self._family.heartbeat(self._fault.heartbeat_event)

    # --- bytes ---

    async def _write(self, data: bytes) -> bool:
        """Write some bytes of the body; False when the fault wants the connection cut behind them."""
        if self._budget is not None:
            data = data[: self._budget]
            self._budget -= len(data)
        rate = self._fault.slow_body
        if rate is None:
            await self._out(data)
        else:
            size = max(1, int(rate / _SLICES_PER_SECOND))
            for at in range(0, len(data), size):
                part = data[at : at + size]
                await self._out(part)
                await asyncio.sleep(len(part) / rate)
        return self._budget is None or self._budget > 0

    async def _out(self, data: bytes) -> None:
        assert self._response is not None
        if data:
            await self._response.write(data)

    async def _ended(self, response: StreamResponse) -> StreamResponse:
        await response.write_eof()
        self.finished = True
        return response

    async def _closed(self) -> StreamResponse:
        """Close the connection in the middle of things."""
        assert self._response is not None
        self.finished = True
        transport = self._request.transport
        if transport is not None:
            if self._fault.reset:
                raw: socket.socket | None = transport.get_extra_info("socket")
                # What was written must have arrived before the RST overtakes it.
                await asyncio.sleep(0.01)
                while transport.get_write_buffer_size() or (raw is not None and _unsent(raw)):
                    await asyncio.sleep(0.01)
                if raw is not None:
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
                transport.abort()
            else:
                transport.close()
        return self._response
