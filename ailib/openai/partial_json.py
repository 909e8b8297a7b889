"""JSON that has not come to its end: what can be told of it so far."""

from __future__ import annotations

from typing import Any

from ..wire.json import loads

__all__ = ["partial_json"]


def partial_json(text: str) -> Any:  # noqa: C901 - one pass over the text
    """The value of JSON that is cut off anywhere: open strings, lists and objects are closed, what is not certain yet
    (a key without a value, half a number, half a word) is left out; None before there is anything.
    """
    stack: list[str] = []
    whole = 0  # up to here everything, closed by the stack as it was then, is JSON
    closing = ""
    in_string = escaped = False
    expects_key = False
    key = False
    for place, letter in enumerate(text):
        if in_string:
            if escaped:
                escaped = False
            elif letter == "\\":
                escaped = True
            elif letter == '"':
                in_string = False
                if not key:
                    whole, closing = place + 1, "".join(reversed(stack))
            continue
        if letter == '"':
            in_string = True
            key = expects_key
        elif letter in "{[":
            stack.append("}" if letter == "{" else "]")
            expects_key = letter == "{"
            whole, closing = place + 1, "".join(reversed(stack))
        elif letter in "}]":
            if not stack:
                return None
            # A number or a word right before it is whole as well.
            stack.pop()
            expects_key = False
            whole, closing = place + 1, "".join(reversed(stack))
        elif letter == ",":
            whole, closing = place, "".join(reversed(stack))
            expects_key = bool(stack) and stack[-1] == "}"
        elif letter == ":":
            expects_key = False
    tried: list[str] = []
    if in_string and not key:
        cut = text
        if escaped:
            cut = cut[:-1]
        half = cut.rfind("\\u")
        if half >= 0 and len(cut) - half < 6:
            cut = cut[:half]
        tried.append(cut + '"' + "".join(reversed(stack)))
    if not stack and not in_string:
        tried.append(text)
    tried.append(text[:whole] + closing)
    for one in tried:
        try:
            return loads(one)
        except ValueError:
            continue
    return None
