"""Turn the published description of the OpenAI API into the tables, declarations and stubs of `ailib.openai`.

Reads `openapi.yaml.gz` and `operations.csv` from `--source`; writes below `ailib/openai/`:

* `data/schemas.jsonl`: one line per schema, `["Name", {field: type}, [required], extra]` or `["Name", type]`;
* `resources/*.py`: the resource tree, one declared endpoint per line, and `resources/*.pyi`: its types;
* `resources/session_events.py`: what clients send over a WebSocket, one event per line, and its types;
* `types.pyi`: the models and the dicts that requests may be made of.

Only facts are taken over: names, types, values, paths; no prose. The output depends on the input only, byte for byte.
`--check` writes nothing and fails when a file is not current, or when there is one that nobody would write.

A type is "str", "int", "float", "bool", "bytes" (a file), "any", "null", "@Name", ["list", T], ["map", T],
["union", T, ...] or ["enum", value, ...].

    python tools/build_openai.py --source ../shared/openai
    python tools/build_openai.py --source ../shared/openai --check
"""

from __future__ import annotations

import argparse
import copy
import csv
import gzip
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from openai_composed import ALIASES, COMPOSED
from openai_later import FIELDS, HEADERS, OPTIONAL, QUERY
from openai_stubs import Stubs, camel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
HOME = "ailib/openai"

# Names that the official package has and the operations list does not, or has under several.
NAMES = {
    "createVoiceConsent": "audio.voice_consents.create",
    "listVoiceConsents": "audio.voice_consents.list",
    "getVoiceConsent": "audio.voice_consents.retrieve",
    "updateVoiceConsent": "audio.voice_consents.update",
    "deleteVoiceConsent": "audio.voice_consents.delete",
    "createVoice": "audio.voices.create",
}
UNNAMED = {"/realtime/translations/client_secrets": "realtime.translations.client_secrets.create"}
# Headers that a group of paths wants and the description does not name.
BETA = (
    ("/realtime/sessions", "assistants=v2"),
    ("/realtime/transcription_sessions", "assistants=v2"),
    ("/threads", "assistants=v2"),
    ("/assistants", "assistants=v2"),
    ("/vector_stores", "assistants=v2"),
    ("/chatkit", "chatkit_beta=v1"),
)
# Declared with a JSON form as well as multipart, and sent as JSON.
JSON_FIRST = {"/videos/{video_id}/remix"}
# Sent as JSON unless there is a file among the fields.
JSON_WITHOUT_FILE = {"/containers/{container_id}/files", "/images/edits", "/skills", "/skills/{skill_id}/versions"}
# Answers whose declared type is not what comes.
BYTES = {"/files/{file_id}/content", "/containers/{container_id}/files/{file_id}/content", "/realtime/calls"}
AS_TEXT = {"files.retrieve_content"}
TEXT = {"/audio/transcriptions", "/audio/translations"}
# Parts of a form with a content type of their own.
PARTS = {"/realtime/calls": "sdp=application/sdp session=application/json"}
# The union that the description does not name.
WEBHOOK_EVENT = "WebhookEvent"
# What clients send over a WebSocket: the union of it, and the class that has it.
CLIENT_EVENTS = {
    "RealtimeClientEvent": "RealtimeEvents",
    "RealtimeTranslationClientEvent": "TranslationEvents",
    "ResponsesClientEvent": "ResponsesEvents",
    "BetaResponsesClientEvent": "BetaResponsesEvents",
}
# Resources with parts that are written by hand, in `ailib/openai/session_methods.py`.
BASES = {
    "beta.responses": "BetaResponsesSessions",
    "realtime": "RealtimeSessions",
    "realtime.translations": "TranslationSessions",
    "responses": "ResponsesSessions",
}
SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "null"}


