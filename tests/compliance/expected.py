"""What a case expects, compared with what an operation returned.

Plain values mean equality; a mapping with `assert`, or with `min` and `max` alone, is a check. A key that the operation
does not return is a failure: nothing that a case asks for is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

__all__ = ["differences"]

_TYPES = {
    "string": str,
    "str": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "list": list,
    "object": dict,
    "null": type(None),
}
_MASKED = re.compile(r"<redacted>|\[redacted\]|\*{3,}", re.IGNORECASE)


def plain(value: Any) -> Any:
    """Texts with any mask written the same way, tuples as lists."""
    if isinstance(value, str):
        return _MASKED.sub("***", value)
    return list(value) if isinstance(value, tuple) else value


def whole(arguments: Any) -> Any:
    """Arguments that are JSON in text, read: its blanks mean nothing. A piece of them stays text."""
    try:
        return json.loads(arguments) if isinstance(arguments, str) else arguments
    except ValueError:
        return arguments


def is_check(expected: Any) -> bool:
    return isinstance(expected, Mapping) and (
        "assert" in expected or (bool(expected) and set(expected) <= {"min", "max"})
    )


def operand(check: Mapping[str, Any]) -> Any:
    names = ("value", "expected", "values", "pattern", "equals", "contains", "any_of")
    return next((check[name] for name in names if name in check), None)


def failed_check(check: Mapping[str, Any], actual: Any) -> str | None:
    """Why the value does not pass, or None."""
    kind, wanted = check.get("assert"), operand(check)
    measured = actual
    passed = True
    if kind == "equals":
        passed = plain(actual) == plain(wanted)
    elif kind == "contains":
        wanted_all = wanted if isinstance(wanted, list) else [wanted]
        passed = all(item in actual for item in wanted_all)
    elif kind == "matches":
        passed = re.search(str(wanted), str(actual)) is not None
    elif kind == "length":
        measured = len(actual)
        passed = wanted is None or measured == wanted
    elif kind == "type":
        passed = isinstance(actual, _TYPES[wanted]) and not (
            wanted in ("integer", "number") and isinstance(actual, bool)
        )
    elif kind == "any_of":
        passed = any(not differences(item, actual) for item in wanted)
    elif kind == "error":
        passed = bool(actual) and (wanted is None or str(wanted) in str(actual))
    elif kind is not None:
        return f"there is no check {kind!r}"
    if passed and "min" in check:
        passed = measured >= check["min"]
    if passed and "max" in check:
        passed = measured <= check["max"]
    return None if passed else f"{actual!r} does not pass {dict(check)}"


def differences(expected: Any, actual: Any, path: str = "") -> list[str]:
    """Everything in which the two differ; a mapping may have more than is expected of it."""
    if is_check(expected):
        why = failed_check(expected, actual)
        return [f"{path}: {why}"] if why else []
    if isinstance(expected, Mapping):
        if not isinstance(actual, Mapping):
            return [f"{path}: {actual!r} is no mapping"]
        found: list[str] = []
        for name, row in expected.items():
            where = f"{path}.{name}" if path else str(name)
            found += differences(row, actual[name], where) if name in actual else [f"{where}: is missing in {actual!r}"]
        return found
    if isinstance(expected, list):
        actual = plain(actual)
        if not isinstance(actual, list) or len(actual) != len(expected):
            return [f"{path}: {actual!r} instead of {expected!r}"]
        return [
            line
            for place, (row, other) in enumerate(zip(expected, actual, strict=True))
            for line in differences(row, other, f"{path}[{place}]")
        ]
    if path.endswith("arguments"):
        expected, actual = whole(expected), whole(actual)
    same = plain(expected) == plain(actual) and isinstance(expected, bool) == isinstance(actual, bool)
    return [] if same else [f"{path}: {actual!r} instead of {expected!r}"]
