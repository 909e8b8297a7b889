"""Tokens: fetched before a request, shared, kept, renewed, asked for anew after a 401; by both clients, over sockets."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ailib import (
    AsyncClient,
    AuthenticationError,
    CancelHandle,
    Cancelled,
    Client,
    ConfigurationError,
    RateLimited,
    RequestTimeout,
)
from ailib.core.tokens import token_of
from ailib.providers.auth import Secret

from .token_service import KEY, AccessToken, Service, texts


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    with made.server:
        yield made


# What a function may return


@pytest.mark.parametrize(
    ("value", "expiry"),
    [
        ("t", None),
        (" t\n", None),
        (Secret("t"), None),
        (("t", None), None),
        (("t", 2000000000), 2e9),
        ((Secret("t"), 2000000000.5), 2000000000.5),
        (("t", 2000000000000), 2e9),  # milliseconds
        (("t", dt.datetime(2033, 5, 18, 3, 33, 20, tzinfo=dt.UTC)), 2e9),
        (("t", dt.datetime(2033, 5, 18, 3, 33, 20)), 2e9),  # noqa: DTZ001 - as google-auth has it: UTC
        (AccessToken("t", 2000000000), 2e9),
        ({"access_token": "t", "expires_on": "2000000000"}, 2e9),
        ({"token": "t", "expires_at": 2000000000}, 2e9),
    ],
)
def test_forms_of_a_token(value: Any, expiry: float | None) -> None:
    token = token_of(value)
    assert (token.secret.reveal(), token.expires_at) == ("t", expiry)
    assert "t'" not in repr(token).replace("***", "")


def test_lifetime_counts_from_now() -> None:
    token = token_of({"access_token": "t", "expires_in": 60})
    assert token.expires_at is not None
    assert 58 < token.expires_at - time.time() <= 60


@pytest.mark.parametrize("value", ["", "  ", None, 7, b"t", ("t", 1, 2), ("", 5), ("t", "soon"), object(), {}])
def test_what_is_no_token_is_a_configuration_error(api: Any, service: Service, value: Any) -> None:
    client = api.client("openai/m", base_url=service.base_url, api_key=lambda: value)
    with pytest.raises(ConfigurationError):
        client.chat_completion("hi")
    assert service.shown == []


@pytest.mark.parametrize("value", ["a\nb", "a\r\nX-Evil: 1", "caf\u00e9\u2026"])
def test_token_that_no_header_carries(api: Any, service: Service, value: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        api.client("openai/m", base_url=service.base_url, api_key=lambda: value).chat_completion("hi")
    assert "Evil" not in texts(caught.value)
    assert service.shown == []


# Kept, shared, renewed


def counting(form: Callable[[int], Any]) -> tuple[Callable[[], Any], list[int]]:
    asked: list[int] = []

    def function() -> Any:
        asked.append(len(asked) + 1)
        return form(len(asked))

    return function, asked


def test_without_an_expiry_the_function_is_asked_every_time(api: Any, service: Service) -> None:
    function, _ = counting(lambda number: f"t{number}")
    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    for _ in range(3):
        client.chat_completion("hi")
    assert service.shown == ["t1", "t2", "t3"]


def test_with_an_expiry_the_token_is_kept(api: Any, service: Service) -> None:
    function, asked = counting(lambda number: (f"t{number}", time.time() + 3600))
    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    for _ in range(3):
        client.chat_completion("hi")
    assert client.chat_completion_stream("hi").collect().text == "Hello."
    client.with_options(timeout=5).chat_completion("hi")
    assert service.shown == ["t1"] * 5
    assert asked == [1]


def test_token_is_renewed_before_it_expires(api: Any, service: Service) -> None:
    function, _ = counting(lambda number: (f"t{number}", time.time() + 0.4))
    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    client.chat_completion("hi")
    client.chat_completion("hi")
    api.settle(0.32)  # less than a quarter of its life is left
    client.chat_completion("hi")
    assert service.shown == ["t1", "t1", "t2"]


def test_renewal_ahead_of_time_may_fail_while_the_token_lasts(api: Any, service: Service) -> None:
    def function() -> Any:
        if service.shown:
            raise RuntimeError("the token server is down")
        return "t1", time.time() + 1.0

    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    client.chat_completion("hi")
    api.settle(0.8)
    client.chat_completion("hi")
    assert service.shown == ["t1", "t1"]
    api.settle(0.25)
    with pytest.raises(AuthenticationError):
        client.chat_completion("hi")


def test_calls_in_flight_share_one_fetch(api: Any, service: Service) -> None:
    asked: list[float] = []

    def function() -> Any:
        asked.append(time.monotonic())
        time.sleep(0.1)
        return "t", time.time() + 3600

    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    answers = api.together([lambda it: it.chat_completion("hi")] * 20, client)
    assert [answer.text for answer in answers] == ["Hello."] * 20
    assert len(asked) == 1
    assert service.shown == ["t"] * 20


def test_calls_in_flight_share_a_failure(api: Any, service: Service) -> None:
    asked: list[int] = []

    def function() -> Any:
        asked.append(1)
        time.sleep(0.1)
        raise RuntimeError("no")

    def call(it: Any) -> Any:
        async def awaited() -> Any:
            try:
                return await it.chat_completion("hi")
            except AuthenticationError as error:
                return error

        if isinstance(it, AsyncClient):
            return awaited()
        try:
            return it.chat_completion("hi")
        except AuthenticationError as error:
            return error

    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    errors = api.together([call] * 10, client)
    assert all(isinstance(error, AuthenticationError) for error in errors)
    assert len({id(error) for error in errors}) == 10  # each has its own attempts
    assert len(asked) <= 2


def test_two_event_loops_share_one_fetch(service: Service) -> None:
    asked: list[int] = []

    async def function() -> Any:
        asked.append(1)
        await asyncio.sleep(0.15)
        return "t", time.time() + 3600

    client = AsyncClient("openai/m", base_url=service.base_url, api_key=function)

    ready = threading.Barrier(2)

    def run() -> None:
        ready.wait()
        asyncio.run(several())

    async def several() -> None:
        answers = await asyncio.gather(*(client.chat_completion("hi") for _ in range(5)))
        assert all(answer.text == "Hello." for answer in answers)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    asyncio.run(client.close())
    assert service.shown == ["t"] * 10
    assert asked == [1]


def test_async_function_on_the_async_client(service: Service) -> None:
    async def function() -> str:
        await asyncio.sleep(0)
        return "t"

    class AsyncCallable:
        async def __call__(self) -> str:
            return "u"

    async def scenario() -> None:
        for key in (function, AsyncCallable(), lambda: function()):
            async with AsyncClient("openai/m", base_url=service.base_url, api_key=key) as client:
                await client.chat_completion("hi")

    asyncio.run(scenario())
    assert service.shown == ["t", "u", "t"]


def test_async_function_is_refused_by_the_blocking_client(service: Service) -> None:
    async def function() -> str:
        return "t"

    with pytest.raises(ConfigurationError, match=r"async.*AsyncClient"):
        Client("openai/m", base_url=service.base_url, api_key=function)
    with (
        Client("openai/m", base_url=service.base_url, api_key=lambda: function()) as client,
        pytest.raises(ConfigurationError, match=r"async.*AsyncClient"),
    ):
        client.chat_completion("hi")
    assert service.shown == []


def test_a_blocking_function_does_not_stop_the_event_loop(service: Service) -> None:
    def function() -> str:
        time.sleep(0.3)
        return "t"

    async def scenario() -> int:
        async with AsyncClient("openai/m", base_url=service.base_url, api_key=function) as client:
            call = asyncio.create_task(client.chat_completion("hi"))
            ticks = 0
            while not call.done():
                await asyncio.sleep(0.01)
                ticks += 1
            await call
            return ticks

    assert asyncio.run(scenario()) > 10


# A 401


def test_refused_token_is_asked_for_anew_once(api: Any, service: Service) -> None:
    service.good = {"t2"}
    function, asked = counting(lambda number: (f"t{number}", time.time() + 3600))
    client = api.client("openai/m", base_url=service.base_url, api_key=function, max_retries=0)
    response_ = client.chat_completion("hi")
    assert service.shown == ["t1", "t2"]
    assert [attempt.status for attempt in response_.attempts] == [401, 200]
    assert client.chat_completion_stream("hi").collect().text == "Hello."
    assert asked == [1, 2]


def test_refused_token_of_a_stream(api: Any, service: Service) -> None:
    service.good = {"t2"}
    function, _ = counting(lambda number: f"t{number}")
    client = api.client("openai/m", base_url=service.base_url, api_key=function, max_retries=0)
    assert client.chat_completion_stream("hi").collect().text == "Hello."
    assert service.shown == ["t1", "t2"]


def test_tokens_that_stay_refused_end_in_an_authentication_error(api: Any, service: Service) -> None:
    service.good = set()
    function, asked = counting(lambda number: (f"t{number}", time.time() + 3600))
    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    with pytest.raises(AuthenticationError, match="Bad token") as caught:
        client.chat_completion("hi")
    assert asked == [1, 2]
    assert len(caught.value.attempts) == 2


def test_plain_key_is_not_repeated_after_a_401(api: Any, service: Service) -> None:
    service.good = set()
    with pytest.raises(AuthenticationError):
        api.client("openai/m", base_url=service.base_url, api_key=KEY).chat_completion("hi")
    assert service.shown == [KEY]


def test_many_calls_with_a_revoked_token_renew_it_once(api: Any, service: Service) -> None:
    function, asked = counting(lambda number: (f"t{number}", time.time() + 3600))
    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    client.chat_completion("hi")
    service.good = {"t2"}
    answers = api.together([lambda it: it.chat_completion("hi")] * 10, client)
    assert [answer.text for answer in answers] == ["Hello."] * 10
    assert asked == [1, 2]


# Limits


def test_deadline_bounds_the_fetch(api: Any, service: Service) -> None:
    """Promise 3."""
    released = threading.Event()
    client = api.client("openai/m", base_url=service.base_url, api_key=lambda: released.wait(5) and "t", timeout=0.2)
    begun = time.monotonic()
    with pytest.raises(RequestTimeout) as caught:
        client.chat_completion("hi")
    assert time.monotonic() - begun < 0.2 + 0.3
    assert caught.value.phase == "deadline"
    released.set()
    assert service.shown == []


def test_deadline_bounds_an_async_fetch_and_ends_it(service: Service) -> None:
    ended: list[str] = []

    async def function() -> str:
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise
        return "t"

    async def scenario() -> None:
        async with AsyncClient("openai/m", base_url=service.base_url, api_key=function, timeout=0.2) as client:
            with pytest.raises(RequestTimeout):
                await client.chat_completion("hi")

    asyncio.run(scenario())
    assert ended == ["cancelled"]


def test_waiting_for_somebody_elses_fetch_has_a_deadline(service: Service) -> None:
    released = threading.Event()
    with Client("openai/m", base_url=service.base_url, api_key=lambda: released.wait(5) and "t") as client:
        leader = threading.Thread(target=client.chat_completion, args=("hi",))
        leader.start()
        time.sleep(0.05)
        begun = time.monotonic()
        with pytest.raises(RequestTimeout):
            client.chat_completion("hi", timeout=0.2)
        assert time.monotonic() - begun < 0.5
        released.set()
        leader.join(5)
    assert service.shown == ["t"]


def test_cancel_ends_the_fetch(api: Any, service: Service) -> None:
    released = threading.Event()
    handle = CancelHandle()
    client = api.client("openai/m", base_url=service.base_url, api_key=lambda: released.wait(5) and "t")
    timer = threading.Timer(0.1, handle.cancel)
    timer.start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        client.chat_completion("hi", cancel=handle)
    assert time.monotonic() - begun < 0.4
    timer.join()
    released.set()
    assert service.shown == []


def test_a_cancelled_fetch_does_not_spoil_the_next(api: Any, service: Service) -> None:
    handle = CancelHandle()
    waits = [5.0, 0.0]
    released = threading.Event()

    def function() -> Any:
        released.wait(waits.pop(0))
        return "t", time.time() + 3600

    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    timer = threading.Timer(0.05, handle.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        client.chat_completion("hi", cancel=handle)
    timer.join()
    assert client.chat_completion("hi").text == "Hello."
    released.set()


def test_cancelled_task_lets_the_others_fetch(service: Service) -> None:
    async def scenario() -> None:
        asked = 0

        async def function() -> Any:
            nonlocal asked
            asked += 1
            if asked == 1:
                await asyncio.sleep(5)
            return f"t{asked}", time.time() + 3600

        async with AsyncClient("openai/m", base_url=service.base_url, api_key=function) as client:
            first = asyncio.create_task(client.chat_completion("hi"))
            await asyncio.sleep(0.05)
            second = asyncio.create_task(client.chat_completion("hi"))
            await asyncio.sleep(0.05)
            first.cancel()
            assert (await asyncio.wait_for(second, 2)).text == "Hello."
            with pytest.raises(asyncio.CancelledError):
                await first

    asyncio.run(scenario())
    assert service.shown == ["t2"]


# Errors


def test_error_of_a_function_is_typed_and_does_not_show_its_text(api: Any, service: Service) -> None:
    def function() -> str:
        raise ValueError(f"cannot log in with {KEY}")

    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    with pytest.raises(AuthenticationError, match=r"api_key function failed \(ValueError\)") as caught:
        client.chat_completion("hi")
    assert KEY not in str(caught.value) + repr(caught.value)
    assert isinstance(caught.value.__cause__, ValueError)
    assert caught.value.provider == "openai"
    assert caught.value.hint
    assert len(caught.value.attempts) == 1


def test_error_of_ours_from_a_function_stays_what_it_is(api: Any, service: Service) -> None:
    waits = [RateLimited("Slow down", status=429, retry_after=0.01), None]

    def function() -> str:
        error = waits.pop(0)
        if error is not None:
            raise error
        return "t"

    client = api.client("openai/m", base_url=service.base_url, api_key=function)
    assert [attempt.error for attempt in client.chat_completion("hi").attempts] == ["RateLimited", None]


def test_tokens_are_never_shown(api: Any, service: Service, caplog: pytest.LogCaptureFixture) -> None:
    """Promise 18."""
    caplog.set_level(logging.DEBUG)
    service.good = set()
    client = api.client("openai/m", base_url=service.base_url, api_key=lambda: (KEY, time.time() + 60))
    with pytest.raises(AuthenticationError) as caught:
        client.chat_completion("hi")
    inner = getattr(client, "it", client)
    auth = inner._core.target.auth
    shown = [texts(caught.value), caplog.text, repr(inner), repr(auth), repr(inner._core.target), str(vars(inner))]
    assert all(KEY not in text for text in shown)
    assert KEY.encode() not in pickle.dumps(caught.value)


# Where no token goes


def test_an_identity_is_not_used_at_the_address_of_another_provider() -> None:
    os.environ.update(AZURE_TENANT_ID="t", AZURE_CLIENT_ID="app", AZURE_CLIENT_SECRET=KEY)
    with pytest.raises(ConfigurationError, match=r"not sent to api\.groq\.com"):
        Client("azure-openai/m", base_url="https://api.groq.com/openai/v1")
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "/key.json"
    with pytest.raises(ConfigurationError, match=r"not sent to api\.openai\.com"):
        Client("vertex/m", base_url="https://api.openai.com/v1")


def test_a_token_does_not_follow_to_another_provider(api: Any, service: Service) -> None:
    other = Service()
    with other.server:
        os.environ.update(GROQ_API_KEY="of-groq", GROQ_BASE_URL=other.base_url)
        client = api.client("openai/m", base_url=service.base_url, api_key=lambda: "of-openai")
        client.chat_completion("hi")
        moved = client.with_provider("groq/m")
        moved.chat_completion("hi")
        assert other.shown == ["of-groq"]
        assert service.shown == ["of-openai"]
        moved.close()
        client.close()


def test_no_token_is_fetched_for_a_local_server_without_one(api: Any, service: Service) -> None:
    api.client("vllm/m", base_url=service.base_url).chat_completion("hi")
    assert service.shown == [""]


def test_vertex_without_the_library_says_what_to_install(service: Service, tmp_path: Any) -> None:
    # In a process of its own, in which the library cannot be found.
    code = (
        "import sys; sys.modules['google'] = None\n"
        "from ailib import Client, ConfigurationError\n"
        "try: Client('vertex/m', base_url='https://x-aiplatform.googleapis.com/v1')\n"
        "except ConfigurationError as error: print(error)\n"
    )
    for variables, words in (
        ({"GOOGLE_APPLICATION_CREDENTIALS": "/key.json"}, ["pip install ailib[vertex]"]),
        ({}, ["VERTEX_API_KEY", "GOOGLE_APPLICATION_CREDENTIALS", "AI_API_KEY", "pip install ailib[vertex]"]),
    ):
        environ = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", **variables}
        run = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
        assert all(word in run.stdout for word in words), run.stdout
