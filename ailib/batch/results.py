"""What a run says while it goes on and when it has ended, and the lines of its output as objects."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import attrs

from ..errors import AilibError
from ..models.record import Record
from ..models.usage import Usage
from ..wire.json import loads
from .job_state import JobStatus

if TYPE_CHECKING:
    from ..models.response import ChatCompletionResponse

__all__ = ["RunItem", "RunProgress", "RunResult", "read_results"]


@attrs.frozen(eq=False, repr=False)
class RunProgress(Record):
    """Given to `on_progress` a few times per second, and once at the end.

    Attributes:
        done: Items that have an answer, those of earlier runs included.
        failed: Items that have an error.
        total: Items in all, None when the input does not say.
        sent: Items that this run has sent and that have ended.
        seconds: Since this run began.
        rate: Items per second of this run, lately.
        eta: Seconds until the end at this rate, None when nobody can say.
        usage: Tokens, earlier runs included.
        cost: US dollars of the answers whose price is known, earlier runs included.
        concurrency: Calls that may be in flight now.
        in_flight: Calls that are.
        throttled: How often the provider has said "too many".
        jobs: The provider's jobs, for a run with `backend="provider"`.
    """

    done: int
    failed: int
    total: int | None
    sent: int
    seconds: float
    rate: float
    eta: float | None
    usage: Usage
    cost: Decimal
    concurrency: int
    in_flight: int
    throttled: int
    jobs: tuple[JobStatus, ...] = ()


@attrs.frozen(eq=False, repr=False)
class RunItem(Record):
    """One line of the output of a run.

    Attributes:
        index: Place of the item in the input, from 0.
        custom_id: The id that the input gave it, or None.
        text: The answer's text, "" without one.
        error: What went wrong, as `{"type", "message", "status", ...}`, or None.
        data: The whole line.
    """

    index: int
    custom_id: str | None
    text: str
    error: Mapping[str, Any] | None
    data: Mapping[str, Any] = attrs.field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether there is an answer."""
        return self.error is None

    @property
    def response(self) -> ChatCompletionResponse | None:
        """The answer as a response; None without one, and for lines in OpenAI's form and vectors."""
        from ..models.response import ChatCompletionResponse

        found: Any = self.data.get("response")
        return ChatCompletionResponse.from_dict(found) if found and "choices" in found else None

    @property
    def embedding(self) -> list[float] | None:
        """The vector (the first one, for an item with several texts) of an embedding run; else None."""
        found = self.data.get("embeddings")
        return found[0] if found else None


def read_results(out: str | os.PathLike[str]) -> Iterator[RunItem]:
    """The lines of an output, one at a time, in input order.

    Args:
        out: The file that a run wrote, in ailib's form or in that of OpenAI's batch files.

    Raises:
        OSError: There is no such file.
    """
    with open(out, "rb") as file:  # noqa: PTH123
        for index, line in enumerate(file):
            yield _item(index, loads(line))


def _item(index: int, data: Mapping[str, Any]) -> RunItem:
    text: Any = data.get("text")
    error = data.get("error")
    if text is None and error is None:
        try:
            text = cast("Any", data)["response"]["body"]["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError):
            text = None  # vectors, or an answer without text
    return RunItem(data.get("index", index), data.get("custom_id"), text if isinstance(text, str) else "", error, data)


@attrs.frozen(eq=False, repr=False)
class RunResult(Record):
    """How a run ended.

    Attributes:
        out, state: The files.
        done: Items that have an answer, those of earlier runs included.
        failed: Items that have an error.
        sent: Items that this run has sent and that have ended.
        skipped: Items that had their answer from an earlier run.
        usage: Tokens, earlier runs included.
        cost: US dollars of all answers, earlier runs included; None when the price of any is unknown.
        seconds: How long this run took.
        throttled: How often the provider said "too many".
        stopped: None when all items have ended, else "budget", "cancelled" or "drained": the same call goes on.
        error: What ended it early, `BudgetExceeded` or `Cancelled`, or None.
        lost_workers: Workers of a cluster that died during this run.
        given_again: Items that those held and others got. Each has one line; those in flight were asked twice.
    """

    out: str
    state: str
    done: int = 0
    failed: int = 0
    sent: int = 0
    skipped: int = 0
    usage: Usage = attrs.field(factory=Usage)
    cost: Decimal | None = None
    seconds: float = 0.0
    throttled: int = 0
    stopped: str | None = None
    error: AilibError | None = None
    lost_workers: int = 0
    given_again: int = 0

    @property
    def complete(self) -> bool:
        """Whether every item of the input has ended, well or not."""
        return self.stopped is None

    def all_successful(self) -> bool:
        """Whether every item of the input has an answer."""
        return self.complete and self.failed == 0

    def __iter__(self) -> Iterator[RunItem]:
        """The lines of the output, read from the file one at a time."""
        return read_results(self.out)

    def to_pandas(self) -> Any:
        """The output as a `pandas.DataFrame`, one row for each item.

        Raises:
            ConfigurationError: pandas is not installed.
        """
        from ..models.frames import frame_of

        return frame_of(_row(item) for item in self)

    def pandas_chunks(self, rows: int = 100_000) -> Iterator[Any]:
        """The output as one `pandas.DataFrame` after the other, for more of it than memory holds.

        Args:
            rows: Items in each, at most.

        Raises:
            ConfigurationError: pandas is not installed.
        """
        from itertools import islice

        from ..models.frames import frame_of

        items = iter(self)
        while some := [_row(item) for item in islice(items, rows)]:
            yield frame_of(some)

    def _repr_html_(self) -> str:
        from itertools import islice

        from ..models.frames import html_table

        rows = [_row(item) for item in islice(self, 10)] if os.path.exists(self.out) else []  # noqa: PTH110
        cost = "" if self.cost is None else f", ${self.cost.normalize():f}"
        title = f"{self.done} done, {self.failed} failed, {self.usage.total_tokens} tokens{cost}"
        if self.stopped is not None:
            title += f"; stopped: {self.stopped}"
        return html_table(title, rows, more=max(0, self.done + self.failed - len(rows)))


def _row(item: RunItem) -> dict[str, Any]:
    usage: Mapping[str, Any] = item.data.get("usage") or {}
    row: dict[str, Any] = {"index": item.index}
    if item.custom_id is not None:
        row["custom_id"] = item.custom_id
    row |= {"text": item.text, "error": item.error.get("message") if item.error else None}
    if item.embedding is not None:
        row["embedding"] = item.embedding
    for name in ("prompt_tokens", "completion_tokens"):
        row[name] = usage.get(name)
    row["cost"] = item.data.get("cost")
    return row
