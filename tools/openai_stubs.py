"""The stubs of `ailib.openai`: what type checkers and editors know of models, requests and endpoints.

Used by `build_openai.py`. A model is a class that reads attributes; what a request takes besides is a `TypedDict` of
the same name with `Param` behind it. Methods are declared once for both clients (see `ailib.openai.endpoint`).
"""

from __future__ import annotations

import json
import keyword
import re
from typing import TYPE_CHECKING, Any

from openai_composed import ADDED, ALIASES, COMPOSED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openai_composed import Method

__all__ = ["Stubs", "camel", "python_name"]

SCALARS = {"str": "str", "int": "int", "float": "float", "bool": "bool", "any": "Any", "null": "None"}
# Keywords of every call; the same names as the official package's.
CALL = (
    "extra_headers: Mapping[str, str] | None = ..., extra_query: Mapping[str, object] | None = ..., "
    "extra_body: Mapping[str, object] | None = ..., timeout: TimeoutTypes = ..., max_retries: int | None = ..., "
    "idempotency_key: str | None = ..., cancel: CancelHandle | None = ..."
)
# Builtins that a field or a method may hide.
HIDEABLE = ("list", "str", "int", "float", "bool", "bytes", "type")


def camel(text: str) -> str:
    """`file_batches` to `FileBatches`."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", text) if part)


def python_name(name: str) -> str:
    """A name as an attribute or keyword: `hate/threatening` is `hate_threatening`, `include[]` is `include`."""
    found = re.sub(r"\W", "_", name.removesuffix("[]"))
    return f"{found}_" if keyword.iskeyword(found) else found


class Stubs:
    """Writes the stubs of one description.

    Args:
        lines: The lines of the schema table, by name.
        operations: All operations.
        events: Types that are sent over a WebSocket.
    """

    def __init__(self, lines: dict[str, list[Any]], operations: Iterable[Any], events: Iterable[Any] = ()) -> None:
        self.lines = lines
        self.sent: set[str] = set()  # schemas that a request may hold
        self.read: set[str] = set()  # all the others are not worth a Param
        for kind in events:
            self._reach(kind)
        for operation in operations:
            for _, kind, _ in operation.query:
                self._reach(kind)
            if operation.body:
                for kind in lines[operation.body][1].values():
                    self._reach(kind)

    def _reach(self, kind: Any) -> None:
        if isinstance(kind, list):
            for part in kind[1:] if kind[0] != "enum" else ():
                self._reach(part)
        elif kind.startswith("@") and kind[1:] not in self.sent:
            self.sent.add(kind[1:])
            line = self.lines[kind[1:]]
            for part in line[1].values() if len(line) > 2 else [line[1]]:
                self._reach(part)
            for part in line[3:]:
                self._reach(part)

    def param_name(self, name: str) -> str:
        """The name of what stands for a schema in a request; some schemas are called that way already."""
        found = f"{class_name(name)}Param"
        return f"{found}Dict" if found in self.lines else found

    def is_model(self, name: str) -> bool:
        """Whether it is a class."""
        return len(self.lines[name]) > 2

    def written(self, kind: Any, *, sent: bool, where: str = "") -> str:
        """A type, as a checker reads it; `where` goes before names of `types`."""
        if isinstance(kind, str):
            if not kind.startswith("@"):
                return ("FileTypes" if sent else "bytes") if kind == "bytes" else SCALARS[kind]
            name = class_name(kind[1:])
            if not sent:
                return where + name
            if self.is_model(kind[1:]):
                return f"{where}{name} | {where}{self.param_name(kind[1:])}"
            return where + self.param_name(kind[1:])
        if kind[0] == "enum":
            return literal(kind[1:])
        inner = [self.written(part, sent=sent, where=where) for part in kind[1:]]
        if kind[0] == "list":
            return f"Sequence[{inner[0]}]" if sent else f"builtins.list[{inner[0]}]"
        if kind[0] == "map":
            return f"Mapping[str, {inner[0]}]" if sent else f"builtins.dict[str, {inner[0]}]"
        return " | ".join(dict.fromkeys(inner))

    # -- types

    def types(self, header: str) -> str:
        """The stub of `ailib.openai.types`."""
        names = sorted(self.lines, key=class_name)
        exported = [class_name(name) for name in names] + [self.param_name(name) for name in sorted(self.sent)]
        out = [
            header,
            "import builtins",
            "import os",
            "from collections.abc import Mapping, Sequence",
            "from pathlib import Path",
            "from typing import Any, Literal, Required, TypeAlias, TypedDict\n",
            "from .model import Model as Base\n",
            "__all__ = [",
            *(f'    "{name}",' for name in sorted(exported)),
            "]\n",
        ]
        for name in names:
            out.append(self.model(name) if self.is_model(name) else self.alias(name, sent=False))
            if name in self.sent:
                out.append(self.param(name) if self.is_model(name) else self.alias(name, sent=True))
        text = "\n".join([*out, ""])
        place = "from .model import"
        return text.replace(place, f"from .files import FileTypes\n{place}") if "FileTypes" in text else text

    def alias(self, name: str, *, sent: bool) -> str:
        """A union, an enum or a list with a name."""
        title = self.param_name(name) if sent else class_name(name)
        return f"{title}: TypeAlias = {self.written(self.lines[name][1], sent=sent)}"

    def model(self, name: str) -> str:
        """A class; what is not required may be left out."""
        _, fields, required, *_ = self.lines[name]
        out = [f"class {class_name(name)}(Base):"]
        added = ADDED.get(name, "")
        for field, kind in fields.items():
            if f"def {field}(" in added:
                continue
            text = self.written(kind, sent=False)
            if field in required:
                out.append(f"    {python_name(field)}: {self.unhidden(text)}")
            else:
                out.append(f"    {python_name(field)}: {self.unhidden(optional(text))} = ...")
        if not fields:
            out.append("    ...")
        if added:
            out.append(added)
        return "\n".join(out)

    @staticmethod
    def unhidden(text: str) -> str:
        """A type within a class, where a field may hide a builtin."""
        return re.sub(r"(?<![\w.\"])(str|int|float|bool|bytes|list|dict)\b(?![\"'])", r"builtins.\1", text)

    def param(self, name: str) -> str:
        """The dict that may stand for a model in a request."""
        _, fields, required, *extra = self.lines[name]
        title = self.param_name(name)
        if extra or any(not field.isidentifier() or keyword.iskeyword(field) for field in fields):
            return f"{title}: TypeAlias = Mapping[str, Any]"
        out = [f"class {title}(TypedDict, total=False):"]
        for field, kind in fields.items():
            text = self.unhidden(self.written(kind, sent=True))
            out.append(f"    {field}: {f'Required[{text}]' if field in required else text}")
        if not fields:
            out.append("    ...")
        return "\n".join(out)

    # -- resources

    def root(self, header: str, root: Any) -> str:
        """The stub of the tree's root."""
        children = sorted(root.children.items())
        out = [
            header,
            "from typing import TypeVar\n",
            "from ..endpoint import Async, AsyncRaw, AsyncStreamed, Branch, Resource, Sync, SyncRaw, SyncStreamed",
            *(f"from .{name} import {child.title}" for name, child in children),
            '\n__all__ = ["API"]\n',
            'M = TypeVar("M")\n',
            "class API(Resource[M]):",
            *(f"    {name}: {branch(child.title)}" for name, child in children),
        ]
        return "\n".join([*out, ""])

    def module(self, header: str, top: Any) -> str:
        """The stub of one branch."""
        nodes = list(top.walk())
        body: list[str] = []
        for node in nodes:
            for name, operation in sorted(node.endpoints.items()):
                if operation.event:
                    body += self.stream(f"_{node.title}{camel(name)}", operation)
            for name, method in sorted(COMPOSED.get(node.path, {}).items()):
                if method.generic or method.kinds:
                    body += self.composed_classes(f"_{node.title}{camel(name)}", node, method)
            body.append(f"class {node.title}({node.base}[M]):")
            title = node.title
            body.append(f"    with_raw_response: Pair[{title}[SyncRaw], {title}[AsyncRaw]]")
            body.append(f"    with_streaming_response: Pair[{title}[SyncStreamed], {title}[AsyncStreamed]]")
            for name, child in sorted(node.children.items()):
                body.append(f"    {name}: {branch(child.title)}")
            for name, place in sorted(ALIASES.get(node.path, {}).items()):
                body.append(f"    {name}: {branch(place.partition(':')[2])}")
            for name, operation in sorted(node.endpoints.items()):
                body += self.endpoint(node.title, name, operation)
            for name, method in sorted(COMPOSED.get(node.path, {}).items()):
                body += self.composed(node, name, method)
            body.append("")
        text = "\n".join(body)
        typing_words = [w for w in ("Any", "Literal", "overload") if re.search(rf"(?<![\w.]){w}\b", text)]
        abc_words = [
            w
            for w in ("Callable", "Coroutine", "Iterable", "Mapping", "Sequence")
            if re.search(rf"(?<![\w.]){w}\b", text)
        ]
        known = (
            (
                "..accumulating",
                ("AsyncChatCompletionStream", "AsyncResponseStream", "ChatCompletionStream", "ResponseStream"),
            ),
            ("..answers", ("BinaryContent", "RawResponse")),
            ("..assistants", ("AssistantStream", "AsyncAssistantStream")),
            (
                "..endpoint",
                (
                    *("Async", "AsyncRaw", "AsyncStreamed", "Bound", "Branch", "Pair", "Resource", "Streams"),
                    *("Sync", "SyncRaw", "SyncStreamed", "TimeoutTypes", "composed", "declared", "paged"),
                ),
            ),
            ("..files", ("FileTypes",)),
            ("..parsed", ("ParsedChatCompletion", "ParsedResponse")),
            ("..streaming", ("AsyncStream", "Stream")),
        )
        imports = []
        if "builtins." in text:
            imports.append("import builtins")
        if abc_words:
            imports.append(f"from collections.abc import {', '.join(abc_words)}")
        imports.append(f"from typing import {', '.join(sorted([*typing_words, 'TypeVar'], key=str.lower))}\n")
        if "CancelHandle" in text:
            imports.append("from ...cancel import CancelHandle")
        if "types." in text:
            imports.append("from .. import types")
        for place, words in known:
            used = [word for word in words if re.search(rf"(?<![\w.]){word}\b", text)]
            if used:
                imports.append(f"from {place} import {', '.join(used)}")
        bases = sorted({node.base for node in nodes} - {"Resource"})
        if bases:
            place = next(i for i, line in enumerate(imports) if line.startswith(("from ..endpoint", "from ..files")))
            imports.insert(place, f"from ..session_methods import {', '.join(bases)}")
        others = sorted({place for node in nodes for place in ALIASES.get(node.path, {}).values()})
        imports += [f"from .{place.replace(':', ' import ')}" for place in others]
        exported = json.dumps(sorted(node.title for node in nodes))
        generic = ['T = TypeVar("T")\n'] if re.search(r"\[T\]", text) else []
        return "\n".join([header, *imports, f"\n__all__ = {exported}\n", 'M = TypeVar("M")', *generic, text])

    def events(self, header: str, roots: Iterable[Any]) -> str:
        """The stub of what clients send over a WebSocket."""
        found = [group for root in roots for group in root.walk()]
        out = [
            header,
            "import builtins",
            "from collections.abc import Sequence",
            "from typing import Literal, TypeVar\n",
            "from .. import types",
            "from ..sessions import Events, client_event\n",
            f"__all__ = {json.dumps(sorted(group.title for group in found))}\n",
            'M = TypeVar("M")\n',
        ]
        for group in found:
            out.append(f"class {group.title}(Events[M]):")
            for name, child in sorted(group.children.items()):
                out += ["    @property", f"    def {name}(self) -> {child.title}[M]: ..."]
            for name, schema in sorted(group.events.items()):
                out += ["    @client_event", f"    def {name}({self.fields(schema)}) -> None:"]
                out.append(f'        """`{".".join([*group.path.split(".")[1:], name])}`"""')
            out.append("")
        return "\n".join(out)

    def fields(self, schema: str) -> str:
        """The fields of an event as parameters; what is binary may be given as bytes, and is sent as base64."""
        _, fields, required, *_ = self.lines[schema]
        given, optional_ = [], []
        for name, kind in fields.items():
            if name == "type":
                continue
            text = self.unhidden(self.written(kind, sent=True, where="types."))
            if name == "audio" and kind == "str":
                text = f"{text} | builtins.bytes"
            if name in required:
                given.append(f"{python_name(name)}: {text}")
            else:
                optional_.append(f"{python_name(name)}: {optional(text)} = ...")
        return ", ".join(["self", "*", *given, *optional_])

    def parameters(self, operation: Any, *, stream: str | None = None) -> str:
        """The parameters of a method, `self` included."""
        words = ["self"]
        *others, first = operation.path_names or [None]
        if first is not None:
            words.append(f"{first}: str")
        words.append("*")
        words += [f"{name}: str" for name in others]
        given: list[str] = []
        optional_: list[str] = []
        for name, kind, needed in operation.query:
            text = self.unhidden(self.written(kind, sent=True, where="types."))
            python = python_name(name)
            if python == "stream" and operation.event:
                continue
            if needed:
                given.append(f"{python}: {text}")
            else:
                optional_.append(f"{python}: {optional(text)} = ...")
        if operation.betas:
            optional_.append("betas: Sequence[builtins.str] = ...")
        if operation.body:
            _, fields, required, *_ = self.lines[operation.body]
            for name, kind in fields.items():
                if name == "stream" and operation.event:
                    continue
                text = self.unhidden(self.written(kind, sent=True, where="types."))
                python = python_name(name)
                if name in required:
                    given.append(f"{python}: {text}")
                else:
                    optional_.append(f"{python}: {optional(text)} = ...")
        if operation.kind == "stream bytes":
            optional_ = [word for word in optional_ if not word.startswith("stream_format:")]
            if stream == "yes":
                given.append('stream_format: Literal["sse"]')
            else:
                optional_.append('stream_format: Literal["audio"] | None = ...')
        elif operation.event and stream == "yes":
            given.append("stream: Literal[True]")
        elif operation.event:
            optional_.append("stream: Literal[False] | None = ...")
        return ", ".join([*words, *given, *optional_, CALL])

    def answer(self, operation: Any) -> str:
        """What a whole answer is."""
        if operation.kind in ("bytes", "stream bytes"):
            return "BinaryContent"
        if operation.returns is None:
            return "builtins.str" if operation.kind == "text" else "None"
        text = self.unhidden(self.written(operation.returns, sent=False, where="types."))
        return f"{text} | builtins.str" if operation.path.startswith("/audio/trans") else text

    def endpoint(self, title: str, name: str, operation: Any) -> list[str]:
        """A method of a resource."""
        if operation.event:
            own = f"_{title}{camel(name)}"
            return [f"    {name}: Streams[{own}, {own}Async, {self.answer(operation)}]"]
        mark, returns = "declared", self.answer(operation)
        if operation.page:
            mark, returns = "paged", self.unhidden(self.written(operation.item, sent=False, where="types."))
        return [
            f"    @{mark}",
            f"    def {name}({self.parameters(operation)}) -> {returns}:",
            f'        """`{operation.method} {operation.path}`{". Deprecated." if operation.deprecated else ""}"""',
        ]

    def composed_parameters(self, operation: Any, method: Method, typed: str) -> str:
        """The parameters of a composed method."""
        words = ["self"]
        gone = {*method.without.split(), *([method.generic] if method.generic else [])}
        others: list[str] = []
        if operation is not None:
            *keywords, last = operation.path_names or [None]
            if last is not None and last not in gone:
                words.append(f"{last}: str")
            others += [f"{name}: str" for name in keywords if name not in gone]
        words += [method.first] if method.first else []
        words.append("*")
        given = [one for one in method.more.split(", ") if one and "=" not in one]
        free = [one for one in method.more.split(", ") if "=" in one]
        if operation is not None and operation.body:
            _, fields, required, *_ = self.lines[operation.body]
            for name, kind in fields.items():
                python = python_name(name)
                if python in gone:
                    continue
                text = self.unhidden(self.written(kind, sent=True, where="types."))
                if python == "tools" and method.generic:
                    inner = self.written(kind, sent=True, where="types.")
                    text = f"{inner} | Iterable[types.ToolParam | type[Any] | Callable[..., Any] | Mapping[str, Any]]"
                if name in required:
                    given.append(f"{python}: {text}")
                else:
                    free.append(f"{python}: {optional(text)} = ...")
        if typed == "type":
            given.append(f"{method.generic}: type[T]")
        elif typed == "plain" and method.generic == "response_format":
            kind = self.lines[operation.body][1]["response_format"]
            free.append(f"response_format: {optional(self.written(kind, sent=True, where='types.'))} = ...")
        return ", ".join([*words, *others, *given, *free, CALL])

    def like(self, node: Any, method: Method) -> Any:
        """The endpoint whose parameters a composed method takes."""
        return node.endpoints[method.like] if method.like else None

    def composed(self, node: Any, name: str, method: Method) -> list[str]:
        """A composed method of a resource."""
        if method.generic or method.kinds:
            own = f"_{node.title}{camel(name)}"
            return [f"    {name}: Pair[{own}, {own}Async]"]
        parameters = self.composed_parameters(self.like(node, method), method, "")
        return [
            "    @composed",
            f"    def {name}({parameters}) -> {method.returns}:",
            f'        """{method.summary()}"""',
        ]

    def composed_classes(self, own: str, node: Any, method: Method) -> list[str]:
        """The classes of a composed method that is generic, or one thing here and another there."""
        out: list[str] = []
        for suffix, index in (("", 0), ("Async", 1)):
            kind = method.kinds[index] if method.kinds else method.returns
            prefix = "async def" if suffix and not method.kinds else "def"
            out += [f"class {own}{suffix}:", f'    """{method.summary()}"""\n']
            forms = (("type", "T"), ("plain", "None")) if method.generic else (("", ""),)
            for typed, filled in forms:
                parameters = self.composed_parameters(self.like(node, method), method, typed)
                out += ["    @overload"] if method.generic else []
                out.append(f"    {prefix} __call__({parameters}) -> {kind.replace('{T}', filled)}: ...")
            out.append("")
        return out

    def stream(self, own: str, operation: Any) -> list[str]:
        """The classes of a method that answers whole or with events."""
        out: list[str] = []
        answer, event = self.answer(operation), f"types.{class_name(operation.event)}"
        for suffix, prefix, kind in (("", "def", "Stream"), ("Async", "async def", "AsyncStream")):
            whole = answer if not suffix else f"Coroutine[None, None, {answer}]"
            raw = f"RawResponse[{answer}]" if not suffix else f"Coroutine[None, None, RawResponse[{answer}]]"
            out += [
                f"class {own}{suffix}(Bound[..., {whole}, {raw}]):",
                f'    """`{operation.method} {operation.path}`"""\n',
                "    @overload",
                f"    {prefix} __call__({self.parameters(operation)}) -> {answer}: ...",
                "    @overload",
                f"    {prefix} __call__({self.parameters(operation, stream='yes')}) -> {kind}[{event}]: ...",
                "",
            ]
        return out


def branch(title: str) -> str:
    """A resource within another one."""
    modes = ("Sync", "Async", "SyncRaw", "AsyncRaw", "SyncStreamed", "AsyncStreamed")
    return f"Branch[{', '.join(f'{title}[{mode}]' for mode in modes)}]"


def class_name(name: str) -> str:
    """A schema's name as a class: `Error-2` is `Error2`."""
    return re.sub(r"\W", "", name)


def literal(values: list[Any]) -> str:
    """The values of an enum."""
    return f"Literal[{', '.join(json.dumps(value) if isinstance(value, str) else repr(value) for value in values)}]"


def optional(text: str) -> str:
    """The type, or None."""
    return text if re.search(r"(^|\| )None$", text) or text == "Any" else f"{text} | None"
