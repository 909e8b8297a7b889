"""How many tokens a request has, when nobody says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

from .content import AudioPart, FilePart, ImagePart, ReasoningPart, RefusalPart, TextPart, ToolCall, describe

if TYPE_CHECKING:
    from .request import ChatCompletionRequest

__all__ = ["TokenCount", "count_of", "estimate", "estimate_text"]

# A message costs a few tokens for its role and its borders; an image what most providers charge for a middle-sized one.
_PER_MESSAGE = 4
_PER_IMAGE = 800
_PER_SECOND_OF_16K_BYTES = 16_000


class TokenCount(int):
    """A number of tokens that says where it comes from.

    Attributes:
        source: "provider" (its own endpoint counted) or "estimate" (from the length of the text: within about 20 %
            for prose, worse for code and numbers).
    """

    source: str

    def __new__(cls, value: int, source: str) -> Self:
        """A count and its source."""
        count = super().__new__(cls, value)
        count.source = source
        return count

    def __repr__(self) -> str:
        return f"{int(self)} ({self.source})"


def estimate_text(text: str) -> int:
    """About how many tokens a text has: one for four ASCII characters, for one ideograph, for two other characters."""
    if text.isascii():
        return round(len(text) / 4) or (1 if text else 0)
    plain = len(text.encode("ascii", "ignore"))
    wide = sum("\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af" for character in text)
    other = len(text) - plain - wide
    return round(plain / 4 + wide + other / 2) or (1 if text else 0)


def estimate(request: ChatCompletionRequest) -> TokenCount:
    """About how many tokens a request has: messages, tools and schema."""
    return TokenCount(count_of(request), "estimate")


def count_of(request: ChatCompletionRequest) -> int:
    """The number that `estimate` gives."""
    tokens = 3
    for message in request.messages:
        tokens += _PER_MESSAGE
        for part in message.content:
            if isinstance(part, TextPart):
                tokens += estimate_text(part.text)
            elif isinstance(part, ImagePart):
                tokens += 85 if part.detail == "low" else _PER_IMAGE
            elif isinstance(part, (AudioPart, FilePart)):
                tokens += len(part.data or b"") // _PER_SECOND_OF_16K_BYTES * 25 + estimate_text(
                    part.name or "" if isinstance(part, FilePart) else ""
                )
            elif isinstance(part, ToolCall):
                tokens += estimate_text(part.name) + estimate_text(part.arguments) + _PER_MESSAGE
            elif isinstance(part, (ReasoningPart, RefusalPart)):
                tokens += estimate_text(part.text)
            else:
                tokens += estimate_text(describe(part))
    for tool in request.tools or ():
        shape = tool.raw or {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
        tokens += estimate_text(json.dumps(shape, default=str)) + _PER_MESSAGE
    schema = getattr(request.response_format, "schema", None)
    if schema:
        tokens += estimate_text(json.dumps(schema, default=str))
    return tokens
