"""The Converse family: requests field by field, answers, streams, errors, and messages that go back."""

from __future__ import annotations

import base64
import json
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import (
    AuthenticationError,
    BadRequest,
    ChatCompletionRequest,
    ChatCompletionResponse,
    Content,
    ContextLengthExceeded,
    InvalidRequestError,
    Message,
    ModelNotFound,
    NotFound,
    Overloaded,
    ParameterDropped,
    PermissionDenied,
    QuotaExhausted,
    RateLimited,
    ResponseFormat,
    ServerError,
    StreamTruncated,
    Tool,
    ToolCall,
    ToolChoice,
    UnsupportedFeatureError,
)
from ailib.core.events import EventSource
from ailib.errors import InvalidEvent, InvalidResponse
from ailib.models.content import (
    AudioPart,
    FilePart,
    ImagePart,
    JsonPart,
    MessageContent,
    ReasoningPart,
    TextPart,
    ToolResultPart,
    UnknownPart,
)
from ailib.models.embedding import EmbeddingRequest
from ailib.models.event import CitationEvent, ReasoningDelta, StreamEnd, ToolCallComplete
from ailib.providers.catalogue import get_provider
from ailib.wire.bedrock import BedrockConverse, model_path
from ailib.wire.bedrock_invoke import BedrockInvoke
from ailib.wire.bedrock_request import model_name
from ailib.wire.bedrock_stream import BedrockStream

from .test_aws_framing import event, message

DIALECT = BedrockConverse()
PROFILE = get_provider("bedrock")
CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
NOVA = "us.amazon.nova-2-lite-v1:0"
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}}


def encoded(messages: Any = "hi", model: str = CLAUDE, **fields: Any) -> dict[str, Any]:
    request = ChatCompletionRequest(model, messages, **fields)
    return DIALECT.encode_chat(request, PROFILE, model, stream=False)


def blocks(*parts: Any, role: str = "user", **fields: Any) -> list[dict[str, Any]]:
    """The content blocks of one message made of these parts."""
    made: list[dict[str, Any]] = encoded([Message(role, MessageContent.of(parts), **fields)])["messages"][0]["content"]
    return made


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


# Addresses and models


def test_a_model_id_is_one_encoded_segment_of_the_path() -> None:
    arn = "arn:aws:bedrock:us-east-1:1:inference-profile/us.x-v1:0"
    assert model_path("a.b-v1:0", "converse") == "/model/a.b-v1%3A0/converse"
    assert model_path(arn, "invoke") == (
        "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x-v1%3A0/invoke"
    )
    assert model_path("a.b-v1%3A0", "converse") == "/model/a.b-v1%3A0/converse"
    assert DIALECT.chat_path(PROFILE, "m", stream=True) == "/model/m/converse-stream"


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("us.anthropic.claude-x", "anthropic.claude-x"),
        ("anthropic.claude-x", "anthropic.claude-x"),
        ("global.amazon.nova-2-lite-v1:0", "amazon.nova-2-lite-v1:0"),
        ("arn:aws:bedrock:us-east-1:1:inference-profile/us.amazon.nova-pro-v1:0", "amazon.nova-pro-v1:0"),
        ("arn%3Aaws%3Abedrock%3Aus-east-1%3A%3Afoundation-model%2Fcohere.embed-v4%3A0", "cohere.embed-v4:0"),
    ],
)
def test_the_vendor_is_known_by_the_name(model: str, name: str) -> None:
    assert model_name(model) == name


# Requests


def test_a_plain_chat_sends_nothing_that_was_not_set() -> None:
    assert encoded() == {"messages": [{"role": "user", "content": [{"text": "hi"}]}]}


def test_system_messages_stand_apart_and_turns_alternate() -> None:
    body = encoded(
        [
            Message.system("one"),
            Message.user("a"),
            Message.user("b"),
            Message.developer([TextPart("two"), UnknownPart({"cachePoint": {"type": "default"}})]),
            Message.assistant("c"),
            Message.assistant("d"),
            Message.user(""),
        ]
    )
    assert body["system"] == [{"text": "one"}, {"text": "two"}, {"cachePoint": {"type": "default"}}]
    assert body["messages"] == [
        {"role": "user", "content": [{"text": "a"}, {"text": "b"}]},
        {"role": "assistant", "content": [{"text": "c"}, {"text": "d"}]},
        {"role": "user", "content": [{"text": ""}]},
    ]


def test_an_empty_answer_is_not_sent_back() -> None:
    body = encoded([Message.user("a"), Message("assistant", []), Message.assistant(""), Message.user("b")])
    assert body["messages"] == [{"role": "user", "content": [{"text": "a"}, {"text": "b"}]}]


def test_images_travel_as_bytes_or_from_s3() -> None:
    place = ImagePart(url="s3://bucket/cat.webp", extra={"bucketOwner": "123"})
    assert blocks(ImagePart(data=b"x", mime="image/jpg"), ImagePart(url="data:image/png;base64,eA=="), place) == [
        {"image": {"format": "jpeg", "source": {"bytes": "eA=="}}},
        {"image": {"format": "png", "source": {"bytes": "eA=="}}},
        {"image": {"format": "webp", "source": {"s3Location": {"uri": "s3://bucket/cat.webp", "bucketOwner": "123"}}}},
    ]


@pytest.mark.parametrize(
    "part", [ImagePart(url="https://x/cat.png"), FilePart(url="https://x/a.pdf"), FilePart(file_id="f")]
)
def test_addresses_on_the_web_and_uploaded_files_are_refused(part: Any) -> None:
    with pytest.raises(UnsupportedFeatureError, match="does not take"):
        blocks(part)


