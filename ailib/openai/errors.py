"""The error names of the official package, for programs that come from there: the same classes as `ailib.errors`."""

from __future__ import annotations

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
    "InternalServerError",
    "InvalidWebhookSignatureError",
    "NotFoundError",
    "OpenAIError",
    "PermissionDeniedError",
    "RateLimitError",
    "UnprocessableEntityError",
]
