"""What the embedded provider says when nobody scripted it: believable, deterministic, and independent of any wire.

A wire family turns its request into a `Question`; `answer_to` turns that into an `Answer`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from .json_shapes import is_array, is_object
from .script import Answer, ToolCall

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Question", "Tool", "answer_to", "pieces", "value_for"]

_PIECE = re.compile(r"\s?\w{1,12}|\s?[^\w\s]|\s+")
_GREETING = re.compile(
    r"\s*(hi|hello|hey|howdy|greetings|good (morning|afternoon|evening)|hallo|guten tag|bonjour|salut|hola|ciao)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\bcount\b.*?\b(?:from\s+(\d+)\s+)?(?:up\s+)?to\s+(\d+)", re.IGNORECASE)
_SAY = re.compile(
    r"""\b(?:say|repeat|reply with|answer with|respond with)\b[^"'“«]*["'“«]([^"'”»]+)["'”»]""", re.IGNORECASE
)
_NAME = re.compile(r"\b[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|\w")
# Words of tool descriptions that say nothing about their subject.
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "about also call current data does each find first from function gets given have into return returns some text "
        "that their them then this tool user uses using value values what when where which will with your",
    )
)
# Strings of these names are the user's whole text; a schema that has one of the keywords below knows better.
_WHOLE_TEXT_NAMES = ("query", "question", "text", "prompt", "q", "message")
_FIXED_STRINGS = frozenset({"enum", "const", "format", "default"})
_MOST_NUMBERS = 10_000
_DEEPEST_SCHEMA = 8


@attrs.frozen(eq=False)
class Tool:
    """A tool the model may call: its name, what it is for, the JSON schema of its arguments."""

    name: str
    description: str = ""
    schema: Mapping[str, Any] = attrs.field(factory=dict[str, Any])


@attrs.frozen(eq=False)
class Question:
    """A request without its wire.

    Attributes:
        text: What the user said last.
        images, sounds, files: How many of each the user's last message holds.
        tools: The tools on offer.
        tool_choice: "auto", "none", "required", or ("name of a tool",).
        parallel: Whether several tool calls are welcome.
        tool_results: What the tools just answered; empty when the last message is none of theirs.
        schema: The JSON schema the answer must follow, `{}` for any JSON, None for text.
        reasons: Whether the model thinks aloud first.
        speaks: Whether the answer is also spoken.
        max_tokens: The most pieces, reasoning included; None for no limit.
        stop: Strings that end the text.
    """

    text: str = ""
    images: int = 0
    sounds: int = 0
    files: int = 0
    tools: Sequence[Tool] = ()
    tool_choice: str | tuple[str] = "auto"
    parallel: bool = True
    tool_results: Sequence[str] = ()
    schema: Mapping[str, Any] | None = None
    reasons: bool = False
    speaks: bool = False
    max_tokens: int | None = None
    stop: Sequence[str] = ()


def pieces(text: str) -> list[str]:
    """Cut a text into what passes for tokens; joined they are the text again."""
    found: list[str] = _PIECE.findall(text)
    return found


def answer_to(question: Question, choice: int = 0) -> Answer:
    """What the model says.

    Args:
        question: The request.
        choice: Index of the choice; the later ones say which they are.
    """
    calls = () if question.tool_results else tuple(_tool_calls(question))
    if calls:
        return Answer(tool_calls=calls, reasoning=_thoughts(question), finish_reason="tool_calls")
    if question.schema is not None:
        text = json.dumps(_json_answer(question), ensure_ascii=False)
    else:
        text = _prose(question)
        if choice:
            text += f" (This is choice {choice + 1}.)"
    return _limited(question, text)


def _limited(question: Question, text: str) -> Answer:
    """The answer after stop strings and the limit on tokens."""
    reasoning = _thoughts(question)
    cuts = [at for stop in question.stop if stop and (at := text.find(stop)) >= 0]
    finish_reason = "stop"
    if cuts:
        text = text[: min(cuts)]
    if question.max_tokens is not None:
        room = question.max_tokens
        thoughts = pieces(reasoning or "")
        words = pieces(text)
        if len(thoughts) + len(words) > room:
            finish_reason = "length"
            if reasoning is not None:
                reasoning = "".join(thoughts[:room])
            text = "".join(words[: max(0, room - len(thoughts))])
    return Answer(text=text, reasoning=reasoning, finish_reason=finish_reason, audio=question.speaks)


def _thoughts(question: Question) -> str | None:
    if not question.reasons:
        return None
    asked = _short(question.text, 80) or "nothing in words"
    return f"The user asks: {asked} Let me think step by step. First I read the question, then I choose an answer."


