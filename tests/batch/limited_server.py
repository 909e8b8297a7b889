"""A provider that enforces limits: requests and tokens, by fixed windows or by buckets, and says so in its headers."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TOKENS = 40  # of every answer, prompt included


class Limit:
    """What may be used: `amount` per `period` seconds.

    With `trickles`, it comes back continuously (a bucket), else all at once at the end of a window that begins with
    the first call.
    """

    def __init__(self, unit: str, amount: int, period: float, *, trickles: bool) -> None:
        self.unit, self.amount, self.period, self.trickles = unit, amount, period, trickles
        self.left = float(amount)
        self.since: float | None = None

    def refill(self, now: float) -> None:
        if self.since is None:
            self.since = now
        elif self.trickles:
            self.left = min(float(self.amount), self.left + (now - self.since) * self.amount / self.period)
            self.since = now
        elif now - self.since >= self.period:
            self.left, self.since = float(self.amount), now

    def reset(self, now: float) -> float:
        assert self.since is not None
        if self.trickles:
            return (self.amount - self.left) * self.period / self.amount
        return max(0.0, self.since + self.period - now)

    def wait(self, need: int, now: float) -> float:
        if self.trickles:
            return (need - self.left) * self.period / self.amount
        return self.reset(now)


class LimitedServer:
    """Counts what it answers and what it refuses; `told` says whether the headers tell the limits."""

    def __init__(self, *limits: Limit, latency: float = 0.005, told: bool = True) -> None:
        self.limits, self.latency, self.told = limits, latency, told
        self.answered = self.refused = self.active = self.peak = 0
        self.begun = self.ended = 0.0

    @property
    def seconds(self) -> float:
        """From the first request to the last answer."""
        return self.ended - self.begun

    def admit(self) -> tuple[float | None, dict[str, str]]:
        now = time.monotonic()
        self.begun = self.begun or now
        need = {"requests": 1, "tokens": TOKENS}
        for limit in self.limits:
            limit.refill(now)
        short = [limit.wait(need[limit.unit], now) for limit in self.limits if limit.left < need[limit.unit]]
        if not short:
            for limit in self.limits:
                limit.left -= need[limit.unit]
        headers: dict[str, str] = {}
        for limit in self.limits if self.told else ():
            headers[f"x-ratelimit-limit-{limit.unit}"] = str(limit.amount)
            headers[f"x-ratelimit-remaining-{limit.unit}"] = str(int(limit.left))
            headers[f"x-ratelimit-reset-{limit.unit}"] = f"{limit.reset(now) * 1000:.0f}ms"
        return (max(short) if short else None), headers

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))  # fmt: skip
                body = json.loads(await reader.readexactly(length))
                wait, headers = self.admit()
                self.active += 1
                self.peak = max(self.peak, self.active)
                await asyncio.sleep(self.latency)
                self.active -= 1
                self.ended = time.monotonic()
                if wait is None:
                    self.answered += 1
                    status, answer = "200 OK", self.answer(body)
                else:
                    self.refused += 1
                    headers["retry-after-ms"] = f"{wait * 1000:.0f}"
                    status, answer = "429 Too Many Requests", {"error": {"message": "slow down", "type": "requests"}}
                data = json.dumps(answer).encode()
                lines = [f"HTTP/1.1 {status}", "content-type: application/json", f"content-length: {len(data)}"]
                lines += [f"{name}: {value}" for name, value in headers.items()]
                writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def answer(self, body: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": "c",
            "object": "chat.completion",
            "created": 1,
            "model": body["model"],
            "choices": [{"index": 0, "message": {"role": "assistant", "content": "ok"}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": TOKENS // 2, "completion_tokens": TOKENS // 2, "total_tokens": TOKENS},
        }


@contextmanager
def running(server: LimitedServer) -> Iterator[str]:
    """Serve in a thread; gives the base URL."""
    ready, stopped = threading.Event(), threading.Event()
    found: list[Any] = []

    async def main() -> None:
        listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        stop = asyncio.Event()
        found.extend((listener.sockets[0].getsockname()[1], asyncio.get_running_loop(), stop))
        ready.set()
        await stop.wait()
        listener.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        stopped.set()

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    ready.wait()
    port, loop, stop = found
    try:
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