def test_a_medium_without_anything_is_an_invalid_request() -> None:
    with pytest.raises(InvalidRequestError, match="neither data nor an address"):
        blocks(ImagePart())


@pytest.mark.parametrize(
    ("part", "block"),
    [
        (
            FilePart(b"x", name="Q3 report_v2.final.pdf", mime="application/pdf"),
            {"document": {"format": "pdf", "name": "Q3 report_v2-final", "source": {"bytes": "eA=="}}},
        ),
        (
            FilePart(b"x", name="a.docx", extra={"citations": {"enabled": True}, "context": "c"}),
            {
                "document": {
                    "format": "docx", "name": "a", "source": {"bytes": "eA=="},
                    "citations": {"enabled": True}, "context": "c",
                }
            },
        ),
        (
            FilePart(name="facts.txt", extra={"source": {"text": "T"}}),
            {"document": {"format": "txt", "name": "facts", "source": {"text": "T"}}},
        ),
        (
            FilePart(url="s3://b/t.csv"),
            {"document": {"format": "csv", "name": "document", "source": {"s3Location": {"uri": "s3://b/t.csv"}}}},
        ),
        (
            FilePart(url="data:text/plain,hi%20there"),
            {"document": {"format": "txt", "name": "document", "source": {"bytes": b64(b"hi there")}}},
        ),
        (FilePart(b"x", mime="video/quicktime"), {"video": {"format": "mov", "source": {"bytes": "eA=="}}}),
        (FilePart(b"x", name="film.mkv"), {"video": {"format": "mkv", "source": {"bytes": "eA=="}}}),
        (FilePart(b"x", mime="image/gif"), {"image": {"format": "gif", "source": {"bytes": "eA=="}}}),
        (FilePart(b"x", mime="audio/mpeg"), {"audio": {"format": "mp3", "source": {"bytes": "eA=="}}}),
        (AudioPart(b"x", format="wav"), {"audio": {"format": "wav", "source": {"bytes": "eA=="}}}),
        (JsonPart({"a": 1}), {"text": '{"a": 1}'}),
        (UnknownPart({"searchResult": {"title": "t"}}), {"searchResult": {"title": "t"}}),
    ],
)  # fmt: skip
def test_files_become_the_block_that_they_are(part: Any, block: dict[str, Any]) -> None:
    assert blocks(part) == [block]


def test_cache_points_and_guarded_text_stand_where_the_user_put_them() -> None:
    point = {"cachePoint": {"type": "default"}}
    assert blocks(
        TextPart("a", point),
        TextPart("b", {"cache_control": {"type": "ephemeral", "ttl": "1h"}}),
        TextPart("c", {"guardContent": {"qualifiers": ["query"]}}),
        ImagePart(data=b"x", extra=point),
    ) == [
        {"text": "a"},
        point,
        {"text": "b"},
        {"cachePoint": {"type": "default", "ttl": "1h"}},
        {"guardContent": {"text": {"text": "c", "qualifiers": ["query"]}}},
        {"image": {"format": "png", "source": {"bytes": "eA=="}}},
        point,
    ]


def test_tool_calls_and_their_results_make_two_turns() -> None:
    body = encoded(
        [
            Message.user("weather?"),
            Message("assistant", [ToolCall("c1", "f", '{"a": 1}'), ToolCall("c2", "g", "")]),
            Message.tool("c1", "sunny"),
            Message("tool", [JsonPart({"t": 20}), ImagePart(data=b"x")], tool_call_id="c2", extra={"is_error": True}),
            Message.user("and now?"),
        ],
        tools=[Tool.function("f", "does f", SCHEMA), Tool.function("g", strict=True)],
    )
    assert body["messages"][1]["content"] == [
        {"toolUse": {"toolUseId": "c1", "name": "f", "input": {"a": 1}}},
        {"toolUse": {"toolUseId": "c2", "name": "g", "input": {}}},
    ]
    assert body["messages"][2] == {
        "role": "user",
        "content": [
            {"toolResult": {"toolUseId": "c1", "content": [{"text": "sunny"}]}},
            {
                "toolResult": {
                    "toolUseId": "c2",
                    "content": [{"json": {"t": 20}}, {"image": {"format": "png", "source": {"bytes": "eA=="}}}],
                    "status": "error",
                }
            },
            {"text": "and now?"},
        ],
    }
    assert body["toolConfig"] == {
        "tools": [
            {"toolSpec": {"name": "f", "description": "does f", "inputSchema": {"json": SCHEMA}}},
            {"toolSpec": {"name": "g", "inputSchema": {"json": {"type": "object", "properties": {}}}, "strict": True}},
        ]
    }


def test_result_parts_inside_a_user_message() -> None:
    assert blocks(ToolResultPart("c1", "no", is_error=True), TextPart("go on")) == [
        {"toolResult": {"toolUseId": "c1", "content": [{"text": "no"}], "status": "error"}},
        {"text": "go on"},
    ]


def test_ids_that_bedrock_does_not_take_are_mapped_alike_for_call_and_result() -> None:
    body = encoded(
        [
            Message(
                "assistant", [ToolCall("functions.f:0", "f", "{}"), ToolCall("", "g", "{}"), ToolCall("", "h", "{}")]
            ),
            Message.tool("functions.f:0", "1"),
            Message("tool", "2"),
            Message("tool", "3"),
        ]
    )
    calls = [block["toolUse"]["toolUseId"] for block in body["messages"][0]["content"]]
    results = [block["toolResult"]["toolUseId"] for block in body["messages"][1]["content"]]
    assert calls == results
    assert len(set(calls)) == 3
    assert all(len(call) <= 64 and call.replace("_", "").isalnum() for call in calls)


