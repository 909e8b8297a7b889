"""From a name to addresses, without ever being stuck in the resolver of the operating system.

`getaddrinfo` cannot be interrupted, and may take half a minute when a name server does not answer. Each question is
therefore asked in a thread of its own, which is left behind when a limit passes or a call is cancelled.
Calls that ask for the same name at the same time share the question, so that a name server which is down does not
collect a thread per attempt. Nothing is remembered once a question has been answered: that is the resolver's business.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Address", "Lookup", "look_up", "own_addresses"]

# What `socket.getaddrinfo` returns one of: family, kind, protocol, canonical name, socket address.
Address: TypeAlias = "tuple[int, int, int, str, Any]"

# A question that has been open for so long is not joined any more: the network may have come back since.
_JOINED_FOR = 5.0


class Lookup:
    """One question for the addresses of a name.

    Attributes:
        done: Whether the answer is there.
        started: When it was asked, on the monotonic clock.
    """

    __slots__ = ("_addresses", "_callbacks", "_error", "_host", "_port", "done", "started")

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._addresses: list[Address] = []
        self._error: OSError | None = None
        self._callbacks: list[Callable[[], object]] = []
        self.done = False
        self.started = time.monotonic()

    def add(self, callback: Callable[[], object]) -> None:
        """Have `callback` called once the answer is there: in the asking thread, or at once.

        It may be called twice, and must not raise.
        """
        self._callbacks.append(callback)
        if self.done:
            callback()

    def addresses(self) -> list[Address]:
        """The answer.

        Raises:
            OSError: There is none: a `socket.gaierror` whose `filename` is the name.
        """
        error = self._error
        if error is not None:
            # A new one for each of those who share the question: a traceback grows with every raise.
            raise socket.gaierror(error.errno or socket.EAI_FAIL, error.strerror or str(error), self._host)
        return self._addresses

    def ask(self) -> None:
        """Ask, and wait for the answer."""
        try:
            found: Any = socket.getaddrinfo(self._host, self._port, socket.AF_UNSPEC, socket.SOCK_STREAM)
            self._addresses = found
            if not found:
                self._error = socket.gaierror(socket.EAI_NONAME, "The name has no address")
        except OSError as error:
            self._error = error
        except UnicodeError:
            self._error = socket.gaierror(socket.EAI_NONAME, "This is not a valid name")
        finally:
            self.done = True
            key = (self._host, self._port)
            if _open.get(key) is self:
                _open.pop(key, None)
            for callback in self._callbacks:
                callback()


# Touched only by single operations of a dict, so that no lock is needed, and none is held across a fork.
_open: dict[tuple[str, int], Lookup] = {}
if hasattr(os, "register_at_fork"):
    # The threads that asked are not there in the child.
    os.register_at_fork(after_in_child=_open.clear)


def own_addresses(host: str, port: int) -> list[Address] | None:
    """The addresses of a host that nobody needs to be asked for: an address, or this machine; None for other names."""
    flags = 0
    if host != "localhost":
        if ":" not in host and not host[-1:].isdigit():
            return None
        flags = socket.AI_NUMERICHOST
    try:
        found: Any = socket.getaddrinfo(host, port, socket.AF_UNSPEC, socket.SOCK_STREAM, 0, flags)
    except OSError:
        return None
    addresses: list[Address] = found
    return addresses


def look_up(host: str, port: int) -> Lookup:
    """Ask for the addresses of a name, or join those who are asking."""
    key = (host, port)
    mine = Lookup(host, port)
    found = _open.setdefault(key, mine)
    if found is not mine:
        if mine.started - found.started < _JOINED_FOR:
            return found
        _open[key] = mine
    try:
        threading.Thread(target=mine.ask, name="ailib-lookup", daemon=True).start()
    except RuntimeError:  # no more threads, or the interpreter is about to end
        mine.ask()
    return mine
