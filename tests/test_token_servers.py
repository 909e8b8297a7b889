"""Tokens from token servers: what is sent there, what comes back, what goes wrong; and the tokens of Entra ID."""

from __future__ import annotations

import asyncio
import base64
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from ailib import AuthenticationError, Client, ConfigurationError, ConnectError, RateLimited, RequestTimeout
from ailib.core.tokens import Exchange
from ailib.errors import AilibError, ServerError

from .token_service import KEY, AccessToken, Service, TokenServer, profile_of, texts


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    with made.server:
        yield made


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    made = TokenServer()
    with made.server:
        yield made


# Token servers


def exchanging(api: Any, service: Service, tokens: TokenServer, **keywords: Any) -> Any:
    profile = profile_of(f"{tokens.server.url}/identity/token")
    return api.client(profile, base_url=service.base_url, api_key=KEY, **keywords)


def test_key_is_exchanged_at_the_token_server_only(api: Any, service: Service, tokens: TokenServer) -> None:
    client = exchanging(api, service, tokens, headers={"X-Team": "search", "X-Secret": "of the provider"})
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert service.shown == ["token-1", "token-1"]
    assert tokens.fields == [{"grant_type": "urn:ibm:params:oauth:grant-type:apikey", "apikey": KEY}]
    assert tokens.targets == ["/identity/token"]
    # What is meant for the provider does not reach the token server, nor the key the provider.
    assert not {"x-team", "x-secret", "authorization"} & set(tokens.headers[0])
    assert all(KEY not in str(request.fields) + request.body.decode() for request in service.server.requests)


def test_token_of_a_token_server_is_renewed_ahead_and_after_a_401(
    api: Any, service: Service, tokens: TokenServer
) -> None:
    tokens.lifetime = 0.4
    client = exchanging(api, service, tokens)
    client.chat_completion("hi")
    api.settle(0.45)
    client.chat_completion("hi")
    tokens.lifetime = 3600
    api.settle(0.45)
    client.chat_completion("hi")
    assert service.shown == ["token-1", "token-2", "token-3"]
    service.good = {"token-4"}
    client.chat_completion("hi")
    assert service.shown[3:] == ["token-3", "token-4"]


@pytest.mark.parametrize(
    "expiry",
    [
        {"expires_in": "3600"},
        {"expires_at": (time.time() + 3600) * 1000},
        {"expiration": time.time() + 3600},
        {"expires_in": "soon"},
        {},
    ],
    ids=lambda expiry: next(iter(expiry), "none"),
)
def test_expiry_in_any_form(api: Any, service: Service, tokens: TokenServer, expiry: dict[str, Any]) -> None:
    tokens.replies = [(200, {"access_token": "t", **expiry}, {})]
    client = exchanging(api, service, tokens)
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert service.shown == ["t", "t"]


