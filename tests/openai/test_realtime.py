"""Realtime sessions, translations and responses over a WebSocket, as a user of both clients sees them."""

from __future__ import annotations

import asyncio
import base64
import inspect
import json
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import CancelHandle, RetryPolicy, Timeouts
from ailib.errors import (
    APIError,
    AuthenticationError,
    BadRequest,
    Cancelled,
    ConfigurationError,
    ConnectionLost,
    InvalidEvent,
    InvalidRequestError,
    InvalidResponse,
    NotFound,
    RequestTimeout,
    ServerError,
    StreamTimeout,
)
from ailib.openai import AsyncOpenAI, Model, OpenAI, connections, types
from ailib.openai.resources import session_events
from ailib.openai.schema import schema_of
from ailib.openai.sessions import ClientEvent, Events
from ailib.testing import EmbeddedProvider, Fault, Pace
from tests.transport.rawserver import RawServer, eventually
from tests.transport.wsserver import Peer, websocket

from .recorder import Recorder, recorder

TEXT = {"type": "realtime", "output_modalities": ["text"]}
WEATHER = {
    "type": "function",
    "name": "get_weather",
    "description": "The weather of a city",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}


def said(text: str) -> dict[str, Any]:
    return {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}


class Blocking:
    """The blocking client; what is awaited elsewhere has happened here."""

    client_class: Any = OpenAI

    def __init__(self) -> None:
        self._open: list[Any] = []

    def client(self, base_url: str, **options: Any) -> Any:
        made = self.client_class(**{"api_key": "the-key", "base_url": base_url, "max_retries": 0, **options})
        self._open.append(made)
        return made

    def run(self, value: Any) -> Any:
        return value

    @contextmanager
    def recorded(self) -> Iterator[tuple[Recorder, Any]]:
        """A server that writes down what it is asked, and a client of it."""
        with recorder() as server:
            client = self.client(server.url)
            try:
                yield server, client
            finally:
                self.run(client.close())

    def connect(self, resource: Any, **named: Any) -> Any:
        made = self.run(resource.connect(**named).enter())
        self._open.append(made)
        return made

    def until(self, connection: Any, kind: str) -> list[Any]:
        """The events up to the first of a kind."""
        events: list[Any] = []
        for event in connection:
            events.append(event)
            if event.type == kind:
                return events
        raise AssertionError(f"no {kind} among {[event.type for event in events]}")

    def all_of(self, connection: Any) -> list[Any]:
        return list(connection)

    def close(self) -> None:
        for one in reversed(self._open):
            self.run(one.close())


class Awaited(Blocking):
    """The async client, in a loop of its own."""

    client_class = AsyncOpenAI

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()

    def run(self, value: Any) -> Any:
        assert isinstance(value, Coroutine)
        return self._runner.run(value)

    def until(self, connection: Any, kind: str) -> list[Any]:
        async def collect() -> list[Any]:
            events: list[Any] = []
            async for event in connection:
                events.append(event)
                if event.type == kind:
                    return events
            raise AssertionError(f"no {kind}")

        return self._runner.run(collect())

    def all_of(self, connection: Any) -> list[Any]:
        async def collect() -> list[Any]:
            return [event async for event in connection]

        return self._runner.run(collect())

    def close(self) -> None:
        super().close()
        self._runner.close()


@pytest.fixture(params=[Blocking, Awaited], ids=["sync", "async"])
def api(request: pytest.FixtureRequest) -> Iterator[Blocking]:
    made: Blocking = request.param()
    yield made
    made.close()


@pytest.fixture(scope="module")
def module_provider() -> Iterator[EmbeddedProvider]:
    with EmbeddedProvider(models=["gpt-realtime"]) as provider:
        yield provider


@pytest.fixture
def connection(api: Blocking, embedded: EmbeddedProvider) -> Any:
    """An open session that answers in text."""
    made = api.connect(api.client(embedded.base_url).realtime, model="gpt-realtime")
    api.run(made.session.update(session=TEXT))
    api.until(made, "session.updated")
    return made


def check_fits(event: Any) -> None:
    """The event is what the description says: its class, all that is required, nothing unknown."""
    schema = schema_of(type(event).__name__)
    assert schema.required <= event.raw.keys()
    assert event.extra == {}


# -- conversations