class Schemas:
    """The schemas of a document as lines of the table; objects within objects get names of their own."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.source: dict[str, Any] = document["components"]["schemas"]
        self.lines: dict[str, list[Any]] = {}
        for name, schema in self.source.items():
            self.add(name, schema)
        self.lines[WEBHOOK_EVENT] = [WEBHOOK_EVENT, self.webhooks(document)]

    def find(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema itself, references followed."""
        while "$ref" in schema:
            schema = self.source[schema["$ref"].rpartition("/")[2]]
        return schema

    def webhooks(self, document: dict[str, Any]) -> Any:
        """What is posted to the address of a user: any of these, told apart by `type`."""
        bodies = (hook["post"]["requestBody"]["content"]["application/json"] for hook in document["webhooks"].values())
        return union(self.type_of(body["schema"], WEBHOOK_EVENT, "") for body in bodies)

    def add(self, name: str, schema: dict[str, Any]) -> None:
        """Make the line of a named schema."""
        if self.is_object(schema):
            fields, required, extra = self.members(schema)
            line: list[Any] = [name, None, required]
            self.lines[name] = line
            line[1] = {field: self.type_of(part, name, field) for field, part in fields.items()}
            if extra not in (None, False):
                line.append("any" if extra is True else self.type_of(extra, name, "extra"))
        else:
            self.lines[name] = [name, None]
            self.lines[name][1] = self.type_of(schema, name, "", inner=True)

    def is_object(self, schema: dict[str, Any]) -> bool:
        """Whether it is an object with fields, its own or those of what it joins."""
        if "$ref" in schema:
            return False
        if schema.get("properties"):
            return True
        parts = schema.get("allOf") or ()
        return len(parts) > 1 and all(self.joins(part) for part in parts) and any(self.fields(part) for part in parts)

    def joins(self, part: dict[str, Any]) -> bool:
        """Whether a part of an `allOf` adds fields, and not a choice."""
        found = self.find(part)
        if found.get("anyOf") or found.get("oneOf"):
            return bool(found.get("properties"))
        return True

    def fields(self, part: dict[str, Any]) -> dict[str, Any]:
        """The fields of a schema."""
        return self.members(self.find(part))[0]

    def members(self, schema: dict[str, Any]) -> tuple[dict[str, Any], list[str], Any]:
        """Fields, required names and the type of further fields, of a schema and of all that it joins."""
        fields: dict[str, Any] = {}
        required: list[str] = []
        extra: Any = schema.get("additionalProperties")
        for part in schema.get("allOf") or ():
            some, needed, more = self.members(self.find(part))
            fields.update(some)
            required.extend(needed)
            extra = extra if more in (None, False) else more
        fields.update(schema.get("properties") or {})
        required.extend(schema.get("required") or ())
        return fields, [name for name in dict.fromkeys(required) if name in fields], extra

    def type_of(self, schema: dict[str, Any], parent: str, field: str, *, inner: bool = False) -> Any:
        """The type of a place; an object there is hoisted under a name made of its parent's and its field's."""
        if schema.get("$recursiveRef"):
            return f"@{parent}"
        if "$ref" in schema:
            return f"@{schema['$ref'].rpartition('/')[2]}"
        kind = self.plain_type(schema, parent, field, inner=inner)
        if schema.get("nullable") and kind != "any":
            return union([kind, "null"])
        return kind

    def plain_type(self, schema: dict[str, Any], parent: str, field: str, *, inner: bool) -> Any:
        """The type but for `nullable`."""
        if not inner and self.is_object(schema):
            return "@" + self.hoist(schema, parent, field)
        for key in ("anyOf", "oneOf"):
            if schema.get(key):
                return union(self.type_of(part, parent, field) for part in schema[key])
        if schema.get("type") == "object" and not schema.get("properties") and not schema.get("allOf"):
            extra = schema.get("additionalProperties")
            return ["map", self.type_of(extra, parent, field) if isinstance(extra, dict) and extra else "any"]
        if schema.get("allOf"):
            return self.joined(schema, parent, field)
        values = schema.get("enum", [schema["const"]] if "const" in schema else None)
        if values:
            known = ["enum", *[value for value in values if value is not None]]
            return union([known, "null"]) if None in values else known
        declared = schema.get("type")
        if isinstance(declared, list):
            return union(self.type_of({**schema, "type": one}, parent, field) for one in declared)
        if declared == "array" or "items" in schema:
            return ["list", self.type_of(schema.get("items") or {}, parent, field)]
        if declared == "string" and schema.get("format") == "binary":
            return "bytes"
        return SCALARS.get(declared or "", "any")

    def joined(self, schema: dict[str, Any], parent: str, field: str) -> Any:
        """What joins one schema with remarks about it: that schema."""
        named = [part for part in schema["allOf"] if "$ref" in part]
        parts = named or [part for part in schema["allOf"] if len(part) > 1] or schema["allOf"]
        return self.type_of(parts[0], parent, field)

    def hoist(self, schema: dict[str, Any], parent: str, field: str) -> str:
        """Name an object that has none."""
        stem = f"{parent}{camel(field) or 'Value'}"
        tag = next((self.tag(part) for name, part in self.members(schema)[0].items() if name == "type"), None)
        for name in (stem, *((f"{stem}{camel(tag)}",) if tag else ()), *(f"{stem}{n}" for n in range(2, 1000))):
            if name not in self.lines and name not in self.source:
                self.add(name, schema)
                return name
        raise AssertionError(stem)

    def tag(self, schema: dict[str, Any]) -> str | None:
        """The one value that a field may have."""
        values = self.find(schema).get("enum") or ()
        return values[0] if len(values) == 1 and isinstance(values[0], str) else None


