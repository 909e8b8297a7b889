"""Runs over a provider's own batch jobs: every form, both clients, and all that may go wrong with jobs and results."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests as http

from ailib import (
    AsyncClient,
    AuthenticationError,
    CancelHandle,
    Client,
    ConfigurationError,
    ConnectionLost,
    InvalidResponse,
    Overloaded,
    UnsupportedFeatureError,
)
from ailib.batch import (
    BudgetExceeded,
    JobFailed,
    RunProgress,
    RunStopped,
    acancel,
    cancel,
    plan,
    read_results,
    resume,
    run,
    status,
)
from ailib.testing import BatchFault, BatchPace, EmbeddedProvider, Fault

from .jobs import FORMS, JobRunner, texts


@pytest.fixture
def provider(embedded: EmbeddedProvider) -> Iterator[EmbeddedProvider]:
    embedded.batches.pace = BatchPace()
    yield embedded
    embedded.batches.pace = BatchPace()


@pytest.fixture(params=["sync", "async"])
def mode(request: Any) -> str:
    return str(request.param)


@pytest.fixture(params=list(FORMS))
def each(request: Any, provider: EmbeddedProvider, tmp_path: Path) -> JobRunner:
    """Every form, with the blocking client."""
    return JobRunner("sync", FORMS[request.param], provider, tmp_path)


@pytest.fixture
def go(mode: str, provider: EmbeddedProvider, tmp_path: Path) -> JobRunner:
    """OpenAI's form, with both clients."""
    return JobRunner(mode, FORMS["openai"], provider, tmp_path)


def said(runner: JobRunner) -> list[str]:
    return [item.text for item in read_results(runner.out)]


# --- the plain run ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_answers_in_input_order(mode: str, form: str, provider: EmbeddedProvider, tmp_path: Path) -> None:
    go = JobRunner(mode, FORMS[form], provider, tmp_path)
    result = go(texts(25), job_items=10)
    assert (result.done, result.failed, result.sent, result.skipped, result.stopped) == (25, 0, 25, 0, None)
    assert said(go) == [f"number {n}" for n in range(25)]
    assert (provider.batches.created, provider.batches.duplicates) == (3, 0)
    first = next(iter(result))
    assert first.response is not None
    assert (first.response.text, first.response.model) == ("number 0", "embedded-chat")
    assert result.usage.completion_tokens == 50
    jobs = status(go.state).jobs
    assert [(job.number, job.stage, job.items, job.done, job.failed) for job in jobs] == [
        (1, "done", 10, 10, 0),
        (2, "done", 10, 10, 0),
        (3, "done", 5, 5, 0),
    ]
    assert not list(tmp_path.glob("*.job-*")), "the inputs are gone with their jobs"
    again = go(texts(25), job_items=10)
    assert (again.sent, again.skipped, provider.batches.created) == (0, 25, 3)


@pytest.mark.parametrize("target", ["openai", "gemini", "mistral"])
def test_embeddings(mode: str, target: str, provider: EmbeddedProvider, tmp_path: Path) -> None:
    go = JobRunner(mode, FORMS[target], provider, tmp_path)
    result = go(texts(6), target=f"{target}/embedded-embed", kind="embeddings", job_items=4)
    assert (result.done, result.failed, provider.batches.created) == (6, 0, 2)
    with Client("embedded", base_url=provider.base_url) as client:
        vectors = client.embed(texts(6), model="embedded-embed").embeddings
    for item, vector in zip(result, vectors, strict=True):
        assert item.embedding is not None
        assert item.embedding == pytest.approx(list(vector))


