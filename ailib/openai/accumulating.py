"""Streams that are put together as they come: `chat.completions.stream` and `responses.stream`.

    with client.chat.completions.stream(model="gpt-4o", messages=messages, response_format=Answer) as stream:
        for event in stream:
            if event.type == "content.delta":
                print(event.delta, end="")
        print(stream.get_final_completion().choices[0].message.parsed)

An error in the middle has what came until then as its `partial`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, Self, TypeVar, cast

from ..core.bridge import run
from ..errors import AilibError, Cancelled, InvalidRequestError, StreamTruncated
from ..wire.assembly import ToolCallAssembly
from ..wire.shapes import is_list, is_object
from .model import Model, omit
from .parsing import Wanted, chat_wanted, parsed_completion, parsed_response, responses_wanted
from .stream_events import (
    ChunkEvent,
    ContentDeltaEvent,
    ContentDoneEvent,
    FunctionToolCallArgumentsDeltaEvent,
    FunctionToolCallArgumentsDoneEvent,
    GrowingText,
    LogprobsContentDeltaEvent,
    LogprobsContentDoneEvent,
    LogprobsRefusalDeltaEvent,
    LogprobsRefusalDoneEvent,
    RefusalDeltaEvent,
    RefusalDoneEvent,
)
from .streaming import Events

if TYPE_CHECKING:
    import types
    from collections.abc import AsyncIterator, Iterator, Mapping

    from ..core.endpoint import EventFlow
    from .endpoint import Resource
    from .parsed import ParsedChatCompletion, ParsedResponse

__all__ = [
    "AsyncChatCompletionStream",
    "AsyncResponseStream",
    "ChatCompletionStream",
    "ResponseStream",
    "stream_chat",
    "stream_response",
]

T = TypeVar("T")


class State(Protocol):
    """What a stream becomes."""

    def take(self, event: Any, out: list[Any]) -> None:
        """One event of the API; adds those that the user gets.

        Raises:
            AilibError: What came cannot be parsed. What was added before is given out first.
        """
        ...

    def snapshot(self) -> Any:
        """What there is so far."""
        ...

    def final(self) -> Any:
        """What it has become."""
        ...


class _Choice:
    """One answer of a chat while it comes."""

    def __init__(self, index: int, wanted: Wanted) -> None:
        self.index = index
        self.wanted = wanted
        self.content: GrowingText | None = None
        self.refusal: GrowingText | None = None
        self.calls = ToolCallAssembly()
        self.logprobs: dict[str, list[Any]] = {}
        self.function: dict[str, str] | None = None
        self.audio: dict[str, Any] | None = None
        self.extra: dict[str, Any] = {}
        self.role = "assistant"
        self.finish_reason: str | None = None
        self._current: int | None = None
        self._told: set[str] = set()

    def take(self, data: Mapping[str, Any], out: list[Any]) -> None:
        delta: Any = data.get("delta")
        ended: list[Any] = []  # what a chunk ends is told behind what it brings
        try:
            if is_object(delta):
                self._take_delta(delta, out, ended)
            self._take_logprobs(data.get("logprobs"), out)
        finally:
            out += ended
        if data.get("finish_reason") is not None:
            self.finish_reason = str(data["finish_reason"])
            self._check_end()
            self._done(out)
            self._call_done(out)

    def _take_delta(self, delta: Mapping[str, Any], out: list[Any], ended: list[Any]) -> None:
        for name, value in delta.items():
            if name == "content" and isinstance(value, str):
                self.content = self.content or GrowingText()
                count = self.content.add(value)
                out.append(ContentDeltaEvent(value, self.content, count, self.wanted.kind is not None))
            elif name == "refusal" and isinstance(value, str):
                self.refusal = self.refusal or GrowingText()
                out.append(RefusalDeltaEvent(value, self.refusal, self.refusal.add(value)))
            elif name == "tool_calls" and is_list(value):
                for piece in value:
                    if is_object(piece):
                        self._take_call(piece, out, ended)
            elif name == "role" and isinstance(value, str):
                self.role = value
            elif name == "function_call" and is_object(value):
                known = self.function = self.function or {"name": "", "arguments": ""}
                known["name"] = known["name"] or str(value.get("name") or "")
                known["arguments"] += str(value.get("arguments") or "")
            elif name == "audio" and is_object(value):
                self.audio = _grown(self.audio or {}, value, ("data", "transcript"))
            elif value is not None and name not in ("content", "refusal", "tool_calls", "role"):
                before: Any = self.extra.get(name)
                grows = (isinstance(before, str) and isinstance(value, str)) or (is_list(before) and is_list(value))
                self.extra[name] = cast("Any", before) + value if grows else value

    def _take_call(self, piece: Mapping[str, Any], out: list[Any], ended: list[Any]) -> None:
        inner: Any = piece.get("function") or piece.get("custom")
        inner = inner if is_object(inner) else {}
        index: Any = piece.get("index")
        name, text = inner.get("name"), inner.get("arguments", inner.get("input"))
        arguments = text if isinstance(text, str) else ""
        place = self.calls.add(
            index if isinstance(index, int) else None,
            str(piece.get("id") or ""),
            name if isinstance(name, str) else "",
            arguments,
            str(piece.get("type") or "function"),
        )
        if place != self._current:
            self._done(ended)
            self._call_done(ended)
            self._current = place
        call = self.calls.calls[place]
        if isinstance(text, str):
            out.append(FunctionToolCallArgumentsDeltaEvent(call.name, place, arguments, call.pieces, len(call.pieces)))

    def _take_logprobs(self, logprobs: Any, out: list[Any]) -> None:
        if not is_object(logprobs):
            return
        from .types import ChatCompletionTokenLogprob

        for name, kind in (("content", LogprobsContentDeltaEvent), ("refusal", LogprobsRefusalDeltaEvent)):
            more = logprobs.get(name)
            if is_list(more) and more:
                made = [ChatCompletionTokenLogprob.from_dict(one) for one in more if is_object(one)]
                known = self.logprobs.setdefault(name, [])
                known += made
                out.append(kind(made, list(known)))

    def _check_end(self) -> None:
        from .errors import ContentFilterFinishReasonError, LengthFinishReasonError

        if self.wanted and self.finish_reason == "length":
            raise LengthFinishReasonError
        if self.wanted and self.finish_reason == "content_filter":
            raise ContentFilterFinishReasonError

    def _done(self, out: list[Any]) -> None:
        """Content and refusal are whole."""
        if self.content is not None and any(self.content.pieces) and "content" not in self._told:
            self._told.add("content")
            text = self.content.until()
            refused = self.refusal is not None and any(self.refusal.pieces)
            parsed = self.wanted.content(text) if self.wanted.kind is not None and not refused else None
            out.append(ContentDoneEvent[Any](text, parsed))
        if self.refusal is not None and any(self.refusal.pieces) and "refusal" not in self._told:
            self._told.add("refusal")
            out.append(RefusalDoneEvent(self.refusal.until()))
        for name, kind in (("content", LogprobsContentDoneEvent), ("refusal", LogprobsRefusalDoneEvent)):
            if self.logprobs.get(name) and f"logprobs.{name}" not in self._told:
                self._told.add(f"logprobs.{name}")
                out.append(kind(list(self.logprobs[name])))

    def _call_done(self, out: list[Any]) -> None:
        if self._current is None or f"call.{self._current}" in self._told:
            return
        call = self.calls.calls[self._current]
        self._told.add(f"call.{self._current}")
        if call.type == "function":
            parsed = self.wanted.arguments(call.name, call.arguments)
            out.append(FunctionToolCallArgumentsDoneEvent(call.name, self._current, call.arguments, parsed))

    def raw(self) -> dict[str, Any]:
        """The choice so far, as the JSON of a completion."""
        message: dict[str, Any] = {
            "role": self.role,
            "content": None if self.content is None else self.content.until(),
            "refusal": None if self.refusal is None else self.refusal.until(),
            **self.extra,
        }
        if self.calls.calls:
            message["tool_calls"] = [_call(one) for one in self.calls.calls]
        if self.function is not None:
            message["function_call"] = dict(self.function)
        if self.audio is not None:
            message["audio"] = dict(self.audio)
        logprobs = {name: [one.raw for one in found] for name, found in self.logprobs.items()} or None
        return {
            "index": self.index,
            "message": message,
            "finish_reason": self.finish_reason,
            "logprobs": None if logprobs is None else {"content": None, "refusal": None, **logprobs},
        }


def _call(call: Any) -> dict[str, Any]:
    if call.type == "custom":
        return {"id": call.id, "type": "custom", "custom": {"name": call.name, "input": call.arguments}}
    return {"id": call.id, "type": call.type, "function": {"name": call.name, "arguments": call.arguments}}


def _grown(known: dict[str, Any], more: Mapping[str, Any], texts: tuple[str, ...]) -> dict[str, Any]:
    for name, value in more.items():
        before = known.get(name)
        known[name] = before + value if name in texts and isinstance(before, str) and isinstance(value, str) else value
    return known


class _Chat:
    """A chat completion while it comes."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._head: dict[str, Any] = {}
        self._choices: dict[int, _Choice] = {}

    def take(self, event: Any, out: list[Any]) -> None:
        """One chunk."""
        data: dict[str, Any] = event.raw if isinstance(event, Model) else {}
        for name, value in data.items():
            if name != "choices" and (value is not None or name not in self._head):
                self._head[name] = value
        out.append(ChunkEvent(event, self))
        for one in data.get("choices") or ():
            if is_object(one):
                index: Any = one.get("index", 0)
                choice = self._choices.get(index)
                if choice is None:
                    choice = self._choices[index] = _Choice(index, self._wanted)
                choice.take(one, out)

    def raw(self) -> dict[str, Any]:
        """The completion so far."""
        choices = [self._choices[index].raw() for index in sorted(self._choices)]
        head = {name: value for name, value in self._head.items() if name != "obfuscation"}
        return {"id": "", "created": 0, "model": "", **head, "object": "chat.completion", "choices": choices}

    def snapshot(self) -> ParsedChatCompletion[Any]:
        """The completion so far, not parsed."""
        from .types import CreateChatCompletionResponse

        return parsed_completion(CreateChatCompletionResponse.from_dict(self.raw()), Wanted(None, {}))

    def final(self) -> ParsedChatCompletion[Any]:
        """The whole completion, parsed."""
        from .types import CreateChatCompletionResponse

        return parsed_completion(CreateChatCompletionResponse.from_dict(self.raw()), self._wanted)


