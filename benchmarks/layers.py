"""What the layers around a call cost: rate limit, breaker, permits, metrics, an interceptor, a fallback chain.

    python benchmarks/layers.py [--rounds 30]

One process for each kind of client, in which clients with the different layers take turns of some hundred calls each:
CPU per call. "off" is a client without any of them, "all on" has all of them, and nothing in them ever acts. A ratio is
taken between two figures of the same round, and the table shows the median.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from worker import BODY, cpu

HERE = Path(__file__).parent
CALLS = 200
EACH = 8
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


def blocking(url: str, rounds: int) -> dict[str, list[float]]:
    import ailib

    clients = {name: ailib.Client("openai/gpt-4o", base_url=url, api_key="k", **settings(name)) for name in SETTINGS}
    made = request()
    found: dict[str, list[float]] = {name: [] for name in SETTINGS}
    for number in range(rounds + 1):
        for name, client in clients.items():
            start = cpu()
            for _ in range(CALLS):
                client.chat_completion(made)
            if number:  # the first round warms up
                found[name].append((cpu() - start) / CALLS * 1e6)
    for client in clients.values():
        client.close()
    return found


def tasks(url: str, rounds: int) -> dict[str, list[float]]:
    import ailib

    async def main() -> dict[str, list[float]]:
        clients = {
            name: ailib.AsyncClient("openai/gpt-4o", base_url=url, api_key="k", **settings(name)) for name in SETTINGS
        }
        made = request()
        found: dict[str, list[float]] = {name: [] for name in SETTINGS}

        async def some(client: Any) -> None:
            for _ in range(EACH):
                await client.chat_completion(made)

        for number in range(rounds + 1):
            for name, client in clients.items():
                start = cpu()
                await asyncio.gather(*(some(client) for _ in range(AT_ONCE)))
                if number:
                    found[name].append((cpu() - start) / (EACH * AT_ONCE) * 1e6)
        for client in clients.values():
            await client.aclose()
        return found

    return asyncio.run(main())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--one", nargs=2, metavar=("KIND", "URL"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        kind, url = arguments.one
        print(json.dumps((blocking if kind == "blocking" else tasks)(url, arguments.rounds)))
        return
    figures: dict[str, dict[str, list[float]]] = {}
    with subprocess.Popen([sys.executable, str(HERE / "server.py")], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        try:
            for kind in ("blocking", "async"):
                command = [sys.executable, __file__, "--one", kind, url, "--rounds", str(arguments.rounds)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                figures[kind] = json.loads(done.stdout)
        finally:
            server.terminate()
    print("| layers | blocking, us | ratio | async, 64 at once, us | ratio |")
    print("|---|--:|--:|--:|--:|")
    for name in SETTINGS:
        cells: list[str] = []
        for found in figures.values():
            ratio = statistics.median(o / f for o, f in zip(found[name], found["off"], strict=True))
            cells += [f"{statistics.median(found[name]):.0f}", f"{ratio:.2f}"]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
