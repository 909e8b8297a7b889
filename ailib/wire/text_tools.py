"""Tool calls written as text, for models that cannot call tools natively or do so unreliably.

The form: `<tool_call>{"name": "...", "arguments": {...}}</tool_call>`; the result goes back as `<tool_result>`.
Format: https://github.com/ailib-official/ai-protocol, docs/spec/text-tool-call. `parse_tool_calls` also understands
what models write instead: the name as an attribute, other words for the arguments, a wrapper around the calls,
`<shell>`, `<bash>`, `<function name=...>`, and `<invoke>` with parameters, with or without DSML marks.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from ..errors import InvalidRequestError
from ..models.content import ToolCall
from ..models.record import Record
from ..models.tools import Tool
from .shapes import is_object, member
from .tool_prompts import EXAMPLE, FORM, LISTED, STRICTER, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "TextToolCalls",
    "ToolStrategy",
    "choose_tool_calls",
    "format_tool_results",
    "parse_tool_calls",
    "tool_prompt",
    "tool_strategy",
]

ToolStrategy: TypeAlias = Literal["full", "hybrid", "text_only"]
_Found: TypeAlias = "tuple[str, dict[str, Any]] | None"


@attrs.frozen(eq=False, repr=False)
class TextToolCalls(Record):
    """What a text says beside the calls in it.

    Attributes:
        remaining_text: The text without the calls, their markup and the blank lines they leave.
        tool_calls: The calls, in order; their ids are "text_tool_0", "text_tool_1", ...
    """

    remaining_text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()


# DSML marks every tag: <||DSML||invoke name="x">, with full-width or plain bars.
_DSML = re.compile(r"<(/?)\s*[\uff5c|]+\s*DSML\s*[\uff5c|]+\s*")
_ATTRIBUTES = r"(?P<attributes>(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))*)\s*"
_OPENING = re.compile(rf"<(?P<tag>tool_call|shell|bash|function|invoke){_ATTRIBUTES}(?P<empty>/?)>")
_WRAPPER = re.compile(rf"</?(?:tool_calls|function_calls){_ATTRIBUTES}>")
_STRICT = re.compile(r"<(?P<tag>tool_call)>(?P<attributes>)(?P<empty>)")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_PARAMETER = re.compile(rf"<parameter{_ATTRIBUTES}>(?P<body>.*?)</parameter\s*>", re.DOTALL)
_COMMAND = re.compile(r"<command>(?P<body>.*?)</command\s*>", re.DOTALL)
_FENCE = re.compile(r"^```[\w-]*\s*\n(?P<body>.*)\n```$", re.DOTALL)
_ARGUMENTS = ("arguments", "parameters", "params", "args", "input")


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1]: html.unescape(next((group for group in match.groups()[1:] if group is not None), ""))
        for match in _ATTRIBUTE.finditer(text)
    }


def _object(text: str) -> dict[str, Any] | None:
    text = text.strip()
    if fence := _FENCE.match(text):
        text = fence["body"].strip()
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if is_object(value) else None


def _lenient_arguments(body: dict[str, Any], *, named: bool) -> dict[str, Any] | None:
    """The arguments under whichever word; without one, the other members. None when they are no object."""
    for word in _ARGUMENTS:
        if word in body:
            value: Any = body[word]
            if isinstance(value, str):
                value = _object(value) if value.strip() else {}
            elif value is None:
                value = {}
            return value if is_object(value) else None
    aside = () if named else ("name",)
    return {name: value for name, value in body.items() if name not in (*aside, "id", "type", "index")}


def _strict_call(_tag: str, _attributes: dict[str, str], text: str) -> _Found:
    body = _object(text)
    if body is None or not isinstance(body.get("name"), str) or not body["name"]:
        return None
    arguments = body.get("arguments")
    return (body["name"], arguments) if is_object(arguments) else None


def _value(text: str, attributes: Mapping[str, str]) -> Any:
    """A parameter's value: text where it says so, else JSON if it is JSON, else text."""
    text = html.unescape(text)
    if attributes.get("string") == "true":
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text.strip("\n")


