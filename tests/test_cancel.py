"""Cancelling: from another thread or task, at every moment of a stream or a call (promise 4)."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest

from ailib import (
    AsyncClient,
    CancelHandle,
    Cancelled,
    InvalidRequestError,
    RetryPolicy,
    ServerError,
    StreamTruncated,
)
from ailib.testing import EmbeddedProvider, Fault

from .conftest import open_sockets

TWO = [
    {"choices": [{"index": 0, "delta": {"content": "a"}}]},
    {"choices": [{"index": 0, "delta": {"content": "b"}}]},
]


def later(handle: Any, seconds: float, moments: list[float]) -> threading.Thread:
    """Cancel from another thread after a while."""

    def cancel() -> None:
        moments.append(time.monotonic())
        handle.cancel(reason="enough")

    timer = threading.Timer(seconds, cancel)
    timer.start()
    return timer


def test_cancel_ends_a_blocked_read(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 4: within 200 ms, and the server sees the end."""
    embedded.answer(chunks=TWO, fault=Fault(stall_after=2))
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    moments: list[float] = []
    timer = later(handle, 0.1, moments)
    text = "".join(chunk.text for chunk in stream)
    took = time.monotonic() - moments[0]
    timer.join()
    assert text == "ab"
    assert took < 0.2
    assert handle.cancelled
    assert handle.reason == "enough"
    assert stream.cancelled
    assert not stream.complete
    assert stream.response.text == "ab"
    assert stream.response.finish_reason is None
    api.until(lambda: embedded.requests[0].closed_early_at)


