"""Files and batch jobs as OpenAI has them, and Mistral's jobs over the same files.

See https://platform.openai.com/docs/guides/batch and https://docs.mistral.ai/capabilities/batch. Endpoints, with and
without the leading `/v1`, and below `/openai`::

    POST /files, /files/upload      a form with `purpose` and `file`
    GET  /files, /files/X, /files/X/content; DELETE /files/X
    POST /batches                   from a file; GET /batches, /batches/X; POST /batches/X/cancel
    POST /batch/jobs                Mistral's; GET /batch/jobs, /batch/jobs/X; POST /batch/jobs/X/cancel
"""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

import attrs

from .batches import Answered, Batches, StoredFile, StoredJob, answered, parse_form
from .delivery import Call, Reply
from .family import Refused, encoded, fault_of
from .json_shapes import is_array, is_object
from .openai_chat import OpenAIChat

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

    from .script import Fault, Script

__all__ = ["MistralBatches", "OpenAIBatches"]

_PATH = re.compile(r"(?:/openai)?(?:/v1)?/(?:(files)(?:/([^/]+)(/content)?)?|(batches)(?:/([^/]+)(/cancel)?)?)/?")
_MISTRAL = re.compile(r"(?:/v1)?/batch/jobs(?:/([^/]+)(/cancel)?)?/?")
_ENDPOINTS = ("/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/chat/completions", "/v4/chat/completions")
_OTHERS = ("anthropic-version", "x-goog-api-key", "x-goog-api-client")
_MOST_LINES = 50_000
_STATES = {
    "validating": "QUEUED",
    "in_progress": "RUNNING",
    "finalizing": "RUNNING",
    "completed": "SUCCESS",
    "failed": "FAILED",
    "expired": "TIMEOUT_EXCEEDED",
    "cancelling": "CANCELLATION_REQUESTED",
    "cancelled": "CANCELLED",
}


