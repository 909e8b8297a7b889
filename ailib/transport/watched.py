"""Connections of urllib3, which requests is built on, that can be watched: cancelled in every phase, and never late.

`Pools` has the pools, proxies and TLS built by urllib3. What differs is below the pool:

* A connection is opened by our own loop (`ailib.transport.dial`), so that a `Guard` knows what is waited for.
* Once open, the socket does not block. A `Wire` waits with `poll`, each time for what is left of the limit,
  so that a peer that trickles single bytes cannot stretch a deadline, and no system call is spent on time-outs.
* Idle connections live in a stack that drops the old and the dead ones, keeps quiet when it is full,
  and needs no lock.
"""

from __future__ import annotations

import contextlib
import math
import queue
import select
import socket
import ssl
import time
from collections import deque
from typing import TYPE_CHECKING, Any, cast

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager, ProxyManager

from ailib.errors import ConfigurationError

from .dial import Expired, Process, dial, negotiate, shut_down

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from .dial import Guard
    from .routes import Route
    from .socks import Socks

__all__ = ["Pool", "Pools", "TunnelRefused", "WatchedHTTP", "Wire", "earlier"]

_HEAD_LIMIT = 262_144
_ADAPTIVE_LIMIT = 512
_TLS_BURST = 65_536
_DAY = 86_400.0
_TURN = 0.05

monotonic = time.monotonic


