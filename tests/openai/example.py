"""Examples made from the schemas of the published description: the first choice everywhere, every field filled."""

from __future__ import annotations

import functools
import gzip
import json
from typing import Any

import yaml

from tests.shared_material import require_shared


@functools.cache
def description() -> dict[str, Any]:
    """The published description, read once."""
    path = require_shared() / "openai" / "openapi.yaml.gz"
    return json.loads(json.dumps(yaml.load(gzip.decompress(path.read_bytes()), yaml.CSafeLoader), default=str))


def found(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema behind a reference."""
    while "$ref" in schema:
        schema = description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def merged(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with all that it joins laid together."""
    schema = found(schema)
    if "allOf" not in schema:
        return schema
    out: dict[str, Any] = {"properties": {}, "required": []}
    for part in [*schema["allOf"], {k: v for k, v in schema.items() if k != "allOf"}]:
        one = merged(part)
        out["properties"] |= one.get("properties") or {}
        out["required"] += one.get("required") or []
        out |= {k: v for k, v in one.items() if k not in ("properties", "required", "description")}
    if not out["properties"]:
        del out["properties"]
    return out


def example(schema: dict[str, Any], depth: int = 0, *, required_only: bool = False) -> Any:
    """A value that is valid for a schema; deep down only what is required."""
    schema = merged(schema)
    if schema.get("$recursiveRef"):
        return {"type": "and", "filters": []}
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return next(value for value in schema["enum"] if value is not None)
    for key in ("anyOf", "oneOf"):
        if schema.get(key) and not schema.get("properties"):
            choices = [part for part in schema[key] if found(part).get("type") != "null"]
            return example(choices[0], depth, required_only=required_only)
    kind = schema.get("type")
    if kind == "object" or schema.get("properties"):
        return _object(schema, depth, required_only)
    if kind == "array" or "items" in schema:
        size = max(schema.get("minItems", 0), 0 if depth > 6 else 1)
        return [example(schema.get("items") or {}, depth + 1, required_only=required_only) for _ in range(size)]
    if kind in ("integer", "number"):
        low = schema.get("minimum", 1)
        return min(max(low, 1), schema.get("maximum", max(low, 1)))
    if kind == "boolean":
        return True
    if kind == "null":
        return None
    text = {"uri": "https://example.com/a", "date-time": "2026-01-01T00:00:00Z"}.get(schema.get("format", ""), "text")
    return (text + "x" * schema.get("minLength", 0))[: schema.get("maxLength", 1000)]


def _object(schema: dict[str, Any], depth: int, required_only: bool) -> dict[str, Any]:
    fields = schema.get("properties") or {}
    needed = set(schema.get("required") or ())
    names = needed if required_only or depth > 4 else fields
    made = {
        name: example(fields[name], depth + 1, required_only=required_only) for name in sorted(names) if name in fields
    }
    choices = [
        part["required"] for part in schema.get("oneOf") or schema.get("anyOf") or () if set(part) == {"required"}
    ]
    for name in [name for choice in choices[1:] for name in choice if name not in choices[0]]:
        made.pop(name, None)  # one of them, not both
    for name in choices[0] if choices else ():
        made.setdefault(name, example(fields[name], depth + 1, required_only=required_only))
    extra = schema.get("additionalProperties")
    if not fields and extra is not False:
        made["key"] = example(extra, depth + 1) if isinstance(extra, dict) and extra else "value"
    return made


def stripped(schema: Any, root: bool = True) -> Any:
    """A schema that jsonschema understands: `nullable` as a type, references to `$defs` of their own."""
    if isinstance(schema, list):
        return [stripped(part, False) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        key: stripped(value, False) for key, value in schema.items() if key not in ("example", "examples", "default")
    }
    if made.pop("nullable", False):
        made = {"anyOf": [made, {"type": "null"}]}
    made.pop("discriminator", None)
    if "$recursiveRef" in made:
        return {}
    return made