class OpenAIBatches(OpenAIChat):
    """Turns a `Call` into a `Reply`; the jobs are in `Batches`."""

    takes_bytes: ClassVar[bool] = True
    _own: ClassVar[str] = "openai"

    def __init__(self, more_models: tuple[str, ...], batches: Batches) -> None:
        super().__init__(more_models)
        self._jobs = batches

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours; without a prefix of their own, other families' headers decide."""
        return _PATH.fullmatch(path) is not None and not any(name in headers for name in _OTHERS)

    def key(self, call: Call) -> str | None:
        """The bearer token, or the key in `api-key` (Azure)."""
        return call.headers.get("api-key") or super().key(call)

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        said = script.take(f"{call.method} {call.path}", call.body, conversation=False) if asked is None else None
        fault = fault_of(said, asked)
        if fault.status is not None and fault.status >= 300:
            return Reply(), fault  # refused: nothing happens
        return self._done(call, script), fault

    def _done(self, call: Call, script: Script) -> Reply:
        found = _PATH.fullmatch(call.path)
        assert found is not None
        if found[1]:
            return self._file(call, found[2], content=bool(found[3]))
        if found[5] is None:
            return self._make(call, script) if call.method == "POST" else self._list(call, script)
        job = self._jobs.jobs.get(found[5])
        if job is None or job.family != self._own:
            raise Refused(404, f"No batch found with id '{found[5]}'.")
        if found[6]:
            self._cancel(job)
        return Reply(body=encoded(self._shown(job, script)))

    def _cancel(self, job: StoredJob) -> None:
        if self._jobs.phase(job)[0] not in ("validating", "in_progress", "finalizing"):
            raise Refused(409, f"Cannot cancel a batch with status '{self._jobs.phase(job)[0]}'.")
        job.cancelled_at = time.monotonic()

    # --- files ---

    def _file(self, call: Call, name: str | None, *, content: bool) -> Reply:
        if call.method == "POST" and name in (None, "upload"):
            fields, filename, data = parse_form(call.headers.get("Content-Type", ""), call.raw)
            if not fields.get("purpose"):
                raise Refused(400, "'purpose' is a required property", param="purpose")
            return Reply(body=encoded(_shown_file(self._jobs.store(filename, fields["purpose"], data))))
        if name is None:
            files = [_shown_file(file) for file in reversed(self._jobs.files.values())]
            return Reply(body=encoded({"object": "list", "data": files, "has_more": False}))
        file = self._jobs.files.get(name)
        if file is None:
            raise Refused(404, f"No such File object: {name}", param="id")
        if call.method == "DELETE":
            del self._jobs.files[name]
            return Reply(body=encoded({"id": name, "object": "file", "deleted": True}))
        if content:
            return Reply(body=file.data, content_type="application/octet-stream")
        return Reply(body=encoded(_shown_file(file)))

    # --- jobs ---

    def _make(self, call: Call, script: Script) -> Reply:
        body = call.body
        file = self._jobs.files.get(str(body.get("input_file_id")))
        if file is None:
            raise Refused(400, f"Invalid file id: {body.get('input_file_id')}", param="input_file_id")
        endpoint = body.get("endpoint")
        if endpoint not in _ENDPOINTS:
            raise Refused(400, f"Invalid value for 'endpoint': {endpoint!r}", param="endpoint")
        requests, error = _requests_in(file.data, str(endpoint))
        about = {"file": file.id, "endpoint": endpoint, "metadata": body.get("metadata")}
        job = self._jobs.make(self._own, str(endpoint), requests, about, prefix="batch_", error=error)
        return Reply(body=encoded(self._shown(job, script)))

    def _list(self, call: Call, script: Script) -> Reply:
        jobs = self._jobs.newest(self._own)
        after = call.query.get("after")
        if after is not None:
            places = [place for place, job in enumerate(jobs) if job.id == after]
            jobs = jobs[places[0] + 1 :] if places else []
        limit = int(call.query.get("limit", "20"))
        rows = [self._shown(job, script) for job in jobs[:limit]]
        page = {"object": "list", "data": rows, "has_more": len(jobs) > limit}
        if rows:
            page |= {"first_id": rows[0]["id"], "last_id": rows[-1]["id"]}
        return Reply(body=encoded(page))

    def _ask(self, job: StoredJob, body: dict[str, Any], script: Script) -> Answered:
        path = "/" + job.path.lstrip("/").partition("/")[2] if job.path.startswith(("/v1/", "/v4/")) else job.path
        call = Call("POST", path, {}, body)
        chat = super().reply
        return answered(self, lambda one: chat(one, script, None), call, script)

    def _written(self, job: StoredJob, script: Script) -> None:
        """The files of a job that has ended: results, and errors with what was not done in time."""
        if job.files or job.error is not None:
            return
        phase = self._jobs.phase(job)[0]
        answers = self._jobs.answers(job, lambda body: self._ask(job, body, script))
        good: list[tuple[int, Any]] = []
        bad: list[tuple[int, Any]] = []
        for place, (custom_id, _) in enumerate(job.requests):
            row: dict[str, Any] = {"id": f"batch_req_{job.id}_{place}", "custom_id": custom_id}
            if place < len(answers):
                one = answers[place]
                said = {"status_code": one.status, "request_id": f"req_{job.id}_{place}", "body": one.body}
                (good if one.ok else bad).append((place, row | {"response": said, "error": None}))
            elif phase == "expired":
                error = {
                    "code": "batch_expired",
                    "message": "This request could not be executed before the completion window expired.",
                }
                bad.append((place, row | {"response": None, "error": error}))
        nothing: dict[str, Any] = {"status_code": 200, "request_id": "r", "body": {}}
        for number in range(job.fault.unknown):
            custom_id = f"somebody-else-{number}"
            good.append((-1 - number, {"id": "r", "custom_id": custom_id, "response": nothing, "error": None}))
        for name, rows in (("output", good), ("error", bad)):
            if rows or (name == "output" and phase == "completed" and not bad):
                file = self._jobs.store(f"{job.id}_{name}.jsonl", "batch_output", self._jobs.lines(job, rows))
                job.files[name] = file.id

    def _counts(self, job: StoredJob, script: Script) -> tuple[str, int, int]:
        """State, requests that ended well and badly; the files are there once it has ended."""
        phase, count = self._jobs.phase(job)
        if phase not in ("completed", "expired", "cancelled"):
            return phase, count, 0
        self._written(job, script)
        failed = sum(not one.ok for one in job.results or ())
        return phase, len(job.results or ()) - failed, failed

    def _shown(self, job: StoredJob, script: Script) -> dict[str, Any]:
        phase, done, failed = self._counts(job, script)
        shown: dict[str, Any] = {
            "id": job.id,
            "object": "batch",
            "endpoint": job.about["endpoint"],
            "errors": None,
            "input_file_id": job.about["file"],
            "completion_window": "24h",
            "status": phase,
            "output_file_id": job.files.get("output"),
            "error_file_id": job.files.get("error"),
            "created_at": job.created,
            "expires_at": job.created + 86_400,
            "request_counts": {"total": len(job.requests), "completed": done, "failed": failed},
            "metadata": job.about["metadata"],
        }
        if phase == "failed":
            error = {"code": "invalid_request", "line": None, "param": None, **(job.error or {})}
            shown["errors"] = {"object": "list", "data": [error]}
            shown["request_counts"] = {"total": 0, "completed": 0, "failed": 0}
        stamps = {"completed": "completed_at", "failed": "failed_at", "expired": "expired_at"}
        stamps |= {"cancelled": "cancelled_at", "cancelling": "cancelling_at", "in_progress": "in_progress_at"}
        if phase in stamps:
            shown[stamps[phase]] = int(time.time())
        return shown


