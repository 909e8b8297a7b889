"""What goes wrong with a whole run; what goes wrong with one item is on that item."""

from __future__ import annotations

from ..errors import AilibError, ConfigurationError

__all__ = ["BatchError", "BudgetExceeded", "RunStopped", "StateError", "StateLocked"]


class BatchError(AilibError):
    """Base of the errors of a run. Whatever was answered is in its state: the same call goes on where it stopped."""


class StateError(BatchError):
    """The state file or the output cannot be read or written: a full disk, a damaged or a foreign file."""

    kind = "FILE_ERROR"


class StateLocked(StateError):
    """Another run is working on this state file."""


class RunStopped(BatchError):
    """The run ended itself, because going on would only have produced more of the same error (its `__cause__`)."""


class BudgetExceeded(BatchError):
    """The next item might have cost more than what is left; nothing more was sent.

    It is not raised: it is the `error` of the result of a run that has spent its budget.
    """


def changed_input(position: int, state: str) -> ConfigurationError:
    """The error for an item that is not the one which the state knows at this position."""
    return ConfigurationError(
        f"Item {position} is not the one that {state} has an answer for: the input, the template or the model changed",
        hint="Name another state file and another output, or give the input as it was",
    )
