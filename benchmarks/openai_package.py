"""`ailib.openai` beside the official package, in one run: CPU per call, chunk, page, vector; see the README here.

python benchmarks/openai_package.py
python benchmarks/openai_package.py --rows chat_sync,stream --rounds 7
"""

from __future__ import annotations

import argparse
import array
import asyncio
import base64
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent


class Row(NamedTuple):
    name: str
    title: str
    beside: str
    most: float
    absolute: bool = False  # `most` is in milliseconds


ROWS = [
    Row("chat_sync", "chat.completions.create, blocking, per call", "openai", 0.45),
    Row("chat_async", "chat.completions.create, async, per call", "openai", 0.45),
    Row("stream_sync", "chat stream, blocking, per chunk", "openai", 0.1),
    Row("stream_async", "chat stream, async, per chunk", "openai", 0.1),
    Row("responses_stream", "responses stream, blocking, per event", "openai", 0.1),
    Row("pages", "1 MB of list pages, iterated", "openai", 0.45),
    Row("embeddings_float", "256 vectors of 1,536 floats as JSON", "openai", 0.1),
    Row("embeddings_base64", "the same in base64, beside json and base64 by hand", "raw", 1.1),
    Row("image", "chat with an image of 5 MB", "openai", 0.45),
    Row("import", "import ailib.openai / import requests", "requests", 0.3),
    Row("first_chat", "models of the first chat answer, milliseconds", "", 30, absolute=True),
    Row("first_response", "models of the first response, milliseconds", "", 150, absolute=True),
]
CHAT: dict[str, Any] = {
    "model": "gpt-4o",
    "messages": [{"role": "user", "content": "What is the capital of France?"}],
    "temperature": 0.7,
}


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


# -- in the measured process


class Raw:
    """requests by hand, for vectors."""

    def __init__(self, url: str) -> None:
        import requests

        self.session, self.url = requests.Session(), url

    def embeddings(self) -> Any:
        body = {"model": "m", "input": ["x"], "encoding_format": "base64"}
        answer = json.loads(self.session.post(f"{self.url}/embeddings", data=json.dumps(body)).content)
        for item in answer["data"]:
            item["embedding"] = array.array("f", base64.b64decode(item["embedding"])).tolist()
        return answer["data"][-1]["embedding"]


def measured(row: str, client: str, url: str) -> float:
    """CPU of one operation, in microseconds."""
    if client == "raw":
        raw = Raw(url)
        return timed(lambda: raw.embeddings(), 12)
    if client == "openai":
        from openai import AsyncOpenAI, OpenAI
    else:
        from ailib.openai import AsyncOpenAI, OpenAI  # type: ignore[assignment]
    if row.endswith("_async"):
        return asyncio.run(asynchronous(row, AsyncOpenAI(api_key="k", base_url=url)))
    made: Any = OpenAI(api_key="k", base_url=url)
    if row == "chat_sync":
        return timed(lambda: made.chat.completions.create(**CHAT).choices[0].message.content, 600)
    if row == "stream_sync":
        return timed(lambda: streamed(made.chat.completions.create(**CHAT, stream=True)), 8) / 1000
    if row == "responses_stream":
        return timed(lambda: events(made.responses.create(model="m", input="x", stream=True)), 8) / 1000
    if row == "pages":
        return timed(lambda: sum(file.bytes for file in made.files.list()), 6)
    if row == "embeddings_float":
        create = made.embeddings.create
        return timed(lambda: create(model="m", input=["x"], encoding_format="float").data[-1].embedding[-1], 8)
    if row == "embeddings_base64":
        return timed(lambda: made.embeddings.create(model="m", input=["x"]).data[-1].embedding[-1], 12)
    if row == "image":
        picture = "data:image/png;base64," + "A" * (5 << 20)
        part = {"type": "image_url", "image_url": {"url": picture}}
        body = {**CHAT, "messages": [{"role": "user", "content": [part]}]}
        return timed(lambda: made.chat.completions.create(**body).id, 12)
    raise AssertionError(row)


def timed(work: Any, count: int) -> float:
    work()
    work()
    start = cpu()
    for _ in range(count):
        work()
    return (cpu() - start) / count * 1e6


def streamed(stream: Any) -> None:
    words = 0
    for chunk in stream:
        if chunk.choices and chunk.choices[0].delta.content:
            words += 1
    assert words == 1000, words


def events(stream: Any) -> None:
    words = sum(event.type == "response.output_text.delta" and len(event.delta) > 0 for event in stream)
    assert words == 1000, words


