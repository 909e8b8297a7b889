"""What comes of pictures, speech, reranking, moderation and uploads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from ..errors import InvalidResponse
from .record import Record
from .usage import Usage

__all__ = [
    "GeneratedImage",
    "ImageResponse",
    "ModerationResponse",
    "ModerationResult",
    "RerankResponse",
    "RerankResult",
    "SpeechResponse",
    "Transcription",
    "UploadedFile",
]


@attrs.define(eq=False, repr=False)
class Answer(Record):
    """What all of them have.

    Attributes:
        model, provider, request_id: As in a chat response.
        usage: Tokens; 0 where the provider counts none.
        headers: Response headers.
        raw: The provider's own JSON; None where the answer is no JSON.
    """

    model: str = attrs.field(default="", kw_only=True)
    provider: str = attrs.field(default="", kw_only=True)
    request_id: str | None = attrs.field(default=None, kw_only=True)
    usage: Usage = attrs.field(factory=Usage, kw_only=True)
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False, eq=False, kw_only=True)
    raw: Any = attrs.field(default=None, repr=False, eq=False, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class RerankResult(Record):
    """One document.

    Attributes:
        index: Its place in the documents that were sent.
        relevance_score: The higher, the closer to the query; only comparable within one model.
        document: Its text.
    """

    index: int
    relevance_score: float
    document: str = ""

    @property
    def score(self) -> float:
        """Another name for `relevance_score`."""
        return self.relevance_score


@attrs.define(eq=False, repr=False)
class RerankResponse(Answer):
    """Documents, the closest to the query first."""

    results: list[RerankResult] = attrs.field(factory=list[RerankResult])

    def __iter__(self) -> Iterator[RerankResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)


@attrs.frozen(eq=False, repr=False)
class GeneratedImage(Record):
    """One picture, by its bytes or by an address that is good for a while.

    Attributes:
        data: Bytes, or None.
        url: Address, or None.
        mime: "image/png", ..., where the provider tells.
        revised_prompt: What the provider made of the prompt.
    """

    data: bytes | None = attrs.field(default=None, repr=False)
    url: str | None = None
    mime: str | None = None
    revised_prompt: str | None = None

    def save(self, path: str | Path) -> Path:
        """Write the bytes to a file.

        Raises:
            InvalidResponse: There is only an address.
        """
        if self.data is None:
            raise InvalidResponse(
                "The provider gave an address and no bytes", hint=f"Fetch {self.url} while it is there"
            )
        file = Path(path)
        file.write_bytes(self.data)
        return file


@attrs.define(eq=False, repr=False)
class ImageResponse(Answer):
    """Pictures."""

    images: list[GeneratedImage] = attrs.field(factory=list[GeneratedImage])

    def __iter__(self) -> Iterator[GeneratedImage]:
        return iter(self.images)

    def __len__(self) -> int:
        return len(self.images)


@attrs.define(eq=False, repr=False)
class SpeechResponse(Answer):
    """Spoken text.

    Attributes:
        audio: The sound's bytes.
        mime: "audio/mpeg", ...
    """

    audio: bytes = attrs.field(default=b"", repr=False)
    mime: str | None = None

    def save(self, path: str | Path) -> Path:
        """Write the sound to a file."""
        file = Path(path)
        file.write_bytes(self.audio)
        return file


@attrs.define(eq=False, repr=False)
class Transcription(Answer):
    """What is said in a recording.

    Attributes:
        text: All of it.
        language: As the provider names it.
        duration: Seconds.
        segments, words: The provider's own JSON, where it was asked for them.
    """

    text: str = ""
    language: str | None = None
    duration: float | None = None
    segments: list[Any] = attrs.field(factory=list[Any], repr=False)
    words: list[Any] = attrs.field(factory=list[Any], repr=False)


@attrs.frozen(eq=False, repr=False)
class ModerationResult(Record):
    """The verdict on one text.

    Attributes:
        flagged: Whether any category applies.
        categories: Name to whether it applies.
        scores: Name to how much, 0 to 1.
    """

    flagged: bool
    categories: Mapping[str, bool]
    scores: Mapping[str, float]


@attrs.define(eq=False, repr=False)
class ModerationResponse(Answer):
    """Verdicts, one per text and in their order."""

    results: list[ModerationResult] = attrs.field(factory=list[ModerationResult])

    @property
    def flagged(self) -> bool:
        """Whether any text is."""
        return any(result.flagged for result in self.results)


@attrs.define(eq=False, repr=False)
class UploadedFile(Answer):
    """A file that the provider keeps.

    Attributes:
        id: To name it in a message: `FilePart(file_id=...)`; "" where the provider gives an address instead.
        url: Its address, or None.
        name: Its name there.
        size: Bytes, where the provider says.
    """

    id: str = ""
    url: str | None = None
    name: str | None = None
    size: int | None = None
