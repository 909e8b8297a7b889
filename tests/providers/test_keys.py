"""Keys: where they are found, how they travel, and where they never go."""

from __future__ import annotations

import copy
import logging
import pickle

import pytest

from ailib.errors import ConfigurationError, UnsupportedFeatureError
from ailib.providers.catalogue import get_provider, provider_ids
from ailib.providers.credentials import (
    BearerAuth,
    HeaderAuth,
    NoAuth,
    QueryAuth,
    Secret,
    auth_for,
    detect_provider,
    env_headers,
    resolve_key,
)
from ailib.providers.profile import AuthScheme
from ailib.transport.base import HttpRequest

KEY = "sk-top-secret"
JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln"


def sent(auth: BearerAuth | HeaderAuth | QueryAuth | NoAuth, **headers: str) -> HttpRequest:
    request = HttpRequest("POST", "https://example.com/v1/chat?x=1", dict(headers), b"{}", auth)
    auth.apply(request)
    return request


def revealed(
    name: str, explicit: object = None, environ: dict[str, str] | None = None, **options: object
) -> str | None:
    found = resolve_key(get_provider(name), explicit, environ or {}, **options)  # type: ignore[arg-type]
    assert found.secret is None or isinstance(found.secret, Secret)
    return found.secret.reveal() if found.secret else None


# Where a key comes from


def test_explicit_then_own_then_generic() -> None:
    environ = {"GROQ_API_KEY": "own", "AI_API_KEY": "generic"}
    assert revealed("groq", "explicit", environ) == "explicit"
    assert revealed("groq", None, environ) == "own"
    assert revealed("groq", None, {"AI_API_KEY": "generic"}) == "generic"
    assert revealed("groq", None, {}) is None


def test_source_is_told() -> None:
    profile = get_provider("xai")
    assert resolve_key(profile, "k", {}).source == "explicit"
    found = resolve_key(profile, None, {"GROK_API_KEY": "k"})
    assert (found.source, found.source_name) == ("manifest_env", "GROK_API_KEY")
    found = resolve_key(get_provider("mistral"), None, {"AI_API_KEY": "k"})
    assert (found.source, found.source_name) == ("generic_env", "AI_API_KEY")
    found = resolve_key(get_provider("scaleway"), None, {"SCALEWAY_API_KEY": "k"})
    assert (found.source, found.source_name) == ("conventional_env", "SCALEWAY_API_KEY")


def test_conventional_names_come_first() -> None:
    environ = {"DASHSCOPE_API_KEY": "first", "QWEN_API_KEY": "second", "AI_API_KEY": "third"}
    assert revealed("qwen", None, environ) == "first"
    del environ["DASHSCOPE_API_KEY"]
    assert revealed("qwen", None, environ) == "second"


@pytest.mark.parametrize("empty", ["", "   ", "\n"])
def test_empty_counts_as_unset(empty: str) -> None:
    assert revealed("openai", None, {"OPENAI_API_KEY": empty, "AI_API_KEY": "generic"}) == "generic"
    assert revealed("openai", empty, {"OPENAI_API_KEY": "own"}) == "own"
    assert revealed("openai", Secret(empty), {"OPENAI_API_KEY": "own"}) == "own"


def test_values_are_trimmed() -> None:
    assert revealed("openai", None, {"OPENAI_API_KEY": f" {KEY}\n"}) == KEY
    assert revealed("openai", f"{KEY}\n", {}) == KEY


def test_missing_key_names_the_variables() -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolve_key(get_provider("gemini"), None, {}).require()
    assert "GEMINI_API_KEY or GOOGLE_API_KEY or AI_API_KEY is not set" in str(caught.value)
    assert caught.value.provider == "gemini"


@pytest.mark.parametrize("name", ["ollama", "vllm", "lmstudio", "llamacpp", "sglang", "tgi", "embedded"])
def test_local_server_needs_no_key(name: str) -> None:
    found = resolve_key(get_provider(name), None, {})
    assert found.require() is None
    assert "Authorization" not in sent(auth_for(get_provider(name), found.secret, found.scheme)).headers


