"""The same call through the official package and through ailib is the same request.

The calls are made from the signatures of the official package's methods, one after another in its resource tree: see
`official`. Compared are method, path, query, the headers that mean something, and the body: JSON as JSON, forms part by
part. Where description and official package differ, the description wins; each case is listed here with its reason.
"""

from __future__ import annotations

import asyncio
import enum
import inspect
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ailib.openai import AsyncOpenAI, OpenAI, RawResponse, omit, types

from .official import Call, calls, helpers, methods
from .recorder import Asked, Recorder, recorder
from .test_all_operations import endpoints, reach

openai = pytest.importorskip("openai")
pytestmark = [pytest.mark.shared, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

ANSWER = b'{"id":"x","data":[{"id":"x","embedding":[]}],"has_more":false}'
EVENTS = b'data: {"type":"response.completed","id":"x","choices":[]}\n\ndata: [DONE]\n\n'
HEADERS = (
    "accept",
    "authorization",
    "idempotency-key",
    "openai-beta",
    "openai-organization",
    "openai-project",
    "x-extra",
)
ACCOUNT: dict[str, Any] = {
    "api_key": "key", "admin_api_key": "admin", "max_retries": 0, "organization": "org", "project": "proj",
}  # fmt: skip

# The release whose names and keywords ailib has all. What a later one adds is told, and fails nothing.
KNOWN_RELEASE = (3, 57)
IS_LATER = tuple(map(int, openai.__version__.split(".")[:2])) > KNOWN_RELEASE

# What differs, and why that is right.
DIFFERS = {
    ("audio.speech.create", "accept"): "speech as events is text/event-stream in the description",
    ("evals.runs.cancel", "path"): "the description has POST /evals/{eval_id}/runs/{run_id} and no /cancel behind it",
}

# Resources and methods of the official package for which the description has no operation: newer than it, or helpers.
LATER = helpers("""
    admin.organization.external_keys admin.organization.external_storage admin.organization.usage.decisions
    admin.organization.projects.api_keys.update admin.organization.projects.service_tier_settings
    admin.organization.workload_identity_providers audio.voices.delete beta.agents decisions live safety
    webhooks.create webhooks.delete webhooks.event_types webhooks.list webhooks.retrieve webhooks.rotate_secret
    webhooks.test webhooks.update webhooks.with_raw_response
""")
# Names that are not there on purpose.
ABSENT = {
    "auth_headers": "a key never shows up",
    "beta.realtime.connect": "an older form of realtime.connect, which is there",
    "custom_auth": "for subclasses of the official client",
    "platform_headers": "ailib sends none",
    "qs": "the official package's own query writer",
    "request": "takes the official package's own options object; get, post, put, patch and delete are there",
    "webhooks.with_streaming_response": "the webhooks of the description are helpers and send nothing",
}


def check_nothing_new(found: list[str]) -> None:
    """Names and keywords that ailib does not have."""
    if IS_LATER:
        print(f"openai {openai.__version__} has more than {KNOWN_RELEASE}: {'; '.join(found)}")
    else:
        assert found == []


def same(ours: Asked, theirs: Asked, place: str, *, streamed: bool = False) -> Iterator[str]:
    """Where two requests differ."""
    # The official package names a content type even where there is no content.
    for name in ("method", "path", "query", *(("kind", "content") if theirs.body else ("body",))):
        mine, other = getattr(ours, name), getattr(theirs, name)
        if mine != other and (place, name) not in DIFFERS:
            yield f"{place}: {name}: {mine!r}, theirs {other!r}"
    for name in HEADERS:
        mine, other = ours.headers.get(name), theirs.headers.get(name)
        if name == "accept" and streamed:
            # The description declares streams as text/event-stream; the official package asks for JSON.
            other = "text/event-stream"
        if mine != other and (place, name) not in DIFFERS:
            yield f"{place}: header {name}: {mine!r}, theirs {other!r}"


def is_shared(place: tuple[str, ...], mine: Any) -> bool:
    """Whether both have a method of that name that is an operation."""
    if len(place) == 1 or place[-1].startswith("with_"):
        return False
    try:
        return hasattr(reach(mine, place), "raw")
    except AttributeError:
        return False


def asked_by(server: Recorder, method: Any, call: Call, omitted: Any) -> Asked | None:
    """The request of a call; None when it refused its arguments."""
    args, keywords = call.make(omitted)
    try:
        answer = method(*args, **keywords)
        if inspect.isawaitable(answer):
            raise TypeError
        if call.streamed:
            list(answer)
    except TypeError:
        if server.asked:
            raise
        return None
    return server.take()


def prepare(server: Recorder, call: Call) -> None:
    kind, body = ("text/event-stream", EVENTS) if call.streamed else ("application/json", ANSWER)
    server.answer = (200, kind, body)


def recorded_calls(server: Recorder, mine: Any, turns: int) -> Iterator[tuple[str, tuple[str, ...], Call, Asked]]:
    """Every call of every method, as the official package makes it."""
    with openai.OpenAI(base_url=server.url, **ACCOUNT) as official:
        for place, method in methods(official):
            if not is_shared(place, mine):
                continue
            for call in calls(method, turns):
                prepare(server, call)
                theirs = asked_by(server, method, call, openai.omit)
                if theirs is not None:
                    yield ".".join(place), place, call, theirs


def test_every_method_of_the_official_package_sends_the_same_request() -> None:
    """Each with what is required, with everything in several choices, with None, omitted, extras, as a stream."""
    wrong: list[str] = []
    unknown: list[str] = []
    names: set[str] = set()
    made = 0
    with recorder() as server, OpenAI(base_url=server.url, **ACCOUNT) as mine:
        for name, place, call, theirs in recorded_calls(server, mine, 4):
            ours = asked_by(server, reach(mine, place), call, omit)
            if ours is None:
                unknown.append(f"{name}, {call.label}: refused its arguments")
            else:
                wrong += same(ours, theirs, name, streamed=call.streamed)
            names.add(name)
            made += 1
    print(f"{made} calls of {len(names)} methods compared")
    assert wrong == []
    check_nothing_new(unknown)
    assert len(names) >= 281
    assert made > 2200


def test_every_method_of_the_async_client_sends_the_same_request() -> None:
    wrong: list[str] = []
    names: set[str] = set()

    async def compared(client: AsyncOpenAI) -> None:
        for name, place, call, theirs in recorded_calls(server, client, 1):
            prepare(server, call)
            args, keywords = call.make(omit)
            try:
                answer = await reach(client, place)(*args, **keywords)
            except TypeError:
                assert IS_LATER
                continue
            if call.streamed:
                assert len([event async for event in answer]) == 1
            wrong.extend(same(server.take(), theirs, name, streamed=call.streamed))
            names.add(name)

    async def begin() -> None:
        async with AsyncOpenAI(base_url=server.url, **ACCOUNT) as client:
            await compared(client)

    with recorder() as server:
        asyncio.run(begin())
    assert wrong == []
    assert len(names) >= 281


class Purpose(enum.StrEnum):
    BATCH = "batch"


FILE = b"some bytes"
# What no signature tells: unusual values, files of all kinds, fields over fields.
CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    (
        "chat.completions.create",
        (),
        {"model": "m", "messages": [{"role": "user", "content": "é\u2028\U0001f600"}], "temperature": 0, "stop": None},
    ),
    (
        "chat.completions.create",
        (),
        {
            "model": "m",
            "messages": ({"role": role, "content": []} for role in ("system", "user")),
            "tools": [{"type": "function", "function": {"name": "f"}}],
            "extra_body": {"x": {"y": 1}, "model": "over", "none": None},
            "extra_query": {"a": [1, 2], "b": True, "c": {"d": [{"e": 1}]}, "f": 1.5, "g": ""},
            "extra_headers": {"X-Extra": "1", "Authorization": "Bearer other", "Idempotency-Key": "k"},
        },
    ),
    ("chat.completions.create", (), {"model": "m", "messages": [], "stream_options": {"include_usage": True}}),
    ("chat.completions.create", (), {"model": "m", "messages": [], "seed": 2**70, "top_p": 1e-7}),
    ("chat.completions.list", (), {"metadata": {"a": "b", "c d": "e&f"}, "limit": 3, "order": "asc"}),
    ("responses.retrieve", ("resp_1",), {"include": ["file_search_call.results", "message.output_text.logprobs"]}),
    ("responses.retrieve", (), {"response_id": "resp_1"}),
    ("responses.retrieve", ("resp_1",), {"include": []}),
    (
        "responses.create",
        (),
        {"model": "m", "input": [{"role": "user", "content": [{"type": "input_text", "text": "hi"}]}]},
    ),
    ("responses.create", (), {}),
    ("responses.create", (), {"input": "x", "extra_query": {"beta": "true"}}),
    ("embeddings.create", (), {"input": "x", "model": "m"}),
    ("embeddings.create", (), {"input": [[1, 2], [3]], "model": "m", "encoding_format": "float"}),
    ("embeddings.create", (), {"input": ["a"], "model": "m", "encoding_format": "base64", "dimensions": 3}),
    ("files.create", (), {"file": FILE, "purpose": "batch"}),
    ("files.create", (), {"file": FILE, "purpose": Purpose.BATCH}),
    ("files.create", (), {"file": FILE, "purpose": "batch", "extra_body": {"more": [1, {"a": None}], "yes": True}}),
    ("files.create", (), {"file": Path(__file__), "purpose": "batch"}),
    ("files.create", (), {"file": ("other.py", Path(__file__)), "purpose": "batch"}),
    ("files.create", (), {"file": ("", FILE), "purpose": "batch"}),
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
    ("files.create", (), {"file": ("a.png", FILE, None), "purpose": "vision"}),
    ("files.list", (), {"purpose": "batch", "after": None}),
    ("files.list", (), {"after": "", "limit": 0}),
    ("files.retrieve", ("file/with space?",), {}),
    ("files.retrieve", ("ünï:@%2F;=,+~",), {}),
    ("files.content", ("file_1",), {}),
    ("images.edit", (), {"image": [("a.png", FILE), ("b.png", FILE)], "prompt": "p", "n": 2}),
    ("images.edit", (), {"image": [("a.png", FILE)], "prompt": "p"}),
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
    ("uploads.parts.create", (), {"upload_id": "upload_1", "data": FILE}),
    ("vector_stores.search", ("vs_1",), {"query": ["a", "b"], "filters": {"type": "eq", "key": "k", "value": 1}}),
    ("vector_stores.files.update", ("file_1",), {"vector_store_id": "vs_1", "attributes": {"a": 1, "b": "c"}}),
    ("beta.threads.create", (), {}),
    ("beta.threads.messages.list", ("thread_1",), {"run_id": "run_1"}),
    ("beta.threads.messages.list", ("thread_1",), {"extra_headers": {"OpenAI-Beta": "other"}}),
    ("fine_tuning.jobs.list", (), {"metadata": {"k": "v"}}),
    ("fine_tuning.jobs.list", (), {"metadata": None}),
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
    ("batches.cancel", ("batch_1",), {"extra_body": {"why": 1}}),
    ("batches.create", (), {"input_file_id": "f", "endpoint": "/v1/responses", "completion_window": "24h"}),
    ("containers.create", (), {"name": "c"}),
    ("models.retrieve", ("ft:gpt-4o:org::id",), {}),
    ("models.list", (), {"extra_query": {"a": None, "b": [True, None]}}),
    ("skills.create", (), {"files": [("a/SKILL.md", FILE), ("a/b.py", FILE)]}),
    ("videos.create", (), {"prompt": "p", "input_reference": ("a.png", io.BytesIO(FILE))}),
    ("realtime.calls.create", (), {"sdp": "v=0"}),
    ("realtime.calls.create", (), {"sdp": "v=0", "session": {"type": "realtime", "model": "m"}}),
    ("realtime.client_secrets.create", (), {"session": {"type": "realtime"}}),
]


