"""`ailib batch`: run, status, resume, retry-failed, cancel."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

import ailib
from ailib import Usage
from ailib.batch import RunProgress, status
from ailib.cli import main
from ailib.cli.batch_display import follow
from ailib.cli.terminal import Terminal
from ailib.testing import EmbeddedProvider, Fault, Pace

ROOT = Path(ailib.__file__).resolve().parents[1]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"word": f"number {n}"}) + "\n" for n in range(20)))
    return path


def arguments(path: Path, provider: EmbeddedProvider) -> list[str]:
    return [
        "batch", str(path), "-o", str(path.with_name("out.jsonl")), "-m", "embedded", "--base-url", provider.base_url,
        "--prompt-template", 'Say "{word}"',
    ]  # fmt: skip


def test_the_whole_life_of_a_run(inputs: Path, embedded: EmbeddedProvider, capsys: pytest.CaptureFixture[str]) -> None:
    state = str(inputs.with_name("out.jsonl.db"))
    embedded.answer("number 3", fault=Fault(status=400), times=1)
    assert main(arguments(inputs, embedded)) == 1
    shown = capsys.readouterr()
    assert "19 done, 1 failed" in shown.out
    assert f"ailib batch retry-failed {state}" in shown.err

    assert main(["batch", "status", state]) == 0
    shown = capsys.readouterr()
    assert "BadRequest: 1" in shown.out
    assert "not running" in shown.out
    assert main(["batch", "status", state, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["done"], found["failed"], found["missing"], found["total"]) == (19, 1, 0, 20)

    assert main(["batch", "resume", state]) == 1
    assert len(embedded.requests) == 20
    assert main(["batch", "retry-failed", state]) == 0
    assert len(embedded.requests) == 21
    lines = [json.loads(line) for line in inputs.with_name("out.jsonl").read_text().splitlines()]
    assert [line["text"] for line in lines] == [f"number {n}" for n in range(20)]
    assert main(["batch", "cancel", state]) == 0
    assert "No run is working on it" in capsys.readouterr().out


def test_a_budget_has_an_exit_code_of_its_own(
    inputs: Path, embedded: EmbeddedProvider, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([*arguments(inputs, embedded), "--token-budget", "100", "--max-tokens", "5", "--concurrency", "1"])
    assert code == 3
    assert "ailib batch resume" in capsys.readouterr().err


def test_a_plan_sends_nothing(inputs: Path, embedded: EmbeddedProvider, capsys: pytest.CaptureFixture[str]) -> None:
    words = [word for word in arguments(inputs, embedded) if word not in ("-o", str(inputs.with_name("out.jsonl")))]
    assert main([*words, "--plan", "--max-tokens", "50"]) == 0
    shown = capsys.readouterr().out
    assert "20 of 20 items to send" in shown
    assert 'Say "number 2"' in shown
    assert 'Say "number 3"' not in shown
    assert embedded.requests == []
    assert not inputs.with_name("out.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["batch", "in.jsonl", "-m", "embedded"], "-o out.jsonl"),
        (["batch", "nowhere.jsonl", "-o", "x.jsonl", "-m", "embedded", "--base-url", "http://127.0.0.1:9/v1"], "There is no file"),
        (["batch", "status"], "needs a state file"),
        (["batch", "resum", "run.db", "-o", "x"], "is no action"),
    ],
    ids=["no-output", "no-file", "no-state", "no-action"],
)  # fmt: skip
def test_what_makes_no_sense(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_a_state_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "status", str(tmp_path / "no.db")]) == 1
    assert "no state file" in capsys.readouterr().err


def progress(seconds: float, done: int, *, total: int | None = 50, failed: int = 0) -> RunProgress:
    return RunProgress(
        done=done, failed=failed, total=total, sent=done, seconds=seconds, rate=12.5, eta=None if total is None else 65.0,
        usage=Usage(1000, 234, 1234), cost=Decimal("0.0123"), concurrency=8, in_flight=3, throttled=2,
    )  # fmt: skip


def test_a_log_has_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with follow(Terminal(), every=10.0) as show:
        for second in range(25):
            show(progress(float(second), second, failed=1))
    shown = capsys.readouterr()
    assert shown.out == ""
    lines = shown.err.splitlines()
    assert len(lines) == 2
    assert lines[0] == (
        "11/50 (22 %): 10 done, 1 failed, 12.5/s, 1,234 tokens, $0.0123, 3 in flight, 2 times told to wait, 1:05 left"
    )


@pytest.mark.skipif(os.name != "posix", reason="Pseudo terminals are a matter of POSIX")
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_a_terminal_has_a_live_display(inputs: Path, embedded: EmbeddedProvider, term: str) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": term, "COLUMNS": "110"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-c", "import sys; from ailib.cli import main; sys.exit(main())"]
    with subprocess.Popen(
        [*command, *arguments(inputs, embedded)], env=environment, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError), open(ours, "rb", buffering=0) as terminal:  # noqa: PTH123
            while piece := terminal.read(65536):
                shown += piece
    assert process.returncode == 0
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())
    assert "20 done" in text
    assert "in flight" in text
    assert ("━" in text) == (term != "dumb")
    assert text.rstrip().endswith("out.jsonl")


@pytest.mark.skipif(os.name != "posix", reason="Signals are a matter of POSIX")
def test_a_second_ctrl_c_stops_now_and_loses_nothing(inputs: Path) -> None:
    with EmbeddedProvider(pace=Pace(30.0, float("inf"))) as slow:
        slow.answer("number 0", fault=Fault(status=400), times=1)
        command = [sys.executable, "-c", "import sys; from ailib.cli import main; sys.exit(main())"]
        options = [*arguments(inputs, slow), "--concurrency", "2"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [*command, *options], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        end = time.monotonic() + 10
        while len(slow.requests) < 3 and time.monotonic() < end:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        assert process.poll() is None  # it waits for what is in flight
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert time.monotonic() - begun < 3
        assert process.returncode == 130, errors
        assert "Traceback" not in errors
        slow.pace = Pace.instant()
        assert main(["batch", "resume", options[3] + ".db"]) == 1  # the one that failed stays failed
        assert status(options[3] + ".db").done == 19


@pytest.mark.skipif(os.name != "posix", reason="Signals are a matter of POSIX")
def test_ctrl_c_drains_and_the_run_can_be_resumed(inputs: Path) -> None:
    with EmbeddedProvider(pace=Pace(0.15, float("inf"))) as slow:
        command = [sys.executable, "-c", "import sys; from ailib.cli import main; sys.exit(main())"]
        options = [*arguments(inputs, slow), "--concurrency", "2"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [*command, *options], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        end = time.monotonic() + 10
        while len(slow.requests) < 4 and time.monotonic() < end:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 130, errors
        assert "drained" in errors
        sent = len(slow.requests)
        assert 4 <= sent < 20
        assert all(seen.closed_early_at is None for seen in slow.requests)
        slow.pace = Pace.instant()
        assert main(options) == 0
        assert len(slow.requests) == 20
