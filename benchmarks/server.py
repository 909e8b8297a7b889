"""A server that costs next to nothing: every answer is prepared in advance. Prints its port, runs until killed.

Paths: `/v1/chat/completions` answers a chat, or a stream of N events when the body says `"stream":true`
(N from the header `x-events`, default 1000, one HTTP chunk each); with `x-wait: S` the answer waits S seconds;
with `x-pace: P` the events come P seconds apart, each with the time it was sent.
"""

from __future__ import annotations

import asyncio
import json
import time

HEADERS = b"".join(
    b"%s: %s\r\n" % (name, value)
    for name, value in (
        (b"content-type", b"%s"),
        (b"x-request-id", b"req_0123456789abcdef0123456789abcdef"),
        (b"openai-organization", b"bench"),
        (b"openai-processing-ms", b"12"),
        (b"openai-version", b"2020-10-01"),
        (b"x-ratelimit-limit-requests", b"10000"),
        (b"x-ratelimit-limit-tokens", b"2000000"),
        (b"x-ratelimit-remaining-requests", b"9999"),
        (b"x-ratelimit-remaining-tokens", b"1999970"),
        (b"x-ratelimit-reset-requests", b"6ms"),
        (b"x-ratelimit-reset-tokens", b"0s"),
        (b"strict-transport-security", b"max-age=31536000"),
        (b"cf-cache-status", b"DYNAMIC"),
        (b"server", b"bench"),
    )
)
ANSWER = json.dumps(
    {
        "id": "chatcmpl-0123456789abcdef",
        "object": "chat.completion",
        "created": 1790000000,
        "model": "gpt-4o-2024-08-06",
        "choices": [
            {
                "index": 0,
                "message": {
                    "role": "assistant",
                    "content": "Paris is the capital of France. In one afternoon, walk from the Louvre along the Seine "
                    "to the cathedral, and end on the hill of Montmartre at sunset. " * 3,
                    "refusal": None,
                    "annotations": [],
                },
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": {
            "prompt_tokens": 42,
            "completion_tokens": 96,
            "total_tokens": 138,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {
                "reasoning_tokens": 0,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        },
        "service_tier": "default",
        "system_fingerprint": "fp_0123456789",
    }
).encode()
CHAT = b"HTTP/1.1 200 OK\r\n" + HEADERS % b"application/json" + b"content-length: %d\r\n\r\n" % len(ANSWER) + ANSWER
STREAM = b"HTTP/1.1 200 OK\r\n" + HEADERS % b"text/event-stream" + b"transfer-encoding: chunked\r\n\r\n"


def event(content: str | None, finish: str | None = None, sent: float | None = None) -> bytes:
    delta = {} if content is None else {"content": content}
    chunk = {
        "id": "chatcmpl-0123456789abcdef",
        "object": "chat.completion.chunk",
        "created": 1790000000,
        "model": "gpt-4o-2024-08-06",
        "service_tier": "default",
        "system_fingerprint": "fp_0123456789",
        "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}],
        "usage": None,
    }
    if sent is not None:
        chunk["sent"] = sent
    data = b"data: " + json.dumps(chunk, separators=(",", ":")).encode() + b"\n\n"
    return b"%x\r\n%s\r\n" % (len(data), data)


END = event(None, "stop") + b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"
_BODIES: dict[int, bytes] = {}


def body(events: int) -> bytes:
    if events not in _BODIES:
        _BODIES[events] = STREAM + event(" word") * events + END
    return _BODIES[events]


class Server(asyncio.Protocol):
    def __init__(self) -> None:
        self.buffer = b""
        self.missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        if self.missing:  # the rest of a large body, of no interest
            self.missing -= len(data)
            if self.missing <= 0:
                self.missing = 0
                self.transport.write(CHAT)
            return
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].lower()
            length = self.number(head, b"content-length: ", 0)
            rest = self.buffer[end + 4 :]
            if len(rest) < length:
                if length > 100_000:
                    self.missing = int(length) - len(rest)
                    self.buffer = b""
                return
            self.buffer = rest[int(length) :]
            self.answer(head, rest[: int(length)])

    @staticmethod
    def number(head: bytes, name: bytes, fallback: float) -> float:
        at = head.find(name)
        return fallback if at < 0 else float(head[at + len(name) :].partition(b"\r")[0])

    def answer(self, head: bytes, sent: bytes) -> None:
        wait = self.number(head, b"x-wait: ", 0)
        pace = self.number(head, b"x-pace: ", 0)
        events = int(self.number(head, b"x-events: ", 1000))
        if b'"stream":true' in sent.replace(b" ", b""):
            if pace:
                self.transport.write(STREAM)
                self.paced(events, pace)
            else:
                self.transport.write(body(events))
        elif wait:
            asyncio.get_running_loop().call_later(wait, self.write, CHAT)
        else:
            self.transport.write(CHAT)

    def write(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)

    def paced(self, left: int, pace: float) -> None:
        if self.transport.is_closing():
            return
        if left == 0:
            self.transport.write(END)
            return
        self.transport.write(event(" word", sent=time.monotonic()))
        asyncio.get_running_loop().call_later(pace, self.paced, left - 1, pace)


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
