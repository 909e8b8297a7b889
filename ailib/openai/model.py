"""Models: attrs classes, made from the schema table when they are first met.

An answer is read as it is used: a model holds the provider's JSON, and a field becomes a model (or a list of models)
when it is first asked for. So a field that nobody reads costs nothing, and nothing is lost on the way:

* a field that the provider left out is None; one that ailib does not know is there under its name;
* a value that an enum does not list is that value;
* an object of a union that fits no member is a plain `Model`;
* `raw` is the JSON as it came, `to_dict()` a copy of it.

Which member of a union an object is, is told by the fields that have one of a few fixed values (`type`, `role`,
`event`, `object`), and where that leaves several by the required fields that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias, TypeVar, cast, dataclass_transform

import attrs

from ..wire.json import LARGE, Large
from ..wire.shapes import is_list, is_object
from .schema import Kind, python_name, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .schema import Schema

__all__ = ["Model", "Omit", "fields_of", "model_named", "omit", "plain", "reader_of", "sendable"]

_M = TypeVar("_M", bound="Model")
# Turns JSON into what the user holds.
Reader: TypeAlias = Callable[[Any], Any]


class _Attributes:
    """The attrs side of a model, made when somebody asks for it: `attrs.fields`, `attrs.asdict` and `attrs.has` work.

    A class that attrs makes takes 3 ms; one whose fields nobody asks for should not.
    """

    def __init__(self) -> None:
        self._made: dict[type, tuple[attrs.Attribute[Any], ...]] = {}

    def __get__(self, model: Model | None, owner: type[Model]) -> tuple[attrs.Attribute[Any], ...]:
        found = self._made.get(owner)
        if found is None:
            fields = {name: attrs.field(default=None, kw_only=True) for name in owner._wire}
            found = self._made[owner] = attrs.fields(attrs.make_class(owner.__name__, fields))
        return found


class _Field:
    """A field of a model: read when it is first asked for, kept in the model from then on (which hides this).

    A third of the cost of a slot with `__getattr__` behind it, which every first read of a stream's chunk would pay.
    """

    __slots__ = ("_name", "_reader", "_wire")

    def __init__(self, name: str, wire: str) -> None:
        self._name = name
        self._wire = wire
        self._reader: Any = omit

    def __get__(self, model: Model | None, owner: type[Model]) -> Any:
        if model is None:
            return self
        value = model._raw.get(self._wire)
        kind: Any = type(value)  # pyright: ignore[reportUnknownVariableType]
        # No cast: it would be a call for each first read of a field.
        if kind is dict or kind is list:
            reader = self._reader
            if reader is omit:
                reader = self._reader = reader_of(owner._schema.fields[self._wire])
            if reader is not None:
                value = reader(value)
        model.__dict__[self._name] = value
        return value

    def __repr__(self) -> str:
        return f"<field {self._name}>"


class Omit:
    """The type of `omit`: an argument that is not sent at all. None is sent, as null."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "omit"


