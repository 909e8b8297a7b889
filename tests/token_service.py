"""A provider and a token server of our own, for tests of everything that fetches tokens."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

from ailib.providers.profile import AuthScheme, ProviderProfile

from .transport.rawserver import Connection, RawRequest, RawServer, each_request, response

KEY = "sk-never-to-be-seen"
ANSWER = {
    "id": "c",
    "model": "m",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello."}, "finish_reason": "stop"}],
}


class Service:
    """A provider that takes the tokens in `good` (all, when it is None) and remembers what it was shown."""

    def __init__(self) -> None:
        self.good: set[str] | None = None
        self.shown: list[str] = []
        self.server = RawServer(each_request(self._answer))

    def _answer(self, connection: Connection, request: RawRequest) -> None:
        shown = request.headers.get("authorization", "").removeprefix("Bearer ")
        self.shown.append(shown)
        if self.good is not None and shown not in self.good:
            connection.send(response(b'{"error": {"message": "Bad token"}}', 401))
        elif b'"stream":true' in request.body.replace(b" ", b""):
            chunk = {**ANSWER, "choices": [{"index": 0, "delta": {"content": "Hello."}, "finish_reason": "stop"}]}
            body = f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode()
            connection.send(response(body, headers={"Content-Type": "text/event-stream"}))
        else:
            connection.send(response(json.dumps(ANSWER).encode(), headers={"Content-Type": "application/json"}))

    @property
    def base_url(self) -> str:
        return f"{self.server.url}/v1"


class TokenServer:
    """A token server that gives "token-1", "token-2", ... or what `replies` says next."""

    def __init__(self) -> None:
        self.fields: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.targets: list[str] = []
        self.replies: list[tuple[int, Any, dict[str, str]]] = []
        self.lifetime: float | None = 3600
        self.pause = 0.0
        self.server = RawServer(each_request(self._answer))

    def _answer(self, connection: Connection, request: RawRequest) -> None:
        self.targets.append(request.target)
        self.headers.append(request.headers)
        self.fields.append({name: values[0] for name, values in parse_qs(request.body.decode()).items()})
        number = len(self.fields)
        if self.pause:
            connection.sleep(self.pause)
        status, body, headers = 200, {"access_token": f"token-{number}", "token_type": "Bearer"}, {}
        if self.lifetime is not None:
            body["expires_in"] = self.lifetime  # type: ignore[assignment]
        if self.replies:
            status, body, headers = self.replies.pop(0)
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        connection.send(response(data, status, headers))


class AccessToken:
    """As azure-identity returns it."""

    def __init__(self, token: str, expires_on: float) -> None:
        self.token = token
        self.expires_on = expires_on


def texts(error: BaseException | None) -> str:
    """All that a traceback would show of an error and its causes."""
    shown: list[str] = []
    while error is not None:
        shown += [repr(error), str(error), repr(vars(error))]
        error = error.__cause__ or error.__context__
    return "\n".join(shown)


def profile_of(url: str, kind: str = "oauth_iam", **details: str) -> ProviderProfile:
    scheme = AuthScheme(kind, env=("MINE_SECRET_KEY",), details={"token_url": url, **details})
    return ProviderProfile(
        "mine", "Mine", "cloud", "openai_chat", scheme, base_url="https://mine.example.com/v1", default_model="m"
    )
