"""How the runs on a state went: what they did second by second, how long answers took, what was tried again.

A few kilobytes, whatever the number of items: a run has at most 240 pulses, which grow longer as it goes on, and times
are counted in buckets of 4 %. It is for people to look at (see `report`); nothing is resumed from it.
"""

from __future__ import annotations

import json
import math
import time
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager

__all__ = ["TABLES", "History", "Latencies", "PastRun", "Pulse", "past_runs"]

_MOST = 240  # pulses of a run
_EACH = 1.0  # seconds between two writings
_STEP = math.log(1.04)
TABLES = """
CREATE TABLE IF NOT EXISTS runs(number INTEGER PRIMARY KEY, begun REAL NOT NULL, seconds REAL NOT NULL,
    told TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pulses(run INTEGER, at REAL, told TEXT NOT NULL, PRIMARY KEY (run, at)) WITHOUT ROWID;
"""


class Latencies:
    """How long answers took, counted in buckets that are 4 % wide.

    Args:
        counts: Answers by bucket.
    """

    __slots__ = ("counts",)

    def __init__(self, counts: Mapping[Any, int] | None = None) -> None:
        self.counts: Counter[int] = Counter({int(place): count for place, count in (counts or {}).items()})

    def add(self, seconds: float, count: int = 1) -> None:
        """Count answers that took so long."""
        self.counts[math.floor(math.log(max(seconds, 1e-5)) / _STEP)] += count

    def quantile(self, share: float) -> float | None:
        """Seconds within which this share of the answers came, to within 2 %; None without any."""
        wanted = math.ceil(self.counts.total() * share)
        for place in sorted(self.counts):
            wanted -= self.counts[place]
            if wanted <= 0:
                return self.middle(place)
        return None

    @staticmethod
    def middle(place: int) -> float:
        """The seconds that a bucket stands for."""
        return math.exp((place + 0.5) * _STEP)


@attrs.define(eq=False)
class Pulse:
    """What happened in a stretch of a run.

    Attributes:
        at: When it began, in seconds since the run did.
        seconds: How long it is.
        done, failed: Items that were answered, that failed.
        retried: Attempts that failed and were made again.
        tokens: Of the answers, prompts included.
        latencies: Of the answers.
    """

    at: float
    seconds: float
    done: int = 0
    failed: int = 0
    retried: int = 0
    tokens: int = 0
    latencies: Latencies = attrs.field(factory=Latencies)

    def join(self, other: Pulse) -> None:
        """Take the following pulse into this one."""
        self.seconds = other.at + other.seconds - self.at
        self.done += other.done
        self.failed += other.failed
        self.retried += other.retried
        self.tokens += other.tokens
        self.latencies.counts.update(other.latencies.counts)

    @property
    def empty(self) -> bool:
        """Whether nothing happened."""
        return not (self.done or self.failed or self.retried)

    def told(self) -> str:
        """As it lies in the state."""
        return json.dumps(
            [self.seconds, self.done, self.failed, self.retried, self.tokens, self.latencies.counts],
            separators=(",", ":"),
        )


@attrs.define(eq=False)
class PastRun:
    """One run: this one, or an earlier one on the same state.

    Attributes:
        number: From 1.
        begun: Unix time.
        seconds: How long it went on; up to its last sign of life for one that was killed.
        done, failed: Items that it sent, and that were answered, that failed.
        errors: How many failed with which kind of error.
        retries: How many attempts were made again after which kind of error.
        prompt_tokens, completion_tokens, cost_usd: Sums of this run.
        stopped: None while it runs and after a kill; else "complete", "budget", "cancelled", "drained" or "error".
        latencies: Of its answers.
        pulses: What it did, in order.
    """

    number: int = 0
    begun: float = 0.0
    seconds: float = 0.0
    done: int = 0
    failed: int = 0
    errors: Counter[str] = attrs.field(factory=Counter[str])
    retries: Counter[str] = attrs.field(factory=Counter[str])
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: Decimal = Decimal(0)
    stopped: str | None = None
    latencies: Latencies = attrs.field(factory=Latencies)
    pulses: list[Pulse] = attrs.field(factory=list[Pulse])

    def told(self) -> str:
        """As it lies in the state; its pulses have rows of their own."""
        return json.dumps(
            {
                "done": self.done,
                "failed": self.failed,
                "errors": self.errors,
                "retries": self.retries,
                "prompt_tokens": self.prompt_tokens,
                "completion_tokens": self.completion_tokens,
                "cost_usd": str(self.cost_usd),
                "stopped": self.stopped,
                "latencies": self.latencies.counts,
            },
            separators=(",", ":"),
        )


