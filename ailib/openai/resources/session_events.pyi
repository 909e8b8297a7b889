# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Sequence
from typing import Literal, TypeVar

from .. import types
from ..sessions import Events, client_event

__all__ = ["BetaResponsesEvents", "BetaResponsesEventsResponse", "RealtimeEvents", "RealtimeEventsConversation", "RealtimeEventsConversationItem", "RealtimeEventsInputAudioBuffer", "RealtimeEventsOutputAudioBuffer", "RealtimeEventsResponse", "RealtimeEventsSession", "ResponsesEvents", "ResponsesEventsResponse", "TranslationEvents", "TranslationEventsSession", "TranslationEventsSessionInputAudioBuffer"]

M = TypeVar("M")

class RealtimeEventsConversationItem(Events[M]):
    @client_event
    def create(self, *, item: types.RealtimeConversationItemParam, event_id: builtins.str | None = ..., previous_item_id: builtins.str | None = ...) -> None:
        """`conversation.item.create`"""
    @client_event
    def delete(self, *, item_id: builtins.str, event_id: builtins.str | None = ...) -> None:
        """`conversation.item.delete`"""
    @client_event
    def retrieve(self, *, item_id: builtins.str, event_id: builtins.str | None = ...) -> None:
        """`conversation.item.retrieve`"""
    @client_event
    def truncate(self, *, item_id: builtins.str, content_index: builtins.int, audio_end_ms: builtins.int, event_id: builtins.str | None = ...) -> None:
        """`conversation.item.truncate`"""

class RealtimeEventsConversation(Events[M]):
    @property
    def item(self) -> RealtimeEventsConversationItem[M]: ...

class RealtimeEventsInputAudioBuffer(Events[M]):
    @client_event
    def append(self, *, audio: builtins.str | builtins.bytes, event_id: builtins.str | None = ...) -> None:
        """`input_audio_buffer.append`"""
    @client_event
    def clear(self, *, event_id: builtins.str | None = ...) -> None:
        """`input_audio_buffer.clear`"""
    @client_event
    def commit(self, *, event_id: builtins.str | None = ...) -> None:
        """`input_audio_buffer.commit`"""

class RealtimeEventsOutputAudioBuffer(Events[M]):
    @client_event
    def clear(self, *, event_id: builtins.str | None = ...) -> None:
        """`output_audio_buffer.clear`"""

class RealtimeEventsResponse(Events[M]):
    @client_event
    def cancel(self, *, event_id: builtins.str | None = ..., response_id: builtins.str | None = ...) -> None:
        """`response.cancel`"""
    @client_event
    def create(self, *, event_id: builtins.str | None = ..., response: types.RealtimeResponseCreateParams | types.RealtimeResponseCreateParamsParam | None = ...) -> None:
        """`response.create`"""

class RealtimeEventsSession(Events[M]):
    @client_event
    def update(self, *, session: types.RealtimeSessionCreateRequestGA | types.RealtimeSessionCreateRequestGAParam | types.RealtimeTranscriptionSessionCreateRequestGA | types.RealtimeTranscriptionSessionCreateRequestGAParam, event_id: builtins.str | None = ...) -> None:
        """`session.update`"""

class RealtimeEvents(Events[M]):
    @property
    def conversation(self) -> RealtimeEventsConversation[M]: ...
    @property
    def input_audio_buffer(self) -> RealtimeEventsInputAudioBuffer[M]: ...
    @property
    def output_audio_buffer(self) -> RealtimeEventsOutputAudioBuffer[M]: ...
    @property
    def response(self) -> RealtimeEventsResponse[M]: ...
    @property
    def session(self) -> RealtimeEventsSession[M]: ...

class TranslationEventsSessionInputAudioBuffer(Events[M]):
    @client_event
    def append(self, *, audio: builtins.str | builtins.bytes, event_id: builtins.str | None = ...) -> None:
        """`session.input_audio_buffer.append`"""

class TranslationEventsSession(Events[M]):
    @property
    def input_audio_buffer(self) -> TranslationEventsSessionInputAudioBuffer[M]: ...
    @client_event
    def close(self, *, event_id: builtins.str | None = ...) -> None:
        """`session.close`"""
    @client_event
    def update(self, *, session: types.RealtimeTranslationSessionUpdateRequest | types.RealtimeTranslationSessionUpdateRequestParam, event_id: builtins.str | None = ...) -> None:
        """`session.update`"""

