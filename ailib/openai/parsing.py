"""`parse`: answers as objects of your own types, and tools made of types and functions.

`response_format` (chat) and `text_format` (responses) are a type of `ailib.structured.types`: an attrs class, a
dataclass, a TypedDict, a pydantic model. Its schema is made strict (`ailib.structured.dialects`), so the model cannot
answer in another form; what strict mode cannot check is checked here, and what would change the form is refused.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, cast

from ..core.endpoint import exchange
from ..errors import InvalidRequestError, InvalidResponse
from ..structured.check import problems
from ..structured.dialects import compile_schema
from ..structured.types import build, is_pydantic, is_type, name_of, schema_of, schema_of_fields
from ..wire.json import loads
from ..wire.shapes import is_list, is_object
from .model import Model, omit, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .endpoint import Endpoint, Resource
    from .parsed import ParsedChatCompletion, ParsedResponse

__all__ = [
    "Wanted",
    "chat_wanted",
    "function_tool",
    "parse_chat",
    "parse_response",
    "parsed_completion",
    "parsed_response",
    "response_format_of",
    "responses_function_tool",
    "responses_wanted",
    "strict_schema",
    "structured",
]

# What strict mode does not take and the answer is checked for here: it leaves the form as it is.
_CHECKED = frozenset({"minLength", "maxLength", "uniqueItems", "format"})
# Notes for readers, without any say about values.
_NOTES = frozenset(
    {
        *("default", "examples", "$schema", "$id", "$comment", "$anchor", "deprecated", "readOnly", "writeOnly"),
        "discriminator",
    }
)


def strict_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema for strict mode; the one given stays as it is.

    Raises:
        InvalidRequestError: A part of it cannot be said there; the text names its place.
    """
    compiled = compile_schema(dict(schema), "openai_sdk")
    if compiled.wrapped:
        raise InvalidRequestError(
            "$: the schema of an answer must be an object, and no union", hint="Put it into a class with one field"
        )
    for row in compiled.moved:
        if row.keyword not in _CHECKED and row.keyword not in _NOTES:
            raise InvalidRequestError(
                f"{_place(row.path)}: {row.keyword!r} is not supported in strict mode",
                hint="Say it in another way, or pass a schema of your own with strict=False",
            )
    for path in compiled.unenforceable:
        place = path.removesuffix(".additionalProperties")
        if place != path:
            raise InvalidRequestError(
                f"{_place(place)}: an object with any keys ('additionalProperties') is not supported in strict mode",
                hint="Use a list of objects with a key and a value",
            )
        raise InvalidRequestError(
            f"{_place(path)}: any value is not supported in strict mode", hint="Say which type it has"
        )
    return compiled.schema


def _place(path: str) -> str:
    """A place in a schema as one in its values: "$.people[].age"."""
    return re.sub(r"\.properties\.([^.\[]+)|\.items", lambda found: f".{found[1]}" if found[1] else "[]", path)


def parameters_schema(function: Callable[..., Any]) -> dict[str, Any]:
    """The schema of the arguments of a function.

    Raises:
        InvalidRequestError: An annotation has no schema, or the function takes any arguments.
    """
    import typing

    hints = typing.get_type_hints(function, include_extras=True)
    name = getattr(function, "__name__", "the function")
    required: list[str] = []
    kinds: dict[str, Any] = {}
    for one in inspect.signature(function).parameters.values():
        if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD, one.POSITIONAL_ONLY):
            raise InvalidRequestError(f"{name}() has an argument without a name of its own: {one}")
        if one.name not in hints:
            raise InvalidRequestError(f"{name}(): {one.name} has no annotation", hint="Say its type")
        kinds[one.name] = hints[one.name]
        if one.default is inspect.Parameter.empty:
            required.append(one.name)
    return schema_of_fields(kinds, required)


def structured(data: Any, kind: Any, schema: Mapping[str, Any] | None = None) -> Any:
    """JSON as an object of a type; fields that the type does not have are passed over.

    Args:
        data: What `json.loads` gives.
        kind: A type.
        schema: Its schema, where that is known already.

    Raises:
        Exception: It is no such object: a ValueError with the places, or whatever the class says.
    """
    if is_pydantic(kind):
        return build(kind, data)
    found = problems(schema_of(kind) if schema is None else schema, data)
    if told := [str(row) for row in found if row.keyword != "additionalProperties"]:
        raise ValueError("; ".join(told[:5]))
    return build(kind, data)


class FunctionTool(dict[str, Any]):
    """The definition of a tool, which knows the type (or function) it was made of."""

    model: Any = None


