"""OpenTelemetry: a span and the client metrics of the GenAI semantic conventions for each chat call.

    from ailib.integrations.opentelemetry import OpenTelemetry

    client = Client("openai", interceptors=[OpenTelemetry()])

Needs the extra `otel` (the API of OpenTelemetry); where the figures go is for the SDK that your program sets up.
Conventions: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/ and
https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ailib._version import __version__
from ailib.errors import Cancelled, ConfigurationError
from ailib.interceptors import CallContext, Interceptor
from ailib.models.content import (
    AudioPart,
    FilePart,
    ImagePart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCall,
    ToolResultPart,
)

if TYPE_CHECKING:
    from ailib.errors import AilibError
    from ailib.models.message import Message
    from ailib.models.request import ChatCompletionRequest
    from ailib.models.response import ChatCompletionResponse

__all__ = ["OpenTelemetry"]

# The conventions' names of providers that have one of their own there.
_PROVIDERS = {
    "gemini": "gcp.gemini",
    "vertex": "gcp.vertex_ai",
    "vertex-anthropic": "gcp.vertex_ai",
    "azure-openai": "azure.ai.openai",
    "azure-foundry": "azure.ai.inference",
    "azure-anthropic": "azure.ai.inference",
    "bedrock": "aws.bedrock",
    "bedrock-mantle": "aws.bedrock",
    "mistral": "mistral_ai",
    "moonshot": "moonshot_ai",
    "watsonx": "ibm.watsonx.ai",
    "xai": "x_ai",
}
_SETTINGS = (
    ("gen_ai.request.temperature", "temperature"),
    ("gen_ai.request.top_p", "top_p"),
    ("gen_ai.request.top_k", "top_k"),
    ("gen_ai.request.max_tokens", "max_tokens"),
    ("gen_ai.request.frequency_penalty", "frequency_penalty"),
    ("gen_ai.request.presence_penalty", "presence_penalty"),
    ("gen_ai.request.seed", "seed"),
)
# Where the conventions want the borders of the histograms.
_SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
_TOKENS = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864]


class _Running:
    """The span of a call that runs."""

    __slots__ = ("attributes", "span", "token")

    def __init__(self, span: Any, attributes: dict[str, Any], token: Any) -> None:
        self.span = span
        self.attributes = attributes  # those that the metrics have too
        self.token = token


class OpenTelemetry(Interceptor):
    """Spans and metrics of chat calls; an interceptor. Put it first, so that it sees the call as the user does.

    A span covers the whole call: all attempts, the sleeps between them, the stream to its end. It ends too when a
    stream is left early or forgotten, or the task is cancelled. During a plain call it is the current span, so that
    spans of an HTTP instrumentation lie below it.

    Metrics: `gen_ai.client.operation.duration`, `gen_ai.client.token.usage` and, for streams,
    `gen_ai.client.operation.time_to_first_chunk`.

    Args:
        tracer_provider: Where spans go; by default the global provider of OpenTelemetry.
        meter_provider: Where metrics go; by default the global one.
        capture_content: Whether messages, answers and texts of errors are put on the span: `gen_ai.input.messages`,
            `gen_ai.output.messages`, `gen_ai.system_instructions` and `gen_ai.tool.definitions`. Off by default.
            Bytes of images and sound are never put there.

    Raises:
        ConfigurationError: OpenTelemetry is not installed.
    """

    def __init__(
        self, *, tracer_provider: Any = None, meter_provider: Any = None, capture_content: bool = False
    ) -> None:
        try:
            # By name: type checkers need not have the extra.
            trace, metrics, context = (
                import_module(f"opentelemetry.{name}") for name in ("trace", "metrics", "context")
            )
        except ImportError as error:
            raise ConfigurationError("OpenTelemetry is not installed", hint="pip install 'ailib[otel]'") from error
        self._trace: Any = trace
        self._context: Any = context
        self._content = capture_content
        self._tracer: Any = trace.get_tracer("ailib", __version__, tracer_provider)
        meter: Any = metrics.get_meter("ailib", __version__, meter_provider)
        self._duration: Any = meter.create_histogram(
            "gen_ai.client.operation.duration",
            unit="s",
            description="GenAI operation duration.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self._usage: Any = meter.create_histogram(
            "gen_ai.client.token.usage",
            unit="{token}",
            description="Number of input and output tokens used.",
            explicit_bucket_boundaries_advisory=_TOKENS,
        )
        self._first: Any = meter.create_histogram(
            "gen_ai.client.operation.time_to_first_chunk",
            unit="s",
            description="Time to receive the first chunk of a stream.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )

    def on_request(self, context: CallContext, request: ChatCompletionRequest) -> None:
        """Begin the span."""
        path: str | None = getattr(request, "path", None)  # of an endpoint of `ailib.openai`
        chats = path is None
        what = "chat" if path is None else f"{getattr(request, 'method', '')} {path.partition('?')[0]}"
        shared: dict[str, Any] = {
            "gen_ai.operation.name": what,
            "gen_ai.provider.name": _PROVIDERS.get(context.provider, context.provider),
        }
        if context.model:
            shared["gen_ai.request.model"] = context.model
        address = urlsplit(context.base_url)
        if address.hostname:
            shared["server.address"] = address.hostname
            shared["server.port"] = address.port or (80 if address.scheme == "http" else 443)
        attributes = {**shared, **_of_request(context, request)} if chats else shared
        span = self._tracer.start_span(
            f"{what} {context.model}" if context.model else what,
            kind=self._trace.SpanKind.CLIENT,
            attributes=attributes,
        )
        if self._content and chats and span.is_recording():
            span.set_attributes(_input(request))
        # A stream may be read and closed anywhere: only a plain call has a beginning and an end in one place.
        token = None if context.stream else self._context.attach(self._trace.set_span_in_context(span))
        context.state[self] = _Running(span, shared, token)

    def on_response(
        self, context: CallContext, request: ChatCompletionRequest, response: ChatCompletionResponse
    ) -> None:
        """End the span with the figures of the answer."""
        del request
        running: _Running | None = context.state.pop(self, None)
        if running is None:
            return
        try:
            self._note(running, context, response)
            self._measure(running, context, response)
        finally:
            self._end(running)

    def on_error(self, context: CallContext, request: ChatCompletionRequest, error: AilibError) -> None:
        """End the span with the kind of the error."""
        del request
        running: _Running | None = context.state.pop(self, None)
        if running is None:
            return
        try:
            kind = type(error).__name__
            running.attributes["error.type"] = kind
            running.span.set_attribute("error.type", kind)
            status = getattr(error, "status", None)
            if status is not None:
                running.span.set_attribute("http.response.status_code", status)
            if not isinstance(error, Cancelled):
                # The text may quote the provider, and the provider the prompt.
                text = error.message if self._content else None
                running.span.set_status(self._trace.StatusCode.ERROR, text)
            if error.partial is not None and getattr(error.partial, "choices", None):
                self._note(running, context, error.partial)
            elif context.attempts:
                running.span.set_attribute("ailib.attempts", context.attempts)
            self._measure(running, context, error.partial if hasattr(error.partial, "usage") else None)
        finally:
            self._end(running)

    def _end(self, running: _Running) -> None:
        try:
            if running.token is not None:
                self._context.detach(running.token)
        finally:
            running.span.end()

    def _note(self, running: _Running, context: CallContext, response: ChatCompletionResponse) -> None:
        span = running.span
        if response.model:
            running.attributes["gen_ai.response.model"] = response.model
        if not span.is_recording():
            return
        usage = response.usage
        attributes: dict[str, Any] = {
            "gen_ai.response.id": response.id,
            "gen_ai.response.model": response.model,
            "gen_ai.response.finish_reasons": [choice.finish_reason or "error" for choice in response.choices],
            "gen_ai.usage.input_tokens": usage.prompt_tokens,
            "gen_ai.usage.output_tokens": usage.completion_tokens,
            "gen_ai.usage.cache_read.input_tokens": usage.cached_tokens,
            "gen_ai.usage.cache_creation.input_tokens": usage.cache_write_tokens,
            "gen_ai.usage.reasoning.output_tokens": usage.reasoning_tokens,
            "ailib.attempts": context.attempts,
            "ailib.request_id": response.request_id,
        }
        if response.provider and response.provider != context.provider:
            attributes["ailib.response.provider"] = response.provider
        if response.cached:
            attributes["ailib.cached"] = True
        if context.stream and response.first_token is not None:
            attributes["gen_ai.response.time_to_first_chunk"] = response.first_token
        span.set_attributes({name: value for name, value in attributes.items() if value})
        if self._content and response.choices:
            span.set_attribute("gen_ai.output.messages", _json([_answer(choice) for choice in response.choices]))

    def _measure(self, running: _Running, context: CallContext, response: ChatCompletionResponse | None) -> None:
        shared = running.attributes
        # So that the measurements are tied to this span (exemplars).
        where = self._trace.set_span_in_context(running.span)
        self._duration.record(context.elapsed, shared, context=where)
        if response is None:
            return
        if context.stream and response.first_token is not None:
            self._first.record(response.first_token, shared, context=where)
        if response.cached:
            return  # no tokens were used
        for kind, tokens in (("input", response.usage.prompt_tokens), ("output", response.usage.completion_tokens)):
            if tokens:
                self._usage.record(tokens, {**shared, "gen_ai.token.type": kind}, context=where)


def _of_request(context: CallContext, request: ChatCompletionRequest) -> dict[str, Any]:
    attributes = {name: value for name, field in _SETTINGS if (value := getattr(request, field)) is not None}
    if context.stream:
        attributes["gen_ai.request.stream"] = True
    if request.n is not None and request.n != 1:
        attributes["gen_ai.request.choice.count"] = request.n
    if request.stop is not None:
        attributes["gen_ai.request.stop_sequences"] = (
            [request.stop] if isinstance(request.stop, str) else list(request.stop)
        )
    wanted = request.response_format
    kind = wanted if isinstance(wanted, str) else getattr(wanted, "type", None)
    if kind is None and isinstance(wanted, dict):
        kind = wanted.get("type")
    if kind is not None:
        attributes["gen_ai.output.type"] = "text" if kind == "text" else "json"
    level = getattr(request.reasoning, "effort", None)
    if level is not None:
        attributes["gen_ai.request.reasoning.level"] = str(level)
    return attributes


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _input(request: ChatCompletionRequest) -> dict[str, Any]:
    system = [message for message in request.messages if message.role in ("system", "developer")]
    others = [message for message in request.messages if message.role not in ("system", "developer")]
    found = {"gen_ai.input.messages": _json([_message(message) for message in others])}
    if system:
        found["gen_ai.system_instructions"] = _json([part for message in system for part in _parts(message)])
    if request.tools:
        tools = [
            tool.raw
            or {
                "type": "function",
                "name": tool.name,
                "description": tool.description,
                "parameters": tool.parameters,
            }
            for tool in request.tools
        ]
        found["gen_ai.tool.definitions"] = _json(tools)
    return found


def _message(message: Message) -> dict[str, Any]:
    return {"role": str(message.role), "parts": _parts(message)}


def _answer(choice: Any) -> dict[str, Any]:
    return {**_message(choice.message), "finish_reason": choice.finish_reason or "error"}


def _parts(message: Message) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for part in message.content:
        if isinstance(part, TextPart):
            shown: dict[str, Any] = {"type": "text", "content": part.text}
            if message.role == "tool":
                shown = {"type": "tool_call_response", "id": message.tool_call_id, "response": part.text}
        elif isinstance(part, ReasoningPart):
            shown = {"type": "reasoning", "content": part.text}
        elif isinstance(part, RefusalPart):
            shown = {"type": "refusal", "content": part.text}
        elif isinstance(part, ToolCall):
            shown = {"type": "tool_call", "id": part.id, "name": part.name, "arguments": _arguments(part.arguments)}
        elif isinstance(part, ToolResultPart):
            shown = {"type": "tool_call_response", "id": part.tool_call_id, "response": part.content}
        elif isinstance(part, (ImagePart, AudioPart, FilePart)):
            shown = _file(part)
        else:
            shown = {"type": type(part).__name__}
        parts.append(shown)
    return parts


def _arguments(text: str) -> Any:
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text


def _file(part: ImagePart | AudioPart | FilePart) -> dict[str, Any]:
    modality = "image" if isinstance(part, ImagePart) else "audio" if isinstance(part, AudioPart) else "document"
    shown: dict[str, Any] = {"modality": modality, "mime_type": part.mime}
    file_id = getattr(part, "file_id", None)
    if file_id is not None:
        return {"type": "file", "file_id": file_id, **shown}
    url = part.url
    if url is not None and not url.startswith("data:"):
        return {"type": "uri", "uri": url, **shown}
    return {"type": "blob", "size": None if part.data is None else len(part.data), **shown}
