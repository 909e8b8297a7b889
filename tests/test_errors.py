"""What the provider says when it refuses, as the error it deserves; what errors carry; that no key leaks."""

from __future__ import annotations

import json
import logging
import pickle
import socket
import traceback
from email.utils import formatdate
from time import time
from typing import Any

import pytest

import ailib
from ailib import errors
from ailib.errors import (
    AilibError,
    AllTargetsFailed,
    APIError,
    AuthenticationError,
    BadRequest,
    ConfigurationError,
    Conflict,
    ConnectError,
    ContentFiltered,
    ContextLengthExceeded,
    InvalidRequestError,
    InvalidResponse,
    ModelNotFound,
    NotFound,
    Overloaded,
    PermissionDenied,
    QuotaExhausted,
    RateLimited,
    RequestTooLarge,
    ServerError,
)
from ailib.models.attempt import Attempt
from ailib.testing import EmbeddedProvider, Fault


def error(message: str = "m", **fields: Any) -> dict[str, Any]:
    return {"error": {"message": message, **fields}}


TABLE: list[tuple[int, Any, type[APIError], str, bool, bool]] = [
    # status, body, class, code_standard, retryable, fallbackable
    (400, error(type="invalid_request_error", param="temperature"), BadRequest, "E1001", False, False),
    (400, error(code="context_length_exceeded"), ContextLengthExceeded, "E1005", False, False),
    (400, error("This model's maximum context length is 8192 tokens"), ContextLengthExceeded, "E1005", False, False),
    (400, error(code="content_filter"), ContentFiltered, "E1001", False, False),
    (400, error(code="model_not_found"), ModelNotFound, "E1004", False, False),
    (401, error(code="invalid_api_key"), AuthenticationError, "E1002", False, True),
    (402, error("Payment required"), QuotaExhausted, "E2002", False, True),
    (403, error(), PermissionDenied, "E1003", False, False),
    (404, error(), NotFound, "E1004", False, False),
    (404, error("The model `x` does not exist"), ModelNotFound, "E1004", False, False),
    (408, error(), APIError, "E3003", True, None),  # type: ignore[list-item]
    (409, error(), Conflict, "E4001", True, False),
    (413, error(), RequestTooLarge, "E1005", False, False),
    (422, error(), BadRequest, "E1001", False, False),
    (425, error(), APIError, None, True, None),  # type: ignore[list-item]
    (429, error(code="rate_limit_exceeded"), RateLimited, "E2001", True, True),
    (429, error(code="insufficient_quota"), QuotaExhausted, "E2002", False, True),
    (429, error("You exceeded your current quota, please check your plan"), QuotaExhausted, "E2002", False, True),
    (500, error(), ServerError, "E3001", True, True),
    (502, error(), ServerError, "E3001", True, True),
    (503, error(), Overloaded, "E3002", True, True),
    (504, error(), ServerError, "E3003", True, True),
    (529, error(type="overloaded_error"), Overloaded, "E3002", True, True),
    (418, error(), APIError, None, False, None),  # type: ignore[list-item]
    (599, error(), ServerError, "E3001", True, True),
]


