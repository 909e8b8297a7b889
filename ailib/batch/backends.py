"""Where the items of a run are answered: the `backend` keyword of `run`.

A backend is a name or an object with the members of `Backend`. None and "calls" are threads (or tasks) of this process.
"provider" is none of these: a provider's batch jobs answer without calls, see `ailib.batch.jobs`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..base_client import ClientKeywords
    from ..core.call import Core
    from .flow import Flow, RunPlan
    from .sources import Source
    from .state import State
    from .worker import WorkerSetup

__all__ = ["Backend", "ClusterBackend", "resolve_backend"]

_OTHERS = ("calls", "provider")
# Name to module and class, loaded when the name is used.
_KNOWN = {
    "ray": ("ailib.integrations.ray", "RayBackend"),
    "dask": ("ailib.integrations.dask", "DaskBackend"),
}


class Backend(Protocol):
    """Where the items of a run are answered.

    Attributes:
        client: Keywords for the clients that are made, the one of the calling process included.
    """

    client: Mapping[str, Any]

    def flow(
        self, core: Core, source: Source, state: State, plan: RunPlan, setup: WorkerSetup, most: int | None
    ) -> Flow:
        """The run.

        Args:
            core: Of the calling process.
            source: What is asked.
            state: What is known of it.
            plan: How it is asked.
            setup: What a worker has to know.
            most: Calls in flight at most, None for "auto".
        """
        ...


class ClusterBackend(ABC):
    """Base of the backends that start workers; see `ailib.integrations.ray` and `ailib.integrations.dask`.

    Args:
        workers: Processes that answer, at most.
        client: Keywords of their clients, such as `rate_limit` or `api_key`. A key that is not given is read from the
            environment of each worker.
    """

    def __init__(self, workers: int | None, client: ClientKeywords | None) -> None:
        from ..options import is_whole

        if workers is not None and not is_whole(workers, 1):
            raise ConfigurationError(f"workers must be an integer of at least 1, not {workers!r}")
        self.workers = workers
        self.client: Mapping[str, Any] = dict(cast("Mapping[str, Any]", client or {}))

    def __repr__(self) -> str:
        # What the client was given may be a key.
        return f"<{type(self).__name__} workers={self.workers}>"

    @abstractmethod
    def engine(self, setup: WorkerSetup) -> Any:
        """The `Engine` that runs the workers."""

    def flow(
        self, core: Core, source: Source, state: State, plan: RunPlan, setup: WorkerSetup, most: int | None
    ) -> Flow:
        """See `Backend.flow`."""
        from .cluster import ClusterFlow

        return ClusterFlow(core, source, state, plan, partial(self.engine, setup), setup, most)


def resolve_backend(backend: Any) -> Backend | None:
    """The backend that makes calls elsewhere; None for calls of this process, and for a provider's jobs.

    Raises:
        ConfigurationError: There is no such backend, or its library is missing.
    """
    if backend is None or backend in _OTHERS:
        return None
    if isinstance(backend, str):
        if backend not in _KNOWN:
            raise ConfigurationError(
                f"There is no backend {backend!r}", hint=f"Known are {', '.join((*_OTHERS, *_KNOWN))}"
            )
        module, name = _KNOWN[backend]
        return cast("Backend", getattr(import_module(module), name)())
    if not callable(getattr(backend, "flow", None)):
        raise ConfigurationError(f"backend must be a name or a backend, not {backend!r}")
    return cast("Backend", backend)
