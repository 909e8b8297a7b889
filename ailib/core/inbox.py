"""What has happened to the attempts of a limit and is not yet in its meters.

What may be told at any moment (also while the garbage collector runs) is put here without a lock, and whoever looks at
the meters next, with the lock, reads it first. Far from a limit nobody has to look: attempts then go on credit, and
dozens of them are counted together, which takes a fraction of the time that it takes one by one between two calls.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..models.usage import Usage
    from .buckets import Counter, Ticket

__all__ = ["Inbox"]


class Lane(Protocol):
    """One model.

    Attributes:
        counters: All that count its attempts.
    """

    counters: list[Counter]

    def tokens_of(self, ticket: Ticket, usage: Usage | None) -> float | None:
        """The tokens that a usage tells; None when it tells none."""
        ...


class Inbox:
    """Shared by the turnstiles of one lock.

    Attributes:
        gone: Attempts that went on credit, and what counts them; only with the lock.
        answers: The model, who, when, and what it has used (None: not known yet).
        messages: What to do; nothing goes on credit until it is done.
    """

    __slots__ = ("answers", "gone", "messages")

    def __init__(self) -> None:
        self.gone: deque[tuple[list[Counter], Ticket]] = deque()
        self.answers: deque[tuple[Lane, Ticket, float, Usage | None]] = deque()
        self.messages: deque[Callable[[], object]] = deque()

    def read(self) -> None:
        """Do it all, in the order in which it can have happened; the caller holds the lock."""
        gone, messages = self.gone, self.messages
        while gone:
            counters, ticket = gone.popleft()
            for counter in counters:
                counter.take(ticket, ticket.sent)
        self._count_answers()
        while messages:
            messages.popleft()()
        self._count_answers()  # what the messages have put there

    def _count_answers(self) -> None:
        answers = self.answers
        while answers:
            lane, ticket, now, usage = answers.popleft()
            tokens = None if usage is None else lane.tokens_of(ticket, usage)
            for counter in lane.counters:
                counter.settle(ticket, now, tokens)
