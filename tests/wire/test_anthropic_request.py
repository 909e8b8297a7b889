"""Requests of the Messages family, field by field and surface by surface: what ailib sends."""

from __future__ import annotations

import base64
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
    Message,
    ParameterDropped,
    Reasoning,
    RefusalPart,
    ResponseFormat,
    TextPart,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResultPart,
    UnknownPart,
    UnsupportedFeatureError,
)
from ailib.providers.catalogue import get_provider
from ailib.wire.anthropic import AnthropicMessages

DIALECT = AnthropicMessages()
ANTHROPIC = get_provider("anthropic")
REQUEST = ChatCompletionRequest(messages="hi")
# One model of each generation, and one of somebody else's.
OLD, BOTH, NEW, ALWAYS, OTHER = (
    "claude-haiku-4-5",
    "claude-opus-4-6",
    "claude-sonnet-5",
    "claude-fable-5",
    "MiniMax-M2",
)
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
PNG = b"\x89PNG\r\n\x1a\n"


def sent(
    messages: Any = "hi", model: str = OLD, *, provider: str = "anthropic", stream: bool = False, **fields: Any
) -> dict[str, Any]:
    """The body, after a way through JSON."""
    request = ChatCompletionRequest(model, messages, **fields)
    body = DIALECT.encode_chat(request, get_provider(provider), model, stream=stream)
    return json.loads(json.dumps(body))  # type: ignore[no-any-return]


def sent_with_warning(match: str, *args: Any, **fields: Any) -> dict[str, Any]:
    with pytest.warns(ParameterDropped, match=match):
        return sent(*args, **fields)


def blocks(*parts: Any, role: str = "user", **kwargs: Any) -> Any:
    """The content of the only message."""
    return sent([Message(role, list(parts))], **kwargs)["messages"][0]["content"]


# --- requests ---------------------------------------------------------------------------------------------------------


def test_the_smallest_request() -> None:
    assert sent() == {"model": OLD, "max_tokens": 16384, "messages": [{"role": "user", "content": "hi"}]}


def test_every_field_has_its_place() -> None:
    body = sent(
        model="claude-3-haiku-20240307",
        temperature=0.5,
        max_tokens=100,
        top_p=0.9,
        top_k=5,
        stop=["END"],
        user="u-1",
        extensions={"service_tier": "auto"},
        stream=True,
    )
    del body["messages"]
    assert body == {
        "model": "claude-3-haiku-20240307",
        "max_tokens": 100,
        "temperature": 0.5,
        "top_p": 0.9,
        "top_k": 5,
        "stop_sequences": ["END"],
        "metadata": {"user_id": "u-1"},
        "service_tier": "auto",
        "stream": True,
    }
    assert sent(stop="END")["stop_sequences"] == ["END"]
    assert sent(metadata={"user_id": "u-2"})["metadata"] == {"user_id": "u-2"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("seed", 1), ("frequency_penalty", 0.1), ("presence_penalty", 0.1), ("logit_bias", {"1": 1.0}),
     ("metadata", {"team": "x"})],
)  # fmt: skip
def test_hints_without_a_place_are_dropped_aloud(field: str, value: Any) -> None:
    assert sent_with_warning(field, **{field: value}) == sent()


@pytest.mark.parametrize(
    ("field", "value"),
    [("n", 2), ("logprobs", True), ("top_logprobs", 3), ("modalities", ["text", "audio"]), ("audio", {"voice": "a"})],
)
def test_what_would_change_the_answer_is_refused(field: str, value: Any) -> None:
    with pytest.raises(UnsupportedFeatureError):
        sent(**{field: value})


@pytest.mark.parametrize(("field", "value"), [("n", 1), ("logprobs", False), ("modalities", ["text"])])
def test_a_wish_for_the_default_is_no_wish(field: str, value: Any) -> None:
    assert sent(**{field: value}) == sent()


def test_a_temperature_above_one_is_clamped_aloud() -> None:
    assert sent_with_warning("1 is sent", temperature=1.7)["temperature"] == 1


