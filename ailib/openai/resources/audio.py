# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.audio`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Audio", "AudioSpeech", "AudioTranscriptions", "AudioTranslations", "AudioVoiceConsents", "AudioVoices"]

M = TypeVar("M")


class AudioSpeech(Resource[M]):
    """`client.audio.speech`."""

    create = Endpoint("POST", "/audio/speech", body="CreateSpeechRequest", event="CreateSpeechResponseStreamEvent", answer="bytes", accept="application/octet-stream")


class AudioTranscriptions(Resource[M]):
    """`client.audio.transcriptions`."""

    create = Endpoint("POST", "/audio/transcriptions", ["union", "@CreateTranscriptionResponseJson", "@CreateTranscriptionResponseDiarizedJson", "@CreateTranscriptionResponseVerboseJson"], body="CreateTranscriptionRequest", multipart=True, event="CreateTranscriptionResponseStreamEvent", answer="text", accept="application/json")


class AudioTranslations(Resource[M]):
    """`client.audio.translations`."""

    create = Endpoint("POST", "/audio/translations", ["union", "@CreateTranslationResponseJson", "@CreateTranslationResponseVerboseJson"], body="CreateTranslationRequest", multipart=True, answer="text", accept="application/json")


class AudioVoiceConsents(Resource[M]):
    """`client.audio.voice_consents`."""

    create = Endpoint("POST", "/audio/voice_consents", "VoiceConsentResource", body="CreateVoiceConsentRequest", multipart=True)
    delete = Endpoint("DELETE", "/audio/voice_consents/{consent_id}", "VoiceConsentDeletedResource")
    list = Endpoint("GET", "/audio/voice_consents", "VoiceConsentListResource", query="after limit", page="after=id")
    retrieve = Endpoint("GET", "/audio/voice_consents/{consent_id}", "VoiceConsentResource")
    update = Endpoint("POST", "/audio/voice_consents/{consent_id}", "VoiceConsentResource", body="UpdateVoiceConsentRequest")


class AudioVoices(Resource[M]):
    """`client.audio.voices`."""

    create = Endpoint("POST", "/audio/voices", "VoiceResource", body="CreateVoiceRequest", multipart=True)


class Audio(Resource[M]):
    """`client.audio`."""

    speech = Nested(AudioSpeech)
    transcriptions = Nested(AudioTranscriptions)
    translations = Nested(AudioTranslations)
    voice_consents = Nested(AudioVoiceConsents)
    voices = Nested(AudioVoices)
