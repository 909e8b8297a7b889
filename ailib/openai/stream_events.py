"""Events of chats that are put together as they come: the names and fields of the official package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from ..models.record import Record
from ..wire.assembly import paired

if TYPE_CHECKING:
    from .parsed import ParsedChatCompletion
    from .types import ChatCompletionTokenLogprob  # noqa: TC004 - made when it is first met

__all__ = [
    "ChunkEvent",
    "ContentDeltaEvent",
    "ContentDoneEvent",
    "FunctionToolCallArgumentsDeltaEvent",
    "FunctionToolCallArgumentsDoneEvent",
    "GrowingText",
    "LogprobsContentDeltaEvent",
    "LogprobsContentDoneEvent",
    "LogprobsRefusalDeltaEvent",
    "LogprobsRefusalDoneEvent",
    "RefusalDeltaEvent",
    "RefusalDoneEvent",
]

T = TypeVar("T")


class GrowingText:
    """A text that grows; a snapshot of it is made when somebody asks."""

    __slots__ = ("pieces",)

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def add(self, piece: str) -> int:
        """One more piece; returns how many there are."""
        self.pieces.append(piece)
        return len(self.pieces)

    def until(self, count: int | None = None) -> str:
        """The text of the first pieces."""
        return paired("".join(self.pieces if count is None else self.pieces[:count]))


# -- events of chats; the names and fields of the official package


@attrs.frozen(eq=False, repr=False)
class ChunkEvent(Record):
    """A chunk, as it came. `snapshot` is the completion so far."""

    chunk: Any
    _state: Any = attrs.field(repr=False, eq=False)
    type: str = "chunk"

    @property
    def snapshot(self) -> ParsedChatCompletion[Any]:
        """The completion so far; nothing in it is parsed."""
        found: ParsedChatCompletion[Any] = self._state.snapshot()
        return found


@attrs.frozen(eq=False, repr=False)
class ContentDeltaEvent(Record):
    """A piece of content; `snapshot` is the content so far, `parsed` its JSON as far as it can be told."""

    delta: str
    _text: Any = attrs.field(repr=False, eq=False)
    _count: int = attrs.field(repr=False, eq=False)
    _json: bool = attrs.field(default=False, repr=False, eq=False)
    type: str = "content.delta"

    @property
    def snapshot(self) -> str:
        """The content so far."""
        found: str = self._text.until(self._count)
        return found

    @property
    def parsed(self) -> Any:
        """The JSON so far; None without a `response_format` that is a type."""
        if not self._json:
            return None
        from .partial_json import partial_json

        return partial_json(self.snapshot)


@attrs.frozen(eq=False, repr=False)
class ContentDoneEvent(Record, Generic[T]):
    """The whole content, and the object that it is."""

    content: str
    parsed: T | None = None
    type: str = "content.done"


@attrs.frozen(eq=False, repr=False)
class RefusalDeltaEvent(Record):
    """A piece of a refusal."""

    delta: str
    _text: Any = attrs.field(repr=False, eq=False)
    _count: int = attrs.field(repr=False, eq=False)
    type: str = "refusal.delta"

    @property
    def snapshot(self) -> str:
        """The refusal so far."""
        found: str = self._text.until(self._count)
        return found


@attrs.frozen(eq=False, repr=False)
class RefusalDoneEvent(Record):
    """The whole refusal."""

    refusal: str
    type: str = "refusal.done"


@attrs.frozen(eq=False, repr=False)
class FunctionToolCallArgumentsDeltaEvent(Record):
    """A piece of the arguments of a tool call."""

    name: str
    index: int
    arguments_delta: str
    _pieces: Any = attrs.field(repr=False, eq=False)
    _count: int = attrs.field(repr=False, eq=False)
    type: str = "tool_calls.function.arguments.delta"

    @property
    def arguments(self) -> str:
        """The arguments so far."""
        return "".join(self._pieces[: self._count])

    @property
    def parsed_arguments(self) -> Any:
        """Their JSON, as far as it can be told."""
        from .partial_json import partial_json

        return partial_json(self.arguments)


@attrs.frozen(eq=False, repr=False)
class FunctionToolCallArgumentsDoneEvent(Record):
    """The whole arguments of a tool call, and the object that they are."""

    name: str
    index: int
    arguments: str
    parsed_arguments: Any = None
    type: str = "tool_calls.function.arguments.done"


@attrs.frozen(eq=False, repr=False)
class LogprobsContentDeltaEvent(Record):
    """More probabilities of the content's tokens; `snapshot` are those so far."""

    content: list[ChatCompletionTokenLogprob]
    snapshot: list[ChatCompletionTokenLogprob]
    type: str = "logprobs.content.delta"


@attrs.frozen(eq=False, repr=False)
class LogprobsContentDoneEvent(Record):
    """All probabilities of the content's tokens."""

    content: list[ChatCompletionTokenLogprob]
    type: str = "logprobs.content.done"


@attrs.frozen(eq=False, repr=False)
class LogprobsRefusalDeltaEvent(Record):
    """More probabilities of the refusal's tokens; `snapshot` are those so far."""

    refusal: list[ChatCompletionTokenLogprob]
    snapshot: list[ChatCompletionTokenLogprob]
    type: str = "logprobs.refusal.delta"


@attrs.frozen(eq=False, repr=False)
class LogprobsRefusalDoneEvent(Record):
    """All probabilities of the refusal's tokens."""

    refusal: list[ChatCompletionTokenLogprob]
    type: str = "logprobs.refusal.done"
