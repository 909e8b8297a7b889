"""A chat server that keeps limits as providers do, tells of them in its headers, and counts whom it has turned away."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Self

__all__ = ["LimitServer", "anthropic_style", "openai_style"]

Style = Callable[[int, float, float], dict[str, str]]


def openai_style(limit: int, remaining: float, reset: float) -> dict[str, str]:
    return {
        "x-ratelimit-limit-requests": str(limit),
        "x-ratelimit-remaining-requests": str(int(remaining)),
        "x-ratelimit-reset-requests": f"{reset * 1000:.0f}ms",
    }


def anthropic_style(limit: int, remaining: float, reset: float) -> dict[str, str]:
    from datetime import UTC, datetime, timedelta

    moment = datetime.now(UTC) + timedelta(seconds=reset)
    return {
        "anthropic-ratelimit-requests-limit": str(limit),
        "anthropic-ratelimit-requests-remaining": str(int(remaining)),
        "anthropic-ratelimit-requests-reset": moment.isoformat(),
    }


class LimitServer:
    """Answers chats, as long as its limit allows.

    Args:
        limit: Most requests in a period; for "bucket" the capacity.
        period: Seconds; a bucket is filled in that time.
        kind: "window" (fixed, from its first request on), "sliding" or "bucket".
        style: Writes the headers; None says nothing.
        tokens: Most tokens in a period, or None; each answer costs `cost`.
        delay: Seconds before each answer.
    """

    def __init__(
        self,
        limit: int = 10_000,
        period: float = 1.0,
        kind: str = "window",
        style: Style | None = None,
        tokens: int | None = None,
        cost: int = 100,
        delay: float = 0.0,
    ) -> None:
        self.limit, self.period, self.kind, self.style = limit, period, kind, style
        self.tokens, self.cost, self.delay = tokens, cost, delay
        self.refused = 0
        self.retry_after: str | None = None
        self.answered: list[float] = []
        self.texts: list[str] = []
        self._lock = threading.Lock()
        self._log: deque[float] = deque()
        self._spent: deque[tuple[float, int]] = deque()
        self._level, self._at = float(limit), time.monotonic()
        self._begun = 0.0
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *args: object) -> None:
                pass

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, headers, text = owner.answer(body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _allow(self, now: float) -> tuple[bool, float, float]:
        """(whether it may pass, what is left, seconds until all of it is back)."""
        if self.kind == "bucket":
            self._level = min(float(self.limit), self._level + (now - self._at) * self.limit / self.period)
            self._at = now
            passed = self._level >= 1
            self._level -= passed
            return passed, self._level, (self.limit - self._level) * self.period / self.limit
        if self.kind == "sliding":
            while self._log and self._log[0] + self.period <= now:
                self._log.popleft()
            passed = len(self._log) < self.limit
            if passed:
                self._log.append(now)
            return passed, self.limit - len(self._log), self._log[-1] + self.period - now
        if now >= self._begun + self.period:
            self._begun = now
            self._log.clear()
        passed = len(self._log) < self.limit
        if passed:
            self._log.append(now)
        return passed, self.limit - len(self._log), self._begun + self.period - now

    def answer(self, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        with self._lock:
            now = time.monotonic()
            passed, left, reset = self._allow(now)
            while self._spent and self._spent[0][0] + self.period <= now:
                self._spent.popleft()
            if self.tokens is not None and sum(cost for _, cost in self._spent) + self.cost > self.tokens:
                passed = False
            headers = {"Content-Type": "application/json"}
            if self.style is not None:
                headers |= self.style(self.limit, left, reset)
            if not passed:
                self.refused += 1
                if self.retry_after is not None:
                    headers["Retry-After"] = self.retry_after
                return 429, headers, b'{"error": {"message": "slow down", "code": "rate_limit_exceeded"}}'
            self._spent.append((now, self.cost))
            self.answered.append(now)
            self.texts.append(str(body["messages"][-1]["content"]))
        if self.delay:
            time.sleep(self.delay)
        usage = {"prompt_tokens": self.cost - 10, "completion_tokens": 10, "total_tokens": self.cost}
        message = {"role": "assistant", "content": "ok"}
        answer = {
            "id": "x",
            "object": "chat.completion",
            "created": 1,
            "model": body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": usage,
        }
        return 200, headers, json.dumps(answer).encode()
