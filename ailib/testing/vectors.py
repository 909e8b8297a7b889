"""Embedding vectors made from a hash of the text: deterministic, of unit length, different for every text."""

from __future__ import annotations

import array
import hashlib
import math
import struct
import sys

__all__ = ["DIMENSIONS", "packed", "vector_of"]

DIMENSIONS = 256
"""Length of a vector when the request names none."""


def vector_of(text: str, dimensions: int = DIMENSIONS) -> array.array[float]:
    """A unit vector that only depends on the text."""
    noise = hashlib.shake_128(text.encode("utf-8", "surrogatepass")).digest(2 * dimensions)
    numbers = [number + 0.5 for number in struct.unpack(f"<{dimensions}h", noise)]
    length = math.sqrt(sum(number * number for number in numbers))
    return array.array("f", [number / length for number in numbers])


def packed(vector: array.array[float]) -> bytes:
    """The vector as little-endian 32-bit floats."""
    if sys.byteorder == "big":
        vector = vector[:]
        vector.byteswap()
    return vector.tobytes()
