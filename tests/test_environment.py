"""Variables of the environment that steer a client, over sockets, both clients."""

from __future__ import annotations

import os
from typing import Any

import pytest

from ailib import ConnectError, RequestTimeout, UnsupportedFeatureError
from ailib.testing import EmbeddedProvider, Fault

DEAD = "http://127.0.0.1:9"  # nothing listens there


@pytest.mark.parametrize(
    ("variables", "direct"),
    [
        ({}, False),
        ({"NO_PROXY": "127.0.0.1"}, True),
        ({"NO_PROXY": "example.com"}, False),
        ({"NO_PROXY": "127.0.0.0/8"}, True),
        ({"AI_PROXY_NO_PROXY": "127.0.0.1"}, True),
        ({"AI_PROXY_NO_PROXY": "example.com,*"}, True),
        ({"AI_PROXY_NO_PROXY": "0.0.1"}, True),
        ({"AI_PROXY_NO_PROXY": "127.0.0.1:1"}, False),
    ],
)
def test_exceptions_of_a_proxy_that_a_variable_names(
    api: Any, embedded: EmbeddedProvider, variables: dict[str, str], direct: bool
) -> None:
    """Promise 27: `AI_PROXY_URL` honours `NO_PROXY` like the proxies of the environment do."""
    os.environ |= {"AI_PROXY_URL": DEAD, **variables}
    client = api.client("embedded", base_url=embedded.base_url, max_retries=0)
    if direct:
        assert client.chat_completion("hi").text
    else:
        with pytest.raises(ConnectError, match="proxy"):
            client.chat_completion("hi")


def test_a_proxy_that_the_user_names_has_no_exceptions(api: Any, embedded: EmbeddedProvider) -> None:
    os.environ |= {"NO_PROXY": "127.0.0.1", "AI_PROXY_NO_PROXY": "127.0.0.1"}
    with pytest.raises(ConnectError):
        api.client("embedded", base_url=embedded.base_url, proxy=DEAD, max_retries=0).chat_completion("hi")
    os.environ["AI_PROXY_URL"] = DEAD
    assert api.client("embedded", base_url=embedded.base_url, proxy="").chat_completion("hi").text


def test_time_limits(api: Any, embedded: EmbeddedProvider) -> None:
    os.environ |= {"AI_LIB_ATTEMPT_TIMEOUT_MS": "80", "AI_HTTP_POOL_IDLE_TIMEOUT_SECS": "7"}
    client = api.client("embedded", base_url=embedded.base_url, max_retries=1)
    embedded.queue(fault=Fault(delay=2))
    assert [attempt.status for attempt in client.chat_completion("hi").attempts] == [None, 200]
    assert client.timeouts.read == 0.08
    embedded.answer(fault=Fault(delay=2))
    with pytest.raises(RequestTimeout):
        client.chat_completion("hi", max_retries=0)


@pytest.mark.parametrize(
    ("lacking", "fields"),
    [
        ("tools", {"tools": [{"name": "f", "parameters": {"type": "object"}}]}),
        ("reasoning", {"reasoning": "high"}),
        ("json_mode", {"response_format": "json"}),
        ("vision", {}),
    ],
)
def test_what_a_manifest_says_that_it_cannot_do(
    api: Any, embedded: EmbeddedProvider, lacking: str, fields: dict[str, Any]
) -> None:
    """Refused before anything is sent."""
    manifest = {"id": "small", "base_url": embedded.base_url, "default_model": "embedded-chat"}
    picture = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}
    messages = [picture] if lacking == "vision" else "hi"
    client = api.wrap(api.client_class.from_manifest({**manifest, "capabilities": {lacking: False}}))
    with pytest.raises(UnsupportedFeatureError, match="small does not take"):
        client.chat_completion(messages, **fields)
    assert embedded.requests == []
    assert client.chat_completion("hi").text
    client.close()
    client = api.wrap(api.client_class.from_manifest({**manifest, "capabilities": {lacking: True}}))
    client.chat_completion(messages, **fields)
    assert len(embedded.requests) == 2
    client.close()
