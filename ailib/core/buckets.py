"""Rate limits: the meters that count, and the turnstile where attempts wait for their turn.

Three meters: a `Bucket` that fills at a rate, a `Window` that allows so much in any 60 seconds, and a `Learnt` limit
that follows what the headers of the answers say. A turnstile holds some of them and lets attempts through in the order
in which they came, whatever thread or event loop they belong to.

What a server counts is what arrives there, and that is some time after it was allowed to go. So each meter counts an
attempt twice: as on its way from the moment it may go, and as used up from the moment its answer comes (or after a
short while, when it must have arrived).

What is told to a turnstile goes through an inbox, so that nothing that the garbage collector may call takes a lock.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from ..cancel import CancelToken
from ..errors import AilibError, Cancelled, RequestTimeout
from .inbox import Inbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from ..models.rate_limits import RateLimitWindow
    from ..transport.base import Runtime

__all__ = ["Bucket", "Counter", "Learnt", "Meter", "Ticket", "Turnstile", "Way", "Window"]

MINUTE = 60.0
# A request has reached its server after so many seconds, whether or not an answer has come.
_ARRIVED = 1.0
_SLACK = 1e-9  # of floats
# The share of what is free that may go on credit, and how many attempts at least and at most.
_LENT = 0.2
_LEAST_LENT, _MOST_LENT = 8.0, 64.0


class Ticket:
    """One attempt.

    Attributes:
        sent: When it was let go.
        tokens: What it is taken to cost.
        guess: The prompt's part of it.
        raw: That part as it was estimated, before what was learnt of this model's estimates.
        taken: What was taken for it where several processes count, or None.
        lane: Of its model.
        charged, slot: What a window of tokens has counted for it, and where.
        counted: Where a window of requests has counted it.
        way: The one that it is on and counted by.
    """

    __slots__ = ("charged", "counted", "guess", "lane", "raw", "sent", "slot", "taken", "tokens", "way")

    charged: float
    slot: _Slot | None
    counted: _Slot | None
    way: Way | None

    def __init__(self, tokens: float = 0.0, guess: float = 0.0, raw: float = 0.0) -> None:
        self.raw: float = raw
        self.sent: float = 0.0
        self.tokens: float = tokens
        self.guess: float = guess
        self.taken: float | None = None
        self.lane: Any = None
        self.slot = self.counted = self.way = None


class Meter(Protocol):
    """One limit.

    Attributes:
        unit: "requests", "tokens", "input_tokens" or "output_tokens".
    """

    unit: str

    def cost(self, ticket: Ticket) -> float:
        """What an attempt takes from it."""
        ...

    def wait(self, amount: float, now: float) -> float:
        """Seconds until so much may be taken; 0 for now."""
        ...

    def clear(self, ticket: Ticket, now: float) -> bool:
        """Whether an attempt may go now: `wait` for what it costs is 0."""
        ...

    def free(self, now: float) -> float:
        """What may be taken now."""
        ...


class Counter(Protocol):
    """Counts attempts, for one meter or several."""

    def take(self, ticket: Ticket, now: float) -> None:
        """An attempt goes."""
        ...

    def settle(self, ticket: Ticket, now: float, tokens: float | None) -> None:
        """Its answer is there, with as many tokens (None: not known yet); the second time only tokens may change."""
        ...

    def undo(self, ticket: Ticket, now: float) -> None:
        """It did not go after all."""
        ...


class _Counting(Meter, Counter, Protocol):
    """A meter that counts itself."""


class Bucket:
    """Requests: `capacity` at once, refilled at `rate` per second; full at the start.

    Args:
        rate: Requests per second.
        capacity: Most that it holds.
        now: The time.
    """

    unit = "requests"

    def __init__(self, rate: float, capacity: float, now: float) -> None:
        self.rate = rate
        self.capacity = capacity
        self._level = capacity
        self._at = now
        self._on_the_way: dict[Ticket, float] = {}  # to when it has arrived at the latest, in this order
        self._due = float("inf")  # nothing of that comes before
        # Never so long that the bucket gives out much less than its rate.
        self._grace = min(0.25, capacity / rate / 2)

    def _fill(self, now: float) -> None:
        if now > self._at:
            self._level = min(self.capacity, self._level + (now - self._at) * self.rate)
            self._at = now

    def _advance(self, now: float) -> None:
        while now >= self._due:
            ticket = next(iter(self._on_the_way), None)
            if ticket is None:
                self._due = float("inf")
                break
            arrived = self._due = self._on_the_way[ticket]
            if arrived <= now:
                del self._on_the_way[ticket]
                self._fill(arrived)
                self._level -= 1.0
        self._fill(now)

    def set_rate(self, rate: float, now: float) -> None:
        """Fill at another rate from now on."""
        self._advance(now)
        self.rate = rate

    def cost(self, ticket: Ticket) -> float:  # noqa: ARG002 - of the protocol
        """One."""
        return 1.0

    def free(self, now: float) -> float:
        """What may be taken now."""
        self._advance(now)
        return self._level - len(self._on_the_way)

    def wait(self, amount: float, now: float) -> float:
        """Seconds until so much may be taken."""
        lacking = amount - self.free(now)
        return 0.0 if lacking <= _SLACK else lacking / self.rate

    def clear(self, ticket: Ticket, now: float) -> bool:  # noqa: ARG002 - of the protocol
        """Whether an attempt may go now."""
        if now >= self._due:
            self._advance(now)
        level, rest = self._level, len(self._on_the_way) + 1.0 - _SLACK
        if level >= rest:
            return True  # without what has come since: that is found when it is needed
        self._fill(now)
        return self._level >= rest

    def take(self, ticket: Ticket, now: float) -> None:
        """An attempt goes."""
        due = self._on_the_way[ticket] = now + self._grace
        if due < self._due:
            self._due = due

    def _remove(self, ticket: Ticket, now: float) -> bool:
        self._advance(now)
        return self._on_the_way.pop(ticket, None) is not None

    def settle(self, ticket: Ticket, now: float, tokens: float | None) -> None:  # noqa: ARG002 - of the protocol
        """Its answer is there."""
        if now >= self._due:
            self._advance(now)
        if self._on_the_way.pop(ticket, None) is not None:
            if now > self._at:
                self._level += (now - self._at) * self.rate
                if self._level > self.capacity:
                    self._level = self.capacity
                self._at = now
            self._level -= 1.0

    def undo(self, ticket: Ticket, now: float) -> None:
        """It did not go after all."""
        if not self._remove(ticket, now):
            self._level = min(self.capacity, self._level + 1.0)


# Of a window: what has arrived within a moment, [until when, how much, since when]. It leaves the window together, at
# the latest of its times, so that an hour of a million calls takes no more room than one of a few.
_Slot: TypeAlias = "list[float]"
_AT, _AMOUNT, _SINCE = 0, 1, 2
_MOMENT = 0.02


class Window:
    """So much in any 60 seconds: requests, or tokens.

    Args:
        limit: Most in the window.
        unit: "requests" or "tokens".
    """

    def __init__(self, limit: float, unit: str = "requests") -> None:
        self.limit = limit
        self.unit = unit
        self._tokens = unit != "requests"
        self._slots: deque[_Slot] = deque()
        self._on_the_way: dict[Ticket, float] = {}  # to how much
        self._due = float("inf")  # nothing of that has arrived before, unless its answer has come
        self._used = 0.0  # by both

    def _advance(self, now: float) -> None:
        while now >= self._due:
            ticket = next(iter(self._on_the_way), None)
            if ticket is None:
                self._due = float("inf")
                break
            self._due = arrived = ticket.sent + _ARRIVED
            if arrived <= now:
                self._arrive(ticket, self._on_the_way.pop(ticket), arrived)
        slots = self._slots
        while slots and slots[0][_AT] + MINUTE <= now:
            slot = slots.popleft()
            self._used -= slot[_AMOUNT]
            slot[_AT] = 0.0  # gone: nothing of it can be changed any more
        if not slots and not self._on_the_way:
            self._used = 0.0  # what is left of the floats

    def _arrive(self, ticket: Ticket, amount: float, at: float) -> None:
        slot = self._slots[-1] if self._slots else None
        if slot is not None and at < slot[_SINCE] + _MOMENT:
            slot[_AMOUNT] += amount
            if at > slot[_AT]:
                slot[_AT] = at
        else:
            slot = [at, amount, at]
            self._slots.append(slot)
        if self._tokens:
            ticket.charged, ticket.slot = amount, slot
        else:
            ticket.counted = slot

    def cost(self, ticket: Ticket) -> float:
        """What an attempt takes; more than there can ever be waits for all of it."""
        return min(ticket.tokens, self.limit) if self._tokens else 1.0

    def free(self, now: float) -> float:
        """What may be taken now."""
        self._advance(now)
        return self.limit - self._used

    def wait(self, amount: float, now: float) -> float:
        """Seconds until so much may be taken."""
        lacking = amount - self.free(now)
        if lacking <= _SLACK:
            return 0.0
        # Those far behind in the queue wait until it has emptied more than once.
        whole = lacking // self.limit
        lacking -= whole * self.limit
        at = now
        for slot in self._slots:
            at = slot[_AT] + MINUTE
            lacking -= slot[_AMOUNT]
            if lacking <= _SLACK:
                break
        else:
            for ticket, taken in self._on_the_way.items():
                at = ticket.sent + _ARRIVED + MINUTE
                lacking -= taken
                if lacking <= _SLACK:
                    break
        return max(at + MINUTE * whole - now, 0.001)

    def clear(self, ticket: Ticket, now: float) -> bool:
        """Whether an attempt may go now."""
        slots = self._slots
        if now >= self._due or (slots and slots[0][_AT] + MINUTE <= now):
            self._advance(now)
        return self._used + (ticket.tokens if self._tokens else 1.0) <= self.limit + _SLACK

    def take(self, ticket: Ticket, now: float) -> None:
        """An attempt goes."""
        amount = self._on_the_way[ticket] = min(ticket.tokens, self.limit) if self._tokens else 1.0
        ticket.sent = now
        if now + _ARRIVED < self._due:
            self._due = now + _ARRIVED
        self._used += amount

    def settle(self, ticket: Ticket, now: float, tokens: float | None) -> None:
        """Its answer is there."""
        amount = self._on_the_way.pop(ticket, None)
        if amount is not None:
            if self._tokens and tokens is not None:
                self._used += tokens - amount
                amount = tokens
            latest = ticket.sent + _ARRIVED
            self._arrive(ticket, amount, min(latest, now))
        elif self._tokens and tokens is not None and ticket.slot is not None and ticket.slot[_AT]:
            more = tokens - ticket.charged
            ticket.charged = tokens
            ticket.slot[_AMOUNT] += more
            self._used += more

    def undo(self, ticket: Ticket, now: float) -> None:  # noqa: ARG002 - of the protocol
        """It did not go after all."""
        amount = self._on_the_way.pop(ticket, None)
        if amount is None:
            slot = ticket.slot if self._tokens else ticket.counted
            if slot is None or not slot[_AT]:
                return
            amount = ticket.charged if self._tokens else 1.0
            slot[_AMOUNT] -= amount
        self._used -= amount


class Way:
    """What is on its way to one model, and all that has ever landed there: the counter of its learnt limits.

    Attributes:
        requests, tokens, guess: On their way: how many, with how many tokens, of which are the prompts'.
        landed, landed_tokens, landed_guess: The same of those whose answers have come without telling what is left.
        watched: Whether there is a limit. What goes before the first one is known is counted by what that one tells.
    """

    __slots__ = ("guess", "landed", "landed_guess", "landed_tokens", "requests", "tokens", "watched")

    def __init__(self) -> None:
        self.requests = self.landed = 0
        self.tokens = self.guess = self.landed_tokens = self.landed_guess = 0.0
        self.watched = False

    def take(self, ticket: Ticket, now: float) -> None:  # noqa: ARG002 - of the protocol
        """An attempt goes."""
        if self.watched:
            ticket.way = self
            self.requests += 1
            self.tokens += ticket.tokens
            self.guess += ticket.guess

    def leave(self, ticket: Ticket) -> bool:
        """It is no longer on its way; False if it was not."""
        if ticket.way is not self:
            return False
        ticket.way = None
        self.requests -= 1
        if self.requests:
            self.tokens -= ticket.tokens
            self.guess -= ticket.guess
        else:
            self.tokens = self.guess = 0.0  # what is left of the floats
        return True

    def settle(self, ticket: Ticket, now: float, tokens: float | None) -> None:  # noqa: ARG002 - of the protocol
        """Its answer is there. If that told what is left, it is on its way no more and changes nothing."""
        if ticket.way is self and self.leave(ticket):
            self.landed += 1
            self.landed_tokens += ticket.tokens
            self.landed_guess += ticket.guess

    def undo(self, ticket: Ticket, now: float) -> None:  # noqa: ARG002 - of the protocol
        """It did not go after all."""
        self.leave(ticket)


class Learnt:
    """A limit as the headers tell it: so much is left until then.

    At that moment there is as much as the limit says. Where that moment moves on with each answer, by what the answer
    took, the server refills all the time, and so does this.

    Args:
        unit: What is limited.
        way: Of the model.
    """

    def __init__(self, unit: str, way: Way) -> None:
        self.unit = unit
        self._way = way
        way.watched = True
        self._counts = unit == "requests"
        self._tokens = unit == "tokens"
        self._limit: float | None = None
        self._left: float | None = None
        self._reset: float | None = None
        self._seen = (0.0, 0.0)  # the earliest and the latest that the reset last told of may be
        self._rate = 0.0  # refill per second, 0 while it is not known that there is one
        self._steady = (0.0, float("inf"), 0.0)  # least and most that it may be, and what was lacking when it was seen
        self._at = 0.0
        self._landed, self._landings = self._all_landed(), way.landed  # that is taken off already

    def _all_landed(self) -> float:
        way = self._way
        if self._counts:
            return way.landed
        if self._tokens:
            return way.landed_tokens
        return way.landed_guess if self.unit == "input_tokens" else way.landed_tokens - way.landed_guess

    def _on_the_way(self) -> float:
        way = self._way
        if self._counts:
            return way.requests
        if self._tokens:
            return way.tokens
        return way.guess if self.unit == "input_tokens" else way.tokens - way.guess

    def _take_off(self, amount: float) -> None:
        if self._left is not None:
            self._left = max(0.0, self._left - amount)

    def _advance(self, now: float) -> None:
        if self._reset is not None and now >= self._reset:
            self._left, self._reset = self._limit, None
        elif self._rate and self._left is not None and now > self._at:
            self._left += self._rate * (now - self._at)
            if self._limit is not None:
                self._left = min(self._left, self._limit)
        self._at = max(self._at, now)
        # In this order: rather take off what has landed before the reset than leave what has landed after it.
        if self._way.landed != self._landings:
            landed = self._all_landed()
            self._take_off(landed - self._landed)
            self._landed, self._landings = landed, self._way.landed

    def learn(self, told: RateLimitWindow, ticket: Ticket, now: float, seconds: float) -> None:
        """What the answer of an attempt said; `seconds` is its reset."""
        if told.remaining is None:
            return
        self._advance(now)
        sent = ticket.sent
        earliest, latest = sent + seconds, now + seconds
        slack = max(0.02, told.precision)
        if latest < self._seen[0] - slack or (self._reset is None and latest <= self._seen[1]):
            return  # of a time that is over
        if told.limit is not None:
            self._limit = float(told.limit)
        remaining = float(told.remaining)
        if self._reset is None or self._left is None:
            self._left, self._seen = remaining, (earliest, latest)
        elif earliest > self._seen[1] + slack:
            # It has moved on before it came.
            self._seen = (earliest, latest)
            self._left = min(self._left, remaining)
            self._compare(remaining, seconds)
        else:
            self._seen = (max(self._seen[0], earliest), min(self._seen[1], latest))
            self._left = min(self._left, remaining)
        self._reset = self._seen[1]

    def _compare(self, remaining: float, seconds: float) -> None:
        """Whether the reset is as far away as a steady refill of what is lacking takes, time after time."""
        lacking = 0.0 if self._limit is None else self._limit - remaining
        if lacking < 1 or seconds <= 0:
            return
        # Providers tell whole requests: up to one of what is lacking may be back.
        low, high = (lacking - 1) / seconds, lacking / seconds
        known_low, known_high, known_lacking = self._steady
        if low > known_high or high < known_low:
            self._steady, self._rate = (low, high, lacking), 0.0
            return
        low, high = max(low, known_low), min(high, known_high)
        self._steady = (low, high, lacking)
        if lacking != known_lacking and known_lacking:
            self._rate = low

    def cost(self, ticket: Ticket) -> float:
        """What an attempt takes; more than there can ever be waits for all of it."""
        if self.unit == "requests":
            return 1.0
        amount = ticket.tokens
        if self.unit == "input_tokens":
            amount = ticket.guess
        elif self.unit == "output_tokens":
            amount -= ticket.guess
        return amount if self._limit is None else min(amount, self._limit)

    def free(self, now: float) -> float:
        """What may be taken now; infinite when nothing is known."""
        self._advance(now)
        if self._left is None:
            return float("inf")
        return self._left - self._on_the_way()

    def wait(self, amount: float, now: float) -> float:
        """Seconds until so much may be taken."""
        lacking = amount - self.free(now)
        if lacking <= _SLACK:
            return 0.0
        if self._reset is None:
            return 0.05  # the next answer tells more
        wait = self._reset - now
        if self._rate:
            wait = min(wait, lacking / self._rate)
        return max(wait, 0.001)

    def clear(self, ticket: Ticket, now: float) -> bool:
        """Whether an attempt may go now."""
        if self._left is None and self._reset is None:
            return True
        self._advance(now)
        left = self._left
        if left is None:
            return True
        way = self._way
        if self._counts:
            return way.requests + 1 <= left + _SLACK
        if self._tokens:
            return way.tokens + ticket.tokens <= left + _SLACK
        return self._on_the_way() + self.cost(ticket) <= left + _SLACK

    def untold(self, ticket: Ticket) -> None:
        """An answer has come that told of other limits and not of this one."""
        self._take_off(self.cost(ticket))


class _Waiter:
    __slots__ = ("gone", "ticket", "token")

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.gone = False
        self.token = CancelToken()  # cancelled to wake him: a sleep of any runtime ends with it


class Turnstile:
    """Lets attempts through in the order in which they came, as fast as its meters allow.

    Args:
        runtime: Only its clock and its locks are used; whoever waits brings his own.
        name: What the limits are, for error texts.
        lock: One that it shares with others, so that an attempt may pass several at once.
        counter: Of meters that do not count themselves.
        inbox: Shared with those of the same lock.

    Attributes:
        queue: Those who wait.
        credit, credit_tokens: Attempts and their tokens that may go without a look at the meters.
    """

    def __init__(
        self,
        runtime: Runtime,
        name: str,
        lock: AbstractContextManager[Any] | None = None,
        counter: Counter | None = None,
        inbox: Inbox | None = None,
    ) -> None:
        self.meters: dict[str, Meter] = {}
        self.counters: list[Counter] = [] if counter is None else [counter]
        self.name = name
        self.paused = 0.0  # until then; the provider said so
        self.admitted = self.waited = self.rejected = 0
        self.waited_seconds = 0.0
        self._now = runtime.now
        self._lock = runtime.lock() if lock is None else lock
        self.queue: deque[_Waiter] = deque()
        self._tokens_waiting = 0.0
        self._inbox = Inbox() if inbox is None else inbox
        self.credit = self.credit_tokens = 0.0

    def add(self, name: str, meter: _Counting) -> None:
        """One more limit, which counts itself."""
        self.meters[name] = meter
        self.counters.append(meter)

    # What is told to it

    def tell(self, message: Callable[[], object]) -> None:
        """Have something done to the meters, soon; takes no lock."""
        self._inbox.messages.append(message)
        self._wake()

    def wake(self) -> None:
        """Something has been put into the inbox."""
        if self.queue:
            self._wake()

    def undo(self, ticket: Ticket) -> None:
        """An attempt was let through and did not go."""

        def change() -> None:
            now = self._now()
            for counter in self.counters:
                counter.undo(ticket, now)

        self.tell(change)

    def pause(self, seconds: float) -> None:
        """Let nobody through for so long."""
        until = self._now() + seconds

        def change() -> None:
            self.paused = max(self.paused, until)

        self.tell(change)

    def _wake(self) -> None:
        if self.queue:
            with suppress(IndexError):  # gone meanwhile
                self.queue[0].token.cancel()

    # Who waits

    def _wait(self, ticket: Ticket, now: float, *, behind: bool) -> float:
        """Seconds until a ticket may go, alone or behind all that wait."""
        self._inbox.read()
        wait = max(0.0, self.paused - now)
        for meter in self.meters.values():
            amount = meter.cost(ticket)
            if behind:
                amount += len(self.queue) if meter.unit == "requests" else self._tokens_waiting
            wait = max(wait, meter.wait(amount, now))
        return wait

    def _leave(self, waiter: _Waiter) -> None:
        self.queue.remove(waiter)
        self._tokens_waiting = self._tokens_waiting - waiter.ticket.tokens if self.queue else 0.0

    def take(self, ticket: Ticket, now: float) -> None:
        """Let an attempt through, whatever the meters say; the caller holds the lock."""
        ticket.sent = now
        for counter in self.counters:
            counter.take(ticket, now)
        self.admitted += 1
        self.credit = 0.0

    def lend(self, now: float) -> None:
        """Far from the limits: let some attempts go on credit; the caller holds the lock."""
        requests = tokens = float("inf")
        for meter in self.meters.values():
            free = meter.free(now)
            if meter.unit == "requests":
                requests = min(requests, free)
            else:
                tokens = min(tokens, free)
        credit = min(requests * _LENT, _MOST_LENT)
        self.credit = credit if credit >= _LEAST_LENT else 0.0
        self.credit_tokens = tokens * _LENT

    def clear(self, ticket: Ticket, now: float) -> bool:
        """Whether an attempt need not wait; the caller holds the lock."""
        self._inbox.read()
        if self.queue or self.paused > now:
            return False
        for meter in self.meters.values():  # noqa: SIM110 - one generator less for each attempt
            if not meter.clear(ticket, now):
                return False
        return True

    def expected(self, ticket: Ticket) -> float:
        """Seconds that an attempt which came now would wait."""
        with self._lock:
            return self._wait(ticket, self._now(), behind=True)

    @property
    def waiting(self) -> int:
        """Attempts in the queue."""
        return len(self.queue)

    def room(self) -> tuple[float | None, float | None]:
        """(requests, tokens) that may go now; None when nothing limits them."""
        free: list[float | None] = [None, None]
        with self._lock:
            self._inbox.read()
            now = self._now()
            for meter in self.meters.values():
                left, which = meter.free(now), int(meter.unit != "requests")
                known = free[which]
                if left != float("inf") and (known is None or left < known):
                    free[which] = left
        return free[0], free[1]

    async def enter(
        self,
        ticket: Ticket,
        runtime: Runtime,
        deadline: float | None,
        cancel: CancelToken | None,
        patience: float | None,
    ) -> None:
        """Wait for the turn.

        Raises:
            RequestTimeout: It would come after the deadline, or after more than `patience` seconds.
            Cancelled: The token was cancelled.
        """
        begun = now = self._now()
        with self._lock:
            wait = self._wait(ticket, now, behind=True)
            if wait <= 0 and not self.queue:
                self.take(ticket, now)
                return
            if self._too_late(wait, now, deadline, patience):
                self.rejected += 1
                raise self.refusal(wait)
            waiter = _Waiter(ticket)
            self.queue.append(waiter)
            self.credit = 0.0
            self._tokens_waiting += ticket.tokens
        try:
            await self._queued(waiter, runtime, deadline, cancel, wait)
        except AilibError:
            self.rejected += 1
            raise
        finally:
            with self._lock:
                if not waiter.gone:
                    waiter.gone = True
                    self._leave(waiter)
            self._wake()
        self.waited += 1
        self.waited_seconds += self._now() - begun

    async def _queued(
        self, waiter: _Waiter, runtime: Runtime, deadline: float | None, cancel: CancelToken | None, wait: float
    ) -> None:
        first = True
        while True:
            token = waiter.token
            callback = token.cancel
            ticket = None if cancel is None else cancel.add(callback)
            try:
                # Whoever is ahead wakes the next one; the limit is for the case that he cannot any more.
                await runtime.sleep(min(max(wait, 0.001), 2.0 if first else 5.0), token)
            except Cancelled:
                pass  # woken
            finally:
                if cancel is not None and ticket is not None:
                    cancel.remove(ticket)
            if cancel is not None and cancel.cancelled:
                raise Cancelled(reason=cancel.reason)
            now = self._now()
            with self._lock:
                waiter.token = CancelToken()  # before looking: whoever wakes from here on is not missed
                first = self.queue[0] is waiter
                if first:
                    wait = self._wait(waiter.ticket, now, behind=False)
                    if wait <= 0:
                        self.take(waiter.ticket, now)
                        waiter.gone = True
                        self._leave(waiter)
                        return
            if not first:
                wait = 5.0 if deadline is None else min(5.0, deadline - now)
            if deadline is not None and (now + wait if first else now) >= deadline:
                raise self.refusal(wait if first else 0.0)

    @staticmethod
    def _too_late(wait: float, now: float, deadline: float | None, patience: float | None) -> bool:
        return (deadline is not None and now + wait >= deadline) or (patience is not None and wait > patience)

    def refusal(self, wait: float) -> RequestTimeout:
        """The error of a turn that would come too late."""
        return RequestTimeout(
            f"The turn of this request would come in about {wait:.3g} s, too late for it: {self.name}",
            phase="queue",
            retry_after=wait,
            hint="Raise the deadline, send less at once, or raise the limit",
        )

    def reset(self) -> None:
        """Forget what the provider said and what was counted; what is on its way stays."""
        with self._lock:
            self._inbox.read()
            self.paused = 0.0
            self.admitted = self.waited = self.rejected = 0
            self.waited_seconds = 0.0
