"""What both clients take, and what surrounds a call: raw and streamed answers, raw verbs, interceptors, metrics, limits."""

from __future__ import annotations

import asyncio
import base64
import gc
import inspect
import io
import itertools
import json
import logging
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import attrs
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

import ailib.metrics
from ailib import CallContext, CancelHandle, Client, Interceptor, Timeouts
from ailib.errors import (
    AilibError,
    BadRequest,
    ConfigurationError,
    InvalidRequestError,
    InvalidResponse,
    NotFound,
    QuotaExhausted,
    RequestTimeout,
    ServerError,
)
from ailib.interceptors import AuditCalls
from ailib.openai import AsyncOpenAI, BinaryContent, EndpointRequest, EndpointResponse, OpenAI, RawResponse, omit, types
from ailib.openai.streamed import LineReader, PieceReader, TextReader

from .recorder import Recorder, recorder

CHUNK = {"id": "c", "choices": [{"index": 0, "delta": {"content": "hi"}, "finish_reason": None}]}
LAST = {"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": {"total_tokens": 3}}
SECRET = "sk-planted-9f2e"


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recorder() as made:
        yield made


def client_of(server: Recorder, **options: Any) -> OpenAI:
    return OpenAI(**{"api_key": "key", "base_url": server.url, "max_retries": 0, **options})


def awaited(server: Recorder, call: Any, **options: Any) -> Any:
    async def go() -> Any:
        async with AsyncOpenAI(**{"api_key": "key", "base_url": server.url, "max_retries": 0, **options}) as client:
            return await call(client)

    return asyncio.run(go())


@attrs.frozen
class Answer:
    id: str


# -- answers


def test_a_raw_answer_knows_its_request(server: Recorder) -> None:
    server.say({"id": "m"})
    server.headers = {"x-ratelimit-remaining-requests": "9"}
    with client_of(server, api_key=SECRET) as client:
        for raw in (client.models.with_raw_response.retrieve("m"), client.with_raw_response.models.retrieve("m")):
            assert (raw.status_code, raw.method, raw.url) == (200, "GET", f"{server.url}/models/m")
            assert raw.http_request.headers["Authorization"] == "***"
            assert raw.rate_limits == {"remaining-requests": "9"}
            assert (raw.retries_taken, raw.text, raw.read()) == (0, '{"id": "m"}', b'{"id": "m"}')
            assert 0 <= raw.elapsed.total_seconds() < 30
            assert raw.parse().id == "m"
            assert raw.parse(to=Answer) == Answer("m")
            assert SECRET not in repr(raw) + repr(raw.http_request) + repr(vars(raw.http_request))
    raw = awaited(server, lambda c: c.with_raw_response.models.retrieve("m"))
    assert raw.parse(to=dict) == {"id": "m"}


def test_the_raw_answer_of_a_stream_has_its_events(server: Recorder) -> None:
    async def later(client: AsyncOpenAI) -> list[Any]:
        raw = await client.chat.completions.with_raw_response.create(model="m", messages=[], stream=True)
        return [chunk.id async for chunk in raw.parse()]  # type: ignore[attr-defined]

    server.events((None, CHUNK), (None, LAST), (None, "[DONE]"))
    with client_of(server) as client:
        raw = client.chat.completions.with_raw_response.create(model="m", messages=[], stream=True)
        assert raw.headers["content-type"] == "text/event-stream"
        assert [chunk.id for chunk in raw.parse()] == ["c", "c"]  # type: ignore[attr-defined]
    assert awaited(server, later) == ["c", "c"]


