# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import AsyncRaw, AsyncStreamed, Pair, Resource, SyncRaw, SyncStreamed, TimeoutTypes, declared

__all__ = ["Embeddings"]

M = TypeVar("M")
class Embeddings(Resource[M]):
    with_raw_response: Pair[Embeddings[SyncRaw], Embeddings[AsyncRaw]]
    with_streaming_response: Pair[Embeddings[SyncStreamed], Embeddings[AsyncStreamed]]
    @declared
    def create(self, *, input: builtins.str | Sequence[builtins.str] | Sequence[builtins.int] | Sequence[Sequence[builtins.int]], model: builtins.str | Literal["text-embedding-ada-002", "text-embedding-3-small", "text-embedding-3-large"], encoding_format: Literal["float", "base64"] | None = ..., dimensions: builtins.int | None = ..., user: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.CreateEmbeddingResponse:
        """`POST /embeddings`"""
