# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping
from typing import TypeVar

from ...cancel import CancelHandle
from .. import types
from ..answers import BinaryContent
from ..endpoint import AsyncRaw, AsyncStreamed, Pair, Resource, SyncRaw, SyncStreamed, TimeoutTypes, composed, declared, paged
from ..files import FileTypes

__all__ = ["Videos"]

M = TypeVar("M")
class Videos(Resource[M]):
    with_raw_response: Pair[Videos[SyncRaw], Videos[AsyncRaw]]
    with_streaming_response: Pair[Videos[SyncStreamed], Videos[AsyncStreamed]]
    @declared
    def create(self, *, prompt: builtins.str, model: types.VideoModelParam | None = ..., input_reference: FileTypes | types.ImageRefParam2 | types.ImageRefParam2Param | None = ..., seconds: types.VideoSecondsParam | None = ..., size: types.VideoSizeParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoResource:
        """`POST /videos`. Deprecated."""
    @declared
    def create_character(self, *, video: FileTypes, name: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoCharacterResource:
        """`POST /videos/characters`. Deprecated."""
    @declared
    def delete(self, video_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeletedVideoResource:
        """`DELETE /videos/{video_id}`. Deprecated."""
    @declared
    def download_content(self, video_id: str, *, variant: types.VideoContentVariantParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> BinaryContent:
        """`GET /videos/{video_id}/content`. Deprecated."""
    @declared
    def edit(self, *, video: FileTypes | types.VideoReferenceInputParam | types.VideoReferenceInputParamParam, prompt: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoResource:
        """`POST /videos/edits`. Deprecated."""
    @declared
    def extend(self, *, video: types.VideoReferenceInputParam | types.VideoReferenceInputParamParam | FileTypes, prompt: builtins.str, seconds: types.VideoSecondsParam, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoResource:
        """`POST /videos/extensions`. Deprecated."""
    @declared
    def get_character(self, character_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoCharacterResource:
        """`GET /videos/characters/{character_id}`. Deprecated."""
    @paged
    def list(self, *, limit: builtins.int | None = ..., order: types.OrderEnumParam | None = ..., after: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoResource:
        """`GET /videos`. Deprecated."""
    @declared
    def remix(self, video_id: str, *, prompt: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoResource:
        """`POST /videos/{video_id}/remix`. Deprecated."""
    @declared
    def retrieve(self, video_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoResource:
        """`GET /videos/{video_id}`. Deprecated."""
    @composed
    def create_and_poll(self, *, prompt: builtins.str, poll_interval_ms: int | None = ..., max_wait_seconds: float | None = ..., model: types.VideoModelParam | None = ..., input_reference: FileTypes | types.ImageRefParam2 | types.ImageRefParam2Param | None = ..., seconds: types.VideoSecondsParam | None = ..., size: types.VideoSizeParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoResource:
        """Have a video made and wait for it; see `poll`."""
    @composed
    def poll(self, video_id: str, *, poll_interval_ms: int | None = ..., max_wait_seconds: float | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VideoResource:
        """Wait until a video is made, or has failed."""
