"""WebSockets of the blocking client: the protocol of `websockets`, over connections of our own.

`websockets` has its protocol without any I/O; bytes go over a `Wire`, as those of all other requests do. So proxies,
certificates, limits and cancels are the same, a cancel ends a wait at once, and there is no thread per connection.

One thread may receive while others send. What must be said in between (the answer to a ping) is said by whoever sends
at that moment. While nobody receives, the one thread of `ailib.timers` has a look now and then.

Needs the extra `realtime`. https://websockets.readthedocs.io/en/stable/howto/sansio.html
"""

from __future__ import annotations

import contextlib
import threading
import time
import weakref
from collections import deque
from typing import TYPE_CHECKING, Any, NoReturn

from websockets.client import ClientProtocol
from websockets.datastructures import Headers as Multiple
from websockets.exceptions import InvalidHandshake
from websockets.frames import Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.uri import parse_uri

from ailib.errors import Cancelled, ConnectionLost
from ailib.timers import call_later

from .base import (
    ATTENDED_SECONDS,
    CLOSING_SECONDS,
    LONGEST_MESSAGE,
    WAITING_MESSAGES,
)
from .dial import Expired, shut_down

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ailib.cancel import CancelToken

    from .base import Headers
    from .exchange import Switched

__all__ = ["BlockingWebSocket", "Handshake"]

READ = 65_536

monotonic = time.monotonic


class Handshake:
    """Our half of the opening of a WebSocket.

    Attributes:
        headers: For the request.
    """

    def __init__(self) -> None:
        # It makes nothing of the address: the request is ours.
        self._protocol = ClientProtocol(parse_uri("ws://server/"), state=State.OPEN, max_size=LONGEST_MESSAGE)
        self.headers: dict[str, str] = {
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": self._protocol.key,
        }

    def opened(self, switched: Switched, headers: Headers, cancel: CancelToken | None) -> BlockingWebSocket:
        """The WebSocket, once the server has switched.

        Raises:
            ConnectionLost: It has switched to something else.
        """
        made = BlockingWebSocket(self._protocol, switched, headers, cancel)
        try:
            self._protocol.process_response(Response(101, "", Multiple(headers.items())))
        except InvalidHandshake as error:
            made.drop()
            raise ConnectionLost(f"{switched.origin.label} does not open a WebSocket: {error}") from error
        made.begin(switched.tail)
        return made


