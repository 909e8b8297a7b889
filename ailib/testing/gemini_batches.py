"""Gemini's batches and files as the embedded provider speaks them.

See https://ai.google.dev/gemini-api/docs/batch-api and https://ai.google.dev/api/files. Endpoints::

    POST /v1beta/models/M:batchGenerateContent, /v1beta/models/M:asyncBatchEmbedContent
    GET  /v1beta/batches, /v1beta/batches/X; POST /v1beta/batches/X:cancel; DELETE /v1beta/batches/X
    POST /upload/v1beta/files       resumable: `start`, then `upload, finalize` at the address that it gives
    GET  /v1beta/files/X, /download/v1beta/files/X:download, DELETE /v1beta/files/X
"""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .batches import Answered, Batches, StoredFile, StoredJob, answered
from .delivery import Call, Reply
from .family import Refused, encoded, fault_of, inner, objects
from .gemini import Gemini

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

    from .script import Fault, Script

__all__ = ["GeminiBatches"]

_MAKE = re.compile(r"/v1(?:beta|alpha)?/models/([^/:]+):(batchGenerateContent|asyncBatchEmbedContent)/?")
_JOBS = re.compile(r"/v1(?:beta|alpha)?/batches(?:/([^/:]+)(:cancel)?)?/?")
_FILES = re.compile(r"/(?:(upload|download)/)?v1(?:beta|alpha)?/files(?:/([^/:]+)(:download)?)?/?")
_HEADERS = ("x-goog-api-key", "x-goog-api-client")
_STATES = {
    "validating": "PENDING",
    "in_progress": "RUNNING",
    "finalizing": "RUNNING",
    "cancelling": "RUNNING",
    "completed": "SUCCEEDED",
    "failed": "FAILED",
    "expired": "EXPIRED",
    "cancelled": "CANCELLED",
}
_CODES = {400: 3, 401: 16, 403: 7, 404: 5, 409: 10, 429: 8, 499: 1, 500: 13, 501: 12, 503: 14, 504: 4}
_TYPES = "type.googleapis.com/google.ai.generativelanguage.v1main."


