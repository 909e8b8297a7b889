# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Coroutine, Mapping, Sequence
from typing import Literal, overload, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..answers import RawResponse
from ..endpoint import AsyncRaw, AsyncStreamed, Bound, Pair, Resource, Streams, SyncRaw, SyncStreamed, TimeoutTypes
from ..streaming import AsyncStream, Stream

__all__ = ["Completions"]

M = TypeVar("M")
class _CompletionsCreate(Bound[..., types.CreateCompletionResponse, RawResponse[types.CreateCompletionResponse]]):
    """`POST /completions`"""

    @overload
    def __call__(self, *, model: builtins.str | Literal["gpt-3.5-turbo-instruct", "davinci-002", "babbage-002"], prompt: builtins.str | Sequence[builtins.str] | Sequence[builtins.int] | Sequence[Sequence[builtins.int]] | None, best_of: builtins.int | None = ..., echo: builtins.bool | None = ..., frequency_penalty: builtins.float | None = ..., logit_bias: Mapping[builtins.str, builtins.int] | None = ..., logprobs: builtins.int | None = ..., max_tokens: builtins.int | None = ..., n: builtins.int | None = ..., presence_penalty: builtins.float | None = ..., seed: builtins.int | None = ..., stop: types.StopConfigurationParam | None = ..., stream_options: types.ChatCompletionStreamOptionsParam | None = ..., suffix: builtins.str | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., stream: Literal[False] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.CreateCompletionResponse: ...
    @overload
    def __call__(self, *, model: builtins.str | Literal["gpt-3.5-turbo-instruct", "davinci-002", "babbage-002"], prompt: builtins.str | Sequence[builtins.str] | Sequence[builtins.int] | Sequence[Sequence[builtins.int]] | None, stream: Literal[True], best_of: builtins.int | None = ..., echo: builtins.bool | None = ..., frequency_penalty: builtins.float | None = ..., logit_bias: Mapping[builtins.str, builtins.int] | None = ..., logprobs: builtins.int | None = ..., max_tokens: builtins.int | None = ..., n: builtins.int | None = ..., presence_penalty: builtins.float | None = ..., seed: builtins.int | None = ..., stop: types.StopConfigurationParam | None = ..., stream_options: types.ChatCompletionStreamOptionsParam | None = ..., suffix: builtins.str | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> Stream[types.CreateCompletionResponse]: ...

class _CompletionsCreateAsync(Bound[..., Coroutine[None, None, types.CreateCompletionResponse], Coroutine[None, None, RawResponse[types.CreateCompletionResponse]]]):
    """`POST /completions`"""

    @overload
    async def __call__(self, *, model: builtins.str | Literal["gpt-3.5-turbo-instruct", "davinci-002", "babbage-002"], prompt: builtins.str | Sequence[builtins.str] | Sequence[builtins.int] | Sequence[Sequence[builtins.int]] | None, best_of: builtins.int | None = ..., echo: builtins.bool | None = ..., frequency_penalty: builtins.float | None = ..., logit_bias: Mapping[builtins.str, builtins.int] | None = ..., logprobs: builtins.int | None = ..., max_tokens: builtins.int | None = ..., n: builtins.int | None = ..., presence_penalty: builtins.float | None = ..., seed: builtins.int | None = ..., stop: types.StopConfigurationParam | None = ..., stream_options: types.ChatCompletionStreamOptionsParam | None = ..., suffix: builtins.str | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., stream: Literal[False] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.CreateCompletionResponse: ...
    @overload
    async def __call__(self, *, model: builtins.str | Literal["gpt-3.5-turbo-instruct", "davinci-002", "babbage-002"], prompt: builtins.str | Sequence[builtins.str] | Sequence[builtins.int] | Sequence[Sequence[builtins.int]] | None, stream: Literal[True], best_of: builtins.int | None = ..., echo: builtins.bool | None = ..., frequency_penalty: builtins.float | None = ..., logit_bias: Mapping[builtins.str, builtins.int] | None = ..., logprobs: builtins.int | None = ..., max_tokens: builtins.int | None = ..., n: builtins.int | None = ..., presence_penalty: builtins.float | None = ..., seed: builtins.int | None = ..., stop: types.StopConfigurationParam | None = ..., stream_options: types.ChatCompletionStreamOptionsParam | None = ..., suffix: builtins.str | None = ..., temperature: builtins.float | None = ..., top_p: builtins.float | None = ..., user: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> AsyncStream[types.CreateCompletionResponse]: ...

class Completions(Resource[M]):
    with_raw_response: Pair[Completions[SyncRaw], Completions[AsyncRaw]]
    with_streaming_response: Pair[Completions[SyncStreamed], Completions[AsyncStreamed]]
    create: Streams[_CompletionsCreate, _CompletionsCreateAsync, types.CreateCompletionResponse]
