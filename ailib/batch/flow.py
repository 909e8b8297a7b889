"""The run itself, written once: awaited by `arun`, stepped by `run`.

items -> what is missing -> a place (adaptive, within the budget) -> the core -> the state -> the output
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from ..cancel import CancelToken
from ..core.call import CallOptions, Core
from ..core.warming import CacheOrder, beginning
from ..errors import (
    AilibError,
    AuthenticationError,
    BadRequest,
    Cancelled,
    ConfigurationError,
    InvalidRequestError,
    ModelNotFound,
    QuotaExhausted,
    RateLimited,
)
from ..models.rate_limits import RateLimits
from ..models.tokens import estimate, estimate_text
from ..models.usage import Usage
from ..providers.prices import Price
from .errors import BudgetExceeded, RunStopped, StateError
from .lines import chat_line, embedding_line, error_line
from .results import RunProgress, RunResult
from .state import DONE, DUPLICATE, FAILED, Outcome

if TYPE_CHECKING:
    from ..core.adaptive import AdaptiveLimit, Turn
    from ..models.embedding import EmbeddingRequest, EmbeddingResponse
    from ..models.request import ChatCompletionRequest
    from .history import History
    from .job_state import JobStatus
    from .sources import Entry, Source
    from .state import State

__all__ = ["Flow", "OnRunProgress", "RunPlan"]

OnRunProgress: TypeAlias = "Callable[[RunProgress], object]"

# Seconds between two writings: what a kill may cost. A busy run writes more at once, which is cheaper.
_SOON, _FLUSH = 0.002, 0.01
_BUSY = 16  # outcomes in one writing
_LOOK = 0.25  # seconds between two looks at what others ask of us
_SHOW = 0.1  # seconds between two calls of `on_progress`
_SHORT = 2.0  # seconds for which the rate is that since the beginning
_ANSWER = 300  # tokens of an answer, while nobody knows better
_MARGIN = 1.05  # a guess that is too low is a refusal, one that is too high a moment of waiting
_ROUNDS = 6  # times that an item is sent although the provider says "too many"
# Going on after one of these would only get the same error for every item.
_HOPELESS = (AuthenticationError, QuotaExhausted, ConfigurationError)


@attrs.frozen(eq=False)
class RunPlan:
    """What a run was asked to do, apart from its items.

    Attributes:
        kind: "chat" or "embeddings".
        budget_usd, token_budget: What all runs on this state may use together; None for no limit.
        on_progress: Called in the thread (or loop) of the run.
        dedupe: Send equal items once.
        warm_cache: Let the first of the prompts that begin alike go alone.
        stop_after: End the run after so many failed calls in a row; None never does.
        texts: Texts in one embedding request, at most.
        price: Of the model, for what an item may cost at most before any has been answered.
        cancel: Ends the run and what is in flight.
        drain: Ends the run; what is in flight may end first.
    """

    kind: str = "chat"
    budget_usd: Decimal | None = None
    token_budget: int | None = None
    on_progress: OnRunProgress | None = None
    dedupe: bool = False
    warm_cache: bool = False
    stop_after: int | None = 50
    texts: int = 64
    price: Price | None = None
    cancel: CancelToken | None = None
    drain: CancelToken | None = None


class Flow:
    """One run.

    Args:
        core: Who asks.
        source: The items.
        state: What is known and where the lines go.
        limit: How many at once.
        plan: The rest.
    """

    def __init__(self, core: Core, source: Source, state: State, limit: AdaptiveLimit, plan: RunPlan) -> None:
        self._core = core
        self._runtime = core.runtime
        self._source = source
        self._state = state
        self._history: History | None = getattr(state, "history", None)  # the worker of a cluster has no state
        self._limit = limit
        self._plan = plan
        self._may_cost = core.outer is not None or not core.target.profile.local
        self._lock = core.runtime.lock()
        self._token = CancelToken()
        self._options = CallOptions(cancel=self._token)
        self._keeper = CancelToken()
        self._order = CacheOrder(core.runtime) if plan.warm_cache and plan.kind == "chat" else None
        self._flying: dict[bytes, int] = {}
        self._stopped: str | None = None
        self._error: AilibError | None = None  # to be raised
        self._reason: AilibError | None = None  # to be shown
        self._row = 0  # failures in a row
        self._sent = 0
        self._skipped = 0
        self._answered = 0
        self._used_tokens = 0
        self._guessed = 0  # what the calls that were answered were expected to use
        self._tokens_before = 0
        self._used_cost = Decimal(0)
        self._reserved_tokens = 0
        self._reserved_cost = Decimal(0)
        self._begun = 0.0
        self._shown = 0.0
        self._rate = 0.0
        self._rate_at = (0.0, 0)
        self._done = 0
        self._failed = 0

    async def run(self) -> RunResult:
        """Send what is missing; the files are closed by the caller.

        Raises:
            AilibError: The provider will not answer any item (a wrong key, an unknown model, no money).
            RunStopped: Too many failed in a row.
            StateError: The state or the output cannot be written.
            BaseException: What the iterable of the items or `on_progress` raised.
        """
        plan, runtime = self._plan, self._runtime
        self._begun = runtime.now()
        self._done, self._failed = self._state.counts()
        before_cost, before_tokens = self._state.cost, self._state.prompt_tokens + self._state.completion_tokens
        self._used_cost, self._used_tokens, self._tokens_before = before_cost, before_tokens, before_tokens
        tickets = self._listen()
        keeper = runtime.start(self._keep())
        whole = False
        try:
            await self._work()
            whole = True
        finally:
            self._token.cancel("the run has ended")
            self._keeper.cancel()
            await keeper.result()
            for token, ticket in tickets:
                token.remove(ticket)
            while self._flush():
                pass
            self._state.ended(self._stopped or ("complete" if whole else "error"))
        if self._error is not None:
            raise self._error
        if self._state.stale:
            self._state.rewrite()
        self._show(last=True)
        return self._result(plan)

    async def _work(self) -> None:
        """Send and take, until all is done or somebody wants it to end."""
        outcomes = self._answers()
        try:
            async for served in outcomes:
                for outcome in served:
                    self._take(outcome)
                if self._state.waiting and self._idle:
                    self._flush()
                self._show()
        except BaseException:
            self._token.cancel("the run was left early")
            raise
        finally:
            self._token.cancel("the run has ended")
            aclose = getattr(outcomes, "aclose", None)
            if aclose is not None:
                await aclose()

    def _listen(self) -> list[tuple[CancelToken, int]]:
        tickets: list[tuple[CancelToken, int]] = []
        cancel, drain = self._plan.cancel, self._plan.drain
        if cancel is not None:
            tickets.append((cancel, cancel.add(lambda: self._cancelled(cancel.reason))))
        if drain is not None:
            tickets.append((drain, drain.add(lambda: self._stop("drained"))))
        return tickets

    def _cancelled(self, reason: str | None) -> None:
        self._stop("cancelled", Cancelled("The run was cancelled", reason=reason))
        self._token.cancel(reason)

    def _stop(self, why: str, reason: AilibError | None = None) -> None:
        """Send nothing more."""
        if self._stopped is None:
            self._stopped = why
            self._reason = reason

    def _fail(self, error: AilibError) -> None:
        """Send nothing more, and raise this at the end."""
        if self._error is None:
            self._error = error
        self._stop("error", error)

    # --- writing ---

    @property
    def _idle(self) -> bool:
        return self._runtime.now() - self._flushed >= self._pause

    _flushed = 0.0
    _pause = _SOON

    def _flush(self) -> bool:
        self._flushed = self._runtime.now()
        self._pause = _FLUSH if self._state.pending >= _BUSY else _SOON
        try:
            return self._state.flush()
        except StateError as error:
            self._fail(error)
            self._token.cancel("the state cannot be written")
            return False

    async def _keep(self) -> None:
        """Write what has gathered, and look whether somebody wants us to stop, until the end."""
        looked = self._runtime.now()
        while True:
            try:
                quiet = self._runtime.now() - self._flushed > 5 * _FLUSH
                await self._runtime.sleep(_FLUSH if quiet else self._pause, self._keeper)
            except Cancelled:
                return
            if self._state.waiting and self._error is None:
                self._flush()
            if self._runtime.now() - looked >= _LOOK:
                looked = self._runtime.now()
                if self._state.stop_asked():
                    self._stop("cancelled", Cancelled("The run was told to stop", reason="ailib batch cancel"))

    def _take(self, outcome: Outcome) -> None:
        self._state.add(outcome)
        if outcome.status == DUPLICATE:
            self._done += 1
            return
        if self._flying.get(outcome.key) == outcome.position:
            del self._flying[outcome.key]
        if outcome.status == DONE:
            self._done += 1
        else:
            self._failed += 1

    # --- items ---

    def _answers(self) -> AsyncIterator[list[Outcome]]:
        """What became of the items, as it becomes known."""
        return self._runtime.map_unordered(self._serve, self._ordered(), self._limit.most)

    def _ordered(self) -> Iterator[tuple[bytes | None, list[Entry]]]:
        """The parcels, in the order that suits the provider's cache where that is wanted."""
        if self._order is None:
            return ((None, parcel) for parcel in self._parcels())
        return (pair for pair in self._order.ordered(self._parcels(), self._beginning) if self._stopped is None)

    def _beginning(self, parcel: list[Entry]) -> bytes | None:
        try:
            return beginning(self._source.chat(parcel[0]))
        except AilibError:
            return None

    def _parcels(self) -> Iterator[list[Entry]]:
        """What is missing, in parcels of one request each."""
        size = self._plan.texts if self._plan.kind == "embeddings" else 1
        parcel: list[Entry] = []
        for entry in self._source:
            if self._stopped is not None or self._token.cancelled:
                return
            if self._state.known(entry.position, entry.key):
                self._skipped += 1
                continue
            if self._plan.dedupe and entry.error is None and self._is_repeated(entry):
                continue
            if size == 1 or not isinstance(entry.content, str) or entry.error is not None:
                yield [entry]
                continue
            parcel.append(entry)
            if len(parcel) == size:
                yield parcel
                parcel = []
        if parcel:
            yield parcel

    def _is_repeated(self, entry: Entry) -> bool:
        """Whether an equal item is in flight or answered; then this one is noted as its duplicate."""
        original = self._flying.get(entry.key)
        if original is None:
            original = self._state.original(entry.key, entry.position)
        if original is None:
            self._flying[entry.key] = entry.position
            return False
        self._take(Outcome(entry.position, entry.key, DUPLICATE, ref=original, note=entry.custom_id))
        return True

    async def _serve(self, keyed: tuple[bytes | None, list[Entry]]) -> list[Outcome]:
        """The outcomes of a parcel; none for what was not sent and is sent by the next run."""
        key, parcel = keyed
        first = False
        try:
            if self._plan.kind == "embeddings":
                return await self._embed(parcel)
            if key is not None and self._order is not None:
                first = await self._order.enter(key, self._token)
            return await self._chat(parcel[0])
        except Cancelled:
            return []
        finally:
            if first and self._order is not None:
                self._order.leave(key)

    async def _chat(self, entry: Entry) -> list[Outcome]:
        try:
            request = self._source.chat(entry)
        except AilibError as error:
            return [self._failure(entry, error)]

        async def send(turn: Turn) -> list[Outcome]:
            response = await self._core.chat(request, self._options)
            cost = response.cost if self._may_cost else None
            usage = response.usage
            tokens = (usage.prompt_tokens, usage.completion_tokens)
            line = chat_line(entry, response, cost)
            outcome = Outcome(entry.position, entry.key, DONE, line, tokens=tokens, cost=cost)
            if self._limit.curious:
                self._limit.learned(turn, response.rate_limits)
            self._account([outcome])
            return [outcome]

        return await self._within([entry], request, send)

    async def _embed(self, parcel: list[Entry]) -> list[Outcome]:
        try:
            requests = [self._source.embedding(entry) for entry in parcel]
        except AilibError as error:
            return [self._failure(parcel[0], error)]
        request = requests[0]
        if len(parcel) > 1:
            request = attrs.evolve(request, input=[text for each in requests for text in each.input])

        async def send(turn: Turn) -> list[Outcome]:
            response = await self._core.embed(request, self._options)
            outcomes = self._divided(parcel, requests, response)
            if self._limit.curious:
                self._limit.learned(turn, RateLimits.from_headers(response.headers))
            self._account(outcomes)
            return outcomes

        try:
            return await self._within(parcel, request, send, alone=len(parcel) == 1)
        except (BadRequest, InvalidRequestError):
            # One of many may be the culprit: each on its own then.
            return [outcome for entry in parcel for outcome in await self._embed([entry])]

    def _divided(
        self, parcel: list[Entry], requests: list[EmbeddingRequest], response: EmbeddingResponse
    ) -> list[Outcome]:
        """An outcome for each item of a request; its tokens are its part of the sum, by length."""
        lengths = [sum(map(estimate_text, request.input)) or 1 for request in requests]
        total, left = response.usage.prompt_tokens, response.usage.prompt_tokens
        weight = sum(lengths)
        outcomes: list[Outcome] = []
        place = 0
        for number, (entry, request) in enumerate(zip(parcel, requests, strict=True)):
            vectors = cast("list[Any]", response.embeddings[place : place + len(request.input)])
            place += len(request.input)
            tokens = left if number == len(parcel) - 1 else total * lengths[number] // weight
            left -= tokens
            cost = None if self._plan.price is None else self._plan.price.input * tokens / 1_000_000
            line = embedding_line(entry, vectors, response, tokens, cost)
            outcomes.append(Outcome(entry.position, entry.key, DONE, line, tokens=(tokens, 0), cost=cost))
        return outcomes

    async def _within(
        self,
        parcel: list[Entry],
        request: ChatCompletionRequest | EmbeddingRequest,
        send: Callable[[Turn], Any],
        *,
        alone: bool = True,
    ) -> list[Outcome]:
        """Send within the limit and the budget; with `alone=False` what is wrong with the request is raised."""
        limit = self._limit
        expected = self._expected(request)
        for left in range(_ROUNDS - 1, -1, -1):
            turn = await limit.acquire(self._token, lambda: round(self._likely(expected) * _MARGIN))
            try:
                if self._stopped is not None:
                    return []
                reserved = self._reserve(self._likely(expected))
                if reserved is None:
                    return []
                try:
                    outcomes = cast("list[Outcome]", await send(turn))
                    limit.succeeded(turn)
                    self._note(outcomes, self._runtime.now() - turn.at)
                    self._guessed += expected
                    return outcomes
                except Cancelled:
                    raise
                except AilibError as error:
                    limit.failed(error, turn)
                    if isinstance(error, RateLimited) and left and self._stopped is None:
                        if self._history is not None:
                            self._history.retried(type(error).__name__)
                        continue
                    if not alone and isinstance(error, (BadRequest, InvalidRequestError)):
                        raise
                    return self._failures(parcel, error)
                finally:
                    self._unreserve(reserved)
            finally:
                limit.release()
        return []

    def _account(self, outcomes: list[Outcome]) -> None:
        """Note what an answer used."""
        with self._lock:
            self._row = 0
            self._sent += len(outcomes)
            self._answered += len(outcomes)
            for outcome in outcomes:
                self._used_tokens += sum(outcome.tokens)
                if outcome.cost is not None:
                    self._used_cost += outcome.cost
                elif self._plan.budget_usd is not None and self._stopped is None:
                    self._fail(
                        ConfigurationError(
                            "The price of this model is not known: a budget in dollars cannot be kept",
                            hint="Use token_budget, or a client whose provider reports costs",
                        )
                    )

    def _note(self, outcomes: list[Outcome], seconds: float) -> None:
        """Put an answer into the history."""
        history = self._history
        if history is None or not outcomes:
            return
        if len(outcomes) == 1:
            history.answered(seconds, 1, *outcomes[0].tokens, outcomes[0].cost)
            return
        prompt = sum(outcome.tokens[0] for outcome in outcomes)
        costs = [outcome.cost for outcome in outcomes if outcome.cost is not None]
        history.answered(seconds, len(outcomes), prompt, 0, sum(costs, Decimal(0)) if costs else None)

    # --- failures ---

    def _failure(self, entry: Entry, error: AilibError) -> Outcome:
        if self._history is not None:
            self._history.failed(type(error).__name__, 1)
        return Outcome(entry.position, entry.key, FAILED, error_line(entry, error), note=type(error).__name__)

    def _failures(self, parcel: list[Entry], error: AilibError) -> list[Outcome]:
        nameless = isinstance(error, InvalidRequestError) and error.param == "model"
        if (
            isinstance(error, _HOPELESS)
            or nameless
            or (isinstance(error, ModelNotFound) and self._names_model(parcel[0]))
        ):
            self._fail(error)
            return []
        with self._lock:
            self._sent += len(parcel)
            self._row += 1
            most = self._plan.stop_after
            if most is not None and self._row >= most:
                stop = RunStopped(
                    f"The last {self._row} calls all failed, the last one with: {error}",
                    hint="Run it again with retry_failed=True once this is mended",
                )
                stop.__cause__ = error
                self._fail(stop)
        return [self._failure(entry, error) for entry in parcel]

    def _names_model(self, entry: Entry) -> bool:
        """Whether the model that does not exist is the one of the whole run."""
        if self._source.names_model:
            return True
        content = entry.content
        if isinstance(content, Mapping):
            return not cast("Mapping[str, Any]", content).get("model")
        return not getattr(content, "model", None)

    # --- budget ---

    def _expected(self, request: ChatCompletionRequest | EmbeddingRequest) -> int:
        """About how many tokens a call will use, answer included."""
        texts = getattr(request, "input", None)
        if texts is not None:
            return sum(map(estimate_text, texts))
        chat = cast("ChatCompletionRequest", request)
        return int(estimate(chat)) + (chat.max_tokens or _ANSWER)

    def _likely(self, expected: int) -> int:
        """The same, as far as the answers so far are a guide: most are shorter than they may be."""
        if not self._guessed:
            return expected
        return round(expected * (self._used_tokens - self._tokens_before) / self._guessed)

    def _reserve(self, tokens: int, *, last: bool = True) -> tuple[int, Decimal] | None:
        """Set aside what a call may use; None when the budget does not allow it.

        That ends the run, unless this is not the `last` word: what is in flight may leave more than was set aside.
        """
        plan = self._plan
        if plan.budget_usd is None and plan.token_budget is None:
            return 0, Decimal(0)
        cost = Decimal(0)
        if plan.price is not None:
            cost = max(plan.price.input, plan.price.output) * tokens / 1_000_000
        with self._lock:
            if self._answered:
                cost = self._used_cost / max(1, self._done)
            if plan.budget_usd is not None and self._used_cost + self._reserved_cost + cost > plan.budget_usd:
                over = f"${self._used_cost.normalize():f} of ${plan.budget_usd:f} are spent"
            elif plan.token_budget is not None and (
                self._used_tokens + self._reserved_tokens + tokens > plan.token_budget
            ):
                over = f"{self._used_tokens} of {plan.token_budget} tokens are used"
            else:
                self._reserved_tokens += tokens
                self._reserved_cost += cost
                return tokens, cost
            if not last:
                return None
            hint = "The same call with a larger budget goes on where this one stopped"
            self._stop("budget", BudgetExceeded(f"The next item may exceed the budget: {over}", hint=hint))
            return None

    def _unreserve(self, reserved: tuple[int, Decimal]) -> None:
        if reserved[0] or reserved[1]:
            with self._lock:
                self._reserved_tokens -= reserved[0]
                self._reserved_cost -= reserved[1]

    # --- telling ---

    def _usage(self) -> Usage:
        prompt, completion = self._state.prompt_tokens, self._state.completion_tokens
        return Usage(prompt, completion, prompt + completion)

    def _show(self, *, last: bool = False) -> None:
        show = self._plan.on_progress
        if show is None:
            return
        now = self._runtime.now()
        if not last and now - self._shown < _SHOW:
            return
        self._shown = now
        at, sent = self._rate_at
        elapsed = now - self._begun
        if last or elapsed < _SHORT:
            self._rate = self._sent / elapsed if elapsed > 0 else 0.0
            self._rate_at = (now, self._sent)
        elif now - at >= 1.0:
            self._rate = 0.5 * self._rate + 0.5 * (self._sent - sent) / (now - at)
            self._rate_at = (now, self._sent)
        total = self._source.total
        left = None if total is None else max(0, total - self._done - self._failed)
        eta = left / self._rate if left is not None and self._rate > 0 else None
        show(
            RunProgress(
                done=self._done,
                failed=self._failed,
                total=total,
                sent=self._sent,
                seconds=now - self._begun,
                rate=self._rate,
                eta=eta,
                usage=self._usage(),
                cost=self._state.cost,
                concurrency=self._limit.limit,
                in_flight=self._limit.in_flight,
                throttled=self._limit.rejected,
                jobs=self._job_statuses(),
            )
        )

    def _job_statuses(self) -> tuple[JobStatus, ...]:
        """The provider's jobs of this run."""
        return ()

    def _result(self, plan: RunPlan) -> RunResult:
        done, failed = self._state.counts()
        priced = self._state.unpriced == 0 and (plan.price is not None or self._state.cost > 0 or done == 0)
        return RunResult(
            out=self._state.out,
            state=self._state.path,
            done=done,
            failed=failed,
            sent=self._sent,
            skipped=self._skipped,
            usage=self._usage(),
            cost=self._state.cost if priced else None,
            seconds=self._runtime.now() - self._begun,
            throttled=self._limit.rejected,
            stopped=self._stopped,
            error=self._reason,
        )
