"""JSON, by orjson where it is installed (the `speed` extra), else by the standard library; same results.

`dumps` writes compact UTF-8, keys in the order given, floats as Python writes them.
`loads` takes bytes or text. What orjson refuses (NaN, integers beyond 64 bits, lone surrogates) the standard library
reads or writes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["dumps", "loads"]

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


def _dumps(value: Any) -> bytes:
    text = _encode(value)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate: only the escaped form can carry it
        return _encode_ascii(value).encode("ascii")


try:
    import orjson
except ImportError:
    loads = _loads
    dumps = _dumps
else:

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
