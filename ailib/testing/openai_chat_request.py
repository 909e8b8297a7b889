"""Reading and checking requests of the OpenAI chat family.

What is wrong is `Refused` the way OpenAI does it: `{"error": {"message", "type", "param", "code"}}`.
What is right becomes a `Question`, which knows nothing of this wire.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from .answers import Question, Tool, pieces
from .family import EMBEDDER, MODELS, Refused
from .json_shapes import is_array, is_integer, is_object

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "check_sampling",
    "count_messages",
    "error_object",
    "inputs",
    "known_model",
    "question_of",
    "refuse",
    "stops",
    "streams_usage",
    "top_logprobs",
    "unknown_model",
]

_ROLES = ("system", "developer", "user", "assistant", "tool", "function")
_ERROR_TYPES = {
    400: "invalid_request_error",
    401: "invalid_request_error",
    403: "invalid_request_error",
    404: "invalid_request_error",
    413: "invalid_request_error",
    422: "invalid_request_error",
    429: "rate_limit_error",
}
_ERROR_CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded"}
_ERROR_MESSAGES = {
    400: "The request is not valid.",
    401: "Incorrect API key provided.",
    403: "You are not allowed to do this.",
    404: "There is no such thing here.",
    413: "The request is too large.",
    429: "Rate limit reached. Please try again later.",
    503: "The engine is currently overloaded, please try again later.",
}


def error_object(
    status: int, message: str | None, kind: str | None, code: str | None, param: str | None
) -> dict[str, Any]:
    """The four fields of an error; None is what OpenAI says with this status."""
    return {
        "message": message or _ERROR_MESSAGES.get(status) or f"The embedded provider was told to answer {status}.",
        "type": kind or _ERROR_TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error"),
        "param": param,
        "code": code or _ERROR_CODES.get(status),
    }


def refuse(message: str, param: str | None = None, code: str | None = None) -> NoReturn:
    """Refuse with status 400."""
    raise Refused(400, message, param=param, code=code)


def unknown_model(name: Any) -> Refused:
    """The refusal of a model that does not exist."""
    return Refused(
        404,
        f"The model `{name}` does not exist or you do not have access to it.",
        param="model",
        code="model_not_found",
    )


def known_model(body: dict[str, Any], more: Collection[str], *, embeds: bool) -> str:
    """The model of a request, which must embed or must chat; those of `more` do both."""
    model = body.get("model")
    if not isinstance(model, str) or not model:
        refuse("You must provide a model parameter.", "model", "missing_required_parameter")
    if model in more:
        return model
    if model not in MODELS:
        raise unknown_model(model)
    if embeds != (model == EMBEDDER):
        kind = "an embedding" if embeds else "a chat"
        raise Refused(404, f"The model `{model}` is not {kind} model.", param="model", code="model_not_found")
    return model


def check_sampling(body: dict[str, Any]) -> None:
    """Refuse numbers out of their range, and parameters without the one they depend on."""
    ranges = {"temperature": (0, 2), "top_p": (0, 1), "presence_penalty": (-2, 2), "frequency_penalty": (-2, 2)}
    for name, (low, high) in ranges.items():
        value = body.get(name)
        if value is None:
            continue
        if not isinstance(value, int | float) or isinstance(value, bool):
            refuse(f"Invalid type for '{name}': expected a number.", name, "invalid_type")
        if not low <= value <= high:
            refuse(f"Invalid '{name}': {value} is not from {low} to {high}.", name, "decimal_out_of_range")
    for name in ("max_tokens", "max_completion_tokens", "n"):
        value = body.get(name)
        if value is not None and (not is_integer(value) or value < 1):
            refuse(f"Invalid '{name}': expected an integer of at least 1.", name, "integer_below_min_value")
    if (body.get("n") or 1) > 128:
        refuse("Invalid 'n': expected at most 128.", "n", "integer_above_max_value")
    if body.get("stream_options") is not None and not body.get("stream"):
        refuse("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options")
    if body.get("top_logprobs") is not None and not body.get("logprobs"):
        refuse("'top_logprobs' is only allowed when 'logprobs' is true.", "top_logprobs")


def streams_usage(body: dict[str, Any]) -> bool:
    """Whether a stream shall end with the usage."""
    options: Any = body.get("stream_options")
    return is_object(options) and bool(options.get("include_usage"))


def stops(body: dict[str, Any]) -> list[str]:
    """The stop strings."""
    stop = body.get("stop")
    if stop is None:
        return []
    stops: list[Any] = [stop] if isinstance(stop, str) else stop
    if not is_array(stops) or len(stops) > 4 or not all(isinstance(one, str) for one in stops):
        refuse("Invalid 'stop': expected a string or an array of at most 4 strings.", "stop")
    return stops


def inputs(body: dict[str, Any], param: str) -> list[str]:
    """The texts of `input` or `prompt`: a string, strings, token numbers, or lists of those."""
    value = body.get(param)
    if value is None:
        refuse(f"Missing required parameter: '{param}'.", param, "missing_required_parameter")
    values: list[Any] = value if is_array(value) else [value]
    if values and all(is_integer(one) for one in values):
        values = [values]
    texts: list[str] = []
    for one in values:
        if is_array(one):
            texts.append(" ".join(map(str, one)))
        elif isinstance(one, str):
            texts.append(one)
        else:
            refuse(f"Invalid type for '{param}': expected strings or tokens.", param, "invalid_type")
    if not texts or (param == "input" and not all(texts)):
        refuse(f"'{param}' must not be empty.", param)
    return texts


def _parts(content: Any) -> list[dict[str, Any]]:
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    return [part for part in content if is_object(part)] if is_array(content) else []


def _text(content: Any) -> str:
    return "\n".join(str(part.get("text", "")) for part in _parts(content) if part.get("type") == "text")


def count_messages(messages: list[dict[str, Any]]) -> int:
    """Tokens of a conversation: the pieces of its texts and four for each message."""
    count = 4 * len(messages)
    for message in messages:
        count += len(pieces(_text(message.get("content"))))
        count += 85 * sum(part.get("type") == "image_url" for part in _parts(message.get("content")))
        for call in message.get("tool_calls") or ():
            count += len(pieces(json.dumps(call.get("function"))))
    return count


def question_of(body: dict[str, Any], *, reasons: bool) -> Question:
    """The question behind a chat request."""
    messages = _messages(body)
    nobody: dict[str, Any] = {}
    user = next((one for one in reversed(messages) if one["role"] == "user"), nobody)
    parts = _parts(user.get("content"))
    kinds = [part.get("type") for part in parts]
    results: list[str] = []
    for message in reversed(messages):
        if message["role"] not in ("tool", "function"):
            break
        results.insert(0, _text(message.get("content")))
    return Question(
        text=_text(user.get("content")),
        images=kinds.count("image_url"),
        sounds=kinds.count("input_audio"),
        files=kinds.count("file"),
        tools=_tools(body),
        tool_choice=_tool_choice(body),
        parallel=body.get("parallel_tool_calls") is not False,
        tool_results=results,
        schema=_schema(body),
        reasons=reasons,
        speaks=is_array(modalities := body.get("modalities")) and "audio" in modalities,
        max_tokens=body.get("max_completion_tokens") or body.get("max_tokens"),
        stop=stops(body),
    )


def _messages(body: dict[str, Any]) -> list[dict[str, Any]]:
    messages = body.get("messages")
    if messages is None:
        refuse("Missing required parameter: 'messages'.", "messages", "missing_required_parameter")
    if not is_array(messages):
        refuse("Invalid type for 'messages': expected an array of objects.", "messages", "invalid_type")
    if not messages:
        refuse("Invalid 'messages': empty array. Expected at least one message.", "messages", "empty_array")
    for at, message in enumerate(messages):
        where = f"messages[{at}]"
        if not is_object(message):
            refuse(f"Invalid type for '{where}': expected an object.", where, "invalid_type")
        if message.get("role") not in _ROLES:
            refuse(f"Invalid value for '{where}.role': {message.get('role')!r}.", f"{where}.role", "invalid_value")
        content = message.get("content")
        if content is None and message["role"] != "assistant":
            refuse(f"Missing '{where}.content'.", f"{where}.content", "missing_required_parameter")
        if content is not None and not isinstance(content, str | list):
            refuse(f"Invalid type for '{where}.content'.", f"{where}.content", "invalid_type")
        calls: Any = message.get("tool_calls") or []
        if not is_array(calls) or not all(is_object(call) for call in calls):
            refuse(f"Invalid type for '{where}.tool_calls': expected an array of objects.", where, "invalid_type")
        if message["role"] == "tool":
            _check_tool_message(messages, at)
    return messages


def _check_tool_message(messages: list[dict[str, Any]], at: int) -> None:
    """A tool's answer must name a call that was made."""
    where = f"messages[{at}]"
    call_id = messages[at].get("tool_call_id")
    if not call_id:
        refuse(f"Missing parameter '{where}.tool_call_id'.", where, "missing_required_parameter")
    made = {call.get("id") for earlier in messages[:at] for call in earlier.get("tool_calls") or ()}
    if call_id not in made:
        refuse(
            "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'.", f"{where}.role"
        )


