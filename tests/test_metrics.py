"""The metrics object: what it is told, in which form it may come, and that it breaks nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from ailib import (
    AsyncClient,
    Client,
    ConfigurationError,
    Metrics,
    NoopMetrics,
    RateLimited,
    RetryPolicy,
    ServerError,
)
from ailib.metrics import NoopTimer, estimate_usd, percentile
from ailib.testing import EmbeddedProvider, Fault


class MyTimer:
    def __init__(self, name: str, log: list[Any]) -> None:
        self.name, self.log = name, log

    def stop(self) -> None:
        self.log.append(("stop", self.name))


class Two:
    """The two methods of the first version."""

    def __init__(self) -> None:
        self.log: list[Any] = []

    def incr_counter(self, name: str, value: int) -> None:
        self.log.append(("count", name, value))

    def start_timer(self, name: str) -> MyTimer:
        self.log.append(("start", name))
        return MyTimer(name, self.log)

    def counted(self, name: str) -> int:
        return sum(entry[2] for entry in self.log if entry[:2] == ("count", name))


class AsyncTwo(Two):
    """The same, with everything to be awaited."""

    async def incr_counter(self, name: str, value: int) -> None:  # type: ignore[override]
        await asyncio.sleep(0)
        super().incr_counter(name, value)

    async def start_timer(self, name: str) -> Any:  # type: ignore[override]
        await asyncio.sleep(0)
        timer = super().start_timer(name)

        class Late:
            async def stop(self) -> None:
                await asyncio.sleep(0)
                timer.stop()

        return Late()


class All(Metrics):
    """Every method."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, Any, Any]] = []

    def names(self) -> set[str]:
        return {entry[1] for entry in self.seen}

    def of(self, name: str) -> list[Any]:
        return [entry[2] for entry in self.seen if entry[1] == name]

    def incr_counter(self, name: str, value: int) -> None:
        self.seen.append(("counter", name, value, None))

    def record_gauge(self, name: str, value: float) -> None:
        self.seen.append(("gauge", name, value, None))

    def start_timer(self, name: str) -> NoopTimer:
        self.seen.append(("timer", name, None, None))
        return NoopTimer()

    def record_histogram(self, name: str, value: float) -> None:
        self.seen.append(("histogram", name, value, None))

    def incr_counter_with_tags(self, name: str, value: int, tags: Mapping[str, str]) -> None:
        self.seen.append(("counter", name, value, dict(tags)))

    def record_gauge_with_tags(self, name: str, value: float, tags: Mapping[str, str]) -> None:
        self.seen.append(("gauge", name, value, dict(tags)))

    def record_histogram_with_tags(self, name: str, value: float, tags: Mapping[str, str]) -> None:
        self.seen.append(("histogram", name, value, dict(tags)))

    def record_error(self, name: str, error_type: str) -> None:
        self.seen.append(("error", name, error_type, None))

    def record_success(self, name: str, success: bool) -> None:
        self.seen.append(("success", name, success, None))


both = pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])


@pytest.fixture
def make(api: Any, embedded: EmbeddedProvider) -> Any:
    def made(metrics: Any, target: str = "embedded/embedded-chat", **keywords: Any) -> Any:
        keywords.setdefault("max_retries", 0)
        return api.client(target, base_url=embedded.base_url, metrics=metrics, **keywords)

    return made


def ask(client: Any, stream: bool, text: str = "hi") -> Any:
    return client.chat_completion_stream(text).collect() if stream else client.chat_completion(text)


@both
def test_an_object_with_two_methods(make: Any, stream: bool) -> None:
    metrics = Two()
    response = ask(make(metrics), stream)
    assert metrics.counted("embedded.requests") == 1
    assert metrics.counted("stream_requests" if stream else "chat_requests") == 1
    assert metrics.counted("embedded.success") == 1
    assert metrics.counted("embedded.failure") == 0
    assert metrics.counted("embedded.tokens_input") == response.usage.prompt_tokens > 0
    assert metrics.counted("embedded.tokens_output") == response.usage.completion_tokens > 0
    timers = [entry for entry in metrics.log if entry[0] in ("start", "stop")]
    assert timers == [("start", "embedded.request_duration_ms"), ("stop", "embedded.request_duration_ms")]


@both
def test_methods_to_be_awaited(embedded: EmbeddedProvider, stream: bool) -> None:
    metrics = AsyncTwo()

    async def main() -> None:
        async with AsyncClient("embedded", base_url=embedded.base_url, metrics=metrics) as client:
            if stream:
                await client.chat_completion_stream("hi").collect()
            else:
                await client.chat_completion("hi")

    asyncio.run(main())
    assert metrics.counted("embedded.requests") == metrics.counted("embedded.success") == 1
    assert ("stop", "embedded.request_duration_ms") in metrics.log


DOCUMENTED = {
    "embedded.requests", "embedded.request_duration_ms", "embedded.success", "embedded.failure", "embedded.status_codes",
    "embedded.tokens_input", "embedded.tokens_output", "embedded.latency_p50", "embedded.latency_p95",
    "embedded.latency_p99", "embedded.error_rate", "embedded.throughput", "chat_duration", "errors.total",
}  # fmt: skip


