"""Cancelling: a token that the core and the transports watch, a handle that users hold.

`CancelToken.cancel()` may be called from any thread, any number of times.
The first call wins: it keeps the reason and runs the callbacks that transports and sleeps have registered
(shutting down a socket, waking a sleeper).
A callback registered after the cancel runs at once, so there is no moment at which a cancel is missed.

No lock is needed: `list.pop` and the dict operations are atomic, and callbacks are idempotent,
so that a callback which runs twice does no harm.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

__all__ = ["CancelHandle", "CancelReason", "CancelToken", "ChildToken"]


class CancelReason(StrEnum):
    """Usual reasons for a cancel; any other text will do as well."""

    USER_REQUEST = "user_request"
    TIMEOUT = "timeout"
    ERROR = "error"
    RESOURCE_LIMIT = "resource_limit"
    SHUTDOWN = "shutdown"


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

    def child(self) -> ChildToken:
        """A token that is cancelled with this one, for the same reason, and can be cancelled alone.

        Its `release()` lets go of this one; dropping it does the same.
        """
        return ChildToken(self)

    def reset(self) -> None:
        """Be as if never cancelled; callbacks stay. For when nothing that was cancelled is still running."""
        if self.cancelled:
            self.cancelled = False
            self.reason = None
            self._fuse = [True]


class ChildToken(CancelToken):
    """A token that follows another one. The other does not keep it alive."""

    __slots__ = ("__weakref__", "_parent", "_ticket")

    def __init__(self, parent: CancelToken) -> None:
        from weakref import ref

        super().__init__()
        gone: list[int] = []

        def forget(_dead: object) -> None:
            for ticket in gone:
                parent.remove(ticket)

        shadow = ref(self, forget)

        def follow() -> None:
            child = shadow()
            if child is not None:
                child.cancel(parent.reason)

        self._parent = parent
        self._ticket = parent.add(follow)
        gone.append(self._ticket)

    def release(self) -> None:
        """Follow no longer; idempotent."""
        self._parent.remove(self._ticket)


class CancelHandle:
    """What a user holds to end a stream, a call or a batch from any thread or task.

    Args:
        token: The token to hold; None makes a new one.

    Examples:
        >>> handle = CancelHandle()
        >>> handle.cancel(reason="too slow"), handle.cancel(), handle.cancelled
        (True, False, True)
    """

    __slots__ = ("_token",)

    def __init__(self, token: CancelToken | None = None) -> None:
        self._token = token if token is not None else CancelToken()

    def cancel(self, reason: str | None = None) -> bool:
        """End it: blocked reads wake up, connections close. True the first time, False after that.

        Args:
            reason: Any text, or one of `CancelReason`; it is on the `Cancelled` error and on this handle.
        """
        return self._token.cancel(reason)

    @property
    def cancelled(self) -> bool:
        """Whether `cancel()` was called."""
        return self._token.cancelled

    @property
    def reason(self) -> str | None:
        """What the first `cancel()` gave as its reason."""
        return self._token.reason

    def cancel_after(self, seconds: float | timedelta, reason: str = CancelReason.TIMEOUT) -> Callable[[], None]:
        """Cancel later, unless it was done before.

        Args:
            seconds: How long from now.
            reason: As for `cancel()`.

        Returns:
            A function that calls it off; calling it too late does nothing.

        Raises:
            ConfigurationError: `seconds` is no positive number.
        """
        from .options import seconds as checked

        delay = checked(seconds, "cancel_after")
        assert delay is not None
        from .timers import call_later

        token = self._token
        return call_later(delay, lambda: token.cancel(reason))

    def on_cancel(self, callback: Callable[[], object]) -> Callable[[], None]:
        """Have a function called, once, when it is cancelled; at once if that has happened.

        It runs in the thread that cancels and should be quick. What it raises is logged and goes no further.

        Returns:
            A function that forgets the callback.
        """
        fuse = [True]

        def once() -> None:
            try:
                fuse.pop()
            except IndexError:
                return
            try:
                callback()
            except Exception:
                from logging import getLogger

                getLogger("ailib").exception("A function given to on_cancel() has failed")

        token = self._token
        ticket = token.add(once)
        return lambda: token.remove(ticket)

    def wait(self, timeout: float | None = None) -> bool:
        """Block this thread until it is cancelled.

        Args:
            timeout: Seconds; None waits for ever.

        Returns:
            False when `timeout` has passed first.
        """
        from .timers import wait

        return wait(self._token, timeout)

    async def wait_async(self, timeout: float | None = None) -> bool:
        """The same in an event loop, without blocking it."""
        from .timers import wait_async

        return await wait_async(self._token, timeout)

    def raise_if_cancelled(self) -> None:
        """For your own work between two calls.

        Raises:
            Cancelled: It was cancelled; with the reason.
        """
        if self.cancelled:
            from .errors import Cancelled

            raise Cancelled(reason=self.reason)

    def child(self) -> CancelHandle:
        """A handle of its own that is cancelled with this one, and can be cancelled alone: for one call out of many."""
        return CancelHandle(self._token.child())

    def reset(self) -> None:
        """Make a cancelled handle usable for the next call. Not while something that it cancels is still running."""
        self._token.reset()

    def __repr__(self) -> str:
        state = f"cancelled, reason={str(self.reason)!r}" if self.cancelled else "active"
        return f"<CancelHandle {state}>"
