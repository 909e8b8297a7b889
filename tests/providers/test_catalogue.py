"""The catalogue: every provider is there, whole, and found by any of its names."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ailib.errors import ConfigurationError
from ailib.providers.catalogue import document, get_provider, host_owners, known_provider, provider_ids
from ailib.providers.credentials import is_local_host
from ailib.providers.names import Provider
from ailib.providers.profile import Quirks

FAMILIES = {
    "openai_chat",
    "openai_responses",
    "anthropic_messages",
    "gemini_generate_content",
    "bedrock_converse",
    "cohere_v2",
    "ollama_native",
    "openai_embeddings",
    "other",
}
REQUEST_FIELDS = {
    *("temperature", "max_tokens", "top_p", "top_k", "stop", "seed", "n", "frequency_penalty", "presence_penalty"),
    *("logprobs", "top_logprobs", "tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning"),
    *("user", "metadata"),
}
ERROR_KINDS = {
    *("rate_limited", "quota_exhausted", "authentication", "permission_denied", "not_found", "invalid_request"),
    *("model_not_found", "request_too_large", "timeout", "conflict", "server_error", "overloaded"),
    "content_filtered",
}


@pytest.mark.parametrize("name", provider_ids())
def test_profile_is_whole(name: str) -> None:
    profile = get_provider(name, ended=True)
    assert profile.id == name
    assert profile.protocol in FAMILIES
    assert set(profile.also_speaks) < FAMILIES
    assert profile.status in {"active", "deprecated", "shut_down", "unknown"}
    assert profile.auth.type in {
        *("bearer", "header", "query", "none", "sigv4"),
        *("oauth_adc", "oauth_entra", "oauth_iam", "oauth_client", "request_signing"),
    }
    assert (profile.auth.type == "header") == (profile.auth.header is not None)
    for root in (profile.base_url, *profile.regions.values()):
        assert root is None or root.startswith("https://") or is_local_host(root.split("/")[2].split(":")[0])
        assert root is None or not root.endswith("/")
    for path in profile.endpoints.values():
        assert path is None or (path.startswith(("/", "https://")) and " " not in path)
    if profile.protocol == "openai_embeddings":
        assert profile.endpoints["embeddings"] == "/embeddings"
    elif profile.protocol == "other":
        assert profile.unspoken or profile.also_speaks
    else:
        surface = profile.surface()
        assert surface is not None
        assert surface.path is not None
        assert surface.path.startswith("/")
    assert profile.prefix.replace("_", "").isalnum()
    assert name in repr(profile)


@pytest.mark.parametrize("name", provider_ids())
def test_quirks_use_known_words(name: str) -> None:
    quirks = get_provider(name, ended=True).quirks
    assert quirks.unsupported <= REQUEST_FIELDS
    assert set(quirks.error_codes.values()) <= ERROR_KINDS
    assert set(quirks.tool_choices) <= {"auto", "none", "required", "function"}
    styles = {"effort", "thinking_type", "enable_thinking", "chat_template", "openrouter", "reasoning_enabled", "none"}
    assert quirks.reasoning_style in styles
    assert quirks.reasoning_off_style in styles | {None}
    assert quirks.reasoning_replay in {
        *(None, "reasoning_content", "reasoning", "reasoning_details", "think_tags", "thinking_block")
    }
    # What JSON holds as a list has become a tuple: a frozen profile must not hold anything that grows.
    assert not any(isinstance(getattr(quirks, name), list) for name in Quirks.__annotations__)


def test_names_are_unique() -> None:
    owners: dict[str, str] = {}
    for name in provider_ids():
        for alias in (name, *get_provider(name, ended=True).aliases):
            key = alias.lower().replace("_", "-")
            assert owners.setdefault(key, name) == name, alias
    assert len(provider_ids()) == 121


def test_constants_match() -> None:
    assert sorted(Provider) == sorted(provider_ids())
    assert Provider.GROQ == "groq"
    assert get_provider(Provider.AZURE_OPENAI).id == "azure-openai"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("openai", "openai"),
        ("OpenAI", "openai"),
        (" azure_openai ", "azure-openai"),
        ("AZURE", "azure-openai"),
        ("claude", "anthropic"),
        ("Together_AI", "together"),
        ("together-ai", "together"),
        ("grok", "xai"),
        ("z.ai", "zhipu"),
    ],
)
def test_any_spelling_finds_it(written: str, canonical: str) -> None:
    assert get_provider(written) is get_provider(canonical)
    assert known_provider(written)


def test_unknown_name_lists_close_ones() -> None:
    with pytest.raises(ConfigurationError, match=r"Unknown provider 'antropic'.*'anthropic'"):
        get_provider("antropic")
    assert not known_provider("antropic")


@pytest.mark.parametrize("name", ["github-models", "github", "anyscale"])
def test_ended_service_says_so(name: str) -> None:
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=r"has ended: .*(retired|withdrawn)"):
            get_provider(name)
    assert known_provider(name)
    assert get_provider(name, ended=True).status == "shut_down"


def test_embedded_needs_nothing() -> None:
    profile = get_provider("embedded")
    assert profile.local
    assert not profile.auth.required
    assert profile.base_url is None
    assert profile.default_model == "embedded-chat"


def test_quirks_of_mistral() -> None:
    quirks = get_provider("mistral").quirks
    assert quirks.rename["seed"] == "random_seed"
    assert quirks.rename_values["tool_choice"]["required"] == "any"
    assert not quirks.stream_usage
    assert not quirks.message_name
    assert {"user", "logprobs"} <= quirks.unsupported
    assert quirks.max_tokens_field == "max_tokens"


def test_quirks_differ_by_provider() -> None:
    assert get_provider("openai").quirks.max_tokens_field == "max_completion_tokens"
    assert get_provider("openai").quirks.stream_usage
    assert get_provider("deepseek").quirks.reasoning_style == "thinking_type"
    assert get_provider("deepseek").quirks.reasoning_replay == "reasoning_content"
    assert get_provider("openrouter").quirks.reasoning_replay == "reasoning_details"
    assert get_provider("minimax").quirks.error_codes["1008"] == "quota_exhausted"
    assert get_provider("perplexity").quirks.think_tags
    assert not get_provider("xai").quirks.strict_tools
    # Chat completions are Meta's second language; the field name of the first must not leak into it.
    assert get_provider("meta").quirks.max_tokens_field == "max_tokens"


def test_surfaces() -> None:
    deepseek = get_provider("deepseek")
    chat = deepseek.surface("openai_chat")
    assert chat is not None
    assert (chat.base_url, chat.path) == (None, "/chat/completions")
    anthropic = deepseek.surface("anthropic_messages")
    assert anthropic is not None
    assert (anthropic.base_url, anthropic.path) == ("https://api.deepseek.com/anthropic/v1", "/messages")
    responses = get_provider("meta").surface()
    assert responses is not None
    assert responses.path == "/responses"
    assert deepseek.surface("gemini_generate_content") is None


@pytest.mark.parametrize(
    ("host", "owners"),
    [
        ("api.openai.com", ("openai",)),
        ("EU.api.openai.com", ("openai",)),
        ("acme.openai.azure.com", ("azure-openai",)),
        ("europe-west4-aiplatform.googleapis.com", ("vertex", "vertex-anthropic")),
        ("bedrock-runtime.eu-west-1.amazonaws.com", ("bedrock",)),
        ("x1.execute-api.eu-west-1.amazonaws.com", ()),
        ("localhost", ()),
        ("gateway.example.com", ()),
    ],
)
def test_hosts_have_owners(host: str, owners: tuple[str, ...]) -> None:
    assert host_owners(host) == owners


def test_profile_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        get_provider("openai").base_url = "https://example.com"  # type: ignore[misc]


def test_every_row_is_used() -> None:
    assert set(document()["order"]) == set(provider_ids())


def test_import_stays_light() -> None:
    code = (
        "import sys, ailib.providers.catalogue as c; c.get_provider('openai');"
        "heavy = {'requests', 'aiohttp', 'asyncio', 'yaml', 'ailib.providers.prices', 'ailib.providers.names'};"
        "print(sorted(heavy & set(sys.modules)), len(c._found))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["[]", "1"]
