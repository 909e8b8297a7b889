"""Several targets at once: the first answer wins, the others are cancelled and waited for.

Each contender runs beside the call (a thread or a task) under a cancel token of its own. For a stream it reads up to
the first content; the winner's stream is then read on by whoever reads the race's.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from ..cancel import CancelToken
from ..errors import AilibError, Cancelled, ConfigurationError
from .plan import Ledger, Step, dressed
from .routing import NO_OPTIONS, Resolve, Route, compiled

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator

    from ..models.chunk import ChatCompletionChunk
    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..routing import RacePolicy
    from ..transport.base import Task
    from .call import CallOptions, Core
    from .flow import Flow

__all__ = ["RaceFlow", "RaceRoute"]

T = TypeVar("T")

_KEPT = 256  # latencies of the first contender
_ENOUGH = 10  # of them say what is slow
_SAVED = 10.0  # extra requests that may be saved up
_PATIENCE = 5.0  # seconds for losers to end; a cancel wakes them in milliseconds


class RaceRoute(Route):
    """The route of a `RacePolicy`.

    Args:
        policy: What the user wrote.
        core: The client.
        resolve: Finds targets.
    """

    def __init__(self, policy: RacePolicy, core: Core, resolve: Resolve) -> None:
        if not policy.contenders:
            raise ConfigurationError("The race has no contender", hint='Add one: race.contender("provider/model")')
        self.policy = policy
        first = policy.contenders[0].target
        # A model that the user names is meant for the first contender, and for the same target asked again.
        self.routes = [
            compiled(one.target, core, resolve, keeps_model=index == 0 or one.target == first)
            for index, one in enumerate(policy.contenders)
        ]
        self.name = f"race[{'|'.join(route.name for route in self.routes)}]"
        self._lock = core.runtime.lock()
        self._credit = 0.0
        self._latencies: tuple[deque[float], deque[float]] = (deque(maxlen=_KEPT), deque(maxlen=_KEPT))
        self._calls = 0
        self._extra = 0
        self._wins = [0] * len(self.routes)

    async def chat(
        self, core: Core, request: ChatCompletionRequest, options: CallOptions | None
    ) -> ChatCompletionResponse:
        """See `Route`."""

        async def launch(step: Step) -> ChatCompletionResponse:
            return await step.route.chat(core, step.request, step.options)

        race = _Race(self, core, request, options or NO_OPTIONS, launch, streamed=False)
        try:
            step, response = await race.run()
        finally:
            race.unlink()
        losers = race.outcomes
        race.outcomes = []
        target = race.answered(step, response)
        race.outcomes.extend(losers)
        return race.dress(response, target)

    def flow(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """See `Route`."""
        return RaceFlow(self, core, request, options)

    def stats(self) -> dict[str, Any]:
        """Calls, extra requests, wins by contender; and of what is inside."""
        with self._lock:
            mine = {
                "calls": self._calls,
                "extra_requests": self._extra,
                "wins": {f"{i}:{route.name}": self._wins[i] for i, route in enumerate(self.routes)},
            }
        return {self.name: mine, **super().stats()}

    @property
    def inside(self) -> Iterable[Route]:
        """See `Route`."""
        return self.routes

    # What calls report and ask

    def delays(self, *, streamed: bool) -> list[float | None]:
        """When each contender starts, in seconds after the beginning; None for one that only replaces another."""
        known: list[float] = []
        found: list[float | None] = []
        for one in self.policy.contenders:
            if one.percentile is None:
                found.append(one.delay)
                continue
            if not known:
                with self._lock:
                    known = sorted(self._latencies[streamed])
            place = int(one.percentile * len(known))
            found.append(known[min(place, len(known) - 1)] if len(known) >= _ENOUGH else None)
        return found

    def begun(self) -> None:
        """A call begins."""
        with self._lock:
            self._calls += 1
            if self.policy.budget is not None:
                self._credit = min(_SAVED, self._credit + self.policy.budget)

    def may_add(self) -> bool:
        """Take one extra request out of the budget; False when there is none left."""
        with self._lock:
            if self.policy.budget is not None:
                if self._credit < 1.0 - 1e-9:
                    return False
                self._credit -= 1.0
            self._extra += 1
            return True

    def took(self, seconds: float, *, streamed: bool) -> None:
        """How long the first contender took, or at least took."""
        with self._lock:
            self._latencies[streamed].append(seconds)

    def won(self, index: int) -> None:
        """A contender has won."""
        with self._lock:
            self._wins[index] += 1


class _Runner(Generic[T]):
    """A contender that was started."""

    __slots__ = ("index", "step", "task", "token")

    def __init__(self, index: int, step: Step, token: CancelToken, task: Task[T]) -> None:
        self.index = index
        self.step = step
        self.token = token
        self.task = task


class _Race(Ledger, Generic[T]):
    """One race.

    Args:
        route: The contenders.
        core: The client's.
        request, options: Of the call.
        launch: Asks one of them.
        streamed: Whether a stream is wanted.
    """

    def __init__(
        self,
        route: RaceRoute,
        core: Core,
        request: ChatCompletionRequest,
        options: CallOptions,
        launch: Callable[[Step], Awaitable[T]],
        *,
        streamed: bool,
    ) -> None:
        super().__init__("race", route.name, core, options, streamed=streamed)
        self._route = route
        self._request = request
        self._launch = launch
        self._running: list[_Runner[T]] = []
        self._tokens: list[CancelToken] = []
        delays = route.delays(streamed=streamed)
        never = float("inf")
        places = sorted(range(len(delays)), key=lambda i: never if delays[i] is None else delays[i] or 0.0)
        self._waiting: deque[tuple[int, float | None]] = deque((i, delays[i]) for i in places)
        self._replacements = 1  # contenders that start now, whatever the clock says
        self._clock = True  # whether the clock may start any more
        self._user = options.cancel
        self._ticket = None if self._user is None else self._user.add(self._cancel_all)

    # Starting

    def _start_due(self) -> None:
        while self._waiting:
            index, delay = self._waiting[0]
            if self._user is not None and self._user.cancelled:
                return
            if self._replacements:
                if self.errors and self.out_of_time():
                    return
                self._replacements -= 1
            elif not self._clock or delay is None or self.runtime.now() < self.began + delay:
                return
            elif not self._route.may_add():
                self._clock = False
                return
            self._waiting.popleft()
            self._start(index)

    def _start(self, index: int) -> None:
        token = CancelToken()
        retries = self.options.max_retries
        if self._waiting:
            retries = 0  # the next contender is a better second attempt
        options = attrs.evolve(self.options, cancel=token, until=self.until, max_retries=retries)
        step = Step(self._route.routes[index], self._request, options, self.runtime.now())
        self._tokens.append(token)
        self._running.append(_Runner(index, step, token, self.runtime.start(self._contend(step))))
        if self._user is not None and self._user.cancelled:
            token.cancel(self._user.reason)

    async def _contend(self, step: Step) -> T:
        return await self._launch(step)

    def _cancel_all(self) -> None:
        reason = None if self._user is None else self._user.reason
        for token in list(self._tokens):
            token.cancel(reason)

    def unlink(self) -> None:
        """The user's cancel concerns this race no more; idempotent."""
        if self._user is not None and self._ticket is not None:
            self._user.remove(self._ticket)
            self._ticket = None

    # Running

    async def run(self) -> tuple[Step, T]:
        """The winner and what it gave; nothing else is running then.

        Raises:
            AilibError: All have failed, or the call was cancelled.
        """
        self._route.begun()
        try:
            winner, value = await self._first()
        except BaseException:
            await self._finish(None)
            raise
        try:
            await self._finish(winner)
        except BaseException:
            if isinstance(value, _Opened):
                await value.flow.aclose()
            await self._finish(None)
            raise
        self._route.won(winner.index)
        return winner.step, value

    async def _first(self) -> tuple[_Runner[T], T]:
        while True:
            self._start_due()
            if self._user is not None and self._user.cancelled:
                raise self.raised(Cancelled(reason=self._user.reason))
            if not self._running:
                raise self.failure()
            await self.runtime.wait_first([runner.task for runner in self._running], self._next_start())
            for runner in [one for one in self._running if one.task.done()]:
                self._running.remove(runner)
                try:
                    value = await runner.task.result()
                except AilibError as error:
                    self._fell(runner, error)
                else:
                    self._observe(runner)
                    return runner, value

    def _next_start(self) -> float | None:
        if not self._waiting or not self._clock or self._waiting[0][1] is None:
            return None
        return self.began + (self._waiting[0][1] or 0.0)

    def _fell(self, runner: _Runner[T], error: AilibError) -> None:
        self.failed(runner.step, error)
        if error.is_fallbackable:
            self._replacements += 1
        else:
            # What is wrong with the request is wrong everywhere; those that run already may see it differently.
            self._clock = False
            self._replacements = 0

    def _observe(self, runner: _Runner[T]) -> None:
        if runner.index == 0:
            self._route.took(self.runtime.now() - runner.step.began, streamed=self.streamed)

    async def _finish(self, winner: _Runner[T] | None) -> None:
        """Cancel those that still run, and wait for their end."""
        cancels = winner is None or self.streamed or self._route.policy.cancels_others
        if cancels:
            for runner in self._running:
                runner.token.cancel("another target was faster" if winner is not None else None)
        until = self.runtime.now() + _PATIENCE if cancels else None
        while self._running and (until is None or self.runtime.now() < until):
            await self.runtime.wait_first([runner.task for runner in self._running], until)
            for runner in [one for one in self._running if one.task.done()]:
                self._running.remove(runner)
                if winner is not None:
                    self._observe(runner)
                await self._lost(runner)
        if winner is not None:
            self._tokens = [winner.token]

    async def _lost(self, runner: _Runner[T]) -> None:
        """Note what became of a loser."""
        try:
            value: Any = await runner.task.result()
        except Cancelled as error:
            self.failed(runner.step, error, "cancelled")
        except AilibError as error:
            self.failed(runner.step, error)
        except BaseException as error:
            if isinstance(error, Exception):
                raise
            # The task was cancelled with the one that waits here.
        else:
            if isinstance(value, _Opened):
                await value.flow.aclose()
                value = value.flow.response()
            self.answered(runner.step, value, "unused")


