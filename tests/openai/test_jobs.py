"""Jobs that are polled, uploads in parts, runs of assistants as events: written once, for both clients."""

from __future__ import annotations

import asyncio
import inspect
import io
import json
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ailib import CancelHandle, Timeouts
from ailib.errors import Cancelled, InvalidRequestError, NotFound, RequestTimeout
from ailib.openai import AsyncOpenAI, OpenAI
from ailib.openai.assistants import AssistantEventHandler, AsyncAssistantEventHandler
from ailib.openai.uploading import Section

from .recorder import Asked, Recorder, recorder

CLIENTS = pytest.mark.parametrize("blocking", [True, False], ids=["blocking", "async"])


def called(server: Recorder, blocking: bool, call: Callable[[Any], Any], **options: Any) -> Any:
    """What a call returns, on one of the clients."""
    options = {"api_key": "key", "base_url": server.url, "max_retries": 0, **options}
    if blocking:
        with OpenAI(**options) as client:
            return call(client)

    async def awaited() -> Any:
        async with AsyncOpenAI(**options) as client:
            return await call(client)

    return asyncio.run(awaited())


class Scripted:
    """Answers by method and path, each list in order; the last one stays."""

    def __init__(self, server: Recorder, answers: dict[str, list[Any]]) -> None:
        self._answers = answers
        self._lock = threading.Lock()
        server.script = self.answer

    def answer(self, asked: Asked) -> Any:
        with self._lock:
            found = self._answers[f"{asked.method} {asked.path}"]
            return found.pop(0) if len(found) > 1 else found[0]


def places(server: Recorder) -> list[str]:
    return [f"{asked.method} {asked.path}" for asked in server.asked]


@CLIENTS
@pytest.mark.parametrize(
    ("call", "path", "last"),
    [
        (lambda c: c.files.wait_for_processing("f", poll_interval=0.01), "GET /files/f", "processed"),
        (
            lambda c: c.vector_stores.files.poll("f", vector_store_id="v", poll_interval_ms=5),
            "GET /vector_stores/v/files/f",
            "completed",
        ),
        (
            lambda c: c.vector_stores.file_batches.poll("b", vector_store_id="v", poll_interval_ms=5),
            "GET /vector_stores/v/file_batches/b",
            "failed",
        ),
        (lambda c: c.videos.poll("v", poll_interval_ms=5), "GET /videos/v", "of_tomorrow"),
        (
            lambda c: c.beta.threads.runs.poll("r", "t", poll_interval_ms=5),
            "GET /threads/t/runs/r",
            "requires_action",
        ),
    ],
)
def test_a_job_is_looked_at_until_it_has_ended(blocking: bool, call: Any, path: str, last: str) -> None:
    going = "uploaded" if "/files/f" in path and "vector" not in path else "in_progress"
    with recorder() as server:
        Scripted(
            server, {path: [{"id": "x", "status": going}, {"id": "x", "status": going}, {"id": "x", "status": last}]}
        )
        assert called(server, blocking, call).status == last
        assert places(server) == [path] * 3


@CLIENTS
def test_the_provider_says_how_often_unless_the_caller_does(blocking: bool) -> None:
    pauses: dict[str, float] = {}
    with recorder() as server:
        for header, keywords in (("30", {}), ("60000", {"poll_interval_ms": 1})):
            server.headers = {"openai-poll-after-ms": header}
            Scripted(
                server, {"GET /videos/v": [{"id": "v", "status": "queued"}] * 3 + [{"id": "v", "status": "completed"}]}
            )
            call: Any = lambda c: c.videos.poll("v", **keywords)  # noqa: B023, E731 - called at once
            video = called(server, blocking, call)
            pauses[header] = len(server.asked)
            server.asked.clear()
            assert video.status == "completed"
        assert pauses == {"30": 4, "60000": 4}
        with pytest.raises(InvalidRequestError, match="positive"):
            called(server, blocking, lambda c: c.videos.create_and_poll(prompt="x", poll_interval_ms=0))


@CLIENTS
def test_waiting_ends_with_its_limit_and_has_the_job(blocking: bool) -> None:
    """Promise 3."""
    with recorder() as server:
        Scripted(server, {"GET /videos/v": [{"id": "v", "status": "queued"}]})
        for keywords in ({"max_wait_seconds": 0.2}, {"timeout": Timeouts(deadline=0.2)}):
            with pytest.raises(RequestTimeout, match=r"within 0\.2 s") as caught:
                called(server, blocking, lambda c, k=keywords: c.videos.poll("v", poll_interval_ms=20, **k))
            assert caught.value.partial.status == "queued"
            assert caught.value.phase == "deadline"


