"""Ending the provider's jobs of a run that nobody works on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..cancel import CancelHandle
from ..client import AsyncClient, Client
from ..core.bridge import run as step
from ..providers.prices import price_of
from .flow import RunPlan
from .job_state import JobState
from .jobs import jobs_for
from .sources import Source
from .state import read_meta

if TYPE_CHECKING:
    import os

    from .results import RunResult

__all__ = ["acancel", "cancel"]


def cancel(
    state: str | os.PathLike[str], *, client: Client | None = None, poll: float | None = None
) -> RunResult | None:
    """End the provider's jobs of a run that is not running, and take the results that they have.

    A run that is running is ended by its own `cancel` handle, or by `stop`.

    Args:
        state: The state of the run.
        client: As for `run`.
        poll: Seconds between two looks at the jobs.

    Returns:
        Counts and cost; what has no answer is missing, and the same run can go on later. None when there were no jobs.
        Jobs that have not ended within 30 seconds are looked at by the next run.

    Raises:
        StateLocked: The run is running.
        StateError: There is no such state.
        AilibError: The provider cannot be asked.
    """
    meta = read_meta(state)
    own = None if client is not None else Client(meta.get("target"), base_url=meta.get("base_url"))
    try:
        return step(_cancel(cast("Client", client or own), state, meta, poll))
    finally:
        if own is not None:
            own.close()


async def acancel(
    state: str | os.PathLike[str], *, client: AsyncClient | None = None, poll: float | None = None
) -> RunResult | None:
    """`cancel` in an event loop."""
    meta = read_meta(state)
    own = None if client is not None else AsyncClient(meta.get("target"), base_url=meta.get("base_url"))
    try:
        return await _cancel(cast("AsyncClient", client or own), state, meta, poll)
    finally:
        if own is not None:
            await own.close()


async def _cancel(
    client: Client | AsyncClient, state: str | os.PathLike[str], meta: dict[str, Any], poll: float | None
) -> RunResult | None:
    core = client._core
    kind = meta.get("kind", "chat")
    handle = CancelHandle()
    handle.cancel(reason="its jobs were cancelled")
    opened = JobState(state, meta["out"], core.runtime.lock(), dedupe=meta.get("dedupe", False))
    with opened:
        if not opened.jobs:
            return None
        jobs = jobs_for(core, kind, {"backend": "provider", "poll": poll})
        assert jobs is not None
        price = price_of(core.target.profile.id, meta.get("model") or "")
        plan = RunPlan(kind=kind, cancel=handle._token, dedupe=meta.get("dedupe", False), price=price)
        return await jobs.flow(core, Source([], kind=kind), opened, plan).run()
