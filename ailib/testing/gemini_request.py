"""Reading and checking requests of Google's generateContent API.

See https://ai.google.dev/api/generate-content. What is right becomes a `Question`, which knows nothing of this wire.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, NoReturn

from .answers import Question, Tool
from .family import REASONER, Refused, inner, objects, prompt_tokens, read_number, unwrap
from .json_shapes import is_array, is_integer, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "check_signatures",
    "check_turns",
    "contents_of",
    "named",
    "question_of",
    "reasons_of",
    "refuse",
    "seal_of",
    "tokens_in",
    "user_text",
]

# What Google documents for calls that no model of theirs made.
_NO_SIGNATURE_NEEDED = ("skip_thought_signature_validator", "context_engineering_is_the_way_to_go")
_PART_KINDS = frozenset(
    [
        *("text", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode"),
        *("codeExecutionResult", "toolCall", "toolResponse", "thoughtSignature"),
    ]
)


def refuse(message: str) -> NoReturn:
    """Refuse with status 400."""
    raise Refused(400, message)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest) if first else name


def named(value: Any, depth: int = 3) -> Any:
    """An object with its own and its members' names in camel case: both spellings are accepted."""
    if depth and is_object(value):
        return {_camel(name): named(one, depth - 1) for name, one in value.items()}
    return [named(one, depth) for one in value] if depth and is_array(value) else value


def _plain_schema(schema: Any) -> Any:
    """A schema of Google's dialect as JSON schema: its types are written in capitals."""
    if is_object(schema):
        return {
            name: value.lower() if name == "type" and isinstance(value, str) else _plain_schema(value)
            for name, value in schema.items()
        }
    return [_plain_schema(one) for one in schema] if is_array(schema) else schema


def seal_of(call: Mapping[str, Any]) -> str:
    """What the signature of a function call is about."""
    return json.dumps(["call", call.get("name"), call.get("args") or {}], sort_keys=True)


