"""An answer made of ordered blocks (text, thinking, tool calls, others), put together from pieces.

For the families whose messages are lists of blocks: the order is kept, because it has to go back as it came.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from ..models.content import ContentPart, ReasoningPart, TextPart, ToolCall, UnknownPart
from .assembly import paired

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["Block", "Blocks", "is_made_id", "made_id"]

_MADE = "ailib_"


def made_id() -> str:
    """An id for a tool call whose provider gives none, so that its result can name it."""
    return _MADE + secrets.token_hex(8)


def is_made_id(call_id: str | None) -> bool:
    """Whether the id is one of ours, which a provider without ids must not be sent."""
    return call_id is not None and call_id.startswith(_MADE)


class Block:
    """One block while it grows.

    Attributes:
        kind: "text", "reasoning", "call", or "part" for a finished part of another kind.
        pieces: Text so far; for a call, its arguments.
        place: Of a call, its number among the calls of this answer.
        signature, data, field: Of thinking; see `ReasoningPart`.
        extra: Fields beside it.
    """

    __slots__ = ("data", "extra", "field", "id", "kind", "name", "part", "pieces", "place", "signature", "type")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.pieces: list[str] = []
        self.id = self.name = ""
        self.type = "function"
        self.place = 0
        self.signature: str | None = None
        self.data: Any = None
        self.field: str | None = None
        self.extra: dict[str, Any] | None = None
        self.part: ContentPart | None = None

    @property
    def text(self) -> str:
        """All pieces."""
        return paired("".join(self.pieces))


class Blocks:
    """The blocks of one answer, in order, each found by a key (its index on the wire, an item id)."""

    __slots__ = ("_by_key", "calls", "order")

    def __init__(self) -> None:
        self.order: list[Block] = []
        self._by_key: dict[Hashable, Block] = {}
        self.calls: int = 0

    def get(self, key: Hashable) -> Block | None:
        """The block of that key, or None."""
        return self._by_key.get(key)

    def open(self, key: Hashable, kind: str) -> Block:
        """The block of that key and kind; made, at the end, if there is none. A key of None makes a new one."""
        block = self._by_key.get(key) if key is not None else None
        if block is None or block.kind != kind:
            block = Block(kind)
            if kind == "call":
                block.place = self.calls
                self.calls += 1
            self.order.append(block)
            if key is not None:
                self._by_key[key] = block
        return block

    def last(self, kind: str) -> Block:
        """The last block if it is of that kind, else a new one: for wires that do not number their blocks."""
        return self.order[-1] if self.order and self.order[-1].kind == kind else self.open(None, kind)

    def add(self, part: ContentPart) -> Block:
        """A finished part of another kind."""
        block = self.open(None, "part")
        block.part = part
        return block

    def unknown(self, raw: Any) -> Block:
        """A finished block of a type that ailib does not know, kept as it came."""
        return self.add(UnknownPart(raw))

    def parts(self, provider: str) -> list[ContentPart]:
        """The parts so far."""
        parts: list[ContentPart] = []
        for block in self.order:
            if block.kind == "text":
                parts.append(TextPart(block.text, block.extra))
            elif block.kind == "reasoning":
                parts.append(ReasoningPart(block.text, block.signature, block.data, block.field, provider))
            elif block.kind == "call":
                parts.append(ToolCall(block.id, block.name, block.text, block.type, block.extra))
            elif block.part is not None:
                parts.append(block.part)
        return parts
