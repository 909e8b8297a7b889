"""The stream decoder of the OpenAI chat family: any split, any JSON, tool calls, thinking tags."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ailib import ChatCompletionRequest
from ailib.core.events import EventSource
from ailib.errors import AilibError
from ailib.providers.catalogue import get_provider
from ailib.wire.openai_chat import OpenAIChat
from ailib.wire.think import ThinkSplitter, split_think

DIALECT = OpenAIChat()
PROFILE = get_provider("embedded")
REQUEST = ChatCompletionRequest(messages="hi")


def decode(body: bytes, sizes: list[int] | None = None, request: ChatCompletionRequest = REQUEST) -> Any:
    """(decoder, chunks) of a body in pieces."""
    decoder = DIALECT.chat_stream(PROFILE, request, "m")
    chunks: list[Any] = []
    at = turn = 0
    while at < len(body) and not decoder.done and decoder.error is None:
        size = sizes[turn % len(sizes)] if sizes else len(body)
        chunks += decoder.feed(body[at : at + size])
        at += size
        turn += 1
    chunks += decoder.finish()
    return decoder, chunks


def frames(*payloads: Any, done: bool = True) -> bytes:
    lines = [payload if isinstance(payload, bytes) else json.dumps(payload).encode() for payload in payloads]
    return b"".join(b"data: " + line + b"\n\n" for line in [*lines, *([b"[DONE]"] if done else [])])


def delta(finish: str | None = None, index: int = 0, **fields: Any) -> dict[str, Any]:
    return {"id": "c", "model": "m", "choices": [{"index": index, "delta": fields, "finish_reason": finish}]}


def calls_of(*fragments: Any) -> list[tuple[str, str, str]]:
    """The tool calls that fragments make, one chunk for each; events and response must agree."""
    body = frames(*(delta(tool_calls=fragment if isinstance(fragment, list) else [fragment]) for fragment in fragments),
                  delta(finish="tool_calls"))  # fmt: skip
    decoder, chunks = decode(body)
    assert decoder.error is None
    found = [(call.id, call.name, call.arguments) for call in decoder.response().tool_calls]
    source = EventSource()
    events = [event for chunk in chunks for event in source.feed(chunk)] + source.end()
    complete = [event for event in events if event.kind == "tool_call_complete"]
    assert [(event.id, event.name, event.arguments) for event in complete] == found
    assert len([event for event in events if event.kind == "tool_call_started"]) == len(found)
    return found


def piece(
    index: int | None = None, call_id: str | None = None, name: str | None = None, args: str | None = None
) -> Any:
    fragment: dict[str, Any] = {"function": {}}
    if index is not None:
        fragment["index"] = index
    if call_id is not None:
        fragment["id"] = call_id
        fragment["type"] = "function"
    if name is not None:
        fragment["function"]["name"] = name
    if args is not None:
        fragment["function"]["arguments"] = args
    return fragment


A, B = '{"x": "one"}', '{"y": [1, 2]}'
BOTH = [("a", "f", A), ("b", "g", B)]


@pytest.mark.parametrize(
    "fragments",
    [
        [piece(0, "a", "f", ""), piece(0, args=A[:5]), piece(0, args=A[5:]), piece(1, "b", "g", ""), piece(1, args=B)],
        [piece(0, "a", "f", A), piece(0, "b", "g", B)],
        [piece(0, "a", "f", ""), piece(0, args=A), piece(0, "b", "g", ""), piece(0, args=B)],
        [piece(None, "a", "f", A), piece(None, "b", "g", B)],
        [piece(None, "a", "f", ""), piece(None, args=A), piece(None, "b", "g", ""), piece(None, args=B)],
        [piece(0, "a", "f", A[:4]), piece(1, "b", "g", B[:4]), piece(0, args=A[4:]), piece(1, args=B[4:])],
        [piece(0, "a", "f", A[:4]), piece(0, "b", "g", B[:4]), piece(0, "a", args=A[4:]), piece(0, "b", args=B[4:])],
        [piece(0, "a", "f", A[:4]), piece(1, "a", args=A[4:]), piece(2, "b", "g", B[:4]), piece(3, "b", args=B[4:])],
        [piece(0, "a", "f", A[:4]), piece(0, "a", "f", A[4:]), piece(1, "b", "g", B[:4]), piece(1, "b", "g", B[4:])],
        [[piece(0, "a", "f", A), piece(1, "b", "g", B)]],
        [piece(3, "a", "f", A), piece(7, "b", "g", B)],
        [piece(0, "a", "f", ""), piece(1, "b", "g", ""), piece(1, args=B), piece(0, args=A)],
        [piece(0, "a", "f"), piece(0, "", "", A), piece(1, "b", "g"), piece(1, "", "", B)],
    ],
    ids=["by-the-book", "same-index-whole", "same-index-pieces", "no-index-whole", "no-index-pieces", "interleaved-by-index",
         "interleaved-by-id", "drifting-index", "name-repeated", "one-chunk", "odd-numbers", "reversed", "empty-ids"],
)  # fmt: skip
def test_two_tool_calls_whatever_the_indices(fragments: list[Any]) -> None:
    """Promise 8."""
    assert calls_of(*fragments) == BOTH


def test_calls_without_any_id_go_by_index() -> None:
    """Promise 8."""
    fragments = [piece(0, None, "f", A[:3]), piece(1, None, "g", B[:3]), piece(0, args=A[3:]), piece(1, args=B[3:])]
    assert [(name, args) for _, name, args in calls_of(*fragments)] == [("f", A), ("g", B)]


def test_one_call_whose_name_comes_in_every_piece() -> None:
    """Promise 8."""
    assert calls_of(*(piece(None, None, "f", part) for part in (A[:3], A[3:6], A[6:]))) == [("", "f", A)]


def test_same_function_twice_without_ids() -> None:
    """Promise 8."""
    found = calls_of(piece(0, None, "f", A), piece(0, None, "f", B))
    assert [args for _, _, args in found] == [A, B]


def test_id_that_comes_late() -> None:
    """Promise 8."""
    assert calls_of(piece(0, None, "f", A[:4]), piece(0, "a", None, A[4:])) == [("a", "f", A)]


def test_arguments_as_objects_and_nulls() -> None:
    decoder, _ = decode(
        frames(
            delta(tool_calls=[{"index": 0, "id": "a", "function": {"name": "f", "arguments": {"x": 1}}}]),
            delta(tool_calls=[{"index": 0, "id": None, "function": {"name": None, "arguments": None}}, None, 5]),
            delta(tool_calls=None),
            delta(finish="tool_calls"),
        )
    )
    assert [call.parse_args() for call in decoder.response().tool_calls] == [{"x": 1}]


@settings(max_examples=150, deadline=None)
@given(
    calls=st.lists(
        st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=6), max_size=3), min_size=1, max_size=4
    ),
    data=st.data(),
)
def test_any_interleaving_by_id(calls: list[dict[str, Any]], data: Any) -> None:
    """Promise 8: with an id on every piece, neither order nor indices matter."""
    queues: list[list[tuple[int, str, str | None]]] = []
    for number, arguments in enumerate(calls):
        text = json.dumps(arguments)
        cut = data.draw(st.integers(0, len(text)))
        queues.append([(number, text[:cut], f"f{number}"), (number, text[cut:], None)])
    fragments: list[Any] = [piece(None, f"id{queue[0][0]}", queue[0][2], queue.pop(0)[1]) for queue in queues]
    order = data.draw(st.permutations([queue[0] for queue in queues]))
    for number, text, _ in order:
        index = data.draw(st.none() | st.integers(0, 3))
        fragments.append(piece(index, f"id{number}", None, text))
    expected = [(f"id{number}", f"f{number}", json.dumps(one)) for number, one in enumerate(calls)]
    assert calls_of(*fragments) == expected


# --- splits -----------------------------------------------------------------------------------------------------------

BODY = b": hello\n\n" + frames(
    delta(role="assistant", content=""),
    delta(reasoning_content="I thïnk"),
    delta(content="Wörds \u2028 here"),
    delta(tool_calls=[piece(0, "a", "f", A[:4])]),
    delta(tool_calls=[piece(0, args=A[4:])]),
    delta(finish="tool_calls"),
    {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}},
)


@settings(max_examples=80, deadline=None)
@given(sizes=st.lists(st.integers(1, 50), min_size=1, max_size=6))
def test_any_split_gives_the_same_answer(sizes: list[int]) -> None:
    """Promise 20."""
    whole, chunks = decode(BODY)
    split, pieces = decode(BODY, sizes)
    assert split.response() == whole.response()
    assert pieces == chunks
    assert split.done
    assert whole.response().text == "Wörds \u2028 here"


@pytest.mark.parametrize("cut", range(0, len(BODY), 7))
def test_a_cut_body_is_never_complete(cut: int) -> None:
    """Promise 1: at whatever byte."""
    decoder, _ = decode(BODY[:cut])
    finished = b'"finish_reason": "tool_calls"}]}\n' in BODY[: cut + 1]
    assert decoder.done is finished or (decoder.done and cut > BODY.index(b'"finish_reason": "tool_calls"'))
    assert (decoder.error is None) is decoder.done
    response = decoder.response()
    assert response.finish_reason in (None, "tool_calls")
    if not decoder.done:
        assert response.finish_reason is None


# --- anything ---------------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**40) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
NAMES = ["id", "model", "created", "choices", "usage", "index", "delta", "message", "finish_reason", "logprobs", "content", "role",
         "refusal", "tool_calls", "function", "function_call", "name", "arguments", "reasoning", "reasoning_content",
         "reasoning_details", "audio", "annotations", "x_groq", "type", "text", "error", "code", "base_resp", "citations",
         "prompt_tokens", "completion_tokens", "prompt_tokens_details", "completion_tokens_details", "data", "transcript", "thinking",
         "custom", "input", "summary", "signature", "closed", "format", "expires_at"]  # fmt: skip
LOOKALIKE = st.recursive(
    JSON | st.sampled_from(["stop", "error", "<think>", "</think>", "function", "custom", "text", "thinking", "assistant"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=25,
)  # fmt: skip
CHOICE = st.fixed_dictionaries(
    {}, optional={"index": LOOKALIKE | st.integers(0, 2), "delta": LOOKALIKE, "message": LOOKALIKE, "finish_reason": LOOKALIKE, "logprobs": LOOKALIKE}
)  # fmt: skip
FRAME = LOOKALIKE | st.fixed_dictionaries(
    {"choices": st.lists(CHOICE | LOOKALIKE, max_size=3)}, optional={"usage": LOOKALIKE, "id": LOOKALIKE, "model": LOOKALIKE, "created": LOOKALIKE}
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(payloads=st.lists(FRAME, max_size=5), sizes=st.lists(st.integers(1, 400), min_size=1, max_size=3))
def test_arbitrary_frames_never_crash(payloads: list[Any], sizes: list[int]) -> None:
    """Promise 9: chunks, or a typed error; then events, the response, its repr and its dict."""
    decoder, chunks = decode(frames(*payloads), sizes)
    assert decoder.error is None or isinstance(decoder.error, AilibError)
    source = EventSource()
    events = [event for chunk in chunks for event in source.feed(chunk)] + source.end()
    assert [event.kind for event in events].count("stream_end") == 1
    response = decoder.response()
    assert isinstance(response.text, str)
    assert repr(response)
    assert all(isinstance(call.arguments, str) for call in response.tool_calls)


@settings(max_examples=200, deadline=None)
@given(body=st.binary(max_size=80))
def test_arbitrary_bytes_never_crash(body: bytes) -> None:
    """Promise 10."""
    decoder, _ = decode(body, [7])
    assert decoder.done or isinstance(decoder.error, AilibError)


VALID: dict[str, Any] = {
    "id": "r", "object": "chat.completion", "created": 5, "model": "m", "system_fingerprint": "fp", "service_tier": "default",
    "choices": [{
        "index": 0, "finish_reason": "stop", "logprobs": {"content": [{"token": "a", "logprob": -0.1}]},
        "message": {
            "role": "assistant", "content": "hello", "refusal": None, "reasoning": "hm",
            "reasoning_details": [{"type": "reasoning.text", "text": "hm"}], "annotations": [{"type": "url_citation"}],
            "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
            "audio": {"id": "x", "data": "AAAA", "transcript": "t", "expires_at": 5},
            "function_call": {"name": "f", "arguments": "{}"},
        },
    }],
    "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5, "prompt_tokens_details": {"cached_tokens": 1},
              "completion_tokens_details": {"reasoning_tokens": 1}},
}  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *itertools.chain.from_iterable(places(one, (*path, key)) for key, one in inner)]


@settings(max_examples=300, deadline=None)
@given(place=st.sampled_from(places(VALID)), value=LOOKALIKE, second=st.sampled_from(places(VALID)), other=JSON)
def test_a_mutated_answer_never_crashes(
    place: tuple[Any, ...], value: Any, second: tuple[Any, ...], other: Any
) -> None:
    """Promise 9: any value at any place of a valid body."""
    body = json.loads(json.dumps(VALID))
    for path, new in ((place, value), (second, other)):
        if not path:
            continue
        target = body
        try:
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = new
        except (KeyError, IndexError, TypeError):
            continue
    response = DIALECT.decode_chat(body, PROFILE, REQUEST)
    if response is None:
        assert not isinstance(body.get("choices"), list)
        return
    assert response.raw == body
    assert isinstance(response.text, str)
    assert repr(response)
    if response.choices:
        message = response.message
        again = type(message).from_dict(json.loads(json.dumps(message.to_dict())))
        assert again == message


@settings(max_examples=200, deadline=None)
@given(message=st.dictionaries(st.sampled_from(NAMES), LOOKALIKE, max_size=6))
def test_a_message_of_any_shape_goes_back(message: dict[str, Any]) -> None:
    """Promise 9: what came can be sent again."""
    response = DIALECT.decode_chat({"choices": [{"message": message}]}, PROFILE, REQUEST)
    assert response is not None
    request = ChatCompletionRequest(messages=[{"role": "user", "content": "hi"}, response.message])
    body = DIALECT.encode_chat(request, PROFILE, "m", stream=False)
    assert json.dumps(body)
    assert len(body["messages"]) == 2


# --- thinking tags ----------------------------------------------------------------------------------------------------

TAGGED = st.lists(st.sampled_from(["<think>", "</think>", "<thi", "nk>", "</", "\n", "\n\n", " ", "a", "word", "<", ">", "ä"]),
                  max_size=10).map("".join)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(text=TAGGED, cuts=st.lists(st.integers(1, 6), min_size=1, max_size=4), opened=st.booleans())
def test_tags_at_any_split(text: str, cuts: list[int], opened: bool) -> None:
    """Promise 15."""

    def split(pieces: list[str]) -> tuple[str, str]:
        splitter = ThinkSplitter(opened=opened)
        thinking, content = zip(*([splitter.feed(one) for one in pieces] + [splitter.flush()]), strict=True)
        return "".join(thinking), "".join(content)

    pieces: list[str] = []
    at = turn = 0
    while at < len(text):
        pieces.append(text[at : at + cuts[turn % len(cuts)]])
        at += cuts[turn % len(cuts)]
        turn += 1
    assert split(pieces) == split([text])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", ("", "plain")),
        ("<think>a</think>b", ("a", "b")),
        ("  <think>a</think>\n\nb", ("a", "b")),
        ("<think></think>b", ("", "b")),
        ("b <think>a</think>", ("", "b <think>a</think>")),
        ("<think>never closed", ("never closed", "")),
        ("<thinking>b", ("", "<thinking>b")),
        ("<", ("", "<")),
        ("", ("", "")),
    ],
)
def test_tags_of_a_whole_text(text: str, expected: tuple[str, str]) -> None:
    """Promise 15."""
    assert split_think(text) == expected
