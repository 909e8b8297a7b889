"""`run` and `arun`: many requests, durably. What is answered once is never paid twice."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

import attrs

from ..client import AsyncClient, Client
from ..core.adaptive import AdaptiveLimit
from ..core.bridge import run as step
from ..core.embedding import texts_at_once
from ..errors import ConfigurationError
from ..models.notebook import notebook_bar
from ..models.record import Record
from ..options import is_whole
from ..providers.prices import price_of
from .backends import resolve_backend
from .flow import Flow, OnRunProgress, RunPlan
from .history import History
from .job_state import JobStatus, read_jobs
from .jobs import jobs_for, refuse_active
from .sources import BatchSource, Source
from .state import State, read_meta

if TYPE_CHECKING:
    from ..cancel import CancelHandle
    from ..core.call import Core
    from ..models.attempt import RetryEvent
    from .backends import Backend
    from .results import RunResult
    from .worker import WorkerSetup

__all__ = [
    "PlanKeywords",
    "ResumeKeywords",
    "RunKeywords",
    "RunStatus",
    "aresume",
    "arun",
    "named_model",
    "resume",
    "run",
    "status",
]

_REMEMBERED = ("kind", "template", "system", "fields", "base_url", "backend")
_START = 8
_MOST = {True: 64, False: 256}  # in flight with "auto": threads, tasks


class ResumeKeywords(TypedDict, total=False):
    """Keywords of `resume` and `aresume`, and most of those of `run` and `arun`.

    Keys:
        kind: "chat" (default) or "embeddings".
        template: A format string for rows: "Translate into {language}: {text}".
        system: Instructions before every item that has none.
        fields: Fields for every request, such as `{"temperature": 0, "max_tokens": 200}`; an item's own win.
        concurrency: "auto" (default) starts with 8 calls and follows what the provider can bear, up to 64 for `run` and
            256 for `arun`; a number is the most that is ever in flight.
        budget_usd: US dollars that all runs on this state may cost together. No item is sent that may exceed it.
        token_budget: The same in tokens, prompts and answers together.
        on_progress: Called with a `RunProgress` at most ten times per second, and at the end. In a notebook a bar shows
            the progress by default.
        dedupe: Ask equal items once and repeat the answer.
        warm_cache: Profit from the provider's prompt cache: of the prompts that begin alike (within 1,000 items) the
            first goes alone, the others when it has its answer.
        retry_failed: Send again what failed in earlier runs.
        stop_after: End the run when so many calls in a row have failed (default 50); None never does.
        cancel: A handle that ends the run and what is in flight.
        drain: A handle that ends the run once what is in flight has ended.
        base_url: Address of the provider, as for a client.
        backend: "calls" (default) asks item by item; "provider" uses the provider's own batch jobs, which take up to a
            day and cost less. `concurrency` is then the most jobs at once (8), and `drain` leaves them at work: the
            same call goes on with them later. "ray" and "dask" ask item by item in the workers of a cluster;
            `ailib.integrations.ray.RayBackend(workers=16)` and `DaskBackend` do so with settings. A run that is
            resumed keeps a backend that was given by its name.
        poll: Seconds between two looks at a job; by default 5 at first, up to 60.
        job_items: Most items in a job; by default what the provider allows, up to 50,000.
    """

    kind: str
    template: str | None
    system: str | None
    fields: Mapping[str, Any] | None
    concurrency: int | str
    budget_usd: Decimal | float | str | None
    token_budget: int | None
    on_progress: OnRunProgress | None
    dedupe: bool
    warm_cache: bool
    retry_failed: bool
    stop_after: int | None
    cancel: CancelHandle | None
    drain: CancelHandle | None
    base_url: str | None
    backend: str | Backend | None
    poll: float | None
    job_items: int | None


class PlanKeywords(TypedDict, total=False):
    """Keywords of `plan` and `aplan`.

    Keys:
        kind, template, system, fields, base_url: As for `run`.
        state: State of an earlier run: what it has answered is not counted.
        answer_tokens: Expected length of an answer without `max_tokens`; default 300.
        items_per_second: For the time that the run will take.
        samples: How many requests to show; default 3.
        ask: How many items to send for real, to see their answers and to reckon with their length and time; default 0.
            They are paid, and not kept: a run sends them again.
        concurrency: Calls in flight that the time is reckoned with, and with which `ask` sends; default 8.
        count: False never asks the provider to count.
        backend: "provider" for the price of the provider's batch jobs.
    """

    kind: str
    template: str | None
    system: str | None
    fields: Mapping[str, Any] | None
    base_url: str | None
    state: str | os.PathLike[str] | None
    answer_tokens: int
    items_per_second: float | None
    samples: int
    ask: int
    concurrency: int
    count: bool
    backend: str | None


class RunKeywords(ResumeKeywords, total=False):
    """Keywords of `run` and `arun`: those of `ResumeKeywords`, and the state.

    Keys:
        state: The state file; by default the output's name with ".db" behind it. It is what makes a run resumable.
    """

    state: str | os.PathLike[str] | None


def run(
    requests: BatchSource,
    *,
    out: str | os.PathLike[str],
    model: str | None = None,
    client: Client | None = None,
    **keywords: Unpack[RunKeywords],
) -> RunResult:
    """Answer every item of `requests` into `out`, one JSON line each, in input order.

    Run it again after a crash, a Ctrl-C or a spent budget: it sends only what has no answer yet. A killed process loses
    at most what was in flight and the answers of its last 20 ms or so.

    Args:
        requests: A path (.jsonl, .csv, .tsv, .parquet) or an iterable: prompts, message lists, request objects, OpenAI
            request bodies, lines of an OpenAI batch file, rows for a template. It is read one item at a time.
        out: The output, JSON lines.
        model: "provider/model" answers every item; a provider alone leaves the model to the items. Without it:
            `client`, else the default of the environment.
        client: A client to use, which stays open; None makes one.
        keywords: See `RunKeywords`.

    Returns:
        Counts, cost, why it stopped; iterating over it reads the output.

    Raises:
        ConfigurationError: An argument makes no sense, or the state belongs to another run.
        StateLocked: Another run works on the state.
        StateError: The state or the output cannot be read or written.
        RunStopped: Too many calls failed in a row.
        AilibError: The provider will not answer any item: a wrong key, an unknown model, no money. Nothing is lost.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     result = run(["Say hello", "Say goodbye"], model="embedded", out=f"{folder}/out.jsonl")
        ...     result.done, [item.index for item in result]
        (2, [0, 1])
    """
    backend = _backend(client, keywords)
    own = None if client is not None else _client(Client, model, keywords, backend)
    used = cast("Client", client if own is None else own)
    try:
        return step(_run(used, requests, out, model, keywords, backend))
    finally:
        if own is not None:
            own.close()


async def arun(
    requests: BatchSource,
    *,
    out: str | os.PathLike[str],
    model: str | None = None,
    client: AsyncClient | None = None,
    **keywords: Unpack[RunKeywords],
) -> RunResult:
    """`run` in an event loop; the items are taken from the iterable on the loop."""
    backend = _backend(client, keywords)
    own = None if client is not None else _client(AsyncClient, model, keywords, backend)
    used = cast("AsyncClient", client if own is None else own)
    try:
        return await _run(used, requests, out, model, keywords, backend)
    finally:
        if own is not None:
            await own.close()


def _backend(client: Any, keywords: RunKeywords) -> Backend | None:
    """The backend that was asked for; None for this process."""
    backend = resolve_backend(keywords.get("backend"))
    if backend is not None and client is not None:
        raise ConfigurationError(
            "A client stays in its process: with a backend, the workers make their own",
            hint="Say what they need: RayBackend(client={'rate_limit': ...})",
        )
    return backend


def _client(cls: Any, model: str | None, keywords: RunKeywords, backend: Backend | None) -> Any:
    given = {} if backend is None else dict(backend.client)
    return cls(model, **{"base_url": keywords.get("base_url"), **given})


def _amount(value: Decimal | float | str | None) -> Decimal | None:
    if value is None:
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount <= 0:
        raise ConfigurationError(f"budget_usd must be a positive number of dollars, not {value!r}")
    return amount


def _limit(core: Core, concurrency: int | str, *, blocking: bool) -> AdaptiveLimit:
    if concurrency == "auto":
        return AdaptiveLimit(core.runtime, _START, _MOST[blocking])
    if not is_whole(concurrency, 1):
        raise ConfigurationError(f"concurrency must be 'auto' or an integer of at least 1, not {concurrency!r}")
    return AdaptiveLimit(core.runtime, cast("int", concurrency), cast("int", concurrency))


async def _run(
    client: Client | AsyncClient,
    requests: BatchSource,
    out: str | os.PathLike[str],
    model: str | None,
    keywords: RunKeywords,
    backend: Backend | None,
) -> RunResult:
    """The run of both kinds of client; nothing suspends under the blocking one."""
    unknown = set(keywords) - set(RunKeywords.__annotations__)
    if unknown:
        raise TypeError(f"run() has no keyword {min(unknown)!r}")
    kind = keywords.get("kind", "chat")
    template, fields, system = keywords.get("template"), keywords.get("fields"), keywords.get("system")
    budget = keywords.get("token_budget")
    if budget is not None and not is_whole(budget, 1):
        raise ConfigurationError(f"token_budget must be a positive integer, not {budget!r}")
    core = client._core
    named = named_model(core, model, kind)
    source = Source(requests, kind=kind, template=template, fields=fields, system=system, model=named)
    jobs = jobs_for(core, kind, keywords if backend is None else {**keywords, "backend": None})
    limit = _limit(core, keywords.get("concurrency", "auto"), blocking=isinstance(client, Client))
    history = None
    if jobs is None:
        history = History(core.runtime.lock(), core.runtime.now)
        core = _watching(client, limit, history)
    if keywords.get("warm_cache") and (jobs is not None or backend is not None):
        raise ConfigurationError("warm_cache orders the calls of this process, and this backend sends them itself")
    asked = "" if kind == "embeddings" else core.target.model or ""
    price = price_of(core.target.profile.id, named or asked or core.target.default_model or "")
    cancel, drain = keywords.get("cancel"), keywords.get("drain")
    plan = RunPlan(
        kind=kind,
        budget_usd=_amount(keywords.get("budget_usd")),
        token_budget=budget,
        on_progress=keywords.get("on_progress") or notebook_bar(),
        dedupe=keywords.get("dedupe", False),
        warm_cache=keywords.get("warm_cache", False),
        stop_after=keywords.get("stop_after", 50),
        texts=_texts_at_once(core, named),
        price=price,
        cancel=cancel._token if cancel is not None else None,
        drain=drain._token if drain is not None else None,
    )
    path = keywords.get("state") or f"{os.fspath(out)}.db"
    if jobs is None:
        refuse_active(path)
    state = (State if jobs is None else jobs.state)(
        path,
        out,
        core.runtime.lock(),
        dedupe=keywords.get("dedupe", False),
        retry_failed=keywords.get("retry_failed", False),
    )
    state.history = history
    with state:
        state.describe(
            {
                "model": named,
                "provider": core.target.profile.id,
                "target": model,
                "base_url": keywords.get("base_url"),
                "kind": kind,
                "template": template,
                "system": system,
                "fields": dict(fields) if fields else None,
                "source": source.path,
                "total": source.total,
                "backend": asked_backend if isinstance(asked_backend := keywords.get("backend"), str) else None,
            }
        )
        if jobs is not None:
            return await jobs.flow(core, source, state, plan).run()
        if backend is not None:
            setup, most = _setup(model, keywords, backend)
            return await backend.flow(core, source, state, plan, setup, most).run()
        return await Flow(core, source, state, limit, plan).run()


def _setup(model: str | None, keywords: RunKeywords, backend: Backend) -> tuple[WorkerSetup, int | None]:
    """What the workers of a backend have to know, and how many calls they may have in flight together."""
    from .worker import MOST, START, WorkerSetup

    concurrency = keywords.get("concurrency", "auto")
    most = None if concurrency == "auto" else cast("int", concurrency)
    setup = WorkerSetup(
        model,
        {"base_url": keywords.get("base_url"), **backend.client},
        keywords.get("kind", "chat"),
        keywords.get("template"),
        keywords.get("system"),
        keywords.get("fields"),
        START if most is None else most,
        MOST if most is None else most,
    )
    return setup, most


def named_model(core: Core, model: str | None, kind: str) -> str:
    """The model that answers every item, "" when the items name theirs."""
    target = core.target
    if target.model is None or (kind == "embeddings" and model is None and "embed" not in target.model.lower()):
        return ""
    return target.model


def _texts_at_once(core: Core, model: str) -> int:
    target = core.target
    try:
        name = target.resolve_embedding_model(model)
    except ConfigurationError:
        return 1
    except ValueError:  # no model is named: every item names its own
        return 1
    return min(64, texts_at_once(target, name) or 64)


def _watching(client: Client | AsyncClient, limit: AdaptiveLimit, history: History | None) -> Core:
    """The client's core, whose retries are counted, and tell the limit when the provider says "too many"."""
    policy = client._core.settings.retry
    before = policy.on_retry

    def on_retry(event: RetryEvent) -> None:
        limit.failed(cast("Any", event.error))
        if history is not None:
            history.retried(type(event.error).__name__)
        if before is not None:
            before(event)

    return client.with_options(retry=attrs.evolve(policy, on_retry=on_retry))._core


