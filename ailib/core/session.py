"""A session over a WebSocket: messages both ways, until somebody closes it.

The handshake is a call like any other: deadline, permits, retries, credentials, errors. After it nothing is sent again
and nothing connected again; what a session was about is the user's to begin anew.

How a session ends: the other side closes it (cleanly, or with a code that says what is wrong), a lost connection,
silence for longer than `idle`, the deadline, a cancel, or `aclose`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import (
    AilibError,
    Cancelled,
    ConnectionLost,
    InvalidRequestError,
    RequestTimeout,
    StreamError,
    StreamTimeout,
)
from ..transport.base import HttpResponse
from .endpoint import AnswerFlow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..transport.base import WebSocket

__all__ = ["SessionFlow"]

# 1001: the server is being shut down or restarted, which it has told us; 1005: it gave no code.
_CLEAN = (1000, 1001, 1005)


class SessionFlow(AnswerFlow):
    """One session, opened by `open`.

    Attributes:
        opened, ended, cancelled: Where it is.
    """

    _socket: WebSocket | None = None
    _receiving: bool = False

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the handshake's answer; empty before that."""
        return {} if self._socket is None else self._socket.headers

    @property
    def close_code(self) -> int | None:
        """The code the other side closed it with; None as long as it has not."""
        return None if self._socket is None else self._socket.close_code

    @property
    def close_reason(self) -> str:
        """The other side's words about it."""
        return "" if self._socket is None else self._socket.close_reason

    async def open(self) -> None:
        """Connect; does nothing the second time.

        Raises:
            AilibError: Whatever a plain call would raise for the same answer; a `Cancelled`, too.
        """
        if self.opened:
            return
        await super().open()
        if self.cancelled:
            raise self._cancelled()

    async def _open_once(self) -> None:
        call = self._call
        assert call is not None
        self._opened_at = self._core.runtime.now()
        if call.source.waits:
            await call.authorize()
        answer = await self._core.ports.transport.connect_ws(
            call.request("GET", self._url, None), call.limits(), call.cancel
        )
        target = self._core.target
        call.headers_seen = answer.headers
        call.request_id = target.dialect.request_id(answer.headers, target.profile)
        if isinstance(answer, HttpResponse):
            if 200 <= answer.status < 300:
                raise call.no_answer(answer, "The server did not open a WebSocket")
            raise call.refused(answer.status, answer.headers, answer.body)
        self._socket = answer

    async def receive(self) -> str | bytes | None:
        """The next message; None once the session has ended well, or was cancelled.

        Raises:
            StreamTimeout, RequestTimeout, ConnectionLost: Nothing came.
            InvalidRequestError: Somebody else is receiving already.
        """
        await self.open()
        socket, call = self._socket, self._call
        if self.ended or socket is None or call is None:
            return None
        if self._receiving:
            raise InvalidRequestError("Two at once cannot receive from one session")
        now = self._core.runtime.now
        idle, until = call.timeouts.idle, call.deadline
        if idle is not None:
            until = now() + idle if until is None else min(now() + idle, until)
        self._receiving = True
        try:
            message = await socket.receive(until)
        except TimeoutError as error:
            if isinstance(error, AilibError):
                raise
            if call.deadline is not None and now() >= call.deadline - 0.001:
                await self._failed_with(
                    RequestTimeout(
                        f"The session went on for longer than {call.deadline - call.started:.4g} s, its deadline",
                        phase="deadline",
                    )
                )
            await self._failed_with(StreamTimeout(f"No event for {idle:g} s"))
        except Cancelled:
            await self._end(cancelled=True)
            return None
        except ConnectionLost as error:
            if self._over():
                return None  # closed here, while it was waited for
            await self._failed_with(error)
        finally:
            self._receiving = False
        if message is None:
            code, reason = socket.close_code, socket.close_reason
            if code in _CLEAN:
                await self._end()
                return None
            said = f": {reason}" if reason else ""
            await self._failed_with(
                ConnectionLost(
                    f"The server closed the session with code {code}{said}", close_code=code, close_reason=reason
                )
            )
        return message

    async def send(self, message: str | bytes) -> None:
        """Send a message; from any thread or task, also while another one receives.

        Raises:
            RequestTimeout, ConnectionLost, Cancelled: It was not taken.
        """
        await self.open()
        socket, call = self._socket, self._call
        if self.cancelled:
            raise self._cancelled()
        if self.ended or socket is None or call is None:
            raise self._closed()
        try:
            await socket.send(message, call.until(call.timeouts.read))
        except TimeoutError as error:
            if isinstance(error, AilibError):
                raise
            late = call.deadline is not None and self._core.runtime.now() >= call.deadline - 0.001
            await self._failed_with(
                RequestTimeout("The server did not take an event in time", phase="deadline" if late else "send")
            )
        except Cancelled as error:
            await self._end(cancelled=True)
            error.provider, error.model = self._core.target.profile.id, self._request.model
            raise
        except ConnectionLost as error:
            if socket.close_code is not None and not self.ended:
                # What the other side said is still to be received, and explains more.
                raise self._closed() from error
            await self._failed_with(error)

    def _over(self) -> bool:
        """Whether it has ended meanwhile."""
        return self.ended

    def _cancelled(self) -> Cancelled:
        token = None if self._options is None else self._options.cancel
        return Cancelled(
            reason=None if token is None else token.reason,
            provider=self._core.target.profile.id,
            model=self._request.model,
        )

    def _closed(self) -> ConnectionLost:
        return ConnectionLost(
            "The session is closed",
            close_code=self.close_code,
            close_reason=self.close_reason,
            provider=self._core.target.profile.id,
            model=self._request.model,
            request_id=self.request_id,
            hint="Open another one",
        )

    def refusal(self, event: Mapping[str, Any]) -> AilibError:
        """The error that an error event stands for."""
        target = self._core.target
        found = target.dialect.error_in(event, target.profile, headers=self.headers, request_id=self.request_id)
        error = found or StreamError(f"The session reports an error: {str(event)[:200]}")
        error.provider, error.model = target.profile.id, self._request.model
        return error

    def ended_error(self) -> AilibError:
        """Why there will be no more messages."""
        return self._cancelled() if self.cancelled else self._closed()

    async def _failed_with(self, error: AilibError) -> NoReturn:
        from .censor import censor  # here: a program without errors does not pay for it

        if self._call is not None:
            censor(error, self._call.sent)
        await self._failed(error)
        raise error

    async def _end(self, *, cancelled: bool = False, finished: bool = False) -> None:  # noqa: ARG002 - as of all flows
        await self._finish(1000, "", cancelled=cancelled)

    async def _finish(self, code: int, reason: str, *, cancelled: bool) -> None:
        self.ended = True
        self.cancelled = self.cancelled or cancelled
        try:
            if self._socket is not None:
                await self._socket.aclose(code, reason)
        finally:
            if self._call is not None:
                self._call.leave()
            if self._passage is not None and not self._passage.settled:
                await self._settle(self._passage, not self.cancelled)

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Say goodbye and close the connection. Idempotent.

        Raises:
            InvalidRequestError: No such code or reason may be sent.
        """
        if not (code == 1000 or 3000 <= code < 5000) or len(reason.encode("utf-8", "replace")) > 123:
            raise InvalidRequestError("A session is closed with 1000 or 3000 to 4999, and a reason of up to 123 bytes")
        self.opened = True
        await self._finish(code, reason, cancelled=False)
