"""Interceptors and metrics around the calls of a client: the outermost `Layer`.

They see the user's call once, however many targets and attempts it takes. Requests pass the interceptors in the order
they were added; what comes of them (an answer, an error) goes back through those that the request has passed.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from ..errors import AilibError, Cancelled, ConfigurationError
from ..interceptors import CallContext, Interceptor
from ..models.request import ChatCompletionRequest
from ..models.response import ChatCompletionResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..cancel import CancelToken
    from ..models.chunk import ChatCompletionChunk
    from .call import CallOptions, Core, Layer
    from .flow import Flow
    from .meter import Meter

__all__ = ["HookedFlow", "Hooks", "Passage"]

Outcome: TypeAlias = "ChatCompletionResponse | AilibError"
_HOOKS = ("on_request", "on_response", "on_error")
# Headers that tell calls apart and not answers.
_PASSING = frozenset(
    {"user-agent", "traceparent", "tracestate", "x-request-id", "x-trace-id", "x-client-request-id", "idempotency-key"}
)


def report(what: str, error: BaseException) -> None:
    """Log that code of the user's failed: type and place of the exception, never its text, which may hold anything."""
    import logging

    place, trace = "", error.__traceback__
    while trace is not None:
        place = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    logging.getLogger("ailib").warning("%s raised %s%s; ignored", what, type(error).__name__, place)


def dismiss(awaitable: Any) -> None:
    """Do not await something after all, without the warning about that."""
    close = getattr(awaitable, "close", None)
    if close is not None:
        close()


class _Hook:
    """One interceptor: those of its hooks that do something."""

    __slots__ = ("name", "on_error", "on_request", "on_response")

    def __init__(self, interceptor: Any, *, blocking: bool) -> None:
        self.name = type(interceptor).__name__
        if isinstance(interceptor, type) or not any(callable(getattr(interceptor, name, None)) for name in _HOOKS):
            raise ConfigurationError(
                f"{interceptor!r} is no interceptor: it has none of {', '.join(_HOOKS)}",
                hint="Pass objects, not classes, and derive them from ailib.Interceptor",
            )
        for name in _HOOKS:
            method = getattr(interceptor, name, None)
            if getattr(method, "__func__", None) is getattr(Interceptor, name):
                method = None
            if blocking and inspect.iscoroutinefunction(method):
                raise ConfigurationError(
                    f"{self.name}.{name} is async, which needs an event loop",
                    hint="Use it with AsyncClient, or make it a plain function",
                )
            setattr(self, name, method if callable(method) else None)

    on_request: Callable[..., Any] | None
    on_response: Callable[..., Any] | None
    on_error: Callable[..., Any] | None


def _key_fingerprint(credential: Any) -> tuple[str | None, bool]:
    """(hash of the key, whether it is known who asks)."""
    secret: Any = credential.secret
    if secret is None:
        return None, credential.source != "ambient"
    text = secret if isinstance(secret, str) else getattr(secret, "reveal", lambda: None)()
    if not isinstance(text, str):
        return None, False
    return hashlib.sha256(b"ailib key\0" + text.encode()).hexdigest()[:16], True


def _plain_address(url: str) -> str:
    """A URL without user name, password, query."""
    url = url.partition("?")[0].partition("#")[0]
    scheme, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark else url


def _model(core: Core, request: ChatCompletionRequest) -> str | None:
    target, asked = core.target, request.model
    if target.model is None and target.default_model is None and target.needs_model(asked):
        return None
    return target.resolve_model(asked)


