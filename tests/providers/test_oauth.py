"""Tokens by the libraries of others: google-auth over our own connections, azure-identity; and keys from the keyring."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ailib import AuthenticationError, Client, ConfigurationError, ConnectError, RequestTimeout
from ailib.providers.catalogue import get_provider
from ailib.providers.credentials import Credential, resolve_key
from ailib.providers.keys import SERVICES, stored_key

from ..token_service import Service, TokenServer, texts
from ..transport.rawserver import Connection, RawRequest, RawServer, each_request, response

KEY = "sk-never-to-be-seen"
HOME_VARIABLES = (
    "GOOGLE_APPLICATION_CREDENTIALS",
    "CLOUDSDK_CONFIG",
    "NO_GCE_CHECK",
    "GOOGLE_CLOUD_PROJECT",
    "GOOGLE_CLOUD_QUOTA_PROJECT",
)

google_auth = pytest.importorskip("google.auth", reason="needs the extra `vertex`")
keyring = pytest.importorskip("keyring", reason="needs the extra `keyring`")


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


@pytest.fixture
def nobody(tmp_path: Path) -> None:
    """A machine without any credentials of Google."""
    for name in HOME_VARIABLES:
        os.environ.pop(name, None)
    os.environ["CLOUDSDK_CONFIG"] = str(tmp_path / "gcloud")
    os.environ["NO_GCE_CHECK"] = "true"


@functools.cache
def private_key() -> str:
    pem = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem.decode()


def account_file(folder: Path, tokens: TokenServer, **more: Any) -> Path:
    """The key file of a service account."""
    file = folder / "account.json"
    fields = {
        "type": "service_account",
        "project_id": "p",
        "private_key_id": "1",
        "private_key": private_key(),
        "client_email": "me@p.iam.gserviceaccount.com",
        "token_uri": f"{tokens.server.url}/token",
        **more,
    }
    file.write_text(json.dumps(fields))
    return file


# Google


def test_service_account(api: Any, service: Service, tokens: TokenServer, nobody: None, tmp_path: Path) -> None:
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = str(account_file(tmp_path, tokens))
    client = api.client("vertex/m", base_url=service.base_url, protocol="openai_chat")
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert service.shown == ["token-1", "token-1"]
    assert tokens.fields[0]["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert tokens.fields[0]["assertion"].count(".") == 2
    service.good = {"token-2"}
    client.chat_completion("hi")
    assert service.shown[2:] == ["token-1", "token-2"]


def test_quota_project(api: Any, service: Service, tokens: TokenServer, nobody: None, tmp_path: Path) -> None:
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = str(account_file(tmp_path, tokens))
    os.environ["GOOGLE_CLOUD_QUOTA_PROJECT"] = "billed"
    api.client("vertex/m", base_url=service.base_url, protocol="openai_chat").chat_completion("hi")
    assert service.shown == ["token-1"]
    assert service.server.requests[0].headers["x-goog-user-project"] == "billed"


def test_credentials_object_of_google_auth(api: Any, service: Service, tokens: TokenServer) -> None:
    from google.oauth2.credentials import Credentials

    made = Credentials(None, "refresh", None, f"{tokens.server.url}/token", "client", KEY)
    client = api.client("vertex/m", base_url=service.base_url, protocol="openai_chat", api_key=made)
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert service.shown == ["token-1", "token-1"]


def test_google_refuses(api: Any, service: Service, tokens: TokenServer, nobody: None, tmp_path: Path) -> None:
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = str(account_file(tmp_path, tokens))
    tokens.replies = [(400, {"error": "invalid_grant", "error_description": "Token has been revoked."}, {})]
    client = api.client("vertex/m", base_url=service.base_url, protocol="openai_chat")
    with pytest.raises(AuthenticationError, match="revoked") as caught:
        client.chat_completion("hi")
    assert private_key() not in texts(caught.value)
    assert caught.value.hint is not None
    assert "gcloud" in caught.value.hint
    assert service.shown == []


def test_google_is_busy(api: Any, service: Service, tokens: TokenServer, nobody: None, tmp_path: Path) -> None:
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = str(account_file(tmp_path, tokens))
    tokens.replies = [(503, {"error": "internal_failure"}, {"Retry-After": "0.01"})]
    answer = api.client("vertex/m", base_url=service.base_url, protocol="openai_chat").chat_completion("hi")
    assert [attempt.error for attempt in answer.attempts] == ["ServerError", None]


def test_google_is_slow(api: Any, service: Service, tokens: TokenServer, nobody: None, tmp_path: Path) -> None:
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = str(account_file(tmp_path, tokens))
    tokens.pause = 3
    client = api.client("vertex/m", base_url=service.base_url, protocol="openai_chat", timeout=0.5)
    begun = time.monotonic()
    with pytest.raises(RequestTimeout):
        client.chat_completion("hi")
    assert time.monotonic() - begun < 1.0


def test_google_cannot_be_reached(
    api: Any, service: Service, nobody: None, tokens: TokenServer, tmp_path: Path
) -> None:
    file = account_file(tmp_path, tokens, token_uri="http://127.0.0.1:1/token")
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = str(file)
    client = api.client("vertex/m", base_url=service.base_url, protocol="openai_chat", max_retries=0, timeout=20)
    with pytest.raises(ConnectError):
        client.chat_completion("hi")


@pytest.mark.parametrize("text", [None, "", "{}", "no json", '{"type": "of next year"}'])
def test_key_file_that_is_none(api: Any, service: Service, nobody: None, tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "key.json"
    if text is not None:
        file.write_text(text)
    os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = str(file)
    client = api.client("vertex/m", base_url=service.base_url, protocol="openai_chat")
    with pytest.raises(ConfigurationError) as caught:
        client.chat_completion("hi")
    assert caught.value.hint is not None
    assert "GOOGLE_APPLICATION_CREDENTIALS" in caught.value.hint


def test_machine_without_google_credentials(nobody: None) -> None:
    with (
        Client("vertex/m", base_url="https://127-aiplatform.googleapis.com/v1", protocol="openai_chat") as client,
        pytest.raises(ConfigurationError, match="No credentials of Google Cloud"),
    ):
        client.chat_completion("hi")


def test_metadata_server_of_a_machine_in_the_cloud(service: Service, nobody: None) -> None:
    def answer(connection: Connection, request: RawRequest) -> None:
        assert request.headers["metadata-flavor"] == "Google"
        body, kind = b"p", "text/plain"
        if "/token" in request.target:
            body, kind = b'{"access_token": "of-the-machine", "expires_in": 3600}', "application/json"
        elif "recursive" in request.target:
            body, kind = b'{"email": "me@p", "scopes": [], "aliases": []}', "application/json"
        connection.send(response(body, headers={"Metadata-Flavor": "Google", "Content-Type": kind}))

    # The library reads its address once, when it is imported.
    code = f"""
