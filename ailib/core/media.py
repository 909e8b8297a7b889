"""Files named in a request are read here, just before it is encoded: the dialects do no I/O."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from ..errors import InvalidRequestError
from ..models.content import AudioPart, ContentPart, FilePart, ImagePart, MessageContent, TextPart

if TYPE_CHECKING:
    from ..models.request import ChatCompletionRequest
    from .target import Target

__all__ = ["read_files", "ready"]


def _read(part: ContentPart, where: str) -> ContentPart:
    if not isinstance(part, (ImagePart, AudioPart, FilePart)) or part.path is None:
        return part
    try:
        data = Path(part.path).read_bytes()
    except OSError as error:
        raise InvalidRequestError(
            f"{where}: cannot read {part.path} ({error.strerror or error})", param=where, hint="Nothing was sent"
        ) from error
    return attrs.evolve(part, data=data, path=None)


def read_files(request: ChatCompletionRequest) -> ChatCompletionRequest:
    """The request with every `path` replaced by its bytes; the same object when there is none.

    Raises:
        InvalidRequestError: A file cannot be read; the text names it.
    """
    for message in request.messages:
        for part in message.content:
            if type(part) is not TextPart and getattr(part, "path", None) is not None:
                break
        else:
            continue
        break
    else:
        return request
    return request.with_messages(
        [
            attrs.evolve(
                message,
                content=MessageContent(
                    _read(part, f"messages[{index}].content[{place}]") for place, part in enumerate(message.content)
                ),
            )
            for index, message in enumerate(request.messages)
        ]
    )


def ready(request: ChatCompletionRequest, target: Target) -> ChatCompletionRequest:
    """The request as this target's encoder takes it: files read, a portable schema rewritten.

    Raises:
        InvalidRequestError: A file cannot be read.
    """
    if getattr(request.response_format, "portable", False):
        from .parsed import fitted

        request = fitted(request, target)
    return read_files(request)
