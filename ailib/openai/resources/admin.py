# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.admin`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Admin", "AdminOrganization", "AdminOrganizationAdminApiKeys", "AdminOrganizationAuditLogs", "AdminOrganizationCertificates", "AdminOrganizationDataRetention", "AdminOrganizationGroups", "AdminOrganizationGroupsRoles", "AdminOrganizationGroupsUsers", "AdminOrganizationInvites", "AdminOrganizationProjects", "AdminOrganizationProjectsApiKeys", "AdminOrganizationProjectsCertificates", "AdminOrganizationProjectsDataRetention", "AdminOrganizationProjectsGroups", "AdminOrganizationProjectsGroupsRoles", "AdminOrganizationProjectsHostedToolPermissions", "AdminOrganizationProjectsModelPermissions", "AdminOrganizationProjectsRateLimits", "AdminOrganizationProjectsRoles", "AdminOrganizationProjectsServiceAccounts", "AdminOrganizationProjectsServiceAccountsApiKeys", "AdminOrganizationProjectsSpendAlerts", "AdminOrganizationProjectsSpendLimit", "AdminOrganizationProjectsUsers", "AdminOrganizationProjectsUsersRoles", "AdminOrganizationRoles", "AdminOrganizationSpendAlerts", "AdminOrganizationSpendLimit", "AdminOrganizationUsage", "AdminOrganizationUsers", "AdminOrganizationUsersRoles"]

M = TypeVar("M")


class AdminOrganizationAdminApiKeys(Resource[M]):
    """`client.admin.organization.admin_api_keys`."""

    create = Endpoint("POST", "/organization/admin_api_keys", "AdminApiKeyCreateResponse", body="AdminApiKeysCreateBody", admin=True)
    delete = Endpoint("DELETE", "/organization/admin_api_keys/{key_id}", "AdminApiKeysDeleteResponse", admin=True)
    list = Endpoint("GET", "/organization/admin_api_keys", "ApiKeyList", query="after order limit", page="after=id", admin=True)
    retrieve = Endpoint("GET", "/organization/admin_api_keys/{key_id}", "AdminApiKey", admin=True)


class AdminOrganizationAuditLogs(Resource[M]):
    """`client.admin.organization.audit_logs`."""

    list = Endpoint("GET", "/organization/audit_logs", "ListAuditLogsResponse", query="effective_at project_ids[] event_types[] actor_ids[] actor_emails[] resource_ids[] tenant_only limit after before", page="after=last_id", admin=True)


class AdminOrganizationCertificates(Resource[M]):
    """`client.admin.organization.certificates`."""

    activate = Endpoint("POST", "/organization/certificates/activate", "OrganizationCertificateActivationResponse", body="ToggleCertificatesRequest", page="-", admin=True)
    create = Endpoint("POST", "/organization/certificates", "Certificate", body="UploadCertificateRequest", admin=True)
    deactivate = Endpoint("POST", "/organization/certificates/deactivate", "OrganizationCertificateDeactivationResponse", body="ToggleCertificatesRequest", page="-", admin=True)
    delete = Endpoint("DELETE", "/organization/certificates/{certificate_id}", "DeleteCertificateResponse", admin=True)
    list = Endpoint("GET", "/organization/certificates", "ListCertificatesResponse", query="limit after order", page="after=last_id", admin=True)
    retrieve = Endpoint("GET", "/organization/certificates/{certificate_id}", "Certificate", query="include", admin=True)
    update = Endpoint("POST", "/organization/certificates/{certificate_id}", "Certificate", body="ModifyCertificateRequest", admin=True)


class AdminOrganizationDataRetention(Resource[M]):
    """`client.admin.organization.data_retention`."""

    retrieve = Endpoint("GET", "/organization/data_retention", "OrganizationDataRetention", admin=True)
    update = Endpoint("POST", "/organization/data_retention", "OrganizationDataRetention", body="UpdateOrganizationDataRetentionBody", admin=True)