def test_local_address_needs_no_key() -> None:
    profile = get_provider("openai")
    assert resolve_key(profile, None, {}, base_url="http://127.0.0.1:8000/v1").require() is None
    assert resolve_key(profile, None, {"OPENAI_BASE_URL": "localhost:8000"}).require() is None
    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY"):
        resolve_key(profile, None, {}, base_url="https://gateway.example.com/v1").require()


def test_local_server_takes_a_key() -> None:
    assert revealed("ollama", None, {"OLLAMA_API_KEY": "k"}) == "k"
    profile = get_provider("ollama")
    found = resolve_key(profile, "mine", {})
    assert found.secret is not None
    assert sent(auth_for(profile, found.secret, found.scheme)).headers["Authorization"] == "Bearer mine"


# Where a key never goes


def test_keys_stay_with_their_provider() -> None:
    keys = {"OPENAI_API_KEY": "o", "ANTHROPIC_API_KEY": "a", "LLAMA_API_KEY": "l", "HF_TOKEN": "h"}
    assert revealed("groq", None, keys) is None
    assert revealed("openai", None, keys) == "o"
    # Variables that also belong to a hosted service are not sent to a server of somebody else.
    assert revealed("llamacpp", None, keys) is None
    assert revealed("tgi", None, keys) is None


def test_key_is_not_sent_to_another_providers_host() -> None:
    environ = {"OPENAI_API_KEY": KEY}
    found = resolve_key(get_provider("openai"), None, environ, base_url="https://api.groq.com/openai/v1")
    assert found.secret is None
    with pytest.raises(ConfigurationError, match=r"OPENAI_API_KEY is not sent to api\.groq\.com.*address of groq"):
        found.require()
    assert revealed("openai", None, {**environ, "AI_BASE_URL": "https://api.groq.com/openai/v1"}) is None
    # An explicit key, or an address in the provider's own variable, is the user's word.
    assert revealed("openai", "mine", environ, base_url="https://api.groq.com/openai/v1") == "mine"
    assert revealed("openai", None, {**environ, "OPENAI_BASE_URL": "https://api.groq.com/openai/v1"}) == KEY
    assert revealed("openai", None, environ, base_url="https://eu.api.openai.com/v1") == KEY


def test_generic_key_belongs_to_the_named_provider() -> None:
    environ = {"AI_API_KEY": "k", "AI_MODEL": "openai/gpt-4o"}
    assert revealed("openai", None, environ) == "k"
    assert revealed("groq", None, environ) is None
    assert revealed("groq", None, {"AI_API_KEY": "k", "AI_MODEL": "gpt-4o"}) == "k"
    assert revealed("groq", None, {"AI_API_KEY": "k"}, generic=False) is None
    assert revealed("ollama", None, {"AI_API_KEY": "k"}) is None
    assert revealed("ollama", None, {"AI_API_KEY": "k", "AI_BASE_URL": "https://gateway.example.com"}) == "k"


def test_signing_identity_is_not_a_key() -> None:
    environ = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": KEY}
    found = resolve_key(get_provider("bedrock"), None, environ)
    assert (found.secret, found.source, found.source_name) == (None, "ambient", "AWS_ACCESS_KEY_ID")
    assert found.require() is None
    assert revealed("bedrock", None, {**environ, "AWS_BEARER_TOKEN_BEDROCK": "t"}) == "t"
    assert revealed("vertex", None, {"GOOGLE_APPLICATION_CREDENTIALS": "/key.json"}) is None


def test_second_scheme_has_its_own_header() -> None:
    profile = get_provider("anthropic")
    found = resolve_key(profile, None, {"ANTHROPIC_AUTH_TOKEN": "t"})
    assert found.secret is not None
    assert sent(auth_for(profile, found.secret, found.scheme)).headers == {"Authorization": "Bearer t"}
    found = resolve_key(profile, None, {"ANTHROPIC_AUTH_TOKEN": "t", "ANTHROPIC_API_KEY": "k"})
    assert found.secret is not None
    assert sent(auth_for(profile, found.secret, found.scheme)).headers == {"x-api-key": "k"}


