"""A stream of the Anthropic Messages family: server-sent events, one for each step of each content block.

Source: https://docs.anthropic.com/en/docs/build-with-claude/streaming. The order is `message_start`; for every block
`content_block_start`, `content_block_delta`s, `content_block_stop`; `message_delta` (stop reason, usage);
`message_stop`, without which the answer is not complete. `ping` may come at any time and is no sign of life.

What it copes with: blocks and deltas of unknown types (put together by the same rules and kept), deltas without the
start of their block, an index used twice (after a fallback to another model), usage that comes in parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
from ..models.content import UnknownPart
from ..models.usage import UsageStatus
from .anthropic import decode_usage, finish_reason, message_response, present, thinking_part
from .blocks import Block, Blocks
from .frames import FrameStream
from .framing import sse
from .json import dumps, loads
from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..models.usage import Usage
    from ..providers.profile import ProviderProfile
    from .dialect import Dialect

__all__ = ["AnthropicStream"]

_STARTS_TEXT = frozenset({"type", "text", "citations"})
_STARTS_THOUGHT = frozenset({"type", "thinking", "signature"})
_STARTS_CALL = frozenset({"type", "id", "name", "input"})
# Which block a delta belongs to, when its start was never sent.
_KIND_OF_DELTA = {
    "text_delta": "text",
    "citations_delta": "text",
    "thinking_delta": "thinking",
    "signature_delta": "thinking",
    "input_json_delta": "tool_use",
}


class AnthropicStream(FrameStream):
    """Decodes one stream; see `ailib.wire.dialect.ChatStreamDecoder`."""

    def __init__(self, dialect: Dialect, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> None:
        super().__init__(dialect, profile, request, model, sse.Decoder())
        self._blocks = Blocks()
        self._open_at: dict[int, Block] = {}  # by index on the wire
        self._message: dict[str, Any] = {}  # the message object without its content, as far as it is known
        self._usage: dict[str, Any] = {}
        self._id = ""
        self._wire_model = ""
        self._unknown: list[Any] = []

    def _frame(self, name: str | None, data: Json, chunks: list[ChatCompletionChunk]) -> None:
        if type(data) is not dict:
            self._unknown.append(data)
            return
        kind = data.get("type") or name
        if kind == "content_block_delta":
            delta: Json = data.get("delta")
            if type(delta) is dict:
                self.events += 1
                self._delta(delta, data, chunks)
                return
        elif kind == "ping":
            return
        elif kind == "content_block_start":
            block: Json = data.get("content_block")
            if type(block) is dict:
                self.events += 1
                self._start(block, data, chunks)
                return
        elif kind == "content_block_stop":
            self.events += 1
            self._stop(data, chunks)
            return
        elif kind == "message_start":
            message: Json = data.get("message")
            if type(message) is dict:
                self.events += 1
                self._begin(message, data, chunks)
                return
        elif kind == "message_delta":
            self.events += 1
            self._change(data, chunks)
            return
        elif kind == "message_stop":
            self.events += 1
            self._close(chunks)
            self.done = True
            return
        if self.failed(data):
            return
        # Not one of ours: kept, but no sign of life.
        self._unknown.append(data)
        chunks.append(ChatCompletionChunk(self._id, self._wire_model, (), None, None, data))

    def _chunk(self, delta: Delta, raw: Any) -> ChatCompletionChunk:
        return ChatCompletionChunk(self._id, self._wire_model, (ChunkChoice(0, delta),), None, None, raw)

    # The message

    def _begin(self, message: dict[str, Any], raw: Any, chunks: list[ChatCompletionChunk]) -> None:
        for key, value in message.items():
            if key == "usage":
                self._count(value)
            elif key != "content" and (value is not None or key not in self._message):
                self._message[key] = value
        response_id, model = message.get("id"), message.get("model")
        self._id = response_id if type(response_id) is str else self._id
        self._wire_model = model if type(model) is str else self._wire_model
        role = message.get("role")
        chunks.append(self._chunk(Delta(role=role if type(role) is str and role else "assistant"), raw))
        content: Json = message.get("content")
        # Nearly always empty; a server that has the answer already may put it here.
        first: Json
        for first in content if type(content) is list else ():
            if type(first) is dict:
                self._start(first, raw, chunks)

    def _count(self, usage: Json) -> None:
        if type(usage) is dict:
            self._usage.update((key, value) for key, value in usage.items() if value is not None)

    def _change(self, data: dict[str, Any], chunks: list[ChatCompletionChunk]) -> None:
        delta: Json = data.get("delta")
        if type(delta) is dict:
            self._message.update((key, value) for key, value in delta.items() if value is not None)
        for key, value in data.items():
            if key not in ("type", "delta", "usage") and value is not None:
                self._message[key] = value
        self._count(data.get("usage"))
        reason = self._message.get("stop_reason")
        reason = reason if type(reason) is str and reason else None
        choices: tuple[ChunkChoice, ...] = ()
        if reason is not None:
            self._settle(chunks)
            choices = (ChunkChoice(0, Delta(), finish_reason(reason, calls=self._blocks.calls > 0), reason),)
        chunks.append(
            ChatCompletionChunk(self._id, self._wire_model, choices, decode_usage(self._usage or None), None, data)
        )

    # Blocks

    def _start(self, start: dict[str, Any], raw: dict[str, Any], chunks: list[ChatCompletionChunk]) -> None:
        kind = start.get("type")
        delta = Delta()
        if kind == "text":
            block = self._blocks.open(None, "text")
            text, citations = start.get("text"), start.get("citations")
            if type(text) is str and text:
                block.pieces.append(text)
                delta.content = text
                self.has_content = True
            block.extra = present(start, _STARTS_TEXT)
            if citations and is_list(citations):
                block.extra = {"citations": list(citations), **(block.extra or {})}
                delta.extra = {"annotations": citations}
        elif kind == "tool_use" and type(start.get("name")) is str:
            block = self._call(start)
            delta.tool_calls = (ToolCallFragment(block.place, block.id, block.name, "", block.type, start),)
        elif kind == "thinking":
            block = self._blocks.open(None, "thinking")
            # Text and signature come in deltas; what else stands here has to go back too.
            block.data = {key: value for key, value in start.items() if key not in _STARTS_THOUGHT}
            text, signature = start.get("thinking"), start.get("signature")
            if type(text) is str and text:
                block.pieces.append(text)
                delta.reasoning = text
                self.has_content = True
            if type(signature) is str:
                block.signature = signature
                if signature:
                    delta.reasoning_data = [start]
        elif kind == "redacted_thinking":
            block = self._blocks.open(None, "thinking")
            block.data = start
            block.field = "redacted_thinking"
            delta.reasoning_data = [start]
            self.has_content = True
        else:
            # Made by the provider itself (its own tools, compaction, a fallback) or not known: kept as it is.
            block = self._blocks.open(None, "other")
            block.data = dict(start)
            self.has_content = True
            delta.extra = {"content_block": start}
            # From here on another model answers; a whole answer names that one.
            model = member(start.get("to"), "model") if kind == "fallback" else None
            if type(model) is str and model:
                self._wire_model = self._message["model"] = model
        self._open_at[_index(raw)] = block
        chunks.append(self._chunk(delta, raw))

    def _call(self, start: dict[str, Any]) -> Block:
        block = self._blocks.open(None, "call")
        call_id, name, value = start.get("id"), start.get("name"), start.get("input")
        block.id = call_id if type(call_id) is str else ""
        block.name = name if type(name) is str else ""
        block.data = value
        block.extra = present(start, _STARTS_CALL)
        self.has_content = True
        return block

    def _delta(self, delta: dict[str, Any], raw: dict[str, Any], chunks: list[ChatCompletionChunk]) -> None:
        block = self._open_at.get(_index(raw))
        kind = delta.get("type")
        if block is None:
            wanted = _KIND_OF_DELTA.get(kind) if type(kind) is str else None
            start: dict[str, Any] = {"type": wanted or "unknown"}
            if wanted == "tool_use":
                start["name"] = ""
            self._start(start, raw, chunks)
            chunks.pop()
            block = self._open_at[_index(raw)]
        out = Delta()
        if kind == "text_delta" and block.kind == "text":
            text = delta.get("text")
            if type(text) is str and text:
                block.pieces.append(text)
                out.content = text
                self.has_content = True
        elif kind == "thinking_delta" and block.kind == "thinking":
            text = delta.get("thinking")
            if type(text) is str and text:
                block.pieces.append(text)
                out.reasoning = text
                self.has_content = True
        elif kind == "input_json_delta" and block.kind == "call":
            text = delta.get("partial_json")
            text = text if type(text) is str else ""
            if text:
                block.pieces.append(text)
            out.tool_calls = (ToolCallFragment(block.place, "", "", text, block.type, delta),)
        elif kind == "signature_delta" and block.kind == "thinking":
            signature = delta.get("signature")
            if type(signature) is str:
                block.signature = signature
            out.reasoning_data = [delta]
        elif kind == "citations_delta" and block.kind == "text":
            citation = delta.get("citation")
            if citation is not None:
                extra = block.extra if block.extra is not None else {}
                extra.setdefault("citations", []).append(citation)
                block.extra = extra
                out.extra = {"annotations": [citation]}
        else:
            self._grow(block, kind, delta)
            out.extra = {"content_block_delta": delta}
        chunks.append(self._chunk(out, raw))

    @staticmethod
    def _grow(block: Block, kind: Any, delta: dict[str, Any]) -> None:
        """A delta that has no rule of its own: texts and lists go on, JSON text is collected, the rest is set."""
        if kind == "input_json_delta":
            text = delta.get("partial_json")
            if type(text) is str and text:
                block.pieces.append(text)
            return
        fields: dict[str, Any]
        if block.kind == "other" or (block.kind == "thinking" and is_object(block.data)):
            fields = block.data if is_object(block.data) else {}
        else:
            if block.extra is None:
                block.extra = {}
            fields = block.extra
        for key, value in delta.items():
            if key == "type" or value is None:
                continue
            known: Json = fields.get(key)
            if type(known) is str and type(value) is str:
                fields[key] = known + value
            elif type(known) is list and type(value) is list:
                fields[key] = [*known, *value]
            else:
                fields[key] = value

    def _stop(self, raw: dict[str, Any], chunks: list[ChatCompletionChunk]) -> None:
        block = self._open_at.pop(_index(raw), None)
        if block is not None:
            self._end(block, raw, chunks)

    def _settle(self, chunks: list[ChatCompletionChunk]) -> None:
        """End the blocks whose end the server did not announce."""
        for block in self._open_at.values():
            self._end(block, None, chunks)
        self._open_at.clear()

    def _end(self, block: Block, raw: Any, chunks: list[ChatCompletionChunk]) -> None:
        if block.kind != "call" or block.pieces:
            return
        # No deltas: the input stood at the start, or there is none.
        value = block.data
        text = value if type(value) is str and value else dumps({} if value is None or value == "" else value).decode()
        block.pieces.append(text)
        chunks.append(
            self._chunk(Delta(tool_calls=(ToolCallFragment(block.place, "", "", text, block.type, raw),)), raw)
        )

    def _close(self, chunks: list[ChatCompletionChunk]) -> None:
        if self._message.get("stop_reason"):
            self._settle(chunks)

    # The answer so far

    def _answer(self) -> ChatCompletionResponse:
        provider = self._profile.id
        for block in self._blocks.order:
            if block.kind == "thinking":
                block.part = thinking_part(_thinking_block(block), provider)
            elif block.kind == "other":
                block.part = UnknownPart(_other_block(block))
        usage: Usage | None = decode_usage(self._usage or None)
        message = dict(self._message)
        if self._usage:
            message["usage"] = dict(self._usage)
        response = message_response(message, self._blocks.parts(provider), provider, usage)
        response.model = response.model or self._model
        if not self.done and self._message.get("stop_reason") is None:
            response.usage_status = UsageStatus.PENDING
        if self._unknown:
            message["unknown_events"] = list(self._unknown)
        response.raw = message or None
        return response


def _index(event: dict[str, Any]) -> int:
    """The block that an event belongs to; without a number, the last one that had none either."""
    index = event.get("index")
    return index if type(index) is int else -1


def _thinking_block(block: Block) -> dict[str, Any]:
    if block.field == "redacted_thinking":
        fields: dict[str, Any] = block.data
        return fields
    made: dict[str, Any] = {"type": "thinking", "thinking": block.text}
    if block.signature is not None:
        made["signature"] = block.signature
    return {**made, **(block.data or {})}


def _other_block(block: Block) -> dict[str, Any]:
    made: dict[str, Any] = dict(block.data)
    if block.pieces:
        text = block.text
        try:
            made["input"] = loads(text)
        except ValueError:
            made["input"] = text
    return made