class _Response:
    """A response while it comes."""

    _LAST: ClassVar[frozenset[str]] = frozenset(
        {"response.completed", "response.incomplete", "response.failed", "response.cancelled"}
    )

    def __init__(self, wanted: Wanted, after: int | None = None) -> None:
        self._wanted = wanted
        self._after = after
        self._head: dict[str, Any] = {}
        self._items: dict[int, dict[str, Any]] = {}
        self._texts: dict[tuple[Any, ...], list[str]] = {}
        self._ended = False
        self._model: Any = None

    def take(self, event: Any, out: list[Any]) -> None:
        """One event."""
        data: dict[str, Any] = event.raw if isinstance(event, Model) else {}
        kind = data.get("type")
        number: Any = data.get("sequence_number")
        made = self._changed(kind, data, event)
        if self._after is None or not isinstance(number, int) or number > self._after:
            out.append(made)

    def _changed(self, kind: Any, data: dict[str, Any], event: Any) -> Any:
        from . import parsed as kinds

        inner: Any = data.get("response")
        if is_object(inner):
            self._head = dict(inner)
        index: Any = data.get("output_index")
        if kind in ("response.output_item.added", "response.output_item.done"):
            item: Any = data.get("item")
            if is_object(item) and isinstance(index, int):
                self._items[index] = dict(item)
        elif kind in ("response.content_part.added", "response.content_part.done"):
            self._part(data, data.get("part"))
        elif kind == "response.output_text.delta":
            return self._grow(kinds.TextDeltaEvent, data, ("content_index", "text"))
        elif kind == "response.refusal.delta":
            self._grow(None, data, ("content_index", "refusal"))
        elif kind == "response.function_call_arguments.delta":
            return self._grow(kinds.ArgumentsDeltaEvent, data, ("", "arguments"))
        elif kind == "response.output_text.done":
            made: Any = kinds.TextDoneEvent[Any].from_dict(data)
            text = data.get("text")
            parsed = self._wanted.content(text) if self._wanted.kind is not None and isinstance(text, str) else None
            object.__setattr__(made, "parsed", parsed)
            return made
        elif kind in self._LAST and is_object(inner):
            self._ended = True
            if kind == "response.completed":
                whole: Any = kinds.CompletedEvent[Any].from_dict(data)
                object.__setattr__(whole, "response", self.final())
                return whole
        return event

    def _part(self, data: Mapping[str, Any], part: Any) -> None:
        index, inner = data.get("output_index"), data.get("content_index")
        item = self._items.get(index) if isinstance(index, int) else None
        if item is None or not is_object(part) or not isinstance(inner, int):
            return
        content: list[Any] = list(item.get("content") or ())
        item["content"] = content
        if inner == len(content):
            content.append(dict(part))
        elif 0 <= inner < len(content):
            content[inner] = dict(part)

    def _grow(self, made: Any, data: dict[str, Any], field: tuple[str, str]) -> Any:
        place = (data.get("output_index"), data.get(field[0]) if field[0] else None, field[1])
        pieces = self._texts.setdefault(place, [])
        delta = data.get("delta")
        pieces.append(delta if isinstance(delta, str) else "")
        if made is None:
            return None
        event = made.from_dict(data)
        object.__setattr__(event, "_pieces", pieces)
        object.__setattr__(event, "_count", len(pieces))
        return event

    def raw(self) -> dict[str, Any]:
        """The response so far."""
        if self._ended:
            return self._head
        items = {index: dict(item) for index, item in self._items.items()}
        for (index, inner, name), pieces in self._texts.items():
            item = items.get(index) if isinstance(index, int) else None
            if item is None:
                continue
            text = "".join(pieces)
            if inner is None:
                item[name] = item.get(name) or text
                continue
            content = item["content"] = [dict(part) for part in item.get("content") or ()]
            if isinstance(inner, int) and inner < len(content):
                content[inner][name] = content[inner].get(name) or text
        return {**self._head, "output": [items[index] for index in sorted(items)]}

    def snapshot(self) -> ParsedResponse[Any]:
        """The response so far, not parsed."""
        from .types import Response

        return parsed_response(Response.from_dict(self.raw()), Wanted(None, {}))

    def final(self) -> ParsedResponse[Any]:
        """The whole response, parsed."""
        from .types import Response

        if self._model is None:
            self._model = parsed_response(Response.from_dict(self.raw()), self._wanted)
        found: ParsedResponse[Any] = self._model
        return found


