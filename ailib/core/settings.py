"""What a client was told, what the environment says, and the defaults, put together once when a client is made."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import attrs

from ..errors import ConfigurationError
from ..options import ConnectionOptions, EnvironmentProxy, RetryPolicy, Timeouts, is_whole, seconds
from ..providers.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..limits import CircuitBreaker, HealthThresholds, RateLimit

__all__ = ["Settings", "merge", "resolve"]


class Settings(Facts):
    """The resolved options of a client.

    Attributes:
        timeouts, retry: As the user set them, else the defaults.
        headers: The user's own, sent with every request.
        connection: What the transport needs: proxy, TLS, pool; nothing left to look up.
        max_concurrency, queue_timeout: See `ConnectionOptions`.
        options: What the user passed, for copies.
        rate_limit, breaker, health: See `ConnectionOptions`.
        gated: Whether one of these three is there.
    """

    timeouts: Timeouts
    retry: RetryPolicy
    headers: Mapping[str, str]
    connection: ConnectionOptions
    max_concurrency: int | None
    queue_timeout: float | None
    options: ConnectionOptions
    rate_limit: RateLimit | None = None
    breaker: CircuitBreaker | None = None
    health: HealthThresholds | None = None
    gated: bool = False


def _breaker(given: Any, environ: Mapping[str, str]) -> CircuitBreaker | None:
    """The breaker that was asked for, else that of the environment."""
    failures = _from_env(environ, "AI_LIB_BREAKER_FAILURE_THRESHOLD")
    recovery = _from_env(environ, "AI_LIB_BREAKER_COOLDOWN_SECS")
    if given is None and failures is None and recovery is None:
        return None
    from ..limits import CircuitBreaker

    if given is None:
        default = CircuitBreaker()
        return CircuitBreaker(
            failures=default.failures if failures is None else max(1, int(failures)),
            recovery=default.recovery if recovery is None else recovery,
        )
    if not isinstance(given, CircuitBreaker):
        raise ConfigurationError(f"breaker must be a CircuitBreaker, not {given!r}")
    return given


def _from_env(environ: Mapping[str, str], *names: str, scale: float = 1.0) -> float | None:
    """The first of these variables that is a positive number; a bad one is ignored with a warning."""
    for name in names:
        text = environ.get(name, "").strip()
        if not text:
            continue
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if value > 0:
            return value * scale
        warnings.warn(f"{name}={text!r} is no positive number and is ignored", UserWarning, stacklevel=4)
    return None


def merge(options: ConnectionOptions | None, **explicit: Any) -> ConnectionOptions:
    """`options` with every keyword that is not None laid over it; headers are joined, the keyword's win."""
    base = options if options is not None else ConnectionOptions()
    given = {name: value for name, value in explicit.items() if value is not None}
    headers = given.get("headers")
    if headers is not None and base.headers:
        lowered = {name.lower() for name in headers}
        kept = {name: value for name, value in base.headers.items() if name.lower() not in lowered}
        given["headers"] = {**kept, **headers}
    if "max_retries" in given and "retry" not in given and base.retry is not None:
        given["retry"] = None  # the number set last wins over an older policy's, whose other settings stay
        policy = base.retry
        return attrs.evolve(
            base, **{**given, "retry": policy.with_max_retries(given["max_retries"]), "max_retries": None}
        )
    if "retry" in given and "max_retries" not in given:
        given["max_retries"] = None
    return attrs.evolve(base, **given) if given else base


def resolve(options: ConnectionOptions, environ: Mapping[str, str]) -> Settings:
    """Fill what `options` leaves open.

    Args:
        options: What the user passed.
        environ: Variables: `AI_HTTP_TIMEOUT_SECS`, `AI_TIMEOUT_SECS`, `AI_HTTP_CONNECT_TIMEOUT_MS`, `AI_PROXY_URL`,
            `AI_LIB_ATTEMPT_TIMEOUT_MS`, `AI_PROXY_NO_PROXY`, `AI_HTTP_POOL_MAX_IDLE_PER_HOST`,
            `AI_HTTP_POOL_IDLE_TIMEOUT_MS`, `AI_HTTP_POOL_IDLE_TIMEOUT_SECS`, `AI_LIB_MAX_INFLIGHT`,
            `AI_LIB_QUEUE_TIMEOUT` (seconds), `AI_LIB_BREAKER_FAILURE_THRESHOLD`, `AI_LIB_BREAKER_COOLDOWN_SECS`.

    Raises:
        ConfigurationError: A setting makes no sense.
    """
    if options.timeout is not None:
        timeouts = Timeouts.of(options.timeout)
    else:
        timeouts = Timeouts()
        number = _from_env(environ, "AI_HTTP_TIMEOUT_SECS", "AI_TIMEOUT_SECS")
        if number is not None:
            timeouts = Timeouts.of(number)
        connect = _from_env(environ, "AI_HTTP_CONNECT_TIMEOUT_MS", scale=0.001)
        if connect is not None:
            timeouts = attrs.evolve(timeouts, connect=connect)
        attempt = _from_env(environ, "AI_LIB_ATTEMPT_TIMEOUT_MS", scale=0.001)
        if attempt is not None:
            timeouts = attrs.evolve(timeouts, read=attempt)
    retry = options.retry or RetryPolicy()
    if options.max_retries is not None:
        retry = retry.with_max_retries(options.max_retries)
    in_flight = options.max_concurrency
    if in_flight is None and (number := _from_env(environ, "AI_LIB_MAX_INFLIGHT")) is not None:
        in_flight = int(number)
    if in_flight is not None and not is_whole(in_flight, 1):
        raise ConfigurationError(f"max_concurrency must be an integer of at least 1, not {in_flight!r}")
    queue_timeout = seconds(options.queue_timeout, "queue_timeout") or _from_env(environ, "AI_LIB_QUEUE_TIMEOUT")
    pool_size = options.pool_size
    if pool_size is None and (number := _from_env(environ, "AI_HTTP_POOL_MAX_IDLE_PER_HOST")) is not None:
        pool_size = int(number)
    if pool_size is not None and not is_whole(pool_size, 1):
        raise ConfigurationError(f"pool_size must be an integer of at least 1, not {pool_size!r}")
    idle = (
        seconds(options.idle_timeout, "idle_timeout")
        or _from_env(environ, "AI_HTTP_POOL_IDLE_TIMEOUT_MS", scale=0.001)
        or _from_env(environ, "AI_HTTP_POOL_IDLE_TIMEOUT_SECS")
    )
    proxy = options.proxy
    if proxy is None and not options.disable_proxy:
        named = environ.get("AI_PROXY_URL", "").strip()
        proxy = EnvironmentProxy(named, environ.get("AI_PROXY_NO_PROXY", "").strip()) if named else None
    connection = attrs.evolve(options, proxy=proxy, pool_size=pool_size, idle_timeout=idle or 90.0, api_key=None)
    rate_limit: Any = options.rate_limit
    if rate_limit is not None:
        from ..limits import RateLimit

        rate_limit = RateLimit.of(rate_limit)
    breaker = _breaker(options.breaker, environ)
    if breaker is not None and breaker.timeout is not None:
        read = breaker.timeout if timeouts.read is None else min(timeouts.read, breaker.timeout)
        timeouts = attrs.evolve(timeouts, read=read)
    return Settings(
        timeouts,
        retry,
        options.headers or {},
        connection,
        in_flight,
        queue_timeout,
        options,
        rate_limit,
        breaker,
        options.health,
        not (rate_limit is None and breaker is None and options.health is None),
    )
