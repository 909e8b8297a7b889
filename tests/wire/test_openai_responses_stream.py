"""Streams of the OpenAI Responses family: pieces, servers that leave events out, ends, errors, any bytes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ailib import (
    AilibError,
    BadRequest,
    ContentFiltered,
    ContextLengthExceeded,
    InvalidResponse,
    Overloaded,
    QuotaExhausted,
    RateLimited,
    ServerError,
    StreamTruncated,
)
from ailib.core.events import EventSource
from ailib.models.usage import Usage

from .test_openai_responses import DIALECT, MESSAGE, OPENAI, OUTPUT, REQUEST, THOUGHT, answer, body, saved


def event(kind: str, **fields: Any) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n".encode()


def created() -> bytes:
    return event("response.created", response=body(status="in_progress", usage=None))


def completed(*output: Any, **fields: Any) -> bytes:
    return event("response.completed", response=body(*output, **fields))


def decode(data: bytes, sizes: list[int] | None = None) -> Any:
    """(decoder, chunks) of a body in pieces."""
    decoder = DIALECT.chat_stream(OPENAI, REQUEST, "m")
    chunks: list[Any] = []
    at = turn = 0
    while at < len(data):
        size = sizes[turn % len(sizes)] if sizes else len(data)
        chunks += decoder.feed(data[at : at + size])
        at, turn = at + size, turn + 1
    return decoder, chunks + decoder.finish()


def events_of(chunks: list[Any]) -> list[Any]:
    source = EventSource()
    return [found for chunk in chunks for found in source.feed(chunk)] + source.end()


def pieces(item: dict[str, Any], index: int) -> list[bytes]:
    """The events by which the API streams an item."""
    where = {"output_index": index, "item_id": item["id"]}
    empty = {"content": [], "summary": [], "arguments": "", "input": ""}
    begun = {key: empty.get(key, value) for key, value in item.items() if key != "encrypted_content"}
    out = [event("response.output_item.added", output_index=index, item=begun)]
    for at, block in enumerate(item.get("content") or ()):
        spot = {**where, "content_index": at}
        kind, text = block["type"], block.get("text", block.get("refusal"))
        name = {"output_text": "output_text", "refusal": "refusal", "reasoning_text": "reasoning_text"}[kind]
        if kind == "reasoning_text":
            continue
        out.append(event("response.content_part.added", **spot, part={"type": kind, "text": "", "annotations": []}))
        half = len(text) // 2
        probabilities = block.get("logprobs", [])
        out.append(event(f"response.{name}.delta", **spot, delta=text[:half], logprobs=probabilities))
        out.append(event(f"response.{name}.delta", **spot, delta=text[half:]))
        notes = block.get("annotations", ())
        out += [event("response.output_text.annotation.added", **spot, annotation=note) for note in notes]
        out.append(event(f"response.{name}.done", **spot, text=text, refusal=text))
        out.append(event("response.content_part.done", **spot, part=block))
    for at, row in enumerate(item.get("summary") or ()):
        spot = {**where, "summary_index": at}
        out.append(event("response.reasoning_summary_part.added", **spot, part={"type": "summary_text", "text": ""}))
        out.append(event("response.reasoning_summary_text.delta", **spot, delta=row["text"][:3]))
        out.append(event("response.reasoning_summary_text.delta", **spot, delta=row["text"][3:]))
        out.append(event("response.reasoning_summary_text.done", **spot, text=row["text"]))
        out.append(event("response.reasoning_summary_part.done", **spot, part=row))
    if item["type"] == "reasoning":
        for at, row in enumerate(item.get("content") or ()):
            out.append(event("response.reasoning_text.delta", **where, content_index=at, delta=row["text"]))
    for field, name in (("arguments", "function_call_arguments"), ("input", "custom_tool_call_input")):
        if field in item:
            out.append(event(f"response.{name}.delta", **where, delta=item[field][:2]))
            out.append(event(f"response.{name}.delta", **where, delta=item[field][2:]))
            out.append(event(f"response.{name}.done", **where, **{field: item[field]}))
    out.append(event("response.output_item.done", output_index=index, item=item))
    return out


ALL = [
    created(),
    event("response.in_progress", response=body(status="in_progress", usage=None)),
    *(piece for index, item in enumerate(OUTPUT) for piece in pieces(item, index)),
    completed(*OUTPUT),
]
STREAM = b"".join(ALL)


def said(chunks: list[Any]) -> tuple[str, str, str, list[tuple[str, str, str]]]:
    """(text, thinking, refusal, calls) that the chunks add up to."""
    deltas = [choice.delta for chunk in chunks for choice in chunk.choices]
    calls: dict[int, list[str]] = {}
    for fragment in (fragment for delta in deltas for fragment in delta.tool_calls):
        known = calls.setdefault(fragment.index, ["", "", ""])
        known[0], known[1], known[2] = known[0] + fragment.id, known[1] + fragment.name, known[2] + fragment.arguments
    return (
        "".join(delta.content or "" for delta in deltas),
        "".join(delta.reasoning or "" for delta in deltas),
        "".join(delta.refusal or "" for delta in deltas),
        [(call[0], call[1], call[2]) for _, call in sorted(calls.items())],
    )


EVERYTHING = (
    "Paris",
    "First\n\nSecond\n\nRaw",
    "No more.",
    [("call_1", "f", '{"a": 1}'), ("call_2", "sql", "SELECT 1")],
)


def test_a_stream_gives_the_answer_that_would_have_come_whole() -> None:
    decoder, chunks = decode(STREAM)
    assert decoder.error is None
    assert decoder.done
    assert decoder.response() == answer(*OUTPUT)
    assert decoder.response().raw == body(*OUTPUT)
    assert said(chunks) == EVERYTHING
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [chunk.usage for chunk in chunks if chunk.usage] == [Usage(10, 7, 17, 4, 2, 5)]


def test_the_events_of_a_stream() -> None:
    _, chunks = decode(STREAM)
    events = events_of(chunks)
    kinds = [found.kind for found in events]
    assert kinds.count("tool_call_started") == kinds.count("tool_call_complete") == 2
    assert [(found.id, found.arguments) for found in events if found.kind == "tool_call_complete"] == [
        ("call_1", '{"a": 1}'), ("call_2", "SELECT 1"),
    ]  # fmt: skip
    assert [found.citation for found in events if found.kind == "citation"] == MESSAGE["content"][0]["annotations"]
    unknown = [found.raw["item"]["type"] for found in events if found.kind == "unknown"]
    assert unknown == ["web_search_call"] * 2 + ["hologram"] * 2
    assert [found.data for found in events if found.kind == "reasoning_delta" and found.data] == [[THOUGHT]]
    assert (events[-1].kind, events[-1].finish_reason) == ("stream_end", "tool_calls")


@given(sizes=st.lists(st.integers(1, 400), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_the_chunks_are_the_same_however_the_bytes_are_cut(sizes: list[int]) -> None:
    _, expected = decode(STREAM)
    decoder, chunks = decode(STREAM, sizes)
    assert decoder.response() == answer(*OUTPUT)
    assert chunks == expected


def _without(*names: str) -> bytes:
    return b"".join(piece for piece in ALL if not any(f"event: {name}".encode() in piece for name in names))


EMPTY_END = completed(output=[])


@pytest.mark.parametrize(
    "data",
    [
        _without("response.output_item.added", "response.content_part"),
        _without("response.output_item.done"),
        _without("response.output_text.d", "response.refusal.d", "response.reasoning", "response.function_call",
                 "response.custom_tool", "response.content_part", "response.output_text.a"),
        _without("response.created", "response.in_progress", "response.output", "response.content_part",
                 "response.refusal", "response.reasoning", "response.function", "response.custom"),
    ],
    ids=["nothing announced", "no whole items", "no pieces", "only the end"],
)  # fmt: skip
def test_a_server_that_leaves_events_out_still_gives_the_answer(data: bytes) -> None:
    decoder, chunks = decode(data)
    assert decoder.error is None
    assert decoder.response() == answer(*OUTPUT)
    text, thinking, refusal, calls = said(chunks)
    assert (text, refusal, calls) == (EVERYTHING[0], EVERYTHING[2], EVERYTHING[3])
    assert thinking == EVERYTHING[1]


@pytest.mark.parametrize(
    "data",
    [STREAM, _without("response.output_item.added"), _without("response.output_text.done", "response.content_part")],
    ids=["all", "nothing announced", "few"],
)
def test_an_end_without_the_output_is_filled_from_the_pieces(data: bytes) -> None:
    data = data.replace(completed(*OUTPUT), EMPTY_END)
    decoder, _ = decode(data)
    assert decoder.response() == answer(*OUTPUT)
    frames = [json.loads(block.partition(b"data: ")[2]) for block in data.split(b"\n\n") if block]
    numberless = b"".join(event(kind=frame.pop("type"), **{**frame, "output_index": None}) for frame in frames)
    decoder, chunks = decode(numberless)
    assert decoder.error is None
    assert decoder.response() == answer(*OUTPUT)
    assert said(chunks)[3] == EVERYTHING[3]


def test_half_an_answer_is_what_had_come() -> None:
    decoder, _ = decode(b"".join(pieces(MESSAGE, 0)[:3]))
    assert isinstance(decoder.error, StreamTruncated)
    assert decoder.response().text == "Pa"
    assert decoder.response().finish_reason is None
    assert decoder.has_content


def test_a_character_that_was_cut_in_two_is_whole_again() -> None:
    where = {"output_index": 0, "content_index": 0}
    halves = [event("response.output_text.delta", **where, delta=piece) for piece in ("a\ud83d", "\ude42", "b")]
    whole = {**MESSAGE, "content": [{"type": "output_text", "text": "a🙂b"}]}
    for end in (completed(whole), EMPTY_END):
        decoder, chunks = decode(b"".join(halves) + end)
        assert decoder.response().text == "a🙂b"
        assert said(chunks)[0] == "a🙂b"
        assert [chunk.text for chunk in chunks[:3]] == ["a", "🙂", "b"]


def test_an_incomplete_answer_is_complete_as_a_stream() -> None:
    end = event(
        "response.incomplete",
        response=body(MESSAGE, status="incomplete", incomplete_details={"reason": "max_output_tokens"}),
    )
    decoder, chunks = decode(created() + end)
    assert decoder.error is None
    assert (decoder.response().finish_reason, chunks[-1].choices[0].finish_reason) == ("length", "length")


def test_a_bare_end_is_an_end() -> None:
    decoder, _ = decode(created() + b"".join(pieces(MESSAGE, 0)) + event("response.completed"))
    assert decoder.error is None
    response = decoder.response()
    assert (response.text, response.finish_reason, response.id) == ("Paris", "stop", "resp_1")


def test_the_last_word_of_other_servers_is_done() -> None:
    decoder, _ = decode(b"".join(pieces(MESSAGE, 0)) + b"data: [DONE]\n\n")
    assert decoder.error is None
    assert decoder.response().text == "Paris"


def test_an_answer_that_was_not_streamed() -> None:
    decoder, chunks = decode(json.dumps(body(*OUTPUT)).encode())
    assert decoder.response() == answer(*OUTPUT)
    assert said(chunks) == EVERYTHING
    decoder, _ = decode(b"<html>")
    assert isinstance(decoder.error, InvalidResponse)


def test_gaps_pings_and_unknown_events_do_no_harm() -> None:
    noise = event("response.hologram.delta", delta="x", sequence_number=99) + b"event: ping\ndata: {}\n\n: comment\n\n"
    decoder, chunks = decode(created() + noise + event("keepalive", sequence_number=4) + completed(MESSAGE))
    assert decoder.response() == answer(MESSAGE)
    assert [found.raw["type"] for found in events_of(chunks) if found.kind == "unknown"] == ["response.hologram.delta"]


# Errors


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (event("error", code="rate_limit_exceeded", message="Slow down", param=None), RateLimited),
        (event("error", error={"type": "insufficient_quota", "code": "insufficient_quota", "message": "x"}), QuotaExhausted),
        (event("error", code=None, message="Something broke"), ServerError),
        (event("error", error={"type": "overloaded_error", "message": "x"}), Overloaded),
        (event("response.failed", response=body(status="failed", error={"code": "server_error", "message": "x"})), ServerError),
        (event("response.failed", response=body(status="failed", error={"code": "invalid_prompt", "message": "x"})), BadRequest),
        (event("response.failed", response=body(status="failed", error=None)), ServerError),
        (b'event: error\ndata: {"message": "Slow down", "code": "rate_limit_exceeded"}\n\n', RateLimited),
        (b'event: error\ndata: {"message": "Something broke"}\n\n', ServerError),
        (b'data: {"error": {"message": "Slow down", "code": 429}}\n\n', RateLimited),
        (completed(status="failed", error={"code": "image_content_policy_violation", "message": "x"}), ContentFiltered),
        (event("error", code="context_length_exceeded", message="Your input exceeds the context window"), ContextLengthExceeded),
    ],
)  # fmt: skip
def test_an_error_in_mid_stream_is_the_error_it_names(frame: bytes, kind: type[AilibError]) -> None:
    decoder, _ = decode(created() + pieces(MESSAGE, 0)[2] + frame)
    assert isinstance(decoder.error, kind), repr(decoder.error)
    assert decoder.error.provider == "openai"


def test_a_failed_answer_with_status_200_is_an_error() -> None:
    failed = body(status="failed", error={"code": "rate_limit_exceeded", "message": "Slow down"})
    error = DIALECT.error_in(failed, OPENAI)
    assert isinstance(error, RateLimited)
    assert (error.code, error.message, error.status) == ("rate_limit_exceeded", "Slow down", 200)
    assert DIALECT.error_in(body(MESSAGE), OPENAI) is None
    assert isinstance(DIALECT.error_in({"error": {"message": "no", "type": "server_error"}}, OPENAI), ServerError)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | st.text(max_size=5),
    lambda children: st.lists(children, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "type", "text", "output", "content", "summary", "item", "error", "part", "delta", "usage"]),
        children,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
_KINDS = st.sampled_from(
    [
        *sorted(DIALECT.chat_stream(OPENAI, REQUEST, "m")._readers), "response.output_text.delta", "response.created",
        "response.completed", "response.incomplete", "response.failed", "error", "response.new",
    ]
)  # fmt: skip
_FRAME = st.fixed_dictionaries(
    {"type": _KINDS},
    optional={
        "output_index": _JSON | st.integers(0, 2),
        "content_index": _JSON,
        "summary_index": _JSON,
        "item_id": _JSON,
        "delta": _JSON,
        "text": _JSON,
        "arguments": _JSON,
        "annotation": _JSON,
        "logprobs": _JSON,
        "part": _JSON | st.fixed_dictionaries({"type": st.sampled_from(["output_text", "refusal"]), "text": _JSON}),
        "item": _JSON
        | st.fixed_dictionaries(
            {"type": st.sampled_from(["message", "reasoning", "function_call", "custom_tool_call", "x"])},
            optional={"content": _JSON, "summary": _JSON, "arguments": _JSON, "id": _JSON, "call_id": _JSON},
        ),
        "response": _JSON | st.fixed_dictionaries({"output": _JSON, "status": _JSON, "usage": _JSON}),
    },
)


@given(frames=st.lists(_JSON | _FRAME, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_frame_breaks_the_decoder(frames: list[Any]) -> None:
    data = b"".join(b"data: " + json.dumps(frame).encode() + b"\n\n" for frame in frames)
    decoder, chunks = decode(data)
    response = decoder.response()
    events_of(chunks)
    assert decoder.error is None or isinstance(decoder.error, AilibError)
    if decoder.done:
        saved(response.message)


@given(
    data=_JSON | st.fixed_dictionaries({"output": _JSON | st.lists(_JSON)}, optional={"status": _JSON, "usage": _JSON})
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_answer_breaks_the_reader(data: Any) -> None:
    DIALECT.error_in(data, OPENAI)
    response = DIALECT.decode_chat(data, OPENAI, REQUEST)
    if response is not None:
        assert response.raw == data or data != data
