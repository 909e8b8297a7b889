"""Interceptors: your own code around each chat call of a client, streamed or not, single or of a batch.

An interceptor is an object with any of three methods, `on_request`, `on_response`, `on_error`; `Interceptor` is a base
class that has them all and does nothing. On the async client they may be `async def`.

    class Polite(Interceptor):
        def on_request(self, context, request):
            return request.with_messages([Message.system("Be polite."), *request.messages])

    client = Client("openai", interceptors=[Polite()])

Requests pass the interceptors in the order they were added, responses and errors in reverse.
`TraceCalls` and `AuditCalls` are interceptors for a tracer or an audit log of your own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import attrs

from .models.record import Record

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from .errors import AilibError
    from .models.request import ChatCompletionRequest
    from .models.response import ChatCompletionResponse

__all__ = [
    "AuditCalls",
    "AuditSink",
    "CallContext",
    "Interceptor",
    "NoopAuditSink",
    "NoopTracer",
    "Span",
    "TraceCalls",
    "Tracer",
]

# What a hook may return; on the async client also something to await that gives it.
AfterRequest: TypeAlias = "ChatCompletionRequest | ChatCompletionResponse | None"
AfterResponse: TypeAlias = "ChatCompletionResponse | None"


def _unknown(_namespace: str | None) -> None:
    return None


@attrs.define(eq=False, repr=False)
class CallContext(Record):
    """What an interceptor knows about the call; one object for the whole call.

    Attributes:
        provider: Provider id of the client.
        model: The model asked for, or the client's default; None where only the server knows it.
        base_url: Address of the API, without a user's name, password or query.
        stream: Whether the answer is streamed.
        started: When the call began, in seconds of the monotonic clock that `now` reads.
        now: The clock.
        attempts: HTTP attempts so far: 0 in `on_request`.
        key_fingerprint: 16 hex digits that tell keys apart and from which no key can be told; None when there is no
            key, or when it is a token that is fetched only when it is needed.
        answered: Whether an interceptor gave the answer, in place of the provider.
        state: Yours: what one hook puts there, the later hooks of the same call find.
    """

    provider: str
    model: str | None
    base_url: str
    stream: bool
    started: float
    now: Callable[[], float] = attrs.field(repr=False)
    attempts: int = 0
    key_fingerprint: str | None = None
    answered: bool = False
    state: dict[Any, Any] = attrs.field(factory=dict[Any, Any], repr=False)
    _identity: Callable[[str | None], str | None] = attrs.field(default=_unknown, repr=False, alias="identity")

    @property
    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self.now() - self.started

    def identity(self, namespace: str | None = None) -> str | None:
        """A hash of what decides about the answer besides the request: where it goes, the key, headers, routing.

        Args:
            namespace: Stands for a key that is not known before the call.

        Returns:
            The hash; None when the key is not known and there is no namespace.
        """
        return self._identity(namespace)


class Interceptor:
    """Base class of interceptors: every hook does nothing. A hook is `def`, or on the async client `async def`.

    An `AilibError` that a hook raises ends the call (or takes the place of the error). Any other exception of a hook is
    logged to the logger "ailib", by its type and place, and ignored: an interceptor cannot break a call by accident.
    """

    def on_request(
        self, context: CallContext, request: ChatCompletionRequest
    ) -> AfterRequest | Awaitable[AfterRequest]:
        """Before anything is sent.

        Args:
            context: The call.
            request: As the user gave it, or as an earlier interceptor changed it.

        Returns:
            None to go on; another request to send in its place; a response to answer with, in which case nothing is
            sent and only the interceptors before this one see the response.
        """
        del context, request
        return None

    def on_response(
        self, context: CallContext, request: ChatCompletionRequest, response: ChatCompletionResponse
    ) -> AfterResponse | Awaitable[AfterResponse]:
        """After a complete answer; for a stream at its end, with the collected answer.

        Returns:
            None, or the response to use in its place. The chunks of a stream have been given out by then:
            there it only changes `stream.response` and what `collect()` returns.
        """
        del context, request, response
        return None

    def on_error(
        self, context: CallContext, request: ChatCompletionRequest, error: AilibError
    ) -> AfterResponse | Awaitable[AfterResponse]:
        """After the last attempt has failed, or the call was ended from outside.

        A stream that was cancelled or left before its end comes here too, with `Cancelled` and the answer so far as its
        `partial`; then, and after the first content of a stream, what the hook returns is ignored.

        Returns:
            None to let the error be raised, or a response to answer with instead.
        """
        del context, request, error
        return None


# --- tracing and auditing ---------------------------------------------------------------------------------------------


class Span(Protocol):
    """One unit of work in a tracer of yours."""

    def set_attr(self, name: str, value: Any) -> object:
        """Note something about it: a string, a number or a bool."""
        ...

    def end(self) -> object:
        """It has ended; called exactly once."""
        ...


class Tracer(Protocol):
    """Where spans come from; for OpenTelemetry see `ailib.integrations.opentelemetry`."""

    def start_span(self, name: str) -> Span | None:
        """Begin a span; None leaves this call out."""
        ...

    def event(self, name: str, attributes: dict[str, Any]) -> object:
        """Something happened."""
        ...


class NoopTracer:
    """A tracer that does nothing."""

    def start_span(self, name: str) -> Span | None:
        """No span."""
        del name
        return None

    def event(self, name: str, attributes: dict[str, Any]) -> None:
        """Nothing."""
        del name, attributes


class AuditSink(Protocol):
    """Where an audit log goes."""

    def record(self, category: str, entry: dict[str, Any]) -> object:
        """Write one entry: plain JSON values."""
        ...


class NoopAuditSink:
    """An audit log that is not kept."""

    def record(self, category: str, entry: dict[str, Any]) -> None:
        """Nothing."""
        del category, entry


def _kind(request: Any) -> str:
    """What is called: a chat, or an endpoint of `ailib.openai` ("POST /files")."""
    path: str | None = getattr(request, "path", None)
    return "chat" if path is None else f"{request.method} {path.partition('?')[0]}"


def _outcome(context: CallContext, response: ChatCompletionResponse) -> dict[str, Any]:
    usage = response.usage
    return {
        "provider": response.provider or context.provider,
        "model": response.model or context.model or "",
        "stream": context.stream,
        "cached": response.cached,
        "attempts": context.attempts,
        "duration_ms": round(context.elapsed * 1000, 3),
        "finish_reason": response.finish_reason or "",
        "input_tokens": usage.prompt_tokens,
        "output_tokens": usage.completion_tokens,
        "request_id": response.request_id or "",
    }


def _failure(context: CallContext, error: AilibError) -> dict[str, Any]:
    return {
        "provider": error.provider or context.provider,
        "model": error.model or context.model or "",
        "stream": context.stream,
        "attempts": context.attempts,
        "duration_ms": round(context.elapsed * 1000, 3),
        "error": type(error).__name__,
        "request_id": error.request_id or "",
    }


class TraceCalls(Interceptor):
    """One span per call in a tracer of your own, with figures and never with content.

    Args:
        tracer: Makes the spans. Its methods must not be coroutine functions.
    """

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    def on_request(self, context: CallContext, request: ChatCompletionRequest) -> None:
        """Begin the span."""
        what = _kind(request)
        span = self._tracer.start_span(f"{what} {context.model}" if context.model else what)
        if span is not None:
            context.state[self] = span

    def on_response(
        self, context: CallContext, request: ChatCompletionRequest, response: ChatCompletionResponse
    ) -> None:
        """End it with the figures of the answer."""
        del request
        self._end(context, _outcome(context, response))

    def on_error(self, context: CallContext, request: ChatCompletionRequest, error: AilibError) -> None:
        """End it with the kind of the error."""
        del request
        attributes = _failure(context, error)
        try:
            self._tracer.event("error", attributes)
        finally:
            self._end(context, attributes)

    def _end(self, context: CallContext, attributes: dict[str, Any]) -> None:
        span: Span | None = context.state.pop(self, None)
        if span is None:
            return
        try:
            for name, value in attributes.items():
                span.set_attr(name, value)
        finally:
            span.end()


class AuditCalls(Interceptor):
    """Every call in an audit log: who was asked, how it ended, what it used.

    Entries are of the categories "chat.response" and "chat.error"; calls of `ailib.openai` are "endpoint.response" and
    "endpoint.error".

    Args:
        sink: Where the entries go. `record` must not be a coroutine function.
        content: Whether messages and answers are written too. Keys and headers never are.
    """

    def __init__(self, sink: AuditSink, *, content: bool = False) -> None:
        self._sink = sink
        self._content = content

    def on_response(
        self, context: CallContext, request: ChatCompletionRequest, response: ChatCompletionResponse
    ) -> None:
        """Write the call down."""
        what = _kind(request)
        entry = {**_outcome(context, response), "key": context.key_fingerprint}
        if what != "chat":
            entry["endpoint"] = what
            if self._content:
                entry["request"] = getattr(request, "json", None)
                entry["answer"] = getattr(response, "data", None)
        elif self._content:
            entry["messages"] = [message.to_dict() for message in request.messages]
            entry["answers"] = [choice.message.to_dict() for choice in response.choices]
        self._sink.record("chat.response" if what == "chat" else "endpoint.response", entry)

    def on_error(self, context: CallContext, request: ChatCompletionRequest, error: AilibError) -> None:
        """Write the failure down."""
        what = _kind(request)
        entry = {**_failure(context, error), "key": context.key_fingerprint}
        if what != "chat":
            entry["endpoint"] = what
        if self._content:
            if what != "chat":
                entry["request"] = getattr(request, "json", None)
            else:
                entry["messages"] = [message.to_dict() for message in request.messages]
            entry["message"] = error.message
        self._sink.record("chat.error" if what == "chat" else "endpoint.error", entry)