class Hooks:
    """Interceptors and metrics; a `Layer`.

    Args:
        core: The client's; what stands around its calls so far is kept, inside.
        interceptors: In the order that requests pass them.
        metrics: The user's metrics object, or None.
        blocking: Whether nothing can be awaited.

    Raises:
        ConfigurationError: One of them has no hooks; or it is async, and the client blocks.
    """

    __slots__ = ("_blocking", "_hooks", "_inner", "_known", "_route", "interceptors", "meter", "metrics")

    def __init__(self, core: Core, interceptors: Iterable[Any], metrics: Any, *, blocking: bool) -> None:
        around = core.outer
        self._inner: Layer | None = around._inner if isinstance(around, Hooks) else around
        # What routing answers is its client's own: no other client may take it for the answer of its target.
        self._route = "" if self._inner is None else os.urandom(8).hex()
        self._blocking = blocking
        self._known: tuple[Any, str, str | None, bool] = (None, "", None, False)
        self.interceptors: tuple[Any, ...] = tuple(interceptors)
        self._hooks = tuple(_Hook(interceptor, blocking=blocking) for interceptor in self.interceptors)
        self.metrics = metrics
        self.meter: Meter | None = None
        if metrics is not None:
            from .meter import Meter

            self.meter = Meter(metrics, core.runtime, blocking=blocking)

    def context(self, core: Core, model: str | None, options: CallOptions | None, stream: bool) -> Any:
        """The context of a call that begins."""
        target, runtime = core.target, core.runtime
        asked = self._known
        if asked[0] is not target:
            asked = self._known = (target, _plain_address(target.base_url), *_key_fingerprint(target.credential))
        _, address, fingerprint, known = asked

        def identity(namespace: str | None) -> str | None:
            if not known and namespace is None:
                return None
            headers = {name.lower(): value for name, value in target.headers.items()}
            if options is not None and options.headers:
                headers.update({name.lower(): value for name, value in options.headers.items()})
            kept = sorted(item for item in headers.items() if item[0] not in _PASSING)
            fallback = options is None or options.fallback
            where = [target.profile.id, target.base_url, target.dialect.name, self._route, fallback]
            return hashlib.sha256(json.dumps([where, fingerprint, namespace, kept]).encode()).hexdigest()

        return CallContext(
            target.profile.id,
            model,
            address,
            stream,
            runtime.now(),
            runtime.now,
            key_fingerprint=fingerprint,
            identity=identity,
        )

    async def chat(
        self, core: Core, request: ChatCompletionRequest, options: CallOptions | None
    ) -> ChatCompletionResponse:
        """A whole answer."""
        passage = Passage(self, core, request, options, stream=False)
        try:
            outcome: Outcome
            try:
                answer = await passage.enter()
                if answer is not None:
                    outcome = answer
                elif self._inner is not None:
                    outcome = await self._inner.chat(core, passage.request, options)
                else:
                    outcome = await core.ask(passage.request, options)
            except AilibError as error:
                outcome = error
            return await passage.settle(outcome)
        except BaseException as error:
            await passage.leave(error)
            raise

    def flow(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """A stream."""
        return HookedFlow(self, core, request, options)

    def inner_flow(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """The stream inside."""
        if self._inner is not None:
            return self._inner.flow(core, request, options)
        from .stream import StreamFlow

        return StreamFlow(core, request, options)


class Passage:
    """One call on its way through the interceptors.

    Attributes:
        request: As the interceptors have made it.
        context: What they are told.
        settled: Everybody knows how it ended.
    """

    __slots__ = ("_blocking", "_core", "_hooks", "_meter", "_reached", "_timer", "context", "request", "settled")

    # What a hook may return in place of a request or of an answer.
    _requests: Any = ChatCompletionRequest
    _responses: Any = ChatCompletionResponse

    def __init__(
        self,
        hooks: Hooks,
        core: Core,
        request: ChatCompletionRequest,
        options: CallOptions | None,
        *,
        stream: bool,
    ) -> None:
        if core.ports.closed:
            raise ConfigurationError("This client is closed", hint="Make a new one, or keep it open with `with`")
        self._hooks = hooks._hooks
        self._blocking = hooks._blocking
        self._core = core
        self._meter = hooks.meter
        self._timer: Any = None
        self._reached = 0
        self.request: ChatCompletionRequest = request
        self.context: CallContext = hooks.context(core, self._model_of(core, request), options, stream)
        self.settled = False

    def _model_of(self, core: Core, request: ChatCompletionRequest) -> str | None:
        """The model that a request asks for."""
        return _model(core, request)

    async def enter(self) -> ChatCompletionResponse | None:
        """Let the request pass; a response if an interceptor answers it.

        Raises:
            AilibError: An interceptor stops it.
        """
        if self._meter is not None:
            begun = self._meter.begin(self.context)
            if begun is not None:
                self._timer = await self._meter.timer(begun)
        for index, hook in enumerate(self._hooks):
            if hook.on_request is not None:
                result = self._call(hook, "on_request", hook.on_request, self.context, self.request)
                if result is not None:
                    result = await self._result(hook, "on_request", result)
                if isinstance(result, self._responses):
                    self.context.answered = True
                    return cast("ChatCompletionResponse", result)
                if isinstance(result, self._requests):
                    self.request = changed = cast("ChatCompletionRequest", result)
                    self.context.model = self._model_of(self._core, changed)
            self._reached = index + 1
        return None

    def _call(self, hook: _Hook, name: str, method: Callable[..., Any], *values: Any) -> Any:
        """What a hook returns; whatever is not None goes through `_result`."""
        try:
            return method(*values)
        except AilibError:
            raise
        except Exception as error:  # noqa: BLE001 - the user's own code must not break a call
            report(f"{hook.name}.{name}", error)
            return None

    async def _result(self, hook: _Hook, name: str, result: Any) -> Any:
        """The result of a hook, awaited if need be; None for what is neither a request nor a response."""
        if hasattr(result, "__await__"):
            try:
                if self._blocking:
                    dismiss(result)
                    raise TypeError("it is async")
                result = await result
            except AilibError:
                raise
            except Exception as error:  # noqa: BLE001 - the user's own code must not break a call
                report(f"{hook.name}.{name}", error)
                return None
        if result is not None and not isinstance(result, (self._responses, self._requests)):
            report(f"{hook.name}.{name} returned {type(result).__name__} and", TypeError())
            return None
        return result

    async def settle(self, outcome: Outcome, *, final: bool = False) -> ChatCompletionResponse:
        """Take the outcome back through the interceptors that the request has passed.

        Args:
            outcome: An answer or an error.
            final: An error stays one: content has been given out.

        Raises:
            AilibError: The outcome in the end.
        """
        while self._reached:
            hook = self._hooks[self._reached - 1]
            self.context.attempts = len(outcome.attempts)
            self._reached -= 1
            try:
                if isinstance(outcome, AilibError):
                    outcome = await self._after_error(hook, outcome, final)
                elif hook.on_response is not None:
                    result = self._call(hook, "on_response", hook.on_response, self.context, self.request, outcome)
                    if result is not None:
                        result = await self._result(hook, "on_response", result)
                    if isinstance(result, self._responses):
                        outcome = cast("ChatCompletionResponse", result)
            except AilibError as error:
                outcome = _joined(error, outcome)
        self.settled = True
        self.context.attempts = len(outcome.attempts)
        if self._meter is not None:
            self._meter.end(self.context, self._timer, outcome)
            if self._meter.waiting:
                await self._meter.settle()
        if isinstance(outcome, AilibError):
            raise outcome
        return outcome

    async def _after_error(self, hook: _Hook, error: AilibError, final: bool) -> Outcome:
        if hook.on_error is None:
            return error
        result = self._call(hook, "on_error", hook.on_error, self.context, self.request, error)
        if result is not None:
            result = await self._result(hook, "on_error", result)
        if not isinstance(result, self._responses):
            return error
        if final:
            report(f"{hook.name}.on_error answered after the first content, which", TypeError())
            return error
        self.context.answered = True
        answer = cast("ChatCompletionResponse", result)
        if not answer.attempts:
            answer.attempts = error.attempts
        return answer

    async def leave(self, cause: BaseException | None, partial: ChatCompletionResponse | None = None) -> None:
        """The call is ended from outside: tell the interceptors that are left; what they answer is ignored."""
        for step in self._leaving(cause, partial):
            # A generator or coroutine that is being closed must not wait for anything.
            if isinstance(cause, GeneratorExit):
                _step(step)
            else:
                await step

    def leave_now(self, partial: ChatCompletionResponse | None) -> None:
        """The same from a place where nothing can be awaited."""
        for step in self._leaving(None, partial):
            _step(step)

    def _leaving(self, cause: BaseException | None, partial: ChatCompletionResponse | None) -> Iterator[Any]:
        if self.settled:
            return
        self.settled = True
        if isinstance(cause, Cancelled):
            error = cause
        else:
            why = "The stream was left before its end" if cause is None else f"Ended by {type(cause).__name__}"
            error = Cancelled(why, provider=self.context.provider, model=self.context.model, partial=partial)
            error.__cause__ = cause
            if partial is not None:
                error.attempts = partial.attempts
        self.context.attempts = len(error.attempts)
        while self._reached:
            hook = self._hooks[self._reached - 1]
            self._reached -= 1
            if hook.on_error is not None:
                yield self._tell(hook, hook.on_error, error)
        if self._meter is not None:
            self._meter.end(self.context, self._timer, error)
            yield self._meter.settle()

    async def _tell(self, hook: _Hook, method: Callable[..., Any], error: AilibError) -> None:
        try:
            result = self._call(hook, "on_error", method, self.context, self.request, error)
            if result is not None:
                await self._result(hook, "on_error", result)
        except AilibError as other:
            report(f"{hook.name}.on_error", other)


def _step(coroutine: Any) -> None:
    """Run a coroutine as far as it goes without waiting."""
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()


def _joined(error: AilibError, outcome: Outcome) -> AilibError:
    """An error that an interceptor raised in place of an outcome: what was tried belongs to it too."""
    if error is not outcome:
        if not error.attempts:
            error.attempts = outcome.attempts
        if isinstance(outcome, AilibError):
            error.__cause__ = error.__cause__ or outcome
        elif error.partial is None:
            error.partial = outcome
    return error


def chunk_of(response: ChatCompletionResponse) -> ChatCompletionChunk:
    """A whole answer as the only chunk of a stream."""
    from ..models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
    from ..models.usage import UsageStatus

    choices = tuple(
        ChunkChoice(
            choice.index,
            Delta(
                content=choice.message.content.as_text() or None,
                reasoning=choice.message.reasoning,
                role=choice.message.role,
                refusal=choice.message.refusal,
                tool_calls=tuple(
                    ToolCallFragment(place, call.id, call.name, call.arguments, call.type)
                    for place, call in enumerate(choice.message.tool_calls)
                ),
            ),
            choice.finish_reason,
            choice.finish_reason_raw,
            choice.logprobs,
        )
        for choice in response.choices
    )
    usage = None if response.usage_status is UsageStatus.UNSUPPORTED else response.usage
    return ChatCompletionChunk(response.id, response.model, choices, usage, response.created, response.raw)


class HookedFlow:
    """A stream with interceptors around it; see `ailib.core.flow.Flow`.

    The request passes them when the stream is opened; its end goes back through them once, whichever way it ends.
    """

    def __init__(self, hooks: Hooks, core: Core, request: ChatCompletionRequest, options: CallOptions) -> None:
        self._hooks = hooks
        self._core = core
        self._request = request
        self._options = options
        self._passage: Passage | None = None
        self._inner: Flow | None = None
        self._answer: ChatCompletionResponse | None = None  # instead of the provider's; not yet given out
        self._final: ChatCompletionResponse | None = None
        self.token: CancelToken | None = options.cancel
        self.opened: bool = False
        self.ended: bool = False
        self.cancelled: bool = False

    async def open(self) -> None:
        """Let the request pass the interceptors and send it; does nothing the second time."""
        if self.opened:
            return
        self.opened = True
        try:
            passage = self._passage = Passage(self._hooks, self._core, self._request, self._options, stream=True)
        except BaseException:
            self.ended = True
            raise
        try:
            try:
                answer = await passage.enter()
                if answer is None:
                    self._inner = self._hooks.inner_flow(self._core, passage.request, self._options)
                    await self._inner.open()
                    return
            except AilibError as error:
                answer = await passage.settle(error)
            else:
                answer = await passage.settle(answer)
            self._answer = self._final = answer
        except BaseException as error:
            await self._abandon(error)
            raise

    async def pull(self) -> Iterator[ChatCompletionChunk] | None:
        """The next chunks; None at the end."""
        if not self.opened:
            await self.open()
        if self.ended:
            return None
        if self._answer is None:
            assert self._inner is not None
            assert self._passage is not None
            try:
                chunks = await self._pull_inner(self._inner, self._passage)
            except BaseException as error:
                await self._abandon(error)
                raise
            if chunks is not None or self._answer is None:
                return chunks
        elif self.token is not None and self.token.cancelled:
            self.cancelled = True
        answer, self._answer = self._answer, None
        self.ended = True
        return None if self.cancelled else iter((chunk_of(answer),))

    async def _pull_inner(self, inner: Flow, passage: Passage) -> Iterator[ChatCompletionChunk] | None:
        try:
            chunks = await inner.pull()
        except AilibError as error:
            final = inner.has_content
            await inner.aclose()
            self._answer = self._final = await passage.settle(error, final=final)
            return None
        if chunks is not None:
            return chunks
        self.ended, self.cancelled = True, inner.cancelled
        if inner.cancelled:
            reason = self.token.reason if self.token is not None else None
            partial = inner.response()
            context = passage.context
            await passage.leave(
                Cancelled(
                    reason=reason,
                    provider=context.provider,
                    model=context.model,
                    attempts=partial.attempts,
                    partial=partial,
                )
            )
        else:
            self._final = await passage.settle(inner.response())
        return None

    async def _abandon(self, cause: BaseException) -> None:
        self.ended = True
        passage, inner = self._passage, self._inner
        try:
            if passage is not None:
                await passage.leave(cause, inner.response() if inner is not None else None)
        finally:
            if inner is not None:
                await inner.aclose()

    async def aclose(self) -> None:
        """Stop here. After the provider's last word that is no early end."""
        self.opened = self.ended = True
        self._answer = None
        inner, passage = self._inner, self._passage
        if inner is None:
            return
        complete = inner.complete
        await inner.aclose()
        if passage is None or passage.settled:
            return
        if complete:
            try:
                self._final = await passage.settle(inner.response())
            except AilibError as error:
                # Whoever closes a stream does not expect the errors of its end.
                report("An interceptor, after the end of a stream,", error)
        else:
            self.cancelled = inner.cancelled
            await passage.leave(None, inner.response())

    def __del__(self) -> None:
        # Forgotten before its end: whoever waits to hear of that hears it now.
        passage = getattr(self, "_passage", None)
        if passage is not None and not passage.settled:
            passage.leave_now(self._inner.response() if self._inner is not None else None)

    @property
    def complete(self) -> bool:
        """Whether the answer is whole."""
        if self._final is not None:
            return self._answer is None
        return self._inner is not None and self._inner.complete

    @property
    def has_content(self) -> bool:
        """Whether content has been given out."""
        if self._inner is not None and self._inner.has_content:
            return True
        return self._final is not None and self._answer is None

    def response(self) -> ChatCompletionResponse:
        """The answer so far."""
        if self._final is not None and self._answer is None:
            return self._final
        if self._inner is not None:
            return self._inner.response()
        from ..models.usage import UsageStatus

        return ChatCompletionResponse(
            model=self._request.model, provider=self._core.target.profile.id, usage_status=UsageStatus.PENDING
        )


def around(core: Core, interceptors: Iterable[Any], metrics: Any, *, blocking: bool) -> None:
    """Put interceptors and metrics around the calls of a core, in place of those it has."""
    outer = core.outer
    try:
        chain = tuple(interceptors)
    except TypeError:
        raise ConfigurationError(f"interceptors must be a list, not {type(interceptors).__name__}") from None
    if not chain and metrics is None:
        core.outer = outer._inner if isinstance(outer, Hooks) else outer
        core.meter = None
        return
    hooks = Hooks(core, chain, metrics, blocking=blocking)
    core.outer, core.meter = hooks, hooks.meter