@contextmanager
def two(**more: Any) -> Iterator[tuple[Recorder, Any, Any]]:
    """The server, the official client, ours."""
    with recorder() as server:
        settings = {**ACCOUNT, **more, "base_url": server.url}
        with openai.OpenAI(**settings) as official, OpenAI(**settings) as mine:
            yield server, official, mine


@pytest.mark.parametrize("at", range(len(CALLS)), ids=[f"{i}-{call[0]}" for i, call in enumerate(CALLS)])
def test_particular_calls_send_the_same_request(at: int) -> None:
    name, args, keywords = CALLS[at]
    sent = list(keywords["messages"]) if "messages" in keywords else None
    both = []
    with two(default_headers={"X-Default": "d"}, default_query={"api-version": "1"}) as (server, *clients):
        for client in clients:
            server.answer = (200, "application/json", ANSWER)
            if sent is not None:
                keywords["messages"] = iter(sent)
            if isinstance(file := keywords.get("input_reference"), tuple):
                file[1].seek(0)
            reach(client, tuple(name.split(".")))(*args, **keywords)
            both.append(server.take())
    assert list(same(both[1], both[0], name)) == []
    assert both[1].headers["x-default"] == both[0].headers["x-default"] == "d"


def test_answers_of_both_packages_can_be_sent_back() -> None:
    """A conversation goes on with the message that came."""
    message = {"role": "assistant", "content": "hi", "refusal": None, "later": [1]}
    answer = {"id": "c", "choices": [{"index": 0, "finish_reason": "stop", "message": message}]}
    with two() as (server, official, mine):
        server.say(answer)
        theirs = official.chat.completions.create(model="m", messages=[]).choices[0].message
        ours = mine.chat.completions.create(model="m", messages=[]).choices[0].message
        server.asked.clear()
        official.chat.completions.create(model="m", messages=[theirs])
        wanted = server.take().json
        for said in (ours, theirs, ours.to_dict()):
            mine.chat.completions.create(model="m", messages=[said])
            assert server.take().json == wanted
        assert isinstance(ours, types.ChatCompletionResponseMessage)