def test_a_conversation(api: Blocking, embedded: EmbeddedProvider, connection: Any) -> None:
    embedded.answer("weather", text="Sunny, 21 degrees.")
    api.run(connection.conversation.item.create(item=said("How is the weather?"), event_id="mine"))
    api.run(connection.response.create(response={"instructions": "Be brief"}))
    events = api.until(connection, "response.done")
    for event in events:
        check_fits(event)
    deltas = [event.delta for event in events if isinstance(event, types.RealtimeServerEventResponseTextDelta)]
    assert "".join(deltas) == "Sunny, 21 degrees."
    last = events[-1]
    assert isinstance(last, types.RealtimeServerEventResponseDone)
    assert last.response.output[0].content[0].text == "Sunny, 21 degrees."
    assert last.response.usage.output_tokens > 0
    (request,) = embedded.requests
    assert (request.path, request.query) == ("/v1/realtime", "model=gpt-realtime")
    assert request.headers["Authorization"] == "Bearer the-key"
    assert "OpenAI-Beta" not in request.headers
    assert connection.request_id.startswith("req_")
    assert [message["type"] for message in request.messages] == [
        "session.update",
        "conversation.item.create",
        "response.create",
    ]
    assert request.messages[1] == {
        "type": "conversation.item.create",
        "item": said("How is the weather?"),
        "event_id": "mine",
    }


def test_a_function_is_called(api: Blocking, connection: Any) -> None:
    api.run(connection.session.update(session={**TEXT, "tools": [WEATHER]}))
    api.run(connection.conversation.item.create(item=said("What is the weather in Paris?")))
    api.run(connection.response.create())
    events = api.until(connection, "response.done")
    for event in events:
        check_fits(event)
    (call,) = (event for event in events if event.type == "response.function_call_arguments.done")
    assert (call.name, json.loads(call.arguments)) == ("get_weather", {"city": "Paris"})
    answer = {"type": "function_call_output", "call_id": call.call_id, "output": "21 degrees"}
    api.run(connection.conversation.item.create(item=answer))
    api.run(connection.response.create())
    (message,) = api.until(connection, "response.done")[-1].response.output
    assert "21 degrees" in message.content[0].text


def test_sounds_go_out_as_base64_and_come_back(api: Blocking, embedded: EmbeddedProvider, connection: Any) -> None:
    sound = bytes(range(256))
    buffer = connection.input_audio_buffer
    api.run(buffer.append(audio=sound))
    api.run(buffer.clear())
    api.run(buffer.append(audio=base64.b64encode(sound).decode()))
    api.run(buffer.append(audio=sound))
    api.run(buffer.commit())
    api.run(connection.response.create(response={"output_modalities": ["audio"]}))
    events = api.until(connection, "response.done")
    for event in events:
        check_fits(event)
    kinds = [event.type for event in events]
    assert kinds[:2] == ["input_audio_buffer.cleared", "input_audio_buffer.committed"]
    heard = next(event for event in events if event.type == "conversation.item.done").item
    assert heard.content[0].transcript == "(sound of 512 bytes)"
    spoken = [base64.b64decode(event.delta) for event in events if event.type == "response.output_audio.delta"]
    assert sum(map(len, spoken)) > 4800
    appended = [message for message in embedded.requests[-1].messages if message["type"].endswith("append")]
    assert {message["audio"] for message in appended} == {base64.b64encode(sound).decode()}


def test_items_and_responses_are_steered(api: Blocking, embedded: EmbeddedProvider, connection: Any) -> None:
    item = connection.conversation.item
    api.run(item.create(item={**said("one"), "id": "first"}))
    api.run(item.create(item={**said("zero"), "id": "before"}, previous_item_id="root"))
    api.run(item.retrieve(item_id="first"))
    api.run(item.truncate(item_id="first", content_index=0, audio_end_ms=1500))
    api.run(item.delete(item_id="before"))
    events = api.until(connection, "conversation.item.deleted")
    for event in events:
        check_fits(event)
    assert [event.item.id for event in events if event.type == "conversation.item.retrieved"] == ["first"]
    assert [event.audio_end_ms for event in events if event.type == "conversation.item.truncated"] == [1500]
    api.run(connection.output_audio_buffer.clear())
    assert api.run(connection.recv()).type == "output_audio_buffer.cleared"


