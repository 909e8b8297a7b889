"""A chat request as Bedrock's Converse API wants it.

Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
What a model takes beyond it goes into `additionalModelRequestFields`:
https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html
What is not taken is treated by the rule of `request`.

What Converse has and OpenAI's API has not goes along beside the parts of a message (`extra`), or as parts of its own:

* `{"cachePoint": {"type": "default"}}` in the `extra` of a part, of a tool's `raw` or as an `UnknownPart` sets a cache
  point; in `extra` it stands behind its part. Anthropic's `cache_control` there means the same.
* `{"guardContent": {"qualifiers": [...]}}` in the `extra` of a text part has the guardrail look at it.
* What stands in the `extra` of a file (`citations`, `context`, `source`) belongs to its document block.
* Addresses of images, files, sounds may be `s3://` ones; `bucketOwner` in `extra` belongs to them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import PurePath
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
    describe,
)
from .json import dumps, loads
from .request import RequestEncoder, dropped
from .shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..models.message import Message
    from ..models.request import ChatCompletionRequest
    from ..models.tools import Reasoning, Tool
    from ..providers.profile import ProviderProfile
    from .anthropic_request import Traits

__all__ = ["encode_chat", "model_name"]

_THOUGHT = "reasoningContent"
_SYSTEM = frozenset({"system", "developer"})
_IMAGES = {"jpg": "jpeg"}
_DOCUMENTS = {
    "application/pdf": "pdf",
    "text/csv": "csv",
    "application/csv": "csv",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/html": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/x-markdown": "md",
}
_SUFFIXES = frozenset({"pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"})
_VIDEOS = {
    "x-matroska": "mkv",
    "quicktime": "mov",
    "x-flv": "flv",
    "x-ms-wmv": "wmv",
    "3gpp": "three_gp",
    "3gp": "three_gp",
}
_VIDEO_SUFFIXES = frozenset({"mkv", "mov", "mp4", "webm", "flv", "mpeg", "mpg", "wmv", "3gp", "three_gp"})
_CALL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_JSON_ONLY = "Answer with one JSON object and nothing else."
# Tokens to think for an effort, where a model takes a budget; 1024 is the least that Claude accepts.
_BUDGETS = {"minimal": 1024, "low": 2048, "medium": 8192, "high": 16384, "xhigh": 24576, "max": 32000}
_REGIONS = frozenset({"us", "eu", "apac", "jp", "au", "ca", "sa", "mx", "global", "us-gov"})


def model_name(model: str) -> str:
    """The vendor's name of a model ("anthropic.claude-..."), without region, ARN and percent signs."""
    if "%" in model:
        from urllib.parse import unquote

        model = unquote(model)
    name = model.rpartition("/")[2] if model.startswith("arn:") else model
    region, dot, rest = name.partition(".")
    return rest if dot and region in _REGIONS else name


