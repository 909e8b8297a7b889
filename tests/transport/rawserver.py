"""Loopback servers for tests: `RawServer` (raw bytes, plain or TLS), `RawProxy`, `black_hole`, `certificates`.

A handler gets a `Connection` and decides every byte and every pause itself, so that a test can play any misbehaving
server. The server keeps what a test wants to know afterwards: the requests of each connection, when the client hung up,
how many connections are open. Each connection has a thread; leaving the `with` block wakes and joins all of them and
raises what a handler raised.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import datetime as dt
import functools
import select
import shutil
import socket
import ssl
import struct
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import trustme

__all__ = [
    "Certificates",
    "ClientGone",
    "Connection",
    "Handler",
    "RawProxy",
    "RawRequest",
    "RawServer",
    "black_hole",
    "certificates",
    "each_request",
    "eventually",
    "open_descriptors",
    "pump",
    "response",
    "silent",
]

_HANG_UP = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR


class ClientGone(ConnectionError):
    """The client hung up while the handler was still busy; it ends the handler quietly."""


@dataclass(frozen=True)
class RawRequest:
    """One request as it stood on the wire.

    Attributes:
        method, target: The first two words of the request line.
        fields: The header fields in order, names as sent.
        body: The decoded body.
    """

    method: str
    target: str
    fields: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        """The fields by lower-case name; of repeated ones the last."""
        return {name.lower(): value for name, value in self.fields}


def response(
    body: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None, *, length: int | None = None
) -> bytes:
    """The bytes of an answer with a Content-Length (`length`, if the announced one shall differ)."""
    lines = [f"HTTP/1.1 {status} Reason"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    lines += [f"Content-Length: {len(body) if length is None else length}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


class Connection:
    """One accepted connection, as its handler and the test see it.

    Attributes:
        number: Counts from 0 in the order of acceptance.
        requests: What `read_request` has returned so far.
        gone_at: `time.monotonic()` when the end or reset of the client was seen, else None.
        reset_by_client: It was a reset.
        closed: We have closed it.
        handshake_error: Why no TLS connection came about, else None.
    """

    def __init__(self, server: RawServer, sock: socket.socket, number: int) -> None:
        self.sock = sock
        self.number = number
        self.requests: list[RawRequest] = []
        self.gone_at: float | None = None
        self.reset_by_client = False
        self.closed = False
        self.handshake_error: Exception | None = None
        self._server = server
        self._buffer = bytearray()

    @property
    def open(self) -> bool:
        """Neither side has ended it, as far as seen."""
        return self.gone_at is None and not self.closed

    def shake_hands(self, tls: ssl.SSLContext) -> None:
        """Become a TLS connection."""
        self.sock = tls.wrap_socket(self.sock, server_side=True, do_handshake_on_connect=False)
        self.sock.settimeout(10)
        try:
            self.sock.do_handshake()
        except OSError as error:
            self.handshake_error = error
            raise
        self.sock.settimeout(None)

    def note_gone(self, *, reset: bool = False) -> None:
        """Remember when the client hung up; the first time counts."""
        if self.gone_at is None and not self._server.closing and not self.closed:
            self.reset_by_client = reset
            self.gone_at = time.monotonic()

    def _fill(self) -> bool:
        try:
            data = self.sock.recv(1 << 18)
        except (ConnectionResetError, ssl.SSLError) as error:
            self.note_gone(reset=isinstance(error, ConnectionResetError))
            return False
        if not data:
            self.note_gone()
            return False
        self._buffer += data
        return True

    def _line(self) -> bytes | None:
        while (end := self._buffer.find(b"\r\n")) < 0:
            if not self._fill():
                return None
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 2]
        return line

    def _exactly(self, count: int) -> bytes | None:
        while len(self._buffer) < count:
            if not self._fill():
                return None
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        return data

    def take(self, count: int) -> bytes:
        """So many bytes, of whatever protocol.

        Raises:
            EOFError: The client has hung up.
        """
        data = self._exactly(count)
        if data is None:
            raise EOFError
        return data

    def read_head(self) -> RawRequest | None:
        """Read a request without its body; None when the client has hung up."""
        first = self._line()
        if first is None:
            return None
        method, _, rest = first.decode("latin-1").partition(" ")
        target = rest.rpartition(" ")[0]
        fields: list[tuple[str, str]] = []
        while line := self._line():
            name, _, value = line.decode("latin-1").partition(":")
            fields.append((name, value.strip()))
        return None if line is None else RawRequest(method, target, tuple(fields), b"")

    def read_request(self) -> RawRequest | None:
        """Read a whole request; None when the client has hung up."""
        head = self.read_head()
        if head is None:
            return None
        body: bytes | None = b""
        if "chunked" in head.headers.get("transfer-encoding", ""):
            pieces: list[bytes] = []
            while size := int(self._line() or b"0", 16):
                pieces.append(self._exactly(size) or b"")
                self._line()
            self._line()
            body = b"".join(pieces)
        elif length := int(head.headers.get("content-length", "0")):
            body = self._exactly(length)
        if body is None:
            return None
        request = RawRequest(head.method, head.target, head.fields, body)
        self.requests.append(request)
        return request

    def drain(self) -> int:
        """Read on until the client ends the connection; how many bytes that were."""
        total = len(self._buffer)
        self._buffer.clear()
        while self._fill():
            total += len(self._buffer)
            self._buffer.clear()
        return total

    def send(self, data: bytes) -> None:
        """Send bytes as they are.

        Raises:
            OSError: The client has gone.
        """
        self.sock.sendall(data)

    def start_chunked(self, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """Send the head of an answer whose body follows with `chunk` and `end_chunks`."""
        lines = [f"HTTP/1.1 {status} Reason", "Transfer-Encoding: chunked"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def chunk(self, data: bytes) -> None:
        """Send one HTTP chunk."""
        self.send(b"%x\r\n%s\r\n" % (len(data), data))

    def end_chunks(self) -> None:
        """Send the last chunk."""
        self.send(b"0\r\n\r\n")

    def wait_gone(self, timeout: float = 10.0) -> bool:
        """Wait until the client hangs up, reading nothing; False when it did not."""
        poll = select.poll()
        poll.register(self.sock.fileno(), _HANG_UP)
        events = poll.poll(timeout * 1000)
        if not events:
            return False
        self.note_gone(reset=bool(events[0][1] & select.POLLERR))
        return True

    def sleep(self, seconds: float) -> None:
        """Pause.

        Raises:
            ClientGone: At once, when the client hangs up meanwhile.
        """
        if self.wait_gone(seconds):
            raise ClientGone

    def trickle(self, data: bytes, pause: float) -> None:
        """Send one byte after the other."""
        for byte in data:
            self.send(bytes([byte]))
            self.sleep(pause)

    def close(self) -> None:
        """Close our side, as a server in good order does."""
        self.closed = True
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
        self.sock.close()

    def reset(self) -> None:
        """Close with a reset (RST), as a server that crashes does."""
        self.closed = True
        with contextlib.suppress(OSError):
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def wake(self) -> None:
        """End whatever the handler waits for on this socket."""
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


Handler = Callable[[Connection], object]


def each_request(answer: Callable[[Connection, RawRequest], object]) -> Handler:
    """A handler that keeps the connection alive and calls `answer` for every request."""

    def handler(connection: Connection) -> None:
        while (request := connection.read_request()) is not None:
            answer(connection, request)
            if connection.closed or request.headers.get("connection", "").lower() == "close":
                return

    return handler


def silent(connection: Connection) -> None:
    """A handler that never says a word."""
    connection.wait_gone()


class RawServer:
    """Serves a handler on a free port of the loopback interface while the `with` block runs.

    Attributes:
        port, url: Where it listens; `url` has no path.
        connections: Every connection ever accepted, in order.
        closing: The `with` block has ended.

    Args:
        handler: Called for each connection, in a thread of its own.
        tls: Speak TLS.
        address: Listen elsewhere.
    """

    def __init__(
        self, handler: Handler, tls: ssl.SSLContext | None = None, address: tuple[str, int] = ("127.0.0.1", 0)
    ) -> None:
        self._address = address
        self.connections: list[Connection] = []
        self.closing = False
        self._handler = handler
        self._tls = tls
        self._errors: list[BaseException] = []
        self._threads: list[threading.Thread] = []

    port: int

    def __enter__(self) -> Self:
        self._listener = socket.create_server(self._address, backlog=512)
        host, self.port = self._listener.getsockname()
        self.url = f"{'https' if self._tls else 'http'}://{host}:{self.port}"
        self._acceptor = threading.Thread(target=self._accept, name=f"accept-{self.port}")
        self._acceptor.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing = True
        # A connection of our own wakes the acceptor on every system.
        with contextlib.suppress(OSError):
            socket.create_connection((self._address[0], self.port), timeout=5).close()
        self._acceptor.join(5)
        self._listener.close()
        for connection in self.connections:
            connection.wake()
        for thread in self._threads:
            thread.join(5)
        alive = [thread.name for thread in self._threads if thread.is_alive()]
        if error is None and self._errors:
            raise self._errors[0]
        if error is None and alive:
            raise AssertionError(f"Handlers still run: {alive}")

    def _accept(self) -> None:
        while True:
            sock, _address = self._listener.accept()
            if self.closing:
                sock.close()
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(self, sock, len(self.connections))
            self.connections.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), name=f"serve-{self.port}")
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: Connection) -> None:
        try:
            if self._tls is not None:
                connection.shake_hands(self._tls)
            self._handler(connection)
        except OSError as error:
            connection.note_gone(reset=isinstance(error, ConnectionResetError))
        except BaseException as error:
            self._errors.append(error)
        finally:
            connection.close()

    @property
    def requests(self) -> list[RawRequest]:
        """Every request that was read whole, by connection."""
        return [request for connection in self.connections for request in connection.requests]

    @property
    def open(self) -> int:
        """Connections that neither side has ended."""
        return sum(connection.open for connection in self.connections)

    @property
    def gone(self) -> int:
        """Connections that the client has ended."""
        return sum(connection.gone_at is not None for connection in self.connections)


class RawProxy(RawServer):
    """An HTTP proxy: CONNECT tunnels, and plain requests with an absolute URL.

    Args:
        credentials: (user, password) to ask for with 407, or None.
        upstream: The (host, port) that every request really goes to, whatever it names; None obeys the request.
        tls: Speak TLS with the client: an https proxy.
    """

    def __init__(
        self,
        credentials: tuple[str, str] | None = None,
        upstream: tuple[str, int] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(self._relay, tls)
        self._expected = None
        if credentials is not None:
            self._expected = "Basic " + base64.b64encode(":".join(credentials).encode()).decode()
        self._upstream = upstream

    def _relay(self, connection: Connection) -> None:
        request = connection.read_request()
        if request is None:
            return
        if self._expected is not None and request.headers.get("proxy-authorization") != self._expected:
            headers = {"Proxy-Authenticate": 'Basic realm="proxy"', "Connection": "close"}
            connection.send(response(b"", 407, headers))
            return
        tunnel = request.method == "CONNECT"
        parts = urlsplit("//" + request.target if tunnel else request.target)
        address = self._upstream or (parts.hostname or "", parts.port or 80)
        with socket.create_connection(address, timeout=5) as origin:
            origin.settimeout(None)
            if tunnel:
                connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                fields = [(name, value) for name, value in request.fields if name.lower() not in _HOP_BY_HOP]
                fields.append(("Connection", "close"))
                lines = [f"{request.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields), "", ""]
                origin.sendall("\r\n".join(lines).encode("latin-1") + request.body)
            pump(connection, origin, closing=not tunnel)


_HOP_BY_HOP = ("proxy-authorization", "proxy-connection", "connection", "keep-alive")


def pump(connection: Connection, origin: socket.socket, *, closing: bool = False) -> None:
    """Carry bytes both ways until one side ends; with `closing`, the answer says that the connection ends with it."""
    client = connection.sock
    poll = select.poll()
    poll.register(client.fileno(), select.POLLIN)
    poll.register(origin.fileno(), select.POLLIN)
    pending = getattr(client, "pending", int)  # what TLS has taken from the socket no poll sees
    while True:
        if pending():
            origin.sendall(client.recv(1 << 16))
            continue
        for descriptor, _event in poll.poll():
            source, target = (client, origin) if descriptor == client.fileno() else (origin, client)
            data = source.recv(1 << 16)
            if not data:
                if source is client:
                    connection.note_gone()
                return
            if closing and source is origin:
                # Else a client would keep a connection that is about to close.
                closing = False
                line, end, rest = data.partition(b"\r\n")
                data = line + end + b"Connection: close\r\n" + rest
            target.sendall(data)


@contextlib.contextmanager
def black_hole() -> Generator[int, None, None]:
    """A port on which connecting neither succeeds nor fails: its queue of waiting connections is full."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port: int = listener.getsockname()[1]
        for _ in range(8):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        probe = stack.enter_context(socket.socket())
        probe.settimeout(0.05)
        with contextlib.suppress(TimeoutError):
            probe.connect(("127.0.0.1", port))
            raise AssertionError("The queue of the listening socket did not fill up")
        yield port