def _parameters(body: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for match in _PARAMETER.finditer(body):
        attributes = _attributes(match["attributes"])
        if name := attributes.get("name"):
            found[name] = _value(match["body"], attributes)
    return found


def _lenient_call(tag: str, attributes: dict[str, str], body: str) -> _Found:
    name = attributes.get("name", "")
    if tag in ("shell", "bash"):
        inner = _COMMAND.search(body)
        data = _object(body)
        if data is not None and isinstance(data.get("command"), str):
            return "shell", data
        command = html.unescape(inner["body"] if inner else body).strip()
        return ("shell", {"command": command}) if command else None
    if _PARAMETER.search(body) or (tag == "invoke" and name and not body.strip()):
        return (name, _parameters(body)) if name else None
    data = _object(body)
    if data is None:
        return (name, {}) if name and not body.strip() else None
    if not name:
        value = data.get("name")
        name = value if isinstance(value, str) else ""
    arguments = _lenient_arguments(data, named=bool(attributes.get("name")))
    return (name, arguments) if name and arguments is not None else None


def _without_gaps(text: str) -> str:
    """The text without blank lines at its ends, and with at most one in a row inside."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{2,}", "\n", lines).strip()


def _close(source: str, tag: str, start: int) -> int:
    """Where the end tag is, or -1; one inside a JSON string does not count."""
    end = f"</{tag}>"
    body = start + len(source[start : start + 100]) - len(source[start : start + 100].lstrip())
    if source[body : body + 1] == "{":
        try:
            stop = json.JSONDecoder().raw_decode(source, body)[1]
        except (ValueError, RecursionError):
            pass
        else:
            close = source.find(end, stop)
            return close if not source[stop:close].strip() else source.find(end, start)
    return source.find(end, start)


def parse_tool_calls(text: str, *, lenient: bool = True) -> TextToolCalls:
    """The tool calls in a text.

    Args:
        text: What the model wrote.
        lenient: Also understand other spellings than the one form; False takes only that.

    Returns:
        The calls and the rest of the text. A call that cannot be read stays in the text and is not made; the text of
        an answer without calls comes back as it is.
    """
    if "<" not in text:
        return TextToolCalls(text)
    source = _DSML.sub(r"<\1", text) if lenient and "DSML" in text else text
    read = _lenient_call if lenient else _strict_call
    opening = _OPENING if lenient else _STRICT
    calls: list[ToolCall] = []
    kept: list[str] = []
    place = searched = 0
    unclosed: set[str] = set()  # tags without another end: text with a thousand beginnings is read once
    while (match := opening.search(source, searched)) is not None:
        tag, end, body = match["tag"], match.end(), ""
        searched = end
        if not match["empty"]:
            close = -1 if tag in unclosed else _close(source, tag, end)
            if close < 0:
                unclosed.add(tag)
                continue
            body, end = source[match.end() : close], close + len(tag) + 3
            # No call stands inside another; but a tag that is only talked about may come before a call.
            if body.lstrip()[:1] in ("{", "[", "<", "`"):
                searched = end
        found = read(tag, _attributes(match["attributes"]), body)
        if found is None:
            continue
        name, arguments = found
        calls.append(ToolCall(f"text_tool_{len(calls)}", name, json.dumps(arguments, ensure_ascii=False)))
        kept.append(source[place : match.start()])
        place = searched = end
    kept.append(source[place:])
    if not calls:
        return TextToolCalls(text)
    rest = "".join(kept)
    if lenient:
        rest = _WRAPPER.sub("", rest)
    return TextToolCalls(_without_gaps(rest), tuple(calls))


def tool_strategy(tool_calling: Mapping[str, Any] | None) -> ToolStrategy:
    """How tools are offered to a provider.

    Args:
        tool_calling: `tool_calling` of its manifest, or None when it has none.

    Returns:
        "full": natively only. "hybrid": natively, and the text is read when no native call came. "text_only".
    """
    native: Any = (tool_calling or {}).get("native")
    fallback: Any = (tool_calling or {}).get("text_fallback")
    supported: Any = native if isinstance(native, bool) else member(native, "supported")
    if supported is False:
        return "text_only"
    if member(native, "reliability") in (None, "full") or fallback is False:
        return "full"
    return "hybrid"


def choose_tool_calls(
    native: Sequence[ToolCall], text: str, strategy: ToolStrategy = "hybrid", *, lenient: bool = True
) -> TextToolCalls:
    """The calls of one answer.

    Args:
        native: Those that came as calls.
        text: The answer's text.
        strategy: See `tool_strategy`.
        lenient: See `parse_tool_calls`.

    Returns:
        The native calls with the text untouched, where there are any; else, unless the strategy is "full", those in
        the text.
    """
    if strategy == "full" or (native and strategy == "hybrid"):
        return TextToolCalls(text, tuple(native))
    return parse_tool_calls(text, lenient=lenient)


def tool_prompt(tools: Iterable[Tool | Mapping[str, Any]], level: str = "L1", locale: str = "en") -> str:
    """Instructions for a model that gets its tools as text; they belong into the system message.

    Args:
        tools: The tools, as in a request.
        level: "L1" states the form, "L2" also warns of what models like to write instead, "L3" adds an example.
        locale: "en" or "zh"; "zh-CN" counts as "zh".

    Raises:
        InvalidRequestError: There is no such level or locale.
    """
    language = locale.replace("_", "-").partition("-")[0].lower()
    if language not in FORM:
        raise InvalidRequestError(f"There is no locale {locale!r}; known are en and zh", param="locale")
    if level not in ("L1", "L2", "L3"):
        raise InvalidRequestError(f"There is no level {level!r}; known are L1, L2 and L3", param="level")
    parts = [FORM[language], WARNING[language]]
    if level != "L1":
        parts.append(STRICTER[language])
    if level == "L3":
        parts.append(EXAMPLE[language])
    lines: list[str] = []
    for given in tools:
        tool = Tool.of(given)
        line = f"- {tool.name}: {tool.description}" if tool.description else f"- {tool.name}"
        if tool.parameters:
            line += f"\n  {json.dumps(tool.parameters, ensure_ascii=False)}"
        lines.append(line)
    if lines:
        parts.append("\n".join([LISTED[language], *lines]))
    return "\n\n".join(parts)


def format_tool_results(results: Iterable[tuple[ToolCall | str, Any]]) -> str:
    """Results as text, for the user message that answers calls made in text.

    Args:
        results: Call (or its id) and result: text, or anything that JSON can hold.

    Returns:
        One `<tool_result>` block for each.
    """
    blocks: list[str] = []
    for call, result in results:
        call_id = call.id if isinstance(call, ToolCall) else call
        body = json.dumps({"tool_use_id": call_id, "content": result}, ensure_ascii=False)
        # A result must not be able to end its own block.
        blocks.append(f"<tool_result>\n{body.replace('</', '<' + chr(92) + '/')}\n</tool_result>")
    return "\n".join(blocks)