def test_key_that_must_be_exchanged_is_not_sent() -> None:
    profile = get_provider("gigachat")
    found = resolve_key(profile, None, {"GIGACHAT_CREDENTIALS": KEY})
    assert found.fetched
    with pytest.raises(ConfigurationError, match="exchanged for an access token") as caught:
        auth_for(profile, Secret(KEY), found.scheme)
    assert KEY not in str(caught.value)
    # What is passed explicitly is a key too, unless it is a token by its looks or comes from a function.
    assert resolve_key(profile, KEY, {}).fetched
    found = resolve_key(profile, JWT, {})
    assert not found.fetched
    assert sent(auth_for(profile, JWT, found.scheme)).headers == {"Authorization": f"Bearer {JWT}"}
    assert resolve_key(profile, lambda: "token", {}).scheme.type == "bearer"
    found = resolve_key(profile, None, {"GIGACHAT_ACCESS_TOKEN": "t"})
    assert sent(auth_for(profile, "t", found.scheme)).headers == {"Authorization": "Bearer t"}


def test_signature_that_nobody_makes_is_refused() -> None:
    profile = get_provider("oci")
    found = resolve_key(profile, None, {"OCI_KEY_FILE": "/key.pem"})
    assert (found.source, found.source_name) == ("ambient", "OCI_KEY_FILE")
    with pytest.raises(UnsupportedFeatureError, match="wants signed requests") as caught:
        auth_for(profile, None, found.scheme)
    assert caught.value.hint is not None
    assert "bearer token" in caught.value.hint
    # A token that the user has is sent.
    found = resolve_key(profile, "t", {})
    assert sent(auth_for(profile, "t", found.scheme)).headers == {"Authorization": "Bearer t"}


def test_identity_needs_all_its_variables() -> None:
    profile = get_provider("azure-openai")
    whole = {"AZURE_TENANT_ID": "t", "AZURE_CLIENT_ID": "c", "AZURE_CLIENT_SECRET": KEY}
    address = "https://x.openai.azure.com/openai/v1"
    found = resolve_key(profile, None, whole, base_url=address)
    assert (found.secret, found.source, found.source_name) == (None, "ambient", "AZURE_CLIENT_SECRET")
    assert found.fetched
    for name in whole:
        some = {key: value for key, value in whole.items() if key != name}
        assert resolve_key(profile, None, some, base_url=address, stored=False).source == "none"
    assert resolve_key(profile, None, {**whole, "AZURE_API_KEY": "k"}, base_url=address).source_name == "AZURE_API_KEY"
    found = resolve_key(
        get_provider("databricks"), None, {"DATABRICKS_CLIENT_ID": "c"}, base_url="https://w.example.com"
    )
    assert found.source == "none"
    with pytest.raises(ConfigurationError, match="DATABRICKS_CLIENT_SECRET"):
        found.require()


# How it travels


