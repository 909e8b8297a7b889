"""What one call does over its attempts: one idempotency key, `on_retry`, the user's own loop (promises 6 and 7)."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ailib import AilibError, AsyncClient, Client, RateLimited, RetryEvent, RetryPolicy, Timeouts
from ailib.errors import ServerError
from ailib.testing import EmbeddedProvider, Fault
from tests.transport.rawserver import RawServer, each_request, response

KEY = "X-Idempotency-Key"
FAST = RetryPolicy(max_retries=3, base=0.01, cap=0.02, budget=None)


def gateway(api: Any, embedded: EmbeddedProvider, **more: Any) -> Any:
    """A client of a gateway that has a header for the key."""
    manifest = {"id": "gateway", "base_url": embedded.base_url, "idempotency_header": KEY, "auth": {"required": False}}
    cls = AsyncClient if api.name == "async" else Client
    client = cls.from_manifest(manifest, "embedded-chat", retry=FAST, **more)
    api._clients.append(client)
    if api.name == "async":
        from tests.driver import Bridge

        return Bridge(api, client)
    return client


def keys(embedded: EmbeddedProvider) -> list[str]:
    return [seen.headers[KEY] for seen in embedded.requests]


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_all_attempts_of_a_call_have_one_key(api: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    """Promise 6."""
    client = gateway(api, embedded)
    for fault in (Fault(status=503), Fault(reset=True), Fault(error_frame_at=0)):
        embedded.queue(fault=fault)
    for _ in range(2):
        assert (client.chat_completion_stream("hi").collect() if streamed else client.chat_completion("hi")).text
    seen = keys(embedded)
    assert len(seen) == 5
    # Four attempts of the first call, one of the second.
    assert len(set(seen[:4])) == 1
    assert seen[4] != seen[0]
    assert len(seen[0]) >= 24


def test_items_of_a_batch_have_keys_of_their_own(api: Any, embedded: EmbeddedProvider) -> None:
    client = gateway(api, embedded)
    assert client.chat_completion_batch(["a", "a", "a"]).successful
    assert len(set(keys(embedded))) == 3


@pytest.mark.parametrize("name", [KEY, KEY.lower()])
def test_your_own_key_wins(api: Any, embedded: EmbeddedProvider, name: str) -> None:
    client = gateway(api, embedded)
    embedded.answer(fault=Fault(status=503), times=1)
    client.chat_completion("hi", headers={name: "job-42"})
    assert keys(embedded) == ["job-42", "job-42"]


def test_two_calls_that_say_the_same_have_two_keys(api: Any, embedded: EmbeddedProvider) -> None:
    client = gateway(api, embedded)
    client.embed(["one"], model="embedded-embed")
    client.embed(["one"], model="embedded-embed")
    assert len(set(keys(embedded))) == 2


def test_others_get_no_key(client: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion("hi")
    assert not [name for name in embedded.requests[0].headers if "idempotency" in name.lower()]


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_your_own_loop_sees_one_request_per_attempt(api: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    """A retry loop around calls whose own retries are off."""
    client = api.client("embedded", base_url=embedded.base_url, max_retries=0)
    embedded.answer(fault=Fault(status=429), times=2)
    delays: list[float] = []
    for attempt in range(4):
        try:
            answer = client.chat_completion_stream("hi").collect() if streamed else client.chat_completion("hi")
            break
        except AilibError as error:
            retryable = error.is_retryable
            assert retryable
            assert len(embedded.requests) == attempt + 1
            delays.append(error.retry_after or 0.01 * (attempt + 1))
            api.settle(delays[-1])
    else:
        pytest.fail("four attempts were not enough")
    assert answer.text
    assert len(embedded.requests) == 3
    assert len(answer.attempts) == 1
    assert delays == [0.01, 0.02]


def test_your_own_loop_stops_where_waiting_does_not_help(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, max_retries=0)
    embedded.answer(fault=Fault(status=401))
    with pytest.raises(AilibError) as caught:
        client.chat_completion("hi")
    assert not caught.value.is_retryable


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_on_retry_is_told_before_each_sleep(api: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    events: list[tuple[RetryEvent, float]] = []
    policy = RetryPolicy(
        base=0.05, cap=0.05, jitter="none", on_retry=lambda event: events.append((event, time.monotonic()))
    )
    client = api.client("embedded", base_url=embedded.base_url, retry=policy)
    embedded.queue(fault=Fault(status=429, retry_after=0.1)).queue(fault=Fault(status=503)).queue(text="well")
    answer = client.chat_completion_stream("hi").collect() if streamed else client.chat_completion("hi")
    assert answer.text == "well"
    assert [(event.attempt, type(event.error), event.delay) for event, _ in events] == [
        (1, RateLimited, 0.1),
        (2, events[1][0].error.__class__, 0.05),
    ]
    assert isinstance(events[1][0].error, ServerError)
    for (event, told), seen in zip(events, embedded.requests[1:], strict=True):
        assert seen.at - told >= event.delay - 0.005


def test_what_was_tried_is_on_the_answer_and_on_the_error(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, retry=FAST)
    embedded.queue(fault=Fault(reset=True)).queue(fault=Fault(status=429)).queue(text="well")
    answer = client.chat_completion("hi")
    assert [(one.number, one.status, one.error) for one in answer.attempts] == [
        (1, None, "ConnectionLost"),
        (2, 429, "RateLimited"),
        (3, 200, None),
    ]
    embedded.answer(fault=Fault(status=500))
    with pytest.raises(ServerError) as caught:
        client.chat_completion("hi")
    assert [one.status for one in caught.value.attempts] == [500, 500, 500, 500]
    assert "4 attempts" in str(caught.value)


def test_a_stale_connection_is_no_attempt_and_a_fresh_one_is() -> None:
    """The server closes each connection behind its answer, as it may; nothing of it is seen."""
    body = b'{"choices":[{"index":0,"message":{"content":"ok"},"finish_reason":"stop"}],"model":"m"}'
    answer = response(body, headers={"Content-Type": "application/json"})

    def once(connection: Any) -> None:
        connection.read_request()
        connection.send(answer)

    with RawServer(once) as server, Client("vllm/m", base_url=server.url + "/v1", max_retries=0) as client:
        for number in range(1, 6):
            assert len(client.chat_completion("hi").attempts) == 1
            assert len(server.requests) == number


def test_a_request_id_and_a_deadline_of_the_last_attempt(api: Any) -> None:
    """The deadline that ends a call names the attempts before it."""

    @each_request
    def failing(connection: Any, _request: Any) -> None:
        connection.send(response(b'{"error":{"message":"later"}}', 503, {"x-request-id": "r-1"}))

    with RawServer(failing) as server:
        client = api.client(
            "openai/m", api_key="k", base_url=server.url + "/v1", timeout=Timeouts(deadline=0.2),
            retry=RetryPolicy(max_retries=50, base=0.05, cap=0.05, jitter="none", budget=None),
        )  # fmt: skip
        with pytest.raises(ServerError) as caught:
            client.chat_completion("hi")
        assert caught.value.request_id == "r-1"
        assert 2 <= len(caught.value.attempts) == len(server.requests) <= 5
        assert {one.request_id for one in caught.value.attempts} == {"r-1"}
        client.close()
