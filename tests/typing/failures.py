"""What users catch, and what they read from it."""

from __future__ import annotations

from typing import Any, Literal, assert_type

from ailib import (
    AilibError,
    AllTargetsFailed,
    APIError,
    Attempt,
    Cancelled,
    Client,
    ConnectionLost,
    ContextLengthExceeded,
    InvalidEvent,
    InvalidRequestError,
    InvalidResponse,
    RateLimited,
    RequestTimeout,
    ServerError,
    StreamError,
    StreamTruncated,
    TransportError,
)


def catching(client: Client) -> str:
    try:
        return client.chat_completion("x").text
    except ContextLengthExceeded:
        return "too long"
    except (RateLimited, ServerError) as error:
        assert_type(error.retry_after, float | None)
        assert_type(error.status, int | None)
        return "later"
    except APIError as error:
        assert_type(error.type, str | None)
        assert_type(error.code, str | None)
        assert_type(error.param, str | None)
        assert_type(error.headers, dict[str, str])
        assert_type(error.body, Any)
        return error.message
    except RequestTimeout as error:
        assert_type(error.phase, Literal["connect", "send", "read", "idle", "queue", "deadline"])
        return error.phase
    except ConnectionLost as error:
        assert_type(error.reused, bool)
        raise
    except TransportError as error:
        assert_type(error.attempts, tuple[Attempt, ...])
        return str([attempt.status for attempt in error.attempts])
    except InvalidRequestError as error:
        assert_type(error.param, str | None)
        return error.hint or ""
    except InvalidResponse as error:
        assert_type(error.excerpt, str)
        return error.content_type or ""
    except AilibError as error:
        assert_type(error.is_retryable, bool)
        assert_type(error.is_fallbackable, bool)
        assert_type(error.code_standard, str)
        assert_type(error.kind, str)
        assert_type(error.severity, Literal["transient", "client", "server", "fatal"])
        assert_type(error.with_context("while testing"), AilibError)
        return error.provider or error.model or error.request_id or ""


def streams(client: Client) -> None:
    try:
        client.chat_completion_stream("x").collect()
    except InvalidEvent as error:
        assert_type(error.data, str)
    except StreamTruncated as error:
        print(error.partial)
    except Cancelled as error:
        assert_type(error.reason, str | None)
    except StreamError:
        pass


def standard_names(client: Client) -> None:
    """Some errors are also what Python calls them."""
    wrong: ValueError = InvalidRequestError("x")
    late: TimeoutError = RequestTimeout("x", phase="connect")
    lost: ConnectionError = ConnectionLost("x", reused=True)
    print(client, wrong, late, lost)


def a_group(error: AllTargetsFailed) -> None:
    assert_type(error.exceptions, tuple[Exception | ExceptionGroup[Exception], ...])
    try:
        raise error
    except* RateLimited as limited:
        assert_type(limited, ExceptionGroup[RateLimited])
