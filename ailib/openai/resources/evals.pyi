# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Pair, Resource, Sync, SyncRaw, SyncStreamed, TimeoutTypes, declared, paged

__all__ = ["Evals", "EvalsRuns", "EvalsRunsOutputItems"]

M = TypeVar("M")
class EvalsRunsOutputItems(Resource[M]):
    with_raw_response: Pair[EvalsRunsOutputItems[SyncRaw], EvalsRunsOutputItems[AsyncRaw]]
    with_streaming_response: Pair[EvalsRunsOutputItems[SyncStreamed], EvalsRunsOutputItems[AsyncStreamed]]
    @paged
    def list(self, run_id: str, *, eval_id: str, after: builtins.str | None = ..., limit: builtins.int | None = ..., status: Literal["fail", "pass"] | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.EvalRunOutputItem:
        """`GET /evals/{eval_id}/runs/{run_id}/output_items`"""
    @declared
    def retrieve(self, output_item_id: str, *, eval_id: str, run_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.EvalRunOutputItem:
        """`GET /evals/{eval_id}/runs/{run_id}/output_items/{output_item_id}`"""

class EvalsRuns(Resource[M]):
    with_raw_response: Pair[EvalsRuns[SyncRaw], EvalsRuns[AsyncRaw]]
    with_streaming_response: Pair[EvalsRuns[SyncStreamed], EvalsRuns[AsyncStreamed]]
    output_items: Branch[EvalsRunsOutputItems[Sync], EvalsRunsOutputItems[Async], EvalsRunsOutputItems[SyncRaw], EvalsRunsOutputItems[AsyncRaw], EvalsRunsOutputItems[SyncStreamed], EvalsRunsOutputItems[AsyncStreamed]]
    @declared
    def cancel(self, run_id: str, *, eval_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.EvalRun:
        """`POST /evals/{eval_id}/runs/{run_id}`"""
    @declared
    def create(self, eval_id: str, *, data_source: types.CreateEvalJsonlRunDataSource | types.CreateEvalJsonlRunDataSourceParam | types.CreateEvalCompletionsRunDataSource | types.CreateEvalCompletionsRunDataSourceParam | types.CreateEvalResponsesRunDataSource | types.CreateEvalResponsesRunDataSourceParam, name: builtins.str | None = ..., metadata: types.MetadataParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.EvalRun:
        """`POST /evals/{eval_id}/runs`"""
    @declared
    def delete(self, run_id: str, *, eval_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeleteEvalRunResponse:
        """`DELETE /evals/{eval_id}/runs/{run_id}`"""
    @paged
    def list(self, eval_id: str, *, after: builtins.str | None = ..., limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., status: Literal["queued", "in_progress", "completed", "canceled", "failed"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.EvalRun:
        """`GET /evals/{eval_id}/runs`"""
    @declared
    def retrieve(self, run_id: str, *, eval_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.EvalRun:
        """`GET /evals/{eval_id}/runs/{run_id}`"""

class Evals(Resource[M]):
    with_raw_response: Pair[Evals[SyncRaw], Evals[AsyncRaw]]
    with_streaming_response: Pair[Evals[SyncStreamed], Evals[AsyncStreamed]]
    runs: Branch[EvalsRuns[Sync], EvalsRuns[Async], EvalsRuns[SyncRaw], EvalsRuns[AsyncRaw], EvalsRuns[SyncStreamed], EvalsRuns[AsyncStreamed]]
    @declared
    def create(self, *, data_source_config: types.CreateEvalCustomDataSourceConfig | types.CreateEvalCustomDataSourceConfigParam | types.CreateEvalLogsDataSourceConfig | types.CreateEvalLogsDataSourceConfigParam | types.CreateEvalStoredCompletionsDataSourceConfig | types.CreateEvalStoredCompletionsDataSourceConfigParam, testing_criteria: Sequence[types.CreateEvalLabelModelGrader | types.CreateEvalLabelModelGraderParam | types.EvalGraderStringCheckParam | types.EvalGraderTextSimilarity | types.EvalGraderTextSimilarityParam | types.EvalGraderPython | types.EvalGraderPythonParam | types.EvalGraderScoreModel | types.EvalGraderScoreModelParam], name: builtins.str | None = ..., metadata: types.MetadataParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Eval:
        """`POST /evals`"""
    @declared
    def delete(self, eval_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeleteEvalResponse:
        """`DELETE /evals/{eval_id}`"""
    @paged
    def list(self, *, after: builtins.str | None = ..., limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., order_by: Literal["created_at", "updated_at"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Eval:
        """`GET /evals`"""
    @declared
    def retrieve(self, eval_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Eval:
        """`GET /evals/{eval_id}`"""
    @declared
    def update(self, eval_id: str, *, name: builtins.str | None = ..., metadata: types.MetadataParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Eval:
        """`POST /evals/{eval_id}`"""