@pytest.mark.parametrize(
    ("status", "body", "cls", "standard", "retryable", "fallbackable"),
    TABLE,
    ids=[f"{row[0]}-{row[2].__name__}-{number}" for number, row in enumerate(TABLE)],
)
def test_status_and_body_to_error(
    client: Any,
    embedded: EmbeddedProvider,
    status: int,
    body: Any,
    cls: type[APIError],
    standard: str | None,
    retryable: bool,
    fallbackable: bool | None,
) -> None:
    embedded.answer(fault=Fault(status=status, body=body))
    with pytest.raises(APIError) as caught:
        client.chat_completion("hi", max_retries=0)
    found = caught.value
    if cls is APIError:
        assert isinstance(found, cls)
    else:
        assert type(found) is cls
    assert (found.status, found.status_code) == (status, status)
    assert found.message == body["error"]["message"]
    assert found.type == body["error"].get("type")
    assert found.code == found.error_code == body["error"].get("code")
    assert found.param == body["error"].get("param")
    assert found.body == body
    assert found.is_retryable is retryable
    if fallbackable is not None:
        assert found.is_fallbackable is fallbackable
    if standard is not None:
        assert found.code_standard == standard
    assert found.provider == "embedded"
    assert found.model == "embedded-chat"
    assert found.request_id.startswith("req_")
    assert [(attempt.number, attempt.status, attempt.error) for attempt in found.attempts] == [
        (1, status, type(found).__name__)
    ]
    assert f"status {status}" in str(found)
    assert found.request_id in str(found)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"error": "just text"}, "just text"),
        ({"message": "top"}, "top"),
        ({"detail": "fast api"}, "fast api"),
        ({"detail": [{"loc": ["body", "x"], "msg": "field required"}]}, "field required"),
        ([{"error": {"message": "in a list"}}], "in a list"),
        ({"error": {"message": None}}, None),
        ({"error": None}, None),
        ({}, None),
        ([], None),
        ("", None),
        ("plain words", "plain words"),
        (b"\xff\xfe\x00", None),
        ("<html><head><title>502 Bad Gateway</title></head></html>", "502 Bad Gateway"),
        (12, None),
        (None, None),
        ({"error": {"message": ["a", "b"]}}, "a; b"),
        ({"error": {"message": "m", "code": {"x": 1}, "type": ["t"], "param": 3}}, "m"),
    ],
    ids=repr,
)
def test_error_bodies_of_any_shape(client: Any, embedded: EmbeddedProvider, body: Any, message: str | None) -> None:
    """Promise 9: whatever the body is, it is a typed error with a text."""
    embedded.answer(fault=Fault(status=500, body=body if body is not None else "null"))
    with pytest.raises(ServerError) as caught:
        client.chat_completion("hi", max_retries=0)
    assert type(caught.value) is ServerError
    assert caught.value.message
    if message is not None:
        assert message in caught.value.message
    assert isinstance(caught.value.code, str | None)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "2"}, 2.0),
        ({"Retry-After": "0.25"}, 0.25),
        ({"Retry-After": "0"}, 0.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "300", "Retry-After": "9"}, 0.3),
        ({"retry-after-ms": "soon", "Retry-After": "9"}, 9.0),
        ({"Retry-After": "-5"}, 0.0),
        ({"Retry-After": "tomorrow"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "inf"}, None),
        ({}, None),
    ],
)
def test_retry_after_forms(
    client: Any, embedded: EmbeddedProvider, headers: dict[str, str], seconds: float | None
) -> None:
    """Promise 7."""
    embedded.answer(fault=Fault(status=429, headers=headers))
    with pytest.raises(RateLimited) as caught:
        client.chat_completion("hi", max_retries=0)
    assert caught.value.retry_after == seconds


def test_retry_after_as_a_date(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 7."""
    embedded.answer(fault=Fault(status=429, headers={"Retry-After": formatdate(time() + 60, usegmt=True)}))
    with pytest.raises(RateLimited) as caught:
        client.chat_completion("hi", max_retries=0)
    assert 57 < caught.value.retry_after <= 61


def test_retry_after_in_the_past_is_now(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 7."""
    embedded.answer(fault=Fault(status=429, headers={"Retry-After": formatdate(time() - 60, usegmt=True)}))
    with pytest.raises(RateLimited) as caught:
        client.chat_completion("hi", max_retries=0)
    assert caught.value.retry_after == 0.0


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(html=True), "html"),
        (Fault(empty=True), ""),
        (Fault(body="not json", status=None), "not json"),
        (Fault(body={}), "{}"),
        (Fault(body={"choices": None}), "choices"),
        (Fault(body=[]), "[]"),
        (Fault(body="null"), "null"),
        (Fault(body='"text"'), "text"),
        (Fault(body='{"choices": [{"index"'), "choices"),
    ],
    ids=["html", "empty", "text", "{}", "null-choices", "[]", "null", "string", "cut-json"],
)
def test_a_200_that_is_no_answer(client: Any, embedded: EmbeddedProvider, fault: Fault, said: str) -> None:
    """Promise 10."""
    embedded.answer(fault=fault)
    with pytest.raises(InvalidResponse) as caught:
        client.chat_completion("hi", max_retries=0)
    found = caught.value
    assert found.status == 200
    assert found.content_type
    assert said in found.excerpt
    assert not isinstance(found, ValueError)
    assert found.request_id
    assert found.attempts[0].error == "InvalidResponse"


