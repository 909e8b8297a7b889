"""Plain chats: what goes over the wire, exactly."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from ailib import (
    ChatCompletionRequest,
    Content,
    InvalidRequestError,
    InvalidResponse,
    Message,
    ParameterDropped,
    Reasoning,
    ResponseFormat,
    Role,
    Tool,
    ToolChoice,
)
from ailib.models.content import AudioPart
from ailib.testing import EmbeddedProvider

PNG = b"\x89PNG\r\n\x1a\n0000"
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
HI = [{"role": "user", "content": "hi"}]


def body_of(embedded: EmbeddedProvider) -> dict[str, Any]:
    body = embedded.requests[-1].body
    assert isinstance(body, dict)
    return body


def answer(message: dict[str, Any], **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}
    return {"id": "r1", "object": "chat.completion", "created": 5, "model": "m1", "choices": [choice], **more}


# --- what is sent -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "request_",
    [
        "hi",
        Message.user("hi"),
        [Message.user("hi")],
        HI,
        HI[0],
        (Message.user("hi"),),
        ChatCompletionRequest(messages="hi"),
        ChatCompletionRequest(model="auto", messages=[Message.user("hi")]),
        ChatCompletionRequest.new("embedded-chat", HI),
        [Message.user(Content.text("hi"))],
        [Message.user([Content.text("hi")])],
        iter(HI),
    ],
    ids=lambda value: type(value).__name__,
)
def test_forms_of_a_request(client: Any, embedded: EmbeddedProvider, request_: Any) -> None:
    if not isinstance(request_, (str, list, tuple, dict, Message, ChatCompletionRequest)):
        request_ = iter(HI)  # an iterator serves one client only
    assert client.chat_completion(request_).first_text()
    assert body_of(embedded) == {"model": "embedded-chat", "messages": HI}


def test_nothing_unset_is_sent(client: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion("hi", temperature=None, stop=None, tools=None, extensions=None, reasoning=None)
    assert body_of(embedded) == {"model": "embedded-chat", "messages": HI}
    seen = embedded.requests[-1]
    assert seen.method == "POST"
    assert seen.path == "/v1/chat/completions"
    assert seen.headers["Content-Type"] == "application/json"
    assert seen.headers["Accept"] == "application/json"
    assert seen.headers["User-Agent"].startswith("ailib/")


FIELDS: dict[str, Any] = {
    "temperature": 0.7,
    "max_tokens": 100,
    "top_p": 0.9,
    "top_k": 40,
    "stop": ["END", "\n"],
    "seed": -7,
    "n": 2,
    "frequency_penalty": -0.5,
    "presence_penalty": 0.25,
    "logprobs": True,
    "top_logprobs": 2,
    "logit_bias": {"50256": -100},
    "parallel_tool_calls": False,
    "user": "u-1",
    "metadata": {"trace": "7"},
}


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_every_field_under_its_name(client: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    request = ChatCompletionRequest(messages="hi", **FIELDS)
    if streamed:
        client.chat_completion_stream(request).collect()
        extra: dict[str, Any] = {"stream": True, "stream_options": {"include_usage": True}}
    else:
        client.chat_completion(request)
        extra = {}
    assert body_of(embedded) == {"model": "embedded-chat", "messages": HI, **FIELDS, **extra}
    assert repr(body_of(embedded)["temperature"]) == "0.7"


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_each_field_alone_as_keyword(client: Any, embedded: EmbeddedProvider, name: str) -> None:
    embedded.answer(when=lambda _body: True, text="ok")
    more = {"logprobs": True} if name == "top_logprobs" else {}
    client.chat_completion("hi", **{name: FIELDS[name]}, **more)
    assert body_of(embedded) == {"model": "embedded-chat", "messages": HI, name: FIELDS[name], **more}


def test_zero_and_false_are_values(client: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion("hi", temperature=0, seed=0, parallel_tool_calls=False, frequency_penalty=0.0)
    body = body_of(embedded)
    assert (body["temperature"], body["seed"], body["frequency_penalty"]) == (0, 0, 0.0)
    assert body["parallel_tool_calls"] is False


def test_stop_as_one_string(client: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion("hi", stop="END")
    assert body_of(embedded)["stop"] == "END"


def test_extensions_come_last_and_win(client: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion("hi", temperature=0.1, extensions={"temperature": 0.9, "made_up": {"a": [None]}})
    body = body_of(embedded)
    assert body["temperature"] == 0.9
    assert body["made_up"] == {"a": [None]}


def test_a_request_is_never_changed(client: Any, embedded: EmbeddedProvider) -> None:
    tools = [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]
    messages = [{"role": "user", "content": "hi"}]
    request = ChatCompletionRequest(messages=messages, tools=tools, extensions={"x": {"y": 1}}, stop=["a"])
    before = json.dumps(request.to_dict())
    client.chat_completion(request)
    client.chat_completion_stream(request).collect()
    client.chat_completion(request, temperature=0.5)
    assert json.dumps(request.to_dict()) == before
    assert request.temperature is None
    assert messages == [{"role": "user", "content": "hi"}]
    with pytest.raises(AttributeError):
        request.temperature = 1.0  # type: ignore[misc]


def test_with_methods_return_copies() -> None:
    request = ChatCompletionRequest(messages="hi")
    changed = (
        request.with_temperature(0.7).with_max_tokens(5).with_stop("x").with_extension("a", 1).with_extension("b", 2)
    )
    assert (request.temperature, request.max_tokens, request.extensions) == (None, None, None)
    assert (changed.temperature, changed.max_tokens, changed.stop) == (0.7, 5, "x")
    assert changed.extensions == {"a": 1, "b": 2}
    assert changed.messages == request.messages


def test_keywords_win_over_the_request(client: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion(ChatCompletionRequest(messages="hi", temperature=0.1, seed=1), temperature=0.2)
    assert (body_of(embedded)["temperature"], body_of(embedded)["seed"]) == (0.2, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature", "hot"), ("temperature", True), ("temperature", float("nan")), ("top_p", float("inf")),
        ("max_tokens", 0), ("max_tokens", 1.5), ("max_tokens", "10"), ("n", 0), ("seed", 1.5), ("top_logprobs", -1),
        ("messages", 5), ("messages", [5]), ("tools", "f"), ("tools", [5]), ("response_format", "yaml"),
        ("reasoning", -1), ("extensions", {"x": object()}),
    ],
)  # fmt: skip
def test_values_no_provider_takes(client: Any, embedded: EmbeddedProvider, field: str, value: Any) -> None:
    with pytest.raises(InvalidRequestError):
        if field == "messages":
            client.chat_completion(value)
        else:
            client.chat_completion("hi", **{field: value})
    assert embedded.requests == []


def test_unicode_goes_through_unharmed(client: Any, embedded: EmbeddedProvider) -> None:
    text = 'äöü 漢字 \U0001f388 \u2028 \x00 "quoted" \\ \ud800'
    embedded.answer(text="ok")
    client.chat_completion(text)
    assert body_of(embedded)["messages"][0]["content"] == text


# --- messages ---------------------------------------------------------------------------------------------------------


def test_roles_on_the_wire(client: Any, embedded: EmbeddedProvider) -> None:
    client.chat_completion(
        [
            Message.system("be brief"),
            Message.developer("no lists"),
            Message(role=Role.USER, content="hi", name="ann"),
            Message.assistant("hello"),
            Message.user("again"),
        ]
    )
    assert body_of(embedded)["messages"] == [
        {"role": "system", "content": "be brief"},
        {"role": "developer", "content": "no lists"},
        {"role": "user", "content": "hi", "name": "ann"},
        {"role": "assistant", "content": "hello"},
        {"role": "user", "content": "again"},
    ]


def test_parts_on_the_wire(client: Any, embedded: EmbeddedProvider, tmp_path: Any) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "b.mp3").write_bytes(b"mp3")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    client.chat_completion(
        [
            Message.user(
                [
                    Content.text("look"),
                    "at this",
                    Content.image_url("https://a.example/x.jpg", detail="low"),
                    Content.image_data_url("data:image/gif;base64,R0lG"),
                    Content.image_bytes(b"jpg", "image/jpeg"),
                    Content.image_file(tmp_path / "a.png"),
                    Content.audio_bytes(b"wav"),
                    Content.audio_file(tmp_path / "b.mp3"),
                    Content.file(tmp_path / "c.pdf"),
                    Content.file_bytes(b"a,b", "t.csv"),
                    Content.file_id("file-1"),
                    Content.json({"k": [1]}),
                    Content.unknown({"type": "hologram", "x": 1}),
                    {"type": "image_url", "image_url": {"url": "https://b.example/y"}},
                ]
            )
        ]
    )

    def b64(data: bytes) -> str:
        return base64.b64encode(data).decode()

    assert body_of(embedded)["messages"][0]["content"] == [
        {"type": "text", "text": "look"},
        {"type": "text", "text": "at this"},
        {"type": "image_url", "image_url": {"url": "https://a.example/x.jpg", "detail": "low"}},
        {"type": "image_url", "image_url": {"url": "data:image/gif;base64,R0lG"}},
        {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{b64(b'jpg')}"}},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{b64(PNG)}"}},
        {"type": "input_audio", "input_audio": {"data": b64(b"wav"), "format": "wav"}},
        {"type": "input_audio", "input_audio": {"data": b64(b"mp3"), "format": "mp3"}},
        {"type": "file", "file": {"file_data": f"data:application/pdf;base64,{b64(b'%PDF')}", "filename": "c.pdf"}},
        {"type": "file", "file": {"file_data": f"data:text/csv;base64,{b64(b'a,b')}", "filename": "t.csv"}},
        {"type": "file", "file": {"file_id": "file-1"}},
        {"type": "text", "text": '{"k": [1]}'},
        {"type": "hologram", "x": 1},
        {"type": "image_url", "image_url": {"url": "https://b.example/y"}},
    ]


@pytest.mark.parametrize("make", [Content.image_file, Content.audio_file, Content.file])
@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_a_missing_file_is_named_and_nothing_sent(
    client: Any, embedded: EmbeddedProvider, tmp_path: Any, make: Any, streamed: bool
) -> None:
    path = tmp_path / "missing.bin"
    with pytest.raises(InvalidRequestError) as caught:
        if streamed:
            client.chat_completion_stream([Message.user([Content.text("x"), make(path)])])
        else:
            client.chat_completion([Message.user([Content.text("x"), make(path)])])
    assert str(path) in str(caught.value)
    assert caught.value.param == "messages[0].content[1]"
    assert embedded.requests == []


def test_a_file_is_read_when_it_is_sent(client: Any, embedded: EmbeddedProvider, tmp_path: Any) -> None:
    path = tmp_path / "late.png"
    request = ChatCompletionRequest(messages=[Message.user([Content.image_file(path)])])
    path.write_bytes(b"one")
    client.chat_completion(request)
    path.write_bytes(b"two")
    client.chat_completion(request)
    urls = [seen.body["messages"][0]["content"][0]["image_url"]["url"] for seen in embedded.requests]
    assert [base64.b64decode(url.partition(",")[2]) for url in urls] == [b"one", b"two"]


# --- tools ------------------------------------------------------------------------------------------------------------


def test_tools_on_the_wire(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="ok")
    client.chat_completion(
        "hi",
        tools=[
            Tool.function("f", "does f", SCHEMA, strict=True),
            {"type": "function", "function": {"name": "g"}},
            {"name": "h", "description": "ours", "parameters": SCHEMA},
        ],
        tool_choice="auto",
    )
    assert body_of(embedded)["tools"] == [
        {"type": "function", "function": {"name": "f", "description": "does f", "parameters": SCHEMA, "strict": True}},
        {"type": "function", "function": {"name": "g"}},
        {"type": "function", "function": {"name": "h", "description": "ours", "parameters": SCHEMA}},
    ]


@pytest.mark.parametrize(
    ("choice", "wire"),
    [
        ("auto", "auto"),
        ("none", "none"),
        ("required", "required"),
        (ToolChoice.REQUIRED, "required"),
        (ToolChoice.NONE, "none"),
        (ToolChoice.function("f"), {"type": "function", "function": {"name": "f"}}),
        ("f", {"type": "function", "function": {"name": "f"}}),
        ({"type": "function", "function": {"name": "f"}}, {"type": "function", "function": {"name": "f"}}),
    ],
    ids=repr,
)
def test_tool_choices(client: Any, embedded: EmbeddedProvider, choice: Any, wire: Any) -> None:
    embedded.answer(text="ok")
    client.chat_completion("hi", tools=[Tool.function("f")], tool_choice=choice)
    assert body_of(embedded)["tool_choice"] == wire


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_parallel_tool_calls_there_and_back(client: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    embedded.queue(
        tool_calls=[
            {"id": "call_1", "name": "weather", "arguments": {"city": "Köln"}},
            {"id": "call_2", "name": "clock", "arguments": "{}"},
        ]
    )
    messages: list[Any] = [Message.user("Weather and time?")]
    tools = [Tool.function("weather", parameters=SCHEMA), Tool.function("clock")]
    if streamed:
        response = client.chat_completion_stream(messages, tools=tools).collect()
    else:
        response = client.chat_completion(messages, tools=tools)
    assert response.finish_reason == "tool_calls"
    assert response.has_tool_calls
    assert [(call.id, call.name, call.parse_args()) for call in response.tool_calls] == [
        ("call_1", "weather", {"city": "Köln"}),
        ("call_2", "clock", {}),
    ]
    assert response.text == ""
    with pytest.raises(InvalidResponse):
        response.first_text()
    messages.append(response.message)
    messages += [response.tool_calls[0].result({"degrees": 21}), Message.tool("call_2", "noon")]
    embedded.queue(text="21 degrees at noon.")
    assert client.chat_completion(messages, tools=tools).text == "21 degrees at noon."
    sent = body_of(embedded)["messages"]
    assert sent[1]["role"] == "assistant"
    assert sent[1]["content"] is None
    assert [(call["id"], call["type"], call["function"]["name"]) for call in sent[1]["tool_calls"]] == [
        ("call_1", "function", "weather"),
        ("call_2", "function", "clock"),
    ]
    assert json.loads(sent[1]["tool_calls"][0]["function"]["arguments"]) == {"city": "Köln"}
    assert sent[2:] == [
        {"role": "tool", "tool_call_id": "call_1", "content": '{"degrees": 21}'},
        {"role": "tool", "tool_call_id": "call_2", "content": "noon"},
    ]


def test_broken_arguments_are_kept_and_raise_when_parsed(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 24: never executed as {}."""
    embedded.answer(tool_calls=[{"name": "f", "arguments": '{"a": '}])
    call = client.chat_completion("hi", tools=[Tool.function("f")]).tool_calls[0]
    assert call.arguments == '{"a": '
    with pytest.raises(InvalidResponse, match="not JSON"):
        call.parse_args()


