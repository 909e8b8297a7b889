"""Record once, replay without key and network, streams with their timing (promise 28)."""

from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from ailib import APIError, AsyncClient, Client, ConfigurationError, ConnectionLost, RateLimited
from ailib.testing import Cassette, CassetteMiss, EmbeddedProvider, Fault, Pace

KEY = "sk-planted-0123456789abcdef"


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    return tmp_path / "talks" / "one.jsonl"


def attached(api: Any, cassette: Cassette, **keywords: Any) -> Any:
    client = api.client("openai/embedded-chat", **keywords)
    cassette.attach(getattr(client, "it", client))
    return client


def test_recorded_once_and_replayed_without_a_key(api: Any, embedded: EmbeddedProvider, tape: Path) -> None:
    """Promise 28; promise 18: the key is not in the file."""
    embedded.answer(text="Hello, you.", fault=None)
    with Cassette(tape) as cassette:
        client = attached(api, cassette, base_url=embedded.base_url, api_key=KEY)
        whole = client.chat_completion("hi")
        streamed = client.chat_completion_stream("hi").collect()
        assert (cassette.recorded, cassette.replayed) == (2, 0)
    assert KEY not in tape.read_text()
    embedded.clear()
    with Cassette(tape, "replay") as cassette:
        os.environ["OPENAI_BASE_URL"] = embedded.base_url
        make = cassette.client if api.name == "sync" else cassette.async_client
        client = make("openai/embedded-chat")
        again = api.wrap(client.chat_completion("hi"))
        assert again.text == whole.text
        assert again.usage == whole.usage
        assert again.request_id == whole.request_id
        stream = client.chat_completion_stream("hi")
        assert api.wrap(stream.collect()).text == streamed.text
        with pytest.raises(CassetteMiss, match="no \\(other\\) exchange") as caught:
            api.wrap(client.chat_completion("hi", temperature=1))
        assert "another temperature" in str(caught.value.hint)
        with pytest.raises(CassetteMiss, match="recorded once and asked for twice"):
            api.wrap(client.chat_completion("hi"))
        api.wrap(client.close())
    assert embedded.requests == []


def test_what_is_new_is_asked(api: Any, embedded: EmbeddedProvider, tape: Path) -> None:
    for expected in ((1, 0), (1, 1), (0, 2)):
        with Cassette(tape) as cassette:
            client = attached(api, cassette, base_url=embedded.base_url, api_key=KEY)
            client.chat_completion("one")
            if expected != (1, 0):
                client.chat_completion("two")
            assert (cassette.recorded, cassette.replayed) == expected
    with Cassette(tape, "record") as cassette:
        attached(api, cassette, base_url=embedded.base_url, api_key=KEY).chat_completion("three")
    assert len(tape.read_text().splitlines()) == 1


def test_one_tape_for_both_clients(embedded: EmbeddedProvider, tape: Path) -> None:
    with Cassette(tape) as cassette, Client("embedded", base_url=embedded.base_url) as client:
        cassette.attach(client)
        text = client.chat_completion_stream("Count to 5").collect().text

    async def main() -> str:
        with Cassette(tape, "replay") as cassette:
            async with AsyncClient("embedded", base_url=embedded.base_url) as client:
                cassette.attach(client)
                return (await client.chat_completion_stream("Count to 5").collect()).text

    assert asyncio.run(main()) == text


def test_errors_and_retries_are_on_it(api: Any, embedded: EmbeddedProvider, tape: Path) -> None:
    embedded.queue(fault=Fault(status=429, retry_after=0.01))
    embedded.queue(text="now", fault=Fault(cut_after_chunks=1))
    for mode in ("record", "replay"):
        with Cassette(tape, mode) as cassette:  # type: ignore[arg-type]
            client = attached(api, cassette, base_url=embedded.base_url, api_key=KEY, max_retries=0)
            with pytest.raises(RateLimited) as caught:
                client.chat_completion("a")
            assert caught.value.retry_after == 0.01
            with pytest.raises(ConnectionLost):
                client.chat_completion_stream("b").collect()
    assert len(embedded.requests) == 2


def test_the_pace_of_a_stream(embedded: EmbeddedProvider, tape: Path) -> None:
    with EmbeddedProvider(pace=Pace(first_token=0.15, tokens_per_second=1000)) as slow:
        with Cassette(tape) as cassette, Client("embedded", base_url=slow.base_url) as client:
            cassette.attach(client).chat_completion_stream("hi").collect()
        spent: list[float] = []
        for timing in (1.0, 0.0):
            with (
                Cassette(tape, "replay", timing=timing) as cassette,
                Client("embedded", base_url=slow.base_url) as client,
            ):
                begun = time.monotonic()
                answer = cassette.attach(client).chat_completion_stream("hi").collect()
                spent.append(time.monotonic() - begun)
        assert spent[0] >= 0.14
        assert spent[1] < spent[0]
        assert answer.first_token is not None


def test_a_key_that_a_server_repeats_is_masked(embedded: EmbeddedProvider, tape: Path) -> None:
    """Promise 18."""
    embedded.queue(fault=Fault(status=401, message=f"Incorrect API key provided: {KEY}"))
    client = Client("openai/embedded-chat", base_url=embedded.base_url, api_key=KEY)
    with Cassette(tape) as cassette, client, pytest.raises(APIError):
        cassette.attach(client).chat_completion("hi")
    assert KEY not in tape.read_text()
    assert "***" in tape.read_text()


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="There is no cassette"):
        Cassette(tmp_path / "none.jsonl", "replay")
    with pytest.raises(ConfigurationError, match="mode must be"):
        Cassette(tmp_path / "none.jsonl", "play")  # type: ignore[arg-type]
    (tmp_path / "bad.jsonl").write_text(json.dumps({"x": 1}))
    with pytest.raises(ConfigurationError, match=r"bad\.jsonl:1"):
        Cassette(tmp_path / "bad.jsonl")


def test_the_whole_openai_api(embedded: EmbeddedProvider, tape: Path) -> None:
    from ailib.openai import OpenAI

    for mode in ("record", "replay"):
        with Cassette(tape, mode) as cassette, OpenAI(api_key="k", base_url=embedded.base_url) as client:  # type: ignore[arg-type]
            cassette.attach(client)
            assert client.models.list().data
    assert len(embedded.requests) == 1
