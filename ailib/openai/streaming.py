"""Streams of typed events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..core.bridge import run
from ..core.endpoint import EventFlow

if TYPE_CHECKING:
    import types
    from collections.abc import AsyncIterator, Iterator, Mapping
    from typing import Self

    from ..core.endpoint import AnswerFlow

__all__ = ["AsyncStream", "Events", "Headed", "Stream", "is_last"]

T = TypeVar("T")
F = TypeVar("F", bound="AnswerFlow")

# Events after which a body may end without `[DONE]`.
_LAST = frozenset(
    (
        *("response.completed", "response.failed", "response.incomplete", "response.cancelled"),
        *("image_generation.completed", "image_edit.completed", "transcript.text.done", "speech.audio.done"),
        *("thread.run.completed", "thread.run.failed", "thread.run.cancelled", "thread.run.expired"),
        *("thread.run.incomplete", "thread.run.requires_action"),
    )
)


def is_last(name: str | None, data: Any) -> bool:
    """Whether an event may be the last one of its stream."""
    # Of a stream each chunk comes through here: no calls beyond those of the dicts.
    if data.__class__ is not dict:
        return False
    frame: dict[str, Any] = data
    choices: Any = frame.get("choices")
    if choices is None:
        return frame.get("type", name) in _LAST or name in _LAST
    if choices.__class__ is list:
        choice: Any
        for choice in choices:
            if choice.__class__ is dict and choice.get("finish_reason") is not None:
                return True
    return False


class Headed(Generic[F]):
    """What is known of an answer before its end."""

    def __init__(self, flow: F) -> None:
        self._flow: F = flow

    @property
    def status(self) -> int:
        """The HTTP status; 0 before it is known."""
        return self._flow.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the answer."""
        return self._flow.headers

    @property
    def request_id(self) -> str | None:
        """The provider's id of the request."""
        return self._flow.request_id


class Events(Headed[EventFlow]):
    """What all streams of events share."""

    @property
    def cancelled(self) -> bool:
        """Whether it ended because somebody cancelled it."""
        return self._flow.cancelled


class _Stream(Events, Generic[T]):
    """What both streams share."""

    @property
    def complete(self) -> bool:
        """Whether the last event was read."""
        return self._flow.complete


class Stream(_Stream[T]):
    """Events as they come: iterate it, or use it in `with`. Leaving the loop early closes the connection.

    Raises:
        StreamTruncated, StreamTimeout, InvalidEvent, RequestTimeout, ConnectionLost, APIError: While iterating.
    """

    def __init__(self, flow: EventFlow) -> None:
        super().__init__(flow)
        self._events: Iterator[T] = _drained(flow)

    def __iter__(self) -> Iterator[T]:
        return self._events

    def __next__(self) -> T:
        return next(self._events)

    def close(self) -> None:
        """Stop here. Idempotent."""
        run(self._flow.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.close()


def _drained(flow: EventFlow) -> Iterator[Any]:
    try:
        while (events := run(flow.pull())) is not None:
            yield from events
    finally:
        run(flow.aclose())


class AsyncStream(_Stream[T]):
    """`Stream` with `async for` and `async with`."""

    def __init__(self, flow: EventFlow) -> None:
        super().__init__(flow)
        self._ready: Iterator[Any] = iter(())

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        while True:
            for event in self._ready:
                return event  # type: ignore[no-any-return]
            events = await self._flow.pull()
            if events is None:
                raise StopAsyncIteration
            self._ready = iter(events)

    async def close(self) -> None:
        """Stop here. Idempotent."""
        await self._flow.aclose()

    aclose = close

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        await self.close()
