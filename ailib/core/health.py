"""The attempts of late: how many failed, with what, and what would help."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from .. import errors
from ..limits import HealthStats, SuggestedAction

if TYPE_CHECKING:
    from ..errors import AilibError
    from ..limits import HealthThresholds

__all__ = ["Health"]

_MOST = 10_000
_MINUTE = 60.0
_OFTEN = 10  # times a minute, after which waiting does not help


class Health:
    """The attempts of a client in a window of time.

    Args:
        thresholds: What is taken for trouble.
    """

    def __init__(self, thresholds: HealthThresholds) -> None:
        self.thresholds = thresholds
        self._seen: deque[tuple[float, type[AilibError] | None]] = deque(maxlen=_MOST)
        self._row = 0

    def note(self, now: float, error: type[AilibError] | None) -> None:
        """An attempt has ended."""
        self._seen.append((now, error))
        self._row = 0 if error is None else self._row + 1

    def reset(self) -> None:
        """Forget all of them."""
        self._seen.clear()
        self._row = 0

    def stats(self, now: float) -> HealthStats:
        """It in numbers."""
        thresholds = self.thresholds
        seen = tuple(self._seen)
        late = [error for at, error in seen if now - at <= thresholds.window]
        failed = sum(error is not None for error in late)
        patterns: dict[type[AilibError], int] = {}
        for at, error in seen:
            if error is not None and now - at <= _MINUTE:
                patterns[error] = patterns.get(error, 0) + 1
        rate = failed / len(late) if late else 0.0
        return HealthStats(
            attempts=len(late),
            errors=failed,
            consecutive=self._row,
            is_healthy=rate <= thresholds.rate and self._row < thresholds.consecutive,
            patterns={kind.__name__: count for kind, count in patterns.items()},
            action=_action(patterns),
        )


def _action(patterns: dict[type[AilibError], int]) -> SuggestedAction:
    """What would help against the error that came most often."""
    if not patterns:
        return SuggestedAction.NONE
    kind = max(patterns, key=lambda kind: patterns[kind])
    if issubclass(kind, (errors.AuthenticationError, errors.PermissionDenied)):
        return SuggestedAction.CHECK_CREDENTIALS
    if issubclass(kind, (errors.ContextLengthExceeded, errors.RequestTooLarge)):
        return SuggestedAction.REDUCE_REQUEST_SIZE
    if issubclass(kind, errors.QuotaExhausted):
        return SuggestedAction.SWITCH_PROVIDER
    if kind.is_retryable:
        return SuggestedAction.SWITCH_PROVIDER if patterns[kind] > _OFTEN else SuggestedAction.RETRY
    if issubclass(kind, (errors.InvalidResponse, errors.InvalidEvent)):
        return SuggestedAction.CONTACT_SUPPORT
    return SuggestedAction.NONE
