"""Lifetimes: threads, forks, event loops, garbage and interpreter exit, each without a leak and without a warning."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import Future
from pathlib import Path

import aiohttp
import pytest
import requests
from requests.adapters import HTTPAdapter

from ailib.cancel import CancelToken
from ailib.errors import Cancelled
from ailib.options import ConnectionOptions
from ailib.transport.base import HttpRequest, HttpResponse

from . import Driver, Stream, both, clean_environment, limits, step
from .rawserver import (
    Connection,
    RawRequest,
    RawServer,
    certificates,
    each_request,
    eventually,
    open_descriptors,
    response,
)

TLS = certificates()
ROOT = Path(__file__).parents[2]
schemes = pytest.mark.parametrize("scheme", ["http", "https"])

# What each script begins with: `call(transport)` and `open_stream(transport)` for either kind.
PRELUDE = """
import asyncio, gc, os, sys, time
from ailib.options import ConnectionOptions
from ailib.transport.base import HttpRequest, Limits
kind, url, ca = sys.argv[1:]
options = ConnectionOptions(verify=ca)
if kind == "sync":
    from ailib.transport.blocking import RequestsTransport as Transport
else:
    from ailib.transport.aio import AiohttpTransport as Transport

async def call(transport):
    return (await transport.send(HttpRequest("POST", url, {}, b"x"), Limits(5, 5))).body.decode()

async def open_stream(transport):
    stream = await transport.stream(HttpRequest("GET", url + "/stream", {}), Limits(5, 5))
    assert await stream.read(None) == b"first"
    return stream