def contents_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The contents, names in camel case; those of one role in a row stay apart.

    Raises:
        Refused: They are not valid.
    """
    contents = body.get("contents")
    if is_object(contents):
        contents = [contents]
    if not is_array(contents) or not contents:
        refuse("* GenerateContentRequest.contents: contents is not specified\n")
    found: list[dict[str, Any]] = []
    for at, content in enumerate(contents):
        if not is_object(content):
            refuse(f"Invalid value at 'contents[{at}]'.")
        if content.get("role", "user") not in ("user", "model", "function"):
            refuse("Please use a valid role: user, model.")
        parts = [named(part, 2) for part in objects(content.get("parts"))]
        if not parts:
            refuse(f"* GenerateContentRequest.contents[{at}].parts: contents.parts must not be empty.\n")
        for number, part in enumerate(parts):
            if not part.keys() & _PART_KINDS:
                where = f"contents[{at}].parts[{number}].data"
                refuse(f"* GenerateContentRequest.{where}: required oneof field 'data' must be set\n")
            _check_data(inner(part, "inlineData"), at, number)
        found.append({"role": content.get("role", "user"), "parts": parts})
    return found


def _check_data(blob: dict[str, Any], at: int, number: int) -> None:
    if not blob:
        return
    where = f"'contents[{at}].parts[{number}].inline_data"
    if not blob.get("mimeType"):
        refuse(f"Invalid value at {where}.mime_type'.")
    try:
        base64.b64decode(str(blob.get("data", "")).translate(_URL_SAFE), validate=True)
    except ValueError:
        refuse(f"Invalid value at {where}.data' (TYPE_BYTES), Base64 decoding failed.")


_URL_SAFE = str.maketrans("-_", "+/")


def check_turns(contents: list[dict[str, Any]]) -> None:
    """As many answers of functions as there were calls, right behind them."""
    calls = 0
    for content in contents:
        answers = sum("functionResponse" in part for part in content["parts"])
        if answers != calls and (answers or calls):
            refuse(
                "Please ensure that the number of function response parts is equal to the number of function call "
                "parts of the function call turn."
            )
        calls = sum("functionCall" in part for part in content["parts"])
        if calls and content["role"] != "model":
            refuse(
                "Please ensure that function call turn comes immediately after a user turn or after a function "
                "response turn."
            )
    if calls:
        refuse("Please ensure that function call turns are followed by a function response turn.")


def check_signatures(contents: list[dict[str, Any]], *, needed: bool) -> None:
    """Signatures are what was given out; in the current turn, the first call of every step has one."""
    current = 0
    for at, content in enumerate(contents):
        if content["role"] == "user" and any("text" in part for part in content["parts"]):
            current = at
    for at, content in enumerate(contents):
        calls = [number for number, part in enumerate(content["parts"]) if "functionCall" in part]
        for number, part in enumerate(content["parts"]):
            signature = part.get("thoughtSignature")
            if signature is None:
                if needed and calls[:1] == [number] and at > current:
                    name = inner(part, "functionCall").get("name")
                    refuse(
                        "Function call is missing a thought_signature in functionCall parts. This is required for "
                        "tools to work correctly, and missing thought_signature may lead to degraded model "
                        f"performance. Additional data, function call `default_api:{name}`, position {number + 1}."
                    )
            elif not _is_ours(part, str(signature)):
                refuse("Corrupted thought signature.")


def _is_ours(part: dict[str, Any], signature: str) -> bool:
    plain = signature.translate(_URL_SAFE)
    try:
        if base64.b64decode(plain).decode("utf-8", "replace") in _NO_SIGNATURE_NEEDED:
            return True
    except ValueError:
        pass
    if signature in _NO_SIGNATURE_NEEDED:
        return True
    about = unwrap(plain)
    call = inner(part, "functionCall")
    return about == (seal_of(call) if call else "text")


def reasons_of(model: str, thinking: dict[str, Any]) -> bool:
    """Whether the model thinks first."""
    budget, level = thinking.get("thinkingBudget"), thinking.get("thinkingLevel")
    if budget is not None and level is not None:
        refuse("You can only set only one of thinking budget and thinking level.")
    if budget == 0:
        return False
    return model == REASONER or bool(thinking.get("includeThoughts")) or budget is not None or level is not None


def user_text(contents: list[dict[str, Any]]) -> str:
    """What the user said last."""
    for content in reversed(contents):
        texts = [str(part["text"]) for part in content["parts"] if "text" in part]
        if content["role"] == "user" and texts:
            return "\n".join(texts)
    return ""


def question_of(
    body: dict[str, Any], settings: dict[str, Any], contents: list[dict[str, Any]], *, reasons: bool
) -> Question:
    """The question behind a request."""
    users = [content for content in contents if content["role"] == "user"]
    asking = [content for content in users if any("text" in part for part in content["parts"])] or users
    parts = objects(asking[-1]["parts"]) if asking else []
    kinds = [
        str((inner(part, "inlineData") or inner(part, "fileData")).get("mimeType", "file")).partition("/")[0]
        for part in parts
        if "inlineData" in part or "fileData" in part
    ]
    tools = _tools(body)
    stops: Any = settings.get("stopSequences") or []
    if not is_array(stops) or len(stops) > 5:
        refuse("* GenerateContentRequest.generation_config.stop_sequences: at most 5 stop sequences are allowed\n")
    limit = settings.get("maxOutputTokens")
    if limit is not None and (not is_integer(limit) or limit < 1):
        refuse("* GenerateContentRequest.generation_config.max_output_tokens: max_output_tokens must be positive.\n")
    read_number(settings.get("temperature"), "* GenerateContentRequest.generation_config.temperature", 0, 2)
    read_number(settings.get("topP"), "* GenerateContentRequest.generation_config.top_p", 0, 1)
    read_number(settings.get("candidateCount"), "* GenerateContentRequest.candidate_count", 1, 8, whole=True)
    results = [part["functionResponse"] for part in contents[-1]["parts"] if "functionResponse" in part]
    return Question(
        text=user_text(contents),
        images=kinds.count("image"),
        sounds=kinds.count("audio"),
        files=len(kinds) - kinds.count("image") - kinds.count("audio"),
        tools=tools,
        tool_choice=_tool_choice(body, tools),
        tool_results=[_result(one) for one in results],
        schema=_schema(settings),
        reasons=reasons,
        max_tokens=limit,
        stop=[str(stop) for stop in stops],
    )


def _result(answer: Any) -> str:
    response: Any = answer.get("response") if is_object(answer) else answer
    if is_object(response):
        for name in ("result", "output", "content", "error"):
            if isinstance(response.get(name), str):
                return str(response[name])
    return response if isinstance(response, str) else json.dumps(response, ensure_ascii=False)


def _tools(body: dict[str, Any]) -> list[Tool]:
    found: list[Tool] = []
    for tool in objects(body.get("tools")):
        for one in objects(named(tool, 1).get("functionDeclarations")):
            declaration = named(one, 1)
            if not isinstance(declaration.get("name"), str):
                refuse("* GenerateContentRequest.tools[0].function_declarations[0].name: Invalid function name.\n")
            schema = inner(declaration, "parametersJsonSchema") or _plain_schema(inner(declaration, "parameters"))
            found.append(Tool(declaration["name"], declaration.get("description") or "", schema))
    return found


def _tool_choice(body: dict[str, Any], tools: list[Tool]) -> str | tuple[str]:
    config: dict[str, Any] = named(inner(named(body.get("toolConfig"), 1), "functionCallingConfig"), 1)
    mode = str(config.get("mode") or "AUTO").upper()
    allowed: Any = config.get("allowedFunctionNames") or []
    if mode not in ("AUTO", "ANY", "NONE", "VALIDATED", "MODE_UNSPECIFIED"):
        refuse(f"Invalid value at 'tool_config.function_calling_config.mode': \"{mode}\"")
    if allowed and mode not in ("ANY", "VALIDATED"):
        refuse("Allowed function names should be set only when the function calling mode is ANY or VALIDATED.")
    if unknown := [name for name in allowed if name not in [tool.name for tool in tools]]:
        refuse(f"Allowed function name {unknown[0]} is not among the function declarations.")
    if mode == "ANY":
        return (str(allowed[0]),) if len(allowed) == 1 else "required"
    return "none" if mode == "NONE" else "auto"


def _schema(settings: dict[str, Any]) -> Mapping[str, Any] | None:
    form = named(inner(settings, "responseFormat", "text"), 1)
    schema: Any = settings.get("responseJsonSchema", settings.get("_responseJsonSchema", form.get("schema")))
    if schema is None and settings.get("responseSchema") is not None:
        schema = _plain_schema(settings["responseSchema"])
    kind = settings.get("responseMimeType") or form.get("mimeType")
    if schema is not None:
        if kind not in ("application/json", "text/x.enum", "APPLICATION_JSON"):
            refuse(
                "* GenerateContentRequest.generation_config.response_schema: only allowed for response_mime_type "
                "'application/json'.\n"
            )
        return inner({"schema": schema}, "schema")
    return {} if kind == "application/json" else None


def tokens_in(body: dict[str, Any], contents: list[dict[str, Any]]) -> int:
    """Tokens of a prompt."""
    system = named(body.get("systemInstruction"), 1)
    texts = [str(part.get("text", "")) for part in objects(inner({"it": system}, "it").get("parts"))]
    media = 0
    for content in contents:
        for part in content["parts"]:
            media += "inlineData" in part or "fileData" in part
            texts.append(str(part.get("text") or ""))
            texts.extend(json.dumps(part[name]) for name in ("functionCall", "functionResponse") if name in part)
    if body.get("tools"):
        texts.append(json.dumps(body["tools"]))
    return prompt_tokens(len(contents), texts, media)
