"""How each wire family is called and read, with plain HTTP: nothing of our own clients, nothing of the provider's code."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import requests

from ailib.testing import EmbeddedProvider

CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = "What is the weather in Paris?"


def sse(body: bytes) -> list[Any]:
    """The payloads of server-sent events, decoded where they are JSON; comments left out."""
    found: list[Any] = []
    for block in body.decode().replace("\r\n", "\n").split("\n\n"):
        data = [line for line in block.splitlines() if line.startswith("data: ")]
        found.extend(decoded(line.removeprefix("data: ")) for line in data)
    return found


def lines(body: bytes) -> list[Any]:
    return [decoded(line) for line in body.decode().splitlines() if line.strip()]


def decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def frames(body: bytes) -> list[Any]:
    """The frames of AWS's event stream as `{"name of the event": payload}`; a string for one whose sum is wrong."""
    found: list[Any] = []
    while len(body) >= 16:
        size, headers_size, prelude_sum = struct.unpack_from("!III", body)
        assert zlib.crc32(body[:8]) == prelude_sum
        if len(body) < size:
            break
        whole, body = body[:size], body[size:]
        if zlib.crc32(whole[:-4]) != struct.unpack("!I", whole[-4:])[0]:
            found.append("broken")
            continue
        rest, headers = whole[12 : 12 + headers_size], {}
        while rest:
            name_size = rest[0]
            name, kind = rest[1 : 1 + name_size].decode(), rest[1 + name_size]
            assert kind == 7, "only strings are used"
            (value_size,) = struct.unpack_from("!H", rest, 2 + name_size)
            start = 4 + name_size
            headers[name] = rest[start : start + value_size].decode()
            rest = rest[start + value_size :]
        name = headers.get(":event-type") or headers[":exception-type"]
        assert headers[":message-type"] == ("event" if ":event-type" in headers else "exception")
        found.append({name: json.loads(whole[12 + headers_size : -4])})
    return found


def _chat_stream_text(events: list[Any]) -> str:
    return "".join(c["delta"].get("content") or "" for e in events if isinstance(e, dict) for c in e.get("choices", ()))


@attrs.frozen
class Wire:
    """One family as a test calls it."""

    name: str
    path: str
    body: Callable[[str], dict[str, Any]]
    text: Callable[[Any], str]
    """The text of a whole answer."""
    read: Callable[[bytes], list[Any]]
    """The events of a stream."""
    stream_text: Callable[[list[Any]], str]
    is_last: Callable[[Any], bool]
    """Whether an event is the stream's last word."""
    message: Callable[[Any], str]
    """The words of an error."""
    stream_path: str = ""
    stream_field: dict[str, Any] = attrs.field(factory=lambda: {"stream": True})
    whole_field: dict[str, Any] = attrs.field(factory=dict)
    headers: dict[str, str] = attrs.field(factory=dict)
    usage: str = "usage"
    content_type: str = "text/event-stream"
    key: Callable[[str], dict[str, str]] = lambda key: {"Authorization": f"Bearer {key}"}
    wrong_key: int = 401


def _messages(text: str) -> list[dict[str, Any]]:
    return [{"role": "user", "content": text}]


def _chat(name: str, path: str, **more: Any) -> Wire:
    return Wire(
        name=name,
        path=path,
        body=lambda text: {"model": "embedded-chat", "messages": _messages(text)},
        text=lambda d: d["choices"][0]["message"]["content"],
        read=sse,
        stream_text=_chat_stream_text,
        is_last=lambda e: e == "[DONE]",
        message=lambda d: d["error"]["message"],
        **more,
    )


def _gemini(name: str, path: str, query: str = "?alt=sse", **more: Any) -> Wire:
    return Wire(
        name=name,
        path=f"{path}/models/embedded-chat:generateContent",
        stream_path=f"{path}/models/embedded-chat:streamGenerateContent{query}",
        stream_field={},
        body=lambda text: {"contents": [{"role": "user", "parts": [{"text": text}]}]},
        text=lambda d: "".join(p["text"] for p in d["candidates"][0]["content"]["parts"] if not p.get("thought")),
        read=sse if query else lambda body: list(json.loads(body)),
        stream_text=lambda events: "".join(
            p.get("text", "")
            for e in events
            if "candidates" in e
            for p in e["candidates"][0]["content"].get("parts", ())
        ),
        is_last=lambda e: isinstance(e, dict) and "finishReason" in e.get("candidates", [{}])[0],
        message=lambda d: d["error"]["message"],
        usage="usageMetadata",
        key=lambda key: {"x-goog-api-key": key},
        wrong_key=400,
        **more,
    )