def _short(text: str, limit: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def _prose(question: Question) -> str:
    text = question.text
    if question.tool_results:
        results = "; ".join(_short(result, 400) for result in question.tool_results)
        return f"According to the tool, the answer is: {results}"
    seen = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in ((question.images, "image"), (question.sounds, "audio clip"), (question.files, "file"))
        if count
    ]
    if seen:
        asked = f' You asked: "{_short(text)}"' if text else ""
        return f"I see {' and '.join(seen)} in your message.{asked}"
    if found := _SAY.search(text):
        return found[1]
    if found := _COUNT.search(text):
        first, last = int(found[1] or 1), int(found[2])
        last = min(last, first + _MOST_NUMBERS - 1)
        return ", ".join(str(number) for number in range(first, last + 1)) + "."
    if _GREETING.match(text):
        return "Hello! I am the embedded provider, and I am happy to help. What would you like to know?"
    if not text.strip():
        return "You sent no text, so there is little I can say. Ask me anything."
    return (
        f'You asked: "{_short(text)}" I am the embedded provider, a small server that needs neither key nor network. '
        "I do not know the answer, but I stream, call tools and count tokens like a real model. "
        "The same question always gets the same answer."
    )


# --- tools ------------------------------------------------------------------------------------------------------------


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _mentions(text: str, words: set[str], tool: Tool) -> bool:
    """Whether the user speaks of the tool: by its name, or by a telling word of name or description."""
    if tool.name.lower() in text.lower():
        return True
    telling = {word for word in _words(tool.name) | _words(tool.description) if len(word) > 3}
    return bool((telling - _EMPTY_WORDS) & words)


def _tool_calls(question: Question) -> Iterator[ToolCall]:
    if not question.tools or question.tool_choice == "none":
        return
    words = _words(question.text)
    if isinstance(question.tool_choice, tuple):
        chosen = [tool for tool in question.tools if tool.name == question.tool_choice[0]]
    else:
        chosen = [tool for tool in question.tools if _mentions(question.text, words, tool)]
        if not chosen and question.tool_choice == "required":
            chosen = [question.tools[0]]
    if not chosen:
        return
    subjects = _subjects(question.text)
    together = question.parallel and re.search(r"\band\b|\bund\b|&", question.text) is not None
    if not together:
        chosen = chosen[:1]
    if len(chosen) > 1:
        # Several tools: one call each, each with the last subject of the text.
        for tool in chosen:
            yield ToolCall(tool.name, value_for(tool.schema, question.text, subjects[-1]))
        return
    for subject in subjects if together and len(subjects) > 1 else subjects[-1:]:
        yield ToolCall(chosen[0].name, value_for(chosen[0].schema, question.text, subject))


def _subjects(text: str) -> list[str]:
    """The names in a text, without the capital that starts a sentence; the text itself if there is none."""
    names: list[str] = []
    for found in _NAME.finditer(text):
        name = found[0]
        before = text[: found.start()].rstrip()
        if not before or before[-1] in ".!?:":
            # "What", or "What Paris": only the first word is there because of the sentence.
            name = name.partition(" ")[2].strip()
        if name and name != "I":
            names.append(name)
    return names or [_short(text, 60) or "example"]


# --- values from a JSON schema ----------------------------------------------------------------------------------------


def _json_answer(question: Question) -> Any:
    if not question.schema:
        return {"question": _short(question.text), "answer": _prose(question)}
    return value_for(question.schema, question.text, _subjects(question.text)[-1])


def value_for(schema: Mapping[str, Any], text: str, subject: str) -> Any:
    """A value that a JSON schema accepts, made from the user's words.

    Args:
        schema: The schema; `$ref` inside the same document, `anyOf`, `oneOf`, `allOf`, `const`, `enum`, formats,
            lengths and ranges are honoured, `pattern` is not.
        text: What the user said; its numbers and the enum members it mentions are used.
        subject: What strings without any other rule say.
    """
    numbers = [float(found) for found in _NUMBER.findall(text)]
    return _Values(schema, text, subject, numbers).value(schema, 0)


