"""Single calls of many threads or tasks, gathered into one: a request for many texts, a batch of many chats.

A batch is open from its first item until it is full or has waited long enough; then a thread (or task) of its own sends
it. So nobody's cancel touches the others: who gives up takes only their own item away.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypeVar, cast

import attrs

from ..cancel import CancelToken
from ..core.batch import batch_items, checked_limit
from ..core.bridge import run as step
from ..core.call import CallOptions
from ..errors import (
    AilibError,
    BadRequest,
    Cancelled,
    ConfigurationError,
    InvalidRequestError,
    InvalidResponse,
    RequestTimeout,
)
from ..models.embedding import EmbeddingRequest
from ..options import is_whole

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from ..cancel import CancelHandle
    from ..client import AsyncClient, Client
    from ..core.call import Core
    from ..models.request import ChatCompletionRequest, MessagesInput
    from ..models.response import ChatCompletionResponse
    from ..transport.base import Runtime, Semaphore, Task

__all__ = ["AsyncCollector", "Collector"]

T = TypeVar("T")
R = TypeVar("R")
_Give: TypeAlias = "Callable[[int, Any, BaseException | None], None]"
_Send: TypeAlias = "Callable[[list[Any], _Give], Awaitable[None]]"
GroupBy: TypeAlias = "Callable[[Any], Hashable]"


class _Waiting:
    """An item, and who waits for what becomes of it."""

    __slots__ = ("ended", "error", "item", "result", "woken")

    def __init__(self, item: Any, woken: Semaphore) -> None:
        self.item = item
        self.woken = woken
        self.ended = False
        self.result: Any = None
        self.error: BaseException | None = None

    def give(self, result: Any, error: BaseException | None) -> None:
        if not self.ended:
            self.ended = True
            self.result, self.error = result, error
            self.woken.release()


class _Batch:
    """Items that go together."""

    __slots__ = ("full", "items", "task")

    def __init__(self) -> None:
        self.items: list[_Waiting] = []
        self.full = CancelToken()  # cancelled when it shall go now
        self.task: Task[None] | None = None


class _Gathering:
    """Both collectors: awaited by the one, stepped by the other."""

    def __init__(self, runtime: Runtime, send: _Send, max_size: int, max_wait: float, group_by: GroupBy | None) -> None:
        if not is_whole(max_size, 1):
            raise ConfigurationError(f"max_size must be an integer of at least 1, not {max_size!r}")
        if not 0 <= max_wait < float("inf"):
            raise ConfigurationError(f"max_wait must be a number of seconds, not {max_wait!r}")
        self._runtime = runtime
        self._send = send
        self._size = max_size
        self._wait = float(max_wait)
        self._group_by = group_by
        self._lock = runtime.lock()
        self._open: dict[Hashable, _Batch] = {}
        self._running: set[_Batch] = set()
        self._closed = False

    async def submit(self, item: Any, timeout: float | None, cancel: CancelHandle | None) -> Any:
        key = self._group_by(item) if self._group_by is not None else None
        waiting = _Waiting(item, self._runtime.semaphore(0))
        batch = self._joined(key, waiting)
        token = cancel._token if cancel is not None else None
        until = None if timeout is None else self._runtime.now() + timeout
        try:
            in_time = await waiting.woken.acquire(until, token)
        except BaseException:
            self._leave(batch, waiting)
            raise
        if not in_time and not waiting.ended:
            self._leave(batch, waiting)
            raise RequestTimeout(f"No answer within {timeout:.4g} s", phase="deadline")
        if waiting.error is not None:
            raise waiting.error
        return waiting.result

    def _joined(self, key: Hashable, waiting: _Waiting) -> _Batch:
        with self._lock:
            if self._closed:
                raise ConfigurationError("This collector is closed")
            batch = self._open.get(key)
            fresh = batch is None
            if batch is None:
                batch = self._open[key] = _Batch()
                self._running.add(batch)
            batch.items.append(waiting)
            full = len(batch.items) >= self._size
            if full:
                del self._open[key]
        if fresh:
            try:
                batch.task = self._runtime.start(self._serve(key, batch))
            except BaseException:
                with self._lock:
                    self._running.discard(batch)
                    if self._open.get(key) is batch:
                        del self._open[key]
                for other in batch.items:
                    other.give(None, ConfigurationError("No thread could be started for the batch"))
                raise
        if full:
            batch.full.cancel("full")
        return batch

    def _leave(self, batch: _Batch, waiting: _Waiting) -> None:
        """Somebody gave up; if the batch has not gone yet, it goes without their item."""
        with self._lock:
            waiting.ended = True
            if waiting in batch.items:
                batch.items.remove(waiting)

    async def _serve(self, key: Hashable, batch: _Batch) -> None:
        with suppress(Cancelled):
            await self._runtime.sleep(self._wait, batch.full)
        with self._lock:
            if self._open.get(key) is batch:
                del self._open[key]
            items, batch.items = batch.items, []
        try:
            if items:
                await self._sent(items)
        finally:
            # Whatever happened, nobody is left waiting.
            for waiting in items:
                waiting.give(None, Cancelled("The batch of this call was broken off"))
            with self._lock:
                self._running.discard(batch)

    async def _sent(self, items: list[_Waiting]) -> None:
        def give(place: int, result: Any, error: BaseException | None) -> None:
            items[place].give(result, error)

        try:
            await self._send([waiting.item for waiting in items], give)
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            for waiting in items:
                # One each: a traceback belongs to one raising.
                waiting.give(None, _copied(error))

    async def flush(self) -> None:
        """Send what waits, and wait until everything that was submitted has its answer."""
        with self._lock:
            batches = list(self._running)
        for batch in batches:
            batch.full.cancel("flush")
        for batch in batches:
            if batch.task is not None:
                await batch.task.result()

    async def close(self) -> None:
        with self._lock:
            self._closed = True
        await self.flush()


def _copied(error: BaseException) -> BaseException:
    try:
        made = copy.copy(error)
    except Exception:  # noqa: BLE001 - an exception of somebody else's that cannot be copied
        return error
    made.__cause__ = error.__cause__
    return made


# --- what is sent -----------------------------------------------------------------------------------------------------


def _texts(core: Core, model: str, options: Mapping[str, Any]) -> _Send:
    """One embeddings request for all texts."""

    async def send(texts: list[Any], give: _Give) -> None:
        for place, text in enumerate(texts):
            if not isinstance(text, str):
                give(place, None, InvalidRequestError(f"An item must be text, not {type(text).__name__}"))
        places = [place for place, text in enumerate(texts) if isinstance(text, str)]
        if not places:
            return
        try:
            response = await core.embed(EmbeddingRequest([texts[place] for place in places], model, **options))
        except (BadRequest, InvalidRequestError) as error:
            if len(places) == 1:
                raise
            known: Any = error.partial.embeddings if error.partial is not None else [()] * len(places)
            # One of many may be the culprit: those that have no vector yet on their own.
            for place, vector in zip(places, known, strict=True):
                if len(vector):
                    give(place, vector, None)
                else:
                    await alone(texts[place], place, give)
            return
        for place, vector in zip(places, response.embeddings, strict=True):
            give(place, vector, None)

    async def alone(text: str, place: int, give: _Give) -> None:
        try:
            give(place, (await core.embed(EmbeddingRequest(text, model, **options))).embeddings[0], None)
        except AilibError as error:
            give(place, None, error)

    return send


def _chats(core: Core, limit: int) -> _Send:
    """A batch of chats; everybody has their answer as soon as it is there."""

    async def send(requests: list[Any], give: _Give) -> None:
        found = batch_items(core, requests, limit, CallOptions())
        try:
            async for item in found:
                give(item.index, item.response, item.error)
        finally:
            await found.aclose()

    return send


def _called(runtime: Runtime, function: Callable[[list[Any]], Any]) -> _Send:
    """A function of the user's: items to results, in their order; a result that is an exception is raised."""

    async def send(items: list[Any], give: _Give) -> None:
        results: Any = await runtime.call_function(lambda: function(items), None, None)
        if not isinstance(results, Sequence) or len(cast("list[Any]", results)) != len(items):
            count = len(cast("list[Any]", results)) if isinstance(results, Sequence) else type(results).__name__
            raise InvalidResponse(f"The function was given {len(items)} items and returned {count} results")
        for place, result in enumerate(cast("list[Any]", results)):
            failed = isinstance(result, BaseException)
            give(place, None if failed else result, result if failed else None)

    return send


