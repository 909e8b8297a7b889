"""`connect` of the resources that have it: what it takes, and what it gives. The rest is loaded when it is called.

https://platform.openai.com/docs/guides/realtime-websocket and https://platform.openai.com/docs/guides/websocket-mode
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from .endpoint import Async, Endpoint, Resource, Sync
from .model import omit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..cancel import CancelHandle
    from .connections import (
        AsyncBetaResponsesConnection,
        AsyncRealtimeConnection,
        AsyncResponsesConnection,
        AsyncTranslationConnection,
        BetaResponsesConnection,
        RealtimeConnection,
        ResponsesConnection,
        TranslationConnection,
    )
    from .endpoint import TimeoutTypes
    from .model import Omit
    from .sessions import AsyncConnecting, Connecting

__all__ = ["BetaResponsesSessions", "RealtimeSessions", "ResponsesSessions", "TranslationSessions"]

M = TypeVar("M")

_REALTIME = Endpoint("GET", "/realtime", query="model call_id")
_TRANSLATIONS = Endpoint("GET", "/realtime/translations", query="model")
_RESPONSES = Endpoint("GET", "/responses")
_BETA_RESPONSES = Endpoint("GET", "/responses", beta="responses_multi_agent=v1", betas=True)


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
        return _connecting(self, _REALTIME, named, "RealtimeConnection")


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
        return _connecting(self, _TRANSLATIONS, named, "TranslationConnection")


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
        return _connecting(self, _RESPONSES, named, "ResponsesConnection")


class BetaResponsesSessions(Resource[M]):
    """What `client.beta.responses` has beside its endpoints."""

    @overload
    def connect(
        self: BetaResponsesSessions[Sync],
        *,
        betas: Sequence[str] | Omit = ...,
        extra_query: Mapping[str, object] | None = ...,
        extra_headers: Mapping[str, str] | None = ...,
        timeout: TimeoutTypes = ...,
        max_retries: int | None = ...,
        cancel: CancelHandle | None = ...,
    ) -> Connecting[BetaResponsesConnection]: ...
    @overload
    def connect(
        self: BetaResponsesSessions[Async],
        *,
        betas: Sequence[str] | Omit = ...,
        extra_query: Mapping[str, object] | None = ...,
        extra_headers: Mapping[str, str] | None = ...,
        timeout: TimeoutTypes = ...,
        max_retries: int | None = ...,
        cancel: CancelHandle | None = ...,
    ) -> AsyncConnecting[AsyncBetaResponsesConnection]: ...
    def connect(
        self,
        *,
        betas: Sequence[str] | Omit = omit,
        extra_query: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: TimeoutTypes = None,
        max_retries: int | None = None,
        cancel: CancelHandle | None = None,
    ) -> Any:
        """`client.responses.connect` of the API's beta; `betas` are the values of the header `OpenAI-Beta`."""
        named = {
            "betas": betas,
            "extra_query": extra_query,
            "extra_headers": extra_headers,
            "timeout": timeout,
            "max_retries": max_retries,
            "cancel": cancel,
        }
        return _connecting(self, _BETA_RESPONSES, named, "BetaResponsesConnection")


def _connecting(resource: Resource[Any], endpoint: Endpoint, named: Mapping[str, Any], connection: str) -> Any:
    from . import connections
    from .sessions import AsyncConnecting, Connecting, flow_of

    caller = resource._caller
    flow = flow_of(caller, endpoint, named)
    if caller.blocking:
        return Connecting(getattr(connections, connection)(flow))
    return AsyncConnecting(getattr(connections, f"Async{connection}")(flow))
