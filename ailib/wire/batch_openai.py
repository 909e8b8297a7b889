"""Batch jobs in OpenAI's form: a file of lines, `/batches`, files of results and of errors.

https://platform.openai.com/docs/guides/batch; the providers that share it differ in data (`BatchJobs`). Read besides:
upper-case states, a job or a file inside of `job` or `data`, a bare list of jobs, result lines without a status.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from .batch import (
    CANCELLED,
    COMPLETED,
    EXPIRED,
    FAILED,
    Ask,
    BatchForm,
    Exchange,
    Job,
    Order,
    Result,
    inner_object,
    multipart,
    rows_of,
    text_of,
    whole,
)
from .json import dumps
from .shapes import is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORM", "OpenAIBatches"]

_ENDED = {
    "completed": COMPLETED,
    "failed": FAILED,
    "expired": EXPIRED,
    "cancelled": CANCELLED,
    "canceled": CANCELLED,
    "error": FAILED,
}
_PAGES = 50  # of a hundred jobs each: nobody looks further for a job that was made a moment ago
_ITEM_EXPIRED = ("batch_expired",)
_ITEM_CANCELLED = ("batch_cancelled", "batch_canceled")


class OpenAIBatches(BatchForm):
    """The form; see `ailib.wire.batch.BatchForm`."""

    name = "openai"

    @property
    def _batches(self) -> str:
        return self.profile.endpoints.get("batch") or "/batches"

    @property
    def _files(self) -> str:
        return self.profile.endpoints.get("files") or "/files"

    def _endpoint(self, order: Order) -> str | None:
        return self.jobs.embeddings if order.kind == "embeddings" else self.jobs.chat

    def line(self, custom_id: str, body: Mapping[str, Any], order: Order) -> Mapping[str, Any]:
        """`{"custom_id", "method", "url", "body"}`."""
        return {"custom_id": custom_id, "method": "POST", "url": self._endpoint(order), "body": body}

    def upload(self, order: Order) -> Exchange[str | None]:
        """A form with the lines as its file."""
        name = f"{order.tag}.jsonl"
        more = {field: value.replace("{name}", name) for field, value in self.jobs.upload.items()}
        body, headers = multipart({"purpose": self.jobs.purpose, **more}, name, order.tag)
        path = self.profile.endpoints.get("upload") or self._files
        answer = yield Ask("POST", path, body, headers)
        return text_of(inner_object(answer.data, "data").get("id"))

    def create(self, order: Order) -> Exchange[Job]:
        """`POST /batches`."""
        body: dict[str, Any] = {"input_file_id": order.file, "endpoint": self._endpoint(order)}
        if self.jobs.window is not None:
            body["completion_window"] = self.jobs.window
        if self.jobs.tag is not None:
            body["metadata"] = {self.jobs.tag: order.tag}
        answer = yield Ask("POST", self._batches, dumps(body), once=True)
        return self.job(answer.data)

    def look(self, job: str) -> Exchange[Job]:
        """`GET /batches/X`."""
        answer = yield Ask("GET", f"{self._batches}/{quote(job, safe='')}")
        return self.job(answer.data)

    def cancel(self, job: str) -> Exchange[None]:
        """`POST /batches/X/cancel`."""
        yield Ask("POST", f"{self._batches}/{quote(job, safe='')}/cancel", b"{}")

    def listed(self, order: Order) -> Exchange[list[Job]]:
        """The pages of `GET /batches`, until one has the job."""
        found: list[Job] = []
        query: dict[str, str] = {"limit": "100"}
        for _ in range(_PAGES):
            answer = yield Ask("GET", f"{self._batches}?{urlencode(query)}")
            jobs = [self.job(row) for row in rows_of(answer.data, "data", "batches", "jobs")]
            found += jobs
            more = member(answer.data, "has_more") is True and bool(jobs)
            if not more or any(self.is_ours(job, order) for job in jobs):
                break
            query["after"] = text_of(member(answer.data, "last_id")) or jobs[-1].id
        return found

    def job(self, data: Any) -> Job:
        """A job object."""
        row = inner_object(data, "job", "data")
        status = str(row.get("status") or "")
        came_to = _ENDED.get(status.lower(), "")
        counts: Any = row.get("request_counts")
        total, succeeded, failed = (whole(member(counts, name)) for name in ("total", "completed", "failed"))
        files = [text_of(row.get(name)) for name in ("output_file_id", "error_file_id")]
        errors = rows_of(member(row.get("errors"), "data") or row.get("errors"))
        metadata = row.get("metadata")
        marks = [metadata.get(self.jobs.tag)] if is_object(metadata) and self.jobs.tag is not None else []
        marks.append(row.get("input_file_id"))
        problem: Any = errors[0] if errors else row.get("error") or row.get("errors")
        return Job(
            id=str(row.get("id") or ""),
            status=status,
            came_to=came_to,
            total=total or None,
            succeeded=succeeded,
            failed=failed,
            results=tuple(f"{self._files}/{quote(name, safe='')}/content" for name in files if name and came_to),
            error=problem if is_object(problem) else {"message": str(problem)} if problem else None,
            lines=tuple(
                (line - 1, error) for error in errors if (line := whole(error.get("line"))) is not None and line > 0
            ),
            marks=tuple(mark for mark in marks if isinstance(mark, str)),
        )

    def result(self, row: Mapping[str, Any], place: int, custom_ids: list[str]) -> Result | None:
        """`{"custom_id", "response": {"status_code", "request_id", "body"}, "error"}`."""
        custom_id = text_of(row.get("custom_id"))
        if custom_id is None:
            return None
        response, error = row.get("response"), row.get("error")
        body = member(response, "body")
        request_id = text_of(member(response, "request_id"))
        status = whole(member(response, "status_code"))
        if error or body is None:
            code = str(member(error, "code") or "")
            kind = "expired" if code in _ITEM_EXPIRED else "cancelled" if code in _ITEM_CANCELLED else "error"
            said = body if is_object(body) and body else {"error": error or {"message": "There is no answer"}}
            return Result(custom_id, kind, said, status if status is None or status >= 400 else None, request_id)
        if status is not None and not 200 <= status < 300:
            return Result(custom_id, "error", body, status, request_id)
        return Result(custom_id, "answer", body, None, request_id)


FORM = OpenAIBatches
