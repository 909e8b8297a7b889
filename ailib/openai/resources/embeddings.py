# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.embeddings`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Resource

__all__ = ["Embeddings"]

M = TypeVar("M")


class Embeddings(Resource[M]):
    """`client.embeddings`."""

    create = Endpoint("POST", "/embeddings", "CreateEmbeddingResponse", body="CreateEmbeddingRequest")