def open_descriptors() -> int:
    """How many file descriptors this process has open."""
    return len(list(Path("/dev/fd").iterdir()))


def eventually(predicate: Callable[[], object], timeout: float = 2.0) -> bool:
    """Whether `predicate` becomes true within `timeout` seconds."""
    end = time.monotonic() + timeout
    while not predicate():
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True


class Certificates:
    """Keys and certificates for 127.0.0.1, signed by an authority that nobody knows.

    Attributes:
        ca_path: The authority, for `verify=`.
        other_ca_path: Another authority, which signed nothing here.
        server: Server context with a good certificate.
        expired: ... with one that ended yesterday.
        wrong_host: ... with one for another host.
        mutual: ... with a good one, asking the client for its own.
        client_path: Client certificate and key in one file.
        client_pair: The same in two files.
    """

    def __init__(self, folder: Path) -> None:
        ca = trustme.CA()
        now = dt.datetime.now(dt.UTC)
        good = ca.issue_cert("127.0.0.1", "localhost")
        late = ca.issue_cert("127.0.0.1", not_before=now - dt.timedelta(days=9), not_after=now - dt.timedelta(days=1))
        client = ca.issue_cert("client@example.org")
        self.ca_path = _written(folder / "ca.pem", ca.cert_pem)
        self.other_ca_path = _written(folder / "other.pem", trustme.CA().cert_pem)
        self.client_path = _written(folder / "client.pem", client.private_key_and_cert_chain_pem)
        self.client_pair = (
            _written(folder / "client.crt", client.cert_chain_pems[0]),
            _written(folder / "client.key", client.private_key_pem),
        )
        self.server = _server_context(folder / "good.pem", good)
        self.expired = _server_context(folder / "late.pem", late)
        self.wrong_host = _server_context(folder / "elsewhere.pem", ca.issue_cert("elsewhere.example"))
        self.mutual = _server_context(folder / "good.pem", good)
        self.mutual.verify_mode = ssl.CERT_REQUIRED
        self.mutual.load_verify_locations(self.ca_path)


def _written(path: Path, blob: trustme.Blob) -> str:
    blob.write_to_path(str(path))
    return str(path)


def _server_context(path: Path, certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_written(path, certificate.private_key_and_cert_chain_pem))
    return context


@functools.cache
def certificates() -> Certificates:
    """The certificates of this test run, made at the first call."""
    folder = Path(tempfile.mkdtemp(prefix="ailib-certificates-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Certificates(folder)
