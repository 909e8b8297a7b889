"""Ctrl-C and a reader that leaves: the answer so far stays, the server is let go, no traceback."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ailib.testing import EmbeddedProvider, Fault, Pace

from . import SECONDS, environment, started, words

STALLED = Fault(stall_after=4)


@contextmanager
def running(*arguments: str, provider: EmbeddedProvider) -> Iterator[subprocess.Popen[bytes]]:
    process = started(*arguments, base_url=provider.base_url)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def closed_early(provider: EmbeddedProvider) -> float:
    """When the server saw the connection of the last request close."""
    at = provider.wait_for(lambda server: server.requests and server.requests[-1].closed_early_at)
    assert at
    return float(at)


def end_of(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=SECONDS)
    return process.returncode, out.decode(), err.decode()


def test_pieces_are_printed_as_they_come(provider: EmbeddedProvider) -> None:
    provider.answer(text="Once upon a time", fault=STALLED)
    with running("chat", "-m", "embedded", "story", provider=provider) as process:
        assert process.stdout is not None
        assert process.stdout.read(4) == b"Once"
        assert provider.active_requests == 1


def test_interrupt_ends_the_stream(provider: EmbeddedProvider) -> None:
    provider.answer(text="Once upon a time", fault=STALLED)
    with running("chat", "-m", "embedded", "story", provider=provider) as process:
        assert process.stdout is not None
        first = process.stdout.read(9)
        sent_at = time.monotonic()
        process.send_signal(signal.SIGINT)
        code, rest, err = end_of(process)
        assert (code, err) == (130, "")
        assert (first.decode() + rest).startswith("Once upon")
        assert rest.endswith("\n")
        assert closed_early(provider) - sent_at < 0.5


@pytest.mark.parametrize("more", [(), ("--no-stream",), ("--raw",), ("--json",)])
def test_interrupt_before_the_headers(provider: EmbeddedProvider, more: tuple[str, ...]) -> None:
    provider.answer(fault=Fault(delay=30))
    with running("chat", "-m", "embedded", *more, "story", provider=provider) as process:
        provider.wait_for(lambda server: server.active_requests)
        sent_at = time.monotonic()
        process.send_signal(signal.SIGINT)
        code, out, err = end_of(process)
        assert (code, out.strip()) == (130, "")
        assert "Traceback" not in err
        assert closed_early(provider) - sent_at < 0.5


def test_interrupt_while_waiting_to_retry(provider: EmbeddedProvider) -> None:
    provider.answer(fault=Fault(status=429, retry_after=25))
    with running("chat", "-m", "embedded", "story", provider=provider) as process:
        provider.wait_for(lambda server: server.requests and server.requests[-1].done_at)
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        code, out, err = end_of(process)
        assert (code, out) == (130, "")
        assert "Traceback" not in err


def test_two_interrupts_are_no_worse(provider: EmbeddedProvider) -> None:
    provider.answer(text="Once upon a time", fault=STALLED)
    with running("chat", "-m", "embedded", "story", provider=provider) as process:
        assert process.stdout is not None
        process.stdout.read(4)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        code, _, err = end_of(process)
        assert code == 130
        assert "Traceback" not in err


def test_interrupt_of_other_commands(provider: EmbeddedProvider) -> None:
    provider.answer(fault=Fault(delay=30))
    with running("models", "embedded", provider=provider) as process:
        provider.wait_for(lambda server: server.active_requests)
        process.send_signal(signal.SIGINT)
        assert end_of(process) == (130, "", "")


def test_broken_pipe_is_quiet(provider: EmbeddedProvider) -> None:
    provider.pace = Pace(first_token=0.0, tokens_per_second=100)
    provider.answer(text="word " * 2000)
    with running("chat", "-m", "embedded", "story", provider=provider) as process:
        assert process.stdout is not None
        assert process.stdout.read(5) == b"word "
        process.stdout.close()
        assert process.wait(SECONDS) == 141
        assert process.stderr is not None
        assert process.stderr.read() == b""
        closed_early(provider)


@pytest.mark.parametrize("arguments", [("providers",), ("providers", "--json"), ("models", "embedded")])
def test_broken_pipe_of_a_list(provider: EmbeddedProvider, arguments: tuple[str, ...]) -> None:
    with running(*arguments, provider=provider) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(SECONDS) == 141
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_head_takes_what_it_wants(provider: EmbeddedProvider) -> None:
    provider.answer(text="first line\nsecond line\n" * 50)
    shell = subprocess.run(
        ["sh", "-c", '"$@" | head -1', "sh", *words("chat", "-m", "embedded", "story")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(provider.base_url),
        timeout=SECONDS,
    )
    assert (shell.returncode, shell.stdout, shell.stderr) == (0, b"first line\n", b"")