class BlockingWebSocket:
    """The `WebSocket` of the blocking transport.

    Three locks: `_reading` is held by whoever reads the connection, `_sending` by whoever writes to it, both while they
    wait; `_state` for moments only, around the protocol's state.
    """

    def __init__(
        self, protocol: ClientProtocol, switched: Switched, headers: Headers, cancel: CancelToken | None
    ) -> None:
        self.close_code: int | None = None
        self.close_reason: str = ""
        self._headers = headers
        self._protocol = protocol
        self._switched: Switched | None = switched
        self._label = switched.origin.label
        self._wire = switched.wire.sharing(threading.Lock())
        self._cancel = cancel
        self._reading = threading.RLock()
        self._sending = threading.RLock()
        self._state = threading.RLock()
        self._outbox: deque[bytes] = deque()
        self._messages: deque[str | bytes] = deque()
        self._parts: list[bytes] = []
        self._is_text = False
        self._problem: Exception | None = None
        self._closed = False
        self._over = threading.Event()
        self._unattend: Callable[[], None] | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the handshake's answer."""
        return self._headers

    def begin(self, tail: bytes) -> None:
        """Take what came with the answer, and be looked after from now on."""
        if tail:
            self._feed(tail)
        self._look_again()

    # -- receiving

    async def receive(self, until: float | None) -> str | bytes | None:
        """The next message, see `WebSocket.receive`."""
        with self._reading:
            try:
                self._check()
                while not self._messages:
                    if self._over.is_set():
                        self._check_end()
                        return None
                    self._feed(self._wire.receive(READ, until))
                    self._check()
                return self._messages.popleft()
            except Expired:
                self._check()
                raise TimeoutError("no message came in time") from None
            except ConnectionLost:
                raise
            except OSError as error:
                self._fail(error)
            finally:
                if self._closed or self._over.is_set():
                    self.drop()

    def _check(self) -> None:
        if self._cancel is not None and self._cancel.cancelled:
            self._over.set()
            raise Cancelled(reason=self._cancel.reason)

    def _check_end(self) -> None:
        """Raise unless the other side has said goodbye."""
        if self._closed:
            raise ConnectionLost("The WebSocket is closed")
        if self.close_code is None:
            why = "it ended without a goodbye" if isinstance(self._problem, EOFError | None) else str(self._problem)
            raise ConnectionLost(f"The connection to {self._label} broke: {why}") from self._problem

    def _feed(self, data: bytes) -> None:
        """Understand what has arrived; by the holder of `_reading`."""
        protocol = self._protocol
        with self._state:
            if data:
                protocol.receive_data(data)
            else:
                protocol.receive_eof()
            frames: list[Any] = protocol.events_received()
            self._outbox.extend(protocol.data_to_send())
            problem = protocol.parser_exc
        for frame in frames:
            if frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                if frame.opcode is not Opcode.CONT:
                    self._is_text = frame.opcode is Opcode.TEXT
                self._parts.append(frame.data)
                if frame.fin:
                    self._complete()
            elif frame.opcode is Opcode.CLOSE and protocol.close_rcvd is not None:
                self.close_code, self.close_reason = protocol.close_rcvd.code, protocol.close_rcvd.reason
        if problem is not None or not data:
            self._problem = self._problem or problem
            self._over.set()
        if self.close_code is not None:
            self._over.set()
        self._flush(monotonic() + CLOSING_SECONDS, wait=False)

    def _complete(self) -> None:
        """A message is there."""
        message: bytes = bytes(self._parts[0]) if len(self._parts) == 1 else b"".join(self._parts)
        self._parts.clear()
        if not self._is_text:
            self._messages.append(message)
            return
        try:
            self._messages.append(message.decode())
        except UnicodeDecodeError as error:
            with self._state:
                self._protocol.fail(1007, "not UTF-8")
                self._outbox.extend(self._protocol.data_to_send())
            self._problem = error
            self._over.set()

    # -- sending

    async def send(self, message: str | bytes, until: float | None) -> None:
        """Send a message, see `WebSocket.send`."""
        self._check()
        with self._state:
            if self._closed or self._over.is_set() or self._protocol.close_sent is not None:
                raise ConnectionLost(
                    "The WebSocket is closed", close_code=self.close_code, close_reason=self.close_reason
                )
            if isinstance(message, str):
                self._protocol.send_text(message.encode("utf-8", "surrogatepass"))
            else:
                self._protocol.send_binary(message)
            self._outbox.extend(self._protocol.data_to_send())
        try:
            self._flush(until, wait=True)
        except Expired:
            self._check()
            raise TimeoutError("the message was not taken in time") from None
        except OSError as error:
            self._fail(error)

    def _flush(self, until: float | None, *, wait: bool) -> None:
        """Write what is to be written; without `wait` it is left to whoever writes now.

        Raises:
            Expired: `until` has passed.
            OSError: The connection broke.
        """
        # Looked at again after the lock is given back: somebody may have left something meanwhile.
        while self._outbox:
            patience = -1.0 if until is None else max(0.0, until - monotonic())
            if not (self._sending.acquire(timeout=patience) if wait else self._sending.acquire(blocking=False)):
                if wait:
                    raise Expired
                return
            try:
                while self._outbox:
                    piece = self._outbox.popleft()
                    if piece:  # an empty one asks to end our direction, which closing does
                        self._wire.send(piece, None, until)
            except BaseException:
                self._over.set()  # half a frame may be out
                raise
            finally:
                self._sending.release()

    # -- while nobody receives

    def _look_again(self) -> None:
        reference = weakref.ref(self)

        def look() -> None:
            found = reference()
            if found is not None:
                found.attend()

        self._unattend = call_later(ATTENDED_SECONDS, look)

    def attend(self) -> None:
        """Read what has arrived, unless somebody does so already, so that pings are answered. Never waits long."""
        if self._closed or self._over.is_set() or self._switched is None:
            return
        if self._reading.acquire(blocking=False):
            try:
                while len(self._messages) < WAITING_MESSAGES and not self._over.is_set() and not self._wire.silent():
                    self._feed(self._wire.receive(READ, monotonic() + 0.05))
            except Expired:
                pass
            except OSError as error:
                self._problem = error
                self._over.set()
            finally:
                self._reading.release()
        if self._over.is_set():
            self.drop()
        else:
            self._look_again()

    # -- the end

    def _fail(self, error: OSError) -> NoReturn:
        self._over.set()
        self.drop()
        if self._cancel is not None and self._cancel.cancelled:
            raise Cancelled(reason=self._cancel.reason) from error
        if self._closed:
            raise ConnectionLost("The WebSocket is closed") from error
        text = error.strerror or str(error)
        raise ConnectionLost(f"The connection to {self._label} broke: {text}") from error

    async def aclose(self, code: int = 1000, reason: str = "") -> None:
        """Close it, see `WebSocket.aclose`."""
        with self._state:
            if self._closed:
                return
            self._closed = True
            said = not self._over.is_set() and not (self._cancel is not None and self._cancel.cancelled)
            if said:
                try:
                    self._protocol.send_close(code, reason)
                except Exception:  # noqa: BLE001 - a code or reason that may not be sent
                    self._protocol.fail(1000)
                self._outbox.extend(self._protocol.data_to_send())
        if said:
            with contextlib.suppress(Expired, OSError, Cancelled):
                self._say_goodbye(monotonic() + CLOSING_SECONDS)
        self._over.set()
        self.drop()

    def _say_goodbye(self, until: float) -> None:
        self._flush(until, wait=True)
        if not self._reading.acquire(blocking=False):
            # Another thread receives: it will see the goodbye.
            self._over.wait(max(0.0, until - monotonic()))
            return
        try:
            while not self._over.is_set():
                self._feed(self._wire.receive(READ, until))
                self._messages.clear()
        finally:
            self._reading.release()

    def drop(self) -> None:
        """Close the connection, or have it closed by the thread that reads it. Idempotent, never raises."""
        unattend, self._unattend = self._unattend, None
        if unattend is not None:
            unattend()
        switched = self._switched
        if switched is None:
            return
        shut_down(switched.connection.sock)
        if not self._reading.acquire(blocking=False):
            return
        try:
            # Whoever still writes has been woken, and must not meet a stranger's connection with the same number.
            sent = self._sending.acquire(timeout=1.0)
            try:
                switched, self._switched = self._switched, None
                if switched is not None:
                    if switched.guard is not None:
                        switched.guard.release()
                    switched.origin.pool.lose(switched.connection)
            finally:
                if sent:
                    self._sending.release()
        finally:
            self._reading.release()

    def __del__(self) -> None:
        # Not without a constructor that went through.
        if getattr(self, "_switched", None) is not None:
            self.drop()
