"""A run whose items are answered by the workers of an engine: Ray, Dask, or any other that fits `Engine`.

The driver is the process that called `run`: it holds the state, the output and the budget, hands items out and takes
what became of them. What a lost worker had not reported is given to others; what it had reported is never asked again.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from ..core.media import read_files
from ..errors import AilibError
from ..models.request import ChatCompletionRequest
from .errors import RunStopped, WorkerLost
from .flow import Flow, RunPlan
from .state import DONE, Outcome
from .worker import START, Parcel, Refusal, Report, WorkerSetup

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator
    from decimal import Decimal

    from ..core.call import Core
    from .results import RunResult
    from .sources import Entry, Source
    from .state import State

__all__ = ["ClusterFlow", "Engine", "unusable"]

_POLL = 0.2  # seconds that a worker with nothing to tell keeps a call open
_IDLE = 0.05  # seconds between two looks while there is no worker
_RECRUIT = 0.5  # seconds between two looks for new workers
_DEATHS = 5  # workers that may be lost with the same item
_SUSPECT = 2  # after so many, it is given to a worker that holds nothing else
_IN_VAIN = 50  # workers that may be lost in a row, once it is known that they can answer


class Engine(Protocol):
    """What runs workers. Its methods are called from one thread at a time and may block."""

    def recruit(self) -> list[Any]:
        """Start workers where some are wanted; the new ones, as names or handles that can be keys of a dict."""
        ...

    def call(self, worker: Any, parcels: list[Parcel], wait: float, *, halt: bool) -> Any:
        """Begin `Worker.exchange` there; what is returned is given to `wait` and `result`."""
        ...

    def wait(self, calls: list[Any], seconds: float) -> list[Any]:
        """Those of the calls that are over, as soon as there is one, at most after so many seconds."""
        ...

    def result(self, call: Any) -> Report:
        """What a call that is over returned.

        Raises:
            WorkerLost: The worker is gone.
            AilibError: What the worker raised.
        """
        ...

    def close(self) -> None:
        """End the workers; what they have in flight is cancelled. The engine itself, if it was there before, stays."""
        ...


def unusable(error: BaseException) -> RunStopped:
    """The error of a worker that raised something which is none of ours."""
    return RunStopped(
        f"A worker cannot work: {type(error).__name__}: {error}",
        hint="Is the same ailib installed on all machines of the cluster, for the same Python?",
    )


class _Held:
    """A parcel that was given out.

    Attributes:
        parcel: What.
        expected: Tokens that it may use.
        reserved: What was set aside for it.
        deaths: Workers that were lost with it.
    """

    __slots__ = ("deaths", "expected", "parcel", "reserved")

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self.expected = 0
        self.reserved: tuple[int, Decimal] | None = None
        self.deaths = 0


class _Member:
    """One worker, as the driver sees it."""

    __slots__ = ("call", "held", "name", "report")

    def __init__(self, name: Any, start: int) -> None:
        self.name = name
        self.held: dict[int, _Held] = {}
        self.call: Any = None
        self.report = Report([], start, 0, 0)

    @property
    def is_alone_with_a_suspect(self) -> bool:
        """Whether it holds an item with which other workers were lost again and again."""
        return any(held.deaths >= _SUSPECT for held in self.held.values())

    @property
    def room(self) -> int:
        """Parcels that it may get: as many as may be in flight, and as many again to go on with."""
        return max(0, 2 * self.report.limit - len(self.held))


class _Fleet:
    """In place of a limit of our own: what the limits of all workers say together."""

    def __init__(self) -> None:
        self.members: list[_Member] = []
        self._gone = 0

    def remove(self, member: _Member) -> None:
        self.members.remove(member)
        self._gone += member.report.throttled

    @property
    def limit(self) -> int:
        return sum(member.report.limit for member in self.members)

    @property
    def in_flight(self) -> int:
        return sum(min(member.report.in_flight, len(member.held)) for member in self.members)

    @property
    def rejected(self) -> int:
        return self._gone + sum(member.report.throttled for member in self.members)


class ClusterFlow(Flow):
    """One run on a cluster.

    Args:
        core: For prices, clock and locks; it asks nobody.
        source, state, plan: As for a local run.
        engine: Makes what runs the workers; called when there is something to do.
        setup: What they were told.
        most: Parcels in flight and waiting at all workers together; None leaves it to the workers.
    """

    def __init__(
        self,
        core: Core,
        source: Source,
        state: State,
        plan: RunPlan,
        engine: Callable[[], Engine],
        setup: WorkerSetup,
        most: int | None,
    ) -> None:
        fleet: Any = _Fleet()
        super().__init__(core, source, state, fleet, plan)
        self._fleet: _Fleet = fleet
        self._engine: Engine
        self._make_engine = engine
        self._most = most
        self._start = min(START, setup.start)
        self._again: deque[_Held] = deque()
        self._suspects: deque[_Held] = deque()
        self._numbers = 0
        self._recruited = float("-inf")
        self._given_again = 0
        self._lost_workers = 0
        self._lost_in_vain = 0  # since the last answer
        self._dry = False  # whether the source has come to its end
        self._refused: list[list[Outcome]] = []

    async def _answers(self) -> AsyncGenerator[list[Outcome], None]:
        parcels = self._parcels()
        first = self._draw(parcels)
        if first is None:
            return  # all is there already: nobody has to be bothered
        self._again.append(first)
        engine = self._engine = await self._blocking(self._make_engine)
        members = self._fleet.members
        try:
            while True:
                await self._recruit()
                self._hand_out(parcels)
                while self._refused:
                    yield self._refused.pop()
                calls = [member.call for member in members if member.call is not None]
                if not calls:
                    if self._over:
                        return
                    await self._runtime.sleep(_IDLE)
                    continue
                ended = await self._blocking(partial(engine.wait, calls, _POLL))
                yield []  # so that progress is shown while nothing ends
                for member in tuple(members):
                    if member.call is not None and member.call in ended:
                        for outcomes in await self._collect(member):
                            yield outcomes
        finally:
            await self._blocking(engine.close)

    async def _blocking(self, function: Callable[[], Any]) -> Any:
        """Call the engine without holding up a loop."""
        return await self._runtime.call_function(function, None, None)

    # --- workers ---

    async def _recruit(self) -> None:
        now = self._runtime.now()
        if now - self._recruited < _RECRUIT or self._stopped is not None:
            return
        self._recruited = now
        for name in await self._blocking(self._engine.recruit):
            self._fleet.members.append(_Member(name, self._start))

    @property
    def _over(self) -> bool:
        """Whether nothing is left to give, or nothing may be given."""
        return (
            self._stopped is not None or self._token.cancelled or (self._dry and not self._again and not self._suspects)
        )

    def _hand_out(self, parcels: Iterator[list[Entry]]) -> None:
        """Call every worker that has no call open and something to do."""
        members = self._fleet.members
        left = self._left()
        for member in members:
            if member.call is not None or self._token.cancelled:
                continue
            room = member.room
            if self._most is not None:
                room = min(room, self._most - self._held, -(-self._most // len(members)) - len(member.held))
            if left is not None:
                # So that the last items do not wait at one worker while the others have none.
                room = min(room, max(1, -(-left // len(members)) - len(member.held)))
            given: list[Parcel] = []
            if member.is_alone_with_a_suspect:
                room = 0
            while len(given) < room:
                found = None if member.held else self._next_suspect()
                if found is not None:
                    room = 1  # if it dies of this one, no other item is to blame
                else:
                    found = self._next(parcels)
                if found is None:
                    break
                member.held[found.parcel.number] = found
                given.append(found.parcel)
            if member.held:
                member.call = self._engine.call(member.name, given, _POLL, halt=self._stopped is not None)

    @property
    def _held(self) -> int:
        """Parcels that are given out."""
        return sum(len(member.held) for member in self._fleet.members)

    def _left(self) -> int | None:
        """Parcels that are still to be answered, when the source tells."""
        total = self._source.total
        if total is None:
            return None
        size = self._plan.texts if self._plan.kind == "embeddings" else 1
        return max(1, -(-(total - self._done - self._failed) // size))

    def _draw(self, parcels: Iterator[list[Entry]]) -> _Held | None:
        """The next parcel of the source that can be sent."""
        while True:
            entries = next(parcels, None)
            if entries is None:
                self._dry = True
                return None
            held = _Held(Parcel(self._numbers, entries))
            self._numbers += 1
            try:
                held.expected = self._prepare(entries)
            except AilibError as error:
                self._refused.append([self._failure(entry, error) for entry in entries])
                continue
            return held

    def _next(self, parcels: Iterator[list[Entry]]) -> _Held | None:
        """The next parcel, if it may be sent."""
        if self._stopped is not None or self._token.cancelled:
            return None
        held = self._again.popleft() if self._again else self._draw(parcels)
        return None if held is None else self._afforded(held, self._again)

    def _next_suspect(self) -> _Held | None:
        """The next parcel with which more than one worker was lost."""
        if not self._suspects or self._stopped is not None or self._token.cancelled:
            return None
        return self._afforded(self._suspects.popleft(), self._suspects)

    def _afforded(self, held: _Held, back: deque[_Held]) -> _Held | None:
        """A parcel that the budget allows; else it goes back."""
        held.reserved = self._reserve(self._likely(held.expected), last=self._held == 0)
        if held.reserved is None:
            back.appendleft(held)
            return None
        return held

    def _prepare(self, entries: list[Entry]) -> int:
        """Make the entries fit for a journey; about how many tokens they will use, 0 when nobody asks.

        Raises:
            AilibError: They cannot be asked.
        """
        plan, expected = self._plan, 0
        counting = plan.budget_usd is not None or plan.token_budget is not None
        for entry in entries:
            if entry.error is not None:
                raise entry.error
            if plan.kind == "embeddings":
                if counting:
                    expected += self._expected(self._source.embedding(entry))
                continue
            if not counting and isinstance(entry.content, str):
                continue
            request = self._source.chat(entry)
            if counting:
                expected += self._expected(request)
            whole = read_files(request)  # where the worker runs there may be no such file
            if whole is not request or isinstance(entry.content, ChatCompletionRequest):
                entry.content = whole
        return expected

    # --- what they tell ---

    async def _collect(self, member: _Member) -> list[list[Outcome]]:
        call, member.call = member.call, None
        try:
            report: Report = await self._blocking(partial(self._engine.result, call))
        except WorkerLost as error:
            return self._lost(member, error)
        except AilibError as error:
            # It cannot work: no key there, no such provider.
            self._fail(error)
            self._fleet.remove(member)
            return []
        member.report = report
        served: list[list[Outcome]] = []
        for number, outcomes in report.ended:
            held = member.held.pop(number, None)
            if held is None:
                continue
            self._let_go(held)
            found = self._judged(held, outcomes)
            if found:
                self._lost_in_vain = 0
                served.append(found)
            elif not outcomes and self._stopped is None:
                self._again.append(held)  # the worker has stopped, we have not
        return served

    def _let_go(self, held: _Held) -> None:
        if held.reserved is not None:
            self._unreserve(held.reserved)
            held.reserved = None

    def _judged(self, held: _Held, outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes that count: an error may say something of the whole run."""
        found: list[Outcome] = []
        done = [outcome for outcome in outcomes if outcome.status == DONE]
        if done:
            self._guessed += held.expected
            self._account(done)
        for outcome in outcomes:
            if isinstance(outcome, Refusal):
                refused = [entry for entry in held.parcel.entries if entry.position in outcome.positions]
                found += self._failures(refused, outcome.error)
            else:
                found.append(outcome)
        return found

    def _lost(self, member: _Member, error: WorkerLost) -> list[list[Outcome]]:
        """Give what a lost worker held to others."""
        self._fleet.remove(member)
        self._lost_workers += 1
        self._lost_in_vain += 1
        served: list[list[Outcome]] = []
        for held in member.held.values():
            self._let_go(held)
            held.deaths += 1
            if held.deaths >= _DEATHS:
                told = WorkerLost(
                    f"{held.deaths} workers were lost while they held this item: {error.message}",
                    hint="Look into the logs of the cluster; a worker may have run out of memory",
                )
                served.append([self._failure(entry, told) for entry in held.parcel.entries])
            else:
                self._given_again += len(held.parcel.entries)
                (self._again if held.deaths < _SUSPECT else self._suspects).append(held)
        if self._lost_in_vain > (_IN_VAIN if self._answered else max(_DEATHS, 2 * len(self._fleet.members))):
            stop = RunStopped(
                f"The last {self._lost_in_vain} workers were lost before they had answered anything: {error.message}",
                hint="Look into the logs of the cluster: is ailib installed there?",
            )
            stop.__cause__ = error
            self._fail(stop)
        return served

    def _result(self, plan: RunPlan) -> RunResult:
        result = super()._result(plan)
        return attrs.evolve(result, lost_workers=self._lost_workers, given_again=self._given_again)
