"""The order of a batch that profits from the provider's prompt cache.

Providers keep the beginning of a prompt for minutes and charge less for it when another call begins the same. Calls
that are in flight together do not profit from each other: the first of those with a common beginning goes alone, the
others follow when its answer is there, one kind after the other, before the cache forgets.
(https://platform.openai.com/docs/guides/prompt-caching,
https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching)
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from ..models.content import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..cancel import CancelToken
    from ..models.request import ChatCompletionRequest
    from ..transport.base import Runtime, Semaphore

__all__ = ["CacheOrder", "beginning"]

T = TypeVar("T")

_PREFIX = 4096  # characters, about 1,024 tokens: shorter beginnings are not kept by most providers
_WINDOW = 1000  # items that are put in order at once
_KINDS = 16  # beginnings whose items go interleaved
_KNOWN = 10_000  # beginnings that are remembered


def beginning(request: ChatCompletionRequest) -> bytes | None:
    """A hash of what the prompt begins with: its first 4,096 characters, or all but the last message of a shorter one.

    None when there is nothing that another prompt could have in common with it.
    """
    head = "".join(f"{tool.name} {tool.description} {tool.parameters}" for tool in request.tools or ())
    texts = ["".join(f"{message.role}:{describe(part)}" for part in message.content) for message in request.messages]
    whole = head + "\0".join(texts)
    if len(whole) >= _PREFIX:
        text = whole[:_PREFIX]
    else:
        text = head + "\0".join(texts[:-1])
        if not text:
            return None
    return hashlib.blake2b(f"{request.model}\0{text}".encode("utf-8", "surrogatepass"), digest_size=12).digest()


class _Warming:
    """A beginning whose first call is on its way or over."""

    __slots__ = ("done", "waiting")

    def __init__(self) -> None:
        self.done = False
        self.waiting: list[Semaphore] = []


class CacheOrder:
    """Puts items in order, and holds back those whose beginning is not in the cache yet.

    Args:
        runtime: Semaphores and locks.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._lock = runtime.lock()
        self._known: dict[bytes, _Warming] = {}

    def ordered(self, items: Iterable[T], key: Callable[[T], bytes | None]) -> Iterator[tuple[bytes | None, T]]:
        """The items with their keys; those with one key together, the first of each kind before the rest of it.

        Only items that lie less than 1,000 apart are brought together; the number in memory is bounded.
        """
        window: list[tuple[bytes | None, T]] = []
        for item in items:
            window.append((key(item), item))
            if len(window) == _WINDOW:
                full, window = window, []
                yield from _arranged(full)
        yield from _arranged(window)

    async def enter(self, key: bytes | None, cancel: CancelToken | None) -> bool:
        """Wait until this beginning is in the cache; True for the call that brings it there.

        Raises:
            Cancelled: The token was cancelled while waiting.
        """
        if key is None:
            return False
        with self._lock:
            found = self._known.get(key)
            if found is None:
                if len(self._known) >= _KNOWN:
                    self._forget()
                self._known[key] = _Warming()
                return True
            if found.done:
                return False
            turn = self._runtime.semaphore(0)
            found.waiting.append(turn)
        await turn.acquire(None, cancel)
        return False

    def leave(self, key: bytes | None) -> None:
        """The first call has ended, well or not."""
        with self._lock:
            found = self._known.get(key) if key is not None else None
            if found is None:
                return
            found.done = True
            waiting, found.waiting = found.waiting, []
        for turn in waiting:
            turn.release()

    def _forget(self) -> None:
        """Drop the beginnings that were seen first and that nobody waits for."""
        for key in [key for key, found in self._known.items() if found.done][: _KNOWN // 2]:
            del self._known[key]


def _arranged(window: list[tuple[bytes | None, T]]) -> Iterator[tuple[bytes | None, T]]:
    groups: dict[bytes, list[tuple[bytes | None, T]]] = {}
    single: list[tuple[bytes | None, T]] = []
    for pair in window:
        if pair[0] is None:
            single.append(pair)
        else:
            groups.setdefault(pair[0], []).append(pair)
    kinds = list(groups.values())
    for first in range(0, len(kinds), _KINDS):
        some = kinds[first : first + _KINDS]
        yield from (group[0] for group in some)
        # What has nothing in common with anything fills the time until the first answers are there.
        if first == 0:
            yield from single
        for group in some:
            yield from group[1:]
    if not kinds:
        yield from single