@both
def test_one_success_and_one_failure_give_the_documented_names(
    make: Any, embedded: EmbeddedProvider, stream: bool
) -> None:
    metrics = All()
    client = make(metrics)
    ask(client, stream)
    embedded.answer(fault=Fault(status=429))
    with pytest.raises(RateLimited):
        ask(client, stream)
    assert metrics.names() == DOCUMENTED | {"stream_requests" if stream else "chat_requests"}
    assert metrics.of("embedded.requests") == [1, 1]
    assert metrics.of("embedded.success") == [1, True, False]
    assert metrics.of("embedded.failure") == [1, "RateLimited"]
    assert metrics.of("embedded.error_rate") == [0.0, 0.5]
    assert all(value > 0 for value in metrics.of("chat_duration") + metrics.of("embedded.throughput"))
    tags = {name: [entry[3] for entry in metrics.seen if entry[1] == name] for name in ("errors.total",)}
    assert tags["errors.total"] == [{"provider": "embedded", "model": "embedded-chat", "error": "RateLimited"}]
    codes = [entry[3]["status"] for entry in metrics.seen if entry[1] == "embedded.status_codes"]
    assert codes == ["200", "429"]


def test_a_retried_call_is_one_request_with_each_status(make: Any, embedded: EmbeddedProvider) -> None:
    metrics = All()
    embedded.answer(fault=Fault(status=503), times=2)
    make(metrics, max_retries=None, retry=RetryPolicy(base=0.01, cap=0.01)).chat_completion("hi")
    assert metrics.of("embedded.requests") == [1]
    assert [entry[3]["status"] for entry in metrics.seen if entry[1] == "embedded.status_codes"] == [
        "503",
        "503",
        "200",
    ]


def test_cost_where_the_price_is_known(make: Any, embedded: EmbeddedProvider) -> None:
    metrics = All()
    embedded.answer(text="ok", usage={"prompt_tokens": 1000, "completion_tokens": 1000})
    client = make(metrics, "openai/gpt-4o-mini", api_key="k")
    embedded_model = client.chat_completion("hi", model="embedded-chat")
    assert embedded_model.cost is None
    assert metrics.of("cost.usd") == metrics.of("openai.cost_usd") == []
    embedded.clear()
    embedded.answer(
        body={
            "id": "1", "object": "chat.completion", "created": 1, "model": "gpt-4o-mini",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": "ok"}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 1000, "total_tokens": 2000},
        }
    )  # fmt: skip
    response = client.chat_completion("hi", model="embedded-chat")
    assert response.cost is not None
    assert metrics.of("cost.usd") == metrics.of("openai.cost_usd") == [float(response.cost)]
    assert metrics.of("openai.cost_per_request") == [float(response.cost)]
    (tags,) = [entry[3] for entry in metrics.seen if entry[1] == "cost.usd"]
    assert tags == {"provider": "openai", "model": "gpt-4o-mini"}


def test_a_stream_that_is_left_is_neither_success_nor_failure(make: Any, embedded: EmbeddedProvider) -> None:
    metrics = Two()
    embedded.answer(text="one two three", fault=Fault(stall_after=2))
    with make(metrics).chat_completion_stream("hi") as stream:
        next(iter(stream))
    assert metrics.counted("embedded.requests") == 1
    assert metrics.counted("embedded.success") == metrics.counted("embedded.failure") == 0
    assert metrics.log[-1] == ("stop", "embedded.request_duration_ms")


def test_a_batch_counts_each_item(make: Any, embedded: EmbeddedProvider) -> None:
    metrics = Two()
    embedded.answer("two", fault=Fault(status=400))
    make(metrics).chat_completion_batch(["one", "two", "three"])
    assert metrics.counted("embedded.requests") == 3
    assert metrics.counted("embedded.success") == 2
    assert metrics.counted("embedded.failure") == 1


@both
def test_metrics_that_raise_break_nothing_and_are_logged_once(
    make: Any, embedded: EmbeddedProvider, caplog: Any, stream: bool
) -> None:
    class Broken(Metrics):
        def incr_counter(self, name: str, value: int) -> None:
            raise RuntimeError("sk-planted-key")

        def start_timer(self, name: str) -> Any:
            class Timer:
                def stop(self) -> None:
                    raise RuntimeError("sk-planted-key")

            return Timer()

    client = make(Broken())
    assert ask(client, stream).text
    assert ask(client, stream).text
    embedded.answer(fault=Fault(status=500))
    with pytest.raises(ServerError):
        ask(client, stream)
    messages = [record.getMessage() for record in caplog.records if record.name == "ailib"]
    assert len(messages) == 2
    assert messages[0].startswith("incr_counter of the metrics object raised RuntimeError at ")
    assert messages[1].startswith("Timer.stop of the metrics object raised RuntimeError at ")
    assert "sk-planted-key" not in caplog.text


