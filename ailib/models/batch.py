"""What a batch gives back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from ..errors import AilibError
from .record import Record
from .response import ChatCompletionResponse
from .usage import Usage

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BatchItem", "BatchProgress", "BatchResult"]


@attrs.frozen(eq=False, repr=False)
class BatchItem(Record):
    """One request's outcome: a response or an error.

    Attributes:
        index: Place of the request in the input, from 0.
        response: The answer, or None.
        error: What went wrong, or None.
    """

    index: int
    response: ChatCompletionResponse | None = None
    error: AilibError | None = None

    @property
    def ok(self) -> bool:
        """Whether there is an answer."""
        return self.error is None

    @property
    def text(self) -> str:
        """The answer's text, "" when there is none."""
        return self.response.text if self.response is not None else ""

    def unwrap(self) -> ChatCompletionResponse:
        """The answer; raises the error when there is none."""
        if self.error is not None:
            raise self.error
        assert self.response is not None
        return self.response


@attrs.frozen(eq=False, repr=False)
class BatchProgress(Record):
    """Given to `on_progress` after each item.

    Attributes:
        done, successful, failed: Items so far.
        total: Items in all, None when the input does not say.
        item: The one that has just ended.
    """

    done: int
    successful: int
    failed: int
    total: int | None
    item: BatchItem


_SHOWN = 20  # rows of the table that a notebook shows


def _row(item: BatchItem) -> dict[str, Any]:
    response = item.response
    return {
        "index": item.index,
        "text": item.text if response is not None else None,
        "error": None if item.error is None else f"{type(item.error).__name__}: {item.error}",
        "finish_reason": None if response is None else response.finish_reason,
        "prompt_tokens": None if response is None else response.usage.prompt_tokens,
        "completion_tokens": None if response is None else response.usage.completion_tokens,
        "cost": None if response is None or response.cost is None else float(response.cost),
        "latency": None if response is None else response.latency,
    }


class BatchResult(list[BatchItem]):
    """The items in input order, with sums."""

    def __init__(self, items: Iterable[BatchItem] = ()) -> None:
        super().__init__(items)

    @property
    def successful(self) -> list[ChatCompletionResponse]:
        """The answers, in input order."""
        return [item.response for item in self if item.response is not None]

    @property
    def failed(self) -> list[tuple[int, AilibError]]:
        """(index, error) of each item that failed."""
        return [(item.index, item.error) for item in self if item.error is not None]

    @property
    def total_requests(self) -> int:
        """How many items there are."""
        return len(self)

    @property
    def total_successful(self) -> int:
        """How many have an answer."""
        return sum(item.ok for item in self)

    @property
    def total_failed(self) -> int:
        """How many failed."""
        return len(self) - self.total_successful

    def all_successful(self) -> bool:
        """Whether every item has an answer (also when there is none)."""
        return self.total_failed == 0

    def success_rate(self) -> float:
        """Percent of the items that have an answer; 0.0 for an empty batch."""
        return 100.0 * self.total_successful / len(self) if self else 0.0

    @property
    def usage(self) -> Usage:
        """All tokens."""
        return sum((response.usage for response in self.successful), Usage())

    def to_pandas(self) -> Any:
        """The items as a `pandas.DataFrame`, one row each.

        Raises:
            ConfigurationError: pandas is not installed.
        """
        from .frames import frame_of

        return frame_of(map(_row, self))

    def _repr_html_(self) -> str:
        from .frames import html_table

        title = f"{self.total_successful} answered, {self.total_failed} failed, {self.usage.total_tokens} tokens"
        if self.cost is not None:
            title += f", ${self.cost.normalize():f}"
        shown = [_row(item) for item in self[:_SHOWN]]
        return html_table(title, shown, more=len(self) - len(shown))

    @property
    def cost(self) -> Decimal | None:
        """US dollars of all answers; None when the price of any of them is unknown, or there is none."""
        costs = [response.cost for response in self.successful]
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(costs) else None
