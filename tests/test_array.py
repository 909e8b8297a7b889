"""Arrays of endpoints: who is chosen, who is well, and that no call is lost."""

from __future__ import annotations

import gc
import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from ailib import (
    AllTargetsFailed,
    BadRequest,
    Client,
    ConfigurationError,
    HealthCheck,
    LoadBalancingStrategy,
    ModelArray,
    ModelEndpoint,
    Timeouts,
)
from ailib.testing import EmbeddedProvider, Fault


@pytest.fixture(scope="module")
def _servers() -> Iterator[list[EmbeddedProvider]]:
    with EmbeddedProvider() as one, EmbeddedProvider() as two, EmbeddedProvider() as three:
        yield [one, two, three]


@pytest.fixture
def servers(_servers: list[EmbeddedProvider]) -> list[EmbeddedProvider]:
    for server in _servers:
        server.clear()
    return _servers


def at(provider: EmbeddedProvider, name: str, weight: float = 1.0, **fields: Any) -> ModelEndpoint:
    return ModelEndpoint(name, provider.base_url, weight=weight, provider="embedded", **fields)


def of(servers: list[EmbeddedProvider], strategy: str = "round_robin", **keywords: Any) -> ModelArray:
    return ModelArray(
        "test", strategy, endpoints=[at(server, "abc"[i]) for i, server in enumerate(servers)], **keywords
    )


@pytest.fixture
def make(api: Any) -> Any:
    def made(array: ModelArray, **keywords: Any) -> Any:
        client = api.client_class.with_model_array(array, **{"max_retries": 0, **keywords})
        api._clients.append(client)
        if api.name == "sync":
            return client
        from .driver import Bridge

        return Bridge(api, client)

    return made


def chats(provider: EmbeddedProvider) -> int:
    return sum(request.path.endswith("/chat/completions") for request in provider.requests)


# --- choosing ---------------------------------------------------------------------------------------------------------


def picks(array: ModelArray, count: int) -> list[str]:
    chosen = [array.select_endpoint() for _ in range(count)]
    return [endpoint.name for endpoint in chosen if endpoint is not None]


def test_round_robin() -> None:
    """A-RO-02."""
    array = ModelArray("x", endpoints=[ModelEndpoint("1"), ModelEndpoint("2"), ModelEndpoint("3")])
    assert picks(array, 7) == ["1", "2", "3", "1", "2", "3", "1"]


def test_weights_within_five_percent_and_evenly_mixed() -> None:
    """A-RO-02: 1.0 and 0.8 over 1800 picks."""
    array = ModelArray("x", LoadBalancingStrategy.WEIGHTED)
    array.add_endpoint(ModelEndpoint("one", weight=1.0))
    array.add_endpoint(ModelEndpoint("two", weight=0.8))
    chosen = picks(array, 1800)
    assert abs(Counter(chosen)["one"] - 1000) <= 50
    assert abs(Counter(chosen[:18])["one"] - 10) <= 1
    array = ModelArray(
        "y", "weighted", endpoints=[ModelEndpoint("a", weight=5), ModelEndpoint("b"), ModelEndpoint("c")]
    )
    assert picks(array, 7) == ["a", "a", "b", "a", "c", "a", "a"]


def test_only_healthy_endpoints_are_chosen() -> None:
    """A-RO-01."""
    array = ModelArray("x").with_strategy(LoadBalancingStrategy.HEALTH_BASED)
    array.add_endpoint(ModelEndpoint("a")).add_endpoint(ModelEndpoint("b", healthy=False))
    assert set(picks(array, 4)) == {"a"}
    array.mark_unhealthy("a")
    assert not array.is_healthy("a")
    assert array.select_endpoint() is None
    array.mark_healthy("b")
    assert set(picks(array, 4)) == {"b"}
    with pytest.raises(ConfigurationError, match="no endpoint 'z'"):
        array.is_healthy("z")


def test_the_cheapest_first(make: Any, servers: list[EmbeddedProvider]) -> None:
    array = ModelArray("x", LoadBalancingStrategy.COST)
    array.add_endpoint(at(servers[0], "dear", cost=10.0)).add_endpoint(at(servers[1], "cheap", cost=0.1))
    array.add_endpoint(at(servers[2], "unknown"))
    client = make(array)
    assert {client.chat_completion("hi").routing.target for _ in range(3)} == {"cheap"}
    servers[1].answer(fault=Fault(status=503))
    assert client.chat_completion("hi").routing.target == "dear"