class TunnelRefused(OSError):
    """The proxy answered CONNECT with something else than 200.

    Attributes:
        status: Its status.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"the proxy answered {status} {reason}".rstrip())
        self.status = status


class _PollReadiness:
    """Waits for one socket."""

    __slots__ = ("_fd", "_readable", "_writable")

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._readable = select.poll()
        self._readable.register(fd, select.POLLIN)
        self._writable: select.poll | None = None

    def readable(self, until: float | None) -> bool:
        """Wait until there is something to read (or an end, or an error); False when `until` passes first."""
        return self._wait(self._readable, until)

    def writable(self, until: float | None) -> bool:
        """Wait until something can be written (or there is an error); False when `until` passes first."""
        if self._writable is None:
            self._writable = select.poll()
            self._writable.register(self._fd, select.POLLOUT)
        return self._wait(self._writable, until)

    def now(self) -> bool:
        """Whether there is something to read right now."""
        return bool(self._readable.poll(0))

    @staticmethod
    def _wait(poller: select.poll, until: float | None) -> bool:
        if until is None:
            poller.poll()
            return True
        while True:
            left = until - monotonic()
            if left <= 0:
                return False
            if poller.poll(math.ceil(min(left, _DAY) * 1000)):
                return True


class _SelectReadiness:
    """The same where there is no `poll`: on Windows."""

    __slots__ = ("_fds",)

    def __init__(self, fd: int) -> None:
        self._fds = [fd]

    def readable(self, until: float | None) -> bool:
        """Wait until there is something to read (or an end, or an error); False when `until` passes first."""
        return self._wait(self._fds, [], until)

    def writable(self, until: float | None) -> bool:
        """Wait until something can be written (or there is an error); False when `until` passes first."""
        return self._wait([], self._fds, until)

    def now(self) -> bool:
        """Whether there is something to read right now."""
        return bool(select.select(self._fds, [], [], 0)[0])

    def _wait(self, readable: list[int], writable: list[int], until: float | None) -> bool:
        while True:
            left = _DAY if until is None else min(_DAY, until - monotonic())
            if left <= 0:
                return False
            # A failed connect is reported in the third list there.
            if any(select.select(readable, writable, self._fds, left)):
                return True


_Readiness: type[_PollReadiness | _SelectReadiness] = _PollReadiness if hasattr(select, "poll") else _SelectReadiness


class Wire:
    """Bytes to and from one open connection; this one for plain TCP.

    `until` is an absolute limit of each wait; `Expired` is raised when it passes. An end of file is `b""`.
    """

    __slots__ = ("_readiness", "_recv", "_sock")

    def __init__(self, sock: Any) -> None:
        sock.settimeout(0.0)
        self._sock = sock
        self._recv: Callable[[int], bytes] = sock.recv
        self._readiness = _Readiness(sock.fileno())

    def receive(self, size: int, until: float | None) -> bytes:
        """What has arrived, at most `size` bytes; waits for the first."""
        while True:
            if not self._readiness.readable(until):
                raise Expired
            try:
                return self._recv(size)
            except BlockingIOError:
                continue

    def send(self, data: bytes, wait: float | None, deadline: float | None) -> None:
        """Send all of it; every wait lasts at most `wait` seconds and none goes past `deadline`."""
        rest: bytes | memoryview = data
        while True:
            try:
                sent = self._sock.send(rest)
            except (BlockingIOError, ssl.SSLWantWriteError):
                if not self._readiness.writable(earlier(wait, deadline)):
                    raise Expired from None
                continue
            except ssl.SSLWantReadError:
                if not self._readiness.readable(earlier(wait, deadline)):
                    raise Expired from None
                continue
            if sent == len(rest):
                return
            rest = memoryview(rest)[sent:]
            if deadline is not None and monotonic() >= deadline:
                raise Expired

    def sharing(self, lock: AbstractContextManager[Any]) -> Wire:
        """The same for several threads: one may wait for bytes while another one sends."""
        return type(self)(_Locked(self._sock, lock))

    def silent(self) -> bool:
        """Whether nothing has arrived: an idle connection that speaks is closing, or out of step."""
        return not self._readiness.now()


class _Locked:
    """A socket that does not block, used by one thread at a time: TLS must not be read and written at once.

    No lock is held while somebody waits: `Wire` waits outside of these calls.
    """

    __slots__ = ("_lock", "_sock")

    def __init__(self, sock: Any, lock: AbstractContextManager[Any]) -> None:
        self._sock = sock
        self._lock = lock

    def recv(self, size: int) -> bytes:
        with self._lock:
            data: bytes = self._sock.recv(size)
        return data

    def send(self, data: bytes | memoryview) -> int:
        with self._lock:
            sent: int = self._sock.send(data)
        return sent

    def pending(self) -> int:
        with self._lock:
            count: int = self._sock.pending()
        return count

    def fileno(self) -> int:
        number: int = self._sock.fileno()
        return number

    def settimeout(self, seconds: float | None) -> None:
        self._sock.settimeout(seconds)


class _SecureWire(Wire):
    """The same over TLS."""

    __slots__ = ()

    def receive(self, size: int, until: float | None) -> bytes:
        recv, readiness = self._recv, self._readiness
        # All of a record is taken at once, so that what is not on the socket is nowhere: wait before reading.
        ready = self._sock.pending() or readiness.readable(until)
        while ready:
            try:
                data = recv(size)
                break
            except ssl.SSLWantReadError:
                ready = readiness.readable(until)
            except ssl.SSLWantWriteError:
                ready = readiness.writable(until)
        else:
            raise Expired
        # One TLS record came. A server that writes event by event has more of them waiting: take these, too.
        if not data or not readiness.now():
            return data
        parts, total = [data], len(data)
        while total < _TLS_BURST:
            try:
                data = recv(size)
            except OSError:
                break  # nothing more; or an error, which the next call meets after these bytes were used
            if not data:
                break
            parts.append(data)
            total += len(data)
        return b"".join(parts)


class _TimedWire(Wire):
    """TLS inside the TLS of an https proxy: urllib3's object loses data when it does not block, so it has time-outs."""

    __slots__ = ()

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._readiness = _Readiness(sock.fileno())

    def sharing(self, lock: AbstractContextManager[Any]) -> Wire:
        """The same for several threads, see `Wire.sharing`."""
        return _SharedTimedWire(self._sock, lock)

    def receive(self, size: int, until: float | None) -> bytes:
        self._limit(until)
        try:
            data: bytes = self._sock.recv(size)
        except TimeoutError:
            raise Expired from None
        return data

    def send(self, data: bytes, wait: float | None, deadline: float | None) -> None:
        # Piece by piece: it encrypts all that it is given before it notices that the socket has gone.
        for start in range(0, len(data), _TLS_BURST):
            self._limit(earlier(wait, deadline))
            try:
                self._sock.sendall(data[start : start + _TLS_BURST])
            except TimeoutError:
                raise Expired from None

    def _limit(self, until: float | None) -> None:
        left = None if until is None else until - monotonic()
        if left is not None and left <= 0:
            raise Expired
        self._sock.settimeout(left)


