"""`AiohttpTransport`: the `Transport` of asyncio, on aiohttp.

Each running loop has a session of its own (`ailib.transport.aio_sessions`), found by the identity of the loop;
each request is watched by an `AioExchange` (`ailib.transport.aio_exchange`) instead of aiohttp's timeouts.

Bodies are taken from aiohttp's `StreamReader` in one piece per network read, however many HTTP chunks that was;
aiohttp's own `readany` walks over them one by one. This reads a few private attributes of `StreamReader`
(`_buffer`, `_size`, `_cursor`, `_http_chunk_splits`, `_eof`, `_exception`, `_waiter`, `_wait`), the same since 3.10.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import weakref
from time import monotonic
from typing import TYPE_CHECKING, Any

import aiohttp
import attrs
from aiohttp.payload import Payload

from ailib.errors import Cancelled, ConfigurationError, ConnectionLost
from ailib.options import ConnectionOptions, seconds

from .aio_exchange import AioExchange, Target, lost_message
from .aio_sessions import Response, SessionPool, close_response, current_exchange
from .aio_wire import check_headers, exchange_once
from .base import BodySource, Headers, HttpRequest, HttpResponse, Limits
from .inflate import Inflater, Malformed, inflater_for
from .routes import Route, find_route, parse_proxy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ailib.cancel import CancelToken

    from .aio_ws import AioWebSocket

__all__ = ["AiohttpStream", "AiohttpTransport"]

_IDLE_TIMEOUT = 90.0
_TARGETS_KEPT = 1024
# Above this, aiohttp's own payload for bytes copies the body twice (and warns from 1 MiB on).
_LARGE_BODY = 1 << 18


class AiohttpTransport:
    """Sends requests with aiohttp.

    One transport works in any number of event loops, one after the other or in several threads.
    A connection is kept `idle_timeout` seconds; `pool_size` is no upper limit here.

    Args:
        options: Proxy, TLS and pool settings; explicit ones beat the environment.
        session: Your own `ClientSession`. It is used in its loop, with its connector, cookies and environment settings,
            and stays open; explicit `proxy`, `verify` and `cert` are passed with each request.

    Raises:
        ConfigurationError: `options.proxy` cannot be used.
    """

    def __init__(self, options: ConnectionOptions, *, session: aiohttp.ClientSession | None = None) -> None:
        self._options = options
        self._idle = seconds(options.idle_timeout, "idle_timeout") or _IDLE_TIMEOUT
        self._own_session = session
        self._targets: dict[str, Target] = {}
        self._routes: dict[str, Route] = {}
        self._pools: dict[int, SessionPool] = {}
        self._pool: SessionPool | None = None
        self._closed = False
        if options.proxy and not options.disable_proxy:
            proxy = parse_proxy(options.proxy, "the option `proxy`")
            if proxy.socks is not None and session is not None:
                raise ConfigurationError(
                    "The session that was given cannot use the SOCKS proxy of the options",
                    hint="Give the session a connector that speaks SOCKS, or leave the session to ailib.",
                )

    async def send(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> HttpResponse:
        """Send and read the whole body, whatever the status.

        Args:
            request: What to send; `auth` is applied to it.
            limits: `connect` and `read` in seconds, `deadline` absolute on the clock of `loop.time()`.
            cancel: May be cancelled from any thread.

        Raises:
            ConnectError: No connection could be made.
            RequestTimeout: A limit was reached.
            ConnectionLost: The connection broke.
            Cancelled: The token was cancelled.
            ConfigurationError: The address, the proxy or the TLS settings cannot be used, or this transport is closed.
        """
        exchange = AioExchange(asyncio.get_running_loop(), limits, cancel)
        try:
            response = await self._open(request, exchange)
            content = response.content
            # An empty body has a reader of another class, without any buffer.
            body = b"" if content.at_eof() else await _read_to_end(content)
            # A session of the user's own decodes by itself.
            inflater = inflater_for(response.headers.get("Content-Encoding")) if exchange.pool is not None else None
            if inflater is not None:
                body = inflater.feed(body)
                inflater.finish()
        except BaseException as error:  # noqa: BLE001 - raises again, whatever it is
            exchange.fail(error)
        finally:
            exchange.close()
        return HttpResponse(response.status, Headers(response.headers), body)

    async def stream(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> AiohttpStream:
        """Send and return once the headers have arrived, whatever the status.

        Args:
            request: What to send; `auth` is applied to it.
            limits: `connect` and `read` hold until the headers are there, `deadline` for the reads of the body as well.
            cancel: May be cancelled from any thread, also while the body is read.

        Raises:
            ConnectError, RequestTimeout, ConnectionLost, Cancelled, ConfigurationError: as for `send`.
        """
        exchange = AioExchange(asyncio.get_running_loop(), limits, cancel)
        try:
            response = await self._open(request, exchange)
        except BaseException as error:  # noqa: BLE001 - raises again, whatever it is
            exchange.fail(error)
        finally:
            exchange.close()
        if (
            self._own_session is not None
            and response.connection is not None
            and response.connection.protocol is not None
        ):
            # The session's read timeout was for the headers.
            response.connection.protocol.read_timeout = None
            response.connection.protocol._drop_timeout()
        inflater = inflater_for(response.headers.get("Content-Encoding")) if exchange.pool is not None else None
        stream = AiohttpStream(response, exchange.loop, limits.deadline, cancel, self, inflater)
        if exchange.pool is not None:
            exchange.pool.streams.add(stream)
        return stream

    async def connect_ws(
        self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None
    ) -> AioWebSocket | HttpResponse:
        """Open a WebSocket; see `Transport.connect_ws`.

        Raises:
            ConnectError, RequestTimeout, ConnectionLost, Cancelled, ConfigurationError: as for `send`.
        """
        from .aio_ws import AioWebSocket, Refusal, opened

        exchange = AioExchange(asyncio.get_running_loop(), limits, cancel)
        try:
            session, settings, headers = self._prepared(request, exchange)
            check_headers(headers)
            mark = current_exchange.set(exchange)
            try:
                inner = await opened(session, exchange, headers, settings)
            except Refusal as refusal:
                response, body = refusal.response, refusal.body
                inflater = inflater_for(response.headers.get("Content-Encoding")) if exchange.pool is not None else None
                if inflater is not None:
                    body = inflater.feed(body)
                    inflater.finish()
                return HttpResponse(response.status, Headers(response.headers), body)
            finally:
                current_exchange.reset(mark)
        except BaseException as error:  # noqa: BLE001 - raises again, whatever it is
            exchange.fail(error)
        finally:
            exchange.close()
        made = AioWebSocket(inner, exchange.loop, cancel, self)
        if exchange.pool is not None:
            exchange.pool.streams.add(made)
        return made

    async def aclose(self) -> None:
        """Close the sessions of all loops. A session that the user gave stays open. Idempotent."""
        self._closed = True
        self._pool = None
        loop = asyncio.get_running_loop()
        while self._pools:
            _, pool = self._pools.popitem()
            if pool.loop is loop:
                await pool.aclose()
            else:
                pool.close_from_anywhere()

    def __del__(self) -> None:
        for pool in self._pools.values():
            pool.close_from_anywhere()

    async def _open(self, request: HttpRequest, exchange: AioExchange) -> Response:
        """Send; return the response once the headers are there."""
        session, settings, headers = self._prepared(request, exchange)
        target = exchange.target
        assert target is not None
        body = request.body
        data: Any
        if body is not None and not isinstance(body, bytes):
            data = _PiecedBody(body, exchange)
        elif exchange.pool is not None and "proxy" not in settings and (body is None or len(body) <= _LARGE_BODY):
            return await exchange_once(session, target, exchange, request.method, headers, body)
        elif body is not None and len(body) > _LARGE_BODY:
            data = _LargeBody(body, exchange)
        else:
            data = body
        check_headers(headers)
        if body is None or "Content-Type" not in headers:
            # aiohttp would invent one.
            no_type: dict[str, Any] = {"skip_auto_headers": _NO_CONTENT_TYPE}
            settings = {**settings, **no_type}
        mark = current_exchange.set(exchange)
        try:
            exchange.response = response = await session.request(
                request.method, target.url, data=data, headers=headers, allow_redirects=False, **settings
            )
        finally:
            current_exchange.reset(mark)
        return response

    def _prepared(
        self, request: HttpRequest, exchange: AioExchange
    ) -> tuple[aiohttp.ClientSession, dict[str, Any], dict[str, str]]:
        """The session to use, its settings for this request, and the headers; the exchange watches from now on."""
        if self._closed:
            raise ConfigurationError("The client is closed")
        if request.auth is not None:
            request.auth.apply(request)
        target = self._targets.get(request.url) or self._find_target(request.url)
        exchange.target = target
        settings: dict[str, Any] = target.settings
        session = self._own_session
        if session is None:
            pool = self._pool
            if pool is None or pool.loop is not exchange.loop:
                pool = self._find_pool(exchange.loop)
            exchange.pool = pool
            session = pool.session
            exchange.watch()
        else:
            if session._loop is not exchange.loop:
                raise ConfigurationError("The given aiohttp session belongs to another event loop")
            settings = {**settings, "timeout": _own_session_timeout(exchange.connect, exchange.read)}
            exchange.watch_deadline()
        headers = request.headers
        if target.proxy_authorization is not None:
            headers = {**headers, "Proxy-Authorization": target.proxy_authorization}
        return session, settings, headers

    def _find_target(self, url: str) -> Target:
        # yarl takes such URLs when told that they are encoded; a line end would begin a header of its own.
        if any(c <= " " or c == "\x7f" for c in url):
            raise ConfigurationError("The address of the request holds a space or a control character")
        if len(self._targets) >= _TARGETS_KEPT:
            self._targets.clear()
        origin = "/".join(url.split("/", 3)[:3])
        route = self._routes.get(origin)
        if route is None:
            # The path is of no interest, and may hold a secret.
            route = self._routes[origin] = self._find_route(origin.partition("?")[0])
        try:
            target = Target(url, route, explicit_only=self._own_session is not None)
        except ValueError as error:
            raise ConfigurationError("The request has an address that cannot be read") from error
        self._targets[url] = target
        return target

    def _find_route(self, origin: str) -> Route:
        options = self._options
        if self._own_session is None:
            return find_route(options, origin)
        # Someone else's session: only what was said explicitly.
        if not options.proxy:
            options = attrs.evolve(options, disable_proxy=True)
        route = find_route(options, origin)
        if options.verify is None and options.cert is None:
            route.tls = None
        return route

    def _find_pool(self, loop: asyncio.AbstractEventLoop) -> SessionPool:
        pool = self._pools.get(id(loop))
        if pool is None or pool.loop is not loop:
            for key, other in list(self._pools.items()):
                if other.loop is None or other.loop.is_closed():
                    other.discard()
                    self._pools.pop(key, None)
            pool = self._pools[id(loop)] = SessionPool(loop, self._idle)
        self._pool = pool
        return pool


class AiohttpStream:
    """The `HttpStream` of `AiohttpTransport`; read by one task at a time.

    Attributes:
        status: The HTTP status.
        headers: The headers; names in any case.
    """

    __slots__ = (
        "__weakref__",
        "_cancel",
        "_closed",
        "_content",
        "_deadline",
        "_ended",
        "_inflater",
        "_late",
        "_loop",
        "_owner",
        "_response",
        "_ticket",
        "_timer",
        "_until",
        "headers",
        "status",
    )

    def __init__(
        self,
        response: Response,
        loop: asyncio.AbstractEventLoop,
        deadline: float | None,
        cancel: CancelToken | None,
        owner: AiohttpTransport,
        inflater: Inflater | None = None,
    ) -> None:
        self.status = response.status
        self.headers: Mapping[str, str] = Headers(response.headers)
        self._response = response
        self._content: Any = response.content
        self._loop = loop
        self._deadline = deadline
        self._closed = False
        self._ended = False
        self._late = False
        self._until: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        # A transport that nobody holds closes its connections: not while this stream lives.
        self._owner: AiohttpTransport | None = owner
        self._inflater = inflater
        self._cancel = cancel
        self._ticket: int | None = None
        if self._content.at_eof():
            # The reader of an empty body is of another class, without any buffer.
            self._ended = True
            self.shut()
        elif cancel is not None:
            self._ticket = cancel.add(functools.partial(_wake_from_anywhere, loop, weakref.ref(self)))

    async def read(self, until: float | None) -> bytes:
        """The next bytes, as many as there are; `b""` at the clean end of the body.

        Args:
            until: When to give up, on the clock of `loop.time()`, or None.

        Raises:
            TimeoutError: `until` or the deadline of the request passed first; the stream can only be closed then.
            ConnectionLost: The connection broke, or the body ended before its announced end.
            Cancelled: The token of the request was cancelled; the connection is closed.
        """
        cancel = self._cancel
        if cancel is not None and cancel.cancelled:
            self.shut()
            raise Cancelled(reason=cancel.reason)
        if self._closed:
            if self._ended:
                return b""
            raise ConnectionLost("The stream is closed")
        deadline = self._deadline
        if deadline is not None:
            if deadline <= monotonic():
                raise TimeoutError
            if until is None or deadline < until:
                until = deadline
        content = self._content
        while True:
            data = await self._received(content, until)
            if self._inflater is None:
                return data
            try:
                if not data:
                    self._inflater.finish()
                    return data
                data = self._inflater.feed(data)
            except Malformed as error:
                self.shut()
                raise ConnectionLost(f"The connection ended before the body did: {error}") from error
            if data:
                return data

    async def _received(self, content: Any, until: float | None) -> bytes:
        """What has arrived, as it came over the wire; `b""` at the end."""
        while not content._buffer:
            # What had arrived before an error was handed out first.
            if content._exception is not None:
                self._raise_lost(content._exception)
            if content._eof:
                self._ended = True
                self.shut()
                return b""
            await self._wait(content, until)
        return _take(content)

    async def aclose(self) -> None:
        """Give the connection back if the body was read to its end, else close it. Idempotent, never raises."""
        if self._closed:
            return
        try:
            here = asyncio.get_running_loop() is self._loop
        except RuntimeError:
            here = False
        if here or self._loop.is_closed():
            self.shut()
        else:
            self._loop.call_soon_threadsafe(self.shut)

    def shut(self) -> None:
        """What `aclose` does, at once; in the stream's own loop, or when that is closed."""
        if not self._closed:
            close_response(self.abandon())

    def abandon(self) -> Response:
        """Let go of everything, and leave the response to the caller."""
        self._closed = True
        self._owner = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._cancel is not None and self._ticket is not None:
            self._cancel.remove(self._ticket)
        return self._response

    def __del__(self) -> None:
        if self._closed:
            return
        try:
            if self._cancel is not None and self._ticket is not None:
                self._cancel.remove(self._ticket)
            if self._loop.is_closed():
                close_response(self._response)
            else:
                # The collector may run in any thread.
                self._loop.call_soon_threadsafe(close_response, self._response)
        except Exception:  # noqa: BLE001, S110 - the interpreter is going down, or the loop was closed just now
            pass

    async def _wait(self, content: Any, until: float | None) -> None:
        """Wait for bytes, the end, an error, `until` or the token."""
        self._until = until
        if until is not None and (self._timer is None or until < self._timer.when()):
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._loop.call_at(until, _stream_timer, weakref.ref(self))
        try:
            await content._wait("read")
        except asyncio.CancelledError:
            self.shut()
            raise
        except Exception as error:
            if self._cancel is not None and self._cancel.cancelled:
                self.shut()
                raise Cancelled(reason=self._cancel.reason) from error
            self._raise_lost(error)
        finally:
            self._until = None
        cancel = self._cancel
        if cancel is not None and cancel.cancelled:
            self.shut()
            raise Cancelled(reason=cancel.reason)
        if self._late:
            self._late = False
            if not content._buffer and not content._eof:
                raise TimeoutError

    def _raise_lost(self, error: BaseException) -> None:
        closed_by_us = self._closed
        self.shut()
        if closed_by_us:
            raise ConnectionLost("The stream was closed while it was read") from error
        raise ConnectionLost(lost_message(error)) from error

    def _wake(self) -> None:
        waiter = self._content._waiter
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def on_timer(self) -> None:
        """The timer fired: the reader is late, or has moved on to a later `until`."""
        self._timer = None
        until = self._until
        if until is None:
            return
        if until - monotonic() > 0.001:
            self._timer = self._loop.call_at(until, _stream_timer, weakref.ref(self))
        else:
            self._late = True
            self._wake()

    def on_cancel(self) -> None:
        """The token was cancelled: wake the reader; without one, close at once."""
        waiter = None if self._closed else self._content._waiter
        if waiter is not None:
            self._wake()
        else:
            self.shut()


