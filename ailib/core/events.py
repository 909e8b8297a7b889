"""Chunks to events: what a user wants to switch on, one kind at a time, with one `StreamEnd` at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.chunk import RestartChunk
from ..models.event import (
    CitationEvent,
    ContentDelta,
    ErrorEvent,
    FinalCandidate,
    ReasoningDelta,
    RefusalDelta,
    RestartEvent,
    StreamEnd,
    StreamEvent,
    ToolCallComplete,
    ToolCallDelta,
    ToolCallStarted,
    UnknownEvent,
    UsageEvent,
)

if TYPE_CHECKING:
    from ..models.chunk import ChatCompletionChunk, ChunkChoice, ToolCallFragment

__all__ = ["EventSource"]


class _OpenCall:
    __slots__ = ("arguments", "id", "name")

    def __init__(self, call_id: str, name: str) -> None:
        self.id = call_id
        self.name = name
        self.arguments: list[str] = []


class EventSource:
    """Feed chunks; get events. A tool call is complete when its answer finishes or the stream ends."""

    def __init__(self) -> None:
        self._calls: dict[int, dict[int, _OpenCall]] = {}  # by answer, then by call, in order
        self._finish: str | None = None
        self._finished: set[int] = set()
        self._ended = False

    def feed(self, chunk: ChatCompletionChunk) -> list[StreamEvent]:
        """The events of one chunk."""
        events: list[StreamEvent] = []
        if type(chunk) is RestartChunk:
            self._calls.clear()
            self._finished.clear()
            self._finish = None
            return [RestartEvent({"restart": chunk.target}, target=chunk.target)]
        for choice in chunk.choices:
            self._choice(choice, events)
        if chunk.usage is not None:
            events.append(UsageEvent(chunk.usage))
        raw: Any = chunk.raw
        if not chunk.choices and isinstance(raw, dict) and "choices" not in raw and chunk.usage is None:
            events.append(UnknownEvent(raw))
        return events

    def _choice(self, choice: ChunkChoice, events: list[StreamEvent]) -> None:
        delta, index = choice.delta, choice.index
        if delta.reasoning or delta.reasoning_data is not None:
            events.append(
                ReasoningDelta(delta.reasoning or "", _signature(delta.reasoning_data), index, delta.reasoning_data)
            )
        if delta.content:
            events.append(ContentDelta(delta.content, index))
        if delta.refusal:
            events.append(RefusalDelta(delta.refusal, index))
        for fragment in delta.tool_calls:
            self._fragment(fragment, index, events)
        if delta.extra is not None:
            events.extend(CitationEvent(citation, index) for citation in delta.extra.get("annotations") or ())
            rest = {key: value for key, value in delta.extra.items() if key != "annotations"}
            if rest:
                events.append(UnknownEvent(rest, index))
        if delta.audio is not None:
            events.append(UnknownEvent({"audio": delta.audio}, index))
        if choice.finish_reason is not None and index not in self._finished:
            self._complete(index, events)
            self._finished.add(index)
            if index == 0 or self._finish is None:
                self._finish = choice.finish_reason
            events.append(FinalCandidate(index, choice.finish_reason))

    def _fragment(self, fragment: ToolCallFragment, index: int, events: list[StreamEvent]) -> None:
        calls = self._calls.setdefault(index, {})
        place = fragment.index
        call = calls.get(place)
        if call is None:
            call = calls[place] = _OpenCall(fragment.id, fragment.name)
            events.append(ToolCallStarted(fragment.id, fragment.name, place, index))
        else:
            call.id = call.id or fragment.id
            call.name = call.name or fragment.name
        if fragment.arguments:
            call.arguments.append(fragment.arguments)
            events.append(ToolCallDelta(call.id, fragment.arguments, place, index))

    def _complete(self, index: int, events: list[StreamEvent]) -> None:
        # Interleaved calls are known to be complete only when the answer is: fragments may still come for any of them.
        for place, call in sorted(self._calls.pop(index, {}).items()):
            events.append(ToolCallComplete(call.id, call.name, "".join(call.arguments), place, index))

    def end(self, *, cancelled: bool = False, error: Exception | None = None) -> list[StreamEvent]:
        """The last events: what is still open (unless it is cut off), then the end, exactly once."""
        if self._ended:
            return []
        self._ended = True
        events: list[StreamEvent] = []
        if error is not None:
            events += [ErrorEvent(error), StreamEnd("error")]
        elif cancelled:
            events.append(StreamEnd("cancelled"))
        else:
            for index in sorted(self._calls):
                self._complete(index, events)
            events.append(StreamEnd(self._finish))
        return events


def _signature(data: Any) -> str | None:
    rows: list[Any] | None = data
    for row in rows if isinstance(rows, list) else ():
        detail: dict[str, Any] | None = row
        if isinstance(detail, dict):
            signature = detail.get("signature") or detail.get("thoughtSignature")
            if isinstance(signature, str):
                return signature
    return None