class AdminOrganizationGroupsRoles(Resource[M]):
    """`client.admin.organization.groups.roles`."""

    create = Endpoint("POST", "/organization/groups/{group_id}/roles", "GroupRoleAssignment", body="PublicAssignOrganizationGroupRoleBody", admin=True)
    delete = Endpoint("DELETE", "/organization/groups/{group_id}/roles/{role_id}", "DeletedRoleAssignmentResource", admin=True)
    list = Endpoint("GET", "/organization/groups/{group_id}/roles", "RoleListResource", query="limit after order", page="after=next", admin=True)
    retrieve = Endpoint("GET", "/organization/groups/{group_id}/roles/{role_id}", "AssignedRoleDetails", admin=True)


class AdminOrganizationGroupsUsers(Resource[M]):
    """`client.admin.organization.groups.users`."""

    create = Endpoint("POST", "/organization/groups/{group_id}/users", "GroupUserAssignment", body="CreateGroupUserBody", admin=True)
    delete = Endpoint("DELETE", "/organization/groups/{group_id}/users/{user_id}", "GroupUserDeletedResource", admin=True)
    list = Endpoint("GET", "/organization/groups/{group_id}/users", "UserListResource", query="limit after order", page="after=next", admin=True)
    retrieve = Endpoint("GET", "/organization/groups/{group_id}/users/{user_id}", "GroupMemberUser", admin=True)


class AdminOrganizationGroups(Resource[M]):
    """`client.admin.organization.groups`."""

    roles = Nested(AdminOrganizationGroupsRoles)
    users = Nested(AdminOrganizationGroupsUsers)
    create = Endpoint("POST", "/organization/groups", "GroupResponse", body="CreateGroupBody", admin=True)
    delete = Endpoint("DELETE", "/organization/groups/{group_id}", "GroupDeletedResource", admin=True)
    list = Endpoint("GET", "/organization/groups", "GroupListResource", query="limit after order", page="after=next", admin=True)
    retrieve = Endpoint("GET", "/organization/groups/{group_id}", "GroupResponse", admin=True)
    update = Endpoint("POST", "/organization/groups/{group_id}", "GroupResourceWithSuccess", body="UpdateGroupBody", admin=True)


class AdminOrganizationInvites(Resource[M]):
    """`client.admin.organization.invites`."""

    create = Endpoint("POST", "/organization/invites", "Invite", body="InviteRequest", admin=True)
    delete = Endpoint("DELETE", "/organization/invites/{invite_id}", "InviteDeleteResponse", admin=True)
    list = Endpoint("GET", "/organization/invites", "InviteListResponse", query="limit after", page="after=last_id", admin=True)
    retrieve = Endpoint("GET", "/organization/invites/{invite_id}", "Invite", admin=True)


class AdminOrganizationProjectsApiKeys(Resource[M]):
    """`client.admin.organization.projects.api_keys`."""

    delete = Endpoint("DELETE", "/organization/projects/{project_id}/api_keys/{api_key_id}", "ProjectApiKeyDeleteResponse", admin=True)
    list = Endpoint("GET", "/organization/projects/{project_id}/api_keys", "ProjectApiKeyListResponse", query="limit after owner_project_access", page="after=last_id", admin=True)
    retrieve = Endpoint("GET", "/organization/projects/{project_id}/api_keys/{api_key_id}", "ProjectApiKey", admin=True)


class AdminOrganizationProjectsCertificates(Resource[M]):
    """`client.admin.organization.projects.certificates`."""

    activate = Endpoint("POST", "/organization/projects/{project_id}/certificates/activate", "OrganizationProjectCertificateActivationResponse", body="ToggleCertificatesRequest", page="-", admin=True)
    deactivate = Endpoint("POST", "/organization/projects/{project_id}/certificates/deactivate", "OrganizationProjectCertificateDeactivationResponse", body="ToggleCertificatesRequest", page="-", admin=True)
    list = Endpoint("GET", "/organization/projects/{project_id}/certificates", "ListProjectCertificatesResponse", query="limit after order", page="after=last_id", admin=True)


class AdminOrganizationProjectsDataRetention(Resource[M]):
    """`client.admin.organization.projects.data_retention`."""

    retrieve = Endpoint("GET", "/organization/projects/{project_id}/data_retention", "ProjectDataRetention", admin=True)
    update = Endpoint("POST", "/organization/projects/{project_id}/data_retention", "ProjectDataRetention", body="UpdateProjectDataRetentionBody", admin=True)


