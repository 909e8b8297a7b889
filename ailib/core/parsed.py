"""Answers of a type: the schema goes along in the provider's own way, the answer is checked against all of it.

request -> schema of the type -> what this provider takes of it -> answer -> JSON -> checks -> value
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import attrs

from ..errors import InvalidRequestError, InvalidResponse
from ..models.message import Message, Role
from ..models.record import Record
from ..models.response import ChatCompletionResponse
from ..models.tools import ResponseFormat
from ..structured.check import is_valid
from ..structured.dialects import CompiledSchema, compile_schema
from ..structured.parsing import JsonResponseParser, extract_json_from_text
from ..structured.types import name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..models.request import ChatCompletionRequest
    from .call import CallOptions, Core
    from .target import Target

__all__ = ["ParsedCompletion", "dialect_of", "fitted", "parsed"]

T = TypeVar("T")


@attrs.frozen(eq=False, repr=False)
class ParsedCompletion(Record, Generic[T]):
    """An answer and what was made of it.

    Attributes:
        parsed: The value.
        response: The answer it was read from; after repairs, the last one.
        repairs: How often the model was asked to mend its answer.
        schema: What the client's provider is told, and what of the schema only the client checks; None for a parser.
    """

    parsed: T
    response: ChatCompletionResponse
    repairs: int = 0
    schema: CompiledSchema | None = None


def dialect_of(target: Target) -> str:
    """The schema dialect of a target: that of its wire family; local servers take nearly all of JSON schema."""
    name = target.dialect.name
    return "vllm" if name == "openai_chat" and target.profile.local else name


def fitted(request: ChatCompletionRequest, target: Target) -> ChatCompletionRequest:
    """The request with its portable schema as this target takes it; itself when it has none."""
    wanted = request.response_format
    if not isinstance(wanted, ResponseFormat) or not wanted.portable or wanted.schema is None:
        return request
    compiled = compile_schema(dict(wanted.schema), dialect_of(target))
    if compiled.enforced:
        schema = ResponseFormat.json_schema(compiled.schema, wanted.name or "answer", description=wanted.description)
        return request.replace(response_format=schema)
    from ..wire.json import dumps

    # The provider would refuse it: any JSON, and the schema for the model to read.
    text = f"Answer with JSON only, following this JSON schema:\n{dumps(compiled.source).decode()}"
    request = request.replace(response_format=ResponseFormat.json_object())
    return request.with_messages((Message.system(text), *request.messages))


def _unusable(response: ChatCompletionResponse) -> InvalidResponse | None:
    """The error of an answer that cannot be whole."""
    reason = response.finish_reason
    if response.refusal:
        why = f"The model refused: {response.refusal}"
        hint = None
    elif reason == "length":
        why, hint = "The answer was cut off at max_tokens", "Allow more with max_tokens"
    elif reason == "content_filter":
        why, hint = "The answer was stopped by the provider's filter", None
    else:
        return None
    return InvalidResponse(why, excerpt=response.text[:200], hint=hint)


async def parsed(
    core: Core, request: ChatCompletionRequest, into: Any, options: CallOptions | None, repairs: int
) -> ParsedCompletion[Any]:
    """An answer of a type; see `Client.chat_completion_parsed`."""
    if repairs < 0:
        raise InvalidRequestError(f"repairs must be 0 or more, not {repairs}", param="repairs")
    compiled: CompiledSchema | None = None
    parse: Any = getattr(into, "parse", None)
    if isinstance(into, type) or not callable(parse):
        if callable(into) and not isinstance(into, type) and not hasattr(into, "__origin__"):
            parse = into  # a function of the text
        else:
            reader: JsonResponseParser[Any] = JsonResponseParser(into)
            compiled = compile_schema(reader.schema, dialect_of(core.target))
            if request.response_format is None:
                wanted = ResponseFormat("json_schema", reader.schema, name_of(into), True, portable=True)
                request = request.replace(response_format=wanted)
            parse = _reading(reader)
    done = 0
    while True:
        response = await core.chat(request, options)
        try:
            return ParsedCompletion(parse(response.text), response, done, compiled)
        except InvalidResponse as error:
            failed = error
            unusable = _unusable(response)
            if unusable is not None or done >= repairs:
                failed = unusable or error
                failed.problems = error.problems
                failed.provider, failed.model = response.provider, response.model
                failed.request_id, failed.attempts, failed.partial = response.request_id, response.attempts, response
                raise failed from (error if unusable is not None else error.__cause__)
        done += 1
        said = (
            f"Your answer cannot be used: {failed.message}. Answer again, completely, in the form that was asked for."
        )
        before = response.message if response.choices else Message(Role.ASSISTANT, "")
        request = request.with_messages((*request.messages, before, Message.user(said)))


def _reading(reader: JsonResponseParser[Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        data = extract_json_from_text(text)
        if isinstance(data, dict) and not is_valid(reader.schema, data):
            # Where the root has to be an object, the value stands in one.
            fields = cast("dict[str, Any]", data)
            if fields.keys() == {"value"}:
                data = fields["value"]
        return reader.value(data, text)

    return read
