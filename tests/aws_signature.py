"""Signature Version 4 as its documentation describes it, apart from the library that ailib signs with.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote, urlsplit


def _digest(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def authorization(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    access: str,
    secret: str,
    region: str,
    service: str,
) -> str:
    """The `Authorization` that a request with these headers deserves; its `x-amz-date` says when it was signed."""
    parts = urlsplit(url)
    signed = {
        name.lower(): " ".join(value.split())
        for name, value in headers.items()
        if name.lower() in ("host", "content-type") or name.lower().startswith("x-amz-")
    }
    signed.setdefault("host", parts.netloc)
    names = sorted(signed)
    pairs = sorted((name, value) for name, _, value in (one.partition("=") for one in parts.query.split("&") if one))
    canonical = "\n".join(
        (
            method.upper(),
            quote(parts.path or "/", safe="/~-._"),  # encoded once more than in the URL
            "&".join(f"{name}={value}" for name, value in pairs),
            *(f"{name}:{signed[name]}" for name in names),
            "",
            ";".join(names),
            hashlib.sha256(body).hexdigest(),
        )
    )
    stamp = signed["x-amz-date"]
    scope = f"{stamp[:8]}/{region}/{service}/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"AWS4{secret}".encode()
    for step in (stamp[:8], region, service, "aws4_request"):
        key = _digest(key, step)
    return (
        f"AWS4-HMAC-SHA256 Credential={access}/{scope}, SignedHeaders={';'.join(names)}, "
        f"Signature={_digest(key, text).hex()}"
    )
