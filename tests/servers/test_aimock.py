"""aimock: a fixture server made by others, which picks its answer, sound or broken, by the text of the last message."""

from __future__ import annotations

import itertools
import json
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import ailib
from ailib import (
    AuthenticationError,
    BadRequest,
    Conflict,
    ConnectionLost,
    Content,
    ContentPart,
    ContextLengthExceeded,
    InvalidResponse,
    Message,
    ModelNotFound,
    Overloaded,
    PermissionDenied,
    QuotaExhausted,
    RateLimited,
    RequestTimeout,
    RequestTooLarge,
    ResponseFormat,
    ServerError,
    StreamTimeout,
    StreamTruncated,
    Timeouts,
    Tool,
)

from .conftest import fetch, running, streamed

pytestmark = [pytest.mark.server, pytest.mark.shared]

HELLO = "Hello! How can I help you today?"
TRICKY = 'naïve café — 你好, мир, 🙂👩‍👩‍👧‍👦 "quoted" \\ back\tslash\nnew line \u2028 end'
SILENCE = "one piece, then a very long silence"
TOOLS = [
    Tool.function(name, "A tool", {"type": "object", "properties": {}})
    for name in ("get_weather", "get_time", "search_notes")
]
# The smallest PNG: one red pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def own_id() -> str:
    """Of this test alone: aimock counts requests per test id."""
    return uuid.uuid4().hex


@pytest.fixture
def mock(api: Any, aimock: int, own_id: str) -> Any:
    return api.client(
        "openai/gpt-4o",
        base_url=f"http://127.0.0.1:{aimock}/v1",
        api_key="sk-test-key-0123456789",
        max_retries=0,
        headers={"X-Test-Id": own_id},
    )


@pytest.fixture(params=["whole", "streamed"])
def answer(request: pytest.FixtureRequest, mock: Any) -> Callable[..., Any]:
    """Asks for a whole answer, or collects a stream."""
    return mock.chat_completion if request.param == "whole" else streamed(mock)


@pytest.fixture
def requests_seen(aimock: int, own_id: str) -> Callable[[], list[Any]]:
    """The requests of this test, as aimock wrote them down."""

    def seen() -> list[Any]:
        journal = json.loads(fetch(aimock, "/__aimock/journal")[1])
        return [entry for entry in journal if entry["headers"].get("x-test-id") == own_id]

    return seen


# Text


@pytest.mark.parametrize(
    ("prompt", "text", "finish_reason"),
    [
        ("hello", HELLO, "stop"),
        ("stop at length", "This was cut by the token lim", "length"),
        ("filtered answer", "I cannot", "content_filter"),
        ("empty answer", "", "stop"),
        ("one-char-chunks", TRICKY, "stop"),
        ("big-answer", " ".join(f"word{number}" for number in range(4000)), "stop"),
        ("slow-stream", "This answer arrives slowly, one small piece after another.", "stop"),
    ],
    ids=["hello", "length", "filtered", "empty", "one-char-chunks", "big", "slow"],
)
def test_the_answer_is_whole(answer: Callable[..., Any], prompt: str, text: str, finish_reason: str) -> None:
    response = answer(prompt)
    assert response.text == text
    assert response.finish_reason == finish_reason
    response.text.encode()
    if not text:
        with pytest.raises(InvalidResponse, match="no text"):
            response.first_text()


def test_a_stream_arrives_while_it_is_being_written(mock: Any) -> None:
    start = time.monotonic()
    stream = mock.chat_completion_stream("slow-stream")
    arrivals = [(time.monotonic() - start, chunk.text) for chunk in stream if chunk.text]
    assert "".join(text for _, text in arrivals) == stream.response.text
    assert len(arrivals) >= 9
    assert arrivals[-1][0] - arrivals[0][0] > 0.2
    assert stream.complete


def test_patience_with_a_slow_first_token(mock: Any) -> None:
    stream = mock.chat_completion_stream("slow-first-token", timeout=Timeouts(read=6, idle=6))
    assert stream.collect().text == "late but complete"
    assert stream.stats.time_to_first_token_ms > 2500


