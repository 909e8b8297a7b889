# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Coroutine, Mapping, Sequence
from typing import Literal, overload, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..answers import RawResponse
from ..session_methods import ResponsesSessions
from ..endpoint import Async, AsyncRaw, Bound, Pair, Resource, Sync, SyncRaw, TimeoutTypes, declared, paged
from ..streaming import AsyncStream, Stream

__all__ = ["Responses", "ResponsesInputItems", "ResponsesInputTokens"]

M = TypeVar("M")

class ResponsesInputItems(Resource[M]):
    with_raw_response: Pair[ResponsesInputItems[SyncRaw], ResponsesInputItems[AsyncRaw]]
    @paged
    def list(self, response_id: str, *, limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., include: Sequence[types.IncludeEnumParam] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ItemResource:
        """`GET /responses/{response_id}/input_items`"""

class ResponsesInputTokens(Resource[M]):
    with_raw_response: Pair[ResponsesInputTokens[SyncRaw], ResponsesInputTokens[AsyncRaw]]
    @declared
    def count(self, *, model: builtins.str | None = ..., input: builtins.str | Sequence[types.InputItemParam] | None = ..., previous_response_id: builtins.str | None = ..., tools: Sequence[types.ToolParam] | None = ..., text: types.ResponseTextParam | types.ResponseTextParamParam | None = ..., reasoning: types.Reasoning | types.ReasoningParam | None = ..., truncation: types.TruncationEnumParam | None = ..., instructions: builtins.str | None = ..., personality: types.PersonalityEnumParam | None = ..., conversation: types.ConversationParamParam | None = ..., tool_choice: types.ToolChoiceParamParam | None = ..., parallel_tool_calls: builtins.bool | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.TokenCountsResource:
        """`POST /responses/input_tokens`"""

class _ResponsesCreate(Bound[..., types.Response, RawResponse[types.Response]]):
    """`POST /responses`"""

    @overload
    def __call__(self, *, metadata: types.MetadataParam | None = ..., top_logprobs: builtins.int | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., safety_identifier: builtins.str | None = ..., prompt_cache_key: builtins.str | None = ..., prompt_cache_retention: Literal["in_memory", "24h"] | None = ..., prompt_cache_options: types.PromptCacheOptionsParam | types.PromptCacheOptionsParamParam | None = ..., previous_response_id: builtins.str | None = ..., model: types.ModelIdsResponsesParam | None = ..., background: builtins.bool | None = ..., max_tool_calls: builtins.int | None = ..., text: types.ResponseTextParam | types.ResponseTextParamParam | None = ..., tools: types.ToolsArrayParam | None = ..., tool_choice: types.ToolChoiceParamParam | None = ..., prompt: types.PromptParam | None = ..., service_tier: types.ServiceTierResponsesParam | None = ..., truncation: Literal["auto", "disabled"] | None = ..., reasoning: types.Reasoning | types.ReasoningParam | None = ..., input: types.InputParamParam | None = ..., include: Sequence[types.IncludeEnumParam] | None = ..., parallel_tool_calls: builtins.bool | None = ..., store: builtins.bool | None = ..., instructions: builtins.str | None = ..., moderation: types.ModerationParam | types.ModerationParamParam | None = ..., stream_options: types.ResponseStreamOptionsParam | None = ..., conversation: types.ConversationParamParam | None = ..., context_management: Sequence[types.ContextManagementParam | types.ContextManagementParamParam] | None = ..., max_output_tokens: builtins.int | None = ..., stream: Literal[False] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Response: ...
    @overload
    def __call__(self, *, stream: Literal[True], metadata: types.MetadataParam | None = ..., top_logprobs: builtins.int | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., safety_identifier: builtins.str | None = ..., prompt_cache_key: builtins.str | None = ..., prompt_cache_retention: Literal["in_memory", "24h"] | None = ..., prompt_cache_options: types.PromptCacheOptionsParam | types.PromptCacheOptionsParamParam | None = ..., previous_response_id: builtins.str | None = ..., model: types.ModelIdsResponsesParam | None = ..., background: builtins.bool | None = ..., max_tool_calls: builtins.int | None = ..., text: types.ResponseTextParam | types.ResponseTextParamParam | None = ..., tools: types.ToolsArrayParam | None = ..., tool_choice: types.ToolChoiceParamParam | None = ..., prompt: types.PromptParam | None = ..., service_tier: types.ServiceTierResponsesParam | None = ..., truncation: Literal["auto", "disabled"] | None = ..., reasoning: types.Reasoning | types.ReasoningParam | None = ..., input: types.InputParamParam | None = ..., include: Sequence[types.IncludeEnumParam] | None = ..., parallel_tool_calls: builtins.bool | None = ..., store: builtins.bool | None = ..., instructions: builtins.str | None = ..., moderation: types.ModerationParam | types.ModerationParamParam | None = ..., stream_options: types.ResponseStreamOptionsParam | None = ..., conversation: types.ConversationParamParam | None = ..., context_management: Sequence[types.ContextManagementParam | types.ContextManagementParamParam] | None = ..., max_output_tokens: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> Stream[types.ResponseStreamEvent]: ...

class _ResponsesCreateAsync(Bound[..., Coroutine[None, None, types.Response], Coroutine[None, None, RawResponse[types.Response]]]):
    """`POST /responses`"""

    @overload
    async def __call__(self, *, metadata: types.MetadataParam | None = ..., top_logprobs: builtins.int | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., safety_identifier: builtins.str | None = ..., prompt_cache_key: builtins.str | None = ..., prompt_cache_retention: Literal["in_memory", "24h"] | None = ..., prompt_cache_options: types.PromptCacheOptionsParam | types.PromptCacheOptionsParamParam | None = ..., previous_response_id: builtins.str | None = ..., model: types.ModelIdsResponsesParam | None = ..., background: builtins.bool | None = ..., max_tool_calls: builtins.int | None = ..., text: types.ResponseTextParam | types.ResponseTextParamParam | None = ..., tools: types.ToolsArrayParam | None = ..., tool_choice: types.ToolChoiceParamParam | None = ..., prompt: types.PromptParam | None = ..., service_tier: types.ServiceTierResponsesParam | None = ..., truncation: Literal["auto", "disabled"] | None = ..., reasoning: types.Reasoning | types.ReasoningParam | None = ..., input: types.InputParamParam | None = ..., include: Sequence[types.IncludeEnumParam] | None = ..., parallel_tool_calls: builtins.bool | None = ..., store: builtins.bool | None = ..., instructions: builtins.str | None = ..., moderation: types.ModerationParam | types.ModerationParamParam | None = ..., stream_options: types.ResponseStreamOptionsParam | None = ..., conversation: types.ConversationParamParam | None = ..., context_management: Sequence[types.ContextManagementParam | types.ContextManagementParamParam] | None = ..., max_output_tokens: builtins.int | None = ..., stream: Literal[False] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Response: ...
    @overload
    async def __call__(self, *, stream: Literal[True], metadata: types.MetadataParam | None = ..., top_logprobs: builtins.int | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., safety_identifier: builtins.str | None = ..., prompt_cache_key: builtins.str | None = ..., prompt_cache_retention: Literal["in_memory", "24h"] | None = ..., prompt_cache_options: types.PromptCacheOptionsParam | types.PromptCacheOptionsParamParam | None = ..., previous_response_id: builtins.str | None = ..., model: types.ModelIdsResponsesParam | None = ..., background: builtins.bool | None = ..., max_tool_calls: builtins.int | None = ..., text: types.ResponseTextParam | types.ResponseTextParamParam | None = ..., tools: types.ToolsArrayParam | None = ..., tool_choice: types.ToolChoiceParamParam | None = ..., prompt: types.PromptParam | None = ..., service_tier: types.ServiceTierResponsesParam | None = ..., truncation: Literal["auto", "disabled"] | None = ..., reasoning: types.Reasoning | types.ReasoningParam | None = ..., input: types.InputParamParam | None = ..., include: Sequence[types.IncludeEnumParam] | None = ..., parallel_tool_calls: builtins.bool | None = ..., store: builtins.bool | None = ..., instructions: builtins.str | None = ..., moderation: types.ModerationParam | types.ModerationParamParam | None = ..., stream_options: types.ResponseStreamOptionsParam | None = ..., conversation: types.ConversationParamParam | None = ..., context_management: Sequence[types.ContextManagementParam | types.ContextManagementParamParam] | None = ..., max_output_tokens: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> AsyncStream[types.ResponseStreamEvent]: ...

class _ResponsesRetrieve(Bound[..., types.Response, RawResponse[types.Response]]):
    """`GET /responses/{response_id}`"""

    @overload
    def __call__(self, response_id: str, *, include: Sequence[types.IncludeEnumParam] | None = ..., starting_after: builtins.int | None = ..., include_obfuscation: builtins.bool | None = ..., stream: Literal[False] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Response: ...
    @overload
    def __call__(self, response_id: str, *, stream: Literal[True], include: Sequence[types.IncludeEnumParam] | None = ..., starting_after: builtins.int | None = ..., include_obfuscation: builtins.bool | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> Stream[types.ResponseStreamEvent]: ...

class _ResponsesRetrieveAsync(Bound[..., Coroutine[None, None, types.Response], Coroutine[None, None, RawResponse[types.Response]]]):
    """`GET /responses/{response_id}`"""

    @overload
    async def __call__(self, response_id: str, *, include: Sequence[types.IncludeEnumParam] | None = ..., starting_after: builtins.int | None = ..., include_obfuscation: builtins.bool | None = ..., stream: Literal[False] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Response: ...
    @overload
    async def __call__(self, response_id: str, *, stream: Literal[True], include: Sequence[types.IncludeEnumParam] | None = ..., starting_after: builtins.int | None = ..., include_obfuscation: builtins.bool | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> AsyncStream[types.ResponseStreamEvent]: ...

class Responses(ResponsesSessions[M]):
    with_raw_response: Pair[Responses[SyncRaw], Responses[AsyncRaw]]
    input_items: Pair[ResponsesInputItems[Sync], ResponsesInputItems[Async]]
    input_tokens: Pair[ResponsesInputTokens[Sync], ResponsesInputTokens[Async]]
    @declared
    def cancel(self, response_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Response:
        """`POST /responses/{response_id}/cancel`"""
    @declared
    def compact(self, *, model: types.ModelIdsCompactionParam, input: builtins.str | Sequence[types.InputItemParam] | None = ..., previous_response_id: builtins.str | None = ..., instructions: builtins.str | None = ..., prompt_cache_key: builtins.str | None = ..., prompt_cache_retention: types.PromptCacheRetentionEnumParam | None = ..., prompt_cache_options: types.PromptCacheOptionsParam | types.PromptCacheOptionsParamParam | None = ..., service_tier: types.ServiceTierEnumParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.CompactResource:
        """`POST /responses/compact`"""
    create: Pair[_ResponsesCreate, _ResponsesCreateAsync]
    @declared
    def delete(self, response_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> None:
        """`DELETE /responses/{response_id}`"""
    retrieve: Pair[_ResponsesRetrieve, _ResponsesRetrieveAsync]
