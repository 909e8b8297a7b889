"""One schema for every provider: each enforces a part of JSON schema, and refuses (or ignores) the rest.

`compile_schema` makes of a schema what a provider takes. Keywords that it does not take are moved: to the check that
the client makes of the answer, and into the description, so that the model still reads them. Each is reported with
its path. What no rewriting can express (free keys where every key has to be named, recursion where it is refused)
makes the schema unenforceable there: `enforced` is False, and the schema has to go into the prompt.

Sources: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas,
https://docs.claude.com/en/docs/build-with-claude/structured-outputs#json-schema-limitations,
https://ai.google.dev/gemini-api/docs/structured-output#json_schema_support,
https://docs.cohere.com/docs/structured-outputs#unsupported-schema-features,
https://docs.vllm.ai/en/latest/features/structured_outputs.html.
"""

from __future__ import annotations

import re
from typing import Any, cast

import attrs

from ..errors import ConfigurationError
from ..models.record import Record
from ..models.shapes import is_list, is_object
from .check import resolve

__all__ = ["DIALECTS", "CompiledSchema", "Moved", "compile_schema", "without_fillers"]

# Words that describe and do not constrain.
_WORDS = frozenset({"title", "description"})
_SHAPE = frozenset(
    {"type", "properties", "required", "items", "enum", "anyOf", "$ref", "$defs", "additionalProperties"}
)
_NUMBERS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_LOGIC = frozenset({"allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas"})
_OBJECTS = frozenset({"minProperties", "maxProperties", "patternProperties", "propertyNames", "unevaluatedProperties"})


@attrs.frozen(eq=False, repr=False)
class _Rules:
    """What a provider takes.

    Attributes:
        keywords: Beside the shape and the words.
        formats: Of text; None for all.
        closed: Every object has to say that it has no other keys.
        all_required: Every key has to be required; one that may be missing becomes one that may be null.
        recursive: A schema may refer to itself.
        root_object: The root has to be an object.
        few_items: `minItems` may be 0 or 1 only.
        as_written: A key with a default is asked for like any other, and descriptions stay as they are.
    """

    keywords: frozenset[str]
    formats: frozenset[str] | None = None
    closed: bool = False
    all_required: bool = False
    recursive: bool = True
    root_object: bool = True
    few_items: bool = False
    as_written: bool = False


_OPENAI_FORMATS = frozenset({"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"})
_RULES = {
    "openai": _Rules(
        frozenset({"const", "pattern", "format", "minItems", "maxItems"}) | _NUMBERS,
        _OPENAI_FORMATS,
        closed=True,
        all_required=True,
    ),
    "anthropic": _Rules(
        frozenset({"const", "default", "format", "minItems", "allOf", "pattern"}),
        _OPENAI_FORMATS | {"uri"},
        closed=True,
        recursive=False,
        few_items=True,
    ),
    "gemini": _Rules(
        frozenset({"format", "minItems", "maxItems", "minimum", "maximum", "prefixItems", "oneOf", "propertyOrdering"}),
        frozenset({"date-time", "date", "time"}),
        root_object=False,
    ),
    "cohere": _Rules(
        frozenset({"const", "pattern", "format"}),
        frozenset({"date-time", "date", "time", "uuid"}),
    ),
    "vllm": _Rules(
        frozenset({"const", "pattern", "format", "minItems", "maxItems", "minLength", "maxLength", "prefixItems"})
        | frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "allOf", "oneOf", "default"}),
        root_object=False,
    ),
    # Everything as it is, for servers that take any schema (and for your own use).
    "json_schema": _Rules(
        _NUMBERS | _LOGIC | _OBJECTS | frozenset({"const", "pattern", "format", "minItems", "maxItems", "minLength"})
        | frozenset({"maxLength", "uniqueItems", "contains", "minContains", "maxContains", "prefixItems", "default"}),
        root_object=False,
    ),
}  # fmt: skip
_ALIASES = {
    "openai_chat": "openai",
    "openai_responses": "openai",
    "openai_strict": "openai",
    "anthropic_messages": "anthropic",
    "bedrock_converse": "anthropic",
    "gemini_generate_content": "gemini",
    "cohere_v2": "cohere",
    "ollama_native": "vllm",
}
# What `parse` of OpenAI's own package sends: for those who refuse what is moved, or check it without telling the model.
_RULES["openai_sdk"] = attrs.evolve(_RULES["openai"], as_written=True)
DIALECTS = tuple(_RULES)
# A schema that says one of these says what kind of value is meant.
_KINDS = frozenset({"type", "properties", "enum", "const", "anyOf", "oneOf", "allOf", "$ref"})


