"""A run over the provider's own batch jobs, written once: awaited by `arun`, stepped by `run`.

items -> inputs on disk -> uploaded -> jobs -> looked at now and then -> results -> the state -> the output

Every step is written down before and after it is taken, so that a run that is killed at any moment goes on with the
jobs that there are. The one step that must not be taken twice is the making of a job: when nobody knows whether it has
been made, the provider's list of jobs is asked for our mark.
"""

from __future__ import annotations

import json
import logging
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import attrs

from ..cancel import CancelToken
from ..core.media import read_files
from ..errors import (
    AilibError,
    APIError,
    AuthenticationError,
    Cancelled,
    ConfigurationError,
    ConnectError,
    InvalidRequestError,
    InvalidResponse,
    NotFound,
    QuotaExhausted,
    RequestTooLarge,
    ServerError,
    StreamError,
    TransportError,
)
from ..models.embedding import EmbeddingRequest
from ..wire.batch import CANCELLED as JOB_CANCELLED
from ..wire.batch import COMPLETED as JOB_COMPLETED
from ..wire.batch import EXPIRED as JOB_EXPIRED
from ..wire.batch import FAILED as JOB_FAILED
from ..wire.batch import Order
from ..wire.json import dumps, loads
from .errors import JobFailed
from .exchanges import Exchanges
from .flow import Flow, RunPlan
from .job_state import ACTIVE, CANCELLING, CREATING, ENDED, READY, RUNNING, UPLOADED, JobRecord, Sent
from .spool import Spool
from .taking import ResultTaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..core.call import Core
    from ..models.request import ChatCompletionRequest
    from ..wire.batch import BatchForm, Job
    from .job_state import JobState, JobStatus
    from .sources import Entry, Source

__all__ = ["JobFlow", "JobSettings"]

_logger = logging.getLogger("ailib.batch")
_FIRST, _SLOWER, _SLOWEST = 5.0, 1.5, 60.0  # seconds between two looks at a job
_SETTLE = 10.0  # seconds after which a job that was made is in the provider's list
_CANCEL = 30.0  # seconds that a cancelled run waits for its jobs to end
_AT_ONCE = 8  # jobs
_ITEMS = 50_000  # in one job, whatever the provider allows: their ids are in memory while results are read
_MARGIN = 65_536  # bytes around the lines
_TRIES = 6  # of making a job
_LOOKED = (RUNNING, CANCELLING, ENDED)
_LOST = 5  # looks at a job that is not there, before we believe it
# The provider's queue is full: the job may be made again later.
_QUEUE_FULL = ("token_limit", "rate_limit", "quota_exceeded", "resource_exhausted", "too_many", "enqueued")


@attrs.frozen(eq=False)
class JobSettings:
    """How a run uses jobs.

    Attributes:
        poll: Seconds between two looks at a job; None begins with 5 and grows to 60.
        items: Most requests in a job, None for what the provider allows (at most 50,000).
        at_once: Most jobs at work at the same time.
        price: What a token costs in a job as a part of the plain price, None when nobody knows.
    """

    poll: float | None = None
    items: int | None = None
    at_once: int = _AT_ONCE
    price: Decimal | None = None


class _Limit:
    """What the progress says of concurrency: jobs, and the items in them."""

    def __init__(self, state: JobState, at_once: int) -> None:
        self._state = state
        self.limit: int = at_once
        self.most: int = at_once
        self.rejected: int = 0

    @property
    def in_flight(self) -> int:
        return len(self._state.flying)


class _Bucket:
    """A job whose input is being written."""

    def __init__(self, job: JobRecord, order: Order, path: str) -> None:
        self.job = job
        self.order = order
        self.spool = Spool(path)
        self.items: list[Sent] = []
        self.inputs = 0


