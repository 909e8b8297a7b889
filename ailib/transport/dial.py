"""Opening a TCP connection that can be cancelled at any moment and is never late: the blocking client's way.

`dial` looks the name up, and tries its addresses one after the other, giving each a short head start before the next
joins in (RFC 8305): an address that swallows packets costs a quarter of a second, not the whole limit.
`negotiate` asks a SOCKS proxy to carry a connection on.

A `Guard` lets a cancel reach whatever is being waited for, by shutting sockets down. That wakes whoever waits on them,
whereas closing them from another thread would not, and might hit another connection with the same number.
"""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import socket
import threading
import time
from collections import deque
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, cast

from .lookup import look_up, own_addresses
from .socks import handshake, suitable

if TYPE_CHECKING:
    from ailib.cancel import CancelToken

    from .lookup import Address
    from .socks import Socks

__all__ = ["Expired", "Guard", "Process", "dial", "negotiate", "shut_down"]

_HEAD_START = 0.25
_UNDER_WAY = {errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN, errno.EINTR}
_Selector: type[Any] = getattr(selectors, "PollSelector", selectors.SelectSelector)

# A slow server is not a dead one: the kernel asks after a minute of silence and gives up two minutes later.
_SOCKET_OPTIONS: list[tuple[int, int, int]] = [
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
]
for _name, _value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 4)):
    if hasattr(socket, _name):
        _SOCKET_OPTIONS.append((socket.IPPROTO_TCP, getattr(socket, _name), _value))

monotonic = time.monotonic


class Process:
    """What changes with a fork.

    Attributes:
        generation: How many forks lie between this process and the one that began.
        lock: For making pools; a new one in the child, where nobody is left who could release the old one.
    """

    generation = 0
    lock = threading.Lock()

    @classmethod
    def forked(cls) -> None:
        """Make the child independent of its parent."""
        cls.generation += 1
        cls.lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=Process.forked)


class Expired(Exception):
    """A wait went past its limit. Unlike the builtin TimeoutError it is never an answer of the kernel."""


def shut_down(sock: Any) -> None:
    """End both directions of a socket, also under TLS, and wake whoever waits on it. Never raises."""
    inner = getattr(sock, "socket", sock)  # TLS inside TLS: urllib3's SSLTransport wraps the outer socket
    with contextlib.suppress(OSError):
        # Not the method of SSLSocket, which would also take the TLS state away from the thread that is reading.
        socket.socket.shutdown(inner, socket.SHUT_RDWR)


class Guard:
    """Lets a cancel reach what is being waited for, and only while it is.

    The lock makes sure that a connection given back to the pool is not shut down by a cancel that came late.
    It is reentrant because `cancel()` may be called by a signal handler, in the very thread that holds it.
    """

    __slots__ = ("_cancel", "_generation", "_lock", "_ticket", "_watched")

    def __init__(self, cancel: CancelToken) -> None:
        self._cancel = cancel
        self._lock = threading.RLock()
        self._watched: Any = None
        self._generation = Process.generation
        self._ticket = cancel.add(self.abort)

    def watch(self, watched: Any) -> None:
        """Watch this from now on instead of what was before; end it at once after a cancel.

        Args:
            watched: A socket, several in a list, a `threading.Event` to set, or None.
        """
        with self._lock:
            self._watched = watched
            if watched is not None and self._cancel.cancelled:
                _end(watched)

    def abort(self) -> None:
        """End what is watched."""
        with self._lock:
            # A child process shares the sockets of its parent: shutting one down would break the parent's call.
            if self._watched is not None and self._generation == Process.generation:
                _end(self._watched)

    def check(self) -> None:
        """Raise after a cancel.

        Raises:
            ConnectionAbortedError: The caller knows why.
        """
        if self._cancel.cancelled:
            raise ConnectionAbortedError(errno.ECONNABORTED, "cancelled")

    def release(self) -> bool:
        """Stop watching; True when nothing was ended."""
        self._cancel.remove(self._ticket)
        with self._lock:
            self._watched = None
            return not self._cancel.cancelled


def _end(watched: Any) -> None:
    if isinstance(watched, list):
        for one in cast("list[socket.socket]", watched):
            shut_down(one)
    elif isinstance(watched, threading.Event):
        watched.set()
    else:
        shut_down(watched)


def dial(host: str, port: int, guard: Guard | None, until: float | None) -> socket.socket:
    """Connect; the socket that is returned does not block, and is watched.

    Raises:
        Expired: `until` has passed.
        OSError: No address could be reached, or the call was cancelled.
    """
    addresses = _resolved(host, port, guard, until)
    if len(addresses) > 1:
        addresses = _alternating(addresses)
    under_way: list[socket.socket] = []
    try:
        winner = _first(deque(addresses), under_way, guard, until)
        under_way.remove(winner)
        if guard is not None:
            guard.watch(winner)
    except BaseException:
        if guard is not None:
            guard.watch(None)
        raise
    finally:
        for sock in under_way:
            sock.close()
    return winner


