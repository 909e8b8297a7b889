"""llama.cpp's own server with a tiny model that knows a few dialogues by heart: a real engine behind both clients."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ailib
from ailib import (
    AuthenticationError,
    BadRequest,
    ChatCompletionRequest,
    ConnectError,
    ConnectionOptions,
    Content,
    ContextLengthExceeded,
    Message,
    ModelNotFound,
    RequestTimeout,
    ResponseFormat,
    Timeouts,
    Tool,
    ToolChoice,
    UsageStatus,
)

from .conftest import fetch, streamed

pytestmark = [pytest.mark.server, pytest.mark.shared]

HELLO = "Hello! How can I help you today?"
COUNT = ", ".join(str(number) for number in range(1, 21))
WEATHER = Tool.function(
    "get_weather",
    "The weather in a city",
    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
)
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
# A second or more of work for the server, if nobody stops it.
LONG: dict[str, Any] = {"temperature": 0, "max_tokens": 1900, "extensions": {"ignore_eos": True}}


def address(port: int) -> str:
    return f"http://127.0.0.1:{port}/v1"


@pytest.fixture
def llama(api: Any, llamacpp: int) -> Any:
    return api.client("llamacpp", base_url=address(llamacpp))


@pytest.fixture(params=["whole", "streamed"])
def answer(request: pytest.FixtureRequest, llama: Any) -> Callable[..., Any]:
    """Asks for a whole answer, or collects a stream; temperature 0."""
    ask = llama.chat_completion if request.param == "whole" else streamed(llama)
    return lambda what, **fields: ask(what, temperature=0, **fields)


class Work:
    """What the server is doing, and how much it has done since."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.start = self._tokens()

    def _tokens(self) -> int:
        found = re.search(
            r"^llamacpp:tokens_predicted_total (\d+)", str(fetch(self.port, "/metrics")[1], "utf-8"), re.MULTILINE
        )
        assert found is not None
        return int(found.group(1))

    def busy(self) -> int:
        """Slots that are generating now."""
        return sum(slot["is_processing"] for slot in json.loads(fetch(self.port, "/slots")[1]))

    def until_busy(self) -> None:
        end = time.monotonic() + 5
        while not self.busy():
            assert time.monotonic() < end, "the server never began"

    def until_idle(self) -> int:
        """Wait for all slots to be free; the tokens generated in all."""
        end = time.monotonic() + 5
        while self.busy():
            assert time.monotonic() < end, "a slot is still generating"
            time.sleep(0.01)
        return self._tokens() - self.start


# What is said


def test_an_answer_has_text_reasoning_usage_and_its_origin(llama: Any) -> None:
    response = llama.chat_completion("hello", temperature=0)
    assert response.text == response.first_text() == response.choices[0].message.content.as_text() == HELLO
    assert response.reasoning.strip() == "The user greets me."
    assert (response.finish_reason, response.finish_reason_raw) == ("stop", "stop")
    assert (response.provider, response.model) == ("llamacpp", "tiny")
    assert response.usage_status is UsageStatus.FINALIZED
    assert response.usage.completion_tokens > 10
    assert response.usage.total_tokens == response.usage.prompt_tokens + response.usage.completion_tokens
    assert response.raw["choices"][0]["message"]["reasoning_content"].strip() == "The user greets me."
    assert response.raw["timings"]["predicted_n"] == response.usage.completion_tokens
    assert [(attempt.status, attempt.error) for attempt in response.attempts] == [(200, None)]


def test_a_stream_gives_the_whole_answer_piece_by_piece(llama: Any) -> None:
    whole = llama.chat_completion("count to twenty", temperature=0)
    stream = llama.chat_completion_stream("count to twenty", temperature=0)
    chunks = list(stream)
    assert "".join(chunk.text for chunk in chunks) == stream.response.text == whole.text == COUNT
    assert "".join(chunk.reasoning for chunk in chunks) == stream.response.reasoning
    assert stream.response.reasoning.strip() == whole.reasoning.strip() == "I count."
    assert len([chunk for chunk in chunks if chunk.text]) >= 20
    assert stream.complete
    assert not stream.cancelled
    assert stream.response.finish_reason == "stop"
    assert stream.response.usage_status is UsageStatus.FINALIZED
    assert stream.response.usage.completion_tokens == whole.usage.completion_tokens
    assert stream.stats.time_to_first_token_ms < stream.stats.latency_ms


