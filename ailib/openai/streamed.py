"""`with_streaming_response`: an HTTP answer within `with`, whose body is read as you ask for it."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from ..core.bridge import run
from ..transport.base import HttpResponse
from ..wire.json import loads
from .answers import Answered, file_place

if TYPE_CHECKING:
    import os
    import types
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from pathlib import Path

    from ..core.call import Call

__all__ = ["AsyncStreamedResponse", "LineReader", "PieceReader", "StreamedResponse", "TextReader"]

T = TypeVar("T")
W = TypeVar("W")


class _Streamed(Answered):
    """What both kinds share; nothing is sent before `with`."""

    def __init__(self, flow: Any, read: Callable[[HttpResponse, Any], Any], events: bool) -> None:
        self._flow = flow
        self._make = read
        self._events = events
        self._body: bytes | None = None
        self._parsed: dict[Any, Any] = {}

    def _call_of(self) -> Call | None:
        found: Call | None = self._flow.call
        return found

    def _head(self) -> tuple[int, Mapping[str, str], str | None]:
        flow = self._flow
        return flow.status, flow.headers, flow.request_id

    @property
    def is_closed(self) -> bool:
        """Whether nothing more will come."""
        return bool(self._flow.ended)

    async def _read(self) -> bytes:
        if self._body is None:
            pieces: list[bytes] = []
            while (data := await self._flow.pull_bytes()) is not None:
                pieces.append(data)
            self._body = b"".join(pieces)
        return self._body

    async def _next(self) -> bytes | None:
        """The next bytes; all at once when they have been read before."""
        if self._body is None:
            found: bytes | None = await self._flow.pull_bytes()
            return found
        found, self._body = self._body or None, b""
        return found

    async def _parse(self, to: Any) -> Any:
        body = await self._read()
        if to not in self._parsed:
            self._parsed[to] = self._make(HttpResponse(self.status, self.headers, body), to)
        return self._parsed[to]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status or 'not opened'}>"


class PieceReader:
    """Bytes in pieces of one size, text, lines: what comes of bytes as they arrive."""

    def __init__(self, size: int | None) -> None:
        self._size = size
        self._left = b""

    def feed(self, data: bytes) -> list[bytes]:
        """More bytes; the pieces that are full."""
        if self._size is None:
            return [data]
        self._left += data
        whole = len(self._left) // self._size * self._size
        found = [self._left[start : start + self._size] for start in range(0, whole, self._size)]
        self._left = self._left[whole:]
        return found

    def end(self) -> list[bytes]:
        """What is left."""
        return [self._left] if self._left else []


class TextReader:
    """Text, as far as its characters are whole."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, data: bytes) -> list[str]:
        """More bytes; their text."""
        text = self._decoder.decode(data)
        return [text] if text else []

    def end(self) -> list[str]:
        """What is left."""
        text = self._decoder.decode(b"", True)
        return [text] if text else []


class LineReader:
    """Lines end with LF, CR LF or CR, and with nothing else."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._left = ""

    def feed(self, data: bytes, *, last: bool = False) -> list[str]:
        """More bytes; the lines that are whole."""
        text = self._left + self._decoder.decode(data, last)
        held = "\r" if text.endswith("\r") and not last else ""  # its LF may come yet
        text = text.removesuffix(held) if held else text
        *lines, self._left = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._left += held
        return lines

    def end(self) -> list[str]:
        """What is left."""
        lines = self.feed(b"", last=True)
        return [*lines, self._left] if self._left else lines


class StreamedResponse(_Streamed, Generic[T]):
    """An HTTP answer while it arrives: `with client.files.with_streaming_response.content(id) as answer: ...`."""

    def __enter__(self) -> Self:
        run(self._flow.open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop here. Idempotent."""
        run(self._flow.aclose())

    def read(self) -> bytes:
        """The whole body."""
        return run(self._read())

    def text(self) -> str:
        """The whole body as text."""
        return self.read().decode("utf-8", "replace")

    def json(self) -> Any:
        """The JSON of the body.

        Raises:
            ValueError: It is not JSON.
        """
        return loads(self.read())

    @overload
    def parse(self) -> T: ...
    @overload
    def parse(self, *, to: type[W]) -> W: ...
    def parse(self, *, to: Any = None) -> Any:
        """What the plain call returns (for a stream: its events); or the JSON as another type.

        Raises:
            InvalidResponse: The body is no such answer.
        """
        if self._events and to is None:
            from .streaming import Stream

            return Stream[Any](self._flow)
        return run(self._parse(to))

    def _pieces(self, maker: Any) -> Iterator[Any]:
        while (data := run(self._next())) is not None:
            yield from maker.feed(data)
        yield from maker.end()

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body in pieces of `chunk_size` bytes, or as it arrives."""
        return self._pieces(PieceReader(chunk_size))

    def iter_text(self) -> Iterator[str]:
        """The body as text, as it arrives."""
        return self._pieces(TextReader())

    def iter_lines(self) -> Iterator[str]:
        """The lines of the body, without their ends."""
        return self._pieces(LineReader())

    def stream_to_file(self, file: str | os.PathLike[str]) -> Path:
        """Write to a file, or into a folder under the name that the server gives; returns where."""
        run(self._flow.open())
        place = file_place(file, self.headers)
        with place.open("wb") as opened:
            for piece in self.iter_bytes():
                opened.write(piece)
        return place


class AsyncStreamedResponse(_Streamed, Generic[T]):
    """`StreamedResponse` with `async with`."""

    async def __aenter__(self) -> Self:
        await self._flow.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop here. Idempotent."""
        await self._flow.aclose()

    async def read(self) -> bytes:
        """The whole body."""
        return await self._read()

    async def text(self) -> str:
        """The whole body as text."""
        return (await self._read()).decode("utf-8", "replace")

    async def json(self) -> Any:
        """The JSON of the body.

        Raises:
            ValueError: It is not JSON.
        """
        return loads(await self._read())

    @overload
    async def parse(self) -> T: ...
    @overload
    async def parse(self, *, to: type[W]) -> W: ...
    async def parse(self, *, to: Any = None) -> Any:
        """See `StreamedResponse.parse`."""
        if self._events and to is None:
            from .streaming import AsyncStream

            return AsyncStream[Any](self._flow)
        return await self._parse(to)

    async def _pieces(self, maker: Any) -> AsyncIterator[Any]:
        while (data := await self._next()) is not None:
            for piece in maker.feed(data):
                yield piece
        for piece in maker.end():
            yield piece

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """See `StreamedResponse.iter_bytes`."""
        return self._pieces(PieceReader(chunk_size))

    def iter_text(self) -> AsyncIterator[str]:
        """See `StreamedResponse.iter_text`."""
        return self._pieces(TextReader())

    def iter_lines(self) -> AsyncIterator[str]:
        """See `StreamedResponse.iter_lines`."""
        return self._pieces(LineReader())

    async def stream_to_file(self, file: str | os.PathLike[str]) -> Path:
        """See `StreamedResponse.stream_to_file`."""
        await self._flow.open()
        place = file_place(file, self.headers)
        with place.open("wb") as opened:
            async for piece in self.iter_bytes():
                opened.write(piece)
        return place
