"""Durable runs: order, resuming, retrying, duplicates, inputs, outputs, budgets, and what goes wrong."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ailib
from ailib import (
    AsyncClient,
    AuthenticationError,
    CancelHandle,
    ChatCompletionRequest,
    Client,
    ConfigurationError,
    Message,
    ModelNotFound,
)
from ailib.batch import (
    BudgetExceeded,
    RunProgress,
    RunResult,
    RunStopped,
    StateError,
    StateLocked,
    aresume,
    arun,
    read_results,
    resume,
    run,
    status,
    stop,
)
from ailib.testing import EmbeddedProvider, Fault, Pace

ROOT = Path(ailib.__file__).resolve().parents[1]


class Runner:
    """`run` or `arun` against a provider, with files in a folder."""

    def __init__(self, mode: str, provider: EmbeddedProvider, folder: Path) -> None:
        self.mode = mode
        self.provider = provider
        self.folder = folder

    @property
    def out(self) -> Path:
        return self.folder / "out.jsonl"

    @property
    def state(self) -> Path:
        return self.folder / "out.jsonl.db"

    def __call__(self, requests: Any, **keywords: Any) -> RunResult:
        keywords = {"out": self.out, "model": "embedded", "base_url": self.provider.base_url, **keywords}
        if self.mode == "async":
            return asyncio.run(arun(requests, **keywords))
        return run(requests, **keywords)

    def resume(self, **keywords: Any) -> RunResult:
        return asyncio.run(aresume(self.state, **keywords)) if self.mode == "async" else resume(self.state, **keywords)

    def write(self, name: str, *rows: Any) -> Path:
        path = self.folder / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    def asked(self) -> list[str]:
        """The last message of every request that was seen."""
        return [seen.body["messages"][-1]["content"] for seen in self.provider.requests]


@pytest.fixture(params=["sync", "async"])
def go(request: Any, embedded: EmbeddedProvider, tmp_path: Path) -> Runner:
    return Runner(request.param, embedded, tmp_path)


def texts(count: int) -> list[str]:
    return [f'Say "number {index}"' for index in range(count)]


# --- the plain run ----------------------------------------------------------------------------------------------------


def test_every_item_has_a_line_in_input_order(go: Runner) -> None:
    go.provider.answer("number 0", fault=Fault(delay=0.15))
    result = go(texts(40))
    assert (result.done, result.failed, result.sent, result.skipped, result.stopped) == (40, 0, 40, 0, None)
    assert result.all_successful()
    assert [item.index for item in result] == list(range(40))
    assert [item.text for item in result] == [f"number {n}" for n in range(40)]
    first = next(iter(result))
    assert first.response is not None
    assert first.response.text == "number 0"
    assert result.usage.completion_tokens == sum(item.data["usage"]["completion_tokens"] for item in result) > 0


def test_a_second_run_sends_nothing(go: Runner) -> None:
    go(texts(5))
    before = go.out.read_bytes()
    result = go(texts(5))
    assert (result.done, result.sent, result.skipped) == (5, 0, 5)
    assert len(go.provider.requests) == 5
    assert go.out.read_bytes() == before


def test_a_longer_input_goes_on(go: Runner) -> None:
    go(texts(3))
    result = go(iter(texts(6)))
    assert (result.done, result.sent, result.skipped) == (6, 3, 3)
    assert [item.index for item in result] == list(range(6))


def test_an_empty_input(go: Runner) -> None:
    result = go([])
    assert (result.done, result.failed, list(result)) == (0, 0, [])
    assert result.all_successful()


def test_progress(go: Runner) -> None:
    seen: list[RunProgress] = []
    go.provider.answer("number 3", fault=Fault(status=400))
    go(texts(10), on_progress=seen.append)
    assert (seen[-1].done, seen[-1].failed, seen[-1].total) == (9, 1, 10)
    assert seen[-1].usage.total_tokens > 0
    assert seen[-1].in_flight == 0


def test_a_failing_callback_ends_the_run_and_nothing_is_lost(go: Runner) -> None:
    def callback(_progress: RunProgress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        go(texts(30), on_progress=callback, concurrency=2)
    result = go(texts(30))
    assert result.all_successful()
    assert [item.text for item in result] == [f"number {n}" for n in range(30)]


def test_an_iterable_that_raises_loses_nothing(go: Runner) -> None:
    def broken() -> Iterator[str]:
        yield from texts(6)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        go(broken(), concurrency=1)
    assert len(go.provider.requests) >= 5
    result = go(texts(8))
    assert result.done == 8
    assert len(go.provider.requests) <= 9


def test_the_limit_is_kept(go: Runner) -> None:
    with EmbeddedProvider(pace=Pace(0.02, float("inf"))) as slow:
        go.provider = slow
        go(texts(12), concurrency=3)
        assert slow.peak_requests == 3


def test_a_client_of_yours_is_used_and_stays_open(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    with Client("embedded", base_url=embedded.base_url, headers={"x-mine": "1"}) as client:
        assert run(texts(2), client=client, out=tmp_path / "a.jsonl").done == 2
        assert client.chat_completion("hi").text

    async def main() -> None:
        async with AsyncClient("embedded", base_url=embedded.base_url, headers={"x-mine": "1"}) as client:
            assert (await arun(texts(2), client=client, out=tmp_path / "b.jsonl")).done == 2
            assert (await client.chat_completion("hi")).text

    asyncio.run(main())
    assert {seen.headers["x-mine"] for seen in embedded.requests} == {"1"}


# --- failures ---------------------------------------------------------------------------------------------------------


def test_an_error_is_a_line_and_is_retried_when_asked(go: Runner) -> None:
    go.provider.answer("number 2", fault=Fault(status=400, message="not that"), times=1)
    result = go(texts(5))
    assert (result.done, result.failed) == (4, 1)
    bad = list(result)[2]
    assert not bad.ok
    assert bad.error is not None
    assert (bad.error["type"], bad.error["status"], bad.text, bad.response) == ("BadRequest", 400, "", None)
    assert "not that" in bad.error["message"]
    assert status(go.state).errors == {"BadRequest": 1}

    assert go(texts(5)).failed == 1
    assert len(go.provider.requests) == 5
    result = go(texts(5), retry_failed=True)
    assert (result.done, result.failed, result.sent) == (5, 0, 1)
    assert [item.text for item in result] == [f"number {n}" for n in range(5)]
    assert status(go.state).errors == {}
    assert go(texts(7)).done == 7
    assert [item.index for item in read_results(go.out)] == list(range(7))


def test_an_item_over_the_context_limit_is_its_own_error(go: Runner) -> None:
    go.provider.answer("number 1", fault=Fault(status=400, code="context_length_exceeded", message="too long"))
    result = go(texts(3))
    assert [item.ok for item in result] == [True, False, True]
    assert status(go.state).errors == {"ContextLengthExceeded": 1}


def test_a_model_that_does_not_exist_stops_the_run_at_once(go: Runner) -> None:
    with pytest.raises(ModelNotFound, match="nothing-like-it"):
        go(texts(200), model="embedded/nothing-like-it")
    assert len(go.provider.requests) <= 20
    assert go.out.read_bytes() == b""
    assert status(go.state).failed == 0


def test_a_wrong_key_stops_the_run_and_the_right_one_goes_on(go: Runner) -> None:
    go.provider.answer(fault=Fault(status=401), times=10_000)
    with pytest.raises(AuthenticationError):
        go(texts(100))
    go.provider.clear()
    assert go(texts(100)).all_successful()


def test_an_outage_stops_the_run(go: Runner) -> None:
    go.provider.answer(fault=Fault(status=400, message="down"))
    with pytest.raises(RunStopped, match="all failed") as stopped:
        go(texts(100), stop_after=10, concurrency=4)
    assert stopped.value.__cause__ is not None
    go.provider.clear()
    result = go(texts(100), retry_failed=True)
    assert result.all_successful()
    assert [item.text for item in result] == [f"number {n}" for n in range(100)]


def test_a_corrupted_last_line_is_an_error_of_that_item(go: Runner) -> None:
    path = go.write("in.jsonl", *texts(4))
    path.write_bytes(path.read_bytes() + b'{"messages": [{"role": "us')
    result = go(path)
    assert (result.done, result.failed) == (4, 1)
    bad = list(result)[4]
    assert bad.error is not None
    assert "Line 5 of in.jsonl is no JSON" in bad.error["message"]
    go.write("in.jsonl", *texts(5))  # mended
    result = go(path)
    assert (result.done, result.failed, result.sent) == (5, 0, 1)
    assert [item.text for item in result] == [f"number {n}" for n in range(5)]


def test_another_input_is_refused(go: Runner) -> None:
    go(texts(3))
    with pytest.raises(ConfigurationError, match="Item 1 is not the one"):
        go(["a" if n == 1 else text for n, text in enumerate(texts(3))])
    with pytest.raises(ConfigurationError, match="template"):
        go(texts(3), template="{text}")
    assert len(go.provider.requests) == 3


def test_an_output_that_was_changed_is_refused(go: Runner) -> None:
    go(texts(3))
    go.out.write_bytes(go.out.read_bytes()[:-5])
    with pytest.raises(StateError, match="changed or lost"):
        go(texts(3))


def test_an_output_of_somebody_else_is_not_overwritten(go: Runner) -> None:
    go.out.write_text("precious\n")
    with pytest.raises(StateError, match="exists already"):
        go(texts(3))
    assert go.out.read_text() == "precious\n"


def test_a_state_of_somebody_else_is_refused(go: Runner) -> None:
    go.state.write_text("no database at all, only a text that is long enough to be looked at" * 20)
    with pytest.raises(StateError, match="no state of a run"):
        go(texts(3))
    with pytest.raises(StateError):
        status(go.state)


def test_what_the_crash_wrote_without_noting_it_is_cut_off(go: Runner) -> None:
    go(texts(3))
    with go.out.open("ab") as file:
        file.write(b'{"index": 3, "te')
    result = go(texts(5))
    assert [item.index for item in result] == list(range(5))


def test_two_runs_on_one_state(go: Runner) -> None:
    with EmbeddedProvider(pace=Pace(0.05, float("inf"))) as slow:
        go.provider = slow
        thread = threading.Thread(target=lambda: go(texts(20), concurrency=2))
        thread.start()
        try:
            end = time.monotonic() + 5
            while not slow.requests and time.monotonic() < end:
                time.sleep(0.005)
            with pytest.raises(StateLocked, match="Another run is working"):
                go(texts(20))
            assert status(go.state).running
        finally:
            thread.join()
        assert not status(go.state).running
        assert go(texts(20)).all_successful()
        assert len(slow.requests) == 20


DISK_FULL = """
import resource, signal, sys
import ailib.batch
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = int(sys.argv[3])
if size:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    result = ailib.batch.run(
        [f'Say "number {n}"' for n in range(300)], model="embedded", base_url=sys.argv[2],
        out=f"{sys.argv[1]}/out.jsonl", state=f"{sys.argv[1]}/run.db",
    )
