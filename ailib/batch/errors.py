"""What goes wrong with a whole run; what goes wrong with one item is on that item."""

from __future__ import annotations

from typing import Any

from ..errors import AilibError, ConfigurationError

__all__ = [
    "BatchError",
    "BudgetExceeded",
    "JobCancelled",
    "JobExpired",
    "JobFailed",
    "ResultMissing",
    "RunStopped",
    "StateError",
    "StateLocked",
    "WorkerLost",
]


class BatchError(AilibError):
    """Base of the errors of a run. Whatever was answered is in its state: the same call goes on where it stopped."""


class StateError(BatchError):
    """The state file or the output cannot be read or written: a full disk, a damaged or a foreign file."""

    kind = "FILE_ERROR"


class StateLocked(StateError):
    """Another run is working on this state file."""


class RunStopped(BatchError):
    """The run ended itself, because going on would only have produced more of the same error (its `__cause__`)."""


class WorkerLost(BatchError):
    """A process of a cluster that answered items is gone. What it had reported is kept."""

    kind = "TRANSPORT_ERROR"
    code_standard = "E3001"
    is_retryable = True


class BudgetExceeded(BatchError):
    """The next item might have cost more than what is left; nothing more was sent.

    It is not raised: it is the `error` of the result of a run that has spent its budget.
    """


class JobFailed(BatchError):
    """A provider refused a whole batch job, or lost it. Its items have no answer; the next run sends them again.

    Attributes:
        job: The provider's id of the job.
        body: What the provider says, as an object, or None.
    """

    def __init__(self, message: str, *, job: str = "", body: Any = None, **context: Any) -> None:
        super().__init__(message, **context)
        self.job: str = job
        self.body: Any = body


class JobExpired(BatchError):
    """The provider's time for a batch job was over before it came to this item. The next run sends it again."""

    is_retryable = True


class JobCancelled(BatchError):
    """Somebody else cancelled the batch job before it came to this item. The next run sends it again."""

    is_retryable = True


class ResultMissing(BatchError):
    """A batch job ended, and its results do not mention this item. It may have been paid for: only `retry_failed` sends
    it again.
    """


def changed_input(position: int, state: str) -> ConfigurationError:
    """The error for an item that is not the one which the state knows at this position."""
    return ConfigurationError(
        f"Item {position} is not the one that {state} has an answer for: the input, the template or the model changed",
        hint="Name another state file and another output, or give the input as it was",
    )
