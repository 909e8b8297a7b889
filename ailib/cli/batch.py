"""`ailib batch`: answer a file of prompts, and look at, resume, mend or stop such a run.

Exit codes beside the usual ones: 1 when items failed or the run stopped itself, 3 when the budget is spent,
130 after Ctrl-C; in each case the run can be resumed.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ..batch import StateError, cancel, plan, resume, status, stop, write_report
from ..batch import run as run_batch
from ..cancel import CancelHandle
from ..errors import ConfigurationError
from .batch_display import dollars, follow, span
from .terminal import cancel_on_interrupt, table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator

    from ..batch import PlanKeywords, RunKeywords, RunResult, RunStatus
    from .terminal import Terminal

__all__ = ["ACTIONS", "run"]

ACTIONS = ("status", "resume", "retry-failed", "cancel")
_BUDGET_SPENT = 3


def _keywords(given: argparse.Namespace, drain: CancelHandle) -> dict[str, Any]:
    concurrency = given.concurrency
    keywords: dict[str, Any] = {
        "concurrency": int(concurrency) if concurrency.isdigit() else concurrency,
        "budget_usd": given.budget_usd,
        "token_budget": given.token_budget,
        "warm_cache": given.warm_cache,
        "drain": drain,
    }
    if given.poll is not None:
        keywords["poll"] = given.poll
    if given.backend is not None:
        keywords["backend"] = given.backend
    return keywords


def _ended(result: RunResult, terminal: Terminal) -> int:
    terminal.end_line()
    cost = "" if result.cost is None else f", {dollars(result.cost)}"
    terminal.write(
        f"{result.done} done, {result.failed} failed, {result.usage.total_tokens} tokens{cost}, "
        f"{span(result.seconds)}: {result.out}\n"
    )
    if result.stopped is not None:
        why = f": {result.error}" if result.error is not None else ""
        terminal.note(f"stopped ({result.stopped}){why}. Go on with: ailib batch resume {result.state}")
    elif result.failed:
        terminal.note(f"{result.failed} failed. Send them again with: ailib batch retry-failed {result.state}")
    if result.stopped == "budget":
        return _BUDGET_SPENT
    if result.stopped is not None:
        return 130
    return 1 if result.failed else 0


def _preview(given: argparse.Namespace, terminal: Terminal, keywords: dict[str, Any]) -> int:
    """What it will cost; nothing is sent."""
    names = ("kind", "template", "system", "fields", "base_url", "state")
    found = plan(given.action, model=given.model, **cast("PlanKeywords", {name: keywords[name] for name in names}))
    terminal.write(f"{found}\n")
    for position, why in found.errors.items():
        terminal.note(f"item {position}: {why}")
    for place, sample in enumerate(found.samples):
        text = "\n".join(getattr(sample, "input", ())) or "\n".join(str(m.content) for m in sample.messages)
        terminal.write(f"\n--- {place} ---\n{text}\n")
    return 0


def _start(given: argparse.Namespace, terminal: Terminal) -> int:
    output: str | None = given.output
    if output is None and not given.plan:
        raise ConfigurationError("Where shall the answers go?", hint="Add -o out.jsonl")
    if given.target is not None:
        raise ConfigurationError(
            f"{given.action!r} is no action",
            hint=f"Those on a state are {', '.join(ACTIONS)}; a run has one input file",
        )
    template = given.prompt_template
    if template is not None and template.startswith("@"):
        template = Path(template[1:]).read_text(encoding="utf-8")
    fields: dict[str, Any] = {}
    if given.temperature is not None:
        fields["temperature"] = given.temperature
    if given.max_tokens is not None:
        fields["max_tokens"] = given.max_tokens
    drain = CancelHandle()
    keywords = _keywords(given, drain)
    keywords |= {
        "state": given.state,
        "kind": given.kind,
        "template": template,
        "system": given.system,
        "fields": fields or None,
        "dedupe": given.dedupe,
        "base_url": given.base_url,
    }
    if output is None or given.plan:
        return _preview(given, terminal, keywords)
    state = given.state or f"{output}.db"
    with _reported(given, terminal, state), cancel_on_interrupt(drain), follow(terminal) as keywords["on_progress"]:
        result = run_batch(given.action, out=output, model=given.model, **cast("RunKeywords", keywords))
    return _ended(result, terminal)


def _go_on(given: argparse.Namespace, terminal: Terminal, *, retry_failed: bool) -> int:
    drain = CancelHandle()
    keywords = _keywords(given, drain)
    with _reported(given, terminal, given.target), cancel_on_interrupt(drain), follow(terminal) as show:
        result = resume(given.target, retry_failed=retry_failed, on_progress=show, **keywords)
    return _ended(result, terminal)


@contextmanager
def _reported(given: argparse.Namespace, terminal: Terminal, state: str) -> Generator[None]:
    """Write the report at the end, however it ends, if one is wanted and there is a state."""
    try:
        yield
    finally:
        if given.report is not None and Path(state).is_file():
            with suppress(StateError):  # it belongs to something else: what went wrong has been said
                write_report(state, given.report)
                terminal.note(f"report: {given.report}")


def _status(given: argparse.Namespace, terminal: Terminal) -> int:
    found: RunStatus = status(given.target)
    if given.report is not None:
        write_report(given.target, given.report)
    if given.json:
        shown = {**found.to_dict(), "missing": found.missing, "cost_usd": str(found.cost_usd)}
        terminal.write(json.dumps(shown, indent=2) + "\n")
        return 0
    total = "unknown" if found.total is None else str(found.total)
    rows = [
        ("state", "running" if found.running else "not running"),
        ("input", found.source or "an iterable"),
        ("output", f"{found.out} ({found.written} lines)"),
        ("model", found.model),
        ("items", total),
        ("done", str(found.done)),
        ("failed", ", ".join([str(found.failed), *(f"{name}: {count}" for name, count in found.errors.items())])),
        ("missing", "unknown" if found.missing is None else str(found.missing)),
        ("tokens", f"{found.prompt_tokens} in, {found.completion_tokens} out"),
        ("cost", dollars(found.cost_usd)),
    ]
    terminal.write(table(("RUN", given.target), rows))
    if found.jobs:
        jobs = [
            (
                str(job.number),
                job.id or "-",
                job.stage if job.stage == "done" else f"{job.stage} ({job.status})" if job.status else job.stage,
                f"{job.done} + {job.failed} of {job.items}",
            )
            for job in found.jobs
        ]
        terminal.write("\n" + table(("JOB", "ID", "STATE", "DONE + FAILED"), jobs))
    return 0


def _cancel(given: argparse.Namespace, terminal: Terminal) -> int:
    if stop(given.target):
        terminal.write("It ends once what is in flight has ended.\n")
        return 0
    if not any(job.stage != "done" for job in status(given.target).jobs):
        terminal.write("No run is working on it.\n")
        return 0
    result = cancel(given.target, poll=given.poll)
    left = [job for job in status(given.target).jobs if job.stage != "done"]
    done = "" if result is None else f" {result.done} items have their answer."
    if left:
        terminal.write(f"The provider was told to end {len(left)} jobs; look again later.{done}\n")
    else:
        terminal.write(f"Its batch jobs have ended.{done}\n")
    return 0


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Do what `ailib batch` was asked; see `ailib batch --help`."""
    if given.action not in ACTIONS:
        return _start(given, terminal)
    if given.target is None:
        raise ConfigurationError(f"Which run? ailib batch {given.action} needs a state file")
    if given.action == "status":
        return _status(given, terminal)
    if given.action == "cancel":
        return _cancel(given, terminal)
    return _go_on(given, terminal, retry_failed=given.action == "retry-failed")
