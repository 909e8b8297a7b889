"""The same request at different providers: names, values and refusals come from data (promise 23's rule: never silent)."""

from __future__ import annotations

import contextlib
import warnings
from typing import Any

import pytest

from ailib import (
    BadRequest,
    ChatCompletionRequest,
    InvalidRequestError,
    Message,
    ParameterDropped,
    ResponseFormat,
    Tool,
    ToolChoice,
    UnsupportedFeatureError,
)
from ailib.models.content import ToolCall
from ailib.testing import EmbeddedProvider

TOOL = Tool.function("f", parameters={"type": "object"}, strict=True)


def at(api: Any, embedded: EmbeddedProvider, provider: str) -> Any:
    embedded.answer(text="ok")
    return api.client(f"{provider}/embedded-chat", base_url=embedded.base_url, api_key="k")


@pytest.mark.parametrize(
    ("provider", "given", "expected", "absent"),
    [
        ("openai", {"max_tokens": 5}, {"max_completion_tokens": 5}, ["max_tokens"]),
        ("groq", {"max_tokens": 5}, {"max_completion_tokens": 5}, ["max_tokens"]),
        ("deepseek", {"max_tokens": 5}, {"max_tokens": 5}, ["max_completion_tokens"]),
        ("mistral", {"seed": 3}, {"random_seed": 3}, ["seed"]),
        ("mistral", {"tools": [TOOL], "tool_choice": "required"}, {"tool_choice": "any"}, []),
        ("fireworks", {"tools": [TOOL], "tool_choice": ToolChoice.REQUIRED}, {"tool_choice": "any"}, []),
        ("openai", {"reasoning": "low"}, {"reasoning_effort": "low"}, ["reasoning"]),
        ("openai", {"reasoning": False}, {"reasoning_effort": "none"}, []),
        ("deepseek", {"reasoning": True}, {"thinking": {"type": "enabled"}}, ["reasoning_effort"]),
        ("deepseek", {"reasoning": False}, {"thinking": {"type": "disabled"}}, []),
        ("vllm", {"reasoning": True}, {"chat_template_kwargs": {"enable_thinking": True}}, []),
        ("vllm", {"reasoning": False}, {"chat_template_kwargs": {"enable_thinking": False}}, []),
        ("openrouter", {"reasoning": 2000}, {"reasoning": {"max_tokens": 2000}, "usage": {"include": True}}, []),
        ("openrouter", {"reasoning": "high"}, {"reasoning": {"effort": "high"}}, []),
        ("together", {"reasoning": True}, {"reasoning": {"enabled": True}}, []),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_names_and_values(
    api: Any, embedded: EmbeddedProvider, provider: str, given: Any, expected: dict[str, Any], absent: list[str]
) -> None:
    # The embedded provider refuses what only others know ("any"); it has seen it all the same.
    with contextlib.suppress(BadRequest):
        at(api, embedded, provider).chat_completion("hi", **given)
    body = embedded.requests[0].body
    assert {name: body.get(name) for name in expected} == expected
    assert [name for name in absent if name in body] == []


@pytest.mark.parametrize(
    ("provider", "asked"), [("openai", True), ("groq", False), ("mistral", False), ("vllm", True), ("embedded", True)]
)
def test_usage_of_streams_is_asked_for_where_it_may(
    api: Any, embedded: EmbeddedProvider, provider: str, asked: bool
) -> None:
    at(api, embedded, provider).chat_completion_stream("hi").collect()
    assert ("stream_options" in embedded.requests[0].body) is asked


@pytest.mark.parametrize(
    ("provider", "field", "value"),
    [
        ("openai", "top_k", 5),
        ("mistral", "user", "u"),
        ("cerebras", "frequency_penalty", 0.5),
        ("perplexity", "seed", 1),
    ],
)
def test_hints_are_dropped_with_a_warning(
    api: Any, embedded: EmbeddedProvider, provider: str, field: str, value: Any
) -> None:
    client = at(api, embedded, provider)
    with pytest.warns(ParameterDropped, match=field):
        client.chat_completion("hi", **{field: value})
    assert field not in embedded.requests[0].body
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.chat_completion("hi", extensions={field: value})
    assert embedded.requests[1].body[field] == value


@pytest.mark.parametrize(
    ("provider", "given", "word"),
    [
        ("groq", {"n": 2}, "n"),
        ("groq", {"logprobs": True}, "logprobs"),
        ("mistral", {"logprobs": True}, "logprobs"),
        ("moonshot", {"tools": [TOOL], "tool_choice": ToolChoice.REQUIRED}, "tool choice"),
        ("perplexity", {"tools": [TOOL]}, "tools"),
        ("groq", {"tools": [TOOL], "response_format": ResponseFormat.json_object()}, "response_format"),
    ],
)
@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_what_changes_the_answer_is_refused(
    api: Any, embedded: EmbeddedProvider, provider: str, given: Any, word: str, streamed: bool
) -> None:
    client = at(api, embedded, provider)
    with pytest.raises(UnsupportedFeatureError) as caught:
        if streamed:
            client.chat_completion_stream("hi", **given)
        else:
            client.chat_completion("hi", **given)
    assert word in str(caught.value)
    assert "extensions" in caught.value.hint
    assert embedded.requests == []


def test_one_answer_is_no_wish(api: Any, embedded: EmbeddedProvider) -> None:
    at(api, embedded, "groq").chat_completion("hi", n=1)
    assert "n" not in embedded.requests[0].body


def test_a_temperature_too_high_is_cut_with_a_warning(api: Any, embedded: EmbeddedProvider) -> None:
    client = at(api, embedded, "openai")
    with pytest.warns(ParameterDropped, match="temperature"):
        client.chat_completion("hi", temperature=2.5)
    assert embedded.requests[0].body["temperature"] == 2


def test_names_of_speakers_are_left_out_where_refused(api: Any, embedded: EmbeddedProvider) -> None:
    at(api, embedded, "groq").chat_completion([Message("user", "hi", name="ann")])
    assert embedded.requests[0].body["messages"] == [{"role": "user", "content": "hi"}]


def test_foreign_call_ids_are_shortened_alike(api: Any, embedded: EmbeddedProvider) -> None:
    messages = [
        Message.user("hi"),
        Message.assistant(tool_calls=[ToolCall("call_with_a_long_id", "f", "{}")]),
        Message.tool("call_with_a_long_id", "1"),
    ]
    at(api, embedded, "mistral").chat_completion(messages)
    sent = embedded.requests[0].body["messages"]
    assert sent[1]["tool_calls"][0]["id"] == sent[2]["tool_call_id"]
    assert len(sent[2]["tool_call_id"]) == 9
    assert sent[2]["tool_call_id"].isalnum()


def test_null_content_is_spared_where_refused(api: Any, embedded: EmbeddedProvider) -> None:
    messages = [Message.user("hi"), Message.assistant(tool_calls=[ToolCall("c", "f", "{}")]), Message.tool("c", "1")]
    at(api, embedded, "groq").chat_completion(messages)
    assert embedded.requests[0].body["messages"][1]["content"] == ""


@pytest.mark.parametrize(
    ("target", "requested", "sent"),
    [
        ("openai/embedded-chat", "", "embedded-chat"),
        ("openai/embedded-chat", "auto", "embedded-chat"),
        ("openai", "openai/embedded-chat", "embedded-chat"),
        ("openai", "embedded-chat", "embedded-chat"),
        ("OpenAI/embedded-chat", "", "embedded-chat"),
        ("openrouter/openai/gpt-4o", "", "openai/gpt-4o"),
        ("openrouter", "openai/gpt-4o", "openai/gpt-4o"),
        ("openrouter", "openrouter/auto", "openrouter/auto"),
        ("groq/openai/gpt-oss-120b", "", "openai/gpt-oss-120b"),
        ("vllm/org/model", "", "org/model"),
    ],
)
def test_model_ids(api: Any, embedded: EmbeddedProvider, target: str, requested: str, sent: str) -> None:
    """Rule C-20: the first segment is the provider only if it is one; gateways keep the rest whole."""
    client = api.client(target, base_url=embedded.base_url, api_key="k", max_retries=0)
    request = ChatCompletionRequest(model=requested, messages="hi")
    if sent == "embedded-chat":
        client.chat_completion(request)
    else:
        # The embedded provider does not have it, but it has seen the name.
        from ailib import ModelNotFound

        with pytest.raises(ModelNotFound):
            client.chat_completion(request)
    assert embedded.requests[0].body["model"] == sent


def test_no_model_and_no_default(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("huggingface-endpoints", base_url=embedded.base_url, api_key="k")
    with pytest.raises(InvalidRequestError) as caught:
        client.chat_completion("hi")
    assert caught.value.param == "model"
    assert embedded.requests == []


def test_a_local_server_is_asked_what_it_serves(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("vllm", base_url=embedded.base_url)
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert [seen.path for seen in embedded.requests] == ["/v1/models", "/v1/chat/completions", "/v1/chat/completions"]
    assert embedded.requests[1].body["model"] == "embedded-chat"
