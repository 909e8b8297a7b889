# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from ...cancel import CancelHandle
from .. import types
from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Pair, Resource, Sync, SyncRaw, SyncStreamed, TimeoutTypes, declared, paged

__all__ = ["Admin", "AdminOrganization", "AdminOrganizationAdminApiKeys", "AdminOrganizationAuditLogs", "AdminOrganizationCertificates", "AdminOrganizationDataRetention", "AdminOrganizationGroups", "AdminOrganizationGroupsRoles", "AdminOrganizationGroupsUsers", "AdminOrganizationInvites", "AdminOrganizationProjects", "AdminOrganizationProjectsApiKeys", "AdminOrganizationProjectsCertificates", "AdminOrganizationProjectsDataRetention", "AdminOrganizationProjectsGroups", "AdminOrganizationProjectsGroupsRoles", "AdminOrganizationProjectsHostedToolPermissions", "AdminOrganizationProjectsModelPermissions", "AdminOrganizationProjectsRateLimits", "AdminOrganizationProjectsRoles", "AdminOrganizationProjectsServiceAccounts", "AdminOrganizationProjectsServiceAccountsApiKeys", "AdminOrganizationProjectsSpendAlerts", "AdminOrganizationProjectsSpendLimit", "AdminOrganizationProjectsUsers", "AdminOrganizationProjectsUsersRoles", "AdminOrganizationRoles", "AdminOrganizationSpendAlerts", "AdminOrganizationSpendLimit", "AdminOrganizationUsage", "AdminOrganizationUsers", "AdminOrganizationUsersRoles"]

