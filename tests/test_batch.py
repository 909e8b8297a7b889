"""Many requests at once: order, limits, errors of items, progress, cancel, constant memory."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from ailib import (
    BatchProgress,
    CancelHandle,
    Cancelled,
    ChatCompletionRequest,
    ConfigurationError,
    InvalidRequestError,
    Message,
    RateLimited,
    RetryPolicy,
)
from ailib.testing import EmbeddedProvider, Fault, Pace


@pytest.fixture
def slow() -> Iterator[EmbeddedProvider]:
    """A provider that takes 30 ms for every answer."""
    with EmbeddedProvider(pace=Pace(first_token=0.03, tokens_per_second=float("inf"))) as provider:
        yield provider


def texts(count: int) -> list[str]:
    return [f'Say "number {index}"' for index in range(count)]


def test_results_in_input_order(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer("number 0", fault=Fault(delay=0.1))
    result = client.chat_completion_batch(texts(12))
    assert [item.index for item in result] == list(range(12))
    assert [item.text for item in result] == [f"number {index}" for index in range(12)]
    assert result.all_successful()
    assert len(result) == result.total_requests == result.total_successful == 12
    assert result.success_rate() == 100.0


def test_every_form_of_a_request(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="ok")
    result = client.chat_completion_batch(
        [
            "a",
            Message.user("b"),
            [{"role": "user", "content": "c"}],
            ChatCompletionRequest(messages="d", temperature=0.3),
        ]
    )
    assert [item.ok for item in result] == [True] * 4
    bodies = sorted((seen.body for seen in embedded.requests), key=lambda body: body["messages"][0]["content"])
    assert [body["messages"][0]["content"] for body in bodies] == ["a", "b", "c", "d"]
    assert bodies[3]["temperature"] == 0.3


def test_one_failure_does_not_fail_the_rest(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 22."""
    embedded.answer("number 1", fault=Fault(status=400, message="no"))
    result = client.chat_completion_batch([*texts(3), 'Say "x"'], None)
    assert [item.ok for item in result] == [True, False, True, True]
    assert result.failed[0][0] == 1
    assert result[1].error.status == 400
    assert result[1].response is None
    assert result[1].text == ""
    assert (result.total_failed, result.success_rate(), len(result.successful)) == (1, 75.0, 3)
    assert not result.all_successful()
    with pytest.raises(type(result[1].error)):
        result[1].unwrap()
    assert result[0].unwrap().text == "number 0"


def test_a_wrong_request_is_an_item_error(client: Any, embedded: EmbeddedProvider) -> None:
    result = client.chat_completion_batch(["a", 5, "b"])
    assert [item.ok for item in result] == [True, False, True]
    assert isinstance(result[1].error, InvalidRequestError)
    assert len(embedded.requests) == 2


def test_items_are_retried_like_single_calls(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, retry=RetryPolicy(base=0.01, cap=0.01))
    embedded.answer(fault=Fault(status=429), times=3)
    result = client.chat_completion_batch(texts(4))
    assert result.all_successful()
    assert len(embedded.requests) == 7
    assert sum(len(item.response.attempts) for item in result) == 7


@pytest.mark.parametrize(("limit", "peak"), [(1, 1), (3, 3), (None, 10)])
def test_the_limit_is_what_the_server_sees(api: Any, slow: EmbeddedProvider, limit: int | None, peak: int) -> None:
    client = api.client("embedded", base_url=slow.base_url)
    result = client.chat_completion_batch(texts(14 if limit is None else 7), limit)
    assert result.all_successful()
    assert slow.peak_requests == peak
    client.close()


@pytest.mark.parametrize("limit", [0, -1, 1.5, "3", True], ids=repr)
def test_limits_that_make_no_sense(client: Any, embedded: EmbeddedProvider, limit: Any) -> None:
    with pytest.raises(ConfigurationError):
        client.chat_completion_batch(["a"], concurrency_limit=limit)
    with pytest.raises(ConfigurationError):
        list(client.chat_completion_batch_iter(["a"], concurrency_limit=limit))
    assert embedded.requests == []


@pytest.mark.parametrize(("size", "peak"), [(3, 1), (8, 5), (14, 10)])
def test_smart_limits(api: Any, slow: EmbeddedProvider, size: int, peak: int) -> None:
    client = api.client("embedded", base_url=slow.base_url)
    assert client.chat_completion_batch_smart(texts(size)).all_successful()
    assert slow.peak_requests == peak
    client.close()


def test_smart_limit_of_the_environment(api: Any, slow: EmbeddedProvider) -> None:
    os.environ["AI_LIB_BATCH_CONCURRENCY"] = "2"
    client = api.client("embedded", base_url=slow.base_url)
    assert client.chat_completion_batch_smart(iter(texts(6))).all_successful()
    assert slow.peak_requests == 2
    client.close()


