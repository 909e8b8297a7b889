"""Streams of Bedrock's Converse API: AWS event streams of messages, blocks and metadata.

Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
`messageStop` has the reason; the last event is `metadata` with the usage. Blocks are numbered; text has no start event.
"""

from __future__ import annotations

import base64
import binascii
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..errors import InvalidEvent
from ..models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
from ..models.content import MessageContent, UnknownPart
from ..models.message import Message, Role
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .bedrock import routed_model
from .blocks import Block, Blocks
from .frames import FrameStream
from .framing.aws import BROKEN, ERROR, Decoder
from .json import loads
from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from ..errors import AilibError
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .bedrock import BedrockConverse

__all__ = ["BedrockStream", "broken_stream"]

_EVENTS = frozenset(
    {"messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"}
)


class BedrockStream(FrameStream):
    """Decodes one stream; see `ailib.wire.dialect.ChatStreamDecoder`."""

    def __init__(
        self, dialect: BedrockConverse, profile: ProviderProfile, request: ChatCompletionRequest, model: str
    ) -> None:
        self._frames = Decoder()
        super().__init__(dialect, profile, request, model, self._frames)
        self._converse = dialect
        self.error: AilibError | None = None
        self._blocks = Blocks()
        self._raw: dict[str, Any] = {}  # what `messageStop` and `metadata` said
        self._role: str = Role.ASSISTANT
        self._reason: str | None = None
        self._reason_raw: str | None = None
        self._usage: Usage | None = None

    def _frame(self, name: str | None, data: Any, chunks: list[ChatCompletionChunk]) -> None:
        frame: Json = data
        if name is None and isinstance(frame, dict) and len(frame) == 1:
            # Gateways that turn the events into plain JSON put the name around them.
            name, frame = next(iter(frame.items()))
        if name is not None and name.startswith(ERROR):
            self._failed(name, frame)
            return
        if name != "ping":  # keeps a connection alive and is no sign of an answer
            self.events += 1
        if type(frame) is not dict or name not in _EVENTS:
            if not self.failed(frame):
                chunks.append(ChatCompletionChunk("", self._model, (), None, None, {name or "event": frame}))
            return
        delta = Delta()
        if name == "contentBlockDelta":
            wire: Json = frame.get("delta")
            index = frame.get("contentBlockIndex")
            if type(wire) is not dict:
                return
            text = wire.get("text")
            if type(text) is str:
                self._blocks.open(index if type(index) is int else 0, "text").pieces.append(text)
                if text:
                    delta.content = text
                    self.has_content = True
                if len(wire) == 1:
                    chunks.append(ChatCompletionChunk("", self._model, (ChunkChoice(0, delta),), None, None, data))
                    return
            self._delta(wire, index if type(index) is int else 0, delta)
        elif name == "contentBlockStart":
            index = frame.get("contentBlockIndex")
            self._start(frame.get("start"), index if type(index) is int else 0, delta)
        elif name == "contentBlockStop":
            self._stop(frame.get("contentBlockIndex"))
            return
        elif name == "messageStart":
            role = frame.get("role")
            delta.role = self._role = role if type(role) is str and role else Role.ASSISTANT
        elif name == "messageStop":
            self._ended(frame, data, chunks)
            return
        else:
            self._metadata(frame, data, chunks)
            return
        chunks.append(ChatCompletionChunk("", self._model, (ChunkChoice(0, delta),), None, None, data))

    def _failed(self, name: str, frame: Json) -> None:
        """An exception or error instead of an event, or bytes that are no event stream."""
        if name == BROKEN:
            self.error = broken_stream(self, frame)
            return
        self.error = self._converse.exception(name[len(ERROR) :], frame, self._profile, self._model)

    # Blocks

    def _start(self, start: Json, index: int, delta: Delta) -> None:
        if not isinstance(start, dict):
            return
        for kind, value in start.items():
            piece: Json = value
            if kind == "toolUse" and isinstance(piece, dict) and piece.get("type") != "server_tool_use":
                block = self._blocks.open(index, "call")
                block.id, block.name = str(piece.get("toolUseId") or ""), str(piece.get("name") or "")
                extra = {key: item for key, item in piece.items() if key not in ("toolUseId", "name", "input", "type")}
                block.extra = extra or None
                delta.tool_calls = (ToolCallFragment(block.place, block.id, block.name, "", "function", piece),)
            else:
                # What the server does by itself, an image, or something new: put together, and kept as it is.
                self._grow(index, kind, piece)
                delta.extra = {kind: piece}
            self.has_content = True

    def _delta(self, wire: dict[str, Any], index: int, delta: Delta) -> None:
        """What a delta may hold besides text."""
        for kind, value in wire.items():
            piece: Json = value
            if kind == "text" and isinstance(piece, str):
                continue
            self.has_content = True
            if kind == "toolUse" and isinstance(piece, dict):
                block = self._blocks.get(index)
                if block is None or block.kind != "part":
                    self._arguments(piece, index, delta)
                    continue
            elif kind == "reasoningContent" and isinstance(piece, dict):
                self._thought(piece, index, delta)
                continue
            elif kind == "citation":
                block = self._blocks.get(index)
                if block is None or block.kind != "text":
                    block = self._blocks.open(index, "text")
                if block.extra is None:
                    block.extra = {"citations": []}
                block.extra["citations"].append(piece)
                delta.extra = {"annotations": [piece]}
                continue
            self._grow(index, kind, piece)
            delta.extra = {**(delta.extra or {}), kind: piece}

    def _arguments(self, piece: dict[str, Any], index: int, delta: Delta) -> None:
        block = self._blocks.open(index, "call")
        arguments = piece.get("input")
        if type(arguments) is not str:
            from .json import dumps

            arguments = "" if arguments is None else dumps(arguments).decode()
        if arguments:
            block.pieces.append(arguments)
        delta.tool_calls = (ToolCallFragment(block.place, "", "", arguments, "function", piece),)

    def _thought(self, piece: dict[str, Any], index: int, delta: Delta) -> None:
        block = self._blocks.open(index, "reasoning")
        block.field = "reasoningContent"
        text = piece.get("text")
        inner: Json = piece.get("reasoningText")
        if isinstance(inner, dict):  # the form of an answer that is not streamed
            text, piece = inner.get("text"), inner
        if type(text) is str and text:
            block.pieces.append(text)
            delta.reasoning = text
        signature = piece.get("signature")
        if type(signature) is str:
            block.signature = (block.signature or "") + signature
        redacted = piece.get("redactedContent")
        if type(redacted) is str:
            known = member(block.data, "redactedContent")
            block.data = {"redactedContent": _joined(known, redacted)}
        if len(piece) > 1 or text is None:
            delta.reasoning_data = [piece]

    def _grow(self, index: int, kind: str, piece: Any) -> None:
        """A block whose JSON is kept: its pieces are joined, text and lists by appending."""
        block = self._blocks.get(index)
        if block is None or block.kind != "part":
            block = self._blocks.open(index, "part")
            block.part = UnknownPart({})
        raw: Any = block.part.raw if isinstance(block.part, UnknownPart) else {}
        if kind == "toolResult" and is_list(piece):
            piece = {"content": piece}
        raw[kind] = _grown(raw.get(kind), piece)

    def _stop(self, index: Any) -> None:
        block = self._blocks.get(index if type(index) is int else 0)
        if block is not None and block.kind == "part":
            self._settle(block)

    def _settle(self, block: Block) -> None:
        """The block is complete: what came as text becomes what an answer that is not streamed has there."""
        part = block.part
        if not isinstance(part, UnknownPart):
            return
        use: Json = member(part.raw, "toolUse")
        if isinstance(use, dict) and not is_object(use.get("input")):
            text = use.get("input")
            with suppress(ValueError):  # what was cut off stays the text that it is
                use["input"] = loads(text) if isinstance(text, str) and text.strip() else {}
            return
        made = self._converse.part(part.raw, self._profile)
        if made is not None:
            block.part = made

    # Ends

    def _ended(self, frame: dict[str, Any], data: Any, chunks: list[ChatCompletionChunk]) -> None:
        reason = frame.get("stopReason")
        self._reason_raw = reason if type(reason) is str else None
        self._reason = self._converse.finish_reason(self._reason_raw, calls=self._blocks.calls > 0)
        self._raw.update(frame)
        choice = ChunkChoice(0, Delta(), self._reason, self._reason_raw)
        chunks.append(ChatCompletionChunk("", self._model, (choice,), None, None, data))
        self.done = self._usage is not None  # the two last events have no order of their own at some gateways

    def _metadata(self, frame: dict[str, Any], data: Any, chunks: list[ChatCompletionChunk]) -> None:
        self._usage = self._converse.usage(frame.get("usage")) or self._usage
        self._raw.update(frame)
        chunks.append(ChatCompletionChunk("", self._model, (), self._usage, None, data))
        self.done = self._reason_raw is not None

    def _complete(self) -> bool:
        return self._reason_raw is not None and not self._frames.pending

    # The answer so far

    def _answer(self) -> ChatCompletionResponse:
        parts = self._blocks.parts(self._profile.id)
        message = Message(self._role, MessageContent(parts), origin=self._profile.id)
        status = UsageStatus.FINALIZED
        if self._usage is None:
            status = UsageStatus.UNSUPPORTED if self.done else UsageStatus.PENDING
        raw = {key: value for key, value in self._raw.items() if key != "p"} or None
        seen = bool(self._blocks.order) or self._frames_seen
        return ChatCompletionResponse(
            model=routed_model(self._raw) or self._model,
            choices=[Choice(0, message, self._reason, self._reason_raw)] if seen else [],
            usage=self._usage or Usage(),
            usage_status=status,
            service_tier=self._converse.service_tier(self._raw),
            provider=self._profile.id,
            raw=raw,
        )


def broken_stream(stream: FrameStream, frame: Json) -> AilibError:
    """The error of bytes that are no event stream, or not any more."""
    why, at = member(frame, "message"), member(frame, "data")
    if not stream.events:
        return stream.no_stream(f"The answer is no AWS event stream: {why}", str(at).encode())
    return InvalidEvent(f"The event stream is damaged: {why}", data=str(at))


def _joined(known: Any, piece: str) -> str:
    """Two pieces of base64 as one."""
    if not isinstance(known, str):
        return piece
    try:
        both = base64.b64decode(known, validate=True) + base64.b64decode(piece, validate=True)
    except (binascii.Error, ValueError):
        return known + piece
    return base64.b64encode(both).decode("ascii")


def _grown(known: Any, piece: Any) -> Any:
    if isinstance(known, str) and isinstance(piece, str):
        return known + piece
    if is_list(known) and is_list(piece):
        return [*known, *piece]
    if is_object(known) and is_object(piece):
        return {**known, **{key: _grown(known.get(key), value) for key, value in piece.items()}}
    if piece is None:
        return known
    return dict(piece) if is_object(piece) else piece