def _stream_timer(reference: weakref.ref[Any]) -> None:
    # An armed timer must not keep an abandoned stream alive.
    stream = reference()
    if stream is not None:
        stream.on_timer()


def _stream_cancelled(reference: weakref.ref[Any]) -> None:
    stream = reference()
    if stream is not None:
        stream.on_cancel()


def _wake_from_anywhere(loop: asyncio.AbstractEventLoop, reference: weakref.ref[Any]) -> None:
    # RuntimeError: the loop is closed, and with it all its connections.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(_stream_cancelled, reference)


def _take(content: Any) -> bytes:
    """Everything buffered, in one piece. `StreamReader._read_nowait` does the same chunk by chunk, some 2 us each."""
    buffer = content._buffer
    data: bytes = buffer[0] if len(buffer) == 1 else b"".join(buffer)
    buffer.clear()
    content._size = 0
    content._cursor += len(data)
    splits = content._http_chunk_splits
    if splits:
        splits.clear()
    if content._protocol._reading_paused:
        content._protocol.resume_reading()
    return data


async def _read_to_end(content: Any) -> bytes:
    parts: list[bytes] = []
    while True:
        if content._buffer:
            parts.append(_take(content))
        elif content._exception is not None:
            raise content._exception
        elif content._eof:
            return parts[0] if len(parts) == 1 else b"".join(parts)
        else:
            await content._wait("read")


