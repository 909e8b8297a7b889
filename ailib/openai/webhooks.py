"""Webhooks: what OpenAI posts to an address of yours, checked and read.

    event = client.webhooks.unwrap(request.body, request.headers)
    if event.type == "response.completed":
        print(event.data.id)

Nothing here does any I/O: both clients have the same object, and the functions work without a client.

https://platform.openai.com/docs/guides/webhooks and https://github.com/standard-webhooks/standard-webhooks
"""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from ..errors import ConfigurationError, InvalidEvent, InvalidSignature
from ..providers.auth import Secret
from ..wire.json import loads
from ..wire.shapes import is_object
from .model import reader_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .types import WebhookEvent

__all__ = ["HeadersLike", "Webhooks", "sign", "unwrap", "verify_signature"]

HeadersLike: TypeAlias = "Mapping[str, str] | Iterable[tuple[str, str]]"
"""Headers of a request, names in any case."""

_TOLERANCE = 300
_MARK = "whsec_"


class Webhooks:
    """`client.webhooks`.

    Args:
        secret: What is used when a call names none.
    """

    def __init__(self, secret: str | Secret | None = None) -> None:
        self._secret = secret

    def verify_signature(
        self,
        payload: str | bytes,
        headers: HeadersLike,
        *,
        secret: str | Secret | None = None,
        tolerance: float = _TOLERANCE,
    ) -> None:
        """Raise unless OpenAI sent this; see the function `verify_signature`.

        Args:
            payload: The body, byte for byte as it came.
            headers: Of the request.
            secret: Else the client's `webhook_secret`, else `OPENAI_WEBHOOK_SECRET`.
            tolerance: Seconds that the clocks may differ, and the delivery take.

        Raises:
            InvalidSignature: It is not signed with this secret, too old, or too new.
            ConfigurationError: There is no secret, or it is none.
        """
        verify_signature(payload, headers, secret=self._chosen(secret), tolerance=tolerance)

    def unwrap(self, payload: str | bytes, headers: HeadersLike, *, secret: str | Secret | None = None) -> WebhookEvent:
        """Check the signature, then read the event; see the function `unwrap`.

        Args:
            payload: The body, byte for byte as it came.
            headers: Of the request.
            secret: Else the client's `webhook_secret`, else `OPENAI_WEBHOOK_SECRET`.

        Raises:
            InvalidSignature: It is not signed with this secret, too old, or too new.
            InvalidEvent: It is signed, and no event.
            ConfigurationError: There is no secret, or it is none.
        """
        return unwrap(payload, headers, secret=self._chosen(secret))

    def _chosen(self, secret: str | Secret | None) -> str | Secret:
        found = self._secret if secret is None else secret
        if not found:
            raise ConfigurationError(
                "There is no secret to check the webhook with",
                hint="Pass secret=..., make the client with webhook_secret=..., or set OPENAI_WEBHOOK_SECRET",
            )
        return found

    def __repr__(self) -> str:
        return "<Webhooks>"


def verify_signature(
    payload: str | bytes, headers: HeadersLike, *, secret: str | Secret, tolerance: float = _TOLERANCE
) -> None:
    """Raise unless a webhook was signed with `secret`, lately.

    Args:
        payload: The body, byte for byte as it came: JSON that was read and written again has another signature.
        headers: `webhook-id`, `webhook-timestamp` and `webhook-signature` are read. The last may hold several
            signatures with spaces between them (while a secret is being replaced); those of other versions than `v1`
            do not count.
        secret: As OpenAI shows it: base64 behind "whsec_". Without that mark it may be base64 or the plain secret.
        tolerance: Seconds that the clocks may differ, and the delivery take.

    Raises:
        InvalidSignature: No signature is right, a header is missing or makes no sense, or it is too old or too new.
        ConfigurationError: The secret is empty, or no base64 behind "whsec_".
    """
    keys = _keys(secret)
    found = _headers(headers)
    identity, stamp, signatures = (found[f"webhook-{name}"] for name in ("id", "timestamp", "signature"))
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 20):
        raise InvalidSignature("The header webhook-timestamp holds no seconds")
    age = time.time() - int(stamp)
    if age > tolerance:
        raise InvalidSignature(f"The webhook is too old: it was signed {age:.0f} s ago", hint=_CLOCK)
    if age < -tolerance:
        raise InvalidSignature(f"The webhook is too new: it was signed {-age:.0f} s from now", hint=_CLOCK)
    given = [decoded for text in signatures.split() if (decoded := _signature(text)) is not None]
    content = _content(identity, stamp, payload)
    right = False
    for key in keys:
        expected = hmac.digest(key, content, "sha256")
        for one in given:
            # All are compared, each in constant time.
            right |= hmac.compare_digest(expected, one)
    if not right:
        raise InvalidSignature(
            "The signature of the webhook is not that of its body",
            hint="Pass the body as it came, not as JSON that was read, and the secret of this webhook",
        )