@pytest.mark.parametrize("arguments", [{"a": 1}, '{"a": 1}'])
def test_arguments_as_text_or_object(client: Any, embedded: EmbeddedProvider, arguments: Any) -> None:
    call = {"id": "x", "type": "function", "function": {"name": "f", "arguments": arguments}}
    embedded.answer(body=answer({"content": None, "tool_calls": [call]}))
    assert client.chat_completion("hi").tool_calls[0].parse_args() == {"a": 1}


def test_older_function_calls(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(body=answer({"content": None, "function_call": {"name": "f", "arguments": "{}"}}))
    functions = [{"name": "f", "parameters": SCHEMA}]
    response = client.chat_completion("hi", functions=functions, function_call={"name": "f"})
    assert body_of(embedded)["functions"] == functions
    assert body_of(embedded)["function_call"] == {"name": "f"}
    assert response.message.function_call.name == "f"


# --- response formats, reasoning settings, audio ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "wire"),
    [
        ("json", {"type": "json_object"}),
        ("text", {"type": "text"}),
        (ResponseFormat.json_object(), {"type": "json_object"}),
        (
            ResponseFormat.json_schema(SCHEMA, "place"),
            {"type": "json_schema", "json_schema": {"name": "place", "schema": SCHEMA, "strict": True}},
        ),
        (
            ResponseFormat.json_schema(SCHEMA, strict=None, description="d"),
            {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA, "description": "d"}},
        ),
        ({"type": "json_object"}, {"type": "json_object"}),
    ],
    ids=["json", "text", "object", "schema", "loose-schema", "dict"],
)
def test_response_formats(client: Any, embedded: EmbeddedProvider, given: Any, wire: Any) -> None:
    client.chat_completion("hi", response_format=given)
    assert body_of(embedded)["response_format"] == wire


