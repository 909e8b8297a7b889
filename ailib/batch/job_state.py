"""What a run remembers of its provider's jobs: which there are, how far each is, and which item is in which.

It lies in the run's state file beside the outcomes. An item belongs to a job from the moment the job's input is on disk
until its outcome is written; the latter happens in one transaction.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import sqlite3
import time
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from ..models.record import Record
from .errors import StateError, changed_input
from .state import Outcome, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["ACTIVE", "JobRecord", "JobState", "JobStatus", "Sent", "open_jobs", "read_jobs"]

# How far a job is. READY: its input is on disk. UPLOADED: at the provider. CREATING: it may have been made. RUNNING: it
# was. CANCELLING: we asked for its end. ENDED: its results are taken. DONE: they were.
READY, UPLOADED, CREATING, RUNNING = "ready", "uploaded", "creating", "running"
CANCELLING, ENDED, DONE = "cancelling", "ended", "done"
ACTIVE = (CREATING, RUNNING, CANCELLING, ENDED)

_TABLES = """
CREATE TABLE IF NOT EXISTS jobs(number INTEGER PRIMARY KEY, stage TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sent(position INTEGER PRIMARY KEY, job INTEGER NOT NULL, key BLOB NOT NULL, custom_id TEXT,
    openai INTEGER NOT NULL, asked TEXT);
CREATE INDEX IF NOT EXISTS sent_job ON sent(job);
"""


@attrs.frozen(eq=False, repr=False)
class JobStatus(Record):
    """One of the provider's jobs of a run.

    Attributes:
        number: From 1, in the order of their making.
        id: The provider's id, "" before it is made.
        stage: "ready", "uploaded", "creating", "running", "cancelling", "ended" (its results are taken) or "done".
        status: The provider's own word for it.
        model: The model of its requests.
        items: How many requests it has.
        done, failed: How many of them have ended well and badly, as far as the provider tells.
        created: When it was made, in seconds since 1970, None before.
    """

    number: int
    id: str
    stage: str
    status: str
    model: str
    items: int
    done: int
    failed: int
    created: float | None


@attrs.define(eq=False)
class JobRecord:
    """A job as the state keeps it.

    Attributes:
        number, stage: See `JobStatus`.
        tag: Begins the custom ids of its items.
        provider, base_url: Where it is.
        attempt: How often it was refused as a whole; part of the mark on the job.
        version: How often its input was written anew.
        kind, model, items, size, headers: As in `wire.batch.Order`.
        file, marker: As in `wire.batch.Order`, once they are known.
        stamped: When its making was begun, in seconds since 1970.
        remote: The provider's id.
        suspect: Whether only its results will tell that the job is ours.
        rejected: Jobs that turned out not to be ours.
        cancelled: Whether we asked for its end.
        status, done, failed: What the provider said last.
        tokens, cost: What is set aside for it in the budgets.
        odd: Lines of its results that belong to no item of it, or to one that had its line already.
    """

    number: int
    tag: str
    kind: str
    model: str
    provider: str = ""
    base_url: str = ""
    items: int = 0
    size: int = 0
    stage: str = READY
    attempt: int = 0
    version: int = 0
    headers: dict[str, str] = attrs.field(factory=dict[str, str])
    file: str | None = None
    marker: str | None = None
    stamped: float | None = None
    remote: str = ""
    suspect: bool = False
    rejected: list[str] = attrs.field(factory=list[str])
    cancelled: bool = False
    status: str = ""
    done: int = 0
    failed: int = 0
    tokens: int = 0
    cost: str = "0"
    odd: int = 0

    @property
    def mark(self) -> str:
        """What is written on the job at the provider."""
        return self.tag if not self.attempt else f"{self.tag}r{self.attempt}"

    @property
    def reserved(self) -> tuple[int, Decimal]:
        """Tokens and US dollars that are set aside for it."""
        return self.tokens, Decimal(self.cost)

    @property
    def shown(self) -> JobStatus:
        """The job for users."""
        created = self.stamped if self.remote else None
        return JobStatus(
            self.number, self.remote, self.stage, self.status, self.model, self.items, self.done, self.failed, created
        )


class Sent:
    """An item that is in a job: what its line of the output needs.

    Attributes:
        position, key, custom_id, openai: As of `sources.Entry`.
        asked: What the decoding of its answer needs to know of the request, or None.
    """

    __slots__ = ("asked", "custom_id", "key", "openai", "position")

    def __init__(self, position: int, key: bytes, custom_id: str | None, openai: bool, asked: str | None) -> None:
        self.position: int = position
        self.key: bytes = key
        self.custom_id: str | None = custom_id
        self.openai: bool = openai
        self.asked: str | None = asked


def _record(row: tuple[Any, ...]) -> JobRecord:
    return JobRecord(number=row[0], stage=row[1], **json.loads(row[2]))


def _fields(job: JobRecord) -> str:
    return json.dumps({name: value for name, value in attrs.asdict(job).items() if name not in ("number", "stage")})


def read_jobs(path: str | os.PathLike[str]) -> tuple[JobStatus, ...]:
    """The jobs that a state knows, also while a run works on it; none for runs without.

    Raises:
        StateError: It cannot be read.
    """
    connection = sqlite3.connect(os.fspath(path), timeout=5.0)
    try:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'jobs'").fetchone():
            return ()
        rows = connection.execute("SELECT number, stage, record FROM jobs ORDER BY number").fetchall()
    except sqlite3.Error as error:
        raise StateError(f"{os.fspath(path)} cannot be read: {error}") from error
    finally:
        connection.close()
    return tuple(_record(row).shown for row in rows)


def open_jobs(path: str | os.PathLike[str]) -> tuple[JobStatus, ...]:
    """The jobs of a state that are not done: made, or about to be."""
    return tuple(job for job in read_jobs(path) if job.stage != DONE)


class JobState(State):
    """A `State` that also knows jobs.

    Attributes:
        jobs: Those that are not done, by number.
        flying: Key of each item that is in one of them, by position.
    """

    def _open(self) -> None:
        super()._open()
        connection = self._connection
        assert connection is not None
        connection.executescript(_TABLES)
        rows = connection.execute("SELECT number, stage, record FROM jobs WHERE stage != ?", (DONE,)).fetchall()
        self.jobs: dict[int, JobRecord] = {row[0]: _record(row) for row in rows}
        self.flying: dict[int, bytes] = dict(connection.execute("SELECT position, key FROM sent").fetchall())
        newest = connection.execute("SELECT MAX(number) FROM jobs").fetchone()[0]
        # Also those of jobs that were dropped: a mark stands for one job for ever.
        self._number: int = max(newest or 0, self.meta.get("job_number", 0))
        if "run_id" not in self.meta:
            self._save({"run_id": secrets.token_hex(6)})
        self._sweep()

    def _sweep(self) -> None:
        """Delete inputs that belong to no job: those of a run that was killed while it wrote them."""
        pattern = re.compile(re.escape(Path(self.path).name) + r"\.job-\d+(\.\d+)?\.jsonl")
        known = {Path(self.spool_path(job)).name for job in self.jobs.values()}
        for file in Path(self.path).resolve().parent.iterdir():
            if pattern.fullmatch(file.name) and file.name not in known:
                with suppress(OSError):
                    file.unlink()

    def spool_path(self, job: JobRecord) -> str:
        """Where the input of a job lies."""
        return f"{self.path}.job-{job.number}{f'.{job.version}' if job.version else ''}.jsonl"

    def has_spool(self, job: JobRecord) -> bool:
        """Whether the input of a job is still there."""
        return Path(self.spool_path(job)).is_file()

    def new_job(self, kind: str, model: str) -> JobRecord:
        """A job with a number and a tag of its own, which the state does not know yet."""
        self._number += 1
        return JobRecord(self._number, f"ailib-{self.meta['run_id']}-{self._number}", kind, model)

    def known(self, position: int, key: bytes) -> bool:
        """Whether this item needs no sending: it has an answer, or it is in a job."""
        flying = self.flying.get(position)
        if flying is None:
            return super().known(position, key)
        if flying != key:
            raise changed_input(position, self.path)
        return True

    def begin(self, job: JobRecord, items: list[Sent]) -> None:
        """A job whose input is on disk, with its items.

        Raises:
            StateError: It cannot be written.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT INTO jobs VALUES (?, ?, ?)", (job.number, job.stage, _fields(job)))
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('job_number', ?)", (str(self._number),))
            connection.executemany(
                "INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?, ?, ?)",
                [(i.position, job.number, i.key, i.custom_id, int(i.openai), i.asked) for i in items],
            )

        self.transact(work)
        self.jobs[job.number] = job
        for item in items:
            self.flying[item.position] = item.key

    def keep(self, job: JobRecord, stage: str | None = None) -> None:
        """Write down how far a job is.

        Raises:
            StateError: It cannot be written.
        """
        if stage is not None:
            job.stage = stage
            if stage == CREATING:
                job.stamped = time.time()
        values = (job.stage, _fields(job), job.number)
        self.transact(
            lambda connection: connection.execute("UPDATE jobs SET stage=?, record=? WHERE number=?", values),
            durable=job.stage == CREATING,  # whoever has forgotten this would make a second job
        )

    def items_of(self, job: JobRecord) -> dict[int, Sent]:
        """The items of a job that have no outcome yet, by position."""

        def work(connection: sqlite3.Connection) -> list[Any]:
            query = "SELECT position, key, custom_id, openai, asked FROM sent WHERE job = ? ORDER BY position"
            return connection.execute(query, (job.number,)).fetchall()

        return {row[0]: Sent(row[0], row[1], row[2], bool(row[3]), row[4]) for row in self.transact(work)}

    def release(self, positions: Iterable[int]) -> None:
        """These items are in no job any more."""
        gone = list(positions)
        self.transact(
            lambda connection: connection.executemany("DELETE FROM sent WHERE position = ?", [(p,) for p in gone])
        )
        for position in gone:
            self.flying.pop(position, None)

    def finish(self, job: JobRecord) -> None:
        """A job is over: whichever of its items has no outcome is missing again."""
        job.stage = DONE
        values = (DONE, _fields(job), job.number)
        self._end(
            job, lambda connection: connection.execute("UPDATE jobs SET stage=?, record=? WHERE number=?", values)
        )

    def drop(self, job: JobRecord) -> None:
        """A job that was never made: its items are missing again."""
        self._end(job, lambda connection: connection.execute("DELETE FROM jobs WHERE number = ?", (job.number,)))

    def _end(self, job: JobRecord, note: Callable[[sqlite3.Connection], object]) -> None:
        def work(connection: sqlite3.Connection) -> list[int]:
            left = [row[0] for row in connection.execute("SELECT position FROM sent WHERE job = ?", (job.number,))]
            connection.execute("DELETE FROM sent WHERE job = ?", (job.number,))
            note(connection)
            return left

        for position in self.transact(work):
            self.flying.pop(position, None)
        self.jobs.pop(job.number, None)
        with suppress(OSError):
            Path(self.spool_path(job)).unlink()

    def _settled(self, connection: sqlite3.Connection, pending: list[Outcome]) -> None:
        if self.flying:
            connection.executemany("DELETE FROM sent WHERE position = ?", [(o.position,) for o in pending])
            for outcome in pending:
                self.flying.pop(outcome.position, None)
