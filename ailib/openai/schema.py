"""The schema table: what the models of the OpenAI API are made of.

`data/schemas.jsonl` has a line for each schema, `["Name", {field: type}, [required], extra]` for an object and
`["Name", type]` for a union, an enum or a list; see `tools/build_openai.py` for the types.
The lines are found by name when the table is first needed, and each is read when its schema is.
"""

from __future__ import annotations

import re
from importlib.resources import files
from keyword import iskeyword
from typing import Any, TypeAlias

from ..providers.facts import Facts
from ..wire.json import loads

__all__ = ["Kind", "Schema", "names", "python_name", "schema_of"]

# A type of the table.
Kind: TypeAlias = "str | list[Any]"


class Schema(Facts):
    """A line of the table.

    Attributes:
        name: As the description has it.
        fields: Wire names and their types; None for what is no object.
        required: The fields that always come, or must be sent.
        extra: The type of fields with other names, or None.
        kind: The type of what is no object.
    """

    name: str
    fields: dict[str, Kind] | None = None
    required: frozenset[str] = frozenset()
    extra: Kind | None = None
    kind: Kind = "any"


_lines: dict[str, bytes] = {}
_read: dict[str, Schema] = {}


def _table() -> dict[str, bytes]:
    if not _lines:
        data = (files(__package__ or "ailib.openai") / "data" / "schemas.jsonl").read_bytes()
        found = {line[2 : line.index(b'"', 2)].decode(): line for line in data.splitlines()}
        _lines.update(found)
    return _lines


def names() -> list[str]:
    """The names of all schemas."""
    return list(_table())


def schema_of(name: str) -> Schema:
    """A schema by its name.

    Raises:
        KeyError: There is none.
    """
    found = _read.get(name)
    if found is None:
        line: list[Any] = loads(_table()[name])
        if len(line) == 2:
            found = Schema(name, kind=line[1])
        else:
            found = Schema(name, line[1], frozenset(line[2]), line[3] if len(line) > 3 else None)
        _read[name] = found
    return found


def python_name(name: str) -> str:
    """A wire name as an attribute or keyword: `hate/threatening` is `hate_threatening`, `include[]` is `include`."""
    found = name.removesuffix("[]")
    if not found.isidentifier():
        found = re.sub(r"\W", "_", found)
    return f"{found}_" if iskeyword(found) else found
