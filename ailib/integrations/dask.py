"""Batch runs on Dask. Needs `pip install ailib[dask]`.

    from dask.distributed import Client
    import ailib.batch

    Client("tcp://scheduler:8786")
    ailib.batch.run("in.jsonl", model="openai/gpt-4o-mini", out="out.jsonl", backend="dask")

For Dask's collections, `ailib.batch.PartitionProcessor` is a function for `map_partitions`.

Dask's documentation: https://distributed.dask.org/en/stable/client.html
"""

from __future__ import annotations

import pickle
import threading
import time
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from ..batch.backends import ClusterBackend
from ..batch.cluster import unusable
from ..batch.errors import WorkerLost
from ..batch.worker import Parcel, RemoteWorker, Report, WorkerSetup
from ..errors import AilibError, ConfigurationError

if TYPE_CHECKING:
    from ..base_client import ClientKeywords

__all__ = ["DaskBackend"]

_MOST = 32  # workers, unless it is said otherwise
_LOOK = 0.5  # seconds between two looks at who is still there


def _exchange(worker: RemoteWorker, number: int, parcels: bytes, wait: float, halt: bool) -> Report | AilibError:
    """Runs in the Dask worker that holds this worker of ours."""
    # Bytes: Dask need not look into the items, and no log of its shows them.
    return worker.exchange(number, pickle.loads(parcels), wait, halt)  # noqa: S301 - our own


class DaskBackend(ClusterBackend):
    """Answers the items of a run in the workers of a Dask cluster.

    Args:
        cluster: A `distributed.Client` (a blocking one), the address of a scheduler, a cluster object, or None for the
            client that this program made last.
        workers: How many Dask workers to use; by default all that there are, at most 32. Those that join later are used
            too, and those that leave are replaced.
        client: Keywords of the ailib clients in the workers, such as `{"rate_limit": ...}`.

    Raises:
        ConfigurationError: Dask is not installed, there is no client, or an argument makes no sense.
    """

    def __init__(
        self, cluster: Any = None, *, workers: int | None = None, client: ClientKeywords | None = None
    ) -> None:
        super().__init__(workers, client)
        try:
            self._library: Any = import_module("distributed")
        except ImportError as error:
            raise ConfigurationError("A run on Dask needs distributed", hint="pip install ailib[dask]") from error
        self._cluster = cluster

    def engine(self, setup: WorkerSetup) -> DaskEngine:
        """See `ClusterBackend.engine`."""
        library, cluster = self._library, self._cluster
        own = cluster is not None and not isinstance(cluster, library.Client)
        if own:
            cluster = library.Client(cluster, set_as_default=False)
        elif cluster is None:
            try:
                cluster = library.default_client()
            except ValueError as error:
                raise ConfigurationError(
                    "There is no Dask client",
                    hint="Make one first (dask.distributed.Client(...)), or pass DaskBackend(address)",
                ) from error
        if cluster.asynchronous:
            raise ConfigurationError("This Dask client is asynchronous", hint="Pass the address of its scheduler")
        return DaskEngine(library, cluster, setup, self.workers or _MOST, own=own)


class DaskEngine:
    """An `ailib.batch.cluster.Engine`. A worker is the address of the Dask worker where it lives."""

    def __init__(self, library: Any, client: Any, setup: WorkerSetup, workers: int, *, own: bool) -> None:
        self._library = library
        self._client = client
        self._setup = setup
        self._workers = workers
        self._own = own
        self._homes: dict[str, Any] = {}  # address to the future that is our worker there
        self._calls: dict[str, int] = {}  # address to calls so far
        self._of: dict[str, str] = {}  # key of a call to address
        self._looked = time.monotonic()
        self._ended = threading.Event()  # some call is over

    def _addresses(self) -> list[str]:
        self._looked = time.monotonic()
        return sorted(self._client.nthreads())

    def recruit(self) -> list[Any]:
        """See `Engine`."""
        fresh = [address for address in self._addresses() if address not in self._homes]
        fresh = fresh[: max(0, self._workers - len(self._homes))]
        for address in fresh:
            # It lives as long as this future: when the driver is gone, Dask lets go of it, and it closes itself.
            self._homes[address] = self._client.submit(
                RemoteWorker, self._setup, workers=[address], allow_other_workers=False, pure=False
            )
            self._calls[address] = 0
        return fresh

    def call(self, worker: Any, parcels: list[Parcel], wait: float, *, halt: bool) -> Any:
        """See `Engine`."""
        number = self._calls[worker]
        self._calls[worker] += 1
        future = self._client.submit(
            _exchange,
            self._homes[worker],
            number,
            pickle.dumps(parcels),
            wait,
            halt,
            workers=[worker],
            allow_other_workers=False,
            pure=False,
            retries=0,
        )
        future.add_done_callback(self._wake)
        self._of[future.key] = worker
        return future

    def _wake(self, _: Any) -> None:
        self._ended.set()

    def wait(self, calls: list[Any], seconds: float) -> list[Any]:
        """See `Engine`."""
        self._ended.clear()
        if not any(call.done() for call in calls):
            self._ended.wait(seconds)
        over = [call for call in calls if call.done()]
        if time.monotonic() - self._looked >= _LOOK:
            # A task that is pinned to a worker waits for ever when that one is gone.
            there = self._addresses()
            over += [call for call in calls if self._of[call.key] not in there and not call.done()]
        return over

    def result(self, call: Any) -> Report:
        """See `Engine`."""
        address = self._of.pop(call.key)
        told = self._told(call, address)
        call.release()
        if isinstance(told, WorkerLost):
            self._dismiss(address)
        if isinstance(told, AilibError):
            raise told
        return told

    def _told(self, call: Any, address: str) -> Report | AilibError:
        """What a call has brought; a result may be lost with its worker on the way to us."""
        library, patience = self._library, _LOOK
        while call.done() or address in self._addresses():
            try:
                return cast("Report | AilibError", call.result(timeout=patience))
            except library.TimeoutError:
                if address not in self._addresses():
                    break
                patience *= 2
            except (OSError, library.CancelledError, library.KilledWorker):
                break
            except Exception as error:  # noqa: BLE001 - of our code there, or of Dask
                return unusable(error)
        return WorkerLost(f"The Dask worker {address} is gone")

    def _dismiss(self, address: str) -> None:
        self._calls.pop(address, None)
        home = self._homes.pop(address, None)
        if home is not None:
            with suppress(Exception):  # the cluster may be gone
                home.release()

    def close(self) -> None:
        """See `Engine`."""
        for address in list(self._homes):
            self._dismiss(address)
        self._of.clear()
        if self._own:
            self._client.close()
