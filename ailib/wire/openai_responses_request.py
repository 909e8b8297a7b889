"""A chat request as the OpenAI Responses family wants it: a flat list of input items.

Source: https://platform.openai.com/docs/api-reference/responses/create.

* Messages stay messages, in their roles (`system` and `developer` too: what `instructions` would do, in place). The
  assistant's own turns go back as the output items they came as; see `openai_responses` for where they are kept.
* Tool calls and their results are items of their own, held together by `call_id`.
* The API has no `stop`, `n`, `seed`, penalties, `logit_bias`, `top_k`, `modalities`: see the rule in `request`.
* Without `store`, `previous_response_id` or `conversation` (in `extensions`), the conversation lives with the user: a
  reasoning model of a provider that can (`Quirks.encrypted_reasoning`) is asked for its encrypted reasoning, so that
  the next turn has it. `extensions={"include": None}` says no.
* `extensions` are merged last; their `text` and `reasoning` objects are laid over ours, member by member.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

from ..errors import InvalidRequestError
from ..models.content import (
    AudioPart,
    ContentPart,
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
from .openai_responses import REASONING_FIELD
from .request import RequestEncoder, dropped
from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..models.message import Message
    from ..models.tools import Reasoning, Tool

__all__ = ["ResponsesEncoder"]

_ENCRYPTED = "reasoning.encrypted_content"
_LOGPROBS = "message.output_text.logprobs"
# Model generations by name, vendor prefix and fine-tunes included: who thinks, and how far down the effort goes.
_REASONS = re.compile(
    r"(?:^|[/:])(?:o\d|gpt-(?:[5-9]|\d\d)(?!\S*-chat)|gpt-oss|codex|computer-use|grok-(?:3-mini|[4-9]))"
)
_PLAIN = re.compile(r"(?:^|[/:])(?:gpt-[34]|chatgpt|gpt-(?:[5-9]|\d\d)\S*-chat)")
_ALWAYS_ON = re.compile(r"(?:^|[/:])(?:o\d|gpt-oss|codex)")
_MINIMAL = re.compile(r"(?:^|[/:])gpt-5(?![.\d])")
_CALL_ID_LENGTH = 64
# What of a request is neither prompt nor tools: not part of a token count.
_COUNTED = frozenset(
    {
        "model", "input", "instructions", "tools", "tool_choice", "text", "reasoning", "parallel_tool_calls",
        "previous_response_id", "conversation", "truncation", "personality",
    }
)  # fmt: skip
_MERGED = ("text", "reasoning")


def _is_item(raw: Mapping[str, Any]) -> bool:
    """Whether JSON that ailib does not know is an item of the conversation, not a piece of a message's content."""
    kind = str(raw.get("type"))
    if kind.startswith(("input_", "output_")) or kind in ("text", "refusal"):
        return False
    if not raw.keys().isdisjoint(("id", "call_id", "approval_request_id", "encrypted_content", "status", "role")):
        return True
    return kind.endswith(("_call", "_output", "_response", "_reference", "_trigger"))


