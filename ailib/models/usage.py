"""Tokens: what a call used."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from .record import Record

__all__ = ["Usage", "UsageStatus"]


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
