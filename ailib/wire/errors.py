"""What a provider says when it refuses, as the error it deserves.

The order is: the provider's own code or type (its table in `Quirks.error_codes`, then the family's), then what the
message plainly says, then the status. The same function reads the body of a 4xx or 5xx and an error object inside a
200, so that both give the same class.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .. import errors
from ..errors import APIError, InvalidResponse
from .json import loads
from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from ..providers.profile import Quirks

__all__ = [
    "class_of",
    "error_from_body",
    "error_from_object",
    "excerpt",
    "find_error",
    "invalid_response",
    "retry_after",
]

CLASSES: dict[str, type[APIError]] = {
    "invalid_request": errors.BadRequest,
    "authentication": errors.AuthenticationError,
    "permission_denied": errors.PermissionDenied,
    "not_found": errors.NotFound,
    "model_not_found": errors.ModelNotFound,
    "quota_exhausted": errors.QuotaExhausted,
    "rate_limited": errors.RateLimited,
    "request_too_large": errors.RequestTooLarge,
    "context_length": errors.ContextLengthExceeded,
    "conflict": errors.Conflict,
    "server_error": errors.ServerError,
    "overloaded": errors.Overloaded,
    "timeout": errors.ServerError,
    "content_filtered": errors.ContentFiltered,
    "cancelled": errors.APIError,
    "other": errors.APIError,
}

# Codes and types that mean the same wherever they appear in this family.
_WORDS: dict[str, str] = {
    "invalid_api_key": "authentication",
    "authentication_error": "authentication",
    "invalid_authentication": "authentication",
    "unauthorized": "authentication",
    "permission_error": "permission_denied",
    "permission_denied": "permission_denied",
    "model_not_found": "model_not_found",
    "modelnotfound": "model_not_found",
    "deploymentnotfound": "model_not_found",
    "not_found_error": "not_found",
    "context_length_exceeded": "context_length",
    "exceed_context_size_error": "context_length",
    "too_many_prompt_tokens": "context_length",
    "string_above_max_length": "context_length",
    "rate_limit_exceeded": "rate_limited",
    "rate_limit_error": "rate_limited",
    "ratelimitreached": "rate_limited",
    "too_many_requests": "rate_limited",
    "insufficient_quota": "quota_exhausted",
    "quota_exceeded": "quota_exhausted",
    "billing_hard_limit_reached": "quota_exhausted",
    "insufficient_balance": "quota_exhausted",
    "billing_not_active": "quota_exhausted",
    "overloaded_error": "overloaded",
    "overloaded": "overloaded",
    "engine_overloaded": "overloaded",
    "service_unavailable": "overloaded",
    "unavailable_error": "overloaded",
    "server_error": "server_error",
    "internal_server_error": "server_error",
    "internal_error": "server_error",
    "api_error": "server_error",
    "content_filter": "content_filtered",
    "content_policy_violation": "content_filtered",
    "responsibleaipolicyviolation": "content_filtered",
    "request_too_large": "request_too_large",
}

# Names of errors in letters alone, without "error" at the end: for an error inside a 200 that has nothing finer.
_SPELLINGS: dict[str, str] = {
    "invalidrequest": "invalid_request",
    "badrequest": "invalid_request",
    "invalidargument": "invalid_request",
    "validation": "invalid_request",
    "unprocessableentity": "invalid_request",
    "failedprecondition": "invalid_request",
    "authentication": "authentication",
    "unauthenticated": "authentication",
    "unauthorized": "authentication",
    "permissiondenied": "permission_denied",
    "accessdenied": "permission_denied",
    "forbidden": "permission_denied",
    "notfound": "not_found",
    "resourcenotfound": "not_found",
    "ratelimit": "rate_limited",
    "ratelimited": "rate_limited",
    "ratelimitexceeded": "rate_limited",
    "toomanyrequests": "rate_limited",
    "resourceexhausted": "rate_limited",
    "throttling": "rate_limited",
    "serviceunavailable": "overloaded",
    "unavailable": "overloaded",
    "overloaded": "overloaded",
    "internal": "server_error",
    "internalserver": "server_error",
    "server": "server_error",
    "badgateway": "server_error",
    "api": "server_error",
    "timeout": "timeout",
    "gatewaytimeout": "timeout",
    "requesttimeout": "timeout",
    "deadlineexceeded": "timeout",
}

_BY_STATUS: dict[int, type[APIError]] = {
    400: errors.BadRequest,
    401: errors.AuthenticationError,
    402: errors.QuotaExhausted,
    403: errors.PermissionDenied,
    404: errors.NotFound,
    408: errors.ServerError,
    409: errors.Conflict,
    413: errors.RequestTooLarge,
    422: errors.BadRequest,
    425: errors.ServerError,
    429: errors.RateLimited,
    503: errors.Overloaded,
    529: errors.Overloaded,
}

# Statuses that say more than "the request is invalid".
_TELLING = (401, 403, 404, 408, 409, 413, 425, 429)

# Whole words only: "explanation" holds "plan", "suspending" holds "spend".
_QUOTA = (
    r"\b(insufficient[_ ](quota|balance|credits?|funds)|exceeded your current quota|billing|spend(ing)? limit|"
    r"credit balance|out of credits|payment required|calls ?/ ?month)\b"
)
_CONTEXT = (
    r"maximum context length|context[_ ](length|window|size)|prompt is too long|too many (prompt )?tokens|"
    r"total length of all messages is too long|reduce the length of the messages"
)
_MODEL = (
    r"model[_ ]not[_ ]found|(invalid|unknown|unsupported|no such) model|"
    r"model [`'\"]?[^ ]+[`'\"]? (does not exist|was not found|not found|is not found)|"
    r"model .{0,80}(does not exist|has been deprecated|not found)|"
    r"API deployment .{0,40}does not exist"
)

_HINTS: dict[type[APIError], str] = {
    errors.AuthenticationError: "Check the API key and that it belongs to this provider",
    errors.PermissionDenied: "The key may not do this; check its project and permissions",
    errors.QuotaExhausted: "Add credit or raise the limit at the provider; waiting does not help",
    errors.ContextLengthExceeded: "Shorten the messages or take a model with a larger context",
    errors.ModelNotFound: "client.list_models() shows what this key may use",
    errors.RequestTooLarge: "Send less at once",
}


def _says(pattern: str, message: str) -> bool:
    # Compiled on the first error and kept by `re`: a program without errors does not pay for it.
    return re.search(pattern, message, re.IGNORECASE) is not None


def excerpt(body: bytes | str, size: int = 200) -> str:
    """The first characters of a body, on one line, with anything that looks like a key masked."""
    text = body[: size * 4].decode("utf-8", "replace") if isinstance(body, bytes) else body[: size * 4]
    text = " ".join(text.split())
    text = re.sub(r"(?i)\b((?:sk|pk|rk|gsk|xai|key|token)[-_][\w-]{3})[\w-]{8,}", r"\1***", text)
    text = re.sub(r"(?i)(bearer\s+)[\w.~+/-]{8,}", r"\1***", text)
    return text if len(text) <= size else text[:size] + "..."


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the provider asks to wait: `retry-after-ms`, `retry-after` as seconds (float too) or as an HTTP date."""
    milliseconds = headers.get("retry-after-ms")
    if milliseconds is not None:
        try:
            return max(0.0, float(milliseconds) / 1000)
        except ValueError:
            pass
    value = headers.get("retry-after")
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        pass
    else:
        return max(0.0, seconds) if seconds == seconds and seconds != float("inf") else None
    from datetime import UTC, datetime  # only for dates: these two cost more than the rest of this module
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


