"""Paths and conditions over JSON, as manifests write them: `$.choices[0].delta.content`, `$.type == 'x' && ...`.

Paths: names, `[0]`, `.0`, `[-1]`, `[*]` (all members), `['name']`; the `$.` in front may be left out.
Conditions: a path alone (there is something), `exists(path)` (there is something, be it empty), `==`, `!=`,
`in [...]`, `!`, `&&`, `||`, brackets.
Both are compiled once and then read any number of frames; nothing in a frame makes them raise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import ConfigurationError
from .shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MISSING", "Condition", "Path", "compile_condition", "compile_path", "look_up"]


class _Missing:
    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


# What a path finds where there is nothing; None is a value.
MISSING: Any = _Missing()

Path: TypeAlias = "Callable[[Any], Any]"
Condition: TypeAlias = "Callable[[Any], bool]"
_Step: TypeAlias = "str | int | None"  # None: all members

_STEP = re.compile(
    r"\.?(?:(?P<name>[A-Za-z_][\w-]*|\d+)|\[(?:(?P<index>-?\d+)|(?P<all>\*)|(?P<q>['\"])(?P<quoted>.*?)(?P=q))\])"
)
_TOKEN = re.compile(
    r"\s*(?:(?P<op>&&|\|\||==|!=|!|\(|\)|,|\[(?=\s*(?:['\"\]]|-?\d+\s*,|true\b|false\b|null\b))|\])"
    r"|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<path>\$(?:\.[\w-]+|\[[^\]]*\])*)"
    r"|(?P<word>[A-Za-z_][\w.-]*(?:\[[^\]]*\](?:\.[\w-]+)*)*))"
)
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "none": None}


def _steps(path: str) -> list[_Step]:
    text = path.strip()
    place = 1 if text.startswith("$") else 0
    steps: list[_Step] = []
    while place < len(text):
        match = _STEP.match(text, place)
        if match is None or match.end() == place:
            raise ConfigurationError(f"{path!r} is no path", hint="Write it as in $.choices[0].delta.content")
        if match["all"]:
            steps.append(None)
        elif match["index"] is not None:
            steps.append(int(match["index"]))
        else:
            steps.append(match["quoted"] if match["q"] else match["name"])
        place = match.end()
    return steps


def _follow(data: Any, steps: list[_Step]) -> Any:
    value = data
    for place, step in enumerate(steps):
        if step is None:
            members: list[Any]
            if is_object(value):
                members = list(value.values())
            elif is_list(value):
                members = value
            else:
                return MISSING
            found = [_follow(member, steps[place + 1 :]) for member in members]
            return [member for member in found if member is not MISSING] or MISSING
        if is_object(value):
            value = value.get(str(step), MISSING)
        elif is_list(value) and (isinstance(step, int) or step.isdigit()):
            number = int(step)
            value = value[number] if -len(value) <= number < len(value) else MISSING
        else:
            return MISSING
        if value is MISSING:
            return MISSING
    return value


def compile_path(path: str) -> Path:
    """A function from a frame to what stands at `path`, `MISSING` where nothing does.

    Raises:
        ConfigurationError: It is no path.
    """
    steps = _steps(path)
    return lambda data: _follow(data, steps)


def look_up(data: Any, path: str) -> Any:
    """What stands at `path`, once; `MISSING` where nothing does."""
    return _follow(data, _steps(path))


def _something(value: Any) -> bool:
    """Whether a path alone counts as true: false and 0 are something, null and "" and [] are not."""
    return not (value is MISSING or value is None or value in ("", [], {}))


def _is_there(value: Any) -> bool:
    """Whether `exists` holds: null counts as nothing, for providers send `finish_reason: null` until there is one."""
    return value is not MISSING and value is not None and not (is_list(value) and value == [None] * len(value) != [])


def _same(left: Any, right: Any) -> bool:
    if left is MISSING or right is MISSING:
        return False
    if type(left) is bool or type(right) is bool:
        return left is right
    return bool(left == right)


class _Parser:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.tokens: list[tuple[str, str]] = []
        place = 0
        while text[place:].strip():
            match = _TOKEN.match(text, place)
            if match is None:
                raise self.wrong()
            self.tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
            place = match.end()
        self.at = 0

    def wrong(self) -> ConfigurationError:
        return ConfigurationError(
            f"{self.source!r} is no condition", hint="Write it as in $.type == 'message' && exists($.delta)"
        )

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self, value: str) -> bool:
        if self.peek()[1] != value or self.peek()[0] not in ("op", "word"):
            return False
        self.at += 1
        return True

    def need(self, value: str) -> None:
        if not self.take(value):
            raise self.wrong()

    def any_of(self) -> Condition:
        parts = [self.all_of()]
        while self.take("||"):
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else lambda data: any(part(data) for part in parts)

    def all_of(self) -> Condition:
        parts = [self.one()]
        while self.take("&&"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else lambda data: all(part(data) for part in parts)

    def one(self) -> Condition:
        if self.take("!"):
            inner = self.one()
            return lambda data: not inner(data)
        if self.take("("):
            inner = self.any_of()
            self.need(")")
            return inner
        if self.peek() == ("word", "exists"):
            self.at += 1
            self.need("(")
            path = self.value()
            self.need(")")
            return lambda data: _is_there(path(data))
        left = self.value()
        if self.take("=="):
            right = self.value()
            return lambda data: _same(left(data), right(data))
        if self.take("!="):
            right = self.value()
            return lambda data: not _same(left(data), right(data))
        if self.take("in"):
            self.need("[")
            choices: list[Path] = []
            while not self.take("]"):
                choices.append(self.value())
                self.take(",")
            return lambda data: any(_same(left(data), choice(data)) for choice in choices)
        return lambda data: _something(left(data))

    def value(self) -> Path:
        kind, token = self.peek()
        self.at += 1
        if kind == "text":
            text = re.sub(r"\\(.)", r"\1", token[1:-1])
            return lambda _: text
        if kind == "number":
            number = float(token) if "." in token else int(token)
            return lambda _: number
        if kind == "word" and token.lower() in _WORDS:
            constant = _WORDS[token.lower()]
            return lambda _: constant
        if kind in ("path", "word"):
            return compile_path(token)
        raise self.wrong()


def compile_condition(text: str) -> Condition:
    """A function from a frame to whether the condition holds.

    Raises:
        ConfigurationError: It is no condition.
    """
    parser = _Parser(text)
    condition = parser.any_of()
    if parser.peek()[0] != "end":
        raise parser.wrong()
    return condition
