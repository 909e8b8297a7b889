"""Tokens from a real OAuth 2 server: exchanged, kept, renewed, refused."""

from __future__ import annotations

import base64
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ailib import AuthenticationError, ConnectError

from ..token_service import Service
from .conftest import running, unavailable

pytestmark = [pytest.mark.shared, pytest.mark.server]

LIFETIME = 2


@pytest.fixture(scope="module")
def oauth(logs: Path) -> Iterator[int]:
    """Port of the server; its tokens last two seconds."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        unavailable("the OAuth server needs node and npm")
    path = "/my-tenant/oauth2/v2.0/token"
    with running(logs / "oauth.log", "oauth.sh", path, str(LIFETIME), ready="/jwks") as port:
        yield port


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    with made.server:
        yield made


def claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return decoded


def application(oauth: int, tenant: str = "my-tenant") -> None:
    os.environ.update(
        AZURE_TENANT_ID=tenant,
        AZURE_CLIENT_ID="app",
        AZURE_CLIENT_SECRET="secret",
        AZURE_AUTHORITY_HOST=f"http://127.0.0.1:{oauth}",
    )


def test_client_credentials_are_exchanged_kept_and_renewed(api: Any, oauth: int, service: Service) -> None:
    application(oauth)
    client = api.client("azure-openai/m", base_url=service.base_url)
    for _ in range(3):
        client.chat_completion("hi")
    assert len(set(service.shown)) == 1
    first = claims(service.shown[0])
    assert first["exp"] - first["iat"] == LIFETIME
    api.settle(LIFETIME * 0.8)  # less than a quarter of its life is left
    client.chat_completion("hi")
    second = claims(service.shown[-1])
    assert second["jti"] != first["jti"]
    assert second["exp"] > time.time()


def test_revoked_token_is_replaced(api: Any, oauth: int, service: Service) -> None:
    application(oauth)
    client = api.client("azure-openai/m", base_url=service.base_url)
    client.chat_completion("hi")
    revoked = service.shown[0]
    service.good = set()
    with pytest.raises(AuthenticationError):
        client.chat_completion("hi")
    service.good = None
    client.chat_completion("hi")
    # The revoked one, its replacement (refused too), and one that was fetched for the next call.
    assert service.shown[1] == revoked
    assert len(set(service.shown)) == 3
    assert service.shown[-1] != revoked


def test_many_calls_take_one_token(api: Any, oauth: int, service: Service) -> None:
    application(oauth)
    client = api.client("azure-openai/m", base_url=service.base_url)
    api.together([lambda it: it.chat_completion("hi")] * 10, client)
    assert len(service.shown) == 10
    assert len(set(service.shown)) == 1


def test_wrong_address_of_the_token_server(api: Any, oauth: int, service: Service) -> None:
    application(oauth, tenant="nobody")
    with pytest.raises(AuthenticationError, match=r"127\.0\.0\.1 refused"):
        api.client("azure-openai/m", base_url=service.base_url).chat_completion("hi")
    application(1)
    with pytest.raises(ConnectError):
        api.client("azure-openai/m", base_url=service.base_url, max_retries=0).chat_completion("hi")
    assert service.shown == []


def test_google_refresh_token(api: Any, oauth: int, service: Service) -> None:
    module = pytest.importorskip("google.oauth2.credentials", reason="needs the extra `vertex`")
    url = f"http://127.0.0.1:{oauth}/my-tenant/oauth2/v2.0/token"
    key = module.Credentials(None, "refresh", None, url, "client", "secret")
    client = api.client("vertex/m", base_url=service.base_url, protocol="openai_chat", api_key=key)
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert len(set(service.shown)) == 1
    assert claims(service.shown[0])["exp"] > time.time()
    api.settle(LIFETIME * 0.8)
    client.chat_completion("hi")
    assert len(set(service.shown)) == 2