def test_a_streamed_answer_is_read_as_one_likes(server: Recorder, tmp_path: Path) -> None:
    text = "é1\r\nzwei\rdrei\n\u2028vier"
    server.answer = (200, "text/plain", text.encode())
    server.headers = {"Content-Disposition": 'attachment; filename="../up.txt"'}
    lines = ["é1", "zwei", "drei", "\u2028vier"]
    with client_of(server) as client:
        opened = client.files.with_streaming_response.content
        assert server.asked == []
        with opened("f") as answer:
            assert (answer.status_code, answer.request_id, answer.is_closed) == (200, "req_1", False)
            assert list(answer.iter_lines()) == lines
        with opened("f") as answer:
            pieces = list(answer.iter_bytes(3))
            assert (b"".join(pieces), {len(piece) for piece in pieces[:-1]}) == (text.encode(), {3})
        with opened("f") as answer:
            assert "".join(answer.iter_text()) == text
        with opened("f") as answer:
            assert answer.parse().text == answer.text() == text
            assert isinstance(answer.parse(), BinaryContent)
        with opened("f") as answer:
            place = answer.stream_to_file(tmp_path)
            assert (place, place.read_bytes()) == (tmp_path / "up.txt", text.encode())
        server.say({"id": "f"})
        with client.files.with_streaming_response.retrieve("f") as file:
            assert file.parse().id == "f"
            assert file.parse(to=Answer) == Answer("f")
            assert file.json() == {"id": "f"}
        assert server.asked[-1].headers["accept"] == "application/json"
        server.answer = (404, "application/json", b'{"error": {"message": "no"}}')
        with pytest.raises(NotFound), opened("f"):
            pass

    async def later(client: AsyncOpenAI) -> None:
        async with client.files.with_streaming_response.content("f") as answer:
            assert [line async for line in answer.iter_lines()] == lines
        async with client.files.with_streaming_response.content("f") as answer:
            assert await answer.text() == text
            assert (await answer.parse()).text == text

    server.answer = (200, "text/plain", text.encode())
    awaited(server, later)


@given(st.text("aé\r\n\u2028", max_size=30), st.lists(st.integers(0, 60), max_size=5))
@settings(max_examples=150, deadline=None)
def test_lines_and_text_do_not_depend_on_how_the_bytes_come(text: str, cuts: list[int]) -> None:
    data = text.encode()
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    pieces = [data[start:end] for start, end in itertools.pairwise(places)]
    lines, whole, sized = LineReader(), TextReader(), PieceReader(4)
    found = [line for piece in pieces for line in lines.feed(piece)] + lines.end()
    assert found == re.split("\r\n|\r|\n", text)[: len(found)]
    assert "\n".join(found) == re.sub("\r\n|\r", "\n", text).removesuffix("\n")
    assert "".join([one for piece in pieces for one in whole.feed(piece)] + whole.end()) == text
    parts = [part for piece in pieces for part in sized.feed(piece)] + sized.end()
    assert b"".join(parts) == data
    assert all(len(part) == 4 for part in parts[:-1])


def test_a_streamed_answer_of_events_and_of_pages(server: Recorder) -> None:
    server.events((None, CHUNK), (None, LAST), (None, "[DONE]"))
    with client_of(server) as client:
        create = client.chat.completions.with_streaming_response.create
        with create(model="m", messages=[], stream=True) as answer:
            assert [chunk.id for chunk in answer.parse()] == ["c", "c"]  # type: ignore[attr-defined]
        with create(model="m", messages=[], stream=True) as answer:
            assert next(iter(answer.iter_lines())).startswith("data: {")
        server.say({"data": [{"id": "f"}], "has_more": False})
        with client.files.with_streaming_response.list() as page:
            assert [file.id for file in page.parse()] == ["f"]