def test_temperature_and_top_p_exclude_each_other() -> None:
    body = sent_with_warning("top_p is not sent", temperature=0.5, top_p=0.9)
    assert body["temperature"] == 0.5
    assert "top_p" not in body
    assert sent(top_p=0.9)["top_p"] == 0.9


def test_newer_models_take_no_sampling() -> None:
    body = sent_with_warning("temperature, top_k", model=NEW, temperature=0.5, top_k=3)
    assert "temperature" not in body
    assert "top_k" not in body


@pytest.mark.parametrize(
    ("model", "stream", "expected"),
    [
        (OLD, False, 16384),
        (OLD, True, 64000),
        (OTHER, False, 4096),
        (OTHER, True, 4096),
        ("claude-3-opus-x", True, 4096),
    ],
)
def test_max_tokens_is_always_sent(model: str, stream: bool, expected: int) -> None:
    assert sent(model=model, stream=stream)["max_tokens"] == expected


def test_system_and_developer_messages_become_the_system_field() -> None:
    body = sent([Message.system("one"), Message.user("hi")])
    assert body["system"] == "one"
    assert len(body["messages"]) == 1
    cached = TextPart("two", {"cache_control": {"type": "ephemeral"}})
    body = sent([Message.system("one"), Message.user("hi"), Message.developer([cached])])
    assert body["system"] == [
        {"type": "text", "text": "one"},
        {"type": "text", "text": "two", "cache_control": {"type": "ephemeral"}},
    ]


def test_a_system_message_of_the_providers_own_blocks_stays_in_its_place() -> None:
    addition = {"type": "tool_addition", "tool": {"type": "tool_reference", "name": "f"}}
    body = sent([Message.user("hi"), Message("system", [UnknownPart(addition)])])
    assert body["messages"][1] == {"role": "system", "content": [addition]}
    assert "system" not in body


def test_images() -> None:
    inline = {"type": "base64", "media_type": "image/png", "data": base64.b64encode(PNG).decode()}
    assert blocks(Content.image_bytes(PNG)) == [{"type": "image", "source": inline}]
    assert blocks(ImagePart(url="data:image/png;base64," + inline["data"])) == [{"type": "image", "source": inline}]
    assert blocks(ImagePart(url="https://x.example/a.png")) == [
        {"type": "image", "source": {"type": "url", "url": "https://x.example/a.png"}}
    ]
    assert blocks(FilePart(file_id="file_1", mime="image/png")) == [
        {"type": "image", "source": {"type": "file", "file_id": "file_1"}}
    ]
    # The provider's own form, as a dict.
    own = {"type": "image", "source": {"type": "file", "file_id": "f"}, "cache_control": {"type": "ephemeral"}}
    assert sent([{"role": "user", "content": [own]}])["messages"][0]["content"] == [own]
    with pytest.raises(InvalidRequestError, match=r"content\[0\]"):
        blocks(ImagePart())


def test_documents() -> None:
    pdf = base64.b64encode(b"%PDF-1.7").decode()
    source = {"type": "base64", "media_type": "application/pdf", "data": pdf}
    assert blocks(Content.file_bytes(b"%PDF-1.7", "a.pdf")) == [
        {"type": "document", "source": source, "title": "a.pdf"}
    ]
    assert blocks(FilePart(data=b"%PDF-1.7")) == [{"type": "document", "source": source}]
    assert blocks(FilePart(url=f"data:application/pdf;base64,{pdf}")) == [{"type": "document", "source": source}]
    text = FilePart(data="é".encode(), mime="text/markdown", extra={"context": "c", "citations": {"enabled": True}})
    assert blocks(text) == [
        {
            "type": "document",
            "source": {"type": "text", "media_type": "text/plain", "data": "é"},
            "context": "c",
            "citations": {"enabled": True},
        }
    ]
    assert blocks(Content.file_url("https://x.example/a.pdf"))[0]["source"] == {
        "type": "url",
        "url": "https://x.example/a.pdf",
    }
    assert blocks(Content.file_id("file_2"))[0] == {"type": "document", "source": {"type": "file", "file_id": "file_2"}}
    with pytest.raises(UnsupportedFeatureError, match="application/zip"):
        blocks(FilePart(data=b"PK\x03\x04\xff", mime="application/zip"))
    with pytest.raises(InvalidRequestError, match="data: address"):
        blocks(FilePart(url="data:application/pdf;base64,???"))


