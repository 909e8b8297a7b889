"""A call to one of many endpoints: `ModelArray` chooses, the next one is asked when one fails, checks run beside.

No thread or task waits between calls: a check that is due runs beside the next call, which it holds up by a quarter
of a second at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import attrs

from ..cancel import CancelToken
from ..errors import (
    AilibError,
    AuthenticationError,
    Cancelled,
    CircuitOpen,
    ConfigurationError,
    InvalidResponse,
    QuotaExhausted,
    RateLimited,
    RequestTimeout,
    ServerError,
    StreamError,
    TransportError,
)
from ..options import Timeouts, without_secrets
from .call import CallOptions
from .plan import Plan, PlannedFlow, Step, ask
from .routing import NO_OPTIONS, OtherRoute, Resolve, Route, endpoint_route

if TYPE_CHECKING:
    from ..balance import HealthCheck, ModelArray, ModelEndpoint
    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..transport.base import HttpRequest, Task
    from .call import Core
    from .flow import Flow
    from .target import Target

__all__ = ["ArrayRoute"]

_GRACE = 0.25  # seconds that a call waits at its end for checks that were begun beside it
_REST = 1.0  # seconds without requests after a 429 that does not say how many


class ArrayRoute(Route):
    """The route of a `ModelArray`.

    Args:
        array: What the user wrote.
        core: The client.
        resolve: Finds targets.

    Raises:
        ConfigurationError: It is empty, or an endpoint cannot be used.
    """

    def __init__(self, array: ModelArray, core: Core, resolve: Resolve) -> None:
        if not len(array):
            raise ConfigurationError(f"The array {array.name!r} has no endpoint", hint="Use array.add_endpoint(...)")
        self.array = array
        self.name = array.name
        self._core = core
        self._resolve = resolve
        self._routes: dict[str, tuple[ModelEndpoint, OtherRoute]] = {}
        for endpoint in array:
            self.route(endpoint)

    def route(self, endpoint: ModelEndpoint) -> OtherRoute:
        """The route of an endpoint, which may have been added since."""
        known = self._routes.get(endpoint.name)
        if known is not None and known[0] is endpoint:
            return known[1]
        made = endpoint_route(endpoint, self._core, self._resolve)
        self._routes[endpoint.name] = (endpoint, made)
        self.array._price(endpoint.name, lambda: _price(made.target))
        return made

    async def chat(
        self, core: Core, request: ChatCompletionRequest, options: CallOptions | None
    ) -> ChatCompletionResponse:
        """See `Route`."""
        return await ask(_ArrayPlan(self, core, request, options or NO_OPTIONS, streamed=False))

    def flow(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """See `Route`."""
        return PlannedFlow(_ArrayPlan(self, core, request, options, streamed=True), options)

    def stats(self) -> dict[str, Any]:
        """Figures of the endpoints."""
        return {self.name: self.array.stats()}

    # Checks

    async def check(self, core: Core) -> dict[str, bool]:
        """Ask every endpoint how it is, now; name to whether it is healthy after that."""
        check = self.array.health_check or _default_check()
        due = self.array._due(core.runtime.now(), everybody=True)
        tasks = [core.runtime.start(self.check_one(core, endpoint, check, None)) for endpoint in due]
        for task in tasks:
            await task.result()
        return {endpoint.name: self.array.is_healthy(endpoint.name) for endpoint in due}

    async def check_one(
        self, core: Core, endpoint: ModelEndpoint, check: HealthCheck, token: CancelToken | None
    ) -> None:
        """Ask one endpoint how it is, and tell the array."""
        seconds = check.timeout
        options = CallOptions(Timeouts(seconds, seconds, seconds, seconds), 0, None, token)
        own = self.route(endpoint).core(core)
        try:
            call = own.call(None, options)
            url = _check_address(own.target, check.endpoint)
            if _origin(url) != _origin(own.target.base_url):
                # The key stays with its address.
                call.source = call.auth = _NOBODY
                call.headers = without_secrets(call.headers)
            await call.exchange("GET", url, None)
        except (Cancelled, ConfigurationError):
            return  # it says nothing
        except AilibError as error:
            status: Any = getattr(error, "status", None)
            self.array._checked(endpoint.name, alive=isinstance(status, int) and status < 500)
        else:
            self.array._checked(endpoint.name, alive=True)


class _Nobody:
    waits = False

    def apply(self, request: HttpRequest) -> None:
        """Add nothing."""


_NOBODY = _Nobody()


def _default_check() -> HealthCheck:
    from ..balance import HealthCheck

    return HealthCheck("models")


def _origin(url: str) -> tuple[str, str]:
    split = urlsplit(url)
    return split.scheme, split.netloc


def _check_address(target: Target, endpoint: str) -> str:
    """Where to ask how an endpoint is."""
    if "://" in endpoint:
        return endpoint
    if endpoint.strip("/") == "models":
        return target.models_address()
    root, _, last = target.base_url.rstrip("/").rpartition("/")
    # The server's own paths stand beside its API, not in it: http://host/v1 and http://host/health.
    versioned = last[:1] == "v" and last[1:2].isdigit() and not root.endswith("/")
    return f"{root if versioned else target.base_url.rstrip('/')}/{endpoint.lstrip('/')}"


def _price(target: Target) -> float | None:
    """US dollars per million tokens of the target's model: in and out together."""
    from ..providers.prices import price_of

    model = target.model or target.default_model
    found = None if model is None else price_of(target.profile.id, model)
    return None if found is None else float(found.input + found.output)


