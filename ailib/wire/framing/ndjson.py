"""Newline-delimited JSON over bytes: one value a line.

Rules (https://github.com/ndjson/ndjson-spec): a line ends with LF, a CR before it is white space; blank lines are
skipped. A last line without its LF is returned by `Decoder.flush` apart, as it may as well be cut off. LF never occurs
inside a JSON value (in strings it is escaped), so lines are found without looking at the JSON.

Pieces without a line end are collected in a list and joined once: a 10 MB line that arrives in small pieces costs
linear time.
"""

from __future__ import annotations

__all__ = ["Decoder"]

_BOM = b"\xef\xbb\xbf"


class Decoder:
    """Feed bytes as they come; get the lines they complete, as frames without a name."""

    __slots__ = ("_first", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[bytes] = []  # of the line that is not complete
        self._first = True  # the line that may begin with a byte order mark is still to come

    def feed(self, data: bytes) -> list[tuple[str | None, bytes]]:
        """The lines that `data` completes, without their ends."""
        if b"\n" not in data:
            if data:
                self._pieces.append(data)
            return []
        lines = data.split(b"\n")
        if self._pieces:
            self._pieces.append(lines[0])
            lines[0] = b"".join(self._pieces)
        rest = lines.pop()
        self._pieces = [rest] if rest else []
        if self._first:
            self._first = False
            lines[0] = lines[0].removeprefix(_BOM)
        # `line[:1] > b" "` is true of every line that begins with its value: only others are looked at closely.
        return [(None, line[:-1] if line[-1:] == b"\r" else line) for line in lines if line[:1] > b" " or line.strip()]

    def flush(self) -> tuple[str | None, bytes] | None:
        """At the end of the body: the line that lacks its end, if there is one."""
        line = b"".join(self._pieces)
        self._pieces = []
        if self._first:
            self._first = False
            line = line.removeprefix(_BOM)
        line = line.strip()
        return (None, line) if line else None
