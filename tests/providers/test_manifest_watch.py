"""A watched manifest: the next call sees what has changed, and a broken file changes nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ailib import AsyncClient, Client, ConfigurationError
from ailib.providers.manifest import ManifestWarning
from ailib.testing import EmbeddedProvider


@pytest.fixture(scope="module")
def provider() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as running:
        yield running


def written(file: Path, base_url: str, **more: Any) -> None:
    """The manifest, replaced at once as editors and deployments do it."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps({"id": "watched", "base_url": base_url, "default_model": "m", **more}))
    new.replace(file)


def test_the_next_call_sees_what_has_changed(tmp_path: Path, recorder: tuple[str, list[str]]) -> None:
    address, paths = recorder
    file = tmp_path / "watched.json"
    written(file, f"{address}/one")
    with Client.from_manifest(file, watch=True) as client, Client.from_manifest(file) as still:
        copy = client.with_options(max_retries=0)
        client.chat_completion("hi")
        written(file, f"{address}/two")
        client.chat_completion("hi")
        copy.chat_completion("hi")
        client.chat_completion_stream("hi").collect()
        still.chat_completion("hi")
        assert client.base_url == f"{address}/two"
    assert paths == [f"/{part}/chat/completions" for part in ("one", "two", "two", "two", "one")]


def test_a_broken_file_keeps_the_old_one_and_warns_once(tmp_path: Path, recorder: tuple[str, list[str]]) -> None:
    address, paths = recorder
    file = tmp_path / "watched.json"
    written(file, f"{address}/one")
    with Client.from_manifest(file, watch=True) as client:
        for broken in ('{"id": ', json.dumps({"id": "watched", "base_url": "nowhere"}), None):
            if broken is None:
                file.unlink()
            else:
                file.write_text(broken)
            with pytest.warns(ManifestWarning) as caught:
                client.chat_completion("hi")
            assert len(caught) == 1
            assert caught[0].filename == __file__
            client.chat_completion("hi")  # warnings are errors here: it is silent
        written(file, f"{address}/two")
        client.chat_completion("hi")
    assert paths == ["/one/chat/completions"] * 6 + ["/two/chat/completions"]


def test_a_key_that_is_missing_keeps_the_old_one_too(tmp_path: Path, recorder: tuple[str, list[str]]) -> None:
    file = tmp_path / "watched.json"
    written(file, f"{recorder[0]}/one")
    with Client.from_manifest(file, watch=True) as client:
        written(file, "https://elsewhere.example/v1", auth={"env": "NOBODY_HAS_THIS"})
        with pytest.warns(ManifestWarning, match="NOBODY_HAS_THIS"):
            client.chat_completion("hi")
        client.chat_completion("hi")
    assert len(recorder[1]) == 2


def test_the_async_client_watches_too(tmp_path: Path, recorder: tuple[str, list[str]]) -> None:
    address, paths = recorder
    file = tmp_path / "watched.json"
    written(file, f"{address}/one")

    async def ask() -> None:
        async with AsyncClient.from_manifest(file, watch=True) as client:
            await client.chat_completion("hi")
            written(file, f"{address}/two")
            await client.chat_completion("hi")

    asyncio.run(ask())
    assert paths == ["/one/chat/completions", "/two/chat/completions"]


def test_a_copy_that_went_to_another_provider_stays_there(
    tmp_path: Path, recorder: tuple[str, list[str]], provider: EmbeddedProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMBEDDED_BASE_URL", provider.base_url)
    file = tmp_path / "watched.json"
    written(file, f"{recorder[0]}/one")
    with Client.from_manifest(file, watch=True) as client:
        other = client.with_provider("embedded")
        written(file, f"{recorder[0]}/two")
        other.chat_completion("hi")
        assert other.provider == "embedded"
    assert recorder[1] == []


def test_a_dict_cannot_be_watched() -> None:
    with pytest.raises(ConfigurationError, match="dict"):
        Client.from_manifest({"id": "a", "base_url": "https://a.example"}, watch=True, api_key="key")
