"""Batch jobs in Mistral's form: files as OpenAI has them, jobs of their own.

https://docs.mistral.ai/capabilities/batch and https://docs.mistral.ai/api/endpoint/batch
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from .batch import CANCELLED, COMPLETED, EXPIRED, FAILED, Ask, Exchange, Job, Order, rows_of, text_of, whole
from .batch_openai import OpenAIBatches
from .json import dumps
from .shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORM", "MistralBatches"]

_ENDED = {"SUCCESS": COMPLETED, "FAILED": FAILED, "TIMEOUT_EXCEEDED": EXPIRED, "CANCELLED": CANCELLED}
_PAGES = 50


class MistralBatches(OpenAIBatches):
    """The form; its files and its lines of results are OpenAI's."""

    name = "mistral"

    def line(self, custom_id: str, body: Mapping[str, Any], order: Order) -> Mapping[str, Any]:
        """`{"custom_id", "body"}`; the model is the job's."""
        return {"custom_id": custom_id, "body": {name: value for name, value in body.items() if name != "model"}}

    def create(self, order: Order) -> Exchange[Job]:
        """`POST /batch/jobs`."""
        body: dict[str, Any] = {"input_files": [order.file], "endpoint": self._endpoint(order), "model": order.model}
        if self.jobs.tag is not None:
            body["metadata"] = {self.jobs.tag: order.tag}
        answer = yield Ask("POST", self._batches, dumps(body), once=True)
        return self.job(answer.data)

    def listed(self, order: Order) -> Exchange[list[Job]]:
        """The pages of `GET /batch/jobs`, until one has the job."""
        found: list[Job] = []
        for page in range(_PAGES):
            answer = yield Ask("GET", f"{self._batches}?{urlencode({'page': page, 'page_size': 100})}")
            jobs = [self.job(row) for row in rows_of(answer.data, "data")]
            found += jobs
            if len(jobs) < 100 or any(self.is_ours(job, order) for job in jobs):
                break
        return found

    def job(self, data: Any) -> Job:
        """A job object."""
        row = data if is_object(data) else {}
        status = str(row.get("status") or "")
        came_to = _ENDED.get(status.upper(), "")
        errors = rows_of(row.get("errors"))
        metadata = row.get("metadata")
        marks: list[Any] = [metadata.get(self.jobs.tag)] if is_object(metadata) and self.jobs.tag is not None else []
        marks += files if is_list(files := row.get("input_files")) else []
        written = [text_of(row.get(name)) for name in ("output_file", "error_file")]
        return Job(
            id=str(row.get("id") or ""),
            status=status,
            came_to=came_to,
            total=whole(row.get("total_requests")) or None,
            succeeded=whole(row.get("succeeded_requests")),
            failed=whole(row.get("failed_requests")),
            results=tuple(f"{self._files}/{quote(name, safe='')}/content" for name in written if name and came_to),
            error=errors[0] if errors else None,
            marks=tuple(mark for mark in marks if isinstance(mark, str)),
        )


FORM = MistralBatches
