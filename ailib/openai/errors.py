"""The error names of the official package, for programs that come from there: the same classes as `ailib.errors`."""

from __future__ import annotations

from typing import Any

from ..errors import (
    AilibError as OpenAIError,
)
from ..errors import (
    APIError,
    AuthenticationError,
)
from ..errors import (
    APIError as APIStatusError,
)
from ..errors import (
    BadRequest as BadRequestError,
)
from ..errors import (
    BadRequest as UnprocessableEntityError,
)
from ..errors import (
    Conflict as ConflictError,
)
from ..errors import (
    InvalidResponse as APIResponseValidationError,
)
from ..errors import (
    InvalidSignature as InvalidWebhookSignatureError,
)
from ..errors import (
    NotFound as NotFoundError,
)
from ..errors import (
    PermissionDenied as PermissionDeniedError,
)
from ..errors import (
    RateLimited as RateLimitError,
)
from ..errors import (
    RequestTimeout as APITimeoutError,
)
from ..errors import (
    ServerError as InternalServerError,
)
from ..errors import (
    TransportError as APIConnectionError,
)

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "ContentFilterFinishReasonError",
    "InternalServerError",
    "InvalidWebhookSignatureError",
    "LengthFinishReasonError",
    "NotFoundError",
    "OpenAIError",
    "PermissionDeniedError",
    "RateLimitError",
    "UnprocessableEntityError",
]


class _CutOff(OpenAIError):
    """An answer that was to be parsed and is not whole.

    Attributes:
        completion: The answer as far as it came; `partial` is the same.
    """

    kind = "INVALID_RESPONSE"
    code_standard = "E3001"

    def __init__(self, message: str, *, completion: Any = None, **context: Any) -> None:
        super().__init__(message, partial=completion, model=getattr(completion, "model", None), **context)
        self.completion = completion


class LengthFinishReasonError(_CutOff):
    """The answer was to be parsed, and its length limit was reached before its end."""

    def __init__(self, message: str = "The answer ended at its length limit", **context: Any) -> None:
        super().__init__(message, **{"hint": "Allow more tokens", **context})


class ContentFilterFinishReasonError(_CutOff):
    """The answer was to be parsed, and the content filter cut it off."""

    def __init__(self, message: str = "The content filter cut the answer off", **context: Any) -> None:
        super().__init__(message, **context)