def test_every_piece_of_a_stream_can_be_printed(mock: Any) -> None:
    pieces = [chunk.text for chunk in mock.chat_completion_stream("one-char-chunks")]
    assert "".join(piece.encode().decode() for piece in pieces) == TRICKY


def test_the_envelope_is_the_providers(answer: Callable[..., Any]) -> None:
    response = answer("exact envelope")
    assert (response.id, response.created, response.model) == (
        "chatcmpl-fixed-0001",
        1700000000,
        "model-served-2024-01-01",
    )
    assert response.system_fingerprint == "fp_fixed"
    usage = response.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (11, 3, 14)
    assert response.provider == "openai"
    assert response.request_id
    assert response.usage_status is ailib.UsageStatus.FINALIZED


def test_the_server_understands_what_was_sent(answer: Callable[..., Any]) -> None:
    messages = [
        Message.system("Be brief."),
        Message.user("hi"),
        Message.assistant("ho"),
        Message.user("echo: größe 🙂"),
    ]
    heard = json.loads(answer(messages, tools=TOOLS).text)
    assert heard == {
        "model": "gpt-4o",
        "roles": ["system", "user", "assistant", "user"],
        "tools": ["get_weather", "get_time", "search_notes"],
        "text": "echo: größe 🙂",
    }