def test_json_schema_answer(client: Any, embedded: EmbeddedProvider) -> None:
    response = client.chat_completion("Where?", response_format=ResponseFormat.json_schema(SCHEMA))
    assert isinstance(json.loads(response.first_text())["city"], str)


@pytest.mark.parametrize(
    ("given", "wire"),
    [
        ("low", "low"),
        (Reasoning(effort="high"), "high"),
        (True, "medium"),
        (1000, "low"),
        (20000, "high"),
        ("none", "none"),
    ],
)
def test_reasoning_as_effort(client: Any, embedded: EmbeddedProvider, given: Any, wire: str) -> None:
    client.chat_completion("hi", reasoning=given)
    assert body_of(embedded)["reasoning_effort"] == wire


def test_reasoning_off_where_there_is_no_switch(client: Any, embedded: EmbeddedProvider) -> None:
    with pytest.warns(ParameterDropped, match="reasoning"):
        client.chat_completion("hi", reasoning=False)
    assert body_of(embedded) == {"model": "embedded-chat", "messages": HI}


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_audio_out(client: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    settings = {"voice": "alloy", "format": "wav"}
    keywords: dict[str, Any] = {"modalities": ["text", "audio"], "audio": settings}
    if streamed:
        response = client.chat_completion_stream('Say "hello"', **keywords).collect()
    else:
        response = client.chat_completion('Say "hello"', **keywords)
    assert body_of(embedded)["modalities"] == ["text", "audio"]
    assert body_of(embedded)["audio"] == settings
    sound = next(part for part in response.message.content if isinstance(part, AudioPart))
    assert sound.transcript == "hello"
    assert sound.data[:4] == b"RIFF"
    assert sound.id
    client.chat_completion([Message.user("Say hello"), response.message, Message.user("again")])
    assert body_of(embedded)["messages"][1]["audio"] == {"id": sound.id}
