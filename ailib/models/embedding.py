"""Embeddings: texts in, vectors out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from ..errors import InvalidRequestError
from .record import Record
from .usage import Usage

__all__ = ["EmbeddingInput", "EmbeddingRequest", "EmbeddingResponse", "checked_batch_size"]

EmbeddingInput: TypeAlias = "str | Iterable[str]"


def _inputs(value: EmbeddingInput) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else tuple(value)
    for index, text in enumerate(texts):
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidRequestError(
                f"input[{index}] must be text, not {type(text).__name__}", param=f"input[{index}]"
            )
    if not texts:
        raise InvalidRequestError("There is nothing to embed", param="input")
    return texts


def checked_batch_size(size: int | None) -> int | None:
    """A number of texts that makes sense.

    Raises:
        InvalidRequestError: It is 0 or less.
    """
    if size is not None and size < 1:
        raise InvalidRequestError(f"batch_size must be 1 or more, not {size}", param="batch_size")
    return size


@attrs.frozen(eq=False, repr=False)
class EmbeddingRequest(Record):
    """What to embed.

    Attributes:
        input: One text or several.
        model: Model id; "" takes the provider's default.
        dimensions: Length of the vectors, where the model can be asked.
        input_type: What the vectors are for: "query", "document", "classification", "clustering", "similarity", or the
            provider's own word.
        user: Passed to the provider.
        extensions: Merged into the body last, verbatim.
    """

    input: tuple[str, ...] = attrs.field(converter=_inputs)
    model: str = ""
    dimensions: int | None = None
    input_type: str | None = None
    user: str | None = None
    extensions: Mapping[str, Any] | None = None


@attrs.define(eq=False, repr=False)
class EmbeddingResponse(Record):
    """The vectors, one per input and in its order.

    Attributes:
        embeddings: Sequences of floats.
        model, provider, request_id: As in a chat response.
        usage: Tokens.
        headers: Response headers.
        raw: The provider's own JSON.
    """

    embeddings: list[Sequence[float]] = attrs.field(factory=list[Sequence[float]], repr=False)
    model: str = ""
    usage: Usage = attrs.field(factory=Usage)
    provider: str = ""
    request_id: str | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False, eq=False)
    raw: Any = attrs.field(default=None, repr=False, eq=False)

    @property
    def vectors(self) -> list[Sequence[float]]:
        """Another name for `embeddings`."""
        return self.embeddings

    @property
    def embedding(self) -> Sequence[float]:
        """The first vector."""
        return self.embeddings[0]

    def __len__(self) -> int:
        return len(self.embeddings)