def test_an_empty_list_of_choices_has_no_text(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(body={"id": "x", "choices": []})
    response = client.chat_completion("hi")
    assert response.text == ""
    assert response.choices == []
    with pytest.raises(InvalidResponse, match="no choices") as caught:
        response.first_text()
    assert caught.value.partial is response
    with pytest.raises(InvalidResponse):
        _ = response.message


@pytest.mark.parametrize(
    ("body", "cls"),
    [
        (error(code="rate_limit_exceeded"), RateLimited),
        (error(type="overloaded_error"), Overloaded),
        (error(code="invalid_api_key"), AuthenticationError),
        ({"error": "oops"}, ServerError),
        ({"base_resp": {"status_code": 1004, "status_msg": "no"}}, APIError),
        ({"object": "error", "message": "m", "code": 404}, APIError),
    ],
)
def test_an_error_inside_a_200(client: Any, embedded: EmbeddedProvider, body: Any, cls: type[APIError]) -> None:
    """Promise 5."""
    embedded.answer(body=body)
    with pytest.raises(cls) as caught:
        client.chat_completion("hi", max_retries=0)
    assert caught.value.status == 200
    assert caught.value.body == body


def test_redirects_are_errors(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 18: a key does not follow a redirect to another host."""
    embedded.answer(fault=Fault(status=302, headers={"Location": "http://127.0.0.1:9/"}))
    with pytest.raises(APIError, match="redirect"):
        client.chat_completion("hi", max_retries=0)
    assert len(embedded.requests) == 1


def test_nobody_listens(api: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = api.client("embedded", base_url=f"http://127.0.0.1:{port}/v1", max_retries=0)
    with pytest.raises(ConnectError) as caught:
        client.chat_completion("hi")
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.is_retryable
    assert caught.value.is_fallbackable
    assert caught.value.attempts[0].status is None
    with pytest.raises(ConnectError):
        client.chat_completion_stream("hi")


@pytest.mark.parametrize("fault", [Fault(refuse=True), Fault(reset=True), Fault(cut_after_bytes=20)], ids=repr)
def test_connection_lost_in_a_plain_call(client: Any, embedded: EmbeddedProvider, fault: Fault) -> None:
    embedded.answer(fault=fault)
    with pytest.raises(errors.ConnectionLost) as caught:
        client.chat_completion("hi", max_retries=0)
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.is_retryable


def test_hints_say_what_to_do(client: Any, embedded: EmbeddedProvider) -> None:
    for status, word in ((401, "key"), (402, "credit"), (413, "less")):
        embedded.queue(fault=Fault(status=status))
        with pytest.raises(APIError) as caught:
            client.chat_completion("hi", max_retries=0)
        assert word in caught.value.hint
        assert caught.value.hint in str(caught.value)


def test_errors_are_caught_as_what_they_are() -> None:
    assert issubclass(InvalidRequestError, ValueError)
    assert issubclass(errors.RequestTimeout, TimeoutError)
    assert issubclass(errors.StreamTimeout, TimeoutError)
    assert issubclass(ConnectError, ConnectionError)
    assert issubclass(AllTargetsFailed, ExceptionGroup)
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), AilibError)
        assert getattr(ailib, name) is getattr(errors, name)


@pytest.mark.parametrize("name", [name for name in errors.__all__ if name != "AllTargetsFailed"])
def test_every_error_can_be_pickled(name: str) -> None:
    cls: Any = getattr(errors, name)
    keywords: dict[str, Any] = {
        "provider": "p",
        "model": "m",
        "request_id": "r",
        "attempts": (Attempt(1, "p", "m", 429, "RateLimited", 0.1, 0.2, "r"),),
        "retry_after": 1.5,
        "hint": "do this",
    }
    if issubclass(cls, APIError):
        keywords |= {"status": 418, "type": "t", "code": "c", "param": "x", "body": {"a": [1]}, "headers": {"h": "v"}}
    before = cls("it failed", **keywords)
    after = pickle.loads(pickle.dumps(before))
    assert type(after) is cls
    assert str(after) == str(before)
    assert after.__dict__.keys() == before.__dict__.keys()
    for key in keywords:
        if key != "attempts":
            assert getattr(after, key) == getattr(before, key)
    assert [attempt.status for attempt in after.attempts] == [429]
    assert after.is_retryable == before.is_retryable
    assert after.code_standard == before.code_standard


def test_a_group_of_errors_can_be_pickled() -> None:
    before = AllTargetsFailed("all failed", [RateLimited("a", status=429), ServerError("b", status=500)], provider="p")
    after = pickle.loads(pickle.dumps(before))
    assert [str(one) for one in after.exceptions] == [str(one) for one in before.exceptions]
    assert after.is_retryable
    assert str(after) == str(before)
    assert after.provider == "p"
    with pytest.raises(ExceptionGroup):
        raise after


def test_real_errors_can_be_pickled_with_what_they_carry(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.queue(fault=Fault(status=429, retry_after=3))
    with pytest.raises(RateLimited) as refused:
        client.chat_completion("hi", max_retries=0)
    embedded.queue(chunks=[{"choices": [{"index": 0, "delta": {"content": "abc"}}]}])
    with pytest.raises(errors.StreamTruncated) as cut:
        client.chat_completion_stream("hi").collect()
    again = pickle.loads(pickle.dumps(refused.value))
    assert (again.status, again.retry_after, again.message) == (429, 3.0, refused.value.message)
    again = pickle.loads(pickle.dumps(cut.value))
    assert again.partial.text == "abc"


KEY = "sk-planted-0123456789abcdef-secret"


def _everything(found: BaseException) -> str:
    texts = [repr(found), str(found), "".join(traceback.format_exception(found))]
    seen: BaseException | None = found
    while seen is not None:
        texts += [repr(vars(seen)), repr(seen.args)]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(texts)


def test_a_planted_key_is_never_seen(
    api: Any, embedded: EmbeddedProvider, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Promise 18."""
    caplog.set_level(logging.DEBUG)
    client = api.client(
        "openai/embedded-chat",
        base_url=embedded.base_url,
        api_key=KEY,
        headers={"X-Secret": f"again {KEY}"},
        max_retries=1,
        retry=ailib.RetryPolicy(max_retries=1, base=0.01),
    )
    texts: list[str] = []
    faults = [
        Fault(status=401, message=f"Incorrect API key provided: {KEY}."),
        Fault(status=400, body=f"you sent Authorization: Bearer {KEY}"),
        Fault(status=500, body={"error": {"message": f"{KEY} {KEY}"}}),
        Fault(body=f"<html>{KEY}</html>"),
        Fault(refuse=True),
        Fault(delay=0.4),
    ]
    for fault in faults:
        for streamed in (False, True):
            embedded.clear()
            embedded.answer(fault=fault)
            with pytest.raises(AilibError) as caught:
                if streamed:
                    client.chat_completion_stream("hi", timeout=0.2).collect()
                else:
                    client.chat_completion("hi", timeout=0.2)
            texts.append(str(caught.value))
            texts.append(repr(caught.value))
            texts.append("".join(traceback.format_exception(caught.value)))
    embedded.clear()
    response = client.chat_completion("hi")
    inner = client.it if api.name == "async" else client
    texts += [
        repr(client),
        str(client),
        repr(inner._core.target),
        repr(inner._core.target.credential),
        repr(inner._core.target.auth),
        repr(inner.connection_options),
        repr(response),
        json.dumps(response.to_dict()),
        repr(client.chat_completion_stream("hi")),
        caplog.text,
        *capsys.readouterr(),
    ]
    assert embedded.requests[0].headers["Authorization"] == f"Bearer {KEY}"
    found = [text for text in texts if KEY in text]
    assert found == []


def test_a_bad_key_is_not_shown(api: Any) -> None:
    """Promise 18."""
    with pytest.raises(ConfigurationError) as caught:
        api.client("openai", api_key=f"{KEY}\n{KEY}")
    assert KEY not in _everything(caught.value)


def test_proxy_credentials_are_not_shown(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 18."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = api.client(
        "openai/x", base_url="http://provider.invalid/v1", api_key="k", proxy=f"http://me:{KEY}@127.0.0.1:{port}", max_retries=0
    )  # fmt: skip
    with pytest.raises(AilibError) as caught:
        client.chat_completion("hi")
    assert KEY not in str(caught.value) + repr(caught.value) + "".join(traceback.format_exception(caught.value))
    inner = client.it if api.name == "async" else client
    assert KEY not in repr(inner.connection_options)
