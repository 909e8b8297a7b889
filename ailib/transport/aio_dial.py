"""Names and SOCKS proxies for the async client: the questions and answers of `lookup` and `socks`, on an event loop.

aiohttp would look names up in the default executor of the loop: a name server that does not answer would then hold
up the end of `asyncio.run`, and take the threads away from the application.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, Any

import aiohappyeyeballs
from aiohttp.abc import AbstractResolver, ResolveResult

from .lookup import look_up, own_addresses
from .socks import handshake, suitable

if TYPE_CHECKING:
    from .lookup import Address
    from .socks import Socks

__all__ = ["NameResolver", "connected_through"]

_HEAD_START = 0.25


class NameResolver(AbstractResolver):
    """Asks the operating system, as the blocking client does."""

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_UNSPEC) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            OSError: It has none.
        """
        return [
            {
                "hostname": host,
                # A link-local address is of no use without its interface.
                "host": f"{where[0]}%{where[3]}" if len(where) > 3 and where[3] else where[0],
                "port": port,
                "family": found,
                "proto": protocol,
                "flags": socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            }
            for found, _, protocol, _, where in await _resolved(host, port)
            if family in (socket.AF_UNSPEC, found)
        ]

    async def close(self) -> None:
        """There is nothing to close."""


async def connected_through(proxy: Socks, host: str, port: int) -> socket.socket:
    """A socket that a SOCKS proxy has connected with `host`, a name or an address.

    Raises:
        OSError: The proxy cannot be reached or refused (`SocksRefused`), the connection broke, or a name is unknown.
    """
    loop = asyncio.get_running_loop()
    addresses: Any = await _resolved(proxy.host, proxy.port)
    sock = await aiohappyeyeballs.start_connection(  # pyright: ignore[reportUnknownMemberType]
        addresses, happy_eyeballs_delay=_HEAD_START, interleave=1, loop=loop
    )
    try:
        if not proxy.remote_names:
            host = suitable(proxy, await _resolved(host, port))
        steps = handshake(proxy, host, port)
        data, count = next(steps)
        while True:
            if data:
                await loop.sock_sendall(sock, data)
            answer = await _exactly(loop, sock, count)
            try:
                data, count = steps.send(answer)
            except StopIteration:
                return sock
    except BaseException:
        sock.close()
        raise


async def _exactly(loop: asyncio.AbstractEventLoop, sock: socket.socket, count: int) -> bytes:
    """So many bytes and not one more: what follows belongs to somebody else."""
    answer = b""
    while len(answer) < count:
        data = await loop.sock_recv(sock, count - len(answer))
        if not data:
            raise ConnectionResetError("the proxy closed the connection")
        answer += data
    return answer


async def _resolved(host: str, port: int) -> list[Address]:
    addresses = own_addresses(host, port)
    if addresses is not None:
        return addresses
    loop = asyncio.get_running_loop()
    answered = loop.create_future()

    def settle() -> None:
        if not answered.done():
            answered.set_result(None)

    def tell() -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(settle)

    lookup = look_up(host, port)
    lookup.add(tell)
    await answered
    return lookup.addresses()
