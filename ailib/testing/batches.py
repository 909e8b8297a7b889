"""Batch jobs of the embedded provider: what a test sets and sees of them, and where they and their files are kept.

A job goes through its states by the clock (`BatchPace`). Its requests are answered by the family that they are for, so
that rules of the script hold for them too; what goes wrong with a whole job is a `BatchFault`.
The wires are in `openai_batches`, `anthropic_batches` and `gemini_batches`.
"""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from .family import Refused
from .script import Fault

if TYPE_CHECKING:
    from .delivery import Call, Reply
    from .family import BaseFamily
    from .script import Script

__all__ = ["Answered", "BatchFault", "BatchPace", "Batches", "StoredFile", "StoredJob", "answered", "parse_form"]


@attrs.frozen
class BatchPace:
    """How long the states of a job last, in seconds.

    Attributes:
        validating: Before anything is done.
        running: While the requests are answered, one after another.
        finalizing: While the results are written; also how long a cancel takes.
    """

    validating: float = 0.0
    running: float = 0.0
    finalizing: float = 0.0


@attrs.frozen(eq=False)
class BatchFault:
    """What goes wrong with a job.

    Attributes:
        fail: The job is refused: a message, or `{"code", "message", "line"}`.
        expire_after: So many requests are answered, then its time is over.
        cancel_after: So many are answered, then somebody cancels it.
        lose: Places of requests that the results do not mention.
        twice: Places of requests that have two lines.
        unknown: How many lines have a custom id that nobody sent.
        garbage: How many lines are no JSON.
    """

    fail: str | Mapping[str, Any] | None = None
    expire_after: int | None = None
    cancel_after: int | None = None
    lose: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    unknown: int = 0
    garbage: int = 0


@attrs.frozen(eq=False)
class StoredFile:
    """A file that was uploaded, or that a job has written."""

    id: str
    name: str
    purpose: str
    data: bytes
    created: int


@attrs.frozen(eq=False)
class Answered:
    """What became of a request: status and the JSON of its answer."""

    status: int
    body: Any

    @property
    def ok(self) -> bool:
        """Whether it was answered well."""
        return 200 <= self.status < 300


@attrs.define(eq=False)
class StoredJob:
    """A job.

    Attributes:
        id, family: Which one, and whose.
        path: Where its requests would go on their own.
        requests: Custom id (or key) and body of each.
        about: What the wire wants to remember: metadata, input file, model.
        fault: What goes wrong with it.
        error: Why it cannot begin, found when it is validated.
        at, created: When it was made, by the monotonic clock and since 1970.
        cancelled_at: When its end was asked for, by the monotonic clock.
        results: What became of the requests, once they were asked for.
    """

    id: str
    family: str
    path: str
    requests: list[tuple[str, dict[str, Any]]]
    about: dict[str, Any]
    fault: BatchFault
    error: Mapping[str, Any] | None
    at: float
    created: int
    cancelled_at: float | None = None
    results: list[Answered] | None = None
    files: dict[str, str] = attrs.field(factory=dict[str, str])