class _SharedTimedWire(_TimedWire):
    """The same for several threads: it waits within its calls, so a reader lets others in now and then."""

    __slots__ = ("_lock",)

    def __init__(self, sock: Any, lock: AbstractContextManager[Any]) -> None:
        super().__init__(sock)
        self._lock = lock

    def receive(self, size: int, until: float | None) -> bytes:
        while True:
            patience = monotonic() + _TURN
            with self._lock, contextlib.suppress(Expired):
                return super().receive(size, patience if until is None else min(patience, until))
            if until is not None and monotonic() >= until:
                raise Expired
            time.sleep(0.001)  # without it the lock would be taken again before anybody else wakes

    def send(self, data: bytes, wait: float | None, deadline: float | None) -> None:
        with self._lock:
            super().send(data, wait, deadline)


def earlier(seconds: float | None, deadline: float | None) -> float | None:
    """When the first of both limits passes: `seconds` from now, or the absolute `deadline`."""
    if seconds is None:
        return deadline
    until = monotonic() + seconds
    return until if deadline is None or until < deadline else deadline


class WatchedHTTP(HTTPConnection):
    """A connection whose opening can be cancelled and ends in time.

    Attributes:
        wire: Where requests are written and answers read; None until it is open.
        guard: Told of the socket while the connection is being opened, or None.
        until: When opening must be over, or None.
        socks: The SOCKS proxy to go through, or None.
        idle_since: When it was last given back to the pool.
        used: Whether a whole exchange has succeeded on it.
        generation: Which process (counted by forks) opened it.
    """

    wire: Wire | None = None
    guard: Guard | None = None
    until: float | None = None
    socks: Socks | None = None
    idle_since = 0.0
    used = False
    generation = 0
    _spare: socket.socket | None = None

    def open(self, pool: Pool, *, tunnel: bool, guard: Guard | None, until: float | None) -> Wire:
        """Connect: DNS, TCP, the proxy's CONNECT or the handshake of SOCKS, TLS.

        Raises:
            Expired: `until` has passed.
            OSError, ValueError: Whatever went wrong.
        """
        self.guard, self.until, self.generation = guard, until, Process.generation
        self.socks = pool.socks
        watched: Any = None
        try:
            if tunnel:
                cast("Any", pool)._prepare_proxy(self)
            else:
                self.connect()
            watched = self.sock
        except TimeoutError as error:
            if error.errno is None:  # a limit of ours; with a number it is the kernel that gave up
                raise Expired from error
            raise
        finally:
            self.guard = None
            if guard is not None:
                guard.watch(watched)
            if self._spare is not None:
                self._spare.close()
                self._spare = None
        sock: Any = self.sock
        if isinstance(sock, ssl.SSLSocket):
            self.wire = _SecureWire(sock)
        elif isinstance(sock, socket.socket):
            self.wire = Wire(sock)
        else:
            self.wire = _TimedWire(sock)
        return self.wire

    def _new_conn(self) -> socket.socket:
        host: str = self._dns_host.strip("[]")
        guard, until, socks = self.guard, self.until, self.socks
        if socks is None:
            sock = dial(host, self.port, guard, until)
        else:
            sock = dial(socks.host, socks.port, guard, until)
        try:
            if socks is not None:
                negotiate(sock, socks, host, self.port, guard, until)
            self._limit(sock)
        except BaseException:
            if guard is not None:
                guard.watch(None)
            sock.close()
            raise
        return sock

    def _limit(self, sock: Any) -> None:
        """From here to the open connection the socket has a time-out: urllib3 and the TLS handshake block on it."""
        left = None if self.until is None else self.until - monotonic()
        if left is not None and left <= 0:
            raise Expired
        sock.settimeout(left)

    def _tunnel(self) -> None:
        # Instead of http.client's, which is bound by no deadline and talks HTTP/1.0.
        sock: Any = self.sock
        host, port = str(self._tunnel_host), self._tunnel_port
        name = f"[{host}]:{port}" if ":" in host and not host.startswith("[") else f"{host}:{port}"
        # The stubs do not know it; http.client has had it for as long as tunnels.
        headers: dict[str, str] = getattr(self, "_tunnel_headers")  # noqa: B009
        fields = {"Host": name, **headers}
        lines = [f"CONNECT {name} HTTP/1.1", *(f"{key}: {value}" for key, value in fields.items())]
        self._limit(sock)
        sock.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            self._limit(sock)
            data = sock.recv(65_536)
            if not data or len(head) > _HEAD_LIMIT:
                raise ConnectionResetError("the proxy closed the connection during CONNECT")
            head += data
        words = head.partition(b"\r\n")[0].decode("latin-1").split(" ", 2)
        if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdigit():
            raise OSError("the proxy did not answer in HTTP")
        if not 200 <= int(words[1]) < 300:
            raise TunnelRefused(int(words[1]), words[2] if len(words) > 2 else "")
        self._limit(sock)

    def discard(self) -> None:
        """Close it for good; the peer sees the end at once. Never raises."""
        sock, self.wire = self.sock, None
        if sock is not None:
            if self.generation == Process.generation:
                shut_down(sock)
            with contextlib.suppress(OSError):
                self.close()


