"""Spans and metrics of OpenTelemetry: the names of the GenAI conventions, no content unless asked, an end in any case.

Promise 29.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
from typing import Any

import pytest

from ailib import (
    AsyncClient,
    CancelHandle,
    Client,
    Interceptor,
    Message,
    RateLimited,
    ResponseCache,
    RetryPolicy,
    ServerError,
    Tool,
)
from ailib.testing import EmbeddedProvider, Fault

pytest.importorskip("opentelemetry.sdk")

from opentelemetry import trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from ailib.integrations.opentelemetry import OpenTelemetry

KEY = "sk-planted-0123456789abcdef"


class Telemetry:
    """What a program sees that has set OpenTelemetry up."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.tracers = TracerProvider()
        self.tracers.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.reader = InMemoryMetricReader()
        self.meters = MeterProvider(metric_readers=[self.reader])

    def interceptor(self, **keywords: Any) -> OpenTelemetry:
        return OpenTelemetry(tracer_provider=self.tracers, meter_provider=self.meters, **keywords)

    @property
    def spans(self) -> list[Any]:
        return list(self.exporter.get_finished_spans())

    @property
    def span(self) -> Any:
        (span,) = self.spans
        return span

    def points(self) -> dict[str, list[Any]]:
        data = self.reader.get_metrics_data()
        found: dict[str, list[Any]] = {}
        for resource in data.resource_metrics if data is not None else []:
            for scope in resource.scope_metrics:
                for metric in scope.metrics:
                    found.setdefault(metric.name, []).extend(metric.data.data_points)
        return found


@pytest.fixture
def telemetry() -> Any:
    made = Telemetry()
    yield made
    made.tracers.shutdown()
    made.meters.shutdown()


@pytest.fixture
def make(api: Any, embedded: EmbeddedProvider, telemetry: Telemetry) -> Any:
    def made(*interceptors: Any, target: str = "embedded/embedded-chat", content: bool = False, **keywords: Any) -> Any:
        keywords.setdefault("max_retries", 0)
        chain = [telemetry.interceptor(capture_content=content), *interceptors]
        return api.client(target, base_url=embedded.base_url, interceptors=chain, **keywords)

    return made


def ask(client: Any, stream: bool, text: Any = "hi", **fields: Any) -> Any:
    if stream:
        return client.chat_completion_stream(text, **fields).collect()
    return client.chat_completion(text, **fields)


both = pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])


@both
def test_a_span_of_the_conventions(make: Any, embedded: EmbeddedProvider, telemetry: Telemetry, stream: bool) -> None:
    response = ask(make(), stream, temperature=0.5, max_tokens=50, stop=["END"], seed=7)
    span = telemetry.span
    assert span.name == "chat embedded-chat"
    assert span.kind is SpanKind.CLIENT
    assert span.status.status_code is StatusCode.UNSET
    found = dict(span.attributes)
    first = found.pop("gen_ai.response.time_to_first_chunk", None)
    assert (first is not None) is stream
    if stream:
        assert first == response.first_token
        assert found.pop("gen_ai.request.stream") is True
    assert found == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "embedded",
        "gen_ai.request.model": "embedded-chat",
        "gen_ai.request.temperature": 0.5,
        "gen_ai.request.max_tokens": 50,
        "gen_ai.request.stop_sequences": ("END",),
        "gen_ai.request.seed": 7,
        "gen_ai.response.id": response.id,
        "gen_ai.response.model": "embedded-chat",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": response.usage.prompt_tokens,
        "gen_ai.usage.output_tokens": response.usage.completion_tokens,
        "server.address": "127.0.0.1",
        "server.port": embedded.port,
        "ailib.attempts": 1,
        "ailib.request_id": response.request_id,
    }


@both
def test_metrics_of_the_conventions(make: Any, telemetry: Telemetry, stream: bool) -> None:
    response = ask(make(), stream)
    points = telemetry.points()
    names = {"gen_ai.client.operation.duration", "gen_ai.client.token.usage"}
    assert set(points) == names | ({"gen_ai.client.operation.time_to_first_chunk"} if stream else set())
    (duration,) = points["gen_ai.client.operation.duration"]
    assert duration.count == 1
    assert 0 < duration.sum < 30
    assert duration.attributes["gen_ai.provider.name"] == "embedded"
    assert duration.attributes["gen_ai.response.model"] == "embedded-chat"
    tokens = {point.attributes["gen_ai.token.type"]: point.sum for point in points["gen_ai.client.token.usage"]}
    assert tokens == {"input": response.usage.prompt_tokens, "output": response.usage.completion_tokens}
    if stream:
        (first,) = points["gen_ai.client.operation.time_to_first_chunk"]
        assert first.sum == response.first_token


