"""What a stream is to those who read it. One target's is a `StreamFlow`; routing and interceptors wrap others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..cancel import CancelToken
    from ..models.chunk import ChatCompletionChunk
    from ..models.response import ChatCompletionResponse

__all__ = ["Flow"]


class Flow(Protocol):
    """A stream that is opened and pulled; see `ailib.core.stream.StreamFlow`.

    Attributes:
        token: Cancels it, or None.
        opened: Opening it was begun.
        ended: Nothing more will come.
        cancelled: Because somebody cancelled it.
    """

    token: CancelToken | None
    opened: bool
    ended: bool
    cancelled: bool

    @property
    def complete(self) -> bool:
        """Whether the provider's last word was read."""
        ...

    @property
    def has_content(self) -> bool:
        """Whether content (text, thinking, tools, refusal, sound) has been seen: no other target from here on."""
        ...

    async def open(self) -> None:
        """Send the request; return once the headers are there. Does nothing the second time."""
        ...

    async def pull(self) -> Iterator[ChatCompletionChunk] | None:
        """The next chunks (perhaps none), to be drained before the next pull; None at the end."""
        ...

    def response(self) -> ChatCompletionResponse:
        """The answer so far."""
        ...

    async def aclose(self) -> None:
        """Stop here."""
        ...
