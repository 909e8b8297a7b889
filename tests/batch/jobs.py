"""The forms of batch jobs, as tests use them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import attrs

from ailib import AsyncClient, Client
from ailib.batch import RunResult, arun, run
from ailib.testing import EmbeddedProvider

__all__ = ["FORMS", "Form", "JobRunner", "texts"]


@attrs.frozen
class Form:
    """One form.

    Attributes:
        target, family: A provider with that form, and where the embedded one speaks its family.
        create, look, results: Beginnings of the requests that make a job, look at it, read its results.
    """

    name: str
    target: str
    family: str
    create: str
    look: str
    results: str

    def arguments(self, provider: EmbeddedProvider) -> dict[str, Any]:
        return {"base_url": provider.base_url_for(self.family), "api_key": "k"}


FORMS = {
    form.name: form
    for form in (
        Form("openai", "openai/embedded-chat", "openai_chat", "POST /v1/batches", "GET /v1/batches/", "GET /v1/files/"),
        Form(
            "anthropic",
            "anthropic/embedded-chat",
            "anthropic_messages",
            "POST /anthropic/v1/messages/batches",
            "GET /anthropic/v1/messages/batches/",
            "/results",
        ),
        Form(
            "gemini",
            "gemini/embedded-chat",
            "gemini_generate_content",
            "POST /v1beta/models/embedded-chat:batchGenerateContent",
            "GET /v1beta/batches/",
            "GET /download/",
        ),
        Form(
            "mistral",
            "mistral/embedded-chat",
            "openai_chat",
            "POST /v1/batch/jobs",
            "GET /v1/batch/jobs/",
            "GET /v1/files/",
        ),
        Form("together", "together/embedded-chat", "openai_chat", "POST /v1/batches", "GET /v1/batches/", "GET /v1/fi"),
    )
}


def texts(count: int) -> list[str]:
    return [f'Say "number {index}"' for index in range(count)]


class JobRunner:
    """`run` or `arun` over a provider's jobs, with files in a folder."""

    def __init__(self, mode: str, form: Form, provider: EmbeddedProvider, folder: Path) -> None:
        self.mode = mode
        self.form = form
        self.provider = provider
        self.out = folder / "out.jsonl"
        self.state = folder / "out.jsonl.db"

    def __call__(self, requests: Any, *, target: str | None = None, **keywords: Any) -> RunResult:
        target = target or self.form.target
        keywords = {"out": self.out, "model": target, "backend": "provider", "poll": 0.01, **keywords}
        made = {"max_retries": 0, **self.form.arguments(self.provider)}
        if self.mode == "async":

            async def main() -> RunResult:
                async with AsyncClient(target, **made) as client:
                    return await arun(requests, client=client, **keywords)

            return asyncio.run(main())
        with Client(target, **made) as client:
            return run(requests, client=client, **keywords)

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.read_bytes().splitlines()]

    def sent(self, prefix: str) -> int:
        """How many requests of this beginning ("POST /v1/batches") there were."""
        seen = [f"{request.method} {request.path}" for request in self.provider.requests]
        return sum(prefix in one for one in seen)