import asyncio
from ailib import AsyncClient, Client
import google.auth
found, project = google.auth.default(scopes=["s"])
with Client("vertex/m", base_url={service.base_url!r}, protocol="openai_chat", api_key=found) as client:
    print(client.chat_completion("hi").text, project)

async def main():
    keywords = dict(base_url={service.base_url!r}, protocol="openai_chat", api_key=google.auth.default()[0])
    async with AsyncClient("vertex/m", **keywords) as client:
        print((await client.chat_completion("hi")).text)

asyncio.run(main())
"""
    with RawServer(each_request(answer)) as server:
        address = f"127.0.0.1:{server.port}"
        environ = {**os.environ, "GCE_METADATA_HOST": address, "GCE_METADATA_IP": address}
        del environ["NO_GCE_CHECK"]
        run = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, timeout=30)
        assert run.stdout.splitlines() == ["Hello. p", "Hello."], run.stderr
    assert service.shown == ["of-the-machine"] * 2


# Entra ID by azure-identity


def test_default_credentials_of_azure(service: Service, tmp_path: Path) -> None:
    # A library of that name and shape, in a process of its own.
    package = tmp_path / "azure" / "identity"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        "import collections, time\n"
        "AccessToken = collections.namedtuple('AccessToken', 'token expires_on')\n"
        "class DefaultAzureCredential:\n"
        "    def get_token(self, *scopes):\n"
        "        return AccessToken('entra for ' + scopes[0], time.time() + 3600)\n"
    )
    code = (
        "import sys\nfrom ailib import Client, ConfigurationError\n"
        "Client('azure-openai/m', base_url='https://x.openai.azure.com/openai/v1').close()\n"
        "from ailib.core.target import resolve_target\n"
        "target = resolve_target('azure-openai/m', base_url='https://x.openai.azure.com/openai/v1', environ={})\n"
        "print(target.auth, target.credential.source)\n"
        "try: resolve_target('azure-openai/m', base_url='https://api.groq.com/v1', environ={})\n"
        "except ConfigurationError as error: print('refused')\n"
    )
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}"}
    run = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["<TokenAuth by Function> ambient", "refused"]


def test_missing_key_of_azure_names_all_ways() -> None:
    found = resolve_key(get_provider("azure-openai"), None, {}, base_url="https://x.openai.azure.com/openai/v1")
    wanted = ("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_AD_TOKEN", "AI_API_KEY", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET")
    assert set(wanted) <= set(found.looked_for)


# The keyring


class Memory(keyring.backend.KeyringBackend):  # type: ignore[name-defined, misc]
    """A keyring that forgets; it counts how often it is asked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.asked: list[tuple[str, str]] = []
        self.error: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append((service, username))
        if self.error is not None:
            raise self.error
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def memory() -> Iterator[Memory]:
    before = keyring.get_keyring()
    made = Memory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def looked_up(name: str = "groq", environ: dict[str, str] | None = None, **options: Any) -> Credential:
    return resolve_key(get_provider(name), None, environ or {}, **options)


