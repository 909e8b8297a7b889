"""The official packages run batch jobs at the embedded provider."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from ailib.testing import BatchFault, BatchPace, EmbeddedProvider, Fault


@pytest.fixture
def provider() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as provider:
        provider.batches.pace = BatchPace(running=0.1, finalizing=0.02)
        yield provider


def ended(look: Any, states: tuple[str, ...]) -> Any:
    """The job, once it is in one of these states."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        job, state = look()
        if state in states:
            return job
        time.sleep(0.02)
    raise TimeoutError


def test_openai(provider: EmbeddedProvider) -> None:
    openai = pytest.importorskip("openai")
    provider.answer("number 2", fault=Fault(status=400, message="not that"))
    with openai.OpenAI(api_key="k", base_url=provider.base_url) as api:

        def submit(endpoint: str, bodies: list[Any]) -> Any:
            rows = [
                {"custom_id": f"id-{n}", "method": "POST", "url": endpoint, "body": body}
                for n, body in enumerate(bodies)
            ]
            data = "\n".join(json.dumps(row) for row in rows).encode()
            file = api.files.create(file=("in.jsonl", data), purpose="batch")
            assert (file.purpose, file.bytes) == ("batch", len(data))
            return api.batches.create(
                input_file_id=file.id, endpoint=endpoint, completion_window="24h", metadata={"mine": "1"}
            )

        def done(batch: Any, *states: str) -> Any:
            def look() -> tuple[Any, str]:
                found = api.batches.retrieve(batch.id)
                return found, found.status

            return ended(look, states or ("completed",))

        chats = [
            {"model": "embedded-chat", "messages": [{"role": "user", "content": f'Say "number {n}"'}]} for n in range(4)
        ]
        batch = submit("/v1/chat/completions", chats)
        assert batch.status == "in_progress"
        batch = done(batch)
        assert (batch.request_counts.completed, batch.request_counts.failed, batch.metadata) == (3, 1, {"mine": "1"})
        lines = [json.loads(line) for line in api.files.content(batch.output_file_id).text.splitlines()]
        said = {line["custom_id"]: line["response"]["body"]["choices"][0]["message"]["content"] for line in lines}
        assert said == {f"id-{n}": f"number {n}" for n in (0, 1, 3)}
        (bad,) = [json.loads(line) for line in api.files.content(batch.error_file_id).text.splitlines()]
        assert (bad["custom_id"], bad["response"]["status_code"]) == ("id-2", 400)

        vectors = done(submit("/v1/embeddings", [{"model": "embedded-embed", "input": "a"}]))
        (line,) = api.files.content(vectors.output_file_id).text.splitlines()
        assert len(json.loads(line)["response"]["body"]["data"][0]["embedding"]) == 256

        provider.batches.fault(BatchFault(expire_after=1))
        expired = done(submit("/v1/chat/completions", chats[:2]), "expired")
        assert "batch_expired" in api.files.content(expired.error_file_id).text
        mixed = done(submit("/v1/chat/completions", [*chats, {**chats[0], "model": "embedded-mini"}]), "failed")
        assert mixed.errors.data[0].code == "mismatched_model"
        provider.batches.pace = BatchPace(running=30)
        going = submit("/v1/chat/completions", chats)
        assert api.batches.cancel(going.id).status in ("cancelling", "cancelled")
        done(going, "cancelled")
        assert next(iter(api.batches.list(limit=2))).id == going.id
        assert len(list(api.batches.list(limit=2))) == 5
        with pytest.raises(openai.NotFoundError):
            api.batches.retrieve("batch_none")
        with pytest.raises(openai.BadRequestError):
            api.batches.create(input_file_id="file-none", endpoint="/v1/embeddings", completion_window="24h")


def test_anthropic(provider: EmbeddedProvider) -> None:
    anthropic = pytest.importorskip("anthropic")
    provider.answer("number 2", fault=Fault(status=400, message="not that"))
    with anthropic.Anthropic(api_key="k", base_url=f"{provider.url}/anthropic") as api:
        rows = [
            {
                "custom_id": f"id-{n}",
                "params": {
                    "model": "embedded-chat",
                    "max_tokens": 100,
                    "messages": [{"role": "user", "content": f'Say "number {n}"'}],
                },
            }
            for n in range(4)
        ]
        batch = api.messages.batches.create(requests=rows)
        assert (batch.processing_status, batch.request_counts.processing) == ("in_progress", 4)

        def look() -> tuple[Any, str]:
            found = api.messages.batches.retrieve(batch.id)
            return found, found.processing_status

        found = ended(look, ("ended",))
        assert (found.request_counts.succeeded, found.request_counts.errored) == (3, 1)
        results = {one.custom_id: one.result for one in api.messages.batches.results(batch.id)}
        assert [results[f"id-{n}"].type for n in range(4)] == ["succeeded", "succeeded", "errored", "succeeded"]
        assert results["id-3"].message.content[0].text == "number 3"
        assert results["id-2"].error.error.message == "not that"
        provider.batches.pace = BatchPace(running=30)
        batch = api.messages.batches.create(requests=rows)
        api.messages.batches.cancel(batch.id)
        ended(look, ("ended",))
        assert {one.result.type for one in api.messages.batches.results(batch.id)} == {"canceled"}
        assert len(list(api.messages.batches.list(limit=1))) == 2
        assert api.messages.batches.delete(batch.id).type == "message_batch_deleted"
        with pytest.raises(anthropic.BadRequestError, match="unique"):
            api.messages.batches.create(requests=[rows[0], rows[0]])


@pytest.mark.filterwarnings("ignore:.*_UnionGenericAlias.*:DeprecationWarning")
def test_genai(provider: EmbeddedProvider) -> None:
    genai = pytest.importorskip("google.genai")
    api = genai.Client(api_key="k", http_options={"base_url": provider.url})
    try:

        def done(batch: Any, *states: str) -> Any:
            def look() -> tuple[Any, str]:
                found = api.batches.get(name=batch.name)
                return found, found.state.name

            return ended(look, states or ("JOB_STATE_SUCCEEDED",))

        asked = [{"contents": [{"role": "user", "parts": [{"text": f'Say "number {n}"'}]}]} for n in range(3)]
        batch = api.batches.create(model="embedded-chat", src=asked, config={"display_name": "mine"})
        assert batch.state.name in ("JOB_STATE_PENDING", "JOB_STATE_RUNNING")
        found = done(batch)
        assert found.display_name == "mine"
        assert [one.response.text for one in found.dest.inlined_responses] == [f"number {n}" for n in range(3)]

        lines = "\n".join(json.dumps({"key": f"id-{n}", "request": request}) for n, request in enumerate(asked))
        file = api.files.upload(file=io.BytesIO(lines.encode()), config={"mime_type": "application/jsonl"})
        found = done(api.batches.create(model="embedded-chat", src=file.name))
        data = api.files.download(file=found.dest.file_name)
        rows = [json.loads(line) for line in data.decode().splitlines()]
        assert [row["key"] for row in rows] == ["id-0", "id-1", "id-2"]
        assert rows[1]["response"]["candidates"][0]["content"]["parts"][0]["text"] == "number 1"

        provider.batches.pace = BatchPace(running=30)
        going = api.batches.create(model="embedded-chat", src=asked)
        api.batches.cancel(name=going.name)
        done(going, "JOB_STATE_CANCELLED")
        assert len(list(api.batches.list(config={"page_size": 2}))) == 3
    finally:
        api.close()
