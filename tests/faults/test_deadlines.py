"""One deadline over everything, held to a quarter of a second, one call at a time (promise 3)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from ailib import RateLimited, RequestTimeout, RetryPolicy, Timeouts
from ailib.errors import AilibError, ServerError
from ailib.testing import EmbeddedProvider, Fault
from tests.transport.rawserver import Connection, RawServer, black_hole, response, silent

DEADLINE = 0.5
LATE = 0.25
NO_END = Timeouts(connect=10, read=10, idle=10, deadline=DEADLINE)
MANY = RetryPolicy(max_retries=100, strategy="constant", base=0.05, cap=0.05, jitter="none", budget=None)
STREAMED = pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])

FAULTS: dict[str, Fault] = {
    "silent": Fault(delay=30),
    "silent behind the headers": Fault(first_byte_delay=30),
    "heartbeats before the first byte": Fault(first_byte_delay=30, heartbeat=0.05),
    "a trickle": Fault(slow_body=40),
    "never well again": Fault(status=503),
    "always reset": Fault(reset=True),
    "a short wait, again and again": Fault(status=429, retry_after=0.2),
}


@pytest.fixture(scope="module")
def warm() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as provider:
        yield provider


def ask(client: Any, streamed: bool, **more: Any) -> None:
    if streamed:
        client.chat_completion_stream("hi", **more).collect()
    else:
        client.chat_completion("hi", **more)


def in_time(client: Any, streamed: bool, **more: Any) -> AilibError:
    """The error of a call that ends when its deadline says so."""
    begun = time.monotonic()
    with pytest.raises(AilibError) as caught:
        ask(client, streamed, **more)
    assert time.monotonic() - begun < DEADLINE + LATE
    return caught.value


@STREAMED
@pytest.mark.parametrize("name", FAULTS)
def test_whatever_the_provider_does(api: Any, warm: EmbeddedProvider, name: str, streamed: bool) -> None:
    warm.clear()
    client = api.client("embedded", base_url=warm.base_url, retry=MANY, timeout=NO_END)
    ask(client, streamed)
    warm.answer(fault=FAULTS[name])
    error = in_time(client, streamed)
    assert isinstance(error, (RequestTimeout, ServerError, RateLimited, ConnectionError)), repr(error)
    api.until(lambda: warm.active_requests == 0)


def slow_head(connection: Connection) -> None:
    connection.read_request()
    connection.trickle(response(b"{}", headers={"X": "y" * 400}), 0.02)


@STREAMED
@pytest.mark.parametrize("way", ["packets vanish", "TLS without an answer", "slow-loris headers"])
def test_whatever_the_network_does(api: Any, way: str, streamed: bool) -> None:
    with ExitStack() as stack:
        if way == "packets vanish":
            address = f"http://127.0.0.1:{stack.enter_context(black_hole())}/v1"
        else:
            tls = way.startswith("TLS")
            server = stack.enter_context(RawServer(silent if tls else slow_head))
            address = f"http{'s' if tls else ''}://127.0.0.1:{server.port}/v1"
        client = api.client("embedded", base_url=address, retry=MANY, timeout=NO_END)
        error = in_time(client, streamed)
        assert isinstance(error, RequestTimeout)
        assert len(error.attempts) == 1


@STREAMED
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_beyond_it_is_not_begun(api: Any, warm: EmbeddedProvider, status: int, streamed: bool) -> None:
    """Promise 7."""
    warm.clear()
    warm.answer(fault=Fault(status=status, retry_after=90))
    client = api.client("embedded", base_url=warm.base_url, retry=MANY, timeout=Timeouts(deadline=10))
    begun = time.monotonic()
    with pytest.raises(AilibError) as caught:
        ask(client, streamed)
    assert time.monotonic() - begun < LATE
    assert caught.value.retry_after == 90
    assert "deadline" in str(caught.value)
    assert len(warm.requests) == 1


@STREAMED
def test_the_deadline_of_one_call(api: Any, warm: EmbeddedProvider, streamed: bool) -> None:
    warm.clear()
    warm.answer(fault=Fault(delay=30))
    client = api.client("embedded", base_url=warm.base_url, retry=MANY)
    assert isinstance(in_time(client, streamed, timeout=NO_END), RequestTimeout)


def test_each_item_of_a_batch_has_its_own(api: Any, warm: EmbeddedProvider) -> None:
    warm.clear()
    warm.answer("slow", fault=Fault(delay=30))
    client = api.client("embedded", base_url=warm.base_url, retry=MANY, timeout=NO_END)
    begun = time.monotonic()
    items = client.chat_completion_batch(["slow", "a", "slow", "b", "slow"], 5)
    assert time.monotonic() - begun < DEADLINE + LATE
    assert [item.ok for item in items] == [False, True, False, True, False]
    assert all(isinstance(item.error, RequestTimeout) for item in items if not item.ok)


def test_waiting_for_a_place_counts(api: Any, warm: EmbeddedProvider) -> None:
    """A call that waits behind others for a permit has no more time than one that does not."""
    warm.clear()
    warm.answer(fault=Fault(delay=30))
    client = api.client("embedded", base_url=warm.base_url, retry=MANY, timeout=NO_END, max_concurrency=1)
    begun = time.monotonic()
    items = client.chat_completion_batch(["a", "b", "c"], 3)
    assert time.monotonic() - begun < DEADLINE + LATE
    assert [type(item.error) for item in items] == [RequestTimeout] * 3
    # The place of the first may come free a moment before the time of the second is up.
    assert len(warm.requests) <= 2


def test_a_stream_that_goes_on_and_on(api: Any, warm: EmbeddedProvider) -> None:
    """Events keep coming, so nothing but the deadline ends it."""
    warm.clear()
    warm.answer(text="word " * 400, fault=Fault(slow_body=4000))
    client = api.client("embedded", base_url=warm.base_url, retry=MANY, timeout=NO_END)
    error: Any = in_time(client, streamed=True)
    assert error.phase == "deadline"
    assert error.partial.text.startswith("word word")
    api.until(lambda: warm.active_requests == 0)