@pytest.mark.parametrize(
    ("provider", "variable", "header", "value"),
    [
        ("groq", "GROQ_API_KEY", "Authorization", "Bearer k"),
        ("xai", "GROK_API_KEY", "Authorization", "Bearer k"),
        ("ollama", "OLLAMA_API_KEY", "Authorization", "Bearer k"),
        ("deepseek", "DEEPSEEK_API_KEY", "Authorization", "Bearer k"),
        ("anthropic", "ANTHROPIC_API_KEY", "x-api-key", "k"),
        ("azure-openai", "AZURE_OPENAI_API_KEY", "api-key", "k"),
        ("huggingface", "HUGGINGFACE_API_KEY", "Authorization", "Bearer k"),
        ("together", "TOGETHER_API_KEY", "Authorization", "Bearer k"),
        ("openrouter", "OPENROUTER_API_KEY", "Authorization", "Bearer k"),
        ("replicate", "REPLICATE_API_TOKEN", "Authorization", "Bearer k"),
        ("baidu", "BAIDU_WENXIN_API_KEY", "Authorization", "Bearer k"),
        ("hunyuan", "TENCENT_HUNYUAN_API_KEY", "Authorization", "Bearer k"),
        ("spark", "IFLYTEK_API_KEY", "Authorization", "Bearer k"),
        ("moonshot", "MOONSHOT_API_KEY", "Authorization", "Bearer k"),
        ("zhipu", "ZHIPU_API_KEY", "Authorization", "Bearer k"),
        ("minimax", "MINIMAX_API_KEY", "Authorization", "Bearer k"),
        ("openai", "OPENAI_API_KEY", "Authorization", "Bearer k"),
        ("qwen", "DASHSCOPE_API_KEY", "Authorization", "Bearer k"),
        ("gemini", "GEMINI_API_KEY", "x-goog-api-key", "k"),
        ("mistral", "MISTRAL_API_KEY", "Authorization", "Bearer k"),
        ("cohere", "COHERE_API_KEY", "Authorization", "Bearer k"),
        ("perplexity", "PERPLEXITY_API_KEY", "Authorization", "Bearer k"),
        ("ai21", "AI21_API_KEY", "Authorization", "Bearer k"),
        ("deepgram", "DEEPGRAM_API_KEY", "Authorization", "Token k"),
        ("assemblyai", "ASSEMBLYAI_API_KEY", "Authorization", "k"),
    ],
)
def test_key_goes_into_the_right_header(provider: str, variable: str, header: str, value: str) -> None:
    profile = get_provider(provider)
    found = resolve_key(profile, None, {variable: "k"})
    assert sent(auth_for(profile, found.secret, found.scheme)).headers == {header: value}


@pytest.mark.parametrize("name", provider_ids())
def test_every_provider_takes_an_explicit_key(name: str) -> None:
    profile = get_provider(name, ended=True)
    found = resolve_key(profile, KEY, {})
    if found.fetched:
        assert profile.auth.details["token_url"].startswith("https://")
        return
    assert isinstance(found.secret, Secret)
    request = sent(auth_for(profile, found.secret, found.scheme))
    assert KEY in "".join(request.headers.values()) + request.url


def test_users_own_header_wins() -> None:
    assert sent(BearerAuth(KEY), authorization="Basic mine").headers == {"authorization": "Basic mine"}
    assert sent(HeaderAuth("x-api-key", KEY), **{"X-Api-Key": "mine"}).headers == {"X-Api-Key": "mine"}


def test_query_key() -> None:
    assert sent(QueryAuth("key", "a b&c")).url == "https://example.com/v1/chat?x=1&key=a%20b%26c"
    request = HttpRequest("GET", "https://example.com/v1#part", {})
    QueryAuth("key", "k").apply(request)
    assert request.url == "https://example.com/v1?key=k#part"
    QueryAuth("key", "other").apply(request)
    assert request.url == "https://example.com/v1?key=k#part"


def test_no_auth_changes_nothing() -> None:
    request = sent(NoAuth(), Accept="text/plain")
    assert request.headers == {"Accept": "text/plain"}


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (AuthScheme("bearer"), {"Authorization": "Bearer k"}),
        (AuthScheme("bearer", prefix=""), {"Authorization": "k"}),
        (AuthScheme("bearer", header="X-Auth"), {"X-Auth": "Bearer k"}),
        (AuthScheme("bearer", prefix="Token"), {"Authorization": "Token k"}),
        (AuthScheme("header"), {"X-API-Key": "k"}),
        (AuthScheme("api_key"), {"X-API-Key": "k"}),
        (AuthScheme("custom_header", header="X-Mine", prefix="Key"), {"X-Mine": "Key k"}),
        (AuthScheme("a kind of next year"), {"Authorization": "Bearer k"}),
    ],
)
def test_schemes_and_their_defaults(scheme: AuthScheme, expected: dict[str, str]) -> None:
    assert sent(auth_for(get_provider("openai"), "k", scheme)).headers == expected