def test_a_response_is_cancelled_by_an_event(api: Blocking) -> None:
    with EmbeddedProvider(pace=Pace(first_token=30, tokens_per_second=1)) as provider:
        connection = api.connect(api.client(provider.base_url).realtime, model="embedded-chat")
        api.run(connection.response.create())
        begun = api.until(connection, "response.created")[-1]
        api.run(connection.response.cancel(response_id=begun.response.id))
        ended = api.until(connection, "response.done")[-1]
        check_fits(ended)
        assert (ended.response.status, ended.response.status_details.reason) == ("cancelled", "client_cancelled")
        api.run(connection.close())


def test_an_error_of_the_server_is_an_event_and_the_session_goes_on(api: Blocking, connection: Any) -> None:
    api.run(connection.send({"type": "session.upgrade", "event_id": "wrong"}))
    event = api.run(connection.recv())
    assert isinstance(event, types.RealtimeServerEventError)
    assert (event.error.type, event.error.event_id) == ("invalid_request_error", "wrong")
    api.run(connection.response.cancel())
    assert api.run(connection.recv()).error.code == "response_cancel_not_active"
    assert not connection.closed


def test_events_may_be_models_dicts_or_bytes(api: Blocking, embedded: EmbeddedProvider, connection: Any) -> None:
    made = types.RealtimeClientEventInputAudioBufferAppend(type="input_audio_buffer.append", audio="AAAA")
    api.run(connection.send(made))
    api.run(connection.send({"type": "input_audio_buffer.commit"}))
    raw = api.run(connection.recv_bytes())
    assert isinstance(raw, bytes)
    assert connection.parse_event(raw).type == "input_audio_buffer.committed"
    assert embedded.requests[-1].messages[1] == {"type": "input_audio_buffer.append", "audio": "AAAA"}


def test_what_cannot_be_an_event_is_not_sent(api: Blocking, embedded: EmbeddedProvider, connection: Any) -> None:
    def refused(error: type[BaseException], why: str, send: Any) -> None:
        with pytest.raises(error, match=why):
            api.run(send())

    refused(InvalidRequestError, "type", lambda: connection.send({"audio": "x"}))
    refused(InvalidRequestError, "type", lambda: connection.send([1]))
    refused(InvalidRequestError, "JSON", lambda: connection.send({"type": "x", "value": object()}))
    refused(TypeError, "missing 'audio'", lambda: connection.input_audio_buffer.append())
    refused(TypeError, "unexpected keyword argument 'sound'", lambda: connection.input_audio_buffer.append(sound=b""))
    refused(TypeError, "missing 'session'", lambda: connection.session.update(session=None))
    refused(InvalidRequestError, "1000 or 3000", lambda: connection.close(code=1001))
    assert [message["type"] for message in embedded.requests[-1].messages] == ["session.update"]


def test_every_client_event_of_the_description_has_its_method() -> None:
    """And each method sends the type it is declared with."""
    events = [
        value
        for holder in vars(session_events).values()
        if inspect.isclass(holder) and issubclass(holder, Events)
        for value in vars(holder).values()
        if isinstance(value, ClientEvent)
    ]
    listed = {
        member
        for union in ("RealtimeClientEvent", "RealtimeTranslationClientEvent", "BetaResponsesClientEvent")
        for member in schema_of(union).kind[1:]
    }
    assert {f"@{event.schema}" for event in events} == listed | {"@ResponsesClientEventResponseCreate"}
    for event in events:
        assert schema_of(event.schema).fields["type"] == ["enum", event.kind]  # type: ignore[index]


def test_events_are_given_to_functions(api: Blocking, connection: Any) -> None:
    seen: list[str] = []
    deltas: list[str] = []

    def delta(event: Any) -> None:
        deltas.append(event.delta)

    @connection.on("event")
    def every(event: Any) -> None:
        seen.append(event.type)

    async def done(event: Any) -> None:
        await connection.close()

    connection.on("response.output_text.delta", delta).once("response.created", every)
    connection.on("response.done", done if api.client_class is AsyncOpenAI else lambda event: connection.close())
    connection.on("response.done", delta).off("response.done", delta)
    api.run(connection.conversation.item.create(item=said('Say "one two"')))
    api.run(connection.response.create())
    api.run(connection.dispatch_events())
    assert "".join(deltas) == "one two"
    assert (seen.count("response.created"), seen[-1]) == (2, "response.done")


