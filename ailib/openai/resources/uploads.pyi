# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import Async, AsyncRaw, Pair, Resource, Sync, SyncRaw, TimeoutTypes, declared
from ..files import FileTypes

__all__ = ["Uploads", "UploadsParts"]

M = TypeVar("M")

class UploadsParts(Resource[M]):
    with_raw_response: Pair[UploadsParts[SyncRaw], UploadsParts[AsyncRaw]]
    @declared
    def create(self, upload_id: str, *, data: FileTypes, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UploadPart:
        """`POST /uploads/{upload_id}/parts`"""

class Uploads(Resource[M]):
    with_raw_response: Pair[Uploads[SyncRaw], Uploads[AsyncRaw]]
    parts: Pair[UploadsParts[Sync], UploadsParts[Async]]
    @declared
    def cancel(self, upload_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Upload:
        """`POST /uploads/{upload_id}/cancel`"""
    @declared
    def complete(self, upload_id: str, *, part_ids: Sequence[builtins.str], md5: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Upload:
        """`POST /uploads/{upload_id}/complete`"""
    @declared
    def create(self, *, filename: builtins.str, purpose: Literal["assistants", "batch", "fine-tune", "vision"], bytes: builtins.int, mime_type: builtins.str, expires_after: types.FileExpirationAfter | types.FileExpirationAfterParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Upload:
        """`POST /uploads`"""
