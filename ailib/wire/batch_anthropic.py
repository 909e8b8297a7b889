"""Anthropic's message batches: the requests travel with the job, nothing of ours can be written on it.

https://platform.claude.com/docs/en/build-with-claude/batch-processing. A batch that was made right before a crash is
found among those that are newer than the newest one we had seen, by its number of requests; its results, whose custom
ids begin with our mark, make it certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from .anthropic import VERSION
from .batch import (
    COMPLETED,
    Answer,
    Ask,
    BatchForm,
    Content,
    Exchange,
    Job,
    Order,
    Result,
    rows_of,
    text_of,
    whole,
)
from .shapes import is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORM", "AnthropicBatches"]

_HEADERS = {"anthropic-version": VERSION}
_COUNTS = ("processing", "succeeded", "errored", "canceled", "expired")
_KINDS = {"canceled": "cancelled", "expired": "expired"}
_STATUSES = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}


class AnthropicBatches(BatchForm):
    """The form; see `ailib.wire.batch.BatchForm`."""

    name = "anthropic"

    @property
    def _batches(self) -> str:
        return self.profile.endpoints.get("batch") or "/messages/batches"

    def _one(self, job: str) -> str:
        return f"{self._batches}/{quote(job, safe='')}"

    def line(self, custom_id: str, body: Mapping[str, Any], order: Order) -> Mapping[str, Any]:
        """`{"custom_id", "params"}`."""
        return {"custom_id": custom_id, "params": body}

    def upload(self, order: Order) -> Exchange[str | None]:
        """Nothing: the requests travel with the job."""
        yield from ()
        return None

    def create(self, order: Order) -> Exchange[Job]:
        """`POST /messages/batches`."""
        content = Content(b'{"requests":[', b",", b"]}")
        answer = yield Ask("POST", self._batches, content, {**_HEADERS, **order.headers}, once=True)
        return self.job(answer.data)

    def look(self, job: str) -> Exchange[Job]:
        """`GET /messages/batches/X`."""
        answer = yield Ask("GET", self._one(job), headers=_HEADERS)
        return self.job(answer.data)

    def cancel(self, job: str) -> Exchange[None]:
        """`POST /messages/batches/X/cancel`."""
        yield Ask("POST", f"{self._one(job)}/cancel", b"{}", _HEADERS)

    def marker(self) -> Exchange[str | None]:
        """The id of the newest batch, "" when there is none."""
        answer: Answer = yield Ask("GET", f"{self._batches}?limit=1", headers=_HEADERS)
        jobs = rows_of(answer.data, "data")
        return str(jobs[0].get("id") or "") if jobs else ""

    def listed(self, order: Order) -> Exchange[list[Job]]:
        """The batches before (which are newer than) the marker."""
        found: list[Job] = []
        query: dict[str, str] = {"limit": "100"}
        while True:
            answer = yield Ask("GET", f"{self._batches}?{urlencode(query)}", headers=_HEADERS)
            for row in rows_of(answer.data, "data"):
                job = self.job(row)
                if job.id == order.marker:
                    return found
                found.append(job)
            last = text_of(member(answer.data, "last_id"))
            if member(answer.data, "has_more") is not True or last is None:
                return found
            query["after_id"] = last

    def is_ours(self, job: Job, order: Order) -> bool | None:
        """Only the results can tell, and only of a batch with as many requests."""
        return None if job.total == order.items else False

    def job(self, data: Any) -> Job:
        """A message batch."""
        row = data if is_object(data) else {}
        status = str(row.get("processing_status") or "")
        counts = {name: whole(member(row.get("request_counts"), name)) or 0 for name in _COUNTS}
        job = str(row.get("id") or "")
        # Not `results_url`, which might lead elsewhere with the key: the same place has a path of its own.
        ended = status == "ended"
        return Job(
            id=job,
            status=status,
            came_to=COMPLETED if ended else "",
            total=sum(counts.values()) or None,
            succeeded=counts["succeeded"],
            failed=counts["errored"] + counts["canceled"] + counts["expired"],
            results=(f"{self._one(job)}/results",) if ended else (),
        )

    def result(self, row: Mapping[str, Any], place: int, custom_ids: list[str]) -> Result | None:
        """`{"custom_id", "result": {"type", "message" or "error"}}`."""
        custom_id, result = text_of(row.get("custom_id")), row.get("result")
        if custom_id is None:
            return None
        kind = member(result, "type")
        if kind == "succeeded":
            return Result(custom_id, "answer", member(result, "message"))
        if kind in _KINDS:
            return Result(custom_id, _KINDS[kind])
        error: Any = member(result, "error")
        # The documentation nests it as its endpoints do: {"type": "error", "error": {"type", "message"}}.
        said = error if is_object(error) and "error" in error else {"type": "error", "error": error or {}}
        status = _STATUSES.get(str(member(said["error"], "type")))
        return Result(custom_id, "error", said, status, text_of(member(said, "request_id")))


FORM = AnthropicBatches
