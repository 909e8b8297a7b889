"""`ModelArray`: endpoints that share the load, which of them is next, and which of them are well.

An array keeps the health and the figures of its endpoints; clients may share one, from any number of threads.
"""

from __future__ import annotations

import threading
import time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import attrs

from .errors import ConfigurationError
from .models.record import Record
from .options import Seconds, is_whole, seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["EndpointStats", "HealthCheck", "LoadBalancingStrategy", "ModelArray", "ModelEndpoint"]

_SMOOTHING = 0.3  # weight of the newest observation in the moving averages
_STALE = 30.0  # seconds after which a latency says nothing any more


class LoadBalancingStrategy(StrEnum):
    """How an array chooses among its healthy endpoints."""

    ROUND_ROBIN = "round_robin"
    """One after the other."""
    WEIGHTED = "weighted"
    """In proportion to their weights, evenly mixed."""
    LEAST_CONNECTIONS = "least_connections"
    """The one with the fewest calls and streams in flight, for its weight."""
    HEALTH_BASED = "health_based"
    """The one with the best record of late; equals in turn."""
    LATENCY = "latency"
    """The one that has answered fastest of late."""
    COST = "cost"
    """The cheapest by the price list; unknown prices last."""


@attrs.frozen(eq=False, repr=False)
class ModelEndpoint:
    """One endpoint of an array, or a target of a chain or race.

    Attributes:
        name: Its name in reports; without `url` and `provider` it is also the target, "provider/model".
        url: Base URL, version path included; None is the provider's own.
        model: Model id; None sends the model of the request, "auto" the provider's default.
        weight: Share of the load, for `WEIGHTED` and `LEAST_CONNECTIONS`.
        provider: Provider id; None is the one whose address `url` is, else any server that speaks the OpenAI chat API.
        api_key: Its key, as for a client; else the provider's variables. It is sent to this endpoint only.
        protocol: Another wire family that the provider speaks.
        healthy: Whether it is taken for healthy at first.
        cost: US dollars per million tokens, for `COST`; None looks into the price list.
    """

    name: str
    url: str | None = None
    model: str | None = None
    weight: float = 1.0
    provider: str | None = attrs.field(default=None, kw_only=True)
    api_key: Any = attrs.field(default=None, kw_only=True)
    protocol: str | None = attrs.field(default=None, kw_only=True)
    healthy: bool = attrs.field(default=True, kw_only=True)
    cost: float | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        weight: Any = self.weight
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not weight > 0:
            raise ConfigurationError(f"weight must be a positive number, not {weight!r}")
        name: Any = self.name
        if not isinstance(name, str) or not name.strip():
            raise ConfigurationError(f"An endpoint needs a name, not {name!r}")

    def __repr__(self) -> str:
        # Neither key nor address: either may hold a secret.
        return f"<ModelEndpoint {self.name}>"


def _interval(value: Seconds) -> float:
    return seconds(value, "interval") or 0.0


def _timeout(value: Seconds) -> float:
    return seconds(value, "timeout") or 0.0


def _check_failures(_check: Any, _attribute: Any, value: Any) -> None:
    if not is_whole(value, 1):
        raise ConfigurationError(f"max_failures must be an integer of at least 1, not {value!r}")


@attrs.frozen(eq=False)
class HealthCheck:
    """Asking endpoints how they are.

    Attributes:
        endpoint: A path from the server's root ("/health"), a whole URL, or "models" for the provider's list of models.
            Any answer below 500 is a sign of life.
        interval: Seconds between two checks of an endpoint.
        timeout: Seconds for one.
        max_failures: Failures in a row (of checks or calls) after which an endpoint is unhealthy.
    """

    endpoint: str = "/health"
    interval: float = attrs.field(default=30.0, converter=_interval)
    timeout: float = attrs.field(default=5.0, converter=_timeout)
    max_failures: int = attrs.field(default=3, validator=_check_failures)


@attrs.frozen(eq=False, repr=False)
class EndpointStats(Record):
    """Figures of one endpoint.

    Attributes:
        name: Of the endpoint.
        healthy: Whether it is chosen.
        in_flight: Calls and streams at this moment (`connection_count` is another name).
        calls, failures: So far.
        consecutive_failures: Since the last success.
        latency: Seconds, a moving average; None before the first answer.
    """

    name: str
    healthy: bool
    in_flight: int
    calls: int
    failures: int
    consecutive_failures: int
    latency: float | None

    @property
    def connection_count(self) -> int:
        """Another name for `in_flight`."""
        return self.in_flight


