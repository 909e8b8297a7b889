"""Clients: how they are made, copied, shared, closed; the builder; models; the one-liners."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import ailib
from ailib import (
    AiClient,
    AsyncClient,
    Client,
    ConfigurationError,
    ConnectionOptions,
    Content,
    InvalidRequestError,
    Message,
    ModelNotFound,
    Provider,
    RetryPolicy,
    Timeouts,
    Tool,
    UnsupportedFeatureError,
)
from ailib.testing import EmbeddedProvider, Fault


def run_python(code: str, *flags: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a program of its own; fails when it fails."""
    done = subprocess.run(
        [sys.executable, *flags, "-c", textwrap.dedent(code)],
        capture_output=True, text=True, timeout=30, check=False, env={**os.environ, "AILIB_EMBEDDED_PACE": "instant", **environ},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done


# --- making one -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["openai", "OpenAI", Provider.OPENAI, " openai "])
def test_targets(api: Any, target: Any) -> None:
    client = api.client(target, api_key="k")
    assert (client.provider, client.model) == ("openai", None)
    assert client.base_url == "https://api.openai.com/v1"
    assert client.default_chat_model()


def test_model_with_its_provider(api: Any) -> None:
    client = api.client("openrouter/openai/gpt-4o", api_key="k")
    assert (client.provider, client.model, client.default_chat_model()) == (
        "openrouter",
        "openai/gpt-4o",
        "openai/gpt-4o",
    )


def test_names_of_constructors(api: Any) -> None:
    for make in (api.client_class.from_model, api.client_class.new, api.client_class.create):
        client = make("deepseek/deepseek-chat", api_key="k")
        assert (client.provider, client.model) == ("deepseek", "deepseek-chat")
    assert AiClient is Client


@pytest.mark.parametrize(
    ("target", "keywords", "word"),
    [
        ("no-such-provider", {}, "no-such-provider"),
        ("opnai", {"api_key": "k"}, "openai"),
        ("gpt-4o", {"api_key": "k"}, "openai/gpt-4o"),
        ("openai", {}, "OPENAI_API_KEY"),
        ("", {}, "provider"),
        ("openai", {"api_key": "k", "base_url": "not a url"}, "not a url"),
        ("openai", {"api_key": "k", "headers": {"a\n": "b"}}, "Header"),
        ("openai", {"api_key": "k", "headers": {"a": 5}}, "Header"),
        ("openai", {"api_key": "k", "max_retries": -1}, "max_retries"),
    ],
)
def test_clients_that_cannot_be(api: Any, target: str, keywords: dict[str, Any], word: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        api.client(target, **keywords)
    assert word in str(caught.value)


def test_a_family_that_is_not_spoken(api: Any) -> None:
    with pytest.raises(UnsupportedFeatureError):
        api.client("stability", api_key="k")
    with pytest.raises(UnsupportedFeatureError, match="ElevenLabs has no chat API"):
        api.client("elevenlabs", api_key="k").chat_completion("hi")  # it speaks and listens


def test_keys_go_where_they_belong(api: Any, embedded: EmbeddedProvider) -> None:
    api.client("openai/embedded-chat", base_url=embedded.base_url, api_key="explicit").chat_completion("hi")
    assert embedded.requests[-1].headers["Authorization"] == "Bearer explicit"
    os.environ["OPENAI_API_KEY"] = "of-the-environment"
    os.environ["OPENAI_BASE_URL"] = embedded.base_url
    api.client("openai/embedded-chat").chat_completion("hi")
    assert embedded.requests[-1].headers["Authorization"] == "Bearer of-the-environment"
    api.client("openai/embedded-chat", api_key=lambda: "asked").chat_completion("hi")
    assert embedded.requests[-1].headers["Authorization"] == "Bearer asked"
    api.client("embedded/embedded-chat", base_url=embedded.base_url).chat_completion("hi")
    assert "Authorization" not in embedded.requests[-1].headers


def test_a_key_function_is_asked_for_every_request(api: Any, embedded: EmbeddedProvider) -> None:
    keys = iter(["one", "two"])
    client = api.client("openai/embedded-chat", base_url=embedded.base_url, api_key=lambda: next(keys))
    client.chat_completion("hi")
    client.chat_completion("hi")
    assert [seen.headers["Authorization"] for seen in embedded.requests] == ["Bearer one", "Bearer two"]


def test_headers_and_slashes(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url + "/", headers={"X-Trace-ID": "7", "user-agent": "mine"})
    client.chat_completion("hi", headers={"X-Call": "1", "x-trace-id": "8"})
    seen = embedded.requests[0]
    assert seen.path == "/v1/chat/completions"
    assert seen.headers.getall("User-Agent") == ["mine"]
    assert seen.headers.getall("X-Trace-ID") == ["8"]
    assert seen.headers["X-Call"] == "1"
    client.chat_completion("hi")
    assert embedded.requests[1].headers["X-Trace-ID"] == "7"
    assert "X-Call" not in embedded.requests[1].headers


def test_options_and_keywords(api: Any, embedded: EmbeddedProvider) -> None:
    options = ConnectionOptions(base_url=embedded.base_url, timeout=5, max_retries=1, pool_size=16, idle_timeout=30)
    client = api.client("embedded", options=options, max_retries=2)
    assert client.timeouts == Timeouts.of(5)
    assert client.retry.max_retries == 2
    assert client.chat_completion("hi").text
    assert client.connection_options.pool_size == 16


def test_timeout_of_the_environment(api: Any) -> None:
    os.environ["AI_HTTP_TIMEOUT_SECS"] = "7"
    assert api.client("embedded", base_url="http://127.0.0.1:9/v1").timeouts.read == 7.0
    assert api.client("embedded", base_url="http://127.0.0.1:9/v1", timeout=3).timeouts.read == 3.0
    os.environ["AI_HTTP_TIMEOUT_SECS"] = "soon"
    with pytest.warns(UserWarning, match="AI_HTTP_TIMEOUT_SECS"):
        assert api.client("embedded", base_url="http://127.0.0.1:9/v1").timeouts == Timeouts()


def test_embedded_needs_nothing(api: Any, shared_embedded: EmbeddedProvider) -> None:
    client = api.client("embedded")
    assert client.chat_completion('Say "it works"').text == "it works"
    assert client.base_url == shared_embedded.base_url
    client.close()
    shared_embedded.wait_for(lambda provider: provider.open_connections == 0)


# --- copies -----------------------------------------------------------------------------------------------------------


def test_with_options_shares_the_pool(api: Any, client: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion("hi")
    copy = client.with_options(timeout=5, headers={"X-A": "1"}, max_retries=0)
    copy.chat_completion("hi")
    assert next(seen.connection_id for seen in embedded.requests) == embedded.requests[1].connection_id
    assert embedded.requests[1].headers["X-A"] == "1"
    assert copy.timeouts.read == 5.0
    assert (copy.retry.max_retries, client.retry.max_retries) == (0, 3)
    assert copy.model == client.model == "embedded-chat"
    copy.close()
    assert client.chat_completion("hi").text
    assert "X-A" not in embedded.requests[2].headers
    assert api.name in ("sync", "async")


def test_headers_of_copies_are_merged(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, headers={"X-A": "1", "X-B": "1"})
    client.with_options(headers={"x-b": "2", "X-C": "3"}).chat_completion("hi")
    headers = embedded.requests[0].headers
    assert [headers.getall(name) for name in ("X-A", "X-B", "X-C")] == [["1"], ["2"], ["3"]]


def test_retry_settings_of_copies(api: Any) -> None:
    policy = RetryPolicy(max_retries=5, base=0.25)
    client = api.client("embedded", base_url="http://127.0.0.1:9/v1", retry=policy)
    copy = client.with_options(max_retries=1)
    assert (copy.retry.max_retries, copy.retry.base) == (1, 0.25)
    assert copy.with_options(retry=RetryPolicy(max_retries=7)).retry.max_retries == 7


def test_a_key_never_reaches_another_provider(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 18."""
    os.environ["GROQ_API_KEY"] = "groq-key"
    os.environ["GROQ_BASE_URL"] = embedded.base_url
    first = api.client("openai/embedded-chat", base_url=embedded.base_url, api_key="openai-key", headers={"X-A": "1"})
    second = first.with_provider("groq/embedded-chat")
    assert second.provider == "groq"
    second.chat_completion("hi")
    seen = embedded.requests[0]
    assert seen.headers["Authorization"] == "Bearer groq-key"
    assert seen.headers["X-A"] == "1"
    assert "openai-key" not in str(seen.headers)
    del os.environ["GROQ_API_KEY"], os.environ["GROQ_BASE_URL"]
    with pytest.raises(ConfigurationError, match="GROQ_API_KEY"):
        first.with_provider("groq")


def test_neither_the_general_key_nor_a_header_with_a_key_goes_to_another_provider(
    api: Any, embedded: EmbeddedProvider
) -> None:
    """Promise 18."""
    os.environ["AI_API_KEY"] = "general-key"
    first = api.client("openai/embedded-chat", base_url=embedded.base_url, headers={"Authorization": "Bearer mine"})
    with pytest.raises(ConfigurationError, match="GROQ_API_KEY"):
        first.with_provider("groq")
    os.environ["GROQ_API_KEY"] = "groq-key"
    os.environ["GROQ_BASE_URL"] = embedded.base_url
    first.with_provider("groq/embedded-chat").chat_completion("hi")
    assert embedded.requests[0].headers["Authorization"] == "Bearer groq-key"


def test_a_copy_with_headers_keeps_address_and_key(api: Any, embedded: EmbeddedProvider) -> None:
    os.environ["OPENAI_API_KEY"] = "k"
    os.environ["OPENAI_BASE_URL"] = embedded.base_url
    first = api.client("openai/embedded-chat")
    del os.environ["OPENAI_API_KEY"], os.environ["OPENAI_BASE_URL"]
    first.with_options(headers={"X-A": "1"}).chat_completion("hi")
    assert embedded.requests[0].headers["X-A"] == "1"
    assert embedded.requests[0].headers["Authorization"] == "Bearer k"
    first.chat_completion("hi")
    assert "X-A" not in embedded.requests[1].headers


# --- closing ----------------------------------------------------------------------------------------------------------


def test_use_after_close(client: Any, embedded: EmbeddedProvider) -> None:
    with client as same:
        assert same.chat_completion("hi").text
    assert client.closed
    client.close()
    for use in (client.chat_completion, client.chat_completion_stream, lambda text: client.chat(text).execute()):
        with pytest.raises(ConfigurationError, match="closed"):
            use("hi")
    with pytest.raises(ConfigurationError, match="closed"):
        client.list_models()
    assert len(embedded.requests) == 1


def test_close_frees_the_connections(client: Any, api: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion("hi")
    assert embedded.open_connections == 1
    client.close()
    api.until(lambda: embedded.open_connections == 0)


def test_a_forgotten_client_leaves_nothing(embedded: EmbeddedProvider) -> None:
    import gc

    client = Client("embedded", base_url=embedded.base_url)
    client.chat_completion("hi")
    del client
    gc.collect()
    assert embedded.wait_for(lambda provider: provider.open_connections == 0)


# --- the builder ------------------------------------------------------------------------------------------------------


def test_builder_sets_everything(client: Any, embedded: EmbeddedProvider) -> None:
    tool = Tool.function("f", parameters={"type": "object"})
    embedded.answer(text="ok")
    response = (
        client.chat()
        .system("s").user("u").assistant("a").messages([Message.user("m"), {"role": "assistant", "content": "d"}])
        .add_message(Message.user("z")).temperature(0.9).max_tokens(200).top_p(0.95).top_k(5).stop(["END"]).seed(1).n(1)
        .tools([tool]).tool_choice("auto").response_format("json").reasoning("low").model("embedded-mini")
        .param("k", "v").extra({"x": 1, "temperature": 0.5})
        .execute()
    )  # fmt: skip
    assert response.content == "ok"
    assert embedded.requests[0].body == {
        "model": "embedded-mini",
        "messages": [
            {"role": "system", "content": "s"}, {"role": "user", "content": "u"}, {"role": "assistant", "content": "a"},
            {"role": "user", "content": "m"}, {"role": "assistant", "content": "d"}, {"role": "user", "content": "z"},
        ],
        "temperature": 0.5, "max_tokens": 200, "top_p": 0.95, "top_k": 5, "stop": ["END"], "seed": 1, "n": 1,
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}],
        "tool_choice": "auto", "response_format": {"type": "json_object"}, "reasoning_effort": "low", "k": "v", "x": 1,
    }  # fmt: skip


def test_builders_do_not_share_messages(client: Any, embedded: EmbeddedProvider) -> None:
    first, second = client.chat("one"), client.chat("two")
    first.execute()
    second.execute()
    first.execute()
    assert [seen.body["messages"][0]["content"] for seen in embedded.requests] == ["one", "two", "one"]
    assert [len(seen.body["messages"]) for seen in embedded.requests] == [1, 1, 1]


def test_builder_stats(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="one two", fault=Fault(delay=0.05))
    response, stats = client.chat("hello").execute_with_stats()
    assert response.text == "one two"
    assert (stats.completion_tokens, stats.output_tokens) == (2, 2)
    assert stats.prompt_tokens == stats.input_tokens == response.usage.prompt_tokens
    assert stats.total_tokens == stats.prompt_tokens + 2
    assert 50 <= stats.latency_ms < 1000
    assert stats.time_to_first_token_ms is None
    assert stats.request_id == stats.upstream_request_id == response.request_id
    assert (stats.model, stats.provider, stats.retry_count) == ("embedded-chat", "embedded", 0)


def test_builder_streams_events(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="a story")
    text = "".join(event.text for event in client.chat().user("story").stream() if event.is_content_delta)
    assert text == "a story"
    assert client.chat("story").stream().collect().text == "a story"
    with client.chat("story").stream() as stream:
        kinds = [event.kind for event in stream]
        assert kinds[-1] == "stream_end"
        assert stream.response.text == "a story"
        assert stream.stats.completion_tokens == 2


def test_builder_execute_stream(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="a story")
    events = list(client.chat("x").stream().execute_stream())
    assert events[0].as_content_delta.text == "a"


# --- models, one-liners -----------------------------------------------------------------------------------------------


def test_list_models(client: Any, embedded: EmbeddedProvider) -> None:
    models = client.list_models()
    assert [str(model) for model in models] == ["embedded-chat", "embedded-reasoner", "embedded-mini", "embedded-embed"]
    assert models[0].id == models[0].name == "embedded-chat"
    assert (models[0].provider, models[0].owned_by) == ("embedded", "embedded")
    assert models[0].raw["object"] == "model"
    assert embedded.requests[0].path == "/v1/models"
    assert embedded.requests[0].method == "GET"
    assert "Content-Type" not in embedded.requests[0].headers


def test_get_model(client: Any) -> None:
    assert client.get_model("embedded-mini").id == "embedded-mini"
    with pytest.raises(ModelNotFound):
        client.get_model("no-such-model")


def test_models_with_prices(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(
        fault=Fault(body={"data": [{"id": "gpt-4o-mini"}, {"id": "unheard-of"}, {"no": "id"}, None, "named"]})
    )
    models = api.client("openai", base_url=embedded.base_url, api_key="k").list_models()
    assert [model.id for model in models] == ["gpt-4o-mini", "unheard-of", "named"]
    assert models[0].context >= 100_000
    assert models[0].price is not None
    assert models[1].price is None


def test_models_are_retried(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url, retry=RetryPolicy(base=0.01))
    embedded.answer(fault=Fault(status=503), times=1)
    assert len(client.list_models()) == 4


def test_quick_on_a_client(client: Any, embedded: EmbeddedProvider) -> None:
    assert client.quick_chat_text('Say "a"') == "a"
    assert client.quick_chat_text("embedded-mini", 'Say "b"') == "b"
    assert client.quick_chat_text(model="embedded-mini", prompt='Say "c"') == "c"
    assert client.quick_chat_text('Say "d"', model="embedded-mini") == "d"
    models = [seen.body["model"] for seen in embedded.requests]
    assert models == ["embedded-chat", "embedded-mini", "embedded-mini", "embedded-mini"]
    with pytest.raises(InvalidRequestError):
        client.quick_chat_text()


class Quick:
    """The one-liners, both kinds under one name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def text(self, *args: Any, **keywords: Any) -> str:
        if self.name == "sync":
            return ailib.quick_chat_text(*args, **keywords)
        return asyncio.run(ailib.aquick_chat_text(*args, **keywords))

    def multimodal(self, *args: Any, **keywords: Any) -> str:
        if self.name == "sync":
            return ailib.quick_multimodal_text(*args, **keywords)
        return asyncio.run(ailib.aquick_multimodal_text(*args, **keywords))


@pytest.fixture(params=["sync", "async"])
def quick(request: Any) -> Quick:
    return Quick(request.param)


def test_quick_text(quick: Quick, embedded: EmbeddedProvider) -> None:
    os.environ["EMBEDDED_BASE_URL"] = embedded.base_url
    assert quick.text('Say "hello"', model="embedded", temperature=0.2) == "hello"
    assert embedded.requests[0].body["temperature"] == 0.2
    assert quick.text('Say "hello"', model="embedded/embedded-mini") == "hello"
    assert quick.text('Say "hello"', provider="embedded", model="embedded-mini") == "hello"
    assert [seen.body["model"] for seen in embedded.requests] == ["embedded-chat", "embedded-mini", "embedded-mini"]


def test_quick_image(quick: Quick, embedded: EmbeddedProvider, tmp_path: Any) -> None:
    os.environ["EMBEDDED_BASE_URL"] = embedded.base_url
    (tmp_path / "p.png").write_bytes(b"png")
    images = [
        str(tmp_path / "p.png"),
        tmp_path / "p.png",
        b"png",
        Content.image_bytes(b"png"),
        "data:image/png;base64,cG5n",
    ]
    for image in images:
        assert quick.multimodal("What is this?", image=image, model="embedded")
    urls = {seen.body["messages"][0]["content"][1]["image_url"]["url"] for seen in embedded.requests}
    assert urls == {"data:image/png;base64,cG5n"}


def test_ai_model_names_the_target(quick: Quick, embedded: EmbeddedProvider) -> None:
    os.environ |= {"AI_MODEL": "vllm/embedded-mini", "VLLM_BASE_URL": embedded.base_url, "OPENAI_API_KEY": "k"}
    assert quick.text('Say "x"') == "x"
    assert embedded.requests[0].body["model"] == "embedded-mini"
    assert "Authorization" not in embedded.requests[0].headers


def test_the_first_key_names_the_target(quick: Quick, embedded: EmbeddedProvider) -> None:
    os.environ |= {
        "GROQ_API_KEY": "g",
        "GROQ_BASE_URL": embedded.base_url,
        "GROQ_MODEL": "embedded-chat",
        "MISTRAL_API_KEY": "m",
    }
    assert quick.text('Say "x"') == "x"
    assert embedded.requests[0].headers["Authorization"] == "Bearer g"


def test_nothing_set_says_what_to_set(quick: Quick) -> None:
    from ailib.quick import LOCAL_SERVERS, _answers

    if any(_answers(port) for _, port in LOCAL_SERVERS):
        pytest.skip("a local server answers on this machine")
    with pytest.raises(ConfigurationError) as caught:
        quick.text("hi")
    for word in ("AI_MODEL", "OPENAI_API_KEY", "embedded"):
        assert word in str(caught.value)


# --- loops, threads, processes (promise 11) ---------------------------------------------------------------------------


def test_fifty_threads_on_one_client(embedded: EmbeddedProvider) -> None:
    """Promise 11."""
    with Client("embedded", base_url=embedded.base_url) as client, ThreadPoolExecutor(50) as pool:
        barrier = threading.Barrier(50)

        def call(number: int) -> str:
            barrier.wait()
            if number % 2:
                return client.chat_completion_stream(f'Say "number {number}"').collect().text
            return client.chat_completion(f'Say "number {number}"').text

        assert list(pool.map(call, range(50))) == [f"number {number}" for number in range(50)]


def test_the_blocking_client_inside_a_running_loop(embedded: EmbeddedProvider) -> None:
    """Promise 11."""

    async def main() -> tuple[str, str]:
        with Client("embedded", base_url=embedded.base_url) as client:
            plain = client.chat_completion('Say "a"').text
            streamed = "".join(chunk.text for chunk in client.chat_completion_stream('Say "b"'))
            assert client.chat_completion_batch(["x", "y"]).all_successful()
            return plain, streamed

    assert asyncio.run(main()) == ("a", "b")


def test_two_loops_one_after_the_other() -> None:
    """Promise 11: no warning with `-W error`."""
    done = run_python(
        """
        import asyncio, gc
        from ailib import AsyncClient

        client = AsyncClient("embedded")

        async def main():
            text = (await client.chat_completion('Say "one"')).text
            async for chunk in client.chat_completion_stream('Say "two"'):
                text += chunk.text
            return text

        print(asyncio.run(main()))
        print(asyncio.run(main()))
        asyncio.run(client.close())
        gc.collect()
        """,
        "-W", "error",
    )  # fmt: skip
    assert done.stdout.split() == ["onetwo", "onetwo"]
    assert done.stderr == ""


def test_a_loop_that_was_left_without_closing() -> None:
    """Promise 11: no "Unclosed" warning."""
    done = run_python(
        """
        import asyncio
        from ailib import AsyncClient

        async def main():
            client = AsyncClient("embedded")
            stream = client.chat_completion_stream("Count to 20")
            async for chunk in stream:
                break
            print((await client.chat_completion('Say "x"')).text)

        asyncio.run(main())
        """,
        "-W", "error",
    )  # fmt: skip
    assert done.stdout.strip() == "x"
    assert done.stderr == ""


def test_loops_in_two_threads_at_once(embedded: EmbeddedProvider) -> None:
    """Promise 11."""
    client = AsyncClient("embedded", base_url=embedded.base_url)

    async def main(number: int) -> list[str]:
        answers = await asyncio.gather(*(client.chat_completion(f'Say "{number} {turn}"') for turn in range(5)))
        return [answer.text for answer in answers]

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda number: asyncio.run(main(number)), range(2)))
    assert found == [[f"{number} {turn}" for turn in range(5)] for number in range(2)]
    asyncio.run(client.close())


def test_after_a_fork() -> None:
    """Promise 11: a child never uses the sockets of its parent."""
    done = run_python(
        """
        import os, sys
        from ailib import Client
        from ailib.testing import EmbeddedProvider

        provider = EmbeddedProvider().start()
        client = Client("embedded", base_url=provider.base_url)
        assert client.chat_completion('Say "parent"').text == "parent"
        children = []
        for number in range(3):
            child = os.fork()
            if child == 0:
                ok = all(client.chat_completion(f'Say "{number}"').text == str(number) for _ in range(3))
                os._exit(0 if ok else 1)
            children.append(child)
        for _ in range(5):
            assert client.chat_completion('Say "parent"').text == "parent"
        codes = [os.waitpid(child, 0)[1] for child in children]
        assert codes == [0, 0, 0], codes
        by_connection = {}
        for seen in provider.requests:
            by_connection.setdefault(seen.connection_id, set()).add(seen.body["messages"][0]["content"])
        assert all(len(texts) == 1 for texts in by_connection.values()), by_connection
        client.close()
        provider.stop()
        print("fine")
        """,
        "-W", "error",
    )  # fmt: skip
    assert done.stdout.strip() == "fine"


def test_your_own_session_is_used_and_left_open(embedded: EmbeddedProvider) -> None:
    import aiohttp
    import requests

    with requests.Session() as session:
        with Client("embedded", base_url=embedded.base_url, session=session) as client:
            assert client.chat_completion("hi").text
        session.trust_env = False
        assert session.get(embedded.url + "/health", timeout=2).status_code == 200

    async def main() -> bool:
        async with aiohttp.ClientSession() as own:
            async with AsyncClient("embedded", base_url=embedded.base_url, session=own) as client:
                assert (await client.chat_completion("hi")).text
            return own.closed

    assert asyncio.run(main()) is False


def test_no_warnings_in_plain_use(client: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.chat_completion("hi", temperature=0.5, max_tokens=20)
        client.chat_completion_stream("hi").collect()
        client.list_models()