except ailib.batch.StateError as error:
    print("StateError", error)
else:
    print("complete", result.complete, result.sent)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="The limit of file sizes is a matter of Linux")
@pytest.mark.parametrize("size", [20_000, 60_000])
def test_a_full_disk(embedded: EmbeddedProvider, tmp_path: Path, size: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def start(limit: int) -> str:
        command = [sys.executable, "-c", DISK_FULL, str(tmp_path), embedded.base_url, str(limit)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    told = start(size)
    assert told.startswith("StateError")
    assert "cannot be written" in told
    assert "run the same call again" in told
    assert start(0).startswith("complete True")
    assert [item.text for item in read_results(tmp_path / "out.jsonl")] == [f"number {n}" for n in range(300)]


# --- stopping ---------------------------------------------------------------------------------------------------------


def test_cancel_ends_at_once_and_can_be_resumed(go: Runner) -> None:
    handle = CancelHandle()
    go.provider.answer("number 5", fault=Fault(delay=5), times=1)
    asked: list[float] = []

    def cancel_when_the_others_are_answered() -> None:
        end = time.monotonic() + 4
        while sum(seen.done_at is not None for seen in go.provider.requests) < 29 and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.1)
        asked.append(time.monotonic())
        handle.cancel("enough")

    thread = threading.Thread(target=cancel_when_the_others_are_answered)
    thread.start()
    result = go(texts(30), cancel=handle, concurrency=4)
    thread.join()
    assert time.monotonic() - asked[0] < 2
    assert result.stopped == "cancelled"
    assert not result.all_successful()
    assert result.done == 29  # answered, though the lines behind the slow one are not written yet
    result = go(texts(30))
    assert (result.sent, result.done, result.stopped) == (1, 30, None)
    assert [item.text for item in result] == [f"number {n}" for n in range(30)]


def test_drain_lets_what_is_in_flight_end(go: Runner) -> None:
    with EmbeddedProvider(pace=Pace(0.05, float("inf"))) as slow:
        go.provider = slow
        handle = CancelHandle()
        timer = threading.Timer(0.2, handle.cancel)
        timer.start()
        result = go(texts(60), drain=handle, concurrency=4)
        timer.join()
        assert result.stopped == "drained"
        assert 0 < result.done < 60
        assert len(slow.requests) == result.done
        assert all(seen.closed_early_at is None for seen in slow.requests)


def test_another_process_may_stop_it(go: Runner) -> None:
    with EmbeddedProvider(pace=Pace(0.05, float("inf"))) as slow:
        go.provider = slow
        found: list[RunResult] = []
        thread = threading.Thread(target=lambda: found.append(go(texts(200), concurrency=2)))
        thread.start()
        end = time.monotonic() + 5
        while not slow.requests and time.monotonic() < end:
            time.sleep(0.005)
        assert stop(go.state)
        thread.join()
        assert found[0].stopped == "cancelled"
        assert found[0].done == len(slow.requests) < 200
        assert not stop(go.state)


def test_a_budget_of_tokens(go: Runner) -> None:
    result = go(texts(50), token_budget=200, fields={"max_tokens": 5}, concurrency=2)
    assert result.stopped == "budget"
    assert isinstance(result.error, BudgetExceeded)
    assert 0 < result.done < 50
    assert result.usage.total_tokens <= 200
    again = go(texts(50), token_budget=200, fields={"max_tokens": 5})
    assert (again.stopped, again.sent) == ("budget", 0)
    assert go(texts(50), token_budget=5000, fields={"max_tokens": 5}).all_successful()
    assert len(go.provider.requests) == 50


def test_a_budget_of_dollars(go: Runner) -> None:
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15, "cost": 0.5}
    go.provider.answer(text="x", usage=usage)
    options = {"model": "openrouter/embedded-chat", "concurrency": 1}
    os.environ["OPENROUTER_API_KEY"] = "k"
    result = go(texts(20), budget_usd=2, **options)
    assert (result.stopped, result.done, result.cost) == ("budget", 4, 2)
    result = go(texts(20), budget_usd="100", **options)
    assert result.all_successful()
    assert result.cost == 10


