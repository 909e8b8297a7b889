"""What the headers of an answer say of the provider's limits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from .record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RateLimitWindow", "RateLimits", "windows_in"]


def _integer(value: str | None) -> int | None:
    try:
        return int(float(value)) if value is not None else None
    except (ValueError, OverflowError):
        return None


@attrs.frozen(eq=False, repr=False)
class RateLimitWindow(Record):
    """One of the limits that the headers of an answer tell.

    Attributes:
        unit: "requests", "tokens", "input_tokens" or "output_tokens".
        period: "second", "minute", "hour", "day" or "month" where the header's name says so, else None.
        limit, remaining: None where the headers are silent.
        reset: When there is all of it again, in the provider's own words: "6m0s", "120ms", seconds, a date.
    """

    unit: str = "requests"
    period: str | None = None
    limit: int | None = None
    remaining: int | None = None
    reset: str | None = None

    def seconds(self, date: str | None = None) -> float | None:
        """Seconds until the reset, counted from the answer; None when it is not told.

        Args:
            date: The answer's `Date`: the clock of the server, for a reset that is a date.
        """
        return None if self.reset is None else _reset_seconds(self.reset, date)

    @property
    def precision(self) -> float:
        """Seconds by which the reset may be rounded."""
        text = self.reset or ""
        return 0.0 if "." in text or "ms" in text else 1.0


_PERIODS = ("second", "minute", "hour", "day", "month")
_DURATION = re.compile(r"([\d.]+)(ms|[smhd])")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_WORDS = {
    "x": "", "anthropic": "", "ratelimit": "", "ratelimitbysize": "tokens", "tokenlimit": "tokens",
    "requests": "requests", "request": "requests", "req": "requests", "tokens": "tokens", "token": "tokens",
    "input": "input_tokens", "prompt": "input_tokens", "output": "output_tokens", "generated": "output_tokens",
}  # fmt: skip


def _window_of(name: str) -> tuple[str, str, str | None] | None:
    """(what, unit, period) that the name of a header stands for, or None."""
    if "ratelimit" not in name and "rate-limit" not in name and "tokenlimit" not in name:
        return None
    what: str | None = None
    unit = ""
    period: str | None = None
    for word in name.replace("rate-limit", "ratelimit").split("-"):
        if word in ("limit", "remaining", "reset"):
            what = word
        elif word in _PERIODS:
            period = word
        elif word in _WORDS:
            named = _WORDS[word]
            # "input-tokens" and "tokens-prompt": the narrower word counts.
            unit = named if named and (not unit or "_" in named) else unit
        else:
            return None
    return None if what is None else (what, unit or "requests", period)


def _reset_seconds(text: str, date: str | None) -> float | None:
    """Seconds of "1s", "6m0s", "1h2m3.5s", "20ms", "59.7", a Unix time (s or ms) or a date."""
    text = text.strip()
    if text[-1:] in ("s", "m", "h", "d"):
        whole, known = 0.0, ""
        for count, unit in _DURATION.findall(text):
            known += count + unit
            try:
                whole += float(count) * _UNITS[unit]
            except ValueError:
                return None
        if known == text:
            return whole
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    now = datetime.now(UTC)
    try:
        number = float(text)
    except ValueError:
        pass
    else:
        if number != number or number == float("inf"):
            return None
        if number > 1e11:
            number /= 1000
        return max(0.0, number - now.timestamp() if number > 1e9 else number)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (TypeError, ValueError):
            return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if date is not None:
        try:
            told = parsedate_to_datetime(date)
        except (TypeError, ValueError):
            pass
        else:
            told = told if told.tzinfo is not None else told.replace(tzinfo=UTC)
            # It is told in whole seconds: it counts only where the two clocks differ.
            now = told if abs((told - now).total_seconds()) > 2 else now
    return max(0.0, (moment - now).total_seconds())


# Which headers of an answer tell which limit: ((unit, period), ((what, name), ...)).
_Places: TypeAlias = tuple[tuple[tuple[str, str | None], tuple[tuple[str, str], ...]], ...]


@lru_cache(maxsize=256)  # an API sends the same names each time
def _places(names: tuple[str, ...]) -> _Places:
    found: dict[tuple[str, str | None], dict[str, str]] = {}
    for name in names:
        read = _window_of(name.lower())
        if read is not None:
            what, unit, period = read
            found.setdefault((unit, period), {})[what] = name
    return tuple((limit, tuple(told.items())) for limit, told in found.items())


def windows_in(headers: Mapping[str, str]) -> tuple[RateLimitWindow, ...]:
    """Every limit that the headers of an answer tell."""
    windows: list[RateLimitWindow] = []
    for (unit, period), told in _places(tuple(headers)):
        values: dict[str, Any] = {
            what: headers[name] if what == "reset" else _count(headers[name]) for what, name in told
        }
        windows.append(RateLimitWindow(unit, period, **values))
    return tuple(windows)


def _count(value: str) -> int | None:
    if len(value) < 19 and value.isdecimal():
        return int(value)
    # "100, 100;w=60": the number in front.
    return _integer(value.partition(",")[0].partition(";")[0].strip())


@attrs.frozen(eq=False, repr=False)
class RateLimits(Record):
    """What the response headers say of the limits; None where they are silent.

    `reset_*` are the provider's own words ("1s", "6m0s", a date). Where a provider tells limits for several periods
    these are the shortest; `windows` has all of them.

    Attributes:
        windows: Every limit that was told.
    """

    limit_requests: int | None = None
    limit_tokens: int | None = None
    remaining_requests: int | None = None
    remaining_tokens: int | None = None
    reset_requests: str | None = None
    reset_tokens: str | None = None
    windows: tuple[RateLimitWindow, ...] = attrs.field(default=(), repr=False)

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> RateLimits | None:
        """Read `x-ratelimit-*`, `anthropic-ratelimit-*`, `ratelimit-*` and their variants; None when there are none."""
        windows = windows_in(headers)
        if not windows:
            return None
        flat: dict[str, Any] = {}
        for window in sorted(
            windows, key=lambda window: -1 if window.period is None else _PERIODS.index(window.period)
        ):
            if window.unit in ("requests", "tokens"):
                for what in ("limit", "remaining", "reset"):
                    if (value := getattr(window, what)) is not None:
                        flat.setdefault(f"{what}_{window.unit}", value)
        return cls(**flat, windows=windows)
