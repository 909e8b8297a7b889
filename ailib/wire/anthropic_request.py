"""A chat request as the Anthropic Messages family wants it.

Source: https://docs.anthropic.com/en/api/messages. What is not taken is treated by the rule of `request`. Decisions:

* System and developer messages, wherever they stand, become the `system` field; one that holds blocks of the provider's
  own (`UnknownPart`) stays in its place.
* `max_tokens` is required by the API. When the user gives none: what the model can write at most, but not more than
  `UNSTREAMED` in one piece (longer answers outlive idle connections) and `STREAMED` in a stream; 4096 for a model that
  the price list does not know.
* Reasoning is `thinking {type: adaptive}` with `output_config.effort` for the models that decide themselves, and
  `thinking {type: enabled, budget_tokens}` for the older ones and for everybody else's. What was thought comes back as
  a summary; `Reasoning(summary="omitted")` asks for none.
* A JSON schema goes natively (`output_config.format`) to Claude models that follow one; other models, and "any JSON",
  for which the API has no switch, are told in the system prompt.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, cast

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
    describe,
)
from ..providers.profile import Quirks
from .dialect import named_in
from .json import dumps, loads
from .request import RequestEncoder, dropped
from .shapes import is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..models.message import Message
    from ..models.request import ChatCompletionRequest
    from ..models.tools import Reasoning, Tool
    from ..providers.profile import ProviderProfile

__all__ = ["chat_path", "encode_chat", "encode_count"]

NAME = "anthropic_messages"
UNKNOWN_MODEL = 4096
UNSTREAMED = 16_384
STREAMED = 64_000
# The API takes no smaller budget.
LEAST_BUDGET = 1024
_BUDGETS = {"minimal": 1024, "low": 2048, "medium": 8192, "high": 16_384, "xhigh": 24_576, "max": 32_000}

# The models that cannot do what later ones can, by name, for names that the price list does not have.
_BUDGET_ONLY = re.compile(r"claude-(instant|[1-3](-|$)|(opus|sonnet|haiku)-4(-[0-5])?(-\d{8})?(-[a-z].*)?$)")
_BEFORE_OPUS_4_1 = re.compile(r"claude-(instant|[1-3](-|$)|(opus|sonnet|haiku)-4(-0)?(-\d{8})?(-[a-z].*)?$)")
_ID = re.compile(r"[a-zA-Z0-9_-]+")
_TEXT_TYPES = frozenset(
    {"application/json", "application/xml", "application/yaml", "application/x-yaml", "application/toml",
     "application/javascript", "application/x-ndjson", "application/sql"}
)  # fmt: skip


def _surface_path(profile: ProviderProfile, *, stream: bool) -> str:
    if profile.protocol == NAME:
        path = profile.endpoints.get("chat_stream") if stream else None
        return path or profile.endpoints.get("chat") or "/messages"
    surface = profile.surface(NAME)
    return (surface.path if surface is not None else None) or "/messages"


def chat_path(profile: ProviderProfile, model: str, *, stream: bool) -> str:
    """Path of the chat endpoint."""
    path = named_in(_surface_path(profile, stream=stream), model) or ""
    return path.replace("%40", "@")  # Google's clouds write a version so: name@20250929


class Traits:
    """What a model of this family can do.

    Attributes:
        claude: It is one of Anthropic's, whoever serves it.
        adaptive: It takes `thinking {type: adaptive}` and `output_config.effort`.
        budget: It takes a budget of thinking tokens.
        always: It thinks whatever is asked.
        sampling: It takes temperature, top_p and top_k.
        one_of_two: It takes temperature or top_p, not both.
        schema: It follows a JSON schema natively.
        max_output: Longest answer in tokens, or None when not known.
    """

    __slots__ = ("adaptive", "always", "budget", "claude", "max_output", "one_of_two", "sampling", "schema")

    def __init__(self, provider: str, model: str) -> None:
        from ..providers.prices import model_facts

        place = model.lower().find("claude-")
        self.claude = place >= 0
        facts = model_facts(provider, model)
        name = _plain_name(model[place:].lower()) if self.claude else ""
        home = model_facts("anthropic", name) if self.claude else None
        flags: set[str] = {flag for row in (facts, home) if row is not None for flag in row["flags"]}
        newer = self.claude and facts is None and home is None and not _BUDGET_ONLY.match(name)
        self.adaptive = newer or "adaptive_thinking" in flags
        self.sampling = not newer and "no_sampling" not in flags
        # Budgets went with sampling: the models that refuse the one refuse the other.
        self.budget = not self.adaptive or self.sampling
        self.always = "always_thinks" in flags
        # Opus 4.1 brought schemas, and no longer took temperature and top_p together.
        self.schema = self.one_of_two = self.claude and not _BEFORE_OPUS_4_1.match(name)
        limits = [row["max_output"] for row in (facts, home) if row is not None and row["max_output"]]
        self.max_output: int | None = limits[0] if limits else None


def _plain_name(name: str) -> str:
    """A Claude model's name as its maker writes it, from the ways in which others do.

    "claude-opus-4.6", "claude-opus-4-6-v1:0", "claude-opus-4-6@default" and "claude-4.6-opus" are one.
    """
    name = name.partition("@")[0].replace(".", "-").replace(":", "-")
    name = re.sub(r"-v\d+(-\d+)?$", "", name)
    return re.sub(r"^claude-([4-9](?:-\d)?)-([a-z]+)", r"claude-\2-\1", name)


class _Encoder(RequestEncoder):
    """One request on its way to one provider."""

    def __init__(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> None:
        super().__init__(request, profile, model)
        if profile.protocol != NAME:
            # Quirks say how a provider leaves its own family; of its second surface they only know the numbers.
            self.quirks = Quirks(
                temperature_min=profile.quirks.temperature_min, temperature_max=profile.quirks.temperature_max
            )
        self._traits: Traits | None = None
        self._nameless: list[str] = []  # made ids of calls that came without one and wait for their result
        self._made = 0
        self._names_dropped = False

    @property
    def traits(self) -> Traits:
        """What the model can do; looked up when something depends on it."""
        if self._traits is None:
            self._traits = Traits(self.profile.id, self.model)
        return self._traits

    # Messages

    def messages(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """(messages, blocks of the system prompt)."""
        out: list[dict[str, Any]] = []
        system: list[dict[str, Any]] = []
        results: list[dict[str, Any]] | None = None  # of the user turn that takes the tool results in a row
        for index, message in enumerate(self.request.messages):
            role = message.role
            if role in ("tool", "function"):
                if results is None:
                    results = []
                    out.append({"role": "user", "content": results})
                results.append(self.tool_message(message, index))
                continue
            results = None
            if role in ("system", "developer"):
                blocks = self.blocks(message, index)
                if any(type(part) is UnknownPart for part in message.content):
                    out.append({"role": "system", "content": blocks})
                else:
                    system.extend(blocks)
                continue
            wire = self.message(message, index)
            if wire is not None:
                out.append(wire)
        return out, system

    def message(self, message: Message, index: int) -> dict[str, Any] | None:
        content = message.content
        if (
            len(content) == 1
            and type(part := content[0]) is TextPart
            and part.extra is None
            and message.function_call is None
            and (part.text or message.role != "assistant")
        ):
            wire: dict[str, Any] = {"role": message.role, "content": part.text}
        else:
            blocks = self.blocks(message, index)
            if not blocks and message.role == "assistant":
                return None  # only what is nobody else's business was in it
            wire = {"role": message.role, "content": blocks}
        if message.name is not None and not self._names_dropped:
            self._names_dropped = True
            dropped(f"{self.profile.name} does not take names on messages; they are not sent")
        # An assistant's other fields are what some API said beside its answer; this one takes none of them back.
        if message.extra and message.origin is None and message.role != "assistant":
            for key, value in message.extra.items():
                wire.setdefault(key, value)
        return wire

    def blocks(self, message: Message, index: int) -> list[dict[str, Any]]:
        """The content blocks of a message; tool results first, as the API wants them."""
        own = self.own(message)
        out: list[dict[str, Any]] = []
        results: list[dict[str, Any]] = []
        for at, part in enumerate(self.sendable(message)):
            if not own and isinstance(part, (ImagePart, FilePart)) and message.role == "assistant":
                dropped(f"{self.profile.name} takes no media in what a model said; messages[{index}] loses one")
                continue
            block = self.part(part, f"messages[{index}].content[{at}]", own=own)
            if block is None:
                continue
            (results if block.get("type") == "tool_result" else out).append(block)
        if message.function_call is not None:
            call = message.function_call
            out.append(
                {"type": "tool_use", "id": self.call_id(""), "name": call.name, "input": arguments(call.arguments)}
            )
        return results + out if results else out

    def call_id(self, call_id: str) -> str:
        """An id that the API takes; the same foreign one always gives the same."""
        if not call_id:
            self._made += 1
            made = f"call_{self._made}"
            self._nameless.append(made)
            return made
        return fitting(call_id)

    def result_id(self, call_id: str) -> str:
        """The id of the call that a result answers; without one, of the first nameless call that still waits."""
        if not call_id:
            return self._nameless.pop(0) if self._nameless else "call_0"
        return fitting(call_id)

    def tool_message(self, message: Message, index: int) -> dict[str, Any]:
        """A message of the role "tool" as a `tool_result` block."""
        block: dict[str, Any] = {
            "type": "tool_result",
            "tool_use_id": self.result_id(message.tool_call_id or ""),
        }
        parts = self.sendable(message)
        texts = [part for part in parts if isinstance(part, (TextPart, JsonPart))]
        if len(texts) == len(parts) and not any(isinstance(part, TextPart) and part.extra for part in parts):
            block["content"] = (
                describe(parts[0]) if len(parts) == 1 else [{"type": "text", "text": describe(p)} for p in parts]
            )
        else:
            own = self.own(message)
            made = (self.part(part, f"messages[{index}].content[{at}]", own=own) for at, part in enumerate(parts))
            block["content"] = [inner for inner in made if inner is not None]
        if message.extra and self.own(message):
            block.update(message.extra)
        return block

    def part(self, part: ContentPart, where: str, *, own: bool) -> dict[str, Any] | None:
        """One content block; None for a part that has nothing to send."""
        if isinstance(part, TextPart):
            # The API refuses empty text blocks.
            if not part.text:
                return None
            beside = part.extra.items() if own and part.extra else ()
            return {"type": "text", "text": part.text, **{key: value for key, value in beside if value != []}}
        if isinstance(part, ToolCall):
            block: dict[str, Any] = {"type": "tool_use", "id": self.call_id(part.id), "name": part.name}
            block["input"] = {"input": part.arguments} if part.type == "custom" else arguments(part.arguments)
            return {**block, **((part.extra if own else None) or {})}
        if isinstance(part, ReasoningPart):
            return thought(part)
        if isinstance(part, UnknownPart):
            return dict(part.raw) if is_object(part.raw) else None
        if isinstance(part, ToolResultPart):
            return self.tool_result(part)
        if isinstance(part, JsonPart):
            return {"type": "text", "text": describe(part)}
        if isinstance(part, RefusalPart):
            return {"type": "text", "text": part.text} if part.text else None
        if isinstance(part, ImagePart):
            return self.image(part, where)
        if isinstance(part, FilePart):
            return self.file(part, where)
        return self.audio(part)

    def tool_result(self, part: ToolResultPart) -> dict[str, Any]:
        extra = dict(part.extra or {})
        call_id = part.tool_call_id or extra.pop("tool_use_id", "")
        block: dict[str, Any] = {"type": "tool_result", "tool_use_id": self.result_id(call_id), "content": part.content}
        if part.is_error:
            block["is_error"] = True
        return {**block, **extra}

    def image(self, part: ImagePart, where: str) -> dict[str, Any]:
        extra = part.extra or {}
        if part.data is not None:
            source: dict[str, Any] = inline(part.mime or "image/png", part.data)
        elif part.url is not None:
            source = address(part.url)
        elif "source" in extra:
            return {"type": "image", **extra}
        else:
            raise InvalidRequestError(f"{where} has neither data nor an address", param=where)
        return {"type": "image", "source": source, **extra}

    def file(self, part: FilePart, where: str) -> dict[str, Any]:
        mime = part.mime or ""
        kind = "image" if mime.startswith("image/") else "document"
        if part.file_id is not None:
            source: dict[str, Any] = {"type": "file", "file_id": part.file_id}
        elif part.data is not None:
            source = self.document(part.data, mime, where) if kind == "document" else inline(mime, part.data)
        elif part.url is not None and part.url.startswith("data:"):
            mime, data = split_data_url(part.url, where)
            kind = "image" if mime.startswith("image/") else "document"
            source = self.document(data, mime, where) if kind == "document" else inline(mime, data)
        elif part.url is not None:
            source = {"type": "url", "url": part.url}
        else:
            raise InvalidRequestError(f"{where} has neither data nor an address", param=where)
        block: dict[str, Any] = {"type": kind, "source": source}
        if part.name is not None and kind == "document":
            block["title"] = part.name
        return {**block, **(part.extra or {})}

    def document(self, data: bytes, mime: str, where: str) -> dict[str, Any]:
        """The source of a document: PDF as it is, text as text; the API takes nothing else.

        Raises:
            UnsupportedFeatureError: It is neither.
        """
        if mime == "application/pdf" or data.startswith(b"%PDF-"):
            return inline("application/pdf", data)
        if mime in ("", "application/octet-stream") or mime.startswith("text/") or mime in _TEXT_TYPES:
            try:
                return {"type": "text", "media_type": "text/plain", "data": data.decode("utf-8-sig")}
            except UnicodeDecodeError:
                pass
        raise self.refuse(where, f"documents of the type {mime or 'unknown'}, only PDF and text")

    def audio(self, part: AudioPart) -> dict[str, Any] | None:
        if part.transcript:
            return {"type": "text", "text": part.transcript}  # what another model said
        if part.data is None and part.url is None:
            return None
        raise self.refuse("audio", "sound")

    # Tools

    def tool(self, tool: Tool) -> dict[str, Any]:
        if tool.raw is not None:
            return foreign_tool(tool.raw)
        if not tool.name:
            raise InvalidRequestError("A tool needs a name", param="tools")
        wire: dict[str, Any] = {"name": tool.name}
        if tool.description is not None:
            wire["description"] = tool.description
        wire["input_schema"] = tool.parameters or {"type": "object", "properties": {}}
        if tool.strict is not None and self.quirks.strict_tools:
            wire["strict"] = tool.strict
        return wire

    def tools(self, body: dict[str, Any]) -> None:
        from ..models.tools import ToolChoice

        request = self.request
        tools = [self.tool(tool) for tool in request.tools or ()]
        tools += [foreign_tool({"type": "function", "function": function}) for function in request.functions or ()]
        if tools and self.takes("tools"):
            body["tools"] = tools
        choice = self.choice()
        named = request.function_call
        if choice is None and named is not None:
            name = named if isinstance(named, str) else str(named.get("name") or "")
            choice = ToolChoice(name) if name in ("auto", "none") else ToolChoice.function(name)
        wire: dict[str, Any] | None = None
        if isinstance(choice, ToolChoice):
            kind = {"required": "any", "function": "tool"}.get(choice.mode, choice.mode)
            wire = {"type": kind}
            if choice.name is not None:
                wire["name"] = choice.name
        elif choice is not None:
            wire = choice
        if request.parallel_tool_calls is False and body.get("tools") and self.takes("parallel_tool_calls"):
            wire = {"type": "auto"} if wire is None else wire
            if wire.get("type") != "none":
                wire.setdefault("disable_parallel_tool_use", True)
        if wire is not None:
            body["tool_choice"] = wire

    # Everything else

    def response_format(self, body: dict[str, Any]) -> None:
        wanted = self.format()
        if wanted is None:
            return
        if isinstance(wanted, dict):
            self.output(body)["format"] = wanted  # the provider's own JSON
            return
        schema = wanted.schema if wanted.type == "json_schema" else None
        if schema is not None and self.traits.schema and self.quirks.json_schema:
            self.output(body)["format"] = {"type": "json_schema", "schema": schema}
            return
        text = "Answer with one JSON object only: no other text, no code fence."
        if schema is not None:
            text = (
                "Answer with JSON only, following this JSON schema: no other text, no code fence.\n"
                f"{dumps(schema).decode()}"
            )
        system: Any = body.get("system")
        blocks = [{"type": "text", "text": system}] if isinstance(system, str) else list(system or ())
        body["system"] = [*blocks, {"type": "text", "text": text}] if blocks else text

    @staticmethod
    def output(body: dict[str, Any]) -> dict[str, Any]:
        """The `output_config` of the body, made on first use."""
        return cast("dict[str, Any]", body.setdefault("output_config", {}))

    def reasoning(self, body: dict[str, Any], *, stream: bool) -> None:
        wanted = self.request.reasoning
        if wanted is None or (wanted.enabled is None and wanted.effort is None and wanted.max_tokens is None):
            return
        if not self.takes("reasoning"):
            return
        traits = self.traits
        level = self.level(wanted)
        if not wanted.wanted:
            if traits.always:
                dropped(f"{self.model} always thinks; that it should not is not sent")
            elif traits.adaptive or not traits.claude:
                body["thinking"] = {"type": "disabled"}
            # The older models think only when they are told to.
        elif traits.adaptive and (not traits.budget or wanted.max_tokens is None):
            body["thinking"] = {"type": "adaptive"}
            if level is None and wanted.max_tokens is not None:
                level = level_of(wanted.max_tokens)
                dropped(f"{self.model} takes no thinking budget; effort {level!r} is sent instead")
        else:
            self.budget(body, wanted, stream=stream)
        if level is not None and traits.adaptive:
            self.output(body)["effort"] = level
        if member(body.get("thinking"), "type") in ("adaptive", "enabled"):
            if wanted.summary in ("none", "omitted"):
                body["thinking"]["display"] = "omitted"
            elif wanted.summary is not None or (traits.claude and not traits.sampling):
                # The models without sampling keep their thinking to themselves unless they are asked for it.
                body["thinking"]["display"] = "summarized"

    @staticmethod
    def level(wanted: Reasoning) -> str | None:
        """The effort under the name that the API has for it."""
        if wanted.effort in (None, "none"):
            return None
        return "low" if wanted.effort == "minimal" else wanted.effort

    def budget(self, body: dict[str, Any], wanted: Reasoning, *, stream: bool) -> None:
        """A budget of thinking tokens: as the user says, else by the effort; it has to be below `max_tokens`."""
        budget = wanted.max_tokens
        if budget is None:
            budget = _BUDGETS.get(wanted.effort or "medium", _BUDGETS["medium"])
            limit = self.request.max_tokens
            if limit is not None and budget >= limit:
                budget = max(LEAST_BUDGET, limit // 2)
                if budget >= limit:
                    dropped(f"max_tokens={limit} leaves no room for thinking; the reasoning setting is not sent")
                    return
        if self.request.max_tokens is None and body["max_tokens"] <= budget:
            body["max_tokens"] = budget + (self.traits.max_output or UNKNOWN_MODEL) // 4
            if self.traits.max_output is not None:
                body["max_tokens"] = min(body["max_tokens"], self.traits.max_output)
        body["thinking"] = {"type": "enabled", "budget_tokens": budget}

    def longest(self, *, stream: bool) -> int:
        """The `max_tokens` to send when the user gives none."""
        if self.quirks.default_max_tokens is not None:
            return self.quirks.default_max_tokens
        most = self.traits.max_output
        return UNKNOWN_MODEL if most is None else min(most, STREAMED if stream else UNSTREAMED)

    def sampling(self, body: dict[str, Any]) -> None:
        request = self.request
        asked = [name for name in ("temperature", "top_p", "top_k") if getattr(request, name) is not None]
        if not asked:
            return
        if not self.traits.sampling:
            dropped(f"{self.model} does not take {', '.join(asked)}; not sent (extensions= forces it)")
            return
        thinks = self.traits.claude and member(body.get("thinking"), "type") in ("enabled", "adaptive")
        temperature = self.temperature()
        if temperature is not None and thinks and temperature != 1:
            dropped(f"{self.model} takes no temperature while it thinks; it is not sent (extensions= forces it)")
        elif temperature is not None:
            body["temperature"] = temperature
        if request.top_p is not None and self.takes("top_p"):
            if self.traits.one_of_two and "temperature" in body:
                dropped(f"{self.model} takes temperature or top_p, not both; top_p is not sent (extensions= forces it)")
            else:
                body["top_p"] = request.top_p
        if request.top_k is not None and self.takes("top_k"):
            if thinks:
                dropped(f"{self.model} takes no top_k while it thinks; it is not sent (extensions= forces it)")
            else:
                body["top_k"] = request.top_k

    def others(self, body: dict[str, Any]) -> None:
        """Fields that have another name here, and those that have none."""
        request = self.request
        if (stop := self.stop()) is not None:
            body["stop_sequences"] = stop
        known = request.metadata or {}
        user = request.user if request.user is not None else known.get("user_id")
        if user is not None and self.takes("user"):
            body["metadata"] = {"user_id": user}
        if known.keys() - {"user_id"}:
            self.lacks("metadata")
        self.lacks_set("seed", "n", "frequency_penalty", "presence_penalty", "logit_bias", "audio")
        if request.logprobs or request.top_logprobs:
            self.lacks("logprobs")
        if request.modalities is not None and set(request.modalities) != {"text"}:
            self.lacks("modalities")

    def encode(self, *, stream: bool, counting: bool = False) -> dict[str, Any]:
        """The body but for `finish`; `counting` leaves out what only shapes the answer."""
        self.check()
        request = self.request
        body: dict[str, Any] = {}
        if "{model}" not in _surface_path(self.profile, stream=stream):
            body["model"] = self.model
        body["max_tokens"] = self.longest(stream=stream) if request.max_tokens is None else request.max_tokens
        messages, system = self.messages()
        if system:
            only = system[0]
            body["system"] = only["text"] if len(system) == 1 and only.keys() == {"type", "text"} else system
        body["messages"] = messages
        if (
            request.tools is not None
            or request.tool_choice is not None
            or request.functions is not None
            or request.function_call is not None
        ):
            self.tools(body)
        if request.response_format is not None:
            self.response_format(body)
        if request.reasoning is not None:
            self.reasoning(body, stream=stream)
        if counting:
            del body["max_tokens"]
            body["model"] = self.model  # also where the path of a chat names it
            return body
        self.sampling(body)
        self.others(body)
        if stream:
            body["stream"] = True
        return body


def fitting(call_id: str) -> str:
    """The id, or for one with characters that the API does not take, another that is always the same."""
    if _ID.fullmatch(call_id):
        return call_id
    import hashlib

    return f"call_{hashlib.sha256(call_id.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def arguments(text: str) -> dict[str, Any]:
    """The arguments of a call as the object that the API wants; what is no object is wrapped as its docs say."""
    if not text.strip():
        return {}
    try:
        value = loads(text)
    except ValueError:
        return {"INVALID_JSON": text}
    return value if is_object(value) else {"INVALID_JSON": text}


def thought(part: ReasoningPart) -> dict[str, Any] | None:
    """A block of thinking as it came; None for thinking that is not of this family or has no signature."""
    if is_object(part.data) and part.field in (None, "thinking", "redacted_thinking"):
        return dict(part.data)
    if part.signature is None or part.field not in (None, "thinking"):
        return None
    return {"type": "thinking", "thinking": part.text, "signature": part.signature}


def inline(mime: str, data: bytes) -> dict[str, Any]:
    """A source with the bytes in it."""
    return {"type": "base64", "media_type": mime, "data": base64.b64encode(data).decode("ascii")}


def address(url: str) -> dict[str, Any]:
    """A source by its address; a `data:` address is taken apart."""
    head, comma, data = url.partition(",")
    if not (comma and head.startswith("data:") and head.endswith(";base64")):
        return {"type": "url", "url": url}
    return {"type": "base64", "media_type": head[5:].partition(";")[0] or "image/png", "data": data}


def split_data_url(url: str, where: str) -> tuple[str, bytes]:
    """(type, bytes) of a `data:` address.

    Raises:
        InvalidRequestError: It is broken.
    """
    from urllib.parse import unquote_to_bytes

    head, _, text = url.partition(",")
    mime = head[5:].partition(";")[0] or "text/plain"
    if not head.endswith(";base64"):
        return mime, unquote_to_bytes(text)
    try:
        return mime, base64.b64decode(text, validate=True)
    except ValueError as error:
        raise InvalidRequestError(f"{where} is no valid data: address", param=where) from error


def foreign_tool(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The provider's own tool as it is; OpenAI's form of a function in the form of this family."""
    function = raw.get("function")
    if raw.get("type") != "function" or not is_object(function):
        return dict(raw)
    inner: dict[str, Any] = dict(function)
    schema = inner.pop("parameters", None)
    beside = {key: value for key, value in raw.items() if key not in ("type", "function")}
    return {**inner, "input_schema": schema or {"type": "object", "properties": {}}, **beside}


def level_of(budget: int) -> str:
    """The effort that comes nearest to a budget of thinking tokens."""
    return "low" if budget <= 2048 else "medium" if budget <= 12_288 else "high"


def encode_chat(
    request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
) -> dict[str, Any]:
    """The JSON body of a chat request.

    Raises:
        InvalidRequestError: A field has a value that no provider takes.
        UnsupportedFeatureError: This API does not take a field that changes what comes back.
    """
    encoder = _Encoder(request, profile, model)
    return encoder.finish(encoder.encode(stream=stream))


def encode_count(request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
    """The JSON body of a request for the number of tokens.

    Raises:
        InvalidRequestError: A field has a value that no provider takes.
        UnsupportedFeatureError: This API does not take a field that changes what comes back.
    """
    encoder = _Encoder(request, profile, model)
    return encoder.finish(encoder.encode(stream=False, counting=True))