class WatchedHTTPS(WatchedHTTP, HTTPSConnection):
    """The same over TLS."""

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        if self.guard is not None:
            # TLS takes the socket over into an object that we get only after the handshake: watch a duplicate.
            self._spare = sock.dup()
            self.guard.watch(self._spare)
        return sock


class _IdleStack:
    """The queue of a urllib3 pool: a stack of idle connections, without locks, never blocking and never full."""

    def __init__(self, _maxsize: int) -> None:
        self.stack: deque[WatchedHTTP] = deque()

    def put(self, connection: WatchedHTTP | None, block: bool = True) -> None:  # noqa: ARG002
        """Take it in; urllib3 fills its queue with None, which we do not need."""
        if connection is not None:
            self.stack.append(connection)

    def get(self, block: bool = True, timeout: float | None = None) -> WatchedHTTP:  # noqa: ARG002
        """The connection that was used last.

        Raises:
            queue.Empty: There is none.
        """
        try:
            return self.stack.pop()
        except IndexError:
            raise queue.Empty from None

    def qsize(self) -> int:
        """How many there are."""
        return len(self.stack)


class Pool(HTTPConnectionPool):
    """The connections of one origin.

    Attributes:
        keep: Idle connections kept, or None: 32, or as many as were lately in use at once if that is more.
        idle_timeout: Seconds after which an idle connection is not used again.
        socks: The SOCKS proxy that its connections go through, or None.
    """

    QueueCls: Any = _IdleStack
    ConnectionCls: Any = WatchedHTTP
    keep: int | None = None
    idle_timeout = 90.0
    socks: Socks | None = None
    closed = False

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._idle: deque[WatchedHTTP] = cast("_IdleStack", self.pool).stack
        self._busy: dict[int, WatchedHTTP] = {}
        self._peak: int = 0

    def take(self) -> WatchedHTTP:
        """An idle connection that still lives, else a new one that is not open yet."""
        if self.closed:
            raise ConfigurationError("The client is closed", hint="Make a new one")
        idle = self._idle
        while idle:
            try:
                connection = idle.pop()
            except IndexError:
                break
            wire = connection.wire
            if (
                wire is None
                or connection.generation != Process.generation
                or connection.idle_since + self.idle_timeout < monotonic()
                or not wire.silent()
            ):
                connection.discard()
                continue
            self._busy[id(connection)] = connection
            return connection
        connection = cast("WatchedHTTP", self._new_conn())
        busy = self._busy
        busy[id(connection)] = connection
        self._peak = max(self._peak, len(busy))
        return connection

    def give(self, connection: WatchedHTTP) -> None:
        """Keep a connection for the next request, at the end of an exchange that left nothing unread."""
        busy, idle = self._busy, self._idle
        busy.pop(id(connection), None)
        keep = self.keep
        if keep is None:
            keep = min(max(32, self._peak), _ADAPTIVE_LIMIT)
        if len(idle) >= keep or connection.generation != Process.generation:
            connection.discard()
            return
        now = connection.idle_since = monotonic()
        connection.used = True
        idle.append(connection)
        if self.closed:
            self.drop_idle()
        elif idle[0].idle_since + self.idle_timeout < now:
            # What has been idle for so long shows that the peak is over.
            self._peak = len(busy)
            self.drop_idle(now - self.idle_timeout)

    def lose(self, connection: WatchedHTTP) -> None:
        """Close a connection that cannot be used again."""
        self._busy.pop(id(connection), None)
        connection.discard()

    def drop_idle(self, before: float = math.inf) -> None:
        """Close the connections that have been idle since before that time."""
        idle = self._idle
        with contextlib.suppress(IndexError):
            while idle[0].idle_since < before:
                idle.popleft().discard()

    def close(self) -> None:
        """Close the idle connections now, and those in use when they are given back."""
        self.closed = True
        self.drop_idle()
        super().close()


