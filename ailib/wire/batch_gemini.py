"""Gemini's batches: requests inside the job or in a file, a long-running operation, results in the same way.

https://ai.google.dev/gemini-api/docs/batch-api, https://ai.google.dev/api/batch-mode and
https://ai.google.dev/api/files (resumable uploads)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from ..errors import InvalidRequestError, InvalidResponse
from .batch import (
    CANCELLED,
    COMPLETED,
    EXPIRED,
    FAILED,
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
from .json import dumps, loads
from .shapes import is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORM", "GeminiBatches"]

_ENDED = {"SUCCEEDED": COMPLETED, "FAILED": FAILED, "EXPIRED": EXPIRED, "CANCELLED": CANCELLED}
_PAGES = 50
# google.rpc.Code to the HTTP status that stands for it.
_STATUSES = {
    1: 499,
    3: 400,
    4: 504,
    5: 404,
    6: 409,
    7: 403,
    8: 429,
    9: 400,
    10: 409,
    11: 400,
    12: 501,
    13: 500,
    14: 503,
    16: 401,
}


class GeminiBatches(BatchForm):
    """The form; see `ailib.wire.batch.BatchForm`."""

    name = "gemini"

    def _beside(self, verb: str) -> str:
        """An address beside the API's own: `/upload/v1beta`, `/download/v1beta` on the same host."""
        scheme, _, rest = (self.profile.base_url or "").partition("://")
        host, _, path = rest.partition("/")
        return f"{scheme}://{host}/{verb}/{path}"

    def _is_inline(self, order: Order) -> bool:
        return order.size <= self.jobs.inline

    def line(self, custom_id: str, body: Mapping[str, Any], order: Order) -> Mapping[str, Any]:
        """`{"key", "request"}`, as it stands in a file.

        Raises:
            InvalidRequestError: Several texts to embed: a request embeds one.
        """
        request = dict(body)
        if order.kind == "embeddings" and is_list(texts := body.get("requests")):
            if len(texts) != 1:
                raise InvalidRequestError(
                    "An item of a Gemini batch embeds one text", provider=self.profile.id, param="input"
                )
            request = {name: value for name, value in texts[0].items() if name != "model"}
        return {"key": custom_id, "request": request}

    def upload(self, order: Order) -> Exchange[str | None]:
        """A resumable upload in one piece; nothing for a small job."""
        if self._is_inline(order):
            return None
        start = {
            "X-Goog-Upload-Protocol": "resumable",
            "X-Goog-Upload-Command": "start",
            "X-Goog-Upload-Header-Content-Length": str(order.size),
            "X-Goog-Upload-Header-Content-Type": "application/jsonl",
        }
        about = dumps({"file": {"display_name": order.tag}})
        answer: Answer = yield Ask("POST", f"{self._beside('upload')}/files", about, start)
        place = answer.headers.get("x-goog-upload-url") or ""
        origin = "/".join(answer.url.split("/", 3)[:3])
        if not place.startswith(f"{origin}/"):
            raise InvalidResponse("The upload was not given an address at the provider", provider=self.profile.id)
        finish = {
            "X-Goog-Upload-Offset": "0",
            "X-Goog-Upload-Command": "upload, finalize",
            "Content-Type": "application/jsonl",
        }
        answer = yield Ask("POST", place, Content(), finish, once=True)
        return text_of(member(member(answer.data, "file"), "name"))

    def create(self, order: Order) -> Exchange[Job]:
        """`POST /models/M:batchGenerateContent`, or `:asyncBatchEmbedContent`."""
        verb = "asyncBatchEmbedContent" if order.kind == "embeddings" else "batchGenerateContent"
        model = order.model.removeprefix("models/")
        path = f"/models/{quote(model, safe='')}:{verb}"
        body: bytes | Content
        if order.file is None:
            head = b'{"batch":{"displayName":' + dumps(order.tag) + b',"inputConfig":{"requests":{"requests":['
            body = Content(head, b",", b"]}}}}", _inlined)
        else:
            body = dumps({"batch": {"displayName": order.tag, "inputConfig": {"fileName": order.file}}})
        answer = yield Ask("POST", path, body, once=True)
        return self.job(answer.data)

    def look(self, job: str) -> Exchange[Job]:
        """`GET /batches/X`."""
        answer = yield Ask("GET", f"/{quote(job, safe='/')}")
        return self.job(answer.data)

    def cancel(self, job: str) -> Exchange[None]:
        """`POST /batches/X:cancel`."""
        yield Ask("POST", f"/{quote(job, safe='/')}:cancel", b"{}")

    def listed(self, order: Order) -> Exchange[list[Job]]:
        """The pages of `GET /batches`, until one has the job."""
        found: list[Job] = []
        query = {"pageSize": "100"}
        for _ in range(_PAGES):
            answer = yield Ask("GET", f"/batches?{urlencode(query)}")
            jobs = [self.job(row) for row in rows_of(answer.data, "operations", "batches")]
            found += jobs
            token = text_of(member(answer.data, "nextPageToken"))
            if token is None or any(self.is_ours(job, order) for job in jobs):
                break
            query["pageToken"] = token
        return found

    def job(self, data: Any) -> Job:
        """An operation; its metadata is the batch."""
        row = data if is_object(data) else {}
        about: Any = row.get("metadata") or row
        state = str(member(about, "state") or "")
        came_to = _ENDED.get(state.rpartition("STATE_")[2], "")
        error = row.get("error")
        if not came_to and row.get("done") is True:
            came_to = FAILED if error else COMPLETED
        output: Any = row.get("response") or member(about, "output")
        output = member(output, "output") or output
        file = text_of(member(output, "responsesFile"))
        inline: Any = None
        for name in ("inlinedResponses", "inlinedEmbedContentResponses"):
            inline = inline or member(member(output, name), "inlinedResponses")
        stats = member(about, "batchStats")
        total, succeeded, failed = (
            whole(member(stats, f"{name}RequestCount")) for name in ("", "successful", "failed")
        )
        if total is None:
            total = whole(member(stats, "requestCount"))
        input_file = member(member(about, "inputConfig"), "fileName")
        return Job(
            id=str(row.get("name") or member(about, "name") or ""),
            status=state,
            came_to=came_to,
            total=total,
            succeeded=succeeded,
            failed=failed,
            results=(f"{self._beside('download')}/{quote(file, safe='/')}:download?alt=media",)
            if file and came_to
            else (),
            inline=tuple(inline) if is_list(inline) else None,
            error=error if is_object(error) else None,
            marks=tuple(mark for mark in (member(about, "displayName"), input_file) if isinstance(mark, str)),
        )

    def result(self, row: Mapping[str, Any], place: int, custom_ids: list[str]) -> Result | None:
        """`{"key" or "metadata": {"key"}, "response" or "error"}`; without a key the order is that of the requests."""
        key = text_of(row.get("key")) or text_of(member(row.get("metadata"), "key"))
        if key is None:
            if place >= len(custom_ids):
                return None
            key = custom_ids[place]
        error = row.get("error")
        if error is not None:
            code = whole(member(error, "code"))
            status = code if code is None or code >= 100 else _STATUSES.get(code, 500)
            if code == 1:
                return Result(key, "cancelled")
            said = {**error, "code": status} if is_object(error) else {"message": str(error)}
            return Result(key, "error", {"error": said}, status)
        response = row.get("response")
        if response is None and any(name in row for name in ("candidates", "embedding", "promptFeedback")):
            response = {name: value for name, value in row.items() if name not in ("key", "metadata")}
        return Result(key, "answer", response)


def _inlined(line: bytes) -> bytes:
    """A line of a file as a request inside the job, where the key is metadata."""
    row = loads(line)
    return dumps({"request": row["request"], "metadata": {"key": row["key"]}})


FORM = GeminiBatches
