"""Python types to JSON schemas, and JSON back to values of these types.

Understood: dataclasses, attrs classes, typed dicts, named tuples (generic ones too), pydantic models, dataclasses and
type adapters, enums, `Literal`, unions, lists, sets, tuples, dicts with text as keys, `NewType`, aliases, `Any`, str,
int, float, bool, None, datetime, date, time, timedelta, UUID, Decimal. `Annotated[int, "what it is", {"minimum": 1}]`
adds a description and keywords of JSON schema; bounds such as those of annotated-types count. A field's
`metadata={"description": ...}` is its description.
"""

from __future__ import annotations

import collections
import collections.abc
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Literal, Union, cast

from ..errors import InvalidRequestError
from ..models.shapes import is_list, is_object
from .check import problems

__all__ = ["build", "is_pydantic", "is_type", "name_of", "schema_of", "schema_of_fields"]

_PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
_SETS = (set, frozenset, collections.abc.Set, collections.abc.MutableSet)
_LISTS = (
    list,
    collections.deque,
    collections.abc.Sequence,
    collections.abc.MutableSequence,
    collections.abc.Iterable,
    collections.abc.Collection,
    *_SETS,
)
_DICTS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
# What wraps a type without changing its values.
_MARKS = (typing.Required, typing.NotRequired, typing.Final, typing.ClassVar)
# Attributes of what may stand in `Annotated` beside a type, and the keyword that they mean.
_BOUNDS = {
    "ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum", "multiple_of": "multipleOf",
}  # fmt: skip


def _formats() -> dict[Any, str | None]:
    import datetime as dt
    import decimal
    import uuid

    return {
        dt.datetime: "date-time",
        dt.date: "date",
        dt.time: "time",
        dt.timedelta: "duration",
        uuid.UUID: "uuid",
        decimal.Decimal: None,
    }


def is_type(value: Any) -> bool:
    """Whether a value is a type that may have a schema, and not the schema itself."""
    return not isinstance(value, Mapping) and (
        isinstance(value, type) or typing.get_origin(value) is not None or _adapts(value)
    )


def name_of(kind: Any) -> str:
    """A name for a type that every provider takes: letters, digits, "_" and "-", at most 64."""
    import re

    if _adapts(kind):
        kind = getattr(kind, "_type", kind)
    name = str(getattr(kind, "__name__", None) or "answer")
    arguments = typing.get_args(kind)
    if arguments and hasattr(kind, "__name__") and typing.get_origin(kind) is not typing.Annotated:
        name = "_".join([name, *(str(getattr(one, "__name__", one)) for one in arguments)])
    return re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_")[:64] or "answer"


class _Field:
    """One field of a class.

    Attributes:
        description: What its metadata says of it.
        hint: Its type.
        name: In JSON and in the constructor.
        required: It has no default.
    """

    __slots__ = ("description", "hint", "name", "required")

    def __init__(self, name: str, hint: Any, *, required: bool, metadata: Mapping[Any, Any] | None = None) -> None:
        text = metadata.get("description") if metadata else None
        self.name = name
        self.hint = hint
        self.required = required
        self.description: str | None = text if isinstance(text, str) else None


def _fields(kind: Any) -> list[_Field] | None:
    """The fields of a class that is made of fields; None for any other."""
    origin = typing.get_origin(kind)
    if isinstance(origin, type):
        given = dict(zip(getattr(origin, "__parameters__", ()), typing.get_args(kind), strict=False))
        found = _fields(origin)
        for field in found or ():
            field.hint = _filled(field.hint, given)
        return found
    if not isinstance(kind, type):
        return None
    if hasattr(kind, "__attrs_attrs__"):
        import attrs

        hints = _hints(kind)
        return [
            _Field(
                row.alias or row.name,
                hints.get(row.name, Any),
                required=row.default is attrs.NOTHING,
                metadata=row.metadata,
            )
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
                metadata=row.metadata,
            )
            for row in dataclasses.fields(kind)
            if row.init
        ]
    if typing.is_typeddict(kind):
        required: frozenset[str] = getattr(kind, "__required_keys__", frozenset())
        return [
            # Where annotations are read late, the class does not know which keys it needs.
            _Field(
                name, hint, required=mark is typing.Required or (mark is not typing.NotRequired and name in required)
            )
            for name, hint in _hints(kind).items()
            for mark in (typing.get_origin(hint),)
        ]
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