def test_arguments_that_are_no_object_are_kept() -> None:
    assert blocks(ToolCall("c", "f", '{"a": '), role="assistant") == [
        {"toolUse": {"toolUseId": "c", "name": "f", "input": {"INVALID_JSON": '{"a": '}}}
    ]


def test_tools_of_a_conversation_are_declared_although_none_are_offered_any_more() -> None:
    body = encoded([Message("assistant", [ToolCall("c", "f", "{}")]), Message.tool("c", "1")])
    assert [tool["toolSpec"]["name"] for tool in body["toolConfig"]["tools"]] == ["f"]


@pytest.mark.parametrize(
    ("choice", "wire"),
    [
        ("auto", {"auto": {}}),
        ("required", {"any": {}}),
        ("any", {"any": {}}),
        ("f", {"tool": {"name": "f"}}),
        (ToolChoice.function("f"), {"tool": {"name": "f"}}),
        ({"type": "function", "function": {"name": "f"}}, {"tool": {"name": "f"}}),
        ({"any": {}}, {"any": {}}),
    ],
)
def test_tool_choices(choice: Any, wire: dict[str, Any]) -> None:
    assert encoded(tools=[Tool.function("f")], tool_choice=choice)["toolConfig"]["toolChoice"] == wire


def test_no_tools_wanted_means_that_none_are_offered() -> None:
    assert "toolConfig" not in encoded(tools=[Tool.function("f")], tool_choice="none")
    used = [Message("assistant", [ToolCall("c", "f", "{}")]), Message.tool("c", "1")]
    with pytest.raises(UnsupportedFeatureError, match="none"):
        encoded(used, tools=[Tool.function("f")], tool_choice="none")


def test_a_tool_choice_needs_tools() -> None:
    with pytest.raises(UnsupportedFeatureError, match="without tools"):
        encoded(tool_choice="required")


def test_what_is_no_wish_is_no_matter() -> None:
    assert encoded(logprobs=False, modalities=["text"], n=1) == encoded()


def test_tools_of_the_provider_go_where_it_wants_them() -> None:
    body = encoded(
        tools=[
            {"systemTool": {"name": "nova_grounding"}},
            {"type": "computer_20250124", "name": "computer"},
            {"type": "function", "function": {"name": "f", "cache_control": {"type": "ephemeral"}}},
        ]
    )
    spec = {"name": "f", "inputSchema": {"json": {"type": "object", "properties": {}}}}
    assert body["toolConfig"]["tools"] == [
        {"systemTool": {"name": "nova_grounding"}},
        {"toolSpec": spec},
        {"cachePoint": {"type": "default"}},
    ]
    assert body["additionalModelRequestFields"] == {"tools": [{"type": "computer_20250124", "name": "computer"}]}


def test_settings_have_their_places() -> None:
    body = encoded(
        model="mistral.mistral-large-3-675b-instruct",
        temperature=0.5,
        max_tokens=9,
        top_p=0.1,
        stop="x",
        top_k=5,
        metadata={"team": "a"},
        parallel_tool_calls=True,
        n=1,
    )
    assert body["inferenceConfig"] == {"maxTokens": 9, "temperature": 0.5, "topP": 0.1, "stopSequences": ["x"]}
    assert body["additionalModelRequestFields"] == {"top_k": 5}
    assert body["requestMetadata"] == {"team": "a"}


def test_sampling_that_a_claude_does_not_take_is_left_out_with_a_warning() -> None:
    with pytest.warns(ParameterDropped, match="while it thinks"):
        assert "inferenceConfig" not in encoded(temperature=0.5, top_k=3, reasoning=1024)
    with pytest.warns(ParameterDropped, match="top_p beside a temperature"):
        assert encoded(temperature=0.5, top_p=0.1)["inferenceConfig"] == {"temperature": 0.5}
    with pytest.warns(ParameterDropped, match="0 to 1"):
        assert encoded(temperature=1.5)["inferenceConfig"] == {"temperature": 1}
    with pytest.warns(ParameterDropped, match="temperature, top_p"):
        assert encoded(model="us.anthropic.claude-opus-4-7", temperature=0.5, top_p=0.1) == encoded()


@pytest.mark.parametrize(
    ("model", "more"),
    [(NOVA, {"inferenceConfig": {"topK": 3}}), ("cohere.command-r-v1:0", {"k": 3}), ("mistral.x", {"top_k": 3})],
)
def test_top_k_has_another_name_for_each_vendor(model: str, more: dict[str, Any]) -> None:
    assert encoded(model=model, top_k=3)["additionalModelRequestFields"] == more


@pytest.mark.parametrize(
    "fields",
    [
        {"seed": 1}, {"frequency_penalty": 0.1}, {"presence_penalty": 0.1}, {"logit_bias": {"1": 1.0}}, {"user": "u"},
        {"parallel_tool_calls": False}, {"top_k": 3, "model": "meta.llama4-x"},
    ],
)  # fmt: skip
def test_hints_without_a_field_are_left_out_with_a_warning(fields: dict[str, Any]) -> None:
    with pytest.warns(ParameterDropped):
        body = encoded(**fields)
    assert body == encoded()


