"""A stream of Ollama's chat: one JSON object a line; the one with `done: true` is the last word.

Source: https://docs.ollama.com/api/chat, https://docs.ollama.com/api/streaming. An error in mid-stream is a line
`{"error": "..."}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
from ..models.content import MessageContent, ReasoningPart, TextPart
from ..models.message import Message, Role
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .assembly import paired
from .frames import FrameStream
from .framing import ndjson
from .ollama import MESSAGE_FIELDS, created_at, decode_call, decode_images, decode_usage, finish_reason, wants_tags
from .shapes import Json, is_list, is_object
from .think import ThinkSplitter

if TYPE_CHECKING:
    from ..models.content import ContentPart, ImagePart, ToolCall
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .dialect import Dialect

__all__ = ["OllamaStream"]


class OllamaStream(FrameStream):
    """Decodes one stream."""

    lines_are_json = True

    def __init__(self, dialect: Dialect, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> None:
        super().__init__(dialect, profile, request, model, ndjson.Decoder())
        self._wire_model = ""
        self._created: int | None = None
        self._role: str = Role.ASSISTANT
        self._text: list[str] = []
        self._thinking: list[str] = []
        self._field = "thinking"
        self._images: list[ImagePart] = []
        self._calls: list[ToolCall] = []
        self._extra: dict[str, Any] = {}
        self._logprobs: list[Any] = []
        self._usage: Usage | None = None
        self._reason: str | None = None
        self._splitter: ThinkSplitter | None = None
        self._split_decided = False
        self._last: dict[str, Any] | None = None
        self._top: dict[str, Any] = {}

    def _ends(self, name: str | None, payload: bytes) -> bool:
        return False  # only `done: true` is the end

    def _frame(self, name: str | None, data: Any, chunks: list[ChatCompletionChunk]) -> None:
        line: Json = data
        if type(line) is not dict:
            return  # a bare number or text between the lines: nothing of this family
        if "error" in line and self.failed(line):
            return
        message: Json = line.get("message")
        done = line.get("done") is True
        if type(message) is not dict and not done:
            # A line of none of this family's forms (the progress of a pull): kept, but no sign of life.
            self._top.setdefault("unknown_lines", []).append(line)
            chunks.append(ChatCompletionChunk("", self._wire_model, (), None, self._created, line))
            return
        self.events += 1
        if self._last is None or done:
            model = line.get("model")
            if type(model) is str and model:
                self._wire_model = model
            if self._created is None:
                self._created = created_at(line.get("created_at"))
        self._last = line
        delta = self._delta(message) if type(message) is dict else Delta()
        logprobs = line.get("logprobs") or None
        if logprobs is not None:
            self._logprobs.extend(logprobs if is_list(logprobs) else [logprobs])
        choice = ChunkChoice(0, delta, None, None, logprobs)
        if done:
            if self._splitter is not None:
                self._flush(self._splitter, delta)
            reason = line.get("done_reason")
            self._reason = choice.finish_reason_raw = reason if isinstance(reason, str) and reason else None
            choice.finish_reason = finish_reason(self._reason, calls=bool(self._calls))
            self._usage = decode_usage(line)
            self.done = True
        usage = self._usage if done else None
        chunks.append(ChatCompletionChunk("", self._wire_model, (choice,), usage, self._created, line))

    def _delta(self, message: dict[str, Any]) -> Delta:
        delta = Delta()
        seen = 0
        role = message.get("role")
        if type(role) is str:
            seen += 1
            if role:
                self._role = delta.role = role
        content = message.get("content")
        if type(content) is str:
            seen += 1
        if seen < len(message):
            self._more(message, delta)
        if not content or type(content) is not str:
            return delta
        if not self._split_decided:
            self._split_decided = True
            if not self._thinking and wants_tags(self._request):
                wanted = self._request.reasoning
                # Only where thinking was asked for may the template have opened the tag already.
                opened = wanted is not None and wanted.wanted and self._profile.quirks.think_tags
                self._splitter = ThinkSplitter(opened=opened)
        if self._splitter is not None:
            content = self._split(self._splitter, content, delta)
        if content:
            self._text.append(content)
            delta.content = content
            self.has_content = True
        return delta

    def _more(self, message: dict[str, Any], delta: Delta) -> None:
        """What a line may hold besides text and a role."""
        thinking = message.get("thinking")
        if thinking and type(thinking) is str:
            self._thinking.append(thinking)
            delta.reasoning = thinking
            self.has_content = True
        calls = message.get("tool_calls")
        if calls and is_list(calls):
            fragments: list[ToolCallFragment] = []
            for raw in calls:
                if is_object(raw):
                    # Every call comes whole; servers number them from 0 in each line.
                    call = decode_call(raw)
                    place = len(self._calls)
                    self._calls.append(call)
                    fragments.append(ToolCallFragment(place, call.id, call.name, call.arguments, call.type, raw))
            delta.tool_calls = tuple(fragments)
            self.has_content = self.has_content or bool(fragments)
        images = message.get("images")
        if images:
            found = decode_images(images)
            if found:
                self._images.extend(found)
                delta.extra = {"images": images}
                self.has_content = True
        for key, value in message.items():
            if key not in MESSAGE_FIELDS and value is not None:
                if delta.extra is None:
                    delta.extra = {}
                delta.extra[key] = value
                before = self._extra.get(key)
                grows = isinstance(before, str) and isinstance(value, str)
                self._extra[key] = f"{before}{value}" if grows else value

    # <think> tags

    def _split(self, splitter: ThinkSplitter, content: str, delta: Delta) -> str:
        thought, content = splitter.feed(content)
        if thought:
            self._tagged(thought, delta)
        if splitter.passthrough:
            self._splitter = None
        return content

    def _tagged(self, thought: str, delta: Delta) -> None:
        self._thinking.append(thought)
        self._field = "think_tags"
        delta.reasoning = (delta.reasoning or "") + thought
        self.has_content = True

    def _flush(self, splitter: ThinkSplitter, delta: Delta) -> None:
        """Text that was held back because it might have become a tag."""
        self._splitter = None
        thought, text = splitter.flush()
        if thought:
            self._tagged(thought, delta)
        if text:
            self._text.append(text)
            delta.content = (delta.content or "") + text
            self.has_content = True

    def _close(self, chunks: list[ChatCompletionChunk]) -> None:
        if self._splitter is not None:
            delta = Delta()
            self._flush(self._splitter, delta)
            if delta.content or delta.reasoning:
                choices = (ChunkChoice(0, delta),)
                chunks.append(ChatCompletionChunk("", self._wire_model, choices, None, self._created))

    # The answer so far

    def _answer(self) -> ChatCompletionResponse:
        provider = self._profile.id
        parts: list[ContentPart] = []
        if self._thinking:
            parts.append(ReasoningPart(paired("".join(self._thinking)), field=self._field, provider=provider))
        if self._text:
            parts.append(TextPart(paired("".join(self._text))))
        parts.extend(self._images)
        parts.extend(self._calls)
        status = UsageStatus.FINALIZED
        if self._usage is None:
            status = UsageStatus.UNSUPPORTED if self.done else UsageStatus.PENDING
        choices: list[Choice] = []
        if self._last is not None:
            message = Message(self._role, MessageContent(parts), extra=dict(self._extra) or None, origin=provider)
            reason = finish_reason(self._reason, calls=bool(self._calls)) if self.done else None
            choices.append(Choice(0, message, reason, self._reason, list(self._logprobs) or None))
        return ChatCompletionResponse(
            id="",
            model=self._wire_model or self._model,
            choices=choices,
            usage=self._usage or Usage(),
            usage_status=status,
            created=self._created,
            provider=provider,
            raw={**self._last, **self._top} if self._last is not None else None,
        )
