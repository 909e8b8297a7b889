"""The forms of batch jobs: whatever comes, they neither crash nor take it for an answer of somebody else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
