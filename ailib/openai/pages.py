"""Lists that come page by page; iterating a page goes on to the pages behind it and keeps only one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..core.bridge import run
from ..errors import InvalidRequestError
from ..wire.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator, Mapping

    from .model import Model

__all__ = ["AsyncPage", "AsyncPager", "Page", "next_query"]

T = TypeVar("T")
P = TypeVar("P")


def next_query(rule: str, raw: Mapping[str, Any], query: Mapping[str, Any]) -> dict[str, Any] | None:
    """What to ask for the page behind one; None where there is none.

    Args:
        rule: "after=id" (of the last item), "after=last_id", "after=next", "page=next_page", or "-" for a single page.
        raw: The page.
        query: What it was asked with.
    """
    name, _, source = rule.partition("=")
    data = raw.get("data")
    if not source or not is_list(data) or (not data and name != "page") or raw.get("has_more") is False:
        return None
    if source == "id":
        last = data[-1]
        cursor = last.get("id") if is_object(last) else None
    else:
        cursor = raw.get(source)
    if not cursor or cursor == query.get(name):  # a server that repeats itself would never end
        return None
    return {**query, name: cursor}


class _Page(Generic[T, P]):
    """What both kinds of pages share. Other fields of the answer are attributes too: `page.first_id`.

    Attributes:
        data: The items of this page.
        answer: The whole answer, a model.
    """

    def __init__(
        self, answer: Model, following: dict[str, Any] | None, fetch: Callable[[dict[str, Any]], Coroutine[Any, Any, P]]
    ) -> None:
        self.answer: Model = answer
        self.data: list[T] = answer.data or []
        self._following = following
        self._fetch = fetch

    def has_next_page(self) -> bool:
        """Whether there is another page."""
        return self._following is not None

    @property
    def raw(self) -> dict[str, Any]:
        """The JSON as it came."""
        return self.answer.raw

    def to_dict(self) -> dict[str, Any]:
        """The JSON, as a copy of its own."""
        return self.answer.to_dict()

    def _next(self) -> Coroutine[Any, Any, P]:
        if self._following is None:
            raise InvalidRequestError("There is no other page", hint="Ask has_next_page() first")
        return self._fetch(self._following)

    def __getattr__(self, name: str) -> Any:
        if name[:1] == "_" and name != "_request_id":
            raise AttributeError(name)
        return getattr(self.answer, name)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {len(self.data)} items{', and more' if self.has_next_page() else ''}>"


class Page(_Page[T, "Page[Any]"]):
    """A page; `for item in page` goes through all items of this page and of those behind it."""

    def next_page(self) -> Page[T]:
        """The next page.

        Raises:
            InvalidRequestError: There is none.
        """
        return run(self._next())

    get_next_page = next_page

    def iter_pages(self) -> Iterator[Page[T]]:
        """This page and those behind it."""
        page = self
        yield page
        while page.has_next_page():
            page = page.next_page()
            yield page

    def __iter__(self) -> Iterator[T]:
        page = self
        while True:
            yield from page.data
            if not page.has_next_page():
                return
            page = page.next_page()


class AsyncPage(_Page[T, "AsyncPage[Any]"]):
    """`Page` with `async for`."""

    async def next_page(self) -> AsyncPage[T]:
        """See `Page.next_page`."""
        return await self._next()

    get_next_page = next_page

    async def iter_pages(self) -> AsyncIterator[AsyncPage[T]]:
        """See `Page.iter_pages`."""
        page = self
        yield page
        while page.has_next_page():
            page = await page.next_page()
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        page = self
        while True:
            for item in page.data:
                yield item
            if not page.has_next_page():
                return
            page = await page.next_page()


class AsyncPager(Generic[T]):
    """A list that has not been asked for: `await` it for its first page, or `async for` through all items."""

    def __init__(self, first: Callable[[], Coroutine[Any, Any, AsyncPage[T]]]) -> None:
        self._first = first

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        return self._first().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self._first():
            yield item
