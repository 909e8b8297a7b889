"""Fluent ways to make a client, and a provider that ailib does not know.

    client = Client.builder("openai").with_timeout(5).with_retry(2).fallback("groq").build()

    profile = CustomProviderBuilder("my-gateway").with_base_url("https://llm.example.com/v1").build_provider()
    client = Client(profile)

Each setter is a keyword of the client by another name; each returns the builder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from .options import ConnectionOptions, RetryPolicy, Seconds, Timeouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .limits import CircuitBreaker, RateLimit
    from .providers.profile import ProviderProfile
    from .routing import FallbackChain, RacePolicy

__all__ = ["ClientBuilder", "CustomProviderBuilder"]

C = TypeVar("C")


class ClientBuilder(Generic[C]):
    """Collects what a client is made with.

    Args:
        cls: `Client` or `AsyncClient`.
        target: Provider, "provider/model", profile, or None for what the environment names.
    """

    def __init__(self, cls: type[C], target: str | ProviderProfile | None = None) -> None:
        self._cls = cls
        self._target = target
        self._keywords: dict[str, Any] = {}
        self._options: dict[str, Any] = {}
        self._interceptors: list[Any] = []
        self._fallbacks: list[Any] = []
        self._preset: str | None = None

    def _set(self, name: str, value: Any) -> Self:
        self._keywords[name] = value
        return self

    def model(self, target: str) -> Self:
        """The target: "provider/model"."""
        self._target = target
        return self

    def with_api_key(self, api_key: Any) -> Self:
        """The key, or what gives it."""
        return self._set("api_key", api_key)

    api_key = with_api_key

    def with_base_url(self, base_url: str) -> Self:
        """The address, version path included."""
        return self._set("base_url", base_url)

    base_url = with_base_url

    def with_timeout(self, timeout: Timeouts | Seconds) -> Self:
        """Seconds, timedelta or `Timeouts`."""
        return self._set("timeout", timeout)

    timeout = with_timeout

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """More headers for every request."""
        self._keywords.setdefault("headers", {}).update(headers)
        return self

    def with_header(self, name: str, value: str) -> Self:
        """One more header for every request; the last of a name wins."""
        return self.with_headers({name: value})

    def with_proxy(self, proxy: str) -> Self:
        """A proxy; "" goes direct."""
        return self._set("proxy", proxy)

    def without_proxy(self) -> Self:
        """Direct, whatever the environment says."""
        self._options["disable_proxy"] = True
        return self

    def with_pool_config(self, pool_size: int, idle_timeout: Seconds) -> Self:
        """Idle connections kept, and for how long."""
        self._options.update(pool_size=pool_size, idle_timeout=idle_timeout)
        return self

    def with_options(self, options: ConnectionOptions) -> Self:
        """Everything else; setters win over it."""
        return self._set("options", options)

    def with_max_concurrency(self, most: int) -> Self:
        """Calls and streams in flight at once."""
        return self._set("max_concurrency", most)

    max_inflight = with_max_concurrency

    def with_rate_limit(self, limit: RateLimit | float) -> Self:
        """A `RateLimit`, or requests per minute."""
        return self._set("rate_limit", limit)

    def with_circuit_breaker(self, breaker: CircuitBreaker | int, recovery: float = 30.0) -> Self:
        """A `CircuitBreaker`, or the failures in a row that open it and the seconds until it is tried again."""
        from .limits import CircuitBreaker

        made = breaker if isinstance(breaker, CircuitBreaker) else CircuitBreaker(breaker, recovery)
        return self._set("breaker", made)

    def with_retry(self, retry: RetryPolicy | int, base: float | None = None, max_delay: float | None = None) -> Self:
        """A `RetryPolicy`; or attempts after the first, seconds before the second, and the longest wait."""
        if not isinstance(retry, RetryPolicy):
            given: dict[str, Any] = {"base": base, "cap": max_delay}
            retry = RetryPolicy(retry, **{name: value for name, value in given.items() if value is not None})
        return self._set("retry", retry)

    def with_metrics(self, metrics: Any) -> Self:
        """Told what the client does; see `ailib.metrics`."""
        return self._set("metrics", metrics)

    def with_interceptor(self, *interceptors: Any) -> Self:
        """More interceptors, in this order."""
        self._interceptors += interceptors
        return self

    with_interceptors = with_interceptor

    def with_protocol(self, protocol: str) -> Self:
        """Another wire family that the provider speaks."""
        return self._set("protocol", protocol)

    def with_session(self, session: Any) -> Self:
        """Your own session; used, never closed by us."""
        return self._set("session", session)

    def fallback(self, *targets: FallbackChain | Any) -> Self:
        """A `FallbackChain`, or the targets to ask one after the other when one fails."""
        from .routing import FallbackChain

        if len(targets) == 1 and isinstance(targets[0], FallbackChain):
            return self._set("fallback", targets[0])
        self._fallbacks += targets
        return self

    def with_fallbacks(self, targets: Iterable[Any]) -> Self:
        """The targets to ask one after the other when one fails."""
        return self.fallback(*targets)

    def race(self, policy: RacePolicy) -> Self:
        """Several targets at once, the first answer wins."""
        return self._set("race", policy)

    def for_production(self) -> Self:
        """Limits, breaker and retries for production; see `Client.for_production`."""
        self._preset = "for_production"
        return self

    production_ready = for_production

    def for_development(self) -> Self:
        """The same for development."""
        self._preset = "for_development"
        return self

    def with_smart_defaults(self) -> Self:
        """The same for everyday use."""
        self._preset = "with_smart_defaults"
        return self

    def build(self) -> C:
        """The client.

        Raises:
            ConfigurationError: As from the class itself.
        """
        keywords = dict(self._keywords)
        if self._options:
            import attrs

            keywords["options"] = attrs.evolve(keywords.get("options") or ConnectionOptions(), **self._options)
        if self._interceptors:
            keywords["interceptors"] = tuple(self._interceptors)
        if self._fallbacks:
            from .routing import FallbackChain

            chain: Any = FallbackChain()
            for target in self._fallbacks:
                chain = chain.always(target)
            keywords["fallback"] = chain
        make: Any = self._cls if self._preset is None else getattr(self._cls, self._preset)
        made: C = make(self._target, **keywords)
        return made


class CustomProviderBuilder:
    """A provider that ailib does not know, described step by step; a manifest (`docs/manifests.md`) says the same.

    Args:
        name: Its id: letters, digits, "-", "_".
        protocol: The wire family that it speaks.
    """

    def __init__(self, name: str, protocol: str = "openai_chat") -> None:
        self._manifest: dict[str, Any] = {"id": name, "family": protocol}

    def _endpoint(self, name: str, path: str | None) -> Self:
        self._manifest.setdefault("endpoints", {})[name] = path
        return self

    def with_base_url(self, base_url: str) -> Self:
        """The address, version path included."""
        self._manifest["base_url"] = base_url
        return self

    def with_api_key_env(self, *names: str) -> Self:
        """Variables that hold the key, in lookup order. A key itself goes to the client: `api_key=...`."""
        self._manifest.setdefault("auth", {"type": "bearer"})["env"] = list(names)
        return self

    def with_auth_header(self, header: str, prefix: str = "") -> Self:
        """The header that shows the key, and what stands before it."""
        auth = self._manifest.setdefault("auth", {})
        auth.update({"type": "header", "header": header, **({"prefix": prefix} if prefix else {})})
        return self

    def with_default_chat_model(self, model: str) -> Self:
        """Used when a request names none."""
        self._manifest["default_model"] = model
        return self

    def with_default_embedding_model(self, model: str) -> Self:
        """The same for embeddings."""
        self._manifest["default_embedding_model"] = model
        return self

    def with_chat_endpoint(self, path: str) -> Self:
        """Path of chats, below the address."""
        return self._endpoint("chat", path)

    def with_models_endpoint(self, path: str | None) -> Self:
        """Path of the model list; None where there is none."""
        return self._endpoint("models", path)

    def with_upload_endpoint(self, path: str) -> Self:
        """Path for files."""
        return self._endpoint("files", path)

    def with_endpoint(self, name: str, path: str | None) -> Self:
        """Path of another endpoint: "embeddings", "rerank", "tts", ..."""
        return self._endpoint(name, path)

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """Sent with every request; no keys."""
        self._manifest.setdefault("headers", {}).update(headers)
        return self

    def with_quirks(self, **quirks: Any) -> Self:
        """Deviations from the wire family: fields of `ailib.providers.profile.Quirks`."""
        self._manifest.setdefault("quirks", {}).update(quirks)
        return self

    def manifest(self) -> dict[str, Any]:
        """What has been said, as a manifest."""
        return dict(self._manifest)

    def build_provider(self) -> ProviderProfile:
        """The provider, for `Client(profile)`.

        Raises:
            ManifestError: Something is missing or wrong; all of it at once.
        """
        from .providers.manifest import load_manifest

        return load_manifest(self._manifest)
