"""The same lines for every provider of the catalogue: an answer, or an error that says why there is none (promise 1)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from ailib import AilibError, Client, ConfigurationError, UnsupportedFeatureError
from ailib.core.target import resolve_target
from ailib.providers.catalogue import get_provider, provider_ids
from ailib.testing import EmbeddedProvider

from ..transport.rawserver import Connection, RawRequest, RawServer, each_request, response

# A token by its looks: nothing that would have to be exchanged for one first.
KEY = "eyJhbGciOi.never.a-key"
# Why a provider cannot be used at all, as the error says it.
NONE = {
    "anyscale": "service of Anyscale Endpoints has ended",
    "github-models": "service of GitHub Models has ended",
    "black-forest-labs": "it makes images",
    "fal": "it makes images",
    "recraft": "it makes images",
    "stability": "it makes images",
    "deepgram": "it turns speech into text and text into speech",
    "elevenlabs": "it turns text into speech and speech into text",
    "soniox": "it turns speech into text",
    "oci": "requests are signed with a key of Oracle's",
    "replicate": "each of its models has an input of its own",
}
# Those whose address only their user knows, and how the error asks for it.
NOWHERE = {
    "azure-foundry": "AZURE_AI_CHAT_ENDPOINT is not set",
    "huggingface-endpoints": "Pass base_url=... or set HF_API_BASE",
    "lepton": "LEPTON_BASE_URL is not set",
}
EMBED_ONLY = ["infinity", "jina", "voyage"]
# Two that the embedded provider has under a path of their own.
BASES = {"vertex": "vertex", "vertex-anthropic": "vertex_anthropic"}
ANSWER = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello."}, "finish_reason": "stop"}]}
CHUNK = {"choices": [{"index": 0, "delta": {"content": "Hello."}, "finish_reason": "stop"}]}


def settings() -> dict[str, str]:
    """Every setting that any provider wants to know beside its key."""
    found: dict[str, str] = {}
    for name in provider_ids():
        for setting, variables in get_provider(name, ended=True).extra_env.items():
            found[variables[0]] = "us-east-1" if setting in ("region", "location") else "x1"
    return found


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in settings().items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def stub() -> Iterator[RawServer]:
    """OpenAI's chat API under any path, for those providers that have it under one of their own."""

    def answer(connection: Connection, request: RawRequest) -> None:
        if "stream" in request.target or b'"stream":true' in request.body:
            body = f"data: {json.dumps(CHUNK)}\n\ndata: [DONE]\n\n".encode()
            connection.send(response(body, headers={"Content-Type": "text/event-stream"}))
        else:
            connection.send(response(json.dumps(ANSWER).encode(), headers={"Content-Type": "application/json"}))

    with RawServer(each_request(answer)) as server:
        yield server


def chatting() -> list[str]:
    return [name for name in provider_ids() if name not in NONE and name not in EMBED_ONLY]


# They have no chats, but speech or pictures that `ailib.services` knows: the chat says why not, not the client.
SPEAKING = {"deepgram", "elevenlabs", "recraft"}


def test_every_provider_is_a_client_or_says_why_not(configured: None, shared_embedded: EmbeddedProvider) -> None:
    """The class of the error, and the reason in its text."""
    reasons = {**NONE, **NOWHERE}
    for name in provider_ids():
        if name not in reasons:
            with Client(name, api_key=KEY) as client:
                assert client.provider == name
            continue
        if name in SPEAKING:
            with Client(name, api_key=KEY) as client, pytest.raises(UnsupportedFeatureError) as caught:
                client.chat_completion("hi")
            assert reasons[name] in str(caught.value), name
            continue
        unsupported = name in NONE and "has ended" not in NONE[name]
        with pytest.raises(UnsupportedFeatureError if unsupported else ConfigurationError) as caught:
            Client(name, api_key=KEY)
        assert reasons[name] in str(caught.value), name
    assert set(reasons) < set(provider_ids())


def test_without_a_key_the_error_names_the_variables() -> None:
    """For every provider whose key is nothing but a key."""
    seen = 0
    for name in chatting():
        profile = get_provider(name)
        schemes = [one for one in (profile.auth, profile.auth.alternative) if one is not None]
        # This machine may have an identity: what its libraries find is asked when a call is made.
        ambient = any(one.ambient or one.type == "oauth_entra" for one in schemes)
        local = "://localhost" in (profile.base_url or "")
        if not profile.auth.required or ambient or local or name in NOWHERE:
            continue
        with pytest.raises(ConfigurationError, match="No API key for") as caught:
            resolve_target(name, environ=settings())
        assert (profile.auth.env[0] if profile.auth.env else f"{profile.prefix}_API_KEY") in str(caught.value), name
        seen += 1
    assert seen > 80


def family_of(name: str) -> str:
    """The family that is spoken with a provider."""
    address = "http://127.0.0.1:1/v1"
    return resolve_target(name, api_key=KEY, base_url=address, environ=settings()).dialect.name


def served(name: str, family: str) -> bool:
    """Whether the embedded provider has this provider's chats where it wants them."""
    profile = get_provider(name)
    path = profile.endpoints.get("chat") if profile.protocol == "openai_chat" else None
    return path in (None, "/chat/completions")


def test_the_same_lines_chat_with_every_provider(
    api: Any, embedded: EmbeddedProvider, stub: RawServer, configured: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """A whole answer and a streamed one, over a socket, in the provider's own family."""
    embedded.answer(text="Hello.")
    families: Counter[str] = Counter()
    elsewhere: list[str] = []
    wrong: list[str] = []
    for name in chatting():
        family = family_of(name)
        base_url = embedded.base_url_for(BASES.get(name, family))
        if not served(name, family):
            base_url = stub.url
            elsewhere.append(name)
        # The three lines.
        client = api.client(f"{name}/embedded-chat", api_key=KEY, base_url=base_url, max_retries=0)
        try:
            whole = client.chat_completion("Say hello")
            streamed = client.chat_completion_stream("Say hello").collect()
        except AilibError as error:
            wrong.append(f"{name}: {error}")
            continue
        if not (whole.text == streamed.text == "Hello." and whole.finish_reason == streamed.finish_reason == "stop"):
            wrong.append(f"{name}: {whole.text!r}, {streamed.text!r}")
        if whole.provider != name:
            wrong.append(f"{name}: answered as {whole.provider}")
        families[family] += 1
    with capsys.disabled():
        print(f"\n{families.total()} of {len(provider_ids())} providers chat ({api.name}): {dict(families)}")
    assert not wrong, "\n".join(wrong)
    assert sorted(elsewhere) == ["azure-foundry", "sagemaker", "watsonx", "writer"]
    assert families.total() == len(chatting()) == 107
    assert set(families) == {
        *("openai_chat", "openai_responses", "anthropic_messages", "gemini_generate_content"),
        *("bedrock_converse", "cohere_v2", "ollama_native"),
    }
