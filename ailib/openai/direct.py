"""Requests to addresses that have no method: `client.post("/something/new", body={...})`.

They run like all others: key, retries, deadline, errors. Written once for both clients; on the async one each method
returns something to await.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .endpoint import Endpoint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .caller import Caller

__all__ = ["Direct"]

# The official package's names in `options`, and those of a call.
_NAMES = {
    "headers": "extra_headers",
    "params": "extra_query",
    "extra_json": "extra_body",
    "timeout": "timeout",
    "max_retries": "max_retries",
    "idempotency_key": "idempotency_key",
}


class Direct:
    """The HTTP methods of a client.

    Every method takes:
        path: Below the client's address; a query may be in it.
        cast_to: What the JSON becomes, see `Bound.send`; `RawResponse` for the HTTP answer, `bytes` for the body as it
            came; without it the JSON itself.
        body: The fields: a dict, a model, an attrs class, a dataclass, a pydantic model.
        files: Names and files; the body is a form then.
        options: "headers", "params" (the query), "extra_json", "timeout", "max_retries", "idempotency_key".
    """

    _caller: Caller

    def get(self, path: str, *, cast_to: Any = None, options: Mapping[str, Any] | None = None) -> Any:
        """`GET`"""
        return self._ask("GET", path, cast_to, None, None, options)

    def post(
        self,
        path: str,
        *,
        cast_to: Any = None,
        body: Any = None,
        files: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> Any:
        """`POST`"""
        return self._ask("POST", path, cast_to, body, files, options)

    def put(
        self,
        path: str,
        *,
        cast_to: Any = None,
        body: Any = None,
        files: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> Any:
        """`PUT`"""
        return self._ask("PUT", path, cast_to, body, files, options)

    def patch(
        self, path: str, *, cast_to: Any = None, body: Any = None, options: Mapping[str, Any] | None = None
    ) -> Any:
        """`PATCH`"""
        return self._ask("PATCH", path, cast_to, body, None, options)

    def delete(
        self, path: str, *, cast_to: Any = None, body: Any = None, options: Mapping[str, Any] | None = None
    ) -> Any:
        """`DELETE`"""
        return self._ask("DELETE", path, cast_to, body, None, options)

    def _ask(
        self,
        method: str,
        path: str,
        cast_to: Any,
        body: Any,
        files: Mapping[str, Any] | None,
        options: Mapping[str, Any] | None,
    ) -> Any:
        from .answers import RawResponse
        from .model import fields_of

        keywords: dict[str, Any] = {}
        for name, value in (options or {}).items():
            if name not in _NAMES:
                raise TypeError(f"options has no {name!r}; it takes {', '.join(_NAMES)}")
            keywords[_NAMES[name]] = value
        fields: Any = body
        if files:
            fields = {**(fields_of(body) or {}), **files}
        as_bytes = cast_to is bytes
        endpoint = Endpoint(method, path, multipart=bool(files), answer="bytes" if as_bytes else "json")
        endpoint.name = method.lower()
        caller = self._caller.with_raw() if cast_to is RawResponse or as_bytes else self._caller
        answer = caller.send(endpoint, fields, (), keywords, None if as_bytes or cast_to is RawResponse else cast_to)
        return _content(answer) if as_bytes else answer


def _content(answer: Any) -> Any:
    """The bytes of an answer, or of one to be awaited."""
    if not hasattr(answer, "__await__"):
        return answer.content

    async def awaited() -> Any:
        return (await answer).content

    return awaited()
