"""The results of one job, line by line into outcomes: answers, typed errors, and what nobody asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from ..core.call import price
from ..errors import AilibError, BadRequest, InvalidResponse
from ..models.embedding import EmbeddingRequest
from ..models.message import Message
from ..models.request import ChatCompletionRequest
from ..wire.json import dumps, loads
from ..wire.shapes import is_object
from .errors import JobCancelled, JobExpired, ResultMissing
from .lines import chat_line, embedding_line
from .sources import Entry
from .state import DONE as ANSWERED
from .state import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..wire.batch import Job, Result
    from .job_state import JobRecord, Sent
    from .provider import JobFlow

__all__ = ["ResultTaker"]


class ResultTaker:
    """Reads the results of one job.

    Attributes:
        every: All its items that had no outcome, by position.
        left: Those that have none yet.
        seen: Lines that were results of the job.
        odd: Lines that were not, or were second ones.
        foreign: Whether the results are those of somebody else's job.
    """

    def __init__(self, flow: JobFlow, job: JobRecord) -> None:
        self._flow = flow
        self._job = job
        self._prefix = f"{job.tag}-"
        self.every: dict[int, Sent] = flow._jobs.items_of(job)
        self.left: dict[int, Sent] = dict(self.every)
        # Where results have no ids their order counts, which is known only as long as none of them was taken.
        whole = len(self.every) == job.items
        self._ids = [f"{self._prefix}{position}" for position in self.every] if whole else []
        self._done: set[int] = set()
        self._pass = 0
        self.seen = 0
        self.odd = 0
        self.foreign = False

    async def read(self, found: Job) -> None:
        """Take every result that there is."""
        self._pass += 1
        self.odd = 0
        self._done.clear()
        if found.inline is not None:
            for place, row in enumerate(found.inline):
                self._row(row, place)
        for path in found.results:
            self.odd += await self._flow._exchanges.rows(path, self._row)

    def position_of(self, line: Any) -> int:
        """The item of a line of the input."""
        custom_id = line.get("custom_id") or line.get("key")
        return int(str(custom_id).removeprefix(self._prefix))

    def _row(self, row: Any, place: int) -> None:
        """One line of the results; it may come again when a download is begun anew."""
        flow = self._flow
        result = flow._form.result(row, place, self._ids) if is_object(row) else None
        number = "" if result is None else result.custom_id.removeprefix(self._prefix)
        if result is None or number == result.custom_id or not number.isdigit():
            self.foreign = self.foreign or (self._job.suspect and not self.seen and result is not None)
            self.odd += 1
            return
        self.seen += 1
        sent = self.left.pop(int(number), None)
        if sent is None:
            self.odd += int(number) in self._done and self._pass == 1
            self._done.add(int(number))
            return
        self._done.add(int(number))
        self._settle(sent, result)
        if flow._state.waiting and flow._idle:
            flow._flush()
        flow._show()

    def _settle(self, sent: Sent, result: Result) -> None:
        flow = self._flow
        if result.kind == "answer":
            try:
                outcome = self._answer(sent, result)
            except AilibError as error:
                self._failed(sent, error)
            else:
                flow._account([outcome])
                flow._take(outcome)
        elif result.kind == "error":
            self._failed(sent, self._error(result))
        elif result.kind != "cancelled" or not (self._job.cancelled or flow._stopped == "cancelled"):
            self.fail(sent, result.kind)

    def _failed(self, sent: Sent, error: AilibError) -> None:
        error.provider = error.provider or self._flow._form.profile.id
        error.model = error.model or self._job.model
        for outcome in self._flow._failures([_entry(sent)], error):
            self._flow._take(outcome)

    def fail(self, sent: Sent, kind: str) -> None:
        """Note what the provider did not do."""
        job = self._job
        what: dict[str, AilibError] = {
            "expired": JobExpired(f"Job {job.remote} expired before this item was answered"),
            "cancelled": JobCancelled(f"Job {job.remote} was cancelled before this item was answered"),
        }
        error = what.get(kind) or ResultMissing(f"The results of job {job.remote} do not mention this item")
        error.provider, error.model = self._flow._form.profile.id, job.model
        self.left.pop(sent.position, None)
        self._flow._take(self._flow._failure(_entry(sent), error))

    def blame(self, sent: Sent, error: Mapping[str, Any]) -> None:
        """Note that the provider refused the whole job because of this item."""
        self.left.pop(sent.position, None)
        message = str(error.get("message") or "The provider refused this line of the job")
        refused = BadRequest(
            message, status=400, body={"error": dict(error)}, code=error.get("code"), param=error.get("param")
        )
        refused.provider, refused.model = self._flow._form.profile.id, self._job.model
        self._flow._take(self._flow._failure(_entry(sent), refused))

    def _error(self, result: Result) -> AilibError:
        """The error that a call on its own would have raised."""
        target = self._flow._core.target
        dialect, profile = target.dialect, target.profile
        if result.status is None:
            found = dialect.error_in(result.body, profile, request_id=result.request_id)
            if found is not None:
                return found
        return dialect.refused(
            result.status or 500,
            {},
            dumps(result.body),
            profile,
            model=self._job.model,
            request_id=result.request_id,
        )

    def _answer(self, sent: Sent, result: Result) -> Outcome:
        """The outcome of an item that was answered.

        Raises:
            AilibError: It is no answer.
        """
        flow, job = self._flow, self._job
        target = flow._core.target
        dialect, profile = target.dialect, target.profile
        failed = dialect.error_in(result.body, profile, request_id=result.request_id)
        if failed is not None:
            raise failed
        entry = _entry(sent)
        asked: Any = None if sent.asked is None else loads(sent.asked)
        if job.kind == "embeddings":
            texts = EmbeddingRequest(["-"] * int(asked["texts"]), extensions=asked.get("extensions"))
            vectors = dialect.decode_embed(result.body, profile, texts)
            if vectors is None:
                raise self._no_answer(result, "The result does not have a vector for every input")
            vectors.model, vectors.request_id = vectors.model or job.model, result.request_id
            tokens = vectors.usage.prompt_tokens
            rate = flow._plan.price
            cost = None if rate is None else rate.input * tokens / 1_000_000
            line = embedding_line(entry, cast("list[Any]", vectors.embeddings), vectors, tokens, cost)
            return Outcome(sent.position, sent.key, ANSWERED, line, tokens=(tokens, 0), cost=cost)
        request = ChatCompletionRequest(messages=(Message.user("-"),), reasoning=_reasoning(asked))
        response = dialect.decode_chat(result.body, profile, request)
        if response is None:
            raise self._no_answer(result, "The result has no choices")
        response.model, response.request_id = response.model or job.model, result.request_id
        plain = price(response)
        part = Decimal(1) if profile.quirks.cost_path is not None else flow._settings.price
        cost = None if plain is None or part is None else plain * part
        usage = response.usage
        line = chat_line(entry, response, cost)
        counted = (usage.prompt_tokens, usage.completion_tokens)
        return Outcome(sent.position, sent.key, ANSWERED, line, tokens=counted, cost=cost)

    def _no_answer(self, result: Result, why: str) -> InvalidResponse:
        return InvalidResponse(why, status=200, excerpt=str(result.body)[:200], request_id=result.request_id)


def _entry(sent: Sent) -> Entry:
    entry = Entry(sent.position, None, sent.custom_id, openai=sent.openai)
    entry.key = sent.key
    return entry


def _reasoning(asked: Any) -> Any:
    if asked is None:
        return None
    from ..models.tools import Reasoning

    return Reasoning.from_dict(asked["reasoning"])
