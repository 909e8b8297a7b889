"""A run on several processes of Ray and of Dask: nothing lost, nothing doubled when a worker is killed (promise 22).

Needs the extra `cluster-test`: Ray and Dask are large. CI installs it and sets AILIB_CLUSTER, so that nothing is skipped.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import ailib
from ailib.batch import read_results, status
from ailib.testing import EmbeddedProvider, Fault, Pace

from .test_kill import number_of, rows_of

ROOT = Path(ailib.__file__).resolve().parents[1]
PROGRAM = Path(__file__).with_name("cluster_program.py")
MARK = "AILIB_TEST_RUN"
ENGINES = ("ray", "dask")
LIBRARIES = {"ray": ("ray", "pandas", "pyarrow"), "dask": ("distributed",)}
# Answers of so long before a kill may not have been reported: they count as in flight.
WINDOW = 0.3


def require(engine: str) -> None:
    if all(find_spec(name) is not None for name in LIBRARIES[engine]):
        return
    text = f"{engine} is not installed (pip install ailib[cluster-test])"
    if os.environ.get("AILIB_CLUSTER"):
        pytest.fail(text)
    pytest.skip(text)


def processes(mark: str) -> dict[int, str]:
    """Processes of a program and of its cluster, by what it left in their environment: id to command."""
    found: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                if f"{MARK}={mark}\0".encode() in (entry / "environ").read_bytes() + b"\0":
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


class Program:
    """`cluster_program.py`, running."""

    def __init__(self, engine: str, folder: Path, url: str, **options: Any) -> None:
        self.engine = engine
        self.mark = f"{os.getpid()}-{time.monotonic_ns()}"
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            MARK: self.mark,
            "RAY_USAGE_STATS_ENABLED": "0",
            "RAY_AUTH_MODE": "disabled",
            "RAY_TMPDIR": os.environ.get("RAY_TMPDIR", "/tmp/ray"),
        }
        command = [sys.executable, str(PROGRAM), engine, str(folder), url, json.dumps(options)]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            pytest.fail(self.process.communicate()[1])
        self.pids: list[int] = json.loads(line)["up"]

    def workers(self) -> list[int]:
        """Ids of the processes that answer."""
        if self.engine == "dask":
            return self.pids
        return sorted(pid for pid, command in processes(self.mark).items() if command.startswith("ray::RemoteWorker"))

    def end(self) -> dict[str, Any]:
        """What the program told."""
        told, errors = self.process.communicate(timeout=90)
        assert self.process.returncode == 0, errors
        figures: dict[str, Any] = json.loads(told.splitlines()[-1])
        return figures

    def close(self) -> None:
        """End all that is left of it."""
        for _ in range(100):
            left = processes(self.mark)
            if not left:
                break
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)
        self.process.communicate()


@contextmanager
def program(engine: str, folder: Path, url: str, **options: Any) -> Iterator[Program]:
    running = Program(engine, folder, url, **options)
    try:
        yield running
    finally:
        running.close()


def wait_for(condition: Any, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


def items(folder: Path, count: int) -> None:
    (folder / "in.jsonl").write_text("".join(json.dumps(f'Say "number {n}"') + "\n" for n in range(count)))


def complete(folder: Path, count: int) -> None:
    """Each item has one result, in input order."""
    results = list(read_results(folder / "out.jsonl"))
    assert [item.index for item in results] == list(range(count))
    assert [item.text for item in results] == [f"number {n}" for n in range(count)]
    told = status(folder / "run.db")
    assert (told.done, told.failed, told.written, told.running) == (count, 0, count, False)


def asked_again(provider: EmbeddedProvider, killed: float) -> int:
    """How many requests were for an item that had been asked already; none of those was answered long before a kill."""
    seen = list(provider.requests)
    last = {number_of(request.body): request for request in seen}
    again = 0
    for request in seen:
        if last[number_of(request.body)] is request:
            continue
        again += 1
        end = request.done_at
        if request.closed_early_at is None and end is not None:
            assert killed - WINDOW <= end <= killed + WINDOW, f"{number_of(request.body)} was answered before"
    assert len(seen) == len(last) + again
    return again


PACE = Pace(first_token=0.03, tokens_per_second=float("inf"))


@pytest.mark.parametrize(("engine", "asynchronous"), [("ray", True), ("dask", False)])
def test_a_worker_is_killed(
    engine: str, asynchronous: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require(engine)
    count = 1500
    items(tmp_path, count)
    with (
        EmbeddedProvider(pace=PACE) as provider,
        program(engine, tmp_path, provider.base_url, asynchronous=asynchronous, concurrency=48) as running,
    ):
        wait_for(lambda: len(provider.requests) > count // 3)
        victim = running.workers()[0]
        os.kill(victim, signal.SIGKILL)
        killed = time.monotonic()
        known = rows_of(tmp_path / "run.db")
        figures = running.end()
        again = asked_again(provider, killed)
        after = {number_of(request.body) for request in provider.requests if request.at > killed}
    complete(tmp_path, count)
    assert not known & after
    assert figures["lost_workers"] == 1
    assert again <= figures["given_again"] <= 48
    assert (figures["done"], figures["failed"], figures["stopped"]) == (count, 0, None)
    with capsys.disabled():
        print(f"\n{engine}: {count} items, {figures['given_again']} given again, {again} of them asked twice")


def test_the_driver_is_killed_and_the_run_goes_on_elsewhere(tmp_path: Path) -> None:
    """A state is the same for all backends: begun on Dask, ended in one process."""
    require("dask")
    count = 600
    items(tmp_path, count)
    with EmbeddedProvider(pace=PACE) as provider:
        with program("dask", tmp_path, provider.base_url, concurrency=16) as running:
            wait_for(lambda: len(provider.requests) > count // 2)
            os.kill(running.process.pid, signal.SIGKILL)
            killed = time.monotonic()
            known = rows_of(tmp_path / "run.db")
            # With the driver its workers end by themselves, and nobody goes on asking.
            wait_for(lambda: not processes(running.mark), 20)
        assert len(known) > count // 4
        result = ailib.batch.run(
            tmp_path / "in.jsonl", model="embedded", base_url=provider.base_url, out=tmp_path / "out.jsonl",
            state=tmp_path / "run.db",
        )  # fmt: skip
        assert result.skipped == len(known)
        assert not known & {number_of(request.body) for request in provider.requests if request.at > killed + 0.5}
    complete(tmp_path, count)


@pytest.mark.parametrize("library", ENGINES)
def test_what_would_fail_every_item_is_raised(library: str, tmp_path: Path) -> None:
    require(library)
    items(tmp_path, 300)
    with EmbeddedProvider() as provider:
        provider.answer(fault=Fault(status=401))
        with program(library, tmp_path, provider.base_url, workers=2) as running:
            assert running.end()["error"] == "AuthenticationError"
        assert len(provider.requests) <= 2 * 2 * 8
    told = status(tmp_path / "run.db")
    assert (told.done, told.failed) == (0, 0)


def test_a_budget_and_a_failed_item(tmp_path: Path) -> None:
    """The driver counts for all workers; an item that fails has its line; a larger budget goes on."""
    require("dask")
    count = 200
    items(tmp_path, count)
    with EmbeddedProvider() as provider:
        provider.answer(when='"number 7"', fault=Fault(status=400))
        provider.answer(usage={"prompt_tokens": 8, "completion_tokens": 2})
        with program("dask", tmp_path, provider.base_url, workers=2, token_budget=1000) as running:
            first = running.end()
        assert first["stopped"] == "budget"
        assert status(tmp_path / "run.db").prompt_tokens + status(tmp_path / "run.db").completion_tokens <= 1000
        assert first["done"] >= 60
        result = ailib.batch.run(
            tmp_path / "in.jsonl", model="embedded", base_url=provider.base_url, out=tmp_path / "out.jsonl",
            state=tmp_path / "run.db",
        )  # fmt: skip
        assert (result.done, result.failed) == (count - 1, 1)
        assert len(provider.requests) == count
    assert [item.index for item in result if not item.ok] == [7]


RAY_DATA = """
import json, os, sys
import pandas, pyarrow, ray
from ailib.batch import PartitionProcessor
from ailib.integrations.ray import partition_task

