"""The two ports behind which all I/O happens: `Transport` and `Runtime`.

Every flow in `ailib.core` is written once, as `async def`, over these two.
The asyncio implementations really suspend; the blocking ones really block and never suspend,
so that `ailib.core.bridge.run` can step a whole call with a single `send(None)`.

Rules that both transports keep:

* Times given as `until` or `deadline` are absolute, on the clock of `Runtime.now()`; the others are seconds.
* Failures are errors of `ailib.errors`: `ConnectError`, `RequestTimeout`, `ConnectionLost`, `Cancelled`;
  never an exception of an HTTP library (that one is the `__cause__`).
* Redirects are not followed, cookies are not kept, the environment is read once per origin, `netrc` never.
* Bodies arrive content-decoded (gzip, deflate).
* Credentials come from `request.auth`, applied at the last moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
    from contextlib import AbstractContextManager

    from ..cancel import CancelToken

__all__ = [
    "Auth",
    "BodySource",
    "Headers",
    "HttpRequest",
    "HttpResponse",
    "HttpStream",
    "Limits",
    "Runtime",
    "Semaphore",
    "Task",
    "Transport",
    "WebSocket",
]

LONGEST_MESSAGE = 1 << 26
"""Bytes that one message of a WebSocket may have: 64 MiB, several times what any provider sends."""
CLOSING_SECONDS = 1.0
"""How long a WebSocket that is closed waits for the other side to say goodbye."""
ATTENDED_SECONDS = 1.0
"""A WebSocket that nobody receives from is looked at as often as this, so that pings are answered."""
WAITING_MESSAGES = 256
"""Messages that are kept while nobody receives; then the other side has to wait."""

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Auth(Protocol):
    """Puts credentials on a request, at the last moment before it is sent."""

    def apply(self, request: HttpRequest) -> None:
        """Change `request.headers` (or `request.url`) in place."""
        ...


class BodySource(Protocol):
    """A body that is sent piece by piece: a large upload. Each iteration begins anew, for another attempt."""

    def __len__(self) -> int:
        """Bytes in all."""
        ...

    def __iter__(self) -> Iterator[bytes]:
        """The pieces, read when they are asked for."""
        ...


class HttpRequest:
    """One HTTP request, made anew for every attempt.

    Attributes:
        method: "GET", "POST", ...
        url: Absolute, query included.
        headers: Names as they should appear on the wire; the transport may add to this dict.
        body: Bytes, a source of them, or None.
        auth: Applied by the transport just before sending.
    """

    __slots__ = ("auth", "body", "headers", "method", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes | BodySource | None = None,
        auth: Auth | None = None,
    ) -> None:
        self.method: str = method
        self.url: str = url
        self.headers: dict[str, str] = headers
        self.body: bytes | BodySource | None = body
        self.auth: Auth | None = auth

    def __repr__(self) -> str:
        # Neither headers nor query: either may hold a secret.
        return f"<HttpRequest {self.method} {self.url.partition('?')[0]}>"


class Limits:
    """How long one attempt may take.

    Attributes:
        connect: Seconds for the connection (DNS, TCP, TLS, proxy), or None.
        read: Seconds without any byte while waiting for the answer, or None.
        deadline: Absolute end of everything, or None.
    """

    __slots__ = ("connect", "deadline", "read")

    def __init__(self, connect: float | None = None, read: float | None = None, deadline: float | None = None) -> None:
        self.connect: float | None = connect
        self.read: float | None = read
        self.deadline: float | None = deadline


class Headers(Mapping[str, str]):
    """Headers of an answer: looked up in any case, listed in lower case. They can be pickled, whatever they came from.

    Args:
        values: A dict with lower-case names, or a mapping of an HTTP library that takes names in any case.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or `default`; the mixin's way of doing it costs an exception."""
        return self._values.get(name.lower(), default)

    def _names(self) -> Collection[str]:
        values = self._values
        if isinstance(values, dict):
            return values.keys()
        return dict.fromkeys(map(str.lower, values))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def __bool__(self) -> bool:
        return bool(self._values)

    def __reduce__(self) -> tuple[Any, ...]:
        return Headers, (dict(self.items()),)

    def __repr__(self) -> str:
        return f"<Headers {', '.join(self)}>"


class HttpResponse:
    """A whole answer. `headers` look up names in any case."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status: int = status
        self.headers: Mapping[str, str] = headers
        self.body: bytes = body


class HttpStream(Protocol):
    """An answer whose body is read bit by bit."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; names in any case."""
        ...

    async def read(self, until: float | None) -> bytes:
        """The next bytes, as many as there are; `b""` at the clean end of the body.

        Raises:
            TimeoutError: The builtin one, when `until` passes first. The caller knows which limit that was.
                The stream can only be closed after it.
            ConnectionLost: The connection broke, or the body ended before its announced end.
            Cancelled: The token of the request was cancelled.
        """
        ...

    async def aclose(self) -> None:
        """Give the connection back if the body was read to its end, else close it. Idempotent, never raises."""
        ...


