"""Gemini's generateContent: answers, the way back into the next turn, streams, errors."""

from __future__ import annotations

import base64
import json
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import (
    AudioPart,
    AuthenticationError,
    BadRequest,
    ContextLengthExceeded,
    ImagePart,
    InvalidResponse,
    Message,
    ModelNotFound,
    Overloaded,
    ParameterDropped,
    PermissionDenied,
    QuotaExhausted,
    RateLimited,
    ServerError,
    StreamTruncated,
    UnknownPart,
)
from ailib.core.events import EventSource
from ailib.models.embedding import EmbeddingRequest

from .gemini_wire import (
    CODED,
    FLASH,
    HELLO,
    NEW,
    PIXEL,
    PROFILE,
    again,
    answer,
    contents,
    dialect,
    read,
    refused,
    sse,
    streamed,
)

# Answers


def test_an_answer_of_every_part_goes_back_byte_for_byte() -> None:
    parts = [
        {"text": "I think", "thought": True, "thoughtSignature": "U0lH/+=="},
        {"thought": True, "thoughtSignature": "only"},
        {"thought": True, "inlineData": {"mimeType": "image/png", "data": CODED}, "thoughtSignature": "draft"},
        {"text": "Hello", "thoughtSignature": "QUJD_-"},
        {"text": ""},
        {"functionCall": {"id": "x1", "name": "f", "args": {"b": 1, "a": [1.5, None]}}, "thoughtSignature": "c1"},
        {"functionCall": {"name": "g", "args": {}, "novel": True}, "another": 1},
        {"executableCode": {"language": "PYTHON", "code": "print(1)"}, "thoughtSignature": "e1"},
        {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "1"}},
        {"toolCall": {"id": "t1", "toolType": "GOOGLE_SEARCH_WEB"}},
        {"inlineData": {"mimeType": "image/png", "data": CODED, "displayName": "a.png"}, "thoughtSignature": "i1"},
        {"inlineData": {"mimeType": "audio/wav", "data": CODED}},
        {"fileData": {"mimeType": "application/pdf", "fileUri": "https://x.org/a.pdf"}},
        {"thoughtSignature": "bare"},
        {"somethingNew": {"deep": [1]}},
    ]
    expected = json.loads(json.dumps(parts))
    expected[10]["inlineData"].pop("displayName")
    for message in (read(answer(*parts)).message, again(read(answer(*parts)).message)):
        for model in (FLASH, NEW):
            assert contents(Message.user("?"), message, model=model)[1] == {"role": "model", "parts": expected}


def test_calls_without_ids_get_ours_which_are_not_sent() -> None:
    wire = answer({"functionCall": {"name": "f", "args": {"a": 1}}}, {"functionCall": {"name": "f", "args": {"a": 2}}})
    message = read(wire).message
    first, second = message.tool_calls
    assert first.id != second.id
    assert first.id.startswith("ailib_")
    results = [again(second.result("two")), first.result("one")]
    turns = contents(Message.user("?"), again(message), *results)
    # Without ids the order tells whose result it is.
    assert [part["functionResponse"] for part in turns[2]["parts"]] == [
        {"name": "f", "response": {"output": "one"}},
        {"name": "f", "response": {"output": "two"}},
    ]
    assert "ailib_" not in json.dumps(turns)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("STOP", "stop"),
        ("MAX_TOKENS", "length"),
        ("SAFETY", "content_filter"),
        ("RECITATION", "content_filter"),
        ("BLOCKLIST", "content_filter"),
        ("PROHIBITED_CONTENT", "content_filter"),
        ("SPII", "content_filter"),
        ("IMAGE_SAFETY", "content_filter"),
        ("MALFORMED_FUNCTION_CALL", "MALFORMED_FUNCTION_CALL"),
        ("UNEXPECTED_TOOL_CALL", "UNEXPECTED_TOOL_CALL"),
        ("LANGUAGE", "LANGUAGE"),
        ("OTHER", "OTHER"),
        ("NEVER_HEARD_OF", "NEVER_HEARD_OF"),
    ],
)
def test_finish_reasons(raw: str, reason: str) -> None:
    response = read(answer({"text": "x"}, reason=raw))
    assert (response.finish_reason, response.finish_reason_raw) == (reason, raw)


def test_an_answer_that_calls_says_so() -> None:
    assert read(answer({"functionCall": {"name": "f"}})).finish_reason == "tool_calls"
    assert read(answer({"functionCall": {"name": "f"}}, reason="MAX_TOKENS")).finish_reason == "length"
    assert read(answer({"functionCall": {"name": "f"}})).tool_calls[0].parse_args() == {}


