"""Cancelling: a token that the core and the transports watch, a handle that users hold.

`CancelToken.cancel()` may be called from any thread, any number of times.
The first call wins: it keeps the reason and runs the callbacks that transports and sleeps have registered
(shutting down a socket, waking a sleeper).
A callback registered after the cancel runs at once, so there is no moment at which a cancel is missed.

No lock is needed: `list.pop` and the dict operations are atomic, and callbacks are idempotent,
so that a callback which runs twice does no harm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CancelHandle", "CancelToken"]


class CancelToken:
    """The shared flag behind a `CancelHandle`."""

    __slots__ = ("_callbacks", "_fuse", "cancelled", "reason")

    def __init__(self) -> None:
        self.cancelled: bool = False
        self.reason: str | None = None
        self._fuse = [True]
        self._callbacks: dict[int, Callable[[], object]] = {}

    def cancel(self, reason: str | None = None) -> bool:
        """Cancel; True for the first caller, False ever after."""
        try:
            self._fuse.pop()
        except IndexError:
            return False
        self.reason = reason
        self.cancelled = True
        for callback in list(self._callbacks.values()):
            callback()
        return True

    def add(self, callback: Callable[[], object]) -> int:
        """Have `callback` run on cancel (now, if that has happened); returns a ticket for `remove`.

        It may run in any thread, more than once, and must not raise.
        """
        ticket = id(callback)
        self._callbacks[ticket] = callback
        if self.cancelled:
            callback()
        return ticket

    def remove(self, ticket: int) -> None:
        """Forget a callback; unknown tickets are ignored."""
        self._callbacks.pop(ticket, None)


class CancelHandle:
    """What a user holds to end a stream, a call or a batch from any thread or task.

    Examples:
        >>> handle = CancelHandle()
        >>> handle.cancel(reason="too slow"), handle.cancel(), handle.cancelled
        (True, False, True)
    """

    __slots__ = ("_token",)

    def __init__(self, token: CancelToken | None = None) -> None:
        self._token = token if token is not None else CancelToken()

    def cancel(self, reason: str | None = None) -> bool:
        """End it: blocked reads wake up, connections close. True the first time, False after that."""
        return self._token.cancel(reason)

    @property
    def cancelled(self) -> bool:
        """Whether `cancel()` was called."""
        return self._token.cancelled

    @property
    def reason(self) -> str | None:
        """What the first `cancel()` gave as its reason."""
        return self._token.reason

    def __repr__(self) -> str:
        state = f"cancelled, reason={self.reason!r}" if self.cancelled else "active"
        return f"<CancelHandle {state}>"
