"""What a fallback, race or array did: `RoutingReport` on the response or error, `FallbackEvent` for the callback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from .record import Record

if TYPE_CHECKING:
    from decimal import Decimal  # noqa: TC004 - what reads annotations (`convert`) brings both

    from .usage import Usage  # noqa: TC004

__all__ = ["FallbackEvent", "RoutingKind", "RoutingReport", "TargetOutcome"]

RoutingKind: TypeAlias = Literal["fallback", "race", "array"]


@attrs.frozen(eq=False, repr=False)
class TargetOutcome(Record):
    """What became of one target.

    Attributes:
        target: "provider/model", or the name of the endpoint.
        provider, model: Who it was.
        outcome: "answered", "failed", "cancelled" (another one was faster, or somebody cancelled the call) or "unused"
            (it answered too, but another one was faster).
        error, message: Class and text of its error, or None.
        started: Seconds from the beginning of the call to the moment at which it was asked.
        elapsed: Seconds it took.
        attempts: HTTP attempts.
        usage, cost: Tokens and US dollars, as far as they are known; None for a target that did not say.
    """

    target: str
    provider: str
    model: str | None = None
    outcome: Literal["answered", "failed", "cancelled", "unused"] = "answered"
    error: str | None = None
    message: str | None = None
    started: float = 0.0
    elapsed: float = 0.0
    attempts: int = 0
    usage: Usage | None = attrs.field(default=None, repr=False)
    cost: Decimal | None = None


class _FoundWhenRead:
    """A field whose value may be a function that finds it, asked when it is first read: few read a report."""

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, one: Any, owner: Any = None) -> Any:
        if one is None:
            return self
        value = self._slot.__get__(one)
        if callable(value):
            value = value()
            self._slot.__set__(one, value)
        return value

    def __set__(self, one: Any, value: Any) -> None:
        self._slot.__set__(one, value)


def _found_when_read(cls: type, name: str) -> None:
    """In place of the slot that attrs has made: a frozen object stays one."""
    setattr(cls, name, _FoundWhenRead(vars(cls)[name]))


_found_when_read(TargetOutcome, "cost")


@attrs.frozen(eq=False, repr=False)
class RoutingReport(Record):
    """Which targets were asked for one answer.

    Attributes:
        kind: "fallback", "race" or "array": the outermost one.
        name: Its name, e.g. "failover[openai->anthropic]".
        target: Who answered, or None.
        outcomes: One for each target that was asked, in the order in which they ended; of layers in layers, too.
    """

    kind: RoutingKind
    name: str
    target: str | None
    outcomes: tuple[TargetOutcome, ...] = ()

    @property
    def targets_tried(self) -> tuple[str, ...]:
        """The targets that were asked, in order of the beginning."""
        return tuple(one.target for one in sorted(self.outcomes, key=lambda one: one.started))

    @property
    def target_used(self) -> str | None:
        """Another name for `target`."""
        return self.target

    @property
    def errors(self) -> dict[str, str]:
        """Target to what it said, for those that failed."""
        return {one.target: f"{one.error}: {one.message}" for one in self.outcomes if one.error is not None}

    @property
    def total_cost(self) -> Decimal | None:
        """US dollars of all targets as far as known; None when none is."""
        known = [one.cost for one in self.outcomes if one.cost is not None]
        return sum(known[1:], known[0]) if known else None


_found_when_read(RoutingReport, "outcomes")


@attrs.frozen(eq=False)
class FallbackEvent:
    """Given to `FallbackChain.on_fallback` when the next target is about to be asked.

    Attributes:
        failed: The target that failed.
        target: The one that is asked now.
        error: What the first one said.
        elapsed: Seconds since the call began.
        restarted: Content of the failed stream had been given out already (`after_content="restart"`).
    """

    failed: str
    target: str
    error: Any
    elapsed: float
    restarted: bool = False