def test_a_finish_reason_may_be_a_number() -> None:
    data = answer({"text": "x"})
    data["candidates"][0]["finishReason"] = 2
    assert (read(data).finish_reason, read(data).finish_reason_raw) == ("length", "2")


def test_several_candidates_keep_their_places() -> None:
    data = answer({"text": "a"})
    data["candidates"].append({"index": 1, "content": {"parts": [{"text": "b"}]}, "finishReason": "STOP"})
    data["candidates"].append({"finishReason": "SAFETY", "safetyRatings": [{"blocked": True}]})
    response = read(data)
    assert [(choice.index, choice.message.text, choice.finish_reason) for choice in response.choices] == [
        (0, "a", "stop"),
        (1, "b", "stop"),
        (2, "", "content_filter"),
    ]
    assert response.choices[2].extra == {"safetyRatings": [{"blocked": True}]}


BLOCKED = {
    "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"},
    "usageMetadata": {"promptTokenCount": 5, "totalTokenCount": 5},
    "modelVersion": FLASH,
}


def test_a_blocked_prompt_is_an_empty_filtered_answer() -> None:
    for response in (read(BLOCKED), streamed(sse(BLOCKED))[0].response()):
        assert (response.text, response.finish_reason) == ("", "content_filter")
        assert response.finish_reason_raw == "PROHIBITED_CONTENT"
        assert response.usage.prompt_tokens == 5
        with pytest.raises(InvalidResponse, match="content_filter"):
            response.first_text()
    assert streamed(sse(BLOCKED))[0].error is None


@pytest.mark.parametrize("data", [{}, [], None, "text", {"x": 1}, {"candidates": None, "error": None}][:5])
def test_what_is_no_answer_is_none(data: Any) -> None:
    assert dialect().decode_chat(data, PROFILE, HELLO) is None


def test_usage_is_disjoint_and_adds_up() -> None:
    usage = read(
        {
            **answer({"text": "x"}),
            "usageMetadata": {
                "promptTokenCount": 100, "cachedContentTokenCount": 40, "toolUsePromptTokenCount": 10,
                "candidatesTokenCount": 20, "thoughtsTokenCount": 30, "totalTokenCount": 160, "serviceTier": "standard",
                "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 75}, {"modality": "AUDIO", "tokenCount": 25}],
                "cacheTokensDetails": [{"modality": "AUDIO", "tokenCount": 5}],
                "candidatesTokensDetails": [{"modality": 4, "tokenCount": 8}],
            },
        }
    ).usage  # fmt: skip
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (110, 20, 160)
    assert (usage.cached_tokens, usage.audio_prompt_tokens, usage.uncached_prompt_tokens) == (40, 20, 50)
    assert (usage.reasoning_tokens, usage.audio_completion_tokens, usage.text_completion_tokens) == (30, 8, 12)
    assert not usage.reasoning_in_completion


def test_a_gateway_that_counts_the_thoughts_in_is_noticed() -> None:
    counts = {"promptTokenCount": 5, "candidatesTokenCount": 50, "thoughtsTokenCount": 40, "totalTokenCount": 55}
    usage = read({**answer({"text": "x"}), "usageMetadata": counts}).usage
    assert usage.reasoning_in_completion
    assert usage.text_completion_tokens == 10


GROUNDED: dict[str, Any] = {
    "groundingMetadata": {"groundingChunks": [{"web": {"uri": "https://a.org", "title": "A"}}], "webSearchQueries": ["q"]},
    "citationMetadata": {"citations": [{"uri": "https://b.org"}]},
    "urlContextMetadata": {"urlMetadata": [{"retrievedUrl": "https://a.org"}]},
}  # fmt: skip


def test_sources_are_citations() -> None:
    response = read(answer({"text": "x"}, **GROUNDED))
    assert response.citations == ({"web": {"uri": "https://a.org", "title": "A"}}, {"uri": "https://b.org"})
    assert response.choices[0].extra == GROUNDED
    only: dict[str, Any] = {"urlContextMetadata": GROUNDED["urlContextMetadata"]}
    assert read(answer({"text": "x"}, **only)).citations == ({"retrievedUrl": "https://a.org"},)