def union(parts: Iterable[Any]) -> Any:
    """A union without unions in it, without doubles; of one part it is that part."""
    flat: list[Any] = []
    for part in parts:
        for one in part[1:] if isinstance(part, list) and part[0] == "union" else [part]:
            if one not in flat:
                flat.append(one)
    if "any" in flat:
        return "any"
    return flat[0] if len(flat) == 1 else ["union", *flat]


class Operation:
    """One operation, as it is declared and typed.

    Attributes:
        names: Where it is in the tree, the first name first.
        path_names: Parameters in the path; the last one is the first argument.
        query: Parameter names on the wire, with their types and whether they must be given.
        body: The schema of the request's fields, or None.
        kind: "json", "page", "stream", "bytes", "stream bytes" (bytes or events), "text" (JSON or text),
            "stream text", "none".
    """

    def __init__(self, row: dict[str, str], spec: dict[str, Any], schemas: Schemas) -> None:
        self.method: str = row["method"]
        self.path: str = row["path"]
        self.names: list[str] = names_of(row)
        self.deprecated: bool = row["deprecated"] == "y"
        self.admin: bool = row["auth"] == "admin"
        self.path_names: list[str] = re.findall(r"{(\w+)}", self.path)
        operation = spec["paths"][self.path][self.method.lower()]
        title = camel(row["operationId"])
        parameters = operation.get("parameters", ())
        self.query: list[tuple[str, Any, bool]] = [
            (p["name"], schemas.type_of(p["schema"], title, p["name"]), bool(p.get("required")))
            for p in parameters
            if p["in"] == "query"
        ]
        known = {name for name, _, _ in self.query}
        self.query += [(name, kind, False) for name, kind in QUERY.get(self.path, {}).items() if name not in known]
        self.betas: bool = any(p["in"] == "header" for p in parameters)
        content = operation.get("requestBody", {}).get("content", {})
        self.multipart: bool = "multipart/form-data" in content and self.path not in JSON_FIRST
        self.body_required: bool = bool(operation.get("requestBody", {}).get("required"))
        self.body: str | None = self._body(content, schemas, title)
        answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
        self.returns: Any = self._returns(answers, schemas, title)
        self.event: str | None = row["sse_event_schema"] if row["streams_sse"] == "y" else None
        self.page: str | None = None
        self.item: Any = None
        self._find_page(row, schemas)
        self.kind: str = self._kind(answers)

    def _body(self, content: dict[str, Any], schemas: Schemas, title: str) -> str | None:
        found = [part["schema"] for kind, part in content.items() if kind != "application/sdp"]
        if not found:
            return None
        named = list(dict.fromkeys(schemas.type_of(schema, title, "Body") for schema in found))
        if len(named) == 1:
            return str(named[0][1:])
        merged: dict[str, Any] = {}
        lines = [schemas.lines[one[1:]] for one in named]
        for line in lines:
            for field, kind in line[1].items():
                merged[field] = union([merged[field], kind]) if field in merged else kind
        required = [name for name in lines[0][2] if all(name in line[2] for line in lines)]
        schemas.lines[f"{title}Body"] = [f"{title}Body", merged, required]
        return f"{title}Body"

    def _returns(self, answers: list[dict[str, Any]], schemas: Schemas, title: str) -> Any:
        for answer in answers:
            found = answer.get("content", {}).get("application/json")
            if found is not None:
                return schemas.type_of(found["schema"], title, "Response")
        return None

    def _find_page(self, row: dict[str, str], schemas: Schemas) -> None:
        line = schemas.lines.get(self.returns[1:]) if isinstance(self.returns, str) else None
        if line is None or len(line) < 3:
            return
        items = line[1].get("data")
        listed = isinstance(items, list) and items[0] == "list"
        asked = {name for name, _, _ in self.query}
        if not listed or not (row["openai_python_page"] or row["paginated"] == "y"):
            return
        self.item = items[1]
        if "page" in asked and "next_page" in line[1]:
            self.page = "page=next_page"
        elif "after" not in asked:
            self.page = "-"
        elif "next" in line[1]:
            self.page = "after=next"
        elif row["openai_python_page"].split()[:1] == ["SyncConversationCursorPage"]:
            self.page = "after=last_id"
        else:
            self.page = "after=id"

    def _kind(self, answers: list[dict[str, Any]]) -> str:
        types = [kind for answer in answers for kind in answer.get("content", {})]
        if self.path in BYTES or set(types) - {"application/json", "text/event-stream"}:
            return "stream bytes" if self.event else "bytes"
        if self.event:
            return "stream text" if self.path in TEXT else "stream"
        if self.page is not None:
            return "page"
        if self.path in TEXT:
            return "text"
        return "none" if self.returns is None else "json"

    @property
    def headers(self) -> dict[str, str]:
        """Headers of every such request."""
        found: dict[str, str] = {}
        for prefix, value in BETA:
            if f"{self.path}/".startswith(f"{prefix}/"):
                found["OpenAI-Beta"] = value
        return found

    def declaration(self) -> list[str]:
        """The arguments of the line in the resource's class."""
        words = [f'"{self.method}"', f'"{self.path}"']
        if isinstance(self.returns, str) and self.kind not in ("bytes", "stream bytes"):
            words.append(f'"{self.returns[1:]}"')
        elif self.returns is not None and self.kind not in ("bytes", "stream bytes"):
            words.append(json.dumps(self.returns))
        if self.query:
            words.append(f'query="{" ".join(name + ("!" if needed else "") for name, _, needed in self.query)}"')
        if self.body:
            words.append(f'body="{self.body}"')
        if self.multipart:
            words.append('multipart="file"' if self.path in JSON_WITHOUT_FILE else "multipart=True")
        if self.path in PARTS:
            words.append(f'parts="{PARTS[self.path]}"')
        if self.page:
            words.append(f'page="{self.page}"')
        if self.event:
            words.append(f'event="{self.event}"')
        if self.kind in ("bytes", "stream bytes", "none", "text", "stream text"):
            words.append(f'answer="{self.kind.removeprefix("stream ")}"')
        if self.kind in ("text", "stream text"):
            words.append('accept="application/json"')
        elif self.path in HEADERS:
            words.append(f'accept="{HEADERS[self.path]}"')
        if self.headers:
            words.append(f"beta={json.dumps(self.headers['OpenAI-Beta'])}")
        if self.betas:
            words.append("betas=True")
        if self.admin:
            words.append("admin=True")
        return words


