"""Ollama's own API: what is sent field by field, answers, streams of lines, errors, and that an answer goes back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import (
    ChatCompletionRequest,
    ChatCompletionResponse,
    Content,
    ImagePart,
    InvalidEvent,
    InvalidRequestError,
    InvalidResponse,
    Message,
    ModelNotFound,
    ParameterDropped,
    Reasoning,
    ReasoningPart,
    ResponseFormat,
    ServerError,
    StreamTruncated,
    TextPart,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResultPart,
    UnknownPart,
    UnsupportedFeatureError,
)
from ailib.core.events import EventSource
from ailib.models.embedding import EmbeddingRequest
from ailib.models.event import ToolCallComplete, UnknownEvent
from ailib.providers.catalogue import get_provider
from ailib.wire.ollama import OllamaNative, created_at

OLLAMA = get_provider("ollama")
DIALECT = OllamaNative()
ASK = ChatCompletionRequest("m", "hi")
WEATHER = Tool.function("weather", "The weather", {"type": "object", "properties": {"city": {"type": "string"}}})
COUNTS = {"total_duration": 5, "prompt_eval_count": 26, "eval_count": 9, "eval_duration": 4}
DATE = "2025-08-20T09:45:30.391699123Z"


def sent(messages: Any = "hi", *, stream: bool = False, model: str = "m", **fields: Any) -> dict[str, Any]:
    """The body of a request."""
    return DIALECT.encode_chat(ChatCompletionRequest(model, messages, **fields), OLLAMA, model, stream=stream)


def answer(message: dict[str, Any], **fields: Any) -> ChatCompletionResponse:
    """What an answer with this message is read as."""
    body = {"model": "qwen3", "created_at": DATE, "message": {"role": "assistant", **message}, "done": True, **fields}
    response = DIALECT.decode_chat(body, OLLAMA, ASK)
    assert response is not None
    return response


def line(message: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """One line of a stream."""
    made: dict[str, Any] = {"model": "qwen3", "created_at": DATE, "done": False, **fields}
    if message is not None:
        made["message"] = {"role": "assistant", "content": "", **message}
    return made


END = line({}, done=True, done_reason="stop", **COUNTS)


def wire(*lines: dict[str, Any]) -> bytes:
    """Lines as they go over the wire."""
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in lines)


def streamed(body: bytes, size: int = 4096, request: ChatCompletionRequest = ASK) -> Any:
    """A decoder that has read the whole body, and its chunks."""
    decoder = DIALECT.chat_stream(OLLAMA, request, "m")
    chunks = [chunk for at in range(0, len(body), size) for chunk in decoder.decode(body[at : at + size])]
    return decoder, [*chunks, *decoder.finish()]


# Requests


def test_settings_go_out_under_options() -> None:
    body = sent(
        temperature=0.5, top_p=0.9, top_k=40, seed=7, max_tokens=100, stop=["END"],
        frequency_penalty=-0.1, presence_penalty=0.2, logprobs=True, top_logprobs=3,
    )  # fmt: skip
    assert body == {
        "model": "m", "messages": [{"role": "user", "content": "hi"}], "stream": False, "logprobs": True,
        "top_logprobs": 3,
        "options": {
            "temperature": 0.5, "top_p": 0.9, "top_k": 40, "seed": 7, "num_predict": 100, "stop": ["END"],
            "frequency_penalty": -0.1, "presence_penalty": 0.2,
        },
    }  # fmt: skip


def test_a_stream_is_asked_for_or_refused_but_never_left_open() -> None:
    """The API streams unless told not to."""
    assert sent() == {"model": "m", "messages": [{"role": "user", "content": "hi"}], "stream": False}
    assert sent(stream=True)["stream"] is True


def test_options_of_the_user_are_added_and_win() -> None:
    body = sent(seed=1, temperature=0.5, extensions={"options": {"num_ctx": 8192, "seed": 2}, "keep_alive": "5m"})
    assert body["options"] == {"temperature": 0.5, "seed": 2, "num_ctx": 8192}
    assert body["keep_alive"] == "5m"


@pytest.mark.parametrize(
    "fields",
    [{"user": "u"}, {"metadata": {"a": "b"}}, {"logit_bias": {"1": 1.0}}, {"parallel_tool_calls": True}],
)
def test_hints_that_the_api_does_not_take_are_dropped_with_a_warning(fields: dict[str, Any]) -> None:
    with pytest.warns(ParameterDropped, match=next(iter(fields))):
        assert sent(**fields) == sent()


@pytest.mark.parametrize(
    "fields",
    [
        {"n": 2},
        {"tools": [WEATHER], "tool_choice": "required"},
        {"tools": [WEATHER], "tool_choice": ToolChoice.function("weather")},
        {"modalities": ["audio"]},
        {"functions": [{"name": "f"}]},
        {"messages": Message.user([Content.file_bytes(b"%PDF", "a.pdf")])},
        {"messages": Message.user([Content.audio_bytes(b"RIFF")])},
        {"messages": Message.user([Content.image_url("https://example.com/a.png")])},
    ],
)
def test_what_changes_the_answer_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedFeatureError):
        sent(**fields)


def test_an_image_by_address_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnsupportedFeatureError, match=r"addresses of images.*image_bytes"):
        sent(Message.user([Content.image_url("http://example.com/a.png")]))
    with pytest.raises(InvalidRequestError, match="neither data nor an address"):
        sent(Message.user([ImagePart()]))
    with pytest.raises(InvalidRequestError, match="no form for"):
        sent(Message.user([Content.unknown({"type": "video"})]))


def test_tools_go_out_unless_they_are_forbidden() -> None:
    body = sent(tools=[WEATHER, Tool.function("clock")], tool_choice="auto")
    assert [tool["function"]["name"] for tool in body["tools"]] == ["weather", "clock"]
    assert body["tools"][1]["function"]["parameters"] == {"type": "object", "properties": {}}
    assert "tool_choice" not in body
    assert sent(tools=[WEATHER], tool_choice="none") == sent()


def test_response_formats() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    assert sent(response_format="json")["format"] == "json"
    assert sent(response_format=ResponseFormat.json_schema(schema))["format"] == schema
    assert sent(response_format={"type": "json_schema", "json_schema": {"schema": schema}})["format"] == schema
    assert sent(response_format=schema)["format"] == schema
    assert "format" not in sent(response_format="text")


@pytest.mark.parametrize(
    ("model", "setting", "think"),
    [
        ("qwen3", True, True),
        ("qwen3", False, False),
        ("qwen3", "none", False),
        ("qwen3", "high", True),
        ("qwen3", 4000, True),
        ("gpt-oss:20b", "high", "high"),
        ("gpt-oss:20b", "minimal", "low"),
        ("gpt-oss:20b", "xhigh", "high"),
        ("gpt-oss:20b", 4000, "medium"),
        ("gpt-oss:20b", True, True),
        ("qwen3", 0, False),
    ],
)
def test_thinking_is_a_switch_and_for_some_models_a_level(model: str, setting: Any, think: Any) -> None:
    assert (
        sent(model=model, reasoning=setting)["think"] is think or sent(model=model, reasoning=setting)["think"] == think
    )
    assert "think" not in sent(reasoning=Reasoning(parse_tags=False))


def test_messages_of_every_role() -> None:
    body = sent(
        [
            Message.developer("be brief"),
            Message.user(
                [
                    Content.text("what is this?"),
                    Content.image_bytes(b"\x89PNG"),
                    Content.image_data_url("data:image/png;base64,iVBORw=="),
                    Content.image_data_url("data:image/svg+xml,%3Csvg%3E"),
                ]
            ),
            Message.assistant(
                "let me see", tool_calls=[ToolCall("c1", "weather", '{"city": "Rome"}'), ToolCall("c2", "clock")]
            ),
            Message.tool("c1", "sunny"),
            Message.user([ToolResultPart("c2", "no clock", is_error=True), Content.text("well?")]),
        ]
    )
    assert body["messages"] == [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": "what is this?", "images": ["iVBORw==", "iVBORw==", "PHN2Zz4="]},
        {
            "role": "assistant",
            "content": "let me see",
            "tool_calls": [
                {"id": "c1", "function": {"name": "weather", "arguments": {"city": "Rome"}}},
                {"id": "c2", "function": {"name": "clock", "arguments": {}}},
            ],
        },
        {"role": "tool", "content": "sunny", "tool_name": "weather", "tool_call_id": "c1"},
        {"role": "tool", "content": '{"error":"no clock"}', "tool_name": "clock", "tool_call_id": "c2"},
        {"role": "user", "content": "well?"},
    ]


@pytest.mark.parametrize(
    ("arguments", "sent_as"),
    [('{"a": ', {"arguments": '{"a": '}), ("[1]", {"arguments": [1]}), ("null", {}), ("", {}), ('{"a":1}', {"a": 1})],
)
def test_arguments_are_always_an_object(arguments: str, sent_as: dict[str, Any]) -> None:
    body = sent([Message.user("x"), Message.assistant(tool_calls=[ToolCall("c", "f", arguments)])])
    assert body["messages"][1]["tool_calls"][0]["function"]["arguments"] == sent_as


def test_what_another_provider_said_goes_as_text_and_calls() -> None:
    """Promise 16: no thinking and no unknown part of anybody else."""
    message = Message(
        "assistant",
        [
            ReasoningPart("secret", "sig", None, "thinking", "anthropic"),
            TextPart("hello"),
            UnknownPart({"type": "server_tool_use"}),
            Content.audio_bytes(b"x"),
            Content.image_url("https://example.com/a.png"),
        ],
        extra={"annotations": [1]},
        origin="anthropic",
    )
    assert sent([message])["messages"] == [{"role": "assistant", "content": "hello"}]


# Answers


def test_an_answer_is_read_with_all_its_parts() -> None:
    response = answer(
        {
            "content": "hello",
            "thinking": "hm",
            "images": ["iVBORw=="],
            "tool_calls": [
                {"id": "call_1", "function": {"index": 0, "name": "weather", "arguments": {"city": "Rome"}}}
            ],
            "mood": "good",
        },
        done_reason="stop",
        logprobs=[{"token": "hello", "logprob": -0.1}],
        **COUNTS,
    )
    assert (response.text, response.reasoning, response.model) == ("hello", "hm", "qwen3")
    assert response.message.content[2] == ImagePart(data=b"\x89PNG")
    call = response.tool_calls[0]
    assert (call.id, call.name, call.parse_args()) == ("call_1", "weather", {"city": "Rome"})
    assert (response.finish_reason, response.finish_reason_raw) == ("tool_calls", "stop")
    assert response.message.extra == {"mood": "good"}
    assert response.choices[0].logprobs == [{"token": "hello", "logprob": -0.1}]
    usage = response.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (26, 9, 35)
    assert usage.raw == COUNTS
    assert response.created == 1755683130
    assert response.raw["total_duration"] == 5


@pytest.mark.parametrize(
    ("raw", "reason"), [("stop", "stop"), ("length", "length"), ("load", "load"), ("unload", "unload"), (None, None)]
)
def test_finish_reasons(raw: str | None, reason: str | None) -> None:
    response = answer({"content": "x"}, done_reason=raw)
    assert (response.finish_reason, response.finish_reason_raw) == (reason, raw)


def test_calls_without_an_id_get_one_that_their_results_can_name() -> None:
    """Two calls of the same tool at once: each result finds its own."""
    function = {"name": "weather", "arguments": {"city": "Rome"}}
    response = answer(
        {"content": "", "tool_calls": [{"function": function}, {"function": function}]}, done_reason="stop"
    )
    first, second = response.tool_calls
    assert first.id
    assert first.id != second.id
    saved = Message.from_dict(json.loads(json.dumps(response.message.to_dict())))
    messages = sent([Message.user("x"), saved, first.result("sunny"), second.result({"t": 20})])["messages"]
    assert messages[1:] == [
        {"role": "assistant", "content": "", "tool_calls": [{"function": function}, {"function": function}]},
        {"role": "tool", "content": "sunny", "tool_name": "weather"},
        {"role": "tool", "content": '{"t": 20}', "tool_name": "weather"},
    ]


def test_an_id_that_is_no_text_is_none() -> None:
    call = answer({"content": "", "tool_calls": [{"id": 5, "function": {"name": "f", "arguments": {}}}]}).tool_calls[0]
    assert isinstance(call.id, str)
    assert call.id


def test_an_answer_goes_back_as_it_came_also_through_json() -> None:
    """Promises 9 and 16."""
    message = {
        "role": "assistant",
        "content": "hello",
        "thinking": "hm",
        "images": ["iVBORw=="],
        "tool_calls": [
            {"id": "call_1", "new": 1, "function": {"index": 0, "name": "weather", "arguments": {"city": "Rome"}}}
        ],
        "mood": "good",
    }
    said = answer(message).message
    saved = Message.from_dict(json.loads(json.dumps(said.to_dict())))
    for one in (said, saved):
        assert sent([Message.user("x"), one])["messages"][1] == message


def test_think_tags_of_older_servers_are_thinking() -> None:
    """Promise 15: in one field, streamed and not streamed."""
    response = answer({"content": "<think>\nhm\n</think>\n\nhello"})
    assert (response.reasoning, response.text) == ("hm\n", "hello")
    pieces = ["<th", "ink>\nhm\n</thi", "nk>\n\nhel", "lo"]
    decoder, chunks = streamed(wire(*(line({"content": piece}) for piece in pieces), END))
    assert decoder.response().message == response.message
    assert "".join(chunk.text for chunk in chunks) == "hello"
    assert "".join(chunk.reasoning for chunk in chunks) == "hm\n"


def test_think_tags_stay_where_they_are_wanted() -> None:
    request = ASK.replace(reasoning=Reasoning(parse_tags=False))
    decoder, _ = streamed(wire(line({"content": "<think>hm</think>x"}), END), request=request)
    assert decoder.response().text == "<think>hm</think>x"


def test_a_held_back_tag_is_text_when_the_answer_ends() -> None:
    decoder, chunks = streamed(wire(line({"content": "<thi"}), END))
    assert decoder.response().text == "<thi"
    assert "".join(chunk.text for chunk in chunks) == "<thi"
    decoder, chunks = streamed(wire(line({"content": "<thi"})))
    assert isinstance(decoder.error, StreamTruncated)
    assert decoder.response().text == "<thi"


@pytest.mark.parametrize("body", [{}, [], None, "x", {"message": None}, {"done": True}])
def test_what_is_no_answer_is_none(body: Any) -> None:
    assert DIALECT.decode_chat(body, OLLAMA, ASK) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2025-08-20T09:45:30.391699Z", 1755683130),
        ("2025-08-20T11:45:30.1+02:00", 1755683130),
        ("2025-08-20T09:45:30Z", 1755683130),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_dates(text: str | None, seconds: int | None) -> None:
    assert created_at(text) == seconds


# Streams

CALLS = [
    line({"thinking": "I need "}),
    line({"thinking": "the weather"}),
    line({"content": "Let me "}),
    line({"content": "see"}, logprobs=[{"token": "see", "logprob": -0.1}]),
    line({"tool_calls": [{"id": "a", "function": {"index": 0, "name": "weather", "arguments": {"city": "Rome"}}}]}),
    line({"tool_calls": [{"id": "b", "function": {"index": 0, "name": "weather", "arguments": {"city": "Oslo"}}}]}),
    END,
]


def test_a_stream_is_the_answer_that_is_not_streamed() -> None:
    decoder, chunks = streamed(wire(*CALLS))
    assert decoder.done
    whole = answer(
        {
            "content": "Let me see",
            "thinking": "I need the weather",
            "tool_calls": [
                {"id": "a", "function": {"index": 0, "name": "weather", "arguments": {"city": "Rome"}}},
                {"id": "b", "function": {"index": 0, "name": "weather", "arguments": {"city": "Oslo"}}},
            ],
        },
        done_reason="stop",
        logprobs=[{"token": "see", "logprob": -0.1}],
        **COUNTS,
    )
    assert decoder.response() == whole
    source = EventSource()
    events = [one for chunk in chunks for one in source.feed(chunk)]
    done = [one for one in events if isinstance(one, ToolCallComplete)]
    assert [(one.id, json.loads(one.arguments)["city"]) for one in done] == [("a", "Rome"), ("b", "Oslo")]
    assert chunks[-1].choices[0].finish_reason == "tool_calls"


@given(st.integers(1, 90))
@settings(max_examples=20, deadline=None)
def test_the_same_chunks_at_any_split(size: int) -> None:
    """Promise 20."""
    body = wire(*CALLS, line({"content": "🙂\u2028"}))
    whole, chunks = streamed(body)
    cut, same = streamed(body, size)
    assert same == chunks
    assert cut.response() == whole.response()


def test_crlf_blank_lines_and_a_last_line_without_its_end() -> None:
    body = wire(line({"content": "a"}), END).replace(b"\n", b"\r\n\r\n").rstrip()
    decoder, _ = streamed(body, 3)
    assert decoder.done
    assert decoder.response().text == "a"


def test_a_stream_without_done_is_truncated() -> None:
    """Promise 1: also when the last line is cut in the middle."""
    for body in (wire(*CALLS[:-1]), wire(*CALLS)[:-9], wire(*CALLS[:3]) + b'{"model":"q'):
        decoder, _ = streamed(body)
        assert isinstance(decoder.error, StreamTruncated)
        assert decoder.response().finish_reason is None
        assert decoder.response().reasoning == "I need the weather"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("an error was encountered while running the model: unexpected EOF", ServerError),
        ('model "x" not found, try pulling it first', ModelNotFound),
    ],
)
def test_an_error_line_in_a_200_is_a_typed_error(text: str, kind: type[Exception]) -> None:
    """Promise 5."""
    decoder, _ = streamed(wire(line({"content": "a"}), {"error": text}))
    assert type(decoder.error) is kind
    assert text in decoder.error.message
    assert decoder.response().text == "a"


def test_bodies_that_are_no_stream() -> None:
    """Promise 10."""
    decoder, _ = streamed(b"")
    assert isinstance(decoder.error, InvalidResponse)
    decoder, _ = streamed(b"<html>login</html>")
    assert isinstance(decoder.error, InvalidResponse)
    decoder, _ = streamed(b'{"model": broken\n')
    assert isinstance(decoder.error, InvalidEvent)


def test_one_whole_answer_in_place_of_a_stream() -> None:
    decoder, chunks = streamed(json.dumps({**END, "message": {"role": "assistant", "content": "x"}}).encode())
    assert decoder.done
    assert [chunk.text for chunk in chunks] == ["x"]


@pytest.mark.parametrize("field", ["content", "thinking"])
def test_the_halves_of_a_character_come_together(field: str) -> None:
    pieces = [json.dumps(line({field: half})).encode() + b"\n" for half in ("a\ud83d", "\ude42b")]
    decoder, chunks = streamed(b"".join(pieces) + wire(END))
    assert [chunk.text or chunk.reasoning for chunk in chunks] == ["a", "🙂b", ""]
    assert (decoder.response().text or decoder.response().reasoning) == "a🙂b"


def test_unknown_lines_and_fields_are_kept() -> None:
    """Promise 9."""
    pulling = {"status": "pulling manifest", "total": 5}
    decoder, chunks = streamed(wire(pulling, line({"content": "a", "mood": "go"}), line({"mood": "od"}), END))
    assert decoder.response().message.extra == {"mood": "good"}
    assert decoder.response().raw["unknown_lines"] == [pulling]
    source = EventSource()
    events = [one for chunk in chunks for one in source.feed(chunk)]
    assert [one.raw for one in events if isinstance(one, UnknownEvent)] == [pulling, {"mood": "go"}, {"mood": "od"}]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["message", "content", "thinking", "tool_calls", "function", "arguments", "id", "name", "images", "done",
             "done_reason", "model", "created_at", "eval_count", "error", "logprobs", "role", "index"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(st.tuples(JSON, st.booleans()), max_size=6))
@settings(max_examples=150, deadline=None)
def test_no_json_makes_the_decoder_fail(frames: list[tuple[Any, bool]]) -> None:
    """Promise 9: any JSON at any place."""
    bodies: list[Any] = [{"message": one, "done": done} for one, done in frames]
    bodies += [one for one, _ in frames]
    body = b"".join(json.dumps(one).encode() + b"\n" for one in bodies)
    decoder, chunks = streamed(body)
    response = decoder.response()
    source = EventSource()
    for chunk in chunks:
        source.feed(chunk)
    assert ChatCompletionResponse.from_dict(response.to_dict()).text == response.text
    for one in bodies:
        DIALECT.decode_chat(one, OLLAMA, ASK)
        DIALECT.error_in(one, OLLAMA)


# Errors, models, embeddings


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (400, "registry.ollama.ai/library/x does not support tools", "BadRequest"),
        (400, "the input length exceeds the context length", "ContextLengthExceeded"),
        (401, "unauthorized", "AuthenticationError"),
        (404, 'model "llama9" not found, try pulling it first', "ModelNotFound"),
        (500, "llama runner process has terminated", "ServerError"),
        (503, "server busy, please try again. maximum pending requests exceeded", "Overloaded"),
    ],
)
def test_errors_get_the_class_they_deserve(status: int, message: str, kind: str) -> None:
    error = DIALECT.refused(status, {}, json.dumps({"error": message}).encode(), OLLAMA)
    assert type(error).__name__ == kind
    assert error.message == message


def test_models_are_listed_by_the_name_to_ask_for() -> None:
    rows = {"models": [{"name": "llama3:latest", "model": "llama3:latest", "size": 5, "details": {"family": "llama"}}]}
    models = DIALECT.decode_models(rows, OLLAMA)
    assert models is not None
    assert [(model.id, model.provider, model.raw["size"]) for model in models] == [("llama3:latest", "ollama", 5)]
    assert DIALECT.models_path(OLLAMA) == "/api/tags"
    assert DIALECT.model_path(OLLAMA, "llama3") is None
    assert DIALECT.is_named(models[0], "llama3:latest")
    assert DIALECT.is_named(models[0], "llama3")
    assert not DIALECT.is_named(models[0], "llama3:8b")


def test_embeddings() -> None:
    request = EmbeddingRequest(["a", "b"], dimensions=2, extensions={"truncate": False})
    assert DIALECT.encode_embed(request, OLLAMA, "e") == {
        "model": "e", "input": ["a", "b"], "dimensions": 2, "truncate": False,
    }  # fmt: skip
    data = {"model": "e", "embeddings": [[0.5, 1.0], [2.0, 3.0]], "prompt_eval_count": 4}
    response = DIALECT.decode_embed(data, OLLAMA, request)
    assert response is not None
    assert response.vectors == [[0.5, 1.0], [2.0, 3.0]]
    assert (response.model, response.usage.prompt_tokens) == ("e", 4)
    assert DIALECT.decode_embed({"embeddings": [[1.0]]}, OLLAMA, request) is None
    with pytest.warns(ParameterDropped, match="input_type"):
        DIALECT.encode_embed(EmbeddingRequest("a", input_type="query"), OLLAMA, "e")
