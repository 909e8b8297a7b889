"""Record what a client says to a real provider and hears from it, once; replay it ever after, without key and network.

    with Cassette("tests/weather.jsonl") as cassette:
        client = cassette.client("openai/gpt-4o-mini")
        client.chat_completion("How is the weather?")

A file has one exchange a line: the request (method, address, body) and what came of it, a stream with the time of each
piece. Keys are not in it: credentials are put on a request after it was written down, and what an answer repeats of
them is masked. The same cassette serves the blocking and the async client.
"""

from __future__ import annotations

import base64
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ..core.censor import without_secrets
from ..errors import AilibError, Cancelled, ConfigurationError, ConnectError, ConnectionLost, RequestTimeout
from ..models.shapes import is_object
from ..transport.base import Headers, HttpResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..cancel import CancelToken
    from ..client import AsyncClient, Client
    from ..core.call import Ports
    from ..transport.base import HttpRequest, HttpStream, Limits, Runtime, Transport, WebSocket

__all__ = ["Cassette", "CassetteMiss"]

Mode: TypeAlias = "Literal['auto', 'record', 'replay']"
# Headers that say nothing of an answer, or too much of who asked.
_LEFT_OUT = frozenset({
    "set-cookie", "date", "content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive",
    "openai-organization", "openai-project", "anthropic-organization-id", "server", "via", "cf-ray", "report-to", "nel",
    "alt-svc", "strict-transport-security",
})  # fmt: skip
_SECRET_PARAMETERS = ("key", "api_key", "apikey", "access_token", "token", "sig", "signature")
_ERRORS: dict[str, type[AilibError]] = {
    "ConnectError": ConnectError,
    "RequestTimeout": RequestTimeout,
    "ConnectionLost": ConnectionLost,
}


class CassetteMiss(ConfigurationError):
    """The cassette has no such exchange (or no other one), and is not to ask the provider."""


def _pack(data: bytes) -> Any:
    """Bytes for JSON: text where they are text, so that a person can read it."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def _unpack(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else base64.b64decode(value["base64"])


def _address(url: str) -> str:
    """The address without what may be a secret in it."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    kept = [(name, value) for name, value in query if name.lower() not in _SECRET_PARAMETERS]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, urlencode(kept), ""))


def _body(request: HttpRequest) -> Any:
    """The body as JSON where it is JSON; a form of parts without its boundary, which is made by chance."""
    if request.body is None:
        return None
    data = request.body if isinstance(request.body, bytes) else b"".join(request.body)
    kind = next((value for name, value in request.headers.items() if name.lower() == "content-type"), "")
    boundary = kind.partition("boundary=")[2].strip('"')
    if boundary:
        data = data.replace(boundary.encode(), b"boundary")
    try:
        return json.loads(data)
    except ValueError:
        return _pack(data)


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {"method": request.method, "url": _address(request.url), "body": _body(request)}


