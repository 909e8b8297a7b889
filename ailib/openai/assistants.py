"""Runs of assistants as events, put together as they come; with handlers, as the official package has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import AilibError, StreamTimeout
from ..wire.shapes import is_list, is_object
from .accumulating import _Awaited, _Blocking
from .model import Model, omit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from ..core.endpoint import EventFlow
    from .endpoint import Resource
    from .types import MessageObject, RunObject, RunStepObject

__all__ = [
    "AssistantEventHandler",
    "AssistantStream",
    "AsyncAssistantEventHandler",
    "AsyncAssistantStream",
    "create_and_run_stream",
    "run_stream",
    "submit_stream",
]


class AssistantEventHandler:
    """Override what you want to hear of."""

    def on_event(self, event: Any) -> None:
        """Every event."""

    def on_run_step_created(self, run_step: Any) -> None:
        """A step begins."""

    def on_run_step_delta(self, delta: Any, snapshot: Any) -> None:
        """A step goes on; `snapshot` is the step so far."""

    def on_run_step_done(self, run_step: Any) -> None:
        """A step has ended."""

    def on_tool_call_created(self, tool_call: Any) -> None:
        """A tool call begins."""

    def on_tool_call_delta(self, delta: Any, snapshot: Any) -> None:
        """A tool call goes on."""

    def on_tool_call_done(self, tool_call: Any) -> None:
        """A tool call is whole."""

    def on_message_created(self, message: Any) -> None:
        """A message begins."""

    def on_message_delta(self, delta: Any, snapshot: Any) -> None:
        """A message goes on; `snapshot` is the message so far."""

    def on_message_done(self, message: Any) -> None:
        """A message has ended."""

    def on_text_created(self, text: Any) -> None:
        """A text of a message begins."""

    def on_text_delta(self, delta: Any, snapshot: Any) -> None:
        """A text goes on; `snapshot.value` is the text so far."""

    def on_text_done(self, text: Any) -> None:
        """A text has ended."""

    def on_image_file_done(self, image_file: Any) -> None:
        """A message has a file with an image."""

    def on_exception(self, exception: Exception) -> None:
        """The stream failed; the error is raised after this."""

    def on_timeout(self) -> None:
        """Nothing came for too long; the error is raised after this."""

    def on_end(self) -> None:
        """The stream has ended, well or not."""


class AsyncAssistantEventHandler:
    """`AssistantEventHandler` for the async client: every method is `async def`."""

    async def on_event(self, event: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_run_step_created(self, run_step: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_run_step_delta(self, delta: Any, snapshot: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_run_step_done(self, run_step: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_tool_call_created(self, tool_call: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_tool_call_delta(self, delta: Any, snapshot: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_tool_call_done(self, tool_call: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_message_created(self, message: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_message_delta(self, delta: Any, snapshot: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_message_done(self, message: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_text_created(self, text: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_text_delta(self, delta: Any, snapshot: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_text_done(self, text: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_image_file_done(self, image_file: Any) -> None:
        """See `AssistantEventHandler`."""

    async def on_exception(self, exception: Exception) -> None:
        """See `AssistantEventHandler`."""

    async def on_timeout(self) -> None:
        """See `AssistantEventHandler`."""

    async def on_end(self) -> None:
        """See `AssistantEventHandler`."""


# Texts that grow; all other strings are taken as they come.
_GROWING = frozenset({"value", "arguments", "input", "logs", "output", "refusal"})


def grown(known: Any, delta: Any) -> Any:
    """What there is and a delta of it as one; lists grow by the `index` of their items."""
    if is_object(known) and is_object(delta):
        made: dict[str, Any] = dict(known)
        for name, value in delta.items():
            before = made.get(name)
            if before is None or name in ("index", "type"):
                made[name] = value
            elif isinstance(before, str) and isinstance(value, str):
                made[name] = before + value if name in _GROWING else value
            else:
                made[name] = grown(before, value)
        return made
    if is_list(known) and is_list(delta):
        items = list(known)
        for one in delta:
            index = one.get("index") if is_object(one) else None
            if isinstance(index, int) and index < len(items):
                items[index] = grown(items[index], one)
            else:
                items.append(one)
        return items
    return known if delta is None else delta


class _Run:
    """A run while it comes."""

    def __init__(self, handler: Any) -> None:
        self.handler = handler
        self.event: Any = None
        self.run: dict[str, Any] | None = None
        self.messages: dict[str, dict[str, Any]] = {}
        self.steps: dict[str, dict[str, Any]] = {}
        self.message: dict[str, Any] | None = None
        self.step: dict[str, Any] | None = None
        self._calls: list[tuple[str, tuple[Any, ...]]] = []
        self._texts: set[tuple[str, int]] = set()
        self._tools: dict[str, int] = {}
        self._ended = False

    def take(self, event: Any, out: list[Any]) -> None:
        """One event."""
        self.event = event
        self._tell("on_event", event)
        data: dict[str, Any] = event.raw if isinstance(event, Model) else {}
        name, inner = str(data.get("event") or ""), data.get("data")
        if is_object(inner):
            made = dict(inner)
            if name.startswith("thread.run.step."):
                self._take_step(name, made)
            elif name.startswith("thread.run."):
                self.run = made
            elif name.startswith("thread.message."):
                self._take_message(name, made)
        out.append(event)

    def _take_message(self, name: str, data: dict[str, Any]) -> None:
        key = str(data.get("id"))
        if name != "thread.message.delta":
            self.message = self.messages[key] = data
            if name == "thread.message.created":
                self._tell("on_message_created", _object("MessageObject", data))
            elif name in ("thread.message.completed", "thread.message.incomplete"):
                for part in data.get("content") or ():
                    if is_object(part) and part.get("type") == "text":
                        self._tell("on_text_done", _opened(part.get("text")))
                    elif is_object(part) and part.get("type") == "image_file":
                        self._tell("on_image_file_done", _opened(part.get("image_file")))
                self._tell("on_message_done", _object("MessageObject", data))
            return
        delta: Any = data.get("delta")
        self.message = self.messages[key] = grown(self.messages.get(key, {"id": key, "content": []}), delta)
        message: dict[str, Any] = self.messages[key]
        self._tell("on_message_delta", _opened(delta), _object("MessageObject", message))
        for part in delta.get("content") or () if is_object(delta) else ():
            if is_object(part) and part.get("type") == "text" and isinstance(part.get("index"), int):
                index: int = part["index"]
                content: Any = message.get("content") or []
                whole: Any = content[index].get("text") if index < len(content) else part.get("text")
                if (key, index) not in self._texts:
                    self._texts.add((key, index))
                    self._tell("on_text_created", _opened(whole))
                self._tell("on_text_delta", _opened(part.get("text")), _opened(whole))

    def _take_step(self, name: str, data: dict[str, Any]) -> None:
        key = str(data.get("id"))
        if name != "thread.run.step.delta":
            self.step = self.steps[key] = data
            if name == "thread.run.step.created":
                self._tell("on_run_step_created", _object("RunStepObject", data))
            elif name in ("thread.run.step.completed", "thread.run.step.failed", "thread.run.step.cancelled"):
                for call in _tool_calls(data):
                    self._tell("on_tool_call_done", _opened(call))
                self._tell("on_run_step_done", _object("RunStepObject", data))
            return
        delta: Any = data.get("delta")
        self.step = self.steps[key] = grown(self.steps.get(key, {"id": key}), delta)
        self._tell("on_run_step_delta", _opened(delta), _object("RunStepObject", self.step))
        whole = _tool_calls(self.step)
        for call in _tool_calls(delta):
            index = call.get("index") if is_object(call) else None
            if not isinstance(index, int) or index >= len(whole):
                continue
            if index >= self._tools.get(key, 0):
                self._tools[key] = index + 1
                self._tell("on_tool_call_created", _opened(whole[index]))
            else:
                self._tell("on_tool_call_delta", _opened(call), _opened(whole[index]))

    def _tell(self, name: str, *values: Any) -> None:
        if self.handler is not None:
            self._calls.append((name, values))

    async def told(self) -> None:
        """Call the handler's methods for what has come."""
        calls, self._calls = self._calls, []
        for name, values in calls:
            await self.tell(name, *values)

    async def tell(self, name: str, *values: Any) -> None:
        """Call one of the handler's methods."""
        method = getattr(self.handler, name, None)
        if method is not None:
            found = method(*values)
            if hasattr(found, "__await__"):
                await found

    async def end(self) -> None:
        """Tell the end, once."""
        if not self._ended:
            self._ended = True
            await self.tell("on_end")

    def snapshot(self) -> Any:
        """The run so far."""
        return None if self.run is None else _object("RunObject", self.run)

    def final(self) -> Any:
        """The run at its end."""
        return self.snapshot()


