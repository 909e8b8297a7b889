"""A request written straight to a connection of aiohttp's pool, and its answer.

aiohttp's connector (pool, proxies, TLS, name lookup) and its parser do the work; what is left out is what its session
does around them and an API client has no use for: cookies, redirects, tracing, URL building, header merging, a task
that writes the body. That is a third of what a call costs. Requests through a proxy, large bodies and sessions of
the user's own go through `ClientSession.request`.

Leans on `ResponseHandler.set_response_params` and `.read`, and on `Connector.connect`, the same since aiohttp 3.10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp.client_reqrep import ClientRequest

from ailib.errors import ConfigurationError

from .aio_sessions import BUFFER, LONGEST_HEADER, current_exchange

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

    from .aio_exchange import AioExchange, Target

__all__ = ["LeanResponse", "check_headers", "exchange_once"]


class _NothingYet:
    """The content of an answer that has not come."""

    @staticmethod
    def is_eof() -> bool:
        return False


_NOTHING_YET: Any = _NothingYet()
_NO_TIMEOUT = aiohttp.ClientTimeout(total=None, connect=None, sock_connect=None, sock_read=None)


class LeanResponse:
    """What is used of `aiohttp.ClientResponse`: status, headers, content, and the connection, which goes back by itself
    once the body has arrived.
    """

    __slots__ = ("_closed", "_connection", "content", "headers", "status")

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._closed = False
        self.content: Any = _NOTHING_YET
        self.status = 0
        self.headers: Any = None

    @property
    def connection(self) -> Any:
        """The connection, or None once it was given back."""
        return self._connection

    def release(self) -> None:
        """Give the connection back; it is closed if it cannot be used again."""
        connection, self._connection = self._connection, None
        self._closed = True
        if connection is not None:
            connection.release()

    def close(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        self._closed = True
        if connection is not None:
            connection.close()


def _template(target: Target, loop: asyncio.AbstractEventLoop) -> Any:
    """What the connector wants to know about a place; never sent."""
    return ClientRequest("GET", target.url, loop=loop, ssl=target.settings.get("ssl", True))


def check_headers(headers: Mapping[str, str]) -> None:
    """See to it that no header begins another one.

    Raises:
        ConfigurationError: One of them would.
    """
    values = "".join(headers.values()) + "".join(headers)
    if "\n" in values or "\r" in values or "\0" in values:
        raise ConfigurationError("A header or a key holds a character that no header may have")


def _head(method: str, target: Target, headers: Mapping[str, str]) -> bytes:
    """The head of a request up to the length of its body."""
    check_headers(headers)
    lines = [f"{method} {target.path} HTTP/1.1\r\n"]
    if "Host" not in headers and "host" not in headers:
        lines.append(f"Host: {target.host_header}\r\n")
    lines += [f"{name}: {value}\r\n" for name, value in headers.items()]
    return "".join(lines).encode()


async def exchange_once(
    session: aiohttp.ClientSession,
    target: Target,
    exchange: AioExchange,
    method: str,
    headers: Mapping[str, str],
    body: bytes | None,
) -> LeanResponse:
    """Send; return once the headers of the answer are there.

    Raises:
        aiohttp.ClientError, OSError, HttpProcessingError: As aiohttp's pool, connections and parser raise them.
    """
    head = target.head
    if head is None or head[0] != method or head[1] != headers:
        head = target.head = (method, headers, _head(method, target, headers))
    place = target.place
    if place is None:
        place = target.place = _template(target, exchange.loop)
    connector: Any = session.connector
    mark = current_exchange.set(exchange)
    try:
        connection = await connector.connect(place, [], _NO_TIMEOUT)
    finally:
        current_exchange.reset(mark)
    exchange.response = response = LeanResponse(connection)
    protocol = connection.protocol
    protocol.set_response_params(
        skip_payload=method == "HEAD",
        read_until_eof=True,
        auto_decompress=False,
        read_bufsize=BUFFER,
        max_line_size=LONGEST_HEADER,
        max_field_size=LONGEST_HEADER,
    )
    if body is not None:
        data = b"%bContent-Length: %d\r\n\r\n%b" % (head[2], len(body), body)
    else:
        data = head[2] + (b"Content-Length: 0\r\n\r\n" if method in _WITH_BODY else b"\r\n")
    transport = protocol.transport
    if transport is None:
        raise aiohttp.ServerDisconnectedError
    transport.write(data)
    while True:
        message, content = await protocol.read()
        if message.code >= 200 or message.code < 100 or message.code == 101:
            break
    response.status = message.code
    response.headers = message.headers
    response.content = content
    content.on_eof(response.release)
    return response


_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
