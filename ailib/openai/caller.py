"""From keywords to the HTTP request, and from the HTTP answer to what a call returns."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote, urlencode

from ..core.bridge import run
from ..core.call import CallOptions, Core, dumps_body
from ..core.endpoint import ByteFlow, EndpointRequest, EventFlow, exchange, json_of
from ..errors import ConfigurationError, InvalidRequestError
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

__all__ = ["Caller"]

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
    """

    __slots__ = ("admin", "blocking", "core", "query", "raw")

    def __init__(
        self,
        core: Core | None,
        admin: Core | None,
        query: Mapping[str, Any] | None,
        *,
        blocking: bool,
        raw: bool = False,
    ) -> None:
        self.core: Core | None = core
        self.admin: Core | None = admin
        self.query: Mapping[str, Any] | None = query
        self.blocking: bool = blocking
        self.raw: bool = raw

    def with_raw(self) -> Caller:
        """The same, answering with `RawResponse`."""
        return Caller(self.core, self.admin, self.query, blocking=self.blocking, raw=True)

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
        plan = Plan(endpoint, args, keywords, self.query)
        if plan.streamed and not self.raw:
            return self._open(self._events(plan))
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
        fields = {} if request is None else fields_of(request)
        if fields is None:
            raise InvalidRequestError(f"A request is an object with fields, not {type(request).__name__}")
        plan = Plan(endpoint, args, given, self.query, fields=fields, path=path)
        if plan.streamed and not self.raw and cast_to is None:
            return self._open(self._events(plan))
        if endpoint.page is not None and cast_to is None:
            return self._page(plan)
        whole = self._whole(plan, cast_to)
        return run(whole) if self.blocking else whole

    def stream(self, endpoint: Endpoint, args: tuple[Any, ...], keywords: Mapping[str, Any]) -> Any:
        """A call that is read while it comes."""
        from .answers import AsyncByteStream, ByteStream
        from .streaming import AsyncStream, Stream

        plan = Plan(endpoint, args, keywords, self.query)
        if endpoint.event is not None and endpoint.answer != "bytes":
            plan.stream_events()
        if plan.streamed:
            events = self._events(plan)
            if not self.blocking:
                return AsyncStream[Any](events)
            run(events.open())
            return Stream[Any](events)
        flow = ByteFlow(self.core_for(endpoint), plan.request(), plan.options)
        return ByteStream(flow).open() if self.blocking else AsyncByteStream(flow)

    # -- answers

    def _events(self, plan: Plan) -> EventFlow:
        from .streaming import is_last

        endpoint = plan.endpoint
        name = cast("str", endpoint.event)
        reader = cast("Callable[[Any], Any]", reader_of(f"@{name}"))
        if name.endswith("AssistantStreamEvent"):

            def read(event: str | None, data: Any) -> Any:
                return reader({"event": event, "data": data})

        else:

            def read(event: str | None, data: Any) -> Any:  # noqa: ARG001 - the JSON says it itself
                return reader(data)

        return EventFlow(self.core_for(endpoint), plan.request(stream=True), plan.options, read, is_last)

    def _open(self, flow: EventFlow) -> Any:
        from .streaming import AsyncStream, Stream

        if self.blocking:
            run(flow.open())
            return Stream[Any](flow)

        async def opened() -> AsyncStream[Any]:
            await flow.open()
            return AsyncStream[Any](flow)

        return opened()

    async def _whole(self, plan: Plan, cast_to: Any = None) -> Any:
        answer, call = await exchange(self.core_for(plan.endpoint), plan.request(), plan.options)
        if not self.raw:
            return _read(plan, answer, call, cast_to)
        from .answers import RawResponse

        return RawResponse[Any](answer, call.request_id, lambda: _read(plan, answer, call, cast_to))

    def _page(self, plan: Plan) -> Any:
        from .pages import AsyncPage, AsyncPager, Page, next_query

        rule = cast("str", plan.endpoint.page)
        kind: Any = Page if self.blocking else AsyncPage

        def made(answer: HttpResponse, call: Call, plan: Plan) -> Any:
            model = _read(plan, answer, call, None)
            if not isinstance(model, Model):
                raise call.no_answer(answer, "The answer is not a page")

            def fetch(query: dict[str, Any]) -> Coroutine[Any, Any, Any]:
                return first(plan.asking(query))

            return kind(model, next_query(rule, model.raw, plan.query), fetch)

        async def first(plan: Plan) -> Any:
            answer, call = await exchange(self.core_for(plan.endpoint), plan.request(), plan.options)
            return made(answer, call, plan)

        async def raw() -> Any:
            from .answers import RawResponse

            answer, call = await exchange(self.core_for(plan.endpoint), plan.request(), plan.options)
            return RawResponse[Any](answer, call.request_id, lambda: made(answer, call, plan))

        if self.raw:
            return run(raw()) if self.blocking else raw()
        return run(first(plan)) if self.blocking else AsyncPager[Any](lambda: first(plan))


def _read(plan: Plan, answer: HttpResponse, call: Call, cast_to: Any) -> Any:
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
        return _cast(data, cast_to)
    if plan.floats:
        data = with_floats(data)
    reader = endpoint.reader
    if reader == ():
        reader = endpoint.reader = None if endpoint.returns is None else reader_of(endpoint.returns)
    made = data if reader is None else reader(data)
    if isinstance(made, Model):
        made._answered(call.request_id)
    return made


def _cast(data: Any, wanted: Any) -> Any:
    """JSON as an object of the user's own type."""
    validate = getattr(wanted, "model_validate", None)
    if wanted is dict or wanted is Any or wanted is object:
        return data
    if isinstance(wanted, type) and issubclass(wanted, Model):
        return wanted.from_dict(data)
    if validate is not None:
        return validate(data)
    import cattrs

    made: Any = cattrs.structure(data, cast("Any", wanted))
    return made


class Plan:
    """A call, sorted into path, query, headers and body."""

    __slots__ = (
        "_path",
        "body",
        "endpoint",
        "floats",
        "headers",
        "options",
        "path_values",
        "query",
        "said",
        "streamed",
    )

    def __init__(
        self,
        endpoint: Endpoint,
        args: tuple[Any, ...],
        keywords: Mapping[str, Any],
        default_query: Mapping[str, Any] | None,
        *,
        fields: Mapping[str, Any] | None = None,
        path: str | None = None,
    ) -> None:
        self.endpoint: Endpoint = endpoint
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
            endpoint.method, self._address(), headers, body, model if isinstance(model, str) else None
        )

    def _address(self) -> str:
        path = self._path or self.endpoint.path
        for name, value in self.path_values.items():
            text = str(value)
            if not text.strip() or text in (".", ".."):
                raise InvalidRequestError(f"{name} must not be {text!r}", param=name)
            path = path.replace("{" + name + "}", quote(text, safe=""))
        pairs = [
            pair for name, value in self.query.items() if value is not omit for pair in form_fields(name, plain(value))
        ]
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


def _options(keywords: Mapping[str, Any]) -> CallOptions | None:
    """What a call sets differently from its client."""
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
