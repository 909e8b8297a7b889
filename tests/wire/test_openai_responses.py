"""The OpenAI Responses family: what is sent, what answers and streams say, errors, the way back into the next turn."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ailib import (
    AudioPart,
    ChatCompletionRequest,
    Content,
    FilePart,
    ImagePart,
    InvalidRequestError,
    JsonPart,
    Message,
    ParameterDropped,
    Reasoning,
    ReasoningPart,
    ResponseFormat,
    TextPart,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResultPart,
    UnknownPart,
    UnsupportedFeatureError,
)
from ailib.models.usage import Usage
from ailib.providers.catalogue import get_provider
from ailib.wire.openai_chat import OpenAIChat
from ailib.wire.openai_responses import OpenAIResponses

DIALECT = OpenAIResponses()
OPENAI = get_provider("openai")
REQUEST = ChatCompletionRequest(messages="hi")

# Requests


def sent(
    messages: Any = "hi", *, provider: str = "openai", stream: bool = False, model: str = "gpt-4.1", **fields: Any
) -> Any:
    """The body, as it goes over the wire."""
    request = ChatCompletionRequest(model, messages, **fields)
    body = DIALECT.encode_chat(request, get_provider(provider), model, stream=stream)
    return json.loads(json.dumps(body, default=dict))


def items(messages: Any, **fields: Any) -> Any:
    return sent(messages, **fields)["input"]


def test_a_question_is_all_that_is_sent() -> None:
    assert sent("hi") == {"model": "gpt-4.1", "input": [{"role": "user", "content": "hi"}]}
    assert sent("hi", stream=True)["stream"] is True


def test_system_and_developer_messages_stay_where_they_are() -> None:
    messages = [Message.system("a"), Message.user("b"), Message.developer("c")]
    assert items(messages) == [
        {"role": "system", "content": "a"},
        {"role": "user", "content": "b"},
        {"role": "developer", "content": "c"},
    ]


@pytest.mark.parametrize(
    ("part", "wire"),
    [
        (TextPart("a", {"prompt_cache_breakpoint": {}}), {"type": "input_text", "text": "a", "prompt_cache_breakpoint": {}}),
        (JsonPart({"a": 1}), {"type": "input_text", "text": '{"a": 1}'}),
        (ImagePart(url="https://h/i.png"), {"type": "input_image", "image_url": "https://h/i.png"}),
        (
            ImagePart(data=b"\x89", mime="image/png", detail="low"),
            {"type": "input_image", "image_url": "data:image/png;base64,iQ==", "detail": "low"},
        ),
        (ImagePart(extra={"file_id": "file-1"}), {"type": "input_image", "file_id": "file-1"}),
        (AudioPart(data=b"x", format="mp3"), {"type": "input_audio", "input_audio": {"data": "eA==", "format": "mp3"}}),
        (
            AudioPart(url="data:audio/wav;base64,eA==", format="wav"),
            {"type": "input_audio", "input_audio": {"data": "eA==", "format": "wav"}},
        ),
        (FilePart(file_id="file-1"), {"type": "input_file", "file_id": "file-1"}),
        (FilePart(url="https://h/f.pdf"), {"type": "input_file", "file_url": "https://h/f.pdf"}),
        (
            FilePart(data=b"x", name="f.pdf", mime="application/pdf"),
            {"type": "input_file", "filename": "f.pdf", "file_data": "data:application/pdf;base64,eA=="},
        ),
        (
            FilePart(url="data:text/plain;base64,eA==", name="a.txt"),
            {"type": "input_file", "filename": "a.txt", "file_data": "data:text/plain;base64,eA=="},
        ),
        (Content.unknown({"type": "input_hologram", "x": 1}), {"type": "input_hologram", "x": 1}),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_every_kind_of_content_goes_in(part: Any, wire: dict[str, Any]) -> None:
    assert items([Message.user(["x", part])])[0]["content"][1] == wire


@pytest.mark.parametrize("part", [ImagePart(), AudioPart(), FilePart(name="a")], ids=["image", "audio", "file"])
def test_a_medium_without_anything_in_it_is_refused_by_its_place(part: Any) -> None:
    with pytest.raises(InvalidRequestError, match=r"messages\[0\]\.content\[1\]"):
        items([Message.user(["x", part])])


def test_sound_by_its_address_is_refused() -> None:
    with pytest.raises(UnsupportedFeatureError, match="sound by its address"):
        items([Message.user([AudioPart(url="https://h/a.wav")])])


def test_the_name_of_a_speaker_is_left_out_with_a_warning() -> None:
    with pytest.warns(ParameterDropped, match="'Ann'"):
        assert items([Message("user", "hi", name="Ann")]) == [{"role": "user", "content": "hi"}]


def test_what_a_chat_api_refuses_may_be_taken_here() -> None:
    assert "tools" in get_provider("perplexity").quirks.unsupported
    assert sent(provider="perplexity", tools=[{"type": "web_search"}])["tools"] == [{"type": "web_search"}]


def test_calls_and_their_results_are_items_of_their_own() -> None:
    messages = [
        Message.user("weather?"),
        Message.assistant("Let me see.", tool_calls=[ToolCall("c1", "f", '{"a":1}'), ToolCall("c2", "g", "")]),
        Message.tool("c1", "sunny"),
        Message.user([ToolResultPart("c2", "cold", is_error=True), "And now?"]),
    ]
    assert items(messages)[1:] == [
        {"role": "assistant", "content": "Let me see."},
        {"type": "function_call", "call_id": "c1", "name": "f", "arguments": '{"a":1}'},
        {"type": "function_call", "call_id": "c2", "name": "g", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c1", "output": "sunny"},
        {"type": "function_call_output", "call_id": "c2", "output": "cold"},
        {"role": "user", "content": "And now?"},
    ]


def test_a_custom_tool_gets_its_result_in_its_own_form() -> None:
    messages = [
        Message.user("x"),
        Message.assistant(tool_calls=[ToolCall("c1", "sql", "SELECT 1", "custom")]),
        Message.tool("c1", "1"),
    ]
    assert items(messages)[1:] == [
        {"type": "custom_tool_call", "call_id": "c1", "name": "sql", "input": "SELECT 1"},
        {"type": "custom_tool_call_output", "call_id": "c1", "output": "1"},
    ]


def test_a_result_may_hold_an_image() -> None:
    result = Message("tool", ["see", ImagePart(url="https://h/i.png")], tool_call_id="c1")
    assert items([Message.user("x"), result])[1]["output"] == [
        {"type": "input_text", "text": "see"},
        {"type": "input_image", "image_url": "https://h/i.png"},
    ]


def test_ids_that_are_too_long_or_missing_still_hold_call_and_result_together() -> None:
    long = "call_" + "x" * 100
    messages = [
        Message.user("x"),
        Message.assistant(tool_calls=[ToolCall(long, "f", "{}"), ToolCall("", "g", "{}")]),
        Message.tool(long, "1"),
        Message("tool", "2", tool_call_id=""),
    ]
    first, second, one, two = items(messages)[1:]
    assert first["call_id"] == one["call_id"]
    assert len(first["call_id"]) <= 64
    assert second["call_id"] == two["call_id"] != ""


def test_the_older_form_of_a_call_is_a_call() -> None:
    messages = [
        Message.user("x"),
        Message.assistant_with_function_call({"name": "f", "arguments": "{}"}),
        Message("function", "1", name="f"),
    ]
    call, result = items(messages)[1:]
    assert (call["type"], call["name"], result["type"]) == ("function_call", "f", "function_call_output")
    assert call["call_id"] == result["call_id"]


def test_what_another_provider_thought_is_not_told() -> None:
    message = Message(
        "assistant",
        [
            ReasoningPart("secret", "sig", {"type": "thinking", "signature": "sig"}, "thinking", "anthropic"),
            TextPart("Hello", {"item": {"id": "msg_1"}, "annotations": [{"type": "url_citation"}]}),
            UnknownPart({"type": "server_tool_use", "id": "srv_1"}),
            ToolCall("toolu_1", "f", "{}", extra={"item": {"id": "fc_1", "status": "completed"}}),
        ],
        origin="anthropic",
    )
    assert items([Message.user("x"), message])[1:] == [
        {"role": "assistant", "content": "Hello"},
        {"type": "function_call", "call_id": "toolu_1", "name": "f", "arguments": "{}"},
    ]


def test_tools_are_flat() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    grammar = {"type": "grammar", "grammar": {"syntax": "lark", "definition": "start: X"}}
    tools = [
        Tool.function("f", "Does f", schema, strict=True),
        Tool.function("bare"),
        {"type": "web_search", "search_context_size": "low"},
        {"type": "function", "function": {"name": "g", "parameters": schema}, "defer_loading": True},
        {"type": "custom", "custom": {"name": "sql", "format": grammar}},
    ]
    assert sent(tools=tools)["tools"] == [
        {"type": "function", "name": "f", "description": "Does f", "parameters": schema, "strict": True},
        {"type": "function", "name": "bare", "parameters": {"type": "object", "properties": {}}},
        {"type": "web_search", "search_context_size": "low"},
        {"type": "function", "name": "g", "parameters": schema, "defer_loading": True},
        {"type": "custom", "name": "sql", "format": {"type": "grammar", "syntax": "lark", "definition": "start: X"}},
    ]


@pytest.mark.parametrize(
    ("choice", "wire"),
    [
        ("auto", "auto"),
        ("any", "required"),
        (ToolChoice.NONE, "none"),
        (ToolChoice.function("f"), {"type": "function", "name": "f"}),
        ("sql", {"type": "custom", "name": "sql"}),
        ({"type": "function", "function": {"name": "f"}}, {"type": "function", "name": "f"}),
        ({"type": "custom", "custom": {"name": "sql"}}, {"type": "custom", "name": "sql"}),
        ({"type": "web_search_preview"}, {"type": "web_search_preview"}),
        (
            {
                "type": "allowed_tools",
                "allowed_tools": {"mode": "auto", "tools": [{"type": "function", "function": {"name": "f"}}]},
            },
            {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": "f"}]},
        ),
    ],
    ids=str,
)
def test_the_choice_of_a_tool(choice: Any, wire: Any) -> None:
    tools = [Tool.function("f"), {"type": "custom", "name": "sql"}]
    assert sent(tools=tools, tool_choice=choice)["tool_choice"] == wire


def test_settings_go_under_their_names_here() -> None:
    body = sent(
        max_tokens=100, temperature=0.5, top_p=0.9, parallel_tool_calls=False, user="u", metadata={"a": "b"},
        logprobs=True, top_logprobs=3, n=1, modalities=["text"],
    )  # fmt: skip
    del body["input"]
    assert body == {
        "model": "gpt-4.1",
        "max_output_tokens": 100,
        "temperature": 0.5,
        "top_p": 0.9,
        "parallel_tool_calls": False,
        "user": "u",
        "metadata": {"a": "b"},
        "top_logprobs": 3,
        "include": ["message.output_text.logprobs"],
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [("seed", 1), ("top_k", 5), ("frequency_penalty", 0.1), ("presence_penalty", 0.1), ("logit_bias", {"1": 1})],
)
def test_hints_that_the_api_lacks_are_left_out_with_a_warning(field: str, value: Any) -> None:
    with pytest.warns(ParameterDropped, match=field):
        assert field not in sent(**{field: value})
    assert sent(extensions={field: value})[field] == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stop", "x"), ("n", 2), ("modalities", ["text", "audio"]), ("audio", {"voice": "alloy"}),
        ("functions", [{"name": "f"}]), ("function_call", "auto"),
    ],
)  # fmt: skip
def test_what_would_change_the_answer_is_refused(field: str, value: Any) -> None:
    with pytest.raises(UnsupportedFeatureError, match=field):
        sent(**{field: value})


def test_a_response_format_is_a_format_of_the_text() -> None:
    schema = {"type": "object"}
    wanted = ResponseFormat.json_schema(schema, "person", description="d")
    shape = {"type": "json_schema", "name": "person", "schema": schema, "strict": True, "description": "d"}
    assert sent(response_format=wanted)["text"] == {"format": shape}
    assert sent(response_format="json")["text"] == {"format": {"type": "json_object"}}
    assert "text" not in sent(response_format="text")
    nested = {"type": "json_schema", "json_schema": {"name": "a", "schema": schema}}
    assert sent(response_format=nested)["text"] == {"format": {"type": "json_schema", "name": "a", "schema": schema}}
    assert sent(response_format={"type": "grammar", "x": 1})["text"] == {"format": {"type": "grammar", "x": 1}}


def test_extensions_win_and_join_what_has_members() -> None:
    body = sent(
        response_format="json",
        reasoning="low",
        logprobs=True,
        extensions={
            "text": {"verbosity": "low"},
            "reasoning": {"context": "all_turns"},
            "include": ["file_search_call.results"],
            "store": False,
            "input": "replaced",
        },
    )
    assert body["text"] == {"format": {"type": "json_object"}, "verbosity": "low"}
    assert body["reasoning"] == {"effort": "low", "context": "all_turns"}
    assert body["include"] == ["message.output_text.logprobs", "file_search_call.results"]
    assert (body["store"], body["input"]) == (False, "replaced")


@pytest.mark.parametrize(
    ("model", "reasoning", "wire"),
    [
        ("gpt-5.4", "high", {"effort": "high"}),
        ("gpt-5.4", True, {"effort": "medium"}),
        ("gpt-5.4", 1024, {"effort": "low"}),
        ("gpt-5.4", 50_000, {"effort": "high"}),
        ("gpt-5.4", False, {"effort": "none"}),
        ("gpt-5.4", Reasoning(effort="low", summary="auto"), {"effort": "low", "summary": "auto"}),
        ("gpt-5.4", Reasoning(summary="auto"), {"summary": "auto"}),
        ("gpt-5.4", Reasoning(parse_tags=False), None),
        ("gpt-4.1", False, None),
        ("gpt-5.2-chat-latest", False, None),
    ],
    ids=str,
)
def test_reasoning_is_effort_and_summary(model: str, reasoning: Any, wire: Any) -> None:
    assert sent(model=model, reasoning=reasoning).get("reasoning") == wire


@pytest.mark.parametrize(("model", "least"), [("o4-mini", "low"), ("gpt-5-mini", "minimal")])
def test_a_model_that_always_thinks_is_asked_for_the_least_and_says_so(model: str, least: str) -> None:
    with pytest.warns(ParameterDropped, match="cannot switch reasoning off"):
        assert sent(model=model, reasoning=False)["reasoning"] == {"effort": least}


@pytest.mark.parametrize(
    ("provider", "model", "fields", "asked"),
    [
        ("openai", "gpt-5", {}, True),
        ("openai", "o4-mini", {"extensions": {"store": False}}, True),
        ("azure-openai", "my-deployment", {"reasoning": "low"}, True),
        ("azure-openai", "my-deployment", {}, False),
        ("xai", "grok-4", {}, True),
        ("openai", "gpt-4.1", {"extensions": {"store": False}}, False),
        ("openai", "gpt-5", {"extensions": {"store": True}}, False),
        ("openai", "gpt-5", {"extensions": {"previous_response_id": "resp_1"}}, False),
        ("openai", "gpt-5", {"extensions": {"conversation": "conv_1"}}, False),
        ("lmstudio", "gpt-oss-20b", {}, False),
    ],
)
def test_encrypted_reasoning_is_asked_for_where_the_next_turn_will_need_it(
    provider: str, model: str, fields: dict[str, Any], asked: bool
) -> None:
    include = sent(provider=provider, model=model, **fields).get("include") or []
    assert ("reasoning.encrypted_content" in include) is asked


def test_encrypted_reasoning_can_be_declined() -> None:
    assert sent(model="gpt-5", extensions={"include": None})["include"] is None


def test_a_count_has_only_what_is_prompt() -> None:
    request = ChatCompletionRequest("gpt-5", "hi", max_tokens=5, stop="x", seed=1, tools=[Tool.function("f")])
    assert DIALECT.count_path(OPENAI, "gpt-5") == "/responses/input_tokens"
    assert DIALECT.count_path(get_provider("xai"), "grok-4") is None
    body = DIALECT.encode_count(request, OPENAI, "gpt-5")
    assert set(body) == {"model", "input", "tools"}
    assert DIALECT.decode_count({"object": "response.input_tokens", "input_tokens": 12}) == 12


# Answers

MESSAGE: dict[str, Any] = {
    "type": "message",
    "id": "msg_1",
    "status": "completed",
    "role": "assistant",
    "phase": "final_answer",
    "content": [
        {
            "type": "output_text",
            "text": "Paris",
            "annotations": [{"type": "url_citation", "url": "https://h"}],
            "logprobs": [{"token": "Paris", "logprob": -0.1}],
        },
        {"type": "refusal", "refusal": "No more."},
    ],
}
THOUGHT: dict[str, Any] = {
    "type": "reasoning",
    "id": "rs_1",
    "summary": [{"type": "summary_text", "text": "First"}, {"type": "summary_text", "text": "Second"}],
    "content": [{"type": "reasoning_text", "text": "Raw"}],
    "encrypted_content": "gAAAA=",
    "status": None,
}
SEARCH: dict[str, Any] = {"type": "web_search_call", "id": "ws_1", "status": "completed", "action": {"type": "search"}}
CALL: dict[str, Any] = {
    "type": "function_call",
    "id": "fc_1",
    "call_id": "call_1",
    "name": "f",
    "arguments": '{"a": 1}',
    "status": "completed",
    "namespace": "crm",
}
CUSTOM: dict[str, Any] = {
    "type": "custom_tool_call",
    "id": "ctc_1",
    "call_id": "call_2",
    "name": "sql",
    "input": "SELECT 1",
}
FUTURE: dict[str, Any] = {"type": "hologram", "id": "ho_1", "beams": [1, 2], "nothing": None}
OUTPUT = [THOUGHT, SEARCH, MESSAGE, CALL, CUSTOM, FUTURE]


def body(*output: Any, **fields: Any) -> dict[str, Any]:
    return {
        "id": "resp_1", "object": "response", "created_at": 1700000000, "model": "gpt-5-2025", "status": "completed",
        "error": None, "incomplete_details": None, "service_tier": "default", "output": list(output),
        "usage": {
            "input_tokens": 10, "input_tokens_details": {"cached_tokens": 4, "cache_write_tokens": 2},
            "output_tokens": 7, "output_tokens_details": {"reasoning_tokens": 5}, "total_tokens": 17,
        },
        **fields,
    }  # fmt: skip


def answer(*output: Any, provider: str = "openai", **fields: Any) -> Any:
    response = DIALECT.decode_chat(body(*output, **fields), get_provider(provider), REQUEST)
    assert response is not None
    return response


def test_output_items_become_parts_in_their_order() -> None:
    response = answer(*OUTPUT)
    thought, search, text, refusal, call, custom, future = response.message.content
    assert isinstance(thought, ReasoningPart)
    assert (thought.text, thought.data) == ("First\n\nSecond\n\nRaw", THOUGHT)
    assert (search, future) == (UnknownPart(SEARCH), UnknownPart(FUTURE))
    assert (text.text, refusal.text) == ("Paris", "No more.")
    assert (call.id, call.name, call.parse_args(), call.type) == ("call_1", "f", {"a": 1}, "function")
    assert (custom.id, custom.arguments, custom.type) == ("call_2", "SELECT 1", "custom")
    assert response.citations == ({"type": "url_citation", "url": "https://h"},)
    assert response.choices[0].logprobs == {"content": [{"token": "Paris", "logprob": -0.1}]}
    assert (response.id, response.model, response.created) == ("resp_1", "gpt-5-2025", 1700000000)
    assert (response.service_tier, response.provider, response.raw["status"]) == ("default", "openai", "completed")
    usage = response.usage
    assert usage == Usage(10, 7, 17, 4, 2, 5)
    assert (usage.uncached_prompt_tokens, usage.text_completion_tokens) == (4, 2)


@pytest.mark.parametrize(
    ("fields", "output", "reason", "raw"),
    [
        ({}, [MESSAGE], "stop", "completed"),
        ({}, [CALL], "tool_calls", "completed"),
        (
            {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
            [MESSAGE], "length", "max_output_tokens",
        ),
        (
            {"status": "incomplete", "incomplete_details": {"reason": "content_filter"}},
            [], "content_filter", "content_filter",
        ),
        ({"status": "cancelled"}, [], "cancelled", "cancelled"),
        ({"status": "queued"}, [], "queued", "queued"),
        ({"status": "incomplete", "incomplete_details": {"reason": "bored"}}, [], "bored", "bored"),
        ({"status": None}, [MESSAGE], None, None),
    ],
)  # fmt: skip
def test_why_an_answer_ended(fields: Any, output: Any, reason: Any, raw: Any) -> None:
    response = answer(*output, **fields)
    assert (response.finish_reason, response.finish_reason_raw) == (reason, raw)


def test_thinking_that_is_counted_apart_is_told_apart() -> None:
    usage = {
        "input_tokens": 10,
        "output_tokens": 3,
        "output_tokens_details": {"reasoning_tokens": 5},
        "total_tokens": 18,
    }
    assert answer(MESSAGE, usage=usage).usage.text_completion_tokens == 3
    assert answer(MESSAGE, usage=None).usage_status == "unsupported"


@pytest.mark.parametrize("data", [{}, [], None, "x", {"output": None}, {"id": "x", "choices": []}])
def test_what_has_no_output_is_no_answer(data: Any) -> None:
    assert DIALECT.decode_chat(data, OPENAI, REQUEST) is None


# The way back


def saved(message: Message) -> Message:
    """The message, written down and read again."""
    return Message.from_dict(json.loads(json.dumps(message.to_dict())))


def test_an_answer_goes_back_as_it_came_after_being_saved() -> None:
    message = saved(answer(*OUTPUT).message)
    assert message == answer(*OUTPUT).message
    back = items([Message.user("x"), message, Message.tool("call_1", "1"), Message.tool("call_2", "2")])
    expected = json.loads(json.dumps(OUTPUT))
    del expected[2]["content"][0]["logprobs"]  # not taken back, and not needed
    assert back[1:7] == expected
    assert [item["type"] for item in back[7:]] == ["function_call_output", "custom_tool_call_output"]


def test_two_messages_stay_two() -> None:
    first = {**MESSAGE, "phase": "commentary", "content": [{"type": "output_text", "text": "a", "annotations": []}]}
    second = {**MESSAGE, "id": "msg_2", "content": [{"type": "refusal", "refusal": "b"}]}
    assert items([Message.user("x"), saved(answer(first, second).message)])[1:] == [first, second]


def test_to_another_provider_goes_only_what_it_understands() -> None:
    message = saved(answer(*OUTPUT).message)
    assert items([Message.user("x"), message], provider="xai")[1:] == [
        {
            "role": "assistant",
            "content": [{"type": "output_text", "text": "Paris"}, {"type": "refusal", "refusal": "No more."}],
        },
        {"type": "function_call", "call_id": "call_1", "name": "f", "arguments": '{"a": 1}'},
        {"type": "custom_tool_call", "call_id": "call_2", "name": "sql", "input": "SELECT 1"},
    ]


def test_the_chat_api_of_the_same_provider_understands_it_too() -> None:
    message = saved(answer(*OUTPUT).message)
    request = ChatCompletionRequest("gpt-5", [Message.user("x"), message])
    assert OpenAIChat().encode_chat(request, OPENAI, "gpt-5", stream=False)["messages"][1] == {
        "role": "assistant",
        "content": "Paris",
        "refusal": "No more.",
        "tool_calls": [
            {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}},
            {"id": "call_2", "type": "custom", "custom": {"name": "sql", "input": "SELECT 1"}},
        ],
    }


def test_reasoning_that_nothing_follows_is_not_sent_back() -> None:
    # The API answers "reasoning was provided without its required following item".
    cut = answer(THOUGHT, status="incomplete", incomplete_details={"reason": "max_output_tokens"}).message
    assert items([Message.user("x"), cut, Message.user("go on")]) == [
        {"role": "user", "content": "x"},
        {"role": "user", "content": "go on"},
    ]


def test_reasoning_known_by_its_id_only_is_of_no_use_to_a_server_that_keeps_nothing() -> None:
    thought = {"type": "reasoning", "id": "rs_1", "summary": []}
    message = answer(thought, MESSAGE).message
    assert items([Message.user("x"), message])[1] == thought
    message = Message("assistant", [*message.content, *answer(CALL).message.content], origin="openai")
    text, call = items([Message.user("x"), message], extensions={"store": False})[1:]
    # An item with an id that lacks the reasoning it came with is refused: the ids stay behind too.
    assert (text["type"], call["type"]) == ("message", "function_call")
    assert "id" not in text
    assert "id" not in call
    assert call["call_id"] == "call_1"


def test_the_result_of_a_tool_that_ailib_does_not_know_goes_as_it_is() -> None:
    result = {"type": "shell_call_output", "call_id": "call_9", "output": [{"stdout": "x"}]}
    assert items([Message.user("x"), Message("tool", [Content.unknown(result)], tool_call_id="call_9")])[1] == result
    approval = {"type": "mcp_approval_response", "approval_request_id": "m1", "approve": True}
    assert items([Message.user(["yes", Content.unknown(approval)])]) == [approval, {"role": "user", "content": "yes"}]