def test_events_think_first_then_speak_and_end_once(llama: Any) -> None:
    events = list(llama.chat_completion_stream("hello", temperature=0).events())
    kinds = [event.kind for event in events]
    assert kinds.count("stream_end") == 1
    assert kinds[-1] == "stream_end"
    assert events[-1].finish_reason == "stop"
    assert "".join(event.text for event in events if event.is_content_delta) == HELLO
    assert "".join(event.text for event in events if event.is_reasoning_delta).strip() == "The user greets me."
    assert max(i for i, kind in enumerate(kinds) if kind == "reasoning_delta") < kinds.index("content_delta")
    assert [event.usage.completion_tokens > 10 for event in events if event.is_usage] == [True]


def test_reasoning_can_be_switched_off(answer: Callable[..., Any]) -> None:
    response = answer("hello", reasoning=False)
    assert response.text == HELLO
    assert not response.reasoning


def test_text_of_many_alphabets_arrives_whole(answer: Callable[..., Any]) -> None:
    assert answer("unicode please").text == "naïve café, Привет, 你好, 🙂 done"


def test_a_message_of_parts_and_a_second_turn_are_understood(llama: Any) -> None:
    parts = Message.user([Content.text("who are you")])
    first = llama.chat_completion([Message.system("Be brief."), parts], temperature=0)
    assert first.text == "I am a tiny test model."
    turns = [Message.user("who are you"), first.message, {"role": "user", "content": "hello"}]
    assert llama.chat_completion(turns, temperature=0).text == HELLO


# Tools


def test_two_tools_at_once_and_back_with_their_results(answer: Callable[..., Any]) -> None:
    messages = [Message.user("weather in Paris and Tokyo")]
    response = answer(messages, tools=[WEATHER])
    assert response.finish_reason == "tool_calls"
    assert [(call.name, call.parse_args()) for call in response.tool_calls] == [
        ("get_weather", {"city": "Paris"}),
        ("get_weather", {"city": "Tokyo"}),
    ]
    assert len({call.id for call in response.tool_calls} - {""}) == 2
    messages.append(response.message)
    messages += [call.result({"degrees": 21}) for call in response.tool_calls]
    final = answer(messages, tools=[WEATHER])
    assert final.text == "It is 21 degrees."
    assert final.finish_reason == "stop"
    assert not final.tool_calls


def test_tool_events_come_in_order_with_whole_arguments(llama: Any) -> None:
    stream = llama.chat_completion_stream("weather in Paris and Tokyo", temperature=0, tools=[WEATHER])
    events = [event for event in stream.events() if event.is_tool_event]
    complete = [event for event in events if event.is_tool_call_complete]
    assert [json.loads(event.arguments) for event in complete] == [{"city": "Paris"}, {"city": "Tokyo"}]
    for call in complete:
        pieces = [event.arguments for event in events if event.is_tool_call_delta and event.id == call.id]
        assert "".join(pieces) == call.arguments
        assert [event.name for event in events if event.is_tool_call_started and event.id == call.id] == ["get_weather"]


@pytest.mark.parametrize("choice", [ToolChoice.function("get_weather"), ToolChoice.REQUIRED, "required"])
def test_a_tool_can_be_demanded(answer: Callable[..., Any], choice: Any) -> None:
    response = answer("weather in Paris", tools=[WEATHER], tool_choice=choice)
    assert [(call.name, call.parse_args()) for call in response.tool_calls] == [("get_weather", {"city": "Paris"})]


def test_tools_can_be_forbidden(answer: Callable[..., Any]) -> None:
    assert answer("weather in Paris", tools=[WEATHER], tool_choice="none", max_tokens=60).tool_calls == ()


# What may be asked for


def test_json_follows_the_schema(answer: Callable[..., Any]) -> None:
    response = answer("Describe Jane as JSON", response_format=ResponseFormat.json_schema(PERSON, name="person"))
    assert json.loads(response.text) == {"name": "Jane Doe", "age": 42}


def test_log_probabilities_cover_the_answer(answer: Callable[..., Any]) -> None:
    response = answer("hello", reasoning=False, logprobs=True, top_logprobs=2)
    tokens = response.choices[0].logprobs["content"]
    assert HELLO in "".join(token["token"] for token in tokens)
    assert all(len(token["top_logprobs"]) == 2 and token["logprob"] <= 0 for token in tokens)


def test_two_answers_at_once(answer: Callable[..., Any]) -> None:
    response = answer("hello", n=2)
    assert [(choice.index, choice.message.text, choice.finish_reason) for choice in response.choices] == [
        (0, HELLO, "stop"),
        (1, HELLO, "stop"),
    ]


def test_a_stop_sequence_ends_the_answer_before_it(answer: Callable[..., Any]) -> None:
    response = answer("count to twenty", stop=["8"])
    assert response.text.rstrip() == "1, 2, 3, 4, 5, 6, 7,"
    assert response.finish_reason == "stop"


