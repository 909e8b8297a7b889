"""The fault matrix as tables: what goes wrong, what a user gets to see of it, how one cell of it is played.

A cell is one fault, at one wire family, through one kind of call of one client. Of each it is checked:
the class of the error, how long it took, how many requests the server saw, what of the answer had arrived,
and that the connection was given up while the client is still open.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from typing import Any

import attrs

from ailib import AsyncClient, Client, FallbackChain, ModelEndpoint, RacePolicy, RetryPolicy, Timeouts
from ailib.errors import (
    AilibError,
    Conflict,
    ConnectError,
    ConnectionLost,
    InvalidEvent,
    InvalidResponse,
    Overloaded,
    RateLimited,
    RequestTimeout,
    ServerError,
    StreamTimeout,
    StreamTruncated,
)
from ailib.testing import Fault
from tests.transport.rawserver import Connection, Handler, response, silent

__all__ = [
    "FAMILIES",
    "KINDS",
    "MODES",
    "NETWORK",
    "ROUTED",
    "ROUTED_FAMILIES",
    "TEXT",
    "TROUBLES",
    "Cell",
    "Seen",
    "Trouble",
    "client_of",
    "expected",
    "judge_routed",
    "limits",
    "play",
    "routed",
]

# Family to (provider, more arguments of the client).
FAMILIES: dict[str, tuple[str, dict[str, Any]]] = {
    "openai_chat": ("openai", {}),
    "openai_responses": ("openai", {"protocol": "openai_responses"}),
    "anthropic_messages": ("anthropic", {}),
    "gemini_generate_content": ("gemini", {}),
    "bedrock_converse": ("bedrock", {}),
    "cohere_v2": ("cohere", {}),
    "ollama_native": ("ollama", {}),
}
KINDS = ("sync", "async")
MODES = ("plain", "stream", "batch")
# With a second target that is well; at two families, because what routing adds knows none.
ROUTED = ("fallback", "fallback, stream", "race", "race, stream")
ROUTED_FAMILIES = ("openai_chat", "anthropic_messages")

TEXT = (
    "The quick brown fox jumps over the lazy dog and then it runs far away into the deep dark wood, never to be seen."
)
# Every family has given out text after so many events, and has more of it to come.
MIDDLE = 10
READ = 0.4
DEADLINE = 1.5
# Twenty cells share two busy processors: how long something takes alone is the business of test_deadlines.
SLACK = 4.0
RETRY = RetryPolicy(max_retries=1, base=0.01, cap=0.02, budget=None)
SHORT = Timeouts(connect=READ, read=READ, idle=READ, deadline=DEADLINE)
LIMITS = Timeouts(connect=READ, read=READ, idle=READ, deadline=10)
# Where nothing stands still, a machine that does must not be taken for a server that does.
PATIENT = Timeouts(connect=5, read=5, idle=5, deadline=10)


@attrs.frozen
class Seen:
    """What a user gets to see of a fault.

    Attributes:
        error: Class of the error; None when the call works.
        requests: How many requests the server sees, of a client that tries twice.
        least: Seconds that it takes at least.
        partial: Some text had arrived before.
        check: Looks at the error (or at None) for more.
        attempts: How many attempts the error tells of, where some never reach the server.
    """

    error: type[AilibError] | None
    requests: int = 2
    least: float = 0.0
    partial: bool = False
    check: Callable[[Any], object] | None = None
    attempts: int | None = None


@attrs.frozen
class Trouble:
    """A fault: what it is, and what comes of it. A batch item sees what a plain call sees."""

    fault: Fault
    plain: Seen
    stream: Seen
    times: int | None = None


def _phase(name: str) -> Callable[[Any], object]:
    def check(error: Any) -> None:
        assert error.phase == name, error.phase

    return check


def _status(status: int) -> Callable[[Any], object]:
    def check(error: Any) -> None:
        assert error.status == status
        assert [attempt.status for attempt in error.attempts] == [status, status]

    return check


def _asked(seconds: float, tolerance: float = 0.0) -> Callable[[Any], object]:
    def check(error: Any) -> None:
        assert error.retry_after is not None
        assert abs(error.retry_after - seconds) <= tolerance, error.retry_after
        assert "deadline" in str(error)

    return check


def _shows_page(error: Any) -> None:
    assert error.status == 200
    assert "html" in error.content_type
    assert "<" in error.excerpt


def _says(word: str) -> Callable[[Any], object]:
    def check(error: Any) -> None:
        assert word in str(error).lower()

    return check


def half_open(connection: Connection) -> None:
    """Takes the request and never says a word."""
    connection.read_request()
    connection.wait_gone()


def silent_after_reply(connection: Connection) -> None:
    """Answers whatever comes in plain text."""
    connection.sock.recv(1000)
    connection.send(response(b"plain", 400))


def slow_headers(connection: Connection) -> None:
    """One byte of the head at a time, never too slow for a read timeout."""
    connection.read_request()
    connection.trickle(response(b"{}", headers={"X-Filler": "x" * 400}), READ / 8)


def endless_headers(connection: Connection) -> None:
    """A head that never ends, in lines."""
    connection.read_request()
    connection.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(1000):
        connection.send(b"X-%d: filler\r\n" % number)
        connection.sleep(READ / 4)


def reset_at_once(connection: Connection) -> None:
    """Resets without having read, once the client is connected."""
    connection.sleep(READ / 8)
    connection.reset()


def reset_after_request(connection: Connection) -> None:
    """Reads the request, then resets."""
    connection.read_request()
    connection.reset()


def half_a_head(connection: Connection) -> None:
    """Goes in the middle of the head."""
    connection.read_request()
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: appli")


def gibberish(connection: Connection) -> None:
    """Bytes that are no HTTP."""
    connection.read_request()
    connection.send(b"\x16\x03\x01\x00\xff no HTTP \x00\x01\r\n\r\n")


def interim(connection: Connection) -> None:
    """Says that it goes on, then nothing."""
    connection.read_request()
    connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
    connection.wait_gone()


def too_short(connection: Connection) -> None:
    """Announces more than it sends."""
    connection.read_request()
    connection.send(response(b"{", headers={"Content-Type": "application/json"}, length=500))


def _same(fault: Fault, seen: Seen, times: int | None = None) -> Trouble:
    return Trouble(fault, seen, seen, times)


WORKS = Seen(None, 1)
WORKS_AGAIN = Seen(None, 2)
LOST = Seen(ConnectionLost, 2)
LOST_MIDWAY = Seen(ConnectionLost, 1, partial=True)
SILENT = Seen(RequestTimeout, 2, 2 * READ, check=_phase("read"))
TRUNCATED = Seen(StreamTruncated, 1, partial=True)
STALLED = Seen(StreamTimeout, 1, READ, partial=True)
STALLED_EARLY = Seen(StreamTimeout, 2, 2 * READ)
NO_CONNECTION = Seen(ConnectError, 0, attempts=2)
EXPIRED = Seen(RequestTimeout, 1, DEADLINE - 0.05, check=_phase("deadline"))

STATUSES: dict[int, type[AilibError]] = {
    408: ServerError,
    409: Conflict,
    425: ServerError,
    500: ServerError,
    502: ServerError,
    503: Overloaded,
    504: ServerError,
    529: Overloaded,
}

TROUBLES: dict[str, Trouble] = {
    "none": _same(Fault(), WORKS),
    # The connection.
    "closed before the headers": _same(Fault(refuse=True), LOST),
    "reset before the headers": _same(Fault(reset=True), LOST),
    "reset before the headers, once": _same(Fault(reset=True), WORKS_AGAIN, 1),
    "silent before the headers": _same(Fault(delay=30), SILENT),
    "closed behind the headers": _same(Fault(cut_after_bytes=0), LOST),
    "reset in mid-body": Trouble(Fault(reset=True, cut_after_bytes=20), LOST, LOST),
    "cut in mid-stream": Trouble(Fault(cut_after_chunks=MIDDLE), WORKS, LOST_MIDWAY),
    "reset in mid-stream": Trouble(Fault(reset=True, cut_after_chunks=MIDDLE), WORKS, LOST_MIDWAY),
    "trickle": Trouble(Fault(slow_body=25), EXPIRED, STALLED_EARLY),
    # A stream that stands still.
    "silent behind the headers": Trouble(Fault(stall_after=0), SILENT, STALLED_EARLY),
    "stall": Trouble(Fault(stall_after=MIDDLE), SILENT, STALLED),
    "stall, the heart beats": Trouble(Fault(stall_after=MIDDLE, heartbeat=0.05), SILENT, STALLED),
    "stall before content, the heart beats": Trouble(Fault(stall_after=0, heartbeat=0.05), SILENT, STALLED_EARLY),
    "heart beats before the first byte": Trouble(Fault(first_byte_delay=0.6, heartbeat=0.1), WORKS, WORKS_AGAIN, 1),
    # A body that is wrong.
    "clean end without the last word": Trouble(Fault(truncate_after_chunks=MIDDLE), WORKS, TRUNCATED),
    "clean end of nothing": _same(Fault(truncate_after_chunks=0), Seen(InvalidResponse, 1)),
    "no body": _same(Fault(empty=True), Seen(InvalidResponse, 1)),
    "broken frame": Trouble(Fault(broken_frame_at=MIDDLE), WORKS, Seen(InvalidEvent, 1, partial=True)),
    "broken first frame": Trouble(Fault(broken_frame_at=0), WORKS, Seen(InvalidEvent, 1)),
    "broken JSON": _same(Fault(body='{"id": '), Seen(InvalidResponse, 1)),
    "JSON of another world": _same(Fault(body={}), Seen(InvalidResponse, 1)),
    "error frame": Trouble(Fault(error_frame_at=MIDDLE), Seen(ServerError, 2), Seen(ServerError, 1, partial=True)),
    "error frame first": _same(Fault(error_frame_at=0), Seen(ServerError, 2)),
    "error frame first, once": _same(Fault(error_frame_at=0), WORKS_AGAIN, 1),
    "wrong content type": _same(Fault(content_type="text/plain"), WORKS),
    "a page with 200": _same(Fault(html=True), Seen(InvalidResponse, 1, check=_shows_page)),
    # Statuses.
    **{
        f"status {status}": _same(Fault(status=status), Seen(kind, 2, check=_status(status)))
        for status, kind in STATUSES.items()
    },
    "status 503, once": _same(Fault(status=503), WORKS_AGAIN, 1),
    "x-should-retry: false": _same(Fault(status=503, headers={"x-should-retry": "false"}), Seen(Overloaded, 1)),
    "x-should-retry: true": _same(Fault(status=400, headers={"x-should-retry": "true"}), WORKS_AGAIN, 1),
    # 429, with each form of Retry-After.
    "429": _same(Fault(status=429, message="Slow down"), Seen(RateLimited, 2)),
    "429, 0 s": _same(Fault(status=429, message="Slow down", retry_after=0), WORKS_AGAIN, 1),
    "429, 0.3 s": _same(Fault(status=429, message="Slow down", retry_after=0.3), Seen(None, 2, 0.3), 1),
    "429, 300 ms": _same(
        Fault(status=429, message="Slow down", headers={"retry-after-ms": "300"}), Seen(None, 2, 0.3), 1
    ),
    "429, 300 ms beside 90 s": _same(
        Fault(status=429, message="Slow down", headers={"retry-after-ms": "300", "Retry-After": "90"}),
        Seen(None, 2, 0.3),
        1,
    ),
    "429, a date that has passed": _same(
        Fault(status=429, message="Slow down", headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), WORKS_AGAIN, 1
    ),
    "429, a date to come": _same(
        Fault(status=429, message="Slow down", headers={"Retry-After": formatdate(time.time() + 3600, usegmt=True)}),
        Seen(RateLimited, 1, check=_asked(3600, 600)),
    ),
    "429, beyond the deadline": _same(
        Fault(status=429, message="Slow down", retry_after=90), Seen(RateLimited, 1, check=_asked(90))
    ),
    "503, beyond the deadline": _same(Fault(status=503, retry_after=90), Seen(Overloaded, 1, check=_asked(90))),
    "429, words": _same(Fault(status=429, message="Slow down", retry_after="soon"), WORKS_AGAIN, 1),
    "429, a negative number": _same(Fault(status=429, message="Slow down", retry_after="-5"), WORKS_AGAIN, 1),
    "429, endless": _same(Fault(status=429, message="Slow down", retry_after="inf"), WORKS_AGAIN, 1),
}
"""Played against the embedded provider, at every family."""

_NO_ANSWER = Seen(InvalidResponse, 1)
EXCEPTIONS: dict[tuple[str, str], Mapping[str, Seen]] = {
    # An error inside a 200 is none of Bedrock's ways: without its header, the body is no answer.
    ("error frame", "bedrock_converse"): {"plain": _NO_ANSWER, "batch": _NO_ANSWER},
    ("error frame first", "bedrock_converse"): {"plain": _NO_ANSWER, "batch": _NO_ANSWER},
    ("error frame first, once", "bedrock_converse"): {"plain": _NO_ANSWER, "batch": _NO_ANSWER},
    # A first frame with a wrong check sum need not be a frame at all.
    ("broken first frame", "bedrock_converse"): {"stream": _NO_ANSWER},
    # `{}` is a line of a stream that tells nothing.
    ("JSON of another world", "ollama_native"): {"stream": Seen(StreamTruncated, 2)},
}
"""Where a family's wire makes something else of a fault."""


