# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Pair, Resource, Sync, SyncRaw, SyncStreamed, TimeoutTypes, composed, declared, paged
from ..files import FileTypes

__all__ = ["VectorStores", "VectorStoresFileBatches", "VectorStoresFiles"]

M = TypeVar("M")
class VectorStoresFileBatches(Resource[M]):
    with_raw_response: Pair[VectorStoresFileBatches[SyncRaw], VectorStoresFileBatches[AsyncRaw]]
    with_streaming_response: Pair[VectorStoresFileBatches[SyncStreamed], VectorStoresFileBatches[AsyncStreamed]]
    @declared
    def cancel(self, batch_id: str, *, vector_store_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileBatchObject:
        """`POST /vector_stores/{vector_store_id}/file_batches/{batch_id}/cancel`"""
    @declared
    def create(self, vector_store_id: str, *, file_ids: Sequence[builtins.str] | None = ..., files: Sequence[types.CreateVectorStoreFileRequest | types.CreateVectorStoreFileRequestParam] | None = ..., chunking_strategy: types.ChunkingStrategyRequestParamParam | None = ..., attributes: types.VectorStoreFileAttributesParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileBatchObject:
        """`POST /vector_stores/{vector_store_id}/file_batches`"""
    @paged
    def list_files(self, batch_id: str, *, vector_store_id: str, limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., before: builtins.str | None = ..., filter: Literal["in_progress", "completed", "failed", "cancelled"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileObject:
        """`GET /vector_stores/{vector_store_id}/file_batches/{batch_id}/files`"""
    @declared
    def retrieve(self, batch_id: str, *, vector_store_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileBatchObject:
        """`GET /vector_stores/{vector_store_id}/file_batches/{batch_id}`"""
    @composed
    def create_and_poll(self, vector_store_id: str, *, poll_interval_ms: int | None = ..., max_wait_seconds: float | None = ..., file_ids: Sequence[builtins.str] | None = ..., files: Sequence[types.CreateVectorStoreFileRequest | types.CreateVectorStoreFileRequestParam] | None = ..., chunking_strategy: types.ChunkingStrategyRequestParamParam | None = ..., attributes: types.VectorStoreFileAttributesParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileBatchObject:
        """Put files into a vector store and wait until they are ready there; see `poll`."""
    @composed
    def poll(self, batch_id: str, *, vector_store_id: str, poll_interval_ms: int | None = ..., max_wait_seconds: float | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileBatchObject:
        """Wait until a batch of files is no longer in progress."""
    @composed
    def upload_and_poll(self, vector_store_id: str, *, files: Iterable[FileTypes], max_concurrency: int = ..., file_ids: Iterable[str] = ..., poll_interval_ms: int | None = ..., max_wait_seconds: float | None = ..., chunking_strategy: types.ChunkingStrategyRequestParamParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileBatchObject:
        """Upload files, put them into a vector store and wait until they are ready there; see `poll`."""

class VectorStoresFiles(Resource[M]):
    with_raw_response: Pair[VectorStoresFiles[SyncRaw], VectorStoresFiles[AsyncRaw]]
    with_streaming_response: Pair[VectorStoresFiles[SyncStreamed], VectorStoresFiles[AsyncStreamed]]
    @paged
    def content(self, file_id: str, *, vector_store_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileContentResponseData:
        """`GET /vector_stores/{vector_store_id}/files/{file_id}/content`"""
    @declared
    def create(self, vector_store_id: str, *, file_id: builtins.str, chunking_strategy: types.ChunkingStrategyRequestParamParam | None = ..., attributes: types.VectorStoreFileAttributesParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileObject:
        """`POST /vector_stores/{vector_store_id}/files`"""
    @declared
    def delete(self, file_id: str, *, vector_store_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeleteVectorStoreFileResponse:
        """`DELETE /vector_stores/{vector_store_id}/files/{file_id}`"""
    @paged
    def list(self, vector_store_id: str, *, limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., before: builtins.str | None = ..., filter: Literal["in_progress", "completed", "failed", "cancelled"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileObject:
        """`GET /vector_stores/{vector_store_id}/files`"""
    @declared
    def retrieve(self, file_id: str, *, vector_store_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileObject:
        """`GET /vector_stores/{vector_store_id}/files/{file_id}`"""
    @declared
    def update(self, file_id: str, *, vector_store_id: str, attributes: types.VectorStoreFileAttributesParam, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileObject:
        """`POST /vector_stores/{vector_store_id}/files/{file_id}`"""
    @composed
    def create_and_poll(self, file_id: str, *, vector_store_id: str, poll_interval_ms: int | None = ..., max_wait_seconds: float | None = ..., chunking_strategy: types.ChunkingStrategyRequestParamParam | None = ..., attributes: types.VectorStoreFileAttributesParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileObject:
        """Put a file into a vector store and wait until it is ready there; see `poll`."""
    @composed
    def poll(self, file_id: str, *, vector_store_id: str, poll_interval_ms: int | None = ..., max_wait_seconds: float | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileObject:
        """Wait until a file of a vector store is no longer in progress."""
    @composed
    def upload(self, *, vector_store_id: str, file: FileTypes, chunking_strategy: types.ChunkingStrategyRequestParamParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileObject:
        """Upload a file and put it into a vector store; it may not be ready yet."""
    @composed
    def upload_and_poll(self, *, vector_store_id: str, file: FileTypes, poll_interval_ms: int | None = ..., max_wait_seconds: float | None = ..., chunking_strategy: types.ChunkingStrategyRequestParamParam | None = ..., attributes: types.VectorStoreFileAttributesParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreFileObject:
        """Upload a file, put it into a vector store and wait until it is ready there; see `poll`."""

class VectorStores(Resource[M]):
    with_raw_response: Pair[VectorStores[SyncRaw], VectorStores[AsyncRaw]]
    with_streaming_response: Pair[VectorStores[SyncStreamed], VectorStores[AsyncStreamed]]
    file_batches: Branch[VectorStoresFileBatches[Sync], VectorStoresFileBatches[Async], VectorStoresFileBatches[SyncRaw], VectorStoresFileBatches[AsyncRaw], VectorStoresFileBatches[SyncStreamed], VectorStoresFileBatches[AsyncStreamed]]
    files: Branch[VectorStoresFiles[Sync], VectorStoresFiles[Async], VectorStoresFiles[SyncRaw], VectorStoresFiles[AsyncRaw], VectorStoresFiles[SyncStreamed], VectorStoresFiles[AsyncStreamed]]
    @declared
    def create(self, *, file_ids: Sequence[builtins.str] | None = ..., name: builtins.str | None = ..., description: builtins.str | None = ..., expires_after: types.VectorStoreExpirationAfter | types.VectorStoreExpirationAfterParam | None = ..., chunking_strategy: types.AutoChunkingStrategyRequestParam | types.AutoChunkingStrategyRequestParamParam | types.StaticChunkingStrategyRequestParam | types.StaticChunkingStrategyRequestParamParam | None = ..., metadata: types.MetadataParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreObject:
        """`POST /vector_stores`"""
    @declared
    def delete(self, vector_store_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeleteVectorStoreResponse:
        """`DELETE /vector_stores/{vector_store_id}`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., before: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreObject:
        """`GET /vector_stores`"""
    @declared
    def retrieve(self, vector_store_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreObject:
        """`GET /vector_stores/{vector_store_id}`"""
    @paged
    def search(self, vector_store_id: str, *, query: builtins.str | Sequence[builtins.str], rewrite_query: builtins.bool | None = ..., max_num_results: builtins.int | None = ..., filters: types.ComparisonFilter | types.ComparisonFilterParam | types.CompoundFilter | types.CompoundFilterParam | None = ..., ranking_options: types.VectorStoreSearchRequestRankingOptions | types.VectorStoreSearchRequestRankingOptionsParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreSearchResultItem:
        """`POST /vector_stores/{vector_store_id}/search`"""
    @declared
    def update(self, vector_store_id: str, *, name: builtins.str | None = ..., expires_after: types.UpdateVectorStoreRequestExpiresAfter | types.UpdateVectorStoreRequestExpiresAfterParam | None = ..., metadata: types.MetadataParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VectorStoreObject:
        """`POST /vector_stores/{vector_store_id}`"""
