"""What a user of `ailib.openai` sees: models, streams, pages, files, errors, options."""

from __future__ import annotations

import asyncio
import base64
import copy
import io
import json
import pickle
import subprocess
import sys
import tracemalloc
from array import array
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import CancelHandle
from ailib.errors import ConfigurationError, InvalidRequestError, StreamTruncated
from ailib.openai import AsyncOpenAI, NotFoundError, OpenAI, OpenAIError, types
from ailib.openai.files import MultipartBody
from ailib.openai.model import plain, reader_of
from ailib.openai.schema import names

from .recorder import Recorder, recorder

CHUNK = {"id": "c", "choices": [{"index": 0, "delta": {"content": "hi"}, "finish_reason": None}]}
LAST = {"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}


def client_of(server: Recorder, **options: Any) -> OpenAI:
    return OpenAI(api_key="key", base_url=server.url, **{"max_retries": 0, **options})


# -- models


def test_a_model_keeps_what_it_does_not_know() -> None:
    data = {"id": "f", "status": "a new one", "later": {"a": [1]}}
    file = types.OpenAIFile.from_dict(data)
    assert (file.id, file.status, file.filename) == ("f", "a new one", None)
    assert file.later.a == [1]
    assert file.extra == {"later": {"a": [1]}}
    assert file.to_dict() == data
    with pytest.raises(AttributeError, match="OpenAIFile has no 'nothing'"):
        _ = file.nothing


def test_a_model_is_an_immutable_value() -> None:
    file = types.OpenAIFile.from_dict({"id": "f"})
    assert file == pickle.loads(pickle.dumps(file)) == copy.deepcopy(file) == copy.copy(file)
    assert file != types.OpenAIFile.from_dict({"id": "g"})
    assert attrs.has(type(file))
    assert attrs.asdict(file)["id"] == "f"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        file.id = "other"


def test_a_model_made_by_hand_is_checked_and_can_be_sent() -> None:
    made = types.ComparisonFilter(type="eq", key="k", value=1)
    assert plain({"filters": made}) == {"filters": {"type": "eq", "key": "k", "value": 1}}
    with pytest.raises(TypeError, match="is missing 'value'"):
        types.ComparisonFilter(type="eq", key="k")
    with pytest.raises(TypeError, match="unexpected keyword argument 'other'"):
        types.ComparisonFilter(type="eq", key="k", value=1, other=2)


@pytest.mark.parametrize(
    ("schema", "data", "expected"),
    [
        ("ResponseStreamEvent", {"type": "response.created", "response": {}}, "ResponseCreatedEvent"),
        ("ResponseStreamEvent", {"type": "response.of_tomorrow"}, "Model"),
        (
            "InputItem",
            {"type": "message", "role": "assistant", "id": "m", "status": "completed", "content": []},
            "OutputMessage",
        ),
        ("InputItem", {"type": "item_reference", "id": "i"}, "ItemReferenceParam"),
        (
            "ChatCompletionRequestMessage",
            {"role": "tool", "content": "x", "tool_call_id": "1"},
            "ChatCompletionRequestToolMessage",
        ),
    ],
)
def test_a_member_of_a_union_is_told_by_its_fields(schema: str, data: dict[str, Any], expected: str) -> None:
    reader = reader_of(f"@{schema}")
    assert reader is not None
    made = reader(data)
    assert type(made).__name__ == expected
    assert made.to_dict() == data


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "id", "role", "content", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    st.sampled_from(names()),
    st.dictionaries(st.sampled_from(["type", "object", "data", "role", "output", "error"]), JSON),
)
@settings(max_examples=150, deadline=None)
def test_no_json_breaks_a_model(name: str, data: dict[str, Any]) -> None:
    reader = reader_of(f"@{name}")
    made = data if reader is None else reader(data)
    repr(made)
    assert plain(made) == data


# -- streams