def test_answers_are_read_as_those_of_single_calls(each: JobRunner) -> None:
    tool = {
        "type": "function",
        "function": {
            "name": "get_weather",
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
        },
    }
    each.provider.answer("weather", tool_calls=[{"name": "get_weather", "arguments": {"city": "Paris"}}])
    each.provider.answer("deep", text="42", reasoning="Let me think.")
    rows = [{"messages": [{"role": "user", "content": text}], "tools": [tool]} for text in ("weather?", "deep?")]
    each(rows, fields={"reasoning": True} if each.form.name == "gemini" else None)  # only then it tells its thoughts
    weather, deep = (item.response for item in read_results(each.out))
    assert weather is not None
    assert deep is not None
    (call,) = weather.tool_calls
    assert (call.name, json.loads(call.arguments), weather.finish_reason) == (
        "get_weather",
        {"city": "Paris"},
        "tool_calls",
    )
    assert (deep.text, deep.reasoning) == ("42", "Let me think.")


def test_lines_of_a_batch_file_are_answered_in_its_form(go: JobRunner, tmp_path: Path) -> None:
    rows = [
        {
            "custom_id": f"mine {n % 2}",
            "method": "POST",
            "url": "/v1/chat/completions",
            "body": {"model": "embedded-chat", "messages": [{"role": "user", "content": text}], "temperature": 0.5},
        }
        for n, text in enumerate(texts(3))
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    go.provider.answer("number 2", fault=Fault(status=400, message="not that"))
    go(tmp_path / "in.jsonl")
    first, second, third = go.lines()
    assert [line["custom_id"] for line in (first, second, third)] == ["mine 0", "mine 1", "mine 0"]
    assert first["response"]["status_code"] == 200
    assert first["response"]["body"]["choices"][0]["message"]["content"] == "number 0"
    assert third["response"]["status_code"] == 400
    assert "not that" in third["error"]["message"]
    (upload,) = (seen for seen in go.provider.requests if seen.path == "/v1/files")
    assert b'"temperature":0.5' in upload.body


def test_gemini_uploads_what_is_too_large_for_the_request(
    mode: str, provider: EmbeddedProvider, tmp_path: Path
) -> None:
    go = JobRunner("sync", FORMS["gemini"], provider, tmp_path)
    long = "x" * 9_000_000
    result = go([f'Say "a" {long}', f'Say "b" {long}', 'Say "c"'], fields={"max_tokens": 20})
    assert go.sent("POST /upload/") == 2
    assert result.failed == 2, "too long for the model: an error of each, not of the job"
    assert {item.error["type"] for item in result if item.error} <= {"ContextLengthExceeded", "BadRequest"}
    assert [item.text for item in result][2] == "c"


def test_one_model_in_a_job(go: JobRunner) -> None:
    models = ("embedded-chat", "embedded-mini")
    rows = [{"prompt": text, "model": models[n % 2]} for n, text in enumerate(texts(6))]
    result = go(rows, target="openai")
    assert (result.done, go.provider.batches.created) == (6, 2)
    assert [item.data["response"]["model"] for item in result] == list(models) * 3


def test_a_job_is_not_larger_than_the_provider_allows(
    provider: EmbeddedProvider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # siliconflow: 5000 lines; the others have limits too large for a fast test.
    go = JobRunner("sync", FORMS["openai"], provider, tmp_path)
    monkeypatch.setenv("SILICONFLOW_API_KEY", "k")
    result = go(texts(5001), target="siliconflow/embedded-chat")
    assert [job.items for job in status(go.state).jobs] == [5000, 1]
    assert result.all_successful()


def test_duplicates_are_sent_once(go: JobRunner) -> None:
    result = go([*texts(4), *texts(4)], dedupe=True)
    assert (result.done, said(go)) == (8, [f"number {n}" for n in range(4)] * 2)
    assert [job.items for job in status(go.state).jobs] == [4]


def test_progress_shows_the_jobs(go: JobRunner) -> None:
    go.provider.batches.pace = BatchPace(running=0.3)
    seen: list[RunProgress] = []
    go(texts(4), on_progress=seen.append, job_items=2)
    working = [progress for progress in seen if progress.jobs]
    assert {len(progress.jobs) for progress in working} <= {1, 2}
    assert {progress.in_flight for progress in working} <= {1, 2, 3, 4}
    assert {job.status for progress in working for job in progress.jobs} >= {"in_progress"}
    assert (seen[-1].done, seen[-1].jobs, seen[-1].in_flight) == (4, (), 0)


# --- what becomes of items --------------------------------------------------------------------------------------------


def test_an_item_has_the_error_that_a_call_would_have_raised(each: JobRunner) -> None:
    each.provider.answer("number 1", fault=Fault(status=400, message="not that"), times=1)
    each.provider.answer("number 2", fault=Fault(status=429, message="Too many requests"), times=1)
    each.provider.answer("number 3", fault=Fault(status=500), times=1)
    result = each(texts(5))
    assert (result.done, result.failed) == (2, 3)
    errors = [item.error["type"] if item.error else None for item in result]
    assert errors == [None, "BadRequest", "RateLimited", "ServerError", None]
    assert "not that" in str(list(result)[1].error)
    assert each(texts(5)).failed == 3, "nothing is sent again unasked"
    mended = each(texts(5), retry_failed=True)
    assert (mended.done, mended.failed, said(each)) == (5, 0, [f"number {n}" for n in range(5)])
    assert [job.items for job in status(each.state).jobs] == [5, 3]


@pytest.mark.parametrize("what", ["expire_after", "cancel_after"])
def test_what_the_job_did_not_come_to_is_sent_by_the_next_run(each: JobRunner, what: str) -> None:
    each.provider.batches.fault(BatchFault(**{what: 3}))
    result = each(texts(5))
    assert (result.done, result.failed, result.stopped) == (3, 2, None)
    kind = {"expire_after": "JobExpired", "cancel_after": "JobCancelled"}[what]
    assert [item.error["type"] if item.error else None for item in result] == [None] * 3 + [kind] * 2
    result = each(texts(5))
    assert (result.done, result.failed, said(each)) == (5, 0, [f"number {n}" for n in range(5)])
    assert [job.items for job in status(each.state).jobs] == [5, 2]


def test_odd_results_are_neither_taken_nor_a_trouble(each: JobRunner) -> None:
    garbage = 0 if each.form.name == "gemini" else 2  # its small jobs have their results inside
    each.provider.batches.fault(BatchFault(twice=(0, 3), unknown=3, garbage=garbage))
    result = each(texts(5))
    assert (result.done, result.failed, said(each)) == (5, 0, [f"number {n}" for n in range(5)])
    assert result.usage.completion_tokens == 10, "a second line is not counted"


def test_what_the_results_leave_out_is_missing(each: JobRunner) -> None:
    each.provider.batches.fault(BatchFault(lose=(1, 4)))
    result = each(texts(5))
    assert (result.done, result.failed) == (3, 2)
    assert {item.error["type"] for item in result if item.error} == {"ResultMissing"}
    assert each(texts(5)).failed == 2, "they may have been paid for"
    assert each(texts(5), retry_failed=True).all_successful()
    assert said(each) == [f"number {n}" for n in range(5)]


def test_items_that_cannot_be_asked_do_not_spoil_the_job(go: JobRunner) -> None:
    result = go([*texts(2), {"no": "prompt"}, {"prompt": "hi", "temperature": "warm"}, 'Say "last"'])
    assert (result.done, result.failed) == (3, 2)
    assert said(go)[4] == "last"


def test_many_failures_end_the_run(go: JobRunner) -> None:
    go.provider.answer(lambda body: "messages" in body, fault=Fault(status=400))
    with pytest.raises(RunStopped):
        go(texts(12), job_items=6, stop_after=5, concurrency=1)
    assert go.provider.batches.created == 1
    assert status(go.state).failed == 6


# --- what becomes of jobs ---------------------------------------------------------------------------------------------


def test_a_line_that_spoils_the_job_is_left_out(go: JobRunner) -> None:
    go.provider.batches.fault(BatchFault(fail={"code": "invalid_request", "message": "Bad line", "line": 3}))
    result = go(texts(5))
    assert (result.done, result.failed, go.provider.batches.created) == (4, 1, 2)
    bad = list(result)[2]
    assert bad.error is not None
    assert bad.error["type"] == "BadRequest"
    assert "Bad line" in bad.error["message"]
    assert [item.text for item in result if item.ok] == ["number 0", "number 1", "number 3", "number 4"]
    assert go.provider.batches.duplicates == 0


@pytest.mark.parametrize("form", ["openai", "gemini", "mistral"])
def test_a_refused_job_is_raised_and_nothing_is_lost(form: str, provider: EmbeddedProvider, tmp_path: Path) -> None:
    go = JobRunner("sync", FORMS[form], provider, tmp_path)
    provider.batches.fault(BatchFault(fail="We do not like it"))
    with pytest.raises(JobFailed, match="We do not like it") as caught:
        go(texts(3))
    assert caught.value.provider == form
    assert caught.value.job
    assert (status(go.state).done, status(go.state).failed) == (0, 0)
    assert go(texts(3)).all_successful()


def test_a_full_queue_is_waited_for(go: JobRunner) -> None:
    full = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached for embedded-chat"}
    go.provider.batches.fault(BatchFault(fail=full), times=2)
    result = go(texts(4))
    assert result.all_successful()
    assert result.throttled == 2
    assert (go.provider.batches.created, go.provider.batches.duplicates) == (3, 0)
    assert go.sent("POST /v1/files") == 1, "the input is there already"


def test_a_job_that_is_made_again_is_not_mixed_up_with_the_one_that_was_refused(go: JobRunner) -> None:
    full = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached for embedded-chat"}
    go.provider.batches.fault(BatchFault(fail=full))
    made = iter([False, True])
    go.provider.answer(lambda body: "input_file_id" in body and next(made, False), fault=Fault(refuse=True), times=1)
    result = go(texts(4))
    assert result.all_successful()
    assert (go.provider.batches.created, go.provider.batches.duplicates) == (2, 0)
    assert go.sent("POST /v1/batches") == 2


def test_several_lines_that_spoil_a_job(go: JobRunner) -> None:
    for line in (2, 1):
        go.provider.batches.fault(BatchFault(fail={"code": "invalid_request", "message": "Bad line", "line": line}))
    result = go(texts(5))
    assert [item.ok for item in result] == [False, False, True, True, True]
    assert (go.provider.batches.created, [job.items for job in status(go.state).jobs]) == (3, [3])


def test_a_job_that_is_gone_is_raised(go: JobRunner) -> None:
    go.provider.batches.pace = BatchPace(running=60.0)

    def forget(progress: RunProgress) -> None:
        if progress.jobs and progress.jobs[0].id:
            go.provider.batches.jobs.clear()

    with pytest.raises(JobFailed, match="no job"):
        go(texts(2), on_progress=forget)
    go.provider.batches.pace = BatchPace()
    with pytest.raises(JobFailed, match="no job"):  # it may be the key: nothing is paid twice unasked
        go(texts(2))
    with Client(go.form.target, **go.form.arguments(go.provider)) as client:
        assert cancel(go.state, client=client, poll=0.01) is not None
    assert go(texts(2)).all_successful()


def test_jobs_are_looked_for_where_they_are(go: JobRunner, tmp_path: Path) -> None:
    go.provider.batches.pace = BatchPace(running=60.0)
    drain = CancelHandle()
    go(texts(2), drain=drain, on_progress=lambda progress: progress.jobs and drain.cancel())
    with EmbeddedProvider() as other, Client("openai/embedded-chat", base_url=other.base_url, api_key="k") as client:
        with pytest.raises(ConfigurationError, match="cancel it with that one") as caught:
            run(texts(2), client=client, model=go.form.target, out=go.out, backend="provider")
        assert go.provider.base_url in str(caught.value)
        with pytest.raises(ConfigurationError, match="is at openai"):
            cancel(go.state, client=client)
        assert other.batches.created == 0


def test_wrong_keys_are_raised_and_nothing_is_noted(tmp_path: Path) -> None:
    with EmbeddedProvider(api_key="right") as locked:
        go = JobRunner("sync", FORMS["openai"], locked, tmp_path)
        with pytest.raises(AuthenticationError):
            go(texts(2))
        assert (status(go.state).done, status(go.state).failed, status(go.state).jobs) == (0, 0, ())


# --- the making of a job ----------------------------------------------------------------------------------------------


def test_a_job_whose_answer_was_lost_is_found_again(each: JobRunner) -> None:
    each.provider.answer(lambda body: is_creation(each, body), fault=Fault(refuse=True), times=1)
    result = each(texts(5))
    assert result.all_successful()
    assert (each.provider.batches.created, each.provider.batches.duplicates) == (1, 0)


def is_creation(runner: JobRunner, body: Any) -> bool:
    return "input_file_id" in body or "input_files" in body or "requests" in body or "batch" in body


def test_a_job_that_was_not_made_is_made(each: JobRunner) -> None:
    for fault in (Fault(status=500), Fault(status=429, retry_after=0.02)):
        each.provider.answer(lambda body: is_creation(each, body), fault=fault, times=1)
    result = each(texts(3))
    assert result.all_successful()
    assert (each.sent(each.form.create), each.provider.batches.created) == (3, 1)


@pytest.mark.parametrize("fault", [Fault(refuse=True), Fault(status=503)], ids=["lost", "busy"])
def test_an_upload_that_fails_is_tried_again(go: JobRunner, fault: Fault) -> None:
    go.provider.answer("POST /v1/files", fault=fault, times=3)
    assert go(texts(3)).all_successful()
    assert (go.sent("POST /v1/files"), go.provider.batches.created) == (4, 1)


def test_a_job_that_was_not_made_yet_holds_its_items(go: JobRunner) -> None:
    go.provider.answer("POST /v1/files", fault=Fault(status=503))
    with pytest.raises(Overloaded):
        go(texts(3))
    assert [job.stage for job in status(go.state).jobs] == ["ready"]
    go.provider._script.clear()
    with pytest.raises(ConfigurationError, match="are not done"):
        go(texts(3), backend="calls")
    assert go(texts(3)).all_successful()
    assert (go.provider.batches.created, status(go.state).jobs[0].items) == (1, 3)


def test_a_list_that_cannot_be_had_makes_no_second_job(go: JobRunner) -> None:
    go.provider.answer(lambda body: "input_file_id" in body, fault=Fault(refuse=True), times=1)
    go.provider.answer(lambda body: not body, fault=Fault(status=500), times=2)
    assert go(texts(3)).all_successful()
    assert (go.provider.batches.created, go.provider.batches.duplicates) == (1, 0)


def test_a_foreign_batch_of_the_same_size_is_not_taken(provider: EmbeddedProvider, tmp_path: Path) -> None:
    # Anthropic's batches bear no mark: only the results tell whose they are.
    go = JobRunner("sync", FORMS["anthropic"], provider, tmp_path)
    provider.answer(lambda body: "requests" in body, fault=Fault(status=500), times=1)

    def make_foreign() -> None:
        provider.wait_for(lambda one: any(r.path.endswith("/batches") and r.method == "POST" for r in one.requests))
        params = {"model": "embedded-chat", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}]}
        rows = [{"custom_id": f"theirs-{n}", "params": params} for n in range(3)]
        with http.Session() as session:
            session.post(
                f"{provider.url}/anthropic/v1/messages/batches",
                json={"requests": rows},
                headers={"anthropic-version": "2023-06-01"},
                timeout=5,
            ).raise_for_status()

    maker = threading.Thread(target=make_foreign)
    maker.start()
    result = go(texts(3), poll=0.05)
    maker.join()
    assert result.all_successful()
    assert said(go) == [f"number {n}" for n in range(3)]
    assert provider.batches.created == 2


