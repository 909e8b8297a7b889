"""`EmbeddedProvider`: an AI provider inside your process, a real HTTP server on a loopback port.

It runs on aiohttp in a daemon thread with a loop of its own, so that blocking and asyncio clients alike reach it
through real sockets. It knows nothing of the clients of ailib::

    with EmbeddedProvider() as provider:
        provider.answer("weather", text="Sunny.")
        provider.answer("busy", fault=Fault(status=429, retry_after=0.1), times=2)
        ...                                  # talk to provider.base_url
        assert provider.requests[-1].body["model"] == "embedded-chat"

A client in another process asks for faults in a header: `x-embedded-fault: {"status": 429, "times": 2}`, the fields of
`Fault` as JSON, where `times` is counted per value of the header `x-embedded-id`.

`shared_provider()` is the one behind `Client("embedded")`; `serve()` and `python -m ailib.testing` run one for others.
"""

from __future__ import annotations

import asyncio
import atexit
import importlib
import itertools
import json
import os
import secrets
import signal
import socket
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from ..errors import ConfigurationError
from .batches import Batches, BatchPace
from .delivery import LOGIN_PAGE, Call, Delivery, Event, Reply
from .families import BASES, Families
from .family import Family, Refused
from .json_shapes import is_object
from .script import NO_FAULT, Answer, Fault, Pace, Script

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import FrameType, TracebackType
    from typing import Self

    from aiohttp.web_request import BaseRequest
    from aiohttp.web_response import StreamResponse
    from aiohttp.web_server import Server

    from .script import Chunk, ToolCall, When

__all__ = ["EmbeddedProvider", "SeenRequest", "main", "serve", "shared_base_url", "shared_provider"]

T = TypeVar("T")

_MOST_SEEN = 20_000
_MOST_SEEN_BYTES = 128 * 1024 * 1024
_LARGEST_BODY = 1024 * 1024 * 1024
_BACKLOG = 4096
_STOP_SECONDS = 0.5


