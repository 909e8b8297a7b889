"""The next target when one fails: `FallbackChain` at work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import AilibError, ConfigurationError, RequestTimeout
from ..models.response import Bill
from ..models.routing import FallbackEvent, RoutingReport, TargetOutcome
from .call import CallOptions
from .plan import Plan, PlannedFlow, Step, ask_from, outcome_of, time_limit
from .routing import NO_OPTIONS, Resolve, Route, compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..routing import FallbackChain
    from .call import Core
    from .flow import Flow

__all__ = ["FallbackRoute"]

_TOO_SLOW = RequestTimeout("Too slow", phase="deadline")


class FallbackRoute(Route):
    """The route of a `FallbackChain`.

    Args:
        chain: What the user wrote.
        core: The client.
        resolve: Finds targets.
        inner: Stands in the place of the first target, or None.
    """

    def __init__(self, chain: FallbackChain, core: Core, resolve: Resolve, inner: Route | None = None) -> None:
        if chain.first is None and not chain.steps and inner is None:
            raise ConfigurationError("The fallback chain has no target", hint='Add one: chain.always("provider/model")')
        self.chain = chain
        self.primary = inner or compiled(chain.first, core, resolve, keeps_model=True)
        self.routes = [self.primary, *(compiled(step.target, core, resolve) for step in chain.steps)]
        self.every = list(range(1, len(self.routes)))
        self._kept: tuple[Any, CallOptions] = (None, NO_OPTIONS)
        self.name = f"failover[{'->'.join(route.name for route in self.routes)}]"

    async def chat(
        self, core: Core, request: ChatCompletionRequest, options: CallOptions | None
    ) -> ChatCompletionResponse:
        """See `Route`."""
        options = options or NO_OPTIONS
        if not options.fallback:
            return await self.primary.chat(core, request, options)
        now = core.runtime.now
        began = now()
        until = time_limit(core, options, streamed=False)
        if until is None and options is NO_OPTIONS and self._kept[0] is core.settings:
            given = self._kept[1]
        else:
            given = self.step_options(core, options, self.every, began, until, streamed=False)
            if given.until is None and options is NO_OPTIONS:
                self._kept = (core.settings, given)  # the same for every call of which nothing special is asked
        # Most calls need nobody but the first target: what has to be known about the others is made when it fails.
        try:
            response = await self.primary.chat(core, request, given)
        except AilibError as error:
            failed = error
        else:
            if response.routing is None:
                ended = now()
                name = self.primary.name
                # Found when it is read: few read it.
                found: Any = partial(_answered_at_once, name, Bill(response), ended - began)
                response.routing = RoutingReport("fallback", self.name, name, found)
                response.latency = ended - began
                return response
            plan = _FallbackPlan(self, core, request, options, streamed=False)
            plan.began = began
            return plan.dress(response, plan.answered(Step(self.primary, request, given, began), response))
        plan = _FallbackPlan(self, core, request, options, streamed=False)
        plan.began, plan.until = began, until
        return await ask_from(plan, Step(self.primary, request, given, began), failed)

    def flow(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """See `Route`."""
        if not options.fallback:
            return self.primary.flow(core, request, options)
        return PlannedFlow(_FallbackPlan(self, core, request, options, streamed=True), options)

    def step_options(
        self,
        core: Core,
        options: CallOptions,
        untried: list[int],
        now: float,
        until: float | None,
        *,
        streamed: bool,
    ) -> CallOptions:
        """The time and the attempts that a target may take which is asked now.

        Args:
            core: The client.
            options: Of the call.
            untried: The steps that are left.
            now: On the runtime's clock.
            until: When the call must have ended, or None.
            streamed: Whether the answer is.
        """
        chain = self.chain
        if not streamed:
            if chain.target_timeout is not None:
                limit = now + chain.target_timeout
                until = limit if until is None else min(until, limit)
            elif until is not None and any(chain.steps[index - 1].fits(_TOO_SLOW) for index in untried):
                until = now + (until - now) / 2
        retries = options.max_retries
        if chain.max_attempts_per_target is not None:
            known = core.settings.retry.max_retries if retries is None else retries
            retries = min(known, chain.max_attempts_per_target - 1)
        patience = options.patience
        if untried and patience is None:
            # Rather another target than a long wait for this one.
            patience = core.settings.retry.cap
        return CallOptions(options.timeout, retries, options.headers, options.cancel, until, options.fallback, patience)

    @property
    def inside(self) -> Iterable[Route]:
        """See `Route`."""
        return self.routes


def _answered_at_once(name: str, bill: Bill, elapsed: float) -> tuple[TargetOutcome, ...]:
    return (outcome_of(name, bill, 0.0, elapsed),)


class _FallbackPlan(Plan):
    def __init__(
        self,
        route: FallbackRoute,
        core: Core,
        request: ChatCompletionRequest,
        options: CallOptions,
        *,
        streamed: bool,
    ) -> None:
        super().__init__("fallback", route.name, core, options, streamed=streamed)
        self._route = route
        self._chain = route.chain
        self._request = request
        self._untried = list(route.every)
        self._last = 0
        self._rounds = 2 if route.chain.retry_all else 1
        self.restarts = route.chain.after_content == "restart"

    def _next(self, error: AilibError) -> int | None:
        steps = self._chain.steps
        for index in self._untried:
            if steps[index - 1].fits(error):
                self._untried.remove(index)
                return index
        if self._rounds > 1 and not self._untried and error.is_retryable:
            self._rounds -= 1
            self._untried = list(self._route.every)
            return 0
        return None

    async def following(self, error: AilibError | None) -> Step | None:
        chain, routes = self._chain, self._route.routes
        index = 0 if error is None else self._next(error)
        if index is None:
            return None
        if error is not None:
            if chain.delay_between_targets:
                await self.runtime.sleep(chain.delay_between_targets, self.options.cancel)
                if self.out_of_time():
                    return None
            if chain.on_fallback is not None:
                elapsed = self.runtime.now() - self.began
                chain.on_fallback(
                    FallbackEvent(routes[self._last].name, routes[index].name, error, elapsed, self.given)
                )
        self._last = index
        now = self.runtime.now()
        given = self._route.step_options(
            self.core, self.options, self._untried, now, self.until, streamed=self.streamed
        )
        return Step(routes[index], self._request, given, now)
