"""WebSockets of the async client, on those of aiohttp.

`opened` makes the handshake through aiohttp's session, so that proxies, certificates and limits are those of all other
requests; what aiohttp would not do (keep the body of a refusal, leave redirects alone) is done around its `request`.
aiohttp answers pings only while somebody receives: when nobody does, a timer has a look now and then.

Leans on `ClientSession._ws_connect`, `ClientWebSocketResponse._response`, `._reader` and `._close_code`, the same since
aiohttp 3.10.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import weakref
from collections import deque
from typing import TYPE_CHECKING, Any

import aiohttp

from ailib.errors import Cancelled, ConnectionLost

from .aio_exchange import lost_message
from .base import ATTENDED_SECONDS, CLOSING_SECONDS, LONGEST_MESSAGE, WAITING_MESSAGES, Headers

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from ailib.cancel import CancelToken

    from .aio_exchange import AioExchange

__all__ = ["AioWebSocket", "Refusal", "opened"]

_TEXT, _BINARY, _CLOSE, _ERROR = (
    aiohttp.WSMsgType.TEXT,
    aiohttp.WSMsgType.BINARY,
    aiohttp.WSMsgType.CLOSE,
    aiohttp.WSMsgType.ERROR,
)


class Refusal(Exception):
    """The server has answered, and not switched.

    Attributes:
        response: Its answer.
        body: The body of it.
    """

    def __init__(self, response: Any, body: bytes) -> None:
        super().__init__("the server did not switch protocols")
        self.response = response
        self.body = body


class _Session:
    """The session that aiohttp's handshake sees: it sends as we send everything."""

    def __init__(self, session: aiohttp.ClientSession, exchange: AioExchange, settings: Mapping[str, Any]) -> None:
        self._session = session
        self._exchange = exchange
        self._settings = settings

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    async def request(self, method: str, url: Any, *, headers: Any, **_theirs: Any) -> Any:
        response = await self._session.request(
            method, url, headers=headers, allow_redirects=False, read_until_eof=False, **self._settings
        )
        self._exchange.response = response
        if response.status != 101:
            raise Refusal(response, await response.read())
        return response


async def opened(
    session: aiohttp.ClientSession, exchange: AioExchange, headers: Mapping[str, str], settings: Mapping[str, Any]
) -> Any:
    """The `ClientWebSocketResponse`, once the server has switched.

    Raises:
        Refusal: It has not.
        aiohttp.ClientError, OSError: As aiohttp raises them.
    """
    target = exchange.target
    assert target is not None
    closing: Any = CLOSING_SECONDS  # 3.10 takes a number
    if hasattr(aiohttp, "ClientWSTimeout"):
        limits: Any = aiohttp.ClientWSTimeout
        closing = limits(ws_close=CLOSING_SECONDS)
    shown: Any = _Session(session, exchange, settings)
    return await aiohttp.ClientSession._ws_connect(
        shown, target.url, headers=headers, max_msg_size=LONGEST_MESSAGE, timeout=closing, autoclose=False
    )


