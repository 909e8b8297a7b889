"""Several targets, one after the other: what chains and arrays share, and what happened in a call, for its report.

A `Plan` says whom to ask next; `ask` follows it for a whole answer, `PlannedFlow` for a stream.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, cast

import attrs

from ..errors import AilibError, AllTargetsFailed, Cancelled, ConfigurationError
from ..models.response import Bill
from ..models.routing import RoutingReport, TargetOutcome
from ..options import Timeouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from ..models.attempt import Attempt
    from ..models.chunk import ChatCompletionChunk
    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..models.routing import RoutingKind
    from .call import CallOptions, Core
    from .flow import Flow
    from .routing import Route

__all__ = ["Ledger", "Plan", "PlannedFlow", "Step", "ask", "ask_from", "dressed", "outcome_of"]


class Step:
    """One target of a plan, asked now.

    Attributes:
        route: Whom.
        request, options: What to ask.
        began: When, on the runtime's clock.
    """

    __slots__ = ("began", "options", "request", "route")

    def __init__(self, route: Route, request: ChatCompletionRequest, options: CallOptions, began: float) -> None:
        self.route = route
        self.request = request
        self.options = options
        self.began = began


def time_limit(core: Core, options: CallOptions, *, streamed: bool) -> float | None:
    """When a call that begins now must have ended, whatever it asks; None for no limit."""
    timeouts = core.settings.timeouts if options.timeout is None else Timeouts.of(options.timeout)
    limit = timeouts.deadline
    if not streamed and timeouts.call is not None:
        limit = timeouts.call if limit is None else min(limit, timeouts.call)
    until = None if limit is None else core.runtime.now() + limit
    if options.until is not None and (until is None or options.until < until):
        until = options.until
    return until


def outcome_of(name: str, bill: Bill, started: float, elapsed: float, outcome: Any = "answered") -> TargetOutcome:
    """The outcome of a target that answers."""
    usage = bill.usage
    return TargetOutcome(
        name,
        bill.provider,
        bill.model or None,
        outcome,
        None,
        None,
        started,
        elapsed,
        len(bill.attempts),
        usage if usage.total_tokens else None,
        cast("Decimal | None", bill),  # found when it is read
    )


class Ledger:
    """What has happened in one call so far; becomes its report.

    Attributes:
        began: On the runtime's clock.
        until: When the call must have ended, or None.
        outcomes, attempts, errors: So far, of all targets.
    """

    def __init__(self, kind: RoutingKind, name: str, core: Core, options: CallOptions, *, streamed: bool) -> None:
        self.kind: RoutingKind = kind
        self.name = name
        self.core = core
        self.runtime = core.runtime
        self.options = options
        self.streamed = streamed
        self.began: float = 0.0
        self.until: float | None = None
        self.begin()
        self.outcomes: list[TargetOutcome] = []
        self.attempts: list[Attempt] = []
        self.errors: list[AilibError] = []

    def begin(self) -> None:
        """The call begins now; a stream does when it is opened, which may be long after it was made."""
        self.began = self.runtime.now()
        self.until = time_limit(self.core, self.options, streamed=self.streamed)

    def out_of_time(self) -> bool:
        """Whether there is no time for another target."""
        return self.until is not None and self.runtime.now() >= self.until - 0.001

    def failed(self, step: Step, error: AilibError, outcome: Any = "failed") -> None:
        """A target failed (or was cancelled)."""
        self._add_attempts(error.attempts)
        if outcome == "failed":
            self.errors.append(error)
        if error.routing is not None:
            self._nested(error.routing, step, outcome)
            return
        self.outcomes.append(
            TargetOutcome(
                step.route.name,
                error.provider or "",
                error.model,
                outcome,
                type(error).__name__ if outcome == "failed" else None,
                error.message if outcome == "failed" else None,
                step.began - self.began,
                self.runtime.now() - step.began,
                len(error.attempts),
                getattr(error.partial, "usage", None),
            )
        )

    def answered(self, step: Step, response: ChatCompletionResponse, outcome: Any = "answered") -> str:
        """A target answered; returns its name."""
        self._add_attempts(response.attempts)
        report = response.routing
        if report is not None:
            self._nested(report, step, outcome)
            return report.target or step.route.name
        self.outcomes.append(self.outcome_of(step, response, outcome))
        return step.route.name

    def outcome_of(self, step: Step, response: ChatCompletionResponse, outcome: Any = "answered") -> TargetOutcome:
        """The outcome of a target that answers."""
        elapsed = self.runtime.now() - step.began
        return outcome_of(step.route.name, Bill(response), step.began - self.began, elapsed, outcome)

    def _nested(self, report: RoutingReport, step: Step, outcome: Any) -> None:
        begun = step.began - self.began
        for one in report.outcomes:
            became = outcome if one.outcome == "answered" else one.outcome
            self.outcomes.append(attrs.evolve(one, started=one.started + begun, outcome=became))

    def _add_attempts(self, attempts: Iterable[Attempt]) -> None:
        for attempt in attempts:
            number = len(self.attempts) + 1
            self.attempts.append(attempt if attempt.number == number else attrs.evolve(attempt, number=number))

    def report(self, target: str | None) -> RoutingReport:
        """The report so far."""
        return RoutingReport(self.kind, self.name, target, tuple(self.outcomes))

    def dress(self, response: ChatCompletionResponse, target: str) -> ChatCompletionResponse:
        """Put on an answer what it took to get it."""
        response.routing = self.report(target)
        response.attempts = tuple(self.attempts)
        response.latency = self.runtime.now() - self.began
        return response

    def raised(self, error: AilibError) -> AilibError:
        """The same error, with what was tried."""
        error.routing = self.report(None)
        error.attempts = tuple(self.attempts)
        return error

    def failure(self) -> AilibError:
        """What to raise when nobody answered: the error, or the group of what each target said."""
        if len(self.errors) == 1:
            return self.raised(self.errors[0])
        last = self.errors[-1]
        waits = [error.retry_after for error in self.errors if error.retry_after is not None]
        group = AllTargetsFailed(
            f"All {len(self.errors)} targets failed; the last one said: {last.message}",
            self.errors,
            partial=next((error.partial for error in reversed(self.errors) if error.partial is not None), None),
            retry_after=min(waits) if len(waits) == len(self.errors) else None,
        )
        return self.raised(group)


class Plan(Ledger, ABC):
    """Whom to ask next."""

    restarts: bool = False
    given: bool = False  # content of the stream that failed had been given out

    @abstractmethod
    async def following(self, error: AilibError | None) -> Step | None:
        """The first step (without an error), or the one after this error; None when there is none.

        Raises:
            Cancelled: The call was cancelled while it waited.
        """

    async def first(self) -> Step:
        """The first step.

        Raises:
            ConfigurationError: There is no target.
        """
        step = await self.following(None)
        if step is None:
            raise ConfigurationError(f"{self.name} has no target")
        return step

    def passed(self, step: Step) -> None:
        """A target has answered; or, for a stream, begun to."""

    def stumbled(self, step: Step, error: AilibError) -> None:
        """A target has failed."""

    def left(self, step: Step) -> None:
        """A target is busy with this call no more; after `passed` or `stumbled`."""

    async def closing(self) -> None:
        """The call is over, or its stream has begun: nothing may go on beside it."""

    async def after(self, step: Step, error: AilibError, *, given: bool = False) -> Step:
        """Whom to ask after an error.

        Args:
            step: Who failed.
            error: How.
            given: Content of a stream was given out already.

        Raises:
            AilibError: Nobody; with all that was tried.
        """
        if isinstance(error, Cancelled):
            self.failed(step, error, "cancelled")
            self.left(step)
            raise self.raised(error)
        self.stumbled(step, error)
        self.left(step)
        self.failed(step, error)
        if given and not self.restarts:
            raise self.raised(error)
        self.given = given
        found: Step | None = None
        if not self.out_of_time():
            try:
                found = await self.following(error)
            except Cancelled as cancelled:
                raise self.raised(cancelled) from error
        if found is None:
            raise self.failure()
        return found


async def ask(plan: Plan) -> ChatCompletionResponse:
    """A whole answer of the first target of a plan that gives one.

    Raises:
        AilibError: Nobody did: what the only target said, or `AllTargetsFailed`.
    """
    try:
        step = await plan.first()
    except BaseException:
        await plan.closing()
        raise
    return await ask_from(plan, step)


async def ask_from(plan: Plan, step: Step, failed: AilibError | None = None) -> ChatCompletionResponse:
    """The same from one of its steps on, or from what became of it."""
    try:
        while True:
            if failed is not None:
                step = await plan.after(step, failed)
                failed = None
            try:
                response = await step.route.chat(plan.core, step.request, step.options)
            except AilibError as error:
                failed = error
            except BaseException:
                plan.left(step)
                raise
            else:
                plan.passed(step)
                plan.left(step)
                break
    finally:
        await plan.closing()
    return plan.dress(response, plan.answered(step, response))


class PlannedFlow:
    """A stream of the first target of a plan whose stream gets to its content.

    What comes before the first content is held back until that is there, so that nothing of a target that fails is
    ever seen. From then on batches are passed on as they are.
    """

    def __init__(self, plan: Plan, options: CallOptions) -> None:
        self._plan = plan
        self._step: Step | None = None
        self._flow: Flow | None = None
        self._held: list[ChatCompletionChunk] = []
        self._giving = False  # chunks of the present flow have been given out
        self._given = False  # of any flow
        self._answered = False
        self.token = options.cancel
        self.opened: bool = False
        self.ended: bool = False
        self.cancelled: bool = False

    async def open(self) -> None:
        """Open the first stream that can be opened. Does nothing the second time.

        Raises:
            AilibError: None can.
        """
        if self.opened:
            return
        self.opened = True
        self._plan.begin()
        try:
            step = await self._plan.first()
        except BaseException:
            await self._end()
            raise
        await self._begin(step)

    async def _begin(self, step: Step) -> None:
        """Open the stream of this step, or of one that comes after it."""
        plan = self._plan
        while True:
            self._step = step
            self._giving = False
            self._held = []
            self._flow = flow = step.route.flow(plan.core, step.request, step.options)
            try:
                await flow.open()
            except AilibError as error:
                failed = error
            except BaseException:
                await self._end()
                raise
            else:
                return
            step = await self._after(failed)

    async def _after(self, error: AilibError) -> Step:
        """The step after an error, which otherwise is raised."""
        step, flow = self._step, self._flow
        assert step is not None
        assert flow is not None
        given = self._given and flow.has_content
        self._step = None
        try:
            await flow.aclose()
            return await self._plan.after(step, error, given=given)
        except BaseException:
            await self._end()
            raise

    async def pull(self) -> Iterator[ChatCompletionChunk] | None:
        """The next chunks, to be drained before the next pull; None at the end.

        Raises:
            AilibError: The last target that could be asked failed too, or content had been given out.
        """
        if not self.opened:
            await self.open()
        while not self.ended:
            flow = self._flow
            assert flow is not None
            try:
                batch = await flow.pull()
            except AilibError as error:
                failed = error
            except BaseException:
                await self._end()
                raise
            else:
                if self._giving and batch is not None:
                    return batch
                if batch is not None:
                    self._held.extend(batch)
                    if not flow.has_content:
                        continue
                elif flow.cancelled or not self._held:
                    await self._end()
                    break
                held, self._held = self._held, []
                self._giving = self._given = True
                await self._passed()
                return iter(held)
            restarted = self._given
            step = await self._after(failed)
            await self._begin(step)
            if restarted:
                from ..models.chunk import RestartChunk

                return iter((RestartChunk("", "", (), target=step.route.name),))
        return None

    async def _passed(self) -> None:
        if self._step is not None:
            self._plan.passed(self._step)
        await self._plan.closing()

    async def _end(self) -> None:
        """Close what is open; idempotent."""
        flow, step = self._flow, self._step
        if not self.ended:
            self.ended = True
            await self._plan.closing()
            self.cancelled = flow is not None and flow.cancelled
            if step is not None:
                if flow is not None and flow.complete and not self._giving:
                    self._plan.passed(step)
                self._plan.left(step)
        if flow is not None:
            await flow.aclose()

    async def aclose(self) -> None:
        """Stop here."""
        self.opened = True
        await self._end()

    def __del__(self) -> None:
        # A stream that was opened and forgotten is in flight no more.
        if not self.ended and self._step is not None:
            self._plan.left(self._step)

    @property
    def complete(self) -> bool:
        """Whether the last word of a target was read."""
        return self._flow is not None and self._flow.complete

    @property
    def has_content(self) -> bool:
        """Whether content has been seen."""
        return self._flow is not None and self._flow.has_content

    def response(self) -> ChatCompletionResponse:
        """The answer so far."""
        plan = self._plan
        if self._flow is None:
            from ..models.response import ChatCompletionResponse

            return ChatCompletionResponse(provider=plan.core.target.profile.id)
        response = self._flow.response()
        return dressed(plan, self._step, response)


def dressed(ledger: Ledger, step: Step | None, response: ChatCompletionResponse) -> ChatCompletionResponse:
    """A streamed answer (so far) with the report of its call, which the ledger is not changed by."""
    if step is None:  # it failed: the ledger knows it already
        response.attempts = tuple(ledger.attempts)
        response.routing = ledger.report(None)
        return response
    view = Ledger.__new__(Ledger)
    view.__dict__.update(ledger.__dict__)
    view.outcomes = list(ledger.outcomes)
    view.attempts = list(ledger.attempts)
    target = view.answered(step, response)
    shift = step.began - ledger.began
    if response.first_token is not None:
        response.first_token += shift
    if response.latency is not None:
        response.latency += shift
    response.routing = view.report(target)
    response.attempts = tuple(view.attempts)
    return response