class WebSocket(Protocol):
    """An open WebSocket. Pings are answered, messages put together; one may receive while others send.

    Attributes:
        close_code, close_reason: What the other side gave when it closed; None and "" before that.
    """

    close_code: int | None
    close_reason: str

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the handshake's answer; names in any case."""
        ...

    async def receive(self, until: float | None) -> str | bytes | None:
        """The next message; None once the other side has closed it, see `close_code`. By one caller at a time.

        Raises:
            TimeoutError: The builtin one, when `until` passes first. It can be received from again.
            ConnectionLost: The connection broke, ended without a goodbye, broke the protocol, or is closed.
            Cancelled: The token of the request was cancelled; the connection is closed.
        """
        ...

    async def send(self, message: str | bytes, until: float | None) -> None:
        """Send a message; returns once the connection has taken it. From any thread or task.

        Raises:
            TimeoutError: The builtin one, when `until` passes first; it can only be closed then.
            ConnectionLost: The connection broke, or is closed.
            Cancelled: The token of the request was cancelled; the connection is closed.
        """
        ...

    async def aclose(self, code: int = 1000, reason: str = "") -> None:
        """Say goodbye, wait a moment for the other side's, and close the connection. Idempotent, never raises."""
        ...


class Transport(Protocol):
    """Sends HTTP requests."""

    async def send(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> HttpResponse:
        """Send and read the whole body, whatever the status.

        Raises:
            ConnectError, RequestTimeout, ConnectionLost, Cancelled: see the module's rules.
        """
        ...

    async def stream(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> HttpStream:
        """Send and return once the headers have arrived, whatever the status."""
        ...

    async def connect_ws(
        self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None
    ) -> WebSocket | HttpResponse:
        """Open a WebSocket with a GET request for an http or https address.

        `limits` hold until it is open; the token holds for as long as it lives.

        Returns:
            The WebSocket; or the whole answer of a server that has not switched protocols.

        Raises:
            ConfigurationError: A package that is needed is not installed.
        """
        ...

    async def aclose(self) -> None:
        """Close every pooled connection. A session that the user gave stays open."""
        ...


class Task(Protocol[R_co]):
    """Something started with `Runtime.start`."""

    def done(self) -> bool:
        """Whether it has ended."""
        ...

    async def result(self) -> R_co:
        """Wait for the end; return what it returned or raise what it raised."""
        ...


class Semaphore(Protocol):
    """A bounded number of permits, fair, shared by all threads or tasks of one client."""

    async def acquire(self, until: float | None, cancel: CancelToken | None = None) -> bool:
        """Take a permit; False when `until` passed first.

        Raises:
            Cancelled: The token was cancelled while waiting.
        """
        ...

    def take(self) -> bool:
        """Take a permit if one is free and nobody waits for it."""
        ...

    def release(self) -> None:
        """Give it back."""
        ...


@runtime_checkable
class Runtime(Protocol):
    """Time and concurrency."""

    def now(self) -> float:
        """Monotonic seconds."""
        ...

    async def sleep(self, seconds: float, cancel: CancelToken | None = None) -> None:
        """Sleep.

        Raises:
            Cancelled: The token was cancelled meanwhile (at once, not at the end of the sleep).
        """
        ...

    def lock(self) -> AbstractContextManager[Any]:
        """A lock for a few lines without any await; a real one where threads share the client."""
        ...

    def semaphore(self, permits: int) -> Semaphore:
        """Make a semaphore."""
        ...

    def start(self, coroutine: Coroutine[Any, Any, T]) -> Task[T]:
        """Run a coroutine beside this one: a thread that steps it, or a task."""
        ...

    async def wait_first(self, tasks: list[Task[T]], until: float | None = None) -> list[Task[T]]:
        """Wait until at least one has ended (or `until` passes); return those that have."""
        ...

    async def call_function(self, function: Callable[[], Any], until: float | None, cancel: CancelToken | None) -> Any:
        """Call a function of somebody else's, which may block, and wait for what it returns until `until`.

        It runs in a thread of its own where a limit or an event loop wants that: it is left behind when time is up.
        What it returns may be awaitable: the async runtime awaits it (and cancels it when the time is up).

        Raises:
            TimeoutError: The builtin one, when `until` passes first.
            Cancelled: The token was cancelled meanwhile.
            ConfigurationError: It is async, and this runtime blocks.
            BaseException: What the function raised.
        """
        ...

    def map_unordered(self, function: Callable[[T], Awaitable[R]], items: Iterable[T], limit: int) -> AsyncIterator[R]:
        """Call `function` on the items, at most `limit` at once, yielding results as they come.

        Items are taken from the iterable only when there is room for them, and at most `limit` finished results
        wait for the consumer: memory does not grow with the number of items.
        `function` must not raise; what it raises ends the iteration.
        Closing the iterator early (`aclose()`) waits for what is running: cancel that first.
        """
        ...