def _tool_calls(step: Any) -> list[Any]:
    details = step.get("step_details") if is_object(step) else None
    found = details.get("tool_calls") if is_object(details) else None
    return list(found) if is_list(found) else []


def _object(name: str, data: Any) -> Any:
    from .model import model_named

    return model_named(name).from_dict(data)


def _opened(data: Any) -> Any:
    return Model.from_dict(data) if is_object(data) else data


class _Assistant:
    """What both streams share."""

    _state: Any

    async def _told(self, pull: Any) -> Any:
        """Pull, and tell the handler."""
        state = self._state
        try:
            events = await pull()
        except AilibError as error:
            if isinstance(error, StreamTimeout):
                await state.tell("on_timeout")
            await state.tell("on_exception", error)
            await state.end()
            raise
        await state.told()
        if events is None:
            await state.end()
        return events

    @property
    def current_event(self) -> Any:
        """The latest event."""
        return self._state.event

    @property
    def current_run(self) -> RunObject | None:
        """The run as it was told last."""
        found: RunObject | None = self._state.snapshot()
        return found

    @property
    def current_run_step_snapshot(self) -> RunStepObject | None:
        """The latest step so far."""
        step = self._state.step
        return None if step is None else _object("RunStepObject", step)

    @property
    def current_message_snapshot(self) -> MessageObject | None:
        """The latest message so far."""
        message = self._state.message
        return None if message is None else _object("MessageObject", message)

    def _messages(self) -> list[Any]:
        return [_object("MessageObject", one) for one in self._state.messages.values()]

    def _steps(self) -> list[Any]:
        return [_object("RunStepObject", one) for one in self._state.steps.values()]


