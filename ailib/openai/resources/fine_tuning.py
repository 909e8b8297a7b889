# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.fine_tuning`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Nested, Resource

__all__ = ["FineTuning", "FineTuningAlpha", "FineTuningAlphaGraders", "FineTuningCheckpoints", "FineTuningCheckpointsPermissions", "FineTuningJobs", "FineTuningJobsCheckpoints"]

M = TypeVar("M")


class FineTuningAlphaGraders(Resource[M]):
    """`client.fine_tuning.alpha.graders`."""

    run = Endpoint("POST", "/fine_tuning/alpha/graders/run", "RunGraderResponse", body="RunGraderRequest")
    validate = Endpoint("POST", "/fine_tuning/alpha/graders/validate", "ValidateGraderResponse", body="ValidateGraderRequest")


class FineTuningAlpha(Resource[M]):
    """`client.fine_tuning.alpha`."""

    graders = Nested(FineTuningAlphaGraders)


class FineTuningCheckpointsPermissions(Resource[M]):
    """`client.fine_tuning.checkpoints.permissions`."""

    create = Endpoint("POST", "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions", "ListFineTuningCheckpointPermissionResponse", body="CreateFineTuningCheckpointPermissionRequest", page="-")
    delete = Endpoint("DELETE", "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions/{permission_id}", "DeleteFineTuningCheckpointPermissionResponse")
    list = Endpoint("GET", "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions", "ListFineTuningCheckpointPermissionResponse", query="project_id after limit order", page="after=last_id")
    retrieve = Endpoint("GET", "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions", "ListFineTuningCheckpointPermissionResponse", query="project_id after limit order", page="after=last_id")


class FineTuningCheckpoints(Resource[M]):
    """`client.fine_tuning.checkpoints`."""

    permissions = Nested(FineTuningCheckpointsPermissions)


class FineTuningJobsCheckpoints(Resource[M]):
    """`client.fine_tuning.jobs.checkpoints`."""

    list = Endpoint("GET", "/fine_tuning/jobs/{fine_tuning_job_id}/checkpoints", "ListFineTuningJobCheckpointsResponse", query="after limit", page="after=id")


class FineTuningJobs(Resource[M]):
    """`client.fine_tuning.jobs`."""

    checkpoints = Nested(FineTuningJobsCheckpoints)
    cancel = Endpoint("POST", "/fine_tuning/jobs/{fine_tuning_job_id}/cancel", "FineTuningJob")
    create = Endpoint("POST", "/fine_tuning/jobs", "FineTuningJob", body="CreateFineTuningJobRequest")
    list = Endpoint("GET", "/fine_tuning/jobs", "ListPaginatedFineTuningJobsResponse", query="after limit metadata", page="after=id")
    list_events = Endpoint("GET", "/fine_tuning/jobs/{fine_tuning_job_id}/events", "ListFineTuningJobEventsResponse", query="after limit", page="after=id")
    pause = Endpoint("POST", "/fine_tuning/jobs/{fine_tuning_job_id}/pause", "FineTuningJob")
    resume = Endpoint("POST", "/fine_tuning/jobs/{fine_tuning_job_id}/resume", "FineTuningJob")
    retrieve = Endpoint("GET", "/fine_tuning/jobs/{fine_tuning_job_id}", "FineTuningJob")


class FineTuning(Resource[M]):
    """`client.fine_tuning`."""

    alpha = Nested(FineTuningAlpha)
    checkpoints = Nested(FineTuningCheckpoints)
    jobs = Nested(FineTuningJobs)
