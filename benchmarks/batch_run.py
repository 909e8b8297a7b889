"""A long run of `ailib.batch` against the raw server: items per second, peak memory, bytes of state per item.

    python benchmarks/batch_run.py --items 1000000 --mode async

The ratio is to the same number of calls in flight by a raw aiohttp loop, measured before it on a tenth of the items.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ailib.batch


async def raw(url: str, items: int, concurrency: int) -> float:
    """Items per second of a loop that a competent programmer writes by hand."""
    import aiohttp

    numbers = iter(range(items))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def work() -> None:
            for number in numbers:
                body = {"model": "m", "messages": [{"role": "user", "content": f"item {number}"}]}
                async with session.post(f"{url}/chat/completions", json=body) as answer:
                    json.loads(await answer.read())["choices"][0]["message"]["content"]

        begun = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(concurrency)))
        return items / (time.perf_counter() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--mode", choices=("sync", "async"), default="async")
    given = parser.parse_args()
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("server.py"))], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
        base = asyncio.run(raw(url, max(1000, given.items // 10), given.concurrency))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with tempfile.TemporaryDirectory() as folder:
            options = {
                "model": "vllm/m",
                "base_url": url,
                "out": f"{folder}/out.jsonl",
                "state": f"{folder}/run.db",
                "concurrency": given.concurrency,
            }
            items = (f"item {number}" for number in range(given.items))
            if given.mode == "async":
                result = asyncio.run(ailib.batch.arun(items, **options))
            else:
                result = ailib.batch.run(items, **options)
            assert result.done == given.items, result
            size = Path(f"{folder}/run.db").stat().st_size
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    finally:
        server.kill()
        server.wait()
    rate = given.items / result.seconds
    print(f"{given.items} items, {given.mode}, {given.concurrency} in flight")
    print(f"raw aiohttp {base:.0f}/s, the run {rate:.0f}/s, ratio {rate / base:.2f}")
    print(
        f"memory: {before:.0f} MiB before, {peak:.0f} MiB at the peak; state: {size / given.items:.0f} bytes per item"
    )


if __name__ == "__main__":
    main()
