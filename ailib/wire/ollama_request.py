"""A chat request as Ollama's own API wants it: `/api/chat`, sampling under `options`.

Source: https://docs.ollama.com/api/chat, https://github.com/ollama/ollama/blob/main/docs/api.md. `keep_alive`,
`num_ctx` and the like have no name of ours: they go through `extensions`, whose `options` are added to ours. What is
not taken is treated by the rule of `request`.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from ..errors import InvalidRequestError
from ..models.content import (
    AudioPart,
    FilePart,
    ImagePart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCall,
    ToolResultPart,
    describe,
)
from ..models.tools import ToolChoice
from .blocks import is_made_id
from .json import dumps, loads
from .request import RequestEncoder, dropped
from .shapes import is_object

if TYPE_CHECKING:
    from ..models.content import ContentPart
    from ..models.embedding import EmbeddingRequest
    from ..models.message import Message
    from ..models.request import ChatCompletionRequest
    from ..models.tools import Tool
    from ..providers.profile import ProviderProfile

__all__ = ["encode_chat", "encode_embed"]

# Fields of ours to names under `options`.
_OPTIONS = {
    "top_p": "top_p",
    "top_k": "top_k",
    "seed": "seed",
    "frequency_penalty": "frequency_penalty",
    "presence_penalty": "presence_penalty",
    "max_tokens": "num_predict",
}
# Levels that `think` takes, by what others call them.
_LEVELS = {"minimal": "low", "low": "low", "medium": "medium", "high": "high", "xhigh": "high", "max": "high"}


class _Encoder(RequestEncoder):
    """One request on its way to an Ollama server."""

    def __init__(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> None:
        super().__init__(request, profile, model)
        self._names: dict[str, str] = {}  # call id to the name of its tool: results are found by name

    # Messages

    def messages(self) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        for index, message in enumerate(self.request.messages):
            content = message.content
            role = "system" if message.role == "developer" else "tool" if message.role == "function" else message.role
            if role != "tool" and len(content) == 1 and type(part := content[0]) is TextPart and not message.extra:
                out.append({"role": str(role), "content": part.text})
            else:
                self.message(message, str(role), index, out)
        return out

    def message(self, message: Message, role: str, index: int, out: list[dict[str, Any]]) -> None:
        """Append the wire form; tool results inside another message become messages of their own."""
        parts = self.sendable(message)
        results = [part for part in parts if isinstance(part, ToolResultPart)]
        for result in results:
            content = dumps({"error": result.content}).decode() if result.is_error else result.content
            out.append({"role": "tool", "content": content, **self.answers(result.tool_call_id, None)})
        rest = [part for part in parts if not isinstance(part, ToolResultPart)]
        if results and not rest:
            return
        wire: dict[str, Any] = {"role": role, "content": ""}
        texts: list[str] = []
        images: list[str] = []
        for at, part in enumerate(rest):
            if isinstance(part, (ToolCall, ReasoningPart)):
                continue
            if isinstance(part, ImagePart):
                if role != "assistant" or self.own(message):
                    images.append(self.image(part, f"messages[{index}].content[{at}]"))
            else:
                texts.append(self.text(part, message, role, f"messages[{index}].content[{at}]"))
        wire["content"] = "".join(texts)
        thinking = "".join(part.text for part in rest if isinstance(part, ReasoningPart))
        if thinking:
            wire["thinking"] = thinking
        if images:
            wire["images"] = images
        calls = [self.call(part, own=self.own(message)) for part in rest if isinstance(part, ToolCall)]
        if message.function_call is not None:
            function = message.function_call
            calls.append(self.call(ToolCall("", function.name, function.arguments), own=False))
        if calls:
            wire["tool_calls"] = calls
        if role == "tool":
            wire.update(self.answers(message.tool_call_id, message.name))
        if message.extra and self.own(message):
            for key, value in message.extra.items():
                wire.setdefault(key, value)
        out.append(wire)

    def text(self, part: ContentPart, message: Message, role: str, where: str) -> str:
        """A part that the API can only take as text."""
        if isinstance(part, RefusalPart):
            return part.text
        if isinstance(part, (AudioPart, FilePart)):
            if role == "assistant" and not self.own(message):
                # Of another provider's answer only the words can go back.
                return part.transcript or "" if isinstance(part, AudioPart) else ""
            what = "sound" if isinstance(part, AudioPart) else "files"
            raise self.refuse(where, f"{what} in messages, only text and images")
        raw = getattr(part, "raw", None)
        if raw is not None:
            raise InvalidRequestError(
                f"{where} is of a type that {self.profile.name} has no form for: {raw!r}", param=where
            )
        return describe(part)

    def image(self, part: ImagePart, where: str) -> str:
        """An image as bare base64."""
        if part.data is not None:
            return base64.b64encode(part.data).decode("ascii")
        url = part.url or ""
        if not url:
            raise InvalidRequestError(f"{where} has neither data nor an address", param=where)
        if not url.startswith("data:"):
            raise self.refuse(where, "addresses of images, only their bytes (Content.image_bytes, Content.image_file)")
        head, _, data = url.partition(",")
        if head.endswith(";base64"):
            return data
        from urllib.parse import unquote_to_bytes

        return base64.b64encode(unquote_to_bytes(data)).decode("ascii")

    def call(self, call: ToolCall, *, own: bool) -> dict[str, Any]:
        if call.id:
            self._names[call.id] = call.name
        function: dict[str, Any] = {"name": call.name, "arguments": _arguments(call)}
        wire: dict[str, Any] = {"function": function}
        if call.id and not is_made_id(call.id):
            wire["id"] = call.id
        if call.extra and own:
            inner = call.extra.get("function")
            wire["function"] = {**inner, **function} if is_object(inner) else function
            wire = {**call.extra, **wire}
        return wire

    def answers(self, call_id: str | None, name: str | None) -> dict[str, Any]:
        """Which call a result answers: the tool's name, and the id where the server gave one."""
        wire: dict[str, Any] = {}
        known = self._names.get(call_id or "") or name
        if known:
            wire["tool_name"] = known
        if call_id and not is_made_id(call_id):
            wire["tool_call_id"] = call_id
        return wire

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
        choice: Any = self.request.tool_choice
        mode: Any = choice.mode if isinstance(choice, ToolChoice) else choice
        if mode == "none":
            return  # the API cannot forbid tools: without them it calls none
        if mode not in (None, "auto"):
            raise self.refuse("tool_choice", "a tool choice other than 'auto' and 'none'")
        if self.request.tools and self.takes("tools"):
            body["tools"] = [self.tool(tool) for tool in self.request.tools]

    def response_format(self, body: dict[str, Any]) -> None:
        wanted = self.format()
        if wanted is None:
            return
        if isinstance(wanted, dict):
            body["format"] = wanted  # the user's own: a schema
        elif wanted.type == "json_schema" and wanted.schema is not None:
            body["format"] = wanted.schema
        else:
            body["format"] = "json"

    def reasoning(self, body: dict[str, Any]) -> None:
        wanted = self.request.reasoning
        if wanted is None or (wanted.enabled is None and wanted.effort is None and wanted.max_tokens is None):
            return
        if not self.takes("reasoning"):
            return
        if not wanted.wanted:
            body["think"] = False
            return
        level = _LEVELS.get(wanted.effort or "")
        if level is None and wanted.max_tokens:
            level = "low" if wanted.max_tokens <= 2048 else "medium" if wanted.max_tokens <= 12288 else "high"
        # Only gpt-oss has levels: other models are on or off, and servers refuse a level for them.
        body["think"] = level if level is not None and "gpt-oss" in self.model.lower() else True

    def options(self, body: dict[str, Any]) -> None:
        request = self.request
        options: dict[str, Any] = {}
        if (temperature := self.temperature()) is not None:
            options["temperature"] = temperature
        for field, name in _OPTIONS.items():
            value = getattr(request, field)
            if value is not None and self.takes(field):
                options[name] = value
        if request.max_tokens is None and self.quirks.default_max_tokens is not None:
            options["num_predict"] = self.quirks.default_max_tokens
        if (stop := self.stop()) is not None:
            options["stop"] = stop
        if options:
            body["options"] = options
        if request.logprobs is not None and self.takes("logprobs"):
            body["logprobs"] = request.logprobs
        if request.top_logprobs is not None and self.takes("top_logprobs"):
            body["top_logprobs"] = request.top_logprobs

    def encode(self, *, stream: bool) -> dict[str, Any]:
        self.check()
        request = self.request
        self.lacks_set("n", "logit_bias", "parallel_tool_calls", "functions", "function_call", "audio", "user")
        self.lacks_set("metadata")
        if request.modalities is not None and request.modalities != ("text",):
            self.lacks("modalities")
        body: dict[str, Any] = {"model": self.model, "messages": self.messages()}
        if request.tools is not None or request.tool_choice is not None:
            self.tools(body)
        if request.response_format is not None:
            self.response_format(body)
        if request.reasoning is not None:
            self.reasoning(body)
        self.options(body)
        body["stream"] = stream  # the API streams unless told not to
        return self.finish(body)

    def finish(self, body: dict[str, Any]) -> dict[str, Any]:
        """As everywhere; only that the user's `options` are added to ours, so that `num_ctx` does not undo a seed."""
        ours: Any = body.get("options")
        body = super().finish(body)
        theirs: Any = body.get("options")
        if is_object(ours) and is_object(theirs) and theirs is not ours:
            body["options"] = {**ours, **theirs}
        return body