def _anthropic(name: str, path: str, **more: Any) -> Wire:
    return Wire(
        name=name,
        path=path,
        body=lambda text: {"model": "embedded-chat", "max_tokens": 1000, "messages": _messages(text)},
        text=lambda d: "".join(b["text"] for b in d["content"] if b["type"] == "text"),
        read=sse,
        stream_text=lambda events: "".join(
            e["delta"].get("text", "") for e in events if e["type"] == "content_block_delta"
        ),
        is_last=lambda e: isinstance(e, dict) and e.get("type") == "message_stop",
        message=lambda d: d["error"]["message"],
        headers={"anthropic-version": "2023-06-01"},
        key=lambda key: {"x-api-key": key},
        **more,
    )


WIRES = [
    _chat("openai_chat", "/v1/chat/completions"),
    _chat("azure", "/openai/v1/chat/completions", key=lambda key: {"api-key": key}),
    _chat(
        "azure_deployment",
        "/openai/deployments/embedded-chat/chat/completions?api-version=2024-10-21",
        key=lambda key: {"api-key": key},
    ),
    Wire(
        name="openai_responses",
        path="/v1/responses",
        body=lambda text: {"model": "embedded-chat", "input": text},
        text=lambda d: "".join(c["text"] for o in d["output"] if o["type"] == "message" for c in o["content"]),
        read=sse,
        stream_text=lambda events: "".join(e["delta"] for e in events if e["type"] == "response.output_text.delta"),
        is_last=lambda e: isinstance(e, dict) and e.get("type") == "response.completed",
        message=lambda d: d["error"]["message"] if "error" in d else d["message"],
    ),
    _anthropic("anthropic_messages", "/anthropic/v1/messages"),
    _anthropic("anthropic_at_the_root", "/v1/messages"),
    _gemini("gemini_generate_content", "/v1beta"),
    _gemini("vertex", "/v1/projects/p/locations/global/publishers/google"),
    Wire(
        name="bedrock_converse",
        path="/model/embedded-chat/converse",
        stream_path="/model/embedded-chat/converse-stream",
        stream_field={},
        body=lambda text: {"messages": [{"role": "user", "content": [{"text": text}]}]},
        text=lambda d: "".join(b.get("text", "") for b in d["output"]["message"]["content"]),
        read=frames,
        stream_text=lambda events: "".join(
            e["contentBlockDelta"]["delta"].get("text", "") for e in events if "contentBlockDelta" in e
        ),
        is_last=lambda e: "metadata" in e,
        message=lambda d: d["message"] if "message" in d else next(iter(d.values()))["message"],
        content_type="application/vnd.amazon.eventstream",
        wrong_key=403,
    ),
    Wire(
        name="cohere_v2",
        path="/cohere/v2/chat",
        body=lambda text: {"model": "embedded-chat", "messages": _messages(text)},
        text=lambda d: "".join(c["text"] for c in d["message"]["content"] if c["type"] == "text"),
        read=sse,
        stream_text=lambda events: "".join(
            e["delta"]["message"]["content"].get("text", "") for e in events if e["type"] == "content-delta"
        ),
        is_last=lambda e: isinstance(e, dict) and e.get("type") == "message-end",
        message=lambda d: d["message"] if "message" in d else d["delta"]["error"],
    ),
    Wire(
        name="ollama_native",
        path="/api/chat",
        body=lambda text: {"model": "embedded-chat", "messages": _messages(text)},
        whole_field={"stream": False},
        text=lambda d: d["message"]["content"],
        read=lines,
        stream_text=lambda events: "".join(e["message"]["content"] for e in events if isinstance(e, dict)),
        is_last=lambda e: isinstance(e, dict) and e.get("done") is True,
        message=lambda d: d["error"],
        usage="eval_count",
        content_type="application/x-ndjson",
    ),
]


def send(
    provider: EmbeddedProvider, path: str, body: Any = None, *, method: str = "POST", **headers: str
) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return session.request(method, provider.url + path, json=body, headers=given, timeout=5)


def get(provider: EmbeddedProvider, path: str, **headers: str) -> Any:
    response = send(provider, path, method="GET", **headers)
    assert response.status_code == 200, response.text
    return response.json()


def ask(provider: EmbeddedProvider, wire: Wire, text: str, *, stream: bool = False, **more: Any) -> requests.Response:
    """Ask a question; `more` are headers."""
    path = (wire.stream_path or wire.path) if stream else wire.path
    body = wire.body(text) | (wire.stream_field if stream else wire.whole_field)
    with requests.Session() as session:
        session.trust_env = False
        return session.post(provider.url + path, json=body, headers=wire.headers | more, timeout=5)


@contextmanager
def streaming(provider: EmbeddedProvider, wire: Wire, text: str) -> Iterator[requests.Response]:
    """A stream that is read piece by piece."""
    with requests.Session() as session:
        session.trust_env = False
        body = wire.body(text) | wire.stream_field
        path = wire.stream_path or wire.path
        with session.post(provider.url + path, json=body, headers=wire.headers, timeout=5, stream=True) as response:
            yield response