def names_of(row: dict[str, str]) -> list[str]:
    """The places of an operation in the resource tree, as the official package has them."""
    listed = [name.removeprefix("client.") for name in row["openai_python_method"].split()]
    listed = [name for name in listed if not name.startswith("beta.chat.") and not name.endswith(".parse")]
    if listed:
        return listed
    if row["path"] in UNNAMED:
        return [UNNAMED[row["path"]]]
    return [NAMES[row["operationId"]]]


class Node:
    """A resource: its endpoints by their names, and the resources within."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.endpoints: dict[str, Operation] = {}
        self.children: dict[str, Node] = {}

    @property
    def title(self) -> str:
        """The name of its class."""
        return "".join(camel(part) for part in self.path.split("."))

    @property
    def base(self) -> str:
        """The class that it is made of."""
        return BASES.get(self.path, "Resource")

    def walk(self) -> Iterator[Node]:
        """What is below, then this."""
        for _, child in sorted(self.children.items()):
            yield from child.walk()
        yield self


def tree(operations: Iterable[Operation]) -> Node:
    """The resources, from the names of the operations."""
    root = Node("")
    for operation in operations:
        for name in operation.names:
            *parts, method = name.split(".")
            node = root
            for part in parts:
                path = f"{node.path}.{part}" if node.path else part
                node = node.children.setdefault(part, Node(path))
            node.endpoints[method] = operation
            if name in AS_TEXT:
                node.endpoints[method] = text = copy.copy(operation)
                text.kind, text.returns = "text", None
    return root


HEADER = "# Written by tools/build_openai.py from the published description of the API; changes here are lost.\n"


def module(top: Node) -> str:
    """The declarations of one resource and of all that is within."""
    nodes = list(top.walk())
    nested = any(node.children or node.path in ALIASES for node in nodes)
    words = ["Endpoint"] + (["Nested"] if nested else [])
    words += ["Resource"] if any(node.base == "Resource" for node in nodes) else []
    bases = sorted({node.base for node in nodes} - {"Resource"})
    imports = ["from ..composed import Composed"] if any(node.path in COMPOSED for node in nodes) else []
    imports += [f"from ..session_methods import {', '.join(bases)}"] if bases else []
    imports.append(f"from ..endpoint import {', '.join(words)}\n")
    lines = [
        HEADER,
        f'"""`client.{top.path}`, declared: one line per endpoint. Types and parameters are in the stub."""\n',
        "from __future__ import annotations\n",
        "from typing import TypeVar\n",
        *imports,
        f"__all__ = {json.dumps(sorted(node.title for node in nodes))}\n",
        'M = TypeVar("M")\n',
    ]
    for node in nodes:
        lines.append(f'\nclass {node.title}({node.base}[M]):\n    """`client.{node.path}`."""\n')
        lines += [f"    {name} = Nested({child.title})" for name, child in sorted(node.children.items())]
        lines += [f'    {name} = Nested("{place}")' for name, place in sorted(ALIASES.get(node.path, {}).items())]
        for name, operation in sorted(node.endpoints.items()):
            lines.append(f"    {name} = Endpoint({', '.join(operation.declaration())})")
        for name, method in sorted(COMPOSED.get(node.path, {}).items()):
            lines.append(f"    {name} = Composed({method.declaration()})")
        lines.append("")
    return "\n".join(lines)


def root_module(root: Node) -> str:
    """The root of the tree; each branch is imported when it is first asked for."""
    lines = [
        HEADER,
        '"""The resource tree: `API` is the root, each branch is a module that is imported when it is first used."""\n',
        "from __future__ import annotations\n",
        "from typing import TypeVar\n",
        "from ..endpoint import Nested, Resource\n",
        '__all__ = ["API"]\n',
        'M = TypeVar("M")\n',
        '\nclass API(Resource[M]):\n    """Everything there is to call."""\n',
    ]
    lines += [f'    {name} = Nested("{name}:{child.title}")' for name, child in sorted(root.children.items())]
    return "\n".join([*lines, ""])


class Group:
    """Events that a client may send, by their names, and the groups within.

    Attributes:
        title: The name of its class.
        path: Where it is found.
    """

    def __init__(self, title: str, path: str) -> None:
        self.title = title
        self.path = path
        self.events: dict[str, str] = {}
        self.children: dict[str, Group] = {}

    def walk(self) -> Iterator[Group]:
        """What is below, then this."""
        for _, child in sorted(self.children.items()):
            yield from child.walk()
        yield self

    def add(self, kind: str, schema: str) -> None:
        """An event of this type."""
        *parts, name = kind.split(".")
        group = self
        for part in parts:
            group = group.children.setdefault(part, Group(group.title + camel(part), f"{group.path}.{part}"))
        group.events[name] = schema


def groups(schemas: Schemas) -> list[Group]:
    """The roots of the client events."""
    roots: list[Group] = []
    for name, title in CLIENT_EVENTS.items():
        root = Group(title, "connection")
        members = schemas.lines[name][1]
        for member in members[1:] if isinstance(members, list) else [members]:
            schema = member[1:]
            root.add(schemas.lines[schema][1]["type"][1], schema)
        roots.append(root)
    return roots


def events_module(roots: list[Group]) -> str:
    """The declarations of the client events."""
    found = [group for root in roots for group in root.walk()]
    lines = [
        HEADER,
        '"""What clients send over a WebSocket: one line per event. Types and parameters are in the stub."""\n',
        "from __future__ import annotations\n",
        "from typing import TypeVar\n",
        "from ..sessions import ClientEvent, Events, Group\n",
        f"__all__ = {json.dumps(sorted(group.title for group in found))}\n",
        'M = TypeVar("M")\n',
    ]
    for group in found:
        lines.append(f'\nclass {group.title}(Events[M]):\n    """`{group.path}`."""\n')
        lines += [f"    {name} = Group({child.title})" for name, child in sorted(group.children.items())]
        for name, schema in sorted(group.events.items()):
            kind = ".".join([*group.path.split(".")[1:], name])
            lines.append(f'    {name} = ClientEvent("{kind}", "{schema}")')
        lines.append("")
    return "\n".join(lines)


def table(schemas: Schemas) -> str:
    """The lines of all schemas, sorted."""
    dumped = [json.dumps(schemas.lines[name], separators=(",", ":")) for name in sorted(schemas.lines)]
    return "\n".join([*dumped, ""])


def build(source: Path) -> dict[str, str]:
    """The files, by their paths below the project."""
    document = yaml.load(gzip.decompress((source / "openapi.yaml.gz").read_bytes()), yaml.CSafeLoader)
    with (source / "operations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    schemas = Schemas(document)
    operations = [Operation(row, document, schemas) for row in rows]
    for name, fields in FIELDS.items():
        known = schemas.lines[name][1]
        schemas.lines[name][1] = {**known, **{field: kind for field, kind in fields.items() if field not in known}}
    for name, dropped in OPTIONAL.items():
        schemas.lines[name][2] = [field for field in schemas.lines[name][2] if field not in dropped]
    root = tree(operations)
    stubs = Stubs(schemas.lines, operations, [f"@{name}" for name in CLIENT_EVENTS])
    roots = groups(schemas)
    files = {
        f"{HOME}/data/schemas.jsonl": table(schemas),
        f"{HOME}/types.pyi": stubs.types(HEADER),
        f"{HOME}/resources/__init__.py": root_module(root),
        f"{HOME}/resources/__init__.pyi": stubs.root(HEADER, root),
        f"{HOME}/resources/session_events.py": events_module(roots),
        f"{HOME}/resources/session_events.pyi": stubs.events(HEADER, roots),
    }
    for name, top in sorted(root.children.items()):
        files[f"{HOME}/resources/{name}.py"] = module(top)
        files[f"{HOME}/resources/{name}.pyi"] = stubs.module(HEADER, top)
    return files


def main() -> int:
    """Write the files, or say which are not current."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--source", type=Path, required=True, help="directory with openapi.yaml.gz and operations.csv")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is not current")
    arguments = parser.parse_args()

    files = build(arguments.source)
    present = {str(path.relative_to(ROOT)) for path in (ROOT / HOME / "resources").glob("*.py*")}
    stale = [
        name for name, text in files.items() if not (ROOT / name).is_file() or (ROOT / name).read_text("utf-8") != text
    ]
    left = sorted(present - files.keys())
    if arguments.check:
        if stale or left:
            print(f"not current: {', '.join([*stale, *left])}; run tools/build_openai.py", file=sys.stderr)
        return 1 if stale or left else 0
    for name, text in files.items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(text, encoding="utf-8")
    for name in left:
        (ROOT / name).unlink()
    print(f"{len(files)} files, {len(stale)} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
