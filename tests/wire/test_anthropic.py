"""Answers of the Messages family: decoded whole, streamed in any split, sent back, errors, models."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import (
    AilibError,
    APIError,
    AuthenticationError,
    BadRequest,
    Conflict,
    ContentFiltered,
    ContextLengthExceeded,
    Message,
    ModelNotFound,
    NotFound,
    Overloaded,
    ParameterDropped,
    PermissionDenied,
    QuotaExhausted,
    RateLimited,
    ReasoningPart,
    RequestTooLarge,
    ServerError,
    StreamTruncated,
    TextPart,
    UnknownPart,
)
from ailib.core.events import EventSource
from ailib.models.rate_limits import RateLimits
from ailib.providers.catalogue import get_provider

from .test_anthropic_request import ANTHROPIC, DIALECT, REQUEST, sent

# --- answers ----------------------------------------------------------------------------------------------------------

THINKING = {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"}
REDACTED = {"type": "redacted_thinking", "data": "b3BhcXVl"}
SEARCH = {"type": "server_tool_use", "id": "srv_1", "name": "web_search", "input": {"query": "q"}}
FOUND = {
    "type": "web_search_tool_result",
    "tool_use_id": "srv_1",
    "content": [{"type": "web_search_result", "url": "u"}],
}
CITED = {"type": "text", "text": "It is.", "citations": [{"type": "char_location", "cited_text": "is"}]}
CALL = {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"x": 1}, "caller": {"type": "direct"}}
CONTENT = [THINKING, REDACTED, SEARCH, FOUND, {"type": "text", "text": "So: "}, CITED, CALL]


def answer(*content: Any, **fields: Any) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-x",
        "content": list(content),
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 10, "output_tokens": 5},
        **fields,
    }


def decoded(data: Any, profile: Any = ANTHROPIC) -> Any:
    return DIALECT.decode_chat(data, profile, REQUEST)


def test_an_answer_with_everything() -> None:
    usage = {
        "input_tokens": 10,
        "cache_read_input_tokens": 100,
        "cache_creation_input_tokens": 20,
        "output_tokens": 7,
        "output_tokens_details": {"thinking_tokens": 3},
        "service_tier": "standard",
    }
    response = decoded(answer(*CONTENT, usage=usage, stop_reason="tool_use", container={"id": "c"}))
    assert [type(part).__name__ for part in response.message.content] == [
        "ReasoningPart", "ReasoningPart", "UnknownPart", "UnknownPart", "TextPart", "TextPart", "ToolCall",
    ]  # fmt: skip
    assert (response.text, response.reasoning) == ("So: It is.", "Hm.")
    assert (response.finish_reason, response.finish_reason_raw) == ("tool_calls", "tool_use")
    assert response.tool_calls[0].parse_args() == {"x": 1}
    assert response.citations == tuple(CITED["citations"])
    assert response.choices[0].extra == {"container": {"id": "c"}}
    assert response.service_tier == "standard"
    found = response.usage
    assert (found.prompt_tokens, found.cached_tokens, found.cache_write_tokens) == (130, 100, 20)
    assert (found.uncached_prompt_tokens, found.completion_tokens, found.total_tokens) == (10, 7, 137)
    assert (found.reasoning_tokens, found.text_completion_tokens) == (3, 4)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("end_turn", "stop"),
        ("stop_sequence", "stop"),
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("tool_use", "tool_calls"),
        ("refusal", "content_filter"),
        ("pause_turn", "pause_turn"),
        ("something_new", "something_new"),
        (None, None),
    ],
)
def test_stop_reasons(raw: str | None, reason: str | None) -> None:
    response = decoded(answer({"type": "text", "text": "x"}, stop_reason=raw))
    assert (response.finish_reason, response.finish_reason_raw) == (reason, raw)


def test_a_call_with_end_turn_still_is_a_call() -> None:
    assert decoded(answer(CALL)).finish_reason == "tool_calls"


@pytest.mark.parametrize("data", [{}, [], "x", None, {"content": None}, {"content": {}}, {"content": []}])
def test_what_is_no_answer(data: Any) -> None:
    assert decoded(data) is None


@pytest.mark.parametrize("through_json", [False, True])
def test_an_answer_goes_back_byte_for_byte(through_json: bool) -> None:
    """Promise 16: thinking, redacted thinking, blocks of the provider's tools, citations: unchanged and in order."""
    message = decoded(answer(*CONTENT, {"type": "new_kind", "deep": {"a": [1, None]}})).message
    if through_json:
        message = Message.from_dict(json.loads(json.dumps(message.to_dict())))
    content = sent([Message.user("x"), message])["messages"][1]["content"]
    assert content == [*CONTENT, {"type": "new_kind", "deep": {"a": [1, None]}}]


