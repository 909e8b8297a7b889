# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Pair, Resource, Sync, SyncRaw, SyncStreamed, TimeoutTypes, composed, declared
from ..files import FileTypes

__all__ = ["Uploads", "UploadsParts"]

M = TypeVar("M")
class UploadsParts(Resource[M]):
    with_raw_response: Pair[UploadsParts[SyncRaw], UploadsParts[AsyncRaw]]
    with_streaming_response: Pair[UploadsParts[SyncStreamed], UploadsParts[AsyncStreamed]]
    @declared
    def create(self, upload_id: str, *, data: FileTypes, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UploadPart:
        """`POST /uploads/{upload_id}/parts`"""

class Uploads(Resource[M]):
    with_raw_response: Pair[Uploads[SyncRaw], Uploads[AsyncRaw]]
    with_streaming_response: Pair[Uploads[SyncStreamed], Uploads[AsyncStreamed]]
    parts: Branch[UploadsParts[Sync], UploadsParts[Async], UploadsParts[SyncRaw], UploadsParts[AsyncRaw], UploadsParts[SyncStreamed], UploadsParts[AsyncStreamed]]
    @declared
    def cancel(self, upload_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Upload:
        """`POST /uploads/{upload_id}/cancel`"""
    @declared
    def complete(self, upload_id: str, *, part_ids: Sequence[builtins.str], md5: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Upload:
        """`POST /uploads/{upload_id}/complete`"""
    @declared
    def create(self, *, filename: builtins.str, purpose: Literal["assistants", "batch", "fine-tune", "vision"], bytes: builtins.int, mime_type: builtins.str, expires_after: types.FileExpirationAfter | types.FileExpirationAfterParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Upload:
        """`POST /uploads`"""
    @composed
    def upload_file_chunked(self, *, file: FileTypes | str, mime_type: str, purpose: str, filename: str | None = ..., bytes: int | None = ..., part_size: int | None = ..., md5: str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Upload:
        """Upload a large file in parts. Only 256 KiB of it are in memory at a time."""