def limits(*seen: Seen) -> Timeouts:
    """What the client of a cell puts up with: little, where the fault is that nothing happens."""
    if EXPIRED in seen:
        return SHORT
    return LIMITS if any(one.least >= READ for one in seen) else PATIENT


def expected(name: str, family: str, mode: str) -> Seen:
    """What is seen of a fault at a family through a kind of call."""
    trouble = TROUBLES[name]
    usual = trouble.stream if mode == "stream" else trouble.plain
    return EXCEPTIONS.get((name, family), {}).get(mode, usual)


NETWORK: dict[str, tuple[str, Handler | None, Seen]] = {
    "nobody listens": ("http", None, NO_CONNECTION),
    "no such host": ("dns", None, NO_CONNECTION),
    "packets vanish": ("hole", None, Seen(RequestTimeout, 0, 2 * READ, check=_phase("connect"), attempts=2)),
    "TLS, unknown authority": ("https", silent, attrs.evolve(NO_CONNECTION, check=_says("certificate"))),
    "TLS, a server without it": ("https to http", silent_after_reply, NO_CONNECTION),
    "TLS, no handshake": (
        "https to http",
        silent,
        Seen(RequestTimeout, 0, 2 * READ, check=_phase("connect"), attempts=2),
    ),
    "half-open": ("http", half_open, SILENT),
    "nobody reads": ("http", silent, attrs.evolve(SILENT, requests=0, attempts=2)),
    "slow-loris headers": ("http", slow_headers, EXPIRED),
    "slow-loris headers, endless": ("http", endless_headers, EXPIRED),
    "reset at once": ("http", reset_at_once, attrs.evolve(LOST, requests=0, attempts=2)),
    "reset behind the request": ("http", reset_after_request, LOST),
    "half a head": ("http", half_a_head, LOST),
    "no HTTP at all": ("http", gibberish, LOST),
    "nothing but interim answers": ("http", interim, SILENT),
    "less than announced": ("http", too_short, LOST),
}
"""Played against servers that know no family: how the address looks, how the server behaves, what comes of it."""


