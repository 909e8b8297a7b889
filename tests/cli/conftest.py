"""A provider for the command to talk to, and a terminal for it to run in."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from ailib.testing import EmbeddedProvider

from . import SECONDS, environment, words


@pytest.fixture
def provider() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as provider:
        yield provider


class InTerminal:
    """The command in a terminal of its own: standard input, output and error are all that terminal."""

    def __init__(self, arguments: tuple[str, ...], env: dict[str, str]) -> None:
        import pty

        self.shown = ""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            os.execve(sys.executable, words(*arguments), env)
        self._code: int | None = None

    def until(self, text: str) -> str:
        """Wait until this text is on the screen; everything shown so far."""
        end = time.monotonic() + SECONDS
        while text not in self.shown:
            if not self._read(end):
                raise AssertionError(f"{text!r} did not appear in {self.shown!r}")
        return self.shown

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], max(0.0, end - time.monotonic()))
        try:
            data = os.read(self._fd, 65536) if ready else b""
        except OSError:  # Linux says so when the other side has closed
            data = b""
        self.shown += data.decode()
        return bool(data)

    def type(self, text: str) -> None:
        """Press these keys, like a person: not in the very moment in which a prompt appears."""
        time.sleep(0.1)
        os.write(self._fd, text.encode())

    def exit_code(self) -> int:
        """Wait for its end."""
        if self._code is None:
            end = time.monotonic() + SECONDS
            while self._read(end):
                pass
            assert time.monotonic() < end, f"it goes on after {self.shown!r}"
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code

    def close(self) -> None:
        if self._code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)


@pytest.fixture
def terminal(provider: EmbeddedProvider) -> Iterator[Callable[..., InTerminal]]:
    """Start the command in a terminal."""
    pytest.importorskip("pty")
    running: list[InTerminal] = []

    def start(*arguments: str, **extra: str) -> InTerminal:
        env = environment(provider.base_url, **{"TERM": "xterm-256color", "COLUMNS": "100", **extra})
        running.append(InTerminal(arguments, env))
        return running[-1]

    yield start
    for command in running:
        command.close()
