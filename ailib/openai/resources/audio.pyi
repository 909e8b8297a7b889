# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Coroutine, Mapping, Sequence
from typing import Literal, overload, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..answers import BinaryContent, RawResponse
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Bound, Branch, Pair, Resource, Streams, Sync, SyncRaw, SyncStreamed, TimeoutTypes, declared, paged
from ..files import FileTypes
from ..streaming import AsyncStream, Stream

__all__ = ["Audio", "AudioSpeech", "AudioTranscriptions", "AudioTranslations", "AudioVoiceConsents", "AudioVoices"]

M = TypeVar("M")
class _AudioSpeechCreate(Bound[..., BinaryContent, RawResponse[BinaryContent]]):
    """`POST /audio/speech`"""

    @overload
    def __call__(self, *, model: builtins.str | Literal["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15"], input: builtins.str, voice: types.VoiceIdsOrCustomVoiceParam, instructions: builtins.str | None = ..., response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] | None = ..., speed: builtins.float | None = ..., stream_format: Literal["audio"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> BinaryContent: ...
    @overload
    def __call__(self, *, model: builtins.str | Literal["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15"], input: builtins.str, voice: types.VoiceIdsOrCustomVoiceParam, stream_format: Literal["sse"], instructions: builtins.str | None = ..., response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] | None = ..., speed: builtins.float | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> Stream[types.CreateSpeechResponseStreamEvent]: ...

class _AudioSpeechCreateAsync(Bound[..., Coroutine[None, None, BinaryContent], Coroutine[None, None, RawResponse[BinaryContent]]]):
    """`POST /audio/speech`"""

    @overload
    async def __call__(self, *, model: builtins.str | Literal["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15"], input: builtins.str, voice: types.VoiceIdsOrCustomVoiceParam, instructions: builtins.str | None = ..., response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] | None = ..., speed: builtins.float | None = ..., stream_format: Literal["audio"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> BinaryContent: ...
    @overload
    async def __call__(self, *, model: builtins.str | Literal["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15"], input: builtins.str, voice: types.VoiceIdsOrCustomVoiceParam, stream_format: Literal["sse"], instructions: builtins.str | None = ..., response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] | None = ..., speed: builtins.float | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> AsyncStream[types.CreateSpeechResponseStreamEvent]: ...

class AudioSpeech(Resource[M]):
    with_raw_response: Pair[AudioSpeech[SyncRaw], AudioSpeech[AsyncRaw]]
    with_streaming_response: Pair[AudioSpeech[SyncStreamed], AudioSpeech[AsyncStreamed]]
    create: Streams[_AudioSpeechCreate, _AudioSpeechCreateAsync, BinaryContent]

class _AudioTranscriptionsCreate(Bound[..., types.CreateTranscriptionResponseJson | types.CreateTranscriptionResponseDiarizedJson | types.CreateTranscriptionResponseVerboseJson | builtins.str, RawResponse[types.CreateTranscriptionResponseJson | types.CreateTranscriptionResponseDiarizedJson | types.CreateTranscriptionResponseVerboseJson | builtins.str]]):
    """`POST /audio/transcriptions`"""

    @overload
    def __call__(self, *, file: FileTypes, model: builtins.str | Literal["whisper-1", "gpt-transcribe", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-transcribe-diarize"], language: builtins.str | None = ..., languages: Sequence[builtins.str] | None = ..., keywords: Sequence[builtins.str] | None = ..., prompt: builtins.str | None = ..., response_format: types.AudioResponseFormatParam | None = ..., temperature: builtins.float | None = ..., include: Sequence[types.TranscriptionIncludeParam] | None = ..., timestamp_granularities: Sequence[Literal["word", "segment"]] | None = ..., chunking_strategy: Literal["auto"] | types.VadConfig | types.VadConfigParam | None = ..., known_speaker_names: Sequence[builtins.str] | None = ..., known_speaker_references: Sequence[builtins.str] | None = ..., stream: Literal[False] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.CreateTranscriptionResponseJson | types.CreateTranscriptionResponseDiarizedJson | types.CreateTranscriptionResponseVerboseJson | builtins.str: ...
    @overload
    def __call__(self, *, file: FileTypes, model: builtins.str | Literal["whisper-1", "gpt-transcribe", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-transcribe-diarize"], stream: Literal[True], language: builtins.str | None = ..., languages: Sequence[builtins.str] | None = ..., keywords: Sequence[builtins.str] | None = ..., prompt: builtins.str | None = ..., response_format: types.AudioResponseFormatParam | None = ..., temperature: builtins.float | None = ..., include: Sequence[types.TranscriptionIncludeParam] | None = ..., timestamp_granularities: Sequence[Literal["word", "segment"]] | None = ..., chunking_strategy: Literal["auto"] | types.VadConfig | types.VadConfigParam | None = ..., known_speaker_names: Sequence[builtins.str] | None = ..., known_speaker_references: Sequence[builtins.str] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> Stream[types.CreateTranscriptionResponseStreamEvent]: ...

class _AudioTranscriptionsCreateAsync(Bound[..., Coroutine[None, None, types.CreateTranscriptionResponseJson | types.CreateTranscriptionResponseDiarizedJson | types.CreateTranscriptionResponseVerboseJson | builtins.str], Coroutine[None, None, RawResponse[types.CreateTranscriptionResponseJson | types.CreateTranscriptionResponseDiarizedJson | types.CreateTranscriptionResponseVerboseJson | builtins.str]]]):
    """`POST /audio/transcriptions`"""

    @overload
    async def __call__(self, *, file: FileTypes, model: builtins.str | Literal["whisper-1", "gpt-transcribe", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-transcribe-diarize"], language: builtins.str | None = ..., languages: Sequence[builtins.str] | None = ..., keywords: Sequence[builtins.str] | None = ..., prompt: builtins.str | None = ..., response_format: types.AudioResponseFormatParam | None = ..., temperature: builtins.float | None = ..., include: Sequence[types.TranscriptionIncludeParam] | None = ..., timestamp_granularities: Sequence[Literal["word", "segment"]] | None = ..., chunking_strategy: Literal["auto"] | types.VadConfig | types.VadConfigParam | None = ..., known_speaker_names: Sequence[builtins.str] | None = ..., known_speaker_references: Sequence[builtins.str] | None = ..., stream: Literal[False] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.CreateTranscriptionResponseJson | types.CreateTranscriptionResponseDiarizedJson | types.CreateTranscriptionResponseVerboseJson | builtins.str: ...
    @overload
    async def __call__(self, *, file: FileTypes, model: builtins.str | Literal["whisper-1", "gpt-transcribe", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-transcribe-diarize"], stream: Literal[True], language: builtins.str | None = ..., languages: Sequence[builtins.str] | None = ..., keywords: Sequence[builtins.str] | None = ..., prompt: builtins.str | None = ..., response_format: types.AudioResponseFormatParam | None = ..., temperature: builtins.float | None = ..., include: Sequence[types.TranscriptionIncludeParam] | None = ..., timestamp_granularities: Sequence[Literal["word", "segment"]] | None = ..., chunking_strategy: Literal["auto"] | types.VadConfig | types.VadConfigParam | None = ..., known_speaker_names: Sequence[builtins.str] | None = ..., known_speaker_references: Sequence[builtins.str] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> AsyncStream[types.CreateTranscriptionResponseStreamEvent]: ...

class AudioTranscriptions(Resource[M]):
    with_raw_response: Pair[AudioTranscriptions[SyncRaw], AudioTranscriptions[AsyncRaw]]
    with_streaming_response: Pair[AudioTranscriptions[SyncStreamed], AudioTranscriptions[AsyncStreamed]]
    create: Streams[_AudioTranscriptionsCreate, _AudioTranscriptionsCreateAsync, types.CreateTranscriptionResponseJson | types.CreateTranscriptionResponseDiarizedJson | types.CreateTranscriptionResponseVerboseJson | builtins.str]

class AudioTranslations(Resource[M]):
    with_raw_response: Pair[AudioTranslations[SyncRaw], AudioTranslations[AsyncRaw]]
    with_streaming_response: Pair[AudioTranslations[SyncStreamed], AudioTranslations[AsyncStreamed]]
    @declared
    def create(self, *, file: FileTypes, model: builtins.str | Literal["whisper-1"], prompt: builtins.str | None = ..., response_format: Literal["json", "text", "srt", "verbose_json", "vtt"] | None = ..., temperature: builtins.float | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.CreateTranslationResponseJson | types.CreateTranslationResponseVerboseJson | builtins.str:
        """`POST /audio/translations`"""

class AudioVoiceConsents(Resource[M]):
    with_raw_response: Pair[AudioVoiceConsents[SyncRaw], AudioVoiceConsents[AsyncRaw]]
    with_streaming_response: Pair[AudioVoiceConsents[SyncStreamed], AudioVoiceConsents[AsyncStreamed]]
    @declared
    def create(self, *, name: builtins.str, recording: FileTypes, language: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VoiceConsentResource:
        """`POST /audio/voice_consents`"""
    @declared
    def delete(self, consent_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VoiceConsentDeletedResource:
        """`DELETE /audio/voice_consents/{consent_id}`"""
    @paged
    def list(self, *, after: builtins.str | None = ..., limit: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VoiceConsentResource:
        """`GET /audio/voice_consents`"""
    @declared
    def retrieve(self, consent_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VoiceConsentResource:
        """`GET /audio/voice_consents/{consent_id}`"""
    @declared
    def update(self, consent_id: str, *, name: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VoiceConsentResource:
        """`POST /audio/voice_consents/{consent_id}`"""

class AudioVoices(Resource[M]):
    with_raw_response: Pair[AudioVoices[SyncRaw], AudioVoices[AsyncRaw]]
    with_streaming_response: Pair[AudioVoices[SyncStreamed], AudioVoices[AsyncStreamed]]
    @declared
    def create(self, *, name: builtins.str, audio_sample: FileTypes | None = ..., consent: builtins.str | None = ..., type: Literal["audio_sample", "prompt"] | None = ..., prompt: builtins.str | None = ..., model: builtins.str | None = ..., script_hint: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.VoiceResource:
        """`POST /audio/voices`"""

class Audio(Resource[M]):
    with_raw_response: Pair[Audio[SyncRaw], Audio[AsyncRaw]]
    with_streaming_response: Pair[Audio[SyncStreamed], Audio[AsyncStreamed]]
    speech: Branch[AudioSpeech[Sync], AudioSpeech[Async], AudioSpeech[SyncRaw], AudioSpeech[AsyncRaw], AudioSpeech[SyncStreamed], AudioSpeech[AsyncStreamed]]
    transcriptions: Branch[AudioTranscriptions[Sync], AudioTranscriptions[Async], AudioTranscriptions[SyncRaw], AudioTranscriptions[AsyncRaw], AudioTranscriptions[SyncStreamed], AudioTranscriptions[AsyncStreamed]]
    translations: Branch[AudioTranslations[Sync], AudioTranslations[Async], AudioTranslations[SyncRaw], AudioTranslations[AsyncRaw], AudioTranslations[SyncStreamed], AudioTranslations[AsyncStreamed]]
    voice_consents: Branch[AudioVoiceConsents[Sync], AudioVoiceConsents[Async], AudioVoiceConsents[SyncRaw], AudioVoiceConsents[AsyncRaw], AudioVoiceConsents[SyncStreamed], AudioVoiceConsents[AsyncStreamed]]
    voices: Branch[AudioVoices[Sync], AudioVoices[Async], AudioVoices[SyncRaw], AudioVoices[AsyncRaw], AudioVoices[SyncStreamed], AudioVoices[AsyncStreamed]]