def test_an_error_that_nobody_handles_is_raised(api: Blocking, connection: Any) -> None:
    api.run(connection.send({"type": "session.upgrade"}))
    with pytest.raises(APIError, match=r"session\.upgrade") as caught:
        api.run(connection.dispatch_events())
    assert (caught.value.type, caught.value.model) == ("invalid_request_error", "gpt-realtime")
    caught_events: list[Any] = []
    connection.on("error", caught_events.append)
    api.run(connection.send({"type": "session.upgrade"}))
    connection.once("error", lambda _: connection.close())  # on the async client this is awaited
    api.run(connection.dispatch_events())
    assert len(caught_events) == 1


def test_an_async_function_on_the_blocking_client(embedded: EmbeddedProvider) -> None:
    async def handler(event: Any) -> None:
        """Never awaited."""

    client = OpenAI(api_key="k", base_url=embedded.base_url)
    with client, client.realtime.connect(model="gpt-realtime") as connection:
        connection.on("session.created", handler)
        with pytest.raises(ConfigurationError, match="async"):
            connection.dispatch_events()


@pytest.mark.parametrize(
    "name", ["RealtimeConnection", "TranslationConnection", "ResponsesConnection", "BetaResponsesConnection"]
)
def test_both_clients_have_the_same_sessions(name: str) -> None:
    """Promise 30."""
    blocking, awaited = (getattr(connections, f"{prefix}{name}") for prefix in ("", "Async"))
    names = {one for one in dir(blocking) if not one.startswith("_")}
    assert names == {one for one in dir(awaited) if not one.startswith("_")}
    for one in names:
        mine, other = inspect.getattr_static(blocking, one), inspect.getattr_static(awaited, one)
        if inspect.isfunction(mine):
            assert str(inspect.signature(mine)) == str(inspect.signature(other)), one
        else:
            assert type(mine) is type(other), one


# -- how it is opened


def test_with_opens_and_closes(embedded: EmbeddedProvider) -> None:
    with OpenAI(api_key="k", base_url=embedded.base_url) as client:
        with client.realtime.connect(model="gpt-realtime") as connection:
            assert connection.recv().type == "session.created"
            assert "open" in repr(connection)
        assert "closed" in repr(connection)
        assert embedded.wait_for(lambda provider: not provider.active_requests)

    async def talk() -> None:
        async with (
            AsyncOpenAI(api_key="k", base_url=embedded.base_url) as client,
            client.realtime.connect(model="gpt-realtime") as connection,
        ):
            assert (await connection.recv()).type == "session.created"

    asyncio.run(talk())
    assert embedded.wait_for(lambda provider: not provider.active_requests)


def test_what_goes_with_the_handshake(api: Blocking, embedded: EmbeddedProvider) -> None:
    client = api.client(embedded.base_url, default_query={"a": "1"}, default_headers={"X-Default": "d"}, project="p")
    connection = api.connect(
        client.realtime, call_id="rtc_1", extra_query={"intent": "x y"}, extra_headers={"X-Mine": "m"}
    )
    assert api.run(connection.recv()).type == "session.created"
    request = embedded.requests[-1]
    assert request.query == "a=1&call_id=rtc_1&intent=x y"
    named = {name: request.headers.get(name) for name in ("X-Default", "X-Mine", "OpenAI-Project")}
    assert named == {"X-Default": "d", "X-Mine": "m", "OpenAI-Project": "p"}
    with pytest.raises(TypeError):
        client.realtime.connect(model="m", colour=1)


def test_a_refused_handshake_is_the_error_of_its_status(api: Blocking) -> None:
    with EmbeddedProvider(api_key="right") as provider:
        client = api.client(provider.base_url)
        with pytest.raises(AuthenticationError) as caught:
            api.connect(client.realtime, model="embedded-chat")
        error = caught.value
        assert (error.status, error.code, error.provider, error.model) == (
            401,
            "invalid_api_key",
            "openai",
            "embedded-chat",
        )
        assert error.request_id is not None
        assert "the-key" not in f"{error!r} {error} {error.__cause__!r}"
        right = api.client(provider.base_url, api_key="right")
        with pytest.raises(NotFound, match="gpt-0"):
            api.connect(right.realtime, model="gpt-0")
        with pytest.raises(BadRequest, match="model"):
            api.connect(right.realtime)


