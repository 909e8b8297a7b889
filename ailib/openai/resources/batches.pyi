# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import AsyncRaw, AsyncStreamed, Pair, Resource, SyncRaw, SyncStreamed, TimeoutTypes, declared, paged

__all__ = ["Batches"]

M = TypeVar("M")
class Batches(Resource[M]):
    with_raw_response: Pair[Batches[SyncRaw], Batches[AsyncRaw]]
    with_streaming_response: Pair[Batches[SyncStreamed], Batches[AsyncStreamed]]
    @declared
    def cancel(self, batch_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Batch:
        """`POST /batches/{batch_id}/cancel`"""
    @declared
    def create(self, *, input_file_id: builtins.str, endpoint: Literal["/v1/responses", "/v1/chat/completions", "/v1/embeddings", "/v1/completions", "/v1/moderations", "/v1/images/generations", "/v1/images/edits", "/v1/videos"], completion_window: Literal["24h"], metadata: types.MetadataParam | None = ..., output_expires_after: types.BatchFileExpirationAfter | types.BatchFileExpirationAfterParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Batch:
        """`POST /batches`"""
    @paged
    def list(self, *, after: builtins.str | None = ..., limit: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Batch:
        """`GET /batches`"""
    @declared
    def retrieve(self, batch_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Batch:
        """`GET /batches/{batch_id}`"""
