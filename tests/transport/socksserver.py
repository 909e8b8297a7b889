"""A SOCKS proxy (4, 4a, 5) on a real socket that remembers what it was asked, and misbehaves on demand."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import Literal, NamedTuple

from .rawserver import Connection, RawServer, pump

__all__ = ["Asked", "RawSocks"]

Phase = Literal["greeting", "credentials", "request"]


class Asked(NamedTuple):
    """What a client asked for.

    Attributes:
        version: 4 or 5.
        kind: Whether it named the host or had an address.
        host, port: Where it wants to go.
        user, password: Who it says it is; None when it said nothing.
    """

    version: int
    kind: Literal["name", "address"]
    host: str
    port: int
    user: str | None
    password: str | None


class RawSocks(RawServer):
    """A proxy that really connects.

    Args:
        credentials: (user, password) that SOCKS 5 must bring, or (user, "") for SOCKS 4; None lets everybody in.
        hosts: Where names and addresses really lead to: (host, port).
        refuse: The code to answer a request with instead of connecting.
        silent_in: The phase in which it falls silent, having read what the client sent.
        trickle: Seconds between single bytes of its answers, or None to send them in one piece.
        bound: The address it says it connects from: "ipv4", "ipv6" or "name".
    """

    def __init__(
        self,
        credentials: tuple[str, str] | None = None,
        *,
        hosts: Mapping[str, tuple[str, int]] | None = None,
        refuse: int | None = None,
        silent_in: Phase | None = None,
        trickle: float | None = None,
        bound: Literal["ipv4", "ipv6", "name"] = "ipv4",
    ) -> None:
        super().__init__(self._relay)
        self.asked: list[Asked] = []
        self._credentials = credentials
        self._hosts = hosts or {}
        self._refuse = refuse
        self._silent_in = silent_in
        self._trickle = trickle
        self._bound = {"ipv4": b"\1\0\0\0\0", "ipv6": b"\4" + bytes(16), "name": b"\3\4here"}[bound]

    def _relay(self, connection: Connection) -> None:
        try:
            version = connection.take(1)[0]
            asked = self._version_4(connection) if version == 4 else self._version_5(connection)
        except EOFError:
            return
        if asked is None:
            return
        self.asked.append(asked)
        if self._silent_in == "request":
            connection.wait_gone()
            return
        done, failed = (b"\0\x5a" + bytes(6), b"\0\x5b" + bytes(6)) if version == 4 else (b"\5\0\0", b"\5\1\0")
        if version == 5:
            done += self._bound + b"\0\0"
            failed += self._bound + b"\0\0"
        if self._refuse is not None:
            self._say(connection, failed[:1] + bytes((self._refuse,)) + failed[2:])
            return
        try:
            origin = socket.create_connection(self._hosts.get(asked.host, (asked.host, asked.port)), timeout=5)
        except OSError:
            self._say(connection, failed)
            return
        with origin:
            origin.settimeout(None)
            self._say(connection, done)
            pump(connection, origin)

    def _say(self, connection: Connection, answer: bytes) -> None:
        if self._trickle is None:
            connection.send(answer)
        else:
            connection.trickle(answer, self._trickle)

    def _version_5(self, connection: Connection) -> Asked | None:
        methods = connection.take(connection.take(1)[0])
        if self._silent_in == "greeting":
            connection.wait_gone()
            return None
        method = 0 if self._credentials is None else 2
        if method not in methods:
            self._say(connection, b"\5\xff")
            return None
        self._say(connection, bytes((5, method)))
        user = password = None
        if method == 2:
            assert connection.take(1) == b"\1"
            user = connection.take(connection.take(1)[0]).decode()
            password = connection.take(connection.take(1)[0]).decode()
            if self._silent_in == "credentials":
                connection.wait_gone()
                return None
            good = (user, password) == self._credentials
            self._say(connection, b"\1" + (b"\0" if good else b"\1"))
            if not good:
                return None
        assert connection.take(3) == b"\5\1\0"
        form = connection.take(1)[0]
        if form == 3:
            host = connection.take(connection.take(1)[0]).decode()
        elif form == 1:
            host = socket.inet_ntop(socket.AF_INET, connection.take(4))
        else:
            host = socket.inet_ntop(socket.AF_INET6, connection.take(16))
        port = int.from_bytes(connection.take(2), "big")
        return Asked(5, "name" if form == 3 else "address", host, port, user, password)

    def _version_4(self, connection: Connection) -> Asked | None:
        assert connection.take(1) == b"\1"
        port = int.from_bytes(connection.take(2), "big")
        address = connection.take(4)
        user = self._text(connection)
        named = address[:3] == b"\0\0\0" and address[3] != 0
        host = self._text(connection) if named else socket.inet_ntop(socket.AF_INET, address)
        if self._credentials is not None and user != self._credentials[0]:
            self._say(connection, b"\0\x5d" + bytes(6))
            return None
        return Asked(4, "name" if named else "address", host, port, user, None)

    @staticmethod
    def _text(connection: Connection) -> str:
        text = b""
        while (byte := connection.take(1)) != b"\0":
            text += byte
        return text.decode()