class _State:
    """What an array knows of one endpoint; changed under the array's lock."""

    __slots__ = (
        "calls", "checked_at", "consecutive", "cost", "credit", "endpoint", "failures", "healthy", "in_flight",
        "latency", "pinned", "resting_until", "score", "tried_at", "turn",
    )  # fmt: skip

    def __init__(self, endpoint: ModelEndpoint) -> None:
        self.endpoint = endpoint
        self.healthy = endpoint.healthy
        self.pinned = not endpoint.healthy  # by hand: only by hand, or a good check, does it come back
        self.in_flight = 0
        self.calls = 0
        self.failures = 0
        self.consecutive = 0
        self.latency: float | None = None
        self.score = 1.0
        self.credit = 0.0
        self.turn = 0
        self.cost = endpoint.cost
        self.tried_at: float | None = None
        self.checked_at: float | None = None
        self.resting_until = 0.0


class ModelArray:
    """Endpoints that share the load.

    Args:
        name: Its name in reports.
        strategy: How to choose.
        recovery: Seconds after which an unhealthy endpoint is tried again by a call.
        max_failures: Failures in a row after which an endpoint is unhealthy; a health check has its own number.
        endpoints: Endpoints to begin with.

    A call that fails at one endpoint goes on to the next one within the call. When none is healthy, all of them are
    tried as the last resort.

    Examples:
        >>> array = ModelArray("production").add_endpoint(ModelEndpoint("groq")).add_endpoint(ModelEndpoint("openai"))
        >>> [array.select_endpoint().name for _ in range(3)]
        ['groq', 'openai', 'groq']
    """

    def __init__(
        self,
        name: str = "array",
        strategy: LoadBalancingStrategy | str = LoadBalancingStrategy.ROUND_ROBIN,
        *,
        recovery: Seconds = 30.0,
        max_failures: int = 3,
        endpoints: Iterable[ModelEndpoint] = (),
    ) -> None:
        self._name = name
        # Reentrant: a stream that is collected as garbage may report in the midst of anything.
        self._lock = threading.RLock()
        self._states: dict[str, _State] = {}
        self._turn = 0
        self._check: HealthCheck | None = None
        self._recovery = seconds(recovery, "recovery") or 0.0
        if not is_whole(max_failures, 1):
            raise ConfigurationError(f"max_failures must be an integer of at least 1, not {max_failures!r}")
        self._max_failures = max_failures
        self.with_strategy(strategy)
        for endpoint in endpoints:
            self.add_endpoint(endpoint)

    @classmethod
    def of(
        cls, targets: Iterable[Any], strategy: LoadBalancingStrategy | str = LoadBalancingStrategy.ROUND_ROBIN
    ) -> ModelArray:
        """An array of targets: "provider/model" or `ModelEndpoint`; its name is e.g. "round_robin[openai,groq]".

        Raises:
            ConfigurationError: There is none, or one is neither.
        """
        listed: list[Any] = [targets] if isinstance(targets, str) else list(targets)
        if not listed:
            raise ConfigurationError("An array needs at least one endpoint")
        made = [ModelEndpoint(one) if isinstance(one, str) else one for one in listed]
        for one in made:
            if not isinstance(one, ModelEndpoint):
                raise ConfigurationError(f"An array holds endpoints, not {one!r}")
        chosen = LoadBalancingStrategy(strategy)
        return cls(f"{chosen.value}[{','.join(one.name for one in made)}]", chosen, endpoints=made)

    # How it is set up

    def with_strategy(self, strategy: LoadBalancingStrategy | str) -> ModelArray:
        """Choose in this way from now on; returns the array.

        Raises:
            ConfigurationError: There is no such strategy.
        """
        try:
            self._strategy = LoadBalancingStrategy(strategy)
        except ValueError:
            raise ConfigurationError(
                f"There is no strategy {strategy!r}",
                hint=f"There are {', '.join(one.value for one in LoadBalancingStrategy)}",
            ) from None
        return self

    def with_health_check(self, check: HealthCheck | None = None, **fields: Any) -> ModelArray:
        """Check the endpoints; `fields` are those of `HealthCheck`. Returns the array.

        Checks are due once per interval and run beside a call, so that no thread or task is there between calls:
        see `docs/routing.md`.
        """
        self._check = check if check is not None else HealthCheck(**fields)
        return self

    def add_endpoint(self, endpoint: ModelEndpoint) -> ModelArray:
        """Add an endpoint; returns the array.

        Raises:
            ConfigurationError: There is one of that name already.
        """
        with self._lock:
            if endpoint.name in self._states:
                raise ConfigurationError(f"The array has an endpoint {endpoint.name!r} already")
            # A new dict: whoever looks at the old one meanwhile is not disturbed.
            self._states = {**self._states, endpoint.name: _State(endpoint)}
        return self

    def remove_endpoint(self, name: str) -> bool:
        """Take an endpoint out; what it is busy with goes on. False if there is none of that name."""
        with self._lock:
            left = {key: state for key, state in self._states.items() if key != name}
            found = len(left) < len(self._states)
            self._states = left
        return found

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    @property
    def strategy(self) -> LoadBalancingStrategy:
        """How it chooses."""
        return self._strategy

    @property
    def health_check(self) -> HealthCheck | None:
        """How it checks, or None."""
        return self._check

    @property
    def endpoints(self) -> tuple[ModelEndpoint, ...]:
        """Its endpoints."""
        return tuple(state.endpoint for state in self._states.values())

    def __len__(self) -> int:
        return len(self._states)

    def __iter__(self) -> Iterator[ModelEndpoint]:
        return iter(self.endpoints)

    def __repr__(self) -> str:
        return f"<ModelArray {self._name}: {', '.join(self._states) or 'empty'}>"

    # Health

    def _state(self, name: str) -> _State:
        state = self._states.get(name)
        if state is None:
            raise ConfigurationError(f"The array has no endpoint {name!r}", hint=f"It has {', '.join(self._states)}")
        return state

    def mark_healthy(self, name: str) -> None:
        """Choose this endpoint again.

        Raises:
            ConfigurationError: There is none of that name.
        """
        with self._lock:
            self._revive(self._state(name))

    @staticmethod
    def _revive(state: _State) -> None:
        state.healthy, state.pinned, state.consecutive, state.resting_until = True, False, 0, 0.0
        state.score = max(state.score, 0.5)

    def mark_unhealthy(self, name: str) -> None:
        """Choose this endpoint no more, until `mark_healthy` or a good health check.

        Raises:
            ConfigurationError: There is none of that name.
        """
        with self._lock:
            state = self._state(name)
            state.healthy, state.pinned = False, True

    def is_healthy(self, name: str) -> bool:
        """Whether this endpoint is chosen.

        Raises:
            ConfigurationError: There is none of that name.
        """
        return self._state(name).healthy

    def stats(self) -> dict[str, EndpointStats]:
        """Name to figures of each endpoint."""
        with self._lock:
            return {
                name: EndpointStats(
                    name, state.healthy, state.in_flight, state.calls, state.failures, state.consecutive, state.latency
                )
                for name, state in self._states.items()
            }

    # Choosing

    def select_endpoint(self) -> ModelEndpoint | None:
        """The endpoint that the next call would get; the turn passes on. None when none is healthy."""
        with self._lock:
            state = self._choose([one for one in self._states.values() if one.healthy], time.monotonic())
        return None if state is None else state.endpoint

    def _take(self, now: float, used: Mapping[str, Any], *, last_resort: bool = True) -> ModelEndpoint | None:
        """Choose for a call and count it as in flight; `used` are the ones it has tried."""
        with self._lock:
            left = [state for name, state in self._states.items() if name not in used]
            state = None
            for candidates in self._circles(left, now, last_resort=last_resort):
                state = self._choose(candidates, now)
                if state is not None:
                    break
            if state is None:
                return None
            state.in_flight += 1
            state.calls += 1
            state.tried_at = now
            return state.endpoint

    def _has_other(self, used: Mapping[str, Any]) -> bool:
        """Whether a healthy endpoint is left that a call has not tried."""
        return any(state.healthy and name not in used for name, state in self._states.items())

    def _circles(self, left: list[_State], now: float, *, last_resort: bool) -> Iterator[list[_State]]:
        """Candidates, the best first: one that may have recovered, the healthy ones, the busy ones, the sick."""
        for state in left:
            # One call in each recovery time finds out; the others are not held up by it.
            tried = state.tried_at
            if not state.healthy and not state.pinned and (tried is None or now - tried >= self._recovery):
                yield [state]
        yield [state for state in left if state.healthy and state.resting_until <= now]
        yield [state for state in left if state.healthy]
        if last_resort:
            yield left

    def _choose(self, candidates: list[_State], now: float) -> _State | None:
        if not candidates:
            return None
        # Equals take turns: the one that was chosen longest ago comes first.
        ordered = sorted(candidates, key=_turn)
        strategy = self._strategy
        if strategy is LoadBalancingStrategy.WEIGHTED:
            chosen = _weighted(ordered)
        elif strategy is LoadBalancingStrategy.ROUND_ROBIN:
            chosen = ordered[0]
        else:
            measure = _MEASURES[strategy]
            chosen = min(ordered, key=lambda state: measure(state, now))
        self._turn += 1
        chosen.turn = self._turn
        return chosen

    # What calls report

    def _left(self, name: str) -> None:
        """A call or stream is over."""
        with self._lock:
            state = self._states.get(name)
            if state is not None and state.in_flight > 0:
                state.in_flight -= 1

    def _passed(self, name: str, elapsed: float | None) -> None:
        """An endpoint answered, after `elapsed` seconds."""
        with self._lock:
            state = self._states.get(name)
            if state is None:
                return
            state.consecutive = 0
            state.score += _SMOOTHING * (1.0 - state.score)
            if not state.pinned:
                state.healthy = True
            if elapsed is not None:
                known = state.latency
                state.latency = elapsed if known is None else known + _SMOOTHING * (elapsed - known)

    def _failed(self, name: str, *, sick: bool, rest_until: float | None = None) -> None:
        """An endpoint failed; `sick` if that says something about its health, else it may want a rest."""
        with self._lock:
            state = self._states.get(name)
            if state is None:
                return
            state.failures += 1
            state.score -= _SMOOTHING * state.score
            if rest_until is not None:
                state.resting_until = rest_until
            if sick:
                self._sicken(state)

    def _sicken(self, state: _State) -> None:
        state.consecutive += 1
        most = self._check.max_failures if self._check is not None else self._max_failures
        if state.consecutive >= most:
            state.healthy = False

    # Checks

    def _due(self, now: float, *, everybody: bool = False) -> list[ModelEndpoint]:
        """Endpoints whose check is due, which count as checked now: those that no call has shown to be well."""
        check = self._check
        if check is None and not everybody:
            return []
        due: list[ModelEndpoint] = []
        with self._lock:
            for state in self._states.values():
                latest = state.checked_at
                if state.healthy and state.tried_at is not None and not state.consecutive:
                    latest = max(state.tried_at, latest or state.tried_at)
                if everybody or check is None or latest is None or now - latest >= check.interval:
                    state.checked_at = now
                    due.append(state.endpoint)
        return due

    def _checked(self, name: str, *, alive: bool) -> None:
        """The outcome of a check."""
        with self._lock:
            state = self._states.get(name)
            if state is None:
                return
            if alive:
                self._revive(state)
            else:
                self._sicken(state)

    def _price(self, name: str, find: Callable[[], float | None]) -> None:
        """Look the price of an endpoint up, once."""
        state = self._states.get(name)
        if state is not None and state.cost is None:
            state.cost = find()


