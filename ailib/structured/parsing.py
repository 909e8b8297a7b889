"""Structure in a model's text: JSON in prose or code fences, JSON lines, sections under headings, code blocks.

A parser is anything with `parse(text)`, or a function of the text. It raises `InvalidResponse` when the text has
nothing for it.
"""

from __future__ import annotations

import json
import re
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from ..errors import InvalidResponse
from ..models.shapes import is_list
from .check import problems
from .dialects import without_fillers
from .types import build, name_of, schema_of

__all__ = [
    "AutoParser",
    "JsonLinesResponseParser",
    "JsonResponseParser",
    "MarkdownSectionParser",
    "Parser",
    "extract_code_blocks",
    "extract_json",
    "extract_json_from_text",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
_FENCE = re.compile(
    r"^[ \t]*(?P<mark>```+|~~~+)[ \t]*(?P<language>[\w+#.-]*)[^\n]*\n(?P<code>.*?)(?:^[ \t]*(?P=mark)[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


@runtime_checkable
class Parser(Protocol[T_co]):
    """Makes something of a text."""

    def parse(self, text: str) -> T_co:
        """The value.

        Raises:
            InvalidResponse: The text has none.
        """
        ...


def extract_code_blocks(text: str) -> list[tuple[str, str]]:
    """The code blocks of a text as (language, code); the language is "" where none is named."""
    return [(row["language"], row["code"].removesuffix("\n")) for row in _FENCE.finditer(text)]


def _invalid(what: str, text: str) -> InvalidResponse:
    return InvalidResponse(f"The answer has {what}", excerpt=text[:200], hint="Ask for nothing but the wanted form")


def extract_json_from_text(text: str) -> Any:
    """The JSON value of an answer: all of it, a fenced block, or the first object or list that stands in the prose.

    Raises:
        InvalidResponse: There is no JSON.
    """
    stripped = text.strip()
    decoder = json.JSONDecoder()
    try:
        return decoder.decode(stripped)
    except ValueError:
        pass
    blocks = extract_code_blocks(text)
    blocks.sort(key=lambda row: row[0].lower() not in ("json", "jsonc", "json5"))  # those that say so first
    for _, code in blocks:
        try:
            return decoder.decode(code.strip())
        except ValueError:
            continue
    for found in re.finditer(r"[{\[]", text):
        try:
            value, end = decoder.raw_decode(text, found.start())
        except ValueError:
            continue
        # "[1]" in prose is a footnote as a rule: an object further on is what was meant.
        if is_list(value) and "{" in text[end:] and not any(isinstance(item, dict) for item in value):
            continue
        return value
    raise _invalid("no JSON", text)


extract_json = extract_json_from_text


class JsonResponseParser(Generic[T]):
    """JSON of a type.

    Args:
        into: A type, or a JSON schema; by default any JSON.
    """

    def __init__(self, into: type[T] | Any = Any) -> None:
        self.into = into
        self.schema: dict[str, Any] = schema_of(into)

    def parse(self, text: str) -> T:
        """The value.

        Raises:
            InvalidResponse: There is no JSON, or it does not follow the schema; `problems` has what is wrong.
        """
        return self.value(extract_json_from_text(text), text)

    def value(self, data: Any, text: str = "") -> T:
        """The value of JSON that was found.

        Raises:
            InvalidResponse: It does not follow the schema.
        """
        cleaned = without_fillers(self.schema, data)
        found = problems(self.schema, cleaned)
        if found:
            shown = "; ".join(map(str, found[:5]))
            error = _invalid(f"JSON that does not follow the schema: {shown}", text)
            error.problems = tuple(found)
            raise error
        try:
            value: T = build(self.into, cleaned)
        except (ValueError, TypeError) as failed:
            raise _invalid(f"JSON that is no {name_of(self.into)}: {failed}", text) from failed
        return value


class JsonLinesResponseParser(Generic[T]):
    """One JSON value a line; lines without JSON (prose, fences) are passed over.

    Args:
        into: The type of each, or a schema.
    """

    def __init__(self, into: type[T] | Any = Any) -> None:
        self._one: JsonResponseParser[T] = JsonResponseParser(into)

    def parse(self, text: str) -> list[T]:
        """The values.

        Raises:
            InvalidResponse: No line is JSON, or one does not follow the schema.
        """
        values: list[T] = []
        for line in text.splitlines():
            if line.strip()[:1] in ("{", "["):
                try:
                    data = json.loads(line)
                except ValueError:
                    continue
                values.append(self._one.value(data, line))
        if not values:
            raise _invalid("no line of JSON", text)
        return values


class MarkdownSectionParser:
    """Text under headings, as a dict of title to text.

    Args:
        level: Of the headings: 2 is "## "; deeper ones stay in the text.
    """

    def __init__(self, level: int = 2) -> None:
        self._level = level

    def parse(self, text: str) -> dict[str, str]:
        """The sections in their order; what stands before the first heading is left out.

        Raises:
            InvalidResponse: There is no such heading.
        """
        heads = [found for found in _HEADING.finditer(text) if len(found["marks"]) == self._level]
        if not heads:
            raise _invalid(f"no section ({'#' * self._level} title)", text)
        sections: dict[str, str] = {}
        for at, head in enumerate(heads):
            end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
            sections[head["title"]] = text[head.end() : end].strip()
        return sections


class AutoParser:
    """Whatever there is: JSON, else sections, else JSON lines, else code blocks, else the text itself.

    `parse` gives `{"json": ...}`, `{"sections": {...}}`, `{"lines": [...]}`, `{"code": [(language, code)]}` or
    `{"text": ...}`.
    """

    def parse(self, text: str) -> dict[str, Any]:
        """What was found, under its kind."""
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            try:
                return {"lines": JsonLinesResponseParser[Any]().parse(text)}
            except InvalidResponse:
                pass
        for kind, parse in (
            ("json", extract_json_from_text),
            ("sections", MarkdownSectionParser().parse),
            ("lines", JsonLinesResponseParser[Any]().parse),
        ):
            try:
                return {kind: parse(text)}
            except InvalidResponse:
                continue
        code = extract_code_blocks(text)
        return {"code": code} if code else {"text": text}
