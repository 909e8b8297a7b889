"""A cache of answers: an interceptor that answers a request which was answered before.

    cache = ResponseCache()                          # in memory
    cache = ResponseCache(path="answers.sqlite")     # in a file, shared by processes
    client = Client("openai", interceptors=[cache])

An answer is found again only for the same request (model, messages, every parameter, the bytes of local files) by the
same key at the same address; keys stand in no entry, only a hash over all of it. Kept are complete answers of the
provider, without their headers: no errors, no answers that an interceptor gave.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
import time
from collections import OrderedDict
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from .errors import ConfigurationError
from .interceptors import CallContext, Interceptor
from .models.record import Record
from .models.response import ChatCompletionResponse
from .models.usage import UsageStatus

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Generator

    from .models.request import ChatCompletionRequest

__all__ = ["CacheStats", "CacheStore", "DiskStore", "MemoryStore", "ResponseCache"]

_VERSION = 1
_BUSY = 5.0  # seconds to wait while somebody else has the file
_bypassed: ContextVar[frozenset[int]] = ContextVar("ailib_cache_bypassed", default=frozenset())


@attrs.frozen(eq=False, repr=False)
class CacheStats(Record):
    """What a cache did since it was made.

    Attributes:
        hits, misses: Requests that it answered, and those it could not.
        stores: Answers taken in.
        evictions: Answers dropped to make room.
        size: Answers in it now.
    """

    hits: int = 0
    misses: int = 0
    stores: int = 0
    evictions: int = 0
    size: int = 0

    @property
    def hit_rate(self) -> float:
        """Share of the requests that it answered, 0 to 1."""
        asked = self.hits + self.misses
        return self.hits / asked if asked else 0.0


class CacheStore(Protocol):
    """Where entries are kept: JSON text under a hash, until a time. Used from several threads at once."""

    def get(self, key: str, now: float) -> str | None:
        """The entry, unless it has expired."""
        ...

    def put(self, key: str, value: str, expires: float, now: float) -> int:
        """Keep an entry; returns how many others had to go."""
        ...

    def clear(self) -> None:
        """Drop everything."""
        ...

    def __len__(self) -> int:
        """How many entries there are."""
        ...

    def close(self) -> None:
        """Let go of files; idempotent."""
        ...


class MemoryStore:
    """Entries in memory; the one that was not used for longest goes first.

    Args:
        max_size: Entries at most.
    """

    def __init__(self, max_size: int = 1000) -> None:
        self._most = max_size
        self._entries: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, now: float) -> str | None:
        """The entry, unless it has expired."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            if entry[1] <= now:
                del self._entries[key]
                return None
            self._entries.move_to_end(key)
            return entry[0]

    def put(self, key: str, value: str, expires: float, now: float) -> int:
        """Keep an entry; returns how many others had to go."""
        evicted = 0
        with self._lock:
            self._entries[key] = (value, expires)
            self._entries.move_to_end(key)
            if len(self._entries) > self._most:
                for old in [name for name, entry in self._entries.items() if entry[1] <= now]:
                    del self._entries[old]
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
                evicted += 1
        return evicted

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._entries.clear()

    def __len__(self) -> int:
        return len(self._entries)

    def close(self) -> None:
        """Nothing to let go of."""


