"""What users think of answers: events, and sinks that keep them. Nothing is reported by itself.

sink = MemorySink()
sink.report(Thumbs.of(response, up=True))
sink.of_request(response.request_id)
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol, Self, TextIO

import attrs

from .models.record import Record

if TYPE_CHECKING:
    from .models.response import ChatCompletionResponse

__all__ = [
    "ChoiceSelection",
    "CompositeSink",
    "ConsoleSink",
    "Correction",
    "FeedbackEvent",
    "FeedbackSink",
    "MemorySink",
    "NoopSink",
    "Rating",
    "Regenerate",
    "Stop",
    "TextFeedback",
    "Thumbs",
]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class FeedbackEvent(Record):
    """What one user said of one answer.

    Attributes:
        request_id: The provider's id of the answer's request; or any id of yours.
        provider, model: Who answered.
        at: Unix time.
        metadata: Whatever you want to keep with it.
    """

    request_id: str | None = None
    provider: str = ""
    model: str = ""
    at: float = attrs.field(factory=time.time)
    metadata: dict[str, Any] = attrs.field(factory=dict[str, Any])

    @property
    def kind(self) -> str:
        """The name of its class."""
        return type(self).__name__

    @classmethod
    def of(cls, response: ChatCompletionResponse, **fields: Any) -> Self:
        """An event about an answer."""
        known = response.request_id or response.id or None
        return cls(request_id=known, provider=response.provider, model=response.model, **fields)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ChoiceSelection(FeedbackEvent):
    """Which of several answers was taken."""

    chosen: int
    offered: int = 0
    seconds: float | None = None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Rating(FeedbackEvent):
    """A number of points."""

    rating: int
    most: int = 5


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Thumbs(FeedbackEvent):
    """Up or down."""

    up: bool
    reason: str | None = None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class TextFeedback(FeedbackEvent):
    """Words."""

    text: str


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Correction(FeedbackEvent):
    """What the answer should have been."""

    original: str
    corrected: str


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Regenerate(FeedbackEvent):
    """The answer was asked for again."""

    reason: str | None = None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Stop(FeedbackEvent):
    """The answer was stopped."""

    tokens: int | None = None
    reason: str | None = None


class FeedbackSink(Protocol):
    """Where events go."""

    def report(self, event: FeedbackEvent) -> object:
        """Take one."""
        ...


class NoopSink:
    """Keeps nothing."""

    def report(self, event: FeedbackEvent) -> None:
        """Nothing."""
        del event


class MemorySink:
    """Keeps the latest events.

    Args:
        most: How many.
    """

    def __init__(self, most: int = 10_000) -> None:
        self._events: deque[FeedbackEvent] = deque(maxlen=most)

    def report(self, event: FeedbackEvent) -> None:
        """Keep it."""
        self._events.append(event)

    @property
    def events(self) -> list[FeedbackEvent]:
        """All of them, the oldest first."""
        return list(self._events.copy())  # of one piece, while other threads report

    def of_request(self, request_id: str | None) -> list[FeedbackEvent]:
        """Those about one answer."""
        return [event for event in self.events if event.request_id == request_id]

    def clear(self) -> None:
        """Forget all."""
        self._events.clear()


class ConsoleSink:
    """Writes each event as a line of JSON.

    Args:
        stream: Where to; by default stderr.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def report(self, event: FeedbackEvent) -> None:
        """Write it."""
        line = json.dumps({"kind": event.kind, **attrs.asdict(event)}, ensure_ascii=False, default=str)
        print(line, file=self._stream or sys.stderr)


class CompositeSink:
    """Gives each event to several sinks; one that raises does not keep it from the others."""

    def __init__(self, *sinks: FeedbackSink) -> None:
        self._sinks = sinks

    def report(self, event: FeedbackEvent) -> None:
        """Give it to all.

        Raises:
            ExceptionGroup: What some of them raised, after all have had it.
        """
        failed: list[Exception] = []
        for sink in self._sinks:
            try:
                sink.report(event)
            except Exception as error:  # noqa: BLE001 - raised together below
                failed.append(error)
        if failed:
            raise ExceptionGroup("Feedback was not taken by every sink", failed)
