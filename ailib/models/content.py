"""The parts that a message is made of, and `Content`, which makes them.

Every part keeps fields it does not know in `extra`; a part whose type is unknown is an `UnknownPart`
that holds the provider's own JSON and is sent back as it came.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

import attrs

from ..errors import InvalidRequestError, InvalidResponse
from .record import Record

if TYPE_CHECKING:
    import builtins

    from .message import Message

__all__ = [
    "AudioPart",
    "Content",
    "ContentInput",
    "ContentPart",
    "FilePart",
    "ImagePart",
    "JsonPart",
    "MessageContent",
    "ReasoningPart",
    "RefusalPart",
    "TextPart",
    "ToolCall",
    "ToolResultPart",
    "UnknownPart",
]

T = TypeVar("T")
MIME_OF_SUFFIX = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
    ".flac": "audio/flac",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".json": "application/json",
    ".csv": "text/csv",
    ".html": "text/html",
}
_AUDIO_FORMAT = {"audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/x-wav": "wav", "audio/wave": "wav", "audio/mp4": "m4a"}


def _mime_of(path: Path, fallback: str) -> str:
    return MIME_OF_SUFFIX.get(path.suffix.lower(), fallback)


class Part(Record):
    """What every content part is, so that a list of different parts has a type."""

    __slots__ = ()


@attrs.frozen(eq=False, repr=False)
class TextPart(Part):
    """Text. `extra` has what the provider said beside it (annotations, cache control)."""

    text: str = ""
    extra: Mapping[str, Any] | None = None


@attrs.frozen(eq=False, repr=False)
class JsonPart(Part):
    """A JSON value; sent as its text."""

    value: Any = None


@attrs.frozen(eq=False, repr=False)
class ImagePart(Part):
    """An image, by exactly one of `url` (https: or data:), `data` (bytes) or `path` (read when it is sent).

    Attributes:
        mime: "image/png", ...
        name: File name, for display.
        detail: "low", "high" or "auto" where the provider knows it.
    """

    url: str | None = None
    data: bytes | None = attrs.field(default=None, repr=False)
    path: str | None = None
    mime: str | None = None
    name: str | None = None
    detail: str | None = None
    extra: Mapping[str, Any] | None = None


@attrs.frozen(eq=False, repr=False)
class AudioPart(Part):
    """Sound, by one of `data` (bytes), `url`, `path`; or by the `id` of an earlier answer of the provider.

    Attributes:
        format: "wav", "mp3", ... (from `mime` when not given).
        transcript: What is said, where the provider tells.
        expires_at: Unix time until which `id` may be used.
    """

    data: bytes | None = attrs.field(default=None, repr=False)
    url: str | None = None
    path: str | None = None
    mime: str | None = None
    format: str | None = None
    id: str | None = None
    transcript: str | None = None
    expires_at: int | None = None
    extra: Mapping[str, Any] | None = None

    @property
    def wire_format(self) -> str:
        """The format's name as APIs want it: "wav", "mp3", ..."""
        if self.format:
            return self.format
        mime = self.mime or ""
        return _AUDIO_FORMAT.get(mime) or mime.rpartition("/")[2] or "wav"


@attrs.frozen(eq=False, repr=False)
class FilePart(Part):
    """A document, by one of `data` (bytes), `url`, `path`, or the `file_id` of an upload."""

    data: bytes | None = attrs.field(default=None, repr=False)
    url: str | None = None
    path: str | None = None
    file_id: str | None = None
    mime: str | None = None
    name: str | None = None
    extra: Mapping[str, Any] | None = None