def _filled(hint: Any, given: Mapping[Any, Any]) -> Any:
    """A hint with the type parameters of its generic class filled in."""
    try:
        if hint in given:
            return given[hint]
    except TypeError:  # an annotation with a dict beside the type
        return hint
    names: tuple[Any, ...] = getattr(hint, "__parameters__", ())
    return hint[tuple(given.get(name, name) for name in names)] if names else hint


def _adapts(kind: Any) -> bool:
    """Whether it is a `TypeAdapter` of pydantic."""
    return hasattr(kind, "validate_python") and hasattr(kind, "json_schema")


def _pydantic(kind: Any) -> tuple[Callable[[], dict[str, Any]], Callable[[Any], Any]] | None:
    """What makes pydantic's schema of a type, and what makes its values; None for a type that is not pydantic's."""
    if isinstance(kind, type) and hasattr(kind, "model_json_schema") and hasattr(kind, "model_validate"):
        model: Any = kind
        return model.model_json_schema, model.model_validate
    adapter: Any = kind
    if isinstance(kind, type) and hasattr(kind, "__pydantic_validator__"):
        from importlib import import_module

        adapter = import_module("pydantic").TypeAdapter(kind)
    elif not _adapts(kind):
        return None
    return adapter.json_schema, adapter.validate_python


def is_pydantic(kind: Any) -> bool:
    """Whether pydantic makes and judges the values of a type, with conversions of its own ("1" for 1)."""
    return _pydantic(kind) is not None


def _renamed(schema: Any, names: Mapping[str, str]) -> Any:
    """The schema with its references following definitions that have other names now."""
    if is_list(schema):
        return [_renamed(one, names) for one in schema]
    if not is_object(schema):
        return schema
    made = {key: _renamed(value, names) for key, value in schema.items()}
    reference = made.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/$defs/"):
        made["$ref"] = f"#/$defs/{names.get(reference[8:], reference[8:])}"
    return made


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
        if origin in _MARKS or str(origin) == "typing.ReadOnly":
            return self.of(arguments[0], path)
        if (inner := _alias(kind)) is not None:
            return self.of(inner, path)
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
            if (origin or kind) in _SETS:
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
            else:
                wire.update(_keywords(note, of_list=wire.get("type") == "array"))
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
        foreign = _pydantic(kind)
        fields = None if foreign is not None else _fields(kind)
        if fields is None and foreign is None:
            raise InvalidRequestError(
                f"{path}: {kind!r} has no JSON schema",
                param="into",
                hint="Use a dataclass, an attrs class, a TypedDict, a pydantic model, or plain types",
            )
        name = self.free(name_of(kind))
        self.names[kind] = name
        self.definitions[name] = {}
        if foreign is not None:
            whole = dict(foreign[0]())
            inner: dict[str, Any] = whole.pop("$defs", {})
            names = {other: self.free(other) for other in inner}
            self.definitions.update({names[other]: _renamed(row, names) for other, row in inner.items()})
            self.definitions[name] = _renamed(whole, names)
            return {"$ref": f"#/$defs/{name}"}
        wire: dict[str, Any] = {"type": "object"}
        cls: Any = typing.get_origin(kind) or kind
        text = cls.__dict__.get("__doc__")
        # A docstring that only repeats the signature was made by a decorator.
        if isinstance(text, str) and text.strip() and not text.startswith((f"{cls.__name__}(", "Method generated")):
            import inspect

            wire["description"] = inspect.cleandoc(text)
        wire["properties"] = {}
        for field in fields or ():
            schema = self.of(field.hint, f"{path}.{field.name}")
            told = {} if field.description is None else {"description": field.description}
            wire["properties"][field.name] = {**schema, **told}
        wire["required"] = [field.name for field in fields or () if field.required]
        wire["additionalProperties"] = False
        self.definitions[name] = wire
        return {"$ref": f"#/$defs/{name}"}

    def free(self, base: str) -> str:
        """A name that no definition has yet."""
        name, count = base, 1
        while name in self.definitions:
            count += 1
            name = f"{base}_{count}"
        return name


