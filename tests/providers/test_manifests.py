"""Manifests: a provider that ailib does not know, described by its user."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ailib import AsyncClient, Client, ConfigurationError
from ailib.providers.catalogue import get_provider, known_provider, provider_id
from ailib.providers.manifest import FIELDS, ManifestError, load_manifest
from ailib.providers.profile import ProviderProfile, Quirks
from ailib.testing import EmbeddedProvider
from tests.cli import ailib

OWN: dict[str, Any] = {"id": "my-gateway", "base_url": "https://llm.example.com/v1"}
PUBLISHED: dict[str, Any] = {
    "id": "published",
    "protocol_version": "2.0",
    "endpoint": {
        "base_url": "https://api.example.com/v1",
        "chat": "/chat/completions",
        "auth": {"type": "bearer", "token_env": "PUBLISHED_TOKEN"},
    },
    "capabilities": {"required": ["text", "streaming"], "optional": ["tools"]},
    "error_classification": {"by_http_status": {"429": "rate_limited"}},
}


def errors_of(data: Any) -> list[str]:
    with pytest.raises(ManifestError) as caught:
        load_manifest(data)
    return list(caught.value.errors)


@pytest.fixture(scope="module")
def provider() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider() as running:
        yield running


@pytest.fixture
def described(provider: EmbeddedProvider) -> dict[str, Any]:
    """A manifest of a server that answers."""
    return {"id": "my-gateway", "base_url": provider.base_url, "default_model": "embedded-chat"}


# --- our own form -----------------------------------------------------------------------------------------------------


def test_a_small_manifest_says_enough() -> None:
    profile = load_manifest(OWN)
    assert (profile.id, profile.name, profile.protocol) == ("my-gateway", "my-gateway", "openai_chat")
    assert profile.base_url == "https://llm.example.com/v1"
    assert (profile.auth.type, profile.auth.required, profile.local) == ("bearer", True, False)


def test_a_client_talks_to_the_described_provider(described: dict[str, Any]) -> None:
    with Client.from_manifest(described) as client:
        answer = client.chat_completion("Say hello")
        assert "hello" in answer.text.lower()
        assert (answer.provider, client.model) == ("my-gateway", None)
        assert client.default_chat_model() == "embedded-chat"
        assert answer.cost is None
        assert "hello" in client.chat_completion_stream("Say hello").collect().text.lower()


def test_the_async_client_does_so_too(described: dict[str, Any]) -> None:
    async def ask() -> str:
        async with AsyncClient.from_manifest(described, "embedded-chat") as client:
            assert client.model == "embedded-chat"
            return (await client.chat_completion("Say hello")).text

    assert "hello" in asyncio.run(ask()).lower()


@pytest.mark.parametrize("model", ["embedded-chat", "my-gateway/embedded-chat"])
def test_the_model_may_be_named_with_or_without_the_provider(described: dict[str, Any], model: str) -> None:
    with Client.from_manifest(described, model) as client:
        assert client.model == "embedded-chat"


def test_yaml_json_and_toml_say_the_same(tmp_path: Path) -> None:
    data = {
        "id": "my-gateway",
        "base_url": "https://llm.example.com/v1",
        "auth": {"type": "header", "header": "X-Key", "env": ["GATEWAY_KEY"]},
        "endpoints": {"models": False, "chat": "/ask"},
        "quirks": {"max_tokens_field": "max_new_tokens", "error_codes": {"1301": "content_filtered"}},
    }
    toml = (
        'id = "my-gateway"\nbase_url = "https://llm.example.com/v1"\n'
        '[auth]\ntype = "header"\nheader = "X-Key"\nenv = ["GATEWAY_KEY"]\n'
        '[endpoints]\nmodels = false\nchat = "/ask"\n'
        '[quirks]\nmax_tokens_field = "max_new_tokens"\n[quirks.error_codes]\n1301 = "content_filtered"\n'
    )
    texts = {"a.yaml": yaml.safe_dump(data), "a.yml": yaml.safe_dump(data), "a.json": json.dumps(data), "a.toml": toml}
    for name, text in texts.items():
        file = tmp_path / name
        file.write_text(text)
        profile = load_manifest(file)
        assert (profile.auth.header, profile.auth.env) == ("X-Key", ("GATEWAY_KEY",))
        assert dict(profile.endpoints) == {"models": None, "chat": "/ask"}
        assert profile.quirks.max_tokens_field == "max_new_tokens"
        assert dict(profile.quirks.error_codes) == {"1301": "content_filtered"}


def test_numbers_as_error_codes_are_names_in_yaml(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("id: a\nbase_url: https://a.example/v1\nquirks: {error_codes: {1301: content_filtered}}\n")
    assert dict(load_manifest(file).quirks.error_codes) == {"1301": "content_filtered"}


def test_without_pyyaml_the_error_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\n")
    (tmp_path / "yaml.py").write_text("raise ImportError('not here')")
    code = "from ailib import Client\nClient.from_manifest('a.yaml')"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert "ailib[yaml]" in done.stderr.splitlines()[-1]


def test_every_field_reaches_the_profile() -> None:
    profile = load_manifest(
        {
            **OWN,
            "name": "My gateway",
            "family": "anthropic_messages",
            "kind": "gateway",
            "aliases": ["gw"],
            "base_url": "https://{tenant}.example.com/v1",
            "base_url_env": "GW_URL",
            "extra_env": {"tenant": ["GW_TENANT"]},
            "auth": {"type": "query", "param": "token", "env": ["GW_KEY"], "required": False},
            "headers": {"X-Team": "search", "X-Number": 7},
            "env_headers": {"X-Project": "GW_PROJECT"},
            "endpoints": {"chat": "/ask", "embeddings": None},
            "also_speaks": {"openai_chat": {"path": "/chat/completions"}, "cohere_v2": None},
            "rename": {"seed": "random_seed"},
            "unsupported": ["n", "logprobs"],
            "quirks": {"temperature_max": 1, "tool_choices": ["auto"], "extra_body": {"safe": True}},
            "capabilities": {"tools": True, "vision": "model"},
            "models": ["small", "large"],
            "default_model": "small",
            "default_embedding_model": "vectors",
            "rate_limit_headers": ["x-limit-*"],
            "request_id_header": "x-id",
            "idempotency_header": "x-once",
            "local": True,
        }
    )
    assert (profile.name, profile.protocol, profile.kind, profile.aliases) == (
        "My gateway",
        "anthropic_messages",
        "gateway",
        ("gw",),
    )
    assert (profile.base_url, profile.base_url_env) == ("https://{tenant}.example.com/v1", ("GW_URL",))
    assert profile.extra_env == {"tenant": ("GW_TENANT",)}
    assert (profile.auth.type, profile.auth.param, profile.auth.env, profile.auth.required) == (
        "query",
        "token",
        ("GW_KEY",),
        False,
    )
    # What the family's servers insist on goes without saying.
    assert profile.extra_headers == {"anthropic-version": "2023-06-01", "X-Team": "search", "X-Number": "7"}
    assert profile.env_headers == {"X-Project": ("GW_PROJECT",)}
    assert profile.endpoints == {"chat": "/ask", "embeddings": None}
    assert set(profile.also_speaks) == {"openai_chat", "cohere_v2"}
    quirks = profile.quirks
    assert (quirks.rename, quirks.unsupported) == ({"seed": "random_seed"}, {"n", "logprobs"})
    assert (quirks.temperature_max, quirks.tool_choices, quirks.extra_body) == (1, ("auto",), {"safe": True})
    assert profile.capabilities == {"tools": True, "vision": "model"}
    assert (profile.models, profile.default_model, profile.default_embedding_model) == (
        ("small", "large"),
        "small",
        "vectors",
    )
    assert (profile.rate_limit_headers, profile.request_id_header, profile.local) == (("x-limit-*",), "x-id", True)
    assert profile.idempotency_header == "x-once"


def test_every_quirk_can_be_set_and_is_checked() -> None:
    for name, kind in Quirks.__annotations__.items():
        wrong: Any = {} if "str" in str(kind) and not str(kind).startswith("Mapping") else "wrong"
        assert errors_of({**OWN, "quirks": {name: wrong}}), name


def test_bearer_with_a_header_or_prefix_of_its_own() -> None:
    auth = load_manifest({**OWN, "auth": {"type": "bearer", "header": "X-Auth", "prefix": "Token"}}).auth
    assert (auth.type, auth.header, auth.prefix) == ("header", "X-Auth", "Token")
    assert load_manifest({**OWN, "auth": {"prefix": ""}}).auth.prefix == ""
    none = load_manifest({**OWN, "auth": "none"}).auth
    assert (none.type, none.required) == ("none", False)


def test_models_of_a_server_that_cannot_list_them(described: dict[str, Any]) -> None:
    with Client.from_manifest({**described, "models": ["embedded-chat", "other"]}) as client:
        assert [model.id for model in client.list_models()] == ["embedded-chat", "other"]
        assert client.get_model("other").provider == "my-gateway"


# --- extends ----------------------------------------------------------------------------------------------------------


def test_extends_inherits_how_the_api_is_spoken() -> None:
    groq = get_provider("groq")
    profile = load_manifest({"id": "my-groq", "extends": "Groq", "quirks": {"stream_usage": True}})
    assert (profile.id, profile.name, profile.base_url, profile.auth.env) == (
        "my-groq",
        "my-groq",
        groq.base_url,
        groq.auth.env,
    )
    assert profile.quirks.max_tokens_field == groq.quirks.max_tokens_field
    assert profile.quirks.stream_usage is True
    assert groq.quirks.stream_usage is False


def test_a_provider_that_lives_elsewhere_inherits_no_key_and_no_address() -> None:
    profile = load_manifest({"id": "mirror", "extends": "anthropic", "base_url": "https://mirror.example/v1"})
    assert (profile.protocol, profile.auth.type, profile.auth.header) == ("anthropic_messages", "header", "x-api-key")
    assert (profile.auth.env, profile.auth.alternative, profile.base_url_env) == ((), None, ())
    with pytest.raises(ConfigurationError, match="MIRROR_API_KEY"):
        Client(profile)


def test_extends_with_another_way_to_show_the_key() -> None:
    auth = load_manifest(
        {"id": "mirror", "extends": "anthropic", "auth": {"type": "bearer", "env": "MIRROR_TOKEN"}}
    ).auth
    assert (auth.type, auth.header, auth.env) == ("bearer", None, ("MIRROR_TOKEN",))
    auth = load_manifest({"id": "mirror", "extends": "anthropic", "auth": {"env": "MIRROR_TOKEN"}}).auth
    assert (auth.type, auth.header, auth.env) == ("header", "x-api-key", ("MIRROR_TOKEN",))


# --- errors -----------------------------------------------------------------------------------------------------------


def test_every_error_is_told_at_once_with_its_path() -> None:
    found = errors_of(
        {
            "nmae": "x",
            "base_url": "llm.example.com",
            "family": "openai",
            "auth": {"type": "headr"},
            "endpoints": {"chat": "ask"},
            "quirks": {
                "stream_usage": "no",
                "max_token_field": "x",
                "error_codes": {"1": "odd"},
                "tool_choices": ["all"],
            },
            "unsupported": ["temprature"],
            "aliases": 5,
        }
    )
    paths = [error.partition(":")[0] for error in found]
    assert set(paths) == {
        *("id", "nmae", "base_url", "family", "auth.type", "endpoints.chat", "quirks.stream_usage"),
        *("quirks.max_token_field", "quirks.error_codes.1", "quirks.tool_choices[0]", "unsupported[0]", "aliases"),
    }
    text = "\n".join(found)
    for hint in (
        "'name'",
        "'openai_chat'",
        "'header'",
        "'max_tokens_field'",
        "'temperature'",
        "must be true or false, not text",
    ):
        assert hint in text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("api_key", "sk-planted-123456"),
        ("auth", {"type": "bearer", "key": "sk-planted-123456"}),
        ("auth", {"type": "bearer", "env": "sk-planted-123456"}),
        ("auth", "sk-planted-123456"),
        ("headers", {"Authorization": "Bearer sk-planted-123456"}),
        ("headers", {"X-API-Key": "sk-planted-123456"}),
        ("base_url", "https://user:sk-planted-123456@example.com/v1"),
        ("base_url", "https://example.com/v1?key=sk-planted-123456"),
        ("kind", "sk-planted-123456"),
    ],
)
def test_no_key_may_stand_in_a_manifest_and_none_is_shown(field: str, value: Any) -> None:
    with pytest.raises(ManifestError) as caught:
        load_manifest({**OWN, field: value})
    assert "planted" not in str(caught.value)
    assert "planted" not in repr(caught.value)


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("", "empty"),
        ("example.com/v1", "http or https"),
        ("ftp://example.com", "http or https"),
        ("https://", "http or https"),
        ("https://exa mple.com", "character"),
        ("https://example.com:port/v1", "port"),
        ("https://{tenant}.example.com/v1", "extra_env.tenant"),
        ("https://example.com/v1#top", "query"),
        (7, "not a number"),
        (None, "not nothing"),
    ],
)
def test_addresses_are_checked(url: Any, wrong: str) -> None:
    (error,) = errors_of({**OWN, "base_url": url})
    assert error.startswith("base_url: ")
    assert wrong in error


def test_family_has_a_second_name() -> None:
    assert load_manifest({**OWN, "protocol": "cohere_v2"}).protocol == "cohere_v2"
    assert errors_of({**OWN, "protocol": "cohere_v2", "family": "cohere_v2"})


@pytest.mark.parametrize("name", sorted(set(FIELDS) - {"base_url"}))
def test_no_field_takes_nonsense(name: str) -> None:
    assert any(error.startswith(name) for error in errors_of({**OWN, name: [[object()]]}))


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("a.yaml", "id: [", "line 1"),
        ("a.yaml", "- id", "a list"),
        ("a.yaml", "", "nothing"),
        ("a.json", '{"id": ', "line 1"),
        ("a.toml", "id = ", "TOML"),
        ("a.json", "\udcff".encode("utf-8", "surrogateescape"), "a.json"),
        ("a.txt", "id: a", ".yaml"),
    ],
)
def test_files_that_are_no_manifests(tmp_path: Path, name: str, text: str | bytes, wrong: str) -> None:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError) as caught:
        load_manifest(file)
    assert wrong in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_file_that_is_not_there() -> None:
    for watch in (False, True):
        with pytest.raises(ConfigurationError, match=r"nowhere\.yaml cannot be read"):
            Client.from_manifest("nowhere.yaml", watch=watch)


# --- found by name ----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, described: dict[str, Any]) -> Path:
    monkeypatch.setenv("AI_PROTOCOL_DIR", str(tmp_path))
    (tmp_path / "my-gateway.json").write_text(json.dumps({**described, "aliases": ["gw"]}))
    return tmp_path


def test_a_manifest_of_the_environment_is_found_by_name(folder: Path) -> None:
    for name in ("my-gateway", "My_Gateway", "gw"):
        assert provider_id(name) == "my-gateway"
        assert known_provider(name)
        assert get_provider(name).id == "my-gateway"
    with Client("my-gateway/embedded-chat") as client:
        assert "hello" in client.chat_completion("Say hello").text.lower()
    (folder / "my-gateway.json").write_text(json.dumps(OWN))
    assert provider_id("gw") is None
    assert get_provider("my-gateway").base_url == OWN["base_url"]


def test_it_goes_before_the_catalogue(folder: Path) -> None:
    (folder / "groq.json").write_text(
        json.dumps({"id": "groq", "extends": "groq", "base_url": "https://mirror.example/v1"})
    )
    assert get_provider("groq").base_url == "https://mirror.example/v1"
    (folder / "groq.json").unlink()
    assert get_provider("groq").base_url == "https://api.groq.com/openai/v1"


def test_a_checkout_of_the_published_manifests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("v1", "v2"):
        (tmp_path / version / "providers").mkdir(parents=True)
        data = {**PUBLISHED, "name": version}
        (tmp_path / version / "providers" / "published.yaml").write_text(yaml.safe_dump(data))
    (tmp_path / "package.json").write_text("{}")
    monkeypatch.setenv("AI_PROTOCOL_PATH", str(tmp_path))
    assert get_provider("published").name == "v2"


def test_a_broken_manifest_is_an_error_only_when_it_is_asked_for(folder: Path) -> None:
    (folder / "broken.json").write_text('{"id": 7}')
    with pytest.raises(ManifestError, match="base_url"):
        Client("broken")
    assert provider_id("gw") == "my-gateway"
    with pytest.raises(ConfigurationError, match="Unknown provider"):
        get_provider("nobody-at-all")


def test_an_installed_package_offers_a_provider(tmp_path: Path) -> None:
    (tmp_path / "gateways.py").write_text(f"MINE = {OWN!r}\n\ndef made():\n    return {{**MINE, 'id': 'made'}}\n")
    info = tmp_path / "gateways-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gateways\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[ailib.providers]\nmy-gateway = gateways:MINE\nmade = gateways:made\n")
    code = (
        "from ailib import Client\n"
        "print(Client('my-gateway', api_key='k').base_url, Client('made/x', api_key='k').provider)\n"
    )
    root = Path(__file__).resolve().parents[2]
    environ = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{root}"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, env=environ)
    assert (done.stdout, done.stderr) == ("https://llm.example.com/v1 made\n", "")


def test_the_command_lists_manifests_and_what_everybody_can_do(folder: Path) -> None:
    (folder / "broken.json").write_text('{"id": 7}')
    done = ailib("providers", "--json", AI_PROTOCOL_DIR=str(folder), MY_GATEWAY_API_KEY="planted")
    rows = {one["id"]: one for one in json.loads(done.stdout)}
    assert (rows["my-gateway"]["from"], rows["my-gateway"]["key_from"]) == ("manifest", "MY_GATEWAY_API_KEY")
    assert rows["groq"]["from"] == "catalogue"
    assert rows["groq"]["can"]["tools"] is True
    assert "planted" not in done.stdout + done.stderr
    assert "broken" in done.stderr


def test_a_profile_is_taken_as_it_is() -> None:
    profile = load_manifest(OWN)
    assert load_manifest(profile) is profile
    assert isinstance(profile, ProviderProfile)
    with warnings.catch_warnings():
        assert Client(profile, api_key="key").provider == "my-gateway"