@pytest.mark.parametrize("where", SERVICES)
def test_key_from_the_keyring(memory: Memory, where: str) -> None:
    memory.set_password(where, "groq", f" {KEY}\n")
    found = looked_up()
    assert (found.source, found.source_name) == ("keyring", where)
    assert not isinstance(found.secret, str)
    assert found.secret is not None
    assert found.secret.reveal() == KEY  # type: ignore[union-attr]
    assert KEY not in repr(found) + str(found)


def test_services_are_asked_in_order(memory: Memory) -> None:
    for where in SERVICES:
        memory.set_password(where, "groq", f"of {where}")
    assert looked_up().source_name == "ai-protocol"
    memory.set_password("ai-protocol", "groq", "  ")
    assert looked_up().source_name == "ai-lib"


def test_keyring_comes_last(memory: Memory) -> None:
    memory.set_password("ai-lib", "groq", KEY)
    for name in ("GROQ_API_KEY", "AI_API_KEY"):
        assert looked_up(environ={name: "k"}).source_name == name
    assert resolve_key(get_provider("groq"), "explicit", {}).source == "explicit"
    assert resolve_key(get_provider("vllm"), None, {}).source == "none"
    assert looked_up(stored=False).source == "none"
    assert memory.asked == []


def test_key_of_the_keyring_stays_with_its_provider(memory: Memory) -> None:
    memory.set_password("ai-lib", "openai", KEY)
    assert looked_up("groq").source == "none"
    assert looked_up("openai", base_url="https://api.groq.com/openai/v1").source == "none"
    assert looked_up("openai", base_url="https://eu.api.openai.com/v1").source == "keyring"


def test_broken_keyring_is_told_not_raised(memory: Memory) -> None:
    memory.error = RuntimeError(f"locked: {KEY}")
    with pytest.raises(ConfigurationError, match=r"GROQ_API_KEY or AI_API_KEY is not set.*keyring could not be read"):
        looked_up().require()
    assert stored_key("groq") == (None, "the keyring could not be read (RuntimeError)")


def test_machine_without_a_keyring() -> None:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        assert stored_key("groq") == (None, "")
    finally:
        keyring.set_keyring(before)


def test_keyring_is_not_imported_when_there_is_a_key() -> None:
    code = (
        "import sys\nfrom ailib import Client\nClient('openai', api_key='k').close()\n"
        "Client('vllm/m').close()\nprint('keyring' in sys.modules, 'google.auth' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


def test_credential_says_what_it_looked_at() -> None:
    found = looked_up("scaleway", {"SCALEWAY_API_KEY": "k"})
    assert found.source == "conventional_env"
    assert found.required_envs == get_provider("scaleway").auth.env
    assert found.conventional_envs == ("SCALEWAY_API_KEY",)