class Cassette:
    """A file of exchanges.

    Args:
        path: JSON lines. Made on the first recording.
        mode: "auto" replays what the file has and asks the provider for the rest, "replay" never asks it, "record"
            forgets what the file has.
        timing: Replay streams at their recorded pace; 2.0 is twice as fast, 0 (the default) at once.
        match: What makes two requests the same: of "method", "url", "path", "body".

    Attributes:
        replayed, recorded: How many exchanges were.
    """

    def __init__(
        self,
        path: str | Path,
        mode: Mode = "auto",
        *,
        timing: float = 0.0,
        match: Iterable[str] = ("method", "url", "body"),
    ) -> None:
        self.path: Path = Path(path)
        self.mode: Mode = mode
        self.timing: float = timing
        self.match: tuple[str, ...] = tuple(match)
        self.replayed: int = 0
        self.recorded: int = 0
        if mode not in ("auto", "record", "replay"):
            raise ConfigurationError(f"mode must be 'auto', 'record' or 'replay', not {mode!r}")
        self._lock = threading.Lock()
        self._exchanges: list[dict[str, Any]] = []
        self._used: set[int] = set()
        self._clients: list[Any] = []
        self._undo: list[Callable[[], None]] = []
        if mode == "record":
            self.path.unlink(missing_ok=True)
        elif self.path.exists():
            self._read()
        elif mode == "replay":
            raise ConfigurationError(f"There is no cassette {self.path}", hint="Record it first: mode='auto'")

    def _read(self) -> None:
        for number, line in enumerate(self.path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                exchange: Any = None
                try:
                    exchange = json.loads(line)
                    known = {"request", "response"} <= exchange.keys() or {"request", "error"} <= exchange.keys()
                except (ValueError, AttributeError):
                    known = False
                if not known:
                    raise ConfigurationError(f"{self.path}:{number} is no exchange of a cassette")
                self._exchanges.append(exchange)

    # Clients

    def attach(self, client: Any) -> Any:
        """Put this cassette between a client (and all its copies) and the network; returns the client.

        Args:
            client: `Client`, `AsyncClient`, or a client of `ailib.openai`.
        """
        core = getattr(client, "_core", None)
        ports: Ports = client._ports if core is None else core.ports
        self._undo.append(ports.wrap(lambda inner: _CassetteTransport(self, inner, ports.runtime)))
        return client

    def client(self, target: str | None = None, **keywords: Any) -> Client:
        """A blocking client with this cassette; it needs no key as long as everything is replayed."""
        from ..client import Client

        made: Client = self._made(Client, target, keywords)
        return made

    def async_client(self, target: str | None = None, **keywords: Any) -> AsyncClient:
        """An async client with this cassette."""
        from ..client import AsyncClient

        made: AsyncClient = self._made(AsyncClient, target, keywords)
        return made

    def _made(self, cls: Any, target: str | None, keywords: dict[str, Any]) -> Any:
        try:
            client = cls(target, **keywords)
        except ConfigurationError:
            if not self._exchanges or "api_key" in keywords:
                raise
            client = cls(target, api_key="replayed", **keywords)
        self._clients.append(client)
        return self.attach(client)

    def close(self) -> None:
        """Take the cassette out of its clients."""
        while self._undo:
            self._undo.pop()()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Exchanges

    def find(self, request: HttpRequest) -> dict[str, Any] | None:
        """The exchange to replay for a request: the next one that was not used; None when the provider is to be asked.

        Raises:
            CassetteMiss: There is none, and the provider is not to be asked.
        """
        asked = _asked(request)
        with self._lock:
            for number, exchange in enumerate(self._exchanges):
                if number not in self._used and self._same(exchange["request"], asked):
                    self._used.add(number)
                    self.replayed += 1
                    return exchange
        if self.mode == "replay":
            raise CassetteMiss(
                f"{self.path} has no (other) exchange for {request.method} {asked['url']}", hint=self._nearest(asked)
            )
        return None

    def _same(self, known: dict[str, Any], asked: dict[str, Any]) -> bool:
        for name in self.match:
            if name == "path":
                if urlsplit(str(known["url"])).path != urlsplit(str(asked["url"])).path:
                    return False
            elif known.get(name) != asked.get(name):
                return False
        return True

    def _nearest(self, asked: dict[str, Any]) -> str:
        """What is different in the exchange that comes closest."""
        for number, exchange in enumerate(self._exchanges):
            known = exchange["request"]
            if (known["method"], known["url"]) != (asked["method"], asked["url"]):
                continue
            if number in self._used and self._same(known, asked):
                return "It was recorded once and asked for twice"
            mine, theirs = known.get("body"), asked.get("body")
            if is_object(mine) and is_object(theirs):
                names = sorted({*mine, *theirs})
                other = [name for name in names if mine.get(name) != theirs.get(name)]
                return f"Recorded was the same request with another {', '.join(other)}"
        return "Nothing was recorded at this address"

    def add(self, exchange: dict[str, Any], request: HttpRequest) -> None:
        """Write an exchange down, without the secrets of the request that was sent."""
        clean = without_secrets(exchange, request)
        line = json.dumps(clean, ensure_ascii=False, separators=(",", ":"))
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
            self.recorded += 1


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if name.lower() not in _LEFT_OUT}


def _raise(error: Mapping[str, Any]) -> None:
    kind = _ERRORS.get(error["kind"], ConnectionLost)
    if kind is RequestTimeout:
        raise RequestTimeout(error["message"], phase=error.get("phase") or "read")
    raise kind(error["message"])


def _error(error: AilibError) -> dict[str, Any]:
    return {"kind": type(error).__name__, "message": error.message, "phase": getattr(error, "phase", None)}


