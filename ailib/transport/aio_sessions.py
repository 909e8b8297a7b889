"""Sessions of aiohttp that belong to one event loop each, and end quietly with it.

A `SessionPool` is closed by whichever comes first:

* `aclose()`, or the collection of its transport;
* the end of its loop: `asyncio.run` finishes the async generators of the loop, and one of them is ours;
* the closing of a loop that was run by hand: noticed on the next use, or at exit;
* a fork: the child drops its copies of the sockets without touching the selector, which it shares with the parent.

No "Unclosed ..." warning of aiohttp and no `ResourceWarning` of asyncio is left in any of these cases.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import os
import ssl
import weakref
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import aiohttp
from aiohttp.client_proto import ResponseHandler

from .aio_dial import NameResolver, connected_through

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from .aio_wire import LeanResponse
    from .socks import Socks

__all__ = [
    "BUFFER",
    "LONGEST_HEADER",
    "ReceivingHandler",
    "Response",
    "SessionPool",
    "Watcher",
    "close_response",
    "current_exchange",
]

BUFFER = 1 << 18
# What http.client allows, and so requests.
LONGEST_HEADER = 65536


# Of aiohttp, or ours (`ailib.transport.aio_wire.LeanResponse`).
Response: TypeAlias = "aiohttp.ClientResponse | LeanResponse"


class Watcher(Protocol):
    """What a connector tells about the connection of a request."""

    handler: ReceivingHandler | None
    reused: bool

    @property
    def socks(self) -> Socks | None:
        """The SOCKS proxy to go through."""

    def connecting(self) -> None:
        """A new connection is being made."""

    def connected(self) -> None:
        """It is there."""


current_exchange: ContextVar[Watcher | None] = ContextVar("current_exchange", default=None)


class ReceivingHandler(ResponseHandler):
    """A connection that knows when bytes came last, and closes at once.

    Attributes:
        received: When bytes came last since the connection was taken for a request, or 0.
        wire: The transport, also after it was closed, until the loop has dropped it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, pool: weakref.WeakSet[ReceivingHandler]) -> None:
        super().__init__(loop)
        self.received = 0.0
        self.wire: Any = None
        pool.add(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.wire = transport
        super().connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget the transport."""
        self.wire = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Note the time."""
        if data:
            self.received = monotonic()
        ResponseHandler.data_received(self, data)

    def close(self) -> None:
        """Abort: neither unsent bytes nor the goodbye of TLS may keep a connection that nobody wants open."""
        if self.transport is not None:
            self.transport.abort()
        super().close()

    def drop(self) -> None:
        """Close the socket behind the back of the loop, which is closed or another process's."""
        wire, self.wire = self.wire, None
        tls = getattr(wire, "_ssl_protocol", None)
        if tls is not None:
            # The transport would warn when it is collected.
            wire._closed = True
            wire = tls._transport
        socket = getattr(wire, "_sock", None)
        if socket is not None:
            wire._sock = None
            socket.close()


class WatchedConnector(aiohttp.TCPConnector):
    """Tells the exchange of the running task which connection it got."""

    def __init__(self, idle_timeout: float, handlers: weakref.WeakSet[ReceivingHandler]) -> None:
        # The resolver of the operating system, as in the blocking client, even where aiodns is installed.
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            limit=0, keepalive_timeout=idle_timeout, resolver=NameResolver()
        )
        self._factory = functools.partial(ReceivingHandler, self._loop, handlers)  # type: ignore[assignment]

    async def connect(self, req: Any, traces: Any, timeout: Any) -> Any:
        """Get a connection from the pool, or a new one."""
        exchange = current_exchange.get()
        if exchange is None:
            return await super().connect(req, traces, timeout)
        exchange.reused = True
        connection = await super().connect(req, traces, timeout)
        handler: Any = connection.protocol
        handler.received = 0.0
        exchange.handler = handler
        return connection

    async def _create_connection(self, req: Any, traces: Any, timeout: Any) -> ResponseHandler:
        exchange = current_exchange.get()
        if exchange is None:
            return await super()._create_connection(req, traces, timeout)
        exchange.reused = False
        exchange.connecting()
        if exchange.socks is None:
            handler = await super()._create_connection(req, traces, timeout)
        else:
            handler = await self._create_through(exchange.socks, req)
        exchange.connected()
        return handler

    async def _create_through(self, proxy: Socks, req: Any) -> ResponseHandler:
        """A connection through a SOCKS proxy; failures are aiohttp's, as for the others."""
        host, key = req.url.raw_host.rstrip("."), req.connection_key
        context = req.ssl if req.is_ssl() else None
        try:
            sock = await connected_through(proxy, host, req.port)
        except OSError as error:
            raise aiohttp.ClientProxyConnectionError(key, error) from error
        try:
            _, handler = await self._loop.create_connection(
                self._factory, sock=sock, ssl=context, server_hostname=host if context else None
            )
        except ssl.CertificateError as error:
            raise aiohttp.ClientConnectorCertificateError(key, error) from error
        except ssl.SSLError as error:
            raise aiohttp.ClientConnectorSSLError(key, error) from error
        except OSError as error:
            raise aiohttp.ClientConnectorError(key, error) from error
        return handler


