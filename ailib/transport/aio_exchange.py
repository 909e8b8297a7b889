"""One request on its way: `AioExchange` watches its limits and its token, and says what went wrong.

aiohttp's own timeouts are off. An exchange interrupts its task and takes its own interruption back, as
`asyncio.timeout` does, so that a cancel of the task by its user always comes through.
Its timer is armed once and looks, when it fires, whether there was progress meanwhile: progress costs one attribute.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from ailib.errors import (
    AilibError,
    Cancelled,
    ConfigurationError,
    ConnectError,
    ConnectionLost,
    RequestTimeout,
    TransportError,
)

from .aio_sessions import ReceivingHandler, Response, SessionPool, close_response
from .inflate import Malformed
from .socks import SocksRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ailib.cancel import CancelToken

    from .base import Limits
    from .routes import Proxy, Route
    from .socks import Socks

__all__ = ["AioExchange", "Target", "lost_message"]

Verdict = Literal["connect", "send", "read", "deadline", "cancelled"]


class Target:
    """A URL, parsed, and how it is reached.

    Attributes:
        url: As it is; nothing is quoted again.
        host: "host:port" for error texts.
        settings: Keyword arguments for aiohttp.
        proxy_authorization: For a plain `http` request through a proxy: it stands among the request's own headers.
        proxy: The proxy, or None.
        path, host_header: For the head of a request.
        place: What aiohttp's connector wants to know, once it was asked for a connection.
        head: Method, headers and written head of the latest request: most requests have the same.
    """

    __slots__ = ("head", "host", "host_header", "path", "place", "proxy", "proxy_authorization", "settings", "url")

    def __init__(self, url: str, route: Route, *, explicit_only: bool) -> None:
        self.url = URL(url, encoded=True)
        self.host = self.url.host_port_subcomponent or ""
        self.path = self.url.raw_path_qs
        self.host_header = self.host
        self.place: Any = None
        self.head: tuple[str, Mapping[str, str], bytes] | None = None
        self.settings: dict[str, Any] = {}
        self.proxy_authorization: str | None = None
        self.proxy: Proxy | None = route.proxy
        if route.tls is not None:
            self.settings["ssl"] = route.tls
        if explicit_only:
            self.settings["raise_for_status"] = False
        if route.proxy is not None and route.proxy.socks is None:
            self.settings["proxy"] = URL(route.proxy.url)
            if route.proxy.authorization is not None:
                if self.url.scheme == "https":
                    self.settings["proxy_headers"] = {"Proxy-Authorization": route.proxy.authorization}
                else:
                    self.proxy_authorization = route.proxy.authorization


class AioExchange:
    """Watches one request until its answer is there: connect, read, deadline, token.

    Attributes:
        loop: The running loop.
        connect: Seconds for a new connection, or None.
        read: Seconds without a byte, or None.
        handler: The connection, once there is one (not known in a session of the user's own).
        reused: Whether that connection came from the pool.
        response: The answer, once its headers are there.
        pool: The pool of the session, or None in a session of the user's own.
        target: Where the request goes.

    Raises:
        Cancelled: The token is cancelled already.
        RequestTimeout: The deadline has passed already.
    """

    __slots__ = (
        "_cancelling",
        "_connect_by",
        "_deadline",
        "_last",
        "_settled",
        "_task",
        "_ticket",
        "_timer",
        "_token",
        "_unsent",
        "_verdict",
        "connect",
        "handler",
        "loop",
        "pool",
        "read",
        "response",
        "reused",
        "target",
    )

    def __init__(self, loop: asyncio.AbstractEventLoop, limits: Limits, token: CancelToken | None) -> None:
        if token is not None and token.cancelled:
            raise Cancelled(reason=token.reason)
        self.loop = loop
        self.connect = limits.connect
        self.read = limits.read
        self._last = monotonic()
        self._deadline = limits.deadline
        if self._deadline is not None and self._deadline <= self._last:
            raise RequestTimeout("The deadline had passed before the request was sent", phase="deadline")
        task = asyncio.current_task()
        assert task is not None
        self._task: asyncio.Task[Any] | None = task
        self._cancelling = task.cancelling()
        self._verdict: Verdict | None = None
        self._settled = False
        self._connect_by: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._unsent = 0
        self.handler: ReceivingHandler | None = None
        self.reused = False
        self.response: Response | None = None
        self.pool: SessionPool | None = None
        self.target: Target | None = None
        self._token = token
        self._ticket = None if token is None else token.add(self._token_cancelled)

    @property
    def socks(self) -> Socks | None:
        """The SOCKS proxy to go through, or None."""
        proxy = None if self.target is None else self.target.proxy
        return None if proxy is None else proxy.socks

    def watch(self) -> None:
        """Start the timer. A pooled connection is taken at once, so that the wait for the answer begins now."""
        due = self._due()[0]
        if due != inf:
            self._timer = self.loop.call_at(due, self._tick)

    def watch_deadline(self) -> None:
        """Start the timer for the deadline alone; aiohttp itself watches the rest in a session of the user's own."""
        self.connect = self.read = None
        self.watch()

    def connecting(self) -> None:
        """A new connection is being made."""
        self._connect_by = inf if self.connect is None else monotonic() + self.connect
        self._arm()

    def connected(self) -> None:
        """It is there; the wait for the answer begins."""
        self._connect_by = None
        self._last = monotonic()
        self._arm()

    def progress(self) -> None:
        """A part of the body was sent."""
        self._last = monotonic()

    def close(self) -> None:
        """Stop watching."""
        if self._verdict is not None:
            self._settle()
        self._task = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._token is not None and self._ticket is not None:
            self._token.remove(self._ticket)

    def fail(self, error: BaseException) -> NoReturn:
        """Close what was opened and raise the error that `error` deserves."""
        if self.response is not None:
            close_response(self.response)
        if self._verdict is not None and self._settle():
            raise self._interruption() from None
        if isinstance(error, AilibError | asyncio.CancelledError) or not isinstance(error, Exception):
            raise error
        if self._token is not None and self._token.cancelled:
            raise Cancelled(reason=self._token.reason) from error
        failure = _translated(error, self)
        if failure is None:
            raise error
        if isinstance(error, aiohttp.ClientResponseError):
            _forget_request(error)
        raise failure from error

    def _settle(self) -> bool:
        """Take the interruption back; False when somebody else has cancelled the task as well."""
        if self._settled or self._task is None:
            return True
        self._settled = True
        return self._task.uncancel() <= self._cancelling

    def _interruption(self) -> AilibError:
        host = "the server" if self.target is None else self.target.host
        if self._verdict == "cancelled":
            return Cancelled(reason=None if self._token is None else self._token.reason)
        if self._verdict == "connect":
            return RequestTimeout(f"No connection to {host} within {self.connect:g} s", phase="connect")
        if self._verdict == "send":
            return RequestTimeout(f"{host} took no more of the request for {self.read:g} s", phase="send")
        if self._verdict == "read":
            return RequestTimeout(f"No byte of an answer from {host} for {self.read:g} s", phase="read")
        return RequestTimeout(f"The deadline passed before {host} had answered", phase="deadline")

    def _due(self) -> tuple[float, Verdict]:
        due: float
        verdict: Verdict
        if self._connect_by is not None:
            due, verdict = self._connect_by, "connect"
        elif self.read is None:
            due, verdict = inf, "read"
        else:
            due, verdict = self._last + self.read, "read"
            handler = self.handler
            if handler is not None and handler.received > self._last:
                due = handler.received + self.read
        if self._deadline is not None and self._deadline <= due:
            return self._deadline, "deadline"
        return due, verdict

    def _arm(self) -> None:
        due = self._due()[0]
        if due == inf or (self._timer is not None and self._timer.when() <= due):
            # Too early is good enough: it looks again then.
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_at(due, self._tick)

    def _tick(self) -> None:
        self._timer = None
        due, verdict = self._due()
        now = monotonic()
        if verdict == "read" and due - now <= 0.001:
            wire = None if self.handler is None else self.handler.transport
            unsent = 0 if wire is None else wire.get_write_buffer_size()
            if unsent and unsent != self._unsent:
                # The peer may still take bytes; look again, and then it must have taken some.
                self._unsent = unsent
                self._last = now
                due = self._due()[0]
            elif unsent:
                verdict = "send"
        if due - now > 0.001:
            if due != inf:
                self._timer = self.loop.call_at(due, self._tick)
        else:
            self._interrupt(verdict)

    def _token_cancelled(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self.loop.call_soon_threadsafe(self._interrupt, "cancelled")

    def _interrupt(self, verdict: Verdict) -> None:
        if self._task is not None and self._verdict is None:
            self._verdict = verdict
            self._task.cancel()


def _translated(error: Exception, exchange: AioExchange) -> TransportError | ConfigurationError | None:
    """The error of ailib for one of aiohttp or the operating system; None for errors that are none of these."""
    target = exchange.target
    host = "the server" if target is None else target.host
    if isinstance(error, asyncio.TimeoutError):
        # Only in a session of the user's own; ours have no timeouts.
        if isinstance(error, aiohttp.ConnectionTimeoutError):
            return RequestTimeout(f"No connection to {host} in time", phase="connect")
        return RequestTimeout(f"No byte of an answer from {host} in time", phase="read")
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return ConfigurationError("The request has an address that cannot be used")
    if isinstance(
        error, aiohttp.ClientConnectorError | aiohttp.ClientConnectorCertificateError | aiohttp.ClientHttpProxyError
    ):
        return _connect_error(error, host, None if target is None else target.proxy)
    if isinstance(error, Malformed):
        return ConnectionLost(f"The connection ended before the body did: {error}")
    if not isinstance(error, aiohttp.ClientError | OSError | HttpProcessingError):
        return None
    handler = exchange.handler
    if exchange.pool is not None and handler is None:
        return ConnectError(f"No connection to {host}: {_cause(error)}", hint="Check the address and the proxy.")
    reused = exchange.reused and handler is not None and not handler.received
    return ConnectionLost(lost_message(error), reused=reused)


def _connect_error(error: aiohttp.ClientError, host: str, proxy: Proxy | None) -> ConnectError:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        untrusted = error.certificate_error
        reason = getattr(untrusted, "verify_message", "") or str(untrusted)
        return ConnectError(
            f"The TLS certificate of {host} cannot be trusted: {reason}",
            hint="Behind a company's own certificate authority, pass its bundle as verify='/path/to/ca.pem' "
            "or set SSL_CERT_FILE.",
        )
    if isinstance(error, aiohttp.ClientHttpProxyError):
        hint = "Check the credentials in the proxy address." if error.status == 407 else "Check the proxy."
        return ConnectError(f"{_named(proxy)} refused the tunnel to {host} with status {error.status}", hint=hint)
    cause: Any = getattr(error, "os_error", error)
    if isinstance(error, aiohttp.ClientConnectorSSLError):
        reason = getattr(cause, "reason", None) or _cause(cause)
        return ConnectError(f"The TLS handshake with {host} failed: {reason}", hint="Does this port speak TLS?")
    if isinstance(cause, SocksRefused):
        hint = "Check the user and password of the proxy." if cause.credentials else "Check what the proxy allows."
        return ConnectError(f"{_named(proxy)} refused the connection to {host}: {cause}", hint=hint)
    if isinstance(cause, socket.gaierror):
        name = repr(cause.filename) if cause.filename else f"of {host}"
        return ConnectError(
            f"The name {name} cannot be resolved: {_cause(cause)}", hint="Check the address and the network."
        )
    if proxy is not None and (
        isinstance(error, aiohttp.ClientProxyConnectionError)
        or (isinstance(error, aiohttp.ClientConnectorError) and error.host == proxy.host)
    ):
        host = f"the proxy {proxy.url}"
    if isinstance(cause, ConnectionRefusedError):
        return ConnectError(
            f"The connection to {host} was refused", hint="Is a server running at this address and port?"
        )
    return ConnectError(f"No connection to {host}: {_cause(cause)}", hint="Check the address and the network.")


def _forget_request(error: aiohttp.ClientResponseError) -> None:
    """An error of aiohttp holds the request, with its headers and the query of its address."""
    seen = error.request_info
    origin = seen.real_url.origin()
    nothing: CIMultiDict[str] = CIMultiDict()
    error.request_info = aiohttp.RequestInfo(origin, seen.method, CIMultiDictProxy(nothing), origin)
    error.history = ()
    error.args = (error.status, error.message)


def _named(proxy: Proxy | None) -> str:
    return "The proxy" if proxy is None else f"The proxy {proxy.url}"


def _cause(error: BaseException) -> str:
    """A few words that hold neither a URL nor a header."""
    if isinstance(error, OSError):
        return error.strerror or str(error) or type(error).__name__
    return type(error).__name__


def lost_message(error: BaseException) -> str:
    """Say how a connection was lost."""
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "The server closed the connection without an answer"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "The connection ended before the body did"
    if isinstance(error, aiohttp.ClientResponseError | HttpProcessingError):
        return "The answer is not valid HTTP"
    return f"The connection broke: {_cause(error)}"
