"""A call of a declared endpoint: any method, path and body; the answer whole, as events, or as bytes while they come.

The same rules hold as for chats (see `call`): deadline, permits, retries, cancel, credentials, errors.

How a stream of events ends: `[DONE]`, or an event that is the last one of its kind and then the end of the body (both
are in use); an error event, a broken event, a body that ends before its last event, silence, the deadline, a lost
connection, a cancel (quietly), or `aclose`. It is opened again only as long as no event has been given out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import attrs

from ..errors import (
    AilibError,
    Cancelled,
    ConnectionLost,
    InvalidEvent,
    RequestTimeout,
    StreamError,
    StreamTimeout,
    StreamTruncated,
)
from ..transport.base import BodySource
from ..wire.framing.sse import Decoder
from ..wire.json import loads
from ..wire.shapes import is_object
from .target import join_headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..models.endpoint import EndpointResponse
    from ..transport.base import HttpResponse, HttpStream
    from .call import Call, CallOptions, Core
    from .endpoint_hooks import EndpointPassage

__all__ = ["AnswerFlow", "ByteFlow", "EndpointRequest", "EventFlow", "begin_call", "exchange", "json_of"]

_DONE = b"[DONE]"


@attrs.frozen(eq=False, repr=False)
class EndpointRequest:
    """An HTTP request that is not yet made.

    Attributes:
        method: "GET", "POST", ...
        path: Below the target's address, query included; or a whole URL on its host.
        headers: They win over the client's.
        body: Bytes, a source of them that can be read again, or None.
        model: Named in errors and attempts.
        once: No second attempt: the body cannot be read again, or what it does must not be done twice.
        resend: Whether it may be sent again when it may have reached the server already. False for what makes
            something each time: a picture, a file.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | BodySource | None = None
    model: str | None = None
    once: bool = False
    resend: bool = True

    @property
    def json(self) -> Any:
        """The JSON of the body; None where it is something else."""
        if not isinstance(self.body, bytes):
            return None
        try:
            return loads(self.body)
        except ValueError:
            return None


def begin_call(
    core: Core, request: EndpointRequest, options: CallOptions | None, *, streamed: bool
) -> tuple[Call, str]:
    """The call of a request, and the whole address."""
    target = core.current()
    call = core.call(request.model, options, streamed=streamed)
    call.headers = join_headers(call.headers, request.headers)
    if request.once:
        call.only_once()
    return call, target.address(request.path)


async def exchange(
    core: Core, request: EndpointRequest, options: CallOptions | None = None
) -> tuple[HttpResponse, Call]:
    """The whole answer, whatever is in it, and the call that fetched it.

    Raises:
        AilibError: Anything of the error tree.
    """
    if core.outer is not None:
        from .endpoint_hooks import around_exchange, hooks_of

        hooks = hooks_of(core)
        if hooks is not None:
            return await around_exchange(hooks, core, request, options, lambda asked: _exchange(core, asked, options))
    return await _exchange(core, request, options)


async def _exchange(core: Core, request: EndpointRequest, options: CallOptions | None) -> tuple[HttpResponse, Call]:
    call, url = begin_call(core, request, options, streamed=False)

    async def attempt() -> HttpResponse:
        try:
            return await call.send(request.method, url, request.body)
        except (ConnectionLost, RequestTimeout) as error:
            if not request.resend and not getattr(error, "reused", False) and getattr(error, "phase", "read") == "read":
                error.is_retryable = False
                error.hint = error.hint or "It may have been done: look before you send it again"
            raise

    return await (call.attempt(attempt) if core.permits is None else call.run(attempt)), call


def json_of(answer: HttpResponse, call: Call) -> Any:
    """The JSON of an answer; None for an empty body.

    Raises:
        InvalidResponse: It is something else.
        APIError: It is nothing but an error, with a status of success.
    """
    if not answer.body.strip():
        return None
    try:
        data = loads(answer.body)
    except ValueError as error:
        raise call.no_answer(answer, "The answer is not JSON") from error
    if is_object(data) and _only_error(data):
        target = call.core.target
        failed = target.dialect.error_in(
            data, target.profile, status=answer.status, headers=answer.headers, request_id=call.request_id
        )
        if failed is not None:
            raise failed
    return data