def test_images_are_saved(server: Recorder, tmp_path: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n data"
    text = base64.b64encode(png).decode()
    with client_of(server) as client:
        server.say({"created": 1, "data": [{"b64_json": text}, {"url": "https://x"}, {"b64_json": text}]})
        answer = client.images.generate(prompt="x")
        assert answer.save(tmp_path / "new") == [tmp_path / "new" / f"image-{n}.png" for n in (1, 3)]
        image = (answer.data or [])[0]
        assert image.save(tmp_path).read_bytes() == png
        server.say({"created": 1, "data": [{"url": "https://x"}]})
        with pytest.raises(InvalidRequestError, match="only an address"):
            client.images.generate(prompt="x").save(tmp_path)
        server.answer = (200, "audio/mpeg", b"sound")
        speech = client.audio.speech.create(model="tts-1", input="x", voice="alloy")
        assert speech.stream_to_file(tmp_path / "a.mp3").read_bytes() == b"sound"


# -- settings


def test_the_settings_can_be_read(server: Recorder) -> None:
    with client_of(
        server, api_key=SECRET, organization="o", project="p", timeout=7, max_retries=4, default_query={"a": 1}
    ) as client:
        assert (client.organization, client.project, client.max_retries) == ("o", "p", 4)
        assert client.timeout == Timeouts.of(7)
        assert client.default_query == {"a": 1}
        assert client.api_key is not None
        assert client.api_key.reveal() == SECRET
        assert SECRET not in f"{client!r} {client.api_key} {client.default_headers}"
        assert not client.is_closed()
    assert client.is_closed()
    with OpenAI(api_key=lambda: SECRET, base_url=server.url) as other:
        assert other.api_key is None
        server.say({})
        other.models.list()
        assert server.take().headers["authorization"] == f"Bearer {SECRET}"


def test_a_session_sees_every_attempt_with_the_same_body(server: Recorder) -> None:
    class Counting(requests.adapters.HTTPAdapter):
        seen = 0

        def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
            self.seen += 1
            return super().send(request, *args, **kwargs)

    server.answer = (503, "application/json", b"{}")
    server.headers = {"retry-after": "0"}
    with requests.Session() as session:
        session.mount("http://", adapter := Counting())
        with client_of(server, session=session, max_retries=1) as client, pytest.raises(ServerError):
            client.files.create(file=io.BytesIO(b"x" * 400_000), purpose="batch")
    assert adapter.seen == 2
    assert server.asked[0].form == server.asked[1].form
    assert len(server.asked[0].form[0][3]) == 400_000


def test_what_is_not_given_is_not_set(server: Recorder) -> None:
    server.say({"id": "m"})
    nothing: Any = omit
    with client_of(server, timeout=nothing, max_retries=nothing, organization=nothing, admin_api_key="a") as client:
        assert (client.max_retries, client.timeout.read, client.organization) == (2, 600.0, None)
        assert client.admin_api_key is not None
        assert repr(client.admin_api_key) == "Secret('***')"
        client.models.retrieve("m", timeout=nothing, max_retries=nothing, extra_headers=nothing)


def test_an_empty_organization_sends_no_header(server: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "from the environment")
    server.say({"data": []})
    with client_of(server, organization="") as client:
        client.models.list()
        asked = server.take().headers
        assert "openai-organization" not in asked
        assert asked["openai-project"] == "from the environment"
        client.with_options(default_headers={"OpenAI-Project": "mine"}).models.list()
        assert server.take().headers["openai-project"] == "mine"


def test_the_admin_key_of_the_environment_serves_where_there_is_no_other(
    server: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "admin")
    server.say({"data": []})
    with pytest.warns(UserWarning, match="OPENAI_ADMIN_KEY is used"):
        client = OpenAI(base_url=server.url)
    with client:
        client.models.list()
        assert server.take().headers["authorization"] == "Bearer admin"
    with OpenAI(api_key="key", base_url=server.url) as both:
        both.models.list()
        both.admin.organization.projects.retrieve("p")
        assert [asked.headers["authorization"] for asked in server.asked] == ["Bearer key", "Bearer admin"]


def test_a_session_of_ones_own_is_used_and_stays_open(server: Recorder) -> None:
    server.say({"id": "m"})
    with requests.Session() as session:
        session.headers["X-Mine"] = "yes"
        for name in ("session", "http_client"):
            with client_of(server, **{name: session}) as client:
                client.models.retrieve("m")
        assert session.get(f"{server.url}/still").status_code == 200

    async def later() -> None:
        async with aiohttp.ClientSession() as session:
            async with AsyncOpenAI(api_key="k", base_url=server.url, http_client=session) as client:
                await client.models.retrieve("m")
            assert not session.closed

    asyncio.run(later())
    httpx = pytest.importorskip("httpx")
    with httpx.Client() as foreign, pytest.raises(ConfigurationError, match="takes no client of it"):
        OpenAI(api_key="k", http_client=foreign)


def test_a_config_of_ones_own_says_where_calls_go(server: Recorder) -> None:
    class Gateway:
        api_key = "mine"
        api_base = server.url

        def headers(self) -> dict[str, str]:
            return {"X-Team": "a"}

        def query(self) -> dict[str, object]:
            return {"zone": 1}

        def url(self, path: str) -> str:
            return f"{server.url}/gateway{path}"

    server.say({"id": "f", "data": []})
    with OpenAI(config=Gateway()) as client:
        client.files.retrieve("a b")
        client.chat.completions.create(model="m", messages=[])
        client.with_options(timeout=3).files.list()
        paths = [(asked.path, asked.query, asked.headers["x-team"]) for asked in server.asked]
        assert [path for path, *_ in paths] == ["/gateway/files/a b", "/gateway/chat/completions", "/gateway/files"]
        assert {(str(query), team) for _, query, team in paths} == {("[('zone', '1')]", "a")}
        assert server.asked[0].headers["authorization"] == "Bearer mine"
    with pytest.raises(ConfigurationError, match="says nothing"):
        OpenAI(config=object())  # type: ignore[typeddict-item]


# -- one call, set differently


def test_a_resource_with_more_of_everything_leaves_the_other_alone(server: Recorder) -> None:
    server.say({"id": "m"})
    with client_of(server) as client:
        special = client.models.header("X-A", "1").headers({"X-B": "2"}).query([("q", "1"), ("q", "2")]).query({"r": 3})
        special.retrieve("m", extra_headers={"X-B": "3"})
        asked = server.take()
        assert (asked.headers["x-a"], asked.headers["x-b"]) == ("1", "3")
        assert asked.query == [("q", "1"), ("q", "2"), ("r", "3")]
        client.models.path("/custom/place").retrieve("m")
        assert server.take().path == "/custom/place"
        client.models.path(f"{server.url}/whole").retrieve("m")
        assert server.take().path == "/whole"
        client.models.retrieve("m")
        plain = server.take()
        assert plain.query == []
        assert "x-a" not in plain.headers
        for wrong in (
            lambda: client.models.path(" "),
            lambda: client.models.header("X", "a\nb"),
            lambda: client.models.retrieve.send(None, "m", path=""),
            lambda: client.chat.completions.create.stream(model="m", messages=[], stream=False),
        ):
            with pytest.raises((InvalidRequestError, ConfigurationError)):
                wrong()
        assert server.asked == []


def test_addresses_that_are_not_declared(server: Recorder) -> None:
    with client_of(server) as client:
        server.say({"id": "x", "n": 1})
        options = {"params": {"a": [1]}, "headers": {"X-A": "b"}, "extra_json": {"more": True}, "max_retries": 0}
        assert client.post("/new/thing", cast_to=Answer, body={"k": "v"}, options=options) == Answer("x")
        asked = server.take()
        assert (asked.method, asked.path, asked.query) == ("POST", "/new/thing", [("a[]", "1")])
        assert (asked.json, asked.headers["x-a"]) == ({"k": "v", "more": True}, "b")
        assert client.get("files/f", cast_to=types.OpenAIFile).id == "x"
        assert client.get("/x", cast_to=dict) == {"id": "x", "n": 1}
        assert client.get("/x", cast_to=str) == '{"id": "x", "n": 1}'
        assert client.get("/x", cast_to=RawResponse[Any]).status == 200
        assert client.get("/x", cast_to=BinaryContent).json()["n"] == 1
        assert client.delete("/x", cast_to=bytes) == b'{"id": "x", "n": 1}'
        client.post("/x", cast_to=dict, body={"purpose": "p"}, files={"file": ("a.txt", b"data")})
        assert [part[0] for part in server.asked[-1].form] == ["file", "purpose"]
        server.say({"data": [{"id": "1"}], "has_more": True})
        page = client.get_api_list("/things", model=Answer)
        server.say({"data": [{"id": "2"}], "has_more": False})
        assert list(page) == [Answer("1"), Answer("2")]
        assert server.asked[-1].query == [("after", "1")]
        server.events((None, CHUNK), (None, LAST), (None, "[DONE]"))
        send = client.chat.completions.create.send({"model": "m", "stream": True}, cast_to=Answer)
        assert list(send) == [Answer("c"), Answer("c")]
        server.say({"id": 1})
        with pytest.raises(InvalidResponse, match="no Answer") as caught:
            client.get("/x", cast_to=Answer)
        assert caught.value.partial == {"id": 1}
        with pytest.raises(InvalidRequestError, match="is a type"):
            client.chat.completions.create(model="m", messages=[], response_format=Answer)  # type: ignore[call-overload]
        server.events((None, CHUNK), (None, LAST), (None, "[DONE]"))
        stream: Any = client.post("/chat/completions", cast_to=Answer, body={"stream": True}, stream=True)
        assert list(stream) == [Answer("c"), Answer("c")]
        with pytest.raises(TypeError, match="no option"):
            client.get("/x", cast_to=dict, options={"colour": 1})
        with pytest.raises(InvalidRequestError, match="must not be empty"):
            client.get("", cast_to=dict)
    server.say({"id": "x"})
    assert awaited(server, lambda c: c.get("/x", cast_to=Answer)) == Answer("x")


# -- interceptors, metrics, limits


class Watch(Interceptor):
    def __init__(self) -> None:
        self.seen: list[Any] = []

    def on_request(self, context: CallContext, request: Any) -> Any:
        assert isinstance(request, EndpointRequest)
        self.seen.append((request.method, request.path, context.model, context.stream))
        return attrs.evolve(request, headers={**request.headers, "X-Seen": "yes"})

    def on_response(self, context: CallContext, request: Any, response: Any) -> Any:
        self.seen.append((response.status, response.usage.total_tokens, context.attempts))

    def on_error(self, context: CallContext, request: Any, error: AilibError) -> Any:
        self.seen.append((type(error).__name__, context.attempts))


class Replies(Interceptor):
    def on_request(self, context: CallContext, request: Any) -> Any:
        if context.stream:
            return EndpointResponse(
                headers={"content-type": "text/event-stream"}, body=b'data: {"id": "mine"}\n\ndata: [DONE]\n\n'
            )
        return EndpointResponse(body=b'{"id": "mine"}')


def test_interceptors_stand_around_every_endpoint(server: Recorder) -> None:
    watch = Watch()
    body = {"model": "m", "input": "x"}
    with client_of(server, interceptors=[watch], max_retries=1) as client:
        server.say({"id": "r", "usage": {"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}})
        client.responses.create(**body)
        assert server.take().headers["x-seen"] == "yes"
        server.answer = (503, "application/json", b"{}")
        server.headers = {"retry-after": "0"}
        with pytest.raises(ServerError):
            client.files.create(file=b"x", purpose="batch")
        assert [asked.headers["x-seen"] for asked in server.asked] == ["yes", "yes"]
        assert server.asked[0].body == server.asked[1].body
        server.events((None, CHUNK), (None, LAST), (None, "[DONE]"))
        list(client.chat.completions.create(model="m", messages=[], stream=True))
        stream = client.chat.completions.create(model="m", messages=[], stream=True)
        stream.close()
        assert client.interceptors == (watch,)
    assert watch.seen == [
        ("POST", "/responses", "m", False),
        (200, 3, 1),
        ("POST", "/files", None, False),
        ("ServerError", 2) if ("ServerError", 2) in watch.seen else ("Overloaded", 2),
        ("POST", "/chat/completions", "m", True),
        (200, 3, 1),
        ("POST", "/chat/completions", "m", True),
        ("Cancelled", 1),
    ]


def test_a_stream_that_is_forgotten_is_told(server: Recorder) -> None:
    watch = Watch()
    server.events((None, CHUNK), (None, LAST), (None, "[DONE]"))
    with client_of(server, interceptors=[watch]) as client:
        stream = client.chat.completions.create(model="m", messages=[], stream=True)
        del stream
        gc.collect()
        assert watch.seen[-1][0] == "Cancelled"
        counted = client.with_options(metrics=ailib.metrics.Metrics())
        assert counted.interceptors == (watch,)


def test_an_interceptor_answers_in_the_providers_place(server: Recorder) -> None:
    with client_of(server, interceptors=[Replies()]) as client:
        assert client.files.retrieve("f").id == "mine"
        assert client.files.with_raw_response.retrieve("f").parse().id == "mine"
        stream = client.chat.completions.create(model="m", messages=[], stream=True)
        assert [chunk.id for chunk in stream] == ["mine"]
    assert awaited(server, lambda c: c.files.retrieve("f"), interceptors=[Replies()]).id == "mine"
    assert server.asked == []


def test_metrics_and_the_audit_log_see_endpoints(server: Recorder) -> None:
    counted: dict[str, int] = {}
    entries: list[tuple[str, dict[str, Any]]] = []

    class Metrics:
        def incr_counter(self, name: str, value: int) -> None:
            counted[name] = counted.get(name, 0) + value

    class Sink:
        def record(self, category: str, entry: dict[str, Any]) -> None:
            entries.append((category, entry))

    server.say({"id": "r", "usage": {"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}})
    audit = AuditCalls(Sink(), content=True)
    with Client("openai", api_key="key", base_url=server.url, metrics=Metrics(), interceptors=[audit]) as client:
        client.openai.responses.create(model="m", input="x")
        server.answer = (404, "application/json", b"{}")
        with pytest.raises(NotFound):
            client.openai.files.retrieve("f")
    assert counted["openai.requests"] == 2
    assert (counted["openai.success"], counted["openai.failure"]) == (1, 1)
    assert (counted["openai.tokens_input"], counted["openai.tokens_output"]) == (1, 2)
    assert [category for category, _ in entries] == ["endpoint.response", "endpoint.error"]
    assert entries[0][1]["request"] == {"model": "m", "input": "x"}
    assert entries[1][1]["endpoint"] == "GET /files/f"


def test_calls_wait_for_their_turn(server: Recorder) -> None:
    server.say({"id": "m"})
    with client_of(server, rate_limit=600, max_concurrency=1) as client:
        for _ in range(3):
            client.models.retrieve("m")
    assert len(server.asked) == 3
    with client_of(server, rate_limit=1) as client:
        client.models.retrieve("m")
        with pytest.raises(AilibError):
            client.models.retrieve("m", timeout=Timeouts(deadline=0.1))
    assert len(server.asked) == 4


# -- errors, deadlines, secrets


def test_what_is_tried_again_and_what_is_not(server: Recorder) -> None:
    quota = json.dumps({"error": {"message": "no money", "type": "insufficient_quota", "code": "insufficient_quota"}})
    server.headers = {"retry-after": "0"}
    with client_of(server, max_retries=2) as client:
        for status, text, attempts in ((429, "{}", 3), (500, "<html>", 3), (429, quota, 1), (400, "{}", 1)):
            server.answer = (status, "application/json", text.encode())
            with pytest.raises(AilibError) as caught:
                client.models.retrieve("m")
            assert len(server.asked) == len(caught.value.attempts) == attempts
            server.asked.clear()
        assert isinstance(caught.value, BadRequest)
        server.answer = (429, "application/json", quota.encode())
        with pytest.raises(QuotaExhausted):
            client.models.retrieve("m")


def test_a_deadline_holds_for_every_kind_of_call(server: Recorder) -> None:
    """Promise 3."""
    server.script = lambda _: time.sleep(0.5) or {}
    with client_of(server, max_retries=5) as client:
        begun = time.monotonic()
        with pytest.raises(RequestTimeout):
            client.files.create(file=b"x", purpose="batch", timeout=Timeouts(deadline=0.1))
        assert time.monotonic() - begun < 0.45
        handle = CancelHandle()
        handle.cancel()
        with pytest.raises(AilibError, match="cancelled"):
            client.models.retrieve("m", cancel=handle)


def test_no_text_shows_a_key(server: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    """Promise 18."""
    caplog.set_level(logging.DEBUG)
    server.answer = (401, "application/json", json.dumps({"error": {"message": f"Bad key {SECRET}"}}).encode())
    with client_of(server, api_key=SECRET, admin_api_key=f"{SECRET}-admin") as client:
        texts = [repr(client), repr(client.with_options(timeout=1)), repr(client.files), repr(client.files.list)]
        for call in (
            lambda: client.models.list(),
            lambda: client.admin.organization.projects.list(),
            lambda: client.chat.completions.parse(model="m", messages=[]),
            lambda: client.get("/x", cast_to=dict),
        ):
            try:
                call()
            except AilibError as error:
                texts += [str(error), repr(error), "".join(traceback.format_exception(error))]
        assert len(texts) == 16
    assert SECRET not in "".join(texts) + caplog.text


# -- shape


def test_both_clients_have_the_same_names() -> None:
    """Promise 30."""
    names = [{name for name in dir(cls) if name[:1] != "_"} for cls in (OpenAI, AsyncOpenAI)]
    assert names[0] == names[1] - {"aclose"}
    for name in names[0]:
        first, second = (inspect.getattr_static(cls, name) for cls in (OpenAI, AsyncOpenAI))
        assert type(first) is type(second) or name == "close", name


def test_every_public_name_is_there() -> None:
    import ailib.openai

    for name in ailib.openai.__all__:
        assert getattr(ailib.openai, name) is not None, name


def test_importing_loads_none_of_the_helpers() -> None:
    code = (
        "import sys, ailib.openai; from ailib.openai import OpenAI\n"
        "c = OpenAI(api_key='k'); c.chat.completions; c.responses; c.close()\n"
        "late = ('parsing', 'accumulating', 'polling', 'assistants', 'azure', 'streamed', 'uploading', 'members')\n"
        "print([n for n in late if f'ailib.openai.{n}' in sys.modules], 'cattrs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"
