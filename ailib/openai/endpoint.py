"""Declared endpoints: a resource is a class, an endpoint a line in it, and both clients read the same line.

`Endpoint` is a descriptor. Reached through a client's resource it gives a `Bound`, which can be called, and besides
offers `send` (a whole request of any kind), `raw` (the HTTP answer) and `stream`. What a call looks like to type
checkers stands in the stubs, once: a method under `@declared`, whose answer is wrapped as the client of the resource
needs it (`Resource[Sync]` gives the answer itself, `Resource[Async]` a coroutine).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Coroutine, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Self, TypeAlias, TypeVar, cast, overload

from .schema import python_name, schema_of

if TYPE_CHECKING:
    from ..options import Seconds, Timeouts
    from .answers import RawResponse
    from .caller import Caller
    from .pages import AsyncPage, AsyncPager, Page
    from .streamed import AsyncStreamedResponse, StreamedResponse

__all__ = [
    "Async",
    "AsyncRaw",
    "AsyncStreamed",
    "Bound",
    "Branch",
    "Endpoint",
    "Nested",
    "Pair",
    "Resource",
    "Streams",
    "Sync",
    "SyncRaw",
    "SyncStreamed",
    "TimeoutTypes",
    "composed",
    "declared",
    "paged",
]

M = TypeVar("M")
P = ParamSpec("P")
R = TypeVar("R")
W = TypeVar("W")
S = TypeVar("S")
A = TypeVar("A")
SR = TypeVar("SR")
AR = TypeVar("AR")
SS = TypeVar("SS")
AS = TypeVar("AS")
TimeoutTypes: TypeAlias = "Timeouts | Seconds | None"

CALL_KEYWORDS = (
    "extra_headers",
    "extra_query",
    "extra_body",
    "timeout",
    "max_retries",
    "idempotency_key",
    "cancel",
)


class Sync:
    """The mode of a blocking client's resources."""


class Async:
    """The mode of an async client's resources."""


class SyncRaw:
    """Blocking, with `RawResponse` for answers."""


class AsyncRaw:
    """Async, with `RawResponse` for answers."""


class SyncStreamed:
    """Blocking; answers are read while they come, within `with`."""


class AsyncStreamed:
    """Async; answers are read while they come, within `async with`."""


class Resource(Generic[M]):
    """A group of endpoints, reached through a client."""

    _caller: Caller

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    @property
    def _client(self) -> Caller:
        return self._caller

    if not TYPE_CHECKING:

        @property
        def with_raw_response(self) -> Resource[Any]:
            """The same endpoints, answering with `RawResponse`."""
            return type(self)(self._caller.with_raw())

        @property
        def with_streaming_response(self) -> Resource[Any]:
            """The same endpoints, for `with`: the answer is read as you ask for it; see `StreamedResponse`."""
            return type(self)(self._caller.with_streaming())

    def _derived(self, caller: Caller) -> Self:
        return type(self)(caller)

    def header(self, name: str, value: str) -> Self:
        """This resource with one more header on its calls; the resource itself stays as it is."""
        return self.headers({name: value})

    def headers(self, headers: Mapping[str, str]) -> Self:
        """This resource with more headers on its calls.

        Raises:
            ConfigurationError: A header cannot be sent.
        """
        from ..options import clean_headers

        return self._derived(self._caller.with_call(extra_headers=clean_headers(headers)))

    def query(self, query: Mapping[str, object] | Iterable[tuple[str, object]]) -> Self:
        """This resource with more query parameters on its calls: a mapping, or pairs of which a name may repeat."""
        return self._derived(self._caller.with_call(extra_query=query))

    def path(self, path: str) -> Self:
        """This resource with another address for its calls: relative to the base URL, or a whole URL in its place.

        Raises:
            InvalidRequestError: It is empty.
        """
        from ..errors import InvalidRequestError

        if not path.strip():
            raise InvalidRequestError("path must not be empty", param="path")
        return self._derived(self._caller.with_call(path=path))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Nested:
    """A resource within another one; a name `module:Class` is imported when it is first used."""

    def __init__(self, resource: type[Resource[Any]] | str) -> None:
        self._resource = resource
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, resource: Resource[Any] | None, owner: type) -> Any:
        if isinstance(self._resource, str):
            module, _, name = self._resource.partition(":")
            self._resource = cast(
                "type[Resource[Any]]", getattr(import_module(f".resources.{module}", __package__), name)
            )
        if resource is None:
            return self._resource
        made = resource.__dict__[self._name] = self._resource(resource._caller)
        return made