def test_log_probabilities_pictures_and_sound_are_there() -> None:
    data = answer(
        {"inlineData": {"mimeType": "image/png", "data": CODED}},
        {"inlineData": {"mimeType": "audio/L16;rate=24000", "data": CODED}},
        {"inlineData": {"mimeType": "image/png", "data": "not base64!"}},
        logprobsResult={"chosenCandidates": [{"token": "x"}]},
    )
    response = read(data)
    image, sound, broken = response.message.content
    assert isinstance(image, ImagePart)
    assert image.data == PIXEL
    assert isinstance(sound, AudioPart)
    assert sound.data == PIXEL
    assert isinstance(broken, UnknownPart)
    assert response.choices[0].logprobs == {"chosenCandidates": [{"token": "x"}]}


def test_the_envelope_is_the_providers() -> None:
    data = {**answer({"text": "x"}), "createTime": "2026-05-04T20:01:02.264968Z", "usageMetadata": {"trafficType": "X"}}
    response = read(data)
    assert (response.id, response.model, response.created) == ("r1", FLASH, 1777924862)
    assert response.raw is data
    assert response.usage_status == "unsupported"


# Streams


def test_a_stream_gives_the_answer_of_the_whole_body() -> None:
    whole = answer(
        {"text": "thinking hard", "thought": True},
        {"text": "Hello world", "thoughtSignature": "S"},
        {"functionCall": {"id": "c1", "name": "f", "args": {"a": 1}}, "thoughtSignature": "T"},
        logprobsResult={"chosenCandidates": [1, 2]},
        **GROUNDED,
    )
    whole["usageMetadata"] = {"promptTokenCount": 3, "candidatesTokenCount": 4, "totalTokenCount": 7}
    first = answer({"text": "thinking ", "thought": True}, reason=None, logprobsResult={"chosenCandidates": [1]})
    frames = [
        {**first, "usageMetadata": {"promptTokenCount": 3, "totalTokenCount": 3}},
        answer({"text": "hard", "thought": True}, {"text": "Hello world", "thoughtSignature": "S"}, reason=None),
        {**whole, **answer(whole["candidates"][0]["content"]["parts"][2], logprobsResult={"chosenCandidates": [2]}, **GROUNDED)},
    ]  # fmt: skip
    for size in (1, 7, 4096):
        stream, chunks = streamed(sse(*frames), size)
        assert stream.error is None
        assert stream.done
        assert stream.events == 3
        assert stream.response() == read(whole)
        assert [chunk.text for chunk in chunks] == ["", "Hello world", ""]
        assert [chunk.reasoning for chunk in chunks] == ["thinking ", "hard", ""]
        assert chunks[-1].choices[0].finish_reason == "tool_calls"
        assert chunks[-1].usage.total_tokens == 7


def test_the_events_of_a_stream() -> None:
    frames = [
        answer({"text": "hm", "thought": True, "thoughtSignature": "S"}, reason=None),
        answer({"text": "hi"}, {"functionCall": {"name": "f", "args": {"a": 1}}}, reason=None),
        answer({"executableCode": {"code": "1"}}, {"text": "", "thoughtSignature": "end"}, **GROUNDED),
    ]
    source = EventSource()
    _, chunks = streamed(sse(*frames))
    events: list[Any] = [event for chunk in chunks for event in source.feed(chunk)] + source.end()
    assert [event.kind for event in events] == [
        "reasoning_delta", "content_delta", "tool_call_started", "tool_call_delta", "reasoning_delta", "citation",
        "citation", "citation", "unknown", "tool_call_complete", "final_candidate", "stream_end",
    ]  # fmt: skip
    assert events[0].signature == "S"
    assert events[4].signature == "end"
    assert (events[9].name, events[9].arguments) == ("f", '{"a":1}')
    assert events[9].id == events[2].id
    assert events[9].id.startswith("ailib_")


def partial(**call: Any) -> dict[str, Any]:
    return answer({"functionCall": call}, reason=None)


