"""Every error ailib raises, in one tree.

::

    AilibError
    ├── ConfigurationError            the client is set up wrongly; nothing was sent
    ├── InvalidRequestError           the request is wrong; nothing was sent        (also a ValueError)
    ├── UnsupportedFeatureError       this provider cannot do it; nothing was sent
    ├── APIError                      the provider answered with an error
    │   ├── BadRequest                400, 422
    │   │   ├── ContextLengthExceeded
    │   │   └── ContentFiltered
    │   ├── AuthenticationError       401
    │   ├── PermissionDenied          403
    │   ├── NotFound                  404
    │   │   └── ModelNotFound
    │   ├── Conflict                  409
    │   ├── RequestTooLarge           413
    │   ├── RateLimited               429
    │   ├── QuotaExhausted            429 or 402: the money or the plan is used up
    │   └── ServerError               5xx
    │       └── Overloaded            503, 529
    ├── TransportError                the network failed
    │   ├── ConnectError              no connection was made                        (also a ConnectionError)
    │   ├── RequestTimeout            connect, read, queue or deadline              (also a TimeoutError)
    │   └── ConnectionLost            it broke after it was made                    (also a ConnectionError)
    ├── StreamError                   a stream went wrong after it was opened
    │   ├── StreamTruncated           the body ended without the provider's last word
    │   ├── StreamTimeout             no event for `idle` seconds                   (also a TimeoutError)
    │   └── InvalidEvent              a frame that cannot be read
    ├── InvalidResponse               200, but not an answer: HTML, empty, no JSON, `{}`
    ├── InvalidSignature              a webhook that the provider did not sign, or not lately     (also a ValueError)
    ├── Cancelled                     somebody called `cancel()`
    ├── CircuitOpen                   the target failed too often; nothing was sent
    └── AllTargetsFailed              a group of what each target said              (an ExceptionGroup)

Retry reads `is_retryable` and `retry_after` from the error, never the status. Every error can be pickled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from .models.attempt import Attempt
    from .models.routing import RoutingReport

__all__ = [
    "APIError",
    "AilibError",
    "AllTargetsFailed",
    "AuthenticationError",
    "BadRequest",
    "Cancelled",
    "CircuitOpen",
    "ConfigurationError",
    "Conflict",
    "ConnectError",
    "ConnectionLost",
    "ContentFiltered",
    "ContextLengthExceeded",
    "InvalidEvent",
    "InvalidRequestError",
    "InvalidResponse",
    "InvalidSignature",
    "ModelNotFound",
    "NotFound",
    "Overloaded",
    "PermissionDenied",
    "QuotaExhausted",
    "RateLimited",
    "RequestTimeout",
    "RequestTooLarge",
    "ServerError",
    "StreamError",
    "StreamTimeout",
    "StreamTruncated",
    "TransportError",
    "UnsupportedFeatureError",
]

Phase: TypeAlias = Literal["connect", "send", "read", "idle", "queue", "deadline"]
Severity: TypeAlias = Literal["transient", "client", "server", "fatal"]


class AilibError(Exception):
    """Base of every error.

    Attributes:
        message: What failed, in one sentence.
        provider: Provider id, or None before one was chosen.
        model: Model id as sent, or None.
        request_id: The provider's id of the request, for its support desk.
        attempts: What was tried, in order; empty when nothing was sent.
        partial: A `ChatCompletionResponse` with what had arrived, or None.
        retry_after: Seconds the provider asked us to wait, or None.
        hint: What to do next.
        routing: The `RoutingReport` of a fallback, race or array that failed, or None.
    """

    routing: RoutingReport | None = None
    args: tuple[Any, ...]
    is_retryable: bool = False
    is_fallbackable: bool = False
    code_standard: str = "E9999"
    kind: str = "UNKNOWN"
    severity: Severity = "fatal"

    def __init__(
        self,
        message: str,
        *,
        provider: str | None = None,
        model: str | None = None,
        request_id: str | None = None,
        attempts: Sequence[Attempt] = (),
        partial: Any = None,
        retry_after: float | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.provider = provider
        self.model = model
        self.request_id = request_id
        self.attempts: tuple[Attempt, ...] = tuple(attempts)
        self.partial = partial
        self.retry_after = retry_after
        self.hint = hint

    @property
    def message(self) -> str:
        """What failed, in one sentence, without the brackets that `str()` adds."""
        return str(self.args[0]) if self.args else ""

    def _where(self) -> list[str]:
        """What stands in brackets behind the message."""
        where = [f"{name} {value}" for name in ("provider", "model") if (value := getattr(self, name))]
        if self.request_id:
            where.append(f"request {self.request_id}")
        if len(self.attempts) > 1:
            where.append(f"{len(self.attempts)} attempts")
        if self.retry_after is not None:
            where.append(f"retry after {self.retry_after:g} s")
        return where

    def __str__(self) -> str:
        where = self._where()
        text = f"{self.message} [{', '.join(where)}]" if where else self.message
        return f"{text}. {self.hint}" if self.hint else text

    def with_context(self, text: str) -> AilibError:
        """Put `text` before the message and return the same error."""
        self.args = (f"{text}: {self.message}", *self.args[1:])
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, dict(self.__dict__))


def _rebuild(cls: type[AilibError], args: tuple[Any, ...], state: dict[str, Any]) -> AilibError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigurationError(AilibError):
    """The client is set up wrongly: unknown provider, missing key, bad address. Nothing was sent."""

    code_standard = "E1001"
    kind = "CONFIG_ERROR"


class InvalidRequestError(AilibError, ValueError):
    """The request cannot be sent as it is; nothing was sent. `param` names the field."""

    code_standard = "E1001"
    kind = "INVALID_REQUEST"
    severity: Severity = "client"

    def __init__(self, message: str, *, param: str | None = None, **context: Any) -> None:
        super().__init__(message, **context)
        self.param = param


class UnsupportedFeatureError(AilibError):
    """This provider (or this wire family) has no such thing. Nothing was sent."""

    code_standard = "E1001"
    kind = "UNSUPPORTED_FEATURE"
    severity: Severity = "client"
    is_fallbackable = True


class APIError(AilibError):
    """The provider answered with an error.

    Attributes:
        status: HTTP status. 200 when the error came inside a 200 answer or stream.
        type, code, param: The provider's own words, each possibly None.
        body: The decoded JSON body (or the text) of the answer; for a stream, the error frame.
        headers: Response headers, lower-case names.
    """

    code_standard = "E9999"
    kind = "PROVIDER_ERROR"
    severity: Severity = "client"

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        type: str | None = None,  # noqa: A002 - the word on the wire
        code: str | None = None,
        param: str | None = None,
        body: Any = None,
        headers: dict[str, str] | None = None,
        **context: Any,
    ) -> None:
        super().__init__(message, **context)
        self.status = status
        self.type = type
        self.code = code
        self.param = param
        self.body = body
        self.headers: dict[str, str] = headers or {}

    @property
    def status_code(self) -> int | None:
        """The HTTP status; another name for `status`."""
        return self.status

    @property
    def error_code(self) -> str | None:
        """The provider's code; another name for `code`."""
        return self.code

    def _where(self) -> list[str]:
        where = [] if self.status is None else [f"status {self.status}"]
        where += [f"{name} {value}" for name in ("type", "param", "code") if (value := getattr(self, name))]
        return where + super()._where()