@pytest.mark.parametrize("kind", ["query", "query_param"])
def test_query_scheme_has_a_default_name(kind: str) -> None:
    assert sent(auth_for(get_provider("openai"), "k", AuthScheme(kind))).url.endswith("&api_key=k")


@pytest.mark.parametrize("bad", [7, b"bytes", ["k"], object()])
def test_what_can_be_no_key_is_refused(bad: object) -> None:
    with pytest.raises(ConfigurationError, match="api_key must be a string"):
        resolve_key(get_provider("openai"), bad, {})  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [f"{KEY}\r\nX-Evil: 1", f"{KEY}\n", f"{KEY}\0", f"{KEY}\u2026", f"\u201c{KEY}\u201d"])
@pytest.mark.parametrize("make", [BearerAuth, lambda key: HeaderAuth("x", key), lambda key: QueryAuth("k", key)])
def test_key_that_no_header_carries_is_refused(make: object, bad: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make(bad)  # type: ignore[operator]
    chain: list[str] = []
    error: BaseException | None = caught.value
    while error is not None and not error.__suppress_context__:
        chain.append(repr(error) + str(error))
        error = error.__context__
    assert KEY not in "".join(chain) + repr(caught.value)


def test_environment_headers() -> None:
    openai = get_provider("openai")
    assert env_headers(openai, {"OPENAI_ORG_ID": "org", "OPENAI_PROJECT_ID": " "}) == {"OpenAI-Organization": "org"}
    assert env_headers(get_provider("anthropic"), {}) == {"anthropic-version": "2023-06-01"}
    assert env_headers(get_provider("openrouter"), {}) == {}


# What never shows


def test_secret_is_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(KEY)
    found = resolve_key(get_provider("openai"), KEY, {})
    logging.getLogger("test").warning("%s %r", secret, found)
    shown = [
        *(repr(secret), str(secret), f"{secret}", f"{secret:>40}", f"{secret!r}", "%s" % secret),  # noqa: UP031
        *(repr(found), str(found), repr([secret]), repr({"k": secret})),
        *(repr(BearerAuth(secret)), repr(HeaderAuth("x", secret, "Key")), repr(QueryAuth("k", secret)), caplog.text),
    ]
    assert all(KEY not in text for text in shown)
    assert secret.reveal() == KEY


def test_secret_compares_by_value() -> None:
    assert Secret(KEY) == Secret(Secret(KEY))
    assert Secret(KEY) != Secret("other")
    assert Secret(KEY) != KEY
    assert len({Secret(KEY), Secret(KEY)}) == 1
    assert not Secret("")


def test_secret_is_not_pickled() -> None:
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(Secret(KEY))
    assert copy.deepcopy([Secret(KEY)])[0].reveal() == KEY


# Which provider the environment means


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, None),
        ({"GROQ_API_KEY": "k", "ANTHROPIC_API_KEY": "k"}, "anthropic"),
        ({"GROQ_API_KEY": "k", "OPENAI_API_KEY": " "}, "groq"),
        ({"COHERE_API_KEY": "k", "MISTRAL_API_KEY": "k"}, "mistral"),
        ({"QWEN_API_KEY": "k"}, "qwen"),
        ({"AWS_ACCESS_KEY_ID": "k", "GOOGLE_APPLICATION_CREDENTIALS": "x"}, None),
        ({"AWS_BEARER_TOKEN_BEDROCK": "k"}, "bedrock"),
        ({"OLLAMA_API_KEY": "k"}, "ollama-cloud"),
        ({"GITHUB_TOKEN": "k", "ELEVENLABS_API_KEY": "k", "AI_API_KEY": "k"}, None),
    ],
)
def test_first_provider_with_a_key(environ: dict[str, str], expected: str | None) -> None:
    found = detect_provider(environ)
    assert (found.id if found else None) == expected