def test_a_busy_server_is_asked_again(api: Blocking, embedded: EmbeddedProvider) -> None:
    client = api.client(embedded.base_url, max_retries=None, retry=RetryPolicy(base=0.01))
    fault = {
        "x-embedded-fault": json.dumps({"status": 503, "retry_after": 0.01, "times": 1}),
        "x-embedded-id": api.client_class.__name__,
    }
    connection = api.connect(client.realtime, model="gpt-realtime", extra_headers=fault)
    assert api.run(connection.recv()).type == "session.created"
    fault["x-embedded-fault"] = json.dumps({"status": 500})
    with pytest.raises(ServerError) as caught:
        api.connect(client.realtime, model="gpt-realtime", extra_headers=fault, max_retries=1)
    assert [attempt.status for attempt in caught.value.attempts] == [500, 500]


def test_an_answer_that_is_no_websocket(api: Blocking) -> None:
    with api.recorded() as (_, client), pytest.raises(InvalidResponse, match="did not open a WebSocket"):
        api.connect(client.realtime, model="m")


def test_a_client_that_is_closed_opens_nothing(api: Blocking, embedded: EmbeddedProvider) -> None:
    client = api.client(embedded.base_url)
    api.run(client.close())
    with pytest.raises(ConfigurationError, match="closed"):
        api.connect(client.realtime, model="gpt-realtime")


# -- how it ends


def other_side(talk: Any) -> RawServer:
    return RawServer(websocket(talk))


def test_a_goodbye_ends_the_loop(api: Blocking) -> None:
    def talk(peer: Peer) -> None:
        peer.send('{"type": "session.created", "event_id": "e", "session": {}}')
        peer.close(1000, "bye")

    with other_side(talk) as server:
        connection = api.connect(api.client(server.url).realtime, model="m")
        assert [event.type for event in api.all_of(connection)] == ["session.created"]
        assert (connection.closed, connection.close_code, connection.close_reason) == (True, 1000, "bye")
        assert api.all_of(connection) == []
        for lost in (lambda: connection.recv(), lambda: connection.send({"type": "x"})):
            with pytest.raises(ConnectionLost, match="closed"):
                api.run(lost())
        api.run(connection.close())


def test_a_goodbye_with_a_code_is_an_error_that_has_it(api: Blocking) -> None:
    def talk(peer: Peer) -> None:
        peer.send('{"type": "error", "event_id": "e", "error": {"type": "x", "message": "soon"}}')
        peer.close(3000, "invalid_request_error.session_expired")

    with other_side(talk) as server:
        connection = api.connect(api.client(server.url).realtime, model="m")
        assert api.run(connection.recv()).error.message == "soon"
        with pytest.raises(ConnectionLost, match=r"code 3000.*session_expired") as caught:
            api.all_of(connection)
        error = caught.value
        assert (error.close_code, error.close_reason) == (3000, "invalid_request_error.session_expired")
        assert (error.provider, error.model, error.request_id) == ("openai", "m", "req_1")
        assert [attempt.error for attempt in error.attempts] == ["ConnectionLost"]
        assert connection.closed


def test_a_connection_that_breaks(api: Blocking, embedded: EmbeddedProvider, connection: Any) -> None:
    embedded.queue(text="one two three", fault=Fault(cut_after_chunks=3))
    api.run(connection.response.create())
    with pytest.raises(ConnectionLost, match="broke"):
        api.until(connection, "response.done")
    assert connection.closed
    with pytest.raises(ConnectionLost):
        api.run(connection.response.create())


def test_an_event_that_cannot_be_read_does_not_end_the_session(api: Blocking) -> None:
    messages = ["{broken", "[1]", '{"type": "of.tomorrow", "event_id": "e", "new": {"a": 1}}', '{"no": "type"}']

    def talk(peer: Peer) -> None:
        for message in messages:
            peer.send(message)
        peer.receive()

    with other_side(talk) as server:
        connection = api.connect(api.client(server.url).realtime, model="m")
        for why in ("not JSON", "no event"):
            with pytest.raises(InvalidEvent, match=why):
                api.run(connection.recv())
        event = api.run(connection.recv())
        assert (type(event), event.type, event.new.a) == (Model, "of.tomorrow", 1)
        assert api.run(connection.recv()).raw == {"no": "type"}