class TranslationEvents(Events[M]):
    @property
    def session(self) -> TranslationEventsSession[M]: ...

class ResponsesEventsResponse(Events[M]):
    @client_event
    def create(self, *, stream_id: builtins.str | None = ..., metadata: types.MetadataParam | None = ..., top_logprobs: builtins.int | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., safety_identifier: builtins.str | None = ..., prompt_cache_key: builtins.str | None = ..., prompt_cache_retention: Literal["in_memory", "24h"] | None = ..., prompt_cache_options: types.PromptCacheOptionsParam | types.PromptCacheOptionsParamParam | None = ..., previous_response_id: builtins.str | None = ..., model: types.ModelIdsResponsesParam | None = ..., background: builtins.bool | None = ..., max_tool_calls: builtins.int | None = ..., text: types.ResponseTextParam | types.ResponseTextParamParam | None = ..., tools: types.ToolsArrayParam | None = ..., tool_choice: types.ToolChoiceParamParam | None = ..., prompt: types.PromptParam | None = ..., service_tier: types.ServiceTierResponsesParam | None = ..., truncation: Literal["auto", "disabled"] | None = ..., reasoning: types.Reasoning | types.ReasoningParam | None = ..., input: types.InputParamParam | None = ..., include: Sequence[types.IncludeEnumParam] | None = ..., parallel_tool_calls: builtins.bool | None = ..., store: builtins.bool | None = ..., instructions: builtins.str | None = ..., moderation: types.ModerationParam | types.ModerationParamParam | None = ..., stream: builtins.bool | None = ..., stream_options: types.ResponseStreamOptionsParam | None = ..., conversation: types.ConversationParamParam | None = ..., context_management: Sequence[types.ContextManagementParam | types.ContextManagementParamParam] | None = ..., max_output_tokens: builtins.int | None = ...) -> None:
        """`response.create`"""

class ResponsesEvents(Events[M]):
    @property
    def response(self) -> ResponsesEventsResponse[M]: ...

class BetaResponsesEventsResponse(Events[M]):
    @client_event
    def create(self, *, stream_id: builtins.str | None = ..., metadata: types.BetaMetadataParam | None = ..., top_logprobs: builtins.int | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., safety_identifier: builtins.str | None = ..., prompt_cache_key: builtins.str | None = ..., prompt_cache_retention: Literal["in_memory", "24h"] | None = ..., prompt_cache_options: types.BetaPromptCacheOptionsParam | types.BetaPromptCacheOptionsParamParam | None = ..., previous_response_id: builtins.str | None = ..., model: types.BetaModelIdsResponsesParam | None = ..., background: builtins.bool | None = ..., max_tool_calls: builtins.int | None = ..., text: types.BetaResponseTextParam | types.BetaResponseTextParamParam | None = ..., tools: types.BetaToolsArrayParam | None = ..., tool_choice: types.BetaToolChoiceParamParam | None = ..., prompt: types.BetaPromptParam | None = ..., service_tier: types.BetaServiceTierResponsesParam | None = ..., truncation: Literal["auto", "disabled"] | None = ..., reasoning: types.BetaReasoning | types.BetaReasoningParam | None = ..., input: types.BetaInputParamParam | None = ..., include: Sequence[types.BetaIncludeEnumParam] | None = ..., parallel_tool_calls: builtins.bool | None = ..., store: builtins.bool | None = ..., instructions: builtins.str | None = ..., moderation: types.BetaModerationParam | types.BetaModerationParamParam | None = ..., stream: builtins.bool | None = ..., stream_options: types.BetaResponseStreamOptionsParam | None = ..., conversation: types.BetaConversationParamParam | None = ..., context_management: Sequence[types.BetaContextManagementParam | types.BetaContextManagementParamParam] | None = ..., max_output_tokens: builtins.int | None = ..., multi_agent: types.BetaMultiAgentParam | types.BetaMultiAgentParamParam | None = ...) -> None:
        """`response.create`"""
    @client_event
    def inject(self, *, response_id: builtins.str, input: Sequence[types.BetaInputItemParam]) -> None:
        """`response.inject`"""

class BetaResponsesEvents(Events[M]):
    @property
    def response(self) -> BetaResponsesEventsResponse[M]: ...
