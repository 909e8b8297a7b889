"""Interceptors as a user sees them: what they can change, answer, stop, and what they cannot break."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import threading
from typing import Any

import pytest

import ailib
from ailib import (
    AsyncClient,
    CallContext,
    Cancelled,
    ChatCompletionResponse,
    Client,
    ConfigurationError,
    ConnectionLost,
    ContentFiltered,
    Interceptor,
    InvalidRequestError,
    Message,
    ModelEndpoint,
    RateLimited,
    ResponseCache,
    RetryPolicy,
    ServerError,
    ToolCall,
)
from ailib.interceptors import AuditCalls, NoopAuditSink, NoopTracer, TraceCalls
from ailib.models.response import Choice
from ailib.testing import EmbeddedProvider, Fault

KEY = "sk-planted-0123456789abcdef"


def answer(text: str) -> ChatCompletionResponse:
    return ChatCompletionResponse(model="mine", choices=[Choice(0, Message.assistant(text), "stop")])


class Recorder(Interceptor):
    """Writes down what it is told."""

    def __init__(self, name: str = "", log: list[Any] | None = None) -> None:
        self.name = name
        self.log: list[Any] = [] if log is None else log
        self.contexts: list[CallContext] = []

    def on_request(self, context: CallContext, request: Any) -> Any:
        self.contexts.append(context)
        self.log.append((f"request{self.name}", request.messages[-1].content.as_text()))

    def on_response(self, context: CallContext, request: Any, response: Any) -> Any:
        self.log.append((f"response{self.name}", response.text))

    def on_error(self, context: CallContext, request: Any, error: Any) -> Any:
        self.log.append((f"error{self.name}", type(error).__name__))


class Hooks(Interceptor):
    """An interceptor of three functions, made async for the async client."""

    def __new__(cls, api: Any = None, **hooks: Any) -> Any:
        def wrapped(function: Any) -> Any:
            if api is None or api.name == "sync":
                return lambda self, *args: function(*args)

            async def method(self: Any, *args: Any) -> Any:
                await asyncio.sleep(0)
                return function(*args)

            return method

        return type("Hooks", (Interceptor,), {name: wrapped(function) for name, function in hooks.items()})()


def raising(error: BaseException) -> Any:
    def function(*_: Any) -> Any:
        raise error

    return function


@pytest.fixture
def make(api: Any, embedded: EmbeddedProvider) -> Any:
    """Makes a client with these interceptors."""

    def made(*interceptors: Any, **keywords: Any) -> Any:
        keywords.setdefault("max_retries", 0)
        return api.client("embedded/embedded-chat", base_url=embedded.base_url, interceptors=interceptors, **keywords)

    return made


def ask(client: Any, stream: bool, text: str = "hi", **fields: Any) -> ChatCompletionResponse:
    if stream:
        return client.chat_completion_stream(text, **fields).collect()
    return client.chat_completion(text, **fields)


both = pytest.mark.parametrize("stream", [False, True], ids=["plain", "stream"])


# --- what they see ----------------------------------------------------------------------------------------------------


@both
def test_requests_pass_in_order_and_answers_in_reverse(make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    log: list[Any] = []
    embedded.answer(text="pong")
    assert ask(make(Recorder("1", log), Recorder("2", log)), stream).text == "pong"
    assert log == [("request1", "hi"), ("request2", "hi"), ("response2", "pong"), ("response1", "pong")]


@both
def test_errors_pass_in_reverse(make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    log: list[Any] = []
    embedded.answer(fault=Fault(status=429))
    with pytest.raises(RateLimited):
        ask(make(Recorder("1", log), Recorder("2", log)), stream)
    assert log == [("request1", "hi"), ("request2", "hi"), ("error2", "RateLimited"), ("error1", "RateLimited")]


@both
def test_the_context_of_a_call(make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    attempts: list[int] = []
    seen = Recorder()
    probe = Hooks(
        on_request=lambda context, request: attempts.append(context.attempts),
        on_response=lambda context, request, response: attempts.append(context.attempts),
    )
    embedded.answer(fault=Fault(status=503), times=2)
    client = make(seen, probe, api_key=KEY, retry=RetryPolicy(base=0.01, cap=0.01), max_retries=None)
    ask(client, stream)
    (context,) = seen.contexts
    assert (context.provider, context.model, context.stream) == ("embedded", "embedded-chat", stream)
    assert attempts == [0, 3]
    assert context.base_url == embedded.base_url
    assert context.started <= context.now()
    assert 0 < context.elapsed < 30
    assert context.key_fingerprint is not None
    assert len(context.key_fingerprint) == 16
    assert KEY not in repr(context)


def test_keys_are_told_apart_and_never_shown(make: Any, embedded: EmbeddedProvider) -> None:
    seen = Recorder()
    for key in (KEY, KEY, "another", None):
        make(seen, api_key=key).chat_completion("hi")
    prints = [context.key_fingerprint for context in seen.contexts]
    assert prints[0] == prints[1] != prints[2]
    assert prints[3] is None
    identities = [context.identity() for context in seen.contexts]
    assert identities[0] == identities[1]
    assert len(set(identities)) == 3


def test_a_key_that_is_fetched_later_has_no_fingerprint(make: Any) -> None:
    seen = Recorder()
    make(seen, api_key=lambda: KEY).chat_completion("hi")
    (context,) = seen.contexts
    assert context.key_fingerprint is None
    assert context.identity() is None
    assert context.identity("tenant 1") != context.identity("tenant 2")


def test_the_address_in_the_context_has_no_password(api: Any, embedded: EmbeddedProvider) -> None:
    seen = Recorder()
    address = embedded.base_url.replace("://", "://user:sesame@")
    client = api.client("embedded", base_url=address, interceptors=[seen], max_retries=0)
    with contextlib.suppress(ailib.AilibError):  # whether such an address works is for others to test
        client.chat_completion("hi")
    assert "sesame" not in seen.contexts[0].base_url
    assert seen.contexts[0].base_url == embedded.base_url


@both
def test_state_goes_from_hook_to_hook(api: Any, make: Any, stream: bool) -> None:
    found: list[Any] = []
    hooks = Hooks(
        api,
        on_request=lambda context, request: context.state.update(mine=[context.provider]),
        on_response=lambda context, request, response: found.append(context.state["mine"]),
    )
    client = make(hooks)
    ask(client, stream)
    ask(client, stream)
    assert found == [["embedded"], ["embedded"]]


def test_each_item_of_a_batch_passes_them(make: Any, embedded: EmbeddedProvider) -> None:
    seen = Recorder()
    embedded.answer(fault=Fault(status=400), when="two")
    result = make(seen).chat_completion_batch(["one", "two", "three"], 2)
    assert [item.ok for item in result] == [True, False, True]
    assert sorted(kind for kind, _ in seen.log) == ["error", "request", "request", "request", "response", "response"]


def test_the_builder_passes_them(make: Any) -> None:
    seen = Recorder()
    client = make(seen)
    client.chat("hi").execute()
    client.quick_chat_text("hi")
    for _ in client.chat("hi").stream():
        pass
    assert [kind for kind, _ in seen.log] == ["request", "response"] * 3


# --- what they can do -------------------------------------------------------------------------------------------------


@both
def test_changing_the_request(api: Any, make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    polite = Hooks(
        api,
        on_request=lambda context, request: request.with_messages(
            [Message.system("Be polite."), *request.messages]
        ).with_temperature(0.5),
    )
    seen = Recorder()
    ask(make(polite, seen), stream)
    body = embedded.requests[0].body
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["temperature"] == 0.5
    assert seen.log[0] == ("request", "hi")


def test_changing_the_model_is_seen_in_the_context(make: Any, embedded: EmbeddedProvider) -> None:
    seen = Recorder()
    other = Hooks(on_request=lambda context, request: request.with_model("embedded-reasoner"))
    make(other, seen).chat_completion("hi")
    assert embedded.requests[0].body["model"] == "embedded-reasoner"
    assert seen.contexts[0].model == "embedded-reasoner"


@both
def test_answering_in_place_of_the_provider(api: Any, make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    outer, inner = Recorder("outer"), Recorder("inner")
    answering = Hooks(api, on_request=lambda context, request: answer("from here"))
    response = ask(make(outer, answering, inner), stream)
    assert response.text == "from here"
    assert embedded.requests == []
    assert outer.log == [("requestouter", "hi"), ("responseouter", "from here")]
    assert inner.log == []
    assert outer.contexts[0].answered is True


def test_an_answer_is_one_chunk_of_a_stream(make: Any) -> None:
    message = Message.assistant("text", tool_calls=[ToolCall("c1", "look", '{"at": 1}')])
    mine = ChatCompletionResponse(id="r1", model="m", choices=[Choice(0, message, "tool_calls")])
    stream = make(Hooks(on_request=lambda *_: mine)).chat_completion_stream("hi")
    chunks = list(stream)
    assert len(chunks) == 1
    assert (chunks[0].id, chunks[0].text, chunks[0].choices[0].finish_reason) == ("r1", "text", "tool_calls")
    (fragment,) = chunks[0].choices[0].delta.tool_calls
    assert (fragment.id, fragment.name, fragment.arguments) == ("c1", "look", '{"at": 1}')
    assert stream.complete
    assert not stream.cancelled
    assert stream.response.tool_calls[0].name == "look"


def test_the_events_of_an_answered_stream(make: Any) -> None:
    stream = make(Hooks(on_request=lambda *_: answer("from here"))).chat_completion_stream("hi")
    kinds = [event.kind for event in stream.events()]
    assert kinds[0] == "content_delta"
    assert kinds[-1] == "stream_end"


@both
def test_changing_the_answer(api: Any, make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    embedded.answer(text="secret")
    outer = Recorder()
    censor = Hooks(api, on_response=lambda context, request, response: answer(response.text.replace("secret", "***")))
    assert ask(make(outer, censor), stream).text == "***"
    assert outer.log[-1] == ("response", "***")


@both
def test_recovering_from_an_error(api: Any, make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    embedded.answer(fault=Fault(status=500))
    outer = Recorder()
    recover = Hooks(api, on_error=lambda context, request, error: answer(f"sorry: {type(error).__name__}"))
    response = ask(make(outer, recover), stream)
    assert response.text == "sorry: ServerError"
    assert [attempt.status for attempt in response.attempts] == [500]
    assert outer.log[-1] == ("response", "sorry: ServerError")


def test_recovering_from_a_stream_that_breaks_before_its_first_content(make: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="never seen", fault=Fault(error_frame_at=0))
    recover = Hooks(on_error=lambda context, request, error: answer("instead"))
    stream = make(recover).chat_completion_stream("hi")
    assert [chunk.text for chunk in stream] == ["instead"]
    assert stream.response.text == "instead"


def test_after_the_first_content_an_error_stays_one(make: Any, embedded: EmbeddedProvider, caplog: Any) -> None:
    """Promise 1: nobody is told that half an answer was whole."""
    embedded.answer(text="one two three four five six", fault=Fault(cut_after_chunks=4))
    recover = Hooks(on_error=lambda context, request, error: answer("instead"))
    stream = make(recover).chat_completion_stream("hi")
    chunks: list[str] = []
    with pytest.raises((ConnectionLost, ailib.StreamTruncated)) as caught:
        chunks.extend(chunk.text for chunk in stream)
    assert "".join(chunks) == caught.value.partial.text != ""
    assert "after the first content" in caplog.text


@both
def test_stopping_a_request(api: Any, make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    outer, inner = Recorder("outer"), Recorder("inner")
    stop = Hooks(api, on_request=raising(InvalidRequestError("no such words", param="messages")))
    with pytest.raises(InvalidRequestError, match="no such words"):
        ask(make(outer, stop, inner), stream)
    assert embedded.requests == []
    assert outer.log == [("requestouter", "hi"), ("errorouter", "InvalidRequestError")]
    assert inner.log == []


@both
def test_refusing_an_answer(api: Any, make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    embedded.answer(text="bad words")
    refuse = Hooks(api, on_response=raising(ContentFiltered("bad words")))
    outer = Recorder()
    with pytest.raises(ContentFiltered) as caught:
        ask(make(outer, refuse), stream)
    assert outer.log[-1] == ("error", "ContentFiltered")
    assert caught.value.partial.text == "bad words"
    assert [attempt.status for attempt in caught.value.attempts] == [200]


@both
def test_replacing_an_error(api: Any, make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    embedded.answer(fault=Fault(status=500))
    replace = Hooks(api, on_error=raising(InvalidRequestError("ours")))
    with pytest.raises(InvalidRequestError, match="ours") as caught:
        ask(make(replace), stream)
    assert isinstance(caught.value.__cause__, ServerError)
    assert [attempt.status for attempt in caught.value.attempts] == [500]


# --- what they cannot break -------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("hook", ["on_request", "on_response", "on_error"])
def test_an_exception_is_logged_and_ignored(
    api: Any, make: Any, embedded: EmbeddedProvider, caplog: Any, hook: str, stream: bool
) -> None:
    broken = Hooks(api, **{hook: raising(KeyError(KEY))})
    if hook == "on_error":
        embedded.answer(fault=Fault(status=500))
        with pytest.raises(ServerError):
            ask(make(broken), stream)
    else:
        assert ask(make(broken), stream).text
    (record,) = [record for record in caplog.records if record.name == "ailib"]
    assert record.levelno == logging.WARNING
    assert f"Hooks.{hook} raised KeyError at " in record.getMessage()
    assert "test_interceptors.py" in record.getMessage()
    assert KEY not in caplog.text


def test_a_wrong_result_is_logged_and_ignored(make: Any, caplog: Any) -> None:
    client = make(Hooks(on_request=lambda *_: "text", on_response=lambda *_: 7))
    assert client.chat_completion("hi").text
    assert "Hooks.on_request returned str" in caplog.text
    assert "Hooks.on_response returned int" in caplog.text


def test_half_an_interceptor_will_do(make: Any, embedded: EmbeddedProvider) -> None:
    class OnlyErrors:
        def __init__(self) -> None:
            self.seen: list[str] = []

        def on_error(self, context: Any, request: Any, error: Any) -> None:
            self.seen.append(type(error).__name__)

    mine = OnlyErrors()
    client = make(mine)
    client.chat_completion("hi")
    embedded.answer(fault=Fault(status=429))
    with pytest.raises(RateLimited):
        client.chat_completion("hi")
    assert mine.seen == ["RateLimited"]


@pytest.mark.parametrize("wrong", [object(), "text", Recorder, 7])
def test_what_is_no_interceptor(api: Any, wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match="is no interceptor"):
        api.client_class("embedded", base_url="http://127.0.0.1:1/v1", interceptors=[wrong])


def test_a_single_interceptor_is_no_list(api: Any) -> None:
    with pytest.raises(ConfigurationError, match="must be a list, not Recorder"):
        api.client_class("embedded", base_url="http://127.0.0.1:1/v1", interceptors=Recorder())


def test_an_async_interceptor_needs_the_async_client() -> None:
    class Async(Interceptor):
        async def on_response(self, context: Any, request: Any, response: Any) -> None:  # type: ignore[override]
            pass

    with pytest.raises(ConfigurationError, match=r"Async\.on_response is async.*AsyncClient"):
        Client("embedded", base_url="http://127.0.0.1:1/v1", interceptors=[Async()])


def test_a_coroutine_in_disguise_does_not_break_the_blocking_client(embedded: EmbeddedProvider, caplog: Any) -> None:
    async def late() -> None:
        pass

    hooks = Hooks(on_request=lambda *_: late())
    with Client("embedded", base_url=embedded.base_url, interceptors=[hooks]) as client:
        assert client.chat_completion("hi").text
    assert "Hooks.on_request raised TypeError" in caplog.text


# --- how streams end --------------------------------------------------------------------------------------------------


def test_a_stream_that_is_left_early_is_reported_once(make: Any, embedded: EmbeddedProvider) -> None:
    seen = Recorder()
    partials: list[Any] = []
    probe = Hooks(on_error=lambda context, request, error: partials.append(error.partial))
    embedded.answer(text="one two three", fault=Fault(stall_after=3))
    with make(seen, probe).chat_completion_stream("hi") as stream:
        first = next(chunk.text for chunk in stream if chunk.text)
    assert seen.log == [("request", "hi"), ("error", "Cancelled")]
    assert partials[0].text.startswith(first)
    stream.close()
    assert len(seen.log) == 2


def test_a_stream_that_is_closed_behind_its_last_word_is_whole(make: Any, embedded: EmbeddedProvider) -> None:
    seen = Recorder()
    embedded.answer(text="whole")
    stream = make(seen).chat_completion_stream("hi")
    for _ in stream:
        if stream.complete:
            break
    stream.close()
    assert seen.log[-1] == ("response", "whole")


def test_a_cancelled_stream_is_reported_once(make: Any, embedded: EmbeddedProvider) -> None:
    seen = Recorder()
    reasons: list[Any] = []
    probe = Hooks(on_error=lambda context, request, error: reasons.append(error.reason))
    embedded.answer(text="one two three", fault=Fault(stall_after=2))
    stream, handle = make(seen, probe).chat_completion_stream_with_cancel("hi")
    for _ in stream:
        handle.cancel("enough")
    assert stream.cancelled
    assert seen.log == [("request", "hi"), ("error", "Cancelled")]
    assert reasons == ["enough"]


def test_a_stream_that_was_never_begun_is_not_reported(make: Any) -> None:
    seen = Recorder()
    stream, handle = make(seen).chat_completion_stream_with_cancel("hi")
    handle.cancel()
    assert list(stream) == []
    assert [kind for kind, _ in seen.log] in ([], ["request", "error"])
    stream.close()


def test_a_forgotten_stream_is_reported(embedded: EmbeddedProvider) -> None:
    seen = Recorder()
    with Client("embedded", base_url=embedded.base_url, interceptors=[seen]) as client:
        stream = client.chat_completion_stream("hi")
        assert seen.log == [("request", "hi")]
        del stream
        gc.collect()
        assert seen.log == [("request", "hi"), ("error", "Cancelled")]


def test_a_cancelled_call_is_reported(make: Any, embedded: EmbeddedProvider) -> None:
    seen = Recorder()
    handle = ailib.CancelHandle()
    embedded.answer(fault=Fault(delay=5.0))
    timer = threading.Timer(0.1, handle.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        make(seen).chat_completion("hi", cancel=handle)
    timer.join()
    assert seen.log[-1] == ("error", "Cancelled")


@both
def test_a_cancelled_task_is_reported(embedded: EmbeddedProvider, stream: bool) -> None:
    seen = Recorder()
    told: list[str] = []

    class Async(Interceptor):
        async def on_error(self, context: Any, request: Any, error: Any) -> Any:  # type: ignore[override]
            await asyncio.sleep(0.01)
            told.append(str(error))
            return answer("ignored")

    embedded.answer(fault=Fault(delay=5.0))

    async def main() -> None:
        async with AsyncClient("embedded", base_url=embedded.base_url, interceptors=[seen, Async()]) as client:
            call = client.chat_completion_stream("hi").collect() if stream else client.chat_completion("hi")
            task = asyncio.create_task(call)
            embedded_seen = asyncio.get_running_loop().run_in_executor(
                None, embedded.wait_for, lambda provider: provider.active_requests == 1
            )
            await embedded_seen
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())
    assert seen.log == [("request", "hi"), ("error", "Cancelled")]
    assert "CancelledError" in told[0]


@both
def test_a_closed_client_asks_nobody(make: Any, stream: bool) -> None:
    seen = Recorder()
    client = make(seen)
    client.close()
    with pytest.raises(ConfigurationError, match="closed"):
        ask(client, stream)
    assert seen.log == []


# --- around several targets ---------------------------------------------------------------------------------------------


@both
def test_a_call_with_a_fallback_is_seen_once(make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    seen = Recorder()
    attempts: list[int] = []
    probe = Hooks(on_response=lambda context, request, response: attempts.append(context.attempts))
    embedded.answer(fault=Fault(status=503))
    with EmbeddedProvider() as other:
        other.answer(text="from the other")
        second = ModelEndpoint("second", url=other.base_url, provider="embedded")
        assert ask(make(seen, probe, fallback=[second]), stream).text == "from the other"
    assert seen.log == [("request", "hi"), ("response", "from the other")]
    assert attempts == [2]


@both
def test_what_a_fallback_answered_is_not_kept_for_clients_without_it(
    make: Any, embedded: EmbeddedProvider, stream: bool
) -> None:
    cache = ResponseCache(streams=True)
    embedded.answer(fault=Fault(status=503), times=1)
    with EmbeddedProvider() as other:
        other.answer(text="from the other")
        client = make(cache, fallback=[ModelEndpoint("second", url=other.base_url, provider="embedded")])
        assert ask(client, stream).text == "from the other"
        assert ask(client, stream).cached is True
        assert ask(client.with_options(timeout=20), stream).cached is True
        assert ask(client, stream, fallback=False).text != "from the other"
    assert ask(make(cache), stream).cached is False


# --- copies -----------------------------------------------------------------------------------------------------------


def test_copies_keep_them(make: Any, embedded: EmbeddedProvider, monkeypatch: Any) -> None:
    seen = Recorder()
    client = make(seen)
    client.with_options(timeout=5).chat_completion("hi")
    monkeypatch.setenv("GROQ_API_KEY", "test")
    monkeypatch.setenv("GROQ_BASE_URL", embedded.base_url)
    client.with_provider("groq").chat_completion("hi", model="embedded-chat")
    assert [context.provider for context in seen.contexts] == ["embedded", "groq"]


def test_a_copy_with_others(make: Any) -> None:
    old, new = Recorder(), Recorder()
    client = make(old)
    copy = client.with_interceptors(new)
    copy.chat_completion("hi")
    assert old.log == []
    assert len(new.log) == 2
    client.chat_completion("hi")
    assert len(old.log) == 2
    assert copy.interceptors == (new,)
    assert client.with_interceptors().interceptors == ()


def test_without_any_there_is_nothing_around_the_calls(make: Any) -> None:
    client = make()
    core = getattr(client, "it", client)._core
    assert core.outer is None
    assert client.interceptors == ()
    assert client.metrics is None


# --- those that come with ailib ---------------------------------------------------------------------------------------


class MySpan:
    def __init__(self, name: str) -> None:
        self.name = name
        self.attributes: dict[str, Any] = {}
        self.ended = 0

    def set_attr(self, name: str, value: Any) -> None:
        self.attributes[name] = value

    def end(self) -> None:
        self.ended += 1


class MyTracer:
    def __init__(self) -> None:
        self.spans: list[MySpan] = []
        self.events: list[Any] = []

    def start_span(self, name: str) -> MySpan:
        self.spans.append(MySpan(name))
        return self.spans[-1]

    def event(self, name: str, attributes: dict[str, Any]) -> None:
        self.events.append((name, attributes))


@both
def test_one_span_per_call_and_no_content_in_it(make: Any, embedded: EmbeddedProvider, stream: bool) -> None:
    tracer = MyTracer()
    client = make(TraceCalls(tracer), api_key=KEY)
    embedded.answer(text="very private", times=1)
    ask(client, stream, "my secret question")
    embedded.answer(fault=Fault(status=429))
    with pytest.raises(RateLimited):
        ask(client, stream, "my secret question")
    assert [(span.name, span.ended) for span in tracer.spans] == [("chat embedded-chat", 1)] * 2
    assert tracer.spans[0].attributes["finish_reason"] == "stop"
    assert tracer.spans[0].attributes["stream"] is stream
    assert tracer.spans[1].attributes["error"] == "RateLimited"
    assert [name for name, _ in tracer.events] == ["error"]
    text = repr([span.attributes for span in tracer.spans]) + repr(tracer.events)
    assert "private" not in text
    assert "secret question" not in text
    assert KEY not in text


def test_an_audit_log_has_content_only_when_asked(make: Any, embedded: EmbeddedProvider) -> None:
    class Sink:
        def __init__(self) -> None:
            self.entries: list[Any] = []

        def record(self, category: str, entry: dict[str, Any]) -> None:
            self.entries.append((category, entry))

    plain, full = Sink(), Sink()
    client = make(AuditCalls(plain), AuditCalls(full, content=True), api_key=KEY)
    embedded.answer(text="very private", times=1)
    client.chat_completion("my question")
    embedded.answer(fault=Fault(status=500))
    with pytest.raises(ServerError):
        client.chat_completion("my question")
    assert [category for category, _ in plain.entries] == ["chat.response", "chat.error"]
    assert "private" not in repr(plain.entries)
    assert "my question" not in repr(plain.entries)
    assert full.entries[0][1]["answers"][0]["content"] == "very private"
    assert full.entries[1][1]["messages"][0]["content"] == "my question"
    assert KEY not in repr(full.entries)


def test_tracers_and_sinks_that_do_nothing(make: Any) -> None:
    client = make(TraceCalls(NoopTracer()), AuditCalls(NoopAuditSink()))
    assert client.chat_completion("hi").text