@attrs.frozen(eq=False, repr=False)
class Moved(Record):
    """Something that the provider does not enforce; the client checks it.

    Attributes:
        path: Of the place in the schema: "$.properties.age".
        keyword: What stood there.
        value: Its value.
    """

    path: str
    keyword: str
    value: Any

    def __str__(self) -> str:
        return f"{self.path}: {self.keyword} {self.value!r}"


@attrs.frozen(eq=False, repr=False)
class CompiledSchema(Record):
    """A schema for one provider.

    Attributes:
        schema: What to send.
        source: What it was made of; the answer has to follow this one.
        dialect: Whose rules.
        moved: What the client has to check by itself.
        unenforceable: Paths that these rules cannot express; () when there are none.
        wrapped: The answer is an object that has the value under "value", as the root has to be an object.
    """

    schema: dict[str, Any]
    source: dict[str, Any]
    dialect: str
    moved: tuple[Moved, ...] = ()
    unenforceable: tuple[str, ...] = ()
    wrapped: bool = False

    @property
    def enforced(self) -> bool:
        """Whether the provider can be told to keep to the schema."""
        return not self.unenforceable


class _Compiler:
    """One schema on its way to one provider."""

    def __init__(self, source: dict[str, Any], rules: _Rules) -> None:
        self.source = source
        self.rules = rules
        self.allowed = _WORDS | _SHAPE | rules.keywords
        self.moved: list[Moved] = []
        self.lost: list[str] = []
        self.put_in: list[str] = []  # references whose definitions stand in their place, around where we are

    def run(self, schema: Any, path: str) -> Any:
        """A schema as the provider wants it."""
        if schema is True or schema == {}:
            if self.rules.closed:
                self.lost.append(path)
            return {}
        if not is_object(schema):
            return schema
        node = dict(schema)
        if self.rules.closed and isinstance(node.get("$ref"), str) and node.keys() - {"$ref", "$defs"}:
            return self.in_place(node, path)
        node = self.rewritten(node)
        wire: dict[str, Any] = {}
        notes: list[str] = []
        for keyword, value in node.items():
            if self.takes(keyword, value):
                wire[keyword] = value
            else:
                self.moved.append(Moved(path, keyword, value))
                if keyword not in ("default", "examples", "$schema", "$id", "$comment"):
                    notes.append(f"{keyword}: {_short(value)}")
        if self.rules.closed and not wire.keys() & _KINDS:
            self.lost.append(path)
        if notes and not self.rules.as_written:
            told = wire.get("description")
            wire["description"] = f"{told} ({'; '.join(notes)})" if told else "; ".join(notes)
        return self.inside(wire, path)

    def in_place(self, node: dict[str, Any], path: str) -> Any:
        """What a reference stands for together with what stands beside it, which may not stand there."""
        reference: str = node["$ref"]
        beside = {key: value for key, value in node.items() if key != "$ref"}
        try:
            found = resolve(self.source, reference)
        except (KeyError, IndexError, ValueError, TypeError):
            found = None
        if not is_object(found) or reference in self.put_in:
            # Within itself it stays a reference: what only describes can go, what constrains cannot be said.
            for keyword in sorted(beside.keys() - _WORDS - {"$defs"}):
                self.moved.append(Moved(path, keyword, beside[keyword]))
            return {"$ref": reference}
        self.put_in.append(reference)
        try:
            return self.run({**found, **beside}, path)
        finally:
            self.put_in.pop()

    def rewritten(self, node: dict[str, Any]) -> dict[str, Any]:
        """The same in words that the provider has."""
        keywords = self.rules.keywords
        if "const" in node and "const" not in keywords:
            value = node.pop("const")
            node.setdefault("enum", [value])
        if "oneOf" in node and "oneOf" not in keywords and "anyOf" not in node:
            # That exactly one fits is for the client to check.
            node["anyOf"] = node.pop("oneOf")
        parts = node.get("allOf")
        if is_list(parts) and len(parts) == 1 and "allOf" not in keywords and "$ref" not in node:
            only: Any = parts[0]
            rest = {key: value for key, value in node.items() if key != "allOf"}
            if is_object(only) and not (only.keys() & rest.keys() - _WORDS):
                node = {**only, **rest}
        if "properties" in node and self.rules.closed:
            node.setdefault("additionalProperties", False)
        return node

    def takes(self, keyword: str, value: Any) -> bool:
        if keyword not in self.allowed:
            return False
        if keyword == "format" and self.rules.formats is not None:
            return value in self.rules.formats
        if keyword == "pattern" and self.rules.few_items:
            return isinstance(value, str) and re.search(r"\(\?[^:]|\\[bB1-9]", value) is None  # plain expressions only
        return not (keyword == "minItems" and self.rules.few_items and value not in (0, 1))

    def inside(self, wire: dict[str, Any], path: str) -> dict[str, Any]:
        """The schemas inside a schema."""
        for keyword in ("properties", "$defs", "patternProperties", "dependentSchemas"):
            inner = wire.get(keyword)
            if is_object(inner):
                rows = inner
                wire[keyword] = {name: self.run(row, f"{path}.{keyword}.{name}") for name, row in rows.items()}
        for keyword in ("anyOf", "oneOf", "allOf", "prefixItems"):
            inner = wire.get(keyword)
            if is_list(inner):
                wire[keyword] = [self.run(row, f"{path}.{keyword}[{at}]") for at, row in enumerate(inner)]
        for keyword in ("items", "not", "contains", "if", "then", "else", "propertyNames"):
            if is_object(wire.get(keyword)):
                wire[keyword] = self.run(wire[keyword], f"{path}.{keyword}")
        rest = wire.get("additionalProperties")
        if is_object(rest) or rest is True:
            if self.rules.closed:
                self.lost.append(f"{path}.additionalProperties")
            elif is_object(rest):
                wire["additionalProperties"] = self.run(cast("Any", rest), f"{path}.additionalProperties")
        elif wire.get("type") == "object" and "properties" not in wire and rest is None and self.rules.closed:
            self.lost.append(path)
        if wire.get("items") is False or (wire.get("items") is True and self.rules.closed):
            self.fixed(wire, path)
        elif wire.get("type") == "array" and "items" not in wire and "prefixItems" not in wire and self.rules.closed:
            self.fixed(wire, path)  # a tuple whose places were moved
        if self.rules.all_required and is_object(wire.get("properties")):
            self.require(wire)
        return wire

    def fixed(self, wire: dict[str, Any], path: str) -> None:
        """A list of places, each with a schema of its own, where only one schema for all items is known."""
        if "prefixItems" in wire:
            return
        places = next((row.value for row in self.moved if row.path == path and row.keyword == "prefixItems"), None)
        wire.pop("items", None)
        if not places:
            self.lost.append(path)
            return
        kinds: list[Any] = []
        for at, place in enumerate(places):
            kind = self.run(place, f"{path}.prefixItems[{at}]")
            if kind not in kinds:
                kinds.append(kind)
        wire["items"] = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}

    def require(self, wire: dict[str, Any]) -> None:
        """Every key is required; what could be missing can be null."""
        required: list[str] = list(wire.get("required") or ())
        properties: dict[str, Any] = wire["properties"]
        for name, schema in properties.items():
            if not self.rules.as_written and name not in required and not _may_be_null(self.source, schema):
                properties[name] = {"anyOf": [schema, {"type": "null"}]}
        wire["required"] = list(properties)


