"""Azure: the same requests as with the official package, and what a user sees besides."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from ailib import AsyncClient, Client
from ailib.errors import AilibError, ConfigurationError, InvalidRequestError, UnsupportedFeatureError
from ailib.openai import AsyncAzureOpenAI, AzureOpenAI, NotFoundError, OpenAI
from ailib.testing import EmbeddedProvider

from .recorder import Asked, Recorder, recorder
from .test_all_operations import arguments, endpoints, operations, prepared, reach

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
VERSION = "2024-10-21"


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "AD_TOKEN", "ENDPOINT"):
        monkeypatch.delenv(f"AZURE_OPENAI_{name}", raising=False)
    monkeypatch.delenv("OPENAI_API_VERSION", raising=False)


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recorder() as made:
        made.say({"id": "x", "data": [], "has_more": False})
        yield made


def root(server: Recorder) -> str:
    return server.url.removesuffix("/v1")


def facts(asked: Asked) -> Any:
    keys = {name: value for name, value in asked.headers.items() if name in ("api-key", "authorization")}
    return asked.method, asked.path, asked.query, keys, asked.content if asked.body else b""


WAYS: list[dict[str, Any]] = [
    {"api_key": "key"},
    {"api_key": "key", "azure_deployment": "my dep/loyment"},
    {"azure_ad_token": "a token"},
    {"azure_ad_token_provider": lambda: "another token", "azure_deployment": "d"},
    {"api_key": "key", "default_query": {"x": "y"}},
    {"api_key": "key", "base_url": "/gateway"},
    {"api_key": "key", "base_url": "/gateway/deployments/d"},
]
CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("chat.completions.create", (), {"model": "gpt-4o", "messages": []}),
    ("chat.completions.create", (), {"model": "a/b c", "messages": []}),
    ("embeddings.create", (), {"model": "m", "input": "x", "encoding_format": "float"}),
    ("completions.create", (), {"model": "m", "prompt": "x"}),
    ("audio.transcriptions.create", (), {"model": "whisper", "file": ("a.wav", b"x")}),
    ("audio.speech.create", (), {"model": "tts", "input": "x", "voice": "alloy"}),
    ("images.generate", (), {"model": "dall-e-3", "prompt": "x"}),
    ("images.edit", (), {"model": "m", "prompt": "x", "image": ("a.png", b"x")}),
    ("models.list", (), {}),
    ("files.create", (), {"file": ("a.jsonl", b"x"), "purpose": "batch"}),
    ("responses.create", (), {"model": "m", "input": "x"}),
    ("responses.retrieve", ("r",), {}),
    ("chat.completions.retrieve", ("c",), {}),
    ("beta.threads.create", (), {}),
    ("vector_stores.search", ("v",), {"query": "x"}),
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(way))
def test_calls_are_those_of_the_official_package(server: Recorder, way: dict[str, Any]) -> None:
    official = pytest.importorskip("openai")
    way = {"api_version": VERSION, "max_retries": 0, **way}
    if "base_url" in way:
        way["base_url"] = root(server) + way["base_url"]
    else:
        way["azure_endpoint"] = root(server)
    official_way = dict(way)
    if "azure_deployment" in way and "/" in way["azure_deployment"]:
        official_way["azure_deployment"] = "my%20dep%2Floyment"  # it takes what is given as it is
    with official.AzureOpenAI(**official_way) as theirs, AzureOpenAI(**way) as mine:
        for name, args, keywords in CALLS:
            reach(theirs, tuple(name.split(".")))(*args, **keywords)
            expected = facts(server.take())
            reach(mine, tuple(name.split(".")))(*args, **keywords)
            assert facts(server.take()) == expected, name


@pytest.mark.shared
def test_every_operation_has_the_address_of_the_official_package(server: Recorder) -> None:
    official = pytest.importorskip("openai")
    known, compared = operations(), 0
    way: dict[str, Any] = {"api_key": "key", "api_version": VERSION, "azure_endpoint": root(server), "max_retries": 0}
    with official.AzureOpenAI(**way) as theirs, AzureOpenAI(**way) as mine:
        for place, endpoint in endpoints():
            if place[0] == "admin" or place == ("evals", "runs", "cancel"):
                continue
            operation = known[endpoint.method, endpoint.path]
            args, keywords = arguments(endpoint, operation, required_only=True)
            prepared(server, endpoint, operation)
            try:
                method = reach(theirs, place)
            except AttributeError:
                continue
            method(*args, **keywords)
            expected = server.take()
            reach(mine, place)(*args, **keywords)
            asked = server.take()
            assert (asked.method, asked.path, asked.query) == (expected.method, expected.path, expected.query), place
            compared += 1
    assert compared >= 150


def test_the_async_client_is_the_same(server: Recorder) -> None:
    asked = 0

    async def token() -> str:
        nonlocal asked
        asked += 1
        return f"token {asked}"

    async def calls() -> None:
        async with AsyncAzureOpenAI(
            azure_endpoint=root(server), api_version=VERSION, azure_ad_token_provider=token
        ) as client:
            await client.chat.completions.create(model="m", messages=[])
            await client.with_options(azure_ad_token="fixed").files.retrieve("f")

    asyncio.run(calls())
    first, second = map(facts, server.asked)
    assert first[1:4] == (
        "/openai/deployments/m/chat/completions",
        [("api-version", VERSION)],
        {"authorization": "Bearer token 1"},
    )
    assert second[3] == {"authorization": "Bearer fixed"}


def test_a_session_names_its_deployment_in_the_query(server: Recorder) -> None:
    async def connect(**more: Any) -> None:
        async with AsyncAzureOpenAI(
            azure_endpoint=root(server), api_version=VERSION, api_key="k", max_retries=0, **more
        ) as client:
            with pytest.raises(AilibError):  # this server knows no WebSockets
                async with client.realtime.connect(model="rt model"):
                    pass

    for more, deployment in (({}, "rt model"), ({"azure_deployment": "d"}, "d")):
        asyncio.run(connect(**more))
        asked = server.take()
        assert (asked.path, asked.headers["api-key"]) == ("/openai/realtime", "k")
        assert dict(asked.query)["deployment"] == deployment
        assert dict(asked.query)["api-version"] == VERSION


def test_a_token_is_asked_for_before_each_attempt(server: Recorder) -> None:
    tokens = iter("abc")
    server.answer = (503, "application/json", b"{}")
    server.headers = {"retry-after": "0"}
    with (
        AzureOpenAI(
            azure_endpoint=root(server),
            api_version=VERSION,
            azure_ad_token_provider=lambda: next(tokens),
            max_retries=1,
        ) as client,
        pytest.raises(Exception, match="503"),
    ):
        client.models.list()
    assert [one.headers["authorization"] for one in server.asked] == ["Bearer a", "Bearer b"]


@pytest.mark.parametrize(
    ("way", "path"),
    [
        ({"azure_endpoint": "", "api_version": "v1"}, "/openai/v1"),
        ({"azure_endpoint": "/openai/v1/"}, "/openai/v1"),
        ({"base_url": "/openai/v1"}, "/openai/v1"),
    ],
)
def test_the_newer_surface_has_no_deployments_and_needs_no_version(
    server: Recorder, way: dict[str, str], path: str
) -> None:
    way = {name: value if name == "api_version" else root(server) + value for name, value in way.items()}
    with AzureOpenAI(api_key="key", **way) as client:  # type: ignore[arg-type]
        client.chat.completions.create(model="m", messages=[])
        asked = server.take()
        assert (asked.path, asked.query) == (f"{path}/chat/completions", [])
        assert client.api_version is None


def test_the_environment_fills_what_is_not_passed(server: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", root(server))
    monkeypatch.setenv("OPENAI_API_VERSION", VERSION)
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "from the environment")
    for variable, header in (("", "api-key"), ("AZURE_OPENAI_AD_TOKEN", "authorization")):
        if variable:
            monkeypatch.setenv(variable, "a token")  # preferred to the key
        with AzureOpenAI() as client:
            client.models.list()
            keys = facts(server.take())[3]
            assert keys == {header: "Bearer a token" if variable else "from the environment"}
            assert "from the environment" not in repr(client) + repr(client.api_key)


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ({}, "No address"),
        ({"azure_endpoint": "https://x.openai.azure.com"}, "No version"),
        ({"azure_endpoint": "https://x.openai.azure.com", "api_version": VERSION}, "No API key"),
        ({"azure_endpoint": "https://x", "base_url": "https://y", "api_version": VERSION}, "mutually exclusive"),
        (
            {"azure_endpoint": "https://x", "api_version": VERSION, "api_key": "a", "azure_ad_token": "b"},
            "api_key and azure_ad_token are mutually exclusive",
        ),
    ],
)
def test_a_wrong_setting_is_told_at_once(way: dict[str, str], why: str) -> None:
    with pytest.raises(ConfigurationError, match=why):
        AzureOpenAI(**way)  # type: ignore[arg-type]


@pytest.mark.parametrize("model", [".", "..", " "])
def test_a_deployment_that_would_change_the_address_is_refused(server: Recorder, model: str) -> None:
    with AzureOpenAI(azure_endpoint=root(server), api_version=VERSION, api_key="k") as client:
        with pytest.raises(InvalidRequestError):
            client.chat.completions.create(model=model, messages=[])
        assert server.asked == []


def test_an_error_of_the_gateway_is_typed(server: Recorder) -> None:
    body = {"error": {"code": "DeploymentNotFound", "message": "The API deployment does not exist"}}
    server.answer = (404, "application/json", json.dumps(body).encode())
    with AzureOpenAI(azure_endpoint=root(server), api_version=VERSION, api_key="k") as client:
        with pytest.raises(NotFoundError, match="does not exist") as caught:
            client.chat.completions.create(model="m", messages=[])
        assert (caught.value.code, caught.value.provider) == ("DeploymentNotFound", "azure-openai")


def test_it_works_against_the_embedded_provider() -> None:
    with (
        EmbeddedProvider() as provider,
        AzureOpenAI(azure_endpoint=provider.url, api_version=VERSION, api_key="k") as client,
    ):
        made = client.chat.completions.create(
            model="embedded-chat", messages=[{"role": "user", "content": "Say hello"}]
        )
        assert made.choices[0].message.content


# -- what a client lends


@pytest.mark.parametrize(
    ("target", "base", "path", "query"),
    [
        ("openai", "/v1", "/chat/completions", []),
        ("groq", "/v1", "/chat/completions", []),
        ("azure-openai", "/openai", "/openai/deployments/m/chat/completions", [("api-version", VERSION)]),
        ("azure-openai", "/openai/deployments/d", "/openai/deployments/d/chat/completions", [("api-version", VERSION)]),
        ("azure-openai", "/openai/v1", "/openai/v1/chat/completions", []),
    ],
)
def test_a_client_lends_its_core(
    server: Recorder, target: str, base: str, path: str, query: list[tuple[str, str]]
) -> None:
    async def later() -> None:
        async with AsyncClient(target, api_key="key", base_url=root(server) + base, headers={"X-A": "b"}) as client:
            await client.openai.chat.completions.create(model="m", messages=[])

    with Client(target, api_key="key", base_url=root(server) + base, headers={"X-A": "b"}) as client:
        client.openai.chat.completions.create(model="m", messages=[])
        mine = server.take()
        assert (mine.path, mine.query, mine.headers["x-a"]) == (path, query, "b")
        asyncio.run(later())
        assert facts(server.take()) == facts(mine)
        copy = client.openai.with_options(default_headers={"X-A": "c"}, timeout=3)
        copy.chat.completions.create(model="m", messages=[])
        assert server.take().headers["x-a"] == "c"
        copy.close()
        client.openai.close()
        client.openai.files.retrieve("f")  # closing what was lent closes nothing


def test_a_provider_of_another_api_says_so() -> None:
    for target, why in (("ollama-cloud", "speaks ollama_native"), ("writer", "addresses are its own")):
        with (
            Client(target, api_key="key") as client,
            pytest.raises(UnsupportedFeatureError, match=rf"no client\.openai: .*{why}"),
        ):
            _ = client.openai
    with OpenAI(api_key="key") as plain, pytest.raises(TypeError, match="azure_endpoint"):
        plain.with_options(azure_endpoint="x")  # type: ignore[call-arg]
