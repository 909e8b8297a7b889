"""A server in this process that writes down what it is asked and answers what it is told."""

from __future__ import annotations

import email.parser
import email.policy
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs


@attrs.frozen
class Asked:
    """One request, read."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None

    @property
    def form(self) -> list[tuple[str, str | None, str, bytes]]:
        """The parts of a form: name, file name, content type, bytes; in the order of their names."""
        text = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode() + self.body
        parts = []
        for part in email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(text).iter_parts():
            name = part.get_param("name", header="content-disposition")
            kind = part.get("content-type", "")
            parts.append((str(name), part.get_filename(), kind, part.get_payload(decode=True)))
        return sorted(parts, key=lambda part: (part[0], part[3]))

    @property
    def content(self) -> Any:
        """The body in a form that can be compared."""
        if self.kind == "multipart/form-data":
            return self.form
        return self.json if self.kind == "application/json" else self.body


@attrs.define
class Recorder:
    """The server.

    Attributes:
        url: Its address, with the version path.
        asked: The requests, in order.
        answer: What it says to the next ones: status, content type, body.
    """

    url: str = ""
    asked: list[Asked] = attrs.field(factory=list)
    answer: tuple[int, str, bytes] = (200, "application/json", b"{}")
    headers: dict[str, str] = attrs.field(factory=dict)
    script: Callable[[Asked], Any] | None = None  # JSON for each request, or a status and JSON; instead of `answer`

    def say(self, value: Any) -> None:
        """Answer this JSON from now on."""
        self.answer = (200, "application/json", json.dumps(value).encode())

    def events(self, *events: tuple[str | None, Any]) -> None:
        """Answer these events from now on; text is sent as it is."""
        blocks = []
        for name, data in events:
            text = data if isinstance(data, str) else json.dumps(data)
            blocks.append((f"event: {name}\n" if name else "") + f"data: {text}\n\n")
        self.answer = (200, "text/event-stream", "".join(blocks).encode())

    def take(self) -> Asked:
        """The one request since the last time."""
        assert len(self.asked) == 1, self.asked
        return self.asked.pop()


@contextmanager
def recorder() -> Iterator[Recorder]:
    made = Recorder()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # head and body in one piece: two would wait for the other side's delayed acknowledgement

        def log_message(self, *_: object) -> None:
            pass

        def setup(self) -> None:
            super().setup()
            self.connection.settimeout(10)

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            address = urlsplit(self.path)
            query = sorted(parse_qsl(address.query, keep_blank_values=True))
            headers = {name.lower(): value for name, value in self.headers.items()}
            path = unquote(address.path.removeprefix("/v1"))
            asked = Asked(self.command, path, query, headers, body)
            made.asked.append(asked)
            status, kind, text = made.answer
            if made.script is not None:
                said = made.script(asked)
                status, said = said if isinstance(said, tuple) else (200, said)
                kind, text = "application/json", json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text)))
            self.send_header("x-request-id", "req_1")
            for name, value in made.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = answer  # noqa: N815 - names of the base class

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    server.block_on_close = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