@attrs.define(eq=False)
class SeenRequest:
    """A request that reached the provider.

    Attributes:
        method: "GET", "POST".
        path: Path without the query.
        query: The query as it was sent, without the question mark.
        headers: Headers; names in any case.
        body: The decoded JSON, or the bytes when they are none, or None without any.
        at: When it had arrived completely, in seconds of `time.monotonic()`.
        connection_id: Number of the connection, from 1 in the order of their first requests.
        closed_early_at: When the client closed the connection before the answer was complete, else None.
        done_at: When the answer was complete or the connection gone, None until then.
        messages: What came over a WebSocket after the request, decoded.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: Any
    at: float
    connection_id: int
    closed_early_at: float | None = None
    done_at: float | None = None
    messages: list[Any] = attrs.field(factory=list[Any])


class EmbeddedProvider:
    """A provider on a port of this machine that speaks the wire families of `ailib`, each at its own paths.

    Args:
        host: Address to listen on.
        port: Port; 0 takes a free one and keeps it over `stop()` and `start()`.
        pace: How fast answers come; None is `Pace.instant()`.
        api_key: The only key that is let in, in the header that each family uses; None lets everybody in.
        tls: A server-side context makes it speak HTTPS.
        models: More model names that it answers to, for programs that name a model of their own.

    Attributes:
        pace: How fast answers come.
        batches: Batch jobs: how long they take, what goes wrong with them, which there were.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        pace: Pace | None = None,
        api_key: str | None = None,
        tls: ssl.SSLContext | None = None,
        models: Iterable[str] = (),
    ) -> None:
        self.pace = pace if pace is not None else Pace.instant()
        self._host = host
        self._wanted_port = self._port = port
        self._api_key = api_key
        self._tls = tls
        self._script = Script()
        self.batches: Batches = Batches(_believable(self.pace))
        self._families = Families(tuple(models), self.batches)
        self._forget()

    def _forget(self) -> None:
        """Be as if never started."""
        self._lifecycle = threading.Lock()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listener: socket.socket | None = None
        self._server: Server | None = None
        self._stop: asyncio.Event | None = None
        self._connections: dict[Any, int] = {}
        self._connection_numbers = itertools.count(1)
        self._seen: deque[tuple[SeenRequest, int]] = deque()
        self._seen_bytes = 0
        self._active = 0
        self._peak = 0
        self._served = 0

    # --- lifecycle ---

    def start(self) -> Self:
        """Listen; does nothing when it listens already.

        Raises:
            OSError: The port is taken.
            TypeError: `tls` is no SSL context.
        """
        # Imported here, by the caller's thread: a failing import must reach the caller.
        importlib.import_module("aiohttp.web_server")

        with self._lifecycle:
            if self._thread is not None:
                return self
            family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
            listener = socket.create_server((self._host, self._port), family=family, backlog=_BACKLOG)
            self._port = listener.getsockname()[1]
            self._listener = listener
            failures: list[Exception] = []
            ready = threading.Event()
            thread = threading.Thread(
                target=self._run, args=(listener, ready, failures), name="ailib-embedded-provider", daemon=True
            )
            thread.start()
            ready.wait()
            if failures:
                thread.join()
                listener.close()
                raise failures[0]
            self._thread = thread
            _live.add(self)
            _watch_process()
        return self

    def stop(self) -> None:
        """Close every connection and the port, and wait for the thread. Rules and `requests` stay. Idempotent."""
        with self._lifecycle:
            thread, loop, stop = self._thread, self._loop, self._stop
            self._thread = None
            _live.discard(self)
            if thread is None or loop is None or stop is None:
                return
            try:
                loop.call_soon_threadsafe(stop.set)
            except RuntimeError:
                return  # The loop has died with the interpreter.
            thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def __repr__(self) -> str:
        state = self.url if self._thread is not None else "stopped"
        return f"<EmbeddedProvider {state}>"

    def _run(self, listener: socket.socket, ready: threading.Event, failures: list[Exception]) -> None:
        try:
            asyncio.run(self._serve_until_stopped(listener, ready))
        except Exception as error:
            if ready.is_set():
                raise
            failures.append(error)
            ready.set()

    async def _serve_until_stopped(self, listener: socket.socket, ready: threading.Event) -> None:
        from aiohttp.web_server import Server

        loop = self._loop = asyncio.get_running_loop()
        stop = self._stop = asyncio.Event()
        server = self._server = Server(
            self._handle, request_factory=self._request, handler_cancellation=True, access_log=None
        )
        endpoint = await loop.create_server(server, sock=listener, ssl=self._tls, backlog=_BACKLOG)
        ready.set()
        await stop.wait()
        endpoint.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for connection in server.connections:
            if connection.transport is not None:
                connection.transport.abort()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_STOP_SECONDS)
        # The transports close their sockets one turn after they were told to.
        await asyncio.sleep(0)
        with self._changed:
            self._connections.clear()
            self._changed.notify_all()

    def _leave_to_parent(self) -> None:
        """In a forked child: thread and loop are the parent's; only the copies of its sockets must go.

        A copy that stays open would keep a connection of the parent's clients alive after the parent closed it.
        """
        listener, server = self._listener, self._server
        _left_to_parent.append((self._loop, server, self._stop))
        if listener is not None:
            listener.close()
        for connection in server.connections if server is not None else ():
            shown = connection.transport.get_extra_info("socket") if connection.transport is not None else None
            raw: socket.socket | None = getattr(shown, "_sock", None)
            if raw is not None:
                raw.close()
        self._port = self._wanted_port
        self._script = Script()
        self._forget()

    # --- addresses ---

    @property
    def port(self) -> int:
        """The port; 0 as long as none was chosen."""
        return self._port

    @property
    def url(self) -> str:
        """Address without any path, like "http://127.0.0.1:4321".

        Raises:
            ConfigurationError: It was never started.
        """
        if self._port == 0:
            raise ConfigurationError("The embedded provider has no address before it is started", hint="Call start()")
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host)
        shown = f"[{host}]" if ":" in host else host
        return f"{'http' if self._tls is None else 'https'}://{shown}:{self._port}"

    @property
    def base_url(self) -> str:
        """Address of the API: `url` and "/v1"."""
        return f"{self.url}/v1"

    def base_url_for(self, family: str) -> str:
        """Address of one wire family, as `Client(provider, base_url=...)` takes it.

        Args:
            family: "openai_chat", "openai_responses", "anthropic_messages", "gemini_generate_content",
                "bedrock_converse", "cohere_v2", "ollama_native"; or "vertex", "vertex_anthropic", "azure",
                "azure_deployment", which speak one of those at another address.

        Raises:
            ConfigurationError: No such family, or the provider was never started.
        """
        if family not in BASES:
            raise ConfigurationError(
                f"The embedded provider speaks no family {family!r}", hint=f"It speaks {', '.join(BASES)}"
            )
        return self.url + BASES[family]

    # --- scripting ---

    def answer(  # noqa: D417 - `Answer` describes the rest
        self,
        when: When = None,
        *,
        text: str | None = None,
        reasoning: str | None = None,
        tool_calls: Sequence[ToolCall | Mapping[str, Any]] | None = None,
        finish_reason: str | None = None,
        usage: Mapping[str, Any] | None = None,
        refusal: str | None = None,
        fault: Fault | None = None,
        times: int | None = None,
        chunks: Sequence[Chunk] | None = None,
        body: Any = None,
    ) -> Self:
        """Add a rule; the first one that matches a request wins.

        Args:
            when: Part of the last user message; or a function of the decoded body; or None, which is always.
            times: How often the rule applies before it is skipped; None for ever.

        The other arguments are those of `Answer`. With nothing to say, the default answer is given and the fault
        applied to it. Rules with a fault or a body also apply to the endpoints that are no conversation.
        """
        said = Answer(
            text=text,
            reasoning=reasoning,
            tool_calls=tool_calls,
            finish_reason=finish_reason,
            usage=usage,
            refusal=refusal,
            fault=fault,
            chunks=chunks,
            body=body,
        )
        self._script.add(when, said, times)
        return self

    def queue(
        self,
        *,
        text: str | None = None,
        reasoning: str | None = None,
        tool_calls: Sequence[ToolCall | Mapping[str, Any]] | None = None,
        finish_reason: str | None = None,
        usage: Mapping[str, Any] | None = None,
        refusal: str | None = None,
        fault: Fault | None = None,
        chunks: Sequence[Chunk] | None = None,
        body: Any = None,
    ) -> Self:
        """Give this answer to the next request, before any rule; several are given one after another. See `answer`."""
        self._script.push(
            Answer(
                text=text,
                reasoning=reasoning,
                tool_calls=tool_calls,
                finish_reason=finish_reason,
                usage=usage,
                refusal=refusal,
                fault=fault,
                chunks=chunks,
                body=body,
            )
        )
        return self

    def clear(self) -> None:
        """Forget rules, queue, `requests`, batch jobs and the peak. What is being answered goes on."""
        self._script.clear()
        self.batches.clear()
        with self._changed:
            self._seen.clear()
            self._seen_bytes = 0
            self._peak = self._active
            self._changed.notify_all()

    # --- what it saw ---

    @property
    def requests(self) -> list[SeenRequest]:
        """The requests so far, oldest first; the newest 20,000, and at most 128 MiB of bodies."""
        with self._changed:
            return [seen for seen, _ in self._seen]

    @property
    def open_connections(self) -> int:
        """Connections that are open now."""
        server = self._server
        return 0 if server is None or self._thread is None else len(server.connections)

    @property
    def active_requests(self) -> int:
        """Requests that are being answered now."""
        return self._active

    @property
    def peak_requests(self) -> int:
        """The most requests that were answered at once."""
        return self._peak

    def wait_for(self, predicate: Callable[[EmbeddedProvider], T], timeout: float = 5.0) -> T:
        """Wait until `predicate(provider)` is true and return what it returned.

        Raises:
            TimeoutError: It was not true after `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while True:
            # Called without the lock: it reads the properties of this object.
            if value := predicate(self):
                return value
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"The embedded provider did not get there within {timeout:g} s")
            with self._changed:
                # Connections close without notice, so look again now and then.
                self._changed.wait(min(left, 0.01))

    # --- serving, in the loop's thread ---

    def _request(self, message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> BaseRequest:
        from aiohttp.web_request import BaseRequest

        assert self._loop is not None
        return BaseRequest(message, payload, protocol, writer, task, self._loop, client_max_size=_LARGEST_BODY)

    async def _handle(self, request: BaseRequest) -> StreamResponse:
        assert self._loop is not None
        with self._changed:
            self._active += 1
            self._served += 1
            self._peak = max(self._peak, self._active)
        seen: SeenRequest | None = None
        delivery: Delivery | None = None
        try:
            if request.headers.get("Expect", "").lower() == "100-continue" and request.transport is not None:
                request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            raw = await request.read()
            seen = self._remember(request, raw)
            query = {name: request.query[name] for name in request.query}
            body = seen.body if is_object(seen.body) else {}
            call = Call(seen.method, seen.path, seen.headers, body, query, raw)
            family = await self._families.of(call)
            reply, fault = self._reply(family, call, seen)
            delivery = Delivery(request, reply, family, fault, self.pace, self._loop.time())
            delivery.heard = seen.messages
            return await delivery.send()
        except ConnectionError:
            self._left(seen, delivery)
            from aiohttp.web_response import StreamResponse

            return StreamResponse()
        except asyncio.CancelledError:
            self._left(seen, delivery)
            raise
        finally:
            with self._changed:
                self._active -= 1
                if seen is not None:
                    seen.done_at = time.monotonic()
                self._changed.notify_all()

    def _left(self, seen: SeenRequest | None, delivery: Delivery | None) -> None:
        """The connection is gone: note it, unless that was our own doing."""
        stopping = self._stop is not None and self._stop.is_set()
        if seen is not None and not stopping and (delivery is None or not delivery.finished):
            seen.closed_early_at = time.monotonic()

    def _remember(self, request: BaseRequest, raw: bytes) -> SeenRequest:
        body: Any = None
        if raw:
            try:
                body = json.loads(raw)
            except ValueError:
                body = raw
        protocol = request.protocol
        number = self._connections.get(protocol)
        if number is None:
            if len(self._connections) > 1000 and self._server is not None:
                still_open = set(self._server.connections)
                self._connections = {one: its for one, its in self._connections.items() if one in still_open}
            number = self._connections[protocol] = next(self._connection_numbers)
        seen = SeenRequest(
            method=request.method,
            path=request.path,
            query=request.query_string,
            headers=request.headers,
            body=body,
            at=time.monotonic(),
            connection_id=number,
        )
        with self._changed:
            self._seen.append((seen, len(raw)))
            self._seen_bytes += len(raw)
            while len(self._seen) > _MOST_SEEN or (self._seen_bytes > _MOST_SEEN_BYTES and len(self._seen) > 1):
                self._seen_bytes -= self._seen.popleft()[1]
            self._changed.notify_all()
        return seen

    def _reply(self, family: Family, call: Call, seen: SeenRequest) -> tuple[Reply, Fault]:
        """What to answer, headers included, and how to break it."""
        started = time.perf_counter()
        try:
            reply, fault = self._answered(family, call, seen)
        except Refused as refused:
            reply, fault = family.refusal(refused), NO_FAULT
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # A value of a type that its field cannot have, where the family does not check each of them.
            reply, fault = family.refusal(Refused(400, f"The request is not valid: {error}")), NO_FAULT
        reply = self._with_fault(family, reply, fault)
        headers = family.headers(call, time.perf_counter() - started) | {"Server": "ailib-embedded"}
        if reply.events is not None:
            headers["Cache-Control"] = "no-cache"
        return attrs.evolve(reply, headers=headers | dict(reply.headers)), fault

    def _answered(self, family: Family, call: Call, seen: SeenRequest) -> tuple[Reply, Fault]:
        if seen.path == "/health":
            return Reply(body=b'{"status":"ok"}'), NO_FAULT
        self._check_key(family.key(call))
        asked: Fault | None = None
        if header := seen.headers.get("x-embedded-fault"):
            try:
                asked = self._script.fault_asked_by(header, seen.headers.get("x-embedded-id"))
            except (ValueError, TypeError) as error:
                raise Refused(400, f"The header x-embedded-fault is wrong: {error}", param="x-embedded-fault")
        if seen.body is not None and not is_object(seen.body) and not family.takes_bytes:
            if asked is not None and (asked.status or asked.refuse):
                return Reply(), asked
            raise Refused(400, "We could not parse the JSON body of your request: it is not a JSON object.")
        return family.reply(call, self._script, asked)

    def _check_key(self, given: str | None) -> None:
        if self._api_key is None:
            return
        if not given:
            raise Refused(401, "You didn't provide an API key.", code="missing_api_key")
        if not secrets.compare_digest(given.encode(), self._api_key.encode()):
            raise Refused(401, "Incorrect API key provided.", code="invalid_api_key")

    def _with_fault(self, family: Family, reply: Reply, fault: Fault) -> Reply:
        """The reply that a fault puts in place of the right one."""
        status = fault.status
        if fault.html:
            return Reply(status=status or 200, body=LOGIN_PAGE, content_type="text/html; charset=utf-8")
        if fault.empty:
            return Reply(status=status or 200)
        if status is not None and status >= 300:
            headers = family.error_headers(fault, status)
            return Reply(status=status, body=family.error_body(status, fault), headers=headers)
        if status is not None:
            reply = attrs.evolve(reply, status=status)
        if fault.error_frame_at is not None:
            if reply.events is None:
                return attrs.evolve(reply, body=family.error_body(500, fault))
            events = _ending_in_error(family, reply.events, fault, fault.error_frame_at)
            return attrs.evolve(reply, events=events)
        if fault.body is not None:
            return attrs.evolve(reply, body=family.error_body(200, fault), events=None)
        return reply


def _believable(pace: Pace) -> BatchPace:
    """How long batch jobs take beside answers of this pace: nothing, or about two seconds."""
    return BatchPace() if pace.first_token == 0.0 else BatchPace(validating=0.3, running=1.2, finalizing=0.3)


def _ending_in_error(family: Family, events: Iterable[Event], fault: Fault, index: int) -> Iterator[Event]:
    yield from itertools.islice(events, index)
    yield family.error_event(fault), 0


# --- one for the whole process ----------------------------------------------------------------------------------------

_live: weakref.WeakSet[EmbeddedProvider] = weakref.WeakSet()
_left_to_parent: list[Any] = []
_process_lock = threading.Lock()
_watched = False
_shared: EmbeddedProvider | None = None


def _watch_process() -> None:
    """Have every provider stopped at exit and dropped in forked children; registered with the first start."""
    global _watched  # noqa: PLW0603 - one per process
    if _watched:
        return
    _watched = True
    atexit.register(_stop_all)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_start_over_in_child)


def _stop_all() -> None:
    for provider in list(_live):
        provider.stop()


def _start_over_in_child() -> None:
    global _shared, _process_lock  # noqa: PLW0603 - one per process
    _process_lock = threading.Lock()
    for provider in list(_live):
        provider._leave_to_parent()
    _live.clear()
    _shared = None


def _believable_pace() -> Pace:
    return Pace.instant() if os.environ.get("AILIB_EMBEDDED_PACE") == "instant" else Pace()


def shared_provider() -> EmbeddedProvider:
    """The provider of this process, started on first use and stopped at exit; a forked child gets its own.

    It answers at a believable pace; `AILIB_EMBEDDED_PACE=instant` in the environment makes it answer at once.
    """
    global _shared  # noqa: PLW0603 - one per process
    with _process_lock:
        if _shared is None:
            _shared = EmbeddedProvider(pace=_believable_pace())
        return _shared.start()


def shared_base_url() -> str:
    """`base_url` of the shared provider, which is started if need be."""
    return shared_provider().base_url


# --- a process of its own ---------------------------------------------------------------------------------------------


def serve(*, host: str = "127.0.0.1", port: int = 0, pace: Pace | None = None, api_key: str | None = None) -> None:
    """Run a provider in the foreground until SIGINT or SIGTERM; for the main thread.

    Prints one line with its address once it listens.

    Args:
        host: Address to listen on.
        port: Port; 0 takes a free one.
        pace: None is the believable pace, or what `AILIB_EMBEDDED_PACE` says.
        api_key: The only key that is let in; None lets everybody in.

    Raises:
        OSError: The port is taken.
    """
    done = threading.Event()

    def finish(_number: int, _frame: FrameType | None) -> None:
        done.set()

    before = {number: signal.signal(number, finish) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        provider = EmbeddedProvider(host=host, port=port, pace=pace or _believable_pace(), api_key=api_key)
        with provider:
            sys.stdout.write(f"embedded provider on {provider.base_url}\n")
            sys.stdout.flush()
            done.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command `python -m ailib.testing`; returns the exit code."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m ailib.testing", description="Run the embedded AI provider.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port; 0 takes a free one (default: 0)")
    parser.add_argument("--instant", action="store_true", help="answer without the pauses of a real model")
    parser.add_argument("--api-key", default=None, help="the only key that is let in")
    given = parser.parse_args(arguments)
    try:
        serve(host=given.host, port=given.port, pace=Pace.instant() if given.instant else None, api_key=given.api_key)
    except OSError as error:
        sys.stderr.write(f"cannot listen on {given.host}:{given.port}: {error.strerror or error}\n")
        return 1
    return 0
