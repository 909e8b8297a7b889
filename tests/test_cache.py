"""The response cache: what is answered from it, what never is, and that no key gets into it."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import stat
import sys
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ailib import (
    AilibError,
    AsyncClient,
    ChatCompletionResponse,
    Client,
    ConfigurationError,
    Content,
    Interceptor,
    Message,
    ResponseCache,
)
from ailib.cache import CacheStats, DiskStore, MemoryStore
from ailib.models.response import Choice
from ailib.testing import EmbeddedProvider, Fault

KEY = "sk-planted-0123456789abcdef"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["memory", "disk"])
def cached(request: Any, tmp_path: Path) -> Any:
    """Makes a cache of one kind; closed at the end."""
    made: list[ResponseCache] = []

    def make(**keywords: Any) -> ResponseCache:
        if request.param == "disk":
            keywords.setdefault("path", tmp_path / "folder" / "answers.sqlite")
        made.append(ResponseCache(**keywords))
        return made[-1]

    yield make
    for cache in made:
        cache.close()


@pytest.fixture
def make(api: Any, embedded: EmbeddedProvider) -> Any:
    def made(cache: Any, target: str = "embedded/embedded-chat", **keywords: Any) -> Any:
        keywords.setdefault("base_url", embedded.base_url)
        return api.client(target, interceptors=[cache], max_retries=0, **keywords)

    return made


def test_an_equal_request_is_answered_without_the_provider(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    cache = cached()
    client = make(cache)
    embedded.answer(text="an answer", tool_calls=[{"name": "look", "arguments": {"at": 1}, "id": "c1"}])
    first, second = client.chat_completion("hi"), client.chat_completion("hi")
    assert len(embedded.requests) == 1
    assert (first.cached, second.cached) == (False, True)
    assert second == first
    assert second.message == first.message
    assert second.tool_calls[0].arguments == first.tool_calls[0].arguments
    assert second.usage == first.usage
    assert second.raw == first.raw
    assert second.cost == Decimal(0)
    assert second.attempts == ()
    assert second.latency is not None
    assert cache.stats == CacheStats(hits=1, misses=1, stores=1, evictions=0, size=1)
    assert cache.stats.hit_rate == 0.5


def test_another_request_is_another_answer(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    client = make(cached())
    requests: list[tuple[Any, dict[str, Any]]] = [
        ("hi", {}),
        ("ho", {}),
        ("hi", {"temperature": 0.5}),
        ("hi", {"temperature": 0.6}),
        ("hi", {"model": "embedded-reasoner"}),
        ("hi", {"extensions": {"x": 1}}),
        ([Message.system("s"), Message.user("hi")], {}),
        ("hi", {"headers": {"X-Variant": "b"}}),
    ]
    for request, fields in requests:
        assert client.chat_completion(request, **fields).cached is False
    for request, fields in requests:
        assert client.chat_completion(request, **fields).cached is True
    assert len(embedded.requests) == len(requests)


def test_names_of_the_default_model_are_one(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    client = make(cached())
    for model in ("", "auto", "embedded-chat"):
        client.chat_completion("hi", model=model)
    assert len(embedded.requests) == 1


def test_headers_that_only_tell_calls_apart_do_not_count(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    client = make(cached())
    client.chat_completion("hi", headers={"X-Request-ID": "1", "traceparent": "00-1"})
    assert client.chat_completion("hi", headers={"X-Request-ID": "2"}).cached is True


def test_keys_and_addresses_never_share(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    """Promise 18."""
    cache = cached()
    with EmbeddedProvider() as other:
        clients = [
            make(cache, api_key=KEY),
            make(cache, api_key="another"),
            make(cache),
            make(cache, base_url=other.base_url, api_key=KEY),
            make(cache, "openai/embedded-chat", api_key=KEY),
            make(cache, api_key=KEY, headers={"X-Org": "b"}),
        ]
        assert [client.chat_completion("hi").cached for client in clients] == [False] * len(clients)
        assert [client.chat_completion("hi").cached for client in clients] == [True] * len(clients)
    assert make(cache, api_key=KEY).chat_completion("hi").cached is True


def test_a_key_that_is_not_known_before_the_call_passes_the_cache_by(
    make: Any, embedded: EmbeddedProvider, cached: Any
) -> None:
    cache = cached()
    client = make(cache, api_key=lambda: KEY)
    client.chat_completion("hi")
    assert client.chat_completion("hi").cached is False
    assert cache.stats == CacheStats()
    mine, theirs = cached(namespace="mine"), cached(namespace="theirs")
    for named in (mine, theirs):
        client = make(named, api_key=lambda: KEY)
        assert client.chat_completion("hi").cached is False
        assert client.chat_completion("hi").cached is True


def test_no_key_is_written_anywhere(
    make: Any, embedded: EmbeddedProvider, tmp_path: Path, caplog: Any, capsys: Any
) -> None:
    """Promise 18."""
    caplog.set_level(0)
    cache = ResponseCache(path=tmp_path / "answers.sqlite")
    client = make(cache, api_key=KEY, headers={"X-Secret": KEY})
    embedded.answer(text="an answer", fault=Fault(headers={"Set-Cookie": f"session={KEY}"}))
    client.chat_completion("hi")
    assert client.chat_completion("hi").cached is True
    files = list(tmp_path.iterdir())
    assert files
    for file in files:
        assert KEY.encode() not in file.read_bytes()
        if os.name == "posix":
            assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0
    cache.close()
    assert KEY not in repr(cache) + repr(vars(cache)) + caplog.text + "".join(capsys.readouterr())


def test_answers_expire(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    clock = Clock()
    cache = cached(ttl=60, clock=clock)
    client = make(cache)
    client.chat_completion("hi")
    clock.now += 59
    assert client.chat_completion("hi").cached is True
    clock.now += 2
    assert client.chat_completion("hi").cached is False
    assert client.chat_completion("hi").cached is True


def test_answers_that_are_good_for_ever(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    clock = Clock()
    client = make(cached(ttl=None, clock=clock))
    client.chat_completion("hi")
    clock.now += 1e9
    assert client.chat_completion("hi").cached is True


def test_the_least_recently_used_goes_first(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    clock = Clock()
    cache = cached(max_size=2, clock=clock)
    client = make(cache)

    def asked(text: str) -> bool:
        clock.now += 1
        return bool(client.chat_completion(text).cached)

    assert [asked("one"), asked("two"), asked("one"), asked("three")] == [False, False, True, False]
    assert cache.stats.evictions == 1
    assert [asked("one"), asked("three"), asked("two")] == [True, True, False]
    assert cache.stats.size == 2


@pytest.mark.parametrize("status", [400, 429, 500])
def test_errors_are_not_kept(make: Any, embedded: EmbeddedProvider, cached: Any, status: int) -> None:
    cache = cached()
    client = make(cache)
    embedded.answer(fault=Fault(status=status), times=1)
    with pytest.raises(AilibError):
        client.chat_completion("hi")
    assert client.chat_completion("hi").cached is False
    assert cache.stats.stores == 1


def test_an_answer_that_an_interceptor_gave_is_not_kept(api: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    class Sorry(Interceptor):
        def on_error(self, context: Any, request: Any, error: Any) -> Any:
            return ChatCompletionResponse(choices=[Choice(0, Message.assistant("sorry"), "stop")])

    cache = cached()
    client = api.client("embedded", base_url=embedded.base_url, interceptors=[cache, Sorry()], max_retries=0)
    embedded.answer(fault=Fault(status=500), times=1)
    assert client.chat_completion("hi").text == "sorry"
    assert cache.stats.stores == 0
    assert client.chat_completion("hi").text != "sorry"


def test_a_changed_answer_does_not_change_the_kept_one(make: Any, cached: Any) -> None:
    client = make(cached())
    for _ in range(3):
        response = client.chat_completion("hi")
        assert response.choices
        response.choices.clear()
        response.usage.prompt_tokens = -1
    assert client.chat_completion("hi").usage.prompt_tokens > 0


def test_streams_pass_it_by_unless_asked(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    cache = cached()
    client = make(cache)
    for _ in range(2):
        client.chat_completion_stream("hi").collect()
    assert len(embedded.requests) == 2
    assert cache.stats == CacheStats()


def test_a_stream_from_the_cache_is_one_chunk(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    embedded.answer(text="one two three", reasoning="well")
    client = make(cached(streams=True))
    first = client.chat_completion_stream("hi").collect()
    stream = client.chat_completion_stream("hi")
    chunks = list(stream)
    assert [chunk.text for chunk in chunks] == ["one two three"]
    assert chunks[0].reasoning == first.reasoning
    assert stream.response.cached is True
    assert stream.response.message == first.message
    assert stream.complete
    assert len(embedded.requests) == 1
    assert client.chat_completion("hi").cached is True, "streamed or not, it is the same question"


@pytest.mark.parametrize("fault", [{"cut_after_chunks": 3}, {"truncate_after_chunks": 3}, {"error_frame_at": 3}])
def test_a_broken_stream_is_not_kept(make: Any, embedded: EmbeddedProvider, cached: Any, fault: dict[str, Any]) -> None:
    cache = cached(streams=True)
    client = make(cache)
    embedded.answer(text="one two three four five", fault=Fault(**fault), times=1)
    with pytest.raises(AilibError):
        client.chat_completion_stream("hi").collect()
    with client.chat_completion_stream("hi") as stream:
        next(iter(stream))
    assert cache.stats.stores == 0


def test_a_call_can_pass_it_by(embedded: EmbeddedProvider, cached: Any) -> None:
    cache, other = cached(), ResponseCache()
    with Client("embedded", base_url=embedded.base_url, interceptors=[cache]) as client:
        client.chat_completion("hi")
        with cache.bypass():
            assert client.chat_completion("hi").cached is False
            assert [item.unwrap().cached for item in client.chat_completion_batch(["hi", "hi"])] == [False, False]
        with other.bypass():
            assert client.chat_completion("hi").cached is True
    assert len(embedded.requests) == 4
    assert cache.stats.stores == 1


def test_a_task_can_pass_it_by(embedded: EmbeddedProvider, cached: Any) -> None:
    cache = cached()

    async def main() -> None:
        async with AsyncClient("embedded", base_url=embedded.base_url, interceptors=[cache]) as client:
            await client.chat_completion("hi")

            async def around() -> bool:
                with cache.bypass():
                    await asyncio.sleep(0)
                    return (await client.chat_completion("hi")).cached

            async def through() -> bool:
                return (await client.chat_completion("hi")).cached

            assert await asyncio.gather(around(), through()) == [False, True]

    asyncio.run(main())
    assert len(embedded.requests) == 2


def test_a_cache_that_is_off(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    cache = cached(enabled=False)
    client = make(cache)
    client.chat_completion("hi")
    assert client.chat_completion("hi").cached is False
    assert cache.stats == CacheStats()


def test_clearing(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    cache = cached()
    client = make(cache)
    client.chat_completion("hi")
    cache.clear()
    assert cache.stats.size == 0
    assert client.chat_completion("hi").cached is False


def test_files_count_by_their_bytes(make: Any, embedded: EmbeddedProvider, cached: Any, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"one")
    client = make(cached())
    message = Message.user([Content.text("what is it?"), Content.image_file(picture)])
    assert client.chat_completion(message).cached is False
    assert client.chat_completion(message).cached is True
    picture.write_bytes(b"two")
    assert client.chat_completion(message).cached is False


def test_a_batch_uses_it(make: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    client = make(cached())
    client.chat_completion("one")
    result = client.chat_completion_batch(["one", "two"])
    assert [item.response.cached for item in result] == [True, False]


def test_many_at_once(api: Any, embedded: EmbeddedProvider, cached: Any) -> None:
    cache = cached(max_size=5)
    client = api.client("embedded", base_url=embedded.base_url, interceptors=[cache])
    calls = [lambda c, n=n: c.chat_completion(f"question {n % 8}") for n in range(40)]
    answers = api.together(calls, client)
    assert all(f"question {n % 8}" in answer.text for n, answer in enumerate(answers))
    stats = cache.stats
    assert stats.hits + stats.misses == 40
    assert stats.size <= 5


@pytest.mark.parametrize("wrong", [{"max_size": 0}, {"ttl": 0}, {"ttl": -1.0}, {"max_bytes": 0}])
def test_settings_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="must be positive"):
        ResponseCache(**wrong)


# --- on disk ----------------------------------------------------------------------------------------------------------


def test_the_file_outlives_the_cache(make: Any, embedded: EmbeddedProvider, tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    for _ in range(2):
        cache = ResponseCache(path=path)
        make(cache).chat_completion("hi")
        cache.close()
        cache.close()
    assert len(embedded.requests) == 1


def test_a_closed_cache_opens_again(make: Any, embedded: EmbeddedProvider, tmp_path: Path) -> None:
    cache = ResponseCache(path=tmp_path / "answers.sqlite")
    client = make(cache)
    client.chat_completion("hi")
    cache.close()
    assert client.chat_completion("hi").cached is True
    cache.close()


def test_the_file_does_not_grow_without_end(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "answers.sqlite", max_size=1000, max_bytes=1000)
    evicted = sum(store.put(f"k{n}", "x" * 300, float("inf"), float(n)) for n in range(10))
    assert evicted == 7
    assert len(store) == 3
    assert store.get("k9", 20.0) is not None
    assert store.get("k0", 20.0) is None
    assert store.put("large", "x" * 2000, float("inf"), 30.0) >= 1
    assert store.get("large", 31.0) is None
    store.close()


def test_expired_answers_make_room(tmp_path: Path) -> None:
    for store in (MemoryStore(2), DiskStore(tmp_path / "answers.sqlite", 2)):
        store.put("old", "1", 10.0, 0.0)
        store.put("new", "2", 100.0, 1.0)
        assert store.put("newer", "3", 100.0, 20.0) == 0
        assert [store.get(name, 21.0) for name in ("old", "new", "newer")] == [None, "2", "3"]
        store.close()


def test_a_file_that_is_no_cache_breaks_no_call(
    make: Any, embedded: EmbeddedProvider, tmp_path: Path, caplog: Any
) -> None:
    path = tmp_path / "answers.sqlite"
    path.write_bytes(b"this is no database" * 100)
    client = make(ResponseCache(path=path))
    assert client.chat_completion("hi").text
    assert "ResponseCache.on_request raised DatabaseError" in caplog.text


def test_an_entry_that_cannot_be_read_breaks_no_call(
    make: Any, embedded: EmbeddedProvider, tmp_path: Path, caplog: Any
) -> None:
    path = tmp_path / "answers.sqlite"
    cache = ResponseCache(path=path)
    client = make(cache)
    client.chat_completion("hi")
    cache.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE answers SET value = 'broken'")
    connection.commit()
    connection.close()
    assert client.chat_completion("hi").text
    assert len(embedded.requests) == 2
    cache.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_forked_child_uses_a_connection_of_its_own(tmp_path: Path) -> None:
    import subprocess

    program = f"""
import os
from ailib.cache import DiskStore
store = DiskStore({str(tmp_path / "answers.sqlite")!r})
store.put("a", "1", 1e12, 0.0)
child = os.fork()
if child == 0:
    store.put("b", "2", 1e12, 0.0)
    os._exit(0 if store.get("a", 0.0) == "1" else 1)
assert os.waitpid(child, 0)[1] == 0
assert store.get("b", 0.0) == "2"
store.close()
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=20)


def test_threads_share_a_file(tmp_path: Path) -> None:
    stores = [DiskStore(tmp_path / "answers.sqlite", max_size=50) for _ in range(2)]
    failures: list[Exception] = []

    def work(number: int) -> None:
        try:
            for n in range(25):
                stores[number % 2].put(f"{number} {n}", json.dumps(n), float("inf"), float(n))
                stores[number % 2].get(f"{number} {n}", 0.0)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(stores[0]) == 50
    for store in stores:
        store.close()
