# Written by tools/build_openai.py from the published description of the API; changes here are lost.

from collections.abc import Mapping
from typing import TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import AsyncRaw, AsyncStreamed, Pair, Resource, SyncRaw, SyncStreamed, TimeoutTypes, declared
from ..files import FileTypes

__all__ = ["ContentProvenanceChecks"]

M = TypeVar("M")
class ContentProvenanceChecks(Resource[M]):
    with_raw_response: Pair[ContentProvenanceChecks[SyncRaw], ContentProvenanceChecks[AsyncRaw]]
    with_streaming_response: Pair[ContentProvenanceChecks[SyncStreamed], ContentProvenanceChecks[AsyncStreamed]]
    @declared
    def create(self, *, file: FileTypes, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProvenanceResource:
        """`POST /content_provenance_checks`"""