@CLIENTS
def test_a_cancel_wakes_the_sleep(blocking: bool) -> None:
    """Promise 4."""
    handle = CancelHandle()
    with recorder() as server:
        Scripted(server, {"GET /videos/v": [{"id": "v", "status": "queued"}]})
        timer = threading.Timer(0.05, handle.cancel)
        timer.start()
        with pytest.raises(Cancelled):
            called(server, blocking, lambda c: c.videos.poll("v", poll_interval_ms=60_000, cancel=handle))
        timer.join()


@CLIENTS
def test_jobs_that_begin_with_a_request(blocking: bool) -> None:
    done = {"id": "x", "status": "completed", "thread_id": "t"}
    with recorder() as server:
        for call, expected in (
            (
                lambda c: c.videos.create_and_poll(prompt="x", model="sora-2", poll_interval_ms=1),
                ["POST /videos", "GET /videos/x"],
            ),
            (
                lambda c: c.vector_stores.files.create_and_poll("f", vector_store_id="v", attributes={"a": 1}),
                ["POST /vector_stores/v/files", "GET /vector_stores/v/files/f"],
            ),
            (
                lambda c: c.vector_stores.files.upload(vector_store_id="v", file=b"x"),
                ["POST /files", "POST /vector_stores/v/files"],
            ),
            (
                lambda c: c.vector_stores.files.upload_and_poll(vector_store_id="v", file=("a", b"x")),
                ["POST /files", "POST /vector_stores/v/files", "GET /vector_stores/v/files/x"],
            ),
            (
                lambda c: c.vector_stores.file_batches.create_and_poll("v", file_ids=["f"]),
                ["POST /vector_stores/v/file_batches", "GET /vector_stores/v/file_batches/x"],
            ),
            (
                lambda c: c.beta.threads.runs.create_and_poll(thread_id="t", assistant_id="a"),
                ["POST /threads/t/runs", "GET /threads/t/runs/x"],
            ),
            (
                lambda c: c.beta.threads.runs.submit_tool_outputs_and_poll(run_id="r", thread_id="t", tool_outputs=[]),
                ["POST /threads/t/runs/r/submit_tool_outputs", "GET /threads/t/runs/x"],
            ),
            (
                lambda c: c.beta.threads.create_and_run_poll(assistant_id="a"),
                ["POST /threads/runs", "GET /threads/t/runs/x"],
            ),
        ):
            answers: dict[str, list[Any]] = {place: [done] for place in expected}
            answers["POST /videos"] = [{"id": "x", "status": "queued"}]
            Scripted(server, answers)
            assert called(server, blocking, call).id == "x"
            assert places(server) == expected
            server.asked.clear()


@CLIENTS
def test_files_are_uploaded_side_by_side_and_none_is_lost(blocking: bool) -> None:
    with recorder() as server:
        Scripted(
            server,
            {
                "POST /files": [{"id": f"f{n}"} for n in range(4)],
                "POST /vector_stores/v/file_batches": [{"id": "b", "status": "in_progress"}],
                "GET /vector_stores/v/file_batches/b": [{"id": "b", "status": "completed"}],
            },
        )
        files = [(f"{n}.txt", str(n).encode()) for n in range(4)]
        call: Any = lambda c: c.vector_stores.file_batches.upload_and_poll(  # noqa: E731 - called twice
            "v", files=files, file_ids=["old"], max_concurrency=2, poll_interval_ms=1
        )
        assert called(server, blocking, call).status == "completed"
        begun = next(asked for asked in server.asked if asked.path.endswith("file_batches"))
        assert begun.json["file_ids"][0] == "old"
        assert sorted(begun.json["file_ids"][1:]) == ["f0", "f1", "f2", "f3"]
        Scripted(server, {"POST /files": [{"id": "f0"}, (404, {"error": {"message": "no"}})]})
        with pytest.raises(NotFound) as caught:
            called(server, blocking, call)
        assert caught.value.partial == ["f0"]


