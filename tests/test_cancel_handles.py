"""What a cancel handle can do besides cancelling: reasons, time, callbacks, waiting, children."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import time
from datetime import timedelta
from typing import Any

import pytest

from ailib import CancelHandle, Cancelled, CancelReason, ConfigurationError
from ailib.cancel import CancelToken
from ailib.testing import EmbeddedProvider, Fault


@pytest.mark.parametrize("reason", list(CancelReason))
def test_usual_reasons(client: Any, embedded: EmbeddedProvider, reason: CancelReason) -> None:
    handle = CancelHandle()
    handle.cancel(reason)
    with pytest.raises(Cancelled) as caught:
        client.chat_completion("hi", cancel=handle)
    assert caught.value.reason == reason == str(reason)
    assert embedded.requests == []
    assert repr(handle) == f"<CancelHandle cancelled, reason='{reason.value}'>"


def test_their_words() -> None:
    assert [str(reason) for reason in CancelReason] == [
        "user_request",
        "timeout",
        "error",
        "resource_limit",
        "shutdown",
    ]


def test_a_cancel_that_comes_later_ends_a_call(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(delay=20))
    handle = CancelHandle()
    handle.cancel_after(0.1)
    begun = time.monotonic()
    with pytest.raises(Cancelled) as caught:
        client.chat_completion("hi", cancel=handle)
    assert 0.08 < time.monotonic() - begun < 0.4
    assert caught.value.reason == "timeout"


def test_a_cancel_that_comes_later_ends_a_stream(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="one two three four five", fault=Fault(stall_after=4))
    handle = CancelHandle()
    handle.cancel_after(timedelta(milliseconds=100), reason="too slow")
    stream = client.chat_completion_stream("hi", cancel=handle)
    assert list(stream)
    assert stream.cancelled
    assert handle.reason == "too slow"


def test_a_cancel_that_was_called_off() -> None:
    handle = CancelHandle()
    call_off = handle.cancel_after(0.03)
    call_off()
    call_off()
    assert not handle.wait(0.06)


def test_the_first_of_two_reasons_stays() -> None:
    handle = CancelHandle()
    handle.cancel_after(0.02)
    handle.cancel("mine")
    time.sleep(0.05)
    assert handle.reason == "mine"


def test_many_timers_are_one_thread_that_ends() -> None:
    handles = [CancelHandle() for _ in range(200)]
    before = threading.active_count()
    for number, handle in enumerate(handles):
        handle.cancel_after(0.05 + 0.0005 * (number % 7))
    assert threading.active_count() <= before + 1
    assert all(handle.wait(1) for handle in handles)


@pytest.mark.parametrize("seconds", [0, -1, "2", True])
def test_a_time_that_makes_no_sense(seconds: Any) -> None:
    with pytest.raises(ConfigurationError):
        CancelHandle().cancel_after(seconds)


def test_callbacks_run_once_and_at_once_when_late(caplog: pytest.LogCaptureFixture) -> None:
    handle = CancelHandle()
    called: list[str] = []
    handle.on_cancel(lambda: called.append("first"))
    forget = handle.on_cancel(lambda: called.append("forgotten"))
    forget()

    def fails() -> None:
        raise ZeroDivisionError

    handle.on_cancel(fails)
    handle.on_cancel(lambda: called.append("last"))
    with caplog.at_level(logging.ERROR):
        assert handle.cancel()
    assert "ZeroDivisionError" in caplog.text
    handle.cancel()
    assert called == ["first", "last"]
    handle.on_cancel(lambda: called.append("late"))
    assert called == ["first", "last", "late"]


def test_waiting_in_a_thread() -> None:
    handle = CancelHandle()
    assert not handle.wait(0.01)
    timer = threading.Timer(0.02, handle.cancel)
    timer.start()
    assert handle.wait(2)
    assert handle.wait(0)
    timer.join()
    assert handle._token._callbacks == {}


def test_waiting_in_a_loop() -> None:
    async def waiting() -> None:
        handle = CancelHandle()
        assert not await handle.wait_async(0.01)
        handle.cancel_after(0.02)
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while not handle.cancelled:
                ticks += 1
                await asyncio.sleep(0.002)

        ticker = asyncio.create_task(tick())
        assert await handle.wait_async(2)
        await ticker
        assert ticks > 2
        assert await handle.wait_async()
        assert handle._token._callbacks == {}

    asyncio.run(waiting())


def test_raise_if_cancelled() -> None:
    handle = CancelHandle()
    handle.raise_if_cancelled()
    handle.cancel(CancelReason.SHUTDOWN)
    with pytest.raises(Cancelled) as caught:
        handle.raise_if_cancelled()
    assert caught.value.reason == "shutdown"


def test_a_handle_that_was_reset_serves_again(client: Any, embedded: EmbeddedProvider) -> None:
    handle = CancelHandle()
    handle.reset()
    handle.cancel("once")
    with pytest.raises(Cancelled):
        client.chat_completion("hi", cancel=handle)
    handle.reset()
    assert not handle.cancelled
    assert handle.reason is None
    assert client.chat_completion("hi", cancel=handle).text
    assert handle.cancel("twice")
    assert handle.reason == "twice"


def test_children_follow_their_parent_and_not_the_other_way() -> None:
    parent = CancelHandle()
    one, two = parent.child(), parent.child()
    assert one.cancel("mine")
    assert (parent.cancelled, two.cancelled) == (False, False)
    grandchild = two.child()
    parent.cancel("all")
    assert (one.reason, two.reason, grandchild.reason) == ("mine", "all", "all")
    assert parent.child().reason == "all"


def test_a_child_ends_one_call_of_many(client: Any, embedded: EmbeddedProvider) -> None:
    parent = CancelHandle()
    child = parent.child()
    child.cancel()
    with pytest.raises(Cancelled):
        client.chat_completion("hi", cancel=child)
    assert client.chat_completion("hi", cancel=parent.child()).text


def test_a_parent_forgets_its_children() -> None:
    parent = CancelToken()
    kept = parent.child()
    for _ in range(100):
        parent.child()
    gc.collect()
    assert len(parent._callbacks) == 1
    kept.release()
    kept.release()
    assert parent._callbacks == {}
    parent.cancel()
    assert not kept.cancelled


def test_a_cancel_during_add_is_never_missed() -> None:
    """A child made while another thread cancels is cancelled too."""
    for _ in range(200):
        parent = CancelToken()
        thread = threading.Thread(target=parent.cancel)
        thread.start()
        children = [parent.child() for _ in range(20)]
        thread.join()
        assert all(child.cancelled for child in children)
