"""Retries, deadlines and timeouts as a user sees them."""

from __future__ import annotations

import socket
import threading
import time
from datetime import timedelta
from email.utils import formatdate
from typing import Any

import pytest

from ailib import ConfigurationError, RateLimited, RequestTimeout, RetryBudget, RetryEvent, RetryPolicy, Timeouts
from ailib.errors import AilibError, APIError, InvalidRequestError, QuotaExhausted, ServerError
from ailib.testing import EmbeddedProvider, Fault, Pace

FAST = RetryPolicy(max_retries=3, base=0.01, cap=0.02)


@pytest.fixture
def fast(api: Any, embedded: EmbeddedProvider) -> Any:
    return api.client("embedded", base_url=embedded.base_url, retry=FAST)


def test_two_429_then_an_answer(api: Any, embedded: EmbeddedProvider) -> None:
    events: list[RetryEvent] = []
    client = api.client(
        "embedded", base_url=embedded.base_url, retry=RetryPolicy(base=0.01, cap=0.02, on_retry=events.append)
    )
    embedded.answer(fault=Fault(status=429), times=2)
    response = client.chat_completion("hi")
    assert len(embedded.requests) == 3
    assert [attempt.status for attempt in response.attempts] == [429, 429, 200]
    assert [attempt.number for attempt in response.attempts] == [1, 2, 3]
    assert [attempt.error for attempt in response.attempts] == ["RateLimited", "RateLimited", None]
    assert all(attempt.delay is not None and 0 <= attempt.delay <= 0.02 for attempt in response.attempts[:2])
    assert [(event.attempt, type(event.error)) for event in events] == [(1, RateLimited), (2, RateLimited)]
    assert [event.delay for event in events] == [attempt.delay for attempt in response.attempts[:2]]
    bodies = [seen.body for seen in embedded.requests]
    assert bodies[0] == bodies[1] == bodies[2]


def test_retry_count_in_the_stats(fast: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=429), times=2)
    _, stats = fast.chat("hi").execute_with_stats()
    assert stats.retry_count == 2
    assert stats.http_status == 200


def test_retries_off_is_one_request(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    client = api.client("embedded", base_url=embedded.base_url, max_retries=0)
    with pytest.raises(ServerError) as caught:
        client.chat_completion("hi")
    assert len(embedded.requests) == 1
    assert len(caught.value.attempts) == 1
    with pytest.raises(ServerError):
        client.chat_completion_stream("hi")
    assert len(embedded.requests) == 2


def test_retries_per_call_win(fast: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    with pytest.raises(ServerError) as caught:
        fast.chat_completion("hi", max_retries=1)
    assert len(embedded.requests) == len(caught.value.attempts) == 2
    assert "2 attempts" in str(caught.value)


def test_the_last_error_is_raised_after_all_attempts(fast: Any, embedded: EmbeddedProvider) -> None:
    embedded.queue(fault=Fault(status=429)).queue(fault=Fault(status=500)).queue(fault=Fault(status=503))
    embedded.queue(fault=Fault(status=529))
    with pytest.raises(ServerError) as caught:
        fast.chat_completion("hi")
    assert caught.value.status == 529
    assert [attempt.status for attempt in caught.value.attempts] == [429, 500, 503, 529]


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 529])
def test_statuses_that_are_tried_again(fast: Any, embedded: EmbeddedProvider, status: int) -> None:
    """Promise 7."""
    embedded.answer(fault=Fault(status=status), times=1)
    assert fast.chat_completion("hi").attempts[0].status == status
    assert len(embedded.requests) == 2


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413, 422])
def test_statuses_that_are_final(fast: Any, embedded: EmbeddedProvider, status: int) -> None:
    embedded.answer(fault=Fault(status=status), times=1)
    with pytest.raises(APIError):
        fast.chat_completion("hi")
    assert len(embedded.requests) == 1


def test_a_used_up_quota_is_final(fast: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=429, code="insufficient_quota"))
    with pytest.raises(QuotaExhausted):
        fast.chat_completion("hi")
    assert len(embedded.requests) == 1