class AdminOrganizationProjectsGroupsRoles(Resource[M]):
    """`client.admin.organization.projects.groups.roles`."""

    create = Endpoint("POST", "/projects/{project_id}/groups/{group_id}/roles", "GroupRoleAssignment", body="PublicAssignOrganizationGroupRoleBody", admin=True)
    delete = Endpoint("DELETE", "/projects/{project_id}/groups/{group_id}/roles/{role_id}", "DeletedRoleAssignmentResource", admin=True)
    list = Endpoint("GET", "/projects/{project_id}/groups/{group_id}/roles", "RoleListResource", query="limit after order", page="after=next", admin=True)
    retrieve = Endpoint("GET", "/projects/{project_id}/groups/{group_id}/roles/{role_id}", "AssignedRoleDetails", admin=True)


class AdminOrganizationProjectsGroups(Resource[M]):
    """`client.admin.organization.projects.groups`."""

    roles = Nested(AdminOrganizationProjectsGroupsRoles)
    create = Endpoint("POST", "/organization/projects/{project_id}/groups", "ProjectGroup", body="InviteProjectGroupBody", admin=True)
    delete = Endpoint("DELETE", "/organization/projects/{project_id}/groups/{group_id}", "ProjectGroupDeletedResource", admin=True)
    list = Endpoint("GET", "/organization/projects/{project_id}/groups", "ProjectGroupListResource", query="limit after order", page="after=next", admin=True)
    retrieve = Endpoint("GET", "/organization/projects/{project_id}/groups/{group_id}", "ProjectGroup", query="group_type", admin=True)


class AdminOrganizationProjectsHostedToolPermissions(Resource[M]):
    """`client.admin.organization.projects.hosted_tool_permissions`."""

    retrieve = Endpoint("GET", "/organization/projects/{project_id}/hosted_tool_permissions", "ProjectHostedToolPermissions", admin=True)
    update = Endpoint("POST", "/organization/projects/{project_id}/hosted_tool_permissions", "ProjectHostedToolPermissions", body="ProjectHostedToolPermissionsUpdateRequest", admin=True)


class AdminOrganizationProjectsModelPermissions(Resource[M]):
    """`client.admin.organization.projects.model_permissions`."""

    delete = Endpoint("DELETE", "/organization/projects/{project_id}/model_permissions", "ProjectModelPermissionsDeleteResponse", admin=True)
    retrieve = Endpoint("GET", "/organization/projects/{project_id}/model_permissions", "ProjectModelPermissions", admin=True)
    update = Endpoint("POST", "/organization/projects/{project_id}/model_permissions", "ProjectModelPermissions", body="ProjectModelPermissionsUpdateRequest", admin=True)


class AdminOrganizationProjectsRateLimits(Resource[M]):
    """`client.admin.organization.projects.rate_limits`."""

    list_rate_limits = Endpoint("GET", "/organization/projects/{project_id}/rate_limits", "ProjectRateLimitListResponse", query="limit after before", page="after=last_id", admin=True)
    update_rate_limit = Endpoint("POST", "/organization/projects/{project_id}/rate_limits/{rate_limit_id}", "ProjectRateLimit", body="ProjectRateLimitUpdateRequest", admin=True)


class AdminOrganizationProjectsRoles(Resource[M]):
    """`client.admin.organization.projects.roles`."""

    create = Endpoint("POST", "/projects/{project_id}/roles", "Role", body="PublicCreateOrganizationRoleBody", admin=True)
    delete = Endpoint("DELETE", "/projects/{project_id}/roles/{role_id}", "RoleDeletedResource", admin=True)
    list = Endpoint("GET", "/projects/{project_id}/roles", "PublicRoleListResource", query="limit after order", page="after=next", admin=True)
    retrieve = Endpoint("GET", "/projects/{project_id}/roles/{role_id}", "Role", admin=True)
    update = Endpoint("POST", "/projects/{project_id}/roles/{role_id}", "Role", body="PublicUpdateOrganizationRoleBody", admin=True)


class AdminOrganizationProjectsServiceAccountsApiKeys(Resource[M]):
    """`client.admin.organization.projects.service_accounts.api_keys`."""

    create = Endpoint("POST", "/organization/projects/{project_id}/service_accounts/{service_account_id}/api_keys", "ServiceAccountApiKeyBody", body="CreateProjectServiceAccountApiKeyBody", admin=True)


