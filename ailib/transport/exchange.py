"""HTTP/1.1 on a watched connection: one request, its answer, the body read bit by bit.

An `Exchange` sends a request in one piece, takes what the socket has (a small answer arrives with its head in a single
read), and decodes as much of the body as is there: a server that writes an HTTP chunk per event costs us a loop in
Python per chunk, not a call through several layers.
The connection goes back to the pool when the body has been read to its end, and is closed in every other case.
"""

from __future__ import annotations

import socket
import ssl
import time
from typing import TYPE_CHECKING, Literal, NamedTuple, NoReturn

from urllib3.exceptions import HTTPError

from ailib.errors import Cancelled, ConnectError, ConnectionLost, RequestTimeout

from .base import Headers
from .dial import Expired, Guard, shut_down
from .inflate import Inflater, Malformed, inflater_for
from .socks import SocksRefused
from .watched import Pool, TunnelRefused, WatchedHTTP, Wire, earlier

if TYPE_CHECKING:
    from ailib.cancel import CancelToken

    from .base import BodySource, Limits
    from .routes import Proxy

__all__ = ["SLOW", "Exchange", "Origin", "Switched", "connect_error", "lost"]

READ = 65_536
_HEAD_LIMIT = 262_144
_LINE_LIMIT = 65_536
_ONE_PACKET = 65_536

_NOTHING, _LENGTH, _CHUNKED, _UNTIL_CLOSE, _SWITCHED = range(5)
_AT_SIZE, _AT_TRAILER = 0, -1

monotonic = time.monotonic


class Origin:
    """What is settled once per scheme, host and port.

    Attributes:
        pool: Its connections; proxy and TLS are settled there.
        tunnel: Whether they are made through a proxy with CONNECT.
        label: Host and port, for error texts.
        proxy: Host and port of the proxy, or None.
        greeting: The Host header.
        forwarding: Headers for a proxy that forwards.
        prefix: What such a proxy wants before the path.
    """

    __slots__ = ("forwarding", "greeting", "label", "pool", "prefix", "proxy", "tunnel")

    def __init__(self, pool: Pool, scheme: str, host: str, port: int, proxy: Proxy | None) -> None:
        self.pool = pool
        # To one of SOCKS the connection is made (`WatchedHTTP.open`), and is then like any other.
        http_proxy = proxy is not None and proxy.socks is None
        self.tunnel = http_proxy and scheme == "https"
        default = 443 if scheme == "https" else 80
        authority = host if port == default else f"{host}:{port}"
        self.label = f"{host}:{port}"
        self.proxy: str | None = None
        # A proxy that forwards is given the whole address, and its own credentials with every request.
        self.prefix = ""
        self.greeting = f"Host: {authority}\r\n"
        self.forwarding = ""
        if proxy is not None:
            self.proxy = f"{proxy.host}:{proxy.port}"
            if http_proxy and not self.tunnel:
                self.prefix = f"{scheme}://{authority}"
                self.forwarding = "".join(f"{name}: {value}\r\n" for name, value in pool.proxy_headers.items())


class Switched(NamedTuple):
    """A connection that speaks another protocol from now on, and belongs to whoever holds this.

    Attributes:
        origin: Where it came from; its pool is told when the connection is done with.
        connection, wire: The connection.
        guard: Watches its socket, or None.
        tail: What has arrived behind the answer.
    """

    origin: Origin
    connection: WatchedHTTP
    wire: Wire
    guard: Guard | None
    tail: bytes