class ResponsesEncoder(RequestEncoder):
    """One request on its way to one provider."""

    def takes(self, field: str) -> bool:
        """Whether the field may be sent; what a provider refuses in its chat API says nothing of this one."""
        return self.profile.protocol != "openai_responses" or super().takes(field)

    # Input items

    def input(self) -> list[dict[str, Any]]:
        """The conversation as items."""
        self.items: list[dict[str, Any]] = []
        # Results say which call they answer, not of which kind it was.
        self.custom: set[str] = set()
        self.nameless: list[str] = []
        for index, message in enumerate(self.request.messages):
            if message.role == "assistant":
                self.assistant(message, index)
            else:
                self.turn(message, index)
        return self.items

    def call_id(self, call_id: str) -> str:
        """The id, shortened where it is longer than the API takes: call and result alike."""
        if len(call_id) <= _CALL_ID_LENGTH:
            return call_id
        import hashlib

        return "call_" + hashlib.sha256(call_id.encode()).hexdigest()[:32]

    def turn(self, message: Message, index: int) -> None:
        """A message of the user, the system or a tool."""
        if message.role in ("tool", "function") or message.tool_call_id is not None:
            self.result(message, index)
            return
        if message.name is not None:
            dropped(f"{self.profile.name} takes no names of speakers here; {message.name!r} is not sent")
        content: list[dict[str, Any]] = []
        plain = True
        for at, part in enumerate(self.sendable(message)):
            where = f"messages[{index}].content[{at}]"
            if isinstance(part, ToolResultPart):
                self.items.append(self.output(part.tool_call_id, part.content, part.extra))
            elif isinstance(part, UnknownPart) and is_object(part.raw) and _is_item(part.raw):
                self.items.append(dict(part.raw))
            elif not isinstance(part, ReasoningPart):
                plain = plain and isinstance(part, (TextPart, JsonPart)) and not getattr(part, "extra", None)
                content.append(self.part(part, where))
        extra = dict(message.extra) if message.extra and self.own(message) else {}
        if content or not message.content:
            text = content[0]["text"] if len(content) == 1 and plain else content or ""
            self.items.append({"role": str(message.role), "content": text, **extra})

    def result(self, message: Message, index: int) -> None:
        """The result of a call: text as it is, or a list of content where there is more than text."""
        call_id = message.tool_call_id or (f"call_{message.name}" if message.role == "function" else "") or ""
        parts: list[ContentPart] = []
        for part in self.sendable(message):
            if isinstance(part, ToolResultPart):
                self.items.append(self.output(part.tool_call_id or call_id, part.content, part.extra))
            elif isinstance(part, UnknownPart) and is_object(part.raw) and _is_item(part.raw):
                self.items.append(dict(part.raw))  # the result of a tool that ailib does not know
            elif not isinstance(part, ReasoningPart):
                parts.append(part)
        if not parts and message.content:
            return
        output: Any
        if all(isinstance(part, (TextPart, JsonPart)) and not getattr(part, "extra", None) for part in parts):
            output = "".join(describe(part) for part in parts)
        else:
            output = [self.part(part, f"messages[{index}].content[{at}]") for at, part in enumerate(parts)]
        self.items.append(self.output(call_id, output, message.extra if self.own(message) else None))

    def output(self, call_id: str, output: Any, extra: Mapping[str, Any] | None) -> dict[str, Any]:
        """The item of a result."""
        if not call_id and self.nameless:
            call_id = self.nameless.pop(0)
        call_id = self.call_id(call_id)
        kind = "custom_tool_call_output" if call_id in self.custom else "function_call_output"
        return {"type": kind, "call_id": call_id, "output": output, **(extra or {})}

    def part(self, part: ContentPart, where: str) -> dict[str, Any]:
        """One piece of content that goes in."""
        if isinstance(part, (TextPart, JsonPart)):
            extra = part.extra if isinstance(part, TextPart) else None
            return {"type": "input_text", "text": describe(part), **self.known_extra(extra)}
        if isinstance(part, ImagePart):
            return self.image(part, where)
        if isinstance(part, AudioPart):
            return self.audio(part, where)
        if isinstance(part, FilePart):
            return self.file(part, where)
        if isinstance(part, RefusalPart):
            return {"type": "input_text", "text": part.text}
        raw = getattr(part, "raw", None)
        if is_object(raw):
            return dict(raw)
        raise InvalidRequestError(f"{where} is a {type(part).__name__}, which this API has no form for", param=where)

    @staticmethod
    def known_extra(extra: Mapping[str, Any] | None) -> dict[str, Any]:
        """What stands beside a text that goes in; what came with one that came out says nothing there."""
        if not extra:
            return {}
        return {key: value for key, value in extra.items() if key not in ("annotations", "citations", "item")}

    def image(self, part: ImagePart, where: str) -> dict[str, Any]:
        """An image, by its address, its bytes or the id of an upload."""
        extra = dict(part.extra or {})
        inner = extra.pop("image_url", None)  # what stood beside the address in the form of the chat API
        wire: dict[str, Any] = {"type": "input_image"}
        if part.url is not None:
            wire["image_url"] = part.url
        elif part.data is not None:
            wire["image_url"] = data_url(part.data, part.mime or "image/png")
        elif "file_id" not in extra:
            raise InvalidRequestError(f"{where} has neither data nor an address", param=where)
        if part.detail is not None:
            wire["detail"] = part.detail
        return {**wire, **(inner if is_object(inner) else {}), **extra}

    def audio(self, part: AudioPart, where: str) -> dict[str, Any]:
        """Sound, by its bytes."""
        if part.data is not None:
            data = base64.b64encode(part.data).decode("ascii")
        elif part.url is not None and part.url.startswith("data:"):
            data = part.url.partition(",")[2]
        elif part.url is not None:
            raise self.refuse(where, "sound by its address")
        else:
            raise InvalidRequestError(f"{where} has no sound", param=where)
        return {"type": "input_audio", "input_audio": {"data": data, "format": part.wire_format}, **(part.extra or {})}

    def file(self, part: FilePart, where: str) -> dict[str, Any]:
        """A document, by an id, an address or its bytes."""
        wire: dict[str, Any] = {"type": "input_file"}
        if part.file_id is not None:
            return {**wire, "file_id": part.file_id, **(part.extra or {})}
        if part.url is not None and not part.url.startswith("data:"):
            return {**wire, "file_url": part.url, **(part.extra or {})}
        if part.name is not None:
            wire["filename"] = part.name
        if part.url is not None:
            wire["file_data"] = part.url
        elif part.data is not None:
            wire["file_data"] = data_url(part.data, part.mime or "application/octet-stream")
        else:
            raise InvalidRequestError(f"{where} has neither data nor an address", param=where)
        return {**wire, **(part.extra or {})}

    # What the model said before

    def assistant(self, message: Message, index: int) -> None:
        """The output items of an earlier answer, in their order."""
        own = self.own(message)
        begin = len(self.items)
        # The message item that texts are added to; None when the next text begins one.
        current: dict[str, Any] | None = None
        # Whether items may have their ids: the API looks for the reasoning that stood before an item it knows.
        named = True
        for at, part in enumerate(self.sendable(message)):
            where = f"messages[{index}].content[{at}]"
            if isinstance(part, ReasoningPart):
                current = None
                named = self.thinking(part) and named
            elif isinstance(part, ToolCall):
                current = None
                self.items.append(self.call(part, own=own, named=named))
            elif isinstance(part, ToolResultPart):
                current = None
                self.items.append(self.output(part.tool_call_id, part.content, part.extra))
            elif isinstance(part, UnknownPart) and is_object(part.raw) and _is_item(part.raw):
                current = None
                self.items.append(dict(part.raw))
            else:
                extra = part.extra if isinstance(part, (TextPart, RefusalPart)) and own else None
                about = extra.get("item") if extra else None
                if current is None or is_object(about):
                    current = {"role": "assistant", "content": []}
                    if is_object(about) and message.origin is not None:
                        current = {"type": "message", **_about(about, named=named), **current}
                    elif message.extra and message.origin is None:
                        current.update(message.extra)
                    self.items.append(current)
                current["content"].append(self.said(part, extra, where))
        if message.function_call is not None:
            call = message.function_call
            self.items.append(
                {
                    "type": "function_call",
                    "call_id": self.call_id(f"call_{call.name}"),
                    "name": call.name,
                    "arguments": call.arguments or "{}",
                }
            )
        # An answer that was cut off while it thought: the API refuses reasoning that nothing follows.
        while len(self.items) > begin and self.items[-1].get("type") == "reasoning":
            self.items.pop()
        for item in self.items[begin:]:
            if "type" not in item and item.get("role") == "assistant":
                _simplify(item)
        if not message.content and message.function_call is None:
            self.items.append({"role": "assistant", "content": ""})

    def said(self, part: ContentPart, extra: Mapping[str, Any] | None, where: str) -> dict[str, Any]:
        """One piece of content that came out."""
        if isinstance(part, RefusalPart):
            return {"type": "refusal", "refusal": part.text}
        if isinstance(part, (TextPart, JsonPart)):
            wire: dict[str, Any] = {"type": "output_text", "text": describe(part)}
            if extra:
                wire.update((key, value) for key, value in extra.items() if key not in ("item", "citations"))
                if "item" in extra:
                    wire.setdefault("annotations", [])
            return wire
        if isinstance(part, AudioPart):
            if part.transcript is None:
                raise self.refuse(where, "sound in an answer of the assistant")
            return {"type": "output_text", "text": part.transcript}
        raw = getattr(part, "raw", None)
        if is_object(raw):
            return dict(raw)
        raise self.refuse(where, f"a {type(part).__name__} in an answer of the assistant")

    def thinking(self, part: ReasoningPart) -> bool:
        """A reasoning item as it came; False if it has to stay behind. Other families' thinking has no form here."""
        if part.field != REASONING_FIELD or not is_object(part.data):
            return True
        item = dict(part.data)
        if not item.get("encrypted_content") and member(dict(self.request.extensions or {}), "store") is False:
            return False  # known to the server by its id only, and the server keeps nothing
        self.items.append(item)
        return True

    def call(self, call: ToolCall, *, own: bool, named: bool) -> dict[str, Any]:
        """The item of a call; its own id and status go back to the provider that gave them."""
        custom = call.type == "custom"
        call_id = call.id
        if not call_id:
            call_id = f"call_{len(self.items)}"
            self.nameless.append(call_id)
        call_id = self.call_id(call_id)
        if custom:
            self.custom.add(call_id)
        about = call.extra.get("item") if call.extra and own else None
        item: dict[str, Any] = {
            "type": "custom_tool_call" if custom else "function_call",
            **(_about(about, named=named) if is_object(about) else {}),
            "call_id": call_id,
            "name": call.name,
        }
        # Servers parse arguments; "" is what a call without any streams.
        item["input" if custom else "arguments"] = call.arguments if custom else call.arguments or "{}"
        return item

    # Tools

    def tool(self, tool: Tool) -> dict[str, Any]:
        """A tool; OpenAI's nested form of functions and custom tools becomes the flat one of this API."""
        if tool.raw is not None:
            return _flat(dict(tool.raw))
        if not tool.name:
            raise InvalidRequestError("A tool needs a name", param="tools")
        wire: dict[str, Any] = {"type": "function", "name": tool.name}
        if tool.description is not None:
            wire["description"] = tool.description
        # A required field here; a function without arguments has an empty object.
        wire["parameters"] = tool.parameters if tool.parameters is not None else {"type": "object", "properties": {}}
        if tool.strict is not None:
            wire["strict"] = tool.strict
        return wire

    def tools(self, body: dict[str, Any]) -> None:
        """Tools and the choice between them."""
        request = self.request
        if request.tools and self.takes("tools"):
            body["tools"] = [self.tool(tool) for tool in request.tools]
        choice = self.choice()
        if choice is None:
            return
        if isinstance(choice, dict):
            body["tool_choice"] = _flat_choice(choice)
        elif choice.mode != "function":
            body["tool_choice"] = choice.mode
        else:
            kinds = {member(tool, "name"): member(tool, "type") for tool in body.get("tools", ())}
            kind = "custom" if kinds.get(choice.name) == "custom" else "function"
            body["tool_choice"] = {"type": kind, "name": choice.name}

    # Settings

    def text(self, body: dict[str, Any]) -> None:
        """The response format."""
        wanted = self.format()
        if wanted is None:
            return
        if isinstance(wanted, dict):
            body["text"] = {"format": wanted}
            return
        shape: dict[str, Any] = {"type": wanted.type}
        if wanted.type == "json_schema":
            shape["name"] = wanted.name or "answer"
            shape["schema"] = wanted.schema or {"type": "object"}
            if wanted.strict is not None:
                shape["strict"] = wanted.strict
            if wanted.description is not None:
                shape["description"] = wanted.description
        body["text"] = {"format": shape}

    def reasoning(self, body: dict[str, Any]) -> None:
        """Effort and summary."""
        wanted = self.request.reasoning
        if wanted is None or not self.takes("reasoning"):
            return
        wire: dict[str, Any] = {}
        if (effort := self.effort(wanted)) is not None:
            wire["effort"] = self.quirks.rename_values.get("reasoning_effort", {}).get(effort, effort)
        if wanted.summary is not None:
            wire["summary"] = wanted.summary
        if wire:
            body["reasoning"] = wire

    def effort(self, wanted: Reasoning) -> str | None:
        """The effort to ask for; None to leave it to the model."""
        if wanted.effort not in (None, "none"):
            return wanted.effort
        if wanted.wanted:
            # A budget or a plain True, for an API that knows levels only.
            budget = wanted.max_tokens
            return "medium" if not budget else "low" if budget <= 2048 else "medium" if budget <= 12288 else "high"
        if wanted.enabled is None and wanted.effort is None and wanted.max_tokens is None:
            return None
        # Off. Not every generation can, and those that do not think at all refuse the field.
        model = self.model.lower()
        if wanted.effort == "none" or self.quirks.effort_off is None:
            off: str | None = "none"
        else:
            off = self.quirks.effort_off
        if _PLAIN.search(model):
            return None
        least = "low" if _ALWAYS_ON.search(model) else "minimal" if _MINIMAL.search(model) else off
        if least != off:
            dropped(f"{self.model} cannot switch reasoning off; effort {least!r} is sent instead")
        return least

    def include(self, body: dict[str, Any]) -> None:
        """Output that comes only when it is asked for: log probabilities, encrypted reasoning."""
        request = self.request
        extensions = request.extensions or {}
        wanted: list[str] = []
        if self.quirks.encrypted_reasoning and "include" not in extensions and extensions.get("store") is not True:
            stateless = not extensions.get("previous_response_id") and not extensions.get("conversation")
            asked = request.reasoning is not None and request.reasoning.wanted
            if stateless and (asked or _REASONS.search(self.model.lower())):
                wanted.append(_ENCRYPTED)
        if request.logprobs is not None and self.takes("logprobs") and request.logprobs:
            wanted.append(_LOGPROBS)
        if request.top_logprobs is not None and self.takes("top_logprobs"):
            body["top_logprobs"] = request.top_logprobs
            if _LOGPROBS not in wanted and request.logprobs is None:
                wanted.append(_LOGPROBS)
        if wanted:
            body["include"] = wanted

    def settings(self, body: dict[str, Any]) -> None:
        """Numbers and names."""
        request = self.request
        if request.max_tokens is not None and self.takes("max_tokens"):
            body["max_output_tokens"] = request.max_tokens
        if (temperature := self.temperature()) is not None:
            body["temperature"] = temperature
        for name in ("top_p", "parallel_tool_calls", "user", "metadata"):
            value = getattr(request, name)
            if value is not None and self.takes(name):
                body[name] = value
        self.lacks_set(
            "stop", "n", "seed", "top_k", "frequency_penalty", "presence_penalty", "logit_bias", "audio", "functions",
            "function_call",
        )  # fmt: skip
        if request.modalities is not None and tuple(request.modalities) != ("text",):
            self.lacks("modalities")

    def encode(self, *, stream: bool) -> dict[str, Any]:
        """The body of the request."""
        self.check()
        request = self.request
        body: dict[str, Any] = {"model": self.model, "input": self.input()}
        self.settings(body)
        if request.tools is not None or request.tool_choice is not None:
            self.tools(body)
        self.text(body)
        self.reasoning(body)
        self.include(body)
        if stream:
            body["stream"] = True
        return self.finish(body)

    def encode_count(self) -> dict[str, Any]:
        """The body that asks how many tokens the prompt has: messages, tools, schema."""
        self.check()
        body: dict[str, Any] = {"model": self.model, "input": self.input()}
        self.tools(body)
        self.text(body)
        self.reasoning(body)
        return {name: value for name, value in self.finish(body).items() if name in _COUNTED}

    def finish(self, body: dict[str, Any]) -> dict[str, Any]:
        """The user's `extensions`, which win; two objects are joined member by member.

        What a provider renames and adds (`Quirks.rename`, `extra_body`) are fields of its chat API.
        """
        extensions = dict(self.request.extensions or {})
        for name in _MERGED:
            ours, theirs = body.get(name), extensions.get(name)
            if is_object(ours) and is_object(theirs):
                extensions[name] = {**ours, **theirs}
        theirs = extensions.get("include")
        if is_list(theirs):
            ours = body.get("include", ())
            extensions["include"] = [*ours, *(name for name in theirs if name not in ours)]
        body.update(extensions)
        return body