def test_prices_come_from_the_list(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    array = ModelArray.of(["openai/gpt-4o", "openai/gpt-4o-mini"], "cost")
    client = api.client_class.with_model_array(array)
    api._clients.append(client)
    assert picks(array, 3) == ["openai/gpt-4o-mini"] * 3


def test_the_fastest_first(make: Any, servers: list[EmbeddedProvider]) -> None:
    servers[0].answer(text="slow", fault=Fault(delay=0.1))
    array = of(servers[:2], "latency")
    client = make(array)
    for _ in range(8):
        client.chat_completion("hi")
    assert (chats(servers[0]), chats(servers[1])) == (1, 7)
    slow, fast = (array.stats()[name].latency for name in "ab")
    assert slow is not None
    assert fast is not None
    assert slow >= 0.1 > fast


def test_least_connections(make: Any, servers: list[EmbeddedProvider]) -> None:
    """A-RO-02: counts change with the calls in flight, streams too."""
    servers[0].answer(text="a b c", fault=Fault(stall_after=2))
    array = of(servers[:2], "least_connections")
    client = make(array)
    stream = client.chat_completion_stream("hi")
    assert next(stream) is not None
    assert array.stats()["a"].in_flight == array.stats()["a"].connection_count == 1
    assert [client.chat_completion("hi").routing.target for _ in range(3)] == ["b", "b", "b"]
    stream.close()
    assert array.stats()["a"].in_flight == 0
    assert picks(array, 1) == ["a"]


def test_a_forgotten_stream_is_not_in_flight_for_ever(servers: list[EmbeddedProvider]) -> None:
    servers[0].answer(text="a b c", fault=Fault(stall_after=2))
    array = of(servers[:1])
    with Client.with_model_array(array) as client:
        stream = client.chat_completion_stream("hi")
        assert array.stats()["a"].in_flight == 1
        del stream
        gc.collect()
        assert array.stats()["a"].in_flight == 0


def test_each_call_rotates(make: Any, servers: list[EmbeddedProvider]) -> None:
    client = make(of(servers))
    assert [client.chat_completion("hi").routing.target for _ in range(6)] == ["a", "b", "c"] * 2
    batch = client.chat_completion_batch(["hi"] * 6)
    assert batch.failed == []
    assert [chats(server) for server in servers] == [4, 4, 4]


def test_weights_hold_for_calls_of_many_threads(servers: list[EmbeddedProvider]) -> None:
    array = ModelArray("x", "weighted", endpoints=[at(servers[0], "a", 3.0), at(servers[1], "b", 1.0)])
    with Client.with_model_array(array) as client:
        client.chat_completion_batch(["hi"] * 80, 8)
    assert (chats(servers[0]), chats(servers[1])) == (60, 20)


# --- health -----------------------------------------------------------------------------------------------------------

both = pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])


@both
def test_a_killed_endpoint_loses_no_call(make: Any, servers: list[EmbeddedProvider], *, streamed: bool) -> None:
    """A-RO-03: two servers, one is killed, then comes back."""
    array = ModelArray("x", recovery=0.3, max_failures=3)
    with EmbeddedProvider() as mortal:
        array.add_endpoint(at(mortal, "mortal")).add_endpoint(at(servers[1], "other"))
        client = make(array, max_retries=3)

        def targets(count: int) -> list[str]:
            found: list[str] = []
            for _ in range(count):
                if streamed:
                    found.append(client.chat_completion_stream("hi").collect().routing.target)
                else:
                    found.append(client.chat_completion("hi").routing.target)
            return found

        assert targets(4) == ["mortal", "other"] * 2
        mortal.stop()
        begun = time.monotonic()
        assert targets(10) == ["other"] * 10
        assert time.monotonic() - begun < 2  # no retries at the dead one: the other is asked at once
        assert not array.is_healthy("mortal")
        assert array.stats()["mortal"].consecutive_failures >= 3
        mortal.start()
        time.sleep(0.35)
        assert "mortal" in targets(3)
        assert array.is_healthy("mortal")


def test_no_call_is_lost_under_load(servers: list[EmbeddedProvider]) -> None:
    array = of(servers)
    with Client.with_model_array(array, max_retries=0) as client:
        killer = threading.Timer(0.05, lambda: servers[0].answer(fault=Fault(reset=True)))
        killer.start()
        batch = client.chat_completion_batch(["hi"] * 200, 16)
        killer.join()
    assert batch.failed == []
    assert not array.is_healthy("a")
    assert all(figures.in_flight == 0 for figures in array.stats().values())


