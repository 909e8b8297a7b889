"""`client.get`, `client.post`, ...: calls of addresses that are not declared, as the official package has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from ..core.bridge import run
from ..core.endpoint import exchange
from ..errors import InvalidRequestError
from .endpoint import Endpoint
from .model import plain

if TYPE_CHECKING:
    from .caller import Caller, Plan
    from .pages import AsyncPager, Page

__all__ = ["AsyncListing", "AsyncVerb", "Listing", "Verb", "verb"]

T = TypeVar("T")
_OPTIONS = {
    "headers": "extra_headers",
    "params": "extra_query",
    "extra_json": "extra_body",
    "timeout": "timeout",
    "max_retries": "max_retries",
    "idempotency_key": "idempotency_key",
    "cancel": "cancel",
}

if TYPE_CHECKING:

    class Verb:
        """A call of any address.

        path: Below the base URL, or a whole URL.
        cast_to: What the answer becomes, by default the JSON itself: a model, an attrs class, a dataclass, a TypedDict
            or a pydantic model; `str`, `bytes`, `BinaryContent` for the body; `RawResponse` for the HTTP answer.
        body: Anything that has a JSON form.
        files: Fields of a form that are files; then the body is a form.
        options: "headers", "params", "extra_json", "timeout", "max_retries", "idempotency_key", "cancel".
        stream: Return a `Stream` of events, of which each becomes a `cast_to`.
        stream_cls: Not needed; there for programs of the official package.
        """

        @overload
        def __call__(
            self,
            path: str,
            *,
            body: object = ...,
            files: Mapping[str, Any] | None = ...,
            options: Mapping[str, Any] = ...,
            stream: bool = ...,
            stream_cls: Any = ...,
        ) -> Any: ...
        @overload
        def __call__(
            self,
            path: str,
            *,
            cast_to: type[T],
            body: object = ...,
            files: Mapping[str, Any] | None = ...,
            options: Mapping[str, Any] = ...,
            stream: bool = ...,
            stream_cls: Any = ...,
        ) -> T: ...

        def __call__(self, path: str, **keywords: Any) -> Any:
            """Send a request."""
            ...

    class AsyncVerb:
        """A call of any address, awaited; see `Verb`."""

        @overload
        async def __call__(
            self,
            path: str,
            *,
            body: object = ...,
            files: Mapping[str, Any] | None = ...,
            options: Mapping[str, Any] = ...,
            stream: bool = ...,
            stream_cls: Any = ...,
        ) -> Any: ...
        @overload
        async def __call__(
            self,
            path: str,
            *,
            cast_to: type[T],
            body: object = ...,
            files: Mapping[str, Any] | None = ...,
            options: Mapping[str, Any] = ...,
            stream: bool = ...,
            stream_cls: Any = ...,
        ) -> T: ...

        async def __call__(self, path: str, **keywords: Any) -> Any:
            """See `Verb`."""
            ...

    class Listing:
        """A list at any address: `model` is what its items become."""

        def __call__(self, path: str, *, model: type[T], options: Mapping[str, Any] = ..., page: Any = ...) -> Page[T]:
            """Ask for the first page."""
            ...

    class AsyncListing:
        """A list at any address, awaited or iterated."""

        def __call__(
            self, path: str, *, model: type[T], options: Mapping[str, Any] = ..., page: Any = ...
        ) -> AsyncPager[T]:
            """Make the list; nothing is sent before it is awaited or iterated."""
            ...

else:
    Verb = AsyncVerb = Listing = AsyncListing = object


class _Bound:
    def __init__(self, method: str, caller: Caller, *, paged: bool) -> None:
        self._method = method
        self._caller = caller
        self._paged = paged

    def __call__(
        self,
        path: str,
        *,
        cast_to: Any = dict,
        model: Any = None,
        body: Any = None,
        files: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
        stream: bool = False,
        stream_cls: Any = None,
        page: Any = None,
        method: str | None = None,
    ) -> Any:
        del stream_cls, page
        if not path.strip():
            raise InvalidRequestError("path must not be empty", param="path")
        keywords: dict[str, Any] = {}
        for name, value in (options or {}).items():
            if name not in _OPTIONS:
                raise TypeError(f"{name!r} is no option; there are {', '.join(_OPTIONS)}")
            keywords[_OPTIONS[name]] = value
        path = path if path.startswith("/") or "://" in path else f"/{path}"
        endpoint = Endpoint(
            (method or self._method).upper(),
            path,
            multipart=bool(files),
            page="after=id" if self._paged else None,
            event="" if stream else None,
        )
        endpoint.name = self._method.lower()
        caller = self._caller
        if body is not None and not isinstance(plain(body), Mapping):
            raise InvalidRequestError("A body is an object with fields", param="body")
        fields = {**(cast("Mapping[str, Any]", plain(body)) if body is not None else {}), **(files or {})}
        plan = caller.plan(endpoint, (), keywords, fields=fields)
        if self._paged:
            return caller.listed(plan, model)
        if stream:
            return caller.opened(caller.events(plan.with_events(), lambda data: _cast(cast_to, data)))
        whole = self._whole(caller, plan, cast_to)
        return run(whole) if caller.blocking else whole

    async def _whole(self, caller: Caller, plan: Plan, cast_to: Any) -> Any:
        from .answers import BinaryContent, RawResponse
        from .caller import read_answer

        answer, call = await exchange(caller.core_for(plan.endpoint), plan.request(), plan.options)
        origin = getattr(cast_to, "__origin__", cast_to)
        if origin is RawResponse:
            return RawResponse[Any](answer, call, lambda to: read_answer(plan, answer, call, to or dict))
        if origin is BinaryContent:
            return BinaryContent(answer, call.request_id)
        if cast_to is bytes:
            return answer.body
        if cast_to is str:
            return answer.body.decode("utf-8", "replace")
        if cast_to is None or cast_to is type(None):
            return None
        return read_answer(plan, answer, call, cast_to)


def _cast(wanted: Any, data: Any) -> Any:
    from .caller import cast_answer

    return cast_answer(data, wanted)


class _Descriptor:
    def __init__(self, method: str, *, paged: bool) -> None:
        self._method = method
        self._paged = paged

    def __get__(self, client: Any, owner: type) -> Any:
        return self if client is None else _Bound(self._method, client._caller, paged=self._paged)


def verb(method: str, *, paged: bool = False) -> Any:
    """A method of a client that sends a request to any address."""
    return _Descriptor(method, paged=paged)