class SessionPool:
    """The session of one loop.

    Attributes:
        loop: The loop, or None once closed.
        session: The session.
        streams: The open streams.
    """

    __slots__ = ("__weakref__", "_connector", "_ending", "_handlers", "loop", "session", "streams")

    def __init__(self, loop: asyncio.AbstractEventLoop, idle_timeout: float) -> None:
        _install_hooks()
        self.loop: asyncio.AbstractEventLoop | None = loop
        self.streams: weakref.WeakSet[Any] = weakref.WeakSet()
        self._handlers: weakref.WeakSet[ReceivingHandler] = weakref.WeakSet()
        self._connector = WatchedConnector(idle_timeout, self._handlers)
        self.session = aiohttp.ClientSession(
            connector=self._connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, connect=None, sock_connect=None, sock_read=None),
            trust_env=False,
            raise_for_status=False,
            auto_decompress=False,  # aiohttp takes a compressed body that is cut off for a whole one
            read_bufsize=BUFFER,
            max_line_size=LONGEST_HEADER,
            max_field_size=LONGEST_HEADER,
        )
        # aiohttp would resend GET, PUT and DELETE by itself; whether to try again is the core's decision.
        # Early 3.x releases have no such switch, and warn of unknown attributes.
        if hasattr(self.session, "_retry_connection"):
            self.session._retry_connection = False
        _pools.add(self)
        self._ending = self._close_with_loop()
        _step(self._ending.__anext__())

    async def aclose(self) -> None:
        """Close every connection; in the pool's own loop."""
        if self.loop is None:
            return
        self._shut_streams()
        await self.session.close()
        # The loop closes the sockets in its next round.
        await asyncio.sleep(0)
        _step(self._ending.aclose())

    def close_from_anywhere(self) -> None:
        """Close every connection soon, from any thread; at once when the loop is closed."""
        loop = self.loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(self._close_now)
        except RuntimeError:
            self.discard()

    def discard(self) -> None:
        """Close the sockets without the loop, which is closed, or will not run again, or is another process's."""
        self.loop = None
        self._silence()
        for stream in list(self.streams):
            # Their connections are gone; nothing may reach for the loop when they are collected.
            detach_response(stream.abandon())
        for handler in list(self._handlers):
            handler.drop()
        _step(self._ending.aclose())

    def _close_now(self) -> None:
        if self.loop is None:
            return
        self._shut_streams()
        self._connector._close()
        _step(self._ending.aclose())

    def _shut_streams(self) -> None:
        self.loop = None
        for stream in list(self.streams):
            stream.shut()

    def _silence(self) -> None:
        """Make aiohttp believe that it is closed: it warns otherwise."""
        self._connector._closed = True
        self._connector._conns.clear()
        self._connector._acquired.clear()

    async def _close_with_loop(self) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            if self.loop is not None:
                self._shut_streams()
                await self.session.close()
                await asyncio.sleep(0)


def close_response(response: Response) -> None:
    """Give the connection back if the body has arrived to its end, else abort it; in its loop."""
    connection = response.connection
    if connection is None:
        return
    if connection._loop.is_closed():
        detach_response(response)
    elif response.content.is_eof():
        response.release()
    else:
        if connection.transport is not None:
            connection.transport.abort()
        response.close()


def detach_response(response: Response) -> None:
    """Take the connection from a response whose loop is gone: both would reach for the loop when collected."""
    connection, response._connection = response._connection, None
    response._closed = True
    if connection is not None:
        connection._protocol = None


_pools: weakref.WeakSet[SessionPool] = weakref.WeakSet()


@functools.cache
def _install_hooks() -> None:
    atexit.register(_at_exit)
    os.register_at_fork(after_in_child=_in_child)


def _in_child() -> None:
    for pool in list(_pools):
        pool.discard()


def _at_exit() -> None:
    for pool in list(_pools):
        if pool.loop is not None and pool.loop.is_running():
            # It runs in a thread that dies with the process: keep it from warning, and leave its sockets alone.
            pool._silence()
        elif pool.loop is not None:
            pool.discard()


def _step(awaitable: Any) -> None:
    """Run a coroutine that does not suspend."""
    # RuntimeError: the generator is just being closed by its loop.
    with contextlib.suppress(StopIteration, StopAsyncIteration, RuntimeError):
        awaitable.send(None)