class _Accumulated(Events):
    """What all four streams share."""

    def __init__(self, flow: EventFlow, state: State) -> None:
        super().__init__(flow)
        self._state = state
        self._late: AilibError | None = None
        self._final: Any = None

    async def _pull(self) -> list[Any] | None:
        """The next events; None at the end."""
        if self._late is not None:
            late, self._late = self._late, None
            await self._flow.aclose()
            raise late
        try:
            while (found := await self._flow.pull()) is not None:
                events: list[Any] = []
                for one in found:
                    try:
                        self._state.take(one, events)
                    except AilibError as error:
                        self._fail(error)
                        if events:
                            self._late = error
                            return events
                        await self._flow.aclose()
                        raise
                if events:
                    return events
        except AilibError as error:
            self._fail(error)
            raise
        return None

    def _fail(self, error: AilibError) -> None:
        """Put what there is on an error."""
        if error.partial is None or not isinstance(error.partial, Model):
            error.partial = self._state.snapshot()
        if getattr(error, "completion", error) is None:
            cut: Any = error
            cut.completion = error.partial
        call = self._flow.call
        if call is not None and not error.attempts:
            error.attempts = tuple(call.attempts)
        error.request_id = error.request_id or self._flow.request_id

    def _end(self) -> Any:
        """What the stream has become.

        Raises:
            Cancelled: Somebody cancelled it.
            StreamTruncated: It was closed before its end.
        """
        if self._final is None:
            if not self._flow.complete:
                kind: Any = Cancelled if self._flow.cancelled else StreamTruncated
                why = "The stream was cancelled" if self._flow.cancelled else "The stream was closed before its end"
                raise kind(why, partial=self._state.snapshot())
            self._final = self._state.final()
            self._final._answered(self._flow.request_id)
        return self._final