def _first(data: Mapping[str, Any], *names: str) -> Any:
    for name in names:
        value = data.get(name)
        if value not in (None, "", [], {}):
            return value
    return None


def _text(value: Json | Mapping[str, Any]) -> str | None:
    """Some message out of whatever stands there: text, a list of texts or of objects with a message."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Mapping):
        return _text(_first(value, "message", "msg", "detail", "error", "error_message", "reason", "title"))
    if isinstance(value, list):
        texts = [text for item in value if (text := _text(item))]
        return "; ".join(texts) or None
    return None


def _word(value: Any) -> str | None:
    if isinstance(value, bool) or value is None or value == "":
        return None
    return str(value) if isinstance(value, (str, int)) else None


# What makes an answer with choices an error all the same, perhaps.
ERROR_SIGNS = frozenset({"error", "base_resp", "error_code", "success"})


def find_error(data: Any) -> Any:
    """The error inside a body that came with status 200, or None when it is no error.

    Known forms: `error` (object or text), MiniMax `base_resp` with a status code other than 0,
    Baidu `error_code`, Spark and others `code` other than 0 with a `message` and no choices,
    Cloudflare `success: false`.
    """
    body: Json = data
    if not isinstance(body, Mapping):
        return None
    error = body.get("error")
    if error:
        return body
    if "choices" in body and ERROR_SIGNS.isdisjoint(body):
        return None
    if member(body.get("base_resp"), "status_code") not in (0, None):
        return body
    if body.get("error_code") or body.get("success") is False:
        return body
    if "choices" not in body and body.get("code") not in (None, 0, "0", 200) and _first(body, "message", "msg"):
        return body
    if body.get("object") == "error" and _first(body, "message"):
        return body
    return None


def _describe(data: Any, quirks: Quirks) -> tuple[str | None, str | None, str | None, str | None]:
    """(message, type, code, param) of an error body of whatever shape."""
    body: Json = data[0] if is_list(data) and data else data
    if not is_object(body):
        return _text(body), None, None, None
    inner: Any = _first(body, "error", "base_resp", "errors")
    if is_list(inner) and inner:
        inner = inner[0]
    place = inner if is_object(inner) else body
    message: str | None = None
    for path in quirks.error_paths:
        value: Any = body
        for step in path.replace("[0]", ".0").split("."):
            if is_list(value) and step.isdigit() and value:
                value = value[0]
            else:
                value = member(value, step)
        if (message := _text(value)) is not None:
            break
    if message is None and isinstance(inner, str):
        message = inner
    if message is None:
        message = (
            _text(_first(place, "message", "msg", "status_msg", "error_msg", "detail", "reason"))
            or _text(_first(body, "message", "detail", "error_msg", "msg", "title"))
            or _text(inner)
        )
    code = _word(_first(place, "code", "status_code", "error_code")) or _word(_first(body, "code", "error_code"))
    kind = _word(_first(place, "type", "error_type")) or _word(_first(body, "error_type"))
    if kind is None and place is body and body.get("object") != "error":
        kind = _word(body.get("type"))
    param = _word(place.get("param"))
    return message, kind, code, param


def class_of(
    status: int | None,
    message: str,
    spoken: tuple[str | None, ...],
    quirks: Quirks,
    words: Mapping[str, str] = MappingProxyType({}),
) -> type[APIError]:
    """The class for a status, a text and the provider's own codes and types (`spoken`, the most telling first).

    `words` are those of the wire family; the provider's own (`Quirks.error_codes`) go before them, general ones after.
    """
    code = spoken[0]
    for word in spoken:
        if word is None:
            continue
        name = quirks.error_codes.get(word) or words.get(word.lower()) or _WORDS.get(word.lower())
        if name is not None and name in CLASSES:
            found = CLASSES[name]
            # "not found" and "too large" come in a finer form where the text says so.
            if found is errors.NotFound and _says(_MODEL, message):
                return errors.ModelNotFound
            if found is errors.RequestTooLarge and _says(_CONTEXT, message):
                return errors.ContextLengthExceeded
            if found is errors.ServerError and status in (503, 529):
                return errors.Overloaded  # "server_error" says less than the status
            if found is errors.RateLimited and _says(_QUOTA, message):
                return errors.QuotaExhausted
            if found is errors.BadRequest and status in _TELLING:
                continue  # "invalid_request" is what some call every 4xx
            return found
    if status is None or status < 400:
        # An error inside a 200: a numeric code of the provider is the status it means.
        number = int(code) if code is not None and code.isdigit() else 0
        status = number if 400 <= number <= 599 else None
    if status in (400, 413, 422, None) and _says(_CONTEXT, message):
        return errors.ContextLengthExceeded
    if status in (400, 404, None) and _says(_MODEL, message):
        return errors.ModelNotFound
    if status in (403, 429, None) and _says(_QUOTA, message):
        return errors.QuotaExhausted
    if status is None:
        # No status tells: the words in any spelling (BadRequestError, bad_request, INVALID_ARGUMENT).
        for word in spoken:
            bare = re.sub(r"[^a-z]", "", word.lower()) if word is not None else ""
            name = _SPELLINGS.get(bare) or _SPELLINGS.get(bare.removesuffix("error").removesuffix("exception"))
            if name is not None:
                return CLASSES[name]
        return errors.APIError if any(spoken) else errors.ServerError
    if (name := quirks.error_statuses.get(str(status))) in CLASSES:
        return CLASSES[name]
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return errors.ServerError if status >= 500 else errors.BadRequest if 400 <= status < 500 else errors.APIError


def error_from_object(
    data: Any,
    *,
    status: int | None,
    quirks: Quirks,
    words: Mapping[str, str] = MappingProxyType({}),
    headers: Mapping[str, str] | None = None,
    provider: str | None = None,
    model: str | None = None,
    request_id: str | None = None,
) -> APIError:
    """The error that a decoded body (or frame) with this status deserves."""
    message, kind, code, param = _describe(data, quirks)
    inner_code = _word(member(member(member(data, "error"), "innererror"), "code"))
    text = message or (f"The provider answered {status} without a text" if status else "The provider reports an error")
    cls = class_of(status, text, (code, inner_code, kind), quirks, words)
    wait = retry_after(headers) if headers is not None else None
    error = cls(
        excerpt(text, 2000),
        status=status,
        type=kind,
        code=code,
        param=param,
        body=data,
        headers={str(name).lower(): value for name, value in headers.items()} if headers is not None else None,
        provider=provider,
        model=model,
        request_id=request_id,
        retry_after=wait,
        hint=_HINTS.get(cls),
    )
    should_retry = headers.get("x-should-retry") if headers is not None else None
    if should_retry in ("true", "false"):
        error.is_retryable = should_retry == "true"
        # What may work at the next attempt may as well work elsewhere.
        error.is_fallbackable = error.is_fallbackable or error.is_retryable
    elif status in (408, 425):
        error.is_retryable = True
    if status in (408, 504):
        error.code_standard = "E3003"
    elif status == 499:
        error.code_standard = "E4002"  # the client went away, says the server
    return error


def error_from_body(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    quirks: Quirks,
    words: Mapping[str, str] = MappingProxyType({}),
    provider: str | None = None,
    model: str | None = None,
    request_id: str | None = None,
) -> APIError:
    """The error that a 4xx or 5xx (or a 3xx, which we do not follow) deserves; the body may be anything."""
    data: Any
    try:
        data = loads(body)
    except ValueError:
        text = excerpt(body, 500)
        if "<" in text[:1]:
            title = re.search(r"(?is)<title[^>]*>(.*?)</title>", body[:4000].decode("utf-8", "replace"))
            data = f"HTML page: {excerpt(title.group(1)) if title else text[:80]}"
        else:
            data = text
    if isinstance(data, str):
        data = {"message": data or f"Status {status}"}
    if 300 <= status < 400:
        why = "redirects are not followed, so that no key leaves its host"
        data = {"message": f"The server redirects (status {status}); {why}"}
    return error_from_object(
        data,
        status=status,
        quirks=quirks,
        words=words,
        headers=headers,
        provider=provider,
        model=model,
        request_id=request_id,
    )


def invalid_response(
    why: str,
    *,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    provider: str | None = None,
    model: str | None = None,
    request_id: str | None = None,
) -> InvalidResponse:
    """200, but no answer."""
    content_type = headers.get("content-type") or ""
    page = body.lstrip()[:1] == b"<"
    return InvalidResponse(
        why,
        status=status,
        content_type=content_type,
        excerpt=excerpt(body),
        provider=provider,
        model=model,
        request_id=request_id,
        hint="This looks like a web page: check base_url, and proxies or login pages on the way" if page else None,
    )