def step(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    raise SystemExit("suspended")
"""


def script(kind: str, server: RawServer, text: str) -> str:
    """Run a script in an interpreter of its own with warnings as errors; what it printed, all of it."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PRELUDE + textwrap.dedent(text), kind, server.url, TLS.ca_path],
        env=clean_environment({"PYTHONPATH": str(ROOT)}),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


@each_request
def answer(connection: Connection, request: RawRequest) -> None:
    if request.target == "/stream":
        connection.start_chunked()
        connection.chunk(b"first")
        connection.wait_gone()
    else:
        connection.send(response(b"connection %d" % connection.number))


def reach(scheme: str) -> RawServer:
    return RawServer(answer, TLS.server if scheme == "https" else None)


@both
def test_fifty_calls_at_once_on_one_transport(kind: str) -> None:
    """Promise 11: threads of one `Client`, tasks of one `AsyncClient`."""
    together = threading.Barrier(50)

    @each_request
    def meet(connection: Connection, request: RawRequest) -> None:
        if request.target == "/meet":
            together.wait(10)
        connection.send(response(request.body))

    with RawServer(meet) as server, Driver(kind, pool_size=50) as driver:
        for _ in range(2):
            calls = [
                driver.start_send(server.url + "/meet", "POST", body=b"%d" % number, limits=limits(10, 10))
                for number in range(50)
            ]
            assert [call.result(15).body for call in calls] == [b"%d" % number for number in range(50)]
        # The second round found all fifty connections in the pool.
        assert len(server.connections) == 50


@both
def test_many_threads_hammering_get_their_own_answers(kind: str) -> None:
    echo = each_request(lambda connection, request: connection.send(response(request.body)))

    async def many(driver: Driver, url: str, name: int) -> list[bytes]:
        bodies: list[bytes] = []
        for number in range(20):
            request = HttpRequest("POST", url, {}, b"%d/%d" % (name, number))
            bodies.append((await driver.transport.send(request, limits(5, 5))).body)
        return bodies

    with RawServer(echo) as server, Driver(kind) as driver:
        runs = [driver.start(many(driver, server.url + "/", name)) for name in range(12)]
        for name, run in enumerate(runs):
            assert run.result(15) == [b"%d/%d" % (name, number) for number in range(20)]
        assert len(server.connections) <= 12


@both
def test_more_connections_than_the_pool_keeps_are_no_error(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    together = threading.Barrier(6)

    @each_request
    def meet(connection: Connection, request: RawRequest) -> None:
        together.wait(10)
        connection.send(response(b"ok"))

    with RawServer(meet) as server, Driver(kind, pool_size=2) as driver:
        calls = [driver.start_send(server.url + "/") for _ in range(6)]
        assert [call.result(15).body for call in calls] == [b"ok"] * 6
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


@both
def test_a_dropped_stream_closes_its_connection(kind: str) -> None:
    """Promise 12."""
    with RawServer(answer) as server, Driver(kind) as driver:
        stream: Stream | None = driver.stream(server.url + "/stream")
        assert stream is not None
        assert stream.read(within=5) == b"first"
        del stream
        assert eventually(lambda: gc.collect() >= 0 and server.gone == 1)
        assert driver.send(server.url + "/").body == b"connection 1"


@both
def test_a_stream_may_be_read_by_another_thread_or_task_than_its_opener(kind: str) -> None:
    with RawServer(answer) as server, Driver(kind) as driver:
        stream = driver.stream(server.url + "/stream")
        got: list[bytes] = []
        reader = threading.Thread(target=lambda: got.append(stream.read(within=5)))
        reader.start()
        reader.join(6)
        assert got == [b"first"]
        closer = threading.Thread(target=stream.close)
        closer.start()
        closer.join(5)
        assert eventually(lambda: server.gone == 1)


@both
@schemes
def test_a_forked_child_opens_its_own_connection(kind: str, scheme: str) -> None:
    """Promise 11."""
    text = """
        transport = Transport(options)
        runner = asyncio.Runner() if kind == "async" else None
        run = runner.run if runner else step
        print(run(call(transport)), run(call(transport)), flush=True)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                child_run = asyncio.run if runner else step
                print("child", child_run(call(transport)), flush=True)
                child_run(transport.aclose())
                del transport
                gc.collect()
                code = 0
            finally:
                sys.stderr.flush()
                os._exit(code)
        assert os.waitpid(child, 0)[1] == 0
        print("parent", run(call(transport)), flush=True)
        run(transport.aclose())
        if runner:
            runner.close()
    """
    with reach(scheme) as server:
        printed = script(kind, server, text).splitlines()
    assert printed == ["connection 0 connection 0", "child connection 1", "parent connection 0"]


@schemes
@pytest.mark.parametrize("close", [True, False])
def test_one_transport_in_two_event_loops(scheme: str, close: bool) -> None:
    """Promise 11: two consecutive `asyncio.run()`s, also when nobody closes anything."""
    text = f"""
        transport = Transport(options)
        async def main(last):
            print(await call(transport), await call(transport))
            if last and {close}:
                await transport.aclose()
        asyncio.run(main(False))
        gc.collect()
        asyncio.run(main(True))
        gc.collect()
    """
    with reach(scheme) as server:
        printed = script("async", server, text).splitlines()
        assert eventually(lambda: server.gone == 2)
    assert printed == ["connection 0 connection 0", "connection 1 connection 1"]


def test_one_transport_in_two_loops_at_the_same_time() -> None:
    text = """
        import threading
        transport = Transport(options)
        both = threading.Barrier(2)
        answers = []
        async def main():
            await call(transport)
            await asyncio.to_thread(both.wait, 10)
            answers.append([await call(transport) for _ in range(20)])
            await asyncio.to_thread(both.wait, 10)
        threads = [threading.Thread(target=asyncio.run, args=(main(),)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(sorted({*answer} for answer in answers) and sorted(map(lambda a: (len(a), len(set(a))), answers)))
        asyncio.run(transport.aclose())
        gc.collect()
    """
    with RawServer(answer) as server:
        assert script("async", server, text) == "[(20, 1), (20, 1)]\n"
        assert eventually(lambda: server.gone == 2)


@both
@schemes
@pytest.mark.parametrize("kept", ["open stream", "idle connection"])
def test_the_interpreter_exits_quietly(kind: str, scheme: str, kept: str) -> None:
    text = f"""
        transport = Transport(options)
        what = open_stream if {kept!r} == "open stream" else call
        kept = asyncio.run(what(transport)) if kind == "async" else step(what(transport))
        print("done")
    """
    with reach(scheme) as server:
        assert script(kind, server, text) == "done\n"
        assert eventually(lambda: server.gone == 1)


@both
def test_a_stream_dropped_inside_a_running_program_is_quiet(kind: str) -> None:
    text = """
        transport = Transport(options)
        async def main():
            stream = await open_stream(transport)
            del stream
            gc.collect()
            if kind == "async":
                await asyncio.sleep(0.05)
            print(await call(transport))
            await transport.aclose()
        asyncio.run(main()) if kind == "async" else step(main())
        gc.collect()
    """
    with RawServer(answer) as server:
        assert script(kind, server, text) == "connection 1\n"


def test_a_requests_session_of_the_user_is_used_and_not_closed() -> None:
    from ailib.transport.blocking import RequestsTransport

    class Counting(HTTPAdapter):
        sent = 0
        closed = 0

        def send(self, *args: object, **kwargs: object) -> requests.Response:
            self.sent += 1
            return super().send(*args, **kwargs)  # type: ignore[arg-type]

        def close(self) -> None:
            self.closed += 1
            super().close()

    adapter = Counting()
    with RawServer(answer) as server, requests.Session() as session:
        session.trust_env = False
        session.mount("http://", adapter)
        transport = RequestsTransport(ConnectionOptions(), session=session)

        def send() -> HttpResponse:
            return step(transport.send(HttpRequest("POST", server.url + "/", {}, b"x"), limits(5, 5)))

        assert [send().body, send().body] == [b"connection 0"] * 2
        stream = step(transport.stream(HttpRequest("GET", server.url + "/stream", {}), limits(5, 5)))
        assert step(stream.read(time.monotonic() + 5)) == b"first"
        step(stream.aclose())
        assert eventually(lambda: server.gone == 1)
        step(transport.aclose())
        assert (adapter.sent, adapter.closed) == (3, 0)
        assert session.get(server.url + "/").status_code == 200


def test_a_cancel_reaches_the_session_of_the_user() -> None:
    from ailib.transport.blocking import RequestsTransport

    with RawServer(answer) as server, requests.Session() as session:
        session.trust_env = False
        transport = RequestsTransport(ConnectionOptions(), session=session)
        token = CancelToken()
        stream = step(transport.stream(HttpRequest("GET", server.url + "/stream", {}), limits(5, 20), token))
        assert step(stream.read(time.monotonic() + 5)) == b"first"
        timer = threading.Timer(0.1, token.cancel)
        timer.start()
        start = time.monotonic()
        with pytest.raises(Cancelled):
            step(stream.read(None))
        assert time.monotonic() - start < 0.3
        timer.join()
        step(stream.aclose())
        assert eventually(lambda: server.gone == 1)
        step(transport.aclose())


def test_a_cancel_before_the_headers_reaches_the_session_of_the_user() -> None:
    """The caller is free at once, even though requests itself cannot be woken there."""
    from ailib.transport.blocking import RequestsTransport

    @each_request
    def late(connection: Connection, request: RawRequest) -> None:
        connection.wait_gone(0.6)
        connection.send(response(b"late"))

    with RawServer(late) as server, requests.Session() as session:
        session.trust_env = False
        transport = RequestsTransport(ConnectionOptions(), session=session)
        token = CancelToken()
        timer = threading.Timer(0.1, token.cancel, ["enough"])
        timer.start()
        start = time.monotonic()
        with pytest.raises(Cancelled) as caught:
            step(transport.send(HttpRequest("POST", server.url + "/", {}, b"x"), limits(5, 20), token))
        assert time.monotonic() - start < 0.3
        assert caught.value.reason == "enough"
        timer.join()
        step(transport.aclose())


def test_a_client_session_of_the_user_is_used_and_not_closed() -> None:
    from ailib.transport.aio import AiohttpTransport

    async def main(url: str) -> tuple[list[bytes], int, bool, int]:
        sent: list[str] = []
        trace = aiohttp.TraceConfig()

        async def note(_session: object, _context: object, params: aiohttp.TraceRequestStartParams) -> None:
            sent.append(str(params.url))

        trace.on_request_start.append(note)
        async with aiohttp.ClientSession(trace_configs=[trace]) as session:
            transport = AiohttpTransport(ConnectionOptions(), session=session)
            bodies = [(await transport.send(HttpRequest("POST", url, {}, b"x"), limits(5, 5))).body for _ in range(2)]
            await transport.aclose()
            closed = session.closed
            async with session.get(url) as again:
                status = again.status
        return bodies, len(sent), closed, status

    with RawServer(answer) as server:
        assert asyncio.run(main(server.url + "/")) == ([b"connection 0"] * 2, 3, False, 200)


@both
def test_a_thousand_calls_leave_no_descriptor_and_no_thread(kind: str) -> None:
    """Promise 12, in small."""
    with RawServer(answer) as server, Driver(kind) as driver:

        async def many(count: int) -> None:
            for number in range(count):
                if number % 5:
                    await driver.transport.send(HttpRequest("POST", server.url + "/", {}, b"x"), limits(5, 5))
                else:
                    request = HttpRequest("GET", server.url + "/stream", {})
                    stream = await driver.transport.stream(request, limits(5, 5))
                    await stream.aclose()

        def used() -> tuple[int, int]:
            return open_descriptors(), sum(not t.name.startswith("serve") for t in threading.enumerate())

        driver.run(many(20))
        assert eventually(lambda: server.open <= 1)
        before = used()
        runs: list[Future[None]] = [driver.start(many(500)), driver.start(many(500))]
        for run in runs:
            run.result(20)
        assert eventually(lambda: server.open <= 2)
        assert eventually(lambda: used() <= (before[0] + 4, before[1])), f"{used()} instead of {before}"