class AdminOrganizationProjectsServiceAccounts(Resource[M]):
    """`client.admin.organization.projects.service_accounts`."""

    api_keys = Nested(AdminOrganizationProjectsServiceAccountsApiKeys)
    create = Endpoint("POST", "/organization/projects/{project_id}/service_accounts", "ProjectServiceAccountCreateResponse", body="ProjectServiceAccountCreateRequest", admin=True)
    delete = Endpoint("DELETE", "/organization/projects/{project_id}/service_accounts/{service_account_id}", "ProjectServiceAccountDeleteResponse", admin=True)
    list = Endpoint("GET", "/organization/projects/{project_id}/service_accounts", "ProjectServiceAccountListResponse", query="limit after", page="after=last_id", admin=True)
    retrieve = Endpoint("GET", "/organization/projects/{project_id}/service_accounts/{service_account_id}", "ProjectServiceAccount", admin=True)
    update = Endpoint("POST", "/organization/projects/{project_id}/service_accounts/{service_account_id}", "ProjectServiceAccount", body="UpdateProjectServiceAccountBody", admin=True)


class AdminOrganizationProjectsSpendAlerts(Resource[M]):
    """`client.admin.organization.projects.spend_alerts`."""

    create = Endpoint("POST", "/organization/projects/{project_id}/spend_alerts", "ProjectSpendAlert", body="CreateSpendAlertBody", admin=True)
    delete = Endpoint("DELETE", "/organization/projects/{project_id}/spend_alerts/{alert_id}", "ProjectSpendAlertDeletedResource", admin=True)
    list = Endpoint("GET", "/organization/projects/{project_id}/spend_alerts", "ProjectSpendAlertListResource", query="limit order after before", page="after=last_id", admin=True)
    retrieve = Endpoint("GET", "/organization/projects/{project_id}/spend_alerts/{alert_id}", "ProjectSpendAlert", admin=True)
    update = Endpoint("POST", "/organization/projects/{project_id}/spend_alerts/{alert_id}", "ProjectSpendAlert", body="CreateSpendAlertBody", admin=True)


class AdminOrganizationProjectsSpendLimit(Resource[M]):
    """`client.admin.organization.projects.spend_limit`."""

    delete = Endpoint("DELETE", "/organization/projects/{project_id}/spend_limit", "ProjectSpendLimitDeletedResource", admin=True)
    retrieve = Endpoint("GET", "/organization/projects/{project_id}/spend_limit", "ProjectSpendLimitResource", admin=True)
    update = Endpoint("POST", "/organization/projects/{project_id}/spend_limit", "ProjectSpendLimitResource", body="UpdateProjectSpendLimitBody", admin=True)


class AdminOrganizationProjectsUsersRoles(Resource[M]):
    """`client.admin.organization.projects.users.roles`."""

    create = Endpoint("POST", "/projects/{project_id}/users/{user_id}/roles", "UserRoleAssignment", body="PublicAssignOrganizationGroupRoleBody", admin=True)
    delete = Endpoint("DELETE", "/projects/{project_id}/users/{user_id}/roles/{role_id}", "DeletedRoleAssignmentResource", admin=True)
    list = Endpoint("GET", "/projects/{project_id}/users/{user_id}/roles", "RoleListResource", query="limit after order", page="after=next", admin=True)
    retrieve = Endpoint("GET", "/projects/{project_id}/users/{user_id}/roles/{role_id}", "AssignedRoleDetails", admin=True)


class AdminOrganizationProjectsUsers(Resource[M]):
    """`client.admin.organization.projects.users`."""

    roles = Nested(AdminOrganizationProjectsUsersRoles)
    create = Endpoint("POST", "/organization/projects/{project_id}/users", "ProjectUser", body="ProjectUserCreateRequest", admin=True)
    delete = Endpoint("DELETE", "/organization/projects/{project_id}/users/{user_id}", "ProjectUserDeleteResponse", admin=True)
    list = Endpoint("GET", "/organization/projects/{project_id}/users", "ProjectUserListResponse", query="limit after", page="after=last_id", admin=True)
    retrieve = Endpoint("GET", "/organization/projects/{project_id}/users/{user_id}", "ProjectUser", admin=True)
    update = Endpoint("POST", "/organization/projects/{project_id}/users/{user_id}", "ProjectUser", body="ProjectUserUpdateRequest", admin=True)