class AioWebSocket:
    """The `WebSocket` of `AiohttpTransport`."""

    def __init__(self, inner: Any, loop: asyncio.AbstractEventLoop, cancel: CancelToken | None, owner: Any) -> None:
        self.close_code: int | None = None
        self.close_reason: str = ""
        self._inner = inner
        self._response: Any = inner._response
        self._headers = Headers(self._response.headers)
        self._loop = loop
        self._cancel = cancel
        # A transport that nobody holds closes its connections: not while this lives.
        self._owner = owner
        self._reading = asyncio.Lock()
        self._waits: set[asyncio.Timeout] = set()
        self._messages: deque[str | bytes] = deque()
        self._problem: ConnectionLost | None = None
        self._closing = False
        self._closed = False
        self._ticket: int | None = None
        if cancel is not None:
            self._ticket = cancel.add(functools.partial(_cancelled_somewhere, loop, weakref.ref(self)))
        self._attending: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._look_again()

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the handshake's answer."""
        return self._headers

    # -- receiving

    async def receive(self, until: float | None) -> str | bytes | None:
        """The next message, see `WebSocket.receive`."""
        self._check()
        async with self._reading:
            if not self._messages and not self._ended:
                async with self._wait(until):
                    await self._take()
        self._check()
        if self._messages:
            return self._messages.popleft()
        if self._closing:
            raise ConnectionLost("The WebSocket is closed")
        if self._problem is not None:
            raise ConnectionLost(self._problem.message) from self._problem.__cause__
        return None

    @property
    def _ended(self) -> bool:
        return self._closing or self._closed or self._problem is not None or self.close_code is not None

    def _check(self) -> None:
        if self._cancel is not None and self._cancel.cancelled:
            self.shut()
            raise Cancelled(reason=self._cancel.reason)

    async def _take(self) -> None:
        """Wait for a message or the end; by the holder of `_reading`."""
        message = await self._inner.receive()
        if message.type in (_TEXT, _BINARY):
            self._messages.append(message.data)
            return
        if self._closing:
            return  # whoever closes it does the rest
        if message.type is _CLOSE:
            self.close_code, self.close_reason = message.data or 1005, message.extra or ""
            await self._say(message.data or 1000, b"")
        else:
            said = message.data if message.type is _ERROR else None
            text = "The connection broke: it ended without a goodbye"
            if isinstance(said, aiohttp.WebSocketError):
                text = f"The connection broke: {said}"
            elif said is not None:
                text = lost_message(said)
            self._problem = ConnectionLost(text)
            self._problem.__cause__ = said
        self.shut()

    @contextlib.asynccontextmanager
    async def _wait(self, until: float | None) -> AsyncGenerator[None]:
        """A wait that `until` or the token ends."""
        limit = asyncio.timeout_at(until)
        try:
            async with limit:
                self._waits.add(limit)
                try:
                    yield
                finally:
                    self._waits.discard(limit)
                    if self._inner._close_code == aiohttp.WSCloseCode.ABNORMAL_CLOSURE and not self._inner.closed:
                        # That is how aiohttp notes a wait that was given up; it can go on.
                        self._inner._close_code = None
        except TimeoutError:
            self._check()
            raise

    # -- sending

    async def send(self, message: str | bytes, until: float | None) -> None:
        """Send a message, see `WebSocket.send`."""
        self._check()
        if self._ended:
            raise ConnectionLost("The WebSocket is closed", close_code=self.close_code, close_reason=self.close_reason)
        try:
            async with self._wait(until):
                if isinstance(message, str):
                    await self._inner.send_str(message)
                else:
                    await self._inner.send_bytes(message)
        except TimeoutError:
            self.shut()
            raise
        except (aiohttp.ClientError, ConnectionError, RuntimeError) as error:
            if isinstance(error, ConnectionLost):
                raise
            self.shut()
            self._check()
            raise ConnectionLost(lost_message(error)) from error

    # -- while nobody receives

    def _look_again(self) -> None:
        reference: weakref.ref[Any] = weakref.ref(self)
        self._timer = self._loop.call_later(ATTENDED_SECONDS, _attend, reference)

    def attend(self) -> None:
        """Read what has arrived, unless somebody does so already, so that pings are answered."""
        self._timer = None
        if self._ended:
            return
        if not self._reading.locked() and self._inner._reader._buffer and len(self._messages) < WAITING_MESSAGES:
            self._attending = self._loop.create_task(self._read_what_is_there())
        else:
            self._look_again()

    async def _read_what_is_there(self) -> None:
        try:
            async with self._reading:
                while not self._ended and len(self._messages) < WAITING_MESSAGES:
                    async with self._wait(0.0):
                        await self._take()
        except (TimeoutError, Cancelled):
            pass  # that was all; or there will be nothing more
        finally:
            self._attending = None
            if not self._ended:
                self._look_again()

    # -- the end

    async def aclose(self, code: int = 1000, reason: str = "") -> None:
        """Close it, see `WebSocket.aclose`."""
        if self._closing or self._closed:
            return
        try:
            here = asyncio.get_running_loop() is self._loop
        except RuntimeError:
            here = False
        if not here:
            if not self._loop.is_closed():
                with contextlib.suppress(RuntimeError):
                    self._loop.call_soon_threadsafe(self.shut)
            return
        said = not self._ended and not (self._cancel is not None and self._cancel.cancelled)
        self._closing = True
        try:
            if said:
                await self._say(code, reason.encode("utf-8", "replace")[:123])
        finally:
            self.shut()

    async def _say(self, code: int, reason: bytes) -> None:
        """Say goodbye, and hear the other side's unless it was first."""
        # A courtesy: that it fails is no error. TimeoutError is an OSError.
        with contextlib.suppress(aiohttp.ClientError, OSError, RuntimeError, ValueError):
            async with asyncio.timeout(CLOSING_SECONDS):
                await self._inner.close(code=code, message=reason)

    def shut(self) -> None:
        """Close the connection at once; in its own loop, or when that is closed."""
        if not self._closed:
            _end(self.abandon())

    def abandon(self) -> Any:
        """Let go of everything, and leave the response to the caller."""
        self._closed = True
        self._owner = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._cancel is not None and self._ticket is not None:
            self._cancel.remove(self._ticket)
        return self._response

    def on_cancel(self) -> None:
        """The token was cancelled: wake whoever waits, and close."""
        for limit in tuple(self._waits):
            with contextlib.suppress(RuntimeError):  # it has just ended
                limit.reschedule(self._loop.time())
        if not self._waits:
            self.shut()

    def __del__(self) -> None:
        if getattr(self, "_closed", True):
            return
        try:
            self.abandon()
            if self._loop.is_closed():
                _end(self._response)
            else:
                # The collector may run in any thread.
                self._loop.call_soon_threadsafe(_end, self._response)
        except Exception:  # noqa: BLE001, S110 - the interpreter is going down, or the loop was closed just now
            pass


def _end(response: Any) -> None:
    """Close the connection of a response that has switched: it is of no use to anybody else."""
    connection = response.connection
    if connection is None:
        return
    if connection._loop.is_closed():
        response._connection = None
        response._closed = True
        connection._protocol = None
        return
    if connection.transport is not None:
        connection.transport.abort()
    response.close()


def _attend(reference: weakref.ref[AioWebSocket]) -> None:
    # A timer must not keep an abandoned WebSocket alive.
    found = reference()
    if found is not None:
        found.attend()


def _cancelled_here(reference: weakref.ref[AioWebSocket]) -> None:
    found = reference()
    if found is not None:
        found.on_cancel()


def _cancelled_somewhere(loop: asyncio.AbstractEventLoop, reference: weakref.ref[AioWebSocket]) -> None:
    # RuntimeError: the loop is closed, and with it all its connections.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(_cancelled_here, reference)
