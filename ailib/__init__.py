"""One small SDK for every AI provider: chat, streams, cancel, batch; sync and async, with the same names.

    import ailib
    ailib.quick_chat_text("Say hello", model="embedded")

Every name here is loaded on first use, so that `import ailib` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._version import __version__ as __version__
    from .balance import EndpointStats as EndpointStats
    from .balance import HealthCheck as HealthCheck
    from .balance import LoadBalancingStrategy as LoadBalancingStrategy
    from .balance import ModelArray as ModelArray
    from .balance import ModelEndpoint as ModelEndpoint
    from .cache import ResponseCache as ResponseCache
    from .cancel import CancelHandle as CancelHandle
    from .cancel import CancelReason as CancelReason
    from .chat import AsyncChatBuilder as AsyncChatBuilder
    from .chat import ChatBuilder as ChatBuilder
    from .client import AsyncClient as AsyncClient
    from .client import Client as AiClient
    from .client import Client as Client
    from .core.parsed import ParsedCompletion as ParsedCompletion
    from .errors import AilibError as AilibError
    from .errors import AllTargetsFailed as AllTargetsFailed
    from .errors import APIError as APIError
    from .errors import AuthenticationError as AuthenticationError
    from .errors import BadRequest as BadRequest
    from .errors import Cancelled as Cancelled
    from .errors import CircuitOpen as CircuitOpen
    from .errors import ConfigurationError as ConfigurationError
    from .errors import Conflict as Conflict
    from .errors import ConnectError as ConnectError
    from .errors import ConnectionLost as ConnectionLost
    from .errors import ContentFiltered as ContentFiltered
    from .errors import ContextLengthExceeded as ContextLengthExceeded
    from .errors import InvalidEvent as InvalidEvent
    from .errors import InvalidRequestError as InvalidRequestError
    from .errors import InvalidResponse as InvalidResponse
    from .errors import InvalidSignature as InvalidSignature
    from .errors import ModelNotFound as ModelNotFound
    from .errors import NotFound as NotFound
    from .errors import Overloaded as Overloaded
    from .errors import PermissionDenied as PermissionDenied
    from .errors import QuotaExhausted as QuotaExhausted
    from .errors import RateLimited as RateLimited
    from .errors import RequestTimeout as RequestTimeout
    from .errors import RequestTooLarge as RequestTooLarge
    from .errors import ServerError as ServerError
    from .errors import StreamError as StreamError
    from .errors import StreamTimeout as StreamTimeout
    from .errors import StreamTruncated as StreamTruncated
    from .errors import TransportError as TransportError
    from .errors import UnsupportedFeatureError as UnsupportedFeatureError
    from .interceptors import CallContext as CallContext
    from .interceptors import Interceptor as Interceptor
    from .limits import BreakerStats as BreakerStats
    from .limits import CircuitBreaker as CircuitBreaker
    from .limits import CircuitState as CircuitState
    from .limits import ClientStats as ClientStats
    from .limits import HealthStats as HealthStats
    from .limits import HealthThresholds as HealthThresholds
    from .limits import LimitStats as LimitStats
    from .limits import PressureStats as PressureStats
    from .limits import RateLimit as RateLimit
    from .limits import Signals as Signals
    from .limits import SuggestedAction as SuggestedAction
    from .metrics import Metrics as Metrics
    from .metrics import NoopMetrics as NoopMetrics
    from .models.attempt import Attempt as Attempt
    from .models.attempt import RetryEvent as RetryEvent
    from .models.batch import BatchItem as BatchItem
    from .models.batch import BatchProgress as BatchProgress
    from .models.batch import BatchResult as BatchResult
    from .models.chunk import ChatCompletionChunk as ChatCompletionChunk
    from .models.chunk import ChunkChoice as ChunkChoice
    from .models.chunk import Delta as Delta
    from .models.chunk import RestartChunk as RestartChunk
    from .models.chunk import ToolCallFragment as ToolCallFragment
    from .models.content import AudioPart as AudioPart
    from .models.content import Content as Content
    from .models.content import ContentPart as ContentPart
    from .models.content import FilePart as FilePart
    from .models.content import ImagePart as ImagePart
    from .models.content import JsonPart as JsonPart
    from .models.content import MessageContent as MessageContent
    from .models.content import ReasoningPart as ReasoningPart
    from .models.content import RefusalPart as RefusalPart
    from .models.content import TextPart as TextPart
    from .models.content import ToolCall as ToolCall
    from .models.content import ToolResultPart as ToolResultPart
    from .models.content import UnknownPart as UnknownPart
    from .models.embedding import EmbeddingResponse as EmbeddingResponse
    from .models.event import CitationEvent as CitationEvent
    from .models.event import ContentDelta as ContentDelta
    from .models.event import ErrorEvent as ErrorEvent
    from .models.event import FinalCandidate as FinalCandidate
    from .models.event import ReasoningDelta as ReasoningDelta
    from .models.event import RefusalDelta as RefusalDelta
    from .models.event import RestartEvent as RestartEvent
    from .models.event import StreamEnd as StreamEnd
    from .models.event import StreamEvent as StreamEvent
    from .models.event import ToolCallComplete as ToolCallComplete
    from .models.event import ToolCallDelta as ToolCallDelta
    from .models.event import ToolCallStarted as ToolCallStarted
    from .models.event import UnknownEvent as UnknownEvent
    from .models.event import UsageEvent as UsageEvent
    from .models.message import FunctionCall as FunctionCall
    from .models.message import Message as Message
    from .models.message import Role as Role
    from .models.model import Model as Model
    from .models.rate_limits import RateLimits as RateLimits
    from .models.rate_limits import RateLimitWindow as RateLimitWindow
    from .models.request import ChatCompletionRequest as ChatCompletionRequest
    from .models.response import ChatCompletionResponse as ChatCompletionResponse
    from .models.response import Choice as Choice
    from .models.response import FinishReason as FinishReason
    from .models.routing import FallbackEvent as FallbackEvent
    from .models.routing import RoutingReport as RoutingReport
    from .models.routing import TargetOutcome as TargetOutcome
    from .models.stats import CallStats as CallStats
    from .models.tokens import TokenCount as TokenCount
    from .models.tools import Reasoning as Reasoning
    from .models.tools import ResponseFormat as ResponseFormat
    from .models.tools import Tool as Tool
    from .models.tools import ToolChoice as ToolChoice
    from .models.usage import Usage as Usage
    from .models.usage import UsageStatus as UsageStatus
    from .options import ConnectionOptions as ConnectionOptions
    from .options import RetryBudget as RetryBudget
    from .options import RetryPolicy as RetryPolicy
    from .options import Timeouts as Timeouts
    from .providers.credentials import Secret as Secret
    from .providers.names import Provider as Provider
    from .quick import aquick_chat_text as aquick_chat_text
    from .quick import aquick_multimodal_text as aquick_multimodal_text
    from .quick import quick_chat_text as quick_chat_text
    from .quick import quick_multimodal_text as quick_multimodal_text
    from .routing import FallbackChain as FallbackChain
    from .routing import RacePolicy as RacePolicy
    from .routing import RoutingStrategyBuilder as RoutingStrategyBuilder
    from .streams import AsyncChatStream as AsyncChatStream
    from .streams import ChatStream as ChatStream
    from .tools import FunctionTool as FunctionTool
    from .tools import ToolLoopStopped as ToolLoopStopped
    from .tools import ToolRun as ToolRun
    from .tools import ToolSet as ToolSet
    from .tools import ToolStep as ToolStep
    from .tools import tool as tool
    from .wire.request import ParameterDropped as ParameterDropped

__all__ = [
    "APIError",
    "AiClient",
    "AilibError",
    "AllTargetsFailed",
    "AsyncChatBuilder",
    "AsyncChatStream",
    "AsyncClient",
    "Attempt",
    "AudioPart",
    "AuthenticationError",
    "BadRequest",
    "BatchItem",
    "BatchProgress",
    "BatchResult",
    "BreakerStats",
    "CallContext",
    "CallStats",
    "CancelHandle",
    "CancelReason",
    "Cancelled",
    "ChatBuilder",
    "ChatCompletionChunk",
    "ChatCompletionRequest",
    "ChatCompletionResponse",
    "ChatStream",
    "Choice",
    "ChunkChoice",
    "CircuitBreaker",
    "CircuitOpen",
    "CircuitState",
    "CitationEvent",
    "Client",
    "ClientStats",
    "ConfigurationError",
    "Conflict",
    "ConnectError",
    "ConnectionLost",
    "ConnectionOptions",
    "Content",
    "ContentDelta",
    "ContentFiltered",
    "ContentPart",
    "ContextLengthExceeded",
    "Delta",
    "EmbeddingResponse",
    "EndpointStats",
    "ErrorEvent",
    "FallbackChain",
    "FallbackEvent",
    "FilePart",
    "FinalCandidate",
    "FinishReason",
    "FunctionCall",
    "FunctionTool",
    "HealthCheck",
    "HealthStats",
    "HealthThresholds",
    "ImagePart",
    "Interceptor",
    "InvalidEvent",
    "InvalidRequestError",
    "InvalidResponse",
    "InvalidSignature",
    "JsonPart",
    "LimitStats",
    "LoadBalancingStrategy",
    "Message",
    "MessageContent",
    "Metrics",
    "Model",
    "ModelArray",
    "ModelEndpoint",
    "ModelNotFound",
    "NoopMetrics",
    "NotFound",
    "Overloaded",
    "ParameterDropped",
    "ParsedCompletion",
    "PermissionDenied",
    "PressureStats",
    "Provider",
    "QuotaExhausted",
    "RacePolicy",
    "RateLimit",
    "RateLimitWindow",
    "RateLimited",
    "RateLimits",
    "Reasoning",
    "ReasoningDelta",
    "ReasoningPart",
    "RefusalDelta",
    "RefusalPart",
    "RequestTimeout",
    "RequestTooLarge",
    "ResponseCache",
    "ResponseFormat",
    "RestartChunk",
    "RestartEvent",
    "RetryBudget",
    "RetryEvent",
    "RetryPolicy",
    "Role",
    "RoutingReport",
    "RoutingStrategyBuilder",
    "Secret",
    "ServerError",
    "Signals",
    "StreamEnd",
    "StreamError",
    "StreamEvent",
    "StreamTimeout",
    "StreamTruncated",
    "SuggestedAction",
    "TargetOutcome",
    "TextPart",
    "Timeouts",
    "TokenCount",
    "Tool",
    "ToolCall",
    "ToolCallComplete",
    "ToolCallDelta",
    "ToolCallFragment",
    "ToolCallStarted",
    "ToolChoice",
    "ToolLoopStopped",
    "ToolResultPart",
    "ToolRun",
    "ToolSet",
    "ToolStep",
    "TransportError",
    "UnknownEvent",
    "UnknownPart",
    "UnsupportedFeatureError",
    "Usage",
    "UsageEvent",
    "UsageStatus",
    "__version__",
    "aquick_chat_text",
    "aquick_multimodal_text",
    "quick_chat_text",
    "quick_multimodal_text",
    "tool",
]

_HOME = {
    "__version__": "_version",
    "ModelArray": "balance",
    "ModelEndpoint": "balance",
    "LoadBalancingStrategy": "balance",
    "HealthCheck": "balance",
    "EndpointStats": "balance",
    "ResponseCache": "cache",
    "CancelHandle": "cancel",
    "CancelReason": "cancel",
    "AsyncChatBuilder": "chat",
    "ChatBuilder": "chat",
    "AsyncClient": "client",
    "Client": "client",
    "APIError": "errors",
    "AilibError": "errors",
    "AllTargetsFailed": "errors",
    "AuthenticationError": "errors",
    "BadRequest": "errors",
    "Cancelled": "errors",
    "CircuitOpen": "errors",
    "ConfigurationError": "errors",
    "Conflict": "errors",
    "ConnectError": "errors",
    "ConnectionLost": "errors",
    "ContentFiltered": "errors",
    "ContextLengthExceeded": "errors",
    "InvalidEvent": "errors",
    "InvalidRequestError": "errors",
    "InvalidResponse": "errors",
    "InvalidSignature": "errors",
    "ModelNotFound": "errors",
    "NotFound": "errors",
    "Overloaded": "errors",
    "PermissionDenied": "errors",
    "QuotaExhausted": "errors",
    "RateLimited": "errors",
    "RequestTimeout": "errors",
    "RequestTooLarge": "errors",
    "ServerError": "errors",
    "StreamError": "errors",
    "StreamTimeout": "errors",
    "StreamTruncated": "errors",
    "TransportError": "errors",
    "UnsupportedFeatureError": "errors",
    "Interceptor": "interceptors",
    "CallContext": "interceptors",
    "NoopMetrics": "metrics",
    "Metrics": "metrics",
    "BreakerStats": "limits",
    "CircuitBreaker": "limits",
    "CircuitState": "limits",
    "ClientStats": "limits",
    "HealthStats": "limits",
    "HealthThresholds": "limits",
    "LimitStats": "limits",
    "PressureStats": "limits",
    "RateLimit": "limits",
    "Signals": "limits",
    "SuggestedAction": "limits",
    "Attempt": "models.attempt",
    "RetryEvent": "models.attempt",
    "BatchItem": "models.batch",
    "BatchProgress": "models.batch",
    "BatchResult": "models.batch",
    "ChatCompletionChunk": "models.chunk",
    "ChunkChoice": "models.chunk",
    "Delta": "models.chunk",
    "ToolCallFragment": "models.chunk",
    "RestartChunk": "models.chunk",
    "AudioPart": "models.content",
    "Content": "models.content",
    "ContentPart": "models.content",
    "FilePart": "models.content",
    "ImagePart": "models.content",
    "JsonPart": "models.content",
    "MessageContent": "models.content",
    "ReasoningPart": "models.content",
    "RefusalPart": "models.content",
    "TextPart": "models.content",
    "ToolCall": "models.content",
    "ToolResultPart": "models.content",
    "UnknownPart": "models.content",
    "EmbeddingResponse": "models.embedding",
    "CitationEvent": "models.event",
    "ContentDelta": "models.event",
    "ErrorEvent": "models.event",
    "FinalCandidate": "models.event",
    "ReasoningDelta": "models.event",
    "RefusalDelta": "models.event",
    "StreamEnd": "models.event",
    "StreamEvent": "models.event",
    "ToolCallComplete": "models.event",
    "ToolCallDelta": "models.event",
    "ToolCallStarted": "models.event",
    "UnknownEvent": "models.event",
    "UsageEvent": "models.event",
    "RestartEvent": "models.event",
    "FunctionCall": "models.message",
    "Message": "models.message",
    "Role": "models.message",
    "Model": "models.model",
    "ChatCompletionRequest": "models.request",
    "ChatCompletionResponse": "models.response",
    "Choice": "models.response",
    "FinishReason": "models.response",
    "RoutingReport": "models.routing",
    "TargetOutcome": "models.routing",
    "FallbackEvent": "models.routing",
    "CallStats": "models.stats",
    "TokenCount": "models.tokens",
    "Reasoning": "models.tools",
    "ResponseFormat": "models.tools",
    "Tool": "models.tools",
    "ToolChoice": "models.tools",
    "RateLimits": "models.rate_limits",
    "RateLimitWindow": "models.rate_limits",
    "Usage": "models.usage",
    "UsageStatus": "models.usage",
    "ConnectionOptions": "options",
    "RetryBudget": "options",
    "RetryPolicy": "options",
    "Timeouts": "options",
    "Secret": "providers.credentials",
    "Provider": "providers.names",
    "aquick_chat_text": "quick",
    "aquick_multimodal_text": "quick",
    "quick_chat_text": "quick",
    "quick_multimodal_text": "quick",
    "FallbackChain": "routing",
    "RacePolicy": "routing",
    "RoutingStrategyBuilder": "routing",
    "AsyncChatStream": "streams",
    "ChatStream": "streams",
    "FunctionTool": "tools",
    "ToolLoopStopped": "tools",
    "ToolRun": "tools",
    "ToolSet": "tools",
    "ToolStep": "tools",
    "tool": "tools",
    "ParsedCompletion": "core.parsed",
    "ParameterDropped": "wire.request",
    "AiClient": "client",
}


if not TYPE_CHECKING:  # type checkers know the names above, and would take any other for right

    def __getattr__(name: str) -> Any:
        home = _HOME.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f".{home}", __name__), "Client" if name == "AiClient" else name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
