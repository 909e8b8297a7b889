"""`run` steps a coroutine that never suspends: the bridge between the flows and the blocking client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Coroutine

__all__ = ["run"]

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run to the end with a single step; over the blocking ports nothing ever suspends.

    Raises:
        RuntimeError: Something did suspend: a port of the wrong kind was used.
    """
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return cast("T", stop.value)
    coroutine.close()
    raise RuntimeError(f"{coroutine!r} suspended under a blocking client")