class AdminOrganizationProjects(Resource[M]):
    """`client.admin.organization.projects`."""

    api_keys = Nested(AdminOrganizationProjectsApiKeys)
    certificates = Nested(AdminOrganizationProjectsCertificates)
    data_retention = Nested(AdminOrganizationProjectsDataRetention)
    groups = Nested(AdminOrganizationProjectsGroups)
    hosted_tool_permissions = Nested(AdminOrganizationProjectsHostedToolPermissions)
    model_permissions = Nested(AdminOrganizationProjectsModelPermissions)
    rate_limits = Nested(AdminOrganizationProjectsRateLimits)
    roles = Nested(AdminOrganizationProjectsRoles)
    service_accounts = Nested(AdminOrganizationProjectsServiceAccounts)
    spend_alerts = Nested(AdminOrganizationProjectsSpendAlerts)
    spend_limit = Nested(AdminOrganizationProjectsSpendLimit)
    users = Nested(AdminOrganizationProjectsUsers)
    archive = Endpoint("POST", "/organization/projects/{project_id}/archive", "Project", admin=True)
    create = Endpoint("POST", "/organization/projects", "Project", body="ProjectCreateRequest", admin=True)
    list = Endpoint("GET", "/organization/projects", "ProjectListResponse", query="limit after include_archived", page="after=last_id", admin=True)
    retrieve = Endpoint("GET", "/organization/projects/{project_id}", "Project", admin=True)
    update = Endpoint("POST", "/organization/projects/{project_id}", "Project", body="ProjectUpdateRequest", admin=True)


class AdminOrganizationRoles(Resource[M]):
    """`client.admin.organization.roles`."""

    create = Endpoint("POST", "/organization/roles", "Role", body="PublicCreateOrganizationRoleBody", admin=True)
    delete = Endpoint("DELETE", "/organization/roles/{role_id}", "RoleDeletedResource", admin=True)
    list = Endpoint("GET", "/organization/roles", "PublicRoleListResource", query="limit after order", page="after=next", admin=True)
    retrieve = Endpoint("GET", "/organization/roles/{role_id}", "Role", admin=True)
    update = Endpoint("POST", "/organization/roles/{role_id}", "Role", body="PublicUpdateOrganizationRoleBody", admin=True)


class AdminOrganizationSpendAlerts(Resource[M]):
    """`client.admin.organization.spend_alerts`."""

    create = Endpoint("POST", "/organization/spend_alerts", "OrganizationSpendAlert", body="CreateSpendAlertBody", admin=True)
    delete = Endpoint("DELETE", "/organization/spend_alerts/{alert_id}", "OrganizationSpendAlertDeletedResource", admin=True)
    list = Endpoint("GET", "/organization/spend_alerts", "OrganizationSpendAlertListResource", query="limit order after before", page="after=last_id", admin=True)
    retrieve = Endpoint("GET", "/organization/spend_alerts/{alert_id}", "OrganizationSpendAlert", admin=True)
    update = Endpoint("POST", "/organization/spend_alerts/{alert_id}", "OrganizationSpendAlert", body="CreateSpendAlertBody", admin=True)


class AdminOrganizationSpendLimit(Resource[M]):
    """`client.admin.organization.spend_limit`."""

    delete = Endpoint("DELETE", "/organization/spend_limit", "OrganizationSpendLimitDeletedResource", admin=True)
    retrieve = Endpoint("GET", "/organization/spend_limit", "OrganizationSpendLimitResource", admin=True)
    update = Endpoint("POST", "/organization/spend_limit", "OrganizationSpendLimitResource", body="UpdateOrganizationSpendLimitBody", admin=True)


