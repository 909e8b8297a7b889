"""Streams as a user sees them: order, early ends, every way a stream can break, through both clients."""

from __future__ import annotations

import gc
import json
import time
from typing import Any

import pytest

from ailib import (
    ContentDelta,
    InvalidEvent,
    InvalidResponse,
    Overloaded,
    RateLimited,
    RequestTimeout,
    ServerError,
    StreamTimeout,
    StreamTruncated,
    Timeouts,
    UsageStatus,
)
from ailib.errors import ConnectionLost, NotFound
from ailib.testing import EmbeddedProvider, Fault, Pace

HELLO = [
    {"id": "c1", "model": "m1", "created": 7, "choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]},
    {"id": "c1", "model": "m1", "choices": [{"index": 0, "delta": {"content": "Hel"}}]},
    {"id": "c1", "model": "m1", "choices": [{"index": 0, "delta": {"content": "lo"}, "finish_reason": None}]},
    {"id": "c1", "model": "m1", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
]
USAGE = {"id": "c1", "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}}
DONE = "[DONE]"


def content(text: str, **more: Any) -> dict[str, Any]:
    return {"id": "c", "model": "m", "choices": [{"index": 0, "delta": {"content": text}, **more}]}


# --- the plain case ---------------------------------------------------------------------------------------------------


def test_chunks_text_and_response(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO, USAGE, DONE])
    stream = client.chat_completion_stream("hi")
    chunks = list(stream)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == "Hello"
    assert "".join(chunk.text for chunk in chunks) == "Hello"
    response = stream.response
    assert (response.text, response.finish_reason, response.id, response.model) == ("Hello", "stop", "c1", "m1")
    assert (response.usage.prompt_tokens, response.usage.completion_tokens, response.usage.total_tokens) == (3, 2, 5)
    assert response.usage_status == UsageStatus.FINALIZED
    assert response.created == 7
    assert stream.complete
    assert not stream.cancelled


def test_stream_body_asks_for_usage(client: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion_stream("hi").collect()
    seen = embedded.requests[0]
    assert seen.body == {
        "model": "embedded-chat",
        "messages": [{"role": "user", "content": "hi"}],
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    assert seen.headers["Accept"] == "text/event-stream"


def test_collect_equals_plain_call(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="The same words.", reasoning="Thoughts first.")
    streamed = client.chat_completion_stream("hi").collect()
    plain = client.chat_completion("hi")
    assert streamed.text == plain.text == "The same words."
    assert streamed.reasoning == plain.reasoning == "Thoughts first."
    assert streamed.finish_reason == plain.finish_reason == "stop"
    assert streamed.message == plain.message
    assert streamed.usage == plain.usage
    assert streamed.request_id
    assert streamed.rate_limits.limit_tokens == plain.rate_limits.limit_tokens == 2_000_000
    assert [attempt.status for attempt in streamed.attempts] == [200]


def test_collect_after_some_chunks_has_everything(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO, DONE])
    stream = client.chat_completion_stream("hi")
    next(stream)
    next(stream)
    assert stream.collect().text == "Hello"


def test_chunks_arrive_while_the_server_is_still_talking(api: Any) -> None:
    with EmbeddedProvider(pace=Pace(first_token=0.02, tokens_per_second=25)) as provider:
        provider.answer(text="one two three four five")
        client = api.client("embedded", base_url=provider.base_url)
        moments = [
            (time.monotonic(), provider.requests[0].done_at is None)
            for chunk in client.chat_completion_stream("hi")
            if chunk.text
        ]
        client.close()
    assert len(moments) == 5
    assert all(going_on for _, going_on in moments[:-1])
    assert moments[-1][0] - moments[0][0] > 0.1


def test_response_so_far(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO[:3]], fault=Fault(stall_after=3))
    stream = client.chat_completion_stream("hi", timeout=Timeouts(idle=0.3))
    text = ""
    with pytest.raises(StreamTimeout):
        for chunk in stream:
            text += chunk.text
            # One read may bring several chunks: what has arrived may be ahead of what was given out, never behind.
            assert stream.response.text.startswith(text)
            assert stream.text == stream.response.text
            assert stream.response.finish_reason is None
            assert stream.response.usage_status == UsageStatus.PENDING
    assert text == "Hello"


def test_response_before_the_first_chunk_is_empty(client: Any, embedded: EmbeddedProvider) -> None:
    with client.chat_completion_stream("hi") as stream:
        assert stream.response.text == ""
        assert stream.response.usage_status == UsageStatus.PENDING


def test_with_block_closes_at_its_end(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=HELLO[:2], fault=Fault(stall_after=2))
    with client.chat_completion_stream("hi") as stream:
        assert next(stream).choices[0].delta.role == "assistant"
    api.until(lambda: embedded.requests[0].closed_early_at)
    assert list(stream) == []


def test_an_unread_stream_is_closed_by_close(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=HELLO, fault=Fault(stall_after=1))
    stream = client.chat_completion_stream("hi")
    stream.close()
    stream.close()
    api.until(lambda: embedded.requests[0].closed_early_at)
    assert not stream.complete
    assert list(stream) == []


def test_finished_stream_gives_its_connection_back(client: Any, embedded: EmbeddedProvider) -> None:
    for _ in range(3):
        client.chat_completion_stream("hi").collect()
    client.chat_completion("hi")
    assert len({seen.connection_id for seen in embedded.requests}) == 1


def test_multiple_choices_are_kept_apart(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="same words twice")
    response = client.chat_completion_stream("hi", n=2).collect()
    assert [choice.index for choice in response.choices] == [0, 1]
    assert [choice.message.text for choice in response.choices] == ["same words twice"] * 2
    assert [choice.finish_reason for choice in response.choices] == ["stop", "stop"]


def test_choices_are_sorted_by_the_index_of_the_data(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(
        chunks=[
            {"choices": [{"index": 1, "delta": {"content": "b"}, "finish_reason": "stop"}]},
            {"choices": [{"index": 0, "delta": {"content": "a"}, "finish_reason": "length"}]},
            DONE,
        ]
    )
    response = client.chat_completion_stream("hi", n=2).collect()
    assert [(choice.index, choice.message.text) for choice in response.choices] == [(0, "a"), (1, "b")]
    assert response.finish_reason == "length"


# --- events -----------------------------------------------------------------------------------------------------------


def test_events_in_order_with_one_end(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="Hi there", reasoning="Let me think")
    events = list(client.chat_completion_stream("hi").events())
    kinds = [event.kind for event in events]
    assert kinds.count("stream_end") == 1
    assert kinds[-1] == "stream_end"
    assert kinds.index("reasoning_delta") < kinds.index("content_delta") < kinds.index("final_candidate")
    assert kinds.index("final_candidate") < kinds.index("usage") < kinds.index("stream_end")
    assert "".join(event.text for event in events if event.is_content_delta) == "Hi there"
    assert "".join(event.text for event in events if event.is_reasoning_delta) == "Let me think"
    assert events[-1].finish_reason == "stop"
    assert [event.usage.total_tokens > 0 for event in events if event.is_usage] == [True]


def test_event_names_people_switch_on(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[content("a", finish_reason="stop"), DONE])
    first = next(iter(client.chat_completion_stream("hi").events()))
    assert isinstance(first, ContentDelta)
    assert first.is_content_delta
    assert first.as_content_delta.text == first.as_content_delta.content == "a"
    assert first.as_stream_end is None
    assert not first.is_reasoning_delta


def test_tool_call_events(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(tool_calls=[{"name": "f", "arguments": {"a": 1}, "id": "x"}, {"name": "g", "arguments": {}}])
    events = list(client.chat_completion_stream("hi").events())
    started = [event for event in events if event.kind == "tool_call_started"]
    complete = [event for event in events if event.kind == "tool_call_complete"]
    deltas = [event for event in events if event.kind == "tool_call_delta"]
    assert next((event.id, event.name) for event in started) == ("x", "f")
    assert [event.name for event in complete] == ["f", "g"]
    assert json.loads(complete[0].arguments) == {"a": 1}
    assert "".join(event.arguments for event in deltas if event.id == "x") == complete[0].arguments
    assert events[-1].finish_reason == "tool_calls"
    assert [event.is_tool_event for event in (*started, *complete, *deltas)] == [True] * (4 + len(deltas))


def test_refusal_and_citation_events(client: Any, embedded: EmbeddedProvider) -> None:
    note = {"type": "url_citation", "url_citation": {"url": "https://a.example"}}
    embedded.answer(
        chunks=[
            {"choices": [{"index": 0, "delta": {"refusal": "No."}}]},
            {"choices": [{"index": 0, "delta": {"annotations": [note]}, "finish_reason": "stop"}]},
            DONE,
        ]
    )
    stream = client.chat_completion_stream("hi")
    events = list(stream.events())
    assert [event.text for event in events if event.kind == "refusal_delta"] == ["No."]
    assert [event.citation for event in events if event.kind == "citation"] == [note]
    assert stream.response.refusal == "No."
    assert list(stream.response.citations) == [note]


def test_unknown_fields_become_unknown_events(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 9."""
    embedded.answer(
        chunks=[
            {"surprise": {"x": 1}},
            {"choices": [{"index": 0, "delta": {"content": "a", "hologram": [1]}, "finish_reason": "stop"}]},
            DONE,
        ]
    )
    events = list(client.chat_completion_stream("hi").events())
    assert [event.raw for event in events if event.kind == "unknown"] == [{"surprise": {"x": 1}}, {"hologram": [1]}]


def test_errors_as_events_on_request(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=HELLO[:3])
    events = list(client.chat_completion_stream("hi").events(raise_on_error=False))
    assert [event.kind for event in events[-2:]] == ["error", "stream_end"]
    assert isinstance(events[-2].error, StreamTruncated)
    assert events[-1].finish_reason == "error"


def test_a_cut_tool_call_is_never_complete(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(
        chunks=[
            {"choices": [{"index": 0, "delta": {"tool_calls": [
                {"index": 0, "id": "a", "function": {"name": "f", "arguments": '{"x"'}}]}}]},
        ]
    )  # fmt: skip
    events = list(client.chat_completion_stream("hi").events(raise_on_error=False))
    assert "tool_call_started" in [event.kind for event in events]
    assert "tool_call_complete" not in [event.kind for event in events]


def test_leaving_the_events_early_closes_the_connection(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=HELLO[:2], fault=Fault(stall_after=2))
    events = client.chat_completion_stream("hi").events()
    assert next(events).text == "Hel"
    events.close()
    api.until(lambda: embedded.requests[0].closed_early_at)


# --- leaving early ----------------------------------------------------------------------------------------------------


def test_leaving_the_loop_closes_the_connection(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=HELLO[:3], fault=Fault(stall_after=3))

    def some() -> str:
        for chunk in client.chat_completion_stream("hi"):
            if chunk.text:
                return str(chunk.text)
        return ""

    assert some() == "Hel"
    gc.collect()
    api.until(lambda: embedded.requests[0].closed_early_at)


def test_a_dropped_unread_stream_closes_its_connection(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=HELLO[:1], fault=Fault(stall_after=1))
    stream = client.chat_completion_stream("hi")
    assert not stream.complete
    del stream
    gc.collect()
    api.until(lambda: embedded.requests[0].closed_early_at)


def test_error_in_the_body_of_the_loop_closes_the_connection(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=HELLO[:2], fault=Fault(stall_after=2))
    with pytest.raises(ZeroDivisionError), client.chat_completion_stream("hi") as stream:
        for _ in stream:
            raise ZeroDivisionError
    api.until(lambda: embedded.requests[0].closed_early_at)


# --- how a stream breaks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "error"), [(404, NotFound), (429, RateLimited), (500, ServerError)])
def test_http_error_is_raised_when_the_stream_is_opened(
    client: Any, embedded: EmbeddedProvider, status: int, error: type[Exception]
) -> None:
    embedded.answer(fault=Fault(status=status, message="go away"))
    with pytest.raises(error) as caught:
        client.chat_completion_stream("hi", max_retries=0)
    assert caught.value.status == status
    assert "go away" in str(caught.value)


def test_clean_end_without_the_last_word_is_truncated(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 1."""
    embedded.answer(chunks=HELLO[:3])
    stream = client.chat_completion_stream("hi")
    got = ""
    with pytest.raises(StreamTruncated) as caught:
        for chunk in stream:
            got += chunk.text
    assert got == "Hello"
    assert caught.value.partial.text == "Hello"
    assert caught.value.partial.finish_reason is None
    assert caught.value.provider == "embedded"
    assert caught.value.model == "embedded-chat"
    assert caught.value.request_id
    assert len(embedded.requests) == 1
    assert not stream.complete


def test_one_of_two_choices_without_its_end_is_truncated(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 1."""
    embedded.answer(
        chunks=[
            {"choices": [{"index": 0, "delta": {"content": "a"}, "finish_reason": "stop"}]},
            {"choices": [{"index": 1, "delta": {"content": "b"}}]},
        ]
    )
    with pytest.raises(StreamTruncated) as caught:
        client.chat_completion_stream("hi", n=2).collect()
    assert [choice.finish_reason for choice in caught.value.partial.choices] == ["stop", None]


def test_no_done_but_a_finish_reason_is_complete(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=HELLO)
    stream = client.chat_completion_stream("hi")
    assert stream.collect().finish_reason == "stop"
    assert stream.complete


def test_no_done_then_usage_is_complete(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="abc", fault=Fault(no_done=True))
    response = client.chat_completion_stream("hi").collect()
    assert response.usage_status == UsageStatus.FINALIZED
    assert response.text == "abc"


def test_the_end_is_not_waited_for_behind_done(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO, DONE], fault=Fault(stall_after=5))
    begun = time.monotonic()
    assert client.chat_completion_stream("hi").collect().text == "Hello"
    assert time.monotonic() - begun < 1.0


@pytest.mark.parametrize("fault", [Fault(cut_after_chunks=3), Fault(cut_after_bytes=900), Fault(cut_after_chunks=3, reset=True)],
                         ids=["cut", "cut-in-a-frame", "reset"])  # fmt: skip
def test_broken_connection_after_content(client: Any, embedded: EmbeddedProvider, fault: Fault) -> None:
    """Promises 1 and 6: no retry once content was given out."""
    embedded.answer(text="one two three four five six", fault=fault)
    got = ""
    with pytest.raises((ConnectionLost, StreamTruncated)) as caught:
        for chunk in client.chat_completion_stream("hi"):
            got += chunk.text
    assert got.startswith("one")
    assert caught.value.partial.text == got
    assert len(embedded.requests) == 1


def test_broken_frame_is_an_invalid_event(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO[:3], '{"choices": [{"ind', DONE])
    with pytest.raises(InvalidEvent) as caught:
        client.chat_completion_stream("hi").collect()
    assert caught.value.partial.text == "Hello"
    assert '{"choices": [{"ind' in caught.value.data
    assert not isinstance(caught.value, ValueError)
    assert len(embedded.requests) == 1


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"error": {"message": "m", "type": "overloaded_error"}}, 529, Overloaded),
        ({"error": {"message": "m", "code": "rate_limit_exceeded"}}, 429, RateLimited),
        ({"error": {"message": "m", "type": "server_error", "code": "server_error"}}, 500, ServerError),
        ({"error": {"message": "m", "code": "context_length_exceeded"}}, 400, None),
        ({"error": {"message": "m", "code": "insufficient_quota"}}, 429, None),
        ({"error": {"message": "m", "code": 503}}, 503, Overloaded),
        ({"error": "just text"}, 500, ServerError),
    ],
)
def test_error_frame_is_what_the_status_would_be(
    client: Any, embedded: EmbeddedProvider, body: Any, status: int, error: type[Exception] | None
) -> None:
    """Promise 5."""
    embedded.queue(fault=Fault(status=status, body=body))
    with pytest.raises(Exception) as by_status:
        client.chat_completion("hi", max_retries=0)
    embedded.queue(chunks=[*HELLO[:3], body])
    with pytest.raises(Exception) as by_frame:
        client.chat_completion_stream("hi", max_retries=0).collect()
    assert type(by_frame.value) is type(by_status.value)
    if error is not None:
        assert type(by_frame.value) is error
    assert by_frame.value.partial.text == "Hello"
    assert by_frame.value.body == body
    assert by_frame.value.message == by_status.value.message


def test_error_frame_before_content_is_retried(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 6."""
    client = api.client("embedded", base_url=embedded.base_url, retry=fast())
    embedded.queue(chunks=[{"error": {"message": "m", "type": "overloaded_error"}}])
    embedded.queue(chunks=[*HELLO, DONE])
    stream = client.chat_completion_stream("hi")
    assert stream.collect().text == "Hello"
    assert next(attempt.error for attempt in stream.response.attempts) == "Overloaded"
    assert len(embedded.requests) == 2


def fast(retries: int = 3) -> Any:
    from ailib import RetryPolicy

    return RetryPolicy(max_retries=retries, base=0.01, cap=0.02)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(truncate_after_chunks=1),
        Fault(cut_after_bytes=0),
        Fault(refuse=True),
        Fault(reset=True),
        Fault(status=503),
    ],
    ids=["truncated", "cut", "refused", "reset", "503"],
)
def test_a_stream_that_dies_before_content_is_retried(api: Any, embedded: EmbeddedProvider, fault: Fault) -> None:
    """Promise 6."""
    client = api.client("embedded", base_url=embedded.base_url, retry=fast())
    embedded.queue(fault=fault)
    embedded.queue(text="second try")
    assert client.chat_completion_stream("hi").collect().text == "second try"
    assert len(embedded.requests) == 2


def test_a_stall_before_content_is_retried(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 6."""
    client = api.client("embedded", base_url=embedded.base_url, retry=fast(), timeout=Timeouts(idle=0.2))
    embedded.queue(fault=Fault(stall_after=0))
    embedded.queue(text="second try")
    assert client.chat_completion_stream("hi").collect().text == "second try"


def test_role_and_empty_chunks_are_no_content(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 6: what a user cannot see does not forbid a retry."""
    client = api.client("embedded", base_url=embedded.base_url, retry=fast())
    embedded.queue(chunks=HELLO[:1])
    embedded.queue(chunks=[*HELLO, DONE])
    stream = client.chat_completion_stream("hi")
    assert "".join(chunk.text for chunk in stream) == "Hello"
    assert stream.response.text == "Hello"


def test_reasoning_is_content_for_retries(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 6."""
    client = api.client("embedded", base_url=embedded.base_url, retry=fast())
    embedded.answer(chunks=[{"choices": [{"index": 0, "delta": {"reasoning": "hm"}}]}])
    with pytest.raises(StreamTruncated) as caught:
        client.chat_completion_stream("hi").collect()
    assert caught.value.partial.reasoning == "hm"
    assert len(embedded.requests) == 1


def test_max_retries_zero_never_reopens(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, max_retries=0)
    embedded.answer(fault=Fault(truncate_after_chunks=0))
    with pytest.raises(InvalidResponse):
        client.chat_completion_stream("hi").collect()
    assert len(embedded.requests) == 1


def test_a_slow_reader_is_not_taken_for_a_silent_server(api: Any) -> None:
    """The idle time counts waiting for the server, not what the reader does between two chunks."""
    with EmbeddedProvider(pace=Pace(first_token=0.01, tokens_per_second=20)) as provider:
        client = api.client("embedded", base_url=provider.base_url, timeout=Timeouts(idle=0.3))
        texts = []
        for number, chunk in enumerate(client.chat_completion_stream("count to 5")):
            texts.append(chunk.text)
            if number < 2:
                time.sleep(0.4)
        client.close()
    assert "5" in "".join(texts)


@pytest.mark.parametrize("beat", [Fault(stall_after=2, heartbeat=0.05), Fault(stall_after=2, heartbeat=0.05, heartbeat_event="ping"),
                                  Fault(stall_after=2)], ids=["comments", "ping-events", "silence"])  # fmt: skip
def test_heartbeats_do_not_keep_a_dead_stream_alive(
    client: Any, api: Any, embedded: EmbeddedProvider, beat: Fault
) -> None:
    """Promise 2."""
    embedded.answer(text="one two three", fault=beat)
    begun = time.monotonic()
    with pytest.raises(StreamTimeout) as caught:
        client.chat_completion_stream("hi", timeout=Timeouts(idle=0.3, deadline=1.5)).collect()
    assert 0.25 < time.monotonic() - begun < 0.9
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.partial.text == "one"
    api.until(lambda: embedded.requests[0].closed_early_at)


def test_events_reset_the_idle_clock(api: Any) -> None:
    """Promise 2: a slow but living stream goes on."""
    with EmbeddedProvider(pace=Pace(first_token=0.0, tokens_per_second=8)) as provider:
        provider.answer(text="one two three four five")
        client = api.client("embedded", base_url=provider.base_url, timeout=Timeouts(idle=0.3))
        assert client.chat_completion_stream("hi").collect().text == "one two three four five"
        client.close()


def test_timeout_number_bounds_the_silence_not_the_stream(api: Any) -> None:
    with EmbeddedProvider(pace=Pace(first_token=0.0, tokens_per_second=12)) as provider:
        provider.answer(text="one two three four five six")
        client = api.client("embedded", base_url=provider.base_url, timeout=0.3)
        assert client.chat_completion_stream("hi").collect().text == "one two three four five six"
        client.close()


def test_deadline_ends_a_trickling_stream(api: Any) -> None:
    """Promise 3."""
    with EmbeddedProvider(pace=Pace(first_token=0.0, tokens_per_second=20)) as provider:
        provider.answer(text=" ".join(["word"] * 60))
        client = api.client("embedded", base_url=provider.base_url)
        begun = time.monotonic()
        with pytest.raises(RequestTimeout) as caught:
            client.chat_completion_stream("hi", timeout=Timeouts(deadline=0.4)).collect()
        assert 0.35 < time.monotonic() - begun < 0.65
        assert caught.value.phase == "deadline"
        assert caught.value.partial.text.startswith("word")
        api.until(lambda: provider.requests[0].closed_early_at)
        client.close()


@pytest.mark.parametrize("fault", [Fault(html=True), Fault(empty=True), Fault(body="not json at all", content_type="text/plain")],
                         ids=["html", "empty", "text"])  # fmt: skip
def test_a_200_that_is_no_stream(client: Any, embedded: EmbeddedProvider, fault: Fault) -> None:
    """Promise 10."""
    embedded.answer(fault=fault)
    with pytest.raises((InvalidResponse, InvalidEvent)) as caught:
        client.chat_completion_stream("hi", max_retries=0).collect()
    assert isinstance(caught.value, InvalidResponse)
    assert caught.value.status == 200
    assert caught.value.provider == "embedded"
    assert caught.value.content_type


def test_html_instead_of_a_stream_is_raised_when_it_is_opened(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 10."""
    embedded.answer(fault=Fault(html=True))
    with pytest.raises(InvalidResponse) as caught:
        client.chat_completion_stream("hi", max_retries=0)
    assert "html" in caught.value.content_type
    assert "base_url" in str(caught.value)


def test_json_body_in_place_of_a_stream_is_read(client: Any, embedded: EmbeddedProvider) -> None:
    body = {
        "id": "x",
        "model": "m",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "whole"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    embedded.answer(chunks=[json.dumps(body).encode()], fault=Fault(content_type="application/json"))
    stream = client.chat_completion_stream("hi")
    assert "".join(chunk.text for chunk in stream) == "whole"
    assert stream.response.usage.total_tokens == 2
    assert stream.response.finish_reason == "stop"


def test_json_error_body_in_place_of_a_stream(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 5."""
    body = {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}
    embedded.answer(chunks=[json.dumps(body).encode()], fault=Fault(content_type="application/json"))
    with pytest.raises(RateLimited):
        client.chat_completion_stream("hi", max_retries=0).collect()


def test_wrong_content_type_with_a_real_stream_is_fine(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO, DONE], fault=Fault(content_type="text/plain"))
    assert client.chat_completion_stream("hi").collect().text == "Hello"


def test_compressed_stream(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO, DONE], fault=Fault(gzip=True))
    assert client.chat_completion_stream("hi").collect().text == "Hello"


# --- odd but healthy streams ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd",
    [
        {"choices": []},
        {"choices": None},
        {"choices": [{"index": 0, "delta": None}]},
        {"choices": [{"index": 0}]},
        {"choices": [None]},
        {"choices": [{"index": 0, "delta": {}, "finish_reason": ""}]},
        {"choices": {}},
        {"choices": "x"},
        {},
        "null",
        "1",
        b": comment\n\n",
        b"event: ping\ndata: {}\n\n",
        b"\n\n\n",
        b"data:\n\n",
        {"choices": [{"index": None, "delta": {"content": ""}}]},
    ],
    ids=repr,
)
def test_odd_frames_never_crash(client: Any, embedded: EmbeddedProvider, odd: Any) -> None:
    """Promise 9."""
    embedded.answer(chunks=[odd, *HELLO[:2], odd, *HELLO[2:], odd, DONE])
    stream = client.chat_completion_stream("hi")
    assert "".join(chunk.text for chunk in stream) == "Hello"
    assert stream.response.finish_reason == "stop"


def test_usage_only_chunk_has_no_choices(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO, USAGE, DONE])
    last = list(client.chat_completion_stream("hi"))[-1]
    assert last.choices == ()
    assert last.usage.total_tokens == 5
    assert last.text == ""


def test_usage_of_groq(api: Any, embedded: EmbeddedProvider) -> None:
    end = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}],
           "x_groq": {"id": "req", "usage": {"prompt_tokens": 4, "completion_tokens": 5, "total_tokens": 9}}}  # fmt: skip
    embedded.answer(chunks=[*HELLO[:3], end, DONE])
    client = api.client("groq/embedded-chat", base_url=embedded.base_url, api_key="k")
    assert client.chat_completion_stream("hi").collect().usage.total_tokens == 9
    assert "stream_options" not in embedded.requests[0].body


def test_usage_that_grows_is_taken_from_the_last(client: Any, embedded: EmbeddedProvider) -> None:
    growing = [{**chunk, "usage": {"prompt_tokens": 3, "completion_tokens": n, "total_tokens": 3 + n}}
               for n, chunk in enumerate(HELLO)]  # fmt: skip
    embedded.answer(chunks=[*growing, DONE])
    assert client.chat_completion_stream("hi").collect().usage.completion_tokens == 3


def test_stream_without_usage(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO, DONE])
    response = client.chat_completion_stream("hi").collect()
    assert response.usage_status == UsageStatus.UNSUPPORTED
    assert response.usage.total_tokens == 0
    assert response.cost is None


def test_line_separators_of_unicode_are_text(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 20."""
    text = "a\u2028b\u2029c\u0085d\x0be\x0cf"
    frame = json.dumps(content(text, finish_reason="stop"), ensure_ascii=False)
    embedded.answer(chunks=[f"data: {frame}\n\n".encode(), DONE])
    assert client.chat_completion_stream("hi").collect().text == text


def test_text_is_utf8_whatever_the_header_says(client: Any, embedded: EmbeddedProvider) -> None:
    frame = json.dumps(content("äöü 漢字 🎈", finish_reason="stop"), ensure_ascii=False)
    embedded.answer(
        chunks=[f"data: {frame}\n\n".encode(), DONE], fault=Fault(content_type="text/event-stream; charset=iso-8859-1")
    )
    assert client.chat_completion_stream("hi").collect().text == "äöü 漢字 🎈"


def test_a_crawling_body_is_put_together(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[*HELLO, USAGE, DONE], fault=Fault(slow_body=4000))
    response = client.chat_completion_stream("hi").collect()
    assert (response.text, response.usage.total_tokens) == ("Hello", 5)


def test_stats_of_a_stream(api: Any) -> None:
    with EmbeddedProvider(pace=Pace(first_token=0.05, tokens_per_second=50)) as provider:
        provider.answer(text="one two three four")
        client = api.client("embedded", base_url=provider.base_url)
        stream = client.chat_completion_stream("hi")
        stream.collect()
        client.close()
    stats = stream.stats
    assert 40 < stats.time_to_first_token_ms < stats.latency_ms
    assert stats.completion_tokens == 4
    assert stats.retry_count == 0
    assert stats.http_status == 200