def test_a_cancel_from_elsewhere_ends_a_wait(api: Blocking, embedded: EmbeddedProvider) -> None:
    handle = CancelHandle()
    connection = api.connect(api.client(embedded.base_url).realtime, model="gpt-realtime", cancel=handle)
    api.run(connection.recv())
    times: list[float] = []

    def cancel() -> None:
        times.append(time.monotonic())
        handle.cancel("enough")

    threading.Timer(0.1, cancel).start()
    with pytest.raises(Cancelled) as caught:
        api.run(connection.recv())
    assert time.monotonic() - times[0] < 0.2
    assert (caught.value.reason, caught.value.provider) == ("enough", "openai")
    assert (connection.cancelled, connection.closed) == (True, True)
    assert api.all_of(connection) == []
    with pytest.raises(Cancelled):
        api.run(connection.send({"type": "x"}))
    assert embedded.wait_for(lambda provider: not provider.active_requests)


def test_a_cancelled_loop_ends_quietly(api: Blocking, embedded: EmbeddedProvider) -> None:
    handle = CancelHandle()
    connection = api.connect(api.client(embedded.base_url).realtime, model="gpt-realtime", cancel=handle)
    threading.Timer(0.1, handle.cancel).start()
    assert [event.type for event in api.all_of(connection)] == ["session.created"]
    assert connection.cancelled
    with pytest.raises(Cancelled):
        api.connect(api.client(embedded.base_url).realtime, model="gpt-realtime", cancel=handle)


def test_the_deadline_holds_for_the_whole_session(api: Blocking, embedded: EmbeddedProvider) -> None:
    client = api.client(embedded.base_url)
    connection = api.connect(client.realtime, model="gpt-realtime", timeout=Timeouts(deadline=0.3))
    with pytest.raises(RequestTimeout, match=r"0\.3 s") as caught:
        api.all_of(connection)
    assert caught.value.phase == "deadline"
    assert connection.closed


def test_silence_is_an_error_only_where_it_was_asked_for(api: Blocking, embedded: EmbeddedProvider) -> None:
    client = api.client(embedded.base_url, timeout=0.2)
    connection = api.connect(client.realtime, model="gpt-realtime", timeout=Timeouts(idle=0.2))
    with pytest.raises(StreamTimeout, match=r"0\.2 s"):
        api.all_of(connection)
    # The client's own limit is for answers; a conversation may be silent.

    def talk(peer: Peer) -> None:
        time.sleep(0.4)
        peer.send('{"type": "at last"}')
        peer.receive()

    with other_side(talk) as server:
        patient = api.connect(api.client(server.url, timeout=0.2).realtime, model="m")
        assert api.run(patient.recv()).type == "at last"


def test_closing_early_frees_the_connection_and_the_permit(api: Blocking, embedded: EmbeddedProvider) -> None:
    client = api.client(embedded.base_url, max_concurrency=1)
    for _ in range(2):
        connection = api.connect(client.realtime, model="gpt-realtime")
        api.run(connection.response.create())
        api.run(connection.recv())
        api.run(connection.close(code=3999, reason="enough"))
        assert embedded.wait_for(lambda provider: not provider.active_requests)
        assert eventually(lambda: embedded.open_connections == 0)
        with pytest.raises(ConnectionLost, match="closed"):
            api.run(connection.recv())


def test_one_thread_receives_while_another_sends(embedded: EmbeddedProvider) -> None:
    with OpenAI(api_key="k", base_url=embedded.base_url) as client:
        with client.realtime.connect(model="gpt-realtime") as connection:
            received: list[str] = []
            reader = threading.Thread(target=lambda: received.extend(event.type for event in connection))
            reader.start()
            for _ in range(50):
                connection.input_audio_buffer.append(audio=b"x" * 1000)
            connection.input_audio_buffer.commit()
            assert eventually(lambda: "input_audio_buffer.committed" in received)
            with pytest.raises(InvalidRequestError, match="Two"):
                connection.recv()
            connection.close()
            reader.join(5)
        assert not reader.is_alive()
        assert received[0] == "session.created"


