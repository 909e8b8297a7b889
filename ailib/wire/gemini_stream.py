"""A stream of generateContent: server-sent events with one partial answer each; there is no last word on the wire.

Source: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent; arguments in pieces:
https://cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling#streaming-fc.
Without `alt=sse` the same frames come as the members of one JSON array.

The end is complete when every candidate that was seen has a finish reason, or the prompt was blocked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
from ..models.content import AudioPart, ContentPart, MessageContent, ReasoningPart, TextPart, ToolCall, UnknownPart
from ..models.message import Message, Role
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .assembly import paired
from .blocks import made_id
from .frames import FrameStream
from .framing import sse
from .gemini import (
    ANSWER_FIELDS,
    SIGNATURE,
    blocked_choice,
    call_extra,
    choice_extra,
    citing,
    created_at,
    decode_usage,
    finish_reason,
    read_part,
    reason_text,
    sources,
    thought_part,
)
from .json import dumps
from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .gemini import GeminiGenerateContent

__all__ = ["ArrayFrames", "GeminiStream"]

# Fields of a candidate that need no second look.
_USUAL = frozenset({"content", "index", "finishReason"})
_MARKS = re.compile(rb'["{}\[\]\\]')


class ArrayFrames:
    """The members of one JSON array that arrives in pieces, each when it is complete; looks at every byte once."""

    __slots__ = ("_depth", "_escaped", "_in_text", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[bytes] = []  # of the object that is open
        self._depth = 0
        self._in_text = False
        self._escaped = False

    def feed(self, data: bytes) -> Iterator[tuple[str | None, bytes]]:
        """The objects that `data` completes."""
        start = 0
        skip = -1
        if self._escaped and data:
            self._escaped, skip = False, 0
        for mark in _MARKS.finditer(data):
            at = mark.start()
            if at == skip:
                continue
            sign = mark.group()
            if self._in_text:
                if sign == b"\\":
                    skip = at + 1
                elif sign == b'"':
                    self._in_text = False
            elif sign == b'"':
                self._in_text = self._depth > 0
            elif sign == b"{":
                if self._depth == 0:
                    start = at
                self._depth += 1
            elif sign == b"}" and self._depth:
                self._depth -= 1
                if self._depth == 0:
                    self._pieces.append(data[start : at + 1])
                    payload, self._pieces = b"".join(self._pieces), []
                    yield None, payload
        if self._depth:
            self._pieces.append(data[start:])
            self._escaped = self._in_text and skip == len(data)

    def flush(self) -> tuple[str | None, bytes] | None:
        """An object that is still open is cut off and says nothing."""
        return None


# Arguments that come in pieces, each with the JSONPath of its place ("$.items[0].name").
_STEPS = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")\]")
_VALUES = ("stringValue", "numberValue", "boolValue", "nullValue")
_FARTHEST = 10_000  # an index beyond it is no list that a model writes


def _steps(path: Any) -> list[str | int]:
    found: list[str | int] = []
    for name, index, single, double in _STEPS.findall(path) if isinstance(path, str) else ():
        found.append(int(index) if index else name or single or double)
    return found


def _put(tree: dict[str, Any], steps: list[str | int], value: Any) -> None:
    """Set a value (text grows) at its place, making objects and lists on the way; nonsense is left out."""
    place: Any = tree
    for at, step in enumerate(steps):
        if isinstance(step, int):
            if not is_list(place) or step > _FARTHEST:
                return
            place.extend([None] * (step + 1 - len(place)))
            before: Any = place[step]
        elif is_object(place):
            before = place.get(step)
        else:
            return
        made: Any
        if at == len(steps) - 1:
            made = before + value if isinstance(before, str) and isinstance(value, str) else value
        elif is_object(before) or is_list(before):
            made = before
        else:
            made = [] if isinstance(steps[at + 1], int) else {}
        inside: Any = place
        inside[step] = made
        place = made


class _Call:
    """A tool call; `args` grows while its arguments come in pieces."""

    __slots__ = ("args", "extra", "id", "name", "place")

    def __init__(self, call_id: str, name: str, place: int) -> None:
        self.id = call_id
        self.name = name
        self.place = place
        self.args: Any = None
        self.extra: dict[str, Any] | None = None

    @property
    def arguments(self) -> str:
        return dumps(self.args).decode() if self.args is not None else "{}"


class _Text:
    """Neighbouring pieces of text or thinking; one with a signature (or another field) stays apart."""

    __slots__ = ("extra", "pieces", "thought")

    def __init__(self, piece: str, *, thought: bool, extra: dict[str, Any] | None) -> None:
        self.pieces = [piece]
        self.thought = thought
        self.extra = extra


class _Candidate:
    """One answer, from frames."""

    __slots__ = ("calls", "extra", "halves", "index", "logprobs", "open", "order", "raw_reason", "reason", "sources")

    def __init__(self, index: int) -> None:
        self.index = index
        self.order: list[_Text | _Call | ContentPart] = []
        self.calls = 0
        self.open: _Call | None = None
        self.reason: str | None = None
        self.raw_reason: str | None = None
        self.logprobs: Any = None
        self.extra: dict[str, Any] = {}
        self.sources: list[Any] = []
        self.halves: dict[bool, str] = {}  # high surrogates that wait for their other half; of thinking, of text

    def whole(self, text: str, *, thought: bool) -> str:
        """`text` with the half of a character that was held back before it, without the half that it ends with."""
        text = self.halves.pop(thought, "") + text
        if "\ud800" <= text[-1:] <= "\udbff":
            self.halves[thought] = text[-1]
            text = text[:-1]
        return paired(text)

    def text(self, piece: str, *, thought: bool, extra: dict[str, Any] | None) -> None:
        last = self.order[-1] if self.order else None
        if type(last) is _Text and last.thought is thought and last.extra is None and extra is None:
            last.pieces.append(piece)
        else:
            self.order.append(_Text(piece, thought=thought, extra=extra))

    def add(self, part: ContentPart) -> None:
        """A finished part; sound in pieces is joined."""
        last = self.order[-1] if self.order else None
        if (
            type(part) is AudioPart
            and type(last) is AudioPart
            and part.data is not None
            and last.data is not None
            and part.mime == last.mime
            and part.extra is None
            and last.extra is None
        ):
            self.order[-1] = AudioPart(last.data + part.data, mime=part.mime)
        else:
            self.order.append(part)

    def add_logprobs(self, found: Any) -> None:
        """Lists of token probabilities grow."""
        if is_object(found) and is_object(self.logprobs):
            for key, value in found.items():
                before = self.logprobs.get(key)
                self.logprobs[key] = before + value if is_list(before) and is_list(value) else value
        else:
            self.logprobs = dict(found) if is_object(found) else found

    def choice(self, provider: str) -> Choice:
        """The answer so far."""
        parts: list[ContentPart] = []
        for block in self.order:
            if isinstance(block, _Text):
                text = paired("".join(block.pieces))
                if block.thought:
                    signature = (block.extra or {}).get(SIGNATURE)
                    parts.append(ReasoningPart(text, signature, None, "thought", provider))
                else:
                    parts.append(TextPart(text, block.extra))
            elif isinstance(block, _Call):
                parts.append(ToolCall(block.id, block.name, block.arguments, "function", block.extra))
            else:
                parts.append(block)
        return Choice(
            self.index,
            Message(
                Role.ASSISTANT,
                MessageContent(parts),
                extra=citing(self.sources),
                origin=provider,
            ),
            self.reason,
            self.raw_reason,
            self.logprobs,
            dict(self.extra) or None,
        )


class GeminiStream(FrameStream):
    """Decodes one stream; see `ailib.wire.dialect.ChatStreamDecoder`."""

    def __init__(
        self, dialect: GeminiGenerateContent, profile: ProviderProfile, request: ChatCompletionRequest, model: str
    ) -> None:
        super().__init__(dialect, profile, request, model, sse.Decoder())
        self._candidates: dict[int, _Candidate] = {}
        self._feedback: Any = None
        self._usage: Usage | None = None
        self._id = ""
        self._wire_model = ""
        self._created: int | None = None
        self._tier: str | None = None
        self._last: Any = None

    def decode(self, data: bytes) -> Iterator[ChatCompletionChunk]:
        """The chunks that `data` completes, each decoded when it is asked for."""
        if not self._begun and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
            self._framing = ArrayFrames()
            self.lines_are_json = True
        return super().decode(data)

    def of_frames(self, frames: list[Any]) -> ChatCompletionResponse | None:
        """The answer of frames that have all come at once; None when they are none."""
        chunks: list[ChatCompletionChunk] = []
        for frame in frames:
            self._frame(None, frame, chunks)
        return self._answer() if self._complete() else None

    # Frames

    def _frame(self, name: str | None, data: Json, chunks: list[ChatCompletionChunk]) -> None:
        if type(data) is not dict:
            if is_list(data):
                for frame in data:
                    self._frame(name, frame, chunks)
                return
            chunks.append(ChatCompletionChunk(self._id, self._wire_model, (), None, self._created, data))
            return
        rows: Json = data.get("candidates")
        if rows is None or "error" in data:
            if self.failed(data):
                return
            if not any(field in data for field in ANSWER_FIELDS):
                # None of this family's frames (a ping of some gateway): kept, but no sign of life.
                chunks.append(ChatCompletionChunk(self._id, self._wire_model, (), None, self._created, data))
                return
        self.events += 1
        self._last = data
        if not self._id:
            self._head_of(data)
        found: Usage | None = None
        usage: Json = data.get("usageMetadata")
        if type(usage) is dict and (found := decode_usage(usage)) is not None:
            self._usage = found
            tier = usage.get("serviceTier")
            if type(tier) is str:
                self._tier = tier
        choices: tuple[ChunkChoice, ...] = ()
        if type(rows) is list:
            if len(rows) == 1:
                choice = self._candidate(rows[0], 0)
                choices = (choice,) if choice is not None else ()
            else:
                made = [self._candidate(row, place) for place, row in enumerate(rows)]
                choices = tuple(choice for choice in made if choice is not None)
        feedback = data.get("promptFeedback")
        if feedback is not None:
            self._feedback = feedback
            if not choices and not self._candidates and (blocked := blocked_choice(feedback, "")) is not None:
                choices = (ChunkChoice(0, Delta(), blocked.finish_reason, blocked.finish_reason_raw),)
        chunks.append(ChatCompletionChunk(self._id, self._wire_model, choices, found, self._created, data))

    def _head_of(self, data: dict[str, Any]) -> None:
        """Id, model and time, which every frame repeats."""
        response_id, model = data.get("responseId"), data.get("modelVersion")
        if type(response_id) is str:
            self._id = response_id
        if type(model) is str and model:
            self._wire_model = model
        if self._created is None:
            self._created = created_at(data.get("createTime"))

    def _candidate(self, data: Json, place: int) -> ChunkChoice | None:
        if type(data) is not dict:
            return None
        index = data.get("index")
        if type(index) is not int:
            index = place
        known = self._candidates.get(index)
        if known is None:
            known = self._candidates[index] = _Candidate(index)
        delta = Delta()
        content: Json = data.get("content")
        if type(content) is dict:
            parts: Json = content.get("parts")
            if type(parts) is list:
                for part in parts:
                    self._part(part, known, delta)
        raw = data.get("finishReason")
        if raw is not None:
            raw = reason_text(raw)
        logprobs = data.get("logprobsResult")
        if logprobs is not None:
            known.add_logprobs(logprobs)
        if raw is not None:
            for thinking, half in known.halves.items():
                known.text(half, thought=thinking, extra=None)  # its other half never came
            known.halves = {}
            self._end_call(known, delta)
            known.raw_reason = raw
            known.reason = finish_reason(raw, calls=known.calls > 0)
        if (len(data) != 2 or "index" not in data or "content" not in data) and not data.keys() <= _USUAL:
            self._beside(data, known, delta)
        return ChunkChoice(index, delta, known.reason if raw is not None else None, raw, logprobs)

    @staticmethod
    def _beside(data: dict[str, Any], known: _Candidate, delta: Delta) -> None:
        """Grounding, safety ratings and the like."""
        extra = choice_extra(data)
        if extra is None:
            return
        known.extra.update(extra)
        new = [source for source in sources(data) if source not in known.sources]
        if new:
            known.sources.extend(new)
            delta.extra = {**(delta.extra or {}), "annotations": new}

    def _part(self, part: Json, known: _Candidate, delta: Delta) -> None:
        if type(part) is not dict:
            known.add(UnknownPart(part))
            return
        text = part.get("text")
        if type(text) is str and "thought" not in part:
            extra: dict[str, Any] | None = None
            if len(part) > 1:
                extra = {key: part[key] for key in part if key != "text"}
                if SIGNATURE in extra:
                    delta.reasoning_data = [*(delta.reasoning_data or ()), part]
            if known.halves or "\ud800" <= text[-1:] <= "\udbff":
                text = known.whole(text, thought=False)
            if not text and extra is None:
                return
            known.text(text, thought=False, extra=extra)
            if text:
                delta.content = text if delta.content is None else delta.content + text
            self.has_content = True
            return
        self.has_content = True
        self._other(part, known, delta)

    def _other(self, part: dict[str, Any], known: _Candidate, delta: Delta) -> None:
        """A part that is more than text."""
        call: Json = part.get("functionCall")
        if type(call) is dict and part.get("thought") is not True:
            self._call(part, call, known, delta)
            return
        if part.get("thought") is True:
            read = thought_part(part, self._profile.id)
            thought = read.text
            if read.data is None:
                signed = {SIGNATURE: read.signature} if read.signature is not None else None
                thought = known.whole(thought, thought=True)
                known.text(thought, thought=True, extra=signed)
            else:
                known.add(read)
            if thought:
                delta.reasoning = thought if delta.reasoning is None else delta.reasoning + thought
            if read.signature is not None or read.data is not None:
                delta.reasoning_data = [*(delta.reasoning_data or ()), part]
            return
        found = read_part(part, self._profile.id)
        if type(found) is TextPart:
            known.text(found.text, thought=False, extra=dict(found.extra) if found.extra else None)
            if found.text:
                delta.content = (delta.content or "") + found.text
            return
        known.add(found)
        if type(found) is AudioPart and delta.audio is None:
            delta.audio = part.get("inlineData") or part.get("fileData")
        else:
            # For the reader of events; the message has it as a part.
            delta.extra = delta.extra or {}
            delta.extra.setdefault("parts", []).append(part)

    # Calls

    def _call(self, part: dict[str, Any], wire: dict[str, Any], known: _Candidate, delta: Delta) -> None:
        name, partial = wire.get("name"), wire.get("partialArgs")
        more = wire.get("willContinue") is True
        call = known.open
        begins = type(name) is str and bool(name)
        if call is None or begins:
            if call is not None:
                self._end_call(known, delta)
            call_id = wire.get("id")
            call = _Call(
                call_id if type(call_id) is str and call_id else made_id(),
                name if type(name) is str else "",
                known.calls,
            )
            known.calls += 1
            known.order.append(call)
            known.open = call
            fragment = ToolCallFragment(call.place, call.id, call.name, "", raw=part)
        else:
            fragment = ToolCallFragment(call.place, raw=part)
        extra = call_extra(part, wire)
        if extra is not None:
            call.extra = {**(call.extra or {}), **extra}
        args = wire.get("args")
        if args is not None:
            call.args = {**call.args, **args} if is_object(call.args) and is_object(args) else args
        if is_list(partial):
            if not is_object(call.args):
                call.args = {}
            for piece in partial:
                self._piece(piece, call.args)
        if not more:
            fragment.arguments = call.arguments
            known.open = None
        delta.tool_calls = (*delta.tool_calls, fragment)

    @staticmethod
    def _piece(piece: Any, args: dict[str, Any]) -> None:
        """One value, or more text of one, at its place."""
        steps = _steps(member(piece, "jsonPath"))
        for kind in _VALUES if steps else ():
            if kind in piece:
                value = None if kind == "nullValue" else piece[kind]
                if type(value) is float and value.is_integer() and kind == "numberValue":
                    value = int(value)
                _put(args, steps, value)
                return

    @staticmethod
    def _end_call(known: _Candidate, delta: Delta) -> None:
        """The call that is open gets its arguments: another one begins, or the answer ends."""
        call = known.open
        if call is not None:
            known.open = None
            delta.tool_calls = (*delta.tool_calls, ToolCallFragment(call.place, arguments=call.arguments))

    # The end

    def _ends(self, name: str | None, payload: bytes) -> bool:
        return super()._ends(name, payload) and self._complete()

    def _complete(self) -> bool:
        if not self._candidates:
            return reason_text(member(self._feedback, "blockReason")) is not None
        return all(candidate.raw_reason is not None for candidate in self._candidates.values())

    def _answer(self) -> ChatCompletionResponse:
        status = UsageStatus.FINALIZED
        if self._usage is None:
            status = UsageStatus.UNSUPPORTED if self.done else UsageStatus.PENDING
        provider = self._profile.id
        choices = [self._candidates[index].choice(provider) for index in sorted(self._candidates)]
        if not choices and (blocked := blocked_choice(self._feedback, provider)) is not None:
            choices.append(blocked)
        return ChatCompletionResponse(
            id=self._id,
            model=self._wire_model or self._model,
            choices=choices,
            usage=self._usage or Usage(),
            usage_status=status,
            created=self._created,
            service_tier=self._tier,
            provider=provider,
            raw=self._last,
        )