def _tools(body: dict[str, Any]) -> list[Tool]:
    tools = body.get("tools")
    if tools is None:
        return []
    if not is_array(tools):
        refuse("Invalid type for 'tools': expected an array.", "tools", "invalid_type")
    found: list[Tool] = []
    for at, tool in enumerate(tools):
        function = tool.get("function") if is_object(tool) else None
        if not is_object(function) or not function.get("name"):
            refuse(f"Missing required parameter: 'tools[{at}].function.name'.", f"tools[{at}].function.name")
        found.append(Tool(function["name"], function.get("description") or "", function.get("parameters") or {}))
    return found


def _tool_choice(body: dict[str, Any]) -> str | tuple[str]:
    choice = body.get("tool_choice") or "auto"
    if choice != "auto" and choice != "none" and not body.get("tools"):
        refuse("Invalid value for 'tool_choice': it is only allowed when 'tools' are specified.", "tool_choice")
    if isinstance(choice, str) and choice in ("auto", "none", "required"):
        return choice
    if is_object(choice):
        function: Any = choice.get("function")
        name: Any = function.get("name") if is_object(function) else None
        if isinstance(name, str) and name in [tool.name for tool in _tools(body)]:
            return (name,)
    refuse(f"Invalid value for 'tool_choice': {choice!r}.", "tool_choice", "invalid_value")


def _schema(body: dict[str, Any]) -> Mapping[str, Any] | None:
    form: Any = body.get("response_format") or {}
    kind = form.get("type", "text") if is_object(form) else None
    if kind == "text":
        return None
    if kind == "json_object":
        return {}
    if kind != "json_schema":
        refuse(f"Invalid value for 'response_format.type': {kind!r}.", "response_format.type", "invalid_value")
    named: Any = form.get("json_schema")
    if not is_object(named) or not named.get("name"):
        refuse("Missing required parameter: 'response_format.json_schema.name'.", "response_format.json_schema.name")
    schema: Any = named.get("schema")
    return schema if is_object(schema) else {}


def top_logprobs(body: dict[str, Any]) -> int | None:
    """How many rivals of each token are wanted; None when no log probabilities are."""
    return int(body.get("top_logprobs") or 0) if body.get("logprobs") else None
