"""The streams that users iterate: `ChatStream` (blocking) and `AsyncChatStream`, shells around `core.stream`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .core.bridge import run
from .errors import AilibError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
    from types import TracebackType
    from typing import Self

    from .cancel import CancelHandle
    from .core.flow import Flow
    from .models.chunk import ChatCompletionChunk
    from .models.event import StreamEvent
    from .models.response import ChatCompletionResponse
    from .models.stats import CallStats

__all__ = ["AsyncChatStream", "ChatStream", "StreamWithHandle"]

S = TypeVar("S")


def _drain(flow: Flow) -> Generator[ChatCompletionChunk, None, None]:
    # Knows the flow and not the stream object: dropped half-read, it is closed at once, not by the cycle collector.
    try:
        token = flow.token
        while (batch := run(flow.pull())) is not None:
            if token is None:
                yield from batch
                continue
            for chunk in batch:
                if token.cancelled:
                    break  # the next pull ends the stream
                yield chunk
    finally:
        run(flow.aclose())


async def _adrain(flow: Flow) -> AsyncGenerator[ChatCompletionChunk, None]:
    try:
        token = flow.token
        while (batch := await flow.pull()) is not None:
            for chunk in batch:
                if token is not None and token.cancelled:
                    break  # the next pull ends the stream
                yield chunk
    finally:
        await flow.aclose()


class _Stream:
    """What both kinds share: the answer so far and how it ended."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    @property
    def response(self) -> ChatCompletionResponse:
        """The answer so far; complete once the iteration has ended."""
        return self._flow.response()

    @property
    def text(self) -> str:
        """The text so far."""
        return self.response.text

    @property
    def stats(self) -> CallStats:
        """Figures so far."""
        from .models.stats import CallStats

        return CallStats.of(self.response)

    @property
    def complete(self) -> bool:
        """Whether the provider's last word was read."""
        return self._flow.complete

    @property
    def cancelled(self) -> bool:
        """Whether it ended because somebody cancelled it."""
        return self._flow.cancelled

    def __repr__(self) -> str:
        state = (
            "complete" if self.complete else "cancelled" if self.cancelled else "ended" if self._flow.ended else "open"
        )
        return f"<{type(self).__name__} {state}>"


class ChatStream(_Stream):
    """A blocking stream of `ChatCompletionChunk`: iterate it, or use it in `with`.

    Leaving the loop or the `with` early closes the connection.
    An error is raised where it happens, after the chunks before it, with the answer so far as its `partial`.
    """

    def __init__(self, flow: Flow) -> None:
        super().__init__(flow)
        self._chunks = _drain(flow)

    def open(self) -> Self:
        """Send the request and wait for the headers, so that an HTTP error is raised here; iterating does it too."""
        run(self._flow.open())
        return self

    def __iter__(self) -> Iterator[ChatCompletionChunk]:
        return self._chunks

    def __next__(self) -> ChatCompletionChunk:
        return next(self._chunks)

    def events(self, *, raise_on_error: bool = True) -> Iterator[StreamEvent]:
        """The rest as events, ending with one `StreamEnd`.

        Args:
            raise_on_error: False gives an `ErrorEvent` and the end instead of raising.
        """
        from .core.events import EventSource

        source = EventSource()
        try:
            for chunk in self._chunks:
                yield from source.feed(chunk)
        except AilibError as error:
            if raise_on_error:
                raise
            yield from source.end(error=error)
        else:
            yield from source.end(cancelled=self._flow.cancelled)
        finally:
            self.close()

    execute_stream = events

    def collect(self) -> ChatCompletionResponse:
        """Read the rest; the whole answer.

        Raises:
            AilibError: As iterating does; `error.partial` has what had arrived.
        """
        for _ in self._chunks:
            pass
        return self.response

    def collect_content(self) -> str:
        """Read the rest; the whole text."""
        return self.collect().text

    def close(self) -> None:
        """End it here; idempotent."""
        self._chunks.close()
        run(self._flow.aclose())

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncChatStream(_Stream):
    """An async stream of `ChatCompletionChunk`.

    `await` it or use `async with` to open it now (an HTTP error is raised there); `async for` opens it on the first
    step.
    """

    def __init__(self, flow: Flow) -> None:
        super().__init__(flow)
        self._chunks = _adrain(flow)

    async def open(self) -> Self:
        """Send the request and wait for the headers."""
        await self._flow.open()
        return self

    def __await__(self) -> Generator[Any, Any, Self]:
        return self.open().__await__()

    def __aiter__(self) -> AsyncIterator[ChatCompletionChunk]:
        return self._chunks

    async def __anext__(self) -> ChatCompletionChunk:
        return await anext(self._chunks)

    async def events(self, *, raise_on_error: bool = True) -> AsyncGenerator[StreamEvent, None]:
        """The rest as events, ending with one `StreamEnd`.

        Args:
            raise_on_error: False gives an `ErrorEvent` and the end instead of raising.
        """
        from .core.events import EventSource

        source = EventSource()
        try:
            async for chunk in self._chunks:
                for event in source.feed(chunk):
                    yield event
        except AilibError as error:
            if raise_on_error:
                raise
            for event in source.end(error=error):
                yield event
        else:
            for event in source.end(cancelled=self._flow.cancelled):
                yield event
        finally:
            await self.close()

    execute_stream = events

    async def collect(self) -> ChatCompletionResponse:
        """Read the rest; the whole answer."""
        async for _ in self._chunks:
            pass
        return self.response

    async def collect_content(self) -> str:
        """Read the rest; the whole text."""
        return (await self.collect()).text

    async def close(self) -> None:
        """End it here; idempotent."""
        await self._chunks.aclose()
        await self._flow.aclose()

    aclose = close

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class StreamWithHandle(tuple[S, "CancelHandle"], Generic[S]):
    """`(stream, handle)`; awaiting it gives the same pair, so that async code may write `await` or not."""

    __slots__ = ()

    async def _self(self) -> Self:
        return self

    def __await__(self) -> Generator[Any, Any, Self]:
        return self._self().__await__()
