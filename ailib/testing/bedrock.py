"""Amazon Bedrock's Converse API as the embedded provider speaks it.

See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html. Endpoints::

    POST /model/M/converse             JSON
    POST /model/M/converse-stream      frames of AWS's binary event stream, from messageStart to metadata
    POST /model/M/count-tokens         how many tokens a request would have
    POST /model/M/invoke               vectors of the embedding model, as Titan makes them
    GET  /foundation-models            the models; /foundation-models/M is one

Requests are signed (the access key id is the key) or bring a bearer token. Reasoning carries a signature; one that is
missing or was changed is refused. Errors are `{"message"}` with the type in the header `x-amzn-ErrorType`.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from .answers import Question, Tool, pieces
from .delivery import Call, Reply
from .event_stream import frame, spoiled
from .family import (
    CONTEXT,
    EMBEDDER,
    REASONER,
    BaseFamily,
    PromptCache,
    Refused,
    encoded,
    finish_of,
    inner,
    objects,
    prompt_tokens,
    raw_body,
    read_number,
    tokens_of,
    unwrap,
    wrap,
)
from .json_shapes import is_array, is_integer, is_object
from .vectors import DIMENSIONS, vector_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .family import Talk
    from .script import Chunk, Fault, Script

__all__ = ["Bedrock"]

_PATH = re.compile(r"/model/(.+)/(converse|converse-stream|count-tokens|invoke)")
_MODELS = re.compile(r"/foundation-models(?:/(.+))?")
_CREDENTIAL = re.compile(r"AWS4-HMAC-SHA256 Credential=([^/,\s]+)/")
_REGION = re.compile(r"(?:us|eu|apac|global)\.")
_TYPES = {
    400: "ValidationException",
    401: "UnrecognizedClientException",
    403: "AccessDeniedException",
    404: "ResourceNotFoundException",
    408: "ModelTimeoutException",
    424: "ModelErrorException",
    429: "ThrottlingException",
    500: "InternalServerException",
    503: "ServiceUnavailableException",
}
_MESSAGES = {
    403: "You don't have access to the model with the specified model ID.",
    429: "Too many requests, please wait before trying again.",
    500: "The system encountered an unexpected error during processing. Try your request again.",
    503: "Bedrock is unable to process your request.",
}
_STOP_REASONS = {
    "stop": "end_turn",
    "length": "max_tokens",
    "tool_calls": "tool_use",
    "content_filter": "content_filtered",
}
_FIELDS = frozenset(
    [
        *("messages", "system", "inferenceConfig", "toolConfig", "guardrailConfig", "additionalModelRequestFields"),
        *("promptVariables", "additionalModelResponseFieldPaths", "requestMetadata", "performanceConfig"),
        *("serviceTier", "outputConfig"),
    ]
)
_BLOCKS = (
    *("text", "image", "document", "video", "audio", "toolUse", "toolResult", "guardContent", "cachePoint"),
    *("reasoningContent", "citationsContent", "searchResult", "toolAddition", "toolRemoval"),
)
_DOCUMENT_NAME = re.compile(r"[\w \-()\[\]]+")
# The string that Anthropic documents for tests of this case starts like this.
_REDACT = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING"


def _refuse(message: str) -> NoReturn:
    raise Refused(400, message)


class Bedrock(BaseFamily):
    """Turns a `Call` into a `Reply`; remembers the prompts that were cached."""

    stream_type: ClassVar[str] = "application/vnd.amazon.eventstream"

    def __init__(self, more_models: tuple[str, ...] = ()) -> None:
        super().__init__(more_models)
        self._cache = PromptCache()

    # --- what the server asks ---

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours."""
        return _PATH.fullmatch(path) is not None or _MODELS.fullmatch(path) is not None

    def key(self, call: Call) -> str | None:
        """The bearer token, or the access key id of the signature (which is not checked)."""
        signed = _CREDENTIAL.match(call.headers.get("Authorization", ""))
        return signed[1] if signed else super().key(call)

    def headers(self, call: Call, seconds: float) -> dict[str, str]:  # noqa: ARG002 - part of the protocol
        """The request id."""
        return {"x-amzn-RequestId": str(uuid.uuid4())}

    def error(self, status: int, message: str, kind: str | None, code: str | None, param: str | None) -> Any:  # noqa: ARG002 - the type is in a header
        """`{"message"}`."""
        return {"message": message}

    def error_message(self, status: int) -> str:
        """Amazon's words."""
        return _MESSAGES.get(status) or super().error_message(status)

    def error_headers(self, fault: Fault, status: int) -> dict[str, str]:
        """The type of the error."""
        return {"x-amzn-ErrorType": _error_type(fault, status)}

    def refusal(self, refused: Refused) -> Reply:
        """The answer to a request that is not valid; a wrong key is not allowed rather than unknown."""
        if refused.status != 401:
            return super().refusal(Refused(refused.status, refused.message, kind=refused.kind))
        if refused.code == "missing_api_key":
            kind, message = "MissingAuthenticationTokenException", "Missing Authentication Token"
        else:
            kind, message = _TYPES[401], "The security token included in the request is invalid."
        return super().refusal(Refused(403, message, kind=kind))

    def event(self, value: Mapping[str, Any]) -> bytes:
        """A frame from `{"type of the event": payload}`."""
        name, payload = next(iter(value.items()))
        headers = {":event-type": name, ":content-type": "application/json", ":message-type": "event"}
        return frame(headers, encoded(payload))

    def scripted_event(self, chunk: Chunk) -> bytes:
        """A text is the payload of a delta."""
        if isinstance(chunk, str):
            return frame({":event-type": "contentBlockDelta", ":message-type": "event"}, chunk.encode())
        return super().scripted_event(chunk)

    def error_event(self, fault: Fault) -> bytes:
        """A frame that is an exception."""
        status = fault.status or 500
        kind = _error_type(fault, status)
        headers = {
            ":exception-type": kind[:1].lower() + kind[1:],
            ":content-type": "application/json",
            ":message-type": "exception",
        }
        if fault.body is not None:
            return frame(headers, raw_body(fault.body))
        return frame(headers, encoded({"message": fault.message or self.error_message(status)}))

    def heartbeat(self, name: str | None) -> bytes:
        """An event that no client knows."""
        return self.event({name or "ping": {}})

    def broken(self, event: bytes) -> bytes:
        """A check sum that is wrong."""
        return spoiled(event)

    def unknown_model(self, name: str) -> NoReturn:  # noqa: ARG002 - the name is not repeated
        """Refuse a model that does not exist."""
        _refuse("The provided model identifier is invalid.")

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        if listed := _MODELS.fullmatch(call.path):
            if call.method != "GET":
                raise Refused(405, "Method not allowed", kind="MethodNotAllowedException")
            return self.aside(script, asked, "", {}, lambda: self._models(listed[1]))
        found = _PATH.fullmatch(call.path)
        if found is None or call.method != "POST":
            raise Refused(404, "Unknown operation", kind="UnknownOperationException")
        verb = found[2]
        model = self._model(found[1], embeds=verb == "invoke")
        if verb == "count-tokens":
            request = inner(call.body, "input", "converse")
            text = _question(request, reasons=False).text
            return self.aside(script, asked, text, call.body, lambda: {"inputTokens": _tokens(request)})
        if verb == "invoke":
            text, said = _embedded(call.body)
            return self.aside(script, asked, text, call.body, lambda: said)
        return self._converse(model, call.body, script, asked, streams=verb == "converse-stream")

    # --- models ---

    def _model(self, given: str, *, embeds: bool) -> str:
        """The model behind an id, the id of a profile of a region, or an ARN."""
        name = _REGION.sub("", given.rpartition("/")[2] if given.startswith("arn:") else given, count=1)
        return self.known(name, embeds=embeds)

    def _models(self, name: str | None) -> dict[str, Any]:
        models: list[dict[str, Any]] = [
            {
                "modelArn": f"arn:aws:bedrock:us-east-1::foundation-model/{one}",
                "modelId": one,
                "modelName": one.replace("-", " ").title(),
                "providerName": "Embedded",
                "inputModalities": ["TEXT"] if one == EMBEDDER else ["TEXT", "IMAGE"],
                "outputModalities": ["EMBEDDING"] if one == EMBEDDER else ["TEXT"],
                "responseStreamingSupported": one != EMBEDDER,
                "customizationsSupported": [],
                "inferenceTypesSupported": ["ON_DEMAND"],
                "modelLifecycle": {"status": "ACTIVE"},
            }
            for one in self.model_names()
        ]
        if name is None:
            return {"modelSummaries": models}
        for model in models:
            if model["modelId"] == name or model["modelArn"] == name:
                return {"modelDetails": model}
        raise Refused(404, "The model was not found.")

    # --- conversations ---

    def _converse(
        self, model: str, body: dict[str, Any], script: Script, asked: Fault | None, *, streams: bool
    ) -> tuple[Reply, Fault]:
        if unknown := sorted(body.keys() - _FIELDS):
            _refuse(f"Malformed input request: extraneous key [{unknown[0]}] is not permitted")
        question = _question(body, reasons=_reasons(model, body))
        tokens = _tokens(body)
        if tokens > CONTEXT:
            _refuse("Input is too long for requested model.")
        talk = self.talk(question, body, script, asked, streams=streams)
        if talk.raw is not None:
            return talk.raw, talk.fault
        reason = _STOP_REASONS.get(finish_of(talk.answer), finish_of(talk.answer))
        if talk.answer.refusal is not None:
            reason = "content_filtered"
        elif talk.stopped_by is not None and reason == "end_turn":
            reason = "stop_sequence"
        usage = {} if talk.fault.drop_usage else {"usage": talk.usage or self._usage(body, tokens, talk)}
        more: dict[str, Any] = {}
        if body.get("additionalModelResponseFieldPaths"):
            more["additionalModelResponseFields"] = {"stop_sequence": talk.stopped_by}
        blocks = self._said(talk, question)
        if streams:
            events = _events(blocks, {"stopReason": reason, **more}, usage, whole=not talk.fault.no_done)
            return self.streamed((self.event(event), weight) for event, weight in events), talk.fault
        document: dict[str, Any] = {
            "output": {"message": {"role": "assistant", "content": [_whole(block) for block in blocks]}},
            "stopReason": reason,
            "metrics": {"latencyMs": 1},
            **usage,
            **more,
        }
        return Reply(body=encoded(document), tokens=tokens_of(talk.answer)), talk.fault

    def _said(self, talk: Talk, question: Question) -> list[dict[str, Any]]:
        """The blocks of an answer; the input of a tool is still a text."""
        answer = talk.answer
        blocks: list[dict[str, Any]] = []
        if answer.reasoning is not None:
            if _REDACT in question.text:
                blocks.append({"reasoningContent": {"redactedContent": wrap(answer.reasoning)}})
            else:
                thought = {"text": answer.reasoning, "signature": wrap(answer.reasoning)}
                blocks.append({"reasoningContent": {"reasoningText": thought}})
        if text := (answer.text or "") + (answer.refusal or ""):
            blocks.append({"text": text})
        for call in answer.tool_calls:
            call_id = call.id or f"tooluse_{next(self._numbers):022x}"
            blocks.append({"toolUse": {"toolUseId": call_id, "name": call.name, "input": call.arguments_text}})
        return blocks

    def _usage(self, body: dict[str, Any], tokens: int, talk: Talk) -> dict[str, Any]:
        prompt = json.dumps([body.get("toolConfig"), body.get("system"), body.get("messages")])
        written, read = self._cache.use(prompt, '"cachePoint"', tokens)
        spent = tokens_of(talk.answer)
        return {
            "inputTokens": tokens - written - read,
            "outputTokens": spent,
            "totalTokens": tokens + spent,
            "cacheReadInputTokens": read,
            "cacheWriteInputTokens": written,
        }


