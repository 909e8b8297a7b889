"""JSON, by orjson where it is installed (the `speed` extra), else by the standard library; same results.

`dumps` writes compact UTF-8, keys in the order given, floats as Python writes them.
`loads` takes bytes or text. What orjson refuses (NaN, integers beyond 64 bits, lone surrogates) the standard library
reads or writes.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LARGE", "Large", "dumps", "loads"]

_decoder: Any = json.JSONDecoder()  # the stubs do not know its scanner
_scan: Callable[[str, int], tuple[Any, int]] = _decoder.scan_once
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_encode_ascii = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def _loads(data: bytes | str) -> Any:
    text = data if isinstance(data, str) else str(data, "utf-8")
    try:
        # The scanner alone is a third cheaper than json.loads, which first looks for white space around the value.
        value, end = _scan(text, 0)
    except StopIteration:
        return json.loads(text)
    # Servers like to end a body with a line end; only what is more than white space is an error.
    return value if end == len(text) or text[end:].isspace() else json.loads(text)


class Large:
    """Text of many megabytes within a value for `dumps`: an image, a sound, in base64.

    The standard library looks at each character of a text twice. Here it is only searched for the few that would have
    to be escaped, by what the processor has for it: a fifth of the time.
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def written(self) -> bytes:
        """As JSON."""
        data = self.text.encode("utf-8")
        if any(letter in data for letter in _ESCAPED):
            return _encode(self.text).encode("utf-8")
        return b'"%b"' % data


_ESCAPED = [bytes((code,)) for code in (*b'"\\\n', *range(10), *range(11, 32))]


def _dumps_large(value: Any) -> bytes:
    """A value with `Large` in it."""
    mark = os.urandom(16).hex()
    found: list[Large] = []

    def default(part: Any) -> str:
        if not isinstance(part, Large):
            raise TypeError(f"Object of type {type(part).__name__} is not JSON serializable")
        found.append(part)
        return mark

    try:
        text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=default).encode(value)
        first, *rest = text.encode("utf-8").split(f'"{mark}"'.encode())
        pieces = [first]
        for large, behind in zip(found, rest, strict=True):
            pieces += (large.written(), behind)
        return b"".join(pieces)
    except UnicodeEncodeError:
        # A lone surrogate: only the escaped form can carry it.
        return json.JSONEncoder(separators=(",", ":"), default=_text_of).encode(value).encode("ascii")


def _text_of(part: Large) -> str:
    return part.text


def _dumps(value: Any) -> bytes:
    try:
        text = _encode(value)
    except TypeError:
        return _dumps_large(value)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate: only the escaped form can carry it
        return _encode_ascii(value).encode("ascii")


try:
    import orjson
except ImportError:
    loads = _loads
    dumps = _dumps
    _large: float = 1 << 16
else:
    _large = float("inf")

    def loads(data: bytes | str) -> Any:
        """Read JSON.

        Raises:
            ValueError: It is not JSON (or not UTF-8).
        """
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError:
            return _loads(data)

    def dumps(value: Any) -> bytes:
        """Write JSON.

        Raises:
            TypeError: A value has no JSON form.
        """
        try:
            return orjson.dumps(value)
        except TypeError:
            return _dumps(value)


LARGE: float = _large
"""Characters from which on `Large` is worth it."""