class _CassetteTransport:
    """A `Transport` that replays, or asks another one and writes down what it says."""

    def __init__(self, cassette: Cassette, inner: Callable[[], Transport], runtime: Runtime) -> None:
        self._cassette = cassette
        self._inner = inner
        self._runtime = runtime
        self._asked = False

    async def send(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> HttpResponse:
        """The whole answer."""
        known = self._cassette.find(request)
        if known is not None:
            if "error" in known:
                _raise(known["error"])
            answer = known["response"]
            body = b"".join(_unpack(piece[1]) for piece in answer["pieces"])
            return HttpResponse(answer["status"], Headers(answer["headers"]), body)
        exchange: dict[str, Any] = {"request": _asked(request)}
        self._asked = True
        try:
            found = await self._inner().send(request, limits, cancel)
        except Cancelled:
            raise
        except AilibError as error:
            self._cassette.add({**exchange, "error": _error(error)}, request)
            raise
        answer = {"status": found.status, "headers": _kept(found.headers), "pieces": [[0, _pack(found.body)]]}
        self._cassette.add({**exchange, "response": answer}, request)
        return found

    async def stream(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> HttpStream:
        """The answer, piece by piece."""
        known = self._cassette.find(request)
        if known is not None:
            if "error" in known:
                _raise(known["error"])
            return _Replayed(known["response"], self._cassette.timing, self._runtime, cancel)
        exchange: dict[str, Any] = {"request": _asked(request)}
        self._asked = True
        try:
            found = await self._inner().stream(request, limits, cancel)
        except Cancelled:
            raise
        except AilibError as error:
            self._cassette.add({**exchange, "error": _error(error)}, request)
            raise
        return _Recording(found, self._cassette, exchange, request, self._runtime)

    async def connect_ws(
        self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None
    ) -> WebSocket | HttpResponse:
        """A WebSocket of the provider itself: what is said over it is not written down.

        Raises:
            CassetteMiss: The provider is not to be asked.
        """
        if self._cassette.mode == "replay":
            raise CassetteMiss("A cassette has no WebSockets", hint="mode='auto' lets them through")
        self._asked = True
        return await self._inner().connect_ws(request, limits, cancel)

    async def aclose(self) -> None:
        """Close what was asked."""
        if self._asked:
            await self._inner().aclose()


class _Recording:
    """A stream that is written down while it is read."""

    def __init__(
        self, inner: HttpStream, cassette: Cassette, exchange: dict[str, Any], request: HttpRequest, runtime: Runtime
    ) -> None:
        self._inner = inner
        self._cassette = cassette
        self._exchange = exchange
        self._request = request
        self._runtime = runtime
        self._begun = runtime.now()
        self._pieces: list[list[Any]] = []
        self._written = False

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._inner.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers."""
        return self._inner.headers

    async def read(self, until: float | None) -> bytes:
        """The next bytes."""
        try:
            data = await self._inner.read(until)
        except ConnectionLost as error:
            self._note({"error": _error(error)})
            self._write()
            raise
        except TimeoutError:
            self._note({"silence": True})
            raise
        if data:
            self._note(_pack(data))
        else:
            self._write()
        return data

    def _note(self, what: Any) -> None:
        self._pieces.append([round(self._runtime.now() - self._begun, 3), what])

    def _write(self) -> None:
        if not self._written:
            self._written = True
            answer = {"status": self.status, "headers": _kept(self.headers), "pieces": self._pieces}
            self._cassette.add({**self._exchange, "response": answer}, self._request)

    async def aclose(self) -> None:
        """Write down what has come, and close."""
        self._write()
        await self._inner.aclose()


class _Replayed:
    """A stream from a cassette."""

    def __init__(self, answer: Mapping[str, Any], timing: float, runtime: Runtime, cancel: CancelToken | None) -> None:
        self.status: int = answer["status"]
        self.headers: Mapping[str, str] = Headers(answer["headers"])
        self._pieces: list[list[Any]] = list(answer["pieces"])
        self._timing = timing
        self._runtime = runtime
        self._cancel = cancel
        self._begun = runtime.now()
        self._at = 0

    async def read(self, until: float | None) -> bytes:
        """The next piece, when its time has come."""
        if self._cancel is not None and self._cancel.cancelled:
            raise Cancelled(reason=self._cancel.reason)
        if self._at >= len(self._pieces):
            return b""
        moment, what = self._pieces[self._at]
        if self._timing > 0:
            due = self._begun + moment / self._timing
            wait = due - self._runtime.now()
            if until is not None and due > until:
                await self._runtime.sleep(max(0.0, until - self._runtime.now()), self._cancel)
                raise TimeoutError
            if wait > 0:
                await self._runtime.sleep(wait, self._cancel)
        self._at += 1
        if is_object(what):
            if "error" in what:
                _raise(what["error"])
            if "silence" in what:
                raise TimeoutError
        return _unpack(what)

    async def aclose(self) -> None:
        """No more."""
        self._at = len(self._pieces)