def test_a_budget_of_dollars_without_a_price(go: Runner) -> None:
    with pytest.raises(ConfigurationError, match="price"):
        go(texts(20), budget_usd=1, concurrency=1)
    assert len(go.provider.requests) <= 2
    assert go(texts(20)).done == 20


@pytest.mark.parametrize(
    "wrong",
    [
        {"concurrency": 0},
        {"concurrency": "many"},
        {"budget_usd": -1},
        {"budget_usd": "nan"},
        {"token_budget": 0},
        {"kind": "images"},
    ],
    ids=repr,
)
def test_arguments_that_make_no_sense(go: Runner, wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        go(texts(2), **wrong)
    assert go.provider.requests == []


# --- duplicates -------------------------------------------------------------------------------------------------------


def test_duplicates_are_asked_once_when_asked(go: Runner) -> None:
    rows = [{"custom_id": f"c{n}", "prompt": f'Say "number {n % 4}"'} for n in range(20)]
    result = go(iter(rows), dedupe=True)
    assert sorted(go.asked()) == [f'Say "number {n}"' for n in range(4)]
    assert (result.done, result.sent) == (20, 4)
    assert [item.text for item in result] == [f"number {n % 4}" for n in range(20)]
    assert [item.custom_id for item in result] == [f"c{n}" for n in range(20)]
    assert [item.index for item in result] == list(range(20))
    assert go(iter(rows), dedupe=True).sent == 0


def test_a_duplicate_of_a_failure_is_mended_with_it(go: Runner) -> None:
    go.provider.answer("number 0", fault=Fault(status=400), times=1)
    rows = ['Say "number 0"', 'Say "number 1"', 'Say "number 0"']
    go(rows, dedupe=True, concurrency=3)
    result = go(rows, dedupe=True, retry_failed=True)
    assert result.all_successful()
    assert [item.text for item in result] == ["number 0", "number 1", "number 0"]


def test_without_dedupe_everything_is_asked(go: Runner) -> None:
    assert go(["hi"] * 5).sent == 5


# --- inputs and outputs -----------------------------------------------------------------------------------------------


def test_every_form_of_an_item(go: Runner) -> None:
    go.provider.answer(text="ok")
    path = go.write(
        "in.jsonl",
        "plain",
        {"prompt": "of a row", "system": "be brief"},
        {"messages": [{"role": "user", "content": "a body"}], "max_completion_tokens": 7, "stream": True, "logit": 1},
        {"role": "user", "content": "a message"},
        [{"role": "user", "content": "a list"}],
        ChatCompletionRequest(messages="ours", temperature=0.5).to_dict(),
        {"neither": 1},
    )
    result = go(path, fields={"temperature": 0.25}, concurrency=1)
    assert [item.ok for item in result] == [True] * 6 + [False]
    bodies = [seen.body for seen in go.provider.requests]
    assert [body["messages"][-1]["content"] for body in bodies] == [
        "plain", "of a row", "a body", "a message", "a list", "ours",
    ]  # fmt: skip
    assert [body["temperature"] for body in bodies] == [0.25] * 5 + [0.5]
    assert bodies[1]["messages"][0] == {"role": "system", "content": "be brief"}
    assert 7 in (bodies[2].get("max_tokens"), bodies[2].get("max_completion_tokens"))
    assert bodies[2]["logit"] == 1
    assert "stream" not in bodies[2] or bodies[2]["stream"] is False


def test_objects_of_ours_in_an_iterable(go: Runner) -> None:
    items = [Message.user('Say "a"'), ChatCompletionRequest(messages='Say "b"'), [Message.user('Say "c"')], 5]
    result = go(items, system="be brief")
    assert [item.text for item in result] == ["a", "b", "c", ""]
    assert {seen.body["messages"][0]["content"] for seen in go.provider.requests} == {"be brief"}
    assert go(items, system="be brief").sent == 0


def test_an_openai_batch_file_unchanged(go: Runner) -> None:
    go.provider.answer("bad", fault=Fault(status=400, message="no", code="nope"))
    path = go.write(
        "batch.jsonl",
        *(
            {
                "custom_id": f"request-{n}",
                "method": "POST",
                "url": "/v1/chat/completions",
                "body": {"model": "embedded-chat", "messages": [{"role": "user", "content": text}]},
            }
            for n, text in enumerate(['Say "one"', "bad", 'Say "two"'])
        ),
    )
    result = go(path)
    lines = [json.loads(line) for line in go.out.read_text().splitlines()]
    assert [line["custom_id"] for line in lines] == ["request-0", "request-1", "request-2"]
    assert lines[0]["response"]["status_code"] == 200
    assert lines[0]["response"]["body"]["choices"][0]["message"]["content"] == "one"
    assert lines[0]["error"] is None
    assert lines[1]["response"]["status_code"] == 400
    assert lines[1]["error"]["code"] == "nope"
    assert [item.text for item in result] == ["one", "", "two"]
    assert [item.ok for item in result] == [True, False, True]


def test_a_line_for_another_endpoint_is_refused(go: Runner) -> None:
    path = go.write("batch.jsonl", {"custom_id": "a", "url": "/v1/embeddings", "body": {"input": "x"}})
    result = go(path)
    assert (result.done, result.failed, go.provider.requests) == (0, 1, [])


def test_csv_with_a_template(go: Runner) -> None:
    path = go.folder / "rows.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "word", "language"])
        writer.writerows([["x1", "dog", "French"], ["x2", 'a "cat",\nor two', "German"]])
    result = go(path, template="Translate into {language}: {word}", concurrency=1)
    assert go.asked() == ["Translate into French: dog", 'Translate into German: a "cat",\nor two']
    assert [item.custom_id for item in result] == ["x1", "x2"]


def test_csv_with_prompts(go: Runner) -> None:
    path = go.folder / "rows.csv"
    path.write_text('prompt,other\n"Say ""a""",1\n"Say ""b""",2\n')
    assert [item.text for item in go(path)] == ["a", "b"]


def test_a_template_that_does_not_fit_is_an_item_error(go: Runner) -> None:
    result = go(iter([{"a": "1"}, {"b": "2"}]), template="{a}")
    assert [item.ok for item in result] == [True, False]
    bad = list(result)[1]
    assert bad.error is not None
    assert "The template wants 'a', the row has b" in bad.error["message"]


def test_a_template_for_plain_prompts(go: Runner) -> None:
    go(["dog"], template="Translate: {text}")
    assert go.asked() == ["Translate: dog"]


@pytest.mark.parametrize("wrong", ["nowhere.jsonl", {"role": "user", "content": "x"}, 5, ChatCompletionRequest(messages="x")], ids=["path", "dict", "int", "request"])  # fmt: skip
def test_what_is_no_batch(go: Runner, wrong: Any) -> None:
    with pytest.raises(ConfigurationError):
        go(wrong)


def test_a_file_of_unknown_form(go: Runner) -> None:
    path = go.folder / "in.docx"
    path.write_text("x")
    with pytest.raises(ConfigurationError, match=r"\.jsonl"):
        go(path)


def test_parquet(go: Runner) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    path = go.folder / "in.parquet"
    parquet.write_table(arrow.table({"id": ["a", "b"], "prompt": ['Say "1"', 'Say "2"']}), path)
    assert [(item.custom_id, item.text) for item in go(path)] == [("a", "1"), ("b", "2")]


def test_parquet_without_pyarrow_says_what_to_install(go: Runner) -> None:
    try:
        import pyarrow  # type: ignore[import-not-found, import-untyped, unused-ignore] # noqa: F401, ICN001
    except ImportError:
        pass
    else:
        pytest.skip("pyarrow is here")
    path = go.folder / "in.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(ConfigurationError, match=r"ailib\[parquet\]"):
        go(path)


def test_resume_by_the_state_alone(go: Runner) -> None:
    go.provider.answer("dog 3", fault=Fault(status=400), times=1)
    path = go.write("in.jsonl", *({"word": f"dog {n}"} for n in range(6)))
    go(path, template="Say this: {word}", fields={"max_tokens": 50})
    result = go.resume(retry_failed=True)
    assert (result.done, result.failed, result.sent) == (6, 0, 1)
    assert go.asked()[-1] == "Say this: dog 3"
    assert go.provider.requests[-1].body["max_tokens"] == 50


def test_resume_needs_a_file(go: Runner) -> None:
    go(texts(2))
    with pytest.raises(ConfigurationError, match="did not come from a file"):
        go.resume()
    with pytest.raises(StateError, match="no state file"):
        resume(go.folder / "nowhere.db")


def test_embeddings(go: Runner) -> None:
    result = go([f"text {n}" for n in range(150)], kind="embeddings", model="embedded/embedded-embed")
    assert (result.done, result.failed) == (150, 0)
    assert len(go.provider.requests) == 3
    vectors = [item.embedding for item in result]
    with Client("embedded", base_url=go.provider.base_url) as client:
        expected = client.embed(["text 0", "text 149"], model="embedded-embed").embeddings
    assert [vectors[0], vectors[149]] == [pytest.approx(list(vector)) for vector in expected]
    assert result.usage.prompt_tokens == sum(item.data["usage"]["prompt_tokens"] for item in result) > 0


def test_embeddings_keep_the_limits_of_the_provider(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    with Client("qwen/embedded-embed", api_key="k", base_url=embedded.base_url) as client:
        result = run([f"text {n}" for n in range(25)], kind="embeddings", client=client, out=tmp_path / "out.jsonl")
    assert result.all_successful()
    assert sorted(len(seen.body["input"]) for seen in embedded.requests) == [5, 10, 10]


def test_one_bad_text_does_not_spoil_its_neighbours(go: Runner) -> None:
    def is_poisoned(body: dict[str, Any]) -> bool:
        found = body.get("input")
        return "poison" in (found if isinstance(found, list) else [found])

    go.provider.answer(is_poisoned, fault=Fault(status=400))
    result = go(["a", "poison", "b"], kind="embeddings", model="embedded/embedded-embed")
    assert [item.ok for item in result] == [True, False, True]


# --- notebooks --------------------------------------------------------------------------------------------------------


def test_a_result_is_a_table(go: Runner) -> None:
    go.provider.answer("number 1", text="<b>&")
    page = go(texts(30))._repr_html_()
    assert page.startswith("<p><b>30 done, 0 failed")
    assert "&lt;b&gt;&amp;" in page
    assert page.count("<tr>") == 11
    assert "and 20 more" in page


def test_pandas(go: Runner) -> None:
    result = go(texts(3))
    try:
        import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore] # noqa: F401, ICN001
    except ImportError:
        with pytest.raises(ConfigurationError, match=r"ailib\[pandas\]"):
            result.to_pandas()
        with pytest.raises(ConfigurationError, match=r"ailib\[pandas\]"):
            next(result.pandas_chunks())
        return
    assert list(result.to_pandas()["text"]) == ["number 0", "number 1", "number 2"]
    assert [list(frame["index"]) for frame in result.pandas_chunks(2)] == [[0, 1], [2]]
