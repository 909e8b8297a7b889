"""A run that is killed with SIGKILL at random moments loses nothing and pays nothing twice (promise 22).

`AILIB_KILLS=50 pytest tests/batch/test_kill.py -s` kills more often, in a run of more items.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import ailib
from ailib.batch import read_results, status
from ailib.testing import EmbeddedProvider, Pace

ROOT = Path(ailib.__file__).resolve().parents[1]
KILLS = int(os.environ.get("AILIB_KILLS", "7"))
ITEMS = max(300, 40 * KILLS)
# What was answered this long before a kill may not be on disk yet: it counts as in flight.
WINDOW = 0.1

PROGRAM = """
import asyncio, sys
import ailib.batch
mode, folder, url = sys.argv[1:]
arguments = dict(model="embedded", base_url=url, out=f"{folder}/out.jsonl", state=f"{folder}/run.db", concurrency=8)
if mode == "async":
    result = asyncio.run(ailib.batch.arun(f"{folder}/in.jsonl", **arguments))
else:
    result = ailib.batch.run(f"{folder}/in.jsonl", **arguments)
assert result.complete, result
"""


def begin(mode: str, folder: Path, provider: EmbeddedProvider) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, mode, str(folder), provider.base_url],
        env=environment,
        stderr=subprocess.PIPE,
    )


def number_of(body: object) -> int:
    assert isinstance(body, dict)
    return int(body["messages"][0]["content"].split('"')[1].split()[1])


def rows_of(state: Path) -> set[int]:
    """Positions that the state has an answer for."""
    if not state.exists():
        return set()
    connection = sqlite3.connect(state, timeout=5)
    try:
        return {row[0] for row in connection.execute("SELECT position FROM items WHERE status = 1")}
    except sqlite3.OperationalError:  # killed before it had made the table
        return set()
    finally:
        connection.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="There is no SIGKILL here")
@pytest.mark.parametrize("mode", ["sync", "async"])
def test_a_killed_run_goes_on_where_it_was(mode: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moments = random.Random(f"{mode}{KILLS}{os.environ.get('AILIB_SEED', '1')}")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(f'Say "number {n}"') + "\n" for n in range(ITEMS)))
    state = tmp_path / "run.db"
    kills: list[float] = []
    known: list[set[int]] = []
    with EmbeddedProvider(pace=Pace(first_token=0.02, tokens_per_second=float("inf"))) as provider:
        while len(kills) < KILLS:
            before = len(provider.requests)
            wanted = before + moments.randint(1, max(1, (ITEMS - before) // (KILLS - len(kills) + 1)))
            process = begin(mode, tmp_path, provider)
            try:
                while process.poll() is None and len(provider.requests) < wanted:
                    time.sleep(0.002)
                time.sleep(moments.random() * 0.03)
            finally:
                process.send_signal(signal.SIGKILL)
                _, errors = process.communicate()
            assert process.returncode == -signal.SIGKILL, errors.decode()
            kills.append(time.monotonic())
            known.append(rows_of(state))
        process = begin(mode, tmp_path, provider)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()
        seen = list(provider.requests)

    # Every item has exactly one result, in input order.
    results = list(read_results(tmp_path / "out.jsonl"))
    assert [item.index for item in results] == list(range(ITEMS))
    assert [item.text for item in results] == [f"number {n}" for n in range(ITEMS)]
    told = status(state)
    assert (told.done, told.failed, told.written, told.running) == (ITEMS, 0, ITEMS, False)

    # What the state had an answer for at a kill was never sent after it.
    for killed, rows in zip(kills, known, strict=True):
        assert not {number_of(request.body) for request in seen if request.at > killed} & rows

    # What is sent twice had no answer, or had it only just: in flight at a kill.
    times = Counter(number_of(request.body) for request in seen)
    unanswered = flown = 0
    for request in seen:
        number = number_of(request.body)
        if (
            times[number] == 1
            or any(other.at > request.at and number_of(other.body) == number for other in seen) is False
        ):
            continue
        end = request.done_at
        if request.closed_early_at is not None or end is None:
            unanswered += 1
            continue
        assert any(killed - WINDOW <= end <= killed + WINDOW for killed in kills), f"item {number} was answered before"
        flown += 1
    with capsys.disabled():
        print(
            f"\n{mode}: {ITEMS} items, {len(kills)} kills, {len(seen)} requests; sent again: {unanswered} without "
            f"an answer, {flown} answered in the last {WINDOW * 1000:.0f} ms before a kill"
        )
    assert len(seen) == ITEMS + unanswered + flown
    assert len(seen) - ITEMS <= KILLS * 16
