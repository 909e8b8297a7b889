"""What a client says to a SOCKS proxy, versions 4, 4a and 5, and what the answers mean.

Without any I/O: `handshake` is a generator that yields what to send and how many bytes of an answer it then needs, so
that both transports speak through sockets of their own, which stay watched.

* SOCKS 5: https://www.rfc-editor.org/rfc/rfc1928, user and password: https://www.rfc-editor.org/rfc/rfc1929
* SOCKS 4: https://www.openssh.com/txt/socks4.protocol, 4a: https://www.openssh.com/txt/socks4a.protocol
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Generator

    from .lookup import Address

__all__ = ["DEFAULT_PORT", "SCHEMES", "Socks", "SocksRefused", "handshake", "suitable"]

# Bytes to send, then how many bytes of an answer to read.
Step: TypeAlias = "tuple[bytes, int]"

# What the schemes of a proxy address mean: the version, and whether the proxy looks names up.
SCHEMES = {
    "socks4": (4, False),
    "socks4a": (4, True),
    "socks5": (5, False),
    "socks5h": (5, True),
    "socks": (5, True),  # what desktops write into ALL_PROXY
}
DEFAULT_PORT = 1080

_REFUSALS_5 = {
    1: "general failure",
    2: "not allowed by its rules",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "time to live expired",
    7: "command not supported",
    8: "kind of address not supported",
}
_REFUSALS_4 = {91: "rejected or failed", 92: "no identd was reached", 93: "identd reports another user"}


class SocksRefused(OSError):
    """The proxy said no, or did not speak SOCKS.

    Attributes:
        credentials: Whether user and password are to blame.
    """

    def __init__(self, text: str, *, credentials: bool = False) -> None:
        super().__init__(text)
        self.credentials = credentials


class Socks:
    """A SOCKS proxy.

    Attributes:
        version: 4 or 5.
        remote_names: Whether the proxy looks up the names of hosts; else we do.
        host, port: Where it listens.
        user, password: What it asks for, or `b""`.
    """

    __slots__ = ("host", "password", "port", "remote_names", "user", "version")

    def __init__(
        self, version: int, remote_names: bool, host: str, port: int, user: bytes = b"", password: bytes = b""
    ) -> None:
        self.version = version
        self.remote_names = remote_names
        self.host = host
        self.port = port
        self.user = user
        self.password = password

    def __repr__(self) -> str:
        return f"<Socks {self.version} {self.host}:{self.port}>"


def suitable(proxy: Socks, addresses: list[Address]) -> str:
    """The address to ask the proxy for, of those that a name has here.

    Raises:
        SocksRefused: None can be said in the version of the proxy.
    """
    for family, _, _, _, address in addresses:
        # Not every proxy that we reach has the newer protocol, and version 4 cannot say it.
        if family == socket.AF_INET:
            return str(address[0])
    if proxy.version == 4:
        raise SocksRefused("the host has no IPv4 address, and SOCKS 4 knows no other")
    return str(addresses[0][4][0])


def handshake(proxy: Socks, host: str, port: int) -> Generator[Step, bytes, None]:
    """Ask the proxy to connect us with `host`, a name or an address; ends when we are.

    Raises:
        SocksRefused: We are not.
    """
    return _handshake_4(proxy, host, port) if proxy.version == 4 else _handshake_5(proxy, host, port)


def _handshake_5(proxy: Socks, host: str, port: int) -> Generator[Step, bytes, None]:
    offered = b"\x00\x02" if proxy.user or proxy.password else b"\x00"
    answer = yield bytes((5, len(offered))) + offered, 2
    if answer[0] != 5:
        raise SocksRefused("it does not speak SOCKS 5")
    method = answer[1]
    if method not in offered:
        if method == 2 or (method == 255 and len(offered) == 1):
            raise SocksRefused("it asks for a user and a password", credentials=True)
        raise SocksRefused("it accepts none of the ways to authenticate that we know", credentials=method == 255)
    if method == 2:
        pair = bytes((len(proxy.user),)) + proxy.user + bytes((len(proxy.password),)) + proxy.password
        answer = yield b"\x01" + pair, 2
        if answer[1] != 0:
            raise SocksRefused("it does not accept the user and the password", credentials=True)
    answer = yield b"\x05\x01\x00" + _named(host) + port.to_bytes(2, "big"), 4
    if answer[0] != 5:
        raise SocksRefused("it does not speak SOCKS 5")
    if answer[1] != 0:
        raise SocksRefused(_REFUSALS_5.get(answer[1], f"code {answer[1]}"))
    # The address that the proxy connects from follows; nobody needs it, but it must be read.
    if answer[3] == 3:
        length = (yield b"", 1)[0]
    elif answer[3] in (1, 4):
        length = 4 if answer[3] == 1 else 16
    else:
        raise SocksRefused("it does not speak SOCKS 5")
    yield b"", length + 2


def _named(host: str) -> bytes:
    for family, kind in ((socket.AF_INET, b"\x01"), (socket.AF_INET6, b"\x04")):
        try:
            return kind + socket.inet_pton(family, host.partition("%")[0])
        except OSError:
            continue
    name = host.encode()
    if len(name) > 255:
        raise SocksRefused("the name of the host is too long for SOCKS")
    return b"\x03" + bytes((len(name),)) + name


def _handshake_4(proxy: Socks, host: str, port: int) -> Generator[Step, bytes, None]:
    kind_and_address = _named(host)
    tail = b""
    if kind_and_address[0] == 3:
        # An address that nobody has says that a name follows.
        address, tail = b"\x00\x00\x00\x01", host.encode() + b"\x00"
    elif kind_and_address[0] == 4:
        raise SocksRefused("the host has no IPv4 address, and SOCKS 4 knows no other")
    else:
        address = kind_and_address[1:]
    answer = yield b"\x04\x01" + port.to_bytes(2, "big") + address + proxy.user + b"\x00" + tail, 8
    if answer[0] != 0:
        raise SocksRefused("it does not speak SOCKS 4")
    if answer[1] != 90:
        reason = _REFUSALS_4.get(answer[1], f"code {answer[1]}")
        raise SocksRefused(reason, credentials=answer[1] in (92, 93))