def _about(about: dict[str, Any], *, named: bool) -> dict[str, Any]:
    """An item's own fields, its id where it may have it."""
    return about if named else {key: value for key, value in about.items() if key != "id"}


def _simplify(item: dict[str, Any]) -> None:
    """A message that is one plain text goes as that text."""
    content: Json = item["content"]
    if isinstance(content, list) and len(content) == 1 and set(content[0]) == {"type", "text"}:
        item["content"] = content[0]["text"]


def _flat(tool: dict[str, Any]) -> dict[str, Any]:
    """A function or custom tool in the chat API's nested form, flat; any other tool as it is."""
    kind = tool.get("type")
    inner = tool.get(kind) if kind in ("function", "custom") else None
    if not is_object(inner):
        return tool
    flat = {"type": kind, **inner, **{key: value for key, value in tool.items() if key not in ("type", kind)}}
    shape = flat.get("format")
    if is_object(shape) and is_object(shape.get("grammar")):
        flat["format"] = {"type": "grammar", **shape["grammar"]}
    return flat


def _flat_choice(choice: dict[str, Any]) -> dict[str, Any]:
    """A choice in the chat API's nested form, flat; any other as it is."""
    kind = choice.get("type")
    inner = choice.get(kind) if isinstance(kind, str) else None
    if kind == "allowed_tools" and is_object(inner):
        tools: Json = inner.get("tools")
        rows = tools if isinstance(tools, list) else []
        return {"type": kind, **inner, "tools": [_flat(row) if is_object(row) else row for row in rows]}
    return _flat(choice)
