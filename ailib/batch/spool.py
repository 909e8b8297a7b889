"""The input of a provider's job on disk: one line for each item, written as the items come, read as the job is sent."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from ..wire.batch import Content

__all__ = ["JobBody", "Spool"]

_PIECE = 1 << 18


class Spool:
    """A file that grows line by line.

    Attributes:
        path: The file.
        items: Lines so far.
        size: Their bytes, with one between two of them.
    """

    def __init__(self, path: str) -> None:
        self.path: str = path
        self.items: int = 0
        self.size: int = 0
        self._file: BinaryIO | None = open(path, "wb")  # noqa: SIM115, PTH123

    def add(self, line: bytes) -> None:
        """Write a line (without its end)."""
        assert self._file is not None
        self._file.write(line + b"\n")
        self.size += len(line) + (1 if self.items else 0)
        self.items += 1

    def seal(self) -> None:
        """All lines are there, on the disk."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def discard(self) -> None:
        """Close and delete."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        with suppress(OSError):
            Path(self.path).unlink()


class JobBody:
    """The lines of a spool as the body of a request, read anew by each iteration.

    Args:
        path: The spool.
        content: What stands around and between the lines.

    Raises:
        OSError: The spool cannot be read.
    """

    def __init__(self, path: str, content: Content) -> None:
        self._path = path
        self._content = content
        self._made: bytes | None = None
        around = len(content.head) + len(content.tail)
        if content.each is not None:
            lines = [content.each(line.rstrip(b"\n")) for line in self._lines()]
            self._made = content.head + content.between.join(lines) + content.tail
            self._size = len(self._made)
        else:
            size = Path(path).stat().st_size
            count = sum(1 for _ in self._lines()) if len(content.between) != 1 else 0
            # Each line ends with one byte in the file; there is one `between` less than there are lines.
            self._size = around + size - 1 + (len(content.between) - 1) * max(0, count - 1)

    def _lines(self) -> Iterator[bytes]:
        with open(self._path, "rb") as file:  # noqa: PTH123
            yield from file

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        if self._made is not None:
            for start in range(0, len(self._made), _PIECE):
                yield self._made[start : start + _PIECE]
            return
        content = self._content
        pieces: list[bytes] = [content.head]
        size = len(content.head)
        first = True
        for line in self._lines():
            piece = line[:-1] if first else content.between + line[:-1]
            first = False
            pieces.append(piece)
            size += len(piece)
            if size >= _PIECE:
                yield b"".join(pieces)
                pieces, size = [], 0
        pieces.append(content.tail)
        yield b"".join(pieces)
