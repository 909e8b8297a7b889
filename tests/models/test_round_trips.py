"""Models saved as JSON and loaded again are equal; OpenAI-style dicts are read too."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import (
    CallStats,
    ChatCompletionRequest,
    ChatCompletionResponse,
    Content,
    InvalidRequestError,
    InvalidResponse,
    Message,
    Model,
    Reasoning,
    ResponseFormat,
    Role,
    Tool,
    ToolChoice,
    Usage,
    UsageStatus,
)
from ailib.models.chunk import ChatCompletionChunk, ChunkChoice, Delta, ToolCallFragment
from ailib.models.content import (
    AudioPart,
    FilePart,
    ImagePart,
    JsonPart,
    MessageContent,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCall,
    ToolResultPart,
    UnknownPart,
)
from ailib.models.message import FunctionCall
from ailib.models.rate_limits import RateLimits
from ailib.models.response import Choice

TEXT = st.text(max_size=12)
NAME = st.none() | TEXT
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
EXTRA = st.none() | st.dictionaries(
    st.sampled_from(["cache_control", "annotations", "x", "späti"]), JSON, min_size=1, max_size=2
)
PARTS = st.one_of(
    st.builds(TextPart, TEXT, EXTRA),
    st.builds(JsonPart, JSON),
    st.builds(ImagePart, url=NAME, data=st.none() | st.binary(max_size=5), path=NAME, mime=NAME, name=NAME, detail=NAME, extra=EXTRA),
    st.builds(AudioPart, data=st.none() | st.binary(max_size=5), url=NAME, path=NAME, mime=NAME, format=NAME, id=NAME, transcript=NAME,
              expires_at=st.none() | st.integers(0, 2**40), extra=EXTRA),
    st.builds(FilePart, data=st.none() | st.binary(max_size=5), url=NAME, path=NAME, file_id=NAME, mime=NAME, name=NAME, extra=EXTRA),
    st.builds(ToolCall, TEXT, TEXT, TEXT, st.sampled_from(["function", "custom", "mcp"]), EXTRA),
    st.builds(ToolResultPart, TEXT, TEXT, st.booleans(), EXTRA),
    st.builds(ReasoningPart, TEXT, NAME, JSON, NAME, NAME),
    st.builds(RefusalPart, TEXT),
    st.builds(UnknownPart, JSON),
)  # fmt: skip
MESSAGES = st.builds(
    Message,
    role=st.sampled_from([*Role, "oracle"]),
    content=st.lists(PARTS, max_size=4),
    name=NAME,
    tool_call_id=NAME,
    function_call=st.none() | st.builds(FunctionCall, TEXT, TEXT),
    extra=EXTRA,
    origin=NAME,
)


def again(value: Any) -> Any:
    return type(value).from_dict(json.loads(json.dumps(value.to_dict())))


@settings(max_examples=400, deadline=None)
@given(message=MESSAGES)
def test_messages(message: Message) -> None:
    assert again(message) == message


@settings(max_examples=60, deadline=None)
@given(messages=st.lists(MESSAGES, max_size=3), extensions=st.none() | st.dictionaries(TEXT, JSON, max_size=2))
def test_requests(messages: list[Message], extensions: Any) -> None:
    request = ChatCompletionRequest(model="m", messages=messages, temperature=0.7, extensions=extensions)
    assert again(request) == request


@pytest.mark.parametrize(
    "fields",
    [
        {"tools": [Tool.function("f", "d", {"type": "object"}, strict=True), Tool(raw={"type": "web_search"})]},
        {"tool_choice": ToolChoice.REQUIRED},
        {"tool_choice": ToolChoice.function("f")},
        {"tool_choice": "auto"},
        {"tool_choice": {"type": "function", "function": {"name": "f"}}},
        {"response_format": ResponseFormat.json_schema({"type": "object"}, "n")},
        {"response_format": "json"},
        {"response_format": {"type": "json_object"}},
        {"reasoning": Reasoning(effort="high", parse_tags=False)},
        {"reasoning": True},
        {"stop": "x"},
        {"stop": ["x", "y"]},
        {"logit_bias": {"1": -1.5}, "metadata": {"a": "b"}},
        {"functions": [{"name": "f"}], "function_call": {"name": "f"}},
        {"n": 2, "seed": 1, "logprobs": True, "top_logprobs": 3, "parallel_tool_calls": False},
        {"modalities": ["text"], "audio": {"voice": "v"}},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_request_fields(fields: dict[str, Any]) -> None:
    request = ChatCompletionRequest(messages="hi", **fields)
    assert again(request) == request
    assert not [name for name, value in request.to_dict().items() if value is None]


USAGE = Usage(10, 5, 15, 2, 1, 3, 1, 1, True)
CHOICE = Choice(0, Message.assistant("x"), "stop", "stop", {"content": []}, {"k": 1})


@pytest.mark.parametrize(
    "value",
    [
        USAGE,
        RateLimits(1, 2, 3, 4, "1s", "6ms"),
        CHOICE,
        ChatCompletionResponse("r", "m", [CHOICE], USAGE, UsageStatus.FINALIZED, 5, "o", "fp", "t", "openai", "req"),
        ChatCompletionResponse(),
        ChatCompletionChunk("c", "m", (ChunkChoice(0, Delta("x", tool_calls=(ToolCallFragment(0, "a", "f", "{}"),)), "stop", "stop"),), USAGE, 5),
        Model("m", "openai", 5, "o", 1000, 100, None, ("tools",)),
        CallStats(1, 2, 3, 4.5, None, 0, "r", "m", "p", 200),
        Tool.function("f", parameters={"type": "object"}),
        ToolChoice.NONE,
        ResponseFormat.json_object(),
        Reasoning.of(500),
        FunctionCall("f", "{}"),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_other_models(value: Any) -> None:
    assert again(value) == value
    assert repr(value).startswith(type(value).__name__)


def test_a_response_keeps_its_raw_json() -> None:
    response = ChatCompletionResponse("r", "m", [CHOICE], USAGE, raw={"x": [1]})
    assert again(response).raw == {"x": [1]}


def test_openai_style_messages_are_read() -> None:
    history = [
        {"role": "system", "content": "s"},
        {"role": "user", "content": [
            {"type": "text", "text": "look"},
            {"type": "image_url", "image_url": {"url": "https://a.example/x.png", "detail": "low"}},
            {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "mp3"}},
            {"type": "file", "file": {"file_id": "f1"}},
            {"type": "hologram", "x": 1},
        ]},
        {"role": "assistant", "content": None, "tool_calls": [
            {"id": "a", "type": "function", "function": {"name": "f", "arguments": '{"x": 1}'}}]},
        {"role": "tool", "tool_call_id": "a", "content": "1"},
        {"role": "assistant", "content": "done", "mood": "good"},
    ]  # fmt: skip
    request = ChatCompletionRequest(messages=history)
    user = request.messages[1].content
    assert user[0] == TextPart("look")
    assert user[1] == ImagePart("https://a.example/x.png", detail="low")
    assert user[2] == AudioPart(b"\x00\x00\x00", format="mp3")
    assert user[3] == FilePart(file_id="f1")
    assert user[4] == UnknownPart({"type": "hologram", "x": 1})
    assert request.messages[2].tool_calls[0].parse_args() == {"x": 1}
    assert request.messages[3].tool_call_id == "a"
    assert request.messages[4].extra == {"mood": "good"}
    assert again(request) == request


@pytest.mark.parametrize(
    ("arguments", "parsed"),
    [("", {}), ("  ", {}), ("{}", {}), ('{"a": [1]}', {"a": [1]}), ("{", None), ("[]", None), ("1", None), ("null", None), ('{"a": 1} x', None)],
)  # fmt: skip
def test_arguments_of_tool_calls(arguments: str, parsed: dict[str, Any] | None) -> None:
    """Promise 24."""
    call = ToolCall("i", "f", arguments)
    if parsed is not None:
        assert call.parse_args() == parsed
        return
    with pytest.raises(InvalidResponse) as caught:
        call.parse_args()
    assert "'f'" in str(caught.value)
    assert "do not run the tool" in caught.value.hint or "JSON object" in caught.value.message


@pytest.mark.parametrize(
    ("cls", "data"),
    [
        (Message, {"content": "x"}),
        (Message, []),
        (Message, {"role": 5, "content": "x"}),
        (ChatCompletionRequest, {"messages": "hi", "n": "two"}),
        (ChatCompletionRequest, {"nothing": 1}),
        (ChatCompletionRequest, []),
        (Usage, {"prompt_tokens": "many"}),
        (Tool, {"x": 1}),
    ],
    ids=repr,
)
def test_what_is_no_model_says_so(cls: Any, data: Any) -> None:
    with pytest.raises(InvalidRequestError):
        cls.from_dict(data)


def test_text_of_contents() -> None:
    assert MessageContent.of("a").as_text() == str(MessageContent.of("a")) == "a"
    assert MessageContent.of(["a", Content.text("b")]).as_text() == "ab"
    assert MessageContent.of(None).as_text() == ""
    assert MessageContent.of([]).as_text() == ""
    assert MessageContent.of(Content.image_url("https://a.example")).as_text() == "https://a.example"
    assert MessageContent.of([Content.text("a"), Content.image_url("u")]).as_text() == "a"
    assert MessageContent.of([Content.text("a"), Content.image_url("u")]).is_multimodal
    with pytest.raises(InvalidRequestError):
        MessageContent.of(5)  # type: ignore[arg-type]


def test_roles_that_are_none() -> None:
    with pytest.raises(InvalidRequestError):
        Message("", "x")
    assert Message("oracle", "x").role == "oracle"
    assert Message("user", "x").role is Role.USER


def test_sums_of_usage() -> None:
    total = USAGE + USAGE
    assert (total.prompt_tokens, total.total_tokens, total.reasoning_tokens) == (20, 30, 6)
    assert sum([USAGE, USAGE], Usage()) == total
    assert (USAGE.input_tokens, USAGE.output_tokens) == (10, 5)


def test_equality_and_hash() -> None:
    assert Message.user("a") == Message.user("a")
    assert Message.user("a") != Message.user("b")
    assert Message.user("a") != "a"
    with pytest.raises(TypeError):
        hash(Message.user("a"))
