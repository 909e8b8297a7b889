"""What a run on a cluster does whatever the engine: here one whose workers are threads, and die when they are told to."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest

from ailib import AuthenticationError, CancelHandle, ImagePart, Message
from ailib.batch import RunResult, RunStopped, WorkerLost, arun, run, status
from ailib.batch.backends import ClusterBackend
from ailib.batch.worker import Parcel, RemoteWorker, Report, WorkerSetup
from ailib.errors import AilibError
from ailib.testing import EmbeddedProvider, Fault, Pace

from .test_kill import number_of


class Threads:
    """An engine. A worker that is given an item with "deadly" in it is gone."""

    def __init__(self, setup: WorkerSetup, workers: int, *, stillborn: bool) -> None:
        self.setup, self.count, self.stillborn = setup, workers, stillborn
        self.workers: list[RemoteWorker] = []
        self.calls: Counter[int] = Counter()
        self.pool = ThreadPoolExecutor(workers + 2)
        self.of: dict[Future[Any], RemoteWorker] = {}
        self.closed = False

    def recruit(self) -> list[Any]:
        fresh = [RemoteWorker(self.setup) for _ in range(self.count - len(self.workers))]
        self.workers += fresh
        return fresh

    def call(self, worker: Any, parcels: list[Parcel], wait: float, *, halt: bool) -> Any:
        number = self.calls[id(worker)]
        self.calls[id(worker)] += 1
        deadly = any("deadly" in str(entry.content) for parcel in parcels for entry in parcel.entries)
        if deadly or self.stillborn:
            future: Future[Any] = Future()
            future.set_result(WorkerLost("It was killed"))
        else:
            future = self.pool.submit(worker.exchange, number, parcels, wait, halt)
        self.of[future] = worker
        return future

    def wait(self, calls: list[Any], seconds: float) -> list[Any]:
        return list(wait(calls, seconds, FIRST_COMPLETED).done)

    def result(self, call: Any) -> Report:
        worker, told = self.of.pop(call), call.result()
        if isinstance(told, WorkerLost):
            self.workers.remove(worker)
            self.dismiss(worker)
        if isinstance(told, AilibError):
            raise told
        return told

    @staticmethod
    def dismiss(worker: RemoteWorker) -> None:
        if worker._worker is not None:
            worker._worker.close()

    def close(self) -> None:
        self.pool.shutdown()
        for worker in self.workers:
            self.dismiss(worker)
        self.closed = True


class ThreadBackend(ClusterBackend):
    def __init__(self, workers: int = 3, *, stillborn: bool = False, **client: Any) -> None:
        super().__init__(workers, client)
        self.stillborn = stillborn
        self.engines: list[Threads] = []

    def engine(self, setup: WorkerSetup) -> Threads:
        self.engines.append(Threads(setup, self.workers or 1, stillborn=self.stillborn))
        return self.engines[-1]


@pytest.fixture(params=["sync", "async"])
def go(request: Any, tmp_path: Path, embedded: EmbeddedProvider) -> Any:
    def go(items: Any, backend: ThreadBackend | None = None, **options: Any) -> RunResult:
        given: Any = {
            "model": "embedded",
            "base_url": embedded.base_url,
            "out": tmp_path / "out.jsonl",
            "backend": backend or ThreadBackend(),
            **options,
        }
        return run(items, **given) if request.param == "sync" else asyncio.run(arun(items, **given))

    return go


def say(count: int) -> list[str]:
    return [f'Say "number {n}"' for n in range(count)]


def test_every_item_has_its_line(go: Any, embedded: EmbeddedProvider) -> None:
    seen: list[Any] = []
    first = ThreadBackend()
    result = go(say(300), first, on_progress=seen.append)
    assert [item.text for item in result] == [f"number {n}" for n in range(300)]
    assert (result.done, result.sent, result.lost_workers, result.given_again) == (300, 300, 0, 0)
    assert sorted(number_of(request.body) for request in embedded.requests) == list(range(300))
    assert seen[-1].done == 300
    assert all(engine.closed for engine in first.engines)
    # Nobody is bothered when all is there.
    backend = ThreadBackend()
    again = go(say(300), backend)
    assert (again.skipped, again.sent) == (300, 0)
    assert backend.engines == []


def test_no_more_in_flight_than_was_said(go: Any) -> None:
    with EmbeddedProvider(pace=Pace(first_token=0.01, tokens_per_second=float("inf"))) as provider:
        result = go(say(60), base_url=provider.base_url, concurrency=4)
        requests = list(provider.requests)
    assert result.done == 60
    edges = sorted([(r.at, 1) for r in requests] + [(r.done_at or 0.0, -1) for r in requests])
    flying = peak = 0
    for _, change in edges:
        flying += change
        peak = max(peak, flying)
    assert peak <= 4


def test_an_item_that_kills_its_workers_fails_alone(go: Any, embedded: EmbeddedProvider) -> None:
    items = say(100)
    items[40] = "deadly"
    result = go(items)
    assert (result.done, result.failed) == (99, 1)
    (failed,) = [item for item in result if not item.ok]
    assert (failed.index, failed.error["type"]) == (40, "WorkerLost")
    assert result.lost_workers == 5
    assert result.given_again >= 4
    assert [item.index for item in result] == list(range(100))
    # Nobody else was blamed: of the others, each that was in flight was asked again at most twice.
    times = Counter(number_of(request.body) for request in embedded.requests)
    assert max(times.values()) <= 3


def test_workers_that_never_answer_end_the_run(go: Any, tmp_path: Path) -> None:
    with pytest.raises(RunStopped, match="before they had answered anything") as caught:
        go(say(100), ThreadBackend(stillborn=True))
    assert isinstance(caught.value.__cause__, WorkerLost)
    assert status(tmp_path / "out.jsonl.db").failed <= 100
    assert go(say(100), retry_failed=True).all_successful()


def test_what_fails_every_item_is_raised(go: Any, embedded: EmbeddedProvider, tmp_path: Path) -> None:
    embedded.answer(fault=Fault(status=401))
    with pytest.raises(AuthenticationError):
        go(say(200))
    assert len(embedded.requests) <= 3 * 2 * 8
    assert status(tmp_path / "out.jsonl.db").failed == 0
    embedded.clear()
    assert go(say(200)).done == 200


def test_too_many_failures_in_a_row_end_the_run(go: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=400))
    with pytest.raises(RunStopped):
        go(say(500), stop_after=20)
    assert len(embedded.requests) < 200


def test_a_budget_holds_for_all_workers(go: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(usage={"prompt_tokens": 8, "completion_tokens": 2})
    result = go(say(200), token_budget=1000)
    assert result.stopped == "budget"
    assert 600 <= result.usage.total_tokens <= 1000
    assert go(say(200)).done == 200
    assert len(embedded.requests) == 200


def test_duplicates_are_asked_once(go: Any, embedded: EmbeddedProvider) -> None:
    result = go([f'Say "number {n % 10}"' for n in range(100)], dedupe=True)
    assert [item.text for item in result] == [f"number {n % 10}" for n in range(100)]
    assert len(embedded.requests) == 10


def test_vectors(go: Any, embedded: EmbeddedProvider) -> None:
    result = go([f"text {n}" for n in range(150)], kind="embeddings", model="embedded/embedded-embed")
    assert result.done == 150
    assert all(item.embedding for item in result)
    assert len(embedded.requests) == 3


def test_a_file_is_read_where_it_lies(go: Any, tmp_path: Path, embedded: EmbeddedProvider) -> None:
    """The driver reads it: where the worker runs there may be no such file. One that is missing fails alone."""
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    there, missing = [
        [Message.user(["What is this?", ImagePart(path=str(path))])] for path in (picture, tmp_path / "nowhere.png")
    ]
    result = go([there, missing])
    assert (result.done, result.failed) == (1, 1)
    assert "data:image/png;base64,iVBOR" in str(embedded.requests[0].body)


@pytest.mark.parametrize("how", ["cancel", "drain"])
def test_it_can_be_ended(go: Any, how: str, tmp_path: Path) -> None:
    with EmbeddedProvider(pace=Pace(first_token=0.05, tokens_per_second=float("inf"))) as provider:
        handle = CancelHandle()
        timer = threading.Timer(0.8, handle.cancel)
        timer.start()
        begun = time.monotonic()
        result = go(say(5000), base_url=provider.base_url, concurrency=16, **{how: handle})
        assert time.monotonic() - begun < 3
        timer.join()
        assert result.stopped == ("cancelled" if how == "cancel" else "drained")
        assert 0 < result.done < 1000
        if how == "drain":
            assert len(provider.requests) == result.done
        told = status(tmp_path / "out.jsonl.db")
        assert (told.done, told.failed, told.running) == (result.done, 0, False)


def test_what_the_caller_raises_ends_the_workers(go: Any) -> None:
    def show(progress: Any) -> None:
        if progress.done:
            raise KeyError("mine")

    backend = ThreadBackend()
    with pytest.raises(KeyError, match="mine"):
        go(say(2000), backend, on_progress=show)
    assert all(engine.closed for engine in backend.engines)
