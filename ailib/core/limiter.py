"""The rate limit of a key at an address: one turnstile for all of it, and a lane for each model.

The numbers of the user's `RateLimit` hold for all models together; what the headers of the answers tell, and the pauses
that a provider asks for, hold for the model that was called.
"""

from __future__ import annotations

import logging
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..errors import AilibError, InvalidRequestError, Overloaded, RateLimited
from ..limits import LimitStats
from ..models.rate_limits import windows_in
from ..models.tokens import count_of, estimate_text
from .breaker import speaks_of_target
from .buckets import Bucket, Counter, Learnt, Ticket, Turnstile, Way, Window
from .inbox import Inbox

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from ..limits import Allowance, RateLimit, SharedLimit
    from ..models.usage import Usage
    from ..transport.base import Runtime
    from .call import Call

__all__ = ["Limiter"]

_LOG = logging.getLogger("ailib.limits")
_LOWEST, _HIGHEST = 0.25, 2.0  # of the rate that an adaptive limit was given
_UP, _DOWN = 1.1, 0.9
_LANE = "the provider's own rate limit"
_FIRST_ANSWER = 256.0  # tokens of an answer, before any was seen
_MOST_LANES = 256
# The headers of an answer are read after so many seconds, or when so much of what was left may have been used.
_LOOK_EVERY = 0.1
_LOOK_SHARE = 0.02
_NEAR = 200  # requests
_JITTER = 0.25  # seconds by which requests of several processes may bunch up on their way
_STORE_REST = 2.0  # seconds for which a store that failed is left alone


class _Lane:
    """One model: its turn, and what its requests and answers cost."""

    def __init__(self, runtime: Runtime, common: Turnstile, lock: AbstractContextManager[Any], inbox: Inbox) -> None:
        self.way = Way()
        self.turnstile = Turnstile(runtime, _LANE, lock, self.way, inbox)
        self.counters: list[Counter] = [self.way, *common.counters]
        self.factor = 1.1  # the provider's count of a prompt over our estimate
        self.answer = _FIRST_ANSWER
        self._guessed = True
        self._look_at = 0.0
        self._look_after = 0

    def looks(self, now: float) -> bool:
        """Whether the headers of an answer that came now should be read: far from a limit, a few of them are enough."""
        return now >= self._look_at or self.turnstile.admitted >= self._look_after

    def looked(self, now: float, remaining: float) -> None:
        """They were read, and this is the least that they say is left."""
        self._look_at = now + _LOOK_EVERY
        # Near the limit each answer counts, also those of requests that went before this one's answer came.
        far = remaining > _NEAR
        self._look_after = self.turnstile.admitted + int(min(remaining, 1e6) * _LOOK_SHARE) if far else 0

    @property
    def counts_tokens(self) -> bool:
        return any(meter.unit != "requests" for meter in self.turnstile.meters.values())

    def tokens_of(self, ticket: Ticket, usage: Usage | None) -> float | None:
        """The tokens that a usage tells, from which this learns; None when it tells none."""
        if usage is None or not ticket.tokens:
            return None
        total = _total(usage)
        if not total:
            return None
        self._correct(ticket.raw, usage)
        return float(total)

    def _correct(self, raw: float, usage: Usage) -> None:
        """The first one instead of the guess, then up at once, down slowly."""
        prompt, told = usage.prompt_tokens, usage.completion_tokens
        if prompt:
            if self._guessed:
                self._guessed, self.factor, self.answer = False, 0.25, 0.0
            if raw > 0:
                ratio, factor = prompt / raw, self.factor
                self.factor = ratio if ratio > factor else max(0.25, factor + 0.1 * (ratio - factor))
        if told:
            known = self.answer
            self.answer = float(told) if told > known else known + 0.1 * (told - known)