def _first(
    waiting: deque[Address], under_way: list[socket.socket], guard: Guard | None, until: float | None
) -> socket.socket:
    """The socket that connects first; it and all that are still trying are in `under_way`."""
    problem = OSError("the name has no address")
    with _Selector() as selector:
        while waiting or under_way:
            if waiting:
                try:
                    sock, connected = _begun(waiting.popleft())
                except OSError as error:
                    problem = error
                    continue
                under_way.append(sock)
                if guard is not None:
                    # Not earlier: a socket that has not begun to connect cannot be shut down.
                    guard.watch(under_way[:])
                if connected:
                    return sock
                selector.register(sock, selectors.EVENT_WRITE)
            for sock in _ready(selector, until, more=bool(waiting)):
                try:
                    _check_connected(sock)
                except OSError as error:
                    problem = error
                    if guard is not None:
                        guard.check()  # this is what a cancelled connect looks like
                    selector.unregister(sock)
                    under_way.remove(sock)
                    if guard is not None:
                        guard.watch(under_way[:])
                    sock.close()
                else:
                    return sock
    raise problem


def _resolved(host: str, port: int, guard: Guard | None, until: float | None) -> list[Address]:
    addresses = own_addresses(host, port)
    if addresses is not None:
        return addresses
    lookup = look_up(host, port)
    answered = threading.Event()
    lookup.add(answered.set)
    if guard is not None:
        guard.watch(answered)
    try:
        answered.wait(None if until is None else max(0.0, until - monotonic()))
    finally:
        if guard is not None:
            guard.watch(None)
    if guard is not None:
        guard.check()
    if not lookup.done:
        raise Expired
    return lookup.addresses()


def _alternating(addresses: list[Address]) -> list[Address]:
    """The families in turns, the preferred one first."""
    first = [address for address in addresses if address[0] == addresses[0][0]]
    second = [address for address in addresses if address[0] != addresses[0][0]]
    return [address for address in chain.from_iterable(zip_longest(first, second)) if address is not None]


def _begun(address: Address) -> tuple[socket.socket, bool]:
    """A socket that is connecting, and whether it has connected already."""
    family, kind, protocol, _, where = address
    sock = socket.socket(family, kind, protocol)
    try:
        for option in _SOCKET_OPTIONS:
            sock.setsockopt(*option)
        sock.settimeout(0.0)
        code = sock.connect_ex(where)
        if code and code not in _UNDER_WAY:
            raise OSError(code, os.strerror(code))
    except BaseException:
        sock.close()
        raise
    return sock, code == 0


def _ready(selector: Any, until: float | None, *, more: bool) -> list[socket.socket]:
    """The sockets whose fate is known; none when it is the turn of the next address.

    Raises:
        Expired: `until` has passed.
    """
    head_start = monotonic() + _HEAD_START if more else None
    while True:
        end = until if head_start is None or (until is not None and until < head_start) else head_start
        left = None if end is None else end - monotonic()
        if left is not None and left <= 0:
            if end == until:
                raise Expired
            return []
        if found := selector.select(left):
            return [key.fileobj for key, _ in found]


def _check_connected(sock: socket.socket) -> None:
    code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, os.strerror(code))
    sock.getpeername()  # a cancel may have ended it without leaving an error


def negotiate(
    sock: socket.socket, proxy: Socks, host: str, port: int, guard: Guard | None, until: float | None
) -> None:
    """Have the proxy at the other end of `sock` connect us with `host`. The socket is watched by `guard` meanwhile.

    Raises:
        Expired: `until` has passed.
        OSError: The proxy refused (`SocksRefused`), the connection broke, or the name is unknown.
    """
    if not proxy.remote_names:
        host = suitable(proxy, _resolved(host, port, guard, until))
        if guard is not None:
            guard.watch(sock)
    steps = handshake(proxy, host, port)
    data, count = next(steps)
    while True:
        _limit(sock, until)
        try:
            if data:
                sock.sendall(data)
            answer = _exactly(sock, count, until)
        except TimeoutError as error:
            if error.errno is None:
                raise Expired from None
            raise
        try:
            data, count = steps.send(answer)
        except StopIteration:
            return


def _exactly(sock: socket.socket, count: int, until: float | None) -> bytes:
    """So many bytes and not one more: what follows belongs to somebody else."""
    answer = b""
    while len(answer) < count:
        _limit(sock, until)
        data = sock.recv(count - len(answer))
        if not data:
            raise ConnectionResetError("the proxy closed the connection")
        answer += data
    return answer


def _limit(sock: socket.socket, until: float | None) -> None:
    left = None if until is None else until - monotonic()
    if left is not None and left <= 0:
        raise Expired
    sock.settimeout(left)