def test_nothing_but_what_was_asked_is_sent(mock: Any, requests_seen: Callable[[], list[Any]]) -> None:
    mock.chat_completion("hello")
    mock.chat_completion_stream("hello", temperature=0.7).collect()
    whole, streamed = (
        {name: value for name, value in entry["body"].items() if not name.startswith("_")} for entry in requests_seen()
    )
    assert whole == {"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}]}
    assert streamed == {
        **whole,
        "temperature": 0.7,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_an_image_arrives_byte_for_byte(
    answer: Callable[..., Any], requests_seen: Callable[[], list[Any]], tmp_path: Path
) -> None:
    (tmp_path / "red.png").write_bytes(PIXEL)
    parts: list[ContentPart] = [
        Content.text("describe the image"),
        Content.image_bytes(PIXEL, "image/png"),
        Content.image_file(tmp_path / "red.png"),
    ]
    assert answer([Message.user(parts)]).text == "A red square on a white ground."
    content = requests_seen()[0]["body"]["messages"][0]["content"]
    assert [part["type"] for part in content] == ["text", "image_url", "image_url"]
    for part in content[1:]:
        assert urllib.request.urlopen(part["image_url"]["url"]).read() == PIXEL


# Reasoning, JSON


def test_reasoning_is_kept_apart_from_the_answer(answer: Callable[..., Any]) -> None:
    response = answer("think about 9.11 and 9.8", model="deepseek-reasoner")
    assert response.reasoning == "Compare the decimals: 9.8 is 9.80, and 80 is more than 11."
    assert response.text == "9.8 is the larger number."


def test_reasoning_comes_before_a_tool_call(answer: Callable[..., Any]) -> None:
    response = answer("think then call", model="deepseek-reasoner", tools=TOOLS)
    assert response.reasoning == "I need the weather first."
    assert [(call.name, call.parse_args()) for call in response.tool_calls] == [("get_weather", {"city": "Paris"})]


@pytest.mark.parametrize(
    "wanted",
    [
        "json",
        ResponseFormat.json_object(),
        ResponseFormat.json_schema({"type": "object", "properties": {"name": {"type": "string"}}}),
    ],
    ids=["word", "object", "schema"],
)
def test_json_is_asked_for_and_given(answer: Callable[..., Any], wanted: Any) -> None:
    text = answer("extract the person", response_format=wanted).text
    assert json.loads(text) == {"name": "Jane Doe", "age": 42, "emails": ["jane@example.com"]}


# Tools


@pytest.mark.parametrize(
    ("prompt", "text", "calls"),
    [
        ("weather in Paris", "", [("call_paris", "get_weather", {"city": "Paris", "unit": "celsius"})]),
        (
            "weather in Paris and Tokyo",
            "",
            [
                ("call_paris", "get_weather", {"city": "Paris", "unit": "celsius"}),
                ("call_tokyo", "get_weather", {"city": "Tokyo", "unit": "celsius"}),
            ],
        ),
        (
            "text-then-tool",
            "Let me look that up.",
            [
                (
                    "call_1",
                    "search_notes",
                    {"query": 'größe "x" 🙂', "tags": ["a", "b"], "deep": {"n": 1.5, "ok": True, "none": None}},
                )
            ],
        ),
        ("tool-then-text", "Checking the weather for you.", [("call_1", "get_weather", {"city": "Oslo"})]),
        (
            "interleaved",
            "First. Second. ",
            [("call_1", "get_weather", {"city": "Oslo"}), ("call_2", "get_time", {"tz": "Europe/Oslo"})],
        ),
        ("no-argument tool", "", [("call_1", "get_time", {})]),
        ("unknown tool", "", [("call_1", "tool_nobody_declared", {"x": 1})]),
    ],
)
def test_tool_calls_are_whole(answer: Callable[..., Any], prompt: str, text: str, calls: list[Any]) -> None:
    response = answer(prompt, tools=TOOLS)
    assert [(call.id, call.name, call.parse_args()) for call in response.tool_calls] == calls
    assert response.text == text
    assert response.finish_reason == "tool_calls"


def test_tool_results_go_back_and_are_answered(
    answer: Callable[..., Any], requests_seen: Callable[[], list[Any]]
) -> None:
    messages = [Message.user("weather in Paris and Tokyo")]
    response = answer(messages, tools=TOOLS)
    messages.append(response.message)
    messages += [call.result(f"{degrees} degrees") for call, degrees in zip(response.tool_calls, (21, 27), strict=True)]
    assert answer(messages, tools=TOOLS).text == "Paris: 21 degrees. Tokyo: 27 degrees."
    sent = requests_seen()[-1]["body"]["messages"]
    assert [call["id"] for call in sent[1]["tool_calls"]] == ["call_paris", "call_tokyo"]
    assert [call["function"]["arguments"] for call in sent[1]["tool_calls"]] == [
        call.arguments for call in response.tool_calls
    ]
    assert [(message["role"], message["tool_call_id"]) for message in sent[2:]] == [
        ("tool", "call_paris"),
        ("tool", "call_tokyo"),
    ]


def test_broken_arguments_are_an_error_and_never_empty(answer: Callable[..., Any]) -> None:
    """Promise 24."""
    (call,) = answer("broken-arguments tool", tools=TOOLS).tool_calls
    assert call.arguments == '{"city": "Par'
    with pytest.raises(InvalidResponse, match="get_weather"):
        call.parse_args()


# Errors


@pytest.mark.parametrize(
    ("prompt", "error", "status", "code_standard", "retryable"),
    [
        ("error-400", BadRequest, 400, "E1001", False),
        ("error-401", AuthenticationError, 401, "E1002", False),
        ("error-402", QuotaExhausted, 402, "E2002", False),
        ("error-403", PermissionDenied, 403, "E1003", False),
        ("error-404", ModelNotFound, 404, "E1004", False),
        ("error-408", ServerError, 408, "E3003", True),
        ("error-409", Conflict, 409, "E4001", True),
        ("error-413", RequestTooLarge, 413, "E1005", False),
        ("error-422", BadRequest, 422, "E1001", False),
        ("error-429", RateLimited, 429, "E2001", True),
        ("error-429-long", RateLimited, 429, "E2001", True),
        ("error-429-quota", QuotaExhausted, 429, "E2002", False),
        ("error-500", ServerError, 500, "E3001", True),
        ("error-502", ServerError, 502, "E3001", True),
        ("error-503", Overloaded, 503, "E3002", True),
        ("error-504", ServerError, 504, "E3003", True),
        ("error-529", Overloaded, 529, "E3002", True),
        ("error-context", ContextLengthExceeded, 400, "E1005", False),
        ("chaos-drop", ServerError, 500, "E3001", True),
        ("chaos-ratelimit", RateLimited, 429, "E2001", True),
    ],
)
def test_an_error_has_the_class_it_deserves(
    answer: Callable[..., Any],
    requests_seen: Callable[[], list[Any]],
    prompt: str,
    error: type[ailib.APIError],
    status: int,
    code_standard: str,
    retryable: bool,
) -> None:
    with pytest.raises(error) as caught:
        answer(prompt)
    found = caught.value
    assert type(found) is error
    assert (found.status, found.is_retryable, found.code_standard) == (status, retryable, code_standard)
    assert found.body["error"]["message"] == found.message
    assert found.type == found.body["error"]["type"]
    assert (found.provider, found.model) == ("openai", "gpt-4o")
    assert found.request_id
    assert [attempt.status for attempt in found.attempts] == [status]
    assert len(requests_seen()) == 1
    assert "sk-test-key-0123456789" not in f"{found!r} {found!s} {found.headers}"


def test_the_time_to_wait_is_on_the_error(answer: Callable[..., Any]) -> None:
    for prompt, wait in (("error-429", 2.0), ("error-429-long", 30.0)):
        with pytest.raises(RateLimited) as caught:
            answer(prompt)
        assert caught.value.retry_after == wait


def test_json_that_is_none_is_an_invalid_response(answer: Callable[..., Any]) -> None:
    """Promise 10."""
    with pytest.raises(InvalidResponse) as caught:
        answer("chaos-malformed")
    assert caught.value.status == 200
    assert "malformed" in caught.value.excerpt


def test_a_connection_dropped_before_the_answer_is_lost(answer: Callable[..., Any]) -> None:
    with pytest.raises(ConnectionLost) as caught:
        answer("chaos-disconnect")
    assert caught.value.is_retryable


# Trying again


def test_two_rate_limits_are_waited_out(answer: Callable[..., Any], requests_seen: Callable[[], list[Any]]) -> None:
    """Promise 7: the server asks for one second each time, and gets it."""
    start = time.monotonic()
    response = answer("flaky-429", max_retries=3)
    assert response.text == "third time lucky"
    assert 2.0 <= time.monotonic() - start < 6
    assert [attempt.status for attempt in response.attempts] == [429, 429, 200]
    entries = requests_seen()
    assert [entry["response"]["status"] for entry in entries] == [429, 429, 200]
    gaps = [(later["timestamp"] - earlier["timestamp"]) / 1000 for earlier, later in itertools.pairwise(entries)]
    assert min(gaps) >= 0.99


def test_an_overload_passes(answer: Callable[..., Any], requests_seen: Callable[[], list[Any]]) -> None:
    response = answer("flaky-503", max_retries=1)
    assert response.text == "recovered"
    assert [attempt.status for attempt in response.attempts] == [503, 200]
    assert [entry["response"]["status"] for entry in requests_seen()] == [503, 200]


def test_without_retries_the_first_error_is_the_last(
    answer: Callable[..., Any], requests_seen: Callable[[], list[Any]]
) -> None:
    with pytest.raises(RateLimited):
        answer("flaky-429", max_retries=0)
    assert len(requests_seen()) == 1


@pytest.mark.parametrize("timeout", [5, Timeouts(deadline=5)], ids=["timeout", "deadline"])
def test_a_wait_beyond_the_deadline_fails_at_once(
    mock: Any, requests_seen: Callable[[], list[Any]], timeout: Any
) -> None:
    """Promises 3 and 7."""
    start = time.monotonic()
    with pytest.raises(RateLimited) as caught:
        mock.chat_completion("error-429-long", max_retries=3, timeout=timeout)
    assert time.monotonic() - start < 1
    assert caught.value.retry_after == 30
    assert len(requests_seen()) == 1


def test_no_money_is_not_asked_for_twice(answer: Callable[..., Any], requests_seen: Callable[[], list[Any]]) -> None:
    start = time.monotonic()
    with pytest.raises(QuotaExhausted):
        answer("error-429-quota", max_retries=3)
    assert time.monotonic() - start < 1
    assert len(requests_seen()) == 1


# Streams that break


@pytest.mark.parametrize(
    ("prompt", "begins", "whole"),
    [
        ("truncated-stream", "This ", "This text is cut off in the middle and never gets its end marker."),
        (
            "disconnected-stream",
            "The ",
            "The connection is dropped while this text is still being sent, piece by piece.",
        ),
    ],
    ids=["truncated", "disconnected"],
)
def test_a_cut_stream_is_never_a_success(mock: Any, prompt: str, begins: str, whole: str) -> None:
    """Promise 1."""
    stream = mock.chat_completion_stream(prompt)
    texts: list[str] = []
    with pytest.raises((StreamTruncated, ConnectionLost)) as caught:
        texts.extend(chunk.text for chunk in stream)
    partial = caught.value.partial
    assert partial.text == "".join(texts) == stream.response.text
    assert partial.text.startswith(begins)
    assert whole.startswith(partial.text)
    assert len(partial.text) < len(whole)
    assert partial.finish_reason is None
    assert not stream.complete
    assert len(caught.value.attempts) == 1


def test_a_cut_stream_is_not_sent_again(mock: Any, requests_seen: Callable[[], list[Any]]) -> None:
    """Promise 6: the user has seen text already."""
    with pytest.raises((StreamTruncated, ConnectionLost)):
        mock.chat_completion_stream("truncated-stream", max_retries=3).collect()
    assert len(requests_seen()) == 1


def test_a_cut_stream_ends_with_an_error_event_where_asked(mock: Any) -> None:
    events = list(mock.chat_completion_stream("truncated-stream").events(raise_on_error=False))
    assert [event.kind for event in events[-2:]] == ["error", "stream_end"]
    assert isinstance(events[-2].error, (StreamTruncated, ConnectionLost))
    assert events[-1].finish_reason == "error"


def test_a_server_that_says_nothing_is_a_timeout(mock: Any) -> None:
    """Not even the headers of this stream come before its first piece."""
    start = time.monotonic()
    with pytest.raises(RequestTimeout) as caught:
        mock.chat_completion_stream("stalled-stream", timeout=0.5).collect()
    assert 0.4 < time.monotonic() - start < 1.5
    assert caught.value.phase == "read"
    assert caught.value.is_retryable


@pytest.fixture(scope="module")
def stall(aimock: int) -> str:
    """A message whose answer begins at once, with the second piece after 20 s."""
    prompt = f"stall-after-one-piece-{uuid.uuid4().hex}"
    fixture = {
        "match": {"userMessage": prompt},
        "response": {"content": SILENCE},
        "chunkSize": 8,
        "streamingProfile": {"ttft": 20, "tps": 0.05, "jitter": 0},
    }
    status, text = fetch(aimock, "/__aimock/fixtures", {"fixtures": [fixture]})
    assert (status, json.loads(text)) == (200, {"added": 1})
    return prompt


def test_a_stalled_stream_times_out(mock: Any, stall: str) -> None:
    """Promise 2."""
    stream = mock.chat_completion_stream(stall, timeout=Timeouts(idle=0.5))
    start = time.monotonic()
    with pytest.raises(StreamTimeout) as caught:
        list(stream)
    assert 0.4 < time.monotonic() - start < 1.5
    assert caught.value.partial is not None
    assert not stream.complete


@pytest.fixture(scope="module")
def stalling_proxy(logs: Path, aimock: int) -> Iterator[int]:
    """Port of a proxy that passes 3000 bytes of an answer and then falls silent."""
    with running(logs / "stall.log", "faults.sh", f"127.0.0.1:{aimock}", "stall_after", "3000") as port:
        yield port


def test_a_stream_that_stalls_in_the_middle_keeps_what_arrived(mock: Any, api: Any, stalling_proxy: int) -> None:
    """Promise 2."""
    caller = api.client("openai/gpt-4o", base_url=f"http://127.0.0.1:{stalling_proxy}/v1", api_key="k", max_retries=3)
    stream = caller.chat_completion_stream("big-answer", timeout=Timeouts(idle=0.3))
    start = time.monotonic()
    with pytest.raises(StreamTimeout) as caught:
        list(stream)
    assert 0.2 < time.monotonic() - start < 0.8
    assert caught.value.partial.text.startswith("word0 word1 word2 ")
    assert mock.chat_completion("big-answer").text.startswith(caught.value.partial.text)
