# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..answers import BinaryContent
from ..session_methods import RealtimeSessions, TranslationSessions
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Pair, Resource, Sync, SyncRaw, SyncStreamed, TimeoutTypes, declared

__all__ = ["Realtime", "RealtimeCalls", "RealtimeClientSecrets", "RealtimeTranslations", "RealtimeTranslationsClientSecrets"]

M = TypeVar("M")
class RealtimeCalls(Resource[M]):
    with_raw_response: Pair[RealtimeCalls[SyncRaw], RealtimeCalls[AsyncRaw]]
    with_streaming_response: Pair[RealtimeCalls[SyncStreamed], RealtimeCalls[AsyncStreamed]]
    @declared
    def accept(self, call_id: str, *, type: Literal["realtime"], output_modalities: Sequence[Literal["text", "audio"]] | None = ..., model: builtins.str | Literal["gpt-realtime", "gpt-realtime-1.5", "gpt-realtime-2", "gpt-realtime-2.1", "gpt-realtime-2.1-mini", "gpt-realtime-2025-08-28", "gpt-4o-realtime-preview", "gpt-4o-realtime-preview-2024-10-01", "gpt-4o-realtime-preview-2024-12-17", "gpt-4o-realtime-preview-2025-06-03", "gpt-4o-mini-realtime-preview", "gpt-4o-mini-realtime-preview-2024-12-17", "gpt-realtime-mini", "gpt-realtime-mini-2025-10-06", "gpt-realtime-mini-2025-12-15", "gpt-audio-1.5", "gpt-audio-mini", "gpt-audio-mini-2025-10-06", "gpt-audio-mini-2025-12-15"] | None = ..., instructions: builtins.str | None = ..., audio: types.RealtimeSessionCreateRequestGAAudio | types.RealtimeSessionCreateRequestGAAudioParam | None = ..., include: Sequence[Literal["item.input_audio_transcription.logprobs"]] | None = ..., tracing: Literal["auto"] | types.RealtimeSessionCreateRequestGATracing | types.RealtimeSessionCreateRequestGATracingParam | None = ..., tools: Sequence[types.RealtimeFunctionTool | types.RealtimeFunctionToolParam | types.MCPTool | types.MCPToolParam] | None = ..., tool_choice: types.ToolChoiceOptionsParam | types.ToolChoiceFunction | types.ToolChoiceFunctionParam | types.ToolChoiceMCP | types.ToolChoiceMCPParam | None = ..., parallel_tool_calls: builtins.bool | None = ..., reasoning: types.RealtimeReasoning | types.RealtimeReasoningParam | None = ..., max_output_tokens: builtins.int | Literal["inf"] | None = ..., truncation: types.RealtimeTruncationParam | None = ..., prompt: types.PromptParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> None:
        """`POST /realtime/calls/{call_id}/accept`"""
    @declared
    def create(self, *, sdp: builtins.str, session: types.RealtimeSessionCreateRequestGA | types.RealtimeSessionCreateRequestGAParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> BinaryContent:
        """`POST /realtime/calls`"""
    @declared
    def hangup(self, call_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> None:
        """`POST /realtime/calls/{call_id}/hangup`"""
    @declared
    def refer(self, call_id: str, *, target_uri: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> None:
        """`POST /realtime/calls/{call_id}/refer`"""
    @declared
    def reject(self, call_id: str, *, status_code: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> None:
        """`POST /realtime/calls/{call_id}/reject`"""

class RealtimeClientSecrets(Resource[M]):
    with_raw_response: Pair[RealtimeClientSecrets[SyncRaw], RealtimeClientSecrets[AsyncRaw]]
    with_streaming_response: Pair[RealtimeClientSecrets[SyncStreamed], RealtimeClientSecrets[AsyncStreamed]]
    @declared
    def create(self, *, expires_after: types.RealtimeCreateClientSecretRequestExpiresAfter | types.RealtimeCreateClientSecretRequestExpiresAfterParam | None = ..., session: types.RealtimeSessionCreateRequestGA | types.RealtimeSessionCreateRequestGAParam | types.RealtimeTranscriptionSessionCreateRequestGA | types.RealtimeTranscriptionSessionCreateRequestGAParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.RealtimeCreateClientSecretResponse:
        """`POST /realtime/client_secrets`"""

class RealtimeTranslationsClientSecrets(Resource[M]):
    with_raw_response: Pair[RealtimeTranslationsClientSecrets[SyncRaw], RealtimeTranslationsClientSecrets[AsyncRaw]]
    with_streaming_response: Pair[RealtimeTranslationsClientSecrets[SyncStreamed], RealtimeTranslationsClientSecrets[AsyncStreamed]]
    @declared
    def create(self, *, session: types.RealtimeTranslationSessionCreateRequest | types.RealtimeTranslationSessionCreateRequestParam, expires_after: types.RealtimeTranslationClientSecretCreateRequestExpiresAfter | types.RealtimeTranslationClientSecretCreateRequestExpiresAfterParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.RealtimeTranslationClientSecretCreateResponse:
        """`POST /realtime/translations/client_secrets`"""

class RealtimeTranslations(TranslationSessions[M]):
    with_raw_response: Pair[RealtimeTranslations[SyncRaw], RealtimeTranslations[AsyncRaw]]
    with_streaming_response: Pair[RealtimeTranslations[SyncStreamed], RealtimeTranslations[AsyncStreamed]]
    client_secrets: Branch[RealtimeTranslationsClientSecrets[Sync], RealtimeTranslationsClientSecrets[Async], RealtimeTranslationsClientSecrets[SyncRaw], RealtimeTranslationsClientSecrets[AsyncRaw], RealtimeTranslationsClientSecrets[SyncStreamed], RealtimeTranslationsClientSecrets[AsyncStreamed]]

class Realtime(RealtimeSessions[M]):
    with_raw_response: Pair[Realtime[SyncRaw], Realtime[AsyncRaw]]
    with_streaming_response: Pair[Realtime[SyncStreamed], Realtime[AsyncStreamed]]
    calls: Branch[RealtimeCalls[Sync], RealtimeCalls[Async], RealtimeCalls[SyncRaw], RealtimeCalls[AsyncRaw], RealtimeCalls[SyncStreamed], RealtimeCalls[AsyncStreamed]]
    client_secrets: Branch[RealtimeClientSecrets[Sync], RealtimeClientSecrets[Async], RealtimeClientSecrets[SyncRaw], RealtimeClientSecrets[AsyncRaw], RealtimeClientSecrets[SyncStreamed], RealtimeClientSecrets[AsyncStreamed]]
    translations: Branch[RealtimeTranslations[Sync], RealtimeTranslations[Async], RealtimeTranslations[SyncRaw], RealtimeTranslations[AsyncRaw], RealtimeTranslations[SyncStreamed], RealtimeTranslations[AsyncStreamed]]
