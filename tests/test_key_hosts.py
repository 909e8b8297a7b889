"""No key travels to another host than its own: not by redirect, switch, copy, proxy, or a token server's whim."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from ailib import APIError, AuthenticationError, ConfigurationError, ConnectionOptions, Secret
from ailib.errors import AilibError

from .token_service import KEY, Service, TokenServer, profile_of
from .transport.rawserver import RawProxy, RawServer, each_request, response


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    with made.server:
        yield made


@pytest.fixture
def other() -> Iterator[Service]:
    made = Service()
    with made.server:
        yield made


def seen(*services: Service) -> str:
    """All that servers were sent."""
    return "".join(
        f"{request.target} {request.fields} {request.body!r}" for one in services for request in one.server.requests
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("kind", ["key", "function", "stream"])
def test_redirects_are_not_followed(api: Any, other: Service, status: int, kind: str) -> None:
    headers = {"Location": f"{other.base_url}/chat/completions"}
    with RawServer(each_request(lambda connection, _: connection.send(response(b"", status, headers)))) as server:
        key: Any = KEY if kind == "key" else lambda: KEY
        client = api.client("openai/m", base_url=f"{server.url}/v1", api_key=key, max_retries=0)
        with pytest.raises(APIError, match="redirects are not followed"):
            if kind == "stream":
                client.chat_completion_stream("hi").collect()
            else:
                client.chat_completion("hi")
        assert len(server.requests) == 1
    assert other.server.requests == []


@pytest.mark.parametrize("status", [302, 307])
def test_redirect_of_a_token_server_is_not_followed(api: Any, service: Service, other: Service, status: int) -> None:
    tokens = TokenServer()
    tokens.replies = [(status, b"", {"Location": f"{other.base_url}/token"})]
    with tokens.server:
        client = api.client(profile_of(f"{tokens.server.url}/token"), base_url=service.base_url, api_key=KEY)
        with pytest.raises(AuthenticationError, match="redirects are not followed"):
            client.chat_completion("hi")
    assert other.server.requests == []
    assert service.server.requests == []


@pytest.mark.parametrize("variable", ["OPENAI_API_KEY", "AI_API_KEY"])
def test_copied_address_of_another_provider(api: Any, variable: str) -> None:
    os.environ[variable] = KEY
    os.environ["AI_MODEL"] = "openai/gpt-4o"
    if variable == "AI_API_KEY":
        # It belongs to no provider; the address that is named beside it is its address.
        assert api.client("openai", base_url="https://api.groq.com/openai/v1").provider == "openai"
        return
    with pytest.raises(ConfigurationError, match=r"OPENAI_API_KEY is not sent to api\.groq\.com"):
        api.client("openai", base_url="https://api.groq.com/openai/v1")


def test_client_that_moves_leaves_its_key_behind(api: Any) -> None:
    for key in (KEY, Secret(KEY), lambda: KEY):
        client = api.client("openai/m", api_key=key)
        with pytest.raises(ConfigurationError, match="No API key for openai"):
            client.with_options(options=ConnectionOptions(base_url="https://api.groq.com/openai/v1"))
        moved = client.with_options(options=ConnectionOptions(base_url="https://api.groq.com/openai/v1", api_key="k"))
        assert moved.base_url == "https://api.groq.com/openai/v1"
        assert client.with_options(options=ConnectionOptions(base_url="https://eu.api.openai.com/v1")) is not None


@pytest.mark.parametrize(
    "header",
    [
        "Authorization", "authorization", "X-Api-Key", "api-key", "x-goog-api-key", "Cookie", "Proxy-Authorization",
        "Ocp-Apim-Subscription-Key", "X-Amz-Security-Token", "cf-aig-authorization", "X-My-Secret", "xi-api-key",
    ],
)  # fmt: skip
def test_users_headers_with_keys_stay_with_their_provider(
    api: Any, service: Service, other: Service, header: str
) -> None:
    os.environ.update(GROQ_API_KEY="of-groq", GROQ_BASE_URL=other.base_url)
    client = api.client("vllm/m", base_url=service.base_url, headers={header: KEY, "X-Team": "search"})
    client.chat_completion("hi")
    client.with_provider("groq/m").chat_completion("hi")
    assert KEY in seen(service)
    assert KEY not in seen(other)
    assert other.server.requests[0].headers["x-team"] == "search"
    assert other.shown == ["of-groq"]


def test_general_key_does_not_come_back_in_a_copy_of_a_second_client(
    api: Any, service: Service, other: Service
) -> None:
    os.environ["AI_API_KEY"] = KEY
    client = api.client("openai/m", base_url=service.base_url)
    second = client.with_provider("vllm/m")
    copy = second.with_options(options=ConnectionOptions(base_url=other.base_url))
    copy.chat_completion("hi")
    assert other.shown == [""]
    assert KEY not in seen(other)


def test_proxy_sees_the_target_but_no_key(api: Any) -> None:
    with RawProxy() as proxy:
        client = api.client("openai/m", base_url="https://127.0.0.1:1/v1", api_key=KEY, proxy=proxy.url, max_retries=0)
        with pytest.raises(AilibError) as caught:
            client.chat_completion("hi")
        assert proxy.requests[0].method == "CONNECT"
        assert KEY not in str([request.fields for request in proxy.requests])
    assert KEY not in str(caught.value)


def test_key_of_one_provider_never_reaches_the_host_of_another(api: Any, service: Service, other: Service) -> None:
    os.environ.update(OPENAI_API_KEY="of-openai", OPENAI_BASE_URL=service.base_url)
    os.environ.update(MISTRAL_API_KEY="of-mistral", MISTRAL_BASE_URL=other.base_url)
    client = api.client("openai/m")
    there = client.with_provider("mistral/m")
    back = there.with_provider("openai/m")
    for one in (client, there, back):
        one.chat_completion("hi")
    assert service.shown == ["of-openai", "of-openai"]
    assert other.shown == ["of-mistral"]
    assert "of-mistral" not in seen(service)
    assert "of-openai" not in seen(other)
