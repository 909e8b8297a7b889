"""A recorded stream of every family, cut at every byte: it is complete or it is an error, never a bit of both (promise 1)."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Callable, Coroutine, Iterator
from typing import Any
from urllib.parse import urlsplit

import attrs
import pytest

from ailib import AsyncClient, Client, RetryPolicy
from ailib.core.bridge import run
from ailib.core.call import CallOptions, Core, Ports
from ailib.core.stream import StreamFlow
from ailib.errors import AilibError, ConnectionLost, InvalidResponse, StreamTruncated
from ailib.models.request import ChatCompletionRequest
from ailib.testing import EmbeddedProvider
from ailib.transport.memory import MemoryResponse, MemoryTransport

from .conftest import NOTES
from .matrix import FAMILIES, client_of

OFF = RetryPolicy(max_retries=0)
CALL = {"id": "call_1", "name": "get_weather", "arguments": {"city": "Zürich 🙂"}}
# How many sockets are cut for each family and client.
CUTS = 40


@attrs.frozen
class Recording:
    """A stream as it stood on the wire, and the client that it was recorded for."""

    family: str
    status: int
    headers: dict[str, str]
    body: bytes
    core: Core


@pytest.fixture(scope="module")
def provider() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as running:
        running.answer("short", text="Größe: 🙂.")
        running.answer("cut", reasoning="Hm, né?", text="Größe: 21 °C, 🙂.", tool_calls=[CALL])
        yield running


def recording(provider: EmbeddedProvider, family: str, question: str) -> Recording:
    """Ask as the client does, and keep the bytes."""
    with client_of(Client, family, provider.base_url_for(family), retry=OFF) as client:
        core: Core = client._core
        transport = MemoryTransport([ConnectionLost("not yet")])
        with pytest.raises(ConnectionLost):
            run(flow_over(core, transport, question).open())
    sent = transport.requests[0]
    place = urlsplit(sent.url)
    connection = http.client.HTTPConnection(place.netloc, timeout=10)
    connection.request(sent.method, sent.url.partition(place.netloc)[2], sent.body, sent.headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, body
    return Recording(family, answer.status, dict(answer.getheaders()), body, core)


def flow_over(core: Core, transport: MemoryTransport, question: str) -> StreamFlow:
    """A stream of the client's target that comes from memory."""
    inner = Core(Ports(lambda: transport, core.runtime), core.target, core.settings)
    return StreamFlow(inner, ChatCompletionRequest.of(question), CallOptions())


@attrs.frozen
class End:
    """How a stream ended: the error or None, the answer, the text that was given out."""

    error: AilibError | None
    answer: Any
    text: str


async def read(flow: StreamFlow) -> End:
    """Read a stream to its end."""
    text = ""
    try:
        while (chunks := await flow.pull()) is not None:
            for chunk in chunks:
                text += chunk.text
    except AilibError as error:
        return End(error, error.partial, text)
    finally:
        await flow.aclose()
    return End(None, flow.response(), text)


def cut(tape: Recording, size: int, step: Callable[[Coroutine[Any, Any, End]], End], *, lost: bool) -> End:
    """The first `size` bytes in two pieces, then the clean end of the body or a broken connection."""
    half = size // 2
    pieces: list[bytes | Exception] = [tape.body[:half], tape.body[half:size]]
    if lost:
        pieces.append(ConnectionLost("cut"))
    transport = MemoryTransport([MemoryResponse(tape.status, tape.headers, pieces)])
    end = step(read(flow_over(tape.core, transport, "cut")))
    assert transport.open_streams == 0
    return end


def words(answer: Any) -> tuple[Any, ...]:
    """What must be equal in two complete answers."""
    calls = [(call.name, call.arguments) for call in answer.tool_calls]
    return answer.text, answer.reasoning, calls, answer.finish_reason