class _Blocking(_Accumulated):
    def __init__(self, flow: EventFlow, state: State) -> None:
        super().__init__(flow, state)
        self._events: Iterator[Any] = self._drained()

    def _drained(self) -> Iterator[Any]:
        try:
            while (events := run(self._pull())) is not None:
                yield from events
        finally:
            run(self._flow.aclose())

    def close(self) -> None:
        """Stop here. Idempotent."""
        run(self._flow.aclose())

    def until_done(self) -> Self:
        """Read to the end."""
        for _ in self._events:
            pass
        return self

    def __enter__(self) -> Self:
        run(self._flow.open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.close()


class _Awaited(_Accumulated):
    def __init__(self, flow: EventFlow, state: State) -> None:
        super().__init__(flow, state)
        self._ready: Iterator[Any] = iter(())

    async def _next(self) -> Any:
        while True:
            for event in self._ready:
                return event
            events = await self._pull()
            if events is None:
                raise StopAsyncIteration
            self._ready = iter(events)

    async def close(self) -> None:
        """Stop here. Idempotent."""
        await self._flow.aclose()

    async def until_done(self) -> Self:
        """Read to the end."""
        while await self._pull() is not None:
            pass
        return self

    async def __aenter__(self) -> Self:
        await self._flow.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        await self.close()


class ChatCompletionStream(_Blocking, Generic[T]):
    """Events of a chat completion, within `with`; `event.type` says which it is.

    Raises:
        StreamTruncated, StreamTimeout, InvalidEvent, RequestTimeout, ConnectionLost, APIError: While iterating.
        LengthFinishReasonError, ContentFilterFinishReasonError, InvalidResponse: It cannot be parsed.
    """

    def __iter__(self) -> Iterator[Any]:
        return self._events

    def __next__(self) -> Any:
        return next(self._events)

    @property
    def current_completion_snapshot(self) -> ParsedChatCompletion[Any]:
        """The completion so far."""
        found: ParsedChatCompletion[Any] = self._state.snapshot()
        return found

    def get_final_completion(self) -> ParsedChatCompletion[T]:
        """Read to the end; the whole completion."""
        self.until_done()
        found: ParsedChatCompletion[T] = self._end()
        return found


class AsyncChatCompletionStream(_Awaited, Generic[T]):
    """`ChatCompletionStream` with `async with` and `async for`."""

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        return await self._next()

    @property
    def current_completion_snapshot(self) -> ParsedChatCompletion[Any]:
        """The completion so far."""
        found: ParsedChatCompletion[Any] = self._state.snapshot()
        return found

    async def get_final_completion(self) -> ParsedChatCompletion[T]:
        """Read to the end; the whole completion."""
        await self.until_done()
        found: ParsedChatCompletion[T] = self._end()
        return found


class ResponseStream(_Blocking, Generic[T]):
    """Events of a response, within `with`; those of the API, some with `snapshot` or `parsed` besides."""

    def __iter__(self) -> Iterator[Any]:
        return self._events

    def __next__(self) -> Any:
        return next(self._events)

    @property
    def current_response_snapshot(self) -> ParsedResponse[Any]:
        """The response so far."""
        found: ParsedResponse[Any] = self._state.snapshot()
        return found

    def get_final_response(self) -> ParsedResponse[T]:
        """Read to the end; the whole response."""
        self.until_done()
        found: ParsedResponse[T] = self._end()
        return found


class AsyncResponseStream(_Awaited, Generic[T]):
    """`ResponseStream` with `async with` and `async for`."""

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        return await self._next()

    @property
    def current_response_snapshot(self) -> ParsedResponse[Any]:
        """The response so far."""
        found: ParsedResponse[Any] = self._state.snapshot()
        return found

    async def get_final_response(self) -> ParsedResponse[T]:
        """Read to the end; the whole response."""
        await self.until_done()
        found: ParsedResponse[T] = self._end()
        return found


def stream_chat(resource: Resource[Any], **keywords: Any) -> Any:
    """A chat as events, put together as they come.

    Args:
        resource: The resource.
        keywords: Those of `create`; `response_format` may be a type, `tools` may hold types and functions.

    Returns:
        A `ChatCompletionStream` for `with` (`AsyncChatCompletionStream` for `async with`); nothing is sent before.

    Raises:
        InvalidRequestError: A type has no schema, or none that strict mode supports.
    """
    wanted = chat_wanted(keywords)
    caller = resource._caller.plainly()
    plan = caller.plan(cast("Any", type(resource)).create, (), keywords)
    plan.stream_events()
    kind: Any = ChatCompletionStream if caller.blocking else AsyncChatCompletionStream
    return kind(caller.events(plan), _Chat(wanted))


def stream_response(
    resource: Resource[Any],
    *,
    response_id: Any = omit,
    starting_after: Any = omit,
    text_format: Any = omit,
    **keywords: Any,
) -> Any:
    """A response as events, put together as they come.

    Args:
        resource: The resource.
        response_id: A response that runs in the background: follow it in place of a new one.
        starting_after: The number of the last event that is known: those after it are given out.
        text_format: A type.
        keywords: Those of `create`; `tools` may hold types and functions.

    Returns:
        A `ResponseStream` for `with` (`AsyncResponseStream` for `async with`); nothing is sent before.

    Raises:
        InvalidRequestError: A type has no schema, or none that strict mode supports; or `input` with `response_id`.
    """
    wanted = responses_wanted(keywords, text_format)
    caller = resource._caller.plainly()
    known: Any = type(resource)
    after: int | None = None
    if response_id is not omit and response_id is not None:
        if keywords.get("input", omit) is not omit or keywords.get("model", omit) is not omit:
            raise InvalidRequestError("input and model belong to a new response, not to response_id", param="input")
        for name in ("tools", "text"):
            keywords.pop(name, None)
        after = starting_after if isinstance(starting_after, int) else None
        # From its beginning, so that the response can be put together.
        plan = caller.plan(known.retrieve, (response_id,), keywords)
    else:
        plan = caller.plan(known.create, (), keywords)
    plan.stream_events()
    kind: Any = ResponseStream if caller.blocking else AsyncResponseStream
    return kind(caller.events(plan), _Response(wanted, after))
