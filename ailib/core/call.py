"""One call: deadline, permit, attempts, the HTTP exchange, and what the answer means.

request -> Core.chat -> Call (deadline, attempts) -> exchange (HTTP) -> dialect (models or the typed error)
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import attrs

from ..cancel import CancelToken
from ..errors import (
    AilibError,
    AuthenticationError,
    Cancelled,
    CircuitOpen,
    ConfigurationError,
    ConnectionLost,
    ModelNotFound,
    RequestTimeout,
    StreamError,
)
from ..models.attempt import Attempt, RetryEvent
from ..options import RetryPolicy, Seconds, Timeouts
from ..transport.base import BodySource, HttpRequest, HttpResponse, HttpStream, Limits, Runtime, Semaphore, Transport
from ..wire.errors import invalid_response
from ..wire.json import dumps, loads
from .idempotency import add_key
from .media import ready
from .retry import Budget, delays, may_retry
from .target import Target, join_headers

if TYPE_CHECKING:
    from decimal import Decimal

    from ..models.embedding import EmbeddingRequest, EmbeddingResponse
    from ..models.model import Model
    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..models.tokens import TokenCount
    from .flow import Flow
    from .gate import Gate
    from .meter import Meter
    from .settings import Settings

__all__ = ["Call", "CallOptions", "Core", "Layer", "Ports"]

T = TypeVar("T")


@attrs.frozen(eq=False, repr=False)
class CallOptions:
    """What one call may set differently from its client."""

    timeout: Timeouts | Seconds | None = None
    max_retries: int | None = None
    headers: Mapping[str, str] | None = None
    cancel: CancelToken | None = None
    until: float | None = None  # absolute, on the runtime's clock: the one deadline of a fallback or race
    fallback: bool = True  # False: only the first target of a chain
    patience: float | None = None  # seconds; rather give up than wait longer for the next attempt: others can be asked


_NO_OPTIONS = CallOptions()
_EVENTS: Any = object()  # instead of JSON: the body of a stream that nobody asked for


class Layer(Protocol):
    """What may stand around the calls of a client: interceptors, metrics, a cache, routing over several targets."""

    async def chat(
        self, core: Core, request: ChatCompletionRequest, options: CallOptions | None
    ) -> ChatCompletionResponse:
        """A whole answer, in the end by `Core.ask` of some core."""
        ...

    def flow(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """A stream, in the end by `StreamFlow`s of some cores."""
        ...


class Ports:
    """The two ports of a client and of all its copies. The transport is made on the first request: until then a client
    has imported no HTTP library.

    Attributes:
        runtime: Time and concurrency.
        closed: No more requests.
        served: What the local server at an address serves, once it was asked.
    """

    __slots__ = ("__weakref__", "_factory", "_lock", "_transport", "closed", "runtime", "served")

    def __init__(self, factory: Callable[[], Transport], runtime: Runtime) -> None:
        self._factory = factory
        self._transport: Transport | None = None
        self._lock = runtime.lock()
        self.runtime: Runtime = runtime
        self.closed: bool = False
        self.served: dict[str, str] = {}

    @property
    def transport(self) -> Transport:
        """The transport; made now if need be."""
        made = self._transport
        if made is None:
            with self._lock:
                made = self._transport
                if made is None:
                    made = self._transport = self._factory()
        return made

    def wrap(self, wrapper: Callable[[Callable[[], Transport]], Transport]) -> Callable[[], None]:
        """Put something around the transport, for all clients of these ports; returns what takes it away again.

        Args:
            wrapper: Gets a function that gives the transport there was, made on first use; returns the new one.
        """
        before, factory = self._transport, self._factory

        def inner() -> Transport:
            nonlocal before
            if before is None:
                before = factory()
            return before

        self._transport = wrapper(inner)

        def unwrap() -> None:
            self._transport = before

        return unwrap

    async def aclose(self) -> None:
        """Close what was made; idempotent."""
        self.closed = True
        if self._transport is not None:
            await self._transport.aclose()


class Core:
    """What stands behind a client: the ports, the target, the settings.

    Copies share the ports, the retry budget and the permits.
    """

    __slots__ = ("budget", "gate", "meter", "outer", "permits", "ports", "runtime", "settings", "target", "watch")

    def __init__(self, ports: Ports, target: Target, settings: Settings, parent: Core | None = None) -> None:
        self.ports: Ports = ports
        self.runtime: Runtime = ports.runtime
        self.target: Target = target
        self.settings: Settings = settings
        self.outer: Layer | None = parent.outer if parent is not None else None
        self.gate: Gate | None = None
        if settings.gated:
            from .gate import gate_for

            self.gate = gate_for(self, parent)
        self.meter: Meter | None = parent.meter if parent is not None else None
        # Asked before each call for a target that has changed (a watched manifest); None keeps the one there is.
        self.watch: Callable[[Core], Target | None] | None = parent.watch if parent is not None else None
        self.budget: Budget | None = None
        self.permits: Semaphore | None = None
        known = parent.settings if parent is not None else None
        if parent is not None and known is not None and known.retry.budget is settings.retry.budget:
            self.budget = parent.budget
        elif settings.retry.budget is not None:
            self.budget = Budget(settings.retry.budget, self.runtime.lock)
        if parent is not None and known is not None and known.max_concurrency == settings.max_concurrency:
            self.permits = parent.permits
        elif settings.max_concurrency is not None:
            from .pressure import CountedPermits

            self.permits = CountedPermits(self.runtime.semaphore(settings.max_concurrency), settings.max_concurrency)

    def call(self, model: str | None, options: CallOptions | None = None, *, streamed: bool = False) -> Call:
        """Begin a call.

        Raises:
            ConfigurationError: The client is closed.
        """
        if self.ports.closed:
            raise ConfigurationError("This client is closed", hint="Make a new one, or keep it open with `with`")
        return Call(self, model, options or _NO_OPTIONS, streamed=streamed)

    def beside(self, target: Target, permits: Semaphore | None) -> Core:
        """A core of another target, with the settings, the connections and the retry budget of this one."""
        core = Core(self.ports, target, self.settings, self)
        core.outer = core.watch = None
        core.permits = permits
        return core

    def current(self) -> Target:
        """The target of the call that begins now."""
        if self.watch is not None:
            self.target = self.watch(self) or self.target
        return self.target

    async def chat(self, request: ChatCompletionRequest, options: CallOptions | None = None) -> ChatCompletionResponse:
        """A whole answer."""
        if self.outer is not None:
            return await self.outer.chat(self, request, options)
        return await self.ask(request, options)

    def flow(self, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """A stream, not yet opened."""
        if self.outer is not None:
            return self.outer.flow(self, request, options)
        from .stream import StreamFlow

        return StreamFlow(self, request, options)

    async def ask(self, request: ChatCompletionRequest, options: CallOptions | None = None) -> ChatCompletionResponse:
        """A whole answer of this core's own target, without what stands around the calls of its client."""
        target = self.target if self.watch is None else self.current()
        # Only a local server without a name for its model has to be asked.
        model = await self.model_for(request, options) if target.profile.local else target.resolve_model(request.model)
        call = self.call(model, options)
        call.asked = request = ready(request, target)
        body = dumps_body(target.dialect.encode_chat(request, target.profile, model, stream=False))
        url = target.address(target.dialect.chat_path(target.profile, model, stream=False))
        call.add_headers(target.dialect.headers(request, target.profile, model))

        async def attempt() -> ChatCompletionResponse:
            answer, data = await call.exchange("POST", url, body)
            if data is _EVENTS:
                response = _unstreamed(target, request, model, answer.body)
            else:
                decoded = target.dialect.decode_chat(data, target.profile, request)
                if decoded is None:
                    raise call.no_answer(answer, "The answer has no choices")
                response = decoded
            response.headers = answer.headers
            response.request_id = call.request_id
            response.model = response.model or model  # some answers do not name it
            response.pricing = price
            return response

        # Without permits to take, one coroutine less for each call in flight.
        response = await (call.attempt(attempt) if self.permits is None else call.run(attempt))
        response.attempts = tuple(call.attempts)
        response.latency = self.runtime.now() - call.started
        return response

    async def model_for(self, request: ChatCompletionRequest, options: CallOptions | None = None) -> str:
        """The model id to send. A local server that serves one model need not be told which: it is asked, once.

        Raises:
            InvalidRequestError: No model is named and there is no default.
        """
        target = self.target
        if not target.profile.local or not target.needs_model(request.model):
            return target.resolve_model(request.model)
        served = self.ports.served.get(target.base_url)
        if served is None:
            models = await self.models(options)
            if not models:
                return target.resolve_model(request.model)
            served = self.ports.served[target.base_url] = models[0].id
        return served

    async def models(self, options: CallOptions | None = None) -> list[Model]:
        """The provider's models, of all pages, with what the price list knows of them."""
        target = self.current()
        call = self.call(None, options)
        if target.profile.models:
            from ..models.model import Model

            return [_with_facts(Model(name, target.profile.id)) for name in target.profile.models]
        url = target.models_address()
        found: list[Model] = []
        query: str | None = None

        async def attempt() -> None:
            nonlocal query
            page = url if query is None else f"{url}{'&' if '?' in url else '?'}{query}"
            answer, data = await call.exchange("GET", page, None)
            models = target.dialect.decode_models(data, target.profile)
            if models is None:
                raise call.no_answer(answer, "The answer is no list of models")
            found.extend(models)
            following = target.dialect.next_models(data, target.profile)
            query = following if models and following != query else None

        await call.run(attempt)
        while query is not None:
            await call.run(attempt)
        return [_with_facts(model) for model in found]

    async def model(self, name: str, options: CallOptions | None = None) -> Model:
        """One model; from the list where the provider has no address for single ones."""
        target = self.current()
        path = None
        if not target.profile.models:
            target.models_address()
            path = target.dialect.model_path(target.profile, name)
        call = self.call(name, options)
        found: Model | None = None

        async def attempt() -> Model | None:
            _, data = await call.exchange("GET", target.address(path or ""), None)
            return target.dialect.decode_model(data, target.profile)

        if path is not None:
            try:
                found = await call.run(attempt)
            except AilibError as error:
                if getattr(error, "status", None) not in (404, 405) or isinstance(error, ModelNotFound):
                    raise
        if found is None:
            models = await self.models(options)
            for model in models:
                if target.dialect.is_named(model, name):
                    return model
            raise ModelNotFound(
                f"{target.profile.name} has no model {name!r}",
                status=404,
                provider=target.profile.id,
                model=name,
                hint=f"It has {', '.join(model.id for model in models[:5]) or 'none'}",
            )
        return _with_facts(found)

    async def embed(
        self, request: EmbeddingRequest, options: CallOptions | None = None, batch_size: int | None = None
    ) -> EmbeddingResponse:
        """Vectors for texts, in as many requests as the provider's limits (and `batch_size`) want.

        Raises:
            AilibError: A request failed; `partial` has the vectors of the others, an empty one for each text without.
            UnsupportedFeatureError: The provider has no embeddings.
            InvalidRequestError: No model is named and the provider has no default.
        """
        from .embedding import embed

        return await embed(self, request, options, batch_size)

    async def count_tokens(self, request: ChatCompletionRequest, options: CallOptions | None = None) -> TokenCount:
        """Tokens of a request: counted by the provider where it has an endpoint for that, else estimated."""
        from ..models.tokens import TokenCount, estimate

        target = self.current()
        profile, dialect = target.profile, target.dialect
        model = await self.model_for(request, options)
        path = dialect.count_path(profile, model)
        if path is None:
            return estimate(request)
        call = self.call(model, options)
        request = ready(request, target)
        body = dumps_body(dialect.encode_count(request, profile, model))
        call.add_headers(dialect.headers(request, profile, model))

        async def attempt() -> TokenCount:
            answer, data = await call.exchange("POST", target.address(path), body)
            count = dialect.decode_count(data)
            if count is None:
                raise call.no_answer(answer, "The answer has no number of tokens")
            return TokenCount(count, "provider")

        return await call.run(attempt)