M = TypeVar("M")
class AdminOrganizationAdminApiKeys(Resource[M]):
    with_raw_response: Pair[AdminOrganizationAdminApiKeys[SyncRaw], AdminOrganizationAdminApiKeys[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationAdminApiKeys[SyncStreamed], AdminOrganizationAdminApiKeys[AsyncStreamed]]
    @declared
    def create(self, *, name: builtins.str, expires_in_seconds: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AdminApiKeyCreateResponse:
        """`POST /organization/admin_api_keys`"""
    @declared
    def delete(self, key_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AdminApiKeysDeleteResponse:
        """`DELETE /organization/admin_api_keys/{key_id}`"""
    @paged
    def list(self, *, after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., limit: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AdminApiKey:
        """`GET /organization/admin_api_keys`"""
    @declared
    def retrieve(self, key_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AdminApiKey:
        """`GET /organization/admin_api_keys/{key_id}`"""

class AdminOrganizationAuditLogs(Resource[M]):
    with_raw_response: Pair[AdminOrganizationAuditLogs[SyncRaw], AdminOrganizationAuditLogs[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationAuditLogs[SyncStreamed], AdminOrganizationAuditLogs[AsyncStreamed]]
    @paged
    def list(self, *, effective_at: types.ListAuditLogsEffectiveAt | types.ListAuditLogsEffectiveAtParam | None = ..., project_ids: Sequence[builtins.str] | None = ..., event_types: Sequence[types.AuditLogEventTypeParam] | None = ..., actor_ids: Sequence[builtins.str] | None = ..., actor_emails: Sequence[builtins.str] | None = ..., resource_ids: Sequence[builtins.str] | None = ..., tenant_only: builtins.bool | None = ..., limit: builtins.int | None = ..., after: builtins.str | None = ..., before: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AuditLog:
        """`GET /organization/audit_logs`"""

class AdminOrganizationCertificates(Resource[M]):
    with_raw_response: Pair[AdminOrganizationCertificates[SyncRaw], AdminOrganizationCertificates[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationCertificates[SyncStreamed], AdminOrganizationCertificates[AsyncStreamed]]
    @paged
    def activate(self, *, certificate_ids: Sequence[builtins.str], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationCertificate:
        """`POST /organization/certificates/activate`"""
    @declared
    def create(self, *, certificate: builtins.str, name: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Certificate:
        """`POST /organization/certificates`"""
    @paged
    def deactivate(self, *, certificate_ids: Sequence[builtins.str], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationCertificate:
        """`POST /organization/certificates/deactivate`"""
    @declared
    def delete(self, certificate_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeleteCertificateResponse:
        """`DELETE /organization/certificates/{certificate_id}`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationCertificate:
        """`GET /organization/certificates`"""
    @declared
    def retrieve(self, certificate_id: str, *, include: Sequence[Literal["content"]] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Certificate:
        """`GET /organization/certificates/{certificate_id}`"""
    @declared
    def update(self, certificate_id: str, *, name: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Certificate:
        """`POST /organization/certificates/{certificate_id}`"""

class AdminOrganizationDataRetention(Resource[M]):
    with_raw_response: Pair[AdminOrganizationDataRetention[SyncRaw], AdminOrganizationDataRetention[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationDataRetention[SyncStreamed], AdminOrganizationDataRetention[AsyncStreamed]]
    @declared
    def retrieve(self, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationDataRetention:
        """`GET /organization/data_retention`"""
    @declared
    def update(self, *, retention_type: Literal["zero_data_retention", "modified_abuse_monitoring", "enhanced_zero_data_retention", "enhanced_modified_abuse_monitoring"], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationDataRetention:
        """`POST /organization/data_retention`"""

class AdminOrganizationGroupsRoles(Resource[M]):
    with_raw_response: Pair[AdminOrganizationGroupsRoles[SyncRaw], AdminOrganizationGroupsRoles[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationGroupsRoles[SyncStreamed], AdminOrganizationGroupsRoles[AsyncStreamed]]
    @declared
    def create(self, group_id: str, *, role_id: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupRoleAssignment:
        """`POST /organization/groups/{group_id}/roles`"""
    @declared
    def delete(self, role_id: str, *, group_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeletedRoleAssignmentResource:
        """`DELETE /organization/groups/{group_id}/roles/{role_id}`"""
    @paged
    def list(self, group_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AssignedRoleDetails:
        """`GET /organization/groups/{group_id}/roles`"""
    @declared
    def retrieve(self, role_id: str, *, group_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AssignedRoleDetails:
        """`GET /organization/groups/{group_id}/roles/{role_id}`"""

class AdminOrganizationGroupsUsers(Resource[M]):
    with_raw_response: Pair[AdminOrganizationGroupsUsers[SyncRaw], AdminOrganizationGroupsUsers[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationGroupsUsers[SyncStreamed], AdminOrganizationGroupsUsers[AsyncStreamed]]
    @declared
    def create(self, group_id: str, *, user_id: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupUserAssignment:
        """`POST /organization/groups/{group_id}/users`"""
    @declared
    def delete(self, user_id: str, *, group_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupUserDeletedResource:
        """`DELETE /organization/groups/{group_id}/users/{user_id}`"""
    @paged
    def list(self, group_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupUser:
        """`GET /organization/groups/{group_id}/users`"""
    @declared
    def retrieve(self, user_id: str, *, group_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupMemberUser:
        """`GET /organization/groups/{group_id}/users/{user_id}`"""

class AdminOrganizationGroups(Resource[M]):
    with_raw_response: Pair[AdminOrganizationGroups[SyncRaw], AdminOrganizationGroups[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationGroups[SyncStreamed], AdminOrganizationGroups[AsyncStreamed]]
    roles: Branch[AdminOrganizationGroupsRoles[Sync], AdminOrganizationGroupsRoles[Async], AdminOrganizationGroupsRoles[SyncRaw], AdminOrganizationGroupsRoles[AsyncRaw], AdminOrganizationGroupsRoles[SyncStreamed], AdminOrganizationGroupsRoles[AsyncStreamed]]
    users: Branch[AdminOrganizationGroupsUsers[Sync], AdminOrganizationGroupsUsers[Async], AdminOrganizationGroupsUsers[SyncRaw], AdminOrganizationGroupsUsers[AsyncRaw], AdminOrganizationGroupsUsers[SyncStreamed], AdminOrganizationGroupsUsers[AsyncStreamed]]
    @declared
    def create(self, *, name: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupResponse:
        """`POST /organization/groups`"""
    @declared
    def delete(self, group_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupDeletedResource:
        """`DELETE /organization/groups/{group_id}`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupResponse:
        """`GET /organization/groups`"""
    @declared
    def retrieve(self, group_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupResponse:
        """`GET /organization/groups/{group_id}`"""
    @declared
    def update(self, group_id: str, *, name: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupResourceWithSuccess:
        """`POST /organization/groups/{group_id}`"""

class AdminOrganizationInvites(Resource[M]):
    with_raw_response: Pair[AdminOrganizationInvites[SyncRaw], AdminOrganizationInvites[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationInvites[SyncStreamed], AdminOrganizationInvites[AsyncStreamed]]
    @declared
    def create(self, *, email: builtins.str, role: Literal["reader", "owner"], projects: Sequence[types.InviteRequestProjects | types.InviteRequestProjectsParam] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Invite:
        """`POST /organization/invites`"""
    @declared
    def delete(self, invite_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.InviteDeleteResponse:
        """`DELETE /organization/invites/{invite_id}`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Invite:
        """`GET /organization/invites`"""
    @declared
    def retrieve(self, invite_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Invite:
        """`GET /organization/invites/{invite_id}`"""

class AdminOrganizationProjectsApiKeys(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsApiKeys[SyncRaw], AdminOrganizationProjectsApiKeys[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsApiKeys[SyncStreamed], AdminOrganizationProjectsApiKeys[AsyncStreamed]]
    @declared
    def delete(self, api_key_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectApiKeyDeleteResponse:
        """`DELETE /organization/projects/{project_id}/api_keys/{api_key_id}`"""
    @paged
    def list(self, project_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., owner_project_access: Literal["active", "inactive", "any"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectApiKey:
        """`GET /organization/projects/{project_id}/api_keys`"""
    @declared
    def retrieve(self, api_key_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectApiKey:
        """`GET /organization/projects/{project_id}/api_keys/{api_key_id}`"""

class AdminOrganizationProjectsCertificates(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsCertificates[SyncRaw], AdminOrganizationProjectsCertificates[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsCertificates[SyncStreamed], AdminOrganizationProjectsCertificates[AsyncStreamed]]
    @paged
    def activate(self, project_id: str, *, certificate_ids: Sequence[builtins.str], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationProjectCertificate:
        """`POST /organization/projects/{project_id}/certificates/activate`"""
    @paged
    def deactivate(self, project_id: str, *, certificate_ids: Sequence[builtins.str], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationProjectCertificate:
        """`POST /organization/projects/{project_id}/certificates/deactivate`"""
    @paged
    def list(self, project_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationProjectCertificate:
        """`GET /organization/projects/{project_id}/certificates`"""

class AdminOrganizationProjectsDataRetention(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsDataRetention[SyncRaw], AdminOrganizationProjectsDataRetention[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsDataRetention[SyncStreamed], AdminOrganizationProjectsDataRetention[AsyncStreamed]]
    @declared
    def retrieve(self, project_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectDataRetention:
        """`GET /organization/projects/{project_id}/data_retention`"""
    @declared
    def update(self, project_id: str, *, retention_type: Literal["organization_default", "none", "zero_data_retention", "modified_abuse_monitoring", "enhanced_zero_data_retention", "enhanced_modified_abuse_monitoring"], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectDataRetention:
        """`POST /organization/projects/{project_id}/data_retention`"""

class AdminOrganizationProjectsGroupsRoles(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsGroupsRoles[SyncRaw], AdminOrganizationProjectsGroupsRoles[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsGroupsRoles[SyncStreamed], AdminOrganizationProjectsGroupsRoles[AsyncStreamed]]
    @declared
    def create(self, group_id: str, *, project_id: str, role_id: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.GroupRoleAssignment:
        """`POST /projects/{project_id}/groups/{group_id}/roles`"""
    @declared
    def delete(self, role_id: str, *, project_id: str, group_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeletedRoleAssignmentResource:
        """`DELETE /projects/{project_id}/groups/{group_id}/roles/{role_id}`"""
    @paged
    def list(self, group_id: str, *, project_id: str, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AssignedRoleDetails:
        """`GET /projects/{project_id}/groups/{group_id}/roles`"""
    @declared
    def retrieve(self, role_id: str, *, project_id: str, group_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AssignedRoleDetails:
        """`GET /projects/{project_id}/groups/{group_id}/roles/{role_id}`"""

class AdminOrganizationProjectsGroups(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsGroups[SyncRaw], AdminOrganizationProjectsGroups[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsGroups[SyncStreamed], AdminOrganizationProjectsGroups[AsyncStreamed]]
    roles: Branch[AdminOrganizationProjectsGroupsRoles[Sync], AdminOrganizationProjectsGroupsRoles[Async], AdminOrganizationProjectsGroupsRoles[SyncRaw], AdminOrganizationProjectsGroupsRoles[AsyncRaw], AdminOrganizationProjectsGroupsRoles[SyncStreamed], AdminOrganizationProjectsGroupsRoles[AsyncStreamed]]
    @declared
    def create(self, project_id: str, *, group_id: builtins.str, role: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectGroup:
        """`POST /organization/projects/{project_id}/groups`"""
    @declared
    def delete(self, group_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectGroupDeletedResource:
        """`DELETE /organization/projects/{project_id}/groups/{group_id}`"""
    @paged
    def list(self, project_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectGroup:
        """`GET /organization/projects/{project_id}/groups`"""
    @declared
    def retrieve(self, group_id: str, *, project_id: str, group_type: Literal["group", "tenant_group"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectGroup:
        """`GET /organization/projects/{project_id}/groups/{group_id}`"""

class AdminOrganizationProjectsHostedToolPermissions(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsHostedToolPermissions[SyncRaw], AdminOrganizationProjectsHostedToolPermissions[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsHostedToolPermissions[SyncStreamed], AdminOrganizationProjectsHostedToolPermissions[AsyncStreamed]]
    @declared
    def retrieve(self, project_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectHostedToolPermissions:
        """`GET /organization/projects/{project_id}/hosted_tool_permissions`"""
    @declared
    def update(self, project_id: str, *, file_search: types.HostedToolPermissionUpdate | types.HostedToolPermissionUpdateParam | None = ..., web_search: types.HostedToolPermissionUpdate | types.HostedToolPermissionUpdateParam | None = ..., image_generation: types.HostedToolPermissionUpdate | types.HostedToolPermissionUpdateParam | None = ..., mcp: types.HostedToolPermissionUpdate | types.HostedToolPermissionUpdateParam | None = ..., code_interpreter: types.HostedToolPermissionUpdate | types.HostedToolPermissionUpdateParam | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectHostedToolPermissions:
        """`POST /organization/projects/{project_id}/hosted_tool_permissions`"""

class AdminOrganizationProjectsModelPermissions(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsModelPermissions[SyncRaw], AdminOrganizationProjectsModelPermissions[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsModelPermissions[SyncStreamed], AdminOrganizationProjectsModelPermissions[AsyncStreamed]]
    @declared
    def delete(self, project_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectModelPermissionsDeleteResponse:
        """`DELETE /organization/projects/{project_id}/model_permissions`"""
    @declared
    def retrieve(self, project_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectModelPermissions:
        """`GET /organization/projects/{project_id}/model_permissions`"""
    @declared
    def update(self, project_id: str, *, mode: Literal["allow_list", "deny_list"], model_ids: Sequence[builtins.str], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectModelPermissions:
        """`POST /organization/projects/{project_id}/model_permissions`"""

class AdminOrganizationProjectsRateLimits(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsRateLimits[SyncRaw], AdminOrganizationProjectsRateLimits[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsRateLimits[SyncStreamed], AdminOrganizationProjectsRateLimits[AsyncStreamed]]
    @paged
    def list_rate_limits(self, project_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., before: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectRateLimit:
        """`GET /organization/projects/{project_id}/rate_limits`"""
    @declared
    def update_rate_limit(self, rate_limit_id: str, *, project_id: str, max_requests_per_1_minute: builtins.int | None = ..., max_tokens_per_1_minute: builtins.int | None = ..., max_images_per_1_minute: builtins.int | None = ..., max_audio_megabytes_per_1_minute: builtins.int | None = ..., max_requests_per_1_day: builtins.int | None = ..., batch_1_day_max_input_tokens: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectRateLimit:
        """`POST /organization/projects/{project_id}/rate_limits/{rate_limit_id}`"""

class AdminOrganizationProjectsRoles(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsRoles[SyncRaw], AdminOrganizationProjectsRoles[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsRoles[SyncStreamed], AdminOrganizationProjectsRoles[AsyncStreamed]]
    @declared
    def create(self, project_id: str, *, role_name: builtins.str, permissions: Sequence[builtins.str], description: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Role:
        """`POST /projects/{project_id}/roles`"""
    @declared
    def delete(self, role_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.RoleDeletedResource:
        """`DELETE /projects/{project_id}/roles/{role_id}`"""
    @paged
    def list(self, project_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Role:
        """`GET /projects/{project_id}/roles`"""
    @declared
    def retrieve(self, role_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Role:
        """`GET /projects/{project_id}/roles/{role_id}`"""
    @declared
    def update(self, role_id: str, *, project_id: str, permissions: Sequence[builtins.str] | None = ..., description: builtins.str | None = ..., role_name: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Role:
        """`POST /projects/{project_id}/roles/{role_id}`"""

class AdminOrganizationProjectsServiceAccountsApiKeys(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsServiceAccountsApiKeys[SyncRaw], AdminOrganizationProjectsServiceAccountsApiKeys[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsServiceAccountsApiKeys[SyncStreamed], AdminOrganizationProjectsServiceAccountsApiKeys[AsyncStreamed]]
    @declared
    def create(self, service_account_id: str, *, project_id: str, name: builtins.str | None = ..., scopes: Sequence[builtins.str] | None = ..., expires_in_seconds: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ServiceAccountApiKeyBody:
        """`POST /organization/projects/{project_id}/service_accounts/{service_account_id}/api_keys`"""

class AdminOrganizationProjectsServiceAccounts(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsServiceAccounts[SyncRaw], AdminOrganizationProjectsServiceAccounts[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsServiceAccounts[SyncStreamed], AdminOrganizationProjectsServiceAccounts[AsyncStreamed]]
    api_keys: Branch[AdminOrganizationProjectsServiceAccountsApiKeys[Sync], AdminOrganizationProjectsServiceAccountsApiKeys[Async], AdminOrganizationProjectsServiceAccountsApiKeys[SyncRaw], AdminOrganizationProjectsServiceAccountsApiKeys[AsyncRaw], AdminOrganizationProjectsServiceAccountsApiKeys[SyncStreamed], AdminOrganizationProjectsServiceAccountsApiKeys[AsyncStreamed]]
    @declared
    def create(self, project_id: str, *, name: builtins.str, create_service_account_only: builtins.bool | None = ..., expires_in_seconds: builtins.int | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectServiceAccountCreateResponse:
        """`POST /organization/projects/{project_id}/service_accounts`"""
    @declared
    def delete(self, service_account_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectServiceAccountDeleteResponse:
        """`DELETE /organization/projects/{project_id}/service_accounts/{service_account_id}`"""
    @paged
    def list(self, project_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectServiceAccount:
        """`GET /organization/projects/{project_id}/service_accounts`"""
    @declared
    def retrieve(self, service_account_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectServiceAccount:
        """`GET /organization/projects/{project_id}/service_accounts/{service_account_id}`"""
    @declared
    def update(self, service_account_id: str, *, project_id: str, name: builtins.str | None = ..., role: Literal["member", "owner"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectServiceAccount:
        """`POST /organization/projects/{project_id}/service_accounts/{service_account_id}`"""

class AdminOrganizationProjectsSpendAlerts(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsSpendAlerts[SyncRaw], AdminOrganizationProjectsSpendAlerts[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsSpendAlerts[SyncStreamed], AdminOrganizationProjectsSpendAlerts[AsyncStreamed]]
    @declared
    def create(self, project_id: str, *, threshold_amount: builtins.int, currency: Literal["USD"], interval: Literal["month"], notification_channel: types.SpendAlertNotificationChannel | types.SpendAlertNotificationChannelParam, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectSpendAlert:
        """`POST /organization/projects/{project_id}/spend_alerts`"""
    @declared
    def delete(self, alert_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectSpendAlertDeletedResource:
        """`DELETE /organization/projects/{project_id}/spend_alerts/{alert_id}`"""
    @paged
    def list(self, project_id: str, *, limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., before: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectSpendAlert:
        """`GET /organization/projects/{project_id}/spend_alerts`"""
    @declared
    def retrieve(self, alert_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectSpendAlert:
        """`GET /organization/projects/{project_id}/spend_alerts/{alert_id}`"""
    @declared
    def update(self, alert_id: str, *, project_id: str, threshold_amount: builtins.int, currency: Literal["USD"], interval: Literal["month"], notification_channel: types.SpendAlertNotificationChannel | types.SpendAlertNotificationChannelParam, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectSpendAlert:
        """`POST /organization/projects/{project_id}/spend_alerts/{alert_id}`"""

class AdminOrganizationProjectsSpendLimit(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsSpendLimit[SyncRaw], AdminOrganizationProjectsSpendLimit[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsSpendLimit[SyncStreamed], AdminOrganizationProjectsSpendLimit[AsyncStreamed]]
    @declared
    def delete(self, project_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectSpendLimitDeletedResource:
        """`DELETE /organization/projects/{project_id}/spend_limit`"""
    @declared
    def retrieve(self, project_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectSpendLimitResource:
        """`GET /organization/projects/{project_id}/spend_limit`"""
    @declared
    def update(self, project_id: str, *, threshold_amount: builtins.int, currency: Literal["USD"], interval: Literal["month"], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectSpendLimitResource:
        """`POST /organization/projects/{project_id}/spend_limit`"""

class AdminOrganizationProjectsUsersRoles(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsUsersRoles[SyncRaw], AdminOrganizationProjectsUsersRoles[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsUsersRoles[SyncStreamed], AdminOrganizationProjectsUsersRoles[AsyncStreamed]]
    @declared
    def create(self, user_id: str, *, project_id: str, role_id: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UserRoleAssignment:
        """`POST /projects/{project_id}/users/{user_id}/roles`"""
    @declared
    def delete(self, role_id: str, *, project_id: str, user_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeletedRoleAssignmentResource:
        """`DELETE /projects/{project_id}/users/{user_id}/roles/{role_id}`"""
    @paged
    def list(self, user_id: str, *, project_id: str, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AssignedRoleDetails:
        """`GET /projects/{project_id}/users/{user_id}/roles`"""
    @declared
    def retrieve(self, role_id: str, *, project_id: str, user_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AssignedRoleDetails:
        """`GET /projects/{project_id}/users/{user_id}/roles/{role_id}`"""

class AdminOrganizationProjectsUsers(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjectsUsers[SyncRaw], AdminOrganizationProjectsUsers[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjectsUsers[SyncStreamed], AdminOrganizationProjectsUsers[AsyncStreamed]]
    roles: Branch[AdminOrganizationProjectsUsersRoles[Sync], AdminOrganizationProjectsUsersRoles[Async], AdminOrganizationProjectsUsersRoles[SyncRaw], AdminOrganizationProjectsUsersRoles[AsyncRaw], AdminOrganizationProjectsUsersRoles[SyncStreamed], AdminOrganizationProjectsUsersRoles[AsyncStreamed]]
    @declared
    def create(self, project_id: str, *, role: builtins.str, user_id: builtins.str | None = ..., email: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectUser:
        """`POST /organization/projects/{project_id}/users`"""
    @declared
    def delete(self, user_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectUserDeleteResponse:
        """`DELETE /organization/projects/{project_id}/users/{user_id}`"""
    @paged
    def list(self, project_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectUser:
        """`GET /organization/projects/{project_id}/users`"""
    @declared
    def retrieve(self, user_id: str, *, project_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectUser:
        """`GET /organization/projects/{project_id}/users/{user_id}`"""
    @declared
    def update(self, user_id: str, *, project_id: str, role: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.ProjectUser:
        """`POST /organization/projects/{project_id}/users/{user_id}`"""

class AdminOrganizationProjects(Resource[M]):
    with_raw_response: Pair[AdminOrganizationProjects[SyncRaw], AdminOrganizationProjects[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationProjects[SyncStreamed], AdminOrganizationProjects[AsyncStreamed]]
    api_keys: Branch[AdminOrganizationProjectsApiKeys[Sync], AdminOrganizationProjectsApiKeys[Async], AdminOrganizationProjectsApiKeys[SyncRaw], AdminOrganizationProjectsApiKeys[AsyncRaw], AdminOrganizationProjectsApiKeys[SyncStreamed], AdminOrganizationProjectsApiKeys[AsyncStreamed]]
    certificates: Branch[AdminOrganizationProjectsCertificates[Sync], AdminOrganizationProjectsCertificates[Async], AdminOrganizationProjectsCertificates[SyncRaw], AdminOrganizationProjectsCertificates[AsyncRaw], AdminOrganizationProjectsCertificates[SyncStreamed], AdminOrganizationProjectsCertificates[AsyncStreamed]]
    data_retention: Branch[AdminOrganizationProjectsDataRetention[Sync], AdminOrganizationProjectsDataRetention[Async], AdminOrganizationProjectsDataRetention[SyncRaw], AdminOrganizationProjectsDataRetention[AsyncRaw], AdminOrganizationProjectsDataRetention[SyncStreamed], AdminOrganizationProjectsDataRetention[AsyncStreamed]]
    groups: Branch[AdminOrganizationProjectsGroups[Sync], AdminOrganizationProjectsGroups[Async], AdminOrganizationProjectsGroups[SyncRaw], AdminOrganizationProjectsGroups[AsyncRaw], AdminOrganizationProjectsGroups[SyncStreamed], AdminOrganizationProjectsGroups[AsyncStreamed]]
    hosted_tool_permissions: Branch[AdminOrganizationProjectsHostedToolPermissions[Sync], AdminOrganizationProjectsHostedToolPermissions[Async], AdminOrganizationProjectsHostedToolPermissions[SyncRaw], AdminOrganizationProjectsHostedToolPermissions[AsyncRaw], AdminOrganizationProjectsHostedToolPermissions[SyncStreamed], AdminOrganizationProjectsHostedToolPermissions[AsyncStreamed]]
    model_permissions: Branch[AdminOrganizationProjectsModelPermissions[Sync], AdminOrganizationProjectsModelPermissions[Async], AdminOrganizationProjectsModelPermissions[SyncRaw], AdminOrganizationProjectsModelPermissions[AsyncRaw], AdminOrganizationProjectsModelPermissions[SyncStreamed], AdminOrganizationProjectsModelPermissions[AsyncStreamed]]
    rate_limits: Branch[AdminOrganizationProjectsRateLimits[Sync], AdminOrganizationProjectsRateLimits[Async], AdminOrganizationProjectsRateLimits[SyncRaw], AdminOrganizationProjectsRateLimits[AsyncRaw], AdminOrganizationProjectsRateLimits[SyncStreamed], AdminOrganizationProjectsRateLimits[AsyncStreamed]]
    roles: Branch[AdminOrganizationProjectsRoles[Sync], AdminOrganizationProjectsRoles[Async], AdminOrganizationProjectsRoles[SyncRaw], AdminOrganizationProjectsRoles[AsyncRaw], AdminOrganizationProjectsRoles[SyncStreamed], AdminOrganizationProjectsRoles[AsyncStreamed]]
    service_accounts: Branch[AdminOrganizationProjectsServiceAccounts[Sync], AdminOrganizationProjectsServiceAccounts[Async], AdminOrganizationProjectsServiceAccounts[SyncRaw], AdminOrganizationProjectsServiceAccounts[AsyncRaw], AdminOrganizationProjectsServiceAccounts[SyncStreamed], AdminOrganizationProjectsServiceAccounts[AsyncStreamed]]
    spend_alerts: Branch[AdminOrganizationProjectsSpendAlerts[Sync], AdminOrganizationProjectsSpendAlerts[Async], AdminOrganizationProjectsSpendAlerts[SyncRaw], AdminOrganizationProjectsSpendAlerts[AsyncRaw], AdminOrganizationProjectsSpendAlerts[SyncStreamed], AdminOrganizationProjectsSpendAlerts[AsyncStreamed]]
    spend_limit: Branch[AdminOrganizationProjectsSpendLimit[Sync], AdminOrganizationProjectsSpendLimit[Async], AdminOrganizationProjectsSpendLimit[SyncRaw], AdminOrganizationProjectsSpendLimit[AsyncRaw], AdminOrganizationProjectsSpendLimit[SyncStreamed], AdminOrganizationProjectsSpendLimit[AsyncStreamed]]
    users: Branch[AdminOrganizationProjectsUsers[Sync], AdminOrganizationProjectsUsers[Async], AdminOrganizationProjectsUsers[SyncRaw], AdminOrganizationProjectsUsers[AsyncRaw], AdminOrganizationProjectsUsers[SyncStreamed], AdminOrganizationProjectsUsers[AsyncStreamed]]
    @declared
    def archive(self, project_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Project:
        """`POST /organization/projects/{project_id}/archive`"""
    @declared
    def create(self, *, name: builtins.str, residency: types.PublicProjectResidencyParam | None = ..., external_key_id: builtins.str | None = ..., geography: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Project:
        """`POST /organization/projects`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., include_archived: builtins.bool | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Project:
        """`GET /organization/projects`"""
    @declared
    def retrieve(self, project_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Project:
        """`GET /organization/projects/{project_id}`"""
    @declared
    def update(self, project_id: str, *, name: builtins.str | None = ..., external_key_id: builtins.str | None = ..., geography: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Project:
        """`POST /organization/projects/{project_id}`"""

class AdminOrganizationRoles(Resource[M]):
    with_raw_response: Pair[AdminOrganizationRoles[SyncRaw], AdminOrganizationRoles[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationRoles[SyncStreamed], AdminOrganizationRoles[AsyncStreamed]]
    @declared
    def create(self, *, role_name: builtins.str, permissions: Sequence[builtins.str], description: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Role:
        """`POST /organization/roles`"""
    @declared
    def delete(self, role_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.RoleDeletedResource:
        """`DELETE /organization/roles/{role_id}`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Role:
        """`GET /organization/roles`"""
    @declared
    def retrieve(self, role_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Role:
        """`GET /organization/roles/{role_id}`"""
    @declared
    def update(self, role_id: str, *, permissions: Sequence[builtins.str] | None = ..., description: builtins.str | None = ..., role_name: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.Role:
        """`POST /organization/roles/{role_id}`"""

class AdminOrganizationSpendAlerts(Resource[M]):
    with_raw_response: Pair[AdminOrganizationSpendAlerts[SyncRaw], AdminOrganizationSpendAlerts[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationSpendAlerts[SyncStreamed], AdminOrganizationSpendAlerts[AsyncStreamed]]
    @declared
    def create(self, *, threshold_amount: builtins.int, currency: Literal["USD"], interval: Literal["month"], notification_channel: types.SpendAlertNotificationChannel | types.SpendAlertNotificationChannelParam, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationSpendAlert:
        """`POST /organization/spend_alerts`"""
    @declared
    def delete(self, alert_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationSpendAlertDeletedResource:
        """`DELETE /organization/spend_alerts/{alert_id}`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., order: Literal["asc", "desc"] | None = ..., after: builtins.str | None = ..., before: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationSpendAlert:
        """`GET /organization/spend_alerts`"""
    @declared
    def retrieve(self, alert_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationSpendAlert:
        """`GET /organization/spend_alerts/{alert_id}`"""
    @declared
    def update(self, alert_id: str, *, threshold_amount: builtins.int, currency: Literal["USD"], interval: Literal["month"], notification_channel: types.SpendAlertNotificationChannel | types.SpendAlertNotificationChannelParam, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationSpendAlert:
        """`POST /organization/spend_alerts/{alert_id}`"""

class AdminOrganizationSpendLimit(Resource[M]):
    with_raw_response: Pair[AdminOrganizationSpendLimit[SyncRaw], AdminOrganizationSpendLimit[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationSpendLimit[SyncStreamed], AdminOrganizationSpendLimit[AsyncStreamed]]
    @declared
    def delete(self, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationSpendLimitDeletedResource:
        """`DELETE /organization/spend_limit`"""
    @declared
    def retrieve(self, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationSpendLimitResource:
        """`GET /organization/spend_limit`"""
    @declared
    def update(self, *, threshold_amount: builtins.int, currency: Literal["USD"], interval: Literal["month"], extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.OrganizationSpendLimitResource:
        """`POST /organization/spend_limit`"""

class AdminOrganizationUsage(Resource[M]):
    with_raw_response: Pair[AdminOrganizationUsage[SyncRaw], AdminOrganizationUsage[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationUsage[SyncStreamed], AdminOrganizationUsage[AsyncStreamed]]
    @paged
    def audio_speeches(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., user_ids: Sequence[builtins.str] | None = ..., api_key_ids: Sequence[builtins.str] | None = ..., models: Sequence[builtins.str] | None = ..., group_by: Sequence[Literal["project_id", "user_id", "api_key_id", "model"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/audio_speeches`"""
    @paged
    def audio_transcriptions(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., user_ids: Sequence[builtins.str] | None = ..., api_key_ids: Sequence[builtins.str] | None = ..., models: Sequence[builtins.str] | None = ..., group_by: Sequence[Literal["project_id", "user_id", "api_key_id", "model"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/audio_transcriptions`"""
    @paged
    def code_interpreter_sessions(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., group_by: Sequence[Literal["project_id"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/code_interpreter_sessions`"""
    @paged
    def completions(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., user_ids: Sequence[builtins.str] | None = ..., api_key_ids: Sequence[builtins.str] | None = ..., models: Sequence[builtins.str] | None = ..., batch: builtins.bool | None = ..., group_by: Sequence[Literal["project_id", "user_id", "api_key_id", "model", "batch", "service_tier"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/completions`"""
    @paged
    def costs(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., api_key_ids: Sequence[builtins.str] | None = ..., group_by: Sequence[Literal["project_id", "line_item", "api_key_id"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., line_items: Sequence[builtins.str] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/costs`"""
    @paged
    def embeddings(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., user_ids: Sequence[builtins.str] | None = ..., api_key_ids: Sequence[builtins.str] | None = ..., models: Sequence[builtins.str] | None = ..., group_by: Sequence[Literal["project_id", "user_id", "api_key_id", "model"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/embeddings`"""
    @paged
    def file_search_calls(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., user_ids: Sequence[builtins.str] | None = ..., api_key_ids: Sequence[builtins.str] | None = ..., vector_store_ids: Sequence[builtins.str] | None = ..., group_by: Sequence[Literal["project_id", "user_id", "api_key_id", "vector_store_id"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/file_search_calls`"""
    @paged
    def images(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., sources: Sequence[Literal["image.generation", "image.edit", "image.variation"]] | None = ..., sizes: Sequence[Literal["256x256", "512x512", "1024x1024", "1792x1792", "1024x1792"]] | None = ..., project_ids: Sequence[builtins.str] | None = ..., user_ids: Sequence[builtins.str] | None = ..., api_key_ids: Sequence[builtins.str] | None = ..., models: Sequence[builtins.str] | None = ..., group_by: Sequence[Literal["project_id", "user_id", "api_key_id", "model", "size", "source"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/images`"""
    @paged
    def moderations(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., user_ids: Sequence[builtins.str] | None = ..., api_key_ids: Sequence[builtins.str] | None = ..., models: Sequence[builtins.str] | None = ..., group_by: Sequence[Literal["project_id", "user_id", "api_key_id", "model"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/moderations`"""
    @paged
    def vector_stores(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., group_by: Sequence[Literal["project_id"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/vector_stores`"""
    @paged
    def web_search_calls(self, *, start_time: builtins.int, end_time: builtins.int | None = ..., bucket_width: Literal["1m", "1h", "1d"] | None = ..., project_ids: Sequence[builtins.str] | None = ..., user_ids: Sequence[builtins.str] | None = ..., api_key_ids: Sequence[builtins.str] | None = ..., models: Sequence[builtins.str] | None = ..., context_levels: Sequence[Literal["low", "medium", "high"]] | None = ..., group_by: Sequence[Literal["project_id", "user_id", "api_key_id", "model", "context_level"]] | None = ..., limit: builtins.int | None = ..., page: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UsageTimeBucket:
        """`GET /organization/usage/web_search_calls`"""

class AdminOrganizationUsersRoles(Resource[M]):
    with_raw_response: Pair[AdminOrganizationUsersRoles[SyncRaw], AdminOrganizationUsersRoles[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationUsersRoles[SyncStreamed], AdminOrganizationUsersRoles[AsyncStreamed]]
    @declared
    def create(self, user_id: str, *, role_id: builtins.str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UserRoleAssignment:
        """`POST /organization/users/{user_id}/roles`"""
    @declared
    def delete(self, role_id: str, *, user_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.DeletedRoleAssignmentResource:
        """`DELETE /organization/users/{user_id}/roles/{role_id}`"""
    @paged
    def list(self, user_id: str, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., order: Literal["asc", "desc"] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AssignedRoleDetails:
        """`GET /organization/users/{user_id}/roles`"""
    @declared
    def retrieve(self, role_id: str, *, user_id: str, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.AssignedRoleDetails:
        """`GET /organization/users/{user_id}/roles/{role_id}`"""

class AdminOrganizationUsers(Resource[M]):
    with_raw_response: Pair[AdminOrganizationUsers[SyncRaw], AdminOrganizationUsers[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganizationUsers[SyncStreamed], AdminOrganizationUsers[AsyncStreamed]]
    roles: Branch[AdminOrganizationUsersRoles[Sync], AdminOrganizationUsersRoles[Async], AdminOrganizationUsersRoles[SyncRaw], AdminOrganizationUsersRoles[AsyncRaw], AdminOrganizationUsersRoles[SyncStreamed], AdminOrganizationUsersRoles[AsyncStreamed]]
    @declared
    def delete(self, user_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.UserDeleteResponse:
        """`DELETE /organization/users/{user_id}`"""
    @paged
    def list(self, *, limit: builtins.int | None = ..., after: builtins.str | None = ..., emails: Sequence[builtins.str] | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.User:
        """`GET /organization/users`"""
    @declared
    def retrieve(self, user_id: str, *, extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.User:
        """`GET /organization/users/{user_id}`"""
    @declared
    def update(self, user_id: str, *, role: builtins.str | None = ..., role_id: builtins.str | None = ..., technical_level: builtins.str | None = ..., developer_persona: builtins.str | None = ..., extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., idempotency_key: str | None = ..., cancel: CancelHandle | None = ...) -> types.User:
        """`POST /organization/users/{user_id}`"""

class AdminOrganization(Resource[M]):
    with_raw_response: Pair[AdminOrganization[SyncRaw], AdminOrganization[AsyncRaw]]
    with_streaming_response: Pair[AdminOrganization[SyncStreamed], AdminOrganization[AsyncStreamed]]
    admin_api_keys: Branch[AdminOrganizationAdminApiKeys[Sync], AdminOrganizationAdminApiKeys[Async], AdminOrganizationAdminApiKeys[SyncRaw], AdminOrganizationAdminApiKeys[AsyncRaw], AdminOrganizationAdminApiKeys[SyncStreamed], AdminOrganizationAdminApiKeys[AsyncStreamed]]
    audit_logs: Branch[AdminOrganizationAuditLogs[Sync], AdminOrganizationAuditLogs[Async], AdminOrganizationAuditLogs[SyncRaw], AdminOrganizationAuditLogs[AsyncRaw], AdminOrganizationAuditLogs[SyncStreamed], AdminOrganizationAuditLogs[AsyncStreamed]]
    certificates: Branch[AdminOrganizationCertificates[Sync], AdminOrganizationCertificates[Async], AdminOrganizationCertificates[SyncRaw], AdminOrganizationCertificates[AsyncRaw], AdminOrganizationCertificates[SyncStreamed], AdminOrganizationCertificates[AsyncStreamed]]
    data_retention: Branch[AdminOrganizationDataRetention[Sync], AdminOrganizationDataRetention[Async], AdminOrganizationDataRetention[SyncRaw], AdminOrganizationDataRetention[AsyncRaw], AdminOrganizationDataRetention[SyncStreamed], AdminOrganizationDataRetention[AsyncStreamed]]
    groups: Branch[AdminOrganizationGroups[Sync], AdminOrganizationGroups[Async], AdminOrganizationGroups[SyncRaw], AdminOrganizationGroups[AsyncRaw], AdminOrganizationGroups[SyncStreamed], AdminOrganizationGroups[AsyncStreamed]]
    invites: Branch[AdminOrganizationInvites[Sync], AdminOrganizationInvites[Async], AdminOrganizationInvites[SyncRaw], AdminOrganizationInvites[AsyncRaw], AdminOrganizationInvites[SyncStreamed], AdminOrganizationInvites[AsyncStreamed]]
    projects: Branch[AdminOrganizationProjects[Sync], AdminOrganizationProjects[Async], AdminOrganizationProjects[SyncRaw], AdminOrganizationProjects[AsyncRaw], AdminOrganizationProjects[SyncStreamed], AdminOrganizationProjects[AsyncStreamed]]
    roles: Branch[AdminOrganizationRoles[Sync], AdminOrganizationRoles[Async], AdminOrganizationRoles[SyncRaw], AdminOrganizationRoles[AsyncRaw], AdminOrganizationRoles[SyncStreamed], AdminOrganizationRoles[AsyncStreamed]]
    spend_alerts: Branch[AdminOrganizationSpendAlerts[Sync], AdminOrganizationSpendAlerts[Async], AdminOrganizationSpendAlerts[SyncRaw], AdminOrganizationSpendAlerts[AsyncRaw], AdminOrganizationSpendAlerts[SyncStreamed], AdminOrganizationSpendAlerts[AsyncStreamed]]
    spend_limit: Branch[AdminOrganizationSpendLimit[Sync], AdminOrganizationSpendLimit[Async], AdminOrganizationSpendLimit[SyncRaw], AdminOrganizationSpendLimit[AsyncRaw], AdminOrganizationSpendLimit[SyncStreamed], AdminOrganizationSpendLimit[AsyncStreamed]]
    usage: Branch[AdminOrganizationUsage[Sync], AdminOrganizationUsage[Async], AdminOrganizationUsage[SyncRaw], AdminOrganizationUsage[AsyncRaw], AdminOrganizationUsage[SyncStreamed], AdminOrganizationUsage[AsyncStreamed]]
    users: Branch[AdminOrganizationUsers[Sync], AdminOrganizationUsers[Async], AdminOrganizationUsers[SyncRaw], AdminOrganizationUsers[AsyncRaw], AdminOrganizationUsers[SyncStreamed], AdminOrganizationUsers[AsyncStreamed]]

class Admin(Resource[M]):
    with_raw_response: Pair[Admin[SyncRaw], Admin[AsyncRaw]]
    with_streaming_response: Pair[Admin[SyncStreamed], Admin[AsyncStreamed]]
    organization: Branch[AdminOrganization[Sync], AdminOrganization[Async], AdminOrganization[SyncRaw], AdminOrganization[AsyncRaw], AdminOrganization[SyncStreamed], AdminOrganization[AsyncStreamed]]
