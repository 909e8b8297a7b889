"""Calls through a `requests.Session` of the user's own: its adapters, hooks, cookies, proxies and certificates.

Its connections are not ours to watch, so that a few promises of the transport are weaker here;
`ailib.transport.blocking.RequestsTransport` lists them.
"""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any, Literal, NoReturn
from urllib.parse import urlsplit

import requests
from requests.exceptions import InvalidSchema, InvalidURL, MissingSchema
from urllib3.exceptions import HTTPError, ReadTimeoutError

from ailib.errors import AilibError, Cancelled, ConfigurationError, RequestTimeout
from ailib.options import EnvironmentProxy

from .dial import Expired, Guard
from .exchange import READ, SLOW, connect_error, lost
from .routes import is_excepted
from .watched import earlier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ailib.cancel import CancelToken
    from ailib.options import ConnectionOptions

    from .base import HttpRequest, Limits

__all__ = ["SessionExchange"]

monotonic = time.monotonic


class SessionExchange:
    """The same over a session of the user's own; see `RequestsTransport` for what is less exact here.

    Attributes:
        status: The HTTP status.
        headers: Names in any case.
    """

    def __init__(
        self,
        session: requests.Session,
        options: ConnectionOptions,
        request: HttpRequest,
        limits: Limits,
        cancel: CancelToken | None,
    ) -> None:
        self._cancel = cancel
        self._limits = limits
        self._guard = None if cancel is None else Guard(cancel)
        self._response: requests.Response | None = None
        self._ended = self._closed = False
        self._label = urlsplit(request.url).netloc.rpartition("@")[2]  # no credentials, no query
        self._phase: Literal["connect", "read"] = "connect"
        try:
            self._check()
            if request.auth is not None:
                address = request.url
                request.auth.apply(request)
                if request.url != address:
                    _censor_logs()
            # With any `auth`, requests does not look into netrc.
            auth = session.auth or _unchanged
            prepared = session.prepare_request(
                requests.Request(request.method, request.url, dict(request.headers), data=request.body, auth=auth)
            )
            proxies = {"http": options.proxy, "https": options.proxy} if options.proxy else {}
            excepted = isinstance(options.proxy, EnvironmentProxy) and is_excepted(options.proxy, urlsplit(request.url))
            if options.disable_proxy or options.proxy == "" or excepted:
                proxies = {"http": "", "https": "", "no_proxy": "*"}
            settings = session.merge_environment_settings(
                prepared.url or request.url, proxies, True, options.verify, options.cert
            )
            timeout = (self._left(limits.connect), self._left(limits.read))
            response = self._response = self._send(
                lambda: session.send(prepared, timeout=timeout, allow_redirects=False, **settings)
            )
        except BaseException as error:  # noqa: BLE001 - raises
            self._fail(error)
        self._phase = "read"
        self.status: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        if self._guard is not None:
            self._guard.watch(self._socket())

    def _send(self, send: Callable[[], requests.Response]) -> requests.Response:
        cancel, deadline = self._cancel, self._limits.deadline
        if cancel is None and deadline is None:
            return send()
        done, lock = threading.Event(), threading.Lock()
        outcome: list[requests.Response | BaseException] = []
        abandoned = False

        def work() -> None:
            result: requests.Response | BaseException
            try:
                result = send()
            except BaseException as error:  # noqa: BLE001 - raised by the caller
                result = error
            with lock:
                if not abandoned:
                    outcome.append(result)
                    done.set()
                    return
            if isinstance(result, requests.Response):
                result.close()

        ticket = None if cancel is None else cancel.add(done.set)
        try:
            threading.Thread(target=work, name="ailib-session", daemon=True).start()
            done.wait(self._left(None))
        finally:
            if cancel is not None and ticket is not None:
                cancel.remove(ticket)
            with lock:
                abandoned = not outcome
        if not outcome:
            self._check()
            raise Expired
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    def read_all(self) -> bytes:
        """The whole body; each wait is bound by the read limit, everything by the deadline."""
        parts: list[bytes] = []
        try:
            while not self._ended:
                parts.append(self._some(earlier(self._limits.read, self._limits.deadline)))
        except BaseException as error:  # noqa: BLE001 - raises
            self._fail(error)
        return b"".join(parts)

    async def read(self, until: float | None) -> bytes:
        """The next bytes, see `HttpStream`."""
        if self._ended:
            return b""
        deadline = self._limits.deadline
        try:
            return self._some(until if deadline is None or (until is not None and until < deadline) else deadline)
        except BaseException as error:  # noqa: BLE001 - raises
            try:
                self._fail(error)
            except RequestTimeout:
                raise TimeoutError("no bytes came in time") from None

    async def aclose(self) -> None:
        """Close the answer; the connection goes back to the session if the body was read. Idempotent."""
        self._discard()

    def _some(self, until: float | None) -> bytes:
        self._check()
        response = self._response
        if response is None or self._closed:
            raise ConnectionResetError("the stream is closed")
        sock = self._socket()
        if sock is not None:
            left = None if until is None else until - monotonic()
            if left is not None and left <= 0:
                raise Expired
            sock.settimeout(left)
        raw: Any = response.raw
        # Without `read1` (urllib3 before 2.1, or a stand-in of a test kit) a read may wait for all it asks for.
        read = getattr(raw, "read1", raw.read)
        data: bytes = read(READ, decode_content=True)
        if not data:
            self._check()
            self._ended = True
            self._discard()
        return data

    def _socket(self) -> Any:
        raw: Any = None if self._response is None else self._response.raw
        return getattr(getattr(raw, "connection", None), "sock", None)

    def _left(self, limit: float | None) -> float | None:
        until = earlier(limit, self._limits.deadline)
        return None if until is None else max(0.001, until - monotonic())

    def _check(self) -> None:
        if self._cancel is not None and self._cancel.cancelled:
            raise Cancelled(reason=self._cancel.reason)
        if self._limits.deadline is not None and monotonic() >= self._limits.deadline:
            raise Expired

    def _discard(self) -> None:
        self._closed = True
        guard, self._guard = self._guard, None
        if guard is not None:
            guard.release()
        response, self._response = self._response, None
        if response is not None:
            with contextlib.suppress(Exception):
                response.close()

    def _fail(self, error: BaseException) -> NoReturn:
        self._discard()
        if not isinstance(error, Exception) or isinstance(error, AilibError):
            raise error
        if self._cancel is not None and self._cancel.cancelled:
            raise Cancelled(reason=self._cancel.reason) from error
        if isinstance(error, (Expired, requests.Timeout, ReadTimeoutError)):
            if self._limits.deadline is not None and monotonic() >= self._limits.deadline - 0.002:
                raise RequestTimeout("The deadline passed", phase="deadline") from error
            phase: Literal["connect", "read"] = "read"
            if isinstance(error, requests.ConnectTimeout):
                phase = "connect"
            raise RequestTimeout(SLOW[phase].format(self._label), phase=phase) from error
        if isinstance(error, (InvalidURL, InvalidSchema, MissingSchema)):
            raise ConfigurationError(f"{self._label!r} is not an address this session can reach") from error
        if not isinstance(error, (requests.RequestException, HTTPError, OSError)):
            raise error  # a hook or an adapter of the user's own
        root = _root(error)
        if isinstance(root, TimeoutError):
            raise RequestTimeout(SLOW["read"].format(self._label), phase="read") from error
        if self._phase == "connect" and isinstance(root, (ssl.SSLError, socket.gaierror, ConnectionRefusedError)):
            raise connect_error(root, self._label, None) from error
        raise lost(root, self._label) from error


