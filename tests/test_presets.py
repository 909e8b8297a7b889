"""Presets: every number of the table acts. And what a client tells of itself."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ailib import (
    AilibError,
    CircuitBreaker,
    CircuitOpen,
    ConfigurationError,
    ConnectionOptions,
    RequestTimeout,
    ServerError,
)
from ailib.limits import HealthThresholds, RateLimit, preset
from ailib.testing import EmbeddedProvider, Fault

# name: breaker (failures, recovery, successes, timeout), rate limit (rps, burst, adaptive from), in flight, errors
TABLE: dict[str, Any] = {
    "with_smart_defaults": ((5, 30, 3, 10), (10, 20, None), 100, (0.1, 5, 60)),
    "for_production": ((3, 60, 2, 15), (5, 10, 5), 50, (0.05, 3, 30)),
    "for_development": ((10, 15, 5, 5), (20, 50, None), 200, None),
    "conservative": ((2, 120, 5, 30), (2, 5, 1), None, None),
}


def made(api: Any, name: str, embedded: EmbeddedProvider, **keywords: Any) -> Any:
    """A client of a preset that the driver closes."""
    client = getattr(api.client_class, name)(
        "embedded", base_url=embedded.base_url, api_key=name, **{"max_retries": 0, **keywords}
    )
    api._clients.append(client)
    from .driver import Bridge

    return client if api.name == "sync" else Bridge(api, client)


@pytest.fixture(params=list(TABLE))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_failures_and_recovery(api: Any, embedded: EmbeddedProvider, name: str) -> None:
    failures, recovery, _, _ = TABLE[name][0]
    client = made(api, name, embedded, rate_limit=RateLimit(rps=1000))
    embedded.answer(fault=Fault(status=500))
    for _ in range(failures):
        with pytest.raises(ServerError):
            client.chat_completion("hi")
    with pytest.raises(CircuitOpen) as caught:
        client.chat_completion("hi")
    assert caught.value.retry_after == pytest.approx(recovery, abs=1)
    assert len(embedded.requests) == failures


def test_successes(api: Any, embedded: EmbeddedProvider, name: str) -> None:
    failures, _, successes, timeout = TABLE[name][0]
    given = CircuitBreaker(failures, 0.05, successes, timeout)  # all but the recovery, which nobody wants to wait for
    client = made(api, name, embedded)
    assert client.circuit.config == CircuitBreaker(*TABLE[name][0])
    quick = made(api, name, embedded, breaker=given, rate_limit=RateLimit(rps=1000))
    embedded.answer(fault=Fault(status=500), times=failures)
    for _ in range(failures):
        with pytest.raises(ServerError):
            quick.chat_completion("hi")
    api.settle(0.06)
    for _ in range(successes):
        assert quick.circuit_state == "half_open"
        quick.chat_completion("hi")
    assert quick.circuit_state == "closed"


def test_seconds_without_a_byte(api: Any, embedded: EmbeddedProvider, name: str) -> None:
    client = made(api, name, embedded)
    assert client.timeouts.read == TABLE[name][0][3]
    own = made(api, name, embedded, timeout=60)
    assert own.timeouts.read == 60


def test_requests_per_second_and_burst(api: Any, embedded: EmbeddedProvider, name: str) -> None:
    rps, burst, adaptive = TABLE[name][1]
    client = made(api, name, embedded)
    assert client.stats().limits.available == burst
    begun = time.monotonic()
    for _ in range(burst):
        client.chat_completion("hi")
    rate = client.stats().limits.rate
    if adaptive is None:
        assert rate == rps
    else:
        # Every success has raised it by a tenth.
        assert rate == pytest.approx(min(2 * rps, adaptive * 1.1**burst))
    more = 0
    while client.stats().limits.waited < 2:
        client.chat_completion("hi")
        more += 1
    fastest = rate if adaptive is None else 2 * rps
    assert time.monotonic() - begun >= more / fastest * 0.9


def test_calls_in_flight(api: Any, embedded: EmbeddedProvider, name: str) -> None:
    most = TABLE[name][2]
    client = made(api, name, embedded)
    pressure = client.stats().pressure
    assert (pressure.limit if pressure is not None else None) == most


def test_more_calls_than_places_wait(api: Any, embedded: EmbeddedProvider) -> None:
    client = made(api, "for_production", embedded, rate_limit=RateLimit(rps=1000))
    embedded.answer(fault=Fault(delay=0.2))
    api.together([lambda one: one.chat_completion("hi")] * 60, client)
    pressure = client.stats().pressure
    assert (pressure.peak, pressure.total, pressure.in_flight, pressure.rejected) == (50, 60, 0, 0)


def test_errors_make_it_unhealthy(api: Any, embedded: EmbeddedProvider, name: str) -> None:
    thresholds = TABLE[name][3]
    client = made(api, name, embedded, rate_limit=RateLimit(rps=1000))
    health = client.stats().health
    assert (health is None) == (thresholds is None)
    if thresholds is None:
        return
    rate, row, window = thresholds
    assert (client.it if api.name == "async" else client)._core.settings.health == HealthThresholds(rate, row, window)
    embedded.answer("bad", fault=Fault(status=400))
    for _ in range(round(1 / rate)):
        client.chat_completion("hi")
    with pytest.raises(AilibError):
        client.chat_completion("bad")
    assert client.stats().health.is_healthy
    with pytest.raises(AilibError):
        client.chat_completion("bad")
    assert client.stats().health.error_rate > rate
    assert not client.stats().health.is_healthy
    client.reset_resilience()
    assert client.stats().health.is_healthy
    # By the row: while the rate alone would not say so.
    for _ in range(round(row / rate) + 1):
        client.chat_completion("hi")
    for number in range(row):
        assert client.stats().health.is_healthy, number
        with pytest.raises(AilibError):
            client.chat_completion("bad")
    assert client.stats().health.error_rate < rate
    assert client.stats().health.consecutive == row
    assert not client.stats().health.is_healthy
    assert not client.signals().is_healthy


def test_errors_are_forgotten_after_the_window() -> None:
    from ailib.core.health import Health

    health = Health(HealthThresholds(0.5, 3, 30))
    health.note(0, ServerError)
    health.note(10, ServerError)
    assert not health.stats(20).is_healthy
    assert health.stats(35).errors == 1
    assert health.stats(41).errors == 0
    assert health.stats(41).is_healthy


def test_the_default_has_nothing(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, options=preset("default"))
    stats = client.stats()
    assert (stats.pressure, stats.limits, stats.breaker, stats.health) == (None, None, None, None)
    assert client.is_resilient is False
    assert client.get_resilience_stats() == stats
    signals = client.signals()
    assert (signals.is_healthy, signals.health_score, signals.utilization, signals.circuit_state) == (
        True,
        1,
        0,
        "disabled",
    )


def test_options_and_keywords_win_over_a_preset(api: Any, embedded: EmbeddedProvider) -> None:
    client = made(
        api, "for_production", embedded, options=ConnectionOptions(max_concurrency=7, timeout=40), rate_limit=30
    )
    assert client.stats().pressure.limit == 7
    assert client.connection_options.rate_limit == 30
    assert client.timeouts.read == 40
    assert client.circuit.config.failures == 3
    assert client.is_resilient


def test_an_unknown_preset() -> None:
    with pytest.raises(ConfigurationError, match="conservative"):
        preset("reckless")


def test_a_number_that_is_no_breaker(api: Any, embedded: EmbeddedProvider) -> None:
    with pytest.raises(ConfigurationError, match="CircuitBreaker"):
        api.client("embedded", base_url=embedded.base_url, breaker=5)


# --- pressure ---------------------------------------------------------------------------------------------------------


def test_five_at_a_time(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, max_concurrency=5)
    embedded.answer(fault=Fault(delay=0.15))
    begun = time.monotonic()
    api.together([lambda one: one.chat_completion("hi")] * 10, client)
    assert time.monotonic() - begun >= 0.3
    pressure = client.stats().pressure
    assert (pressure.peak, pressure.total, pressure.in_flight, pressure.waiting) == (5, 10, 0, 0)


def test_a_stream_holds_its_place_and_the_queue_has_an_end(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client(
        "embedded", base_url=embedded.base_url, options=ConnectionOptions(max_concurrency=1, queue_timeout=0.1)
    )
    stream = client.chat_completion_stream("hi")
    assert client.current_inflight == 1
    assert client.stats().pressure.utilization == 1
    with pytest.raises(RequestTimeout) as caught:
        client.chat_completion("hi")
    assert caught.value.phase == "queue"
    stream.close()
    assert client.current_inflight == 0
    client.chat_completion("hi")
    assert client.stats().pressure.rejected == 1


def test_a_slow_answer_is_not_taken_for_a_full_queue(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client(
        "embedded",
        base_url=embedded.base_url,
        max_retries=0,
        options=ConnectionOptions(max_concurrency=1, queue_timeout=5),
    )
    embedded.answer(fault=Fault(delay=1), times=1)
    with pytest.raises(RequestTimeout) as caught:
        client.chat_completion("hi", timeout=0.15)
    assert caught.value.phase != "queue"
    assert client.current_inflight == 0
    assert client.stats().pressure.rejected == 0


# --- signals ----------------------------------------------------------------------------------------------------------


def test_the_score_moves_with_the_state(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client(
        "embedded",
        base_url=embedded.base_url,
        max_retries=0,
        max_concurrency=2,
        api_key="signals",
        breaker=CircuitBreaker(failures=2),
        rate_limit=RateLimit(rps=0.1, burst=4),
    )
    client.chat_completion("hi")
    assert client.signals().health_score == 1
    assert client.signals().is_healthy
    embedded.answer(fault=Fault(status=500), times=2)
    with pytest.raises(ServerError):
        client.chat_completion("hi")
    assert client.signals().health_score == 0.5
    with pytest.raises(ServerError):
        client.chat_completion("hi")
    assert (client.signals().health_score, client.signals().is_healthy) == (0, False)
    assert client.signals().to_dict()["circuit_state"] == "open"
    client.circuit.reset()
    client.chat_completion("hi")
    # Nothing is wrong, but the next one has to wait.
    assert client.signals().wait == pytest.approx(10, abs=1)
    assert not client.signals().is_healthy
    assert 0.5 < client.signals().health_score < 1
    stats = client.stats()
    assert (stats.calls, stats.successful) == (4, 2)
    assert stats.tokens > 0
    assert client.stats().to_dict()["limits"]["admitted"] == 4


@pytest.mark.parametrize(
    ("status", "times", "action"),
    [
        (429, 2, "retry"),
        (429, 11, "switch_provider"),
        (401, 1, "check_credentials"),
        (413, 1, "reduce_request_size"),
        (402, 1, "switch_provider"),
        (404, 1, "no_action"),
    ],
)
def test_what_would_help(embedded: EmbeddedProvider, status: int, times: int, action: str) -> None:
    from ailib import Client

    options = ConnectionOptions(health=HealthThresholds())
    embedded.answer(fault=Fault(status=status))
    with Client("embedded", base_url=embedded.base_url, max_retries=0, options=options) as client:
        for _ in range(times):
            with pytest.raises(AilibError):
                client.chat_completion("hi")
        health = client.stats().health
        assert health is not None
        assert health.action == action
        assert sum(health.patterns.values()) == times