def _use_wal(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work at once.

    While somebody else opens the file too this fails at once, whatever the timeout of the connection
    (https://www.sqlite.org/c3ref/busy_handler.html: the handler is not called where waiting might be a deadlock).
    """
    from sqlite3 import OperationalError

    until = time.monotonic() + _BUSY
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.005)
        else:
            return


class DiskStore:
    """Entries in an SQLite file, readable by its owner only; several processes may share it.

    Each access takes a fraction of a millisecond and blocks for as long, an event loop too.

    Args:
        path: The file; it is made, with its folder, when it is first needed.
        max_size: Entries at most.
        max_bytes: Bytes of all entries at most.
    """

    def __init__(self, path: str | os.PathLike[str], max_size: int = 1000, max_bytes: int = 100 << 20) -> None:
        self._path = Path(path)
        self._most = max_size
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._process = 0

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None and self._process == os.getpid():
            return self._connection
        import sqlite3

        # After a fork the parent's connection is not ours to use or to close.
        self._path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        made = sqlite3.connect(self._path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        try:
            _use_wal(made)
            # What a power cut takes can be asked for again.
            made.execute("PRAGMA synchronous=OFF")
            made.execute(
                "CREATE TABLE IF NOT EXISTS answers"
                " (key TEXT PRIMARY KEY, value TEXT NOT NULL, size INTEGER NOT NULL, expires REAL NOT NULL,"
                " used REAL NOT NULL) WITHOUT ROWID"
            )
            made.execute("CREATE INDEX IF NOT EXISTS answers_used ON answers (used)")
        except sqlite3.Error:
            made.close()
            raise
        self._connection, self._process = made, os.getpid()
        return made

    def get(self, key: str, now: float) -> str | None:
        """The entry, unless it has expired."""
        with self._lock:
            connection = self._open()
            row = connection.execute("SELECT value FROM answers WHERE key = ? AND expires > ?", (key, now)).fetchone()
            if row is None:
                return None
            connection.execute("UPDATE answers SET used = ? WHERE key = ?", (now, key))
            return str(row[0])

    def put(self, key: str, value: str, expires: float, now: float) -> int:
        """Keep an entry; returns how many others had to go."""
        with self._lock:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute("DELETE FROM answers WHERE expires <= ?", (now,))
                connection.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)",
                    (key, value, len(value.encode("utf-8", "surrogatepass")), expires, now),
                )
                evicted = self._shrink(connection, key)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            return evicted

    def _shrink(self, connection: sqlite3.Connection, newest: str) -> int:
        evicted = 0
        while True:
            count, size = connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM answers").fetchone()
            if count <= self._most and size <= self._max_bytes:
                return evicted
            oldest = connection.execute(
                "SELECT key FROM answers WHERE key != ? ORDER BY used LIMIT ?", (newest, max(1, count - self._most))
            ).fetchall()
            if not oldest:  # it alone is too large
                connection.execute("DELETE FROM answers")
                return evicted + 1
            connection.executemany("DELETE FROM answers WHERE key = ?", oldest)
            evicted += len(oldest)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._open().execute("DELETE FROM answers")

    def __len__(self) -> int:
        with self._lock:
            return int(self._open().execute("SELECT count(*) FROM answers").fetchone()[0])

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        connection = getattr(self, "_connection", None)
        if connection is not None and self._process == os.getpid():
            connection.close()


class ResponseCache(Interceptor):
    """Answers again what was answered before; see the top of this module. One cache may serve many clients.

    Args:
        max_size: Answers at most; the one that was not used for longest goes first.
        ttl: Seconds that an answer is good for; None for ever.
        path: An SQLite file to keep the answers in; by default they are in memory.
        max_bytes: Bytes of all answers in the file at most, default 100 MiB.
        store: A `CacheStore` of your own, in place of the two.
        streams: Whether streams are answered from it (in one chunk) and kept too.
        enabled: False makes it do nothing.
        namespace: A name that stands for the key where it is not known before the call: tokens that are fetched (a
            function as `api_key`, identities of Azure, Google and AWS). Without it such calls pass the cache by,
            since nothing tells whose answer it would be.
        clock: Seconds since the epoch; for tests.

    Raises:
        ConfigurationError: A size or time that makes no sense.

    Put it last among the interceptors that change requests, so that it sees what is sent.
    """

    def __init__(
        self,
        max_size: int = 1000,
        ttl: float | None = 3600.0,
        *,
        path: str | os.PathLike[str] | None = None,
        max_bytes: int = 100 << 20,
        store: CacheStore | None = None,
        streams: bool = False,
        enabled: bool = True,
        namespace: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if max_size < 1 or max_bytes < 1 or (ttl is not None and not ttl > 0):
            raise ConfigurationError("max_size, max_bytes and ttl of a cache must be positive")
        if store is None:
            store = MemoryStore(max_size) if path is None else DiskStore(path, max_size, max_bytes)
        self.store: CacheStore = store
        self.enabled: bool = enabled
        self._ttl = ttl
        self._streams = streams
        self._namespace = namespace
        self._clock = clock
        self._lock = threading.Lock()
        self._hits = self._misses = self._stores = self._evictions = 0

    def on_request(self, context: CallContext, request: ChatCompletionRequest) -> ChatCompletionResponse | None:
        """Answer from the cache, if it can."""
        if not hasattr(request, "messages"):
            return None  # an endpoint of `ailib.openai`
        if not self.enabled or (context.stream and not self._streams) or id(self) in _bypassed.get():
            return None
        key = self._key(context, request)
        if key is None:
            return None
        value = self.store.get(key, self._clock())
        with self._lock:
            if value is None:
                self._misses += 1
            else:
                self._hits += 1
        if value is None:
            context.state[self] = key
            return None
        response = ChatCompletionResponse.from_dict(json.loads(value))
        response.cached = True
        response.latency = context.elapsed
        response.pricing = _nothing
        return response

    def on_response(
        self, context: CallContext, request: ChatCompletionRequest, response: ChatCompletionResponse
    ) -> None:
        """Keep a complete answer of the provider's."""
        del request
        key = context.state.pop(self, None)
        if key is None or context.answered or response.cached or not response.choices:
            return
        if response.usage_status is UsageStatus.PENDING:
            return
        written = attrs.evolve(
            response, headers={}, attempts=(), routing=None, latency=None, first_token=None
        ).to_dict()
        try:
            value = json.dumps(written, separators=(",", ":"))
        except (TypeError, ValueError):
            return  # something of the provider's that JSON cannot hold
        now = self._clock()
        evicted = self.store.put(key, value, float("inf") if self._ttl is None else now + self._ttl, now)
        with self._lock:
            self._stores += 1
            self._evictions += evicted

    def _key(self, context: CallContext, request: ChatCompletionRequest) -> str | None:
        """The hash under which the answer is kept; None for a request that cannot be told from others."""
        identity = context.identity(self._namespace)
        if identity is None:
            return None
        files: list[str] = []
        try:
            for message in request.messages:
                for part in message.content:
                    path = getattr(part, "path", None)
                    if path is not None:
                        files.append(hashlib.sha256(Path(path).read_bytes()).hexdigest())
            # "auto" and the name of the model behind it are one.
            asked = json.dumps({**request.to_dict(), "model": context.model}, sort_keys=True)
        except (OSError, TypeError, ValueError):
            return None
        parts = [_VERSION, identity, files, asked]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @contextlib.contextmanager
    def bypass(self) -> Generator[None, None, None]:
        """Within the `with` block, in this task or thread, calls neither use the cache nor fill it."""
        token = _bypassed.set(_bypassed.get() | {id(self)})
        try:
            yield
        finally:
            _bypassed.reset(token)

    @property
    def stats(self) -> CacheStats:
        """Figures."""
        with self._lock:
            return CacheStats(self._hits, self._misses, self._stores, self._evictions, len(self.store))

    def clear(self) -> None:
        """Drop every answer."""
        self.store.clear()

    def close(self) -> None:
        """Close the file, if there is one; it is opened again when it is needed."""
        self.store.close()

    def __repr__(self) -> str:
        return f"<ResponseCache in {type(self.store).__name__}>"


def _nothing(_response: ChatCompletionResponse) -> Any:
    """What an answer from the cache costs."""
    from decimal import Decimal

    return Decimal(0)