class _Opened:
    """A stream that has got to its content."""

    __slots__ = ("flow", "held")

    def __init__(self, flow: Flow, held: list[ChatCompletionChunk]) -> None:
        self.flow = flow
        self.held = held


class RaceFlow:
    """The stream of the contender whose content comes first."""

    def __init__(self, route: RaceRoute, core: Core, request: ChatCompletionRequest, options: CallOptions) -> None:
        self._route = route
        self._core = core
        self._request = request
        self._options = options
        self._race: _Race[_Opened] | None = None
        self._step: Step | None = None
        self._flow: Flow | None = None
        self._held: list[ChatCompletionChunk] = []
        self.token = options.cancel
        self.opened: bool = False
        self.ended: bool = False
        self.cancelled: bool = False

    async def open(self) -> None:
        """Start the race; return once a contender has content. Does nothing the second time.

        Raises:
            AilibError: None has.
        """
        if self.opened:
            return
        self.opened = True
        self._race = race = _Race(self._route, self._core, self._request, self._options, self._launch, streamed=True)
        try:
            self._step, opened = await race.run()
        except Cancelled:
            await self._end(cancelled=True)
            if self.token is None or not self.token.cancelled:
                raise
        except BaseException:
            await self._end()
            raise
        else:
            self._flow, self._held = opened.flow, opened.held

    async def _launch(self, step: Step) -> _Opened:
        flow = step.route.flow(self._core, step.request, step.options)
        held: list[ChatCompletionChunk] = []
        try:
            await flow.open()
            while (batch := await flow.pull()) is not None:
                held.extend(batch)
                if flow.has_content:
                    break
            if flow.cancelled:
                partial = flow.response()
                raise Cancelled(
                    provider=partial.provider, model=partial.model, attempts=partial.attempts, partial=partial
                )
        except BaseException:
            await flow.aclose()
            raise
        return _Opened(flow, held)

    async def pull(self) -> Iterator[ChatCompletionChunk] | None:
        """The next chunks, to be drained before the next pull; None at the end.

        Raises:
            AilibError: The winner's stream failed; with `partial`, the answer so far.
        """
        if not self.opened:
            await self.open()
        if self._held:
            held, self._held = self._held, []
            return iter(held)
        flow, race = self._flow, self._race
        if self.ended or flow is None or race is None:
            return None
        try:
            batch = await flow.pull()
        except AilibError as error:
            step, self._step = self._step, None
            if step is not None:
                race.failed(step, error)
            await self._end()
            raise race.raised(error) from error.__cause__
        except BaseException:
            await self._end()
            raise
        if batch is None:
            await self._end()
        return batch

    async def _end(self, *, cancelled: bool = False) -> None:
        """Close what is open; idempotent."""
        flow = self._flow
        if not self.ended:
            self.ended = True
            self.cancelled = cancelled or (flow is not None and flow.cancelled)
            if self._race is not None:
                self._race.unlink()
        if flow is not None:
            await flow.aclose()

    async def aclose(self) -> None:
        """Stop here."""
        self.opened = True
        self._held = []
        await self._end()

    @property
    def complete(self) -> bool:
        """Whether the winner's last word was read."""
        return self._flow is not None and self._flow.complete

    @property
    def has_content(self) -> bool:
        """Whether content has been seen."""
        return self._flow is not None and self._flow.has_content

    def response(self) -> ChatCompletionResponse:
        """The answer so far."""
        race = self._race
        if self._flow is None or race is None:
            from ..models.response import ChatCompletionResponse

            response = ChatCompletionResponse(provider=self._core.target.profile.id)
            if race is not None:
                response.routing, response.attempts = race.report(None), tuple(race.attempts)
            return response
        return dressed(race, self._step, self._flow.response())