def test_a_recv_that_was_given_up_can_be_begun_again(embedded: EmbeddedProvider) -> None:
    async def talk() -> None:
        async with (
            AsyncOpenAI(api_key="k", base_url=embedded.base_url) as client,
            client.realtime.connect(model="gpt-realtime") as connection,
        ):
            await connection.recv()
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(connection.recv(), 0.1)
            await connection.output_audio_buffer.clear()
            assert (await connection.recv()).type == "output_audio_buffer.cleared"

    asyncio.run(talk())


@settings(max_examples=60, deadline=None)
@given(
    st.binary()
    | st.text()
    | st.recursive(
        st.none() | st.integers() | st.text(), lambda x: st.dictionaries(st.sampled_from(["type", "delta", "item"]), x)
    ).map(json.dumps)
)
def test_any_message_is_an_event_or_an_invalid_one(data: str | bytes) -> None:
    connection = OpenAI(api_key="k").realtime.connect(model="m")._session
    try:
        event = connection.parse_event(data)
    except InvalidEvent:
        return
    assert event.raw == json.loads(data)


# -- the other sessions


def test_a_translation(api: Blocking) -> None:
    heard: list[Any] = []

    def talk(peer: Peer) -> None:
        heard.extend(json.loads(peer.receive() or "") for _ in range(3))
        peer.send('{"type": "session.output_transcript.delta", "event_id": "e", "delta": "hallo"}')
        peer.send('{"type": "session.closed", "event_id": "f"}')
        peer.receive()

    with other_side(talk) as server:
        connection = api.connect(api.client(server.url).realtime.translations, model="gpt-realtime-translate")
        api.run(connection.session.update(session={"audio": {"output": {"language": "de"}}}))
        api.run(connection.session.input_audio_buffer.append(audio=b"\x00\x01"))
        api.run(connection.session.close())
        events = api.until(connection, "session.closed")
        (request,) = server.requests
    assert request.target == "/realtime/translations?model=gpt-realtime-translate"
    assert isinstance(events[0], types.RealtimeTranslationServerEventSessionOutputTranscriptDelta)
    assert events[0].delta == "hallo"
    assert [event["type"] for event in heard] == [
        "session.update",
        "session.input_audio_buffer.append",
        "session.close",
    ]


def test_responses_over_a_websocket(api: Blocking) -> None:
    heard: list[Any] = []

    def talk(peer: Peer) -> None:
        for number in range(2):
            heard.append(json.loads(peer.receive() or ""))
            response = {"id": f"resp_{number}", "object": "response", "output": []}
            delta = {"type": "response.output_text.delta", "delta": "hi", "sequence_number": 0}
            peer.send(json.dumps(delta))
            peer.send(json.dumps({"type": "response.completed", "response": response, "sequence_number": 1}))
        peer.receive()

    with other_side(talk) as server:
        connection = api.connect(api.client(server.url).responses)
        api.run(connection.response.create(model="gpt-5", input="hello"))
        first = api.until(connection, "response.completed")[-1]
        api.run(connection.response.create(model="gpt-5", input="more", previous_response_id=first.response.id))
        assert api.until(connection, "response.completed")[-1].response.id == "resp_1"
        (request,) = server.requests
    assert request.target == "/responses"
    assert heard == [
        {"type": "response.create", "model": "gpt-5", "input": "hello"},
        {"type": "response.create", "model": "gpt-5", "input": "more", "previous_response_id": "resp_0"},
    ]


def test_responses_of_the_beta(api: Blocking) -> None:
    heard: list[Any] = []

    def talk(peer: Peer) -> None:
        while (message := peer.receive()) is not None:
            heard.append(json.loads(message))
            if heard[-1]["type"] == "response.inject":
                peer.send('{"type": "response.inject.created", "response_id": "r", "sequence_number": 1}')

    with other_side(talk) as server:
        client = api.client(server.url)
        connection = api.connect(client.beta.responses)
        api.run(connection.response.create(model="gpt-5", input="hello"))
        api.run(connection.response.inject(response_id="r", input=[{"role": "user", "content": "and"}]))
        assert isinstance(api.run(connection.recv()), types.BetaResponseInjectCreatedEvent)
        api.run(connection.close())
        api.connect(client.beta.responses, betas=["a=1", "b=2"])
        assert [request.headers["openai-beta"] for request in server.requests] == [
            "responses_multi_agent=v1",
            "a=1,b=2",
        ]
    assert [event["type"] for event in heard] == ["response.create", "response.inject"]


