"""What answers items in a process of its own: for the engines of a cluster, and for `process_partition`.

A `Worker` has an `AsyncClient` in a thread of its own and is spoken to with one method, `exchange`: items in, what has
ended out. It has no state and no output: whoever holds those is somewhere else.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from weakref import finalize

import attrs

from ..client import AsyncClient
from ..core.adaptive import AdaptiveLimit
from ..errors import AilibError
from ..providers.prices import price_of
from .errors import WorkerLost
from .flow import Flow, RunPlan
from .runs import _watching, named_model
from .sources import Source
from .state import FAILED, Outcome, State

if TYPE_CHECKING:
    from .sources import Entry

__all__ = ["Parcel", "Refusal", "RemoteWorker", "Report", "Worker", "WorkerSetup"]

START = 8  # calls in flight at first, with "auto"
MOST = 256  # and at most, in an event loop
_GATHER = 0.01  # seconds for which a report waits for more once there is something to tell


@attrs.frozen(eq=False, repr=False)
class WorkerSetup:
    """What a worker has to know. It can be pickled; its `repr` shows nothing of what a client was given.

    Attributes:
        model: "provider/model", a provider, or None for what the worker's environment names.
        client: Keywords of its client. A key that is not among them comes from the worker's environment.
        kind, template, system, fields: As for `run`.
        start, most: Calls in flight, at first and at most.
    """

    model: str | None = None
    client: Mapping[str, Any] = attrs.field(factory=dict[str, Any])
    kind: str = "chat"
    template: str | None = None
    system: str | None = None
    fields: Mapping[str, Any] | None = None
    start: int = START
    most: int = MOST

    def __repr__(self) -> str:
        return f"<WorkerSetup {self.model or ''} {self.kind}>"


class Parcel:
    """Items of one request, on their way to a worker and back.

    Attributes:
        number: By which it is known.
        entries: The items.
    """

    __slots__ = ("entries", "number")

    def __init__(self, number: int, entries: list[Entry]) -> None:
        self.number: int = number
        self.entries: list[Entry] = entries


class Refusal(Outcome):
    """Items that failed with an error that whoever holds the run has to judge.

    Attributes:
        positions: All items of the call; `position` is the first.
        error: Why.
    """

    __slots__ = ("error", "positions")

    def __init__(self, entries: list[Entry], error: AilibError) -> None:
        super().__init__(entries[0].position, entries[0].key, FAILED)
        self.positions: list[int] = [entry.position for entry in entries]
        self.error: AilibError = error


class Report:
    """What a worker tells.

    Attributes:
        ended: For each parcel that is over its number and what became of its items; an empty list means that nothing
            was sent.
        limit, in_flight, throttled: Calls that may be in flight and that are, and how often the provider said "too
            many".
    """

    __slots__ = ("ended", "in_flight", "limit", "throttled")

    def __init__(self, ended: list[tuple[int, list[Outcome]]], limit: int, in_flight: int, throttled: int) -> None:
        self.ended: list[tuple[int, list[Outcome]]] = ended
        self.limit: int = limit
        self.in_flight: int = in_flight
        self.throttled: int = throttled


class _Serving(Flow):
    """The part of a run that asks."""

    def _failures(self, parcel: list[Entry], error: AilibError) -> list[Outcome]:
        super()._failures(parcel, error)  # after a hopeless one nothing more is sent
        return [Refusal(parcel, error)]

    def halt(self, *, now: bool) -> None:
        """Send nothing more; with `now`, end what is in flight as well."""
        self._stop("halted")
        if now:
            self._token.cancel("the run was cancelled")

    async def serve(self, parcel: list[Entry]) -> list[Outcome]:
        """The outcomes of a parcel, none when it was not sent."""
        return await self._serve((None, parcel))


class _Engine:
    """The thread with its loop and its client. It knows nothing of the `Worker`, which may be forgotten."""

    def __init__(self, setup: WorkerSetup) -> None:
        self.setup = setup
        self.told = threading.Condition()
        self.ended: list[tuple[int, list[Outcome]]] = []
        self.held = 0
        self.failure: BaseException | None = None
        self.ready = threading.Event()
        self.flow: _Serving | None = None
        self.limit: AdaptiveLimit | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        self._over: asyncio.Event | None = None
        # A daemon: a process that ends does not wait for answers that nobody will read.
        self.thread = threading.Thread(target=self._run, name="ailib-worker", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:  # noqa: BLE001 - raised where the worker is spoken to
            self.failure = error
        finally:
            with self.told:
                if self.failure is None:
                    self.failure = WorkerLost("The worker is closed")
                self.told.notify_all()
            self.ready.set()

    async def _main(self) -> None:
        setup = self.setup
        self.loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        async with AsyncClient(setup.model, **cast("Any", dict(setup.client))) as client:
            named = named_model(client._core, setup.model, setup.kind)
            source = Source(
                (),
                kind=setup.kind,
                template=setup.template,
                fields=setup.fields,
                system=setup.system,
                model=named,
            )
            limit = AdaptiveLimit(client._core.runtime, setup.start, setup.most)
            core = _watching(client, limit, None)
            asked = "" if setup.kind == "embeddings" else core.target.model or ""
            price = price_of(core.target.profile.id, named or asked or core.target.default_model or "")
            plan = RunPlan(kind=setup.kind, stop_after=None, price=price)
            self.limit = limit
            self.flow = _Serving(core, source, cast("State", None), limit, plan)
            self.ready.set()
            await self._over.wait()
            self.flow.halt(now=True)
            if self.tasks:
                await asyncio.wait(self.tasks, timeout=5.0)

    def put(self, parcels: list[Parcel]) -> None:
        """Begin; called on the loop."""
        for parcel in parcels:
            task = asyncio.get_running_loop().create_task(self._serve(parcel))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _serve(self, parcel: Parcel) -> None:
        assert self.flow is not None
        try:
            outcomes = await self.flow.serve(parcel.entries)
        except Exception as error:  # noqa: BLE001 - whoever speaks to the worker has to learn of it
            self.failure = error
            outcomes = []
        with self.told:
            self.held -= 1
            self.ended.append((parcel.number, outcomes))
            self.told.notify_all()

    def close(self) -> None:
        """End the thread; what is in flight is cancelled."""
        loop, over = self.loop, self._over
        if loop is not None and over is not None and self.thread.is_alive():
            try:
                loop.call_soon_threadsafe(over.set)
            except RuntimeError:  # it ended meanwhile
                return


class Worker:
    """Answers items.

    Args:
        setup: What it has to know.

    Raises:
        ConfigurationError: No client can be made of it: an unknown provider, no key.
    """

    def __init__(self, setup: WorkerSetup) -> None:
        self._engine = engine = _Engine(setup)
        self._finalizer = finalize(self, engine.close)
        engine.ready.wait()
        if engine.failure is not None:
            raise engine.failure

    def exchange(self, parcels: list[Parcel], wait: float = 0.0, *, halt: bool = False, now: bool = False) -> Report:
        """Take these parcels on, and tell what has ended since the last time.

        Args:
            parcels: New ones.
            wait: Seconds to wait, at most, until something has ended; not at all when nothing is held.
            halt: Send nothing more: what was not sent ends with no outcome.
            now: With `halt`, end what is in flight as well.

        Raises:
            WorkerLost: It is closed.
        """
        engine = self._engine
        assert engine.loop is not None
        assert engine.flow is not None
        assert engine.limit is not None
        if engine.failure is not None:
            raise engine.failure
        until = time.monotonic() + wait
        with engine.told:
            engine.held += len(parcels)
        if parcels:
            engine.loop.call_soon_threadsafe(engine.put, parcels)
        if halt:
            engine.flow.halt(now=now)
        with engine.told:

            def enough() -> bool:
                return bool(engine.failure) or bool(engine.ended) or not engine.held

            engine.told.wait_for(enough, max(0.0, until - time.monotonic()))
            if engine.ended and engine.held and wait > 0:
                # A message for each answer costs more than the answers of a moment together.
                engine.told.wait_for(lambda: bool(engine.failure) or not engine.held, _GATHER)
            if engine.failure is not None:
                raise engine.failure
            ended, engine.ended = engine.ended, []
        return Report(ended, engine.limit.limit, engine.limit.in_flight, engine.limit.rejected)

    def close(self) -> None:
        """End it, and wait for that. What is in flight is cancelled. Idempotent."""
        self._finalizer()
        self._engine.thread.join(10.0)


class RemoteWorker:
    """A worker in a process of somebody else. It is made at the first call; its errors are answers like others.

    Args:
        setup: For the worker.
    """

    def __init__(self, setup: WorkerSetup) -> None:
        self._setup = setup
        self._worker: Worker | None = None
        self._calls = 0

    def exchange(self, number: int, parcels: list[Parcel], wait: float, halt: bool) -> Report | AilibError:
        """`Worker.exchange`.

        Args:
            number: How many calls there were before. One that does not fit says that this worker is a new one, in the
                place of another that is gone.
            parcels: New ones.
            wait: Seconds to wait, at most, until something has ended.
            halt: Send nothing more.
        """
        try:
            if number != self._calls:
                return WorkerLost("The worker has been started anew")
            self._calls += 1
            if self._worker is None:
                self._worker = Worker(self._setup)
            return self._worker.exchange(parcels, wait, halt=halt)
        except AilibError as error:
            return error

    def __reduce__(self) -> Any:
        # An engine that is short of memory would write it to a disk and make a worker without memory of it.
        raise TypeError("A worker stays in its process")
