"""Limits on what a client sends, and what it says of itself: `RateLimit`, `CircuitBreaker`, `HealthThresholds`.

    Client("openai/gpt-4o", rate_limit=RateLimit(rpm=500, tpm=200_000), breaker=CircuitBreaker())

`preset(name)` gives the options behind `Client.for_production` and its like. The classes named `...Stats` are what
`client.stats()` returns.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import attrs

from .errors import ConfigurationError
from .models.record import Record

if TYPE_CHECKING:
    from .options import ConnectionOptions

__all__ = [
    "BreakerStats",
    "CircuitBreaker",
    "CircuitState",
    "ClientStats",
    "HealthStats",
    "HealthThresholds",
    "LimitStats",
    "PressureStats",
    "RateLimit",
    "SharedLimit",
    "Signals",
    "SuggestedAction",
    "preset",
]

Allowance: TypeAlias = "tuple[float, float, float, float]"


class SharedLimit(Protocol):
    """Where several processes count together; `ailib.integrations.redis.RedisLimit` is one.

    It may have a second method, `settle(name, amounts)`: count so much more (or less, of names to numbers) than was
    taken, without asking. Without it that is added to what is taken next.
    """

    def take(self, name: str, amounts: Mapping[str, Allowance]) -> float:
        """Take from every allowance, or from none of them.

        Args:
            name: Whose allowances: the fingerprint of a key and an address.
            amounts: Name of each allowance to (amount, most in a minute or 0, tokens per second or 0, capacity).

        Returns:
            0 when it was taken, else the seconds after which it is worth another try.
        """
        ...


def _number(value: Any, name: str) -> float | None:
    """A positive number; 0 and None mean no limit."""
    if value is None or (not isinstance(value, bool) and value == 0):
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < float("inf"):
        raise ConfigurationError(f"{name} must be a positive number, not {value!r}")
    return float(value)


# Converters are named functions, so that type checkers and editors see what a field takes.
def _rpm(value: float | None) -> float | None:
    return _number(value, "rpm")


def _tpm(value: float | None) -> float | None:
    return _number(value, "tpm")


def _rps(value: float | None) -> float | None:
    return _number(value, "rps")


def _burst(value: float | None) -> float | None:
    return _number(value, "burst")


def _initial(value: float | None) -> float | None:
    return _number(value, "initial")


def _recovery(value: float) -> float:
    return _number(value, "recovery") or 0.0


def _timeout(value: float | None) -> float | None:
    return _number(value, "timeout")


def _window(value: float) -> float:
    return _number(value, "window") or 0.0


@attrs.frozen(eq=True)
class RateLimit:
    """How much may be sent; calls wait for their turn, first come, first served.

    All clients of one key at one address that are open at the same time and have the same numbers count together,
    whatever their threads, tasks and event loops.

    Attributes:
        rpm: Requests in any 60 seconds. 0 or None: no such limit.
        tpm: Tokens in any 60 seconds, prompt and answer: estimated before a request, corrected by the usage of its
            answer.
        rps: Requests per second.
        burst: Requests that may go at once after a pause, the capacity of the bucket that `rps` (or `rpm` / 60) fills.
            By default 1.5 seconds' worth of `rps`; of `rpm` one second's, at least 10, never more than the minute's.
        learn: Read the limits from the headers of the answers too, per model, and keep to them.
        adaptive: Raise the rate by a tenth on each success, lower it by a tenth on each failure of the provider,
            between 25 % and 200 % of `rps` (or `rpm` / 60).
        initial: Requests per second that an adaptive limit starts with, by default `rps`.
        shared: Counts for several processes, see `ailib.integrations.redis`.

    Raises:
        ConfigurationError: A number that is negative, or a burst without a rate.
    """

    rpm: float | None = attrs.field(default=None, converter=_rpm)
    tpm: float | None = attrs.field(default=None, converter=_tpm)
    rps: float | None = attrs.field(default=None, converter=_rps)
    burst: float | None = attrs.field(default=None, converter=_burst)
    learn: bool = True
    adaptive: bool = False
    initial: float | None = attrs.field(default=None, converter=_initial)
    shared: SharedLimit | None = attrs.field(default=None, eq=id)

    def __attrs_post_init__(self) -> None:
        if self.rate is None and (self.burst is not None or self.adaptive or self.initial is not None):
            raise ConfigurationError("burst, adaptive and initial need rps or rpm")
        if self.burst is not None and self.burst < 1:
            raise ConfigurationError(f"burst must be at least 1, not {self.burst!r}")

    @property
    def rate(self) -> float | None:
        """Requests per second that the bucket is filled with; None without a limit on requests."""
        if self.rps is not None:
            return self.rps
        return None if self.rpm is None else self.rpm / 60

    @property
    def capacity(self) -> float:
        """Requests that the bucket holds."""
        if self.burst is not None:
            return self.burst
        if self.rps is not None:
            return max(1.0, self.rps * 1.5)
        rpm = self.rpm or 60.0
        return max(1.0, min(rpm, max(10.0, rpm / 60)))

    @classmethod
    def from_rps(cls, rps: float, burst: float | None = None) -> RateLimit:
        """So many requests per second; 0 is no limit."""
        return cls(rps=rps, burst=burst)

    @classmethod
    def from_rpm(cls, rpm: float) -> RateLimit:
        """So many requests per minute; 0 is no limit."""
        return cls(rpm=rpm)

    @classmethod
    def of(cls, value: RateLimit | float) -> RateLimit:
        """What `rate_limit=value` means: a number is requests per minute."""
        return value if isinstance(value, RateLimit) else cls(rpm=value)

    def with_shared(self, shared: SharedLimit | None) -> RateLimit:
        """A copy that counts with other processes."""
        return attrs.evolve(self, shared=shared)


def _at_least_one(name: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ConfigurationError(f"{name} must be an integer of at least 1, not {value!r}")


@attrs.frozen(eq=True)
class CircuitBreaker:
    """Stops calling a target that fails, and tries it again after a while.

    closed -> (`failures` in a row) -> open -> (after `recovery` seconds) -> half-open -> (`successes`) -> closed.
    While it is open, calls raise `CircuitOpen` and nothing is sent. While it is half-open one attempt at a time is let
    through; one failure opens it again. Attempts count, not calls. A failure is one that says something of the target:
    network, time-outs, 5xx, 529, broken streams. 4xx, 429 too, and cancels are neither failure nor success.

    All clients of one key at one address that are open at the same time and have the same numbers share one.

    Attributes:
        failures: Failures in a row that open it.
        recovery: Seconds until it is tried again.
        successes: Successes in a row that close it again.
        timeout: Seconds without a byte after which an attempt is given up and counts as a failure: the client's `read`
            timeout where that is longer. None leaves that as it is. A `timeout` given with a single call wins.

    Raises:
        ConfigurationError: A number that makes no sense.
    """

    failures: int = 5
    recovery: float = attrs.field(default=30.0, converter=_recovery)
    successes: int = 3
    timeout: float | None = attrs.field(default=None, converter=_timeout)

    def __attrs_post_init__(self) -> None:
        _at_least_one("failures", self.failures)
        _at_least_one("successes", self.successes)
        if self.recovery <= 0:
            raise ConfigurationError("recovery must be a positive number of seconds")


@attrs.frozen(eq=True)
class HealthThresholds:
    """When `client.stats().health` and `client.signals()` speak of trouble. Nothing is stopped by it.

    Attributes:
        rate: Share of failed attempts in the window above which a client is not healthy, 0 to 1.
        consecutive: Failed attempts in a row that make it so at once.
        window: Seconds.

    Raises:
        ConfigurationError: A number that makes no sense.
    """

    rate: float = 0.1
    consecutive: int = 5
    window: float = attrs.field(default=60.0, converter=_window)

    def __attrs_post_init__(self) -> None:
        _at_least_one("consecutive", self.consecutive)
        if not 0 < self.rate <= 1 or self.window <= 0:
            raise ConfigurationError("rate must be above 0 and at most 1, window a positive number of seconds")


class CircuitState(StrEnum):
    """What a circuit breaker does."""

    DISABLED = "disabled"  # there is none, or it was switched off
    CLOSED = "closed"  # calls go through
    OPEN = "open"  # calls are refused
    HALF_OPEN = "half_open"  # one attempt at a time


class SuggestedAction(StrEnum):
    """What would help against the errors of late."""

    NONE = "no_action"
    RETRY = "retry"
    SWITCH_PROVIDER = "switch_provider"
    CHECK_CREDENTIALS = "check_credentials"
    REDUCE_REQUEST_SIZE = "reduce_request_size"
    CONTACT_SUPPORT = "contact_support"


def _share(part: int, whole: int, empty: float) -> float:
    return part / whole if whole else empty


@attrs.frozen(eq=False, repr=False)
class BreakerStats(Record):
    """A circuit breaker in numbers.

    Attributes:
        state: Now.
        successes, failures, neutral: Attempts that ended so; neutral ones say nothing of the target.
        timeouts: Failures that were time-outs.
        rejected: Calls that were refused.
        opened, closed: How often it did.
        consecutive_failures: In a row, so far.
        last_failure: Seconds since the last one, or None.
        retry_after: Seconds until it is tried again, None unless it is open (or while it is held open).
        uptime: Seconds since it was made.
    """

    state: CircuitState = CircuitState.DISABLED
    successes: int = 0
    failures: int = 0
    neutral: int = 0
    timeouts: int = 0
    rejected: int = 0
    opened: int = 0
    closed: int = 0
    consecutive_failures: int = 0
    last_failure: float | None = None
    retry_after: float | None = None
    uptime: float = 0.0

    @property
    def total(self) -> int:
        """Attempts that were let through and have ended."""
        return self.successes + self.failures + self.neutral

    @property
    def success_rate(self) -> float:
        """Share of successes among successes and failures; 1 before the first."""
        return _share(self.successes, self.successes + self.failures, 1.0)

    @property
    def failure_rate(self) -> float:
        """Share of failures; 0 before the first."""
        return _share(self.failures, self.successes + self.failures, 0.0)

    @property
    def is_healthy(self) -> bool:
        """Not open, and more than 80 % successes."""
        return self.state in (CircuitState.CLOSED, CircuitState.DISABLED) and self.success_rate > 0.8


@attrs.frozen(eq=False, repr=False)
class LimitStats(Record):
    """A rate limit in numbers.

    Attributes:
        admitted: Attempts that got their turn.
        waited: Those that had to wait for it.
        waited_seconds: How long, all together.
        rejected: Attempts whose turn would have come too late.
        waiting: Attempts in the queue now.
        successes, failures: How admitted attempts ended; only failures of the provider count (429, 5xx, network).
        rate: Requests per second now (an adaptive limit changes it), or None without such a limit.
        available: Requests that may go at once, or None when nothing limits them.
        tokens_available: The same for tokens.
        paused: Seconds for which the provider has asked to wait, 0 for none.
    """

    admitted: int = 0
    waited: int = 0
    waited_seconds: float = 0.0
    rejected: int = 0
    waiting: int = 0
    successes: int = 0
    failures: int = 0
    rate: float | None = None
    available: float | None = None
    tokens_available: float | None = None
    paused: float = 0.0

    @property
    def success_rate(self) -> float:
        """Share of successes among what has ended; 1 before the first."""
        return _share(self.successes, self.successes + self.failures, 1.0)

    @property
    def rejection_rate(self) -> float:
        """Share of attempts that were turned away; 0 before the first."""
        return _share(self.rejected, self.admitted + self.rejected, 0.0)

    @property
    def is_healthy(self) -> bool:
        """More than 80 % successes and less than 20 % turned away."""
        return self.success_rate > 0.8 and self.rejection_rate < 0.2


@attrs.frozen(eq=False, repr=False)
class PressureStats(Record):
    """`max_concurrency` in numbers.

    Attributes:
        limit: Calls and streams that may be in flight at once.
        in_flight: Now.
        peak: Most of them at once, so far.
        total: Places given out.
        rejected: Calls that did not get a place in time.
        waiting: Calls in the queue now.
    """

    limit: int = 0
    in_flight: int = 0
    peak: int = 0
    total: int = 0
    rejected: int = 0
    waiting: int = 0

    @property
    def utilization(self) -> float:
        """Share of the places that are taken, 0 to 1."""
        return min(1.0, _share(self.in_flight, self.limit, 0.0))


@attrs.frozen(eq=False, repr=False)
class HealthStats(Record):
    """The attempts of late.

    Attributes:
        attempts, errors: In the window.
        consecutive: Failed attempts in a row.
        is_healthy: Neither threshold is passed.
        patterns: Name of each error class to how often it came in the last minute.
        action: What would help.
    """

    attempts: int = 0
    errors: int = 0
    consecutive: int = 0
    is_healthy: bool = True
    patterns: Mapping[str, int] = attrs.field(factory=dict[str, int])
    action: SuggestedAction = SuggestedAction.NONE

    @property
    def error_rate(self) -> float:
        """Share of failed attempts in the window."""
        return _share(self.errors, self.attempts, 0.0)


@attrs.frozen(eq=False, repr=False)
class ClientStats(Record):
    """What `client.stats()` tells. A part is None when the client has no such layer.

    Attributes:
        calls: Attempts that have ended, of this client and its copies.
        successful: Those with an answer.
        tokens: Tokens of their answers, prompts included.
        pressure: `max_concurrency`.
        limits: `rate_limit`, together with the other clients of the key.
        breaker: `breaker`, together with the other clients of the key.
        health: Attempts of late.
    """

    calls: int = 0
    successful: int = 0
    tokens: int = 0
    pressure: PressureStats | None = None
    limits: LimitStats | None = None
    breaker: BreakerStats | None = None
    health: HealthStats | None = None


@attrs.frozen(eq=False, repr=False)
class Signals(Record):
    """Whether it is a good idea to call now, at a glance.

    Attributes:
        is_healthy: A call would be sent within a second, and attempts of late have worked.
        health_score: 0 (nothing goes through) to 1 (nothing is wrong).
        utilization: Share of the places of `max_concurrency` that are taken.
        circuit_state: Of the breaker.
        wait: Seconds that a call would wait for its turn.
    """

    is_healthy: bool = True
    health_score: float = 1.0
    utilization: float = 0.0
    circuit_state: CircuitState = CircuitState.DISABLED
    wait: float = 0.0


def _presets() -> dict[str, tuple[CircuitBreaker | None, RateLimit | None, int | None, HealthThresholds | None]]:
    return {
        "default": (None, None, None, None),
        "smart": (
            CircuitBreaker(5, 30, 3, 10),
            RateLimit(rps=10, burst=20),
            100,
            HealthThresholds(0.1, 5, 60),
        ),
        "production": (
            CircuitBreaker(3, 60, 2, 15),
            RateLimit(rps=5, burst=10, adaptive=True, initial=5),
            50,
            HealthThresholds(0.05, 3, 30),
        ),
        "development": (CircuitBreaker(10, 15, 5, 5), RateLimit(rps=20, burst=50), 200, None),
        "conservative": (
            CircuitBreaker(2, 120, 5, 30),
            RateLimit(rps=2, burst=5, adaptive=True, initial=1),
            None,
            None,
        ),
    }


def preset(name: str) -> ConnectionOptions:
    """Options for a purpose: "default", "smart", "production", "development" or "conservative".

    Raises:
        ConfigurationError: There is no such preset.
    """
    from .options import ConnectionOptions

    presets = _presets()
    if name not in presets:
        raise ConfigurationError(f"There is no preset {name!r}", hint=f"Known are {', '.join(presets)}")
    breaker, rate_limit, most, health = presets[name]
    return ConnectionOptions(breaker=breaker, rate_limit=rate_limit, max_concurrency=most, health=health)
