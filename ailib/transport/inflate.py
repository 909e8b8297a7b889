"""Content decoding of both transports: what a truncated body hides, the HTTP libraries do not report."""

from __future__ import annotations

import zlib

__all__ = ["Inflater", "Malformed", "inflater_for"]


class Malformed(Exception):
    """The peer does not speak HTTP as it should."""


class Inflater:
    """Decodes the content encodings that we ask for: gzip (several members, too) and deflate (both readings of it)."""

    __slots__ = ("_gzip", "_inflate", "_start")

    def __init__(self, encoding: str) -> None:
        self._gzip = encoding.endswith("gzip")
        self._inflate = zlib.decompressobj(31) if self._gzip else None
        self._start = b""

    def feed(self, data: bytes) -> bytes:
        """What `data` holds, as far as it is complete."""
        if self._inflate is None:
            # "deflate" means zlib, but some send what is inside of it: the first two bytes tell.
            data = self._start = self._start + data
            if len(data) < 2:
                return b""
            wrapped = data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._inflate = zlib.decompressobj(15 if wrapped else -15)
        parts: list[bytes] = []
        while data:
            if self._inflate.eof:
                if not self._gzip or data[:1] != b"\x1f":
                    break  # padding behind the last member
                self._inflate = zlib.decompressobj(31)
            self._start = b"."
            try:
                parts.append(self._inflate.decompress(data))
            except zlib.error as error:
                raise Malformed(f"the body cannot be decompressed ({error})") from error
            data = self._inflate.unused_data
        return b"".join(parts)

    def finish(self) -> None:
        """Check that the compressed data are complete; no data at all are, too."""
        if self._start and (self._inflate is None or not self._inflate.eof):
            raise Malformed("the compressed body is not complete")


def inflater_for(encoding: str | None) -> Inflater | None:
    """A decoder for a `Content-Encoding`; None for bodies that are not compressed (or in a way we did not ask for)."""
    if not encoding:
        return None
    encoding = encoding.strip().lower()
    return Inflater(encoding) if encoding in ("gzip", "x-gzip", "deflate") else None