@pytest.mark.parametrize(
    ("reply", "kind", "word"),
    [
        ((401, {"error": "invalid_client", "error_description": f"Key {KEY} is wrong"}, {}), AuthenticationError, "invalid_client"),
        ((400, {"errorCode": "BX1", "errorMessage": "Provided API key could not be found."}, {}), AuthenticationError, "could not be found"),
        ((403, b"<html>no</html>", {}), AuthenticationError, "refused"),
        ((302, b"", {"Location": "https://elsewhere.example.com/token"}), AuthenticationError, "redirects are not followed"),
        ((200, b"<html>log in</html>", {}), AuthenticationError, "without a token"),
        ((200, b"", {}), AuthenticationError, "without a token"),
        ((200, {"access_token": ""}, {}), AuthenticationError, "without a token"),
        ((200, {"access_token": {"a": 1}}, {}), AuthenticationError, "without a token"),
        ((200, ["t"], {}), AuthenticationError, "without a token"),
    ],
)  # fmt: skip
def test_token_server_that_refuses(
    api: Any, service: Service, tokens: TokenServer, reply: Any, kind: type[AilibError], word: str
) -> None:
    tokens.replies = [reply]
    with pytest.raises(kind, match=word) as caught:
        exchanging(api, service, tokens).chat_completion("hi")
    assert len(tokens.fields) == 1  # a wrong key is not tried again
    assert service.shown == []
    assert KEY not in texts(caught.value)
    assert caught.value.provider == "mine"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("status", "kind"), [(429, RateLimited), (500, ServerError), (503, ServerError), (408, ServerError)]
)
def test_token_server_that_is_busy_is_asked_again(
    api: Any, service: Service, tokens: TokenServer, status: int, kind: type[AilibError]
) -> None:
    tokens.replies = [(status, {"error": "busy"}, {"Retry-After": "0.01"})]
    answer = exchanging(api, service, tokens).chat_completion("hi")
    assert [attempt.error for attempt in answer.attempts] == [kind.__name__, None]
    tokens.replies = [(status, {"error": "busy"}, {"Retry-After": "7"})]
    with pytest.raises(kind) as caught:
        exchanging(api, service, tokens, max_retries=0).chat_completion("hi")
    assert caught.value.retry_after == 7


def test_token_server_that_is_slow(api: Any, service: Service, tokens: TokenServer) -> None:
    tokens.pause = 3
    begun = time.monotonic()
    with pytest.raises(RequestTimeout):
        exchanging(api, service, tokens, timeout=0.2, max_retries=0).chat_completion("hi")
    assert time.monotonic() - begun < 0.5


def test_token_server_that_is_not_there(api: Any, service: Service, tokens: TokenServer) -> None:
    profile = profile_of("http://127.0.0.1:1/token")
    client = api.client(profile, base_url=service.base_url, api_key=KEY, max_retries=0)
    with pytest.raises(ConnectError, match=r"127\.0\.0\.1.* for a token"):
        client.chat_completion("hi")


def test_no_key_travels_in_the_clear() -> None:
    with pytest.raises(ConfigurationError, match="no https"):
        Client(profile_of("http://iam.example.com/token"), api_key=KEY)
    with pytest.raises(ConfigurationError, match="no https"):
        Exchange("ftp://iam.example.com/token", lambda: ({}, {}), ())
    Client(profile_of("https://iam.example.com/token"), api_key=KEY).close()


def test_a_key_that_looks_like_a_token_is_sent_as_one(api: Any, service: Service, tokens: TokenServer) -> None:
    token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln"
    profile = profile_of(f"{tokens.server.url}/token")
    api.client(profile, base_url=service.base_url, api_key=token).chat_completion("hi")
    assert service.shown == [token]
    assert tokens.fields == []


def test_client_credentials_of_a_workspace(api: Any, service: Service, tokens: TokenServer) -> None:
    os.environ.update(
        DATABRICKS_CLIENT_ID="the-client", DATABRICKS_CLIENT_SECRET=KEY, DATABRICKS_TOKEN_URL=f"{tokens.server.url}/t"
    )
    try:
        client = api.client("databricks/m", base_url=service.base_url)
        client.chat_completion("hi")
    finally:
        for name in ("DATABRICKS_CLIENT_ID", "DATABRICKS_CLIENT_SECRET", "DATABRICKS_TOKEN_URL"):
            del os.environ[name]
    assert service.shown == ["token-1"]
    assert tokens.fields == [{"grant_type": "client_credentials", "scope": "all-apis"}]
    assert tokens.headers[0]["authorization"] == "Basic " + base64.b64encode(f"the-client:{KEY}".encode()).decode()


