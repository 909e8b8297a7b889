"""What both clients have for presets and for looking at their limits; mixed into `Client` and `AsyncClient`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

import attrs

if TYPE_CHECKING:
    from typing import Unpack

    from .base_client import ClientKeywords
    from .core.breaker import Breaker
    from .core.call import Core
    from .limits import CircuitState, ClientStats, Signals
    from .options import ConnectionOptions
    from .providers.profile import ProviderProfile

__all__ = ["Resilient"]


def _laid_over(name: str, keywords: dict[str, Any]) -> ConnectionOptions:
    """A preset with the user's own options over it."""
    from .core.settings import merge
    from .limits import preset
    from .options import ConnectionOptions

    base = preset(name)
    given: ConnectionOptions | None = keywords.pop("options", None)
    if given is not None:
        own = {
            field.name: value
            for field in attrs.fields(ConnectionOptions)
            if (value := getattr(given, field.name)) is not None and value is not False
        }
        base = merge(base, **own)
    own_breaker = keywords.get("breaker") is not None or (given is not None and given.breaker is not None)
    if not own_breaker and base.breaker is not None and (keywords.get("timeout") or base.timeout) is not None:
        # The user's own time limit is worth more than that of a preset.
        base = attrs.evolve(base, breaker=attrs.evolve(base.breaker, timeout=None))
    return base


class Resilient:
    """Presets, and the layers in numbers."""

    _core: Core

    @classmethod
    def _preset(cls, name: str, target: Any, keywords: dict[str, Any]) -> Self:
        make = cast("Any", cls)
        client: Self = make(target, options=_laid_over(name, keywords), **keywords)
        return client

    @classmethod
    def with_smart_defaults(
        cls, target: str | ProviderProfile | None = None, /, **keywords: Unpack[ClientKeywords]
    ) -> Self:
        """A client for everyday use; the keywords are those of the client and win.

        Breaker: 5 failures, 30 s, 3 successes, 10 s without a byte. 10 requests per second, 20 at once. 100 calls in
        flight. Unhealthy at 10 % errors or 5 in a row, in 60 s.
        """
        return cls._preset("smart", target, dict(keywords))

    @classmethod
    def for_production(cls, target: str | ProviderProfile | None = None, /, **keywords: Unpack[ClientKeywords]) -> Self:
        """A careful client; the keywords are those of the client and win.

        Breaker: 3 failures, 60 s, 2 successes, 15 s without a byte. 5 requests per second, 10 at once, adaptive. 50
        calls in flight. Unhealthy at 5 % errors or 3 in a row, in 30 s.
        """
        return cls._preset("production", target, dict(keywords))

    @classmethod
    def for_development(
        cls, target: str | ProviderProfile | None = None, /, **keywords: Unpack[ClientKeywords]
    ) -> Self:
        """A lenient client that notices trouble quickly; the keywords are those of the client and win.

        Breaker: 10 failures, 15 s, 5 successes, 5 s without a byte. 20 requests per second, 50 at once. 200 calls in
        flight.
        """
        return cls._preset("development", target, dict(keywords))

    @classmethod
    def conservative(cls, target: str | ProviderProfile | None = None, /, **keywords: Unpack[ClientKeywords]) -> Self:
        """A client for a small plan; the keywords are those of the client and win.

        Breaker: 2 failures, 120 s, 5 successes, 30 s without a byte. 2 requests per second, 5 at once, adaptive and
        starting with 1.
        """
        return cls._preset("conservative", target, dict(keywords))

    def stats(self) -> ClientStats:
        """Calls, places, limits, breaker and health in numbers."""
        from .core.gate import stats

        return stats(self._core)

    get_resilience_stats = stats

    def signals(self) -> Signals:
        """Whether it is a good idea to call now."""
        from .core.gate import signals

        return signals(self._core)

    def reset_resilience(self) -> None:
        """The breaker closed, the limits full, all numbers 0; for all clients that share them."""
        from .core.gate import reset

        reset(self._core)

    @property
    def circuit(self) -> Breaker | None:
        """The circuit breaker, to switch it by hand; None when there is none."""
        gate = self._core.gate
        return None if gate is None else getattr(gate, "breaker", None)

    @property
    def circuit_state(self) -> CircuitState:
        """What the circuit breaker does: "disabled" (there is none), "closed", "open" or "half_open"."""
        from .limits import CircuitState

        breaker = self.circuit
        return CircuitState.DISABLED if breaker is None else breaker.state

    @property
    def current_inflight(self) -> int:
        """Calls and streams in flight, where `max_concurrency` is set; else 0."""
        pressure = self.stats().pressure
        return 0 if pressure is None else pressure.in_flight

    @property
    def is_resilient(self) -> bool:
        """Whether there is a rate limit, a breaker or a limit on calls in flight."""
        settings = self._core.settings
        layers = (settings.rate_limit, settings.breaker, settings.max_concurrency)
        return any(layer is not None for layer in layers)
