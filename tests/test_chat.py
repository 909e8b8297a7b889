"""Plain chats: what goes over the wire, exactly, and what comes back of it."""

from __future__ import annotations

import base64
import json
from decimal import Decimal
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
    UsageStatus,
)
from ailib.models.content import AudioPart, ReasoningPart, UnknownPart
from ailib.testing import EmbeddedProvider, Fault

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


# --- what comes back --------------------------------------------------------------------------------------------------


def test_fields_of_a_response(client: Any, embedded: EmbeddedProvider) -> None:
    body = answer(
        {"content": "words"}, usage={"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}, system_fingerprint="fp",
        service_tier="default", new_field={"a": 1},
    )  # fmt: skip
    embedded.answer(body=body)
    response = client.chat_completion("hi")
    assert response.first_text() == response.text == response.content == "words"
    assert response.choices[0].message.content.as_text() == "words"
    assert response.choices[0].message.role == "assistant"
    assert (response.id, response.model, response.created, response.object) == ("r1", "m1", 5, "chat.completion")
    assert (response.system_fingerprint, response.service_tier) == ("fp", "default")
    assert (response.finish_reason, response.finish_reason_raw) == ("stop", "stop")
    assert response.provider == "embedded"
    assert response.request_id.startswith("req_")
    assert response.rate_limits.limit_requests == 10_000
    assert response.rate_limits.remaining_requests == 9_999
    assert [attempt.status for attempt in response.attempts] == [200]
    assert response.raw == body
    assert response.latency > 0
    assert response.tool_calls == ()
    assert response.reasoning is None
    assert response.refusal is None


def test_several_answers(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="x")
    response = client.chat_completion("hi", n=2)
    assert [(choice.index, choice.message.text) for choice in response.choices] == [(0, "x"), (1, "x")]


def test_logprobs(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="one two")
    response = client.chat_completion("hi", logprobs=True, top_logprobs=2)
    assert [row["token"] for row in response.choices[0].logprobs["content"]] == ["one", " two"]
    streamed = client.chat_completion_stream("hi", logprobs=True, top_logprobs=2).collect()
    assert streamed.choices[0].logprobs == response.choices[0].logprobs


@pytest.mark.parametrize("streamed", [False, True], ids=["plain", "stream"])
def test_refusals(client: Any, embedded: EmbeddedProvider, streamed: bool) -> None:
    embedded.answer(refusal="I will not do that.")
    response = client.chat_completion_stream("hi").collect() if streamed else client.chat_completion("hi")
    assert response.refusal == response.message.refusal == "I will not do that."
    assert response.text == ""
    with pytest.raises(InvalidResponse, match="no text"):
        response.first_text()


@pytest.mark.parametrize(
    ("raw", "calls", "finish"),
    [
        ("stop", False, "stop"), ("length", False, "length"), ("content_filter", False, "content_filter"),
        ("eos", False, "stop"), ("end_turn", False, "stop"), ("max_tokens", False, "length"), ("tool_use", True, "tool_calls"),
        ("stop", True, "tool_calls"), ("brand_new", False, "brand_new"), (None, False, None),
    ],
)  # fmt: skip
def test_finish_reasons(
    client: Any, embedded: EmbeddedProvider, raw: str | None, calls: bool, finish: str | None
) -> None:
    """Promises 1 and 9: unknown reasons stay what they are, none is never made "stop"."""
    body = answer({"content": "x"})
    body["choices"][0]["finish_reason"] = raw
    if calls:
        body["choices"][0]["message"]["tool_calls"] = [{"id": "1", "function": {"name": "f", "arguments": "{}"}}]
    embedded.answer(body=body)
    response = client.chat_completion("hi")
    assert response.finish_reason == finish
    assert response.finish_reason_raw == raw


# --- reasoning --------------------------------------------------------------------------------------------------------

DETAILS = [{"type": "reasoning.text", "text": "hm", "signature": "sig", "index": 0}]


@pytest.mark.parametrize(
    "message",
    [
        {"reasoning": "hm", "content": "ok"},
        {"reasoning_content": "hm", "content": "ok"},
        {"reasoning": "hm", "reasoning_details": DETAILS, "content": "ok"},
        {"reasoning_details": DETAILS, "content": "ok"},
        {"content": "<think>hm</think>ok"},
        {"content": "<think>\nhm</think>\n\nok"},
        {"content": "hm</think>ok"},
        {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "ok"}]},
    ],
    ids=["reasoning", "reasoning_content", "details-and-text", "details", "tags", "tags-lines", "missing-open-tag", "blocks"],
)  # fmt: skip
def test_reasoning_of_every_kind(client: Any, embedded: EmbeddedProvider, message: dict[str, Any]) -> None:
    """Promise 15."""
    embedded.answer(body=answer(message))
    response = client.chat_completion("hi")
    assert response.reasoning == "hm"
    assert response.text == "ok"


