"""Rate limits that processes share through Redis; the script runs in a Redis made of Python where there is one."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from ailib import Client, ConfigurationError, RateLimit
from ailib.integrations.redis import RedisLimit
from ailib.testing import EmbeddedProvider


@pytest.fixture
def server() -> Any:
    fake = pytest.importorskip("fakeredis")
    pytest.importorskip("lupa")
    return fake.FakeRedis()


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


def test_two_processes_keep_one_limit(server: Any, embedded: EmbeddedProvider) -> None:
    clients = [
        # Different numbers of the bucket here, as if in two processes: only the counts in Redis are shared.
        Client("embedded", base_url=embedded.base_url, api_key="planted-key", rate_limit=limit)
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
    assert all(b"planted-key" not in key for key in server.keys("*"))
    for client in clients:
        client.close()


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(ConfigurationError, match="redis"):
        RedisLimit("redis://localhost")
