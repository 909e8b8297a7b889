"""The chat response."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

import attrs

from ..errors import InvalidResponse
from .attempt import Attempt
from .message import Message
from .record import Record
from .usage import Usage, UsageStatus

if TYPE_CHECKING:
    from decimal import Decimal

    from .content import ToolCall
    from .rate_limits import RateLimits
    from .routing import RoutingReport  # noqa: TC004 - what reads annotations (`convert`) brings it

__all__ = ["Bill", "ChatCompletionResponse", "Choice", "FinishReason"]


class FinishReason(StrEnum):
    """Why an answer ended. A reason that is not listed stays the provider's string."""

    STOP = "stop"
    LENGTH = "length"
    TOOL_CALLS = "tool_calls"
    CONTENT_FILTER = "content_filter"
    FUNCTION_CALL = "function_call"
    CANCELLED = "cancelled"


@attrs.define(eq=False, repr=False)
class Choice(Record):
    """One answer.

    Attributes:
        index: From 0.
        message: What the model said.
        finish_reason: Normalised: "stop", "length", "tool_calls", "content_filter", or the provider's own word.
        finish_reason_raw: As it stood on the wire.
        logprobs: The provider's own JSON, or None.
        extra: Other fields of the choice.
    """

    index: int
    message: Message
    finish_reason: str | None = None
    finish_reason_raw: str | None = None
    logprobs: Any = None
    extra: Mapping[str, Any] | None = None


class Bill:
    """What decides about the cost of an answer; finds it when called. It does not keep hold of the answer."""

    __slots__ = ("attempts", "model", "pricing", "provider", "raw", "service_tier", "usage")

    def __init__(self, response: ChatCompletionResponse) -> None:
        self.attempts = response.attempts
        self.model = response.model
        self.pricing = response.pricing
        self.provider = response.provider
        self.raw = response.raw
        self.service_tier = response.service_tier
        self.usage = response.usage

    def __call__(self) -> Decimal | None:
        """US dollars, or None."""
        return self.pricing(cast("ChatCompletionResponse", self)) if self.pricing is not None else None


@attrs.define(eq=False, repr=False)
class ChatCompletionResponse(Record):
    """An answer, or (from a stream that goes on) the answer so far.

    Attributes:
        id, model, created, object, system_fingerprint, service_tier: As the provider says; "" or None if it does not.
            `model` is then the one that was asked.
        choices: The answers.
        usage, usage_status: Tokens, and where the numbers come from.
        provider: Provider id.
        request_id: The provider's id of the HTTP request.
        headers: Response headers (names in any case).
        attempts: What was tried, the successful attempt last.
        routing: Which targets a fallback, race or array asked; None without one.
        latency: Seconds from the call to the whole answer; `first_token` to its first content (streams).
        raw: The provider's own JSON. For a stream: the JSON of its last chunk, None before the first.
        cached: Whether a `ResponseCache` gave it: nothing was sent, and it cost nothing.
    """

    id: str = ""
    model: str = ""
    choices: list[Choice] = attrs.field(factory=list[Choice])
    usage: Usage = attrs.field(factory=Usage)
    usage_status: UsageStatus = UsageStatus.UNSUPPORTED
    created: int | None = None
    object: str | None = None
    system_fingerprint: str | None = None
    service_tier: str | None = None
    provider: str = ""
    request_id: str | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False, eq=False)
    attempts: tuple[Attempt, ...] = attrs.field(default=(), repr=False, eq=False)
    routing: RoutingReport | None = attrs.field(default=None, repr=False, eq=False)
    latency: float | None = attrs.field(default=None, eq=False)
    first_token: float | None = attrs.field(default=None, eq=False)
    raw: Any = attrs.field(default=None, repr=False, eq=False)
    pricing: Callable[[ChatCompletionResponse], Any] | None = attrs.field(default=None, repr=False, eq=False)
    cached: bool = attrs.field(default=False, eq=False)

    @property
    def message(self) -> Message:
        """The first answer's message; append it to your messages for the next turn.

        Raises:
            InvalidResponse: There is no answer.
        """
        if not self.choices:
            raise InvalidResponse("The response has no choices", provider=self.provider, model=self.model, partial=self)
        return self.choices[0].message

    def first_text(self) -> str:
        """The first answer's text.

        Raises:
            InvalidResponse: There is no answer, or no text in it (tool calls only, a refusal, nothing).
        """
        text = self.text
        if not text:
            why = "no choices" if not self.choices else f"no text (finish reason {self.finish_reason})"
            raise InvalidResponse(f"The response has {why}", provider=self.provider, model=self.model, partial=self)
        return text

    @property
    def text(self) -> str:
        """The first answer's text, "" when there is none."""
        return self.choices[0].message.content.as_text() if self.choices else ""

    @property
    def content(self) -> str:
        """Another name for `text`."""
        return self.text

    @property
    def reasoning(self) -> str | None:
        """What the model thought, or None."""
        return self.choices[0].message.reasoning if self.choices else None

    thinking = reasoning

    @property
    def refusal(self) -> str | None:
        """The model's own refusal, or None."""
        return self.choices[0].message.refusal if self.choices else None

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The calls that the first answer wants made."""
        return self.choices[0].message.tool_calls if self.choices else ()

    @property
    def has_tool_calls(self) -> bool:
        """Whether there are any."""
        return bool(self.tool_calls)

    def first_tool_call(self) -> ToolCall | None:
        """The first of the calls, or None."""
        calls = self.tool_calls
        return calls[0] if calls else None

    @property
    def finish_reason(self) -> str | None:
        """Why the first answer ended, normalised; None when the provider did not say."""
        return self.choices[0].finish_reason if self.choices else None

    @property
    def finish_reason_raw(self) -> str | None:
        """The same, as it stood on the wire."""
        return self.choices[0].finish_reason_raw if self.choices else None

    @property
    def citations(self) -> tuple[Any, ...]:
        """Sources that the provider named, in its own JSON."""
        found = self.choices[0].message.citations if self.choices else ()
        raw: Mapping[str, Any] | None = self.raw
        if not found and isinstance(raw, Mapping):
            top: Any = raw.get("citations") or raw.get("search_results") or ()
            found = tuple(cast("Iterable[Any]", top)) if isinstance(top, (list, tuple)) else ()
        return found

    @property
    def rate_limits(self) -> RateLimits | None:
        """What the headers say of the limits, or None."""
        from .rate_limits import RateLimits

        return RateLimits.from_headers(self.headers)

    @property
    def cost(self) -> Decimal | None:
        """US dollars: what the provider reports, else tokens times the price list; None when the price is unknown."""
        return self.pricing(self) if self.pricing is not None else None

    def to_message(self) -> Message:
        """Another name for `message`."""
        return self.message

    assistant_message = to_message