def _arguments(call: ToolCall) -> dict[str, Any]:
    """The arguments as the object that the API wants."""
    text = call.arguments.strip()
    if not text:
        return {}
    if call.type == "function":
        try:
            value = loads(text)
        except ValueError:
            value = call.arguments
        if is_object(value):
            return value
        if value is None:
            return {}
        # What a model wrote wrongly goes back as it is, for it to see.
        return {"arguments": value}
    return {"input": call.arguments}


def encode_chat(
    request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
) -> dict[str, Any]:
    """The JSON body of a chat request.

    Raises:
        InvalidRequestError: A field has a value that no provider takes.
        UnsupportedFeatureError: Ollama does not take a field that changes what comes back, or an image by address.
    """
    return _Encoder(request, profile, model).encode(stream=stream)


def encode_embed(request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
    """The JSON body of an embeddings request.

    Source: https://docs.ollama.com/api/embed.
    """
    body: dict[str, Any] = {"model": model, "input": list(request.input)}
    if request.dimensions is not None:
        body["dimensions"] = request.dimensions
    for field in ("input_type", "user"):
        if getattr(request, field) is not None:
            dropped(f"{profile.name} does not take {field}; it is not sent (extensions= forces it)")
    if request.extensions:
        body.update(request.extensions)
    return body
