# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..answers import BinaryContent
from ..endpoint import AsyncRaw, AsyncStreamed, Pair, Resource, SyncRaw, SyncStreamed, TimeoutTypes, composed, declared, paged
from ..files import FileTypes

__all__ = ["Files"]

M = TypeVar("M")
class Files(Resource[M]):
    with_raw_response: Pair[Files[SyncRaw], Files[AsyncRaw]]
    with_streaming_response: Pair[Files[SyncStreamed], Files[AsyncStreamed]]
    @declared
    def content(self, file_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> BinaryContent:
        """`GET /files/{file_id}/content`"""
    @declared
    def create(self, *, file: FileTypes, purpose: Literal["assistants", "batch", "fine-tune", "vision", "user_data", "evals"], expires_after: types.FileExpirationAfter | types.FileExpirationAfterParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OpenAIFile:
        """`POST /files`"""
    @declared
    def delete(self, file_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeleteFileResponse:
        """`DELETE /files/{file_id}`"""
    @paged
    def list(self, *, purpose: builtins.str | None = ..., limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OpenAIFile:
        """`GET /files`"""
    @declared
    def retrieve(self, file_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OpenAIFile:
        """`GET /files/{file_id}`"""
    @declared
    def retrieve_content(self, file_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> builtins.str:
        """`GET /files/{file_id}/content`"""
    @composed
    def wait_for_processing(self, id: str, *, poll_interval: float = ..., max_wait_seconds: float = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OpenAIFile:
        """Wait until a file is processed."""
