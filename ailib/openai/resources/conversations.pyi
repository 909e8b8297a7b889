# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Pair, Resource, Sync, SyncRaw, SyncStreamed, TimeoutTypes, declared, paged

__all__ = ["Conversations", "ConversationsItems"]

M = TypeVar("M")
class ConversationsItems(Resource[M]):
    with_raw_response: Pair[ConversationsItems[SyncRaw], ConversationsItems[AsyncRaw]]
    with_streaming_response: Pair[ConversationsItems[SyncStreamed], ConversationsItems[AsyncStreamed]]
    @declared
    def create(self, conversation_id: str, *, items: Sequence[types.InputItemParam], include: Sequence[types.IncludeEnumParam] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ConversationItemList:
        """`POST /conversations/{conversation_id}/items`"""
    @declared
    def delete(self, item_id: str, *, conversation_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ConversationResource:
        """`DELETE /conversations/{conversation_id}/items/{item_id}`"""
    @paged
    def list(self, conversation_id: str, *, limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., include: Sequence[types.IncludeEnumParam] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ConversationItem:
        """`GET /conversations/{conversation_id}/items`"""
    @declared
    def retrieve(self, item_id: str, *, conversation_id: str, include: Sequence[types.IncludeEnumParam] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ConversationItem:
        """`GET /conversations/{conversation_id}/items/{item_id}`"""

class Conversations(Resource[M]):
    with_raw_response: Pair[Conversations[SyncRaw], Conversations[AsyncRaw]]
    with_streaming_response: Pair[Conversations[SyncStreamed], Conversations[AsyncStreamed]]
    items: Branch[ConversationsItems[Sync], ConversationsItems[Async], ConversationsItems[SyncRaw], ConversationsItems[AsyncRaw], ConversationsItems[SyncStreamed], ConversationsItems[AsyncStreamed]]
    @declared
    def create(self, *, metadata: types.MetadataParam | None = ..., items: Sequence[types.InputItemParam] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ConversationResource:
        """`POST /conversations`"""
    @declared
    def delete(self, conversation_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeletedConversationResource:
        """`DELETE /conversations/{conversation_id}`"""
    @declared
    def retrieve(self, conversation_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ConversationResource:
        """`GET /conversations/{conversation_id}`"""
    @declared
    def update(self, conversation_id: str, *, metadata: types.MetadataParam, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ConversationResource:
        """`POST /conversations/{conversation_id}`"""
