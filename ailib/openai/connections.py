"""The sessions that the API has: realtime, its translations, and responses over a WebSocket.

https://platform.openai.com/docs/guides/realtime-websocket and https://platform.openai.com/docs/guides/websocket-mode
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .endpoint import Async, Sync
from .resources.session_events import BetaResponsesEvents, RealtimeEvents, ResponsesEvents, TranslationEvents
from .sessions import AsyncSession, Session

if TYPE_CHECKING:
    from . import types  # noqa: F401 - named in strings

__all__ = [
    "AsyncBetaResponsesConnection",
    "AsyncRealtimeConnection",
    "AsyncResponsesConnection",
    "AsyncTranslationConnection",
    "BetaResponsesConnection",
    "RealtimeConnection",
    "ResponsesConnection",
    "TranslationConnection",
]


class RealtimeConnection(
    Session["types.RealtimeServerEvent", "types.RealtimeClientEvent | types.RealtimeClientEventParam"],
    RealtimeEvents[Sync],
):
    """A realtime session: iterate it for what the model says; `response.create()` and the like send events."""

    _server_event = "RealtimeServerEvent"


class AsyncRealtimeConnection(
    AsyncSession["types.RealtimeServerEvent", "types.RealtimeClientEvent | types.RealtimeClientEventParam"],
    RealtimeEvents[Async],
):
    """`RealtimeConnection` of the async client."""

    _server_event = "RealtimeServerEvent"


class TranslationConnection(
    Session[
        "types.RealtimeTranslationServerEvent",
        "types.RealtimeTranslationClientEvent | types.RealtimeTranslationClientEventParam",
    ],
    TranslationEvents[Sync],
):
    """A session that translates speech while it is spoken."""

    _server_event = "RealtimeTranslationServerEvent"


class AsyncTranslationConnection(
    AsyncSession[
        "types.RealtimeTranslationServerEvent",
        "types.RealtimeTranslationClientEvent | types.RealtimeTranslationClientEventParam",
    ],
    TranslationEvents[Async],
):
    """`TranslationConnection` of the async client."""

    _server_event = "RealtimeTranslationServerEvent"


class ResponsesConnection(
    Session["types.ResponsesServerEvent", "types.ResponsesClientEvent | types.ResponsesClientEventParam"],
    ResponsesEvents[Sync],
):
    """Responses over one WebSocket: `response.create(...)` begins one, iterating gives the events of its stream."""

    _server_event = "ResponsesServerEvent"


class AsyncResponsesConnection(
    AsyncSession["types.ResponsesServerEvent", "types.ResponsesClientEvent | types.ResponsesClientEventParam"],
    ResponsesEvents[Async],
):
    """`ResponsesConnection` of the async client."""

    _server_event = "ResponsesServerEvent"


class BetaResponsesConnection(
    Session["types.BetaResponsesServerEvent", "types.BetaResponsesClientEvent | types.BetaResponsesClientEventParam"],
    BetaResponsesEvents[Sync],
):
    """`ResponsesConnection` of the API's beta: `response.inject(...)` adds to a response that is being made."""

    _server_event = "BetaResponsesServerEvent"


class AsyncBetaResponsesConnection(
    AsyncSession[
        "types.BetaResponsesServerEvent", "types.BetaResponsesClientEvent | types.BetaResponsesClientEventParam"
    ],
    BetaResponsesEvents[Async],
):
    """`BetaResponsesConnection` of the async client."""

    _server_event = "BetaResponsesServerEvent"
