"""What a stream decoder of each family costs per chunk, as a multiple of the OpenAI-chat one in the same run.

    python benchmarks/decoders.py [--rounds 9]

Pure CPU: no sockets. Each stream has 2,000 pieces of text of the same lengths, framed as its provider frames it, and is
fed in pieces of 4,096 bytes. The rounds are interleaved; a figure is the least of its rounds.
"""

from __future__ import annotations

import argparse
import json
import struct
import time
import zlib
from typing import TYPE_CHECKING

from ailib import ChatCompletionRequest
from ailib.core.target import dialect_for
from ailib.providers.catalogue import get_provider

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [("word", " another", " a", " longer piece")[n % 4] for n in range(2000)]
MUST = 1.3


def data(value: object) -> bytes:
    return b"data: " + json.dumps(value, separators=(",", ":")).encode() + b"\n\n"


def named(name: str, value: dict[str, object]) -> bytes:
    return f"event: {name}\n".encode() + data({"type": name, **value})


def openai_chat() -> bytes:
    head = {
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1741570283, "model": "gpt-4o-2024-08-06",
        "service_tier": "default", "system_fingerprint": "fp_1",
    }  # fmt: skip

    def chunk(delta: dict[str, object], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return data({**head, "choices": [choice], "usage": None})

    return (
        b"".join(
            [chunk({"role": "assistant", "content": ""}), *(chunk({"content": w}) for w in WORDS), chunk({}, "stop")]
        )
        + b"data: [DONE]\n\n"
    )


def openai_responses() -> bytes:
    response = {"id": "resp_1", "object": "response", "created_at": 1741570283, "model": "gpt-4o", "output": []}
    item = {"id": "msg_1", "type": "message", "role": "assistant", "status": "in_progress", "content": []}
    part = {"type": "output_text", "text": "", "annotations": []}
    at = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    text = "".join(WORDS)
    whole = {**item, "status": "completed", "content": [{**part, "text": text}]}
    events = [
        named("response.created", {"response": {**response, "status": "in_progress"}}),
        named("response.output_item.added", {"output_index": 0, "item": item}),
        named("response.content_part.added", {**at, "part": part}),
        *(
            named("response.output_text.delta", {**at, "delta": w, "logprobs": [], "sequence_number": n})
            for n, w in enumerate(WORDS)
        ),
        named("response.output_text.done", {**at, "text": text}),
        named("response.output_item.done", {"output_index": 0, "item": whole}),
        named("response.completed", {"response": {**response, "status": "completed", "output": [whole]}}),
    ]
    return b"".join(events)


def anthropic_messages() -> bytes:
    message = {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "content": [],
        "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 9, "output_tokens": 1},
    }  # fmt: skip
    events = [
        named("message_start", {"message": message}),
        named("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}),
        *(named("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": w}}) for w in WORDS),
        named("content_block_stop", {"index": 0}),
        named(
            "message_delta",
            {"delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 2000}},
        ),
        named("message_stop", {}),
    ]
    return b"".join(events)


def gemini_generate_content() -> bytes:
    def chunk(text: str, finish: str | None = None) -> bytes:
        candidate: dict[str, object] = {"content": {"parts": [{"text": text}], "role": "model"}, "index": 0}
        if finish:
            candidate["finishReason"] = finish
        usage = {"promptTokenCount": 9, "candidatesTokenCount": 9, "totalTokenCount": 18}
        return data(
            {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-2.5-flash", "responseId": "r"}
        )

    return b"".join([*(chunk(w) for w in WORDS), chunk("", "STOP")])


def _aws(event: str, value: object) -> bytes:
    headers = b""
    for name, text in ((":event-type", event), (":content-type", "application/json"), (":message-type", "event")):
        headers += bytes([len(name)]) + name.encode() + b"\x07" + struct.pack(">H", len(text)) + text.encode()
    payload = json.dumps(value, separators=(",", ":")).encode()
    prelude = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + headers + payload
    return message + struct.pack(">I", zlib.crc32(message))


def bedrock_converse() -> bytes:
    events = [
        _aws("messageStart", {"p": "abc", "role": "assistant"}),
        *(_aws("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": w}, "p": "abcdefgh"}) for w in WORDS),
        _aws("contentBlockStop", {"contentBlockIndex": 0, "p": "abc"}),
        _aws("messageStop", {"p": "abc", "stopReason": "end_turn"}),
        _aws(
            "metadata",
            {"metrics": {"latencyMs": 9}, "usage": {"inputTokens": 9, "outputTokens": 2000, "totalTokens": 2009}},
        ),
    ]
    return b"".join(events)


def cohere_v2() -> bytes:
    message = {"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []}
    events = [
        named("message-start", {"id": "1", "delta": {"message": message}}),
        named("content-start", {"index": 0, "delta": {"message": {"content": {"type": "text", "text": ""}}}}),
        *(named("content-delta", {"index": 0, "delta": {"message": {"content": {"text": w}}}}) for w in WORDS),
        named("content-end", {"index": 0}),
        named(
            "message-end",
            {
                "id": "1",
                "delta": {
                    "finish_reason": "COMPLETE",
                    "usage": {"billed_units": {}, "tokens": {"input_tokens": 9, "output_tokens": 2000}},
                },
            },
        ),
    ]
    return b"".join(events)


def ollama_native() -> bytes:
    def line(text: str, **more: object) -> bytes:
        row = {
            "model": "qwen3",
            "created_at": "2025-01-01T00:00:00.000000Z",
            "message": {"role": "assistant", "content": text},
            "done": False,
            **more,
        }
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"

    return b"".join(
        [*(line(w) for w in WORDS), line("", done=True, done_reason="stop", prompt_eval_count=9, eval_count=2000)]
    )


FAMILIES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "openai_chat": ("openai", openai_chat),
    "openai_responses": ("openai", openai_responses),
    "anthropic_messages": ("anthropic", anthropic_messages),
    "gemini_generate_content": ("gemini", gemini_generate_content),
    "bedrock_converse": ("bedrock", bedrock_converse),
    "cohere_v2": ("cohere", cohere_v2),
    "ollama_native": ("ollama", ollama_native),
}
REQUEST = ChatCompletionRequest("model", "hello")


def decode(protocol: str, provider: str, body: bytes) -> float:
    """CPU microseconds per piece of text."""
    dialect = dialect_for(protocol)
    assert dialect is not None
    stream = dialect.chat_stream(get_provider(provider), REQUEST, "model")
    text: list[str] = []
    begun = time.process_time()
    for start in range(0, len(body), 4096):
        text += [chunk.text for chunk in stream.decode(body[start : start + 4096])]
    text += [chunk.text for chunk in stream.finish()]
    spent = time.process_time() - begun
    if stream.error is not None or "".join(text) != "".join(WORDS):
        raise SystemExit(f"{protocol}: {stream.error or 'the text is not what was sent'}")
    return spent * 1e6 / len(WORDS)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    bodies = {name: make() for name, (_, make) in FAMILIES.items()}
    best = dict.fromkeys(FAMILIES, float("inf"))
    for _ in range(rounds):
        for name, (provider, _) in FAMILIES.items():
            best[name] = min(best[name], decode(name, provider, bodies[name]))
    floor = best["openai_chat"]
    print(f"{'family':28}{'us/chunk':>10}{'ratio':>8}   must <= {MUST}")
    for name, spent in best.items():
        print(f"{name:28}{spent:10.2f}{spent / floor:8.2f}   {'' if spent <= floor * MUST else 'MISSED'}")


if __name__ == "__main__":
    main()
