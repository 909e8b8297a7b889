"""Whether a run goes over the provider's own batch jobs, and with which settings."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from ..errors import ConfigurationError, UnsupportedFeatureError
from ..options import is_whole
from ..wire.batch import form_for
from .errors import StateError
from .job_state import JobState, open_jobs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..core.call import Core
    from ..providers.prices import Price
    from ..wire.batch import BatchForm
    from .flow import RunPlan
    from .provider import JobFlow, JobSettings
    from .sources import Source
    from .state import State

__all__ = ["JobBackend", "batch_price", "jobs_for", "refuse_active"]

_BACKENDS = ("calls", "provider")


class JobBackend:
    """The provider's jobs as the backend of a run.

    Attributes:
        form: How they are run there.
        settings: How this run uses them.
        state: The class of the state that knows jobs.
    """

    state: ClassVar[type[JobState]] = JobState

    def __init__(self, form: BatchForm, settings: JobSettings) -> None:
        self.form: BatchForm = form
        self.settings: JobSettings = settings

    def flow(self, core: Core, source: Source, state: State, plan: RunPlan) -> JobFlow:
        """The run."""
        from .provider import JobFlow

        assert isinstance(state, JobState)
        plan = attrs.evolve(plan, price=batch_price(plan.price, self.settings.price))
        return JobFlow(core, source, state, plan, self.form, self.settings)


def batch_price(price: Price | None, part: Decimal | None) -> Price | None:
    """The price of a batched token; None when nobody knows it."""
    if price is None or part is None:
        return None
    changed: dict[str, Any] = {
        name: value * part
        for name in ("input", "output", "cache_read", "cache_write", "input_above", "output_above")
        if (value := getattr(price, name)) is not None
    }
    return attrs.evolve(price, **changed)


def jobs_for(core: Core, kind: str, keywords: Mapping[str, Any]) -> JobBackend | None:
    """The backend that the keywords of a run ask for; None for single calls.

    Raises:
        ConfigurationError: A keyword makes no sense.
        UnsupportedFeatureError: The provider has no such jobs.
    """
    backend = keywords.get("backend") or "calls"
    if backend not in _BACKENDS:
        raise ConfigurationError(f"backend must be 'calls' or 'provider', not {backend!r}")
    poll, items, at_once = keywords.get("poll"), keywords.get("job_items"), keywords.get("concurrency", "auto")
    if poll is not None and (isinstance(poll, bool) or not isinstance(poll, (int, float)) or not 0 < poll < 86_400):
        raise ConfigurationError(f"poll must be a positive number of seconds, not {poll!r}")
    if items is not None and not is_whole(items, 1):
        raise ConfigurationError(f"job_items must be an integer of at least 1, not {items!r}")
    if backend == "calls":
        return None
    from .provider import JobSettings

    if at_once == "auto":
        at_once = JobSettings().at_once
    elif not is_whole(at_once, 1):
        raise ConfigurationError(f"concurrency must be 'auto' or an integer of at least 1, not {at_once!r}")
    form = _form(core, kind)
    part = None if form.jobs.price is None else Decimal(str(form.jobs.price))
    return JobBackend(form, JobSettings(poll, items, at_once, part))


def _form(core: Core, kind: str) -> BatchForm:
    target = core.target
    profile = target.profile
    form = form_for(profile)
    if form is None:
        raise UnsupportedFeatureError(
            f"{profile.name} has no batch jobs that ailib speaks",
            provider=profile.id,
            hint="Leave backend away: single calls, with the same guarantees",
        )
    if kind in ("chat", "embeddings") and kind not in form.jobs.kinds:
        raise UnsupportedFeatureError(
            f"The batch jobs of {profile.name} have no {kind}", provider=profile.id, hint="Leave backend away"
        )
    if target.dialect.name != form.jobs.family:
        raise UnsupportedFeatureError(
            f"The batch jobs of {profile.name} speak {form.jobs.family}, this client {target.dialect.name}",
            provider=profile.id,
            hint="Use a client without protocol=",
        )
    return form


def refuse_active(path: str | os.PathLike[str]) -> None:
    """Make sure that nobody pays twice for what is in jobs.

    Raises:
        ConfigurationError: Jobs of this state are not done.
    """
    if not Path(path).is_file():
        return
    try:
        jobs = open_jobs(path)
    except StateError:
        return  # opening it will say what is wrong
    if jobs:
        raise ConfigurationError(
            f"{len(jobs)} batch jobs of {os.fspath(path)} are not done",
            hint="Go on with backend='provider', or cancel them first: ailib batch cancel",
        )