def _unstreamed(target: Target, request: ChatCompletionRequest, model: str, body: bytes) -> ChatCompletionResponse:
    """The whole answer of a server that sent events although none were asked for."""
    decoder = target.dialect.chat_stream(target.profile, request, model)
    for _ in decoder.decode(body):
        pass
    decoder.finish()
    if decoder.error is not None:
        if decoder.error.partial is None:
            decoder.error.partial = decoder.response()
        raise decoder.error
    return decoder.response()


def dumps_body(body: Any) -> bytes:
    """JSON of a request body.

    Raises:
        InvalidRequestError: A value in it has no JSON form.
    """
    try:
        return dumps(body)
    except (TypeError, ValueError, RecursionError) as error:
        from ..errors import InvalidRequestError

        raise InvalidRequestError(f"The request cannot be written as JSON: {error}") from error


def price(response: ChatCompletionResponse) -> Decimal | None:
    """US dollars of an answer: as the provider says, else by the price list; None when nobody knows."""
    from .billing import price as of_answer  # here: most programs never ask

    return of_answer(response)


def _with_facts(model: Model) -> Model:
    from ..providers.prices import model_facts, price_of

    facts = model_facts(model.provider, model.id)
    if facts is None:
        return model
    supports: Any = facts.get("supports") or ()
    return attrs.evolve(
        model,
        context=model.context or facts.get("context"),
        max_output=model.max_output or facts.get("max_output"),
        price=price_of(model.provider, model.id),
        capabilities=tuple(cast("Iterable[str]", supports)) if isinstance(supports, (list, tuple)) else (),
    )