class Exchange:
    """One request and its answer; the `HttpStream` of this transport.

    Attributes:
        status: The HTTP status.
        headers: Names in any case.
    """

    __slots__ = (
        "_answered",
        "_cancel",
        "_closed",
        "_connection",
        "_deadline",
        "_ended",
        "_framing",
        "_guard",
        "_inflater",
        "_left",
        "_origin",
        "_partial",
        "_phase",
        "_read_limit",
        "_reading",
        "_reusable",
        "_tail",
        "_upgrading",
        "_wire",
        "headers",
        "status",
    )

    def __init__(self, origin: Origin, limits: Limits, cancel: CancelToken | None) -> None:
        self._origin = origin
        self._cancel = cancel
        self._deadline = limits.deadline
        self._read_limit = limits.read
        self._guard: Guard | None = None
        self._connection: WatchedHTTP | None = None
        self._answered = self._closed = self._ended = self._reading = self._reusable = self._upgrading = False
        self._phase: Literal["connect", "send", "read"] = "connect"
        self._inflater: Inflater | None = None
        self._framing = _NOTHING
        self._left = 0
        self._tail: bytes = b""
        self._partial: bytes = b""

    # -- the request and the head of the answer

    def upgrade(self, head: bytes, connect: float | None) -> Switched | None:
        """Ask for another protocol on this connection; None when the answer is an ordinary one."""
        self._upgrading = True
        self.start(head, None, connect, bodiless=False)
        if self._framing != _SWITCHED:
            return None
        connection, self._connection = self._connection, None
        guard, self._guard = self._guard, None
        assert connection is not None
        return Switched(self._origin, connection, self._wire, guard, self._tail)

    def start(self, head: bytes, body: bytes | BodySource | None, connect: float | None, *, bodiless: bool) -> None:
        """Send the request and read the head of the answer."""
        if self._cancel is not None:
            self._guard = Guard(self._cancel)
        try:
            self._check_start()
            connection = self._connection = self._origin.pool.take()
            wire = connection.wire
            if wire is None:
                until = earlier(connect, self._deadline)
                wire = connection.open(self._origin.pool, tunnel=self._origin.tunnel, guard=self._guard, until=until)
            elif self._guard is not None:
                self._guard.watch(connection.sock)
            self._wire = wire
            self._phase = "send"
            broken = None
            try:
                if body is None:
                    wire.send(head, self._read_limit, self._deadline)
                elif not isinstance(body, bytes):
                    wire.send(head, self._read_limit, self._deadline)
                    for piece in body:
                        wire.send(piece, self._read_limit, self._deadline)
                elif len(body) <= _ONE_PACKET:
                    wire.send(head + body, self._read_limit, self._deadline)
                else:
                    wire.send(head, self._read_limit, self._deadline)
                    wire.send(body, self._read_limit, self._deadline)
            except (BrokenPipeError, ConnectionResetError) as error:
                broken = error  # an answer may have come before: a server need not read all of a body it refuses
            self._phase = "read"
            try:
                self._read_head(bodiless=bodiless, broken=broken is not None)
            except ConnectionError as error:
                raise broken or error
        except BaseException as error:  # noqa: BLE001 - raises
            self._fail(error)

    def _check_start(self) -> None:
        if self._cancel is not None and self._cancel.cancelled:
            raise Cancelled(reason=self._cancel.reason)
        if self._deadline is not None and monotonic() >= self._deadline:
            raise Expired

    def _read_head(self, *, bodiless: bool, broken: bool) -> None:
        receive, deadline = self._wire.receive, self._deadline
        data = b""
        end = -1
        while True:
            if end < 0 or not data:
                more = receive(READ, earlier(self._read_limit, deadline))
                if not more:
                    raise ConnectionResetError("the server closed the connection before it answered")
                self._answered = True
                data += more
            end, gap = data.find(b"\r\n\r\n"), 4
            if end < 0:
                end, gap = data.find(b"\n\n"), 2
            if end >= 0:
                status = self._parse_head(data[:end].decode("latin-1"), bodiless=bodiless)
                data = data[end + gap :]
                if status >= 200 or status == 101:
                    break
            elif len(data) > _HEAD_LIMIT:
                raise Malformed("the head of the answer is too long")
        self._tail = data
        self._reusable = self._reusable and not broken
        if self._framing == _NOTHING:
            self._finish()

    def _parse_head(self, text: str, *, bodiless: bool) -> int:
        lines = text.split("\n") if "\r\n" not in text else text.split("\r\n")
        first = lines[0]
        if first[:7] != "HTTP/1." or not first[9:12].isdigit() or len(first) < 12:
            raise Malformed("the server did not answer in HTTP/1.1")
        status = int(first[9:12])
        values: dict[str, str] = {}
        name = ""
        del lines[0]
        for line in lines:
            if line[:1] in (" ", "\t"):  # folded
                if name in values:
                    values[name] += " " + line.strip()
                continue
            name, colon, value = line.partition(":")
            name = name.strip().lower()
            if colon:
                values[name] = f"{values[name]}, {value.strip()}" if name in values else value.strip()
        self.status = status
        self.headers = Headers(values)
        self._frame(values, first[7] == "0", bodiless=bodiless)
        return status

    def _frame(self, values: dict[str, str], old: bool, *, bodiless: bool) -> None:
        """Find out how long the body is and whether the connection can be used again."""
        persistence = values.get("connection", "").lower()
        self._reusable = "keep-alive" in persistence if old else "close" not in persistence
        status = self.status
        if status == 101 and self._upgrading:
            self._framing, self._reusable = _SWITCHED, False
            return
        if bodiless or status in (204, 304) or status < 200:
            self._framing = _NOTHING
            self._reusable = self._reusable and status != 101
            return
        if "transfer-encoding" in values:
            codings = values["transfer-encoding"].lower().replace(" ", "").split(",")
            if codings.pop() == "chunked":
                self._framing, self._left = _CHUNKED, _AT_SIZE
            else:
                self._framing, self._reusable = _UNTIL_CLOSE, False
        elif "content-length" in values:
            lengths = {length.strip() for length in values["content-length"].split(",")}
            length = lengths.pop()
            if lengths or not (length.isascii() and length.isdigit()):
                raise Malformed("the Content-Length makes no sense")
            self._left = int(length)
            self._framing = _LENGTH if self._left else _NOTHING
        else:
            self._framing, self._reusable = _UNTIL_CLOSE, False
        if "content-encoding" in values:
            self._inflater = inflater_for(values["content-encoding"])

    # -- the body

    def read_all(self) -> bytes:
        """The whole body; each wait is bound by the read limit, everything by the deadline."""
        tail = self._tail
        if self._framing == _LENGTH and self._left == len(tail) and self._inflater is None:
            self._tail = b""
            self._finish()  # the common case: all of it came with the head
            return tail
        parts: list[bytes] = []
        try:
            while not self._ended:
                parts.append(self._some(self._read_limit, None))
        except BaseException as error:  # noqa: BLE001 - raises
            self._fail(error)
        return b"".join(parts)

    async def read(self, until: float | None) -> bytes:
        """The next bytes, see `HttpStream`."""
        if self._ended:
            return b""
        self._reading = True
        try:
            if self._cancel is not None and self._cancel.cancelled:
                raise Cancelled(reason=self._cancel.reason)
            if self._closed:
                raise ConnectionResetError("the stream is closed")
            return self._some(None, until)
        except Expired as error:
            self._discard()
            if self._cancel is not None and self._cancel.cancelled:
                raise self._cancelled() from error
            raise TimeoutError("no bytes came in time") from None
        except BaseException as error:  # noqa: BLE001 - raises
            self._fail(error)
        finally:
            self._reading = False

    def _some(self, wait: float | None, until: float | None) -> bytes:
        """The next decoded bytes, all that have arrived; b"" only at the end."""
        if self._deadline is not None and (until is None or self._deadline < until):
            until = self._deadline
        while True:
            data = self._tail
            if data:
                self._tail = b""
            else:
                data = self._wire.receive(READ, until if wait is None else earlier(wait, until))
            framing = self._framing
            if not data:
                if self._cancel is not None and self._cancel.cancelled:
                    raise self._cancelled()  # this end of file is our own doing
                if self._closed:
                    raise ConnectionResetError("the stream was closed while it was read")
                if framing != _UNTIL_CLOSE:
                    raise ConnectionResetError("the body ended too early")
                self._ended = True
            elif framing == _CHUNKED:
                data = self._chunks(data)
            elif framing == _LENGTH:
                left = self._left
                if len(data) >= left:
                    self._tail = data[left:]
                    data = data[:left]
                    self._ended = True
                self._left = left - len(data)
            if self._inflater is not None:
                data = self._inflater.feed(data)
                if self._ended:
                    self._inflater.finish()
            if self._ended:
                self._finish()
                return data
            if data:
                return data

    def _chunks(self, data: bytes) -> bytes:
        """Decode every chunk that is there, also a part of the last one.

        `_left` is what is left of a chunk and the line end behind it, or `_AT_SIZE`, or `_AT_TRAILER`.
        """
        if self._partial:
            data = self._partial + data
            self._partial = b""
        parts: list[bytes] = []
        append, find, known = parts.append, data.find, _SIZES.get
        position, end, left = 0, len(data), self._left
        while position < end:
            if left > 0:  # inside a chunk that began earlier
                stop = position + left
                if stop > end:
                    append(data[position : min(end, stop - 2)])
                    left -= end - position
                    break
                if data[stop - 1] != 10 or (left > 1 and data[stop - 2] != 13):
                    raise Malformed("a chunk of the body has the wrong length")
                if left > 2:
                    append(data[position : stop - 2])
                position, left = stop, _AT_SIZE
            elif left == _AT_SIZE:
                # This branch is the cost of a streamed token.
                begin = find(b"\r\n", position) + 2
                if begin < 2:
                    self._partial = data[position:]
                    break
                line = data[position:begin]
                size = known(line) or _chunk_size(line)
                if not size:
                    position, left = begin, _AT_TRAILER
                    continue
                after = begin + size
                position = after + 2
                if position > end:
                    position, left = begin, size + 2
                elif data[after] != 13 or data[after + 1] != 10:
                    raise Malformed("a chunk of the body has the wrong length")
                else:
                    append(data[begin:after])
            else:
                stop = find(b"\r\n", position)
                if stop < 0:
                    self._partial = data[position:]
                    break
                if stop == position:
                    self._ended = True
                    self._tail = data[stop + 2 :]
                    break
                position = stop + 2
        self._left = left
        if len(self._partial) > _LINE_LIMIT:
            raise Malformed("a line between the chunks of the body is too long")
        return parts[0] if len(parts) == 1 else b"".join(parts)

    # -- the end

    async def aclose(self) -> None:
        """Give the connection back if the body was read to its end, else close it. Idempotent, never raises."""
        self._closed = True
        connection = self._connection
        if connection is None:
            return
        if self._reading:
            # Another thread waits for bytes: wake it, and let it close what it is using.
            shut_down(connection.sock)
        else:
            self._discard()

    def __del__(self) -> None:
        if self._connection is not None:
            self._discard()

    def _finish(self) -> None:
        """The answer is complete: the connection goes back to the pool if it is still good."""
        self._ended = True
        guard, connection = self._guard, self._connection
        self._guard = self._connection = None
        good = self._reusable and not self._tail and not self._closed
        if guard is not None:
            # In this order: from here on no cancel can hit the connection, whoever uses it next.
            good = guard.release() and good
        if connection is not None:
            if good:
                self._origin.pool.give(connection)
            else:
                self._origin.pool.lose(connection)

    def _discard(self) -> None:
        guard, connection = self._guard, self._connection
        self._guard = self._connection = None
        self._closed = True
        if guard is not None:
            guard.release()
        if connection is not None:
            self._origin.pool.lose(connection)

    def _cancelled(self) -> Cancelled:
        return Cancelled(reason=None if self._cancel is None else self._cancel.reason)

    def _fail(self, error: BaseException) -> NoReturn:
        """Close the connection and raise what the port promises instead of `error`."""
        reused = self._connection is not None and self._connection.used and not self._answered
        self._discard()
        if not isinstance(error, Exception) or isinstance(error, Cancelled):
            raise error
        if self._cancel is not None and self._cancel.cancelled:
            raise self._cancelled() from error
        if isinstance(error, Expired):
            if self._deadline is not None and monotonic() >= self._deadline:
                raise RequestTimeout("The deadline passed", phase="deadline") from error
            raise RequestTimeout(SLOW[self._phase].format(self._origin.label), phase=self._phase) from error
        if self._phase == "connect" and isinstance(error, (OSError, ValueError, HTTPError)):
            raise connect_error(error, self._origin.label, self._origin.proxy) from error
        if isinstance(error, (OSError, Malformed)):
            raise lost(error, self._origin.label, reused=reused) from error
        raise error