@pytest.mark.parametrize(
    "fields",
    [
        {"n": 2}, {"logprobs": True}, {"functions": [{"name": "f"}]}, {"modalities": ["audio"]}, {"audio": {"voice": "a"}},
    ],
)  # fmt: skip
def test_what_would_change_the_answer_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedFeatureError):
        encoded(**fields)


def test_a_json_schema_is_enforced_by_the_api() -> None:
    body = encoded(response_format=ResponseFormat.json_schema(SCHEMA, "city", description="d"))
    form = body["outputConfig"]["textFormat"]
    assert form["type"] == "json_schema"
    schema = form["structure"]["jsonSchema"]
    assert (json.loads(schema["schema"]), schema["name"], schema["description"]) == (SCHEMA, "city", "d")


def test_any_json_is_asked_for_in_words_and_own_json_goes_as_it_is() -> None:
    assert "JSON" in encoded(response_format="json")["system"][0]["text"]
    own = {"textFormat": {"type": "text"}}
    assert encoded(response_format=own)["outputConfig"] == own
    assert encoded(response_format="text") == encoded()


@pytest.mark.parametrize(
    ("model", "reasoning", "more"),
    [
        (CLAUDE, 2048, {"thinking": {"type": "enabled", "budget_tokens": 2048}}),
        (CLAUDE, "low", {"thinking": {"type": "enabled", "budget_tokens": 2048}}),
        (
            "us.anthropic.claude-sonnet-4-6",
            "high",
            {"thinking": {"type": "adaptive"}, "output_config": {"effort": "high"}},
        ),
        ("us.anthropic.claude-sonnet-4-6", True, {"thinking": {"type": "adaptive"}}),
        ("us.anthropic.claude-sonnet-4-6", False, {"thinking": {"type": "disabled"}}),
        (CLAUDE, False, None),
        (NOVA, "high", {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "high"}}),
        (NOVA, False, {"reasoningConfig": {"type": "disabled"}}),
        (NOVA, 1024, {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "low"}}),
        ("openai.gpt-oss-120b-1:0", "low", {"reasoning_effort": "low"}),
        ("qwen.qwen3-32b-v1:0", "high", {"reasoning_config": "high"}),
    ],
)
def test_reasoning_is_asked_for_as_each_vendor_wants_it(model: str, reasoning: Any, more: Any) -> None:
    assert encoded(model=model, reasoning=reasoning).get("additionalModelRequestFields") == more


def test_a_budget_leaves_room_for_the_answer() -> None:
    body = encoded(reasoning="high", max_tokens=4000)
    assert body["additionalModelRequestFields"]["thinking"]["budget_tokens"] == 3999


@pytest.mark.parametrize("model", ["meta.llama4-x", "openai.gpt-oss-120b-1:0", "amazon.titan-text-lite-v1"])
def test_a_reasoning_setting_that_cannot_be_sent_is_told(model: str) -> None:
    wanted = model.startswith(("meta", "amazon"))
    with pytest.warns(ParameterDropped, match="reasoning"):
        assert "additionalModelRequestFields" not in encoded(model=model, reasoning=wanted)


def test_extensions_win_over_everything() -> None:
    body = encoded(
        temperature=0.5, extensions={"inferenceConfig": {"topP": 1}, "guardrailConfig": {"trace": "enabled"}}
    )
    assert body["inferenceConfig"] == {"topP": 1}
    assert body["guardrailConfig"] == {"trace": "enabled"}


# Answers, and what goes back

BLOCKS: list[dict[str, Any]] = [
    {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "s=="}}},
    {"reasoningContent": {"redactedContent": "AAEC"}},
    {"text": "Answer. "},
    {
        "citationsContent": {
            "content": [{"text": "Cited."}],
            "citations": [{"title": "t", "location": {"documentChar": {"documentIndex": 0, "start": 0, "end": 3}}}],
        }
    },
    {"citationsContent": {"citations": [{"location": {"web": {"url": "https://x", "domain": "x"}}}]}},
    {"toolUse": {"toolUseId": "s1", "name": "nova_grounding", "input": {"q": 1}, "type": "server_tool_use"}},
    {
        "toolResult": {
            "toolUseId": "s1",
            "type": "nova_grounding_result",
            "status": "success",
            "content": [{"text": "x"}],
        }
    },
    {"somethingNew": {"a": [1, {"b": None}]}},
    {"toolUse": {"toolUseId": "c1", "name": "f", "input": {"city": "Köln"}}},
]
ANSWER: dict[str, Any] = {
    "output": {"message": {"role": "assistant", "content": BLOCKS}},
    "stopReason": "tool_use",
    "usage": {
        "inputTokens": 10, "outputTokens": 5, "totalTokens": 45, "cacheReadInputTokens": 20, "cacheWriteInputTokens": 10,
    },
    "metrics": {"latencyMs": 5},
    "serviceTier": {"type": "flex"},
}  # fmt: skip


def answer(data: Any = None) -> ChatCompletionResponse:
    response = DIALECT.decode_chat(data or ANSWER, PROFILE, ChatCompletionRequest("m", "hi"))
    assert response is not None
    return response


def test_an_answer_in_parts() -> None:
    response = answer()
    assert response.text == "Answer. Cited."
    assert response.reasoning == "hm"
    assert [(call.id, call.name, call.parse_args()) for call in response.tool_calls] == [("c1", "f", {"city": "Köln"})]
    assert len(response.citations) == 2
    assert (response.finish_reason, response.finish_reason_raw, response.service_tier) == (
        "tool_calls",
        "tool_use",
        "flex",
    )
    usage = response.usage
    assert (usage.prompt_tokens, usage.cached_tokens, usage.cache_write_tokens) == (40, 20, 10)
    assert (usage.uncached_prompt_tokens, usage.completion_tokens, usage.total_tokens) == (10, 5, 45)


