"""Model ids and defaults."""

from __future__ import annotations

import pytest

from ailib.errors import ConfigurationError
from ailib.providers.catalogue import get_provider, provider_ids
from ailib.providers.models import default_model, is_default_model, split_target
from ailib.providers.names import Provider


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("openai", ("openai", None)),
        ("openai/", ("openai", None)),
        ("openai/gpt-4o", ("openai", "gpt-4o")),
        (" OpenAI / gpt-4o ", ("openai", "gpt-4o")),
        ("openrouter/openai/gpt-4o", ("openrouter", "openai/gpt-4o")),
        ("replicate/meta/meta-llama-3-70b-instruct", ("replicate", "meta/meta-llama-3-70b-instruct")),
        ("claude/claude-sonnet-5", ("anthropic", "claude-sonnet-5")),
        ("azure_openai/my-deployment", ("azure-openai", "my-deployment")),
        ("cloudflare/@cf/openai/gpt-oss-120b", ("cloudflare", "@cf/openai/gpt-oss-120b")),
        (Provider.GROQ, ("groq", None)),
    ],
)
def test_target_is_split(text: str, expected: tuple[str, str | None]) -> None:
    assert split_target(text) == expected


def test_bare_model_says_how_to_write_it() -> None:
    with pytest.raises(ConfigurationError, match="write 'openai/gpt-4o'"):
        split_target("gpt-4o")
    with pytest.raises(ConfigurationError, match="write 'anthropic/claude-opus-4-5'"):
        split_target("claude-opus-4-5")


def test_unknown_vendor_points_to_gateways() -> None:
    with pytest.raises(ConfigurationError, match="'openrouter/nobody-xyz/model'"):
        split_target("nobody-xyz/model")


@pytest.mark.parametrize("text", ["", "  ", "/gpt-4o"])
def test_empty_target_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="names no provider"):
        split_target(text)


@pytest.mark.parametrize("name", [None, "", " ", "auto", "AUTO", "default", " Default ", "provider_default"])
def test_words_for_the_default(name: str | None) -> None:
    assert is_default_model(name)


@pytest.mark.parametrize("name", ["gpt-4o", "openrouter/auto", "automatic"])
def test_other_words_are_models(name: str) -> None:
    assert not is_default_model(name)


def test_default_model_precedence() -> None:
    groq = get_provider("groq")
    environ = {"GROQ_MODEL": "own", "AI_MODEL": "groq/generic"}
    assert default_model(groq, environ) == "own"
    assert default_model(groq, {"AI_MODEL": "groq/generic"}) == "generic"
    assert default_model(groq, {"AI_MODEL": "openai/gpt-4o"}) == groq.default_model
    assert default_model(groq, {"AI_MODEL": "groq", "GROQ_MODEL": "auto"}) == groq.default_model
    assert default_model(groq, {}) == "openai/gpt-oss-120b"


def test_default_model_keeps_vendor_names() -> None:
    assert default_model(get_provider("groq"), {"GROQ_MODEL": "openai/gpt-oss-20b"}) == "openai/gpt-oss-20b"
    assert default_model(get_provider("groq"), {"GROQ_MODEL": "groq/compound"}) == "compound"
    assert default_model(get_provider("openrouter"), {"AI_MODEL": "openrouter/openai/gpt-4o"}) == "openai/gpt-4o"


def test_azure_default_is_the_deployment() -> None:
    azure = get_provider("azure-openai")
    assert default_model(azure, {"AZURE_DEPLOYMENT_ID": "prod"}) == "prod"
    assert default_model(azure, {}) is None


def test_defaults_are_plain_ids() -> None:
    for name in provider_ids():
        model = get_provider(name, ended=True).default_model
        assert model is None or (model == model.strip() and not is_default_model(model))
