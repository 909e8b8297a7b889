"""A chat request as Cohere's v2 API wants it.

Source: https://docs.cohere.com/reference/chat. Documents, citation options, safety mode and the like have no name of
ours: they go through `extensions`. What is not taken is treated by the rule of `request`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import InvalidRequestError
from ..models.content import (
    AudioPart,
    FilePart,
    ImagePart,
    JsonPart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCall,
    ToolResultPart,
    UnknownPart,
    data_url,
    describe,
)
from .request import RequestEncoder, dropped
from .shapes import is_object, member

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..models.content import ContentPart
    from ..models.embedding import EmbeddingRequest
    from ..models.message import Message
    from ..models.request import ChatCompletionRequest
    from ..models.tools import Tool
    from ..providers.profile import ProviderProfile

__all__ = ["encode_chat", "encode_embed"]

# How much thinking an effort means: the API takes a budget of tokens; without one it thinks as long as it likes.
_BUDGETS = {"minimal": 1024, "low": 2048, "medium": 8192}
# What the numbers may be; beyond it the API refuses the request.
_RANGES: dict[str, tuple[str, float, float]] = {
    "top_p": ("p", 0.01, 0.99),
    "top_k": ("k", 0, 500),
    "frequency_penalty": ("frequency_penalty", 0.0, 1.0),
    "presence_penalty": ("presence_penalty", 0.0, 1.0),
}
_INPUT_TYPES = {
    "query": "search_query",
    "document": "search_document",
    "similarity": "clustering",  # the one that treats all texts alike
}


def error_text(content: str) -> str:
    """The result of a failed tool call: the API has no mark for it, the JSON says so to the model."""
    from .json import dumps

    return dumps({"error": content}).decode()


class _Encoder(RequestEncoder):
    """One request on its way to Cohere."""

    # Messages

    def messages(self) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        for index, message in enumerate(self.request.messages):
            content = message.content
            role = "system" if message.role == "developer" else "tool" if message.role == "function" else message.role
            if (
                role in ("user", "system")
                and len(content) == 1
                and type(part := content[0]) is TextPart
                and not part.extra
                and not message.extra
            ):
                out.append({"role": str(role), "content": part.text})
            else:
                self.message(message, str(role), index, out)
        return out

    def message(self, message: Message, role: str, index: int, out: list[dict[str, Any]]) -> None:
        """Append the wire form; tool results inside another message become messages of their own."""
        parts = self.sendable(message)
        results = [part for part in parts if isinstance(part, ToolResultPart)]
        out.extend(
            {
                "role": "tool",
                "tool_call_id": result.tool_call_id,
                "content": error_text(result.content) if result.is_error else result.content,
            }
            for result in results
        )
        rest: list[ContentPart] = [part for part in parts if not isinstance(part, ToolResultPart)]
        if results and not rest:
            return
        wire: dict[str, Any] = {"role": role}
        if role == "assistant":
            self.assistant(message, rest, wire, index)
        else:
            if role == "tool":
                wire["tool_call_id"] = message.tool_call_id or _call_id(message.name)
            wire["content"] = self.content(rest, index)
        if message.extra and self.own(message):
            for key, value in message.extra.items():
                if key not in wire and value not in (None, [], {}):
                    wire[key] = value
        out.append(wire)

    def assistant(self, message: Message, parts: list[ContentPart], wire: dict[str, Any], index: int) -> None:
        calls: list[dict[str, Any]] = [
            self.call(part, own=self.own(message)) for part in parts if isinstance(part, ToolCall)
        ]
        if message.function_call is not None:
            function = message.function_call
            calls.append(self.call(ToolCall(_call_id(function.name), function.name, function.arguments), own=False))
        plans = [part for part in parts if isinstance(part, ReasoningPart) and part.field == "tool_plan"]
        spoken: list[ContentPart] = [
            part
            for part in parts
            if not isinstance(part, ToolCall) and not (isinstance(part, ReasoningPart) and part.field == "tool_plan")
        ]
        if not self.own(message):
            # Sounds and images of another provider's answer cannot go back; their words can.
            spoken = [
                TextPart(part.transcript) if isinstance(part, AudioPart) and part.transcript else part
                for part in spoken
                if not isinstance(part, (ImagePart, FilePart))
                and not (isinstance(part, AudioPart) and not part.transcript)
            ]
        if spoken or not (calls or plans):
            wire["content"] = self.content(spoken, index)
        if plans:
            wire["tool_plan"] = "".join(part.text for part in plans)
        if calls:
            wire["tool_calls"] = calls

    def call(self, call: ToolCall, *, own: bool) -> dict[str, Any]:
        function: dict[str, Any] = {"name": call.name, "arguments": call.arguments or "{}"}
        wire: dict[str, Any] = {"id": call.id, "type": "function", "function": function}
        if call.type != "function":
            # A custom tool's raw input has to become JSON.
            from .json import dumps

            function["arguments"] = dumps({"input": call.arguments}).decode()
        if call.extra and own:
            inner = call.extra.get("function")
            wire["function"] = {**inner, **function} if is_object(inner) else function
            wire = {**call.extra, **wire}
        return wire

    def content(self, parts: Sequence[ContentPart], index: int) -> Any:
        """A string where it is one text, else a list of parts."""
        if not parts:
            return ""
        if len(parts) == 1:
            part = parts[0]
            if isinstance(part, RefusalPart):
                return part.text
            if isinstance(part, (TextPart, JsonPart)) and not getattr(part, "extra", None):
                return describe(part)
        return [self.part(part, f"messages[{index}].content[{at}]") for at, part in enumerate(parts)]

    def part(self, part: ContentPart, where: str) -> Any:
        if isinstance(part, TextPart):
            return {"type": "text", "text": part.text, **(part.extra or {})}
        if isinstance(part, (JsonPart, RefusalPart)):
            return {"type": "text", "text": part.text if isinstance(part, RefusalPart) else describe(part)}
        if isinstance(part, ReasoningPart):
            if is_object(part.data):
                return dict(part.data)
            return {"type": "thinking", "thinking": part.text}
        if isinstance(part, ImagePart):
            return self.image(part, where)
        if isinstance(part, UnknownPart):
            return part.raw
        if isinstance(part, (AudioPart, FilePart)):
            what = "sound" if isinstance(part, AudioPart) else "files"
            raise self.refuse(where, f"{what} in messages (documents go through extensions={{'documents': [...]}})")
        raise InvalidRequestError(f"{where} is a {type(part).__name__}, which this API has no form for", param=where)

    def image(self, part: ImagePart, where: str) -> dict[str, Any]:
        if part.url is None and part.data is None:
            raise InvalidRequestError(f"{where} has neither data nor an address", param=where)
        url = part.url if part.url is not None else data_url(part.data or b"", part.mime or "image/png")
        image: dict[str, Any] = {"url": url}
        if part.detail is not None:
            image["detail"] = part.detail
        extra = dict(part.extra or {})
        inner = extra.pop("image_url", None)
        if is_object(inner):
            image.update(inner)
        return {"type": "image_url", "image_url": image, **extra}

    # Everything else

    def tool(self, tool: Tool) -> dict[str, Any]:
        if tool.raw is not None:
            return dict(tool.raw)
        if not tool.name:
            raise InvalidRequestError("A tool needs a name", param="tools")
        function: dict[str, Any] = {"name": tool.name}
        if tool.description is not None:
            function["description"] = tool.description
        # The API wants a schema, also of a tool without arguments.
        function["parameters"] = tool.parameters or {"type": "object", "properties": {}}
        return {"type": "function", "function": function}

    def tools(self, body: dict[str, Any]) -> None:
        tools = self.request.tools or ()
        choice = self.choice()
        if tools and self.takes("tools"):
            only = None if choice is None or isinstance(choice, dict) or choice.mode != "function" else choice.name
            if only is not None:
                # The API cannot name a tool: one that must be called, and is the only one, is named.
                named = [tool for tool in tools if _name(tool) == only]
                if not named:
                    raise InvalidRequestError(f"tool_choice names {only!r}, which is no tool here", param="tool_choice")
                tools = tuple(named)
            body["tools"] = [self.tool(tool) for tool in tools]
            # One switch for all tools: on when every tool wants it.
            if self.quirks.strict_tools and all(_strict(tool) for tool in tools):
                body["strict_tools"] = True
        if choice is None:
            return
        if isinstance(choice, dict):
            body["tool_choice"] = choice
        elif choice.mode in ("required", "function"):
            body["tool_choice"] = "REQUIRED"
        elif choice.mode == "none":
            body["tool_choice"] = "NONE"
        elif choice.mode != "auto":
            body["tool_choice"] = choice.mode

    def response_format(self, body: dict[str, Any]) -> None:
        wanted = self.format()
        if wanted is None:
            return
        if isinstance(wanted, dict):
            body["response_format"] = wanted
            return
        form: dict[str, Any] = {"type": "json_object"}
        if wanted.type == "json_schema" and wanted.schema is not None:
            form["json_schema"] = wanted.schema
        body["response_format"] = form

    def reasoning(self, body: dict[str, Any]) -> None:
        wanted = self.request.reasoning
        if wanted is None or (wanted.enabled is None and wanted.effort is None and wanted.max_tokens is None):
            return
        if not self.takes("reasoning"):
            return
        if not wanted.wanted:
            body["thinking"] = {"type": "disabled"}
            return
        thinking: dict[str, Any] = {"type": "enabled"}
        if budget := wanted.max_tokens or _BUDGETS.get(wanted.effort or ""):
            thinking["token_budget"] = budget
        body["thinking"] = thinking

    def sampling(self, body: dict[str, Any]) -> None:
        request = self.request
        if request.max_tokens is not None and self.takes("max_tokens"):
            body["max_tokens"] = request.max_tokens
        elif request.max_tokens is None and self.quirks.default_max_tokens is not None:
            body["max_tokens"] = self.quirks.default_max_tokens
        if (stop := self.stop()) is not None:
            body["stop_sequences"] = stop
        if (temperature := self.temperature()) is not None:
            body["temperature"] = temperature
        if request.seed is not None and self.takes("seed"):
            body["seed"] = request.seed
        for field, (name, low, high) in _RANGES.items():
            value = getattr(request, field)
            if value is None or not self.takes(field):
                continue
            sent = min(max(value, low), high)
            if sent != value:
                dropped(
                    f"{self.profile.name} takes {field} from {low:g} to {high:g}; {sent:g} is sent instead of {value:g}"
                )
            body[name] = sent
        if request.logprobs is not None and self.takes("logprobs"):
            body["logprobs"] = request.logprobs

    def encode(self, *, stream: bool) -> dict[str, Any]:
        self.check()
        request = self.request
        self.lacks_set("n", "logit_bias", "parallel_tool_calls", "functions", "function_call", "audio", "user")
        self.lacks_set("metadata")
        if request.top_logprobs:
            self.lacks("top_logprobs")
        if request.modalities is not None and request.modalities != ("text",):
            self.lacks("modalities")
        body: dict[str, Any] = {"model": self.model, "messages": self.messages()}
        self.sampling(body)
        if request.tools is not None or request.tool_choice is not None:
            self.tools(body)
        if request.response_format is not None:
            self.response_format(body)
        if request.reasoning is not None:
            self.reasoning(body)
        if stream:
            body["stream"] = True
        return self.finish(body)


def _call_id(name: str | None) -> str:
    """An id for a call in the older form, which has none: the same for call and result."""
    return f"call_{name or 'function'}"


def _name(tool: Tool) -> str:
    return tool.name or str(member(tool.raw, "name") or "")


def _strict(tool: Tool) -> bool:
    if tool.raw is None:
        return tool.strict is True
    return member(member(tool.raw, "function"), "strict") is True


def encode_chat(
    request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
) -> dict[str, Any]:
    """The JSON body of a chat request.

    Raises:
        InvalidRequestError: A field has a value that no provider takes.
        UnsupportedFeatureError: This provider does not take a field that changes what comes back.
    """
    return _Encoder(request, profile, model).encode(stream=stream)


def encode_embed(request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
    """The JSON body of an embeddings request; texts are documents unless `input_type` says otherwise.

    Source: https://docs.cohere.com/reference/embed.
    """
    kind = request.input_type or "document"
    body: dict[str, Any] = {
        "model": model,
        "texts": list(request.input),
        "input_type": _INPUT_TYPES.get(kind, kind),
        "embedding_types": ["float"],
    }
    if request.dimensions is not None:
        body["output_dimension"] = request.dimensions
    if request.user is not None:
        dropped(f"{profile.name} does not take user; it is not sent (extensions= forces it)")
    if request.extensions:
        body.update(request.extensions)
    return body