class Call:
    """One call while it runs: its clock, its attempts, what it may still do.

    Attributes:
        started, deadline: On the runtime's clock; the deadline is None for no limit.
        attempts: What was tried so far.
        request_id: The provider's id of the latest answer.
        key: The idempotency key, once a request needed one.
        source: The authentication of the target as it was when the call began: a key stays with its address.
        auth: What puts credentials on the requests of this attempt; None while a token is fetched.
    """

    __slots__ = (
        "_delays", "_held", "_renewed", "_retries", "_stale", "asked", "attempts", "auth", "cancel", "core", "deadline",
        "headers", "headers_seen", "key", "model", "patience", "request_id", "retry", "sent", "source", "started",
        "streamed", "ticket", "timeouts",
    )  # fmt: skip

    def __init__(self, core: Core, model: str | None, options: CallOptions, *, streamed: bool) -> None:
        settings = core.settings
        self.core: Core = core
        self.model: str | None = model
        self.started: float = core.runtime.now()
        self.timeouts: Timeouts = settings.timeouts if options.timeout is None else Timeouts.of(options.timeout)
        self.retry: RetryPolicy = settings.retry
        if options.max_retries is not None:
            self.retry = self.retry.with_max_retries(options.max_retries)
        self.headers: dict[str, str] = core.target.headers_with(options.headers)
        self.key: str | None = None
        self.cancel: CancelToken | None = options.cancel
        self.patience: float | None = options.patience
        limit = self.timeouts.deadline
        if not streamed and self.timeouts.call is not None:
            limit = self.timeouts.call if limit is None else min(limit, self.timeouts.call)
        self.deadline: float | None = None if limit is None else self.started + limit
        if options.until is not None and (self.deadline is None or options.until < self.deadline):
            self.deadline = options.until
        self.headers_seen: Mapping[str, str] = {}
        self.attempts: list[Attempt] = []
        self._delays: Iterator[float] | None = None
        self._retries = 0
        self._stale = False
        self._held = False
        self._renewed = False
        self.source: Any = core.target.auth
        self.auth: Any = self.source
        self.request_id: str | None = None
        self.sent: HttpRequest | None = None
        self.streamed: bool = streamed
        self.asked: Any = None  # the request, where the gate may want to weigh it
        self.ticket: Any = None  # the gate's own note of the attempt that runs

    def add_headers(self, headers: Mapping[str, str] | None) -> None:
        """Headers that the wire family needs for this request; what the user set wins."""
        if headers:
            self.headers = join_headers(headers, self.headers)

    def only_once(self) -> None:
        """No second attempt, also not on a new connection after a kept one that had died: nobody knows what the server
        has seen.
        """
        self.retry = self.retry.with_max_retries(0)
        self._stale = True

    # HTTP

    async def authorize(self) -> None:
        """Fetch what has to be fetched before a request may be sent: a token."""
        self.auth = None  # an error from here is not the provider's word about a token
        self.auth = await self.source.ready(self) or self.source

    def limits(self) -> Limits:
        """What one attempt may take."""
        return Limits(self.timeouts.connect, self.timeouts.read, self.deadline)

    def request(self, method: str, url: str, body: bytes | BodySource | None, *, stream: bool = False) -> HttpRequest:
        """The HTTP request, made anew for every attempt."""
        headers = dict(self.headers)
        if stream:
            if headers.get("Accept") == "application/json":
                headers["Accept"] = self.core.target.dialect.stream_accept
            if headers.get("Accept-Encoding") == "gzip, deflate":
                # A compressor on the way would hold events back.
                headers["Accept-Encoding"] = "identity"
        if body is None:
            headers.pop("Content-Type", None)
        elif (name := self.core.target.profile.idempotency_header) is not None:
            add_key(self, headers, name, body)
        made = self.sent = HttpRequest(method, url, headers, body, self.auth)
        return made

    async def send(self, method: str, url: str, body: bytes | BodySource | None) -> HttpResponse:
        """Send, and return the answer, whatever its body is.

        Raises:
            APIError: The provider says no, by status.
        """
        if self.source.waits:
            await self.authorize()
        answer = await self.core.ports.transport.send(self.request(method, url, body), self.limits(), self.cancel)
        self.headers_seen = answer.headers
        if not 200 <= answer.status < 300:
            raise self.refused(answer.status, answer.headers, answer.body)
        self.request_id = self.core.target.dialect.request_id(answer.headers, self.core.target.profile)
        return answer

    async def exchange(self, method: str, url: str, body: bytes | None) -> tuple[HttpResponse, Any]:
        """Send, and read the JSON of the answer; `_EVENTS` instead of it where a server streams without being asked.

        Raises:
            APIError: The provider says no, by status or inside a 200.
            InvalidResponse: The body is no JSON.
        """
        answer = await self.send(method, url, body)
        target = self.core.target
        try:
            data = loads(answer.body)
        except ValueError as error:
            if "event-stream" in (answer.headers.get("content-type") or ""):
                return answer, _EVENTS
            raise self.no_answer(answer, "The answer is not JSON") from error
        failed = target.dialect.error_in(
            data, target.profile, status=answer.status, headers=answer.headers, request_id=self.request_id
        )
        if failed is not None:
            raise failed
        return answer, data

    async def open(self, method: str, url: str, body: bytes | BodySource | None, *, events: bool = True) -> HttpStream:
        """Send, and return the stream once the headers say that it is one; without `events` any body will do."""
        if self.source.waits:
            await self.authorize()
        stream = await self.core.ports.transport.stream(
            self.request(method, url, body, stream=events), self.limits(), self.cancel
        )
        target = self.core.target
        self.headers_seen = stream.headers
        self.request_id = target.dialect.request_id(stream.headers, target.profile)
        page = events and "html" in (stream.headers.get("content-type") or "").lower()
        if 200 <= stream.status < 300 and not page:
            return stream
        try:
            text = await self._read_some(stream)
        finally:
            await stream.aclose()
        if page and stream.status < 300:
            raise self.no_answer(
                HttpResponse(stream.status, stream.headers, text), "The answer is a web page, no stream"
            )
        raise self.refused(stream.status, stream.headers, text)

    async def _read_some(self, stream: HttpStream, most: int = 1 << 20) -> bytes:
        """The body of an answer that is no stream: up to 1 MB, as far as it comes in time."""
        pieces: list[bytes] = []
        size = 0
        while size < most:
            try:
                piece = await stream.read(self.until(self.timeouts.read))
            except (TimeoutError, ConnectionLost):
                break  # the status is what counts; the text is a courtesy
            if not piece:
                break
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces)

    def until(self, seconds: float | None) -> float | None:
        """The moment `seconds` from now, or the deadline if that is sooner."""
        if seconds is None:
            return self.deadline
        moment = self.core.runtime.now() + seconds
        return moment if self.deadline is None else min(moment, self.deadline)

    def refused(self, status: int, headers: Mapping[str, str], body: bytes) -> AilibError:
        """The error of an answer that is not 2xx."""
        target = self.core.target
        return target.dialect.refused(
            status,
            headers,
            body,
            target.profile,
            model=self.model,
            request_id=target.dialect.request_id(headers, target.profile),
        )

    def no_answer(self, answer: HttpResponse, why: str) -> AilibError:
        """The error of a 200 that is no answer."""
        target = self.core.target
        return invalid_response(
            why,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            provider=target.profile.id,
            model=self.model,
            request_id=target.dialect.request_id(answer.headers, target.profile),
        )

    # Attempts

    async def enter(self) -> None:
        """Wait for a permit, where the client has a limit."""
        permits = self.core.permits
        if permits is None or self._held:
            return
        seconds = self.core.settings.queue_timeout
        if not await permits.acquire(self.until(seconds), self.cancel):
            raise RequestTimeout(
                "Too many calls in flight: no place came free in time",
                phase="queue",
                provider=self.core.target.profile.id,
                model=self.model,
                hint="Raise max_concurrency or queue_timeout",
            )
        self._held = True

    def leave(self) -> None:
        """Give the permit back; idempotent."""
        if self._held and self.core.permits is not None:
            self._held = False
            self.core.permits.release()

    async def run(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Attempt until it works or must not be tried again; the permit is held for as long."""
        permits = self.core.permits
        if permits is not None and not self._held:
            # Without a coroutine where one is free, as it mostly is.
            if self.cancel is None and permits.take():
                self._held = True
            else:
                await self.enter()
        try:
            return await self.attempt(attempt)
        finally:
            self.leave()

    async def attempt(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """The loop of `run`, for callers that hold the permit themselves."""
        runtime = self.core.runtime
        gate, budget = self.core.gate, self.core.budget
        while True:
            if gate is not None:
                await gate.admit(self)
            begun = runtime.now()
            try:
                result = await attempt()
            except AilibError as error:
                if gate is not None:
                    gate.failed(self, error, runtime.now() - begun)
                await self.failed(error, begun)
            except BaseException:
                if gate is not None:
                    gate.dropped(self)
                raise
            else:
                if gate is not None:
                    gate.passed(self, runtime.now() - begun, result)
                if budget is not None:
                    budget.earn()
                self._record(200, None, runtime.now() - begun, None, self.request_id)
                return result

    def _record(
        self, status: int | None, error: str | None, elapsed: float, delay: float | None, request_id: str | None
    ) -> None:
        number = len(self.attempts) + 1
        self.attempts.append(
            Attempt(number, self.core.target.profile.id, self.model, status, error, elapsed, delay, request_id)
        )

    def spoil(self, error: AilibError, begun: float, delay: float | None = None) -> None:
        """Record a failed attempt. If the last one had been a success (a stream was opened) it was this one."""
        status, request_id = getattr(error, "status", None), error.request_id
        if self.attempts and self.attempts[-1].error is None:
            opened = self.attempts.pop()
            status, request_id = status or opened.status, request_id or opened.request_id
        self._record(status, type(error).__name__, self.core.runtime.now() - begun, delay, request_id)

    async def failed(self, error: AilibError, begun: float) -> None:
        """After a failed attempt: sleep and return for another one, or raise."""
        runtime = self.core.runtime
        from .censor import censor  # here: a program without errors does not pay for it

        censor(error, self.sent)
        error.provider = error.provider or self.core.target.profile.id
        error.model = error.model or self.model
        if isinstance(error, RequestTimeout) and error.phase == "deadline" and self.deadline is not None:
            error.args = (f"No answer within {self.deadline - self.started:.4g} s, the deadline of this call",)
        if isinstance(error, ConnectionLost) and error.reused and not self._stale:
            # A kept-alive connection that had died: the server never saw the request. Once, and it does not count.
            self._stale = True
            return
        if isinstance(error, AuthenticationError) and self.auth is not None and self.auth.waits:
            # A token may have been revoked before its time: ask for another one, once.
            self.auth.forget()
            if not self._renewed:
                self._renewed = True
                self.spoil(error, begun, 0.0)
                return
        delay = None if isinstance(error, Cancelled) else self._delay(error)
        self.spoil(error, begun, delay)
        error.attempts = tuple(self.attempts)
        if delay is None:
            raise error
        if self.retry.on_retry is not None:
            self.retry.on_retry(RetryEvent(len(self.attempts), error, delay))
        try:
            await runtime.sleep(delay, self.cancel)
        except Cancelled as cancelled:
            cancelled.attempts = error.attempts
            cancelled.provider, cancelled.model = error.provider, error.model
            raise cancelled from error

    def _delay(self, error: AilibError) -> float | None:
        """Seconds to wait before the next attempt; None to give up."""
        if self._retries >= self.retry.max_retries or not may_retry(error):
            return None
        if self._delays is None:
            self._delays = delays(self.retry)
        delay = next(self._delays)
        if error.retry_after is not None:
            delay = max(delay, error.retry_after)  # never sooner than asked
        if self.patience is not None and (delay > self.patience or isinstance(error, CircuitOpen)):
            return None
        if self.deadline is not None and self.core.runtime.now() + delay >= self.deadline:
            error.hint = f"The next attempt would come after the deadline (in {delay:.3g} s), so there is none"
            return None
        if self.core.budget is not None and not self.core.budget.spend():
            error.hint = "The client's retry budget is used up: too many of its calls fail"
            return None
        self._retries += 1
        return delay

    def note_failure(self, error: AilibError, begun: float) -> None:
        """Tell the gate that a stream which had been opened failed later."""
        if self.core.gate is not None:
            self.core.gate.failed(self, error, self.core.runtime.now() - begun)

    def deadline_error(self, partial: Any = None) -> AilibError:
        """The deadline has passed in the middle of a stream."""
        limit = 0.0 if self.deadline is None else self.deadline - self.started
        return RequestTimeout(
            f"The stream was not complete within {limit:.4g} s, the deadline of this call",
            phase="deadline",
            provider=self.core.target.profile.id,
            model=self.model,
            attempts=self.attempts,
            partial=partial,
        )

    def is_stream_error(self, error: AilibError) -> bool:
        """Whether an error in mid-stream may be answered by opening the stream again."""
        return may_retry(error) and (isinstance(error, (StreamError, ConnectionLost)) or error.is_retryable)
