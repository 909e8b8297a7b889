"""From what the user wrote to routes: `Route` is a `Layer` with a name, one target or several, which are routes again.

One target is an `OwnRoute` (the client's own) or an `OtherRoute`; for several see `fallback`, `race` and `array`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from ..errors import ConfigurationError
from ..options import without_secrets
from ..providers.models import is_default_model
from ..routing import FallbackChain, ModelArray, ModelEndpoint, RacePolicy
from .call import CallOptions
from .stream import StreamFlow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..routing import RouteTarget
    from ..transport.base import Semaphore
    from .call import Core
    from .flow import Flow
    from .target import Target

__all__ = ["NO_OPTIONS", "OtherRoute", "OwnRoute", "Resolve", "Route", "compiled", "endpoint_route", "routed"]

NO_OPTIONS = CallOptions()


class Resolve(Protocol):
    """Finds a target: `resolve("openai/gpt-4o", api_key, base_url, headers, protocol)`."""

    def __call__(
        self, text: str, api_key: Any, base_url: str | None, headers: Mapping[str, str], protocol: str | None
    ) -> Target:
        """The target with its own key and address.

        Raises:
            ConfigurationError: Unknown provider, no key, no address.
        """
        ...


class Route(ABC):
    """A target, or several.

    Attributes:
        name: What reports call it.
    """

    name: str

    @abstractmethod
    async def chat(
        self, core: Core, request: ChatCompletionRequest, options: CallOptions | None
    ) -> ChatCompletionResponse:
        """A whole answer; `core` is that of the client."""

    @abstractmethod
    def flow(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """A stream, not yet opened."""

    @property
    def inside(self) -> Iterable[Route]:
        """The routes that this one is made of."""
        return ()

    def stats(self) -> dict[str, Any]:
        """Figures, by the name of the route; of those inside, too."""
        return {name: figures for route in self.inside for name, figures in route.stats().items()}

    async def check(self, core: Core) -> dict[str, bool]:
        """Ask all endpoints of arrays inside how they are; name to whether it is healthy."""
        found: dict[str, bool] = {}
        for route in self.inside:
            found.update(await route.check(core))
        return found


# One target


class OwnRoute(Route):
    """The client's own target, with its key and at its address, perhaps with another model.

    Args:
        core: The client.
        model: Model to ask for instead of the client's, or None.
        keeps_model: Whether a model that the request names wins.
        resolve: For a copy of the client at another provider, which this target does not follow; None: it does.
    """

    def __init__(self, core: Core, model: str | None, *, keeps_model: bool, resolve: Resolve | None = None) -> None:
        provider = core.target.profile.id
        self._provider = provider
        self._resolve = resolve
        self._other: OtherRoute | None = None
        self._model = model
        self._keeps_model = keeps_model
        shown = model or core.target.model
        self.name = f"{provider}/{shown}" if shown else provider

    def _stayed(self, core: Core) -> Route | None:
        """This target, when the client has gone to another provider."""
        if self._resolve is None or core.target.profile.id == self._provider:
            return None
        if self._other is None:
            headers = without_secrets(core.settings.headers)
            target = self._resolve(self.name, None, None, headers, None)
            self._other = OtherRoute(core, target, self.name, keeps_model=self._keeps_model)
        return self._other

    def _request(self, request: ChatCompletionRequest) -> ChatCompletionRequest:
        if self._keeps_model and not is_default_model(request.model):
            return request
        model = self._model or ""
        return request if request.model == model else attrs.evolve(request, model=model)

    async def chat(
        self, core: Core, request: ChatCompletionRequest, options: CallOptions | None
    ) -> ChatCompletionResponse:
        """See `Route`."""
        if self._resolve is not None and (other := self._stayed(core)) is not None:
            return await other.chat(core, request, options)
        return await core.ask(self._request(request), options)

    def flow(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """See `Route`."""
        if (other := self._stayed(core)) is not None:
            return other.flow(core, request, options)
        return StreamFlow(core, self._request(request), options)


class OtherRoute(Route):
    """A target with a key, an address, permits and a gate of its own; connections and retry budget are the client's.

    Args:
        core: The client.
        target: The target.
        name: What reports call it.
        keeps_model: Whether a model that the request names wins.
    """

    def __init__(self, core: Core, target: Target, name: str, *, keeps_model: bool) -> None:
        self.name = name
        self._keeps_model = keeps_model
        self._lock = core.runtime.lock()
        self._made: tuple[Any, Target] = (core.settings.headers, target)
        self._permits: tuple[int, Semaphore] | None = None

    @property
    def target(self) -> Target:
        """The target."""
        return self._made[1]

    def core(self, core: Core) -> Core:
        """The core of this target, with the settings of the client or of its copy."""
        seen, target = self._made
        headers = core.settings.headers
        if headers is not seen:
            target = target.with_headers(without_secrets(headers))
            self._made = (headers, target)
        return core.beside(target, self._permits_for(core))

    def _permits_for(self, core: Core) -> Semaphore | None:
        limit = core.settings.max_concurrency
        if limit is None:
            return None
        from .pressure import CountedPermits

        with self._lock:
            if self._permits is None or self._permits[0] != limit:
                self._permits = (limit, CountedPermits(core.runtime.semaphore(limit), limit))
            return self._permits[1]

    def _request(self, request: ChatCompletionRequest) -> ChatCompletionRequest:
        if self._keeps_model or is_default_model(request.model):
            return request
        return attrs.evolve(request, model="")

    @staticmethod
    def _options(options: CallOptions) -> CallOptions:
        if not options.headers:
            return options
        # A key among the headers of the call is meant for the client's own target.
        return attrs.evolve(options, headers=without_secrets(options.headers))

    async def chat(
        self, core: Core, request: ChatCompletionRequest, options: CallOptions | None
    ) -> ChatCompletionResponse:
        """See `Route`."""
        return await self.core(core).ask(self._request(request), self._options(options or NO_OPTIONS))

    def flow(self, core: Core, request: ChatCompletionRequest, options: CallOptions) -> Flow:
        """See `Route`."""
        return StreamFlow(self.core(core), self._request(request), self._options(options))


# From what the user wrote to routes


def array_keywords(array: ModelArray) -> dict[str, Any]:
    """Keywords of a client of the first endpoint of an array.

    Raises:
        ConfigurationError: It is empty.
    """
    first = next(iter(array), None)
    if first is None:
        raise ConfigurationError(f"The array {array.name!r} has no endpoint", hint="Use array.add_endpoint(...)")
    return _own_keywords(first)


def _own_keywords(endpoint: ModelEndpoint) -> dict[str, Any]:
    text, url = endpoint_target(endpoint)
    return {"target": text, "base_url": url, "api_key": endpoint.api_key, "protocol": endpoint.protocol}


def failover_keywords(targets: Iterable[RouteTarget]) -> dict[str, Any]:
    """Keywords of a client of the first target with all of them as its chain.

    Raises:
        ConfigurationError: There is none, or the first one is several.
    """
    chain = FallbackChain.of(targets)
    first = chain.first
    if isinstance(first, ModelEndpoint):
        return {**_own_keywords(first), "fallback": chain}
    if isinstance(first, ModelArray):
        return {**array_keywords(first), "fallback": chain}
    if not isinstance(first, str):
        raise ConfigurationError("The first target of a failover chain must be a target, an endpoint or an array")
    return {"target": first, "fallback": chain}


def routed(
    core: Core,
    resolve: Resolve,
    *,
    fallback: FallbackChain | Iterable[RouteTarget] | None = None,
    race: RacePolicy | None = None,
    array: ModelArray | None = None,
) -> Route | None:
    """The route of a client: an array or a race stands in the place of its own target, the chain is around that.

    Raises:
        ConfigurationError: A target that cannot be used, or nothing to choose from.
    """
    inner: Route | None = None
    if array is not None and race is not None:
        raise ConfigurationError(
            "A client of an array has no race beside it",
            hint="Make the array a contender: RacePolicy().contender(array)",
        )
    if array is not None:
        inner = compiled(array, core, resolve)
    elif race is not None:
        inner = compiled(race, core, resolve)
    if fallback is None:
        return inner
    from .fallback import FallbackRoute

    if isinstance(fallback, FallbackChain):
        chain = fallback
    else:
        # A plain list: what to ask when the client's own target fails.
        chain = FallbackChain()
        for target in [fallback] if isinstance(fallback, str) else fallback:
            chain = chain.always(target)
    return FallbackRoute(chain, core, resolve, inner)


def compiled(target: RouteTarget | None, core: Core, resolve: Resolve, *, keeps_model: bool = False) -> Route:
    """The route of a target; None is the client's own.

    Args:
        target: What the user wrote.
        core: The client.
        resolve: Finds targets.
        keeps_model: Whether a model that the request names is meant for this target.

    Raises:
        ConfigurationError: It cannot be used: unknown provider, no key, nothing to choose from.
    """
    if target is None:
        return OwnRoute(core, None, keeps_model=True)
    if isinstance(target, FallbackChain):
        from .fallback import FallbackRoute

        return FallbackRoute(target, core, resolve)
    if isinstance(target, RacePolicy):
        from .race import RaceRoute

        return RaceRoute(target, core, resolve)
    if isinstance(target, ModelArray):
        from .array import ArrayRoute

        return ArrayRoute(target, core, resolve)
    if isinstance(target, ModelEndpoint):
        return endpoint_route(target, core, resolve, keeps_model=keeps_model)
    from ..providers.models import split_target

    provider, model = split_target(target)
    if provider == core.target.profile.id:
        named = None if is_default_model(model) else model
        return OwnRoute(core, named, keeps_model=keeps_model, resolve=resolve)
    headers = without_secrets(core.settings.headers)
    return OtherRoute(core, resolve(target, None, None, headers, None), target, keeps_model=keeps_model)


def endpoint_route(endpoint: ModelEndpoint, core: Core, resolve: Resolve, *, keeps_model: bool = False) -> OtherRoute:
    """The route of an endpoint."""
    headers = without_secrets(core.settings.headers)
    text, url = endpoint_target(endpoint)
    target = resolve(text, endpoint.api_key, url, headers, endpoint.protocol)
    # The model may stand in the name: ModelEndpoint("openai/gpt-4o").
    named = endpoint.model is not None or target.model is not None
    return OtherRoute(core, target, endpoint.name, keeps_model=keeps_model or not named)


def endpoint_target(endpoint: ModelEndpoint) -> tuple[str, str | None]:
    """("provider/model", address) of an endpoint; the address is None for the provider's own."""
    from urllib.parse import urlsplit

    from ..providers.catalogue import host_owners

    provider, url = endpoint.provider, endpoint.url
    if provider is None and url is None:
        provider = endpoint.name
    elif provider is None:
        split = urlsplit(url if url is not None and "://" in url else f"https://{url}")
        owners = host_owners(split.hostname or "")
        # Any server that speaks the OpenAI chat API without asking for a key.
        provider = owners[0] if owners else "vllm"
        if owners and not split.path.strip("/"):
            url = None
    model = endpoint.model
    return (provider if is_default_model(model) else f"{provider}/{model}"), url
