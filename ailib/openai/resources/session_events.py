# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""What clients send over a WebSocket: one line per event. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..sessions import ClientEvent, Events, Group

__all__ = ["BetaResponsesEvents", "BetaResponsesEventsResponse", "RealtimeEvents", "RealtimeEventsConversation", "RealtimeEventsConversationItem", "RealtimeEventsInputAudioBuffer", "RealtimeEventsOutputAudioBuffer", "RealtimeEventsResponse", "RealtimeEventsSession", "ResponsesEvents", "ResponsesEventsResponse", "TranslationEvents", "TranslationEventsSession", "TranslationEventsSessionInputAudioBuffer"]

M = TypeVar("M")


class RealtimeEventsConversationItem(Events[M]):
    """`connection.conversation.item`."""

    create = ClientEvent("conversation.item.create", "RealtimeClientEventConversationItemCreate")
    delete = ClientEvent("conversation.item.delete", "RealtimeClientEventConversationItemDelete")
    retrieve = ClientEvent("conversation.item.retrieve", "RealtimeClientEventConversationItemRetrieve")
    truncate = ClientEvent("conversation.item.truncate", "RealtimeClientEventConversationItemTruncate")


class RealtimeEventsConversation(Events[M]):
    """`connection.conversation`."""

    item = Group(RealtimeEventsConversationItem)


class RealtimeEventsInputAudioBuffer(Events[M]):
    """`connection.input_audio_buffer`."""

    append = ClientEvent("input_audio_buffer.append", "RealtimeClientEventInputAudioBufferAppend")
    clear = ClientEvent("input_audio_buffer.clear", "RealtimeClientEventInputAudioBufferClear")
    commit = ClientEvent("input_audio_buffer.commit", "RealtimeClientEventInputAudioBufferCommit")


class RealtimeEventsOutputAudioBuffer(Events[M]):
    """`connection.output_audio_buffer`."""

    clear = ClientEvent("output_audio_buffer.clear", "RealtimeClientEventOutputAudioBufferClear")


class RealtimeEventsResponse(Events[M]):
    """`connection.response`."""

    cancel = ClientEvent("response.cancel", "RealtimeClientEventResponseCancel")
    create = ClientEvent("response.create", "RealtimeClientEventResponseCreate")


class RealtimeEventsSession(Events[M]):
    """`connection.session`."""

    update = ClientEvent("session.update", "RealtimeClientEventSessionUpdate")


class RealtimeEvents(Events[M]):
    """`connection`."""

    conversation = Group(RealtimeEventsConversation)
    input_audio_buffer = Group(RealtimeEventsInputAudioBuffer)
    output_audio_buffer = Group(RealtimeEventsOutputAudioBuffer)
    response = Group(RealtimeEventsResponse)
    session = Group(RealtimeEventsSession)


class TranslationEventsSessionInputAudioBuffer(Events[M]):
    """`connection.session.input_audio_buffer`."""

    append = ClientEvent("session.input_audio_buffer.append", "RealtimeTranslationClientEventInputAudioBufferAppend")


class TranslationEventsSession(Events[M]):
    """`connection.session`."""

    input_audio_buffer = Group(TranslationEventsSessionInputAudioBuffer)
    close = ClientEvent("session.close", "RealtimeTranslationClientEventSessionClose")
    update = ClientEvent("session.update", "RealtimeTranslationClientEventSessionUpdate")


class TranslationEvents(Events[M]):
    """`connection`."""

    session = Group(TranslationEventsSession)


class ResponsesEventsResponse(Events[M]):
    """`connection.response`."""

    create = ClientEvent("response.create", "ResponsesClientEventResponseCreate")


class ResponsesEvents(Events[M]):
    """`connection`."""

    response = Group(ResponsesEventsResponse)


class BetaResponsesEventsResponse(Events[M]):
    """`connection.response`."""

    create = ClientEvent("response.create", "BetaResponsesClientEventResponseCreate")
    inject = ClientEvent("response.inject", "BetaResponseInjectEvent")


class BetaResponsesEvents(Events[M]):
    """`connection`."""

    response = Group(BetaResponsesEventsResponse)