@CLIENTS
@pytest.mark.parametrize("kind", ["path", "bytes", "open file", "pipe"])
def test_a_large_file_goes_up_in_parts(blocking: bool, kind: str, tmp_path: Path) -> None:
    data = bytes(range(256)) * 1000
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)

    class Pipe:
        def __init__(self) -> None:
            self._file = io.BytesIO(data)

        def read(self, size: int) -> bytes:
            return self._file.read(size)

    with recorder() as server, path.open("rb") as opened:
        Scripted(
            server,
            {
                "POST /uploads": [{"id": "u"}],
                "POST /uploads/u/parts": [{"id": f"p{n}"} for n in range(3)],
                "POST /uploads/u/complete": [{"id": "u", "status": "completed", "file": {"id": "f"}}],
            },
        )
        file: Any = {"path": path, "bytes": data, "open file": opened, "pipe": Pipe()}[kind]
        named = {} if kind in ("path", "open file") else {"filename": "a.jsonl"}
        sized = {"bytes": len(data)} if kind == "pipe" else {}
        upload = called(
            server,
            blocking,
            lambda c: c.uploads.upload_file_chunked(
                file=file, mime_type="text/plain", purpose="batch", part_size=100_000, **named, **sized
            ),
        )
        assert upload.file.id == "f"
        begun, *parts, end = server.asked
        assert begun.json == {"filename": "a.jsonl", "bytes": len(data), "mime_type": "text/plain", "purpose": "batch"}
        assert b"".join(part.form[0][3] for part in parts) == data
        assert end.json == {"part_ids": ["p0", "p1", "p2"]}


def test_a_part_is_read_while_it_is_sent(tmp_path: Path) -> None:
    from ailib.openai.files import MultipartBody

    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with path.open("rb") as opened:
        tracemalloc.start()
        try:
            for start in range(0, 200 << 20, 64 << 20):
                body = MultipartBody(
                    [], [("data", ("part", Section(opened, start, min(64 << 20, (200 << 20) - start))))]
                )
                assert sum(len(piece) for piece in body) == len(body)
            assert tracemalloc.get_traced_memory()[1] < 5 << 20
        finally:
            tracemalloc.stop()


@CLIENTS
def test_a_file_that_cannot_be_sent_is_refused_before_anything_is(blocking: bool, tmp_path: Path) -> None:
    with recorder() as server:
        for keywords, why in (
            ({"file": tmp_path / "none"}, "cannot be read"),
            ({"file": b"x"}, "no name"),
            ({"file": b"x", "filename": "a", "bytes": 2}, "only 1 of 2"),
            ({"file": io.StringIO("x"), "filename": "a"}, "binary mode"),
            ({"file": b"x", "filename": "a", "part_size": 0}, "part_size"),
        ):
            with pytest.raises(InvalidRequestError, match=why):
                called(
                    server,
                    blocking,
                    lambda c, k=keywords: c.uploads.upload_file_chunked(mime_type="", purpose="batch", **k),
                )
        assert server.asked == []


# -- assistants

RUN = {"id": "r", "object": "thread.run", "status": "completed"}
MESSAGE = {"id": "m", "object": "thread.message", "content": []}


def delta(text: str) -> dict[str, Any]:
    return {"id": "m", "delta": {"content": [{"index": 0, "type": "text", "text": {"value": text, "annotations": []}}]}}


STEP = {"id": "s", "object": "thread.run.step", "step_details": {"type": "tool_calls", "tool_calls": []}}


def step_delta(arguments: str, **more: Any) -> dict[str, Any]:
    call = {"index": 0, "type": "function", "function": {"arguments": arguments, **more}}
    return {"id": "s", "delta": {"step_details": {"type": "tool_calls", "tool_calls": [call]}}}


RUN_EVENTS: list[tuple[str, Any]] = [
    ("thread.run.created", {**RUN, "status": "queued"}),
    ("thread.run.step.created", STEP),
    ("thread.run.step.delta", step_delta('{"a"', name="f")),
    ("thread.run.step.delta", step_delta(":1}")),
    ("thread.message.created", MESSAGE),
    ("thread.message.delta", delta("Hel")),
    ("thread.message.delta", delta("lo")),
    (
        "thread.message.completed",
        {**MESSAGE, "content": [{"type": "text", "text": {"value": "Hello", "annotations": []}}]},
    ),
    ("thread.run.completed", RUN),
    ("done", "[DONE]"),
]
HEARD = [
    "on_run_step_created",
    "on_run_step_delta",
    "on_tool_call_created",
    "on_run_step_delta",
    'on_tool_call_delta {"a":1}',
    "on_message_created",
    "on_message_delta",
    "on_text_created",
    "on_text_delta Hel",
    "on_message_delta",
    "on_text_delta Hello",
    "on_text_done",
    "on_message_done",
    "on_end",
]