class Limiter:
    """Rate limits of one key at one address.

    Args:
        config: The user's numbers.
        runtime: Clock and locks.
        name: Whose limits: a fingerprint, for counts that processes share. It is the same in all of them.
    """

    def __init__(self, config: RateLimit, runtime: Runtime, name: str) -> None:
        self.config = config
        self.successes = self.failures = 0
        self._runtime = runtime
        self._now = runtime.now
        self._name = name
        self._lock = runtime.lock()  # of all turnstiles
        self._inbox = Inbox()
        self._lanes: dict[str, _Lane] = {}
        self._store_failed = False
        self._store_rests = float("-inf")
        self._owed: deque[float] = deque()  # tokens by which answers have cost more than was taken from the store
        self._fill()

    def _fill(self) -> None:
        config, now = self.config, self._runtime.now()
        self.common = Turnstile(self._runtime, self._text(), self._lock, inbox=self._inbox)
        self.bucket: Bucket | None = None
        rate = config.rate
        if rate is not None:
            start = rate if config.initial is None else min(max(config.initial, rate * _LOWEST), rate * _HIGHEST)
            self.bucket = Bucket(start, config.capacity, now)
            self.common.add("bucket", self.bucket)
        if config.rpm is not None:
            self.common.add("minute", Window(config.rpm))
        if config.tpm is not None:
            self.common.add("tokens", Window(config.tpm, "tokens"))

    def _text(self) -> str:
        config = self.config
        numbers = [f"{name}={value:g}" for name in ("rpm", "tpm", "rps") if (value := getattr(config, name))]
        return f"the client's rate limit is {', '.join(numbers)}" if numbers else "the provider's rate limit"

    def _lane(self, model: str | None) -> _Lane:
        lane = self._lanes.get(model or "")
        if lane is None:
            if len(self._lanes) >= _MOST_LANES:
                model = ""  # names without end are nobody's models: they share one lane
            lane = self._lanes.setdefault(model or "", _Lane(self._runtime, self.common, self._lock, self._inbox))
        return lane

    # Before an attempt

    def ticket(self, call: Call) -> Ticket:
        """What an attempt will cost.

        Raises:
            InvalidRequestError: More tokens than the limit allows in a minute.
        """
        lane = self._lanes.get(call.model or "") or self._lane(call.model)
        asked, tpm = call.asked, self.config.tpm
        if asked is None or (tpm is None and not lane.counts_tokens):
            ticket = Ticket()
            ticket.lane = lane
            return ticket
        raw, answer = _estimate(asked, lane.answer)
        if tpm is not None and raw > tpm:
            raise InvalidRequestError(
                f"The request has about {raw:.0f} tokens, more than the {tpm:.0f} that tpm allows",
                provider=call.core.target.profile.id,
                model=call.model,
                hint="Send less at once, or raise tpm",
            )
        guess = raw * lane.factor
        ticket = Ticket(guess + answer, guess, raw)
        ticket.lane = lane
        return ticket

    def now(self, ticket: Ticket) -> bool:
        """Take the turn if nothing is in the way; else False, and `enter` waits for it."""
        if self.config.shared is not None:
            return False
        lane: _Lane = ticket.lane
        own, common = lane.turnstile, self.common
        with self._lock:
            ticket.sent = now = self._now()
            tokens, inbox = ticket.tokens, self._inbox
            if (
                own.credit >= 1.0
                and common.credit >= 1.0
                and own.credit_tokens >= tokens
                and common.credit_tokens >= tokens
                and own.paused <= now
                and not inbox.messages
            ):
                own.credit -= 1.0
                common.credit -= 1.0
                own.credit_tokens -= tokens
                common.credit_tokens -= tokens
                inbox.gone.append((lane.counters, ticket))
            else:
                own.credit = common.credit = 0.0
                if not (own.clear(ticket, now) and common.clear(ticket, now)):
                    return False
                for counter in lane.counters:
                    counter.take(ticket, now)
                own.lend(now)
                common.lend(now)
            own.admitted += 1
            common.admitted += 1
        return True

    async def enter(self, ticket: Ticket, call: Call) -> None:
        """Wait for the turn.

        Raises:
            RequestTimeout: It would come too late.
            Cancelled: The call was cancelled.
        """
        runtime, lane = call.core.runtime, ticket.lane.turnstile
        limits = (runtime, call.deadline, call.cancel, call.patience)
        while True:
            await lane.enter(ticket, *limits)
            try:
                await self.common.enter(ticket, *limits)
            except BaseException:
                lane.undo(ticket)
                raise
            if lane.paused <= runtime.now():
                break
            # The provider has asked for a pause while this attempt waited for its turn among all models.
            self.leave(ticket)
        if self.config.shared is not None:
            try:
                await self._shared(ticket, call)
            except BaseException:
                self.leave(ticket)
                raise

    def leave(self, ticket: Ticket) -> None:
        """The attempt that was let through does not go."""
        self.common.undo(ticket)
        ticket.lane.turnstile.undo(ticket)

    def _allowances(self, tokens: float) -> dict[str, Allowance]:
        config = self.config
        amounts: dict[str, Allowance] = {}
        if config.rate is not None:
            rate = config.rate if self.bucket is None else self.bucket.rate
            # Nobody here knows when the requests of others arrive, only when they were let go.
            capacity = max(1.0, config.capacity - rate * _JITTER)
            amounts["requests"] = (1.0, config.rpm or 0.0, rate, capacity)
        if config.tpm is not None:
            amounts["tokens"] = (min(tokens, config.tpm), config.tpm, 0.0, 0.0)
        return amounts

    async def _shared(self, ticket: Ticket, call: Call) -> None:
        """Wait for the turn among all processes. Without the store the limits of this process hold."""
        store, runtime = self.config.shared, call.core.runtime
        if store is None or runtime.now() < self._store_rests:
            return
        taken = await self._take(store, ticket, call)
        ticket.taken = ticket.tokens if taken and self.config.tpm is not None else None

    def _ask(self, store: SharedLimit, ticket: Ticket) -> float:
        """Settle what answers have cost beyond their estimates (or less), and try to take; the seconds to wait."""
        owed = 0.0
        with suppress(IndexError):
            while True:
                owed += self._owed.popleft()
        try:
            settle = getattr(store, "settle", None)
            if owed and settle is not None:
                settle(self._name, {"tokens": owed})
                owed = 0.0
            tokens = max(0.0, ticket.tokens + owed)
            amounts = self._allowances(tokens)
            wait = store.take(self._name, amounts) if amounts else 0.0
            if wait <= 0:
                owed -= tokens - ticket.tokens
            return wait
        finally:
            if owed:
                self._owed.append(owed)

    async def _take(self, store: SharedLimit, ticket: Ticket, call: Call) -> bool:
        """Whether the store gave it; False when it cannot be reached."""
        runtime = call.core.runtime
        while True:
            try:
                wait = await runtime.call_function(lambda: self._ask(store, ticket), call.until(5.0), call.cancel)
            except AilibError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever the store raises, the calls go on
                self._store_rests = runtime.now() + _STORE_REST
                if not self._store_failed:
                    self._store_failed = True
                    _LOG.warning(
                        "Shared rate limits cannot be reached, each process counts alone: %s", type(error).__name__
                    )
                return False
            self._store_failed = False
            if wait <= 0:
                return True
            now = runtime.now()
            if (call.deadline is not None and now + wait >= call.deadline) or (
                call.patience is not None and wait > call.patience
            ):
                self.common.rejected += 1
                raise self.common.refusal(wait)
            await runtime.sleep(wait, call.cancel)

    def _correct_shared(self, ticket: Ticket, usage: Usage | None) -> None:
        """An answer has told what it cost. Takes no lock."""
        tokens = 0 if usage is None else _total(usage)
        if ticket.taken is not None and ticket.tokens and tokens:
            self._owed.append(tokens - ticket.taken)
            ticket.taken = None

    # After it

    def answered(
        self,
        ticket: Ticket,
        headers: Mapping[str, str] | None,
        usage: Usage | None,
        error: AilibError | None,
    ) -> None:
        """An attempt has ended; `headers` are those of its answer, if there was one."""
        now = self._now()
        lane: _Lane = ticket.lane
        looks = headers and (error is not None or lane.looks(now)) and self.config.learn
        if headers and looks:
            lane.looked(now, self._learn(lane, ticket, headers, now))
        if ticket.taken is not None:
            self._correct_shared(ticket, usage)
        if looks:
            # Behind what the headers have told, which holds for this one too.
            lane.turnstile.tell(lambda: self._settle(ticket, now, usage))
            self.common.wake()
        else:
            self._settle(ticket, now, usage)
        if error is None:
            self.successes += 1
        else:
            if isinstance(error, (RateLimited, Overloaded)) and error.retry_after:
                lane.turnstile.pause(error.retry_after)
            if not (isinstance(error, RateLimited) or speaks_of_target(error)):
                return
            self.failures += 1
        if self.config.adaptive:
            self._adapt(_UP if error is None else _DOWN, now)

    def _settle(self, ticket: Ticket, now: float, usage: Usage | None) -> None:
        lane: _Lane = ticket.lane
        self._inbox.answers.append((lane, ticket, now, usage))
        if lane.turnstile.queue or self.common.queue:
            lane.turnstile.wake()
            self.common.wake()

    def dropped(self, ticket: Ticket) -> None:
        """An attempt was given up; it may have arrived all the same."""
        self._settle(ticket, self._runtime.now(), None)

    def used(self, ticket: Ticket, usage: Usage) -> None:
        """What a stream has cost in the end."""
        if ticket.tokens and _total(usage):
            self._correct_shared(ticket, usage)
            self._settle(ticket, self._runtime.now(), usage)

    @staticmethod
    def _learn(lane: _Lane, ticket: Ticket, headers: Mapping[str, str], now: float) -> float:
        """Tell the meters what the headers say; returns how many more requests that may be, at least."""
        told: list[tuple[str, Any, float]] = []
        left = float("inf")
        for window in windows_in(headers):
            seconds = window.seconds(headers.get("date"))
            if seconds is not None and window.remaining is not None:
                told.append((f"{window.unit}/{window.period or ''}", window, seconds))
                # Of tokens: each request may take as many as this one.
                one = 1.0 if window.unit == "requests" else max(1.0, ticket.tokens)
                left = min(left, window.remaining / one)

        def change() -> None:
            way, meters = lane.way, lane.turnstile.meters
            lane.turnstile.credit = 0.0
            if way.leave(ticket):
                names = {name for name, _, _ in told}
                for name, other in meters.items():
                    if name not in names and isinstance(other, Learnt):
                        other.untold(ticket)
            for name, window, seconds in told:
                meter = meters.get(name)
                if meter is None:
                    meter = meters[name] = Learnt(window.unit, way)
                if isinstance(meter, Learnt):
                    meter.learn(window, ticket, now, seconds)

        if told:
            lane.turnstile.tell(change)
        return left

    def _adapt(self, by: float, now: float) -> None:
        bucket, base = self.bucket, self.config.rate
        if bucket is None or base is None:
            return

        def change() -> None:
            bucket.set_rate(min(max(bucket.rate * by, base * _LOWEST), base * _HIGHEST), now)

        self.common.tell(change)

    # For those who look

    def wait(self, model: str | None) -> float:
        """Seconds that a request would wait."""
        ticket = Ticket()
        return max(self._lane(model).turnstile.expected(ticket), self.common.expected(ticket))

    def reset(self) -> None:
        """Full again, with nothing learnt and all numbers 0."""
        self._lanes.clear()
        self.successes = self.failures = 0
        self._fill()

    def stats(self) -> LimitStats:
        """It in numbers."""
        now = self._runtime.now()
        lanes = [lane.turnstile for lane in tuple(self._lanes.values())]
        every = [self.common, *lanes]
        rooms = [turnstile.room() for turnstile in every]
        return LimitStats(
            admitted=self.common.admitted,
            waited=sum(turnstile.waited for turnstile in every),
            waited_seconds=sum(turnstile.waited_seconds for turnstile in every),
            rejected=sum(turnstile.rejected for turnstile in every),
            waiting=sum(turnstile.waiting for turnstile in every),
            successes=self.successes,
            failures=self.failures,
            rate=None if self.bucket is None else self.bucket.rate,
            available=min((room[0] for room in rooms if room[0] is not None), default=None),
            tokens_available=min((room[1] for room in rooms if room[1] is not None), default=None),
            paused=max((max(0.0, turnstile.paused - now) for turnstile in lanes), default=0.0),
        )


def _total(usage: Usage) -> int:
    return usage.total_tokens or usage.prompt_tokens + usage.completion_tokens


def _estimate(request: Any, answer: float) -> tuple[float, float]:
    """(tokens of the prompt, tokens of the answer) of a chat or of an embedding."""
    if not hasattr(request, "messages"):
        return float(sum(estimate_text(text) for text in request.input)), 0.0
    most = request.max_tokens
    return float(count_of(request)), answer if most is None or most > answer else float(most)
