"""Methods that are more than one request: an `async def` over the core's ports, stepped or awaited like an endpoint.

`Composed` is a descriptor, as `Endpoint` is; the function behind it is imported when it is first called.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import attrs

from ..core.bridge import run
from ..core.call import CallOptions
from ..errors import InvalidRequestError, RequestTimeout
from ..options import Timeouts
from .caller import timeouts_of
from .endpoint import CALL_KEYWORDS
from .model import omit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..cancel import CancelToken
    from ..core.call import Core
    from .endpoint import Endpoint, Resource

__all__ = ["BoundComposed", "Composed", "Work", "seconds_of"]

_KEYWORD = inspect.Parameter.KEYWORD_ONLY


class Composed:
    """A method of a resource.

    Args:
        place: `module:function` within this package. The function takes the resource first. A coroutine function is run
            by both clients; a plain one returns something that is one thing on a blocking client and another on an
            async one.
        like: The endpoint whose keywords it takes besides its own.
        without: Keywords of that endpoint that it does not take.
    """

    def __init__(self, place: str, like: str = "", without: str = "") -> None:
        self._place = place
        self.like: str = like
        self.without: frozenset[str] = frozenset(without.split())
        self.name: str = ""
        self._function: Callable[..., Any] | None = None

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @property
    def function(self) -> Callable[..., Any]:
        """What is called; imported now if need be."""
        found = self._function
        if found is None:
            module, _, name = self._place.partition(":")
            found = self._function = cast("Callable[..., Any]", getattr(import_module(f".{module}", __package__), name))
        return found

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]  # pyright: ignore[reportIncompatibleVariableOverride]
        return self.function.__doc__

    def __get__(self, resource: Resource[Any] | None, owner: type) -> Any:
        return self if resource is None else BoundComposed(self, resource)

    def __repr__(self) -> str:
        return f"<Composed {self.name}>"


class BoundComposed:
    """A `Composed` method of a client."""

    def __init__(self, composed: Composed, resource: Resource[Any]) -> None:
        self._composed = composed
        self._resource = resource
        self.__name__ = composed.name

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """Do it; on an async client what is returned is awaited."""
        composed = self._composed
        for name in composed.without & keywords.keys():
            raise TypeError(f"{composed.name}() got an unexpected keyword argument {name!r}")
        made = composed.function(self._resource, *args, **keywords)
        if inspect.iscoroutine(made) and self._resource._caller.blocking:
            return run(made)
        return made

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._composed.function.__doc__

    @property
    def __signature__(self) -> inspect.Signature:
        _, *own = inspect.signature(self._composed.function).parameters.values()
        named = [one for one in own if one.kind is not inspect.Parameter.VAR_KEYWORD]
        if len(named) != len(own):
            taken = {one.name for one in named} | self._composed.without
            if self._composed.like:
                endpoint: Endpoint = getattr(type(self._resource), self._composed.like)
                more = list(endpoint.signature.parameters.values())
            else:
                more = [inspect.Parameter(name, _KEYWORD, default=None) for name in CALL_KEYWORDS]
            named += [one for one in more if one.name not in taken]
        named.sort(key=lambda one: (one.kind, one.default is not inspect.Parameter.empty))
        return inspect.Signature(named)

    def __repr__(self) -> str:
        return f"<Bound {self._composed.name}>"


class Work:
    """A piece of work of several requests: one deadline, one cancel, the same keywords for each of them.

    Args:
        resource: Whose method it is.
        keywords: Those that every call takes (`timeout`, `cancel`, `extra_headers`, ...). A `deadline` of the timeout
            is that of the whole work.
        wait: Seconds that it may take, or None.
        every: Milliseconds between two looks, where the caller says so.

    Raises:
        TypeError: There is another keyword.
        InvalidRequestError: `every` is no positive number.
    """

    def __init__(
        self, resource: Resource[Any], keywords: Mapping[str, Any], wait: Any = None, every: Any = None
    ) -> None:
        seconds_of(every, {})
        for name in keywords.keys() - set(CALL_KEYWORDS):
            raise TypeError(f"unexpected keyword argument {name!r}")
        self._caller = resource._caller.plainly()
        core = self._caller.core or self._caller.admin
        assert core is not None
        self.core: Core = core
        self.keywords: dict[str, Any] = dict(keywords)
        cancel = keywords.get("cancel")
        self.cancel: CancelToken | None = None if cancel is None else cancel._token
        timeout = timeouts_of(keywords.get("timeout"))
        limits = core.settings.timeouts if timeout is None else Timeouts.of(timeout)
        ends = [limit for limit in (limits.deadline, None if wait is None else float(wait)) if limit is not None]
        self.limit: float | None = min(ends) if ends else None
        self.until: float | None = None if self.limit is None else core.runtime.now() + self.limit

    async def ask(self, endpoint: Endpoint, *args: Any, **fields: Any) -> Any:
        """One request; what it returns."""
        return (await self.answer(endpoint, *args, **fields))[0]

    async def answer(self, endpoint: Endpoint, *args: Any, **fields: Any) -> tuple[Any, Mapping[str, str]]:
        """One request; what it returns, and the headers of the answer."""
        made, answer = await self._caller.ask(endpoint, args, {**fields, **self.keywords}, self.until)
        return made, answer.headers

    async def pause(self, seconds: float, what: str, partial: Any) -> None:
        """Sleep.

        Raises:
            RequestTimeout: The time would be up by then; `partial` is what there is.
            Cancelled: Somebody has cancelled the work.
        """
        now = self.core.runtime.now()
        if self.until is not None and now + seconds >= self.until:
            raise self.late(what, partial)
        await self.core.runtime.sleep(seconds, self.cancel)

    def late(self, what: str, partial: Any) -> RequestTimeout:
        """The error of work that takes too long."""
        return RequestTimeout(
            f"{what} within {self.limit:g} s",
            phase="deadline",
            provider=self.core.target.profile.id,
            partial=partial,
            hint="It goes on at the provider: ask for it later, or allow more time",
        )

    def options(self) -> CallOptions:
        """The limits of the work, for flows that take them."""
        return attrs.evolve(CallOptions(), cancel=self.cancel, until=self.until)


def seconds_of(interval_ms: Any, headers: Mapping[str, str]) -> float:
    """How long to wait until the next look: what the caller says, else the provider (`openai-poll-after-ms`), else 1 s.

    Raises:
        InvalidRequestError: It is no positive number.
    """
    if interval_ms is None or interval_ms is omit:
        try:
            told = float(headers.get("openai-poll-after-ms") or 1000)
        except ValueError:
            told = 1000.0
        return min(max(told, 1.0), 600_000.0) / 1000
    try:
        seconds = float(interval_ms) / 1000
    except (TypeError, ValueError):
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise InvalidRequestError(f"poll_interval_ms must be a positive number, not {interval_ms!r}")
    return seconds