class AdminOrganizationUsage(Resource[M]):
    """`client.admin.organization.usage`."""

    audio_speeches = Endpoint("GET", "/organization/usage/audio_speeches", "UsageResponse", query="start_time! end_time bucket_width project_ids user_ids api_key_ids models group_by limit page", page="page=next_page", admin=True)
    audio_transcriptions = Endpoint("GET", "/organization/usage/audio_transcriptions", "UsageResponse", query="start_time! end_time bucket_width project_ids user_ids api_key_ids models group_by limit page", page="page=next_page", admin=True)
    code_interpreter_sessions = Endpoint("GET", "/organization/usage/code_interpreter_sessions", "UsageResponse", query="start_time! end_time bucket_width project_ids group_by limit page", page="page=next_page", admin=True)
    completions = Endpoint("GET", "/organization/usage/completions", "UsageResponse", query="start_time! end_time bucket_width project_ids user_ids api_key_ids models batch group_by limit page", page="page=next_page", admin=True)
    costs = Endpoint("GET", "/organization/costs", "UsageResponse", query="start_time! end_time bucket_width project_ids api_key_ids group_by limit page line_items", page="page=next_page", admin=True)
    embeddings = Endpoint("GET", "/organization/usage/embeddings", "UsageResponse", query="start_time! end_time bucket_width project_ids user_ids api_key_ids models group_by limit page", page="page=next_page", admin=True)
    file_search_calls = Endpoint("GET", "/organization/usage/file_search_calls", "UsageResponse", query="start_time! end_time bucket_width project_ids user_ids api_key_ids vector_store_ids group_by limit page", page="page=next_page", admin=True)
    images = Endpoint("GET", "/organization/usage/images", "UsageResponse", query="start_time! end_time bucket_width sources sizes project_ids user_ids api_key_ids models group_by limit page", page="page=next_page", admin=True)
    moderations = Endpoint("GET", "/organization/usage/moderations", "UsageResponse", query="start_time! end_time bucket_width project_ids user_ids api_key_ids models group_by limit page", page="page=next_page", admin=True)
    vector_stores = Endpoint("GET", "/organization/usage/vector_stores", "UsageResponse", query="start_time! end_time bucket_width project_ids group_by limit page", page="page=next_page", admin=True)
    web_search_calls = Endpoint("GET", "/organization/usage/web_search_calls", "UsageResponse", query="start_time! end_time bucket_width project_ids user_ids api_key_ids models context_levels group_by limit page", page="page=next_page", admin=True)


class AdminOrganizationUsersRoles(Resource[M]):
    """`client.admin.organization.users.roles`."""

    create = Endpoint("POST", "/organization/users/{user_id}/roles", "UserRoleAssignment", body="PublicAssignOrganizationGroupRoleBody", admin=True)
    delete = Endpoint("DELETE", "/organization/users/{user_id}/roles/{role_id}", "DeletedRoleAssignmentResource", admin=True)
    list = Endpoint("GET", "/organization/users/{user_id}/roles", "RoleListResource", query="limit after order", page="after=next", admin=True)
    retrieve = Endpoint("GET", "/organization/users/{user_id}/roles/{role_id}", "AssignedRoleDetails", admin=True)


class AdminOrganizationUsers(Resource[M]):
    """`client.admin.organization.users`."""

    roles = Nested(AdminOrganizationUsersRoles)
    delete = Endpoint("DELETE", "/organization/users/{user_id}", "UserDeleteResponse", admin=True)
    list = Endpoint("GET", "/organization/users", "UserListResponse", query="limit after emails", page="after=last_id", admin=True)
    retrieve = Endpoint("GET", "/organization/users/{user_id}", "User", admin=True)
    update = Endpoint("POST", "/organization/users/{user_id}", "User", body="UserRoleUpdateRequest", admin=True)


class AdminOrganization(Resource[M]):
    """`client.admin.organization`."""

    admin_api_keys = Nested(AdminOrganizationAdminApiKeys)
    audit_logs = Nested(AdminOrganizationAuditLogs)
    certificates = Nested(AdminOrganizationCertificates)
    data_retention = Nested(AdminOrganizationDataRetention)
    groups = Nested(AdminOrganizationGroups)
    invites = Nested(AdminOrganizationInvites)
    projects = Nested(AdminOrganizationProjects)
    roles = Nested(AdminOrganizationRoles)
    spend_alerts = Nested(AdminOrganizationSpendAlerts)
    spend_limit = Nested(AdminOrganizationSpendLimit)
    usage = Nested(AdminOrganizationUsage)
    users = Nested(AdminOrganizationUsers)


class Admin(Resource[M]):
    """`client.admin`."""

    organization = Nested(AdminOrganization)
