"""The published manifests of ai-protocol, as providers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ailib import Client, Content, Message, Reasoning, Tool, UnsupportedFeatureError
from ailib.errors import Overloaded, QuotaExhausted
from ailib.providers.ai_protocol import CapabilityMissing, PublishedManifest
from ailib.providers.manifest import ManifestError, load_manifest
from ailib.testing import EmbeddedProvider, Fault

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


def test_a_published_manifest_becomes_a_provider() -> None:
    profile = load_manifest(
        {
            **PUBLISHED,
            "name": "Published",
            "parameter_mappings": {"max_tokens": "max_new_tokens", "seed": "random_seed", "stop_sequences": "stop"},
            "error_classification": {
                "by_http_status": {"418": "overloaded"},
                "by_error_code": {"E7": "quota_exhausted"},
            },
            "retry_policy": {"strategy": "fixed_delay", "max_retries": 5, "min_delay_ms": 250, "jitter": "none"},
            "rate_limit_headers": {"requests_limit": "x-limit", "retry_after": None},
        }
    )
    assert (profile.id, profile.name, profile.protocol) == ("published", "Published", "openai_chat")
    assert (profile.auth.type, profile.auth.env) == ("bearer", ("PUBLISHED_TOKEN",))
    assert (profile.quirks.max_tokens_field, dict(profile.quirks.rename)) == ("max_new_tokens", {"seed": "random_seed"})
    assert dict(profile.quirks.error_codes) == {"E7": "quota_exhausted"}
    assert dict(profile.retry) == {"strategy": "constant", "max_retries": 5, "base": 0.25, "jitter": "none"}
    assert profile.rate_limit_headers == ("x-limit",)
    assert profile.capabilities["tools"] is True


@pytest.mark.parametrize(
    ("change", "family"),
    [
        ({"payload_format": "anthropic_style"}, "anthropic_messages"),
        ({"streaming": {"decoder": {"format": "anthropic_sse"}}}, "anthropic_messages"),
        ({"api_families": {"chat": {"request_format": "gemini"}}}, "gemini_generate_content"),
        ({"endpoints": {"chat": {"path": "/chat", "adapter": "cohere_v2"}}}, "cohere_v2"),
        (
            {"endpoint": {"base_url": "https://a.example", "chat": "/models/{model}:generateContent"}},
            "gemini_generate_content",
        ),
        ({"endpoint": {"base_url": "https://a.example", "chat": "/v1/messages"}}, "anthropic_messages"),
        ({"provider_contract": {"api_style": "anthropic_messages"}}, "anthropic_messages"),
        ({}, "openai_chat"),
    ],
)
def test_the_family_of_a_published_manifest(change: dict[str, Any], family: str) -> None:
    assert load_manifest({**PUBLISHED, **change}).protocol == family


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        ({"type": "bearer"}, ("bearer", None, None, None)),
        ({"type": "bearer", "prefix": ""}, ("header", "Authorization", "", None)),
        ({"type": "bearer", "header": "X-Auth", "prefix": "Token"}, ("header", "X-Auth", "Token", None)),
        ({"type": "api_key"}, ("header", "X-API-Key", None, None)),
        ({"type": "custom_header", "header": "x-key"}, ("header", "x-key", None, None)),
        ({"type": "api_key", "header_name": "x-key"}, ("header", "x-key", None, None)),
        ({"type": "query_param"}, ("query", None, None, "api_key")),
        ({"type": "query_param", "param_name": "key"}, ("query", None, None, "key")),
        ({"type": "something_new"}, ("bearer", None, None, None)),
    ],
)
def test_authentication_of_a_published_manifest(auth: dict[str, Any], expected: tuple[Any, ...]) -> None:
    found = load_manifest({**PUBLISHED, "endpoint": {**PUBLISHED["endpoint"], "auth": auth}}).auth
    assert (found.type, found.header, found.prefix, found.param) == expected


def test_the_older_auth_counts_only_alone() -> None:
    old = {"type": "api_key", "key_env": "OLD_KEY"}
    manifest = PublishedManifest.of({**PUBLISHED, "auth": old})
    assert manifest.profile().auth.env == ("PUBLISHED_TOKEN",)
    assert manifest.diagnostics
    alone = PublishedManifest.of({**PUBLISHED, "auth": old, "endpoint": {"base_url": "https://api.example.com/v1"}})
    assert alone.profile().auth.env == ("OLD_KEY",)
    assert alone.diagnostics == ()


def test_unknown_fields_of_a_published_manifest_are_kept() -> None:
    manifest = PublishedManifest.of({**PUBLISHED, "from_the_future": {"a": 1}})
    assert manifest.data["from_the_future"] == {"a": 1}


def test_errors_of_a_published_manifest_have_their_paths() -> None:
    found = errors_of(
        {
            "id": "has blanks",
            "protocol_version": 2.0,
            "endpoint": {"base_url": "nowhere", "auth": {"token_env": "sk-planted-1"}},
            "capabilities": 7,
            "error_classification": {"by_http_status": {"429": "to_many"}},
            "retry_policy": {"strategy": "sometimes", "max_retries": -1},
            "streaming": {"event_map": [{"emit": "StreamEnd"}]},
        }
    )
    assert [error.partition(":")[0] for error in found] == [
        *(
            "protocol_version",
            "id",
            "endpoint.base_url",
            "endpoint.auth.type",
            "endpoint.auth.token_env",
            "capabilities",
        ),
        *("error_classification.by_http_status.429", "retry_policy.max_retries", "retry_policy.strategy"),
        "streaming.event_map[0].match",
    ]
    assert "planted" not in "".join(found)
    assert [error.partition(":")[0] for error in errors_of({"$schema": "https://x/ai-protocol/v1.json"})] == [
        *("id", "protocol_version", "endpoint"),
    ]


def test_a_capability_that_is_not_declared_is_refused_before_anything_is_sent(provider: EmbeddedProvider) -> None:
    data = {
        **PUBLISHED,
        "endpoint": {"base_url": provider.base_url, "chat": "/chat/completions"},
        "capabilities": ["text", "streaming"],
    }
    before = len(provider.requests)
    with Client.from_manifest(data, "embedded-chat", api_key="key") as client:
        with pytest.raises(UnsupportedFeatureError):
            client.chat_completion("What is the time?", tools=[Tool.function("now")])
        with pytest.raises(UnsupportedFeatureError):
            client.chat_completion("Think", reasoning=Reasoning(effort="low"))
        with pytest.raises(UnsupportedFeatureError):
            client.chat_completion([Message.user(["What is it?", Content.image_url("https://a.example/b.png")])])
        assert len(provider.requests) == before
        assert client.chat_completion("Say hello").text
    with pytest.raises(CapabilityMissing, match="mcp_client") as caught:
        PublishedManifest.of(data).require("MCPListTools")
    assert caught.value.code_standard == "E1005"


def test_default_parameters_are_never_sent_unasked(provider: EmbeddedProvider) -> None:
    data = {
        **PUBLISHED,
        "endpoint": {"base_url": provider.base_url, "chat": "/chat/completions"},
        "parameters": {"temperature": {"type": "float", "default": 1.0}, "max_tokens": {"type": "integer"}},
    }
    manifest = PublishedManifest.of(data)
    assert manifest.provider_parameters({"max_tokens": 5}, defaults=True) == {"temperature": 1.0, "max_tokens": 5}
    assert manifest.provider_parameters({"max_tokens": 5}) == {"max_tokens": 5}
    with Client.from_manifest(data, "embedded-chat", api_key="key") as client:
        client.chat_completion("Say hello", max_tokens=5)
    assert "temperature" not in provider.requests[-1].body
    assert provider.requests[-1].body["max_tokens"] == 5


def test_parameters_may_lie_deep() -> None:
    manifest = PublishedManifest.of(
        {**PUBLISHED, "parameter_mappings": {"temperature": "config.temperature", "top_p": "p"}}
    )
    assert manifest.provider_parameters({"temperature": 1, "top_p": 0.5, "seed": None}) == {
        "config": {"temperature": 1},
        "p": 0.5,
    }


def test_older_manifests_say_true_and_false() -> None:
    data = {**PUBLISHED, "protocol_version": "1.5", "capabilities": {"streaming": True, "tools": True, "vision": False}}
    manifest = PublishedManifest.of(data)
    assert (manifest.declares("tools"), manifest.declares("vision"), manifest.missing(["tools", "mcp"])) == (
        True,
        False,
        ("mcp",),
    )
    assert manifest.profile().quirks.unsupported == {"images", "reasoning"}


def test_tool_calling_may_stand_in_the_capabilities() -> None:
    inside = {"required": ["text", "tools"], "tool_calling": {"native": {"supported": False}}}
    assert PublishedManifest.of({**PUBLISHED, "capabilities": inside}).tool_calling == {"native": {"supported": False}}
    assert PublishedManifest.of(PUBLISHED).tool_calling is None


def test_a_gemini_manifest_embeds_several_texts_at_once() -> None:
    endpoint = {
        "base_url": "https://gemini.example/v1beta",
        "chat": "/models/{model}:generateContent",
        "embeddings": "/models/{model}:embedContent",
    }
    profile = load_manifest({**PUBLISHED, "endpoint": endpoint})
    assert profile.endpoints["embeddings"] == "/models/{model}:batchEmbedContents"
    assert profile.endpoints["chat_stream"] == "/models/{model}:streamGenerateContent?alt=sse"


def test_a_general_code_of_a_manifest_does_not_hide_what_the_message_says() -> None:
    codes = {"invalid_request_error": "invalid_request", "overloaded_error": "overloaded"}
    profile = load_manifest({**PUBLISHED, "error_classification": {"by_error_code": codes}})
    assert dict(profile.quirks.error_codes) == {"overloaded_error": "overloaded"}


def test_the_manifest_says_what_a_status_means(provider: EmbeddedProvider) -> None:
    data = {
        **PUBLISHED,
        "endpoint": {"base_url": provider.base_url, "chat": "/chat/completions"},
        "error_classification": {"by_http_status": {"418": "overloaded"}, "by_error_code": {"E7": "quota_exhausted"}},
    }
    with Client.from_manifest(data, "embedded-chat", api_key="key", max_retries=0) as client:
        provider.answer(times=1, fault=Fault(status=418, body={"error": {"message": "busy"}}))
        with pytest.raises(Overloaded):
            client.chat_completion("Say hello")
        provider.answer(times=1, fault=Fault(status=418, body={"error": {"message": "no", "code": "E7"}}))
        with pytest.raises(QuotaExhausted):
            client.chat_completion("Say hello")


def test_the_retry_policy_of_a_manifest_is_the_clients_unless_it_has_its_own() -> None:
    data = {**PUBLISHED, "retry_policy": {"strategy": "exponential_backoff", "max_retries": 7, "min_delay_ms": 100}}
    with Client.from_manifest(data, api_key="key") as client:
        assert (client.retry.max_retries, client.retry.base) == (7, 0.1)
    with Client.from_manifest(data, api_key="key", max_retries=1) as client:
        assert client.retry.max_retries == 1


def test_operations_have_their_endpoints() -> None:
    manifest = PublishedManifest.of(
        {
            **PUBLISHED,
            "endpoints": {"video_get": {"path": "/v/{id}", "method": "get"}},
            "services": {"list_models": {"path": "/m"}},
        }
    )
    assert manifest.endpoint_for("video_get") == ("/v/{id}", "GET")
    assert manifest.endpoint_for("list_models") == ("/m", "GET")
    assert manifest.endpoint_for("chat") == ("/chat/completions", "POST")
    assert manifest.endpoint_for("mcp", "/mcp") == ("/mcp", "POST")
    with pytest.raises(CapabilityMissing):
        manifest.endpoint_for("mcp")


@pytest.mark.parametrize(
    ("chat", "auth", "asked"),
    [
        ("/v1/chat/completions", {"type": "bearer"}, "/v1/chat/completions"),
        ("/v1/messages", {"type": "custom_header", "header": "x-api-key"}, "/v1/messages"),
        ("/v1/models/{model}:generateContent", {"type": "query_param"}, "/v1/models/m:generateContent?api_key=key"),
    ],
)
def test_the_same_program_talks_to_every_family(
    recorder: tuple[str, list[str]], chat: str, auth: dict[str, Any], asked: str
) -> None:
    data = {**PUBLISHED, "endpoint": {"base_url": recorder[0], "chat": chat, "auth": auth}}
    with Client.from_manifest(data, "m", api_key="key") as client:
        assert client.chat_completion("hi").text == "hi"
        assert client.chat_completion("hi").finish_reason == "stop"
    assert recorder[1] == [asked] * 2