def test_gigachat_credentials(api: Any, service: Service, tokens: TokenServer) -> None:
    os.environ.update(GIGACHAT_CREDENTIALS="Y2xpZW50OnNlY3JldA==", GIGACHAT_TOKEN_URL=f"{tokens.server.url}/oauth")
    os.environ["GIGACHAT_SCOPE"] = "GIGACHAT_API_CORP"
    tokens.replies = [(200, {"access_token": "t", "expires_at": int((time.time() + 1800) * 1000)}, {})]
    client = api.client("gigachat/m", base_url=service.base_url)
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert service.shown == ["t", "t"]
    assert tokens.fields == [{"scope": "GIGACHAT_API_CORP"}]
    assert tokens.headers[0]["authorization"] == "Basic Y2xpZW50OnNlY3JldA=="
    assert len(tokens.headers[0]["rquid"]) == 36


# Entra ID


def test_application_in_entra(api: Any, service: Service, tokens: TokenServer) -> None:
    os.environ.update(
        AZURE_TENANT_ID="the-tenant",
        AZURE_CLIENT_ID="app",
        AZURE_CLIENT_SECRET=KEY,
        AZURE_AUTHORITY_HOST=tokens.server.url,
    )
    api.client("azure-openai/m", base_url=service.base_url).chat_completion("hi")
    assert service.shown == ["token-1"]
    assert tokens.targets == ["/the-tenant/oauth2/v2.0/token"]
    assert tokens.fields == [
        {
            "grant_type": "client_credentials",
            "client_id": "app",
            "client_secret": KEY,
            "scope": "https://cognitiveservices.azure.com/.default",
        }
    ]


def test_federated_token_is_read_anew_for_each_token(
    api: Any, service: Service, tokens: TokenServer, tmp_path: Any
) -> None:
    file = tmp_path / "federated"
    os.environ.update(
        AZURE_TENANT_ID="t",
        AZURE_CLIENT_ID="app",
        AZURE_FEDERATED_TOKEN_FILE=str(file),
        AZURE_AUTHORITY_HOST=tokens.server.url,
    )
    client = api.client("azure-openai/m", base_url=service.base_url)
    with pytest.raises(ConfigurationError, match="AZURE_FEDERATED_TOKEN_FILE"):
        client.chat_completion("hi")
    file.write_text("one\n")
    client.chat_completion("hi")
    file.write_text("two\n")
    service.good = {"token-2"}
    client.chat_completion("hi")
    assert [fields["client_assertion"] for fields in tokens.fields] == ["one", "two"]
    assert "client_secret" not in tokens.fields[0]


class Credentials:
    """As those of azure-identity."""

    def __init__(self) -> None:
        self.scopes: list[str] = []

    def get_token(self, *scopes: str) -> AccessToken:
        self.scopes += scopes
        return AccessToken("entra", time.time() + 3600)


class AsyncCredentials(Credentials):
    async def get_token(self, *scopes: str) -> AccessToken:  # type: ignore[override]
        await asyncio.sleep(0)
        return super().get_token(*scopes)


def test_credentials_object(api: Any, service: Service) -> None:
    credentials = Credentials() if api.name == "sync" else AsyncCredentials()
    client = api.client("azure-openai/m", base_url=service.base_url, api_key=credentials)
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert service.shown == ["entra", "entra"]
    assert credentials.scopes == ["https://cognitiveservices.azure.com/.default"]


def test_async_credentials_need_the_async_client(service: Service) -> None:
    with pytest.raises(ConfigurationError, match="AsyncClient"):
        Client("azure-openai/m", base_url=service.base_url, api_key=AsyncCredentials())


def test_keys_and_tokens_of_azure_have_headers_of_their_own(api: Any, service: Service) -> None:
    token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln"
    for key, header in (
        ("plain", ("api-key", "plain")),
        (lambda: "plain", ("api-key", "plain")),
        (token, ("authorization", f"Bearer {token}")),
        (lambda: token, ("authorization", f"Bearer {token}")),
    ):
        api.client("azure-openai/m", base_url=service.base_url, api_key=key).chat_completion("hi")
        name, value = header
        seen = service.server.requests[-1].headers
        assert seen[name] == value
        assert len({"api-key", "authorization"} & set(seen)) == 1