class JobFlow(Flow):
    """One run over jobs.

    Args:
        core, source, state, plan: As for `Flow`; the prices of the plan are those of jobs.
        form: How the provider runs jobs.
        settings: The rest.
    """

    def __init__(
        self, core: Core, source: Source, state: JobState, plan: RunPlan, form: BatchForm, settings: JobSettings
    ) -> None:
        super().__init__(core, source, state, cast("Any", _Limit(state, settings.at_once)), plan)
        self._jobs = state
        self._form = form
        self._settings = settings
        self._wake = CancelToken()
        self._exchanges = Exchanges(core, self._token, min(0.5, settings.poll or 0.5))
        self._entries: Iterator[Entry] | None = None
        self._buckets: dict[str, _Bucket] = {}
        self._next_look: dict[int, float] = {}
        self._delays: dict[int, float] = {}
        self._misses: dict[int, int] = {}
        self._unread: dict[int, int] = {}
        self._tries: dict[int, int] = {}
        self._not_before: dict[int, float] = {}
        self._ended = False  # the source
        self._cancel_until: float | None = None

    # --- being stopped ---

    def _stop(self, why: str, reason: AilibError | None = None) -> None:
        # A spent budget lets the jobs go on; everything else ends the waiting, also after a spent budget.
        if self._stopped == "budget" and why != "budget":
            self._stopped = None
        super()._stop(why, reason)
        if why != "budget":
            self._wake.cancel(why)

    # --- the whole ---

    async def _work(self) -> None:
        try:
            self._check_place()
            for job in self._jobs.jobs.values():
                self._reserved_tokens += job.tokens
                self._reserved_cost += Decimal(job.cost)
                self._next_look[job.number] = 0.0
            if self._plan.dedupe:
                self._flying.update({key: position for position, key in self._jobs.flying.items()})
            while await self._turn():
                pass
        except BaseException:
            self._token.cancel("the run was left early")
            raise
        finally:
            for bucket in self._buckets.values():
                bucket.spool.discard()
            self._buckets.clear()

    def _check_place(self) -> None:
        """The jobs of earlier runs are where this run will look for them.

        Raises:
            ConfigurationError: They are elsewhere; there they would seem to be gone, and be paid for again.
        """
        target = self._core.target
        for job in self._jobs.jobs.values():
            if job.stage == READY:  # nowhere yet
                job.provider, job.base_url = target.profile.id, target.base_url
            elif (job.provider, job.base_url) != (target.profile.id, target.base_url):
                raise ConfigurationError(
                    f"Job {job.remote or job.mark} is at {job.provider} ({job.base_url}), not at {target.profile.id} "
                    f"({target.base_url})",
                    hint="Go on with the client that it was made with, or cancel it with that one",
                )

    async def _turn(self) -> bool:
        """One round of sending, looking and waiting; False at the end."""
        try:
            if self._stopped == "cancelled":
                await self._cancel_jobs()
            elif self._stopped in (None, "budget"):
                await self._send()
            elif self._stopped in ("drained", "error"):
                return False
            for job in self._due():
                await self._look(job)
        except Cancelled:
            if not self._token.cancelled and not self._wake.cancelled:
                raise
            if self._stopped != "cancelled":
                return False
        if self._state.waiting:
            self._flush()
        self._show()
        if self._stopped == "error":
            return False
        working = [job for job in self._jobs.jobs.values() if job.stage in ACTIVE]
        if self._stopped == "cancelled":
            if not working or (self._cancel_until is not None and self._runtime.now() >= self._cancel_until):
                return False
        elif not self._jobs.jobs and (self._ended or self._stopped is not None):
            return False
        await self._rest()
        return True

    def _due(self) -> list[JobRecord]:
        now = self._runtime.now()
        return [
            job
            for job in list(self._jobs.jobs.values())
            if job.stage in _LOOKED and self._next_look.get(job.number, 0.0) <= now
        ]

    async def _rest(self) -> None:
        """Wait until something is due."""
        now = self._runtime.now()
        if self._has_to_send():
            return
        jobs = self._jobs.jobs.values()
        moments = [self._next_look.get(job.number, now) for job in jobs if job.stage in _LOOKED]
        moments += [self._not_before.get(job.number, now) for job in jobs if job.stage not in _LOOKED]
        if self._cancel_until is not None:
            moments.append(self._cancel_until)
        delay = min(0.25, max(0.01, min(moments, default=now) - now))
        if self._stopped == "cancelled":
            await self._runtime.sleep(delay)
            return
        try:
            await self._runtime.sleep(delay, self._wake)
        except Cancelled:
            return

    # --- sending ---

    def _working(self) -> int:
        return sum(job.stage in ACTIVE for job in self._jobs.jobs.values())

    def _unsent(self) -> JobRecord | None:
        now = self._runtime.now()
        # One that may have been made already comes first: it takes no place that it has not.
        waiting = [
            job
            for job in self._jobs.jobs.values()
            if job.stage in (READY, UPLOADED, CREATING) and self._not_before.get(job.number, 0.0) <= now
        ]
        return min(waiting, key=lambda job: (job.stage != CREATING, job.number), default=None)

    def _has_to_send(self) -> bool:
        """Whether the next turn has something to send at once."""
        if self._stopped not in (None, "budget") or self._working() >= self._settings.at_once:
            return False
        if self._unsent() is not None:
            return True
        queued = any(job.stage in (READY, UPLOADED) for job in self._jobs.jobs.values())
        return self._stopped is None and not self._ended and not queued

    async def _send(self) -> None:
        """Make one job, if there is room for it."""
        job = self._unsent()
        if job is not None and job.stage == CREATING:
            await self._make(job)
            return
        if self._working() >= self._settings.at_once:
            return
        if job is None and not any(job.stage in (READY, UPLOADED) for job in self._jobs.jobs.values()):
            await self._gather()
            job = self._unsent()
        if job is not None:
            await self._make(job)

    def _order_of(self, job: JobRecord) -> Order:
        return Order(job.mark, job.kind, job.model, job.items, job.size, job.file, job.marker, job.headers)

    async def _make(self, job: JobRecord) -> None:
        """Take a job from where it is to being made."""
        form, state = self._form, self._jobs
        spool = state.spool_path(job)
        if job.stage != CREATING and not state.has_spool(job):
            self._unreserve(job.reserved)
            state.drop(job)  # somebody deleted its input; its items come with the next run
            return
        try:
            if job.stage == READY:
                job.file = await self._exchanges.drive(form.upload(self._order_of(job)), spool)
                state.keep(job, UPLOADED)
            unsure = job.stage == CREATING
            if not unsure:
                job.marker = await self._exchanges.drive(form.marker())
                state.keep(job, CREATING)
            await self._create(job, spool, unsure=unsure)
        except Cancelled:
            raise
        except AilibError as error:
            self._refused(job, error)

    async def _create(self, job: JobRecord, spool: str, *, unsure: bool) -> None:
        """Make a job once, whatever happens on the way.

        Raises:
            AilibError: It was not made.
        """
        for left in range(_TRIES - 1, -1, -1):
            if unsure and await self._find(job):
                return
            if job.file is None and not self._jobs.has_spool(job):
                self._unreserve(job.reserved)
                self._jobs.drop(job)  # it was not made, and its input is gone
                return
            try:
                made = await self._exchanges.drive(self._form.create(self._order_of(job)), spool)
                if not made.id:
                    raise InvalidResponse("The answer names no job", provider=self._form.profile.id)
            except Cancelled:
                raise
            except AilibError as error:
                unsure = _may_have_arrived(error)
                if not unsure:
                    self._jobs.keep(job, UPLOADED)
                if not left or not (unsure or error.is_retryable):
                    if unsure and await self._find(job):
                        return
                    raise
                await self._runtime.sleep(max(error.retry_after or 0.0, self._wait_before(_TRIES - left)), self._token)
                self._jobs.keep(job, CREATING)
            else:
                self._adopt(job, made)
                return

    def _wait_before(self, number: int) -> float:
        first = 1.0 if self._settings.poll is None else min(1.0, self._settings.poll)
        return float(min(30.0, first * 2 ** (number - 1)))

    async def _find(self, job: JobRecord) -> bool:
        """Look for a job that may have been made; True when it was adopted.

        Raises:
            AilibError: The list cannot be had; then nobody knows, and nothing is made.
        """
        settle = _SETTLE if self._settings.poll is None else min(_SETTLE, 10 * self._settings.poll)
        taken = {other.remote for other in self._jobs.jobs.values() if other is not job}
        while True:
            order = self._order_of(job)
            maybe: Job | None = None
            for found in await self._exchanges.drive(self._form.listed(order)):
                if not found.id or found.id in taken or found.id in job.rejected:
                    continue
                ours = self._form.is_ours(found, order)
                if ours:
                    self._adopt(job, found)
                    return True
                if ours is None:
                    maybe = found  # the oldest of them is the likeliest
            if maybe is not None:
                self._adopt(job, maybe, suspect=True)
                return True
            age = time.time() - (job.stamped or 0.0)
            if not 0.0 <= age < settle:
                return False
            await self._runtime.sleep(min(1.0, max(0.01, settle - age)), self._token)

    def _adopt(self, job: JobRecord, made: Job, *, suspect: bool = False) -> None:
        job.remote, job.status, job.suspect = made.id, made.status, suspect
        self._jobs.keep(job, RUNNING)
        self._delays[job.number] = self._settings.poll or _FIRST
        self._next_look[job.number] = 0.0 if made.came_to else self._runtime.now() + self._delays[job.number]

    def _refused(self, job: JobRecord, error: AilibError) -> None:
        """A job could not be made: later, or not in this run. Its items stay with it, unless they are the reason."""
        text = f"{getattr(error, 'code', '') or ''} {error}".lower()
        full = isinstance(error, APIError) and any(word in text for word in _QUEUE_FULL)
        if (
            full
            and not isinstance(error, (AuthenticationError, QuotaExhausted))
            and any(other.remote for other in self._jobs.jobs.values() if other is not job)
        ):
            self._limit.rejected += 1
            self._not_before[job.number] = self._runtime.now() + max(error.retry_after or 0.0, self._slow(job))
            return
        tries = self._tries[job.number] = self._tries.get(job.number, 0) + 1
        if tries < _TRIES and (isinstance(error, (TransportError, ServerError)) or error.is_retryable):
            self._not_before[job.number] = self._runtime.now() + max(error.retry_after or 0.0, self._wait_before(tries))
            return
        if isinstance(error, InvalidRequestError) or (
            isinstance(error, APIError) and not error.is_retryable and job.stage in (READY, UPLOADED)
        ):
            # Nothing was made, and the same would be said again: the items are missing, not stuck in this job.
            self._unreserve(job.reserved)
            self._jobs.drop(job)
        self._fail(error)

    def _slow(self, job: JobRecord) -> float:
        delay = self._delays.get(job.number, self._settings.poll or _FIRST)
        self._delays[job.number] = min(delay * 2, 600.0)
        return delay

    # --- gathering ---

    async def _gather(self) -> None:
        """Write inputs until one is full or there are no more items."""
        if self._entries is None:
            self._entries = iter(self._source)
        for number, entry in enumerate(self._entries, 1):
            if self._stopped is not None:
                break
            if self._state.known(entry.position, entry.key):
                if entry.position not in self._jobs.flying:
                    self._skipped += 1
                continue
            if self._plan.dedupe and entry.error is None and self._is_repeated(entry):
                continue
            sealed = await self._put(entry)
            if self._state.waiting and self._idle:
                self._flush()
            if sealed:
                return
            if number % 200 == 0:
                self._show()
                await self._runtime.sleep(0)  # others have a turn too
        self._ended = True
        if self._stopped in (None, "budget"):
            for bucket in list(self._buckets.values()):
                self._seal(bucket)

    async def _put(self, entry: Entry) -> bool:
        """Write an item into the input of a job; True when that was sealed."""
        core, target = self._core, self._core.target
        try:
            request = self._source.chat(entry) if self._plan.kind == "chat" else self._source.embedding(entry)
        except AilibError as error:
            self._take(self._failure(entry, error))
            return False
        headers: Mapping[str, str] = {}
        try:
            if isinstance(request, EmbeddingRequest):
                model = target.resolve_embedding_model(request.model)
                body = target.dialect.encode_embed(request, target.profile, model)
                inputs, asked = len(request.input), cast("str | None", _asked_of_texts(request))
            else:
                model = await core.model_for(request)
                request = read_files(request)
                body = target.dialect.encode_chat(request, target.profile, model, stream=False)
                headers = target.dialect.headers(request, target.profile, model) or {}
                inputs, asked = 1, _asked_of_chat(request)
            bucket = self._buckets.get(model)
            fresh = bucket is None
            if bucket is None:
                bucket = self._new_bucket(model)
            try:
                line = self._line(bucket, entry.position, body)
                if len(line) + _MARGIN > self._form.jobs.size:
                    raise RequestTooLarge(f"The item has {len(line)} bytes, more than a batch job may hold")
            except BaseException:
                if fresh:
                    bucket.spool.discard()
                raise
            self._buckets[model] = bucket
        except AilibError as error:
            for outcome in self._failures([entry], error):
                self._take(outcome)
            return False
        reserved = (0, Decimal(0))
        if self._plan.budget_usd is not None or self._plan.token_budget is not None:
            set_aside = self._reserve(self._expected(request))
            if set_aside is None:
                return False
            reserved = set_aside
        sealed = False
        if bucket.items and self._is_full(bucket, len(line), inputs):
            self._seal(bucket)
            sealed = True
            bucket = self._buckets[model] = self._new_bucket(model)
            line = self._line(bucket, entry.position, body)
        job = bucket.job
        job.headers.update({n: v for n, v in headers.items() if n != "anthropic-version"})
        job.tokens += reserved[0]
        job.cost = str(Decimal(job.cost) + reserved[1])
        bucket.spool.add(line)
        bucket.inputs += inputs
        bucket.items.append(Sent(entry.position, entry.key, entry.custom_id, entry.openai, asked))
        return sealed

    def _new_bucket(self, model: str) -> _Bucket:
        job = self._jobs.new_job(self._plan.kind, model)
        target = self._core.target
        job.provider, job.base_url = target.profile.id, target.base_url
        return _Bucket(job, self._order_of(job), self._jobs.spool_path(job))

    def _line(self, bucket: _Bucket, position: int, body: Mapping[str, Any]) -> bytes:
        return dumps(self._form.line(f"{bucket.job.tag}-{position}", body, bucket.order))

    def _is_full(self, bucket: _Bucket, size: int, inputs: int) -> bool:
        jobs = self._form.jobs
        items = min(jobs.items, self._settings.items or _ITEMS)
        return (
            bucket.spool.items >= items
            or bucket.spool.size + size + _MARGIN > jobs.size
            or (jobs.inputs is not None and bucket.inputs + inputs > jobs.inputs)
        )

    def _seal(self, bucket: _Bucket) -> None:
        """The input is complete: from here on its items belong to the job."""
        self._buckets.pop(bucket.job.model, None)
        bucket.spool.seal()
        job = bucket.job
        job.items, job.size = bucket.spool.items, bucket.spool.size
        self._jobs.begin(job, bucket.items)
        self._next_look[job.number] = 0.0

    # --- looking ---

    async def _look(self, job: JobRecord) -> None:
        try:
            found = await self._exchanges.drive(self._form.look(job.remote))
        except Cancelled:
            raise
        except NotFound as error:
            misses = self._misses[job.number] = self._misses.get(job.number, 0) + 1
            if self._stopped == "cancelled":
                self._unreserve(job.reserved)
                self._jobs.finish(job)  # there is nothing to cancel any more
            elif misses >= _LOST and not job.suspect:
                self._lost(job, error)
            else:
                self._later(job, error)
            return
        except AilibError as error:
            if isinstance(error, (TransportError, ServerError, InvalidResponse)) or error.is_retryable:
                if error.retry_after is not None:
                    self._limit.rejected += 1
                self._later(job, error)
            else:
                self._fail(error)
            return
        self._misses.pop(job.number, None)
        done, failed = found.succeeded or 0, found.failed or 0
        if (found.status, done, failed) != (job.status, job.done, job.failed):
            job.status, job.done, job.failed = found.status, done, failed
            self._jobs.keep(job)
        if not found.came_to:
            self._later(job)
            return
        self._jobs.keep(job, ENDED)
        await self._finish(job, found)

    def _later(self, job: JobRecord, error: AilibError | None = None) -> None:
        delay = self._delays.get(job.number, self._settings.poll or _FIRST)
        if self._settings.poll is None and not job.cancelled:
            self._delays[job.number] = min(delay * _SLOWER, _SLOWEST)
        wait = delay if error is None or error.retry_after is None else max(delay, error.retry_after)
        self._next_look[job.number] = self._runtime.now() + wait

    def _lost(self, job: JobRecord, error: AilibError) -> None:
        """The job is not there. That may as well be a wrong key: nothing is sent again before the user says so."""
        lost = JobFailed(
            f"The provider has no job {job.remote} any more",
            job=job.remote,
            provider=self._form.profile.id,
            hint="Check that the key is of the same account; after `ailib batch cancel` its items are sent again",
        )
        lost.__cause__ = error
        self._fail(lost)

    # --- results ---

    async def _finish(self, job: JobRecord, found: Job) -> None:
        """Take the results of a job that has ended."""
        taker = ResultTaker(self, job)
        try:
            await taker.read(found)
            if taker.left and found.came_to == JOB_COMPLETED and taker.seen and found.results:
                # The file ended cleanly and yet too early? A second look costs little.
                await taker.read(found)
            if not taker.seen and taker.left and found.succeeded and not job.suspect:
                raise InvalidResponse("The results are empty, although the job has some", provider=job.provider)
        except Cancelled:
            raise
        except AilibError as error:
            if isinstance(error, (TransportError, ServerError, StreamError, InvalidResponse)) or error.is_retryable:
                self._unread[job.number] = self._unread.get(job.number, 0) + 1
                if self._unread[job.number] < _LOST:
                    self._later(job, error)
                    return
            self._fail(error)
            return
        if taker.foreign or (job.suspect and not taker.seen):
            self._reject(job)
            return
        if found.came_to == JOB_FAILED and self._mended(job, found, taker):
            return
        self._close(job, found, taker)
        while self._flush():
            pass
        if self._error is not None and self._state.waiting:
            return  # it could not be written: the next run reads the results again
        self._unreserve(job.reserved)
        self._jobs.finish(job)
        if taker.odd:
            _logger.warning("Job %s has %d result lines that are not its own or come twice", job.remote, taker.odd)

    def _reject(self, job: JobRecord) -> None:
        """The job that seemed to be ours is somebody else's."""
        job.rejected.append(job.remote)
        job.remote, job.status, job.suspect, job.done, job.failed = "", "", False, 0, 0
        job.stage = CREATING  # as it was; when it was begun stays what it is
        self._jobs.keep(job)

    def _close(self, job: JobRecord, found: Job, taker: ResultTaker) -> None:
        """What becomes of the items that have no result."""
        if not taker.left:
            return
        ours = job.cancelled or self._stopped == "cancelled"
        if found.came_to == JOB_FAILED:
            message = str((found.error or {}).get("message") or "") or f"its state is {found.status}"
            error = JobFailed(
                f"The provider refused job {job.remote}: {message}",
                job=job.remote,
                body=found.error,
                provider=self._form.profile.id,
                model=job.model,
                hint="Nothing of it was answered; the next run sends its items again",
            )
            self._fail(error)
        elif not (found.came_to == JOB_CANCELLED and ours):
            kind = {JOB_EXPIRED: "expired", JOB_CANCELLED: "cancelled"}.get(found.came_to, "missing")
            for sent in list(taker.left.values()):
                taker.fail(sent, kind)

    def _mended(self, job: JobRecord, found: Job, taker: ResultTaker) -> bool:
        """After a job was refused as a whole: whether it can be made again, without the lines that are to blame."""
        text = f"{(found.error or {}).get('code') or ''} {(found.error or {}).get('message') or ''}".lower()
        if any(word in text for word in _QUEUE_FULL) and job.attempt < 20:
            self._limit.rejected += 1
            self._again(job)
            self._jobs.keep(job, UPLOADED)
            self._not_before[job.number] = self._runtime.now() + self._slow(job)
            return True
        blamed = self._blamed(job, found, taker)
        if not blamed or job.attempt >= _TRIES:
            return False
        for position, error in blamed.items():
            taker.blame(taker.left[position], error)
        while self._flush():
            pass
        if self._error is not None:
            return True
        if not taker.left:
            self._unreserve(job.reserved)
            self._jobs.finish(job)
            return True
        self._rewrite(job, taker)
        return True

    def _again(self, job: JobRecord) -> None:
        """The job that was made is out of the question; the next one bears another mark."""
        job.rejected.append(job.remote)
        job.remote = job.status = ""
        job.attempt += 1
        job.done = job.failed = 0

    def _blamed(self, job: JobRecord, found: Job, taker: ResultTaker) -> dict[int, Mapping[str, Any]]:
        """The items whose lines the provider names, by position, as far as they have no outcome yet."""
        errors = dict(found.lines)
        if not errors or not self._jobs.has_spool(job):
            return {}
        blamed: dict[int, Mapping[str, Any]] = {}
        with open(self._jobs.spool_path(job), "rb") as lines:  # noqa: PTH123
            for place, line in enumerate(lines):
                if place in errors and (position := taker.position_of(loads(line))) in taker.left:
                    blamed[position] = errors[place]
        return blamed

    def _rewrite(self, job: JobRecord, taker: ResultTaker) -> None:
        """Make the job ready again with those of its lines only that have no outcome."""
        old = self._jobs.spool_path(job)
        job.version += 1
        fresh = Spool(self._jobs.spool_path(job))
        with open(old, "rb") as lines:  # noqa: PTH123
            for line in lines:
                if taker.position_of(loads(line)) in taker.left:
                    fresh.add(line.rstrip(b"\n"))
        fresh.seal()
        self._again(job)
        job.items, job.size, job.file = fresh.items, fresh.size, None
        self._jobs.keep(job, READY)
        Path(old).unlink(missing_ok=True)

    # --- cancelling ---

    async def _cancel_jobs(self) -> None:
        """Once: tell the provider to end the jobs, and let go of those that were never made."""
        if self._cancel_until is not None:
            return
        self._cancel_until = self._runtime.now() + _CANCEL
        self._exchanges.let_go()
        self._token = CancelToken()  # what is asked from here on is not cancelled
        for bucket in self._buckets.values():
            bucket.spool.discard()
        self._buckets.clear()
        for job in list(self._jobs.jobs.values()):
            if job.stage in (READY, UPLOADED):
                self._unreserve(job.reserved)
                self._jobs.drop(job)
                continue
            if job.stage == CREATING:
                try:
                    if not await self._find(job):
                        self._unreserve(job.reserved)
                        self._jobs.drop(job)
                        continue
                except AilibError as error:
                    _logger.warning("Whether job %s was made could not be found out: %s", job.mark, error)
                    continue
            if job.suspect or not self._form.jobs.cancels or job.stage == ENDED:
                continue
            try:
                await self._exchanges.drive(self._form.cancel(job.remote))
            except AilibError as error:
                # Most likely it has ended meanwhile; looking at it will tell.
                _logger.info("Job %s was not cancelled: %s", job.remote, error)
            else:
                job.cancelled = True
                self._jobs.keep(job, CANCELLING)
            self._delays[job.number] = min(1.0, self._settings.poll or 1.0)
            self._next_look[job.number] = 0.0

    # --- telling ---

    def _job_statuses(self) -> tuple[JobStatus, ...]:
        return tuple(job.shown for job in sorted(self._jobs.jobs.values(), key=lambda job: job.number))


def _asked_of_texts(request: EmbeddingRequest) -> str:
    asked: dict[str, Any] = {"texts": len(request.input)}
    if request.extensions:
        asked["extensions"] = {name: value for name, value in request.extensions.items() if isinstance(value, str)}
    return json.dumps(asked)


def _asked_of_chat(request: ChatCompletionRequest) -> str | None:
    return None if request.reasoning is None else json.dumps({"reasoning": request.reasoning.to_dict()})


def _may_have_arrived(error: AilibError) -> bool:
    """Whether a request that failed so may have been carried out all the same."""
    if isinstance(error, ConnectError):
        return False
    if isinstance(error, APIError):
        return isinstance(error, ServerError) or (error.status or 200) < 400
    return isinstance(error, (TransportError, InvalidResponse, StreamError))
