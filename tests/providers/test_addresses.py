"""Base URLs: precedence, normalising, placeholders."""

from __future__ import annotations

import pytest

from ailib.errors import ConfigurationError
from ailib.providers.catalogue import get_provider, provider_ids
from ailib.providers.credentials import resolve_base_url


def address(name: str, explicit: str | None = None, protocol: str | None = None, **environ: str) -> str:
    return resolve_base_url(get_provider(name, ended=True), explicit, environ, protocol=protocol)


def test_explicit_then_own_then_generic_then_default() -> None:
    environ = {"GROQ_BASE_URL": "https://own.example/v1", "AI_BASE_URL": "https://generic.example/v1"}
    assert address("groq", "https://mine.example/v1", **environ) == "https://mine.example/v1"
    assert address("groq", **environ) == "https://own.example/v1"
    assert address("groq", AI_BASE_URL="https://generic.example/v1") == "https://generic.example/v1"
    assert address("groq") == "https://api.groq.com/openai/v1"


@pytest.mark.parametrize("variable", ["MISTRAL_API_BASE", "MISTRAL_BASE_URL", "AI_BASE_URL"])
def test_trailing_slash_is_dropped(variable: str) -> None:
    assert address("mistral", **{variable: "https://example.com/v1/"}) == "https://example.com/v1"
    assert address("mistral", "https://example.com/v1//") == "https://example.com/v1"


@pytest.mark.parametrize(
    ("name", "environ", "expected"),
    [
        ("groq", {"GROQ_BASE_URL": "https://api.groq.com"}, "https://api.groq.com/openai/v1"),
        ("groq", {"GROQ_API_BASE": "https://api.groq.com/openai/v1"}, "https://api.groq.com/openai/v1"),
        ("openai", {"AI_BASE_URL": "http://127.0.0.1:9/"}, "http://127.0.0.1:9/v1"),
        ("anthropic", {"ANTHROPIC_BASE_URL": "https://api.anthropic.com"}, "https://api.anthropic.com/v1"),
        ("anthropic", {"ANTHROPIC_BASE_URL": "https://a.example/anthropic"}, "https://a.example/anthropic/v1"),
        ("anthropic", {"ANTHROPIC_BASE_URL": "https://a.example/v1/"}, "https://a.example/v1"),
        ("ollama", {"OLLAMA_HOST": "127.0.0.1:11434"}, "http://127.0.0.1:11434"),
        ("ollama", {"OLLAMA_HOST": "0.0.0.0"}, "http://127.0.0.1:11434"),
        ("ollama", {"OLLAMA_HOST": "gpu.example:8080"}, "https://gpu.example:8080"),
        ("ollama", {"OLLAMA_BASE_URL": "http://localhost:11434/v1"}, "http://localhost:11434"),
        ("ollama", {"OLLAMA_BASE_URL": "http://localhost:11434/api/"}, "http://localhost:11434"),
        (
            "azure-openai",
            {"AZURE_OPENAI_ENDPOINT": "https://a.openai.azure.com/"},
            "https://a.openai.azure.com/openai/v1",
        ),
        ("azure-openai", {"AZURE_RESOURCE_NAME": "acme"}, "https://acme.openai.azure.com/openai/v1"),
        ("databricks", {"DATABRICKS_HOST": "https://dbc.example.com"}, "https://dbc.example.com/serving-endpoints"),
        ("databricks", {"DATABRICKS_HOST": "dbc.example.com"}, "https://dbc.example.com/serving-endpoints"),
        ("bedrock", {"AWS_REGION": "eu-west-1"}, "https://bedrock-runtime.eu-west-1.amazonaws.com"),
        ("cloudflare", {"CLOUDFLARE_ACCOUNT_ID": "7"}, "https://api.cloudflare.com/client/v4/accounts/7/ai/v1"),
        ("vllm", {"VLLM_API_BASE": "localhost:9000"}, "http://localhost:9000/v1"),
    ],
)
def test_environment_addresses_are_completed(name: str, environ: dict[str, str], expected: str) -> None:
    assert address(name, **environ) == expected


