"""Requests to Gemini's generateContent, field by field: settings, thinking, tools, messages, addresses."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from ailib import (
    AudioPart,
    ChatCompletionRequest,
    FilePart,
    ImagePart,
    InvalidRequestError,
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
from ailib.core.target import dialect_for
from ailib.models.embedding import EmbeddingRequest
from ailib.providers.catalogue import get_provider

from .gemini_wire import (
    CODED,
    FLASH,
    NEW,
    PIXEL,
    PROFILE,
    VERTEX,
    WEATHER,
    answer,
    body,
    config,
    contents,
    dialect,
    read,
)

# Settings


def test_a_plain_request_sends_the_text_and_nothing_else() -> None:
    assert body() == {"contents": [{"role": "user", "parts": [{"text": "hello"}]}]}


def test_settings_go_into_the_generation_config() -> None:
    assert config(
        temperature=0.5, top_p=0.9, top_k=40, max_tokens=100, stop="END", seed=7, n=2, presence_penalty=0.1,
        frequency_penalty=0.2, logprobs=True, top_logprobs=3,
    ) == {
        "temperature": 0.5, "topP": 0.9, "topK": 40, "maxOutputTokens": 100, "stopSequences": ["END"], "seed": 7,
        "candidateCount": 2, "presencePenalty": 0.1, "frequencyPenalty": 0.2, "responseLogprobs": True, "logprobs": 3,
    }  # fmt: skip


def test_top_logprobs_alone_asks_for_logprobs() -> None:
    assert config(top_logprobs=2) == {"logprobs": 2, "responseLogprobs": True}


@pytest.mark.parametrize("field", ["user", "logit_bias", "metadata"])
def test_hints_that_the_api_has_no_field_for_are_dropped_with_a_warning(field: str) -> None:
    with pytest.warns(ParameterDropped, match=field):
        assert list(body(**{field: "u" if field == "user" else {"a": "1"}})) == ["contents"]


def test_parallel_calls_cannot_be_switched_off() -> None:
    with pytest.warns(ParameterDropped, match="parallel_tool_calls"):
        body(parallel_tool_calls=False)
    assert list(body(parallel_tool_calls=True)) == ["contents"]


def test_vertex_takes_metadata_as_labels() -> None:
    assert body(profile=VERTEX, metadata={"team": "a"})["labels"] == {"team": "a"}


def test_a_temperature_beyond_the_limit_is_clamped() -> None:
    with pytest.warns(ParameterDropped, match="temperature"):
        assert config(temperature=3.0) == {"temperature": 2}


def test_extensions_are_laid_over_the_body_and_leave_other_settings_alone() -> None:
    sent = body(
        temperature=0.5,
        max_tokens=5,
        extensions={"generationConfig": {"mediaResolution": "LOW", "maxOutputTokens": 9}, "safetySettings": [{"a": 1}]},
    )
    assert sent["generationConfig"] == {"temperature": 0.5, "maxOutputTokens": 9, "mediaResolution": "LOW"}
    assert sent["safetySettings"] == [{"a": 1}]


def test_a_bad_number_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(InvalidRequestError, match="top_k"):
        body(top_k=1.5)


@pytest.mark.parametrize("wanted", ["json", ResponseFormat.json_object(), {"type": "json_object"}])
def test_json_is_asked_for_by_its_type(wanted: Any) -> None:
    assert config(response_format=wanted) == {"responseMimeType": "application/json"}


SCHEMA = {"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"type": "string"}}}


@pytest.mark.parametrize(
    "wanted",
    [ResponseFormat.json_schema(SCHEMA), {"type": "json_schema", "json_schema": {"name": "x", "schema": SCHEMA}}],
)
def test_a_json_schema_goes_out_unchanged(wanted: Any) -> None:
    assert config(response_format=wanted) == {"responseMimeType": "application/json", "responseJsonSchema": SCHEMA}


def test_a_schema_in_the_apis_own_dialect_goes_where_it_belongs() -> None:
    schema = {"type": "OBJECT", "properties": {"a": {"type": "STRING"}}}
    assert config(response_format=ResponseFormat.json_schema(schema))["responseSchema"] == schema
    own = {"responseMimeType": "text/x.enum", "responseSchema": {"type": "STRING", "enum": ["a"]}}
    assert config(response_format=own) == own
    declared = body(tools=[Tool.function("f", None, schema)])["tools"][0]["functionDeclarations"][0]
    assert declared == {"name": "f", "parameters": schema}


def test_sound_and_pictures_can_be_asked_for() -> None:
    assert config(modalities=["text", "image"]) == {"responseModalities": ["TEXT", "IMAGE"]}
    assert config(modalities=["audio"], audio={"voice": "Kore", "format": "wav"}) == {
        "responseModalities": ["AUDIO"],
        "speechConfig": {"voiceConfig": {"prebuiltVoiceConfig": {"voiceName": "Kore"}}},
    }
    many = {"multiSpeakerVoiceConfig": {"speakerVoiceConfigs": []}, "languageCode": "de-DE"}
    assert config(audio=many)["speechConfig"] == many


# Thinking


@pytest.mark.parametrize(
    ("model", "wanted", "sent"),
    [
        (FLASH, True, {"includeThoughts": True}),
        (FLASH, 2000, {"thinkingBudget": 2000, "includeThoughts": True}),
        (FLASH, "low", {"thinkingBudget": 1024, "includeThoughts": True}),
        (FLASH, "high", {"thinkingBudget": 24576, "includeThoughts": True}),
        (FLASH, False, {"thinkingBudget": 0}),
        (FLASH, "none", {"thinkingBudget": 0}),
        (FLASH, Reasoning(effort="low", max_tokens=500), {"thinkingBudget": 500, "includeThoughts": True}),
        ("gemini-2.5-flash-lite", True, {"thinkingBudget": -1, "includeThoughts": True}),
        (NEW, True, {"includeThoughts": True}),
        (NEW, "minimal", {"thinkingLevel": "minimal", "includeThoughts": True}),
        (NEW, "medium", {"thinkingLevel": "medium", "includeThoughts": True}),
        (NEW, "max", {"thinkingLevel": "high", "includeThoughts": True}),
        (NEW, False, {"thinkingLevel": "minimal"}),
        (NEW, 500, {"thinkingBudget": 500, "includeThoughts": True}),
        (NEW, Reasoning(effort="low", max_tokens=500), {"thinkingLevel": "low", "includeThoughts": True}),
        (NEW, Reasoning(effort="low", summary="none"), {"thinkingLevel": "low", "includeThoughts": False}),
        ("gemini-3-pro-preview", "minimal", {"thinkingLevel": "low", "includeThoughts": True}),
        ("gemini-flash-latest", "low", {"thinkingLevel": "low", "includeThoughts": True}),
        ("gemini-live-2.5-flash", "low", {"thinkingBudget": 1024, "includeThoughts": True}),
        ("gemini-robotics-er-1.5-preview", "low", {"thinkingBudget": 1024, "includeThoughts": True}),
        ("tunedModels/mine", "low", {"thinkingLevel": "low", "includeThoughts": True}),
        ("tunedModels/mine", 100, {"thinkingBudget": 100, "includeThoughts": True}),
    ],
)
def test_thinking_is_a_budget_or_a_level_by_generation(model: str, wanted: Any, sent: Any) -> None:
    assert config(model=model, reasoning=wanted) == {"thinkingConfig": sent}


@pytest.mark.parametrize(
    ("model", "sent"),
    [("gemini-2.5-pro", {"thinkingBudget": 128}), ("gemini-3.1-pro-preview", {"thinkingLevel": "low"})],
)
def test_models_that_always_think_are_told_to_think_little(model: str, sent: Any) -> None:
    with pytest.warns(ParameterDropped, match="cannot be kept from thinking"):
        assert config(model=model, reasoning=False) == {"thinkingConfig": sent}


def test_models_before_thinking_are_not_asked_for_it() -> None:
    with pytest.warns(ParameterDropped, match="does not think"):
        assert "generationConfig" not in body(model="gemini-2.0-flash", reasoning="high")
    assert "generationConfig" not in body(model="gemini-2.0-flash", reasoning=False)
    assert "generationConfig" not in body(model="gemma-3-27b-it", reasoning=False)


# Tools


def test_functions_stand_in_one_tool_with_their_json_schema() -> None:
    other = Tool.function("now")
    sent = body(tools=[WEATHER, {"googleSearch": {}}, other])
    assert sent["tools"] == [
        {
            "functionDeclarations": [
                {"name": "weather", "description": "The weather", "parametersJsonSchema": WEATHER.parameters},
                {"name": "now"},
            ]
        },
        {"googleSearch": {}},
    ]
    assert "toolConfig" not in sent


def test_a_tool_in_openais_form_and_the_older_functions_are_understood() -> None:
    wire = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}, "other": 1}}
    (tool,) = body(tools=[wire])["tools"]
    assert tool["functionDeclarations"] == [{"name": "f", "parametersJsonSchema": {"type": "object"}, "other": 1}]
    sent = body(functions=[{"name": "g", "description": "G"}], function_call={"name": "g"})
    assert sent["tools"] == [{"functionDeclarations": [{"name": "g", "description": "G"}]}]
    assert sent["toolConfig"] == {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["g"]}}


@pytest.mark.parametrize(
    ("choice", "sent"),
    [
        ("auto", {"mode": "AUTO"}),
        ("none", {"mode": "NONE"}),
        ("required", {"mode": "ANY"}),
        ("weather", {"mode": "ANY", "allowedFunctionNames": ["weather"]}),
        (ToolChoice.function("weather"), {"mode": "ANY", "allowedFunctionNames": ["weather"]}),
        (
            {"type": "function", "function": {"name": "weather"}},
            {"mode": "ANY", "allowedFunctionNames": ["weather"]},
        ),
        ({"mode": "ANY", "allowedFunctionNames": ["a", "b"]}, {"mode": "ANY", "allowedFunctionNames": ["a", "b"]}),
    ],
)
def test_tool_choices(choice: Any, sent: Any) -> None:
    assert body(tools=[WEATHER], tool_choice=choice)["toolConfig"] == {"functionCallingConfig": sent}


def test_a_whole_tool_config_can_be_given() -> None:
    wanted = {"functionCallingConfig": {"mode": "AUTO"}, "includeServerSideToolInvocations": True}
    assert body(tools=[WEATHER], tool_choice=wanted)["toolConfig"] == wanted


def test_strict_tools_are_validated() -> None:
    strict = Tool.function("f", None, {"type": "object"}, strict=True)
    assert body(tools=[strict])["toolConfig"] == {"functionCallingConfig": {"mode": "VALIDATED"}}
    assert body(tools=[strict], tool_choice="required")["toolConfig"] == {"functionCallingConfig": {"mode": "ANY"}}


# Messages


def test_instructions_are_gathered() -> None:
    sent = body([Message.system("Be brief."), Message.user("hi"), Message.developer("Be kind.")])
    assert sent["systemInstruction"] == {"parts": [{"text": "Be brief."}, {"text": "Be kind."}]}
    assert sent["contents"] == [{"role": "user", "parts": [{"text": "hi"}]}]


def test_instructions_alone_are_no_chat() -> None:
    with pytest.raises(InvalidRequestError, match="beside the instructions"):
        body([Message.system("Be brief.")])
    with pytest.raises(InvalidRequestError, match="instructions are text"):
        body([Message.system(ImagePart(url="https://x.org/a.png")), Message.user("hi")])


def test_neighbours_of_one_role_are_one_turn_and_empty_answers_none() -> None:
    assert contents(Message.user("a"), Message.user("b"), Message.assistant(""), Message.assistant(None)) == [
        {"role": "user", "parts": [{"text": "a"}, {"text": "b"}]},
        {"role": "model", "parts": [{"text": ""}]},
    ]


@pytest.mark.parametrize(
    ("part", "sent"),
    [
        (ImagePart(data=PIXEL, mime="image/png"), {"inlineData": {"mimeType": "image/png", "data": CODED}}),
        (ImagePart(url=f"data:image/gif;base64,{CODED}"), {"inlineData": {"mimeType": "image/gif", "data": CODED}}),
        (
            FilePart(url="data:text/plain,a%20b"),
            {"inlineData": {"mimeType": "text/plain", "data": base64.b64encode(b"a b").decode()}},
        ),
        (
            ImagePart(url="https://x.org/a.webp?s=1"),
            {"fileData": {"mimeType": "image/webp", "fileUri": "https://x.org/a.webp?s=1"}},
        ),
        (ImagePart(url="https://x.org/a"), {"fileData": {"mimeType": "image/png", "fileUri": "https://x.org/a"}}),
        (AudioPart(data=PIXEL, format="mp3"), {"inlineData": {"mimeType": "audio/mp3", "data": CODED}}),
        (AudioPart(data=PIXEL, mime="audio/flac"), {"inlineData": {"mimeType": "audio/flac", "data": CODED}}),
        (
            FilePart(data=PIXEL, name="a.pdf"),
            {"inlineData": {"mimeType": "application/pdf", "data": CODED}},
        ),
        (
            FilePart(url="https://youtu.be/abc"),
            {"fileData": {"fileUri": "https://youtu.be/abc"}},
        ),
        (
            FilePart(url="gs://bucket/film.mp4", extra={"videoMetadata": {"fps": 1}}),
            {"fileData": {"mimeType": "video/mp4", "fileUri": "gs://bucket/film.mp4"}, "videoMetadata": {"fps": 1}},
        ),
        (
            FilePart(file_id="files/abc", mime="application/pdf"),
            {"fileData": {"mimeType": "application/pdf", "fileUri": f"{PROFILE.base_url}/files/abc"}},
        ),
    ],
)
def test_media_go_inline_or_by_address(part: Any, sent: Any) -> None:
    assert contents(Message.user(["see", part])) == [{"role": "user", "parts": [{"text": "see"}, sent]}]


def test_media_without_content_are_refused() -> None:
    with pytest.raises(InvalidRequestError, match=r"messages\[0\].content\[0\]"):
        contents(Message.user(FilePart(name="a.pdf")))


def test_the_detail_of_an_image_is_dropped_with_a_warning() -> None:
    with pytest.warns(ParameterDropped, match="detail"):
        contents(Message.user(ImagePart(data=b"x", detail="low")))


def test_a_tool_loop_with_ids() -> None:
    call = ToolCall("c1", "weather", '{"city":"Oslo"}')
    assert contents(Message.user("?"), Message.assistant(None, tool_calls=[call]), call.result("rain"))[1:] == [
        {"role": "model", "parts": [{"functionCall": {"name": "weather", "args": {"city": "Oslo"}, "id": "c1"}}]},
        {
            "role": "user",
            "parts": [{"functionResponse": {"name": "weather", "response": {"output": "rain"}, "id": "c1"}}],
        },
    ]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("15", {"output": "15"}),
        ('{"a": 1}', {"a": 1}),
        ("[1, 2]", {"output": [1, 2]}),
        ("{broken", {"output": "{broken"}),
        ("", {"output": ""}),
    ],
)
def test_results_are_objects(text: str, response: Any) -> None:
    call = ToolCall("c1", "f", "{}")
    turn = contents(Message.user("?"), Message.assistant(None, tool_calls=[call]), Message.tool("c1", text))[2]
    assert turn["parts"][0]["functionResponse"]["response"] == response


def test_a_failed_call_is_told_as_an_error() -> None:
    calls = [ToolCall("c1", "f", "{}"), ToolCall("c2", "g", "{}")]
    turn = contents(
        Message.user("?"),
        Message.assistant(None, tool_calls=calls),
        Message("tool", "no such city", tool_call_id="c1", extra={"is_error": True}),
        Message.user([ToolResultPart("c2", "boom", is_error=True), "and now?"]),
    )[2]
    assert turn["role"] == "user"
    assert [part["functionResponse"]["response"] for part in turn["parts"][:2]] == [
        {"error": "no such city"},
        {"error": "boom"},
    ]
    assert turn["parts"][2] == {"text": "and now?"}


def test_a_result_may_hold_a_picture() -> None:
    call = ToolCall("c1", "plot", "{}")
    talk = [Message.user("?"), Message.assistant(None, tool_calls=[call])]
    result = Message.tool("c1", ["done", ImagePart(data=PIXEL)])
    blob = {"inlineData": {"mimeType": "image/png", "data": CODED}}
    old = contents(*talk, result)[2]["parts"]
    assert old == [{"functionResponse": {"name": "plot", "response": {"output": "done"}, "id": "c1"}}, blob]
    (new,) = contents(*talk, result, model=NEW)[2]["parts"]
    assert new["functionResponse"]["parts"] == [blob]


def test_a_result_without_its_call_is_refused_and_a_named_one_is_not() -> None:
    with pytest.raises(InvalidRequestError, match="'c9'"):
        contents(Message.user("?"), Message.tool("c9", "x"))
    (turn,) = contents(Message.user("?"), Message("tool", "x", "f", "c9"))
    assert turn["parts"][1] == {"functionResponse": {"name": "f", "response": {"output": "x"}, "id": "c9"}}


def test_the_older_form_of_calls_is_understood() -> None:
    turns = contents(
        Message.user("?"),
        Message.assistant_with_function_call({"name": "f", "arguments": '{"a":1}'}),
        Message("function", "7", "f"),
    )
    assert turns[1]["parts"] == [{"functionCall": {"name": "f", "args": {"a": 1}}}]
    assert turns[2]["parts"] == [{"functionResponse": {"name": "f", "response": {"output": "7"}}}]


def test_arguments_that_are_no_object_are_kept_in_one() -> None:
    calls = [ToolCall("a", "f", '{"city": "Par'), ToolCall("b", "g", "ls -l", "custom"), ToolCall("c", "h", "")]
    turn = contents(Message.user("?"), Message.assistant(None, tool_calls=calls))[1]
    assert [part["functionCall"]["args"] for part in turn["parts"]] == [
        {"arguments": '{"city": "Par'},
        {"input": "ls -l"},
        {},
    ]


# Another provider's messages


FOREIGN = Message(
    "assistant",
    [
        ReasoningPart("secret", "sig", None, "thinking", "anthropic"),
        UnknownPart({"type": "server_tool_use"}),
        TextPart("hi", {"annotations": [1], "weird": 2}),
        AudioPart(id="audio_1", transcript="spoken"),
        AudioPart(id="audio_2"),
        ToolCall("call_1", "f", "{}", extra={"x": 1}),
        ToolCall("call_2", "g", "{}"),
    ],
    origin="anthropic",
)


def test_what_only_another_provider_understands_stays_behind() -> None:
    assert contents(Message.user("?"), FOREIGN)[1]["parts"] == [
        {"text": "hi"},
        {"text": "spoken"},
        {"functionCall": {"name": "f", "args": {}, "id": "call_1"}},
        {"functionCall": {"name": "g", "args": {}, "id": "call_2"}},
    ]


def test_calls_of_another_model_get_the_documented_stand_in_for_a_signature() -> None:
    parts = contents(Message.user("?"), FOREIGN, model=NEW)[1]["parts"]
    assert [part.get("thoughtSignature") for part in parts] == [None, None, "skip_thought_signature_validator", None]


def test_gemini_answers_leave_nothing_of_theirs_at_other_providers() -> None:
    message = read(
        answer(
            {"text": "thinking", "thought": True, "thoughtSignature": "S1"},
            {"executableCode": {"language": "PYTHON", "code": "1"}},
            {"text": "hi", "thoughtSignature": "S2"},
            {"functionCall": {"name": "f", "args": {}, "id": "x"}, "thoughtSignature": "S3"},
        )
    ).message
    openai = dialect_for("openai_chat")
    assert openai is not None
    request = ChatCompletionRequest("gpt-5.1", [Message.user("?"), message])
    sent = json.dumps(openai.encode_chat(request, get_provider("openai"), "gpt-5.1", stream=False))
    assert "S1" not in sent
    assert "S2" not in sent
    assert "S3" not in sent
    assert "executableCode" not in sent
    assert "thinking" not in sent
    assert '"hi"' in sent


# Addresses, models, embeddings, counts


def test_addresses() -> None:
    def path(model: str, profile: Any = PROFILE, *, stream: bool = False) -> str:
        return dialect().chat_path(profile, model, stream=stream)

    assert path(FLASH) == "/models/gemini-2.5-flash:generateContent"
    assert path(FLASH, stream=True) == "/models/gemini-2.5-flash:streamGenerateContent?alt=sse"
    assert path(f"models/{FLASH}", VERTEX) == "/models/gemini-2.5-flash:generateContent"
    assert path(f"publishers/google/models/{FLASH}", VERTEX) == "/models/gemini-2.5-flash:generateContent"
    assert path(f"projects/p/locations/l/publishers/google/models/{FLASH}") == path(FLASH)
    assert path("tunedModels/mine-1") == "/tunedModels/mine-1:generateContent"
    assert path("endpoints/123", VERTEX, stream=True) == "/endpoints/123:streamGenerateContent?alt=sse"
    assert path("a b?c") == "/models/a%20b%3Fc:generateContent"
    assert dialect().count_path(PROFILE, FLASH) == "/models/gemini-2.5-flash:countTokens"
    assert dialect().model_path(PROFILE, FLASH) == "/models/gemini-2.5-flash"
    assert dialect().model_path(VERTEX, FLASH) is None


def test_models_are_listed_under_the_names_that_requests_have() -> None:
    row = {"name": "models/gemini-x", "inputTokenLimit": 1000, "outputTokenLimit": 10, "thinking": True, "novel": 1}
    data = {"models": [row, {"name": "tunedModels/t"}, {"no": "name"}], "nextPageToken": "a/b="}
    first, second = dialect().decode_models(data, PROFILE) or ()
    assert (first.id, first.context, first.max_output, first.capabilities) == ("gemini-x", 1000, 10, ("reasoning",))
    assert first.raw is row
    assert second.id == "tunedModels/t"
    assert dialect().next_models(data, PROFILE) == "pageToken=a%2Fb%3D"
    assert dialect().next_models({"models": []}, PROFILE) is None
    assert dialect().decode_models({"unrelated": 1}, PROFILE) is None
    assert dialect().decode_models({}, PROFILE) == []


def test_embeddings_of_the_gemini_api() -> None:
    request = EmbeddingRequest(["a", "b"], "gemini-embedding-001", 64, "query")
    assert dialect().embed_path(PROFILE, request.model) == "/models/gemini-embedding-001:batchEmbedContents"
    one = {"model": "models/gemini-embedding-001", "taskType": "RETRIEVAL_QUERY", "outputDimensionality": 64}
    assert dialect().encode_embed(request, PROFILE, request.model) == {
        "requests": [{**one, "content": {"parts": [{"text": text}]}} for text in ("a", "b")]
    }
    response = dialect().decode_embed({"embeddings": [{"values": [1.0]}, {"values": [2.0]}]}, PROFILE, request)
    assert response is not None
    assert response.embeddings == [[1.0], [2.0]]
    assert dialect().decode_embed({"embeddings": [{"values": [1.0]}]}, PROFILE, request) is None
    assert dialect().decode_embed({}, PROFILE, request) is None


def test_embeddings_of_vertex() -> None:
    request = EmbeddingRequest(["a"], "text-embedding-005", 64, "CODE_RETRIEVAL_QUERY", extensions={"parameters": {"autoTruncate": False}})  # fmt: skip
    assert dialect().embed_path(VERTEX, request.model) == "/models/text-embedding-005:predict"
    assert dialect().encode_embed(request, VERTEX, request.model) == {
        "instances": [{"content": "a", "task_type": "CODE_RETRIEVAL_QUERY"}],
        "parameters": {"outputDimensionality": 64, "autoTruncate": False},
    }
    data = {"predictions": [{"embeddings": {"values": [1.0], "statistics": {"token_count": 3}}}]}
    response = dialect().decode_embed(data, VERTEX, request)
    assert response is not None
    assert (response.embedding, response.usage.prompt_tokens) == ([1.0], 3)


def test_later_embedding_models_of_vertex_take_one_text() -> None:
    model = "gemini-embedding-2"
    assert dialect().embed_path(VERTEX, model) == "/models/gemini-embedding-2:embedContent"
    request = EmbeddingRequest("a", model, 8)
    assert dialect().encode_embed(request, VERTEX, model) == {
        "content": {"parts": [{"text": "a"}]},
        "outputDimensionality": 8,
    }
    data = {"embedding": {"values": [1.0]}, "usageMetadata": {"promptTokenCount": 2, "totalTokenCount": 2}}
    response = dialect().decode_embed(data, VERTEX, request)
    assert response is not None
    assert response.usage.prompt_tokens == 2
    assert dialect().texts_at_once(VERTEX, model) == dialect().texts_at_once(VERTEX, "gemini-embedding-001") == 1
    assert dialect().texts_at_once(PROFILE, "gemini-embedding-001") == 100
    with pytest.raises(UnsupportedFeatureError, match="one text at a time"):
        dialect().encode_embed(EmbeddingRequest(["a", "b"], model), VERTEX, model)
    with pytest.warns(ParameterDropped, match="user"):
        dialect().encode_embed(EmbeddingRequest("a", model, user="u"), VERTEX, model)


def test_counts_take_the_request_as_each_api_wants_it() -> None:
    request = ChatCompletionRequest(
        FLASH, [Message.system("s"), Message.user("u")], tools=[WEATHER], tool_choice="auto"
    )
    sent = dialect().encode_count(request, PROFILE, FLASH)
    assert list(sent) == ["generateContentRequest"]
    assert sent["generateContentRequest"]["model"] == "models/gemini-2.5-flash"
    assert {"contents", "systemInstruction", "tools"} <= sent["generateContentRequest"].keys()
    assert dialect().encode_count(request, VERTEX, FLASH).keys() == {"contents", "systemInstruction", "tools"}
    assert dialect().decode_count({"totalTokens": 12}) == 12
    assert dialect().decode_count({}) is None