def _definition(kind: Any, name: str | None, description: str | None, *, strict: bool) -> FunctionTool:
    if is_type(kind):
        schema = schema_of(kind)
        text = description if description is not None else getattr(kind, "__doc__", None)
        if description is None and schema.get("description") is None and not hasattr(kind, "model_json_schema"):
            text = None  # the docstring was not written by anybody
    elif callable(kind):
        schema = parameters_schema(kind)
        text = description if description is not None else inspect.getdoc(kind)
    else:
        raise InvalidRequestError(
            f"A tool is made of a type or a function, not of {type(kind).__name__}", param="tools"
        )
    made = FunctionTool(name=name or name_of(kind), strict=strict)
    made["parameters"] = strict_schema(schema) if strict else schema
    if text:
        made["description"] = inspect.cleandoc(text)
    made.model = kind
    return made


def function_tool(
    kind: Any, *, name: str | None = None, description: str | None = None, strict: bool = True
) -> dict[str, Any]:
    """A tool for chats, made of a type (its fields are the arguments) or of a function.

    Args:
        kind: An attrs class, a dataclass, a TypedDict, a pydantic model, or a function with annotations.
        name: By default that of the type.
        description: By default its docstring.
        strict: Whether the model has to keep to the schema.

    Raises:
        InvalidRequestError: It has no schema, or none that strict mode supports.
    """
    return {"type": "function", "function": _definition(kind, name, description, strict=strict)}


def responses_function_tool(
    kind: Any,
    *,
    name: str | None = None,
    description: str | None = None,
    strict: bool = True,
    defer_loading: Any = omit,
) -> dict[str, Any]:
    """A tool for responses; see `function_tool`.

    Args:
        kind: As there.
        name: As there.
        description: As there.
        strict: As there.
        defer_loading: Let the model find it by a tool search first.
    """
    inner = _definition(kind, name, description, strict=strict)
    made = FunctionTool({"type": "function", **inner})
    if defer_loading is not omit:
        made["defer_loading"] = defer_loading
    made.model = kind
    return made


def response_format_of(kind: Any) -> dict[str, Any]:
    """The `response_format` of a chat for a type.

    Raises:
        InvalidRequestError: The type has no schema, or none that strict mode supports.
    """
    return {
        "type": "json_schema",
        "json_schema": {"name": name_of(kind), "schema": strict_schema(schema_of(kind)), "strict": True},
    }


class Wanted:
    """What the answers of a call are parsed to.

    Attributes:
        kind: The type of the content, or None.
        tools: The type of each tool by its name; `dict` for a strict tool without a type.
    """

    def __init__(self, kind: Any, tools: Mapping[str, Any]) -> None:
        self.kind: Any = kind
        self.tools: Mapping[str, Any] = tools
        self._schemas: dict[Any, Mapping[str, Any]] = {}

    def __bool__(self) -> bool:
        return self.kind is not None or bool(self.tools)

    def content(self, text: str) -> Any:
        """The content as an object.

        Raises:
            InvalidResponse: It is none of the type.
        """
        return self._object(text, self.kind, "The answer")

    def arguments(self, name: str, text: str) -> Any:
        """The arguments of a tool as an object; None for a tool that has no type.

        Raises:
            InvalidResponse: They are none of the type.
        """
        kind = self.tools.get(name)
        return None if kind is None else self._object(text, kind, f"The arguments of {name}")

    def _object(self, text: str, kind: Any, what: str) -> Any:
        try:
            data = loads(text)
        except ValueError as error:
            raise InvalidResponse(f"{what} is not JSON", excerpt=text[:200]) from error
        if kind is dict:
            return data
        schema = self._schemas.get(kind)
        if schema is None:
            schema = self._schemas[kind] = schema_of(kind) if is_type(kind) else parameters_schema(kind)
        try:
            return structured(data, kind, schema) if is_type(kind) else _called_with(kind, data, schema)
        except Exception as error:
            raise InvalidResponse(f"{what} is no {name_of(kind)}: {_why(error)}", excerpt=text[:200]) from error


