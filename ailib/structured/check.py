"""Does a JSON value follow a JSON schema? What does not fit, with its path.

The keywords of draft 2020-12 that say something about values, with references inside the schema. Formats are checked
for dates, times, e-mail addresses, addresses of hosts, UUIDs and URIs; an unknown keyword or format says nothing.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import attrs

from ..models.record import Record
from ..models.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Problem", "is_valid", "problems", "resolve"]


@attrs.frozen(eq=False, repr=False)
class Problem(Record):
    """Something that does not fit.

    Attributes:
        path: Where in the value: "$.people[2].age".
        keyword: The keyword of the schema that it does not keep.
        message: What is wrong.
    """

    path: str
    keyword: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "number": _is_number,
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": is_list,
    "object": is_object,
}


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1, 1.0 is 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if is_list(one) and is_list(other):
        mine, theirs = one, other
        return len(mine) == len(theirs) and all(_same(a, b) for a, b in zip(mine, theirs, strict=True))
    if is_object(one) and is_object(other):
        left, right = one, other
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    return bool(one == other)


def _by_parser(parse: Callable[[str], Any]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return fits


def _date_time(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?", text) is not None


def _parsers() -> dict[str, Callable[[str], bool]]:
    import datetime as dt
    import ipaddress
    import uuid

    return {
        "date": _by_parser(dt.date.fromisoformat),
        "date-time": _date_time,
        "time": lambda text: re.fullmatch(r"\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?", text) is not None,
        "email": lambda text: re.fullmatch(r"[^@\s]+@[^@\s]+", text) is not None,
        "uuid": lambda text: len(text) == 36 and _by_parser(uuid.UUID)(text),
        "ipv4": _by_parser(ipaddress.IPv4Address),
        "ipv6": _by_parser(ipaddress.IPv6Address),
        "uri": lambda text: re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S", text) is not None,
    }


def resolve(root: Any, reference: str) -> Any:
    """What a reference inside the schema (`#/$defs/Name`) stands for.

    Raises:
        KeyError: There is nothing.
    """
    if reference == "#":
        return root
    if not reference.startswith("#/"):
        raise KeyError(reference)
    place: Any = root
    for step in reference[2:].split("/"):
        name = step.replace("~1", "/").replace("~0", "~")
        place = place[int(name)] if is_list(place) else place[name]
    return place


class _Check:
    """One schema held against one value."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.depth = 0

    def run(self, schema: Any, value: Any, path: str) -> Iterator[Problem]:
        """What does not fit."""
        if schema is True or schema is None:
            return
        if schema is False:
            yield Problem(path, "false", "nothing is allowed here")
            return
        if not is_object(schema) or self.depth > 200:
            return
        node = schema
        self.depth += 1
        try:
            yield from self.general(node, value, path)
            if isinstance(value, str):
                yield from self.text(node, value, path)
            elif _is_number(value):
                yield from self.number(node, value, path)
            elif is_list(value):
                yield from self.array(node, value, path)
            elif is_object(value):
                yield from self.object(node, value, path)
        finally:
            self.depth -= 1

    def fits(self, schema: Any, value: Any) -> bool:
        """Whether all of it does."""
        return next(self.run(schema, value, "$"), None) is None

    def general(self, node: dict[str, Any], value: Any, path: str) -> Iterator[Problem]:
        reference = node.get("$ref")
        if isinstance(reference, str):
            try:
                inside = resolve(self.root, reference)
            except (KeyError, IndexError, ValueError, TypeError):
                yield Problem(path, "$ref", f"the schema refers to {reference}, which it does not have")
            else:
                yield from self.run(inside, value, path)
        kinds = node.get("type")
        wanted = [kinds] if isinstance(kinds, str) else kinds if is_list(kinds) else []
        if wanted and not any(kind in _TYPES and _TYPES[kind](value) for kind in wanted):
            yield Problem(path, "type", f"{_shown(value)} is not {' or '.join(map(str, wanted))}")
        if "enum" in node and not any(_same(value, option) for option in node["enum"]):
            yield Problem(path, "enum", f"{_shown(value)} is none of {_shown(node['enum'])}")
        if "const" in node and not _same(value, node["const"]):
            yield Problem(path, "const", f"{_shown(value)} is not {_shown(node['const'])}")
        for part in node.get("allOf") or ():
            yield from self.run(part, value, path)
        for keyword in ("anyOf", "oneOf"):
            if is_list(node.get(keyword)):
                yield from self.choice(keyword, node[keyword], value, path)
        if "not" in node and self.fits(node["not"], value):
            yield Problem(path, "not", f"{_shown(value)} is what is excluded")
        if "if" in node:
            branch = "then" if self.fits(node["if"], value) else "else"
            yield from self.run(node.get(branch), value, path)

    def choice(self, keyword: str, members: list[Any], value: Any, path: str) -> Iterator[Problem]:
        found = [list(self.run(member, value, path)) for member in members]
        fitting = sum(not rows for rows in found)
        if fitting == 0:
            # The member that came closest says most.
            nothing: list[Problem] = []
            closest = min(found, key=lambda rows: (any(row.path == path for row in rows), len(rows)), default=nothing)
            yield from closest or [Problem(path, keyword, "nothing is allowed here")]
        elif keyword == "oneOf" and fitting > 1:
            yield Problem(path, keyword, f"{_shown(value)} fits {fitting} of the choices, not one")

    @staticmethod
    def text(node: dict[str, Any], value: str, path: str) -> Iterator[Problem]:
        if "minLength" in node and len(value) < node["minLength"]:
            yield Problem(path, "minLength", f"{_shown(value)} is shorter than {node['minLength']}")
        if "maxLength" in node and len(value) > node["maxLength"]:
            yield Problem(path, "maxLength", f"{_shown(value)} is longer than {node['maxLength']}")
        pattern = node.get("pattern")
        if isinstance(pattern, str):
            try:
                matched = re.search(pattern, value) is not None
            except re.error:
                matched = True  # an expression of another dialect says nothing here
            if not matched:
                yield Problem(path, "pattern", f"{_shown(value)} does not match {pattern}")
        shape = node.get("format")
        if isinstance(shape, str) and (fits := _parsers().get(shape)) is not None and not fits(value):
            yield Problem(path, "format", f"{_shown(value)} is no {shape}")

    @staticmethod
    def number(node: dict[str, Any], value: float, path: str) -> Iterator[Problem]:
        if "minimum" in node and value < node["minimum"]:
            yield Problem(path, "minimum", f"{value} is less than {node['minimum']}")
        if "maximum" in node and value > node["maximum"]:
            yield Problem(path, "maximum", f"{value} is more than {node['maximum']}")
        if "exclusiveMinimum" in node and value <= node["exclusiveMinimum"]:
            yield Problem(path, "exclusiveMinimum", f"{value} is not more than {node['exclusiveMinimum']}")
        if "exclusiveMaximum" in node and value >= node["exclusiveMaximum"]:
            yield Problem(path, "exclusiveMaximum", f"{value} is not less than {node['exclusiveMaximum']}")
        step = node.get("multipleOf")
        if _is_number(step) and step:
            share = value / step
            if not math.isfinite(share) or abs(share - round(share)) > 1e-9:
                yield Problem(path, "multipleOf", f"{value} is no multiple of {step}")

    def array(self, node: dict[str, Any], value: list[Any], path: str) -> Iterator[Problem]:
        if "minItems" in node and len(value) < node["minItems"]:
            yield Problem(path, "minItems", f"{len(value)} items are fewer than {node['minItems']}")
        if "maxItems" in node and len(value) > node["maxItems"]:
            yield Problem(path, "maxItems", f"{len(value)} items are more than {node['maxItems']}")
        if node.get("uniqueItems") is True:
            for at, item in enumerate(value):
                if any(_same(item, other) for other in value[:at]):
                    yield Problem(f"{path}[{at}]", "uniqueItems", f"{_shown(item)} is there twice")
        places = node.get("prefixItems")
        ahead = places if is_list(places) else []
        for at, item in enumerate(value):
            yield from self.run(ahead[at] if at < len(ahead) else node.get("items"), item, f"{path}[{at}]")
        if "contains" in node:
            count = sum(self.fits(node["contains"], item) for item in value)
            if count < node.get("minContains", 1) or count > node.get("maxContains", math.inf):
                yield Problem(path, "contains", f"{count} items are what is to be contained")

    def object(self, node: dict[str, Any], value: dict[str, Any], path: str) -> Iterator[Problem]:
        for name in node.get("required") or ():
            if name not in value:
                yield Problem(path, "required", f"{name!r} is missing")
        if "minProperties" in node and len(value) < node["minProperties"]:
            yield Problem(path, "minProperties", f"{len(value)} fields are fewer than {node['minProperties']}")
        if "maxProperties" in node and len(value) > node["maxProperties"]:
            yield Problem(path, "maxProperties", f"{len(value)} fields are more than {node['maxProperties']}")
        known: dict[str, Any] = node.get("properties") or {}
        patterns: dict[str, Any] = node.get("patternProperties") or {}
        rest = node.get("additionalProperties")
        for name, item in value.items():
            at = f"{path}.{name}"
            matching = [schema for pattern, schema in patterns.items() if re.search(pattern, name)]
            if name in known:
                yield from self.run(known[name], item, at)
            for schema in matching:
                yield from self.run(schema, item, at)
            if name not in known and not matching:
                if rest is False:
                    yield Problem(at, "additionalProperties", "this field is not in the schema")
                else:
                    yield from self.run(rest, item, at)
            if "propertyNames" in node and not self.fits(node["propertyNames"], name):
                yield Problem(at, "propertyNames", f"{name!r} is no name for a field here")
        needed: dict[str, Any] = node.get("dependentRequired") or {}
        for name, others in needed.items():
            for other in others if name in value else ():
                if other not in value:
                    yield Problem(path, "dependentRequired", f"{other!r} is missing beside {name!r}")
        dependent: dict[str, Any] = node.get("dependentSchemas") or {}
        for name, schema in dependent.items():
            if name in value:
                yield from self.run(schema, value, path)


def _shown(value: Any) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."


def problems(schema: Any, value: Any) -> list[Problem]:
    """What of a JSON value does not follow the schema, each with its path; [] when all of it does."""
    return list(_Check(schema).run(schema, value, "$"))


def is_valid(schema: Any, value: Any) -> bool:
    """Whether a JSON value follows the schema."""
    return _Check(schema).fits(schema, value)
