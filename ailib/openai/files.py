"""Files that are sent: multipart bodies which are read while they go out, in pieces of 256 KiB.

A file is a path, bytes, an open binary file, or a tuple `(name, one of these)`, `(name, ..., content type)` or
`(name, ..., content type, headers)`; a name of None sends a part without a file name. What cannot be read twice (a
pipe, a socket, a generator of bytes) is kept in a temporary file first, so that every attempt sends the same bytes and
the length is known.

https://www.rfc-editor.org/rfc/rfc7578
"""

from __future__ import annotations

import io
import os
import weakref
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias, TypeGuard, cast

from ..errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FileTypes", "MultipartBody", "form_fields", "is_file"]

FileContent: TypeAlias = bytes | bytearray | memoryview | os.PathLike[str] | IO[bytes] | Iterable[bytes]
FileTypes: TypeAlias = (
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)

_PIECE = 1 << 18


def is_file(value: Any) -> bool:
    """Whether a value is sent as a file, wherever it stands."""
    if isinstance(value, (bytes, bytearray, memoryview, os.PathLike, io.IOBase)) or hasattr(value, "read"):
        return True
    if hasattr(value, "__next__"):
        return True
    if _is_tuple(value):
        return 2 <= len(value) <= 4 and (value[0] is None or isinstance(value[0], str)) and is_file(value[1])
    return False


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def form_fields(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """A value as fields of a form or a query: `tags[]=a`, `metadata[key]=b`, `true`; None is left out."""
    if value is None:
        return
    if isinstance(value, Mapping):
        for key, item in cast("Mapping[str, Any]", value).items():
            yield from form_fields(f"{name}[{key}]", item)
    elif isinstance(value, (list, tuple)):
        inner = name if name.endswith("[]") else f"{name}[]"
        for item in cast("Sequence[Any]", value):
            yield from form_fields(inner, item)
    elif value is True or value is False:
        yield name, "true" if value else "false"
    else:
        yield name, str(value)


class _Content:
    """The bytes of one part, as often as they are wanted."""

    def __init__(self, value: Any) -> None:
        self._data: bytes | None = None
        self._path: Path | None = None
        self._file: Any = None
        self._start = 0
        if isinstance(value, (bytes, bytearray, memoryview)):
            self._data = data = value if isinstance(value, bytes) else bytes(cast("bytearray", value))
            self.size = len(data)
        elif isinstance(value, os.PathLike):
            self._path = Path(cast("os.PathLike[str]", value))
            try:
                self.size = self._path.stat().st_size
            except OSError as error:
                raise InvalidRequestError(f"The file {self._path} cannot be read: {error.strerror}") from error
        else:
            self._open(value)

    def _open(self, value: Any) -> None:
        if isinstance(value, io.TextIOBase):
            raise InvalidRequestError("A file that is sent must be open in binary mode ('rb')")
        try:
            self._start = value.tell()
            self.size = value.seek(0, os.SEEK_END) - self._start
            value.seek(self._start)
            self._file = value
        except (AttributeError, OSError, TypeError):
            self._file, self.size, self._start = *_kept(value), 0
            weakref.finalize(self, self._file.close)

    def __iter__(self) -> Iterator[bytes]:
        if self._data is not None:
            view = memoryview(self._data)
            for start in range(0, self.size, _PIECE):
                yield bytes(view[start : start + _PIECE])
        elif self._path is not None:
            with self._path.open("rb") as file:
                yield from self._read(file)
        else:
            self._file.seek(self._start)
            yield from self._read(self._file)

    def _read(self, file: Any) -> Iterator[bytes]:
        left = self.size
        while left:
            piece = file.read(min(_PIECE, left))
            if not piece:
                raise InvalidRequestError("A file became shorter while it was sent")
            left -= len(piece)
            yield piece


def _kept(value: Any) -> tuple[Any, int]:
    """The bytes of something that can be read only once, in a temporary file."""
    import tempfile

    kept = tempfile.SpooledTemporaryFile(max_size=1 << 20)  # noqa: SIM115 - lives as long as the body
    pieces: Any = iter(lambda: value.read(_PIECE), b"") if hasattr(value, "read") else value
    if not hasattr(pieces, "__iter__") or hasattr(pieces, "keys") or hasattr(pieces, "isidentifier"):
        raise InvalidRequestError("A file is bytes, a path, an open file, or a tuple with one of these")
    for piece in pieces:
        try:
            kept.write(piece)
        except TypeError:
            raise InvalidRequestError("A file must give bytes") from None
    return kept, kept.tell()


class MultipartBody:
    """A body of `multipart/form-data`.

    Args:
        fields: Names and texts.
        files: Names and files.
        parts: Names, content types and bytes of parts that are neither.

    Raises:
        InvalidRequestError: A file cannot be read.
    """

    def __init__(
        self,
        fields: Iterable[tuple[str, str]] = (),
        files: Iterable[tuple[str, Any]] = (),
        parts: Iterable[tuple[str, str, bytes]] = (),
    ) -> None:
        self.boundary: str = f"ailib-{os.urandom(16).hex()}"
        self._parts: list[tuple[bytes, _Content]] = []
        for name, text in fields:
            self._add(f'name="{_escaped(name)}"', (), text.encode())
        for name, kind, data in parts:
            self._add(f'name="{_escaped(name)}"', (f"Content-Type: {kind}",), data)
        for name, value in files:
            self._add_file(name, value)
        self._end = f"--{self.boundary}--\r\n".encode()
        self._size = len(self._end) + sum(len(head) + content.size + 2 for head, content in self._parts)

    @property
    def content_type(self) -> str:
        """The header."""
        return f"multipart/form-data; boundary={self.boundary}"

    def _add(self, disposition: str, headers: Iterable[str], value: Any) -> None:
        lines = [f"--{self.boundary}", f"Content-Disposition: form-data; {disposition}", *headers, "", ""]
        self._parts.append(("\r\n".join(lines).encode(), _Content(value)))

    def _add_file(self, name: str, value: Any) -> None:
        filename: str | None = None
        kind: str | None = None
        headers: Mapping[str, str] = {}
        nameless = _is_tuple(value) and not value[0]
        if _is_tuple(value):
            filename, value, kind, more = (*value, None, None)[:4]
            headers = more or {}
            filename = filename or None
        if filename is None and not nameless:
            known: Any = value if hasattr(value, "__fspath__") else getattr(value, "name", None)
            named = isinstance(known, str) or hasattr(known, "__fspath__")
            filename = Path(known).name if named else "upload"
        if kind is None and filename is not None:
            from mimetypes import guess_type

            kind = guess_type(filename)[0] or "application/octet-stream"
        kind = next((text for key, text in headers.items() if key.lower() == "content-type"), kind)
        lines = [] if kind is None else [f"Content-Type: {kind}"]
        lines += [f"{key}: {text}" for key, text in headers.items() if key.lower() != "content-type"]
        if any("\r" in line or "\n" in line for line in lines):
            raise InvalidRequestError("A header of a file holds a line break")
        disposition = f'name="{_escaped(name)}"'
        if filename is not None:
            disposition += f'; filename="{_escaped(filename)}"'
        self._add(disposition, lines, value)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        for head, content in self._parts:
            # A small part goes out in one piece.
            if content.size < _PIECE:
                yield b"".join((head, *content, b"\r\n"))
                continue
            yield head
            yield from content
            yield b"\r\n"
        yield self._end


def _escaped(text: str) -> str:
    """A name within quotation marks, as browsers write it."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
