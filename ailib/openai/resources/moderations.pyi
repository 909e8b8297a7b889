# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import AsyncRaw, AsyncStreamed, Pair, Resource, SyncRaw, SyncStreamed, TimeoutTypes, declared

__all__ = ["Moderations"]

M = TypeVar("M")
class Moderations(Resource[M]):
    with_raw_response: Pair[Moderations[SyncRaw], Moderations[AsyncRaw]]
    with_streaming_response: Pair[Moderations[SyncStreamed], Moderations[AsyncStreamed]]
    @declared
    def create(self, *, input: builtins.str | Sequence[builtins.str] | Sequence[types.CreateModerationRequestInput | types.CreateModerationRequestInputParam | types.CreateModerationRequestInputText | types.CreateModerationRequestInputTextParam], model: builtins.str | Literal["omni-moderation-latest", "omni-moderation-2024-09-26", "text-moderation-latest", "text-moderation-stable"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.CreateModerationResponse:
        """`POST /moderations`"""
