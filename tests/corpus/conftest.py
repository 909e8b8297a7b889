"""The replay server, and the counts that the run prints at its end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared_material import require_shared

from .exchanges import Exchange, exchanges

COUNTS: dict[str, str] = {}


@pytest.fixture(scope="session")
def corpus() -> Path:
    return require_shared() / "corpus"


@pytest.fixture(scope="session")
def recorded(corpus: Path) -> list[Exchange]:
    return list(exchanges(corpus))


@pytest.fixture(scope="session")
def replay(corpus: Path) -> Iterator[str]:
    """Address of the replay server."""
    command = [sys.executable, str(corpus / "replay.py"), "--corpus", str(corpus / "corpus.jsonl.gz"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert line.startswith("READY "), line
        try:
            yield line.split()[1]
        finally:
            server.terminate()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if COUNTS:
        terminalreporter.section("recorded traffic")
        for name, count in COUNTS.items():
            terminalreporter.write_line(f"{name}: {count}")
