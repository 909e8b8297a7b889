"""A server that answers every family, for clients of manifests."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest


class Recorder(http.server.BaseHTTPRequestHandler):
    """Answers every chat in the form of its path, and remembers under which path and with which key it was asked."""

    paths: list[str] = []
    keys: list[str | None] = []

    def log_message(self, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.paths.append(self.path)
        self.keys.append(self.headers["x-api-key"] or self.headers["Authorization"])
        if self.path.endswith("/messages"):
            answer: Any = {"type": "message", "role": "assistant", "content": [{"type": "text", "text": "hi"}]}
            answer |= {"stop_reason": "end_turn", "usage": {"input_tokens": 1, "output_tokens": 1}}
        elif ":generateContent" in self.path:
            answer = {"candidates": [{"content": {"role": "model", "parts": [{"text": "hi"}]}, "finishReason": "STOP"}]}
        else:
            message = {"role": "assistant", "content": "hi"}
            answer = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
        text = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


@pytest.fixture
def recorder() -> Iterator[tuple[str, list[str]]]:
    paths: list[str] = []
    handler = type("Handler", (Recorder,), {"paths": paths, "keys": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", paths
        server.shutdown()
        thread.join()
