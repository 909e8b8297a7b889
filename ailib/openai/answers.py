"""Answers that are not read into models: the HTTP answer itself, and files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from ..core.bridge import run
from ..core.endpoint import ByteFlow
from ..wire.json import loads
from .streaming import Headed

if TYPE_CHECKING:
    import datetime as dt
    import os
    import types
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from typing import Self

    from ..core.call import Call
    from ..transport.base import HttpRequest, HttpResponse

__all__ = ["Answered", "AsyncByteStream", "BinaryContent", "ByteStream", "RawResponse", "SentRequest", "file_place"]

T = TypeVar("T")
W = TypeVar("W")


# Headers that may hold a credential.
_SECRET = ("authorization", "api-key", "x-api-key", "cookie", "proxy-authorization")


class SentRequest:
    """The HTTP request behind an answer.

    Attributes:
        method: "GET", "POST", ...
        url: With its query.
        headers: As they were sent; credentials are "***".
    """

    def __init__(self, sent: HttpRequest | None) -> None:
        self.method: str = "" if sent is None else sent.method
        self.url: str = "" if sent is None else sent.url
        self.headers: Mapping[str, str] = {
            name: "***" if name.lower() in _SECRET else value
            for name, value in ({} if sent is None else sent.headers).items()
        }

    def __repr__(self) -> str:
        return f"<SentRequest {self.method} {self.url.partition('?')[0]}>"


class Answered:
    """What is known of an HTTP answer besides its body."""

    def _call_of(self) -> Call | None:
        return None

    def _head(self) -> tuple[int, Mapping[str, str], str | None]:
        return 0, {}, None

    @property
    def status(self) -> int:
        """The HTTP status; 0 before it is known."""
        return self._head()[0]

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, looked up in any case."""
        return self._head()[1]

    @property
    def request_id(self) -> str | None:
        """The provider's id of the request, or None."""
        return self._head()[2]

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.status

    @property
    def http_request(self) -> SentRequest:
        """The request that was answered."""
        call = self._call_of()
        return SentRequest(None if call is None else call.sent)

    @property
    def method(self) -> str:
        """The method of the request."""
        return self.http_request.method

    @property
    def url(self) -> str:
        """The address of the request."""
        return self.http_request.url

    @property
    def retries_taken(self) -> int:
        """Attempts before the one that was answered."""
        call = self._call_of()
        return 0 if call is None else max(0, len(call.attempts) - 1)

    @property
    def elapsed(self) -> dt.timedelta:
        """How long the attempt took that was answered (for a stream: until its headers came)."""
        import datetime as dt

        call = self._call_of()
        return dt.timedelta(seconds=call.attempts[-1].elapsed if call is not None and call.attempts else 0.0)

    @property
    def rate_limits(self) -> dict[str, str]:
        """The headers `x-ratelimit-...`, by what follows in their names: "remaining-requests", "reset-tokens", ..."""
        prefix = "x-ratelimit-"
        return {name[len(prefix) :]: self.headers[name] for name in self.headers if name.startswith(prefix)}


class RawResponse(Answered, Generic[T]):
    """An HTTP answer with status and headers; `parse()` has what the plain call returns.

    Attributes:
        status: The HTTP status; `status_code` is the same.
        headers: Looked up in any case.
        content: The body.
        request_id: The provider's id of the request, or None.
    """

    is_closed = True

    def __init__(self, answer: HttpResponse, call: Call, read: Callable[[Any], T]) -> None:
        self.content: bytes = answer.body
        self._answer = answer
        self._request_id = call.request_id
        self._call = call
        self._read = read

    def _head(self) -> tuple[int, Mapping[str, str], str | None]:
        return self._answer.status, self._answer.headers, self._request_id

    def _call_of(self) -> Call | None:
        return self._call

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    def read(self) -> bytes:
        """The body."""
        return self.content

    def json(self) -> Any:
        """The JSON of the body.

        Raises:
            ValueError: It is not JSON.
        """
        return loads(self.content)

    @overload
    def parse(self) -> T: ...
    @overload
    def parse(self, *, to: type[W]) -> W: ...
    def parse(self, *, to: Any = None) -> Any:
        """What the plain call returns; or the JSON as another type, see `Bound.send`.

        Raises:
            InvalidResponse: The body is no such answer.
        """
        return self._read(to)

    def __repr__(self) -> str:
        return f"<RawResponse {self.status} {len(self.content)} bytes>"