class _SecurePool(Pool, HTTPSConnectionPool):
    """The same over TLS."""

    ConnectionCls: Any = WatchedHTTPS


class Pools:
    """The pools of all origins, made by urllib3's pool managers, one per proxy.

    That is what the `HTTPAdapter` of requests is around the same managers; importing requests for it would cost a
    process as much as importing urllib3.

    Args:
        keep: Idle connections per origin, or None to keep 32 and more after a busy time.
        idle_timeout: Seconds until an idle connection is dropped.
    """

    def __init__(self, keep: int | None, idle_timeout: float) -> None:
        settings = {"keep": keep, "idle_timeout": idle_timeout}
        # Attributes of classes made for this object: urllib3 hands pools nothing but what it knows.
        self._classes: dict[str, type[Pool]] = {
            "http": type("WatchedPool", (Pool,), settings),
            "https": type("WatchedSecurePool", (_SecurePool,), settings),
        }
        self._managers: dict[tuple[str, str | None] | None, PoolManager] = {}

    def pool_for(self, scheme: str, host: str, port: int, route: Route) -> Pool:
        """The pool for an origin."""
        options: dict[str, Any] = {}
        if route.tls is not None:
            options = {"ssl_context": route.tls, "cert_reqs": route.tls.verify_mode}
        proxy = route.proxy
        # Two variables may name one proxy with different users.
        address = None if proxy is None else (proxy.url, proxy.authorization)
        manager: Any = self._managers.get(address)
        if manager is None:
            manager = self._managers[address] = self._manager(route)
            manager.pool_classes_by_scheme = self._classes
        pool = cast("Pool", manager.connection_from_host(host, port, scheme, pool_kwargs=options))
        pool.socks = None if proxy is None else proxy.socks
        return pool

    @staticmethod
    def _manager(route: Route) -> PoolManager:
        # More origins than one client ever meets: urllib3 would close the pools of the oldest.
        if route.proxy is None or route.proxy.socks is not None:
            return PoolManager(num_pools=4096, maxsize=1)
        authorization = route.proxy.authorization
        return ProxyManager(
            route.proxy.url,
            num_pools=4096,
            proxy_headers={} if authorization is None else {"Proxy-Authorization": authorization},
            proxy_ssl_context=route.tls,
            maxsize=1,
        )

    def close(self) -> None:
        """Close every pool."""
        for manager in self._managers.values():
            manager.clear()
