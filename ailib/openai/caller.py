"""From keywords to the HTTP request, and from the HTTP answer to what a call returns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote, urlencode

import attrs

from ..core.bridge import run
from ..core.call import CallOptions, Core, dumps_body
from ..core.endpoint import ByteFlow, EndpointRequest, EventFlow, exchange, json_of
from ..errors import ConfigurationError, InvalidRequestError, InvalidResponse
from ..options import Timeouts
from ..wire.shapes import is_list
from .embedding import ask_for_base64, with_floats
from .endpoint import CALL_KEYWORDS
from .files import MultipartBody, form_fields, is_file
from .model import Model, fields_of, omit, plain, reader_of, sendable

if TYPE_CHECKING:
    from ..core.call import Call
    from ..transport.base import BodySource, HttpResponse
    from .endpoint import Arguments, Endpoint

__all__ = ["Caller", "Plan", "cast_answer", "path_part", "read_answer", "timeouts_of"]

T = TypeVar("T")
_CALL_KEYWORDS = frozenset(CALL_KEYWORDS)


class Caller:
    """What a client's resources call through.

    Args:
        core: Target, settings, connections; None when there is no API key.
        admin: The same with the admin key, for the administration endpoints.
        query: Sent with every request.
        blocking: Whose client it is.
        raw: Answers are `RawResponse`s.
        streaming: Answers are `StreamedResponse`s.
        keywords: Of every call through here: `extra_headers`, `extra_query`, `path`.
        place: Makes the address of a path and the model of the body, where it is not just behind the base URL.
    """

    __slots__ = ("admin", "blocking", "core", "keywords", "place", "query", "raw", "streaming")

    def __init__(
        self,
        core: Core | None,
        admin: Core | None,
        query: Mapping[str, Any] | None,
        *,
        blocking: bool,
        raw: bool = False,
        streaming: bool = False,
        keywords: Mapping[str, Any] | None = None,
        place: Callable[[str, Any], str] | None = None,
    ) -> None:
        self.core: Core | None = core
        self.admin: Core | None = admin
        self.query: Mapping[str, Any] | None = query
        self.blocking: bool = blocking
        self.raw: bool = raw
        self.streaming: bool = streaming
        self.keywords: Mapping[str, Any] | None = keywords
        self.place: Callable[[str, Any], str] | None = place

    def _changed(self, **changes: Any) -> Caller:
        made = object.__new__(Caller)
        for name in Caller.__slots__:
            setattr(made, name, changes.get(name, getattr(self, name)))
        return made

    def with_raw(self) -> Caller:
        """The same, answering with `RawResponse`."""
        return self._changed(raw=True, streaming=False)

    def plainly(self) -> Caller:
        """The same, answering with what the endpoints return."""
        return self._changed(raw=False, streaming=False)

    def with_streaming(self) -> Caller:
        """The same, answering with `StreamedResponse`."""
        return self._changed(raw=False, streaming=True)

    def with_call(self, **keywords: Any) -> Caller:
        """The same with more keywords on every call."""
        merged: dict[str, Any] = dict(self.keywords or {})
        for name, value in keywords.items():
            before = merged.get(name)
            if name == "extra_query":
                pairs: Any = cast("Mapping[str, Any]", value).items() if isinstance(value, Mapping) else value
                merged[name] = [*(before or ()), *pairs]
            elif isinstance(before, Mapping):
                merged[name] = {**cast("Mapping[str, Any]", before), **value}
            else:
                merged[name] = value
        return self._changed(keywords=merged)

    def plan(self, endpoint: Endpoint, args: tuple[Any, ...], keywords: Mapping[str, Any], **more: Any) -> Plan:
        """A call, sorted."""
        if not self.keywords:
            return Plan(endpoint, args, keywords, self.query, place=self.place, **more)
        own = dict(self.keywords)
        given = dict(keywords)
        path = more.pop("path", None) or own.pop("path", None)
        pairs: Any = own.pop("extra_query", ())
        if more_headers := own.pop("extra_headers", None):
            given["extra_headers"] = {**more_headers, **(given.get("extra_headers") or {})}
        made = Plan(endpoint, args, given, self.query, place=self.place, path=path, **more)
        made.pairs = tuple(pairs)
        return made

    async def ask(
        self, endpoint: Endpoint, args: tuple[Any, ...], keywords: Mapping[str, Any], until: float | None = None
    ) -> tuple[Any, HttpResponse]:
        """A call for flows that are written once: what it returns, and the HTTP answer.

        Args:
            endpoint: What is called.
            args: Its arguments.
            keywords: Its keywords.
            until: The end of everything, on the runtime's clock.
        """
        plan = self.plan(endpoint, args, keywords)
        options = plan.options
        if until is not None:
            options = attrs.evolve(options or CallOptions(), until=until)
        answer, call = await exchange(self.core_for(endpoint), plan.request(), options)
        return read_answer(plan, answer, call, None), answer

    def core_for(self, endpoint: Endpoint) -> Core:
        """The core with the key that an endpoint wants.

        Raises:
            ConfigurationError: There is no such key.
        """
        found = (self.admin or self.core) if endpoint.admin else self.core
        if found is None:
            raise ConfigurationError(
                f"{endpoint.path} wants an API key, and only an admin key is set", hint="Set OPENAI_API_KEY"
            )
        return found

    # -- the three ways of a call

    def call(self, endpoint: Endpoint, args: tuple[Any, ...], keywords: Mapping[str, Any]) -> Any:
        """A call with keywords."""
        plan = self.plan(endpoint, args, keywords)
        if self.streaming:
            return self.streamed(plan)
        if plan.streamed:
            return self.opened(self.events(plan))
        if endpoint.page is not None:
            return self._page(plan)
        whole = self._whole(plan)
        return run(whole) if self.blocking else whole

    def send(
        self, endpoint: Endpoint, request: Any, args: tuple[Any, ...], keywords: Mapping[str, Any], cast_to: Any
    ) -> Any:
        """A call with a whole request."""
        given = dict(keywords)
        path = given.pop("path", None)
        if path is not None and not str(path).strip():
            raise InvalidRequestError("path must not be empty", param="path")
        fields = {} if request is None else fields_of(request)
        if fields is None:
            raise InvalidRequestError(f"A request is an object with fields, not {type(request).__name__}")
        plan = self.plan(endpoint, args, given, fields=fields, path=path)
        if self.streaming:
            return self.streamed(plan)
        if plan.streamed:
            return self.opened(self.events(plan, None if cast_to is None else lambda made: _recast(made, cast_to)))
        if endpoint.page is not None and cast_to is None:
            return self._page(plan)
        whole = self._whole(plan, cast_to)
        return run(whole) if self.blocking else whole

    def stream(self, endpoint: Endpoint, args: tuple[Any, ...], keywords: Mapping[str, Any]) -> Any:
        """A call that is read while it comes."""
        from .answers import AsyncByteStream, ByteStream
        from .streaming import AsyncStream, Stream

        if keywords.get("stream") is False:
            raise InvalidRequestError("stream=False asks for an answer in one piece", param="stream", hint="Call it")
        plan = self.plan(endpoint, args, keywords)
        if endpoint.event is not None and endpoint.answer != "bytes":
            plan.stream_events()
        if plan.streamed:
            events = self.events(plan)
            if not self.blocking:
                return AsyncStream[Any](events)
            run(events.open())
            return Stream[Any](events)
        flow = ByteFlow(self.core_for(endpoint), plan.request(), plan.options)
        return ByteStream(flow).open() if self.blocking else AsyncByteStream(flow)

    # -- answers

    def streamed(self, plan: Plan) -> Any:
        """An answer that is read within `with`."""
        from .streamed import AsyncStreamedResponse, StreamedResponse

        if plan.streamed:
            flow: Any = self.events(plan)
        else:
            flow = ByteFlow(self.core_for(plan.endpoint), plan.request(), plan.options)
        page = self.page_reader(plan) if plan.endpoint.page is not None else None

        def read(answer: HttpResponse, cast_to: Any) -> Any:
            call = cast("Call", flow.call)
            if page is not None and cast_to is None:
                return page(answer, call)
            return read_answer(plan, answer, call, cast_to)

        return (StreamedResponse[Any] if self.blocking else AsyncStreamedResponse[Any])(flow, read, plan.streamed)

    def events(self, plan: Plan, change: Callable[[Any], Any] | None = None) -> EventFlow:
        """A stream that is not yet opened.

        Args:
            plan: The call.
            change: Makes what the user gets of a typed event; by default it is that.
        """
        from .streaming import is_last

        endpoint = plan.endpoint
        name = cast("str", endpoint.event)
        reader: Any = reader_of(f"@{name}") if name else None
        named = reader is not None and name.endswith("AssistantStreamEvent")

        def changed(data: Any) -> Any:
            assert change is not None
            return change(data if reader is None else reader(data))

        read = reader if change is None else changed
        core, request = self.core_for(endpoint), plan.request(stream=True)
        return EventFlow(core, request, plan.options, read, is_last, named=named)

    def opened(self, flow: EventFlow) -> Any:
        """A stream of events, once its headers are there; on an async client a coroutine."""
        from .streaming import AsyncStream, Stream

        async def opened() -> Any:
            await flow.open()
            stream: Any = (Stream[Any] if self.blocking else AsyncStream[Any])(flow)
            if not self.raw:
                return stream
            from ..transport.base import HttpResponse
            from .answers import RawResponse

            head = HttpResponse(flow.status, flow.headers, b"")
            return RawResponse[Any](head, cast("Call", flow.call), lambda _: stream)

        return run(opened()) if self.blocking else opened()

    async def _whole(self, plan: Plan, cast_to: Any = None) -> Any:
        answer, call = await exchange(self.core_for(plan.endpoint), plan.request(), plan.options)
        if not self.raw:
            return read_answer(plan, answer, call, cast_to)
        from .answers import RawResponse

        return RawResponse[Any](answer, call, lambda to: read_answer(plan, answer, call, to or cast_to))

    def page_reader(self, plan: Plan, item: Any = None) -> Callable[[HttpResponse, Call], Any]:
        """What makes a page of an HTTP answer."""
        from .pages import AsyncPage, Page, next_query

        rule = cast("str", plan.endpoint.page)
        kind: Any = Page if self.blocking else AsyncPage

        def made(answer: HttpResponse, call: Call, plan: Plan = plan) -> Any:
            model = read_answer(plan, answer, call, None if item is None else Model)
            if not isinstance(model, Model):
                raise call.no_answer(answer, "The answer is not a page")

            async def fetch(query: dict[str, Any]) -> Any:
                following = plan.asking(query)
                answer, call = await exchange(self.core_for(plan.endpoint), following.request(), following.options)
                return made(answer, call, following)

            page = kind(model, next_query(rule, model.raw, plan.query), fetch)
            if item is not None:
                page.data = [cast_answer(one, item) for one in model.raw.get("data") or ()]
            return page

        return made

    def listed(self, plan: Plan, item: Any) -> Any:
        """A list whose items become objects of a type."""
        from .pages import AsyncPager

        made = self.page_reader(plan, item)

        async def first() -> Any:
            answer, call = await exchange(self.core_for(plan.endpoint), plan.request(), plan.options)
            return made(answer, call)

        return run(first()) if self.blocking else AsyncPager[Any](first)

    def _page(self, plan: Plan) -> Any:
        from .pages import AsyncPager

        made = self.page_reader(plan)

        async def first() -> Any:
            answer, call = await exchange(self.core_for(plan.endpoint), plan.request(), plan.options)
            return made(answer, call)

        async def raw() -> Any:
            from .answers import RawResponse

            answer, call = await exchange(self.core_for(plan.endpoint), plan.request(), plan.options)
            return RawResponse[Any](
                answer, call, lambda to: made(answer, call) if to is None else read_answer(plan, answer, call, to)
            )

        if self.raw:
            return run(raw()) if self.blocking else raw()
        return run(first()) if self.blocking else AsyncPager[Any](first)


def read_answer(plan: Plan, answer: HttpResponse, call: Call, cast_to: Any) -> Any:
    """What a call returns."""
    endpoint = plan.endpoint
    if endpoint.answer == "bytes" and cast_to is None:
        from .answers import BinaryContent

        return BinaryContent(answer, call.request_id)
    if endpoint.answer == "none" and cast_to is None:
        return None
    if (
        endpoint.answer == "text"
        and cast_to is None
        and (endpoint.returns is None or "json" not in (answer.headers.get("content-type") or "json"))
    ):
        return answer.body.decode("utf-8", "replace")
    data = json_of(answer, call)
    if cast_to is not None:
        return cast_answer(data, cast_to)
    if plan.floats:
        data = with_floats(data)
    reader = endpoint.reader
    if reader == ():
        reader = endpoint.reader = None if endpoint.returns is None else reader_of(endpoint.returns)
    made = data if reader is None else reader(data)
    if isinstance(made, Model):
        made._answered(call.request_id)
    return made


def cast_answer(data: Any, wanted: Any) -> Any:
    """JSON as an object of the user's own type.

    Raises:
        InvalidResponse: It is no such object; the JSON is its `partial`.
    """
    name = str(getattr(wanted, "__name__", wanted))
    if wanted is dict or wanted is Any or wanted is object:
        return data
    if isinstance(wanted, type) and issubclass(wanted, Model):
        return wanted.from_dict(data)
    from .parsing import structured

    try:
        return structured(data, wanted)
    except Exception as error:
        why = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise InvalidResponse(f"The answer is no {name}: {why}", partial=data) from error


def _recast(made: Any, wanted: Any) -> Any:
    return cast_answer(made.raw if isinstance(made, Model) else made, wanted)


class Plan:
    """A call, sorted into path, query, headers and body."""

    __slots__ = (
        "_path", "_place", "body", "endpoint", "floats", "headers", "options", "pairs", "path_values", "query", "said",
        "streamed",
    )  # fmt: skip

    def __init__(
        self,
        endpoint: Endpoint,
        args: tuple[Any, ...],
        keywords: Mapping[str, Any],
        default_query: Mapping[str, Any] | None,
        *,
        fields: Mapping[str, Any] | None = None,
        path: str | None = None,
        place: Callable[[str, Any], str] | None = None,
    ) -> None:
        self.endpoint: Endpoint = endpoint
        self.pairs: tuple[tuple[str, Any], ...] = ()  # more of the query, whose names may repeat
        self._place = place
        self.path_values: dict[str, str] = {}
        self.query: dict[str, Any] = dict(default_query) if default_query else {}
        self.body: dict[str, Any] = {}
        self.headers: dict[str, str] = {"OpenAI-Beta": endpoint.beta} if endpoint.beta is not None else {}
        self._path = path
        known = endpoint.arguments
        if fields is not None:
            in_query = endpoint.body is None
            for name, value in fields.items():
                wire = known.query.get(name, name)
                (self.query if in_query and wire in known.query.values() else self.body)[wire] = value
        self._sort(known, args, keywords, whole=fields is not None)
        self.options: CallOptions | None = _options(keywords)
        self._extras(keywords)
        self.floats: bool = endpoint.path == "/embeddings" and fields is None and ask_for_base64(self.body)
        flag = self.body.get("stream", self.query.get("stream"))
        self.streamed: bool = endpoint.event is not None and (
            flag is True or (endpoint.answer == "bytes" and self.body.get("stream_format") == "sse")
        )

    def _sort(self, known: Arguments, args: tuple[Any, ...], keywords: Mapping[str, Any], *, whole: bool) -> None:
        names = known.path
        if len(args) > (1 if names else 0):
            raise TypeError(f"{self.endpoint.name}() takes {'one positional argument' if names else 'keywords only'}")
        if args:
            self.path_values[names[-1]] = args[0]
        for name, value in keywords.items():
            if value is omit or name in _CALL_KEYWORDS:
                continue
            if name in names:
                if name in self.path_values:
                    raise TypeError(f"{self.endpoint.name}() got multiple values for argument {name!r}")
                self.path_values[name] = value
            elif name in known.query:
                self.query[known.query[name]] = value
            elif name in known.body:
                self.body[known.body[name]] = value
            elif name == "betas" and self.endpoint.betas:
                self.headers["OpenAI-Beta"] = ",".join(str(beta) for beta in value)
            else:
                raise TypeError(f"{self.endpoint.name}() got an unexpected keyword argument {name!r}")
        missing = [name for name in names if name not in self.path_values]
        if not whole:
            here = {**known.query, **known.body}
            missing += [
                name
                for name in here
                if name in known.required and here[name] not in self.query and here[name] not in self.body
            ]
        if missing and self._path is None:
            raise TypeError(f"{self.endpoint.name}() is missing {', '.join(map(repr, missing))}")

    def _extras(self, keywords: Mapping[str, Any]) -> None:
        if more := keywords.get("extra_query"):
            self.query.update(more)
        if more := keywords.get("extra_body"):
            if not isinstance(more, Mapping):
                raise InvalidRequestError("extra_body is a dict of fields")
            self.body.update(cast("Mapping[str, Any]", more))
        if key := keywords.get("idempotency_key"):
            self.headers["Idempotency-Key"] = str(key)
        # What a caller says of a header wins, but for the boundary of a form.
        said = keywords.get("extra_headers")
        self.said: frozenset[str] = frozenset(map(str.lower, said)) - {"content-type"} if said else frozenset()

    def stream_events(self) -> None:
        """Ask for events."""
        known = self.endpoint.arguments
        (self.query if "stream" in known.query else self.body)["stream"] = True
        self.streamed = True

    def with_events(self) -> Plan:
        """The same call, whose answer are events."""
        self.streamed = True
        return self

    def asking(self, query: dict[str, Any]) -> Plan:
        """The same call with another query."""
        made = object.__new__(Plan)
        for name in Plan.__slots__:
            setattr(made, name, getattr(self, name))
        made.query = query
        return made

    def request(self, *, stream: bool = False) -> EndpointRequest:
        """The HTTP request.

        Raises:
            InvalidRequestError: A name in the path is empty, or a value has no JSON form.
        """
        endpoint = self.endpoint
        headers = dict(self.headers)
        body: bytes | BodySource | None = None
        if self.body or endpoint.body is not None:
            if endpoint.multipart is True or (endpoint.multipart and any(map(_holds_file, self.body.values()))):
                body = self._form(headers)
            else:
                body = dumps_body({name: sendable(value) for name, value in self.body.items() if value is not omit})
        if stream:
            headers["Accept"] = "text/event-stream"
        elif endpoint.accept is not None:
            headers["Accept"] = endpoint.accept
        if self.said and headers:
            headers = {name: value for name, value in headers.items() if name.lower() not in self.said}
        model = self.body.get("model")
        return EndpointRequest(
            endpoint.method, self._address(model), headers, body, model if isinstance(model, str) else None
        )

    def _address(self, model: Any) -> str:
        path = self._path or self.endpoint.path
        if self._place is not None:
            path = self._place(path, model or self.query.get("model"))
        for name, value in self.path_values.items():
            path = path.replace("{" + name + "}", path_part(name, value))
        pairs = [
            pair for name, value in self.query.items() if value is not omit for pair in form_fields(name, plain(value))
        ]
        pairs += [pair for name, value in self.pairs for pair in form_fields(name, plain(value))]
        # A parameter that is a list by its name in the description says so once.
        query = urlencode([(re.sub(r"(\[\])+$", "[]", name), text) for name, text in pairs])
        if not query:
            return path
        return f"{path}{'&' if '?' in path else '?'}{query}"

    def _form(self, headers: dict[str, str]) -> BodySource | bytes:
        """The body as a form; with a content type of its own."""
        fields: list[tuple[str, str]] = []
        files: list[tuple[str, Any]] = []
        parts: list[tuple[str, str, bytes]] = []
        for name, value in self.body.items():
            if value is omit or value is None:
                continue
            kind = self.endpoint.parts.get(name)
            if kind is not None:
                text = value.encode() if isinstance(value, str) else dumps_body(plain(value))
                parts.append((name, kind, text))
            elif is_file(value):
                files.append((name, value))
            elif isinstance(value, (list, tuple)) and value and is_file(value[0]):
                files += [(f"{name}[]", file) for file in cast("list[Any]", value)]
            else:
                fields += form_fields(name, plain(value))
        if len(parts) == 1 and not fields and not files:
            headers["Content-Type"] = parts[0][1]
            return parts[0][2]
        form = MultipartBody(fields, files, parts)
        headers["Content-Type"] = form.content_type
        return form


def _holds_file(value: Any) -> bool:
    """Whether a field is a file, or a list of files."""
    return any(map(is_file, value)) if is_list(value) else is_file(value)


def path_part(name: str, value: Any) -> str:
    """A value as one part of a path.

    Raises:
        InvalidRequestError: It would change the address.
    """
    text = str(value)
    if not text.strip() or text in (".", ".."):
        raise InvalidRequestError(f"{name} must not be {text!r}", param=name)
    return quote(text, safe="")


def _options(keywords: Mapping[str, Any]) -> CallOptions | None:
    """What a call sets differently from its client."""
    keywords = {name: value for name, value in keywords.items() if value is not omit}
    timeout, retries = keywords.get("timeout"), keywords.get("max_retries")
    headers, cancel = keywords.get("extra_headers"), keywords.get("cancel")
    if timeout is None and retries is None and not headers and cancel is None:
        return None
    return CallOptions(
        timeouts_of(timeout),
        retries,
        {name: value for name, value in headers.items() if value is not omit} if headers else None,
        cancel._token if cancel is not None else None,
    )


def timeouts_of(value: Any) -> Any:
    """A timeout as the core knows it; the official package's own kind is understood too."""
    if value is None or value is omit or isinstance(value, Timeouts):
        return None if value is omit else value
    if hasattr(value, "connect") and hasattr(value, "read"):
        return Timeouts(connect=value.connect, read=value.read, idle=value.read)
    return value