given = json.loads(sys.argv[1])
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
ray.data.DataContext.get_current().enable_progress_bars = False
words = [{"id": n, "word": f"number {n}"} for n in range(120)]
found = ray.data.from_items(words).map_batches(
    PartitionProcessor, fn_constructor_kwargs=given, concurrency=2, batch_size=20
).take_all()
assert sorted((row["id"], row["answer"]) for row in found) == [(n, f"number {n}") for n in range(120)], found[:3]
assert {row["answer_error"] for row in found} == {None}
task = partition_task(num_cpus=0.5, **given)
parts = ray.get([task.remote(words[:10]), task.remote(words[10:20])])
assert [row["answer"] for part in parts for row in part] == [f"number {n}" for n in range(20)]
ray.shutdown()

process = PartitionProcessor(**given)
frame = pandas.DataFrame(words, index=range(100, 220))
answered = process(frame)
assert list(answered.index) == list(frame.index) and list(answered["answer"]) == list(frame["word"])
assert [list(part["answer"]) for part in process(iter([frame[:2], frame[2:4]]))] == [
    ["number 0", "number 1"], ["number 2", "number 3"]]
grouped = frame.assign(group=frame["id"] % 2).groupby("group", group_keys=False)[["word"]].apply(process)
assert sorted(grouped["answer"]) == sorted(frame["word"])
table = process(pyarrow.Table.from_pylist(words[:3]))
assert table.column("answer").to_pylist() == ["number 0", "number 1", "number 2"]
assert str(table.schema.field("answer_cost").type) == "double"
process.close()
print("done")
"""


def test_stages_of_ray_data_tasks_and_frames(tmp_path: Path) -> None:
    require("ray")
    mark = f"{os.getpid()}-{time.monotonic_ns()}"
    with EmbeddedProvider() as provider:
        given = {"model": "embedded", "client": {"base_url": provider.base_url}, "template": 'Say "{word}"'}
        done = subprocess.run(
            [sys.executable, "-c", RAY_DATA, json.dumps(given)],
            env={**os.environ, "PYTHONPATH": str(ROOT), MARK: mark, "RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "0"},
            capture_output=True,
            text=True,
            timeout=150,
            check=False,
        )  # fmt: skip
        for pid in processes(mark):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert done.stdout.endswith("done\n"), done.stderr[-3000:]
        assert len(provider.requests) == 120 + 20 + 120 + 4 + 120 + 3


CANNOT = """
import ailib.batch
from ailib.batch.worker import WorkerSetup
from ailib.integrations.dask import DaskBackend

def refused(**given):
    try:
        ailib.batch.run(["hi"], out="out.jsonl", **given)
    except ailib.ConfigurationError as error:
        return str(error)

assert "There is no backend 'nowhere'" in refused(model="embedded", backend="nowhere")
assert "no Dask client" in refused(model="embedded", backend="dask")
with ailib.Client("embedded") as client:
    assert "stays in its process" in refused(client=client, backend="dask")
try:
    DaskBackend(workers=0)
except ailib.ConfigurationError as error:
    assert "workers" in str(error)
backend = DaskBackend(client={"api_key": "planted-key"})
assert "planted-key" not in repr(backend)
assert "planted-key" not in repr(WorkerSetup("openai", dict(backend.client)))
print("done")
"""


def test_what_cannot_be(tmp_path: Path) -> None:
    """In a program of its own: Dask starts threads when it is imported."""
    require("dask")
    done = subprocess.run(
        [sys.executable, "-c", CANNOT],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "done\n", done.stderr
