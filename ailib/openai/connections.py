"""The sessions that the API has: realtime, its translations, and responses over a WebSocket.

https://platform.openai.com/docs/guides/realtime-websocket and https://platform.openai.com/docs/guides/websocket-mode
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from .endpoint import Async, Endpoint, Resource, Sync
from .model import omit
from .resources.session_events import RealtimeEvents, ResponsesEvents, TranslationEvents
from .sessions import AsyncConnecting, AsyncSession, Connecting, Session, flow_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..cancel import CancelHandle
    from . import types  # noqa: F401 - named in strings
    from .endpoint import TimeoutTypes
    from .model import Omit

__all__ = [
    "AsyncRealtimeConnection",
    "AsyncResponsesConnection",
    "AsyncTranslationConnection",
    "RealtimeConnection",
    "RealtimeSessions",
    "ResponsesConnection",
    "ResponsesSessions",
    "TranslationConnection",
    "TranslationSessions",
]

M = TypeVar("M")

_REALTIME = Endpoint("GET", "/realtime", query="model call_id")
_TRANSLATIONS = Endpoint("GET", "/realtime/translations", query="model")
_RESPONSES = Endpoint("GET", "/responses")


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


class RealtimeSessions(Resource[M]):
    """What `client.realtime` has beside its endpoints."""

    @overload
    def connect(
        self: RealtimeSessions[Sync],
        *,
        model: str | Omit = ...,
        call_id: str | Omit = ...,
        extra_query: Mapping[str, object] | None = ...,
        extra_headers: Mapping[str, str] | None = ...,
        timeout: TimeoutTypes = ...,
        max_retries: int | None = ...,
        cancel: CancelHandle | None = ...,
    ) -> Connecting[RealtimeConnection]: ...
    @overload
    def connect(
        self: RealtimeSessions[Async],
        *,
        model: str | Omit = ...,
        call_id: str | Omit = ...,
        extra_query: Mapping[str, object] | None = ...,
        extra_headers: Mapping[str, str] | None = ...,
        timeout: TimeoutTypes = ...,
        max_retries: int | None = ...,
        cancel: CancelHandle | None = ...,
    ) -> AsyncConnecting[AsyncRealtimeConnection]: ...
    def connect(
        self,
        *,
        model: str | Omit = omit,
        call_id: str | Omit = omit,
        extra_query: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: TimeoutTypes = None,
        max_retries: int | None = None,
        cancel: CancelHandle | None = None,
    ) -> Any:
        """Open a realtime session over a WebSocket.

        Args:
            model: "gpt-realtime", ...
            call_id: A call that exists, to listen in on it and steer it.
            extra_query: Sent with the handshake.
            extra_headers: Sent with the handshake.
            timeout: `Timeouts`: `connect` and `read` for the handshake, `deadline` for the whole session, `idle` for
                silence in it (never, unless it is set here).
            max_retries: Attempts to connect after the first. A session that was lost is not opened again.
            cancel: Ends the session, also while somebody waits for an event.

        Returns:
            What `with` (or `async with`) opens and closes.

        Raises:
            ConfigurationError: On a blocking client, when the extra `realtime` is not installed.
        """
        named = {
            "model": model,
            "call_id": call_id,
            "extra_query": extra_query,
            "extra_headers": extra_headers,
            "timeout": timeout,
            "max_retries": max_retries,
            "cancel": cancel,
        }
        return _connecting(self, _REALTIME, named, RealtimeConnection, AsyncRealtimeConnection)


class TranslationSessions(Resource[M]):
    """What `client.realtime.translations` has beside its endpoints."""

    @overload
    def connect(
        self: TranslationSessions[Sync],
        *,
        model: str | Omit = ...,
        extra_query: Mapping[str, object] | None = ...,
        extra_headers: Mapping[str, str] | None = ...,
        timeout: TimeoutTypes = ...,
        max_retries: int | None = ...,
        cancel: CancelHandle | None = ...,
    ) -> Connecting[TranslationConnection]: ...
    @overload
    def connect(
        self: TranslationSessions[Async],
        *,
        model: str | Omit = ...,
        extra_query: Mapping[str, object] | None = ...,
        extra_headers: Mapping[str, str] | None = ...,
        timeout: TimeoutTypes = ...,
        max_retries: int | None = ...,
        cancel: CancelHandle | None = ...,
    ) -> AsyncConnecting[AsyncTranslationConnection]: ...
    def connect(
        self,
        *,
        model: str | Omit = omit,
        extra_query: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: TimeoutTypes = None,
        max_retries: int | None = None,
        cancel: CancelHandle | None = None,
    ) -> Any:
        """Open a session that translates speech; see `RealtimeSessions.connect`."""
        named = {
            "model": model,
            "extra_query": extra_query,
            "extra_headers": extra_headers,
            "timeout": timeout,
            "max_retries": max_retries,
            "cancel": cancel,
        }
        return _connecting(self, _TRANSLATIONS, named, TranslationConnection, AsyncTranslationConnection)


class ResponsesSessions(Resource[M]):
    """What `client.responses` has beside its endpoints."""

    @overload
    def connect(
        self: ResponsesSessions[Sync],
        *,
        extra_query: Mapping[str, object] | None = ...,
        extra_headers: Mapping[str, str] | None = ...,
        timeout: TimeoutTypes = ...,
        max_retries: int | None = ...,
        cancel: CancelHandle | None = ...,
    ) -> Connecting[ResponsesConnection]: ...
    @overload
    def connect(
        self: ResponsesSessions[Async],
        *,
        extra_query: Mapping[str, object] | None = ...,
        extra_headers: Mapping[str, str] | None = ...,
        timeout: TimeoutTypes = ...,
        max_retries: int | None = ...,
        cancel: CancelHandle | None = ...,
    ) -> AsyncConnecting[AsyncResponsesConnection]: ...
    def connect(
        self,
        *,
        extra_query: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: TimeoutTypes = None,
        max_retries: int | None = None,
        cancel: CancelHandle | None = None,
    ) -> Any:
        """Open a WebSocket for responses, one after another on one connection; see `RealtimeSessions.connect`."""
        named = {
            "extra_query": extra_query,
            "extra_headers": extra_headers,
            "timeout": timeout,
            "max_retries": max_retries,
            "cancel": cancel,
        }
        return _connecting(self, _RESPONSES, named, ResponsesConnection, AsyncResponsesConnection)


def _connecting(
    resource: Resource[Any], endpoint: Endpoint, named: Mapping[str, Any], blocking: Any, awaited: Any
) -> Any:
    caller = resource._caller
    flow = flow_of(caller, endpoint, named)
    if caller.blocking:
        return Connecting(blocking(flow))
    return AsyncConnecting(awaited(flow))
