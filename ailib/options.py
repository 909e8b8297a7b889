"""Immutable settings: `Timeouts`, `RetryPolicy`, `RetryBudget`, `ConnectionOptions`.

`with_*` and `evolve` return copies. What is left at None comes from the environment, read when a client is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

import attrs

from .errors import ConfigurationError
from .models.attempt import RetryEvent

if TYPE_CHECKING:
    # Loaded only by those who set them; nothing evaluates the annotations.
    from .limits import CircuitBreaker, HealthThresholds, RateLimit  # noqa: TC004

__all__ = ["ConnectionOptions", "RetryBudget", "RetryPolicy", "Seconds", "Timeouts"]

Seconds: TypeAlias = "float | timedelta"
Strategy: TypeAlias = Literal["constant", "linear", "exponential"]
Jitter: TypeAlias = Literal["full", "equal", "none"]


def seconds(value: Seconds | None, name: str = "timeout") -> float | None:
    """Seconds as a float; None stays None (no limit).

    Raises:
        ConfigurationError: Not a number, or not positive.
    """
    if value is None:
        return None
    number: Any = value.total_seconds() if isinstance(value, timedelta) else value
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not number > 0:
        raise ConfigurationError(f"{name} must be a positive number of seconds or a timedelta, not {value!r}")
    return float(number)


def is_whole(value: Any, least: int) -> bool:
    """Whether `value` is an integer (and no bool) of at least `least`."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


# Converters are named functions, so that type checkers and editors see what a field takes.
def _connect(value: Seconds | None) -> float | None:
    return seconds(value, "connect")


def _read(value: Seconds | None) -> float | None:
    return seconds(value, "read")


def _idle(value: Seconds | None) -> float | None:
    return seconds(value, "idle")


def _deadline(value: Seconds | None) -> float | None:
    return seconds(value, "deadline")


def _call(value: Seconds | None) -> float | None:
    return seconds(value, "call")


def _base(value: Seconds) -> float:
    return seconds(value, "base") or 0.0


def _cap(value: Seconds) -> float:
    return seconds(value, "cap") or 0.0


class _Shown:
    """A `repr` as attrs writes it, once for all: it takes 0.3 ms to write one at import."""

    __slots__ = ()

    def __repr__(self) -> str:
        fields: Any = getattr(type(self), "__attrs_attrs__", ())
        return f"{type(self).__name__}({', '.join(f'{field.name}={getattr(self, field.name)!r}' for field in fields)})"


@attrs.frozen(repr=False)
class Timeouts(_Shown):
    """How long to wait; seconds or `timedelta`, None for no limit.

    Attributes:
        connect: For the connection (DNS, TCP, TLS, proxy).
        read: Without a byte, while waiting for an answer or for the headers of a stream.
        idle: Between two events of a stream. Comments and pings are no events. On by default.
        deadline: For everything: connecting, all attempts, the sleeps between them, the whole body or stream.
        call: Like `deadline`, but only for calls that are not streamed. `timeout=5` on a client or call sets
            `read`, `idle` and `call` to 5, so a plain call returns or raises within 5 seconds, retries included,
            while a stream may go on as long as events keep coming.
    """

    connect: float | None = attrs.field(default=10.0, converter=_connect)
    read: float | None = attrs.field(default=30.0, converter=_read)
    idle: float | None = attrs.field(default=30.0, converter=_idle)
    deadline: float | None = attrs.field(default=None, converter=_deadline)
    call: float | None = attrs.field(default=None, converter=_call)

    @classmethod
    def of(cls, value: Timeouts | Seconds) -> Timeouts:
        """What `timeout=value` means."""
        if isinstance(value, Timeouts):
            return value
        number = seconds(value)
        assert number is not None
        return cls(connect=min(10.0, number), read=number, idle=number, call=number)


class EnvironmentProxy(str):
    """A proxy that a variable names, not the user: `NO_PROXY` holds for it.

    Attributes:
        exceptions: More hosts that are reached directly, in the form of `NO_PROXY`.
    """

    __slots__ = ("exceptions",)

    exceptions: str

    def __new__(cls, value: str, exceptions: str = "") -> Self:
        """An address, and where it does not hold."""
        made = super().__new__(cls, value)
        made.exceptions = exceptions
        return made


@attrs.frozen(eq=False, repr=False)
class RetryBudget(_Shown):
    """Retries may add at most `ratio` to the calls of a client that work, so that an outage is not made worse.

    Attributes:
        ratio: Retries earned by each call that works: 0.2 is one retry for five of them.
        reserve: Retries that are there from the start and at most kept. In an outage, when nothing works, they are
            all there is.
    """

    ratio: float = 0.2
    reserve: int = 10


def _check_max_retries(_policy: Any, _attribute: Any, value: Any) -> None:
    if not is_whole(value, 0):
        raise ConfigurationError(f"max_retries must be 0 or a positive integer, not {value!r}")


def _check_strategy(_policy: Any, _attribute: Any, value: Strategy) -> None:
    if value not in ("constant", "linear", "exponential"):
        raise ConfigurationError(f"strategy must be constant, linear or exponential, not {value!r}")


def _check_jitter(_policy: Any, _attribute: Any, value: Jitter) -> None:
    if value not in ("full", "equal", "none"):
        raise ConfigurationError(f"jitter must be full, equal or none, not {value!r}")


