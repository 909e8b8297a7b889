"""Rows in, rows out: for engines that hold the rows themselves, such as Spark, Dask collections, Ray Data and pandas.

    from functools import partial
    rdd.mapPartitions(partial(process_partition, model="openai/gpt-4o-mini", template="Translate: {text}"))

Order is kept, memory is bounded, and an item that fails has its error in its row. There is no state: an engine that
runs a partition again asks it again.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack, cast

from ..errors import AilibError, ConfigurationError
from ..options import is_whole
from ..wire.json import loads
from .results import _item
from .sources import Source
from .state import DONE
from .worker import MOST, START, Parcel, Refusal, Worker, WorkerSetup

if TYPE_CHECKING:
    from decimal import Decimal

    from ..base_client import ClientKeywords
    from .sources import Entry
    from .state import Outcome

__all__ = ["PartitionKeywords", "PartitionProcessor", "process_partition"]

_WAIT = 5.0  # seconds between two looks; answers wake the waiting at once
_TEXTS = 64  # texts in one embedding request
# Endings of the new columns, and their types for Arrow; the answer's own depends on the kind.
_ARROW = {
    "": "",
    "_error": "string",
    "_prompt_tokens": "int64",
    "_completion_tokens": "int64",
    "_cost": "float64",
}


class PartitionKeywords(TypedDict, total=False):
    """Keywords of `PartitionProcessor` and `process_partition`.

    Keys:
        model: "provider/model", or a provider for rows that name their models; None for the default of the worker's
            environment.
        template: A format string for the rows: "Translate into {language}: {text}". Without it a row is what an item of
            `run` is: text, or a mapping with `prompt` or `messages`.
        system: Instructions before every row that has none.
        fields: Fields for every request, such as `{"max_tokens": 200}`.
        kind: "chat" (default) or "embeddings".
        column: Name of the new column, default "answer".
        concurrency: Calls in flight: "auto" (default) follows what the provider can bear, up to 256; a number is the
            most.
        client: Keywords of the client, such as `{"rate_limit": ...}`. A key that is not given is read from the
            environment of the process that answers.
    """

    model: str | None
    template: str | None
    system: str | None
    fields: Mapping[str, Any] | None
    kind: str
    column: str
    concurrency: int | str
    client: ClientKeywords | None


class PartitionProcessor:
    """A function from rows to answered rows that can be pickled, and that keeps its connections between two calls.

    What it takes and returns:

    * an iterable of rows (dicts, strings, named tuples, Spark's `Row`): an iterator of dicts, in the same order, each
      as soon as it and those before it are answered. Rows are drawn only as there is room for them;
    * a pandas `DataFrame` or a PyArrow `Table`: the same with the new columns (pandas' `apply`, Dask's
      `map_partitions`, Ray Data's `map_batches`);
    * an iterable of those: an iterator of them (Spark's `mapInPandas` and `mapInArrow`);
    * a mapping of columns, as Ray Data has them: such a mapping.

    New columns, for `column="answer"`: `answer` (text or None; a list of numbers for embeddings), `answer_error` (text
    or None), `answer_prompt_tokens` and `answer_completion_tokens` (integers), `answer_cost` (US dollars, or None when
    the price is not known).
    A row that fails never raises. What would fail every row (a wrong key, an unknown model) stands in every row from
    there on, and nothing more is sent: what was answered before is not lost.

    Args:
        keywords: See `PartitionKeywords`.

    Raises:
        ConfigurationError: An argument makes no sense. When it is called: no client can be made, as without a key.

    Examples:
        >>> with PartitionProcessor(model="embedded", template="Say {word}") as process:
        ...     [row["word"] for row in process([{"word": "hello"}, {"word": "goodbye"}])]
        ['hello', 'goodbye']
    """

    def __init__(self, **keywords: Unpack[PartitionKeywords]) -> None:
        unknown = set(keywords) - set(PartitionKeywords.__annotations__)
        if unknown:
            raise TypeError(f"PartitionProcessor() has no keyword {min(unknown)!r}")
        concurrency = keywords.get("concurrency", "auto")
        if concurrency != "auto" and not is_whole(concurrency, 1):
            raise ConfigurationError(f"concurrency must be 'auto' or an integer of at least 1, not {concurrency!r}")
        start, most = (START, MOST) if concurrency == "auto" else (cast("int", concurrency),) * 2
        self._column = keywords.get("column", "answer")
        self._setup = WorkerSetup(
            keywords.get("model"),
            dict(cast("Mapping[str, Any]", keywords.get("client") or {})),
            keywords.get("kind", "chat"),
            keywords.get("template"),
            keywords.get("system"),
            keywords.get("fields"),
            start,
            most,
        )
        self._reset()
        self._source()  # a wrong kind is told here

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._process = os.getpid()

    def __getstate__(self) -> tuple[str, WorkerSetup]:
        return self._column, self._setup

    def __setstate__(self, state: tuple[str, WorkerSetup]) -> None:
        self._column, self._setup = state
        self._reset()

    def __repr__(self) -> str:
        return f"<PartitionProcessor {self._setup.model or ''} {self._setup.kind}>"

    def _source(self) -> Source:
        setup = self._setup
        return Source((), kind=setup.kind, template=setup.template, fields=setup.fields, system=setup.system)

    def __call__(self, rows: Any) -> Any:
        """Answer rows; see the class."""
        if hasattr(rows, "to_dict") and hasattr(rows, "assign"):
            return self._frame(rows)
        if hasattr(rows, "to_pylist") and hasattr(rows, "append_column"):
            return self._table(rows)
        if isinstance(rows, Mapping):
            return self._columns(cast("Mapping[str, Any]", rows))
        return self._rows(rows)

    def close(self) -> None:
        """Close the connections. Without it they end with the object. Another call opens new ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        if self._process == os.getpid():
            for worker in idle:
                worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # --- tables ---

    def _frame(self, frame: Any) -> Any:
        return frame.assign(**self._new_columns(frame.to_dict("records")))

    def _table(self, table: Any) -> Any:
        from importlib import import_module

        arrow: Any = import_module("pyarrow")
        for name, values in self._new_columns(table.to_pylist()).items():
            kind = _ARROW[name.removeprefix(self._column)]
            if not kind:
                kind = "list" if self._setup.kind == "embeddings" else "string"
            made = arrow.list_(arrow.float64()) if kind == "list" else getattr(arrow, kind)()
            column = arrow.array(values, type=made)
            place = table.schema.get_field_index(name)
            table = table.append_column(name, column) if place < 0 else table.set_column(place, name, column)
        return table

    def _columns(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        names = list(columns)
        rows = [
            dict(zip(names, values, strict=True))
            for values in zip(*(_plain(columns[name]) for name in names), strict=True)
        ]
        return {**columns, **self._new_columns(rows)}

    def _new_columns(self, rows: list[Any]) -> dict[str, list[Any]]:
        names = [self._column + ending for ending in _ARROW]
        found: dict[str, list[Any]] = {name: [] for name in names}
        for row in self._answered(rows):
            for name in names:
                found[name].append(row[name])
        return found

    # --- rows ---

    def _rows(self, rows: Iterable[Any]) -> Iterator[Any]:
        several = iter(rows)
        for first in several:
            whole = chain([first], several)
            if hasattr(first, "assign") or hasattr(first, "append_column"):
                yield from map(self, whole)
            else:
                yield from self._answered(whole)
            return

    def _answered(self, rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
        """The rows with what was answered, in order.

        Few more rows are held than are in flight, so that a slow one does not stop the others at once.
        """
        worker: Worker | None = self._hire()
        try:
            assert worker is not None
            work = _Work(worker, self._setup.kind, self._column)
            source = self._source()
            for position, row in enumerate(rows):
                known = _mapping(row)
                entry = source.entry(position, row if known is None else known)
                work.add(entry, {"item": row} if known is None else known)
                while work.full:
                    yield from work.ended()
            work.flush()
            while work.busy:
                yield from work.ended()
            if work.healthy:
                with self._lock:
                    self._idle.append(worker)
                worker = None
        finally:
            # The caller has left early, or nothing more can be asked: what is in flight ends here.
            if worker is not None:
                worker.close()

    def _hire(self) -> Worker:
        """A worker for one call alone, with open connections if there is one; a child of a fork makes its own."""
        with self._lock:
            if self._process != os.getpid():
                self._idle, self._process = [], os.getpid()
            if self._idle:
                return self._idle.pop()
        return Worker(self._setup)


class _Work:
    """Rows on their way through a worker, of one call."""

    def __init__(self, worker: Worker, kind: str, column: str) -> None:
        self._worker = worker
        self._size = _TEXTS if kind == "embeddings" else 1
        self._column = column
        self._window: deque[tuple[Entry, dict[str, Any]]] = deque()
        self._answers: dict[int, dict[str, Any]] = {}
        self._open: list[Entry] = []  # of the parcel that is being filled
        self._limit = START
        self._number = 0
        self._sent: dict[int, list[Entry]] = {}
        self._error: AilibError | None = None  # the last one
        self.healthy = True  # whether going on makes sense

    def add(self, entry: Entry, row: dict[str, Any]) -> None:
        """Take a row on."""
        self._window.append((entry, row))
        if entry.error is not None:
            self._fail([entry], entry.error)
        elif not self.healthy:
            self._fail([entry], self._error)
        else:
            self._open.append(entry)
            if len(self._open) >= self._size:
                self.flush()

    def flush(self) -> None:
        """Send what has gathered."""
        entries, self._open = self._open, []
        if not entries:
            return
        if not self.healthy:
            self._fail(entries, self._error)
            return
        number, self._number = self._number, self._number + 1
        self._sent[number] = entries
        self._exchange([Parcel(number, entries)], 0.0)

    @property
    def full(self) -> bool:
        """Whether no further row should be taken now."""
        return len(self._sent) >= 2 * self._limit or len(self._window) >= 8 * self._limit * self._size

    @property
    def busy(self) -> bool:
        """Whether there are rows that have not been given back."""
        return bool(self._window)

    def ended(self) -> Iterator[dict[str, Any]]:
        """Wait for something, and give back the rows whose turn it is."""
        if self._window[0][0].position not in self._answers:
            if not self._sent:
                self.flush()
            self._exchange([], _WAIT)
        while self._window and self._window[0][0].position in self._answers:
            entry, row = self._window.popleft()
            yield {**row, **self._answers.pop(entry.position)}

    def _exchange(self, parcels: list[Parcel], wait: float) -> None:
        report = self._worker.exchange(parcels, wait)
        self._limit = report.limit
        for number, outcomes in report.ended:
            entries = self._sent.pop(number)
            for outcome in outcomes:
                self._take(outcome)
            unsent = [entry for entry in entries if entry.position not in self._answers]
            if unsent:  # after an error that every row would get
                self.healthy = False
                self._fail(unsent, self._error)

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            self._error = outcome.error
            for position in outcome.positions:
                self._answers[position] = self._answer(None, _told(type(outcome.error).__name__, outcome.error))
            return
        item = _item(outcome.position, loads(outcome.line))
        if outcome.status == DONE:
            found = item.data.get("embeddings")
            answer: Any = item.text if found is None else found[0] if len(found) == 1 else found
            self._answers[outcome.position] = self._answer(answer, None, outcome.tokens, outcome.cost)
        else:
            self._answers[outcome.position] = self._answer(
                None, _told(outcome.note, cast("Any", item.error)["message"])
            )

    def _fail(self, entries: list[Entry], error: AilibError | None) -> None:
        for entry in entries:
            self._answers[entry.position] = self._answer(None, _told(type(error).__name__, error))

    def _answer(
        self, answer: Any, error: str | None, tokens: tuple[int, int] = (0, 0), cost: Decimal | None = None
    ) -> dict[str, Any]:
        values = (answer, error, *tokens, None if cost is None else float(cost))
        return {self._column + ending: value for ending, value in zip(_ARROW, values, strict=True)}


def _told(kind: str | None, error: object) -> str:
    return f"{kind}: {error}"


def _plain(values: Any) -> Any:
    """A column as Python values: a NumPy array is one of NumPy's."""
    return values.tolist() if hasattr(values, "tolist") else values


def _mapping(row: Any) -> dict[str, Any] | None:
    """A row as a dict; None for one without names."""
    if isinstance(row, Mapping):
        return dict(cast("Mapping[str, Any]", row))
    for name in ("asDict", "_asdict"):  # Spark's rows, named tuples
        convert = getattr(row, name, None)
        if callable(convert):
            return cast("dict[str, Any]", convert())
    return None


def process_partition(rows: Any, **keywords: Unpack[PartitionKeywords]) -> Any:
    """Answer the rows of a partition, and close the connections at its end.

    Args:
        rows: As for `PartitionProcessor`: an iterable of rows, a DataFrame, an Arrow table, a mapping of columns.
        keywords: See `PartitionKeywords`.

    Returns:
        An iterator of rows for an iterable of them; else what came, with new columns.

    Raises:
        ConfigurationError: An argument makes no sense, or there is no key. A row that fails has its error in it.

    Examples:
        >>> rows = process_partition([{"prompt": "Say hello"}, {"other": 1}], model="embedded")
        >>> [row["answer_error"] is None for row in rows]
        [True, False]
    """
    processor = PartitionProcessor(**keywords)
    if isinstance(rows, Mapping) or hasattr(rows, "assign") or hasattr(rows, "append_column"):
        with processor:
            return processor(rows)
    return _closing(processor, rows)


def _closing(processor: PartitionProcessor, rows: Iterable[Any]) -> Iterator[Any]:
    with processor:
        yield from processor(rows)