def test_an_answer_goes_back_byte_for_byte_also_after_json() -> None:
    """Promises 15 and 16."""
    spoken = answer().message
    for reply in (spoken, Message.from_dict(json.loads(json.dumps(spoken.to_dict())))):
        body = encoded([Message.user("q"), reply, Message.tool("c1", "ok")])
        assert json.dumps(body["messages"][1]["content"]) == json.dumps(BLOCKS)


def test_another_provider_gets_none_of_it() -> None:
    from ailib.wire.openai_chat import OpenAIChat

    openai = get_provider("openai")
    request = ChatCompletionRequest("m", [Message.user("q"), answer().message, Message.tool("c1", "ok")])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ParameterDropped)
        text = json.dumps(OpenAIChat().encode_chat(request, openai, "m", stream=False))
    assert "s==" not in text
    assert "AAEC" not in text
    assert "nova_grounding" not in text
    assert "Answer. " in text


def test_thinking_and_unknown_parts_of_others_are_not_sent() -> None:
    reply = Message(
        "assistant",
        [ReasoningPart("secret", "sig", None, "thinking", "anthropic"), UnknownPart({"type": "x"}), TextPart("a", {"annotations": [1]})],
        origin="anthropic",
    )  # fmt: skip
    assert encoded([Message.user("q"), reply])["messages"][1]["content"] == [{"text": "a"}]


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("end_turn", "stop"), ("stop_sequence", "stop"), ("max_tokens", "length"), ("tool_use", "tool_calls"),
        ("model_context_window_exceeded", "length"), ("content_filtered", "content_filter"),
        ("guardrail_intervened", "content_filter"), ("malformed_tool_use", "malformed_tool_use"), ("new", "new"), (None, None),
    ],
)  # fmt: skip
def test_finish_reasons(raw: str | None, normal: str | None) -> None:
    data = {"output": {"message": {"role": "assistant", "content": [{"text": "a"}]}}, "stopReason": raw}
    response = answer(data)
    assert (response.finish_reason, response.finish_reason_raw) == (normal, raw)


def test_a_prompt_router_tells_which_model_answered() -> None:
    arn = "arn:aws:bedrock:us-east-1:1:inference-profile/us.amazon.nova-pro-v1:0"
    assert answer({**ANSWER, "trace": {"promptRouter": {"invokedModelId": arn}}}).model == "us.amazon.nova-pro-v1:0"


def test_blank_text_of_an_answer_is_not_sent_back() -> None:
    reply = Message("assistant", [TextPart("\n\n"), TextPart("a")])
    assert encoded([Message.user("q"), reply])["messages"][1]["content"] == [{"text": "a"}]


def test_pictures_of_an_answer_are_pictures() -> None:
    data = {"output": {"message": {"content": [{"image": {"format": "png", "source": {"bytes": "eA=="}}}]}}}
    part = answer(data).message.content[0]
    assert isinstance(part, ImagePart)
    assert (part.data, part.mime) == (b"x", "image/png")


@pytest.mark.parametrize("data", [None, [], {}, {"output": {}}, {"output": {"message": 1}}, {"message": "no"}])
def test_what_is_no_answer_is_none(data: Any) -> None:
    assert DIALECT.decode_chat(data, PROFILE, ChatCompletionRequest("m", "hi")) is None


# Streams


def delta(index: int, **kinds: Any) -> bytes:
    return event("contentBlockDelta", {"contentBlockIndex": index, "delta": kinds, "p": "abc"})


def start(index: int, **kinds: Any) -> bytes:
    return event("contentBlockStart", {"contentBlockIndex": index, "start": kinds})


def stop(index: int) -> bytes:
    return event("contentBlockStop", {"contentBlockIndex": index})


STREAM = b"".join(
    (
        event("messageStart", {"role": "assistant"}),
        delta(0, reasoningContent={"text": "h"}),
        delta(0, reasoningContent={"text": "m"}),
        delta(0, reasoningContent={"signature": "s=="}),
        stop(0),
        delta(1, reasoningContent={"redactedContent": "AAEC"}),
        stop(1),
        delta(2, text="Answer"),
        delta(2, text=". "),
        stop(2),
        delta(3, text="Cited."),
        delta(3, citation=BLOCKS[3]["citationsContent"]["citations"][0]),
        stop(3),
        delta(4, citation=BLOCKS[4]["citationsContent"]["citations"][0]),
        stop(4),
        start(5, toolUse={"toolUseId": "s1", "name": "nova_grounding", "type": "server_tool_use"}),
        delta(5, toolUse={"input": '{"q":'}),
        delta(5, toolUse={"input": "1}"}),
        stop(5),
        start(6, toolResult={"toolUseId": "s1", "type": "nova_grounding_result", "status": "success"}),
        delta(6, toolResult=[{"text": "x"}]),
        stop(6),
        start(7, somethingNew={"a": [1]}),
        delta(7, somethingNew={"a": [{"b": None}]}),
        stop(7),
        start(8, toolUse={"toolUseId": "c1", "name": "f"}),
        delta(8, toolUse={"input": '{"city":'}),
        delta(8, toolUse={"input": '"K\u00f6ln"}'}),
        stop(8),
        event("messageStop", {"stopReason": "tool_use"}),
        event("metadata", {name: ANSWER[name] for name in ("usage", "metrics", "serviceTier")}),
    )
)