def test_sound_is_refused_but_what_was_said_is_sent() -> None:
    with pytest.raises(UnsupportedFeatureError, match="sound"):
        blocks(AudioPart(b"RIFF"))
    spoken = Message("assistant", [AudioPart(id="audio_1", transcript="Hello")], origin="openai")
    assert sent([Message.user("hi"), spoken])["messages"][1]["content"] == [{"type": "text", "text": "Hello"}]


def test_pictures_that_another_model_made_are_dropped_aloud() -> None:
    drawn = Message("assistant", [TextPart("Here."), Content.image_bytes(PNG)], origin="gemini")
    body = sent_with_warning(r"messages\[1\] loses one", [Message.user("draw"), drawn])
    assert body["messages"][1]["content"] == [{"type": "text", "text": "Here."}]


def test_what_another_api_said_beside_its_answer_is_not_sent() -> None:
    stored: dict[str, Any] = {
        "role": "assistant",
        "content": "Hi.",
        "annotations": [],
        "refusal": None,
        "reasoning_content": "Hm.",
    }
    assert sent([{"role": "user", "content": "hi"}, stored])["messages"] == [
        {"role": "user", "content": "hi"},
        {"role": "assistant", "content": "Hi."},
    ]
    part = {"type": "text", "text": "Hi.", "annotations": []}
    assert sent([{"role": "user", "content": [part]}])["messages"][0]["content"] == [{"type": "text", "text": "Hi."}]


def test_parts_that_are_text_here() -> None:
    assert blocks(Content.json({"a": 1}), RefusalPart("No."), TextPart("")) == [
        {"type": "text", "text": '{"a": 1}'},
        {"type": "text", "text": "No."},
    ]


def test_a_tool_loop() -> None:
    call = ToolCall("toolu_1", "get_weather", '{"city": "Paris"}')
    other = ToolCall("toolu_2", "get_time", "")
    failed = Message("tool", "no network", tool_call_id="toolu_2", extra={"is_error": True})
    body = sent(
        [Message.user("hi"), Message.assistant("Let me see.", tool_calls=[call, other]), call.result("21 °C"), failed,
         Message.user("and?")],
        tools=[Tool.function("get_weather", "Weather", SCHEMA, strict=True), Tool.function("get_time")],
    )  # fmt: skip
    assert body["tools"] == [
        {"name": "get_weather", "description": "Weather", "input_schema": SCHEMA, "strict": True},
        {"name": "get_time", "input_schema": {"type": "object", "properties": {}}},
    ]
    assert body["messages"][1:] == [
        {
            "role": "assistant",
            "content": [
                {"type": "text", "text": "Let me see."},
                {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Paris"}},
                {"type": "tool_use", "id": "toolu_2", "name": "get_time", "input": {}},
            ],
        },
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "toolu_1", "content": "21 °C"},
                {"type": "tool_result", "tool_use_id": "toolu_2", "content": "no network", "is_error": True},
            ],
        },
        {"role": "user", "content": "and?"},
    ]


def test_tool_results_with_images_and_inside_a_user_message() -> None:
    result = Message("tool", [TextPart("a chart"), Content.image_bytes(PNG)], tool_call_id="t")
    content = sent([Message.user("x"), result])["messages"][1]["content"]
    assert [block["type"] for block in content[0]["content"]] == ["text", "image"]
    # Results stand before everything else.
    assert blocks(TextPart("why?"), ToolResultPart("t", "bad", is_error=True)) == [
        {"type": "tool_result", "tool_use_id": "t", "content": "bad", "is_error": True},
        {"type": "text", "text": "why?"},
    ]
    native = {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "ok"}]}
    assert sent([native])["messages"] == [native]