def test_thinking_with_unknown_fields_goes_back_whole() -> None:
    block = {**THINKING, "new": [1]}
    message = decoded(answer(block, {"type": "text", "text": "x"})).message
    assert sent([Message.user("x"), message])["messages"][1]["content"][0] == block


def test_another_provider_gets_text_and_calls_only() -> None:
    message = decoded(answer(*CONTENT)).message
    content = sent([Message.user("x"), message], provider="azure-anthropic")["messages"][1]["content"]
    assert content == [
        {"type": "text", "text": "So: "},
        {"type": "text", "text": "It is."},
        {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"x": 1}},
    ]


def test_thinking_of_others_and_unsigned_thinking_stay_at_home() -> None:
    parts = [
        ReasoningPart("foreign", "sig", None, "thinking", "openai"),
        ReasoningPart("other surface", None, None, "reasoning_content", "anthropic"),
        ReasoningPart("unsigned", None, None, "thinking", "anthropic"),
        ReasoningPart("", None, [{"type": "reasoning.text"}], "reasoning_details", "anthropic"),
        TextPart("seen"),
    ]
    message = Message("assistant", parts, origin="anthropic")
    assert sent([Message.user("x"), message])["messages"][1]["content"] == [{"type": "text", "text": "seen"}]
    silent = Message("assistant", parts[:1], origin="openai")
    assert len(sent([Message.user("x"), silent, Message.user("y")])["messages"]) == 2


# --- streams ----------------------------------------------------------------------------------------------------------


def frames(*events: Any) -> bytes:
    return b"".join(
        b"event: %s\ndata: %s\n\n" % (event["type"].encode(), json.dumps(event).encode()) for event in events
    )


