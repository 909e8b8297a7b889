# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.realtime`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..session_methods import RealtimeSessions, TranslationSessions
from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Realtime", "RealtimeCalls", "RealtimeClientSecrets", "RealtimeTranslations", "RealtimeTranslationsClientSecrets"]

M = TypeVar("M")


class RealtimeCalls(Resource[M]):
    """`client.realtime.calls`."""

    accept = Endpoint("POST", "/realtime/calls/{call_id}/accept", body="RealtimeSessionCreateRequestGA", answer="none")
    create = Endpoint("POST", "/realtime/calls", body="RealtimeCallCreateRequest", multipart=True, parts="sdp=application/sdp session=application/json", answer="bytes", accept="application/sdp")
    hangup = Endpoint("POST", "/realtime/calls/{call_id}/hangup", answer="none")
    refer = Endpoint("POST", "/realtime/calls/{call_id}/refer", body="RealtimeCallReferRequest", answer="none")
    reject = Endpoint("POST", "/realtime/calls/{call_id}/reject", body="RealtimeCallRejectRequest", answer="none")


class RealtimeClientSecrets(Resource[M]):
    """`client.realtime.client_secrets`."""

    create = Endpoint("POST", "/realtime/client_secrets", "RealtimeCreateClientSecretResponse", body="RealtimeCreateClientSecretRequest")


class RealtimeTranslationsClientSecrets(Resource[M]):
    """`client.realtime.translations.client_secrets`."""

    create = Endpoint("POST", "/realtime/translations/client_secrets", "RealtimeTranslationClientSecretCreateResponse", body="RealtimeTranslationClientSecretCreateRequest")


class RealtimeTranslations(TranslationSessions[M]):
    """`client.realtime.translations`."""

    client_secrets = Nested(RealtimeTranslationsClientSecrets)


class Realtime(RealtimeSessions[M]):
    """`client.realtime`."""

    calls = Nested(RealtimeCalls)
    client_secrets = Nested(RealtimeClientSecrets)
    translations = Nested(RealtimeTranslations)
