"""Anthropic's message batches as the embedded provider speaks them.

See https://platform.claude.com/docs/en/build-with-claude/batch-processing. Below `/anthropic/v1` and `/v1`::

    POST /messages/batches, GET /messages/batches, /messages/batches/X, /messages/batches/X/results
    POST /messages/batches/X/cancel, DELETE /messages/batches/X
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .anthropic import AnthropicMessages
from .batches import Answered, Batches, StoredJob, answered
from .delivery import Call, Reply
from .family import Refused, encoded, fault_of
from .json_shapes import is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .script import Fault, Script

__all__ = ["AnthropicBatches"]

_PATH = re.compile(r"(?:/anthropic)?(?:/v1)?/messages/batches(?:/([^/]+)(/results|/cancel)?)?/?")
_CUSTOM_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_STATUSES = {
    "cancelling": "canceling",
    "completed": "ended",
    "expired": "ended",
    "cancelled": "ended",
    "failed": "ended",
}


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


class AnthropicBatches(AnthropicMessages):
    """Turns a `Call` into a `Reply`; the batches are in `Batches`."""

    def __init__(self, more_models: tuple[str, ...], batches: Batches) -> None:
        super().__init__(more_models)
        self._jobs = batches

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours."""
        return _PATH.fullmatch(path) is not None

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        if not call.headers.get("anthropic-version"):
            raise Refused(400, "anthropic-version: header is required")
        said = script.take(f"{call.method} {call.path}", call.body, conversation=False) if asked is None else None
        fault = fault_of(said, asked)
        if fault.status is not None and fault.status >= 300:
            return Reply(), fault  # refused: nothing happens
        return self._done(call, script), fault

    def _done(self, call: Call, script: Script) -> Reply:
        found = _PATH.fullmatch(call.path)
        assert found is not None
        if found[1] is None:
            return self._make(call) if call.method == "POST" else self._list(call)
        job = self._jobs.jobs.get(found[1])
        if job is None or job.family != "anthropic":
            raise Refused(404, f"Message Batch {found[1]} not found")
        status = _STATUSES.get(self._jobs.phase(job)[0], "in_progress")
        if call.method == "DELETE":
            if status != "ended":
                raise Refused(400, "A Message Batch that has not ended cannot be deleted")
            del self._jobs.jobs[job.id]
            return Reply(body=encoded({"id": job.id, "type": "message_batch_deleted"}))
        if found[2] == "/cancel":
            if status == "ended":
                raise Refused(400, "The Message Batch has ended")
            job.cancelled_at = time.monotonic()
        elif found[2] == "/results":
            if status != "ended":
                raise Refused(404, "The Message Batch has no results yet")
            return Reply(body=self._results(job, script), content_type="application/x-jsonl")
        return Reply(body=encoded(self._shown(job, call, script)))

    def _make(self, call: Call) -> Reply:
        rows: Any = call.body.get("requests")
        if not is_array(rows) or not rows:
            raise Refused(400, "requests: Field required")
        requests: list[tuple[str, dict[str, Any]]] = []
        seen: set[str] = set()
        for place, row in enumerate(rows):
            custom_id, params = (row.get("custom_id"), row.get("params")) if is_object(row) else (None, None)
            if not isinstance(custom_id, str) or not _CUSTOM_ID.fullmatch(custom_id) or not is_object(params):
                raise Refused(400, f"requests.{place}: custom_id or params are not valid")
            if custom_id in seen:
                raise Refused(400, f"requests.{place}.custom_id: {custom_id} is not unique")
            if params.get("stream"):
                raise Refused(400, f"requests.{place}.params.stream: batches cannot be streamed")
            seen.add(custom_id)
            requests.append((custom_id, params))
        job = self._jobs.make("anthropic", "/v1/messages", requests, {}, prefix="msgbatch_")
        return Reply(body=encoded(self._shown(job, call, None)))

    def _list(self, call: Call) -> Reply:
        jobs = self._jobs.newest("anthropic")
        ids = [job.id for job in jobs]
        limit = int(call.query.get("limit", "20"))
        if (after := call.query.get("after_id")) in ids:
            jobs = jobs[ids.index(str(after)) + 1 :]
        if (before := call.query.get("before_id")) in ids:
            jobs = jobs[: ids.index(str(before))]
        rows = [self._shown(job, call, None) for job in jobs[:limit]]
        page = {"data": rows, "has_more": len(jobs) > limit, "first_id": None, "last_id": None}
        if rows:
            page |= {"first_id": rows[0]["id"], "last_id": rows[-1]["id"]}
        return Reply(body=encoded(page))

    def _answers(self, job: StoredJob, script: Script) -> list[Answered]:
        message = super().reply

        def ask(body: dict[str, Any]) -> Answered:
            call = Call("POST", "/v1/messages", {"anthropic-version": "2023-06-01"}, body)
            return answered(self, lambda one: message(one, script, None), call, script)

        return self._jobs.answers(job, ask)

    def _results(self, job: StoredJob, script: Script) -> bytes:
        phase = self._jobs.phase(job)[0]
        answers = self._answers(job, script)
        rows: list[tuple[int, Any]] = []
        for place, (custom_id, _) in enumerate(job.requests):
            if place >= len(answers):
                result: dict[str, Any] = {"type": "canceled" if phase == "cancelled" else "expired"}
            elif answers[place].ok:
                result = {"type": "succeeded", "message": answers[place].body}
            else:
                result = {"type": "errored", "error": answers[place].body}
            rows.append((place, {"custom_id": custom_id, "result": result}))
        rows += [
            (-1 - number, {"custom_id": f"somebody-else-{number}", "result": {"type": "expired"}})
            for number in range(job.fault.unknown)
        ]
        return self._jobs.lines(job, rows)

    def _shown(self, job: StoredJob, call: Call, script: Script | None) -> dict[str, Any]:
        phase, _ = self._jobs.phase(job)
        status = _STATUSES.get(phase, "in_progress")
        counts = dict.fromkeys(("processing", "succeeded", "errored", "canceled", "expired"), 0)
        if status != "ended":
            counts["processing"] = len(job.requests)
        else:
            answers = self._answers(job, script) if script is not None else job.results or []
            counts["succeeded"] = sum(one.ok for one in answers)
            counts["errored"] = len(answers) - counts["succeeded"]
            counts["canceled" if phase == "cancelled" else "expired"] = len(job.requests) - len(answers)
        host = call.headers.get("Host", "localhost")
        return {
            "id": job.id,
            "type": "message_batch",
            "processing_status": status,
            "request_counts": counts,
            "created_at": _stamp(job.created),
            "expires_at": _stamp(job.created + 86_400),
            "ended_at": _stamp(time.time()) if status == "ended" else None,
            "cancel_initiated_at": None if job.cancelled_at is None else _stamp(time.time()),
            "archived_at": None,
            "results_url": f"http://{host}/v1/messages/batches/{job.id}/results" if status == "ended" else None,
        }