def test_a_limit_of_tokens_cuts_the_answer_and_says_so(answer: Callable[..., Any]) -> None:
    response = answer("count to twenty", reasoning=False, max_tokens=9)
    assert response.finish_reason == "length"
    assert response.usage.completion_tokens == 9
    assert COUNT.startswith(response.text)
    assert 0 < len(response.text) < len(COUNT)


# Errors


def test_a_prompt_that_is_too_long_is_a_context_error(answer: Callable[..., Any]) -> None:
    with pytest.raises(ContextLengthExceeded, match=r"4\d{3} tokens") as caught:
        answer("word " * 4000)
    assert (caught.value.status, caught.value.type) == (400, "exceed_context_size_error")
    assert not caught.value.is_retryable
    assert len(caught.value.attempts) == 1


def test_a_field_of_the_wrong_type_is_a_bad_request(answer: Callable[..., Any]) -> None:
    with pytest.raises(BadRequest, match="temperature") as caught:
        answer("hello", extensions={"temperature": "hot"})
    assert caught.value.status == 400
    assert not caught.value.is_retryable


@pytest.mark.parametrize("key", [None, "sk-wrong-key-456"])
def test_a_missing_or_wrong_key_is_an_authentication_error(api: Any, locked_llamacpp: int, key: str | None) -> None:
    caller = api.client("llamacpp", base_url=address(locked_llamacpp), api_key=key)
    for ask in (caller.chat_completion, streamed(caller)):
        with pytest.raises(AuthenticationError) as caught:
            ask("hello")
        assert caught.value.status == 401
        assert not caught.value.is_retryable
        assert "sk-wrong-key-456" not in f"{caught.value!s}{caught.value!r}{caught.value.body}"


def test_the_right_key_opens_the_door(api: Any, locked_llamacpp: int) -> None:
    caller = api.client("llamacpp", base_url=address(locked_llamacpp), api_key="sk-right-key-123")
    assert caller.chat_completion("hello", temperature=0).text == HELLO
    assert caller.chat_completion_stream("hello", temperature=0).collect().text == HELLO


# Models, many at once, shortcuts


def test_the_models_are_listed(llama: Any) -> None:
    models = llama.list_models()
    assert [(str(model), model.id, model.name, model.provider) for model in models] == [
        ("tiny", "tiny", "tiny", "llamacpp")
    ]
    assert llama.get_model("tiny").id == "tiny"
    with pytest.raises(ModelNotFound):
        llama.get_model("huge")


def test_no_model_needs_to_be_named(api: Any, llamacpp: int) -> None:
    unnamed = api.client("llamacpp", base_url=address(llamacpp))
    named = api.client("llamacpp/tiny", base_url=address(llamacpp))
    assert unnamed.model is None
    assert named.model == "tiny"
    for client in (unnamed, named):
        assert client.chat_completion("hello", temperature=0).text == HELLO


def test_sixteen_at_once_come_back_in_order(llama: Any, llamacpp: int) -> None:
    # Where this server has fewer threads than we have connections, some wait 5 s for it to let go of idle ones.
    work = Work(llamacpp)
    texts = ["hello", "who are you", "count to twenty", "unicode please"]
    wanted = [HELLO, "I am a tiny test model.", COUNT, "naïve café, Привет, 你好, 🙂 done"]
    requests = [ChatCompletionRequest(messages=texts[i % 4], temperature=0) for i in range(16)]
    seen: list[int] = []
    results = llama.chat_completion_batch(requests, 16, lambda progress: seen.append(progress.done))
    assert [item.text for item in results] == [wanted[i % 4] for i in range(16)]
    assert results.success_rate() == 100.0
    assert seen == list(range(1, 17))
    assert results.usage.completion_tokens == work.until_idle()


def test_a_batch_keeps_several_slots_busy(llama: Any, llamacpp: int) -> None:
    work = Work(llamacpp)
    busiest = [0]
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            busiest[0] = max(busiest[0], work.busy())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        long = ChatCompletionRequest.of("count to twenty").replace(**LONG).with_max_tokens(400)
        results = llama.chat_completion_batch([long] * 4, 4)
    finally:
        done.set()
        watcher.join()
    assert [item.unwrap().usage.completion_tokens for item in results] == [400] * 4
    assert busiest[0] >= 2


def test_the_builder_answers_with_figures_and_streams(llama: Any) -> None:
    builder = llama.chat().system("Be brief.").user("hello").temperature(0).max_tokens(100)
    response, stats = builder.execute_with_stats()
    assert response.text == HELLO
    assert stats.completion_tokens == response.usage.completion_tokens > 0
    assert (stats.provider, stats.model, stats.retry_count) == ("llamacpp", "tiny", 0)
    assert stats.latency_ms > 0
    events = list(llama.chat("count to twenty").temperature(0).stream())
    assert "".join(event.text for event in events if event.is_content_delta) == COUNT
    assert events[-1].is_stream_end


