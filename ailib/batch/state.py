"""What a run remembers, in SQLite, and the output that it writes in input order.

An item has a row once it is answered (or has failed for good). Its line goes straight into the output when it is its
turn; a line that comes too early waits in a table, so that the window of reordering lies on disk.
The number of bytes of the output that count is part of the same transaction as the rows: after a crash the output is
cut back to it, and what the rows do not know is sent again.

One connection, one writer, a lock around both; rows are gathered and written a few dozen times per second.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from ..wire.json import dumps, loads
from .errors import StateError, StateLocked, changed_input
from .history import TABLES as HISTORY_TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from .history import History

__all__ = ["DONE", "DUPLICATE", "FAILED", "SENT_AGAIN", "Outcome", "State", "open_state", "read_meta"]

T = TypeVar("T")
DONE, FAILED, DUPLICATE = 1, 2, 3
# Failures of the job around an item, not of the item: the next run sends it again without being asked to.
SENT_AGAIN = frozenset({"JobExpired", "JobCancelled"})
FORMAT = 1
_SCAN = 2000  # rows of earlier runs read at once
_DRAIN = 5000  # lines that one flush moves at most
_TABLES = (
    """
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items(position INTEGER PRIMARY KEY, key BLOB NOT NULL, status INTEGER NOT NULL,
    ref INTEGER, note TEXT);
