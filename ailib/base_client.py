"""What both clients share: the keywords of their calls, and how they are made, copied and described."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypedDict, TypeVar, Unpack, cast

import attrs

from .cancel import CancelHandle, CancelToken
from .core.call import CallOptions, Core, Ports
from .core.settings import Settings, merge, resolve
from .core.target import Target, resolve_target
from .models.request import ChatCompletionRequest, ChatFields, MessagesInput, PlainSettings
from .options import ConnectionOptions, RetryPolicy, Seconds, Timeouts, without_secrets
from .providers.credentials import lives_elsewhere
from .providers.profile import ProviderProfile
from .resilience import Resilient

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .builders import ClientBuilder
    from .core.flow import Flow
    from .core.routing import Route
    from .limits import CircuitBreaker, RateLimit
    from .providers.auth import KeySource
    from .providers.models import ModelResolution
    from .routing import FallbackChain, ModelArray, RacePolicy, RouteTarget
    from .transport.base import Runtime, Transport

__all__ = [
    "BaseClient",
    "CallKeywords",
    "ChatInput",
    "ChatKeywords",
    "ClientKeywords",
    "Overrides",
    "ToolKeywords",
    "call_options",
    "split_keywords",
]

S = TypeVar("S")
T = TypeVar("T")
ChatInput: TypeAlias = "ChatCompletionRequest | MessagesInput"


class CallKeywords(TypedDict, total=False):
    """What every call may set differently from its client.

    Keys:
        timeout: Seconds, timedelta or `Timeouts`.
        max_retries: Attempts after the first.
        headers: More headers; they win over the client's.
        cancel: A handle that ends this call from any thread or task.
        fallback: False asks only the first target of the client's `FallbackChain`.
    """

    timeout: Timeouts | Seconds | None
    max_retries: int | None
    headers: Mapping[str, str] | None
    cancel: CancelHandle | None
    fallback: bool | None


class ChatKeywords(ChatFields, CallKeywords, total=False):
    """The fields of a request, and what a call may set."""


class ToolKeywords(PlainSettings, CallKeywords, total=False):
    """The fields of a request beside its tools, and what a call may set."""

    model: str


class Overrides(TypedDict, total=False):
    """Keywords of `with_options`: those of the client."""

    timeout: Timeouts | Seconds | None
    max_retries: int | None
    retry: RetryPolicy | None
    headers: Mapping[str, str] | None
    proxy: str | None
    max_concurrency: int | None
    rate_limit: RateLimit | float | None
    breaker: CircuitBreaker | None
    options: ConnectionOptions | None


class ClientKeywords(Overrides, total=False):
    """Keywords of `from_model`: those of the client."""

    api_key: KeySource | None
    base_url: str | None
    metrics: Any
    interceptors: Iterable[Any]
    protocol: str | None
    session: Any
    fallback: FallbackChain | Iterable[RouteTarget] | None
    race: RacePolicy | None


_CALL_KEYS = frozenset({"timeout", "max_retries", "headers", "cancel", "fallback"})
# A change of one of these needs connections of its own.
_TRANSPORT_FIELDS = ("proxy", "disable_proxy", "verify", "cert", "pool_size", "idle_timeout")


def call_options(keywords: Mapping[str, Any]) -> CallOptions | None:
    """What a call may set, out of its keywords; None for nothing."""
    if not keywords:
        return None
    cancel = keywords.get("cancel")
    return CallOptions(
        keywords.get("timeout"),
        keywords.get("max_retries"),
        keywords.get("headers"),
        cancel._token if cancel is not None else None,
        fallback=keywords.get("fallback") is not False,
    )


def split_keywords(keywords: Mapping[str, Any]) -> tuple[ChatFields | None, CallOptions | None]:
    """Fields of the request, and what concerns the call."""
    if not keywords:
        return None, None
    fields = {name: value for name, value in keywords.items() if name not in _CALL_KEYS}
    return cast("ChatFields", fields), call_options(
        {name: value for name, value in keywords.items() if name in _CALL_KEYS}
    )


def _target(
    text: str | ProviderProfile | None,
    api_key: Any,
    base_url: str | None,
    headers: Mapping[str, str] | None,
    environ: Mapping[str, str],
    *,
    generic: bool = True,
    protocol: str | None = None,
) -> Target:
    """Resolve a target; the embedded provider is started when it is asked for."""
    if isinstance(text, ProviderProfile):
        return resolve_target(
            text.id,
            api_key=api_key,
            base_url=base_url,
            headers=headers,
            environ=environ,
            generic=generic,
            protocol=protocol,
            profile=text,
        )
    if text is None:
        from .quick import default_target

        text = default_target(environ)
    if base_url is None and text.partition("/")[0].strip().lower() == "embedded":
        base_url = environ.get("EMBEDDED_BASE_URL", "").strip() or None
        if base_url is None:
            from importlib import import_module

            # By name: the test kit stands above the client and is loaded only for this.
            base_url = cast("str", import_module("ailib.testing").shared_base_url())
    return resolve_target(
        text,
        api_key=api_key,
        base_url=base_url,
        headers=headers,
        environ=environ,
        generic=generic,
        protocol=protocol,
    )


def _resolve(text: str, api_key: Any, base_url: str | None, headers: Mapping[str, str], protocol: str | None) -> Target:
    """A target beside the client's own."""
    return _target(text, api_key, base_url, headers, os.environ, generic=False, protocol=protocol)


