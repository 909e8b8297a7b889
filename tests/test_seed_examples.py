"""The examples that this SDK was asked to make possible, one test for each, with the embedded provider as the server.

Seed 000 is "advanced examples", 001 "chat and streaming", 002 "chat completion", 003 "a client of the whole OpenAI API",
004 "advanced topics of a vLLM client".
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from typing import Any

import pytest

from ailib import (
    AiClient,
    AilibError,
    APIError,
    AsyncClient,
    ChatCompletionRequest,
    Client,
    ConnectionOptions,
    Content,
    FallbackChain,
    LoadBalancingStrategy,
    Message,
    ModelArray,
    ModelEndpoint,
    Provider,
    RacePolicy,
    RateLimited,
    Role,
    tool,
)
from ailib.testing import EmbeddedProvider, Fault

MODEL = "embedded-chat"


@pytest.fixture(autouse=True)
def providers_on_loopback(embedded: EmbeddedProvider) -> None:
    """Every provider of the examples is the embedded one."""
    for name in ("OPENAI", "GROQ", "DEEPSEEK", "VLLM"):
        os.environ |= {f"{name}_BASE_URL": embedded.base_url, f"{name}_API_KEY": "k", f"{name}_MODEL": MODEL}


def prompt(text: str) -> ChatCompletionRequest:
    return ChatCompletionRequest.new(
        MODEL, [Message(role=Role.USER, content=Content.new_text(text), function_call=None)]
    )


# --- 000: advanced examples -------------------------------------------------------------------------------------------


def test_000_1_stream_with_a_timeout_that_cancels(embedded: EmbeddedProvider) -> None:
    chunks = [{"choices": [{"index": 0, "delta": {"content": "Once"}}]}]
    embedded.answer(chunks=chunks, fault=Fault(stall_after=1))

    async def main() -> tuple[str, bool]:
        async with AsyncClient(Provider.OPENAI) as client:
            request = ChatCompletionRequest.new(
                client.default_chat_model(), [Message.user(Content.new_text("A long poem about lifetimes"))]
            )
            stream, handle = await client.chat_completion_stream_with_cancel(request)
            out = ""

            async def read() -> None:
                nonlocal out
                async for chunk in stream:
                    out += chunk.choices[0].delta.content or ""

            try:
                await asyncio.wait_for(read(), 0.2)
            except TimeoutError:
                handle.cancel()
            return out, handle.cancelled

    assert asyncio.run(main()) == ("Once", True)
    embedded.wait_for(lambda provider: provider.requests[0].closed_early_at)


def test_000_2_parallel_questions_and_join() -> None:
    questions = ["RAII?", "Lifetimes?", "Send or Sync?"]

    async def main() -> list[str]:
        async with AsyncClient.new(Provider.OPENAI) as client:
            answers = await asyncio.gather(*(client.chat_completion(prompt(question)) for question in questions))
            return [answer.first_text() for answer in answers]

    assert len(asyncio.run(main())) == 3


def test_000_3_a_chain_of_fallbacks(api: Any, embedded: EmbeddedProvider) -> None:
    chain = (
        FallbackChain()
        .primary("openai/embedded-chat")
        .on_timeout("groq/embedded-mini")
        .always("deepseek/embedded-chat")
    )
    embedded.queue(fault=Fault(delay=2))
    embedded.answer(text="from another")
    client = api.client("openai/embedded-chat", fallback=chain, timeout=0.4, max_retries=0)
    response = client.chat_completion("hi")
    assert (response.text, response.provider) == ("from another", "groq")
    embedded.clear()
    embedded.queue(fault=Fault(status=500))
    response = client.chat_completion("hi")
    assert response.provider == "deepseek"
    assert [outcome.target for outcome in response.routing.outcomes] == [
        "openai/embedded-chat",
        "deepseek/embedded-chat",
    ]


def test_000_4_a_race(api: Any, embedded: EmbeddedProvider) -> None:
    race = RacePolicy().contender("openai/embedded-chat", 0).contender("groq/embedded-mini", 0.05).cancel_others(True)
    embedded.queue(fault=Fault(delay=3))
    embedded.answer(text="second")
    client = api.client("openai", race=race)
    response = client.chat_completion("hi")
    assert (response.text, response.provider) == ("second", "groq")
    embedded.wait_for(lambda provider: provider.requests[0].closed_early_at)


def test_000_5_another_provider_and_its_models(embedded: EmbeddedProvider) -> None:
    with AiClient.new(Provider.GROQ) as groq, AiClient.new(Provider.OPENAI) as openai:
        assert len(openai.list_models()) == 4
        assert groq.quick_chat_text(MODEL, 'Say "hello from groq"') == "hello from groq"
        assert (groq.provider, openai.provider) == ("groq", "openai")


def test_000_6_metrics(api: Any) -> None:
    lines: list[str] = []

    class MyTimer:
        def __init__(self, name: str) -> None:
            self.name, self.start = name, time.monotonic()

        def stop(self) -> None:
            lines.append(f"timer {self.name} {(time.monotonic() - self.start) * 1000:.0f}ms")

    class MyMetrics:
        def incr_counter(self, name: str, value: int) -> None:
            lines.append(f"{name} += {value}")

        def start_timer(self, name: str) -> MyTimer:
            return MyTimer(name)

    client = api.client("openai", metrics=MyMetrics())
    client.quick_chat_text(MODEL, "a call with metrics")
    assert "openai.requests += 1" in lines
    assert any(line.startswith("timer openai.request_duration_ms ") for line in lines)
    made = api.client_class.new_with_metrics(Provider.OPENAI, MyMetrics())
    assert made.provider_name == "openai"
    api.wrap(made.close())


def test_000_7_smart_batch(api: Any) -> None:
    client = api.client("openai")
    results = client.chat_completion_batch_smart([prompt(f'Say "{n}"') for n in range(4)])
    assert [item.response.first_text() for item in results] == ["0", "1", "2", "3"]


def test_000_8_a_timeout_around_a_call(embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(delay=5))

    async def main() -> str:
        async with AsyncClient("openai") as client:
            try:
                async with asyncio.timeout(0.1):
                    return (await client.chat_completion(prompt("hi"))).first_text()
            except TimeoutError:
                return "timed out"

    assert asyncio.run(main()) == "timed out"


def test_000_9_a_stream_as_one_text(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="all of the words")
    client = api.client("openai")
    answer = ""
    for chunk in client.chat_completion_stream(prompt("hi")):
        if chunk.choices and (delta := chunk.choices[0].delta.content):
            answer += delta
    assert answer == "all of the words"
    assert client.chat_completion_stream(prompt("hi")).collect_content() == answer


def test_000_10_a_loop_of_tool_calls(api: Any) -> None:
    client = api.client("openai")
    tool = {
        "name": "get_weather",
        "description": "Get the current weather in a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    }
    messages = [Message.user("What is the weather in Paris?")]
    response = client.chat_completion(messages, tools=[tool])
    turns = 0
    while response.has_tool_calls:
        turns += 1
        assert turns < 5
        messages.append(response.message)
        messages += [call.result({"city": call.parse_args()["city"], "degrees": 21}) for call in response.tool_calls]
        response = client.chat_completion(messages, tools=[tool])
    assert turns == 1
    assert "21" in response.first_text()


def test_000_11_load_balancing(api: Any, embedded: EmbeddedProvider) -> None:
    array = ModelArray("production").with_strategy(LoadBalancingStrategy.HEALTH_BASED)
    array.add_endpoint(ModelEndpoint(name="groq-1", url=embedded.base_url, weight=1.0, healthy=True, provider="groq"))
    array.add_endpoint(
        ModelEndpoint(name="openai-1", url=embedded.base_url, weight=0.8, healthy=True, provider="openai")
    )
    client = api.wrap(api.client_class.with_model_array(array))
    try:
        response = client.chat_completion(ChatCompletionRequest.new("auto", [Message.user(Content.new_text("hello"))]))
        assert response.first_text()
        assert response.provider in ("groq", "openai")
    finally:
        client.close()


def test_000_12_a_retry_loop_of_your_own(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=429), times=2)
    client = api.client("openai", max_retries=0)
    retries = 0
    while True:
        try:
            text = client.chat_completion(prompt('Say "done"')).first_text()
            break
        except AilibError as error:
            if not error.is_retryable or retries >= 3:
                raise
            retries += 1
            time.sleep(0.01 * retries)
    assert (text, retries) == ("done", 2)


def test_000_13_and_001_concurrency_by_semaphore(embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(delay=0.02))

    async def main() -> list[str]:
        semaphore = asyncio.Semaphore(5)
        async with AsyncClient("openai") as client:

            async def one(number: int) -> str:
                async with semaphore:
                    request = ChatCompletionRequest.new(
                        client.default_chat_model(), [Message.user(Content.new_text(f'Say "{number}"'))]
                    )
                    return (await client.chat_completion(request)).first_text()

            return list(await asyncio.gather(*(one(number) for number in range(10))))

    assert asyncio.run(main()) == [str(number) for number in range(10)]
    assert embedded.peak_requests == 5


# --- 001: chat and streaming ------------------------------------------------------------------------------------------


def test_001_basic_chat(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client(Provider.OPENAI)
    response = client.chat_completion(prompt("Summarise ownership."))
    assert response.choices[0].message.content.as_text()
    assert embedded.requests[0].body == {
        "model": MODEL,
        "messages": [{"role": "user", "content": "Summarise ownership."}],
    }


def test_001_streamed_tokens(api: Any) -> None:
    client = api.client(Provider.GROQ)
    printed = ""
    for chunk in client.chat_completion_stream(prompt('Say "an old silent pond"')):
        for choice in chunk.choices:
            if choice.delta.content:
                printed += choice.delta.content
    assert printed == "an old silent pond"


def test_001_stream_and_cancel(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(chunks=[{"choices": [{"index": 0, "delta": {"content": "slowly"}}]}], fault=Fault(stall_after=1))
    client = api.client(Provider.OPENAI)
    stream, handle = client.chat_completion_stream_with_cancel(prompt("Explain the borrow checker slowly"))
    timer = threading.Timer(0.1, handle.cancel)
    timer.start()
    assert "".join(chunk.delta_text() for chunk in stream) == "slowly"
    timer.join()
    assert handle.cancelled


def test_001_batch(api: Any) -> None:
    client = api.client(Provider.OPENAI)
    texts = ["define RAII", "lifetimes", "Send vs Sync"]
    results = client.chat_completion_batch([prompt(f'Say "{text}"') for text in texts], None)
    assert [item.response.choices[0].message.content.as_text() for item in results if item.ok] == texts


def test_001_quick_helpers_and_models(api: Any) -> None:
    client = api.client(Provider.OPENAI)
    assert client.quick_chat_text(MODEL, 'Say "ownership"') == "ownership"
    assert client.list_models()[0].name == MODEL


def test_001_multimodal_content(api: Any, embedded: EmbeddedProvider) -> None:
    text = Message(role=Role.USER, content=Content.new_text("Describe this image"), function_call=None)
    image = Message(
        role=Role.USER,
        content=Content.new_image("https://example.com/image.jpg", "image/jpeg", "example.jpg"),
        function_call=None,
    )
    sound = Message(role=Role.USER, content=Content.new_audio("https://example.com/audio.mp3", "audio/mpeg"))
    api.client("vllm").chat_completion([text, image, sound])
    sent = embedded.requests[-1].body["messages"]
    assert sent[0] == {"role": "user", "content": "Describe this image"}
    assert sent[1]["content"] == [{"type": "image_url", "image_url": {"url": "https://example.com/image.jpg"}}]
    assert sent[2]["content"] == [{"type": "audio_url", "audio_url": {"url": "https://example.com/audio.mp3"}}]


def test_001_errors_that_may_be_tried_again_and_others(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("openai", max_retries=0)
    said: list[str] = []
    for status in (429, 401, None):
        if status is not None:
            embedded.queue(fault=Fault(status=status))
        try:
            client.chat_completion(prompt("hi"))
            said.append("answer")
        except AilibError as error:
            said.append("again" if error.is_retryable else "final")
    assert said == ["again", "final", "answer"]


def test_001_pool_options(api: Any) -> None:
    client = api.client(Provider.GROQ, options=ConnectionOptions(pool_size=16, idle_timeout=30))
    assert client.chat_completion(prompt("hi")).first_text()
    assert client.connection_options.pool_size == 16


# --- 002: chat completion ---------------------------------------------------------------------------------------------


def test_002_first_example() -> None:
    async def main() -> str:
        client = AsyncClient.create("openai/embedded-chat")
        try:
            response = await client.chat().user('Say "Hello, world!"').execute()
            return str(response.content)
        finally:
            await client.close()

    assert asyncio.run(main()) == "Hello, world!"
    with Client.from_model("openai/embedded-chat") as client:
        assert client.chat().user('Say "Hello, world!"').execute().content == "Hello, world!"


def test_002_system_prompt_and_history(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("openai")
    client.chat().system("You are a helpful coding assistant.").user("Explain closures").execute()
    messages = [
        Message.system("You are a tutor."),
        Message.user("What is recursion?"),
        Message.assistant("Recursion is when a function calls itself..."),
        Message.user("Can you show an example?"),
    ]
    client.chat().messages(messages).execute()
    assert [message["role"] for message in embedded.requests[0].body["messages"]] == ["system", "user"]
    assert [message["role"] for message in embedded.requests[1].body["messages"]] == [
        "system",
        "user",
        "assistant",
        "user",
    ]


def test_002_parameters(api: Any, embedded: EmbeddedProvider) -> None:
    api.client("deepseek").chat().user("Write a poem").temperature(0.9).max_tokens(200).top_p(0.95).stop(
        ["END"]
    ).execute()
    body = embedded.requests[0].body
    assert (body["temperature"], body["max_tokens"], body["top_p"], body["stop"]) == (0.9, 200, 0.95, ["END"])


def test_002_stream_of_events(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="Once upon a time")
    client = api.client("openai")
    told = ""
    for event in client.chat().user("Tell me a story").stream():
        if event.is_content_delta:
            told += event.as_content_delta.text
    assert told == "Once upon a time"


def test_002_stats(api: Any) -> None:
    response, stats = api.client("openai").chat().user("Hello").execute_with_stats()
    assert stats.total_tokens == stats.prompt_tokens + stats.completion_tokens == response.usage.total_tokens
    assert stats.latency_ms > 0


def test_002_the_same_code_for_other_providers(embedded: EmbeddedProvider) -> None:
    for target in ("openai/embedded-chat", "deepseek/embedded-chat", "groq/embedded-chat"):
        with AiClient.from_model(target) as client:
            assert client.chat().user('Say "same"').execute().content == "same"
    assert [seen.body["model"] for seen in embedded.requests] == [MODEL] * 3


# --- 003: the whole OpenAI API ----------------------------------------------------------------------------------------


def test_003_create_and_stream(embedded: EmbeddedProvider) -> None:
    from ailib.openai import AsyncOpenAI

    async def main() -> tuple[str, str, str]:
        async with AsyncOpenAI() as client:
            messages = [{"role": "user", "content": 'Say "hello there"'}]
            whole = await client.chat.completions.create(model=MODEL, messages=messages, max_tokens=512)
            streamed = ""
            async for chunk in await client.chat.completions.create(model=MODEL, messages=messages, stream=True):
                for choice in chunk.choices:
                    streamed += choice.delta.content or ""
            events = await client.responses.create(model=MODEL, input='Say "hello there"', stream=True)
            spoken = ""
            async for event in events:
                if event.type == "response.output_text.delta":
                    spoken += event.delta
            return str(whole.choices[0].message.content), streamed, spoken

    assert asyncio.run(main()) == ("hello there",) * 3


def test_003_function_calls_whole_and_streamed(api: Any) -> None:
    """4.2 to 4.4: a function of ours, its call, the answer that uses its result; the call in pieces."""

    @tool
    def get_weather(location: str, unit: str = "celsius") -> str:
        """Get the current weather."""
        return f"22 degrees {unit} in {location}"

    client = api.client("openai")
    run = client.run_tools("What is the weather in Paris?", [get_weather])
    assert run.used_tools == ("get_weather",)
    assert "22 degrees celsius in Paris" in run.text
    stream = client.chat_completion_stream("What is the weather in Paris?", tools=[get_weather.definition])
    pieces = [piece for chunk in stream for choice in chunk.choices for piece in choice.delta.tool_calls]
    assert pieces[0].name == "get_weather"
    assert json.loads("".join(piece.arguments for piece in pieces))["location"] == "Paris"


def test_003_errors(embedded: EmbeddedProvider) -> None:
    """5: one class for what the API says (status, type, message, param, code), others for the network and the stream."""
    from ailib import AuthenticationError, BadRequest, ConnectError, InvalidResponse, StreamTruncated

    with Client("openai", max_retries=0) as client:
        embedded.queue(fault=Fault(status=401))
        with pytest.raises(AuthenticationError) as caught:
            client.chat_completion("hi")
        assert (caught.value.status, caught.value.code) == (401, "invalid_api_key")
        embedded.queue(fault=Fault(html=True))
        with pytest.raises(InvalidResponse):
            client.chat_completion("hi")
        embedded.queue(fault=Fault(truncate_after_chunks=1))
        with pytest.raises(StreamTruncated):
            client.chat_completion_stream("hi").collect()
        with pytest.raises(BadRequest):
            client.chat_completion("hi", extensions={"temperature": "hot"})
    with Client("openai", base_url="http://127.0.0.1:9/v1", max_retries=0) as client, pytest.raises(ConnectError):
        client.chat_completion("hi")


def test_003_configuration(embedded: EmbeddedProvider) -> None:
    """6: key, organisation, project, headers, query, a client of your own, one call set differently."""
    import requests

    from ailib.openai import OpenAI

    with requests.Session() as session, OpenAI(
        api_key="sk-1", organization="org-1", project="proj-1", default_headers={"x-more": "1"},
        default_query={"v": "2"}, session=session,
    ) as client:  # fmt: skip
        messages = [{"role": "user", "content": "hi"}]
        client.chat.completions.create(
            model=MODEL, messages=messages, extra_headers={"x-once": "a"}, extra_query={"k": "v"}
        )
        client.chat.completions.create(model=MODEL, messages=messages)
    first, second = embedded.requests
    assert first.headers["Authorization"] == "Bearer sk-1"
    assert (first.headers["OpenAI-Organization"], first.headers["OpenAI-Project"]) == ("org-1", "proj-1")
    assert (first.headers["x-more"], first.headers["x-once"]) == ("1", "a")
    assert "x-once" not in second.headers


def test_003_ten_at_once(embedded: EmbeddedProvider) -> None:
    """7.3: many prompts, ten in flight."""
    embedded.answer(fault=Fault(delay=0.03))

    async def main() -> int:
        async with AsyncClient("openai") as client:
            results = await client.chat_completion_batch([f'Say "{n}"' for n in range(30)], 10)
            assert [item.response.text for item in results if item.response] == [str(n) for n in range(30)]
            return embedded.peak_requests

    assert asyncio.run(main()) == 10


# --- 004: a vLLM client -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("enabled", [True, False])
def test_004_thinking(api: Any, embedded: EmbeddedProvider, enabled: bool) -> None:
    text = "<think>What calls itself?</think>\n\nRecursion." if enabled else "Recursion."
    embedded.answer(text=text)
    client = api.client("vllm", base_url=embedded.base_url)
    extra = {"chat_template_kwargs": {"enable_thinking": enabled}}
    thinking = content = ""
    messages = [{"role": "user", "content": "Explain recursion"}]
    for event in client.chat().messages(messages).model(MODEL).extra(extra).stream():
        if event.is_reasoning_delta:
            thinking += event.text
        elif event.is_content_delta:
            content += event.text
    assert (thinking, content) == ("What calls itself?" if enabled else "", "Recursion.")
    assert embedded.requests[-1].body["chat_template_kwargs"] == {"enable_thinking": enabled}


def test_004_headers_and_timeouts(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client(
        "vllm", base_url=embedded.base_url, headers={"X-Custom-Header": "v", "X-Trace-ID": "7"}, timeout=60
    )
    client.chat_completion("hi")
    assert embedded.requests[-1].headers["X-Custom-Header"] == "v"
    assert embedded.requests[-1].headers["X-Trace-ID"] == "7"
    assert client.timeouts.read == 60
    assert client.with_options(timeout=300).timeouts.read == 300


def test_004_retry(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=500), times=1)
    client = api.client("vllm", max_retries=0)
    for _ in range(3):
        try:
            response = client.chat_completion("hi", model=MODEL)
            break
        except APIError:
            time.sleep(0.01)
    assert response.first_text()


def test_004_images(api: Any, embedded: EmbeddedProvider) -> None:
    parts = [
        {"type": "text", "text": "Compare these"},
        {"type": "image_url", "image_url": {"url": "https://example.com/image1.jpg"}},
        {"type": "image_url", "image_url": {"url": "data:image/jpeg;base64,/9j/4AAQ"}},
    ]
    api.client("vllm").chat_completion([{"role": "user", "content": parts}], model=MODEL)
    assert json.loads(json.dumps(embedded.requests[-1].body["messages"])) == [{"role": "user", "content": parts}]


def test_004_one_client_in_many_tasks(embedded: EmbeddedProvider) -> None:
    async def main() -> list[str]:
        async with AsyncClient("vllm") as client:
            tasks = [asyncio.create_task(client.chat_completion(f'Say "{n}"', model=MODEL)) for n in range(8)]
            return [(await task).first_text() for task in tasks]

    assert asyncio.run(main()) == [str(n) for n in range(8)]


def test_004_errors_by_status(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("vllm", max_retries=0)
    said: list[str] = []
    for status in (429, 401):
        embedded.queue(fault=Fault(status=status))
        try:
            client.chat_completion("hi", model=MODEL)
        except RateLimited:
            said.append("wait")
        except APIError as error:
            said.append({401: "key"}.get(error.status or 0, "other"))
    assert said == ["wait", "key"]


def test_004_take_some_events_of_a_stream(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="one two three four five")
    client = api.client("vllm")
    events = client.chat_completion_stream("hi", model=MODEL).events()
    taken = [event for event, _ in zip(events, range(3), strict=False)]
    events.close()
    assert [event.text for event in taken if event.is_content_delta][:2] == ["one", " two"]