# --- what a state knows -----------------------------------------------------------------------------------------------


@attrs.frozen(eq=False, repr=False)
class RunStatus(Record):
    """What a state file says about its run; it may be read while the run works.

    Attributes:
        state, out, source: The files; `source` is None when the items came from an iterable.
        model, kind: As they were given.
        total: Items in all, None when nobody knew.
        done, failed: Items with an answer, with an error.
        written: Lines of the output so far.
        errors: How many failed with which kind of error.
        prompt_tokens, completion_tokens, cost_usd: Sums.
        running: Whether a run works on it now.
        jobs: The provider's jobs, those that are done included; empty for a run without.
    """

    state: str
    out: str
    source: str | None
    model: str
    kind: str
    total: int | None
    done: int
    failed: int
    written: int
    errors: Mapping[str, int]
    prompt_tokens: int
    completion_tokens: int
    cost_usd: Decimal
    running: bool
    jobs: tuple[JobStatus, ...] = ()

    @property
    def missing(self) -> int | None:
        """Items without answer or error, None when nobody knows how many there are."""
        return None if self.total is None else max(0, self.total - self.done - self.failed)


def status(state: str | os.PathLike[str]) -> RunStatus:
    """Look at the state of a run.

    Raises:
        StateError: There is no such file, or it is no state of a run.
    """
    meta = read_meta(state)
    return RunStatus(
        state=os.fspath(state),
        out=meta["out"],
        source=meta.get("source"),
        model=meta.get("target") or meta.get("model") or meta.get("provider") or "",
        kind=meta.get("kind", "chat"),
        total=meta.get("total"),
        done=meta["done"],
        failed=meta["failed"],
        written=meta.get("next", 0),
        errors=meta["errors"],
        prompt_tokens=meta.get("prompt_tokens", 0),
        completion_tokens=meta.get("completion_tokens", 0),
        cost_usd=Decimal(meta.get("cost", "0")),
        running=meta["running"],
        jobs=read_jobs(state),
    )


