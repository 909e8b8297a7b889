"""Frames of AWS's binary event stream: headers and a payload between two check sums.

See https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html (event stream encoding).
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["frame", "spoiled"]

_STRING = 7
_CHECKSUM = 4


def frame(headers: Mapping[str, str], payload: bytes) -> bytes:
    """One frame; all headers are strings."""
    encoded = b"".join(
        struct.pack("!B", len(name.encode()))
        + name.encode()
        + struct.pack("!BH", _STRING, len(value.encode()))
        + value.encode()
        for name, value in headers.items()
    )
    prelude = struct.pack("!II", 16 + len(encoded) + len(payload), len(encoded))
    start = prelude + struct.pack("!I", zlib.crc32(prelude)) + encoded + payload
    return start + struct.pack("!I", zlib.crc32(start))


def spoiled(whole: bytes) -> bytes:
    """The same frame with a check sum that is wrong: its length stays, so that the next frame is where it should be."""
    return whole[:-_CHECKSUM] + bytes(byte ^ 0xFF for byte in whole[-_CHECKSUM:])