def _is_sick(error: AilibError) -> bool:
    """Whether an error says something about the health of the endpoint."""
    if isinstance(error, RequestTimeout) and error.phase == "queue":
        return False
    kinds = (ServerError, TransportError, StreamError, InvalidResponse, AuthenticationError, QuotaExhausted)
    return isinstance(error, kinds)


class _ArrayPlan(Plan):
    def __init__(
        self, route: ArrayRoute, core: Core, request: ChatCompletionRequest, options: CallOptions, *, streamed: bool
    ) -> None:
        super().__init__("array", route.name, core, options, streamed=streamed)
        self._route = route
        self._array = route.array
        self._request = request
        self._used: dict[str, Any] = {}
        self._checks: list[Task[None]] = []
        self._token: CancelToken | None = None

    async def following(self, error: AilibError | None) -> Step | None:
        now = self.runtime.now()
        if error is None:
            await self._check(now)
        elif not error.is_fallbackable:
            return None
        endpoint = self._array._take(now, self._used)
        if endpoint is None:
            return None
        self._used[endpoint.name] = endpoint
        until, retries = self.until, self.options.max_retries
        if self._array._has_other(self._used):
            # Another endpoint is a better second attempt than this one, as long as there is time for it.
            retries = 0
            if until is not None and not self.streamed:
                until = now + (until - now) / 2
        options = attrs.evolve(self.options, until=until, max_retries=retries)
        return _EndpointStep(endpoint.name, self._route.route(endpoint), self._request, options, self.runtime.now())

    def passed(self, step: Step) -> None:
        self._array._passed(_name(step), self.runtime.now() - step.began)

    def stumbled(self, step: Step, error: AilibError) -> None:
        rest = None
        if isinstance(error, (RateLimited, CircuitOpen)):
            rest = self.runtime.now() + (error.retry_after or _REST)
        if error.is_fallbackable:
            self._array._failed(_name(step), sick=_is_sick(error), rest_until=rest)

    def left(self, step: Step) -> None:
        self._array._left(_name(step))

    async def _check(self, now: float) -> None:
        """Begin the checks that are due, beside the call; wait for them only if there is nobody healthy to ask."""
        check = self._array.health_check
        due = [] if check is None else self._array._due(now)
        if not due or check is None:
            return
        self._token = token = CancelToken()
        self._checks = [
            self.runtime.start(self._route.check_one(self.core, endpoint, check, token)) for endpoint in due
        ]
        if not self._array._has_other({}):
            await self._await_checks(now + check.timeout, until_healthy=True)

    async def _await_checks(self, until: float, *, until_healthy: bool = False) -> None:
        if self.until is not None:
            until = min(until, self.until)
        while self._checks and self.runtime.now() < until:
            await self.runtime.wait_first(self._checks, until)
            self._checks = [task for task in self._checks if not task.done()]
            if until_healthy and self._array._has_other({}):
                return

    async def closing(self) -> None:
        """Let the checks end, and end those that do not."""
        if not self._checks:
            return
        try:
            await self._await_checks(self.runtime.now() + _GRACE)
        finally:
            if self._token is not None:
                self._token.cancel("the call is over")
            left, self._checks = self._checks, []
            for task in left:
                await task.result()


class _EndpointStep(Step):
    __slots__ = ("endpoint",)

    def __init__(
        self, endpoint: str, route: Route, request: ChatCompletionRequest, options: CallOptions, began: float
    ) -> None:
        super().__init__(route, request, options, began)
        self.endpoint = endpoint


def _name(step: Step) -> str:
    return step.endpoint if isinstance(step, _EndpointStep) else step.route.name