def test_responses_of_the_embedded_provider(api: Blocking, embedded: EmbeddedProvider) -> None:
    embedded.answer("weather", text="Sunny.")
    embedded.answer("busy", fault=Fault(status=429))
    connection = api.connect(api.client(embedded.base_url).responses)
    create = connection.response.create
    api.run(create(model="embedded-chat", input="How is the weather?"))
    events = api.until(connection, "response.completed")
    assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == "Sunny."
    before = events[-1].response.id
    api.run(create(model="embedded-chat", input="Thanks", previous_response_id=before))
    assert api.until(connection, "response.completed")[-1].response.previous_response_id == before
    for wrong, status in ({"model": "gpt-0"}, 404), ({"input": "busy"}, 429), ({"previous_response_id": "no"}, 400):
        api.run(create(**{"model": "embedded-chat", "input": "x", **wrong}))
        event = api.run(connection.recv())
        assert (event.type, event.raw["status"]) == ("error", status)


# -- the endpoints of calls


def test_a_call_is_created_with_an_offer(api: Blocking) -> None:
    offer, answer = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n", b"v=0\r\no=- 3 4 IN IP4 127.0.0.1\r\n"
    with api.recorded() as (server, client):
        server.answer = (201, "application/sdp", answer)
        server.headers = {"Location": "/v1/realtime/calls/rtc_1"}
        made = api.run(client.realtime.calls.create(sdp=offer))
        asked = server.take()
        assert (asked.path, asked.kind, asked.body) == ("/realtime/calls", "application/sdp", offer.encode())
        assert (made.content, made.text, made.headers["location"]) == (
            answer,
            answer.decode(),
            "/v1/realtime/calls/rtc_1",
        )
        api.run(client.realtime.calls.create(sdp=offer, session={"type": "realtime", "model": "gpt-realtime"}))
        asked = server.take()
        assert [(name, filename, kind) for name, filename, kind, _ in asked.form] == [
            ("sdp", None, "application/sdp"),
            ("session", None, "application/json"),
        ]
        assert next(content for *_, content in asked.form) == offer.encode()
        assert json.loads(asked.form[1][3]) == {"type": "realtime", "model": "gpt-realtime"}
        raw = api.run(client.realtime.calls.create.raw(sdp=offer))
        assert (raw.status, raw.headers["Location"].rpartition("/")[2]) == (201, "rtc_1")


def test_calls_are_accepted_and_ended(api: Blocking) -> None:
    with api.recorded() as (server, client):
        server.answer = (200, "application/json", b"")
        calls = client.realtime.calls
        for send, path, body in (
            (lambda: calls.accept("rtc_1", type="realtime", model="m"), "accept", {"type": "realtime", "model": "m"}),
            (lambda: calls.refer("rtc_1", target_uri="tel:+1"), "refer", {"target_uri": "tel:+1"}),
            (lambda: calls.reject("rtc_1", status_code=486), "reject", {"status_code": 486}),
            (lambda: calls.hangup("rtc_1"), "hangup", None),
        ):
            assert api.run(send()) is None
            asked = server.take()
            assert (asked.method, asked.path, asked.json) == ("POST", f"/realtime/calls/rtc_1/{path}", body)


def test_client_secrets(api: Blocking) -> None:
    with api.recorded() as (server, client):
        server.say({"value": "ek_1", "expires_at": 1, "session": {"type": "realtime", "id": "sess_1"}})
        made = api.run(client.realtime.client_secrets.create(session={"type": "realtime", "model": "m"}))
        assert (made.value, made.session.id) == ("ek_1", "sess_1")
        asked = server.take()
        assert (asked.path, asked.json) == ("/realtime/client_secrets", {"session": {"type": "realtime", "model": "m"}})
        wanted = {"model": "m", "audio": {"output": {"language": "de"}}}
        assert api.run(client.realtime.translations.client_secrets.create(session=wanted)).value == "ek_1"
        assert server.take().path == "/realtime/translations/client_secrets"
