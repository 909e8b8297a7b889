"""Embeddings through Bedrock's InvokeModel: each vendor's model has a form of its own.

Titan and Nova take one text at a time. Sources:

* Amazon Titan: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
* Cohere: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html
* Amazon Nova: https://docs.aws.amazon.com/nova/latest/userguide/embeddings-schema.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.embedding import EmbeddingResponse
from ..models.usage import Usage
from .bedrock_request import model_name
from .embeddings import floats
from .request import dropped
from .shapes import Json, is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..models.embedding import EmbeddingRequest
    from ..providers.profile import ProviderProfile

__all__ = ["decode_embed", "encode_embed", "texts_at_once"]

_COHERE = {"query": "search_query", "document": "search_document", "similarity": "search_document"}
_NOVA = {
    "query": "TEXT_RETRIEVAL",
    "document": "GENERIC_INDEX",
    "classification": "CLASSIFICATION",
    "clustering": "CLUSTERING",
    "similarity": "GENERIC_INDEX",
}


def _vendor(model: str) -> str:
    name = model_name(model)
    if name.startswith("cohere."):
        return "cohere"
    if "nova" in name:
        return "nova"
    return "titan-image" if "titan-embed-image" in name or "titan-embed-g1-image" in name else "titan"


def texts_at_once(model: str) -> int:
    """How many texts one request may hold."""
    return 96 if _vendor(model) == "cohere" else 1


def encode_embed(request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
    """The body of an embeddings request; `request` holds no more texts than `texts_at_once`."""
    vendor = _vendor(model)
    body: dict[str, Any]
    wanted = request.input_type
    if vendor == "cohere":
        body = {
            "texts": list(request.input),
            "input_type": _COHERE.get(wanted, wanted) if wanted else "search_document",
        }
        if request.dimensions is not None:
            body["output_dimension"] = request.dimensions
    elif vendor == "nova":
        inner: dict[str, Any] = {
            "embeddingPurpose": _NOVA.get(wanted, wanted) if wanted else "GENERIC_INDEX",
            "text": {"truncationMode": "END", "value": request.input[0]},
        }
        if request.dimensions is not None:
            inner["embeddingDimension"] = request.dimensions
        body = {"taskType": "SINGLE_EMBEDDING", "singleEmbeddingParams": inner}
    else:
        body = {"inputText": request.input[0]}
        if request.dimensions is not None:
            if vendor == "titan-image":
                body["embeddingConfig"] = {"outputEmbeddingLength": request.dimensions}
            else:
                body["dimensions"] = request.dimensions
        if wanted is not None:
            dropped(f"{model} does not take input_type; it is not sent (extensions= forces it)")
    if request.user is not None:
        dropped(f"{profile.name} does not take user; it is not sent (extensions= forces it)")
    if request.extensions:
        body.update(request.extensions)
    return body


def _vectors(data: dict[str, Any]) -> list[Sequence[float]] | None:
    one = floats(data.get("embedding"))
    if one is not None:
        return [one]
    found: Json = data.get("embeddings", data.get("embeddingsByType"))
    if isinstance(found, dict):
        # By type: floats if they are there, else the only one that was asked for.
        rows: Any = found.get("float", next(iter(found.values()), None))
        found = [rows] if is_list(rows) and rows and not is_list(rows[0]) else rows
    if not is_list(found):
        return None
    vectors: list[Sequence[float]] = []
    for row in found:
        vector = floats(row.get("embedding") if is_object(row) else row)
        if vector is None:
            return None
        vectors.append(vector)
    return vectors


def decode_embed(data: Any, profile: ProviderProfile, request: EmbeddingRequest) -> EmbeddingResponse | None:
    """The vectors; None when there is not one for every text."""
    if not is_object(data):
        return None
    vectors = _vectors(data)
    if vectors is None or len(vectors) != len(request.input):
        return None
    count = data.get("inputTextTokenCount")
    tokens = count if isinstance(count, int) else 0
    return EmbeddingResponse(vectors, "", Usage(tokens, 0, tokens), profile.id, raw=data)
