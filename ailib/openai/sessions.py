"""Sessions over a WebSocket: events both ways.

A session has one `SessionFlow` of the core; what is here turns its messages into typed events, on a blocking client and
on an async one. The events that a client sends are declared in `resources/session_events.py`, a line each, as endpoints
are: `connection.response.create(...)` sends an event of the type `response.create`.
"""

from __future__ import annotations

import base64
import inspect
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Self, TypeVar, cast, overload

import attrs

from ..core.bridge import run
from ..core.call import CallOptions, dumps_body
from ..core.session import SessionFlow
from ..errors import ConfigurationError, InvalidEvent, InvalidRequestError
from ..wire.json import loads
from ..wire.shapes import is_object
from .model import omit, plain, reader_of
from .schema import python_name, schema_of

if TYPE_CHECKING:
    import types
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping

    from .caller import Caller
    from .endpoint import Async, Endpoint, Sync

__all__ = [
    "AsyncConnecting",
    "AsyncSession",
    "ClientEvent",
    "Connecting",
    "Events",
    "Group",
    "Session",
    "client_event",
    "flow_of",
]

M = TypeVar("M")
P = ParamSpec("P")
S = TypeVar("S")
# What comes, and what may be sent.
E = TypeVar("E")
C = TypeVar("C")
H = TypeVar("H", bound="Callable[..., Any]")


# -- events that a client sends


class Events(Generic[M]):
    """A group of events that a client may send: `connection.input_audio_buffer`."""

    _flow: SessionFlow
    _blocking: bool

    def __init__(self, flow: SessionFlow, *, blocking: bool) -> None:
        self._flow = flow
        self._blocking = blocking

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Group:
    """A group within another one, or within a session."""

    def __init__(self, events: type[Events[Any]]) -> None:
        self._events = events

    def __get__(self, holder: Events[Any] | None, owner: type) -> Any:
        return self if holder is None else self._events(holder._flow, blocking=holder._blocking)