class MistralBatches(OpenAIBatches):
    """Mistral's jobs; their files are those of `OpenAIBatches`."""

    _own: ClassVar[str] = "mistral"

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours."""
        return _MISTRAL.fullmatch(path) is not None

    def _done(self, call: Call, script: Script) -> Reply:
        found = _MISTRAL.fullmatch(call.path)
        assert found is not None
        if found[1] is None:
            return self._make(call, script) if call.method == "POST" else self._list(call, script)
        job = self._jobs.jobs.get(found[1])
        if job is None or job.family != self._own:
            raise Refused(404, "Batch job not found")
        if found[2]:
            self._cancel(job)
        return Reply(body=encoded(self._shown(job, script)))

    def _make(self, call: Call, script: Script) -> Reply:
        body = call.body
        names: Any = body.get("input_files")
        files = [self._jobs.files.get(str(name)) for name in names] if is_array(names) else []
        if not files or None in files:
            raise Refused(422, "input_files: no such file", param="input_files")
        if not body.get("model"):
            raise Refused(422, "model: Field required", param="model")
        if body.get("endpoint") not in _ENDPOINTS:
            raise Refused(422, "endpoint: Input should be a known endpoint", param="endpoint")
        requests, error = _requests_in(b"".join(file.data for file in files if file is not None), None)
        requests = [(custom_id, {**one, "model": body["model"]}) for custom_id, one in requests]
        about = {"files": names, "endpoint": body["endpoint"], "metadata": body.get("metadata"), "model": body["model"]}
        job = self._jobs.make(self._own, str(body["endpoint"]), requests, about, prefix="b-", error=error)
        return Reply(body=encoded(self._shown(job, script)))

    def _list(self, call: Call, script: Script) -> Reply:
        jobs = self._jobs.newest(self._own)
        size, page = int(call.query.get("page_size", "100")), int(call.query.get("page", "0"))
        rows = [self._shown(job, script) for job in jobs[page * size : (page + 1) * size]]
        return Reply(body=encoded({"object": "list", "data": rows, "total": len(jobs)}))

    def _shown(self, job: StoredJob, script: Script) -> dict[str, Any]:
        phase, done, failed = self._counts(job, script)
        return {
            "id": job.id,
            "object": "batch",
            "input_files": job.about["files"],
            "metadata": job.about["metadata"],
            "endpoint": job.about["endpoint"],
            "model": job.about["model"],
            "output_file": job.files.get("output"),
            "error_file": job.files.get("error"),
            "errors": [{"message": str((job.error or {}).get("message")), "count": 1}] if phase == "failed" else [],
            "status": _STATES[phase],
            "created_at": job.created,
            "total_requests": len(job.requests),
            "completed_requests": done + failed,
            "succeeded_requests": done,
            "failed_requests": failed,
            "started_at": None,
            "completed_at": None,
        }


def _shown_file(file: StoredFile) -> dict[str, Any]:
    return {
        "object": "file",
        **{name: value for name, value in attrs.asdict(file).items() if name in ("id", "purpose")},
        "bytes": len(file.data),
        "created_at": file.created,
        "filename": file.name,
        "status": "processed",
    }


def _requests_in(
    data: bytes, endpoint: str | None
) -> tuple[list[tuple[str, dict[str, Any]]], Mapping[str, Any] | None]:
    """The requests of an input, and what is wrong with it; `endpoint=None` takes lines without method and url."""
    requests: list[tuple[str, dict[str, Any]]] = []
    seen: set[str] = set()
    models: set[Any] = set()
    for number, line in enumerate(data.splitlines(), 1):
        try:
            row: Any = json.loads(line)
        except ValueError:
            return [], {"code": "invalid_json_line", "line": number, "message": "This line is not parseable as JSON."}
        custom_id, body = (row.get("custom_id"), row.get("body")) if is_object(row) else (None, None)
        if not isinstance(custom_id, str) or not is_object(body):
            return [], {
                "code": "missing_required_parameter",
                "line": number,
                "message": "custom_id or body is missing.",
            }
        if endpoint is not None and row.get("url", endpoint) != endpoint:
            return [], {"code": "mismatched_endpoint", "line": number, "message": "The url is not that of the batch."}
        if custom_id in seen:
            return [], {"code": "duplicate_custom_id", "line": number, "message": "The custom_id was used before."}
        if body.get("stream"):
            return [], {"code": "invalid_request", "line": number, "message": "Batches cannot be streamed."}
        seen.add(custom_id)
        models.add(str(body.get("model")))
        requests.append((custom_id, body))
    if not requests:
        return [], {"code": "empty_file", "message": "The file has no requests."}
    if len(requests) > _MOST_LINES:
        return [], {"code": "too_many_tasks", "message": f"A batch has at most {_MOST_LINES} requests."}
    if len(models) > 1:
        return [], {"code": "mismatched_model", "message": "A batch has requests for one model only."}
    return requests, None