def handler_of(blocking: bool, heard: list[str]) -> Any:
    def told(name: str, *values: Any) -> None:
        said = ""
        if name == "on_text_delta":
            said = f" {values[1].value}"
        elif name == "on_tool_call_delta":
            said = f" {values[1].function.arguments}"
        if name != "on_event":
            heard.append(name + said)

    async def told_later(name: str, *values: Any) -> None:
        told(name, *values)

    base = AssistantEventHandler if blocking else AsyncAssistantEventHandler
    names = [name for name in vars(AssistantEventHandler) if name.startswith("on_")]
    assert names == [name for name in vars(AsyncAssistantEventHandler) if name.startswith("on_")]

    def method(name: str) -> Any:
        return lambda _, *values: (told if blocking else told_later)(name, *values)

    methods = {name: method(name) for name in names}
    return type("Handler", (base,), methods)()


@CLIENTS
def test_a_run_is_told_to_a_handler_and_put_together(blocking: bool) -> None:
    heard: list[str] = []
    handler = handler_of(blocking, heard)

    def call(client: Any) -> Any:
        streams = client.beta.threads.runs.stream(thread_id="t", assistant_id="a", event_handler=handler)
        if blocking:
            with streams as stream:
                messages = stream.get_final_messages()
                return stream.get_final_run(), messages, stream.get_final_run_steps()

        async def later() -> Any:
            async with streams as stream:
                messages = await stream.get_final_messages()
                return await stream.get_final_run(), messages, await stream.get_final_run_steps()

        return later()

    with recorder() as server:
        server.events(*RUN_EVENTS)
        run, messages, steps = called(server, blocking, call)
        assert run.status == "completed"
        assert messages[0].content[0].text.value == "Hello"
        assert steps[0].step_details.tool_calls[0].function.arguments == '{"a":1}'
        assert heard == HEARD
        asked = server.take()
        assert (asked.json["stream"], asked.headers["openai-beta"]) == (True, "assistants=v2")


def test_the_texts_of_a_run() -> None:
    with recorder() as server, OpenAI(api_key="key", base_url=server.url) as client:
        server.events(*RUN_EVENTS)
        with client.beta.threads.create_and_run_stream(assistant_id="a") as stream:
            assert list(stream.text_deltas) == ["Hel", "lo"]
        server.events(*RUN_EVENTS)
        with client.beta.threads.runs.submit_tool_outputs_stream(run_id="r", thread_id="t", tool_outputs=[]) as stream:
            assert next(event.event for event in stream) == "thread.run.created"
        assert places(server) == ["POST /threads/runs", "POST /threads/t/runs/r/submit_tool_outputs"]


def test_composed_methods_have_signatures_and_docstrings() -> None:
    with OpenAI(api_key="key", base_url="http://127.0.0.1:1") as client:
        signature = inspect.signature(client.vector_stores.files.upload_and_poll)
        assert list(signature.parameters)[:3] == ["vector_store_id", "file", "attributes"]
        parse = inspect.signature(client.chat.completions.parse)
        assert {"messages", "model", "response_format", "cancel"} <= set(parse.parameters)
        assert "stream" not in parse.parameters
        assert (client.videos.poll.__doc__ or "").startswith("Wait until a video")
        with pytest.raises(TypeError, match="unexpected keyword argument"):
            client.videos.poll("v", colour=1)  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="'stream'"):
            client.chat.completions.parse(model="m", messages=[], stream=True)  # type: ignore[call-overload]
    assert json.dumps(str(signature))


