"""The gate before each attempt: circuit breaker, then rate limit; and the states that clients of one key share.

A state belongs to a key at an address, known by a fingerprint of the key. It is shared by all clients that are open at
the same time and have the same numbers, blocking and async, and ends with the last of them.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import WeakSet

from ..errors import AilibError, Cancelled, CircuitOpen
from ..limits import CircuitState, ClientStats, Signals
from .breaker import Breaker
from .health import Health
from .limiter import Limiter
from .pressure import CountedPermits

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from ..models.usage import Usage
    from .buckets import Ticket
    from .call import Call, Core, Ports
    from .settings import Settings
    from .target import Target

__all__ = ["Gate", "ResilientGate", "gate_for", "reset", "signals", "stats"]

T = TypeVar("T")


class Gate(Protocol):
    """What lets the attempts of a core pass."""

    async def admit(self, call: Call) -> None:
        """Before each attempt: wait for its turn.

        Raises:
            CircuitOpen: The target is taken for dead; nothing is sent.
            RequestTimeout: The turn would come after the call's deadline.
            Cancelled: The call was cancelled while it waited.
        """
        ...

    def passed(self, call: Call, elapsed: float, result: Any) -> None:
        """The attempt worked (a stream was opened); `call.headers_seen` has the headers of the answer."""
        ...

    def failed(self, call: Call, error: AilibError, elapsed: float) -> None:
        """The attempt failed, or the stream that it had opened."""
        ...

    def dropped(self, call: Call) -> None:
        """The attempt was given up from outside: by the cancel of a task, or an interrupt. Takes no lock."""
        ...

    def ended(self, call: Call, usage: Usage, *, complete: bool) -> None:
        """A stream is closed; `complete` when it came to its end. Does nothing the second time."""
        ...


class _State:
    __slots__ = ("users", "what")

    def __init__(self, what: Any) -> None:
        self.what = what
        self.users: WeakSet[Ports] = WeakSet()

    @property
    def alive(self) -> bool:
        return any(not ports.closed for ports in tuple(self.users))


_STATES: dict[tuple[Any, ...], _State] = {}
_LOCKS: dict[int, AbstractContextManager[Any]] = {}  # by process: a fork may happen while one is held
_process = 0  # counts the forks that led here: cheaper to ask for than the id of the process


def _forked() -> None:
    global _process  # noqa: PLW0603 - one number for the process
    _process += 1


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def _shared(key: tuple[Any, ...], ports: Ports, make: Callable[[], T]) -> T:
    """The state of a key, made if nobody has it."""
    with _LOCKS.setdefault(_process, ports.runtime.lock()):
        for other in [other for other, state in _STATES.items() if not state.alive]:
            del _STATES[other]
        state = _STATES.get(key)
        if state is None:
            state = _STATES[key] = _State(make())
        state.users.add(ports)
        found: T = state.what
        return found


def _fingerprint(target: Target, *, everywhere: bool = False) -> str:
    """What tells the keys of an address apart, and from which no key can be told.

    With `everywhere` it is the same in all processes: there, what returns keys tells nothing of whose they are.
    """
    secret: Any = target.credential.secret
    text = secret if isinstance(secret, str) else getattr(secret, "reveal", lambda: None)()
    if not isinstance(text, str):
        # A function or a credentials object: whoever holds the same one has the same key.
        text = "" if secret is None else f"{type(secret).__name__} {0 if everywhere else id(secret)}"
    return hashlib.sha256(f"ailib limits\0{target.base_url}\0{text}".encode()).hexdigest()[:24]


class ResilientGate:
    """The gate of one target.

    Args:
        settings: What the user asked for.
        ports: Of the client.
        target: Where its attempts go.
    """

    def __init__(self, settings: Settings, ports: Ports, target: Target) -> None:
        self.settings = settings
        self._ports = ports
        self._others: dict[int, ResilientGate] = {}
        self.health: Health | None = None if settings.health is None else Health(settings.health)
        self.calls = self.successful = self.tokens = 0
        self._bind(target)

    def _bind(self, target: Target) -> None:
        settings, runtime = self.settings, self._ports.runtime
        self.target = target
        self._process = _process
        self.breaker: Breaker | None = None
        self.limiter: Limiter | None = None
        name = _fingerprint(target)
        breaker, limit = settings.breaker, settings.rate_limit
        if breaker is not None:
            self.breaker = _shared(
                (self._process, name, breaker), self._ports, lambda: Breaker(breaker, runtime.now, runtime.lock)
            )
        if limit is not None:
            known = _fingerprint(target, everywhere=True)
            self.limiter = _shared((self._process, name, limit), self._ports, lambda: Limiter(limit, runtime, known))

    def at(self, target: Target) -> ResilientGate:
        """The gate of another target with the same settings."""
        if target is self.target:
            return self
        gate = self._others.get(id(target))
        if gate is None or gate.target is not target:
            if len(self._others) >= 64:
                self._others.clear()
            gate = self._others[id(target)] = ResilientGate(self.settings, self._ports, target)
        return gate

    # Of `Gate`

    async def admit(self, call: Call) -> None:
        """See `Gate.admit`."""
        if call.core.target is not self.target or self._process != _process:
            self._bind(call.core.target)  # a manifest that has changed, or a child of a fork
        breaker, limiter = self.breaker, self.limiter
        ticket: Any = None
        try:
            ticket = call.ticket = object() if limiter is None else limiter.ticket(call)
            if breaker is not None:
                breaker.enter(ticket)
            if limiter is not None and not limiter.now(ticket):
                await limiter.enter(ticket, call)
                while breaker is not None and breaker.refuses(ticket):
                    # It opened while this attempt waited for its turn: no token is taken.
                    limiter.leave(ticket)
                    breaker.enter(ticket)
                    await limiter.enter(ticket, call)
        except BaseException as error:
            call.ticket = None
            if breaker is not None and not isinstance(error, CircuitOpen):
                breaker.abandon(ticket)
            if isinstance(error, AilibError):
                error.provider = error.provider or self.target.profile.id
                error.model = error.model or call.model
                error.attempts = tuple(call.attempts)
            raise

    def passed(self, call: Call, elapsed: float, result: Any) -> None:  # noqa: ARG002 - of the protocol
        """See `Gate.passed`."""
        ticket = call.ticket
        usage: Usage | None = None if result is None else getattr(result, "usage", None)
        if self.limiter is not None:
            self.limiter.answered(ticket, call.headers_seen, usage, None)
        if call.streamed:
            # It has only begun. How it ends is told by `ended` or `failed`.
            if self.breaker is not None:
                self.breaker.release(ticket)
            return
        call.ticket = None
        if self.breaker is not None:
            self.breaker.success(ticket)
        self._count(None, usage)

    def failed(self, call: Call, error: AilibError, elapsed: float) -> None:  # noqa: ARG002 - of the protocol
        """See `Gate.failed`."""
        ticket: Any = call.ticket
        call.ticket = None
        if isinstance(error, Cancelled):
            self._drop(ticket)
            return
        if self.limiter is not None and ticket is not None:
            self.limiter.answered(ticket, getattr(error, "headers", None), None, error)
        if self.breaker is not None:
            self.breaker.failure(object() if ticket is None else ticket, error)
        self._count(type(error), None)

    def dropped(self, call: Call) -> None:
        """See `Gate.dropped`."""
        ticket, call.ticket = call.ticket, None
        self._drop(ticket)

    def _drop(self, ticket: Any) -> None:
        if ticket is None:
            return
        if self.breaker is not None:
            self.breaker.abandon(ticket)
        if self.limiter is not None:
            self.limiter.dropped(ticket)

    def ended(self, call: Call, usage: Usage, *, complete: bool) -> None:
        """See `Gate.ended`."""
        ticket: Ticket | None
        ticket, call.ticket = call.ticket, None
        if ticket is None:
            return
        if self.limiter is not None:
            self.limiter.used(ticket, usage)
        if complete:
            if self.breaker is not None:
                self.breaker.success(ticket)
            self._count(None, usage)

    def _count(self, error: type[AilibError] | None, usage: Usage | None) -> None:
        self.calls += 1
        if error is None:
            self.successful += 1
            if usage is not None:
                self.tokens += usage.total_tokens or usage.prompt_tokens + usage.completion_tokens
        if self.health is not None:
            self.health.note(self._ports.runtime.now(), error)

    def reset(self) -> None:
        """Everything as it was at the start."""
        self.calls = self.successful = self.tokens = 0
        if self.breaker is not None:
            self.breaker.reset()
        if self.limiter is not None:
            self.limiter.reset()
        if self.health is not None:
            self.health.reset()
        for gate in tuple(self._others.values()):
            gate.reset()


def gate_for(core: Core, parent: Core | None) -> ResilientGate | None:
    """The gate of a core; None when nothing was asked for. A copy with the same settings shares that of its parent."""
    settings = core.settings
    wanted = (settings.rate_limit, settings.breaker, settings.health)
    if wanted == (None, None, None):
        return None
    if parent is not None and isinstance(parent.gate, ResilientGate) and parent.ports is core.ports:
        kept = parent.gate.settings
        if (kept.rate_limit, kept.breaker, kept.health) == wanted:
            return parent.gate.at(core.target)
    return ResilientGate(settings, core.ports, core.target)


def stats(core: Core) -> ClientStats:
    """The layers of a core in numbers."""
    gate = core.gate if isinstance(core.gate, ResilientGate) else None
    pressure = core.permits.stats() if isinstance(core.permits, CountedPermits) else None
    if gate is None:
        return ClientStats(pressure=pressure)
    return ClientStats(
        calls=gate.calls,
        successful=gate.successful,
        tokens=gate.tokens,
        pressure=pressure,
        limits=None if gate.limiter is None else gate.limiter.stats(),
        breaker=None if gate.breaker is None else gate.breaker.stats(),
        health=None if gate.health is None else gate.health.stats(core.runtime.now()),
    )


def signals(core: Core) -> Signals:
    """Whether it is a good idea to call now."""
    told = stats(core)
    gate = core.gate if isinstance(core.gate, ResilientGate) else None
    state = CircuitState.DISABLED if told.breaker is None else told.breaker.state
    wait = 0.0 if gate is None or gate.limiter is None else gate.limiter.wait(core.target.model)
    used = 0.0 if told.pressure is None else told.pressure.utilization
    score = 0.0 if state is CircuitState.OPEN else 0.5 if state is CircuitState.HALF_OPEN else 1.0
    if told.health is not None:
        score *= 1.0 - told.health.error_rate
    if told.breaker is not None and core.settings.breaker is not None:
        score *= 1.0 - min(1.0, told.breaker.consecutive_failures / core.settings.breaker.failures)
    if wait > 0:
        score *= max(0.5, 1.0 - wait / 60.0)
    if used >= 1.0:
        score *= 0.5
    healthy = state in (CircuitState.CLOSED, CircuitState.DISABLED) and wait < 1.0 and used < 1.0
    if told.health is not None and not told.health.is_healthy:
        healthy = False
    return Signals(healthy, min(1.0, max(0.0, score)), used, state, wait)


def reset(core: Core) -> None:
    """All layers of a core as they were at the start; what is in flight stays."""
    if isinstance(core.gate, ResilientGate):
        core.gate.reset()
    if isinstance(core.permits, CountedPermits):
        core.permits.reset()
