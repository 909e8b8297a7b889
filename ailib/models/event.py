"""What happens in a stream, one class per kind.

Order inside one chunk: reasoning, content, refusal, tools, usage. `StreamEnd` comes exactly once and last.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeAlias

import attrs

from .record import Record
from .usage import Usage

__all__ = [
    "CitationEvent",
    "ContentDelta",
    "ErrorEvent",
    "FinalCandidate",
    "ReasoningDelta",
    "RefusalDelta",
    "RestartEvent",
    "StreamEnd",
    "StreamEvent",
    "ToolCallComplete",
    "ToolCallDelta",
    "ToolCallStarted",
    "UnknownEvent",
    "UsageEvent",
]


class _Event(Record):
    """What all events share. `index` is the answer (choice) an event belongs to."""

    __slots__ = ()
    kind: ClassVar[str] = ""
    is_content_delta: ClassVar[bool] = False
    is_reasoning_delta: ClassVar[bool] = False
    is_refusal_delta: ClassVar[bool] = False
    is_tool_call_started: ClassVar[bool] = False
    is_tool_call_delta: ClassVar[bool] = False
    is_tool_call_complete: ClassVar[bool] = False
    is_citation: ClassVar[bool] = False
    is_usage: ClassVar[bool] = False
    is_final_candidate: ClassVar[bool] = False
    is_stream_end: ClassVar[bool] = False
    is_error: ClassVar[bool] = False

    @property
    def is_content_event(self) -> bool:
        """Text or thinking."""
        return self.is_content_delta or self.is_reasoning_delta

    @property
    def is_tool_event(self) -> bool:
        """Anything of a tool call."""
        return self.is_tool_call_started or self.is_tool_call_delta or self.is_tool_call_complete

    @property
    def is_terminal_event(self) -> bool:
        """The last one."""
        return self.is_stream_end

    @property
    def as_content_delta(self) -> ContentDelta | None:
        """Itself when it is a `ContentDelta`, else None."""
        return self if isinstance(self, ContentDelta) else None

    @property
    def as_reasoning_delta(self) -> ReasoningDelta | None:
        """Itself when it is a `ReasoningDelta`, else None."""
        return self if isinstance(self, ReasoningDelta) else None

    @property
    def as_tool_call_complete(self) -> ToolCallComplete | None:
        """Itself when it is a `ToolCallComplete`, else None."""
        return self if isinstance(self, ToolCallComplete) else None

    @property
    def as_stream_end(self) -> StreamEnd | None:
        """Itself when it is the `StreamEnd`, else None."""
        return self if isinstance(self, StreamEnd) else None


@attrs.define(eq=False, repr=False)
class ContentDelta(_Event):
    """More of the answer's text."""

    kind: ClassVar[str] = "content_delta"
    is_content_delta: ClassVar[bool] = True
    text: str
    index: int = 0

    @property
    def content(self) -> str:
        """Another name for `text`."""
        return self.text


@attrs.define(eq=False, repr=False)
class ReasoningDelta(_Event):
    """More of the thinking; `signature` and `data` where the provider sends them."""

    kind: ClassVar[str] = "reasoning_delta"
    is_reasoning_delta: ClassVar[bool] = True
    text: str
    signature: str | None = None
    index: int = 0
    data: Any = attrs.field(default=None, repr=False)


@attrs.define(eq=False, repr=False)
class RefusalDelta(_Event):
    """More of the model's refusal."""

    kind: ClassVar[str] = "refusal_delta"
    is_refusal_delta: ClassVar[bool] = True
    text: str
    index: int = 0


@attrs.define(eq=False, repr=False)
class ToolCallStarted(_Event):
    """A tool call begins."""

    kind: ClassVar[str] = "tool_call_started"
    is_tool_call_started: ClassVar[bool] = True
    id: str
    name: str
    tool_index: int = 0
    index: int = 0


@attrs.define(eq=False, repr=False)
class ToolCallDelta(_Event):
    """More of a tool call's arguments."""

    kind: ClassVar[str] = "tool_call_delta"
    is_tool_call_delta: ClassVar[bool] = True
    id: str
    arguments: str
    tool_index: int = 0
    index: int = 0


@attrs.define(eq=False, repr=False)
class ToolCallComplete(_Event):
    """A tool call with all its arguments (JSON text)."""

    kind: ClassVar[str] = "tool_call_complete"
    is_tool_call_complete: ClassVar[bool] = True
    id: str
    name: str
    arguments: str
    tool_index: int = 0
    index: int = 0


@attrs.define(eq=False, repr=False)
class CitationEvent(_Event):
    """A source, in the provider's own JSON."""

    kind: ClassVar[str] = "citation"
    is_citation: ClassVar[bool] = True
    citation: Any
    index: int = 0


@attrs.define(eq=False, repr=False)
class UsageEvent(_Event):
    """Tokens so far; the last one counts."""

    kind: ClassVar[str] = "usage"
    is_usage: ClassVar[bool] = True
    usage: Usage


@attrs.define(eq=False, repr=False)
class FinalCandidate(_Event):
    """One answer is complete."""

    kind: ClassVar[str] = "final_candidate"
    is_final_candidate: ClassVar[bool] = True
    index: int
    finish_reason: str | None = None


@attrs.define(eq=False, repr=False)
class UnknownEvent(_Event):
    """A piece of the stream that ailib does not know, in the provider's own JSON."""

    kind: ClassVar[str] = "unknown"
    raw: Any
    index: int = 0


@attrs.define(eq=False, repr=False)
class RestartEvent(UnknownEvent):
    """The answer begins anew at another target: forget what came before. Only where that was asked for, so that a
    program which knows all the other kinds need not know this one.
    """

    kind: ClassVar[str] = "restart"
    target: str = ""


@attrs.define(eq=False, repr=False)
class ErrorEvent(_Event):
    """The stream failed (only with `raise_on_error=False`; otherwise the error is raised)."""

    kind: ClassVar[str] = "error"
    is_error: ClassVar[bool] = True
    error: Exception


@attrs.define(eq=False, repr=False)
class StreamEnd(_Event):
    """The end: "stop", ..., "cancelled" after a cancel, "error" after an `ErrorEvent`."""

    kind: ClassVar[str] = "stream_end"
    is_stream_end: ClassVar[bool] = True
    finish_reason: str | None = None


StreamEvent: TypeAlias = (
    ContentDelta
    | ReasoningDelta
    | RefusalDelta
    | ToolCallStarted
    | ToolCallDelta
    | ToolCallComplete
    | CitationEvent
    | UsageEvent
    | FinalCandidate
    | UnknownEvent
    | ErrorEvent
    | StreamEnd
)