def test_one_line_is_enough(api: Any, llamacpp: int, monkeypatch: pytest.MonkeyPatch) -> None:
    client = api.client("llamacpp", base_url=address(llamacpp))
    assert client.quick_chat_text("who are you") == "I am a tiny test model."
    assert client.quick_chat_text("tiny", "who are you") == "I am a tiny test model."
    quick = ailib.quick_chat_text if api.name == "sync" else ailib.aquick_chat_text
    monkeypatch.setenv("LLAMACPP_BASE_URL", address(llamacpp))
    assert api.wrap(quick("hello", model="llamacpp/tiny", temperature=0)) == HELLO
    monkeypatch.setenv("AI_MODEL", "llamacpp")
    assert api.wrap(quick("hello", temperature=0)) == HELLO


# Ending it early (promise 4): the server stops working


@pytest.fixture(params=["plain", "tls"])
def either(request: pytest.FixtureRequest, api: Any, llamacpp: int) -> Any:
    """A caller over plain HTTP, or over TLS with an authority of our own."""
    if request.param == "plain":
        return api.client("llamacpp", base_url=address(llamacpp))
    port = request.getfixturevalue("tls_llamacpp")
    ca = request.getfixturevalue("authority") / "ca.pem"
    options = ConnectionOptions(base_url=f"https://127.0.0.1:{port}/v1", verify=str(ca))
    return api.client("llamacpp", options=options)


def test_a_cancel_from_another_thread_frees_the_slot(either: Any, llamacpp: int) -> None:
    """Promise 4."""
    work = Work(llamacpp)
    stream, handle = either.chat_completion_stream_with_cancel("count to twenty", **LONG)
    cancelled_at: list[float] = []

    def cancel() -> None:
        work.until_busy()
        cancelled_at.append(time.monotonic())
        handle.cancel(reason="enough")

    thread = threading.Thread(target=cancel)
    thread.start()
    chunks = list(stream)
    ended_at = time.monotonic()
    thread.join()
    assert ended_at - cancelled_at[0] < 0.2
    assert len(chunks) < 1800
    assert stream.cancelled
    assert handle.cancelled
    assert handle.reason == "enough"
    assert not stream.complete
    assert stream.response.finish_reason != "stop"
    assert work.until_idle() < 1800
    assert either.chat_completion("hello", temperature=0).text == HELLO


def test_leaving_a_stream_early_frees_the_slot(either: Any, llamacpp: int) -> None:
    work = Work(llamacpp)
    stream = either.chat_completion_stream("count to twenty", **LONG)
    for number, _ in enumerate(stream):
        if number == 5:
            break
    stream.close()
    assert work.until_idle() < 1800
    assert not stream.complete


def test_a_cancelled_task_frees_the_slot(llamacpp: int) -> None:
    """Promise 4: `task.cancel()` is a cancel as well."""
    work = Work(llamacpp)

    async def main() -> None:
        async with ailib.AsyncClient("llamacpp", base_url=address(llamacpp)) as client:
            began = asyncio.Event()

            async def read() -> None:
                async for _ in client.chat_completion_stream("count to twenty", **LONG):
                    began.set()

            task = asyncio.create_task(read())
            await began.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())
    assert work.until_idle() < 1800


def test_a_deadline_ends_a_long_answer_and_frees_the_slot(llama: Any, llamacpp: int) -> None:
    """Promise 3."""
    for ask in (llama.chat_completion, streamed(llama)):
        work = Work(llamacpp)
        start = time.monotonic()
        with pytest.raises(RequestTimeout) as caught:
            ask("count to twenty", timeout=Timeouts(deadline=0.2), **LONG)
        assert 0.15 < time.monotonic() - start < 0.45
        assert caught.value.phase == "deadline"
        # For an answer that is not streamed this server looks only once a second whether anybody still listens.
        generated = work.until_idle()
    assert generated < 1800


# TLS


def test_an_unknown_authority_is_refused(api: Any, tls_llamacpp: int) -> None:
    caller = api.client("llamacpp", base_url=f"https://127.0.0.1:{tls_llamacpp}/v1", max_retries=0)
    with pytest.raises(ConnectError, match=r"(?i)certificate"):
        caller.chat_completion("hello")


def test_a_trusted_authority_is_enough(api: Any, tls_llamacpp: int, authority: Path) -> None:
    options = ConnectionOptions(verify=str(authority / "ca.pem"))
    caller = api.client("llamacpp", base_url=f"https://localhost:{tls_llamacpp}/v1", options=options)
    assert caller.chat_completion("hello", temperature=0).text == HELLO
    assert caller.chat_completion_stream("count to twenty", temperature=0).collect().text == COUNT
