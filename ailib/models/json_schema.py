"""A Python type as a JSON schema, and JSON as an object of that type.

Types: str, int, float, bool, None, literals, enums, lists, tuples, sets, dicts, unions, `Annotated` (a text is a
description; bounds such as those of annotated-types count), datetime, date, time, timedelta, UUID, Decimal, attrs
classes, dataclasses, TypedDicts, and pydantic models where pydantic is installed. A class that holds itself works.

Loaded when a type is first used as a schema.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import inspect
import types
import typing
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

import attrs

from ..errors import InvalidRequestError

__all__ = ["is_type", "json_schema", "name_of", "parameters_schema", "structured"]

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    None: {"type": "null"},
    Any: {},
    object: {},
    dt.datetime: {"type": "string", "format": "date-time"},
    dt.date: {"type": "string", "format": "date"},
    dt.time: {"type": "string", "format": "time"},
    dt.timedelta: {"type": "string", "format": "duration"},
    uuid.UUID: {"type": "string", "format": "uuid"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
}
# Attributes of what may stand in `Annotated` beside the type, and the keyword they mean, by kind of type.
_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
_LISTS = ("list", "Sequence", "MutableSequence", "Iterable", "Collection", "deque")
_SETS = ("set", "frozenset", "Set", "MutableSet")
_DICTS = ("dict", "Mapping", "MutableMapping")


def is_type(value: Any) -> bool:
    """Whether a value is a type that has a schema, and not the schema itself."""
    return not isinstance(value, Mapping) and (
        isinstance(value, type) or get_origin(value) is not None or _adapts(value)
    )


def _adapts(value: Any) -> bool:
    """Whether it is a `TypeAdapter` of pydantic."""
    return hasattr(value, "validate_python") and hasattr(value, "json_schema")


def _is_pydantic(kind: Any) -> bool:
    return hasattr(kind, "model_json_schema") and hasattr(kind, "model_validate")


def name_of(kind: Any) -> str:
    """A name for a schema: letters, digits, `_` and `-`, at most 64 of them."""
    if _adapts(kind):
        kind = getattr(kind, "_type", kind)
    found = getattr(kind, "__name__", None) or str(kind)
    arguments = get_args(kind)
    if arguments and get_origin(kind) is not Annotated:
        found = "_".join([found, *(getattr(one, "__name__", str(one)) for one in arguments)])
    cleaned = "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "_" for c in found)
    return cleaned.strip("_")[:64] or "answer"


def _shown(kind: Any) -> str:
    return str(getattr(kind, "__name__", kind))


class _Writer:
    """Writes one schema, with the classes that it meets as its definitions."""

    def __init__(self) -> None:
        self.defs: dict[str, Any] = {}
        self._names: dict[Any, str] = {}

    def of(self, kind: Any, path: str) -> dict[str, Any]:
        """The schema of a type.

        Raises:
            InvalidRequestError: It has none; the text says where.
        """
        try:
            found = _SCALARS.get(kind)
        except TypeError:
            found = None
        if found is not None:
            return dict(found)
        if isinstance(kind, typing.NewType):
            return self.of(kind.__supertype__, path)
        if type(kind).__name__ == "TypeAliasType":
            return self.of(kind.__value__, path)
        origin = get_origin(kind)
        if origin is Annotated:
            return self._annotated(kind, path)
        if origin in (typing.Required, typing.NotRequired, typing.Final, typing.ClassVar):
            return self.of(get_args(kind)[0], path)
        if origin is Literal:
            return _enum(list(get_args(kind)))
        if origin is Union or origin is types.UnionType:
            return {"anyOf": [self.of(part, f"{path}.anyOf.{i}") for i, part in enumerate(get_args(kind))]}
        if _is_pydantic(kind) or _adapts(kind) or hasattr(kind, "__pydantic_validator__"):
            return self._pydantic(kind)
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            members: Any = kind
            return _enum([member.value for member in members])
        if origin is not None or kind in (list, tuple, set, frozenset, dict):
            plain = self._generic(kind, cast("Any", origin or kind), path)
            if plain is not None:
                return plain
        fields = _fields(kind, origin)
        if fields is not None:
            return self._object(kind, fields, path)
        raise InvalidRequestError(
            f"{path}: {_shown(kind)} has no JSON schema",
            hint="Use an attrs class, a dataclass, a TypedDict or a pydantic model, or pass a schema as a dict",
        )

    def _generic(self, kind: Any, origin: Any, path: str) -> dict[str, Any] | None:
        name, arguments = getattr(origin, "__name__", ""), get_args(kind)
        if name == "tuple" and arguments and not (len(arguments) == 2 and arguments[1] is Ellipsis):
            items = [self.of(part, f"{path}.{i}") for i, part in enumerate(arguments)]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        if name in _LISTS or name == "tuple" or name in _SETS:
            made: dict[str, Any] = {
                "type": "array",
                "items": self.of(arguments[0] if arguments else Any, f"{path}.items"),
            }
            return {**made, "uniqueItems": True} if name in _SETS else made
        if name in _DICTS:
            values = arguments[1] if len(arguments) > 1 else Any
            return {"type": "object", "additionalProperties": self.of(values, f"{path}.values")}
        return None

    def _annotated(self, kind: Any, path: str) -> dict[str, Any]:
        inner, *notes = get_args(kind)
        made = self.of(inner, path)
        more: dict[str, Any] = {}
        for note in notes:
            if isinstance(note, str):
                more["description"] = note
                continue
            if isinstance(note, Mapping):
                more.update(cast("Mapping[str, Any]", note))
                continue
            text = getattr(note, "description", None) or getattr(note, "documentation", None)
            if isinstance(text, str):
                more["description"] = text
            for name, keyword in _BOUNDS.items():
                if (bound := getattr(note, name, None)) is not None:
                    more[keyword] = bound
            for name, of_text, of_list in (
                ("min_length", "minLength", "minItems"),
                ("max_length", "maxLength", "maxItems"),
            ):
                if (bound := getattr(note, name, None)) is not None:
                    more[of_list if made.get("type") == "array" else of_text] = bound
            if isinstance(pattern := getattr(note, "pattern", None), str):
                more["pattern"] = pattern
            if (step := getattr(note, "multiple_of", None)) is not None:
                more["multipleOf"] = step
        return {**made, **more}

    def _object(self, kind: Any, fields: list[_Field], path: str) -> dict[str, Any]:
        if kind in self._names:
            return {"$ref": f"#/$defs/{self._names[kind]}"}
        name = name_of(kind)
        while name in self.defs:
            name += "_"
        self._names[kind] = name
        self.defs[name] = {}
        made: dict[str, Any] = {"type": "object"}
        if text := _description(kind):
            made["description"] = text
        made["properties"] = {}
        required: list[str] = []
        for field in fields:
            schema = self.of(field.kind, f"{path}.{field.name}")
            if field.description:
                schema = {**schema, "description": field.description}
            made["properties"][field.name] = schema
            if field.required:
                required.append(field.name)
        made["required"] = required
        made["additionalProperties"] = False
        self.defs[name].update(made)
        return {"$ref": f"#/$defs/{name}"}

    def _pydantic(self, kind: Any) -> dict[str, Any]:
        if kind in self._names:
            return {"$ref": f"#/$defs/{self._names[kind]}"}
        if _is_pydantic(kind):
            made: dict[str, Any] = kind.model_json_schema()
        else:
            from importlib import import_module

            adapter: Any = kind if _adapts(kind) else import_module("pydantic").TypeAdapter(kind)
            made = adapter.json_schema()
        inner: dict[str, Any] = made.pop("$defs", {})
        renamed: dict[str, str] = {}
        for name, schema in inner.items():
            other = name
            while other in self.defs and self.defs[other] != schema:
                other += "_"
            renamed[name] = other
            self.defs.setdefault(other, {})
        for name, schema in inner.items():
            self.defs[renamed[name]] = _renamed(schema, renamed)
        found: dict[str, Any] = _renamed(made, renamed)
        return found


def _renamed(schema: Any, names: Mapping[str, str]) -> Any:
    """The schema with its references following definitions that have other names now."""
    if isinstance(schema, list):
        return [_renamed(one, names) for one in schema]  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(schema, dict):
        return schema
    made = {key: _renamed(value, names) for key, value in cast("dict[str, Any]", schema).items()}
    ref = made.get("$ref")
    if isinstance(ref, str) and ref.startswith("#/$defs/"):
        made["$ref"] = f"#/$defs/{names.get(ref[8:], ref[8:])}"
    return made


def _enum(values: list[Any]) -> dict[str, Any]:
    values = [value.value if isinstance(value, enum.Enum) else value for value in values]
    kinds = {_SCALARS.get(type(value), {}).get("type") for value in values}
    made: dict[str, Any] = {"enum": values}
    if len(kinds) == 1 and None not in kinds:
        made = {"type": kinds.pop(), **made}
    elif None not in kinds:
        made = {"type": sorted(cast("set[str]", kinds)), **made}
    return made


@dataclasses.dataclass(frozen=True)
class _Field:
    name: str
    kind: Any
    required: bool
    description: str | None


def _fields(kind: Any, origin: Any) -> list[_Field] | None:
    """The fields of a class; None for what is no class with fields."""
    found = origin if origin is not None else kind
    if not isinstance(found, type):
        return None
    cls = cast("type[Any]", found)
    described = getattr(cls, "__attrs_attrs__", None) is not None
    if not (described or dataclasses.is_dataclass(cls) or typing.is_typeddict(cls) or _is_named_tuple(cls)):
        return None
    try:
        hints = typing.get_type_hints(cls, include_extras=True)
    except NameError as error:
        raise InvalidRequestError(
            f"The annotations of {cls.__name__} cannot be read: {error}",
            hint="A class within a function can only name what is known outside of it",
        ) from error
    given = _arguments(cls, kind)
    if typing.is_typeddict(cls):
        return [_key(cls, name, _filled(hint, given)) for name, hint in hints.items()]
    if described:
        attrs.resolve_types(cls)  # so that cattrs understands names in quotes
        return [
            _Field(one.alias or one.name, _filled(hints[one.name], given), one.default is attrs.NOTHING, _note(one))
            for one in attrs.fields(cls)
            if one.init
        ]
    if _is_named_tuple(cls):
        defaults: Mapping[str, Any] = getattr(cls, "_field_defaults", {})
        names: tuple[str, ...] = getattr(cls, "_fields", ())
        return [_Field(name, hints.get(name, Any), name not in defaults, None) for name in names]
    return [
        _Field(
            one.name,
            _filled(hints[one.name], given),
            one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING,
            _note(one),
        )
        for one in dataclasses.fields(cls)
        if one.init
    ]


def _key(cls: type, name: str, hint: Any) -> _Field:
    """A key of a TypedDict. Its class does not know which are required when annotations are read late."""
    needed: frozenset[str] = getattr(cls, "__required_keys__", frozenset())
    mark = get_origin(hint)
    if mark is typing.NotRequired or mark is typing.Required:
        return _Field(name, get_args(hint)[0], mark is typing.Required, None)
    return _Field(name, hint, name in needed, None)


def _is_named_tuple(cls: Any) -> bool:
    return "_fields" in dir(cls) and issubclass(cls, tuple)


def _arguments(cls: type, kind: Any) -> dict[Any, Any]:
    return dict(zip(getattr(cls, "__parameters__", ()), get_args(kind), strict=False))


def _filled(hint: Any, given: Mapping[Any, Any]) -> Any:
    """A hint with the type parameters of its generic class filled in."""
    if not given:
        return hint
    if hint in given:
        return given[hint]
    names = getattr(hint, "__parameters__", ())
    return hint[tuple(given.get(name, name) for name in names)] if names else hint


def _note(field: Any) -> str | None:
    text = field.metadata.get("description") if field.metadata else None
    return text if isinstance(text, str) else None


def _description(kind: Any) -> str | None:
    """The docstring of a class, unless it is one that was made for it."""
    text = getattr(get_origin(kind) or kind, "__doc__", None)
    name = getattr(kind, "__name__", "")
    made = not text or text.startswith((f"{name}(", "Method generated by attrs", "dict("))
    return None if made else inspect.cleandoc(cast("str", text))


def json_schema(kind: Any) -> dict[str, Any]:
    """The schema of a type.

    Args:
        kind: A type; see the module. A mapping is taken for a schema, and comes back as a copy.

    Returns:
        A schema of JSON Schema 2020-12; what a class names by itself is in `$defs`.

    Raises:
        InvalidRequestError: A part of it has no schema; the text says where.
    """
    if isinstance(kind, Mapping):
        return dict(cast("Mapping[str, Any]", kind))
    writer = _Writer()
    made = writer.of(kind, name_of(kind))
    return _whole(made, writer.defs)


def _whole(made: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    """A schema with its definitions; its own class stands at the top, unless it is referred to."""
    ref = made.get("$ref")
    if isinstance(ref, str) and len(made) == 1:
        top = defs[ref.removeprefix("#/$defs/")]
        used = _refers(top, ref) or any(_refers(other, ref) for other in defs.values() if other is not top)
        rest = {name: other for name, other in defs.items() if used or other is not top}
        made = dict(top)
        defs = rest
    return {**made, "$defs": defs} if defs else made


def _refers(schema: Any, ref: str) -> bool:
    if isinstance(schema, dict):
        found = cast("dict[str, Any]", schema)
        return found.get("$ref") == ref or any(_refers(value, ref) for value in found.values())
    return isinstance(schema, list) and any(_refers(one, ref) for one in schema)  # pyright: ignore[reportUnknownVariableType]


def parameters_schema(function: Callable[..., Any]) -> dict[str, Any]:
    """The schema of the arguments of a function.

    Raises:
        InvalidRequestError: An annotation has no schema, or the function takes any arguments.
    """
    hints = typing.get_type_hints(function, include_extras=True)
    writer = _Writer()
    made: dict[str, Any] = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    for one in inspect.signature(function).parameters.values():
        if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD, one.POSITIONAL_ONLY):
            raise InvalidRequestError(f"{function.__name__}() has an argument without a name of its own: {one}")
        if one.name not in hints:
            raise InvalidRequestError(f"{function.__name__}(): {one.name} has no annotation", hint="Say its type")
        made["properties"][one.name] = writer.of(hints[one.name], f"{function.__name__}.{one.name}")
        if one.default is inspect.Parameter.empty:
            made["required"].append(one.name)
    return {**made, "$defs": writer.defs} if writer.defs else made


# -- back


_converter: Any = None
_resolved: set[Any] = set()


def _made() -> Any:
    """What turns JSON into objects; made once."""
    global _converter  # noqa: PLW0603 - made when it is first needed
    if _converter is None:
        from cattrs.preconf.json import make_converter

        made = make_converter(use_alias=True)
        made.register_structure_hook(uuid.UUID, lambda value, _: uuid.UUID(value))
        made.register_structure_hook(Decimal, lambda value, _: Decimal(str(value)))
        made.register_structure_hook(dt.time, lambda value, _: dt.time.fromisoformat(value))
        made.register_structure_hook(dt.timedelta, lambda value, _: _duration(value))
        for scalar in (str, int, float, bool):
            made.register_structure_hook(scalar, _strictly)
        made.register_structure_hook_func(_is_pydantic, lambda value, kind: kind.model_validate(value))
        made.register_structure_hook_func(_is_typed_dict, lambda value, kind: _typed(made, value, kind))
        made.register_structure_hook_func(_plain_union, lambda value, kind: _one_of(made, value, kind))
        _converter = made
    return _converter


def _is_typed_dict(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return typing.is_typeddict(kind if origin is None else origin)


def _plain_union(kind: Any) -> bool:
    return get_origin(kind) in (Union, types.UnionType)


def _one_of(converter: Any, value: Any, kind: Any) -> Any:
    """The first member of a union that a value fits, those that need no guess first."""
    members: tuple[Any, ...] = get_args(kind)
    if value is None and type(None) in members:
        return None
    failed: list[Exception] = []
    # An exact class beats a wider one: 1 is an int of `float | int`.
    exact = cast("Any", type(value))
    for member in sorted(members, key=lambda one: one is not exact):
        if member is type(None):
            continue
        if exact is dict and not _all_there(value, member):
            continue
        try:
            return converter.structure(value, member)
        except Exception as error:  # noqa: BLE001 - another member may fit
            failed.append(error)
    raise ValueError(f"{exact.__name__} fits no member of {kind}") from (failed[0] if failed else None)


def _all_there(value: Any, member: Any) -> bool:
    """Whether an object has the fields of a class, and no others."""
    fields = _fields(member, get_origin(member))
    if fields is None:
        return True
    names = {field.name for field in fields}
    return value.keys() <= names and all(field.name in value for field in fields if field.required)


def _typed(converter: Any, value: Any, kind: Any) -> Any:
    """A dict of a TypedDict; keys that it does not name are kept."""
    if not isinstance(value, dict):
        raise TypeError(f"an object expected, not {type(value).__name__}")
    made: dict[str, Any] = dict(cast("dict[str, Any]", value))
    for field in _fields(kind, get_origin(kind)) or ():
        if field.name in made:
            made[field.name] = converter.structure(made[field.name], field.kind)
        elif field.required:
            raise KeyError(field.name)
    return made


def _strictly(value: Any, kind: Any) -> Any:
    """A value as it is, if it is of the type: "1" is no int, and 1.5 neither."""
    if kind not in (str, int, float, bool):
        return kind(value)  # an enum whose members are texts or numbers
    if kind is float and type(value) is int:
        return float(value)
    if kind is int and type(value) is float and value.is_integer():
        return int(value)
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} expected, not {type(value).__name__}")
    return value


def _duration(text: Any) -> dt.timedelta:
    """ISO 8601: `P1DT2H3M4.5S`; weeks too, months and years have no length."""
    import re

    if isinstance(text, (int, float)):
        return dt.timedelta(seconds=text)
    match = re.fullmatch(
        r"([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?",
        text if isinstance(text, str) else "",
    )
    if match is None:
        raise ValueError(f"{text!r} is no duration")
    weeks, days, hours, minutes, seconds = (float(part or 0) for part in match.groups()[1:])
    made = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -made if match[1] == "-" else made


def structured(data: Any, kind: Any) -> Any:
    """JSON as an object of a type.

    Args:
        data: What `json.loads` gives.
        kind: A type; see the module. A mapping (a schema) leaves the JSON as it is.

    Raises:
        Exception: Whatever pydantic or cattrs raise for JSON that is no such object.
    """
    if isinstance(kind, Mapping):
        return data
    if _is_pydantic(kind):
        return kind.model_validate(data)
    if _adapts(kind):
        return kind.validate_python(data)
    if hasattr(kind, "__pydantic_validator__"):
        from importlib import import_module

        return import_module("pydantic").TypeAdapter(kind).validate_python(data)
    if kind not in _resolved:
        with suppress(InvalidRequestError):  # a part without a schema may be read all the same
            json_schema(kind)  # which looks at all classes within
        _resolved.add(kind)
    return _made().structure(data, kind)
