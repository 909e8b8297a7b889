"""A run over provider jobs that is killed at any stage makes no second job and loses nothing (promise 22).

Killed with SIGKILL: while it uploads, right after the provider has made the job and before it said so, while it looks,
while it reads the results. Each next process goes on from there.

`AILIB_KILLS=8 pytest tests/batch/test_provider_kill.py` kills more often, every form with both clients.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import requests as http

import ailib
from ailib.batch import read_results, status
from ailib.testing import BatchPace, EmbeddedProvider, Fault

from .jobs import FORMS, Form

ROOT = Path(ailib.__file__).resolve().parents[1]
ITEMS = 60
KILLS = int(os.environ.get("AILIB_KILLS", "0"))
SEED = os.environ.get("AILIB_SEED", "1")
CASES = [("sync", "openai"), ("async", "openai"), ("sync", "anthropic")]
if KILLS:
    CASES = [(mode, name) for mode in ("sync", "async") for name in FORMS]

PROGRAM = """
import asyncio, sys
import ailib.batch
from ailib import AsyncClient, Client
mode, folder, target, url, items = sys.argv[1:]
arguments = dict(model=target, out=f"{folder}/out.jsonl", backend="provider", poll=0.02, job_items=30)
prompts = [f'Say "number {n}"' for n in range(int(items))]
made = dict(base_url=url, api_key="k")
async def main():
    async with AsyncClient(target, **made) as client:
        return await ailib.batch.arun(prompts, client=client, **arguments)
if mode == "async":
    result = asyncio.run(main())
else:
    with Client(target, **made) as client:
        result = ailib.batch.run(prompts, client=client, **arguments)
assert result.all_successful(), result
"""


def begin(mode: str, folder: Path, form: Form, provider: EmbeddedProvider) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PROGRAM, mode, str(folder), form.target, provider.base_url_for(form.family)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([*command, str(ITEMS)], env=environment, stderr=subprocess.PIPE)


def kill_when(process: subprocess.Popen[bytes], provider: EmbeddedProvider, moment: Any) -> None:
    try:
        provider.wait_for(lambda one: moment(one) or process.poll() is not None, timeout=20)
        time.sleep(0.1)  # the provider is at work on it
    finally:
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
    assert process.returncode == -signal.SIGKILL, errors.decode()


def arrived(part: str, count: int = 1) -> Any:
    """Whether so many requests of this kind have come."""
    return lambda one: sum(part in f"{seen.method} {seen.path}" for seen in one.requests) >= count


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="There is no SIGKILL here")
@pytest.mark.parametrize(("mode", "name"), CASES)
def test_a_run_that_is_killed_makes_no_second_job(mode: str, name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    with EmbeddedProvider() as provider:
        provider.batches.pace = BatchPace(running=0.2)
        with http.Session() as session:  # it has loaded all families
            session.get(f"{provider.base_url}/batches", timeout=5).raise_for_status()
        if form.results.startswith("GET /v1/f"):  # the others send the lines with the job
            provider.answer("/files", fault=Fault(delay=30), times=1)
            kill_when(begin(mode, tmp_path, form, provider), provider, arrived("POST /v1/files"))
            assert provider.batches.created == 0

        # The job is made; its maker is killed before it hears of it.
        provider.answer(form.create, fault=Fault(delay=30), times=1)
        kill_when(begin(mode, tmp_path, form, provider), provider, lambda one: one.batches.created == 1)
        assert [job.stage for job in status(tmp_path / "out.jsonl.db").jobs] == ["creating"]

        # Killed while it looks at the jobs.
        provider.batches.pace = BatchPace(running=60)
        seen = len([one for one in provider.requests if form.look.split(" ")[1] in one.path])
        kill_when(begin(mode, tmp_path, form, provider), provider, arrived(form.look, seen + 4))
        assert provider.batches.created == 2

        # Killed while it reads the results.
        provider.batches.pace = BatchPace()
        where = form.look if name == "gemini" else form.results  # a small batch of Gemini has its results inside
        provider.answer(where, fault=Fault(stall_after=4000), times=1)
        reads = sum(where in f"{one.method} {one.path}" for one in provider.requests)

        kill_when(begin(mode, tmp_path, form, provider), provider, arrived(where, reads + 1))

        process = begin(mode, tmp_path, form, provider)
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 0, errors.decode()
        assert (provider.batches.created, provider.batches.duplicates) == (2, 0)

    results = list(read_results(tmp_path / "out.jsonl"))
    assert [item.index for item in results] == list(range(ITEMS))
    assert [item.text for item in results] == [f"number {n}" for n in range(ITEMS)]
    told = status(tmp_path / "out.jsonl.db")
    assert (told.done, told.failed, told.running, told.completion_tokens) == (ITEMS, 0, False, 2 * ITEMS)
    assert {job.stage for job in told.jobs} == {"done"}
    assert not list(tmp_path.glob("*.job-*"))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="There is no SIGKILL here")
@pytest.mark.parametrize(("mode", "name"), CASES if KILLS else [("async", "anthropic")])
def test_a_run_that_is_killed_at_random_pays_nothing_twice(mode: str, name: str, tmp_path: Path) -> None:
    form, kills = FORMS[name], KILLS or 3
    moments = random.Random(f"{mode}{name}{SEED}")
    with EmbeddedProvider() as provider:
        provider.batches.pace = BatchPace(validating=0.05, running=0.3, finalizing=0.05)
        for _ in range(kills):
            process = begin(mode, tmp_path, form, provider)
            before = len(provider.requests)
            while process.poll() is None and len(provider.requests) == before:
                time.sleep(0.005)
            time.sleep(moments.random() * 0.25)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            if process.returncode == 0:
                break  # it was faster
        process = begin(mode, tmp_path, form, provider)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()
        assert (provider.batches.created, provider.batches.duplicates) == (2, 0)
    assert [item.text for item in read_results(tmp_path / "out.jsonl")] == [f"number {n}" for n in range(ITEMS)]
    assert status(tmp_path / "out.jsonl.db").completion_tokens == 2 * ITEMS
