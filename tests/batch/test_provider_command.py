"""`ailib batch --backend provider`: run, status, resume, cancel."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import ailib
from ailib.cli import main
from ailib.testing import BatchPace, EmbeddedProvider, Fault

ROOT = Path(ailib.__file__).resolve().parents[1]


def arguments(folder: Path, provider: EmbeddedProvider) -> list[str]:
    path = folder / "in.jsonl"
    if not path.exists():
        path.write_text("".join(json.dumps(f'Say "number {n}"') + "\n" for n in range(6)))
    return [
        "batch", str(path), "-o", str(folder / "out.jsonl"), "-m", "embedded", "--base-url", provider.base_url,
        "--backend", "provider", "--poll", "0.02",
    ]  # fmt: skip


def test_the_whole_life_of_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = str(tmp_path / "out.jsonl.db")
    with EmbeddedProvider() as provider:
        provider.answer("number 3", fault=Fault(status=400), times=1)
        assert main(arguments(tmp_path, provider)) == 1
        assert "5 done, 1 failed" in capsys.readouterr().out
        assert main(["batch", "status", state]) == 0
        shown = capsys.readouterr().out
        assert "batch_" in shown
        assert "5 + 1 of 6" in shown
        assert main(["batch", "status", state, "--json"]) == 0
        (job,) = json.loads(capsys.readouterr().out)["jobs"]
        assert (job["stage"], job["status"], job["items"], job["done"], job["failed"]) == ("done", "completed", 6, 5, 1)
        assert main(["batch", "retry-failed", state, "--poll", "0.02"]) == 0
        assert provider.batches.created == 2, "the run keeps its backend"
        lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
        assert [line["text"] for line in lines] == [f"number {n}" for n in range(6)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="There is no SIGKILL here")
def test_ctrl_c_leaves_the_job_and_cancel_ends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = str(tmp_path / "out.jsonl.db")
    with EmbeddedProvider() as provider:
        provider.batches.pace = BatchPace(running=60)
        command = [sys.executable, "-m", "ailib", *arguments(tmp_path, provider)]
        process = subprocess.Popen(
            command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        provider.wait_for(lambda one: any("/batches/" in seen.path for seen in one.requests), timeout=20)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 130, errors.decode()
        assert "ailib batch resume" in errors.decode()
        assert main(["batch", "status", state]) == 0
        assert "running (in_progress)" in capsys.readouterr().out
        assert main(["batch", "cancel", state, "--poll", "0.02"]) == 0
        assert "have ended" in capsys.readouterr().out
        assert next(iter(provider.batches.jobs.values())).cancelled_at is not None
        assert main(["batch", "cancel", state]) == 0
        assert "No run is working on it" in capsys.readouterr().out
        provider.batches.pace = BatchPace()
        assert main(["batch", "resume", state, "--poll", "0.02"]) == 0
        assert "6 done, 0 failed" in capsys.readouterr().out