def test_explicit_address_is_taken_as_it_is() -> None:
    assert address("groq", "https://api.groq.com") == "https://api.groq.com"
    assert address("anthropic", "http://localhost:8080/proxy") == "http://localhost:8080/proxy"
    assert address("openai", "localhost:8080") == "http://localhost:8080"
    assert address("openai", "[::1]:8080/v1") == "http://[::1]:8080/v1"
    assert address("openai", "gateway.example.com/v1") == "https://gateway.example.com/v1"


def test_vertex_global_has_another_host() -> None:
    environ = {"GOOGLE_CLOUD_PROJECT": "p", "GOOGLE_CLOUD_LOCATION": "europe-west4"}
    tail = "/publishers/google"
    assert address("vertex", **environ) == (
        f"https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4{tail}"
    )
    environ["GOOGLE_CLOUD_LOCATION"] = "global"
    assert address("vertex", **environ) == f"https://aiplatform.googleapis.com/v1/projects/p/locations/global{tail}"


def test_missing_setting_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"its account id: CLOUDFLARE_ACCOUNT_ID is not set.*base_url="):
        address("cloudflare")
    with pytest.raises(ConfigurationError, match="huggingface-endpoints has no address of its own"):
        address("huggingface-endpoints")


@pytest.mark.parametrize(
    "bad",
    [
        *("ftp://example.com", "https://", "http:///v1", "https://exa mple.com", "https://example.com:port/v1"),
        *("https://example.com:99999", "https://example.com/v1?key=top-secret", "https://example.com/{model}", "://x"),
    ],
)
def test_bad_address_is_refused(bad: str) -> None:
    with pytest.raises(ConfigurationError, match="base_url is no usable address") as caught:
        address("openai", bad)
    assert "top-secret" not in str(caught.value)
    with pytest.raises(ConfigurationError, match="OPENAI_BASE_URL is no usable address"):
        address("openai", OPENAI_BASE_URL=bad)


def test_password_in_a_bad_address_is_not_shown() -> None:
    with pytest.raises(ConfigurationError) as caught:
        address("openai", "https://user:top-secret@example.com:port")
    assert "top-secret" not in str(caught.value)


def test_generic_address_belongs_to_the_named_provider() -> None:
    environ = {"AI_BASE_URL": "https://gateway.example/v1", "AI_MODEL": "openai/gpt-4o"}
    assert address("openai", **environ) == "https://gateway.example/v1"
    assert address("groq", **environ) == "https://api.groq.com/openai/v1"
    groq = get_provider("groq")
    assert resolve_base_url(groq, None, {"AI_BASE_URL": "https://g.example/v1"}, generic=False) == groq.base_url


def test_other_wire_family_has_its_own_address() -> None:
    assert address("deepseek", protocol="anthropic_messages") == "https://api.deepseek.com/anthropic/v1"
    assert address("openai", protocol="openai_responses") == "https://api.openai.com/v1"
    assert address("ollama", protocol="openai_chat", OLLAMA_HOST="127.0.0.1:5") == "http://127.0.0.1:5/v1"
    # Where a server listens is not where a client calls it, and a bare host means the server's usual port.
    assert address("ollama", protocol="openai_chat", OLLAMA_HOST="0.0.0.0") == "http://127.0.0.1:11434/v1"
    assert address("ollama", protocol="openai_chat", OLLAMA_HOST="0.0.0.0:80") == "http://127.0.0.1:80/v1"
    assert address("ollama", protocol="openai_chat", OLLAMA_HOST="http://gpu.example") == "http://gpu.example/v1"
    own = {"DEEPSEEK_ANTHROPIC_API_BASE": "https://proxy.example/anthropic/v1"}
    assert address("deepseek", protocol="anthropic_messages", **own) == "https://proxy.example/anthropic/v1"


@pytest.mark.parametrize("name", provider_ids())
def test_every_provider_has_an_address(name: str) -> None:
    profile = get_provider(name, ended=True)
    environ = {variables[0]: "x1" for variables in profile.extra_env.values()}
    if not profile.base_url or name in ("azure-foundry", "lepton"):
        environ[f"{profile.prefix}_BASE_URL"] = "https://example.com/v1"
    url = resolve_base_url(profile, None, environ)
    assert url.startswith(("https://", "http://localhost", "http://127.0.0.1"))
    assert "{" not in url
    assert not url.endswith("/")
    assert resolve_base_url(profile, None, {**environ, f"{profile.prefix}_BASE_URL": "https://e.example/x"})
