"""No error shows a key: what a server repeats of a request, and what an HTTP library says about it, is masked.

Some servers answer "the key sk-... is not known", some gateways show all headers that they were sent, a redirect leads
to an address with the query of the one before, and the libraries below put whole addresses into their exceptions.
Looked at only when a call has failed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, quote, quote_plus, unquote

if TYPE_CHECKING:
    from ..transport.base import HttpRequest

__all__ = ["censor", "censor_signing_log", "without_secrets"]

# Headers and parameters that hold secrets, by their names.
_TELLING = re.compile(r"(?i)auth|key|token|secret|cookie|passw|credential|signature")
_PASSWORD = re.compile(r"[^/?#]*//[^/?#@:]*:([^/?#@]*)@")
# A shorter one would be found in every other word; nobody's real key is.
_SHORTEST = 8
_DEEPEST = 12


def censor(error: BaseException, request: HttpRequest | None) -> None:
    """Mask the secrets of a request in the error that came of it, and in the causes of that error."""
    if request is None:
        return
    found = _pattern(request)
    if found is None:
        return
    known: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or id(one) in known:
            continue
        known.add(id(one))
        waiting += [one.__cause__, one.__context__, *one.args, getattr(one, "reason", None)]
        args = _masked(one.args, found, 0)
        if args is not one.args:
            one.args = args
        for name, value in list(vars(one).items()):
            masked = _masked(value, found, 0)
            if masked is not value:
                setattr(one, name, masked)


def _pattern(request: HttpRequest) -> re.Pattern[str] | None:
    secrets = sorted({text for text in _secrets(request) if len(text) >= _SHORTEST}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, secrets))) if secrets else None


def without_secrets(value: Any, request: HttpRequest) -> Any:
    """Plain data without the secrets of a request that was sent."""
    found = _pattern(request)
    return value if found is None else _masked(value, found, 0)


def _secrets(request: HttpRequest) -> Iterator[str]:
    for name, value in request.headers.items():
        if _TELLING.search(name):
            yield value
            yield value.partition(" ")[2]  # behind "Bearer" or the like
    # By hand: an address that cannot be read may hold a secret as well.
    query = request.url.partition("?")[2].partition("#")[0]
    secrets = [value for name, value in parse_qsl(query) if _TELLING.search(name)]
    if password := _PASSWORD.match(request.url):
        secrets.append(unquote(password[1]))
    for secret in secrets:
        yield from (secret, quote(secret, safe=""), quote(secret), quote_plus(secret))


def _masked(value: Any, found: re.Pattern[str], depth: int) -> Any:
    """The value without secrets; the very same object when there is none in it."""
    if isinstance(value, str):
        return found.sub("***", value) if found.search(value) else value
    if isinstance(value, bytes):
        text = value.decode("latin-1")
        return found.sub("***", text).encode("latin-1") if found.search(text) else value
    if depth == _DEEPEST:
        return value
    if isinstance(value, Mapping):
        known: dict[Any, Any] = dict(value)  # pyright: ignore[reportUnknownArgumentType]
        pairs = {key: _masked(item, found, depth + 1) for key, item in known.items()}
        return value if all(new is known[key] for key, new in pairs.items()) else pairs  # pyright: ignore[reportUnknownVariableType]
    if type(value) in (list, tuple):
        old = cast("list[Any] | tuple[Any, ...]", value)
        items = [_masked(item, found, depth + 1) for item in old]
        if all(new is item for new, item in zip(items, old, strict=True)):
            return old
        return items if isinstance(old, list) else tuple(items)
    return value


class _NoSessionToken(logging.Filter):
    """Masks the token in the canonical request that botocore logs for whoever debugs signatures."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if "security-token:" in text:
            record.msg, record.args = re.sub(r"(security-token:)[^\n]+", r"\1***", text), None
        return True


_no_session_token = _NoSessionToken()


def censor_signing_log() -> None:
    """Keep session tokens of AWS out of the log of botocore; idempotent."""
    logging.getLogger("botocore.auth").addFilter(_no_session_token)
