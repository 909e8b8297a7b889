# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..answers import BinaryContent
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Pair, Resource, Sync, SyncRaw, SyncStreamed, TimeoutTypes, declared, paged
from ..files import FileTypes

__all__ = ["Containers", "ContainersFiles", "ContainersFilesContent"]

M = TypeVar("M")
class ContainersFilesContent(Resource[M]):
    with_raw_response: Pair[ContainersFilesContent[SyncRaw], ContainersFilesContent[AsyncRaw]]
    with_streaming_response: Pair[ContainersFilesContent[SyncStreamed], ContainersFilesContent[AsyncStreamed]]
    @declared
    def retrieve(self, file_id: str, *, container_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> BinaryContent:
        """`GET /containers/{container_id}/files/{file_id}/content`"""

class ContainersFiles(Resource[M]):
    with_raw_response: Pair[ContainersFiles[SyncRaw], ContainersFiles[AsyncRaw]]
    with_streaming_response: Pair[ContainersFiles[SyncStreamed], ContainersFiles[AsyncStreamed]]
    content: Branch[ContainersFilesContent[Sync], ContainersFilesContent[Async], ContainersFilesContent[SyncRaw], ContainersFilesContent[AsyncRaw], ContainersFilesContent[SyncStreamed], ContainersFilesContent[AsyncStreamed]]
    @declared
    def create(self, container_id: str, *, file_id: builtins.str | None = ..., file: FileTypes | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ContainerFileResource:
        """`POST /containers/{container_id}/files`"""
    @declared
    def delete(self, file_id: str, *, container_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> None:
        """`DELETE /containers/{container_id}/files/{file_id}`"""
    @paged
    def list(self, container_id: str, *, limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ContainerFileResource:
        """`GET /containers/{container_id}/files`"""
    @declared
    def retrieve(self, file_id: str, *, container_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ContainerFileResource:
        """`GET /containers/{container_id}/files/{file_id}`"""

class Containers(Resource[M]):
    with_raw_response: Pair[Containers[SyncRaw], Containers[AsyncRaw]]
    with_streaming_response: Pair[Containers[SyncStreamed], Containers[AsyncStreamed]]
    files: Branch[ContainersFiles[Sync], ContainersFiles[Async], ContainersFiles[SyncRaw], ContainersFiles[AsyncRaw], ContainersFiles[SyncStreamed], ContainersFiles[AsyncStreamed]]
    @declared
    def create(self, *, name: builtins.str, file_ids: Sequence[builtins.str] | None = ..., expires_after: types.CreateContainerBodyExpiresAfter | types.CreateContainerBodyExpiresAfterParam | None = ..., skills: Sequence[types.SkillReferenceParam | types.SkillReferenceParamParam | types.InlineSkillParam | types.InlineSkillParamParam] | None = ..., memory_limit: Literal["1g", "4g", "16g", "64g"] | None = ..., network_policy: types.ContainerNetworkPolicyDisabledParam | types.ContainerNetworkPolicyDisabledParamParam | types.ContainerNetworkPolicyAllowlistParam | types.ContainerNetworkPolicyAllowlistParamParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ContainerResource:
        """`POST /containers`"""
    @declared
    def delete(self, container_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> None:
        """`DELETE /containers/{container_id}`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., name: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ContainerResource:
        """`GET /containers`"""
    @declared
    def retrieve(self, container_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ContainerResource:
        """`GET /containers/{container_id}`"""
