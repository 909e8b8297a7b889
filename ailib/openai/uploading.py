"""`uploads.upload_file_chunked`: a large file in parts, of which none is in memory."""

from __future__ import annotations

import io
import os
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ..errors import AilibError, InvalidRequestError
from .composed import Work
from .model import omit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .endpoint import Resource

__all__ = ["Section", "upload_file_chunked"]

# The most that the API takes in one part.
# https://platform.openai.com/docs/api-reference/uploads/add-part
PART_SIZE = 64 << 20
_BYTES = bytes


class Section(io.RawIOBase):
    """A part of an open file, as a file.

    Args:
        file: Open in binary mode; it can be sought in.
        start, size: The bytes of the part.
    """

    def __init__(self, file: Any, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place within the part."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, min(base + offset, self._size))
        return self._at

    def tell(self) -> int:
        """The place within the part."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the part."""
        left = self._size - self._at
        self._file.seek(self._start + self._at)
        data = cast("bytes", self._file.read(left if size < 0 else min(size, left)))
        self._at += len(data)
        return data


def _opened(path: Path) -> Any:
    return path.open("rb")


def _sections(file: Any, start: int, total: int, part: int) -> Iterator[Section]:
    for at in range(0, total, part):
        yield Section(file, start + at, min(part, total - at))


def _pieces(source: Any, total: int, part: int) -> Iterator[Any]:
    """Parts of something that can be read only once, each kept in a temporary file while it is sent."""
    import tempfile

    left = total
    while left > 0:
        with tempfile.SpooledTemporaryFile(max_size=1 << 20) as kept:
            size = min(part, left)
            while size:
                data: bytes = source.read(min(size, 1 << 18))
                if not data:
                    raise InvalidRequestError(f"The file ended {left} bytes before `bytes`", param="bytes")
                kept.write(data)
                size -= len(data)
                left -= len(data)
            kept.seek(0)
            yield kept


async def upload_file_chunked(
    resource: Resource[Any],
    *,
    file: Any,
    mime_type: str,
    purpose: str,
    filename: str | None = None,
    bytes: int | None = None,  # noqa: A002 - the official package's name
    part_size: int | None = None,
    md5: Any = omit,
    **keywords: Any,
) -> Any:
    """Upload a large file in parts. Only 256 KiB of it are in memory at a time.

    Args:
        resource: The resource.
        file: A path, bytes, an open binary file, or anything with `read` (then `filename` and `bytes` are needed).
        mime_type: Its type, such as "application/jsonl"; "" guesses by the name.
        purpose: As for `files.create`.
        filename: Its name; by default that of the path or the open file.
        bytes: Its size; by default it is looked up.
        part_size: Bytes of a part; default and most 64 MiB.
        md5: The checksum of the whole file, which the API then checks.
        keywords: Those of every call.

    Returns:
        The completed upload; `upload.file` is the file.

    Raises:
        InvalidRequestError: The file cannot be read, or its name or size is not known.
        AilibError: A part failed; `partial` is the upload, which takes parts until it expires.
    """
    part = PART_SIZE if part_size is None else part_size
    if not 0 < part <= PART_SIZE:
        raise InvalidRequestError(f"part_size must be between 1 and {PART_SIZE} bytes", param="part_size")
    work = Work(resource, keywords)
    opened: Any = None
    source: Any
    start: int | None
    if isinstance(file, (str, os.PathLike)):
        path = Path(cast("str", file))
        try:
            source = opened = _opened(path)
        except OSError as error:
            raise InvalidRequestError(f"The file {path} cannot be read: {error.strerror}", param="file") from error
        filename = path.name if filename is None else filename
    elif isinstance(file, (_BYTES, bytearray, memoryview)):
        source = io.BytesIO(cast("bytearray", file))
    else:
        source = file
        named: Any = getattr(source, "name", None)
        filename = filename or (Path(named).name if isinstance(named, str) else None)
    try:
        if filename is None:
            raise InvalidRequestError("The file has no name", param="filename", hint="Pass filename=")
        if isinstance(source, io.TextIOBase):
            raise InvalidRequestError("A file that is sent must be open in binary mode ('rb')", param="file")
        try:
            start = begin = int(source.tell())
            size: int | None = source.seek(0, os.SEEK_END) - begin
            source.seek(begin)
        except (AttributeError, OSError):
            start, size = None, bytes
        total = size if bytes is None else bytes
        if total is None:
            raise InvalidRequestError("The size of the file is not known", param="bytes", hint="Pass bytes=")
        if size is not None and total > size:
            raise InvalidRequestError(f"The file has only {size} of {total} bytes", param="bytes")
        kind = mime_type or guess_type(filename)[0] or "application/octet-stream"
        parts = _pieces(source, total, part) if start is None else _sections(source, start, total, part)
        return await _sent(resource, work, parts, md5, filename=filename, bytes=total, mime_type=kind, purpose=purpose)
    finally:
        if opened is not None:
            opened.close()


async def _sent(resource: Resource[Any], work: Work, parts: Iterator[Any], md5: Any, **fields: Any) -> Any:
    from .resources.uploads import UploadsParts

    own: Any = type(resource)
    one: Any = UploadsParts.create
    upload = await work.ask(own.create, **fields)
    ids: list[str] = []
    try:
        for part in parts:
            made = await work.ask(one, upload.id, data=("part", part))
            ids.append(made.id)
        return await work.ask(own.complete, upload.id, part_ids=ids, md5=md5)
    except AilibError as error:
        error.partial = error.partial or upload
        raise