class BadRequest(APIError):
    """400 or 422: the provider refuses the request."""

    code_standard = "E1001"
    kind = "INVALID_REQUEST"


class ContextLengthExceeded(BadRequest):
    """The prompt (with the answer's reserve) does not fit the model's context."""

    code_standard = "E1005"
    kind = "CONTEXT_TOO_LONG"


class ContentFiltered(BadRequest):
    """The provider's safety system refused the prompt or the answer."""

    kind = "CONTENT_FILTERED"


class AuthenticationError(APIError):
    """401: no key, or a wrong one."""

    code_standard = "E1002"
    kind = "AUTH_FAILED"
    is_fallbackable = True


class PermissionDenied(APIError):
    """403: the key may not do this."""

    code_standard = "E1003"
    kind = "AUTH_FAILED"


class NotFound(APIError):
    """404."""

    code_standard = "E1004"
    kind = "PROVIDER_ERROR"


class ModelNotFound(NotFound):
    """The provider does not know the model (or this key may not see it)."""

    kind = "MODEL_NOT_FOUND"


class Conflict(APIError):
    """409."""

    code_standard = "E4001"
    is_retryable = True


class RequestTooLarge(APIError):
    """413: the body is too large."""

    code_standard = "E1005"
    kind = "INVALID_REQUEST"


class RateLimited(APIError):
    """429: too many requests or tokens; wait and try again."""

    code_standard = "E2001"
    kind = "RATE_LIMIT"
    severity: Severity = "transient"
    is_retryable = True
    is_fallbackable = True


class QuotaExhausted(APIError):
    """The plan or the money is used up; waiting does not help, another provider may."""

    code_standard = "E2002"
    kind = "RATE_LIMIT"
    is_fallbackable = True


class ServerError(APIError):
    """5xx."""

    code_standard = "E3001"
    severity: Severity = "server"
    is_retryable = True
    is_fallbackable = True


class Overloaded(ServerError):
    """503, 529, or an overloaded error in the body."""

    code_standard = "E3002"
    severity: Severity = "transient"


class TransportError(AilibError):
    """The network failed."""

    code_standard = "E3001"
    kind = "TRANSPORT_ERROR"
    severity: Severity = "transient"
    is_retryable = True
    is_fallbackable = True


class ConnectError(TransportError, ConnectionError):
    """No connection could be made: DNS, refused, TLS, proxy. The request was not sent."""

    kind = "NETWORK_ERROR"