def test_every_endpoint_is_the_last_resort(make: Any, servers: list[EmbeddedProvider]) -> None:
    array = of(servers[:2])
    array.mark_unhealthy("a")
    array.mark_unhealthy("b")
    client = make(array)
    assert client.chat_completion("hi").text
    for server in servers:
        server.answer(fault=Fault(status=503))
    with pytest.raises(AllTargetsFailed) as caught:
        client.chat_completion("hi")
    assert len(caught.value.exceptions) == 2


def test_a_wrong_request_is_nobodys_fault(make: Any, servers: list[EmbeddedProvider]) -> None:
    servers[0].answer(fault=Fault(status=400))
    array = of(servers[:2], max_failures=1)
    client = make(array)
    with pytest.raises(BadRequest):
        client.chat_completion("hi")
    assert array.is_healthy("a")
    assert chats(servers[1]) == 0


def test_a_busy_endpoint_rests_as_long_as_it_asks(make: Any, servers: list[EmbeddedProvider]) -> None:
    servers[0].answer(fault=Fault(status=429, retry_after=0.4), times=1)
    array = of(servers[:2], max_failures=1)
    client = make(array)
    assert [client.chat_completion("hi").routing.target for _ in range(4)] == ["b"] * 4
    assert array.is_healthy("a")
    time.sleep(0.45)
    assert client.chat_completion("hi").routing.target == "a"


def test_a_silent_endpoint_does_not_use_up_the_time(make: Any, servers: list[EmbeddedProvider]) -> None:
    servers[0].answer(fault=Fault(delay=5))
    client = make(of(servers[:2]), timeout=1.0)
    assert client.chat_completion("hi").routing.target == "b"
    stream = make(of(servers[:2]), timeout=Timeouts(read=0.2)).chat_completion_stream("hi")
    assert stream.collect().routing.target == "b"


# --- checks -----------------------------------------------------------------------------------------------------------


def test_a_good_check_brings_an_endpoint_back(make: Any, servers: list[EmbeddedProvider]) -> None:
    """A-RO-01, A-RO-03."""
    array = of(servers[:2]).with_health_check(HealthCheck("models", interval=0.2, timeout=1))
    client = make(array)
    array.mark_unhealthy("a")
    client.chat_completion("hi")
    assert array.is_healthy("a")
    assert any(request.path.endswith("/models") for request in servers[0].requests)


def test_bad_checks_take_an_endpoint_out(make: Any, servers: list[EmbeddedProvider]) -> None:
    with EmbeddedProvider() as mortal:
        array = ModelArray("x", "least_connections", endpoints=[at(servers[0], "a"), at(mortal, "b")])
        array.with_health_check(endpoint="models", interval=0.01, timeout=0.5, max_failures=2)
        client = make(array)
        mortal.stop()
        end = time.monotonic() + 5
        while array.is_healthy("b") and time.monotonic() < end:
            assert client.chat_completion("hi").text
            time.sleep(0.02)
        assert not array.is_healthy("b")


def test_checks_are_due_once_per_interval(make: Any, servers: list[EmbeddedProvider]) -> None:
    array = of(servers[:2]).with_health_check(endpoint="models", interval=30)
    client = make(array)
    for _ in range(4):
        client.chat_completion("hi")
    checks = [request for server in servers for request in server.requests if request.path.endswith("/models")]
    assert len(checks) == 2


def test_a_check_that_hangs_does_not_hold_the_call_up(make: Any, servers: list[EmbeddedProvider]) -> None:
    servers[1].answer(fault=Fault(delay=5))
    array = of(servers[:2]).with_health_check(endpoint="models", interval=30, timeout=5)
    array.mark_unhealthy("b")
    threads = threading.active_count()
    begun = time.monotonic()
    assert make(array).chat_completion("hi").routing.target == "a"
    assert time.monotonic() - begun < 1.5
    assert threading.active_count() == threads
    servers[1].wait_for(lambda provider: provider.active_requests == 0, timeout=1.0)


def test_when_nobody_is_healthy_the_checks_are_waited_for(make: Any, servers: list[EmbeddedProvider]) -> None:
    array = of(servers[:2]).with_health_check(endpoint="models", interval=30, timeout=2)
    servers[1].answer(fault=Fault(status=500))
    array.mark_unhealthy("a")
    array.mark_unhealthy("b")
    response = make(array).chat_completion("hi")
    assert response.routing.targets_tried == ("a",)


def test_checks_on_a_schedule_of_my_own(make: Any, servers: list[EmbeddedProvider]) -> None:
    array = of(servers[:2], max_failures=1)
    client = make(array)
    servers[1].answer(fault=Fault(status=500))
    assert client.check_health() == {"a": True, "b": False}
    servers[1].clear()
    assert client.check_health() == {"a": True, "b": True}