def unwrap(payload: str | bytes, headers: HeadersLike, *, secret: str | Secret) -> WebhookEvent:
    """Check the signature of a webhook, then read its event.

    Args:
        payload: The body, byte for byte as it came.
        headers: Of the request; see `verify_signature`.
        secret: See `verify_signature`.

    Returns:
        One of `ailib.openai.types.Webhook...`, told apart by `type`; a plain `Model` for a type that ailib does not
        know. `id` and `type` are there on all of them.

    Raises:
        InvalidSignature, ConfigurationError: As `verify_signature`.
        InvalidEvent: The body is signed, and no event.
    """
    verify_signature(payload, headers, secret=secret)
    try:
        data = loads(payload.encode("utf-8", "surrogatepass") if isinstance(payload, str) else payload)
    except ValueError as error:
        raise InvalidEvent("The webhook is not JSON", data=_excerpt(payload)) from error
    if not is_object(data) or not isinstance(data.get("type"), str):
        raise InvalidEvent("The webhook is no event: it has no type", data=_excerpt(payload))
    return cast("WebhookEvent", cast("Callable[[Any], Any]", reader_of("@WebhookEvent"))(data))


def sign(
    payload: str | bytes, *, secret: str | Secret, webhook_id: str, timestamp: float | None = None
) -> dict[str, str]:
    """The headers that OpenAI would send with a webhook: for tests of your own endpoint.

    Args:
        payload: The body.
        secret: See `verify_signature`.
        webhook_id: Any text without a space or a line break.
        timestamp: Seconds since 1970; None is now.
    """
    stamp = str(int(time.time() if timestamp is None else timestamp))
    made = hmac.digest(_keys(secret)[0], _content(webhook_id, stamp, payload), "sha256")
    signature = base64.b64encode(made).decode()
    return {"webhook-id": webhook_id, "webhook-timestamp": stamp, "webhook-signature": f"v1,{signature}"}


_CLOCK = "Check the clock of this machine; an old webhook may have been sent again by somebody else"


def _content(identity: str, stamp: str, payload: str | bytes) -> bytes:
    body = payload.encode("utf-8", "surrogatepass") if isinstance(payload, str) else payload
    return f"{identity}.{stamp}.".encode("utf-8", "surrogatepass") + body


def _keys(secret: str | Secret) -> list[bytes]:
    """The keys that a secret may stand for."""
    text = (secret.reveal() if isinstance(secret, Secret) else secret).strip()
    if not text:
        raise ConfigurationError("The secret of the webhook is empty", hint="It looks like whsec_...")
    decoded = _base64(text.removeprefix(_MARK))
    if text.startswith(_MARK):
        if not decoded:
            raise ConfigurationError("The secret of the webhook is not base64 behind whsec_", hint="Copy it again")
        return [decoded]
    # Without the mark nobody can tell which of the two it is.
    return [text.encode("utf-8", "surrogatepass"), *([decoded] if decoded else [])]


def _base64(text: str) -> bytes | None:
    try:
        return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), validate=True)
    except ValueError:  # binascii.Error and UnicodeEncodeError are such
        return None


def _signature(text: str) -> bytes | None:
    """The bytes of `v1,<base64>`, or of a bare one; None for other versions."""
    version, comma, value = text.partition(",")
    if not comma:
        return _base64(version)
    return _base64(value) if version == "v1" else None


def _headers(headers: HeadersLike) -> dict[str, str]:
    """The three headers of a webhook."""
    given: Any = headers
    pairs: Iterable[tuple[Any, Any]] = given.items() if isinstance(headers, Mapping) else given
    known = {_text(name).lower(): _text(value) for name, value in pairs}
    wanted = ("webhook-id", "webhook-timestamp", "webhook-signature")
    missing = [name for name in wanted if not known.get(name, "").strip()]
    if missing:
        raise InvalidSignature(f"The webhook has no header {' and no '.join(missing)}", hint="Is it from OpenAI?")
    return {name: known[name].strip() if name != "webhook-id" else known[name] for name in wanted}


def _text(value: Any) -> str:
    """A name or value of a header; some frameworks hand out bytes."""
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _excerpt(payload: str | bytes) -> str:
    head = payload[:200]
    return head.decode("utf-8", "replace") if isinstance(head, bytes) else head