class RequestTimeout(TransportError, TimeoutError):
    """Too slow. `phase` is "connect", "send", "read", "queue" or "deadline"."""

    code_standard = "E3003"
    kind = "TIMEOUT"

    def __init__(self, message: str, *, phase: Phase = "read", **context: Any) -> None:
        super().__init__(message, **context)
        self.phase: Phase = phase


class ConnectionLost(TransportError, ConnectionError):
    """The connection broke after it was made.

    Attributes:
        reused: It was a kept-alive connection that had died unnoticed: the request was not processed.
        close_code, close_reason: What the other side of a WebSocket said when it closed, else None and "".
    """

    kind = "NETWORK_ERROR"

    def __init__(
        self,
        message: str,
        *,
        reused: bool = False,
        close_code: int | None = None,
        close_reason: str = "",
        **context: Any,
    ) -> None:
        super().__init__(message, **context)
        self.reused = reused
        self.close_code = close_code
        self.close_reason = close_reason


class StreamError(AilibError):
    """A stream went wrong after it was opened; `partial` has what had arrived."""

    code_standard = "E3001"
    kind = "TRANSPORT_ERROR"
    severity: Severity = "transient"
    is_retryable = True
    is_fallbackable = True


class StreamTruncated(StreamError):
    """The body ended without the provider's terminal signal: the answer is not complete."""


class StreamTimeout(StreamError, TimeoutError):
    """No event arrived for `idle` seconds (comments and pings do not count)."""

    code_standard = "E3003"
    kind = "TIMEOUT"


class InvalidEvent(StreamError):
    """A frame of the stream cannot be read; `data` is an excerpt of it."""

    kind = "DESERIALIZATION_ERROR"
    is_retryable = False

    def __init__(self, message: str, *, data: str = "", **context: Any) -> None:
        super().__init__(message, **context)
        self.data = data


class InvalidResponse(AilibError):
    """The status says 200, the body is no answer.

    Attributes:
        status, content_type: What the server said it sent.
        excerpt: The first characters of the body.
        problems: Of an answer that does not follow its schema, what is wrong and where: `ailib.structured.Problem`s.
    """

    problems: tuple[Any, ...] = ()
    code_standard = "E3001"
    kind = "INVALID_RESPONSE"
    severity: Severity = "server"
    is_fallbackable = True

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        content_type: str | None = None,
        excerpt: str = "",
        **context: Any,
    ) -> None:
        super().__init__(message, **context)
        self.status = status
        self.content_type = content_type
        self.excerpt = excerpt

    def _where(self) -> list[str]:
        where = [] if self.status is None else [f"status {self.status}"]
        if self.content_type is not None:
            where.append(self.content_type or "no content type")
        if self.excerpt:
            where.append(f"body {self.excerpt!r}")
        return where + super()._where()


class InvalidSignature(AilibError, ValueError):
    """A webhook is not signed with the secret, its headers make no sense, or it is too old or too new."""

    code_standard = "E1002"
    kind = "AUTH_FAILED"
    severity: Severity = "client"


class Cancelled(AilibError):
    """Somebody called `cancel()`; `reason` is what they gave."""

    code_standard = "E4002"
    kind = "CANCELLED"
    severity: Severity = "client"

    def __init__(self, message: str = "The call was cancelled", *, reason: str | None = None, **context: Any) -> None:
        super().__init__(message, **context)
        self.reason = reason


class CircuitOpen(AilibError):
    """The target failed too often lately; nothing was sent. `retry_after` says when it is tried again."""

    code_standard = "E3002"
    kind = "PROVIDER_ERROR"
    severity: Severity = "transient"
    is_retryable = True
    is_fallbackable = True


class AllTargetsFailed(AilibError, ExceptionGroup[Exception]):
    """Every target of a fallback, race or array failed; `exceptions` has what each said, in order."""

    code_standard = "E3001"

    def __new__(cls, message: str, exceptions: Sequence[Exception], **_context: Any) -> Self:
        """Make the group."""
        return ExceptionGroup.__new__(cls, message, exceptions)

    def __init__(self, message: str, exceptions: Sequence[Exception], **context: Any) -> None:
        super().__init__(message, **context)
        self.args = (message, list(exceptions))

    # The base is generic in the kind of exception; this group holds plain exceptions only.
    def derive(self, excs: Sequence[Exception]) -> AllTargetsFailed:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        """Make a group of the same kind for `split` and `subgroup`."""
        return AllTargetsFailed(self.message, excs)

    @property
    def is_retryable(self) -> bool:  # type: ignore[override]  # pyright: ignore[reportIncompatibleVariableOverride]
        """True when every target may be asked again."""
        return all(getattr(error, "is_retryable", False) for error in self.exceptions)

    @property
    def is_fallbackable(self) -> bool:  # type: ignore[override]  # pyright: ignore[reportIncompatibleVariableOverride]
        """True when another target may do better, after each of the errors."""
        return all(getattr(error, "is_fallbackable", False) for error in self.exceptions)
