"""Several targets for one call: `FallbackChain` (the next when one fails), `RacePolicy` (the fastest wins),
`ModelArray` (the load is shared).

A target is "provider", "provider/model", a `ModelEndpoint`, or one of these three again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from .balance import HealthCheck, LoadBalancingStrategy, ModelArray, ModelEndpoint
from .errors import (
    AilibError,
    AllTargetsFailed,
    APIError,
    CircuitOpen,
    ConfigurationError,
    InvalidResponse,
    ModelNotFound,
    QuotaExhausted,
    RateLimited,
    ServerError,
    StreamError,
    TransportError,
)
from .options import Seconds, is_whole, seconds

if TYPE_CHECKING:
    from .models.routing import FallbackEvent  # noqa: TC004 - only annotations, which nothing reads

__all__ = [
    "Condition",
    "FallbackChain",
    "HealthCheck",
    "LoadBalancingStrategy",
    "ModelArray",
    "ModelEndpoint",
    "RacePolicy",
    "RouteTarget",
    "RoutingStrategyBuilder",
]

AfterContent: TypeAlias = Literal["raise", "restart"]
RouteTarget: TypeAlias = "str | ModelEndpoint | ModelArray | RacePolicy | FallbackChain"
Condition: TypeAlias = Callable[[AilibError], bool]


def _is_timeout(error: AilibError) -> bool:
    return isinstance(error, TimeoutError) or (isinstance(error, APIError) and error.status in (408, 504))


def _is_rate_limit(error: AilibError) -> bool:
    return isinstance(error, (RateLimited, QuotaExhausted))


def _is_failure(error: AilibError) -> bool:
    return isinstance(error, (ServerError, TransportError, StreamError, InvalidResponse, CircuitOpen))


def _is_fallbackable(error: AilibError) -> bool:
    return error.is_fallbackable


def _is_model_not_found(error: AilibError) -> bool:
    return isinstance(error, ModelNotFound)


def _members(error: AilibError) -> list[AilibError]:
    """The errors in a group; an error that is none is its own only member."""
    if not isinstance(error, AllTargetsFailed):
        return [error]
    return [inner for one in error.exceptions if isinstance(one, AilibError) for inner in _members(one)]


def _checked(target: Any, place: str) -> Any:
    if isinstance(target, str):
        if target.strip():
            return target.strip()
    elif isinstance(target, (ModelEndpoint, ModelArray, RacePolicy, FallbackChain)):
        return target
    raise ConfigurationError(
        f"{place} takes a target, not {target!r}",
        hint='Write "provider/model", or give a ModelEndpoint, ModelArray, RacePolicy or FallbackChain',
    )


def _name(target: RouteTarget | None) -> str:
    return "client" if target is None else target if isinstance(target, str) else target.name


@attrs.frozen(eq=False, repr=False)
class FallbackStep:
    """A target of a chain, and what must have gone wrong for it to be asked.

    Attributes:
        target: Whom to ask.
        when: The condition in words: "timeout", "rate_limit", "error", "always", "model_not_found" or "custom".
        condition: The same as a function of the error.
    """

    target: RouteTarget
    when: str
    condition: Condition

    def fits(self, error: AilibError) -> bool:
        """Whether to ask this target after that error; for a group: after each error in it."""
        members = _members(error)
        return bool(members) and all(self.condition(member) for member in members)


def _check_primary(_chain: Any, _attribute: Any, value: Any) -> None:
    if value is not None:
        _checked(value, "FallbackChain")


def _check_attempts(_chain: Any, _attribute: Any, value: Any) -> None:
    if value is not None and not is_whole(value, 1):
        raise ConfigurationError(f"max_attempts_per_target must be an integer of at least 1, not {value!r}")


def _check_after(_chain: Any, _attribute: Any, value: AfterContent) -> None:
    if value not in ("raise", "restart"):
        raise ConfigurationError(f'after_content must be "raise" or "restart", not {value!r}')


def _target_timeout(value: Seconds | None) -> float | None:
    return seconds(value, "target_timeout")


def _delay(value: Seconds) -> float:
    number: Any = value.total_seconds() if isinstance(value, timedelta) else value
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not number >= 0:
        raise ConfigurationError(f"A delay must be a number of seconds or a timedelta, not {value!r}")
    return float(number)


@attrs.frozen(eq=False, repr=False)
class FallbackChain:
    """Targets to ask when another one fails: `FallbackChain().on_timeout("groq").always("mistral/mistral-large")`.

    After a failure the next target is the first one not yet asked whose condition fits the error. What is wrong with
    the request itself (400, 404, 413) is wrong everywhere and ends the call, unless `on_model_not_found` or `when`
    says otherwise. Each method returns a longer chain and leaves this one as it is.

    Attributes:
        first: The target to begin with; None is the client's own.
        steps: The others.
        retry_all: When all have failed, ask all of them once more, if their errors allow a retry.
        max_attempts_per_target: Attempts at each target, retries included; None is what the client's retry policy says.
        delay_between_targets: Seconds to wait before the next target is asked.
        target_timeout: Seconds for each target of a call that is not streamed. None: where the call has a time limit
            and another target might still help, a target gets half of the time that is left.
        after_content: What to do when a stream fails after content was given out: "raise" the error, or "restart": ask
            the next target for the whole answer again. A chunk that is a `RestartChunk` tells you that it begins anew.
        on_fallback: Called with a `FallbackEvent` before the next target is asked. It must not be a coroutine function.
    """

    first: RouteTarget | None = attrs.field(default=None, validator=_check_primary)
    steps: tuple[FallbackStep, ...] = attrs.field(default=(), kw_only=True)
    retry_all: bool = attrs.field(default=False, kw_only=True)
    max_attempts_per_target: int | None = attrs.field(default=None, kw_only=True, validator=_check_attempts)
    delay_between_targets: float = attrs.field(default=0.0, kw_only=True, converter=_delay)
    target_timeout: float | None = attrs.field(default=None, kw_only=True, converter=_target_timeout)
    after_content: AfterContent = attrs.field(default="raise", kw_only=True, validator=_check_after)
    on_fallback: Callable[[FallbackEvent], object] | None = attrs.field(default=None, kw_only=True)

    @classmethod
    def of(cls, targets: Iterable[RouteTarget]) -> FallbackChain:
        """The first target, and each of the others when the one before failed, whatever the failure was.

        Raises:
            ConfigurationError: There is none.
        """
        listed = [targets] if isinstance(targets, str) else list(targets)
        if not listed:
            raise ConfigurationError("A failover chain needs at least one target")
        chain = cls(listed[0])
        for target in listed[1:]:
            chain = chain.always(target)
        return chain

    def _and(self, target: RouteTarget, when: str, condition: Condition) -> FallbackChain:
        step = FallbackStep(_checked(target, f"FallbackChain.{when}"), when, condition)
        return attrs.evolve(self, steps=(*self.steps, step))

    def primary(self, target: RouteTarget) -> FallbackChain:
        """The target to begin with."""
        return attrs.evolve(self, first=_checked(target, "FallbackChain.primary"))

    def on_timeout(self, target: RouteTarget) -> FallbackChain:
        """Ask `target` after a time-out: connecting, reading, silence in a stream, 408, 504."""
        return self._and(target, "on_timeout", _is_timeout)

    def on_rate_limit(self, target: RouteTarget) -> FallbackChain:
        """Ask `target` when limits are reached or the quota is used up."""
        return self._and(target, "on_rate_limit", _is_rate_limit)

    def on_error(self, target: RouteTarget) -> FallbackChain:
        """Ask `target` when service or network fail: 5xx, connections, time-outs, broken streams and answers."""
        return self._and(target, "on_error", _is_failure)

    def always(self, target: RouteTarget) -> FallbackChain:
        """Ask `target` after every error that another target may not have, a rejected key (401) included."""
        return self._and(target, "always", _is_fallbackable)

    def on_model_not_found(self, target: RouteTarget) -> FallbackChain:
        """Ask `target`, another model, when the provider does not know the model."""
        return self._and(target, "on_model_not_found", _is_model_not_found)

    def when(self, condition: Condition, target: RouteTarget) -> FallbackChain:
        """Ask `target` after errors for which `condition(error)` is true."""
        return self._and(target, "when", condition)

    @property
    def name(self) -> str:
        """E.g. "failover[openai/gpt-4o->mistral]"."""
        return f"failover[{'->'.join(_name(target) for target in (self.first, *(s.target for s in self.steps)))}]"

    def __repr__(self) -> str:
        return f"<FallbackChain {self.name}>"


Delay: TypeAlias = "Seconds | Literal['p50', 'p90', 'p95', 'p99']"
_PERCENTILES = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99}


@attrs.frozen(eq=False, repr=False)
class Contender:
    """A target of a race.

    Attributes:
        target: Whom to ask; None is the client's own target.
        delay: Seconds after the beginning of the call, or None when `percentile` says it.
        percentile: Start when the call has taken longer than this share of the answers before (0.95).
    """

    target: RouteTarget | None
    delay: float | None
    percentile: float | None = None


def _check_budget(_policy: Any, _attribute: Any, value: Any) -> None:
    if value is not None and (
        isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= float(value) <= 100
    ):
        raise ConfigurationError(f"budget must be a share of extra requests such as 0.15, not {value!r}")


@attrs.frozen(eq=False, repr=False)
class RacePolicy:
    """Ask several targets and take the first answer: `RacePolicy().contender("openai").contender("groq", delay=0.5)`.

    The first success wins; for a stream: the first content. A contender that fails lets the next one start at once.
    Each method returns a new policy.

    Attributes:
        contenders: The targets.
        cancels_others: Whether the others are cancelled when one has won (their connections are closed). If not, the
            call waits for them, and the report has their usage.
        budget: Extra requests that the clock may start, as a share of the calls: 0.15 is 15 in 100 calls. When it is
            used up, further contenders start only if all others have failed. None: no limit.
    """

    contenders: tuple[Contender, ...] = attrs.field(default=(), kw_only=True)
    cancels_others: bool = attrs.field(default=True, kw_only=True)
    budget: float | None = attrs.field(default=None, kw_only=True, validator=_check_budget)

    @classmethod
    def hedge(cls, delay: Delay = "p95", *, budget: float | None = 0.15) -> RacePolicy:
        """Ask the client's own target a second time when it is slow.

        Args:
            delay: Seconds; or "p95": longer than 95 % of the answers before. Nothing is hedged before 10 answers then.
            budget: See `RacePolicy`.
        """
        first = Contender(None, 0.0)
        return cls(contenders=(first,), budget=budget)._and(None, delay)

    def _and(self, target: RouteTarget | None, delay: Any) -> RacePolicy:
        if isinstance(delay, str):
            share = _PERCENTILES.get(delay)
            if share is None:
                raise ConfigurationError(
                    f"A delay is a number of seconds, a timedelta, or one of {', '.join(_PERCENTILES)}, not {delay!r}"
                )
            contender = Contender(target, None, share)
        else:
            contender = Contender(target, _delay(delay))
        return attrs.evolve(self, contenders=(*self.contenders, contender))

    def contender(self, target: RouteTarget, delay: Delay = 0.0) -> RacePolicy:
        """Add a target.

        Args:
            target: Whom to ask.
            delay: Seconds after the beginning of the call; or "p50", "p90", "p95", "p99": when the call has taken
                longer than that share of the first contender's answers.
        """
        return self._and(_checked(target, "RacePolicy.contender"), delay)

    def cancel_others(self, cancel: bool = True) -> RacePolicy:
        """Whether losers are cancelled."""
        return attrs.evolve(self, cancels_others=bool(cancel))

    def with_budget(self, share: float | None) -> RacePolicy:
        """Limit the extra requests."""
        return attrs.evolve(self, budget=share)

    @property
    def name(self) -> str:
        """E.g. "race[openai|groq]"."""
        return f"race[{'|'.join(_name(one.target) for one in self.contenders)}]"

    def __repr__(self) -> str:
        return f"<RacePolicy {self.name}>"


@attrs.frozen(eq=False)
class RoutingStrategyBuilder:
    """Collects targets; then `build_failover()` or `build_round_robin()`.

    Attributes:
        targets: Those added so far.
    """

    targets: tuple[RouteTarget, ...] = ()

    def with_provider(self, target: RouteTarget) -> RoutingStrategyBuilder:
        """Add a target."""
        return RoutingStrategyBuilder((*self.targets, _checked(target, "with_provider")))

    def build_failover(self) -> FallbackChain:
        """A chain through all of them.

        Raises:
            ConfigurationError: There is none.
        """
        return FallbackChain.of(self.targets)

    def build_round_robin(self) -> ModelArray:
        """An array that takes them in turn.

        Raises:
            ConfigurationError: There is none, or one of them is a chain, race or array.
        """
        return ModelArray.of(self.targets)
