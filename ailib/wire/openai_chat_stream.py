"""A stream of the OpenAI chat family: server-sent `chat.completion.chunk` objects, then `data: [DONE]`.

What it copes with: usage-only chunks, usage growing in every chunk, empty or null `choices`, null `delta`, content as a
list of parts, thinking in five places, tool fragments with bad indices, finish and content in one chunk, an error
object in mid-stream, a plain JSON body (or one JSON object a line) instead of events, a last event without its blank
line.

The end is complete when `[DONE]` came, or when every answer that began has a finish reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import AilibError, InvalidEvent, InvalidResponse, StreamTruncated
from ..models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
from ..models.message import Role
from ..models.response import ChatCompletionResponse
from ..models.usage import Usage, UsageStatus
from .assembly import ChoiceAssembly, ToolCallAssembly, paired
from .errors import excerpt
from .framing import sse
from .json import loads
from .openai_chat import decode_usage, find_usage, finish_reason, text_and_thinking
from .shapes import Json, is_list, is_object, member
from .think import ThinkSplitter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .openai_chat import OpenAIChat

__all__ = ["OpenAIChatStream"]

_DELTA_FIELDS = frozenset(
    {
        "role",
        "content",
        "tool_calls",
        "function_call",
        "refusal",
        "reasoning",
        "reasoning_content",
        "reasoning_details",
        "audio",
    }
)
# Of the whole answer, and not in every chunk.
_KEPT = ("citations", "search_results", "service_tier", "system_fingerprint")
# Fields of a delta that only describe the piece itself; they are in `chunk.raw` and not gathered.
_NOT_GATHERED = frozenset({"token_id", "channel", "annotations"})


class OpenAIChatStream:
    """Decodes one stream; see `ailib.wire.dialect.ChatStreamDecoder`."""

    def __init__(
        self, dialect: OpenAIChat, profile: ProviderProfile, request: ChatCompletionRequest, model: str
    ) -> None:
        self._dialect = dialect
        self._profile = profile
        self._request = request
        self._model = model
        self._frames = sse.Decoder()
        self._plain: list[bytes] | None = None  # the body, when it turns out to be JSON and not events
        self._begun = False  # the first visible byte has been seen
        self._choices: dict[int, ChoiceAssembly] = {}
        self._splitters: dict[int, ThinkSplitter | None] = {}
        self._halves: dict[tuple[int, str], str] = {}  # high surrogates that wait for their other half
        self._usage: Usage | None = None
        self._id = ""
        self._wire_model = ""
        self._created: int | None = None
        self._last: Any = None
        self._top: dict[str, Any] = {}
        self._head = b""
        self._frames_seen = False
        self.error: AilibError | None = None
        self.done: bool = False
        self.has_content: bool = False
        self.events: int = 0

    # Bytes

    def feed(self, data: bytes) -> list[ChatCompletionChunk]:
        """The chunks that `data` completes, all at once."""
        return list(self.decode(data))

    def decode(self, data: bytes) -> Iterator[ChatCompletionChunk]:
        """The chunks that `data` completes, each decoded when it is asked for."""
        if not self._begun:
            start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
            self._head = (self._head + data)[:400]
            if start:
                self._begun = True
                if start[:1] in b"{[<":
                    self._plain = []
        if self._plain is not None:
            self._plain.append(data)
            self.events += 1
            return
        chunks: list[ChatCompletionChunk] = []
        for name, payload in self._frames.feed(data):
            if name != "ping":
                self._event(payload, chunks)
                if chunks:
                    yield from chunks
                    chunks.clear()

    def finish(self) -> list[ChatCompletionChunk]:
        """At the end of the body."""
        chunks: list[ChatCompletionChunk] = []
        if self.done or self.error is not None:
            return chunks
        if self._plain is not None:
            self._whole_body(b"".join(self._plain), chunks)
            return chunks
        rest = self._frames.flush()
        if rest is not None:
            self._event(rest[1], chunks, unfinished=True)
        self._last_words(chunks)
        return chunks

    def _last_words(self, chunks: list[ChatCompletionChunk]) -> None:
        """The body has ended and its last event is read: is the answer complete?"""
        if self.error is None and not self.done:
            self._flush_tags(chunks)
            if not self._frames_seen:
                self.error = self._no_stream("The stream ended without a single event", self._head)
            elif self._complete():
                self.done = True
            else:
                self.error = StreamTruncated(
                    "The stream ended before the answer was complete",
                    provider=self._profile.id,
                    model=self._model,
                    hint="error.partial has what had arrived",
                )

    def _complete(self) -> bool:
        return bool(self._choices) and all(c.finish_reason_raw is not None for c in self._choices.values())

    def _no_stream(self, why: str, body: bytes) -> InvalidResponse:
        return InvalidResponse(
            why,
            status=200,
            excerpt=excerpt(body),
            provider=self._profile.id,
            model=self._model,
            hint="This looks like a web page: check base_url, and proxies or login pages on the way"
            if body.lstrip()[:1] == b"<"
            else None,
        )

    def _whole_body(self, body: bytes, chunks: list[ChatCompletionChunk]) -> None:
        """The server did not stream: one JSON body, or one JSON object a line."""
        try:
            values = [loads(body)]
        except ValueError:
            try:
                values = [loads(line) for line in body.split(b"\n") if line.strip()]
            except ValueError:
                self.error = self._no_stream("The answer is neither a stream nor JSON", body)
                return
        for value in values:
            self._frame(value, chunks)
            if self.error is not None:
                return
        if not self._choices:
            self.error = self._no_stream("The answer has no choices", body)
            return
        self._flush_tags(chunks)
        if self._complete() or len(values) == 1:
            self.done = True
        else:
            self.error = StreamTruncated(
                "The stream ended before the answer was complete", provider=self._profile.id, model=self._model
            )

    # Frames

    def _event(self, data: bytes, chunks: list[ChatCompletionChunk], *, unfinished: bool = False) -> None:
        if self.done:
            return
        if data[:1] != b"{" and data.strip() == b"[DONE]":
            self.events += 1
            self._flush_tags(chunks)
            self.done = self.error is None
            return
        if not data:
            return
        try:
            frame = loads(data)
        except ValueError as error:
            if not unfinished and self.error is None:
                self.error = InvalidEvent(
                    f"A frame of the stream is not JSON ({error})",
                    data=excerpt(data),
                    provider=self._profile.id,
                    model=self._model,
                )
            return
        self._frames_seen = True
        if self.error is None:
            self._frame(frame, chunks)
        elif is_object(frame):
            # Behind an error frame the bill may still come.
            self._usage = find_usage(frame, self._profile) or self._usage

    def _frame(self, data: Json, chunks: list[ChatCompletionChunk]) -> None:
        if type(data) is not dict:
            return  # a bare number or text between events: nothing of this family
        raw_choices: Json = data.get("choices")
        if not raw_choices or "error" in data:
            error = self._dialect.error_in(data, self._profile, model=self._model)
            if error is not None:
                self._usage = find_usage(data, self._profile) or self._usage
                self.error = error
                return
            if raw_choices is None and not self._known(data):
                # A frame that is none of this family's (a ping of some gateway): kept, but no sign of life.
                self._top.setdefault("unknown_frames", []).append(data)
                chunks.append(ChatCompletionChunk(self._id, self._wire_model, (), None, self._created, data))
                return
        self.events += 1
        usage = data.get("usage")
        found = decode_usage(usage) if usage else (find_usage(data, self._profile) if "x_groq" in data else None)
        if found is not None:
            self._usage = found
        if not self._id and type(data.get("id")) is str:
            self._id = data["id"]
        model = data.get("model")
        if type(model) is str and model:
            self._wire_model = model
        created = data.get("created")
        if created and self._created is None and isinstance(created, (int, float)):
            self._created = int(created)
        self._last = data
        choices: tuple[ChunkChoice, ...] = ()
        if raw_choices and isinstance(raw_choices, list):
            if len(raw_choices) == 1:
                choice = self._choice(raw_choices[0], 0)
                choices = (choice,) if choice is not None else ()
            else:
                made = [self._choice(raw, place) for place, raw in enumerate(raw_choices)]
                choices = tuple(choice for choice in made if choice is not None)
        for key in _KEPT:
            if data.get(key):
                self._top[key] = data[key]
        if self.error is None or choices:
            chunks.append(ChatCompletionChunk(self._id, self._wire_model, choices, found, self._created, data))

    @staticmethod
    def _known(data: dict[str, Any]) -> bool:
        return "choices" in data or "usage" in data or "x_groq" in data or "prompt_filter_results" in data

    def _choice(self, data: Json, place: int) -> ChunkChoice | None:
        if type(data) is not dict:
            return None
        index = data.get("index")
        if type(index) is not int:
            index = place
        known = self._choices.get(index)
        if known is None:
            known = self._choices[index] = ChoiceAssembly(index)
        wire: dict[str, Any] | None = data.get("delta")
        if type(wire) is not dict:
            wire = data.get("message")
            # A last chunk that repeats the whole message adds nothing.
            if type(wire) is not dict or known.text or known.reasoning or known.calls is not None:
                wire = None
        delta = Delta() if wire is None else self._delta(wire, known)
        logprobs = data.get("logprobs")
        if logprobs is not None:
            known.add_logprobs(logprobs)
        reason = data.get("finish_reason")
        if reason is not None and type(reason) is str:
            if reason or known.calls is not None:
                known.finish_reason_raw = reason
                known.finish_reason = finish_reason(reason, calls=known.calls is not None)
            if reason == "error" and (error := self._dialect.error_in(data, self._profile, model=self._model)):
                self.error = error
            return ChunkChoice(index, delta, known.finish_reason, reason or None, logprobs)
        return ChunkChoice(index, delta, None, None, logprobs)

    def _delta(self, wire: dict[str, Any], known: ChoiceAssembly) -> Delta:
        delta = Delta()
        seen = 0
        content = wire.get("content")
        if content:
            seen += 1
            if type(content) is not str:
                content = self._parts(content, known, delta)
            if content:
                splitter: Any = self._splitters.get(known.index, known)  # `known`: not decided yet
                if splitter is known:
                    splitter = self._splitter(wire, known)
                if splitter is not None:
                    content = self._split(splitter, content, known, delta)
                # Half of a character: servers that count in UTF-16 cut emoji in two.
                if self._halves or "\ud800" <= content[-1:] <= "\udbff":
                    content = self._whole(known.index, "content", content)
                if content:
                    known.text.append(content)
                    self.has_content = True
                    delta.content = content
        elif "content" in wire:
            seen += 1
        role = wire.get("role")
        if role is not None:
            seen += 1
            if role and type(role) is str:
                known.role = delta.role = role
        if seen == len(wire):
            return delta
        self._more(wire, known, delta)
        return delta

    def _whole(self, index: int, field: str, text: str) -> str:
        """`text` with the half that was held back before it, without the half that it ends with."""
        text = self._halves.pop((index, field), "") + text
        if "\ud800" <= text[-1:] <= "\udbff":
            self._halves[index, field] = text[-1]
            text = text[:-1]
        return paired(text)

    def _more(self, wire: dict[str, Any], known: ChoiceAssembly, delta: Delta) -> None:
        """What a delta may hold besides text and a role."""
        for field in ("reasoning_content", "reasoning"):
            thought = wire.get(field)
            if thought and type(thought) is str:
                if self._halves or "\ud800" <= thought[-1:] <= "\udbff":
                    thought = self._whole(known.index, "reasoning", thought)
                known.reasoning.append(thought)
                known.reasoning_field = field
                delta.reasoning = thought
                self.has_content = True
                break
        details = wire.get("reasoning_details")
        if details and is_list(details):
            delta.reasoning_data = details
            known.details.extend(details)
            if delta.reasoning is None:
                text = "".join(str(member(row, "text") or member(row, "summary") or "") for row in details)
                if text:
                    known.reasoning.append(text)
                    delta.reasoning = text
            self.has_content = True
        refusal = wire.get("refusal")
        if refusal and type(refusal) is str:
            known.refusal.append(refusal)
            delta.refusal = refusal
            self.has_content = True
        calls = wire.get("tool_calls")
        if calls and is_list(calls):
            delta.tool_calls = tuple(self._fragment(call, known) for call in calls if is_object(call))
            self.has_content = True
        piece: Json = wire.get("function_call")
        if isinstance(piece, dict):
            known.add_function(piece)
            delta.extra = {"function_call": piece}
            self.has_content = True
        audio: Json = wire.get("audio")
        if isinstance(audio, dict):
            known.add_audio(audio)
            delta.audio = audio
            self.has_content = True
        for key, value in wire.items():
            if key not in _DELTA_FIELDS and value is not None:
                if delta.extra is None:
                    delta.extra = {}
                delta.extra[key] = value
                before = known.extra.get(key)
                if key == "annotations" and is_list(value):
                    known.extra.setdefault("annotations", []).extend(value)
                elif key in _NOT_GATHERED:
                    continue
                elif is_list(value) and is_list(before):
                    # Pictures and the like come one after the other; some servers repeat what they sent.
                    known.extra[key] = [*before, *(item for item in value if item not in before)]
                else:
                    known.extra[key] = value

    def _parts(self, content: Any, known: ChoiceAssembly, delta: Delta) -> str:
        """Content that is a list of parts: Mistral's thinking, text, references."""
        text, thinking, blocks, others = text_and_thinking(content)
        if thinking:
            known.reasoning.append(thinking)
            known.reasoning_field = "thinking_block"
            delta.reasoning = thinking
            self.has_content = True
        if blocks:
            delta.reasoning_data = blocks
            known.details_field = "thinking_block"
            known.details = _join_blocks(known.details, blocks)
        if others:
            known.unknown.extend(others)
            delta.extra = {"content": content}
        return text

    def _fragment(self, raw: Mapping[str, Any], known: ChoiceAssembly) -> ToolCallFragment:
        if known.calls is None:
            known.calls = ToolCallAssembly()
        kind = raw.get("type")
        if type(kind) is not str or not kind:
            # Only the first piece of a call has to say of which kind it is.
            kind = "custom" if type(raw.get("custom")) is dict else "function"
        inner: Json = raw.get("custom" if kind == "custom" else "function")
        function = inner if isinstance(inner, dict) else raw
        arguments = function.get("input" if kind == "custom" else "arguments")
        if arguments is None:
            arguments = ""
        elif type(arguments) is not str:
            from .json import dumps

            arguments = dumps(arguments).decode()
        index = raw.get("index")
        call_id = raw.get("id")
        name = function.get("name")
        place = known.calls.add(
            index if type(index) is int else None,
            call_id if type(call_id) is str else "",
            name if type(name) is str else "",
            arguments,
            kind,
        )
        call = known.calls.calls[place]
        for key, value in raw.items():
            if key not in ("index", "id", "type", "function", "custom", "name", "arguments") and value is not None:
                call.extra[key] = value
        fragment = ToolCallFragment(place, "", "", arguments, call.type, raw)
        # Id and name stand on the fragment that brings them first: as a rule the one that starts the call.
        if call.id and not call.told_id:
            fragment.id, call.told_id = call.id, True
        if call.name and not call.told_name:
            fragment.name, call.told_name = call.name, True
        return fragment

    # <think> tags

    def _splitter(self, wire: dict[str, Any], known: ChoiceAssembly) -> ThinkSplitter | None:
        """On the first text of an answer: are there tags to look for? Not when thinking has a field of its own."""
        wanted = self._request.reasoning
        has_field = known.reasoning or any(
            wire.get(field) for field in ("reasoning", "reasoning_content", "reasoning_details")
        )
        splitter: ThinkSplitter | None = None
        if not has_field and (wanted is None or wanted.parse_tags):
            # Only where thinking was asked for may the template have opened the tag already.
            opened = wanted is not None and wanted.wanted and self._profile.quirks.think_tags
            splitter = ThinkSplitter(opened=opened)
        self._splitters[known.index] = splitter
        return splitter

    def _split(self, splitter: ThinkSplitter, content: str, known: ChoiceAssembly, delta: Delta) -> str:
        thought, content = splitter.feed(content)
        if thought:
            known.reasoning.append(thought)
            known.reasoning_field = "think_tags"
            delta.reasoning = (delta.reasoning or "") + thought
            self.has_content = True
        if splitter.passthrough:
            self._splitters[known.index] = None
        return content

    def _flush_tags(self, chunks: list[ChatCompletionChunk]) -> None:
        """Text that was held back because it might have become a tag or a whole character."""
        for (index, field), half in self._halves.items():
            known = self._choices[index]
            (known.text if field == "content" else known.reasoning).append(half)
        self._halves = {}
        for index, splitter in self._splitters.items():
            if splitter is None:
                continue
            thought, text = splitter.flush()
            if not thought and not text:
                continue
            known = self._choices[index]
            delta = Delta(content=text or None, reasoning=thought or None)
            if text:
                known.text.append(text)
            if thought:
                known.reasoning.append(thought)
                known.reasoning_field = "think_tags"
            self.has_content = True
            chunks.append(
                ChatCompletionChunk(self._id, self._wire_model, (ChunkChoice(index, delta),), None, self._created)
            )
        self._splitters = dict.fromkeys(self._splitters)

    # The answer so far

    def response(self) -> ChatCompletionResponse:
        """The answer so far."""
        status = UsageStatus.FINALIZED
        if self._usage is None:
            status = UsageStatus.UNSUPPORTED if self.done else UsageStatus.PENDING
        last: Mapping[str, Any] = self._last if is_object(self._last) else {}
        raw = {**last, **self._top} if self._last is not None else None
        choices = [self._choices[index].choice(self._profile.id) for index in sorted(self._choices)]
        for choice in choices:
            if choice.message.role == "":
                choice.message = type(choice.message)(Role.ASSISTANT, choice.message.content)
        fingerprint, tier = self._top.get("system_fingerprint"), self._top.get("service_tier")
        return ChatCompletionResponse(
            id=self._id,
            model=self._wire_model or self._model,
            choices=choices,
            usage=self._usage or Usage(),
            usage_status=status,
            created=self._created,
            object="chat.completion",
            system_fingerprint=fingerprint if isinstance(fingerprint, str) else None,
            service_tier=tier if isinstance(tier, str) else None,
            provider=self._profile.id,
            raw=raw,
        )


def _join_blocks(known: list[Any], blocks: list[dict[str, Any]]) -> list[Any]:
    """Mistral streams one thinking block in pieces: join what belongs together, as it has to go back whole."""
    for block in blocks:
        last: Any = known[-1] if known else None
        text = member(block, "thinking")
        pieces = member(last, "thinking")
        if is_list(pieces) and is_list(text) and not last.get("closed"):
            for piece in text:
                tail: Any = pieces[-1] if pieces else None
                if member(tail, "type") == member(piece, "type") == "text":
                    tail["text"] = str(tail.get("text") or "") + str(piece.get("text") or "")
                else:
                    pieces.append(_copied(piece))
            if "closed" in block:
                last["closed"] = block["closed"]
        else:
            copy = dict(block)
            if is_list(text):
                copy["thinking"] = [_copied(piece) for piece in text]
            known.append(copy)
    return known


def _copied(value: Any) -> Any:
    return dict(value) if is_object(value) else value