class GeminiBatches(Gemini):
    """Turns a `Call` into a `Reply`; the batches are in `Batches`."""

    takes_bytes: ClassVar[bool] = True

    def __init__(self, more_models: tuple[str, ...], batches: Batches) -> None:
        super().__init__(more_models)
        self._jobs = batches

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours; batches and files below /v1 are OpenAI's, unless a header says otherwise."""
        if path.startswith(("/v1/batches", "/v1/files")) and not any(name in headers for name in _HEADERS):
            return False
        return any(pattern.fullmatch(path) is not None for pattern in (_MAKE, _JOBS, _FILES))

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        said = script.take(f"{call.method} {call.path}", call.body, conversation=False) if asked is None else None
        fault = fault_of(said, asked)
        if fault.status is not None and fault.status >= 300:
            return Reply(), fault  # refused: nothing happens
        return self._done(call, script), fault

    def _done(self, call: Call, script: Script) -> Reply:
        if found := _MAKE.fullmatch(call.path):
            return self._make(call, found[1], script, embeds=found[2] == "asyncBatchEmbedContent")
        if found := _FILES.fullmatch(call.path):
            return self._file(call, found[1], found[2], download=bool(found[3]))
        found = _JOBS.fullmatch(call.path)
        assert found is not None
        if found[1] is None:
            return self._list(call, script)
        job = self._jobs.jobs.get(f"batches/{found[1]}")
        if job is None or job.family != "gemini":
            raise Refused(404, "Requested entity was not found.")
        if call.method == "DELETE":
            del self._jobs.jobs[job.id]
            return Reply(body=b"{}")
        if found[2]:
            if self._jobs.phase(job)[0] in ("completed", "failed", "expired", "cancelled"):
                raise Refused(400, "The batch has ended.")
            job.cancelled_at = time.monotonic()
            return Reply(body=b"{}")
        return Reply(body=encoded(self._shown(job, script)))

    # --- files ---

    def _file(self, call: Call, verb: str | None, name: str | None, *, download: bool) -> Reply:
        if verb == "upload":
            return self._upload(call)
        file = self._jobs.files.get(f"files/{name}")
        if file is None:
            raise Refused(404, f"The file files/{name} does not exist.")
        if call.method == "DELETE":
            del self._jobs.files[file.id]
            return Reply(body=b"{}")
        if download or call.query.get("alt") == "media":
            return Reply(body=file.data, content_type="application/octet-stream")
        return Reply(body=encoded(_shown_file(file)))

    def _upload(self, call: Call) -> Reply:
        command = call.headers.get("X-Goog-Upload-Command", "")
        number = call.query.get("upload_id")
        if number is None:
            if command != "start" or call.headers.get("X-Goog-Upload-Protocol") != "resumable":
                raise Refused(400, "Only resumable uploads are supported.")
            about = inner(call.body, "file")
            number = f"up{len(self._jobs.uploads) + 1}"
            self._jobs.uploads[number] = str(about.get("display_name") or about.get("displayName") or "")
            place = f"http://{call.headers.get('Host', 'localhost')}{call.path}?upload_id={number}"
            return Reply(body=b"{}", headers={"X-Goog-Upload-URL": place, "X-Goog-Upload-Status": "active"})
        if number not in self._jobs.uploads or "finalize" not in command:
            raise Refused(400, "The upload is not known, or not finished in one piece.")
        file = self._jobs.store(self._jobs.uploads.pop(number), "batch", call.raw, "files/")
        return Reply(body=encoded({"file": _shown_file(file)}), headers={"X-Goog-Upload-Status": "final"})

    # --- batches ---

    def _make(self, call: Call, model: str, script: Script, *, embeds: bool) -> Reply:
        self.known(model, embeds=embeds)
        batch = inner(call.body, "batch")
        source = inner(batch, "inputConfig")
        name = source.get("fileName")
        requests: list[tuple[str, dict[str, Any]]] = []
        error: Mapping[str, Any] | None = None
        if name is not None:
            file = self._jobs.files.get(str(name))
            if file is None:
                raise Refused(404, f"The file {name} does not exist.")
            for number, line in enumerate(file.data.splitlines(), 1):
                try:
                    row: Any = json.loads(line)
                    requests.append((str(row["key"]), dict(row["request"])))
                except (ValueError, KeyError, TypeError):
                    error = {"code": 3, "message": f"Line {number} is no request."}
        else:
            for place, row in enumerate(objects(inner(source, "requests").get("requests"))):
                if unknown := set(row) - {"request", "metadata"}:
                    raise Refused(400, f'Unknown name "{min(unknown)}" at batch.input_config.requests[{place}]')
                key = inner(row, "metadata").get("key")
                requests.append((f"request-{place}" if key is None else str(key), inner(row, "request")))
        if not requests and error is None:
            raise Refused(400, "The batch has no requests.")
        about = {"name": str(batch.get("displayName") or ""), "model": model, "embeds": embeds, "file": name}
        job = self._jobs.make("gemini", model, requests, about, prefix="batches/", error=error)
        return Reply(body=encoded(self._shown(job, script)))

    def _list(self, call: Call, script: Script) -> Reply:
        jobs = self._jobs.newest("gemini")
        size, start = int(call.query.get("pageSize", "50")), int(call.query.get("pageToken", "0"))
        page: dict[str, Any] = {"operations": [self._shown(job, script) for job in jobs[start : start + size]]}
        if start + size < len(jobs):
            page["nextPageToken"] = str(start + size)
        return Reply(body=encoded(page))

    def _ask(self, job: StoredJob, body: dict[str, Any], script: Script) -> Answered:
        generate = super().reply
        verb = "embedContent" if job.about["embeds"] else "generateContent"
        call = Call("POST", f"/v1beta/models/{job.about['model']}:{verb}", {}, body)
        return answered(self, lambda one: generate(one, script, None), call, script)

    def _rows(self, job: StoredJob, script: Script) -> list[tuple[int, dict[str, Any]]]:
        """The results, in the order of the requests."""
        phase = self._jobs.phase(job)[0]
        answers = self._jobs.answers(job, lambda body: self._ask(job, body, script))
        rows: list[tuple[int, dict[str, Any]]] = []
        for place, (key, _) in enumerate(job.requests):
            if place < len(answers):
                one = answers[place]
                if one.ok:
                    rows.append((place, {"key": key, "response": one.body}))
                else:
                    message = inner(one.body, "error").get("message", "")
                    rows.append((place, {"key": key, "error": {"code": _CODES.get(one.status, 2), "message": message}}))
            elif phase == "cancelled":
                rows.append((place, {"key": key, "error": {"code": 1, "message": "The batch was cancelled."}}))
        rows += [
            (-1 - number, {"key": f"somebody-else-{number}", "response": {"candidates": []}})
            for number in range(job.fault.unknown)
        ]
        return rows

    def _output(self, job: StoredJob, script: Script) -> dict[str, Any]:
        rows = self._rows(job, script)
        if job.about["file"] is not None:
            if "output" not in job.files:
                data = self._jobs.lines(job, rows, ordered=True)
                job.files["output"] = self._jobs.store("", "batch_output", data, "files/batch-").id
            return {"responsesFile": job.files["output"]}
        kept = [row for place, row in rows if place not in job.fault.lose]
        kept += [row for place, row in rows if place in job.fault.twice]
        inline = [
            {"metadata": {"key": row["key"]}, **{name: value for name, value in row.items() if name != "key"}}
            for row in kept
        ]
        name = "inlinedEmbedContentResponses" if job.about["embeds"] else "inlinedResponses"
        return {name: {"inlinedResponses": inline}}

    def _shown(self, job: StoredJob, script: Script) -> dict[str, Any]:
        phase, count = self._jobs.phase(job)
        kind = "EmbedContentBatch" if job.about["embeds"] else "GenerateContentBatch"
        total = len(job.requests)
        stats = {"requestCount": str(total), "pendingRequestCount": str(total - count)}
        about: dict[str, Any] = {
            "@type": _TYPES + kind,
            "model": f"models/{job.about['model']}",
            "displayName": job.about["name"],
            "createTime": datetime.fromtimestamp(job.created, UTC).isoformat().replace("+00:00", "Z"),
            "state": f"BATCH_STATE_{_STATES[phase]}",
            "batchStats": stats,
            "name": job.id,
        }
        shown: dict[str, Any] = {"name": job.id, "metadata": about}
        if phase == "failed":
            about["batchStats"] = {"requestCount": str(total), "failedRequestCount": str(total)}
            error = {"code": 3, "message": "", **(job.error or {})}
            return shown | {"done": True, "error": error if isinstance(error["code"], int) else error | {"code": 3}}
        if phase in ("completed", "expired", "cancelled"):
            output = self._output(job, script)
            failed = sum(not one.ok for one in job.results or ())
            stats["successfulRequestCount"], stats["failedRequestCount"] = str(count - failed), str(failed)
            about["output"] = output
            about["endTime"] = about["createTime"]
            shown |= {"done": True, "response": {"@type": f"{_TYPES}{kind}Output", **output}}
        return shown


def _shown_file(file: StoredFile) -> dict[str, Any]:
    return {
        "name": file.id,
        "displayName": file.name,
        "mimeType": "application/jsonl",
        "sizeBytes": str(len(file.data)),
        "state": "ACTIVE",
        "uri": f"https://generativelanguage.googleapis.com/v1beta/{file.id}",
        "source": "UPLOADED" if file.purpose == "batch" else "GENERATED",
    }
