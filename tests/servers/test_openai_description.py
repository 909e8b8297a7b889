"""All operations of `ailib.openai` against a server that runs from the published description and judges by it (Steady).

It refuses a request that the description does not allow, and makes its answers of the description's schemas.
"""

from __future__ import annotations

import asyncio
import fcntl
import gzip
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ailib.openai import AsyncOpenAI, Model, OpenAI
from ailib.openai.endpoint import Endpoint
from ailib.openai.pages import AsyncPage, Page

from ..openai.test_all_operations import arguments, endpoints, operations, reach, unknown_within
from ..shared_material import require_shared
from .conftest import free_port, started, unavailable

pytestmark = [pytest.mark.shared, pytest.mark.server]
VERSION = "0.22.2"
FORMATS = [f"--validator-{place}-{kind}-format=brackets" for place in ("query", "form") for kind in ("array", "object")]
# Judged wrong by the server, and right: it wants an object where the description has a part of its own content type.
PARTS = ("realtime.calls.create", "every field")


def installed() -> Path:
    """The server's program; installed on first use."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        unavailable("Steady needs node and npm")
    cache = os.environ.get("AILIB_TEST_CACHE") or os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    folder = Path(cache) / ("" if "AILIB_TEST_CACHE" in os.environ else "ailib-tests") / f"steady-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "node_modules" / ".bin" / "steady"
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".done").is_file():
            (folder / "package.json").write_text('{"private": true}')
            command = ["npm", "install", "--silent", "--no-audit", "--no-fund", f"@stdy/cli@{VERSION}"]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=400, check=False)
            if done.returncode != 0:
                unavailable(f"Steady cannot be installed: {done.stderr[-500:]}")
            (folder / ".done").touch()
    return program


@pytest.fixture(scope="module")
def steady(logs: Path) -> Iterator[str]:
    """Address of the server."""
    program = installed()
    description = logs / "openapi.yaml"
    description.write_bytes(gzip.decompress((require_shared() / "openai" / "openapi.yaml.gz").read_bytes()))
    port = free_port()
    command = [str(program), "--host", "127.0.0.1", "-p", str(port), "--log=false", *FORMATS, str(description)]
    with started(logs / "steady.log", command, port, "/_x-steady/health"):
        yield f"http://127.0.0.1:{port}"


def settings(url: str) -> dict[str, Any]:
    return {"api_key": "key", "admin_api_key": "admin", "base_url": url, "max_retries": 0}


def every_call() -> Iterator[tuple[tuple[str, ...], Endpoint, str, list[str], dict[str, Any]]]:
    """Each operation with all its fields, and with the required ones."""
    known = operations()
    for required_only in (False, True):
        label = "required fields" if required_only else "every field"
        for place, endpoint in endpoints():
            if (".".join(place), label) != PARTS:
                args, keywords = arguments(endpoint, known[endpoint.method, endpoint.path], required_only=required_only)
                yield place, endpoint, label, args, keywords


def verdict(raw: Any, endpoint: Endpoint) -> str | None:
    """What is wrong with a request and its answer."""
    if raw.headers.get("x-steady-request-valid") != "true":
        return f"refused: {raw.text[:300]}"
    if endpoint.answer in ("bytes", "none") or endpoint.returns is None:
        return None
    made = raw.parse()
    made = made.answer if isinstance(made, (Page, AsyncPage)) else made
    if not isinstance(made, Model):
        return f"no model: {made!r}"
    if made.to_dict() != raw.json():
        return "the answer did not survive"
    unknown = list(unknown_within(made))
    return f"nothing is known of {unknown}" if unknown else None


def counted(results: Iterator[tuple[str, Endpoint, str | None]], client: str) -> None:
    called: set[tuple[str, str]] = set()
    wrong: list[str] = []
    calls = 0
    for name, endpoint, found in results:
        calls += 1
        called.add((endpoint.method, endpoint.path))
        if found:
            wrong.append(f"{name}: {found}")
    print(f"{client}: {calls} calls of {len(called)} operations judged, {len(wrong)} wrong")
    assert wrong == []
    assert len(called) == 288


def test_the_description_allows_what_the_blocking_client_sends(steady: str) -> None:
    with OpenAI(**settings(steady)) as client:
        counted(
            (
                (".".join(place), endpoint, verdict(reach(client, place).raw(*args, **keywords), endpoint))
                for place, endpoint, _, args, keywords in every_call()
            ),
            "blocking",
        )


def test_the_description_allows_what_the_async_client_sends(steady: str) -> None:
    async def ask() -> list[tuple[str, Endpoint, str | None]]:
        async with AsyncOpenAI(**settings(steady)) as client:
            return [
                (".".join(place), endpoint, verdict(await reach(client, place).raw(*args, **keywords), endpoint))
                for place, endpoint, _, args, keywords in every_call()
            ]

    counted(iter(asyncio.run(ask())), "async")


def test_declared_streams_are_events_of_their_type(steady: str) -> None:
    """The server streams where the description says so; its members of the unions are random."""
    streamed: set[str] = set()
    known = operations()
    with OpenAI(**settings(steady), default_headers={"X-Steady-Seed": "7"}) as client:
        for place, endpoint in endpoints():
            operation = known[endpoint.method, endpoint.path]
            declared = any(
                "text/event-stream" in answer.get("content", {}) for answer in operation["responses"].values()
            )
            if endpoint.event is None or not declared:
                continue
            args, keywords = arguments(endpoint, operation, required_only=True)
            asked = {"stream_format": "sse"} if endpoint.answer == "bytes" else {"stream": True}
            events = list(reach(client, place)(*args, **keywords, **asked))
            assert len(events) >= 5
            for event in events:
                assert isinstance(event, Model)
                assert not [where for where in unknown_within(event) if where], (place, event.raw)
            streamed.add(endpoint.path)
    print(f"{len(streamed)} streams: {' '.join(sorted(streamed))}")
    assert len(streamed) == 7
