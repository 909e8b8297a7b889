"""One row of one client, in this process: `worker.py ROW CLIENT URL`; prints one number (microseconds unless said).

Clients: `requests` and `aiohttp` (raw, standard library json), `ailib`. Sync rows know requests, async rows aiohttp.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MESSAGES = [
    {"role": "system", "content": "You are a concise and helpful assistant."},
    {"role": "user", "content": "What is the capital of France, and what should I see there in one afternoon?"},
]
BODY: dict[str, Any] = {"model": "gpt-4o", "messages": MESSAGES, "temperature": 0.7, "max_tokens": 512}
STREAM_BODY = {**BODY, "stream": True, "stream_options": {"include_usage": True}}
HEADERS = {"Authorization": "Bearer k", "Content-Type": "application/json", "Accept": "application/json"}


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def per(count: int, work: Callable[[], object], clock: Callable[[], float] = cpu) -> float:
    start = clock()
    work()
    return (clock() - start) / count * 1e6


class RawSync:
    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        import requests

        self.session = requests.Session()
        self.session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=256))
        self.session.headers.update({**HEADERS, **(headers or {})})
        self.url = url + "/chat/completions"

    def call(self, messages: Any = MESSAGES) -> str:
        answer = self.session.post(self.url, data=json.dumps({**BODY, "messages": messages}), timeout=60)
        answer.raise_for_status()
        return json.loads(answer.content)["choices"][0]["message"]["content"]

    def stream(self) -> int:
        count = 0
        rest = b""
        with self.session.post(self.url, data=json.dumps(STREAM_BODY), stream=True, timeout=60) as answer:
            for data in answer.iter_content(None):
                parts = (rest + data if rest else data).split(b"\n\n")
                rest = parts.pop()
                for part in parts:
                    if part.startswith(b"data: ") and part != b"data: [DONE]":
                        choices = json.loads(part[6:])["choices"]
                        if choices and choices[0]["delta"].get("content"):
                            count += 1
        return count


class OurSync:
    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        import ailib

        self.ailib = ailib
        self.client = ailib.Client("openai", base_url=url, api_key="k", headers=headers)

    def request(self, messages: Any = MESSAGES) -> Any:
        message = self.ailib.Message.from_dict
        return self.ailib.ChatCompletionRequest(
            model="gpt-4o", messages=[message(m) for m in messages], temperature=0.7, max_tokens=512
        )

    def call(self, messages: Any = MESSAGES) -> str:
        return self.client.chat_completion(self.request(messages)).text

    def stream(self) -> int:
        count = 0
        for chunk in self.client.chat_completion_stream(self.request()):
            if chunk.choices and chunk.choices[0].delta.content:
                count += 1
        return count


class RawAsync:
    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        import aiohttp

        self.session = aiohttp.ClientSession(
            headers={**HEADERS, **(headers or {})}, connector=aiohttp.TCPConnector(limit=0)
        )
        self.url = url + "/chat/completions"

    async def call(self) -> str:
        async with self.session.post(self.url, data=json.dumps(BODY).encode()) as answer:
            answer.raise_for_status()
            return json.loads(await answer.read())["choices"][0]["message"]["content"]

    async def stream(self, seen: Callable[[Any], None] | None = None) -> int:
        count = 0
        rest = b""
        async with self.session.post(self.url, data=json.dumps(STREAM_BODY).encode()) as answer:
            async for data in answer.content.iter_any():
                parts = (rest + data if rest else data).split(b"\n\n")
                rest = parts.pop()
                for part in parts:
                    if part.startswith(b"data: ") and part != b"data: [DONE]":
                        chunk = json.loads(part[6:])
                        if chunk["choices"] and chunk["choices"][0]["delta"].get("content"):
                            count += 1
                            if seen is not None:
                                seen(chunk)
        return count

    async def close(self) -> None:
        await self.session.close()


class OurAsync(OurSync):
    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        import ailib

        self.ailib = ailib
        self.client: Any = ailib.AsyncClient("openai", base_url=url, api_key="k", headers=headers)

    async def call(self) -> str:  # type: ignore[override]
        return (await self.client.chat_completion(self.request())).text

    async def stream(self, seen: Callable[[Any], None] | None = None) -> int:  # type: ignore[override]
        count = 0
        async for chunk in self.client.chat_completion_stream(self.request()):
            if chunk.choices and chunk.choices[0].delta.content:
                count += 1
                if seen is not None:
                    seen(chunk.raw)
        return count

    async def close(self) -> None:
        await self.client.close()


def sync_call(make: Any, url: str) -> float:
    client = make(url)
    for _ in range(50):
        client.call()
    return per(1000, lambda: [client.call() for _ in range(1000)])


def threads_32(make: Any, url: str) -> float:
    """Wall time."""
    from concurrent.futures import ThreadPoolExecutor

    client = make(url)
    with ThreadPoolExecutor(32) as pool:
        list(pool.map(lambda _: client.call(), range(320)))
        return per(3200, lambda: list(pool.map(lambda _: client.call(), range(3200))), time.perf_counter)


def sync_stream(make: Any, url: str) -> float:
    client = make(url)
    client.stream()
    return per(20_000, lambda: [client.stream() for _ in range(20)])


def image_5mb(make: Any, url: str) -> float:
    image = "data:image/png;base64," + "QUJD" * (5 * 1024 * 1024 // 4)
    parts = [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": image}}]
    client = make(url)
    messages = [MESSAGES[0], {"role": "user", "content": parts}]
    client.call(messages)
    return per(10, lambda: [client.call(messages) for _ in range(10)])


def construction(make: Any, url: str) -> float:
    make(url)
    kept: list[Any] = []
    return per(200, lambda: kept.extend(make(url) for _ in range(200)))


def _async(work: Any) -> Any:
    import asyncio

    return asyncio.run(work)


def async_call(concurrency: int) -> Callable[[Any, str], float]:
    def row(make: Any, url: str) -> float:
        async def main() -> float:
            import asyncio

            client = make(url)
            total = 2000 if concurrency > 1 else 1000
            todo = iter(range(total))

            async def worker() -> None:
                for _ in todo:
                    await client.call()

            await asyncio.gather(*(client.call() for _ in range(concurrency)))
            start = cpu()
            await asyncio.gather(*(worker() for _ in range(concurrency)))
            used = cpu() - start
            await client.close()
            return used / total * 1e6

        return _async(main())

    return row


def async_stream(make: Any, url: str) -> float:
    async def main() -> float:
        client = make(url)
        await client.stream()
        start = cpu()
        for _ in range(20):
            await client.stream()
        used = cpu() - start
        await client.close()
        return used / 20_000 * 1e6

    return _async(main())


def fan_out(make: Any, url: str) -> float:
    """2,000 calls of 200 ms at once: wall milliseconds."""

    async def main() -> float:
        import asyncio

        client = make(url, {"x-wait": "0.2"})
        start = time.perf_counter()
        await asyncio.gather(*(client.call() for _ in range(2000)))
        took = time.perf_counter() - start
        await client.close()
        return took * 1e3

    return _async(main())


def paced_streams(make: Any, url: str) -> float:
    """500 streams of 20 events, 0.25 s apart: 99th percentile of receipt minus sending, in microseconds."""

    async def main() -> float:
        import asyncio

        client = make(url, {"x-pace": "0.25", "x-events": "20"})
        late: list[float] = []

        async def one(place: int) -> None:
            await asyncio.sleep(place / 500 * 0.25)  # not all in the same instant
            seen = 0

            def note(chunk: Any) -> None:
                nonlocal seen
                seen += 1
                if seen > 5:  # while connections are being made, everybody is late
                    late.append(time.monotonic() - chunk["sent"])

            await client.stream(note)

        await asyncio.gather(*(one(place) for place in range(500)))
        await client.close()
        late.sort()
        return late[int(len(late) * 0.99)] * 1e6

    return _async(main())


SYNC = {"sync_call": sync_call, "threads_32": threads_32, "sync_stream": sync_stream, "image_5mb": image_5mb}
ASYNC = {
    "async_call_1": async_call(1),
    "async_call_64": async_call(64),
    "async_call_256": async_call(256),
    "async_stream": async_stream,
    "fan_out_2000": fan_out,
    "paced_streams_500": paced_streams,
}


def main() -> None:
    row, client, url = sys.argv[1:4]
    if row == "construction":
        print(construction(OurSync if client == "ailib" else RawSync, url))
    elif row in SYNC:
        print(SYNC[row](OurSync if client == "ailib" else RawSync, url))
    else:
        import resource as limits

        soft, hard = limits.getrlimit(limits.RLIMIT_NOFILE)
        limits.setrlimit(limits.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
        print(ASYNC[row](OurAsync if client == "ailib" else RawAsync, url))


if __name__ == "__main__":
    main()