@both
def test_an_error_is_on_the_span(make: Any, embedded: EmbeddedProvider, telemetry: Telemetry, stream: bool) -> None:
    embedded.answer(fault=Fault(status=429, message="quoted prompt"))
    with pytest.raises(RateLimited):
        ask(make(), stream)
    span = telemetry.span
    assert span.status.status_code is StatusCode.ERROR
    assert span.attributes["error.type"] == "RateLimited"
    assert span.attributes["http.response.status_code"] == 429
    assert "quoted prompt" not in span.to_json()
    (duration,) = telemetry.points()["gen_ai.client.operation.duration"]
    assert duration.attributes["error.type"] == "RateLimited"


@both
def test_one_span_for_all_attempts(make: Any, embedded: EmbeddedProvider, telemetry: Telemetry, stream: bool) -> None:
    embedded.answer(fault=Fault(status=503), times=2)
    ask(make(max_retries=None, retry=RetryPolicy(base=0.01, cap=0.01)), stream)
    assert telemetry.span.attributes["ailib.attempts"] == 3


def test_a_stream_that_breaks_has_what_had_arrived(make: Any, embedded: EmbeddedProvider, telemetry: Telemetry) -> None:
    embedded.answer(text="one two three four", fault=Fault(truncate_after_chunks=4))
    with pytest.raises(Exception, match="ended"):
        ask(make(), True)
    span = telemetry.span
    assert span.attributes["error.type"] == "StreamTruncated"
    assert span.attributes["gen_ai.response.finish_reasons"] == ("error",)
    assert "gen_ai.response.time_to_first_chunk" in span.attributes


def test_leaving_a_stream_early_ends_the_span(make: Any, embedded: EmbeddedProvider, telemetry: Telemetry) -> None:
    embedded.answer(text="one two three", fault=Fault(stall_after=3))
    with make().chat_completion_stream("hi") as stream:
        chunks = iter(stream)
        while not next(chunks).text:
            pass
        assert telemetry.spans == []
    span = telemetry.span
    assert span.attributes["error.type"] == "Cancelled"
    assert span.status.status_code is StatusCode.UNSET
    assert span.attributes["gen_ai.response.time_to_first_chunk"] > 0


def test_cancelling_a_stream_ends_the_span(make: Any, embedded: EmbeddedProvider, telemetry: Telemetry) -> None:
    handle = CancelHandle()
    embedded.answer(text="one two three", fault=Fault(stall_after=2))
    for _ in make().chat_completion_stream("hi", cancel=handle):
        handle.cancel()
    assert telemetry.span.attributes["error.type"] == "Cancelled"


def test_forgetting_a_stream_ends_the_span(embedded: EmbeddedProvider, telemetry: Telemetry) -> None:
    with Client("embedded", base_url=embedded.base_url, interceptors=[telemetry.interceptor()]) as client:
        client.chat_completion_stream("hi")
        gc.collect()
        assert telemetry.span.attributes["error.type"] == "Cancelled"


def test_cancelling_the_task_ends_the_span(embedded: EmbeddedProvider, telemetry: Telemetry) -> None:
    embedded.answer(fault=Fault(delay=5.0))

    async def main() -> None:
        async with AsyncClient(
            "embedded", base_url=embedded.base_url, interceptors=[telemetry.interceptor()]
        ) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await client.chat_completion("hi")
            assert trace.get_current_span().get_span_context().is_valid is False

    asyncio.run(main())
    assert telemetry.span.attributes["error.type"] == "Cancelled"


@both
def test_no_content_unless_asked(make: Any, embedded: EmbeddedProvider, telemetry: Telemetry, stream: bool) -> None:
    embedded.answer(text="private answer")
    request = [Message.system("private rules"), Message.user("private question")]
    ask(make(api_key=KEY), stream, request, tools=[Tool("private_tool", "private")])
    text = telemetry.span.to_json() + repr(telemetry.points())
    assert "private" not in text
    assert KEY not in text