def _error_type(fault: Fault, status: int) -> str:
    default = "InternalServerException" if status >= 500 else "ValidationException"
    return fault.type or fault.code or _TYPES.get(status, default)


def _embedded(body: dict[str, Any]) -> tuple[str, Any]:
    text = body.get("inputText")
    if not isinstance(text, str) or not text:
        _refuse(
            "Malformed input request: #: required key [inputText] not found, please reformat your input and try again."
        )
    size = body.get("dimensions") or DIMENSIONS
    if not is_integer(size) or not 1 <= size <= 4096:
        _refuse("Malformed input request: dimensions are not valid, please reformat your input and try again.")
    vector = vector_of(text, size).tolist()
    return text, {
        "embedding": vector,
        "embeddingsByType": {"float": vector},
        "inputTextTokenCount": len(pieces(text)),
    }


# --- saying answers ---------------------------------------------------------------------------------------------------


def _whole(block: dict[str, Any]) -> dict[str, Any]:
    if "toolUse" not in block:
        return block
    text = block["toolUse"]["input"]
    try:
        arguments = json.loads(text)
    except ValueError:
        arguments = text
    return {"toolUse": block["toolUse"] | {"input": arguments}}


def _deltas(block: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    if "text" in block:
        for piece in pieces(block["text"]):
            yield {"text": piece}, 1
    elif "toolUse" in block:
        for piece in pieces(block["toolUse"]["input"]):
            yield {"toolUse": {"input": piece}}, 1
    elif "redactedContent" in block["reasoningContent"]:
        yield {"reasoningContent": block["reasoningContent"]}, 1
    else:
        thought = block["reasoningContent"]["reasoningText"]
        for piece in pieces(thought["text"]):
            yield {"reasoningContent": {"text": piece}}, 1
        yield {"reasoningContent": {"signature": thought["signature"]}}, 0


def _events(
    blocks: list[dict[str, Any]], stop: dict[str, Any], usage: dict[str, Any], *, whole: bool
) -> Iterator[tuple[dict[str, Any], int]]:
    """The events of a stream: (event, tokens). Their padding `p` hides how long the pieces are."""
    yield {"messageStart": {"role": "assistant", "p": "abcd"}}, 0
    for index, block in enumerate(blocks):
        here = {"contentBlockIndex": index, "p": "abcdefgh"}
        if "toolUse" in block:
            opened = {name: block["toolUse"][name] for name in ("toolUseId", "name")}
            yield {"contentBlockStart": {"start": {"toolUse": opened}, **here}}, 0
        for delta, weight in _deltas(block):
            yield {"contentBlockDelta": {"delta": delta, **here}}, weight
        yield {"contentBlockStop": here}, 0
    if whole:
        yield {"messageStop": stop | {"p": "abc"}}, 0
        yield {"metadata": {"metrics": {"latencyMs": 1}, **usage, "p": "abcde"}}, 0


# --- reading requests -------------------------------------------------------------------------------------------------


def _text(content: Any) -> str:
    texts: list[str] = []
    for block in objects(content):
        if "text" in block:
            texts.append(str(block["text"]))
        elif "json" in block:
            texts.append(json.dumps(block["json"], ensure_ascii=False))
    return "\n".join(texts)


def _reasons(model: str, body: dict[str, Any]) -> bool:
    more = inner(body, "additionalModelRequestFields")
    for name in ("thinking", "reasoning_config", "reasoningConfig"):
        if kind := inner(more, name).get("type"):
            return bool(kind != "disabled")
    return model == REASONER or bool(more.get("reasoning_effort"))


def _question(body: dict[str, Any], *, reasons: bool) -> Question:
    """The question behind a request.

    Raises:
        Refused: It is not valid.
    """
    messages = _messages(body)
    settings = inner(body, "inferenceConfig")
    read_number(settings.get("temperature"), "inferenceConfig.temperature", 0, 1)
    read_number(settings.get("topP"), "inferenceConfig.topP", 0, 1)
    read_number(settings.get("maxTokens"), "inferenceConfig.maxTokens", 1, CONTEXT, whole=True)
    tools = _tools(body)
    last = objects(messages[-1]["content"]) if messages[-1]["role"] == "user" else []
    users = [objects(message["content"]) for message in messages if message["role"] == "user"]
    asking = next((content for content in reversed(users) if any("text" in block for block in content)), last)
    stops: Any = settings.get("stopSequences") or []
    if not is_array(stops):
        _refuse("inferenceConfig.stopSequences must be a list")
    return Question(
        text=_text([block for block in asking if "text" in block]),
        images=sum("image" in block for block in asking),
        sounds=sum("audio" in block for block in asking),
        files=sum("document" in block or "video" in block for block in asking),
        tools=tools,
        tool_choice=_tool_choice(body, tools),
        tool_results=[_text(block["toolResult"].get("content")) for block in last if "toolResult" in block],
        schema=_schema(body),
        reasons=reasons,
        max_tokens=settings.get("maxTokens"),
        stop=[str(stop) for stop in stops],
    )


def _messages(body: dict[str, Any]) -> list[dict[str, Any]]:
    messages = objects(body.get("messages"))
    if not messages:
        _refuse("The value at messages is empty. Add at least one message and try again.")
    if messages[0].get("role") != "user":
        _refuse(
            "A conversation must start with a user message. Try again with a conversation that starts with a user "
            "message."
        )
    made: list[str] = []
    for at, message in enumerate(messages):
        role, content = message.get("role"), objects(message.get("content"))
        if role not in ("user", "assistant"):
            _refuse(
                f"Value '{role}' at 'messages.{at + 1}.member.role' failed to satisfy constraint: [user, assistant]"
            )
        if at and role == messages[at - 1].get("role"):
            _refuse(
                "A conversation must alternate between user and assistant roles. Make sure the conversation alternates "
                "between user and assistant roles and try again."
            )
        if not content:
            _refuse(f"The content field in the Message object at messages.{at} is empty. Add a ContentBlock object.")
        for number, block in enumerate(content):
            _check_block(block, f"messages.{at}.content.{number}")
        if any("document" in block for block in content) and not any("text" in block for block in content):
            _refuse(f"The message at messages.{at} must have a text block beside its documents.")
        results = [block["toolResult"]["toolUseId"] for block in content if "toolResult" in block]
        if missing := [one for one in made if one not in results]:
            _refuse(f"Expected toolResult blocks at messages.{at}.content for the following Ids: {', '.join(missing)}")
        if len(results) > len(made):
            _refuse(
                f"The number of toolResult blocks at messages.{at}.content exceeds the number of toolUse blocks of "
                "previous turn."
            )
        made = [block["toolUse"]["toolUseId"] for block in content if "toolUse" in block]
        if (made or results) and not body.get("toolConfig"):
            _refuse("The toolConfig field must be defined when using toolUse and toolResult content blocks.")
    if made:
        _refuse(f"Expected toolResult blocks at messages.{len(messages)}.content for the following Ids: {made[0]}")
    return messages


def _check_block(block: dict[str, Any], where: str) -> None:
    kinds = [name for name in _BLOCKS if name in block]
    if len(kinds) != 1 or len(block) != 1:
        _refuse(f"The ContentBlock object at {where} must set exactly one of its keys; it has {sorted(block)}.")
    kind = kinds[0]
    value = inner(block, kind)
    if kind == "text":
        if not isinstance(block["text"], str) or not block["text"].strip():
            _refuse(f"The text field in the ContentBlock object at {where} is blank. Add text to the text field.")
    elif kind in ("toolUse", "toolResult"):
        if not re.fullmatch(r"[a-zA-Z0-9_.:-]{1,64}", str(value.get("toolUseId", ""))):
            _refuse(f"Value at '{where}.{kind}.toolUseId' failed to satisfy constraint: [a-zA-Z0-9_.:-]{{1,64}}")
        if kind == "toolUse" and not is_object(value.get("input")):
            _refuse(f"The format of the value at {where}.toolUse.input is invalid. Provide a json object.")
        if kind == "toolResult" and not is_array(value.get("content")):
            _refuse(f"Value at '{where}.toolResult.content' failed to satisfy constraint: must not be null")
    elif kind == "reasoningContent":
        _check_reasoning(value, where)
    elif kind in ("image", "document", "video", "audio"):
        if not inner(value, "source"):
            _refuse(f"Value at '{where}.{kind}.source' failed to satisfy constraint: must not be null")
        if kind == "document" and not _DOCUMENT_NAME.fullmatch(str(value.get("name", ""))):
            _refuse(
                "The file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, "
                f"and square brackets: {where}.document.name"
            )


def _check_reasoning(value: dict[str, Any], where: str) -> None:
    if "redactedContent" in value:
        if unwrap(value["redactedContent"]) is None:
            _refuse(f"{where}: Invalid `data` in `redacted_thinking` block")
        return
    thought = inner(value, "reasoningText")
    if not isinstance(thought.get("text"), str):
        _refuse(
            f"Value at '{where}.reasoningContent.reasoningText.text' failed to satisfy constraint: must not be null"
        )
    if not thought.get("signature"):
        _refuse(f"{where}.thinking.signature: Field required")
    if unwrap(thought["signature"]) != thought["text"]:
        _refuse(f"{where}: Invalid `signature` in `thinking` block")


def _tools(body: dict[str, Any]) -> list[Tool]:
    found: list[Tool] = []
    for at, tool in enumerate(objects(inner(body, "toolConfig").get("tools"))):
        specified = inner(tool, "toolSpec")
        if not specified:
            continue
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", str(specified.get("name", ""))):
            _refuse(
                f"Value at 'toolConfig.tools.{at}.toolSpec.name' failed to satisfy constraint: [a-zA-Z0-9_-]{{1,64}}"
            )
        schema = inner(specified, "inputSchema", "json")
        if schema.get("type") != "object":
            _refuse(
                f"The value at toolConfig.tools.{at}.toolSpec.inputSchema.json.type must be one of the following: "
                "object."
            )
        found.append(Tool(specified["name"], specified.get("description") or "", schema))
    return found


def _tool_choice(body: dict[str, Any], tools: list[Tool]) -> str | tuple[str]:
    choice = inner(body, "toolConfig", "toolChoice")
    if "tool" in choice:
        name = inner(choice, "tool").get("name")
        if name not in [tool.name for tool in tools]:
            _refuse(f"The value at toolConfig.toolChoice.tool.name is not a tool that is defined: {name}")
        return (str(name),)
    if choice and not choice.keys() & {"auto", "any"}:
        _refuse("The value at toolConfig.toolChoice must set one of: auto, any, tool")
    return "required" if "any" in choice else "auto"


def _schema(body: dict[str, Any]) -> Mapping[str, Any] | None:
    form = inner(body, "outputConfig", "textFormat")
    if not form:
        return None
    written = inner(form, "structure", "jsonSchema").get("schema")
    try:
        schema = json.loads(written) if isinstance(written, str) else None
    except ValueError:
        schema = None
    if form.get("type") != "json_schema" or not is_object(schema):
        _refuse("outputConfig.textFormat.structure.jsonSchema.schema must be a JSON schema, written as a string.")
    return schema


def _tokens(body: dict[str, Any]) -> int:
    messages = objects(body.get("messages"))
    texts = [_text(body.get("system"))]
    media = 0
    for message in messages:
        for block in objects(message.get("content")):
            media += bool(block.keys() & {"image", "document", "video", "audio"})
            if "toolResult" in block:
                texts.append(_text(inner(block, "toolResult").get("content")))
            elif "toolUse" in block:
                texts.append(json.dumps(inner(block, "toolUse").get("input")))
            else:
                texts.append(_text([block]) or str(inner(block, "reasoningContent", "reasoningText").get("text") or ""))
    if body.get("toolConfig"):
        texts.append(json.dumps(body["toolConfig"]))
    return prompt_tokens(len(messages), texts, media)