class _LargeBody(Payload):
    """Bytes that are written slice by slice, without a copy, while others run."""

    def __init__(self, value: bytes | BodySource, exchange: AioExchange) -> None:
        super().__init__(value)
        self._size = len(value)
        self._exchange = exchange

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """The body as text."""
        return bytes(self._value).decode(encoding, errors)

    async def write(self, writer: Any) -> None:
        """Write everything."""
        view = memoryview(self._value)
        for start in range(0, len(view), _LARGE_BODY):
            await writer.write(view[start : start + _LARGE_BODY])
            self._exchange.progress()

    async def write_with_length(self, writer: Any, content_length: int | None) -> None:  # noqa: ARG002
        """Write everything; the announced length is that of the body."""
        await self.write(writer)


class _PiecedBody(_LargeBody):
    """A body that is read, piece by piece, while it is sent; reading may block, so a thread does it."""

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """The body as text."""
        return b"".join(self._value).decode(encoding, errors)

    async def write(self, writer: Any) -> None:
        """Write everything."""
        pieces = iter(self._value)
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            await writer.write(piece)
            self._exchange.progress()


_NO_CONTENT_TYPE = ("Content-Type",)


@functools.lru_cache(maxsize=64)
def _own_session_timeout(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=connect, sock_connect=None, sock_read=read)