# --- one cell ---------------------------------------------------------------------------------------------------------

_numbers = itertools.count(1)


@attrs.define
class Cell:
    """One play of a fault.

    Attributes:
        family, mode: Where and how.
        base_url: Address of the family.
        marker: Word in the request by which the server knows it.
        error: What was raised, or None.
        text: What the user was given, chunk by chunk or whole.
        seconds: How long it took.
        neighbours: Whether the other items of a batch have worked.
    """

    family: str
    mode: str
    base_url: str
    options: dict[str, Any] = attrs.field(factory=dict)
    marker: str = attrs.field(factory=lambda: f"cell-{next(_numbers)}.")
    error: BaseException | None = None
    text: str = ""
    seconds: float = 0.0
    neighbours: list[bool] = attrs.field(factory=list)

    def judge(self, seen: Seen, requests: int) -> None:
        """Hold what happened against what a user is promised."""
        if seen.error is None:
            assert self.error is None, repr(self.error)
            assert self.text == TEXT
        else:
            assert type(self.error) is seen.error, repr(self.error)
            error: Any = self.error
            partial = error.partial.text if error.partial is not None else ""
            assert TEXT.startswith(partial)
            if self.mode == "stream":
                assert partial == self.text
            if seen.partial:
                assert 0 < len(partial) < len(TEXT)
                assert error.partial.finish_reason not in ("stop", "length", "tool_calls")
            else:
                assert partial == ""
            assert error.provider == FAMILIES[self.family][0]
            assert len(error.attempts) == (seen.requests if seen.attempts is None else seen.attempts)
            assert error.attempts[-1].error == seen.error.__name__
        if seen.check is not None:
            seen.check(self.error)
        assert seen.least <= self.seconds + 0.02, f"after {self.seconds:.3f} s already"
        most = max(seen.least, DEADLINE if seen.least > 2 * READ else seen.least) + SLACK
        assert self.seconds < most, f"only after {self.seconds:.3f} s"
        # In a batch, the second attempt may meet a connection that a neighbour has kept, and lose it at no cost.
        spare = 1 if self.mode == "batch" and seen.error is ConnectionLost else 0
        assert seen.requests <= requests <= seen.requests + spare, f"{requests} requests"


