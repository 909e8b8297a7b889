"""The embedded provider as a client sees it: plain requests, aiohttp and raw sockets, nothing of our own client."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import math
import os
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import pytest
import requests
import trustme

from ailib.errors import ConfigurationError
from ailib.testing import EmbeddedProvider, Fault, Pace, ToolCall, shared_base_url, shared_provider

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Get the current weather in a city",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
            "required": ["city", "unit"],
        },
    },
}


@pytest.fixture
def provider() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as running:
        yield running


def question(text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"model": "embedded-chat", "messages": [{"role": "user", "content": text}], **more}


def post(provider: EmbeddedProvider, body: Any, path: str = "/chat/completions", **more: Any) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.post(provider.base_url + path, json=body, timeout=5, **more)


def get(provider: EmbeddedProvider, path: str, **more: Any) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(provider.url + path, timeout=5, **more)


def said(provider: EmbeddedProvider, text: str, **more: Any) -> Any:
    response = post(provider, question(text, **more))
    assert response.status_code == 200, response.text
    return response.json()["choices"][0]


def events(body: bytes) -> list[Any]:
    """The payloads of a stream, decoded where they are JSON."""
    found: list[Any] = []
    for block in body.decode().split("\n\n"):
        if block.startswith("data: "):
            payload = block.removeprefix("data: ")
            try:
                found.append(json.loads(payload))
            except ValueError:
                found.append(payload)
    return found


@contextmanager
def connected(provider: EmbeddedProvider, body: Any, path: str = "/v1/chat/completions") -> Iterator[socket.socket]:
    """A raw connection that has just sent a request."""
    payload = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", provider.port), timeout=3) as raw:
        raw.sendall(head.encode() + payload)
        yield raw


def until_closed(raw: socket.socket) -> tuple[bytes, str]:
    """Everything up to the end of the connection, and how it ended: "FIN" or "RST"."""
    data = b""
    while True:
        try:
            part = raw.recv(65536)
        except ConnectionResetError:
            return data, "RST"
        if not part:
            return data, "FIN"
        data += part


def until_contains(raw: socket.socket, needle: bytes, data: bytes = b"") -> bytes:
    while needle not in data:
        part = raw.recv(65536)
        assert part, data
        data += part
    return data


def dechunked(data: bytes) -> tuple[list[bytes], bool]:
    """The HTTP chunks behind the headers, a cut one included, and whether the last, empty one was there."""
    rest = data.partition(b"\r\n\r\n")[2]
    chunks: list[bytes] = []
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size, 16)
        if length == 0:
            return chunks, True
        chunks.append(rest[:length])
        rest = rest[length + 2 :]
    return chunks, False


# --- endpoints --------------------------------------------------------------------------------------------------------


def test_a_greeting_is_answered_in_a_friendly_way_with_usage_and_headers(provider: EmbeddedProvider) -> None:
    response = post(provider, question("Hello there"))
    body = response.json()
    assert body["object"] == "chat.completion"
    assert body["model"] == "embedded-chat"
    assert body["choices"][0]["message"]["content"].startswith("Hello!")
    assert body["choices"][0]["finish_reason"] == "stop"
    usage = body["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]
    assert usage["prompt_tokens_details"]["cached_tokens"] == 0
    assert response.headers["x-request-id"].startswith("req_")
    assert response.headers["openai-processing-ms"].isdigit()
    for what in ("limit", "remaining", "reset"):
        assert response.headers[f"x-ratelimit-{what}-requests"]
        assert response.headers[f"x-ratelimit-{what}-tokens"]
    assert post(provider, question()).headers["x-request-id"] != response.headers["x-request-id"]


def test_the_path_works_without_v1(provider: EmbeddedProvider) -> None:
    with requests.Session() as session:
        assert session.post(provider.url + "/chat/completions", json=question(), timeout=5).status_code == 200


def test_the_same_question_gets_the_same_answer_and_quotes_it(provider: EmbeddedProvider) -> None:
    text = said(provider, "Why is the sky blue?")["message"]["content"]
    assert '"Why is the sky blue?"' in text
    assert said(provider, "Why is the sky blue?")["message"]["content"] == text


def test_it_counts_and_obeys_max_tokens_and_stop(provider: EmbeddedProvider) -> None:
    assert said(provider, "Please count to 5")["message"]["content"] == "1, 2, 3, 4, 5."
    cut = said(provider, "count to 50", max_tokens=4)
    assert (cut["message"]["content"], cut["finish_reason"]) == ("1, 2,", "length")
    stopped = said(provider, "count to 50", stop=["4"])
    assert (stopped["message"]["content"], stopped["finish_reason"]) == ("1, 2, 3, ", "stop")


def test_a_stream_starts_with_the_role_and_ends_with_done(provider: EmbeddedProvider) -> None:
    with connected(provider, question("count to 3", stream=True)) as raw:
        data = until_contains(raw, b"0\r\n\r\n")
    chunks, complete = dechunked(data)
    assert complete
    assert all(chunk.startswith(b"data: ") and chunk.endswith(b"\n\n") for chunk in chunks), "one event a chunk"
    found = events(b"".join(chunks))
    assert b"content-type: text/event-stream" in data.lower()
    assert found[0]["choices"][0]["delta"] == {"role": "assistant", "content": "", "refusal": None}
    assert "".join(one["choices"][0]["delta"].get("content", "") for one in found[:-1]) == "1, 2, 3."
    assert found[-2]["choices"][0]["finish_reason"] == "stop"
    assert found[-1] == "[DONE]"
    assert all("usage" not in one for one in found[:-1])


def test_usage_comes_in_a_chunk_of_its_own_when_asked_for(provider: EmbeddedProvider) -> None:
    found = events(post(provider, question(stream=True, stream_options={"include_usage": True})).content)
    assert found[-2]["choices"] == []
    assert found[-2]["usage"]["completion_tokens"] == len(found) - 4  # role, finish, usage and [DONE] are no tokens
    assert all(one["usage"] is None for one in found[:-2])


def test_choices_are_interleaved_and_keep_their_index(provider: EmbeddedProvider) -> None:
    assert [one["index"] for one in post(provider, question("Hello", n=3)).json()["choices"]] == [0, 1, 2]
    found = events(post(provider, question("Hello", n=2, stream=True)).content)[:-1]
    indices = [one["choices"][0]["index"] for one in found]
    assert indices[:6] == [0, 1, 0, 1, 0, 1]
    assert sum(one["choices"][0]["finish_reason"] == "stop" for one in found) == 2


def test_the_reasoner_thinks_before_it_speaks(provider: EmbeddedProvider) -> None:
    body = post(provider, question("Hello") | {"model": "embedded-reasoner"}).json()
    assert "step by step" in body["choices"][0]["message"]["reasoning_content"]
    assert body["usage"]["completion_tokens_details"]["reasoning_tokens"] > 5
    found = events(post(provider, question("Hello", stream=True) | {"model": "embedded-reasoner"}).content)[1:-2]
    kinds = [next(iter(one["choices"][0]["delta"])) for one in found]
    assert kinds == sorted(kinds, reverse=True)
    assert set(kinds) == {"reasoning_content", "content"}


def test_models_are_listed_and_found(provider: EmbeddedProvider) -> None:
    listed = get(provider, "/v1/models").json()
    assert [one["id"] for one in listed["data"]] == [
        "embedded-chat",
        "embedded-reasoner",
        "embedded-mini",
        "embedded-embed",
    ]
    assert get(provider, "/v1/models/embedded-mini").json()["id"] == "embedded-mini"
    missing = get(provider, "/v1/models/gpt-99")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "model_not_found")


def test_embeddings_are_unit_vectors_that_depend_on_the_text(provider: EmbeddedProvider) -> None:
    def embed(**more: Any) -> list[dict[str, Any]]:
        response = post(provider, {"model": "embedded-embed", **more}, "/embeddings")
        assert response.status_code == 200, response.text
        return list(response.json()["data"])

    one, other = embed(input=["cat", "dog"])
    assert (one["index"], other["index"], len(one["embedding"])) == (0, 1, 256)
    assert math.isclose(sum(x * x for x in one["embedding"]), 1.0, abs_tol=1e-5)
    assert one["embedding"] != other["embedding"]
    assert embed(input="cat")[0]["embedding"] == one["embedding"]
    packed = embed(input="cat", encoding_format="base64", dimensions=8)[0]["embedding"]
    assert struct.unpack("<8f", base64.b64decode(packed)) == tuple(embed(input="cat", dimensions=8)[0]["embedding"])
    assert len(embed(input=[[1, 2], [3]])) == 2


def test_health_needs_no_key(provider: EmbeddedProvider) -> None:
    with EmbeddedProvider(api_key="sk-right") as locked:
        assert get(locked, "/health").json() == {"status": "ok"}


def test_legacy_completions_answer_and_stream(provider: EmbeddedProvider) -> None:
    body = {"model": "embedded-mini", "prompt": ["count to 3", "count to 2"]}
    whole = post(provider, body, "/completions").json()
    assert [(one["index"], one["text"]) for one in whole["choices"]] == [(0, "1, 2, 3."), (1, "1, 2.")]
    assert whole["object"] == "text_completion"
    body = {"model": "embedded-mini", "prompt": "count to 3", "stream": True}
    found = events(post(provider, body, "/completions").content)
    assert "".join(one["choices"][0]["text"] for one in found[:-1]) == "1, 2, 3."
    assert found[-1] == "[DONE]"


def test_images_are_counted_and_audio_is_spoken(provider: EmbeddedProvider) -> None:
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}
    content = [{"type": "text", "text": "What is this?"}, image, image]
    body = question() | {"messages": [{"role": "user", "content": content}]}
    assert "I see 2 images" in post(provider, body).json()["choices"][0]["message"]["content"]
    audio = said(provider, "Hello", modalities=["text", "audio"], audio={"voice": "alloy", "format": "wav"})["message"]
    assert audio["content"] is None
    assert base64.b64decode(audio["audio"]["data"]).startswith(b"RIFF")
    assert audio["audio"]["transcript"].startswith("Hello!")
    assert audio["audio"]["expires_at"] > time.time()


def test_logprobs_are_below_zero_and_spell_the_text(provider: EmbeddedProvider) -> None:
    choice = said(provider, "count to 3", logprobs=True, top_logprobs=2)
    content = choice["logprobs"]["content"]
    assert "".join(one["token"] for one in content) == "1, 2, 3."
    assert all(one["logprob"] < 0 and len(one["top_logprobs"]) == 2 for one in content)
    assert bytes(content[0]["bytes"]) == b"1"


# --- tools and schemas ------------------------------------------------------------------------------------------------


def test_a_question_about_a_tools_subject_calls_it(provider: EmbeddedProvider) -> None:
    choice = said(provider, "What is the weather in New York?", tools=[WEATHER])
    assert choice["finish_reason"] == "tool_calls"
    assert choice["message"]["content"] is None
    (call,) = choice["message"]["tool_calls"]
    assert json.loads(call["function"]["arguments"]) == {"city": "New York", "unit": "celsius"}
    assert call["id"]
    assert said(provider, "Tell me a joke", tools=[WEATHER])["finish_reason"] == "stop"
    assert said(provider, "weather", tools=[WEATHER], tool_choice="none")["finish_reason"] == "stop"


def test_tool_choice_required_or_named_always_calls(provider: EmbeddedProvider) -> None:
    other = {"type": "function", "function": {"name": "roll", "parameters": {"type": "object", "properties": {}}}}
    assert said(provider, "joke", tools=[WEATHER], tool_choice="required")["finish_reason"] == "tool_calls"
    named = {"type": "function", "function": {"name": "roll"}}
    (call,) = said(provider, "joke", tools=[WEATHER, other], tool_choice=named)["message"]["tool_calls"]
    assert call["function"] == {"name": "roll", "arguments": "{}"}


def test_two_cities_make_two_calls_unless_parallel_calls_are_off(provider: EmbeddedProvider) -> None:
    text = "What is the weather in Paris and London in fahrenheit?"
    calls = said(provider, text, tools=[WEATHER])["message"]["tool_calls"]
    assert [json.loads(one["function"]["arguments"])["city"] for one in calls] == ["Paris", "London"]
    assert len({one["id"] for one in calls}) == 2
    assert len(said(provider, text, tools=[WEATHER], parallel_tool_calls=False)["message"]["tool_calls"]) == 1


def test_streamed_tool_calls_come_in_pieces_with_their_index(provider: EmbeddedProvider) -> None:
    body = question("What is the weather in Paris and London?", tools=[WEATHER], stream=True)
    deltas = [one["choices"][0]["delta"] for one in events(post(provider, body).content)[:-1]]
    parts = [call for delta in deltas for call in delta.get("tool_calls", ())]
    assert [one["function"]["name"] for one in parts if "id" in one] == ["get_weather", "get_weather"]
    arguments = ["".join(one["function"]["arguments"] for one in parts if one["index"] == index) for index in (0, 1)]
    assert [json.loads(one)["city"] for one in arguments] == ["Paris", "London"]


def test_a_tools_result_is_quoted(provider: EmbeddedProvider) -> None:
    call = {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}
    messages = [
        {"role": "user", "content": "What is the weather in Paris?"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": "18 degrees"},
    ]
    choice = post(provider, {**question(), "messages": messages, "tools": [WEATHER]}).json()["choices"][0]
    assert choice["finish_reason"] == "stop"
    assert "18 degrees" in choice["message"]["content"]


def test_an_answer_follows_its_schema(provider: EmbeddedProvider) -> None:
    schema = {
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 2, "maxLength": 20},
            "age": {"type": "integer", "minimum": 18, "maximum": 99},
            "score": {"type": "number"},
            "kind": {"enum": ["cat", "dog"]},
            "tags": {"type": "array", "items": {"type": "string"}, "minItems": 2},
            "home": {"$ref": "#/$defs/place"},
            "note": {"anyOf": [{"type": "null"}, {"type": "string"}]},
            "tree": {"$ref": "#"},
        },
        "required": ["name", "age", "score", "kind", "tags", "home", "note"],
        "$defs": {"place": {"type": "object", "properties": {"open": {"type": "boolean"}}, "required": ["open"]}},
    }
    form = {"type": "json_schema", "json_schema": {"name": "animal", "schema": schema, "strict": True}}
    value = json.loads(
        said(provider, "Describe the dog Rex, who is 42 years old", response_format=form)["message"]["content"]
    )
    assert list(value) == schema["required"]
    assert (value["name"], value["age"], value["kind"], value["home"]) == ("Rex", 42, "dog", {"open": True})
    assert isinstance(value["score"], float)
    assert len(value["tags"]) == 2
    free = said(provider, "Give me JSON", response_format={"type": "json_object"})["message"]["content"]
    assert isinstance(json.loads(free), dict)


def test_a_schema_that_never_ends_still_gets_an_answer(provider: EmbeddedProvider) -> None:
    node: dict[str, Any] = {
        "type": "object",
        "properties": {
            "next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]},
            "all": {"type": "array", "items": {"$ref": "#"}},
        },
        "required": ["next", "all"],
    }
    form = {"type": "json_schema", "json_schema": {"name": "node", "schema": node}}
    value = json.loads(said(provider, "go", response_format=form)["message"]["content"])
    while value is not None:
        assert set(value) == {"next", "all"}
        value = value["next"]


# --- requests that are wrong ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "status", "param"),
    [
        ({"messages": None}, 400, "messages"),
        ({"messages": []}, 400, "messages"),
        ({"messages": [{"role": "pope", "content": "x"}]}, 400, "messages[0].role"),
        ({"messages": [{"role": "user"}]}, 400, "messages[0].content"),
        ({"messages": [{"role": "tool", "content": "x", "tool_call_id": "y"}]}, 400, "messages[0].role"),
        ({"model": None}, 400, "model"),
        ({"model": "gpt-99"}, 404, "model"),
        ({"model": "embedded-embed"}, 404, "model"),
        ({"temperature": 3}, 400, "temperature"),
        ({"n": 0}, 400, "n"),
        ({"max_tokens": "many"}, 400, "max_tokens"),
        ({"stream_options": {"include_usage": True}}, 400, "stream_options"),
        ({"tool_choice": "required"}, 400, "tool_choice"),
        ({"tools": [{}]}, 400, "tools[0].function.name"),
        ({"response_format": {"type": "xml"}}, 400, "response_format.type"),
    ],
)
def test_a_wrong_request_is_refused_and_the_field_named(
    provider: EmbeddedProvider, change: dict[str, Any], status: int, param: str
) -> None:
    response = post(provider, question() | change)
    error = response.json()["error"]
    assert (response.status_code, error["param"]) == (status, param)
    assert error["type"] == "invalid_request_error"
    assert error["message"]


def test_broken_json_and_unknown_paths_are_refused(provider: EmbeddedProvider) -> None:
    with requests.Session() as session:
        response = session.post(provider.base_url + "/chat/completions", data=b"{", timeout=5)
        assert (response.status_code, response.json()["error"]["type"]) == (400, "invalid_request_error")
    assert get(provider, "/v1/nothing").json()["error"]["code"] == "unknown_url"
    assert get(provider, "/v1/chat/completions").status_code == 405


def test_too_long_a_prompt_exceeds_the_context(provider: EmbeddedProvider) -> None:
    response = post(provider, question("word " * 130_000))
    assert (response.status_code, response.json()["error"]["code"]) == (400, "context_length_exceeded")


def test_only_the_right_key_is_let_in() -> None:
    with EmbeddedProvider(api_key="sk-right") as locked:
        assert post(locked, question()).json()["error"]["code"] == "missing_api_key"
        wrong = post(locked, question(), headers={"Authorization": "Bearer sk-wrong"})
        assert (wrong.status_code, wrong.json()["error"]["code"]) == (401, "invalid_api_key")
        assert post(locked, question(), headers={"Authorization": "Bearer sk-right"}).status_code == 200


# --- scripts ----------------------------------------------------------------------------------------------------------


def test_the_first_matching_rule_answers(provider: EmbeddedProvider) -> None:
    provider.answer("weather", text="Sunny.", usage={"total_tokens": 7})
    provider.answer(lambda body: body.get("seed") == 5, text="Five.", finish_reason="content_filter")
    provider.answer(text="Else.")
    weather = post(provider, question("the weather please", seed=5)).json()
    assert (weather["choices"][0]["message"]["content"], weather["usage"]) == ("Sunny.", {"total_tokens": 7})
    assert said(provider, "x", seed=5)["finish_reason"] == "content_filter"
    assert said(provider, "x")["message"]["content"] == "Else."
    provider.clear()
    assert said(provider, "hi")["message"]["content"].startswith("Hello!")


def test_a_rule_for_two_times_then_falls_through(provider: EmbeddedProvider) -> None:
    provider.answer("x", fault=Fault(status=429, retry_after=0.1, message="slow down"), times=2)
    first, second, third = (post(provider, question("x")) for _ in range(3))
    assert (first.status_code, first.headers["Retry-After"]) == (429, "0.1")
    assert first.json()["error"] == {
        "message": "slow down",
        "type": "rate_limit_error",
        "param": None,
        "code": "rate_limit_exceeded",
    }
    assert (second.status_code, third.status_code) == (429, 200)


def test_queued_answers_come_before_the_rules(provider: EmbeddedProvider) -> None:
    provider.answer(text="rule").queue(text="one").queue(text="two", reasoning="hm", refusal="no")
    assert said(provider, "x")["message"]["content"] == "one"
    message = said(provider, "x")["message"]
    assert (message["content"], message["reasoning_content"], message["refusal"]) == ("two", "hm", "no")
    assert said(provider, "x")["message"]["content"] == "rule"


def test_scripted_tool_calls_may_hold_broken_arguments(provider: EmbeddedProvider) -> None:
    provider.queue(tool_calls=[ToolCall("f", '{"a": '), {"name": "g", "arguments": {"b": 1}, "id": "call_g"}])
    calls = said(provider, "x")["message"]["tool_calls"]
    assert calls[0]["function"] == {"name": "f", "arguments": '{"a": '}
    assert calls[1] == {"id": "call_g", "type": "function", "function": {"name": "g", "arguments": '{"b": 1}'}}


def test_scripted_chunks_and_bodies_are_sent_as_they_are(provider: EmbeddedProvider) -> None:
    provider.queue(chunks=[{"a": 1}, "[DONE]", b": raw\r\n\r\n"])
    assert post(provider, question(stream=True)).content == b'data: {"a":1}\n\ndata: [DONE]\n\n: raw\r\n\r\n'
    provider.queue(body=b"\xff").queue(body={"choices": []})
    assert post(provider, question()).content == b"\xff"
    assert post(provider, question()).json() == {"choices": []}


def test_faults_reach_the_other_endpoints_but_words_do_not(provider: EmbeddedProvider) -> None:
    provider.answer(text="words", times=1).answer(fault=Fault(status=503), times=2)
    assert get(provider, "/v1/models").status_code == 503
    assert post(provider, {"model": "embedded-embed", "input": "x"}, "/embeddings").status_code == 503
    assert said(provider, "x")["message"]["content"] == "words"


# --- faults on the wire -----------------------------------------------------------------------------------------------


def broken(provider: EmbeddedProvider, fault: Fault, *, stream: bool = True) -> tuple[bytes, str]:
    """What arrives on a raw connection under a fault that closes it, and how it ends."""
    provider.queue(fault=fault)
    with connected(provider, question("count to 9", stream=stream)) as raw:
        return until_closed(raw)


@pytest.mark.parametrize(("reset", "end"), [(False, "FIN"), (True, "RST")])
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("count", [0, 1, 100, 377])
def test_the_connection_is_cut_after_exactly_so_many_bytes(
    provider: EmbeddedProvider, count: int, stream: bool, reset: bool, end: str
) -> None:
    data, how = broken(provider, Fault(cut_after_bytes=count, reset=reset), stream=stream)
    assert how == end
    assert data.startswith(b"HTTP/1.1 200")
    if stream:
        chunks, complete = dechunked(data)
        assert (len(b"".join(chunks)), complete) == (count, False)
    else:
        assert len(data.partition(b"\r\n\r\n")[2]) == count


def test_the_connection_is_cut_after_so_many_chunks(provider: EmbeddedProvider) -> None:
    chunks, complete = dechunked(broken(provider, Fault(cut_after_chunks=3))[0])
    assert (len(chunks), complete) == (3, False)
    assert broken(provider, Fault(cut_after_chunks=2, reset=True))[1] == "RST"


def test_a_refused_request_sees_no_byte(provider: EmbeddedProvider) -> None:
    assert broken(provider, Fault(refuse=True)) == (b"", "FIN")
    assert broken(provider, Fault(reset=True)) == (b"", "RST")
    assert broken(provider, Fault(refuse=True, reset=True), stream=False) == (b"", "RST")


def test_a_truncated_stream_ends_cleanly_without_its_last_word(provider: EmbeddedProvider) -> None:
    provider.queue(fault=Fault(truncate_after_chunks=3))
    found = events(post(provider, question("count to 9", stream=True)).content)
    assert len(found) == 3
    assert all(one["choices"][0]["finish_reason"] is None for one in found)


def test_a_stalled_stream_is_silent_until_the_client_goes(provider: EmbeddedProvider) -> None:
    provider.queue(fault=Fault(stall_after=2))
    with connected(provider, question(stream=True)) as raw:
        data = until_contains(raw, b'"content":"Hello"')
        raw.settimeout(0.15)
        with pytest.raises(TimeoutError):
            raw.recv(1)
        assert len(dechunked(data)[0]) == 2
        assert provider.active_requests == 1
        assert provider.requests[-1].closed_early_at is None
        gone = time.monotonic()
    seen = provider.wait_for(lambda p: p.requests[-1] if p.requests[-1].closed_early_at else None)
    assert seen.closed_early_at is not None
    assert 0 <= seen.closed_early_at - gone < 0.5
    provider.wait_for(lambda p: p.active_requests == 0 and p.open_connections == 0)


def test_a_heart_beats_while_the_stream_stalls(provider: EmbeddedProvider) -> None:
    provider.queue(fault=Fault(stall_after=1, heartbeat=0.05))
    with connected(provider, question(stream=True)) as raw:
        start = time.monotonic()
        data = b""
        while data.count(b": ping\n\n") < 4:
            data += raw.recv(65536)
        assert 0.18 < time.monotonic() - start < 1.0
    provider.queue(fault=Fault(stall_after=1, heartbeat=0.02, heartbeat_event="ping"))
    with connected(provider, question(stream=True)) as raw:
        assert until_contains(raw, b'event: ping\ndata: {"type": "ping"}\n\n')


def test_a_stalled_plain_answer_stops_in_its_body(provider: EmbeddedProvider) -> None:
    provider.queue(fault=Fault(stall_after=10))
    with connected(provider, question()) as raw:
        data = until_contains(raw, b'\r\n\r\n{"id":"cha')
        raw.settimeout(0.1)
        with pytest.raises(TimeoutError):
            raw.recv(1)
        assert data.endswith(b'{"id":"cha')


def test_delays_come_before_the_headers_or_before_the_body(provider: EmbeddedProvider) -> None:
    provider.queue(fault=Fault(delay=0.1)).queue(fault=Fault(first_byte_delay=0.25, heartbeat=0.05))
    with connected(provider, question()) as raw:
        start = time.monotonic()
        assert raw.recv(1)
        assert time.monotonic() - start > 0.09
    with connected(provider, question(stream=True)) as raw:
        start = time.monotonic()
        data = until_contains(raw, b"\r\n\r\n")
        assert time.monotonic() - start < 0.2
        until_contains(raw, b"data: ", data)
        assert time.monotonic() - start > 0.24


def test_a_plain_answer_may_have_heartbeats_before_its_json(provider: EmbeddedProvider) -> None:
    provider.queue(fault=Fault(first_byte_delay=0.1, heartbeat=0.03))
    response = post(provider, question())
    assert response.content.startswith(b"\n\n")
    assert response.json()["choices"]


def test_a_client_that_waits_for_100_continue_gets_it(provider: EmbeddedProvider) -> None:
    payload = json.dumps(question("hi")).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {len(payload)}"
    with socket.create_connection(("127.0.0.1", provider.port), timeout=3) as raw:
        raw.sendall(head.encode() + b"\r\n\r\n")
        assert until_contains(raw, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        raw.sendall(payload)
        assert until_contains(raw, b"\r\n\r\n").startswith(b"HTTP/1.1 200")


def test_a_client_that_leaves_in_the_middle_stops_the_generation() -> None:
    with EmbeddedProvider(pace=Pace(first_token=0.0, tokens_per_second=20)) as provider:
        with connected(provider, question("count to 1000", stream=True)) as raw:
            until_contains(raw, b'"content":"1"')
        gone = time.monotonic()
        seen = provider.wait_for(lambda p: p.requests[-1] if p.requests[-1].closed_early_at else None)
        assert seen.closed_early_at is not None
        assert seen.closed_early_at - gone < 0.5
        provider.wait_for(lambda p: p.active_requests == 0)


def test_a_cut_large_body_arrives_complete_up_to_the_cut(provider: EmbeddedProvider) -> None:
    provider.queue(body=b"x" * 8_000_000, fault=Fault(cut_after_bytes=7_000_000, reset=True))
    with connected(provider, question()) as raw:
        time.sleep(0.1)
        data, how = until_closed(raw)
    assert (len(data.partition(b"\r\n\r\n")[2]), how) == (7_000_000, "RST")


def test_a_slow_body_keeps_to_its_rate(provider: EmbeddedProvider) -> None:
    provider.queue(body=b"x" * 100, fault=Fault(slow_body=500))
    start = time.monotonic()
    assert post(provider, question()).content == b"x" * 100
    assert 0.15 < time.monotonic() - start < 1.0


def test_a_broken_frame_is_followed_by_the_rest(provider: EmbeddedProvider) -> None:
    provider.queue(fault=Fault(broken_frame_at=2))
    found = events(post(provider, question("count to 3", stream=True)).content)
    assert [index for index, one in enumerate(found[:-1]) if isinstance(one, str)] == [2]
    assert found[2].startswith('{"id"')
    assert found[-1] == "[DONE]"


def test_an_error_arrives_inside_a_200(provider: EmbeddedProvider) -> None:
    for _ in range(2):
        provider.queue(fault=Fault(error_frame_at=2, message="overloaded", code="busy"))
    response = post(provider, question(stream=True))
    found = events(response.content)
    assert (response.status_code, len(found)) == (200, 3)
    assert found[2]["error"]["message"] == "overloaded"
    plain = post(provider, question())
    assert (plain.status_code, plain.json()["error"]["code"]) == (200, "busy")


def test_a_login_page_or_nothing_may_take_the_answers_place(provider: EmbeddedProvider) -> None:
    provider.queue(fault=Fault(html=True)).queue(fault=Fault(empty=True)).queue(fault=Fault(content_type="text/plain"))
    page, nothing, mislabelled = (post(provider, question()) for _ in range(3))
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert page.text.startswith("<!DOCTYPE html>")
    assert (nothing.status_code, nothing.content) == (200, b"")
    assert (mislabelled.headers["Content-Type"], mislabelled.json()["object"]) == ("text/plain", "chat.completion")


def test_an_error_may_have_any_body_and_headers(provider: EmbeddedProvider) -> None:
    date = "Wed, 21 Oct 2037 07:28:00 GMT"
    provider.queue(fault=Fault(status=502, body="<bad gateway>", headers={"X-Hop": "edge"}, retry_after=date))
    response = post(provider, question())
    assert (response.status_code, response.text) == (502, "<bad gateway>")
    assert (response.headers["X-Hop"], response.headers["Retry-After"]) == ("edge", date)


def test_done_and_usage_can_be_left_away(provider: EmbeddedProvider) -> None:
    for _ in range(2):
        provider.queue(fault=Fault(no_done=True, drop_usage=True))
    found = events(post(provider, question(stream=True, stream_options={"include_usage": True})).content)
    assert found[-1]["choices"][0]["finish_reason"] == "stop"
    assert "usage" not in post(provider, question()).json()


@pytest.mark.parametrize("stream", [False, True])
def test_bodies_can_be_compressed(provider: EmbeddedProvider, stream: bool) -> None:
    provider.queue(fault=Fault(gzip=True))
    response = post(provider, question("count to 3", stream=stream), stream=True)
    assert response.headers["Content-Encoding"] == "gzip"
    plain = gzip.decompress(response.raw.read())
    assert b'"content":"1, 2, 3."' in plain or plain.endswith(b"data: [DONE]\n\n")


def test_a_header_asks_for_faults_counted_by_its_id(provider: EmbeddedProvider) -> None:
    def ask(name: str) -> int:
        headers = {"x-embedded-fault": '{"status": 503, "times": 2}', "x-embedded-id": name}
        return post(provider, question(), headers=headers).status_code

    assert [ask("a"), ask("b"), ask("a"), ask("a"), ask("b"), ask("b")] == [503, 503, 503, 200, 503, 200]
    wrong = post(provider, question(), headers={"x-embedded-fault": '{"colour": 1}'})
    assert wrong.status_code == 400
    assert "unknown fault field colour" in wrong.json()["error"]["message"]
    wrong = post(provider, question(), headers={"x-embedded-fault": '{"delay": "long"}'})
    assert (wrong.status_code, wrong.json()["error"]["message"]) == (
        400,
        "The header x-embedded-fault is wrong: delay must be float, not 'long'",
    )


# --- pace, load, lifecycle --------------------------------------------------------------------------------------------


def test_tokens_come_at_their_pace() -> None:
    with EmbeddedProvider(pace=Pace(first_token=0.1, tokens_per_second=50)) as provider:
        with connected(provider, question("count to 5", stream=True)) as raw:
            start = time.monotonic()
            data = until_contains(raw, b'"content":"1"')
            first = time.monotonic() - start
            until_contains(raw, b"[DONE]", data)
            last = time.monotonic() - start
        # Ten pieces: the last one is ready nine fiftieths of a second after the first.
        assert 0.09 < first < 0.4
        assert 0.16 < last - first < 0.6
        start = time.monotonic()
        said(provider, "count to 5")
        assert time.monotonic() - start > 0.25


def test_it_remembers_what_it_was_asked(provider: EmbeddedProvider) -> None:
    before = time.monotonic()
    with requests.Session() as session:
        for _ in range(2):
            url = provider.base_url + "/chat/completions?api-version=1"
            session.post(url, json=question("remember"), headers={"X-Mine": "yes"}, timeout=5)
    get(provider, "/v1/models")
    first, second, third = provider.requests
    assert (first.method, first.path, first.query) == ("POST", "/v1/chat/completions", "api-version=1")
    assert first.headers["x-mine"] == "yes"
    assert first.body == question("remember")
    assert before <= first.at <= time.monotonic()
    assert first.connection_id == second.connection_id != third.connection_id
    assert first.closed_early_at is None
    assert third.body is None
    provider.clear()
    assert provider.requests == []


def test_waiting_in_vain_raises_timeout_error(provider: EmbeddedProvider) -> None:
    with pytest.raises(TimeoutError, match=r"within 0.05 s"):
        provider.wait_for(lambda p: p.requests, timeout=0.05)


def test_the_peak_counts_what_is_in_flight_at_once(provider: EmbeddedProvider) -> None:
    provider.answer(fault=Fault(delay=0.3))

    async def ask() -> list[int]:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

            async def one() -> int:
                async with session.post(provider.base_url + "/chat/completions", json=question()) as response:
                    await response.read()
                    return response.status

            return await asyncio.gather(*(one() for _ in range(50)))

    assert asyncio.run(ask()) == [200] * 50
    assert provider.peak_requests == 50
    provider.wait_for(lambda p: p.active_requests == 0)


def test_a_hundred_streams_at_once_are_all_complete(provider: EmbeddedProvider) -> None:
    async def ask() -> list[bytes]:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

            async def one() -> bytes:
                body = question("count to 5", stream=True)
                async with session.post(provider.base_url + "/chat/completions", json=body) as response:
                    return await response.read()

            return await asyncio.gather(*(one() for _ in range(100)))

    assert all(body.endswith(b"data: [DONE]\n\n") for body in asyncio.run(ask()))
    assert len(provider.requests) == 100


def test_stopping_frees_stalled_clients_at_once_and_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    provider = EmbeddedProvider().start()
    provider.answer(fault=Fault(stall_after=1))
    with connected(provider, question(stream=True)) as one, connected(provider, question()) as other:
        provider.wait_for(lambda p: p.active_requests == 2)
        start = time.monotonic()
        provider.stop()
        assert time.monotonic() - start < 1.0
        assert set(threading.enumerate()) == before
        assert until_closed(one)[1] in ("FIN", "RST")
        assert until_closed(other)[1] in ("FIN", "RST")
    assert [seen.closed_early_at for seen in provider.requests] == [None, None]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", provider.port), timeout=1)


def test_a_restarted_provider_is_back_at_its_address() -> None:
    provider = EmbeddedProvider()
    with pytest.raises(ConfigurationError):
        _ = provider.url
    with provider:
        url = provider.url
        assert provider.start() is provider
    provider.stop()
    with provider:
        assert provider.url == url
        assert said(provider, "hi")["finish_reason"] == "stop"


def test_a_taken_port_raises_os_error(provider: EmbeddedProvider) -> None:
    with pytest.raises(OSError, match="in use"):
        EmbeddedProvider(port=provider.port).start()


def test_a_wrong_tls_argument_is_raised_by_start() -> None:
    with pytest.raises(TypeError, match="SSLContext"):
        EmbeddedProvider(tls=True).start()  # type: ignore[arg-type]


def test_it_speaks_https() -> None:
    authority = trustme.CA()
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(server_side)
    client_side = ssl.create_default_context()
    authority.configure_trust(client_side)
    with EmbeddedProvider(tls=server_side) as provider:
        assert provider.base_url.startswith("https://127.0.0.1:")

        async def ask() -> Any:
            connector = aiohttp.TCPConnector(ssl=client_side)
            async with (
                aiohttp.ClientSession(connector=connector) as session,
                session.post(provider.base_url + "/chat/completions", json=question("hi")) as response,
            ):
                return await response.json()

        assert asyncio.run(ask())["choices"][0]["finish_reason"] == "stop"


@pytest.mark.usefixtures("shared_embedded")
def test_the_shared_provider_is_one_for_all_threads() -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(shared_base_url())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {shared_provider().base_url}
    assert len(found) == 8


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program of its own with every warning an error."""
    return subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        timeout=20,
        env=os.environ | environment,
        check=False,
    )


