"""Batch jobs at aimock, which has OpenAI's files and batches; a job of its is done at the second look."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from typing import Any

import pytest

from ailib import AsyncClient, Client
from ailib.batch import RunResult, arun, run, status


@pytest.fixture(params=["sync", "async"])
def go(request: pytest.FixtureRequest, aimock: int, tmp_path: Path) -> Any:
    """Runs over jobs, with headers for the mock."""

    def call(requests: Any, headers: dict[str, str] | None = None, **keywords: Any) -> RunResult:
        made: dict[str, Any] = {
            "base_url": f"http://127.0.0.1:{aimock}/v1",
            "api_key": "sk-test-key-0123456789",
            "headers": {"X-Test-Id": uuid.uuid4().hex, **(headers or {})},
        }
        keywords = {"out": tmp_path / "out.jsonl", "backend": "provider", "poll": 0.02, **keywords}
        if request.param == "async":

            async def main() -> RunResult:
                async with AsyncClient("openai/gpt-4o-mini", **made) as client:
                    return await arun(requests, client=client, **keywords)

            return asyncio.run(main())
        with Client("openai/gpt-4o-mini", **made) as client:
            return run(requests, client=client, **keywords)

    return call


def test_chats(go: Any) -> None:
    result = go([f"number {n}" for n in range(7)], job_items=3)
    assert (result.done, result.failed, result.stopped) == (7, 0, None)
    assert [item.index for item in result] == list(range(7))
    assert {item.text for item in result} == {"Mock batch completion"}
    assert [(job.stage, job.status, job.items) for job in status(result.state).jobs] == [
        ("done", "completed", 3),
        ("done", "completed", 3),
        ("done", "completed", 1),
    ]
    assert go([f"number {n}" for n in range(7)]).skipped == 7


def test_embeddings(go: Any) -> None:
    result = go(["a", "b"], kind="embeddings", model="openai/text-embedding-3-small")
    assert [item.embedding for item in result] == [[0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("outcome", "kind"), [("expired", "JobExpired"), ("cancelled", "JobCancelled"), ("failed", "APIError")]
)
def test_jobs_that_do_not_end_well(go: Any, outcome: str, kind: str) -> None:
    result = go(["a", "b"], {"x-aimock-batch-outcome": outcome})
    assert (result.done, result.failed, result.stopped) == (0, 2, None)
    assert {item.error["type"] for item in result if item.error} == {kind}
    assert go(["a", "b"], retry_failed=outcome == "failed").all_successful()
