"""What the layers around a call cost: rate limit, breaker, permits, metrics, an interceptor, a fallback chain.

    python benchmarks/layers.py [--rounds 9]

One process per figure, CPU per call; "off" is a client without any of them, "all on" has all of them, and nothing in
them ever acts. A ratio is taken between two figures of the same round, and the table shows the median.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from worker import BODY, cpu, per

HERE = Path(__file__).parent
CALLS = 3000
AT_ONCE = 64
SETTINGS = ("off", "rate limit", "breaker", "permits", "metrics", "interceptor", "fallback", "all on")


def settings(name: str) -> dict[str, Any]:
    import ailib

    class Watching(ailib.Interceptor):
        def on_request(self, context: Any, request: Any) -> None: ...

        def on_response(self, context: Any, request: Any, response: Any) -> None: ...

    class Counting(ailib.Metrics):
        def __init__(self) -> None:
            self.counts: dict[str, int] = {}

        def incr_counter(self, name: str, value: int = 1) -> None:
            self.counts[name] = self.counts.get(name, 0) + value

    layers: dict[str, dict[str, Any]] = {
        "rate limit": {"rate_limit": ailib.RateLimit(rpm=10_000_000, tpm=10_000_000_000)},
        "breaker": {"breaker": ailib.CircuitBreaker()},
        "permits": {"max_concurrency": 1000},
        "metrics": {"metrics": Counting()},
        "interceptor": {"interceptors": [Watching()]},
        "fallback": {"fallback": ailib.FallbackChain("openai/gpt-4o").always("openai/gpt-4o-mini")},
    }
    if name == "all on":
        return {key: value for layer in layers.values() for key, value in layer.items()}
    return layers.get(name, {})


def request() -> Any:
    import ailib

    return ailib.ChatCompletionRequest.from_dict(BODY)


def blocking(name: str, url: str) -> float:
    import ailib

    with ailib.Client("openai/gpt-4o", base_url=url, api_key="k", **settings(name)) as client:
        made = request()
        for _ in range(50):
            client.chat_completion(made)

        def work() -> None:
            for _ in range(CALLS):
                client.chat_completion(made)

        return per(CALLS, work)


def tasks(name: str, url: str) -> float:
    import ailib

    async def main() -> float:
        async with ailib.AsyncClient("openai/gpt-4o", base_url=url, api_key="k", **settings(name)) as client:
            made = request()

            async def some(count: int) -> None:
                for _ in range(count):
                    await client.chat_completion(made)

            await asyncio.gather(*(some(2) for _ in range(AT_ONCE)))
            start = cpu()
            await asyncio.gather(*(some(CALLS // AT_ONCE) for _ in range(AT_ONCE)))
            return (cpu() - start) / (CALLS // AT_ONCE * AT_ONCE) * 1e6

    return asyncio.run(main())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", nargs=3, metavar=("KIND", "SETTING", "URL"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        kind, name, url = arguments.one
        print((blocking if kind == "blocking" else tasks)(name, url))
        return
    figures: dict[tuple[str, str], list[float]] = {}
    with subprocess.Popen([sys.executable, str(HERE / "server.py")], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        try:
            for number in range(arguments.rounds):
                todo = [(kind, name) for kind in ("blocking", "async") for name in SETTINGS]
                random.Random(number).shuffle(todo)
                todo.sort(key=lambda item: item[0])
                for kind, name in todo:
                    command = [sys.executable, __file__, "--one", kind, name, url]
                    done = subprocess.run(command, check=True, capture_output=True, text=True)
                    figures.setdefault((kind, name), []).append(float(done.stdout))
        finally:
            server.terminate()
    print("| layers | blocking, us | ratio | async, 64 at once, us | ratio |")
    print("|---|--:|--:|--:|--:|")
    for name in SETTINGS:
        cells: list[str] = []
        for kind in ("blocking", "async"):
            off, on = figures[kind, "off"], figures[kind, name]
            ratio = statistics.median(o / f for o, f in zip(on, off, strict=True))
            cells += [f"{statistics.median(on):.0f}", f"{ratio:.2f}"]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