class BinaryContent:
    """A file that the API answered with.

    Attributes:
        content: Its bytes.
        status, headers, request_id: Of the answer.
    """

    def __init__(self, answer: HttpResponse, request_id: str | None) -> None:
        self.content: bytes = answer.body
        self.status: int = answer.status
        self.headers: Mapping[str, str] = answer.headers
        self.request_id: str | None = request_id

    @property
    def text(self) -> str:
        """The bytes as UTF-8 text."""
        return self.content.decode("utf-8", "replace")

    def read(self) -> bytes:
        """The bytes."""
        return self.content

    async def aread(self) -> bytes:
        """The bytes."""
        return self.content

    def json(self) -> Any:
        """The bytes read as JSON.

        Raises:
            ValueError: They are not JSON.
        """
        return loads(self.content)

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.status

    @property
    def response(self) -> BinaryContent:
        """Itself: the HTTP answer."""
        return self

    async def aiter_bytes(self, chunk_size: int = 1 << 16) -> AsyncIterator[bytes]:
        """The bytes, piece by piece."""
        for piece in self.iter_bytes(chunk_size):
            yield piece

    def iter_lines(self) -> Iterator[str]:
        """The lines of the text, without their ends."""
        return iter(self.text.splitlines())

    def iter_text(self) -> Iterator[str]:
        """The text."""
        return iter((self.text,))

    def close(self) -> None:
        """Nothing: the answer is there."""

    async def aclose(self) -> None:
        """Nothing: the answer is there."""

    def iter_bytes(self, chunk_size: int = 1 << 16) -> Iterator[bytes]:
        """The bytes, piece by piece."""
        for start in range(0, len(self.content), chunk_size):
            yield self.content[start : start + chunk_size]

    def write_to_file(self, file: str | os.PathLike[str]) -> Path:
        """Write to a file, or into a folder under the name that the server gives; returns where."""
        place = file_place(file, self.headers)
        place.write_bytes(self.content)
        return place

    stream_to_file = write_to_file

    async def astream_to_file(self, file: str | os.PathLike[str]) -> Path:
        """See `write_to_file`."""
        return self.write_to_file(file)

    def __len__(self) -> int:
        return len(self.content)

    def __repr__(self) -> str:
        return f"<BinaryContent {len(self.content)} bytes>"


def file_place(file: str | os.PathLike[str], headers: Mapping[str, str]) -> Path:
    """Where to write: the path itself, or within it when it is a folder. The server's name never leads out of it."""
    place = Path(file)
    if not place.is_dir():
        return place
    said = headers.get("content-disposition") or ""
    found = re.search(r"filename\*?=(?:[\w-]+''|)\"?([^\";]+)", said, re.IGNORECASE)
    name = re.split(r"[\\/:\0]", found[1].strip())[-1] if found else ""
    name = "".join(letter for letter in name if letter.isprintable()).strip(" .")
    return place / (name or "download")


class ByteStream(Headed[ByteFlow]):
    """A file while it arrives: iterate it for its pieces, best within `with`."""

    def open(self) -> Self:
        """Send the request and wait for the headers."""
        run(self._flow.open())
        return self

    def __iter__(self) -> Iterator[bytes]:
        try:
            while (data := run(self._flow.pull())) is not None:
                yield data
        finally:
            self.close()

    iter_bytes = __iter__

    def read(self) -> bytes:
        """All that is left."""
        return b"".join(self)

    def stream_to_file(self, file: str | os.PathLike[str]) -> Path:
        """Write to a file, or into a folder under the name that the server gives; returns where."""
        self.open()
        place = file_place(file, self.headers)
        with place.open("wb") as opened:
            for piece in self:
                opened.write(piece)
        return place

    def close(self) -> None:
        """Stop here. Idempotent."""
        run(self._flow.aclose())

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.close()


class AsyncByteStream(Headed[ByteFlow]):
    """`ByteStream` with `async for` and `async with`."""

    async def open(self) -> Self:
        """See `ByteStream.open`."""
        await self._flow.open()
        return self

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while (data := await self._flow.pull()) is not None:
                yield data
        finally:
            await self.close()

    iter_bytes = __aiter__

    async def read(self) -> bytes:
        """All that is left."""
        return b"".join([piece async for piece in self])

    async def stream_to_file(self, file: str | os.PathLike[str]) -> Path:
        """See `ByteStream.stream_to_file`."""
        await self.open()
        place = file_place(file, self.headers)
        with place.open("wb") as opened:
            async for piece in self:
                opened.write(piece)
        return place

    async def close(self) -> None:
        """See `ByteStream.close`."""
        await self._flow.aclose()

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        await self.close()
