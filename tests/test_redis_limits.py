"""Rate limits that processes share through a real Redis server (promise 21)."""

from __future__ import annotations

import json
import logging
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ailib
from ailib import Client, ConfigurationError, RateLimit
from ailib.integrations.redis import RedisLimit
from ailib.testing import EmbeddedProvider

from .batch.limited_server import TOKENS, Limit, LimitedServer, running
from .redis_server import running_redis

ROOT = Path(ailib.__file__).resolve().parents[1]
KEY = "planted-key"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_redis(tmp_path_factory.mktemp("redis")) as address:
        yield address


@pytest.fixture
def server(address: str) -> Iterator[Any]:
    """The server, empty, as a `redis.Redis`."""
    import redis

    with redis.Redis.from_url(address) as server:
        server.flushall()
        yield server


def test_a_bucket_and_a_minute_in_one_step(server: Any) -> None:
    limit = RedisLimit(server)
    for _ in range(3):
        assert limit.take("x", {"requests": (1, 0, 10, 3), "tokens": (300, 1000, 0, 0)}) == 0
    # The bucket is empty for a tenth of a second; the minute has 100 left.
    assert 0 < limit.take("x", {"requests": (1, 0, 10, 3), "tokens": (100, 1000, 0, 0)}) <= 0.1
    time.sleep(0.12)
    assert limit.take("x", {"requests": (1, 0, 10, 3), "tokens": (300, 1000, 0, 0)}) > 50
    # What was refused took nothing.
    assert limit.take("x", {"requests": (1, 0, 10, 3), "tokens": (100, 1000, 0, 0)}) == 0
    assert limit.take("y", {"requests": (1, 0, 10, 3)}) == 0


def test_two_clients_keep_one_limit(server: Any, embedded: EmbeddedProvider) -> None:
    clients = [
        # Different numbers of the bucket here, as if in two processes: only the counts in Redis are shared.
        Client("embedded", base_url=embedded.base_url, api_key=KEY, rate_limit=limit)
        for limit in (
            RateLimit(rps=20, burst=2, shared=RedisLimit(server)),
            RateLimit(rps=20, burst=2, shared=RedisLimit(server)),
        )
    ]
    begun = time.monotonic()
    for _ in range(4):
        for client in clients:
            client.chat_completion("hi")
    # 8 at 20 per second with 2 at once.
    assert time.monotonic() - begun >= 0.28
    assert server.keys("*")
    assert all(KEY.encode() not in key for key in server.keys("*"))
    for client in clients:
        client.close()


PROGRAM = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from ailib import Client, RateLimit, RequestTimeout
from ailib.integrations.redis import RedisLimit

given = json.loads(sys.argv[1])
shared = RedisLimit(given["address"])
refused = 0

def ask(number):
    global refused
    try:
        client.chat_completion(f"number {100 + number} " + given.get("more", ""), timeout=given.get("timeout"), max_tokens=20)
    except RequestTimeout as error:
        assert error.phase == "queue", error
        refused += 1

key = "planted-key"
if given.get("function"):
    key = lambda: "planted-key"
with Client("vllm/limited", base_url=given["url"], api_key=key, max_retries=0,
            rate_limit=RateLimit(learn=False, shared=shared, **given["limit"])) as client, ThreadPoolExecutor(8) as pool:
    print("ready", flush=True)
    sys.stdin.readline()
    list(pool.map(ask, range(given["items"])))
shared.close()
print(refused)
"""


def several(count: int, **given: Any) -> list[int]:
    """Run the program in so many processes at once; how many of its calls each gave up without sending."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, json.dumps(given)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    try:
        for process in started:
            assert process.stdout is not None
            process.stdout.readline()
        refused: list[int] = []
        for process in started:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in started:
            told, errors = process.communicate(timeout=60)
            assert process.returncode == 0, errors
            refused.append(int(told))
        return refused
    finally:
        for process in started:
            process.kill()
            process.communicate()


def test_three_processes_keep_one_rate(server: Any, address: str) -> None:
    """Promise 21: 0 of 150 refused by a server that allows 50 per second."""
    provider = LimitedServer(Limit("requests", 50, 1.0, trickles=True), told=False)
    with running(provider) as url:
        several(3, url=url, address=address, items=50, limit={"rps": 50, "burst": 25})
    assert (provider.answered, provider.refused) == (150, 0)
    # Not alone in each process: that would take a third of the time. (At most 24 are in flight: however late they arrive,
    # they cannot be more than the server has room for.)
    assert provider.seconds >= 2.2


@pytest.mark.parametrize("function", [False, True], ids=["key", "function"])
def test_three_processes_keep_one_minute(server: Any, address: str, function: bool) -> None:
    """Promise 21: 60 requests in any minute for all of them; those whose turn comes too late are not sent."""
    provider = LimitedServer(Limit("requests", 60, 60.0, trickles=False), told=False)
    with running(provider) as url:
        refused = several(
            3, url=url, address=address, items=30, timeout=3, limit={"rpm": 60, "burst": 60}, function=function
        )
    assert provider.refused == 0
    # What the bucket gave back meanwhile does not lift the minute's limit.
    assert 45 <= provider.answered <= 60
    assert provider.answered + sum(refused) == 90


def test_three_processes_keep_one_limit_of_tokens(server: Any, address: str) -> None:
    """Promise 21: the tokens of a minute, for requests that turn out to cost less than was estimated at first."""
    provider = LimitedServer(Limit("tokens", 60 * TOKENS, 60.0, trickles=False), told=False)
    with running(provider) as url:
        refused = several(3, url=url, address=address, items=40, timeout=3, limit={"tpm": 60 * TOKENS}, more="a " * 40)
    assert provider.refused == 0
    # What was taken too much at first has been given back.
    assert 50 <= provider.answered <= 60
    assert provider.answered + sum(refused) == 120


def test_without_the_server_the_calls_go_on(embedded: EmbeddedProvider, caplog: pytest.LogCaptureFixture) -> None:
    shared = RedisLimit("redis://:planted-password@127.0.0.1:9/0")
    with (
        caplog.at_level(logging.WARNING, "ailib.limits"),
        Client("embedded", base_url=embedded.base_url, rate_limit=RateLimit(rps=100, shared=shared)) as client,
    ):
        for _ in range(3):
            client.chat_completion("hi")
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "planted-password" not in caplog.text
    shared.close()


def test_it_travels_to_other_processes(server: Any, address: str) -> None:
    limit = RateLimit(rpm=60, shared=RedisLimit(address, "mine"))
    travelled = pickle.loads(pickle.dumps(limit))
    assert travelled.rpm == 60
    assert travelled.shared.take("x", {"requests": (1, 60, 0, 0)}) == 0
    assert [key for key in server.keys("*") if key.startswith(b"mine")]
    assert address not in repr(travelled)
    travelled.shared.close()
    limit.shared.close()  # type: ignore[union-attr]
    with pytest.raises(ConfigurationError, match="address"):
        pickle.dumps(RedisLimit(server))


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(ConfigurationError, match="redis"):
        RedisLimit("redis://localhost")
