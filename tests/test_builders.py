"""Fluent ways to make a client and a provider, over sockets, both clients."""

from __future__ import annotations

import os
from typing import Any

import pytest

from ailib import CircuitBreaker, ConfigurationError, FallbackChain, InvalidRequestError, Metrics, RetryPolicy
from ailib.builders import CustomProviderBuilder
from ailib.providers.models import ModelSource
from ailib.testing import EmbeddedProvider, Fault


def test_every_setter_reaches_the_client(api: Any, embedded: EmbeddedProvider) -> None:
    metrics = Metrics()
    made = (
        api.client_class.builder("openai/embedded-chat")
        .with_api_key("k")
        .with_base_url(embedded.base_url)
        .with_timeout(7)
        .with_header("x-a", "1")
        .with_headers({"x-b": "2"})
        .with_pool_config(3, 30)
        .without_proxy()
        .with_max_concurrency(4)
        .with_rate_limit(600)
        .with_circuit_breaker(9, 20)
        .with_retry(2, 0.01, 0.05)
        .with_metrics(metrics)
        .build()
    )
    client = api.wrap(made)
    try:
        options = made.connection_options
        assert (options.pool_size, options.idle_timeout, options.disable_proxy) == (3, 30, True)
        assert (made.timeouts.read, made.metrics) == (7, metrics)
        assert (made.retry.max_retries, made.retry.base, made.retry.cap) == (2, 0.01, 0.05)
        assert options.breaker == CircuitBreaker(9, 20)
        assert options.max_concurrency == 4
        assert client.chat_completion("hi").text
        seen = embedded.requests[-1]
        assert (seen.headers["x-a"], seen.headers["x-b"], seen.headers["Authorization"]) == ("1", "2", "Bearer k")
    finally:
        client.close()


def test_fallbacks_presets_and_interceptors(api: Any, embedded: EmbeddedProvider) -> None:
    os.environ |= {"GROQ_API_KEY": "g", "GROQ_BASE_URL": embedded.base_url, "GROQ_MODEL": "embedded-mini"}
    seen: list[str] = []

    class Watch:
        def on_request(self, context: Any, request: Any) -> None:
            seen.append(context.provider)

    build = api.client_class.builder("openai/embedded-chat").api_key("k").base_url(embedded.base_url)
    made = build.with_interceptor(Watch()).with_retry(RetryPolicy(0)).with_fallbacks(["groq"]).build()
    client = api.wrap(made)
    embedded.queue(fault=Fault(status=500))
    assert client.chat_completion("hi").provider == "groq"
    assert seen == ["openai"]
    client.close()
    chain = FallbackChain().always("groq")
    made = (
        api.client_class.builder().model("openai/embedded-chat").api_key("k").fallback(chain).for_production().build()
    )
    assert made.connection_options.max_concurrency == 50
    api.wrap(made.close())
    with pytest.raises(ConfigurationError):
        api.client_class.builder("nowhere").build()


def test_a_provider_nobody_knows(api: Any, embedded: EmbeddedProvider) -> None:
    os.environ["MY_KEY"] = "own-key"
    builder = (
        CustomProviderBuilder("my-gateway")
        .with_base_url(embedded.url)
        .with_auth_header("X-Api-Key")
        .with_api_key_env("MY_KEY")
        .with_default_chat_model("embedded-chat")
        .with_chat_endpoint("/v1/chat/completions")
        .with_models_endpoint("/v1/models")
        .with_headers({"x-team": "a"})
        .with_quirks(max_tokens_field="max_completion_tokens")
    )
    client = api.client(builder.build_provider())
    response = client.chat_completion("hi", max_tokens=50)
    assert (response.provider, client.provider) == ("my-gateway", "my-gateway")
    assert client.list_models()
    seen = embedded.requests[0]
    assert (seen.headers["X-Api-Key"], seen.headers["x-team"], seen.body["max_completion_tokens"]) == (
        "own-key",
        "a",
        50,
    )
    with pytest.raises(ConfigurationError, match="base_url"):
        CustomProviderBuilder("x").build_provider()


def test_which_model_and_why(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("groq", api_key="k")
    assert client.resolve_chat_model("m") == ("m", ModelSource.EXPLICIT)
    assert client.resolve_chat_model().source == ModelSource.PROVIDER_DEFAULT
    assert api.client("groq/one", api_key="k").resolve_chat_model("auto") == ("one", ModelSource.CUSTOM_DEFAULT)
    os.environ["GROQ_MODEL"] = "two"
    assert api.client("groq", api_key="k").resolve_chat_model() == ("two", "env_override")
    with pytest.raises(InvalidRequestError, match="no default model"):
        api.client("vllm", base_url=embedded.base_url).resolve_chat_model()


def test_quick_models_that_are_tried_in_order(embedded: EmbeddedProvider) -> None:
    """The first model that the provider knows; any other error is raised."""
    import asyncio

    from ailib import aquick_chat_text, quick_chat_text

    os.environ |= {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": embedded.base_url}
    fallback = ["also-not-there", "embedded-mini"]
    assert quick_chat_text('Say "hi"', model="openai/not-there", fallback_models=fallback) == "hi"
    assert [seen.body["model"] for seen in embedded.requests] == ["not-there", "also-not-there", "embedded-mini"]
    assert (
        asyncio.run(aquick_chat_text('Say "ho"', model="openai/not-there", fallback_models=["embedded-chat"])) == "ho"
    )


def test_names_of_other_clients(client: Any, embedded: EmbeddedProvider) -> None:
    from dataclasses import dataclass

    from ailib import InvalidResponse, Message
    from ailib.testing import ToolCall

    @dataclass
    class Where:
        city: str

    embedded.queue(tool_calls=[ToolCall("f", {"city": "Oslo"}), ToolCall("f", {"town": 1})])
    response = client.chat_completion("hi")
    assert response.assistant_message() == response.message == response.to_message()
    call = response.first_tool_call()
    assert call.parse_args_as(Where) == Where("Oslo")
    with pytest.raises(InvalidResponse, match="'city' is missing"):
        response.tool_calls[1].parse_args_as(Where)
    embedded.queue(text="x")
    assert client.chat_completion([Message.user("hi")]).first_tool_call() is None