def test_ids_of_others_are_made_fit_and_still_match() -> None:
    calls = [ToolCall("call|1/x", "f", "{}"), ToolCall("", "g", "{}"), ToolCall("", "h", "{}")]
    messages = [
        Message.user("x"),
        Message("assistant", calls, origin="openai"),
        *(Message.tool(call.id, call.name) for call in calls),
    ]
    wire = sent(messages)["messages"]
    ids = [block["id"] for block in wire[1]["content"]]
    assert len(set(ids)) == 3
    assert all(name.replace("_", "").isalnum() for name in ids)
    assert [block["tool_use_id"] for block in wire[2]["content"]] == ids


def test_arguments_that_are_no_object_are_wrapped() -> None:
    calls = [ToolCall("a", "f", '{"cut": '), ToolCall("b", "f", "[1]"), ToolCall("c", "f", "print(1)", type="custom")]
    content = sent([Message.user("x"), Message.assistant(tool_calls=calls)])["messages"][1]["content"]
    assert [block["input"] for block in content] == [
        {"INVALID_JSON": '{"cut": '},
        {"INVALID_JSON": "[1]"},
        {"input": "print(1)"},
    ]


def test_the_older_form_of_functions() -> None:
    call = Message.assistant_with_function_call({"name": "f", "arguments": '{"x": 1}'})
    body = sent(
        [Message.user("x"), call, Message("function", "42", name="f")],
        functions=[{"name": "f", "parameters": SCHEMA}],
        function_call={"name": "f"},
    )
    assert body["tools"] == [{"name": "f", "input_schema": SCHEMA}]
    assert body["tool_choice"] == {"type": "tool", "name": "f"}
    used = body["messages"][1]["content"][0]
    assert used["input"] == {"x": 1}
    assert body["messages"][2]["content"][0] == {"type": "tool_result", "tool_use_id": used["id"], "content": "42"}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("auto", {"type": "auto"}),
        ("none", {"type": "none"}),
        ("required", {"type": "any"}),
        ("f", {"type": "tool", "name": "f"}),
        (ToolChoice.function("f"), {"type": "tool", "name": "f"}),
        ({"type": "function", "function": {"name": "f"}}, {"type": "tool", "name": "f"}),
        ({"type": "tool", "name": "f", "new": 1}, {"type": "tool", "name": "f", "new": 1}),
    ],
)
def test_tool_choice(choice: Any, expected: dict[str, Any]) -> None:
    body = sent(tools=[Tool.function("f")], tool_choice=choice)
    assert body["tool_choice"] == expected
    alone = sent(tools=[Tool.function("f")], tool_choice=choice, parallel_tool_calls=False)["tool_choice"]
    assert alone == (expected if expected["type"] == "none" else {**expected, "disable_parallel_tool_use": True})


def test_parallel_tool_calls_without_a_choice() -> None:
    tools = [Tool.function("f")]
    assert sent(tools=tools, parallel_tool_calls=False)["tool_choice"] == {
        "type": "auto",
        "disable_parallel_tool_use": True,
    }
    assert "tool_choice" not in sent(tools=tools, parallel_tool_calls=True)


def test_tools_in_the_providers_own_and_in_openais_form() -> None:
    search = {"type": "web_search_20250305", "name": "web_search", "max_uses": 2}
    own = {"name": "f", "input_schema": SCHEMA, "cache_control": {"type": "ephemeral"}}
    openai = {
        "type": "function",
        "function": {"name": "g", "parameters": SCHEMA},
        "cache_control": {"type": "ephemeral"},
    }
    assert sent(tools=[search, own, openai])["tools"] == [
        search,
        own,
        {"name": "g", "input_schema": SCHEMA, "cache_control": {"type": "ephemeral"}},
    ]


