"""Webhooks: what is accepted, what is refused and why, and how events are read."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib.errors import AilibError, ConfigurationError, InvalidEvent, InvalidSignature
from ailib.openai import AsyncOpenAI, InvalidWebhookSignatureError, Model, OpenAI, types
from ailib.openai.webhooks import sign, unwrap, verify_signature
from ailib.providers.auth import Secret

SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes....").decode()
BODY = json.dumps({"id": "evt_1", "type": "response.completed", "created_at": 1, "data": {"id": "resp_1"}})


def headers_of(body: str | bytes = BODY, secret: str = SECRET, **changes: Any) -> dict[str, str]:
    return sign(body, secret=secret, webhook_id="wh_1", **changes)


@pytest.mark.parametrize("as_bytes", [False, True])
@pytest.mark.parametrize("kind", [OpenAI, AsyncOpenAI])
def test_a_signed_webhook_is_read_on_both_clients(kind: Any, as_bytes: bool) -> None:
    client = kind(api_key="k", webhook_secret=SECRET)
    event = client.webhooks.unwrap(BODY.encode() if as_bytes else BODY, headers_of())
    assert isinstance(event, types.WebhookResponseCompleted)
    assert (event.id, event.type, event.data.id) == ("evt_1", "response.completed", "resp_1")
    client.webhooks.verify_signature(BODY, headers_of())


EVENTS = {
    "batch": ("completed", "failed", "cancelled", "expired"),
    "fine_tuning.job": ("succeeded", "failed", "cancelled"),
    "eval.run": ("succeeded", "failed", "canceled"),
    "response": ("completed", "failed", "cancelled", "incomplete"),
    "realtime.call": ("incoming",),
}


@pytest.mark.parametrize("name", [f"{group}.{what}" for group, all_ in EVENTS.items() for what in all_])
def test_every_event_has_a_type_of_its_own(name: str) -> None:
    body = json.dumps({"id": "evt", "type": name, "created_at": 1, "data": {"id": "x", "call_id": "rtc"}})
    event = unwrap(body, headers_of(body), secret=SECRET)
    words = name.replace("_", ".").split(".")
    assert type(event).__name__ == "Webhook" + "".join(word.title() for word in words)
    assert (event.type, event.id) == (name, "evt")


def test_the_headers_of_an_incoming_call_are_models() -> None:
    data = {"call_id": "rtc_1", "sip_headers": [{"name": "From", "value": "sip:a@b"}]}
    body = json.dumps({"id": "e", "type": "realtime.call.incoming", "created_at": 1, "data": data})
    event: Any = unwrap(body, headers_of(body), secret=SECRET)
    assert [(header.name, header.value) for header in event.data.sip_headers] == [("From", "sip:a@b")]


def test_an_event_that_nobody_knows_keeps_what_it_holds() -> None:
    body = json.dumps({"id": "e", "type": "safety_identifier.blocked", "data": {"safety_identifier": "u"}, "new": [1]})
    event: Any = unwrap(body, headers_of(body), secret=SECRET)
    assert type(event) is Model
    assert (event.type, event.id, event.data.safety_identifier) == ("safety_identifier.blocked", "e", "u")
    assert event.to_dict() == json.loads(body)


def test_one_right_signature_among_several_is_enough() -> None:
    headers = headers_of()
    right = headers["webhook-signature"]
    wrong = "v1," + base64.b64encode(b"x" * 32).decode()
    for value in (f"{wrong} {right}", f"{right} {wrong}", f"v2,abc {wrong} {right}", right.removeprefix("v1,")):
        verify_signature(BODY, {**headers, "webhook-signature": value}, secret=SECRET)


def test_headers_are_found_in_any_case_and_form() -> None:
    headers = headers_of()
    verify_signature(BODY, {name.title(): value for name, value in headers.items()}, secret=SECRET)
    verify_signature(BODY, list(headers.items()), secret=SECRET)
    raw: Any = [(name.encode(), value.encode()) for name, value in headers.items()]
    verify_signature(BODY, raw, secret=SECRET)


@pytest.mark.parametrize("secret", [SECRET, SECRET.removeprefix("whsec_"), "a plain secret", Secret(SECRET)])
def test_a_secret_is_base64_or_plain(secret: Any) -> None:
    text = secret.reveal() if isinstance(secret, Secret) else secret
    verify_signature(BODY, headers_of(secret=text), secret=secret)


def test_a_base64_secret_without_its_mark_is_the_same_secret() -> None:
    verify_signature(BODY, headers_of(secret=SECRET), secret=SECRET.removeprefix("whsec_"))


def refused(why: str, body: str = BODY, secret: str = SECRET, **headers: str) -> None:
    with pytest.raises(InvalidSignature, match=why) as caught:
        verify_signature(body, {**headers_of(), **headers}, secret=secret)
    assert isinstance(caught.value, AilibError)
    assert isinstance(caught.value, ValueError)
    assert secret not in str(caught.value)


def test_what_is_not_signed_is_refused() -> None:
    refused("not that of its body", body=BODY.replace("resp_1", "resp_2"))
    refused("not that of its body", secret="whsec_" + base64.b64encode(b"another").decode())
    refused("not that of its body", **{"webhook-id": "wh_2"})
    refused("not that of its body", **{"webhook-signature": "v1,"})
    refused("not that of its body", **{"webhook-signature": headers_of()["webhook-signature"].replace("v1", "v2")})
    refused("not that of its body", **{"webhook-signature": "v1,né"})
    refused("no header webhook-signature", **{"webhook-signature": " "})
    refused("holds no seconds", **{"webhook-timestamp": "yesterday"})
    with pytest.raises(InvalidSignature, match="webhook-id and no webhook-timestamp and no webhook-signature"):
        verify_signature(BODY, {}, secret=SECRET)


def test_old_and_future_webhooks_are_refused() -> None:
    now = time.time()
    for moment, why in ((now - 310, "too old"), (now + 310, "too new")):
        headers = headers_of(timestamp=moment)
        with pytest.raises(InvalidSignature, match=why):
            verify_signature(BODY, headers, secret=SECRET)
        verify_signature(BODY, headers, secret=SECRET, tolerance=400)
    for moment in (now - 290, now + 290):
        verify_signature(BODY, headers_of(timestamp=moment), secret=SECRET)


@pytest.mark.parametrize("body", ["no json", "[1]", '{"id": "e"}', '{"type": 1}', ""])
def test_a_signed_body_that_is_no_event_says_so(body: str) -> None:
    with pytest.raises(InvalidEvent, match="webhook"):
        unwrap(body, headers_of(body), secret=SECRET)


def test_where_the_secret_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match="OPENAI_WEBHOOK_SECRET"):
        OpenAI(api_key="k").webhooks.unwrap(BODY, headers_of())
    monkeypatch.setenv("OPENAI_WEBHOOK_SECRET", SECRET)
    client = OpenAI(api_key="k")
    client.webhooks.unwrap(BODY, headers_of())
    other = client.with_options(webhook_secret="another one")
    with pytest.raises(InvalidWebhookSignatureError):
        other.webhooks.unwrap(BODY, headers_of())
    other.webhooks.unwrap(BODY, headers_of(), secret=SECRET)
    with pytest.raises(ConfigurationError, match="not base64"):
        verify_signature(BODY, headers_of(), secret="whsec_!")
    with pytest.raises(ConfigurationError, match="empty"):
        verify_signature(BODY, headers_of(), secret=" ")


def test_the_official_package_agrees() -> None:
    """Both accept what is signed here, and both refuse it when a byte differs."""
    official = openai.OpenAI(api_key="k", webhook_secret=SECRET)
    headers = headers_of()
    official.webhooks.verify_signature(BODY, headers)
    with pytest.raises(openai.InvalidWebhookSignatureError):
        official.webhooks.verify_signature(BODY + " ", headers)
    for plain in ("not base64 at all", "abcd"):
        official.webhooks.verify_signature(BODY, headers_of(secret=plain), secret=plain)
    official.close()


@given(
    st.dictionaries(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text()), st.binary()
)
def test_whatever_comes_is_accepted_or_refused(headers: dict[str, str], body: bytes) -> None:
    for changed in ({**headers_of(body), **headers}, headers):
        try:
            verify_signature(body, changed, secret=SECRET)
        except InvalidSignature:
            continue
        expected = sign(
            body, secret=SECRET, webhook_id=changed["webhook-id"], timestamp=int(changed["webhook-timestamp"])
        )
        assert expected["webhook-signature"] in changed["webhook-signature"]