def test_progress(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer("number 2", fault=Fault(status=400))
    seen: list[BatchProgress] = []
    client.chat_completion_batch(texts(5), 2, on_progress=seen.append)
    assert [progress.done for progress in seen] == [1, 2, 3, 4, 5]
    assert {progress.total for progress in seen} == {5}
    assert (seen[-1].successful, seen[-1].failed) == (4, 1)
    assert sorted(progress.item.index for progress in seen) == [0, 1, 2, 3, 4]


def test_progress_of_a_generator_has_no_total(client: Any) -> None:
    seen: list[BatchProgress] = []
    result = client.chat_completion_batch((text for text in texts(3)), on_progress=seen.append)
    assert len(result) == 3
    assert {progress.total for progress in seen} == {None}


def test_a_failing_progress_callback_ends_the_batch(client: Any, embedded: EmbeddedProvider) -> None:
    def callback(_progress: BatchProgress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        client.chat_completion_batch(texts(40), 2, on_progress=callback)
    assert len(embedded.requests) < 10


def test_an_empty_batch(client: Any, embedded: EmbeddedProvider) -> None:
    result = client.chat_completion_batch([])
    assert list(result) == []
    assert result.success_rate() == 0.0
    assert result.all_successful()
    assert result.cost is None
    assert result.usage.total_tokens == 0
    assert list(client.chat_completion_batch_smart([])) == []
    assert embedded.requests == []


@pytest.mark.parametrize("wrong", ["text", {"role": "user", "content": "x"}, ChatCompletionRequest(messages="x")], ids=["str", "dict", "request"])  # fmt: skip
def test_one_request_is_no_batch(client: Any, wrong: Any) -> None:
    with pytest.raises((ConfigurationError, InvalidRequestError)):
        client.chat_completion_batch(wrong)


def test_sums(api: Any, embedded: EmbeddedProvider) -> None:
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15, "cost": 0.5}
    embedded.answer(text="x", usage=usage)
    client = api.client("openrouter/embedded-chat", base_url=embedded.base_url, api_key="k")
    result = client.chat_completion_batch(texts(3))
    assert (result.usage.prompt_tokens, result.usage.completion_tokens, result.usage.total_tokens) == (30, 15, 45)
    assert result.cost == Decimal("1.5")


def test_cancel_stops_what_is_in_flight(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 4."""
    embedded.answer("number 0", text="first")
    embedded.answer(fault=Fault(delay=5))
    handle = CancelHandle()
    timer = threading.Timer(0.2, handle.cancel)
    timer.start()
    begun = time.monotonic()
    result = client.chat_completion_batch(texts(9), 3, cancel=handle)
    assert time.monotonic() - begun < 0.6
    timer.join()
    assert len(result) == 9
    assert result[0].text == "first"
    assert all(isinstance(item.error, Cancelled) for item in result[1:])
    assert len(embedded.requests) <= 5
    api.until(lambda: all(seen.done_at for seen in embedded.requests))


# --- the variant that gives items as they end -------------------------------------------------------------------------


def test_items_as_they_end(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer("number 0", fault=Fault(delay=0.15))
    items = list(client.chat_completion_batch_iter(texts(6), 3))
    assert items[-1].index == 0
    assert sorted(item.index for item in items) == list(range(6))
    assert {item.index: item.text for item in items} == {index: f"number {index}" for index in range(6)}


def test_an_endless_input_is_taken_step_by_step(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 22: bounded look-ahead."""
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "hi"

    items = client.chat_completion_batch_iter(endless(), 4)
    for done in range(1, 31):
        assert next(items).ok
        assert taken <= done + 12
    items.close()
    last = taken
    assert last < 60
    assert len(embedded.requests) <= last


def test_the_input_is_not_touched_before_the_first_step(client: Any) -> None:
    touched: list[int] = []

    def inputs() -> Iterator[str]:
        touched.append(1)
        yield "hi"

    items = client.chat_completion_batch_iter(inputs())
    assert touched == []
    items.close()
    assert touched == []


def test_leaving_the_items_early_cancels_the_rest(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer("number 0", text="first")
    embedded.answer(fault=Fault(delay=5))
    items = client.chat_completion_batch_iter(texts(20), 3)
    assert next(items).text == "first"
    begun = time.monotonic()
    items.close()
    assert time.monotonic() - begun < 0.5
    assert len(embedded.requests) <= 5
    api.until(lambda: all(seen.done_at for seen in embedded.requests))


def test_an_input_that_fails_raises_its_own_error(client: Any, embedded: EmbeddedProvider) -> None:
    def inputs() -> Iterator[str]:
        yield "hi"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(client.chat_completion_batch_iter(inputs(), 2))
    with pytest.raises(ZeroDivisionError):
        client.chat_completion_batch(inputs(), 2)
    assert len(embedded.requests) <= 2


def test_call_settings_hold_for_all_items(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=429))
    result = client.chat_completion_batch(texts(3), max_retries=0, headers={"X-Trace": "7"})
    assert [type(item.error) for item in result] == [RateLimited] * 3
    assert [seen.headers["X-Trace"] for seen in embedded.requests] == ["7"] * 3


def test_a_closed_client_starts_no_batch(client: Any) -> None:
    client.close()
    with pytest.raises(ConfigurationError, match="closed"):
        client.chat_completion_batch(["a"])
