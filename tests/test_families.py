"""The same program at every wire family, through both clients, against the embedded provider (promises 15, 16, 30).

The two ends were written apart, each from the provider's documentation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ailib import (
    AuthenticationError,
    ContextLengthExceeded,
    Message,
    ModelNotFound,
    Overloaded,
    RateLimited,
    Reasoning,
    ResponseFormat,
    StreamTruncated,
    Tool,
)
from ailib.testing import EmbeddedProvider, Fault
from tests.driver import AsyncDriver, SyncDriver

# Family to (provider, more arguments of the client).
FAMILIES: dict[str, tuple[str, dict[str, Any]]] = {
    "openai_chat": ("openai", {}),
    "openai_responses": ("openai", {"protocol": "openai_responses"}),
    "anthropic_messages": ("anthropic", {}),
    "gemini_generate_content": ("gemini", {}),
    "bedrock_converse": ("bedrock", {}),
    "cohere_v2": ("cohere", {}),
    "ollama_native": ("ollama", {}),
}
REASONERS = ["openai_responses", "anthropic_messages", "gemini_generate_content", "bedrock_converse"]
WEATHER = Tool.function(
    "get_weather",
    "The weather in a city",
    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
)
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}


@pytest.fixture
def provider() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider(models=["claude-sonnet-4-5"]) as running:
        yield running


@pytest.fixture(params=[SyncDriver, AsyncDriver], ids=lambda cls: cls.name)
def driver(request: pytest.FixtureRequest) -> Iterator[Any]:
    made = request.param()
    yield made
    made.close()


def client_of(driver: Any, provider: EmbeddedProvider, family: str, model: str = "embedded-chat", **more: Any) -> Any:
    name, arguments = FAMILIES[family]
    return driver.client(
        f"{name}/{model}", base_url=provider.base_url_for(family), **{"api_key": "k", **arguments, **more}
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_text_whole_and_streamed(driver: Any, provider: EmbeddedProvider, family: str) -> None:
    provider.answer("capital", text="It is Paris. Unicode: naïve 🙂 日本.")
    client = client_of(driver, provider, family)
    whole = client.chat_completion(
        [Message.system("Be brief."), Message.user("What is the capital of France?")], max_tokens=100, temperature=0.5
    )
    assert whole.text == "It is Paris. Unicode: naïve 🙂 日本."
    assert whole.finish_reason == "stop"
    assert whole.usage.prompt_tokens > 0
    assert whole.usage.completion_tokens > 0
    stream = client.chat_completion_stream("What is the capital of France?")
    assert "".join(chunk.text for chunk in stream) == whole.text
    streamed = stream.response
    assert streamed.finish_reason == "stop"
    assert streamed.message == Message.assistant(whole.text) or streamed.text == whole.text
    assert streamed.usage.completion_tokens == whole.usage.completion_tokens


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_tool_loop(driver: Any, provider: EmbeddedProvider, family: str, streamed: bool) -> None:
    """Two calls at once, their results, the last word; the conversation goes through JSON in between."""
    client = client_of(driver, provider, family)
    calls = [
        {"name": "get_weather", "arguments": {"city": "Paris"}},
        {"name": "get_weather", "arguments": {"city": "Tokyo"}},
    ]
    provider.queue(tool_calls=calls)
    provider.queue(text="Both are sunny.")
    messages: list[Any] = [Message.user("How is it in Paris and in Tokyo?")]
    if streamed:
        answer = client.chat_completion_stream(messages, tools=[WEATHER]).collect()
    else:
        answer = client.chat_completion(messages, tools=[WEATHER])
    assert [(call.name, call.parse_args()["city"]) for call in answer.tool_calls] == [
        ("get_weather", "Paris"),
        ("get_weather", "Tokyo"),
    ]
    assert answer.finish_reason == "tool_calls"
    assert len({call.id for call in answer.tool_calls} - {""}) == 2
    messages += [answer.message, *(call.result({"sky": "clear"}) for call in answer.tool_calls)]
    saved = json.loads(json.dumps([message.to_dict() for message in messages]))
    messages = [Message.from_dict(one) for one in saved]
    last = client.chat_completion(messages, tools=[WEATHER])
    assert last.text == "Both are sunny."
    assert len(provider.requests) == 2


@pytest.mark.parametrize("family", FAMILIES)
def test_json_that_follows_a_schema(driver: Any, provider: EmbeddedProvider, family: str) -> None:
    # Other models than Claude get the schema in the prompt there, which this provider does not read.
    model = "claude-sonnet-4-5" if family == "anthropic_messages" else "embedded-chat"
    client = client_of(driver, provider, family, model)
    answer = client.chat_completion(
        "Invent a person", response_format=ResponseFormat.json_schema(PERSON, "person"), max_tokens=300
    )
    made = json.loads(answer.text)
    assert set(made) == {"name", "age"}
    assert isinstance(made["age"], int)


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("family", REASONERS)
def test_thinking_goes_back_as_it_came_and_to_nobody_else(
    driver: Any, provider: EmbeddedProvider, family: str, streamed: bool
) -> None:
    """Promise 16: the embedded provider refuses a changed or missing signature, as the real ones do."""
    provider.answer("Which", reasoning="The first is larger, I think.", text="The first.")
    client = client_of(driver, provider, family, "embedded-reasoner")
    question = Message.user("Which is larger, 9.9 or 9.11?")
    wish: dict[str, Any] = {"reasoning": Reasoning(effort="medium", enabled=True, summary="auto"), "max_tokens": 20_000}
    if family == "bedrock_converse":
        del wish["reasoning"]  # each vendor's models there have a switch of their own; this one always thinks
    if streamed:
        answer = client.chat_completion_stream([question], **wish).collect()
    else:
        answer = client.chat_completion([question], **wish)
    assert answer.text == "The first."
    assert answer.reasoning == "The first is larger, I think."
    saved = json.dumps([message.to_dict() for message in (question, answer.message, Message.user("Why?"))])
    conversation = [Message.from_dict(one) for one in json.loads(saved)]
    again = client.chat_completion(conversation, **wish)
    assert again.text
    sent = json.dumps(provider.requests[-1].body)
    proofs = re.findall(r'"(?:signature|thoughtSignature|encrypted_content)": "([^"]{16,})"', saved)
    assert proofs
    assert all(proof in sent for proof in proofs)
    other = next(name for name in FAMILIES if FAMILIES[name][0] != FAMILIES[family][0])
    client_of(driver, provider, other).chat_completion(conversation)
    foreign = json.dumps(provider.requests[-1].body)
    assert "The first." in foreign
    assert not any(proof in foreign for proof in proofs)
    assert "I think" not in foreign


@pytest.mark.parametrize("family", FAMILIES)
def test_errors_are_the_same_classes_everywhere(driver: Any, provider: EmbeddedProvider, family: str) -> None:
    client = client_of(driver, provider, family, max_retries=0)
    cases = [
        (Fault(status=401), AuthenticationError),
        (Fault(status=429, retry_after=7), RateLimited),
        (Fault(status=529 if family == "anthropic_messages" else 503), Overloaded),
    ]
    for fault, expected in cases:
        for streamed in (False, True):
            provider.queue(fault=fault)
            with pytest.raises(expected) as caught:
                if streamed:
                    client.chat_completion_stream("hello").collect()
                else:
                    client.chat_completion("hello")
            assert caught.value.status == fault.status
            assert caught.value.retry_after == fault.retry_after
            assert caught.value.provider == FAMILIES[family][0]
            assert caught.value.message


@pytest.mark.parametrize("family", FAMILIES)
def test_an_unknown_model_and_a_prompt_that_is_too_long(driver: Any, provider: EmbeddedProvider, family: str) -> None:
    with pytest.raises(ModelNotFound):
        client_of(driver, provider, family, "nobody-knows", max_retries=0).chat_completion("hello")
    if family == "ollama_native":
        return  # it cuts a long prompt and says nothing
    with pytest.raises(ContextLengthExceeded):
        client_of(driver, provider, family, max_retries=0).chat_completion("many words " * 200_000)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_stream_that_is_cut_is_no_success(driver: Any, provider: EmbeddedProvider, family: str) -> None:
    """Promise 1: the body ends cleanly, but without the family's last word."""
    provider.answer("story", text="Once upon a time there was a server. " * 5, fault=Fault(truncate_after_chunks=6))
    client = client_of(driver, provider, family, max_retries=0)
    with pytest.raises(StreamTruncated) as caught:
        client.chat_completion_stream("Tell me a story").collect()
    assert caught.value.partial.text.startswith("Once upon")
    assert caught.value.partial.finish_reason is None


@pytest.mark.parametrize("family", FAMILIES)
def test_models_embeddings_and_counts(driver: Any, provider: EmbeddedProvider, family: str) -> None:
    client = client_of(driver, provider, family)
    if family != "bedrock_converse":  # its models are listed by another host
        assert "embedded-chat" in [model.id.removesuffix(":latest") for model in client.list_models()]
    if family in ("openai_chat", "openai_responses", "gemini_generate_content", "cohere_v2", "ollama_native"):
        vectors = client.embed(["one", "two", "one"], model="embedded-embed")
        assert len(vectors) == 3
        assert list(vectors.embeddings[0]) == list(vectors.embeddings[2])
        assert list(vectors.embeddings[0]) != list(vectors.embeddings[1])
        assert vectors.usage.prompt_tokens >= 0
    count = client.count_tokens("How many tokens are these?")
    assert 3 <= count <= 40
    counted = ("openai_responses", "anthropic_messages", "gemini_generate_content", "bedrock_converse")
    assert count.source == ("provider" if family in counted else "estimate")