class _NoKeys(logging.Filter):
    """Masks the keys in the addresses that urllib3 logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                _KEY_IN_QUERY.sub(r"\1***", arg) if isinstance(arg, str) else arg for arg in record.args
            )
        return True


_KEY_IN_QUERY = re.compile(r"(?i)([?&][^=&\s]*(?:key|token|secret|auth|sig)[^=&\s]*=)[^&\s]+")
_no_keys = _NoKeys()


def _censor_logs() -> None:
    """The key of this provider stands in the address, and urllib3 logs addresses; idempotent."""
    for name in ("urllib3.connectionpool", "urllib3.util.retry"):
        logging.getLogger(name).addFilter(_no_keys)


def _unchanged(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    return prepared


def _root(error: BaseException) -> Exception:
    """The innermost of nested errors: the outer ones of requests and urllib3 show whole URLs."""
    for _ in range(10):
        inner = getattr(error, "reason", None)
        if not isinstance(inner, Exception):
            inner = next((arg for arg in reversed(error.args) if isinstance(arg, Exception)), None)
        if inner is None and not isinstance(error, OSError):
            inner = error.__cause__
        if inner is None:
            inner = error.__cause__ if isinstance(error, (requests.RequestException, HTTPError)) else None
        if not isinstance(inner, Exception):
            break
        error = inner
    if isinstance(error, OSError) and not isinstance(error, requests.RequestException):
        return error
    return OSError(type(error).__name__)