def test_arguments_in_pieces_are_put_together() -> None:
    pieces = [
        {"jsonPath": "$.items[0].name", "stringValue": "ap", "willContinue": True},
        {"jsonPath": "$.items[0].name", "stringValue": "ple"},
        {"jsonPath": "$.items[1].name", "stringValue": "pear"},
        {"jsonPath": "$.items[1]['unit price']", "numberValue": 0.5},
        {"jsonPath": "$.count", "numberValue": 2.0},
        {"jsonPath": "$.ok", "boolValue": True},
        {"jsonPath": "$.none", "nullValue": "NULL_VALUE"},
        {"jsonPath": "no path", "stringValue": "lost"},
    ]
    frames = [
        answer({"functionCall": {"name": "f", "willContinue": True}, "thoughtSignature": "S"}, reason=None),
        *(partial(partialArgs=[piece], willContinue=True) for piece in pieces),
        partial(),
        partial(name="g", willContinue=True),
        partial(name="h", args={"a": 1}),
        answer(),
    ]
    stream, chunks = streamed(sse(*frames))
    first, second, third = stream.response().tool_calls
    assert json.loads(first.arguments) == {
        "items": [{"name": "apple"}, {"name": "pear", "unit price": 0.5}],
        "count": 2,
        "ok": True,
        "none": None,
    }
    assert first.extra == {"thoughtSignature": "S"}
    assert (second.name, second.arguments) == ("g", "{}")
    assert (third.name, third.arguments) == ("h", '{"a":1}')
    assert stream.response().finish_reason == "tool_calls"
    fragments = [part for chunk in chunks for choice in chunk.choices for part in choice.delta.tool_calls]
    told: dict[int, list[str]] = {}
    for fragment in fragments:
        told.setdefault(fragment.index, []).append(fragment.arguments)
    assert ["".join(told[index]) for index in range(3)] == [first.arguments, "{}", '{"a":1}']
    assert [fragment.name for fragment in fragments if fragment.name] == ["f", "g", "h"]


def test_sound_in_pieces_is_joined() -> None:
    piece = {"inlineData": {"mimeType": "audio/pcm", "data": base64.b64encode(b"ab").decode()}}
    stream, chunks = streamed(sse(answer(piece, reason=None), answer(piece)))
    (sound,) = stream.response().message.content
    assert sound.data == b"abab"
    assert chunks[0].choices[0].delta.audio == piece["inlineData"]


def test_a_character_that_was_cut_in_two_is_whole() -> None:
    """Servers that count in UTF-16 cut emoji in two; every piece can be printed."""
    halves = "\ud83d", "\ude42"
    frames = [
        answer({"text": f"so {halves[0]}", "thought": True}, {"text": f"ok {halves[0]}"}, reason=None),
        answer({"text": halves[1], "thought": True}, {"text": f"{halves[1]}!"}),
    ]
    stream, chunks = streamed(sse(*frames))
    assert [chunk.text for chunk in chunks] == ["ok ", "\U0001f642!"]
    assert [chunk.reasoning for chunk in chunks] == ["so ", "\U0001f642"]
    assert (stream.response().text, stream.response().reasoning) == ("ok \U0001f642!", "so \U0001f642")
    alone, _ = streamed(sse(answer({"text": halves[0]})))
    assert alone.response().text == halves[0]


@pytest.mark.parametrize("size", [1, 3, 5000])
def test_a_json_array_is_a_stream_too(size: int) -> None:
    frames = [answer({"text": 'a "quoted\\" {['}, reason=None), answer({"text": " and ]}"})]
    data = b"\xef\xbb\xbf \r\n" + json.dumps(frames, indent=2).encode()
    stream, chunks = streamed(data, size)
    assert stream.error is None
    assert [chunk.text for chunk in chunks] == ['a "quoted\\" {[', " and ]}"]
    assert stream.response().text == 'a "quoted\\" {[ and ]}'
    cut, chunks = streamed(data[:-40], size)
    assert isinstance(cut.error, StreamTruncated)
    assert chunks[0].text == 'a "quoted\\" {['


def test_a_whole_array_can_be_read_at_once() -> None:
    assert read([answer({"text": "a"}, reason=None), answer({"text": "b"})]).text == "ab"
    assert dialect().decode_chat([answer({"text": "a"}, reason=None)], PROFILE, HELLO) is None


def test_a_plain_json_answer_to_a_stream_is_read() -> None:
    stream, chunks = streamed(json.dumps(answer({"text": "whole"})).encode(), 7)
    assert stream.error is None
    assert [chunk.text for chunk in chunks] == ["whole"]
    assert stream.response().text == "whole"


def test_a_stream_without_a_finish_reason_is_truncated() -> None:
    """Promise 1."""
    stream, _ = streamed(sse(answer({"text": "half"}, reason=None)))
    assert isinstance(stream.error, StreamTruncated)
    assert stream.response().text == "half"
    assert stream.response().finish_reason is None
    two = answer({"text": "a"})
    two["candidates"].append({"index": 1, "content": {"parts": [{"text": "b"}]}})
    assert isinstance(streamed(sse(two))[0].error, StreamTruncated)