def test_a_stream_gives_typed_events_on_both_clients() -> None:
    async def later(server: Recorder) -> list[Any]:
        async with AsyncOpenAI(api_key="key", base_url=server.url) as client:
            stream = await client.chat.completions.create(model="m", messages=[], stream=True)
            async with stream:
                return [chunk.choices[0].delta.content async for chunk in stream]

    with recorder() as server, client_of(server) as client:
        server.events((None, CHUNK), (None, LAST), (None, "[DONE]"))
        with client.chat.completions.create(model="m", messages=[], stream=True) as stream:
            assert [chunk.choices[0].delta.content for chunk in stream] == ["hi", None]
            assert stream.complete
            assert stream.request_id == "req_1"
        assert asyncio.run(later(server)) == ["hi", None]
        chunks = list(client.chat.completions.create.stream(model="m", messages=[]))
        assert type(chunks[0]).__name__ == "CreateChatCompletionStreamResponse"
        assert all(asked.json["stream"] is True for asked in server.asked)
        assert all(asked.headers["accept"] == "text/event-stream" for asked in server.asked)


def test_a_stream_may_end_with_its_last_event_alone() -> None:
    with recorder() as server, client_of(server) as client:
        server.events(("response.completed", {"type": "response.completed", "response": {"id": "r"}}))
        (event,) = client.responses.create(model="m", input="x", stream=True)
        assert event.response.id == "r"


def test_a_stream_that_is_cut_off_says_so() -> None:
    with recorder() as server, client_of(server) as client:
        server.events((None, CHUNK))
        seen = []
        with pytest.raises(StreamTruncated):
            seen.extend(chunk.id for chunk in client.chat.completions.create(model="m", messages=[], stream=True))
        assert seen == ["c"]


def test_an_error_in_a_stream_is_raised_after_what_came_before_it() -> None:
    with recorder() as server, client_of(server) as client:
        server.events((None, CHUNK), ("error", {"error": {"message": "no more", "type": "server_error"}}))
        stream = client.chat.completions.create(model="m", messages=[], stream=True)
        assert next(stream).id == "c"
        with pytest.raises(OpenAIError, match="no more"):
            next(stream)


def test_assistant_events_carry_their_name() -> None:
    with recorder() as server, client_of(server) as client:
        server.events(("thread.run.created", {"id": "run_1", "object": "thread.run"}), ("done", "[DONE]"))
        (event,) = client.beta.threads.runs.create("thread_1", assistant_id="a", stream=True)
        assert (event.event, event.data.id) == ("thread.run.created", "run_1")
        assert server.take().headers["openai-beta"] == "assistants=v2"


def test_a_cancelled_stream_ends_quietly() -> None:
    handle = CancelHandle()
    with recorder() as server, client_of(server) as client:
        server.events((None, CHUNK), (None, LAST), (None, "[DONE]"))
        stream = client.chat.completions.create(model="m", messages=[], stream=True, cancel=handle)
        handle.cancel()
        assert len(list(stream)) <= 2


# -- pages


def test_pages_are_followed_to_the_end_and_no_further() -> None:
    with recorder() as server, client_of(server) as client:
        server.say({"data": [{"id": "f1"}], "has_more": True, "first_id": "f1"})
        page = client.files.list(limit=1, purpose="batch")
        assert page.has_next_page()
        assert page.first_id == "f1"
        server.say({"data": [{"id": "f2"}], "has_more": False})
        assert [file.id for file in page] == ["f1", "f2"]
        assert server.asked[-1].query == [("after", "f1"), ("limit", "1"), ("purpose", "batch")]
        with pytest.raises(InvalidRequestError, match="no other page"):
            page.next_page().next_page()


def test_a_server_that_repeats_its_cursor_does_not_loop() -> None:
    with recorder() as server, client_of(server) as client:
        server.say({"data": [{"id": "f1"}], "has_more": True})
        assert [file.id for file in client.files.list()] == ["f1", "f1"]