class ClientEvent:
    """One event.

    Args:
        kind: Its type on the wire.
        schema: Its fields.
    """

    def __init__(self, kind: str, schema: str) -> None:
        self.kind: str = kind
        self.schema: str = schema
        self.__doc__ = f"`{kind}`"

    def __get__(self, events: Events[Any] | None, owner: type) -> Any:
        if events is None:
            return self

        def send(**fields: Any) -> Any:
            whole = events._flow.send(_text_of(self.made(fields)))
            return run(whole) if events._blocking else whole

        send.__name__ = send.__qualname__ = self.kind
        send.__doc__ = self.__doc__
        return send

    def made(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The event, of keywords.

        Raises:
            TypeError: A keyword that it does not have, or one that is missing.
        """
        schema = schema_of(self.schema)
        known = {python_name(name): name for name in schema.fields or () if name != "type"}
        event: dict[str, Any] = {"type": self.kind}
        for name, value in fields.items():
            wire = known.get(name)
            if wire is None:
                raise TypeError(f"{self.kind}() got an unexpected keyword argument {name!r}")
            kind: Any = (schema.fields or {})[wire]
            nullable = type(kind) is list and "null" in kind
            if value is omit or (value is None and not nullable):
                continue
            event[wire] = base64.b64encode(value).decode() if isinstance(value, (bytes, bytearray)) else plain(value)
        missing = sorted(schema.required - event.keys())
        if missing:
            raise TypeError(f"{self.kind}() is missing {', '.join(map(repr, missing))}")
        return event

    def __repr__(self) -> str:
        return f"<ClientEvent {self.kind}>"


def _text_of(event: Any) -> str:
    """An event as it is sent.

    Raises:
        InvalidRequestError: It has no JSON form, or no type.
    """
    made = plain(event)
    if not is_object(made) or not isinstance(made.get("type"), str):
        raise InvalidRequestError("An event is an object with a `type`", param="type")
    return dumps_body(made).decode()


# -- sessions


class _Session(Generic[E, C]):
    """What both kinds of sessions share."""

    _blocking: bool
    _server_event: str

    def __init__(self, flow: SessionFlow) -> None:
        self._flow = flow
        # By the type of the event: what to call, and whether only once.
        self._handlers: dict[str, list[tuple[Callable[..., Any], bool]]] = {}

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the handshake's answer."""
        return self._flow.headers

    @property
    def request_id(self) -> str | None:
        """The provider's id of the handshake."""
        return self._flow.request_id

    @property
    def closed(self) -> bool:
        """Whether it has ended, for any reason."""
        return self._flow.ended

    @property
    def cancelled(self) -> bool:
        """Whether it ended because somebody cancelled it."""
        return self._flow.cancelled

    @property
    def close_code(self) -> int | None:
        """The code the server closed it with, or None."""
        return self._flow.close_code

    @property
    def close_reason(self) -> str:
        """The server's words about it."""
        return self._flow.close_reason

    def parse_event(self, data: str | bytes) -> E:
        """The event in a message, as `recv_bytes` gives it.

        Raises:
            InvalidEvent: It is none.
        """
        try:
            found = loads(data)
        except ValueError as error:
            raise self._invalid("A message is not JSON", data) from error
        if not is_object(found):
            raise self._invalid("A message is no event", data)
        return cast("Callable[[Any], E]", reader_of(f"@{self._server_event}"))(found)

    def _invalid(self, why: str, data: str | bytes) -> InvalidEvent:
        head = data[:200]
        shown = head.decode("utf-8", "replace") if isinstance(head, bytes) else head
        return InvalidEvent(f"{why}: {shown!r}", data=shown, provider="openai", request_id=self.request_id)

    @overload
    def on(self, event_type: str, handler: Callable[..., Any]) -> Self: ...
    @overload
    def on(self, event_type: str) -> Callable[[H], H]: ...
    def on(self, event_type: str, handler: Any = None) -> Any:
        """Have a function called with each event of a type, once `dispatch_events` runs.

        Args:
            event_type: "response.output_text.delta", ...; "event" is all of them.
            handler: On an async client it may be async. Without one, this is a decorator.
        """
        return self._added(event_type, handler, once=False)

    @overload
    def once(self, event_type: str, handler: Callable[..., Any]) -> Self: ...
    @overload
    def once(self, event_type: str) -> Callable[[H], H]: ...
    def once(self, event_type: str, handler: Any = None) -> Any:
        """The same for the next such event only."""
        return self._added(event_type, handler, once=True)

    def off(self, event_type: str, handler: Callable[..., Any]) -> Self:
        """Take a function back that was given to `on` or `once`."""
        for entry in self._handlers.get(event_type, ()):
            if entry[0] == handler:
                self._handlers[event_type].remove(entry)
                break
        return self

    def _added(self, event_type: str, handler: Any, *, once: bool) -> Any:
        def add(function: Any) -> Any:
            self._handlers.setdefault(event_type, []).append((function, once))
            return function

        if handler is None:
            return add
        add(handler)
        return self

    async def _dispatch(self) -> None:
        while (message := await self._flow.receive()) is not None:
            event: Any = self.parse_event(message)
            kind = event.raw.get("type")
            called: list[Callable[..., Any]] = []
            for name in (kind, "event"):
                entries = self._handlers.get(name, [])
                called += [function for function, _ in entries]
                entries[:] = [entry for entry in entries if not entry[1]]
            if kind == "error" and not called:
                raise self._flow.refusal(event.raw)
            for function in called:
                result = function(event)
                if inspect.isawaitable(result):
                    if self._blocking:
                        if inspect.iscoroutine(result):
                            result.close()
                        raise ConfigurationError("The handler is async", hint="Use AsyncOpenAI, or a plain function")
                    await result

    async def _next(self) -> bytes:
        message = await self._flow.receive()
        if message is None:
            raise self._flow.ended_error()
        return message if isinstance(message, bytes) else message.encode("utf-8", "surrogatepass")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {'closed' if self.closed else 'open'}>"


class Session(_Session[E, C]):
    """A session of the blocking client: iterate it for the server's events. Leave `with` to close it.

    One thread may receive while others send.

    Raises:
        ConnectionLost, StreamTimeout, RequestTimeout, InvalidEvent: While iterating. After `InvalidEvent` it goes on.
    """

    _blocking = True

    def send(self, event: C) -> None:
        """Send an event: a dict, or a model of `types`.

        Raises:
            InvalidRequestError: It has no type, or no JSON form.
            ConnectionLost, RequestTimeout, Cancelled: It was not taken.
        """
        run(self._flow.send(_text_of(event)))

    def recv(self) -> E:
        """The next event.

        Raises:
            ConnectionLost: There will be none: the session was closed or broke.
            Cancelled: Somebody cancelled it.
            StreamTimeout, RequestTimeout, InvalidEvent: As while iterating.
        """
        return self.parse_event(run(self._next()))

    def recv_bytes(self) -> bytes:
        """The next message as it came. Raises as `recv`."""
        return run(self._next())

    def dispatch_events(self) -> None:
        """Call what was given to `on` for each event, until the session ends.

        Raises:
            APIError: An event of the type "error" came, and nothing was given for it.
            ConnectionLost, StreamTimeout, RequestTimeout, InvalidEvent: As while iterating.
        """
        run(self._dispatch())

    def __iter__(self) -> Iterator[E]:
        while (message := run(self._flow.receive())) is not None:
            yield self.parse_event(message)

    def close(self, *, code: int = 1000, reason: str = "") -> None:
        """Say goodbye and close the connection. Idempotent."""
        run(self._flow.close(code, reason))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.close()


class AsyncSession(_Session[E, C]):
    """`Session` with `await`, `async for`, `async with`."""

    _blocking = False

    async def send(self, event: C) -> None:
        """See `Session.send`."""
        await self._flow.send(_text_of(event))

    async def recv(self) -> E:
        """See `Session.recv`."""
        return self.parse_event(await self._next())

    async def recv_bytes(self) -> bytes:
        """See `Session.recv_bytes`."""
        return await self._next()

    async def dispatch_events(self) -> None:
        """See `Session.dispatch_events`."""
        await self._dispatch()

    async def __aiter__(self) -> AsyncIterator[E]:
        while (message := await self._flow.receive()) is not None:
            yield self.parse_event(message)

    async def close(self, *, code: int = 1000, reason: str = "") -> None:
        """See `Session.close`."""
        await self._flow.close(code, reason)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        await self.close()


class Connecting(Generic[S]):
    """A session that is not open yet: use it in `with`, or `enter()` it and close what it gives yourself."""

    def __init__(self, session: S) -> None:
        self._session: Any = session

    def enter(self) -> S:
        """Connect.

        Raises:
            AilibError: Whatever a call would raise for the same answer.
        """
        run(self._session._flow.open())
        return cast("S", self._session)

    def __enter__(self) -> S:
        return self.enter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self._session.close()


class AsyncConnecting(Generic[S]):
    """`Connecting` with `async with` and `await`."""

    def __init__(self, session: S) -> None:
        self._session: Any = session

    async def enter(self) -> S:
        """See `Connecting.enter`."""
        await self._session._flow.open()
        return cast("S", self._session)

    async def __aenter__(self) -> S:
        return await self.enter()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        await self._session.close()


def flow_of(caller: Caller, endpoint: Endpoint, keywords: Mapping[str, Any]) -> SessionFlow:
    """The session of an address, not yet open.

    The client's limits hold but for `idle`: a conversation may be silent. Only `timeout` among the keywords sets it.
    """
    plan = caller.plan(endpoint, (), keywords)
    core = caller.core_for(endpoint)
    options = plan.options or CallOptions()
    if options.timeout is None:
        options = attrs.evolve(options, timeout=attrs.evolve(core.settings.timeouts, idle=None))
    model = plan.query.get("model")
    request = attrs.evolve(plan.request(), model=model if isinstance(model, str) else None)
    return SessionFlow(core, request, options)


if TYPE_CHECKING:

    class Declared(Generic[P]):
        """An event, as a type checker sees it."""

        @overload
        def __get__(self, events: None, owner: type) -> Self: ...
        @overload
        def __get__(self, events: Events[Sync], owner: type) -> Callable[P, None]: ...
        @overload
        def __get__(self, events: Events[Async], owner: type) -> Callable[P, Coroutine[None, None, None]]: ...
        def __get__(self, events: Any, owner: type) -> Any: ...

    def client_event(method: Callable[Concatenate[Any, P], None]) -> Declared[P]:
        """For stubs: a method whose parameters are the fields of an event."""
        ...

else:

    def client_event(method: Any) -> Any:
        """Mark a method of a stub; at run time they are `ClientEvent`s."""
        return method
