"""Ratios of ailib to the raw transports, side by side; see the README in this folder."""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent


class Row(NamedTuple):
    name: str
    title: str
    raw: str
    must: float
    aim: float | None
    speed: bool = False
    absolute: bool = False  # `must` is in microseconds, not a ratio


ROWS = [
    Row("sync_call", "sync call, CPU", "requests", 0.85, 0.65),
    Row("threads_32", "32 threads on one client, wall", "requests", 0.9, 0.7),
    Row("async_call_1", "async call, 1 at once, CPU", "aiohttp", 1.35, 1.15),
    Row("async_call_64", "async call, 64 at once, CPU", "aiohttp", 1.35, 1.15),
    Row("async_call_256", "async call, 256 at once, CPU", "aiohttp", 1.35, 1.15),
    Row("sync_stream", "sync stream, per chunk, CPU", "requests", 1.5, 1.2),
    Row("sync_stream", "sync stream, per chunk, CPU (speed)", "requests", 1.0, 0.8, speed=True),
    Row("async_stream", "async stream, per chunk, CPU", "aiohttp", 1.6, 1.3),
    Row("async_stream", "async stream, per chunk, CPU (speed)", "aiohttp", 1.1, 0.9, speed=True),
    Row("import", "import ailib / import requests, CPU", "requests", 0.3, 0.2),
    Row("cold", "process start to first answer, sync, CPU", "requests", 1.3, 1.15),
    Row("construction", "client construction, microseconds", "requests", 1000, 200, absolute=True),
    Row("fan_out_2000", "2,000 calls of 200 ms at once, wall", "aiohttp", 1.3, 1.1),
    Row("paced_streams_500", "500 paced streams at once, p99 latency added", "aiohttp", 3.0, 2.0),
    Row("image_5mb", "5 MB image request, CPU", "requests", 1.1, None),
    Row("image_5mb", "5 MB image request, CPU (speed)", "requests", 0.3, 0.2, speed=True),
]
COLD = {
    "requests": "import json, requests\ns = requests.Session()\n"
    "chat = {'model': 'gpt-4o', 'messages': [{'role': 'user', 'content': 'hi'}]}\n"
    "json.loads(s.post(URL + '/chat/completions', json=chat).content)",
    "ailib": "import ailib\nclient = ailib.Client('openai', base_url=URL, api_key='k')\n"
    "client.chat_completion('hi', model='gpt-4o').text",
}


def child_cpu(code: str, environment: dict[str, str]) -> float:
    """CPU of a fresh process, in microseconds."""
    measured = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)\n"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN)\nprint((u.ru_utime + u.ru_stime) * 1e6)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, code], check=True, capture_output=True, text=True, env=environment
    )
    return float(done.stdout)


def measure(row: Row, client: str, url: str, without: Path) -> float:
    # As installed: with compiled files.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if client == "ailib" and not row.speed:
        # A package that cannot be imported stands before orjson: the extra is off.
        environment["PYTHONPATH"] = f"{without}:{environment.get('PYTHONPATH', '')}"
    if row.name == "import":
        bare = child_cpu("pass", environment)
        return max(1.0, child_cpu(f"import {client}", environment) - bare)
    if row.name == "cold":
        return child_cpu(f"URL = {url!r}\n{COLD[client]}", environment)
    command = [sys.executable, str(HERE / "worker.py"), row.name, client, url]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", help="comma list of row names")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", help="write the figures there")
    arguments = parser.parse_args()
    try:
        import orjson  # noqa: F401 - is the extra there?

        speed = True
    except ImportError:
        speed = False
    chosen = [
        row
        for row in ROWS
        if (speed or not row.speed) and (not arguments.rows or row.name in arguments.rows.split(","))
    ]
    figures: dict[str, dict[str, list[float]]] = {row.title: {row.raw: [], "ailib": []} for row in chosen}
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen([sys.executable, str(HERE / "server.py")], stdout=subprocess.PIPE, text=True) as server,
    ):
        (Path(folder) / "orjson.py").write_text("raise ImportError('left out for this row')\n")
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        try:
            for round_number in range(arguments.rounds):
                todo = [(row, client) for row in chosen for client in (row.raw, "ailib")]
                random.Random(round_number).shuffle(todo)
                todo.sort(key=lambda item: item[0].title)  # both sides of a row close together, in random order
                for row, client in todo:
                    figures[row.title][client].append(measure(row, client, url, Path(folder)))
                print(f"round {round_number + 1} of {arguments.rounds}", file=sys.stderr, flush=True)
        finally:
            server.terminate()
    table(chosen, figures)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps({"at": time.time(), "figures": figures}, indent=1))


def table(rows: list[Row], figures: dict[str, dict[str, list[float]]]) -> None:
    print("| measure | raw | ailib | ratio | must | aim |")
    print("|---|--:|--:|--:|--:|--:|")
    for row in rows:
        raw, ours = figures[row.title][row.raw], figures[row.title]["ailib"]
        ratio = (
            statistics.median(ours)
            if row.absolute
            else statistics.median(o / r for o, r in zip(ours, raw, strict=True))
        )
        shown: Any = f"{ratio:.0f} us" if row.absolute else f"{ratio:.2f}"
        mark = "" if ratio <= row.must else " **missed**"
        aim = "" if row.aim is None else f"{row.aim:g}"
        print(
            f"| {row.title} | {statistics.median(raw):.1f} | {statistics.median(ours):.1f} "
            f"| {shown}{mark} | {row.must:g} | {aim} |"
        )


if __name__ == "__main__":
    main()