def _alias(kind: Any) -> Any:
    """What a `NewType` or a `type` statement stands for; None for another type."""
    if isinstance(kind, typing.NewType):
        return kind.__supertype__
    return kind.__value__ if type(kind).__name__ == "TypeAliasType" else None


def _keywords(note: Any, *, of_list: bool) -> dict[str, Any]:
    """The keywords that an object beside a type stands for, by its attributes."""
    text = getattr(note, "description", None) or getattr(note, "documentation", None)
    made: dict[str, Any] = {"description": text} if isinstance(text, str) else {}
    lengths = {
        "min_length": "minItems" if of_list else "minLength",
        "max_length": "maxItems" if of_list else "maxLength",
    }
    for name, keyword in {**_BOUNDS, **lengths}.items():
        if (bound := getattr(note, name, None)) is not None:
            made[keyword] = bound
    if isinstance(pattern := getattr(note, "pattern", None), str):
        made["pattern"] = pattern
    return made


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
    if (foreign := _pydantic(kind)) is not None:
        return dict(foreign[0]())
    made = _Schemas()
    schema = made.of(kind, "$")
    name = next(iter(made.names.values()), None)  # of the class that was met first
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
    if origin is typing.Annotated or origin in _MARKS or str(origin) == "typing.ReadOnly":
        return build(arguments[0], value)
    if (inner := _alias(kind)) is not None:
        return build(inner, value)
    if kind is int or kind is float:
        return _number(value, whole=kind is int)
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
        if (origin or kind) in (frozenset, collections.deque):
            return (origin or kind)(items)
        return set(items) if (origin or kind) in _SETS else items
    if (origin or kind) in _DICTS:
        return {key: build(arguments[1], item) for key, item in value.items()} if arguments else dict(value)
    return _object(kind, value)


def _number(value: Any, *, whole: bool) -> Any:
    """1 as a float and 1.0 as an int, as JSON knows one kind of number."""
    if whole:
        return int(value) if isinstance(value, float) and value.is_integer() else value
    return float(value) if type(value) is int else value


def _either(members: tuple[Any, ...], value: Any) -> Any:
    """The first member of a union that the value follows; one that it is already (1 of `float | int`) goes first.

    Where none does, one that it follows but for fields that the member does not know.
    """
    failed: Exception | None = None
    exact = cast("Any", type(value))
    found = [(problems(schema_of(one), value), one) for one in sorted(members, key=lambda one: one is not exact)]
    fitting = [one for rows, one in found if not rows]
    near = [one for rows, one in found if rows and all(row.keyword == "additionalProperties" for row in rows)]
    for member in fitting or near:
        try:
            return build(member, value)
        except (ValueError, TypeError) as error:
            failed = error
    raise failed or ValueError("it fits no member of the union")


def _object(kind: Any, value: Any) -> Any:
    if (foreign := _pydantic(kind)) is not None:
        return foreign[1](value)
    formats = _formats()
    if kind in formats:
        if formats[kind] in ("date-time", "date", "time"):
            return kind.fromisoformat(value)
        return _duration(value) if formats[kind] == "duration" else kind(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    fields = _fields(kind)
    if fields is None:
        raise TypeError(f"{kind!r} cannot be made from JSON")
    made = {field.name: build(field.hint, value[field.name]) for field in fields if field.name in value}
    origin: Any = typing.get_origin(kind)
    if typing.is_typeddict(cast("Any", kind) if origin is None else origin):
        # Keys that a typed dict does not name are kept, as a dict may have them.
        return {**value, **made}
    return cast("Any", kind)(**made)


def _duration(text: str) -> Any:
    """ISO 8601: `P1DT2H3M4.5S`; weeks too, months and years have no length."""
    import datetime as dt
    import re

    match = re.fullmatch(r"([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", text)
    if match is None:
        raise ValueError(f"{text!r} is no duration")
    weeks, days, hours, minutes, seconds = (float(part or 0) for part in match.groups()[1:])
    made = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -made if match[1] == "-" else made