class _Encoder(RequestEncoder):
    """One request on its way."""

    def __init__(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> None:
        super().__init__(request, profile, model)
        self.name = model_name(model)
        self.vendor = self.name.partition(".")[0]
        self.is_claude = "claude" in self.name
        self._traits: Traits | None = None
        self.more: dict[str, Any] = {}  # additionalModelRequestFields
        self.unnamed_calls = 0
        self.unnamed_results = 0
        self.used: dict[str, None] = {}  # names of the tools that the conversation has used

    @property
    def traits(self) -> Traits:
        """What this Claude can do, as in Anthropic's own API; looked up when something depends on it."""
        if self._traits is None:
            from .anthropic_request import Traits

            self._traits = Traits(self.profile.id, self.name)
        return self._traits

    # Messages

    def conversation(self, body: dict[str, Any]) -> None:
        """System blocks; turns that alternate: what follows in the same role joins the turn before it."""
        system: list[dict[str, Any]] = []
        turns: list[dict[str, Any]] = []
        for index, message in enumerate(self.request.messages):
            where = f"messages[{index}]"
            if message.role in _SYSTEM:
                system.extend(self.system(message, where))
                continue
            role = "assistant" if message.role == "assistant" else "user"
            blocks = self.message(message, where)
            if not blocks:
                continue  # an answer that held nothing, or only what another provider understands
            if turns and turns[-1]["role"] == role:
                turns[-1]["content"].extend(blocks)
            else:
                turns.append({"role": role, "content": blocks})
        body["messages"] = turns
        if system:
            body["system"] = system

    def system(self, message: Message, where: str) -> list[dict[str, Any]]:
        """The blocks of a system message: text, guarded content, cache points."""
        blocks: list[dict[str, Any]] = []
        for at, part in enumerate(self.sendable(message)):
            if isinstance(part, TextPart):
                self.text(part, blocks, own=self.own(message), cited=False)
            elif isinstance(part, JsonPart):
                blocks.append({"text": describe(part)})
            elif isinstance(part, UnknownPart) and is_object(part.raw):
                blocks.append(dict(part.raw))
            else:
                raise self.no_form(part, f"{where}.content[{at}]")
        return blocks

    def message(self, message: Message, where: str) -> list[dict[str, Any]]:
        """The content blocks of one message."""
        own = self.own(message)
        blocks: list[dict[str, Any]] = []
        if message.role in ("tool", "function"):
            blocks = [self.tool_message(message, where)]
            if message.extra and own:
                self.cache_point(message.extra, blocks)
            return blocks
        asked = message.role != "assistant"
        for at, part in enumerate(self.sendable(message)):
            self.part(part, blocks, f"{where}.content[{at}]", own=own, asked=asked)
        if message.function_call is not None:
            call = message.function_call
            blocks.append(self.call(ToolCall("", call.name, call.arguments), own=own))
        if not blocks and asked:
            blocks.append({"text": ""})  # the provider says what is wrong with it
        if message.extra and own:
            self.cache_point(message.extra, blocks)
        return blocks

    def part(self, part: ContentPart, blocks: list[dict[str, Any]], where: str, *, own: bool, asked: bool) -> None:
        """Append the block (or blocks) of one part."""
        if isinstance(part, TextPart):
            # Blank text is refused: what an answer left blank is not sent back.
            if part.extra or (part.text if asked else part.text.strip()):
                self.text(part, blocks, own=own, cited=not asked)
        elif isinstance(part, ToolCall):
            blocks.append(self.call(part, own=own))
            if part.extra and own:
                self.cache_point(part.extra, blocks)
        elif isinstance(part, ReasoningPart):
            blocks.extend(self.thought(part))
        elif isinstance(part, RefusalPart):
            if part.text:
                blocks.append({"text": part.text})
        elif isinstance(part, ToolResultPart):
            blocks.append({"toolResult": self.result(part)})
            if part.extra and own:
                self.cache_point(part.extra, blocks)
        elif isinstance(part, AudioPart) and not asked and part.data is None and part.url is None:
            if part.transcript:  # another provider's answer in sound, known only by its id
                blocks.append({"text": part.transcript})
        else:
            blocks.append(self.block(part, where))
            extra: Any = getattr(part, "extra", None)
            if extra and own:
                self.cache_point(extra, blocks)

    def block(self, part: ContentPart, where: str) -> dict[str, Any]:
        """The block of a part that may stand in a message as well as in a tool's result."""
        if isinstance(part, JsonPart):
            return {"text": describe(part)}
        if isinstance(part, ImagePart):
            return self.image(part, where)
        if isinstance(part, AudioPart):
            source = self.source(part, where)
            return {"audio": {"format": part.wire_format, "source": source, **_rest(part.extra)}}
        if isinstance(part, FilePart):
            return self.file(part, where)
        if isinstance(part, UnknownPart) and is_object(part.raw):
            return dict(part.raw)
        raise self.no_form(part, where)

    def text(self, part: TextPart, blocks: list[dict[str, Any]], *, own: bool, cited: bool) -> None:
        """Text: plain, guarded, or an answer's with its citations."""
        extra = dict(part.extra) if part.extra and own else {}
        guard = extra.pop("guardContent", None)
        citations = extra.pop("citations", None)
        pieces = extra.pop("content", None)
        points: dict[str, Any] = {name: extra.pop(name) for name in ("cachePoint", "cache_control") if name in extra}
        if is_list(citations) and cited:
            inner: dict[str, Any] = {}
            if is_list(pieces):
                inner["content"] = pieces
            elif part.text:
                inner["content"] = [{"text": part.text}]
            blocks.append({"citationsContent": {**inner, "citations": citations, **extra}})
        elif guard:
            more = guard if is_object(guard) else {}
            blocks.append({"guardContent": {"text": {"text": part.text, **more}, **extra}})
        elif part.text or extra:
            blocks.append({"text": part.text, **extra})
        self.cache_point(points, blocks)

    @staticmethod
    def cache_point(extra: Mapping[str, Any], blocks: list[dict[str, Any]]) -> None:
        """The cache point that `extra` asks for, behind what is there."""
        point = extra.get("cachePoint")
        if point is None and is_object(control := extra.get("cache_control")):
            point = {"type": "default"}
            if control.get("ttl") is not None:
                point["ttl"] = control["ttl"]
        if is_object(point):
            blocks.append({"cachePoint": dict(point)})

    def thought(self, part: ReasoningPart) -> list[dict[str, Any]]:
        """Thinking as it came: redacted and other special blocks by their JSON, text with its signature."""
        data: Any = part.data
        if part.field in (None, _THOUGHT):
            blocks: list[Any] = data if is_list(data) else [data] if is_object(data) else []
            if blocks:
                return [{"reasoningContent": dict(block)} for block in blocks if is_object(block)]
        elif part.field == "redacted_thinking" and is_object(data) and isinstance(data.get("data"), str):
            # From the same model by InvokeModel: the same bytes.
            return [{"reasoningContent": {"redactedContent": base64.b64encode(data["data"].encode()).decode("ascii")}}]
        elif part.field != "thinking":
            return []  # from another API of the same provider
        if part.signature is None and (not part.text or self.is_claude):
            return []  # Claude takes back nothing that it has not signed
        inner: dict[str, Any] = {"text": part.text}
        if part.signature is not None:
            inner["signature"] = part.signature
        return [{"reasoningContent": {"reasoningText": inner}}]

    # Tool calls

    def call_id(self, call_id: str) -> str:
        """An id that Bedrock takes; the same foreign one always gives the same, so that call and result still match."""
        if _CALL_ID.fullmatch(call_id):
            return call_id
        return "tooluse_" + hashlib.sha256(call_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def call(self, call: ToolCall, *, own: bool) -> dict[str, Any]:
        """A `toolUse` block."""
        call_id = call.id
        if not call_id:
            self.unnamed_calls += 1
            call_id = f"tooluse_{self.unnamed_calls}"
        self.used[call.name] = None
        extra = _rest(call.extra) if own else {}
        return {"toolUse": {"toolUseId": self.call_id(call_id), "name": call.name, "input": _arguments(call), **extra}}

    def result(self, part: ToolResultPart) -> dict[str, Any]:
        """A `toolResult` from a part inside a user message."""
        result: dict[str, Any] = {
            "toolUseId": self.result_id(part.tool_call_id),
            "content": [{"text": part.content}],
        }
        if part.is_error:
            result["status"] = "error"
        result.update(_rest(part.extra))
        return result

    def result_id(self, call_id: str | None) -> str:
        """The id of the call that a result answers; results without one answer the calls without one, in order."""
        if not call_id:
            self.unnamed_results += 1
            call_id = f"tooluse_{self.unnamed_results}"
        return self.call_id(call_id)

    def tool_message(self, message: Message, where: str) -> dict[str, Any]:
        """A `toolResult` from a message of the role "tool"."""
        content: list[dict[str, Any]] = []
        for at, part in enumerate(self.sendable(message)):
            if isinstance(part, TextPart):
                extra = _rest(part.extra) if self.own(message) else {}
                content.append({"text": part.text, **extra})
            elif isinstance(part, JsonPart) and is_object(part.value):
                content.append({"json": part.value})
            else:
                content.append(self.block(part, f"{where}.content[{at}]"))
        result: dict[str, Any] = {
            "toolUseId": self.result_id(message.tool_call_id),
            "content": content or [{"text": ""}],
        }
        if message.extra:
            extra = dict(message.extra)
            if extra.pop("is_error", False):
                result["status"] = "error"
            if self.own(message):
                result.update(_rest(extra))
        return {"toolResult": result}

    # Media

    def no_form(self, part: ContentPart, where: str) -> InvalidRequestError:
        return InvalidRequestError(
            f"{where} is a {type(part).__name__}, which this API has no form for there", param=where, model=self.model
        )

    def source(self, part: ImagePart | AudioPart | FilePart, where: str) -> dict[str, Any]:
        """Bytes in base64, or a place in S3."""
        if part.data is not None:
            return {"bytes": base64.b64encode(part.data).decode("ascii")}
        url = part.url
        if url is None:
            raise InvalidRequestError(f"{where} has neither data nor an address", param=where, model=self.model)
        if url.startswith("s3://"):
            place: dict[str, Any] = {"uri": url}
            if part.extra and part.extra.get("bucketOwner") is not None:
                place["bucketOwner"] = part.extra["bucketOwner"]
            return {"s3Location": place}
        if url.startswith("data:"):
            head, _, data = url.partition(",")
            if head.endswith(";base64"):
                return {"bytes": data}
            from urllib.parse import unquote_to_bytes

            return {"bytes": base64.b64encode(unquote_to_bytes(data)).decode("ascii")}
        error = self.refuse(where, "addresses on the web: it fetches nothing but s3://")
        error.hint = "Send the bytes (Content.image_bytes, Content.file_bytes) or an s3:// address"
        raise error

    def image(self, part: ImagePart, where: str) -> dict[str, Any]:
        """An image block; `detail` is a hint that Converse has no field for."""
        source = self.source(part, where)
        kind = _kind(part.mime, part.url, part.path or part.name) or "image/png"
        form = kind.rpartition("/")[2].lower()
        return {"image": {"format": _IMAGES.get(form, form), "source": source, **_rest(part.extra)}}

    def file(self, part: FilePart, where: str) -> dict[str, Any]:
        """A document; also a picture, a film or a sound that was given as a file."""
        if part.file_id is not None and part.data is None and part.url is None:
            raise self.refuse(where, "the id of an uploaded file")
        extra = _rest(part.extra)
        kind = (_kind(part.mime, part.url, part.path) or "").lower()
        suffix = PurePath(part.name or (part.url if _is_place(part.url) else None) or part.path or "").suffix
        suffix = suffix[1:].lower()
        family, _, form = kind.partition("/")
        if family == "image":
            image = ImagePart(part.url, part.data, part.path, part.mime, part.name, extra=part.extra)
            return self.image(image, where)
        if family == "audio":
            return {"audio": {"format": AudioPart(mime=kind).wire_format, "source": self.source(part, where), **extra}}
        if family == "video" or (kind not in _DOCUMENTS and suffix in _VIDEO_SUFFIXES):
            form = _VIDEOS.get(form, form) if family == "video" else _VIDEOS.get(suffix, suffix)
            return {"video": {"format": form, "source": self.source(part, where), **extra}}
        source = extra.pop("source") if is_object(extra.get("source")) else self.source(part, where)
        form = _DOCUMENTS.get(kind) or (suffix if suffix in _SUFFIXES else "txt")
        return {"document": {"format": form, "name": _document_name(part.name), "source": source, **extra}}

    # Tools

    def tool(self, tool: Tool) -> Iterable[dict[str, Any]]:
        """The entries of one tool; what another API knows goes to the model as it is."""
        raw = dict(tool.raw) if tool.raw is not None else None
        inner: dict[str, Any] = {}
        if raw is not None:
            if not is_object(raw.get("function")):
                if raw.keys() & {"toolSpec", "systemTool", "cachePoint"} or "type" not in raw:
                    yield raw
                else:
                    # Claude's own tools (computer use, web search) reach it beside the Converse fields.
                    self.more.setdefault("tools", []).append(raw)
                return
            inner = {**raw, **raw["function"]}
            name, description = inner.get("name"), inner.get("description")
            parameters, strict = inner.get("parameters"), inner.get("strict")
        else:
            name, description, parameters, strict = tool.name, tool.description, tool.parameters, tool.strict
        if not name:
            raise InvalidRequestError("A tool needs a name", param="tools", model=self.model)
        spec: dict[str, Any] = {"name": name}
        if description:
            spec["description"] = description
        spec["inputSchema"] = {"json": parameters if parameters is not None else {"type": "object", "properties": {}}}
        if strict is not None and self.quirks.strict_tools:
            spec["strict"] = strict
        yield {"toolSpec": spec}
        points: list[dict[str, Any]] = []
        self.cache_point(inner, points)
        yield from points

    def tools(self, body: dict[str, Any]) -> None:
        """`toolConfig`: the tools and the choice."""
        from ..models.tools import ToolChoice

        request = self.request
        entries: list[dict[str, Any]] = []
        if request.tools and self.takes("tools"):
            entries = [entry for tool in request.tools for entry in self.tool(tool)]
        choice = self.choice()
        if isinstance(choice, ToolChoice) and choice.mode == "none":
            # There is no such choice: not offering the tools is the same, unless the conversation has used them.
            if self.used:
                raise self.refuse("tool_choice", "tool_choice 'none' in a conversation that has used tools")
            return
        if not entries and self.used:
            # A conversation with tool blocks is refused unless its tools are declared.
            entries = [{"toolSpec": {"name": name, "inputSchema": {"json": {"type": "object"}}}} for name in self.used]
        if not entries:
            if isinstance(choice, ToolChoice) and choice.mode in ("required", "function"):
                raise self.refuse("tool_choice", "a tool choice without tools")
            return
        config: dict[str, Any] = {"tools": entries}
        if isinstance(choice, ToolChoice):
            if choice.mode == "auto":
                config["toolChoice"] = {"auto": {}}
            elif choice.mode == "required":
                config["toolChoice"] = {"any": {}}
            elif choice.mode == "function":
                config["toolChoice"] = {"tool": {"name": choice.name}}
            else:
                raise self.refuse("tool_choice", f"the tool choice {choice.mode!r}")
        elif choice is not None:
            config["toolChoice"] = choice
        body["toolConfig"] = config

    # Everything else

    def inference(self, body: dict[str, Any]) -> None:
        """`inferenceConfig`, and what else shapes the sampling."""
        request = self.request
        config: dict[str, Any] = {}
        limit = request.max_tokens if request.max_tokens is not None else self.quirks.default_max_tokens
        if limit is not None and self.takes("max_tokens"):
            config["maxTokens"] = limit
        self.sampling(config)
        stop = self.stop()
        if stop is not None:
            config["stopSequences"] = stop
        if config:
            body["inferenceConfig"] = config
        self.lacks_set("seed", "n", "frequency_penalty", "presence_penalty", "logit_bias", "user", "audio")
        self.lacks_set("functions", "function_call")
        if request.logprobs or request.top_logprobs:
            self.lacks("logprobs")
        if request.modalities is not None and set(request.modalities) != {"text"}:
            self.lacks("modalities")
        if request.parallel_tool_calls is False:
            self.lacks("parallel_tool_calls")  # True is how every model behaves
        if request.metadata is not None and self.takes("metadata"):
            body["requestMetadata"] = dict(request.metadata)

    def sampling(self, config: dict[str, Any]) -> None:
        """Temperature (0 to 1 in this API), top_p and top_k, as far as the model takes them."""
        request = self.request
        asked = [name for name in ("temperature", "top_p", "top_k") if getattr(request, name) is not None]
        if not asked:
            return
        if self.is_claude and not self.traits.sampling:
            self.left_out(", ".join(asked), "")
            return
        thinks = self.is_claude and "thinking" in self.more and self.more["thinking"]["type"] != "disabled"
        temperature = self.temperature()
        if temperature is not None and thinks and temperature != 1:
            self.left_out("temperature", " while it thinks")
        elif temperature is not None:
            if temperature > 1:
                dropped(f"{self.profile.name} takes a temperature from 0 to 1; 1 is sent instead of {temperature:g}")
            config["temperature"] = min(temperature, 1)
        if request.top_p is not None and self.takes("top_p"):
            if self.is_claude and self.traits.one_of_two and "temperature" in config:
                self.left_out("top_p", " beside a temperature")
            else:
                config["topP"] = request.top_p
        if request.top_k is not None and self.takes("top_k"):
            if thinks:
                self.left_out("top_k", " while it thinks")
            else:
                self.top_k(request.top_k)

    def left_out(self, what: str, when: str) -> None:
        """Warn about a hint that this model does not take."""
        dropped(f"{self.model} does not take {what}{when}; not sent (extensions= forces it)")

    def top_k(self, value: int) -> None:
        """No field of Converse: each vendor has a name of its own for it, some have none."""
        if self.vendor == "amazon" and "nova" in self.name:
            self.more["inferenceConfig"] = {"topK": value}
        elif self.vendor == "cohere":
            self.more["k"] = value
        elif self.vendor in ("amazon", "meta", "ai21", "openai"):
            self.lacks("top_k")
        else:
            self.more["top_k"] = value

    def format_of(self, body: dict[str, Any]) -> None:
        """A JSON schema is enforced by the API; for any JSON there is only a word to the model."""
        from ..models.tools import ResponseFormat

        wanted = self.format()
        if wanted is None:
            return
        if not isinstance(wanted, ResponseFormat):
            body["outputConfig"] = wanted  # the provider's own JSON
            return
        if wanted.type != "json_schema":
            body.setdefault("system", []).append({"text": _JSON_ONLY})
            return
        schema: dict[str, Any] = {"schema": dumps(wanted.schema or {"type": "object"}).decode()}
        if wanted.name is not None:
            schema["name"] = wanted.name
        if wanted.description is not None:
            schema["description"] = wanted.description
        body["outputConfig"] = {"textFormat": {"type": "json_schema", "structure": {"jsonSchema": schema}}}

    def reasoning(self) -> None:
        """Each vendor has a switch of its own, in `additionalModelRequestFields`."""
        wanted = self.request.reasoning
        if wanted is None or (wanted.enabled is None and wanted.effort is None and wanted.max_tokens is None):
            return
        if not self.takes("reasoning"):
            return
        if self.is_claude:
            self.claude(wanted)
        elif self.vendor == "amazon":
            if "nova" not in self.name:
                self.undecided("never thinks" if wanted.wanted else None)
            elif wanted.wanted:
                self.more["reasoningConfig"] = {"type": "enabled", "maxReasoningEffort": _level(wanted)}
            else:
                self.more["reasoningConfig"] = {"type": "disabled"}
        elif self.vendor == "openai":
            if wanted.wanted:
                self.more["reasoning_effort"] = _level(wanted)
            else:
                self.undecided("always thinks")
        elif self.vendor in ("qwen", "deepseek", "moonshot", "moonshotai", "minimax", "zai", "nvidia"):
            if wanted.wanted:
                self.more["reasoning_config"] = _level(wanted)
        else:
            self.undecided("decides itself" if wanted.wanted else None)

    def undecided(self, why: str | None) -> None:
        """The setting cannot be sent, which is worth a word unless it changes nothing."""
        if why is not None:
            dropped(f"{self.model} {why} about reasoning; the setting is not sent (extensions= forces it)")

    def claude(self, wanted: Reasoning) -> None:
        """Newer models adapt and take an effort, older ones a budget; the same as in Anthropic's own API.

        Source: https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html
        """
        traits = self.traits
        if not wanted.wanted:
            if traits.always:
                self.undecided("always thinks and lets nobody decide")
            elif traits.adaptive:
                self.more["thinking"] = {"type": "disabled"}
            return  # the older ones think only when asked to
        if traits.adaptive and (wanted.max_tokens is None or not traits.budget):
            self.more["thinking"] = {"type": "adaptive"}
            effort = wanted.effort or (_level(wanted) if wanted.max_tokens else None)
            if effort:
                self.more["output_config"] = {"effort": "low" if effort == "minimal" else effort}
            return
        budget = wanted.max_tokens
        if budget is None:
            budget = _BUDGETS.get(wanted.effort or "medium", _BUDGETS["medium"])
            if self.request.max_tokens is not None:
                budget = max(1024, min(budget, self.request.max_tokens - 1))  # the answer needs room beside it
        self.more["thinking"] = {"type": "enabled", "budget_tokens": budget}

    def encode(self) -> dict[str, Any]:
        """The body."""
        self.check()
        body: dict[str, Any] = {}
        self.conversation(body)
        self.reasoning()
        self.inference(body)
        self.tools(body)
        self.format_of(body)
        if self.more:
            body["additionalModelRequestFields"] = self.more
        return self.finish(body)


def _level(wanted: Reasoning) -> str:
    """An effort out of low, medium and high."""
    effort = wanted.effort
    if effort is not None:
        return {"minimal": "low", "xhigh": "high", "max": "high"}.get(effort, effort)
    budget = wanted.max_tokens
    return "medium" if not budget else "low" if budget <= 2048 else "medium" if budget <= 12288 else "high"


def _rest(extra: Mapping[str, Any] | None) -> dict[str, Any]:
    """What stands in `extra` and belongs into the block itself."""
    if not extra:
        return {}
    return {key: value for key, value in extra.items() if key not in ("cachePoint", "cache_control", "bucketOwner")}


def _arguments(call: ToolCall) -> dict[str, Any]:
    """The arguments as the JSON object that `toolUse` needs; what is none is wrapped, so that nothing is lost."""
    if not call.arguments.strip():
        return {}
    try:
        value = loads(call.arguments)
    except ValueError:
        return {"INVALID_JSON": call.arguments}
    return value if is_object(value) else {"INVALID_JSON": call.arguments}


def _is_place(url: str | None) -> bool:
    return url is not None and not url.startswith("data:")


def _kind(mime: str | None, url: str | None, name: str | None) -> str | None:
    """The media type: as given, as the data: address says, or by the name's ending."""
    if mime:
        return mime.partition(";")[0].strip()
    if url is not None and url.startswith("data:"):
        return url[5:].partition(",")[0].partition(";")[0] or None
    from ..models.content import MIME_OF_SUFFIX

    place = url if url is not None else name
    return MIME_OF_SUFFIX.get(PurePath(place).suffix.lower()) if place else None


def _document_name(name: str | None) -> str:
    """A name as Converse takes it: letters, digits, single blanks, hyphens, parentheses and square brackets."""
    stem = name or ""
    suffix = PurePath(stem).suffix
    if suffix[1:].lower() in _SUFFIXES:
        stem = stem[: -len(suffix)]
    stem = re.sub(r"[^A-Za-z0-9\s()\[\]_-]", "-", stem)
    return re.sub(r"\s+", " ", stem).strip()[:200] or "document"


def encode_chat(request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
    """The JSON body of a chat request; the same for a stream.

    Raises:
        InvalidRequestError: A field has a value that no provider takes.
        UnsupportedFeatureError: This provider does not take a field that changes what comes back.
    """
    return _Encoder(request, profile, model).encode()
