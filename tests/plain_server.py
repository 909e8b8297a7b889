"""A server that gives the answers it is told to and remembers what it was asked; for endpoints beside chats."""

from __future__ import annotations

import http.server
import json
import threading
from typing import Any, NamedTuple, Self


class Seen(NamedTuple):
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    data: bytes

    @property
    def body(self) -> Any:
        """Its JSON."""
        return json.loads(self.data)


class PlainServer:
    """Answers in the order they were given: `(status, headers, body)`; a body that is no bytes is sent as JSON.

    None in place of an answer closes the connection without one.
    """

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.seen: list[Seen] = []
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                data = self.rfile.read(int(self.headers.get("content-length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                owner.seen.append(Seen(self.command, self.path, headers, data))
                answer = owner.answers.pop(0) if len(owner.answers) > 1 else owner.answers[0]
                if answer is None:
                    self.close_connection = True
                    return
                status, more, body = answer
                if not isinstance(body, bytes):
                    body, more = json.dumps(body).encode(), {"content-type": "application/json", **more}
                self.send_response(status)
                for name, value in {**more, "content-length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = _any  # noqa: N815 - names of the base class

            def log_message(self, *_args: Any) -> None:
                return

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, body: Any, status: int = 200, **headers: str) -> None:
        """Say this from now on."""
        self.answers = [(status, {name.replace("_", "-"): value for name, value in headers.items()}, body)]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
