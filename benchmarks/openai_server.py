"""A server for `openai_package.py`: answers of OpenAI's surfaces, prepared in advance. Prints its port."""

from __future__ import annotations

import array
import asyncio
import base64
import json
import random

CHUNKS = 1000
VECTORS, DIMENSIONS = 256, 1536
PAGES, FILES = 10, 360  # together 1 MB


def _message(text: str) -> dict[str, object]:
    return {"role": "assistant", "content": text, "refusal": None, "annotations": []}


USAGE = {
    "prompt_tokens": 42, "completion_tokens": 96, "total_tokens": 138,
    "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
    "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
}  # fmt: skip
CHAT = {
    "id": "chatcmpl-0123456789abcdef", "object": "chat.completion", "created": 1790000000, "model": "gpt-4o-2024-08-06",
    "choices": [{"index": 0, "message": _message("Paris. " * 60), "logprobs": None, "finish_reason": "stop"}],
    "usage": USAGE, "service_tier": "default", "system_fingerprint": "fp_1",
}  # fmt: skip


def _sse(events: list[tuple[str | None, object]]) -> bytes:
    lines = []
    for name, data in events:
        lines.append(
            (f"event: {name}\n" if name else "") + f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n"
        )
    return "".join(lines).encode()


def _chunk(delta: dict[str, object], reason: str | None = None) -> dict[str, object]:
    return {
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1790000000, "model": "gpt-4o-2024-08-06",
        "service_tier": "default", "system_fingerprint": "fp_1", "usage": None, "obfuscation": "x8Yq",
        "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}],
    }  # fmt: skip


CHAT_STREAM = _sse(
    [
        (None, _chunk({"role": "assistant", "content": "", "refusal": None})),
        *[(None, _chunk({"content": f" word{n}"})) for n in range(CHUNKS)],
        (None, _chunk({}, "stop")),
        (None, "[DONE]"),
    ]
)
RESPONSE = {
    "id": "resp_1", "object": "response", "created_at": 1790000000, "status": "completed", "error": None,
    "incomplete_details": None, "instructions": None, "max_output_tokens": None, "model": "gpt-4o", "tools": [],
    "output": [{"type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
                "content": [{"type": "output_text", "text": "x" * 400, "annotations": [], "logprobs": []}]}],
    "parallel_tool_calls": True, "temperature": 1.0, "tool_choice": "auto", "top_p": 1.0, "metadata": {},
    "usage": {"input_tokens": 9, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 90,
              "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 99},
}  # fmt: skip
RESPONSE_STREAM = _sse(
    [
        ("response.created", {"type": "response.created", "sequence_number": 0, "response": RESPONSE}),
        *[
            (
                "response.output_text.delta",
                {"type": "response.output_text.delta", "sequence_number": n, "item_id": "msg_1", "output_index": 0,
                 "content_index": 0, "delta": f" word{n}", "logprobs": [], "obfuscation": "x8Yq"},
            )
            for n in range(CHUNKS)
        ],
        ("response.completed", {"type": "response.completed", "sequence_number": CHUNKS, "response": RESPONSE}),
    ]
)  # fmt: skip
_random = random.Random(1)
FLOATS = [[_random.uniform(-0.1, 0.1) for _ in range(DIMENSIONS)] for _ in range(VECTORS)]


def _embeddings(vectors: list[object]) -> bytes:
    data = [{"object": "embedding", "index": n, "embedding": vector} for n, vector in enumerate(vectors)]
    usage = {"prompt_tokens": 8, "total_tokens": 8}
    return json.dumps({"object": "list", "data": data, "model": "text-embedding-3-small", "usage": usage}).encode()


EMBEDDINGS = {
    "float": _embeddings(list(FLOATS)),
    "base64": _embeddings([base64.b64encode(array.array("f", vector).tobytes()).decode() for vector in FLOATS]),
}


def _page(number: int) -> bytes:
    files = [
        {"id": f"file-{number}-{n:026d}", "object": "file", "bytes": 120000, "created_at": 1790000000 + n,
         "filename": f"requests-{number}-{n}.jsonl", "purpose": "batch", "status": "processed", "status_details": None,
         "expires_at": None}
        for n in range(FILES)
    ]  # fmt: skip
    last = files[-1]["id"]
    page = {
        "object": "list",
        "data": files,
        "has_more": number < PAGES - 1,
        "first_id": files[0]["id"],
        "last_id": last,
    }
    return json.dumps(page).encode()


PAGE = {str(number): _page(number) for number in range(PAGES)}


def _whole(body: bytes, kind: str = "application/json") -> bytes:
    head = f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\nx-request-id: req_1\r\ncontent-length: {len(body)}\r\n"
    return f"{head}openai-processing-ms: 12\r\nx-ratelimit-remaining-requests: 9999\r\n\r\n".encode() + body


ANSWERS = {
    "chat": _whole(json.dumps(CHAT).encode()),
    "chat stream": _whole(CHAT_STREAM, "text/event-stream"),
    "response": _whole(json.dumps(RESPONSE).encode()),
    "response stream": _whole(RESPONSE_STREAM, "text/event-stream"),
    **{f"embeddings {kind}": _whole(body) for kind, body in EMBEDDINGS.items()},
    **{f"page {number}": _whole(body) for number, body in PAGE.items()},
}


def answer_to(path: bytes, body: bytes) -> bytes:
    """The prepared answer of a request."""
    if path.startswith(b"/v1/files"):
        after = path.partition(b"after=file-")[2]
        return ANSWERS[f"page {int(after[:1]) + 1 if after else 0}"]
    if path.startswith(b"/v1/embeddings"):
        return ANSWERS["embeddings base64" if b'"base64"' in body[-400:] else "embeddings float"]
    streamed = b'"stream":true' in body[-400:].replace(b" ", b"")
    return ANSWERS[("response" if b"/responses" in path else "chat") + (" stream" if streamed else "")]


class Server(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.data = bytearray()
        self.need = 0

    def data_received(self, data: bytes) -> None:
        self.data += data
        while len(self.data) >= self.need:
            end = self.data.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.data[:end])
            length = next(
                (
                    int(line.partition(b":")[2])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length:")
                ),
                0,
            )
            self.need = end + 4 + length
            if len(self.data) < self.need:
                return
            body = bytes(self.data[end + 4 : self.need])
            del self.data[: self.need]
            self.need = 0
            self.transport.write(answer_to(head.split(b" ", 2)[1], body))  # type: ignore[attr-defined]


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