def test_usage_after_the_finish_reason_is_not_lost() -> None:
    late = {"usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 2, "totalTokenCount": 3}}
    stream, _ = streamed(sse(answer({"text": "x"}), late) + b"data: [DONE]\n\n")
    assert stream.error is None
    assert stream.response().usage.total_tokens == 3


def test_a_frame_of_somebody_else_is_kept_and_is_no_sign_of_life() -> None:
    stream, chunks = streamed(sse({"ping": 1}, answer({"text": "x"})))
    assert stream.error is None
    assert stream.events == 1
    assert chunks[0].raw == {"ping": 1}
    assert [event.kind for event in EventSource().feed(chunks[0])] == ["unknown"]


def test_an_error_in_the_stream_is_typed() -> None:
    """Promise 5."""
    error = {"error": {"code": 503, "message": "The model is overloaded.", "status": "UNAVAILABLE"}}
    stream, chunks = streamed(sse(answer({"text": "x"}, reason=None), error))
    assert type(stream.error) is Overloaded
    assert (stream.error.status, stream.error.code, stream.error.type) == (200, "503", "UNAVAILABLE")
    assert len(chunks) == 1
    for data in (json.dumps([error]), json.dumps(error)):
        assert type(streamed(data.encode())[0].error) is Overloaded


# Errors


@pytest.mark.parametrize(
    ("status", "error", "found"),
    [
        (400, {"status": "INVALID_ARGUMENT", "message": "Bad field"}, BadRequest),
        (400, {"status": "INVALID_ARGUMENT", "message": "API key not valid. Please pass a valid API key."}, AuthenticationError),
        (400, {"status": "INVALID_ARGUMENT", "message": "?", "details": [{"reason": "API_KEY_INVALID"}]}, AuthenticationError),
        (
            400,
            {
                "status": "INVALID_ARGUMENT",
                "message": "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
            },
            ContextLengthExceeded,
        ),
        (400, {"status": "FAILED_PRECONDITION", "message": "User location is not supported."}, BadRequest),
        (401, {"status": "UNAUTHENTICATED", "message": "?"}, AuthenticationError),
        (403, {"status": "PERMISSION_DENIED", "message": "?"}, PermissionDenied),
        (403, {"status": "PERMISSION_DENIED", "message": "?", "details": [{"reason": "BILLING_DISABLED"}]}, QuotaExhausted),
        (404, {"status": "NOT_FOUND", "message": "models/x is not found for API version v1beta"}, ModelNotFound),
        (404, {"status": "NOT_FOUND", "message": "Publisher Model `projects/p/models/x` not found."}, ModelNotFound),
        (429, {"status": "RESOURCE_EXHAUSTED", "message": "Resource exhausted. Please try again later."}, RateLimited),
        (429, {"status": "RESOURCE_EXHAUSTED", "message": "You exceeded your current quota, check billing"}, QuotaExhausted),
        (500, {"status": "INTERNAL", "message": "?"}, ServerError),
        (503, {"status": "UNAVAILABLE", "message": "?"}, Overloaded),
        (504, {"status": "DEADLINE_EXCEEDED", "message": "?"}, ServerError),
        (418, {"status": "NOVEL_STATUS", "message": "?"}, BadRequest),
    ],
)  # fmt: skip
def test_errors_have_the_class_they_deserve(status: int, error: Any, found: Any) -> None:
    for shape in ({"error": {"code": status, **error}}, [{"error": {"code": status, **error}}]):
        made = refused(status, shape)
        assert type(made) is found
        assert (made.status, made.type, made.code) == (status, error["status"], str(status))
        assert made.message == error["message"]
        assert made.body == shape


QUOTA = "You exceeded your current quota, please check your plan and billing details."


@pytest.mark.parametrize(
    ("quota", "value", "found"),
    [
        ("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "10", RateLimited),
        ("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "50", QuotaExhausted),
        ("GenerateContentInputTokensPerModelPerMinute-FreeTier", "0", QuotaExhausted),
    ],
)
def test_a_limit_that_passes_is_told_from_one_that_does_not(quota: str, value: str, found: Any) -> None:
    """Promise 7: the delay is in the body."""
    details = [
        {
            "@type": "type.googleapis.com/google.rpc.QuotaFailure",
            "violations": [{"quotaId": quota, "quotaValue": value}],
        },
        {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.4s"},
    ]
    error = refused(429, {"error": {"code": 429, "message": QUOTA, "status": "RESOURCE_EXHAUSTED", "details": details}})
    assert type(error) is found
    assert error.retry_after == 34.4
    assert error.message == QUOTA
    assert error.is_retryable is (found is RateLimited)


def test_the_delay_may_be_in_the_text_or_in_a_header() -> None:
    error = {"error": {"code": 429, "message": f"{QUOTA} Please retry in 48.9s.", "status": "RESOURCE_EXHAUSTED"}}
    assert refused(429, error).retry_after == 48.9
    assert refused(429, error, {"retry-after": "3"}).retry_after == 3


def test_other_bodies_are_errors_all_the_same() -> None:
    for content in (b"", b"<html><title>Bad gateway</title></html>", b"upstream failed", b'{"error": "no"}', b"[]"):
        error = dialect().refused(502, {}, content, PROFILE)
        assert type(error) is ServerError
        assert error.status == 502


# Whatever comes

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**6) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PART = st.one_of(
    JSON,
    st.fixed_dictionaries({"text": st.text(max_size=8)}, optional={"thought": JSON, "thoughtSignature": JSON}),
    st.fixed_dictionaries(
        {
            "functionCall": st.dictionaries(
                st.sampled_from(["id", "name", "args", "partialArgs", "willContinue", "new"]), JSON, max_size=4
            )
        },
        optional={"thought": JSON, "thoughtSignature": JSON},
    ),
    st.fixed_dictionaries(
        {
            "functionCall": st.fixed_dictionaries(
                {
                    "partialArgs": st.lists(
                        st.fixed_dictionaries(
                            {"jsonPath": st.sampled_from(["$.a", "$.a[1]", "$.a.b", "$[0]", "", "$.a[99999999]"])},
                            optional={"stringValue": JSON, "numberValue": JSON},
                        ),
                        max_size=3,
                    )
                },
                optional={"name": st.text(max_size=3), "willContinue": st.booleans()},
            )
        }
    ),
    st.fixed_dictionaries({"inlineData": st.dictionaries(st.sampled_from(["data", "mimeType", "x"]), JSON)}),
    st.fixed_dictionaries({"fileData": JSON}),
)
CANDIDATE = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {"content": st.one_of(JSON, st.fixed_dictionaries({"parts": st.one_of(JSON, st.lists(PART, max_size=3))}))},
        optional={
            "index": JSON,
            "finishReason": JSON,
            "logprobsResult": JSON,
            "groundingMetadata": JSON,
            "citationMetadata": st.fixed_dictionaries({"citations": JSON}),
            "urlContextMetadata": st.fixed_dictionaries({"urlMetadata": JSON}),
        },
    ),
)
FRAME = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {"candidates": st.one_of(JSON, st.lists(CANDIDATE, max_size=2))},
        optional={
            "usageMetadata": JSON,
            "promptFeedback": JSON,
            "modelVersion": JSON,
            "responseId": JSON,
            "createTime": JSON,
            "error": JSON,
        },
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAME, max_size=4))
def test_no_json_whatever_makes_the_decoders_fail(frames: list[Any]) -> None:
    """Promise 9."""
    for frame in frames:
        response = dialect().decode_chat(frame, PROFILE, HELLO)
        if response is not None and response.choices:
            message = response.choices[0].message
            assert again(message) == message
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ParameterDropped)
                contents(Message.user("?"), message, model=NEW)
        dialect().error_in(frame, PROFILE)
        dialect().decode_models(frame, PROFILE)
        dialect().decode_embed(frame, PROFILE, EmbeddingRequest("a"))
    stream, _ = streamed(sse(*frames))
    stream.response().to_dict()
    stream, _ = streamed(json.dumps(frames).encode())
    stream.response().to_dict()


@settings(max_examples=60, deadline=None)
@given(st.lists(FRAME, min_size=1, max_size=4), st.integers(1, 40), st.booleans())
def test_pieces_of_any_size_give_the_same_chunks(frames: list[Any], size: int, array: bool) -> None:
    """Promise 20."""
    data = json.dumps(frames).encode() if array else sse(*frames)

    def told(chunks: list[Any]) -> Any:
        rows = json.loads(json.dumps([chunk.to_dict() for chunk in chunks]))
        text = json.dumps(rows)
        for chunk in chunks:
            for choice in chunk.choices:
                for fragment in choice.delta.tool_calls:
                    if fragment.id.startswith("ailib_"):
                        text = text.replace(fragment.id, "made")
        return text

    whole, chunks = streamed(data, len(data))
    cut, pieces = streamed(data, size)
    assert told(pieces) == told(chunks)
    assert type(cut.error) is type(whole.error)