def streamed(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of an answer, every text in two pieces."""
    start = {**data, "content": [], "stop_reason": None, "usage": {**data["usage"], "output_tokens": 1}}
    events: list[dict[str, Any]] = [{"type": "message_start", "message": start}, {"type": "ping"}]

    def pieces(kind: str, field: str, text: str) -> list[dict[str, Any]]:
        half = len(text) // 2
        return [{"type": kind, field: text[:half]}, {"type": kind, field: text[half:]}]

    for index, block in enumerate(data["content"]):
        kind, first, deltas = block["type"], dict(block), []
        if kind == "text":
            first["text"] = ""
            deltas = pieces("text_delta", "text", block["text"])
            if "citations" in block:
                first["citations"] = []
                deltas += [{"type": "citations_delta", "citation": one} for one in block["citations"]]
        elif kind == "thinking":
            first |= {"thinking": "", "signature": ""}
            deltas = [
                *pieces("thinking_delta", "thinking", block["thinking"]),
                {"type": "signature_delta", "signature": block["signature"]},
            ]
        elif kind in ("tool_use", "server_tool_use"):
            first["input"] = {}
            deltas = pieces("input_json_delta", "partial_json", json.dumps(block["input"], separators=(",", ":")))
        events.append({"type": "content_block_start", "index": index, "content_block": first})
        events += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas]
        events.append({"type": "content_block_stop", "index": index})
    ends = {"stop_reason": data["stop_reason"], "stop_sequence": data["stop_sequence"]}
    return [*events, {"type": "message_delta", "delta": ends, "usage": data["usage"]}, {"type": "message_stop"}]


def decode(body: bytes, sizes: list[int] | None = None) -> tuple[Any, list[Any]]:
    """(decoder, chunks) of a body in pieces."""
    decoder = DIALECT.chat_stream(ANTHROPIC, REQUEST, "asked")
    chunks: list[Any] = []
    at = turn = 0
    while at < len(body) and not decoder.done and decoder.error is None:
        size = sizes[turn % len(sizes)] if sizes else len(body)
        chunks += decoder.feed(body[at : at + size])
        at += size
        turn += 1
    chunks += decoder.finish()
    return decoder, chunks


def events_of(chunks: list[Any]) -> list[Any]:
    source = EventSource()
    return [event for chunk in chunks for event in source.feed(chunk)] + source.end()


WHOLE = answer(
    *CONTENT,
    stop_reason="tool_use",
    usage={"input_tokens": 10, "cache_read_input_tokens": 4, "output_tokens": 5, "service_tier": "standard"},
)


def same(one: Any, other: Any) -> bool:
    """Whether two answers are equal, `raw` aside."""
    first, second = one.to_dict(), other.to_dict()
    first.pop("raw", None)
    second.pop("raw", None)
    return bool(first == second)


def test_the_streamed_answer_equals_the_whole_one() -> None:
    decoder, chunks = decode(frames(*streamed(WHOLE)))
    assert decoder.error is None
    assert decoder.done
    response, whole = decoder.response(), decoded(WHOLE)
    assert response.message == whole.message
    assert response.usage == whole.usage
    assert same(response, whole)
    assert "".join(chunk.text for chunk in chunks) == whole.text
    assert "".join(chunk.reasoning for chunk in chunks) == whole.reasoning
    content = sent([Message.user("x"), response.message])["messages"][1]["content"]
    assert content == CONTENT


def test_the_events_of_a_stream() -> None:
    _, chunks = decode(frames(*streamed(WHOLE)))
    events = events_of(chunks)
    kinds = [event.kind for event in events]
    assert kinds.count("stream_end") == 1
    assert events[-1].finish_reason == "tool_calls"
    assert [event.citation for event in events if event.is_citation] == CITED["citations"]
    signatures = [event.signature for event in events if event.is_reasoning_delta and event.signature]
    assert signatures == ["c2ln"]
    assert [REDACTED] in [event.data for event in events if event.is_reasoning_delta]
    started = next(event for event in events if event.is_tool_call_started)
    complete = next(event for event in events if event.is_tool_call_complete)
    assert (started.id, started.name) == ("toolu_1", "f")
    assert (complete.id, complete.name, json.loads(complete.arguments)) == ("toolu_1", "f", {"x": 1})
    fragments = [piece for chunk in chunks for choice in chunk.choices for piece in choice.delta.tool_calls]
    assert [(piece.index, piece.id, piece.name) for piece in fragments[:2]] == [(0, "toolu_1", "f"), (0, "", "")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=8))
def test_any_split_gives_the_same_chunks(sizes: list[int]) -> None:
    """Promise 20."""
    body = frames(*streamed(WHOLE))
    assert [chunk.to_dict() for chunk in decode(body, sizes)[1]] == [chunk.to_dict() for chunk in decode(body)[1]]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KINDS = st.sampled_from(
    [
        "message_start",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "ping",
        "new",
    ]
)
FIELDS = st.sampled_from(
    ["type", "index", "text", "thinking", "signature", "partial_json", "input", "id", "name", "citation", "citations",
     "data", "usage", "stop_reason", "model", "role", "content", "input_tokens", "output_tokens"]
)  # fmt: skip
TYPES = st.sampled_from(
    ["text", "thinking", "redacted_thinking", "tool_use", "server_tool_use", "fallback", "text_delta", "thinking_delta",
     "signature_delta", "input_json_delta", "citations_delta", "new"]
)  # fmt: skip
INNER = st.dictionaries(FIELDS, JSON, max_size=5).flatmap(
    lambda fields: st.one_of(JSON, st.just(fields), TYPES.map(lambda kind: {**fields, "type": kind}))
)
EVENT = st.builds(
    lambda kind, index, inner, usage: {
        "type": kind, "index": index, "message": inner, "content_block": inner, "delta": inner, "usage": usage
    },
    KINDS, JSON | st.integers(0, 2), INNER, JSON,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENT | JSON, max_size=8))
def test_no_frame_breaks_the_decoder(events: list[Any]) -> None:
    """Promise 9: whatever JSON comes, there is an answer so far or a typed error, and it can be stored and sent back."""
    body = b"".join(b"data: %s\n\n" % json.dumps(event).encode() for event in events)
    decoder, chunks = decode(body)
    events_of(chunks)
    response = decoder.response()
    assert decoder.error is None or isinstance(decoder.error, AilibError)
    stored = json.loads(json.dumps(response.message.to_dict()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ParameterDropped)
        sent([Message.user("x"), Message.from_dict(stored)])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(FIELDS, JSON, max_size=6), st.lists(INNER, max_size=4), JSON)
def test_no_body_breaks_the_decoder(fields: dict[str, Any], content: list[Any], usage: Any) -> None:
    body = {**fields, "type": "message", "content": content, "usage": usage}
    response = decoded(body)
    assert len(response.message.content) == len(content)
    stored = json.loads(json.dumps(response.message.to_dict()))
    sent([Message.user("x"), Message.from_dict(stored)])


@pytest.mark.parametrize("cut", range(1, len(streamed(WHOLE))))
def test_a_stream_without_its_last_event_is_truncated(cut: int) -> None:
    """Promise 1."""
    decoder, _ = decode(frames(*streamed(WHOLE)[:cut]))
    assert isinstance(decoder.error, StreamTruncated)
    assert not decoder.done


def test_a_cut_stream_keeps_what_had_arrived() -> None:
    decoder, _ = decode(frames(*streamed(answer({"type": "text", "text": "Hello"}))[:4]))
    response = decoder.response()
    assert response.text == "He"
    assert response.finish_reason is None
    assert response.usage_status == "pending"
    assert response.model == "claude-x"


def test_pings_are_no_sign_of_life() -> None:
    """Promise 2: the idle timeout counts `events`."""
    decoder = DIALECT.chat_stream(ANTHROPIC, REQUEST, "m")
    decoder.feed(frames({"type": "ping"}, {"type": "ping"}))
    assert decoder.events == 0
    assert not decoder.has_content


def test_a_tool_without_arguments_has_an_empty_object() -> None:
    call = {**CALL, "input": {}}
    events = [event for event in streamed(answer(call)) if event.get("delta", {}).get("type") != "input_json_delta"]
    decoder, chunks = decode(frames(*events))
    assert decoder.response().tool_calls[0].arguments == "{}"
    complete = next(event for event in events_of(chunks) if event.is_tool_call_complete)
    assert complete.arguments == "{}"


def test_the_input_may_stand_at_the_start_of_the_block() -> None:
    start = {"type": "content_block_start", "index": 0, "content_block": CALL}
    whole = streamed(answer())
    decoder, _ = decode(frames(whole[0], start, *whole[-2:]))
    assert decoder.response().tool_calls[0].parse_args() == {"x": 1}


def test_deltas_without_the_start_of_their_block() -> None:
    whole = streamed(answer())
    deltas = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "Hm"}},
        {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "Yes"}},
        {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "."}},
    ]
    decoder, _ = decode(frames(whole[0], *deltas, *whole[-2:]))
    assert (decoder.response().reasoning, decoder.response().text) == ("Hm", "Yes.")


def test_a_fallback_changes_the_model_and_is_kept() -> None:
    block = {"type": "fallback", "from": {"model": "claude-x"}, "to": {"model": "claude-y"}}
    decoder, _ = decode(frames(*streamed(answer(block, {"type": "text", "text": "ok"}))))
    response = decoder.response()
    assert response.model == "claude-y"
    assert response.message.content[0] == UnknownPart(block)


def test_unknown_deltas_grow_their_block() -> None:
    whole = streamed(answer())
    start = {"type": "content_block_start", "index": 0, "content_block": {"type": "compaction", "content": None}}
    deltas = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "compaction_delta", "content": "a", "rows": [1]}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "compaction_delta", "content": "b", "rows": [2]}},
    ]
    decoder, chunks = decode(frames(whole[0], start, *deltas, *whole[1:]))
    assert decoder.response().message.content == (UnknownPart({"type": "compaction", "content": "ab", "rows": [1, 2]}),)
    assert "unknown" in [event.kind for event in events_of(chunks)]


def test_unknown_events_are_kept() -> None:
    whole = streamed(answer({"type": "text", "text": "ok"}))
    strange = {"type": "weather_report", "sky": "blue"}
    decoder, chunks = decode(frames(whole[0], strange, *whole[1:]))
    assert decoder.response().raw["unknown_events"] == [strange]
    assert strange in [event.raw for event in events_of(chunks) if event.kind == "unknown"]
    assert decoder.response().text == "ok"


def test_usage_comes_in_parts() -> None:
    whole = streamed(answer({"type": "text", "text": "ok"}))
    whole[0]["message"]["usage"] = {"input_tokens": 3, "cache_read_input_tokens": 7, "output_tokens": 1}
    whole[-2]["usage"] = {"input_tokens": None, "output_tokens": 9}
    decoder, chunks = decode(frames(*whole))
    usage = decoder.response().usage
    assert (usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens) == (10, 7, 9)
    assert [event.usage.completion_tokens for event in events_of(chunks) if event.is_usage] == [9]


def test_a_whole_answer_instead_of_a_stream() -> None:
    decoder, chunks = decode(json.dumps(WHOLE).encode())
    assert decoder.done
    assert same(decoder.response(), decoded(WHOLE))
    assert "".join(chunk.text for chunk in chunks) == "So: It is."


# --- errors -----------------------------------------------------------------------------------------------------------


def error_body(kind: str, message: str = "no", **fields: Any) -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}, **fields}


ERRORS = [
    (400, "invalid_request_error", "max_tokens: must be positive", BadRequest),
    (400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", ContextLengthExceeded),
    (400, "invalid_request_error", "Your credit balance is too low to access the API", QuotaExhausted),
    (400, "invalid_request_error", "You have reached your specified API usage limits", QuotaExhausted),
    (400, "invalid_request_error", "Output blocked by content filtering policy", ContentFiltered),
    (401, "authentication_error", "invalid x-api-key", AuthenticationError),
    (402, "billing_error", "no", QuotaExhausted),
    (403, "permission_error", "no", PermissionDenied),
    (404, "not_found_error", "model: claude-nope", ModelNotFound),
    (404, "not_found_error", "File not found", NotFound),
    (409, "conflict_error", "no", Conflict),
    (413, "request_too_large", "Request exceeds the maximum size", RequestTooLarge),
    (429, "rate_limit_error", "This request would exceed your rate limit of 40,000 input tokens", RateLimited),
    (500, "api_error", "Internal server error", ServerError),
    (504, "timeout_error", "Request timed out", ServerError),
    (529, "overloaded_error", "Overloaded", Overloaded),
]


@pytest.mark.parametrize(("status", "kind", "message", "expected"), ERRORS)
def test_the_same_class_by_status_and_in_mid_stream(status: int, kind: str, message: str, expected: type) -> None:
    """Promise 5."""
    data = error_body(kind, message, request_id="req_1")
    refused = DIALECT.refused(status, {}, json.dumps(data).encode(), ANTHROPIC)
    decoder, _ = decode(frames(*streamed(WHOLE)[:3], data))
    for error in (refused, decoder.error):
        assert isinstance(error, APIError)
        assert type(error) is expected
        assert error.type == kind
        assert error.request_id == "req_1"
        assert message[:20] in str(error)


def test_an_unknown_error_type_in_mid_stream_is_still_an_error() -> None:
    decoder, _ = decode(frames(error_body("brand_new_error")))
    assert isinstance(decoder.error, AilibError)


def test_googles_own_errors_are_read_too() -> None:
    data = [{"error": {"code": 429, "message": "Quota exceeded for requests", "status": "RESOURCE_EXHAUSTED"}}]
    error = DIALECT.refused(429, {"retry-after": "3"}, json.dumps(data).encode(), get_provider("vertex-anthropic"))
    assert isinstance(error, RateLimited)
    assert error.retry_after == 3


def test_the_request_id_comes_from_the_providers_header() -> None:
    assert DIALECT.request_id({"request-id": "req_9"}, ANTHROPIC) == "req_9"


def test_the_limits_in_the_headers_are_read() -> None:
    limits = RateLimits.from_headers(
        {"anthropic-ratelimit-requests-remaining": "3", "anthropic-ratelimit-tokens-reset": "2026-01-01T00:00:00Z"}
    )
    assert limits is not None
    assert (limits.remaining_requests, limits.reset_tokens) == (3, "2026-01-01T00:00:00Z")


# --- models -----------------------------------------------------------------------------------------------------------


def test_models_and_their_pages() -> None:
    page = {
        "data": [
            {
                "type": "model",
                "id": "claude-x",
                "created_at": "2026-07-24T00:00:00Z",
                "max_input_tokens": 1_000_000,
                "max_tokens": 128_000,
                "capabilities": {"batch": {"supported": True}, "effort": {"supported": False}},
            },
            {"type": "model", "id": "claude-y", "created_at": "soon"},
        ],
        "has_more": True,
        "last_id": "claude y",
    }
    models = DIALECT.decode_models(page, ANTHROPIC)
    assert models is not None
    first, second = models
    assert (first.id, first.created, first.context, first.max_output) == ("claude-x", 1784851200, 1_000_000, 128_000)
    assert first.capabilities == ("batch",)
    assert (second.id, second.created) == ("claude-y", None)
    assert DIALECT.next_models(page, ANTHROPIC) == "after_id=claude%20y"
    assert DIALECT.next_models({**page, "has_more": False}, ANTHROPIC) is None
    assert DIALECT.model_path(ANTHROPIC, "claude-x") == "/models/claude-x"
    assert DIALECT.embed_path(ANTHROPIC, "m") is None