def decoded(data: bytes, size: int = 1 << 20) -> tuple[BedrockStream, list[Any]]:
    stream = DIALECT.chat_stream(PROFILE, ChatCompletionRequest("m", "hi"), "m")
    chunks = [chunk for at in range(0, len(data), size) for chunk in stream.decode(data[at : at + size])]
    return stream, [*chunks, *stream.finish()]


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_a_stream_gives_the_same_answer_as_no_stream(size: int) -> None:
    stream, _ = decoded(STREAM, size)
    assert stream.error is None
    assert stream.done
    streamed, whole = stream.response(), answer()
    assert [part.to_dict() for part in streamed.message.content] == [part.to_dict() for part in whole.message.content]
    assert streamed.finish_reason == whole.finish_reason
    assert streamed.usage == whole.usage
    assert streamed.service_tier == whole.service_tier
    body = encoded([Message.user("q"), streamed.message, Message.tool("c1", "ok")])
    assert body["messages"][1]["content"] == BLOCKS


def test_events_of_a_stream() -> None:
    _, chunks = decoded(STREAM, 50)
    source = EventSource()
    events = [one for chunk in chunks for one in source.feed(chunk)] + source.end()
    thoughts = [one for one in events if isinstance(one, ReasoningDelta)]
    assert [(one.text, one.signature) for one in thoughts] == [("h", None), ("m", None), ("", "s=="), ("", None)]
    assert [one.arguments for one in events if isinstance(one, ToolCallComplete)] == ['{"city":"Köln"}']
    assert len([one for one in events if isinstance(one, CitationEvent)]) == 2
    assert isinstance(events[-1], StreamEnd)
    assert events[-1].finish_reason == "tool_calls"
    calls = [fragment for chunk in chunks for choice in chunk.choices for fragment in choice.delta.tool_calls]
    assert [(call.index, call.id, call.name) for call in calls] == [(0, "c1", "f"), (0, "", ""), (0, "", "")]


def test_usage_that_never_comes_does_not_make_an_answer_incomplete() -> None:
    stream, _ = decoded(delta(0, text="a") + event("messageStop", {"stopReason": "end_turn"}))
    assert (stream.error, stream.response().usage_status) == (None, "unsupported")
    stream, _ = decoded(delta(0, text="a") + event("messageStop", {"stopReason": "end_turn"}) + b"\0\0\0")
    assert isinstance(stream.error, StreamTruncated)