@attrs.frozen(eq=False, repr=False)
class ToolCall(Part):
    """A call that the model wants made.

    Attributes:
        id: The provider's id, or "" where it gives none.
        name: The tool's name.
        arguments: JSON text exactly as the model wrote it; for a `custom` tool its raw input.
        type: "function" or "custom".
    """

    id: str = ""
    name: str = ""
    arguments: str = ""
    type: str = "function"
    extra: Mapping[str, Any] | None = None

    def parse_args(self) -> dict[str, Any]:
        """The arguments as a dict; no arguments at all give {}.

        Raises:
            InvalidResponse: The model wrote something that is not a JSON object.
        """
        if not self.arguments.strip():
            return {}
        hint = "Give the model the error as the tool's result; do not run the tool"
        try:
            value = json.loads(self.arguments)
        except ValueError as error:
            raise InvalidResponse(
                f"The arguments of tool call {self.name!r} are not JSON ({error})",
                excerpt=self.arguments[:200],
                hint=hint,
            ) from error
        if value is None and self.extra is not None and "arguments" in self.extra:
            return {}  # where null is the provider's word for none, its dialect says so
        if not isinstance(value, dict):
            raise InvalidResponse(
                f"The arguments of tool call {self.name!r} are no JSON object", excerpt=self.arguments[:200], hint=hint
            )
        return cast("dict[str, Any]", value)

    def parse_args_as(self, kind: builtins.type[T]) -> T:
        """The arguments as a value of a type; see `ailib.structured.build` for what types there may be.

        Raises:
            InvalidResponse: The model wrote something else; `problems` says what is wrong.
        """
        from ..structured.parsing import JsonResponseParser

        parser: JsonResponseParser[T] = JsonResponseParser(kind)
        return parser.value(self.parse_args(), self.arguments)

    def result(self, value: Any) -> Message:
        """The message that answers this call: a string as it is, anything else as JSON."""
        from .message import Message

        return Message.tool(self.id, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


@attrs.frozen(eq=False, repr=False)
class ToolResultPart(Part):
    """The answer to a tool call, where a provider wants it inside a user message."""

    tool_call_id: str = ""
    content: str = ""
    is_error: bool = False
    extra: Mapping[str, Any] | None = None


@attrs.frozen(eq=False, repr=False)
class ReasoningPart(Part):
    """What the model thought.

    Attributes:
        text: The readable part; "" when it is redacted or encrypted.
        signature: The provider's proof that it is its own.
        data: The provider's own JSON of it (details, redacted or encrypted blocks), replayed as it came.
        field: Where it stood on the wire: "reasoning_content", "reasoning", "reasoning_details", "think_tags", ...
        provider: Whose it is; replayed to that provider only.
    """

    text: str = ""
    signature: str | None = None
    data: Any = None
    field: str | None = None
    provider: str | None = None


@attrs.frozen(eq=False, repr=False)
class RefusalPart(Part):
    """The model's own refusal. `extra` has what the provider said beside it."""

    text: str = ""
    extra: Mapping[str, Any] | None = None


@attrs.frozen(eq=False, repr=False)
class UnknownPart(Part):
    """A part of a type that ailib does not know, as the provider sent it."""

    raw: Any = None


ContentPart: TypeAlias = (
    TextPart
    | ImagePart
    | AudioPart
    | FilePart
    | ToolCall
    | ToolResultPart
    | ReasoningPart
    | RefusalPart
    | JsonPart
    | UnknownPart
)
_PARTS = (
    TextPart,
    ImagePart,
    AudioPart,
    FilePart,
    ToolCall,
    ToolResultPart,
    ReasoningPart,
    RefusalPart,
    JsonPart,
    UnknownPart,
)
ContentInput: TypeAlias = "str | Part | Mapping[str, Any] | Iterable[str | Part | Mapping[str, Any]] | None"


def describe(part: ContentPart) -> str:
    """One part as text: its text, its JSON, the address of a medium, else ""."""
    if isinstance(part, TextPart):
        return part.text
    if isinstance(part, JsonPart):
        return json.dumps(part.value, ensure_ascii=False)
    if isinstance(part, (ImagePart, AudioPart, FilePart)):
        return part.url or part.path or ""
    if isinstance(part, ToolResultPart):
        return part.content
    return ""


class MessageContent(tuple[ContentPart, ...]):
    """The parts of a message, in order: a tuple with `as_text()`."""

    __slots__ = ()

    @classmethod
    def of(cls, value: ContentInput) -> MessageContent:
        """Parts from what people write: a string, one part, a part as a dict, or a list of any of these."""
        return message_content(value)

    def as_text(self) -> str:
        """The visible text, all text parts joined; for a message that is one medium, its address."""
        texts = [part.text for part in self if isinstance(part, TextPart)]
        return "".join(texts) if texts else "".join(describe(part) for part in self)

    def __str__(self) -> str:
        return self.as_text()

    def __repr__(self) -> str:
        return f"[{', '.join(map(repr, self))}]"

    @property
    def is_text(self) -> bool:
        """Whether all of it is text."""
        return all(isinstance(part, TextPart) for part in self)

    @property
    def is_multimodal(self) -> bool:
        """Whether there is an image, sound or a file."""
        return any(isinstance(part, (ImagePart, AudioPart, FilePart)) for part in self)


def message_content(value: ContentInput) -> MessageContent:
    """The parts that people mean; see `MessageContent.of`.

    Raises:
        InvalidRequestError: It is nothing that can be content.
    """
    if type(value) is MessageContent:
        return value
    if isinstance(value, str):
        return MessageContent((TextPart(value),))
    if value is None:
        return MessageContent()
    if isinstance(value, (*_PARTS, Mapping)):
        return MessageContent((_part(value),))
    try:
        items = iter(cast("Iterable[Any]", value))
    except TypeError:
        raise InvalidRequestError(
            f"Message content must be text, a part or a list of parts, not {type(value).__name__}", param="content"
        ) from None
    return MessageContent(_part(item) for item in items)


def _part(value: Any) -> ContentPart:
    if isinstance(value, _PARTS):
        return value
    if isinstance(value, str):
        return TextPart(value)
    if isinstance(value, Mapping):
        from .parts import part_from_dict

        return part_from_dict(cast("Mapping[str, Any]", value))
    raise InvalidRequestError(f"{type(value).__name__} is no content part", param="content")


def data_url(data: bytes, mime: str) -> str:
    """`data:` address of some bytes."""
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


class Content:
    """Makes parts: `Content.text("...")`, `Content.image_file("a.png")`, ...

    Files are read when the request is sent; a missing one is an `InvalidRequestError` that names the path,
    and nothing is sent.
    """

    @staticmethod
    def text(text: str) -> TextPart:
        """Text."""
        return TextPart(text)

    @staticmethod
    def json(value: Any) -> JsonPart:
        """A JSON value, sent as text."""
        return JsonPart(value)

    @staticmethod
    def image_url(
        url: str, *, detail: str | None = None, mime: str | None = None, name: str | None = None
    ) -> ImagePart:
        """An image on the web, or a `data:` address."""
        return ImagePart(url=url, detail=detail, mime=mime, name=name)

    @staticmethod
    def image_data_url(url: str, *, detail: str | None = None, name: str | None = None) -> ImagePart:
        """An image as a `data:` address; it goes over the wire unchanged."""
        if not url.startswith("data:"):
            raise InvalidRequestError("A data URL starts with 'data:'", param="url")
        return ImagePart(url=url, detail=detail, name=name, mime=url[5:].partition(";")[0] or None)

    @staticmethod
    def image_bytes(
        data: bytes, mime: str = "image/png", *, detail: str | None = None, name: str | None = None
    ) -> ImagePart:
        """An image from memory."""
        return ImagePart(data=bytes(data), mime=mime, detail=detail, name=name)

    @staticmethod
    def image_file(path: str | Path, *, mime: str | None = None, detail: str | None = None) -> ImagePart:
        """An image file; the type comes from the suffix."""
        file = Path(path)
        return ImagePart(path=str(file), mime=mime or _mime_of(file, "image/png"), name=file.name, detail=detail)

    @staticmethod
    def audio_bytes(data: bytes, format: str = "wav") -> AudioPart:  # noqa: A002 - the field's own name
        """Sound from memory; `format` is "wav", "mp3", ..."""
        return AudioPart(data=bytes(data), format=format)

    @staticmethod
    def audio_file(path: str | Path, *, mime: str | None = None) -> AudioPart:
        """A sound file; the format comes from the suffix."""
        file = Path(path)
        return AudioPart(path=str(file), mime=mime or _mime_of(file, "audio/wav"))

    @staticmethod
    def audio_url(url: str, *, mime: str | None = None) -> AudioPart:
        """Sound on the web, for providers that fetch it."""
        return AudioPart(url=url, mime=mime)

    @staticmethod
    def file_bytes(data: bytes, name: str, mime: str | None = None) -> FilePart:
        """A document from memory."""
        return FilePart(data=bytes(data), name=name, mime=mime or _mime_of(Path(name), "application/octet-stream"))

    @staticmethod
    def file(path: str | Path, *, mime: str | None = None) -> FilePart:
        """A document file."""
        file = Path(path)
        return FilePart(path=str(file), name=file.name, mime=mime or _mime_of(file, "application/octet-stream"))

    @staticmethod
    def file_id(file_id: str) -> FilePart:
        """A document that was uploaded before."""
        return FilePart(file_id=file_id)

    @staticmethod
    def file_url(url: str, *, name: str | None = None) -> FilePart:
        """A document on the web, for providers that fetch it."""
        return FilePart(url=url, name=name)

    @staticmethod
    def unknown(raw: Mapping[str, Any]) -> UnknownPart:
        """The provider's own JSON of a part, sent as it is."""
        return UnknownPart(dict(raw))

    new_text = text
    new_json = json
    from_image_file = image_file
    from_audio_file = audio_file

    @staticmethod
    def new_image(url: str | None, mime: str | None = None, name: str | None = None) -> ImagePart:
        """An image by address."""
        return ImagePart(url=url, mime=mime, name=name)

    @staticmethod
    def new_audio(url: str | None, mime: str | None = None) -> AudioPart:
        """Sound by address."""
        return AudioPart(url=url, mime=mime)

    @staticmethod
    def from_data_url(url: str, mime: str | None = None, name: str | None = None) -> ImagePart:
        """An image as a `data:` address, unchanged."""
        return ImagePart(url=url, mime=mime, name=name)