def judge_routed(cell: Cell, seen: Seen) -> None:
    """With a second target, an error before the first content is no error of the call; time is kept for it."""
    lost = seen.error is not None and (
        seen.partial or (cell.mode.startswith("fallback") and not seen.error.is_fallbackable)
    )
    if lost and not (cell.mode.startswith("race") and cell.error is None):  # the spare may have been faster
        assert seen.error is not None
        assert isinstance(cell.error, seen.error), repr(cell.error)
        assert TEXT.startswith(cell.text)
        assert bool(cell.text) == seen.partial
    else:
        assert cell.error is None, repr(cell.error)
        assert cell.text == TEXT
    assert cell.seconds < DEADLINE + SLACK, f"only after {cell.seconds:.3f} s"


def client_of(cls: Any, family: str, base_url: str, **more: Any) -> Any:
    """A client of either kind for a family at an address."""
    name, arguments = FAMILIES[family]
    options = {"api_key": "k", "retry": RETRY, "timeout": LIMITS, **arguments, **more}
    return cls(f"{name}/embedded-chat", base_url=base_url, **options)


def routed(family: str, mode: str, base_url: str, well: str, **options: Any) -> Cell:
    """A cell whose client has a second target at the address `well`."""
    name, arguments = FAMILIES[family]
    spare = ModelEndpoint("spare", well, "embedded-chat", provider="embedded")
    if mode.startswith("fallback"):
        return Cell(family, mode, base_url, {"fallback": FallbackChain().always(spare), **options})
    sick = ModelEndpoint("sick", base_url, "embedded-chat", provider=name, api_key="k", **arguments)
    return Cell(
        family, mode, base_url, {"race": RacePolicy().contender(sick).contender(spare, delay=READ / 4), **options}
    )