def _only_error(data: Mapping[str, Any]) -> bool:
    """Whether an object is an error itself; many an object of the API has a field `error` for what became of it."""
    told = ("id", "object", "data", "done")  # "done": a long-running operation that has failed
    return bool(data.get("error")) and not any(name in data for name in told)


class AnswerFlow:
    """An answer that is read while it comes."""

    _events = False  # asks for events, and not for whatever comes

    def __init__(self, core: Core, request: EndpointRequest, options: CallOptions | None) -> None:
        self._core = core
        self._request = request
        self._options = options
        self._call: Call | None = None
        self._url = ""
        self._stream: HttpStream | None = None
        self._opened_at = 0.0
        self._passage: EndpointPassage | None = None
        self._last: Any = None  # the JSON that the hooks are told of
        self.opened: bool = False
        self.ended: bool = False
        self.cancelled: bool = False

    @property
    def status(self) -> int:
        """The HTTP status; 0 before it is known."""
        return 0 if self._stream is None else self._stream.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the answer; empty before they are known."""
        return {} if self._stream is None else self._stream.headers

    @property
    def request_id(self) -> str | None:
        """The provider's id of the answer."""
        return None if self._call is None else self._call.request_id

    @property
    def call(self) -> Call | None:
        """The call; None before it was begun."""
        return self._call

    async def open(self) -> None:
        """Send the request; return once the headers are there. Does nothing the second time.

        Raises:
            AilibError: Whatever a plain call would raise for the same answer.
        """
        if self.opened:
            return
        self.opened = True
        try:
            answered = await self._enter() if self._core.outer is not None else None
            self._call, self._url = begin_call(self._core, self._request, self._options, streamed=True)
            if answered is None:
                answered = await self._send()
            if answered is not None:
                from .endpoint_hooks import Replayed

                self._stream = Replayed(answered)
                self._begin_body()
        except Cancelled:
            token = self._options.cancel if self._options is not None else None
            await self._end(cancelled=True)
            if token is None or not token.cancelled:
                raise
        except BaseException:
            await self._end()
            raise

    async def _enter(self) -> EndpointResponse | None:
        """Let the request pass the interceptors; the answer if one of them gives it."""
        from .endpoint_hooks import EndpointPassage, hooks_of

        hooks = hooks_of(self._core)
        if hooks is None:
            return None
        request: Any = self._request
        passage = self._passage = EndpointPassage(hooks, self._core, request, self._options, stream=True)
        answer: Any = await passage.enter()
        if answer is None:
            changed: Any = passage.request
            self._request = changed
        return cast("EndpointResponse | None", answer)

    async def _send(self) -> EndpointResponse | None:
        """Open; an answer in place of the error if an interceptor has one."""
        call = self._call
        assert call is not None
        try:
            await call.enter()
            await call.attempt(self._open_once)
        except AilibError as error:
            if self._passage is None or isinstance(error, Cancelled):
                raise
            answer: Any = await self._passage.settle(error)
            return cast("EndpointResponse", answer)
        return None

    async def _open_once(self) -> None:
        call = self._call
        assert call is not None
        self._opened_at = self._core.runtime.now()
        self._stream = await call.open(self._request.method, self._url, self._request.body, events=self._events)
        self._begin_body()

    def _begin_body(self) -> None:
        """A body begins, perhaps for the second time."""

    async def pull_bytes(self) -> bytes | None:
        """The next bytes of the body, whatever they mean; None at the end.

        Raises:
            AilibError: The connection broke, or nothing came in time.
        """
        await self.open()
        if self.ended:
            return None
        try:
            data = await self._receive(0.0)
        except AilibError as error:
            await self._failed(error)
            raise
        if not data:
            await self._end(finished=not self.cancelled)
            return None
        return data

    async def _receive(self, waited: float) -> bytes | None:
        """The next bytes; None after a cancel.

        Args:
            waited: Seconds of the idle limit that are used up.

        Raises:
            StreamTimeout, RequestTimeout, ConnectionLost: Nothing came.
        """
        stream, call = self._stream, self._call
        assert stream is not None
        assert call is not None
        idle, until = call.timeouts.idle, call.deadline
        if idle is not None:
            patience = self._core.runtime.now() + idle - waited
            until = patience if until is None else min(patience, until)
        try:
            return await stream.read(until)
        except TimeoutError:
            await stream.aclose()
            if call.deadline is not None and self._core.runtime.now() >= call.deadline - 0.001:
                raise call.deadline_error() from None
            raise StreamTimeout(f"Nothing came for {idle:g} s") from None
        except Cancelled:
            await self._end(cancelled=True)
            return None

    async def _failed(self, error: AilibError) -> None:
        """Close, and put on the error what the user needs to know."""
        call = self._call
        assert call is not None
        error.provider = error.provider or self._core.target.profile.id
        error.model = error.model or self._request.model
        if call.attempts and call.attempts[-1].error is None:
            call.spoil(error, self._opened_at)
            call.note_failure(error, self._opened_at)
        error.attempts = tuple(call.attempts)
        error.request_id = error.request_id or call.request_id
        passage = self._passage
        if passage is not None and not passage.settled:
            try:
                await passage.settle(error, final=True)
            except AilibError as final:
                if final is not error:
                    await self._end()
                    raise
        await self._end()

    async def _end(self, *, cancelled: bool = False, finished: bool = False) -> None:
        self.ended = True
        self.cancelled = self.cancelled or cancelled
        try:
            if self._stream is not None:
                await self._stream.aclose()
        finally:
            if self._call is not None:
                self._call.leave()
            if self._passage is not None and not self._passage.settled:
                await self._settle(self._passage, finished)

    async def _settle(self, passage: EndpointPassage, finished: bool) -> None:
        """Tell the interceptors how it ended."""
        call = self._call
        if call is None:
            await passage.leave(None)
            return
        from .endpoint_hooks import response_of

        told: Any = response_of(call, self.status, self.headers, b"", self._last, self._request.model)
        await (passage.settle(told) if finished else passage.leave(None, told))

    async def aclose(self) -> None:
        """Stop here; the connection is closed unless the body was read to its end. Idempotent."""
        self.opened = True
        await self._end(finished=self._all_read())

    def _all_read(self) -> bool:
        """Whether closing now is no early end."""
        return False

    def __del__(self) -> None:
        # Forgotten before its end: whoever waits to hear of that hears it now.
        passage = getattr(self, "_passage", None)
        if passage is not None and not passage.settled:
            passage.leave_now(None)