def _short(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, default=str)[:120]


def _may_be_null(root: dict[str, Any], schema: Any) -> bool:
    from .check import is_valid

    if not is_object(schema):
        return True
    return is_valid({**schema, "$defs": root.get("$defs", {})}, None)


def _cycle(root: dict[str, Any]) -> str | None:
    """The path of a reference that leads back to where it stands; None when there is none."""

    def walk(node: Any, path: str, above: tuple[str, ...]) -> str | None:
        if is_list(node):
            for at, row in enumerate(node):
                if (found := walk(row, f"{path}[{at}]", above)) is not None:
                    return found
            return None
        if not is_object(node):
            return None
        inner = node
        reference = inner.get("$ref")
        if isinstance(reference, str):
            if reference in above or reference == "#":
                return path
            try:
                found = walk(resolve(root, reference), path, (*above, reference))
            except (KeyError, IndexError, ValueError, TypeError):
                found = None
            if found is not None:
                return found
        for key, value in inner.items():
            if key not in ("$ref", "$defs", "enum", "const", "default"):
                found = walk(value, f"{path}.{key}", above)
                if found is not None:
                    return found
        return None

    return walk(root, "$", ())


def compile_schema(schema: dict[str, Any], dialect: str = "openai") -> CompiledSchema:
    """A schema as a provider takes it.

    Args:
        schema: JSON schema.
        dialect: "openai" (strict), "anthropic", "gemini", "cohere", "vllm", "json_schema", "openai_sdk" (strict, in the
            words of OpenAI's own package), or a wire family's name.

    Raises:
        ConfigurationError: The dialect is not known.
    """
    name = _ALIASES.get(dialect, dialect)
    rules = _RULES.get(name)
    if rules is None:
        raise ConfigurationError(f"There is no schema dialect {dialect!r}", hint=f"Known are {', '.join(DIALECTS)}")
    source = dict(schema)
    root = source
    wrapped = False
    flat = source
    seen: set[str] = set()
    while isinstance(reference := flat.get("$ref"), str) and reference not in seen:
        # The root is the object itself, not a reference to it.
        seen.add(reference)
        try:
            found = resolve(source, reference)
        except (KeyError, IndexError, ValueError, TypeError):
            break
        if not is_object(found):
            break
        flat = {**found, **{key: value for key, value in flat.items() if key != "$ref"}}
    if rules.root_object:
        if flat.get("type") != "object" or "anyOf" in flat:
            definitions = source.get("$defs")
            bare = {key: value for key, value in source.items() if key != "$defs"}
            properties = {"value": bare}
            root = {"type": "object", "properties": properties, "required": ["value"], "additionalProperties": False}
            if definitions is not None:
                root["$defs"] = definitions
            wrapped = True
        else:
            root = flat
    compiler = _Compiler(root, rules)
    wire = compiler.run(root, "$")
    lost = list(dict.fromkeys(compiler.lost))
    if not rules.recursive and (at := _cycle(root)) is not None:
        lost.append(at)
    return CompiledSchema(wire, source, name, tuple(compiler.moved), tuple(lost), wrapped)