class _Values:
    """Walks one schema."""

    __slots__ = ("_numbers", "_root", "_subject", "_text")

    def __init__(self, root: Mapping[str, Any], text: str, subject: str, numbers: list[float]) -> None:
        self._root = root
        self._text = text
        self._subject = subject
        self._numbers = numbers

    def value(self, schema: Any, depth: int) -> Any:
        """A value for one node of the schema."""
        if not is_object(schema):
            return self._subject
        node = self._resolved(schema)
        if "const" in node:
            return node["const"]
        if node.get("enum"):
            options = node["enum"]
            said = (option for option in options if isinstance(option, str) and option.lower() in self._text.lower())
            return next(said, options[0])
        if "default" in node:
            return node["default"]
        kind = self._kind(node, depth)
        if kind == "object":
            return self._object(node, depth)
        if kind == "array":
            return self._array(node, depth)
        if kind in ("number", "integer"):
            return self._number(node, whole=kind == "integer")
        if kind == "boolean":
            return True
        if kind == "null":
            return None
        return self._string(node)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The node behind references, with `allOf` merged and one branch of `anyOf` or `oneOf` chosen."""
        node = schema
        for _ in range(_DEEPEST_SCHEMA):
            if isinstance(node.get("$ref"), str):
                rest = {name: value for name, value in node.items() if name != "$ref"}
                node = {**self._target(node["$ref"]), **rest}
            elif node.get("allOf"):
                merged: dict[str, Any] = {name: value for name, value in node.items() if name != "allOf"}
                for part in node["allOf"]:
                    resolved = self._resolved(part)
                    properties = {**merged.get("properties", {}), **resolved.get("properties", {})}
                    required = [*merged.get("required", []), *resolved.get("required", [])]
                    merged |= resolved
                    if properties:
                        merged |= {"properties": properties, "required": required}
                node = merged
            elif branches := node.get("anyOf") or node.get("oneOf"):
                rest = {name: value for name, value in node.items() if name not in ("anyOf", "oneOf")}
                node = {**rest, **self._branch(branches)}
            else:
                break
        return node

    def _branch(self, branches: list[Any]) -> dict[str, Any]:
        usable = [branch for branch in branches if is_object(branch)]
        return next((branch for branch in usable if branch.get("type") != "null"), usable[0] if usable else {})

    def _target(self, reference: str) -> dict[str, Any]:
        node: Any = self._root
        for part in reference.removeprefix("#").strip("/").split("/") if reference.strip("#/") else ():
            key = part.replace("~1", "/").replace("~0", "~")
            node = node.get(key, {}) if is_object(node) else {}
        return node if is_object(node) else {}

    def _kind(self, node: dict[str, Any], depth: int) -> str:
        kind = node.get("type")
        if is_array(kind):
            if "null" in kind and depth >= _DEEPEST_SCHEMA:
                return "null"
            kind = next((one for one in kind if one != "null"), "null")
        if isinstance(kind, str):
            return kind
        if "properties" in node:
            return "object"
        return "array" if "items" in node else "string"

    def _object(self, node: dict[str, Any], depth: int) -> dict[str, Any]:
        properties: dict[str, Any] = node.get("properties") or {}
        names = list(node.get("required") or (() if depth >= _DEEPEST_SCHEMA else properties))
        if depth > 2 * _DEEPEST_SCHEMA:
            return {}
        return {name: self._property(name, properties.get(name, {}), depth) for name in names}

    def _property(self, name: str, schema: Any, depth: int) -> Any:
        if depth >= _DEEPEST_SCHEMA and is_object(schema):
            # A tree that never ends: take the way out that the schema offers.
            branches: list[Any] = schema.get("anyOf") or schema.get("oneOf") or []
            if any(is_object(branch) and branch.get("type") == "null" for branch in branches):
                return None
        resolved = self._resolved(schema) if is_object(schema) else {}
        is_free_text = self._kind(resolved, depth) == "string" and not resolved.keys() & _FIXED_STRINGS
        if is_free_text and name in _WHOLE_TEXT_NAMES:
            return self._fitted(_short(self._text, 200) or self._subject, resolved)
        return self.value(schema, depth + 1)

    def _array(self, node: dict[str, Any], depth: int) -> list[Any]:
        least = int(node.get("minItems", 0))
        if depth >= _DEEPEST_SCHEMA:
            count = least if depth < 2 * _DEEPEST_SCHEMA else 0
        else:
            count = max(least, min(1, int(node.get("maxItems", 1))))
        prefix: list[Any] = node.get("prefixItems") or []
        items = [self.value(schema, depth + 1) for schema in prefix]
        return items + [self.value(node.get("items", {}), depth + 1) for _ in range(count - len(items))]

    def _number(self, node: dict[str, Any], *, whole: bool) -> float | int:
        step = node.get("multipleOf") or (1 if whole else None)
        low = node.get("minimum", node.get("exclusiveMinimum"))
        high = node.get("maximum", node.get("exclusiveMaximum"))
        if low is not None and "minimum" not in node:
            low += step or 0.5
        if high is not None and "maximum" not in node:
            high -= step or 0.5
        for number in [*self._numbers, 1.0, low, high]:
            if number is None or (low is not None and number < low) or (high is not None and number > high):
                continue
            if step and number % step:
                continue
            return int(number) if whole else number
        if step and low is not None:
            number = -(-low // step) * step
            return int(number) if whole else number
        return 0 if whole else 0.0

    def _string(self, node: dict[str, Any]) -> str:
        formats = {
            "date": "2026-01-31",
            "date-time": "2026-01-31T12:00:00Z",
            "time": "12:00:00Z",
            "duration": "PT1H",
            "email": "user@example.com",
            "uri": "https://example.com/",
            "hostname": "example.com",
            "ipv4": "192.0.2.1",
            "ipv6": "2001:db8::1",
            "uuid": "00000000-0000-4000-8000-000000000001",
        }
        return formats.get(node.get("format", "")) or self._fitted(self._subject, node)

    def _fitted(self, text: str, node: dict[str, Any]) -> str:
        least, most = int(node.get("minLength", 0)), node.get("maxLength")
        if len(text) < least:
            text = (text + " ").ljust(least, ".")
        return text if most is None else text[: int(most)]
