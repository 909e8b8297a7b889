"""Vectors in base64: asked for unless the caller says otherwise (a third of the bytes), read into lists of floats."""

from __future__ import annotations

import base64
import sys
from array import array
from typing import TYPE_CHECKING, Any

from ..wire.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ask_for_base64", "with_floats"]


def ask_for_base64(body: dict[str, Any]) -> bool:
    """Choose the encoding of a request that leaves it open; whether it was chosen here."""
    if "encoding_format" in body:
        return False
    body["encoding_format"] = "base64"
    return True


def with_floats(data: Any) -> Any:
    """The answer with lists of floats in place of base64; what is no base64 stays as it is."""
    if not is_object(data) or not is_list(data.get("data")):
        return data
    return {**data, "data": [_with_floats(item) for item in data["data"]]}


def _with_floats(item: Mapping[str, Any]) -> Any:
    text = item.get("embedding") if is_object(item) else None
    if not isinstance(text, str):
        return item
    try:
        vector = array("f", base64.b64decode(text, validate=True))
    except ValueError:
        return item
    if sys.byteorder == "big":
        vector.byteswap()
    return {**item, "embedding": vector.tolist()}
