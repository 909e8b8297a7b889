"""Bodies of all kinds, in both directions: files as large as they come, events of every streaming operation, lists."""

from __future__ import annotations

import asyncio
import gc
import io
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from ailib.openai import AsyncOpenAI, Model, OpenAI, OpenAIError

from .example import example
from .recorder import Recorder, recorder
from .test_all_operations import arguments, description, endpoints, found, operations, reach, unknown_within

SENDER = """
import asyncio, resource, socket, sys, threading
from pathlib import Path
from ailib.openai import AsyncOpenAI, OpenAI

path, kind = Path(sys.argv[1]), sys.argv[2]
listening = socket.create_server(("127.0.0.1", 0))
received = []

def serve():
    connection, _ = listening.accept()
    buffer = bytearray(1 << 20)
    head = b""
    while b"\\r\\n\\r\\n" not in head:
        head += connection.recv(65536)
    head, _, rest = head.partition(b"\\r\\n\\r\\n")
    length = next(int(line.partition(b":")[2]) for line in head.lower().split(b"\\r\\n") if line.startswith(b"content-length:"))
    count = len(rest)
    while count < length:
        got = connection.recv_into(buffer)
        assert got
        count += got
    received.append((length, count))
    answer = b'{"id": "file_1"}'
    connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: 16\\r\\n\\r\\n" + answer)
    connection.recv(1)
    connection.close()

thread = threading.Thread(target=serve)
thread.start()
keywords = {"api_key": "k", "base_url": f"http://127.0.0.1:{listening.getsockname()[1]}/v1", "max_retries": 0}

def peak():
    status = Path("/proc/self/status")
    if status.exists():  # of this program alone; what getrusage says begins with the peak of the one that started it
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

async def later():
    async with AsyncOpenAI(**keywords) as client:
        return await client.files.create(file=path, purpose="batch")

import requests, aiohttp, mimetypes, ailib.transport.blocking, ailib.transport.aio, ailib.openai.files, ailib.openai.model
buffer = bytearray(1 << 20)
before = peak()
if kind == "async":
    made = asyncio.run(later())
else:
    with OpenAI(**keywords) as client, path.open("rb") as opened:
        file = {"path": path, "open file": opened, "tuple": ("a.jsonl", opened, "application/jsonl")}[kind]
        made = client.files.create(file=file, purpose="batch")
thread.join()
listening.close()
assert made.id == "file_1"
print(peak() - before, *received[0])
"""


def grown(path: Path, kind: str) -> int:
    """By how many KiB a process grows that uploads a file; the server counts the bytes."""
    done = subprocess.run([sys.executable, "-c", SENDER, str(path), kind], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    kilobytes, length, count = map(int, done.stdout.split())
    size = path.stat().st_size
    assert length == count
    assert size < length < size + 2000
    return kilobytes


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_an_upload_takes_no_memory(tmp_path: Path) -> None:
    assert grown(sparse(tmp_path / "large", 256 << 20), "path") < 20 << 10


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["path", "open file", "tuple", "async"])
def test_an_upload_of_two_gigabytes_takes_no_memory(tmp_path: Path, kind: str) -> None:
    kilobytes = grown(sparse(tmp_path / "large", 2 << 30), kind)
    print(f"{kind}: 2 GiB sent, {kilobytes} KiB more")
    assert kilobytes < 20 << 10


@pytest.mark.parametrize("kind", ["bytes", "open file", "generator", "pipe"])
def test_a_body_is_sent_again_only_as_it_was(kind: str, tmp_path: Path) -> None:
    """From where an open file stood; what can be read once is kept for the second attempt."""
    data = bytes(range(256)) * 1200
    path = tmp_path / "a.bin"
    path.write_bytes(b"skipped" + data)

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self._inner = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            return self._inner.readinto(buffer)

    with path.open("rb") as opened, recorder() as server:
        opened.seek(7)
        kinds = {"bytes": data, "open file": opened, "generator": (data[i : i + 999] for i in range(0, len(data), 999))}
        file = Pipe() if kind == "pipe" else kinds[kind]
        server.answer = (503, "application/json", b"{}")
        server.headers = {"retry-after": "0"}
        with OpenAI(api_key="k", base_url=server.url, max_retries=2) as client, pytest.raises(OpenAIError):
            client.files.create(file=("a.bin", file), purpose="batch")
        assert [part[3] for asked in server.asked for part in asked.form if part[0] == "file"] == [data] * 3