def test_a_json_schema_goes_natively_where_the_model_follows_one() -> None:
    wanted = ResponseFormat.json_schema(SCHEMA)
    assert sent(response_format=wanted)["output_config"] == {"format": {"type": "json_schema", "schema": SCHEMA}}
    for model in ("claude-3-5-haiku-20241022", "claude-sonnet-4-20250514", OTHER):
        body = sent([Message.system("Be brief."), Message.user("x")], model, response_format=wanted)
        assert "output_config" not in body
        assert body["system"][0]["text"] == "Be brief."
        assert json.dumps(SCHEMA, separators=(",", ":")) in body["system"][1]["text"]
    assert "JSON object" in sent(response_format="json")["system"]
    own = {"type": "json_schema", "schema": SCHEMA, "new": True}
    assert sent(response_format=own)["output_config"]["format"] == own


@pytest.mark.parametrize(
    ("model", "reasoning", "thinking", "effort"),
    [
        (OLD, True, {"type": "enabled", "budget_tokens": 8192}, None),
        (OLD, "low", {"type": "enabled", "budget_tokens": 2048}, None),
        (OLD, 5000, {"type": "enabled", "budget_tokens": 5000}, None),
        (OLD, False, None, None),
        (BOTH, True, {"type": "adaptive"}, None),
        (BOTH, "minimal", {"type": "adaptive"}, "low"),
        (BOTH, 5000, {"type": "enabled", "budget_tokens": 5000}, None),
        (BOTH, False, {"type": "disabled"}, None),
        (NEW, True, {"type": "adaptive", "display": "summarized"}, None),
        (NEW, "max", {"type": "adaptive", "display": "summarized"}, "max"),
        (NEW, Reasoning(effort="low", enabled=False), {"type": "disabled"}, "low"),
        (NEW, Reasoning(enabled=True, summary="omitted"), {"type": "adaptive", "display": "omitted"}, None),
        (
            OLD,
            Reasoning(max_tokens=2000, summary="auto"),
            {"type": "enabled", "budget_tokens": 2000, "display": "summarized"},
            None,
        ),
        ("claude-opus-9", "high", {"type": "adaptive", "display": "summarized"}, "high"),
        ("anthropic/claude-opus-4.6", "high", {"type": "adaptive"}, "high"),
        ("us.anthropic.claude-haiku-4-5-20251001-v1:0", True, {"type": "enabled", "budget_tokens": 8192}, None),
        ("claude-4.6-opus", "high", {"type": "adaptive"}, "high"),
        ("claude-opus-4-6@default", "high", {"type": "adaptive"}, "high"),
        ("claude-sonnet-4-20250514-thinking", 2000, {"type": "enabled", "budget_tokens": 2000}, None),
        (OTHER, "high", {"type": "enabled", "budget_tokens": 16384}, None),
        (OTHER, False, {"type": "disabled"}, None),
    ],
)
def test_reasoning_by_generation(model: str, reasoning: Any, thinking: Any, effort: str | None) -> None:
    body = sent(model=model, reasoning=reasoning, stream=True)
    assert body.get("thinking") == thinking
    assert body.get("output_config") == (None if effort is None else {"effort": effort})
    if thinking and "budget_tokens" in thinking:
        assert body["max_tokens"] > thinking["budget_tokens"]


def test_reasoning_settings_that_a_model_cannot_follow_are_told() -> None:
    body = sent_with_warning("effort 'medium' is sent", model=NEW, reasoning=10_000)
    assert body["thinking"] == {"type": "adaptive", "display": "summarized"}
    assert body["output_config"] == {"effort": "medium"}
    assert "thinking" not in sent_with_warning("always thinks", model=ALWAYS, reasoning=False)
    assert "thinking" not in sent_with_warning("leaves no room", reasoning="high", max_tokens=1000)


def test_a_derived_budget_stays_below_max_tokens() -> None:
    body = sent(reasoning="high", max_tokens=4000)
    assert body["thinking"]["budget_tokens"] == 2000
    assert body["max_tokens"] == 4000


