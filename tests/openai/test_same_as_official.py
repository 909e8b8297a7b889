"""The same call through the official package and through ailib is the same request: method, path, query, body.

For every operation that both name: once with every field of the description, once with the required ones.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from ailib.openai import AsyncOpenAI, OpenAI, omit
from ailib.openai.endpoint import Endpoint

from .recorder import Asked, recorder
from .test_all_operations import arguments, endpoints, operations, prepared, reach

openai = pytest.importorskip("openai")
pytestmark = [pytest.mark.shared, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

# Keywords of the description that this version of the official package does not know (they may differ by release).
MOVED = ("evals", "runs", "cancel")  # newer releases send it to an address that the description does not have
LATER = re.compile(r"unexpected keyword argument '(\w+)'")


def same(ours: Asked, theirs: Asked, place: str) -> None:
    # The official package names a content type even where there is no content.
    for name in ("method", "path", "query", *(("kind", "content") if theirs.body else ("body",))):
        assert getattr(ours, name) == getattr(theirs, name), f"{place}: {name}"


def both(
    server: Any, endpoint: Endpoint, place: tuple[str, ...], mine: Any, official: Any, args: Any, keywords: Any
) -> bool:
    """Call both; False when the official package has no such method."""
    try:
        method = reach(official, place)
    except AttributeError:
        return False
    while True:
        try:
            method(*args, **keywords)
            break
        except TypeError as error:
            later = LATER.search(str(error))
            if later is None or later[1] not in keywords:
                raise
            keywords.pop(later[1])
    theirs = server.take()
    reach(mine, place)(*args, **keywords)
    same(server.take(), theirs, ".".join(place))
    return True


@pytest.mark.parametrize("required_only", [False, True], ids=["every field", "required fields"])
def test_every_shared_operation_sends_the_same_request(required_only: bool) -> None:
    known, compared = operations(), 0
    with recorder() as server:
        official = openai.OpenAI(api_key="key", admin_api_key="admin", base_url=server.url, max_retries=0)
        mine = OpenAI(api_key="key", admin_api_key="admin", base_url=server.url, max_retries=0)
        with official, mine:
            for place, endpoint in endpoints():
                if place == MOVED:
                    continue
                operation = known[endpoint.method, endpoint.path]
                args, keywords = arguments(endpoint, operation, required_only=required_only)
                prepared(server, endpoint, operation)
                compared += both(server, endpoint, place, mine, official, args, keywords)
    print(f"{compared} names compared, {len(known)} operations known")
    assert compared >= 270


FILE = b"some bytes"
CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    (
        "chat.completions.create",
        (),
        {"model": "m", "messages": [{"role": "user", "content": "é\u2028"}], "temperature": 0, "stop": None},
    ),
    (
        "chat.completions.create",
        (),
        {
            "model": "m",
            "messages": [],
            "tools": [{"type": "function", "function": {"name": "f"}}],
            "extra_body": {"x": {"y": 1}},
            "extra_query": {"a": [1, 2], "b": True},
        },
    ),
    ("chat.completions.list", (), {"metadata": {"a": "b", "c d": "e&f"}, "limit": 3, "order": "asc"}),
    ("responses.retrieve", ("resp_1",), {"include": ["file_search_call.results", "message.output_text.logprobs"]}),
    (
        "responses.create",
        (),
        {"model": "m", "input": [{"role": "user", "content": [{"type": "input_text", "text": "hi"}]}]},
    ),
    ("files.create", (), {"file": FILE, "purpose": "batch"}),
    (
        "files.create",
        (),
        {
            "file": ('naïve "name".jsonl', FILE),
            "purpose": "batch",
            "expires_after": {"anchor": "created_at", "seconds": 3600},
        },
    ),
    ("files.create", (), {"file": ("a.png", FILE, "image/png"), "purpose": "vision"}),
    ("files.list", (), {"purpose": "batch", "after": None}),
    ("files.retrieve", ("file/with space?",), {}),
    ("files.content", ("file_1",), {}),
    ("images.edit", (), {"image": [("a.png", FILE), ("b.png", FILE)], "prompt": "p", "n": 2}),
    ("images.edit", (), {"image": ("a.png", FILE), "mask": ("m.png", FILE), "prompt": "p"}),
    (
        "audio.transcriptions.create",
        (),
        {
            "file": ("a.wav", FILE),
            "model": "whisper-1",
            "timestamp_granularities": ["word", "segment"],
            "temperature": 0.5,
            "response_format": "json",
        },
    ),
    ("audio.translations.create", (), {"file": ("a.wav", FILE), "model": "whisper-1"}),
    ("audio.speech.create", (), {"input": "hi", "model": "tts-1", "voice": "alloy"}),
    ("uploads.parts.create", ("upload_1",), {"data": FILE}),
    ("vector_stores.search", ("vs_1",), {"query": ["a", "b"], "filters": {"type": "eq", "key": "k", "value": 1}}),
    ("vector_stores.files.update", ("file_1",), {"vector_store_id": "vs_1", "attributes": {"a": 1, "b": "c"}}),
    ("beta.threads.create", (), {}),
    ("beta.threads.messages.list", ("thread_1",), {"run_id": "run_1"}),
    ("fine_tuning.jobs.list", (), {"metadata": {"k": "v"}}),
    (
        "admin.organization.audit_logs.list",
        (),
        {"effective_at": {"gte": 1, "lt": 2}, "event_types": ["user.added", "user.deleted"]},
    ),
    (
        "admin.organization.usage.completions",
        (),
        {"start_time": 1, "group_by": ["model", "project_id"], "batch": False},
    ),
    ("moderations.create", (), {"input": [{"type": "text", "text": "x"}]}),
    ("batches.cancel", ("batch_1",), {}),
    ("containers.create", (), {"name": "c"}),
    ("models.retrieve", ("ft:gpt-4o:org::id",), {}),
]


@pytest.mark.parametrize(("name", "args", "keywords"), CALLS, ids=[f"{i}-{call[0]}" for i, call in enumerate(CALLS)])
def test_particular_calls_send_the_same_request(name: str, args: tuple[Any, ...], keywords: dict[str, Any]) -> None:
    place = tuple(name.split("."))
    with recorder() as server:
        official = openai.OpenAI(api_key="key", admin_api_key="admin", base_url=server.url, max_retries=0)
        mine = OpenAI(api_key="key", admin_api_key="admin", base_url=server.url, max_retries=0)
        with official, mine:
            for endpoint_place, endpoint in endpoints():
                if endpoint_place == place:
                    prepared(server, endpoint, operations()[endpoint.method, endpoint.path])
            reach(official, place)(*args, **keywords)
            theirs = server.take()
            reach(mine, place)(*args, **keywords)
            same(server.take(), theirs, name)


def test_the_async_clients_send_the_same_request() -> None:
    calls = [
        call for call in CALLS if call[0] in ("chat.completions.create", "files.create", "files.list", "images.edit")
    ]

    async def all_of_them() -> None:
        official = openai.AsyncOpenAI(api_key="key", base_url=server.url, max_retries=0)
        async with official, AsyncOpenAI(api_key="key", base_url=server.url, max_retries=0) as mine:
            for name, args, keywords in calls:
                server.say({"id": "x", "data": [], "has_more": False})
                await reach(official, tuple(name.split(".")))(*args, **keywords)
                theirs = server.take()
                await reach(mine, tuple(name.split(".")))(*args, **keywords)
                same(server.take(), theirs, name)

    with recorder() as server:
        asyncio.run(all_of_them())


def test_an_omitted_argument_is_not_sent_and_none_is_null() -> None:
    with recorder() as server, OpenAI(api_key="key", base_url=server.url) as client:
        client.moderations.create(input="x", model=omit, extra_body={"a": None})
        assert server.take().json == {"input": "x", "a": None}