class History:
    """What the run that goes on has done so far.

    Args:
        lock: Held while figures change.
        now: The clock of the run.
    """

    def __init__(self, lock: AbstractContextManager[Any], now: Callable[[], float]) -> None:
        self._lock = lock
        self._now = now
        self._zero = now()
        self._width = _EACH
        self._run = PastRun(begun=time.time())
        self._pulse = Pulse(0.0, _EACH)
        self._written = 0  # pulses that are in the state
        self._looked = self._zero

    # --- what happens ---

    def answered(self, seconds: float, items: int, prompt: int, completion: int, cost: Decimal | None) -> None:
        """A call answered so many items."""
        with self._lock:
            pulse, run = self._current(), self._run
            pulse.done += items
            pulse.tokens += prompt + completion
            pulse.latencies.add(seconds)
            run.done += items
            run.prompt_tokens += prompt
            run.completion_tokens += completion
            if cost is not None:
                run.cost_usd += cost

    def failed(self, kind: str, items: int) -> None:
        """A call failed for good."""
        with self._lock:
            self._current().failed += items
            self._run.failed += items
            self._run.errors[kind] += items

    def retried(self, kind: str) -> None:
        """An attempt failed and is made again."""
        with self._lock:
            self._current().retried += 1
            self._run.retries[kind] += 1

    def _current(self) -> Pulse:
        at = self._now() - self._zero
        pulse = self._pulse
        if at < pulse.at + pulse.seconds:
            return pulse
        self._end_pulse()
        self._pulse = Pulse(at - at % self._width, self._width)
        return self._pulse

    def _end_pulse(self) -> None:
        if self._pulse.empty:
            return
        pulses = self._run.pulses
        self._run.latencies.counts.update(self._pulse.latencies.counts)
        pulses.append(self._pulse)
        if len(pulses) < _MOST:
            return
        # Twice as long from now on, and those so far in pairs.
        self._width *= 2
        joined: list[Pulse] = []
        for pulse in pulses:
            if joined and joined[-1].at // self._width == pulse.at // self._width:
                joined[-1].join(pulse)
            else:
                joined.append(pulse)
        self._run.pulses = joined
        self._written = 0

    # --- the state ---

    @property
    def due(self) -> bool:
        """Whether it is time to write."""
        return self._now() - self._looked >= _EACH

    def write(self, connection: sqlite3.Connection, stopped: str | None = None) -> None:
        """Write what is new.

        Args:
            connection: In the midst of a transaction, or not in any.
            stopped: How the run ended; None while it goes on.
        """
        with self._lock:
            self._looked = self._now()
            run = self._run
            if stopped is not None:
                self._end_pulse()
                self._pulse = Pulse(self._looked - self._zero, self._width)
            if not (run.done or run.failed or run.retries):
                return  # it has done nothing that anybody would want to hear of
            if not run.number:
                run.number = connection.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM runs").fetchone()[0]
            run.seconds, run.stopped = self._looked - self._zero, stopped
            if self._written == 0:
                connection.execute("DELETE FROM pulses WHERE run = ?", (run.number,))
            connection.executemany(
                "INSERT OR REPLACE INTO pulses VALUES (?, ?, ?)",
                [(run.number, pulse.at, pulse.told()) for pulse in run.pulses[self._written :]],
            )
            self._written = len(run.pulses)
            connection.execute(
                "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?)", (run.number, run.begun, run.seconds, run.told())
            )


def past_runs(connection: sqlite3.Connection) -> list[PastRun]:
    """The runs that a state knows of, the first one first."""
    found: list[PastRun] = []
    for number, begun, seconds, told in connection.execute("SELECT * FROM runs ORDER BY number").fetchall():
        values: dict[str, Any] = json.loads(told)
        values["cost_usd"] = Decimal(values["cost_usd"])
        values["latencies"] = Latencies(values["latencies"])
        values["errors"], values["retries"] = Counter(values["errors"]), Counter(values["retries"])
        rows: Iterable[tuple[float, str]] = connection.execute(
            "SELECT at, told FROM pulses WHERE run = ? ORDER BY at", (number,)
        )
        pulses = [
            Pulse(at, length, done, failed, retried, tokens, Latencies(counts))
            for at, (length, done, failed, retried, tokens, counts) in ((at, json.loads(text)) for at, text in rows)
        ]
        found.append(PastRun(number=number, begun=begun, seconds=seconds, pulses=pulses, **values))
    return found
