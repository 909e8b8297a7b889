"""`ailib demo`: the tour, with measured figures, wherever it runs."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ailib.testing import EmbeddedProvider

from . import SECONDS, ailib, started

if TYPE_CHECKING:
    from .conftest import InTerminal

Start = Callable[..., "InTerminal"]


@pytest.fixture
def without_rich(tmp_path: Path) -> str:
    """A PYTHONPATH on which rich cannot be imported."""
    package = tmp_path / "hidden" / "rich"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('rich is hidden')\n")
    return str(package.parent)


def milliseconds(pattern: str, text: str) -> float:
    found = re.search(pattern.replace("MS", r"(\d+(?:\.\d+)?) ms"), text)
    assert found, text
    return float(found[1])


def check_tour(shown: str) -> None:
    """Every step is there, with figures that can be true."""
    for step in ("One line", "Stream", "Cancel", "Batch", "Retry"):
        assert step in shown
    assert "ailib.quick_chat_text(" in shown
    assert milliseconds("answered in MS", shown) > 0
    assert milliseconds("first token MS", shown) < milliseconds("whole answer MS", shown)
    assert milliseconds(r"the loop ended MS", shown) < 200
    assert milliseconds(r"the server saw the connection close MS", shown) < 200
    batch = re.search(
        r"24 of 24 answered in (\d+\.\d+) s; one after the other they would have taken (\d+\.\d+) s", shown
    )
    assert batch, shown
    assert float(batch[1]) < float(batch[2])
    assert milliseconds(r"attempt 1: 429 after [\d.]+ ms, then waited MS", shown) >= 100
    assert re.search(r"attempt 2: 200", shown)


def test_fast_tour_in_an_empty_folder(tmp_path: Path) -> None:
    start = time.perf_counter()
    done = ailib("demo", "--fast", cwd=tmp_path)
    took = time.perf_counter() - start
    assert (done.returncode, done.stderr) == (0, "")
    check_tour(done.stdout)
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout
    assert took < 6
    assert list(tmp_path.iterdir()) == []


def test_tour_ignores_other_addresses(tmp_path: Path) -> None:
    done = ailib("demo", "--fast", cwd=tmp_path, base_url="http://127.0.0.1:1/v1", AI_MODEL="openai/gpt-4o")
    assert (done.returncode, done.stderr) == (0, "")
    check_tour(done.stdout)


def test_tour_in_colour(terminal: Start) -> None:
    pytest.importorskip("rich")
    screen = terminal("demo", "--fast")
    assert screen.exit_code() == 0
    check_tour(re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", screen.shown))
    assert "\x1b[" in screen.shown
    assert "━" in screen.shown


@pytest.mark.parametrize("why", ["no rich", "NO_COLOR", "dumb"])
def test_tour_in_a_plain_terminal(terminal: Start, without_rich: str, why: str) -> None:
    extra = {"no rich": {"PYTHONPATH": without_rich}, "NO_COLOR": {"NO_COLOR": "1"}, "dumb": {"TERM": "dumb"}}[why]
    screen = terminal("demo", "--fast", **extra)
    assert screen.exit_code() == 0
    check_tour(screen.shown)
    assert "\x1b" not in screen.shown
    assert "[##############################] 24/24" in screen.shown


def test_tour_with_a_model_of_ones_own(provider: EmbeddedProvider) -> None:
    done = ailib("demo", "-m", "embedded/embedded-mini", base_url=provider.base_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert "embedded/embedded-mini" in done.stdout
    assert "8 of 8 answered" in done.stdout
    assert "left out" in done.stdout
    assert "attempt 1" not in done.stdout
    assert {seen.body["model"] for seen in provider.requests} == {"embedded-mini"}


def test_tour_with_an_address_of_ones_own(provider: EmbeddedProvider) -> None:
    done = ailib("demo", "--base-url", provider.base_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert provider.base_url in done.stdout
    assert len(provider.requests) >= 10


def test_tour_with_a_wrong_model() -> None:
    done = ailib("demo", "-m", "nobody/x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: Unknown provider 'nobody'")


@pytest.mark.parametrize("step", ["1. One line", "3. Cancel", "4. Batch"])
def test_interrupt_of_the_tour(step: str) -> None:
    process = started("demo")
    try:
        assert process.stdout is not None
        shown = ""
        while step not in shown:
            line = process.stdout.readline().decode()
            assert line, process.communicate()
            shown += line
        time.sleep(0.3)
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=SECONDS)
        assert (process.returncode, err) == (130, b"")
        assert time.perf_counter() - start < 1.5
    finally:
        process.kill()
        process.communicate()
