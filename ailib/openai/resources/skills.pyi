# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import TypeVar

from ...cancel import CancelHandle
from .. import types
from ..answers import BinaryContent
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Pair, Resource, Sync, SyncRaw, SyncStreamed, TimeoutTypes, declared, paged
from ..files import FileTypes

__all__ = ["Skills", "SkillsContent", "SkillsVersions", "SkillsVersionsContent"]

M = TypeVar("M")
class SkillsContent(Resource[M]):
    with_raw_response: Pair[SkillsContent[SyncRaw], SkillsContent[AsyncRaw]]
    with_streaming_response: Pair[SkillsContent[SyncStreamed], SkillsContent[AsyncStreamed]]
    @declared
    def retrieve(self, skill_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> BinaryContent:
        """`GET /skills/{skill_id}/content`"""

class SkillsVersionsContent(Resource[M]):
    with_raw_response: Pair[SkillsVersionsContent[SyncRaw], SkillsVersionsContent[AsyncRaw]]
    with_streaming_response: Pair[SkillsVersionsContent[SyncStreamed], SkillsVersionsContent[AsyncStreamed]]
    @declared
    def retrieve(self, version: str, *, skill_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> BinaryContent:
        """`GET /skills/{skill_id}/versions/{version}/content`"""

class SkillsVersions(Resource[M]):
    with_raw_response: Pair[SkillsVersions[SyncRaw], SkillsVersions[AsyncRaw]]
    with_streaming_response: Pair[SkillsVersions[SyncStreamed], SkillsVersions[AsyncStreamed]]
    content: Branch[SkillsVersionsContent[Sync], SkillsVersionsContent[Async], SkillsVersionsContent[SyncRaw], SkillsVersionsContent[AsyncRaw], SkillsVersionsContent[SyncStreamed], SkillsVersionsContent[AsyncStreamed]]
    @declared
    def create(self, skill_id: str, *, files: Sequence[FileTypes] | FileTypes | None = ..., default: builtins.bool | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.SkillVersionResource:
        """`POST /skills/{skill_id}/versions`"""
    @declared
    def delete(self, version: str, *, skill_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeletedSkillVersionResource:
        """`DELETE /skills/{skill_id}/versions/{version}`"""
    @paged
    def list(self, skill_id: str, *, limit: builtins.int | None = ..., order: types.OrderEnumParam | None = ..., after: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.SkillVersionResource:
        """`GET /skills/{skill_id}/versions`"""
    @declared
    def retrieve(self, version: str, *, skill_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.SkillVersionResource:
        """`GET /skills/{skill_id}/versions/{version}`"""

class Skills(Resource[M]):
    with_raw_response: Pair[Skills[SyncRaw], Skills[AsyncRaw]]
    with_streaming_response: Pair[Skills[SyncStreamed], Skills[AsyncStreamed]]
    content: Branch[SkillsContent[Sync], SkillsContent[Async], SkillsContent[SyncRaw], SkillsContent[AsyncRaw], SkillsContent[SyncStreamed], SkillsContent[AsyncStreamed]]
    versions: Branch[SkillsVersions[Sync], SkillsVersions[Async], SkillsVersions[SyncRaw], SkillsVersions[AsyncRaw], SkillsVersions[SyncStreamed], SkillsVersions[AsyncStreamed]]
    @declared
    def create(self, *, files: Sequence[FileTypes] | FileTypes | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.SkillResource:
        """`POST /skills`"""
    @declared
    def delete(self, skill_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeletedSkillResource:
        """`DELETE /skills/{skill_id}`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., order: types.OrderEnumParam | None = ..., after: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.SkillResource:
        """`GET /skills`"""
    @declared
    def retrieve(self, skill_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.SkillResource:
        """`GET /skills/{skill_id}`"""
    @declared
    def update(self, skill_id: str, *, default_version: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.SkillResource:
        """`POST /skills/{skill_id}`"""
