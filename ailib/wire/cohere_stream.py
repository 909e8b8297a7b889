"""A stream of Cohere's v2 chat: server-sent events, each with its `type`; `message-end` is the last word.

Source: https://docs.cohere.com/reference/chat-stream, https://docs.cohere.com/docs/streaming.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
from ..models.content import MessageContent, ReasoningPart
from ..models.message import Message, Role
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .assembly import ToolCallAssembly, paired
from .blocks import Blocks
from .cohere import MESSAGE_FIELDS, decode_usage, finish_reason
from .frames import FrameStream
from .framing import sse
from .shapes import Json, is_list, is_object

if TYPE_CHECKING:
    from ..errors import AilibError
    from ..models.content import ContentPart
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .blocks import Block
    from .dialect import Dialect

__all__ = ["CohereStream"]

_EVENTS = frozenset(
    {
        "message-start", "content-start", "content-delta", "content-end", "tool-plan-delta", "tool-call-start",
        "tool-call-delta", "tool-call-end", "citation-start", "citation-end", "message-end",
    }
)  # fmt: skip


_NOTHING: dict[str, Any] = {}


class CohereStream(FrameStream):
    """Decodes one stream."""

    error: AilibError | None

    def __init__(self, dialect: Dialect, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> None:
        super().__init__(dialect, profile, request, model, sse.Decoder())
        self._id = ""
        self._wire_model = ""
        self._role: str = Role.ASSISTANT
        self._blocks = Blocks()
        self._raw_blocks: dict[int, dict[str, Any]] = {}  # blocks of a type that ailib does not know
        self._plan: list[str] = []
        self._calls: ToolCallAssembly | None = None
        self._citations: list[Any] = []
        self._extra: dict[str, Any] = {}
        self._logprobs: list[Any] = []
        self._usage: Usage | None = None
        self._reason: str | None = None
        self._last: dict[str, Any] | None = None
        self._top: dict[str, Any] = {}

    # Frames

    def _frame(self, name: str | None, data: Any, chunks: list[ChatCompletionChunk]) -> None:
        event: Json = data
        if type(event) is not dict:
            return  # a bare number or text between events: nothing of this family
        kind: Any = event.get("type") or name
        outer: Json = event.get("delta")
        message: Json = outer.get("message") if type(outer) is dict else None
        wire: dict[str, Any] = message if type(message) is dict else _NOTHING
        delta = Delta()
        logprobs: Any = None
        if kind == "content-delta":
            content: Json = wire.get("content")
            if type(content) is dict:
                self._content(content, event.get("index"), delta)
            elif content:
                self._content({"text": content}, event.get("index"), delta)
            logprobs = event.get("logprobs")
            if logprobs is not None:
                self._logprobs.extend(logprobs if is_list(logprobs) else [logprobs])
        elif kind == "tool-call-delta" or kind == "tool-call-start":
            calls: Json = wire.get("tool_calls")
            self._tools(calls if is_list(calls) else [calls], event.get("index"), delta)
        elif kind == "tool-plan-delta":
            plan = wire.get("tool_plan")
            if plan and type(plan) is str:
                self._plan.append(plan)
                delta.reasoning = plan
                self.has_content = True
        elif kind == "message-end":
            self._end(outer if type(outer) is dict else _NOTHING)
        elif type(kind) is str and kind in _EVENTS:
            self._rare(kind, event, wire, delta)
        else:
            self._unknown(kind, event, chunks)
            return
        self.events += 1
        self._last = event
        choice = ChunkChoice(0, delta, None, None, logprobs)
        usage: Usage | None = None
        if kind == "message-end":
            choice.finish_reason = finish_reason(self._reason, calls=self._calls is not None)
            choice.finish_reason_raw = self._reason
            usage = self._usage
        chunks.append(ChatCompletionChunk(self._id, self._wire_model, (choice,), usage, None, event))

    def _content(self, content: dict[str, Any], index: Any, delta: Delta) -> None:
        """A piece of a block."""
        if type(index) is not int:
            index = None
        elif self._raw_blocks and index in self._raw_blocks:
            _grow(self._raw_blocks[index], content)
            delta.extra = {"content": content}
            self.has_content = True
            return
        known = 0
        text = content.get("text")
        if type(text) is str:
            known += 1
            block = self._block(index, "text")
            if text:
                block.pieces.append(text)
                delta.content = text
                self.has_content = True
        thinking = content.get("thinking")
        if type(thinking) is str:
            known += 1
            block = self._block(index, "reasoning")
            if thinking:
                block.pieces.append(thinking)
                delta.reasoning = thinking
                self.has_content = True
        if len(content) > known:
            self._beside(content, index, delta)

    def _block(self, index: int | None, kind: str) -> Block:
        return self._blocks.last(kind) if index is None else self._blocks.open(index, kind)

    def _beside(self, content: dict[str, Any], index: int | None, delta: Delta) -> None:
        """Fields of a block besides its text: kept, as the block has to go back whole."""
        rest = {
            key: value
            for key, value in content.items()
            if value is not None and not (key in ("type", "text", "thinking") and type(value) is str)
        }
        if not rest:
            return
        block = self._blocks.get(index) if index is not None else None
        if block is None and self._blocks.order:
            block = self._blocks.order[-1]
        if block is not None:
            if block.extra is None:
                block.extra = {}
            _grow(block.extra, rest)
        if block is not None and block.kind == "reasoning":
            delta.reasoning_data = [content]
        else:
            delta.extra = {"content": content}
        self.has_content = True

    def _rare(self, kind: str, data: dict[str, Any], message: dict[str, Any], delta: Delta) -> None:
        """What comes once per answer, block or source."""
        if kind == "content-start":
            content: Json = message.get("content")
            index = data.get("index")
            if type(content) is not dict:
                return
            block_type = content.get("type")
            if block_type in ("text", "thinking") or (block_type is None and content.keys() & {"text", "thinking"}):
                self._content(content, index, delta)
                return
            raw = dict(content)
            if type(index) is int:
                self._raw_blocks[index] = raw
            self._blocks.unknown(raw)
            delta.extra = {"content": content}
            self.has_content = True
        elif kind == "citation-start":
            found: Json = message.get("citations")
            citations: list[Any] = found if type(found) is list else [found] if found else []
            if citations:
                self._citations.extend(citations)
                delta.extra = {"annotations": citations}
        elif kind == "message-start":
            name, role = data.get("id"), message.get("role")
            if type(name) is str and name:
                self._id = name
            if type(role) is str and role:
                self._role = delta.role = role
            model = data.get("model")
            if type(model) is str:
                self._wire_model = model
            for key, value in message.items():
                # The rest of the message grows by events of its own; here it is empty.
                if key not in MESSAGE_FIELDS and value not in (None, [], "", {}):
                    self._extra[key] = value

    def _tools(self, calls: list[Any], index: Any, delta: Delta) -> None:
        fragments: list[ToolCallFragment] = []
        for raw in calls:
            if not is_object(raw):
                continue
            if self._calls is None:
                self._calls = ToolCallAssembly()
            inner: Json = raw.get("function")
            function = inner if type(inner) is dict else raw
            arguments: Any = function.get("arguments")
            if arguments is None:
                arguments = ""
            elif type(arguments) is not str:
                from .json import dumps

                arguments = dumps(arguments).decode()
            call_id, name, kind = raw.get("id"), function.get("name"), raw.get("type")
            place = self._calls.add(
                index if type(index) is int else None,
                call_id if type(call_id) is str else "",
                name if type(name) is str else "",
                arguments,
                kind if type(kind) is str and kind else "function",
            )
            call = self._calls.calls[place]
            for key, value in raw.items():
                if key not in ("id", "type", "function", "index", "name", "arguments") and value is not None:
                    call.extra[key] = value
            fragment = ToolCallFragment(place, "", "", arguments, call.type, raw)
            if call.id and not call.told_id:
                fragment.id, call.told_id = call.id, True
            if call.name and not call.told_name:
                fragment.name, call.told_name = call.name, True
            fragments.append(fragment)
            self.has_content = True
        delta.tool_calls = tuple(fragments)

    def _end(self, delta: dict[str, Any]) -> None:
        """The last event: why it ended, what it used, and whether it failed."""
        reason = delta.get("finish_reason")
        if type(reason) is str and reason:
            self._reason = reason
        self._usage = decode_usage(delta.get("usage"))
        for key, value in delta.items():
            if key not in ("finish_reason", "usage", "error", "message") and value is not None:
                self._top[key] = value
        text = delta.get("error")
        if text:
            found = text if is_object(text) else {"message": str(text), "type": reason}
            self.failed({"error": found})
        self.done = self.error is None

    def _unknown(self, kind: Any, data: dict[str, Any], chunks: list[ChatCompletionChunk]) -> None:
        """An error, or an event that ailib does not know: kept, but no sign of life."""
        if (kind == "error" or "error" in data or "type" not in data) and self.failed(data):
            return
        if kind == "error":
            self.failed({"error": {**data, "type": data.get("code")}})
            return
        self._top.setdefault("unknown_events", []).append(data)
        chunks.append(ChatCompletionChunk(self._id, self._wire_model, (), None, None, data))

    def _close(self, chunks: list[ChatCompletionChunk]) -> None:
        # "[DONE]" is the framing's end; without `message-end` before it the answer's own is missing.
        self.error = self.truncated()

    # The answer so far

    def _answer(self) -> ChatCompletionResponse:
        provider = self._profile.id
        for block in self._blocks.order:
            if block.kind == "reasoning":
                block.field = "thinking"
                if block.extra:
                    block.data = {"type": "thinking", "thinking": block.text, **block.extra}
                    signature = block.extra.get("signature")
                    block.signature = signature if isinstance(signature, str) else None
        parts: list[ContentPart] = self._blocks.parts(provider)
        if self._plan:
            parts.append(ReasoningPart(paired("".join(self._plan)), field="tool_plan", provider=provider))
        if self._calls is not None:
            parts.extend(self._calls.parts())
        extra = dict(self._extra)
        if self._citations:
            extra["citations"] = [*(extra.get("citations") or ()), *self._citations]
        status = UsageStatus.FINALIZED
        if self._usage is None:
            status = UsageStatus.UNSUPPORTED if self.done else UsageStatus.PENDING
        choices: list[Choice] = []
        if self._last is not None:
            message = Message(self._role, MessageContent(parts), extra=extra or None, origin=provider)
            reason = finish_reason(self._reason, calls=self._calls is not None)
            choices.append(Choice(0, message, reason, self._reason, list(self._logprobs) or None))
        return ChatCompletionResponse(
            id=self._id,
            model=self._wire_model,
            choices=choices,
            usage=self._usage or Usage(),
            usage_status=status,
            provider=provider,
            raw={**self._last, **self._top} if self._last is not None else None,
        )


def _grow(known: dict[str, Any], piece: dict[str, Any]) -> None:
    """Text and lists grow, anything else is replaced."""
    for key, value in piece.items():
        before = known.get(key)
        if isinstance(before, str) and isinstance(value, str):
            known[key] = value if key == "type" else before + value
        else:
            known[key] = before + value if is_list(before) and is_list(value) else value
