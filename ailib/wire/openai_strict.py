"""JSON schemas as OpenAI's strict mode takes them.

Every object says `additionalProperties: false` and requires all its properties; only some keywords are permitted
(https://platform.openai.com/docs/guides/structured-outputs). What says the same in a permitted way is rewritten
(`oneOf`, an `allOf` of one part, a reference with something beside it). What only checks a value (`minLength`,
`maxLength`, `uniqueItems`) is left to the one who reads the answer: `violations` finds what breaks it. What would
change the form of the answer is refused, with its place. Nothing is dropped in silence.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, cast

from ..errors import InvalidRequestError
from .shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["strict_schema", "violations"]

_PERMITTED = frozenset(
    (
        *("type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "const", "$ref", "$defs"),
        *("description", "title", "pattern", "format", "multipleOf", "minimum", "maximum", "exclusiveMinimum"),
        *("exclusiveMaximum", "minItems", "maxItems", "definitions"),
    )
)
# Notes for readers, without any say about values.
_NOTES = frozenset(
    {
        "default",
        "examples",
        "$schema",
        "$id",
        "$comment",
        "$anchor",
        "deprecated",
        "readOnly",
        "writeOnly",
        "discriminator",
    }
)
# Left to the one who reads the answer.
_LATER = frozenset({"minLength", "maxLength", "uniqueItems"})
_FORMATS = frozenset({"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"})


def strict_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema for strict mode; the one given stays as it is.

    Raises:
        InvalidRequestError: A keyword is not supported there; the text names its place.
    """
    root = deepcopy(dict(schema))
    made = _Strict(root).of(root, "$")
    if "anyOf" in made or made.get("type") != "object":
        raise InvalidRequestError(
            "$: the schema of an answer must be an object, and no union",
            hint="Put it into a class with one field",
        )
    return made


class _Strict:
    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root

    def of(self, schema: Any, path: str, seen: tuple[str, ...] = ()) -> dict[str, Any]:
        """One schema."""
        if not is_object(schema):
            raise InvalidRequestError(f"{path}: {schema!r} is no schema that strict mode supports")
        schema = dict(schema)
        for name in _NOTES & schema.keys():
            del schema[name]
        if "oneOf" in schema:
            # The members of a union tell themselves apart by their fields.
            schema["anyOf"] = [*schema.pop("oneOf"), *schema.get("anyOf", ())]
        joined = schema.get("allOf")
        if is_list(joined) and len(joined) == 1:
            del schema["allOf"]
            schema = {**cast("dict[str, Any]", joined[0]), **schema}
        ref = schema.get("$ref")
        if isinstance(ref, str):
            if path != "$" and not schema.keys() - {"$ref", "$defs", "definitions"}:
                self._found(ref, path)
                return self._with_defs(schema, path, seen)
            if ref in seen:
                raise InvalidRequestError(f"{path}: a reference to itself with other keywords beside it")
            del schema["$ref"]
            return self.of({**self._found(ref, path), **schema}, path, (*seen, ref))
        for name in schema:
            if name not in _PERMITTED and name not in _LATER:
                raise InvalidRequestError(
                    f"{path}: {name!r} is not supported in strict mode",
                    hint="Say it in another way, or pass a schema of your own with strict=False",
                )
        for name in _LATER & schema.keys():
            del schema[name]
        if schema.get("format") not in _FORMATS:
            schema.pop("format", None)
        if not schema.keys() & {"type", "anyOf", "enum", "const", "$ref"} and "properties" not in schema:
            raise InvalidRequestError(
                f"{path}: any value is not supported in strict mode", hint="Say which type it has"
            )
        return self._with_defs(self._parts(schema, path), path, seen)

    def _parts(self, schema: dict[str, Any], path: str) -> dict[str, Any]:
        kinds = schema.get("type")
        if kinds == "object" or (is_list(kinds) and "object" in kinds) or "properties" in schema:
            if schema.get("additionalProperties") not in (None, False):
                raise InvalidRequestError(
                    f"{path}: an object with any keys ('additionalProperties') is not supported in strict mode",
                    hint="Use a list of objects with a key and a value",
                )
            properties: dict[str, Any] = schema.get("properties") or {}
            schema["properties"] = {name: self.of(one, f"{path}.{name}") for name, one in properties.items()}
            schema["required"] = list(properties)
            schema["additionalProperties"] = False
        if "items" in schema:
            schema["items"] = self.of(schema["items"], f"{path}[]")
        elif kinds == "array":
            raise InvalidRequestError(f"{path}: a list must say what is in it in strict mode")
        if "anyOf" in schema:
            schema["anyOf"] = [self.of(one, f"{path}.anyOf[{i}]") for i, one in enumerate(schema["anyOf"])]
        return schema

    def _with_defs(self, schema: dict[str, Any], path: str, seen: tuple[str, ...]) -> dict[str, Any]:
        for key in ("$defs", "definitions"):
            if key in schema:
                schema[key] = {name: self.of(one, f"{path}.{key}.{name}", seen) for name, one in schema[key].items()}
        return schema

    def _found(self, ref: str, path: str) -> dict[str, Any]:
        found = _resolved(self._root, ref)
        if found is None:
            raise InvalidRequestError(f"{path}: {ref!r} refers to nothing")
        return found


