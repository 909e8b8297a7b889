"""Chunks of a stream: small, mutable while they are built, one per decoded frame."""

from __future__ import annotations

from typing import Any

import attrs

from .record import Record
from .usage import Usage

__all__ = ["ChatCompletionChunk", "ChunkChoice", "Delta", "RestartChunk", "ToolCallFragment"]


@attrs.define(eq=False, repr=False)
class ToolCallFragment(Record):
    """A piece of a tool call.

    Attributes:
        index: Which call of this answer, from 0: ours, after repeated, missing or drifting indices were sorted out.
        id, name: Set on the first piece of a call, "" later.
        arguments: The next piece of JSON text.
        raw: As it stood on the wire.
    """

    index: int
    id: str = ""
    name: str = ""
    arguments: str = ""
    type: str = "function"
    raw: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.define(eq=False, repr=False)
class Delta(Record):
    """What one chunk adds to an answer.

    Attributes:
        content: Text, or None.
        reasoning: Thinking, or None.
        role: On the first chunk, as a rule.
        refusal: Text of a refusal, or None.
        tool_calls: Pieces of tool calls.
        reasoning_data: The provider's own JSON of the thinking (details with signatures), or None.
        audio: The provider's own JSON of a piece of sound, or None.
        extra: Other fields.
    """

    content: str | None = None
    reasoning: str | None = None
    role: str | None = None
    refusal: str | None = None
    tool_calls: tuple[ToolCallFragment, ...] = ()
    reasoning_data: Any = None
    audio: Any = None
    extra: dict[str, Any] | None = None


@attrs.define(eq=False, repr=False)
class ChunkChoice(Record):
    """One answer's part of a chunk; `index` comes from the data."""

    index: int
    delta: Delta
    finish_reason: str | None = None
    finish_reason_raw: str | None = None
    logprobs: Any = None


@attrs.define(eq=False, repr=False)
class ChatCompletionChunk(Record):
    """One frame of a stream.

    Attributes:
        id, model, created: As the provider says.
        choices: Empty on a chunk that carries only usage.
        usage: Tokens so far, where this chunk has them.
        raw: The provider's own JSON.
    """

    id: str
    model: str
    choices: tuple[ChunkChoice, ...]
    usage: Usage | None = None
    created: int | None = None
    raw: Any = attrs.field(default=None, repr=False, eq=False)

    @property
    def text(self) -> str:
        """The text that the first answer gains, "" if none."""
        for choice in self.choices:
            if choice.index == 0:
                return choice.delta.content or ""
        return ""

    @property
    def reasoning(self) -> str:
        """The thinking that the first answer gains, "" if none."""
        for choice in self.choices:
            if choice.index == 0:
                return choice.delta.reasoning or ""
        return ""

    def delta_text(self) -> str:
        """The same as `text`."""
        return self.text


@attrs.define(eq=False, repr=False)
class RestartChunk(ChatCompletionChunk):
    """The answer begins anew at another target: forget what came before (`FallbackChain(after_content="restart")`).

    Attributes:
        target: Who answers from here on.
    """

    target: str = ""
