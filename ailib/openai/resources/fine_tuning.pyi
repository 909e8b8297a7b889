# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Pair, Resource, Sync, SyncRaw, SyncStreamed, TimeoutTypes, declared, paged

__all__ = ["FineTuning", "FineTuningAlpha", "FineTuningAlphaGraders", "FineTuningCheckpoints", "FineTuningCheckpointsPermissions", "FineTuningJobs", "FineTuningJobsCheckpoints"]

M = TypeVar("M")
class FineTuningAlphaGraders(Resource[M]):
    with_raw_response: Pair[FineTuningAlphaGraders[SyncRaw], FineTuningAlphaGraders[AsyncRaw]]
    with_streaming_response: Pair[FineTuningAlphaGraders[SyncStreamed], FineTuningAlphaGraders[AsyncStreamed]]
    @declared
    def run(self, *, grader: types.GraderStringCheck | types.GraderStringCheckParam | types.GraderTextSimilarity | types.GraderTextSimilarityParam | types.GraderPython | types.GraderPythonParam | types.GraderScoreModel | types.GraderScoreModelParam | types.GraderMulti | types.GraderMultiParam, model_sample: builtins.str, item: Mapping[builtins.str, Any] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.RunGraderResponse:
        """`POST /fine_tuning/alpha/graders/run`"""
    @declared
    def validate(self, *, grader: types.GraderStringCheck | types.GraderStringCheckParam | types.GraderTextSimilarity | types.GraderTextSimilarityParam | types.GraderPython | types.GraderPythonParam | types.GraderScoreModel | types.GraderScoreModelParam | types.GraderMulti | types.GraderMultiParam, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ValidateGraderResponse:
        """`POST /fine_tuning/alpha/graders/validate`"""

class FineTuningAlpha(Resource[M]):
    with_raw_response: Pair[FineTuningAlpha[SyncRaw], FineTuningAlpha[AsyncRaw]]
    with_streaming_response: Pair[FineTuningAlpha[SyncStreamed], FineTuningAlpha[AsyncStreamed]]
    graders: Branch[FineTuningAlphaGraders[Sync], FineTuningAlphaGraders[Async], FineTuningAlphaGraders[SyncRaw], FineTuningAlphaGraders[AsyncRaw], FineTuningAlphaGraders[SyncStreamed], FineTuningAlphaGraders[AsyncStreamed]]

class FineTuningCheckpointsPermissions(Resource[M]):
    with_raw_response: Pair[FineTuningCheckpointsPermissions[SyncRaw], FineTuningCheckpointsPermissions[AsyncRaw]]
    with_streaming_response: Pair[FineTuningCheckpointsPermissions[SyncStreamed], FineTuningCheckpointsPermissions[AsyncStreamed]]
    @paged
    def create(self, fine_tuned_model_checkpoint: str, *, project_ids: Sequence[builtins.str], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningCheckpointPermission:
        """`POST /fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions`"""
    @declared
    def delete(self, permission_id: str, *, fine_tuned_model_checkpoint: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeleteFineTuningCheckpointPermissionResponse:
        """`DELETE /fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions/{permission_id}`"""
    @paged
    def list(self, fine_tuned_model_checkpoint: str, *, project_id: builtins.str | None = ..., after: builtins.str | None = ..., limit: builtins.int | None = ..., order: Literal["ascending", "descending"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningCheckpointPermission:
        """`GET /fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions`"""
    @paged
    def retrieve(self, fine_tuned_model_checkpoint: str, *, project_id: builtins.str | None = ..., after: builtins.str | None = ..., limit: builtins.int | None = ..., order: Literal["ascending", "descending"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningCheckpointPermission:
        """`GET /fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions`"""

class FineTuningCheckpoints(Resource[M]):
    with_raw_response: Pair[FineTuningCheckpoints[SyncRaw], FineTuningCheckpoints[AsyncRaw]]
    with_streaming_response: Pair[FineTuningCheckpoints[SyncStreamed], FineTuningCheckpoints[AsyncStreamed]]
    permissions: Branch[FineTuningCheckpointsPermissions[Sync], FineTuningCheckpointsPermissions[Async], FineTuningCheckpointsPermissions[SyncRaw], FineTuningCheckpointsPermissions[AsyncRaw], FineTuningCheckpointsPermissions[SyncStreamed], FineTuningCheckpointsPermissions[AsyncStreamed]]

class FineTuningJobsCheckpoints(Resource[M]):
    with_raw_response: Pair[FineTuningJobsCheckpoints[SyncRaw], FineTuningJobsCheckpoints[AsyncRaw]]
    with_streaming_response: Pair[FineTuningJobsCheckpoints[SyncStreamed], FineTuningJobsCheckpoints[AsyncStreamed]]
    @paged
    def list(self, fine_tuning_job_id: str, *, after: builtins.str | None = ..., limit: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningJobCheckpoint:
        """`GET /fine_tuning/jobs/{fine_tuning_job_id}/checkpoints`"""

class FineTuningJobs(Resource[M]):
    with_raw_response: Pair[FineTuningJobs[SyncRaw], FineTuningJobs[AsyncRaw]]
    with_streaming_response: Pair[FineTuningJobs[SyncStreamed], FineTuningJobs[AsyncStreamed]]
    checkpoints: Branch[FineTuningJobsCheckpoints[Sync], FineTuningJobsCheckpoints[Async], FineTuningJobsCheckpoints[SyncRaw], FineTuningJobsCheckpoints[AsyncRaw], FineTuningJobsCheckpoints[SyncStreamed], FineTuningJobsCheckpoints[AsyncStreamed]]
    @declared
    def cancel(self, fine_tuning_job_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningJob:
        """`POST /fine_tuning/jobs/{fine_tuning_job_id}/cancel`"""
    @declared
    def create(self, *, model: builtins.str | Literal["babbage-002", "davinci-002", "gpt-3.5-turbo", "gpt-4o-mini"], training_file: builtins.str, hyperparameters: types.CreateFineTuningJobRequestHyperparameters | types.CreateFineTuningJobRequestHyperparametersParam | None = ..., suffix: builtins.str | None = ..., validation_file: builtins.str | None = ..., integrations: Sequence[types.CreateFineTuningJobRequestIntegrations | types.CreateFineTuningJobRequestIntegrationsParam] | None = ..., seed: builtins.int | None = ..., method: types.FineTuneMethod | types.FineTuneMethodParam | None = ..., metadata: types.MetadataParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningJob:
        """`POST /fine_tuning/jobs`"""
    @paged
    def list(self, *, after: builtins.str | None = ..., limit: builtins.int | None = ..., metadata: Mapping[builtins.str, builtins.str] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningJob:
        """`GET /fine_tuning/jobs`"""
    @paged
    def list_events(self, fine_tuning_job_id: str, *, after: builtins.str | None = ..., limit: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningJobEvent:
        """`GET /fine_tuning/jobs/{fine_tuning_job_id}/events`"""
    @declared
    def pause(self, fine_tuning_job_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningJob:
        """`POST /fine_tuning/jobs/{fine_tuning_job_id}/pause`"""
    @declared
    def resume(self, fine_tuning_job_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningJob:
        """`POST /fine_tuning/jobs/{fine_tuning_job_id}/resume`"""
    @declared
    def retrieve(self, fine_tuning_job_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.FineTuningJob:
        """`GET /fine_tuning/jobs/{fine_tuning_job_id}`"""

class FineTuning(Resource[M]):
    with_raw_response: Pair[FineTuning[SyncRaw], FineTuning[AsyncRaw]]
    with_streaming_response: Pair[FineTuning[SyncStreamed], FineTuning[AsyncStreamed]]
    alpha: Branch[FineTuningAlpha[Sync], FineTuningAlpha[Async], FineTuningAlpha[SyncRaw], FineTuningAlpha[AsyncRaw], FineTuningAlpha[SyncStreamed], FineTuningAlpha[AsyncStreamed]]
    checkpoints: Branch[FineTuningCheckpoints[Sync], FineTuningCheckpoints[Async], FineTuningCheckpoints[SyncRaw], FineTuningCheckpoints[AsyncRaw], FineTuningCheckpoints[SyncStreamed], FineTuningCheckpoints[AsyncStreamed]]
    jobs: Branch[FineTuningJobs[Sync], FineTuningJobs[Async], FineTuningJobs[SyncRaw], FineTuningJobs[AsyncRaw], FineTuningJobs[SyncStreamed], FineTuningJobs[AsyncStreamed]]