# -- names


def test_every_name_of_the_official_package_is_there() -> None:
    """Resources, methods and helpers, at every place; what is newer than the description is listed."""
    missing = []
    with openai.OpenAI(**ACCOUNT) as official, OpenAI(**ACCOUNT) as mine:
        for place, _ in methods(official):
            if any(place[: len(one)] == one for one in LATER):
                continue
            try:
                reach(mine, place)
            except AttributeError:
                missing.append(".".join(place))
    assert set(missing) >= ABSENT.keys(), "listed, and there"
    check_nothing_new([name for name in missing if name not in ABSENT])


def test_signatures_take_what_the_official_package_takes() -> None:
    """The same keywords, the same positional arguments, nothing required that is not required there."""
    wrong, unknown = [], []
    with openai.OpenAI(**ACCOUNT) as official, OpenAI(**ACCOUNT) as mine:
        for place, method in methods(official):
            if not is_shared(place, mine):
                continue
            theirs = inspect.signature(method).parameters
            ours = inspect.signature(reach(mine, place)).parameters
            name = ".".join(place)
            unknown += [f"{name}: no {one}" for one in theirs if one not in ours]
            wrong += [
                f"{name}: {one.name} is required"
                for one in ours.values()
                if one.default is one.empty and (one.name not in theirs or theirs[one.name].default is not one.empty)
            ]
            positional = [one.name for one in theirs.values() if one.kind is one.POSITIONAL_OR_KEYWORD]
            if positional != [one.name for one in ours.values() if one.kind is one.POSITIONAL_OR_KEYWORD]:
                wrong.append(f"{name}: positional arguments")
    assert wrong == []
    check_nothing_new(unknown)