SLOW = {
    "connect": "No connection to {} in time",
    "send": "{} did not take the request in time",
    "read": "{} did not answer in time",
}


def lost(error: Exception, label: str, *, reused: bool = False) -> ConnectionLost:
    """What broke a connection that was made."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ConnectionLost(f"The connection to {label} broke: {text}", reused=reused)


def connect_error(error: Exception, label: str, proxy: str | None) -> ConnectError:
    """What kept us from connecting, and what to do about it. Neither says more of a proxy than host and port."""
    goal, hint = label, None
    if proxy is not None:
        goal = f"{label} through the proxy {proxy}"
    if isinstance(error, TunnelRefused):
        text = str(error)
        hint = "Check the user and password of the proxy" if error.status == 407 else "Check what the proxy allows"
    elif isinstance(error, SocksRefused):
        text = f"the proxy refused: {error}"
        hint = "Check the user and password of the proxy" if error.credentials else "Check what the proxy allows"
    elif isinstance(error, socket.gaierror):
        name = error.filename or (proxy or label).rpartition(":")[0]
        text = f"the name {name!r} cannot be resolved ({error.strerror})"
        hint = "Check the host name and the network"
    elif isinstance(error, ConnectionRefusedError):
        text = "connection refused"
        hint = "Check the port, and that the server is running"
    elif isinstance(error, ssl.SSLCertVerificationError):
        text = f"the certificate is not accepted ({error.verify_message})"
        hint = (
            "If the server uses a private authority, pass its certificate as `verify`"
            " or set SSL_CERT_FILE or REQUESTS_CA_BUNDLE"
        )
    elif isinstance(error, ssl.SSLError):
        text = f"the TLS handshake failed ({error.reason or error.strerror or 'the connection ended'})"
        if "WRONG_VERSION" in str(error) or "HTTP_REQUEST" in str(error):
            hint = "The server may not speak TLS on this port: try http:// instead of https://"
    elif isinstance(error, OSError) and error.strerror:
        text = error.strerror
    else:
        text = str(error)
    return ConnectError(f"Cannot connect to {goal}: {text}", hint=hint)


# Events are of much the same length: looking a line up costs less than reading the number in it.
_SIZES: dict[bytes, int] = {}
_SIZES_KEPT = 4096


def _chunk_size(line: bytes) -> int:
    """The size of a chunk; what stands behind a semicolon is an extension."""
    digits = line.partition(b";")[0].strip()
    try:
        size = int(digits, 16) if digits.isalnum() else -1  # no sign, no underscore
    except ValueError:
        size = -1
    if size < 0:
        raise Malformed("a chunk of the body has no size")
    if len(line) <= 6 and len(_SIZES) < _SIZES_KEPT:
        _SIZES[line] = size
    return size
