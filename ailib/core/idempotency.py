"""The key that tells a provider that two requests are attempts of the same call, where it has a header for one."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from ..transport.base import BodySource
    from .call import Call

__all__ = ["add_key"]


def add_key(call: Call, headers: dict[str, str], name: str, body: bytes | BodySource) -> None:
    """Add the key of a request to its headers, unless the user has set one.

    It is fixed before the first attempt and the same for all of them. The parts of a call that is sent in several
    requests (embeddings of many texts) have keys of their own.
    """
    if any(header.lower() == name.lower() for header in headers):
        return
    if call.key is None:
        call.key = secrets.token_hex(12)
    headers[name] = f"{call.key}-{crc32(body):08x}" if isinstance(body, bytes) else call.key