def _remembered(state: str | os.PathLike[str], keywords: ResumeKeywords) -> tuple[str, str, str | None, RunKeywords]:
    """Source, output, model and keywords of a run that is to go on."""
    meta = read_meta(state)
    if meta.get("source") is None:
        raise ConfigurationError(
            f"The items of {os.fspath(state)} did not come from a file",
            hint="Call run() again with the same items, the same out and the same state",
        )
    given: dict[str, Any] = {name: meta.get(name) for name in _REMEMBERED}
    given |= {"state": state, "dedupe": meta.get("dedupe", False), **keywords}
    return meta["source"], meta["out"], meta.get("target"), cast("RunKeywords", given)


def resume(
    state: str | os.PathLike[str], *, client: Client | None = None, **keywords: Unpack[ResumeKeywords]
) -> RunResult:
    """Go on with a run whose items come from a file: the same as calling `run` again.

    Args:
        state: Its state file, which knows the input, the output, the model and the template.
        client: As for `run`.
        keywords: As for `run`; `retry_failed=True` sends again what failed.

    Raises:
        ConfigurationError: The items came from an iterable.
        StateError: There is no such file, or it is no state of a run.
        AilibError: As `run`.
    """
    source, out, model, given = _remembered(state, keywords)
    return run(source, out=out, model=model, client=client, **given)


async def aresume(
    state: str | os.PathLike[str], *, client: AsyncClient | None = None, **keywords: Unpack[ResumeKeywords]
) -> RunResult:
    """`resume` in an event loop."""
    source, out, model, given = _remembered(state, keywords)
    return await arun(source, out=out, model=model, client=client, **given)