def test_a_body_that_ends_before_the_answer_does_is_truncated() -> None:
    stream, _ = decoded(STREAM[: len(STREAM) // 2])
    assert isinstance(stream.error, StreamTruncated)
    assert stream.response().reasoning == "hm"


def exception(name: str, text: str, kind: str = "exception") -> bytes:
    return message({":message-type": kind, f":{kind}-type": name}, json.dumps({"message": text}).encode())


@pytest.mark.parametrize(
    ("name", "text", "cls", "again"),
    [
        ("throttlingException", "Too many tokens, please wait before trying again.", RateLimited, True),
        ("throttlingException", "Too many tokens per day, please wait.", QuotaExhausted, False),
        ("serviceUnavailableException", "Bedrock is unable to process your request.", Overloaded, True),
        ("internalServerException", "The system encountered an error.", ServerError, True),
        ("modelStreamErrorException", "The model stopped.", ServerError, True),
        ("modelTimeoutException", "Too slow", ServerError, True),
        ("validationException", "Input is too long for requested model.", ContextLengthExceeded, False),
        ("validationException", "messages: at least one", BadRequest, False),
    ],
)
def test_exceptions_in_mid_stream_are_typed_errors(name: str, text: str, cls: type, again: bool) -> None:
    stream, _ = decoded(delta(0, text="a") + exception(name, text))
    assert type(stream.error) is cls
    assert (str(stream.error.args[0]), stream.error.type, stream.error.is_retryable) == (text, name, again)
    assert stream.response().text == "a"


def test_a_damaged_stream_and_one_that_is_none() -> None:
    bad = bytearray(delta(0, text="b"))
    bad[-1] ^= 1
    stream, _ = decoded(delta(0, text="a") + bytes(bad))
    assert isinstance(stream.error, InvalidEvent)
    assert stream.response().text == "a"
    stream, _ = decoded(b"upstream connect error or disconnect")
    assert isinstance(stream.error, InvalidResponse)
    assert "upstream connect error" in stream.error.excerpt
    stream, _ = decoded(b"")
    assert isinstance(stream.error, InvalidResponse)


def test_a_plain_answer_or_error_instead_of_a_stream() -> None:
    stream, chunks = decoded(json.dumps(ANSWER).encode(), 10)
    assert (stream.error, stream.response().text, len(chunks)) == (None, "Answer. Cited.", 1)
    stream, _ = decoded(b'{"__type": "com.amazon.coral#ThrottlingException", "message": "slow"}')
    assert isinstance(stream.error, RateLimited)


def test_events_that_are_new_are_handed_on() -> None:
    stream, chunks = decoded(event("surprise", {"a": 1}) + STREAM)
    assert stream.error is None
    assert chunks[0].raw == {"surprise": {"a": 1}}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["delta", "text", "toolUse", "input", "reasoningContent", "signature", "redactedContent", "citation", "start",
             "contentBlockIndex", "stopReason", "usage", "inputTokens", "toolResult", "image", "type", "source", "x"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
NAMES = st.sampled_from(
    ["messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata", "other"]
)


@given(st.lists(st.tuples(NAMES, JSON), max_size=8), st.integers(1, 400))
@settings(max_examples=150, deadline=None)
def test_no_frame_whatever_raises_and_pieces_do_not_matter(frames: list[tuple[str, Any]], size: int) -> None:
    data = b"".join(event(name, payload) for name, payload in frames)
    whole, chunks = decoded(data)
    cut, pieces = decoded(data, size)
    assert [chunk.to_dict() for chunk in pieces] == [chunk.to_dict() for chunk in chunks]
    assert cut.response().to_dict() == whole.response().to_dict()
    assert type(cut.error) is type(whole.error)


@given(JSON)
@settings(max_examples=100, deadline=None)
def test_no_content_block_whatever_raises(block: Any) -> None:
    data = {
        "output": {
            "message": {"role": "assistant", "content": [block, {"reasoningContent": block}, {"toolUse": block}]}
        }
    }
    response = answer(data)
    assert len(response.message.content) == 3


# Errors


def refused(status: int, kind: str | None, text: str, **body: Any) -> Any:
    headers = {"x-amzn-errortype": f"{kind}:http://internal.amazon.com/coral/"} if kind else {}
    return DIALECT.refused(status, headers, json.dumps({"message": text, **body}).encode(), PROFILE, model="m")


@pytest.mark.parametrize(
    ("status", "kind", "text", "cls"),
    [
        (400, "ValidationException", "The provided model identifier is invalid.", ModelNotFound),
        (400, None, "The provided model identifier is invalid.", ModelNotFound),
        (400, "ValidationException", "Malformed input request", BadRequest),
        (400, "ValidationException", "Too many input tokens. Max input tokens: 8192", ContextLengthExceeded),
        (400, "ServiceQuotaExceededException", "You have exceeded your quota", QuotaExhausted),
        (
            403,
            "AccessDeniedException",
            "You don't have access to the model with the specified model ID.",
            PermissionDenied,
        ),
        (403, "ExpiredTokenException", "The security token included in the request is expired", AuthenticationError),
        (
            403,
            "UnrecognizedClientException",
            "The security token included in the request is invalid.",
            AuthenticationError,
        ),
        (403, "InvalidSignatureException", "Signature expired", AuthenticationError),
        (404, "ResourceNotFoundException", "Could not resolve the foundation model", ModelNotFound),
        (404, "ResourceNotFoundException", "The guardrail identifier does not exist", NotFound),
        (408, "ModelTimeoutException", "Model has timed out", ServerError),
        (424, "ModelErrorException", "The model failed", ServerError),
        (429, "ThrottlingException", "Too many requests, please wait before trying again.", RateLimited),
        (429, "ModelNotReadyException", "Model is not ready for inference.", Overloaded),
        (500, "InternalServerException", "An internal error", ServerError),
        (503, "ServiceUnavailableException", "Service unavailable", Overloaded),
        (502, None, "bad gateway", ServerError),
    ],
)
def test_errors_by_their_name_and_text(status: int, kind: str | None, text: str, cls: type) -> None:
    error = refused(status, kind, text)
    assert type(error) is cls
    assert (error.status, error.type, error.args[0], error.model) == (status, kind, text, "m")
    assert error.body == {"message": text}


def test_the_name_of_an_error_may_stand_in_the_body() -> None:
    error = refused(400, None, "slow", __type="com.amazon.coral.service#ThrottlingException")
    assert (type(error), error.type) == (RateLimited, "ThrottlingException")
    body = b'{"Output": {"__type": "com.amazon.coral.service#UnknownOperationException"}, "Version": "1.0"}'
    assert type(DIALECT.refused(404, {}, body, PROFILE)) is NotFound
    assert type(DIALECT.error_in(json.loads(body), PROFILE)) is NotFound
    xml = b"<?xml version='1.0'?><E><Code>SignatureDoesNotMatch</Code><Message>no</Message></E>"
    error = DIALECT.refused(403, {}, xml, PROFILE)
    assert (type(error), error.type, error.args[0]) == (AuthenticationError, "SignatureDoesNotMatch", "no")


def test_a_gateway_may_answer_in_its_own_words() -> None:
    body = b'{"error": {"type": "rate_limit_error", "message": "slow down"}}'
    assert type(DIALECT.refused(429, {}, body, PROFILE)) is RateLimited
    assert type(DIALECT.refused(502, {}, b"<html><title>Bad</title>", PROFILE)) is ServerError


def test_the_request_id_is_awss() -> None:
    assert DIALECT.request_id({"x-amzn-requestid": "r", "x-request-id": "other"}, PROFILE) == "r"
    assert DIALECT.request_id({"x-request-id": "other"}, PROFILE) == "other"


# Models, embeddings, tokens


def test_models_of_the_list_and_one() -> None:
    row = {"modelId": "amazon.nova-pro-v1:0", "providerName": "Amazon", "modelName": "Nova Pro"}
    models = DIALECT.decode_models({"modelSummaries": [row, {}]}, PROFILE)
    assert models is not None
    assert [(model.id, model.owned_by) for model in models] == [("amazon.nova-pro-v1:0", "Amazon")]
    one = DIALECT.decode_model({"modelDetails": row}, PROFILE)
    assert one is not None
    assert one.id == "amazon.nova-pro-v1:0"


def test_embeddings_in_the_words_of_each_vendor() -> None:
    def body(model: str, *texts: str, **fields: Any) -> dict[str, Any]:
        return DIALECT.encode_embed(EmbeddingRequest(texts, model, **fields), PROFILE, model)

    assert body("amazon.titan-embed-text-v2:0", "a", dimensions=256) == {"inputText": "a", "dimensions": 256}
    assert body("amazon.titan-embed-image-v1", "a", dimensions=256) == {
        "inputText": "a",
        "embeddingConfig": {"outputEmbeddingLength": 256},
    }
    assert body("us.cohere.embed-v4:0", "a", "b", dimensions=256, input_type="query") == {
        "texts": ["a", "b"],
        "input_type": "search_query",
        "output_dimension": 256,
    }
    assert body("amazon.nova-2-multimodal-embeddings-v1:0", "a", dimensions=256, input_type="document") == {
        "taskType": "SINGLE_EMBEDDING",
        "singleEmbeddingParams": {
            "embeddingPurpose": "GENERIC_INDEX",
            "text": {"truncationMode": "END", "value": "a"},
            "embeddingDimension": 256,
        },
    }
    with pytest.warns(ParameterDropped, match="input_type"):
        body("amazon.titan-embed-text-v2:0", "a", input_type="query")
    models = ("cohere.embed-english-v3", "amazon.titan-embed-text-v1")
    assert [DIALECT.texts_at_once(PROFILE, model) for model in models] == [96, 1]


@pytest.mark.parametrize(
    "data",
    [
        {"embeddings": [[1.0], [2.0]]},
        {"embeddings": {"float": [[1.0], [2.0]]}},
        {"embeddings": [{"embeddingType": "TEXT", "embedding": [1.0]}, {"embedding": [2.0]}]},
    ],
)
def test_vectors_are_found_in_every_form(data: Any) -> None:
    found = DIALECT.decode_embed(data, PROFILE, EmbeddingRequest(["a", "b"]))
    assert found is not None
    assert [list(vector) for vector in found.embeddings] == [[1.0], [2.0]]
    assert DIALECT.decode_embed(data, PROFILE, EmbeddingRequest(["a"])) is None
    assert DIALECT.decode_embed({}, PROFILE, EmbeddingRequest(["a"])) is None


def test_tokens_are_counted_for_the_chat_without_its_settings() -> None:
    request = ChatCompletionRequest(
        "m", [Message.system("s"), Message.user("a")], temperature=0.1, tools=[Tool.function("f")]
    )
    counted = DIALECT.encode_count(request, PROFILE, "m")["input"]["converse"]
    assert set(counted) == {"messages", "system", "toolConfig"}
    assert DIALECT.decode_count({"inputTokens": 7}) == 7


# Claude by InvokeModel

INVOKE = BedrockInvoke()


def chunk(payload: dict[str, Any]) -> bytes:
    return event("chunk", {"bytes": b64(json.dumps(payload).encode()), "p": "abc"})


def test_claude_by_invoke_has_anthropics_body_in_awss_envelope() -> None:
    request = ChatCompletionRequest(CLAUDE, [Message.system("s"), Message.user([Content.file_id("f1")])], max_tokens=9)
    body = INVOKE.encode_chat(request, PROFILE, CLAUDE, stream=True)
    assert (body["anthropic_version"], body["max_tokens"], body["system"]) == ("bedrock-2023-05-31", 9, "s")
    assert body["anthropic_beta"] == ["files-api-2025-04-14"]
    assert not body.keys() & {"model", "stream"}
    assert INVOKE.headers(request, PROFILE, CLAUDE) is None
    assert INVOKE.chat_path(PROFILE, CLAUDE, stream=True).endswith("v1%3A0/invoke-with-response-stream")
    counted = INVOKE.encode_count(request, PROFILE, CLAUDE)["input"]["invokeModel"]["body"]
    assert json.loads(base64.b64decode(counted))["anthropic_version"] == "bedrock-2023-05-31"


@pytest.mark.parametrize("size", [1, 4096])
def test_a_stream_of_invoke(size: int) -> None:
    data = (
        chunk({"type": "message_start", "message": {"id": "m1", "role": "assistant", "usage": {"input_tokens": 3}}})
        + chunk({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})
        + chunk({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "hé"}})
        + chunk({"type": "content_block_stop", "index": 0})
        + chunk({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}})
    )

    def read(body: bytes) -> Any:
        stream = INVOKE.chat_stream(PROFILE, ChatCompletionRequest("m", "hi"), "m")
        for at in range(0, len(body), size):
            list(stream.decode(body[at : at + size]))
        stream.finish()
        return stream

    whole = read(data + chunk({"type": "message_stop"}))
    assert (whole.error, whole.response().text, whole.response().usage.total_tokens) == (None, "hé", 5)
    assert type(read(data).error) is StreamTruncated
    assert type(read(data + exception("throttlingException", "slow")).error) is RateLimited
    assert type(read(data + b"\1" * 40).error) is InvalidEvent
    assert type(read(b"not at all a stream").error) is InvalidResponse


def test_errors_of_invoke_are_awss_or_anthropics() -> None:
    aws = INVOKE.refused(429, {"x-amzn-errortype": "ThrottlingException"}, b'{"message": "slow"}', PROFILE)
    assert (type(aws), aws.type) == (RateLimited, "ThrottlingException")
    body = b'{"type": "error", "error": {"type": "overloaded_error", "message": "busy"}}'
    assert type(INVOKE.refused(529, {}, body, PROFILE)) is Overloaded
