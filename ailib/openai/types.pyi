# Written by tools/build_openai.py from the published description of the API; changes here are lost.

import builtins
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Required, TypeAlias, TypedDict

from .model import Model as Base

__all__ = [
    "ActiveStatus",
    "AddUploadPartRequest",
    "AdditionalTools",
    "AdditionalToolsItemParam",
    "AdditionalToolsItemParamParam",
    "AdminApiKey",
    "AdminApiKeyCreateResponse",
    "AdminApiKeyCreateResponseOwner",
    "AdminApiKeyOwner",
    "AdminApiKeysCreateBody",
    "AdminApiKeysDeleteResponse",
    "Annotation",
    "AnnotationParam",
    "ApiKeyList",
    "ApplyPatchCallOutputStatus",
    "ApplyPatchCallOutputStatusParam",
    "ApplyPatchCallOutputStatusParamParam",
    "ApplyPatchCallStatus",
    "ApplyPatchCallStatusParam",
    "ApplyPatchCallStatusParamParam",
    "ApplyPatchCreateFileOperation",
    "ApplyPatchCreateFileOperationParam",
    "ApplyPatchCreateFileOperationParamParam",
    "ApplyPatchDeleteFileOperation",
    "ApplyPatchDeleteFileOperationParam",
    "ApplyPatchDeleteFileOperationParamParam",
    "ApplyPatchOperationParam",
    "ApplyPatchOperationParamParam",
    "ApplyPatchToolCall",
    "ApplyPatchToolCallItemParam",
    "ApplyPatchToolCallItemParamParam",
    "ApplyPatchToolCallOutput",
    "ApplyPatchToolCallOutputItemParam",
    "ApplyPatchToolCallOutputItemParamParam",
    "ApplyPatchToolParam",
    "ApplyPatchToolParamParam",
    "ApplyPatchUpdateFileOperation",
    "ApplyPatchUpdateFileOperationParam",
    "ApplyPatchUpdateFileOperationParamParam",
    "ApproximateLocation",
    "ApproximateLocationParam",
    "AssignedRoleDetails",
    "AssignedRoleDetailsAssignmentSources",
    "AssistantMessageItem",
    "AssistantObject",
    "AssistantObjectToolResources",
    "AssistantObjectToolResourcesCodeInterpreter",
    "AssistantObjectToolResourcesFileSearch",
    "AssistantStreamEvent",
    "AssistantSupportedModels",
    "AssistantSupportedModelsParam",
    "AssistantToolsCode",
    "AssistantToolsCodeParam",
    "AssistantToolsFileSearch",
    "AssistantToolsFileSearchFileSearch",
    "AssistantToolsFileSearchFileSearchParam",
    "AssistantToolsFileSearchParam",
    "AssistantToolsFileSearchTypeOnly",
    "AssistantToolsFileSearchTypeOnlyParam",
    "AssistantToolsFunction",
    "AssistantToolsFunctionParam",
    "AssistantsApiResponseFormatOption",
    "AssistantsApiResponseFormatOptionParam",
    "AssistantsApiToolChoiceOption",
    "AssistantsApiToolChoiceOptionParam",
    "AssistantsNamedToolChoice",
    "AssistantsNamedToolChoiceFunction",
    "AssistantsNamedToolChoiceFunctionParam",
    "AssistantsNamedToolChoiceParam",
    "Attachment",
    "AttachmentType",
    "AudioResponseFormat",
    "AudioResponseFormatParam",
    "AudioTranscription",
    "AudioTranscriptionParam",
    "AudioTranscriptionResponse",
    "AuditLog",
    "AuditLogActor",
    "AuditLogActorApiKey",
    "AuditLogActorServiceAccount",
    "AuditLogActorSession",
    "AuditLogActorUser",
    "AuditLogApiKeyCreated",
    "AuditLogApiKeyCreatedData",
    "AuditLogApiKeyDeleted",
    "AuditLogApiKeyUpdated",
    "AuditLogApiKeyUpdatedChangesRequested",
    "AuditLogCertificateCreated",
    "AuditLogCertificateDeleted",
    "AuditLogCertificateUpdated",
    "AuditLogCertificatesActivated",
    "AuditLogCertificatesActivatedCertificates",
    "AuditLogCertificatesDeactivated",
    "AuditLogCertificatesDeactivatedCertificates",
    "AuditLogCheckpointPermissionCreated",
    "AuditLogCheckpointPermissionCreatedData",
    "AuditLogCheckpointPermissionDeleted",
    "AuditLogEventType",
    "AuditLogEventTypeParam",
    "AuditLogExternalKeyRegistered",
    "AuditLogExternalKeyRemoved",
    "AuditLogGroupCreated",
    "AuditLogGroupCreatedData",
    "AuditLogGroupDeleted",
    "AuditLogGroupUpdated",
    "AuditLogGroupUpdatedChangesRequested",
    "AuditLogInviteAccepted",
    "AuditLogInviteDeleted",
    "AuditLogInviteSent",
    "AuditLogInviteSentData",
    "AuditLogIpAllowlistConfigActivated",
    "AuditLogIpAllowlistConfigActivatedConfigs",
    "AuditLogIpAllowlistConfigDeactivated",
    "AuditLogIpAllowlistConfigDeactivatedConfigs",
    "AuditLogIpAllowlistCreated",
    "AuditLogIpAllowlistDeleted",
    "AuditLogIpAllowlistUpdated",
    "AuditLogLoginFailed",
    "AuditLogLogoutFailed",
    "AuditLogOrganizationUpdated",
    "AuditLogOrganizationUpdatedChangesRequested",
    "AuditLogProject",
    "AuditLogProjectArchived",
    "AuditLogProjectCreated",
    "AuditLogProjectCreatedData",
    "AuditLogProjectDeleted",
    "AuditLogProjectUpdated",
    "AuditLogProjectUpdatedChangesRequested",
    "AuditLogRateLimitDeleted",
    "AuditLogRateLimitUpdated",
    "AuditLogRateLimitUpdatedChangesRequested",
    "AuditLogRoleAssignmentCreated",
    "AuditLogRoleAssignmentDeleted",
    "AuditLogRoleBoundToResource",
    "AuditLogRoleCreated",
    "AuditLogRoleDeleted",
    "AuditLogRoleUnboundFromResource",
    "AuditLogRoleUpdated",
    "AuditLogRoleUpdatedChangesRequested",
    "AuditLogScimDisabled",
    "AuditLogScimEnabled",
    "AuditLogServiceAccountCreated",
    "AuditLogServiceAccountCreatedData",
    "AuditLogServiceAccountDeleted",
    "AuditLogServiceAccountUpdated",
    "AuditLogServiceAccountUpdatedChangesRequested",
    "AuditLogUserAdded",
    "AuditLogUserAddedData",
    "AuditLogUserDeleted",
    "AuditLogUserUpdated",
    "AuditLogUserUpdatedChangesRequested",
    "AuditLogWorkloadIdentityProviderCreated",
    "AuditLogWorkloadIdentityProviderDeleted",
    "AuditLogWorkloadIdentityProviderMappingCreated",
    "AuditLogWorkloadIdentityProviderMappingDeleted",
    "AuditLogWorkloadIdentityProviderMappingUpdated",
    "AuditLogWorkloadIdentityProviderUpdated",
    "AutoChunkingStrategyRequestParam",
    "AutoChunkingStrategyRequestParamParam",
    "AutoCodeInterpreterToolParam",
    "AutoCodeInterpreterToolParamParam",
    "AutomaticThreadTitlingParam",
    "AutomaticThreadTitlingParamParam",
    "Batch",
    "BatchError",
    "BatchErrors",
    "BatchFileExpirationAfter",
    "BatchFileExpirationAfterParam",
    "BatchRequestCounts",
    "BatchUsage",
    "BatchUsageInputTokensDetails",
    "BatchUsageOutputTokensDetails",
    "BetaAdditionalTools",
    "BetaAdditionalToolsItemParam",
    "BetaAdditionalToolsItemParamParam",
    "BetaAgentMessage",
    "BetaAgentMessageItemParam",
    "BetaAgentMessageItemParamParam",
    "BetaAgentTag",
    "BetaAgentTagParam",
    "BetaAnnotation",
    "BetaAnnotationParam",
    "BetaApplyPatchCallOutputStatus",
    "BetaApplyPatchCallOutputStatusParam",
    "BetaApplyPatchCallOutputStatusParamParam",
    "BetaApplyPatchCallStatus",
    "BetaApplyPatchCallStatusParam",
    "BetaApplyPatchCallStatusParamParam",
    "BetaApplyPatchCreateFileOperation",
    "BetaApplyPatchCreateFileOperationParam",
    "BetaApplyPatchCreateFileOperationParamParam",
    "BetaApplyPatchDeleteFileOperation",
    "BetaApplyPatchDeleteFileOperationParam",
    "BetaApplyPatchDeleteFileOperationParamParam",
    "BetaApplyPatchOperationParam",
    "BetaApplyPatchOperationParamParam",
    "BetaApplyPatchToolCall",
    "BetaApplyPatchToolCallItemParam",
    "BetaApplyPatchToolCallItemParamParam",
    "BetaApplyPatchToolCallOutput",
    "BetaApplyPatchToolCallOutputItemParam",
    "BetaApplyPatchToolCallOutputItemParamParam",
    "BetaApplyPatchToolParam",
    "BetaApplyPatchToolParamParam",
    "BetaApplyPatchUpdateFileOperation",
    "BetaApplyPatchUpdateFileOperationParam",
    "BetaApplyPatchUpdateFileOperationParamParam",
    "BetaApproximateLocation",
    "BetaApproximateLocationParam",
    "BetaAutoCodeInterpreterToolParam",
    "BetaAutoCodeInterpreterToolParamParam",
    "BetaCallableToolAllowedCaller",
    "BetaCallableToolAllowedCallerParam",
    "BetaClickButtonType",
    "BetaClickButtonTypeParam",
    "BetaClickParam",
    "BetaClickParamParam",
    "BetaCodeInterpreterOutputImage",
    "BetaCodeInterpreterOutputImageParam",
    "BetaCodeInterpreterOutputLogs",
    "BetaCodeInterpreterOutputLogsParam",
    "BetaCodeInterpreterTool",
    "BetaCodeInterpreterToolCall",
    "BetaCodeInterpreterToolCallParam",
    "BetaCodeInterpreterToolParam",
    "BetaCompactResource",
    "BetaCompactResponseMethodPublicBody",
    "BetaCompactionBody",
    "BetaCompactionSummaryItemParam",
    "BetaCompactionSummaryItemParamParam",
    "BetaCompactionTriggerItemParam",
    "BetaCompactionTriggerItemParamParam",
    "BetaComparisonFilter",
    "BetaComparisonFilterParam",
    "BetaCompoundFilter",
    "BetaCompoundFilterParam",
    "BetaComputerAction",
    "BetaComputerActionList",
    "BetaComputerActionListParam",
    "BetaComputerActionParam",
    "BetaComputerCallOutputItemParam",
    "BetaComputerCallOutputItemParamParam",
    "BetaComputerCallOutputStatus",
    "BetaComputerCallSafetyCheckParam",
    "BetaComputerCallSafetyCheckParamParam",
    "BetaComputerEnvironment",
    "BetaComputerEnvironmentParam",
    "BetaComputerScreenshotContent",
    "BetaComputerScreenshotImage",
    "BetaComputerScreenshotImageParam",
    "BetaComputerTool",
    "BetaComputerToolCall",
    "BetaComputerToolCallOutput",
    "BetaComputerToolCallOutputResource",
    "BetaComputerToolCallParam",
    "BetaComputerToolParam",
    "BetaComputerUsePreviewTool",
    "BetaComputerUsePreviewToolParam",
    "BetaContainerAutoParam",
    "BetaContainerAutoParamParam",
    "BetaContainerFileCitationBody",
    "BetaContainerFileCitationBodyParam",
    "BetaContainerFileCitationParam",
    "BetaContainerFileCitationParamParam",
    "BetaContainerMemoryLimit",
    "BetaContainerMemoryLimitParam",
    "BetaContainerNetworkPolicyAllowlistParam",
    "BetaContainerNetworkPolicyAllowlistParamParam",
    "BetaContainerNetworkPolicyDisabledParam",
    "BetaContainerNetworkPolicyDisabledParamParam",
    "BetaContainerNetworkPolicyDomainSecretParam",
    "BetaContainerNetworkPolicyDomainSecretParamParam",
    "BetaContainerReferenceParam",
    "BetaContainerReferenceParamParam",
    "BetaContainerReferenceResource",
    "BetaContent",
    "BetaContextManagementParam",
    "BetaContextManagementParamParam",
    "BetaConversationParam",
    "BetaConversationParam2",
    "BetaConversationParam2Param",
    "BetaConversationParamParam",
    "BetaCoordParam",
    "BetaCoordParamParam",
    "BetaCreateModelResponseProperties",
    "BetaCreateResponse",
    "BetaCustomGrammarFormatParam",
    "BetaCustomGrammarFormatParamParam",
    "BetaCustomTextFormatParam",
    "BetaCustomTextFormatParamParam",
    "BetaCustomToolCall",
    "BetaCustomToolCallOutput",
    "BetaCustomToolCallOutputParam",
    "BetaCustomToolCallOutputResource",
    "BetaCustomToolCallParam",
    "BetaCustomToolCallResource",
    "BetaCustomToolParam",
    "BetaCustomToolParamParam",
    "BetaDetailEnum",
    "BetaDetailEnumParam",
    "BetaDirectToolCallCaller",
    "BetaDirectToolCallCallerParam",
    "BetaDirectToolCallCallerParamDict",
    "BetaDirectToolCallCallerParamParam",
    "BetaDoubleClickAction",
    "BetaDoubleClickActionParam",
    "BetaDragParam",
    "BetaDragParamParam",
    "BetaEasyInputMessage",
    "BetaEasyInputMessageParam",
    "BetaEmptyModelParam",
    "BetaEmptyModelParamParam",
    "BetaEncryptedContent",
    "BetaEncryptedContentParam",
    "BetaEncryptedContentParamParam",
    "BetaError",
    "BetaErrorPayload",
    "BetaFileCitationBody",
    "BetaFileCitationBodyParam",
    "BetaFileCitationParam",
    "BetaFileCitationParamParam",
    "BetaFileDetailEnum",
    "BetaFileDetailEnumParam",
    "BetaFileInputDetail",
    "BetaFileInputDetailParam",
    "BetaFilePath",
    "BetaFilePathParam",
    "BetaFileSearchTool",
    "BetaFileSearchToolCall",
    "BetaFileSearchToolCallParam",
    "BetaFileSearchToolCallResults",
    "BetaFileSearchToolCallResultsParam",
    "BetaFileSearchToolParam",
    "BetaFilters",
    "BetaFiltersParam",
    "BetaFunctionAndCustomToolCallOutput",
    "BetaFunctionAndCustomToolCallOutputParam",
    "BetaFunctionCallItemStatus",
    "BetaFunctionCallItemStatusParam",
    "BetaFunctionCallOutputItemParam",
    "BetaFunctionCallOutputItemParamParam",
    "BetaFunctionCallOutputStatusEnum",
    "BetaFunctionCallStatus",
    "BetaFunctionShellAction",
    "BetaFunctionShellActionParam",
    "BetaFunctionShellActionParamParam",
    "BetaFunctionShellCall",
    "BetaFunctionShellCallItemParam",
    "BetaFunctionShellCallItemParamParam",
    "BetaFunctionShellCallItemStatus",
    "BetaFunctionShellCallItemStatusParam",
    "BetaFunctionShellCallOutput",
    "BetaFunctionShellCallOutputContent",
    "BetaFunctionShellCallOutputContentParam",
    "BetaFunctionShellCallOutputContentParamParam",
    "BetaFunctionShellCallOutputExitOutcome",
    "BetaFunctionShellCallOutputExitOutcomeParam",
    "BetaFunctionShellCallOutputExitOutcomeParamParam",
    "BetaFunctionShellCallOutputItemParam",
    "BetaFunctionShellCallOutputItemParamParam",
    "BetaFunctionShellCallOutputOutcomeParam",
    "BetaFunctionShellCallOutputOutcomeParamParam",
    "BetaFunctionShellCallOutputStatusEnum",
    "BetaFunctionShellCallOutputTimeoutOutcome",
    "BetaFunctionShellCallOutputTimeoutOutcomeParam",
    "BetaFunctionShellCallOutputTimeoutOutcomeParamParam",
    "BetaFunctionShellCallStatus",
    "BetaFunctionShellToolParam",
    "BetaFunctionShellToolParamParam",
    "BetaFunctionTool",
    "BetaFunctionToolCall",
    "BetaFunctionToolCallOutput",
    "BetaFunctionToolCallOutputResource",
    "BetaFunctionToolCallParam",
    "BetaFunctionToolCallResource",
    "BetaFunctionToolParam",
    "BetaFunctionToolParamDict",
    "BetaFunctionToolParamParam",
    "BetaGrammarSyntax1",
    "BetaGrammarSyntax1Param",
    "BetaHTTPError",
    "BetaHTTPErrorParam",
    "BetaHybridSearchOptions",
    "BetaHybridSearchOptionsParam",
    "BetaImageDetail",
    "BetaImageDetailParam",
    "BetaImageGenActionEnum",
    "BetaImageGenActionEnumParam",
    "BetaImageGenTool",
    "BetaImageGenToolCall",
    "BetaImageGenToolCallParam",
    "BetaImageGenToolInputImageMask",
    "BetaImageGenToolInputImageMaskParam",
    "BetaImageGenToolParam",
    "BetaIncludeEnum",
    "BetaIncludeEnumParam",
    "BetaInlineSkillParam",
    "BetaInlineSkillParamParam",
    "BetaInlineSkillSourceParam",
    "BetaInlineSkillSourceParamParam",
    "BetaInputAudio",
    "BetaInputAudioInputAudio",
    "BetaInputContent",
    "BetaInputContentParam",
    "BetaInputFidelity",
    "BetaInputFidelityParam",
    "BetaInputFileContent",
    "BetaInputFileContentParam",
    "BetaInputFileContentParamDict",
    "BetaInputFileContentParamParam",
    "BetaInputImageContent",
    "BetaInputImageContentParam",
    "BetaInputImageContentParamAutoParam",
    "BetaInputImageContentParamAutoParamParam",
    "BetaInputItem",
    "BetaInputItemParam",
    "BetaInputMessage",
    "BetaInputMessageContentList",
    "BetaInputMessageContentListParam",
    "BetaInputMessageParam",
    "BetaInputMessageResource",
    "BetaInputParam",
    "BetaInputParamParam",
    "BetaInputTextContent",
    "BetaInputTextContentParam",
    "BetaInputTextContentParamDict",
    "BetaInputTextContentParamParam",
    "BetaItem",
    "BetaItemField",
    "BetaItemParam",
    "BetaItemReferenceParam",
    "BetaItemReferenceParamParam",
    "BetaItemResource",
    "BetaKeyPressAction",
    "BetaKeyPressActionParam",
    "BetaLocalEnvironmentParam",
    "BetaLocalEnvironmentParamParam",
    "BetaLocalEnvironmentResource",
    "BetaLocalShellExecAction",
    "BetaLocalShellExecActionParam",
    "BetaLocalShellToolCall",
    "BetaLocalShellToolCallOutput",
    "BetaLocalShellToolCallOutputParam",
    "BetaLocalShellToolCallParam",
    "BetaLocalShellToolParam",
    "BetaLocalShellToolParamParam",
    "BetaLocalSkillParam",
    "BetaLocalSkillParamParam",
    "BetaLogProb",
    "BetaLogProbParam",
    "BetaMCPApprovalRequest",
    "BetaMCPApprovalRequestParam",
    "BetaMCPApprovalResponse",
    "BetaMCPApprovalResponseParam",
    "BetaMCPApprovalResponseResource",
    "BetaMCPListTools",
    "BetaMCPListToolsParam",
    "BetaMCPListToolsTool",
    "BetaMCPListToolsToolParam",
    "BetaMCPProtocolError",
    "BetaMCPProtocolErrorParam",
    "BetaMCPTool",
    "BetaMCPToolCall",
    "BetaMCPToolCallError",
    "BetaMCPToolCallErrorParam",
    "BetaMCPToolCallParam",
    "BetaMCPToolCallStatus",
    "BetaMCPToolCallStatusParam",
    "BetaMCPToolExecutionError",
    "BetaMCPToolExecutionErrorParam",
    "BetaMCPToolFilter",
    "BetaMCPToolFilterParam",
    "BetaMCPToolParam",
    "BetaMCPToolRequireApproval",
    "BetaMCPToolRequireApprovalParam",
    "BetaMessage",
    "BetaMessagePhase",
    "BetaMessagePhase2",
    "BetaMessagePhaseParam",
    "BetaMessageRole",
    "BetaMessageStatus",
    "BetaMetadata",
    "BetaMetadataParam",
    "BetaModelIdsCompaction",
    "BetaModelIdsCompactionParam",
    "BetaModelIdsResponses",
    "BetaModelIdsResponsesParam",
    "BetaModelIdsShared",
    "BetaModelIdsSharedParam",
    "BetaModelResponseProperties",
    "BetaModeration",
    "BetaModerationConfigParam",
    "BetaModerationConfigParamParam",
    "BetaModerationErrorBody",
    "BetaModerationInputType",
    "BetaModerationMode",
    "BetaModerationModeParam",
    "BetaModerationParam",
    "BetaModerationParamParam",
    "BetaModerationPolicyParam",
    "BetaModerationPolicyParamParam",
    "BetaModerationResultBody",
    "BetaMoveParam",
    "BetaMoveParamParam",
    "BetaMultiAgentAction",
    "BetaMultiAgentAction1",
    "BetaMultiAgentAction1Param",
    "BetaMultiAgentCall",
    "BetaMultiAgentCallItemParam",
    "BetaMultiAgentCallItemParamParam",
    "BetaMultiAgentCallOutput",
    "BetaMultiAgentCallOutputItemParam",
    "BetaMultiAgentCallOutputItemParamParam",
    "BetaMultiAgentParam",
    "BetaMultiAgentParamParam",
    "BetaNamespaceToolParam",
    "BetaNamespaceToolParamParam",
    "BetaOutputAudio",
    "BetaOutputContent",
    "BetaOutputItem",
    "BetaOutputMessage",
    "BetaOutputMessageContent",
    "BetaOutputMessageContentParam",
    "BetaOutputMessageParam",
    "BetaOutputTextContent",
    "BetaOutputTextContentParam",
    "BetaOutputTextContentParamDict",
    "BetaOutputTextContentParamParam",
    "BetaPersonalityEnum",
    "BetaPersonalityEnumParam",
    "BetaProgram",
    "BetaProgramItemParam",
    "BetaProgramItemParamParam",
    "BetaProgramOutput",
    "BetaProgramOutputItemParam",
    "BetaProgramOutputItemParamParam",
    "BetaProgramOutputItemStatus",
    "BetaProgramOutputItemStatusParam",
    "BetaProgramOutputStatus",
    "BetaProgramToolCallCaller",
    "BetaProgramToolCallCallerParam",
    "BetaProgramToolCallCallerParamDict",
    "BetaProgramToolCallCallerParamParam",
    "BetaProgrammaticToolCallingParam",
    "BetaProgrammaticToolCallingParamParam",
    "BetaPrompt",
    "BetaPromptCacheBreakpointConfig",
    "BetaPromptCacheBreakpointConfigParam",
    "BetaPromptCacheBreakpointParam",
    "BetaPromptCacheBreakpointParamParam",
    "BetaPromptCacheModeEnum",
    "BetaPromptCacheModeEnumParam",
    "BetaPromptCacheOptions",
    "BetaPromptCacheOptionsParam",
    "BetaPromptCacheOptionsParamParam",
    "BetaPromptCacheRetentionEnum",
    "BetaPromptCacheRetentionEnumParam",
    "BetaPromptCacheTTLEnum",
    "BetaPromptCacheTTLEnumParam",
    "BetaPromptParam",
    "BetaPromptValue",
    "BetaPromptValueParam",
    "BetaRankerVersionType",
    "BetaRankerVersionTypeParam",
    "BetaRankingOptions",
    "BetaRankingOptionsParam",
    "BetaReasoning",
    "BetaReasoningEffort",
    "BetaReasoningEffortParam",
    "BetaReasoningItem",
    "BetaReasoningItemParam",
    "BetaReasoningModeEnum",
    "BetaReasoningModeEnumParam",
    "BetaReasoningParam",
    "BetaReasoningTextContent",
    "BetaReasoningTextContentParam",
    "BetaRefusalContent",
    "BetaRefusalContentParam",
    "BetaResponse",
    "BetaResponseAudioDeltaEvent",
    "BetaResponseAudioDoneEvent",
    "BetaResponseAudioTranscriptDeltaEvent",
    "BetaResponseAudioTranscriptDoneEvent",
    "BetaResponseCodeInterpreterCallCodeDeltaEvent",
    "BetaResponseCodeInterpreterCallCodeDoneEvent",
    "BetaResponseCodeInterpreterCallCompletedEvent",
    "BetaResponseCodeInterpreterCallInProgressEvent",
    "BetaResponseCodeInterpreterCallInterpretingEvent",
    "BetaResponseCompletedEvent",
    "BetaResponseContentPartAddedEvent",
    "BetaResponseContentPartDoneEvent",
    "BetaResponseConversation",
    "BetaResponseCreatedEvent",
    "BetaResponseCustomToolCallInputDeltaEvent",
    "BetaResponseCustomToolCallInputDoneEvent",
    "BetaResponseError",
    "BetaResponseErrorCode",
    "BetaResponseErrorEvent",
    "BetaResponseErrorValue",
    "BetaResponseFailedEvent",
    "BetaResponseFileSearchCallCompletedEvent",
    "BetaResponseFileSearchCallInProgressEvent",
    "BetaResponseFileSearchCallSearchingEvent",
    "BetaResponseFormatJsonObject",
    "BetaResponseFormatJsonObjectParam",
    "BetaResponseFormatJsonSchemaSchema",
    "BetaResponseFormatJsonSchemaSchemaParam",
    "BetaResponseFormatText",
    "BetaResponseFormatTextParam",
    "BetaResponseFunctionCallArgumentsDeltaEvent",
    "BetaResponseFunctionCallArgumentsDoneEvent",
    "BetaResponseImageGenCallCompletedEvent",
    "BetaResponseImageGenCallGeneratingEvent",
    "BetaResponseImageGenCallInProgressEvent",
    "BetaResponseImageGenCallPartialImageEvent",
    "BetaResponseInProgressEvent",
    "BetaResponseIncompleteDetails",
    "BetaResponseIncompleteEvent",
    "BetaResponseInjectCreatedEvent",
    "BetaResponseInjectEvent",
    "BetaResponseInjectEventParam",
    "BetaResponseInjectFailedEvent",
    "BetaResponseInjectFailedEventError",
    "BetaResponseItemList",
    "BetaResponseLogProb",
    "BetaResponseLogProbTopLogprobs",
    "BetaResponseMCPCallArgumentsDeltaEvent",
    "BetaResponseMCPCallArgumentsDoneEvent",
    "BetaResponseMCPCallCompletedEvent",
    "BetaResponseMCPCallFailedEvent",
    "BetaResponseMCPCallInProgressEvent",
    "BetaResponseMCPListToolsCompletedEvent",
    "BetaResponseMCPListToolsFailedEvent",
    "BetaResponseMCPListToolsInProgressEvent",
    "BetaResponseOutputItemAddedEvent",
    "BetaResponseOutputItemDoneEvent",
    "BetaResponseOutputTextAnnotationAddedEvent",
    "BetaResponsePromptVariables",
    "BetaResponsePromptVariablesParam",
    "BetaResponseProperties",
    "BetaResponseQueuedEvent",
    "BetaResponseReasoningSummaryPartAddedEvent",
    "BetaResponseReasoningSummaryPartAddedEventPart",
    "BetaResponseReasoningSummaryPartDoneEvent",
    "BetaResponseReasoningSummaryPartDoneEventPart",
    "BetaResponseReasoningSummaryTextDeltaEvent",
    "BetaResponseReasoningSummaryTextDoneEvent",
    "BetaResponseReasoningTextDeltaEvent",
    "BetaResponseReasoningTextDoneEvent",
    "BetaResponseRefusalDeltaEvent",
    "BetaResponseRefusalDoneEvent",
    "BetaResponseShellCallCommandAddedStreamingEvent",
    "BetaResponseShellCallCommandDeltaStreamingEvent",
    "BetaResponseShellCallCommandDoneStreamingEvent",
    "BetaResponseShellCallOutputContentDeltaStreamingEvent",
    "BetaResponseShellCallOutputContentDoneStreamingEvent",
    "BetaResponseStreamEvent",
    "BetaResponseStreamOptions",
    "BetaResponseStreamOptionsParam",
    "BetaResponseStreamOptionsValue",
    "BetaResponseStreamOptionsValueParam",
    "BetaResponseTextDeltaEvent",
    "BetaResponseTextDoneEvent",
    "BetaResponseTextParam",
    "BetaResponseTextParamParam",
    "BetaResponseUsage",
    "BetaResponseUsageInputTokensDetails",
    "BetaResponseUsageOutputTokensDetails",
    "BetaResponseWebSearchCallCompletedEvent",
    "BetaResponseWebSearchCallInProgressEvent",
    "BetaResponseWebSearchCallSearchingEvent",
    "BetaResponseWsError",
    "BetaResponsesClientEvent",
    "BetaResponsesClientEventParam",
    "BetaResponsesClientEventResponseCreate",
    "BetaResponsesClientEventResponseCreateParam",
    "BetaResponsesServerEvent",
    "BetaResponsesServerEventValue",
    "BetaResponsesServerEventValueResponseAudioDone",
    "BetaResponsesServerEventValueResponseAudioTranscriptDelta",
    "BetaResponsesServerEventValueResponseAudioTranscriptDone",
    "BetaResponsesServerEventValueResponseCodeInterpreterCallCodeDelta",
    "BetaResponsesServerEventValueResponseCodeInterpreterCallCodeDone",
    "BetaResponsesServerEventValueResponseCodeInterpreterCallCompleted",
    "BetaResponsesServerEventValueResponseCodeInterpreterCallInProgress",
    "BetaResponsesServerEventValueResponseCodeInterpreterCallInterpreting",
    "BetaResponsesServerEventValueResponseCompleted",
    "BetaResponsesServerEventValueResponseContentPartAdded",
    "BetaResponsesServerEventValueResponseContentPartDone",
    "BetaResponsesServerEventValueResponseCreated",
    "BetaResponsesServerEventValueResponseCustomToolCallInputDelta",
    "BetaResponsesServerEventValueResponseCustomToolCallInputDone",
    "BetaResponsesServerEventValueResponseFailed",
    "BetaResponsesServerEventValueResponseFileSearchCallCompleted",
    "BetaResponsesServerEventValueResponseFileSearchCallInProgress",
    "BetaResponsesServerEventValueResponseFileSearchCallSearching",
    "BetaResponsesServerEventValueResponseFunctionCallArgumentsDelta",
    "BetaResponsesServerEventValueResponseFunctionCallArgumentsDone",
    "BetaResponsesServerEventValueResponseImageGenerationCallCompleted",
    "BetaResponsesServerEventValueResponseImageGenerationCallGenerating",
    "BetaResponsesServerEventValueResponseImageGenerationCallInProgress",
    "BetaResponsesServerEventValueResponseImageGenerationCallPartialImage",
    "BetaResponsesServerEventValueResponseInProgress",
    "BetaResponsesServerEventValueResponseIncomplete",
    "BetaResponsesServerEventValueResponseMcpCallArgumentsDelta",
    "BetaResponsesServerEventValueResponseMcpCallArgumentsDone",
    "BetaResponsesServerEventValueResponseMcpCallCompleted",
    "BetaResponsesServerEventValueResponseMcpCallFailed",
    "BetaResponsesServerEventValueResponseMcpCallInProgress",
    "BetaResponsesServerEventValueResponseMcpListToolsCompleted",
    "BetaResponsesServerEventValueResponseMcpListToolsFailed",
    "BetaResponsesServerEventValueResponseMcpListToolsInProgress",
    "BetaResponsesServerEventValueResponseOutputItemAdded",
    "BetaResponsesServerEventValueResponseOutputItemDone",
    "BetaResponsesServerEventValueResponseOutputTextAnnotationAdded",
    "BetaResponsesServerEventValueResponseOutputTextDelta",
    "BetaResponsesServerEventValueResponseOutputTextDone",
    "BetaResponsesServerEventValueResponseQueued",
    "BetaResponsesServerEventValueResponseReasoningSummaryPartAdded",
    "BetaResponsesServerEventValueResponseReasoningSummaryPartAddedPart",
    "BetaResponsesServerEventValueResponseReasoningSummaryPartDone",
    "BetaResponsesServerEventValueResponseReasoningSummaryPartDonePart",
    "BetaResponsesServerEventValueResponseReasoningSummaryTextDelta",
    "BetaResponsesServerEventValueResponseReasoningSummaryTextDone",
    "BetaResponsesServerEventValueResponseReasoningTextDelta",
    "BetaResponsesServerEventValueResponseReasoningTextDone",
    "BetaResponsesServerEventValueResponseRefusalDelta",
    "BetaResponsesServerEventValueResponseRefusalDone",
    "BetaResponsesServerEventValueResponseShellCallCommandAdded",
    "BetaResponsesServerEventValueResponseShellCallCommandDelta",
    "BetaResponsesServerEventValueResponseShellCallCommandDone",
    "BetaResponsesServerEventValueResponseShellCallOutputContentDelta",
    "BetaResponsesServerEventValueResponseShellCallOutputContentDone",
    "BetaResponsesServerEventValueResponseWebSearchCallCompleted",
    "BetaResponsesServerEventValueResponseWebSearchCallInProgress",
    "BetaResponsesServerEventValueResponseWebSearchCallSearching",
    "BetaResponsesWebSocketStreamEvent",
    "BetaResponsesWebSocketStreamEventValue",
    "BetaScreenshotParam",
    "BetaScreenshotParamParam",
    "BetaScrollParam",
    "BetaScrollParamParam",
    "BetaSearchContentType",
    "BetaSearchContentTypeParam",
    "BetaSearchContextSize",
    "BetaSearchContextSizeParam",
    "BetaServiceTierEnum",
    "BetaServiceTierEnumParam",
    "BetaServiceTierResponses",
    "BetaServiceTierResponsesParam",
    "BetaShellCallOutputDelta",
    "BetaSkillReferenceParam",
    "BetaSkillReferenceParamParam",
    "BetaSpecificApplyPatchParam",
    "BetaSpecificApplyPatchParamParam",
    "BetaSpecificFunctionShellParam",
    "BetaSpecificFunctionShellParamParam",
    "BetaSpecificProgrammaticToolCallingParam",
    "BetaSpecificProgrammaticToolCallingParamParam",
    "BetaSummaryTextContent",
    "BetaSummaryTextContentParam",
    "BetaTextContent",
    "BetaTextResponseFormatConfiguration",
    "BetaTextResponseFormatConfigurationParam",
    "BetaTextResponseFormatJsonSchema",
    "BetaTextResponseFormatJsonSchemaParam",
    "BetaTokenCountsBody",
    "BetaTokenCountsResource",
    "BetaTool",
    "BetaToolCallCaller",
    "BetaToolCallCallerParam",
    "BetaToolCallCallerParamDict",
    "BetaToolCallCallerParamParam",
    "BetaToolChoiceAllowed",
    "BetaToolChoiceAllowedParam",
    "BetaToolChoiceCustom",
    "BetaToolChoiceCustomParam",
    "BetaToolChoiceFunction",
    "BetaToolChoiceFunctionParam",
    "BetaToolChoiceMCP",
    "BetaToolChoiceMCPParam",
    "BetaToolChoiceOptions",
    "BetaToolChoiceOptionsParam",
    "BetaToolChoiceParam",
    "BetaToolChoiceParamParam",
    "BetaToolChoiceTypes",
    "BetaToolChoiceTypesParam",
    "BetaToolParam",
    "BetaToolSearchCall",
    "BetaToolSearchCallItemParam",
    "BetaToolSearchCallItemParamParam",
    "BetaToolSearchExecutionType",
    "BetaToolSearchExecutionTypeParam",
    "BetaToolSearchOutput",
    "BetaToolSearchOutputItemParam",
    "BetaToolSearchOutputItemParamParam",
    "BetaToolSearchToolParam",
    "BetaToolSearchToolParamParam",
    "BetaToolsArray",
    "BetaToolsArrayParam",
    "BetaTopLogProb",
    "BetaTopLogProbParam",
    "BetaTruncationEnum",
    "BetaTruncationEnumParam",
    "BetaTypeParam",
    "BetaTypeParamParam",
    "BetaUrlCitationBody",
    "BetaUrlCitationBodyParam",
    "BetaUrlCitationParam",
    "BetaUrlCitationParamParam",
    "BetaVectorStoreFileAttributes",
    "BetaVectorStoreFileAttributesParam",
    "BetaVerbosity",
    "BetaVerbosityParam",
    "BetaWaitParam",
    "BetaWaitParamParam",
    "BetaWebSearchActionFind",
    "BetaWebSearchActionFindParam",
    "BetaWebSearchActionOpenPage",
    "BetaWebSearchActionOpenPageParam",
    "BetaWebSearchActionSearch",
    "BetaWebSearchActionSearchParam",
    "BetaWebSearchActionSearchSources",
    "BetaWebSearchActionSearchSourcesParam",
    "BetaWebSearchApproximateLocation",
    "BetaWebSearchApproximateLocationParam",
    "BetaWebSearchApproximateLocationValue",
    "BetaWebSearchApproximateLocationValueParam",
    "BetaWebSearchPreviewTool",
    "BetaWebSearchPreviewToolParam",
    "BetaWebSearchTool",
    "BetaWebSearchToolCall",
    "BetaWebSearchToolCallParam",
    "BetaWebSearchToolFilters",
    "BetaWebSearchToolFiltersParam",
    "BetaWebSearchToolParam",
    "Beta_AgentTagParam",
    "Beta_AgentTagParamParam",
    "C2PAProvenanceResult",
    "C2PAValidationStateApi",
    "CallableToolAllowedCaller",
    "CallableToolAllowedCallerParam",
    "Certificate",
    "CertificateCertificateDetails",
    "ChatCompletionAllowedTools",
    "ChatCompletionAllowedToolsChoice",
    "ChatCompletionAllowedToolsChoiceParam",
    "ChatCompletionAllowedToolsParam",
    "ChatCompletionDeleted",
    "ChatCompletionFunctionCallOption",
    "ChatCompletionFunctionCallOptionParam",
    "ChatCompletionFunctions",
    "ChatCompletionFunctionsParam",
    "ChatCompletionList",
    "ChatCompletionMessageCustomToolCall",
    "ChatCompletionMessageCustomToolCallCustom",
    "ChatCompletionMessageCustomToolCallCustomParam",
    "ChatCompletionMessageCustomToolCallParam",
    "ChatCompletionMessageList",
    "ChatCompletionMessageListData",
    "ChatCompletionMessageListDataAnnotations",
    "ChatCompletionMessageListDataAnnotationsUrlCitation",
    "ChatCompletionMessageListDataAudio",
    "ChatCompletionMessageListDataFunctionCall",
    "ChatCompletionMessageToolCall",
    "ChatCompletionMessageToolCallChunk",
    "ChatCompletionMessageToolCallChunkFunction",
    "ChatCompletionMessageToolCallFunction",
    "ChatCompletionMessageToolCallFunctionParam",
    "ChatCompletionMessageToolCallParam",
    "ChatCompletionMessageToolCalls",
    "ChatCompletionMessageToolCallsParam",
    "ChatCompletionModalities",
    "ChatCompletionModeration",
    "ChatCompletionModerationError",
    "ChatCompletionModerationResults",
    "ChatCompletionNamedToolChoice",
    "ChatCompletionNamedToolChoiceCustom",
    "ChatCompletionNamedToolChoiceCustomCustom",
    "ChatCompletionNamedToolChoiceCustomCustomParam",
    "ChatCompletionNamedToolChoiceCustomParam",
    "ChatCompletionNamedToolChoiceFunction",
    "ChatCompletionNamedToolChoiceFunctionParam",
    "ChatCompletionNamedToolChoiceParam",
    "ChatCompletionRequestAssistantMessage",
    "ChatCompletionRequestAssistantMessageAudio",
    "ChatCompletionRequestAssistantMessageAudioParam",
    "ChatCompletionRequestAssistantMessageContentPart",
    "ChatCompletionRequestAssistantMessageContentPartParam",
    "ChatCompletionRequestAssistantMessageFunctionCall",
    "ChatCompletionRequestAssistantMessageFunctionCallParam",
    "ChatCompletionRequestAssistantMessageParam",
    "ChatCompletionRequestDeveloperMessage",
    "ChatCompletionRequestDeveloperMessageParam",
    "ChatCompletionRequestFunctionMessage",
    "ChatCompletionRequestFunctionMessageParam",
    "ChatCompletionRequestMessage",
    "ChatCompletionRequestMessageContentPartAudio",
    "ChatCompletionRequestMessageContentPartAudioInputAudio",
    "ChatCompletionRequestMessageContentPartAudioInputAudioParam",
    "ChatCompletionRequestMessageContentPartAudioParam",
    "ChatCompletionRequestMessageContentPartFile",
    "ChatCompletionRequestMessageContentPartFileFile",
    "ChatCompletionRequestMessageContentPartFileFileParam",
    "ChatCompletionRequestMessageContentPartFileParam",
    "ChatCompletionRequestMessageContentPartImage",
    "ChatCompletionRequestMessageContentPartImageImageUrl",
    "ChatCompletionRequestMessageContentPartImageImageUrlParam",
    "ChatCompletionRequestMessageContentPartImageParam",
    "ChatCompletionRequestMessageContentPartRefusal",
    "ChatCompletionRequestMessageContentPartRefusalParam",
    "ChatCompletionRequestMessageContentPartText",
    "ChatCompletionRequestMessageContentPartTextParam",
    "ChatCompletionRequestMessageParam",
    "ChatCompletionRequestSystemMessage",
    "ChatCompletionRequestSystemMessageContentPart",
    "ChatCompletionRequestSystemMessageContentPartParam",
    "ChatCompletionRequestSystemMessageParam",
    "ChatCompletionRequestToolMessage",
    "ChatCompletionRequestToolMessageContentPart",
    "ChatCompletionRequestToolMessageContentPartParam",
    "ChatCompletionRequestToolMessageParam",
    "ChatCompletionRequestUserMessage",
    "ChatCompletionRequestUserMessageContentPart",
    "ChatCompletionRequestUserMessageContentPartParam",
    "ChatCompletionRequestUserMessageParam",
    "ChatCompletionResponseMessage",
    "ChatCompletionResponseMessageAnnotations",
    "ChatCompletionResponseMessageAnnotationsUrlCitation",
    "ChatCompletionResponseMessageAudio",
    "ChatCompletionResponseMessageFunctionCall",
    "ChatCompletionRole",
    "ChatCompletionStreamOptions",
    "ChatCompletionStreamOptionsParam",
    "ChatCompletionStreamOptionsValue",
    "ChatCompletionStreamOptionsValueParam",
    "ChatCompletionStreamResponseDelta",
    "ChatCompletionStreamResponseDeltaFunctionCall",
    "ChatCompletionTokenLogprob",
    "ChatCompletionTokenLogprobTopLogprobs",
    "ChatCompletionTool",
    "ChatCompletionToolChoiceOption",
    "ChatCompletionToolChoiceOptionParam",
    "ChatCompletionToolParam",
    "ChatSessionAutomaticThreadTitling",
    "ChatSessionChatkitConfiguration",
    "ChatSessionFileUpload",
    "ChatSessionHistory",
    "ChatSessionRateLimits",
    "ChatSessionResource",
    "ChatSessionStatus",
    "ChatkitConfigurationParam",
    "ChatkitConfigurationParamParam",
    "ChatkitWorkflow",
    "ChatkitWorkflowTracing",
    "ChunkingStrategyRequestParam",
    "ChunkingStrategyRequestParamParam",
    "ClickButtonType",
    "ClickButtonTypeParam",
    "ClickParam",
    "ClickParamParam",
    "ClientToolCallItem",
    "ClientToolCallStatus",
    "ClosedStatus",
    "CodeInterpreterFileOutput",
    "CodeInterpreterFileOutputFiles",
    "CodeInterpreterOutputImage",
    "CodeInterpreterOutputImageParam",
    "CodeInterpreterOutputLogs",
    "CodeInterpreterOutputLogsParam",
    "CodeInterpreterTextOutput",
    "CodeInterpreterTool",
    "CodeInterpreterToolCall",
    "CodeInterpreterToolCallParam",
    "CodeInterpreterToolParam",
    "CompactResource",
    "CompactResponseMethodPublicBody",
    "CompactionBody",
    "CompactionSummaryItemParam",
    "CompactionSummaryItemParamParam",
    "CompactionTriggerItemParam",
    "CompactionTriggerItemParamParam",
    "ComparisonFilter",
    "ComparisonFilterParam",
    "CompleteUploadRequest",
    "CompletionUsage",
    "CompletionUsageCompletionTokensDetails",
    "CompletionUsagePromptTokensDetails",
    "CompoundFilter",
    "CompoundFilterParam",
    "ComputerAction",
    "ComputerActionList",
    "ComputerActionListParam",
    "ComputerActionParam",
    "ComputerCallOutputItemParam",
    "ComputerCallOutputItemParamParam",
    "ComputerCallOutputStatus",
    "ComputerCallSafetyCheckParam",
    "ComputerCallSafetyCheckParamParam",
    "ComputerEnvironment",
    "ComputerEnvironmentParam",
    "ComputerScreenshotContent",
    "ComputerScreenshotImage",
    "ComputerScreenshotImageParam",
    "ComputerTool",
    "ComputerToolCall",
    "ComputerToolCallOutput",
    "ComputerToolCallOutputResource",
    "ComputerToolCallParam",
    "ComputerToolParam",
    "ComputerUsePreviewTool",
    "ComputerUsePreviewToolParam",
    "ContainerAutoParam",
    "ContainerAutoParamParam",
    "ContainerFileCitationBody",
    "ContainerFileCitationBodyParam",
    "ContainerFileCitationParam",
    "ContainerFileListResource",
    "ContainerFileResource",
    "ContainerListResource",
    "ContainerMemoryLimit",
    "ContainerMemoryLimitParam",
    "ContainerNetworkPolicyAllowlistParam",
    "ContainerNetworkPolicyAllowlistParamParam",
    "ContainerNetworkPolicyDisabledParam",
    "ContainerNetworkPolicyDisabledParamParam",
    "ContainerNetworkPolicyDomainSecretParam",
    "ContainerNetworkPolicyDomainSecretParamParam",
    "ContainerReferenceParam",
    "ContainerReferenceParamParam",
    "ContainerReferenceResource",
    "ContainerResource",
    "ContainerResourceExpiresAfter",
    "ContainerResourceNetworkPolicy",
    "Content",
    "ContextManagementParam",
    "ContextManagementParamParam",
    "ConversationItem",
    "ConversationItemList",
    "ConversationParam",
    "ConversationParam2",
    "ConversationParam2Param",
    "ConversationParamParam",
    "ConversationResource",
    "CoordParam",
    "CoordParamParam",
    "CostsResult",
    "CostsResultAmount",
    "CreateAssistantRequest",
    "CreateAssistantRequestToolResources",
    "CreateAssistantRequestToolResourcesCodeInterpreter",
    "CreateAssistantRequestToolResourcesCodeInterpreterParam",
    "CreateAssistantRequestToolResourcesFileSearch",
    "CreateAssistantRequestToolResourcesFileSearchParam",
    "CreateAssistantRequestToolResourcesFileSearchVectorStores",
    "CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategy",
    "CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyParam",
    "CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStatic",
    "CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticParam",
    "CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStatic",
    "CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStaticParam",
    "CreateAssistantRequestToolResourcesFileSearchVectorStoresParam",
    "CreateAssistantRequestToolResourcesParam",
    "CreateBatchRequest",
    "CreateChatCompletionRequest",
    "CreateChatCompletionRequestAudio",
    "CreateChatCompletionRequestAudioParam",
    "CreateChatCompletionRequestWebSearchOptions",
    "CreateChatCompletionRequestWebSearchOptionsParam",
    "CreateChatCompletionRequestWebSearchOptionsUserLocation",
    "CreateChatCompletionRequestWebSearchOptionsUserLocationParam",
    "CreateChatCompletionResponse",
    "CreateChatCompletionResponseChoices",
    "CreateChatCompletionResponseChoicesLogprobs",
    "CreateChatCompletionStreamResponse",
    "CreateChatCompletionStreamResponseChoices",
    "CreateChatCompletionStreamResponseChoicesLogprobs",
    "CreateChatSessionBody",
    "CreateCompletionRequest",
    "CreateCompletionResponse",
    "CreateCompletionResponseChoices",
    "CreateCompletionResponseChoicesLogprobs",
    "CreateContainerBody",
    "CreateContainerBodyExpiresAfter",
    "CreateContainerBodyExpiresAfterParam",
    "CreateContainerFileBody",
    "CreateContentProvenanceBody",
    "CreateConversationBody",
    "CreateConversationItemsBody",
    "CreateEmbeddingRequest",
    "CreateEmbeddingResponse",
    "CreateEmbeddingResponseUsage",
    "CreateEvalCompletionsRunDataSource",
    "CreateEvalCompletionsRunDataSourceInputMessages",
    "CreateEvalCompletionsRunDataSourceInputMessagesItemReference",
    "CreateEvalCompletionsRunDataSourceInputMessagesItemReferenceParam",
    "CreateEvalCompletionsRunDataSourceInputMessagesParam",
    "CreateEvalCompletionsRunDataSourceParam",
    "CreateEvalCompletionsRunDataSourceSamplingParams",
    "CreateEvalCompletionsRunDataSourceSamplingParamsParam",
    "CreateEvalCustomDataSourceConfig",
    "CreateEvalCustomDataSourceConfigParam",
    "CreateEvalItem",
    "CreateEvalItemParam",
    "CreateEvalItemValue",
    "CreateEvalItemValueParam",
    "CreateEvalJsonlRunDataSource",
    "CreateEvalJsonlRunDataSourceParam",
    "CreateEvalLabelModelGrader",
    "CreateEvalLabelModelGraderParam",
    "CreateEvalLogsDataSourceConfig",
    "CreateEvalLogsDataSourceConfigParam",
    "CreateEvalRequest",
    "CreateEvalResponsesRunDataSource",
    "CreateEvalResponsesRunDataSourceInputMessages",
    "CreateEvalResponsesRunDataSourceInputMessagesItemReference",
    "CreateEvalResponsesRunDataSourceInputMessagesItemReferenceParam",
    "CreateEvalResponsesRunDataSourceInputMessagesParam",
    "CreateEvalResponsesRunDataSourceInputMessagesTemplate",
    "CreateEvalResponsesRunDataSourceInputMessagesTemplateParam",
    "CreateEvalResponsesRunDataSourceParam",
    "CreateEvalResponsesRunDataSourceSamplingParams",
    "CreateEvalResponsesRunDataSourceSamplingParamsParam",
    "CreateEvalResponsesRunDataSourceSamplingParamsText",
    "CreateEvalResponsesRunDataSourceSamplingParamsTextParam",
    "CreateEvalRunRequest",
    "CreateEvalStoredCompletionsDataSourceConfig",
    "CreateEvalStoredCompletionsDataSourceConfigParam",
    "CreateFileRequest",
    "CreateFineTuningCheckpointPermissionRequest",
    "CreateFineTuningJobRequest",
    "CreateFineTuningJobRequestHyperparameters",
    "CreateFineTuningJobRequestHyperparametersParam",
    "CreateFineTuningJobRequestIntegrations",
    "CreateFineTuningJobRequestIntegrationsParam",
    "CreateFineTuningJobRequestIntegrationsWandb",
    "CreateFineTuningJobRequestIntegrationsWandbParam",
    "CreateGroupBody",
    "CreateGroupUserBody",
    "CreateImageEditBody",
    "CreateImageEditRequest",
    "CreateImageRequest",
    "CreateImageVariationRequest",
    "CreateMessageRequest",
    "CreateMessageRequestAttachments",
    "CreateMessageRequestAttachmentsParam",
    "CreateMessageRequestParam",
    "CreateModelResponseProperties",
    "CreateModerationRequest",
    "CreateModerationRequestInput",
    "CreateModerationRequestInputImageUrl",
    "CreateModerationRequestInputImageUrlParam",
    "CreateModerationRequestInputParam",
    "CreateModerationRequestInputText",
    "CreateModerationRequestInputTextParam",
    "CreateModerationResponse",
    "CreateModerationResponseResults",
    "CreateModerationResponseResultsCategories",
    "CreateModerationResponseResultsCategoryAppliedInputTypes",
    "CreateModerationResponseResultsCategoryScores",
    "CreateProjectServiceAccountApiKeyBody",
    "CreateResponse",
    "CreateRunRequest",
    "CreateRunRequestTruncationStrategy",
    "CreateRunRequestTruncationStrategyParam",
    "CreateSkillBody",
    "CreateSkillVersionBody",
    "CreateSpeechRequest",
    "CreateSpeechResponseStreamEvent",
    "CreateSpendAlertBody",
    "CreateThreadAndRunRequest",
    "CreateThreadAndRunRequestToolResources",
    "CreateThreadAndRunRequestToolResourcesCodeInterpreter",
    "CreateThreadAndRunRequestToolResourcesCodeInterpreterParam",
    "CreateThreadAndRunRequestToolResourcesFileSearch",
    "CreateThreadAndRunRequestToolResourcesFileSearchParam",
    "CreateThreadAndRunRequestToolResourcesParam",
    "CreateThreadAndRunRequestTruncationStrategy",
    "CreateThreadAndRunRequestTruncationStrategyParam",
    "CreateThreadRequest",
    "CreateThreadRequestParam",
    "CreateThreadRequestToolResources",
    "CreateThreadRequestToolResourcesCodeInterpreter",
    "CreateThreadRequestToolResourcesCodeInterpreterParam",
    "CreateThreadRequestToolResourcesFileSearch",
    "CreateThreadRequestToolResourcesFileSearchParam",
    "CreateThreadRequestToolResourcesFileSearchVectorStores",
    "CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategy",
    "CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyParam",
    "CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStatic",
    "CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticParam",
    "CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStatic",
    "CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStaticParam",
    "CreateThreadRequestToolResourcesFileSearchVectorStoresParam",
    "CreateThreadRequestToolResourcesParam",
    "CreateTranscriptionRequest",
    "CreateTranscriptionResponseDiarizedJson",
    "CreateTranscriptionResponseJson",
    "CreateTranscriptionResponseJsonLogprobs",
    "CreateTranscriptionResponseStreamEvent",
    "CreateTranscriptionResponseVerboseJson",
    "CreateTranslationRequest",
    "CreateTranslationResponseJson",
    "CreateTranslationResponseVerboseJson",
    "CreateUploadRequest",
    "CreateVectorStoreFileBatchRequest",
    "CreateVectorStoreFileRequest",
    "CreateVectorStoreFileRequestParam",
    "CreateVectorStoreRequest",
    "CreateVideoBody",
    "CreateVideoCharacterBody",
    "CreateVideoEditBody",
    "CreateVideoEditJsonBody",
    "CreateVideoEditMultipartBody",
    "CreateVideoExtendBody",
    "CreateVideoExtendJsonBody",
    "CreateVideoExtendMultipartBody",
    "CreateVideoJsonBody",
    "CreateVideoMultipartBody",
    "CreateVideoRemixBody",
    "CreateVoiceConsentRequest",
    "CreateVoiceRequest",
    "CustomGrammarFormatParam",
    "CustomGrammarFormatParamParam",
    "CustomTextFormatParam",
    "CustomTextFormatParamParam",
    "CustomToolCall",
    "CustomToolCallOutput",
    "CustomToolCallOutputParam",
    "CustomToolCallOutputResource",
    "CustomToolCallParam",
    "CustomToolCallResource",
    "CustomToolChatCompletions",
    "CustomToolChatCompletionsCustom",
    "CustomToolChatCompletionsCustomFormat",
    "CustomToolChatCompletionsCustomFormatGrammar",
    "CustomToolChatCompletionsCustomFormatGrammarGrammar",
    "CustomToolChatCompletionsCustomFormatGrammarGrammarParam",
    "CustomToolChatCompletionsCustomFormatGrammarParam",
    "CustomToolChatCompletionsCustomFormatParam",
    "CustomToolChatCompletionsCustomParam",
    "CustomToolChatCompletionsParam",
    "CustomToolParam",
    "CustomToolParamParam",
    "DeleteAssistantResponse",
    "DeleteCertificateResponse",
    "DeleteEvalResponse",
    "DeleteEvalRunResponse",
    "DeleteFileResponse",
    "DeleteFineTuningCheckpointPermissionResponse",
    "DeleteMessageResponse",
    "DeleteModelResponse",
    "DeleteThreadResponse",
    "DeleteVectorStoreFileResponse",
    "DeleteVectorStoreResponse",
    "DeletedConversation",
    "DeletedConversationResource",
    "DeletedRoleAssignmentResource",
    "DeletedSkillResource",
    "DeletedSkillVersionResource",
    "DeletedThreadResource",
    "DeletedVideoResource",
    "DetailEnum",
    "DetailEnumParam",
    "DirectToolCallCaller",
    "DirectToolCallCallerParam",
    "DirectToolCallCallerParamDict",
    "DirectToolCallCallerParamParam",
    "DoneEvent",
    "DoubleClickAction",
    "DoubleClickActionParam",
    "DragParam",
    "DragParamParam",
    "DragPoint",
    "EasyInputMessage",
    "EasyInputMessageParam",
    "EditImageBodyJsonParam",
    "Embedding",
    "EmptyModelParam",
    "EmptyModelParamParam",
    "Error",
    "Error2",
    "ErrorEvent",
    "ErrorPayload",
    "ErrorResponse",
    "Eval",
    "EvalApiError",
    "EvalCustomDataSourceConfig",
    "EvalGraderLabelModel",
    "EvalGraderPython",
    "EvalGraderPythonParam",
    "EvalGraderScoreModel",
    "EvalGraderScoreModelParam",
    "EvalGraderScoreModelSamplingParams",
    "EvalGraderScoreModelSamplingParamsParam",
    "EvalGraderStringCheck",
    "EvalGraderStringCheckParam",
    "EvalGraderTextSimilarity",
    "EvalGraderTextSimilarityParam",
    "EvalItem",
    "EvalItemContent",
    "EvalItemContentArray",
    "EvalItemContentArrayParam",
    "EvalItemContentItem",
    "EvalItemContentItemParam",
    "EvalItemContentOutputText",
    "EvalItemContentOutputTextParam",
    "EvalItemContentParam",
    "EvalItemContentText",
    "EvalItemContentTextParam",
    "EvalItemInputImage",
    "EvalItemInputImageParam",
    "EvalItemParam",
    "EvalJsonlFileContentSource",
    "EvalJsonlFileContentSourceContent",
    "EvalJsonlFileContentSourceContentParam",
    "EvalJsonlFileContentSourceParam",
    "EvalJsonlFileIdSource",
    "EvalJsonlFileIdSourceParam",
    "EvalList",
    "EvalLogsDataSourceConfig",
    "EvalResponsesSource",
    "EvalResponsesSourceParam",
    "EvalRun",
    "EvalRunList",
    "EvalRunOutputItem",
    "EvalRunOutputItemList",
    "EvalRunOutputItemResult",
    "EvalRunOutputItemSample",
    "EvalRunOutputItemSampleInput",
    "EvalRunOutputItemSampleOutput",
    "EvalRunOutputItemSampleUsage",
    "EvalRunPerModelUsage",
    "EvalRunPerTestingCriteriaResults",
    "EvalRunResultCounts",
    "EvalStoredCompletionsDataSourceConfig",
    "EvalStoredCompletionsSource",
    "EvalStoredCompletionsSourceParam",
    "ExpiresAfterParam",
    "ExpiresAfterParamParam",
    "FileAnnotation",
    "FileAnnotationSource",
    "FileCitationBody",
    "FileCitationBodyParam",
    "FileCitationParam",
    "FileDetailEnum",
    "FileDetailEnumParam",
    "FileExpirationAfter",
    "FileExpirationAfterParam",
    "FileInputDetail",
    "FileInputDetailParam",
    "FilePath",
    "FilePathParam",
    "FileSearchRanker",
    "FileSearchRankerParam",
    "FileSearchRankingOptions",
    "FileSearchRankingOptionsParam",
    "FileSearchTool",
    "FileSearchToolCall",
    "FileSearchToolCallParam",
    "FileSearchToolCallResults",
    "FileSearchToolCallResultsParam",
    "FileSearchToolParam",
    "FileUploadParam",
    "FileUploadParamParam",
    "Filters",
    "FiltersParam",
    "FineTuneChatCompletionRequestAssistantMessage",
    "FineTuneChatCompletionRequestAssistantMessageAudio",
    "FineTuneChatCompletionRequestAssistantMessageFunctionCall",
    "FineTuneDPOHyperparameters",
    "FineTuneDPOHyperparametersParam",
    "FineTuneDPOMethod",
    "FineTuneDPOMethodParam",
    "FineTuneMethod",
    "FineTuneMethodParam",
    "FineTuneReinforcementHyperparameters",
    "FineTuneReinforcementHyperparametersParam",
    "FineTuneReinforcementMethod",
    "FineTuneReinforcementMethodParam",
    "FineTuneSupervisedHyperparameters",
    "FineTuneSupervisedHyperparametersParam",
    "FineTuneSupervisedMethod",
    "FineTuneSupervisedMethodParam",
    "FineTuningCheckpointPermission",
    "FineTuningIntegration",
    "FineTuningIntegrationWandb",
    "FineTuningJob",
    "FineTuningJobCheckpoint",
    "FineTuningJobCheckpointMetrics",
    "FineTuningJobError",
    "FineTuningJobEvent",
    "FineTuningJobHyperparameters",
    "FunctionAndCustomToolCallOutput",
    "FunctionAndCustomToolCallOutputParam",
    "FunctionCallItemStatus",
    "FunctionCallItemStatusParam",
    "FunctionCallOutputItemParam",
    "FunctionCallOutputItemParamParam",
    "FunctionCallOutputStatusEnum",
    "FunctionCallStatus",
    "FunctionObject",
    "FunctionObjectParam",
    "FunctionParameters",
    "FunctionParametersParam",
    "FunctionShellAction",
    "FunctionShellActionParam",
    "FunctionShellActionParamParam",
    "FunctionShellCall",
    "FunctionShellCallItemParam",
    "FunctionShellCallItemParamParam",
    "FunctionShellCallItemStatus",
    "FunctionShellCallItemStatusParam",
    "FunctionShellCallOutput",
    "FunctionShellCallOutputContent",
    "FunctionShellCallOutputContentParam",
    "FunctionShellCallOutputContentParamParam",
    "FunctionShellCallOutputExitOutcome",
    "FunctionShellCallOutputExitOutcomeParam",
    "FunctionShellCallOutputExitOutcomeParamParam",
    "FunctionShellCallOutputItemParam",
    "FunctionShellCallOutputItemParamParam",
    "FunctionShellCallOutputOutcomeParam",
    "FunctionShellCallOutputOutcomeParamParam",
    "FunctionShellCallOutputStatusEnum",
    "FunctionShellCallOutputTimeoutOutcome",
    "FunctionShellCallOutputTimeoutOutcomeParam",
    "FunctionShellCallOutputTimeoutOutcomeParamParam",
    "FunctionShellCallStatus",
    "FunctionShellToolParam",
    "FunctionShellToolParamParam",
    "FunctionTool",
    "FunctionToolCall",
    "FunctionToolCallOutput",
    "FunctionToolCallOutputResource",
    "FunctionToolCallParam",
    "FunctionToolCallResource",
    "FunctionToolParam",
    "FunctionToolParamDict",
    "FunctionToolParamParam",
    "GraderLabelModel",
    "GraderLabelModelParam",
    "GraderMulti",
    "GraderMultiParam",
    "GraderPython",
    "GraderPythonParam",
    "GraderScoreModel",
    "GraderScoreModelParam",
    "GraderScoreModelSamplingParams",
    "GraderScoreModelSamplingParamsParam",
    "GraderStringCheck",
    "GraderStringCheckParam",
    "GraderTextSimilarity",
    "GraderTextSimilarityParam",
    "GrammarSyntax1",
    "GrammarSyntax1Param",
    "Group",
    "GroupDeletedResource",
    "GroupListResource",
    "GroupMemberUser",
    "GroupResourceWithSuccess",
    "GroupResponse",
    "GroupRoleAssignment",
    "GroupUser",
    "GroupUserAssignment",
    "GroupUserDeletedResource",
    "HTTPError",
    "HTTPErrorParam",
    "HistoryParam",
    "HistoryParamParam",
    "HostedToolPermission",
    "HostedToolPermissionUpdate",
    "HostedToolPermissionUpdateParam",
    "HybridSearchOptions",
    "HybridSearchOptionsParam",
    "Image",
    "ImageDetail",
    "ImageDetailParam",
    "ImageEditCompletedEvent",
    "ImageEditPartialImageEvent",
    "ImageEditStreamEvent",
    "ImageGenActionEnum",
    "ImageGenActionEnumParam",
    "ImageGenCompletedEvent",
    "ImageGenInputUsageDetails",
    "ImageGenOutputTokensDetails",
    "ImageGenPartialImageEvent",
    "ImageGenStreamEvent",
    "ImageGenTool",
    "ImageGenToolCall",
    "ImageGenToolCallParam",
    "ImageGenToolInputImageMask",
    "ImageGenToolInputImageMaskParam",
    "ImageGenToolParam",
    "ImageGenUsage",
    "ImageRefParam",
    "ImageRefParam2",
    "ImageRefParam2Param",
    "ImageRefParamParam",
    "ImagesResponse",
    "ImagesUsage",
    "ImagesUsageInputTokensDetails",
    "IncludeEnum",
    "IncludeEnumParam",
    "InferenceOptions",
    "InlineSkillParam",
    "InlineSkillParamParam",
    "InlineSkillSourceParam",
    "InlineSkillSourceParamParam",
    "InputAudio",
    "InputAudioInputAudio",
    "InputAudioInputAudioParam",
    "InputAudioParam",
    "InputContent",
    "InputContentParam",
    "InputFidelity",
    "InputFidelityParam",
    "InputFileContent",
    "InputFileContentParam",
    "InputFileContentParamDict",
    "InputFileContentParamParam",
    "InputImageContent",
    "InputImageContentParam",
    "InputImageContentParamAutoParam",
    "InputImageContentParamAutoParamParam",
    "InputItem",
    "InputItemParam",
    "InputMessage",
    "InputMessageContentList",
    "InputMessageContentListParam",
    "InputMessageParam",
    "InputMessageResource",
    "InputParam",
    "InputParamParam",
    "InputTextContent",
    "InputTextContentParam",
    "InputTextContentParamDict",
    "InputTextContentParamParam",
    "Invite",
    "InviteDeleteResponse",
    "InviteListResponse",
    "InviteProjectGroupBody",
    "InviteProjects",
    "InviteRequest",
    "InviteRequestProjects",
    "InviteRequestProjectsParam",
    "Item",
    "ItemField",
    "ItemParam",
    "ItemReferenceParam",
    "ItemReferenceParamParam",
    "ItemResource",
    "KeyPressAction",
    "KeyPressActionParam",
    "ListAssistantsResponse",
    "ListAuditLogsEffectiveAt",
    "ListAuditLogsEffectiveAtParam",
    "ListAuditLogsResponse",
    "ListBatchesResponse",
    "ListCertificatesResponse",
    "ListFilesResponse",
    "ListFineTuningCheckpointPermissionResponse",
    "ListFineTuningJobCheckpointsResponse",
    "ListFineTuningJobEventsResponse",
    "ListMessagesResponse",
    "ListModelsResponse",
    "ListPaginatedFineTuningJobsResponse",
    "ListProjectCertificatesResponse",
    "ListRunStepsResponse",
    "ListRunsResponse",
    "ListVectorStoreFilesResponse",
    "ListVectorStoresResponse",
    "LocalEnvironmentParam",
    "LocalEnvironmentParamParam",
    "LocalEnvironmentResource",
    "LocalShellExecAction",
    "LocalShellExecActionParam",
    "LocalShellToolCall",
    "LocalShellToolCallOutput",
    "LocalShellToolCallOutputParam",
    "LocalShellToolCallParam",
    "LocalShellToolParam",
    "LocalShellToolParamParam",
    "LocalSkillParam",
    "LocalSkillParamParam",
    "LockedStatus",
    "LogProb",
    "LogProbParam",
    "LogProbProperties",
    "MCPApprovalRequest",
    "MCPApprovalRequestParam",
    "MCPApprovalResponse",
    "MCPApprovalResponseParam",
    "MCPApprovalResponseResource",
    "MCPListTools",
    "MCPListToolsParam",
    "MCPListToolsTool",
    "MCPListToolsToolParam",
    "MCPProtocolError",
    "MCPProtocolErrorParam",
    "MCPTool",
    "MCPToolCall",
    "MCPToolCallError",
    "MCPToolCallErrorParam",
    "MCPToolCallParam",
    "MCPToolCallStatus",
    "MCPToolCallStatusParam",
    "MCPToolExecutionError",
    "MCPToolExecutionErrorParam",
    "MCPToolFilter",
    "MCPToolFilterParam",
    "MCPToolParam",
    "MCPToolRequireApproval",
    "MCPToolRequireApprovalParam",
    "Message",
    "MessageContentImageFileObject",
    "MessageContentImageFileObjectImageFile",
    "MessageContentImageFileObjectImageFileParam",
    "MessageContentImageFileObjectParam",
    "MessageContentImageUrlObject",
    "MessageContentImageUrlObjectImageUrl",
    "MessageContentImageUrlObjectImageUrlParam",
    "MessageContentImageUrlObjectParam",
    "MessageContentRefusalObject",
    "MessageContentTextAnnotationsFileCitationObject",
    "MessageContentTextAnnotationsFileCitationObjectFileCitation",
    "MessageContentTextAnnotationsFilePathObject",
    "MessageContentTextAnnotationsFilePathObjectFilePath",
    "MessageContentTextObject",
    "MessageContentTextObjectText",
    "MessageDeltaContentImageFileObject",
    "MessageDeltaContentImageFileObjectImageFile",
    "MessageDeltaContentImageUrlObject",
    "MessageDeltaContentImageUrlObjectImageUrl",
    "MessageDeltaContentRefusalObject",
    "MessageDeltaContentTextAnnotationsFileCitationObject",
    "MessageDeltaContentTextAnnotationsFileCitationObjectFileCitation",
    "MessageDeltaContentTextAnnotationsFilePathObject",
    "MessageDeltaContentTextAnnotationsFilePathObjectFilePath",
    "MessageDeltaContentTextObject",
    "MessageDeltaContentTextObjectText",
    "MessageDeltaObject",
    "MessageDeltaObjectDelta",
    "MessageObject",
    "MessageObjectAttachments",
    "MessageObjectIncompleteDetails",
    "MessagePhase",
    "MessagePhase2",
    "MessagePhaseParam",
    "MessageRequestContentTextObject",
    "MessageRequestContentTextObjectParam",
    "MessageRole",
    "MessageStatus",
    "MessageStreamEvent",
    "MessageStreamEventValue",
    "MessageStreamEventValue2",
    "MessageStreamEventValue3",
    "MessageStreamEventValue4",
    "MessageStreamEventValue5",
    "Metadata",
    "MetadataParam",
    "Model",
    "ModelIds",
    "ModelIdsCompaction",
    "ModelIdsCompactionParam",
    "ModelIdsResponses",
    "ModelIdsResponsesParam",
    "ModelIdsShared",
    "ModelIdsSharedParam",
    "ModelResponseProperties",
    "Moderation",
    "ModerationConfigParam",
    "ModerationConfigParamParam",
    "ModerationErrorBody",
    "ModerationInputType",
    "ModerationMode",
    "ModerationModeParam",
    "ModerationParam",
    "ModerationParamParam",
    "ModerationPolicyParam",
    "ModerationPolicyParamParam",
    "ModerationResultBody",
    "ModifyAssistantRequest",
    "ModifyAssistantRequestToolResources",
    "ModifyAssistantRequestToolResourcesCodeInterpreter",
    "ModifyAssistantRequestToolResourcesCodeInterpreterParam",
    "ModifyAssistantRequestToolResourcesFileSearch",
    "ModifyAssistantRequestToolResourcesFileSearchParam",
    "ModifyAssistantRequestToolResourcesParam",
    "ModifyCertificateRequest",
    "ModifyMessageRequest",
    "ModifyRunRequest",
    "ModifyThreadRequest",
    "ModifyThreadRequestToolResources",
    "ModifyThreadRequestToolResourcesCodeInterpreter",
    "ModifyThreadRequestToolResourcesCodeInterpreterParam",
    "ModifyThreadRequestToolResourcesFileSearch",
    "ModifyThreadRequestToolResourcesFileSearchParam",
    "ModifyThreadRequestToolResourcesParam",
    "MoveParam",
    "MoveParamParam",
    "NamespaceToolParam",
    "NamespaceToolParamParam",
    "NoiseReductionType",
    "NoiseReductionTypeParam",
    "OpenAIFile",
    "OrderEnum",
    "OrderEnumParam",
    "OrganizationCertificate",
    "OrganizationCertificateActivationResponse",
    "OrganizationCertificateCertificateDetails",
    "OrganizationCertificateDeactivationResponse",
    "OrganizationDataRetention",
    "OrganizationProjectCertificate",
    "OrganizationProjectCertificateActivationResponse",
    "OrganizationProjectCertificateCertificateDetails",
    "OrganizationProjectCertificateDeactivationResponse",
    "OrganizationSpendAlert",
    "OrganizationSpendAlertDeletedResource",
    "OrganizationSpendAlertListResource",
    "OrganizationSpendLimitDeletedResource",
    "OrganizationSpendLimitResource",
    "OtherChunkingStrategyResponseParam",
    "OutputAudio",
    "OutputContent",
    "OutputItem",
    "OutputMessage",
    "OutputMessageContent",
    "OutputMessageContentParam",
    "OutputMessageParam",
    "OutputTextContent",
    "OutputTextContentParam",
    "ParallelToolCalls",
    "ParallelToolCallsParam",
    "PartialImages",
    "PartialImagesParam",
    "PersonalityEnum",
    "PersonalityEnumParam",
    "PredictionContent",
    "PredictionContentParam",
    "Program",
    "ProgramItemParam",
    "ProgramItemParamParam",
    "ProgramOutput",
    "ProgramOutputItemParam",
    "ProgramOutputItemParamParam",
    "ProgramOutputItemStatus",
    "ProgramOutputItemStatusParam",
    "ProgramOutputStatus",
    "ProgramToolCallCaller",
    "ProgramToolCallCallerParam",
    "ProgramToolCallCallerParamDict",
    "ProgramToolCallCallerParamParam",
    "ProgrammaticToolCallingParam",
    "ProgrammaticToolCallingParamParam",
    "Project",
    "ProjectApiKey",
    "ProjectApiKeyDeleteResponse",
    "ProjectApiKeyListResponse",
    "ProjectApiKeyOwner",
    "ProjectApiKeyOwnerServiceAccount",
    "ProjectApiKeyOwnerUser",
    "ProjectCreateRequest",
    "ProjectDataRetention",
    "ProjectGroup",
    "ProjectGroupDeletedResource",
    "ProjectGroupListResource",
    "ProjectHostedToolPermissions",
    "ProjectHostedToolPermissionsUpdateRequest",
    "ProjectListResponse",
    "ProjectModelPermissions",
    "ProjectModelPermissionsDeleteResponse",
    "ProjectModelPermissionsUpdateRequest",
    "ProjectRateLimit",
    "ProjectRateLimitListResponse",
    "ProjectRateLimitUpdateRequest",
    "ProjectServiceAccount",
    "ProjectServiceAccountApiKey",
    "ProjectServiceAccountCreateRequest",
    "ProjectServiceAccountCreateResponse",
    "ProjectServiceAccountDeleteResponse",
    "ProjectServiceAccountListResponse",
    "ProjectSpendAlert",
    "ProjectSpendAlertDeletedResource",
    "ProjectSpendAlertListResource",
    "ProjectSpendLimitDeletedResource",
    "ProjectSpendLimitResource",
    "ProjectUpdateRequest",
    "ProjectUser",
    "ProjectUserCreateRequest",
    "ProjectUserDeleteResponse",
    "ProjectUserListResponse",
    "ProjectUserUpdateRequest",
    "Prompt",
    "PromptCacheBreakpointConfig",
    "PromptCacheBreakpointConfigParam",
    "PromptCacheBreakpointParam",
    "PromptCacheBreakpointParamParam",
    "PromptCacheModeEnum",
    "PromptCacheModeEnumParam",
    "PromptCacheOptions",
    "PromptCacheOptionsParam",
    "PromptCacheOptionsParamParam",
    "PromptCacheRetentionEnum",
    "PromptCacheRetentionEnumParam",
    "PromptCacheTTLEnum",
    "PromptCacheTTLEnumParam",
    "PromptParam",
    "PromptValue",
    "PromptValueParam",
    "ProvenanceCheckObject",
    "ProvenanceDetectionResultApi",
    "ProvenanceResource",
    "PublicAssignOrganizationGroupRoleBody",
    "PublicCreateOrganizationRoleBody",
    "PublicProjectResidency",
    "PublicProjectResidencyParam",
    "PublicRoleListResource",
    "PublicUpdateOrganizationRoleBody",
    "RankerVersionType",
    "RankerVersionTypeParam",
    "RankingOptions",
    "RankingOptionsParam",
    "RateLimitsParam",
    "RateLimitsParamParam",
    "RealtimeAudioFormats",
    "RealtimeAudioFormatsParam",
    "RealtimeAudioFormatsValue",
    "RealtimeAudioFormatsValueAudioPcma",
    "RealtimeAudioFormatsValueAudioPcmaParam",
    "RealtimeAudioFormatsValueAudioPcmu",
    "RealtimeAudioFormatsValueAudioPcmuParam",
    "RealtimeAudioFormatsValueParam",
    "RealtimeBetaClientEventConversationItemCreate",
    "RealtimeBetaClientEventConversationItemDelete",
    "RealtimeBetaClientEventConversationItemRetrieve",
    "RealtimeBetaClientEventConversationItemTruncate",
    "RealtimeBetaClientEventInputAudioBufferAppend",
    "RealtimeBetaClientEventInputAudioBufferClear",
    "RealtimeBetaClientEventInputAudioBufferCommit",
    "RealtimeBetaClientEventOutputAudioBufferClear",
    "RealtimeBetaClientEventResponseCancel",
    "RealtimeBetaClientEventResponseCreate",
    "RealtimeBetaClientEventSessionUpdate",
    "RealtimeBetaClientEventTranscriptionSessionUpdate",
    "RealtimeBetaResponse",
    "RealtimeBetaResponseCreateParams",
    "RealtimeBetaResponseCreateParamsTools",
    "RealtimeBetaResponseStatusDetails",
    "RealtimeBetaResponseStatusDetailsError",
    "RealtimeBetaResponseUsage",
    "RealtimeBetaResponseUsageInputTokenDetails",
    "RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails",
    "RealtimeBetaResponseUsageOutputTokenDetails",
    "RealtimeBetaServerEventConversationItemCreated",
    "RealtimeBetaServerEventConversationItemDeleted",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError",
    "RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment",
    "RealtimeBetaServerEventConversationItemRetrieved",
    "RealtimeBetaServerEventConversationItemTruncated",
    "RealtimeBetaServerEventError",
    "RealtimeBetaServerEventErrorError",
    "RealtimeBetaServerEventInputAudioBufferCleared",
    "RealtimeBetaServerEventInputAudioBufferCommitted",
    "RealtimeBetaServerEventInputAudioBufferSpeechStarted",
    "RealtimeBetaServerEventInputAudioBufferSpeechStopped",
    "RealtimeBetaServerEventMCPListToolsCompleted",
    "RealtimeBetaServerEventMCPListToolsFailed",
    "RealtimeBetaServerEventMCPListToolsInProgress",
    "RealtimeBetaServerEventRateLimitsUpdated",
    "RealtimeBetaServerEventRateLimitsUpdatedRateLimits",
    "RealtimeBetaServerEventResponseAudioDelta",
    "RealtimeBetaServerEventResponseAudioDone",
    "RealtimeBetaServerEventResponseAudioTranscriptDelta",
    "RealtimeBetaServerEventResponseAudioTranscriptDone",
    "RealtimeBetaServerEventResponseContentPartAdded",
    "RealtimeBetaServerEventResponseContentPartAddedPart",
    "RealtimeBetaServerEventResponseContentPartDone",
    "RealtimeBetaServerEventResponseContentPartDonePart",
    "RealtimeBetaServerEventResponseCreated",
    "RealtimeBetaServerEventResponseDone",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDelta",
    "RealtimeBetaServerEventResponseFunctionCallArgumentsDone",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDelta",
    "RealtimeBetaServerEventResponseMCPCallArgumentsDone",
    "RealtimeBetaServerEventResponseMCPCallCompleted",
    "RealtimeBetaServerEventResponseMCPCallFailed",
    "RealtimeBetaServerEventResponseMCPCallInProgress",
    "RealtimeBetaServerEventResponseOutputItemAdded",
    "RealtimeBetaServerEventResponseOutputItemDone",
    "RealtimeBetaServerEventResponseTextDelta",
    "RealtimeBetaServerEventResponseTextDone",
    "RealtimeBetaServerEventSessionCreated",
    "RealtimeBetaServerEventSessionUpdated",
    "RealtimeBetaServerEventTranscriptionSessionCreated",
    "RealtimeBetaServerEventTranscriptionSessionUpdated",
    "RealtimeCallCreateRequest",
    "RealtimeCallReferRequest",
    "RealtimeCallRejectRequest",
    "RealtimeClientEvent",
    "RealtimeClientEventConversationItemCreate",
    "RealtimeClientEventConversationItemCreateParam",
    "RealtimeClientEventConversationItemDelete",
    "RealtimeClientEventConversationItemDeleteParam",
    "RealtimeClientEventConversationItemRetrieve",
    "RealtimeClientEventConversationItemRetrieveParam",
    "RealtimeClientEventConversationItemTruncate",
    "RealtimeClientEventConversationItemTruncateParam",
    "RealtimeClientEventInputAudioBufferAppend",
    "RealtimeClientEventInputAudioBufferAppendParam",
    "RealtimeClientEventInputAudioBufferClear",
    "RealtimeClientEventInputAudioBufferClearParam",
    "RealtimeClientEventInputAudioBufferCommit",
    "RealtimeClientEventInputAudioBufferCommitParam",
    "RealtimeClientEventOutputAudioBufferClear",
    "RealtimeClientEventOutputAudioBufferClearParam",
    "RealtimeClientEventParam",
    "RealtimeClientEventResponseCancel",
    "RealtimeClientEventResponseCancelParam",
    "RealtimeClientEventResponseCreate",
    "RealtimeClientEventResponseCreateParam",
    "RealtimeClientEventSessionUpdate",
    "RealtimeClientEventSessionUpdateParam",
    "RealtimeClientEventTranscriptionSessionUpdate",
    "RealtimeConversationItem",
    "RealtimeConversationItemFunctionCall",
    "RealtimeConversationItemFunctionCallOutput",
    "RealtimeConversationItemFunctionCallOutputParam",
    "RealtimeConversationItemFunctionCallParam",
    "RealtimeConversationItemMessageAssistant",
    "RealtimeConversationItemMessageAssistantContent",
    "RealtimeConversationItemMessageAssistantContentParam",
    "RealtimeConversationItemMessageAssistantParam",
    "RealtimeConversationItemMessageSystem",
    "RealtimeConversationItemMessageSystemContent",
    "RealtimeConversationItemMessageSystemContentParam",
    "RealtimeConversationItemMessageSystemParam",
    "RealtimeConversationItemMessageUser",
    "RealtimeConversationItemMessageUserContent",
    "RealtimeConversationItemMessageUserContentParam",
    "RealtimeConversationItemMessageUserParam",
    "RealtimeConversationItemParam",
    "RealtimeConversationItemWithReference",
    "RealtimeConversationItemWithReferenceContent",
    "RealtimeCreateClientSecretRequest",
    "RealtimeCreateClientSecretRequestExpiresAfter",
    "RealtimeCreateClientSecretRequestExpiresAfterParam",
    "RealtimeCreateClientSecretResponse",
    "RealtimeFunctionTool",
    "RealtimeFunctionToolParam",
    "RealtimeMCPApprovalRequest",
    "RealtimeMCPApprovalRequestParam",
    "RealtimeMCPApprovalResponse",
    "RealtimeMCPApprovalResponseParam",
    "RealtimeMCPHTTPError",
    "RealtimeMCPHTTPErrorParam",
    "RealtimeMCPListTools",
    "RealtimeMCPListToolsParam",
    "RealtimeMCPProtocolError",
    "RealtimeMCPProtocolErrorParam",
    "RealtimeMCPToolCall",
    "RealtimeMCPToolCallParam",
    "RealtimeMCPToolExecutionError",
    "RealtimeMCPToolExecutionErrorParam",
    "RealtimeReasoning",
    "RealtimeReasoningEffort",
    "RealtimeReasoningEffortParam",
    "RealtimeReasoningParam",
    "RealtimeResponse",
    "RealtimeResponseAudio",
    "RealtimeResponseAudioOutput",
    "RealtimeResponseCreateParams",
    "RealtimeResponseCreateParamsAudio",
    "RealtimeResponseCreateParamsAudioOutput",
    "RealtimeResponseCreateParamsAudioOutputParam",
    "RealtimeResponseCreateParamsAudioParam",
    "RealtimeResponseCreateParamsParam",
    "RealtimeResponseStatusDetails",
    "RealtimeResponseStatusDetailsError",
    "RealtimeResponseUsage",
    "RealtimeResponseUsageInputTokenDetails",
    "RealtimeResponseUsageInputTokenDetailsCachedTokensDetails",
    "RealtimeResponseUsageOutputTokenDetails",
    "RealtimeServerEvent",
    "RealtimeServerEventConversationCreated",
    "RealtimeServerEventConversationCreatedConversation",
    "RealtimeServerEventConversationItemAdded",
    "RealtimeServerEventConversationItemCreated",
    "RealtimeServerEventConversationItemDeleted",
    "RealtimeServerEventConversationItemDone",
    "RealtimeServerEventConversationItemInputAudioTranscriptionCompleted",
    "RealtimeServerEventConversationItemInputAudioTranscriptionDelta",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailed",
    "RealtimeServerEventConversationItemInputAudioTranscriptionFailedError",
    "RealtimeServerEventConversationItemInputAudioTranscriptionSegment",
    "RealtimeServerEventConversationItemRetrieved",
    "RealtimeServerEventConversationItemTruncated",
    "RealtimeServerEventError",
    "RealtimeServerEventErrorError",
    "RealtimeServerEventInputAudioBufferCleared",
    "RealtimeServerEventInputAudioBufferCommitted",
    "RealtimeServerEventInputAudioBufferDtmfEventReceived",
    "RealtimeServerEventInputAudioBufferSpeechStarted",
    "RealtimeServerEventInputAudioBufferSpeechStopped",
    "RealtimeServerEventInputAudioBufferTimeoutTriggered",
    "RealtimeServerEventMCPListToolsCompleted",
    "RealtimeServerEventMCPListToolsFailed",
    "RealtimeServerEventMCPListToolsInProgress",
    "RealtimeServerEventOutputAudioBufferCleared",
    "RealtimeServerEventOutputAudioBufferStarted",
    "RealtimeServerEventOutputAudioBufferStopped",
    "RealtimeServerEventRateLimitsUpdated",
    "RealtimeServerEventRateLimitsUpdatedRateLimits",
    "RealtimeServerEventResponseAudioDelta",
    "RealtimeServerEventResponseAudioDone",
    "RealtimeServerEventResponseAudioTranscriptDelta",
    "RealtimeServerEventResponseAudioTranscriptDone",
    "RealtimeServerEventResponseContentPartAdded",
    "RealtimeServerEventResponseContentPartAddedPart",
    "RealtimeServerEventResponseContentPartDone",
    "RealtimeServerEventResponseContentPartDonePart",
    "RealtimeServerEventResponseCreated",
    "RealtimeServerEventResponseDone",
    "RealtimeServerEventResponseFunctionCallArgumentsDelta",
    "RealtimeServerEventResponseFunctionCallArgumentsDone",
    "RealtimeServerEventResponseMCPCallArgumentsDelta",
    "RealtimeServerEventResponseMCPCallArgumentsDone",
    "RealtimeServerEventResponseMCPCallCompleted",
    "RealtimeServerEventResponseMCPCallFailed",
    "RealtimeServerEventResponseMCPCallInProgress",
    "RealtimeServerEventResponseOutputItemAdded",
    "RealtimeServerEventResponseOutputItemDone",
    "RealtimeServerEventResponseTextDelta",
    "RealtimeServerEventResponseTextDone",
    "RealtimeServerEventSessionCreated",
    "RealtimeServerEventSessionUpdated",
    "RealtimeServerEventTranscriptionSessionUpdated",
    "RealtimeSession",
    "RealtimeSessionCreateRequest",
    "RealtimeSessionCreateRequestClientSecret",
    "RealtimeSessionCreateRequestClientSecretParam",
    "RealtimeSessionCreateRequestGA",
    "RealtimeSessionCreateRequestGAAudio",
    "RealtimeSessionCreateRequestGAAudioInput",
    "RealtimeSessionCreateRequestGAAudioInputNoiseReduction",
    "RealtimeSessionCreateRequestGAAudioInputNoiseReductionParam",
    "RealtimeSessionCreateRequestGAAudioInputParam",
    "RealtimeSessionCreateRequestGAAudioOutput",
    "RealtimeSessionCreateRequestGAAudioOutputParam",
    "RealtimeSessionCreateRequestGAAudioParam",
    "RealtimeSessionCreateRequestGAParam",
    "RealtimeSessionCreateRequestGATracing",
    "RealtimeSessionCreateRequestGATracingParam",
    "RealtimeSessionCreateRequestInputAudioTranscription",
    "RealtimeSessionCreateRequestInputAudioTranscriptionParam",
    "RealtimeSessionCreateRequestTools",
    "RealtimeSessionCreateRequestToolsParam",
    "RealtimeSessionCreateRequestTracing",
    "RealtimeSessionCreateRequestTracingParam",
    "RealtimeSessionCreateRequestTurnDetection",
    "RealtimeSessionCreateRequestTurnDetectionParam",
    "RealtimeSessionCreateResponse",
    "RealtimeSessionCreateResponseAudio",
    "RealtimeSessionCreateResponseAudioInput",
    "RealtimeSessionCreateResponseAudioInputNoiseReduction",
    "RealtimeSessionCreateResponseAudioInputTurnDetection",
    "RealtimeSessionCreateResponseAudioOutput",
    "RealtimeSessionCreateResponseGA",
    "RealtimeSessionCreateResponseGAAudio",
    "RealtimeSessionCreateResponseGAAudioInput",
    "RealtimeSessionCreateResponseGAAudioInputNoiseReduction",
    "RealtimeSessionCreateResponseGAAudioOutput",
    "RealtimeSessionCreateResponseGATracing",
    "RealtimeSessionCreateResponseTracing",
    "RealtimeSessionCreateResponseTurnDetection",
    "RealtimeSessionInputAudioNoiseReduction",
    "RealtimeSessionTracing",
    "RealtimeTranscriptionSessionCreateRequest",
    "RealtimeTranscriptionSessionCreateRequestGA",
    "RealtimeTranscriptionSessionCreateRequestGAAudio",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInput",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReductionParam",
    "RealtimeTranscriptionSessionCreateRequestGAAudioInputParam",
    "RealtimeTranscriptionSessionCreateRequestGAAudioParam",
    "RealtimeTranscriptionSessionCreateRequestGAParam",
    "RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction",
    "RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReductionParam",
    "RealtimeTranscriptionSessionCreateRequestTurnDetection",
    "RealtimeTranscriptionSessionCreateRequestTurnDetectionParam",
    "RealtimeTranscriptionSessionCreateResponse",
    "RealtimeTranscriptionSessionCreateResponseClientSecret",
    "RealtimeTranscriptionSessionCreateResponseGA",
    "RealtimeTranscriptionSessionCreateResponseGAAudio",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInput",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction",
    "RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection",
    "RealtimeTranscriptionSessionCreateResponseTurnDetection",
    "RealtimeTranslationClientEvent",
    "RealtimeTranslationClientEventInputAudioBufferAppend",
    "RealtimeTranslationClientEventInputAudioBufferAppendParam",
    "RealtimeTranslationClientEventParam",
    "RealtimeTranslationClientEventSessionClose",
    "RealtimeTranslationClientEventSessionCloseParam",
    "RealtimeTranslationClientEventSessionUpdate",
    "RealtimeTranslationClientEventSessionUpdateParam",
    "RealtimeTranslationClientSecretCreateRequest",
    "RealtimeTranslationClientSecretCreateRequestExpiresAfter",
    "RealtimeTranslationClientSecretCreateRequestExpiresAfterParam",
    "RealtimeTranslationClientSecretCreateResponse",
    "RealtimeTranslationServerEvent",
    "RealtimeTranslationServerEventSessionClosed",
    "RealtimeTranslationServerEventSessionCreated",
    "RealtimeTranslationServerEventSessionInputTranscriptDelta",
    "RealtimeTranslationServerEventSessionOutputAudioDelta",
    "RealtimeTranslationServerEventSessionOutputTranscriptDelta",
    "RealtimeTranslationServerEventSessionUpdated",
    "RealtimeTranslationSession",
    "RealtimeTranslationSessionAudio",
    "RealtimeTranslationSessionAudioInput",
    "RealtimeTranslationSessionAudioInputNoiseReduction",
    "RealtimeTranslationSessionAudioInputTranscription",
    "RealtimeTranslationSessionAudioOutput",
    "RealtimeTranslationSessionCreateRequest",
    "RealtimeTranslationSessionCreateRequestAudio",
    "RealtimeTranslationSessionCreateRequestAudioInput",
    "RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction",
    "RealtimeTranslationSessionCreateRequestAudioInputNoiseReductionParam",
    "RealtimeTranslationSessionCreateRequestAudioInputParam",
    "RealtimeTranslationSessionCreateRequestAudioInputTranscription",
    "RealtimeTranslationSessionCreateRequestAudioInputTranscriptionParam",
    "RealtimeTranslationSessionCreateRequestAudioOutput",
    "RealtimeTranslationSessionCreateRequestAudioOutputParam",
    "RealtimeTranslationSessionCreateRequestAudioParam",
    "RealtimeTranslationSessionCreateRequestParam",
    "RealtimeTranslationSessionUpdateRequest",
    "RealtimeTranslationSessionUpdateRequestAudio",
    "RealtimeTranslationSessionUpdateRequestAudioInput",
    "RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction",
    "RealtimeTranslationSessionUpdateRequestAudioInputNoiseReductionParam",
    "RealtimeTranslationSessionUpdateRequestAudioInputParam",
    "RealtimeTranslationSessionUpdateRequestAudioInputTranscription",
    "RealtimeTranslationSessionUpdateRequestAudioInputTranscriptionParam",
    "RealtimeTranslationSessionUpdateRequestAudioOutput",
    "RealtimeTranslationSessionUpdateRequestAudioOutputParam",
    "RealtimeTranslationSessionUpdateRequestAudioParam",
    "RealtimeTranslationSessionUpdateRequestParam",
    "RealtimeTruncation",
    "RealtimeTruncationParam",
    "RealtimeTruncationValue",
    "RealtimeTruncationValueParam",
    "RealtimeTruncationValueTokenLimits",
    "RealtimeTruncationValueTokenLimitsParam",
    "RealtimeTurnDetection",
    "RealtimeTurnDetectionParam",
    "RealtimeTurnDetectionValue",
    "RealtimeTurnDetectionValue2",
    "RealtimeTurnDetectionValue2Param",
    "RealtimeTurnDetectionValueParam",
    "Reasoning",
    "ReasoningEffort",
    "ReasoningEffortParam",
    "ReasoningItem",
    "ReasoningItemParam",
    "ReasoningModeEnum",
    "ReasoningModeEnumParam",
    "ReasoningParam",
    "ReasoningTextContent",
    "ReasoningTextContentParam",
    "RefusalContent",
    "RefusalContentParam",
    "Response",
    "ResponseAudioDeltaEvent",
    "ResponseAudioDoneEvent",
    "ResponseAudioTranscriptDeltaEvent",
    "ResponseAudioTranscriptDoneEvent",
    "ResponseCodeInterpreterCallCodeDeltaEvent",
    "ResponseCodeInterpreterCallCodeDoneEvent",
    "ResponseCodeInterpreterCallCompletedEvent",
    "ResponseCodeInterpreterCallInProgressEvent",
    "ResponseCodeInterpreterCallInterpretingEvent",
    "ResponseCompletedEvent",
    "ResponseContentPartAddedEvent",
    "ResponseContentPartDoneEvent",
    "ResponseConversation",
    "ResponseCreatedEvent",
    "ResponseCustomToolCallInputDeltaEvent",
    "ResponseCustomToolCallInputDoneEvent",
    "ResponseError",
    "ResponseErrorCode",
    "ResponseErrorEvent",
    "ResponseErrorValue",
    "ResponseFailedEvent",
    "ResponseFileSearchCallCompletedEvent",
    "ResponseFileSearchCallInProgressEvent",
    "ResponseFileSearchCallSearchingEvent",
    "ResponseFormatJsonObject",
    "ResponseFormatJsonObjectParam",
    "ResponseFormatJsonSchema",
    "ResponseFormatJsonSchemaJsonSchema",
    "ResponseFormatJsonSchemaJsonSchemaParam",
    "ResponseFormatJsonSchemaParam",
    "ResponseFormatJsonSchemaSchema",
    "ResponseFormatJsonSchemaSchemaParam",
    "ResponseFormatText",
    "ResponseFormatTextGrammar",
    "ResponseFormatTextParam",
    "ResponseFormatTextPython",
    "ResponseFunctionCallArgumentsDeltaEvent",
    "ResponseFunctionCallArgumentsDoneEvent",
    "ResponseImageGenCallCompletedEvent",
    "ResponseImageGenCallGeneratingEvent",
    "ResponseImageGenCallInProgressEvent",
    "ResponseImageGenCallPartialImageEvent",
    "ResponseInProgressEvent",
    "ResponseIncompleteDetails",
    "ResponseIncompleteEvent",
    "ResponseItemList",
    "ResponseLogProb",
    "ResponseLogProbTopLogprobs",
    "ResponseMCPCallArgumentsDeltaEvent",
    "ResponseMCPCallArgumentsDoneEvent",
    "ResponseMCPCallCompletedEvent",
    "ResponseMCPCallFailedEvent",
    "ResponseMCPCallInProgressEvent",
    "ResponseMCPListToolsCompletedEvent",
    "ResponseMCPListToolsFailedEvent",
    "ResponseMCPListToolsInProgressEvent",
    "ResponseModalities",
    "ResponseModalitiesParam",
    "ResponseOutputItemAddedEvent",
    "ResponseOutputItemDoneEvent",
    "ResponseOutputText",
    "ResponseOutputTextAnnotationAddedEvent",
    "ResponsePromptVariables",
    "ResponsePromptVariablesParam",
    "ResponseProperties",
    "ResponseQueuedEvent",
    "ResponseReasoningSummaryPartAddedEvent",
    "ResponseReasoningSummaryPartAddedEventPart",
    "ResponseReasoningSummaryPartDoneEvent",
    "ResponseReasoningSummaryPartDoneEventPart",
    "ResponseReasoningSummaryTextDeltaEvent",
    "ResponseReasoningSummaryTextDoneEvent",
    "ResponseReasoningTextDeltaEvent",
    "ResponseReasoningTextDoneEvent",
    "ResponseRefusalDeltaEvent",
    "ResponseRefusalDoneEvent",
    "ResponseShellCallCommandAddedStreamingEvent",
    "ResponseShellCallCommandDeltaStreamingEvent",
    "ResponseShellCallCommandDoneStreamingEvent",
    "ResponseShellCallOutputContentDeltaStreamingEvent",
    "ResponseShellCallOutputContentDoneStreamingEvent",
    "ResponseStreamEvent",
    "ResponseStreamOptions",
    "ResponseStreamOptionsParam",
    "ResponseStreamOptionsValue",
    "ResponseStreamOptionsValueParam",
    "ResponseTextDeltaEvent",
    "ResponseTextDoneEvent",
    "ResponseTextParam",
    "ResponseTextParamParam",
    "ResponseUsage",
    "ResponseUsageInputTokensDetails",
    "ResponseUsageOutputTokensDetails",
    "ResponseWebSearchCallCompletedEvent",
    "ResponseWebSearchCallInProgressEvent",
    "ResponseWebSearchCallSearchingEvent",
    "ResponseWsError",
    "ResponsesClientEvent",
    "ResponsesClientEventParam",
    "ResponsesClientEventResponseCreate",
    "ResponsesClientEventResponseCreateParam",
    "ResponsesServerEvent",
    "ResponsesServerEventValue",
    "ResponsesServerEventValueResponseAudioDone",
    "ResponsesServerEventValueResponseAudioTranscriptDelta",
    "ResponsesServerEventValueResponseAudioTranscriptDone",
    "ResponsesServerEventValueResponseCodeInterpreterCallCodeDelta",
    "ResponsesServerEventValueResponseCodeInterpreterCallCodeDone",
    "ResponsesServerEventValueResponseCodeInterpreterCallCompleted",
    "ResponsesServerEventValueResponseCodeInterpreterCallInProgress",
    "ResponsesServerEventValueResponseCodeInterpreterCallInterpreting",
    "ResponsesServerEventValueResponseCompleted",
    "ResponsesServerEventValueResponseContentPartAdded",
    "ResponsesServerEventValueResponseContentPartDone",
    "ResponsesServerEventValueResponseCreated",
    "ResponsesServerEventValueResponseCustomToolCallInputDelta",
    "ResponsesServerEventValueResponseCustomToolCallInputDone",
    "ResponsesServerEventValueResponseFailed",
    "ResponsesServerEventValueResponseFileSearchCallCompleted",
    "ResponsesServerEventValueResponseFileSearchCallInProgress",
    "ResponsesServerEventValueResponseFileSearchCallSearching",
    "ResponsesServerEventValueResponseFunctionCallArgumentsDelta",
    "ResponsesServerEventValueResponseFunctionCallArgumentsDone",
    "ResponsesServerEventValueResponseImageGenerationCallCompleted",
    "ResponsesServerEventValueResponseImageGenerationCallGenerating",
    "ResponsesServerEventValueResponseImageGenerationCallInProgress",
    "ResponsesServerEventValueResponseImageGenerationCallPartialImage",
    "ResponsesServerEventValueResponseInProgress",
    "ResponsesServerEventValueResponseIncomplete",
    "ResponsesServerEventValueResponseMcpCallArgumentsDelta",
    "ResponsesServerEventValueResponseMcpCallArgumentsDone",
    "ResponsesServerEventValueResponseMcpCallCompleted",
    "ResponsesServerEventValueResponseMcpCallFailed",
    "ResponsesServerEventValueResponseMcpCallInProgress",
    "ResponsesServerEventValueResponseMcpListToolsCompleted",
    "ResponsesServerEventValueResponseMcpListToolsFailed",
    "ResponsesServerEventValueResponseMcpListToolsInProgress",
    "ResponsesServerEventValueResponseOutputItemAdded",
    "ResponsesServerEventValueResponseOutputItemDone",
    "ResponsesServerEventValueResponseOutputTextAnnotationAdded",
    "ResponsesServerEventValueResponseOutputTextDelta",
    "ResponsesServerEventValueResponseOutputTextDone",
    "ResponsesServerEventValueResponseQueued",
    "ResponsesServerEventValueResponseReasoningSummaryPartAdded",
    "ResponsesServerEventValueResponseReasoningSummaryPartAddedPart",
    "ResponsesServerEventValueResponseReasoningSummaryPartDone",
    "ResponsesServerEventValueResponseReasoningSummaryPartDonePart",
    "ResponsesServerEventValueResponseReasoningSummaryTextDelta",
    "ResponsesServerEventValueResponseReasoningSummaryTextDone",
    "ResponsesServerEventValueResponseReasoningTextDelta",
    "ResponsesServerEventValueResponseReasoningTextDone",
    "ResponsesServerEventValueResponseRefusalDelta",
    "ResponsesServerEventValueResponseRefusalDone",
    "ResponsesServerEventValueResponseShellCallCommandAdded",
    "ResponsesServerEventValueResponseShellCallCommandDelta",
    "ResponsesServerEventValueResponseShellCallCommandDone",
    "ResponsesServerEventValueResponseShellCallOutputContentDelta",
    "ResponsesServerEventValueResponseShellCallOutputContentDone",
    "ResponsesServerEventValueResponseWebSearchCallCompleted",
    "ResponsesServerEventValueResponseWebSearchCallInProgress",
    "ResponsesServerEventValueResponseWebSearchCallSearching",
    "ResponsesWebSocketStreamEvent",
    "ResponsesWebSocketStreamEventValue",
    "Role",
    "RoleDeletedResource",
    "RoleListResource",
    "RunCompletionUsage",
    "RunCompletionUsageValue",
    "RunGraderRequest",
    "RunGraderResponse",
    "RunGraderResponseMetadata",
    "RunGraderResponseMetadataErrors",
    "RunObject",
    "RunObjectIncompleteDetails",
    "RunObjectLastError",
    "RunObjectRequiredAction",
    "RunObjectRequiredActionSubmitToolOutputs",
    "RunObjectTruncationStrategy",
    "RunStepCompletionUsage",
    "RunStepCompletionUsageValue",
    "RunStepDeltaObject",
    "RunStepDeltaObjectDelta",
    "RunStepDeltaStepDetailsMessageCreationObject",
    "RunStepDeltaStepDetailsMessageCreationObjectMessageCreation",
    "RunStepDeltaStepDetailsToolCallsCodeObject",
    "RunStepDeltaStepDetailsToolCallsCodeObjectCodeInterpreter",
    "RunStepDeltaStepDetailsToolCallsCodeOutputImageObject",
    "RunStepDeltaStepDetailsToolCallsCodeOutputImageObjectImage",
    "RunStepDeltaStepDetailsToolCallsCodeOutputLogsObject",
    "RunStepDeltaStepDetailsToolCallsFileSearchObject",
    "RunStepDeltaStepDetailsToolCallsFunctionObject",
    "RunStepDeltaStepDetailsToolCallsFunctionObjectFunction",
    "RunStepDeltaStepDetailsToolCallsObject",
    "RunStepDetailsMessageCreationObject",
    "RunStepDetailsMessageCreationObjectMessageCreation",
    "RunStepDetailsToolCallsCodeObject",
    "RunStepDetailsToolCallsCodeObjectCodeInterpreter",
    "RunStepDetailsToolCallsCodeOutputImageObject",
    "RunStepDetailsToolCallsCodeOutputImageObjectImage",
    "RunStepDetailsToolCallsCodeOutputLogsObject",
    "RunStepDetailsToolCallsFileSearchObject",
    "RunStepDetailsToolCallsFileSearchObjectFileSearch",
    "RunStepDetailsToolCallsFileSearchRankingOptionsObject",
    "RunStepDetailsToolCallsFileSearchResultObject",
    "RunStepDetailsToolCallsFileSearchResultObjectContent",
    "RunStepDetailsToolCallsFunctionObject",
    "RunStepDetailsToolCallsFunctionObjectFunction",
    "RunStepDetailsToolCallsObject",
    "RunStepObject",
    "RunStepObjectLastError",
    "RunStepStreamEvent",
    "RunStepStreamEventValue",
    "RunStepStreamEventValue2",
    "RunStepStreamEventValue3",
    "RunStepStreamEventValue4",
    "RunStepStreamEventValue5",
    "RunStepStreamEventValue6",
    "RunStepStreamEventValue7",
    "RunStreamEvent",
    "RunStreamEventValue",
    "RunStreamEventValue10",
    "RunStreamEventValue2",
    "RunStreamEventValue3",
    "RunStreamEventValue4",
    "RunStreamEventValue5",
    "RunStreamEventValue6",
    "RunStreamEventValue7",
    "RunStreamEventValue8",
    "RunStreamEventValue9",
    "RunToolCallObject",
    "RunToolCallObjectFunction",
    "ScreenshotParam",
    "ScreenshotParamParam",
    "ScrollParam",
    "ScrollParamParam",
    "SearchContentType",
    "SearchContentTypeParam",
    "SearchContextSize",
    "SearchContextSizeParam",
    "ServiceAccountApiKeyBody",
    "ServiceTier",
    "ServiceTierEnum",
    "ServiceTierEnumParam",
    "ServiceTierParam",
    "ServiceTierResponses",
    "ServiceTierResponsesParam",
    "SetDefaultSkillVersionBody",
    "ShellCallOutputDelta",
    "SkillListResource",
    "SkillReferenceParam",
    "SkillReferenceParamParam",
    "SkillResource",
    "SkillVersionListResource",
    "SkillVersionResource",
    "SpecificApplyPatchParam",
    "SpecificApplyPatchParamParam",
    "SpecificFunctionShellParam",
    "SpecificFunctionShellParamParam",
    "SpecificProgrammaticToolCallingParam",
    "SpecificProgrammaticToolCallingParamParam",
    "SpeechAudioDeltaEvent",
    "SpeechAudioDoneEvent",
    "SpeechAudioDoneEventUsage",
    "SpendAlertNotificationChannel",
    "SpendAlertNotificationChannelParam",
    "SpendLimitCurrency",
    "SpendLimitEnforcement",
    "SpendLimitEnforcementStatus",
    "SpendLimitInterval",
    "StaticChunkingStrategy",
    "StaticChunkingStrategyParam",
    "StaticChunkingStrategyRequestParam",
    "StaticChunkingStrategyRequestParamParam",
    "StaticChunkingStrategyResponseParam",
    "StopConfiguration",
    "StopConfigurationParam",
    "SubmitToolOutputsRunRequest",
    "SubmitToolOutputsRunRequestToolOutputs",
    "SubmitToolOutputsRunRequestToolOutputsParam",
    "SummaryTextContent",
    "SummaryTextContentParam",
    "SynthIDProvenanceResult",
    "TaskGroupItem",
    "TaskGroupTask",
    "TaskItem",
    "TaskType",
    "TextContent",
    "TextResponseFormatConfiguration",
    "TextResponseFormatConfigurationParam",
    "TextResponseFormatJsonSchema",
    "TextResponseFormatJsonSchemaParam",
    "ThreadItem",
    "ThreadItemListResource",
    "ThreadListResource",
    "ThreadObject",
    "ThreadObjectToolResources",
    "ThreadObjectToolResourcesCodeInterpreter",
    "ThreadObjectToolResourcesFileSearch",
    "ThreadResource",
    "ThreadStreamEvent",
    "ThreadStreamEventValue",
    "ToggleCertificatesRequest",
    "TokenCountsBody",
    "TokenCountsResource",
    "Tool",
    "ToolCallCaller",
    "ToolCallCallerParam",
    "ToolCallCallerParamDict",
    "ToolCallCallerParamParam",
    "ToolChoice",
    "ToolChoiceAllowed",
    "ToolChoiceAllowedParam",
    "ToolChoiceCustom",
    "ToolChoiceCustomParam",
    "ToolChoiceFunction",
    "ToolChoiceFunctionParam",
    "ToolChoiceMCP",
    "ToolChoiceMCPParam",
    "ToolChoiceOptions",
    "ToolChoiceOptionsParam",
    "ToolChoiceParam",
    "ToolChoiceParamParam",
    "ToolChoiceTypes",
    "ToolChoiceTypesParam",
    "ToolParam",
    "ToolSearchCall",
    "ToolSearchCallItemParam",
    "ToolSearchCallItemParamParam",
    "ToolSearchExecutionType",
    "ToolSearchExecutionTypeParam",
    "ToolSearchOutput",
    "ToolSearchOutputItemParam",
    "ToolSearchOutputItemParamParam",
    "ToolSearchToolParam",
    "ToolSearchToolParamParam",
    "ToolsArray",
    "ToolsArrayParam",
    "TopLogProb",
    "TopLogProbParam",
    "TranscriptTextDeltaEvent",
    "TranscriptTextDeltaEventLogprobs",
    "TranscriptTextDoneEvent",
    "TranscriptTextDoneEventLogprobs",
    "TranscriptTextSegmentEvent",
    "TranscriptTextUsageDuration",
    "TranscriptTextUsageTokens",
    "TranscriptTextUsageTokensInputTokenDetails",
    "TranscriptionChunkingStrategy",
    "TranscriptionDiarizedSegment",
    "TranscriptionInclude",
    "TranscriptionIncludeParam",
    "TranscriptionLanguage",
    "TranscriptionSegment",
    "TranscriptionWord",
    "TruncationEnum",
    "TruncationEnumParam",
    "TruncationObject",
    "TypeParam",
    "TypeParamParam",
    "UpdateChatCompletionBody",
    "UpdateConversationBody",
    "UpdateEvalBody",
    "UpdateGroupBody",
    "UpdateOrganizationDataRetentionBody",
    "UpdateOrganizationSpendLimitBody",
    "UpdateProjectDataRetentionBody",
    "UpdateProjectServiceAccountBody",
    "UpdateProjectSpendLimitBody",
    "UpdateVectorStoreFileAttributesRequest",
    "UpdateVectorStoreRequest",
    "UpdateVectorStoreRequestExpiresAfter",
    "UpdateVectorStoreRequestExpiresAfterParam",
    "UpdateVoiceConsentRequest",
    "Upload",
    "UploadCertificateRequest",
    "UploadFile",
    "UploadPart",
    "UrlAnnotation",
    "UrlAnnotationSource",
    "UrlCitationBody",
    "UrlCitationBodyParam",
    "UrlCitationParam",
    "UsageAudioSpeechesResult",
    "UsageAudioTranscriptionsResult",
    "UsageCodeInterpreterSessionsResult",
    "UsageCompletionsResult",
    "UsageEmbeddingsResult",
    "UsageFileSearchCallsResult",
    "UsageImagesResult",
    "UsageModerationsResult",
    "UsageResponse",
    "UsageTimeBucket",
    "UsageVectorStoresResult",
    "UsageWebSearchCallsResult",
    "User",
    "UserDeleteResponse",
    "UserListResource",
    "UserListResponse",
    "UserMessageInputText",
    "UserMessageItem",
    "UserMessageQuotedText",
    "UserProjects",
    "UserProjectsData",
    "UserRoleAssignment",
    "UserRoleUpdateRequest",
    "UserUser",
    "VadConfig",
    "VadConfigParam",
    "ValidateGraderRequest",
    "ValidateGraderResponse",
    "VectorStoreExpirationAfter",
    "VectorStoreExpirationAfterParam",
    "VectorStoreFileAttributes",
    "VectorStoreFileAttributesParam",
    "VectorStoreFileBatchObject",
    "VectorStoreFileBatchObjectFileCounts",
    "VectorStoreFileContentResponse",
    "VectorStoreFileContentResponseData",
    "VectorStoreFileObject",
    "VectorStoreFileObjectLastError",
    "VectorStoreObject",
    "VectorStoreObjectFileCounts",
    "VectorStoreSearchRequest",
    "VectorStoreSearchRequestRankingOptions",
    "VectorStoreSearchRequestRankingOptionsParam",
    "VectorStoreSearchResultContentObject",
    "VectorStoreSearchResultItem",
    "VectorStoreSearchResultsPage",
    "Verbosity",
    "VerbosityParam",
    "VideoCharacterResource",
    "VideoContentVariant",
    "VideoContentVariantParam",
    "VideoListResource",
    "VideoModel",
    "VideoModelParam",
    "VideoReferenceInputParam",
    "VideoReferenceInputParamParam",
    "VideoResource",
    "VideoSeconds",
    "VideoSecondsParam",
    "VideoSize",
    "VideoSizeParam",
    "VideoStatus",
    "VoiceConsentDeletedResource",
    "VoiceConsentListResource",
    "VoiceConsentResource",
    "VoiceIdsOrCustomVoice",
    "VoiceIdsOrCustomVoiceParam",
    "VoiceIdsOrCustomVoiceValue",
    "VoiceIdsOrCustomVoiceValueParam",
    "VoiceIdsShared",
    "VoiceIdsSharedParam",
    "VoiceResource",
    "WaitParam",
    "WaitParamParam",
    "WebSearchActionFind",
    "WebSearchActionFindParam",
    "WebSearchActionOpenPage",
    "WebSearchActionOpenPageParam",
    "WebSearchActionSearch",
    "WebSearchActionSearchParam",
    "WebSearchActionSearchSources",
    "WebSearchActionSearchSourcesParam",
    "WebSearchApproximateLocation",
    "WebSearchApproximateLocationParam",
    "WebSearchApproximateLocationValue",
    "WebSearchApproximateLocationValueParam",
    "WebSearchContextSize",
    "WebSearchContextSizeParam",
    "WebSearchLocation",
    "WebSearchLocationParam",
    "WebSearchPreviewTool",
    "WebSearchPreviewToolParam",
    "WebSearchTool",
    "WebSearchToolCall",
    "WebSearchToolCallParam",
    "WebSearchToolFilters",
    "WebSearchToolFiltersParam",
    "WebSearchToolParam",
    "WebhookBatchCancelled",
    "WebhookBatchCancelledData",
    "WebhookBatchCompleted",
    "WebhookBatchCompletedData",
    "WebhookBatchExpired",
    "WebhookBatchExpiredData",
    "WebhookBatchFailed",
    "WebhookBatchFailedData",
    "WebhookEvalRunCanceled",
    "WebhookEvalRunCanceledData",
    "WebhookEvalRunFailed",
    "WebhookEvalRunFailedData",
    "WebhookEvalRunSucceeded",
    "WebhookEvalRunSucceededData",
    "WebhookEvent",
    "WebhookFineTuningJobCancelled",
    "WebhookFineTuningJobCancelledData",
    "WebhookFineTuningJobFailed",
    "WebhookFineTuningJobFailedData",
    "WebhookFineTuningJobSucceeded",
    "WebhookFineTuningJobSucceededData",
    "WebhookLiveCallIncoming",
    "WebhookLiveCallIncomingData",
    "WebhookLiveCallIncomingDataSipHeaders",
    "WebhookRealtimeCallIncoming",
    "WebhookRealtimeCallIncomingData",
    "WebhookRealtimeCallIncomingDataSipHeaders",
    "WebhookResponseCancelled",
    "WebhookResponseCancelledData",
    "WebhookResponseCompleted",
    "WebhookResponseCompletedData",
    "WebhookResponseFailed",
    "WebhookResponseFailedData",
    "WebhookResponseIncomplete",
    "WebhookResponseIncompleteData",
    "WidgetMessageItem",
    "WorkflowParam",
    "WorkflowParamParam",
    "WorkflowTracingParam",
    "WorkflowTracingParamParam",
]

class ActiveStatus(Base):
    type: Literal["active"]
class AddUploadPartRequest(Base):
    data: builtins.bytes
class AdditionalTools(Base):
    type: Literal["additional_tools"]
    id: builtins.str
    role: MessageRole
    tools: builtins.list[Tool]
class AdditionalToolsItemParam(Base):
    id: builtins.str | None = ...
    type: Literal["additional_tools"]
    role: Literal["developer"]
    tools: builtins.list[Tool]
class AdditionalToolsItemParamParam(TypedDict, total=False):
    id: builtins.str | None
    type: Required[Literal["additional_tools"]]
    role: Required[Literal["developer"]]
    tools: Required[Sequence[ToolParam]]
class AdminApiKey(Base):
    object: Literal["organization.admin_api_key"]
    id: builtins.str
    name: builtins.str | None = ...
    redacted_value: builtins.str
    created_at: builtins.int
    expires_at: builtins.int | None
    last_used_at: builtins.int | None = ...
    owner: AdminApiKeyOwner
class AdminApiKeyCreateResponse(Base):
    object: Literal["organization.admin_api_key"]
    id: builtins.str
    name: builtins.str | None = ...
    redacted_value: builtins.str
    created_at: builtins.int
    expires_at: builtins.int | None
    last_used_at: builtins.int | None = ...
    owner: AdminApiKeyCreateResponseOwner
    value: builtins.str
class AdminApiKeyCreateResponseOwner(Base):
    type: builtins.str | None = ...
    object: builtins.str | None = ...
    id: builtins.str | None = ...
    name: builtins.str | None = ...
    created_at: builtins.int | None = ...
    role: builtins.str | None = ...
class AdminApiKeyOwner(Base):
    type: builtins.str | None = ...
    object: builtins.str | None = ...
    id: builtins.str | None = ...
    name: builtins.str | None = ...
    created_at: builtins.int | None = ...
    role: builtins.str | None = ...
class AdminApiKeysCreateBody(Base):
    name: builtins.str
    expires_in_seconds: builtins.int | None = ...
class AdminApiKeysDeleteResponse(Base):
    id: builtins.str
    object: Literal["organization.admin_api_key.deleted"]
    deleted: builtins.bool
Annotation: TypeAlias = FileCitationBody | UrlCitationBody | ContainerFileCitationBody | FilePath
AnnotationParam: TypeAlias = FileCitationBody | FileCitationBodyParam | UrlCitationBody | UrlCitationBodyParam | ContainerFileCitationBody | ContainerFileCitationBodyParam | FilePath | FilePathParam
class ApiKeyList(Base):
    object: Literal["list"]
    data: builtins.list[AdminApiKey]
    has_more: builtins.bool
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
ApplyPatchCallOutputStatus: TypeAlias = Literal["completed", "failed"]
ApplyPatchCallOutputStatusParam: TypeAlias = Literal["completed", "failed"]
ApplyPatchCallOutputStatusParamParam: TypeAlias = Literal["completed", "failed"]
ApplyPatchCallStatus: TypeAlias = Literal["in_progress", "completed"]
ApplyPatchCallStatusParam: TypeAlias = Literal["in_progress", "completed"]
ApplyPatchCallStatusParamParam: TypeAlias = Literal["in_progress", "completed"]
class ApplyPatchCreateFileOperation(Base):
    type: Literal["create_file"]
    path: builtins.str
    diff: builtins.str
class ApplyPatchCreateFileOperationParam(Base):
    type: Literal["create_file"]
    path: builtins.str
    diff: builtins.str
class ApplyPatchCreateFileOperationParamParam(TypedDict, total=False):
    type: Required[Literal["create_file"]]
    path: Required[builtins.str]
    diff: Required[builtins.str]
class ApplyPatchDeleteFileOperation(Base):
    type: Literal["delete_file"]
    path: builtins.str
class ApplyPatchDeleteFileOperationParam(Base):
    type: Literal["delete_file"]
    path: builtins.str
class ApplyPatchDeleteFileOperationParamParam(TypedDict, total=False):
    type: Required[Literal["delete_file"]]
    path: Required[builtins.str]
ApplyPatchOperationParam: TypeAlias = ApplyPatchCreateFileOperationParam | ApplyPatchDeleteFileOperationParam | ApplyPatchUpdateFileOperationParam
ApplyPatchOperationParamParam: TypeAlias = ApplyPatchCreateFileOperationParam | ApplyPatchCreateFileOperationParamParam | ApplyPatchDeleteFileOperationParam | ApplyPatchDeleteFileOperationParamParam | ApplyPatchUpdateFileOperationParam | ApplyPatchUpdateFileOperationParamParam
class ApplyPatchToolCall(Base):
    type: Literal["apply_patch_call"]
    id: builtins.str
    call_id: builtins.str
    caller: ToolCallCaller | None = ...
    status: ApplyPatchCallStatus
    operation: ApplyPatchCreateFileOperation | ApplyPatchDeleteFileOperation | ApplyPatchUpdateFileOperation
    created_by: builtins.str | None = ...
class ApplyPatchToolCallItemParam(Base):
    type: Literal["apply_patch_call"]
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: ToolCallCallerParam | None = ...
    status: ApplyPatchCallStatusParam
    operation: ApplyPatchOperationParam
class ApplyPatchToolCallItemParamParam(TypedDict, total=False):
    type: Required[Literal["apply_patch_call"]]
    id: builtins.str | None
    call_id: Required[builtins.str]
    caller: ToolCallCallerParamParam | None
    status: Required[ApplyPatchCallStatusParamParam]
    operation: Required[ApplyPatchOperationParamParam]
class ApplyPatchToolCallOutput(Base):
    type: Literal["apply_patch_call_output"]
    id: builtins.str
    call_id: builtins.str
    caller: ToolCallCaller | None = ...
    status: ApplyPatchCallOutputStatus
    output: builtins.str | None = ...
    created_by: builtins.str | None = ...
class ApplyPatchToolCallOutputItemParam(Base):
    type: Literal["apply_patch_call_output"]
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: ToolCallCallerParam | None = ...
    status: ApplyPatchCallOutputStatusParam
    output: builtins.str | None = ...
class ApplyPatchToolCallOutputItemParamParam(TypedDict, total=False):
    type: Required[Literal["apply_patch_call_output"]]
    id: builtins.str | None
    call_id: Required[builtins.str]
    caller: ToolCallCallerParamParam | None
    status: Required[ApplyPatchCallOutputStatusParamParam]
    output: builtins.str | None
class ApplyPatchToolParam(Base):
    type: Literal["apply_patch"]
    allowed_callers: builtins.list[CallableToolAllowedCaller] | None = ...
class ApplyPatchToolParamParam(TypedDict, total=False):
    type: Required[Literal["apply_patch"]]
    allowed_callers: Sequence[CallableToolAllowedCallerParam] | None
class ApplyPatchUpdateFileOperation(Base):
    type: Literal["update_file"]
    path: builtins.str
    diff: builtins.str
class ApplyPatchUpdateFileOperationParam(Base):
    type: Literal["update_file"]
    path: builtins.str
    diff: builtins.str
class ApplyPatchUpdateFileOperationParamParam(TypedDict, total=False):
    type: Required[Literal["update_file"]]
    path: Required[builtins.str]
    diff: Required[builtins.str]
class ApproximateLocation(Base):
    type: Literal["approximate"]
    country: builtins.str | None = ...
    region: builtins.str | None = ...
    city: builtins.str | None = ...
    timezone: builtins.str | None = ...
class ApproximateLocationParam(TypedDict, total=False):
    type: Required[Literal["approximate"]]
    country: builtins.str | None
    region: builtins.str | None
    city: builtins.str | None
    timezone: builtins.str | None
class AssignedRoleDetails(Base):
    id: builtins.str
    name: builtins.str
    permissions: builtins.list[builtins.str]
    resource_type: builtins.str
    predefined_role: builtins.bool
    description: builtins.str | None
    created_at: builtins.int | None
    updated_at: builtins.int | None
    created_by: builtins.str | None
    created_by_user_obj: builtins.dict[builtins.str, Any] | None
    metadata: builtins.dict[builtins.str, Any] | None
    assignment_sources: builtins.list[AssignedRoleDetailsAssignmentSources] | None
class AssignedRoleDetailsAssignmentSources(Base):
    principal_id: builtins.str
    principal_type: builtins.str
class AssistantMessageItem(Base):
    id: builtins.str
    object: Literal["chatkit.thread_item"]
    created_at: builtins.int
    thread_id: builtins.str
    type: Literal["chatkit.assistant_message"]
    content: builtins.list[ResponseOutputText]
class AssistantObject(Base):
    id: builtins.str
    object: Literal["assistant"]
    created_at: builtins.int
    name: builtins.str | None
    description: builtins.str | None
    model: builtins.str
    instructions: builtins.str | None
    tools: builtins.list[AssistantToolsCode | AssistantToolsFileSearch | AssistantToolsFunction]
    tool_resources: AssistantObjectToolResources | None = ...
    metadata: Metadata
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    response_format: AssistantsApiResponseFormatOption | None = ...
class AssistantObjectToolResources(Base):
    code_interpreter: AssistantObjectToolResourcesCodeInterpreter | None = ...
    file_search: AssistantObjectToolResourcesFileSearch | None = ...
class AssistantObjectToolResourcesCodeInterpreter(Base):
    file_ids: builtins.list[builtins.str] | None = ...
class AssistantObjectToolResourcesFileSearch(Base):
    vector_store_ids: builtins.list[builtins.str] | None = ...
AssistantStreamEvent: TypeAlias = ThreadStreamEvent | RunStreamEvent | RunStepStreamEvent | MessageStreamEvent | ErrorEvent | DoneEvent
AssistantSupportedModels: TypeAlias = Literal["gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4.1-nano-2025-04-14", "o3-mini", "o3-mini-2025-01-31", "o1", "o1-2024-12-17", "gpt-4o", "gpt-4o-2024-11-20", "gpt-4o-2024-08-06", "gpt-4o-2024-05-13", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4.5-preview", "gpt-4.5-preview-2025-02-27", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4-0125-preview", "gpt-4-turbo-preview", "gpt-4-1106-preview", "gpt-4-vision-preview", "gpt-4", "gpt-4-0314", "gpt-4-0613", "gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613", "gpt-3.5-turbo", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-1106", "gpt-3.5-turbo-0125", "gpt-3.5-turbo-16k-0613"]
AssistantSupportedModelsParam: TypeAlias = Literal["gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4.1-nano-2025-04-14", "o3-mini", "o3-mini-2025-01-31", "o1", "o1-2024-12-17", "gpt-4o", "gpt-4o-2024-11-20", "gpt-4o-2024-08-06", "gpt-4o-2024-05-13", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4.5-preview", "gpt-4.5-preview-2025-02-27", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4-0125-preview", "gpt-4-turbo-preview", "gpt-4-1106-preview", "gpt-4-vision-preview", "gpt-4", "gpt-4-0314", "gpt-4-0613", "gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613", "gpt-3.5-turbo", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-1106", "gpt-3.5-turbo-0125", "gpt-3.5-turbo-16k-0613"]
class AssistantToolsCode(Base):
    type: Literal["code_interpreter"]
class AssistantToolsCodeParam(TypedDict, total=False):
    type: Required[Literal["code_interpreter"]]
class AssistantToolsFileSearch(Base):
    type: Literal["file_search"]
    file_search: AssistantToolsFileSearchFileSearch | None = ...
class AssistantToolsFileSearchParam(TypedDict, total=False):
    type: Required[Literal["file_search"]]
    file_search: AssistantToolsFileSearchFileSearch | AssistantToolsFileSearchFileSearchParam
class AssistantToolsFileSearchFileSearch(Base):
    max_num_results: builtins.int | None = ...
    ranking_options: FileSearchRankingOptions | None = ...
class AssistantToolsFileSearchFileSearchParam(TypedDict, total=False):
    max_num_results: builtins.int
    ranking_options: FileSearchRankingOptions | FileSearchRankingOptionsParam
class AssistantToolsFileSearchTypeOnly(Base):
    type: Literal["file_search"]
class AssistantToolsFileSearchTypeOnlyParam(TypedDict, total=False):
    type: Required[Literal["file_search"]]
class AssistantToolsFunction(Base):
    type: Literal["function"]
    function: FunctionObject
class AssistantToolsFunctionParam(TypedDict, total=False):
    type: Required[Literal["function"]]
    function: Required[FunctionObject | FunctionObjectParam]
AssistantsApiResponseFormatOption: TypeAlias = Literal["auto"] | ResponseFormatText | ResponseFormatJsonObject | ResponseFormatJsonSchema
AssistantsApiResponseFormatOptionParam: TypeAlias = Literal["auto"] | ResponseFormatText | ResponseFormatTextParam | ResponseFormatJsonObject | ResponseFormatJsonObjectParam | ResponseFormatJsonSchema | ResponseFormatJsonSchemaParam
AssistantsApiToolChoiceOption: TypeAlias = Literal["none", "auto", "required"] | AssistantsNamedToolChoice
AssistantsApiToolChoiceOptionParam: TypeAlias = Literal["none", "auto", "required"] | AssistantsNamedToolChoice | AssistantsNamedToolChoiceParam
class AssistantsNamedToolChoice(Base):
    type: Literal["function", "code_interpreter", "file_search"]
    function: AssistantsNamedToolChoiceFunction | None = ...
class AssistantsNamedToolChoiceParam(TypedDict, total=False):
    type: Required[Literal["function", "code_interpreter", "file_search"]]
    function: AssistantsNamedToolChoiceFunction | AssistantsNamedToolChoiceFunctionParam
class AssistantsNamedToolChoiceFunction(Base):
    name: builtins.str
class AssistantsNamedToolChoiceFunctionParam(TypedDict, total=False):
    name: Required[builtins.str]
class Attachment(Base):
    type: AttachmentType
    id: builtins.str
    name: builtins.str
    mime_type: builtins.str
    preview_url: builtins.str | None
AttachmentType: TypeAlias = Literal["image", "file"]
AudioResponseFormat: TypeAlias = Literal["json", "text", "srt", "verbose_json", "vtt", "diarized_json"]
AudioResponseFormatParam: TypeAlias = Literal["json", "text", "srt", "verbose_json", "vtt", "diarized_json"]
class AudioTranscription(Base):
    model: builtins.str | Literal["whisper-1", "gpt-transcribe", "gpt-live-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-transcribe", "gpt-4o-transcribe-diarize", "gpt-realtime-whisper"] | None = ...
    language: builtins.str | None = ...
    languages: builtins.list[builtins.str] | None = ...
    keywords: builtins.list[builtins.str] | None = ...
    prompt: builtins.str | None = ...
    delay: Literal["minimal", "low", "medium", "high", "xhigh"] | None = ...
class AudioTranscriptionParam(TypedDict, total=False):
    model: builtins.str | Literal["whisper-1", "gpt-transcribe", "gpt-live-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-transcribe", "gpt-4o-transcribe-diarize", "gpt-realtime-whisper"]
    language: builtins.str
    languages: Sequence[builtins.str]
    keywords: Sequence[builtins.str]
    prompt: builtins.str
    delay: Literal["minimal", "low", "medium", "high", "xhigh"]
class AudioTranscriptionResponse(Base):
    model: builtins.str | Literal["whisper-1", "gpt-transcribe", "gpt-live-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-transcribe", "gpt-4o-transcribe-diarize", "gpt-realtime-whisper"] | None = ...
    language: builtins.str | None = ...
    languages: builtins.list[builtins.str] | None = ...
    prompt: builtins.str | None = ...
class AuditLog(Base):
    id: builtins.str
    type: AuditLogEventType
    effective_at: builtins.int
    project: AuditLogProject | None = ...
    actor: AuditLogActor | None = ...
    api_key_created: AuditLogApiKeyCreated | None = ...
    api_key_updated: AuditLogApiKeyUpdated | None = ...
    api_key_deleted: AuditLogApiKeyDeleted | None = ...
    checkpoint_permission_created: AuditLogCheckpointPermissionCreated | None = ...
    checkpoint_permission_deleted: AuditLogCheckpointPermissionDeleted | None = ...
    external_key_registered: AuditLogExternalKeyRegistered | None = ...
    external_key_removed: AuditLogExternalKeyRemoved | None = ...
    group_created: AuditLogGroupCreated | None = ...
    group_updated: AuditLogGroupUpdated | None = ...
    group_deleted: AuditLogGroupDeleted | None = ...
    scim_enabled: AuditLogScimEnabled | None = ...
    scim_disabled: AuditLogScimDisabled | None = ...
    invite_sent: AuditLogInviteSent | None = ...
    invite_accepted: AuditLogInviteAccepted | None = ...
    invite_deleted: AuditLogInviteDeleted | None = ...
    ip_allowlist_created: AuditLogIpAllowlistCreated | None = ...
    ip_allowlist_updated: AuditLogIpAllowlistUpdated | None = ...
    ip_allowlist_deleted: AuditLogIpAllowlistDeleted | None = ...
    ip_allowlist_config_activated: AuditLogIpAllowlistConfigActivated | None = ...
    ip_allowlist_config_deactivated: AuditLogIpAllowlistConfigDeactivated | None = ...
    login_succeeded: builtins.dict[builtins.str, Any] | None = ...
    login_failed: AuditLogLoginFailed | None = ...
    logout_succeeded: builtins.dict[builtins.str, Any] | None = ...
    logout_failed: AuditLogLogoutFailed | None = ...
    organization_updated: AuditLogOrganizationUpdated | None = ...
    project_created: AuditLogProjectCreated | None = ...
    project_updated: AuditLogProjectUpdated | None = ...
    project_archived: AuditLogProjectArchived | None = ...
    project_deleted: AuditLogProjectDeleted | None = ...
    rate_limit_updated: AuditLogRateLimitUpdated | None = ...
    rate_limit_deleted: AuditLogRateLimitDeleted | None = ...
    role_created: AuditLogRoleCreated | None = ...
    role_updated: AuditLogRoleUpdated | None = ...
    role_deleted: AuditLogRoleDeleted | None = ...
    role_assignment_created: AuditLogRoleAssignmentCreated | None = ...
    role_assignment_deleted: AuditLogRoleAssignmentDeleted | None = ...
    role_bound_to_resource: AuditLogRoleBoundToResource | None = ...
    role_unbound_from_resource: AuditLogRoleUnboundFromResource | None = ...
    service_account_created: AuditLogServiceAccountCreated | None = ...
    service_account_updated: AuditLogServiceAccountUpdated | None = ...
    service_account_deleted: AuditLogServiceAccountDeleted | None = ...
    workload_identity_provider_created: AuditLogWorkloadIdentityProviderCreated | None = ...
    workload_identity_provider_updated: AuditLogWorkloadIdentityProviderUpdated | None = ...
    workload_identity_provider_deleted: AuditLogWorkloadIdentityProviderDeleted | None = ...
    workload_identity_provider_mapping_created: AuditLogWorkloadIdentityProviderMappingCreated | None = ...
    workload_identity_provider_mapping_updated: AuditLogWorkloadIdentityProviderMappingUpdated | None = ...
    workload_identity_provider_mapping_deleted: AuditLogWorkloadIdentityProviderMappingDeleted | None = ...
    user_added: AuditLogUserAdded | None = ...
    user_updated: AuditLogUserUpdated | None = ...
    user_deleted: AuditLogUserDeleted | None = ...
    certificate_created: AuditLogCertificateCreated | None = ...
    certificate_updated: AuditLogCertificateUpdated | None = ...
    certificate_deleted: AuditLogCertificateDeleted | None = ...
    certificates_activated: AuditLogCertificatesActivated | None = ...
    certificates_deactivated: AuditLogCertificatesDeactivated | None = ...
class AuditLogActor(Base):
    type: Literal["session", "api_key"] | None = ...
    session: AuditLogActorSession | None = ...
    api_key: AuditLogActorApiKey | None = ...
class AuditLogActorApiKey(Base):
    id: builtins.str | None = ...
    type: Literal["user", "service_account"] | None = ...
    user: AuditLogActorUser | None = ...
    service_account: AuditLogActorServiceAccount | None = ...
class AuditLogActorServiceAccount(Base):
    id: builtins.str | None = ...
class AuditLogActorSession(Base):
    user: AuditLogActorUser | None = ...
    ip_address: builtins.str | None = ...
class AuditLogActorUser(Base):
    id: builtins.str | None = ...
    email: builtins.str | None = ...
class AuditLogApiKeyCreated(Base):
    id: builtins.str | None = ...
    data: AuditLogApiKeyCreatedData | None = ...
class AuditLogApiKeyCreatedData(Base):
    scopes: builtins.list[builtins.str] | None = ...
class AuditLogApiKeyDeleted(Base):
    id: builtins.str | None = ...
class AuditLogApiKeyUpdated(Base):
    id: builtins.str | None = ...
    changes_requested: AuditLogApiKeyUpdatedChangesRequested | None = ...
class AuditLogApiKeyUpdatedChangesRequested(Base):
    scopes: builtins.list[builtins.str] | None = ...
class AuditLogCertificateCreated(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
class AuditLogCertificateDeleted(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
    certificate: builtins.str | None = ...
class AuditLogCertificateUpdated(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
class AuditLogCertificatesActivated(Base):
    certificates: builtins.list[AuditLogCertificatesActivatedCertificates] | None = ...
class AuditLogCertificatesActivatedCertificates(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
class AuditLogCertificatesDeactivated(Base):
    certificates: builtins.list[AuditLogCertificatesDeactivatedCertificates] | None = ...
class AuditLogCertificatesDeactivatedCertificates(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
class AuditLogCheckpointPermissionCreated(Base):
    id: builtins.str | None = ...
    data: AuditLogCheckpointPermissionCreatedData | None = ...
class AuditLogCheckpointPermissionCreatedData(Base):
    project_id: builtins.str | None = ...
    fine_tuned_model_checkpoint: builtins.str | None = ...
class AuditLogCheckpointPermissionDeleted(Base):
    id: builtins.str | None = ...
AuditLogEventType: TypeAlias = Literal["api_key.created", "api_key.updated", "api_key.deleted", "certificate.created", "certificate.updated", "certificate.deleted", "certificates.activated", "certificates.deactivated", "checkpoint.permission.created", "checkpoint.permission.deleted", "external_key.registered", "external_key.removed", "group.created", "group.updated", "group.deleted", "invite.sent", "invite.accepted", "invite.deleted", "ip_allowlist.created", "ip_allowlist.updated", "ip_allowlist.deleted", "ip_allowlist.config.activated", "ip_allowlist.config.deactivated", "login.succeeded", "login.failed", "logout.succeeded", "logout.failed", "organization.updated", "project.created", "project.updated", "project.archived", "project.deleted", "rate_limit.updated", "rate_limit.deleted", "resource.deleted", "tunnel.created", "tunnel.updated", "tunnel.deleted", "workload_identity_provider.created", "workload_identity_provider.updated", "workload_identity_provider.deleted", "workload_identity_provider_mapping.created", "workload_identity_provider_mapping.updated", "workload_identity_provider_mapping.deleted", "role.created", "role.updated", "role.deleted", "role.assignment.created", "role.assignment.deleted", "role.bound_to_resource", "role.unbound_from_resource", "scim.enabled", "scim.disabled", "service_account.created", "service_account.updated", "service_account.deleted", "user.added", "user.updated", "user.deleted", "tenant.metadata.updated", "tenant.microsoft_entra_mapping.upserted", "tenant.microsoft_entra_mapping.deleted", "tenant.workload_identity.provider.created", "tenant.workload_identity.provider.updated", "tenant.workload_identity.provider.archived", "tenant.workload_identity.mapping.created", "tenant.workload_identity.mapping.updated", "tenant.workload_identity.mapping.archived", "tenant.workload_identity.binding.created", "tenant.workload_identity.principal.provisioned", "tenant.workload_identity.access_token.issued", "tenant.admin_api_key.created", "tenant.admin_api_key.updated", "tenant.admin_api_key.deleted", "tenant.project_api_key.created", "tenant.chatgpt_access_token.revoked", "tenant.migration.completed", "tenant.sso.migrated", "tenant.domains.migrated", "tenant.sso_connection.created", "tenant.sso_connection.updated", "tenant.sso_connection.deleted", "tenant.sso_connection.setup.started", "tenant.policy.created", "tenant.policy.updated", "tenant.policy.deleted", "tenant.policy.attached", "tenant.policy.detached", "tenant.principal_authentication_policy.resolved", "tenant.scim.setup.started", "tenant.scim.deletion.requested", "tenant.scim.directory.created", "tenant.product_access_policy.updated", "tenant.resource_share_grant.created", "tenant.resource_share_grant.updated", "tenant.resource_share_grant.accepted", "tenant.resource_share_grant.declined", "tenant.resource_share_grant.revoked", "tenant.resource_share_grant.deleted", "tenant.service_account.updated", "tenant.service_account.deleted", "tenant.service_account.token.revoked", "tenant.billing.overage_limit.updated", "tenant.billing.alerts.updated", "tenant.billing.info.updated", "tenant.usage_limit.workspace.updated", "tenant.usage_limit.group.updated", "tenant.usage_limit.user.updated", "tenant.usage_limit.increase_request.updated", "tenant.usage_limit.increase_request.resolved", "tenant.group.created", "tenant.group.updated", "tenant.group.deleted", "tenant.group.member.added", "tenant.group.member.removed", "tenant.migration_rollout.status.updated", "tenant.migration_rollout.tier.updated", "tenant.role.metadata.updated", "tenant.custom_role.created", "tenant.custom_role.updated", "tenant.custom_role.deleted", "tenant.role_assignment.created", "tenant.role_assignment.deleted", "tenant.resource_role_assignment.created", "tenant.resource_role_assignment.deleted", "tenant.resource_access.updated", "tenant.resource_access.deleted", "tenant.ads_account.onboarding.redemption", "tenant.session_policy.created", "tenant.session_policy.updated", "tenant.session_policy.deleted", "tenant.session_revocation.started", "tenant.third_party_app_policy.updated", "tenant.user.added", "tenant.user.updated", "tenant.user.removed", "tenant.user.looked_up", "tenant.user.invited", "tenant.membership.revoked", "tenant.api_organization_invite.upserted", "tenant.api_organization_invite.deleted", "tenant.chatgpt_workspace_invite.upserted", "tenant.membership.accepted", "tenant.membership.declined", "tenant.workspace_invite_email_settings.updated"]
AuditLogEventTypeParam: TypeAlias = Literal["api_key.created", "api_key.updated", "api_key.deleted", "certificate.created", "certificate.updated", "certificate.deleted", "certificates.activated", "certificates.deactivated", "checkpoint.permission.created", "checkpoint.permission.deleted", "external_key.registered", "external_key.removed", "group.created", "group.updated", "group.deleted", "invite.sent", "invite.accepted", "invite.deleted", "ip_allowlist.created", "ip_allowlist.updated", "ip_allowlist.deleted", "ip_allowlist.config.activated", "ip_allowlist.config.deactivated", "login.succeeded", "login.failed", "logout.succeeded", "logout.failed", "organization.updated", "project.created", "project.updated", "project.archived", "project.deleted", "rate_limit.updated", "rate_limit.deleted", "resource.deleted", "tunnel.created", "tunnel.updated", "tunnel.deleted", "workload_identity_provider.created", "workload_identity_provider.updated", "workload_identity_provider.deleted", "workload_identity_provider_mapping.created", "workload_identity_provider_mapping.updated", "workload_identity_provider_mapping.deleted", "role.created", "role.updated", "role.deleted", "role.assignment.created", "role.assignment.deleted", "role.bound_to_resource", "role.unbound_from_resource", "scim.enabled", "scim.disabled", "service_account.created", "service_account.updated", "service_account.deleted", "user.added", "user.updated", "user.deleted", "tenant.metadata.updated", "tenant.microsoft_entra_mapping.upserted", "tenant.microsoft_entra_mapping.deleted", "tenant.workload_identity.provider.created", "tenant.workload_identity.provider.updated", "tenant.workload_identity.provider.archived", "tenant.workload_identity.mapping.created", "tenant.workload_identity.mapping.updated", "tenant.workload_identity.mapping.archived", "tenant.workload_identity.binding.created", "tenant.workload_identity.principal.provisioned", "tenant.workload_identity.access_token.issued", "tenant.admin_api_key.created", "tenant.admin_api_key.updated", "tenant.admin_api_key.deleted", "tenant.project_api_key.created", "tenant.chatgpt_access_token.revoked", "tenant.migration.completed", "tenant.sso.migrated", "tenant.domains.migrated", "tenant.sso_connection.created", "tenant.sso_connection.updated", "tenant.sso_connection.deleted", "tenant.sso_connection.setup.started", "tenant.policy.created", "tenant.policy.updated", "tenant.policy.deleted", "tenant.policy.attached", "tenant.policy.detached", "tenant.principal_authentication_policy.resolved", "tenant.scim.setup.started", "tenant.scim.deletion.requested", "tenant.scim.directory.created", "tenant.product_access_policy.updated", "tenant.resource_share_grant.created", "tenant.resource_share_grant.updated", "tenant.resource_share_grant.accepted", "tenant.resource_share_grant.declined", "tenant.resource_share_grant.revoked", "tenant.resource_share_grant.deleted", "tenant.service_account.updated", "tenant.service_account.deleted", "tenant.service_account.token.revoked", "tenant.billing.overage_limit.updated", "tenant.billing.alerts.updated", "tenant.billing.info.updated", "tenant.usage_limit.workspace.updated", "tenant.usage_limit.group.updated", "tenant.usage_limit.user.updated", "tenant.usage_limit.increase_request.updated", "tenant.usage_limit.increase_request.resolved", "tenant.group.created", "tenant.group.updated", "tenant.group.deleted", "tenant.group.member.added", "tenant.group.member.removed", "tenant.migration_rollout.status.updated", "tenant.migration_rollout.tier.updated", "tenant.role.metadata.updated", "tenant.custom_role.created", "tenant.custom_role.updated", "tenant.custom_role.deleted", "tenant.role_assignment.created", "tenant.role_assignment.deleted", "tenant.resource_role_assignment.created", "tenant.resource_role_assignment.deleted", "tenant.resource_access.updated", "tenant.resource_access.deleted", "tenant.ads_account.onboarding.redemption", "tenant.session_policy.created", "tenant.session_policy.updated", "tenant.session_policy.deleted", "tenant.session_revocation.started", "tenant.third_party_app_policy.updated", "tenant.user.added", "tenant.user.updated", "tenant.user.removed", "tenant.user.looked_up", "tenant.user.invited", "tenant.membership.revoked", "tenant.api_organization_invite.upserted", "tenant.api_organization_invite.deleted", "tenant.chatgpt_workspace_invite.upserted", "tenant.membership.accepted", "tenant.membership.declined", "tenant.workspace_invite_email_settings.updated"]
class AuditLogExternalKeyRegistered(Base):
    id: builtins.str | None = ...
    data: builtins.dict[builtins.str, Any] | None = ...
class AuditLogExternalKeyRemoved(Base):
    id: builtins.str | None = ...
class AuditLogGroupCreated(Base):
    id: builtins.str | None = ...
    data: AuditLogGroupCreatedData | None = ...
class AuditLogGroupCreatedData(Base):
    group_name: builtins.str | None = ...
class AuditLogGroupDeleted(Base):
    id: builtins.str | None = ...
class AuditLogGroupUpdated(Base):
    id: builtins.str | None = ...
    changes_requested: AuditLogGroupUpdatedChangesRequested | None = ...
class AuditLogGroupUpdatedChangesRequested(Base):
    group_name: builtins.str | None = ...
class AuditLogInviteAccepted(Base):
    id: builtins.str | None = ...
class AuditLogInviteDeleted(Base):
    id: builtins.str | None = ...
class AuditLogInviteSent(Base):
    id: builtins.str | None = ...
    data: AuditLogInviteSentData | None = ...
class AuditLogInviteSentData(Base):
    email: builtins.str | None = ...
    role: builtins.str | None = ...
class AuditLogIpAllowlistConfigActivated(Base):
    configs: builtins.list[AuditLogIpAllowlistConfigActivatedConfigs] | None = ...
class AuditLogIpAllowlistConfigActivatedConfigs(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
class AuditLogIpAllowlistConfigDeactivated(Base):
    configs: builtins.list[AuditLogIpAllowlistConfigDeactivatedConfigs] | None = ...
class AuditLogIpAllowlistConfigDeactivatedConfigs(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
class AuditLogIpAllowlistCreated(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
    allowed_ips: builtins.list[builtins.str] | None = ...
class AuditLogIpAllowlistDeleted(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
    allowed_ips: builtins.list[builtins.str] | None = ...
class AuditLogIpAllowlistUpdated(Base):
    id: builtins.str | None = ...
    allowed_ips: builtins.list[builtins.str] | None = ...
class AuditLogLoginFailed(Base):
    error_code: builtins.str | None = ...
    error_message: builtins.str | None = ...
class AuditLogLogoutFailed(Base):
    error_code: builtins.str | None = ...
    error_message: builtins.str | None = ...
class AuditLogOrganizationUpdated(Base):
    id: builtins.str | None = ...
    changes_requested: AuditLogOrganizationUpdatedChangesRequested | None = ...
class AuditLogOrganizationUpdatedChangesRequested(Base):
    title: builtins.str | None = ...
    description: builtins.str | None = ...
    name: builtins.str | None = ...
    threads_ui_visibility: builtins.str | None = ...
    usage_dashboard_visibility: builtins.str | None = ...
    api_call_logging: builtins.str | None = ...
    api_call_logging_project_ids: builtins.str | None = ...
class AuditLogProject(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
class AuditLogProjectArchived(Base):
    id: builtins.str | None = ...
class AuditLogProjectCreated(Base):
    id: builtins.str | None = ...
    data: AuditLogProjectCreatedData | None = ...
class AuditLogProjectCreatedData(Base):
    name: builtins.str | None = ...
    title: builtins.str | None = ...
class AuditLogProjectDeleted(Base):
    id: builtins.str | None = ...
class AuditLogProjectUpdated(Base):
    id: builtins.str | None = ...
    changes_requested: AuditLogProjectUpdatedChangesRequested | None = ...
class AuditLogProjectUpdatedChangesRequested(Base):
    title: builtins.str | None = ...
class AuditLogRateLimitDeleted(Base):
    id: builtins.str | None = ...
class AuditLogRateLimitUpdated(Base):
    id: builtins.str | None = ...
    changes_requested: AuditLogRateLimitUpdatedChangesRequested | None = ...
class AuditLogRateLimitUpdatedChangesRequested(Base):
    max_requests_per_1_minute: builtins.int | None = ...
    max_tokens_per_1_minute: builtins.int | None = ...
    max_images_per_1_minute: builtins.int | None = ...
    max_audio_megabytes_per_1_minute: builtins.int | None = ...
    max_requests_per_1_day: builtins.int | None = ...
    batch_1_day_max_input_tokens: builtins.int | None = ...
class AuditLogRoleAssignmentCreated(Base):
    id: builtins.str | None = ...
    principal_id: builtins.str | None = ...
    principal_type: builtins.str | None = ...
    resource_id: builtins.str | None = ...
    resource_type: builtins.str | None = ...
class AuditLogRoleAssignmentDeleted(Base):
    id: builtins.str | None = ...
    principal_id: builtins.str | None = ...
    principal_type: builtins.str | None = ...
    resource_id: builtins.str | None = ...
    resource_type: builtins.str | None = ...
class AuditLogRoleBoundToResource(Base):
    id: builtins.str | None = ...
    role_id: builtins.str | None = ...
    resource_id: builtins.str | None = ...
    resource_type: builtins.str | None = ...
    permissions: builtins.list[builtins.str] | None = ...
    workspace_id: builtins.str | None = ...
    connector_id: builtins.str | None = ...
    connector_name: builtins.str | None = ...
    enabled: builtins.bool | None = ...
    source: Literal["role_toggle", "role_connector_update", "role_delete", "workspace_permissions", "connector_publish"] | None = ...
class AuditLogRoleCreated(Base):
    id: builtins.str | None = ...
    role_name: builtins.str | None = ...
    permissions: builtins.list[builtins.str] | None = ...
    resource_type: builtins.str | None = ...
    resource_id: builtins.str | None = ...
class AuditLogRoleDeleted(Base):
    id: builtins.str | None = ...
class AuditLogRoleUnboundFromResource(Base):
    id: builtins.str | None = ...
    role_id: builtins.str | None = ...
    resource_id: builtins.str | None = ...
    resource_type: builtins.str | None = ...
    permissions: builtins.list[builtins.str] | None = ...
    workspace_id: builtins.str | None = ...
    connector_id: builtins.str | None = ...
    connector_name: builtins.str | None = ...
    enabled: builtins.bool | None = ...
    source: Literal["role_toggle", "role_connector_update", "role_delete", "workspace_permissions", "connector_publish"] | None = ...
class AuditLogRoleUpdated(Base):
    id: builtins.str | None = ...
    changes_requested: AuditLogRoleUpdatedChangesRequested | None = ...
class AuditLogRoleUpdatedChangesRequested(Base):
    role_name: builtins.str | None = ...
    resource_id: builtins.str | None = ...
    resource_type: builtins.str | None = ...
    permissions_added: builtins.list[builtins.str] | None = ...
    permissions_removed: builtins.list[builtins.str] | None = ...
    description: builtins.str | None = ...
    metadata: builtins.dict[builtins.str, Any] | None = ...
class AuditLogScimDisabled(Base):
    id: builtins.str | None = ...
class AuditLogScimEnabled(Base):
    id: builtins.str | None = ...
class AuditLogServiceAccountCreated(Base):
    id: builtins.str | None = ...
    data: AuditLogServiceAccountCreatedData | None = ...
class AuditLogServiceAccountCreatedData(Base):
    role: builtins.str | None = ...
class AuditLogServiceAccountDeleted(Base):
    id: builtins.str | None = ...
class AuditLogServiceAccountUpdated(Base):
    id: builtins.str | None = ...
    changes_requested: AuditLogServiceAccountUpdatedChangesRequested | None = ...
class AuditLogServiceAccountUpdatedChangesRequested(Base):
    role: builtins.str | None = ...
class AuditLogUserAdded(Base):
    id: builtins.str | None = ...
    data: AuditLogUserAddedData | None = ...
class AuditLogUserAddedData(Base):
    role: builtins.str | None = ...
class AuditLogUserDeleted(Base):
    id: builtins.str | None = ...
class AuditLogUserUpdated(Base):
    id: builtins.str | None = ...
    changes_requested: AuditLogUserUpdatedChangesRequested | None = ...
class AuditLogUserUpdatedChangesRequested(Base):
    role: builtins.str | None = ...
class AuditLogWorkloadIdentityProviderCreated(Base):
    id: builtins.str | None = ...
    data: builtins.dict[builtins.str, Any] | None = ...
class AuditLogWorkloadIdentityProviderDeleted(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
class AuditLogWorkloadIdentityProviderMappingCreated(Base):
    id: builtins.str | None = ...
    identity_provider_id: builtins.str | None = ...
    data: builtins.dict[builtins.str, Any] | None = ...
class AuditLogWorkloadIdentityProviderMappingDeleted(Base):
    id: builtins.str | None = ...
    identity_provider_id: builtins.str | None = ...
    project_id: builtins.str | None = ...
    service_account_id: builtins.str | None = ...
class AuditLogWorkloadIdentityProviderMappingUpdated(Base):
    id: builtins.str | None = ...
    identity_provider_id: builtins.str | None = ...
    changes_requested: builtins.dict[builtins.str, Any] | None = ...
class AuditLogWorkloadIdentityProviderUpdated(Base):
    id: builtins.str | None = ...
    changes_requested: builtins.dict[builtins.str, Any] | None = ...
class AutoChunkingStrategyRequestParam(Base):
    type: Literal["auto"]
class AutoChunkingStrategyRequestParamParam(TypedDict, total=False):
    type: Required[Literal["auto"]]
class AutoCodeInterpreterToolParam(Base):
    type: Literal["auto"]
    file_ids: builtins.list[builtins.str] | None = ...
    memory_limit: ContainerMemoryLimit | None = ...
    network_policy: ContainerNetworkPolicyDisabledParam | ContainerNetworkPolicyAllowlistParam | None = ...
class AutoCodeInterpreterToolParamParam(TypedDict, total=False):
    type: Required[Literal["auto"]]
    file_ids: Sequence[builtins.str]
    memory_limit: ContainerMemoryLimitParam | None
    network_policy: ContainerNetworkPolicyDisabledParam | ContainerNetworkPolicyDisabledParamParam | ContainerNetworkPolicyAllowlistParam | ContainerNetworkPolicyAllowlistParamParam
class AutomaticThreadTitlingParam(Base):
    enabled: builtins.bool | None = ...
class AutomaticThreadTitlingParamParam(TypedDict, total=False):
    enabled: builtins.bool
class Batch(Base):
    id: builtins.str
    object: Literal["batch"]
    endpoint: builtins.str
    model: builtins.str | None = ...
    errors: BatchErrors | None = ...
    input_file_id: builtins.str
    completion_window: builtins.str
    status: Literal["validating", "failed", "in_progress", "finalizing", "completed", "expired", "cancelling", "cancelled"]
    output_file_id: builtins.str | None = ...
    error_file_id: builtins.str | None = ...
    created_at: builtins.int
    in_progress_at: builtins.int | None = ...
    expires_at: builtins.int | None = ...
    finalizing_at: builtins.int | None = ...
    completed_at: builtins.int | None = ...
    failed_at: builtins.int | None = ...
    expired_at: builtins.int | None = ...
    cancelling_at: builtins.int | None = ...
    cancelled_at: builtins.int | None = ...
    request_counts: BatchRequestCounts | None = ...
    usage: BatchUsage | None = ...
    metadata: Metadata | None = ...
class BatchError(Base):
    code: builtins.str | None = ...
    message: builtins.str | None = ...
    param: builtins.str | None = ...
    line: builtins.int | None = ...
class BatchErrors(Base):
    object: builtins.str | None = ...
    data: builtins.list[BatchError] | None = ...
class BatchFileExpirationAfter(Base):
    anchor: Literal["created_at"]
    seconds: builtins.int
class BatchFileExpirationAfterParam(TypedDict, total=False):
    anchor: Required[Literal["created_at"]]
    seconds: Required[builtins.int]
class BatchRequestCounts(Base):
    total: builtins.int
    completed: builtins.int
    failed: builtins.int
class BatchUsage(Base):
    input_tokens: builtins.int
    input_tokens_details: BatchUsageInputTokensDetails
    output_tokens: builtins.int
    output_tokens_details: BatchUsageOutputTokensDetails
    total_tokens: builtins.int
class BatchUsageInputTokensDetails(Base):
    cached_tokens: builtins.int
class BatchUsageOutputTokensDetails(Base):
    reasoning_tokens: builtins.int
class BetaAdditionalTools(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["additional_tools"]
    id: builtins.str
    role: BetaMessageRole
    tools: builtins.list[BetaTool]
class BetaAdditionalToolsItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    type: Literal["additional_tools"]
    role: Literal["developer"]
    tools: builtins.list[BetaTool]
class BetaAdditionalToolsItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    type: Required[Literal["additional_tools"]]
    role: Required[Literal["developer"]]
    tools: Required[Sequence[BetaToolParam]]
class BetaAgentMessage(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["agent_message"]
    id: builtins.str
    author: builtins.str
    recipient: builtins.str
    content: builtins.list[BetaInputTextContent | BetaOutputTextContent | BetaTextContent | BetaSummaryTextContent | BetaReasoningTextContent | BetaRefusalContent | BetaInputImageContent | BetaComputerScreenshotContent | BetaInputFileContent | BetaEncryptedContent]
class BetaAgentMessageItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    type: Literal["agent_message"]
    author: builtins.str
    recipient: builtins.str
    content: builtins.list[BetaInputTextContentParam | BetaInputImageContentParamAutoParam | BetaEncryptedContentParam]
class BetaAgentMessageItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    type: Required[Literal["agent_message"]]
    author: Required[builtins.str]
    recipient: Required[builtins.str]
    content: Required[Sequence[BetaInputTextContentParam | BetaInputTextContentParamParam | BetaInputImageContentParamAutoParam | BetaInputImageContentParamAutoParamParam | BetaEncryptedContentParam | BetaEncryptedContentParamParam]]
class BetaAgentTag(Base):
    agent_name: builtins.str
class BetaAgentTagParam(TypedDict, total=False):
    agent_name: Required[builtins.str]
BetaAnnotation: TypeAlias = BetaFileCitationBody | BetaUrlCitationBody | BetaContainerFileCitationBody | BetaFilePath
BetaAnnotationParam: TypeAlias = BetaFileCitationBody | BetaFileCitationBodyParam | BetaUrlCitationBody | BetaUrlCitationBodyParam | BetaContainerFileCitationBody | BetaContainerFileCitationBodyParam | BetaFilePath | BetaFilePathParam
BetaApplyPatchCallOutputStatus: TypeAlias = Literal["completed", "failed"]
BetaApplyPatchCallOutputStatusParam: TypeAlias = Literal["completed", "failed"]
BetaApplyPatchCallOutputStatusParamParam: TypeAlias = Literal["completed", "failed"]
BetaApplyPatchCallStatus: TypeAlias = Literal["in_progress", "completed"]
BetaApplyPatchCallStatusParam: TypeAlias = Literal["in_progress", "completed"]
BetaApplyPatchCallStatusParamParam: TypeAlias = Literal["in_progress", "completed"]
class BetaApplyPatchCreateFileOperation(Base):
    type: Literal["create_file"]
    path: builtins.str
    diff: builtins.str
class BetaApplyPatchCreateFileOperationParam(Base):
    type: Literal["create_file"]
    path: builtins.str
    diff: builtins.str
class BetaApplyPatchCreateFileOperationParamParam(TypedDict, total=False):
    type: Required[Literal["create_file"]]
    path: Required[builtins.str]
    diff: Required[builtins.str]
class BetaApplyPatchDeleteFileOperation(Base):
    type: Literal["delete_file"]
    path: builtins.str
class BetaApplyPatchDeleteFileOperationParam(Base):
    type: Literal["delete_file"]
    path: builtins.str
class BetaApplyPatchDeleteFileOperationParamParam(TypedDict, total=False):
    type: Required[Literal["delete_file"]]
    path: Required[builtins.str]
BetaApplyPatchOperationParam: TypeAlias = BetaApplyPatchCreateFileOperationParam | BetaApplyPatchDeleteFileOperationParam | BetaApplyPatchUpdateFileOperationParam
BetaApplyPatchOperationParamParam: TypeAlias = BetaApplyPatchCreateFileOperationParam | BetaApplyPatchCreateFileOperationParamParam | BetaApplyPatchDeleteFileOperationParam | BetaApplyPatchDeleteFileOperationParamParam | BetaApplyPatchUpdateFileOperationParam | BetaApplyPatchUpdateFileOperationParamParam
class BetaApplyPatchToolCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["apply_patch_call"]
    id: builtins.str
    call_id: builtins.str
    caller: BetaToolCallCaller | None = ...
    status: BetaApplyPatchCallStatus
    operation: BetaApplyPatchCreateFileOperation | BetaApplyPatchDeleteFileOperation | BetaApplyPatchUpdateFileOperation
    created_by: builtins.str | None = ...
class BetaApplyPatchToolCallItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    type: Literal["apply_patch_call"]
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: BetaToolCallCallerParam | None = ...
    status: BetaApplyPatchCallStatusParam
    operation: BetaApplyPatchOperationParam
class BetaApplyPatchToolCallItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    type: Required[Literal["apply_patch_call"]]
    id: builtins.str | None
    call_id: Required[builtins.str]
    caller: BetaToolCallCallerParamParam | None
    status: Required[BetaApplyPatchCallStatusParamParam]
    operation: Required[BetaApplyPatchOperationParamParam]
class BetaApplyPatchToolCallOutput(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["apply_patch_call_output"]
    id: builtins.str
    call_id: builtins.str
    caller: BetaToolCallCaller | None = ...
    status: BetaApplyPatchCallOutputStatus
    output: builtins.str | None = ...
    created_by: builtins.str | None = ...
class BetaApplyPatchToolCallOutputItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    type: Literal["apply_patch_call_output"]
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: BetaToolCallCallerParam | None = ...
    status: BetaApplyPatchCallOutputStatusParam
    output: builtins.str | None = ...
class BetaApplyPatchToolCallOutputItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    type: Required[Literal["apply_patch_call_output"]]
    id: builtins.str | None
    call_id: Required[builtins.str]
    caller: BetaToolCallCallerParamParam | None
    status: Required[BetaApplyPatchCallOutputStatusParamParam]
    output: builtins.str | None
class BetaApplyPatchToolParam(Base):
    type: Literal["apply_patch"]
    allowed_callers: builtins.list[BetaCallableToolAllowedCaller] | None = ...
class BetaApplyPatchToolParamParam(TypedDict, total=False):
    type: Required[Literal["apply_patch"]]
    allowed_callers: Sequence[BetaCallableToolAllowedCallerParam] | None
class BetaApplyPatchUpdateFileOperation(Base):
    type: Literal["update_file"]
    path: builtins.str
    diff: builtins.str
class BetaApplyPatchUpdateFileOperationParam(Base):
    type: Literal["update_file"]
    path: builtins.str
    diff: builtins.str
class BetaApplyPatchUpdateFileOperationParamParam(TypedDict, total=False):
    type: Required[Literal["update_file"]]
    path: Required[builtins.str]
    diff: Required[builtins.str]
class BetaApproximateLocation(Base):
    type: Literal["approximate"]
    country: builtins.str | None = ...
    region: builtins.str | None = ...
    city: builtins.str | None = ...
    timezone: builtins.str | None = ...
class BetaApproximateLocationParam(TypedDict, total=False):
    type: Required[Literal["approximate"]]
    country: builtins.str | None
    region: builtins.str | None
    city: builtins.str | None
    timezone: builtins.str | None
class BetaAutoCodeInterpreterToolParam(Base):
    type: Literal["auto"]
    file_ids: builtins.list[builtins.str] | None = ...
    memory_limit: BetaContainerMemoryLimit | None = ...
    network_policy: BetaContainerNetworkPolicyDisabledParam | BetaContainerNetworkPolicyAllowlistParam | None = ...
class BetaAutoCodeInterpreterToolParamParam(TypedDict, total=False):
    type: Required[Literal["auto"]]
    file_ids: Sequence[builtins.str]
    memory_limit: BetaContainerMemoryLimitParam | None
    network_policy: BetaContainerNetworkPolicyDisabledParam | BetaContainerNetworkPolicyDisabledParamParam | BetaContainerNetworkPolicyAllowlistParam | BetaContainerNetworkPolicyAllowlistParamParam
BetaCallableToolAllowedCaller: TypeAlias = Literal["direct", "programmatic"]
BetaCallableToolAllowedCallerParam: TypeAlias = Literal["direct", "programmatic"]
BetaClickButtonType: TypeAlias = Literal["left", "right", "wheel", "back", "forward"]
BetaClickButtonTypeParam: TypeAlias = Literal["left", "right", "wheel", "back", "forward"]
class BetaClickParam(Base):
    type: Literal["click"]
    button: BetaClickButtonType
    x: builtins.int
    y: builtins.int
    keys: builtins.list[builtins.str] | None = ...
class BetaClickParamParam(TypedDict, total=False):
    type: Required[Literal["click"]]
    button: Required[BetaClickButtonTypeParam]
    x: Required[builtins.int]
    y: Required[builtins.int]
    keys: Sequence[builtins.str] | None
class BetaCodeInterpreterOutputImage(Base):
    type: Literal["image"]
    url: builtins.str
class BetaCodeInterpreterOutputImageParam(TypedDict, total=False):
    type: Required[Literal["image"]]
    url: Required[builtins.str]
class BetaCodeInterpreterOutputLogs(Base):
    type: Literal["logs"]
    logs: builtins.str
class BetaCodeInterpreterOutputLogsParam(TypedDict, total=False):
    type: Required[Literal["logs"]]
    logs: Required[builtins.str]
class BetaCodeInterpreterTool(Base):
    type: Literal["code_interpreter"]
    container: builtins.str | BetaAutoCodeInterpreterToolParam
    allowed_callers: builtins.list[BetaCallableToolAllowedCaller] | None = ...
class BetaCodeInterpreterToolParam(TypedDict, total=False):
    type: Required[Literal["code_interpreter"]]
    container: Required[builtins.str | BetaAutoCodeInterpreterToolParam | BetaAutoCodeInterpreterToolParamParam]
    allowed_callers: Sequence[BetaCallableToolAllowedCallerParam] | None
class BetaCodeInterpreterToolCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["code_interpreter_call"]
    id: builtins.str
    status: Literal["in_progress", "completed", "incomplete", "interpreting", "failed"]
    container_id: builtins.str
    code: builtins.str | None
    outputs: builtins.list[BetaCodeInterpreterOutputLogs | BetaCodeInterpreterOutputImage] | None
class BetaCodeInterpreterToolCallParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["code_interpreter_call"]]
    id: Required[builtins.str]
    status: Required[Literal["in_progress", "completed", "incomplete", "interpreting", "failed"]]
    container_id: Required[builtins.str]
    code: Required[builtins.str | None]
    outputs: Required[Sequence[BetaCodeInterpreterOutputLogs | BetaCodeInterpreterOutputLogsParam | BetaCodeInterpreterOutputImage | BetaCodeInterpreterOutputImageParam] | None]
class BetaCompactResource(Base):
    id: builtins.str
    object: Literal["response.compaction"]
    output: builtins.list[BetaItemField]
    created_at: builtins.int
    usage: BetaResponseUsage
class BetaCompactResponseMethodPublicBody(Base):
    model: BetaModelIdsCompaction
    input: builtins.str | builtins.list[BetaInputItem] | None = ...
    previous_response_id: builtins.str | None = ...
    instructions: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: BetaPromptCacheRetentionEnum | None = ...
    prompt_cache_options: BetaPromptCacheOptionsParam | None = ...
    service_tier: BetaServiceTierEnum | None = ...
    image: builtins.dict[builtins.str, Any] | None = ...
class BetaCompactionBody(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["compaction"]
    id: builtins.str
    encrypted_content: builtins.str
    created_by: builtins.str | None = ...
class BetaCompactionSummaryItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    type: Literal["compaction"]
    encrypted_content: builtins.str
class BetaCompactionSummaryItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    type: Required[Literal["compaction"]]
    encrypted_content: Required[builtins.str]
class BetaCompactionTriggerItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    type: Literal["compaction_trigger"]
class BetaCompactionTriggerItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    type: Required[Literal["compaction_trigger"]]
class BetaComparisonFilter(Base):
    type: Literal["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin"]
    key: builtins.str
    value: builtins.str | builtins.float | builtins.bool | builtins.list[builtins.str | builtins.float]
class BetaComparisonFilterParam(TypedDict, total=False):
    type: Required[Literal["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin"]]
    key: Required[builtins.str]
    value: Required[builtins.str | builtins.float | builtins.bool | Sequence[builtins.str | builtins.float]]
class BetaCompoundFilter(Base):
    type: Literal["and", "or"]
    filters: builtins.list[BetaComparisonFilter | BetaCompoundFilter]
class BetaCompoundFilterParam(TypedDict, total=False):
    type: Required[Literal["and", "or"]]
    filters: Required[Sequence[BetaComparisonFilter | BetaComparisonFilterParam | BetaCompoundFilter | BetaCompoundFilterParam]]
BetaComputerAction: TypeAlias = BetaClickParam | BetaDoubleClickAction | BetaDragParam | BetaKeyPressAction | BetaMoveParam | BetaScreenshotParam | BetaScrollParam | BetaTypeParam | BetaWaitParam
BetaComputerActionParam: TypeAlias = BetaClickParam | BetaClickParamParam | BetaDoubleClickAction | BetaDoubleClickActionParam | BetaDragParam | BetaDragParamParam | BetaKeyPressAction | BetaKeyPressActionParam | BetaMoveParam | BetaMoveParamParam | BetaScreenshotParam | BetaScreenshotParamParam | BetaScrollParam | BetaScrollParamParam | BetaTypeParam | BetaTypeParamParam | BetaWaitParam | BetaWaitParamParam
BetaComputerActionList: TypeAlias = builtins.list[BetaComputerAction]
BetaComputerActionListParam: TypeAlias = Sequence[BetaComputerActionParam]
class BetaComputerCallOutputItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    call_id: builtins.str
    type: Literal["computer_call_output"]
    output: BetaComputerScreenshotImage
    acknowledged_safety_checks: builtins.list[BetaComputerCallSafetyCheckParam] | None = ...
    status: BetaFunctionCallItemStatus | None = ...
class BetaComputerCallOutputItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    call_id: Required[builtins.str]
    type: Required[Literal["computer_call_output"]]
    output: Required[BetaComputerScreenshotImage | BetaComputerScreenshotImageParam]
    acknowledged_safety_checks: Sequence[BetaComputerCallSafetyCheckParam | BetaComputerCallSafetyCheckParamParam] | None
    status: BetaFunctionCallItemStatusParam | None
BetaComputerCallOutputStatus: TypeAlias = Literal["completed", "incomplete", "failed"]
class BetaComputerCallSafetyCheckParam(Base):
    id: builtins.str
    code: builtins.str | None = ...
    message: builtins.str | None = ...
class BetaComputerCallSafetyCheckParamParam(TypedDict, total=False):
    id: Required[builtins.str]
    code: builtins.str | None
    message: builtins.str | None
BetaComputerEnvironment: TypeAlias = Literal["windows", "mac", "linux", "ubuntu", "browser"]
BetaComputerEnvironmentParam: TypeAlias = Literal["windows", "mac", "linux", "ubuntu", "browser"]
class BetaComputerScreenshotContent(Base):
    type: Literal["computer_screenshot"]
    image_url: builtins.str | None
    file_id: builtins.str | None
    detail: BetaImageDetail
    prompt_cache_breakpoint: BetaPromptCacheBreakpointConfig | None = ...
class BetaComputerScreenshotImage(Base):
    type: Literal["computer_screenshot"]
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
class BetaComputerScreenshotImageParam(TypedDict, total=False):
    type: Required[Literal["computer_screenshot"]]
    image_url: builtins.str
    file_id: builtins.str
class BetaComputerTool(Base):
    type: Literal["computer"]
class BetaComputerToolParam(TypedDict, total=False):
    type: Required[Literal["computer"]]
class BetaComputerToolCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["computer_call"]
    id: builtins.str
    call_id: builtins.str
    action: BetaComputerAction | None = ...
    actions: BetaComputerActionList | None = ...
    pending_safety_checks: builtins.list[BetaComputerCallSafetyCheckParam]
    status: Literal["in_progress", "completed", "incomplete"]
class BetaComputerToolCallParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["computer_call"]]
    id: Required[builtins.str]
    call_id: Required[builtins.str]
    action: BetaComputerActionParam
    actions: BetaComputerActionListParam
    pending_safety_checks: Required[Sequence[BetaComputerCallSafetyCheckParam | BetaComputerCallSafetyCheckParamParam]]
    status: Required[Literal["in_progress", "completed", "incomplete"]]
class BetaComputerToolCallOutput(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["computer_call_output"]
    id: builtins.str | None = ...
    call_id: builtins.str
    acknowledged_safety_checks: builtins.list[BetaComputerCallSafetyCheckParam] | None = ...
    output: BetaComputerScreenshotImage
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class BetaComputerToolCallOutputResource(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["computer_call_output"]
    id: builtins.str
    call_id: builtins.str
    acknowledged_safety_checks: builtins.list[BetaComputerCallSafetyCheckParam] | None = ...
    output: BetaComputerScreenshotImage
    status: BetaComputerCallOutputStatus
    created_by: builtins.str | None = ...
class BetaComputerUsePreviewTool(Base):
    type: Literal["computer_use_preview"]
    environment: BetaComputerEnvironment
    display_width: builtins.int
    display_height: builtins.int
class BetaComputerUsePreviewToolParam(TypedDict, total=False):
    type: Required[Literal["computer_use_preview"]]
    environment: Required[BetaComputerEnvironmentParam]
    display_width: Required[builtins.int]
    display_height: Required[builtins.int]
class BetaContainerAutoParam(Base):
    type: Literal["container_auto"]
    file_ids: builtins.list[builtins.str] | None = ...
    memory_limit: BetaContainerMemoryLimit | None = ...
    network_policy: BetaContainerNetworkPolicyDisabledParam | BetaContainerNetworkPolicyAllowlistParam | None = ...
    skills: builtins.list[BetaSkillReferenceParam | BetaInlineSkillParam] | None = ...
class BetaContainerAutoParamParam(TypedDict, total=False):
    type: Required[Literal["container_auto"]]
    file_ids: Sequence[builtins.str]
    memory_limit: BetaContainerMemoryLimitParam | None
    network_policy: BetaContainerNetworkPolicyDisabledParam | BetaContainerNetworkPolicyDisabledParamParam | BetaContainerNetworkPolicyAllowlistParam | BetaContainerNetworkPolicyAllowlistParamParam
    skills: Sequence[BetaSkillReferenceParam | BetaSkillReferenceParamParam | BetaInlineSkillParam | BetaInlineSkillParamParam]
class BetaContainerFileCitationBody(Base):
    type: Literal["container_file_citation"]
    container_id: builtins.str
    file_id: builtins.str
    start_index: builtins.int
    end_index: builtins.int
    filename: builtins.str
class BetaContainerFileCitationBodyParam(TypedDict, total=False):
    type: Required[Literal["container_file_citation"]]
    container_id: Required[builtins.str]
    file_id: Required[builtins.str]
    start_index: Required[builtins.int]
    end_index: Required[builtins.int]
    filename: Required[builtins.str]
class BetaContainerFileCitationParam(Base):
    type: Literal["container_file_citation"]
    start_index: builtins.int
    end_index: builtins.int
    container_id: builtins.str
    file_id: builtins.str
    filename: builtins.str
class BetaContainerFileCitationParamParam(TypedDict, total=False):
    type: Required[Literal["container_file_citation"]]
    start_index: Required[builtins.int]
    end_index: Required[builtins.int]
    container_id: Required[builtins.str]
    file_id: Required[builtins.str]
    filename: Required[builtins.str]
BetaContainerMemoryLimit: TypeAlias = Literal["1g", "4g", "16g", "64g"]
BetaContainerMemoryLimitParam: TypeAlias = Literal["1g", "4g", "16g", "64g"]
class BetaContainerNetworkPolicyAllowlistParam(Base):
    type: Literal["allowlist"]
    allowed_domains: builtins.list[builtins.str]
    domain_secrets: builtins.list[BetaContainerNetworkPolicyDomainSecretParam] | None = ...
class BetaContainerNetworkPolicyAllowlistParamParam(TypedDict, total=False):
    type: Required[Literal["allowlist"]]
    allowed_domains: Required[Sequence[builtins.str]]
    domain_secrets: Sequence[BetaContainerNetworkPolicyDomainSecretParam | BetaContainerNetworkPolicyDomainSecretParamParam]
class BetaContainerNetworkPolicyDisabledParam(Base):
    type: Literal["disabled"]
class BetaContainerNetworkPolicyDisabledParamParam(TypedDict, total=False):
    type: Required[Literal["disabled"]]
class BetaContainerNetworkPolicyDomainSecretParam(Base):
    domain: builtins.str
    name: builtins.str
    value: builtins.str
class BetaContainerNetworkPolicyDomainSecretParamParam(TypedDict, total=False):
    domain: Required[builtins.str]
    name: Required[builtins.str]
    value: Required[builtins.str]
class BetaContainerReferenceParam(Base):
    type: Literal["container_reference"]
    container_id: builtins.str
class BetaContainerReferenceParamParam(TypedDict, total=False):
    type: Required[Literal["container_reference"]]
    container_id: Required[builtins.str]
class BetaContainerReferenceResource(Base):
    type: Literal["container_reference"]
    container_id: builtins.str
BetaContent: TypeAlias = BetaInputContent | BetaOutputContent
class BetaContextManagementParam(Base):
    type: builtins.str
    compact_threshold: builtins.int | None = ...
class BetaContextManagementParamParam(TypedDict, total=False):
    type: Required[builtins.str]
    compact_threshold: builtins.int | None
BetaConversationParam: TypeAlias = str | BetaConversationParam2
BetaConversationParamParam: TypeAlias = str | BetaConversationParam2 | BetaConversationParam2Param
class BetaConversationParam2(Base):
    id: builtins.str
class BetaConversationParam2Param(TypedDict, total=False):
    id: Required[builtins.str]
class BetaCoordParam(Base):
    x: builtins.int
    y: builtins.int
class BetaCoordParamParam(TypedDict, total=False):
    x: Required[builtins.int]
    y: Required[builtins.int]
class BetaCreateModelResponseProperties(Base):
    metadata: BetaMetadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
    prompt_cache_options: BetaPromptCacheOptionsParam | None = ...
class BetaCreateResponse(Base):
    metadata: BetaMetadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
    prompt_cache_options: BetaPromptCacheOptionsParam | None = ...
    previous_response_id: builtins.str | None = ...
    model: BetaModelIdsResponses | None = ...
    background: builtins.bool | None = ...
    max_tool_calls: builtins.int | None = ...
    text: BetaResponseTextParam | None = ...
    tools: BetaToolsArray | None = ...
    tool_choice: BetaToolChoiceParam | None = ...
    prompt: BetaPrompt | None = ...
    service_tier: BetaServiceTierResponses | None = ...
    truncation: Literal["auto", "disabled"] | None = ...
    reasoning: BetaReasoning | None = ...
    input: BetaInputParam | None = ...
    include: builtins.list[BetaIncludeEnum] | None = ...
    parallel_tool_calls: builtins.bool | None = ...
    store: builtins.bool | None = ...
    instructions: builtins.str | None = ...
    moderation: BetaModerationParam | None = ...
    stream: builtins.bool | None = ...
    stream_options: BetaResponseStreamOptions | None = ...
    conversation: BetaConversationParam | None = ...
    context_management: builtins.list[BetaContextManagementParam] | None = ...
    max_output_tokens: builtins.int | None = ...
    multi_agent: BetaMultiAgentParam | None = ...
    access_programs: builtins.dict[builtins.str, Any] | None = ...
    background_options: builtins.dict[builtins.str, Any] | None = ...
    image: builtins.dict[builtins.str, Any] | None = ...
class BetaCustomGrammarFormatParam(Base):
    type: Literal["grammar"]
    syntax: BetaGrammarSyntax1
    definition: builtins.str
class BetaCustomGrammarFormatParamParam(TypedDict, total=False):
    type: Required[Literal["grammar"]]
    syntax: Required[BetaGrammarSyntax1Param]
    definition: Required[builtins.str]
class BetaCustomTextFormatParam(Base):
    type: Literal["text"]
class BetaCustomTextFormatParamParam(TypedDict, total=False):
    type: Required[Literal["text"]]
class BetaCustomToolCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["custom_tool_call"]
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: BetaToolCallCaller | None = ...
    namespace: builtins.str | None = ...
    name: builtins.str
    input: builtins.str
class BetaCustomToolCallParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["custom_tool_call"]]
    id: builtins.str
    call_id: Required[builtins.str]
    caller: BetaToolCallCallerParamDict | None
    namespace: builtins.str
    name: Required[builtins.str]
    input: Required[builtins.str]
class BetaCustomToolCallOutput(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["custom_tool_call_output"]
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: BetaToolCallCallerParam | None = ...
    output: builtins.str | builtins.list[BetaFunctionAndCustomToolCallOutput]
class BetaCustomToolCallOutputParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["custom_tool_call_output"]]
    id: builtins.str
    call_id: Required[builtins.str]
    caller: BetaToolCallCallerParamParam | None
    output: Required[builtins.str | Sequence[BetaFunctionAndCustomToolCallOutputParam]]
class BetaCustomToolCallOutputResource(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["custom_tool_call_output"]
    id: builtins.str
    call_id: builtins.str
    caller: BetaToolCallCallerParam | None = ...
    output: builtins.str | builtins.list[BetaFunctionAndCustomToolCallOutput]
    status: BetaFunctionCallOutputStatusEnum
    created_by: builtins.str | None = ...
class BetaCustomToolCallResource(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["custom_tool_call"]
    id: builtins.str
    call_id: builtins.str
    caller: BetaToolCallCaller | None = ...
    namespace: builtins.str | None = ...
    name: builtins.str
    input: builtins.str
    status: BetaFunctionCallStatus
    created_by: builtins.str | None = ...
class BetaCustomToolParam(Base):
    type: Literal["custom"]
    name: builtins.str
    description: builtins.str | None = ...
    format: BetaCustomTextFormatParam | BetaCustomGrammarFormatParam | None = ...
    defer_loading: builtins.bool | None = ...
    allowed_callers: builtins.list[BetaCallableToolAllowedCaller] | None = ...
class BetaCustomToolParamParam(TypedDict, total=False):
    type: Required[Literal["custom"]]
    name: Required[builtins.str]
    description: builtins.str
    format: BetaCustomTextFormatParam | BetaCustomTextFormatParamParam | BetaCustomGrammarFormatParam | BetaCustomGrammarFormatParamParam
    defer_loading: builtins.bool
    allowed_callers: Sequence[BetaCallableToolAllowedCallerParam] | None
BetaDetailEnum: TypeAlias = Literal["low", "high", "auto", "original"]
BetaDetailEnumParam: TypeAlias = Literal["low", "high", "auto", "original"]
class BetaDirectToolCallCaller(Base):
    type: Literal["direct"]
class BetaDirectToolCallCallerParamDict(TypedDict, total=False):
    type: Required[Literal["direct"]]
class BetaDirectToolCallCallerParam(Base):
    type: Literal["direct"]
class BetaDirectToolCallCallerParamParam(TypedDict, total=False):
    type: Required[Literal["direct"]]
class BetaDoubleClickAction(Base):
    type: Literal["double_click"]
    x: builtins.int
    y: builtins.int
    keys: builtins.list[builtins.str] | None
class BetaDoubleClickActionParam(TypedDict, total=False):
    type: Required[Literal["double_click"]]
    x: Required[builtins.int]
    y: Required[builtins.int]
    keys: Required[Sequence[builtins.str] | None]
class BetaDragParam(Base):
    type: Literal["drag"]
    path: builtins.list[BetaCoordParam]
    keys: builtins.list[builtins.str] | None = ...
class BetaDragParamParam(TypedDict, total=False):
    type: Required[Literal["drag"]]
    path: Required[Sequence[BetaCoordParam | BetaCoordParamParam]]
    keys: Sequence[builtins.str] | None
class BetaEasyInputMessage(Base):
    role: Literal["user", "assistant", "system", "developer"]
    content: builtins.str | BetaInputMessageContentList
    phase: BetaMessagePhase | None = ...
    type: Literal["message"] | None = ...
class BetaEasyInputMessageParam(TypedDict, total=False):
    role: Required[Literal["user", "assistant", "system", "developer"]]
    content: Required[builtins.str | BetaInputMessageContentListParam]
    phase: BetaMessagePhaseParam | None
    type: Literal["message"]
BetaEmptyModelParam: TypeAlias = builtins.dict[str, Any]
BetaEmptyModelParamParam: TypeAlias = Mapping[str, Any]
class BetaEncryptedContent(Base):
    type: Literal["encrypted_content"]
    encrypted_content: builtins.str
class BetaEncryptedContentParam(Base):
    type: Literal["encrypted_content"]
    encrypted_content: builtins.str
class BetaEncryptedContentParamParam(TypedDict, total=False):
    type: Required[Literal["encrypted_content"]]
    encrypted_content: Required[builtins.str]
class BetaError(Base):
    code: builtins.str | None
    message: builtins.str
    param: builtins.str | None
    type: builtins.str
class BetaErrorPayload(Base):
    type: builtins.str
    code: builtins.str | None
    message: builtins.str
    param: builtins.str | None
    headers: builtins.dict[builtins.str, builtins.str] | None = ...
class BetaFileCitationBody(Base):
    type: Literal["file_citation"]
    file_id: builtins.str
    index: builtins.int
    filename: builtins.str
class BetaFileCitationBodyParam(TypedDict, total=False):
    type: Required[Literal["file_citation"]]
    file_id: Required[builtins.str]
    index: Required[builtins.int]
    filename: Required[builtins.str]
class BetaFileCitationParam(Base):
    type: Literal["file_citation"]
    index: builtins.int
    file_id: builtins.str
    filename: builtins.str
class BetaFileCitationParamParam(TypedDict, total=False):
    type: Required[Literal["file_citation"]]
    index: Required[builtins.int]
    file_id: Required[builtins.str]
    filename: Required[builtins.str]
BetaFileDetailEnum: TypeAlias = Literal["auto", "low", "high"]
BetaFileDetailEnumParam: TypeAlias = Literal["auto", "low", "high"]
BetaFileInputDetail: TypeAlias = Literal["auto", "low", "high"]
BetaFileInputDetailParam: TypeAlias = Literal["auto", "low", "high"]
class BetaFilePath(Base):
    type: Literal["file_path"]
    file_id: builtins.str
    index: builtins.int
class BetaFilePathParam(TypedDict, total=False):
    type: Required[Literal["file_path"]]
    file_id: Required[builtins.str]
    index: Required[builtins.int]
class BetaFileSearchTool(Base):
    type: Literal["file_search"]
    vector_store_ids: builtins.list[builtins.str]
    max_num_results: builtins.int | None = ...
    ranking_options: BetaRankingOptions | None = ...
    filters: BetaFilters | None = ...
class BetaFileSearchToolParam(TypedDict, total=False):
    type: Required[Literal["file_search"]]
    vector_store_ids: Required[Sequence[builtins.str]]
    max_num_results: builtins.int
    ranking_options: BetaRankingOptions | BetaRankingOptionsParam
    filters: BetaFiltersParam | None
class BetaFileSearchToolCall(Base):
    agent: BetaAgentTag | None = ...
    id: builtins.str
    type: Literal["file_search_call"]
    status: Literal["in_progress", "searching", "completed", "incomplete", "failed"]
    queries: builtins.list[builtins.str]
    results: builtins.list[BetaFileSearchToolCallResults] | None = ...
class BetaFileSearchToolCallParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    id: Required[builtins.str]
    type: Required[Literal["file_search_call"]]
    status: Required[Literal["in_progress", "searching", "completed", "incomplete", "failed"]]
    queries: Required[Sequence[builtins.str]]
    results: Sequence[BetaFileSearchToolCallResults | BetaFileSearchToolCallResultsParam] | None
class BetaFileSearchToolCallResults(Base):
    file_id: builtins.str | None = ...
    text: builtins.str | None = ...
    filename: builtins.str | None = ...
    attributes: BetaVectorStoreFileAttributes | None = ...
    score: builtins.float | None = ...
class BetaFileSearchToolCallResultsParam(TypedDict, total=False):
    file_id: builtins.str
    text: builtins.str
    filename: builtins.str
    attributes: BetaVectorStoreFileAttributesParam
    score: builtins.float
BetaFilters: TypeAlias = BetaComparisonFilter | BetaCompoundFilter
BetaFiltersParam: TypeAlias = BetaComparisonFilter | BetaComparisonFilterParam | BetaCompoundFilter | BetaCompoundFilterParam
BetaFunctionAndCustomToolCallOutput: TypeAlias = BetaInputTextContent | BetaInputImageContent | BetaInputFileContent
BetaFunctionAndCustomToolCallOutputParam: TypeAlias = BetaInputTextContent | BetaInputTextContentParamDict | BetaInputImageContent | BetaInputImageContentParam | BetaInputFileContent | BetaInputFileContentParamDict
BetaFunctionCallItemStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
BetaFunctionCallItemStatusParam: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class BetaFunctionCallOutputItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    call_id: builtins.str | None = ...
    type: Literal["function_call_output"]
    output: builtins.str | builtins.list[BetaInputTextContentParam | BetaInputImageContentParamAutoParam | BetaInputFileContentParam]
    name: builtins.str | None = ...
    namespace: builtins.str | None = ...
    caller: BetaToolCallCallerParam | None = ...
    status: BetaFunctionCallItemStatus | None = ...
class BetaFunctionCallOutputItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    call_id: builtins.str | None
    type: Required[Literal["function_call_output"]]
    output: Required[builtins.str | Sequence[BetaInputTextContentParam | BetaInputTextContentParamParam | BetaInputImageContentParamAutoParam | BetaInputImageContentParamAutoParamParam | BetaInputFileContentParam | BetaInputFileContentParamParam]]
    name: builtins.str | None
    namespace: builtins.str | None
    caller: BetaToolCallCallerParamParam | None
    status: BetaFunctionCallItemStatusParam | None
BetaFunctionCallOutputStatusEnum: TypeAlias = Literal["in_progress", "completed", "incomplete"]
BetaFunctionCallStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class BetaFunctionShellAction(Base):
    commands: builtins.list[builtins.str]
    timeout_ms: builtins.int | None
    max_output_length: builtins.int | None
class BetaFunctionShellActionParam(Base):
    commands: builtins.list[builtins.str]
    timeout_ms: builtins.int | None = ...
    max_output_length: builtins.int | None = ...
class BetaFunctionShellActionParamParam(TypedDict, total=False):
    commands: Required[Sequence[builtins.str]]
    timeout_ms: builtins.int | None
    max_output_length: builtins.int | None
class BetaFunctionShellCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["shell_call"]
    id: builtins.str
    call_id: builtins.str
    caller: BetaToolCallCaller | None = ...
    action: BetaFunctionShellAction
    status: BetaFunctionShellCallStatus
    environment: BetaLocalEnvironmentResource | BetaContainerReferenceResource | None
    created_by: builtins.str | None = ...
class BetaFunctionShellCallItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: BetaToolCallCallerParam | None = ...
    type: Literal["shell_call"]
    action: BetaFunctionShellActionParam
    status: BetaFunctionShellCallItemStatus | None = ...
    environment: BetaLocalEnvironmentParam | BetaContainerReferenceParam | None = ...
class BetaFunctionShellCallItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    call_id: Required[builtins.str]
    caller: BetaToolCallCallerParamParam | None
    type: Required[Literal["shell_call"]]
    action: Required[BetaFunctionShellActionParam | BetaFunctionShellActionParamParam]
    status: BetaFunctionShellCallItemStatusParam | None
    environment: BetaLocalEnvironmentParam | BetaLocalEnvironmentParamParam | BetaContainerReferenceParam | BetaContainerReferenceParamParam | None
BetaFunctionShellCallItemStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
BetaFunctionShellCallItemStatusParam: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class BetaFunctionShellCallOutput(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["shell_call_output"]
    id: builtins.str
    call_id: builtins.str
    caller: BetaToolCallCaller | None = ...
    status: BetaFunctionShellCallOutputStatusEnum
    output: builtins.list[BetaFunctionShellCallOutputContent]
    max_output_length: builtins.int | None
    created_by: builtins.str | None = ...
class BetaFunctionShellCallOutputContent(Base):
    stdout: builtins.str
    stderr: builtins.str
    outcome: BetaFunctionShellCallOutputTimeoutOutcome | BetaFunctionShellCallOutputExitOutcome
    created_by: builtins.str | None = ...
class BetaFunctionShellCallOutputContentParam(Base):
    stdout: builtins.str
    stderr: builtins.str
    outcome: BetaFunctionShellCallOutputOutcomeParam
class BetaFunctionShellCallOutputContentParamParam(TypedDict, total=False):
    stdout: Required[builtins.str]
    stderr: Required[builtins.str]
    outcome: Required[BetaFunctionShellCallOutputOutcomeParamParam]
class BetaFunctionShellCallOutputExitOutcome(Base):
    type: Literal["exit"]
    exit_code: builtins.int
class BetaFunctionShellCallOutputExitOutcomeParam(Base):
    type: Literal["exit"]
    exit_code: builtins.int
class BetaFunctionShellCallOutputExitOutcomeParamParam(TypedDict, total=False):
    type: Required[Literal["exit"]]
    exit_code: Required[builtins.int]
class BetaFunctionShellCallOutputItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: BetaToolCallCallerParam | None = ...
    type: Literal["shell_call_output"]
    output: builtins.list[BetaFunctionShellCallOutputContentParam]
    status: BetaFunctionShellCallItemStatus | None = ...
    max_output_length: builtins.int | None = ...
class BetaFunctionShellCallOutputItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    call_id: Required[builtins.str]
    caller: BetaToolCallCallerParamParam | None
    type: Required[Literal["shell_call_output"]]
    output: Required[Sequence[BetaFunctionShellCallOutputContentParam | BetaFunctionShellCallOutputContentParamParam]]
    status: BetaFunctionShellCallItemStatusParam | None
    max_output_length: builtins.int | None
BetaFunctionShellCallOutputOutcomeParam: TypeAlias = BetaFunctionShellCallOutputTimeoutOutcomeParam | BetaFunctionShellCallOutputExitOutcomeParam
BetaFunctionShellCallOutputOutcomeParamParam: TypeAlias = BetaFunctionShellCallOutputTimeoutOutcomeParam | BetaFunctionShellCallOutputTimeoutOutcomeParamParam | BetaFunctionShellCallOutputExitOutcomeParam | BetaFunctionShellCallOutputExitOutcomeParamParam
BetaFunctionShellCallOutputStatusEnum: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class BetaFunctionShellCallOutputTimeoutOutcome(Base):
    type: Literal["timeout"]
class BetaFunctionShellCallOutputTimeoutOutcomeParam(Base):
    type: Literal["timeout"]
class BetaFunctionShellCallOutputTimeoutOutcomeParamParam(TypedDict, total=False):
    type: Required[Literal["timeout"]]
BetaFunctionShellCallStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class BetaFunctionShellToolParam(Base):
    type: Literal["shell"]
    environment: BetaContainerAutoParam | BetaLocalEnvironmentParam | BetaContainerReferenceParam | None = ...
    allowed_callers: builtins.list[BetaCallableToolAllowedCaller] | None = ...
class BetaFunctionShellToolParamParam(TypedDict, total=False):
    type: Required[Literal["shell"]]
    environment: BetaContainerAutoParam | BetaContainerAutoParamParam | BetaLocalEnvironmentParam | BetaLocalEnvironmentParamParam | BetaContainerReferenceParam | BetaContainerReferenceParamParam | None
    allowed_callers: Sequence[BetaCallableToolAllowedCallerParam] | None
class BetaFunctionTool(Base):
    type: Literal["function"]
    name: builtins.str
    description: builtins.str | None = ...
    parameters: builtins.dict[builtins.str, Any] | None
    output_schema: builtins.dict[builtins.str, Any] | None = ...
    strict: builtins.bool | None
    defer_loading: builtins.bool | None = ...
    allowed_callers: builtins.list[BetaCallableToolAllowedCaller] | None = ...
class BetaFunctionToolParamDict(TypedDict, total=False):
    type: Required[Literal["function"]]
    name: Required[builtins.str]
    description: builtins.str | None
    parameters: Required[Mapping[builtins.str, Any] | None]
    output_schema: Mapping[builtins.str, Any] | None
    strict: Required[builtins.bool | None]
    defer_loading: builtins.bool
    allowed_callers: Sequence[BetaCallableToolAllowedCallerParam] | None
class BetaFunctionToolCall(Base):
    agent: BetaAgentTag | None = ...
    id: builtins.str | None = ...
    type: Literal["function_call"]
    call_id: builtins.str
    caller: BetaToolCallCaller | None = ...
    namespace: builtins.str | None = ...
    name: builtins.str
    arguments: builtins.str
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class BetaFunctionToolCallParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    id: builtins.str
    type: Required[Literal["function_call"]]
    call_id: Required[builtins.str]
    caller: BetaToolCallCallerParamDict | None
    namespace: builtins.str
    name: Required[builtins.str]
    arguments: Required[builtins.str]
    status: Literal["in_progress", "completed", "incomplete"]
class BetaFunctionToolCallOutput(Base):
    agent: BetaAgentTag | None = ...
    id: builtins.str | None = ...
    type: Literal["function_call_output"]
    call_id: builtins.str | None = ...
    name: builtins.str | None = ...
    namespace: builtins.str | None = ...
    caller: BetaToolCallCallerParam | None = ...
    output: builtins.str | builtins.list[BetaFunctionAndCustomToolCallOutput]
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class BetaFunctionToolCallOutputResource(Base):
    agent: BetaAgentTag | None = ...
    id: builtins.str
    type: Literal["function_call_output"]
    call_id: builtins.str | None = ...
    name: builtins.str | None = ...
    namespace: builtins.str | None = ...
    caller: BetaToolCallCallerParam | None = ...
    output: builtins.str | builtins.list[BetaFunctionAndCustomToolCallOutput]
    status: BetaFunctionCallOutputStatusEnum
    created_by: builtins.str | None = ...
class BetaFunctionToolCallResource(Base):
    agent: BetaAgentTag | None = ...
    id: builtins.str
    type: Literal["function_call"]
    call_id: builtins.str
    caller: BetaToolCallCaller | None = ...
    namespace: builtins.str | None = ...
    name: builtins.str
    arguments: builtins.str
    status: BetaFunctionCallStatus
    created_by: builtins.str | None = ...
class BetaFunctionToolParam(Base):
    name: builtins.str
    description: builtins.str | None = ...
    parameters: BetaEmptyModelParam | None = ...
    strict: builtins.bool | None = ...
    type: Literal["function"]
    output_schema: builtins.dict[builtins.str, Any] | None = ...
    defer_loading: builtins.bool | None = ...
    allowed_callers: builtins.list[BetaCallableToolAllowedCaller] | None = ...
class BetaFunctionToolParamParam(TypedDict, total=False):
    name: Required[builtins.str]
    description: builtins.str | None
    parameters: BetaEmptyModelParamParam | None
    strict: builtins.bool | None
    type: Required[Literal["function"]]
    output_schema: Mapping[builtins.str, Any] | None
    defer_loading: builtins.bool
    allowed_callers: Sequence[BetaCallableToolAllowedCallerParam] | None
BetaGrammarSyntax1: TypeAlias = Literal["lark", "regex"]
BetaGrammarSyntax1Param: TypeAlias = Literal["lark", "regex"]
class BetaHTTPError(Base):
    type: Literal["http_error"]
    code: builtins.int
    message: builtins.str
class BetaHTTPErrorParam(TypedDict, total=False):
    type: Required[Literal["http_error"]]
    code: Required[builtins.int]
    message: Required[builtins.str]
class BetaHybridSearchOptions(Base):
    embedding_weight: builtins.float
    text_weight: builtins.float
class BetaHybridSearchOptionsParam(TypedDict, total=False):
    embedding_weight: Required[builtins.float]
    text_weight: Required[builtins.float]
BetaImageDetail: TypeAlias = Literal["low", "high", "auto", "original"]
BetaImageDetailParam: TypeAlias = Literal["low", "high", "auto", "original"]
BetaImageGenActionEnum: TypeAlias = Literal["generate", "edit", "auto"]
BetaImageGenActionEnumParam: TypeAlias = Literal["generate", "edit", "auto"]
class BetaImageGenTool(Base):
    type: Literal["image_generation"]
    model: builtins.str | Literal["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21"] | None = ...
    quality: Literal["low", "medium", "high", "auto"] | None = ...
    size: builtins.str | Literal["1024x1024", "1024x1536", "1536x1024", "auto"] | None = ...
    output_format: Literal["png", "webp", "jpeg"] | None = ...
    output_compression: builtins.int | None = ...
    moderation: Literal["auto", "low"] | None = ...
    background: Literal["transparent", "opaque", "auto"] | None = ...
    input_fidelity: BetaInputFidelity | None = ...
    input_image_mask: BetaImageGenToolInputImageMask | None = ...
    partial_images: builtins.int | None = ...
    action: BetaImageGenActionEnum | None = ...
class BetaImageGenToolParam(TypedDict, total=False):
    type: Required[Literal["image_generation"]]
    model: builtins.str | Literal["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21"]
    quality: Literal["low", "medium", "high", "auto"]
    size: builtins.str | Literal["1024x1024", "1024x1536", "1536x1024", "auto"]
    output_format: Literal["png", "webp", "jpeg"]
    output_compression: builtins.int
    moderation: Literal["auto", "low"]
    background: Literal["transparent", "opaque", "auto"]
    input_fidelity: BetaInputFidelityParam | None
    input_image_mask: BetaImageGenToolInputImageMask | BetaImageGenToolInputImageMaskParam
    partial_images: builtins.int
    action: BetaImageGenActionEnumParam
class BetaImageGenToolCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["image_generation_call"]
    id: builtins.str
    status: Literal["in_progress", "completed", "generating", "failed"]
    result: builtins.str | None
class BetaImageGenToolCallParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["image_generation_call"]]
    id: Required[builtins.str]
    status: Required[Literal["in_progress", "completed", "generating", "failed"]]
    result: Required[builtins.str | None]
class BetaImageGenToolInputImageMask(Base):
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
class BetaImageGenToolInputImageMaskParam(TypedDict, total=False):
    image_url: builtins.str
    file_id: builtins.str
BetaIncludeEnum: TypeAlias = Literal["file_search_call.results", "web_search_call.results", "web_search_call.action.sources", "message.input_image.image_url", "computer_call_output.output.image_url", "code_interpreter_call.outputs", "reasoning.encrypted_content", "message.output_text.logprobs"]
BetaIncludeEnumParam: TypeAlias = Literal["file_search_call.results", "web_search_call.results", "web_search_call.action.sources", "message.input_image.image_url", "computer_call_output.output.image_url", "code_interpreter_call.outputs", "reasoning.encrypted_content", "message.output_text.logprobs"]
class BetaInlineSkillParam(Base):
    type: Literal["inline"]
    name: builtins.str
    description: builtins.str
    source: BetaInlineSkillSourceParam
class BetaInlineSkillParamParam(TypedDict, total=False):
    type: Required[Literal["inline"]]
    name: Required[builtins.str]
    description: Required[builtins.str]
    source: Required[BetaInlineSkillSourceParam | BetaInlineSkillSourceParamParam]
class BetaInlineSkillSourceParam(Base):
    type: Literal["base64"]
    media_type: Literal["application/zip"]
    data: builtins.str
class BetaInlineSkillSourceParamParam(TypedDict, total=False):
    type: Required[Literal["base64"]]
    media_type: Required[Literal["application/zip"]]
    data: Required[builtins.str]
class BetaInputAudio(Base):
    type: Literal["input_audio"]
    input_audio: BetaInputAudioInputAudio
class BetaInputAudioInputAudio(Base):
    data: builtins.str
    format: Literal["mp3", "wav"]
BetaInputContent: TypeAlias = BetaInputTextContent | BetaInputImageContent | BetaInputFileContent
BetaInputContentParam: TypeAlias = BetaInputTextContent | BetaInputTextContentParamDict | BetaInputImageContent | BetaInputImageContentParam | BetaInputFileContent | BetaInputFileContentParamDict
BetaInputFidelity: TypeAlias = Literal["high", "low"]
BetaInputFidelityParam: TypeAlias = Literal["high", "low"]
class BetaInputFileContent(Base):
    type: Literal["input_file"]
    file_id: builtins.str | None = ...
    filename: builtins.str | None = ...
    file_data: builtins.str | None = ...
    prompt_cache_breakpoint: BetaPromptCacheBreakpointConfig | None = ...
    file_url: builtins.str | None = ...
    detail: BetaFileInputDetail | None = ...
class BetaInputFileContentParamDict(TypedDict, total=False):
    type: Required[Literal["input_file"]]
    file_id: builtins.str | None
    filename: builtins.str
    file_data: builtins.str
    prompt_cache_breakpoint: BetaPromptCacheBreakpointConfig | BetaPromptCacheBreakpointConfigParam
    file_url: builtins.str
    detail: BetaFileInputDetailParam
class BetaInputFileContentParam(Base):
    type: Literal["input_file"]
    file_id: builtins.str | None = ...
    filename: builtins.str | None = ...
    file_data: builtins.str | None = ...
    file_url: builtins.str | None = ...
    detail: BetaFileDetailEnum | None = ...
    prompt_cache_breakpoint: BetaPromptCacheBreakpointParam | None = ...
class BetaInputFileContentParamParam(TypedDict, total=False):
    type: Required[Literal["input_file"]]
    file_id: builtins.str | None
    filename: builtins.str | None
    file_data: builtins.str | None
    file_url: builtins.str | None
    detail: BetaFileDetailEnumParam
    prompt_cache_breakpoint: BetaPromptCacheBreakpointParam | BetaPromptCacheBreakpointParamParam | None
class BetaInputImageContent(Base):
    type: Literal["input_image"]
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
    detail: BetaImageDetail
    prompt_cache_breakpoint: BetaPromptCacheBreakpointConfig | None = ...
class BetaInputImageContentParam(TypedDict, total=False):
    type: Required[Literal["input_image"]]
    image_url: builtins.str | None
    file_id: builtins.str | None
    detail: Required[BetaImageDetailParam]
    prompt_cache_breakpoint: BetaPromptCacheBreakpointConfig | BetaPromptCacheBreakpointConfigParam
class BetaInputImageContentParamAutoParam(Base):
    type: Literal["input_image"]
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
    detail: BetaDetailEnum | None = ...
    prompt_cache_breakpoint: BetaPromptCacheBreakpointParam | None = ...
class BetaInputImageContentParamAutoParamParam(TypedDict, total=False):
    type: Required[Literal["input_image"]]
    image_url: builtins.str | None
    file_id: builtins.str | None
    detail: BetaDetailEnumParam | None
    prompt_cache_breakpoint: BetaPromptCacheBreakpointParam | BetaPromptCacheBreakpointParamParam | None
BetaInputItem: TypeAlias = BetaEasyInputMessage | BetaItem | BetaCompactionTriggerItemParam | BetaItemReferenceParam | BetaProgramItemParam | BetaProgramOutputItemParam
BetaInputItemParam: TypeAlias = BetaEasyInputMessage | BetaEasyInputMessageParam | BetaItemParam | BetaCompactionTriggerItemParam | BetaCompactionTriggerItemParamParam | BetaItemReferenceParam | BetaItemReferenceParamParam | BetaProgramItemParam | BetaProgramItemParamParam | BetaProgramOutputItemParam | BetaProgramOutputItemParamParam
class BetaInputMessage(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["message"] | None = ...
    role: Literal["user", "system", "developer"]
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
    content: BetaInputMessageContentList
class BetaInputMessageParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Literal["message"]
    role: Required[Literal["user", "system", "developer"]]
    status: Literal["in_progress", "completed", "incomplete"]
    content: Required[BetaInputMessageContentListParam]
BetaInputMessageContentList: TypeAlias = builtins.list[BetaInputContent]
BetaInputMessageContentListParam: TypeAlias = Sequence[BetaInputContentParam]
class BetaInputMessageResource(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["message"] | None = ...
    role: Literal["user", "system", "developer"]
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
    content: BetaInputMessageContentList
    id: builtins.str
BetaInputParam: TypeAlias = str | builtins.list[BetaInputItem]
BetaInputParamParam: TypeAlias = str | Sequence[BetaInputItemParam]
class BetaInputTextContent(Base):
    type: Literal["input_text"]
    text: builtins.str
    prompt_cache_breakpoint: BetaPromptCacheBreakpointConfig | None = ...
class BetaInputTextContentParamDict(TypedDict, total=False):
    type: Required[Literal["input_text"]]
    text: Required[builtins.str]
    prompt_cache_breakpoint: BetaPromptCacheBreakpointConfig | BetaPromptCacheBreakpointConfigParam
class BetaInputTextContentParam(Base):
    type: Literal["input_text"]
    text: builtins.str
    prompt_cache_breakpoint: BetaPromptCacheBreakpointParam | None = ...
class BetaInputTextContentParamParam(TypedDict, total=False):
    type: Required[Literal["input_text"]]
    text: Required[builtins.str]
    prompt_cache_breakpoint: BetaPromptCacheBreakpointParam | BetaPromptCacheBreakpointParamParam | None
BetaItem: TypeAlias = BetaInputMessage | BetaOutputMessage | BetaFileSearchToolCall | BetaComputerToolCall | BetaComputerCallOutputItemParam | BetaWebSearchToolCall | BetaFunctionToolCall | BetaFunctionCallOutputItemParam | BetaAgentMessageItemParam | BetaMultiAgentCallItemParam | BetaMultiAgentCallOutputItemParam | BetaToolSearchCallItemParam | BetaToolSearchOutputItemParam | BetaAdditionalToolsItemParam | BetaReasoningItem | BetaCompactionSummaryItemParam | BetaImageGenToolCall | BetaCodeInterpreterToolCall | BetaLocalShellToolCall | BetaLocalShellToolCallOutput | BetaFunctionShellCallItemParam | BetaFunctionShellCallOutputItemParam | BetaApplyPatchToolCallItemParam | BetaApplyPatchToolCallOutputItemParam | BetaMCPListTools | BetaMCPApprovalRequest | BetaMCPApprovalResponse | BetaMCPToolCall | BetaCustomToolCallOutput | BetaCustomToolCall
BetaItemParam: TypeAlias = BetaInputMessage | BetaInputMessageParam | BetaOutputMessage | BetaOutputMessageParam | BetaFileSearchToolCall | BetaFileSearchToolCallParam | BetaComputerToolCall | BetaComputerToolCallParam | BetaComputerCallOutputItemParam | BetaComputerCallOutputItemParamParam | BetaWebSearchToolCall | BetaWebSearchToolCallParam | BetaFunctionToolCall | BetaFunctionToolCallParam | BetaFunctionCallOutputItemParam | BetaFunctionCallOutputItemParamParam | BetaAgentMessageItemParam | BetaAgentMessageItemParamParam | BetaMultiAgentCallItemParam | BetaMultiAgentCallItemParamParam | BetaMultiAgentCallOutputItemParam | BetaMultiAgentCallOutputItemParamParam | BetaToolSearchCallItemParam | BetaToolSearchCallItemParamParam | BetaToolSearchOutputItemParam | BetaToolSearchOutputItemParamParam | BetaAdditionalToolsItemParam | BetaAdditionalToolsItemParamParam | BetaReasoningItem | BetaReasoningItemParam | BetaCompactionSummaryItemParam | BetaCompactionSummaryItemParamParam | BetaImageGenToolCall | BetaImageGenToolCallParam | BetaCodeInterpreterToolCall | BetaCodeInterpreterToolCallParam | BetaLocalShellToolCall | BetaLocalShellToolCallParam | BetaLocalShellToolCallOutput | BetaLocalShellToolCallOutputParam | BetaFunctionShellCallItemParam | BetaFunctionShellCallItemParamParam | BetaFunctionShellCallOutputItemParam | BetaFunctionShellCallOutputItemParamParam | BetaApplyPatchToolCallItemParam | BetaApplyPatchToolCallItemParamParam | BetaApplyPatchToolCallOutputItemParam | BetaApplyPatchToolCallOutputItemParamParam | BetaMCPListTools | BetaMCPListToolsParam | BetaMCPApprovalRequest | BetaMCPApprovalRequestParam | BetaMCPApprovalResponse | BetaMCPApprovalResponseParam | BetaMCPToolCall | BetaMCPToolCallParam | BetaCustomToolCallOutput | BetaCustomToolCallOutputParam | BetaCustomToolCall | BetaCustomToolCallParam
BetaItemField: TypeAlias = BetaMessage | BetaProgram | BetaProgramOutput | BetaFunctionToolCall | BetaMultiAgentCall | BetaMultiAgentCallOutput | BetaToolSearchCall | BetaToolSearchOutput | BetaAdditionalTools | BetaAgentMessage | BetaFunctionToolCallOutput | BetaFileSearchToolCall | BetaWebSearchToolCall | BetaImageGenToolCall | BetaComputerToolCall | BetaComputerToolCallOutputResource | BetaReasoningItem | BetaCompactionBody | BetaCodeInterpreterToolCall | BetaLocalShellToolCall | BetaLocalShellToolCallOutput | BetaFunctionShellCall | BetaFunctionShellCallOutput | BetaApplyPatchToolCall | BetaApplyPatchToolCallOutput | BetaMCPListTools | BetaMCPApprovalRequest | BetaMCPApprovalResponseResource | BetaMCPToolCall | BetaCustomToolCall | BetaCustomToolCallOutput
class BetaItemReferenceParam(Base):
    agent: Beta_AgentTagParam | None = ...
    type: Literal["item_reference"] | None = ...
    id: builtins.str
class BetaItemReferenceParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    type: Literal["item_reference"] | None
    id: Required[builtins.str]
BetaItemResource: TypeAlias = BetaInputMessageResource | BetaOutputMessage | BetaFileSearchToolCall | BetaComputerToolCall | BetaComputerToolCallOutputResource | BetaWebSearchToolCall | BetaFunctionToolCallResource | BetaFunctionToolCallOutputResource | BetaAgentMessage | BetaMultiAgentCall | BetaMultiAgentCallOutput | BetaToolSearchCall | BetaToolSearchOutput | BetaAdditionalTools | BetaReasoningItem | BetaProgram | BetaProgramOutput | BetaCompactionBody | BetaImageGenToolCall | BetaCodeInterpreterToolCall | BetaLocalShellToolCall | BetaLocalShellToolCallOutput | BetaFunctionShellCall | BetaFunctionShellCallOutput | BetaApplyPatchToolCall | BetaApplyPatchToolCallOutput | BetaMCPListTools | BetaMCPApprovalRequest | BetaMCPApprovalResponseResource | BetaMCPToolCall | BetaCustomToolCallResource | BetaCustomToolCallOutputResource
class BetaKeyPressAction(Base):
    type: Literal["keypress"]
    keys: builtins.list[builtins.str]
class BetaKeyPressActionParam(TypedDict, total=False):
    type: Required[Literal["keypress"]]
    keys: Required[Sequence[builtins.str]]
class BetaLocalEnvironmentParam(Base):
    type: Literal["local"]
    skills: builtins.list[BetaLocalSkillParam] | None = ...
class BetaLocalEnvironmentParamParam(TypedDict, total=False):
    type: Required[Literal["local"]]
    skills: Sequence[BetaLocalSkillParam | BetaLocalSkillParamParam]
class BetaLocalEnvironmentResource(Base):
    type: Literal["local"]
class BetaLocalShellExecAction(Base):
    type: Literal["exec"]
    command: builtins.list[builtins.str]
    timeout_ms: builtins.int | None = ...
    working_directory: builtins.str | None = ...
    env: builtins.dict[builtins.str, builtins.str]
    user: builtins.str | None = ...
class BetaLocalShellExecActionParam(TypedDict, total=False):
    type: Required[Literal["exec"]]
    command: Required[Sequence[builtins.str]]
    timeout_ms: builtins.int | None
    working_directory: builtins.str | None
    env: Required[Mapping[builtins.str, builtins.str]]
    user: builtins.str | None
class BetaLocalShellToolCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["local_shell_call"]
    id: builtins.str
    call_id: builtins.str
    action: BetaLocalShellExecAction
    status: Literal["in_progress", "completed", "incomplete"]
class BetaLocalShellToolCallParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["local_shell_call"]]
    id: Required[builtins.str]
    call_id: Required[builtins.str]
    action: Required[BetaLocalShellExecAction | BetaLocalShellExecActionParam]
    status: Required[Literal["in_progress", "completed", "incomplete"]]
class BetaLocalShellToolCallOutput(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["local_shell_call_output"]
    id: builtins.str
    output: builtins.str
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class BetaLocalShellToolCallOutputParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["local_shell_call_output"]]
    id: Required[builtins.str]
    output: Required[builtins.str]
    status: Literal["in_progress", "completed", "incomplete"] | None
class BetaLocalShellToolParam(Base):
    type: Literal["local_shell"]
class BetaLocalShellToolParamParam(TypedDict, total=False):
    type: Required[Literal["local_shell"]]
class BetaLocalSkillParam(Base):
    name: builtins.str
    description: builtins.str
    path: builtins.str
class BetaLocalSkillParamParam(TypedDict, total=False):
    name: Required[builtins.str]
    description: Required[builtins.str]
    path: Required[builtins.str]
class BetaLogProb(Base):
    token: builtins.str
    logprob: builtins.float
    bytes: builtins.list[builtins.int]
    top_logprobs: builtins.list[BetaTopLogProb]
class BetaLogProbParam(TypedDict, total=False):
    token: Required[builtins.str]
    logprob: Required[builtins.float]
    bytes: Required[Sequence[builtins.int]]
    top_logprobs: Required[Sequence[BetaTopLogProb | BetaTopLogProbParam]]
class BetaMCPApprovalRequest(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["mcp_approval_request"]
    id: builtins.str
    server_label: builtins.str
    name: builtins.str
    arguments: builtins.str
class BetaMCPApprovalRequestParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["mcp_approval_request"]]
    id: Required[builtins.str]
    server_label: Required[builtins.str]
    name: Required[builtins.str]
    arguments: Required[builtins.str]
class BetaMCPApprovalResponse(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["mcp_approval_response"]
    id: builtins.str | None = ...
    approval_request_id: builtins.str
    approve: builtins.bool
    reason: builtins.str | None = ...
class BetaMCPApprovalResponseParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["mcp_approval_response"]]
    id: builtins.str | None
    approval_request_id: Required[builtins.str]
    approve: Required[builtins.bool]
    reason: builtins.str | None
class BetaMCPApprovalResponseResource(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["mcp_approval_response"]
    id: builtins.str
    approval_request_id: builtins.str
    approve: builtins.bool
    reason: builtins.str | None = ...
class BetaMCPListTools(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["mcp_list_tools"]
    id: builtins.str
    server_label: builtins.str
    tools: builtins.list[BetaMCPListToolsTool]
    error: builtins.str | None = ...
class BetaMCPListToolsParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["mcp_list_tools"]]
    id: Required[builtins.str]
    server_label: Required[builtins.str]
    tools: Required[Sequence[BetaMCPListToolsTool | BetaMCPListToolsToolParam]]
    error: builtins.str | None
class BetaMCPListToolsTool(Base):
    name: builtins.str
    description: builtins.str | None = ...
    input_schema: builtins.dict[builtins.str, Any]
    annotations: builtins.dict[builtins.str, Any] | None = ...
class BetaMCPListToolsToolParam(TypedDict, total=False):
    name: Required[builtins.str]
    description: builtins.str | None
    input_schema: Required[Mapping[builtins.str, Any]]
    annotations: Mapping[builtins.str, Any] | None
class BetaMCPProtocolError(Base):
    type: Literal["mcp_protocol_error"]
    code: builtins.int
    message: builtins.str
class BetaMCPProtocolErrorParam(TypedDict, total=False):
    type: Required[Literal["mcp_protocol_error"]]
    code: Required[builtins.int]
    message: Required[builtins.str]
class BetaMCPTool(Base):
    type: Literal["mcp"]
    server_label: builtins.str
    server_url: builtins.str | None = ...
    connector_id: Literal["connector_dropbox", "connector_gmail", "connector_googlecalendar", "connector_googledrive", "connector_microsoftteams", "connector_outlookcalendar", "connector_outlookemail", "connector_sharepoint"] | None = ...
    tunnel_id: builtins.str | None = ...
    authorization: builtins.str | None = ...
    server_description: builtins.str | None = ...
    headers: builtins.dict[builtins.str, builtins.str] | None = ...
    allowed_tools: builtins.list[builtins.str] | BetaMCPToolFilter | None = ...
    allowed_callers: builtins.list[BetaCallableToolAllowedCaller] | None = ...
    require_approval: BetaMCPToolRequireApproval | Literal["always", "never"] | None = ...
    defer_loading: builtins.bool | None = ...
class BetaMCPToolParam(TypedDict, total=False):
    type: Required[Literal["mcp"]]
    server_label: Required[builtins.str]
    server_url: builtins.str
    connector_id: Literal["connector_dropbox", "connector_gmail", "connector_googlecalendar", "connector_googledrive", "connector_microsoftteams", "connector_outlookcalendar", "connector_outlookemail", "connector_sharepoint"]
    tunnel_id: builtins.str
    authorization: builtins.str
    server_description: builtins.str
    headers: Mapping[builtins.str, builtins.str] | None
    allowed_tools: Sequence[builtins.str] | BetaMCPToolFilter | BetaMCPToolFilterParam | None
    allowed_callers: Sequence[BetaCallableToolAllowedCallerParam] | None
    require_approval: BetaMCPToolRequireApproval | BetaMCPToolRequireApprovalParam | Literal["always", "never"] | None
    defer_loading: builtins.bool
class BetaMCPToolCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["mcp_call"]
    id: builtins.str
    server_label: builtins.str
    name: builtins.str
    arguments: builtins.str
    output: builtins.str | None = ...
    error: BetaMCPToolCallError | None = ...
    status: BetaMCPToolCallStatus | None = ...
    approval_request_id: builtins.str | None = ...
class BetaMCPToolCallParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["mcp_call"]]
    id: Required[builtins.str]
    server_label: Required[builtins.str]
    name: Required[builtins.str]
    arguments: Required[builtins.str]
    output: builtins.str | None
    error: BetaMCPToolCallErrorParam | None
    status: BetaMCPToolCallStatusParam
    approval_request_id: builtins.str | None
BetaMCPToolCallError: TypeAlias = BetaMCPProtocolError | BetaMCPToolExecutionError | BetaHTTPError
BetaMCPToolCallErrorParam: TypeAlias = BetaMCPProtocolError | BetaMCPProtocolErrorParam | BetaMCPToolExecutionError | BetaMCPToolExecutionErrorParam | BetaHTTPError | BetaHTTPErrorParam
BetaMCPToolCallStatus: TypeAlias = Literal["in_progress", "completed", "incomplete", "calling", "failed"]
BetaMCPToolCallStatusParam: TypeAlias = Literal["in_progress", "completed", "incomplete", "calling", "failed"]
class BetaMCPToolExecutionError(Base):
    type: Literal["mcp_tool_execution_error"]
    content: Any
class BetaMCPToolExecutionErrorParam(TypedDict, total=False):
    type: Required[Literal["mcp_tool_execution_error"]]
    content: Required[Any]
class BetaMCPToolFilter(Base):
    tool_names: builtins.list[builtins.str] | None = ...
    read_only: builtins.bool | None = ...
class BetaMCPToolFilterParam(TypedDict, total=False):
    tool_names: Sequence[builtins.str]
    read_only: builtins.bool
class BetaMCPToolRequireApproval(Base):
    always: BetaMCPToolFilter | None = ...
    never: BetaMCPToolFilter | None = ...
class BetaMCPToolRequireApprovalParam(TypedDict, total=False):
    always: BetaMCPToolFilter | BetaMCPToolFilterParam
    never: BetaMCPToolFilter | BetaMCPToolFilterParam
class BetaMessage(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["message"]
    id: builtins.str
    status: BetaMessageStatus
    role: BetaMessageRole
    content: builtins.list[BetaInputTextContent | BetaOutputTextContent | BetaTextContent | BetaSummaryTextContent | BetaReasoningTextContent | BetaRefusalContent | BetaInputImageContent | BetaComputerScreenshotContent | BetaInputFileContent | BetaEncryptedContent]
    phase: BetaMessagePhase2 | None = ...
BetaMessagePhase: TypeAlias = Literal["commentary", "final_answer"]
BetaMessagePhaseParam: TypeAlias = Literal["commentary", "final_answer"]
BetaMessagePhase2: TypeAlias = Literal["commentary", "final_answer"]
BetaMessageRole: TypeAlias = Literal["unknown", "user", "assistant", "system", "critic", "discriminator", "developer", "tool"]
BetaMessageStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
BetaMetadata: TypeAlias = builtins.dict[str, str] | None
BetaMetadataParam: TypeAlias = Mapping[str, str] | None
BetaModelIdsCompaction: TypeAlias = BetaModelIdsResponses | str | None
BetaModelIdsCompactionParam: TypeAlias = BetaModelIdsResponsesParam | str | None
BetaModelIdsResponses: TypeAlias = BetaModelIdsShared | Literal["o1-pro", "o1-pro-2025-03-19", "o3-pro", "o3-pro-2025-06-10", "o3-deep-research", "o3-deep-research-2025-06-26", "o4-mini-deep-research", "o4-mini-deep-research-2025-06-26", "computer-use-preview", "computer-use-preview-2025-03-11", "gpt-5.5-pro", "gpt-5.5-pro-2026-04-23", "gpt-5-codex", "gpt-5-pro", "gpt-5-pro-2025-10-06", "gpt-5.1-codex-max", "gpt-daybreak-blue-latest", "gpt-daybreak-red-latest", "gpt-5.6-cyber"]
BetaModelIdsResponsesParam: TypeAlias = BetaModelIdsSharedParam | Literal["o1-pro", "o1-pro-2025-03-19", "o3-pro", "o3-pro-2025-06-10", "o3-deep-research", "o3-deep-research-2025-06-26", "o4-mini-deep-research", "o4-mini-deep-research-2025-06-26", "computer-use-preview", "computer-use-preview-2025-03-11", "gpt-5.5-pro", "gpt-5.5-pro-2026-04-23", "gpt-5-codex", "gpt-5-pro", "gpt-5-pro-2025-10-06", "gpt-5.1-codex-max", "gpt-daybreak-blue-latest", "gpt-daybreak-red-latest", "gpt-5.6-cyber"]
BetaModelIdsShared: TypeAlias = str | Literal["gpt-5.6-sol", "gpt-5.6-terra", "gpt-5.6-luna", "gpt-5.5", "gpt-5.5-2026-04-23", "gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano", "gpt-5.4-mini-2026-03-17", "gpt-5.4-nano-2026-03-17", "gpt-5.3-chat-latest", "gpt-5.2", "gpt-5.2-2025-12-11", "gpt-5.2-chat-latest", "gpt-5.2-pro", "gpt-5.2-pro-2025-12-11", "gpt-5.1", "gpt-5.1-2025-11-13", "gpt-5.1-codex", "gpt-5.1-mini", "gpt-5.1-chat-latest", "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07", "gpt-5-chat-latest", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4.1-nano-2025-04-14", "o4-mini", "o4-mini-2025-04-16", "o3", "o3-2025-04-16", "o3-mini", "o3-mini-2025-01-31", "o1", "o1-2024-12-17", "o1-preview", "o1-preview-2024-09-12", "o1-mini", "o1-mini-2024-09-12", "gpt-4o", "gpt-4o-2024-11-20", "gpt-4o-2024-08-06", "gpt-4o-2024-05-13", "gpt-4o-audio-preview", "gpt-4o-audio-preview-2024-10-01", "gpt-4o-audio-preview-2024-12-17", "gpt-4o-audio-preview-2025-06-03", "gpt-4o-mini-audio-preview", "gpt-4o-mini-audio-preview-2024-12-17", "gpt-4o-search-preview", "gpt-4o-mini-search-preview", "gpt-4o-search-preview-2025-03-11", "gpt-4o-mini-search-preview-2025-03-11", "chatgpt-4o-latest", "codex-mini-latest", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4-0125-preview", "gpt-4-turbo-preview", "gpt-4-1106-preview", "gpt-4-vision-preview", "gpt-4", "gpt-4-0314", "gpt-4-0613", "gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613", "gpt-3.5-turbo", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-0301", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-1106", "gpt-3.5-turbo-0125", "gpt-3.5-turbo-16k-0613"]
BetaModelIdsSharedParam: TypeAlias = str | Literal["gpt-5.6-sol", "gpt-5.6-terra", "gpt-5.6-luna", "gpt-5.5", "gpt-5.5-2026-04-23", "gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano", "gpt-5.4-mini-2026-03-17", "gpt-5.4-nano-2026-03-17", "gpt-5.3-chat-latest", "gpt-5.2", "gpt-5.2-2025-12-11", "gpt-5.2-chat-latest", "gpt-5.2-pro", "gpt-5.2-pro-2025-12-11", "gpt-5.1", "gpt-5.1-2025-11-13", "gpt-5.1-codex", "gpt-5.1-mini", "gpt-5.1-chat-latest", "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07", "gpt-5-chat-latest", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4.1-nano-2025-04-14", "o4-mini", "o4-mini-2025-04-16", "o3", "o3-2025-04-16", "o3-mini", "o3-mini-2025-01-31", "o1", "o1-2024-12-17", "o1-preview", "o1-preview-2024-09-12", "o1-mini", "o1-mini-2024-09-12", "gpt-4o", "gpt-4o-2024-11-20", "gpt-4o-2024-08-06", "gpt-4o-2024-05-13", "gpt-4o-audio-preview", "gpt-4o-audio-preview-2024-10-01", "gpt-4o-audio-preview-2024-12-17", "gpt-4o-audio-preview-2025-06-03", "gpt-4o-mini-audio-preview", "gpt-4o-mini-audio-preview-2024-12-17", "gpt-4o-search-preview", "gpt-4o-mini-search-preview", "gpt-4o-search-preview-2025-03-11", "gpt-4o-mini-search-preview-2025-03-11", "chatgpt-4o-latest", "codex-mini-latest", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4-0125-preview", "gpt-4-turbo-preview", "gpt-4-1106-preview", "gpt-4-vision-preview", "gpt-4", "gpt-4-0314", "gpt-4-0613", "gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613", "gpt-3.5-turbo", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-0301", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-1106", "gpt-3.5-turbo-0125", "gpt-3.5-turbo-16k-0613"]
class BetaModelResponseProperties(Base):
    metadata: BetaMetadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
class BetaModeration(Base):
    input: BetaModerationResultBody | BetaModerationErrorBody
    output: BetaModerationResultBody | BetaModerationErrorBody
class BetaModerationConfigParam(Base):
    mode: BetaModerationMode
class BetaModerationConfigParamParam(TypedDict, total=False):
    mode: Required[BetaModerationModeParam]
class BetaModerationErrorBody(Base):
    type: Literal["error"]
    code: builtins.str
    message: builtins.str
BetaModerationInputType: TypeAlias = Literal["text", "image"]
BetaModerationMode: TypeAlias = Literal["score", "block"]
BetaModerationModeParam: TypeAlias = Literal["score", "block"]
class BetaModerationParam(Base):
    model: builtins.str
    policy: BetaModerationPolicyParam | None = ...
class BetaModerationParamParam(TypedDict, total=False):
    model: Required[builtins.str]
    policy: BetaModerationPolicyParam | BetaModerationPolicyParamParam | None
class BetaModerationPolicyParam(Base):
    input: BetaModerationConfigParam | None = ...
    output: BetaModerationConfigParam | None = ...
class BetaModerationPolicyParamParam(TypedDict, total=False):
    input: BetaModerationConfigParam | BetaModerationConfigParamParam | None
    output: BetaModerationConfigParam | BetaModerationConfigParamParam | None
class BetaModerationResultBody(Base):
    type: Literal["moderation_result"]
    model: builtins.str
    flagged: builtins.bool
    categories: builtins.dict[builtins.str, builtins.bool]
    category_scores: builtins.dict[builtins.str, builtins.float]
    category_applied_input_types: builtins.dict[builtins.str, builtins.list[BetaModerationInputType]]
class BetaMoveParam(Base):
    type: Literal["move"]
    x: builtins.int
    y: builtins.int
    keys: builtins.list[builtins.str] | None = ...
class BetaMoveParamParam(TypedDict, total=False):
    type: Required[Literal["move"]]
    x: Required[builtins.int]
    y: Required[builtins.int]
    keys: Sequence[builtins.str] | None
BetaMultiAgentAction: TypeAlias = Literal["spawn_agent", "interrupt_agent", "list_agents", "send_message", "followup_task", "wait_agent"]
BetaMultiAgentAction1: TypeAlias = Literal["spawn_agent", "interrupt_agent", "list_agents", "send_message", "followup_task", "wait_agent"]
BetaMultiAgentAction1Param: TypeAlias = Literal["spawn_agent", "interrupt_agent", "list_agents", "send_message", "followup_task", "wait_agent"]
class BetaMultiAgentCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["multi_agent_call"]
    id: builtins.str
    call_id: builtins.str
    action: BetaMultiAgentAction
    arguments: builtins.str
class BetaMultiAgentCallItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    call_id: builtins.str
    type: Literal["multi_agent_call"]
    action: BetaMultiAgentAction1
    arguments: builtins.str
class BetaMultiAgentCallItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    call_id: Required[builtins.str]
    type: Required[Literal["multi_agent_call"]]
    action: Required[BetaMultiAgentAction1Param]
    arguments: Required[builtins.str]
class BetaMultiAgentCallOutput(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["multi_agent_call_output"]
    id: builtins.str
    call_id: builtins.str
    action: BetaMultiAgentAction
    output: builtins.list[BetaOutputTextContent]
class BetaMultiAgentCallOutputItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    call_id: builtins.str
    type: Literal["multi_agent_call_output"]
    action: BetaMultiAgentAction1
    output: builtins.list[BetaOutputTextContentParam]
class BetaMultiAgentCallOutputItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    call_id: Required[builtins.str]
    type: Required[Literal["multi_agent_call_output"]]
    action: Required[BetaMultiAgentAction1Param]
    output: Required[Sequence[BetaOutputTextContentParam | BetaOutputTextContentParamParam]]
class BetaMultiAgentParam(Base):
    enabled: builtins.bool
    max_concurrent_subagents: builtins.int | None = ...
class BetaMultiAgentParamParam(TypedDict, total=False):
    enabled: Required[builtins.bool]
    max_concurrent_subagents: builtins.int
class BetaNamespaceToolParam(Base):
    type: Literal["namespace"]
    name: builtins.str
    description: builtins.str
    tools: builtins.list[BetaFunctionToolParam | BetaCustomToolParam]
class BetaNamespaceToolParamParam(TypedDict, total=False):
    type: Required[Literal["namespace"]]
    name: Required[builtins.str]
    description: Required[builtins.str]
    tools: Required[Sequence[BetaFunctionToolParam | BetaFunctionToolParamParam | BetaCustomToolParam | BetaCustomToolParamParam]]
class BetaOutputAudio(Base):
    type: Literal["output_audio"]
    data: builtins.str
    transcript: builtins.str
BetaOutputContent: TypeAlias = BetaOutputTextContent | BetaRefusalContent | BetaReasoningTextContent
BetaOutputItem: TypeAlias = BetaOutputMessage | BetaFileSearchToolCall | BetaFunctionToolCall | BetaFunctionToolCallOutputResource | BetaAgentMessage | BetaMultiAgentCall | BetaMultiAgentCallOutput | BetaWebSearchToolCall | BetaComputerToolCall | BetaComputerToolCallOutputResource | BetaReasoningItem | BetaProgram | BetaProgramOutput | BetaToolSearchCall | BetaToolSearchOutput | BetaAdditionalTools | BetaCompactionBody | BetaImageGenToolCall | BetaCodeInterpreterToolCall | BetaLocalShellToolCall | BetaLocalShellToolCallOutput | BetaFunctionShellCall | BetaFunctionShellCallOutput | BetaApplyPatchToolCall | BetaApplyPatchToolCallOutput | BetaMCPToolCall | BetaMCPListTools | BetaMCPApprovalRequest | BetaMCPApprovalResponseResource | BetaCustomToolCall | BetaCustomToolCallOutputResource
class BetaOutputMessage(Base):
    agent: BetaAgentTag | None = ...
    id: builtins.str
    type: Literal["message"]
    role: Literal["assistant"]
    content: builtins.list[BetaOutputMessageContent]
    phase: BetaMessagePhase | None = ...
    status: Literal["in_progress", "completed", "incomplete"]
class BetaOutputMessageParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    id: Required[builtins.str]
    type: Required[Literal["message"]]
    role: Required[Literal["assistant"]]
    content: Required[Sequence[BetaOutputMessageContentParam]]
    phase: BetaMessagePhaseParam | None
    status: Required[Literal["in_progress", "completed", "incomplete"]]
BetaOutputMessageContent: TypeAlias = BetaOutputTextContent | BetaRefusalContent
BetaOutputMessageContentParam: TypeAlias = BetaOutputTextContent | BetaOutputTextContentParamDict | BetaRefusalContent | BetaRefusalContentParam
class BetaOutputTextContent(Base):
    type: Literal["output_text"]
    text: builtins.str
    annotations: builtins.list[BetaAnnotation]
    logprobs: builtins.list[BetaLogProb]
class BetaOutputTextContentParamDict(TypedDict, total=False):
    type: Required[Literal["output_text"]]
    text: Required[builtins.str]
    annotations: Required[Sequence[BetaAnnotationParam]]
    logprobs: Required[Sequence[BetaLogProb | BetaLogProbParam]]
class BetaOutputTextContentParam(Base):
    type: Literal["output_text"]
    text: builtins.str
    annotations: builtins.list[BetaFileCitationParam | BetaUrlCitationParam | BetaContainerFileCitationParam] | None = ...
class BetaOutputTextContentParamParam(TypedDict, total=False):
    type: Required[Literal["output_text"]]
    text: Required[builtins.str]
    annotations: Sequence[BetaFileCitationParam | BetaFileCitationParamParam | BetaUrlCitationParam | BetaUrlCitationParamParam | BetaContainerFileCitationParam | BetaContainerFileCitationParamParam]
BetaPersonalityEnum: TypeAlias = str | Literal["friendly", "pragmatic"]
BetaPersonalityEnumParam: TypeAlias = str | Literal["friendly", "pragmatic"]
class BetaProgram(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["program"]
    id: builtins.str
    call_id: builtins.str
    code: builtins.str
    fingerprint: builtins.str
class BetaProgramItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str
    type: Literal["program"]
    call_id: builtins.str
    code: builtins.str
    fingerprint: builtins.str
class BetaProgramItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: Required[builtins.str]
    type: Required[Literal["program"]]
    call_id: Required[builtins.str]
    code: Required[builtins.str]
    fingerprint: Required[builtins.str]
class BetaProgramOutput(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["program_output"]
    id: builtins.str
    call_id: builtins.str
    result: builtins.str
    status: BetaProgramOutputStatus
class BetaProgramOutputItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str
    type: Literal["program_output"]
    call_id: builtins.str
    result: builtins.str
    status: BetaProgramOutputItemStatus
class BetaProgramOutputItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: Required[builtins.str]
    type: Required[Literal["program_output"]]
    call_id: Required[builtins.str]
    result: Required[builtins.str]
    status: Required[BetaProgramOutputItemStatusParam]
BetaProgramOutputItemStatus: TypeAlias = Literal["completed", "incomplete"]
BetaProgramOutputItemStatusParam: TypeAlias = Literal["completed", "incomplete"]
BetaProgramOutputStatus: TypeAlias = Literal["completed", "incomplete"]
class BetaProgramToolCallCaller(Base):
    type: Literal["program"]
    caller_id: builtins.str
class BetaProgramToolCallCallerParamDict(TypedDict, total=False):
    type: Required[Literal["program"]]
    caller_id: Required[builtins.str]
class BetaProgramToolCallCallerParam(Base):
    type: Literal["program"]
    caller_id: builtins.str
class BetaProgramToolCallCallerParamParam(TypedDict, total=False):
    type: Required[Literal["program"]]
    caller_id: Required[builtins.str]
class BetaProgrammaticToolCallingParam(Base):
    type: Literal["programmatic_tool_calling"]
class BetaProgrammaticToolCallingParamParam(TypedDict, total=False):
    type: Required[Literal["programmatic_tool_calling"]]
BetaPrompt: TypeAlias = BetaPromptValue | None
BetaPromptParam: TypeAlias = BetaPromptValue | BetaPromptValueParam | None
class BetaPromptCacheBreakpointConfig(Base):
    mode: Literal["explicit"]
class BetaPromptCacheBreakpointConfigParam(TypedDict, total=False):
    mode: Required[Literal["explicit"]]
class BetaPromptCacheBreakpointParam(Base):
    mode: Literal["explicit"]
class BetaPromptCacheBreakpointParamParam(TypedDict, total=False):
    mode: Required[Literal["explicit"]]
BetaPromptCacheModeEnum: TypeAlias = Literal["implicit", "explicit"]
BetaPromptCacheModeEnumParam: TypeAlias = Literal["implicit", "explicit"]
class BetaPromptCacheOptions(Base):
    ttl: BetaPromptCacheTTLEnum
    mode: BetaPromptCacheModeEnum
class BetaPromptCacheOptionsParam(Base):
    ttl: BetaPromptCacheTTLEnum | None = ...
    mode: BetaPromptCacheModeEnum | None = ...
class BetaPromptCacheOptionsParamParam(TypedDict, total=False):
    ttl: BetaPromptCacheTTLEnumParam
    mode: BetaPromptCacheModeEnumParam
BetaPromptCacheRetentionEnum: TypeAlias = Literal["in_memory", "24h"]
BetaPromptCacheRetentionEnumParam: TypeAlias = Literal["in_memory", "24h"]
BetaPromptCacheTTLEnum: TypeAlias = Literal["30m"]
BetaPromptCacheTTLEnumParam: TypeAlias = Literal["30m"]
class BetaPromptValue(Base):
    id: builtins.str
    version: builtins.str | None = ...
    variables: BetaResponsePromptVariables | None = ...
class BetaPromptValueParam(TypedDict, total=False):
    id: Required[builtins.str]
    version: builtins.str | None
    variables: BetaResponsePromptVariablesParam
BetaRankerVersionType: TypeAlias = Literal["auto", "default-2024-11-15"]
BetaRankerVersionTypeParam: TypeAlias = Literal["auto", "default-2024-11-15"]
class BetaRankingOptions(Base):
    ranker: BetaRankerVersionType | None = ...
    score_threshold: builtins.float | None = ...
    hybrid_search: BetaHybridSearchOptions | None = ...
class BetaRankingOptionsParam(TypedDict, total=False):
    ranker: BetaRankerVersionTypeParam
    score_threshold: builtins.float
    hybrid_search: BetaHybridSearchOptions | BetaHybridSearchOptionsParam
class BetaReasoning(Base):
    mode: BetaReasoningModeEnum | None = ...
    effort: BetaReasoningEffort | None = ...
    summary: Literal["auto", "concise", "detailed"] | None = ...
    context: Literal["auto", "current_turn", "all_turns"] | None = ...
    generate_summary: Literal["auto", "concise", "detailed"] | None = ...
class BetaReasoningParam(TypedDict, total=False):
    mode: BetaReasoningModeEnumParam
    effort: BetaReasoningEffortParam
    summary: Literal["auto", "concise", "detailed"] | None
    context: Literal["auto", "current_turn", "all_turns"] | None
    generate_summary: Literal["auto", "concise", "detailed"] | None
BetaReasoningEffort: TypeAlias = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] | None
BetaReasoningEffortParam: TypeAlias = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] | None
class BetaReasoningItem(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["reasoning"]
    id: builtins.str
    encrypted_content: builtins.str | None = ...
    summary: builtins.list[BetaSummaryTextContent]
    content: builtins.list[BetaReasoningTextContent] | None = ...
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class BetaReasoningItemParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    type: Required[Literal["reasoning"]]
    id: Required[builtins.str]
    encrypted_content: builtins.str | None
    summary: Required[Sequence[BetaSummaryTextContent | BetaSummaryTextContentParam]]
    content: Sequence[BetaReasoningTextContent | BetaReasoningTextContentParam]
    status: Literal["in_progress", "completed", "incomplete"]
BetaReasoningModeEnum: TypeAlias = str | Literal["standard", "pro"]
BetaReasoningModeEnumParam: TypeAlias = str | Literal["standard", "pro"]
class BetaReasoningTextContent(Base):
    type: Literal["reasoning_text"]
    text: builtins.str
class BetaReasoningTextContentParam(TypedDict, total=False):
    type: Required[Literal["reasoning_text"]]
    text: Required[builtins.str]
class BetaRefusalContent(Base):
    type: Literal["refusal"]
    refusal: builtins.str
class BetaRefusalContentParam(TypedDict, total=False):
    type: Required[Literal["refusal"]]
    refusal: Required[builtins.str]
class BetaResponse(Base):
    metadata: BetaMetadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
    previous_response_id: builtins.str | None = ...
    model: BetaModelIdsResponses | None = ...
    background: builtins.bool | None = ...
    max_tool_calls: builtins.int | None = ...
    text: BetaResponseTextParam | None = ...
    tools: BetaToolsArray | None = ...
    tool_choice: BetaToolChoiceParam | None = ...
    prompt: BetaPrompt | None = ...
    service_tier: BetaServiceTierResponses | None = ...
    truncation: Literal["auto", "disabled"] | None = ...
    id: builtins.str
    object: Literal["response"]
    status: Literal["completed", "failed", "in_progress", "cancelled", "queued", "incomplete"] | None = ...
    created_at: builtins.float
    completed_at: builtins.float | None = ...
    error: BetaResponseError
    incomplete_details: BetaResponseIncompleteDetails | None
    output: builtins.list[BetaOutputItem]
    reasoning: BetaReasoning | None = ...
    instructions: builtins.str | builtins.list[BetaInputItem] | None
    usage: BetaResponseUsage | None = ...
    prompt_cache_options: BetaPromptCacheOptions | None = ...
    moderation: BetaModeration | None = ...
    parallel_tool_calls: builtins.bool
    conversation: BetaResponseConversation | None = ...
    max_output_tokens: builtins.int | None = ...
    @property
    def output_text(self) -> builtins.str:
        """All texts of the output, in order."""
class BetaResponseAudioDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.audio.delta"]
    sequence_number: builtins.int
    delta: builtins.str
class BetaResponseAudioDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.audio.done"]
    sequence_number: builtins.int
class BetaResponseAudioTranscriptDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.audio.transcript.delta"]
    delta: builtins.str
    sequence_number: builtins.int
class BetaResponseAudioTranscriptDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.audio.transcript.done"]
    sequence_number: builtins.int
class BetaResponseCodeInterpreterCallCodeDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call_code.delta"]
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    sequence_number: builtins.int
class BetaResponseCodeInterpreterCallCodeDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call_code.done"]
    output_index: builtins.int
    item_id: builtins.str
    code: builtins.str
    sequence_number: builtins.int
class BetaResponseCodeInterpreterCallCompletedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseCodeInterpreterCallInProgressEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseCodeInterpreterCallInterpretingEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call.interpreting"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseCompletedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.completed"]
    response: BetaResponse
    sequence_number: builtins.int
class BetaResponseContentPartAddedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.content_part.added"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    part: BetaOutputContent
    sequence_number: builtins.int
class BetaResponseContentPartDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.content_part.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    sequence_number: builtins.int
    part: BetaOutputContent
class BetaResponseConversation(Base):
    id: builtins.str
class BetaResponseCreatedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.created"]
    response: BetaResponse
    sequence_number: builtins.int
class BetaResponseCustomToolCallInputDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.custom_tool_call_input.delta"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
class BetaResponseCustomToolCallInputDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.custom_tool_call_input.done"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    input: builtins.str
BetaResponseError: TypeAlias = BetaResponseErrorValue | None
BetaResponseErrorCode: TypeAlias = Literal["server_error", "rate_limit_exceeded", "invalid_prompt", "data_residency_mismatch", "bio_policy", "vector_store_timeout", "invalid_image", "invalid_image_format", "invalid_base64_image", "invalid_image_url", "image_too_large", "image_too_small", "image_parse_error", "image_content_policy_violation", "invalid_image_mode", "image_file_too_large", "unsupported_image_media_type", "empty_image_file", "failed_to_download_image", "image_file_not_found"]
class BetaResponseErrorEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["error"]
    code: builtins.str | None
    message: builtins.str
    param: builtins.str | None
    sequence_number: builtins.int
class BetaResponseErrorValue(Base):
    code: BetaResponseErrorCode
    message: builtins.str
class BetaResponseFailedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.failed"]
    sequence_number: builtins.int
    response: BetaResponse
class BetaResponseFileSearchCallCompletedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.file_search_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseFileSearchCallInProgressEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.file_search_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseFileSearchCallSearchingEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.file_search_call.searching"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseFormatJsonObject(Base):
    type: Literal["json_object"]
class BetaResponseFormatJsonObjectParam(TypedDict, total=False):
    type: Required[Literal["json_object"]]
BetaResponseFormatJsonSchemaSchema: TypeAlias = builtins.dict[str, Any]
BetaResponseFormatJsonSchemaSchemaParam: TypeAlias = Mapping[str, Any]
class BetaResponseFormatText(Base):
    type: Literal["text"]
class BetaResponseFormatTextParam(TypedDict, total=False):
    type: Required[Literal["text"]]
class BetaResponseFunctionCallArgumentsDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.function_call_arguments.delta"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    delta: builtins.str
class BetaResponseFunctionCallArgumentsDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.function_call_arguments.done"]
    item_id: builtins.str
    name: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    arguments: builtins.str
class BetaResponseImageGenCallCompletedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.image_generation_call.completed"]
    output_index: builtins.int
    sequence_number: builtins.int
    item_id: builtins.str
class BetaResponseImageGenCallGeneratingEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.image_generation_call.generating"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseImageGenCallInProgressEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.image_generation_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseImageGenCallPartialImageEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.image_generation_call.partial_image"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    partial_image_index: builtins.int
    partial_image_b64: builtins.str
    size: builtins.str | None = ...
    quality: builtins.str | None = ...
    background: builtins.str | None = ...
    output_format: builtins.str | None = ...
class BetaResponseInProgressEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.in_progress"]
    response: BetaResponse
    sequence_number: builtins.int
class BetaResponseIncompleteDetails(Base):
    reason: Literal["max_output_tokens", "content_filter"] | None = ...
class BetaResponseIncompleteEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.incomplete"]
    response: BetaResponse
    sequence_number: builtins.int
class BetaResponseInjectCreatedEvent(Base):
    type: Literal["response.inject.created"]
    response_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponseInjectEvent(Base):
    type: Literal["response.inject"]
    response_id: builtins.str
    input: builtins.list[BetaInputItem]
class BetaResponseInjectEventParam(TypedDict, total=False):
    type: Required[Literal["response.inject"]]
    response_id: Required[builtins.str]
    input: Required[Sequence[BetaInputItemParam]]
class BetaResponseInjectFailedEvent(Base):
    type: Literal["response.inject.failed"]
    response_id: builtins.str
    input: builtins.list[BetaInputItem]
    error: BetaResponseInjectFailedEventError
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponseInjectFailedEventError(Base):
    code: Literal["response_already_completed", "response_not_found"]
    message: builtins.str
class BetaResponseItemList(Base):
    object: Literal["list"]
    data: builtins.list[BetaItemResource]
    has_more: builtins.bool
    first_id: builtins.str
    last_id: builtins.str
class BetaResponseLogProb(Base):
    token: builtins.str
    logprob: builtins.float
    top_logprobs: builtins.list[BetaResponseLogProbTopLogprobs] | None = ...
class BetaResponseLogProbTopLogprobs(Base):
    token: builtins.str | None = ...
    logprob: builtins.float | None = ...
class BetaResponseMCPCallArgumentsDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call_arguments.delta"]
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    sequence_number: builtins.int
class BetaResponseMCPCallArgumentsDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call_arguments.done"]
    output_index: builtins.int
    item_id: builtins.str
    arguments: builtins.str
    sequence_number: builtins.int
class BetaResponseMCPCallCompletedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call.completed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
class BetaResponseMCPCallFailedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call.failed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
class BetaResponseMCPCallInProgressEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call.in_progress"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
class BetaResponseMCPListToolsCompletedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_list_tools.completed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
class BetaResponseMCPListToolsFailedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_list_tools.failed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
class BetaResponseMCPListToolsInProgressEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_list_tools.in_progress"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
class BetaResponseOutputItemAddedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_item.added"]
    output_index: builtins.int
    sequence_number: builtins.int
    item: BetaOutputItem
class BetaResponseOutputItemDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_item.done"]
    output_index: builtins.int
    sequence_number: builtins.int
    item: BetaOutputItem
class BetaResponseOutputTextAnnotationAddedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_text.annotation.added"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    annotation_index: builtins.int
    sequence_number: builtins.int
    annotation: BetaAnnotation | None
BetaResponsePromptVariables: TypeAlias = builtins.dict[str, str | BetaInputTextContent | BetaInputImageContent | BetaInputFileContent] | None
BetaResponsePromptVariablesParam: TypeAlias = Mapping[str, str | BetaInputTextContent | BetaInputTextContentParamDict | BetaInputImageContent | BetaInputImageContentParam | BetaInputFileContent | BetaInputFileContentParamDict] | None
class BetaResponseProperties(Base):
    previous_response_id: builtins.str | None = ...
    model: BetaModelIdsResponses | None = ...
    background: builtins.bool | None = ...
    max_tool_calls: builtins.int | None = ...
    text: BetaResponseTextParam | None = ...
    tools: BetaToolsArray | None = ...
    tool_choice: BetaToolChoiceParam | None = ...
    prompt: BetaPrompt | None = ...
class BetaResponseQueuedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.queued"]
    response: BetaResponse
    sequence_number: builtins.int
class BetaResponseReasoningSummaryPartAddedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_summary_part.added"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    sequence_number: builtins.int
    part: BetaResponseReasoningSummaryPartAddedEventPart
class BetaResponseReasoningSummaryPartAddedEventPart(Base):
    type: Literal["summary_text"]
    text: builtins.str
class BetaResponseReasoningSummaryPartDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_summary_part.done"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    status: Literal["incomplete"] | None = ...
    sequence_number: builtins.int
    part: BetaResponseReasoningSummaryPartDoneEventPart
class BetaResponseReasoningSummaryPartDoneEventPart(Base):
    type: Literal["summary_text"]
    text: builtins.str
class BetaResponseReasoningSummaryTextDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_summary_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
class BetaResponseReasoningSummaryTextDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_summary_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
class BetaResponseReasoningTextDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
class BetaResponseReasoningTextDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
class BetaResponseRefusalDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.refusal.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
class BetaResponseRefusalDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.refusal.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    refusal: builtins.str
    sequence_number: builtins.int
class BetaResponseShellCallCommandAddedStreamingEvent(Base):
    type: Literal["response.shell_call_command.added"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    output_index: builtins.int
    command_index: builtins.int
    command: builtins.str
class BetaResponseShellCallCommandDeltaStreamingEvent(Base):
    type: Literal["response.shell_call_command.delta"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    output_index: builtins.int
    command_index: builtins.int
    delta: builtins.str
    obfuscation: builtins.str | None = ...
class BetaResponseShellCallCommandDoneStreamingEvent(Base):
    type: Literal["response.shell_call_command.done"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    output_index: builtins.int
    command_index: builtins.int
    command: builtins.str
class BetaResponseShellCallOutputContentDeltaStreamingEvent(Base):
    type: Literal["response.shell_call_output_content.delta"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    item_id: builtins.str
    output_index: builtins.int
    command_index: builtins.int
    delta: BetaShellCallOutputDelta
class BetaResponseShellCallOutputContentDoneStreamingEvent(Base):
    type: Literal["response.shell_call_output_content.done"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    item_id: builtins.str
    output_index: builtins.int
    command_index: builtins.int
    output: builtins.list[BetaFunctionShellCallOutputContent]
BetaResponseStreamEvent: TypeAlias = BetaResponseAudioDeltaEvent | BetaResponseAudioDoneEvent | BetaResponseAudioTranscriptDeltaEvent | BetaResponseAudioTranscriptDoneEvent | BetaResponseCodeInterpreterCallCodeDeltaEvent | BetaResponseCodeInterpreterCallCodeDoneEvent | BetaResponseCodeInterpreterCallCompletedEvent | BetaResponseCodeInterpreterCallInProgressEvent | BetaResponseCodeInterpreterCallInterpretingEvent | BetaResponseCompletedEvent | BetaResponseContentPartAddedEvent | BetaResponseContentPartDoneEvent | BetaResponseCreatedEvent | BetaResponseErrorEvent | BetaResponseFileSearchCallCompletedEvent | BetaResponseFileSearchCallInProgressEvent | BetaResponseFileSearchCallSearchingEvent | BetaResponseFunctionCallArgumentsDeltaEvent | BetaResponseFunctionCallArgumentsDoneEvent | BetaResponseShellCallCommandAddedStreamingEvent | BetaResponseShellCallCommandDeltaStreamingEvent | BetaResponseShellCallCommandDoneStreamingEvent | BetaResponseShellCallOutputContentDeltaStreamingEvent | BetaResponseShellCallOutputContentDoneStreamingEvent | BetaResponseInProgressEvent | BetaResponseFailedEvent | BetaResponseIncompleteEvent | BetaResponseOutputItemAddedEvent | BetaResponseOutputItemDoneEvent | BetaResponseReasoningSummaryPartAddedEvent | BetaResponseReasoningSummaryPartDoneEvent | BetaResponseReasoningSummaryTextDeltaEvent | BetaResponseReasoningSummaryTextDoneEvent | BetaResponseReasoningTextDeltaEvent | BetaResponseReasoningTextDoneEvent | BetaResponseRefusalDeltaEvent | BetaResponseRefusalDoneEvent | BetaResponseTextDeltaEvent | BetaResponseTextDoneEvent | BetaResponseWebSearchCallCompletedEvent | BetaResponseWebSearchCallInProgressEvent | BetaResponseWebSearchCallSearchingEvent | BetaResponseImageGenCallCompletedEvent | BetaResponseImageGenCallGeneratingEvent | BetaResponseImageGenCallInProgressEvent | BetaResponseImageGenCallPartialImageEvent | BetaResponseMCPCallArgumentsDeltaEvent | BetaResponseMCPCallArgumentsDoneEvent | BetaResponseMCPCallCompletedEvent | BetaResponseMCPCallFailedEvent | BetaResponseMCPCallInProgressEvent | BetaResponseMCPListToolsCompletedEvent | BetaResponseMCPListToolsFailedEvent | BetaResponseMCPListToolsInProgressEvent | BetaResponseOutputTextAnnotationAddedEvent | BetaResponseQueuedEvent | BetaResponseCustomToolCallInputDeltaEvent | BetaResponseCustomToolCallInputDoneEvent
BetaResponseStreamOptions: TypeAlias = BetaResponseStreamOptionsValue | None
BetaResponseStreamOptionsParam: TypeAlias = BetaResponseStreamOptionsValue | BetaResponseStreamOptionsValueParam | None
class BetaResponseStreamOptionsValue(Base):
    include_obfuscation: builtins.bool | None = ...
class BetaResponseStreamOptionsValueParam(TypedDict, total=False):
    include_obfuscation: builtins.bool
class BetaResponseTextDeltaEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    logprobs: builtins.list[BetaResponseLogProb]
class BetaResponseTextDoneEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
    logprobs: builtins.list[BetaResponseLogProb]
class BetaResponseTextParam(Base):
    format: BetaTextResponseFormatConfiguration | None = ...
    verbosity: BetaVerbosity | None = ...
class BetaResponseTextParamParam(TypedDict, total=False):
    format: BetaTextResponseFormatConfigurationParam
    verbosity: BetaVerbosityParam
class BetaResponseUsage(Base):
    input_tokens: builtins.int
    input_tokens_details: BetaResponseUsageInputTokensDetails
    output_tokens: builtins.int
    output_tokens_details: BetaResponseUsageOutputTokensDetails
    total_tokens: builtins.int
class BetaResponseUsageInputTokensDetails(Base):
    cached_tokens: builtins.int
    cache_write_tokens: builtins.int
class BetaResponseUsageOutputTokensDetails(Base):
    reasoning_tokens: builtins.int
class BetaResponseWebSearchCallCompletedEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.web_search_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseWebSearchCallInProgressEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.web_search_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseWebSearchCallSearchingEvent(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.web_search_call.searching"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class BetaResponseWsError(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["error"]
    status: builtins.int | None = ...
    sequence_number: builtins.int | None = ...
    error: BetaErrorPayload
    stream_id: builtins.str | None = ...
BetaResponsesClientEvent: TypeAlias = BetaResponsesClientEventResponseCreate | BetaResponseInjectEvent
BetaResponsesClientEventParam: TypeAlias = BetaResponsesClientEventResponseCreate | BetaResponsesClientEventResponseCreateParam | BetaResponseInjectEvent | BetaResponseInjectEventParam
class BetaResponsesClientEventResponseCreate(Base):
    type: Literal["response.create"]
    stream_id: builtins.str | None = ...
    metadata: BetaMetadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
    prompt_cache_options: BetaPromptCacheOptionsParam | None = ...
    previous_response_id: builtins.str | None = ...
    model: BetaModelIdsResponses | None = ...
    background: builtins.bool | None = ...
    max_tool_calls: builtins.int | None = ...
    text: BetaResponseTextParam | None = ...
    tools: BetaToolsArray | None = ...
    tool_choice: BetaToolChoiceParam | None = ...
    prompt: BetaPrompt | None = ...
    service_tier: BetaServiceTierResponses | None = ...
    truncation: Literal["auto", "disabled"] | None = ...
    reasoning: BetaReasoning | None = ...
    input: BetaInputParam | None = ...
    include: builtins.list[BetaIncludeEnum] | None = ...
    parallel_tool_calls: builtins.bool | None = ...
    store: builtins.bool | None = ...
    instructions: builtins.str | None = ...
    moderation: BetaModerationParam | None = ...
    stream: builtins.bool | None = ...
    stream_options: BetaResponseStreamOptions | None = ...
    conversation: BetaConversationParam | None = ...
    context_management: builtins.list[BetaContextManagementParam] | None = ...
    max_output_tokens: builtins.int | None = ...
    multi_agent: BetaMultiAgentParam | None = ...
class BetaResponsesClientEventResponseCreateParam(TypedDict, total=False):
    type: Required[Literal["response.create"]]
    stream_id: builtins.str
    metadata: BetaMetadataParam
    top_logprobs: builtins.int
    temperature: builtins.float | None
    top_p: builtins.float | None
    user: builtins.str
    safety_identifier: builtins.str | None
    prompt_cache_key: builtins.str | None
    prompt_cache_retention: Literal["in_memory", "24h"] | None
    prompt_cache_options: BetaPromptCacheOptionsParam | BetaPromptCacheOptionsParamParam
    previous_response_id: builtins.str | None
    model: BetaModelIdsResponsesParam
    background: builtins.bool | None
    max_tool_calls: builtins.int | None
    text: BetaResponseTextParam | BetaResponseTextParamParam
    tools: BetaToolsArrayParam
    tool_choice: BetaToolChoiceParamParam
    prompt: BetaPromptParam
    service_tier: BetaServiceTierResponsesParam
    truncation: Literal["auto", "disabled"] | None
    reasoning: BetaReasoning | BetaReasoningParam | None
    input: BetaInputParamParam
    include: Sequence[BetaIncludeEnumParam] | None
    parallel_tool_calls: builtins.bool | None
    store: builtins.bool | None
    instructions: builtins.str | None
    moderation: BetaModerationParam | BetaModerationParamParam | None
    stream: builtins.bool | None
    stream_options: BetaResponseStreamOptionsParam
    conversation: BetaConversationParamParam | None
    context_management: Sequence[BetaContextManagementParam | BetaContextManagementParamParam] | None
    max_output_tokens: builtins.int | None
    multi_agent: BetaMultiAgentParam | BetaMultiAgentParamParam | None
BetaResponsesServerEvent: TypeAlias = BetaResponsesServerEventValue | BetaResponsesServerEventValueResponseAudioDone | BetaResponsesServerEventValueResponseAudioTranscriptDelta | BetaResponsesServerEventValueResponseAudioTranscriptDone | BetaResponsesServerEventValueResponseCodeInterpreterCallCodeDelta | BetaResponsesServerEventValueResponseCodeInterpreterCallCodeDone | BetaResponsesServerEventValueResponseCodeInterpreterCallCompleted | BetaResponsesServerEventValueResponseCodeInterpreterCallInProgress | BetaResponsesServerEventValueResponseCodeInterpreterCallInterpreting | BetaResponsesServerEventValueResponseCompleted | BetaResponsesServerEventValueResponseContentPartAdded | BetaResponsesServerEventValueResponseContentPartDone | BetaResponsesServerEventValueResponseCreated | BetaResponsesServerEventValueResponseFileSearchCallCompleted | BetaResponsesServerEventValueResponseFileSearchCallInProgress | BetaResponsesServerEventValueResponseFileSearchCallSearching | BetaResponsesServerEventValueResponseFunctionCallArgumentsDelta | BetaResponsesServerEventValueResponseFunctionCallArgumentsDone | BetaResponsesServerEventValueResponseShellCallCommandAdded | BetaResponsesServerEventValueResponseShellCallCommandDelta | BetaResponsesServerEventValueResponseShellCallCommandDone | BetaResponsesServerEventValueResponseShellCallOutputContentDelta | BetaResponsesServerEventValueResponseShellCallOutputContentDone | BetaResponsesServerEventValueResponseInProgress | BetaResponsesServerEventValueResponseFailed | BetaResponsesServerEventValueResponseIncomplete | BetaResponsesServerEventValueResponseOutputItemAdded | BetaResponsesServerEventValueResponseOutputItemDone | BetaResponsesServerEventValueResponseReasoningSummaryPartAdded | BetaResponsesServerEventValueResponseReasoningSummaryPartDone | BetaResponsesServerEventValueResponseReasoningSummaryTextDelta | BetaResponsesServerEventValueResponseReasoningSummaryTextDone | BetaResponsesServerEventValueResponseReasoningTextDelta | BetaResponsesServerEventValueResponseReasoningTextDone | BetaResponsesServerEventValueResponseRefusalDelta | BetaResponsesServerEventValueResponseRefusalDone | BetaResponsesServerEventValueResponseOutputTextDelta | BetaResponsesServerEventValueResponseOutputTextDone | BetaResponsesServerEventValueResponseWebSearchCallCompleted | BetaResponsesServerEventValueResponseWebSearchCallInProgress | BetaResponsesServerEventValueResponseWebSearchCallSearching | BetaResponsesServerEventValueResponseImageGenerationCallCompleted | BetaResponsesServerEventValueResponseImageGenerationCallGenerating | BetaResponsesServerEventValueResponseImageGenerationCallInProgress | BetaResponsesServerEventValueResponseImageGenerationCallPartialImage | BetaResponsesServerEventValueResponseMcpCallArgumentsDelta | BetaResponsesServerEventValueResponseMcpCallArgumentsDone | BetaResponsesServerEventValueResponseMcpCallCompleted | BetaResponsesServerEventValueResponseMcpCallFailed | BetaResponsesServerEventValueResponseMcpCallInProgress | BetaResponsesServerEventValueResponseMcpListToolsCompleted | BetaResponsesServerEventValueResponseMcpListToolsFailed | BetaResponsesServerEventValueResponseMcpListToolsInProgress | BetaResponsesServerEventValueResponseOutputTextAnnotationAdded | BetaResponsesServerEventValueResponseQueued | BetaResponsesServerEventValueResponseCustomToolCallInputDelta | BetaResponsesServerEventValueResponseCustomToolCallInputDone | BetaResponseWsError | BetaResponseInjectCreatedEvent | BetaResponseInjectFailedEvent
class BetaResponsesServerEventValue(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.audio.delta"]
    sequence_number: builtins.int
    delta: builtins.str
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseAudioDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.audio.done"]
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseAudioTranscriptDelta(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.audio.transcript.delta"]
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseAudioTranscriptDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.audio.transcript.done"]
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseCodeInterpreterCallCodeDelta(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call_code.delta"]
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseCodeInterpreterCallCodeDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call_code.done"]
    output_index: builtins.int
    item_id: builtins.str
    code: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseCodeInterpreterCallCompleted(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseCodeInterpreterCallInProgress(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseCodeInterpreterCallInterpreting(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.code_interpreter_call.interpreting"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseCompleted(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.completed"]
    response: BetaResponse
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseContentPartAdded(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.content_part.added"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    part: BetaOutputContent
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseContentPartDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.content_part.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    sequence_number: builtins.int
    part: BetaOutputContent
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseCreated(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.created"]
    response: BetaResponse
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseCustomToolCallInputDelta(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.custom_tool_call_input.delta"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseCustomToolCallInputDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.custom_tool_call_input.done"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    input: builtins.str
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseFailed(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.failed"]
    sequence_number: builtins.int
    response: BetaResponse
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseFileSearchCallCompleted(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.file_search_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseFileSearchCallInProgress(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.file_search_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseFileSearchCallSearching(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.file_search_call.searching"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseFunctionCallArgumentsDelta(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.function_call_arguments.delta"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    delta: builtins.str
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseFunctionCallArgumentsDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.function_call_arguments.done"]
    item_id: builtins.str
    name: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    arguments: builtins.str
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseImageGenerationCallCompleted(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.image_generation_call.completed"]
    output_index: builtins.int
    sequence_number: builtins.int
    item_id: builtins.str
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseImageGenerationCallGenerating(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.image_generation_call.generating"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseImageGenerationCallInProgress(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.image_generation_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseImageGenerationCallPartialImage(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.image_generation_call.partial_image"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    partial_image_index: builtins.int
    partial_image_b64: builtins.str
    size: builtins.str | None = ...
    quality: builtins.str | None = ...
    background: builtins.str | None = ...
    output_format: builtins.str | None = ...
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseInProgress(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.in_progress"]
    response: BetaResponse
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseIncomplete(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.incomplete"]
    response: BetaResponse
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseMcpCallArgumentsDelta(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call_arguments.delta"]
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseMcpCallArgumentsDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call_arguments.done"]
    output_index: builtins.int
    item_id: builtins.str
    arguments: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseMcpCallCompleted(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call.completed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseMcpCallFailed(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call.failed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseMcpCallInProgress(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_call.in_progress"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseMcpListToolsCompleted(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_list_tools.completed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseMcpListToolsFailed(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_list_tools.failed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseMcpListToolsInProgress(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.mcp_list_tools.in_progress"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseOutputItemAdded(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_item.added"]
    output_index: builtins.int
    sequence_number: builtins.int
    item: BetaOutputItem
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseOutputItemDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_item.done"]
    output_index: builtins.int
    sequence_number: builtins.int
    item: BetaOutputItem
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseOutputTextAnnotationAdded(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_text.annotation.added"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    annotation_index: builtins.int
    sequence_number: builtins.int
    annotation: BetaAnnotation | None
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseOutputTextDelta(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    logprobs: builtins.list[BetaResponseLogProb]
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseOutputTextDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.output_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
    logprobs: builtins.list[BetaResponseLogProb]
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseQueued(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.queued"]
    response: BetaResponse
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseReasoningSummaryPartAdded(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_summary_part.added"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    sequence_number: builtins.int
    part: BetaResponsesServerEventValueResponseReasoningSummaryPartAddedPart
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseReasoningSummaryPartAddedPart(Base):
    type: Literal["summary_text"]
    text: builtins.str
class BetaResponsesServerEventValueResponseReasoningSummaryPartDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_summary_part.done"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    status: Literal["incomplete"] | None = ...
    sequence_number: builtins.int
    part: BetaResponsesServerEventValueResponseReasoningSummaryPartDonePart
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseReasoningSummaryPartDonePart(Base):
    type: Literal["summary_text"]
    text: builtins.str
class BetaResponsesServerEventValueResponseReasoningSummaryTextDelta(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_summary_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseReasoningSummaryTextDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_summary_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseReasoningTextDelta(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseReasoningTextDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.reasoning_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseRefusalDelta(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.refusal.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseRefusalDone(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.refusal.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    refusal: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseShellCallCommandAdded(Base):
    type: Literal["response.shell_call_command.added"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    output_index: builtins.int
    command_index: builtins.int
    command: builtins.str
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseShellCallCommandDelta(Base):
    type: Literal["response.shell_call_command.delta"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    output_index: builtins.int
    command_index: builtins.int
    delta: builtins.str
    obfuscation: builtins.str | None = ...
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseShellCallCommandDone(Base):
    type: Literal["response.shell_call_command.done"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    output_index: builtins.int
    command_index: builtins.int
    command: builtins.str
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseShellCallOutputContentDelta(Base):
    type: Literal["response.shell_call_output_content.delta"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    item_id: builtins.str
    output_index: builtins.int
    command_index: builtins.int
    delta: BetaShellCallOutputDelta
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseShellCallOutputContentDone(Base):
    type: Literal["response.shell_call_output_content.done"]
    sequence_number: builtins.int
    agent: BetaAgentTag | None = ...
    item_id: builtins.str
    output_index: builtins.int
    command_index: builtins.int
    output: builtins.list[BetaFunctionShellCallOutputContent]
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseWebSearchCallCompleted(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.web_search_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseWebSearchCallInProgress(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.web_search_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class BetaResponsesServerEventValueResponseWebSearchCallSearching(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["response.web_search_call.searching"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
BetaResponsesWebSocketStreamEvent: TypeAlias = BetaResponsesWebSocketStreamEventValue
class BetaResponsesWebSocketStreamEventValue(Base):
    stream_id: builtins.str | None = ...
class BetaScreenshotParam(Base):
    type: Literal["screenshot"]
class BetaScreenshotParamParam(TypedDict, total=False):
    type: Required[Literal["screenshot"]]
class BetaScrollParam(Base):
    type: Literal["scroll"]
    x: builtins.int
    y: builtins.int
    scroll_x: builtins.int
    scroll_y: builtins.int
    keys: builtins.list[builtins.str] | None = ...
class BetaScrollParamParam(TypedDict, total=False):
    type: Required[Literal["scroll"]]
    x: Required[builtins.int]
    y: Required[builtins.int]
    scroll_x: Required[builtins.int]
    scroll_y: Required[builtins.int]
    keys: Sequence[builtins.str] | None
BetaSearchContentType: TypeAlias = Literal["text", "image"]
BetaSearchContentTypeParam: TypeAlias = Literal["text", "image"]
BetaSearchContextSize: TypeAlias = Literal["low", "medium", "high"]
BetaSearchContextSizeParam: TypeAlias = Literal["low", "medium", "high"]
BetaServiceTierEnum: TypeAlias = Literal["auto", "default", "fast", "flex", "priority"]
BetaServiceTierEnumParam: TypeAlias = Literal["auto", "default", "fast", "flex", "priority"]
BetaServiceTierResponses: TypeAlias = Literal["auto", "default", "flex", "scale", "priority", "fast", "ultrafast"] | None
BetaServiceTierResponsesParam: TypeAlias = Literal["auto", "default", "flex", "scale", "priority", "fast", "ultrafast"] | None
class BetaShellCallOutputDelta(Base):
    stdout: builtins.str | None = ...
    stderr: builtins.str | None = ...
class BetaSkillReferenceParam(Base):
    type: Literal["skill_reference"]
    skill_id: builtins.str
    version: builtins.str | None = ...
class BetaSkillReferenceParamParam(TypedDict, total=False):
    type: Required[Literal["skill_reference"]]
    skill_id: Required[builtins.str]
    version: builtins.str
class BetaSpecificApplyPatchParam(Base):
    type: Literal["apply_patch"]
class BetaSpecificApplyPatchParamParam(TypedDict, total=False):
    type: Required[Literal["apply_patch"]]
class BetaSpecificFunctionShellParam(Base):
    type: Literal["shell"]
class BetaSpecificFunctionShellParamParam(TypedDict, total=False):
    type: Required[Literal["shell"]]
class BetaSpecificProgrammaticToolCallingParam(Base):
    type: Literal["programmatic_tool_calling"]
class BetaSpecificProgrammaticToolCallingParamParam(TypedDict, total=False):
    type: Required[Literal["programmatic_tool_calling"]]
class BetaSummaryTextContent(Base):
    type: Literal["summary_text"]
    text: builtins.str
class BetaSummaryTextContentParam(TypedDict, total=False):
    type: Required[Literal["summary_text"]]
    text: Required[builtins.str]
class BetaTextContent(Base):
    type: Literal["text"]
    text: builtins.str
BetaTextResponseFormatConfiguration: TypeAlias = BetaResponseFormatText | BetaTextResponseFormatJsonSchema | BetaResponseFormatJsonObject
BetaTextResponseFormatConfigurationParam: TypeAlias = BetaResponseFormatText | BetaResponseFormatTextParam | BetaTextResponseFormatJsonSchema | BetaTextResponseFormatJsonSchemaParam | BetaResponseFormatJsonObject | BetaResponseFormatJsonObjectParam
class BetaTextResponseFormatJsonSchema(Base):
    type: Literal["json_schema"]
    description: builtins.str | None = ...
    name: builtins.str
    schema: BetaResponseFormatJsonSchemaSchema
    strict: builtins.bool | None = ...
class BetaTextResponseFormatJsonSchemaParam(TypedDict, total=False):
    type: Required[Literal["json_schema"]]
    description: builtins.str
    name: Required[builtins.str]
    schema: Required[BetaResponseFormatJsonSchemaSchemaParam]
    strict: builtins.bool | None
class BetaTokenCountsBody(Base):
    model: builtins.str | None = ...
    input: builtins.str | builtins.list[BetaInputItem] | None = ...
    previous_response_id: builtins.str | None = ...
    tools: builtins.list[BetaTool] | None = ...
    text: BetaResponseTextParam | None = ...
    reasoning: BetaReasoning | None = ...
    truncation: BetaTruncationEnum | None = ...
    instructions: builtins.str | None = ...
    personality: BetaPersonalityEnum | None = ...
    conversation: BetaConversationParam | None = ...
    tool_choice: BetaToolChoiceParam | None = ...
    parallel_tool_calls: builtins.bool | None = ...
class BetaTokenCountsResource(Base):
    object: Literal["response.input_tokens"]
    input_tokens: builtins.int
BetaTool: TypeAlias = BetaFunctionTool | BetaFileSearchTool | BetaComputerTool | BetaComputerUsePreviewTool | BetaWebSearchTool | BetaMCPTool | BetaCodeInterpreterTool | BetaProgrammaticToolCallingParam | BetaImageGenTool | BetaLocalShellToolParam | BetaFunctionShellToolParam | BetaCustomToolParam | BetaNamespaceToolParam | BetaToolSearchToolParam | BetaWebSearchPreviewTool | BetaApplyPatchToolParam
BetaToolParam: TypeAlias = BetaFunctionTool | BetaFunctionToolParamDict | BetaFileSearchTool | BetaFileSearchToolParam | BetaComputerTool | BetaComputerToolParam | BetaComputerUsePreviewTool | BetaComputerUsePreviewToolParam | BetaWebSearchTool | BetaWebSearchToolParam | BetaMCPTool | BetaMCPToolParam | BetaCodeInterpreterTool | BetaCodeInterpreterToolParam | BetaProgrammaticToolCallingParam | BetaProgrammaticToolCallingParamParam | BetaImageGenTool | BetaImageGenToolParam | BetaLocalShellToolParam | BetaLocalShellToolParamParam | BetaFunctionShellToolParam | BetaFunctionShellToolParamParam | BetaCustomToolParam | BetaCustomToolParamParam | BetaNamespaceToolParam | BetaNamespaceToolParamParam | BetaToolSearchToolParam | BetaToolSearchToolParamParam | BetaWebSearchPreviewTool | BetaWebSearchPreviewToolParam | BetaApplyPatchToolParam | BetaApplyPatchToolParamParam
BetaToolCallCaller: TypeAlias = BetaDirectToolCallCaller | BetaProgramToolCallCaller
BetaToolCallCallerParamDict: TypeAlias = BetaDirectToolCallCaller | BetaDirectToolCallCallerParamDict | BetaProgramToolCallCaller | BetaProgramToolCallCallerParamDict
BetaToolCallCallerParam: TypeAlias = BetaDirectToolCallCallerParam | BetaProgramToolCallCallerParam
BetaToolCallCallerParamParam: TypeAlias = BetaDirectToolCallCallerParam | BetaDirectToolCallCallerParamParam | BetaProgramToolCallCallerParam | BetaProgramToolCallCallerParamParam
class BetaToolChoiceAllowed(Base):
    type: Literal["allowed_tools"]
    mode: Literal["auto", "required"]
    tools: builtins.list[builtins.dict[builtins.str, Any]]
class BetaToolChoiceAllowedParam(TypedDict, total=False):
    type: Required[Literal["allowed_tools"]]
    mode: Required[Literal["auto", "required"]]
    tools: Required[Sequence[Mapping[builtins.str, Any]]]
class BetaToolChoiceCustom(Base):
    type: Literal["custom"]
    name: builtins.str
class BetaToolChoiceCustomParam(TypedDict, total=False):
    type: Required[Literal["custom"]]
    name: Required[builtins.str]
class BetaToolChoiceFunction(Base):
    type: Literal["function"]
    name: builtins.str
class BetaToolChoiceFunctionParam(TypedDict, total=False):
    type: Required[Literal["function"]]
    name: Required[builtins.str]
class BetaToolChoiceMCP(Base):
    type: Literal["mcp"]
    server_label: builtins.str
    name: builtins.str | None = ...
class BetaToolChoiceMCPParam(TypedDict, total=False):
    type: Required[Literal["mcp"]]
    server_label: Required[builtins.str]
    name: builtins.str | None
BetaToolChoiceOptions: TypeAlias = Literal["none", "auto", "required"]
BetaToolChoiceOptionsParam: TypeAlias = Literal["none", "auto", "required"]
BetaToolChoiceParam: TypeAlias = BetaToolChoiceOptions | BetaToolChoiceAllowed | BetaToolChoiceTypes | BetaToolChoiceFunction | BetaToolChoiceMCP | BetaToolChoiceCustom | BetaSpecificProgrammaticToolCallingParam | BetaSpecificApplyPatchParam | BetaSpecificFunctionShellParam
BetaToolChoiceParamParam: TypeAlias = BetaToolChoiceOptionsParam | BetaToolChoiceAllowed | BetaToolChoiceAllowedParam | BetaToolChoiceTypes | BetaToolChoiceTypesParam | BetaToolChoiceFunction | BetaToolChoiceFunctionParam | BetaToolChoiceMCP | BetaToolChoiceMCPParam | BetaToolChoiceCustom | BetaToolChoiceCustomParam | BetaSpecificProgrammaticToolCallingParam | BetaSpecificProgrammaticToolCallingParamParam | BetaSpecificApplyPatchParam | BetaSpecificApplyPatchParamParam | BetaSpecificFunctionShellParam | BetaSpecificFunctionShellParamParam
class BetaToolChoiceTypes(Base):
    type: Literal["file_search", "web_search_preview", "computer", "computer_use_preview", "computer_use", "web_search_preview_2025_03_11", "image_generation", "code_interpreter"]
class BetaToolChoiceTypesParam(TypedDict, total=False):
    type: Required[Literal["file_search", "web_search_preview", "computer", "computer_use_preview", "computer_use", "web_search_preview_2025_03_11", "image_generation", "code_interpreter"]]
class BetaToolSearchCall(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["tool_search_call"]
    id: builtins.str
    call_id: builtins.str | None
    execution: BetaToolSearchExecutionType
    arguments: Any
    status: BetaFunctionCallStatus
    created_by: builtins.str | None = ...
class BetaToolSearchCallItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    call_id: builtins.str | None = ...
    type: Literal["tool_search_call"]
    execution: BetaToolSearchExecutionType | None = ...
    arguments: BetaEmptyModelParam
    status: BetaFunctionCallItemStatus | None = ...
class BetaToolSearchCallItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    call_id: builtins.str | None
    type: Required[Literal["tool_search_call"]]
    execution: BetaToolSearchExecutionTypeParam
    arguments: Required[BetaEmptyModelParamParam]
    status: BetaFunctionCallItemStatusParam | None
BetaToolSearchExecutionType: TypeAlias = Literal["server", "client"]
BetaToolSearchExecutionTypeParam: TypeAlias = Literal["server", "client"]
class BetaToolSearchOutput(Base):
    agent: BetaAgentTag | None = ...
    type: Literal["tool_search_output"]
    id: builtins.str
    call_id: builtins.str | None
    execution: BetaToolSearchExecutionType
    tools: builtins.list[BetaTool]
    status: BetaFunctionCallOutputStatusEnum
    created_by: builtins.str | None = ...
class BetaToolSearchOutputItemParam(Base):
    agent: Beta_AgentTagParam | None = ...
    id: builtins.str | None = ...
    call_id: builtins.str | None = ...
    type: Literal["tool_search_output"]
    execution: BetaToolSearchExecutionType | None = ...
    tools: builtins.list[BetaTool]
    status: BetaFunctionCallItemStatus | None = ...
class BetaToolSearchOutputItemParamParam(TypedDict, total=False):
    agent: Beta_AgentTagParam | Beta_AgentTagParamParam | None
    id: builtins.str | None
    call_id: builtins.str | None
    type: Required[Literal["tool_search_output"]]
    execution: BetaToolSearchExecutionTypeParam
    tools: Required[Sequence[BetaToolParam]]
    status: BetaFunctionCallItemStatusParam | None
class BetaToolSearchToolParam(Base):
    type: Literal["tool_search"]
    execution: BetaToolSearchExecutionType | None = ...
    description: builtins.str | None = ...
    parameters: BetaEmptyModelParam | None = ...
class BetaToolSearchToolParamParam(TypedDict, total=False):
    type: Required[Literal["tool_search"]]
    execution: BetaToolSearchExecutionTypeParam
    description: builtins.str | None
    parameters: BetaEmptyModelParamParam | None
BetaToolsArray: TypeAlias = builtins.list[BetaTool]
BetaToolsArrayParam: TypeAlias = Sequence[BetaToolParam]
class BetaTopLogProb(Base):
    token: builtins.str
    logprob: builtins.float
    bytes: builtins.list[builtins.int]
class BetaTopLogProbParam(TypedDict, total=False):
    token: Required[builtins.str]
    logprob: Required[builtins.float]
    bytes: Required[Sequence[builtins.int]]
BetaTruncationEnum: TypeAlias = Literal["auto", "disabled"]
BetaTruncationEnumParam: TypeAlias = Literal["auto", "disabled"]
class BetaTypeParam(Base):
    type: Literal["type"]
    text: builtins.str
class BetaTypeParamParam(TypedDict, total=False):
    type: Required[Literal["type"]]
    text: Required[builtins.str]
class BetaUrlCitationBody(Base):
    type: Literal["url_citation"]
    url: builtins.str
    start_index: builtins.int
    end_index: builtins.int
    title: builtins.str
class BetaUrlCitationBodyParam(TypedDict, total=False):
    type: Required[Literal["url_citation"]]
    url: Required[builtins.str]
    start_index: Required[builtins.int]
    end_index: Required[builtins.int]
    title: Required[builtins.str]
class BetaUrlCitationParam(Base):
    type: Literal["url_citation"]
    start_index: builtins.int
    end_index: builtins.int
    url: builtins.str
    title: builtins.str
class BetaUrlCitationParamParam(TypedDict, total=False):
    type: Required[Literal["url_citation"]]
    start_index: Required[builtins.int]
    end_index: Required[builtins.int]
    url: Required[builtins.str]
    title: Required[builtins.str]
BetaVectorStoreFileAttributes: TypeAlias = builtins.dict[str, str | float | bool] | None
BetaVectorStoreFileAttributesParam: TypeAlias = Mapping[str, str | float | bool] | None
BetaVerbosity: TypeAlias = Literal["low", "medium", "high"] | None
BetaVerbosityParam: TypeAlias = Literal["low", "medium", "high"] | None
class BetaWaitParam(Base):
    type: Literal["wait"]
class BetaWaitParamParam(TypedDict, total=False):
    type: Required[Literal["wait"]]
class BetaWebSearchActionFind(Base):
    type: Literal["find_in_page"]
    url: builtins.str
    pattern: builtins.str
class BetaWebSearchActionFindParam(TypedDict, total=False):
    type: Required[Literal["find_in_page"]]
    url: Required[builtins.str]
    pattern: Required[builtins.str]
class BetaWebSearchActionOpenPage(Base):
    type: Literal["open_page"]
    url: builtins.str | None = ...
class BetaWebSearchActionOpenPageParam(TypedDict, total=False):
    type: Required[Literal["open_page"]]
    url: builtins.str | None
class BetaWebSearchActionSearch(Base):
    type: Literal["search"]
    query: builtins.str | None = ...
    queries: builtins.list[builtins.str] | None = ...
    sources: builtins.list[BetaWebSearchActionSearchSources] | None = ...
class BetaWebSearchActionSearchParam(TypedDict, total=False):
    type: Required[Literal["search"]]
    query: builtins.str
    queries: Sequence[builtins.str]
    sources: Sequence[BetaWebSearchActionSearchSources | BetaWebSearchActionSearchSourcesParam]
class BetaWebSearchActionSearchSources(Base):
    type: Literal["url"]
    url: builtins.str
class BetaWebSearchActionSearchSourcesParam(TypedDict, total=False):
    type: Required[Literal["url"]]
    url: Required[builtins.str]
BetaWebSearchApproximateLocation: TypeAlias = BetaWebSearchApproximateLocationValue | None
BetaWebSearchApproximateLocationParam: TypeAlias = BetaWebSearchApproximateLocationValue | BetaWebSearchApproximateLocationValueParam | None
class BetaWebSearchApproximateLocationValue(Base):
    type: Literal["approximate"] | None = ...
    country: builtins.str | None = ...
    region: builtins.str | None = ...
    city: builtins.str | None = ...
    timezone: builtins.str | None = ...
class BetaWebSearchApproximateLocationValueParam(TypedDict, total=False):
    type: Literal["approximate"]
    country: builtins.str | None
    region: builtins.str | None
    city: builtins.str | None
    timezone: builtins.str | None
class BetaWebSearchPreviewTool(Base):
    type: Literal["web_search_preview", "web_search_preview_2025_03_11"]
    user_location: BetaApproximateLocation | None = ...
    search_context_size: BetaSearchContextSize | None = ...
    search_content_types: builtins.list[BetaSearchContentType] | None = ...
class BetaWebSearchPreviewToolParam(TypedDict, total=False):
    type: Required[Literal["web_search_preview", "web_search_preview_2025_03_11"]]
    user_location: BetaApproximateLocation | BetaApproximateLocationParam | None
    search_context_size: BetaSearchContextSizeParam
    search_content_types: Sequence[BetaSearchContentTypeParam]
class BetaWebSearchTool(Base):
    type: Literal["web_search", "web_search_2025_08_26"]
    external_web_access: builtins.bool | None = ...
    filters: BetaWebSearchToolFilters | None = ...
    user_location: BetaWebSearchApproximateLocation | None = ...
    search_context_size: Literal["low", "medium", "high"] | None = ...
class BetaWebSearchToolParam(TypedDict, total=False):
    type: Required[Literal["web_search", "web_search_2025_08_26"]]
    external_web_access: builtins.bool
    filters: BetaWebSearchToolFilters | BetaWebSearchToolFiltersParam | None
    user_location: BetaWebSearchApproximateLocationParam
    search_context_size: Literal["low", "medium", "high"]
class BetaWebSearchToolCall(Base):
    agent: BetaAgentTag | None = ...
    id: builtins.str
    type: Literal["web_search_call"]
    status: Literal["in_progress", "searching", "completed", "failed"]
    action: BetaWebSearchActionSearch | BetaWebSearchActionOpenPage | BetaWebSearchActionFind
class BetaWebSearchToolCallParam(TypedDict, total=False):
    agent: BetaAgentTag | BetaAgentTagParam | None
    id: Required[builtins.str]
    type: Required[Literal["web_search_call"]]
    status: Required[Literal["in_progress", "searching", "completed", "failed"]]
    action: Required[BetaWebSearchActionSearch | BetaWebSearchActionSearchParam | BetaWebSearchActionOpenPage | BetaWebSearchActionOpenPageParam | BetaWebSearchActionFind | BetaWebSearchActionFindParam]
class BetaWebSearchToolFilters(Base):
    allowed_domains: builtins.list[builtins.str] | None = ...
class BetaWebSearchToolFiltersParam(TypedDict, total=False):
    allowed_domains: Sequence[builtins.str] | None
class Beta_AgentTagParam(Base):
    agent_name: builtins.str
class Beta_AgentTagParamParam(TypedDict, total=False):
    agent_name: Required[builtins.str]
class C2PAProvenanceResult(Base):
    type: Literal["c2pa"]
    outcome: ProvenanceDetectionResultApi
    validation_state: C2PAValidationStateApi
    issuer: builtins.str | None
    model: builtins.str | None
    generated_at: builtins.str | None
C2PAValidationStateApi: TypeAlias = Literal["trusted", "valid", "invalid", "not_present"]
CallableToolAllowedCaller: TypeAlias = Literal["direct", "programmatic"]
CallableToolAllowedCallerParam: TypeAlias = Literal["direct", "programmatic"]
class Certificate(Base):
    object: Literal["certificate", "organization.certificate", "organization.project.certificate"]
    id: builtins.str
    name: builtins.str | None
    created_at: builtins.int
    certificate_details: CertificateCertificateDetails
    active: builtins.bool | None = ...
class CertificateCertificateDetails(Base):
    valid_at: builtins.int | None = ...
    expires_at: builtins.int | None = ...
    content: builtins.str | None = ...
class ChatCompletionAllowedTools(Base):
    mode: Literal["auto", "required"]
    tools: builtins.list[builtins.dict[builtins.str, Any]]
class ChatCompletionAllowedToolsParam(TypedDict, total=False):
    mode: Required[Literal["auto", "required"]]
    tools: Required[Sequence[Mapping[builtins.str, Any]]]
class ChatCompletionAllowedToolsChoice(Base):
    type: Literal["allowed_tools"]
    allowed_tools: ChatCompletionAllowedTools
class ChatCompletionAllowedToolsChoiceParam(TypedDict, total=False):
    type: Required[Literal["allowed_tools"]]
    allowed_tools: Required[ChatCompletionAllowedTools | ChatCompletionAllowedToolsParam]
class ChatCompletionDeleted(Base):
    object: Literal["chat.completion.deleted"]
    id: builtins.str
    deleted: builtins.bool
class ChatCompletionFunctionCallOption(Base):
    name: builtins.str
class ChatCompletionFunctionCallOptionParam(TypedDict, total=False):
    name: Required[builtins.str]
class ChatCompletionFunctions(Base):
    description: builtins.str | None = ...
    name: builtins.str
    parameters: FunctionParameters | None = ...
class ChatCompletionFunctionsParam(TypedDict, total=False):
    description: builtins.str
    name: Required[builtins.str]
    parameters: FunctionParametersParam
class ChatCompletionList(Base):
    object: Literal["list"]
    data: builtins.list[CreateChatCompletionResponse]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class ChatCompletionMessageCustomToolCall(Base):
    id: builtins.str
    type: Literal["custom"]
    custom: ChatCompletionMessageCustomToolCallCustom
class ChatCompletionMessageCustomToolCallParam(TypedDict, total=False):
    id: Required[builtins.str]
    type: Required[Literal["custom"]]
    custom: Required[ChatCompletionMessageCustomToolCallCustom | ChatCompletionMessageCustomToolCallCustomParam]
class ChatCompletionMessageCustomToolCallCustom(Base):
    name: builtins.str
    input: builtins.str
class ChatCompletionMessageCustomToolCallCustomParam(TypedDict, total=False):
    name: Required[builtins.str]
    input: Required[builtins.str]
class ChatCompletionMessageList(Base):
    object: Literal["list"]
    data: builtins.list[ChatCompletionMessageListData]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class ChatCompletionMessageListData(Base):
    content: builtins.str | None
    refusal: builtins.str | None
    tool_calls: ChatCompletionMessageToolCalls | None = ...
    annotations: builtins.list[ChatCompletionMessageListDataAnnotations] | None = ...
    role: Literal["assistant"]
    function_call: ChatCompletionMessageListDataFunctionCall | None = ...
    audio: ChatCompletionMessageListDataAudio | None = ...
    id: builtins.str
    content_parts: builtins.list[ChatCompletionRequestMessageContentPartText | ChatCompletionRequestMessageContentPartImage] | None = ...
class ChatCompletionMessageListDataAnnotations(Base):
    type: Literal["url_citation"]
    url_citation: ChatCompletionMessageListDataAnnotationsUrlCitation
class ChatCompletionMessageListDataAnnotationsUrlCitation(Base):
    end_index: builtins.int
    start_index: builtins.int
    url: builtins.str
    title: builtins.str
class ChatCompletionMessageListDataAudio(Base):
    id: builtins.str
    expires_at: builtins.int
    data: builtins.str
    transcript: builtins.str
class ChatCompletionMessageListDataFunctionCall(Base):
    arguments: builtins.str
    name: builtins.str
class ChatCompletionMessageToolCall(Base):
    id: builtins.str
    type: Literal["function"]
    function: ChatCompletionMessageToolCallFunction
class ChatCompletionMessageToolCallParam(TypedDict, total=False):
    id: Required[builtins.str]
    type: Required[Literal["function"]]
    function: Required[ChatCompletionMessageToolCallFunction | ChatCompletionMessageToolCallFunctionParam]
class ChatCompletionMessageToolCallChunk(Base):
    index: builtins.int
    id: builtins.str | None = ...
    type: Literal["function"] | None = ...
    function: ChatCompletionMessageToolCallChunkFunction | None = ...
class ChatCompletionMessageToolCallChunkFunction(Base):
    name: builtins.str | None = ...
    arguments: builtins.str | None = ...
class ChatCompletionMessageToolCallFunction(Base):
    name: builtins.str
    arguments: builtins.str
class ChatCompletionMessageToolCallFunctionParam(TypedDict, total=False):
    name: Required[builtins.str]
    arguments: Required[builtins.str]
ChatCompletionMessageToolCalls: TypeAlias = builtins.list[ChatCompletionMessageToolCall | ChatCompletionMessageCustomToolCall]
ChatCompletionMessageToolCallsParam: TypeAlias = Sequence[ChatCompletionMessageToolCall | ChatCompletionMessageToolCallParam | ChatCompletionMessageCustomToolCall | ChatCompletionMessageCustomToolCallParam]
ChatCompletionModalities: TypeAlias = builtins.list[Literal["text", "audio"]] | None
class ChatCompletionModeration(Base):
    input: ChatCompletionModerationResults | ChatCompletionModerationError
    output: ChatCompletionModerationResults | ChatCompletionModerationError
class ChatCompletionModerationError(Base):
    type: Literal["error"]
    code: builtins.str
    message: builtins.str
class ChatCompletionModerationResults(Base):
    type: Literal["moderation_results"]
    model: builtins.str
    results: builtins.list[ModerationResultBody]
class ChatCompletionNamedToolChoice(Base):
    type: Literal["function"]
    function: ChatCompletionNamedToolChoiceFunction
class ChatCompletionNamedToolChoiceParam(TypedDict, total=False):
    type: Required[Literal["function"]]
    function: Required[ChatCompletionNamedToolChoiceFunction | ChatCompletionNamedToolChoiceFunctionParam]
class ChatCompletionNamedToolChoiceCustom(Base):
    type: Literal["custom"]
    custom: ChatCompletionNamedToolChoiceCustomCustom
class ChatCompletionNamedToolChoiceCustomParam(TypedDict, total=False):
    type: Required[Literal["custom"]]
    custom: Required[ChatCompletionNamedToolChoiceCustomCustom | ChatCompletionNamedToolChoiceCustomCustomParam]
class ChatCompletionNamedToolChoiceCustomCustom(Base):
    name: builtins.str
class ChatCompletionNamedToolChoiceCustomCustomParam(TypedDict, total=False):
    name: Required[builtins.str]
class ChatCompletionNamedToolChoiceFunction(Base):
    name: builtins.str
class ChatCompletionNamedToolChoiceFunctionParam(TypedDict, total=False):
    name: Required[builtins.str]
class ChatCompletionRequestAssistantMessage(Base):
    content: builtins.str | builtins.list[ChatCompletionRequestAssistantMessageContentPart] | None = ...
    refusal: builtins.str | None = ...
    role: Literal["assistant"]
    name: builtins.str | None = ...
    audio: ChatCompletionRequestAssistantMessageAudio | None = ...
    tool_calls: ChatCompletionMessageToolCalls | None = ...
    function_call: ChatCompletionRequestAssistantMessageFunctionCall | None = ...
class ChatCompletionRequestAssistantMessageParam(TypedDict, total=False):
    content: builtins.str | Sequence[ChatCompletionRequestAssistantMessageContentPartParam] | None
    refusal: builtins.str | None
    role: Required[Literal["assistant"]]
    name: builtins.str
    audio: ChatCompletionRequestAssistantMessageAudio | ChatCompletionRequestAssistantMessageAudioParam | None
    tool_calls: ChatCompletionMessageToolCallsParam
    function_call: ChatCompletionRequestAssistantMessageFunctionCall | ChatCompletionRequestAssistantMessageFunctionCallParam | None
class ChatCompletionRequestAssistantMessageAudio(Base):
    id: builtins.str
class ChatCompletionRequestAssistantMessageAudioParam(TypedDict, total=False):
    id: Required[builtins.str]
ChatCompletionRequestAssistantMessageContentPart: TypeAlias = ChatCompletionRequestMessageContentPartText | ChatCompletionRequestMessageContentPartRefusal
ChatCompletionRequestAssistantMessageContentPartParam: TypeAlias = ChatCompletionRequestMessageContentPartText | ChatCompletionRequestMessageContentPartTextParam | ChatCompletionRequestMessageContentPartRefusal | ChatCompletionRequestMessageContentPartRefusalParam
class ChatCompletionRequestAssistantMessageFunctionCall(Base):
    arguments: builtins.str
    name: builtins.str
class ChatCompletionRequestAssistantMessageFunctionCallParam(TypedDict, total=False):
    arguments: Required[builtins.str]
    name: Required[builtins.str]
class ChatCompletionRequestDeveloperMessage(Base):
    content: builtins.str | builtins.list[ChatCompletionRequestMessageContentPartText]
    role: Literal["developer"]
    name: builtins.str | None = ...
class ChatCompletionRequestDeveloperMessageParam(TypedDict, total=False):
    content: Required[builtins.str | Sequence[ChatCompletionRequestMessageContentPartText | ChatCompletionRequestMessageContentPartTextParam]]
    role: Required[Literal["developer"]]
    name: builtins.str
class ChatCompletionRequestFunctionMessage(Base):
    role: Literal["function"]
    content: builtins.str | None
    name: builtins.str
class ChatCompletionRequestFunctionMessageParam(TypedDict, total=False):
    role: Required[Literal["function"]]
    content: Required[builtins.str | None]
    name: Required[builtins.str]
ChatCompletionRequestMessage: TypeAlias = ChatCompletionRequestDeveloperMessage | ChatCompletionRequestSystemMessage | ChatCompletionRequestUserMessage | ChatCompletionRequestAssistantMessage | ChatCompletionRequestToolMessage | ChatCompletionRequestFunctionMessage
ChatCompletionRequestMessageParam: TypeAlias = ChatCompletionRequestDeveloperMessage | ChatCompletionRequestDeveloperMessageParam | ChatCompletionRequestSystemMessage | ChatCompletionRequestSystemMessageParam | ChatCompletionRequestUserMessage | ChatCompletionRequestUserMessageParam | ChatCompletionRequestAssistantMessage | ChatCompletionRequestAssistantMessageParam | ChatCompletionRequestToolMessage | ChatCompletionRequestToolMessageParam | ChatCompletionRequestFunctionMessage | ChatCompletionRequestFunctionMessageParam
class ChatCompletionRequestMessageContentPartAudio(Base):
    type: Literal["input_audio"]
    input_audio: ChatCompletionRequestMessageContentPartAudioInputAudio
    prompt_cache_breakpoint: PromptCacheBreakpointParam | None = ...
class ChatCompletionRequestMessageContentPartAudioParam(TypedDict, total=False):
    type: Required[Literal["input_audio"]]
    input_audio: Required[ChatCompletionRequestMessageContentPartAudioInputAudio | ChatCompletionRequestMessageContentPartAudioInputAudioParam]
    prompt_cache_breakpoint: PromptCacheBreakpointParam | PromptCacheBreakpointParamParam
class ChatCompletionRequestMessageContentPartAudioInputAudio(Base):
    data: builtins.str
    format: Literal["wav", "mp3"]
class ChatCompletionRequestMessageContentPartAudioInputAudioParam(TypedDict, total=False):
    data: Required[builtins.str]
    format: Required[Literal["wav", "mp3"]]
class ChatCompletionRequestMessageContentPartFile(Base):
    type: Literal["file"]
    file: ChatCompletionRequestMessageContentPartFileFile
    prompt_cache_breakpoint: PromptCacheBreakpointParam | None = ...
class ChatCompletionRequestMessageContentPartFileParam(TypedDict, total=False):
    type: Required[Literal["file"]]
    file: Required[ChatCompletionRequestMessageContentPartFileFile | ChatCompletionRequestMessageContentPartFileFileParam]
    prompt_cache_breakpoint: PromptCacheBreakpointParam | PromptCacheBreakpointParamParam
class ChatCompletionRequestMessageContentPartFileFile(Base):
    filename: builtins.str | None = ...
    file_data: builtins.str | None = ...
    file_id: builtins.str | None = ...
class ChatCompletionRequestMessageContentPartFileFileParam(TypedDict, total=False):
    filename: builtins.str
    file_data: builtins.str
    file_id: builtins.str
class ChatCompletionRequestMessageContentPartImage(Base):
    type: Literal["image_url"]
    image_url: ChatCompletionRequestMessageContentPartImageImageUrl
    prompt_cache_breakpoint: PromptCacheBreakpointParam | None = ...
class ChatCompletionRequestMessageContentPartImageParam(TypedDict, total=False):
    type: Required[Literal["image_url"]]
    image_url: Required[ChatCompletionRequestMessageContentPartImageImageUrl | ChatCompletionRequestMessageContentPartImageImageUrlParam]
    prompt_cache_breakpoint: PromptCacheBreakpointParam | PromptCacheBreakpointParamParam
class ChatCompletionRequestMessageContentPartImageImageUrl(Base):
    url: builtins.str
    detail: Literal["auto", "low", "high"] | None = ...
class ChatCompletionRequestMessageContentPartImageImageUrlParam(TypedDict, total=False):
    url: Required[builtins.str]
    detail: Literal["auto", "low", "high"]
class ChatCompletionRequestMessageContentPartRefusal(Base):
    type: Literal["refusal"]
    refusal: builtins.str
class ChatCompletionRequestMessageContentPartRefusalParam(TypedDict, total=False):
    type: Required[Literal["refusal"]]
    refusal: Required[builtins.str]
class ChatCompletionRequestMessageContentPartText(Base):
    type: Literal["text"]
    text: builtins.str
    prompt_cache_breakpoint: PromptCacheBreakpointParam | None = ...
class ChatCompletionRequestMessageContentPartTextParam(TypedDict, total=False):
    type: Required[Literal["text"]]
    text: Required[builtins.str]
    prompt_cache_breakpoint: PromptCacheBreakpointParam | PromptCacheBreakpointParamParam
class ChatCompletionRequestSystemMessage(Base):
    content: builtins.str | builtins.list[ChatCompletionRequestSystemMessageContentPart]
    role: Literal["system"]
    name: builtins.str | None = ...
class ChatCompletionRequestSystemMessageParam(TypedDict, total=False):
    content: Required[builtins.str | Sequence[ChatCompletionRequestSystemMessageContentPartParam]]
    role: Required[Literal["system"]]
    name: builtins.str
ChatCompletionRequestSystemMessageContentPart: TypeAlias = ChatCompletionRequestMessageContentPartText
ChatCompletionRequestSystemMessageContentPartParam: TypeAlias = ChatCompletionRequestMessageContentPartText | ChatCompletionRequestMessageContentPartTextParam
class ChatCompletionRequestToolMessage(Base):
    role: Literal["tool"]
    content: builtins.str | builtins.list[ChatCompletionRequestToolMessageContentPart]
    tool_call_id: builtins.str
class ChatCompletionRequestToolMessageParam(TypedDict, total=False):
    role: Required[Literal["tool"]]
    content: Required[builtins.str | Sequence[ChatCompletionRequestToolMessageContentPartParam]]
    tool_call_id: Required[builtins.str]
ChatCompletionRequestToolMessageContentPart: TypeAlias = ChatCompletionRequestMessageContentPartText
ChatCompletionRequestToolMessageContentPartParam: TypeAlias = ChatCompletionRequestMessageContentPartText | ChatCompletionRequestMessageContentPartTextParam
class ChatCompletionRequestUserMessage(Base):
    content: builtins.str | builtins.list[ChatCompletionRequestUserMessageContentPart]
    role: Literal["user"]
    name: builtins.str | None = ...
class ChatCompletionRequestUserMessageParam(TypedDict, total=False):
    content: Required[builtins.str | Sequence[ChatCompletionRequestUserMessageContentPartParam]]
    role: Required[Literal["user"]]
    name: builtins.str
ChatCompletionRequestUserMessageContentPart: TypeAlias = ChatCompletionRequestMessageContentPartText | ChatCompletionRequestMessageContentPartImage | ChatCompletionRequestMessageContentPartAudio | ChatCompletionRequestMessageContentPartFile
ChatCompletionRequestUserMessageContentPartParam: TypeAlias = ChatCompletionRequestMessageContentPartText | ChatCompletionRequestMessageContentPartTextParam | ChatCompletionRequestMessageContentPartImage | ChatCompletionRequestMessageContentPartImageParam | ChatCompletionRequestMessageContentPartAudio | ChatCompletionRequestMessageContentPartAudioParam | ChatCompletionRequestMessageContentPartFile | ChatCompletionRequestMessageContentPartFileParam
class ChatCompletionResponseMessage(Base):
    content: builtins.str | None
    refusal: builtins.str | None
    tool_calls: ChatCompletionMessageToolCalls | None = ...
    annotations: builtins.list[ChatCompletionResponseMessageAnnotations] | None = ...
    role: Literal["assistant"]
    function_call: ChatCompletionResponseMessageFunctionCall | None = ...
    audio: ChatCompletionResponseMessageAudio | None = ...
class ChatCompletionResponseMessageAnnotations(Base):
    type: Literal["url_citation"]
    url_citation: ChatCompletionResponseMessageAnnotationsUrlCitation
class ChatCompletionResponseMessageAnnotationsUrlCitation(Base):
    end_index: builtins.int
    start_index: builtins.int
    url: builtins.str
    title: builtins.str
class ChatCompletionResponseMessageAudio(Base):
    id: builtins.str
    expires_at: builtins.int
    data: builtins.str
    transcript: builtins.str
class ChatCompletionResponseMessageFunctionCall(Base):
    arguments: builtins.str
    name: builtins.str
ChatCompletionRole: TypeAlias = Literal["developer", "system", "user", "assistant", "tool", "function"]
ChatCompletionStreamOptions: TypeAlias = ChatCompletionStreamOptionsValue | None
ChatCompletionStreamOptionsParam: TypeAlias = ChatCompletionStreamOptionsValue | ChatCompletionStreamOptionsValueParam | None
class ChatCompletionStreamOptionsValue(Base):
    include_usage: builtins.bool | None = ...
    include_obfuscation: builtins.bool | None = ...
class ChatCompletionStreamOptionsValueParam(TypedDict, total=False):
    include_usage: builtins.bool
    include_obfuscation: builtins.bool
class ChatCompletionStreamResponseDelta(Base):
    content: builtins.str | None = ...
    function_call: ChatCompletionStreamResponseDeltaFunctionCall | None = ...
    tool_calls: builtins.list[ChatCompletionMessageToolCallChunk] | None = ...
    role: Literal["developer", "system", "user", "assistant", "tool"] | None = ...
    refusal: builtins.str | None = ...
class ChatCompletionStreamResponseDeltaFunctionCall(Base):
    arguments: builtins.str | None = ...
    name: builtins.str | None = ...
class ChatCompletionTokenLogprob(Base):
    token: builtins.str
    logprob: builtins.float
    bytes: builtins.list[builtins.int] | None
    top_logprobs: builtins.list[ChatCompletionTokenLogprobTopLogprobs]
class ChatCompletionTokenLogprobTopLogprobs(Base):
    token: builtins.str
    logprob: builtins.float
    bytes: builtins.list[builtins.int] | None
class ChatCompletionTool(Base):
    type: Literal["function"]
    function: FunctionObject
class ChatCompletionToolParam(TypedDict, total=False):
    type: Required[Literal["function"]]
    function: Required[FunctionObject | FunctionObjectParam]
ChatCompletionToolChoiceOption: TypeAlias = Literal["none", "auto", "required"] | ChatCompletionAllowedToolsChoice | ChatCompletionNamedToolChoice | ChatCompletionNamedToolChoiceCustom
ChatCompletionToolChoiceOptionParam: TypeAlias = Literal["none", "auto", "required"] | ChatCompletionAllowedToolsChoice | ChatCompletionAllowedToolsChoiceParam | ChatCompletionNamedToolChoice | ChatCompletionNamedToolChoiceParam | ChatCompletionNamedToolChoiceCustom | ChatCompletionNamedToolChoiceCustomParam
class ChatSessionAutomaticThreadTitling(Base):
    enabled: builtins.bool
class ChatSessionChatkitConfiguration(Base):
    automatic_thread_titling: ChatSessionAutomaticThreadTitling
    file_upload: ChatSessionFileUpload
    history: ChatSessionHistory
class ChatSessionFileUpload(Base):
    enabled: builtins.bool
    max_file_size: builtins.int | None
    max_files: builtins.int | None
class ChatSessionHistory(Base):
    enabled: builtins.bool
    recent_threads: builtins.int | None
class ChatSessionRateLimits(Base):
    max_requests_per_1_minute: builtins.int
class ChatSessionResource(Base):
    id: builtins.str
    object: Literal["chatkit.session"]
    expires_at: builtins.int
    client_secret: builtins.str
    workflow: ChatkitWorkflow
    user: builtins.str
    rate_limits: ChatSessionRateLimits
    max_requests_per_1_minute: builtins.int
    status: ChatSessionStatus
    chatkit_configuration: ChatSessionChatkitConfiguration
ChatSessionStatus: TypeAlias = Literal["active", "expired", "cancelled"]
class ChatkitConfigurationParam(Base):
    automatic_thread_titling: AutomaticThreadTitlingParam | None = ...
    file_upload: FileUploadParam | None = ...
    history: HistoryParam | None = ...
class ChatkitConfigurationParamParam(TypedDict, total=False):
    automatic_thread_titling: AutomaticThreadTitlingParam | AutomaticThreadTitlingParamParam
    file_upload: FileUploadParam | FileUploadParamParam
    history: HistoryParam | HistoryParamParam
class ChatkitWorkflow(Base):
    id: builtins.str
    version: builtins.str | None
    state_variables: builtins.dict[builtins.str, builtins.str | builtins.int | builtins.bool | builtins.float] | None
    tracing: ChatkitWorkflowTracing
class ChatkitWorkflowTracing(Base):
    enabled: builtins.bool
ChunkingStrategyRequestParam: TypeAlias = AutoChunkingStrategyRequestParam | StaticChunkingStrategyRequestParam
ChunkingStrategyRequestParamParam: TypeAlias = AutoChunkingStrategyRequestParam | AutoChunkingStrategyRequestParamParam | StaticChunkingStrategyRequestParam | StaticChunkingStrategyRequestParamParam
ClickButtonType: TypeAlias = Literal["left", "right", "wheel", "back", "forward"]
ClickButtonTypeParam: TypeAlias = Literal["left", "right", "wheel", "back", "forward"]
class ClickParam(Base):
    type: Literal["click"]
    button: ClickButtonType
    x: builtins.int
    y: builtins.int
    keys: builtins.list[builtins.str] | None = ...
class ClickParamParam(TypedDict, total=False):
    type: Required[Literal["click"]]
    button: Required[ClickButtonTypeParam]
    x: Required[builtins.int]
    y: Required[builtins.int]
    keys: Sequence[builtins.str] | None
class ClientToolCallItem(Base):
    id: builtins.str
    object: Literal["chatkit.thread_item"]
    created_at: builtins.int
    thread_id: builtins.str
    type: Literal["chatkit.client_tool_call"]
    status: ClientToolCallStatus
    call_id: builtins.str
    name: builtins.str
    arguments: builtins.str
    output: builtins.str | None
ClientToolCallStatus: TypeAlias = Literal["in_progress", "completed"]
class ClosedStatus(Base):
    type: Literal["closed"]
    reason: builtins.str | None
class CodeInterpreterFileOutput(Base):
    type: Literal["files"]
    files: builtins.list[CodeInterpreterFileOutputFiles]
class CodeInterpreterFileOutputFiles(Base):
    mime_type: builtins.str
    file_id: builtins.str
class CodeInterpreterOutputImage(Base):
    type: Literal["image"]
    url: builtins.str
class CodeInterpreterOutputImageParam(TypedDict, total=False):
    type: Required[Literal["image"]]
    url: Required[builtins.str]
class CodeInterpreterOutputLogs(Base):
    type: Literal["logs"]
    logs: builtins.str
class CodeInterpreterOutputLogsParam(TypedDict, total=False):
    type: Required[Literal["logs"]]
    logs: Required[builtins.str]
class CodeInterpreterTextOutput(Base):
    type: Literal["logs"]
    logs: builtins.str
class CodeInterpreterTool(Base):
    type: Literal["code_interpreter"]
    container: builtins.str | AutoCodeInterpreterToolParam
    allowed_callers: builtins.list[CallableToolAllowedCaller] | None = ...
class CodeInterpreterToolParam(TypedDict, total=False):
    type: Required[Literal["code_interpreter"]]
    container: Required[builtins.str | AutoCodeInterpreterToolParam | AutoCodeInterpreterToolParamParam]
    allowed_callers: Sequence[CallableToolAllowedCallerParam] | None
class CodeInterpreterToolCall(Base):
    type: Literal["code_interpreter_call"]
    id: builtins.str
    status: Literal["in_progress", "completed", "incomplete", "interpreting", "failed"]
    container_id: builtins.str
    code: builtins.str | None
    outputs: builtins.list[CodeInterpreterOutputLogs | CodeInterpreterOutputImage] | None
class CodeInterpreterToolCallParam(TypedDict, total=False):
    type: Required[Literal["code_interpreter_call"]]
    id: Required[builtins.str]
    status: Required[Literal["in_progress", "completed", "incomplete", "interpreting", "failed"]]
    container_id: Required[builtins.str]
    code: Required[builtins.str | None]
    outputs: Required[Sequence[CodeInterpreterOutputLogs | CodeInterpreterOutputLogsParam | CodeInterpreterOutputImage | CodeInterpreterOutputImageParam] | None]
class CompactResource(Base):
    id: builtins.str
    object: Literal["response.compaction"]
    output: builtins.list[ItemField]
    created_at: builtins.int
    usage: ResponseUsage
class CompactResponseMethodPublicBody(Base):
    model: ModelIdsCompaction
    input: builtins.str | builtins.list[InputItem] | None = ...
    previous_response_id: builtins.str | None = ...
    instructions: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: PromptCacheRetentionEnum | None = ...
    prompt_cache_options: PromptCacheOptionsParam | None = ...
    service_tier: ServiceTierEnum | None = ...
    image: builtins.dict[builtins.str, Any] | None = ...
class CompactionBody(Base):
    type: Literal["compaction"]
    id: builtins.str
    encrypted_content: builtins.str
    created_by: builtins.str | None = ...
class CompactionSummaryItemParam(Base):
    id: builtins.str | None = ...
    type: Literal["compaction"]
    encrypted_content: builtins.str
class CompactionSummaryItemParamParam(TypedDict, total=False):
    id: builtins.str | None
    type: Required[Literal["compaction"]]
    encrypted_content: Required[builtins.str]
class CompactionTriggerItemParam(Base):
    type: Literal["compaction_trigger"]
class CompactionTriggerItemParamParam(TypedDict, total=False):
    type: Required[Literal["compaction_trigger"]]
class ComparisonFilter(Base):
    type: Literal["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin"]
    key: builtins.str
    value: builtins.str | builtins.float | builtins.bool | builtins.list[builtins.str | builtins.float]
class ComparisonFilterParam(TypedDict, total=False):
    type: Required[Literal["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin"]]
    key: Required[builtins.str]
    value: Required[builtins.str | builtins.float | builtins.bool | Sequence[builtins.str | builtins.float]]
class CompleteUploadRequest(Base):
    part_ids: builtins.list[builtins.str]
    md5: builtins.str | None = ...
class CompletionUsage(Base):
    completion_tokens: builtins.int
    prompt_tokens: builtins.int
    total_tokens: builtins.int
    completion_tokens_details: CompletionUsageCompletionTokensDetails | None = ...
    prompt_tokens_details: CompletionUsagePromptTokensDetails | None = ...
class CompletionUsageCompletionTokensDetails(Base):
    accepted_prediction_tokens: builtins.int | None = ...
    audio_tokens: builtins.int | None = ...
    reasoning_tokens: builtins.int | None = ...
    text_tokens: builtins.int | None = ...
    rejected_prediction_tokens: builtins.int | None = ...
class CompletionUsagePromptTokensDetails(Base):
    audio_tokens: builtins.int | None = ...
    cached_tokens: builtins.int | None = ...
    text_tokens: builtins.int | None = ...
    image_tokens: builtins.int | None = ...
    cache_write_tokens: builtins.int | None = ...
class CompoundFilter(Base):
    type: Literal["and", "or"]
    filters: builtins.list[ComparisonFilter | CompoundFilter]
class CompoundFilterParam(TypedDict, total=False):
    type: Required[Literal["and", "or"]]
    filters: Required[Sequence[ComparisonFilter | ComparisonFilterParam | CompoundFilter | CompoundFilterParam]]
ComputerAction: TypeAlias = ClickParam | DoubleClickAction | DragParam | KeyPressAction | MoveParam | ScreenshotParam | ScrollParam | TypeParam | WaitParam
ComputerActionParam: TypeAlias = ClickParam | ClickParamParam | DoubleClickAction | DoubleClickActionParam | DragParam | DragParamParam | KeyPressAction | KeyPressActionParam | MoveParam | MoveParamParam | ScreenshotParam | ScreenshotParamParam | ScrollParam | ScrollParamParam | TypeParam | TypeParamParam | WaitParam | WaitParamParam
ComputerActionList: TypeAlias = builtins.list[ComputerAction]
ComputerActionListParam: TypeAlias = Sequence[ComputerActionParam]
class ComputerCallOutputItemParam(Base):
    id: builtins.str | None = ...
    call_id: builtins.str
    type: Literal["computer_call_output"]
    output: ComputerScreenshotImage
    acknowledged_safety_checks: builtins.list[ComputerCallSafetyCheckParam] | None = ...
    status: FunctionCallItemStatus | None = ...
class ComputerCallOutputItemParamParam(TypedDict, total=False):
    id: builtins.str | None
    call_id: Required[builtins.str]
    type: Required[Literal["computer_call_output"]]
    output: Required[ComputerScreenshotImage | ComputerScreenshotImageParam]
    acknowledged_safety_checks: Sequence[ComputerCallSafetyCheckParam | ComputerCallSafetyCheckParamParam] | None
    status: FunctionCallItemStatusParam | None
ComputerCallOutputStatus: TypeAlias = Literal["completed", "incomplete", "failed"]
class ComputerCallSafetyCheckParam(Base):
    id: builtins.str
    code: builtins.str | None = ...
    message: builtins.str | None = ...
class ComputerCallSafetyCheckParamParam(TypedDict, total=False):
    id: Required[builtins.str]
    code: builtins.str | None
    message: builtins.str | None
ComputerEnvironment: TypeAlias = Literal["windows", "mac", "linux", "ubuntu", "browser"]
ComputerEnvironmentParam: TypeAlias = Literal["windows", "mac", "linux", "ubuntu", "browser"]
class ComputerScreenshotContent(Base):
    type: Literal["computer_screenshot"]
    image_url: builtins.str | None
    file_id: builtins.str | None
    detail: ImageDetail
    prompt_cache_breakpoint: PromptCacheBreakpointConfig | None = ...
class ComputerScreenshotImage(Base):
    type: Literal["computer_screenshot"]
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
class ComputerScreenshotImageParam(TypedDict, total=False):
    type: Required[Literal["computer_screenshot"]]
    image_url: builtins.str
    file_id: builtins.str
class ComputerTool(Base):
    type: Literal["computer"]
class ComputerToolParam(TypedDict, total=False):
    type: Required[Literal["computer"]]
class ComputerToolCall(Base):
    type: Literal["computer_call"]
    id: builtins.str
    call_id: builtins.str
    action: ComputerAction | None = ...
    actions: ComputerActionList | None = ...
    pending_safety_checks: builtins.list[ComputerCallSafetyCheckParam]
    status: Literal["in_progress", "completed", "incomplete"]
class ComputerToolCallParam(TypedDict, total=False):
    type: Required[Literal["computer_call"]]
    id: Required[builtins.str]
    call_id: Required[builtins.str]
    action: ComputerActionParam
    actions: ComputerActionListParam
    pending_safety_checks: Required[Sequence[ComputerCallSafetyCheckParam | ComputerCallSafetyCheckParamParam]]
    status: Required[Literal["in_progress", "completed", "incomplete"]]
class ComputerToolCallOutput(Base):
    type: Literal["computer_call_output"]
    id: builtins.str | None = ...
    call_id: builtins.str
    acknowledged_safety_checks: builtins.list[ComputerCallSafetyCheckParam] | None = ...
    output: ComputerScreenshotImage
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class ComputerToolCallOutputResource(Base):
    type: Literal["computer_call_output"]
    id: builtins.str
    call_id: builtins.str
    acknowledged_safety_checks: builtins.list[ComputerCallSafetyCheckParam] | None = ...
    output: ComputerScreenshotImage
    status: ComputerCallOutputStatus
    created_by: builtins.str | None = ...
class ComputerUsePreviewTool(Base):
    type: Literal["computer_use_preview"]
    environment: ComputerEnvironment
    display_width: builtins.int
    display_height: builtins.int
class ComputerUsePreviewToolParam(TypedDict, total=False):
    type: Required[Literal["computer_use_preview"]]
    environment: Required[ComputerEnvironmentParam]
    display_width: Required[builtins.int]
    display_height: Required[builtins.int]
class ContainerAutoParam(Base):
    type: Literal["container_auto"]
    file_ids: builtins.list[builtins.str] | None = ...
    memory_limit: ContainerMemoryLimit | None = ...
    network_policy: ContainerNetworkPolicyDisabledParam | ContainerNetworkPolicyAllowlistParam | None = ...
    skills: builtins.list[SkillReferenceParam | InlineSkillParam] | None = ...
class ContainerAutoParamParam(TypedDict, total=False):
    type: Required[Literal["container_auto"]]
    file_ids: Sequence[builtins.str]
    memory_limit: ContainerMemoryLimitParam | None
    network_policy: ContainerNetworkPolicyDisabledParam | ContainerNetworkPolicyDisabledParamParam | ContainerNetworkPolicyAllowlistParam | ContainerNetworkPolicyAllowlistParamParam
    skills: Sequence[SkillReferenceParam | SkillReferenceParamParam | InlineSkillParam | InlineSkillParamParam]
class ContainerFileCitationBody(Base):
    type: Literal["container_file_citation"]
    container_id: builtins.str
    file_id: builtins.str
    start_index: builtins.int
    end_index: builtins.int
    filename: builtins.str
class ContainerFileCitationBodyParam(TypedDict, total=False):
    type: Required[Literal["container_file_citation"]]
    container_id: Required[builtins.str]
    file_id: Required[builtins.str]
    start_index: Required[builtins.int]
    end_index: Required[builtins.int]
    filename: Required[builtins.str]
class ContainerFileCitationParam(Base):
    type: Literal["container_file_citation"]
    start_index: builtins.int
    end_index: builtins.int
    container_id: builtins.str
    file_id: builtins.str
    filename: builtins.str
class ContainerFileListResource(Base):
    object: Literal["list"]
    data: builtins.list[ContainerFileResource]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class ContainerFileResource(Base):
    id: builtins.str
    object: builtins.str
    container_id: builtins.str
    created_at: builtins.int
    bytes: builtins.int
    path: builtins.str
    source: builtins.str
class ContainerListResource(Base):
    object: Literal["list"]
    data: builtins.list[ContainerResource]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
ContainerMemoryLimit: TypeAlias = Literal["1g", "4g", "16g", "64g"]
ContainerMemoryLimitParam: TypeAlias = Literal["1g", "4g", "16g", "64g"]
class ContainerNetworkPolicyAllowlistParam(Base):
    type: Literal["allowlist"]
    allowed_domains: builtins.list[builtins.str]
    domain_secrets: builtins.list[ContainerNetworkPolicyDomainSecretParam] | None = ...
class ContainerNetworkPolicyAllowlistParamParam(TypedDict, total=False):
    type: Required[Literal["allowlist"]]
    allowed_domains: Required[Sequence[builtins.str]]
    domain_secrets: Sequence[ContainerNetworkPolicyDomainSecretParam | ContainerNetworkPolicyDomainSecretParamParam]
class ContainerNetworkPolicyDisabledParam(Base):
    type: Literal["disabled"]
class ContainerNetworkPolicyDisabledParamParam(TypedDict, total=False):
    type: Required[Literal["disabled"]]
class ContainerNetworkPolicyDomainSecretParam(Base):
    domain: builtins.str
    name: builtins.str
    value: builtins.str
class ContainerNetworkPolicyDomainSecretParamParam(TypedDict, total=False):
    domain: Required[builtins.str]
    name: Required[builtins.str]
    value: Required[builtins.str]
class ContainerReferenceParam(Base):
    type: Literal["container_reference"]
    container_id: builtins.str
class ContainerReferenceParamParam(TypedDict, total=False):
    type: Required[Literal["container_reference"]]
    container_id: Required[builtins.str]
class ContainerReferenceResource(Base):
    type: Literal["container_reference"]
    container_id: builtins.str
class ContainerResource(Base):
    id: builtins.str
    object: builtins.str
    name: builtins.str
    created_at: builtins.int
    status: builtins.str
    last_active_at: builtins.int | None = ...
    expires_after: ContainerResourceExpiresAfter | None = ...
    memory_limit: Literal["1g", "4g", "16g", "64g"] | None = ...
    network_policy: ContainerResourceNetworkPolicy | None = ...
class ContainerResourceExpiresAfter(Base):
    anchor: Literal["last_active_at"] | None = ...
    minutes: builtins.int | None = ...
class ContainerResourceNetworkPolicy(Base):
    type: Literal["allowlist", "disabled"]
    allowed_domains: builtins.list[builtins.str] | None = ...
Content: TypeAlias = InputContent | OutputContent
class ContextManagementParam(Base):
    type: builtins.str
    compact_threshold: builtins.int | None = ...
class ContextManagementParamParam(TypedDict, total=False):
    type: Required[builtins.str]
    compact_threshold: builtins.int | None
ConversationItem: TypeAlias = Message | FunctionToolCallResource | FunctionToolCallOutputResource | FileSearchToolCall | WebSearchToolCall | ImageGenToolCall | ComputerToolCall | ComputerToolCallOutputResource | ToolSearchCall | ToolSearchOutput | AdditionalTools | ReasoningItem | Program | ProgramOutput | CompactionBody | CodeInterpreterToolCall | LocalShellToolCall | LocalShellToolCallOutput | FunctionShellCall | FunctionShellCallOutput | ApplyPatchToolCall | ApplyPatchToolCallOutput | MCPListTools | MCPApprovalRequest | MCPApprovalResponseResource | MCPToolCall | CustomToolCall | CustomToolCallOutput
class ConversationItemList(Base):
    object: Literal["list"]
    data: builtins.list[ConversationItem]
    has_more: builtins.bool
    first_id: builtins.str
    last_id: builtins.str
ConversationParam: TypeAlias = str | ConversationParam2
ConversationParamParam: TypeAlias = str | ConversationParam2 | ConversationParam2Param
class ConversationParam2(Base):
    id: builtins.str
class ConversationParam2Param(TypedDict, total=False):
    id: Required[builtins.str]
class ConversationResource(Base):
    id: builtins.str
    object: Literal["conversation"]
    metadata: Any
    created_at: builtins.int
class CoordParam(Base):
    x: builtins.int
    y: builtins.int
class CoordParamParam(TypedDict, total=False):
    x: Required[builtins.int]
    y: Required[builtins.int]
class CostsResult(Base):
    object: Literal["organization.costs.result"]
    amount: CostsResultAmount | None = ...
    line_item: builtins.str | None = ...
    project_id: builtins.str | None = ...
    api_key_id: builtins.str | None = ...
    quantity: builtins.float | None = ...
    quantity_unit: builtins.str | Literal["tokens", "1000_tokens", "duration_seconds", "duration_minutes", "duration_hours", "gibibyte_hours", "images", "characters"] | None = ...
class CostsResultAmount(Base):
    value: builtins.float | None = ...
    currency: builtins.str | None = ...
class CreateAssistantRequest(Base):
    model: builtins.str | AssistantSupportedModels
    name: builtins.str | None = ...
    description: builtins.str | None = ...
    instructions: builtins.str | None = ...
    reasoning_effort: ReasoningEffort | None = ...
    tools: builtins.list[AssistantToolsCode | AssistantToolsFileSearch | AssistantToolsFunction] | None = ...
    tool_resources: CreateAssistantRequestToolResources | None = ...
    metadata: Metadata | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    response_format: AssistantsApiResponseFormatOption | None = ...
class CreateAssistantRequestToolResources(Base):
    code_interpreter: CreateAssistantRequestToolResourcesCodeInterpreter | None = ...
    file_search: CreateAssistantRequestToolResourcesFileSearch | None = ...
class CreateAssistantRequestToolResourcesParam(TypedDict, total=False):
    code_interpreter: CreateAssistantRequestToolResourcesCodeInterpreter | CreateAssistantRequestToolResourcesCodeInterpreterParam
    file_search: CreateAssistantRequestToolResourcesFileSearch | CreateAssistantRequestToolResourcesFileSearchParam
class CreateAssistantRequestToolResourcesCodeInterpreter(Base):
    file_ids: builtins.list[builtins.str] | None = ...
class CreateAssistantRequestToolResourcesCodeInterpreterParam(TypedDict, total=False):
    file_ids: Sequence[builtins.str]
class CreateAssistantRequestToolResourcesFileSearch(Base):
    vector_store_ids: builtins.list[builtins.str] | None = ...
    vector_stores: builtins.list[CreateAssistantRequestToolResourcesFileSearchVectorStores] | None = ...
class CreateAssistantRequestToolResourcesFileSearchParam(TypedDict, total=False):
    vector_store_ids: Sequence[builtins.str]
    vector_stores: Sequence[CreateAssistantRequestToolResourcesFileSearchVectorStores | CreateAssistantRequestToolResourcesFileSearchVectorStoresParam]
class CreateAssistantRequestToolResourcesFileSearchVectorStores(Base):
    file_ids: builtins.list[builtins.str] | None = ...
    chunking_strategy: CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategy | CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStatic | None = ...
    metadata: Metadata | None = ...
class CreateAssistantRequestToolResourcesFileSearchVectorStoresParam(TypedDict, total=False):
    file_ids: Sequence[builtins.str]
    chunking_strategy: CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategy | CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyParam | CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStatic | CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticParam
    metadata: MetadataParam
class CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategy(Base):
    type: Literal["auto"]
class CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyParam(TypedDict, total=False):
    type: Required[Literal["auto"]]
class CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStatic(Base):
    type: Literal["static"]
    static: CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStatic
class CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticParam(TypedDict, total=False):
    type: Required[Literal["static"]]
    static: Required[CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStatic | CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStaticParam]
class CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStatic(Base):
    max_chunk_size_tokens: builtins.int
    chunk_overlap_tokens: builtins.int
class CreateAssistantRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStaticParam(TypedDict, total=False):
    max_chunk_size_tokens: Required[builtins.int]
    chunk_overlap_tokens: Required[builtins.int]
class CreateBatchRequest(Base):
    input_file_id: builtins.str
    endpoint: Literal["/v1/responses", "/v1/chat/completions", "/v1/embeddings", "/v1/completions", "/v1/moderations", "/v1/images/generations", "/v1/images/edits", "/v1/videos"]
    completion_window: Literal["24h"]
    metadata: Metadata | None = ...
    output_expires_after: BatchFileExpirationAfter | None = ...
class CreateChatCompletionRequest(Base):
    metadata: Metadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
    prompt_cache_options: PromptCacheOptionsParam | None = ...
    messages: builtins.list[ChatCompletionRequestMessage]
    model: ModelIdsShared
    service_tier: ServiceTier | None = ...
    modalities: ResponseModalities | None = ...
    verbosity: Verbosity | None = ...
    reasoning_effort: ReasoningEffort | None = ...
    max_completion_tokens: builtins.int | None = ...
    frequency_penalty: builtins.float | None = ...
    presence_penalty: builtins.float | None = ...
    web_search_options: CreateChatCompletionRequestWebSearchOptions | None = ...
    response_format: ResponseFormatText | ResponseFormatJsonSchema | ResponseFormatJsonObject | None = ...
    audio: CreateChatCompletionRequestAudio | None = ...
    store: builtins.bool | None = ...
    moderation: ModerationParam | None = ...
    stream: builtins.bool | None = ...
    stop: StopConfiguration | None = ...
    logit_bias: builtins.dict[builtins.str, builtins.int] | None = ...
    logprobs: builtins.bool | None = ...
    max_tokens: builtins.int | None = ...
    n: builtins.int | None = ...
    prediction: PredictionContent | None = ...
    seed: builtins.int | None = ...
    stream_options: ChatCompletionStreamOptions | None = ...
    tools: builtins.list[ChatCompletionTool | CustomToolChatCompletions] | None = ...
    tool_choice: ChatCompletionToolChoiceOption | None = ...
    parallel_tool_calls: ParallelToolCalls | None = ...
    function_call: Literal["none", "auto"] | ChatCompletionFunctionCallOption | None = ...
    functions: builtins.list[ChatCompletionFunctions] | None = ...
class CreateChatCompletionRequestAudio(Base):
    voice: VoiceIdsOrCustomVoice
    format: Literal["wav", "aac", "mp3", "flac", "opus", "pcm16"]
class CreateChatCompletionRequestAudioParam(TypedDict, total=False):
    voice: Required[VoiceIdsOrCustomVoiceParam]
    format: Required[Literal["wav", "aac", "mp3", "flac", "opus", "pcm16"]]
class CreateChatCompletionRequestWebSearchOptions(Base):
    user_location: CreateChatCompletionRequestWebSearchOptionsUserLocation | None = ...
    search_context_size: WebSearchContextSize | None = ...
class CreateChatCompletionRequestWebSearchOptionsParam(TypedDict, total=False):
    user_location: CreateChatCompletionRequestWebSearchOptionsUserLocation | CreateChatCompletionRequestWebSearchOptionsUserLocationParam | None
    search_context_size: WebSearchContextSizeParam
class CreateChatCompletionRequestWebSearchOptionsUserLocation(Base):
    type: Literal["approximate"]
    approximate: WebSearchLocation
class CreateChatCompletionRequestWebSearchOptionsUserLocationParam(TypedDict, total=False):
    type: Required[Literal["approximate"]]
    approximate: Required[WebSearchLocation | WebSearchLocationParam]
class CreateChatCompletionResponse(Base):
    id: builtins.str
    choices: builtins.list[CreateChatCompletionResponseChoices]
    created: builtins.int
    model: builtins.str
    metadata: Metadata | None = ...
    service_tier: ServiceTier | None = ...
    system_fingerprint: builtins.str | None = ...
    object: Literal["chat.completion"]
    usage: CompletionUsage | None = ...
    moderation: ChatCompletionModeration | None = ...
class CreateChatCompletionResponseChoices(Base):
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call"]
    index: builtins.int
    message: ChatCompletionResponseMessage
    logprobs: CreateChatCompletionResponseChoicesLogprobs | None
class CreateChatCompletionResponseChoicesLogprobs(Base):
    content: builtins.list[ChatCompletionTokenLogprob] | None
    refusal: builtins.list[ChatCompletionTokenLogprob] | None
class CreateChatCompletionStreamResponse(Base):
    id: builtins.str
    choices: builtins.list[CreateChatCompletionStreamResponseChoices]
    created: builtins.int
    model: builtins.str
    obfuscation: builtins.str | None = ...
    service_tier: ServiceTier | None = ...
    system_fingerprint: builtins.str | None = ...
    object: Literal["chat.completion.chunk"]
    usage: CompletionUsage | None = ...
    moderation: ChatCompletionModeration | None = ...
class CreateChatCompletionStreamResponseChoices(Base):
    delta: ChatCompletionStreamResponseDelta
    logprobs: CreateChatCompletionStreamResponseChoicesLogprobs | None = ...
    finish_reason: Literal["stop", "length", "tool_calls", "content_filter", "function_call"] | None
    index: builtins.int
class CreateChatCompletionStreamResponseChoicesLogprobs(Base):
    content: builtins.list[ChatCompletionTokenLogprob] | None
    refusal: builtins.list[ChatCompletionTokenLogprob] | None
class CreateChatSessionBody(Base):
    workflow: WorkflowParam
    user: builtins.str
    expires_after: ExpiresAfterParam | None = ...
    rate_limits: RateLimitsParam | None = ...
    chatkit_configuration: ChatkitConfigurationParam | None = ...
class CreateCompletionRequest(Base):
    model: builtins.str | Literal["gpt-3.5-turbo-instruct", "davinci-002", "babbage-002"]
    prompt: builtins.str | builtins.list[builtins.str] | builtins.list[builtins.int] | builtins.list[builtins.list[builtins.int]] | None
    best_of: builtins.int | None = ...
    echo: builtins.bool | None = ...
    frequency_penalty: builtins.float | None = ...
    logit_bias: builtins.dict[builtins.str, builtins.int] | None = ...
    logprobs: builtins.int | None = ...
    max_tokens: builtins.int | None = ...
    n: builtins.int | None = ...
    presence_penalty: builtins.float | None = ...
    seed: builtins.int | None = ...
    stop: StopConfiguration | None = ...
    stream: builtins.bool | None = ...
    stream_options: ChatCompletionStreamOptions | None = ...
    suffix: builtins.str | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
class CreateCompletionResponse(Base):
    id: builtins.str
    choices: builtins.list[CreateCompletionResponseChoices]
    created: builtins.int
    model: builtins.str
    system_fingerprint: builtins.str | None = ...
    object: Literal["text_completion"]
    usage: CompletionUsage | None = ...
class CreateCompletionResponseChoices(Base):
    finish_reason: Literal["stop", "length", "content_filter"]
    index: builtins.int
    logprobs: CreateCompletionResponseChoicesLogprobs | None
    text: builtins.str
class CreateCompletionResponseChoicesLogprobs(Base):
    text_offset: builtins.list[builtins.int] | None = ...
    token_logprobs: builtins.list[builtins.float] | None = ...
    tokens: builtins.list[builtins.str] | None = ...
    top_logprobs: builtins.list[builtins.dict[builtins.str, builtins.float]] | None = ...
class CreateContainerBody(Base):
    name: builtins.str
    file_ids: builtins.list[builtins.str] | None = ...
    expires_after: CreateContainerBodyExpiresAfter | None = ...
    skills: builtins.list[SkillReferenceParam | InlineSkillParam] | None = ...
    memory_limit: Literal["1g", "4g", "16g", "64g"] | None = ...
    network_policy: ContainerNetworkPolicyDisabledParam | ContainerNetworkPolicyAllowlistParam | None = ...
class CreateContainerBodyExpiresAfter(Base):
    anchor: Literal["last_active_at"]
    minutes: builtins.int
class CreateContainerBodyExpiresAfterParam(TypedDict, total=False):
    anchor: Required[Literal["last_active_at"]]
    minutes: Required[builtins.int]
class CreateContainerFileBody(Base):
    file_id: builtins.str | None = ...
    file: builtins.bytes | None = ...
class CreateContentProvenanceBody(Base):
    file: builtins.bytes
class CreateConversationBody(Base):
    metadata: Metadata | None = ...
    items: builtins.list[InputItem] | None = ...
class CreateConversationItemsBody(Base):
    items: builtins.list[InputItem]
class CreateEmbeddingRequest(Base):
    input: builtins.str | builtins.list[builtins.str] | builtins.list[builtins.int] | builtins.list[builtins.list[builtins.int]]
    model: builtins.str | Literal["text-embedding-ada-002", "text-embedding-3-small", "text-embedding-3-large"]
    encoding_format: Literal["float", "base64"] | None = ...
    dimensions: builtins.int | None = ...
    user: builtins.str | None = ...
class CreateEmbeddingResponse(Base):
    data: builtins.list[Embedding]
    model: builtins.str
    object: Literal["list"]
    usage: CreateEmbeddingResponseUsage
class CreateEmbeddingResponseUsage(Base):
    prompt_tokens: builtins.int
    total_tokens: builtins.int
class CreateEvalCompletionsRunDataSource(Base):
    type: Literal["completions"]
    input_messages: CreateEvalCompletionsRunDataSourceInputMessages | CreateEvalCompletionsRunDataSourceInputMessagesItemReference | None = ...
    sampling_params: CreateEvalCompletionsRunDataSourceSamplingParams | None = ...
    model: builtins.str | None = ...
    source: EvalJsonlFileContentSource | EvalJsonlFileIdSource | EvalStoredCompletionsSource
class CreateEvalCompletionsRunDataSourceParam(TypedDict, total=False):
    type: Required[Literal["completions"]]
    input_messages: CreateEvalCompletionsRunDataSourceInputMessages | CreateEvalCompletionsRunDataSourceInputMessagesParam | CreateEvalCompletionsRunDataSourceInputMessagesItemReference | CreateEvalCompletionsRunDataSourceInputMessagesItemReferenceParam
    sampling_params: CreateEvalCompletionsRunDataSourceSamplingParams | CreateEvalCompletionsRunDataSourceSamplingParamsParam
    model: builtins.str
    source: Required[EvalJsonlFileContentSource | EvalJsonlFileContentSourceParam | EvalJsonlFileIdSource | EvalJsonlFileIdSourceParam | EvalStoredCompletionsSource | EvalStoredCompletionsSourceParam]
class CreateEvalCompletionsRunDataSourceInputMessages(Base):
    type: Literal["template"]
    template: builtins.list[EasyInputMessage | EvalItem]
class CreateEvalCompletionsRunDataSourceInputMessagesParam(TypedDict, total=False):
    type: Required[Literal["template"]]
    template: Required[Sequence[EasyInputMessage | EasyInputMessageParam | EvalItem | EvalItemParam]]
class CreateEvalCompletionsRunDataSourceInputMessagesItemReference(Base):
    type: Literal["item_reference"]
    item_reference: builtins.str
class CreateEvalCompletionsRunDataSourceInputMessagesItemReferenceParam(TypedDict, total=False):
    type: Required[Literal["item_reference"]]
    item_reference: Required[builtins.str]
class CreateEvalCompletionsRunDataSourceSamplingParams(Base):
    reasoning_effort: ReasoningEffort | None = ...
    temperature: builtins.float | None = ...
    max_completion_tokens: builtins.int | None = ...
    top_p: builtins.float | None = ...
    seed: builtins.int | None = ...
    response_format: ResponseFormatText | ResponseFormatJsonSchema | ResponseFormatJsonObject | None = ...
    tools: builtins.list[ChatCompletionTool] | None = ...
class CreateEvalCompletionsRunDataSourceSamplingParamsParam(TypedDict, total=False):
    reasoning_effort: ReasoningEffortParam
    temperature: builtins.float
    max_completion_tokens: builtins.int
    top_p: builtins.float
    seed: builtins.int
    response_format: ResponseFormatText | ResponseFormatTextParam | ResponseFormatJsonSchema | ResponseFormatJsonSchemaParam | ResponseFormatJsonObject | ResponseFormatJsonObjectParam
    tools: Sequence[ChatCompletionTool | ChatCompletionToolParam]
class CreateEvalCustomDataSourceConfig(Base):
    type: Literal["custom"]
    item_schema: builtins.dict[builtins.str, Any]
    include_sample_schema: builtins.bool | None = ...
class CreateEvalCustomDataSourceConfigParam(TypedDict, total=False):
    type: Required[Literal["custom"]]
    item_schema: Required[Mapping[builtins.str, Any]]
    include_sample_schema: builtins.bool
CreateEvalItem: TypeAlias = CreateEvalItemValue | EvalItem
CreateEvalItemParam: TypeAlias = CreateEvalItemValue | CreateEvalItemValueParam | EvalItem | EvalItemParam
class CreateEvalItemValue(Base):
    role: builtins.str
    content: builtins.str
class CreateEvalItemValueParam(TypedDict, total=False):
    role: Required[builtins.str]
    content: Required[builtins.str]
class CreateEvalJsonlRunDataSource(Base):
    type: Literal["jsonl"]
    source: EvalJsonlFileContentSource | EvalJsonlFileIdSource
class CreateEvalJsonlRunDataSourceParam(TypedDict, total=False):
    type: Required[Literal["jsonl"]]
    source: Required[EvalJsonlFileContentSource | EvalJsonlFileContentSourceParam | EvalJsonlFileIdSource | EvalJsonlFileIdSourceParam]
class CreateEvalLabelModelGrader(Base):
    type: Literal["label_model"]
    name: builtins.str
    model: builtins.str
    input: builtins.list[CreateEvalItem]
    labels: builtins.list[builtins.str]
    passing_labels: builtins.list[builtins.str]
class CreateEvalLabelModelGraderParam(TypedDict, total=False):
    type: Required[Literal["label_model"]]
    name: Required[builtins.str]
    model: Required[builtins.str]
    input: Required[Sequence[CreateEvalItemParam]]
    labels: Required[Sequence[builtins.str]]
    passing_labels: Required[Sequence[builtins.str]]
class CreateEvalLogsDataSourceConfig(Base):
    type: Literal["logs"]
    metadata: builtins.dict[builtins.str, Any] | None = ...
class CreateEvalLogsDataSourceConfigParam(TypedDict, total=False):
    type: Required[Literal["logs"]]
    metadata: Mapping[builtins.str, Any]
class CreateEvalRequest(Base):
    name: builtins.str | None = ...
    metadata: Metadata | None = ...
    data_source_config: CreateEvalCustomDataSourceConfig | CreateEvalLogsDataSourceConfig | CreateEvalStoredCompletionsDataSourceConfig
    testing_criteria: builtins.list[CreateEvalLabelModelGrader | EvalGraderStringCheck | EvalGraderTextSimilarity | EvalGraderPython | EvalGraderScoreModel]
class CreateEvalResponsesRunDataSource(Base):
    type: Literal["responses"]
    input_messages: CreateEvalResponsesRunDataSourceInputMessages | CreateEvalResponsesRunDataSourceInputMessagesItemReference | None = ...
    sampling_params: CreateEvalResponsesRunDataSourceSamplingParams | None = ...
    model: builtins.str | None = ...
    source: EvalJsonlFileContentSource | EvalJsonlFileIdSource | EvalResponsesSource
class CreateEvalResponsesRunDataSourceParam(TypedDict, total=False):
    type: Required[Literal["responses"]]
    input_messages: CreateEvalResponsesRunDataSourceInputMessages | CreateEvalResponsesRunDataSourceInputMessagesParam | CreateEvalResponsesRunDataSourceInputMessagesItemReference | CreateEvalResponsesRunDataSourceInputMessagesItemReferenceParam
    sampling_params: CreateEvalResponsesRunDataSourceSamplingParams | CreateEvalResponsesRunDataSourceSamplingParamsParam
    model: builtins.str
    source: Required[EvalJsonlFileContentSource | EvalJsonlFileContentSourceParam | EvalJsonlFileIdSource | EvalJsonlFileIdSourceParam | EvalResponsesSource | EvalResponsesSourceParam]
class CreateEvalResponsesRunDataSourceInputMessages(Base):
    type: Literal["template"]
    template: builtins.list[CreateEvalResponsesRunDataSourceInputMessagesTemplate | EvalItem]
class CreateEvalResponsesRunDataSourceInputMessagesParam(TypedDict, total=False):
    type: Required[Literal["template"]]
    template: Required[Sequence[CreateEvalResponsesRunDataSourceInputMessagesTemplate | CreateEvalResponsesRunDataSourceInputMessagesTemplateParam | EvalItem | EvalItemParam]]
class CreateEvalResponsesRunDataSourceInputMessagesItemReference(Base):
    type: Literal["item_reference"]
    item_reference: builtins.str
class CreateEvalResponsesRunDataSourceInputMessagesItemReferenceParam(TypedDict, total=False):
    type: Required[Literal["item_reference"]]
    item_reference: Required[builtins.str]
class CreateEvalResponsesRunDataSourceInputMessagesTemplate(Base):
    role: builtins.str
    content: builtins.str
class CreateEvalResponsesRunDataSourceInputMessagesTemplateParam(TypedDict, total=False):
    role: Required[builtins.str]
    content: Required[builtins.str]
class CreateEvalResponsesRunDataSourceSamplingParams(Base):
    reasoning_effort: ReasoningEffort | None = ...
    temperature: builtins.float | None = ...
    max_completion_tokens: builtins.int | None = ...
    top_p: builtins.float | None = ...
    seed: builtins.int | None = ...
    tools: builtins.list[Tool] | None = ...
    text: CreateEvalResponsesRunDataSourceSamplingParamsText | None = ...
class CreateEvalResponsesRunDataSourceSamplingParamsParam(TypedDict, total=False):
    reasoning_effort: ReasoningEffortParam
    temperature: builtins.float
    max_completion_tokens: builtins.int
    top_p: builtins.float
    seed: builtins.int
    tools: Sequence[ToolParam]
    text: CreateEvalResponsesRunDataSourceSamplingParamsText | CreateEvalResponsesRunDataSourceSamplingParamsTextParam
class CreateEvalResponsesRunDataSourceSamplingParamsText(Base):
    format: TextResponseFormatConfiguration | None = ...
class CreateEvalResponsesRunDataSourceSamplingParamsTextParam(TypedDict, total=False):
    format: TextResponseFormatConfigurationParam
class CreateEvalRunRequest(Base):
    name: builtins.str | None = ...
    metadata: Metadata | None = ...
    data_source: CreateEvalJsonlRunDataSource | CreateEvalCompletionsRunDataSource | CreateEvalResponsesRunDataSource
class CreateEvalStoredCompletionsDataSourceConfig(Base):
    type: Literal["stored_completions"]
    metadata: builtins.dict[builtins.str, Any] | None = ...
class CreateEvalStoredCompletionsDataSourceConfigParam(TypedDict, total=False):
    type: Required[Literal["stored_completions"]]
    metadata: Mapping[builtins.str, Any]
class CreateFileRequest(Base):
    file: builtins.bytes
    purpose: Literal["assistants", "batch", "fine-tune", "vision", "user_data", "evals"]
    expires_after: FileExpirationAfter | None = ...
class CreateFineTuningCheckpointPermissionRequest(Base):
    project_ids: builtins.list[builtins.str]
class CreateFineTuningJobRequest(Base):
    model: builtins.str | Literal["babbage-002", "davinci-002", "gpt-3.5-turbo", "gpt-4o-mini"]
    training_file: builtins.str
    hyperparameters: CreateFineTuningJobRequestHyperparameters | None = ...
    suffix: builtins.str | None = ...
    validation_file: builtins.str | None = ...
    integrations: builtins.list[CreateFineTuningJobRequestIntegrations] | None = ...
    seed: builtins.int | None = ...
    method: FineTuneMethod | None = ...
    metadata: Metadata | None = ...
class CreateFineTuningJobRequestHyperparameters(Base):
    batch_size: Literal["auto"] | builtins.int | None = ...
    learning_rate_multiplier: Literal["auto"] | builtins.float | None = ...
    n_epochs: Literal["auto"] | builtins.int | None = ...
class CreateFineTuningJobRequestHyperparametersParam(TypedDict, total=False):
    batch_size: Literal["auto"] | builtins.int
    learning_rate_multiplier: Literal["auto"] | builtins.float
    n_epochs: Literal["auto"] | builtins.int
class CreateFineTuningJobRequestIntegrations(Base):
    type: Literal["wandb"]
    wandb: CreateFineTuningJobRequestIntegrationsWandb
class CreateFineTuningJobRequestIntegrationsParam(TypedDict, total=False):
    type: Required[Literal["wandb"]]
    wandb: Required[CreateFineTuningJobRequestIntegrationsWandb | CreateFineTuningJobRequestIntegrationsWandbParam]
class CreateFineTuningJobRequestIntegrationsWandb(Base):
    project: builtins.str
    name: builtins.str | None = ...
    entity: builtins.str | None = ...
    tags: builtins.list[builtins.str] | None = ...
class CreateFineTuningJobRequestIntegrationsWandbParam(TypedDict, total=False):
    project: Required[builtins.str]
    name: builtins.str | None
    entity: builtins.str | None
    tags: Sequence[builtins.str]
class CreateGroupBody(Base):
    name: builtins.str
class CreateGroupUserBody(Base):
    user_id: builtins.str
class CreateImageEditBody(Base):
    image: builtins.bytes | builtins.list[builtins.bytes] | None = ...
    prompt: builtins.str
    mask: builtins.bytes | ImageRefParam | None = ...
    background: Literal["transparent", "opaque", "auto"] | None = ...
    model: builtins.str | Literal["gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21", "dall-e-2", "gpt-image-1", "gpt-image-1-mini", "chatgpt-image-latest"] | None | Literal["gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21", "gpt-image-1", "gpt-image-1-mini", "chatgpt-image-latest"] | None = ...
    n: builtins.int | None = ...
    size: builtins.str | Literal["256x256", "512x512", "1024x1024", "1536x1024", "1024x1536", "auto"] | None | Literal["auto", "1024x1024", "1536x1024", "1024x1536"] | None = ...
    response_format: Literal["url", "b64_json"] | None = ...
    output_format: Literal["png", "jpeg", "webp"] | None = ...
    output_compression: builtins.int | None = ...
    user: builtins.str | None = ...
    input_fidelity: InputFidelity | None | Literal["high", "low"] | None = ...
    stream: builtins.bool | None = ...
    partial_images: PartialImages | None = ...
    quality: Literal["standard", "low", "medium", "high", "auto"] | None | Literal["low", "medium", "high", "auto"] | None = ...
    images: builtins.list[ImageRefParam] | None = ...
    moderation: Literal["low", "auto"] | None = ...
    complexity: Literal["low", "medium", "high"] | None = ...
    frame_count: builtins.int | None = ...
    frame_duration_ms: builtins.int | None = ...
    safety_identifier: builtins.str | None = ...
    svg: builtins.dict[builtins.str, Any] | None = ...
    markup: builtins.bytes | None = ...
class CreateImageEditRequest(Base):
    image: builtins.bytes | builtins.list[builtins.bytes]
    prompt: builtins.str
    mask: builtins.bytes | None = ...
    background: Literal["transparent", "opaque", "auto"] | None = ...
    model: builtins.str | Literal["gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21", "dall-e-2", "gpt-image-1", "gpt-image-1-mini", "chatgpt-image-latest"] | None = ...
    n: builtins.int | None = ...
    size: builtins.str | Literal["256x256", "512x512", "1024x1024", "1536x1024", "1024x1536", "auto"] | None = ...
    response_format: Literal["url", "b64_json"] | None = ...
    output_format: Literal["png", "jpeg", "webp"] | None = ...
    output_compression: builtins.int | None = ...
    user: builtins.str | None = ...
    input_fidelity: InputFidelity | None = ...
    stream: builtins.bool | None = ...
    partial_images: PartialImages | None = ...
    quality: Literal["standard", "low", "medium", "high", "auto"] | None = ...
class CreateImageRequest(Base):
    prompt: builtins.str
    model: builtins.str | Literal["gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21", "dall-e-2", "dall-e-3", "gpt-image-1", "gpt-image-1-mini"] | None = ...
    n: builtins.int | None = ...
    quality: Literal["standard", "hd", "low", "medium", "high", "auto"] | None = ...
    response_format: Literal["url", "b64_json"] | None = ...
    output_format: Literal["png", "jpeg", "webp"] | None = ...
    output_compression: builtins.int | None = ...
    stream: builtins.bool | None = ...
    partial_images: PartialImages | None = ...
    size: builtins.str | Literal["auto", "1024x1024", "1536x1024", "1024x1536", "256x256", "512x512", "1792x1024", "1024x1792"] | None = ...
    moderation: Literal["low", "auto"] | None = ...
    background: Literal["transparent", "opaque", "auto"] | None = ...
    style: Literal["vivid", "natural"] | None = ...
    user: builtins.str | None = ...
    complexity: Literal["low", "medium", "high"] | None = ...
    frame_count: builtins.int | None = ...
    frame_duration_ms: builtins.int | None = ...
    safety_identifier: builtins.str | None = ...
    svg: builtins.dict[builtins.str, Any] | None = ...
class CreateImageVariationRequest(Base):
    image: builtins.bytes
    model: builtins.str | Literal["dall-e-2"] | None = ...
    n: builtins.int | None = ...
    response_format: Literal["url", "b64_json"] | None = ...
    size: Literal["256x256", "512x512", "1024x1024"] | None = ...
    user: builtins.str | None = ...
class CreateMessageRequest(Base):
    role: Literal["user", "assistant"]
    content: builtins.str | builtins.list[MessageContentImageFileObject | MessageContentImageUrlObject | MessageRequestContentTextObject]
    attachments: builtins.list[CreateMessageRequestAttachments] | None = ...
    metadata: Metadata | None = ...
class CreateMessageRequestParam(TypedDict, total=False):
    role: Required[Literal["user", "assistant"]]
    content: Required[builtins.str | Sequence[MessageContentImageFileObject | MessageContentImageFileObjectParam | MessageContentImageUrlObject | MessageContentImageUrlObjectParam | MessageRequestContentTextObject | MessageRequestContentTextObjectParam]]
    attachments: Sequence[CreateMessageRequestAttachments | CreateMessageRequestAttachmentsParam] | None
    metadata: MetadataParam
class CreateMessageRequestAttachments(Base):
    file_id: builtins.str | None = ...
    tools: builtins.list[AssistantToolsCode | AssistantToolsFileSearchTypeOnly] | None = ...
class CreateMessageRequestAttachmentsParam(TypedDict, total=False):
    file_id: builtins.str
    tools: Sequence[AssistantToolsCode | AssistantToolsCodeParam | AssistantToolsFileSearchTypeOnly | AssistantToolsFileSearchTypeOnlyParam]
class CreateModelResponseProperties(Base):
    metadata: Metadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
    prompt_cache_options: PromptCacheOptionsParam | None = ...
class CreateModerationRequest(Base):
    input: builtins.str | builtins.list[builtins.str] | builtins.list[CreateModerationRequestInput | CreateModerationRequestInputText]
    model: builtins.str | Literal["omni-moderation-latest", "omni-moderation-2024-09-26", "text-moderation-latest", "text-moderation-stable"] | None = ...
class CreateModerationRequestInput(Base):
    type: Literal["image_url"]
    image_url: CreateModerationRequestInputImageUrl
class CreateModerationRequestInputParam(TypedDict, total=False):
    type: Required[Literal["image_url"]]
    image_url: Required[CreateModerationRequestInputImageUrl | CreateModerationRequestInputImageUrlParam]
class CreateModerationRequestInputImageUrl(Base):
    url: builtins.str
class CreateModerationRequestInputImageUrlParam(TypedDict, total=False):
    url: Required[builtins.str]
class CreateModerationRequestInputText(Base):
    type: Literal["text"]
    text: builtins.str
class CreateModerationRequestInputTextParam(TypedDict, total=False):
    type: Required[Literal["text"]]
    text: Required[builtins.str]
class CreateModerationResponse(Base):
    id: builtins.str
    model: builtins.str
    results: builtins.list[CreateModerationResponseResults]
class CreateModerationResponseResults(Base):
    flagged: builtins.bool
    categories: CreateModerationResponseResultsCategories
    category_scores: CreateModerationResponseResultsCategoryScores
    category_applied_input_types: CreateModerationResponseResultsCategoryAppliedInputTypes
class CreateModerationResponseResultsCategories(Base):
    hate: builtins.bool
    hate_threatening: builtins.bool
    harassment: builtins.bool
    harassment_threatening: builtins.bool
    illicit: builtins.bool | None
    illicit_violent: builtins.bool | None
    self_harm: builtins.bool
    self_harm_intent: builtins.bool
    self_harm_instructions: builtins.bool
    sexual: builtins.bool
    sexual_minors: builtins.bool
    violence: builtins.bool
    violence_graphic: builtins.bool
class CreateModerationResponseResultsCategoryAppliedInputTypes(Base):
    hate: builtins.list[Literal["text"]]
    hate_threatening: builtins.list[Literal["text"]]
    harassment: builtins.list[Literal["text"]]
    harassment_threatening: builtins.list[Literal["text"]]
    illicit: builtins.list[Literal["text"]]
    illicit_violent: builtins.list[Literal["text"]]
    self_harm: builtins.list[Literal["text", "image"]]
    self_harm_intent: builtins.list[Literal["text", "image"]]
    self_harm_instructions: builtins.list[Literal["text", "image"]]
    sexual: builtins.list[Literal["text", "image"]]
    sexual_minors: builtins.list[Literal["text"]]
    violence: builtins.list[Literal["text", "image"]]
    violence_graphic: builtins.list[Literal["text", "image"]]
class CreateModerationResponseResultsCategoryScores(Base):
    hate: builtins.float
    hate_threatening: builtins.float
    harassment: builtins.float
    harassment_threatening: builtins.float
    illicit: builtins.float
    illicit_violent: builtins.float
    self_harm: builtins.float
    self_harm_intent: builtins.float
    self_harm_instructions: builtins.float
    sexual: builtins.float
    sexual_minors: builtins.float
    violence: builtins.float
    violence_graphic: builtins.float
class CreateProjectServiceAccountApiKeyBody(Base):
    name: builtins.str | None = ...
    scopes: builtins.list[builtins.str] | None = ...
    expires_in_seconds: builtins.int | None = ...
class CreateResponse(Base):
    metadata: Metadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
    prompt_cache_options: PromptCacheOptionsParam | None = ...
    previous_response_id: builtins.str | None = ...
    model: ModelIdsResponses | None = ...
    background: builtins.bool | None = ...
    max_tool_calls: builtins.int | None = ...
    text: ResponseTextParam | None = ...
    tools: ToolsArray | None = ...
    tool_choice: ToolChoiceParam | None = ...
    prompt: Prompt | None = ...
    service_tier: ServiceTierResponses | None = ...
    truncation: Literal["auto", "disabled"] | None = ...
    reasoning: Reasoning | None = ...
    input: InputParam | None = ...
    include: builtins.list[IncludeEnum] | None = ...
    parallel_tool_calls: builtins.bool | None = ...
    store: builtins.bool | None = ...
    instructions: builtins.str | None = ...
    moderation: ModerationParam | None = ...
    stream: builtins.bool | None = ...
    stream_options: ResponseStreamOptions | None = ...
    conversation: ConversationParam | None = ...
    context_management: builtins.list[ContextManagementParam] | None = ...
    max_output_tokens: builtins.int | None = ...
    access_programs: builtins.dict[builtins.str, Any] | None = ...
    background_options: builtins.dict[builtins.str, Any] | None = ...
    image: builtins.dict[builtins.str, Any] | None = ...
class CreateRunRequest(Base):
    assistant_id: builtins.str
    model: builtins.str | AssistantSupportedModels | None = ...
    reasoning_effort: ReasoningEffort | None = ...
    instructions: builtins.str | None = ...
    additional_instructions: builtins.str | None = ...
    additional_messages: builtins.list[CreateMessageRequest] | None = ...
    tools: builtins.list[AssistantToolsCode | AssistantToolsFileSearch | AssistantToolsFunction] | None = ...
    metadata: Metadata | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    stream: builtins.bool | None = ...
    max_prompt_tokens: builtins.int | None = ...
    max_completion_tokens: builtins.int | None = ...
    truncation_strategy: CreateRunRequestTruncationStrategy | None = ...
    tool_choice: AssistantsApiToolChoiceOption | None = ...
    parallel_tool_calls: ParallelToolCalls | None = ...
    response_format: AssistantsApiResponseFormatOption | None = ...
class CreateRunRequestTruncationStrategy(Base):
    type: Literal["auto", "last_messages"]
    last_messages: builtins.int | None = ...
class CreateRunRequestTruncationStrategyParam(TypedDict, total=False):
    type: Required[Literal["auto", "last_messages"]]
    last_messages: builtins.int | None
class CreateSkillBody(Base):
    files: builtins.list[builtins.bytes] | builtins.bytes | None = ...
class CreateSkillVersionBody(Base):
    files: builtins.list[builtins.bytes] | builtins.bytes | None = ...
    default: builtins.bool | None = ...
class CreateSpeechRequest(Base):
    model: builtins.str | Literal["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15"]
    input: builtins.str
    instructions: builtins.str | None = ...
    voice: VoiceIdsOrCustomVoice
    response_format: Literal["mp3", "opus", "aac", "flac", "wav", "pcm"] | None = ...
    speed: builtins.float | None = ...
    stream_format: Literal["sse", "audio"] | None = ...
CreateSpeechResponseStreamEvent: TypeAlias = SpeechAudioDeltaEvent | SpeechAudioDoneEvent
class CreateSpendAlertBody(Base):
    threshold_amount: builtins.int
    currency: Literal["USD"]
    interval: Literal["month"]
    notification_channel: SpendAlertNotificationChannel
class CreateThreadAndRunRequest(Base):
    assistant_id: builtins.str
    thread: CreateThreadRequest | None = ...
    model: builtins.str | Literal["gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4.1-nano-2025-04-14", "gpt-4o", "gpt-4o-2024-11-20", "gpt-4o-2024-08-06", "gpt-4o-2024-05-13", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4.5-preview", "gpt-4.5-preview-2025-02-27", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4-0125-preview", "gpt-4-turbo-preview", "gpt-4-1106-preview", "gpt-4-vision-preview", "gpt-4", "gpt-4-0314", "gpt-4-0613", "gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613", "gpt-3.5-turbo", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-1106", "gpt-3.5-turbo-0125", "gpt-3.5-turbo-16k-0613"] | None = ...
    instructions: builtins.str | None = ...
    tools: builtins.list[AssistantToolsCode | AssistantToolsFileSearch | AssistantToolsFunction] | None = ...
    tool_resources: CreateThreadAndRunRequestToolResources | None = ...
    metadata: Metadata | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    stream: builtins.bool | None = ...
    max_prompt_tokens: builtins.int | None = ...
    max_completion_tokens: builtins.int | None = ...
    truncation_strategy: CreateThreadAndRunRequestTruncationStrategy | None = ...
    tool_choice: AssistantsApiToolChoiceOption | None = ...
    parallel_tool_calls: ParallelToolCalls | None = ...
    response_format: AssistantsApiResponseFormatOption | None = ...
class CreateThreadAndRunRequestToolResources(Base):
    code_interpreter: CreateThreadAndRunRequestToolResourcesCodeInterpreter | None = ...
    file_search: CreateThreadAndRunRequestToolResourcesFileSearch | None = ...
class CreateThreadAndRunRequestToolResourcesParam(TypedDict, total=False):
    code_interpreter: CreateThreadAndRunRequestToolResourcesCodeInterpreter | CreateThreadAndRunRequestToolResourcesCodeInterpreterParam
    file_search: CreateThreadAndRunRequestToolResourcesFileSearch | CreateThreadAndRunRequestToolResourcesFileSearchParam
class CreateThreadAndRunRequestToolResourcesCodeInterpreter(Base):
    file_ids: builtins.list[builtins.str] | None = ...
class CreateThreadAndRunRequestToolResourcesCodeInterpreterParam(TypedDict, total=False):
    file_ids: Sequence[builtins.str]
class CreateThreadAndRunRequestToolResourcesFileSearch(Base):
    vector_store_ids: builtins.list[builtins.str] | None = ...
class CreateThreadAndRunRequestToolResourcesFileSearchParam(TypedDict, total=False):
    vector_store_ids: Sequence[builtins.str]
class CreateThreadAndRunRequestTruncationStrategy(Base):
    type: Literal["auto", "last_messages"]
    last_messages: builtins.int | None = ...
class CreateThreadAndRunRequestTruncationStrategyParam(TypedDict, total=False):
    type: Required[Literal["auto", "last_messages"]]
    last_messages: builtins.int | None
class CreateThreadRequest(Base):
    messages: builtins.list[CreateMessageRequest] | None = ...
    tool_resources: CreateThreadRequestToolResources | None = ...
    metadata: Metadata | None = ...
class CreateThreadRequestParam(TypedDict, total=False):
    messages: Sequence[CreateMessageRequest | CreateMessageRequestParam]
    tool_resources: CreateThreadRequestToolResources | CreateThreadRequestToolResourcesParam | None
    metadata: MetadataParam
class CreateThreadRequestToolResources(Base):
    code_interpreter: CreateThreadRequestToolResourcesCodeInterpreter | None = ...
    file_search: CreateThreadRequestToolResourcesFileSearch | None = ...
class CreateThreadRequestToolResourcesParam(TypedDict, total=False):
    code_interpreter: CreateThreadRequestToolResourcesCodeInterpreter | CreateThreadRequestToolResourcesCodeInterpreterParam
    file_search: CreateThreadRequestToolResourcesFileSearch | CreateThreadRequestToolResourcesFileSearchParam
class CreateThreadRequestToolResourcesCodeInterpreter(Base):
    file_ids: builtins.list[builtins.str] | None = ...
class CreateThreadRequestToolResourcesCodeInterpreterParam(TypedDict, total=False):
    file_ids: Sequence[builtins.str]
class CreateThreadRequestToolResourcesFileSearch(Base):
    vector_store_ids: builtins.list[builtins.str] | None = ...
    vector_stores: builtins.list[CreateThreadRequestToolResourcesFileSearchVectorStores] | None = ...
class CreateThreadRequestToolResourcesFileSearchParam(TypedDict, total=False):
    vector_store_ids: Sequence[builtins.str]
    vector_stores: Sequence[CreateThreadRequestToolResourcesFileSearchVectorStores | CreateThreadRequestToolResourcesFileSearchVectorStoresParam]
class CreateThreadRequestToolResourcesFileSearchVectorStores(Base):
    file_ids: builtins.list[builtins.str] | None = ...
    chunking_strategy: CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategy | CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStatic | None = ...
    metadata: Metadata | None = ...
class CreateThreadRequestToolResourcesFileSearchVectorStoresParam(TypedDict, total=False):
    file_ids: Sequence[builtins.str]
    chunking_strategy: CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategy | CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyParam | CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStatic | CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticParam
    metadata: MetadataParam
class CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategy(Base):
    type: Literal["auto"]
class CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyParam(TypedDict, total=False):
    type: Required[Literal["auto"]]
class CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStatic(Base):
    type: Literal["static"]
    static: CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStatic
class CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticParam(TypedDict, total=False):
    type: Required[Literal["static"]]
    static: Required[CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStatic | CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStaticParam]
class CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStatic(Base):
    max_chunk_size_tokens: builtins.int
    chunk_overlap_tokens: builtins.int
class CreateThreadRequestToolResourcesFileSearchVectorStoresChunkingStrategyStaticStaticParam(TypedDict, total=False):
    max_chunk_size_tokens: Required[builtins.int]
    chunk_overlap_tokens: Required[builtins.int]
class CreateTranscriptionRequest(Base):
    file: builtins.bytes
    model: builtins.str | Literal["whisper-1", "gpt-transcribe", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-transcribe-diarize"]
    language: builtins.str | None = ...
    languages: builtins.list[builtins.str] | None = ...
    keywords: builtins.list[builtins.str] | None = ...
    prompt: builtins.str | None = ...
    response_format: AudioResponseFormat | None = ...
    temperature: builtins.float | None = ...
    include: builtins.list[TranscriptionInclude] | None = ...
    timestamp_granularities: builtins.list[Literal["word", "segment"]] | None = ...
    stream: builtins.bool | None = ...
    chunking_strategy: Literal["auto"] | VadConfig | None = ...
    known_speaker_names: builtins.list[builtins.str] | None = ...
    known_speaker_references: builtins.list[builtins.str] | None = ...
class CreateTranscriptionResponseDiarizedJson(Base):
    task: Literal["transcribe"]
    duration: builtins.float
    text: builtins.str
    segments: builtins.list[TranscriptionDiarizedSegment]
    usage: TranscriptTextUsageTokens | TranscriptTextUsageDuration | None = ...
class CreateTranscriptionResponseJson(Base):
    text: builtins.str
    languages: builtins.list[TranscriptionLanguage] | None = ...
    logprobs: builtins.list[CreateTranscriptionResponseJsonLogprobs] | None = ...
    usage: TranscriptTextUsageTokens | TranscriptTextUsageDuration | None = ...
class CreateTranscriptionResponseJsonLogprobs(Base):
    token: builtins.str | None = ...
    logprob: builtins.float | None = ...
    bytes: builtins.list[builtins.float] | None = ...
CreateTranscriptionResponseStreamEvent: TypeAlias = TranscriptTextSegmentEvent | TranscriptTextDeltaEvent | TranscriptTextDoneEvent
class CreateTranscriptionResponseVerboseJson(Base):
    language: builtins.str
    duration: builtins.float
    text: builtins.str
    words: builtins.list[TranscriptionWord] | None = ...
    segments: builtins.list[TranscriptionSegment] | None = ...
    usage: TranscriptTextUsageDuration | None = ...
class CreateTranslationRequest(Base):
    file: builtins.bytes
    model: builtins.str | Literal["whisper-1"]
    prompt: builtins.str | None = ...
    response_format: Literal["json", "text", "srt", "verbose_json", "vtt"] | None = ...
    temperature: builtins.float | None = ...
class CreateTranslationResponseJson(Base):
    text: builtins.str
class CreateTranslationResponseVerboseJson(Base):
    language: builtins.str
    duration: builtins.float
    text: builtins.str
    segments: builtins.list[TranscriptionSegment] | None = ...
class CreateUploadRequest(Base):
    filename: builtins.str
    purpose: Literal["assistants", "batch", "fine-tune", "vision"]
    bytes: builtins.int
    mime_type: builtins.str
    expires_after: FileExpirationAfter | None = ...
class CreateVectorStoreFileBatchRequest(Base):
    file_ids: builtins.list[builtins.str] | None = ...
    files: builtins.list[CreateVectorStoreFileRequest] | None = ...
    chunking_strategy: ChunkingStrategyRequestParam | None = ...
    attributes: VectorStoreFileAttributes | None = ...
class CreateVectorStoreFileRequest(Base):
    file_id: builtins.str
    chunking_strategy: ChunkingStrategyRequestParam | None = ...
    attributes: VectorStoreFileAttributes | None = ...
class CreateVectorStoreFileRequestParam(TypedDict, total=False):
    file_id: Required[builtins.str]
    chunking_strategy: ChunkingStrategyRequestParamParam
    attributes: VectorStoreFileAttributesParam
class CreateVectorStoreRequest(Base):
    file_ids: builtins.list[builtins.str] | None = ...
    name: builtins.str | None = ...
    description: builtins.str | None = ...
    expires_after: VectorStoreExpirationAfter | None = ...
    chunking_strategy: AutoChunkingStrategyRequestParam | StaticChunkingStrategyRequestParam | None = ...
    metadata: Metadata | None = ...
class CreateVideoBody(Base):
    model: VideoModel | None = ...
    prompt: builtins.str
    input_reference: builtins.bytes | ImageRefParam2 | None = ...
    seconds: VideoSeconds | None = ...
    size: VideoSize | None = ...
class CreateVideoCharacterBody(Base):
    video: builtins.bytes
    name: builtins.str
class CreateVideoEditBody(Base):
    video: builtins.bytes | VideoReferenceInputParam
    prompt: builtins.str
class CreateVideoEditJsonBody(Base):
    video: VideoReferenceInputParam
    prompt: builtins.str
class CreateVideoEditMultipartBody(Base):
    video: builtins.bytes | VideoReferenceInputParam
    prompt: builtins.str
class CreateVideoExtendBody(Base):
    video: VideoReferenceInputParam | builtins.bytes
    prompt: builtins.str
    seconds: VideoSeconds
class CreateVideoExtendJsonBody(Base):
    video: VideoReferenceInputParam
    prompt: builtins.str
    seconds: VideoSeconds
class CreateVideoExtendMultipartBody(Base):
    video: VideoReferenceInputParam | builtins.bytes
    prompt: builtins.str
    seconds: VideoSeconds
class CreateVideoJsonBody(Base):
    model: VideoModel | None = ...
    prompt: builtins.str
    input_reference: ImageRefParam2 | None = ...
    seconds: VideoSeconds | None = ...
    size: VideoSize | None = ...
class CreateVideoMultipartBody(Base):
    model: VideoModel | None = ...
    prompt: builtins.str
    input_reference: builtins.bytes | ImageRefParam2 | None = ...
    seconds: VideoSeconds | None = ...
    size: VideoSize | None = ...
class CreateVideoRemixBody(Base):
    prompt: builtins.str
class CreateVoiceConsentRequest(Base):
    name: builtins.str
    recording: builtins.bytes
    language: builtins.str
class CreateVoiceRequest(Base):
    name: builtins.str
    audio_sample: builtins.bytes | None = ...
    consent: builtins.str | None = ...
    type: Literal["audio_sample", "prompt"] | None = ...
    prompt: builtins.str | None = ...
    model: builtins.str | None = ...
    script_hint: builtins.str | None = ...
class CustomGrammarFormatParam(Base):
    type: Literal["grammar"]
    syntax: GrammarSyntax1
    definition: builtins.str
class CustomGrammarFormatParamParam(TypedDict, total=False):
    type: Required[Literal["grammar"]]
    syntax: Required[GrammarSyntax1Param]
    definition: Required[builtins.str]
class CustomTextFormatParam(Base):
    type: Literal["text"]
class CustomTextFormatParamParam(TypedDict, total=False):
    type: Required[Literal["text"]]
class CustomToolCall(Base):
    type: Literal["custom_tool_call"]
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: ToolCallCaller | None = ...
    namespace: builtins.str | None = ...
    name: builtins.str
    input: builtins.str
class CustomToolCallParam(TypedDict, total=False):
    type: Required[Literal["custom_tool_call"]]
    id: builtins.str
    call_id: Required[builtins.str]
    caller: ToolCallCallerParamDict | None
    namespace: builtins.str
    name: Required[builtins.str]
    input: Required[builtins.str]
class CustomToolCallOutput(Base):
    type: Literal["custom_tool_call_output"]
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: ToolCallCallerParam | None = ...
    output: builtins.str | builtins.list[FunctionAndCustomToolCallOutput]
class CustomToolCallOutputParam(TypedDict, total=False):
    type: Required[Literal["custom_tool_call_output"]]
    id: builtins.str
    call_id: Required[builtins.str]
    caller: ToolCallCallerParamParam | None
    output: Required[builtins.str | Sequence[FunctionAndCustomToolCallOutputParam]]
class CustomToolCallOutputResource(Base):
    type: Literal["custom_tool_call_output"]
    id: builtins.str
    call_id: builtins.str
    caller: ToolCallCallerParam | None = ...
    output: builtins.str | builtins.list[FunctionAndCustomToolCallOutput]
    status: FunctionCallOutputStatusEnum
    created_by: builtins.str | None = ...
class CustomToolCallResource(Base):
    type: Literal["custom_tool_call"]
    id: builtins.str
    call_id: builtins.str
    caller: ToolCallCaller | None = ...
    namespace: builtins.str | None = ...
    name: builtins.str
    input: builtins.str
    status: FunctionCallStatus
    created_by: builtins.str | None = ...
class CustomToolChatCompletions(Base):
    type: Literal["custom"]
    custom: CustomToolChatCompletionsCustom
class CustomToolChatCompletionsParam(TypedDict, total=False):
    type: Required[Literal["custom"]]
    custom: Required[CustomToolChatCompletionsCustom | CustomToolChatCompletionsCustomParam]
class CustomToolChatCompletionsCustom(Base):
    name: builtins.str
    description: builtins.str | None = ...
    format: CustomToolChatCompletionsCustomFormat | CustomToolChatCompletionsCustomFormatGrammar | None = ...
class CustomToolChatCompletionsCustomParam(TypedDict, total=False):
    name: Required[builtins.str]
    description: builtins.str
    format: CustomToolChatCompletionsCustomFormat | CustomToolChatCompletionsCustomFormatParam | CustomToolChatCompletionsCustomFormatGrammar | CustomToolChatCompletionsCustomFormatGrammarParam
class CustomToolChatCompletionsCustomFormat(Base):
    type: Literal["text"]
class CustomToolChatCompletionsCustomFormatParam(TypedDict, total=False):
    type: Required[Literal["text"]]
class CustomToolChatCompletionsCustomFormatGrammar(Base):
    type: Literal["grammar"]
    grammar: CustomToolChatCompletionsCustomFormatGrammarGrammar
class CustomToolChatCompletionsCustomFormatGrammarParam(TypedDict, total=False):
    type: Required[Literal["grammar"]]
    grammar: Required[CustomToolChatCompletionsCustomFormatGrammarGrammar | CustomToolChatCompletionsCustomFormatGrammarGrammarParam]
class CustomToolChatCompletionsCustomFormatGrammarGrammar(Base):
    definition: builtins.str
    syntax: Literal["lark", "regex"]
class CustomToolChatCompletionsCustomFormatGrammarGrammarParam(TypedDict, total=False):
    definition: Required[builtins.str]
    syntax: Required[Literal["lark", "regex"]]
class CustomToolParam(Base):
    type: Literal["custom"]
    name: builtins.str
    description: builtins.str | None = ...
    format: CustomTextFormatParam | CustomGrammarFormatParam | None = ...
    defer_loading: builtins.bool | None = ...
    allowed_callers: builtins.list[CallableToolAllowedCaller] | None = ...
class CustomToolParamParam(TypedDict, total=False):
    type: Required[Literal["custom"]]
    name: Required[builtins.str]
    description: builtins.str
    format: CustomTextFormatParam | CustomTextFormatParamParam | CustomGrammarFormatParam | CustomGrammarFormatParamParam
    defer_loading: builtins.bool
    allowed_callers: Sequence[CallableToolAllowedCallerParam] | None
class DeleteAssistantResponse(Base):
    id: builtins.str
    deleted: builtins.bool
    object: Literal["assistant.deleted"]
class DeleteCertificateResponse(Base):
    object: Literal["certificate.deleted"]
    id: builtins.str
class DeleteEvalResponse(Base):
    object: builtins.str
    deleted: builtins.bool
    eval_id: builtins.str
class DeleteEvalRunResponse(Base):
    object: builtins.str | None = ...
    deleted: builtins.bool | None = ...
    run_id: builtins.str | None = ...
class DeleteFileResponse(Base):
    id: builtins.str
    object: Literal["file"]
    deleted: builtins.bool
class DeleteFineTuningCheckpointPermissionResponse(Base):
    id: builtins.str
    object: Literal["checkpoint.permission"]
    deleted: builtins.bool
class DeleteMessageResponse(Base):
    id: builtins.str
    deleted: builtins.bool
    object: Literal["thread.message.deleted"]
class DeleteModelResponse(Base):
    id: builtins.str
    deleted: builtins.bool
    object: builtins.str
class DeleteThreadResponse(Base):
    id: builtins.str
    deleted: builtins.bool
    object: Literal["thread.deleted"]
class DeleteVectorStoreFileResponse(Base):
    id: builtins.str
    deleted: builtins.bool
    object: Literal["vector_store.file.deleted"]
class DeleteVectorStoreResponse(Base):
    id: builtins.str
    deleted: builtins.bool
    object: Literal["vector_store.deleted"]
DeletedConversation: TypeAlias = DeletedConversationResource
class DeletedConversationResource(Base):
    object: Literal["conversation.deleted"]
    deleted: builtins.bool
    id: builtins.str
class DeletedRoleAssignmentResource(Base):
    object: builtins.str
    deleted: builtins.bool
class DeletedSkillResource(Base):
    object: Literal["skill.deleted"]
    deleted: builtins.bool
    id: builtins.str
class DeletedSkillVersionResource(Base):
    object: Literal["skill.version.deleted"]
    deleted: builtins.bool
    id: builtins.str
    version: builtins.str
class DeletedThreadResource(Base):
    id: builtins.str
    object: Literal["chatkit.thread.deleted"]
    deleted: builtins.bool
class DeletedVideoResource(Base):
    object: Literal["video.deleted"]
    deleted: builtins.bool
    id: builtins.str
DetailEnum: TypeAlias = Literal["low", "high", "auto", "original"]
DetailEnumParam: TypeAlias = Literal["low", "high", "auto", "original"]
class DirectToolCallCaller(Base):
    type: Literal["direct"]
class DirectToolCallCallerParamDict(TypedDict, total=False):
    type: Required[Literal["direct"]]
class DirectToolCallCallerParam(Base):
    type: Literal["direct"]
class DirectToolCallCallerParamParam(TypedDict, total=False):
    type: Required[Literal["direct"]]
class DoneEvent(Base):
    event: Literal["done"]
    data: Literal["[DONE]"]
class DoubleClickAction(Base):
    type: Literal["double_click"]
    x: builtins.int
    y: builtins.int
    keys: builtins.list[builtins.str] | None
class DoubleClickActionParam(TypedDict, total=False):
    type: Required[Literal["double_click"]]
    x: Required[builtins.int]
    y: Required[builtins.int]
    keys: Required[Sequence[builtins.str] | None]
class DragParam(Base):
    type: Literal["drag"]
    path: builtins.list[CoordParam]
    keys: builtins.list[builtins.str] | None = ...
class DragParamParam(TypedDict, total=False):
    type: Required[Literal["drag"]]
    path: Required[Sequence[CoordParam | CoordParamParam]]
    keys: Sequence[builtins.str] | None
class DragPoint(Base):
    x: builtins.int
    y: builtins.int
class EasyInputMessage(Base):
    role: Literal["user", "assistant", "system", "developer"]
    content: builtins.str | InputMessageContentList
    phase: MessagePhase | None = ...
    type: Literal["message"] | None = ...
class EasyInputMessageParam(TypedDict, total=False):
    role: Required[Literal["user", "assistant", "system", "developer"]]
    content: Required[builtins.str | InputMessageContentListParam]
    phase: MessagePhaseParam | None
    type: Literal["message"]
class EditImageBodyJsonParam(Base):
    model: builtins.str | Literal["gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21", "gpt-image-1", "gpt-image-1-mini", "chatgpt-image-latest"] | None = ...
    images: builtins.list[ImageRefParam]
    mask: ImageRefParam | None = ...
    prompt: builtins.str
    n: builtins.int | None = ...
    quality: Literal["low", "medium", "high", "auto"] | None = ...
    input_fidelity: Literal["high", "low"] | None = ...
    size: Literal["auto", "1024x1024", "1536x1024", "1024x1536"] | None = ...
    user: builtins.str | None = ...
    output_format: Literal["png", "jpeg", "webp"] | None = ...
    output_compression: builtins.int | None = ...
    moderation: Literal["low", "auto"] | None = ...
    background: Literal["transparent", "opaque", "auto"] | None = ...
    stream: builtins.bool | None = ...
    partial_images: PartialImages | None = ...
class Embedding(Base):
    index: builtins.int
    embedding: builtins.list[builtins.float]
    object: Literal["embedding"]
EmptyModelParam: TypeAlias = builtins.dict[str, Any]
EmptyModelParamParam: TypeAlias = Mapping[str, Any]
class Error(Base):
    code: builtins.str | None
    message: builtins.str
    param: builtins.str | None
    type: builtins.str
class Error2(Base):
    code: builtins.str
    message: builtins.str
class ErrorEvent(Base):
    event: Literal["error"]
    data: Error
class ErrorPayload(Base):
    type: builtins.str
    code: builtins.str | None
    message: builtins.str
    param: builtins.str | None
    headers: builtins.dict[builtins.str, builtins.str] | None = ...
class ErrorResponse(Base):
    error: Error
class Eval(Base):
    object: Literal["eval"]
    id: builtins.str
    name: builtins.str
    data_source_config: EvalCustomDataSourceConfig | EvalLogsDataSourceConfig | EvalStoredCompletionsDataSourceConfig
    testing_criteria: builtins.list[EvalGraderLabelModel | EvalGraderStringCheck | EvalGraderTextSimilarity | EvalGraderPython | EvalGraderScoreModel]
    created_at: builtins.int
    metadata: Metadata
class EvalApiError(Base):
    code: builtins.str
    message: builtins.str
class EvalCustomDataSourceConfig(Base):
    type: Literal["custom"]
    schema: builtins.dict[builtins.str, Any]
EvalGraderLabelModel: TypeAlias = GraderLabelModel
class EvalGraderPython(Base):
    type: Literal["python"]
    name: builtins.str
    source: builtins.str
    image_tag: builtins.str | None = ...
    pass_threshold: builtins.float | None = ...
class EvalGraderPythonParam(TypedDict, total=False):
    type: Required[Literal["python"]]
    name: Required[builtins.str]
    source: Required[builtins.str]
    image_tag: builtins.str
    pass_threshold: builtins.float
class EvalGraderScoreModel(Base):
    type: Literal["score_model"]
    name: builtins.str
    model: builtins.str
    sampling_params: EvalGraderScoreModelSamplingParams | None = ...
    input: builtins.list[EvalItem]
    range: builtins.list[builtins.float] | None = ...
    pass_threshold: builtins.float | None = ...
class EvalGraderScoreModelParam(TypedDict, total=False):
    type: Required[Literal["score_model"]]
    name: Required[builtins.str]
    model: Required[builtins.str]
    sampling_params: EvalGraderScoreModelSamplingParams | EvalGraderScoreModelSamplingParamsParam
    input: Required[Sequence[EvalItem | EvalItemParam]]
    range: Sequence[builtins.float]
    pass_threshold: builtins.float
class EvalGraderScoreModelSamplingParams(Base):
    seed: builtins.int | None = ...
    top_p: builtins.float | None = ...
    temperature: builtins.float | None = ...
    max_completions_tokens: builtins.int | None = ...
    reasoning_effort: ReasoningEffort | None = ...
class EvalGraderScoreModelSamplingParamsParam(TypedDict, total=False):
    seed: builtins.int | None
    top_p: builtins.float | None
    temperature: builtins.float | None
    max_completions_tokens: builtins.int | None
    reasoning_effort: ReasoningEffortParam
EvalGraderStringCheck: TypeAlias = GraderStringCheck
EvalGraderStringCheckParam: TypeAlias = GraderStringCheck | GraderStringCheckParam
class EvalGraderTextSimilarity(Base):
    type: Literal["text_similarity"]
    name: builtins.str
    input: builtins.str
    reference: builtins.str
    evaluation_metric: Literal["cosine", "fuzzy_match", "bleu", "gleu", "meteor", "rouge_1", "rouge_2", "rouge_3", "rouge_4", "rouge_5", "rouge_l"]
    pass_threshold: builtins.float
class EvalGraderTextSimilarityParam(TypedDict, total=False):
    type: Required[Literal["text_similarity"]]
    name: Required[builtins.str]
    input: Required[builtins.str]
    reference: Required[builtins.str]
    evaluation_metric: Required[Literal["cosine", "fuzzy_match", "bleu", "gleu", "meteor", "rouge_1", "rouge_2", "rouge_3", "rouge_4", "rouge_5", "rouge_l"]]
    pass_threshold: Required[builtins.float]
class EvalItem(Base):
    role: Literal["user", "assistant", "system", "developer"]
    content: EvalItemContent
    type: Literal["message"] | None = ...
class EvalItemParam(TypedDict, total=False):
    role: Required[Literal["user", "assistant", "system", "developer"]]
    content: Required[EvalItemContentParam]
    type: Literal["message"]
EvalItemContent: TypeAlias = EvalItemContentItem | EvalItemContentArray
EvalItemContentParam: TypeAlias = EvalItemContentItemParam | EvalItemContentArrayParam
EvalItemContentArray: TypeAlias = builtins.list[EvalItemContentItem]
EvalItemContentArrayParam: TypeAlias = Sequence[EvalItemContentItemParam]
EvalItemContentItem: TypeAlias = EvalItemContentText | InputTextContent | EvalItemContentOutputText | EvalItemInputImage | InputAudio
EvalItemContentItemParam: TypeAlias = EvalItemContentTextParam | InputTextContent | InputTextContentParamDict | EvalItemContentOutputText | EvalItemContentOutputTextParam | EvalItemInputImage | EvalItemInputImageParam | InputAudio | InputAudioParam
class EvalItemContentOutputText(Base):
    type: Literal["output_text"]
    text: builtins.str
class EvalItemContentOutputTextParam(TypedDict, total=False):
    type: Required[Literal["output_text"]]
    text: Required[builtins.str]
EvalItemContentText: TypeAlias = str
EvalItemContentTextParam: TypeAlias = str
class EvalItemInputImage(Base):
    type: Literal["input_image"]
    image_url: builtins.str
    detail: builtins.str | None = ...
class EvalItemInputImageParam(TypedDict, total=False):
    type: Required[Literal["input_image"]]
    image_url: Required[builtins.str]
    detail: builtins.str
class EvalJsonlFileContentSource(Base):
    type: Literal["file_content"]
    content: builtins.list[EvalJsonlFileContentSourceContent]
class EvalJsonlFileContentSourceParam(TypedDict, total=False):
    type: Required[Literal["file_content"]]
    content: Required[Sequence[EvalJsonlFileContentSourceContent | EvalJsonlFileContentSourceContentParam]]
class EvalJsonlFileContentSourceContent(Base):
    item: builtins.dict[builtins.str, Any]
    sample: builtins.dict[builtins.str, Any] | None = ...
class EvalJsonlFileContentSourceContentParam(TypedDict, total=False):
    item: Required[Mapping[builtins.str, Any]]
    sample: Mapping[builtins.str, Any]
class EvalJsonlFileIdSource(Base):
    type: Literal["file_id"]
    id: builtins.str
class EvalJsonlFileIdSourceParam(TypedDict, total=False):
    type: Required[Literal["file_id"]]
    id: Required[builtins.str]
class EvalList(Base):
    object: Literal["list"]
    data: builtins.list[Eval]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class EvalLogsDataSourceConfig(Base):
    type: Literal["logs"]
    metadata: Metadata | None = ...
    schema: builtins.dict[builtins.str, Any]
class EvalResponsesSource(Base):
    type: Literal["responses"]
    metadata: builtins.dict[builtins.str, Any] | None = ...
    model: builtins.str | None = ...
    instructions_search: builtins.str | None = ...
    created_after: builtins.int | None = ...
    created_before: builtins.int | None = ...
    reasoning_effort: ReasoningEffort | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    users: builtins.list[builtins.str] | None = ...
    tools: builtins.list[builtins.str] | None = ...
class EvalResponsesSourceParam(TypedDict, total=False):
    type: Required[Literal["responses"]]
    metadata: Mapping[builtins.str, Any] | None
    model: builtins.str | None
    instructions_search: builtins.str | None
    created_after: builtins.int | None
    created_before: builtins.int | None
    reasoning_effort: ReasoningEffortParam | None
    temperature: builtins.float | None
    top_p: builtins.float | None
    users: Sequence[builtins.str] | None
    tools: Sequence[builtins.str] | None
class EvalRun(Base):
    object: Literal["eval.run"]
    id: builtins.str
    eval_id: builtins.str
    status: builtins.str
    model: builtins.str
    name: builtins.str
    created_at: builtins.int
    report_url: builtins.str
    result_counts: EvalRunResultCounts
    per_model_usage: builtins.list[EvalRunPerModelUsage]
    per_testing_criteria_results: builtins.list[EvalRunPerTestingCriteriaResults]
    data_source: CreateEvalJsonlRunDataSource | CreateEvalCompletionsRunDataSource | CreateEvalResponsesRunDataSource
    metadata: Metadata
    error: EvalApiError
class EvalRunList(Base):
    object: Literal["list"]
    data: builtins.list[EvalRun]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class EvalRunOutputItem(Base):
    object: Literal["eval.run.output_item"]
    id: builtins.str
    run_id: builtins.str
    eval_id: builtins.str
    created_at: builtins.int
    status: builtins.str
    datasource_item_id: builtins.int
    datasource_item: builtins.dict[builtins.str, Any]
    results: builtins.list[EvalRunOutputItemResult]
    sample: EvalRunOutputItemSample
class EvalRunOutputItemList(Base):
    object: Literal["list"]
    data: builtins.list[EvalRunOutputItem]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class EvalRunOutputItemResult(Base):
    name: builtins.str
    type: builtins.str | None = ...
    score: builtins.float
    passed: builtins.bool
    sample: builtins.dict[builtins.str, Any] | None = ...
class EvalRunOutputItemSample(Base):
    input: builtins.list[EvalRunOutputItemSampleInput]
    output: builtins.list[EvalRunOutputItemSampleOutput]
    finish_reason: builtins.str
    model: builtins.str
    usage: EvalRunOutputItemSampleUsage
    error: EvalApiError
    temperature: builtins.float
    max_completion_tokens: builtins.int
    top_p: builtins.float
    seed: builtins.int
class EvalRunOutputItemSampleInput(Base):
    role: builtins.str
    content: builtins.str
class EvalRunOutputItemSampleOutput(Base):
    role: builtins.str | None = ...
    content: builtins.str | None = ...
class EvalRunOutputItemSampleUsage(Base):
    total_tokens: builtins.int
    completion_tokens: builtins.int
    prompt_tokens: builtins.int
    cached_tokens: builtins.int
class EvalRunPerModelUsage(Base):
    model_name: builtins.str
    invocation_count: builtins.int
    prompt_tokens: builtins.int
    completion_tokens: builtins.int
    total_tokens: builtins.int
    cached_tokens: builtins.int
class EvalRunPerTestingCriteriaResults(Base):
    testing_criteria: builtins.str
    passed: builtins.int
    failed: builtins.int
class EvalRunResultCounts(Base):
    total: builtins.int
    errored: builtins.int
    failed: builtins.int
    passed: builtins.int
class EvalStoredCompletionsDataSourceConfig(Base):
    type: Literal["stored_completions"]
    metadata: Metadata | None = ...
    schema: builtins.dict[builtins.str, Any]
class EvalStoredCompletionsSource(Base):
    type: Literal["stored_completions"]
    metadata: Metadata | None = ...
    model: builtins.str | None = ...
    created_after: builtins.int | None = ...
    created_before: builtins.int | None = ...
    limit: builtins.int | None = ...
class EvalStoredCompletionsSourceParam(TypedDict, total=False):
    type: Required[Literal["stored_completions"]]
    metadata: MetadataParam
    model: builtins.str | None
    created_after: builtins.int | None
    created_before: builtins.int | None
    limit: builtins.int | None
class ExpiresAfterParam(Base):
    anchor: Literal["created_at"]
    seconds: builtins.int
class ExpiresAfterParamParam(TypedDict, total=False):
    anchor: Required[Literal["created_at"]]
    seconds: Required[builtins.int]
class FileAnnotation(Base):
    type: Literal["file"]
    source: FileAnnotationSource
class FileAnnotationSource(Base):
    type: Literal["file"]
    filename: builtins.str
class FileCitationBody(Base):
    type: Literal["file_citation"]
    file_id: builtins.str
    index: builtins.int
    filename: builtins.str
class FileCitationBodyParam(TypedDict, total=False):
    type: Required[Literal["file_citation"]]
    file_id: Required[builtins.str]
    index: Required[builtins.int]
    filename: Required[builtins.str]
class FileCitationParam(Base):
    type: Literal["file_citation"]
    index: builtins.int
    file_id: builtins.str
    filename: builtins.str
FileDetailEnum: TypeAlias = Literal["auto", "low", "high"]
FileDetailEnumParam: TypeAlias = Literal["auto", "low", "high"]
class FileExpirationAfter(Base):
    anchor: Literal["created_at"]
    seconds: builtins.int
class FileExpirationAfterParam(TypedDict, total=False):
    anchor: Required[Literal["created_at"]]
    seconds: Required[builtins.int]
FileInputDetail: TypeAlias = Literal["auto", "low", "high"]
FileInputDetailParam: TypeAlias = Literal["auto", "low", "high"]
class FilePath(Base):
    type: Literal["file_path"]
    file_id: builtins.str
    index: builtins.int
class FilePathParam(TypedDict, total=False):
    type: Required[Literal["file_path"]]
    file_id: Required[builtins.str]
    index: Required[builtins.int]
FileSearchRanker: TypeAlias = Literal["auto", "default_2024_08_21"]
FileSearchRankerParam: TypeAlias = Literal["auto", "default_2024_08_21"]
class FileSearchRankingOptions(Base):
    ranker: FileSearchRanker | None = ...
    score_threshold: builtins.float
class FileSearchRankingOptionsParam(TypedDict, total=False):
    ranker: FileSearchRankerParam
    score_threshold: Required[builtins.float]
class FileSearchTool(Base):
    type: Literal["file_search"]
    vector_store_ids: builtins.list[builtins.str]
    max_num_results: builtins.int | None = ...
    ranking_options: RankingOptions | None = ...
    filters: Filters | None = ...
class FileSearchToolParam(TypedDict, total=False):
    type: Required[Literal["file_search"]]
    vector_store_ids: Required[Sequence[builtins.str]]
    max_num_results: builtins.int
    ranking_options: RankingOptions | RankingOptionsParam
    filters: FiltersParam | None
class FileSearchToolCall(Base):
    id: builtins.str
    type: Literal["file_search_call"]
    status: Literal["in_progress", "searching", "completed", "incomplete", "failed"]
    queries: builtins.list[builtins.str]
    results: builtins.list[FileSearchToolCallResults] | None = ...
class FileSearchToolCallParam(TypedDict, total=False):
    id: Required[builtins.str]
    type: Required[Literal["file_search_call"]]
    status: Required[Literal["in_progress", "searching", "completed", "incomplete", "failed"]]
    queries: Required[Sequence[builtins.str]]
    results: Sequence[FileSearchToolCallResults | FileSearchToolCallResultsParam] | None
class FileSearchToolCallResults(Base):
    file_id: builtins.str | None = ...
    text: builtins.str | None = ...
    filename: builtins.str | None = ...
    attributes: VectorStoreFileAttributes | None = ...
    score: builtins.float | None = ...
class FileSearchToolCallResultsParam(TypedDict, total=False):
    file_id: builtins.str
    text: builtins.str
    filename: builtins.str
    attributes: VectorStoreFileAttributesParam
    score: builtins.float
class FileUploadParam(Base):
    enabled: builtins.bool | None = ...
    max_file_size: builtins.int | None = ...
    max_files: builtins.int | None = ...
class FileUploadParamParam(TypedDict, total=False):
    enabled: builtins.bool
    max_file_size: builtins.int
    max_files: builtins.int
Filters: TypeAlias = ComparisonFilter | CompoundFilter
FiltersParam: TypeAlias = ComparisonFilter | ComparisonFilterParam | CompoundFilter | CompoundFilterParam
class FineTuneChatCompletionRequestAssistantMessage(Base):
    weight: Literal[0, 1] | None = ...
    content: builtins.str | builtins.list[ChatCompletionRequestAssistantMessageContentPart] | None = ...
    refusal: builtins.str | None = ...
    role: Literal["assistant"]
    name: builtins.str | None = ...
    audio: FineTuneChatCompletionRequestAssistantMessageAudio | None = ...
    tool_calls: ChatCompletionMessageToolCalls | None = ...
    function_call: FineTuneChatCompletionRequestAssistantMessageFunctionCall | None = ...
class FineTuneChatCompletionRequestAssistantMessageAudio(Base):
    id: builtins.str
class FineTuneChatCompletionRequestAssistantMessageFunctionCall(Base):
    arguments: builtins.str
    name: builtins.str
class FineTuneDPOHyperparameters(Base):
    beta: Literal["auto"] | builtins.float | None = ...
    batch_size: Literal["auto"] | builtins.int | None = ...
    learning_rate_multiplier: Literal["auto"] | builtins.float | None = ...
    n_epochs: Literal["auto"] | builtins.int | None = ...
class FineTuneDPOHyperparametersParam(TypedDict, total=False):
    beta: Literal["auto"] | builtins.float
    batch_size: Literal["auto"] | builtins.int
    learning_rate_multiplier: Literal["auto"] | builtins.float
    n_epochs: Literal["auto"] | builtins.int
class FineTuneDPOMethod(Base):
    hyperparameters: FineTuneDPOHyperparameters | None = ...
class FineTuneDPOMethodParam(TypedDict, total=False):
    hyperparameters: FineTuneDPOHyperparameters | FineTuneDPOHyperparametersParam
class FineTuneMethod(Base):
    type: Literal["supervised", "dpo", "reinforcement"]
    supervised: FineTuneSupervisedMethod | None = ...
    dpo: FineTuneDPOMethod | None = ...
    reinforcement: FineTuneReinforcementMethod | None = ...
class FineTuneMethodParam(TypedDict, total=False):
    type: Required[Literal["supervised", "dpo", "reinforcement"]]
    supervised: FineTuneSupervisedMethod | FineTuneSupervisedMethodParam
    dpo: FineTuneDPOMethod | FineTuneDPOMethodParam
    reinforcement: FineTuneReinforcementMethod | FineTuneReinforcementMethodParam
class FineTuneReinforcementHyperparameters(Base):
    batch_size: Literal["auto"] | builtins.int | None = ...
    learning_rate_multiplier: Literal["auto"] | builtins.float | None = ...
    n_epochs: Literal["auto"] | builtins.int | None = ...
    reasoning_effort: Literal["default", "low", "medium", "high"] | None = ...
    compute_multiplier: Literal["auto"] | builtins.float | None = ...
    eval_interval: Literal["auto"] | builtins.int | None = ...
    eval_samples: Literal["auto"] | builtins.int | None = ...
class FineTuneReinforcementHyperparametersParam(TypedDict, total=False):
    batch_size: Literal["auto"] | builtins.int
    learning_rate_multiplier: Literal["auto"] | builtins.float
    n_epochs: Literal["auto"] | builtins.int
    reasoning_effort: Literal["default", "low", "medium", "high"]
    compute_multiplier: Literal["auto"] | builtins.float
    eval_interval: Literal["auto"] | builtins.int
    eval_samples: Literal["auto"] | builtins.int
class FineTuneReinforcementMethod(Base):
    grader: GraderStringCheck | GraderTextSimilarity | GraderPython | GraderScoreModel | GraderMulti
    hyperparameters: FineTuneReinforcementHyperparameters | None = ...
class FineTuneReinforcementMethodParam(TypedDict, total=False):
    grader: Required[GraderStringCheck | GraderStringCheckParam | GraderTextSimilarity | GraderTextSimilarityParam | GraderPython | GraderPythonParam | GraderScoreModel | GraderScoreModelParam | GraderMulti | GraderMultiParam]
    hyperparameters: FineTuneReinforcementHyperparameters | FineTuneReinforcementHyperparametersParam
class FineTuneSupervisedHyperparameters(Base):
    batch_size: Literal["auto"] | builtins.int | None = ...
    learning_rate_multiplier: Literal["auto"] | builtins.float | None = ...
    n_epochs: Literal["auto"] | builtins.int | None = ...
class FineTuneSupervisedHyperparametersParam(TypedDict, total=False):
    batch_size: Literal["auto"] | builtins.int
    learning_rate_multiplier: Literal["auto"] | builtins.float
    n_epochs: Literal["auto"] | builtins.int
class FineTuneSupervisedMethod(Base):
    hyperparameters: FineTuneSupervisedHyperparameters | None = ...
class FineTuneSupervisedMethodParam(TypedDict, total=False):
    hyperparameters: FineTuneSupervisedHyperparameters | FineTuneSupervisedHyperparametersParam
class FineTuningCheckpointPermission(Base):
    id: builtins.str
    created_at: builtins.int
    project_id: builtins.str
    object: Literal["checkpoint.permission"]
class FineTuningIntegration(Base):
    type: Literal["wandb"]
    wandb: FineTuningIntegrationWandb
class FineTuningIntegrationWandb(Base):
    project: builtins.str
    name: builtins.str | None = ...
    entity: builtins.str | None = ...
    tags: builtins.list[builtins.str] | None = ...
class FineTuningJob(Base):
    id: builtins.str
    created_at: builtins.int
    error: FineTuningJobError | None
    fine_tuned_model: builtins.str | None
    finished_at: builtins.int | None
    hyperparameters: FineTuningJobHyperparameters
    model: builtins.str
    object: Literal["fine_tuning.job"]
    organization_id: builtins.str
    result_files: builtins.list[builtins.str]
    status: Literal["validating_files", "queued", "running", "succeeded", "failed", "cancelled"]
    trained_tokens: builtins.int | None
    training_file: builtins.str
    validation_file: builtins.str | None
    integrations: builtins.list[FineTuningIntegration] | None = ...
    seed: builtins.int
    estimated_finish: builtins.int | None = ...
    method: FineTuneMethod | None = ...
    metadata: Metadata | None = ...
class FineTuningJobCheckpoint(Base):
    id: builtins.str
    created_at: builtins.int
    fine_tuned_model_checkpoint: builtins.str
    step_number: builtins.int
    metrics: FineTuningJobCheckpointMetrics
    fine_tuning_job_id: builtins.str
    object: Literal["fine_tuning.job.checkpoint"]
class FineTuningJobCheckpointMetrics(Base):
    step: builtins.float | None = ...
    train_loss: builtins.float | None = ...
    train_mean_token_accuracy: builtins.float | None = ...
    valid_loss: builtins.float | None = ...
    valid_mean_token_accuracy: builtins.float | None = ...
    full_valid_loss: builtins.float | None = ...
    full_valid_mean_token_accuracy: builtins.float | None = ...
class FineTuningJobError(Base):
    code: builtins.str
    message: builtins.str
    param: builtins.str | None
class FineTuningJobEvent(Base):
    object: Literal["fine_tuning.job.event"]
    id: builtins.str
    created_at: builtins.int
    level: Literal["info", "warn", "error"]
    message: builtins.str
    type: Literal["message", "metrics"] | None = ...
    data: builtins.dict[builtins.str, Any] | None = ...
class FineTuningJobHyperparameters(Base):
    batch_size: Literal["auto"] | builtins.int | None = ...
    learning_rate_multiplier: Literal["auto"] | builtins.float | None = ...
    n_epochs: Literal["auto"] | builtins.int | None = ...
FunctionAndCustomToolCallOutput: TypeAlias = InputTextContent | InputImageContent | InputFileContent
FunctionAndCustomToolCallOutputParam: TypeAlias = InputTextContent | InputTextContentParamDict | InputImageContent | InputImageContentParam | InputFileContent | InputFileContentParamDict
FunctionCallItemStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
FunctionCallItemStatusParam: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class FunctionCallOutputItemParam(Base):
    id: builtins.str | None = ...
    call_id: builtins.str | None = ...
    type: Literal["function_call_output"]
    output: builtins.str | builtins.list[InputTextContentParam | InputImageContentParamAutoParam | InputFileContentParam]
    name: builtins.str | None = ...
    namespace: builtins.str | None = ...
    caller: ToolCallCallerParam | None = ...
    status: FunctionCallItemStatus | None = ...
class FunctionCallOutputItemParamParam(TypedDict, total=False):
    id: builtins.str | None
    call_id: builtins.str | None
    type: Required[Literal["function_call_output"]]
    output: Required[builtins.str | Sequence[InputTextContentParam | InputTextContentParamParam | InputImageContentParamAutoParam | InputImageContentParamAutoParamParam | InputFileContentParam | InputFileContentParamParam]]
    name: builtins.str | None
    namespace: builtins.str | None
    caller: ToolCallCallerParamParam | None
    status: FunctionCallItemStatusParam | None
FunctionCallOutputStatusEnum: TypeAlias = Literal["in_progress", "completed", "incomplete"]
FunctionCallStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class FunctionObject(Base):
    description: builtins.str | None = ...
    name: builtins.str
    parameters: FunctionParameters | None = ...
    strict: builtins.bool | None = ...
class FunctionObjectParam(TypedDict, total=False):
    description: builtins.str
    name: Required[builtins.str]
    parameters: FunctionParametersParam
    strict: builtins.bool | None
FunctionParameters: TypeAlias = builtins.dict[str, Any]
FunctionParametersParam: TypeAlias = Mapping[str, Any]
class FunctionShellAction(Base):
    commands: builtins.list[builtins.str]
    timeout_ms: builtins.int | None
    max_output_length: builtins.int | None
class FunctionShellActionParam(Base):
    commands: builtins.list[builtins.str]
    timeout_ms: builtins.int | None = ...
    max_output_length: builtins.int | None = ...
class FunctionShellActionParamParam(TypedDict, total=False):
    commands: Required[Sequence[builtins.str]]
    timeout_ms: builtins.int | None
    max_output_length: builtins.int | None
class FunctionShellCall(Base):
    type: Literal["shell_call"]
    id: builtins.str
    call_id: builtins.str
    caller: ToolCallCaller | None = ...
    action: FunctionShellAction
    status: FunctionShellCallStatus
    environment: LocalEnvironmentResource | ContainerReferenceResource | None
    created_by: builtins.str | None = ...
class FunctionShellCallItemParam(Base):
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: ToolCallCallerParam | None = ...
    type: Literal["shell_call"]
    action: FunctionShellActionParam
    status: FunctionShellCallItemStatus | None = ...
    environment: LocalEnvironmentParam | ContainerReferenceParam | None = ...
class FunctionShellCallItemParamParam(TypedDict, total=False):
    id: builtins.str | None
    call_id: Required[builtins.str]
    caller: ToolCallCallerParamParam | None
    type: Required[Literal["shell_call"]]
    action: Required[FunctionShellActionParam | FunctionShellActionParamParam]
    status: FunctionShellCallItemStatusParam | None
    environment: LocalEnvironmentParam | LocalEnvironmentParamParam | ContainerReferenceParam | ContainerReferenceParamParam | None
FunctionShellCallItemStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
FunctionShellCallItemStatusParam: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class FunctionShellCallOutput(Base):
    type: Literal["shell_call_output"]
    id: builtins.str
    call_id: builtins.str
    caller: ToolCallCaller | None = ...
    status: FunctionShellCallOutputStatusEnum
    output: builtins.list[FunctionShellCallOutputContent]
    max_output_length: builtins.int | None
    created_by: builtins.str | None = ...
class FunctionShellCallOutputContent(Base):
    stdout: builtins.str
    stderr: builtins.str
    outcome: FunctionShellCallOutputTimeoutOutcome | FunctionShellCallOutputExitOutcome
    created_by: builtins.str | None = ...
class FunctionShellCallOutputContentParam(Base):
    stdout: builtins.str
    stderr: builtins.str
    outcome: FunctionShellCallOutputOutcomeParam
class FunctionShellCallOutputContentParamParam(TypedDict, total=False):
    stdout: Required[builtins.str]
    stderr: Required[builtins.str]
    outcome: Required[FunctionShellCallOutputOutcomeParamParam]
class FunctionShellCallOutputExitOutcome(Base):
    type: Literal["exit"]
    exit_code: builtins.int
class FunctionShellCallOutputExitOutcomeParam(Base):
    type: Literal["exit"]
    exit_code: builtins.int
class FunctionShellCallOutputExitOutcomeParamParam(TypedDict, total=False):
    type: Required[Literal["exit"]]
    exit_code: Required[builtins.int]
class FunctionShellCallOutputItemParam(Base):
    id: builtins.str | None = ...
    call_id: builtins.str
    caller: ToolCallCallerParam | None = ...
    type: Literal["shell_call_output"]
    output: builtins.list[FunctionShellCallOutputContentParam]
    status: FunctionShellCallItemStatus | None = ...
    max_output_length: builtins.int | None = ...
class FunctionShellCallOutputItemParamParam(TypedDict, total=False):
    id: builtins.str | None
    call_id: Required[builtins.str]
    caller: ToolCallCallerParamParam | None
    type: Required[Literal["shell_call_output"]]
    output: Required[Sequence[FunctionShellCallOutputContentParam | FunctionShellCallOutputContentParamParam]]
    status: FunctionShellCallItemStatusParam | None
    max_output_length: builtins.int | None
FunctionShellCallOutputOutcomeParam: TypeAlias = FunctionShellCallOutputTimeoutOutcomeParam | FunctionShellCallOutputExitOutcomeParam
FunctionShellCallOutputOutcomeParamParam: TypeAlias = FunctionShellCallOutputTimeoutOutcomeParam | FunctionShellCallOutputTimeoutOutcomeParamParam | FunctionShellCallOutputExitOutcomeParam | FunctionShellCallOutputExitOutcomeParamParam
FunctionShellCallOutputStatusEnum: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class FunctionShellCallOutputTimeoutOutcome(Base):
    type: Literal["timeout"]
class FunctionShellCallOutputTimeoutOutcomeParam(Base):
    type: Literal["timeout"]
class FunctionShellCallOutputTimeoutOutcomeParamParam(TypedDict, total=False):
    type: Required[Literal["timeout"]]
FunctionShellCallStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
class FunctionShellToolParam(Base):
    type: Literal["shell"]
    environment: ContainerAutoParam | LocalEnvironmentParam | ContainerReferenceParam | None = ...
    allowed_callers: builtins.list[CallableToolAllowedCaller] | None = ...
class FunctionShellToolParamParam(TypedDict, total=False):
    type: Required[Literal["shell"]]
    environment: ContainerAutoParam | ContainerAutoParamParam | LocalEnvironmentParam | LocalEnvironmentParamParam | ContainerReferenceParam | ContainerReferenceParamParam | None
    allowed_callers: Sequence[CallableToolAllowedCallerParam] | None
class FunctionTool(Base):
    type: Literal["function"]
    name: builtins.str
    description: builtins.str | None = ...
    parameters: builtins.dict[builtins.str, Any] | None
    output_schema: builtins.dict[builtins.str, Any] | None = ...
    strict: builtins.bool | None
    defer_loading: builtins.bool | None = ...
    allowed_callers: builtins.list[CallableToolAllowedCaller] | None = ...
class FunctionToolParamDict(TypedDict, total=False):
    type: Required[Literal["function"]]
    name: Required[builtins.str]
    description: builtins.str | None
    parameters: Required[Mapping[builtins.str, Any] | None]
    output_schema: Mapping[builtins.str, Any] | None
    strict: Required[builtins.bool | None]
    defer_loading: builtins.bool
    allowed_callers: Sequence[CallableToolAllowedCallerParam] | None
class FunctionToolCall(Base):
    id: builtins.str | None = ...
    type: Literal["function_call"]
    call_id: builtins.str
    caller: ToolCallCaller | None = ...
    namespace: builtins.str | None = ...
    name: builtins.str
    arguments: builtins.str
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class FunctionToolCallParam(TypedDict, total=False):
    id: builtins.str
    type: Required[Literal["function_call"]]
    call_id: Required[builtins.str]
    caller: ToolCallCallerParamDict | None
    namespace: builtins.str
    name: Required[builtins.str]
    arguments: Required[builtins.str]
    status: Literal["in_progress", "completed", "incomplete"]
class FunctionToolCallOutput(Base):
    id: builtins.str | None = ...
    type: Literal["function_call_output"]
    call_id: builtins.str | None = ...
    name: builtins.str | None = ...
    namespace: builtins.str | None = ...
    caller: ToolCallCallerParam | None = ...
    output: builtins.str | builtins.list[FunctionAndCustomToolCallOutput]
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class FunctionToolCallOutputResource(Base):
    id: builtins.str
    type: Literal["function_call_output"]
    call_id: builtins.str | None = ...
    name: builtins.str | None = ...
    namespace: builtins.str | None = ...
    caller: ToolCallCallerParam | None = ...
    output: builtins.str | builtins.list[FunctionAndCustomToolCallOutput]
    status: FunctionCallOutputStatusEnum
    created_by: builtins.str | None = ...
class FunctionToolCallResource(Base):
    id: builtins.str
    type: Literal["function_call"]
    call_id: builtins.str
    caller: ToolCallCaller | None = ...
    namespace: builtins.str | None = ...
    name: builtins.str
    arguments: builtins.str
    status: FunctionCallStatus
    created_by: builtins.str | None = ...
class FunctionToolParam(Base):
    name: builtins.str
    description: builtins.str | None = ...
    parameters: EmptyModelParam | None = ...
    strict: builtins.bool | None = ...
    type: Literal["function"]
    output_schema: builtins.dict[builtins.str, Any] | None = ...
    defer_loading: builtins.bool | None = ...
    allowed_callers: builtins.list[CallableToolAllowedCaller] | None = ...
class FunctionToolParamParam(TypedDict, total=False):
    name: Required[builtins.str]
    description: builtins.str | None
    parameters: EmptyModelParamParam | None
    strict: builtins.bool | None
    type: Required[Literal["function"]]
    output_schema: Mapping[builtins.str, Any] | None
    defer_loading: builtins.bool
    allowed_callers: Sequence[CallableToolAllowedCallerParam] | None
class GraderLabelModel(Base):
    type: Literal["label_model"]
    name: builtins.str
    model: builtins.str
    input: builtins.list[EvalItem]
    labels: builtins.list[builtins.str]
    passing_labels: builtins.list[builtins.str]
class GraderLabelModelParam(TypedDict, total=False):
    type: Required[Literal["label_model"]]
    name: Required[builtins.str]
    model: Required[builtins.str]
    input: Required[Sequence[EvalItem | EvalItemParam]]
    labels: Required[Sequence[builtins.str]]
    passing_labels: Required[Sequence[builtins.str]]
class GraderMulti(Base):
    type: Literal["multi"]
    name: builtins.str
    graders: GraderStringCheck | GraderTextSimilarity | GraderPython | GraderScoreModel | GraderLabelModel
    calculate_output: builtins.str
class GraderMultiParam(TypedDict, total=False):
    type: Required[Literal["multi"]]
    name: Required[builtins.str]
    graders: Required[GraderStringCheck | GraderStringCheckParam | GraderTextSimilarity | GraderTextSimilarityParam | GraderPython | GraderPythonParam | GraderScoreModel | GraderScoreModelParam | GraderLabelModel | GraderLabelModelParam]
    calculate_output: Required[builtins.str]
class GraderPython(Base):
    type: Literal["python"]
    name: builtins.str
    source: builtins.str
    image_tag: builtins.str | None = ...
class GraderPythonParam(TypedDict, total=False):
    type: Required[Literal["python"]]
    name: Required[builtins.str]
    source: Required[builtins.str]
    image_tag: builtins.str
class GraderScoreModel(Base):
    type: Literal["score_model"]
    name: builtins.str
    model: builtins.str
    sampling_params: GraderScoreModelSamplingParams | None = ...
    input: builtins.list[EvalItem]
    range: builtins.list[builtins.float] | None = ...
class GraderScoreModelParam(TypedDict, total=False):
    type: Required[Literal["score_model"]]
    name: Required[builtins.str]
    model: Required[builtins.str]
    sampling_params: GraderScoreModelSamplingParams | GraderScoreModelSamplingParamsParam
    input: Required[Sequence[EvalItem | EvalItemParam]]
    range: Sequence[builtins.float]
class GraderScoreModelSamplingParams(Base):
    seed: builtins.int | None = ...
    top_p: builtins.float | None = ...
    temperature: builtins.float | None = ...
    max_completions_tokens: builtins.int | None = ...
    reasoning_effort: ReasoningEffort | None = ...
class GraderScoreModelSamplingParamsParam(TypedDict, total=False):
    seed: builtins.int | None
    top_p: builtins.float | None
    temperature: builtins.float | None
    max_completions_tokens: builtins.int | None
    reasoning_effort: ReasoningEffortParam
class GraderStringCheck(Base):
    type: Literal["string_check"]
    name: builtins.str
    input: builtins.str
    reference: builtins.str
    operation: Literal["eq", "ne", "like", "ilike"]
class GraderStringCheckParam(TypedDict, total=False):
    type: Required[Literal["string_check"]]
    name: Required[builtins.str]
    input: Required[builtins.str]
    reference: Required[builtins.str]
    operation: Required[Literal["eq", "ne", "like", "ilike"]]
class GraderTextSimilarity(Base):
    type: Literal["text_similarity"]
    name: builtins.str
    input: builtins.str
    reference: builtins.str
    evaluation_metric: Literal["cosine", "fuzzy_match", "bleu", "gleu", "meteor", "rouge_1", "rouge_2", "rouge_3", "rouge_4", "rouge_5", "rouge_l"]
class GraderTextSimilarityParam(TypedDict, total=False):
    type: Required[Literal["text_similarity"]]
    name: Required[builtins.str]
    input: Required[builtins.str]
    reference: Required[builtins.str]
    evaluation_metric: Required[Literal["cosine", "fuzzy_match", "bleu", "gleu", "meteor", "rouge_1", "rouge_2", "rouge_3", "rouge_4", "rouge_5", "rouge_l"]]
GrammarSyntax1: TypeAlias = Literal["lark", "regex"]
GrammarSyntax1Param: TypeAlias = Literal["lark", "regex"]
class Group(Base):
    object: Literal["group"]
    id: builtins.str
    name: builtins.str
    created_at: builtins.int
    scim_managed: builtins.bool
class GroupDeletedResource(Base):
    object: Literal["group.deleted"]
    id: builtins.str
    deleted: builtins.bool
class GroupListResource(Base):
    object: Literal["list"]
    data: builtins.list[GroupResponse]
    has_more: builtins.bool
    next: builtins.str | None
class GroupMemberUser(Base):
    id: builtins.str
    name: builtins.str
    email: builtins.str | None
    picture: builtins.str | None
    is_service_account: builtins.bool | None
    user_type: Literal["user", "tenant_user"]
class GroupResourceWithSuccess(Base):
    id: builtins.str
    name: builtins.str
    created_at: builtins.int
    is_scim_managed: builtins.bool
class GroupResponse(Base):
    id: builtins.str
    name: builtins.str
    created_at: builtins.int
    is_scim_managed: builtins.bool
    group_type: Literal["group", "tenant_group"]
class GroupRoleAssignment(Base):
    object: Literal["group.role"]
    group: Group
    role: Role
class GroupUser(Base):
    id: builtins.str
    name: builtins.str
    email: builtins.str | None
class GroupUserAssignment(Base):
    object: Literal["group.user"]
    user_id: builtins.str
    group_id: builtins.str
class GroupUserDeletedResource(Base):
    object: Literal["group.user.deleted"]
    deleted: builtins.bool
class HTTPError(Base):
    type: Literal["http_error"]
    code: builtins.int
    message: builtins.str
class HTTPErrorParam(TypedDict, total=False):
    type: Required[Literal["http_error"]]
    code: Required[builtins.int]
    message: Required[builtins.str]
class HistoryParam(Base):
    enabled: builtins.bool | None = ...
    recent_threads: builtins.int | None = ...
class HistoryParamParam(TypedDict, total=False):
    enabled: builtins.bool
    recent_threads: builtins.int
class HostedToolPermission(Base):
    enabled: builtins.bool
class HostedToolPermissionUpdate(Base):
    enabled: builtins.bool
class HostedToolPermissionUpdateParam(TypedDict, total=False):
    enabled: Required[builtins.bool]
class HybridSearchOptions(Base):
    embedding_weight: builtins.float
    text_weight: builtins.float
class HybridSearchOptionsParam(TypedDict, total=False):
    embedding_weight: Required[builtins.float]
    text_weight: Required[builtins.float]
class Image(Base):
    b64_json: builtins.str | None = ...
    url: builtins.str | None = ...
    revised_prompt: builtins.str | None = ...
    def save(self, file: builtins.str | os.PathLike[builtins.str]) -> Path:
        """Write the image to a file, or into a folder; returns where."""
ImageDetail: TypeAlias = Literal["low", "high", "auto", "original"]
ImageDetailParam: TypeAlias = Literal["low", "high", "auto", "original"]
class ImageEditCompletedEvent(Base):
    type: Literal["image_edit.completed"]
    b64_json: builtins.str
    created_at: builtins.int
    size: Literal["1024x1024", "1024x1536", "1536x1024", "auto"]
    quality: Literal["low", "medium", "high", "auto"]
    background: Literal["transparent", "opaque", "auto"]
    output_format: Literal["png", "webp", "jpeg"]
    usage: ImagesUsage
class ImageEditPartialImageEvent(Base):
    type: Literal["image_edit.partial_image"]
    b64_json: builtins.str
    created_at: builtins.int
    size: Literal["1024x1024", "1024x1536", "1536x1024", "auto"]
    quality: Literal["low", "medium", "high", "auto"]
    background: Literal["transparent", "opaque", "auto"]
    output_format: Literal["png", "webp", "jpeg"]
    partial_image_index: builtins.int
ImageEditStreamEvent: TypeAlias = ImageEditPartialImageEvent | ImageEditCompletedEvent
ImageGenActionEnum: TypeAlias = Literal["generate", "edit", "auto"]
ImageGenActionEnumParam: TypeAlias = Literal["generate", "edit", "auto"]
class ImageGenCompletedEvent(Base):
    type: Literal["image_generation.completed"]
    b64_json: builtins.str
    created_at: builtins.int
    size: Literal["1024x1024", "1024x1536", "1536x1024", "auto"]
    quality: Literal["low", "medium", "high", "auto"]
    background: Literal["transparent", "opaque", "auto"]
    output_format: Literal["png", "webp", "jpeg"]
    usage: ImagesUsage
class ImageGenInputUsageDetails(Base):
    text_tokens: builtins.int
    image_tokens: builtins.int
class ImageGenOutputTokensDetails(Base):
    image_tokens: builtins.int
    text_tokens: builtins.int
class ImageGenPartialImageEvent(Base):
    type: Literal["image_generation.partial_image"]
    b64_json: builtins.str
    created_at: builtins.int
    size: Literal["1024x1024", "1024x1536", "1536x1024", "auto"]
    quality: Literal["low", "medium", "high", "auto"]
    background: Literal["transparent", "opaque", "auto"]
    output_format: Literal["png", "webp", "jpeg"]
    partial_image_index: builtins.int
ImageGenStreamEvent: TypeAlias = ImageGenPartialImageEvent | ImageGenCompletedEvent
class ImageGenTool(Base):
    type: Literal["image_generation"]
    model: builtins.str | Literal["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21"] | None = ...
    quality: Literal["low", "medium", "high", "auto"] | None = ...
    size: builtins.str | Literal["1024x1024", "1024x1536", "1536x1024", "auto"] | None = ...
    output_format: Literal["png", "webp", "jpeg"] | None = ...
    output_compression: builtins.int | None = ...
    moderation: Literal["auto", "low"] | None = ...
    background: Literal["transparent", "opaque", "auto"] | None = ...
    input_fidelity: InputFidelity | None = ...
    input_image_mask: ImageGenToolInputImageMask | None = ...
    partial_images: builtins.int | None = ...
    action: ImageGenActionEnum | None = ...
class ImageGenToolParam(TypedDict, total=False):
    type: Required[Literal["image_generation"]]
    model: builtins.str | Literal["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "gpt-image-2-2026-04-21"]
    quality: Literal["low", "medium", "high", "auto"]
    size: builtins.str | Literal["1024x1024", "1024x1536", "1536x1024", "auto"]
    output_format: Literal["png", "webp", "jpeg"]
    output_compression: builtins.int
    moderation: Literal["auto", "low"]
    background: Literal["transparent", "opaque", "auto"]
    input_fidelity: InputFidelityParam | None
    input_image_mask: ImageGenToolInputImageMask | ImageGenToolInputImageMaskParam
    partial_images: builtins.int
    action: ImageGenActionEnumParam
class ImageGenToolCall(Base):
    type: Literal["image_generation_call"]
    id: builtins.str
    status: Literal["in_progress", "completed", "generating", "failed"]
    result: builtins.str | None
class ImageGenToolCallParam(TypedDict, total=False):
    type: Required[Literal["image_generation_call"]]
    id: Required[builtins.str]
    status: Required[Literal["in_progress", "completed", "generating", "failed"]]
    result: Required[builtins.str | None]
class ImageGenToolInputImageMask(Base):
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
class ImageGenToolInputImageMaskParam(TypedDict, total=False):
    image_url: builtins.str
    file_id: builtins.str
class ImageGenUsage(Base):
    input_tokens: builtins.int
    total_tokens: builtins.int
    output_tokens: builtins.int
    output_tokens_details: ImageGenOutputTokensDetails | None = ...
    input_tokens_details: ImageGenInputUsageDetails
class ImageRefParam(Base):
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
class ImageRefParamParam(TypedDict, total=False):
    image_url: builtins.str
    file_id: builtins.str
class ImageRefParam2(Base):
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
class ImageRefParam2Param(TypedDict, total=False):
    image_url: builtins.str
    file_id: builtins.str
class ImagesResponse(Base):
    created: builtins.int
    data: builtins.list[Image] | None = ...
    background: Literal["transparent", "opaque"] | None = ...
    output_format: Literal["png", "webp", "jpeg"] | None = ...
    size: Literal["1024x1024", "1024x1536", "1536x1024"] | None = ...
    quality: Literal["low", "medium", "high"] | None = ...
    usage: ImageGenUsage | None = ...
    def save(self, folder: builtins.str | os.PathLike[builtins.str]) -> builtins.list[Path]:
        """Write the images into a folder; returns where. Those that are only an address are left out."""
class ImagesUsage(Base):
    total_tokens: builtins.int
    input_tokens: builtins.int
    output_tokens: builtins.int
    input_tokens_details: ImagesUsageInputTokensDetails
class ImagesUsageInputTokensDetails(Base):
    text_tokens: builtins.int
    image_tokens: builtins.int
IncludeEnum: TypeAlias = Literal["file_search_call.results", "web_search_call.results", "web_search_call.action.sources", "message.input_image.image_url", "computer_call_output.output.image_url", "code_interpreter_call.outputs", "reasoning.encrypted_content", "message.output_text.logprobs"]
IncludeEnumParam: TypeAlias = Literal["file_search_call.results", "web_search_call.results", "web_search_call.action.sources", "message.input_image.image_url", "computer_call_output.output.image_url", "code_interpreter_call.outputs", "reasoning.encrypted_content", "message.output_text.logprobs"]
class InferenceOptions(Base):
    tool_choice: ToolChoice | None
    model: builtins.str | None
class InlineSkillParam(Base):
    type: Literal["inline"]
    name: builtins.str
    description: builtins.str
    source: InlineSkillSourceParam
class InlineSkillParamParam(TypedDict, total=False):
    type: Required[Literal["inline"]]
    name: Required[builtins.str]
    description: Required[builtins.str]
    source: Required[InlineSkillSourceParam | InlineSkillSourceParamParam]
class InlineSkillSourceParam(Base):
    type: Literal["base64"]
    media_type: Literal["application/zip"]
    data: builtins.str
class InlineSkillSourceParamParam(TypedDict, total=False):
    type: Required[Literal["base64"]]
    media_type: Required[Literal["application/zip"]]
    data: Required[builtins.str]
class InputAudio(Base):
    type: Literal["input_audio"]
    input_audio: InputAudioInputAudio
class InputAudioParam(TypedDict, total=False):
    type: Required[Literal["input_audio"]]
    input_audio: Required[InputAudioInputAudio | InputAudioInputAudioParam]
class InputAudioInputAudio(Base):
    data: builtins.str
    format: Literal["mp3", "wav"]
class InputAudioInputAudioParam(TypedDict, total=False):
    data: Required[builtins.str]
    format: Required[Literal["mp3", "wav"]]
InputContent: TypeAlias = InputTextContent | InputImageContent | InputFileContent
InputContentParam: TypeAlias = InputTextContent | InputTextContentParamDict | InputImageContent | InputImageContentParam | InputFileContent | InputFileContentParamDict
InputFidelity: TypeAlias = Literal["high", "low"]
InputFidelityParam: TypeAlias = Literal["high", "low"]
class InputFileContent(Base):
    type: Literal["input_file"]
    file_id: builtins.str | None = ...
    filename: builtins.str | None = ...
    file_data: builtins.str | None = ...
    prompt_cache_breakpoint: PromptCacheBreakpointConfig | None = ...
    file_url: builtins.str | None = ...
    detail: FileInputDetail | None = ...
class InputFileContentParamDict(TypedDict, total=False):
    type: Required[Literal["input_file"]]
    file_id: builtins.str | None
    filename: builtins.str
    file_data: builtins.str
    prompt_cache_breakpoint: PromptCacheBreakpointConfig | PromptCacheBreakpointConfigParam
    file_url: builtins.str
    detail: FileInputDetailParam
class InputFileContentParam(Base):
    type: Literal["input_file"]
    file_id: builtins.str | None = ...
    filename: builtins.str | None = ...
    file_data: builtins.str | None = ...
    file_url: builtins.str | None = ...
    detail: FileDetailEnum | None = ...
    prompt_cache_breakpoint: PromptCacheBreakpointParam | None = ...
class InputFileContentParamParam(TypedDict, total=False):
    type: Required[Literal["input_file"]]
    file_id: builtins.str | None
    filename: builtins.str | None
    file_data: builtins.str | None
    file_url: builtins.str | None
    detail: FileDetailEnumParam
    prompt_cache_breakpoint: PromptCacheBreakpointParam | PromptCacheBreakpointParamParam | None
class InputImageContent(Base):
    type: Literal["input_image"]
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
    detail: ImageDetail
    prompt_cache_breakpoint: PromptCacheBreakpointConfig | None = ...
class InputImageContentParam(TypedDict, total=False):
    type: Required[Literal["input_image"]]
    image_url: builtins.str | None
    file_id: builtins.str | None
    detail: Required[ImageDetailParam]
    prompt_cache_breakpoint: PromptCacheBreakpointConfig | PromptCacheBreakpointConfigParam
class InputImageContentParamAutoParam(Base):
    type: Literal["input_image"]
    image_url: builtins.str | None = ...
    file_id: builtins.str | None = ...
    detail: DetailEnum | None = ...
    prompt_cache_breakpoint: PromptCacheBreakpointParam | None = ...
class InputImageContentParamAutoParamParam(TypedDict, total=False):
    type: Required[Literal["input_image"]]
    image_url: builtins.str | None
    file_id: builtins.str | None
    detail: DetailEnumParam | None
    prompt_cache_breakpoint: PromptCacheBreakpointParam | PromptCacheBreakpointParamParam | None
InputItem: TypeAlias = EasyInputMessage | Item | CompactionTriggerItemParam | ItemReferenceParam | ProgramItemParam | ProgramOutputItemParam
InputItemParam: TypeAlias = EasyInputMessage | EasyInputMessageParam | ItemParam | CompactionTriggerItemParam | CompactionTriggerItemParamParam | ItemReferenceParam | ItemReferenceParamParam | ProgramItemParam | ProgramItemParamParam | ProgramOutputItemParam | ProgramOutputItemParamParam
class InputMessage(Base):
    type: Literal["message"] | None = ...
    role: Literal["user", "system", "developer"]
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
    content: InputMessageContentList
class InputMessageParam(TypedDict, total=False):
    type: Literal["message"]
    role: Required[Literal["user", "system", "developer"]]
    status: Literal["in_progress", "completed", "incomplete"]
    content: Required[InputMessageContentListParam]
InputMessageContentList: TypeAlias = builtins.list[InputContent]
InputMessageContentListParam: TypeAlias = Sequence[InputContentParam]
class InputMessageResource(Base):
    type: Literal["message"] | None = ...
    role: Literal["user", "system", "developer"]
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
    content: InputMessageContentList
    id: builtins.str
InputParam: TypeAlias = str | builtins.list[InputItem]
InputParamParam: TypeAlias = str | Sequence[InputItemParam]
class InputTextContent(Base):
    type: Literal["input_text"]
    text: builtins.str
    prompt_cache_breakpoint: PromptCacheBreakpointConfig | None = ...
class InputTextContentParamDict(TypedDict, total=False):
    type: Required[Literal["input_text"]]
    text: Required[builtins.str]
    prompt_cache_breakpoint: PromptCacheBreakpointConfig | PromptCacheBreakpointConfigParam
class InputTextContentParam(Base):
    type: Literal["input_text"]
    text: builtins.str
    prompt_cache_breakpoint: PromptCacheBreakpointParam | None = ...
class InputTextContentParamParam(TypedDict, total=False):
    type: Required[Literal["input_text"]]
    text: Required[builtins.str]
    prompt_cache_breakpoint: PromptCacheBreakpointParam | PromptCacheBreakpointParamParam | None
class Invite(Base):
    object: Literal["organization.invite"]
    id: builtins.str
    email: builtins.str
    role: Literal["owner", "reader"]
    status: Literal["accepted", "expired", "pending"]
    created_at: builtins.int
    expires_at: builtins.int | None = ...
    accepted_at: builtins.int | None = ...
    projects: builtins.list[InviteProjects]
class InviteDeleteResponse(Base):
    object: Literal["organization.invite.deleted"]
    id: builtins.str
    deleted: builtins.bool
class InviteListResponse(Base):
    object: Literal["list"]
    data: builtins.list[Invite]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class InviteProjectGroupBody(Base):
    group_id: builtins.str
    role: builtins.str
class InviteProjects(Base):
    id: builtins.str
    role: Literal["member", "owner"]
class InviteRequest(Base):
    email: builtins.str
    role: Literal["reader", "owner"]
    projects: builtins.list[InviteRequestProjects] | None = ...
class InviteRequestProjects(Base):
    id: builtins.str
    role: Literal["member", "owner"]
class InviteRequestProjectsParam(TypedDict, total=False):
    id: Required[builtins.str]
    role: Required[Literal["member", "owner"]]
Item: TypeAlias = InputMessage | OutputMessage | FileSearchToolCall | ComputerToolCall | ComputerCallOutputItemParam | WebSearchToolCall | FunctionToolCall | FunctionCallOutputItemParam | ToolSearchCallItemParam | ToolSearchOutputItemParam | AdditionalToolsItemParam | ReasoningItem | CompactionSummaryItemParam | ImageGenToolCall | CodeInterpreterToolCall | LocalShellToolCall | LocalShellToolCallOutput | FunctionShellCallItemParam | FunctionShellCallOutputItemParam | ApplyPatchToolCallItemParam | ApplyPatchToolCallOutputItemParam | MCPListTools | MCPApprovalRequest | MCPApprovalResponse | MCPToolCall | CustomToolCallOutput | CustomToolCall
ItemParam: TypeAlias = InputMessage | InputMessageParam | OutputMessage | OutputMessageParam | FileSearchToolCall | FileSearchToolCallParam | ComputerToolCall | ComputerToolCallParam | ComputerCallOutputItemParam | ComputerCallOutputItemParamParam | WebSearchToolCall | WebSearchToolCallParam | FunctionToolCall | FunctionToolCallParam | FunctionCallOutputItemParam | FunctionCallOutputItemParamParam | ToolSearchCallItemParam | ToolSearchCallItemParamParam | ToolSearchOutputItemParam | ToolSearchOutputItemParamParam | AdditionalToolsItemParam | AdditionalToolsItemParamParam | ReasoningItem | ReasoningItemParam | CompactionSummaryItemParam | CompactionSummaryItemParamParam | ImageGenToolCall | ImageGenToolCallParam | CodeInterpreterToolCall | CodeInterpreterToolCallParam | LocalShellToolCall | LocalShellToolCallParam | LocalShellToolCallOutput | LocalShellToolCallOutputParam | FunctionShellCallItemParam | FunctionShellCallItemParamParam | FunctionShellCallOutputItemParam | FunctionShellCallOutputItemParamParam | ApplyPatchToolCallItemParam | ApplyPatchToolCallItemParamParam | ApplyPatchToolCallOutputItemParam | ApplyPatchToolCallOutputItemParamParam | MCPListTools | MCPListToolsParam | MCPApprovalRequest | MCPApprovalRequestParam | MCPApprovalResponse | MCPApprovalResponseParam | MCPToolCall | MCPToolCallParam | CustomToolCallOutput | CustomToolCallOutputParam | CustomToolCall | CustomToolCallParam
ItemField: TypeAlias = Message | Program | ProgramOutput | FunctionToolCall | ToolSearchCall | ToolSearchOutput | AdditionalTools | FunctionToolCallOutput | FileSearchToolCall | WebSearchToolCall | ImageGenToolCall | ComputerToolCall | ComputerToolCallOutputResource | ReasoningItem | CompactionBody | CodeInterpreterToolCall | LocalShellToolCall | LocalShellToolCallOutput | FunctionShellCall | FunctionShellCallOutput | ApplyPatchToolCall | ApplyPatchToolCallOutput | MCPListTools | MCPApprovalRequest | MCPApprovalResponseResource | MCPToolCall | CustomToolCall | CustomToolCallOutput
class ItemReferenceParam(Base):
    type: Literal["item_reference"] | None = ...
    id: builtins.str
class ItemReferenceParamParam(TypedDict, total=False):
    type: Literal["item_reference"] | None
    id: Required[builtins.str]
ItemResource: TypeAlias = InputMessageResource | OutputMessage | FileSearchToolCall | ComputerToolCall | ComputerToolCallOutputResource | WebSearchToolCall | FunctionToolCallResource | FunctionToolCallOutputResource | ToolSearchCall | ToolSearchOutput | AdditionalTools | ReasoningItem | Program | ProgramOutput | CompactionBody | ImageGenToolCall | CodeInterpreterToolCall | LocalShellToolCall | LocalShellToolCallOutput | FunctionShellCall | FunctionShellCallOutput | ApplyPatchToolCall | ApplyPatchToolCallOutput | MCPListTools | MCPApprovalRequest | MCPApprovalResponseResource | MCPToolCall | CustomToolCallResource | CustomToolCallOutputResource
class KeyPressAction(Base):
    type: Literal["keypress"]
    keys: builtins.list[builtins.str]
class KeyPressActionParam(TypedDict, total=False):
    type: Required[Literal["keypress"]]
    keys: Required[Sequence[builtins.str]]
class ListAssistantsResponse(Base):
    object: builtins.str
    data: builtins.list[AssistantObject]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class ListAuditLogsEffectiveAt(Base):
    gt: builtins.int | None = ...
    gte: builtins.int | None = ...
    lt: builtins.int | None = ...
    lte: builtins.int | None = ...
class ListAuditLogsEffectiveAtParam(TypedDict, total=False):
    gt: builtins.int
    gte: builtins.int
    lt: builtins.int
    lte: builtins.int
class ListAuditLogsResponse(Base):
    object: Literal["list"]
    data: builtins.list[AuditLog]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class ListBatchesResponse(Base):
    data: builtins.list[Batch]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
    object: Literal["list"]
class ListCertificatesResponse(Base):
    data: builtins.list[OrganizationCertificate]
    first_id: builtins.str | None
    last_id: builtins.str | None
    has_more: builtins.bool
    object: Literal["list"]
class ListFilesResponse(Base):
    object: builtins.str
    data: builtins.list[OpenAIFile]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class ListFineTuningCheckpointPermissionResponse(Base):
    data: builtins.list[FineTuningCheckpointPermission]
    object: Literal["list"]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class ListFineTuningJobCheckpointsResponse(Base):
    data: builtins.list[FineTuningJobCheckpoint]
    object: Literal["list"]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class ListFineTuningJobEventsResponse(Base):
    data: builtins.list[FineTuningJobEvent]
    object: Literal["list"]
    has_more: builtins.bool
class ListMessagesResponse(Base):
    object: builtins.str
    data: builtins.list[MessageObject]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class ListModelsResponse(Base):
    object: Literal["list"]
    data: builtins.list[Model]
class ListPaginatedFineTuningJobsResponse(Base):
    data: builtins.list[FineTuningJob]
    has_more: builtins.bool
    object: Literal["list"]
class ListProjectCertificatesResponse(Base):
    data: builtins.list[OrganizationProjectCertificate]
    first_id: builtins.str | None
    last_id: builtins.str | None
    has_more: builtins.bool
    object: Literal["list"]
class ListRunStepsResponse(Base):
    object: builtins.str
    data: builtins.list[RunStepObject]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class ListRunsResponse(Base):
    object: builtins.str
    data: builtins.list[RunObject]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class ListVectorStoreFilesResponse(Base):
    object: builtins.str
    data: builtins.list[VectorStoreFileObject]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class ListVectorStoresResponse(Base):
    object: builtins.str
    data: builtins.list[VectorStoreObject]
    first_id: builtins.str
    last_id: builtins.str
    has_more: builtins.bool
class LocalEnvironmentParam(Base):
    type: Literal["local"]
    skills: builtins.list[LocalSkillParam] | None = ...
class LocalEnvironmentParamParam(TypedDict, total=False):
    type: Required[Literal["local"]]
    skills: Sequence[LocalSkillParam | LocalSkillParamParam]
class LocalEnvironmentResource(Base):
    type: Literal["local"]
class LocalShellExecAction(Base):
    type: Literal["exec"]
    command: builtins.list[builtins.str]
    timeout_ms: builtins.int | None = ...
    working_directory: builtins.str | None = ...
    env: builtins.dict[builtins.str, builtins.str]
    user: builtins.str | None = ...
class LocalShellExecActionParam(TypedDict, total=False):
    type: Required[Literal["exec"]]
    command: Required[Sequence[builtins.str]]
    timeout_ms: builtins.int | None
    working_directory: builtins.str | None
    env: Required[Mapping[builtins.str, builtins.str]]
    user: builtins.str | None
class LocalShellToolCall(Base):
    type: Literal["local_shell_call"]
    id: builtins.str
    call_id: builtins.str
    action: LocalShellExecAction
    status: Literal["in_progress", "completed", "incomplete"]
class LocalShellToolCallParam(TypedDict, total=False):
    type: Required[Literal["local_shell_call"]]
    id: Required[builtins.str]
    call_id: Required[builtins.str]
    action: Required[LocalShellExecAction | LocalShellExecActionParam]
    status: Required[Literal["in_progress", "completed", "incomplete"]]
class LocalShellToolCallOutput(Base):
    type: Literal["local_shell_call_output"]
    id: builtins.str
    output: builtins.str
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class LocalShellToolCallOutputParam(TypedDict, total=False):
    type: Required[Literal["local_shell_call_output"]]
    id: Required[builtins.str]
    output: Required[builtins.str]
    status: Literal["in_progress", "completed", "incomplete"] | None
class LocalShellToolParam(Base):
    type: Literal["local_shell"]
class LocalShellToolParamParam(TypedDict, total=False):
    type: Required[Literal["local_shell"]]
class LocalSkillParam(Base):
    name: builtins.str
    description: builtins.str
    path: builtins.str
class LocalSkillParamParam(TypedDict, total=False):
    name: Required[builtins.str]
    description: Required[builtins.str]
    path: Required[builtins.str]
class LockedStatus(Base):
    type: Literal["locked"]
    reason: builtins.str | None
class LogProb(Base):
    token: builtins.str
    logprob: builtins.float
    bytes: builtins.list[builtins.int]
    top_logprobs: builtins.list[TopLogProb]
class LogProbParam(TypedDict, total=False):
    token: Required[builtins.str]
    logprob: Required[builtins.float]
    bytes: Required[Sequence[builtins.int]]
    top_logprobs: Required[Sequence[TopLogProb | TopLogProbParam]]
class LogProbProperties(Base):
    token: builtins.str
    logprob: builtins.float
    bytes: builtins.list[builtins.int]
class MCPApprovalRequest(Base):
    type: Literal["mcp_approval_request"]
    id: builtins.str
    server_label: builtins.str
    name: builtins.str
    arguments: builtins.str
class MCPApprovalRequestParam(TypedDict, total=False):
    type: Required[Literal["mcp_approval_request"]]
    id: Required[builtins.str]
    server_label: Required[builtins.str]
    name: Required[builtins.str]
    arguments: Required[builtins.str]
class MCPApprovalResponse(Base):
    type: Literal["mcp_approval_response"]
    id: builtins.str | None = ...
    approval_request_id: builtins.str
    approve: builtins.bool
    reason: builtins.str | None = ...
class MCPApprovalResponseParam(TypedDict, total=False):
    type: Required[Literal["mcp_approval_response"]]
    id: builtins.str | None
    approval_request_id: Required[builtins.str]
    approve: Required[builtins.bool]
    reason: builtins.str | None
class MCPApprovalResponseResource(Base):
    type: Literal["mcp_approval_response"]
    id: builtins.str
    approval_request_id: builtins.str
    approve: builtins.bool
    reason: builtins.str | None = ...
class MCPListTools(Base):
    type: Literal["mcp_list_tools"]
    id: builtins.str
    server_label: builtins.str
    tools: builtins.list[MCPListToolsTool]
    error: builtins.str | None = ...
class MCPListToolsParam(TypedDict, total=False):
    type: Required[Literal["mcp_list_tools"]]
    id: Required[builtins.str]
    server_label: Required[builtins.str]
    tools: Required[Sequence[MCPListToolsTool | MCPListToolsToolParam]]
    error: builtins.str | None
class MCPListToolsTool(Base):
    name: builtins.str
    description: builtins.str | None = ...
    input_schema: builtins.dict[builtins.str, Any]
    annotations: builtins.dict[builtins.str, Any] | None = ...
class MCPListToolsToolParam(TypedDict, total=False):
    name: Required[builtins.str]
    description: builtins.str | None
    input_schema: Required[Mapping[builtins.str, Any]]
    annotations: Mapping[builtins.str, Any] | None
class MCPProtocolError(Base):
    type: Literal["mcp_protocol_error"]
    code: builtins.int
    message: builtins.str
class MCPProtocolErrorParam(TypedDict, total=False):
    type: Required[Literal["mcp_protocol_error"]]
    code: Required[builtins.int]
    message: Required[builtins.str]
class MCPTool(Base):
    type: Literal["mcp"]
    server_label: builtins.str
    server_url: builtins.str | None = ...
    connector_id: Literal["connector_dropbox", "connector_gmail", "connector_googlecalendar", "connector_googledrive", "connector_microsoftteams", "connector_outlookcalendar", "connector_outlookemail", "connector_sharepoint"] | None = ...
    tunnel_id: builtins.str | None = ...
    authorization: builtins.str | None = ...
    server_description: builtins.str | None = ...
    headers: builtins.dict[builtins.str, builtins.str] | None = ...
    allowed_tools: builtins.list[builtins.str] | MCPToolFilter | None = ...
    allowed_callers: builtins.list[CallableToolAllowedCaller] | None = ...
    require_approval: MCPToolRequireApproval | Literal["always", "never"] | None = ...
    defer_loading: builtins.bool | None = ...
class MCPToolParam(TypedDict, total=False):
    type: Required[Literal["mcp"]]
    server_label: Required[builtins.str]
    server_url: builtins.str
    connector_id: Literal["connector_dropbox", "connector_gmail", "connector_googlecalendar", "connector_googledrive", "connector_microsoftteams", "connector_outlookcalendar", "connector_outlookemail", "connector_sharepoint"]
    tunnel_id: builtins.str
    authorization: builtins.str
    server_description: builtins.str
    headers: Mapping[builtins.str, builtins.str] | None
    allowed_tools: Sequence[builtins.str] | MCPToolFilter | MCPToolFilterParam | None
    allowed_callers: Sequence[CallableToolAllowedCallerParam] | None
    require_approval: MCPToolRequireApproval | MCPToolRequireApprovalParam | Literal["always", "never"] | None
    defer_loading: builtins.bool
class MCPToolCall(Base):
    type: Literal["mcp_call"]
    id: builtins.str
    server_label: builtins.str
    name: builtins.str
    arguments: builtins.str
    output: builtins.str | None = ...
    error: MCPToolCallError | None = ...
    status: MCPToolCallStatus | None = ...
    approval_request_id: builtins.str | None = ...
class MCPToolCallParam(TypedDict, total=False):
    type: Required[Literal["mcp_call"]]
    id: Required[builtins.str]
    server_label: Required[builtins.str]
    name: Required[builtins.str]
    arguments: Required[builtins.str]
    output: builtins.str | None
    error: MCPToolCallErrorParam | None
    status: MCPToolCallStatusParam
    approval_request_id: builtins.str | None
MCPToolCallError: TypeAlias = MCPProtocolError | MCPToolExecutionError | HTTPError
MCPToolCallErrorParam: TypeAlias = MCPProtocolError | MCPProtocolErrorParam | MCPToolExecutionError | MCPToolExecutionErrorParam | HTTPError | HTTPErrorParam
MCPToolCallStatus: TypeAlias = Literal["in_progress", "completed", "incomplete", "calling", "failed"]
MCPToolCallStatusParam: TypeAlias = Literal["in_progress", "completed", "incomplete", "calling", "failed"]
class MCPToolExecutionError(Base):
    type: Literal["mcp_tool_execution_error"]
    content: Any
class MCPToolExecutionErrorParam(TypedDict, total=False):
    type: Required[Literal["mcp_tool_execution_error"]]
    content: Required[Any]
class MCPToolFilter(Base):
    tool_names: builtins.list[builtins.str] | None = ...
    read_only: builtins.bool | None = ...
class MCPToolFilterParam(TypedDict, total=False):
    tool_names: Sequence[builtins.str]
    read_only: builtins.bool
class MCPToolRequireApproval(Base):
    always: MCPToolFilter | None = ...
    never: MCPToolFilter | None = ...
class MCPToolRequireApprovalParam(TypedDict, total=False):
    always: MCPToolFilter | MCPToolFilterParam
    never: MCPToolFilter | MCPToolFilterParam
class Message(Base):
    type: Literal["message"]
    id: builtins.str
    status: MessageStatus
    role: MessageRole
    content: builtins.list[InputTextContent | OutputTextContent | TextContent | SummaryTextContent | ReasoningTextContent | RefusalContent | InputImageContent | ComputerScreenshotContent | InputFileContent]
    phase: MessagePhase2 | None = ...
class MessageContentImageFileObject(Base):
    type: Literal["image_file"]
    image_file: MessageContentImageFileObjectImageFile
class MessageContentImageFileObjectParam(TypedDict, total=False):
    type: Required[Literal["image_file"]]
    image_file: Required[MessageContentImageFileObjectImageFile | MessageContentImageFileObjectImageFileParam]
class MessageContentImageFileObjectImageFile(Base):
    file_id: builtins.str
    detail: Literal["auto", "low", "high"] | None = ...
class MessageContentImageFileObjectImageFileParam(TypedDict, total=False):
    file_id: Required[builtins.str]
    detail: Literal["auto", "low", "high"]
class MessageContentImageUrlObject(Base):
    type: Literal["image_url"]
    image_url: MessageContentImageUrlObjectImageUrl
class MessageContentImageUrlObjectParam(TypedDict, total=False):
    type: Required[Literal["image_url"]]
    image_url: Required[MessageContentImageUrlObjectImageUrl | MessageContentImageUrlObjectImageUrlParam]
class MessageContentImageUrlObjectImageUrl(Base):
    url: builtins.str
    detail: Literal["auto", "low", "high"] | None = ...
class MessageContentImageUrlObjectImageUrlParam(TypedDict, total=False):
    url: Required[builtins.str]
    detail: Literal["auto", "low", "high"]
class MessageContentRefusalObject(Base):
    type: Literal["refusal"]
    refusal: builtins.str
class MessageContentTextAnnotationsFileCitationObject(Base):
    type: Literal["file_citation"]
    text: builtins.str
    file_citation: MessageContentTextAnnotationsFileCitationObjectFileCitation
    start_index: builtins.int
    end_index: builtins.int
class MessageContentTextAnnotationsFileCitationObjectFileCitation(Base):
    file_id: builtins.str
class MessageContentTextAnnotationsFilePathObject(Base):
    type: Literal["file_path"]
    text: builtins.str
    file_path: MessageContentTextAnnotationsFilePathObjectFilePath
    start_index: builtins.int
    end_index: builtins.int
class MessageContentTextAnnotationsFilePathObjectFilePath(Base):
    file_id: builtins.str
class MessageContentTextObject(Base):
    type: Literal["text"]
    text: MessageContentTextObjectText
class MessageContentTextObjectText(Base):
    value: builtins.str
    annotations: builtins.list[MessageContentTextAnnotationsFileCitationObject | MessageContentTextAnnotationsFilePathObject]
class MessageDeltaContentImageFileObject(Base):
    index: builtins.int
    type: Literal["image_file"]
    image_file: MessageDeltaContentImageFileObjectImageFile | None = ...
class MessageDeltaContentImageFileObjectImageFile(Base):
    file_id: builtins.str | None = ...
    detail: Literal["auto", "low", "high"] | None = ...
class MessageDeltaContentImageUrlObject(Base):
    index: builtins.int
    type: Literal["image_url"]
    image_url: MessageDeltaContentImageUrlObjectImageUrl | None = ...
class MessageDeltaContentImageUrlObjectImageUrl(Base):
    url: builtins.str | None = ...
    detail: Literal["auto", "low", "high"] | None = ...
class MessageDeltaContentRefusalObject(Base):
    index: builtins.int
    type: Literal["refusal"]
    refusal: builtins.str | None = ...
class MessageDeltaContentTextAnnotationsFileCitationObject(Base):
    index: builtins.int
    type: Literal["file_citation"]
    text: builtins.str | None = ...
    file_citation: MessageDeltaContentTextAnnotationsFileCitationObjectFileCitation | None = ...
    start_index: builtins.int | None = ...
    end_index: builtins.int | None = ...
class MessageDeltaContentTextAnnotationsFileCitationObjectFileCitation(Base):
    file_id: builtins.str | None = ...
    quote: builtins.str | None = ...
class MessageDeltaContentTextAnnotationsFilePathObject(Base):
    index: builtins.int
    type: Literal["file_path"]
    text: builtins.str | None = ...
    file_path: MessageDeltaContentTextAnnotationsFilePathObjectFilePath | None = ...
    start_index: builtins.int | None = ...
    end_index: builtins.int | None = ...
class MessageDeltaContentTextAnnotationsFilePathObjectFilePath(Base):
    file_id: builtins.str | None = ...
class MessageDeltaContentTextObject(Base):
    index: builtins.int
    type: Literal["text"]
    text: MessageDeltaContentTextObjectText | None = ...
class MessageDeltaContentTextObjectText(Base):
    value: builtins.str | None = ...
    annotations: builtins.list[MessageDeltaContentTextAnnotationsFileCitationObject | MessageDeltaContentTextAnnotationsFilePathObject] | None = ...
class MessageDeltaObject(Base):
    id: builtins.str
    object: Literal["thread.message.delta"]
    delta: MessageDeltaObjectDelta
class MessageDeltaObjectDelta(Base):
    role: Literal["user", "assistant"] | None = ...
    content: builtins.list[MessageDeltaContentImageFileObject | MessageDeltaContentTextObject | MessageDeltaContentRefusalObject | MessageDeltaContentImageUrlObject] | None = ...
class MessageObject(Base):
    id: builtins.str
    object: Literal["thread.message"]
    created_at: builtins.int
    thread_id: builtins.str
    status: Literal["in_progress", "incomplete", "completed"]
    incomplete_details: MessageObjectIncompleteDetails | None
    completed_at: builtins.int | None
    incomplete_at: builtins.int | None
    role: Literal["user", "assistant"]
    content: builtins.list[MessageContentImageFileObject | MessageContentImageUrlObject | MessageContentTextObject | MessageContentRefusalObject]
    assistant_id: builtins.str | None
    run_id: builtins.str | None
    attachments: builtins.list[MessageObjectAttachments] | None
    metadata: Metadata
class MessageObjectAttachments(Base):
    file_id: builtins.str | None = ...
    tools: builtins.list[AssistantToolsCode | AssistantToolsFileSearchTypeOnly] | None = ...
class MessageObjectIncompleteDetails(Base):
    reason: Literal["content_filter", "max_tokens", "run_cancelled", "run_expired", "run_failed"]
MessagePhase: TypeAlias = Literal["commentary", "final_answer"]
MessagePhaseParam: TypeAlias = Literal["commentary", "final_answer"]
MessagePhase2: TypeAlias = Literal["commentary", "final_answer"]
class MessageRequestContentTextObject(Base):
    type: Literal["text"]
    text: builtins.str
class MessageRequestContentTextObjectParam(TypedDict, total=False):
    type: Required[Literal["text"]]
    text: Required[builtins.str]
MessageRole: TypeAlias = Literal["unknown", "user", "assistant", "system", "critic", "discriminator", "developer", "tool"]
MessageStatus: TypeAlias = Literal["in_progress", "completed", "incomplete"]
MessageStreamEvent: TypeAlias = MessageStreamEventValue | MessageStreamEventValue2 | MessageStreamEventValue3 | MessageStreamEventValue4 | MessageStreamEventValue5
class MessageStreamEventValue(Base):
    event: Literal["thread.message.created"]
    data: MessageObject
class MessageStreamEventValue2(Base):
    event: Literal["thread.message.in_progress"]
    data: MessageObject
class MessageStreamEventValue3(Base):
    event: Literal["thread.message.delta"]
    data: MessageDeltaObject
class MessageStreamEventValue4(Base):
    event: Literal["thread.message.completed"]
    data: MessageObject
class MessageStreamEventValue5(Base):
    event: Literal["thread.message.incomplete"]
    data: MessageObject
Metadata: TypeAlias = builtins.dict[str, str] | None
MetadataParam: TypeAlias = Mapping[str, str] | None
class Model(Base):
    id: builtins.str
    created: builtins.int
    object: Literal["model"]
    owned_by: builtins.str
    shutdown_date: builtins.str | None = ...
ModelIds: TypeAlias = ModelIdsShared | ModelIdsResponses
ModelIdsCompaction: TypeAlias = ModelIdsResponses | str | None
ModelIdsCompactionParam: TypeAlias = ModelIdsResponsesParam | str | None
ModelIdsResponses: TypeAlias = ModelIdsShared | Literal["o1-pro", "o1-pro-2025-03-19", "o3-pro", "o3-pro-2025-06-10", "o3-deep-research", "o3-deep-research-2025-06-26", "o4-mini-deep-research", "o4-mini-deep-research-2025-06-26", "computer-use-preview", "computer-use-preview-2025-03-11", "gpt-5.5-pro", "gpt-5.5-pro-2026-04-23", "gpt-5-codex", "gpt-5-pro", "gpt-5-pro-2025-10-06", "gpt-5.1-codex-max", "gpt-daybreak-blue-latest", "gpt-daybreak-red-latest", "gpt-5.6-cyber"]
ModelIdsResponsesParam: TypeAlias = ModelIdsSharedParam | Literal["o1-pro", "o1-pro-2025-03-19", "o3-pro", "o3-pro-2025-06-10", "o3-deep-research", "o3-deep-research-2025-06-26", "o4-mini-deep-research", "o4-mini-deep-research-2025-06-26", "computer-use-preview", "computer-use-preview-2025-03-11", "gpt-5.5-pro", "gpt-5.5-pro-2026-04-23", "gpt-5-codex", "gpt-5-pro", "gpt-5-pro-2025-10-06", "gpt-5.1-codex-max", "gpt-daybreak-blue-latest", "gpt-daybreak-red-latest", "gpt-5.6-cyber"]
ModelIdsShared: TypeAlias = str | Literal["gpt-5.6-sol", "gpt-5.6-terra", "gpt-5.6-luna", "gpt-5.5", "gpt-5.5-2026-04-23", "gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano", "gpt-5.4-mini-2026-03-17", "gpt-5.4-nano-2026-03-17", "gpt-5.3-chat-latest", "gpt-5.2", "gpt-5.2-2025-12-11", "gpt-5.2-chat-latest", "gpt-5.2-pro", "gpt-5.2-pro-2025-12-11", "gpt-5.1", "gpt-5.1-2025-11-13", "gpt-5.1-codex", "gpt-5.1-mini", "gpt-5.1-chat-latest", "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07", "gpt-5-chat-latest", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4.1-nano-2025-04-14", "o4-mini", "o4-mini-2025-04-16", "o3", "o3-2025-04-16", "o3-mini", "o3-mini-2025-01-31", "o1", "o1-2024-12-17", "o1-preview", "o1-preview-2024-09-12", "o1-mini", "o1-mini-2024-09-12", "gpt-4o", "gpt-4o-2024-11-20", "gpt-4o-2024-08-06", "gpt-4o-2024-05-13", "gpt-4o-audio-preview", "gpt-4o-audio-preview-2024-10-01", "gpt-4o-audio-preview-2024-12-17", "gpt-4o-audio-preview-2025-06-03", "gpt-4o-mini-audio-preview", "gpt-4o-mini-audio-preview-2024-12-17", "gpt-4o-search-preview", "gpt-4o-mini-search-preview", "gpt-4o-search-preview-2025-03-11", "gpt-4o-mini-search-preview-2025-03-11", "chatgpt-4o-latest", "codex-mini-latest", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4-0125-preview", "gpt-4-turbo-preview", "gpt-4-1106-preview", "gpt-4-vision-preview", "gpt-4", "gpt-4-0314", "gpt-4-0613", "gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613", "gpt-3.5-turbo", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-0301", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-1106", "gpt-3.5-turbo-0125", "gpt-3.5-turbo-16k-0613"]
ModelIdsSharedParam: TypeAlias = str | Literal["gpt-5.6-sol", "gpt-5.6-terra", "gpt-5.6-luna", "gpt-5.5", "gpt-5.5-2026-04-23", "gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano", "gpt-5.4-mini-2026-03-17", "gpt-5.4-nano-2026-03-17", "gpt-5.3-chat-latest", "gpt-5.2", "gpt-5.2-2025-12-11", "gpt-5.2-chat-latest", "gpt-5.2-pro", "gpt-5.2-pro-2025-12-11", "gpt-5.1", "gpt-5.1-2025-11-13", "gpt-5.1-codex", "gpt-5.1-mini", "gpt-5.1-chat-latest", "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07", "gpt-5-chat-latest", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14", "gpt-4.1-nano-2025-04-14", "o4-mini", "o4-mini-2025-04-16", "o3", "o3-2025-04-16", "o3-mini", "o3-mini-2025-01-31", "o1", "o1-2024-12-17", "o1-preview", "o1-preview-2024-09-12", "o1-mini", "o1-mini-2024-09-12", "gpt-4o", "gpt-4o-2024-11-20", "gpt-4o-2024-08-06", "gpt-4o-2024-05-13", "gpt-4o-audio-preview", "gpt-4o-audio-preview-2024-10-01", "gpt-4o-audio-preview-2024-12-17", "gpt-4o-audio-preview-2025-06-03", "gpt-4o-mini-audio-preview", "gpt-4o-mini-audio-preview-2024-12-17", "gpt-4o-search-preview", "gpt-4o-mini-search-preview", "gpt-4o-search-preview-2025-03-11", "gpt-4o-mini-search-preview-2025-03-11", "chatgpt-4o-latest", "codex-mini-latest", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4-0125-preview", "gpt-4-turbo-preview", "gpt-4-1106-preview", "gpt-4-vision-preview", "gpt-4", "gpt-4-0314", "gpt-4-0613", "gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613", "gpt-3.5-turbo", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-0301", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-1106", "gpt-3.5-turbo-0125", "gpt-3.5-turbo-16k-0613"]
class ModelResponseProperties(Base):
    metadata: Metadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
class Moderation(Base):
    input: ModerationResultBody | ModerationErrorBody
    output: ModerationResultBody | ModerationErrorBody
class ModerationConfigParam(Base):
    mode: ModerationMode
class ModerationConfigParamParam(TypedDict, total=False):
    mode: Required[ModerationModeParam]
class ModerationErrorBody(Base):
    type: Literal["error"]
    code: builtins.str
    message: builtins.str
ModerationInputType: TypeAlias = Literal["text", "image"]
ModerationMode: TypeAlias = Literal["score", "block"]
ModerationModeParam: TypeAlias = Literal["score", "block"]
class ModerationParam(Base):
    model: builtins.str
    policy: ModerationPolicyParam | None = ...
class ModerationParamParam(TypedDict, total=False):
    model: Required[builtins.str]
    policy: ModerationPolicyParam | ModerationPolicyParamParam | None
class ModerationPolicyParam(Base):
    input: ModerationConfigParam | None = ...
    output: ModerationConfigParam | None = ...
class ModerationPolicyParamParam(TypedDict, total=False):
    input: ModerationConfigParam | ModerationConfigParamParam | None
    output: ModerationConfigParam | ModerationConfigParamParam | None
class ModerationResultBody(Base):
    type: Literal["moderation_result"]
    model: builtins.str
    flagged: builtins.bool
    categories: builtins.dict[builtins.str, builtins.bool]
    category_scores: builtins.dict[builtins.str, builtins.float]
    category_applied_input_types: builtins.dict[builtins.str, builtins.list[ModerationInputType]]
class ModifyAssistantRequest(Base):
    model: builtins.str | AssistantSupportedModels | None = ...
    reasoning_effort: ReasoningEffort | None = ...
    name: builtins.str | None = ...
    description: builtins.str | None = ...
    instructions: builtins.str | None = ...
    tools: builtins.list[AssistantToolsCode | AssistantToolsFileSearch | AssistantToolsFunction] | None = ...
    tool_resources: ModifyAssistantRequestToolResources | None = ...
    metadata: Metadata | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    response_format: AssistantsApiResponseFormatOption | None = ...
class ModifyAssistantRequestToolResources(Base):
    code_interpreter: ModifyAssistantRequestToolResourcesCodeInterpreter | None = ...
    file_search: ModifyAssistantRequestToolResourcesFileSearch | None = ...
class ModifyAssistantRequestToolResourcesParam(TypedDict, total=False):
    code_interpreter: ModifyAssistantRequestToolResourcesCodeInterpreter | ModifyAssistantRequestToolResourcesCodeInterpreterParam
    file_search: ModifyAssistantRequestToolResourcesFileSearch | ModifyAssistantRequestToolResourcesFileSearchParam
class ModifyAssistantRequestToolResourcesCodeInterpreter(Base):
    file_ids: builtins.list[builtins.str] | None = ...
class ModifyAssistantRequestToolResourcesCodeInterpreterParam(TypedDict, total=False):
    file_ids: Sequence[builtins.str]
class ModifyAssistantRequestToolResourcesFileSearch(Base):
    vector_store_ids: builtins.list[builtins.str] | None = ...
class ModifyAssistantRequestToolResourcesFileSearchParam(TypedDict, total=False):
    vector_store_ids: Sequence[builtins.str]
class ModifyCertificateRequest(Base):
    name: builtins.str | None = ...
class ModifyMessageRequest(Base):
    metadata: Metadata | None = ...
class ModifyRunRequest(Base):
    metadata: Metadata | None = ...
class ModifyThreadRequest(Base):
    tool_resources: ModifyThreadRequestToolResources | None = ...
    metadata: Metadata | None = ...
class ModifyThreadRequestToolResources(Base):
    code_interpreter: ModifyThreadRequestToolResourcesCodeInterpreter | None = ...
    file_search: ModifyThreadRequestToolResourcesFileSearch | None = ...
class ModifyThreadRequestToolResourcesParam(TypedDict, total=False):
    code_interpreter: ModifyThreadRequestToolResourcesCodeInterpreter | ModifyThreadRequestToolResourcesCodeInterpreterParam
    file_search: ModifyThreadRequestToolResourcesFileSearch | ModifyThreadRequestToolResourcesFileSearchParam
class ModifyThreadRequestToolResourcesCodeInterpreter(Base):
    file_ids: builtins.list[builtins.str] | None = ...
class ModifyThreadRequestToolResourcesCodeInterpreterParam(TypedDict, total=False):
    file_ids: Sequence[builtins.str]
class ModifyThreadRequestToolResourcesFileSearch(Base):
    vector_store_ids: builtins.list[builtins.str] | None = ...
class ModifyThreadRequestToolResourcesFileSearchParam(TypedDict, total=False):
    vector_store_ids: Sequence[builtins.str]
class MoveParam(Base):
    type: Literal["move"]
    x: builtins.int
    y: builtins.int
    keys: builtins.list[builtins.str] | None = ...
class MoveParamParam(TypedDict, total=False):
    type: Required[Literal["move"]]
    x: Required[builtins.int]
    y: Required[builtins.int]
    keys: Sequence[builtins.str] | None
class NamespaceToolParam(Base):
    type: Literal["namespace"]
    name: builtins.str
    description: builtins.str
    tools: builtins.list[FunctionToolParam | CustomToolParam]
class NamespaceToolParamParam(TypedDict, total=False):
    type: Required[Literal["namespace"]]
    name: Required[builtins.str]
    description: Required[builtins.str]
    tools: Required[Sequence[FunctionToolParam | FunctionToolParamParam | CustomToolParam | CustomToolParamParam]]
NoiseReductionType: TypeAlias = Literal["near_field", "far_field"]
NoiseReductionTypeParam: TypeAlias = Literal["near_field", "far_field"]
class OpenAIFile(Base):
    id: builtins.str
    bytes: builtins.int
    created_at: builtins.int
    expires_at: builtins.int | None = ...
    filename: builtins.str
    object: Literal["file"]
    purpose: Literal["assistants", "assistants_output", "batch", "batch_output", "fine-tune", "fine-tune-results", "vision", "user_data"]
    status: Literal["uploaded", "processed", "error"]
    status_details: builtins.str | None = ...
OrderEnum: TypeAlias = Literal["asc", "desc"]
OrderEnumParam: TypeAlias = Literal["asc", "desc"]
class OrganizationCertificate(Base):
    object: Literal["organization.certificate"]
    id: builtins.str
    name: builtins.str | None
    created_at: builtins.int
    certificate_details: OrganizationCertificateCertificateDetails
    active: builtins.bool
class OrganizationCertificateActivationResponse(Base):
    object: Literal["organization.certificate.activation"]
    data: builtins.list[OrganizationCertificate]
class OrganizationCertificateCertificateDetails(Base):
    valid_at: builtins.int | None = ...
    expires_at: builtins.int | None = ...
class OrganizationCertificateDeactivationResponse(Base):
    object: Literal["organization.certificate.deactivation"]
    data: builtins.list[OrganizationCertificate]
class OrganizationDataRetention(Base):
    object: Literal["organization.data_retention"]
    type: Literal["zero_data_retention", "modified_abuse_monitoring", "enhanced_zero_data_retention", "enhanced_modified_abuse_monitoring"]
class OrganizationProjectCertificate(Base):
    object: Literal["organization.project.certificate"]
    id: builtins.str
    name: builtins.str | None
    created_at: builtins.int
    certificate_details: OrganizationProjectCertificateCertificateDetails
    active: builtins.bool
class OrganizationProjectCertificateActivationResponse(Base):
    object: Literal["organization.project.certificate.activation"]
    data: builtins.list[OrganizationProjectCertificate]
class OrganizationProjectCertificateCertificateDetails(Base):
    valid_at: builtins.int | None = ...
    expires_at: builtins.int | None = ...
class OrganizationProjectCertificateDeactivationResponse(Base):
    object: Literal["organization.project.certificate.deactivation"]
    data: builtins.list[OrganizationProjectCertificate]
class OrganizationSpendAlert(Base):
    id: builtins.str
    object: Literal["organization.spend_alert"]
    threshold_amount: builtins.int
    currency: Literal["USD"]
    interval: Literal["month"]
    notification_channel: SpendAlertNotificationChannel
class OrganizationSpendAlertDeletedResource(Base):
    id: builtins.str
    object: Literal["organization.spend_alert.deleted"]
    deleted: builtins.bool
class OrganizationSpendAlertListResource(Base):
    object: Literal["list"]
    data: builtins.list[OrganizationSpendAlert]
    first_id: builtins.str | None
    last_id: builtins.str | None
    has_more: builtins.bool
class OrganizationSpendLimitDeletedResource(Base):
    object: Literal["organization.spend_limit.deleted"]
    deleted: builtins.bool
class OrganizationSpendLimitResource(Base):
    object: Literal["organization.spend_limit"]
    threshold_amount: builtins.int
    currency: SpendLimitCurrency
    interval: SpendLimitInterval
    enforcement: SpendLimitEnforcement
class OtherChunkingStrategyResponseParam(Base):
    type: Literal["other"]
class OutputAudio(Base):
    type: Literal["output_audio"]
    data: builtins.str
    transcript: builtins.str
OutputContent: TypeAlias = OutputTextContent | RefusalContent | ReasoningTextContent
OutputItem: TypeAlias = OutputMessage | FileSearchToolCall | FunctionToolCall | FunctionToolCallOutputResource | WebSearchToolCall | ComputerToolCall | ComputerToolCallOutputResource | ReasoningItem | Program | ProgramOutput | ToolSearchCall | ToolSearchOutput | AdditionalTools | CompactionBody | ImageGenToolCall | CodeInterpreterToolCall | LocalShellToolCall | LocalShellToolCallOutput | FunctionShellCall | FunctionShellCallOutput | ApplyPatchToolCall | ApplyPatchToolCallOutput | MCPToolCall | MCPListTools | MCPApprovalRequest | MCPApprovalResponseResource | CustomToolCall | CustomToolCallOutputResource
class OutputMessage(Base):
    id: builtins.str
    type: Literal["message"]
    role: Literal["assistant"]
    content: builtins.list[OutputMessageContent]
    phase: MessagePhase | None = ...
    status: Literal["in_progress", "completed", "incomplete"]
class OutputMessageParam(TypedDict, total=False):
    id: Required[builtins.str]
    type: Required[Literal["message"]]
    role: Required[Literal["assistant"]]
    content: Required[Sequence[OutputMessageContentParam]]
    phase: MessagePhaseParam | None
    status: Required[Literal["in_progress", "completed", "incomplete"]]
OutputMessageContent: TypeAlias = OutputTextContent | RefusalContent
OutputMessageContentParam: TypeAlias = OutputTextContent | OutputTextContentParam | RefusalContent | RefusalContentParam
class OutputTextContent(Base):
    type: Literal["output_text"]
    text: builtins.str
    annotations: builtins.list[Annotation]
    logprobs: builtins.list[LogProb]
class OutputTextContentParam(TypedDict, total=False):
    type: Required[Literal["output_text"]]
    text: Required[builtins.str]
    annotations: Required[Sequence[AnnotationParam]]
    logprobs: Required[Sequence[LogProb | LogProbParam]]
ParallelToolCalls: TypeAlias = bool
ParallelToolCallsParam: TypeAlias = bool
PartialImages: TypeAlias = int | None
PartialImagesParam: TypeAlias = int | None
PersonalityEnum: TypeAlias = str | Literal["friendly", "pragmatic"]
PersonalityEnumParam: TypeAlias = str | Literal["friendly", "pragmatic"]
class PredictionContent(Base):
    type: Literal["content"]
    content: builtins.str | builtins.list[ChatCompletionRequestMessageContentPartText]
class PredictionContentParam(TypedDict, total=False):
    type: Required[Literal["content"]]
    content: Required[builtins.str | Sequence[ChatCompletionRequestMessageContentPartText | ChatCompletionRequestMessageContentPartTextParam]]
class Program(Base):
    type: Literal["program"]
    id: builtins.str
    call_id: builtins.str
    code: builtins.str
    fingerprint: builtins.str
class ProgramItemParam(Base):
    id: builtins.str
    type: Literal["program"]
    call_id: builtins.str
    code: builtins.str
    fingerprint: builtins.str
class ProgramItemParamParam(TypedDict, total=False):
    id: Required[builtins.str]
    type: Required[Literal["program"]]
    call_id: Required[builtins.str]
    code: Required[builtins.str]
    fingerprint: Required[builtins.str]
class ProgramOutput(Base):
    type: Literal["program_output"]
    id: builtins.str
    call_id: builtins.str
    result: builtins.str
    status: ProgramOutputStatus
class ProgramOutputItemParam(Base):
    id: builtins.str
    type: Literal["program_output"]
    call_id: builtins.str
    result: builtins.str
    status: ProgramOutputItemStatus
class ProgramOutputItemParamParam(TypedDict, total=False):
    id: Required[builtins.str]
    type: Required[Literal["program_output"]]
    call_id: Required[builtins.str]
    result: Required[builtins.str]
    status: Required[ProgramOutputItemStatusParam]
ProgramOutputItemStatus: TypeAlias = Literal["completed", "incomplete"]
ProgramOutputItemStatusParam: TypeAlias = Literal["completed", "incomplete"]
ProgramOutputStatus: TypeAlias = Literal["completed", "incomplete"]
class ProgramToolCallCaller(Base):
    type: Literal["program"]
    caller_id: builtins.str
class ProgramToolCallCallerParamDict(TypedDict, total=False):
    type: Required[Literal["program"]]
    caller_id: Required[builtins.str]
class ProgramToolCallCallerParam(Base):
    type: Literal["program"]
    caller_id: builtins.str
class ProgramToolCallCallerParamParam(TypedDict, total=False):
    type: Required[Literal["program"]]
    caller_id: Required[builtins.str]
class ProgrammaticToolCallingParam(Base):
    type: Literal["programmatic_tool_calling"]
class ProgrammaticToolCallingParamParam(TypedDict, total=False):
    type: Required[Literal["programmatic_tool_calling"]]
class Project(Base):
    id: builtins.str
    object: Literal["organization.project"]
    name: builtins.str | None = ...
    created_at: builtins.int
    archived_at: builtins.int | None = ...
    status: builtins.str | None = ...
    external_key_id: builtins.str | None = ...
    residency: PublicProjectResidency | None = ...
class ProjectApiKey(Base):
    object: Literal["organization.project.api_key"]
    redacted_value: builtins.str
    name: builtins.str
    created_at: builtins.int
    last_used_at: builtins.int | None
    id: builtins.str
    owner_project_access: Literal["active", "inactive"]
    owner: ProjectApiKeyOwner
class ProjectApiKeyDeleteResponse(Base):
    object: Literal["organization.project.api_key.deleted"]
    id: builtins.str
    deleted: builtins.bool
class ProjectApiKeyListResponse(Base):
    object: Literal["list"]
    data: builtins.list[ProjectApiKey]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class ProjectApiKeyOwner(Base):
    type: Literal["user", "service_account"] | None = ...
    user: ProjectApiKeyOwnerUser | None = ...
    service_account: ProjectApiKeyOwnerServiceAccount | None = ...
class ProjectApiKeyOwnerServiceAccount(Base):
    id: builtins.str
    name: builtins.str
    created_at: builtins.int
    role: builtins.str
class ProjectApiKeyOwnerUser(Base):
    id: builtins.str
    email: builtins.str
    name: builtins.str
    created_at: builtins.int
    role: builtins.str
class ProjectCreateRequest(Base):
    name: builtins.str
    residency: PublicProjectResidency | None = ...
    external_key_id: builtins.str | None = ...
    geography: builtins.str | None = ...
class ProjectDataRetention(Base):
    object: Literal["project.data_retention"]
    type: Literal["organization_default", "none", "zero_data_retention", "modified_abuse_monitoring", "enhanced_zero_data_retention", "enhanced_modified_abuse_monitoring"]
class ProjectGroup(Base):
    object: Literal["project.group"]
    project_id: builtins.str
    group_id: builtins.str
    group_name: builtins.str
    group_type: Literal["group", "tenant_group"]
    created_at: builtins.int
class ProjectGroupDeletedResource(Base):
    object: Literal["project.group.deleted"]
    deleted: builtins.bool
class ProjectGroupListResource(Base):
    object: Literal["list"]
    data: builtins.list[ProjectGroup]
    has_more: builtins.bool
    next: builtins.str | None
class ProjectHostedToolPermissions(Base):
    file_search: HostedToolPermission
    web_search: HostedToolPermission
    image_generation: HostedToolPermission
    mcp: HostedToolPermission
    code_interpreter: HostedToolPermission
class ProjectHostedToolPermissionsUpdateRequest(Base):
    file_search: HostedToolPermissionUpdate | None = ...
    web_search: HostedToolPermissionUpdate | None = ...
    image_generation: HostedToolPermissionUpdate | None = ...
    mcp: HostedToolPermissionUpdate | None = ...
    code_interpreter: HostedToolPermissionUpdate | None = ...
class ProjectListResponse(Base):
    object: Literal["list"]
    data: builtins.list[Project]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class ProjectModelPermissions(Base):
    object: Literal["project.model_permissions"]
    mode: Literal["allow_list", "deny_list"]
    model_ids: builtins.list[builtins.str]
class ProjectModelPermissionsDeleteResponse(Base):
    object: Literal["project.model_permissions.deleted"]
    deleted: builtins.bool
class ProjectModelPermissionsUpdateRequest(Base):
    mode: Literal["allow_list", "deny_list"]
    model_ids: builtins.list[builtins.str]
class ProjectRateLimit(Base):
    object: Literal["project.rate_limit"]
    id: builtins.str
    model: builtins.str
    max_requests_per_1_minute: builtins.int
    max_tokens_per_1_minute: builtins.int
    max_images_per_1_minute: builtins.int | None = ...
    max_audio_megabytes_per_1_minute: builtins.int | None = ...
    max_requests_per_1_day: builtins.int | None = ...
    batch_1_day_max_input_tokens: builtins.int | None = ...
class ProjectRateLimitListResponse(Base):
    object: Literal["list"]
    data: builtins.list[ProjectRateLimit]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class ProjectRateLimitUpdateRequest(Base):
    max_requests_per_1_minute: builtins.int | None = ...
    max_tokens_per_1_minute: builtins.int | None = ...
    max_images_per_1_minute: builtins.int | None = ...
    max_audio_megabytes_per_1_minute: builtins.int | None = ...
    max_requests_per_1_day: builtins.int | None = ...
    batch_1_day_max_input_tokens: builtins.int | None = ...
class ProjectServiceAccount(Base):
    object: Literal["organization.project.service_account"]
    id: builtins.str
    name: builtins.str
    role: Literal["owner", "member", "none"]
    created_at: builtins.int
class ProjectServiceAccountApiKey(Base):
    object: Literal["organization.project.service_account.api_key"]
    value: builtins.str
    name: builtins.str
    created_at: builtins.int
    id: builtins.str
class ProjectServiceAccountCreateRequest(Base):
    name: builtins.str
    create_service_account_only: builtins.bool | None = ...
    expires_in_seconds: builtins.int | None = ...
class ProjectServiceAccountCreateResponse(Base):
    object: Literal["organization.project.service_account"]
    id: builtins.str
    name: builtins.str
    role: Literal["member", "none"]
    created_at: builtins.int
    api_key: ProjectServiceAccountApiKey | None
class ProjectServiceAccountDeleteResponse(Base):
    object: Literal["organization.project.service_account.deleted"]
    id: builtins.str
    deleted: builtins.bool
class ProjectServiceAccountListResponse(Base):
    object: Literal["list"]
    data: builtins.list[ProjectServiceAccount]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class ProjectSpendAlert(Base):
    id: builtins.str
    object: Literal["project.spend_alert"]
    threshold_amount: builtins.int
    currency: Literal["USD"]
    interval: Literal["month"]
    notification_channel: SpendAlertNotificationChannel
class ProjectSpendAlertDeletedResource(Base):
    id: builtins.str
    object: Literal["project.spend_alert.deleted"]
    deleted: builtins.bool
class ProjectSpendAlertListResource(Base):
    object: Literal["list"]
    data: builtins.list[ProjectSpendAlert]
    first_id: builtins.str | None
    last_id: builtins.str | None
    has_more: builtins.bool
class ProjectSpendLimitDeletedResource(Base):
    object: Literal["project.spend_limit.deleted"]
    deleted: builtins.bool
class ProjectSpendLimitResource(Base):
    object: Literal["project.spend_limit"]
    threshold_amount: builtins.int
    currency: SpendLimitCurrency
    interval: SpendLimitInterval
    enforcement: SpendLimitEnforcement
class ProjectUpdateRequest(Base):
    name: builtins.str | None = ...
    external_key_id: builtins.str | None = ...
    geography: builtins.str | None = ...
class ProjectUser(Base):
    object: Literal["organization.project.user"]
    id: builtins.str
    name: builtins.str | None = ...
    email: builtins.str | None = ...
    role: builtins.str
    added_at: builtins.int
class ProjectUserCreateRequest(Base):
    user_id: builtins.str | None = ...
    email: builtins.str | None = ...
    role: builtins.str
class ProjectUserDeleteResponse(Base):
    object: Literal["organization.project.user.deleted"]
    id: builtins.str
    deleted: builtins.bool
class ProjectUserListResponse(Base):
    object: builtins.str
    data: builtins.list[ProjectUser]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class ProjectUserUpdateRequest(Base):
    role: builtins.str | None = ...
Prompt: TypeAlias = PromptValue | None
PromptParam: TypeAlias = PromptValue | PromptValueParam | None
class PromptCacheBreakpointConfig(Base):
    mode: Literal["explicit"]
class PromptCacheBreakpointConfigParam(TypedDict, total=False):
    mode: Required[Literal["explicit"]]
class PromptCacheBreakpointParam(Base):
    mode: Literal["explicit"]
class PromptCacheBreakpointParamParam(TypedDict, total=False):
    mode: Required[Literal["explicit"]]
PromptCacheModeEnum: TypeAlias = Literal["implicit", "explicit"]
PromptCacheModeEnumParam: TypeAlias = Literal["implicit", "explicit"]
class PromptCacheOptions(Base):
    ttl: PromptCacheTTLEnum
    mode: PromptCacheModeEnum
class PromptCacheOptionsParam(Base):
    ttl: PromptCacheTTLEnum | None = ...
    mode: PromptCacheModeEnum | None = ...
class PromptCacheOptionsParamParam(TypedDict, total=False):
    ttl: PromptCacheTTLEnumParam
    mode: PromptCacheModeEnumParam
PromptCacheRetentionEnum: TypeAlias = Literal["in_memory", "24h"]
PromptCacheRetentionEnumParam: TypeAlias = Literal["in_memory", "24h"]
PromptCacheTTLEnum: TypeAlias = Literal["30m"]
PromptCacheTTLEnumParam: TypeAlias = Literal["30m"]
class PromptValue(Base):
    id: builtins.str
    version: builtins.str | None = ...
    variables: ResponsePromptVariables | None = ...
class PromptValueParam(TypedDict, total=False):
    id: Required[builtins.str]
    version: builtins.str | None
    variables: ResponsePromptVariablesParam
ProvenanceCheckObject: TypeAlias = Literal["content_provenance_check"]
ProvenanceDetectionResultApi: TypeAlias = Literal["detected", "not_detected"]
class ProvenanceResource(Base):
    object: ProvenanceCheckObject
    created_at: builtins.int
    results: builtins.list[C2PAProvenanceResult | SynthIDProvenanceResult]
class PublicAssignOrganizationGroupRoleBody(Base):
    role_id: builtins.str
class PublicCreateOrganizationRoleBody(Base):
    role_name: builtins.str
    permissions: builtins.list[builtins.str]
    description: builtins.str | None = ...
PublicProjectResidency: TypeAlias = Literal["GLOBAL", "US_STORAGE_PROCESSING", "EU_STORAGE_PROCESSING", "JP_STORAGE", "KR_STORAGE", "CA_STORAGE", "SG_STORAGE", "IN_STORAGE", "AU_STORAGE", "GB_STORAGE", "AE_STORAGE", "AE_STORAGE_PROCESSING"]
PublicProjectResidencyParam: TypeAlias = Literal["GLOBAL", "US_STORAGE_PROCESSING", "EU_STORAGE_PROCESSING", "JP_STORAGE", "KR_STORAGE", "CA_STORAGE", "SG_STORAGE", "IN_STORAGE", "AU_STORAGE", "GB_STORAGE", "AE_STORAGE", "AE_STORAGE_PROCESSING"]
class PublicRoleListResource(Base):
    object: Literal["list"]
    data: builtins.list[Role]
    has_more: builtins.bool
    next: builtins.str | None
class PublicUpdateOrganizationRoleBody(Base):
    permissions: builtins.list[builtins.str] | None = ...
    description: builtins.str | None = ...
    role_name: builtins.str | None = ...
RankerVersionType: TypeAlias = Literal["auto", "default-2024-11-15"]
RankerVersionTypeParam: TypeAlias = Literal["auto", "default-2024-11-15"]
class RankingOptions(Base):
    ranker: RankerVersionType | None = ...
    score_threshold: builtins.float | None = ...
    hybrid_search: HybridSearchOptions | None = ...
class RankingOptionsParam(TypedDict, total=False):
    ranker: RankerVersionTypeParam
    score_threshold: builtins.float
    hybrid_search: HybridSearchOptions | HybridSearchOptionsParam
class RateLimitsParam(Base):
    max_requests_per_1_minute: builtins.int | None = ...
class RateLimitsParamParam(TypedDict, total=False):
    max_requests_per_1_minute: builtins.int
RealtimeAudioFormats: TypeAlias = RealtimeAudioFormatsValue | RealtimeAudioFormatsValueAudioPcmu | RealtimeAudioFormatsValueAudioPcma
RealtimeAudioFormatsParam: TypeAlias = RealtimeAudioFormatsValue | RealtimeAudioFormatsValueParam | RealtimeAudioFormatsValueAudioPcmu | RealtimeAudioFormatsValueAudioPcmuParam | RealtimeAudioFormatsValueAudioPcma | RealtimeAudioFormatsValueAudioPcmaParam
class RealtimeAudioFormatsValue(Base):
    type: Literal["audio/pcm"] | None = ...
    rate: Literal[24000] | None = ...
class RealtimeAudioFormatsValueParam(TypedDict, total=False):
    type: Literal["audio/pcm"]
    rate: Literal[24000]
class RealtimeAudioFormatsValueAudioPcma(Base):
    type: Literal["audio/pcma"] | None = ...
class RealtimeAudioFormatsValueAudioPcmaParam(TypedDict, total=False):
    type: Literal["audio/pcma"]
class RealtimeAudioFormatsValueAudioPcmu(Base):
    type: Literal["audio/pcmu"] | None = ...
class RealtimeAudioFormatsValueAudioPcmuParam(TypedDict, total=False):
    type: Literal["audio/pcmu"]
class RealtimeBetaClientEventConversationItemCreate(Base):
    event_id: builtins.str | None = ...
    type: Literal["conversation.item.create"]
    previous_item_id: builtins.str | None = ...
    item: RealtimeConversationItem
class RealtimeBetaClientEventConversationItemDelete(Base):
    event_id: builtins.str | None = ...
    type: Literal["conversation.item.delete"]
    item_id: builtins.str
class RealtimeBetaClientEventConversationItemRetrieve(Base):
    event_id: builtins.str | None = ...
    type: Literal["conversation.item.retrieve"]
    item_id: builtins.str
class RealtimeBetaClientEventConversationItemTruncate(Base):
    event_id: builtins.str | None = ...
    type: Literal["conversation.item.truncate"]
    item_id: builtins.str
    content_index: builtins.int
    audio_end_ms: builtins.int
class RealtimeBetaClientEventInputAudioBufferAppend(Base):
    event_id: builtins.str | None = ...
    type: Literal["input_audio_buffer.append"]
    audio: builtins.str
class RealtimeBetaClientEventInputAudioBufferClear(Base):
    event_id: builtins.str | None = ...
    type: Literal["input_audio_buffer.clear"]
class RealtimeBetaClientEventInputAudioBufferCommit(Base):
    event_id: builtins.str | None = ...
    type: Literal["input_audio_buffer.commit"]
class RealtimeBetaClientEventOutputAudioBufferClear(Base):
    event_id: builtins.str | None = ...
    type: Literal["output_audio_buffer.clear"]
class RealtimeBetaClientEventResponseCancel(Base):
    event_id: builtins.str | None = ...
    type: Literal["response.cancel"]
    response_id: builtins.str | None = ...
class RealtimeBetaClientEventResponseCreate(Base):
    event_id: builtins.str | None = ...
    type: Literal["response.create"]
    response: RealtimeBetaResponseCreateParams | None = ...
class RealtimeBetaClientEventSessionUpdate(Base):
    event_id: builtins.str | None = ...
    type: Literal["session.update"]
    session: RealtimeSessionCreateRequest
class RealtimeBetaClientEventTranscriptionSessionUpdate(Base):
    event_id: builtins.str | None = ...
    type: Literal["transcription_session.update"]
    session: RealtimeTranscriptionSessionCreateRequest
class RealtimeBetaResponse(Base):
    id: builtins.str | None = ...
    object: Literal["realtime.response"] | None = ...
    status: Literal["completed", "cancelled", "failed", "incomplete", "in_progress"] | None = ...
    status_details: RealtimeBetaResponseStatusDetails | None = ...
    output: builtins.list[RealtimeConversationItem] | None = ...
    metadata: Metadata | None = ...
    usage: RealtimeBetaResponseUsage | None = ...
    conversation_id: builtins.str | None = ...
    voice: VoiceIdsShared | None = ...
    modalities: builtins.list[Literal["text", "audio"]] | None = ...
    output_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | None = ...
    temperature: builtins.float | None = ...
    max_output_tokens: builtins.int | Literal["inf"] | None = ...
class RealtimeBetaResponseCreateParams(Base):
    modalities: builtins.list[Literal["text", "audio"]] | None = ...
    instructions: builtins.str | None = ...
    voice: VoiceIdsOrCustomVoice | None = ...
    output_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | None = ...
    tools: builtins.list[RealtimeBetaResponseCreateParamsTools] | None = ...
    tool_choice: ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMCP | None = ...
    temperature: builtins.float | None = ...
    max_output_tokens: builtins.int | Literal["inf"] | None = ...
    conversation: builtins.str | Literal["auto", "none"] | None = ...
    metadata: Metadata | None = ...
    prompt: Prompt | None = ...
    input: builtins.list[RealtimeConversationItem] | None = ...
class RealtimeBetaResponseCreateParamsTools(Base):
    type: Literal["function"] | None = ...
    name: builtins.str | None = ...
    description: builtins.str | None = ...
    parameters: builtins.dict[builtins.str, Any] | None = ...
class RealtimeBetaResponseStatusDetails(Base):
    type: Literal["completed", "cancelled", "failed", "incomplete"] | None = ...
    reason: Literal["turn_detected", "client_cancelled", "max_output_tokens", "content_filter"] | None = ...
    error: RealtimeBetaResponseStatusDetailsError | None = ...
class RealtimeBetaResponseStatusDetailsError(Base):
    type: builtins.str | None = ...
    code: builtins.str | None = ...
class RealtimeBetaResponseUsage(Base):
    total_tokens: builtins.int | None = ...
    input_tokens: builtins.int | None = ...
    output_tokens: builtins.int | None = ...
    input_token_details: RealtimeBetaResponseUsageInputTokenDetails | None = ...
    output_token_details: RealtimeBetaResponseUsageOutputTokenDetails | None = ...
class RealtimeBetaResponseUsageInputTokenDetails(Base):
    cached_tokens: builtins.int | None = ...
    text_tokens: builtins.int | None = ...
    image_tokens: builtins.int | None = ...
    audio_tokens: builtins.int | None = ...
    cached_tokens_details: RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails | None = ...
class RealtimeBetaResponseUsageInputTokenDetailsCachedTokensDetails(Base):
    text_tokens: builtins.int | None = ...
    image_tokens: builtins.int | None = ...
    audio_tokens: builtins.int | None = ...
class RealtimeBetaResponseUsageOutputTokenDetails(Base):
    text_tokens: builtins.int | None = ...
    audio_tokens: builtins.int | None = ...
class RealtimeBetaServerEventConversationItemCreated(Base):
    event_id: builtins.str
    type: Literal["conversation.item.created"]
    previous_item_id: builtins.str | None = ...
    item: RealtimeConversationItem
class RealtimeBetaServerEventConversationItemDeleted(Base):
    event_id: builtins.str
    type: Literal["conversation.item.deleted"]
    item_id: builtins.str
class RealtimeBetaServerEventConversationItemInputAudioTranscriptionCompleted(Base):
    event_id: builtins.str
    type: Literal["conversation.item.input_audio_transcription.completed"]
    item_id: builtins.str
    content_index: builtins.int
    transcript: builtins.str
    languages: builtins.list[TranscriptionLanguage] | None = ...
    logprobs: builtins.list[LogProbProperties] | None = ...
    usage: TranscriptTextUsageTokens | TranscriptTextUsageDuration
class RealtimeBetaServerEventConversationItemInputAudioTranscriptionDelta(Base):
    event_id: builtins.str
    type: Literal["conversation.item.input_audio_transcription.delta"]
    item_id: builtins.str
    content_index: builtins.int | None = ...
    delta: builtins.str | None = ...
    logprobs: builtins.list[LogProbProperties] | None = ...
class RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailed(Base):
    event_id: builtins.str
    type: Literal["conversation.item.input_audio_transcription.failed"]
    item_id: builtins.str
    content_index: builtins.int
    error: RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError
class RealtimeBetaServerEventConversationItemInputAudioTranscriptionFailedError(Base):
    type: builtins.str | None = ...
    code: builtins.str | None = ...
    message: builtins.str | None = ...
    param: builtins.str | None = ...
class RealtimeBetaServerEventConversationItemInputAudioTranscriptionSegment(Base):
    event_id: builtins.str
    type: Literal["conversation.item.input_audio_transcription.segment"]
    item_id: builtins.str
    content_index: builtins.int
    text: builtins.str
    id: builtins.str
    speaker: builtins.str
    start: builtins.float
    end: builtins.float
class RealtimeBetaServerEventConversationItemRetrieved(Base):
    event_id: builtins.str
    type: Literal["conversation.item.retrieved"]
    item: RealtimeConversationItem
class RealtimeBetaServerEventConversationItemTruncated(Base):
    event_id: builtins.str
    type: Literal["conversation.item.truncated"]
    item_id: builtins.str
    content_index: builtins.int
    audio_end_ms: builtins.int
class RealtimeBetaServerEventError(Base):
    event_id: builtins.str
    type: Literal["error"]
    error: RealtimeBetaServerEventErrorError
class RealtimeBetaServerEventErrorError(Base):
    type: builtins.str
    code: builtins.str | None = ...
    message: builtins.str
    param: builtins.str | None = ...
    event_id: builtins.str | None = ...
class RealtimeBetaServerEventInputAudioBufferCleared(Base):
    event_id: builtins.str
    type: Literal["input_audio_buffer.cleared"]
class RealtimeBetaServerEventInputAudioBufferCommitted(Base):
    event_id: builtins.str
    type: Literal["input_audio_buffer.committed"]
    previous_item_id: builtins.str | None = ...
    item_id: builtins.str
class RealtimeBetaServerEventInputAudioBufferSpeechStarted(Base):
    event_id: builtins.str
    type: Literal["input_audio_buffer.speech_started"]
    audio_start_ms: builtins.int
    item_id: builtins.str
class RealtimeBetaServerEventInputAudioBufferSpeechStopped(Base):
    event_id: builtins.str
    type: Literal["input_audio_buffer.speech_stopped"]
    audio_end_ms: builtins.int
    item_id: builtins.str
class RealtimeBetaServerEventMCPListToolsCompleted(Base):
    event_id: builtins.str
    type: Literal["mcp_list_tools.completed"]
    item_id: builtins.str
class RealtimeBetaServerEventMCPListToolsFailed(Base):
    event_id: builtins.str
    type: Literal["mcp_list_tools.failed"]
    item_id: builtins.str
class RealtimeBetaServerEventMCPListToolsInProgress(Base):
    event_id: builtins.str
    type: Literal["mcp_list_tools.in_progress"]
    item_id: builtins.str
class RealtimeBetaServerEventRateLimitsUpdated(Base):
    event_id: builtins.str
    type: Literal["rate_limits.updated"]
    rate_limits: builtins.list[RealtimeBetaServerEventRateLimitsUpdatedRateLimits]
class RealtimeBetaServerEventRateLimitsUpdatedRateLimits(Base):
    name: Literal["requests", "tokens"] | None = ...
    limit: builtins.int | None = ...
    remaining: builtins.int | None = ...
    reset_seconds: builtins.float | None = ...
class RealtimeBetaServerEventResponseAudioDelta(Base):
    event_id: builtins.str
    type: Literal["response.output_audio.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
class RealtimeBetaServerEventResponseAudioDone(Base):
    event_id: builtins.str
    type: Literal["response.output_audio.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
class RealtimeBetaServerEventResponseAudioTranscriptDelta(Base):
    event_id: builtins.str
    type: Literal["response.output_audio_transcript.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
class RealtimeBetaServerEventResponseAudioTranscriptDone(Base):
    event_id: builtins.str
    type: Literal["response.output_audio_transcript.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    transcript: builtins.str
class RealtimeBetaServerEventResponseContentPartAdded(Base):
    event_id: builtins.str
    type: Literal["response.content_part.added"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    part: RealtimeBetaServerEventResponseContentPartAddedPart
class RealtimeBetaServerEventResponseContentPartAddedPart(Base):
    type: Literal["audio", "text"] | None = ...
    text: builtins.str | None = ...
    audio: builtins.str | None = ...
    transcript: builtins.str | None = ...
class RealtimeBetaServerEventResponseContentPartDone(Base):
    event_id: builtins.str
    type: Literal["response.content_part.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    part: RealtimeBetaServerEventResponseContentPartDonePart
class RealtimeBetaServerEventResponseContentPartDonePart(Base):
    type: Literal["audio", "text"] | None = ...
    text: builtins.str | None = ...
    audio: builtins.str | None = ...
    transcript: builtins.str | None = ...
class RealtimeBetaServerEventResponseCreated(Base):
    event_id: builtins.str
    type: Literal["response.created"]
    response: RealtimeBetaResponse
class RealtimeBetaServerEventResponseDone(Base):
    event_id: builtins.str
    type: Literal["response.done"]
    response: RealtimeBetaResponse
class RealtimeBetaServerEventResponseFunctionCallArgumentsDelta(Base):
    event_id: builtins.str
    type: Literal["response.function_call_arguments.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    call_id: builtins.str
    delta: builtins.str
class RealtimeBetaServerEventResponseFunctionCallArgumentsDone(Base):
    event_id: builtins.str
    type: Literal["response.function_call_arguments.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    call_id: builtins.str
    name: builtins.str
    arguments: builtins.str
class RealtimeBetaServerEventResponseMCPCallArgumentsDelta(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call_arguments.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    delta: builtins.str
    obfuscation: builtins.str | None = ...
class RealtimeBetaServerEventResponseMCPCallArgumentsDone(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call_arguments.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    arguments: builtins.str
class RealtimeBetaServerEventResponseMCPCallCompleted(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
class RealtimeBetaServerEventResponseMCPCallFailed(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call.failed"]
    output_index: builtins.int
    item_id: builtins.str
class RealtimeBetaServerEventResponseMCPCallInProgress(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
class RealtimeBetaServerEventResponseOutputItemAdded(Base):
    event_id: builtins.str
    type: Literal["response.output_item.added"]
    response_id: builtins.str
    output_index: builtins.int
    item: RealtimeConversationItem
class RealtimeBetaServerEventResponseOutputItemDone(Base):
    event_id: builtins.str
    type: Literal["response.output_item.done"]
    response_id: builtins.str
    output_index: builtins.int
    item: RealtimeConversationItem
class RealtimeBetaServerEventResponseTextDelta(Base):
    event_id: builtins.str
    type: Literal["response.output_text.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
class RealtimeBetaServerEventResponseTextDone(Base):
    event_id: builtins.str
    type: Literal["response.output_text.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
class RealtimeBetaServerEventSessionCreated(Base):
    event_id: builtins.str
    type: Literal["session.created"]
    session: RealtimeSession
class RealtimeBetaServerEventSessionUpdated(Base):
    event_id: builtins.str
    type: Literal["session.updated"]
    session: RealtimeSession
class RealtimeBetaServerEventTranscriptionSessionCreated(Base):
    event_id: builtins.str
    type: Literal["transcription_session.created"]
    session: RealtimeTranscriptionSessionCreateResponse
class RealtimeBetaServerEventTranscriptionSessionUpdated(Base):
    event_id: builtins.str
    type: Literal["transcription_session.updated"]
    session: RealtimeTranscriptionSessionCreateResponse
class RealtimeCallCreateRequest(Base):
    sdp: builtins.str
    session: RealtimeSessionCreateRequestGA | None = ...
class RealtimeCallReferRequest(Base):
    target_uri: builtins.str
class RealtimeCallRejectRequest(Base):
    status_code: builtins.int | None = ...
RealtimeClientEvent: TypeAlias = RealtimeClientEventConversationItemCreate | RealtimeClientEventConversationItemDelete | RealtimeClientEventConversationItemRetrieve | RealtimeClientEventConversationItemTruncate | RealtimeClientEventInputAudioBufferAppend | RealtimeClientEventInputAudioBufferClear | RealtimeClientEventOutputAudioBufferClear | RealtimeClientEventInputAudioBufferCommit | RealtimeClientEventResponseCancel | RealtimeClientEventResponseCreate | RealtimeClientEventSessionUpdate
RealtimeClientEventParam: TypeAlias = RealtimeClientEventConversationItemCreate | RealtimeClientEventConversationItemCreateParam | RealtimeClientEventConversationItemDelete | RealtimeClientEventConversationItemDeleteParam | RealtimeClientEventConversationItemRetrieve | RealtimeClientEventConversationItemRetrieveParam | RealtimeClientEventConversationItemTruncate | RealtimeClientEventConversationItemTruncateParam | RealtimeClientEventInputAudioBufferAppend | RealtimeClientEventInputAudioBufferAppendParam | RealtimeClientEventInputAudioBufferClear | RealtimeClientEventInputAudioBufferClearParam | RealtimeClientEventOutputAudioBufferClear | RealtimeClientEventOutputAudioBufferClearParam | RealtimeClientEventInputAudioBufferCommit | RealtimeClientEventInputAudioBufferCommitParam | RealtimeClientEventResponseCancel | RealtimeClientEventResponseCancelParam | RealtimeClientEventResponseCreate | RealtimeClientEventResponseCreateParam | RealtimeClientEventSessionUpdate | RealtimeClientEventSessionUpdateParam
class RealtimeClientEventConversationItemCreate(Base):
    event_id: builtins.str | None = ...
    type: Literal["conversation.item.create"]
    previous_item_id: builtins.str | None = ...
    item: RealtimeConversationItem
class RealtimeClientEventConversationItemCreateParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["conversation.item.create"]]
    previous_item_id: builtins.str
    item: Required[RealtimeConversationItemParam]
class RealtimeClientEventConversationItemDelete(Base):
    event_id: builtins.str | None = ...
    type: Literal["conversation.item.delete"]
    item_id: builtins.str
class RealtimeClientEventConversationItemDeleteParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["conversation.item.delete"]]
    item_id: Required[builtins.str]
class RealtimeClientEventConversationItemRetrieve(Base):
    event_id: builtins.str | None = ...
    type: Literal["conversation.item.retrieve"]
    item_id: builtins.str
class RealtimeClientEventConversationItemRetrieveParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["conversation.item.retrieve"]]
    item_id: Required[builtins.str]
class RealtimeClientEventConversationItemTruncate(Base):
    event_id: builtins.str | None = ...
    type: Literal["conversation.item.truncate"]
    item_id: builtins.str
    content_index: builtins.int
    audio_end_ms: builtins.int
class RealtimeClientEventConversationItemTruncateParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["conversation.item.truncate"]]
    item_id: Required[builtins.str]
    content_index: Required[builtins.int]
    audio_end_ms: Required[builtins.int]
class RealtimeClientEventInputAudioBufferAppend(Base):
    event_id: builtins.str | None = ...
    type: Literal["input_audio_buffer.append"]
    audio: builtins.str
class RealtimeClientEventInputAudioBufferAppendParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["input_audio_buffer.append"]]
    audio: Required[builtins.str]
class RealtimeClientEventInputAudioBufferClear(Base):
    event_id: builtins.str | None = ...
    type: Literal["input_audio_buffer.clear"]
class RealtimeClientEventInputAudioBufferClearParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["input_audio_buffer.clear"]]
class RealtimeClientEventInputAudioBufferCommit(Base):
    event_id: builtins.str | None = ...
    type: Literal["input_audio_buffer.commit"]
class RealtimeClientEventInputAudioBufferCommitParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["input_audio_buffer.commit"]]
class RealtimeClientEventOutputAudioBufferClear(Base):
    event_id: builtins.str | None = ...
    type: Literal["output_audio_buffer.clear"]
class RealtimeClientEventOutputAudioBufferClearParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["output_audio_buffer.clear"]]
class RealtimeClientEventResponseCancel(Base):
    event_id: builtins.str | None = ...
    type: Literal["response.cancel"]
    response_id: builtins.str | None = ...
class RealtimeClientEventResponseCancelParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["response.cancel"]]
    response_id: builtins.str
class RealtimeClientEventResponseCreate(Base):
    event_id: builtins.str | None = ...
    type: Literal["response.create"]
    response: RealtimeResponseCreateParams | None = ...
class RealtimeClientEventResponseCreateParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["response.create"]]
    response: RealtimeResponseCreateParams | RealtimeResponseCreateParamsParam
class RealtimeClientEventSessionUpdate(Base):
    event_id: builtins.str | None = ...
    type: Literal["session.update"]
    session: RealtimeSessionCreateRequestGA | RealtimeTranscriptionSessionCreateRequestGA
class RealtimeClientEventSessionUpdateParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["session.update"]]
    session: Required[RealtimeSessionCreateRequestGA | RealtimeSessionCreateRequestGAParam | RealtimeTranscriptionSessionCreateRequestGA | RealtimeTranscriptionSessionCreateRequestGAParam]
class RealtimeClientEventTranscriptionSessionUpdate(Base):
    event_id: builtins.str | None = ...
    type: Literal["transcription_session.update"]
    session: RealtimeTranscriptionSessionCreateRequest
RealtimeConversationItem: TypeAlias = RealtimeConversationItemMessageSystem | RealtimeConversationItemMessageUser | RealtimeConversationItemMessageAssistant | RealtimeConversationItemFunctionCall | RealtimeConversationItemFunctionCallOutput | RealtimeMCPApprovalResponse | RealtimeMCPListTools | RealtimeMCPToolCall | RealtimeMCPApprovalRequest
RealtimeConversationItemParam: TypeAlias = RealtimeConversationItemMessageSystem | RealtimeConversationItemMessageSystemParam | RealtimeConversationItemMessageUser | RealtimeConversationItemMessageUserParam | RealtimeConversationItemMessageAssistant | RealtimeConversationItemMessageAssistantParam | RealtimeConversationItemFunctionCall | RealtimeConversationItemFunctionCallParam | RealtimeConversationItemFunctionCallOutput | RealtimeConversationItemFunctionCallOutputParam | RealtimeMCPApprovalResponse | RealtimeMCPApprovalResponseParam | RealtimeMCPListTools | RealtimeMCPListToolsParam | RealtimeMCPToolCall | RealtimeMCPToolCallParam | RealtimeMCPApprovalRequest | RealtimeMCPApprovalRequestParam
class RealtimeConversationItemFunctionCall(Base):
    id: builtins.str | None = ...
    object: Literal["realtime.item"] | None = ...
    type: Literal["function_call"]
    status: Literal["completed", "incomplete", "in_progress"] | None = ...
    call_id: builtins.str | None = ...
    name: builtins.str
    arguments: builtins.str
class RealtimeConversationItemFunctionCallParam(TypedDict, total=False):
    id: builtins.str
    object: Literal["realtime.item"]
    type: Required[Literal["function_call"]]
    status: Literal["completed", "incomplete", "in_progress"]
    call_id: builtins.str
    name: Required[builtins.str]
    arguments: Required[builtins.str]
class RealtimeConversationItemFunctionCallOutput(Base):
    id: builtins.str | None = ...
    object: Literal["realtime.item"] | None = ...
    type: Literal["function_call_output"]
    status: Literal["completed", "incomplete", "in_progress"] | None = ...
    call_id: builtins.str
    output: builtins.str
class RealtimeConversationItemFunctionCallOutputParam(TypedDict, total=False):
    id: builtins.str
    object: Literal["realtime.item"]
    type: Required[Literal["function_call_output"]]
    status: Literal["completed", "incomplete", "in_progress"]
    call_id: Required[builtins.str]
    output: Required[builtins.str]
class RealtimeConversationItemMessageAssistant(Base):
    id: builtins.str | None = ...
    object: Literal["realtime.item"] | None = ...
    type: Literal["message"]
    status: Literal["completed", "incomplete", "in_progress"] | None = ...
    role: Literal["assistant"]
    content: builtins.list[RealtimeConversationItemMessageAssistantContent]
class RealtimeConversationItemMessageAssistantParam(TypedDict, total=False):
    id: builtins.str
    object: Literal["realtime.item"]
    type: Required[Literal["message"]]
    status: Literal["completed", "incomplete", "in_progress"]
    role: Required[Literal["assistant"]]
    content: Required[Sequence[RealtimeConversationItemMessageAssistantContent | RealtimeConversationItemMessageAssistantContentParam]]
class RealtimeConversationItemMessageAssistantContent(Base):
    type: Literal["output_text", "output_audio"] | None = ...
    text: builtins.str | None = ...
    audio: builtins.str | None = ...
    transcript: builtins.str | None = ...
class RealtimeConversationItemMessageAssistantContentParam(TypedDict, total=False):
    type: Literal["output_text", "output_audio"]
    text: builtins.str
    audio: builtins.str
    transcript: builtins.str
class RealtimeConversationItemMessageSystem(Base):
    id: builtins.str | None = ...
    object: Literal["realtime.item"] | None = ...
    type: Literal["message"]
    status: Literal["completed", "incomplete", "in_progress"] | None = ...
    role: Literal["system"]
    content: builtins.list[RealtimeConversationItemMessageSystemContent]
class RealtimeConversationItemMessageSystemParam(TypedDict, total=False):
    id: builtins.str
    object: Literal["realtime.item"]
    type: Required[Literal["message"]]
    status: Literal["completed", "incomplete", "in_progress"]
    role: Required[Literal["system"]]
    content: Required[Sequence[RealtimeConversationItemMessageSystemContent | RealtimeConversationItemMessageSystemContentParam]]
class RealtimeConversationItemMessageSystemContent(Base):
    type: Literal["input_text"] | None = ...
    text: builtins.str | None = ...
class RealtimeConversationItemMessageSystemContentParam(TypedDict, total=False):
    type: Literal["input_text"]
    text: builtins.str
class RealtimeConversationItemMessageUser(Base):
    id: builtins.str | None = ...
    object: Literal["realtime.item"] | None = ...
    type: Literal["message"]
    status: Literal["completed", "incomplete", "in_progress"] | None = ...
    role: Literal["user"]
    content: builtins.list[RealtimeConversationItemMessageUserContent]
class RealtimeConversationItemMessageUserParam(TypedDict, total=False):
    id: builtins.str
    object: Literal["realtime.item"]
    type: Required[Literal["message"]]
    status: Literal["completed", "incomplete", "in_progress"]
    role: Required[Literal["user"]]
    content: Required[Sequence[RealtimeConversationItemMessageUserContent | RealtimeConversationItemMessageUserContentParam]]
class RealtimeConversationItemMessageUserContent(Base):
    type: Literal["input_text", "input_audio", "input_image"] | None = ...
    text: builtins.str | None = ...
    audio: builtins.str | None = ...
    image_url: builtins.str | None = ...
    detail: Literal["auto", "low", "high"] | None = ...
    transcript: builtins.str | None = ...
class RealtimeConversationItemMessageUserContentParam(TypedDict, total=False):
    type: Literal["input_text", "input_audio", "input_image"]
    text: builtins.str
    audio: builtins.str
    image_url: builtins.str
    detail: Literal["auto", "low", "high"]
    transcript: builtins.str
class RealtimeConversationItemWithReference(Base):
    id: builtins.str | None = ...
    type: Literal["message", "function_call", "function_call_output"] | None = ...
    object: Literal["realtime.item"] | None = ...
    status: Literal["completed", "incomplete", "in_progress"] | None = ...
    role: Literal["user", "assistant", "system"] | None = ...
    content: builtins.list[RealtimeConversationItemWithReferenceContent] | None = ...
    call_id: builtins.str | None = ...
    name: builtins.str | None = ...
    arguments: builtins.str | None = ...
    output: builtins.str | None = ...
class RealtimeConversationItemWithReferenceContent(Base):
    type: Literal["input_audio", "input_text", "item_reference", "text"] | None = ...
    text: builtins.str | None = ...
    id: builtins.str | None = ...
    audio: builtins.str | None = ...
    transcript: builtins.str | None = ...
class RealtimeCreateClientSecretRequest(Base):
    expires_after: RealtimeCreateClientSecretRequestExpiresAfter | None = ...
    session: RealtimeSessionCreateRequestGA | RealtimeTranscriptionSessionCreateRequestGA | None = ...
class RealtimeCreateClientSecretRequestExpiresAfter(Base):
    anchor: Literal["created_at"] | None = ...
    seconds: builtins.int | None = ...
class RealtimeCreateClientSecretRequestExpiresAfterParam(TypedDict, total=False):
    anchor: Literal["created_at"]
    seconds: builtins.int
class RealtimeCreateClientSecretResponse(Base):
    value: builtins.str
    expires_at: builtins.int
    session: RealtimeSessionCreateResponseGA | RealtimeTranscriptionSessionCreateResponseGA
class RealtimeFunctionTool(Base):
    type: Literal["function"] | None = ...
    name: builtins.str | None = ...
    description: builtins.str | None = ...
    parameters: builtins.dict[builtins.str, Any] | None = ...
class RealtimeFunctionToolParam(TypedDict, total=False):
    type: Literal["function"]
    name: builtins.str
    description: builtins.str
    parameters: Mapping[builtins.str, Any]
class RealtimeMCPApprovalRequest(Base):
    type: Literal["mcp_approval_request"]
    id: builtins.str
    server_label: builtins.str
    name: builtins.str
    arguments: builtins.str
class RealtimeMCPApprovalRequestParam(TypedDict, total=False):
    type: Required[Literal["mcp_approval_request"]]
    id: Required[builtins.str]
    server_label: Required[builtins.str]
    name: Required[builtins.str]
    arguments: Required[builtins.str]
class RealtimeMCPApprovalResponse(Base):
    type: Literal["mcp_approval_response"]
    id: builtins.str
    approval_request_id: builtins.str
    approve: builtins.bool
    reason: builtins.str | None = ...
class RealtimeMCPApprovalResponseParam(TypedDict, total=False):
    type: Required[Literal["mcp_approval_response"]]
    id: Required[builtins.str]
    approval_request_id: Required[builtins.str]
    approve: Required[builtins.bool]
    reason: builtins.str | None
class RealtimeMCPHTTPError(Base):
    type: Literal["http_error"]
    code: builtins.int
    message: builtins.str
class RealtimeMCPHTTPErrorParam(TypedDict, total=False):
    type: Required[Literal["http_error"]]
    code: Required[builtins.int]
    message: Required[builtins.str]
class RealtimeMCPListTools(Base):
    type: Literal["mcp_list_tools"]
    id: builtins.str | None = ...
    server_label: builtins.str
    tools: builtins.list[MCPListToolsTool]
class RealtimeMCPListToolsParam(TypedDict, total=False):
    type: Required[Literal["mcp_list_tools"]]
    id: builtins.str
    server_label: Required[builtins.str]
    tools: Required[Sequence[MCPListToolsTool | MCPListToolsToolParam]]
class RealtimeMCPProtocolError(Base):
    type: Literal["protocol_error"]
    code: builtins.int
    message: builtins.str
class RealtimeMCPProtocolErrorParam(TypedDict, total=False):
    type: Required[Literal["protocol_error"]]
    code: Required[builtins.int]
    message: Required[builtins.str]
class RealtimeMCPToolCall(Base):
    type: Literal["mcp_call"]
    id: builtins.str
    server_label: builtins.str
    name: builtins.str
    arguments: builtins.str
    approval_request_id: builtins.str | None = ...
    output: builtins.str | None = ...
    error: RealtimeMCPProtocolError | RealtimeMCPToolExecutionError | RealtimeMCPHTTPError | None = ...
class RealtimeMCPToolCallParam(TypedDict, total=False):
    type: Required[Literal["mcp_call"]]
    id: Required[builtins.str]
    server_label: Required[builtins.str]
    name: Required[builtins.str]
    arguments: Required[builtins.str]
    approval_request_id: builtins.str | None
    output: builtins.str | None
    error: RealtimeMCPProtocolError | RealtimeMCPProtocolErrorParam | RealtimeMCPToolExecutionError | RealtimeMCPToolExecutionErrorParam | RealtimeMCPHTTPError | RealtimeMCPHTTPErrorParam | None
class RealtimeMCPToolExecutionError(Base):
    type: Literal["tool_execution_error"]
    message: builtins.str
class RealtimeMCPToolExecutionErrorParam(TypedDict, total=False):
    type: Required[Literal["tool_execution_error"]]
    message: Required[builtins.str]
class RealtimeReasoning(Base):
    effort: RealtimeReasoningEffort | None = ...
class RealtimeReasoningParam(TypedDict, total=False):
    effort: RealtimeReasoningEffortParam
RealtimeReasoningEffort: TypeAlias = Literal["minimal", "low", "medium", "high", "xhigh"]
RealtimeReasoningEffortParam: TypeAlias = Literal["minimal", "low", "medium", "high", "xhigh"]
class RealtimeResponse(Base):
    id: builtins.str | None = ...
    object: Literal["realtime.response"] | None = ...
    status: Literal["completed", "cancelled", "failed", "incomplete", "in_progress"] | None = ...
    status_details: RealtimeResponseStatusDetails | None = ...
    output: builtins.list[RealtimeConversationItem] | None = ...
    metadata: Metadata | None = ...
    audio: RealtimeResponseAudio | None = ...
    usage: RealtimeResponseUsage | None = ...
    conversation_id: builtins.str | None = ...
    output_modalities: builtins.list[Literal["text", "audio"]] | None = ...
    max_output_tokens: builtins.int | Literal["inf"] | None = ...
class RealtimeResponseAudio(Base):
    output: RealtimeResponseAudioOutput | None = ...
class RealtimeResponseAudioOutput(Base):
    format: RealtimeAudioFormats | None = ...
    voice: VoiceIdsShared | None = ...
class RealtimeResponseCreateParams(Base):
    output_modalities: builtins.list[Literal["text", "audio"]] | None = ...
    instructions: builtins.str | None = ...
    audio: RealtimeResponseCreateParamsAudio | None = ...
    tools: builtins.list[RealtimeFunctionTool | MCPTool] | None = ...
    tool_choice: ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMCP | None = ...
    parallel_tool_calls: builtins.bool | None = ...
    reasoning: RealtimeReasoning | None = ...
    max_output_tokens: builtins.int | Literal["inf"] | None = ...
    conversation: builtins.str | Literal["auto", "none"] | None = ...
    metadata: Metadata | None = ...
    prompt: Prompt | None = ...
    input: builtins.list[RealtimeConversationItem] | None = ...
class RealtimeResponseCreateParamsParam(TypedDict, total=False):
    output_modalities: Sequence[Literal["text", "audio"]]
    instructions: builtins.str
    audio: RealtimeResponseCreateParamsAudio | RealtimeResponseCreateParamsAudioParam
    tools: Sequence[RealtimeFunctionTool | RealtimeFunctionToolParam | MCPTool | MCPToolParam]
    tool_choice: ToolChoiceOptionsParam | ToolChoiceFunction | ToolChoiceFunctionParam | ToolChoiceMCP | ToolChoiceMCPParam
    parallel_tool_calls: builtins.bool
    reasoning: RealtimeReasoning | RealtimeReasoningParam
    max_output_tokens: builtins.int | Literal["inf"]
    conversation: builtins.str | Literal["auto", "none"]
    metadata: MetadataParam
    prompt: PromptParam
    input: Sequence[RealtimeConversationItemParam]
class RealtimeResponseCreateParamsAudio(Base):
    output: RealtimeResponseCreateParamsAudioOutput | None = ...
class RealtimeResponseCreateParamsAudioParam(TypedDict, total=False):
    output: RealtimeResponseCreateParamsAudioOutput | RealtimeResponseCreateParamsAudioOutputParam
class RealtimeResponseCreateParamsAudioOutput(Base):
    format: RealtimeAudioFormats | None = ...
    voice: VoiceIdsOrCustomVoice | None = ...
class RealtimeResponseCreateParamsAudioOutputParam(TypedDict, total=False):
    format: RealtimeAudioFormatsParam
    voice: VoiceIdsOrCustomVoiceParam
class RealtimeResponseStatusDetails(Base):
    type: Literal["completed", "cancelled", "failed", "incomplete"] | None = ...
    reason: Literal["turn_detected", "client_cancelled", "max_output_tokens", "content_filter"] | None = ...
    error: RealtimeResponseStatusDetailsError | None = ...
class RealtimeResponseStatusDetailsError(Base):
    type: builtins.str | None = ...
    code: builtins.str | None = ...
class RealtimeResponseUsage(Base):
    total_tokens: builtins.int | None = ...
    input_tokens: builtins.int | None = ...
    output_tokens: builtins.int | None = ...
    input_token_details: RealtimeResponseUsageInputTokenDetails | None = ...
    output_token_details: RealtimeResponseUsageOutputTokenDetails | None = ...
class RealtimeResponseUsageInputTokenDetails(Base):
    cached_tokens: builtins.int | None = ...
    text_tokens: builtins.int | None = ...
    image_tokens: builtins.int | None = ...
    audio_tokens: builtins.int | None = ...
    cached_tokens_details: RealtimeResponseUsageInputTokenDetailsCachedTokensDetails | None = ...
class RealtimeResponseUsageInputTokenDetailsCachedTokensDetails(Base):
    text_tokens: builtins.int | None = ...
    image_tokens: builtins.int | None = ...
    audio_tokens: builtins.int | None = ...
class RealtimeResponseUsageOutputTokenDetails(Base):
    text_tokens: builtins.int | None = ...
    audio_tokens: builtins.int | None = ...
RealtimeServerEvent: TypeAlias = RealtimeServerEventConversationCreated | RealtimeServerEventConversationItemCreated | RealtimeServerEventConversationItemDeleted | RealtimeServerEventConversationItemInputAudioTranscriptionCompleted | RealtimeServerEventConversationItemInputAudioTranscriptionDelta | RealtimeServerEventConversationItemInputAudioTranscriptionFailed | RealtimeServerEventConversationItemRetrieved | RealtimeServerEventConversationItemTruncated | RealtimeServerEventError | RealtimeServerEventInputAudioBufferCleared | RealtimeServerEventInputAudioBufferCommitted | RealtimeServerEventInputAudioBufferDtmfEventReceived | RealtimeServerEventInputAudioBufferSpeechStarted | RealtimeServerEventInputAudioBufferSpeechStopped | RealtimeServerEventRateLimitsUpdated | RealtimeServerEventResponseAudioDelta | RealtimeServerEventResponseAudioDone | RealtimeServerEventResponseAudioTranscriptDelta | RealtimeServerEventResponseAudioTranscriptDone | RealtimeServerEventResponseContentPartAdded | RealtimeServerEventResponseContentPartDone | RealtimeServerEventResponseCreated | RealtimeServerEventResponseDone | RealtimeServerEventResponseFunctionCallArgumentsDelta | RealtimeServerEventResponseFunctionCallArgumentsDone | RealtimeServerEventResponseOutputItemAdded | RealtimeServerEventResponseOutputItemDone | RealtimeServerEventResponseTextDelta | RealtimeServerEventResponseTextDone | RealtimeServerEventSessionCreated | RealtimeServerEventSessionUpdated | RealtimeServerEventOutputAudioBufferStarted | RealtimeServerEventOutputAudioBufferStopped | RealtimeServerEventOutputAudioBufferCleared | RealtimeServerEventConversationItemAdded | RealtimeServerEventConversationItemDone | RealtimeServerEventInputAudioBufferTimeoutTriggered | RealtimeServerEventConversationItemInputAudioTranscriptionSegment | RealtimeServerEventMCPListToolsInProgress | RealtimeServerEventMCPListToolsCompleted | RealtimeServerEventMCPListToolsFailed | RealtimeServerEventResponseMCPCallArgumentsDelta | RealtimeServerEventResponseMCPCallArgumentsDone | RealtimeServerEventResponseMCPCallInProgress | RealtimeServerEventResponseMCPCallCompleted | RealtimeServerEventResponseMCPCallFailed
class RealtimeServerEventConversationCreated(Base):
    event_id: builtins.str
    type: Literal["conversation.created"]
    conversation: RealtimeServerEventConversationCreatedConversation
class RealtimeServerEventConversationCreatedConversation(Base):
    id: builtins.str | None = ...
    object: builtins.str | None = ...
class RealtimeServerEventConversationItemAdded(Base):
    event_id: builtins.str
    type: Literal["conversation.item.added"]
    previous_item_id: builtins.str | None = ...
    item: RealtimeConversationItem
class RealtimeServerEventConversationItemCreated(Base):
    event_id: builtins.str
    type: Literal["conversation.item.created"]
    previous_item_id: builtins.str | None = ...
    item: RealtimeConversationItem
class RealtimeServerEventConversationItemDeleted(Base):
    event_id: builtins.str
    type: Literal["conversation.item.deleted"]
    item_id: builtins.str
class RealtimeServerEventConversationItemDone(Base):
    event_id: builtins.str
    type: Literal["conversation.item.done"]
    previous_item_id: builtins.str | None = ...
    item: RealtimeConversationItem
class RealtimeServerEventConversationItemInputAudioTranscriptionCompleted(Base):
    event_id: builtins.str
    type: Literal["conversation.item.input_audio_transcription.completed"]
    item_id: builtins.str
    content_index: builtins.int
    transcript: builtins.str
    languages: builtins.list[TranscriptionLanguage] | None = ...
    logprobs: builtins.list[LogProbProperties] | None = ...
    usage: TranscriptTextUsageTokens | TranscriptTextUsageDuration
class RealtimeServerEventConversationItemInputAudioTranscriptionDelta(Base):
    event_id: builtins.str
    type: Literal["conversation.item.input_audio_transcription.delta"]
    item_id: builtins.str
    content_index: builtins.int | None = ...
    delta: builtins.str | None = ...
    logprobs: builtins.list[LogProbProperties] | None = ...
class RealtimeServerEventConversationItemInputAudioTranscriptionFailed(Base):
    event_id: builtins.str
    type: Literal["conversation.item.input_audio_transcription.failed"]
    item_id: builtins.str
    content_index: builtins.int
    error: RealtimeServerEventConversationItemInputAudioTranscriptionFailedError
class RealtimeServerEventConversationItemInputAudioTranscriptionFailedError(Base):
    type: builtins.str | None = ...
    code: builtins.str | None = ...
    message: builtins.str | None = ...
    param: builtins.str | None = ...
class RealtimeServerEventConversationItemInputAudioTranscriptionSegment(Base):
    event_id: builtins.str
    type: Literal["conversation.item.input_audio_transcription.segment"]
    item_id: builtins.str
    content_index: builtins.int
    text: builtins.str
    id: builtins.str
    speaker: builtins.str
    start: builtins.float
    end: builtins.float
class RealtimeServerEventConversationItemRetrieved(Base):
    event_id: builtins.str
    type: Literal["conversation.item.retrieved"]
    item: RealtimeConversationItem
class RealtimeServerEventConversationItemTruncated(Base):
    event_id: builtins.str
    type: Literal["conversation.item.truncated"]
    item_id: builtins.str
    content_index: builtins.int
    audio_end_ms: builtins.int
class RealtimeServerEventError(Base):
    event_id: builtins.str
    type: Literal["error"]
    error: RealtimeServerEventErrorError
class RealtimeServerEventErrorError(Base):
    type: builtins.str
    code: builtins.str | None = ...
    message: builtins.str
    param: builtins.str | None = ...
    event_id: builtins.str | None = ...
class RealtimeServerEventInputAudioBufferCleared(Base):
    event_id: builtins.str
    type: Literal["input_audio_buffer.cleared"]
class RealtimeServerEventInputAudioBufferCommitted(Base):
    event_id: builtins.str
    type: Literal["input_audio_buffer.committed"]
    previous_item_id: builtins.str | None = ...
    item_id: builtins.str
class RealtimeServerEventInputAudioBufferDtmfEventReceived(Base):
    type: Literal["input_audio_buffer.dtmf_event_received"]
    event: builtins.str
    received_at: builtins.int
class RealtimeServerEventInputAudioBufferSpeechStarted(Base):
    event_id: builtins.str
    type: Literal["input_audio_buffer.speech_started"]
    audio_start_ms: builtins.int
    item_id: builtins.str
class RealtimeServerEventInputAudioBufferSpeechStopped(Base):
    event_id: builtins.str
    type: Literal["input_audio_buffer.speech_stopped"]
    audio_end_ms: builtins.int
    item_id: builtins.str
class RealtimeServerEventInputAudioBufferTimeoutTriggered(Base):
    event_id: builtins.str
    type: Literal["input_audio_buffer.timeout_triggered"]
    audio_start_ms: builtins.int
    audio_end_ms: builtins.int
    item_id: builtins.str
class RealtimeServerEventMCPListToolsCompleted(Base):
    event_id: builtins.str
    type: Literal["mcp_list_tools.completed"]
    item_id: builtins.str
class RealtimeServerEventMCPListToolsFailed(Base):
    event_id: builtins.str
    type: Literal["mcp_list_tools.failed"]
    item_id: builtins.str
class RealtimeServerEventMCPListToolsInProgress(Base):
    event_id: builtins.str
    type: Literal["mcp_list_tools.in_progress"]
    item_id: builtins.str
class RealtimeServerEventOutputAudioBufferCleared(Base):
    event_id: builtins.str
    type: Literal["output_audio_buffer.cleared"]
    response_id: builtins.str
class RealtimeServerEventOutputAudioBufferStarted(Base):
    event_id: builtins.str
    type: Literal["output_audio_buffer.started"]
    response_id: builtins.str
class RealtimeServerEventOutputAudioBufferStopped(Base):
    event_id: builtins.str
    type: Literal["output_audio_buffer.stopped"]
    response_id: builtins.str
class RealtimeServerEventRateLimitsUpdated(Base):
    event_id: builtins.str
    type: Literal["rate_limits.updated"]
    rate_limits: builtins.list[RealtimeServerEventRateLimitsUpdatedRateLimits]
class RealtimeServerEventRateLimitsUpdatedRateLimits(Base):
    name: Literal["requests", "tokens"] | None = ...
    limit: builtins.int | None = ...
    remaining: builtins.int | None = ...
    reset_seconds: builtins.float | None = ...
class RealtimeServerEventResponseAudioDelta(Base):
    event_id: builtins.str
    type: Literal["response.output_audio.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
class RealtimeServerEventResponseAudioDone(Base):
    event_id: builtins.str
    type: Literal["response.output_audio.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
class RealtimeServerEventResponseAudioTranscriptDelta(Base):
    event_id: builtins.str
    type: Literal["response.output_audio_transcript.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
class RealtimeServerEventResponseAudioTranscriptDone(Base):
    event_id: builtins.str
    type: Literal["response.output_audio_transcript.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    transcript: builtins.str
class RealtimeServerEventResponseContentPartAdded(Base):
    event_id: builtins.str
    type: Literal["response.content_part.added"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    part: RealtimeServerEventResponseContentPartAddedPart
class RealtimeServerEventResponseContentPartAddedPart(Base):
    type: Literal["audio", "text"] | None = ...
    text: builtins.str | None = ...
    audio: builtins.str | None = ...
    transcript: builtins.str | None = ...
class RealtimeServerEventResponseContentPartDone(Base):
    event_id: builtins.str
    type: Literal["response.content_part.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    part: RealtimeServerEventResponseContentPartDonePart
class RealtimeServerEventResponseContentPartDonePart(Base):
    type: Literal["audio", "text"] | None = ...
    text: builtins.str | None = ...
    audio: builtins.str | None = ...
    transcript: builtins.str | None = ...
class RealtimeServerEventResponseCreated(Base):
    event_id: builtins.str
    type: Literal["response.created"]
    response: RealtimeResponse
class RealtimeServerEventResponseDone(Base):
    event_id: builtins.str
    type: Literal["response.done"]
    response: RealtimeResponse
class RealtimeServerEventResponseFunctionCallArgumentsDelta(Base):
    event_id: builtins.str
    type: Literal["response.function_call_arguments.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    call_id: builtins.str
    delta: builtins.str
class RealtimeServerEventResponseFunctionCallArgumentsDone(Base):
    event_id: builtins.str
    type: Literal["response.function_call_arguments.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    call_id: builtins.str
    name: builtins.str
    arguments: builtins.str
class RealtimeServerEventResponseMCPCallArgumentsDelta(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call_arguments.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    delta: builtins.str
    obfuscation: builtins.str | None = ...
class RealtimeServerEventResponseMCPCallArgumentsDone(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call_arguments.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    arguments: builtins.str
class RealtimeServerEventResponseMCPCallCompleted(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
class RealtimeServerEventResponseMCPCallFailed(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call.failed"]
    output_index: builtins.int
    item_id: builtins.str
class RealtimeServerEventResponseMCPCallInProgress(Base):
    event_id: builtins.str
    type: Literal["response.mcp_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
class RealtimeServerEventResponseOutputItemAdded(Base):
    event_id: builtins.str
    type: Literal["response.output_item.added"]
    response_id: builtins.str
    output_index: builtins.int
    item: RealtimeConversationItem
class RealtimeServerEventResponseOutputItemDone(Base):
    event_id: builtins.str
    type: Literal["response.output_item.done"]
    response_id: builtins.str
    output_index: builtins.int
    item: RealtimeConversationItem
class RealtimeServerEventResponseTextDelta(Base):
    event_id: builtins.str
    type: Literal["response.output_text.delta"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
class RealtimeServerEventResponseTextDone(Base):
    event_id: builtins.str
    type: Literal["response.output_text.done"]
    response_id: builtins.str
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
class RealtimeServerEventSessionCreated(Base):
    event_id: builtins.str
    type: Literal["session.created"]
    session: RealtimeSessionCreateResponseGA | RealtimeTranscriptionSessionCreateResponseGA
class RealtimeServerEventSessionUpdated(Base):
    event_id: builtins.str
    type: Literal["session.updated"]
    session: RealtimeSessionCreateResponseGA | RealtimeTranscriptionSessionCreateResponseGA
class RealtimeServerEventTranscriptionSessionUpdated(Base):
    event_id: builtins.str
    type: Literal["transcription_session.updated"]
    session: RealtimeTranscriptionSessionCreateResponse
class RealtimeSession(Base):
    id: builtins.str | None = ...
    object: Literal["realtime.session"] | None = ...
    modalities: builtins.list[Literal["text", "audio"]] | None = ...
    model: builtins.str | Literal["gpt-realtime", "gpt-realtime-1.5", "gpt-realtime-2025-08-28", "gpt-4o-realtime-preview", "gpt-4o-realtime-preview-2024-10-01", "gpt-4o-realtime-preview-2024-12-17", "gpt-4o-realtime-preview-2025-06-03", "gpt-4o-mini-realtime-preview", "gpt-4o-mini-realtime-preview-2024-12-17", "gpt-realtime-mini", "gpt-realtime-mini-2025-10-06", "gpt-realtime-mini-2025-12-15", "gpt-audio-1.5", "gpt-audio-mini", "gpt-audio-mini-2025-10-06", "gpt-audio-mini-2025-12-15"] | None = ...
    instructions: builtins.str | None = ...
    voice: VoiceIdsShared | None = ...
    input_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | None = ...
    output_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | None = ...
    input_audio_transcription: AudioTranscriptionResponse | None = ...
    turn_detection: RealtimeTurnDetection | None = ...
    input_audio_noise_reduction: RealtimeSessionInputAudioNoiseReduction | None = ...
    speed: builtins.float | None = ...
    tracing: Literal["auto"] | RealtimeSessionTracing | None = ...
    tools: builtins.list[RealtimeFunctionTool] | None = ...
    tool_choice: builtins.str | None = ...
    temperature: builtins.float | None = ...
    max_response_output_tokens: builtins.int | Literal["inf"] | None = ...
    expires_at: builtins.int | None = ...
    prompt: Prompt | None = ...
    include: builtins.list[Literal["item.input_audio_transcription.logprobs"]] | None = ...
class RealtimeSessionCreateRequest(Base):
    client_secret: RealtimeSessionCreateRequestClientSecret | None = ...
    modalities: builtins.list[Literal["text", "audio"]] | None = ...
    instructions: builtins.str | None = ...
    voice: VoiceIdsOrCustomVoice | None = ...
    input_audio_format: builtins.str | None = ...
    output_audio_format: builtins.str | None = ...
    input_audio_transcription: RealtimeSessionCreateRequestInputAudioTranscription | None = ...
    speed: builtins.float | None = ...
    tracing: Literal["auto"] | RealtimeSessionCreateRequestTracing | None = ...
    turn_detection: RealtimeSessionCreateRequestTurnDetection | None = ...
    tools: builtins.list[RealtimeSessionCreateRequestTools] | None = ...
    tool_choice: builtins.str | None = ...
    temperature: builtins.float | None = ...
    max_response_output_tokens: builtins.int | Literal["inf"] | None = ...
    truncation: RealtimeTruncation | None = ...
    prompt: Prompt | None = ...
    input_audio_noise_reduction: builtins.dict[builtins.str, Any] | None = ...
    model: builtins.str | None = ...
class RealtimeSessionCreateRequestClientSecret(Base):
    value: builtins.str
    expires_at: builtins.int
class RealtimeSessionCreateRequestClientSecretParam(TypedDict, total=False):
    value: Required[builtins.str]
    expires_at: Required[builtins.int]
class RealtimeSessionCreateRequestGA(Base):
    type: Literal["realtime"]
    output_modalities: builtins.list[Literal["text", "audio"]] | None = ...
    model: builtins.str | Literal["gpt-realtime", "gpt-realtime-1.5", "gpt-realtime-2", "gpt-realtime-2.1", "gpt-realtime-2.1-mini", "gpt-realtime-2025-08-28", "gpt-4o-realtime-preview", "gpt-4o-realtime-preview-2024-10-01", "gpt-4o-realtime-preview-2024-12-17", "gpt-4o-realtime-preview-2025-06-03", "gpt-4o-mini-realtime-preview", "gpt-4o-mini-realtime-preview-2024-12-17", "gpt-realtime-mini", "gpt-realtime-mini-2025-10-06", "gpt-realtime-mini-2025-12-15", "gpt-audio-1.5", "gpt-audio-mini", "gpt-audio-mini-2025-10-06", "gpt-audio-mini-2025-12-15"] | None = ...
    instructions: builtins.str | None = ...
    audio: RealtimeSessionCreateRequestGAAudio | None = ...
    include: builtins.list[Literal["item.input_audio_transcription.logprobs"]] | None = ...
    tracing: Literal["auto"] | RealtimeSessionCreateRequestGATracing | None = ...
    tools: builtins.list[RealtimeFunctionTool | MCPTool] | None = ...
    tool_choice: ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMCP | None = ...
    parallel_tool_calls: builtins.bool | None = ...
    reasoning: RealtimeReasoning | None = ...
    max_output_tokens: builtins.int | Literal["inf"] | None = ...
    truncation: RealtimeTruncation | None = ...
    prompt: Prompt | None = ...
class RealtimeSessionCreateRequestGAParam(TypedDict, total=False):
    type: Required[Literal["realtime"]]
    output_modalities: Sequence[Literal["text", "audio"]]
    model: builtins.str | Literal["gpt-realtime", "gpt-realtime-1.5", "gpt-realtime-2", "gpt-realtime-2.1", "gpt-realtime-2.1-mini", "gpt-realtime-2025-08-28", "gpt-4o-realtime-preview", "gpt-4o-realtime-preview-2024-10-01", "gpt-4o-realtime-preview-2024-12-17", "gpt-4o-realtime-preview-2025-06-03", "gpt-4o-mini-realtime-preview", "gpt-4o-mini-realtime-preview-2024-12-17", "gpt-realtime-mini", "gpt-realtime-mini-2025-10-06", "gpt-realtime-mini-2025-12-15", "gpt-audio-1.5", "gpt-audio-mini", "gpt-audio-mini-2025-10-06", "gpt-audio-mini-2025-12-15"]
    instructions: builtins.str
    audio: RealtimeSessionCreateRequestGAAudio | RealtimeSessionCreateRequestGAAudioParam
    include: Sequence[Literal["item.input_audio_transcription.logprobs"]]
    tracing: Literal["auto"] | RealtimeSessionCreateRequestGATracing | RealtimeSessionCreateRequestGATracingParam | None
    tools: Sequence[RealtimeFunctionTool | RealtimeFunctionToolParam | MCPTool | MCPToolParam]
    tool_choice: ToolChoiceOptionsParam | ToolChoiceFunction | ToolChoiceFunctionParam | ToolChoiceMCP | ToolChoiceMCPParam
    parallel_tool_calls: builtins.bool
    reasoning: RealtimeReasoning | RealtimeReasoningParam
    max_output_tokens: builtins.int | Literal["inf"]
    truncation: RealtimeTruncationParam
    prompt: PromptParam
class RealtimeSessionCreateRequestGAAudio(Base):
    input: RealtimeSessionCreateRequestGAAudioInput | None = ...
    output: RealtimeSessionCreateRequestGAAudioOutput | None = ...
class RealtimeSessionCreateRequestGAAudioParam(TypedDict, total=False):
    input: RealtimeSessionCreateRequestGAAudioInput | RealtimeSessionCreateRequestGAAudioInputParam
    output: RealtimeSessionCreateRequestGAAudioOutput | RealtimeSessionCreateRequestGAAudioOutputParam
class RealtimeSessionCreateRequestGAAudioInput(Base):
    format: RealtimeAudioFormats | None = ...
    transcription: AudioTranscription | None = ...
    noise_reduction: RealtimeSessionCreateRequestGAAudioInputNoiseReduction | None = ...
    turn_detection: RealtimeTurnDetection | None = ...
class RealtimeSessionCreateRequestGAAudioInputParam(TypedDict, total=False):
    format: RealtimeAudioFormatsParam
    transcription: AudioTranscription | AudioTranscriptionParam
    noise_reduction: RealtimeSessionCreateRequestGAAudioInputNoiseReduction | RealtimeSessionCreateRequestGAAudioInputNoiseReductionParam
    turn_detection: RealtimeTurnDetectionParam
class RealtimeSessionCreateRequestGAAudioInputNoiseReduction(Base):
    type: NoiseReductionType | None = ...
class RealtimeSessionCreateRequestGAAudioInputNoiseReductionParam(TypedDict, total=False):
    type: NoiseReductionTypeParam
class RealtimeSessionCreateRequestGAAudioOutput(Base):
    format: RealtimeAudioFormats | None = ...
    voice: VoiceIdsOrCustomVoice | None = ...
    speed: builtins.float | None = ...
class RealtimeSessionCreateRequestGAAudioOutputParam(TypedDict, total=False):
    format: RealtimeAudioFormatsParam
    voice: VoiceIdsOrCustomVoiceParam
    speed: builtins.float
class RealtimeSessionCreateRequestGATracing(Base):
    workflow_name: builtins.str | None = ...
    group_id: builtins.str | None = ...
    metadata: builtins.dict[builtins.str, Any] | None = ...
class RealtimeSessionCreateRequestGATracingParam(TypedDict, total=False):
    workflow_name: builtins.str
    group_id: builtins.str
    metadata: Mapping[builtins.str, Any]
class RealtimeSessionCreateRequestInputAudioTranscription(Base):
    model: builtins.str | None = ...
class RealtimeSessionCreateRequestInputAudioTranscriptionParam(TypedDict, total=False):
    model: builtins.str
class RealtimeSessionCreateRequestTools(Base):
    type: Literal["function"] | None = ...
    name: builtins.str | None = ...
    description: builtins.str | None = ...
    parameters: builtins.dict[builtins.str, Any] | None = ...
class RealtimeSessionCreateRequestToolsParam(TypedDict, total=False):
    type: Literal["function"]
    name: builtins.str
    description: builtins.str
    parameters: Mapping[builtins.str, Any]
class RealtimeSessionCreateRequestTracing(Base):
    workflow_name: builtins.str | None = ...
    group_id: builtins.str | None = ...
    metadata: builtins.dict[builtins.str, Any] | None = ...
class RealtimeSessionCreateRequestTracingParam(TypedDict, total=False):
    workflow_name: builtins.str
    group_id: builtins.str
    metadata: Mapping[builtins.str, Any]
class RealtimeSessionCreateRequestTurnDetection(Base):
    type: builtins.str | None = ...
    threshold: builtins.float | None = ...
    prefix_padding_ms: builtins.int | None = ...
    silence_duration_ms: builtins.int | None = ...
class RealtimeSessionCreateRequestTurnDetectionParam(TypedDict, total=False):
    type: builtins.str
    threshold: builtins.float
    prefix_padding_ms: builtins.int
    silence_duration_ms: builtins.int
class RealtimeSessionCreateResponse(Base):
    id: builtins.str | None = ...
    object: builtins.str | None = ...
    expires_at: builtins.int | None = ...
    include: builtins.list[Literal["item.input_audio_transcription.logprobs"]] | None = ...
    model: builtins.str | None = ...
    output_modalities: builtins.list[Literal["text", "audio"]] | None = ...
    instructions: builtins.str | None = ...
    audio: RealtimeSessionCreateResponseAudio | None = ...
    tracing: Literal["auto"] | RealtimeSessionCreateResponseTracing | None = ...
    turn_detection: RealtimeSessionCreateResponseTurnDetection | None = ...
    tools: builtins.list[RealtimeFunctionTool] | None = ...
    tool_choice: builtins.str | None = ...
    max_output_tokens: builtins.int | Literal["inf"] | None = ...
class RealtimeSessionCreateResponseAudio(Base):
    input: RealtimeSessionCreateResponseAudioInput | None = ...
    output: RealtimeSessionCreateResponseAudioOutput | None = ...
class RealtimeSessionCreateResponseAudioInput(Base):
    format: RealtimeAudioFormats | None = ...
    transcription: AudioTranscriptionResponse | None = ...
    noise_reduction: RealtimeSessionCreateResponseAudioInputNoiseReduction | None = ...
    turn_detection: RealtimeSessionCreateResponseAudioInputTurnDetection | None = ...
class RealtimeSessionCreateResponseAudioInputNoiseReduction(Base):
    type: NoiseReductionType | None = ...
class RealtimeSessionCreateResponseAudioInputTurnDetection(Base):
    type: builtins.str | None = ...
    threshold: builtins.float | None = ...
    prefix_padding_ms: builtins.int | None = ...
    silence_duration_ms: builtins.int | None = ...
class RealtimeSessionCreateResponseAudioOutput(Base):
    format: RealtimeAudioFormats | None = ...
    voice: VoiceIdsShared | None = ...
    speed: builtins.float | None = ...
class RealtimeSessionCreateResponseGA(Base):
    type: Literal["realtime"]
    id: builtins.str
    object: Literal["realtime.session"]
    expires_at: builtins.int | None = ...
    output_modalities: builtins.list[Literal["text", "audio"]] | None = ...
    model: builtins.str | Literal["gpt-realtime", "gpt-realtime-1.5", "gpt-realtime-2", "gpt-realtime-2.1", "gpt-realtime-2.1-mini", "gpt-realtime-2025-08-28", "gpt-4o-realtime-preview", "gpt-4o-realtime-preview-2024-10-01", "gpt-4o-realtime-preview-2024-12-17", "gpt-4o-realtime-preview-2025-06-03", "gpt-4o-mini-realtime-preview", "gpt-4o-mini-realtime-preview-2024-12-17", "gpt-realtime-mini", "gpt-realtime-mini-2025-10-06", "gpt-realtime-mini-2025-12-15", "gpt-audio-1.5", "gpt-audio-mini", "gpt-audio-mini-2025-10-06", "gpt-audio-mini-2025-12-15"] | None = ...
    instructions: builtins.str | None = ...
    audio: RealtimeSessionCreateResponseGAAudio | None = ...
    include: builtins.list[Literal["item.input_audio_transcription.logprobs"]] | None = ...
    tracing: Literal["auto"] | RealtimeSessionCreateResponseGATracing | None = ...
    tools: builtins.list[RealtimeFunctionTool | MCPTool] | None = ...
    tool_choice: ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMCP | None = ...
    reasoning: RealtimeReasoning | None = ...
    max_output_tokens: builtins.int | Literal["inf"] | None = ...
    truncation: RealtimeTruncation | None = ...
    prompt: Prompt | None = ...
class RealtimeSessionCreateResponseGAAudio(Base):
    input: RealtimeSessionCreateResponseGAAudioInput | None = ...
    output: RealtimeSessionCreateResponseGAAudioOutput | None = ...
class RealtimeSessionCreateResponseGAAudioInput(Base):
    format: RealtimeAudioFormats | None = ...
    transcription: AudioTranscriptionResponse | None = ...
    noise_reduction: RealtimeSessionCreateResponseGAAudioInputNoiseReduction | None = ...
    turn_detection: RealtimeTurnDetection | None = ...
class RealtimeSessionCreateResponseGAAudioInputNoiseReduction(Base):
    type: NoiseReductionType | None = ...
class RealtimeSessionCreateResponseGAAudioOutput(Base):
    format: RealtimeAudioFormats | None = ...
    voice: VoiceIdsShared | None = ...
    speed: builtins.float | None = ...
class RealtimeSessionCreateResponseGATracing(Base):
    workflow_name: builtins.str | None = ...
    group_id: builtins.str | None = ...
    metadata: builtins.dict[builtins.str, Any] | None = ...
class RealtimeSessionCreateResponseTracing(Base):
    workflow_name: builtins.str | None = ...
    group_id: builtins.str | None = ...
    metadata: builtins.dict[builtins.str, Any] | None = ...
class RealtimeSessionCreateResponseTurnDetection(Base):
    type: builtins.str | None = ...
    threshold: builtins.float | None = ...
    prefix_padding_ms: builtins.int | None = ...
    silence_duration_ms: builtins.int | None = ...
class RealtimeSessionInputAudioNoiseReduction(Base):
    type: NoiseReductionType | None = ...
class RealtimeSessionTracing(Base):
    workflow_name: builtins.str | None = ...
    group_id: builtins.str | None = ...
    metadata: builtins.dict[builtins.str, Any] | None = ...
class RealtimeTranscriptionSessionCreateRequest(Base):
    turn_detection: RealtimeTranscriptionSessionCreateRequestTurnDetection | None = ...
    input_audio_noise_reduction: RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction | None = ...
    input_audio_format: Literal["pcm16", "g711_ulaw", "g711_alaw"] | None = ...
    input_audio_transcription: AudioTranscription | None = ...
    include: builtins.list[Literal["item.input_audio_transcription.logprobs"]] | None = ...
    client_secret: builtins.dict[builtins.str, Any] | None = ...
    modalities: builtins.list[Literal["text", "audio"]] | None = ...
class RealtimeTranscriptionSessionCreateRequestGA(Base):
    type: Literal["transcription"]
    audio: RealtimeTranscriptionSessionCreateRequestGAAudio | None = ...
    include: builtins.list[Literal["item.input_audio_transcription.logprobs"]] | None = ...
class RealtimeTranscriptionSessionCreateRequestGAParam(TypedDict, total=False):
    type: Required[Literal["transcription"]]
    audio: RealtimeTranscriptionSessionCreateRequestGAAudio | RealtimeTranscriptionSessionCreateRequestGAAudioParam
    include: Sequence[Literal["item.input_audio_transcription.logprobs"]]
class RealtimeTranscriptionSessionCreateRequestGAAudio(Base):
    input: RealtimeTranscriptionSessionCreateRequestGAAudioInput | None = ...
class RealtimeTranscriptionSessionCreateRequestGAAudioParam(TypedDict, total=False):
    input: RealtimeTranscriptionSessionCreateRequestGAAudioInput | RealtimeTranscriptionSessionCreateRequestGAAudioInputParam
class RealtimeTranscriptionSessionCreateRequestGAAudioInput(Base):
    format: RealtimeAudioFormats | None = ...
    transcription: AudioTranscription | None = ...
    noise_reduction: RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction | None = ...
    turn_detection: RealtimeTurnDetection | None = ...
class RealtimeTranscriptionSessionCreateRequestGAAudioInputParam(TypedDict, total=False):
    format: RealtimeAudioFormatsParam
    transcription: AudioTranscription | AudioTranscriptionParam
    noise_reduction: RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction | RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReductionParam
    turn_detection: RealtimeTurnDetectionParam
class RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReduction(Base):
    type: NoiseReductionType | None = ...
class RealtimeTranscriptionSessionCreateRequestGAAudioInputNoiseReductionParam(TypedDict, total=False):
    type: NoiseReductionTypeParam
class RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReduction(Base):
    type: NoiseReductionType | None = ...
class RealtimeTranscriptionSessionCreateRequestInputAudioNoiseReductionParam(TypedDict, total=False):
    type: NoiseReductionTypeParam
class RealtimeTranscriptionSessionCreateRequestTurnDetection(Base):
    type: Literal["server_vad"] | None = ...
    threshold: builtins.float | None = ...
    prefix_padding_ms: builtins.int | None = ...
    silence_duration_ms: builtins.int | None = ...
class RealtimeTranscriptionSessionCreateRequestTurnDetectionParam(TypedDict, total=False):
    type: Literal["server_vad"]
    threshold: builtins.float
    prefix_padding_ms: builtins.int
    silence_duration_ms: builtins.int
class RealtimeTranscriptionSessionCreateResponse(Base):
    client_secret: RealtimeTranscriptionSessionCreateResponseClientSecret
    modalities: builtins.list[Literal["text", "audio"]] | None = ...
    input_audio_format: builtins.str | None = ...
    input_audio_transcription: AudioTranscriptionResponse | None = ...
    turn_detection: RealtimeTranscriptionSessionCreateResponseTurnDetection | None = ...
class RealtimeTranscriptionSessionCreateResponseClientSecret(Base):
    value: builtins.str
    expires_at: builtins.int
class RealtimeTranscriptionSessionCreateResponseGA(Base):
    type: Literal["transcription"]
    id: builtins.str
    object: builtins.str
    expires_at: builtins.int | None = ...
    include: builtins.list[Literal["item.input_audio_transcription.logprobs"]] | None = ...
    audio: RealtimeTranscriptionSessionCreateResponseGAAudio | None = ...
class RealtimeTranscriptionSessionCreateResponseGAAudio(Base):
    input: RealtimeTranscriptionSessionCreateResponseGAAudioInput | None = ...
class RealtimeTranscriptionSessionCreateResponseGAAudioInput(Base):
    format: RealtimeAudioFormats | None = ...
    transcription: AudioTranscriptionResponse | None = ...
    noise_reduction: RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction | None = ...
    turn_detection: RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection | None = ...
class RealtimeTranscriptionSessionCreateResponseGAAudioInputNoiseReduction(Base):
    type: NoiseReductionType | None = ...
class RealtimeTranscriptionSessionCreateResponseGAAudioInputTurnDetection(Base):
    type: builtins.str | None = ...
    threshold: builtins.float | None = ...
    prefix_padding_ms: builtins.int | None = ...
    silence_duration_ms: builtins.int | None = ...
class RealtimeTranscriptionSessionCreateResponseTurnDetection(Base):
    type: builtins.str | None = ...
    threshold: builtins.float | None = ...
    prefix_padding_ms: builtins.int | None = ...
    silence_duration_ms: builtins.int | None = ...
RealtimeTranslationClientEvent: TypeAlias = RealtimeTranslationClientEventSessionUpdate | RealtimeTranslationClientEventInputAudioBufferAppend | RealtimeTranslationClientEventSessionClose
RealtimeTranslationClientEventParam: TypeAlias = RealtimeTranslationClientEventSessionUpdate | RealtimeTranslationClientEventSessionUpdateParam | RealtimeTranslationClientEventInputAudioBufferAppend | RealtimeTranslationClientEventInputAudioBufferAppendParam | RealtimeTranslationClientEventSessionClose | RealtimeTranslationClientEventSessionCloseParam
class RealtimeTranslationClientEventInputAudioBufferAppend(Base):
    event_id: builtins.str | None = ...
    type: Literal["session.input_audio_buffer.append"]
    audio: builtins.str
class RealtimeTranslationClientEventInputAudioBufferAppendParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["session.input_audio_buffer.append"]]
    audio: Required[builtins.str]
class RealtimeTranslationClientEventSessionClose(Base):
    event_id: builtins.str | None = ...
    type: Literal["session.close"]
class RealtimeTranslationClientEventSessionCloseParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["session.close"]]
class RealtimeTranslationClientEventSessionUpdate(Base):
    event_id: builtins.str | None = ...
    type: Literal["session.update"]
    session: RealtimeTranslationSessionUpdateRequest
class RealtimeTranslationClientEventSessionUpdateParam(TypedDict, total=False):
    event_id: builtins.str
    type: Required[Literal["session.update"]]
    session: Required[RealtimeTranslationSessionUpdateRequest | RealtimeTranslationSessionUpdateRequestParam]
class RealtimeTranslationClientSecretCreateRequest(Base):
    expires_after: RealtimeTranslationClientSecretCreateRequestExpiresAfter | None = ...
    session: RealtimeTranslationSessionCreateRequest
class RealtimeTranslationClientSecretCreateRequestExpiresAfter(Base):
    anchor: Literal["created_at"] | None = ...
    seconds: builtins.int | None = ...
class RealtimeTranslationClientSecretCreateRequestExpiresAfterParam(TypedDict, total=False):
    anchor: Literal["created_at"]
    seconds: builtins.int
class RealtimeTranslationClientSecretCreateResponse(Base):
    value: builtins.str
    expires_at: builtins.int
    session: RealtimeTranslationSession
RealtimeTranslationServerEvent: TypeAlias = RealtimeServerEventError | RealtimeTranslationServerEventSessionCreated | RealtimeTranslationServerEventSessionUpdated | RealtimeTranslationServerEventSessionClosed | RealtimeTranslationServerEventSessionInputTranscriptDelta | RealtimeTranslationServerEventSessionOutputTranscriptDelta | RealtimeTranslationServerEventSessionOutputAudioDelta
class RealtimeTranslationServerEventSessionClosed(Base):
    event_id: builtins.str
    type: Literal["session.closed"]
class RealtimeTranslationServerEventSessionCreated(Base):
    event_id: builtins.str
    type: Literal["session.created"]
    session: RealtimeTranslationSession
class RealtimeTranslationServerEventSessionInputTranscriptDelta(Base):
    event_id: builtins.str
    type: Literal["session.input_transcript.delta"]
    delta: builtins.str
    elapsed_ms: builtins.int | None = ...
class RealtimeTranslationServerEventSessionOutputAudioDelta(Base):
    event_id: builtins.str
    type: Literal["session.output_audio.delta"]
    delta: builtins.str
    sample_rate: builtins.int | None = ...
    channels: builtins.int | None = ...
    format: Literal["pcm16"] | None = ...
    elapsed_ms: builtins.int | None = ...
class RealtimeTranslationServerEventSessionOutputTranscriptDelta(Base):
    event_id: builtins.str
    type: Literal["session.output_transcript.delta"]
    delta: builtins.str
    elapsed_ms: builtins.int | None = ...
class RealtimeTranslationServerEventSessionUpdated(Base):
    event_id: builtins.str
    type: Literal["session.updated"]
    session: RealtimeTranslationSession
class RealtimeTranslationSession(Base):
    id: builtins.str
    type: Literal["translation"]
    expires_at: builtins.int
    model: builtins.str
    audio: RealtimeTranslationSessionAudio
class RealtimeTranslationSessionAudio(Base):
    input: RealtimeTranslationSessionAudioInput | None = ...
    output: RealtimeTranslationSessionAudioOutput | None = ...
class RealtimeTranslationSessionAudioInput(Base):
    transcription: RealtimeTranslationSessionAudioInputTranscription | None = ...
    noise_reduction: RealtimeTranslationSessionAudioInputNoiseReduction | None = ...
class RealtimeTranslationSessionAudioInputNoiseReduction(Base):
    type: NoiseReductionType
class RealtimeTranslationSessionAudioInputTranscription(Base):
    model: builtins.str
class RealtimeTranslationSessionAudioOutput(Base):
    language: builtins.str | None = ...
class RealtimeTranslationSessionCreateRequest(Base):
    model: builtins.str
    audio: RealtimeTranslationSessionCreateRequestAudio | None = ...
class RealtimeTranslationSessionCreateRequestParam(TypedDict, total=False):
    model: Required[builtins.str]
    audio: RealtimeTranslationSessionCreateRequestAudio | RealtimeTranslationSessionCreateRequestAudioParam
class RealtimeTranslationSessionCreateRequestAudio(Base):
    input: RealtimeTranslationSessionCreateRequestAudioInput | None = ...
    output: RealtimeTranslationSessionCreateRequestAudioOutput | None = ...
class RealtimeTranslationSessionCreateRequestAudioParam(TypedDict, total=False):
    input: RealtimeTranslationSessionCreateRequestAudioInput | RealtimeTranslationSessionCreateRequestAudioInputParam
    output: RealtimeTranslationSessionCreateRequestAudioOutput | RealtimeTranslationSessionCreateRequestAudioOutputParam
class RealtimeTranslationSessionCreateRequestAudioInput(Base):
    transcription: RealtimeTranslationSessionCreateRequestAudioInputTranscription | None = ...
    noise_reduction: RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction | None = ...
class RealtimeTranslationSessionCreateRequestAudioInputParam(TypedDict, total=False):
    transcription: RealtimeTranslationSessionCreateRequestAudioInputTranscription | RealtimeTranslationSessionCreateRequestAudioInputTranscriptionParam | None
    noise_reduction: RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction | RealtimeTranslationSessionCreateRequestAudioInputNoiseReductionParam | None
class RealtimeTranslationSessionCreateRequestAudioInputNoiseReduction(Base):
    type: NoiseReductionType
class RealtimeTranslationSessionCreateRequestAudioInputNoiseReductionParam(TypedDict, total=False):
    type: Required[NoiseReductionTypeParam]
class RealtimeTranslationSessionCreateRequestAudioInputTranscription(Base):
    model: builtins.str
class RealtimeTranslationSessionCreateRequestAudioInputTranscriptionParam(TypedDict, total=False):
    model: Required[builtins.str]
class RealtimeTranslationSessionCreateRequestAudioOutput(Base):
    language: builtins.str | None = ...
class RealtimeTranslationSessionCreateRequestAudioOutputParam(TypedDict, total=False):
    language: builtins.str
class RealtimeTranslationSessionUpdateRequest(Base):
    audio: RealtimeTranslationSessionUpdateRequestAudio | None = ...
class RealtimeTranslationSessionUpdateRequestParam(TypedDict, total=False):
    audio: RealtimeTranslationSessionUpdateRequestAudio | RealtimeTranslationSessionUpdateRequestAudioParam
class RealtimeTranslationSessionUpdateRequestAudio(Base):
    input: RealtimeTranslationSessionUpdateRequestAudioInput | None = ...
    output: RealtimeTranslationSessionUpdateRequestAudioOutput | None = ...
class RealtimeTranslationSessionUpdateRequestAudioParam(TypedDict, total=False):
    input: RealtimeTranslationSessionUpdateRequestAudioInput | RealtimeTranslationSessionUpdateRequestAudioInputParam
    output: RealtimeTranslationSessionUpdateRequestAudioOutput | RealtimeTranslationSessionUpdateRequestAudioOutputParam
class RealtimeTranslationSessionUpdateRequestAudioInput(Base):
    transcription: RealtimeTranslationSessionUpdateRequestAudioInputTranscription | None = ...
    noise_reduction: RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction | None = ...
class RealtimeTranslationSessionUpdateRequestAudioInputParam(TypedDict, total=False):
    transcription: RealtimeTranslationSessionUpdateRequestAudioInputTranscription | RealtimeTranslationSessionUpdateRequestAudioInputTranscriptionParam | None
    noise_reduction: RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction | RealtimeTranslationSessionUpdateRequestAudioInputNoiseReductionParam | None
class RealtimeTranslationSessionUpdateRequestAudioInputNoiseReduction(Base):
    type: NoiseReductionType
class RealtimeTranslationSessionUpdateRequestAudioInputNoiseReductionParam(TypedDict, total=False):
    type: Required[NoiseReductionTypeParam]
class RealtimeTranslationSessionUpdateRequestAudioInputTranscription(Base):
    model: builtins.str
class RealtimeTranslationSessionUpdateRequestAudioInputTranscriptionParam(TypedDict, total=False):
    model: Required[builtins.str]
class RealtimeTranslationSessionUpdateRequestAudioOutput(Base):
    language: builtins.str | None = ...
class RealtimeTranslationSessionUpdateRequestAudioOutputParam(TypedDict, total=False):
    language: builtins.str
RealtimeTruncation: TypeAlias = Literal["auto", "disabled"] | RealtimeTruncationValue
RealtimeTruncationParam: TypeAlias = Literal["auto", "disabled"] | RealtimeTruncationValue | RealtimeTruncationValueParam
class RealtimeTruncationValue(Base):
    type: Literal["retention_ratio"]
    retention_ratio: builtins.float
    token_limits: RealtimeTruncationValueTokenLimits | None = ...
class RealtimeTruncationValueParam(TypedDict, total=False):
    type: Required[Literal["retention_ratio"]]
    retention_ratio: Required[builtins.float]
    token_limits: RealtimeTruncationValueTokenLimits | RealtimeTruncationValueTokenLimitsParam
class RealtimeTruncationValueTokenLimits(Base):
    post_instructions: builtins.int | None = ...
class RealtimeTruncationValueTokenLimitsParam(TypedDict, total=False):
    post_instructions: builtins.int
RealtimeTurnDetection: TypeAlias = RealtimeTurnDetectionValue | RealtimeTurnDetectionValue2 | None
RealtimeTurnDetectionParam: TypeAlias = RealtimeTurnDetectionValue | RealtimeTurnDetectionValueParam | RealtimeTurnDetectionValue2 | RealtimeTurnDetectionValue2Param | None
class RealtimeTurnDetectionValue(Base):
    type: Literal["server_vad"]
    threshold: builtins.float | None = ...
    prefix_padding_ms: builtins.int | None = ...
    silence_duration_ms: builtins.int | None = ...
    create_response: builtins.bool | None = ...
    interrupt_response: builtins.bool | None = ...
    idle_timeout_ms: builtins.int | None = ...
class RealtimeTurnDetectionValueParam(TypedDict, total=False):
    type: Required[Literal["server_vad"]]
    threshold: builtins.float
    prefix_padding_ms: builtins.int
    silence_duration_ms: builtins.int
    create_response: builtins.bool
    interrupt_response: builtins.bool
    idle_timeout_ms: builtins.int | None
class RealtimeTurnDetectionValue2(Base):
    type: Literal["semantic_vad"]
    eagerness: Literal["low", "medium", "high", "auto"] | None = ...
    create_response: builtins.bool | None = ...
    interrupt_response: builtins.bool | None = ...
class RealtimeTurnDetectionValue2Param(TypedDict, total=False):
    type: Required[Literal["semantic_vad"]]
    eagerness: Literal["low", "medium", "high", "auto"]
    create_response: builtins.bool
    interrupt_response: builtins.bool
class Reasoning(Base):
    mode: ReasoningModeEnum | None = ...
    effort: ReasoningEffort | None = ...
    summary: Literal["auto", "concise", "detailed"] | None = ...
    context: Literal["auto", "current_turn", "all_turns"] | None = ...
    generate_summary: Literal["auto", "concise", "detailed"] | None = ...
class ReasoningParam(TypedDict, total=False):
    mode: ReasoningModeEnumParam
    effort: ReasoningEffortParam
    summary: Literal["auto", "concise", "detailed"] | None
    context: Literal["auto", "current_turn", "all_turns"] | None
    generate_summary: Literal["auto", "concise", "detailed"] | None
ReasoningEffort: TypeAlias = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] | None
ReasoningEffortParam: TypeAlias = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] | None
class ReasoningItem(Base):
    type: Literal["reasoning"]
    id: builtins.str
    encrypted_content: builtins.str | None = ...
    summary: builtins.list[SummaryTextContent]
    content: builtins.list[ReasoningTextContent] | None = ...
    status: Literal["in_progress", "completed", "incomplete"] | None = ...
class ReasoningItemParam(TypedDict, total=False):
    type: Required[Literal["reasoning"]]
    id: Required[builtins.str]
    encrypted_content: builtins.str | None
    summary: Required[Sequence[SummaryTextContent | SummaryTextContentParam]]
    content: Sequence[ReasoningTextContent | ReasoningTextContentParam]
    status: Literal["in_progress", "completed", "incomplete"]
ReasoningModeEnum: TypeAlias = str | Literal["standard", "pro"]
ReasoningModeEnumParam: TypeAlias = str | Literal["standard", "pro"]
class ReasoningTextContent(Base):
    type: Literal["reasoning_text"]
    text: builtins.str
class ReasoningTextContentParam(TypedDict, total=False):
    type: Required[Literal["reasoning_text"]]
    text: Required[builtins.str]
class RefusalContent(Base):
    type: Literal["refusal"]
    refusal: builtins.str
class RefusalContentParam(TypedDict, total=False):
    type: Required[Literal["refusal"]]
    refusal: Required[builtins.str]
class Response(Base):
    metadata: Metadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
    previous_response_id: builtins.str | None = ...
    model: ModelIdsResponses | None = ...
    background: builtins.bool | None = ...
    max_tool_calls: builtins.int | None = ...
    text: ResponseTextParam | None = ...
    tools: ToolsArray | None = ...
    tool_choice: ToolChoiceParam | None = ...
    prompt: Prompt | None = ...
    service_tier: ServiceTierResponses | None = ...
    truncation: Literal["auto", "disabled"] | None = ...
    id: builtins.str
    object: Literal["response"]
    status: Literal["completed", "failed", "in_progress", "cancelled", "queued", "incomplete"] | None = ...
    created_at: builtins.float
    completed_at: builtins.float | None = ...
    error: ResponseError
    incomplete_details: ResponseIncompleteDetails | None
    output: builtins.list[OutputItem]
    reasoning: Reasoning | None = ...
    instructions: builtins.str | builtins.list[InputItem] | None
    usage: ResponseUsage | None = ...
    prompt_cache_options: PromptCacheOptions | None = ...
    moderation: Moderation | None = ...
    parallel_tool_calls: builtins.bool
    conversation: ResponseConversation | None = ...
    max_output_tokens: builtins.int | None = ...
    @property
    def output_text(self) -> builtins.str:
        """All texts of the output, in order."""
class ResponseAudioDeltaEvent(Base):
    type: Literal["response.audio.delta"]
    sequence_number: builtins.int
    delta: builtins.str
class ResponseAudioDoneEvent(Base):
    type: Literal["response.audio.done"]
    sequence_number: builtins.int
class ResponseAudioTranscriptDeltaEvent(Base):
    type: Literal["response.audio.transcript.delta"]
    delta: builtins.str
    sequence_number: builtins.int
class ResponseAudioTranscriptDoneEvent(Base):
    type: Literal["response.audio.transcript.done"]
    sequence_number: builtins.int
class ResponseCodeInterpreterCallCodeDeltaEvent(Base):
    type: Literal["response.code_interpreter_call_code.delta"]
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    sequence_number: builtins.int
class ResponseCodeInterpreterCallCodeDoneEvent(Base):
    type: Literal["response.code_interpreter_call_code.done"]
    output_index: builtins.int
    item_id: builtins.str
    code: builtins.str
    sequence_number: builtins.int
class ResponseCodeInterpreterCallCompletedEvent(Base):
    type: Literal["response.code_interpreter_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseCodeInterpreterCallInProgressEvent(Base):
    type: Literal["response.code_interpreter_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseCodeInterpreterCallInterpretingEvent(Base):
    type: Literal["response.code_interpreter_call.interpreting"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseCompletedEvent(Base):
    type: Literal["response.completed"]
    response: Response
    sequence_number: builtins.int
class ResponseContentPartAddedEvent(Base):
    type: Literal["response.content_part.added"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    part: OutputContent
    sequence_number: builtins.int
class ResponseContentPartDoneEvent(Base):
    type: Literal["response.content_part.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    sequence_number: builtins.int
    part: OutputContent
class ResponseConversation(Base):
    id: builtins.str
class ResponseCreatedEvent(Base):
    type: Literal["response.created"]
    response: Response
    sequence_number: builtins.int
class ResponseCustomToolCallInputDeltaEvent(Base):
    type: Literal["response.custom_tool_call_input.delta"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
class ResponseCustomToolCallInputDoneEvent(Base):
    type: Literal["response.custom_tool_call_input.done"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    input: builtins.str
ResponseError: TypeAlias = ResponseErrorValue | None
ResponseErrorCode: TypeAlias = Literal["server_error", "rate_limit_exceeded", "invalid_prompt", "data_residency_mismatch", "bio_policy", "vector_store_timeout", "invalid_image", "invalid_image_format", "invalid_base64_image", "invalid_image_url", "image_too_large", "image_too_small", "image_parse_error", "image_content_policy_violation", "invalid_image_mode", "image_file_too_large", "unsupported_image_media_type", "empty_image_file", "failed_to_download_image", "image_file_not_found"]
class ResponseErrorEvent(Base):
    type: Literal["error"]
    code: builtins.str | None
    message: builtins.str
    param: builtins.str | None
    sequence_number: builtins.int
class ResponseErrorValue(Base):
    code: ResponseErrorCode
    message: builtins.str
class ResponseFailedEvent(Base):
    type: Literal["response.failed"]
    sequence_number: builtins.int
    response: Response
class ResponseFileSearchCallCompletedEvent(Base):
    type: Literal["response.file_search_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseFileSearchCallInProgressEvent(Base):
    type: Literal["response.file_search_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseFileSearchCallSearchingEvent(Base):
    type: Literal["response.file_search_call.searching"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseFormatJsonObject(Base):
    type: Literal["json_object"]
class ResponseFormatJsonObjectParam(TypedDict, total=False):
    type: Required[Literal["json_object"]]
class ResponseFormatJsonSchema(Base):
    type: Literal["json_schema"]
    json_schema: ResponseFormatJsonSchemaJsonSchema
class ResponseFormatJsonSchemaParam(TypedDict, total=False):
    type: Required[Literal["json_schema"]]
    json_schema: Required[ResponseFormatJsonSchemaJsonSchema | ResponseFormatJsonSchemaJsonSchemaParam]
class ResponseFormatJsonSchemaJsonSchema(Base):
    description: builtins.str | None = ...
    name: builtins.str
    schema: ResponseFormatJsonSchemaSchema | None = ...
    strict: builtins.bool | None = ...
class ResponseFormatJsonSchemaJsonSchemaParam(TypedDict, total=False):
    description: builtins.str
    name: Required[builtins.str]
    schema: ResponseFormatJsonSchemaSchemaParam
    strict: builtins.bool | None
ResponseFormatJsonSchemaSchema: TypeAlias = builtins.dict[str, Any]
ResponseFormatJsonSchemaSchemaParam: TypeAlias = Mapping[str, Any]
class ResponseFormatText(Base):
    type: Literal["text"]
class ResponseFormatTextParam(TypedDict, total=False):
    type: Required[Literal["text"]]
class ResponseFormatTextGrammar(Base):
    type: Literal["grammar"]
    grammar: builtins.str
class ResponseFormatTextPython(Base):
    type: Literal["python"]
class ResponseFunctionCallArgumentsDeltaEvent(Base):
    type: Literal["response.function_call_arguments.delta"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    delta: builtins.str
class ResponseFunctionCallArgumentsDoneEvent(Base):
    type: Literal["response.function_call_arguments.done"]
    item_id: builtins.str
    name: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    arguments: builtins.str
class ResponseImageGenCallCompletedEvent(Base):
    type: Literal["response.image_generation_call.completed"]
    output_index: builtins.int
    sequence_number: builtins.int
    item_id: builtins.str
class ResponseImageGenCallGeneratingEvent(Base):
    type: Literal["response.image_generation_call.generating"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseImageGenCallInProgressEvent(Base):
    type: Literal["response.image_generation_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseImageGenCallPartialImageEvent(Base):
    type: Literal["response.image_generation_call.partial_image"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    partial_image_index: builtins.int
    partial_image_b64: builtins.str
    size: builtins.str | None = ...
    quality: builtins.str | None = ...
    background: builtins.str | None = ...
    output_format: builtins.str | None = ...
class ResponseInProgressEvent(Base):
    type: Literal["response.in_progress"]
    response: Response
    sequence_number: builtins.int
class ResponseIncompleteDetails(Base):
    reason: Literal["max_output_tokens", "content_filter"] | None = ...
class ResponseIncompleteEvent(Base):
    type: Literal["response.incomplete"]
    response: Response
    sequence_number: builtins.int
class ResponseItemList(Base):
    object: Literal["list"]
    data: builtins.list[ItemResource]
    has_more: builtins.bool
    first_id: builtins.str
    last_id: builtins.str
class ResponseLogProb(Base):
    token: builtins.str
    logprob: builtins.float
    top_logprobs: builtins.list[ResponseLogProbTopLogprobs] | None = ...
class ResponseLogProbTopLogprobs(Base):
    token: builtins.str | None = ...
    logprob: builtins.float | None = ...
class ResponseMCPCallArgumentsDeltaEvent(Base):
    type: Literal["response.mcp_call_arguments.delta"]
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    sequence_number: builtins.int
class ResponseMCPCallArgumentsDoneEvent(Base):
    type: Literal["response.mcp_call_arguments.done"]
    output_index: builtins.int
    item_id: builtins.str
    arguments: builtins.str
    sequence_number: builtins.int
class ResponseMCPCallCompletedEvent(Base):
    type: Literal["response.mcp_call.completed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
class ResponseMCPCallFailedEvent(Base):
    type: Literal["response.mcp_call.failed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
class ResponseMCPCallInProgressEvent(Base):
    type: Literal["response.mcp_call.in_progress"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
class ResponseMCPListToolsCompletedEvent(Base):
    type: Literal["response.mcp_list_tools.completed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
class ResponseMCPListToolsFailedEvent(Base):
    type: Literal["response.mcp_list_tools.failed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
class ResponseMCPListToolsInProgressEvent(Base):
    type: Literal["response.mcp_list_tools.in_progress"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
ResponseModalities: TypeAlias = builtins.list[Literal["text", "audio"]] | None
ResponseModalitiesParam: TypeAlias = Sequence[Literal["text", "audio"]] | None
class ResponseOutputItemAddedEvent(Base):
    type: Literal["response.output_item.added"]
    output_index: builtins.int
    sequence_number: builtins.int
    item: OutputItem
class ResponseOutputItemDoneEvent(Base):
    type: Literal["response.output_item.done"]
    output_index: builtins.int
    sequence_number: builtins.int
    item: OutputItem
class ResponseOutputText(Base):
    type: Literal["output_text"]
    text: builtins.str
    annotations: builtins.list[FileAnnotation | UrlAnnotation]
class ResponseOutputTextAnnotationAddedEvent(Base):
    type: Literal["response.output_text.annotation.added"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    annotation_index: builtins.int
    sequence_number: builtins.int
    annotation: Annotation | None
ResponsePromptVariables: TypeAlias = builtins.dict[str, str | InputTextContent | InputImageContent | InputFileContent] | None
ResponsePromptVariablesParam: TypeAlias = Mapping[str, str | InputTextContent | InputTextContentParamDict | InputImageContent | InputImageContentParam | InputFileContent | InputFileContentParamDict] | None
class ResponseProperties(Base):
    previous_response_id: builtins.str | None = ...
    model: ModelIdsResponses | None = ...
    background: builtins.bool | None = ...
    max_tool_calls: builtins.int | None = ...
    text: ResponseTextParam | None = ...
    tools: ToolsArray | None = ...
    tool_choice: ToolChoiceParam | None = ...
    prompt: Prompt | None = ...
class ResponseQueuedEvent(Base):
    type: Literal["response.queued"]
    response: Response
    sequence_number: builtins.int
class ResponseReasoningSummaryPartAddedEvent(Base):
    type: Literal["response.reasoning_summary_part.added"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    sequence_number: builtins.int
    part: ResponseReasoningSummaryPartAddedEventPart
class ResponseReasoningSummaryPartAddedEventPart(Base):
    type: Literal["summary_text"]
    text: builtins.str
class ResponseReasoningSummaryPartDoneEvent(Base):
    type: Literal["response.reasoning_summary_part.done"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    status: Literal["incomplete"] | None = ...
    sequence_number: builtins.int
    part: ResponseReasoningSummaryPartDoneEventPart
class ResponseReasoningSummaryPartDoneEventPart(Base):
    type: Literal["summary_text"]
    text: builtins.str
class ResponseReasoningSummaryTextDeltaEvent(Base):
    type: Literal["response.reasoning_summary_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
class ResponseReasoningSummaryTextDoneEvent(Base):
    type: Literal["response.reasoning_summary_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
class ResponseReasoningTextDeltaEvent(Base):
    type: Literal["response.reasoning_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
class ResponseReasoningTextDoneEvent(Base):
    type: Literal["response.reasoning_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
class ResponseRefusalDeltaEvent(Base):
    type: Literal["response.refusal.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
class ResponseRefusalDoneEvent(Base):
    type: Literal["response.refusal.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    refusal: builtins.str
    sequence_number: builtins.int
class ResponseShellCallCommandAddedStreamingEvent(Base):
    type: Literal["response.shell_call_command.added"]
    sequence_number: builtins.int
    output_index: builtins.int
    command_index: builtins.int
    command: builtins.str
class ResponseShellCallCommandDeltaStreamingEvent(Base):
    type: Literal["response.shell_call_command.delta"]
    sequence_number: builtins.int
    output_index: builtins.int
    command_index: builtins.int
    delta: builtins.str
    obfuscation: builtins.str | None = ...
class ResponseShellCallCommandDoneStreamingEvent(Base):
    type: Literal["response.shell_call_command.done"]
    sequence_number: builtins.int
    output_index: builtins.int
    command_index: builtins.int
    command: builtins.str
class ResponseShellCallOutputContentDeltaStreamingEvent(Base):
    type: Literal["response.shell_call_output_content.delta"]
    sequence_number: builtins.int
    item_id: builtins.str
    output_index: builtins.int
    command_index: builtins.int
    delta: ShellCallOutputDelta
class ResponseShellCallOutputContentDoneStreamingEvent(Base):
    type: Literal["response.shell_call_output_content.done"]
    sequence_number: builtins.int
    item_id: builtins.str
    output_index: builtins.int
    command_index: builtins.int
    output: builtins.list[FunctionShellCallOutputContent]
ResponseStreamEvent: TypeAlias = ResponseAudioDeltaEvent | ResponseAudioDoneEvent | ResponseAudioTranscriptDeltaEvent | ResponseAudioTranscriptDoneEvent | ResponseCodeInterpreterCallCodeDeltaEvent | ResponseCodeInterpreterCallCodeDoneEvent | ResponseCodeInterpreterCallCompletedEvent | ResponseCodeInterpreterCallInProgressEvent | ResponseCodeInterpreterCallInterpretingEvent | ResponseCompletedEvent | ResponseContentPartAddedEvent | ResponseContentPartDoneEvent | ResponseCreatedEvent | ResponseErrorEvent | ResponseFileSearchCallCompletedEvent | ResponseFileSearchCallInProgressEvent | ResponseFileSearchCallSearchingEvent | ResponseFunctionCallArgumentsDeltaEvent | ResponseFunctionCallArgumentsDoneEvent | ResponseShellCallCommandAddedStreamingEvent | ResponseShellCallCommandDeltaStreamingEvent | ResponseShellCallCommandDoneStreamingEvent | ResponseShellCallOutputContentDeltaStreamingEvent | ResponseShellCallOutputContentDoneStreamingEvent | ResponseInProgressEvent | ResponseFailedEvent | ResponseIncompleteEvent | ResponseOutputItemAddedEvent | ResponseOutputItemDoneEvent | ResponseReasoningSummaryPartAddedEvent | ResponseReasoningSummaryPartDoneEvent | ResponseReasoningSummaryTextDeltaEvent | ResponseReasoningSummaryTextDoneEvent | ResponseReasoningTextDeltaEvent | ResponseReasoningTextDoneEvent | ResponseRefusalDeltaEvent | ResponseRefusalDoneEvent | ResponseTextDeltaEvent | ResponseTextDoneEvent | ResponseWebSearchCallCompletedEvent | ResponseWebSearchCallInProgressEvent | ResponseWebSearchCallSearchingEvent | ResponseImageGenCallCompletedEvent | ResponseImageGenCallGeneratingEvent | ResponseImageGenCallInProgressEvent | ResponseImageGenCallPartialImageEvent | ResponseMCPCallArgumentsDeltaEvent | ResponseMCPCallArgumentsDoneEvent | ResponseMCPCallCompletedEvent | ResponseMCPCallFailedEvent | ResponseMCPCallInProgressEvent | ResponseMCPListToolsCompletedEvent | ResponseMCPListToolsFailedEvent | ResponseMCPListToolsInProgressEvent | ResponseOutputTextAnnotationAddedEvent | ResponseQueuedEvent | ResponseCustomToolCallInputDeltaEvent | ResponseCustomToolCallInputDoneEvent
ResponseStreamOptions: TypeAlias = ResponseStreamOptionsValue | None
ResponseStreamOptionsParam: TypeAlias = ResponseStreamOptionsValue | ResponseStreamOptionsValueParam | None
class ResponseStreamOptionsValue(Base):
    include_obfuscation: builtins.bool | None = ...
class ResponseStreamOptionsValueParam(TypedDict, total=False):
    include_obfuscation: builtins.bool
class ResponseTextDeltaEvent(Base):
    type: Literal["response.output_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    logprobs: builtins.list[ResponseLogProb]
class ResponseTextDoneEvent(Base):
    type: Literal["response.output_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
    logprobs: builtins.list[ResponseLogProb]
class ResponseTextParam(Base):
    format: TextResponseFormatConfiguration | None = ...
    verbosity: Verbosity | None = ...
class ResponseTextParamParam(TypedDict, total=False):
    format: TextResponseFormatConfigurationParam
    verbosity: VerbosityParam
class ResponseUsage(Base):
    input_tokens: builtins.int
    input_tokens_details: ResponseUsageInputTokensDetails
    output_tokens: builtins.int
    output_tokens_details: ResponseUsageOutputTokensDetails
    total_tokens: builtins.int
class ResponseUsageInputTokensDetails(Base):
    cached_tokens: builtins.int
    cache_write_tokens: builtins.int
class ResponseUsageOutputTokensDetails(Base):
    reasoning_tokens: builtins.int
class ResponseWebSearchCallCompletedEvent(Base):
    type: Literal["response.web_search_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseWebSearchCallInProgressEvent(Base):
    type: Literal["response.web_search_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseWebSearchCallSearchingEvent(Base):
    type: Literal["response.web_search_call.searching"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
class ResponseWsError(Base):
    type: Literal["error"]
    status: builtins.int | None = ...
    sequence_number: builtins.int | None = ...
    error: ErrorPayload
    stream_id: builtins.str | None = ...
ResponsesClientEvent: TypeAlias = ResponsesClientEventResponseCreate
ResponsesClientEventParam: TypeAlias = ResponsesClientEventResponseCreate | ResponsesClientEventResponseCreateParam
class ResponsesClientEventResponseCreate(Base):
    type: Literal["response.create"]
    stream_id: builtins.str | None = ...
    metadata: Metadata | None = ...
    top_logprobs: builtins.int | None = ...
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    user: builtins.str | None = ...
    safety_identifier: builtins.str | None = ...
    prompt_cache_key: builtins.str | None = ...
    prompt_cache_retention: Literal["in_memory", "24h"] | None = ...
    prompt_cache_options: PromptCacheOptionsParam | None = ...
    previous_response_id: builtins.str | None = ...
    model: ModelIdsResponses | None = ...
    background: builtins.bool | None = ...
    max_tool_calls: builtins.int | None = ...
    text: ResponseTextParam | None = ...
    tools: ToolsArray | None = ...
    tool_choice: ToolChoiceParam | None = ...
    prompt: Prompt | None = ...
    service_tier: ServiceTierResponses | None = ...
    truncation: Literal["auto", "disabled"] | None = ...
    reasoning: Reasoning | None = ...
    input: InputParam | None = ...
    include: builtins.list[IncludeEnum] | None = ...
    parallel_tool_calls: builtins.bool | None = ...
    store: builtins.bool | None = ...
    instructions: builtins.str | None = ...
    moderation: ModerationParam | None = ...
    stream: builtins.bool | None = ...
    stream_options: ResponseStreamOptions | None = ...
    conversation: ConversationParam | None = ...
    context_management: builtins.list[ContextManagementParam] | None = ...
    max_output_tokens: builtins.int | None = ...
class ResponsesClientEventResponseCreateParam(TypedDict, total=False):
    type: Required[Literal["response.create"]]
    stream_id: builtins.str
    metadata: MetadataParam
    top_logprobs: builtins.int
    temperature: builtins.float | None
    top_p: builtins.float | None
    user: builtins.str
    safety_identifier: builtins.str | None
    prompt_cache_key: builtins.str | None
    prompt_cache_retention: Literal["in_memory", "24h"] | None
    prompt_cache_options: PromptCacheOptionsParam | PromptCacheOptionsParamParam
    previous_response_id: builtins.str | None
    model: ModelIdsResponsesParam
    background: builtins.bool | None
    max_tool_calls: builtins.int | None
    text: ResponseTextParam | ResponseTextParamParam
    tools: ToolsArrayParam
    tool_choice: ToolChoiceParamParam
    prompt: PromptParam
    service_tier: ServiceTierResponsesParam
    truncation: Literal["auto", "disabled"] | None
    reasoning: Reasoning | ReasoningParam | None
    input: InputParamParam
    include: Sequence[IncludeEnumParam] | None
    parallel_tool_calls: builtins.bool | None
    store: builtins.bool | None
    instructions: builtins.str | None
    moderation: ModerationParam | ModerationParamParam | None
    stream: builtins.bool | None
    stream_options: ResponseStreamOptionsParam
    conversation: ConversationParamParam | None
    context_management: Sequence[ContextManagementParam | ContextManagementParamParam] | None
    max_output_tokens: builtins.int | None
ResponsesServerEvent: TypeAlias = ResponsesServerEventValue | ResponsesServerEventValueResponseAudioDone | ResponsesServerEventValueResponseAudioTranscriptDelta | ResponsesServerEventValueResponseAudioTranscriptDone | ResponsesServerEventValueResponseCodeInterpreterCallCodeDelta | ResponsesServerEventValueResponseCodeInterpreterCallCodeDone | ResponsesServerEventValueResponseCodeInterpreterCallCompleted | ResponsesServerEventValueResponseCodeInterpreterCallInProgress | ResponsesServerEventValueResponseCodeInterpreterCallInterpreting | ResponsesServerEventValueResponseCompleted | ResponsesServerEventValueResponseContentPartAdded | ResponsesServerEventValueResponseContentPartDone | ResponsesServerEventValueResponseCreated | ResponsesServerEventValueResponseFileSearchCallCompleted | ResponsesServerEventValueResponseFileSearchCallInProgress | ResponsesServerEventValueResponseFileSearchCallSearching | ResponsesServerEventValueResponseFunctionCallArgumentsDelta | ResponsesServerEventValueResponseFunctionCallArgumentsDone | ResponsesServerEventValueResponseShellCallCommandAdded | ResponsesServerEventValueResponseShellCallCommandDelta | ResponsesServerEventValueResponseShellCallCommandDone | ResponsesServerEventValueResponseShellCallOutputContentDelta | ResponsesServerEventValueResponseShellCallOutputContentDone | ResponsesServerEventValueResponseInProgress | ResponsesServerEventValueResponseFailed | ResponsesServerEventValueResponseIncomplete | ResponsesServerEventValueResponseOutputItemAdded | ResponsesServerEventValueResponseOutputItemDone | ResponsesServerEventValueResponseReasoningSummaryPartAdded | ResponsesServerEventValueResponseReasoningSummaryPartDone | ResponsesServerEventValueResponseReasoningSummaryTextDelta | ResponsesServerEventValueResponseReasoningSummaryTextDone | ResponsesServerEventValueResponseReasoningTextDelta | ResponsesServerEventValueResponseReasoningTextDone | ResponsesServerEventValueResponseRefusalDelta | ResponsesServerEventValueResponseRefusalDone | ResponsesServerEventValueResponseOutputTextDelta | ResponsesServerEventValueResponseOutputTextDone | ResponsesServerEventValueResponseWebSearchCallCompleted | ResponsesServerEventValueResponseWebSearchCallInProgress | ResponsesServerEventValueResponseWebSearchCallSearching | ResponsesServerEventValueResponseImageGenerationCallCompleted | ResponsesServerEventValueResponseImageGenerationCallGenerating | ResponsesServerEventValueResponseImageGenerationCallInProgress | ResponsesServerEventValueResponseImageGenerationCallPartialImage | ResponsesServerEventValueResponseMcpCallArgumentsDelta | ResponsesServerEventValueResponseMcpCallArgumentsDone | ResponsesServerEventValueResponseMcpCallCompleted | ResponsesServerEventValueResponseMcpCallFailed | ResponsesServerEventValueResponseMcpCallInProgress | ResponsesServerEventValueResponseMcpListToolsCompleted | ResponsesServerEventValueResponseMcpListToolsFailed | ResponsesServerEventValueResponseMcpListToolsInProgress | ResponsesServerEventValueResponseOutputTextAnnotationAdded | ResponsesServerEventValueResponseQueued | ResponsesServerEventValueResponseCustomToolCallInputDelta | ResponsesServerEventValueResponseCustomToolCallInputDone | ResponseWsError
class ResponsesServerEventValue(Base):
    type: Literal["response.audio.delta"]
    sequence_number: builtins.int
    delta: builtins.str
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseAudioDone(Base):
    type: Literal["response.audio.done"]
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseAudioTranscriptDelta(Base):
    type: Literal["response.audio.transcript.delta"]
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseAudioTranscriptDone(Base):
    type: Literal["response.audio.transcript.done"]
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseCodeInterpreterCallCodeDelta(Base):
    type: Literal["response.code_interpreter_call_code.delta"]
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseCodeInterpreterCallCodeDone(Base):
    type: Literal["response.code_interpreter_call_code.done"]
    output_index: builtins.int
    item_id: builtins.str
    code: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseCodeInterpreterCallCompleted(Base):
    type: Literal["response.code_interpreter_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseCodeInterpreterCallInProgress(Base):
    type: Literal["response.code_interpreter_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseCodeInterpreterCallInterpreting(Base):
    type: Literal["response.code_interpreter_call.interpreting"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseCompleted(Base):
    type: Literal["response.completed"]
    response: Response
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseContentPartAdded(Base):
    type: Literal["response.content_part.added"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    part: OutputContent
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseContentPartDone(Base):
    type: Literal["response.content_part.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    sequence_number: builtins.int
    part: OutputContent
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseCreated(Base):
    type: Literal["response.created"]
    response: Response
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseCustomToolCallInputDelta(Base):
    type: Literal["response.custom_tool_call_input.delta"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseCustomToolCallInputDone(Base):
    type: Literal["response.custom_tool_call_input.done"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    input: builtins.str
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseFailed(Base):
    type: Literal["response.failed"]
    sequence_number: builtins.int
    response: Response
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseFileSearchCallCompleted(Base):
    type: Literal["response.file_search_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseFileSearchCallInProgress(Base):
    type: Literal["response.file_search_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseFileSearchCallSearching(Base):
    type: Literal["response.file_search_call.searching"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseFunctionCallArgumentsDelta(Base):
    type: Literal["response.function_call_arguments.delta"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    delta: builtins.str
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseFunctionCallArgumentsDone(Base):
    type: Literal["response.function_call_arguments.done"]
    item_id: builtins.str
    name: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    arguments: builtins.str
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseImageGenerationCallCompleted(Base):
    type: Literal["response.image_generation_call.completed"]
    output_index: builtins.int
    sequence_number: builtins.int
    item_id: builtins.str
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseImageGenerationCallGenerating(Base):
    type: Literal["response.image_generation_call.generating"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseImageGenerationCallInProgress(Base):
    type: Literal["response.image_generation_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseImageGenerationCallPartialImage(Base):
    type: Literal["response.image_generation_call.partial_image"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    partial_image_index: builtins.int
    partial_image_b64: builtins.str
    size: builtins.str | None = ...
    quality: builtins.str | None = ...
    background: builtins.str | None = ...
    output_format: builtins.str | None = ...
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseInProgress(Base):
    type: Literal["response.in_progress"]
    response: Response
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseIncomplete(Base):
    type: Literal["response.incomplete"]
    response: Response
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseMcpCallArgumentsDelta(Base):
    type: Literal["response.mcp_call_arguments.delta"]
    output_index: builtins.int
    item_id: builtins.str
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseMcpCallArgumentsDone(Base):
    type: Literal["response.mcp_call_arguments.done"]
    output_index: builtins.int
    item_id: builtins.str
    arguments: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseMcpCallCompleted(Base):
    type: Literal["response.mcp_call.completed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseMcpCallFailed(Base):
    type: Literal["response.mcp_call.failed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseMcpCallInProgress(Base):
    type: Literal["response.mcp_call.in_progress"]
    sequence_number: builtins.int
    output_index: builtins.int
    item_id: builtins.str
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseMcpListToolsCompleted(Base):
    type: Literal["response.mcp_list_tools.completed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseMcpListToolsFailed(Base):
    type: Literal["response.mcp_list_tools.failed"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseMcpListToolsInProgress(Base):
    type: Literal["response.mcp_list_tools.in_progress"]
    item_id: builtins.str
    output_index: builtins.int
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseOutputItemAdded(Base):
    type: Literal["response.output_item.added"]
    output_index: builtins.int
    sequence_number: builtins.int
    item: OutputItem
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseOutputItemDone(Base):
    type: Literal["response.output_item.done"]
    output_index: builtins.int
    sequence_number: builtins.int
    item: OutputItem
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseOutputTextAnnotationAdded(Base):
    type: Literal["response.output_text.annotation.added"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    annotation_index: builtins.int
    sequence_number: builtins.int
    annotation: Annotation | None
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseOutputTextDelta(Base):
    type: Literal["response.output_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    logprobs: builtins.list[ResponseLogProb]
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseOutputTextDone(Base):
    type: Literal["response.output_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
    logprobs: builtins.list[ResponseLogProb]
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseQueued(Base):
    type: Literal["response.queued"]
    response: Response
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseReasoningSummaryPartAdded(Base):
    type: Literal["response.reasoning_summary_part.added"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    sequence_number: builtins.int
    part: ResponsesServerEventValueResponseReasoningSummaryPartAddedPart
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseReasoningSummaryPartAddedPart(Base):
    type: Literal["summary_text"]
    text: builtins.str
class ResponsesServerEventValueResponseReasoningSummaryPartDone(Base):
    type: Literal["response.reasoning_summary_part.done"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    status: Literal["incomplete"] | None = ...
    sequence_number: builtins.int
    part: ResponsesServerEventValueResponseReasoningSummaryPartDonePart
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseReasoningSummaryPartDonePart(Base):
    type: Literal["summary_text"]
    text: builtins.str
class ResponsesServerEventValueResponseReasoningSummaryTextDelta(Base):
    type: Literal["response.reasoning_summary_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseReasoningSummaryTextDone(Base):
    type: Literal["response.reasoning_summary_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    summary_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseReasoningTextDelta(Base):
    type: Literal["response.reasoning_text.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseReasoningTextDone(Base):
    type: Literal["response.reasoning_text.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    text: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseRefusalDelta(Base):
    type: Literal["response.refusal.delta"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    delta: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseRefusalDone(Base):
    type: Literal["response.refusal.done"]
    item_id: builtins.str
    output_index: builtins.int
    content_index: builtins.int
    refusal: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseShellCallCommandAdded(Base):
    type: Literal["response.shell_call_command.added"]
    sequence_number: builtins.int
    output_index: builtins.int
    command_index: builtins.int
    command: builtins.str
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseShellCallCommandDelta(Base):
    type: Literal["response.shell_call_command.delta"]
    sequence_number: builtins.int
    output_index: builtins.int
    command_index: builtins.int
    delta: builtins.str
    obfuscation: builtins.str | None = ...
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseShellCallCommandDone(Base):
    type: Literal["response.shell_call_command.done"]
    sequence_number: builtins.int
    output_index: builtins.int
    command_index: builtins.int
    command: builtins.str
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseShellCallOutputContentDelta(Base):
    type: Literal["response.shell_call_output_content.delta"]
    sequence_number: builtins.int
    item_id: builtins.str
    output_index: builtins.int
    command_index: builtins.int
    delta: ShellCallOutputDelta
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseShellCallOutputContentDone(Base):
    type: Literal["response.shell_call_output_content.done"]
    sequence_number: builtins.int
    item_id: builtins.str
    output_index: builtins.int
    command_index: builtins.int
    output: builtins.list[FunctionShellCallOutputContent]
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseWebSearchCallCompleted(Base):
    type: Literal["response.web_search_call.completed"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseWebSearchCallInProgress(Base):
    type: Literal["response.web_search_call.in_progress"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
class ResponsesServerEventValueResponseWebSearchCallSearching(Base):
    type: Literal["response.web_search_call.searching"]
    output_index: builtins.int
    item_id: builtins.str
    sequence_number: builtins.int
    stream_id: builtins.str | None = ...
ResponsesWebSocketStreamEvent: TypeAlias = ResponsesWebSocketStreamEventValue
class ResponsesWebSocketStreamEventValue(Base):
    stream_id: builtins.str | None = ...
class Role(Base):
    object: Literal["role"]
    id: builtins.str
    name: builtins.str
    description: builtins.str | None
    permissions: builtins.list[builtins.str]
    resource_type: builtins.str
    predefined_role: builtins.bool
class RoleDeletedResource(Base):
    object: Literal["role.deleted"]
    id: builtins.str
    deleted: builtins.bool
class RoleListResource(Base):
    object: Literal["list"]
    data: builtins.list[AssignedRoleDetails]
    has_more: builtins.bool
    next: builtins.str | None
RunCompletionUsage: TypeAlias = RunCompletionUsageValue | None
class RunCompletionUsageValue(Base):
    completion_tokens: builtins.int
    prompt_tokens: builtins.int
    total_tokens: builtins.int
class RunGraderRequest(Base):
    grader: GraderStringCheck | GraderTextSimilarity | GraderPython | GraderScoreModel | GraderMulti
    item: builtins.dict[builtins.str, Any] | None = ...
    model_sample: builtins.str
class RunGraderResponse(Base):
    reward: builtins.float
    metadata: RunGraderResponseMetadata
    sub_rewards: builtins.dict[builtins.str, Any]
    model_grader_token_usage_per_model: builtins.dict[builtins.str, Any]
class RunGraderResponseMetadata(Base):
    name: builtins.str
    type: builtins.str
    errors: RunGraderResponseMetadataErrors
    execution_time: builtins.float
    scores: builtins.dict[builtins.str, Any]
    token_usage: builtins.int | None
    sampled_model_name: builtins.str | None
class RunGraderResponseMetadataErrors(Base):
    formula_parse_error: builtins.bool
    sample_parse_error: builtins.bool
    truncated_observation_error: builtins.bool
    unresponsive_reward_error: builtins.bool
    invalid_variable_error: builtins.bool
    other_error: builtins.bool
    python_grader_server_error: builtins.bool
    python_grader_server_error_type: builtins.str | None
    python_grader_runtime_error: builtins.bool
    python_grader_runtime_error_details: builtins.str | None
    model_grader_server_error: builtins.bool
    model_grader_refusal_error: builtins.bool
    model_grader_parse_error: builtins.bool
    model_grader_server_error_details: builtins.str | None
class RunObject(Base):
    id: builtins.str
    object: Literal["thread.run"]
    created_at: builtins.int
    thread_id: builtins.str
    assistant_id: builtins.str
    status: Literal["queued", "in_progress", "requires_action", "cancelling", "cancelled", "failed", "completed", "incomplete", "expired"]
    required_action: RunObjectRequiredAction | None
    last_error: RunObjectLastError | None
    expires_at: builtins.int | None
    started_at: builtins.int | None
    cancelled_at: builtins.int | None
    failed_at: builtins.int | None
    completed_at: builtins.int | None
    incomplete_details: RunObjectIncompleteDetails | None
    model: builtins.str
    instructions: builtins.str
    tools: builtins.list[AssistantToolsCode | AssistantToolsFileSearch | AssistantToolsFunction]
    metadata: Metadata
    usage: RunCompletionUsage
    temperature: builtins.float | None = ...
    top_p: builtins.float | None = ...
    max_prompt_tokens: builtins.int | None
    max_completion_tokens: builtins.int | None
    truncation_strategy: RunObjectTruncationStrategy
    tool_choice: AssistantsApiToolChoiceOption
    parallel_tool_calls: ParallelToolCalls
    response_format: AssistantsApiResponseFormatOption
class RunObjectIncompleteDetails(Base):
    reason: Literal["max_completion_tokens", "max_prompt_tokens"] | None = ...
class RunObjectLastError(Base):
    code: Literal["server_error", "rate_limit_exceeded", "invalid_prompt"]
    message: builtins.str
class RunObjectRequiredAction(Base):
    type: Literal["submit_tool_outputs"]
    submit_tool_outputs: RunObjectRequiredActionSubmitToolOutputs
class RunObjectRequiredActionSubmitToolOutputs(Base):
    tool_calls: builtins.list[RunToolCallObject]
class RunObjectTruncationStrategy(Base):
    type: Literal["auto", "last_messages"]
    last_messages: builtins.int | None = ...
RunStepCompletionUsage: TypeAlias = RunStepCompletionUsageValue | None
class RunStepCompletionUsageValue(Base):
    completion_tokens: builtins.int
    prompt_tokens: builtins.int
    total_tokens: builtins.int
class RunStepDeltaObject(Base):
    id: builtins.str
    object: Literal["thread.run.step.delta"]
    delta: RunStepDeltaObjectDelta
class RunStepDeltaObjectDelta(Base):
    step_details: RunStepDeltaStepDetailsMessageCreationObject | RunStepDeltaStepDetailsToolCallsObject | None = ...
class RunStepDeltaStepDetailsMessageCreationObject(Base):
    type: Literal["message_creation"]
    message_creation: RunStepDeltaStepDetailsMessageCreationObjectMessageCreation | None = ...
class RunStepDeltaStepDetailsMessageCreationObjectMessageCreation(Base):
    message_id: builtins.str | None = ...
class RunStepDeltaStepDetailsToolCallsCodeObject(Base):
    index: builtins.int
    id: builtins.str | None = ...
    type: Literal["code_interpreter"]
    code_interpreter: RunStepDeltaStepDetailsToolCallsCodeObjectCodeInterpreter | None = ...
class RunStepDeltaStepDetailsToolCallsCodeObjectCodeInterpreter(Base):
    input: builtins.str | None = ...
    outputs: builtins.list[RunStepDeltaStepDetailsToolCallsCodeOutputLogsObject | RunStepDeltaStepDetailsToolCallsCodeOutputImageObject] | None = ...
class RunStepDeltaStepDetailsToolCallsCodeOutputImageObject(Base):
    index: builtins.int
    type: Literal["image"]
    image: RunStepDeltaStepDetailsToolCallsCodeOutputImageObjectImage | None = ...
class RunStepDeltaStepDetailsToolCallsCodeOutputImageObjectImage(Base):
    file_id: builtins.str | None = ...
class RunStepDeltaStepDetailsToolCallsCodeOutputLogsObject(Base):
    index: builtins.int
    type: Literal["logs"]
    logs: builtins.str | None = ...
class RunStepDeltaStepDetailsToolCallsFileSearchObject(Base):
    index: builtins.int
    id: builtins.str | None = ...
    type: Literal["file_search"]
    file_search: builtins.dict[builtins.str, Any]
class RunStepDeltaStepDetailsToolCallsFunctionObject(Base):
    index: builtins.int
    id: builtins.str | None = ...
    type: Literal["function"]
    function: RunStepDeltaStepDetailsToolCallsFunctionObjectFunction | None = ...
class RunStepDeltaStepDetailsToolCallsFunctionObjectFunction(Base):
    name: builtins.str | None = ...
    arguments: builtins.str | None = ...
    output: builtins.str | None = ...
class RunStepDeltaStepDetailsToolCallsObject(Base):
    type: Literal["tool_calls"]
    tool_calls: builtins.list[RunStepDeltaStepDetailsToolCallsCodeObject | RunStepDeltaStepDetailsToolCallsFileSearchObject | RunStepDeltaStepDetailsToolCallsFunctionObject] | None = ...
class RunStepDetailsMessageCreationObject(Base):
    type: Literal["message_creation"]
    message_creation: RunStepDetailsMessageCreationObjectMessageCreation
class RunStepDetailsMessageCreationObjectMessageCreation(Base):
    message_id: builtins.str
class RunStepDetailsToolCallsCodeObject(Base):
    id: builtins.str
    type: Literal["code_interpreter"]
    code_interpreter: RunStepDetailsToolCallsCodeObjectCodeInterpreter
class RunStepDetailsToolCallsCodeObjectCodeInterpreter(Base):
    input: builtins.str
    outputs: builtins.list[RunStepDetailsToolCallsCodeOutputLogsObject | RunStepDetailsToolCallsCodeOutputImageObject]
class RunStepDetailsToolCallsCodeOutputImageObject(Base):
    type: Literal["image"]
    image: RunStepDetailsToolCallsCodeOutputImageObjectImage
class RunStepDetailsToolCallsCodeOutputImageObjectImage(Base):
    file_id: builtins.str
class RunStepDetailsToolCallsCodeOutputLogsObject(Base):
    type: Literal["logs"]
    logs: builtins.str
class RunStepDetailsToolCallsFileSearchObject(Base):
    id: builtins.str
    type: Literal["file_search"]
    file_search: RunStepDetailsToolCallsFileSearchObjectFileSearch
class RunStepDetailsToolCallsFileSearchObjectFileSearch(Base):
    ranking_options: RunStepDetailsToolCallsFileSearchRankingOptionsObject | None = ...
    results: builtins.list[RunStepDetailsToolCallsFileSearchResultObject] | None = ...
class RunStepDetailsToolCallsFileSearchRankingOptionsObject(Base):
    ranker: FileSearchRanker
    score_threshold: builtins.float
class RunStepDetailsToolCallsFileSearchResultObject(Base):
    file_id: builtins.str
    file_name: builtins.str
    score: builtins.float
    content: builtins.list[RunStepDetailsToolCallsFileSearchResultObjectContent] | None = ...
class RunStepDetailsToolCallsFileSearchResultObjectContent(Base):
    type: Literal["text"] | None = ...
    text: builtins.str | None = ...
class RunStepDetailsToolCallsFunctionObject(Base):
    id: builtins.str
    type: Literal["function"]
    function: RunStepDetailsToolCallsFunctionObjectFunction
class RunStepDetailsToolCallsFunctionObjectFunction(Base):
    name: builtins.str
    arguments: builtins.str
    output: builtins.str | None
class RunStepDetailsToolCallsObject(Base):
    type: Literal["tool_calls"]
    tool_calls: builtins.list[RunStepDetailsToolCallsCodeObject | RunStepDetailsToolCallsFileSearchObject | RunStepDetailsToolCallsFunctionObject]
class RunStepObject(Base):
    id: builtins.str
    object: Literal["thread.run.step"]
    created_at: builtins.int
    assistant_id: builtins.str
    thread_id: builtins.str
    run_id: builtins.str
    type: Literal["message_creation", "tool_calls"]
    status: Literal["in_progress", "cancelled", "failed", "completed", "expired"]
    step_details: RunStepDetailsMessageCreationObject | RunStepDetailsToolCallsObject
    last_error: RunStepObjectLastError | None
    expired_at: builtins.int | None
    cancelled_at: builtins.int | None
    failed_at: builtins.int | None
    completed_at: builtins.int | None
    metadata: Metadata
    usage: RunStepCompletionUsage
class RunStepObjectLastError(Base):
    code: Literal["server_error", "rate_limit_exceeded"]
    message: builtins.str
RunStepStreamEvent: TypeAlias = RunStepStreamEventValue | RunStepStreamEventValue2 | RunStepStreamEventValue3 | RunStepStreamEventValue4 | RunStepStreamEventValue5 | RunStepStreamEventValue6 | RunStepStreamEventValue7
class RunStepStreamEventValue(Base):
    event: Literal["thread.run.step.created"]
    data: RunStepObject
class RunStepStreamEventValue2(Base):
    event: Literal["thread.run.step.in_progress"]
    data: RunStepObject
class RunStepStreamEventValue3(Base):
    event: Literal["thread.run.step.delta"]
    data: RunStepDeltaObject
class RunStepStreamEventValue4(Base):
    event: Literal["thread.run.step.completed"]
    data: RunStepObject
class RunStepStreamEventValue5(Base):
    event: Literal["thread.run.step.failed"]
    data: RunStepObject
class RunStepStreamEventValue6(Base):
    event: Literal["thread.run.step.cancelled"]
    data: RunStepObject
class RunStepStreamEventValue7(Base):
    event: Literal["thread.run.step.expired"]
    data: RunStepObject
RunStreamEvent: TypeAlias = RunStreamEventValue | RunStreamEventValue2 | RunStreamEventValue3 | RunStreamEventValue4 | RunStreamEventValue5 | RunStreamEventValue6 | RunStreamEventValue7 | RunStreamEventValue8 | RunStreamEventValue9 | RunStreamEventValue10
class RunStreamEventValue(Base):
    event: Literal["thread.run.created"]
    data: RunObject
class RunStreamEventValue10(Base):
    event: Literal["thread.run.expired"]
    data: RunObject
class RunStreamEventValue2(Base):
    event: Literal["thread.run.queued"]
    data: RunObject
class RunStreamEventValue3(Base):
    event: Literal["thread.run.in_progress"]
    data: RunObject
class RunStreamEventValue4(Base):
    event: Literal["thread.run.requires_action"]
    data: RunObject
class RunStreamEventValue5(Base):
    event: Literal["thread.run.completed"]
    data: RunObject
class RunStreamEventValue6(Base):
    event: Literal["thread.run.incomplete"]
    data: RunObject
class RunStreamEventValue7(Base):
    event: Literal["thread.run.failed"]
    data: RunObject
class RunStreamEventValue8(Base):
    event: Literal["thread.run.cancelling"]
    data: RunObject
class RunStreamEventValue9(Base):
    event: Literal["thread.run.cancelled"]
    data: RunObject
class RunToolCallObject(Base):
    id: builtins.str
    type: Literal["function"]
    function: RunToolCallObjectFunction
class RunToolCallObjectFunction(Base):
    name: builtins.str
    arguments: builtins.str
class ScreenshotParam(Base):
    type: Literal["screenshot"]
class ScreenshotParamParam(TypedDict, total=False):
    type: Required[Literal["screenshot"]]
class ScrollParam(Base):
    type: Literal["scroll"]
    x: builtins.int
    y: builtins.int
    scroll_x: builtins.int
    scroll_y: builtins.int
    keys: builtins.list[builtins.str] | None = ...
class ScrollParamParam(TypedDict, total=False):
    type: Required[Literal["scroll"]]
    x: Required[builtins.int]
    y: Required[builtins.int]
    scroll_x: Required[builtins.int]
    scroll_y: Required[builtins.int]
    keys: Sequence[builtins.str] | None
SearchContentType: TypeAlias = Literal["text", "image"]
SearchContentTypeParam: TypeAlias = Literal["text", "image"]
SearchContextSize: TypeAlias = Literal["low", "medium", "high"]
SearchContextSizeParam: TypeAlias = Literal["low", "medium", "high"]
class ServiceAccountApiKeyBody(Base):
    object: Literal["organization.project.service_account.api_key"]
    value: builtins.str
    name: builtins.str
    created_at: builtins.int
    id: builtins.str
ServiceTier: TypeAlias = Literal["auto", "default", "flex", "scale", "priority", "fast"] | None
ServiceTierParam: TypeAlias = Literal["auto", "default", "flex", "scale", "priority", "fast"] | None
ServiceTierEnum: TypeAlias = Literal["auto", "default", "fast", "flex", "priority"]
ServiceTierEnumParam: TypeAlias = Literal["auto", "default", "fast", "flex", "priority"]
ServiceTierResponses: TypeAlias = Literal["auto", "default", "flex", "scale", "priority", "fast", "ultrafast"] | None
ServiceTierResponsesParam: TypeAlias = Literal["auto", "default", "flex", "scale", "priority", "fast", "ultrafast"] | None
class SetDefaultSkillVersionBody(Base):
    default_version: builtins.str
class ShellCallOutputDelta(Base):
    stdout: builtins.str | None = ...
    stderr: builtins.str | None = ...
class SkillListResource(Base):
    object: Literal["list"]
    data: builtins.list[SkillResource]
    first_id: builtins.str | None
    last_id: builtins.str | None
    has_more: builtins.bool
class SkillReferenceParam(Base):
    type: Literal["skill_reference"]
    skill_id: builtins.str
    version: builtins.str | None = ...
class SkillReferenceParamParam(TypedDict, total=False):
    type: Required[Literal["skill_reference"]]
    skill_id: Required[builtins.str]
    version: builtins.str
class SkillResource(Base):
    id: builtins.str
    object: Literal["skill"]
    name: builtins.str
    description: builtins.str
    created_at: builtins.int
    default_version: builtins.str
    latest_version: builtins.str
class SkillVersionListResource(Base):
    object: Literal["list"]
    data: builtins.list[SkillVersionResource]
    first_id: builtins.str | None
    last_id: builtins.str | None
    has_more: builtins.bool
class SkillVersionResource(Base):
    object: Literal["skill.version"]
    id: builtins.str
    skill_id: builtins.str
    version: builtins.str
    created_at: builtins.int
    name: builtins.str
    description: builtins.str
class SpecificApplyPatchParam(Base):
    type: Literal["apply_patch"]
class SpecificApplyPatchParamParam(TypedDict, total=False):
    type: Required[Literal["apply_patch"]]
class SpecificFunctionShellParam(Base):
    type: Literal["shell"]
class SpecificFunctionShellParamParam(TypedDict, total=False):
    type: Required[Literal["shell"]]
class SpecificProgrammaticToolCallingParam(Base):
    type: Literal["programmatic_tool_calling"]
class SpecificProgrammaticToolCallingParamParam(TypedDict, total=False):
    type: Required[Literal["programmatic_tool_calling"]]
class SpeechAudioDeltaEvent(Base):
    type: Literal["speech.audio.delta"]
    audio: builtins.str
class SpeechAudioDoneEvent(Base):
    type: Literal["speech.audio.done"]
    usage: SpeechAudioDoneEventUsage
class SpeechAudioDoneEventUsage(Base):
    input_tokens: builtins.int
    output_tokens: builtins.int
    total_tokens: builtins.int
class SpendAlertNotificationChannel(Base):
    type: Literal["email"]
    recipients: builtins.list[builtins.str]
    subject_prefix: builtins.str | None = ...
class SpendAlertNotificationChannelParam(TypedDict, total=False):
    type: Required[Literal["email"]]
    recipients: Required[Sequence[builtins.str]]
    subject_prefix: builtins.str | None
SpendLimitCurrency: TypeAlias = str | Literal["USD"]
class SpendLimitEnforcement(Base):
    status: SpendLimitEnforcementStatus
SpendLimitEnforcementStatus: TypeAlias = str | Literal["inactive", "enforcing"]
SpendLimitInterval: TypeAlias = str | Literal["month"]
class StaticChunkingStrategy(Base):
    max_chunk_size_tokens: builtins.int
    chunk_overlap_tokens: builtins.int
class StaticChunkingStrategyParam(TypedDict, total=False):
    max_chunk_size_tokens: Required[builtins.int]
    chunk_overlap_tokens: Required[builtins.int]
class StaticChunkingStrategyRequestParam(Base):
    type: Literal["static"]
    static: StaticChunkingStrategy
class StaticChunkingStrategyRequestParamParam(TypedDict, total=False):
    type: Required[Literal["static"]]
    static: Required[StaticChunkingStrategy | StaticChunkingStrategyParam]
class StaticChunkingStrategyResponseParam(Base):
    type: Literal["static"]
    static: StaticChunkingStrategy
StopConfiguration: TypeAlias = str | None | builtins.list[str]
StopConfigurationParam: TypeAlias = str | None | Sequence[str]
class SubmitToolOutputsRunRequest(Base):
    tool_outputs: builtins.list[SubmitToolOutputsRunRequestToolOutputs]
    stream: builtins.bool | None = ...
class SubmitToolOutputsRunRequestToolOutputs(Base):
    tool_call_id: builtins.str | None = ...
    output: builtins.str | None = ...
class SubmitToolOutputsRunRequestToolOutputsParam(TypedDict, total=False):
    tool_call_id: builtins.str
    output: builtins.str
class SummaryTextContent(Base):
    type: Literal["summary_text"]
    text: builtins.str
class SummaryTextContentParam(TypedDict, total=False):
    type: Required[Literal["summary_text"]]
    text: Required[builtins.str]
class SynthIDProvenanceResult(Base):
    type: Literal["synthid"]
    outcome: ProvenanceDetectionResultApi
    model: builtins.str | None
    generated_at: builtins.str | None
class TaskGroupItem(Base):
    id: builtins.str
    object: Literal["chatkit.thread_item"]
    created_at: builtins.int
    thread_id: builtins.str
    type: Literal["chatkit.task_group"]
    tasks: builtins.list[TaskGroupTask]
class TaskGroupTask(Base):
    type: TaskType
    heading: builtins.str | None
    summary: builtins.str | None
class TaskItem(Base):
    id: builtins.str
    object: Literal["chatkit.thread_item"]
    created_at: builtins.int
    thread_id: builtins.str
    type: Literal["chatkit.task"]
    task_type: TaskType
    heading: builtins.str | None
    summary: builtins.str | None
TaskType: TypeAlias = Literal["custom", "thought"]
class TextContent(Base):
    type: Literal["text"]
    text: builtins.str
TextResponseFormatConfiguration: TypeAlias = ResponseFormatText | TextResponseFormatJsonSchema | ResponseFormatJsonObject
TextResponseFormatConfigurationParam: TypeAlias = ResponseFormatText | ResponseFormatTextParam | TextResponseFormatJsonSchema | TextResponseFormatJsonSchemaParam | ResponseFormatJsonObject | ResponseFormatJsonObjectParam
class TextResponseFormatJsonSchema(Base):
    type: Literal["json_schema"]
    description: builtins.str | None = ...
    name: builtins.str
    schema: ResponseFormatJsonSchemaSchema
    strict: builtins.bool | None = ...
class TextResponseFormatJsonSchemaParam(TypedDict, total=False):
    type: Required[Literal["json_schema"]]
    description: builtins.str
    name: Required[builtins.str]
    schema: Required[ResponseFormatJsonSchemaSchemaParam]
    strict: builtins.bool | None
ThreadItem: TypeAlias = UserMessageItem | AssistantMessageItem | WidgetMessageItem | ClientToolCallItem | TaskItem | TaskGroupItem
class ThreadItemListResource(Base):
    object: Literal["list"]
    data: builtins.list[ThreadItem]
    first_id: builtins.str | None
    last_id: builtins.str | None
    has_more: builtins.bool
class ThreadListResource(Base):
    object: Literal["list"]
    data: builtins.list[ThreadResource]
    first_id: builtins.str | None
    last_id: builtins.str | None
    has_more: builtins.bool
class ThreadObject(Base):
    id: builtins.str
    object: Literal["thread"]
    created_at: builtins.int
    tool_resources: ThreadObjectToolResources | None
    metadata: Metadata
class ThreadObjectToolResources(Base):
    code_interpreter: ThreadObjectToolResourcesCodeInterpreter | None = ...
    file_search: ThreadObjectToolResourcesFileSearch | None = ...
class ThreadObjectToolResourcesCodeInterpreter(Base):
    file_ids: builtins.list[builtins.str] | None = ...
class ThreadObjectToolResourcesFileSearch(Base):
    vector_store_ids: builtins.list[builtins.str] | None = ...
class ThreadResource(Base):
    id: builtins.str
    object: Literal["chatkit.thread"]
    created_at: builtins.int
    title: builtins.str | None
    status: ActiveStatus | LockedStatus | ClosedStatus
    user: builtins.str
ThreadStreamEvent: TypeAlias = ThreadStreamEventValue
class ThreadStreamEventValue(Base):
    enabled: builtins.bool | None = ...
    event: Literal["thread.created"]
    data: ThreadObject
class ToggleCertificatesRequest(Base):
    certificate_ids: builtins.list[builtins.str]
class TokenCountsBody(Base):
    model: builtins.str | None = ...
    input: builtins.str | builtins.list[InputItem] | None = ...
    previous_response_id: builtins.str | None = ...
    tools: builtins.list[Tool] | None = ...
    text: ResponseTextParam | None = ...
    reasoning: Reasoning | None = ...
    truncation: TruncationEnum | None = ...
    instructions: builtins.str | None = ...
    personality: PersonalityEnum | None = ...
    conversation: ConversationParam | None = ...
    tool_choice: ToolChoiceParam | None = ...
    parallel_tool_calls: builtins.bool | None = ...
class TokenCountsResource(Base):
    object: Literal["response.input_tokens"]
    input_tokens: builtins.int
Tool: TypeAlias = FunctionTool | FileSearchTool | ComputerTool | ComputerUsePreviewTool | WebSearchTool | MCPTool | CodeInterpreterTool | ProgrammaticToolCallingParam | ImageGenTool | LocalShellToolParam | FunctionShellToolParam | CustomToolParam | NamespaceToolParam | ToolSearchToolParam | WebSearchPreviewTool | ApplyPatchToolParam
ToolParam: TypeAlias = FunctionTool | FunctionToolParamDict | FileSearchTool | FileSearchToolParam | ComputerTool | ComputerToolParam | ComputerUsePreviewTool | ComputerUsePreviewToolParam | WebSearchTool | WebSearchToolParam | MCPTool | MCPToolParam | CodeInterpreterTool | CodeInterpreterToolParam | ProgrammaticToolCallingParam | ProgrammaticToolCallingParamParam | ImageGenTool | ImageGenToolParam | LocalShellToolParam | LocalShellToolParamParam | FunctionShellToolParam | FunctionShellToolParamParam | CustomToolParam | CustomToolParamParam | NamespaceToolParam | NamespaceToolParamParam | ToolSearchToolParam | ToolSearchToolParamParam | WebSearchPreviewTool | WebSearchPreviewToolParam | ApplyPatchToolParam | ApplyPatchToolParamParam
ToolCallCaller: TypeAlias = DirectToolCallCaller | ProgramToolCallCaller
ToolCallCallerParamDict: TypeAlias = DirectToolCallCaller | DirectToolCallCallerParamDict | ProgramToolCallCaller | ProgramToolCallCallerParamDict
ToolCallCallerParam: TypeAlias = DirectToolCallCallerParam | ProgramToolCallCallerParam
ToolCallCallerParamParam: TypeAlias = DirectToolCallCallerParam | DirectToolCallCallerParamParam | ProgramToolCallCallerParam | ProgramToolCallCallerParamParam
class ToolChoice(Base):
    id: builtins.str
class ToolChoiceAllowed(Base):
    type: Literal["allowed_tools"]
    mode: Literal["auto", "required"]
    tools: builtins.list[builtins.dict[builtins.str, Any]]
class ToolChoiceAllowedParam(TypedDict, total=False):
    type: Required[Literal["allowed_tools"]]
    mode: Required[Literal["auto", "required"]]
    tools: Required[Sequence[Mapping[builtins.str, Any]]]
class ToolChoiceCustom(Base):
    type: Literal["custom"]
    name: builtins.str
class ToolChoiceCustomParam(TypedDict, total=False):
    type: Required[Literal["custom"]]
    name: Required[builtins.str]
class ToolChoiceFunction(Base):
    type: Literal["function"]
    name: builtins.str
class ToolChoiceFunctionParam(TypedDict, total=False):
    type: Required[Literal["function"]]
    name: Required[builtins.str]
class ToolChoiceMCP(Base):
    type: Literal["mcp"]
    server_label: builtins.str
    name: builtins.str | None = ...
class ToolChoiceMCPParam(TypedDict, total=False):
    type: Required[Literal["mcp"]]
    server_label: Required[builtins.str]
    name: builtins.str | None
ToolChoiceOptions: TypeAlias = Literal["none", "auto", "required"]
ToolChoiceOptionsParam: TypeAlias = Literal["none", "auto", "required"]
ToolChoiceParam: TypeAlias = ToolChoiceOptions | ToolChoiceAllowed | ToolChoiceTypes | ToolChoiceFunction | ToolChoiceMCP | ToolChoiceCustom | SpecificProgrammaticToolCallingParam | SpecificApplyPatchParam | SpecificFunctionShellParam
ToolChoiceParamParam: TypeAlias = ToolChoiceOptionsParam | ToolChoiceAllowed | ToolChoiceAllowedParam | ToolChoiceTypes | ToolChoiceTypesParam | ToolChoiceFunction | ToolChoiceFunctionParam | ToolChoiceMCP | ToolChoiceMCPParam | ToolChoiceCustom | ToolChoiceCustomParam | SpecificProgrammaticToolCallingParam | SpecificProgrammaticToolCallingParamParam | SpecificApplyPatchParam | SpecificApplyPatchParamParam | SpecificFunctionShellParam | SpecificFunctionShellParamParam
class ToolChoiceTypes(Base):
    type: Literal["file_search", "web_search_preview", "computer", "computer_use_preview", "computer_use", "web_search_preview_2025_03_11", "image_generation", "code_interpreter"]
class ToolChoiceTypesParam(TypedDict, total=False):
    type: Required[Literal["file_search", "web_search_preview", "computer", "computer_use_preview", "computer_use", "web_search_preview_2025_03_11", "image_generation", "code_interpreter"]]
class ToolSearchCall(Base):
    type: Literal["tool_search_call"]
    id: builtins.str
    call_id: builtins.str | None
    execution: ToolSearchExecutionType
    arguments: Any
    status: FunctionCallStatus
    created_by: builtins.str | None = ...
class ToolSearchCallItemParam(Base):
    id: builtins.str | None = ...
    call_id: builtins.str | None = ...
    type: Literal["tool_search_call"]
    execution: ToolSearchExecutionType | None = ...
    arguments: EmptyModelParam
    status: FunctionCallItemStatus | None = ...
class ToolSearchCallItemParamParam(TypedDict, total=False):
    id: builtins.str | None
    call_id: builtins.str | None
    type: Required[Literal["tool_search_call"]]
    execution: ToolSearchExecutionTypeParam
    arguments: Required[EmptyModelParamParam]
    status: FunctionCallItemStatusParam | None
ToolSearchExecutionType: TypeAlias = Literal["server", "client"]
ToolSearchExecutionTypeParam: TypeAlias = Literal["server", "client"]
class ToolSearchOutput(Base):
    type: Literal["tool_search_output"]
    id: builtins.str
    call_id: builtins.str | None
    execution: ToolSearchExecutionType
    tools: builtins.list[Tool]
    status: FunctionCallOutputStatusEnum
    created_by: builtins.str | None = ...
class ToolSearchOutputItemParam(Base):
    id: builtins.str | None = ...
    call_id: builtins.str | None = ...
    type: Literal["tool_search_output"]
    execution: ToolSearchExecutionType | None = ...
    tools: builtins.list[Tool]
    status: FunctionCallItemStatus | None = ...
class ToolSearchOutputItemParamParam(TypedDict, total=False):
    id: builtins.str | None
    call_id: builtins.str | None
    type: Required[Literal["tool_search_output"]]
    execution: ToolSearchExecutionTypeParam
    tools: Required[Sequence[ToolParam]]
    status: FunctionCallItemStatusParam | None
class ToolSearchToolParam(Base):
    type: Literal["tool_search"]
    execution: ToolSearchExecutionType | None = ...
    description: builtins.str | None = ...
    parameters: EmptyModelParam | None = ...
class ToolSearchToolParamParam(TypedDict, total=False):
    type: Required[Literal["tool_search"]]
    execution: ToolSearchExecutionTypeParam
    description: builtins.str | None
    parameters: EmptyModelParamParam | None
ToolsArray: TypeAlias = builtins.list[Tool]
ToolsArrayParam: TypeAlias = Sequence[ToolParam]
class TopLogProb(Base):
    token: builtins.str
    logprob: builtins.float
    bytes: builtins.list[builtins.int]
class TopLogProbParam(TypedDict, total=False):
    token: Required[builtins.str]
    logprob: Required[builtins.float]
    bytes: Required[Sequence[builtins.int]]
class TranscriptTextDeltaEvent(Base):
    type: Literal["transcript.text.delta"]
    delta: builtins.str
    logprobs: builtins.list[TranscriptTextDeltaEventLogprobs] | None = ...
    segment_id: builtins.str | None = ...
class TranscriptTextDeltaEventLogprobs(Base):
    token: builtins.str | None = ...
    logprob: builtins.float | None = ...
    bytes: builtins.list[builtins.int] | None = ...
class TranscriptTextDoneEvent(Base):
    type: Literal["transcript.text.done"]
    text: builtins.str
    languages: builtins.list[TranscriptionLanguage] | None = ...
    logprobs: builtins.list[TranscriptTextDoneEventLogprobs] | None = ...
    usage: TranscriptTextUsageTokens | None = ...
class TranscriptTextDoneEventLogprobs(Base):
    token: builtins.str | None = ...
    logprob: builtins.float | None = ...
    bytes: builtins.list[builtins.int] | None = ...
class TranscriptTextSegmentEvent(Base):
    type: Literal["transcript.text.segment"]
    id: builtins.str
    start: builtins.float
    end: builtins.float
    text: builtins.str
    speaker: builtins.str
class TranscriptTextUsageDuration(Base):
    type: Literal["duration"]
    seconds: builtins.float
class TranscriptTextUsageTokens(Base):
    type: Literal["tokens"]
    input_tokens: builtins.int
    input_token_details: TranscriptTextUsageTokensInputTokenDetails | None = ...
    output_tokens: builtins.int
    total_tokens: builtins.int
class TranscriptTextUsageTokensInputTokenDetails(Base):
    text_tokens: builtins.int | None = ...
    audio_tokens: builtins.int | None = ...
TranscriptionChunkingStrategy: TypeAlias = Literal["auto"] | VadConfig
class TranscriptionDiarizedSegment(Base):
    type: Literal["transcript.text.segment"]
    id: builtins.str
    start: builtins.float
    end: builtins.float
    text: builtins.str
    speaker: builtins.str
TranscriptionInclude: TypeAlias = Literal["logprobs"]
TranscriptionIncludeParam: TypeAlias = Literal["logprobs"]
class TranscriptionLanguage(Base):
    code: builtins.str
class TranscriptionSegment(Base):
    id: builtins.int
    seek: builtins.int
    start: builtins.float
    end: builtins.float
    text: builtins.str
    tokens: builtins.list[builtins.int]
    temperature: builtins.float
    avg_logprob: builtins.float
    compression_ratio: builtins.float
    no_speech_prob: builtins.float
class TranscriptionWord(Base):
    word: builtins.str
    start: builtins.float
    end: builtins.float
TruncationEnum: TypeAlias = Literal["auto", "disabled"]
TruncationEnumParam: TypeAlias = Literal["auto", "disabled"]
class TruncationObject(Base):
    type: Literal["auto", "last_messages"]
    last_messages: builtins.int | None = ...
class TypeParam(Base):
    type: Literal["type"]
    text: builtins.str
class TypeParamParam(TypedDict, total=False):
    type: Required[Literal["type"]]
    text: Required[builtins.str]
class UpdateChatCompletionBody(Base):
    metadata: Metadata
class UpdateConversationBody(Base):
    metadata: Metadata
class UpdateEvalBody(Base):
    name: builtins.str | None = ...
    metadata: Metadata | None = ...
class UpdateGroupBody(Base):
    name: builtins.str
class UpdateOrganizationDataRetentionBody(Base):
    retention_type: Literal["zero_data_retention", "modified_abuse_monitoring", "enhanced_zero_data_retention", "enhanced_modified_abuse_monitoring"]
class UpdateOrganizationSpendLimitBody(Base):
    threshold_amount: builtins.int
    currency: Literal["USD"]
    interval: Literal["month"]
class UpdateProjectDataRetentionBody(Base):
    retention_type: Literal["organization_default", "none", "zero_data_retention", "modified_abuse_monitoring", "enhanced_zero_data_retention", "enhanced_modified_abuse_monitoring"]
class UpdateProjectServiceAccountBody(Base):
    name: builtins.str | None = ...
    role: Literal["member", "owner"] | None = ...
class UpdateProjectSpendLimitBody(Base):
    threshold_amount: builtins.int
    currency: Literal["USD"]
    interval: Literal["month"]
class UpdateVectorStoreFileAttributesRequest(Base):
    attributes: VectorStoreFileAttributes
class UpdateVectorStoreRequest(Base):
    name: builtins.str | None = ...
    expires_after: UpdateVectorStoreRequestExpiresAfter | None = ...
    metadata: Metadata | None = ...
class UpdateVectorStoreRequestExpiresAfter(Base):
    anchor: Literal["last_active_at"]
    days: builtins.int
class UpdateVectorStoreRequestExpiresAfterParam(TypedDict, total=False):
    anchor: Required[Literal["last_active_at"]]
    days: Required[builtins.int]
class UpdateVoiceConsentRequest(Base):
    name: builtins.str
class Upload(Base):
    id: builtins.str
    created_at: builtins.int
    filename: builtins.str
    bytes: builtins.int
    purpose: builtins.str
    status: Literal["pending", "completed", "cancelled", "expired"]
    expires_at: builtins.int
    object: Literal["upload"] | None = ...
    file: UploadFile | None = ...
class UploadCertificateRequest(Base):
    name: builtins.str | None = ...
    certificate: builtins.str
class UploadFile(Base):
    id: builtins.str
    bytes: builtins.int
    created_at: builtins.int
    expires_at: builtins.int | None = ...
    filename: builtins.str
    object: Literal["file"]
    purpose: Literal["assistants", "assistants_output", "batch", "batch_output", "fine-tune", "fine-tune-results", "vision", "user_data"]
    status: Literal["uploaded", "processed", "error"]
    status_details: builtins.str | None = ...
class UploadPart(Base):
    id: builtins.str
    created_at: builtins.int
    upload_id: builtins.str
    object: Literal["upload.part"]
class UrlAnnotation(Base):
    type: Literal["url"]
    source: UrlAnnotationSource
class UrlAnnotationSource(Base):
    type: Literal["url"]
    url: builtins.str
class UrlCitationBody(Base):
    type: Literal["url_citation"]
    url: builtins.str
    start_index: builtins.int
    end_index: builtins.int
    title: builtins.str
class UrlCitationBodyParam(TypedDict, total=False):
    type: Required[Literal["url_citation"]]
    url: Required[builtins.str]
    start_index: Required[builtins.int]
    end_index: Required[builtins.int]
    title: Required[builtins.str]
class UrlCitationParam(Base):
    type: Literal["url_citation"]
    start_index: builtins.int
    end_index: builtins.int
    url: builtins.str
    title: builtins.str
class UsageAudioSpeechesResult(Base):
    object: Literal["organization.usage.audio_speeches.result"]
    characters: builtins.int
    num_model_requests: builtins.int
    project_id: builtins.str | None = ...
    user_id: builtins.str | None = ...
    api_key_id: builtins.str | None = ...
    model: builtins.str | None = ...
class UsageAudioTranscriptionsResult(Base):
    object: Literal["organization.usage.audio_transcriptions.result"]
    seconds: builtins.int
    num_model_requests: builtins.int
    project_id: builtins.str | None = ...
    user_id: builtins.str | None = ...
    api_key_id: builtins.str | None = ...
    model: builtins.str | None = ...
class UsageCodeInterpreterSessionsResult(Base):
    object: Literal["organization.usage.code_interpreter_sessions.result"]
    num_sessions: builtins.int
    project_id: builtins.str | None = ...
class UsageCompletionsResult(Base):
    object: Literal["organization.usage.completions.result"]
    input_tokens: builtins.int
    input_cached_tokens: builtins.int | None = ...
    input_cache_write_tokens: builtins.int | None = ...
    input_uncached_tokens: builtins.int | None = ...
    output_tokens: builtins.int
    input_text_tokens: builtins.int | None = ...
    output_text_tokens: builtins.int | None = ...
    input_cached_text_tokens: builtins.int | None = ...
    input_audio_tokens: builtins.int | None = ...
    input_cached_audio_tokens: builtins.int | None = ...
    output_audio_tokens: builtins.int | None = ...
    input_image_tokens: builtins.int | None = ...
    input_cached_image_tokens: builtins.int | None = ...
    output_image_tokens: builtins.int | None = ...
    num_model_requests: builtins.int
    project_id: builtins.str | None = ...
    user_id: builtins.str | None = ...
    api_key_id: builtins.str | None = ...
    model: builtins.str | None = ...
    batch: builtins.bool | None = ...
    service_tier: builtins.str | None = ...
class UsageEmbeddingsResult(Base):
    object: Literal["organization.usage.embeddings.result"]
    input_tokens: builtins.int
    num_model_requests: builtins.int
    project_id: builtins.str | None = ...
    user_id: builtins.str | None = ...
    api_key_id: builtins.str | None = ...
    model: builtins.str | None = ...
class UsageFileSearchCallsResult(Base):
    object: Literal["organization.usage.file_searches.result"]
    num_requests: builtins.int
    project_id: builtins.str | None = ...
    user_id: builtins.str | None = ...
    api_key_id: builtins.str | None = ...
    vector_store_id: builtins.str | None = ...
class UsageImagesResult(Base):
    object: Literal["organization.usage.images.result"]
    images: builtins.int
    num_model_requests: builtins.int
    source: builtins.str | None = ...
    size: builtins.str | None = ...
    project_id: builtins.str | None = ...
    user_id: builtins.str | None = ...
    api_key_id: builtins.str | None = ...
    model: builtins.str | None = ...
class UsageModerationsResult(Base):
    object: Literal["organization.usage.moderations.result"]
    input_tokens: builtins.int
    num_model_requests: builtins.int
    project_id: builtins.str | None = ...
    user_id: builtins.str | None = ...
    api_key_id: builtins.str | None = ...
    model: builtins.str | None = ...
class UsageResponse(Base):
    object: Literal["page"]
    data: builtins.list[UsageTimeBucket]
    has_more: builtins.bool
    next_page: builtins.str | None
class UsageTimeBucket(Base):
    object: Literal["bucket"]
    start_time: builtins.int
    end_time: builtins.int
    results: builtins.list[UsageCompletionsResult | UsageEmbeddingsResult | UsageModerationsResult | UsageImagesResult | UsageAudioSpeechesResult | UsageAudioTranscriptionsResult | UsageVectorStoresResult | UsageCodeInterpreterSessionsResult | UsageFileSearchCallsResult | UsageWebSearchCallsResult | CostsResult]
class UsageVectorStoresResult(Base):
    object: Literal["organization.usage.vector_stores.result"]
    usage_bytes: builtins.int
    project_id: builtins.str | None = ...
class UsageWebSearchCallsResult(Base):
    object: Literal["organization.usage.web_searches.result"]
    num_model_requests: builtins.int
    num_requests: builtins.int
    project_id: builtins.str | None = ...
    user_id: builtins.str | None = ...
    api_key_id: builtins.str | None = ...
    model: builtins.str | None = ...
    context_level: builtins.str | None = ...
class User(Base):
    object: Literal["organization.user"]
    id: builtins.str
    name: builtins.str | None = ...
    email: builtins.str | None = ...
    role: builtins.str | None = ...
    added_at: builtins.int
    is_default: builtins.bool | None = ...
    created: builtins.int | None = ...
    user: UserUser | None = ...
    is_service_account: builtins.bool | None = ...
    is_scale_tier_authorized_purchaser: builtins.bool | None = ...
    is_scim_managed: builtins.bool | None = ...
    api_key_last_used_at: builtins.int | None = ...
    technical_level: builtins.str | None = ...
    developer_persona: builtins.str | None = ...
    projects: UserProjects | None = ...
class UserDeleteResponse(Base):
    object: Literal["organization.user.deleted"]
    id: builtins.str
    deleted: builtins.bool
class UserListResource(Base):
    object: Literal["list"]
    data: builtins.list[GroupUser]
    has_more: builtins.bool
    next: builtins.str | None
class UserListResponse(Base):
    object: Literal["list"]
    data: builtins.list[User]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class UserMessageInputText(Base):
    type: Literal["input_text"]
    text: builtins.str
class UserMessageItem(Base):
    id: builtins.str
    object: Literal["chatkit.thread_item"]
    created_at: builtins.int
    thread_id: builtins.str
    type: Literal["chatkit.user_message"]
    content: builtins.list[UserMessageInputText | UserMessageQuotedText]
    attachments: builtins.list[Attachment]
    inference_options: InferenceOptions | None
class UserMessageQuotedText(Base):
    type: Literal["quoted_text"]
    text: builtins.str
class UserProjects(Base):
    object: Literal["list"]
    data: builtins.list[UserProjectsData]
class UserProjectsData(Base):
    id: builtins.str | None = ...
    name: builtins.str | None = ...
    role: builtins.str | None = ...
class UserRoleAssignment(Base):
    object: Literal["user.role"]
    user: User
    role: Role
class UserRoleUpdateRequest(Base):
    role: builtins.str | None = ...
    role_id: builtins.str | None = ...
    technical_level: builtins.str | None = ...
    developer_persona: builtins.str | None = ...
class UserUser(Base):
    object: Literal["user"]
    id: builtins.str
    email: builtins.str | None = ...
    name: builtins.str | None = ...
    picture: builtins.str | None = ...
    enabled: builtins.bool | None = ...
    banned: builtins.bool | None = ...
    banned_at: builtins.int | None = ...
class VadConfig(Base):
    type: Literal["server_vad"]
    prefix_padding_ms: builtins.int | None = ...
    silence_duration_ms: builtins.int | None = ...
    threshold: builtins.float | None = ...
class VadConfigParam(TypedDict, total=False):
    type: Required[Literal["server_vad"]]
    prefix_padding_ms: builtins.int
    silence_duration_ms: builtins.int
    threshold: builtins.float
class ValidateGraderRequest(Base):
    grader: GraderStringCheck | GraderTextSimilarity | GraderPython | GraderScoreModel | GraderMulti
class ValidateGraderResponse(Base):
    grader: GraderStringCheck | GraderTextSimilarity | GraderPython | GraderScoreModel | GraderMulti | None = ...
class VectorStoreExpirationAfter(Base):
    anchor: Literal["last_active_at"]
    days: builtins.int
class VectorStoreExpirationAfterParam(TypedDict, total=False):
    anchor: Required[Literal["last_active_at"]]
    days: Required[builtins.int]
VectorStoreFileAttributes: TypeAlias = builtins.dict[str, str | float | bool] | None
VectorStoreFileAttributesParam: TypeAlias = Mapping[str, str | float | bool] | None
class VectorStoreFileBatchObject(Base):
    id: builtins.str
    object: Literal["vector_store.files_batch"]
    created_at: builtins.int
    vector_store_id: builtins.str
    status: Literal["in_progress", "completed", "cancelled", "failed"]
    file_counts: VectorStoreFileBatchObjectFileCounts
class VectorStoreFileBatchObjectFileCounts(Base):
    in_progress: builtins.int
    completed: builtins.int
    failed: builtins.int
    cancelled: builtins.int
    total: builtins.int
class VectorStoreFileContentResponse(Base):
    object: Literal["vector_store.file_content.page"]
    data: builtins.list[VectorStoreFileContentResponseData]
    has_more: builtins.bool
    next_page: builtins.str | None
class VectorStoreFileContentResponseData(Base):
    type: builtins.str | None = ...
    text: builtins.str | None = ...
class VectorStoreFileObject(Base):
    id: builtins.str
    object: Literal["vector_store.file"]
    usage_bytes: builtins.int
    created_at: builtins.int
    vector_store_id: builtins.str
    status: Literal["in_progress", "completed", "cancelled", "failed"]
    last_error: VectorStoreFileObjectLastError | None
    chunking_strategy: StaticChunkingStrategyResponseParam | OtherChunkingStrategyResponseParam | None = ...
    attributes: VectorStoreFileAttributes | None = ...
class VectorStoreFileObjectLastError(Base):
    code: Literal["server_error", "unsupported_file", "invalid_file"]
    message: builtins.str
class VectorStoreObject(Base):
    id: builtins.str
    object: Literal["vector_store"]
    created_at: builtins.int
    name: builtins.str
    usage_bytes: builtins.int
    file_counts: VectorStoreObjectFileCounts
    status: Literal["expired", "in_progress", "completed"]
    expires_after: VectorStoreExpirationAfter | None = ...
    expires_at: builtins.int | None = ...
    last_active_at: builtins.int | None
    metadata: Metadata
class VectorStoreObjectFileCounts(Base):
    in_progress: builtins.int
    completed: builtins.int
    failed: builtins.int
    cancelled: builtins.int
    total: builtins.int
class VectorStoreSearchRequest(Base):
    query: builtins.str | builtins.list[builtins.str]
    rewrite_query: builtins.bool | None = ...
    max_num_results: builtins.int | None = ...
    filters: ComparisonFilter | CompoundFilter | None = ...
    ranking_options: VectorStoreSearchRequestRankingOptions | None = ...
class VectorStoreSearchRequestRankingOptions(Base):
    ranker: Literal["none", "auto", "default-2024-11-15"] | None = ...
    score_threshold: builtins.float | None = ...
class VectorStoreSearchRequestRankingOptionsParam(TypedDict, total=False):
    ranker: Literal["none", "auto", "default-2024-11-15"]
    score_threshold: builtins.float
class VectorStoreSearchResultContentObject(Base):
    type: Literal["text"]
    text: builtins.str
class VectorStoreSearchResultItem(Base):
    file_id: builtins.str
    filename: builtins.str
    score: builtins.float
    attributes: VectorStoreFileAttributes
    content: builtins.list[VectorStoreSearchResultContentObject]
class VectorStoreSearchResultsPage(Base):
    object: Literal["vector_store.search_results.page"]
    search_query: builtins.list[builtins.str]
    data: builtins.list[VectorStoreSearchResultItem]
    has_more: builtins.bool
    next_page: builtins.str | None
Verbosity: TypeAlias = Literal["low", "medium", "high"] | None
VerbosityParam: TypeAlias = Literal["low", "medium", "high"] | None
class VideoCharacterResource(Base):
    id: builtins.str | None
    name: builtins.str | None
    created_at: builtins.int
VideoContentVariant: TypeAlias = Literal["video", "thumbnail", "spritesheet"]
VideoContentVariantParam: TypeAlias = Literal["video", "thumbnail", "spritesheet"]
class VideoListResource(Base):
    object: Literal["list"]
    data: builtins.list[VideoResource]
    first_id: builtins.str | None
    last_id: builtins.str | None
    has_more: builtins.bool
VideoModel: TypeAlias = str | Literal["sora-2", "sora-2-pro", "sora-2-2025-10-06", "sora-2-pro-2025-10-06", "sora-2-2025-12-08"]
VideoModelParam: TypeAlias = str | Literal["sora-2", "sora-2-pro", "sora-2-2025-10-06", "sora-2-pro-2025-10-06", "sora-2-2025-12-08"]
class VideoReferenceInputParam(Base):
    id: builtins.str
class VideoReferenceInputParamParam(TypedDict, total=False):
    id: Required[builtins.str]
class VideoResource(Base):
    id: builtins.str
    object: Literal["video"]
    model: VideoModel
    status: VideoStatus
    progress: builtins.int
    created_at: builtins.int
    completed_at: builtins.int | None
    expires_at: builtins.int | None
    prompt: builtins.str | None
    size: VideoSize
    seconds: builtins.str
    remixed_from_video_id: builtins.str | None
    error: Error2 | None
VideoSeconds: TypeAlias = Literal["4", "8", "12"]
VideoSecondsParam: TypeAlias = Literal["4", "8", "12"]
VideoSize: TypeAlias = Literal["720x1280", "1280x720", "1024x1792", "1792x1024"]
VideoSizeParam: TypeAlias = Literal["720x1280", "1280x720", "1024x1792", "1792x1024"]
VideoStatus: TypeAlias = Literal["queued", "in_progress", "completed", "failed"]
class VoiceConsentDeletedResource(Base):
    id: builtins.str
    object: Literal["audio.voice_consent"]
    deleted: builtins.bool
class VoiceConsentListResource(Base):
    object: Literal["list"]
    data: builtins.list[VoiceConsentResource]
    first_id: builtins.str | None = ...
    last_id: builtins.str | None = ...
    has_more: builtins.bool
class VoiceConsentResource(Base):
    object: Literal["audio.voice_consent"]
    id: builtins.str
    name: builtins.str
    language: builtins.str
    created_at: builtins.int
VoiceIdsOrCustomVoice: TypeAlias = VoiceIdsShared | VoiceIdsOrCustomVoiceValue
VoiceIdsOrCustomVoiceParam: TypeAlias = VoiceIdsSharedParam | VoiceIdsOrCustomVoiceValue | VoiceIdsOrCustomVoiceValueParam
class VoiceIdsOrCustomVoiceValue(Base):
    id: builtins.str
class VoiceIdsOrCustomVoiceValueParam(TypedDict, total=False):
    id: Required[builtins.str]
VoiceIdsShared: TypeAlias = str | Literal["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"]
VoiceIdsSharedParam: TypeAlias = str | Literal["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"]
class VoiceResource(Base):
    object: Literal["audio.voice"]
    id: builtins.str
    name: builtins.str
    created_at: builtins.int
class WaitParam(Base):
    type: Literal["wait"]
class WaitParamParam(TypedDict, total=False):
    type: Required[Literal["wait"]]
class WebSearchActionFind(Base):
    type: Literal["find_in_page"]
    url: builtins.str
    pattern: builtins.str
class WebSearchActionFindParam(TypedDict, total=False):
    type: Required[Literal["find_in_page"]]
    url: Required[builtins.str]
    pattern: Required[builtins.str]
class WebSearchActionOpenPage(Base):
    type: Literal["open_page"]
    url: builtins.str | None = ...
class WebSearchActionOpenPageParam(TypedDict, total=False):
    type: Required[Literal["open_page"]]
    url: builtins.str | None
class WebSearchActionSearch(Base):
    type: Literal["search"]
    query: builtins.str | None = ...
    queries: builtins.list[builtins.str] | None = ...
    sources: builtins.list[WebSearchActionSearchSources] | None = ...
class WebSearchActionSearchParam(TypedDict, total=False):
    type: Required[Literal["search"]]
    query: builtins.str
    queries: Sequence[builtins.str]
    sources: Sequence[WebSearchActionSearchSources | WebSearchActionSearchSourcesParam]
class WebSearchActionSearchSources(Base):
    type: Literal["url"]
    url: builtins.str
class WebSearchActionSearchSourcesParam(TypedDict, total=False):
    type: Required[Literal["url"]]
    url: Required[builtins.str]
WebSearchApproximateLocation: TypeAlias = WebSearchApproximateLocationValue | None
WebSearchApproximateLocationParam: TypeAlias = WebSearchApproximateLocationValue | WebSearchApproximateLocationValueParam | None
class WebSearchApproximateLocationValue(Base):
    type: Literal["approximate"] | None = ...
    country: builtins.str | None = ...
    region: builtins.str | None = ...
    city: builtins.str | None = ...
    timezone: builtins.str | None = ...
class WebSearchApproximateLocationValueParam(TypedDict, total=False):
    type: Literal["approximate"]
    country: builtins.str | None
    region: builtins.str | None
    city: builtins.str | None
    timezone: builtins.str | None
WebSearchContextSize: TypeAlias = Literal["low", "medium", "high"]
WebSearchContextSizeParam: TypeAlias = Literal["low", "medium", "high"]
class WebSearchLocation(Base):
    country: builtins.str | None = ...
    region: builtins.str | None = ...
    city: builtins.str | None = ...
    timezone: builtins.str | None = ...
class WebSearchLocationParam(TypedDict, total=False):
    country: builtins.str
    region: builtins.str
    city: builtins.str
    timezone: builtins.str
class WebSearchPreviewTool(Base):
    type: Literal["web_search_preview", "web_search_preview_2025_03_11"]
    user_location: ApproximateLocation | None = ...
    search_context_size: SearchContextSize | None = ...
    search_content_types: builtins.list[SearchContentType] | None = ...
class WebSearchPreviewToolParam(TypedDict, total=False):
    type: Required[Literal["web_search_preview", "web_search_preview_2025_03_11"]]
    user_location: ApproximateLocation | ApproximateLocationParam | None
    search_context_size: SearchContextSizeParam
    search_content_types: Sequence[SearchContentTypeParam]
class WebSearchTool(Base):
    type: Literal["web_search", "web_search_2025_08_26"]
    external_web_access: builtins.bool | None = ...
    filters: WebSearchToolFilters | None = ...
    user_location: WebSearchApproximateLocation | None = ...
    search_context_size: Literal["low", "medium", "high"] | None = ...
class WebSearchToolParam(TypedDict, total=False):
    type: Required[Literal["web_search", "web_search_2025_08_26"]]
    external_web_access: builtins.bool
    filters: WebSearchToolFilters | WebSearchToolFiltersParam | None
    user_location: WebSearchApproximateLocationParam
    search_context_size: Literal["low", "medium", "high"]
class WebSearchToolCall(Base):
    id: builtins.str
    type: Literal["web_search_call"]
    status: Literal["in_progress", "searching", "completed", "failed"]
    action: WebSearchActionSearch | WebSearchActionOpenPage | WebSearchActionFind
class WebSearchToolCallParam(TypedDict, total=False):
    id: Required[builtins.str]
    type: Required[Literal["web_search_call"]]
    status: Required[Literal["in_progress", "searching", "completed", "failed"]]
    action: Required[WebSearchActionSearch | WebSearchActionSearchParam | WebSearchActionOpenPage | WebSearchActionOpenPageParam | WebSearchActionFind | WebSearchActionFindParam]
class WebSearchToolFilters(Base):
    allowed_domains: builtins.list[builtins.str] | None = ...
class WebSearchToolFiltersParam(TypedDict, total=False):
    allowed_domains: Sequence[builtins.str] | None
class WebhookBatchCancelled(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookBatchCancelledData
    object: Literal["event"] | None = ...
    type: Literal["batch.cancelled"]
class WebhookBatchCancelledData(Base):
    id: builtins.str
class WebhookBatchCompleted(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookBatchCompletedData
    object: Literal["event"] | None = ...
    type: Literal["batch.completed"]
class WebhookBatchCompletedData(Base):
    id: builtins.str
class WebhookBatchExpired(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookBatchExpiredData
    object: Literal["event"] | None = ...
    type: Literal["batch.expired"]
class WebhookBatchExpiredData(Base):
    id: builtins.str
class WebhookBatchFailed(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookBatchFailedData
    object: Literal["event"] | None = ...
    type: Literal["batch.failed"]
class WebhookBatchFailedData(Base):
    id: builtins.str
class WebhookEvalRunCanceled(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookEvalRunCanceledData
    object: Literal["event"] | None = ...
    type: Literal["eval.run.canceled"]
class WebhookEvalRunCanceledData(Base):
    id: builtins.str
class WebhookEvalRunFailed(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookEvalRunFailedData
    object: Literal["event"] | None = ...
    type: Literal["eval.run.failed"]
class WebhookEvalRunFailedData(Base):
    id: builtins.str
class WebhookEvalRunSucceeded(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookEvalRunSucceededData
    object: Literal["event"] | None = ...
    type: Literal["eval.run.succeeded"]
class WebhookEvalRunSucceededData(Base):
    id: builtins.str
WebhookEvent: TypeAlias = WebhookBatchCancelled | WebhookBatchCompleted | WebhookBatchExpired | WebhookBatchFailed | WebhookEvalRunCanceled | WebhookEvalRunFailed | WebhookEvalRunSucceeded | WebhookFineTuningJobCancelled | WebhookFineTuningJobFailed | WebhookFineTuningJobSucceeded | WebhookLiveCallIncoming | WebhookRealtimeCallIncoming | WebhookResponseCancelled | WebhookResponseCompleted | WebhookResponseFailed | WebhookResponseIncomplete
class WebhookFineTuningJobCancelled(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookFineTuningJobCancelledData
    object: Literal["event"] | None = ...
    type: Literal["fine_tuning.job.cancelled"]
class WebhookFineTuningJobCancelledData(Base):
    id: builtins.str
class WebhookFineTuningJobFailed(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookFineTuningJobFailedData
    object: Literal["event"] | None = ...
    type: Literal["fine_tuning.job.failed"]
class WebhookFineTuningJobFailedData(Base):
    id: builtins.str
class WebhookFineTuningJobSucceeded(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookFineTuningJobSucceededData
    object: Literal["event"] | None = ...
    type: Literal["fine_tuning.job.succeeded"]
class WebhookFineTuningJobSucceededData(Base):
    id: builtins.str
class WebhookLiveCallIncoming(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookLiveCallIncomingData
    object: Literal["event"] | None = ...
    type: Literal["live.call.incoming"]
class WebhookLiveCallIncomingData(Base):
    session_id: builtins.str
    sip_headers: builtins.list[WebhookLiveCallIncomingDataSipHeaders]
class WebhookLiveCallIncomingDataSipHeaders(Base):
    name: builtins.str
    value: builtins.str
class WebhookRealtimeCallIncoming(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookRealtimeCallIncomingData
    object: Literal["event"] | None = ...
    type: Literal["realtime.call.incoming"]
class WebhookRealtimeCallIncomingData(Base):
    call_id: builtins.str
    sip_headers: builtins.list[WebhookRealtimeCallIncomingDataSipHeaders]
class WebhookRealtimeCallIncomingDataSipHeaders(Base):
    name: builtins.str
    value: builtins.str
class WebhookResponseCancelled(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookResponseCancelledData
    object: Literal["event"] | None = ...
    type: Literal["response.cancelled"]
class WebhookResponseCancelledData(Base):
    id: builtins.str
class WebhookResponseCompleted(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookResponseCompletedData
    object: Literal["event"] | None = ...
    type: Literal["response.completed"]
class WebhookResponseCompletedData(Base):
    id: builtins.str
class WebhookResponseFailed(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookResponseFailedData
    object: Literal["event"] | None = ...
    type: Literal["response.failed"]
class WebhookResponseFailedData(Base):
    id: builtins.str
class WebhookResponseIncomplete(Base):
    created_at: builtins.int
    id: builtins.str
    data: WebhookResponseIncompleteData
    object: Literal["event"] | None = ...
    type: Literal["response.incomplete"]
class WebhookResponseIncompleteData(Base):
    id: builtins.str
class WidgetMessageItem(Base):
    id: builtins.str
    object: Literal["chatkit.thread_item"]
    created_at: builtins.int
    thread_id: builtins.str
    type: Literal["chatkit.widget"]
    widget: builtins.str
class WorkflowParam(Base):
    id: builtins.str
    version: builtins.str | None = ...
    state_variables: builtins.dict[builtins.str, builtins.str | builtins.int | builtins.bool | builtins.float] | None = ...
    tracing: WorkflowTracingParam | None = ...
class WorkflowParamParam(TypedDict, total=False):
    id: Required[builtins.str]
    version: builtins.str
    state_variables: Mapping[builtins.str, builtins.str | builtins.int | builtins.bool | builtins.float]
    tracing: WorkflowTracingParam | WorkflowTracingParamParam
class WorkflowTracingParam(Base):
    enabled: builtins.bool | None = ...
class WorkflowTracingParamParam(TypedDict, total=False):
    enabled: builtins.bool
