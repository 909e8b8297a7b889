"""Models as plain dicts and back, through cattrs.

Loaded on the first `to_dict` or `from_dict`: building a converter costs milliseconds that a chat does not need.
Messages and parts go through the plain functions of `parts`, which the wire dialects use too.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from ..errors import InvalidRequestError
from . import record, request, response, routing, tools, usage
from .content import MessageContent
from .message import Message
from .parts import content_from_json, content_to_json
from .request import ChatCompletionRequest
from .response import ChatCompletionResponse
from .tools import Reasoning, ResponseFormat, Tool, ToolChoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from .record import Record

__all__ = ["converter", "structure", "unstructure", "unstructure_answer"]

T = TypeVar("T")

# What a field may hold when it is a class of ours in one case and the provider's own JSON in the other.
_TAGGED: dict[str, type[ToolChoice | ResponseFormat]] = {
    "tool_choice": ToolChoice,
    "response_format": ResponseFormat,
}


def _tagged(value: Any, _type: Any) -> Any:
    """Read `ToolChoice | str | dict` and the like: our classes are written with a `__class__` mark."""
    data: Mapping[str, Any] | None = value
    if isinstance(data, Mapping):
        for cls in _TAGGED.values():
            if data.get("__class__") == cls.__name__:
                return converter.structure({name: item for name, item in data.items() if name != "__class__"}, cls)
    return value


def _untagged(value: Any) -> Any:
    if isinstance(value, (ToolChoice, ResponseFormat)):
        return {"__class__": type(value).__name__, **converter.unstructure(value)}
    return value


def _structure_reasoning(value: Any, _type: Any) -> Reasoning:
    data: Mapping[str, Any] | None = value
    return Reasoning(**data) if isinstance(data, Mapping) else Reasoning.of(value)


def _is_union(kind: Any) -> bool:
    """Unions of JSON values, and of our classes with JSON values; `X | None` is cattrs' own business."""
    args = [arg for arg in getattr(kind, "__args__", ()) if arg is not type(None)]
    return (len(args) > 1 and getattr(kind, "__origin__", None) is None) or (
        str(getattr(kind, "__origin__", "")) == "typing.Union" and len(args) > 1
    )


def _converter() -> cattrs.Converter:
    made = cattrs.Converter(omit_if_default=True, prefer_attrib_converters=False)
    made.register_structure_hook_func(_is_union, _tagged)
    made.register_unstructure_hook_func(_is_union, _untagged)
    attrs.resolve_types(ChatCompletionRequest, {**vars(request), **vars(tools)})
    figures = {**vars(record), **vars(routing), **vars(usage), "Decimal": Decimal}
    attrs.resolve_types(routing.TargetOutcome, figures)
    attrs.resolve_types(routing.RoutingReport, figures)
    attrs.resolve_types(ChatCompletionResponse, {**figures, **vars(response)})
    made.register_unstructure_hook(Decimal, str)
    made.register_structure_hook(Decimal, lambda data, _: Decimal(data))
    made.register_unstructure_hook(bytes, lambda data: base64.b64encode(data).decode("ascii"))
    made.register_structure_hook(bytes, lambda data, _: data if isinstance(data, bytes) else base64.b64decode(data))
    made.register_unstructure_hook(MessageContent, content_to_json)
    made.register_structure_hook(MessageContent, lambda data, _: content_from_json(data))
    made.register_unstructure_hook(Message, Message.to_dict)
    made.register_structure_hook(Message, lambda data, _: Message.from_dict(data))
    made.register_structure_hook(Tool, lambda data, _: Tool(**data) if "raw" in data else Tool.of(data))
    made.register_structure_hook(Reasoning, _structure_reasoning)
    # The price function belongs to the client that made the response; headers may be a transport's own mapping.
    made.register_unstructure_hook(
        ChatCompletionResponse,
        make_dict_unstructure_fn(
            ChatCompletionResponse,
            made,
            _cattrs_omit_if_default=True,
            pricing=override(omit=True),
            headers=override(unstruct_hook=lambda headers: {str(k).lower(): str(v) for k, v in headers.items()}),
        ),
    )
    made.register_structure_hook(
        ChatCompletionResponse,
        make_dict_structure_fn(ChatCompletionResponse, made, pricing=override(omit=True)),
    )
    return made


converter: cattrs.Converter = _converter()


def _lean() -> Callable[[ChatCompletionResponse], dict[str, Any]]:
    gone = override(omit=True)
    tokens = make_dict_unstructure_fn(usage.Usage, converter, _cattrs_omit_if_default=True, raw=gone)
    return make_dict_unstructure_fn(
        ChatCompletionResponse,
        converter,
        _cattrs_omit_if_default=True,
        usage=override(unstruct_hook=tokens),
        raw=gone,
        headers=gone,
        attempts=gone,
        routing=gone,
        latency=gone,
        pricing=gone,
    )


unstructure_answer: Callable[[ChatCompletionResponse], dict[str, Any]] = _lean()
"""A response as plain JSON values, without what does not outlive its call: raw JSON, headers, attempts, times."""


def unstructure(record: Record) -> dict[str, Any]:
    """A record as plain JSON values."""
    return cast("dict[str, Any]", converter.unstructure(record))


def structure(data: Mapping[str, Any], cls: type[T]) -> T:
    """A record from plain JSON values.

    Raises:
        InvalidRequestError: The data does not fit; the text names each place.
    """
    if not isinstance(data, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidRequestError(f"{cls.__name__}.from_dict wants a dict, not {type(data).__name__}")
    try:
        if attrs.has(cls) and not attrs.fields_dict(cls).keys() & data.keys() and data:
            raise InvalidRequestError(f"None of {sorted(data)} is a field of {cls.__name__}")
        return converter.structure(data, cls)
    except (cattrs.BaseValidationError, TypeError, ValueError, KeyError) as error:
        if isinstance(error, InvalidRequestError):
            raise
        places = cattrs.transform_error(error) if isinstance(error, cattrs.BaseValidationError) else [str(error)]
        raise InvalidRequestError(f"This is no {cls.__name__}: {'; '.join(places)}") from error