def test_a_process_that_never_stops_its_providers_ends_quietly() -> None:
    code = """
import socket
from ailib.testing import EmbeddedProvider, shared_provider
shared, own = shared_provider(), EmbeddedProvider().start()
with socket.create_connection(("127.0.0.1", own.port)) as raw:
    raw.sendall(b"GET /health HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
    print(raw.recv(12).decode(), shared.pace.first_token)
"""
    done = run_python(code, AILIB_EMBEDDED_PACE="instant")
    assert (done.stdout, done.stderr, done.returncode) == ("HTTP/1.1 200 0.0\n", "", 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_gets_a_shared_provider_of_its_own() -> None:
    code = """
import os, sys, warnings
import http.client
warnings.filterwarnings("ignore", message=".*multi-threaded.*")
from ailib.testing import shared_provider

def ask(provider):
    connection = http.client.HTTPConnection("127.0.0.1", provider.port, timeout=5)
    connection.request("GET", "/health")
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer

parent = shared_provider()
port = parent.port
kept = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
kept.request("GET", "/health")
kept.getresponse().read()
told, tell = os.pipe()
child = os.fork()
if child == 0:
    os.close(tell)
    own = shared_provider()
    print(own.port != port, ask(own), flush=True)
    os.read(told, 1)
    kept.close()
    sys.exit(0)
print(ask(parent), flush=True)
parent.stop()
kept.sock.settimeout(3)
print(kept.sock.recv(1), flush=True)
kept.close()
os.close(tell)
print(os.waitpid(child, 0)[1], flush=True)
"""
    done = run_python(code)
    assert done.stderr == ""
    lines = sorted(done.stdout.splitlines())
    # The b'' is the end of the connection: the child, still alive, does not hold it open.
    assert lines == sorted(['True {"status":"ok"}', '{"status":"ok"}', "b''", "0"])


def test_the_command_runs_until_it_is_told_to_stop() -> None:
    command = [sys.executable, "-W", "error", "-m", "ailib.testing", "--instant", "--api-key", "sk-x"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        assert line.startswith("embedded provider on http://127.0.0.1:")
        assert line.endswith("/v1\n")
        url = line.split()[-1] + "/chat/completions"
        with requests.Session() as session:
            answer = session.post(url, json=question("hi"), headers={"Authorization": "Bearer sk-x"}, timeout=5)
        assert answer.status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
        assert process.stderr.read() == ""


def test_importing_the_kit_loads_neither_aiohttp_nor_asyncio() -> None:
    code = "import sys, ailib.testing; print([name for name in ('aiohttp', 'asyncio', 'attrs') if name in sys.modules])"
    assert run_python(code).stdout == "[]\n"