# --- looking and reading ----------------------------------------------------------------------------------------------


def test_looking_waits_when_it_is_told_to(each: JobRunner) -> None:
    each.provider.answer(each.form.look, fault=Fault(status=429, retry_after=0.1), times=2)
    begun = time.monotonic()
    assert each(texts(3)).all_successful()
    assert time.monotonic() - begun >= 0.2
    assert each.provider.batches.created == 1


@pytest.mark.parametrize("form", ["openai", "anthropic", "mistral"])
@pytest.mark.parametrize("cut", [0, 700])
def test_results_that_break_off_are_read_again(
    mode: str, form: str, cut: int, provider: EmbeddedProvider, tmp_path: Path
) -> None:
    go = JobRunner(mode, FORMS[form], provider, tmp_path)
    provider.answer(go.form.results, fault=Fault(cut_after_bytes=cut), times=2)
    result = go(texts(20))
    assert result.all_successful()
    assert said(go) == [f"number {n}" for n in range(20)]
    assert result.usage.completion_tokens == 40, "what came twice is counted once"
    assert go.sent(go.form.results) >= 3


def test_results_that_cannot_be_had_are_read_by_the_next_run(go: JobRunner) -> None:
    go.provider.answer(go.form.results, fault=Fault(cut_after_bytes=10))
    with pytest.raises(ConnectionLost):
        go(texts(3))
    assert [job.stage for job in status(go.state).jobs] == ["ended"]
    go.provider._script.clear()
    assert go(texts(3)).all_successful()
    assert go.provider.batches.created == 1