def play(kind: str, cells: Sequence[Cell], settled: Callable[[Cell], bool]) -> None:
    """Play cells at once, each with a client of its own; `settled` is asked until the server is done with one."""
    if kind == "async":
        asyncio.run(_play_async(cells, settled))
        return
    with ThreadPoolExecutor(len(cells)) as pool:
        for _ in pool.map(lambda cell: _play_blocking(cell, settled), cells):
            pass


def _play_blocking(cell: Cell, settled: Callable[[Cell], bool]) -> None:
    with client_of(Client, cell.family, cell.base_url, **cell.options) as client:
        begun = time.monotonic()
        try:
            if cell.mode in ("plain", "fallback", "race"):
                cell.text = client.chat_completion(cell.marker).text
            elif cell.mode != "batch":
                for chunk in client.chat_completion_stream(cell.marker):
                    cell.text += chunk.text
            else:
                _take_items(cell, client.chat_completion_batch([cell.marker, "a", "b"], 3))
        except AilibError as error:
            cell.error = error
        cell.seconds = time.monotonic() - begun
        end = begun + 10
        while not settled(cell):
            assert time.monotonic() < end, "the connection is still open"
            time.sleep(0.01)


async def _play_one(cell: Cell, settled: Callable[[Cell], bool]) -> None:
    async with client_of(AsyncClient, cell.family, cell.base_url, **cell.options) as client:
        begun = time.monotonic()
        try:
            if cell.mode in ("plain", "fallback", "race"):
                cell.text = (await client.chat_completion(cell.marker)).text
            elif cell.mode != "batch":
                async for chunk in client.chat_completion_stream(cell.marker):
                    cell.text += chunk.text
            else:
                _take_items(cell, await client.chat_completion_batch([cell.marker, "a", "b"], 3))
        except AilibError as error:
            cell.error = error
        cell.seconds = time.monotonic() - begun
        end = begun + 10
        while not settled(cell):
            assert time.monotonic() < end, "the connection is still open"
            await asyncio.sleep(0.01)


async def _play_async(cells: Sequence[Cell], settled: Callable[[Cell], bool]) -> None:
    await asyncio.gather(*(_play_one(cell, settled) for cell in cells))
    for _ in range(3):
        await asyncio.sleep(0)
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not left, left


def _take_items(cell: Cell, items: Any) -> None:
    """The first item is the one that suffers; its neighbours must not."""
    first = items[0]
    cell.text, cell.error = (first.response.text, None) if first.ok else ("", first.error)
    cell.neighbours = [item.ok for item in items[1:]]
