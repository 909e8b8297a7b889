"""Batches that survive a crash: a run with a state file, resumed where it stopped, paid once.

    import ailib.batch
    result = ailib.batch.run("in.jsonl", model="openai/gpt-4o-mini", out="out.jsonl", state="run.db")

Run the same call again after a crash: only what is missing is sent. See `docs/batch.md`.
"""

from __future__ import annotations

from .cancelling import acancel, cancel
from .collector import AsyncCollector, Collector
from .errors import (
    BatchError,
    BudgetExceeded,
    JobCancelled,
    JobExpired,
    JobFailed,
    ResultMissing,
    RunStopped,
    StateError,
    StateLocked,
    WorkerLost,
)
from .job_state import JobStatus
from .partitions import PartitionKeywords, PartitionProcessor, process_partition
from .planning import Plan, aplan, plan
from .report import write_report
from .results import RunItem, RunProgress, RunResult, read_results
from .runs import PlanKeywords, ResumeKeywords, RunKeywords, RunStatus, aresume, arun, resume, run, status
from .state import ask_to_stop as stop

__all__ = [
    "AsyncCollector",
    "BatchError",
    "BudgetExceeded",
    "Collector",
    "JobCancelled",
    "JobExpired",
    "JobFailed",
    "JobStatus",
    "PartitionKeywords",
    "PartitionProcessor",
    "Plan",
    "PlanKeywords",
    "ResultMissing",
    "ResumeKeywords",
    "RunItem",
    "RunKeywords",
    "RunProgress",
    "RunResult",
    "RunStatus",
    "RunStopped",
    "StateError",
    "StateLocked",
    "WorkerLost",
    "acancel",
    "aplan",
    "aresume",
    "arun",
    "cancel",
    "plan",
    "process_partition",
    "read_results",
    "resume",
    "run",
    "status",
    "stop",
    "write_report",
]