def check(whole: End, end: End, *, lost: bool) -> bool:
    """Whether a cut stream is taken for complete; fails when it is neither that nor the right error."""
    assert whole.text.startswith(end.text)
    if end.error is None:
        assert end.text == whole.text
        assert words(end.answer) == words(whole.answer)
        return True
    if lost:
        assert type(end.error) is ConnectionLost
    else:
        # Without a single event it is not even clear that this was to be a stream.
        assert type(end.error) is StreamTruncated or (type(end.error) is InvalidResponse and not end.text), end.error
    assert end.answer.text == end.text
    for call in end.answer.tool_calls:
        assert whole.answer.tool_calls[0].arguments.startswith(call.arguments)
    return False


def cut_at(tape: Recording, kind: str, sizes: range, *, lost: bool) -> list[bool]:
    """Cut at each of these sizes: which of the streams were taken for complete, and were it."""
    with asyncio.Runner() as runner:
        step: Any = run if kind == "sync" else runner.run
        whole = cut(tape, len(tape.body), step, lost=False)
        assert whole.error is None
        complete = [check(whole, cut(tape, size, step, lost=lost), lost=lost) for size in sizes]
    NOTES["streams cut in memory"] = str(int(NOTES.get("streams cut in memory", "0")) + len(complete))
    return complete


def only_near_the_end(complete: list[bool]) -> bool:
    """Whether no stream counts as complete that lacks much."""
    return len(complete) > 3 and not any(complete[: len(complete) * 2 // 3])


@pytest.mark.parametrize("family", FAMILIES)
def test_at_every_byte(provider: EmbeddedProvider, family: str) -> None:
    tape = recording(provider, family, "short")
    assert only_near_the_end(cut_at(tape, "sync", range(len(tape.body)), lost=False))
    assert only_near_the_end(cut_at(tape, "sync", range(0, len(tape.body), 3), lost=True))
    assert only_near_the_end(cut_at(tape, "async", range(0, len(tape.body), 7), lost=False))


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("family", FAMILIES)
def test_at_every_byte_of_everything(provider: EmbeddedProvider, family: str, kind: str) -> None:
    """With reasoning and a tool call."""
    tape = recording(provider, family, "cut")
    for lost in (False, True):
        assert only_near_the_end(cut_at(tape, kind, range(len(tape.body)), lost=lost))


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("family", FAMILIES)
def test_on_the_wire(provider: EmbeddedProvider, family: str, kind: str) -> None:
    tape = recording(provider, family, "cut")
    whole = cut(tape, len(tape.body), run, lost=False)
    sizes = range(0, len(tape.body) - 8, max(1, len(tape.body) // CUTS))

    def header(size: int) -> dict[str, str]:
        return {"x-embedded-fault": f'{{"cut_after_bytes": {size}}}'}

    ends: list[End] = []
    base_url = provider.base_url_for(family)
    if kind == "sync":
        with client_of(Client, family, base_url, retry=OFF) as client:
            for size in sizes:
                try:
                    stream = client.chat_completion_stream("cut", headers=header(size))
                    text = ""
                    for chunk in stream:
                        text += chunk.text
                    ends.append(End(None, stream.response, text))
                except AilibError as error:
                    ends.append(End(error, error.partial, text))
    else:

        async def ask_all() -> None:
            async with client_of(AsyncClient, family, base_url, retry=OFF) as client:
                for size in sizes:
                    try:
                        stream = client.chat_completion_stream("cut", headers=header(size))
                        text = ""
                        async for chunk in stream:
                            text += chunk.text
                        ends.append(End(None, stream.response, text))
                    except AilibError as error:
                        ends.append(End(error, error.partial, text))

        asyncio.run(ask_all())
    complete = [check(whole, end, lost=True) for end in ends]
    assert complete == sorted(complete)
    assert not all(complete)
    NOTES["streams cut on the wire"] = str(int(NOTES.get("streams cut on the wire", "0")) + len(ends))