class Bound(Generic[P, R, W]):
    """An endpoint of a client: call it with the request's fields as keywords."""

    def __init__(self, endpoint: Endpoint, caller: Caller) -> None:
        self._endpoint = endpoint
        self._caller = caller
        self.__name__ = endpoint.name
        self.__doc__ = endpoint.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Send a request made of keywords."""
        return cast("R", self._caller.call(self._endpoint, args, kwargs))

    def raw(self, *args: P.args, **kwargs: P.kwargs) -> W:
        """The same call; the answer is a `RawResponse` with status, headers and body."""
        return cast("W", self._caller.with_raw().call(self._endpoint, args, kwargs))

    def send(self, request: Any = None, /, *args: Any, cast_to: Any = None, **keywords: Any) -> Any:
        """Send a request of your own making.

        Args:
            request: The fields: a dict, a model, an attrs class, a dataclass, a pydantic model.
            args: The last name in the path, as in a call.
            cast_to: `dict` for the JSON itself, or an attrs class, dataclass, TypedDict or pydantic model.
            keywords: Other names in the path, `path=` for another path, and what every call takes (`timeout` ...).
        """
        return self._caller.send(self._endpoint, request, args, keywords, cast_to)

    def stream(self, *args: Any, **kwargs: Any) -> Any:
        """The same call, read while it comes: events where the API has them, else bytes.

        Returns:
            `Stream` or `ByteStream`; on an async client their async kinds, opened when first used.
        """
        return self._caller.stream(self._endpoint, args, kwargs)

    @property
    def __signature__(self) -> inspect.Signature:
        return self._endpoint.signature

    def __repr__(self) -> str:
        return f"<Bound {self._endpoint.method} {self._endpoint.path}>"


class Endpoint:
    """One operation of the API.

    Args:
        method, path: HTTP; names in braces are arguments, the last one the first.
        returns: The schema of the answer, or a type of the table.
        query: Parameter names, `!` behind those that must be given.
        body: The schema of the request's fields.
        multipart: The body is `multipart/form-data`; "file": only when there is a file in it, else JSON.
        parts: Fields that are parts with a content type of their own: `name=type`.
        page: The answer is a page; see `pages.next_query`.
        event: The schema of the events, where the answer may be a stream.
        answer: "json", "text" (JSON or text), "bytes" or "none".
        accept: The content type that is asked for, where it does not follow from `answer`.
        beta: The value of the header `OpenAI-Beta`.
        betas: It can be replaced by the keyword `betas`.
        admin: Wants the admin key.
    """

    def __init__(
        self,
        method: str,
        path: str,
        returns: Any = None,
        *,
        query: str = "",
        body: str | None = None,
        multipart: bool | str = False,
        parts: str = "",
        page: str | None = None,
        event: str | None = None,
        answer: str = "json",
        accept: str | None = None,
        beta: str | None = None,
        betas: bool = False,
        admin: bool = False,
    ) -> None:
        self.method: str = method
        self.path: str = path
        self.returns: Any = f"@{returns}" if isinstance(returns, str) else returns
        self._query = query
        self.body: str | None = body
        self.multipart: bool | str = multipart
        self.parts: dict[str, str] = dict(part.split("=") for part in parts.split()) if parts else {}
        self.page: str | None = page
        self.event: str | None = event
        self.answer: str = answer
        self.accept: str | None = accept or (None if answer == "json" else "*/*")
        self.beta: str | None = beta
        self.betas: bool = betas
        self.admin: bool = admin
        self.name: str = ""
        self.__doc__ = f"`{method} {path}`"
        self._arguments: Arguments | None = None
        self.reader: Any = ()  # made by the caller on the first answer

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, resource: Resource[Any] | None, owner: type) -> Any:
        return self if resource is None else Bound[..., Any, Any](self, resource._caller)

    @property
    def arguments(self) -> Arguments:
        """What it takes; read from the table on the first call."""
        found = self._arguments
        if found is None:
            found = self._arguments = Arguments(self.path, self._query, self.body)
        return found

    @property
    def signature(self) -> inspect.Signature:
        """Its parameters, for `inspect.signature` and editors at run time."""
        from .model import omit

        known = self.arguments
        keyword, positional = inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD
        made = [inspect.Parameter(known.path[-1], positional)] if known.path else []
        made += [inspect.Parameter(name, keyword) for name in known.path[:-1]]
        named = {**known.query, **known.body}
        made += [inspect.Parameter(name, keyword) for name in named if name in known.required]
        made += [inspect.Parameter(name, keyword, default=omit) for name in named if name not in known.required]
        if self.betas:
            made.append(inspect.Parameter("betas", keyword, default=omit))
        made += [inspect.Parameter(name, keyword, default=None) for name in CALL_KEYWORDS]
        return inspect.Signature(made)

    def __repr__(self) -> str:
        return f"<Endpoint {self.method} {self.path}>"


class Arguments:
    """The keywords of an endpoint.

    Attributes:
        path: Names in the path.
        query, body: Keywords and their names on the wire.
        required: Keywords that must be given.
    """

    __slots__ = ("body", "path", "query", "required")

    def __init__(self, path: str, query: str, body: str | None) -> None:
        self.path: list[str] = re.findall(r"{(\w+)}", path)
        self.query: dict[str, str] = {}
        required: set[str] = set()
        for word in query.split():
            name = word.removesuffix("!")
            self.query[python_name(name)] = name
            if name != word:
                required.add(python_name(name))
        self.body: dict[str, str] = {}
        if body is not None:
            schema = schema_of(body)
            self.body = {python_name(name): name for name in schema.fields or ()}
            required.update(python_name(name) for name in schema.required)
        self.required: frozenset[str] = frozenset(required)


if TYPE_CHECKING:

    class Declared(Generic[P, R]):
        """An endpoint, as a type checker sees it."""

        @overload
        def __get__(self, resource: None, owner: type) -> Self: ...
        @overload
        def __get__(self, resource: Resource[Sync], owner: type) -> Bound[P, R, RawResponse[R]]: ...
        @overload
        def __get__(
            self, resource: Resource[Async], owner: type
        ) -> Bound[P, Coroutine[None, None, R], Coroutine[None, None, RawResponse[R]]]: ...
        @overload
        def __get__(self, resource: Resource[SyncRaw], owner: type) -> Bound[P, RawResponse[R], RawResponse[R]]: ...
        @overload
        def __get__(
            self, resource: Resource[AsyncRaw], owner: type
        ) -> Bound[P, Coroutine[None, None, RawResponse[R]], Coroutine[None, None, RawResponse[R]]]: ...
        @overload
        def __get__(
            self, resource: Resource[SyncStreamed], owner: type
        ) -> Bound[P, StreamedResponse[R], RawResponse[R]]: ...
        @overload
        def __get__(
            self, resource: Resource[AsyncStreamed], owner: type
        ) -> Bound[P, AsyncStreamedResponse[R], Coroutine[None, None, RawResponse[R]]]: ...
        def __get__(self, resource: Any, owner: type) -> Any: ...

    class Paged(Generic[P, R]):
        """An endpoint whose answers are pages of `R`."""

        @overload
        def __get__(self, resource: None, owner: type) -> Self: ...
        @overload
        def __get__(self, resource: Resource[Sync], owner: type) -> Bound[P, Page[R], RawResponse[Page[R]]]: ...
        @overload
        def __get__(
            self, resource: Resource[Async], owner: type
        ) -> Bound[P, AsyncPager[R], Coroutine[None, None, RawResponse[AsyncPage[R]]]]: ...
        @overload
        def __get__(
            self, resource: Resource[SyncRaw], owner: type
        ) -> Bound[P, RawResponse[Page[R]], RawResponse[Page[R]]]: ...
        @overload
        def __get__(
            self, resource: Resource[AsyncRaw], owner: type
        ) -> Bound[
            P, Coroutine[None, None, RawResponse[AsyncPage[R]]], Coroutine[None, None, RawResponse[AsyncPage[R]]]
        ]: ...
        @overload
        def __get__(
            self, resource: Resource[SyncStreamed], owner: type
        ) -> Bound[P, StreamedResponse[Page[R]], RawResponse[Page[R]]]: ...
        @overload
        def __get__(
            self, resource: Resource[AsyncStreamed], owner: type
        ) -> Bound[P, AsyncStreamedResponse[AsyncPage[R]], Coroutine[None, None, RawResponse[AsyncPage[R]]]]: ...
        def __get__(self, resource: Any, owner: type) -> Any: ...

    class Pair(Generic[S, A]):
        """What is one thing on a blocking client and another on an async one."""

        @overload
        def __get__(self, resource: None, owner: type) -> Self: ...
        @overload
        def __get__(self, resource: Resource[Sync], owner: type) -> S: ...
        @overload
        def __get__(self, resource: Resource[Async], owner: type) -> A: ...
        @overload
        def __get__(
            self, resource: Resource[SyncRaw], owner: type
        ) -> Bound[..., RawResponse[Any], RawResponse[Any]]: ...
        @overload
        def __get__(
            self, resource: Resource[AsyncRaw], owner: type
        ) -> Bound[..., Coroutine[None, None, RawResponse[Any]], Coroutine[None, None, RawResponse[Any]]]: ...
        def __get__(self, resource: Any, owner: type) -> Any: ...

    class Streams(Generic[S, A, R]):
        """An endpoint that answers with `R` or with events."""

        @overload
        def __get__(self, resource: None, owner: type) -> Self: ...
        @overload
        def __get__(self, resource: Resource[Sync], owner: type) -> S: ...
        @overload
        def __get__(self, resource: Resource[Async], owner: type) -> A: ...
        @overload
        def __get__(self, resource: Resource[SyncRaw], owner: type) -> Bound[..., RawResponse[R], RawResponse[R]]: ...
        @overload
        def __get__(
            self, resource: Resource[AsyncRaw], owner: type
        ) -> Bound[..., Coroutine[None, None, RawResponse[R]], Coroutine[None, None, RawResponse[R]]]: ...
        @overload
        def __get__(
            self, resource: Resource[SyncStreamed], owner: type
        ) -> Bound[..., StreamedResponse[R], RawResponse[R]]: ...
        @overload
        def __get__(
            self, resource: Resource[AsyncStreamed], owner: type
        ) -> Bound[..., AsyncStreamedResponse[R], Coroutine[None, None, RawResponse[R]]]: ...
        def __get__(self, resource: Any, owner: type) -> Any: ...

    class Branch(Generic[S, A, SR, AR, SS, AS]):
        """A resource within another one, in each of the modes."""

        @overload
        def __get__(self, resource: None, owner: type) -> Self: ...
        @overload
        def __get__(self, resource: Resource[Sync], owner: type) -> S: ...
        @overload
        def __get__(self, resource: Resource[Async], owner: type) -> A: ...
        @overload
        def __get__(self, resource: Resource[SyncRaw], owner: type) -> SR: ...
        @overload
        def __get__(self, resource: Resource[AsyncRaw], owner: type) -> AR: ...
        @overload
        def __get__(self, resource: Resource[SyncStreamed], owner: type) -> SS: ...
        @overload
        def __get__(self, resource: Resource[AsyncStreamed], owner: type) -> AS: ...
        def __get__(self, resource: Any, owner: type) -> Any: ...

    class Composite(Generic[P, R]):
        """A method that is more than one request; it answers the same in every mode."""

        @overload
        def __get__(self, resource: None, owner: type) -> Self: ...
        @overload
        def __get__(self, resource: Resource[Async], owner: type) -> Callable[P, Coroutine[None, None, R]]: ...
        @overload
        def __get__(self, resource: Resource[AsyncRaw], owner: type) -> Callable[P, Coroutine[None, None, R]]: ...
        @overload
        def __get__(self, resource: Resource[AsyncStreamed], owner: type) -> Callable[P, Coroutine[None, None, R]]: ...
        @overload
        def __get__(self, resource: Resource[Any], owner: type) -> Callable[P, R]: ...
        def __get__(self, resource: Any, owner: type) -> Any: ...

    def composed(method: Callable[Concatenate[Any, P], R]) -> Composite[P, R]:
        """For stubs: a method that is more than one request."""
        ...

    def declared(method: Callable[Concatenate[Any, P], R]) -> Declared[P, R]:
        """For stubs: a method whose parameters and answer are those of an endpoint."""
        ...

    def paged(method: Callable[Concatenate[Any, P], R]) -> Paged[P, R]:
        """For stubs: the same, where the answer is one item of the page."""
        ...

else:
    Branch = Pair = Streams = Composite = Declared = Paged = Mapping

    def declared(method: Any) -> Any:
        """Mark a method of a stub; at run time endpoints are `Endpoint`s."""
        return method

    composed = paged = declared
