"""Google's error bodies (`{"error": {"code", "message", "status", "details"}}`) as the errors they deserve.

Source: https://ai.google.dev/gemini-api/docs/troubleshooting, https://google.aip.dev/193 and
https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .errors import error_from_object, excerpt
from .shapes import is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import APIError
    from ..providers.profile import Quirks

__all__ = ["WORDS", "error_of", "gemini_error"]

# `error.status` (google.rpc.Code) and the reasons in `google.rpc.ErrorInfo`, in lower case.
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "invalid_argument": "invalid_request",
        "failed_precondition": "invalid_request",
        "out_of_range": "invalid_request",
        "unimplemented": "invalid_request",
        "unauthenticated": "authentication",
        "permission_denied": "permission_denied",
        "not_found": "not_found",
        "already_exists": "conflict",
        "aborted": "conflict",
        "resource_exhausted": "rate_limited",
        "cancelled": "cancelled",
        "data_loss": "server_error",
        "unknown": "server_error",
        "internal": "server_error",
        "unavailable": "overloaded",
        "deadline_exceeded": "timeout",
        "api_key_invalid": "authentication",
        "api_key_expired": "authentication",
        "credentials_missing": "authentication",
        "access_token_expired": "authentication",
        "access_token_type_unsupported": "authentication",
        "account_state_invalid": "authentication",
        "api_key_service_blocked": "permission_denied",
        "api_key_ip_address_blocked": "permission_denied",
        "api_key_http_referrer_blocked": "permission_denied",
        "consumer_suspended": "permission_denied",
        "consumer_invalid": "permission_denied",
        "service_disabled": "permission_denied",
        "iam_permission_denied": "permission_denied",
        "billing_disabled": "quota_exhausted",
        "rate_limit_exceeded": "rate_limited",
    }
)

# What only the message tells: the status is INVALID_ARGUMENT or NOT_FOUND for many things.
_TOLD = (
    ("context_length_exceeded", r"input token count.{0,60}exceeds|exceeds the maximum number of tokens"),
    ("request_too_large", r"request payload size exceeds|request (entity )?(is )?too large"),
    ("invalid_api_key", r"api[ _]key (not (valid|found)|expired)|pass a valid api key"),
    (
        "model_not_found",
        r"models/\S+ (is|was) not found|publisher model .{0,200}not found|unexpected model name format",
    ),
    ("content_filter", r"prompt (was |is )?blocked|violat\w+ .{0,40}(usage guidelines|policies|policy)"),
)
_DAILY = r"per_?day|daily|limit: 0\b"


def error_of(data: Any) -> dict[str, Any] | None:
    """The error object of a body, or of an array of bodies; None when there is none."""
    for body in data if is_list(data) else (data,):
        error = member(body, "error")
        if is_object(error) and error:
            return error
    return None


def _seconds(text: Any) -> float | None:
    """A protobuf duration, "34.4s"."""
    if not isinstance(text, str) or not text.endswith("s"):
        return None
    try:
        return max(0.0, float(text[:-1]))
    except ValueError:
        return None


def gemini_error(
    data: Any, quirks: Quirks, *, status: int | None, headers: Mapping[str, str] | None = None, **context: Any
) -> APIError:
    """The error of a body that has one: `type` is its status, `code` its number, `retry_after` from `RetryInfo` too."""
    error = error_of(data) or {}
    message = error.get("message")
    message = message if isinstance(message, str) else ""
    details: Any = error.get("details")
    rows = [row for row in details if is_object(row)] if is_list(details) else []
    word: str | None = None
    wait: float | None = None
    violations: list[dict[str, Any]] = []
    for row in rows:
        reason = row.get("reason")
        if word is None and isinstance(reason, str) and reason.lower() in WORDS:
            word = reason
        if wait is None:
            wait = _seconds(row.get("retryDelay"))
        found: Any = row.get("violations")
        if is_list(found):
            violations.extend(violation for violation in found if is_object(violation) and "quotaId" in violation)
    for told, pattern in _TOLD if word is None else ():
        if re.search(pattern, message, re.IGNORECASE):
            word = told
            break
    if wait is None and (asked := re.search(r"retry in (\d+(?:\.\d+)?)s", message, re.IGNORECASE)):
        wait = float(asked.group(1))
    kind = error.get("status")
    plain: dict[str, Any] = {**error, "type": kind}
    exhausted = kind == "RESOURCE_EXHAUSTED" or status == 429 or error.get("code") == 429
    if exhausted and word in (None, "RATE_LIMIT_EXCEEDED"):
        # One status for two things: a limit per minute passes by itself, one per day (or of 0) does not. The text is
        # the same for both ("check your plan and billing details"); the violated quotas tell them apart.
        limits = " ".join(f"{row.get('quotaId')} limit: {row.get('quotaValue')}" for row in violations)
        if re.search(_DAILY, f"{limits} {message}", re.IGNORECASE):
            word = "insufficient_quota"
        elif violations or wait is not None:
            word = "rate_limit_exceeded"
            plain["message"] = ""
    if word is not None:
        plain["innererror"] = {"code": word}
    made = error_from_object({"error": plain}, status=status, quirks=quirks, words=WORDS, headers=headers, **context)
    made.body = data
    if message:
        made.args = (excerpt(message, 2000),)
    if made.retry_after is None:
        made.retry_after = wait
    return made