class ByteFlow(AnswerFlow):
    """A body of bytes."""

    async def pull(self) -> bytes | None:
        """The next bytes; None at the end.

        Raises:
            AilibError: The connection broke, or nothing came in time.
        """
        return await self.pull_bytes()


class EventFlow(AnswerFlow):
    """A body of server-sent events.

    Args:
        core, request, options: The call.
        read: Makes what the user gets of an event's JSON; None gives the JSON itself.
        is_last: Whether an event (its JSON) may be the last one of a body that does not end with `[DONE]`.
        named: What `read` gets is `{"event": name, "data": JSON}`, where only the name tells the kind of an event.
    """

    _events = True

    def __init__(
        self,
        core: Core,
        request: EndpointRequest,
        options: CallOptions | None,
        read: Callable[[Any], Any] | None,
        is_last: Callable[[str | None, Any], bool],
        *,
        named: bool = False,
    ) -> None:
        super().__init__(core, request, options)
        self._read = read
        self._is_last = is_last
        self._named = named
        self._decoder = Decoder()
        self._waited = 0.0
        self._given = False
        self._done = False
        self._complete = False
        self._late: AilibError | None = None

    @property
    def complete(self) -> bool:
        """Whether the last event was read."""
        return self._complete or self._done

    def _all_read(self) -> bool:
        return self.complete

    def _begin_body(self) -> None:
        self._decoder = Decoder()
        self._waited = 0.0
        self._done = self._complete = False

    async def pull(self) -> list[Any] | None:
        """The next events, at least one; None at the end.

        Raises:
            StreamTruncated, StreamTimeout, InvalidEvent, RequestTimeout, ConnectionLost, APIError
        """
        await self.open()
        while not self.ended:
            events: list[Any] = []
            try:
                await self._step(events)
            except AilibError as error:
                if events:
                    # What came before the error is given out first; the error waits for the next pull.
                    self._given = True
                    self._late = error
                    return events
                if not await self._again(error):
                    raise
            if events:
                self._given = True
                return events
        return None

    async def _step(self, events: list[Any]) -> None:
        """One read of the network; adds the events that it completes."""
        if self._late is not None:
            late, self._late = self._late, None
            raise late
        if self._done:
            await self._drain()
            await self._end(finished=True)
            return
        begun = self._core.runtime.now()
        data = await self._receive(self._waited)
        if data is None:
            return
        self._waited += self._core.runtime.now() - begun
        if data:
            found = self._decoder.feed(data)
            if found:
                self._waited = 0.0
        else:
            last = self._decoder.flush()
            found = [] if last is None else [last]
        for name, text in found:
            if not self._take(name, text, events):
                break
        if not data:
            if not self.complete:
                raise StreamTruncated("The stream ended before its last event")
            self._done = True

    def _take(self, name: str | None, text: bytes, events: list[Any]) -> bool:
        if text == _DONE or (name == "done" and (text[:1] not in b"{[" or text == b"{}")):
            self._done = True
            return False
        try:
            data = loads(text)
        except ValueError as error:
            shown = text[:200].decode("utf-8", "replace")
            raise InvalidEvent(f"An event is not JSON: {shown!r}", data=shown) from error
        if data.__class__ is dict:
            frame: dict[str, Any] = data
            kind = frame.get("type", name)
            named = kind == "error" or name == "error"
            if named or ("error" in frame and "choices" not in frame and _only_error(frame)):
                raise self._refusal(frame)
            if kind == "keepalive" or name == "keepalive":
                return True  # says only that the server is still there
            if self._passage is not None and not (self._last and not (frame.get("usage") or frame.get("response"))):
                self._last = frame
        if not self._complete and self._is_last(name, data):
            self._complete = True
        read = self._read
        if self._named:
            data = {"event": name, "data": data}
        events.append(data if read is None else read(data))
        return True

    def _refusal(self, frame: Mapping[str, Any]) -> AilibError:
        target = self._core.target
        wrapped = frame if frame.get("error") else {"error": frame}
        found = target.dialect.error_in(wrapped, target.profile, headers=self.headers, request_id=self.request_id)
        return found or StreamError(f"The stream reports an error: {str(frame)[:200]}")

    async def _drain(self) -> None:
        """Behind the last event, read what little is left, so that the connection can be used again."""
        stream = self._stream
        assert stream is not None
        until = self._core.runtime.now() + 0.05
        try:
            for _ in range(8):
                if not await stream.read(until):
                    break
        except (TimeoutError, ConnectionLost, Cancelled):
            pass  # all events are here; the connection is not worth a wait

    async def _again(self, error: AilibError) -> bool:
        """Open again, if the error allows it and no event has been given out; else close."""
        call = self._call
        assert call is not None
        if self._given or not call.is_stream_error(error):
            await self._failed(error)
            return False
        if self._stream is not None:
            await self._stream.aclose()
        call.note_failure(error, self._opened_at)
        try:
            await call.failed(error, self._opened_at)
            await call.attempt(self._open_once)
        except Cancelled:
            await self._end(cancelled=True)
            return True
        except BaseException as final:
            await self._end()
            if final is error:
                return False
            raise
        return True
