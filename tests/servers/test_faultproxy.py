"""Both clients behind a proxy that breaks connections, made by somebody else (promises 1, 2, 3, 7, 12 and 27)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ailib import ConnectError, ConnectionLost, ConnectionOptions, RequestTimeout, RetryPolicy, StreamTimeout, Timeouts
from ailib.errors import AilibError
from ailib.testing import EmbeddedProvider

from .conftest import running

pytestmark = [pytest.mark.server, pytest.mark.shared]

TEXT = "word " * 400
DEADLINE = 1.5
LIMITS = Timeouts(connect=1, read=0.4, idle=0.4, deadline=DEADLINE)
RETRY = RetryPolicy(max_retries=1, base=0.01, cap=0.02, budget=None)
STREAMED = pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])

# Arguments of the proxy; the error of a plain call; that of a stream, and whether text had arrived before it.
BROKEN: dict[str, tuple[list[str], type[AilibError], type[AilibError], bool]] = {
    "slow-loris": (["slowloris", "0.01"], RequestTimeout, RequestTimeout, False),
    "a trickle": (["bandwidth", "1300"], RequestTimeout, RequestTimeout, True),
    "reset in the head": (["reset_after", "20"], ConnectionLost, ConnectionLost, False),
    "reset in mid-body": (["reset_after", "2500"], ConnectionLost, ConnectionLost, True),
    "closed in mid-body": (["close_after", "2500"], ConnectionLost, ConnectionLost, True),
    "stalled in the head": (["stall_after", "20"], RequestTimeout, RequestTimeout, False),
    "stalled in mid-body": (["stall_after", "2500"], RequestTimeout, StreamTimeout, True),
    "half-open": (["halfopen"], RequestTimeout, RequestTimeout, False),
    "refused": (["refuse"], ConnectionLost, ConnectionLost, False),
    "garbage": (["garbage"], ConnectionLost, ConnectionLost, False),
    "nobody reads": (["blackhole"], RequestTimeout, RequestTimeout, False),
}


@pytest.fixture(scope="module")
def origin() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as provider:
        provider.answer(text=TEXT)
        yield provider


@pytest.fixture(scope="module")
def ports(logs: Path, origin: EmbeddedProvider, authority: Path) -> Iterator[dict[str, int]]:
    """Port of a proxy for each fault, and of some that break nothing or little."""
    certificate = ["--tls", str(authority / "server.pem"), str(authority / "server.key")]
    arguments = {name: row[0] for name, row in BROKEN.items()} | {
        "nothing": ["none"],
        "late": ["latency", "0.15"],
        "TLS": ["none", *certificate],
    }
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                running(logs / f"faults-{name.replace(' ', '-')}.log", "faults.sh", f"127.0.0.1:{origin.port}", *given)
            )
            for name, given in arguments.items()
        }


def ask(client: Any, streamed: bool) -> Any:
    return client.chat_completion_stream("hi").collect() if streamed else client.chat_completion("hi")


def client_at(api: Any, port: int, scheme: str = "http", **more: Any) -> Any:
    options = {"timeout": LIMITS, "retry": RETRY, **more}
    return api.client("embedded/embedded-chat", base_url=f"{scheme}://127.0.0.1:{port}/v1", **options)


@STREAMED
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_connection(api: Any, ports: dict[str, int], name: str, streamed: bool) -> None:
    _, plain, in_stream, some = BROKEN[name]
    client = client_at(api, ports[name])
    begun = time.monotonic()
    with pytest.raises(AilibError) as caught:
        ask(client, streamed)
    assert time.monotonic() - begun < DEADLINE + 0.5
    error = caught.value
    # Resetting before a word was read may reach the client while it still connects.
    wanted = in_stream if streamed else plain
    assert type(error) is wanted or (name == "refused" and type(error) is ConnectError), repr(error)
    text = error.partial.text if error.partial is not None else ""
    assert TEXT.startswith(text)
    assert bool(text) == (some and streamed)
    # Once text has been given out, there is no second attempt.
    assert len(error.attempts) == (1 if text or (type(error) is RequestTimeout and error.phase == "deadline") else 2)


@STREAMED
@pytest.mark.parametrize("name", ["nothing", "late"])
def test_a_connection_that_works(api: Any, ports: dict[str, int], name: str, streamed: bool) -> None:
    answer = ask(client_at(api, ports[name]), streamed)
    assert answer.text == TEXT
    assert len(answer.attempts) == 1


def test_a_connection_that_comes_back(api: Any, logs: Path, origin: EmbeddedProvider) -> None:
    with running(logs / "flap.log", "faults.sh", f"127.0.0.1:{origin.port}", "flap", "2") as port:
        answer = ask(client_at(api, port), False)
    assert answer.text == TEXT
    assert [attempt.error for attempt in answer.attempts][-1] is None
    assert len(answer.attempts) == 2


@STREAMED
def test_tls_of_an_unknown_authority(api: Any, ports: dict[str, int], authority: Path, streamed: bool) -> None:
    with pytest.raises(ConnectError) as caught:
        ask(client_at(api, ports["TLS"], "https"), streamed)
    assert "certificate" in str(caught.value).lower()
    trusting = client_at(api, ports["TLS"], "https", options=ConnectionOptions(verify=str(authority / "ca.pem")))
    assert ask(trusting, streamed).text == TEXT


@STREAMED
def test_tls_where_there_is_none(api: Any, ports: dict[str, int], streamed: bool) -> None:
    with pytest.raises(ConnectError):
        ask(client_at(api, ports["nothing"], "https"), streamed)


@STREAMED
def test_a_host_that_does_not_exist(api: Any, streamed: bool) -> None:
    client = api.client("embedded/m", base_url="http://no-such-host.invalid/v1", timeout=LIMITS, retry=RETRY)
    with pytest.raises(ConnectError) as caught:
        ask(client, streamed)
    assert "no-such-host.invalid" in str(caught.value)
    assert len(caught.value.attempts) == 2