def _called_with(function: Callable[..., Any], data: Any, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a function, each as an object of its annotation."""
    import typing

    hints = typing.get_type_hints(function, include_extras=True)
    given = structured(data, dict[str, Any], schema)
    return {name: build(hints[name], value) if name in hints else value for name, value in given.items()}


def _why(error: BaseException) -> str:
    """The reason in one line."""
    return f"{type(error).__name__}: {error}".partition("\n")[0]


# -- chats


def chat_wanted(fields: dict[str, Any]) -> Wanted:
    """Make the types among the fields of a chat request what the API takes, and remember them."""
    kind: Any = None
    given = fields.get("response_format", omit)
    if is_type(given):
        kind = given
        fields["response_format"] = response_format_of(given)
    tools: dict[str, Any] = {}
    listed = fields.get("tools", omit)
    if listed is not omit and listed is not None:
        fields["tools"] = [_chat_tool(tool, tools) for tool in cast("Iterable[Any]", listed)]
    return Wanted(kind, tools)


def _chat_tool(tool: Any, tools: dict[str, Any]) -> Any:
    if is_type(tool) or inspect.isroutine(tool):
        tool = function_tool(tool)
    inner: Any = tool.get("function") if is_object(tool) else getattr(tool, "function", None)
    definition = plain(inner) if isinstance(inner, Model) else inner
    if is_object(definition):
        _remember(definition, inner, tools)
    return tool


def _remember(definition: Mapping[str, Any], source: Any, tools: dict[str, Any]) -> None:
    model = getattr(source, "model", None) if not isinstance(source, Model) else None
    name = definition.get("name")
    if isinstance(name, str) and (model is not None or definition.get("strict") is True):
        tools[name] = dict if model is None else model


async def parse_chat(resource: Resource[Any], **keywords: Any) -> Any:
    """A chat whose answer is an object of `response_format`.

    Args:
        resource: The resource.
        keywords: Those of `create`; `response_format` may be a type, `tools` may hold types and functions.

    Returns:
        A `ParsedChatCompletion`: `choices[0].message.parsed`, `.tool_calls[0].function.parsed_arguments`.

    Raises:
        InvalidRequestError: A type has no schema, or none that strict mode supports; nothing was sent.
        LengthFinishReasonError, ContentFilterFinishReasonError: The answer was cut off; it is the `completion`.
        InvalidResponse: The answer is no such object; it is the `partial`.
    """
    wanted = chat_wanted(keywords)
    return await _parsed(resource, keywords, lambda made: parsed_completion(made, wanted))


async def _parsed(resource: Resource[Any], keywords: dict[str, Any], parse: Callable[[Any], Any]) -> Any:
    from .caller import read_answer

    endpoint: Endpoint = getattr(type(resource), "create")  # noqa: B009 - it is declared in the stub of each resource

    caller = resource._caller
    plan = caller.plan(endpoint, (), keywords)
    answer, call = await exchange(caller.core_for(endpoint), plan.request(), plan.options)

    def read(to: Any = None) -> Any:
        made = read_answer(plan, answer, call, to)
        if to is not None or not isinstance(made, Model):
            return made
        found = parse(made)
        found._answered(call.request_id)
        return found

    if not caller.raw:
        return read()
    from .answers import RawResponse

    return RawResponse[Any](answer, call, read)


def _put(model: Model, **values: Any) -> None:
    for name, value in values.items():
        object.__setattr__(model, name, value)


def parsed_completion(completion: Model, wanted: Wanted) -> ParsedChatCompletion[Any]:
    """A completion with its messages parsed.

    Raises:
        LengthFinishReasonError, ContentFilterFinishReasonError, InvalidResponse: See `parse_chat`.
    """
    from . import parsed as kinds
    from .errors import ContentFilterFinishReasonError, LengthFinishReasonError

    made = kinds.ParsedChatCompletion[Any].from_dict(completion.raw)
    choices: list[Any] = []
    for data in completion.raw.get("choices") or ():
        choice: Any = kinds.ParsedChoice[Any].from_dict(data if is_object(data) else {})
        reason = choice.finish_reason
        if wanted and reason == "length":
            raise LengthFinishReasonError(completion=completion)
        if wanted and reason == "content_filter":
            raise ContentFilterFinishReasonError(completion=completion)
        said = choice.raw.get("message")
        if is_object(said):
            try:
                _put(choice, message=_message(said, wanted))
            except InvalidResponse as error:
                error.partial = completion
                raise
        choices.append(choice)
    _put(made, choices=choices)
    return made


def _message(data: Mapping[str, Any], wanted: Wanted) -> Any:
    from . import parsed as kinds

    message: Any = kinds.ParsedChatCompletionMessage[Any].from_dict(data)
    content, refusal = data.get("content"), data.get("refusal")
    parsed = None
    if wanted.kind is not None and isinstance(content, str) and content and not refusal:
        parsed = wanted.content(content)
    _put(message, parsed=parsed)
    calls = data.get("tool_calls")
    if is_list(calls):
        found: list[Any] = []
        for position, one in enumerate(calls):
            inner = one.get("function") if is_object(one) else None
            if not is_object(inner):
                found.append(ChatMessage(data).tool_calls[position])
                continue
            call: Any = kinds.ParsedFunctionToolCall.from_dict(cast("Mapping[str, Any]", one))
            function: Any = kinds.ParsedFunction.from_dict(inner)
            arguments = inner.get("arguments")
            name = str(inner.get("name"))
            _put(function, parsed_arguments=wanted.arguments(name, arguments) if isinstance(arguments, str) else None)
            _put(call, function=function)
            found.append(call)
        _put(message, tool_calls=found)
    return message


def ChatMessage(data: Mapping[str, Any]) -> Any:  # noqa: N802 - stands for the class
    """A message whose fields are read as those of any answer."""
    from .types import ChatCompletionResponseMessage

    return ChatCompletionResponseMessage.from_dict(data)


# -- responses


def responses_wanted(fields: dict[str, Any], kind: Any) -> Wanted:
    """Make the types among the fields of a request for a response what the API takes, and remember them."""
    wanted: Any = None
    if kind is not omit and kind is not None:
        if not is_type(kind):
            raise InvalidRequestError("text_format is a type", param="text_format", hint="A schema goes into text=")
        text: Any = plain(fields.get("text", omit)) if fields.get("text", omit) is not omit else {}
        if is_object(text) and "format" in text:
            raise InvalidRequestError("text_format and text.format say the same twice", param="text_format")
        wanted = kind
        schema = {
            "type": "json_schema",
            "name": name_of(kind),
            "schema": strict_schema(schema_of(kind)),
            "strict": True,
        }
        fields["text"] = {**(text or {}), "format": schema}
    tools: dict[str, Any] = {}
    listed = fields.get("tools", omit)
    if listed is not omit and listed is not None:
        made: list[Any] = []
        for tool in cast("Iterable[Any]", listed):
            if is_type(tool) or inspect.isroutine(tool):
                made.append(responses_function_tool(tool))
            else:
                made.append(tool)
            definition = plain(made[-1]) if isinstance(made[-1], Model) else made[-1]
            if is_object(definition) and definition.get("type") == "function":
                _remember(definition, made[-1], tools)
        fields["tools"] = made
    return Wanted(wanted, tools)


async def parse_response(resource: Resource[Any], *, text_format: Any = omit, **keywords: Any) -> Any:
    """A response whose text is an object of `text_format`.

    Args:
        resource: The resource.
        text_format: A type.
        keywords: Those of `create`; `tools` may hold types and functions.

    Returns:
        A `ParsedResponse`: `output_parsed`, and `parsed_arguments` on the function calls of `output`.

    Raises:
        InvalidRequestError: A type has no schema, or none that strict mode supports; nothing was sent.
        LengthFinishReasonError, ContentFilterFinishReasonError: The answer was cut off; it is the `completion`.
        InvalidResponse: The answer is no such object; it is the `partial`.
    """
    wanted = responses_wanted(keywords, text_format)
    return await _parsed(resource, keywords, lambda made: parsed_response(made, wanted))


def parsed_response(response: Model, wanted: Wanted) -> ParsedResponse[Any]:
    """A response with its texts and function calls parsed.

    Raises:
        LengthFinishReasonError, ContentFilterFinishReasonError, InvalidResponse: See `parse_response`.
    """
    from . import parsed as kinds

    made = kinds.ParsedResponse[Any].from_dict(response.raw)
    output: list[Any] = []
    try:
        for item in response.output or ():
            kind = item.raw.get("type") if isinstance(item, Model) else None
            if kind == "message":
                message: Any = kinds.ParsedResponseOutputMessage[Any].from_dict(item.raw)
                _put(message, content=[_text(part, wanted) for part in item.content or ()])
                output.append(message)
            elif kind == "function_call":
                call: Any = kinds.ParsedResponseFunctionToolCall.from_dict(item.raw)
                # A call that was cut off is no object yet.
                whole = call.status in (None, "completed") and isinstance(call.arguments, str)
                _put(call, parsed_arguments=wanted.arguments(str(call.name), call.arguments) if whole else None)
                output.append(call)
            else:
                output.append(item)
    except InvalidResponse as error:
        raise _unfinished(response) or _with(error, response) from error
    _put(made, output=output)
    return made


def _with(error: InvalidResponse, partial: Model) -> InvalidResponse:
    error.partial = partial
    return error


def _text(part: Any, wanted: Wanted) -> Any:
    from . import parsed as kinds

    if not isinstance(part, Model) or part.raw.get("type") != "output_text":
        return part
    made: Any = kinds.ParsedResponseOutputText[Any].from_dict(part.raw)
    text = made.text
    _put(made, parsed=wanted.content(text) if wanted.kind is not None and isinstance(text, str) else None)
    return made


def _unfinished(response: Model) -> Any:
    """The error of an answer that was cut off; None for one that was not."""
    from .errors import ContentFilterFinishReasonError, LengthFinishReasonError

    details = response.raw.get("incomplete_details")
    reason = details.get("reason") if is_object(details) else None
    if reason == "max_output_tokens":
        return LengthFinishReasonError(completion=response)
    return ContentFilterFinishReasonError(completion=response) if reason == "content_filter" else None
