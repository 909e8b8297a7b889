"""The AWS event stream: binary messages, each with typed headers, a payload and two checksums.

Sources: https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html (the encoding is the same for all
services of AWS) and https://smithy.io/2.0/aws/amazon-eventstream.html. All numbers are big-endian::

    total length (4) | length of the headers (4) | CRC-32 of these 8 bytes (4)
    headers: length of the name (1) | name | type (1) | value, for each
    payload
    CRC-32 of everything before it (4)

Three headers matter. `:message-type` is "event", "exception" (a modelled error, named by `:exception-type`, the payload
describes it) or "error" (named by `:error-code`, described by `:error-message`, without payload). An event is named by
`:event-type`.
"""

from __future__ import annotations

from struct import unpack_from
from typing import Any
from zlib import crc32

from ..json import dumps

__all__ = ["BROKEN", "ERROR", "Decoder", "parse_headers"]

# Before the name of an exception; no event's name begins with it.
ERROR = "!"
# The name of the last frame when the bytes turn out to be no event stream; its payload has the reason as
# `message` and the bytes there as `data`.
BROKEN = "!!"

_PRELUDE = 12
_LEAST = 16  # the prelude and the last checksum
# The format allows 16 MB of payload (some services 24) and 128 kB of headers; anything beyond is not an event stream.
_MOST = 32 << 20
_SIZES = {2: (">b", 1), 3: (">h", 2), 4: (">i", 4), 5: (">q", 8), 8: (">q", 8)}
_KNOWN_MOST = 64


def parse_headers(data: bytes) -> dict[str, Any]:
    """The headers of a message by name.

    Args:
        data: The header section.

    Returns:
        Values as bool, int (also timestamps: milliseconds since 1970), bytes, str, or, for a UUID, its 16 bytes.

    Raises:
        ValueError: It is no header section.
    """
    headers: dict[str, Any] = {}
    at, end = 0, len(data)
    while at < end:
        size = data[at]
        at += 1
        name = str(data[at : at + size], "utf-8")
        at += size
        if at >= end:
            raise ValueError("a header is cut off")
        kind = data[at]
        at += 1
        if kind in (0, 1):
            headers[name] = kind == 0
            continue
        if kind in _SIZES:
            form, length = _SIZES[kind]
            if at + length > end:
                raise ValueError("a header is cut off")
            headers[name] = unpack_from(form, data, at)[0]
        elif kind in (6, 7):
            if at + 2 > end:
                raise ValueError("a header is cut off")
            length = int.from_bytes(data[at : at + 2], "big")
            at += 2
            value = data[at : at + length]
            headers[name] = str(value, "utf-8") if kind == 7 else bytes(value)
        elif kind == 9:
            length = 16
            headers[name] = bytes(data[at : at + 16])
        else:
            raise ValueError(f"a header has the unknown type {kind}")
        at += length
        if at > end:
            raise ValueError("a header is cut off")
    return headers


def _frame_name(headers: dict[str, Any]) -> str | None:
    kind = headers.get(":message-type", "event")
    name: Any
    if kind == "event":
        name = headers.get(":event-type")
        return name if isinstance(name, str) else None
    name = headers.get(":exception-type") or headers.get(":error-code") or kind
    return ERROR + str(name)


class Decoder:
    """Feed bytes as they come; get the frames they complete: `(name, payload)`.

    An exception or error has the name `ERROR` + its own, and a JSON object with `message` as payload. When a checksum
    or a length is wrong, one last frame `BROKEN` says why, and what follows is ignored: there is no way to find the
    next message.
    """

    __slots__ = ("_buffer", "_known", "_need", "broken")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._need = _PRELUDE  # so many bytes have to be there before it is worth looking again
        # Header sections repeat: one for each type of event. Those with other values in them are not kept for ever.
        self._known: dict[bytes, tuple[str | None, dict[str, Any] | None]] = {}
        self.broken: bool = False

    @property
    def pending(self) -> int:
        """How many bytes of an unfinished message have arrived."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[tuple[str | None, bytes]]:
        """The frames that `data` completes."""
        if self.broken:
            return []
        buffer = self._buffer
        buffer += data
        size = len(buffer)
        if size < self._need:
            return []
        frames: list[tuple[str | None, bytes]] = []
        start = 0
        self._need = _PRELUDE
        with memoryview(buffer) as view:
            while size - start >= _PRELUDE:
                total, section, checksum = unpack_from(">III", view, start)
                if crc32(view[start : start + 8]) != checksum:
                    self._break("the checksum of a message's beginning is wrong", view[start:], frames)
                    break
                if not _LEAST + section <= total <= _MOST:
                    self._break(f"a message of {total} bytes with {section} of headers cannot be", view[start:], frames)
                    break
                if size - start < total:
                    self._need = total
                    break
                end = start + total
                if crc32(view[start : end - 4]) != int.from_bytes(view[end - 4 : end], "big"):
                    self._break("the checksum of a message is wrong", view[start:], frames)
                    break
                middle = start + _PRELUDE + section
                name, headers = self._named(bytes(view[start + _PRELUDE : middle]))
                payload = bytes(view[middle : end - 4])
                if headers is not None:
                    if name == BROKEN:
                        self._break(str(headers["message"]), view[start:], frames)
                        break
                    payload = _described(payload, headers)
                frames.append((name, payload))
                start = end
        if frames and frames[-1][0] == BROKEN:
            buffer.clear()
        elif start:
            del buffer[:start]
        return frames

    def flush(self) -> None:
        """At the end of the body: half a message is no frame; see `pending`."""

    def _named(self, section: bytes) -> tuple[str | None, dict[str, Any] | None]:
        """The name of a frame; the headers too where it is no ordinary event."""
        known = self._known.get(section)
        if known is None:
            try:
                headers = parse_headers(section)
            except ValueError as error:
                return BROKEN, {"message": str(error)}
            name = _frame_name(headers)
            known = name, headers if name is not None and name.startswith(ERROR) else None
            if len(self._known) < _KNOWN_MOST:
                self._known[section] = known
        return known

    def _break(self, why: str, at: memoryview, frames: list[tuple[str | None, bytes]]) -> None:
        self.broken = True
        frames.append((BROKEN, dumps({"message": why, "data": str(at[:200], "utf-8", "replace")})))


def _described(payload: bytes, headers: dict[str, Any]) -> bytes:
    """The payload of an exception as a JSON object, whatever it was."""
    if payload.lstrip()[:1] == b"{":
        return payload
    message = payload.decode("utf-8", "replace").strip() or headers.get(":error-message") or ""
    return dumps({"message": str(message)})