class Batches:
    """The jobs of one provider, for tests: `provider.batches`.

    Attributes:
        pace: How long their states last.
        jobs: All of them, in the order of their making.
        files: The files, by id.
    """

    def __init__(self, pace: BatchPace | None = None) -> None:
        self.pace: BatchPace = pace or BatchPace()
        self.jobs: dict[str, StoredJob] = {}
        self.files: dict[str, StoredFile] = {}
        self.uploads: dict[str, str] = {}
        self._faults: list[tuple[BatchFault, int | None]] = []
        self._numbers = itertools.count(1)

    # --- for tests ---

    @property
    def created(self) -> int:
        """How many jobs were made."""
        return len(self.jobs)

    @property
    def duplicates(self) -> int:
        """How many jobs hold a request (by its custom id) that an earlier job has answered or will answer.

        Jobs that were refused as a whole do not count.
        """
        seen: set[str] = set()
        count = 0
        for job in self.jobs.values():
            if self.phase(job)[0] == "failed":
                continue
            ids = {custom_id for custom_id, _ in job.requests}
            count += bool(ids & seen)
            seen |= ids
        return count

    def fault(self, fault: BatchFault, *, times: int | None = 1) -> None:
        """Have the next `times` jobs go wrong, None: all of them."""
        self._faults.append((fault, times))

    def clear(self) -> None:
        """Forget jobs, files and faults."""
        self.jobs.clear()
        self.files.clear()
        self.uploads.clear()
        self._faults.clear()

    # --- for the wires ---

    def store(self, name: str, purpose: str, data: bytes, prefix: str = "file-") -> StoredFile:
        """Keep a file."""
        file = StoredFile(f"{prefix}{next(self._numbers):012x}", name, purpose, data, int(time.time()))
        self.files[file.id] = file
        return file

    def make(
        self,
        family: str,
        path: str,
        requests: list[tuple[str, dict[str, Any]]],
        about: dict[str, Any],
        *,
        prefix: str,
        error: Mapping[str, Any] | None = None,
    ) -> StoredJob:
        """Make a job."""
        fault = BatchFault()
        if self._faults:
            fault, times = self._faults[0]
            if times is not None:
                self._faults[0] = (fault, times - 1)
                if times <= 1:
                    self._faults.pop(0)
        if fault.fail is not None:
            error = {"code": "invalid_request", "message": fault.fail} if isinstance(fault.fail, str) else fault.fail
        number = f"{prefix}{next(self._numbers):012x}"
        job = StoredJob(number, family, path, requests, about, fault, error, time.monotonic(), int(time.time()))
        self.jobs[job.id] = job
        return job

    def newest(self, family: str) -> list[StoredJob]:
        """The jobs of a family, newest first."""
        return [job for job in reversed(self.jobs.values()) if job.family == family]

    def phase(self, job: StoredJob) -> tuple[str, int]:
        """The state of a job now, in OpenAI's words, and how many of its requests were answered."""
        pace, now = self.pace, time.monotonic()
        validated = job.at + pace.validating
        if now < validated and job.cancelled_at is None:
            return "validating", 0
        if job.error is not None:
            return "failed", 0
        total = len(job.requests)
        ending, most = "completed", total
        if job.fault.expire_after is not None:
            ending, most = "expired", min(total, job.fault.expire_after)
        if job.fault.cancel_after is not None:
            ending, most = "cancelled", min(total, job.fault.cancel_after)
        ran = validated + pace.running
        asked = job.cancelled_at
        if asked is not None and asked < ran:
            share = max(0.0, asked - validated) / pace.running if pace.running else 0.0
            count = min(most, int(total * share))
            return ("cancelling", count) if now < asked + pace.finalizing else ("cancelled", count)
        if now < ran:
            return "in_progress", min(most, int(total * (now - validated) / pace.running))
        return ("finalizing", most) if now < ran + pace.finalizing else (ending, most)

    def answers(self, job: StoredJob, ask: Callable[[dict[str, Any]], Answered]) -> list[Answered]:
        """What became of the requests of a job that has ended, as far as it came."""
        if job.results is None:
            count = self.phase(job)[1]
            job.results = [ask(body) for _, body in job.requests[:count]]
        return job.results

    def lines(self, job: StoredJob, rows: list[tuple[int, Any]], *, ordered: bool = False) -> bytes:
        """Rows, each with the place of its request, as the lines of a file of results."""
        fault = job.fault
        kept = [row for place, row in rows if place not in fault.lose]
        kept += [row for place, row in rows if place in fault.twice]
        if not ordered:
            random.Random(job.id).shuffle(kept)
        lines = [json.dumps(row) for row in kept]
        lines += ["{half a line"] * fault.garbage
        return "".join(line + "\n" for line in lines).encode()


def answered(family: BaseFamily, reply: Callable[[Call], tuple[Reply, Fault]], call: Call, script: Script) -> Answered:
    """What a family answers to one request of a job.

    Args:
        family: Who gives errors their shape.
        reply: Answers a call.
        call: The request.
        script: Unused but for symmetry with `Family.reply`.
    """
    del script
    try:
        made, fault = reply(call)
    except Refused as refused:
        made, fault = family.refusal(refused), Fault()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        made, fault = family.refusal(Refused(400, f"The request is not valid: {error}")), Fault()
    if fault.status is not None and fault.status >= 300:
        return Answered(fault.status, json.loads(family.error_body(fault.status, fault)))
    return Answered(made.status, json.loads(made.body))


def parse_form(content_type: str, body: bytes) -> tuple[dict[str, str], str, bytes]:
    """Fields, file name and file of a form.

    Raises:
        Refused: It is none, or it has no file.
    """
    boundary = content_type.partition("boundary=")[2].strip().strip('"')
    if "multipart/form-data" not in content_type or not boundary:
        raise Refused(400, "Expected a form (multipart/form-data).")
    fields: dict[str, str] = {}
    name, data = "", None
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        about = head.decode("utf-8", "replace")
        field = about.partition('name="')[2].partition('"')[0]
        content = content.removesuffix(b"\r\n")
        if 'filename="' in about:
            name, data = about.partition('filename="')[2].partition('"')[0], content
        else:
            fields[field] = content.decode("utf-8", "replace")
    if data is None:
        raise Refused(400, "'file' is a required property", param="file")
    return fields, name, data
