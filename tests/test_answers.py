"""What comes back of a chat: fields, finish reasons, thinking, usage, cost, and whatever nobody has heard of."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from ailib import (
    APIError,
    InvalidResponse,
    Message,
    Reasoning,
    ServerError,
    UsageStatus,
)
from ailib.models.content import ReasoningPart, UnknownPart
from ailib.providers.prices import price_of
from ailib.testing import EmbeddedProvider, Fault

from .test_chat import answer, body_of

# --- what comes back --------------------------------------------------------------------------------------------------


def test_fields_of_a_response(client: Any, embedded: EmbeddedProvider) -> None:
    body = answer(
        {"content": "words"}, usage={"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}, system_fingerprint="fp",
        service_tier="default", new_field={"a": 1},
    )  # fmt: skip
    embedded.answer(body=body)
    response = client.chat_completion("hi")
    assert response.first_text() == response.text == response.content == "words"
    assert response.choices[0].message.content.as_text() == "words"
    assert response.choices[0].message.role == "assistant"
    assert (response.id, response.model, response.created, response.object) == ("r1", "m1", 5, "chat.completion")
    assert (response.system_fingerprint, response.service_tier) == ("fp", "default")
    assert (response.finish_reason, response.finish_reason_raw) == ("stop", "stop")
    assert response.provider == "embedded"
    assert response.request_id.startswith("req_")
    assert response.rate_limits.limit_requests == 10_000
    assert response.rate_limits.remaining_requests == 9_999
    assert [attempt.status for attempt in response.attempts] == [200]
    assert response.raw == body
    assert response.latency > 0
    assert response.tool_calls == ()
    assert response.reasoning is None
    assert response.refusal is None


def test_several_answers(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="x")
    response = client.chat_completion("hi", n=2)
    assert [(choice.index, choice.message.text) for choice in response.choices] == [(0, "x"), (1, "x")]


def test_logprobs(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="one two")
    response = client.chat_completion("hi", logprobs=True, top_logprobs=2)
    assert [row["token"] for row in response.choices[0].logprobs["content"]] == ["one", " two"]
    streamed = client.chat_completion_stream("hi", logprobs=True, top_logprobs=2).collect()
    assert streamed.choices[0].logprobs == response.choices[0].logprobs


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_refusals(client: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    embedded.answer(refusal="I will not do that.")
    response = client.chat_completion_stream("hi").collect() if streamed else client.chat_completion("hi")
    assert response.refusal == response.message.refusal == "I will not do that."
    assert response.text == ""
    with pytest.raises(InvalidResponse, match="no text"):
        response.first_text()


@pytest.mark.parametrize(
    ("raw", "calls", "finish"),
    [
        ("stop", False, "stop"), ("length", False, "length"), ("content_filter", False, "content_filter"),
        ("eos", False, "stop"), ("end_turn", False, "stop"), ("max_tokens", False, "length"), ("tool_use", True, "tool_calls"),
        ("stop", True, "tool_calls"), ("brand_new", False, "brand_new"), (None, False, None),
    ],
)  # fmt: skip
def test_finish_reasons(
    client: Any, embedded: EmbeddedProvider, raw: str | None, calls: bool, finish: str | None
) -> None:
    """Promises 1 and 9: unknown reasons stay what they are, none is never made "stop"."""
    body = answer({"content": "x"})
    body["choices"][0]["finish_reason"] = raw
    if calls:
        body["choices"][0]["message"]["tool_calls"] = [{"id": "1", "function": {"name": "f", "arguments": "{}"}}]
    embedded.answer(body=body)
    response = client.chat_completion("hi")
    assert response.finish_reason == finish
    assert response.finish_reason_raw == raw


# --- reasoning --------------------------------------------------------------------------------------------------------

DETAILS = [{"type": "reasoning.text", "text": "hm", "signature": "sig", "index": 0}]


@pytest.mark.parametrize(
    "message",
    [
        {"reasoning": "hm", "content": "ok"},
        {"reasoning_content": "hm", "content": "ok"},
        {"reasoning": "hm", "reasoning_details": DETAILS, "content": "ok"},
        {"reasoning_details": DETAILS, "content": "ok"},
        {"content": "<think>hm</think>ok"},
        {"content": "<think>\nhm</think>\n\nok"},
        {"content": "hm</think>ok"},
        {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "ok"}]},
    ],
    ids=["reasoning", "reasoning_content", "details-and-text", "details", "tags", "tags-lines", "missing-open-tag", "blocks"],
)  # fmt: skip
def test_reasoning_of_every_kind(client: Any, embedded: EmbeddedProvider, message: dict[str, Any]) -> None:
    """Promise 15."""
    embedded.answer(body=answer(message))
    response = client.chat_completion("hi")
    assert response.reasoning == "hm"
    assert response.text == "ok"


@pytest.mark.parametrize("size", range(1, 12))
def test_think_tags_split_at_every_point(client: Any, embedded: EmbeddedProvider, size: int) -> None:
    """Promise 15."""
    text = "<think>hm, well</think>\n\nThe <think> answer"
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    embedded.answer(chunks=[*({"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces),
                            {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}, "[DONE]"])  # fmt: skip
    stream = client.chat_completion_stream("hi")
    chunks = list(stream)
    assert "".join(chunk.reasoning for chunk in chunks) == "hm, well"
    assert "".join(chunk.text for chunk in chunks) == "The <think> answer"
    assert stream.response.reasoning == "hm, well"
    assert stream.response.text == "The <think> answer"


def test_missing_open_tag_in_a_stream(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 15: where thinking was asked for, the prompt's template may have opened the tag."""
    embedded.answer(chunks=[*({"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in ("hm", "</thi", "nk>ok")),
                            {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}, "[DONE]"])  # fmt: skip
    client = api.client("vllm/embedded-chat", base_url=embedded.base_url)
    response = client.chat_completion_stream("hi", reasoning=True).collect()
    assert (response.reasoning, response.text) == ("hm", "ok")


def test_tags_can_be_left_alone(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(body=answer({"content": "<think>hm</think>ok"}))
    response = client.chat_completion("hi", reasoning=Reasoning(parse_tags=False))
    assert response.text == "<think>hm</think>ok"
    assert response.reasoning is None


def test_reasoning_goes_back_to_its_own_provider_only(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 16: byte for byte, through JSON, and to nobody else."""
    details = [
        {"type": "reasoning.encrypted", "data": "b64==", "id": "r"},
        {"type": "reasoning.text", "text": "hm", "signature": "s"},
    ]
    router = api.client("openrouter/embedded-chat", base_url=embedded.base_url, api_key="k")
    embedded.queue(body=answer({"content": "ok", "reasoning": "hm", "reasoning_details": details}))
    message = Message.from_dict(json.loads(json.dumps(router.chat_completion("hi").message.to_dict())))
    assert isinstance(message.content[0], ReasoningPart)
    router.chat_completion([Message.user("hi"), message, Message.user("more")])
    assert body_of(embedded)["messages"][1]["reasoning_details"] == details
    other = api.client("groq/embedded-chat", base_url=embedded.base_url, api_key="k")
    other.chat_completion([Message.user("hi"), message, Message.user("more")])
    assert body_of(embedded)["messages"][1] == {"role": "assistant", "content": "ok"}


# --- usage and cost ---------------------------------------------------------------------------------------------------


def test_usage_classes_are_disjoint(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19."""
    usage = {
        "prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150,
        "prompt_tokens_details": {"cached_tokens": 60, "audio_tokens": 10, "cache_write_tokens": 5},
        "completion_tokens_details": {"reasoning_tokens": 30, "audio_tokens": 5},
        "new_counter": 9,
    }  # fmt: skip
    embedded.answer(body=answer({"content": "x"}, usage=usage))
    found = client.chat_completion("hi").usage
    assert (found.prompt_tokens, found.completion_tokens, found.total_tokens) == (100, 50, 150)
    assert (found.cached_tokens, found.cache_write_tokens, found.reasoning_tokens) == (60, 5, 30)
    prompt = found.uncached_prompt_tokens + found.cached_tokens + found.cache_write_tokens + found.audio_prompt_tokens
    answer_ = found.text_completion_tokens + found.reasoning_tokens + found.audio_completion_tokens
    assert (prompt, answer_) == (100, 50)
    assert found.raw == usage


@pytest.mark.parametrize(
    ("usage", "status", "total"),
    [
        ({"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}, UsageStatus.FINALIZED, 3),
        ({"prompt_tokens": 1, "completion_tokens": 2}, UsageStatus.FINALIZED, 3),
        ({"prompt_tokens": None, "completion_tokens": "x", "total_tokens": 3, "prompt_tokens_details": None}, UsageStatus.FINALIZED, 3),
        ({"prompt_tokens": -5, "total_tokens": True, "prompt_tokens_details": []}, UsageStatus.FINALIZED, 0),
        (None, UsageStatus.UNSUPPORTED, 0),
        ({}, UsageStatus.UNSUPPORTED, 0),
        ([], UsageStatus.UNSUPPORTED, 0),
        ("12", UsageStatus.UNSUPPORTED, 0),
    ],
    ids=repr,
)  # fmt: skip
def test_usage_of_any_shape(client: Any, embedded: EmbeddedProvider, usage: Any, status: Any, total: int) -> None:
    """Promise 9."""
    embedded.answer(body=answer({"content": "x"}, usage=usage))
    response = client.chat_completion("hi")
    assert response.usage_status == status
    assert response.usage.total_tokens == total


def test_no_usage_at_all(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="x", fault=Fault(drop_usage=True))
    response = client.chat_completion("hi")
    assert response.usage_status == UsageStatus.UNSUPPORTED
    assert response.cost is None


def test_cost_is_none_when_nobody_knows_it(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19."""
    response = client.chat_completion("hi")
    assert response.usage.total_tokens > 0
    assert response.cost is None


def test_cost_from_the_price_list(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19."""
    usage = {"prompt_tokens": 1_000_000, "completion_tokens": 0, "total_tokens": 1_000_000}
    embedded.answer(body={**answer({"content": "x"}, usage=usage), "model": "gpt-4o-mini"})
    client = api.client("openai/embedded-chat", base_url=embedded.base_url, api_key="k")
    assert client.chat_completion("hi").cost == Decimal("0.15")


def test_cost_as_the_provider_says(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19."""
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2, "cost": 0.00125}
    embedded.answer(body=answer({"content": "x"}, usage=usage))
    client = api.client("openrouter/embedded-chat", base_url=embedded.base_url, api_key="k")
    assert client.chat_completion("hi").cost == Decimal("0.00125")


# --- the unknown ------------------------------------------------------------------------------------------------------


def test_unknown_things_are_kept(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 9."""
    part = {"type": "hologram", "depth": 3}
    message = {"content": [part, {"type": "text", "text": "x", "annotations": []}], "mood": "good", "role": "oracle"}
    body = answer(message)
    body["choices"][0] |= {"finish_reason": "tired", "verdict": {"a": 1}}
    embedded.answer(body=body)
    response = client.chat_completion("hi")
    assert response.text == "x"
    assert response.finish_reason == "tired"
    assert UnknownPart(part) in response.message.content
    assert response.message.extra["mood"] == "good"
    assert response.message.role == "oracle"
    assert response.choices[0].extra == {"verdict": {"a": 1}}
    assert response.raw == body


def test_a_nearly_empty_answer(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 9: nulls everywhere."""
    embedded.answer(
        body={
            "id": None, "model": None, "created": None, "usage": None, "object": None,
            "choices": [{"index": None, "message": {"role": None, "content": None, "tool_calls": None, "refusal": None,
                         "function_call": None, "audio": None, "reasoning": None, "annotations": None}, "finish_reason": None,
                         "logprobs": None}],
        }
    )  # fmt: skip
    response = client.chat_completion("hi")
    assert (response.id, response.created, response.text) == ("", None, "")
    assert response.model == "embedded-chat"  # the one that was asked, where the answer does not say
    assert response.message.role == "assistant"
    assert response.finish_reason is None
    assert response.tool_calls == ()


def test_what_is_kept_for_an_hour_costs_more(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19: writing to a cache for an hour costs twice the input price, for five minutes a quarter more."""
    usage = {
        "input_tokens": 0, "output_tokens": 0, "cache_read_input_tokens": 0, "cache_creation_input_tokens": 1_000_000,
        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 1_000_000},
    }  # fmt: skip
    body = {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "content": [{"type": "text", "text": "x"}],
        "usage": usage,
    }
    embedded.answer(body={**body, "model": "claude-haiku-4-5", "stop_reason": "end_turn"})
    client = api.client("anthropic/embedded-chat", base_url=embedded.base_url_for("anthropic_messages"), api_key="k")
    response = client.chat_completion("hi", max_tokens=5)
    assert response.usage.cache_write_1h_tokens == 1_000_000
    assert response.cost == 2 * price_of("anthropic", "claude-haiku-4-5").input


@pytest.mark.parametrize(
    ("provider", "tier", "details", "cost"),
    [
        ("openai", "default", {}, "0.15"),
        ("openai", "flex", {}, "0.075"),
        ("openai", "priority", {}, None),
        ("groq", "on_demand", {}, None),
        ("openai", None, {"prompt_tokens_details": {"audio_tokens": 10}}, None),
    ],
)
def test_tiers_and_sound(
    api: Any, embedded: EmbeddedProvider, provider: str, tier: Any, details: Any, cost: str | None
) -> None:
    """Promise 19: a price that is not known is None, never a wrong one."""
    usage = {"prompt_tokens": 1_000_000, "completion_tokens": 0, "total_tokens": 1_000_000, **details}
    body = {**answer({"content": "x"}, usage=usage), "model": "gpt-4o-mini", "service_tier": tier}
    embedded.answer(body=body)
    client = api.client(f"{provider}/embedded-chat", base_url=embedded.base_url, api_key="k")
    assert client.chat_completion("hi").cost == (None if cost is None else Decimal(cost))


@pytest.mark.parametrize(
    ("error", "name"),
    [
        ({"type": "invalid_request_error", "message": "no"}, "BadRequest"),
        ({"type": "NotFoundError", "message": "no"}, "NotFound"),
        ({"status": "x", "code": "RESOURCE_EXHAUSTED", "message": "no"}, "RateLimited"),
        ({"type": "Internal Server Error", "message": "no"}, "ServerError"),
        ({"type": "ServiceUnavailableError", "message": "no"}, "Overloaded"),
        ({"type": "never_heard_of", "message": "no"}, "APIError"),
    ],
)
def test_an_error_inside_a_200_by_any_spelling(client: Any, embedded: EmbeddedProvider, error: Any, name: str) -> None:
    """Promise 5."""
    chunk = {"choices": [{"index": 0, "delta": {"content": "par"}}]}
    embedded.answer(chunks=[chunk, {"error": error}])
    with pytest.raises(APIError) as caught:
        client.chat_completion_stream("hi").collect()
    assert type(caught.value).__name__ == name
    assert caught.value.partial.text == "par"


def test_an_answer_that_broke_off_is_an_error_in_both_modes(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 5: an error inside the answer itself, as gateways report it; what there was is kept."""
    gone = {"code": 502, "message": "The provider of the model broke off"}
    choice = {"index": 0, "finish_reason": "error", "error": gone}
    embedded.queue(body={"id": "x", "choices": [{**choice, "message": {"role": "assistant", "content": "par"}}]})
    embedded.queue(
        chunks=[
            {"choices": [{"index": 0, "delta": {"content": "par"}}]},
            {"choices": [{**choice, "delta": {}}]},
            "[DONE]",
        ]
    )
    for call in (client.chat_completion, lambda text, **given: client.chat_completion_stream(text, **given).collect()):
        with pytest.raises(ServerError, match="broke off") as caught:
            call("hi", max_retries=0)
        assert caught.value.partial.text == "par"


def test_what_comes_in_several_chunks_is_all_there(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 9: pictures one after the other, a call of a kind that only its first piece names, fields of early chunks."""

    def chunk(delta: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return {"choices": [{"index": 0, "delta": delta, "finish_reason": fields.pop("finish", None)}], **fields}

    picture = [
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{name}"}} for name in ("aGk=", "Yg==")
    ]
    call = {"index": 0, "id": "c", "type": "custom", "custom": {"name": "run", "input": "ab"}}
    embedded.answer(
        chunks=[
            chunk({"content": "x", "images": picture[:1]}, service_tier="flex", system_fingerprint="fp"),
            chunk({"images": picture}),
            chunk({"tool_calls": [call]}),
            chunk({"tool_calls": [{"index": 0, "custom": {"input": "cd"}}]}, finish="tool_calls"),
            {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}},
            "[DONE]",
        ]
    )
    response = client.chat_completion_stream("hi").collect()
    assert response.message.extra == {"images": picture}
    assert [(one.type, one.name, one.arguments) for one in response.tool_calls] == [("custom", "run", "abcd")]
    assert (response.service_tier, response.system_fingerprint) == ("flex", "fp")


def test_the_bill_of_a_search_holds_its_fee(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19: what the provider says it costs goes before the price of the tokens."""
    usage = {
        "prompt_tokens": 1,
        "completion_tokens": 2,
        "total_tokens": 3,
        "cost": {"request_cost": 0.005, "total_cost": 0.006},
    }
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "x"}}
    embedded.answer(body={"id": "p", "model": "sonar", "choices": [choice], "usage": usage})
    client = api.client("perplexity/embedded-chat", base_url=embedded.base_url, api_key="k")
    assert client.chat_completion("hi").cost == Decimal("0.006")
