"""Server-sent events, as the HTML standard describes them, over bytes.

Rules (https://html.spec.whatwg.org/multipage/server-sent-events.html):

1. Lines end with LF, CR or CRLF and with nothing else: U+2028 and U+0085 are text.
2. A leading byte order mark is dropped.
3. A line that starts with a colon is a comment.
4. `field: value`; one space after the colon, if there is one, is not part of the value.
5. `data` lines of one event are joined with LF; an event without data is no event.
6. A blank line ends an event.

One deviation: an event at the end of the body that lacks its blank line is not thrown away, because real servers forget
it; `Decoder.flush` returns it apart, as it may as well be cut off.

The work is done in blocks (the text between two blank lines), found with `bytes.split`; only blocks that are not
a lone `data: ` line are taken apart line by line. Pieces without a blank line are collected in a list and joined once,
so that a 10 MB event which arrives in small pieces costs linear time.
"""

from __future__ import annotations

from typing import TypeAlias

__all__ = ["Decoder", "Event"]

_BOM = b"\xef\xbb\xbf"


# One event: its `event` name (None when it has none) and its data as UTF-8 bytes. A plain tuple: this is the hot path.
Event: TypeAlias = "tuple[str | None, bytes]"


def _parse(block: bytes) -> Event | None:
    """One block, line by line; None for comments and the like."""
    name: str | None = None
    data: list[bytes] = []
    for line in block.split(b"\n"):
        if not line or line[:1] == b":":
            continue
        field, _, value = line.partition(b":")
        if value[:1] == b" ":
            value = value[1:]
        if field == b"data":
            data.append(value)
        elif field == b"event":
            name = value.decode("utf-8", "replace")
    return (name, b"\n".join(data)) if data else None


class Decoder:
    """Feed bytes as they come; get the events they complete.

    Attributes:
        comments: How many blocks carried no data (comments, keep-alives).
    """

    __slots__ = ("_after_cr", "_pieces", "_start", "comments")

    def __init__(self) -> None:
        self._pieces: list[bytes] = []  # of the block that is not complete
        self._after_cr = False  # the last byte was CR: an LF right behind it is part of the same line end
        self._start: bytes | None = b""  # what may still turn out to be a byte order mark; None once that is known
        self.comments: int = 0

    def _unmark(self, data: bytes) -> bytes:
        """Drop the byte order mark, which may be split over the first pieces."""
        assert self._start is not None
        data = self._start + data
        if len(data) < 3 and _BOM.startswith(data):
            self._start = data
            return b""
        self._start = None
        return data[3:] if data[:3] == _BOM else data

    def _unix(self, data: bytes) -> bytes:
        """CR and CRLF to LF."""
        if self._after_cr and data[:1] == b"\n":
            data = data[1:]
            self._after_cr = False
            if not data:
                return data
        self._after_cr = data[-1:] == b"\r"
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return data

    def feed(self, data: bytes) -> list[Event]:
        """The events that `data` completes."""
        if self._start is not None:
            data = self._unmark(data)
        if self._after_cr or b"\r" in data:
            data = self._unix(data)
        if not data:
            return []
        pieces = self._pieces
        if pieces:
            # A blank line may be split: "\n" at the end of one piece, "\n" at the start of the next.
            if b"\n\n" not in data and not (data[:1] == b"\n" and pieces[-1][-1:] == b"\n"):
                pieces.append(data)
                return []
            pieces.append(data)
            data = b"".join(pieces)
        blocks = data.split(b"\n\n")
        rest = blocks.pop()
        self._pieces = [rest] if rest else []
        events: list[Event] = []
        for block in blocks:
            if block[:6] == b"data: " and b"\n" not in block:
                events.append((None, block[6:]))
            elif (event := _parse(block)) is not None:
                events.append(event)
            elif block:
                self.comments += 1
        return events

    def flush(self) -> Event | None:
        """At the end of the body: the event that lacks its blank line, if there is one (it may be cut off)."""
        rest = b"".join(self._pieces)
        self._pieces = []
        return _parse(rest) if rest else None