def without_fillers(schema: dict[str, Any], value: Any, root: dict[str, Any] | None = None) -> Any:
    """A value without the nulls that stand for fields that could have been left out.

    Args:
        schema: What the value was asked to follow, as it was before it was compiled.
        value: The answer.
        root: Where references of the schema lead; by default the schema itself.
    """
    from .check import is_valid

    top = schema if root is None else root
    node = schema
    if isinstance(node.get("$ref"), str):
        try:
            node = resolve(top, node["$ref"])
        except (KeyError, IndexError, ValueError, TypeError):
            return value
    for keyword in ("anyOf", "oneOf"):
        members = node.get(keyword)
        if is_list(members):
            for member in members:
                cleaned = without_fillers(member, value, top) if is_object(member) else value
                if is_valid({**member, "$defs": top.get("$defs", {})} if is_object(member) else member, cleaned):
                    return cleaned
            return value
    if is_list(value):
        items = node.get("items")
        rows = value
        return [without_fillers(items, row, top) for row in rows] if is_object(items) else rows
    if not is_object(value):
        return value
    known: dict[str, Any] = node.get("properties") or {}
    required: list[str] = node.get("required") or []
    made: dict[str, Any] = {}
    for name, item in value.items():
        inner = known.get(name)
        optional = item is None and name in known and name not in required
        if optional and not (is_object(inner) and is_valid({**inner, "$defs": top.get("$defs", {})}, None)):
            continue
        made[name] = without_fillers(inner, item, top) if is_object(inner) else item
    return made
