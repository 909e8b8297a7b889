"""Chats, streams, events, handles, the builder and the one-liners, blocking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, assert_type

import requests

from ailib import (
    AiClient,
    CallStats,
    CancelHandle,
    ChatBuilder,
    ChatCompletionChunk,
    ChatCompletionResponse,
    ChatStream,
    Choice,
    ChunkChoice,
    CitationEvent,
    Client,
    ConnectionOptions,
    Content,
    ContentDelta,
    Delta,
    ErrorEvent,
    FinalCandidate,
    Message,
    MessageContent,
    Model,
    Provider,
    RateLimits,
    ReasoningDelta,
    RefusalDelta,
    RetryBudget,
    RetryEvent,
    RetryPolicy,
    Secret,
    StreamEnd,
    StreamEvent,
    Timeouts,
    Tool,
    ToolCall,
    ToolCallComplete,
    ToolCallDelta,
    ToolCallStarted,
    UnknownEvent,
    Usage,
    UsageEvent,
    UsageStatus,
    quick_chat_text,
    quick_multimodal_text,
)


def making_clients() -> None:
    session = requests.Session()
    Client()
    Client(Provider.GROQ)
    Client("vllm", base_url="http://localhost:8000/v1", headers={"X-Trace-ID": "7"}, timeout=60)
    Client("openai/gpt-4o", api_key=Secret("k"), timeout=timedelta(seconds=5), max_retries=0)
    Client("openai", api_key=lambda: "rotated", proxy="", max_concurrency=8, session=session)
    Client("openai", headers=MappingProxyType({"X-A": "b"}), timeout=Timeouts(connect=1, read=timedelta(minutes=1)))
    assert_type(Client.from_model("deepseek/deepseek-chat", timeout=5), Client)
    assert_type(AiClient.new("openai"), Client)
    assert_type(AiClient.create("openai/gpt-4o"), Client)

    def report(event: RetryEvent) -> None:
        assert_type(event.delay, float)

    policy = RetryPolicy(max_retries=5, strategy="linear", base=0.1, cap=2, jitter="equal", on_retry=report)
    assert_type(policy.with_max_retries(2), RetryPolicy)
    RetryPolicy(budget=RetryBudget(0.2, 5), base=timedelta(seconds=1))
    options = ConnectionOptions(proxy="http://p:1", verify="ca.pem", cert=("c", "k"), idle_timeout=timedelta(hours=1))
    with Client("openai", retry=policy, options=options) as client:
        assert_type(client, Client)
        assert_type(client.with_options(timeout=5, headers={"A": "b"}, max_retries=0, options=options), Client)
        assert_type(client.with_provider("groq"), Client)
        assert_type(client.provider, str)
        assert_type(client.model, str | None)
        assert_type(client.base_url, str)
        assert_type(client.default_chat_model(), str)
        assert_type(client.timeouts, Timeouts)
        assert_type(client.retry, RetryPolicy)
        assert_type(client.closed, bool)


def a_chat(client: Client) -> None:
    response = client.chat_completion("Hello", temperature=0.2, max_tokens=100, timeout=5, headers={"X-A": "1"})
    assert_type(response, ChatCompletionResponse)
    assert_type(response.first_text(), str)
    assert_type(response.text, str)
    assert_type(response.content, str)
    assert_type(response.reasoning, str | None)
    assert_type(response.tool_calls, tuple[ToolCall, ...])
    assert_type(response.finish_reason, str | None)
    assert_type(response.choices, list[Choice])
    assert_type(response.choices[0].message.content, MessageContent)
    assert_type(response.choices[0].message.content.as_text(), str)
    assert_type(response.usage, Usage)
    assert_type(response.usage.prompt_tokens + response.usage.reasoning_tokens, int)
    assert_type(response.usage_status, UsageStatus)
    assert_type(response.cost, Decimal | None)
    assert_type(response.created, int | None)
    assert_type(response.request_id, str | None)
    assert_type(response.rate_limits, RateLimits | None)
    assert_type(response.latency, float | None)
    assert_type(response.to_dict(), dict[str, Any])
    assert_type(ChatCompletionResponse.from_dict(response.to_dict()), ChatCompletionResponse)
    assert_type([attempt.delay for attempt in response.attempts], list[float | None])


def a_conversation(client: Client) -> None:
    messages = [Message.system("Be brief"), Message.user("Hi")]
    answer = client.chat_completion(messages)
    messages.append(answer.message)
    for call in answer.tool_calls:
        assert_type(call.parse_args(), dict[str, Any])
        messages.append(call.result({"ok": True}))
    client.chat_completion(messages, tools=[Tool.function("f", "d", {"type": "object"})], tool_choice="auto")
    client.chat_completion([{"role": "user", "content": "Hi"}], stop=["END"])
    client.chat_completion({"role": "user", "content": [{"type": "text", "text": "Hi"}]})
    client.chat_completion(Message.user([Content.text("What is this?"), Content.image_file(Path("a.png"))]))


def a_stream(client: Client) -> str:
    text = ""
    with client.chat_completion_stream("Tell me a story", n=2) as stream:
        assert_type(stream, ChatStream)
        for chunk in stream:
            assert_type(chunk, ChatCompletionChunk)
            assert_type(chunk.choices, tuple[ChunkChoice, ...])
            assert_type(chunk.choices[0].delta, Delta)
            assert_type(chunk.choices[0].delta.content, str | None)
            assert_type(chunk.usage, Usage | None)
            text += chunk.text
    assert_type(stream.response, ChatCompletionResponse)
    assert_type(stream.stats, CallStats)
    assert_type(stream.complete, bool)
    assert_type(client.chat_completion_stream("x").collect(), ChatCompletionResponse)
    assert_type(client.chat_completion_stream("x").collect_content(), str)
    assert_type(next(client.chat_completion_stream("x")), ChatCompletionChunk)
    return text


def a_cancelled_stream(client: Client) -> None:
    stream, handle = client.chat_completion_stream_with_cancel("Tell me a story")
    assert_type(stream, ChatStream)
    assert_type(handle, CancelHandle)
    for _ in stream:
        assert_type(handle.cancel(reason="enough"), bool)
    assert_type(handle.cancelled, bool)
    assert_type(handle.reason, str | None)
    client.chat_completion("x", cancel=handle)


def events_by_isinstance(client: Client) -> Iterator[str]:
    for event in client.chat_completion_stream("x").events(raise_on_error=False):
        assert_type(event, StreamEvent)
        if isinstance(event, ContentDelta):
            yield event.text
        elif isinstance(event, ToolCallComplete):
            yield event.name + event.arguments
        elif isinstance(event, StreamEnd):
            assert_type(event.finish_reason, str | None)
        elif event.is_terminal_event:
            yield event.kind
        if delta := event.as_content_delta:
            assert_type(delta, ContentDelta)


def events_by_match(event: StreamEvent) -> str:
    """Every kind, and no other: without one of the cases the checkers see a path that returns nothing."""
    match event:
        case ContentDelta(text=text) | ReasoningDelta(text=text) | RefusalDelta(text=text):
            return text
        case ToolCallStarted(name=name):
            return name
        case ToolCallDelta(arguments=arguments):
            return arguments
        case ToolCallComplete() as call:
            assert_type(call, ToolCallComplete)
            return call.id
        case UsageEvent(usage=usage):
            assert_type(usage, Usage)
            return str(usage.total_tokens)
        case CitationEvent() | UnknownEvent() | FinalCandidate():
            return event.kind
        case ErrorEvent(error=error):
            assert_type(error, Exception)
            return str(error)
        case StreamEnd():
            return event.finish_reason or ""


def the_builder(client: Client) -> None:
    builder = client.chat().system("s").user("u").assistant("a").temperature(0.9).max_tokens(200).top_p(0.95).top_k(3)
    assert_type(builder, ChatBuilder)
    builder.stop(["END"]).stop("END").seed(7).n(1).model("gpt-4o").thinking_enabled().reasoning("low")
    builder.messages([Message.user("x"), {"role": "user", "content": "y"}]).add_message(
        {"role": "user", "content": "z"}
    )
    builder.tools([{"name": "f"}]).tool_choice("required").response_format("json").param("k", 1).extra({"j": 2})
    assert_type(builder.execute(), ChatCompletionResponse)
    response, stats = client.chat("hello").execute_with_stats()
    assert_type(response, ChatCompletionResponse)
    assert_type(stats, CallStats)
    assert_type(stats.latency_ms, float)
    assert_type(stats.time_to_first_token_ms, float | None)
    for event in client.chat().user("story").stream().execute_stream():
        assert_type(event, StreamEvent)
    assert_type(client.chat("x").stream().collect(), ChatCompletionResponse)
    stream, handle = client.chat("x").stream_with_cancel()
    assert_type(stream, ChatStream)
    assert_type(handle, CancelHandle)


def models_and_one_liners(client: Client) -> None:
    assert_type(client.list_models(timeout=5), list[Model])
    assert_type(client.get_model("gpt-4o").context, int | None)
    assert_type(client.quick_chat_text("gpt-4o", "What is ownership?"), str)
    assert_type(client.quick_chat_text(prompt="x", model="m"), str)
    assert_type(quick_chat_text("Say hello"), str)
    assert_type(quick_chat_text("Say hello", model="embedded", temperature=0.2, timeout=5), str)
    assert_type(quick_chat_text("Say hello", provider="groq", max_retries=0), str)
    assert_type(quick_multimodal_text("What is this?", image=Path("a.png"), model="openai/gpt-4o", max_tokens=5), str)