def _resolved(root: Mapping[str, Any], ref: str) -> dict[str, Any] | None:
    if not ref.startswith("#"):
        return None
    found: Any = root
    for step in ref[1:].split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        found = found.get(name) if is_object(found) else None
    return dict(found) if is_object(found) else None


def violations(data: Any, schema: Mapping[str, Any]) -> list[str]:
    """What an answer breaks of the keywords that strict mode does not know: one text each, with its place."""
    found: list[str] = []
    _check(data, schema, schema, "$", found)
    return found


def _check(data: Any, schema: Any, root: Mapping[str, Any], path: str, found: list[str]) -> None:
    if not is_object(schema):
        return
    ref = schema.get("$ref")
    if isinstance(ref, str):
        _check(data, _resolved(root, ref), root, path, found)
    for part in schema.get("allOf") or ():
        _check(data, part, root, path, found)
    members: list[Any] = [*(schema.get("anyOf") or ()), *(schema.get("oneOf") or ())]
    if members:
        failures: list[list[str]] = []
        for member in members:
            failures.append([])
            if not _might_be(data, member, root):
                failures.pop()
                continue
            _check(data, member, root, path, failures[-1])
        if failures and all(failures):
            found += failures[0]
    if isinstance(data, str):
        least, most = schema.get("minLength"), schema.get("maxLength")
        if isinstance(least, int) and len(data) < least:
            found.append(f"{path}: shorter than {least} characters")
        if isinstance(most, int) and len(data) > most:
            found.append(f"{path}: longer than {most} characters")
    elif is_list(data):
        if schema.get("uniqueItems") is True and any(item in data[:index] for index, item in enumerate(data)):
            found.append(f"{path}: the same value twice")
        for index, item in enumerate(data):
            _check(item, schema.get("items"), root, f"{path}[{index}]", found)
    elif is_object(data):
        properties: Any = schema.get("properties")
        for name, value in data.items():
            if is_object(properties) and name in properties:
                _check(value, properties[name], root, f"{path}.{name}", found)


_KINDS: dict[str, Any] = {"string": str, "array": list, "object": dict, "null": type(None), "boolean": bool}


def _might_be(data: Any, schema: Any, root: Mapping[str, Any]) -> bool:
    """Whether a member of a union may be meant, by its JSON type and the constants of its fields."""
    if is_object(schema) and isinstance(schema.get("$ref"), str):
        schema = {**(_resolved(root, schema["$ref"]) or {}), **{k: v for k, v in schema.items() if k != "$ref"}}
    if not is_object(schema):
        return False
    kind = schema.get("type")
    if isinstance(kind, str) and kind in _KINDS and not isinstance(data, _KINDS[kind]):
        return False
    properties: Any = schema.get("properties")
    if is_object(data) and is_object(properties):
        for name, value in data.items():
            part: Any = properties.get(name)
            if part is None:
                return False
            if is_object(part) and "const" in part and part["const"] != value:
                return False
    return True