@pytest.mark.parametrize("size", range(1, 12))
def test_think_tags_split_at_every_point(client: Any, embedded: EmbeddedProvider, size: int) -> None:
    """Promise 15."""
    text = "<think>hm, well</think>\n\nThe <think> answer"
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    embedded.answer(chunks=[*({"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces),
                            {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}, "[DONE]"])  # fmt: skip
    stream = client.chat_completion_stream("hi")
    chunks = list(stream)
    assert "".join(chunk.reasoning for chunk in chunks) == "hm, well"
    assert "".join(chunk.text for chunk in chunks) == "The <think> answer"
    assert stream.response.reasoning == "hm, well"
    assert stream.response.text == "The <think> answer"


def test_missing_open_tag_in_a_stream(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 15: where thinking was asked for, the prompt's template may have opened the tag."""
    embedded.answer(chunks=[*({"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in ("hm", "</thi", "nk>ok")),
                            {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}, "[DONE]"])  # fmt: skip
    client = api.client("vllm/embedded-chat", base_url=embedded.base_url)
    response = client.chat_completion_stream("hi", reasoning=True).collect()
    assert (response.reasoning, response.text) == ("hm", "ok")


def test_tags_can_be_left_alone(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(body=answer({"content": "<think>hm</think>ok"}))
    response = client.chat_completion("hi", reasoning=Reasoning(parse_tags=False))
    assert response.text == "<think>hm</think>ok"
    assert response.reasoning is None


def test_reasoning_goes_back_to_its_own_provider_only(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 16: byte for byte, through JSON, and to nobody else."""
    details = [
        {"type": "reasoning.encrypted", "data": "b64==", "id": "r"},
        {"type": "reasoning.text", "text": "hm", "signature": "s"},
    ]
    router = api.client("openrouter/embedded-chat", base_url=embedded.base_url, api_key="k")
    embedded.queue(body=answer({"content": "ok", "reasoning": "hm", "reasoning_details": details}))
    message = Message.from_dict(json.loads(json.dumps(router.chat_completion("hi").message.to_dict())))
    assert isinstance(message.content[0], ReasoningPart)
    router.chat_completion([Message.user("hi"), message, Message.user("more")])
    assert body_of(embedded)["messages"][1]["reasoning_details"] == details
    other = api.client("groq/embedded-chat", base_url=embedded.base_url, api_key="k")
    other.chat_completion([Message.user("hi"), message, Message.user("more")])
    assert body_of(embedded)["messages"][1] == {"role": "assistant", "content": "ok"}


# --- usage and cost ---------------------------------------------------------------------------------------------------


def test_usage_classes_are_disjoint(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19."""
    usage = {
        "prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150,
        "prompt_tokens_details": {"cached_tokens": 60, "audio_tokens": 10, "cache_write_tokens": 5},
        "completion_tokens_details": {"reasoning_tokens": 30, "audio_tokens": 5},
        "new_counter": 9,
    }  # fmt: skip
    embedded.answer(body=answer({"content": "x"}, usage=usage))
    found = client.chat_completion("hi").usage
    assert (found.prompt_tokens, found.completion_tokens, found.total_tokens) == (100, 50, 150)
    assert (found.cached_tokens, found.cache_write_tokens, found.reasoning_tokens) == (60, 5, 30)
    prompt = found.uncached_prompt_tokens + found.cached_tokens + found.cache_write_tokens + found.audio_prompt_tokens
    answer_ = found.text_completion_tokens + found.reasoning_tokens + found.audio_completion_tokens
    assert (prompt, answer_) == (100, 50)
    assert found.raw == usage


@pytest.mark.parametrize(
    ("usage", "status", "total"),
    [
        ({"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}, UsageStatus.FINALIZED, 3),
        ({"prompt_tokens": 1, "completion_tokens": 2}, UsageStatus.FINALIZED, 3),
        ({"prompt_tokens": None, "completion_tokens": "x", "total_tokens": 3, "prompt_tokens_details": None}, UsageStatus.FINALIZED, 3),
        ({"prompt_tokens": -5, "total_tokens": True, "prompt_tokens_details": []}, UsageStatus.FINALIZED, 0),
        (None, UsageStatus.UNSUPPORTED, 0),
        ({}, UsageStatus.UNSUPPORTED, 0),
        ([], UsageStatus.UNSUPPORTED, 0),
        ("12", UsageStatus.UNSUPPORTED, 0),
    ],
    ids=repr,
)  # fmt: skip
def test_usage_of_any_shape(client: Any, embedded: EmbeddedProvider, usage: Any, status: Any, total: int) -> None:
    """Promise 9."""
    embedded.answer(body=answer({"content": "x"}, usage=usage))
    response = client.chat_completion("hi")
    assert response.usage_status == status
    assert response.usage.total_tokens == total


def test_no_usage_at_all(client: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="x", fault=Fault(drop_usage=True))
    response = client.chat_completion("hi")
    assert response.usage_status == UsageStatus.UNSUPPORTED
    assert response.cost is None


def test_cost_is_none_when_nobody_knows_it(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19."""
    response = client.chat_completion("hi")
    assert response.usage.total_tokens > 0
    assert response.cost is None


def test_cost_from_the_price_list(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19."""
    usage = {"prompt_tokens": 1_000_000, "completion_tokens": 0, "total_tokens": 1_000_000}
    embedded.answer(body={**answer({"content": "x"}, usage=usage), "model": "gpt-4o-mini"})
    client = api.client("openai/embedded-chat", base_url=embedded.base_url, api_key="k")
    assert client.chat_completion("hi").cost == Decimal("0.15")


def test_cost_as_the_provider_says(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 19."""
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2, "cost": 0.00125}
    embedded.answer(body=answer({"content": "x"}, usage=usage))
    client = api.client("openrouter/embedded-chat", base_url=embedded.base_url, api_key="k")
    assert client.chat_completion("hi").cost == Decimal("0.00125")


# --- the unknown ------------------------------------------------------------------------------------------------------


def test_unknown_things_are_kept(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 9."""
    part = {"type": "hologram", "depth": 3}
    message = {"content": [part, {"type": "text", "text": "x", "annotations": []}], "mood": "good", "role": "oracle"}
    body = answer(message)
    body["choices"][0] |= {"finish_reason": "tired", "verdict": {"a": 1}}
    embedded.answer(body=body)
    response = client.chat_completion("hi")
    assert response.text == "x"
    assert response.finish_reason == "tired"
    assert UnknownPart(part) in response.message.content
    assert response.message.extra["mood"] == "good"
    assert response.message.role == "oracle"
    assert response.choices[0].extra == {"verdict": {"a": 1}}
    assert response.raw == body


def test_a_nearly_empty_answer(client: Any, embedded: EmbeddedProvider) -> None:
    """Promise 9: nulls everywhere."""
    embedded.answer(
        body={
            "id": None, "model": None, "created": None, "usage": None, "object": None,
            "choices": [{"index": None, "message": {"role": None, "content": None, "tool_calls": None, "refusal": None,
                         "function_call": None, "audio": None, "reasoning": None, "annotations": None}, "finish_reason": None,
                         "logprobs": None}],
        }
    )  # fmt: skip
    response = client.chat_completion("hi")
    assert (response.id, response.model, response.created, response.text) == ("", "", None, "")
    assert response.message.role == "assistant"
    assert response.finish_reason is None
    assert response.tool_calls == ()