@pytest.mark.parametrize("fault", [Fault(html=True), Fault(empty=True)], ids=["page", "empty"])
def test_a_page_in_the_place_of_results_is_not_taken_for_them(go: JobRunner, fault: Fault) -> None:
    go.provider.answer(go.form.results, fault=fault)
    with pytest.raises(InvalidResponse):
        go(texts(3))
    assert (status(go.state).done, status(go.state).failed) == (0, 0)
    go.provider._script.clear()
    go.provider.answer(go.form.look, fault=Fault(html=True), times=2)
    assert go(texts(3)).all_successful()
    assert go.provider.batches.created == 1


# --- being stopped ----------------------------------------------------------------------------------------------------


def test_draining_leaves_the_jobs_at_work(each: JobRunner) -> None:
    each.provider.batches.pace = BatchPace(running=0.4)
    drain = CancelHandle()

    def stop(progress: RunProgress) -> None:
        if progress.jobs and all(job.id for job in progress.jobs):
            drain.cancel()

    result = each(texts(4), drain=drain, on_progress=stop)
    assert (result.done, result.stopped) == (0, "drained")
    assert [job.stage for job in status(each.state).jobs] == ["running"]
    with pytest.raises(ConfigurationError, match="are not done"):
        each(texts(4), backend="calls")
    result = each(texts(4))
    assert result.all_successful()
    assert each.provider.batches.created == 1
    assert said(each) == [f"number {n}" for n in range(4)]


