"""Fallback chains as a user sees them (promise 17)."""

from __future__ import annotations

import asyncio
import pickle
import time
from collections.abc import Iterator
from typing import Any

import pytest

from ailib import (
    AllTargetsFailed,
    AsyncClient,
    AuthenticationError,
    BadRequest,
    CancelHandle,
    Cancelled,
    ChatCompletionResponse,
    CircuitBreaker,
    ConfigurationError,
    ConnectionOptions,
    FallbackChain,
    FallbackEvent,
    Interceptor,
    ModelArray,
    ModelEndpoint,
    ModelNotFound,
    Overloaded,
    RacePolicy,
    RateLimited,
    RequestTimeout,
    RestartChunk,
    RetryPolicy,
    RoutingStrategyBuilder,
    ServerError,
    Timeouts,
)
from ailib.errors import AilibError, ConnectionLost, StreamTruncated
from ailib.testing import EmbeddedProvider, Fault, ToolCall

from .conftest import open_sockets


@pytest.fixture(scope="module")
def _others() -> Iterator[list[EmbeddedProvider]]:
    with EmbeddedProvider() as second, EmbeddedProvider() as third:
        yield [second, third]


@pytest.fixture
def second(_others: list[EmbeddedProvider]) -> EmbeddedProvider:
    _others[0].clear()
    return _others[0].answer(text="from the second")


@pytest.fixture
def third(_others: list[EmbeddedProvider]) -> EmbeddedProvider:
    _others[1].clear()
    return _others[1].answer(text="from the third")


def at(provider: EmbeddedProvider, name: str, **fields: Any) -> ModelEndpoint:
    return ModelEndpoint(name, provider.base_url, provider="embedded", **fields)


def refused(name: str = "nobody") -> ModelEndpoint:
    """An endpoint at which nothing listens."""
    provider = EmbeddedProvider()
    with provider:
        url = provider.base_url
    return ModelEndpoint(name, url, provider="embedded")


@pytest.fixture
def make(api: Any, embedded: EmbeddedProvider) -> Any:
    def made(chain: Any, **keywords: Any) -> Any:
        return api.client("embedded", base_url=embedded.base_url, fallback=chain, **{"max_retries": 0, **keywords})

    return made


def ask(client: Any, *, streamed: bool, **keywords: Any) -> ChatCompletionResponse:
    if streamed:
        response: ChatCompletionResponse = client.chat_completion_stream("hi", **keywords).collect()
    else:
        response = client.chat_completion("hi", **keywords)
    return response


Chain: Any = FallbackChain  # as somebody without a type checker sees it
both = pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])


# --- which errors go where --------------------------------------------------------------------------------------------

SLOW = Fault(delay=5.0)
CASES = [
    (Fault(status=429), "rate"),
    (Fault(status=429, code="insufficient_quota"), "rate"),
    (Fault(status=500), "error"),
    (Fault(status=503), "error"),
    (Fault(refuse=True), "error"),
    (Fault(reset=True), "error"),
    (Fault(html=True), "error"),
    (Fault(empty=True), "error"),
    (Fault(status=401), "always"),
    (Fault(status=504), "timeout"),
]


