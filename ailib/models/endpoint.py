"""What interceptors and metrics see of an answer of an endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from .attempt import Attempt
from .record import Record
from .usage import Usage, UsageStatus

__all__ = ["EndpointResponse"]


@attrs.define(eq=False, repr=False)
class EndpointResponse(Record):
    """An HTTP answer of an endpoint; of a stream, its end.

    Attributes:
        status, headers, body: As they came; the body of a stream is empty.
        request_id: The provider's id of the request.
        provider: Provider id.
        model: As asked for, or "".
        attempts: What was tried, the successful attempt last.
        data: The JSON of the body, or None; of a stream, its last event, or the last one with `usage`.
        usage: Tokens, where the answer says how many.
    """

    status: int = 200
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    body: bytes = attrs.field(default=b"", repr=False)
    request_id: str | None = None
    provider: str = ""
    model: str = ""
    attempts: tuple[Attempt, ...] = attrs.field(default=(), repr=False)
    data: Any = attrs.field(default=None, repr=False)
    usage: Usage = attrs.field(factory=Usage)
    latency: float | None = None
    first_token: float | None = None
    cached: bool = False

    # What a chat has and other answers have not, for interceptors that look at both.
    choices: tuple[Any, ...] = attrs.field(default=(), init=False, repr=False)
    cost: Any = attrs.field(default=None, init=False, repr=False)
    usage_status: UsageStatus = attrs.field(default=UsageStatus.UNSUPPORTED, init=False, repr=False)

    @property
    def id(self) -> str:
        """The id of the object that was answered, or ""."""
        found = self.data.get("id") if isinstance(self.data, Mapping) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return found if isinstance(found, str) else ""

    @property
    def finish_reason(self) -> str | None:
        """None: an endpoint has none."""
        return None
