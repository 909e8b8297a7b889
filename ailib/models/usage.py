"""Tokens, limits, prices: what a call used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeAlias

import attrs

from .record import Record

__all__ = ["RateLimitWindow", "RateLimits", "Usage", "UsageStatus", "windows_in"]


class UsageStatus(StrEnum):
    """Where the numbers come from."""

    FINALIZED = "finalized"  # the provider said so
    ESTIMATED = "estimated"  # we counted
    PENDING = "pending"  # the stream has not come to its end
    UNSUPPORTED = "unsupported"  # the provider did not say


@attrs.define(eq=False, repr=False)
class Usage(Record):
    """Tokens of a call, as the provider counts them; 0 where it does not say.

    Attributes:
        prompt_tokens: All of the prompt: cached, written to the cache, sound and plain.
        completion_tokens: All of the answer, as reported.
        total_tokens: As reported, else the sum.
        cached_tokens: Part of the prompt that was read from the provider's cache.
        cache_write_tokens: Part of the prompt that was written to it.
        reasoning_tokens: Thinking.
        audio_prompt_tokens, audio_completion_tokens: Sound.
        reasoning_in_completion: Whether `completion_tokens` holds the thinking (not so at xAI).
        cache_write_1h_tokens: Part of `cache_write_tokens` that the cache keeps for an hour, which costs more.
        raw: The provider's own JSON, with everything else it counts.

    `uncached_prompt_tokens`, `cached_tokens`, `cache_write_tokens`, `audio_prompt_tokens`, `text_completion_tokens`,
    `reasoning_tokens`, `audio_completion_tokens` are disjoint: no token is in two of them.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0
    cached_tokens: int = 0
    cache_write_tokens: int = 0
    reasoning_tokens: int = 0
    audio_prompt_tokens: int = 0
    audio_completion_tokens: int = 0
    reasoning_in_completion: bool = True
    raw: Mapping[str, Any] | None = attrs.field(default=None, repr=False, eq=False)
    cache_write_1h_tokens: int = attrs.field(default=0, kw_only=True)

    @property
    def uncached_prompt_tokens(self) -> int:
        """Plain prompt tokens: neither cached, nor written to the cache, nor sound."""
        return max(0, self.prompt_tokens - self.cached_tokens - self.cache_write_tokens - self.audio_prompt_tokens)

    @property
    def text_completion_tokens(self) -> int:
        """Visible answer: neither thinking nor sound."""
        thinking = self.reasoning_tokens if self.reasoning_in_completion else 0
        return max(0, self.completion_tokens - thinking - self.audio_completion_tokens)

    @property
    def input_tokens(self) -> int:
        """Another name for `prompt_tokens`."""
        return self.prompt_tokens

    @property
    def output_tokens(self) -> int:
        """Another name for `completion_tokens`."""
        return self.completion_tokens

    def __add__(self, other: Usage) -> Usage:
        """The sum of two calls."""
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.total_tokens + other.total_tokens,
            self.cached_tokens + other.cached_tokens,
            self.cache_write_tokens + other.cache_write_tokens,
            self.reasoning_tokens + other.reasoning_tokens,
            self.audio_prompt_tokens + other.audio_prompt_tokens,
            self.audio_completion_tokens + other.audio_completion_tokens,
            self.reasoning_in_completion and other.reasoning_in_completion,
            cache_write_1h_tokens=self.cache_write_1h_tokens + other.cache_write_1h_tokens,
        )


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