def test_sampling_while_thinking() -> None:
    body = sent_with_warning("while it thinks", temperature=0.2, reasoning=True)
    assert "temperature" not in body
    assert sent(temperature=1, reasoning=True)["temperature"] == 1
    # Other makers' models are not bound by that.
    assert sent(model=OTHER, temperature=0.2, reasoning=True)["temperature"] == 0.2


def test_names_on_messages_are_dropped_aloud() -> None:
    body = sent_with_warning("names on messages", [Message("user", "hi", name="Ann")])
    assert body["messages"] == [{"role": "user", "content": "hi"}]


def test_extensions_win() -> None:
    assert sent(extensions={"max_tokens": 7, "container": "c"})["max_tokens"] == 7


def test_no_messages_is_an_error() -> None:
    with pytest.raises(InvalidRequestError, match="message"):
        sent([])


def test_the_request_is_not_changed_by_encoding_it() -> None:
    request = ChatCompletionRequest(
        OLD,
        [Message.system([TextPart("s", {"cache_control": {"type": "ephemeral"}})]), Message.user("x")],
        tools=[{"type": "web_search_20250305", "name": "web_search"}],
        tool_choice={"type": "auto"},
        parallel_tool_calls=False,
        response_format=ResponseFormat.json_schema(SCHEMA),
        reasoning="low",
    )
    before = json.dumps(request.to_dict())
    DIALECT.encode_chat(request, ANTHROPIC, OLD, stream=True)
    assert json.dumps(request.to_dict()) == before


# --- where it is spoken -----------------------------------------------------------------------------------------------


def test_on_vertex_the_model_is_in_the_path_and_the_version_in_the_body() -> None:
    profile = get_provider("vertex-anthropic")
    model = "claude-haiku-4-5@20251001"
    assert DIALECT.chat_path(profile, model, stream=False) == f"/models/{model}:rawPredict"
    assert DIALECT.chat_path(profile, model, stream=True) == f"/models/{model}:streamRawPredict"
    body = sent(model=model, provider="vertex-anthropic")
    assert "model" not in body
    assert body["anthropic_version"] == "vertex-2023-10-16"
    assert DIALECT.headers(REQUEST, profile, model) == {}
    assert DIALECT.count_path(profile, model) == "/models/count-tokens:rawPredict"
    assert DIALECT.encode_count(REQUEST, profile, model)["model"] == model


@pytest.mark.parametrize("provider", ["anthropic", "azure-anthropic", "deepseek", "llamacpp", "openrouter"])
def test_the_version_header_goes_everywhere_else(provider: str) -> None:
    profile = get_provider(provider)
    assert DIALECT.headers(REQUEST, profile, "m") == {"anthropic-version": "2023-06-01"}
    assert DIALECT.chat_path(profile, "m", stream=True) == "/messages"


def test_files_by_id_bring_their_beta_header() -> None:
    request = ChatCompletionRequest(OLD, [Message.user([Content.file_id("file_1")])])
    headers = DIALECT.headers(request, ANTHROPIC, OLD)
    assert headers is not None
    assert headers["anthropic-beta"] == "files-api-2025-04-14"


def test_the_quirks_of_another_family_do_not_leak_in() -> None:
    """OpenRouter's chat bodies ask for usage; its Messages surface has no such field."""
    assert sent(provider="openrouter", model="anthropic/claude-haiku-4.5").keys() == {"model", "max_tokens", "messages"}


def test_a_count_is_asked_for_without_what_shapes_the_answer() -> None:
    request = ChatCompletionRequest(
        OLD, "hi", temperature=0.5, max_tokens=5, stop="x", user="u", tools=[Tool.function("f")], reasoning=2000
    )
    body = DIALECT.encode_count(request, ANTHROPIC, OLD)
    assert body.keys() == {"model", "messages", "tools", "thinking"}
    assert DIALECT.decode_count({"input_tokens": 12}) == 12