async def asynchronous(row: str, client: Any) -> float:
    async def chat() -> None:
        answer = await client.chat.completions.create(**CHAT)
        assert answer.choices[0].message.content

    async def stream() -> None:
        words = 0
        async for chunk in await client.chat.completions.create(**CHAT, stream=True):
            if chunk.choices and chunk.choices[0].delta.content:
                words += 1
        assert words == 1000, words

    work, count, parts = (chat, 600, 1) if row == "chat_async" else (stream, 8, 1000)
    await work()
    await work()
    start = cpu()
    for _ in range(count):
        await work()
    spent = cpu() - start
    await client.close()
    return spent / count / parts * 1e6


FIRST = """
import json, sys, time
from ailib.openai.endpoint import Endpoint
from ailib.openai.resources import API
import ailib.openai.client, ailib.openai.caller, ailib.openai.model
sys.path.insert(0, {here!r})
import openai_server
answer = openai_server.CHAT if {row!r} == "first_chat" else openai_server.RESPONSE

def read(value):
    if hasattr(value, "_wire"):
        for name in value._wire:
            read(getattr(value, name))
    elif isinstance(value, list):
        for item in value:
            read(item)

start = time.process_time()
if {row!r} == "first_chat":
    endpoint = API.chat.completions.create
else:
    endpoint = API.responses.create
endpoint.arguments
read(ailib.openai.model.reader_of(endpoint.returns)(answer))
print((time.process_time() - start) * 1e3)
"""


# -- in the measuring process


def child_cpu(code: str, environment: dict[str, str]) -> float:
    """CPU of a fresh process, in microseconds."""
    outer = (
        "import resource, subprocess, sys\nsubprocess.run([sys.executable, '-c', sys.argv[1]], check=True)\n"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN)\nprint((u.ru_utime + u.ru_stime) * 1e6)"
    )
    return printed([outer, code], environment)


def printed(arguments: list[str], environment: dict[str, str]) -> float:
    """The number that a fresh process prints."""
    command = [sys.executable, "-c", *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


def measure(row: Row, client: str, url: str, without: Path | None) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["NO_PROXY"] = "127.0.0.1"
    if without is not None and client == "ailib":
        environment["PYTHONPATH"] = f"{without}:{environment.get('PYTHONPATH', '')}"
    if row.name == "import":
        module = "ailib.openai" if client == "ailib" else client
        return max(1.0, child_cpu(f"import {module}", environment) - child_cpu("pass", environment))
    if row.absolute:
        code = FIRST.format(here=str(HERE), row=row.name)
    else:
        code = f"import sys; sys.path.insert(0, {str(HERE)!r})\nimport openai_package as measuring\n"
        code += f"print(measuring.measured({row.name!r}, {client!r}, {url!r}))"
    return printed([code], environment)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", default="")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--speed", action="store_true", help="with orjson in ailib's processes")
    arguments = parser.parse_args()
    rows = [row for row in ROWS if not arguments.rows or row.name in arguments.rows.split(",")]
    command = [sys.executable, str(HERE / "openai_server.py")]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server,
    ):
        without = None
        if not arguments.speed:
            # A package that cannot be imported stands before orjson: the extra is off.
            without = Path(folder)
            (without / "orjson.py").write_text("raise ImportError\n")
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
        figures: dict[tuple[int, str], list[float]] = {}
        try:
            for _ in range(arguments.rounds):
                for at, row in random.sample(list(enumerate(rows)), len(rows)):
                    for client in random.sample(["ailib", *([row.beside] if row.beside else [])], 1 + bool(row.beside)):
                        figures.setdefault((at, client), []).append(measure(row, client, url, without))
        finally:
            server.terminate()
    print(f"| {'row':52} | {'ailib':>10} | {'beside':>22} | {'ratio':>6} | {'most':>5} |       |")
    print(f"|{'-' * 54}|{'-' * 11}:|{'-' * 23}:|{'-' * 7}:|{'-' * 6}:|-------|")
    for at, row in enumerate(rows):
        ours = figures[at, "ailib"]
        mine = statistics.median(ours)
        if row.beside:
            ratio = statistics.median(a / b for a, b in zip(ours, figures[at, row.beside], strict=True))
            beside = f"{row.beside} {statistics.median(figures[at, row.beside]):,.1f}"
        else:
            ratio, beside = mine, ""
        verdict = "" if ratio <= row.most else "missed"
        print(f"| {row.title:52} | {mine:10,.1f} | {beside:>22} | {ratio:6.2f} | {row.most:5} | {verdict:6}|")


if __name__ == "__main__":
    main()