def test_awaited_metrics_that_raise_break_nothing(embedded: EmbeddedProvider, caplog: Any) -> None:
    class Broken(Metrics):
        async def incr_counter(self, name: str, value: int) -> None:
            raise RuntimeError

        async def start_timer(self, name: str) -> Any:
            raise RuntimeError

    async def main() -> str:
        async with AsyncClient("embedded", base_url=embedded.base_url, metrics=Broken()) as client:
            return (await client.chat_completion("hi")).text

    assert asyncio.run(main())
    assert len([record for record in caplog.records if record.name == "ailib"]) == 2


def test_async_metrics_need_the_async_client() -> None:
    with pytest.raises(ConfigurationError, match=r"AsyncTwo\.incr_counter is async.*AsyncClient"):
        Client("embedded", base_url="http://127.0.0.1:1/v1", metrics=AsyncTwo())


@pytest.mark.parametrize("wrong", [object(), 7, "text"])
def test_what_is_no_metrics_object(api: Any, wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match="none of the methods of metrics"):
        api.client_class("embedded", base_url="http://127.0.0.1:1/v1", metrics=wrong)


def test_metrics_that_do_nothing(make: Any) -> None:
    assert make(NoopMetrics()).chat_completion("hi").text
    assert make(Metrics()).chat_completion("hi").text


def test_other_ways_to_hand_them_over(api: Any, embedded: EmbeddedProvider) -> None:
    first, second = Two(), Two()
    client = api.client("embedded", base_url=embedded.base_url)
    copy = client.with_metrics(first)
    copy.chat_completion("hi")
    client.chat_completion("hi")
    assert first.counted("embedded.requests") == 1
    assert copy.metrics is first
    assert client.metrics is None
    made = api.client_class.new_with_metrics("embedded", second, base_url=embedded.base_url)
    assert made.metrics is second
    assert copy.with_options(timeout=5).metrics is first


def test_switching_the_provider_keeps_the_metrics(make: Any, embedded: EmbeddedProvider, monkeypatch: Any) -> None:
    metrics = Two()
    monkeypatch.setenv("GROQ_API_KEY", "test")
    monkeypatch.setenv("GROQ_BASE_URL", embedded.base_url)
    make(metrics).switch_provider("groq").chat_completion("hi", model="embedded-chat")
    assert metrics.counted("groq.requests") == 1


# --- the reports made of several calls --------------------------------------------------------------------------------


def test_reports_of_requests() -> None:
    metrics = All()
    stopped: list[Any] = []
    metrics.record_request("search", MyTimer("t", stopped), True)
    metrics.record_request_with_tags("search", None, False, {"a": "b"})
    metrics.record_error_with_context("search", "Timeout", "indexing")
    metrics.record_complete_request("search", None, 503, True, {"a": "b"})
    metrics.record_cost(0.25, "openai", "gpt")
    assert stopped == [("stop", "t")]
    assert metrics.seen == [
        ("success", "search", True, None),
        ("counter", "search.total", 1, {"a": "b"}),
        ("counter", "search.failure", 1, {"a": "b"}),
        ("error", "search", "Timeout", None),
        ("counter", "search.errors", 1, {"error_type": "Timeout", "context": "indexing"}),
        ("counter", "search.total", 1, {"a": "b"}),
        ("counter", "search.success", 1, {"a": "b"}),
        ("histogram", "search.status_code", 503.0, {"a": "b"}),
        ("histogram", "cost.usd", 0.25, {"provider": "openai", "model": "gpt"}),
    ]


def test_reports_of_async_metrics_are_awaited() -> None:
    class Async(Metrics):
        def __init__(self) -> None:
            self.names: list[str] = []

        async def incr_counter(self, name: str, value: int) -> None:
            self.names.append(name)

    metrics = Async()

    async def main() -> None:
        waiting = metrics.record_request_with_tags("search", None, True, {})
        assert waiting is not None
        await waiting

    asyncio.run(main())
    assert metrics.names == ["search.total", "search.success"]


def test_percentiles() -> None:
    metrics = All()
    metrics.record_batch_latency_percentiles("batch", [float(value) for value in range(100, 0, -1)])
    assert metrics.of("batch.latency.p50") + metrics.of("batch.latency.p95") + metrics.of("batch.latency.p99") == [
        51.0, 96.0, 100.0,
    ]  # fmt: skip
    metrics.seen.clear()
    assert metrics.record_batch_latency_percentiles("batch", []) is None
    assert metrics.seen == []
    assert percentile([7.0], 0.99) == 7.0


def test_cost_by_rates_of_ones_own(monkeypatch: Any) -> None:
    assert estimate_usd(1000, 1000) == 0.0
    monkeypatch.setenv("COST_INPUT_PER_1K", "1")
    monkeypatch.setenv("COST_OUTPUT_PER_1K", "2")
    assert estimate_usd(1000, 1000) == 3.0
    assert estimate_usd(1000, 0, {"COST_INPUT_PER_1K": "cheap"}) == 0.0