def test_cancel_before_the_headers(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 4."""
    embedded.answer(fault=Fault(delay=3))
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    moments: list[float] = []
    timer = later(handle, 0.1, moments)
    assert list(stream) == []
    assert time.monotonic() - moments[0] < 0.2
    timer.join()
    assert stream.cancelled
    api.until(lambda: embedded.requests[0].closed_early_at)


def test_cancel_before_the_first_step_sends_nothing(client: Any, embedded: EmbeddedProvider) -> None:
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    assert handle.cancel() is True
    assert list(stream) == []
    assert stream.cancelled
    assert embedded.requests == []


def test_cancel_after_the_end_changes_nothing(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="all of it")
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    assert stream.collect().text == "all of it"
    assert handle.cancel() is True
    assert handle.cancel() is False
    assert stream.complete
    assert stream.response.finish_reason == "stop"
    assert client.chat_completion("again").text == "all of it"


def test_cancel_between_two_chunks(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=TWO, fault=Fault(stall_after=2))
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    assert next(stream).text == "a"
    handle.cancel()
    assert list(stream) == []
    api.until(lambda: embedded.requests[0].closed_early_at)


def test_nothing_is_given_out_after_a_cancel(client: Any, embedded: EmbeddedProvider) -> None:
    """However much has arrived in one piece: who cancels gets no more."""
    frame = b'data: {"choices": [{"index": 0, "delta": {"content": "x"}}]}\n\n'
    embedded.answer(chunks=[frame * 500], fault=Fault(stall_after=1))
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    count = 0
    for _ in stream:
        count += 1
        if count == 3:
            handle.cancel()
    assert count == 3
    assert stream.cancelled
    embedded.clear()
    embedded.answer(chunks=[frame * 500], fault=Fault(stall_after=1))
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    kinds: list[str] = []
    for event in stream.events():
        kinds.append(event.kind)
        handle.cancel()
    assert kinds == ["content_delta", "stream_end"]


def test_cancel_is_idempotent_and_keeps_the_first_reason(client: Any, embedded: EmbeddedProvider) -> None:
    _, handle = client.chat_completion_stream_with_cancel("hi")
    assert not handle.cancelled
    assert [handle.cancel(reason="one"), handle.cancel(reason="two")] == [True, False]
    assert handle.reason == "one"


def test_cancelled_events_end_with_one_stream_end(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=TWO, fault=Fault(stall_after=2))
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    kinds: list[tuple[str, Any]] = []
    timer: Any = None
    for event in stream.events():
        kinds.append((event.kind, getattr(event, "finish_reason", None)))
        if timer is None:
            timer = later(handle, 0.05, [])
    timer.join()
    assert kinds[-1] == ("stream_end", "cancelled")
    assert [kind for kind, _ in kinds].count("stream_end") == 1


def test_your_own_handle_ends_a_plain_call(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(delay=3))
    handle = CancelHandle()
    moments: list[float] = []
    timer = later(handle, 0.1, moments)
    with pytest.raises(Cancelled) as caught:
        client.chat_completion("hi", cancel=handle)
    assert time.monotonic() - moments[0] < 0.2
    timer.join()
    assert caught.value.reason == "enough"
    assert not caught.value.is_retryable
    assert len(embedded.requests) == 1
    api.until(lambda: embedded.requests[0].closed_early_at)


def test_a_handle_that_was_cancelled_before_sends_nothing(client: Any, embedded: EmbeddedProvider) -> None:
    handle = CancelHandle()
    handle.cancel("not today")
    with pytest.raises(Cancelled):
        client.chat_completion("hi", cancel=handle)
    assert embedded.requests == []


def test_cancel_wakes_the_sleep_between_attempts(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 4."""
    embedded.answer(fault=Fault(status=429, retry_after=5))
    client = api.client("embedded", base_url=embedded.base_url, retry=RetryPolicy(max_retries=2))
    handle = CancelHandle()
    moments: list[float] = []
    timer = later(handle, 0.15, moments)
    with pytest.raises(Cancelled) as caught:
        client.chat_completion("hi", cancel=handle)
    assert time.monotonic() - moments[0] < 0.2
    timer.join()
    assert next(attempt.error for attempt in caught.value.attempts) == "RateLimited"
    assert len(embedded.requests) == 1


def test_cancel_wakes_the_sleep_before_a_stream_is_opened_again(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 4."""
    embedded.answer(fault=Fault(status=503, retry_after=5))
    client = api.client("embedded", base_url=embedded.base_url)
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    timer = later(handle, 0.1, [])
    begun = time.monotonic()
    assert list(stream) == []
    assert time.monotonic() - begun < 0.4
    timer.join()
    assert stream.cancelled


def test_the_client_works_on_after_a_cancel(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.queue(chunks=TWO, fault=Fault(stall_after=2))
    stream, handle = client.chat_completion_stream_with_cancel("hi")
    next(stream)
    handle.cancel()
    list(stream)
    embedded.queue(text="fine")
    assert client.chat_completion("hi").text == "fine"


def test_builder_stream_with_cancel(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=TWO, fault=Fault(stall_after=2))
    stream, handle = client.chat().user("hi").stream_with_cancel()
    assert next(stream).text == "a"
    handle.cancel()
    assert stream.collect().text in ("a", "ab")
    assert stream.cancelled


def test_200_cancels_leave_no_socket(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 4."""
    embedded.answer(chunks=TWO[:1], fault=Fault(stall_after=1))
    client.chat_completion_stream("warm up").close()
    api.until(lambda: embedded.open_connections == 0)
    before = open_sockets()
    for _ in range(200):
        stream, handle = client.chat_completion_stream_with_cancel("hi")
        assert next(stream).text == "a"
        handle.cancel()
        assert list(stream) == []
    api.until(lambda: embedded.open_connections == 0)
    api.until(lambda: open_sockets() <= before)


def test_task_cancel_closes_the_connection(embedded: EmbeddedProvider) -> None:
    """Promise 4: `task.cancel()` is a cancel too, and stays a CancelledError."""
    embedded.answer(chunks=TWO, fault=Fault(stall_after=2))

    async def main() -> tuple[float, str]:
        text = ""

        async def reading() -> None:
            nonlocal text
            async for chunk in client.chat_completion_stream("hi"):
                text += chunk.text

        async with AsyncClient("embedded", base_url=embedded.base_url) as client:
            task = asyncio.create_task(reading())
            while text != "ab":
                await asyncio.sleep(0.005)
            begun = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            took = time.monotonic() - begun
            await asyncio.to_thread(embedded.wait_for, lambda seen: seen.requests[0].closed_early_at)
            return took, text

    took, text = asyncio.run(main())
    assert took < 0.2
    assert text == "ab"


def test_task_cancel_of_a_plain_call(embedded: EmbeddedProvider) -> None:
    """Promise 4."""
    embedded.answer(fault=Fault(delay=3))

    async def main() -> float:
        async with AsyncClient("embedded", base_url=embedded.base_url) as client:
            task = asyncio.create_task(client.chat_completion("hi"))
            await asyncio.to_thread(embedded.wait_for, lambda seen: seen.requests)
            begun = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.to_thread(embedded.wait_for, lambda seen: seen.requests[0].closed_early_at)
            return time.monotonic() - begun

    assert asyncio.run(main()) < 0.5


def test_asyncio_timeout_around_a_stream(embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=TWO, fault=Fault(stall_after=2))

    async def main() -> str:
        text = ""
        async with AsyncClient("embedded", base_url=embedded.base_url) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    async for chunk in client.chat_completion_stream("hi"):
                        text += chunk.text
            await asyncio.to_thread(embedded.wait_for, lambda seen: seen.requests[0].closed_early_at)
        return text

    assert asyncio.run(main()) == "ab"


def test_cancel_over_tls(api: Any, tmp_path: Any) -> None:
    """Promise 4."""
    import ssl

    import trustme

    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(server)
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    from ailib import ConnectionOptions

    with EmbeddedProvider(tls=server) as provider:
        provider.answer(chunks=TWO, fault=Fault(stall_after=2))
        client = api.client("embedded", base_url=provider.base_url, options=ConnectionOptions(verify=str(bundle)))
        stream, handle = client.chat_completion_stream_with_cancel("hi")
        moments: list[float] = []
        timer = later(handle, 0.2, moments)
        assert "".join(chunk.text for chunk in stream) == "ab"
        assert time.monotonic() - moments[0] < 0.2
        timer.join()
        api.until(lambda: provider.requests[0].closed_early_at)
        client.close()


def test_every_end_gives_the_permit_back(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, max_concurrency=1, max_retries=0)

    def stalled() -> Any:
        embedded.queue(chunks=TWO, fault=Fault(stall_after=2))
        return client.chat_completion_stream_with_cancel("hi")

    def works() -> bool:
        embedded.queue(text="ok")
        return bool(client.chat_completion("hi", timeout=1).text == "ok")

    stream, handle = stalled()
    next(stream)
    handle.cancel()
    assert list(stream) == []
    assert works()
    stream, _ = stalled()
    next(stream)
    stream.close()
    assert works()
    embedded.queue(chunks=TWO)
    with pytest.raises(StreamTruncated):
        client.chat_completion_stream("hi").collect()
    assert works()
    embedded.queue(fault=Fault(status=500))
    with pytest.raises(ServerError):
        client.chat_completion_stream("hi")
    assert works()
    with pytest.raises(InvalidRequestError):
        client.chat_completion("hi", temperature="hot")
    assert works()
    handle = CancelHandle()
    handle.cancel()
    with pytest.raises(Cancelled):
        client.chat_completion("hi", cancel=handle)
    assert works()


def test_leaving_an_async_loop_closes_the_connection(embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=TWO, fault=Fault(stall_after=2))

    async def main() -> str:
        async with AsyncClient("embedded", base_url=embedded.base_url) as client:

            async def first() -> str:
                async for chunk in client.chat_completion_stream("hi"):
                    return chunk.text
                return ""

            text = await first()
            await asyncio.to_thread(embedded.wait_for, lambda seen: seen.requests[0].closed_early_at)
            return text

    assert asyncio.run(main()) == "a"


def test_cancelling_a_task_that_waits_for_a_place(embedded: EmbeddedProvider) -> None:
    embedded.queue(chunks=TWO, fault=Fault(stall_after=2))

    async def main() -> str:
        async with AsyncClient("embedded", base_url=embedded.base_url, max_concurrency=1) as client:
            async with client.chat_completion_stream("hi") as stream:
                await anext(aiter(stream))
                waiting = [asyncio.create_task(client.chat_completion("hi")) for _ in range(3)]
                await asyncio.sleep(0.05)
                for task in waiting:
                    task.cancel()
                await asyncio.gather(*waiting, return_exceptions=True)
            return (await client.chat_completion('Say "free"', timeout=1)).text

    assert asyncio.run(main()) == "free"
    assert len(embedded.requests) == 2


def test_cancelling_the_task_of_a_batch(embedded: EmbeddedProvider) -> None:
    """Promise 4."""
    embedded.answer(fault=Fault(delay=5))

    async def main() -> float:
        async with AsyncClient("embedded", base_url=embedded.base_url) as client:
            task = asyncio.create_task(client.chat_completion_batch(["a"] * 20, 4))
            await asyncio.to_thread(embedded.wait_for, lambda seen: len(seen.requests) == 4)
            begun = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            took = time.monotonic() - begun
            await asyncio.to_thread(embedded.wait_for, lambda seen: seen.active_requests == 0)
            assert len(asyncio.all_tasks()) == 1
            return took

    assert asyncio.run(main()) < 0.3
    assert len(embedded.requests) == 4


def test_one_handle_for_many_calls(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(delay=3))
    handle = CancelHandle()
    timer = later(handle, 0.15, [])

    def call(one: Any) -> Any:
        return one.chat_completion_batch(["a", "b"], 2, cancel=handle)

    results = api.together([call] * 3, client)
    timer.join()
    assert [[type(item.error) for item in result] for result in results] == [[Cancelled, Cancelled]] * 3