def _turn(state: _State) -> int:
    return state.turn


def _weighted(candidates: list[_State]) -> _State:
    """Smooth weighted round robin: 5, 1, 1 gives a a b a c a a and not a a a a a b c."""
    total = 0.0
    best = candidates[0]
    for state in candidates:
        state.credit += state.endpoint.weight
        total += state.endpoint.weight
        if state.credit > best.credit + 1e-9:
            best = state
    best.credit -= total
    return best


def _load(state: _State, _now: float) -> float:
    return state.in_flight / state.endpoint.weight


def _sickness(state: _State, _now: float) -> float:
    return -round(state.score, 2)


def _slowness(state: _State, now: float) -> float:
    # Unknown or out of date: find out, but with one call at a time.
    if state.latency is None or state.tried_at is None or now - state.tried_at > _STALE:
        return 0.0 if state.in_flight == 0 else float(state.in_flight)
    return state.latency * (1 + state.in_flight)


def _cost(state: _State, _now: float) -> float:
    return float("inf") if state.cost is None else state.cost


_MEASURES: dict[LoadBalancingStrategy, Any] = {
    LoadBalancingStrategy.LEAST_CONNECTIONS: _load,
    LoadBalancingStrategy.HEALTH_BASED: _sickness,
    LoadBalancingStrategy.LATENCY: _slowness,
    LoadBalancingStrategy.COST: _cost,
}