def test_a_path_is_the_servers_own(make: Any, servers: list[EmbeddedProvider]) -> None:
    array = of(servers[:1]).with_health_check(endpoint="/health", interval=30)
    client = make(array)
    client.chat_completion("hi")
    assert "/health" in {request.path for request in servers[0].requests}
    assert array.is_healthy("a")  # 404 is an answer


def test_a_check_elsewhere_gets_no_key(make: Any, servers: list[EmbeddedProvider]) -> None:
    endpoint = ModelEndpoint("a", servers[0].base_url, provider="openai", model="embedded-chat", api_key="sk-planted")
    array = ModelArray("x", endpoints=[endpoint]).with_health_check(endpoint=f"{servers[1].url}/v1/models")
    make(array).chat_completion("hi")
    (check,) = servers[1].requests
    assert "authorization" not in check.headers
    assert "sk-planted" not in repr(check.headers)
    assert servers[0].requests[0].headers["authorization"] == "Bearer sk-planted"
    assert "sk-planted" not in repr(endpoint) + repr(array)


# --- how it is set up -------------------------------------------------------------------------------------------------


def test_models_of_endpoints_and_requests(make: Any, servers: list[EmbeddedProvider]) -> None:
    """C-05: an endpoint's own model wins; without one the request's goes out; "auto" is nobody's."""
    array = ModelArray("x", endpoints=[at(servers[0], "a", model="embedded-reasoner"), at(servers[1], "b")])
    client = make(array)
    for _ in range(2):
        client.chat_completion("hi", model="embedded-chat")
    client.chat_completion("hi", model="auto")
    asked = [request.body["model"] for server in servers[:2] for request in server.requests]
    assert asked == ["embedded-reasoner", "embedded-reasoner", "embedded-chat"]


def test_the_address_tells_the_provider(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """S0 §11: an endpoint is a name, an address and a weight."""
    monkeypatch.setenv("GROQ_API_KEY", "g")
    monkeypatch.setenv("OPENAI_API_KEY", "o")
    array = ModelArray("production").with_strategy(LoadBalancingStrategy.HEALTH_BASED)
    array.add_endpoint(ModelEndpoint("groq-1", url="https://api.groq.com", weight=1.0, healthy=True))
    array.add_endpoint(ModelEndpoint("openai-1", url="https://api.openai.com", weight=0.8, healthy=True))
    client = api.client_class.with_model_array(array)
    api._clients.append(client)
    assert client.provider == "groq"
    assert client.base_url == "https://api.groq.com/openai/v1"


def test_endpoints_come_and_go(make: Any, servers: list[EmbeddedProvider]) -> None:
    array = of(servers[:1])
    client = make(array)
    array.add_endpoint(at(servers[1], "b"))
    assert {client.chat_completion("hi").routing.target for _ in range(2)} == {"a", "b"}
    assert array.remove_endpoint("a")
    assert not array.remove_endpoint("a")
    assert {client.chat_completion("hi").routing.target for _ in range(2)} == {"b"}
    array.remove_endpoint("b")
    with pytest.raises(ConfigurationError, match="no target"):
        client.chat_completion("hi")
    with pytest.raises(ConfigurationError, match="no target"):
        client.chat_completion_stream("hi").collect()
    assert len(array) == 0
    assert list(array) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ModelArray("x", "fastest"),
        lambda: ModelArray("x", max_failures=0),
        lambda: ModelArray("x", recovery=0),
        lambda: ModelArray.of([]),
        lambda: ModelArray.of([3]),
        lambda: ModelEndpoint("a", weight=0),
        lambda: ModelEndpoint(""),
        lambda: ModelArray("x").add_endpoint(ModelEndpoint("a")).add_endpoint(ModelEndpoint("a")),
        lambda: HealthCheck(interval=0),
        lambda: HealthCheck(timeout=-1),
        lambda: HealthCheck(max_failures=0),
        lambda: Client.with_model_array(ModelArray("x")),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Any) -> None:
    with pytest.raises(ConfigurationError):
        wrong()


def test_a_fallback_behind_an_array(make: Any, servers: list[EmbeddedProvider]) -> None:
    for server in servers[:2]:
        server.answer(fault=Fault(status=503))
    client = make(of(servers[:2]), fallback=[at(servers[2], "last")])
    response = client.chat_completion("hi")
    assert response.routing.targets_tried == ("a", "b", "last")
    assert set(client.routing_stats()) == {"test"}
    assert client.routing_stats()["test"]["a"].failures == 1