omit = Omit()


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False)
class Model:
    """An object of the API; see the module.

    Two models are equal when they are of the same class and hold the same JSON.
    Made with keywords, it can be passed wherever a request takes such an object.

    Raises:
        TypeError: A keyword that is no field, or a required field that is missing.
    """

    __slots__ = ("__dict__", "__weakref__", "_raw", "_request_id")

    _raw: dict[str, Any]
    _request_id: str | None
    _schema: ClassVar[Any] = None
    _wire: ClassVar[Mapping[str, str]] = {}
    _shown: ClassVar[tuple[str, ...]] = ()  # what is not on the wire, but is shown
    __attrs_attrs__: ClassVar[Any] = _Attributes()

    def __init__(self, **fields: Any) -> None:
        raw: dict[str, Any] = {}
        schema: Schema | None = type(self)._schema
        for name, value in fields.items():
            wire = self._wire.get(name)
            if wire is None and schema is not None and schema.extra is None:
                raise TypeError(f"{type(self).__name__}() got an unexpected keyword argument {name!r}")
            if value is not omit:
                raw[wire or name] = plain(value)
        missing = [] if schema is None else sorted(schema.required - raw.keys())
        if missing:
            raise TypeError(f"{type(self).__name__}() is missing {', '.join(map(repr, missing))}")
        _set_raw(self, raw)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """A model of JSON as it came; nothing is checked."""
        return _made(cls, dict(data))

    @property
    def raw(self) -> dict[str, Any]:
        """The JSON as it came; not a copy."""
        return self._raw

    @property
    def extra(self) -> dict[str, Any]:
        """The fields that ailib does not know."""
        known: Any = {} if self._schema is None else self._schema.fields
        return {name: value for name, value in self._raw.items() if name not in known}

    def to_dict(self) -> dict[str, Any]:
        """The JSON, as a copy of its own."""
        return deepcopy(self._raw)

    def to_json(self) -> str:
        """The JSON as text."""
        from ..wire.json import dumps

        return dumps(self._raw).decode("utf-8", "surrogatepass")

    def _answered(self, request_id: str | None) -> None:
        """Remember the provider's id of the request."""
        object.__setattr__(self, "_request_id", request_id)

    def __getattr__(self, name: str) -> Any:
        # Only what is no field of the schema comes here.
        if name[:1] != "_":
            for known in (name, name.rstrip("_")):
                if known in self._raw:
                    return _opened(self._raw[known])
        elif name == "_request_id":
            return None
        raise AttributeError(f"{type(self).__name__} has no {name!r}", name=name, obj=self)

    def __setattr__(self, name: str, value: Any) -> None:
        raise attrs.exceptions.FrozenInstanceError

    def __delattr__(self, name: str) -> None:
        raise attrs.exceptions.FrozenInstanceError

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._raw == other._raw

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleMethodOverride]

    def __repr__(self) -> str:
        shown = [
            f"{name}={getattr(self, name)!r}" for name, wire in self._wire.items() if self._raw.get(wire) is not None
        ]
        shown += [f"{name}={value!r}" for name, value in self.extra.items()]
        shown += [f"{name}={value!r}" for name in self._shown if (value := getattr(self, name)) is not None]
        return f"{type(self).__name__}({', '.join(shown)})"

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self.extra]

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Pairs of name and value, for `dict(model)`."""
        return ((name, getattr(self, name)) for name, wire in self._wire.items() if wire in self._raw)

    def __copy__(self) -> Self:
        return _made(type(self), dict(self._raw))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return _made(type(self), deepcopy(self._raw, memo))

    def __reduce__(self) -> tuple[Any, ...]:
        name = None if self._schema is None else self._schema.name
        return _restored, (name, self._raw)


# The slot itself: the class refuses assignments.
_set_raw: Callable[[Model, dict[str, Any]], None] = Model.__dict__["_raw"].__set__
_new = object.__new__
_classes: dict[str, type[Model]] = {}
# Those that have more than fields, see `members`.
_WITH_MEMBERS = frozenset({"BetaResponse", "Image", "ImagesResponse", "Response"})


def _made(cls: type[_M], raw: dict[str, Any]) -> _M:
    made = _new(cls)
    _set_raw(made, raw)
    return made


def _restored(name: str | None, raw: dict[str, Any]) -> Model:
    return _made(Model if name is None else model_named(name), raw)


def model_named(name: str) -> type[Model]:
    """The class of an object schema; made now if need be.

    Raises:
        KeyError: There is no such schema.
        TypeError: It is a union, an enum or a list.
    """
    found = _classes.get(name)
    if found is None:
        schema = schema_of(name)
        if schema.fields is None:
            raise TypeError(f"{name} is not an object but {schema.kind}")
        wire = {python_name(field): field for field in schema.fields}
        bases: tuple[type, ...] = (Model,)
        read = set(wire)
        if name in _WITH_MEMBERS:
            from .members import MEMBERS

            bases = (MEMBERS[name], Model)
            read -= vars(MEMBERS[name]).keys()
        body: dict[str, Any] = {
            "__slots__": (),
            "__module__": "ailib.openai.types",
            "__doc__": f"The object `{name}` of the API.",
            "_schema": schema,
            "_wire": wire,
            **{name: _Field(name, field) for name, field in wire.items() if name in read},
        }
        made = type("".join(letter for letter in name if letter.isalnum() or letter == "_"), bases, body)
        found = _classes.setdefault(name, made)
    return found


def plain(value: Any) -> Any:
    """A value of a request as JSON: models, attrs classes, dataclasses and pydantic models become dicts."""
    kind = cast("Any", type(value))
    if kind is str or kind is int or kind is float or kind is bool or value is None:
        return value
    if kind is list or kind is tuple:
        return [plain(item) for item in value]
    if kind is dict:
        return {name: plain(item) for name, item in value.items() if item is not omit}
    return _unusual(value)


def sendable(value: Any) -> Any:
    """The same for what is written as JSON and nothing else: long texts are marked as such."""
    kind = cast("Any", type(value))
    if kind is str:
        return value if len(value) < LARGE else Large(value)
    if kind is int or kind is float or kind is bool or value is None:
        return value
    if kind is list or kind is tuple:
        return [sendable(item) for item in value]
    if kind is dict:
        return {name: sendable(item) for name, item in value.items() if item is not omit}
    found = _unusual(value)
    return found if found is value else sendable(found)


def fields_of(request: Any) -> dict[str, Any] | None:
    """The fields of a whole request, as they are (files among them stay files); None for what has no fields."""
    if isinstance(request, Mapping):
        return dict(cast("Mapping[str, Any]", request))
    kind = cast("Any", type(request))
    if hasattr(kind, "__attrs_attrs__") and not isinstance(request, Model):
        return {field.name: getattr(request, field.name) for field in attrs.fields(kind)}
    if hasattr(kind, "__dataclass_fields__"):
        import dataclasses

        request = cast("Any", request)
        return {field.name: getattr(request, field.name) for field in dataclasses.fields(request)}
    found = plain(request)
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None


def _unusual(value: Any) -> Any:
    import dataclasses
    import datetime as dt
    import enum

    if isinstance(value, Model):
        return value._raw
    if isinstance(value, type):
        from ..errors import InvalidRequestError

        raise InvalidRequestError(
            f"{value.__name__} is a type, which the API cannot be sent",
            hint="parse() and stream() make a schema of it",
        )
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in cast("Mapping[str, Any]", value).items() if item is not omit}
    kind = cast("Any", type(value))
    if hasattr(kind, "__attrs_attrs__"):
        return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(kind)}
    if hasattr(kind, "__dataclass_fields__"):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if callable(dump := getattr(value, "model_dump", None)):
        return dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, (str, bytes, bytearray, int, float)) or hasattr(value, "read"):
        return value
    return [plain(item) for item in value] if hasattr(value, "__iter__") else value


# -- reading


def _opened(value: Any) -> Any:
    """JSON of which nothing is known."""
    kind = cast("Any", type(value))
    if kind is dict:
        return _made(Model, value)
    if kind is list:
        return [_opened(item) for item in value]
    return value


def _is_model(name: str) -> bool:
    return schema_of(name).fields is not None


def reader_of(kind: Kind) -> Reader | None:
    """What reads JSON of a type; None where the JSON is what the user gets."""
    if isinstance(kind, str):
        if kind[:1] != "@":
            return None
        schema = schema_of(kind[1:])
        if schema.fields is None:
            return reader_of(schema.kind)
        return _reader_of_model(kind[1:])
    if kind[0] == "list":
        return _reader_of_list(kind[1])
    if kind[0] == "map":
        return _reader_of_map(kind[1])
    return _reader_of_union(kind) if kind[0] == "union" else None


def _reader_of_model(name: str) -> Reader:
    cls = model_named(name)

    def read(value: Any) -> Any:
        if type(value) is not dict and not is_object(value):
            return _opened(value)
        made = _new(cls)
        _set_raw(made, value)  # pyright: ignore[reportUnknownArgumentType]
        return made

    return read


def _reader_of_list(kind: Kind) -> Reader | None:
    reader = reader_of(kind)
    if reader is None:
        return None

    def read(value: Any) -> Any:
        if value.__class__ is not list and not is_list(value):
            return _opened(value)
        return [reader(item) if type(item) is dict or type(item) is list else item for item in value]

    return read


def _reader_of_map(kind: Kind) -> Reader | None:
    reader = reader_of(kind)
    if reader is None:
        return None

    def read(value: Any) -> Any:
        if not is_object(value):
            return _opened(value)
        return {
            name: reader(item) if type(item) is dict or type(item) is list else item for name, item in value.items()
        }

    return read


def _reader_of_union(kind: Kind) -> Reader | None:
    """By the JSON type first, then by what the members' fields say."""
    members = _flat(kind)
    objects = [member[1:] for member in members if isinstance(member, str) and member[:1] == "@"]
    maps: list[Any] = [member for member in members if type(member) is list and member[0] == "map"]
    lists: list[Any] = [member[1] for member in members if type(member) is list and member[0] == "list"]
    choose = _reader_of_objects(objects) if objects else reader_of(maps[0]) if maps else None
    read_list = _reader_of_list(lists[0] if len(lists) == 1 else ["union", *lists]) if lists else None
    if choose is None and read_list is None:
        return None

    def read(value: Any) -> Any:
        kind = cast("Any", type(value))
        reader = choose if kind is dict else read_list if kind is list else None
        return value if reader is None else reader(value)

    return read