def test_forms_have_all_kinds_of_fields() -> None:
    with recorder() as server, OpenAI(api_key="k", base_url=server.url) as client:
        client.images.edit(
            image=[("a.png", b"one", "image/png"), io.BytesIO(b"two"), b"three"],
            mask=Path(__file__),
            prompt="é",
            n=2,
            extra_body={"more": {"a": [1, {"b": True}]}, "none": None},
        )
        form = server.take().form
    assert [(name, filename, data) for name, filename, _, data in form if name != "mask"] == [
        ("image[]", "a.png", b"one"),
        ("image[]", "upload", b"three"),
        ("image[]", "upload", b"two"),
        ("more[a][]", None, b"1"),
        ("more[a][][b]", None, b"true"),
        ("n", None, b"2"),
        ("prompt", None, "é".encode()),
    ]
    assert [part[:3] for part in form if part[0] == "mask"] == [("mask", "test_bodies.py", "text/x-python")]


@pytest.mark.parametrize("kind", ["text", "srt", "vtt"])
def test_a_transcription_can_be_plain_text(kind: str) -> None:
    """https://platform.openai.com/docs/api-reference/audio/createTranscription"""

    async def later() -> Any:
        async with AsyncOpenAI(api_key="k", base_url=server.url) as client:
            return await client.audio.translations.create(file=b"x", model="m", response_format=kind)

    with recorder() as server, OpenAI(api_key="k", base_url=server.url) as client:
        server.answer = (200, "text/plain; charset=utf-8", "Hé\n".encode())
        assert client.audio.transcriptions.create(file=b"x", model="m", response_format=kind) == "Hé\n"
        assert asyncio.run(later()) == "Hé\n"
        server.say({"text": "words", "usage": {"type": "duration", "seconds": 1}})
        assert client.audio.transcriptions.create(file=b"x", model="m").text == "words"


def test_the_content_of_a_file_as_bytes_text_and_file(tmp_path: Path) -> None:
    async def later() -> None:
        async with AsyncOpenAI(api_key="k", base_url=server.url) as client:
            assert (await client.files.content("f")).read() == b'{"a": 1}\n'
            assert await client.files.retrieve_content("f") == '{"a": 1}\n'
            async with client.files.content.stream("f") as stream:
                assert b"".join([piece async for piece in stream.iter_bytes()]) == b'{"a": 1}\n'

    with recorder() as server, OpenAI(api_key="k", base_url=server.url) as client:
        server.answer = (200, "application/json", b'{"a": 1}\n')
        assert client.files.content("f").write_to_file(tmp_path / "a").read_bytes() == b'{"a": 1}\n'
        assert client.files.retrieve_content("f") == '{"a": 1}\n'
        asyncio.run(later())


# -- events


def event_members(name: str) -> list[dict[str, Any]]:
    """The schemas of all events of a stream."""
    schema = description()["components"]["schemas"][name]
    members = schema.get("anyOf") or schema.get("oneOf")
    if not members:
        return [schema]
    return [one for part in members for one in _members_of(part)]


def _members_of(part: dict[str, Any]) -> list[dict[str, Any]]:
    inner = found(part)
    nested = inner.get("anyOf") or inner.get("oneOf")
    return [one for other in nested for one in _members_of(other)] if nested else [part]


def is_error(value: Any) -> bool:
    return value.get("type") == "error" or value.get("event") in ("error", "done")


@pytest.mark.shared
def test_every_streaming_operation_gives_every_one_of_its_events() -> None:
    """Made of the schemas, read by both clients, kept whole, of the type that the description names."""
    known = operations()
    counts: dict[str, int] = {}

    async def later(place: tuple[str, ...], args: Any, keywords: Any) -> list[Any]:
        async with AsyncOpenAI(api_key="k", base_url=server.url) as client:
            return [event async for event in await reach(client, place)(*args, **keywords)]

    with recorder() as server, OpenAI(api_key="k", base_url=server.url) as client:
        for place, endpoint in endpoints():
            if endpoint.event is None:
                continue
            sent = [value for value in map(example, event_members(endpoint.event)) if not is_error(value)]
            named = endpoint.event.endswith("AssistantStreamEvent")
            sent = [{name: one[name] for name in ("event", "data")} for one in sent] if named else sent
            events = [(one["event"], one["data"]) if named else (one.get("type"), one) for one in sent]
            server.events(*events, (None, "[DONE]"))
            args, keywords = arguments(endpoint, known[endpoint.method, endpoint.path], required_only=True)
            keywords |= {"stream_format": "sse"} if endpoint.answer == "bytes" else {"stream": True}
            for got in (list(reach(client, place)(*args, **keywords)), asyncio.run(later(place, args, keywords))):
                assert [event.to_dict() for event in got] == sent
                assert all(isinstance(event, Model) and type(event) is not Model for event in got)
                assert [where for event in got for where in unknown_within(event)] == []
            counts[".".join(place)] = len(sent)
    print(f"{len(counts)} streaming operations, {sum(counts.values())} events: {counts}")
    assert len(counts) == 13


