"""What a wire family offers to the core: functions between models and provider JSON, and a stream decoder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..errors import AilibError
    from ..models.chunk import ChatCompletionChunk
    from ..models.model import Model
    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..providers.profile import ProviderProfile

__all__ = ["ChatStreamDecoder", "Dialect"]


class ChatStreamDecoder(Protocol):
    """Bytes of a streamed answer to chunks.

    Attributes:
        error: What went wrong; the chunks before it have been returned. None while all is well.
        done: The provider's last word was read; nothing more will come.
        has_content: Content (text, thinking, tools, refusal, sound) has been seen: no retry from here on.
        events: How many frames were decoded; comments and pings do not count.
    """

    error: AilibError | None
    done: bool
    has_content: bool
    events: int

    def decode(self, data: bytes) -> Iterator[ChatCompletionChunk]:
        """The chunks that `data` completes, each decoded when it is asked for; sets `error` or `done` on the way.

        Decoding late keeps what has arrived as bytes: a thousand decoded chunks that wait for their reader would
        keep the garbage collector busy.
        """
        ...

    def finish(self) -> list[ChatCompletionChunk]:
        """At the end of the body: last chunks; sets `error` if the answer is not complete."""
        ...

    def response(self) -> ChatCompletionResponse:
        """The answer so far."""
        ...


class Dialect(Protocol):
    """One wire family."""

    name: str

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Path of the chat endpoint, relative to the base URL."""
        ...

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request."""
        ...

    def decode_chat(
        self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest
    ) -> ChatCompletionResponse | None:
        """An answer; None when `data` is none."""
        ...

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> ChatStreamDecoder:
        """A decoder for one stream."""
        ...

    def decode_models(self, data: Any, profile: ProviderProfile) -> list[Model] | None:
        """A model list; None when `data` is none."""
        ...

    def decode_model(self, data: Any, profile: ProviderProfile) -> Model | None:
        """One model; None when `data` is none."""
        ...

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body that came with status 200, or None."""
        ...

    def request_id(self, headers: Mapping[str, str], profile: ProviderProfile) -> str | None:
        """The provider's id of the request."""
        ...
