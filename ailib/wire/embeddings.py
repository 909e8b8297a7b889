"""Embeddings in OpenAI's form: `{model, input}` to `{data: [{index, embedding}], usage}`.

Vectors are asked for as base64 where the provider is known to send it: a quarter of the bytes, and no float to parse.
Source: https://platform.openai.com/docs/api-reference/embeddings
"""

from __future__ import annotations

import base64
import binascii
import sys
from array import array
from typing import TYPE_CHECKING, Any

from ..models.embedding import EmbeddingResponse
from ..models.usage import Usage
from .shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..models.embedding import EmbeddingRequest
    from ..providers.profile import ProviderProfile

__all__ = ["decode_embed", "encode_embed", "floats"]


def encode_embed(request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
    """The body of an embeddings request in OpenAI's form."""
    body: dict[str, Any] = {"model": model, "input": list(request.input)}
    if request.dimensions is not None:
        body["dimensions"] = request.dimensions
    if request.input_type is not None:
        body["input_type"] = request.input_type
    if request.user is not None:
        body["user"] = request.user
    rename = profile.quirks.rename
    for field in ("dimensions", "input_type", "user"):
        if field in body and field in rename:
            body[rename[field]] = body.pop(field)
    if request.extensions:
        body.update(request.extensions)
    return body


def floats(value: Any) -> Sequence[float] | None:
    """A vector from a list of numbers or from base64 of little-endian 32-bit floats; None when it is neither."""
    if is_list(value):
        return value
    if not isinstance(value, str):
        return None
    try:
        vector = array("f", base64.b64decode(value, validate=True))
    except (binascii.Error, ValueError):
        return None
    if sys.byteorder == "big":
        vector.byteswap()
    return vector


def decode_embed(data: Any, profile: ProviderProfile, request: EmbeddingRequest) -> EmbeddingResponse | None:
    """The vectors of an answer in OpenAI's form, sorted by their index; None when there are none for every input."""
    rows: Any = data.get("data") if is_object(data) else None
    if not is_list(rows):
        return None
    vectors: dict[int, Sequence[float]] = {}
    for place, row in enumerate(rows):
        vector = floats(row.get("embedding")) if is_object(row) else None
        if vector is None:
            return None
        index = row.get("index")
        vectors[index if isinstance(index, int) else place] = vector
    if len(vectors) != len(request.input):
        return None
    from .openai_chat import decode_usage

    model = data.get("model")
    return EmbeddingResponse(
        [vectors[index] for index in sorted(vectors)],
        model if isinstance(model, str) else "",
        decode_usage(data.get("usage")) or Usage(),
        profile.id,
        raw=data,
    )
