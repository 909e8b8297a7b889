"""Figures of one call, as `execute_with_stats` gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .record import Record

if TYPE_CHECKING:
    from .response import ChatCompletionResponse

__all__ = ["CallStats"]


@attrs.frozen(eq=False, repr=False)
class CallStats(Record):
    """Figures of one call.

    Attributes:
        prompt_tokens, completion_tokens, total_tokens: Tokens.
        latency_ms: Milliseconds from the call to the whole answer, retries included.
        time_to_first_token_ms: Milliseconds to the first content; None for a call that was not streamed.
        retry_count: Attempts after the first.
        request_id: The provider's id (`upstream_request_id` is another name for it).
        model, provider: Who answered.
        http_status: Status of the last attempt.
    """

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    latency_ms: float
    time_to_first_token_ms: float | None
    retry_count: int
    request_id: str | None
    model: str
    provider: str
    http_status: int | None

    @property
    def input_tokens(self) -> int:
        """Another name for `prompt_tokens`."""
        return self.prompt_tokens

    @property
    def output_tokens(self) -> int:
        """Another name for `completion_tokens`."""
        return self.completion_tokens

    @property
    def upstream_request_id(self) -> str | None:
        """Another name for `request_id`."""
        return self.request_id

    @classmethod
    def of(cls, response: ChatCompletionResponse) -> CallStats:
        """The figures of a response."""
        usage, attempts = response.usage, response.attempts
        first = response.first_token
        return cls(
            usage.prompt_tokens,
            usage.completion_tokens,
            usage.total_tokens,
            (response.latency or 0.0) * 1000,
            None if first is None else first * 1000,
            max(0, len(attempts) - 1),
            response.request_id,
            response.model,
            response.provider,
            attempts[-1].status if attempts else None,
        )