@both
@pytest.mark.parametrize(("fault", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_the_first_step_that_fits_the_error_is_next(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, fault: Fault, expected: str, *, streamed: bool
) -> None:
    chain = (
        FallbackChain()
        .on_timeout(at(second, "timeout"))
        .on_rate_limit(at(second, "rate"))
        .on_error(at(second, "error"))
        .always(at(second, "always"))
    )
    embedded.answer(fault=fault)
    response = ask(make(chain), streamed=streamed)
    assert response.text == "from the second"
    assert response.routing is not None
    assert response.routing.target == response.routing.target_used == expected
    assert response.routing.targets_tried == ("embedded", expected)
    assert len(second.requests) == 1
    assert [attempt.number for attempt in response.attempts] == list(range(1, len(response.attempts) + 1))
    assert response.attempts[0].error is not None
    assert response.attempts[-1].error is None


@both
def test_a_timeout_goes_to_the_step_for_timeouts(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, third: EmbeddedProvider, *, streamed: bool
) -> None:
    """A-RE-08."""
    embedded.answer(fault=SLOW)
    chain = FallbackChain().on_timeout(at(second, "m2")).always(at(third, "m3"))
    client = make(chain, timeout=Timeouts(read=0.15, idle=0.15))
    assert ask(client, streamed=streamed).text == "from the second"
    embedded.clear()
    embedded.answer(fault=Fault(status=503))
    assert ask(client, streamed=streamed).text == "from the third"


@both
@pytest.mark.parametrize("status", [400, 403, 404, 413, 422])
def test_what_is_wrong_with_the_request_stops(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, status: int, *, streamed: bool
) -> None:
    """A-RE-08: nobody else is asked, and the error is raised as it is."""
    embedded.answer(fault=Fault(status=status))
    client = make(FallbackChain().on_error(at(second, "b")).always(at(second, "c")))
    with pytest.raises(AilibError) as caught:
        ask(client, streamed=streamed)
    assert not isinstance(caught.value, AllTargetsFailed)
    assert getattr(caught.value, "status", None) == status
    assert second.requests == []
    assert caught.value.routing is not None
    assert caught.value.routing.target is None
    assert [one.outcome for one in caught.value.routing.outcomes] == ["failed"]


def test_another_model_only_by_choice(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    """C-43: `on_model_not_found`."""
    embedded.answer(fault=Fault(status=404, code="model_not_found"))
    with pytest.raises(ModelNotFound):
        make(FallbackChain().always(at(second, "b"))).chat_completion("hi")
    client = make(FallbackChain().on_model_not_found(at(second, "b")))
    assert client.chat_completion("hi").routing.target == "b"


def test_a_condition_of_my_own(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    chain = FallbackChain().when(lambda error: isinstance(error, BadRequest), at(second, "b"))
    embedded.answer(fault=Fault(status=400), times=1)
    client = make(chain)
    assert client.chat_completion("hi").routing.target == "b"
    embedded.answer(fault=Fault(status=503))
    with pytest.raises(Overloaded):
        client.chat_completion("hi")


def test_nothing_failed(make: Any, second: EmbeddedProvider) -> None:
    response = make(FallbackChain().always(at(second, "b"))).chat_completion("hi")
    assert response.routing.target == "embedded"
    assert [one.outcome for one in response.routing.outcomes] == ["answered"]
    assert response.routing.errors == {}
    assert second.requests == []


def test_a_plain_list_is_a_chain(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    assert make([refused(), at(second, "b")]).chat_completion("hi").routing.targets_tried == ("embedded", "nobody", "b")


def test_off_for_one_call(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    """Promise 17: `fallback=False` is obeyed."""
    embedded.answer(fault=Fault(status=503))
    client = make(FallbackChain().always(at(second, "b")))
    with pytest.raises(Overloaded):
        client.chat_completion("hi", fallback=False)
    with pytest.raises(Overloaded):
        client.chat_completion_stream("hi", fallback=False).collect()
    batch = client.chat_completion_batch(["hi"], fallback=False)
    assert isinstance(batch[0].error, Overloaded)
    assert second.requests == []
    assert client.chat_completion_batch(["hi"])[0].response.routing.target == "b"


# --- what is told -----------------------------------------------------------------------------------------------------


@both
def test_all_failed(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, *, streamed: bool) -> None:
    embedded.answer(fault=Fault(status=429, retry_after=7))
    second.clear()
    second.answer(fault=Fault(status=500))
    client = make(FallbackChain().always(at(second, "b")).always(refused()))
    with pytest.raises(AllTargetsFailed) as caught:
        ask(client, streamed=streamed)
    error = caught.value
    assert [type(one).__name__ for one in error.exceptions] == ["RateLimited", "ServerError", "ConnectError"]
    assert error.routing is not None
    assert error.routing.targets_tried == ("embedded", "b", "nobody")
    assert set(error.routing.errors) == {"embedded", "b", "nobody"}
    assert [attempt.error for attempt in error.attempts] == ["RateLimited", "ServerError", "ConnectError"]
    assert "All 3 targets failed" in str(error)
    assert error.is_fallbackable
    assert error.is_retryable
    copy = pickle.loads(pickle.dumps(error))
    assert copy.routing == error.routing
    assert [type(one) for one in copy.exceptions] == [type(one) for one in error.exceptions]
    with pytest.raises(ExceptionGroup) as group:
        ask(client, streamed=streamed)
    assert group.value.subgroup(RateLimited) is not None


def test_the_report_can_be_written_down(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    response = make(FallbackChain().always(at(second, "b"))).chat_completion("hi")
    copy = ChatCompletionResponse.from_dict(response.to_dict())
    assert copy.routing == response.routing
    assert response.routing.outcomes[0].error == "Overloaded"
    assert response.routing.outcomes[1].usage.total_tokens == response.usage.total_tokens
    assert response.routing.outcomes[1].started >= response.routing.outcomes[0].elapsed


def test_on_fallback(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, third: EmbeddedProvider) -> None:
    events: list[FallbackEvent] = []
    embedded.answer(fault=Fault(status=503))
    second.clear()
    second.answer(fault=Fault(status=429))
    chain = FallbackChain(on_fallback=events.append).always(at(second, "b")).always(at(third, "c"))
    make(chain).chat_completion("hi")
    assert [(event.failed, event.target, type(event.error)) for event in events] == [
        ("embedded", "b", Overloaded),
        ("b", "c", RateLimited),
    ]
    assert events[1].elapsed >= events[0].elapsed > 0


# --- attempts and time ------------------------------------------------------------------------------------------------

FAST = RetryPolicy(max_retries=2, base=0.01, cap=0.02)


@both
def test_each_target_uses_its_retries_first(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, *, streamed: bool
) -> None:
    embedded.answer(fault=Fault(status=503))
    client = make(FallbackChain().always(at(second, "b")), max_retries=None, retry=FAST)
    response = ask(client, streamed=streamed)
    assert len(embedded.requests) == 3
    assert [attempt.error for attempt in response.attempts] == ["Overloaded", "Overloaded", "Overloaded", None]
    assert response.routing is not None
    assert [one.attempts for one in response.routing.outcomes] == [3, 1]


def test_attempts_per_target_can_be_limited(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    chain = FallbackChain(max_attempts_per_target=2).always(at(second, "b"))
    make(chain, max_retries=None, retry=FAST).chat_completion("hi")
    assert len(embedded.requests) == 2


@both
def test_rather_another_target_than_a_long_wait(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, *, streamed: bool
) -> None:
    embedded.answer(fault=Fault(status=429, retry_after=30))
    client = make(FallbackChain().always(at(second, "b")), max_retries=3)
    begun = time.monotonic()
    assert ask(client, streamed=streamed).text == "from the second"
    assert time.monotonic() - begun < 3
    assert len(embedded.requests) == 1


def test_one_deadline_for_all_targets(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=SLOW)
    second.clear()
    second.answer(fault=SLOW)
    client = make(FallbackChain().always(at(second, "b")), timeout=0.6)
    begun = time.monotonic()
    with pytest.raises(AllTargetsFailed) as caught:
        client.chat_completion("hi")
    assert 0.5 <= time.monotonic() - begun < 1.5
    assert [type(one) for one in caught.value.exceptions] == [RequestTimeout, RequestTimeout]


def test_a_silent_target_leaves_time_for_the_next(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider
) -> None:
    embedded.answer(fault=SLOW)
    client = make(FallbackChain().always(at(second, "b")), timeout=1.0)
    assert client.chat_completion("hi").text == "from the second"
    chain = FallbackChain(target_timeout=0.1).always(at(second, "b"))
    begun = time.monotonic()
    assert make(chain, timeout=20).chat_completion("hi").text == "from the second"
    assert time.monotonic() - begun < 3


def test_a_stream_has_one_deadline(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    second.clear()
    second.answer(fault=Fault(stall_after=0, heartbeat=0.05))
    client = make(FallbackChain().always(at(second, "b")), timeout=Timeouts(deadline=0.5))
    begun = time.monotonic()
    with pytest.raises(AllTargetsFailed):
        client.chat_completion_stream("hi").collect()
    assert time.monotonic() - begun < 1.5


def test_the_time_of_a_stream_begins_when_it_is_opened(embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))

    async def main() -> str:
        chain = FallbackChain().always(at(second, "b"))
        timeout = Timeouts(deadline=1.0)
        async with AsyncClient(
            "embedded", base_url=embedded.base_url, max_retries=0, fallback=chain, timeout=timeout
        ) as client:
            stream = client.chat_completion_stream("hi")
            await asyncio.sleep(1.1)
            return await stream.collect_content()

    assert asyncio.run(main()) == "from the second"


def test_a_pause_between_targets(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    chain = FallbackChain(delay_between_targets=0.2).always(at(second, "b"))
    response = make(chain).chat_completion("hi")
    first, other = response.routing.outcomes
    assert other.started - first.started - first.elapsed >= 0.19


def test_all_once_more(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503), times=1)
    second.clear()
    second.answer(fault=Fault(status=503))
    response = make(FallbackChain(retry_all=True).always(at(second, "b"))).chat_completion("hi")
    assert response.routing.targets_tried == ("embedded", "b", "embedded")


def test_an_open_breaker_moves_on_at_once(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    """Each target has a breaker of its own; an open one sends nothing and does not hold the call up."""
    embedded.answer(fault=Fault(status=503))
    client = make(
        FallbackChain().always(at(second, "b")), breaker=CircuitBreaker(failures=1, recovery=30), max_retries=2
    )
    assert client.chat_completion("hi").routing.target == "b"
    sent = len(embedded.requests)
    begun = time.monotonic()
    response = client.chat_completion("hi")
    assert response.routing.target == "b"
    assert response.routing.outcomes[0].error == "CircuitOpen"
    assert len(embedded.requests) == sent
    assert time.monotonic() - begun < 1


def test_each_target_has_its_own_permits(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(text="a b c", fault=Fault(stall_after=2))
    client = make(FallbackChain().always(at(second, "b")), max_concurrency=1, timeout=Timeouts(read=1))
    client = client.with_options(options=ConnectionOptions(queue_timeout=0.1))
    stream = client.chat_completion_stream("hi")
    assert next(stream) is not None
    response = client.chat_completion("hi")
    assert response.routing.target == "b"
    assert response.routing.outcomes[0].error == "RequestTimeout"
    stream.close()


# --- streams ----------------------------------------------------------------------------------------------------------

BEFORE = {
    "error frame": Fault(error_frame_at=0),
    "error frame after the role": Fault(error_frame_at=1),
    "cut after the headers": Fault(cut_after_bytes=0),
    "cut after the role": Fault(cut_after_chunks=1),
    "cut in a frame": Fault(cut_after_bytes=30),
    "clean end without the last word": Fault(truncate_after_chunks=1),
    "broken frame": Fault(broken_frame_at=0),
    "silence": Fault(stall_after=1),
    "heartbeats": Fault(stall_after=1, heartbeat=0.05),
    "slow first byte": Fault(first_byte_delay=3),
    "login page": Fault(html=True),
}


@pytest.mark.parametrize("fault", BEFORE.values(), ids=BEFORE.keys())
def test_a_stream_moves_on_before_its_content(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, fault: Fault
) -> None:
    """Promise 17: status, frame, cut, stall; what is seen is one answer, whole."""
    embedded.answer(text="never seen", fault=fault)
    client = make(FallbackChain().always(at(second, "b")), timeout=Timeouts(idle=0.25, read=0.25))
    stream = client.chat_completion_stream("hi")
    chunks = list(stream)
    assert "".join(chunk.text for chunk in chunks) == stream.text == "from the second"
    roles = [choice.delta.role for chunk in chunks for choice in chunk.choices if choice.delta.role]
    assert len(roles) == 1
    assert stream.complete
    assert stream.response.routing.target == "b"
    assert [one.outcome for one in stream.response.routing.outcomes] == ["failed", "answered"]


@pytest.mark.parametrize("name", ["nobody.invalid"])
def test_a_stream_moves_on_when_there_is_no_such_host(api: Any, second: EmbeddedProvider, name: str) -> None:
    client = api.client(
        "embedded", base_url=f"http://{name}/v1", max_retries=0, fallback=FallbackChain().always(at(second, "b"))
    )
    assert client.chat_completion_stream("hi").collect().routing.target == "b"


def test_after_content_the_error_is_raised(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(text="one two three four five", fault=Fault(cut_after_chunks=3))
    stream = make(FallbackChain().always(at(second, "b"))).chat_completion_stream("hi")
    seen: list[str] = []
    with pytest.raises((ConnectionLost, StreamTruncated)) as caught:
        seen.extend(chunk.text for chunk in stream)
    assert "".join(seen).startswith("one")
    assert caught.value.partial.text == "".join(seen)
    assert second.requests == []
    assert caught.value.routing is not None


def test_after_content_another_target_by_choice(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider
) -> None:
    events: list[FallbackEvent] = []
    embedded.answer(text="one two three four five", fault=Fault(cut_after_chunks=3))
    chain = FallbackChain(after_content="restart", on_fallback=events.append).always(at(second, "b"))
    stream = make(chain).chat_completion_stream("hi")
    before: list[str] = []
    after: list[str] | None = None
    for chunk in stream:
        if isinstance(chunk, RestartChunk):
            assert chunk.target == "b"
            after = []
        elif after is None:
            before.append(chunk.text)
        else:
            after.append(chunk.text)
    assert "".join(before).startswith("one")
    assert after is not None
    assert "".join(after) == stream.text == "from the second"
    assert events[0].restarted


def test_a_restart_as_an_event_forgets_half_a_tool_call(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider
) -> None:
    call = ToolCall("look", {"what": "there is much to look at here, and more of it"})
    embedded.answer(tool_calls=[call], fault=Fault(cut_after_chunks=3))
    second.clear()
    second.answer(tool_calls=[ToolCall("look", {"what": "else"})])
    chain = FallbackChain(after_content="restart").always(at(second, "b"))
    events = list(make(chain).chat_completion_stream("hi").events())
    kinds = [event.kind for event in events]
    assert kinds.count("restart") == 1
    complete = [event for event in events if event.is_tool_call_complete]
    assert [event.arguments for event in complete] == ['{"what": "else"}']
    assert kinds[-1] == "stream_end"


def test_an_early_end_leaves_nothing_open(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(error_frame_at=1))
    second.clear()
    second.answer(text="word " * 50, fault=Fault(stall_after=4))
    before = open_sockets()
    stream = make(FallbackChain().always(at(second, "b"))).chat_completion_stream("hi")
    assert next(iter(stream)) is not None
    stream.close()
    second.wait_for(lambda provider: provider.active_requests == 0)
    assert not stream.complete
    assert open_sockets() <= before + 2 + 2  # the client's two idle connections, if any, and the servers' ends of them


# --- cancel -----------------------------------------------------------------------------------------------------------


def later(seconds: float, handle: CancelHandle) -> Any:
    import threading

    timer = threading.Timer(seconds, lambda: handle.cancel("enough"))
    timer.start()
    return timer


def test_a_cancel_ends_the_call_and_asks_nobody_else(
    make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider
) -> None:
    embedded.answer(fault=SLOW)
    handle = CancelHandle()
    timer = later(0.1, handle)
    begun = time.monotonic()
    with pytest.raises(Cancelled) as caught:
        make(FallbackChain().always(at(second, "b"))).chat_completion("hi", cancel=handle)
    timer.join()
    assert time.monotonic() - begun < 1.5
    assert second.requests == []
    assert caught.value.routing is not None
    assert caught.value.routing.outcomes[0].outcome == "cancelled"


def test_a_cancel_between_targets(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    handle = CancelHandle()
    timer = later(0.15, handle)
    begun = time.monotonic()
    chain = FallbackChain(delay_between_targets=5).always(at(second, "b"))
    with pytest.raises(Cancelled):
        make(chain).chat_completion("hi", cancel=handle)
    timer.join()
    assert time.monotonic() - begun < 2
    assert second.requests == []


def test_a_cancelled_stream_ends_quietly(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    second.clear()
    second.answer(text="a b c d e f", fault=Fault(stall_after=3))
    client = make(FallbackChain().always(at(second, "b")))
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    timer = later(0.3, handle)
    assert "".join(chunk.text for chunk in stream).startswith("a")
    timer.join()
    assert stream.cancelled
    assert not stream.complete


# --- keys, models, headers --------------------------------------------------------------------------------------------


def test_each_target_uses_its_own_key_and_model(
    api: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, third: EmbeddedProvider
) -> None:
    """Keys, and headers that may hold one, never travel; a model that the user names is for the first target."""
    embedded.answer(fault=Fault(status=503))
    second.clear()
    second.answer(fault=Fault(status=503))
    chain = (
        FallbackChain()
        .when(bool, ModelEndpoint("b", second.base_url, "model-b", provider="openai", api_key="key-b"))
        .when(bool, ModelEndpoint("c", third.base_url, "model-c"))
    )
    client = api.client(
        "openai/gpt-4o",
        base_url=embedded.base_url,
        api_key="key-a",
        max_retries=0,
        headers={"X-My-Secret": "s1", "X-Team": "blue"},
        fallback=chain,
    )
    with pytest.raises(AilibError):
        client.chat_completion("hi", model="gpt-4o-mini", headers={"X-Auth-Token": "s2", "X-Trace": "1"})
    seen = [provider.requests[0] for provider in (embedded, second, third)]
    assert [request.headers.get("authorization") for request in seen] == ["Bearer key-a", "Bearer key-b", None]
    assert [request.body["model"] for request in seen] == ["gpt-4o-mini", "model-b", "model-c"]
    for request in seen[1:]:
        assert request.headers["x-team"] == "blue"
        assert request.headers["x-trace"] == "1"
        assert "x-my-secret" not in request.headers
        assert "x-auth-token" not in request.headers
    assert seen[0].headers["x-my-secret"] == "s1"
    assert seen[0].headers["x-auth-token"] == "s2"


def test_a_target_of_the_same_provider_is_the_clients_own(make: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(when=lambda body: body["model"] == "embedded-chat", fault=Fault(status=503))
    chain = FallbackChain("embedded/embedded-chat").always("embedded/embedded-reasoner")
    response = make(chain).chat_completion("hi")
    assert response.routing.targets_tried == ("embedded/embedded-chat", "embedded/embedded-reasoner")
    assert [request.body["model"] for request in embedded.requests] == ["embedded-chat", "embedded-reasoner"]


def test_copies_of_the_client_keep_the_chain(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=503))
    client = make(FallbackChain().always(at(second, "b")))
    copy = client.with_options(timeout=5, headers={"X-Team": "red"})
    assert copy.chat_completion("hi").routing.target == "b"
    assert second.requests[-1].headers["x-team"] == "red"


def test_a_key_that_is_missing_is_found_at_once(api: Any) -> None:
    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY"):
        api.client("embedded", base_url="http://127.0.0.1:9/v1", fallback=FallbackChain().always("openai/gpt-4o"))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Chain().always(""),
        lambda: Chain().always(7),
        lambda: Chain(3),
        lambda: Chain(max_attempts_per_target=0),
        lambda: Chain(delay_between_targets=-1),
        lambda: Chain(target_timeout=0),
        lambda: Chain(after_content="resume"),
        lambda: Chain.of([]),
        lambda: RoutingStrategyBuilder().build_failover(),
        lambda: RoutingStrategyBuilder().build_round_robin(),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Any) -> None:
    with pytest.raises(ConfigurationError):
        wrong()


def test_an_empty_chain_is_refused(api: Any) -> None:
    with pytest.raises(ConfigurationError, match="no target"):
        api.client("embedded", base_url="http://127.0.0.1:9/v1", fallback=FallbackChain())


# --- strategies by name -----------------------------------------------------------------------------------------------


def test_failover_and_round_robin_chains(api: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    """A-RE-10."""
    embedded.answer(text="from the first")
    targets = [at(embedded, "a"), at(second, "b")]
    chain = RoutingStrategyBuilder().with_provider(targets[0]).with_provider(targets[1]).build_failover()
    assert chain.name == "failover[a->b]"
    assert ModelArray.of(targets).name == "round_robin[a,b]"
    with_chain = api.client_class.with_failover_chain(targets, max_retries=0)
    with_array = api.client_class.with_round_robin_chain(targets, max_retries=0)
    api._clients += [with_chain, with_array]

    def said(client: Any) -> str:
        text: str = api.wrap(client.chat_completion("hi")).text
        return text

    assert [said(with_chain), said(with_chain)] == ["from the first"] * 2
    assert [said(with_array) for _ in range(4)] == ["from the first", "from the second"] * 2
    embedded.clear()
    embedded.answer(fault=Fault(status=401))
    assert said(with_chain) == "from the second"
    embedded.clear()
    embedded.answer(fault=Fault(status=400))
    with pytest.raises(BadRequest):
        said(with_chain)


def test_interceptors_see_the_call_once(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    seen: list[str] = []

    class Watcher(Interceptor):
        def on_request(self, context: Any, request: Any) -> None:
            seen.append("asked")

        def on_response(self, context: Any, request: Any, response: Any) -> None:
            seen.append(response.routing.target)

    embedded.answer(fault=Fault(status=503))
    client = make(FallbackChain().always(at(second, "b")), interceptors=[Watcher()])
    client.chat_completion("hi")
    client.chat_completion_stream("hi").collect()
    assert seen == ["asked", "b"] * 2


# --- layers in layers -------------------------------------------------------------------------------------------------


@both
def test_a_race_of_arrays_with_fallback(
    api: Any, embedded: EmbeddedProvider, second: EmbeddedProvider, third: EmbeddedProvider, *, streamed: bool
) -> None:
    """It all composes; the report is of the targets, whatever layers are around them."""
    embedded.answer(fault=Fault(status=503))
    one = ModelArray("one", endpoints=[refused("a1"), at(embedded, "a2")])
    two = ModelArray("two", endpoints=[at(second, "b1")])
    race = RacePolicy().contender(one).contender(two, delay=3)
    chain = FallbackChain().always(at(third, "c"))
    client = api.client("embedded", base_url=embedded.base_url, max_retries=0, race=race, fallback=chain)
    response = ask(client, streamed=streamed)
    assert response.text == "from the second"
    assert response.routing is not None
    assert response.routing.kind == "fallback"
    assert response.routing.target == "b1"
    assert sorted(response.routing.targets_tried) == ["a1", "a2", "b1"]
    second.clear()
    second.answer(fault=Fault(status=500))
    response = ask(client, streamed=streamed)
    assert response.text == "from the third"
    assert response.routing is not None
    assert response.routing.target == "c"
    assert len(response.routing.outcomes) == 4
    third.clear()
    third.answer(fault=Fault(status=500))
    with pytest.raises(AllTargetsFailed) as caught:
        ask(client, streamed=streamed)
    assert caught.value.routing is not None
    assert len(caught.value.routing.outcomes) == 4
    assert isinstance(caught.value.exceptions[-1], ServerError)


def test_one_deadline_through_all_layers(api: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    embedded.answer(fault=SLOW)
    second.clear()
    second.answer(fault=SLOW)
    array = ModelArray("one", endpoints=[at(embedded, "a1"), at(second, "a2")])
    chain = FallbackChain(RacePolicy().contender(array).contender(at(second, "b"))).always(at(embedded, "c"))
    client = api.client("embedded", base_url=embedded.base_url, fallback=chain, timeout=0.8)
    begun = time.monotonic()
    with pytest.raises(AllTargetsFailed):
        client.chat_completion("hi")
    assert time.monotonic() - begun < 2.0


def test_a_rejected_key_moves_on(make: Any, embedded: EmbeddedProvider, second: EmbeddedProvider) -> None:
    """C-29."""
    embedded.answer(fault=Fault(status=401))
    assert make(FallbackChain().always(at(second, "b"))).chat_completion("hi").routing.target == "b"
    with pytest.raises(AuthenticationError):
        make(FallbackChain().on_error(at(second, "b"))).chat_completion("hi")