@attrs.frozen
class _Settings:
    """Arguments that both collectors have."""

    dimensions: int | None = None
    input_type: str | None = None
    user: str | None = None
    extensions: Mapping[str, Any] | None = None

    def given(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}


class Collector(Generic[T, R]):
    """Gathers what many threads submit, and has it answered together.

    Args:
        function: Called with a list of items, in a thread of the collector; returns their results in that order. An
            exception among them is raised for its item.
        max_size: Items that go together, at most; a full batch goes at once.
        max_wait: Seconds that the first item of a batch waits for others.
        group_by: Items for which it gives the same value go together; by default all of them.

    Raises:
        ConfigurationError: An argument makes no sense.

    Examples:
        >>> from ailib import Client
        >>> with Client("embedded") as client, Collector.for_embeddings(client, model="embedded-embed") as vectors:
        ...     len(vectors.submit("hello")) > 0
        True
    """

    def __init__(
        self,
        function: Callable[[list[T]], Sequence[R]],
        *,
        max_size: int = 64,
        max_wait: float = 0.02,
        group_by: Callable[[T], Hashable] | None = None,
    ) -> None:
        from ..transport.threads import BlockingRuntime

        runtime = BlockingRuntime()
        self._gathering = _Gathering(runtime, _called(runtime, function), max_size, max_wait, group_by)

    @classmethod
    def for_embeddings(
        cls,
        client: Client,
        *,
        model: str | None = None,
        dimensions: int | None = None,
        input_type: str | None = None,
        user: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        max_size: int = 64,
        max_wait: float = 0.02,
    ) -> Collector[str, Sequence[float]]:
        """Texts to vectors, with one request for a whole batch; a text that is refused fails alone.

        Args:
            client: Whom to ask; it stays open.
            model: Embedding model; by default the provider's.
            dimensions: As for `Client.embed`.
            input_type: As for `Client.embed`.
            user: As for `Client.embed`.
            extensions: As for `Client.embed`.
            max_size: Texts that go together, at most.
            max_wait: Seconds that the first of them waits for others.
        """
        settings = _Settings(dimensions, input_type, user, extensions).given()
        core = client._core
        made = cast("Collector[str, Sequence[float]]", cls.__new__(cls))
        made._gathering = _Gathering(core.runtime, _texts(core, model or "", settings), max_size, max_wait, None)
        return made

    @classmethod
    def for_chat(
        cls, client: Client, *, concurrency: int | None = None, max_size: int = 64, max_wait: float = 0.02
    ) -> Collector[ChatCompletionRequest | MessagesInput, ChatCompletionResponse]:
        """Requests to answers, as a batch; everybody has theirs as soon as it is there.

        Args:
            client: Whom to ask; it stays open.
            concurrency: Calls of a batch in flight, at most; default 10.
            max_size: Requests that go together, at most.
            max_wait: Seconds that the first of them waits for others.
        """
        core = client._core
        made = cast("Collector[ChatCompletionRequest | MessagesInput, ChatCompletionResponse]", cls.__new__(cls))
        made._gathering = _Gathering(core.runtime, _chats(core, checked_limit(concurrency)), max_size, max_wait, None)
        return made

    def submit(self, item: T, *, timeout: float | None = None, cancel: CancelHandle | None = None) -> R:
        """Hand in an item and wait for its result.

        Args:
            item: The item.
            timeout: Seconds to wait for the result, that for others included; None waits as long as it takes.
            cancel: Gives up waiting; the other items of the batch are not touched.

        Raises:
            RequestTimeout: The time is up.
            Cancelled: It was cancelled.
            ConfigurationError: The collector is closed.
            Exception: What went wrong with this item, or with the whole batch.
        """
        return cast("R", step(self._gathering.submit(item, timeout, cancel)))

    def flush(self) -> None:
        """Send now what waits for others, and wait for the answers."""
        step(self._gathering.flush())

    def close(self) -> None:
        """Take nothing more, `flush`. Idempotent."""
        step(self._gathering.close())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class AsyncCollector(Generic[T, R]):
    """`Collector` for the tasks of an event loop; the function may be async."""

    def __init__(
        self,
        function: Callable[[list[T]], Sequence[R] | Awaitable[Sequence[R]]],
        *,
        max_size: int = 64,
        max_wait: float = 0.02,
        group_by: Callable[[T], Hashable] | None = None,
    ) -> None:
        from ..transport.tasks import AsyncRuntime

        runtime = AsyncRuntime()
        self._gathering = _Gathering(runtime, _called(runtime, function), max_size, max_wait, group_by)

    @classmethod
    def for_embeddings(
        cls,
        client: AsyncClient,
        *,
        model: str | None = None,
        dimensions: int | None = None,
        input_type: str | None = None,
        user: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        max_size: int = 64,
        max_wait: float = 0.02,
    ) -> AsyncCollector[str, Sequence[float]]:
        """See `Collector.for_embeddings`."""
        settings = _Settings(dimensions, input_type, user, extensions).given()
        core = client._core
        made = cast("AsyncCollector[str, Sequence[float]]", cls.__new__(cls))
        made._gathering = _Gathering(core.runtime, _texts(core, model or "", settings), max_size, max_wait, None)
        return made

    @classmethod
    def for_chat(
        cls, client: AsyncClient, *, concurrency: int | None = None, max_size: int = 64, max_wait: float = 0.02
    ) -> AsyncCollector[ChatCompletionRequest | MessagesInput, ChatCompletionResponse]:
        """See `Collector.for_chat`."""
        core = client._core
        made = cast("AsyncCollector[ChatCompletionRequest | MessagesInput, ChatCompletionResponse]", cls.__new__(cls))
        made._gathering = _Gathering(core.runtime, _chats(core, checked_limit(concurrency)), max_size, max_wait, None)
        return made

    async def submit(self, item: T, *, timeout: float | None = None, cancel: CancelHandle | None = None) -> R:
        """See `Collector.submit`."""
        return cast("R", await self._gathering.submit(item, timeout, cancel))

    async def flush(self) -> None:
        """See `Collector.flush`."""
        await self._gathering.flush()

    async def close(self) -> None:
        """See `Collector.close`."""
        await self._gathering.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()