@pytest.mark.parametrize(("status", "word", "requests"), [(400, "true", 2), (503, "false", 1), (429, "false", 1)])
def test_x_should_retry(fast: Any, embedded: EmbeddedProvider, status: int, word: str, requests: int) -> None:
    """Promise 7."""
    embedded.answer(fault=Fault(status=status, headers={"x-should-retry": word}), times=1)
    if requests == 1:
        with pytest.raises(APIError):
            fast.chat_completion("hi")
    else:
        assert fast.chat_completion("hi").text
    assert len(embedded.requests) == requests


@pytest.mark.parametrize("headers", [{"Retry-After": "0.3"}, {"retry-after-ms": "300"}], ids=["seconds", "ms"])
@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_never_sooner_than_asked(
    fast: Any, embedded: EmbeddedProvider, headers: dict[str, str], streamed: bool
) -> None:
    """Promise 7."""
    embedded.answer(fault=Fault(status=429, headers=headers), times=1)
    response = fast.chat_completion_stream("hi").collect() if streamed else fast.chat_completion("hi")
    first, second = embedded.requests
    assert 0.3 <= second.at - first.at < 0.6
    assert response.attempts[0].delay >= 0.3


def test_never_sooner_than_the_date(fast: Any, embedded: EmbeddedProvider) -> None:
    """Promise 7."""
    date = int(time.time()) + 2
    embedded.answer(fault=Fault(status=503, headers={"Retry-After": formatdate(date, usegmt=True)}), times=1)
    fast.chat_completion("hi")
    assert time.time() >= date


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_a_wait_beyond_the_deadline_fails_at_once(fast: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    """Promises 3 and 7."""
    embedded.answer(fault=Fault(status=429, retry_after=90))
    begun = time.monotonic()
    with pytest.raises(RateLimited) as caught:
        if streamed:
            fast.chat_completion_stream("hi", timeout=Timeouts(deadline=2))
        else:
            fast.chat_completion("hi", timeout=2)
    assert time.monotonic() - begun < 0.5
    assert caught.value.retry_after == 90
    assert len(embedded.requests) == 1
    assert "deadline" in str(caught.value)


def test_deadline_over_attempts_and_sleeps(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 3."""
    embedded.answer(fault=Fault(status=503))
    policy = RetryPolicy(max_retries=100, base=0.1, cap=0.1, jitter="none", strategy="constant", budget=None)
    client = api.client("embedded", base_url=embedded.base_url, retry=policy)
    begun = time.monotonic()
    with pytest.raises(ServerError) as caught:
        client.chat_completion("hi", timeout=Timeouts(deadline=0.45))
    assert time.monotonic() - begun < 0.7
    assert 3 <= len(embedded.requests) <= 5
    assert len(caught.value.attempts) == len(embedded.requests)


def test_deadline_over_a_slow_body(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 3."""
    embedded.answer(fault=Fault(slow_body=100))
    begun = time.monotonic()
    with pytest.raises(RequestTimeout) as caught:
        client.chat_completion("hi", timeout=Timeouts(deadline=0.3))
    assert 0.25 < time.monotonic() - begun < 0.55
    assert caught.value.phase == "deadline"


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_timeout_against_a_silent_server(api: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    """Promise 3: one second means one second, not one for each attempt."""
    embedded.answer(fault=Fault(delay=20))
    client = api.client("embedded", base_url=embedded.base_url, timeout=0.5, retry=FAST)
    begun = time.monotonic()
    with pytest.raises(RequestTimeout) as caught:
        if streamed:
            client.chat_completion_stream("hi", timeout=Timeouts(deadline=0.5))
        else:
            client.chat_completion("hi")
    assert 0.4 < time.monotonic() - begun < 0.75
    assert isinstance(caught.value, TimeoutError)
    api.until(lambda: all(seen.closed_early_at for seen in embedded.requests))


def test_read_timeout_is_tried_again(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(delay=5), times=1)
    client = api.client("embedded", base_url=embedded.base_url, timeout=Timeouts(read=0.2), retry=FAST)
    response = client.chat_completion("hi")
    assert [attempt.error for attempt in response.attempts] == ["RequestTimeout", None]


def test_read_timeout_names_its_phase(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(delay=5))
    client = api.client("embedded", base_url=embedded.base_url, timeout=Timeouts(read=0.2), max_retries=0)
    with pytest.raises(RequestTimeout) as caught:
        client.chat_completion("hi")
    assert caught.value.phase == "read"
    assert caught.value.is_retryable


def test_read_timeout_counts_silence_not_the_whole_body(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="word " * 30, fault=Fault(slow_body=1500))
    client = api.client("embedded", base_url=embedded.base_url, timeout=Timeouts(read=0.2), max_retries=0)
    assert client.chat_completion("hi").text.startswith("word")


@pytest.mark.parametrize("value", [0, -1, "5", True, timedelta(0), float("nan")], ids=repr)
def test_timeouts_that_make_no_sense(api: Any, value: Any) -> None:
    with pytest.raises(ConfigurationError):
        api.client("embedded", base_url="http://127.0.0.1:9/v1", timeout=value)
    with pytest.raises(ConfigurationError):
        Timeouts(idle=value)


def test_timeouts_of_numbers_and_deltas() -> None:
    assert Timeouts(connect=timedelta(seconds=2), deadline=5).connect == 2.0
    assert Timeouts.of(5) == Timeouts(connect=5, read=5, idle=5, call=5)
    assert Timeouts.of(timedelta(minutes=1)).connect == 10.0
    assert Timeouts(read=None).read is None


@pytest.mark.parametrize("wrong", [{"max_retries": -1}, {"max_retries": True}, {"strategy": "random"}, {"base": -1}, {"cap": 0},
                                   {"jitter": "some"}], ids=repr)  # fmt: skip
def test_policies_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        RetryPolicy(**wrong)


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [("constant", [0.02, 0.02, 0.02]), ("linear", [0.02, 0.04, 0.05]), ("exponential", [0.02, 0.04, 0.05])],
)
def test_strategies(api: Any, embedded: EmbeddedProvider, strategy: Any, expected: list[float]) -> None:
    embedded.answer(fault=Fault(status=503), times=3)
    policy = RetryPolicy(max_retries=3, strategy=strategy, base=0.02, cap=0.05, jitter="none")
    client = api.client("embedded", base_url=embedded.base_url, retry=policy)
    response = client.chat_completion("hi")
    assert [attempt.delay for attempt in response.attempts[:3]] == pytest.approx(expected)


@pytest.mark.parametrize(("jitter", "least"), [("full", 0.0), ("equal", 0.01)])
def test_jitter_stays_in_its_bounds(api: Any, embedded: EmbeddedProvider, jitter: Any, least: float) -> None:
    policy = RetryPolicy(max_retries=3, strategy="constant", base=0.02, cap=0.02, jitter=jitter, budget=None)
    client = api.client("embedded", base_url=embedded.base_url, retry=policy)
    delays: list[float] = []
    embedded.answer(fault=Fault(status=503))
    for _ in range(4):
        with pytest.raises(ServerError) as caught:
            client.chat_completion("hi")
        delays += [attempt.delay for attempt in caught.value.attempts if attempt.delay is not None]
    assert len(delays) == 12
    assert all(least <= delay <= 0.02 for delay in delays)
    assert len({round(delay, 6) for delay in delays}) > 3


def test_retry_budget_limits_the_extra_load(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 25."""
    embedded.answer(fault=Fault(status=503))
    policy = RetryPolicy(max_retries=3, base=0.001, cap=0.001, budget=RetryBudget(ratio=0.2, reserve=2))
    client = api.client("embedded", base_url=embedded.base_url, retry=policy)
    for _ in range(20):
        with pytest.raises(ServerError):
            client.chat_completion("hi")
    assert 20 <= len(embedded.requests) <= 20 + 2 + 4


def test_copies_share_the_budget(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 25."""
    embedded.answer(fault=Fault(status=503))
    policy = RetryPolicy(max_retries=3, base=0.001, cap=0.001, budget=RetryBudget(ratio=0.0, reserve=1))
    client = api.client("embedded", base_url=embedded.base_url, retry=policy)
    for one in (client, client.with_options(timeout=5), client.with_options(headers={"a": "b"})):
        with pytest.raises(ServerError):
            one.chat_completion("hi")
    assert len(embedded.requests) == 4


def test_wrong_requests_are_not_retried_or_sent(fast: Any, embedded: EmbeddedProvider) -> None:
    with pytest.raises(InvalidRequestError):
        fast.chat_completion("hi", temperature="hot")
    with pytest.raises(InvalidRequestError):
        fast.chat_completion([])
    with pytest.raises(InvalidRequestError, match="no field 'temprature'"):
        fast.chat_completion("hi", temprature=1)
    assert embedded.requests == []


class ClosesAfterOne:
    """Answers one request on each connection, then closes it without a word."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/v1"
        self.requests = 0
        self.closed = threading.Event()
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self) -> None:
        body = b'{"choices":[{"index":0,"message":{"content":"ok"},"finish_reason":"stop"}],"model":"m"}'
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                data = b""
                while b"\r\n\r\n" not in data or not data.endswith(b"}"):
                    piece = connection.recv(65536)
                    if not piece:
                        break
                    data += piece
                if not data:
                    continue
                self.requests += 1
                connection.sendall(head + body)
            self.closed.set()

    def stop(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()


def test_a_connection_that_died_in_the_pool_costs_no_attempt(api: Any) -> None:
    server = ClosesAfterOne()
    client = api.client("vllm/m", base_url=server.url, max_retries=0)
    for number in range(1, 4):
        server.closed.clear()
        response = client.chat_completion("hi")
        assert response.text == "ok"
        assert len(response.attempts) == 1
        assert server.requests == number
        assert server.closed.wait(1)
    client.close()
    server.stop()


def test_permits_limit_what_is_in_flight(api: Any) -> None:
    with EmbeddedProvider(pace=Pace(first_token=0.03, tokens_per_second=float("inf"))) as provider:
        client = api.client("embedded", base_url=provider.base_url, max_concurrency=3)
        answers = api.together([lambda one: one.chat_completion("hi")] * 9, client)
        assert len(answers) == 9
        assert provider.peak_requests == 3
        client.close()


def test_waiting_for_a_place_too_long_is_a_timeout(api: Any, embedded: EmbeddedProvider) -> None:
    from ailib import ConnectionOptions

    embedded.answer(chunks=[{"choices": [{"index": 0, "delta": {"content": "a"}}]}], fault=Fault(stall_after=1))
    options = ConnectionOptions(max_concurrency=1, queue_timeout=0.1)
    client = api.client("embedded", base_url=embedded.base_url, options=options)
    with client.chat_completion_stream("hi"):
        with pytest.raises(RequestTimeout) as caught:
            client.chat_completion("hi")
        assert caught.value.phase == "queue"
        assert len(embedded.requests) == 1
    embedded.clear()
    assert client.chat_completion("hi").text


@pytest.mark.parametrize("wrong", [0, -2, 1.5, True], ids=repr)
def test_max_concurrency_that_makes_no_sense(api: Any, wrong: Any) -> None:
    with pytest.raises(ConfigurationError):
        api.client("embedded", base_url="http://127.0.0.1:9/v1", max_concurrency=wrong)


def test_a_failing_on_retry_callback_is_the_users_own_error(api: Any, embedded: EmbeddedProvider) -> None:
    def callback(_event: RetryEvent) -> None:
        raise ZeroDivisionError

    embedded.answer(fault=Fault(status=503))
    client = api.client("embedded", base_url=embedded.base_url, retry=RetryPolicy(base=0.01, on_retry=callback))
    with pytest.raises((ZeroDivisionError, AilibError)):
        client.chat_completion("hi")
    assert len(embedded.requests) == 1