@both
def test_content_when_asked(make: Any, embedded: EmbeddedProvider, telemetry: Telemetry, stream: bool) -> None:
    embedded.answer(text="an answer", reasoning="hm", tool_calls=[{"name": "look", "arguments": {"at": 1}, "id": "c1"}])
    request = [
        Message.system("rules"),
        Message.user("question"),
        {"role": "assistant", "tool_calls": [{"id": "c0", "type": "function", "function": {"name": "f", "arguments": "{"}}]},
        {"role": "tool", "tool_call_id": "c0", "content": "rainy"},
        Message.user([{"type": "image_url", "image_url": {"url": "data:image/png;base64,cHJpdmF0ZQ=="}}]),
    ]  # fmt: skip
    ask(make(content=True, api_key=KEY), stream, request, tools=[Tool("look", "looks")])
    span = telemetry.span
    read = {name: json.loads(span.attributes[f"gen_ai.{name}"]) for name in ("input.messages", "output.messages")}
    assert [message["role"] for message in read["input.messages"]] == ["user", "assistant", "tool", "user"]
    parts = [message["parts"][0] for message in read["input.messages"]]
    assert parts[0] == {"type": "text", "content": "question"}
    assert parts[1] == {"type": "tool_call", "id": "c0", "name": "f", "arguments": "{"}
    assert parts[2] == {"type": "tool_call_response", "id": "c0", "response": "rainy"}
    assert (parts[3]["type"], parts[3]["modality"]) == ("blob", "image")
    assert "cHJpdmF0ZQ" not in span.to_json()
    (said,) = read["output.messages"]
    assert said["finish_reason"] == "tool_calls"
    assert {"type": "text", "content": "an answer"} in said["parts"]
    assert {"type": "reasoning", "content": "hm"} in said["parts"]
    assert {"type": "tool_call", "id": "c1", "name": "look", "arguments": {"at": 1}} in said["parts"]
    assert json.loads(span.attributes["gen_ai.system_instructions"]) == [{"type": "text", "content": "rules"}]
    assert json.loads(span.attributes["gen_ai.tool.definitions"])[0]["name"] == "look"
    assert KEY not in span.to_json()


def test_the_span_is_current_during_a_plain_call(make: Any, telemetry: Telemetry) -> None:
    """An instrumentation of HTTP puts its spans below it."""
    inside: list[Any] = []

    class Probe(Interceptor):
        def on_request(self, context: Any, request: Any) -> None:
            inside.append(trace.get_current_span().get_span_context().span_id)

    client = make(Probe())
    before = trace.get_current_span()
    client.chat_completion("hi")
    assert inside == [telemetry.span.context.span_id]
    assert trace.get_current_span() is before


def test_the_callers_span_is_the_parent(embedded: EmbeddedProvider, telemetry: Telemetry) -> None:
    tracer = telemetry.tracers.get_tracer("mine")
    client = Client("embedded", base_url=embedded.base_url, interceptors=[telemetry.interceptor()])
    with client, tracer.start_as_current_span("work") as work:
        client.chat_completion("hi")
        client.chat_completion_stream("hi").collect()
        client.chat_completion_batch(["hi", "ho"])
    chats = [span for span in telemetry.spans if span.name.startswith("chat")]
    assert [span.parent.span_id for span in chats] == [work.get_span_context().span_id] * 4


def test_an_answer_from_the_cache_used_no_tokens(make: Any, telemetry: Telemetry) -> None:
    client = make(ResponseCache())
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert [span.attributes.get("ailib.cached") for span in telemetry.spans] == [None, True]
    assert [point.count for point in telemetry.points()["gen_ai.client.token.usage"]] == [1, 1]


@pytest.mark.parametrize(("provider", "name"), [("mistral", "mistral_ai"), ("xai", "x_ai"), ("groq", "groq")])
def test_names_of_providers(
    make: Any, embedded: EmbeddedProvider, telemetry: Telemetry, provider: str, name: str
) -> None:
    make(target=f"{provider}/embedded-chat", api_key="k").chat_completion("hi")
    assert telemetry.span.attributes["gen_ai.provider.name"] == name


def test_a_program_that_set_nothing_up_pays_and_sees_nothing(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, interceptors=[OpenTelemetry()])
    assert client.chat_completion("hi").text
    assert client.chat_completion_stream("hi").collect().text


def test_a_broken_exporter_breaks_no_call(make: Any, embedded: EmbeddedProvider, telemetry: Telemetry) -> None:
    class Broken(SimpleSpanProcessor):
        def on_start(self, span: Any, parent_context: Any = None) -> None:
            raise RuntimeError

    telemetry.tracers.add_span_processor(Broken(telemetry.exporter))
    client = make()
    assert client.chat_completion("hi").text
    embedded.answer(fault=Fault(status=500))
    with pytest.raises(ServerError):
        client.chat_completion("hi")


def test_without_opentelemetry_the_error_says_what_to_install() -> None:
    program = """
import sys
sys.modules["opentelemetry"] = None
from ailib import ConfigurationError
from ailib.integrations.opentelemetry import OpenTelemetry
try:
    OpenTelemetry()
except ConfigurationError as error:
    assert "ailib[otel]" in str(error)
else:
    raise SystemExit("no error")
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=20)


def test_a_client_without_it_never_loads_it(embedded: EmbeddedProvider) -> None:
    program = f"""
import sys, ailib
with ailib.Client("embedded", base_url={embedded.base_url!r}) as client:
    client.chat_completion("hi")
loaded = [name for name in sys.modules if name.startswith(("opentelemetry", "ailib.integrations", "ailib.core.hooks",
          "ailib.core.meter", "ailib.interceptors", "ailib.metrics", "ailib.cache", "sqlite3"))]
assert loaded == [], loaded
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=20)