def test_an_async_list_is_awaited_or_iterated() -> None:
    async def ask(server: Recorder) -> None:
        async with AsyncOpenAI(api_key="key", base_url=server.url) as client:
            assert (await client.models.list()).data[0].id == "m"
            assert [model.id async for model in client.models.list()] == ["m"]

    with recorder() as server:
        server.say({"data": [{"id": "m"}]})
        asyncio.run(ask(server))


# -- files


@pytest.mark.parametrize("kind", ["bytes", "path", "open file", "tuple", "pipe", "pieces"])
def test_a_file_is_sent_from_wherever_it_is(kind: str, tmp_path: Path) -> None:
    data = b"0123456789" * 60_000
    path = tmp_path / "data.jsonl"
    path.write_bytes(data)

    class Pipe:
        def __init__(self) -> None:
            self._file = io.BytesIO(data)

        def read(self, size: int) -> bytes:
            return self._file.read(size)

    with recorder() as server, client_of(server) as client, path.open("rb") as opened:
        file: Any = {
            "bytes": data,
            "path": path,
            "open file": opened,
            "tuple": ("data.jsonl", data, "text/plain"),
            "pipe": Pipe(),
            "pieces": iter([data[:10], data[10:]]),
        }[kind]
        client.files.create(file=file, purpose="batch")
        asked = server.take()
        name, filename, _, sent = asked.form[0]
        assert (name, sent) == ("file", data)
        assert filename == ("upload" if kind in ("bytes", "pipe", "pieces") else "data.jsonl")
        assert int(asked.headers["content-length"]) == len(asked.body)


def test_the_async_client_reads_a_file_while_it_sends_it(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"0123456789" * 100_000)

    async def ask(server: Recorder) -> None:
        async with AsyncOpenAI(api_key="key", base_url=server.url) as client:
            await client.files.create(file=path, purpose="batch")

    with recorder() as server:
        asyncio.run(ask(server))
        assert server.take().form[0][3] == path.read_bytes()


def test_a_large_file_is_never_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(300 << 20)
    body = MultipartBody([("purpose", "batch")], [("file", path)])
    tracemalloc.start()
    try:
        assert sum(len(piece) for piece in body) == len(body)
        assert tracemalloc.get_traced_memory()[1] < 5 << 20
    finally:
        tracemalloc.stop()


def test_every_attempt_sends_the_whole_file() -> None:
    with recorder() as server, client_of(server, max_retries=1) as client:
        server.answer = (503, "application/json", b"{}")
        server.headers = {"retry-after": "0"}
        with pytest.raises(OpenAIError):
            client.files.create(file=io.BytesIO(b"x" * 300_000), purpose="batch")
        assert [part[3] for asked in server.asked for part in asked.form if part[0] == "file"] == [b"x" * 300_000] * 2


def test_a_text_file_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    with recorder() as server, client_of(server) as client, path.open() as text:
        with pytest.raises(InvalidRequestError, match="binary mode"):
            client.files.create(file=text, purpose="batch")  # type: ignore[arg-type]
        assert server.asked == []


def test_a_downloaded_file_stays_in_its_folder(tmp_path: Path) -> None:
    with recorder() as server, client_of(server) as client:
        server.answer = (200, "application/octet-stream", b"data")
        server.headers = {"Content-Disposition": 'attachment; filename="../../evil.txt"'}
        assert client.files.content("f").write_to_file(tmp_path) == tmp_path / "evil.txt"
        with client.files.content.stream("f") as stream:
            assert stream.stream_to_file(tmp_path / "other").read_bytes() == b"data"


def test_vectors_come_as_base64_and_are_lists_of_floats() -> None:
    text = base64.b64encode(array("f", [0.5, -1.0]).tobytes()).decode()
    with recorder() as server, client_of(server) as client:
        server.say({"data": [{"index": 0, "embedding": text}]})
        assert client.embeddings.create(model="m", input="x").data[0].embedding == [0.5, -1.0]
        assert server.take().json["encoding_format"] == "base64"
        assert client.embeddings.create(model="m", input="x", encoding_format="base64").data[0].embedding == text


