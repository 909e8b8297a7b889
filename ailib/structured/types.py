"""Python types to JSON schemas, and JSON back to values of these types.

Understood: dataclasses, attrs classes, typed dicts, named tuples, pydantic models, enums, `Literal`, unions, lists,
sets, tuples, dicts with text as keys, `Any`, str, int, float, bool, None, datetime, date, time, UUID, Decimal.
`Annotated[int, "what it is", {"minimum": 1}]` adds a description and keywords of JSON schema.
"""

from __future__ import annotations

import collections.abc
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any, Literal, Union, cast

from ..errors import InvalidRequestError
from ..models.shapes import is_list, is_object
from .check import is_valid

__all__ = ["build", "name_of", "schema_of", "schema_of_fields"]

_PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
_LISTS = (list, set, frozenset, collections.abc.Sequence, collections.abc.Iterable, collections.abc.Set)
_DICTS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)


def _formats() -> dict[Any, str | None]:
    import datetime as dt
    import decimal
    import uuid

    return {
        dt.datetime: "date-time",
        dt.date: "date",
        dt.time: "time",
        uuid.UUID: "uuid",
        decimal.Decimal: None,
    }


def name_of(kind: Any) -> str:
    """A name for a type that every provider takes: letters, digits, "_" and "-", at most 64."""
    import re

    name = getattr(kind, "__name__", None) or "answer"
    return re.sub(r"[^A-Za-z0-9_-]+", "_", str(name))[:64] or "answer"


class _Field:
    """One field of a class.

    Attributes:
        hint: Its type.
        name: In JSON and in the constructor.
        required: It has no default.
    """

    __slots__ = ("hint", "name", "required")

    def __init__(self, name: str, hint: Any, *, required: bool) -> None:
        self.name = name
        self.hint = hint
        self.required = required


def _fields(kind: Any) -> list[_Field] | None:
    """The fields of a class that is made of fields; None for any other."""
    if not isinstance(kind, type):
        return None
    if hasattr(kind, "__attrs_attrs__"):
        import attrs

        hints = _hints(kind)
        return [
            _Field(row.alias or row.name, hints.get(row.name, Any), required=row.default is attrs.NOTHING)
            for row in attrs.fields(kind)
            if row.init
        ]
    if hasattr(kind, "__dataclass_fields__"):
        import dataclasses

        hints = _hints(kind)
        missing = dataclasses.MISSING
        return [
            _Field(
                row.name,
                hints.get(row.name, Any),
                required=row.default is missing and row.default_factory is missing,
            )
            for row in dataclasses.fields(kind)
            if row.init
        ]
    if typing.is_typeddict(kind):
        required: frozenset[str] = getattr(kind, "__required_keys__", frozenset())
        return [_Field(name, hint, required=name in required) for name, hint in _hints(kind).items()]
    names: Any = getattr(cast("Any", kind), "_fields", None)
    if issubclass(kind, tuple) and names is not None:
        defaults: Mapping[str, Any] = getattr(cast("Any", kind), "_field_defaults", {})
        hints = _hints(kind)
        return [_Field(name, hints.get(name, Any), required=name not in defaults) for name in names]
    return None