HELPERS = (
    *("chat.completions.parse", "chat.completions.stream", "responses.parse", "responses.stream"),
    *("files.wait_for_processing", "uploads.upload_file_chunked", "videos.create_and_poll", "videos.poll"),
    *(f"vector_stores.files.{name}" for name in ("create_and_poll", "poll", "upload", "upload_and_poll")),
    *(f"vector_stores.file_batches.{name}" for name in ("create_and_poll", "poll", "upload_and_poll")),
    *("beta.threads.create_and_run_poll", "beta.threads.create_and_run_stream"),
    *(f"beta.threads.runs.{name}" for name in ("create_and_poll", "create_and_stream", "poll", "stream")),
    *(f"beta.threads.runs.{name}" for name in ("submit_tool_outputs_and_poll", "submit_tool_outputs_stream")),
)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", HELPERS)
def test_every_helper_takes_the_keywords_of_the_official_one(name: str) -> None:
    official = pytest.importorskip("openai")
    # What newer releases of it know, and the description does not.
    later = {"access_programs", "background_options", "image", "parse_as", "verbosity", "stream"}
    with (
        official.OpenAI(api_key="key") as theirs,
        OpenAI(api_key="key", base_url="http://127.0.0.1:1") as mine,
    ):
        theirs_, mine_ = theirs, mine
        for part in name.split("."):
            theirs_, mine_ = getattr(theirs_, part), getattr(mine_, part)
        expected = inspect.signature(theirs_).parameters
        found = inspect.signature(mine_).parameters
        assert set(expected) - set(found) <= later
        for one in expected.values():
            if one.default is one.empty and one.name in found:
                assert found[one.name].default is one.empty, one.name


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda c: c.videos.create_and_poll(prompt="x", model="sora-2", poll_interval_ms=1), 3),
        (
            lambda c: c.vector_stores.files.create_and_poll(
                "f", vector_store_id="v", attributes={"a": 1}, poll_interval_ms=1
            ),
            3,
        ),
        (
            lambda c: c.vector_stores.files.upload_and_poll(vector_store_id="v", file=("a", b"x"), poll_interval_ms=1),
            4,
        ),
        (lambda c: c.vector_stores.files.upload(vector_store_id="v", file=("a", b"x")), 2),
        (lambda c: c.vector_stores.file_batches.create_and_poll("v", file_ids=["f"], poll_interval_ms=1), 3),
        (
            lambda c: c.vector_stores.file_batches.upload_and_poll("v", files=[("a", b"x")], poll_interval_ms=1),
            4,
        ),
        (
            lambda c: c.beta.threads.runs.create_and_poll(thread_id="t", assistant_id="a", poll_interval_ms=1),
            3,
        ),
        (lambda c: c.beta.threads.create_and_run_poll(assistant_id="a", poll_interval_ms=1), 3),
        (
            lambda c: c.beta.threads.runs.submit_tool_outputs_and_poll(
                run_id="x", thread_id="t", tool_outputs=[{"output": "1", "tool_call_id": "c"}], poll_interval_ms=1
            ),
            3,
        ),
        (
            lambda c: c.uploads.upload_file_chunked(
                file=b"abc", filename="a", bytes=3, mime_type="text/plain", purpose="batch", part_size=2
            ),
            4,
        ),
    ],
)
def test_helpers_send_what_the_official_package_sends(call: Any, expected: int) -> None:
    official = pytest.importorskip("openai")

    def script() -> Callable[[Asked], Any]:
        looks = [0]

        def answer(asked: Asked) -> Any:
            looks[0] += asked.method == "GET"
            status = "in_progress" if looks[0] < 2 else "completed"
            going = int(status == "in_progress")
            counts = {"in_progress": going, "completed": 1 - going, "failed": 0, "cancelled": 0, "total": 1}
            return {"id": "x", "status": status, "thread_id": "t", "vector_store_id": "v", "file_counts": counts}

        return answer

    def sent(server: Recorder) -> list[Any]:
        found = [
            (asked.method, asked.path, asked.query, asked.content if asked.body else b"") for asked in server.asked
        ]
        server.asked.clear()
        for _, _, _, content in found:
            if isinstance(content, dict):
                content.pop("stream", None)  # it says that it wants no stream
        # File names of parts are of no meaning.
        return [(*one[:3], [part[3] for part in one[3]] if one[1].endswith("/parts") else one[3]) for one in found]

    with recorder() as server:
        server.script = script()
        with official.OpenAI(api_key="key", base_url=server.url, max_retries=0) as theirs:
            call(theirs)
        wanted = sent(server)
        server.script = script()
        with OpenAI(api_key="key", base_url=server.url, max_retries=0) as mine:
            call(mine)
        assert sent(server) == wanted
        assert len(wanted) == expected