CREATE TABLE IF NOT EXISTS results(position INTEGER PRIMARY KEY, line BLOB NOT NULL);
"""
    + HISTORY_TABLES
)


class Outcome:
    """What became of one item.

    Attributes:
        position, key: Which item.
        status: DONE, FAILED or DUPLICATE.
        line: Its line of the output; b"" for a duplicate.
        ref: Position of the item that a duplicate repeats.
        note: The kind of error, or the `custom_id` of a duplicate.
        tokens: Prompt and completion.
        cost: US dollars, None when nobody knows.
    """

    __slots__ = ("cost", "key", "line", "note", "position", "ref", "status", "tokens")

    def __init__(
        self,
        position: int,
        key: bytes,
        status: int,
        line: bytes = b"",
        *,
        ref: int | None = None,
        note: str | None = None,
        tokens: tuple[int, int] = (0, 0),
        cost: Decimal | None = None,
    ) -> None:
        self.position: int = position
        self.key: bytes = key
        self.status: int = status
        self.line: bytes = line
        self.ref: int | None = ref
        self.note: str | None = note
        self.tokens: tuple[int, int] = tokens
        self.cost: Decimal | None = cost


def _explained(error: Exception, path: str) -> StateError:
    """An error of SQLite or of the file system in words that help."""
    text = str(error)
    hint = "What was answered is kept; run the same call again once this is mended"
    if "database is locked" in text:
        return StateLocked(f"{path} is locked", hint="Another program holds it; wait for it or name another state file")
    if isinstance(error, OSError):
        return StateError(f"{error.filename or path} cannot be written: {error.strerror or error}", hint=hint)
    if "full" in text or "disk I/O" in text:
        return StateError(f"{path} cannot be written, the disk may be full: {text}", hint=hint)
    if "not a database" in text or "malformed" in text:
        return StateError(f"{path} is no state of a run: {text}", hint="Name another state file")
    return StateError(f"{path} cannot be used: {text}", hint=hint)


def _connect(path: str, wait: float = 5.0) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)


def open_state(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """A connection to a state that exists, to look at it beside the run.

    Raises:
        StateError: There is no such file.
    """
    if not Path(path).is_file():
        raise StateError(f"There is no state file {os.fspath(path)}")
    return _connect(os.fspath(path))


def read_meta(path: str | os.PathLike[str]) -> dict[str, Any]:
    """What a state file says about its run, also while it runs.

    Returns:
        The settings and figures, with `done` and `failed` counted, `running` and `out`.

    Raises:
        StateError: There is no such file, or it is none of ours.
    """
    connection = open_state(path)
    try:
        meta = {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM meta")}
        if "format" not in meta:
            raise StateError(f"{os.fspath(path)} is no state of a run")
        counts = _counted(connection, meta.get("dedupe", False))
        notes = connection.execute(
            "SELECT note, COUNT(*) FROM items WHERE status = ? GROUP BY note ORDER BY 2 DESC LIMIT 10", (FAILED,)
        ).fetchall()
    except sqlite3.Error as error:
        raise _explained(error, os.fspath(path)) from error
    finally:
        connection.close()
    meta["done"], meta["failed"] = counts
    meta["errors"] = {str(note): count for note, count in notes}
    meta["running"] = is_locked(path)
    return meta


def _counted(connection: sqlite3.Connection, dedupe: bool) -> tuple[int, int]:
    """How many items are done and have failed; a duplicate is what its original is."""
    query = "SELECT status, COUNT(*) FROM items GROUP BY status"
    if dedupe:
        query = (
            "SELECT COALESCE(o.status, i.status), COUNT(*) FROM items i "
            "LEFT JOIN items o ON o.position = i.ref GROUP BY 1"
        )
    counts = dict(connection.execute(query).fetchall())
    return counts.get(DONE, 0), counts.get(FAILED, 0)


def is_locked(path: str | os.PathLike[str]) -> bool:
    """Whether a run is working on this state."""
    try:
        lock = _RunLock(os.fspath(path))
    except StateLocked:
        return True
    lock.close()
    return False


def ask_to_stop(path: str | os.PathLike[str]) -> bool:
    """Tell the run that works on this state to end; False when there is none.

    Raises:
        StateError: There is no such file, or it is none of ours.
    """
    read_meta(path)
    if not is_locked(path):
        return False
    connection = open_state(path)
    try:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('stop', '1')")
    except sqlite3.Error as error:
        raise _explained(error, os.fspath(path)) from error
    finally:
        connection.close()
    return True


class _RunLock:
    """Held by the one run that works on a state; the system takes it back when the process dies.

    It is a lock on a file of its own beside the state, so that others can still read the state meanwhile.
    """

    def __init__(self, state: str) -> None:
        self._connection = _connect(f"{state}.lock", 0.0)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._connection.close()
            if "locked" not in str(error):
                raise _explained(error, f"{state}.lock") from error
            raise StateLocked(
                f"Another run is working on {state}", hint="Wait for it, stop it, or name another state file"
            ) from error

    def close(self) -> None:
        """Let others work."""
        with suppress(sqlite3.Error):
            self._connection.execute("ROLLBACK")
        self._connection.close()


class State:
    """An open state and its output.

    Args:
        path: The state file; made when there is none.
        out: The output, JSON lines.
        lock: Held while the connection is used.
        dedupe: Whether lines are kept, so that duplicates can repeat them.
        retry_failed: Whether items that failed count as missing.

    Attributes:
        next: Position of the next line of the output.
        history: Written along with the outcomes, once a second; None keeps none.
        tokens, cost: Sums over all runs; `cost` leaves out what has no price, which `unpriced` counts.

    Raises:
        StateLocked: Another run works on it.
        StateError: It is no state of a run, or it belongs to another output, or a disk is full.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        out: str | os.PathLike[str],
        lock: AbstractContextManager[Any],
        *,
        dedupe: bool = False,
        retry_failed: bool = False,
    ) -> None:
        self.path: str = os.fspath(path)
        self.out: str = os.fspath(out)
        self._lock = lock
        self._dedupe = dedupe
        self._retry_failed = retry_failed
        self._pending: list[Outcome] = []
        self._window: dict[int, tuple[bytes, int, str | None]] = {}
        self._window_end = 0
        self._more = False
        self._held = 0
        self._stale = False
        self.next: int = 0
        self._bytes = 0
        self.prompt_tokens: int = 0
        self.completion_tokens: int = 0
        self.cost: Decimal = Decimal(0)
        self.unpriced: int = 0
        self.history: History | None = None
        self._run_lock = _RunLock(self.path)
        self._connection: sqlite3.Connection | None = None
        self._file: BinaryIO | None = None
        try:
            self._open()
        except BaseException as error:
            self._release()
            if isinstance(error, (sqlite3.Error, OSError)):
                raise _explained(error, self.path) from error
            raise

    # --- opening and closing ---

    def _open(self) -> None:
        connection = self._connection = _connect(self.path)
        connection.execute("PRAGMA journal_mode=WAL")
        # A killed process loses nothing: what it wrote is with the system. A power failure may cost the last seconds,
        # which are then sent again.
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.executescript(_TABLES)
        if self._dedupe:
            connection.execute("CREATE INDEX IF NOT EXISTS items_key ON items(key)")
        self.meta: dict[str, Any] = {
            name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM meta")
        }
        meta = self.meta
        fresh = "format" not in meta
        if meta.get("format", FORMAT) != FORMAT:
            raise StateError(f"{self.path} was written by another version of ailib", hint="Name another state file")
        if fresh:
            out = Path(self.out)
            if out.exists() and out.stat().st_size > 0:
                raise StateError(
                    f"{self.out} exists already, and {self.path} knows nothing of it",
                    hint="Name another output, or move this one away",
                )
        elif Path(meta["out"]).resolve() != Path(self.out).resolve():
            raise StateError(f"{self.path} belongs to the output {meta['out']}, not {self.out}")
        elif meta.get("dedupe", False) != self._dedupe:
            raise StateError(f"{self.path} was begun with dedupe={meta['dedupe']}: it cannot be changed on the way")
        self.next = meta.get("next", 0)
        self._bytes = meta.get("bytes", 0)
        self.prompt_tokens = meta.get("prompt_tokens", 0)
        self.completion_tokens = meta.get("completion_tokens", 0)
        self.cost = Decimal(meta.get("cost", "0"))
        self.unpriced = meta.get("unpriced", 0)
        self._stale = meta.get("stale", False)
        self._settle_rewrite()
        self._open_output()
        held = connection.execute("SELECT COUNT(*) FROM results WHERE position >= ?", (self.next,)).fetchone()
        self._held = held[0]
        self._more = self._held > 0
        # Whatever a run before this one was told is over.
        connection.execute("DELETE FROM meta WHERE name = 'stop'")

    def _settle_rewrite(self) -> None:
        """Finish or forget a rewriting of the output that a crash cut short."""
        size = self.meta.get("rewriting")
        if size is None:
            return
        fresh = Path(f"{self.out}.new")
        if fresh.exists():
            fresh.unlink()
            self._save({"rewriting": None})
        else:
            self._rewritten(size)

    def _open_output(self) -> None:
        file = self._file = cast("BinaryIO", open(self.out, "ab", buffering=0))  # noqa: SIM115, PTH123
        size = os.fstat(file.fileno()).st_size
        if size < self._bytes:
            raise StateError(
                f"{self.out} has {size} bytes, {self.path} knows of {self._bytes}: it was changed or lost",
                hint="Bring the output back, or begin anew with another state file and output",
            )
        file.truncate(self._bytes)

    def describe(self, settings: dict[str, Any]) -> None:
        """Write down what the run is, or check that it is the same one.

        Args:
            settings: Names and values; those in `fixed` must not change between two runs.

        Raises:
            ConfigurationError: The state belongs to a run with other settings.
            StateError: The state cannot be written.
        """
        fixed = ("model", "kind", "template", "system", "fields")
        known = self.meta
        if "format" in known:
            for name in fixed:
                if known.get(name) != json.loads(json.dumps(settings.get(name))):
                    from ..errors import ConfigurationError

                    raise ConfigurationError(
                        f"{self.path} was begun with {name}={known.get(name)!r}, not {settings.get(name)!r}",
                        hint="Name another state file and another output for another run",
                    )
        try:
            self._save({**settings, "format": FORMAT, "out": os.path.abspath(self.out), "dedupe": self._dedupe})  # noqa: PTH100
        except (sqlite3.Error, OSError) as error:
            raise _explained(error, self.path) from error

    def _save(self, values: dict[str, Any]) -> None:
        self.meta.update(values)
        assert self._connection is not None
        self._connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", [(name, json.dumps(value)) for name, value in values.items()]
        )

    def ended(self, stopped: str) -> None:
        """Note in the history how the run ended; a full disk is no matter here."""
        with self._lock, suppress(sqlite3.Error):
            if self.history is not None and self._connection is not None:
                self.history.write(self._connection, stopped)

    def close(self) -> None:
        """Write what is left and let go of the files. What cannot be written any more is sent again by the next run."""
        try:
            with suppress(StateError):
                while self.flush():
                    pass
        finally:
            self._release()

    def _release(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        self._run_lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # --- reading ---

    def known(self, position: int, key: bytes) -> bool:
        """Whether this item needs no sending; to be asked in the order of the positions.

        Raises:
            ConfigurationError: The state has an answer for another item at this position.
        """
        with self._lock:
            if position >= self._window_end:
                self._read_window(position)
            row = self._window.pop(position, None)
        if row is None:
            return False
        if row[1] == FAILED:
            # A failed item may be corrected in the input; then it is a new one.
            return row[0] == key and not self._retry_failed and row[2] not in SENT_AGAIN
        if row[0] != key:
            raise changed_input(position, self.path)
        return True

    def _read_window(self, position: int) -> None:
        assert self._connection is not None
        try:
            rows = self._connection.execute(
                "SELECT position, key, status, note FROM items WHERE position >= ? ORDER BY position LIMIT ?",
                (position, _SCAN),
            ).fetchall()
        except sqlite3.Error as error:
            raise _explained(error, self.path) from error
        self._window = {row[0]: (row[1], row[2], row[3]) for row in rows}
        # Rows of this very run lie at positions that have been asked for already.
        self._window_end = rows[-1][0] + 1 if len(rows) == _SCAN else sys.maxsize
        if not rows:
            self._window = {}

    def original(self, key: bytes, position: int) -> int | None:
        """Position of an earlier item with the same request that has an answer, or None."""
        with self._lock:
            for outcome in self._pending:
                if outcome.key == key and outcome.status == DONE:
                    return outcome.position
            assert self._connection is not None
            row = self._connection.execute(
                "SELECT position FROM items WHERE key = ? AND status = ? AND position < ? ORDER BY position LIMIT 1",
                (key, DONE, position),
            ).fetchone()
        return row[0] if row is not None else None

    def counts(self) -> tuple[int, int]:
        """How many items are done and how many have failed, over all runs."""
        with self._lock:
            assert self._connection is not None
            return _counted(self._connection, self._dedupe)

    def stop_asked(self) -> bool:
        """Whether somebody asked this run to end; see `ask_to_stop`."""
        with self._lock:
            if self._connection is None:
                return False
            try:
                found = self._connection.execute("SELECT 1 FROM meta WHERE name = 'stop'").fetchone()
            except sqlite3.Error:
                return False
        return found is not None

    # --- writing ---

    def add(self, outcome: Outcome) -> None:
        """Note an outcome; `flush` writes it."""
        with self._lock:
            self._pending.append(outcome)

    @property
    def pending(self) -> int:
        """Outcomes that are not written yet."""
        return len(self._pending)

    @property
    def waiting(self) -> bool:
        """Whether there is something to flush."""
        return bool(self._pending) or self._more

    def flush(self) -> bool:
        """Write the outcomes so far and the lines whose turn it is; True when there is more to write.

        Raises:
            StateError: The disk is full, or the file cannot be written. Nothing is lost that was flushed before.
        """
        with self._lock:
            if not self._pending and not self._more:
                return False
            try:
                return self._write()
            except (sqlite3.Error, OSError) as error:
                with suppress(sqlite3.Error, AttributeError):
                    cast("sqlite3.Connection", self._connection).execute("ROLLBACK")
                with suppress(OSError, ValueError, AttributeError):
                    cast("BinaryIO", self._file).truncate(self._bytes)
                self._more = False
                raise _explained(error, self.path) from error

    def _write(self) -> bool:
        connection, file = self._connection, self._file
        assert connection is not None
        assert file is not None
        pending = self._pending
        place = self.next
        early = {outcome.position: outcome for outcome in pending if outcome.position >= place}
        late = [outcome for outcome in pending if outcome.position < place]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?)",
            [(o.position, o.key, o.status, o.ref, o.note) for o in pending],
        )
        if self._dedupe:
            kept = [(o.position, o.line) for o in pending if o.status != DUPLICATE]
            connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", kept)
            early = {}
        elif late:
            connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", [(o.position, o.line) for o in late])
        lines: list[bytes] = []
        held, drained = self._held, 0
        while len(lines) < _DRAIN + len(pending):
            outcome = early.pop(place, None)
            if outcome is not None:
                line: bytes | None = outcome.line
            elif self._dedupe or held:
                line = self._line_at(place)
                if line is not None and not self._dedupe:
                    held -= 1
                    drained += 1
            else:
                line = None
            if line is None:
                break
            lines.append(line)
            place += 1
        more = len(lines) >= _DRAIN + len(pending)
        if early:
            connection.executemany(
                "INSERT OR REPLACE INTO results VALUES (?, ?)", [(o.position, o.line) for o in early.values()]
            )
            held += len(early)
        if drained:
            connection.execute("DELETE FROM results WHERE position >= ? AND position < ?", (self.next, place))
        text = b"".join(lines)
        _write_all(file, text)
        size = self._bytes + len(text)
        prompt, completion, cost, unpriced = self._sums(pending)
        stale = self._stale or bool(late)
        connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [
                ("next", str(place)),
                ("bytes", str(size)),
                ("prompt_tokens", str(prompt)),
                ("completion_tokens", str(completion)),
                ("cost", f'"{cost}"'),
                ("unpriced", str(unpriced)),
                ("stale", "true" if stale else "false"),
            ],
        )
        self._settled(connection, pending)
        if self.history is not None and self.history.due:
            self.history.write(connection)
        connection.execute("COMMIT")
        self.next, self._bytes, self._held, self._stale, self._more = place, size, held, stale, more
        self.prompt_tokens, self.completion_tokens, self.cost, self.unpriced = prompt, completion, cost, unpriced
        self._pending = []
        return more

    def _settled(self, connection: sqlite3.Connection, pending: list[Outcome]) -> None:
        """Called within the transaction that writes outcomes: what else belongs to it."""

    def transact(self, work: Callable[[sqlite3.Connection], T], *, durable: bool = False) -> T:
        """Do something within a transaction of its own.

        Args:
            work: What to do.
            durable: It must outlive a power failure too, and everything before it.

        Raises:
            StateError: It cannot be written; nothing of it was.
        """
        with self._lock:
            connection = self._connection
            assert connection is not None
            try:
                if durable:
                    connection.execute("PRAGMA synchronous=FULL")
                connection.execute("BEGIN IMMEDIATE")
                made = work(connection)
                connection.execute("COMMIT")
                if durable:
                    connection.execute("PRAGMA synchronous=NORMAL")
            except BaseException as error:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                if isinstance(error, (sqlite3.Error, OSError)):
                    raise _explained(error, self.path) from error
                raise
        return made

    def _sums(self, pending: list[Outcome]) -> tuple[int, int, Decimal, int]:
        prompt, completion, cost, unpriced = self.prompt_tokens, self.completion_tokens, self.cost, self.unpriced
        for outcome in pending:
            prompt += outcome.tokens[0]
            completion += outcome.tokens[1]
            if outcome.cost is not None:
                cost += outcome.cost
            elif outcome.status == DONE:
                unpriced += 1
        return prompt, completion, cost, unpriced

    def _line_at(self, position: int) -> bytes | None:
        assert self._connection is not None
        row = self._connection.execute(
            "SELECT i.ref, i.note, r.line FROM items i JOIN results r ON r.position = COALESCE(i.ref, i.position) "
            "WHERE i.position = ?",
            (position,),
        ).fetchone()
        return None if row is None else _repeated(position, *row)

    # --- rewriting the output, for items that failed and were sent again ---

    @property
    def stale(self) -> bool:
        """Whether the output holds lines that have been replaced since."""
        return self._stale

    def rewrite(self, between: Callable[[], object] | None = None) -> None:
        """Put the new lines in the place of the old ones: a new file that takes the old one's name.

        Args:
            between: Called now and then meanwhile; what it raises ends the rewriting, and the old file stays.

        Raises:
            StateError: It cannot be written. The old output stays, and the next run tries again.
        """
        try:
            with self._lock:
                self._rewrite(between)
        except (sqlite3.Error, OSError) as error:
            raise _explained(error, self.path) from error

    def _rewrite(self, between: Callable[[], object] | None) -> None:
        assert self._connection is not None
        fresh = Path(f"{self.out}.new")
        rows = self._connection.execute(
            "SELECT i.position, i.ref, i.note, r.line FROM items i JOIN results r "
            "ON r.position = COALESCE(i.ref, i.position) WHERE i.position < ? ORDER BY i.position",
            (self.next,),
        )
        try:
            with open(self.out, "rb") as old, fresh.open("wb") as new:  # noqa: PTH123
                row = rows.fetchone()
                for position, line in enumerate(old):
                    if row is not None and row[0] == position:
                        new.write(_repeated(*row))
                        row = rows.fetchone()
                    else:
                        new.write(line)
                    if between is not None and position % 1000 == 0:
                        between()
                new.flush()
                os.fsync(new.fileno())
                size = new.tell()
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        finally:
            rows.close()
        self._save({"rewriting": size})
        if self._file is not None:
            self._file.close()
            self._file = None
        fresh.replace(self.out)
        self._rewritten(size)
        self._open_output()

    def _rewritten(self, size: int) -> None:
        """The new output is in its place."""
        assert self._connection is not None
        self._connection.execute("BEGIN IMMEDIATE")
        if not self._dedupe:
            self._connection.execute("DELETE FROM results WHERE position < ?", (self.next,))
        self._save({"bytes": size, "stale": False, "rewriting": None})
        self._connection.execute("COMMIT")
        self._bytes, self._stale = size, False


def _repeated(position: int, ref: int | None, note: str | None, line: bytes) -> bytes:
    """The line of an item; a duplicate has that of its original under its own number and id."""
    if ref is None:
        return line
    data: dict[str, Any] = loads(line)
    if "index" in data:
        data["index"] = position
    if note is None:
        data.pop("custom_id", None)
    else:
        data["custom_id"] = note
    return dumps(data) + b"\n"


def _write_all(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = file.write(view)
        view = view[written or 0 :]


def lines_of(path: str | os.PathLike[str]) -> Iterator[dict[str, Any]]:
    """The lines of an output, decoded."""
    with open(path, "rb") as file:  # noqa: PTH123
        for line in file:
            yield loads(line)