@attrs.frozen(eq=False, repr=False)
class RetryPolicy(_Shown):
    """When and how long to wait before trying again.

    Attributes:
        max_retries: Attempts after the first. 0 is off: your own loop sees every error.
        strategy: "constant", "linear" (base, 2 base, ...) or "exponential" (base, 2 base, 4 base, ...).
        base: Seconds of the first delay.
        cap: Longest delay that we choose ourselves.
        jitter: "full" (0 to the delay), "equal" (half of it to all of it) or "none".
        budget: Limit on the extra load; None for no limit.
        on_retry: Called with a `RetryEvent` before each sleep. It must not be a coroutine function.

    A `Retry-After` of the provider is a floor: we never come back sooner.
    """

    max_retries: int = attrs.field(default=3, validator=_check_max_retries)
    strategy: Strategy = attrs.field(default="exponential", validator=_check_strategy)
    base: float = attrs.field(default=0.5, converter=_base)
    cap: float = attrs.field(default=8.0, converter=_cap)
    jitter: Jitter = attrs.field(default="full", validator=_check_jitter)
    budget: RetryBudget | None = attrs.field(factory=RetryBudget)
    on_retry: Callable[[RetryEvent], object] | None = None

    def with_max_retries(self, max_retries: int) -> RetryPolicy:
        """A copy with another number of retries."""
        return attrs.evolve(self, max_retries=max_retries)


def clean_headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    """A copy of headers that may be sent.

    Raises:
        ConfigurationError: A name or value is no string, or holds a character that no header may have.
    """
    clean: dict[str, str] = {}
    for name, value in (headers or {}).items():
        if not all(isinstance(text, str) for text in (name, value)):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ConfigurationError(f"Header {name!r} must be a string with a string value")
        if not name or any(c in name for c in "\r\n\0: ") or any(c in value for c in "\r\n\0"):
            raise ConfigurationError(f"Header {name!r} holds a character that no header may have")
        clean[name] = value
    return clean


# Words in the name of a header that may hold a key: it stays with the provider it was set for.
_SECRET_WORDS = ("auth", "key", "token", "secret", "cookie", "password", "credential", "signature")


def without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that may go along to another provider: those whose names do not sound like a key."""
    return {name: value for name, value in headers.items() if not any(word in name.lower() for word in _SECRET_WORDS)}


def _headers(value: Mapping[str, str] | None) -> dict[str, str] | None:
    return None if value is None else clean_headers(value)


@attrs.frozen(eq=False, repr=False)
class ConnectionOptions:
    """Everything about reaching a provider. None means: from the environment, else the default.

    Attributes:
        base_url: Address of the API, version path included, e.g. "http://localhost:8000/v1".
        api_key: The key; never shown in any text.
        proxy: "http://user:pass@host:port", or https, socks5h (the proxy looks names up), socks5, socks4a, socks4.
            An empty string or `disable_proxy=True` goes direct.
        disable_proxy: Ignore every proxy setting.
        timeout: A number of seconds, a timedelta, or `Timeouts`.
        headers: Sent with every request; they win over our own.
        verify: True (the bundle of certifi), False, "system" for the trust store of the operating system (with the
            extra `system-certs`), or the path of a CA bundle; beats `REQUESTS_CA_BUNDLE` and `SSL_CERT_FILE`.
        cert: Path of a client certificate, or (certificate, key).
        pool_size: Idle connections kept per host (`AI_HTTP_POOL_MAX_IDLE_PER_HOST`, default 32).
            More may be open at once.
        idle_timeout: Seconds an idle connection is kept (`AI_HTTP_POOL_IDLE_TIMEOUT_MS`, default 90 s).
        max_retries: Shorthand for a `RetryPolicy` with that number.
        retry: The retry policy.
        max_concurrency: Calls and streams in flight at once; more wait.
        queue_timeout: Seconds to wait for a place before `RequestTimeout`; None waits as long as the call may take.
        rate_limit: How much may be sent: a `RateLimit`, or requests per minute.
        breaker: Stops calling a target that fails: a `CircuitBreaker`.
        health: What `client.stats()` takes for trouble: `HealthThresholds`.
    """

    base_url: str | None = None
    api_key: Any = None
    proxy: str | None = None
    disable_proxy: bool = False
    timeout: Timeouts | Seconds | None = None
    headers: Mapping[str, str] | None = attrs.field(default=None, converter=_headers)
    verify: bool | str | None = None
    cert: str | tuple[str, str] | None = None
    pool_size: int | None = None
    idle_timeout: Seconds | None = None
    max_retries: int | None = None
    retry: RetryPolicy | None = None
    max_concurrency: int | None = None
    queue_timeout: Seconds | None = None
    rate_limit: RateLimit | float | None = None
    breaker: CircuitBreaker | None = None
    health: HealthThresholds | None = None

    def __copy__(self) -> ConnectionOptions:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> ConnectionOptions:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        values = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        secrets = [name for name in ("api_key", "proxy", "headers") if values[name]]
        if secrets:
            raise TypeError(
                f"ConnectionOptions with {' and '.join(secrets)} cannot be pickled: that would write a secret to a file"
                " or a queue; let the other process read it from its own environment"
            )
        return _options_of, (values,)

    def __repr__(self) -> str:
        shown: list[str] = []
        for field in attrs.fields(type(self)):
            value = getattr(self, field.name)
            if value is None or value is False:
                continue
            # Keys, proxy URLs and headers may each hold a secret.
            if field.name in ("api_key", "proxy"):
                value = "***"
            elif field.name == "headers":
                value = dict.fromkeys(value, "***")
            shown.append(f"{field.name}={value!r}")
        return f"ConnectionOptions({', '.join(shown)})"


def _options_of(values: dict[str, Any]) -> ConnectionOptions:
    return ConnectionOptions(**values)