# -- calls


def test_what_a_call_sets_for_itself() -> None:
    with recorder() as server, client_of(server, default_query={"v": 1}, organization="org") as client:
        client.models.retrieve("m", extra_headers={"X-A": "b"}, extra_query={"q": [1]}, idempotency_key="once")
        asked = server.take()
        assert asked.query == [("q[]", "1"), ("v", "1")]
        assert (asked.headers["x-a"], asked.headers["idempotency-key"]) == ("b", "once")
        assert asked.headers["openai-organization"] == "org"
        client.with_options(default_headers={"X-B": "c"}).models.retrieve("m")
        assert server.take().headers["x-b"] == "c"


def test_the_http_answer_can_be_had() -> None:
    with recorder() as server, client_of(server) as client:
        server.say({"id": "m"})
        raw = client.models.with_raw_response.retrieve("m")
        assert (raw.status, raw.request_id, raw.parse().id) == (200, "req_1", "m")
        assert client.models.retrieve.raw("m").json() == {"id": "m"}


def test_a_request_of_ones_own_types() -> None:
    @attrs.frozen
    class Mine:
        model: str
        messages: list[dict[str, str]]

    @attrs.frozen
    class Answer:
        id: str

    with recorder() as server, client_of(server) as client:
        server.say({"id": "a"})
        send = client.chat.completions.create.send
        assert send(Mine("m", [])) == types.CreateChatCompletionResponse.from_dict({"id": "a"})
        assert send(Mine("m", []), cast_to=Answer) == Answer("a")
        assert send({"model": "m", "later": 1}, cast_to=dict, path="/elsewhere") == {"id": "a"}
        assert server.asked[-1].path == "/elsewhere"
        assert server.asked[-1].json == {"model": "m", "later": 1}


@pytest.mark.parametrize("name", ["", " ", ".", ".."])
def test_a_name_that_would_change_the_address_is_refused(name: str) -> None:
    with recorder() as server, client_of(server) as client:
        with pytest.raises(InvalidRequestError):
            client.files.delete(name)
        assert server.asked == []


def test_wrong_arguments_are_told_like_those_of_a_function() -> None:
    with OpenAI(api_key="key", base_url="http://127.0.0.1:1/v1") as client:
        with pytest.raises(TypeError, match=r"create\(\) is missing 'messages'"):
            client.chat.completions.create(model="m")  # type: ignore[call-overload]
        with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
            client.files.list(colour="red")  # type: ignore[call-arg]


def test_an_error_has_the_official_name_and_no_retry_follows_a_404() -> None:
    with recorder() as server, client_of(server, max_retries=2) as client:
        server.answer = (
            404,
            "application/json",
            json.dumps({"error": {"message": "no such file", "code": "x"}}).encode(),
        )
        with pytest.raises(NotFoundError, match="no such file") as caught:
            client.files.retrieve("f")
        assert (caught.value.status_code, caught.value.request_id) == (404, "req_1")
        assert len(server.asked) == 1


def test_a_failed_job_is_an_answer_and_no_error() -> None:
    with recorder() as server, client_of(server) as client:
        server.say({"id": "job", "object": "fine_tuning.job", "error": {"code": "bad", "message": "m", "param": None}})
        assert client.fine_tuning.jobs.retrieve("job").error.code == "bad"


def test_an_admin_key_alone_serves_the_administration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with recorder() as server, OpenAI(admin_api_key="admin", base_url=server.url) as client:
        client.admin.organization.projects.retrieve("p")
        assert server.take().headers["authorization"] == "Bearer admin"
    with OpenAI(admin_api_key="admin") as client, pytest.raises(ConfigurationError, match="wants an API key"):
        client.models.list()


def test_importing_is_light() -> None:
    code = "import sys, ailib.openai; print([name for name in ('requests', 'aiohttp', 'urllib3', 'asyncio', 'attrs') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("[]", "['attrs']")
