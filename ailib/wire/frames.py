"""What the stream decoders of the families share: from bytes to JSON frames, errors in mid-stream, the end.

A family derives from `FrameStream`, reads one frame in `_frame`, and says in `_complete` when the answer is whole.
Also handled here: a body that is JSON although a stream was asked for, broken frames, an empty or truncated body.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import AilibError, InvalidEvent, InvalidResponse, StreamTruncated
from ..models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
from ..models.content import ReasoningPart, RefusalPart, TextPart, ToolCall
from .assembly import paired
from .errors import excerpt
from .json import loads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..providers.profile import ProviderProfile
    from .dialect import Dialect
    from .shapes import Json

__all__ = ["FrameStream", "Framing", "whole_answer"]


class Framing(Protocol):
    """Bytes to frames: (name, payload); the name is None where a frame has none."""

    def feed(self, data: bytes) -> Iterable[tuple[str | None, bytes]]:
        """The frames that `data` completes."""
        ...

    def flush(self) -> tuple[str | None, bytes] | None:
        """At the end of the body: a last frame that lacks its end, or None."""
        ...


class FrameStream(ABC):
    """Decodes one stream; see `ailib.wire.dialect.ChatStreamDecoder`.

    Attributes:
        lines_are_json: A stream begins with JSON or binary frames too: do not take it for a plain answer.
    """

    lines_are_json: bool = False

    def __init__(
        self,
        dialect: Dialect,
        profile: ProviderProfile,
        request: ChatCompletionRequest,
        model: str,
        framing: Framing,
    ) -> None:
        self._dialect = dialect
        self._profile = profile
        self._request = request
        self._model = model
        self._framing = framing
        self._plain: list[bytes] | None = None  # the body, when it turns out to be one JSON answer
        self._whole: ChatCompletionResponse | None = None  # what that answer says
        self._begun = False  # the first visible byte has been seen
        self._head = b""
        self._frames_seen = False
        self._halves: dict[tuple[int, str], str] = {}  # of characters, by answer and field
        self.error: AilibError | None = None
        self.done: bool = False
        self.has_content: bool = False
        self.events: int = 0

    # For the families

    @abstractmethod
    def _frame(self, name: str | None, data: Any, chunks: list[ChatCompletionChunk]) -> None:
        """Read one frame: append chunks; set `error`, `done`, `has_content`. Unknown frames are kept, never fatal."""

    def _complete(self) -> bool:
        """At the clean end of the body, without `done`: is the answer whole all the same?"""
        return False

    def _close(self, chunks: list[ChatCompletionChunk]) -> None:  # noqa: B027 - most families hold nothing back
        """The body has ended: append what was held back."""

    @abstractmethod
    def _answer(self) -> ChatCompletionResponse:
        """The answer so far, from frames."""

    def _ends(self, name: str | None, payload: bytes) -> bool:
        """Whether a frame that need not be JSON is the last word ("[DONE]")."""
        return payload.strip() == b"[DONE]"

    # Bytes

    def feed(self, data: bytes) -> list[ChatCompletionChunk]:
        """The chunks that `data` completes, all at once."""
        return list(self.decode(data))

    def decode(self, data: bytes) -> Iterator[ChatCompletionChunk]:
        """The chunks that `data` completes, each decoded when it is asked for."""
        if not self._begun:
            start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
            self._head = (self._head + data)[:400]
            if start:
                self._begun = True
                if start[:1] == b"<" or (not self.lines_are_json and start[:1] in (b"{", b"[")):
                    self._plain = []
        if self._plain is not None:
            self._plain.append(data)
            self.events += 1
            return
        chunks: list[ChatCompletionChunk] = []
        for name, payload in self._framing.feed(data):
            self._payload(name, payload, chunks)
            if chunks:
                yield from chunks
                chunks.clear()

    def finish(self) -> list[ChatCompletionChunk]:
        """At the end of the body."""
        chunks: list[ChatCompletionChunk] = []
        if self.done or self.error is not None:
            return chunks
        if self._plain is not None:
            self._whole_body(b"".join(self._plain), chunks)
            return chunks
        rest = self._framing.flush()
        if rest is not None:
            self._payload(*rest, chunks, unfinished=True)
        if self._open():
            self._close(chunks)
            if not self._frames_seen:
                self.error = self.no_stream("The stream ended without a single event", self._head)
            elif self._complete():
                self.done = True
            else:
                self.error = self.truncated()
        return chunks

    def _open(self) -> bool:
        return self.error is None and not self.done

    def _payload(
        self, name: str | None, payload: bytes, chunks: list[ChatCompletionChunk], *, unfinished: bool = False
    ) -> None:
        if self.done or self.error is not None or not payload:
            return
        if payload[0] != 0x7B and self._ends(name, payload):  # "[DONE]" begins like a list: only "{" is sure
            self.events += 1
            self._close(chunks)
            self.done = self.error is None
            return
        try:
            frame = loads(payload)
        except ValueError as error:
            # A last frame that was cut off is a truncated stream, not a broken one.
            if not unfinished and self.error is None:
                self.error = InvalidEvent(
                    f"A frame of the stream is not JSON ({error})",
                    data=excerpt(payload),
                    provider=self._profile.id,
                    model=self._model,
                )
            return
        self._frames_seen = True
        self._frame(name, frame, chunks)
        self._mend(chunks)

    def _mend(self, chunks: list[ChatCompletionChunk]) -> None:
        """Servers that count in UTF-16 cut characters in two: the first half waits for the second."""
        for chunk in chunks:
            for choice in chunk.choices:
                delta = choice.delta
                text = delta.content
                if text and (self._halves or "\ud800" <= text[-1] <= "\udbff"):
                    delta.content = self._mended((choice.index, "content"), text)
                text = delta.reasoning
                if text and (self._halves or "\ud800" <= text[-1] <= "\udbff"):
                    delta.reasoning = self._mended((choice.index, "reasoning"), text)

    def _mended(self, key: tuple[int, str], text: str) -> str | None:
        text = self._halves.pop(key, "") + text
        if "\ud800" <= text[-1] <= "\udbff":
            self._halves[key] = text[-1]
            text = text[:-1]
        return paired(text) or None

    # Ends

    def truncated(self) -> StreamTruncated:
        """The error of a body that ends before the answer does."""
        return StreamTruncated(
            "The stream ended before the answer was complete",
            provider=self._profile.id,
            model=self._model,
            hint="error.partial has what had arrived",
        )

    def no_stream(self, why: str, body: bytes) -> InvalidResponse:
        """The error of a body that is no stream at all."""
        page = body.lstrip()[:1] == b"<"
        return InvalidResponse(
            why,
            status=200,
            excerpt=excerpt(body),
            provider=self._profile.id,
            model=self._model,
            hint="This looks like a web page: check base_url, and proxies or login pages on the way" if page else None,
        )

    def failed(self, data: Json) -> bool:
        """Whether the frame is an error; sets `error` if so."""
        error = self._dialect.error_in(data, self._profile, model=self._model)
        if error is None:
            return False
        self.error = error
        return True

    def _whole_body(self, body: bytes, chunks: list[ChatCompletionChunk]) -> None:
        """The server did not stream: one JSON answer."""
        try:
            data = loads(body)
        except ValueError:
            self.error = self.no_stream("The answer is neither a stream nor JSON", body)
            return
        if self.failed(data):
            return
        whole = self._dialect.decode_chat(data, self._profile, self._request)
        if whole is None:
            self.error = self.no_stream("The answer has no choices", body)
            return
        self._whole = whole
        chunks.append(whole_answer(whole))
        self.has_content = self.done = True

    def response(self) -> ChatCompletionResponse:
        """The answer so far."""
        return self._whole if self._whole is not None else self._answer()


def whole_answer(response: ChatCompletionResponse) -> ChatCompletionChunk:
    """A whole answer as the only chunk of a stream."""
    choices: list[ChunkChoice] = []
    for choice in response.choices:
        parts = choice.message.content
        thoughts = [part for part in parts if isinstance(part, ReasoningPart)]
        delta = Delta(
            content="".join(part.text for part in parts if isinstance(part, TextPart)) or None,
            reasoning="".join(part.text for part in thoughts) or None,
            role=choice.message.role,
            refusal="".join(part.text for part in parts if isinstance(part, RefusalPart)) or None,
            tool_calls=tuple(
                ToolCallFragment(place, call.id, call.name, call.arguments, call.type, call.extra)
                for place, call in enumerate(part for part in parts if isinstance(part, ToolCall))
            ),
            reasoning_data=[part.data for part in thoughts if part.data] or None,
        )
        choices.append(
            ChunkChoice(choice.index, delta, choice.finish_reason, choice.finish_reason_raw, choice.logprobs)
        )
    return ChatCompletionChunk(
        response.id, response.model, tuple(choices), response.usage, response.created, response.raw
    )
