"""The standard error codes (E1001 ...) of `AilibError.code_standard`, as a table.

Source: https://github.com/ailib-official/ai-protocol, schemas/v2/errors.json.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["STANDARD_CODES", "StandardCode", "standard_code"]


class StandardCode(NamedTuple):
    """What a code means.

    Attributes:
        code: "E2001".
        name: "rate_limited".
        retryable: The same request may be sent again.
        fallbackable: Another provider or model may be asked.
    """

    code: str
    name: str
    retryable: bool
    fallbackable: bool


STANDARD_CODES: dict[str, StandardCode] = {
    code: StandardCode(code, name, retryable, fallbackable)
    for code, name, retryable, fallbackable in (
        ("E1001", "invalid_request", False, False),
        ("E1002", "authentication", False, True),
        ("E1003", "permission_denied", False, False),
        ("E1004", "not_found", False, False),
        ("E1005", "request_too_large", False, False),
        ("E2001", "rate_limited", True, True),
        ("E2002", "quota_exhausted", False, True),
        ("E3001", "server_error", True, True),
        ("E3002", "overloaded", True, True),
        ("E3003", "timeout", True, True),
        ("E4001", "conflict", True, False),
        ("E4002", "cancelled", False, False),
        ("E9999", "unknown", False, False),
    )
}
_BY_NAME = {row.name: row for row in STANDARD_CODES.values()}


def standard_code(code_or_name: str) -> StandardCode:
    """The row of "E2001" or "rate_limited"; that of E9999 for anything else."""
    return STANDARD_CODES.get(code_or_name) or _BY_NAME.get(code_or_name) or STANDARD_CODES["E9999"]