def test_an_omitted_argument_is_not_sent_and_none_is_null() -> None:
    with recorder() as server, OpenAI(api_key="key", base_url=server.url) as client:
        client.moderations.create(input="x", model=omit, extra_body={"a": None})
        assert server.take().json == {"input": "x", "a": None}


def test_every_operation_is_compared_or_the_official_package_has_none() -> None:
    with openai.OpenAI(**ACCOUNT) as official, OpenAI(**ACCOUNT) as mine:
        shared = {place for place, _ in methods(official) if is_shared(place, mine)}
    alone = sorted(".".join(place) for place, _ in endpoints() if place not in shared)
    print(f"{len(shared)} methods are compared, {len(alone)} are ailib's alone: {' '.join(alone)}")
    assert len(alone) <= 1, alone


@pytest.mark.parametrize("verb", ["get", "post", "put", "patch", "delete"])
def test_addresses_without_a_method(verb: str) -> None:
    options: dict[str, Any] = {"params": {"a": [1, None]}, "headers": {"X-Extra": "1"}}
    body = {} if verb == "get" else {"body": {"x": {"y": [1, True, None]}}}
    with two() as (server, official, mine):
        server.say({"id": "new"})
        getattr(official, verb)("/some/new?b=2", cast_to=object, options=options, **body)
        theirs = server.take()
        assert getattr(mine, verb)("/some/new?b=2", options=options, **body) == {"id": "new"}
        assert list(same(server.take(), theirs, verb)) == []
        assert getattr(mine, verb)("/x", cast_to=bytes) == b'{"id": "new"}'
        assert getattr(mine, verb)("/x", cast_to=RawResponse).status == 200


def test_an_address_without_a_method_gets_a_form_and_awaits() -> None:
    async def ask() -> Any:
        async with AsyncOpenAI(base_url=server.url, **ACCOUNT) as client:
            assert not client.is_closed()
            found = await client.post("/new", body={"a": 1}, files={"file": ("a.txt", b"x")}, cast_to=types.OpenAIFile)
            assert await client.get("/new", cast_to=bytes) == b'{"id": "new"}'
        assert client.is_closed()
        return found

    with recorder() as server:
        server.say({"id": "new"})
        assert asyncio.run(ask()).id == "new"
        assert server.asked[0].form == [("a", None, "", b"1"), ("file", "a.txt", "text/plain", b"x")]


