# Written by tools/build_openai.py from the published description of the API; changes here are lost.

from collections.abc import Mapping
from typing import TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import AsyncRaw, AsyncStreamed, Pair, Resource, SyncRaw, SyncStreamed, TimeoutTypes, declared, paged

__all__ = ["Models"]

M = TypeVar("M")
class Models(Resource[M]):
    with_raw_response: Pair[Models[SyncRaw], Models[AsyncRaw]]
    with_streaming_response: Pair[Models[SyncStreamed], Models[AsyncStreamed]]
    @declared
    def delete(self, model: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeleteModelResponse:
        """`DELETE /models/{model}`"""
    @paged
    def list(self, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Model:
        """`GET /models`"""
    @declared
    def retrieve(self, model: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Model:
        """`GET /models/{model}`"""