@pytest.mark.parametrize(("mode", "form"), [("async", "openai"), *(("sync", name) for name in FORMS)])
def test_cancelling_ends_the_jobs_and_keeps_what_is_done(
    mode: str, form: str, provider: EmbeddedProvider, tmp_path: Path
) -> None:
    each = JobRunner(mode, FORMS[form], provider, tmp_path)
    each.provider.batches.pace = BatchPace(running=0.6)
    handle = CancelHandle()

    def stop(progress: RunProgress) -> None:
        if progress.jobs and progress.seconds > 0.35:
            handle.cancel(reason="enough")

    result = each(texts(10), cancel=handle, on_progress=stop)
    assert result.stopped == "cancelled"
    assert 0 < result.done < 10
    assert result.failed == 0
    assert said(each) == [f"number {n}" for n in range(result.done)]
    assert [job.stage for job in status(each.state).jobs] == ["done"]
    each.provider.batches.pace = BatchPace()
    again = each(texts(10))
    assert again.all_successful()
    assert said(each) == [f"number {n}" for n in range(10)]
    assert [job.items for job in status(each.state).jobs] == [10, 10 - result.done]


def test_jobs_of_a_run_that_nobody_works_on_are_cancelled(go: JobRunner, tmp_path: Path) -> None:
    go.provider.batches.pace = BatchPace(running=30.0)
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(text) + "\n" for text in texts(4)))
    drain = CancelHandle()
    go(tmp_path / "in.jsonl", drain=drain, on_progress=lambda progress: progress.jobs and drain.cancel())
    with Client(go.form.target, **go.form.arguments(go.provider)) as client:
        if go.mode == "async":

            async def main() -> Any:
                async with AsyncClient(go.form.target, **go.form.arguments(go.provider)) as client:
                    return await acancel(go.state, client=client, poll=0.01)

            result = asyncio.run(main())
        else:
            result = cancel(go.state, client=client, poll=0.01)
        assert result is not None
        assert (result.done, result.failed, result.stopped) == (0, 0, "cancelled")
        assert cancel(go.state, client=client) is None
        go.provider.batches.pace = BatchPace()
        assert resume(go.state, client=client, poll=0.01).all_successful()
    assert status(go.state).total == 4
    assert [job.stage for job in status(go.state).jobs] == ["done", "done"]