def test_events_of_tomorrow_are_kept() -> None:
    with recorder() as server, OpenAI(api_key="k", base_url=server.url) as client:
        unknown = {"type": "response.dreamt", "dream": {"of": ["sheep"]}}
        extended = {"type": "response.output_text.delta", "delta": "x", "mood": {"is": "good"}, "logprobs": None}
        server.events(("response.dreamt", unknown), (None, extended), (None, "[DONE]"))
        first, second = client.responses.create(model="m", input="x", stream=True)
        assert (first.type, first.dream.of, first.raw) == ("response.dreamt", ["sheep"], unknown)
        assert (second.delta, second.mood.to_dict(), second.item_id, second.to_dict()) == (
            "x", {"is": "good"}, None, extended,
        )  # fmt: skip


# -- answers of tomorrow


def changed(value: Any) -> Any:
    """An answer of a later version: another field in each object, other values of enums, nothing that was optional."""
    if isinstance(value, dict):
        return {**{name: changed(item) for name, item in value.items()}, "of_tomorrow": {"a": [1, {"b": None}]}}
    return [changed(item) for item in value] if isinstance(value, list) else value


@pytest.mark.shared
def test_every_answer_may_have_more_and_less_than_today() -> None:
    """Promise 9: unknown fields stay, fields that did not come are None, and all of it goes out as it came in."""
    read = 0
    with recorder() as server, OpenAI(api_key="k", admin_api_key="a", base_url=server.url) as client:
        known = operations()
        for place, endpoint in endpoints():
            if endpoint.answer in ("bytes", "none") or endpoint.returns is None:
                continue
            operation = known[endpoint.method, endpoint.path]
            schema = next(
                answer["content"]["application/json"]["schema"]
                for status, answer in operation["responses"].items()
                if status.startswith("2")
            )
            args, keywords = arguments(endpoint, operation, required_only=True)
            for sent in (changed(example(schema)), {"id": "x", "of_tomorrow": 1, "status": "a new one"}):
                server.say(sent)
                made = reach(client, place)(*args, **keywords)
                made = made if isinstance(made, Model) else made.answer
                assert made.to_dict() == made.raw == sent
                assert made.of_tomorrow is not None
                assert repr(made)
                computed = ("output_text",)  # of the output; "" when there is none
                missing = [name for name, wire in type(made)._wire.items() if wire not in sent and name not in computed]
                assert all(getattr(made, name) is None for name in missing)
                read += 1
    print(f"{read} answers of tomorrow")
    assert read > 500


# -- pages


def page_server(server: Recorder, style: str, count: int) -> None:
    """The next page, whatever it is asked for."""
    items = [
        {"id": f"item_{count}_{n}", "object": "x", "type": "message", "bytes": n, "filename": "f" * 400}
        for n in range(100)
    ]
    more = count < 29
    tail: dict[str, Any] = {"has_more": more, "last_id": items[-1]["id"], "first_id": items[0]["id"]}
    if style == "token":
        tail = {"has_more": more, "next_page": f"page_{count + 1}" if more else None}
    elif style == "next":
        tail = {"has_more": more, "next": f"next_{count + 1}" if more else None}
    server.say({"object": "list", "data": items, **tail})


LISTS = [
    ("files.list", (), "cursor", "after"),
    ("conversations.items.list", ("conv_1",), "cursor", "after"),
    ("admin.organization.usage.completions", (), "token", "page"),
    ("admin.organization.groups.list", (), "next", "after"),
]


@pytest.mark.parametrize(("name", "args", "style", "asks"), LISTS, ids=[one[0] for one in LISTS])
def test_lists_of_every_form_go_on_to_their_end_with_one_page_in_memory(
    name: str, args: tuple[str, ...], style: str, asks: str
) -> None:
    keywords = {"start_time": 1} if style == "token" else {}
    settings = {"api_key": "k", "admin_api_key": "a"}

    def through(turn: int) -> None:
        page_server(server, style, turn)

    async def later() -> int:
        async with AsyncOpenAI(**settings, base_url=server.url) as client:
            through(0)
            seen = 0
            async for _ in reach(client, tuple(name.split(".")))(*args, **keywords):
                seen += 1
                if seen % 100 == 50:
                    through(seen // 100 + 1)
            return seen

    with recorder() as server, OpenAI(**settings, base_url=server.url) as client:
        through(0)
        page = reach(client, tuple(name.split(".")))(*args, **keywords)
        assert page.has_next_page()
        seen, sizes = 0, []
        tracemalloc.start()
        try:
            for item in page:
                seen += 1
                assert item is not None
                if seen % 100 == 50:
                    through(seen // 100 + 1)
                    server.asked.clear() if seen > 200 else None
                    gc.collect() if seen % 1000 == 50 else None
                    sizes.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
        assert seen == 3000
        assert max(sizes[10:]) < min(sizes[5:10]) + 300_000  # a page has 50 kB, and there were twenty of them since
        server.asked.clear()
        assert asyncio.run(later()) == 3000
        assert len(server.asked) == 30
        cursors = [dict(asked.query).get(asks) for asked in server.asked]
        assert cursors[0] is None
        assert len(set(cursors)) == 30