def _pieces(event: Any) -> list[str]:
    """The texts in an event."""
    data: Any = event.raw if isinstance(event, Model) else {}
    if data.get("event") != "thread.message.delta":
        return []
    inner: Any = data.get("data")
    delta = inner.get("delta") if is_object(inner) else None
    found: list[str] = []
    for part in delta.get("content") or () if is_object(delta) else ():
        text = part.get("text") if is_object(part) else None
        value = text.get("value") if is_object(text) else None
        if isinstance(value, str):
            found.append(value)
    return found


class AssistantStream(_Assistant, _Blocking):
    """Events of a run, within `with`; a handler is called while they are read.

    Raises:
        StreamTruncated, StreamTimeout, InvalidEvent, RequestTimeout, ConnectionLost, APIError: While iterating.
    """

    async def _pull(self) -> list[Any] | None:
        found: list[Any] | None = await self._told(super()._pull)
        return found

    def __iter__(self) -> Iterator[Any]:
        return self._events

    def __next__(self) -> Any:
        return next(self._events)

    @property
    def text_deltas(self) -> Iterator[str]:
        """The texts of the messages, piece by piece."""
        for event in self._events:
            yield from _pieces(event)

    def get_final_run(self) -> RunObject:
        """Read to the end; the run."""
        self.until_done()
        found: RunObject = self._end()
        return found

    def get_final_messages(self) -> list[MessageObject]:
        """Read to the end; the messages of the run."""
        self.until_done()
        return self._messages()

    def get_final_run_steps(self) -> list[RunStepObject]:
        """Read to the end; the steps of the run."""
        self.until_done()
        return self._steps()


class AsyncAssistantStream(_Assistant, _Awaited):
    """`AssistantStream` with `async with` and `async for`."""

    async def _pull(self) -> list[Any] | None:
        found: list[Any] | None = await self._told(super()._pull)
        return found

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        return await self._next()

    @property
    async def text_deltas(self) -> AsyncIterator[str]:
        """The texts of the messages, piece by piece."""
        async for event in self:
            for piece in _pieces(event):
                yield piece

    async def get_final_run(self) -> RunObject:
        """Read to the end; the run."""
        await self.until_done()
        found: RunObject = self._end()
        return found

    async def get_final_messages(self) -> list[MessageObject]:
        """Read to the end; the messages of the run."""
        await self.until_done()
        return self._messages()

    async def get_final_run_steps(self) -> list[RunStepObject]:
        """Read to the end; the steps of the run."""
        await self.until_done()
        return self._steps()


def _stream(resource: Resource[Any], name: str, handler: Any, keywords: dict[str, Any]) -> Any:
    caller = resource._caller.plainly()
    plan = caller.plan(getattr(type(resource), name), (), keywords)
    plan.stream_events()
    flow: EventFlow = caller.events(plan)
    state: Any = _Run(None if handler is omit else handler)
    return AssistantStream(flow, state) if caller.blocking else AsyncAssistantStream(flow, state)


def run_stream(resource: Resource[Any], *, event_handler: Any = None, **keywords: Any) -> Any:
    """Begin a run; its events, for `with` (nothing is sent before).

    Args:
        resource: The resource.
        event_handler: An `AssistantEventHandler`; on the async client an `AsyncAssistantEventHandler`.
        keywords: Those of `create`.
    """
    return _stream(resource, "create", event_handler, keywords)


def submit_stream(resource: Resource[Any], *, event_handler: Any = None, **keywords: Any) -> Any:
    """Give a run the outputs of its tools; its events from there on. See `stream`."""
    return _stream(resource, "submit_tool_outputs", event_handler, keywords)


def create_and_run_stream(resource: Resource[Any], *, event_handler: Any = None, **keywords: Any) -> Any:
    """Make a thread and begin a run in it; its events. See `runs.stream`."""
    return _stream(resource, "create_and_run", event_handler, keywords)
