"""The forms of batch jobs: whatever comes, they neither crash nor take it for an answer of somebody else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ailib import InvalidResponse
from ailib.batch.spool import JobBody, Spool
from ailib.providers.catalogue import get_provider, provider_ids
from ailib.wire.batch import Answer, Content, Job, Order, form_for

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
WORDS = [
    *("id", "name", "status", "state", "metadata", "output_file_id", "error_file_id", "errors", "data", "custom_id"),
    *("response", "error", "body", "result", "type", "message", "key", "request_counts", "processing_status", "job"),
    *("input_files", "output", "inlinedResponses", "responsesFile", "done", "batchStats", "status_code", "code"),
]
rows = st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), values, max_size=8)
PROVIDERS = [name for name in provider_ids() if get_provider(name, ended=True).batch_jobs is not None]
ORDER = Order("ailib-x-1", "chat", "m", 2, 10, "file-1", "before")


@pytest.mark.parametrize("name", ["openai", "anthropic", "gemini", "mistral"])
@settings(max_examples=60, deadline=None)
@given(row=rows, place=st.integers(0, 3))
def test_anything_may_come(name: str, row: dict[str, Any], place: int) -> None:
    form = form_for(get_provider(name))
    assert form is not None
    result = form.result(row, place, ["a", "b"])
    assert result is None or isinstance(result.custom_id, str)
    for steps in (form.look("x"), form.listed(ORDER)):
        ask = next(steps)
        assert ask.method == "GET"
        try:
            while True:
                steps.send(Answer(row, {}, "http://x/"))
        except StopIteration as end:
            found = end.value if isinstance(end.value, list) else [end.value]
            assert all(isinstance(job, Job) for job in found)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.binary(min_size=1, max_size=40).filter(lambda line: b"\n" not in line), min_size=1, max_size=9),
    around=st.tuples(st.binary(max_size=9), st.sampled_from([b"\n", b",", b", "]), st.binary(max_size=9)),
)
def test_a_body_is_as_long_as_it_says(lines: list[bytes], around: tuple[bytes, bytes, bytes], tmp_path: Path) -> None:
    spool = Spool(str(tmp_path / "lines"))
    for line in lines:
        spool.add(line)
    spool.seal()
    assert (spool.items, spool.size) == (len(lines), len(b"\n".join(lines)))
    head, between, tail = around
    body = JobBody(spool.path, Content(head, between, tail))
    assert b"".join(body) == head + between.join(lines) + tail
    assert b"".join(body) == head + between.join(lines) + tail, "for another attempt"
    assert len(body) == len(b"".join(body))
    made = JobBody(spool.path, Content(head, between, tail, bytes.upper))
    assert b"".join(made) == head + between.join(line.upper() for line in lines) + tail
    assert len(made) == len(b"".join(made))


def test_what_is_known_of_providers_is_complete() -> None:
    assert {"openai", "anthropic", "gemini", "mistral", "groq", "together", "azure-openai"} <= set(PROVIDERS)
    for name in PROVIDERS:
        jobs = get_provider(name).batch_jobs
        assert jobs is not None
        assert form_for(get_provider(name)) is not None
        assert jobs.source.startswith("https://") or name == "embedded"
        assert jobs.price is None or 0 < jobs.price < 1
        assert set(jobs.kinds) <= {"chat", "embeddings"}


def test_a_line_of_each_form() -> None:
    made = {}
    for name in ("openai", "azure-openai", "zhipu", "anthropic", "gemini", "mistral"):
        form = form_for(get_provider(name))
        assert form is not None
        made[name] = json.dumps(form.line("id", {"model": "m", "messages": []}, ORDER))
    assert made == {
        "openai": '{"custom_id": "id", "method": "POST", "url": "/v1/chat/completions", '
        '"body": {"model": "m", "messages": []}}',
        "azure-openai": '{"custom_id": "id", "method": "POST", "url": "/chat/completions", '
        '"body": {"model": "m", "messages": []}}',
        "zhipu": '{"custom_id": "id", "method": "POST", "url": "/v4/chat/completions", '
        '"body": {"model": "m", "messages": []}}',
        "anthropic": '{"custom_id": "id", "params": {"model": "m", "messages": []}}',
        "gemini": '{"key": "id", "request": {"model": "m", "messages": []}}',
        "mistral": '{"custom_id": "id", "body": {"messages": []}}',
    }


def stepped(steps: Any, *answers: Any) -> Any:
    """What an operation returns after these answers."""
    next(steps)
    try:
        for answer in answers:
            steps.send(Answer(answer, {}, "http://x/"))
    except StopIteration as end:
        return end.value
    raise AssertionError("it wants more answers")


def test_the_dialects_of_openais_form() -> None:
    together, siliconflow, qwen = (form_for(get_provider(name)) for name in ("together", "siliconflow", "qwen"))
    assert together is not None
    assert siliconflow is not None
    assert qwen is not None
    # A job inside of `job`, states in upper case, a bare list; the input file tells whose job it is.
    row = {"id": "j", "status": "COMPLETED", "input_file_id": "file-1", "output_file_id": "o", "error_file_id": ""}
    job = stepped(together.create(ORDER), {"job": row, "warning": ""})
    assert (job.id, job.came_to, job.results) == ("j", "completed", ("/files/o/content",))
    assert together.is_ours(job, ORDER) is True
    assert [one.id for one in stepped(together.listed(ORDER), [row])] == ["j"]
    (ask,) = [next(together.upload(ORDER))]
    assert ask.path == "/files/upload"
    assert isinstance(ask.body, Content)
    assert b'name="purpose"\r\n\r\nbatch-api\r\n' in ask.body.head
    assert b'name="file_name"\r\n\r\nailib-x-1.jsonl\r\n' in ask.body.head
    # A file inside of `data`.
    assert stepped(siliconflow.upload(ORDER), {"code": 20000, "status": True, "data": {"id": "f"}}) == "f"
    # A mark under the name that its metadata has for it.
    assert json.loads(next(qwen.create(ORDER)).body or b"")["metadata"] == {"ds_name": "ailib-x-1"}
    assert qwen.is_ours(stepped(qwen.look("j"), {"id": "j", "metadata": {"ds_name": "ailib-x-1"}}), ORDER) is True
    assert qwen.is_ours(stepped(qwen.look("j"), {"id": "j", "metadata": {"ds_name": "ailib-x-12"}}), ORDER) is False


def test_jobs_are_looked_for_page_by_page() -> None:
    openai, anthropic = form_for(get_provider("openai")), form_for(get_provider("anthropic"))
    assert openai is not None
    assert anthropic is not None
    other = {"id": "a", "status": "completed"}
    ours = {"id": "b", "status": "in_progress", "metadata": {"ailib": "ailib-x-1"}}
    found = stepped(
        openai.listed(ORDER),
        {"data": [other], "has_more": True, "last_id": "a"},
        {"data": [ours, other], "has_more": True, "last_id": "a"},
    )
    assert [(job.id, openai.is_ours(job, ORDER)) for job in found] == [("a", False), ("b", True), ("a", False)]
    # Those of Anthropic that are older than the marker are none.
    rows = [
        {"id": name, "processing_status": "in_progress", "request_counts": {"processing": count}}
        for name, count in (("new", 2), ("newer", 3), ("before", 2), ("old", 2))
    ]
    found = stepped(anthropic.listed(ORDER), {"data": rows, "has_more": True, "last_id": "old"})
    assert [(job.id, anthropic.is_ours(job, ORDER)) for job in found] == [("new", None), ("newer", False)]


def test_gemini_is_not_led_astray_by_its_upload() -> None:
    gemini = form_for(get_provider("gemini"))
    assert gemini is not None
    steps = gemini.upload(Order("t", "chat", "m", 2, 50_000_000))
    assert next(steps).path == "https://generativelanguage.googleapis.com/upload/v1beta/files"
    with pytest.raises(InvalidResponse, match="address"):
        steps.send(Answer({}, {"x-goog-upload-url": "https://evil.example/upload"}, "https://google.example/upload"))