class BaseClient(Resilient, ABC, Generic[S]):
    """What both clients share: how they are made, copied and described."""

    _owner: bool
    _blocking = False

    def __init__(
        self,
        target: str | ProviderProfile | None = None,
        *,
        api_key: KeySource | None = None,
        base_url: str | None = None,
        timeout: Timeouts | Seconds | None = None,
        max_retries: int | None = None,
        retry: RetryPolicy | None = None,
        headers: Mapping[str, str] | None = None,
        proxy: str | None = None,
        max_concurrency: int | None = None,
        rate_limit: RateLimit | float | None = None,
        breaker: CircuitBreaker | None = None,
        options: ConnectionOptions | None = None,
        metrics: Any = None,
        interceptors: Iterable[Any] = (),
        protocol: str | None = None,
        session: S | None = None,
        fallback: FallbackChain | Iterable[RouteTarget] | None = None,
        race: RacePolicy | None = None,
    ) -> None:
        merged = merge(
            options,
            base_url=base_url,
            api_key=api_key,
            timeout=timeout,
            max_retries=max_retries,
            retry=retry,
            headers=headers,
            proxy=proxy,
            max_concurrency=max_concurrency,
            rate_limit=rate_limit,
            breaker=breaker,
        )
        settings = resolve(merged, os.environ)
        self._check_key(merged.api_key)
        resolved = _target(target, merged.api_key, merged.base_url, settings.headers, os.environ, protocol=protocol)
        make = self._make_transport  # the function, not the client: a forgotten client goes at once
        ports = Ports(lambda: make(settings.connection, session), self._make_runtime())
        self._core = Core(ports, resolved, settings)
        if fallback is not None or race is not None:
            self._route(fallback, race)
        if metrics is not None or interceptors:
            # Last of what stands around the calls: the outermost.
            self._around(self._core, interceptors, metrics)
        self._owner = True

    @staticmethod
    def _check_key(api_key: Any) -> None:
        """Whether this client can use what is to return its keys.

        Raises:
            ConfigurationError: It cannot.
        """

    @staticmethod
    @abstractmethod
    def _make_transport(connection: ConnectionOptions, session: S | None) -> Transport: ...

    @staticmethod
    @abstractmethod
    def _make_runtime() -> Runtime: ...

    @classmethod
    def with_model_array(cls, array: ModelArray, **keywords: Unpack[ClientKeywords]) -> Self:
        """A client whose chats go to the endpoints of an array; what is no chat goes to the first of them.

        Args:
            array: The endpoints. Each uses its own key and address.
            keywords: Those of the client; a `fallback` is asked when the whole array fails.

        Raises:
            ConfigurationError: The array is empty, or an endpoint cannot be used.
        """
        from .core.routing import array_keywords

        given = cast("dict[str, Any]", keywords)
        around = given.pop("fallback", None), given.pop("race", None)
        client = cls(**(array_keywords(array) | given))
        client._route(*around, array)
        return client

    @classmethod
    def with_failover_chain(cls, targets: Iterable[RouteTarget], **keywords: Unpack[ClientKeywords]) -> Self:
        """A client of the first target that asks the next one when one fails; see `FallbackChain`.

        Raises:
            ConfigurationError: There is no target, or one cannot be used.
        """
        from .core.routing import failover_keywords

        given = cast("dict[str, Any]", keywords)
        return cls(**(failover_keywords(targets) | given))

    @classmethod
    def with_round_robin_chain(cls, targets: Iterable[RouteTarget], **keywords: Unpack[ClientKeywords]) -> Self:
        """A client that asks these targets in turn, and the next one when one fails; see `ModelArray`.

        Raises:
            ConfigurationError: There is no target, or one cannot be used.
        """
        from .balance import ModelArray

        return cls.with_model_array(ModelArray.of(targets), **keywords)

    @property
    def _routes(self) -> Route | None:
        """Where calls go, without what stands around that."""
        outer: Any = self._core.outer
        found: Route | None = getattr(outer, "_inner", outer)
        return found

    def routing_stats(self) -> dict[str, Any]:
        """Figures of the client's races (calls, extra requests, wins) and arrays (`EndpointStats`), by their names."""
        routes = self._routes
        return {} if routes is None else routes.stats()

    def _route(
        self,
        fallback: FallbackChain | Iterable[RouteTarget] | None = None,
        race: RacePolicy | None = None,
        array: ModelArray | None = None,
    ) -> None:
        """Have calls go to several targets."""
        from .core.routing import routed

        interceptors, metrics = self.interceptors, self.metrics
        self._core.outer = routed(self._core, _resolve, fallback=fallback, race=race, array=array)
        if metrics is not None or interceptors:
            self._around(self._core, interceptors, metrics)

    @classmethod
    def _of(cls, core: Core, *, owner: bool) -> Self:
        client = cls.__new__(cls)
        client._core = core
        client._owner = owner
        return client

    @classmethod
    def from_model(cls, model: str, **keywords: Unpack[ClientKeywords]) -> Self:
        """`Client.from_model("deepseek/deepseek-chat")`: the same as calling the class."""
        return cls(model, **keywords)

    @classmethod
    def from_manifest(
        cls,
        source: str | os.PathLike[str] | Mapping[str, Any],
        model: str | None = None,
        *,
        watch: bool = False,
        **keywords: Unpack[ClientKeywords],
    ) -> Self:
        """A client of a provider that ailib does not know.

        Args:
            source: A YAML, JSON or TOML file, or a dict; see `docs/manifests.md`.
            model: Its model; by default the manifest's.
            watch: The file is looked at before each call: what has changed in it holds from then on. A broken file
                keeps the old one and warns.
            keywords: Those of the client.

        Raises:
            ManifestError: The manifest is not valid; `errors` names everything that is wrong, with its path.
            ConfigurationError: The file cannot be read, or a key is missing.
        """
        from .core.watch import manifest_client

        return manifest_client(cls, source, model, watch=watch, **keywords)

    @classmethod
    def new(cls, model: str, **keywords: Unpack[ClientKeywords]) -> Self:
        """Another name for `from_model`."""
        return cls(model, **keywords)

    @classmethod
    def create(cls, model: str, **keywords: Unpack[ClientKeywords]) -> Self:
        """Another name for `from_model`."""
        return cls(model, **keywords)

    def with_options(self, **overrides: Unpack[Overrides]) -> Self:
        """A cheap copy with other settings, sharing the connections (unless the proxy, TLS or pool changes).

        Closing the copy leaves this client open.
        """
        core = self._core
        base = core.settings.options
        options = overrides.get("options")
        if options is not None:
            given = {
                field.name: value
                for field in attrs.fields(ConnectionOptions)
                if (value := getattr(options, field.name)) is not None and value is not False
            }
            base = merge(base, **given)
        explicit = {name: value for name, value in overrides.items() if name != "options"}
        settings = resolve(merge(base, **explicit), os.environ)
        target = core.target
        moved = (
            settings.options.base_url != core.settings.options.base_url
            or settings.options.api_key is not core.settings.options.api_key
        )
        if moved:
            before, after = core.settings.options, settings.options
            key = after.api_key
            self._check_key(key)
            if key is before.api_key and after.base_url and after.base_url != before.base_url:
                # A key that was set for one provider does not follow the client to the address of another.
                key = None if lives_elsewhere(target.profile, after.base_url) else key
            target = target.moved(key, after.base_url, settings.headers, os.environ)
        elif settings.headers != core.settings.headers:
            target = target.with_headers(settings.headers)
        return self._copy(target, settings)

    def _copy(self, target: Target, settings: Settings) -> Self:
        core = self._core
        before = core.settings.connection
        if all(getattr(before, name) == getattr(settings.connection, name) for name in _TRANSPORT_FIELDS):
            return self._of(Core(core.ports, target, settings, core), owner=False)
        make = self._make_transport
        ports = Ports(lambda: make(settings.connection, None), core.runtime)
        return self._of(Core(ports, target, settings, core), owner=True)

    def with_provider(self, target: str) -> Self:
        """The same options at another provider, with that provider's own key and address; connections are shared.

        Neither the key, nor `AI_API_KEY`, nor a header that carries credentials goes along.
        """
        kept = self._core.settings.options
        headers = without_secrets(kept.headers or {})
        settings = resolve(attrs.evolve(kept, api_key=None, base_url=None, headers=headers), os.environ)
        return self._copy(_target(target, None, None, settings.headers, os.environ, generic=False), settings)

    switch_provider = with_provider

    @classmethod
    def new_with_metrics(cls, model: str, metrics: Any, /, **keywords: Unpack[ClientKeywords]) -> Self:
        """Another way to write `Client(model, metrics=metrics)`."""
        client = cls(model, **keywords)
        cls._around(client._core, client.interceptors, metrics)
        return client

    def with_metrics(self, metrics: Any) -> Self:
        """A cheap copy that reports to this metrics object (None: to nobody); see `ailib.metrics`."""
        return self._hooked(self.interceptors, metrics)

    def with_interceptors(self, *interceptors: Any) -> Self:
        """A cheap copy with these interceptors in place of those it has; see `ailib.interceptors`."""
        return self._hooked(interceptors, self.metrics)

    def _hooked(self, interceptors: Iterable[Any], metrics: Any) -> Self:
        copy = self._copy(self._core.target, self._core.settings)
        self._around(copy._core, interceptors, metrics)
        return copy

    @classmethod
    def _around(cls, core: Core, interceptors: Iterable[Any], metrics: Any) -> None:
        from .core.hooks import around

        around(core, interceptors, metrics, blocking=cls._blocking)

    @property
    def metrics(self) -> Any:
        """The metrics object, or None."""
        return getattr(self._core.outer, "metrics", None)

    @property
    def interceptors(self) -> tuple[Any, ...]:
        """The interceptors, in the order that requests pass them."""
        return getattr(self._core.outer, "interceptors", ())

    @property
    def provider(self) -> str:
        """Provider id."""
        return self._core.target.profile.id

    provider_name = provider

    @property
    def model(self) -> str | None:
        """The model this client was made for, or None."""
        return self._core.target.model

    @property
    def base_url(self) -> str:
        """Address of the API."""
        return self._core.target.base_url

    @property
    def connection_options(self) -> ConnectionOptions:
        """What was set on this client."""
        return self._core.settings.options

    @property
    def timeouts(self) -> Timeouts:
        """The timeouts in force."""
        return self._core.settings.timeouts

    @property
    def retry(self) -> RetryPolicy:
        """The retry policy in force."""
        return self._core.settings.retry

    @property
    def closed(self) -> bool:
        """Whether it can still be used."""
        return self._core.ports.closed

    def default_chat_model(self) -> str:
        """The model of requests that name none.

        Raises:
            InvalidRequestError: There is no default.
        """
        return self._core.target.resolve_model("")

    def resolve_chat_model(self, requested: str = "") -> ModelResolution:
        """Which model a request would go to, and why: `(model, source)`.

        Args:
            requested: What the request names; "", "auto" and "default" name none.

        Raises:
            InvalidRequestError: None is named and there is no default.
        """
        from .providers.models import ModelResolution, ModelSource, is_default_model

        target = self._core.target
        model = target.resolve_model(requested)
        if not is_default_model(requested):
            source = ModelSource.EXPLICIT
        elif target.model is not None:
            source = ModelSource.CUSTOM_DEFAULT
        else:
            of_provider = target.default_model == target.profile.default_model
            source = ModelSource.PROVIDER_DEFAULT if of_provider else ModelSource.ENV_OVERRIDE
        return ModelResolution(model, source)

    @classmethod
    def builder(cls, target: str | ProviderProfile | None = None) -> ClientBuilder[Self]:
        """A fluent way to make a client: `Client.builder("openai").with_timeout(5).build()`."""
        from .builders import ClientBuilder

        return ClientBuilder(cls, target)

    def _flow(self, request: ChatInput, keywords: Mapping[str, Any]) -> Flow:
        fields, options = split_keywords(keywords)
        return self._core.flow(ChatCompletionRequest.of(request, fields), options or CallOptions())

    def _cancellable(self, request: ChatInput, keywords: dict[str, Any]) -> tuple[Flow, CancelHandle]:
        handle = keywords.get("cancel") or CancelHandle(CancelToken())
        return self._flow(request, {**keywords, "cancel": handle}), handle

    def __repr__(self) -> str:
        model = f"/{self.model}" if self.model else ""
        scheme, mark, rest = self.base_url.partition("://")
        address = f"{scheme}{mark}{rest.rpartition('@')[2]}"  # a user in the address has a password
        return f"<{type(self).__name__} {self.provider}{model} at {address}>"