def _flat(kind: Kind) -> list[Any]:
    """The members of a union and of all unions in it; objects stay names."""
    if isinstance(kind, list) and kind[0] == "union":
        return [member for part in kind[1:] for member in _flat(part)]
    if isinstance(kind, str) and kind[:1] == "@" and not _is_model(kind[1:]):
        return _flat(schema_of(kind[1:]).kind)
    return [kind]


def _fixed(name: str) -> dict[str, frozenset[Any]]:
    """The fields of an object that have one of a few values."""
    found: dict[str, frozenset[Any]] = {}
    for field, kind in (schema_of(name).fields or {}).items():
        values: list[Any] = []
        for member in _flat(kind):
            if type(member) is list and member[0] == "enum":
                values += member[1:]
            elif member != "null":
                break
        else:
            if values:
                found[field] = frozenset(values)
    return found


_TAGS = ("type", "event", "role", "object")


def _reader_of_objects(names: list[str]) -> Reader:
    """Which object it is: by one field if that is enough, else by the best match."""
    names = list(dict.fromkeys(names))
    if len(names) == 1:
        return _reader_of_model(names[0])
    fixed = {name: _fixed(name) for name in names}
    tag = next((tag for tag in _TAGS if sum(tag in fields for fields in fixed.values()) > len(names) / 2), None)
    by_tag: dict[Any, list[str]] = {}
    untagged: list[str] = []
    for name in names:
        values = fixed[name].get(tag) if tag is not None else None
        for value in values or ():
            by_tag.setdefault(value, []).append(name)
        if values is None:
            untagged.append(name)
    certain = {value: model[0] for value, model in by_tag.items() if len(model) == 1}
    made: dict[str, type[Model]] = {}

    def read(value: dict[str, Any]) -> Any:
        said = value.get(tag) if tag is not None else None
        if type(said) is not str:
            said = None
        name = certain.get(said)
        if name is None:
            # What names itself is never taken for one that has another name.
            among = by_tag.get(said) or untagged if said is not None else names
            name = among[0] if len(among) == 1 and said is not None else _best(among, fixed, value)
            if name is None:
                return _made(Model, value)
        cls = made.get(name)
        if cls is None:
            cls = made[name] = model_named(name)
        return _made(cls, value)

    return read


def _best(among: list[str], fixed: dict[str, dict[str, frozenset[Any]]], value: dict[str, Any]) -> str | None:
    """The object that fits best; the first of several that fit alike; None when nothing fits."""
    best: str | None = None
    score = (-1, 0, 0)
    for name in among:
        told = 0
        for field, values in fixed[name].items():
            said = value.get(field)
            if said is None:
                continue
            try:
                fits = said in values
            except TypeError:
                fits = False
            if fits:
                told += 1
            elif field in _TAGS:
                break
        else:
            schema = schema_of(name)
            missing = len(schema.required - value.keys())
            known = sum(field in value for field in schema.fields or ())
            unknown = len(value) - known
            if schema.fields and not known and value:
                continue
            # Nothing missing, then told by most values, then fewest surprises.
            found = (told + 1 if not missing else 0, -missing, -unknown)
            if found > score:
                best, score = name, found
    return best