def test_what_a_client_says_of_itself() -> None:
    with OpenAI(**ACCOUNT, timeout=7, default_headers={"X-A": "b"}, default_query={"v": 1}) as client:
        assert (client.organization, client.project, client.max_retries) == ("org", "proj", 0)
        assert client.default_headers["X-A"] == "b"
        assert client.default_query == {"v": 1}
        assert client.user_agent.startswith("ailib/")
        assert client.timeout.read == 7
        assert not [value for value in client.default_headers.values() if "key" in value]


# -- lists


def pages_asked(server: Recorder, method: Any, call: Call, omitted: Any) -> list[Asked]:
    """The requests of going through three pages."""

    def say(number: int) -> None:
        more = number < 3
        item = {"id": f"id_{number}", "type": "message", "object": "x"}
        cursors = {
            "last_id": f"last_{number}",
            "first_id": f"first_{number}",
            "next": f"next_{number}" if more else None,
        }
        server.say({"data": [item], "has_more": more, **cursors})

    say(1)
    args, keywords = call.make(omitted)
    for number, _ in enumerate(method(*args, **keywords), 2):
        say(number)
    asked, server.asked = server.asked, []
    return asked


def test_every_list_asks_for_the_same_pages() -> None:
    """What the official package pages through; tokens (usage, costs) it does not."""
    compared, wrong = 0, []
    with two() as (server, official, mine):
        for place, method in methods(official):
            name = ".".join(place)
            if not is_shared(place, mine) or not hasattr(inspect.signature(method).return_annotation, "join"):
                continue
            if "CursorPage" not in inspect.signature(method).return_annotation:
                continue
            for call in calls(method, 1):
                if call.label in ("required", "everything 0"):
                    theirs = pages_asked(server, method, call, openai.omit)
                    ours = pages_asked(server, reach(mine, place), call, omit)
                    compared += 1
                    if len(ours) != len(theirs):
                        wrong.append(f"{name}: {len(ours)} pages, theirs {len(theirs)}")
                    for a, b in zip(ours, theirs, strict=False):
                        wrong += same(a, b, name)
    print(f"{compared} lists of three pages compared")
    assert wrong == []
    assert compared > 80


# -- clients


def test_clients_are_made_of_the_same_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with recorder() as server:
        variables = {
            "OPENAI_API_KEY": "sk-env",
            "OPENAI_ADMIN_KEY": "admin-env",
            "OPENAI_BASE_URL": server.url,
            "OPENAI_ORG_ID": "org-env",
            "OPENAI_PROJECT_ID": "proj-env",
        }
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        with openai.OpenAI() as official, OpenAI() as mine:
            for place in ("models.list", "admin.organization.projects.list"):
                both = []
                for client in (official, mine):
                    server.answer = (200, "application/json", ANSWER)
                    reach(client, tuple(place.split(".")))()
                    both.append(server.take())
                assert list(same(both[1], both[0], place)) == []


SETTINGS: list[dict[str, Any]] = [
    {"default_headers": {"X-Extra": "2", "OpenAI-Beta": "mine", "Accept": "text/plain"}},
    {"default_query": {"a": [1, 2], "b": {"c": True}}},
    {"organization": None, "project": None},
    {"base_url": "{url}/"},
    {"base_url": "{url}/deeper/still"},
    {"api_key": lambda: "sk-made"},
    {"timeout": None},
    {"timeout": 3, "max_retries": 1},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=[next(iter(one)) for one in SETTINGS])
def test_clients_and_copies_are_set_in_the_same_way(settings: dict[str, Any]) -> None:
    with two() as (server, official, mine):
        given = {
            name: value.format(url=server.url) if isinstance(value, str) else value for name, value in settings.items()
        }
        made = {**ACCOUNT, "base_url": server.url, **given}
        with openai.OpenAI(**made) as their_own, OpenAI(**made) as our_own:
            for theirs, ours in ((their_own, our_own), (official.with_options(**given), mine.with_options(**given))):
                both = []
                for client in (theirs, ours):
                    server.answer = (200, "application/json", ANSWER)
                    client.beta.assistants.retrieve("a", extra_query={"q": 1})
                    both.append(server.take())
                assert list(same(both[1], both[0], "beta.assistants.retrieve")) == []
