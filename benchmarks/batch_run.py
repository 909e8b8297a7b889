"""A long run of `ailib.batch` against a fast server: items per second, peak memory, bytes of state per item.

    python benchmarks/batch_run.py --items 1000000 --mode async
    python benchmarks/batch_run.py --items 1000000 --server ./loadsrv      # a compiled server that prints its port

The ratios are to the same number of calls in flight by a raw aiohttp loop that writes its answers to a file, in input
order: measured before and after the run, in a process of its own, on a tenth of the items. The ratio of wall times
depends on who else uses the machine and on the server; that of the client's CPU time per item less so.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def used() -> float:
    """CPU seconds of this process."""
    figures = resource.getrusage(resource.RUSAGE_SELF)
    return figures.ru_utime + figures.ru_stime


async def raw(url: str, items: int, concurrency: int, folder: str) -> None:
    """A loop that a competent programmer writes by hand: no retries, no state, nothing to resume."""
    import aiohttp

    numbers = iter(range(items))
    waiting: dict[int, str] = {}
    with open(f"{folder}/raw.jsonl", "w") as out:  # noqa: ASYNC230, PTH123
        place = 0
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

            async def work() -> None:
                nonlocal place
                for number in numbers:
                    body = {"model": "m", "messages": [{"role": "user", "content": f"item {number}"}]}
                    async with session.post(f"{url}/chat/completions", json=body) as answer:
                        found = json.loads(await answer.read())
                    text = found["choices"][0]["message"]["content"]
                    waiting[number] = json.dumps({"index": number, "text": text, "response": found}) + "\n"
                    while place in waiting:
                        out.write(waiting.pop(place))
                        place += 1

            await asyncio.gather(*(work() for _ in range(concurrency)))


def measure(mode: str, url: str, items: int, concurrency: int) -> dict[str, Any]:
    """Seconds, CPU seconds, MiB before and at the peak, bytes of state; for a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        if mode == "raw":
            import aiohttp  # noqa: F401 - not to be measured
        else:
            import ailib.batch
            import ailib.transport.aio
            import ailib.transport.blocking

            options = {
                "model": "vllm/m",
                "base_url": url,
                "out": f"{folder}/out.jsonl",
                "state": f"{folder}/run.db",
                "concurrency": concurrency,
            }
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begun, cpu = time.perf_counter(), used()
        lines = (f"item {number}" for number in range(items))
        if mode == "raw":
            asyncio.run(raw(url, items, concurrency, folder))
        elif mode == "async":
            assert asyncio.run(ailib.batch.arun(lines, **options)).done == items
        else:
            assert ailib.batch.run(lines, **options).done == items
        seconds, cpu = time.perf_counter() - begun, used() - cpu
        state = Path(folder, "run.db")
        return {
            "seconds": seconds,
            "cpu": cpu,
            "before": before,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "state": state.stat().st_size if state.exists() else 0,
        }


def apart(mode: str, url: str, items: int, concurrency: int) -> dict[str, Any]:
    """`measure` in a process of its own."""
    words = [sys.executable, __file__, "--measure", mode, url, "--items", str(items), "--concurrency", str(concurrency)]
    found: dict[str, Any] = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--mode", choices=("sync", "async"), default="async")
    parser.add_argument("--server", help="a program that prints its port and answers /v1/chat/completions")
    parser.add_argument("--path", default="/v1", help="of that program")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(*given.measure, given.items, given.concurrency)))
        return
    command = [given.server, "0"] if given.server else [sys.executable, str(HERE / "server.py")]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        port = int(re.findall(r"\d+", server.stdout.readline())[0])
        url = f"http://127.0.0.1:{port}{given.path}"
        few = max(1000, given.items // 10)
        loops = [apart("raw", url, few, given.concurrency)]
        ours = apart(given.mode, url, given.items, given.concurrency)
        loops.append(apart("raw", url, few, given.concurrency))
    finally:
        server.kill()
        server.wait()
    rate = given.items / ours["seconds"]
    base = 2 * few / sum(loop["seconds"] for loop in loops)
    cost, base_cost = ours["cpu"] / given.items * 1e6, sum(loop["cpu"] for loop in loops) / (2 * few) * 1e6
    print(f"{given.items} items, {given.mode}, {given.concurrency} in flight")
    print(f"raw aiohttp {base:.0f}/s, the run {rate:.0f}/s, ratio {rate / base:.2f}")
    print(f"CPU per item: raw aiohttp {base_cost:.0f} us, the run {cost:.0f} us, ratio {base_cost / cost:.2f}")
    print(f"memory: {ours['before']:.0f} MiB before, {ours['peak']:.0f} MiB at the peak")
    print(f"state: {ours['state'] / given.items:.0f} bytes per item")


if __name__ == "__main__":
    main()
