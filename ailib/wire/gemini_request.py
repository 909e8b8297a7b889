"""A chat request as Gemini's generateContent wants it.

Source: https://ai.google.dev/api/generate-content, https://ai.google.dev/gemini-api/docs/function-calling,
https://ai.google.dev/gemini-api/docs/thinking, https://ai.google.dev/gemini-api/docs/thought-signatures.
What is not taken is treated by the rule of `request`.
"""

from __future__ import annotations

import base64
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from ..errors import InvalidRequestError, UnsupportedFeatureError
from ..models.content import (
    MIME_OF_SUFFIX,
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
from .blocks import is_made_id
from .json import loads
from .request import RequestEncoder, dropped
from .shapes import Json, is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..models.embedding import EmbeddingRequest
    from ..models.message import Message
    from ..models.request import ChatCompletionRequest
    from ..models.tools import Reasoning, Tool
    from ..providers.profile import ProviderProfile

__all__ = ["encode_chat", "encode_embed"]

SIGNATURE = "thoughtSignature"
# The documented stand-in for the signature of a call that another model made.
_NOT_OURS = "skip_thought_signature_validator"
# Fields of an answer's text that tell its reader something and are no input.
_OUTPUT_ONLY = frozenset({"annotations", "citations"})

_MORE_MIMES = {
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".mpeg": "video/mpeg",
    ".mpg": "video/mpeg",
    ".avi": "video/x-msvideo",
    ".webm": "video/webm",
    ".wmv": "video/x-ms-wmv",
    ".3gp": "video/3gpp",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".aac": "audio/aac",
    ".aiff": "audio/aiff",
    ".htm": "text/html",
    ".xml": "text/xml",
}
_FIELDS = (
    ("top_p", "topP"),
    ("top_k", "topK"),
    ("seed", "seed"),
    ("presence_penalty", "presencePenalty"),
    ("frequency_penalty", "frequencyPenalty"),
    ("logprobs", "responseLogprobs"),
    ("top_logprobs", "logprobs"),
    ("n", "candidateCount"),
    ("max_tokens", "maxOutputTokens"),
)
# Thinking tokens for a level, where the model takes a budget: those of Google's OpenAI-compatible endpoint.
_BUDGETS = {"minimal": 1024, "low": 1024, "medium": 8192, "high": 24576, "xhigh": 24576, "max": 24576}
_LEVELS = {"xhigh": "high", "max": "high"}
# Models whose lowest level is "low".
_NO_MINIMAL = re.compile(r"pro|3\.7-flash")
_LATEST = (3, 0)


def _generation(model: str) -> tuple[int, int] | None:
    """(3, 1) of "gemini-3.1-pro"; the newest for "gemini-flash-latest"; None for a name that does not tell."""
    if "gemini-robotics" in model:
        return 2, 5  # these count apart and think like that generation
    found = re.search(r"gemini-(?:[a-z]+-)*(\d{1,2})(?:\.(\d+))?(?!\d)", model)
    if found is not None:
        return int(found.group(1)), int(found.group(2) or 0)
    return _LATEST if re.search(r"gemini-(pro|flash|flash-lite)-latest", model) else None


def _mime_of(url: str) -> str | None:
    """The type that the suffix of an address tells, or None."""
    name = url.partition("?")[0].partition("#")[0].rpartition("/")[2]
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    return MIME_OF_SUFFIX.get(suffix) or _MORE_MIMES.get(suffix)


def _own_schema(schema: Mapping[str, Any]) -> bool:
    """Whether a schema is written in Gemini's own dialect ("OBJECT", "STRING") and no JSON schema."""
    kind = schema.get("type")
    return isinstance(kind, str) and kind.isupper()


def _merged(base: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """`more` laid over `base`, objects member by member: one setting inside generationConfig leaves the others."""
    result = dict(base)
    for key, value in more.items():
        before = result.get(key)
        result[key] = _merged(before, value) if is_object(before) and is_object(value) else value
    return result


class _Encoder(RequestEncoder):
    """One request on its way to one provider."""

    def __init__(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> None:
        super().__init__(request, profile, model)
        self.generation = _generation(model)
        self._names: dict[str, str] = {}  # of calls, by id
        self._waiting: list[ToolCall] = []  # calls without a result so far
        self._ranks: dict[str, int] = {}  # of calls, in their order, by id
        self._answered: dict[int, int] = {}  # the rank of a result's call, by the result

    @property
    def newer(self) -> bool:
        """Whether the model is of generation 3 or later."""
        return self.generation is not None and self.generation >= (3, 0)

    # Messages

    def contents(self, body: dict[str, Any]) -> None:
        """The turns; neighbours of one role become one turn, as the results of parallel calls must."""
        turns: list[dict[str, Any]] = []
        system: list[dict[str, Any]] = []
        for index, message in enumerate(self.request.messages):
            if message.role in ("system", "developer"):
                system.extend(self.instructions(message, index))
                continue
            role = {"assistant": "model", "tool": "user", "function": "user"}.get(message.role, str(message.role))
            parts = self.parts(message, index)
            if not parts:
                if role == "model":
                    continue  # an empty answer says nothing, and an empty turn is refused
                parts = [{"text": ""}]
            if turns and turns[-1]["role"] == role:
                turns[-1]["parts"].extend(parts)
            else:
                turns.append({"role": role, "parts": parts})
            if "functionResponse" in parts[0]:
                turns[-1]["parts"] = self.in_order(turns[-1]["parts"])
        if not turns:
            raise InvalidRequestError(
                "A chat needs at least one message beside the instructions", param="messages", model=self.model
            )
        body["contents"] = turns
        if system:
            body["systemInstruction"] = {"parts": system}

    def in_order(self, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Results in the order of their calls, when it is all that tells which is whose: without ids."""
        ranks = [self._answered.get(id(part)) for part in parts]
        if all("functionResponse" in part and "id" not in part["functionResponse"] for part in parts):
            known = [rank for rank in ranks if rank is not None]
            if len(known) == len(parts):
                return [part for _, part in sorted(zip(known, parts, strict=True), key=itemgetter(0))]
        return parts

    def instructions(self, message: Message, index: int) -> list[dict[str, Any]]:
        """Parts of a system message: text."""
        for at, part in enumerate(message.content):
            if not isinstance(part, (TextPart, JsonPart)):
                where = f"messages[{index}].content[{at}]"
                raise InvalidRequestError(f"{where}: instructions are text, not a {type(part).__name__}", param=where)
        return [{"text": describe(part), **self.beside(part, own=True)} for part in message.content]

    def parts(self, message: Message, index: int) -> list[dict[str, Any]]:
        """The parts of one turn."""
        if message.role in ("tool", "function"):
            return self.result_message(message, index)
        own = self.own(message)
        parts: list[dict[str, Any]] = []
        for at, part in enumerate(self.sendable(message)):
            where = f"messages[{index}].content[{at}]"
            parts.extend(self.part(part, where, own=own, answer=message.role == "assistant"))
        function = message.function_call
        if function is not None:
            call = ToolCall(name=function.name, arguments=function.arguments)
            parts.extend(self.part(call, f"messages[{index}]", own=own, answer=True))
        if self.newer and message.origin != self.profile.id:
            calls = [part for part in parts if "functionCall" in part]
            if calls and not any(SIGNATURE in call for call in calls):
                # These models refuse a turn whose first call has no signature; this one came from elsewhere.
                calls[0][SIGNATURE] = _NOT_OURS
        return parts

    @staticmethod
    def beside(part: ContentPart, *, own: bool) -> dict[str, Any]:
        """The fields beside a part's content: its thought signature, `videoMetadata`, ..."""
        extra: Mapping[str, Any] | None = getattr(part, "extra", None) if own else None
        return {key: value for key, value in extra.items() if key not in _OUTPUT_ONLY} if extra else {}

    def part(self, part: ContentPart, where: str, *, own: bool, answer: bool) -> Iterable[dict[str, Any]]:
        """One part; none for what cannot be said again."""
        if isinstance(part, (TextPart, JsonPart)):
            return [{"text": describe(part), **self.beside(part, own=own)}]
        if isinstance(part, ToolCall):
            return [self.call(part, own=own)]
        if isinstance(part, ToolResultPart):
            return [self.result(part, where, own=own)]
        if isinstance(part, ReasoningPart):
            return self.thought(part)
        if isinstance(part, RefusalPart):
            return [{"text": part.text}]
        if isinstance(part, UnknownPart):
            if is_object(part.raw):
                return [dict(part.raw)]
            if answer:
                return []  # a null among the parts of an answer: nothing that could be said again
            raise InvalidRequestError(f"{where} is no JSON object", param=where)
        if answer and isinstance(part, AudioPart) and (part.data is None or not own):
            # What another model said aloud; its id means nothing here.
            return [{"text": part.transcript}] if part.transcript else []
        return [self.media(part, where, own=own)]

    @staticmethod
    def thought(part: ReasoningPart) -> list[dict[str, Any]]:
        """Thinking, in its place, as it came."""
        if is_object(part.data):
            return [dict(part.data)]
        if not part.text and part.signature is None:
            return []
        wire: dict[str, Any] = {"text": part.text, "thought": True}
        if part.signature is not None:
            wire[SIGNATURE] = part.signature
        return [wire]

    def media(self, part: ImagePart | AudioPart | FilePart, where: str, *, own: bool) -> dict[str, Any]:
        """An image, sound or file: its bytes, or where it is."""
        mime = part.mime
        url, data = part.url, part.data
        encoded: str | None = None
        if isinstance(part, ImagePart):
            fallback = "image/png"
            if part.detail not in (None, "auto"):
                dropped(
                    f"{self.profile.name} takes no detail of an image; it is not sent (extra mediaResolution does it)"
                )
        elif isinstance(part, AudioPart):
            fallback = f"audio/{part.wire_format}"
        else:
            fallback = _mime_of(part.name or "") or "application/octet-stream"
        if data is None and url is not None and url.startswith("data:"):
            head, _, payload = url[5:].partition(",")
            mime = mime or head.partition(";")[0] or None
            if head.endswith(";base64"):
                encoded = payload
            else:
                data = unquote_to_bytes(payload)
        if data is not None:
            encoded = base64.b64encode(data).decode("ascii")
        if encoded is not None:
            field, blob = "inlineData", {"mimeType": mime or fallback, "data": encoded}
        else:
            uri = url or self.file_uri(part)
            if uri is None:
                raise InvalidRequestError(f"{where} has neither data nor an address", param=where)
            mime = mime or _mime_of(uri) or (fallback if isinstance(part, ImagePart) else None)
            field, blob = "fileData", {"mimeType": mime, "fileUri": uri} if mime else {"fileUri": uri}
        wire: dict[str, Any] = {field: blob}
        beside = self.beside(part, own=own)
        inner = beside.pop(field, None)
        if is_object(inner):
            blob.update(inner)
        wire.update(beside)
        return wire

    def file_uri(self, part: ImagePart | AudioPart | FilePart) -> str | None:
        """The address of an uploaded file: "files/abc" stands below the provider's own."""
        file_id = part.file_id if isinstance(part, FilePart) else None
        base = self.profile.base_url
        if file_id is not None and file_id.startswith("files/") and base is not None and "{" not in base:
            return f"{base}/{file_id}"
        return file_id

    # Calls and results

    def call(self, call: ToolCall, *, own: bool) -> dict[str, Any]:
        """A call that the model made."""
        self._names[call.id] = call.name
        self._ranks[call.id] = len(self._ranks)
        self._waiting.append(call)
        args: Any
        if call.type == "custom":
            args = {"input": call.arguments}
        else:
            try:
                args = loads(call.arguments) if call.arguments.strip() else {}
            except ValueError:
                args = None
            if not is_object(args):
                args = {"arguments": call.arguments}  # the API takes objects only; what the model wrote is not lost
        function: dict[str, Any] = {"name": call.name, "args": args}
        if call.id and not is_made_id(call.id):
            function["id"] = call.id
        wire: dict[str, Any] = {"functionCall": function}
        beside = self.beside(call, own=own)
        inner = beside.pop("functionCall", None)
        if is_object(inner):
            function.update(inner)
        wire.update(beside)
        return wire

    def result_message(self, message: Message, index: int) -> list[dict[str, Any]]:
        """A tool message: a result with its text; results that are parts stand beside it."""
        parts: list[dict[str, Any]] = []
        texts: list[str] = []
        media: list[dict[str, Any]] = []
        own = self.own(message)
        for at, part in enumerate(message.content):
            where = f"messages[{index}].content[{at}]"
            if isinstance(part, ToolResultPart):
                parts.append(self.result(part, where, own=own))
            elif isinstance(part, (ImagePart, AudioPart, FilePart)):
                media.append(self.media(part, where, own=own))
            elif isinstance(part, UnknownPart):
                parts.extend(self.part(part, where, own=own, answer=False))
            else:
                texts.append(describe(part))
        if parts and not texts and not media:
            return parts
        extra: Mapping[str, Any] = message.extra or {}
        failed = extra.get("is_error") is True
        response = self.response("".join(texts), failed=failed) if texts or not media else {}
        # "function" messages name the function, not the call.
        name = message.name or ""
        wire = self.function_response(message.tool_call_id or "", name, response, f"messages[{index}]")
        if media and self.newer:
            wire["functionResponse"]["parts"] = media
            return [*parts, wire]
        return [*parts, wire, *media]

    def result(self, part: ToolResultPart, where: str, *, own: bool) -> dict[str, Any]:
        """A result inside a message."""
        response = self.response(part.content, failed=part.is_error)
        beside = self.beside(part, own=own)
        inner: Json = beside.pop("functionResponse", None)
        name = str(inner["name"]) if isinstance(inner, dict) and "name" in inner else ""
        wire = self.function_response(part.tool_call_id, name, response, where)
        if isinstance(inner, dict):
            wire["functionResponse"].update(inner)
        wire.update(beside)
        return wire

    @staticmethod
    def response(text: str, *, failed: bool) -> dict[str, Any]:
        """A result as the object that the API wants: JSON as it is, text as `output`, a failure as `error`."""
        value: Any = text
        if text.lstrip()[:1] in ("{", "["):
            try:
                value = loads(text)
            except ValueError:
                value = text
        if failed:
            return value if is_object(value) and "error" in value else {"error": value}
        return value if is_object(value) else {"output": value}

    def function_response(self, call_id: str, name: str, response: dict[str, Any], where: str) -> dict[str, Any]:
        """A result under the name (and id) of its call, which the conversation knows."""
        known = self._names.get(call_id) if call_id else None
        waiting = [call for call in self._waiting if (call.id == call_id if known is not None else name == call.name)]
        if known is None and not waiting and not name:
            waiting = self._waiting[:1] if not call_id else []
        if waiting:
            self._waiting.remove(waiting[0])
        name = name or known or (waiting[0].name if waiting else "")
        if not name:
            raise InvalidRequestError(
                f"{where} is the result of {call_id!r}, which no message before it calls",
                param=where,
                hint="This API wants the name of the function: keep the message with the call, or set name=",
            )
        wire: dict[str, Any] = {"name": name, "response": response}
        if call_id and not is_made_id(call_id):
            wire["id"] = call_id
        part: dict[str, Any] = {"functionResponse": wire}
        if call_id in self._ranks:
            self._answered[id(part)] = self._ranks[call_id]
        return part

    # Tools

    @staticmethod
    def declaration(tool: Tool) -> dict[str, Any]:
        """A function."""
        if not tool.name:
            raise InvalidRequestError("A tool needs a name", param="tools")
        wire: dict[str, Any] = {"name": tool.name}
        if tool.description is not None:
            wire["description"] = tool.description
        if tool.parameters is not None:
            wire["parameters" if _own_schema(tool.parameters) else "parametersJsonSchema"] = dict(tool.parameters)
        return wire

    def tools(self, body: dict[str, Any]) -> None:
        """Functions, all in one tool, and built-in tools as they are; whether they must be called."""
        from ..models.tools import Tool

        request = self.request
        wire: list[dict[str, Any]] = []
        functions: list[dict[str, Any]] = []
        tools = list(request.tools or ())
        tools += [Tool.of({"type": "function", "function": dict(row)}) for row in request.functions or ()]
        if not tools or not self.takes("tools"):
            tools = []
        for tool in tools:
            raw = tool.raw
            inner: Any = raw.get("function") if raw is not None else None
            if raw is None:
                functions.append(self.declaration(tool))
            elif raw.get("type") == "function" and is_object(inner):
                known = ("name", "description", "parameters", "strict")
                declared = self.declaration(
                    Tool.function(str(inner.get("name") or ""), inner.get("description"), inner.get("parameters"))
                )
                functions.append(declared | {key: value for key, value in inner.items() if key not in known})
            elif is_list(raw.get("functionDeclarations")) and len(raw) == 1:
                functions.extend(raw["functionDeclarations"])
            else:
                wire.append(dict(raw))
        if functions:
            wire.insert(0, {"functionDeclarations": functions})
        if wire:
            body["tools"] = wire
        self.calling(body, strict=any(tool.strict for tool in tools))

    def calling(self, body: dict[str, Any], *, strict: bool) -> None:
        """Whether functions must be called, and which."""
        from ..models.tools import ToolChoice

        choice = self.choice()
        if choice is None and self.request.function_call is not None:
            called: Any = self.request.function_call
            choice = ToolChoice(called) if isinstance(called, str) else ToolChoice.function(str(called.get("name")))
        config: dict[str, Any] | None = None
        if isinstance(choice, ToolChoice):
            if choice.mode == "function":
                config = {"mode": "ANY", "allowedFunctionNames": [choice.name]}
            else:
                mode = {"auto": "AUTO", "none": "NONE", "required": "ANY", "any": "ANY"}.get(choice.mode, choice.mode)
                config = {"mode": "VALIDATED" if strict and mode == "AUTO" else mode}
        elif choice is not None:
            whole = "mode" not in choice and "allowedFunctionNames" not in choice
            body["toolConfig"] = choice if whole else {"functionCallingConfig": choice}
        elif strict:
            config = {"mode": "VALIDATED"}  # calls that follow their schema, or text
        if config is not None:
            body["toolConfig"] = {"functionCallingConfig": config}

    # Settings

    def answer_format(self, config: dict[str, Any]) -> None:
        """JSON, by a schema or not."""
        wanted = self.format()
        if wanted is None:
            return
        if isinstance(wanted, dict):
            # The API's own fields (responseMimeType, responseSchema), or a bare schema.
            own = any(key.startswith("response") for key in wanted)
            config.update(wanted if own else {"responseMimeType": "application/json", "responseJsonSchema": wanted})
            return
        config["responseMimeType"] = "application/json"
        if wanted.type == "json_schema":
            schema = dict(wanted.schema or {"type": "object"})
            config["responseSchema" if _own_schema(schema) else "responseJsonSchema"] = schema

    def speech(self, config: dict[str, Any]) -> None:
        """Kinds of answer, and the voice."""
        request = self.request
        if request.modalities is not None and self.takes("modalities"):
            config["responseModalities"] = [modality.upper() for modality in request.modalities]
        if request.audio is None or not self.takes("audio"):
            return
        audio = dict(request.audio)
        voice = audio.pop("voice", None)
        audio.pop("format", None)  # it answers PCM, or what `responseMimeType` asks for
        if isinstance(voice, str):
            audio["voiceConfig"] = {"prebuiltVoiceConfig": {"voiceName": voice}}
        elif voice is not None:
            audio["voiceConfig"] = voice
        if audio:
            config["speechConfig"] = audio

    def thinking(self, wanted: Reasoning, config: dict[str, Any]) -> None:
        """`thinkingConfig`: a level from generation 3 on, a budget for 2.5, nothing before."""
        if wanted.enabled is None and wanted.effort is None and wanted.max_tokens is None:
            return
        if not self.takes("reasoning"):
            return
        generation, on = self.generation, wanted.wanted
        early = generation is not None and generation < (2, 5) and "thinking" not in self.model
        if early or (not on and "gemma" in self.model):
            if on:
                dropped(f"{self.model} does not think; the reasoning setting is not sent")
            return
        thinking: dict[str, Any] = {}
        if not on:
            self.without_thinking(thinking)
        else:
            effort, budget = wanted.effort, wanted.max_tokens
            by_level = self.newer or (generation is None and budget is None)
            if effort is not None and by_level:
                thinking["thinkingLevel"] = self.level(effort)
            elif budget:
                thinking["thinkingBudget"] = budget
            elif effort is not None:
                thinking["thinkingBudget"] = _BUDGETS.get(effort, -1)
            elif "flash-lite" in self.model and not self.newer:
                thinking["thinkingBudget"] = -1  # this model does not think unless told to
            thinking["includeThoughts"] = wanted.summary != "none"
        if thinking:
            config["thinkingConfig"] = thinking

    def level(self, effort: str) -> str:
        """The effort as a level that the model has."""
        if effort == "minimal" and _NO_MINIMAL.search(self.model):
            return "low"
        return _LEVELS.get(effort, effort)

    def without_thinking(self, thinking: dict[str, Any]) -> None:
        """As little thinking as the model can do."""
        least: int | str
        if self.newer:
            least = thinking["thinkingLevel"] = self.level("minimal")
        else:
            always = "pro" in self.model and self.generation is not None
            least = thinking["thinkingBudget"] = 128 if always else 0
        if least not in (0, "minimal"):
            dropped(f"{self.model} cannot be kept from thinking; the least that it takes ({least}) is sent")

    def settings(self) -> dict[str, Any]:
        """`generationConfig`."""
        request = self.request
        config: dict[str, Any] = {}
        temperature = self.temperature()
        if temperature is not None:
            config["temperature"] = temperature
        for field, name in _FIELDS:
            value = getattr(request, field)
            if value is None or (field == "n" and value == 1 and "n" in self.quirks.unsupported):
                continue
            if self.takes(field):
                config[name] = value
        if request.top_logprobs is not None and request.logprobs is None:
            config["responseLogprobs"] = True  # without it the number means nothing
        if request.max_tokens is None and self.quirks.default_max_tokens is not None:
            config["maxOutputTokens"] = self.quirks.default_max_tokens
        stop = self.stop()
        if stop is not None:
            config["stopSequences"] = stop
        if request.response_format is not None:
            self.answer_format(config)
        if request.modalities is not None or request.audio is not None:
            self.speech(config)
        if request.reasoning is not None:
            self.thinking(request.reasoning, config)
        return config

    def encode(self) -> dict[str, Any]:
        """The body."""
        self.check()
        request = self.request
        self.lacks_set("logit_bias", "user")
        if request.parallel_tool_calls is False:
            self.lacks("parallel_tool_calls")  # True is what happens anyway
        body: dict[str, Any] = {}
        self.contents(body)
        if (
            request.tools is not None
            or request.tool_choice is not None
            or request.functions is not None
            or request.function_call is not None
        ):
            self.tools(body)
        config = self.settings()
        if config:
            body["generationConfig"] = config
        if request.metadata is not None:
            labels = self.quirks.rename.get("metadata")
            if labels is None:
                self.lacks("metadata")
            else:
                body[labels] = dict(request.metadata)
        for field, value in self.quirks.extra_body.items():
            body.setdefault(field, value)
        return _merged(body, request.extensions) if request.extensions else body


def encode_chat(request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
    """The JSON body of a chat request.

    Raises:
        InvalidRequestError: A field has a value that no provider takes, or a result has no call.
        UnsupportedFeatureError: This provider does not take a field that changes what comes back.
    """
    return _Encoder(request, profile, model).encode()


def encode_embed(
    request: EmbeddingRequest, profile: ProviderProfile, name: str, verb: str, task: str | None
) -> dict[str, Any]:
    """The JSON body of an embeddings request for one of the three verbs.

    Args:
        request: The texts and settings.
        profile: The provider.
        name: The model's resource name, "models/...".
        verb: "batchEmbedContents", "embedContent" or "predict".
        task: The API's own word for the purpose, or None.

    Raises:
        UnsupportedFeatureError: Several texts where the verb embeds one.
    """
    if request.user is not None:
        dropped(f"{profile.name} does not take user; it is not sent (extensions= forces it)")
    body: dict[str, Any]
    if verb == "predict":
        body = {"instances": [{"content": text} for text in request.input]}
        if task is not None:
            for instance in body["instances"]:
                instance["task_type"] = task
        if request.dimensions is not None:
            body["parameters"] = {"outputDimensionality": request.dimensions}
        return _merged(body, request.extensions or {})
    settings: dict[str, Any] = {}
    if task is not None:
        settings["taskType"] = task
    if request.dimensions is not None:
        settings["outputDimensionality"] = request.dimensions
    contents = [{"content": {"parts": [{"text": text}]}, **settings} for text in request.input]
    if verb == "embedContent":
        if len(contents) > 1:
            raise UnsupportedFeatureError(
                f"{name} embeds one text at a time at {profile.name}", provider=profile.id, hint="Call it once for each"
            )
        body = contents[0]
    else:
        body = {"requests": [{"model": name, **content} for content in contents]}
    return _merged(body, request.extensions or {})
