"""A stream of the OpenAI Responses family: server-sent events named `response.*`; the last one has the whole answer.

Source: https://platform.openai.com/docs/api-reference/responses-streaming. The response object of the terminal event
(`response.completed`, `response.incomplete`) is authoritative: the answer is read from it. Until it comes, and where a
server sends it without its output, the output items are put together from the pieces, as they would stand in it, and
read by the same function. Servers leave events out (no `output_item.added`, no deltas, only the end), number items or
name them anew in every event: what came is used, and what comes twice is given out once.

The end is complete with a terminal event or `[DONE]`; an `error` event or `response.failed` is the error it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
from .assembly import paired
from .frames import FrameStream, whole_answer
from .framing import sse
from .openai_responses import decode_response, decode_usage, thinking_of
from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from ..models.message import Message
    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..providers.profile import ProviderProfile
    from .dialect import Dialect

__all__ = ["OpenAIResponsesStream"]

_CALLS = {"function_call": "arguments", "custom_tool_call": "input"}
_TERMINAL = frozenset({"response.completed", "response.incomplete", "response.cancelled", "response.done"})
# Events that only frame what others say; their chunk adds nothing.
_SILENT = frozenset(
    {
        "response.created", "response.in_progress", "response.queued", "response.content_part.added",
        "response.reasoning_summary_part.done",
    }
)  # fmt: skip


class _Item:
    """One output item while it grows.

    Attributes:
        raw: As it was announced; `whole`: as it stood in `output_item.done`.
        texts, refusals, summaries, thoughts: Pieces by the place of their part.
        annotations, logprobs: What belongs to a text, by its place.
        pieces: Arguments or input of a call.
        place: Of a call, its number among the calls of this answer, else -1.
        told: Its id and name have been given out.
    """

    __slots__ = (
        "annotations", "kind", "logprobs", "pieces", "place", "raw", "refusals", "summaries", "texts", "thoughts",
        "told", "whole",
    )  # fmt: skip

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.raw: dict[str, Any] = {"type": kind}
        self.whole: dict[str, Any] | None = None
        self.texts: dict[int, list[str]] = {}
        self.refusals: dict[int, list[str]] = {}
        self.summaries: dict[int, list[str]] = {}
        self.thoughts: dict[int, list[str]] = {}
        self.annotations: dict[int, list[Any]] = {}
        self.logprobs: dict[int, list[Any]] = {}
        self.pieces: list[str] = []
        self.place = -1
        self.told = False

    def build(self) -> dict[str, Any]:
        """The item, as it would stand in the output of a response."""
        item = dict(self.whole if self.whole is not None else self.raw)
        if self.kind == "message":
            if (self.texts or self.refusals) and not item.get("content"):
                item["content"] = self._content()
                item.setdefault("role", "assistant")
        elif self.kind == "reasoning":
            for field, kind, pieces in (
                ("summary", "summary_text", self.summaries),
                ("content", "reasoning_text", self.thoughts),
            ):
                if pieces and not item.get(field):
                    item[field] = [{"type": kind, "text": paired("".join(pieces[at]))} for at in sorted(pieces)]
        elif self.place >= 0:
            field = _CALLS.get(self.kind, "arguments")
            if self.pieces and not item.get(field):
                item[field] = paired("".join(self.pieces))
        return item

    def _content(self) -> list[dict[str, Any]]:
        content: list[dict[str, Any]] = []
        for at in sorted({*self.texts, *self.refusals}):
            if at in self.refusals:
                content.append({"type": "refusal", "refusal": paired("".join(self.refusals[at]))})
            if at in self.texts:
                block: dict[str, Any] = {"type": "output_text", "text": paired("".join(self.texts[at]))}
                if at in self.annotations:
                    block["annotations"] = self.annotations[at]
                if at in self.logprobs:
                    block["logprobs"] = self.logprobs[at]
                content.append(block)
        return content


def _place(data: dict[str, Any], field: str) -> int:
    value = data.get(field)
    return value if type(value) is int else 0


class OpenAIResponsesStream(FrameStream):
    """Decodes one stream; see `ailib.wire.dialect.ChatStreamDecoder`."""

    def __init__(self, dialect: Dialect, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> None:
        super().__init__(dialect, profile, request, model, sse.Decoder())
        self._items: dict[Hashable, _Item] = {}
        self._calls = 0
        self._id = ""
        self._wire_model = ""
        self._created: int | None = None
        self._head_response: dict[str, Any] = {}  # the response object of the latest event that had one
        self._final: ChatCompletionResponse | None = None
        self._spoken = False  # a terminal event came
        self._last: Any = None
        self._told = False  # the role has been given out
        self._half = ""  # a high surrogate that waits for its other half
        self._readers: dict[str, Callable[[dict[str, Any]], ChunkChoice | None]] = {
            "response.output_item.added": self._added,
            "response.output_item.done": self._item_done,
            "response.output_text.done": self._text_done,
            "response.content_part.done": self._part_done,
            "response.output_text.annotation.added": self._annotation,
            "response.refusal.delta": self._refusal,
            "response.refusal.done": self._refusal_done,
            "response.reasoning_summary_part.added": self._summary_part,
            "response.reasoning_summary_text.delta": self._summary,
            "response.reasoning_summary_text.done": self._summary_done,
            "response.reasoning_summary.delta": self._summary,
            "response.reasoning_text.delta": self._thought,
            "response.reasoning_text.done": self._thought_done,
            "response.reasoning.delta": self._thought,
            "response.function_call_arguments.delta": self._arguments,
            "response.function_call_arguments.done": self._arguments_done,
            "response.custom_tool_call_input.delta": self._arguments,
            "response.custom_tool_call_input.done": self._arguments_done,
        }

    # Frames

    def _frame(self, name: str | None, data: Any, chunks: list[ChatCompletionChunk]) -> None:
        if not is_object(data):
            return
        event = data
        kind = event.get("type")
        if type(kind) is not str:
            kind = name
            if name == "error":
                event = {**event, "type": name}
        if kind == "response.output_text.delta":
            self.events += 1
            self._last = event
            chunks.append(self._chunk(self._text(event), event))
            return
        if name in ("ping", "keepalive") or kind in ("ping", "keepalive"):
            return
        self.events += 1
        self._last = event
        response: Json = event.get("response")
        if isinstance(response, dict):
            self._about(response)
        if type(kind) is str and kind in _TERMINAL:
            self._end(kind, response if isinstance(response, dict) else {}, event, chunks)
            return
        if self.failed(event):
            return
        reader = self._readers.get(kind) if type(kind) is str else None
        if reader is not None:
            chunks.append(self._chunk(reader(event), event))
        elif kind in _SILENT:
            chunks.append(self._chunk(ChunkChoice(0, Delta()), event))
        else:
            chunks.append(self._chunk(None, event))

    def _chunk(self, choice: ChunkChoice | None, data: dict[str, Any]) -> ChatCompletionChunk:
        if choice is None:
            return ChatCompletionChunk(self._id, self._wire_model, (), None, self._created, data)
        if not self._told:
            self._told = True
            choice.delta.role = "assistant"
        return ChatCompletionChunk(self._id, self._wire_model, (choice,), None, self._created, data)

    def _about(self, response: dict[str, Any]) -> None:
        """What the response object at the borders of a stream says of itself."""
        self._head_response = {**self._head_response, **response}
        identity, model, created = response.get("id"), response.get("model"), response.get("created_at")
        if type(identity) is str and identity:
            self._id = identity
        if type(model) is str and model:
            self._wire_model = model
        if created and isinstance(created, (int, float)):
            self._created = int(created)

    def _end(
        self, kind: str, response: dict[str, Any], event: dict[str, Any], chunks: list[ChatCompletionChunk]
    ) -> None:
        if self.failed(event) or self.failed(response):
            return
        self._spoken = True
        silent = not self.has_content
        whole = self._head_response  # what this event says, laid over what the first one said
        if not response.get("output") and self._items:
            whole = {**whole, "output": [item.build() for item in self._items.values()]}
        if not response.get("status"):
            status = kind.rpartition(".")[2]
            whole = {**whole, "status": "completed" if status == "done" else status}
        self._final = final = decode_response(whole, self._profile.id)
        final.model = final.model or self._wire_model or self._model
        choice = final.choices[0]
        if silent and choice.message.content:
            # Nothing came before the end: the last chunk has it all.
            chunk = whole_answer(final)
            chunk.raw = event
            self.has_content = True
        else:
            delta = Delta(role=None if self._told else "assistant", tool_calls=self._late(choice.message, event))
            chunk = ChatCompletionChunk(
                self._id,
                self._wire_model,
                (ChunkChoice(0, delta, choice.finish_reason, choice.finish_reason_raw),),
                decode_usage(response.get("usage")),
                self._created,
                event,
            )
        chunks.append(chunk)
        self.done = True

    def _late(self, message: Message, event: dict[str, Any]) -> tuple[ToolCallFragment, ...]:
        """Calls of the whole answer that had not come, or not by their names."""
        known = {item.place: item for item in self._items.values() if item.place >= 0}
        late: list[ToolCallFragment] = []
        for place, call in enumerate(message.tool_calls):
            item = known.get(place)
            if item is None or not item.told:
                before = "".join(item.pieces) if item is not None else ""
                rest = call.arguments[len(before) :] if call.arguments.startswith(before) else ""
                late.append(ToolCallFragment(place, call.id, call.name, rest, call.type, event))
        return tuple(late)

    # Items

    def _item(self, data: dict[str, Any], kind: str) -> _Item:
        """The item that an event belongs to: by its place, else its id, else the last one of that kind."""
        key: Hashable = data.get("output_index")
        if type(key) is not int:
            key = data.get("item_id")
            if type(key) is not str:
                key = member(data.get("item"), "id")
            if type(key) is not str or (key not in self._items and kind not in _CALLS):
                # Some servers name an item anew in every event: the open one is meant.
                last = next(reversed(self._items.values()), None)
                if last is not None and last.kind == kind and last.whole is None:
                    return last
            if type(key) is not str:
                key = ("new", len(self._items))
        item = self._items.get(key)
        if item is None or (item.kind != kind and item.whole is None and len(item.raw) <= 1):
            item = self._items[key] = _Item(kind)
            if type(data.get("item_id")) is str:
                item.raw["id"] = data["item_id"]
        return item

    def _call_place(self, item: _Item) -> int:
        if item.place < 0:
            item.place = self._calls
            self._calls += 1
        return item.place

    def _added(self, data: dict[str, Any]) -> ChunkChoice | None:
        raw: Json = data.get("item")
        if type(raw) is not dict or type(raw.get("type")) is not str:
            return None
        item = self._item(data, raw["type"])
        item.kind = raw["type"]
        item.raw = raw
        if item.kind in _CALLS:
            self.has_content = True
            arguments = raw.get(_CALLS[item.kind])
            text = arguments if type(arguments) is str and not item.pieces else ""
            if text:
                item.pieces.append(text)  # some servers announce a call with its arguments
            fragment = self._fragment(item, text, data)
            self._name(item, fragment, raw)
            return ChunkChoice(0, Delta(tool_calls=(fragment,)))
        if item.kind in ("message", "reasoning"):
            return ChunkChoice(0, Delta())
        self.has_content = True
        return None

    def _name(self, item: _Item, fragment: ToolCallFragment, raw: dict[str, Any]) -> None:
        """Give out what a call is called, once."""
        item.told = True
        fragment.id = str(raw.get("call_id") or raw.get("id") or "")
        fragment.name = str(raw.get("name") or "")

    def _item_done(self, data: dict[str, Any]) -> ChunkChoice | None:
        raw: Json = data.get("item")
        if type(raw) is not dict or type(raw.get("type")) is not str:
            return None
        item = self._item(data, raw["type"])
        item.kind = raw["type"]
        item.whole = raw
        delta = Delta()
        if item.kind in _CALLS:
            self.has_content = True
            whole = raw.get(_CALLS[item.kind])
            known = "".join(item.pieces)
            rest = whole[len(known) :] if type(whole) is str and whole.startswith(known) else ""
            if rest or not item.told:
                if rest:
                    item.pieces.append(rest)
                fragment = self._fragment(item, rest, data)
                if not item.told:
                    self._name(item, fragment, raw)
                delta.tool_calls = (fragment,)
        elif item.kind == "message":
            content: Json = raw.get("content")
            block: Json
            for at, block in enumerate(content if isinstance(content, list) else ()):
                text, refusal = member(block, "text"), member(block, "refusal")
                if type(text) is str and at not in item.texts:
                    item.texts[at] = [text]
                    delta.content = (delta.content or "") + text or None
                    annotations = member(block, "annotations")
                    if annotations and is_list(annotations):
                        item.annotations[at] = annotations
                        delta.extra = {"annotations": annotations}
                elif type(refusal) is str and at not in item.refusals:
                    item.refusals[at] = [refusal]
                    delta.refusal = (delta.refusal or "") + refusal or None
            if delta.content or delta.refusal:
                self.has_content = True
        elif item.kind == "reasoning":
            self.has_content = True
            delta.reasoning_data = [raw]
            if not item.summaries and not item.thoughts:
                delta.reasoning = thinking_of(raw) or None
        else:
            self.has_content = True
            return None
        return ChunkChoice(0, delta)

    # Text

    def _text(self, data: dict[str, Any]) -> ChunkChoice:
        # The one event that comes by the thousand: the usual case first.
        index = data.get("output_index")
        item = self._items.get(index) if type(index) is int else None
        if item is None or item.kind != "message":
            item = self._item(data, "message")
        text = data.get("delta")
        if type(text) is not str:
            return ChunkChoice(0, Delta())
        at = data.get("content_index")
        if type(at) is not int:
            at = 0
        pieces = item.texts.get(at)
        if pieces is None:
            pieces = item.texts[at] = []
        pieces.append(text)
        if text:
            self.has_content = True
            # Half of a character: servers that count in UTF-16 cut emoji in two.
            if self._half or "\ud800" <= text[-1] <= "\udbff":
                text = self._whole_characters(text)
        rows = data.get("logprobs")
        if rows and is_list(rows):
            item.logprobs.setdefault(at, []).extend(rows)
            return ChunkChoice(0, Delta(text or None), None, None, {"content": rows})
        return ChunkChoice(0, Delta(text or None))

    def _whole_characters(self, text: str) -> str:
        """`text` with the half that was held back before it, without the half that it ends with."""
        text = self._half + text
        self._half = text[-1] if "\ud800" <= text[-1] <= "\udbff" else ""
        return paired(text[:-1] if self._half else text)

    def _rest(self, known: dict[int, list[str]], at: int, whole: Any) -> str:
        """What of a finished text had not come in pieces; it counts as come."""
        if type(whole) is not str or not whole:
            return ""
        before = paired("".join(known.get(at, ())))
        if not whole.startswith(before):
            return ""
        rest = whole[len(before) :]
        if rest:
            known.setdefault(at, []).append(rest)
            self.has_content = True
        return rest

    def _text_done(self, data: dict[str, Any]) -> ChunkChoice:
        item = self._item(data, "message")
        return ChunkChoice(0, Delta(self._rest(item.texts, _place(data, "content_index"), data.get("text")) or None))

    def _part_done(self, data: dict[str, Any]) -> ChunkChoice:
        part: Json = data.get("part")
        kind = member(part, "type")
        at = _place(data, "content_index")
        if kind == "output_text":
            item = self._item(data, "message")
            annotations = member(part, "annotations")
            if annotations and is_list(annotations) and at not in item.annotations:
                item.annotations[at] = list(annotations)
                delta = Delta(self._rest(item.texts, at, member(part, "text")) or None)
                delta.extra = {"annotations": annotations}
                return ChunkChoice(0, delta)
            return ChunkChoice(0, Delta(self._rest(item.texts, at, member(part, "text")) or None))
        if kind == "refusal":
            item = self._item(data, "message")
            return ChunkChoice(0, Delta(refusal=self._rest(item.refusals, at, member(part, "refusal")) or None))
        if kind == "reasoning_text":
            item = self._item(data, "reasoning")
            return ChunkChoice(0, Delta(reasoning=self._rest(item.thoughts, at, member(part, "text")) or None))
        return ChunkChoice(0, Delta(extra={"content_part": part}))

    def _annotation(self, data: dict[str, Any]) -> ChunkChoice:
        annotation = data.get("annotation")
        item = self._item(data, "message")
        at = _place(data, "content_index")
        item.annotations.setdefault(at, []).append(annotation)
        item.texts.setdefault(at, [])
        self.has_content = True
        return ChunkChoice(0, Delta(extra={"annotations": [annotation]}))

    def _refusal(self, data: dict[str, Any]) -> ChunkChoice:
        text = data.get("delta")
        if type(text) is not str or not text:
            return ChunkChoice(0, Delta())
        self._item(data, "message").refusals.setdefault(_place(data, "content_index"), []).append(text)
        self.has_content = True
        return ChunkChoice(0, Delta(refusal=text))

    def _refusal_done(self, data: dict[str, Any]) -> ChunkChoice:
        item = self._item(data, "message")
        rest = self._rest(item.refusals, _place(data, "content_index"), data.get("refusal"))
        return ChunkChoice(0, Delta(refusal=rest or None))

    # Thinking

    def _think(self, known: dict[int, list[str]], item: _Item, at: int, text: Any) -> ChunkChoice:
        if type(text) is not str or not text:
            return ChunkChoice(0, Delta())
        # A new part begins with a blank line, as in the text of the whole item.
        begins = not known.get(at) and (any(item.summaries.values()) or any(item.thoughts.values()))
        known.setdefault(at, []).append(text)
        self.has_content = True
        if self._half or "\ud800" <= text[-1] <= "\udbff":
            text = self._whole_characters(text)
        return ChunkChoice(0, Delta(reasoning="\n\n" + text if begins else text))

    def _think_rest(self, known: dict[int, list[str]], item: _Item, at: int, whole: Any) -> ChunkChoice:
        before = paired("".join(known.get(at, ())))
        missing = whole[len(before) :] if type(whole) is str and whole.startswith(before) else None
        return self._think(known, item, at, missing)

    def _summary_part(self, data: dict[str, Any]) -> ChunkChoice:
        item = self._item(data, "reasoning")
        return self._think(item.summaries, item, _place(data, "summary_index"), member(data.get("part"), "text"))

    def _summary(self, data: dict[str, Any]) -> ChunkChoice:
        item = self._item(data, "reasoning")
        text = data.get("delta")
        if is_object(text):
            text = text.get("text")
        return self._think(item.summaries, item, _place(data, "summary_index"), text)

    def _summary_done(self, data: dict[str, Any]) -> ChunkChoice:
        item = self._item(data, "reasoning")
        return self._think_rest(item.summaries, item, _place(data, "summary_index"), data.get("text"))

    def _thought(self, data: dict[str, Any]) -> ChunkChoice:
        item = self._item(data, "reasoning")
        text = data.get("delta")
        if is_object(text):
            text = text.get("text")
        return self._think(item.thoughts, item, _place(data, "content_index"), text)

    def _thought_done(self, data: dict[str, Any]) -> ChunkChoice:
        item = self._item(data, "reasoning")
        return self._think_rest(item.thoughts, item, _place(data, "content_index"), data.get("text"))

    # Calls

    def _fragment(self, item: _Item, text: str, data: dict[str, Any]) -> ToolCallFragment:
        kind = "custom" if item.kind == "custom_tool_call" else "function"
        return ToolCallFragment(self._call_place(item), "", "", text, kind, data)

    def _call(self, data: dict[str, Any]) -> _Item:
        custom = "custom_tool_call" in str(data.get("type"))
        return self._item(data, "custom_tool_call" if custom else "function_call")

    def _arguments(self, data: dict[str, Any]) -> ChunkChoice | None:
        text = data.get("delta")
        item = self._call(data)
        if type(text) is not str or item.kind not in _CALLS:
            return None
        item.pieces.append(text)
        self.has_content = True
        # A call that was not announced has its id and name on the last piece, which brings the whole item.
        return ChunkChoice(0, Delta(tool_calls=(self._fragment(item, text, data),)))

    def _arguments_done(self, data: dict[str, Any]) -> ChunkChoice | None:
        item = self._call(data)
        if item.kind not in _CALLS:
            return None
        whole = data.get(_CALLS[item.kind])
        if type(data.get("name")) is str and not item.raw.get("name"):
            item.raw = {**item.raw, "name": data["name"]}
        known = "".join(item.pieces)
        if type(whole) is not str or whole == known or not whole.startswith(known):
            return ChunkChoice(0, Delta())
        return self._arguments({**data, "delta": whole[len(known) :]})

    # The answer so far

    def _complete(self) -> bool:
        return self._spoken

    def _answer(self) -> ChatCompletionResponse:
        """The answer so far."""
        if self._final is not None:
            return self._final
        body = {**self._head_response, "output": [item.build() for item in self._items.values()]}
        answer = decode_response(body, self._profile.id)
        choice = answer.choices[0]
        if not self.done or body.get("status") in (None, "in_progress", "queued"):
            choice.finish_reason = choice.finish_reason_raw = None
        answer.model = answer.model or self._model
        answer.raw = self._last
        if not self._items:
            answer.choices = []
        return answer
