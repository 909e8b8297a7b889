"""Cohere's v2 API: what is sent field by field, answers, streams, errors, and that an answer goes back as it came."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import (
    ChatCompletionRequest,
    ChatCompletionResponse,
    Content,
    ContextLengthExceeded,
    InvalidRequestError,
    InvalidResponse,
    Message,
    ModelNotFound,
    ParameterDropped,
    RateLimited,
    ReasoningPart,
    ResponseFormat,
    ServerError,
    StreamTruncated,
    TextPart,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResultPart,
    UnknownPart,
    UnsupportedFeatureError,
)
from ailib.core.events import EventSource
from ailib.core.target import resolve_target
from ailib.models.embedding import EmbeddingRequest
from ailib.models.event import CitationEvent, ContentDelta, ReasoningDelta, ToolCallComplete, UnknownEvent
from ailib.providers.catalogue import get_provider
from ailib.wire.cohere import CohereV2

COHERE = get_provider("cohere")
DIALECT = CohereV2()
ASK = ChatCompletionRequest("m", "hi")
WEATHER = Tool.function("weather", "The weather", {"type": "object", "properties": {"city": {"type": "string"}}})
CLOCK = Tool.function("clock")


def sent(messages: Any = "hi", *, stream: bool = False, **fields: Any) -> dict[str, Any]:
    """The body of a request."""
    return DIALECT.encode_chat(ChatCompletionRequest("m", messages, **fields), COHERE, "m", stream=stream)


def answer(message: dict[str, Any], **fields: Any) -> ChatCompletionResponse:
    """What an answer with this message is read as."""
    body = {"id": "r1", "finish_reason": "COMPLETE", "message": {"role": "assistant", **message}, **fields}
    response = DIALECT.decode_chat(body, COHERE, ASK)
    assert response is not None
    return response


def event(kind: str, message: Any = None, index: int | None = None, **fields: Any) -> dict[str, Any]:
    """One event of a stream."""
    made: dict[str, Any] = {"type": kind, **fields}
    if index is not None:
        made["index"] = index
    if message is not None:
        made["delta"] = {"message": message}
    return made


START = event("message-start", {"role": "assistant", "content": [], "tool_plan": "", "tool_calls": []}, id="r1")
END = event(
    "message-end", delta={"finish_reason": "COMPLETE", "usage": {"tokens": {"input_tokens": 3, "output_tokens": 2}}}
)


def wire(*events: dict[str, Any]) -> bytes:
    """Events as they go over the wire."""
    return b"".join(f"event: {one['type']}\ndata: {json.dumps(one)}\n\n".encode() for one in events)


def streamed(body: bytes, size: int = 4096) -> Any:
    """A decoder that has read the whole body, and its chunks."""
    decoder = DIALECT.chat_stream(COHERE, ASK, "m")
    chunks = [chunk for at in range(0, len(body), size) for chunk in decoder.decode(body[at : at + size])]
    return decoder, [*chunks, *decoder.finish()]


# Requests


def test_every_setting_goes_out_under_cohere_s_name() -> None:
    body = sent(
        stream=True,
        temperature=0.5, top_p=0.9, top_k=40, seed=7, max_tokens=100, stop="END",
        frequency_penalty=0.1, presence_penalty=0.2, logprobs=True,
    )  # fmt: skip
    assert body == {
        "model": "m", "messages": [{"role": "user", "content": "hi"}], "stream": True,
        "temperature": 0.5, "p": 0.9, "k": 40, "seed": 7, "max_tokens": 100, "stop_sequences": ["END"],
        "frequency_penalty": 0.1, "presence_penalty": 0.2, "logprobs": True,
    }  # fmt: skip


def test_nothing_unset_is_sent() -> None:
    assert sent() == {"model": "m", "messages": [{"role": "user", "content": "hi"}]}


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"top_p": 1.0}, "p", 0.99),
        ({"top_p": 0.0}, "p", 0.01),
        ({"top_k": 1000}, "k", 500),
        ({"frequency_penalty": -1.0}, "frequency_penalty", 0.0),
        ({"presence_penalty": 2.0}, "presence_penalty", 1.0),
        ({"temperature": 1.5}, "temperature", 1),
    ],
)
def test_numbers_beyond_what_the_api_takes_are_clamped_with_a_warning(
    fields: dict[str, Any], name: str, value: float
) -> None:
    with pytest.warns(ParameterDropped):
        assert sent(**fields)[name] == value


@pytest.mark.parametrize(
    "fields",
    [{"user": "u"}, {"metadata": {"a": "b"}}, {"logit_bias": {"1": 1.0}}, {"parallel_tool_calls": False}],
)
def test_hints_that_the_api_does_not_take_are_dropped_with_a_warning(fields: dict[str, Any]) -> None:
    with pytest.warns(ParameterDropped, match=next(iter(fields))):
        assert sent(**fields) == sent()


@pytest.mark.parametrize(
    "fields",
    [
        {"n": 2},
        {"top_logprobs": 3},
        {"modalities": ["text", "audio"]},
        {"audio": {"voice": "a"}},
        {"functions": [{"name": "f"}]},
    ],
)
def test_what_changes_the_answer_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedFeatureError):
        sent(**fields)


def test_wishes_that_are_none_are_not_refused() -> None:
    assert sent(n=1, modalities=["text"], top_logprobs=0) == sent()


def test_extensions_are_merged_last() -> None:
    documents = [{"id": "1", "data": {"text": "x"}}]
    body = sent(temperature=0.5, extensions={"documents": documents, "safety_mode": "OFF", "temperature": 0.9})
    assert body["documents"] == documents
    assert body["safety_mode"] == "OFF"
    assert body["temperature"] == 0.9


def test_tools_and_their_choice() -> None:
    body = sent(tools=[WEATHER, CLOCK], tool_choice="required")
    assert body["tool_choice"] == "REQUIRED"
    assert body["tools"][0]["function"]["name"] == "weather"
    assert body["tools"][1] == {
        "type": "function", "function": {"name": "clock", "parameters": {"type": "object", "properties": {}}},
    }  # fmt: skip
    assert sent(tools=[WEATHER], tool_choice="none")["tool_choice"] == "NONE"
    assert "tool_choice" not in sent(tools=[WEATHER], tool_choice="auto")
    assert "strict_tools" not in body


def test_a_named_tool_is_the_only_one_and_required() -> None:
    body = sent(tools=[WEATHER, CLOCK], tool_choice=ToolChoice.function("clock"))
    assert [tool["function"]["name"] for tool in body["tools"]] == ["clock"]
    assert body["tool_choice"] == "REQUIRED"
    with pytest.raises(InvalidRequestError, match="'nothing'"):
        sent(tools=[WEATHER], tool_choice="nothing")


def test_strict_tools_is_one_switch_for_all() -> None:
    strict = Tool.function("a", parameters={"type": "object"}, strict=True)
    assert sent(tools=[strict, strict])["strict_tools"] is True
    assert "strict_tools" not in sent(tools=[strict, WEATHER])


def test_response_formats() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    assert sent(response_format="json")["response_format"] == {"type": "json_object"}
    wanted = {"type": "json_object", "json_schema": schema}
    assert sent(response_format=ResponseFormat.json_schema(schema))["response_format"] == wanted
    openai = {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}
    assert sent(response_format=openai)["response_format"] == wanted
    assert sent(response_format=wanted)["response_format"] == wanted
    assert "response_format" not in sent(response_format="text")


@pytest.mark.parametrize(
    ("setting", "thinking"),
    [
        (True, {"type": "enabled"}),
        (False, {"type": "disabled"}),
        ("none", {"type": "disabled"}),
        (500, {"type": "enabled", "token_budget": 500}),
        ("low", {"type": "enabled", "token_budget": 2048}),
        ("high", {"type": "enabled"}),
    ],
)
def test_reasoning_is_a_switch_and_a_budget(setting: Any, thinking: dict[str, Any]) -> None:
    assert sent(reasoning=setting)["thinking"] == thinking


def test_messages_of_every_role() -> None:
    body = sent(
        [
            Message.developer("be brief"),
            Message.user([Content.text("what is this?"), Content.image_bytes(b"\x89PNG", detail="low")]),
            Message.assistant(
                "let me see", tool_calls=[ToolCall("c1", "weather", '{"city": "Rome"}'), ToolCall("c2", "clock")]
            ),
            Message.tool("c1", "sunny"),
            Message.user([ToolResultPart("c2", "no clock", is_error=True), Content.text("well?")]),
        ]
    )
    assert body["messages"] == [
        {"role": "system", "content": "be brief"},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "what is this?"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw==", "detail": "low"}},
            ],
        },
        {
            "role": "assistant",
            "content": "let me see",
            "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Rome"}'}},
                {"id": "c2", "type": "function", "function": {"name": "clock", "arguments": "{}"}},
            ],
        },
        {"role": "tool", "tool_call_id": "c1", "content": "sunny"},
        {"role": "tool", "tool_call_id": "c2", "content": '{"error":"no clock"}'},
        {"role": "user", "content": "well?"},
    ]


def test_calls_in_the_older_form_become_calls_with_an_id() -> None:
    messages = [
        Message.user("x"),
        Message.assistant_with_function_call({"name": "f", "arguments": "{}"}),
        Message("function", "42", name="f"),
    ]
    call, result = sent(messages)["messages"][1:]
    assert call["tool_calls"] == [{"id": "call_f", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
    assert result == {"role": "tool", "tool_call_id": "call_f", "content": "42"}


def test_documents_of_a_tool_result_go_out_as_they_are() -> None:
    document = {"type": "document", "document": {"id": "1", "data": {"a": "b"}}}
    body = sent([Message.user("x"), Message.tool("c1", Content.unknown(document))])
    assert body["messages"][1]["content"] == [document]


def test_extra_fields_of_a_text_go_along() -> None:
    body = sent(Message.user([TextPart("a", {"cache_control": {"type": "ephemeral"}})]))
    assert body["messages"][0]["content"] == [{"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}}]


@pytest.mark.parametrize("part", [Content.file_bytes(b"%PDF", "a.pdf"), Content.audio_bytes(b"RIFF")])
def test_files_and_sounds_are_refused(part: Any) -> None:
    with pytest.raises(UnsupportedFeatureError, match=r"messages\[0\]\.content\[0\]"):
        sent(Message.user([part]))


def test_what_another_provider_said_goes_as_text_and_calls() -> None:
    """Promise 16: no thinking, no signature, no unknown part of anybody else."""
    message = Message(
        "assistant",
        [
            ReasoningPart("secret", "sig", {"type": "thinking"}, "thinking", "anthropic"),
            TextPart("hello"),
            UnknownPart({"type": "server_tool_use"}),
            Content.image_bytes(b"x"),
            ToolCall("toolu_1", "weather", "{}"),
        ],
        extra={"annotations": [1]},
        origin="anthropic",
    )
    assert sent([message])["messages"] == [
        {
            "role": "assistant",
            "content": "hello",
            "tool_calls": [{"id": "toolu_1", "type": "function", "function": {"name": "weather", "arguments": "{}"}}],
        }
    ]


# Answers


def test_an_answer_is_read_with_all_its_parts() -> None:
    response = answer(
        {
            "content": [
                {"type": "thinking", "thinking": "hm"},
                {"type": "text", "text": "hello"},
                {"type": "new", "x": 1},
            ],
            "tool_plan": "I will look",
            "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "weather", "arguments": "{}"}}],
            "citations": [{"start": 0, "end": 5, "text": "hello", "sources": []}],
            "mood": "good",
        },
        finish_reason="TOOL_CALL",
        logprobs=[{"token_ids": [1], "logprobs": [-0.5]}],
        usage={
            "billed_units": {"input_tokens": 5, "output_tokens": 2},
            "tokens": {"input_tokens": 70, "output_tokens": 9, "reasoning_tokens": 4},
            "cached_tokens": 64,
        },
    )
    assert response.id == "r1"
    assert response.text == "hello"
    assert response.reasoning == "hm"  # the plan is a part of its own
    assert [type(part).__name__ for part in response.message.content] == [
        "ReasoningPart", "TextPart", "UnknownPart", "ReasoningPart", "ToolCall",
    ]  # fmt: skip
    assert response.finish_reason == "tool_calls"
    assert response.finish_reason_raw == "TOOL_CALL"
    assert len(response.citations) == 1
    assert response.message.extra is not None
    assert response.message.extra["mood"] == "good"
    assert response.choices[0].logprobs == [{"token_ids": [1], "logprobs": [-0.5]}]
    usage = response.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (70, 9, 79)
    assert (usage.cached_tokens, usage.uncached_prompt_tokens, usage.reasoning_tokens) == (64, 6, 4)
    assert usage.raw is not None
    assert usage.raw["billed_units"]["input_tokens"] == 5


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("COMPLETE", "stop"),
        ("STOP_SEQUENCE", "stop"),
        ("MAX_TOKENS", "length"),
        ("TIMEOUT", "TIMEOUT"),
        ("NEW", "NEW"),
        (None, None),
    ],
)
def test_finish_reasons(raw: str | None, reason: str | None) -> None:
    response = answer({"content": [{"type": "text", "text": "x"}]}, finish_reason=raw)
    assert (response.finish_reason, response.finish_reason_raw) == (reason, raw)


def test_an_answer_without_tokens_counts_what_is_billed() -> None:
    usage = answer({"content": []}, usage={"billed_units": {"input_tokens": 5, "output_tokens": 2}}).usage
    assert (usage.prompt_tokens, usage.completion_tokens) == (5, 2)


@pytest.mark.parametrize("body", [{}, [], None, "x", {"message": None}, {"message": []}, {"id": "x"}])
def test_what_is_no_answer_is_none(body: Any) -> None:
    assert DIALECT.decode_chat(body, COHERE, ASK) is None


# Streams


PLANNED = [
    START,
    event("tool-plan-delta", {"tool_plan": "I will "}),
    event("tool-plan-delta", {"tool_plan": "look"}),
    event("tool-call-start", {"tool_calls": {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": ""}}}, 0),
    event("tool-call-delta", {"tool_calls": {"function": {"arguments": '{"city":'}}}, 0),
    event("tool-call-delta", {"tool_calls": {"function": {"arguments": ' "Rome"}'}}}, 0),
    event("tool-call-end", index=0),
    event("tool-call-start", {"tool_calls": {"id": "c2", "type": "function", "function": {"name": "clock", "arguments": ""}}}, 1),
    event("tool-call-end", index=1),
    event("message-end", delta={"finish_reason": "TOOL_CALL", "usage": {"tokens": {"input_tokens": 3, "output_tokens": 2}}}),
]  # fmt: skip
CITED = [
    START,
    event("content-start", {"content": {"type": "thinking", "thinking": ""}}, 0),
    event("content-delta", {"content": {"thinking": "hm"}}, 0),
    event("content-end", index=0),
    event("content-start", {"content": {"type": "text", "text": ""}}, 1),
    event("content-delta", {"content": {"text": "Ruby "}}, 1, logprobs={"token_ids": [1], "logprobs": [-0.1]}),
    event("content-delta", {"content": {"text": "wins"}}, 1, logprobs={"token_ids": [2], "logprobs": [-0.2]}),
    event("citation-start", {"citations": {"start": 0, "end": 4, "text": "Ruby", "sources": [{"type": "tool", "id": "c1:0"}]}}, 0),
    event("citation-end", index=0),
    event("content-end", index=1),
    END,
]  # fmt: skip


def test_a_stream_with_a_plan_and_calls_is_the_answer_that_is_not_streamed() -> None:
    decoder, chunks = streamed(wire(*PLANNED))
    assert decoder.done
    whole = answer(
        {
            "tool_plan": "I will look",
            "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Rome"}'}},
                {"id": "c2", "type": "function", "function": {"name": "clock", "arguments": ""}},
            ],
        },
        finish_reason="TOOL_CALL",
        usage={"tokens": {"input_tokens": 3, "output_tokens": 2}},
    )
    assert decoder.response() == whole
    events = [one for chunk in chunks for one in feed(chunk)]
    done = [one for one in events if isinstance(one, ToolCallComplete)]
    assert not done  # fed one by one, without the end, nothing is complete
    source = EventSource()
    events = [one for chunk in chunks for one in source.feed(chunk)]
    assert [(one.id, one.name) for one in events if isinstance(one, ToolCallComplete)] == [
        ("c1", "weather"), ("c2", "clock"),
    ]  # fmt: skip
    assert "".join(one.text for one in events if isinstance(one, ReasoningDelta)) == "I will look"
    assert not [one for one in events if isinstance(one, UnknownEvent)]


def test_a_stream_with_thinking_citations_and_logprobs_is_the_answer_that_is_not_streamed() -> None:
    decoder, chunks = streamed(wire(*CITED))
    citation = {"start": 0, "end": 4, "text": "Ruby", "sources": [{"type": "tool", "id": "c1:0"}]}
    whole = answer(
        {
            "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "Ruby wins"}],
            "citations": [citation],
        },
        usage={"tokens": {"input_tokens": 3, "output_tokens": 2}},
        logprobs=[{"token_ids": [1], "logprobs": [-0.1]}, {"token_ids": [2], "logprobs": [-0.2]}],
    )
    assert decoder.response() == whole
    source = EventSource()
    events = [one for chunk in chunks for one in source.feed(chunk)]
    assert [one.citation for one in events if isinstance(one, CitationEvent)] == [citation]
    assert [one.text for one in events if isinstance(one, ContentDelta)] == ["Ruby ", "wins"]


@pytest.mark.parametrize("events", [PLANNED, CITED], ids=["planned", "cited"])
@given(st.integers(1, 60))
@settings(max_examples=15, deadline=None)
def test_the_same_chunks_at_any_split(events: list[dict[str, Any]], size: int) -> None:
    """Promise 20."""
    body = wire(*events)
    whole, chunks = streamed(body)
    cut, same = streamed(body, size)
    assert same == chunks
    assert cut.response() == whole.response()


def test_a_stream_that_just_ends_is_truncated() -> None:
    """Promise 1."""
    decoder, _ = streamed(wire(*CITED[:-1]))
    assert isinstance(decoder.error, StreamTruncated)
    assert not decoder.done
    assert decoder.response().text == "Ruby wins"
    assert decoder.response().finish_reason is None


def test_done_is_no_substitute_for_the_last_event() -> None:
    decoder, _ = streamed(wire(*CITED[:-1]) + b"data: [DONE]\n\n")
    assert isinstance(decoder.error, StreamTruncated)
    decoder, _ = streamed(wire(*CITED) + b"data: [DONE]\n\n")
    assert decoder.error is None
    assert decoder.done


def test_a_failed_answer_says_so_in_its_last_event() -> None:
    """Promise 5."""
    end = event("message-end", delta={"error": "the model crashed", "finish_reason": "ERROR"})
    decoder, _ = streamed(wire(*CITED[:-1], end))
    assert isinstance(decoder.error, ServerError)
    assert "the model crashed" in decoder.error.message
    assert not decoder.done


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        ({"message": "model 'x' not found", "id": "1"}, ModelNotFound),
        ({"message": "too many tokens: 5 > 4"}, ContextLengthExceeded),
        ({"error": {"message": "slow down", "type": "too_many_requests"}}, RateLimited),
        ({"type": "error", "message": "boom"}, ServerError),
    ],
)
def test_error_frames_are_typed_errors(frame: dict[str, Any], kind: type[Exception]) -> None:
    decoder, _ = streamed(wire(*CITED[:4]) + f"data: {json.dumps(frame)}\n\n".encode())
    assert type(decoder.error) is kind


def test_an_answer_that_is_not_streamed_all_the_same() -> None:
    body = {
        "id": "r1",
        "finish_reason": "COMPLETE",
        "message": {"role": "assistant", "content": [{"type": "text", "text": "x"}]},
    }
    decoder, chunks = streamed(json.dumps(body).encode())
    assert decoder.done
    assert [chunk.text for chunk in chunks] == ["x"]
    decoder, _ = streamed(b'{"message": "invalid api token"}')
    assert decoder.error is not None
    decoder, _ = streamed(b"<html>login</html>")
    assert isinstance(decoder.error, InvalidResponse)
    decoder, _ = streamed(b"")
    assert isinstance(decoder.error, InvalidResponse)


@pytest.mark.parametrize("field", ["text", "thinking"])
def test_the_halves_of_a_character_come_together(field: str) -> None:
    pieces = [
        json.dumps(event("content-delta", {"content": {field: half}}, 0)).encode() for half in ("a\ud83d", "\ude42b")
    ]
    decoder, chunks = streamed(b"".join(b"data: " + piece + b"\n\n" for piece in pieces) + wire(END))
    assert [chunk.text or chunk.reasoning for chunk in chunks] == ["a", "🙂b", ""]
    assert (decoder.response().text or decoder.response().reasoning) == "a🙂b"


def test_unknown_events_and_blocks_are_kept() -> None:
    """Promise 9."""
    debug = {"type": "debug", "prompt": "..."}
    decoder, chunks = streamed(
        wire(
            START,
            debug,
            event("content-start", {"content": {"type": "table", "rows": [1], "title": "a"}}, 0),
            event("content-delta", {"content": {"rows": [2], "title": "b"}}, 0),
            event("content-end", index=0),
            event("content-start", {"content": {"type": "thinking", "thinking": "x", "signature": "s"}}, 1),
            event("content-delta", {"content": {"thinking": "y", "signature": "t"}}, 1),
            END,
        )
    )
    response = decoder.response()
    assert response.message.content[0] == UnknownPart({"type": "table", "rows": [1, 2], "title": "ab"})
    thought = response.message.content[1]
    assert isinstance(thought, ReasoningPart)
    assert thought.data == {"type": "thinking", "thinking": "xy", "signature": "st"}
    assert response.raw["unknown_events"] == [debug]
    assert next(one.raw for chunk in chunks for one in feed(chunk) if isinstance(one, UnknownEvent)) == debug


def feed(chunk: Any) -> list[Any]:
    """The events of one chunk on its own."""
    return EventSource().feed(chunk)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["type", "index", "delta", "message", "content", "text", "thinking", "tool_calls", "function", "arguments",
             "id", "name", "citations", "tool_plan", "finish_reason", "usage", "tokens", "error", "logprobs", "role"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
KINDS = ["message-start", "content-start", "content-delta", "content-end", "tool-plan-delta", "tool-call-start",
         "tool-call-delta", "tool-call-end", "citation-start", "citation-end", "message-end", "new", None]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(KINDS), JSON, JSON), max_size=6))
@settings(max_examples=150, deadline=None)
def test_no_json_makes_the_decoder_fail(frames: list[tuple[str | None, Any, Any]]) -> None:
    """Promise 9: any JSON at any place."""
    bodies: list[Any] = [{"type": kind, "index": index, "delta": delta} for kind, delta, index in frames]
    bodies += [{"type": kind, "delta": {"message": delta}} for kind, delta, _ in frames]
    bodies += [delta for _, delta, _ in frames]
    body = b"".join(f"data: {json.dumps(one)}\n\n".encode() for one in bodies)
    decoder, chunks = streamed(body)
    response = decoder.response()
    for chunk in chunks:
        feed(chunk)
    assert ChatCompletionResponse.from_dict(response.to_dict()).text == response.text
    for one in bodies:
        DIALECT.decode_chat(one, COHERE, ASK)
        DIALECT.error_in(one, COHERE)


# Replay


def test_an_answer_goes_back_as_it_came_also_through_json() -> None:
    """Promises 9 and 16: thinking, plan, calls, citations and unknown blocks, in order, byte for byte."""
    message = {
        "role": "assistant",
        "content": [
            {"type": "thinking", "thinking": "hm", "signature": "s1"},
            {"type": "thinking", "thinking": "mh"},
            {"type": "text", "text": "hello", "extra": 1},
            {"type": "new", "x": [1, {"y": None}]},
            ["of", "a", "new", "kind"],
        ],
        "tool_plan": "I will look",
        "tool_calls": [
            {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": "{ }", "v": 2}, "new": True}
        ],
        "citations": [{"start": 0, "end": 5}],
    }
    said = answer(message).message
    saved = Message.from_dict(json.loads(json.dumps(said.to_dict())))
    for one in (said, saved):
        assert sent([Message.user("x"), one, Message.tool("c1", "sunny")])["messages"][1] == message


def test_a_streamed_answer_goes_back_whole() -> None:
    decoder, _ = streamed(wire(*PLANNED))
    saved = Message.from_dict(json.loads(json.dumps(decoder.response().message.to_dict())))
    assert sent([saved])["messages"] == [
        {
            "role": "assistant",
            "tool_plan": "I will look",
            "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Rome"}'}},
                {"id": "c2", "type": "function", "function": {"name": "clock", "arguments": "{}"}},
            ],
        }
    ]


# Errors


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (400, "too many tokens: size limit exceeded by 11 tokens", "ContextLengthExceeded"),
        (400, "invalid request: message must be at least 1 token long", "BadRequest"),
        (401, "invalid api token", "AuthenticationError"),
        (402, "please add or update your payment method", "QuotaExhausted"),
        (404, "model 'x' not found, make sure the correct model ID was used", "ModelNotFound"),
        (422, "invalid type: parameter messages", "BadRequest"),
        (429, "You are using a Trial key, which is limited to 20 API calls / minute", "RateLimited"),
        (429, "You are using a Trial key, which is limited to 1000 API calls / month", "QuotaExhausted"),
        (500, "internal server error", "ServerError"),
        (503, "service unavailable", "Overloaded"),
        (504, "gateway timeout", "ServerError"),
    ],
)
def test_errors_get_the_class_they_deserve(status: int, message: str, kind: str) -> None:
    error = DIALECT.refused(
        status, {"x-debug-trace-id": "t"}, json.dumps({"message": message, "id": "1"}).encode(), COHERE
    )
    assert type(error).__name__ == kind
    assert message in error.message
    assert error.status == status


def test_the_trace_id_is_the_request_id() -> None:
    assert DIALECT.request_id({"x-debug-trace-id": "t1"}, COHERE) == "t1"


# Models and embeddings


def test_models_are_read_page_by_page() -> None:
    page = {
        "models": [{"name": "command-a", "context_length": 256000, "endpoints": ["chat"]}],
        "next_page_token": "a/b=",
    }
    models = DIALECT.decode_models(page, COHERE)
    assert models is not None
    assert [(model.id, model.context, model.raw["endpoints"]) for model in models] == [("command-a", 256000, ["chat"])]
    assert DIALECT.next_models(page, COHERE) == "page_token=a%2Fb%3D"
    assert DIALECT.next_models({"models": []}, COHERE) is None
    assert DIALECT.model_path(COHERE, "command-a") == "https://api.cohere.com/v1/models/command-a"


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        (None, "https://api.cohere.com/v1/models?page_size=1000"),
        ("https://api.cohere.com/v2", "https://api.cohere.com/v1/models?page_size=1000"),
        ("http://127.0.0.1:8080/v2", "http://127.0.0.1:8080/v1/models?page_size=1000"),
        ("https://proxy.example/cohere/v2", "https://proxy.example/cohere/v1/models?page_size=1000"),
        ("https://proxy.example/cohere", "https://proxy.example/cohere/v1/models?page_size=1000"),
    ],
)
def test_models_are_asked_for_where_the_api_is(base_url: str | None, address: str) -> None:
    """The list is at an address of its own; behind a proxy no key leaves for the provider itself."""
    target = resolve_target("cohere", api_key="k", base_url=base_url, environ={})
    assert target.models_address() == address


def test_embeddings_are_documents_unless_told_otherwise() -> None:
    request = EmbeddingRequest(["a", "b"], dimensions=256)
    body = DIALECT.encode_embed(request, COHERE, "embed-v4.0")
    assert body == {
        "model": "embed-v4.0", "texts": ["a", "b"], "input_type": "search_document", "embedding_types": ["float"],
        "output_dimension": 256,
    }  # fmt: skip
    kinds = {"query": "search_query", "classification": "classification", "similarity": "clustering", "image": "image"}
    for ours, theirs in kinds.items():
        asked = EmbeddingRequest("a", input_type=ours)
        assert DIALECT.encode_embed(asked, COHERE, "m")["input_type"] == theirs


@pytest.mark.parametrize(
    ("vectors", "first"),
    [
        ({"float": [[0.5, 1.0], [2.0, 3.0]]}, [0.5, 1.0]),
        ({"int8": [[1, 2], [3, 4]]}, [1, 2]),
        ({"float": None, "base64": ["AAAAPwAAgD8=", "AAAAQAAAQEA="]}, [0.5, 1.0]),
        ([[0.5, 1.0], [2.0, 3.0]], [0.5, 1.0]),
    ],
)
def test_vectors_of_every_type(vectors: Any, first: list[float]) -> None:
    data = {"id": "e", "embeddings": vectors, "meta": {"billed_units": {"input_tokens": 4}}}
    response = DIALECT.decode_embed(data, COHERE, EmbeddingRequest(["a", "b"]))
    assert response is not None
    assert list(response.embedding) == first
    assert response.usage.prompt_tokens == 4
    assert DIALECT.decode_embed(data, COHERE, EmbeddingRequest(["a"])) is None


def test_nothing_is_warned_about_in_a_plain_request() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sent(tools=[WEATHER], temperature=0.3, top_p=0.75)