def test_a_spent_budget_lets_the_jobs_end(go: JobRunner) -> None:
    result = go(texts(100), token_budget=150, job_items=4, fields={"max_tokens": 5})
    assert result.stopped == "budget"
    assert isinstance(result.error, BudgetExceeded)
    assert 4 <= result.done < 60
    assert result.usage.total_tokens <= 150
    assert said(go) == [f"number {n}" for n in range(result.done)]
    rest = go(texts(100), job_items=50, fields={"max_tokens": 5})
    assert rest.all_successful()
    assert go.provider.batches.duplicates == 0


def test_half_the_price(tmp_path: Path) -> None:
    with EmbeddedProvider(models=["gpt-4o-mini", "meta-llama/Llama-3.3-70B-Instruct-Turbo"]) as provider:
        plain = JobRunner("sync", FORMS["openai"], provider, tmp_path)
        plain.out, plain.state = tmp_path / "plain.jsonl", tmp_path / "plain.jsonl.db"
        full = plain(texts(4), target="openai/gpt-4o-mini", backend="calls", poll=None)
        go = JobRunner("sync", FORMS["openai"], provider, tmp_path)
        half = go(texts(4), target="openai/gpt-4o-mini", budget_usd="0.01")
        assert full.cost is not None
        assert half.cost == full.cost / 2 > Decimal(0)
        # Together's discounts differ by model: nobody knows.
        other = JobRunner("sync", FORMS["together"], provider, tmp_path)
        other.out, other.state = tmp_path / "other.jsonl", tmp_path / "other.jsonl.db"
        result = other(texts(2), target="together/meta-llama/Llama-3.3-70B-Instruct-Turbo")
        assert (result.done, result.cost) == (2, None)


def test_a_plan_knows_the_batch_price(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    full = plan(texts(10), model="openai/gpt-4o-mini")
    half = plan(texts(10), model="openai/gpt-4o-mini", backend="provider")
    assert full.cost_usd is not None
    assert half.cost_usd == full.cost_usd / 2


# --- arguments --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "keywords", [{"backend": "pigeon"}, {"poll": 0}, {"poll": True}, {"job_items": 0}, {"concurrency": 0}]
)
def test_arguments_that_make_no_sense(go: JobRunner, keywords: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        go(texts(2), **keywords)
    assert go.provider.batches.created == 0


def test_providers_without_jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEEPSEEK", "ANTHROPIC"):
        monkeypatch.setenv(f"{name}_API_KEY", "k")
    with pytest.raises(UnsupportedFeatureError, match="no batch jobs"):
        run(texts(2), model="deepseek/deepseek-chat", out=tmp_path / "a", backend="provider")
    with pytest.raises(UnsupportedFeatureError, match="no embeddings"):
        run(texts(2), model="anthropic/x", out=tmp_path / "b", backend="provider", kind="embeddings")
