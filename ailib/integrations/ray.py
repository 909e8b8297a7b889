"""Batch runs and Ray Data stages on Ray. Needs `pip install ailib[ray]`.

    import ailib.batch
    ailib.batch.run("in.jsonl", model="openai/gpt-4o-mini", out="out.jsonl", backend="ray")

    from ailib.integrations.ray import RayBackend
    ailib.batch.run(..., backend=RayBackend(workers=16, num_cpus=0.5, client={"rate_limit": limit}))

For Ray Data, `ailib.batch.PartitionProcessor` is the stage:

    dataset.map_batches(PartitionProcessor, fn_constructor_kwargs={...}, concurrency=4, batch_size=64)

Ray's documentation: https://docs.ray.io/en/latest/ray-core/actors.html
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Unpack

from ..batch.backends import ClusterBackend
from ..batch.cluster import unusable
from ..batch.errors import WorkerLost
from ..batch.partitions import PartitionProcessor
from ..batch.worker import Parcel, RemoteWorker, Report, WorkerSetup
from ..errors import AilibError, ConfigurationError

if TYPE_CHECKING:
    from ..base_client import ClientKeywords
    from ..batch.partitions import PartitionKeywords

__all__ = ["RayBackend", "partition_task"]

_MOST = 32  # workers, unless it is said otherwise


def _library() -> Any:
    try:
        return import_module("ray")
    except ImportError as error:
        raise ConfigurationError("A run on Ray needs the ray library", hint="pip install ailib[ray]") from error


class RayBackend(ClusterBackend):
    """Answers the items of a run in actors of a Ray cluster: the one that this program is connected to, else what
    `ray.init()` finds or starts.

    Args:
        workers: Actors; by default one for each CPU of the cluster, at most 32. One that is lost is replaced.
        client: Keywords of their clients, such as `{"rate_limit": ...}`.
        options: Options of the actors: `num_cpus` (default 1), `resources`, `runtime_env`, ...

    Raises:
        ConfigurationError: Ray is not installed, or an argument makes no sense.
    """

    def __init__(self, workers: int | None = None, *, client: ClientKeywords | None = None, **options: Any) -> None:
        super().__init__(workers, client)
        _library()
        self._options = {"num_cpus": 1, **options}

    def engine(self, setup: WorkerSetup) -> RayEngine:
        """See `ClusterBackend.engine`."""
        ray = _library()
        if not ray.is_initialized():
            ray.init()
        workers = self.workers
        if workers is None:
            cpus = ray.cluster_resources().get("CPU", 1) / (self._options["num_cpus"] or 1)
            workers = max(1, min(_MOST, int(cpus)))
        return RayEngine(ray, setup, workers, self._options)


class RayEngine:
    """An `ailib.batch.cluster.Engine`."""

    def __init__(self, ray: Any, setup: WorkerSetup, workers: int, options: dict[str, Any]) -> None:
        self._ray = ray
        self._workers = workers
        # What a lost actor held is known to the driver alone: Ray must neither restart it nor repeat its calls.
        self._actor: Any = ray.remote(RemoteWorker).options(**options, max_restarts=0, max_task_retries=0)
        self._setup: Any = ray.put(setup)
        self._calls: dict[Any, int] = {}  # actor to calls so far
        self._of: dict[Any, Any] = {}  # call to actor

    def recruit(self) -> list[Any]:
        """See `Engine`."""
        fresh = [self._actor.remote(self._setup) for _ in range(self._workers - len(self._calls))]
        self._calls |= dict.fromkeys(fresh, 0)
        return fresh

    def call(self, worker: Any, parcels: list[Parcel], wait: float, *, halt: bool) -> Any:
        """See `Engine`."""
        call = worker.exchange.remote(self._calls[worker], parcels, wait, halt)
        self._calls[worker] += 1
        self._of[call] = worker
        return call

    def wait(self, calls: list[Any], seconds: float) -> list[Any]:
        """See `Engine`."""
        over, _ = self._ray.wait(calls, num_returns=1, timeout=seconds)
        if over and len(calls) > 1:
            over, _ = self._ray.wait(calls, num_returns=len(calls), timeout=0)
        return list(over)

    def result(self, call: Any) -> Report:
        """See `Engine`."""
        worker = self._of.pop(call)
        try:
            told = self._ray.get(call)
        except self._ray.exceptions.RayTaskError as error:
            raise unusable(error) from error
        except self._ray.exceptions.RayError as error:
            told = WorkerLost(f"A Ray actor is gone: {type(error).__name__}")
            told.__cause__ = error
        if isinstance(told, WorkerLost):
            self._dismiss(worker)
        if isinstance(told, AilibError):
            raise told
        return told  # type: ignore[no-any-return]

    def _dismiss(self, worker: Any) -> None:
        self._calls.pop(worker, None)
        with suppress(Exception):  # it is gone already, or the cluster is
            self._ray.kill(worker)

    def close(self) -> None:
        """See `Engine`."""
        for worker in list(self._calls):
            self._dismiss(worker)
        self._of.clear()


def partition_task(*, num_cpus: float = 1, **keywords: Unpack[PartitionKeywords]) -> Any:
    """A Ray task that answers a list of rows.

        task = partition_task(model="openai/gpt-4o-mini", template="Translate: {text}")
        answered = ray.get([task.remote(rows) for rows in parts])

    Args:
        num_cpus: What the task asks of Ray.
        keywords: Those of `ailib.batch.process_partition`.

    Returns:
        A remote function of a list of rows; its result is the list of the answered rows. Ray runs it again when its
        process dies: the rows are asked again then. A run that must not pay twice is `run(..., backend="ray")`.

    Raises:
        ConfigurationError: Ray is not installed, or an argument makes no sense.
    """
    processor = PartitionProcessor(**keywords)

    def answer_rows(rows: Any) -> list[Any]:
        with processor:
            return list(processor(rows))

    return _library().remote(num_cpus=num_cpus)(answer_rows)