def _hints(kind: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(kind, include_extras=True)
    except (NameError, TypeError) as error:
        raise InvalidRequestError(f"The types of {kind.__name__} cannot be read: {error}", param="into") from error


def _is_pydantic(kind: Any) -> bool:
    return isinstance(kind, type) and hasattr(kind, "model_json_schema") and hasattr(kind, "model_validate")


class _Schemas:
    """Schemas of one type and of what it is made of."""

    def __init__(self) -> None:
        self.definitions: dict[str, Any] = {}
        self.names: dict[Any, str] = {}
        self.formats = _formats()

    def of(self, kind: Any, path: str) -> dict[str, Any]:
        """The schema of a type."""
        origin = typing.get_origin(kind)
        arguments = typing.get_args(kind)
        if origin is typing.Annotated:
            return self.annotated(arguments, path)
        if origin in (typing.Required, typing.NotRequired) or str(origin) == "typing.ReadOnly":
            return self.of(arguments[0], path)
        if kind is Any or kind is object:
            return {}
        if kind in _PLAIN or kind is None:
            return {"type": _PLAIN[kind] if kind is not None else "null"}
        if origin is Literal:
            return _enumeration([value.value if isinstance(value, Enum) else value for value in arguments])
        if origin is Union or origin is types.UnionType:
            return {"anyOf": [self.of(member, path) for member in arguments]}
        if (origin or kind) is tuple:
            return self.fixed(arguments, path)
        if (origin or kind) in _LISTS:
            wire: dict[str, Any] = {"type": "array", "items": self.of(arguments[0], f"{path}[]") if arguments else {}}
            if (origin or kind) in (set, frozenset, collections.abc.Set):
                wire["uniqueItems"] = True
            return wire
        if (origin or kind) in _DICTS:
            if arguments and arguments[0] not in (str, Any):
                raise InvalidRequestError(f"{path}: the keys of a JSON object are text", param="into")
            return {"type": "object", "additionalProperties": self.of(arguments[1], f"{path}{{}}") if arguments else {}}
        if isinstance(kind, typing.TypeVar):
            return self.of(kind.__bound__, path) if kind.__bound__ is not None else {}
        if kind in self.formats:
            shape = self.formats[kind]
            return {"type": "string", "format": shape} if shape is not None else {"type": "string"}
        if isinstance(kind, type) and issubclass(kind, Enum):
            return _enumeration([member.value for member in kind])
        return self.named(kind, path)

    def annotated(self, arguments: tuple[Any, ...], path: str) -> dict[str, Any]:
        """A type with words and keywords beside it."""
        wire = dict(self.of(arguments[0], path))
        for note in arguments[1:]:
            if isinstance(note, str):
                wire["description"] = note
            elif isinstance(note, Mapping):
                wire.update(cast("Mapping[str, Any]", note))
        return wire

    def fixed(self, arguments: tuple[Any, ...], path: str) -> dict[str, Any]:
        """A tuple: of one type and any length, or of a type for each place."""
        if not arguments:
            return {"type": "array", "items": {}}
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return {"type": "array", "items": self.of(arguments[0], f"{path}[]")}
        places = [self.of(kind, f"{path}[{at}]") for at, kind in enumerate(arguments)]
        many = len(places)
        return {"type": "array", "prefixItems": places, "items": False, "minItems": many, "maxItems": many}

    def named(self, kind: Any, path: str) -> dict[str, Any]:
        """A class: a definition of its own, which may name itself."""
        known = self.names.get(kind)
        if known is not None:
            return {"$ref": f"#/$defs/{known}"}
        fields = None if _is_pydantic(kind) else _fields(kind)
        if fields is None and not _is_pydantic(kind):
            raise InvalidRequestError(
                f"{path}: {kind!r} has no JSON schema",
                param="into",
                hint="Use a dataclass, an attrs class, a TypedDict, a pydantic model, or plain types",
            )
        name = base = name_of(kind)
        count = 1
        while name in self.definitions:
            count += 1
            name = f"{base}_{count}"
        self.names[kind] = name
        self.definitions[name] = {}
        if fields is None:
            whole = dict(kind.model_json_schema())
            self.definitions.update(whole.pop("$defs", {}))
            self.definitions[name] = whole
            return {"$ref": f"#/$defs/{name}"}
        wire: dict[str, Any] = {"type": "object"}
        text = kind.__dict__.get("__doc__")
        # A docstring that only repeats the signature was made by a decorator.
        if isinstance(text, str) and text.strip() and not text.startswith((f"{kind.__name__}(", "Method generated")):
            import inspect

            wire["description"] = inspect.cleandoc(text)
        wire["properties"] = {field.name: self.of(field.hint, f"{path}.{field.name}") for field in fields}
        wire["required"] = [field.name for field in fields if field.required]
        wire["additionalProperties"] = False
        self.definitions[name] = wire
        return {"$ref": f"#/$defs/{name}"}


def _enumeration(values: list[Any]) -> dict[str, Any]:
    kinds = {_PLAIN.get(type(value)) for value in values}
    wire: dict[str, Any] = {"enum": values}
    if len(kinds) == 1 and (kind := next(iter(kinds))) is not None:
        wire = {"type": kind, **wire}
    return wire


def _refers(schema: Any, reference: str) -> bool:
    if is_object(schema):
        node = schema
        return node.get("$ref") == reference or any(_refers(value, reference) for value in node.values())
    return is_list(schema) and any(_refers(value, reference) for value in schema)


def schema_of(kind: Any) -> dict[str, Any]:
    """The JSON schema (2020-12) of a type; a dict is taken for a schema already.

    Raises:
        InvalidRequestError: A type in it has none; the message has the path to it.
    """
    if isinstance(kind, Mapping):
        return dict(cast("Mapping[str, Any]", kind))
    if _is_pydantic(kind):
        return dict(kind.model_json_schema())
    made = _Schemas()
    schema = made.of(kind, "$")
    name = made.names.get(kind) if isinstance(kind, type) else None
    if name is not None and schema == {"$ref": f"#/$defs/{name}"}:
        inside = made.definitions[name]
        if not _refers(made.definitions, f"#/$defs/{name}"):
            del made.definitions[name]
            schema = dict(inside)
    return {**schema, "$defs": made.definitions} if made.definitions else schema


def schema_of_fields(kinds: Mapping[str, Any], required: list[str]) -> dict[str, Any]:
    """The JSON schema of an object with these fields.

    Raises:
        InvalidRequestError: A type has none.
    """
    made = _Schemas()
    properties = {name: made.of(kind, f"$.{name}") for name, kind in kinds.items()}
    wire: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
    wire["additionalProperties"] = False
    return {**wire, "$defs": made.definitions} if made.definitions else wire


# Values


def build(kind: Any, value: Any) -> Any:
    """A value of this type, from JSON that follows its schema.

    Raises:
        ValueError, TypeError: The value does not fit, or the class refuses it (its own checks).
    """
    origin = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if isinstance(kind, Mapping) or kind is Any or kind is object or isinstance(kind, typing.TypeVar):
        return value
    if origin in (typing.Annotated, typing.Required, typing.NotRequired) or str(origin) == "typing.ReadOnly":
        return build(arguments[0], value)
    if kind is float and type(value) is int:
        return float(value)
    if kind in _PLAIN or kind is None:
        return value
    if origin is Literal:
        return next((member for member in arguments if (getattr(member, "value", member)) == value), value)
    if origin is Union or origin is types.UnionType:
        return _either(arguments, value)
    if (origin or kind) is tuple:
        if not arguments:
            return tuple(value)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(build(arguments[0], item) for item in value)
        return tuple(build(member, item) for member, item in zip(arguments, value, strict=True))
    if (origin or kind) in _LISTS:
        items = [build(arguments[0], item) for item in value] if arguments else list(value)
        if (origin or kind) in (set, collections.abc.Set):
            return set(items)
        return frozenset(items) if (origin or kind) is frozenset else items
    if (origin or kind) in _DICTS:
        return {key: build(arguments[1], item) for key, item in value.items()} if arguments else dict(value)
    return _object(kind, value)


def _either(members: tuple[Any, ...], value: Any) -> Any:
    """The first member of a union that the value follows."""
    failed: Exception | None = None
    for member in members:
        if is_valid(schema_of(member), value):
            try:
                return build(member, value)
            except (ValueError, TypeError) as error:
                failed = error
    raise failed or ValueError("it fits no member of the union")


def _object(kind: Any, value: Any) -> Any:
    if _is_pydantic(kind):
        return kind.model_validate(value)
    formats = _formats()
    if kind in formats:
        if formats[kind] in ("date-time", "date", "time"):
            return kind.fromisoformat(value)
        return kind(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    fields = _fields(kind)
    if fields is None:
        raise TypeError(f"{kind!r} cannot be made from JSON")
    made = {field.name: build(field.hint, value[field.name]) for field in fields if field.name in value}
    return made if typing.is_typeddict(cast("Any", kind)) else cast("Any", kind)(**made)
