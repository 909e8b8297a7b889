"""The other side of a WebSocket, frame by frame: what a handler of `RawServer` does after the handshake."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Callable

from websockets.frames import Close, Frame, Opcode

from .rawserver import Connection, Handler

__all__ = ["Peer", "accepted", "websocket"]

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3


def accepted(key: str) -> str:
    """What a server answers to a key."""
    return base64.b64encode(hashlib.sha1(key.encode() + _GUID).digest()).decode()


class Peer:
    """An open WebSocket, seen from the server.

    Attributes:
        connection: What it runs on.
        close_code, close_reason: The goodbye of the client, once it came.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.close_code: int | None = None
        self.close_reason = ""

    def frame(self, opcode: Opcode, data: bytes, *, fin: bool = True) -> None:
        """Send one frame."""
        self.connection.send(Frame(opcode, data, fin).serialize(mask=False, extensions=[]))

    def send(self, message: str | bytes) -> None:
        """Send a message."""
        if isinstance(message, str):
            self.frame(Opcode.TEXT, message.encode())
        else:
            self.frame(Opcode.BINARY, message)

    def close(self, code: int, reason: str = "") -> None:
        """Say goodbye, and wait for the client's."""
        self.frame(Opcode.CLOSE, Close(code, reason).serialize())
        while self.receive() is not None:
            pass

    def receive(self) -> str | bytes | None:
        """The next message; None once the client has said goodbye or hung up."""
        while True:
            try:
                opcode, data = self._frame()
            except EOFError:
                return None
            if opcode is Opcode.PONG:
                continue
            if opcode is Opcode.CLOSE:
                close = Close.parse(data)
                self.close_code, self.close_reason = close.code, close.reason
                return None
            return data.decode() if opcode is Opcode.TEXT else data

    def ping(self, payload: bytes) -> None:
        """Send a ping and wait for its pong, which must be the next that comes."""
        self.frame(Opcode.PING, payload)
        assert self._frame() == (Opcode.PONG, payload)

    def _frame(self) -> tuple[Opcode, bytes]:
        take = self.connection.take
        first, second = take(2)
        length = second & 0x7F
        if length >= 126:
            length = int.from_bytes(take(2 if length == 126 else 8), "big")
        assert second & 0x80, "a client masks its frames"
        mask = take(4)
        data = take(length)
        stretched = (mask * (length // 4 + 1))[:length]
        plain = int.from_bytes(data, "big") ^ int.from_bytes(stretched, "big")
        return Opcode(first & 0x0F), plain.to_bytes(length, "big")


def websocket(talk: Callable[[Peer], object]) -> Handler:
    """A handler that opens a WebSocket on each connection and talks."""

    @functools.wraps(talk)
    def handler(connection: Connection) -> None:
        request = connection.read_request()
        if request is None:
            return
        lines = [
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Accept: {accepted(request.headers['sec-websocket-key'])}",
            "X-Request-Id: req_1",
        ]
        connection.send("\r\n".join([*lines, "", ""]).encode())
        talk(Peer(connection))

    return handler
