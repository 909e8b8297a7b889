"""The embedded provider's generateContent API as a plain HTTP client sees it."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from ailib.testing import EmbeddedProvider, Fault

from .calls import CITY, WEATHER, get, send, sse

MODELS = "/v1beta/models"
TOOLS = [
    {
        "functionDeclarations": [
            {"name": "get_weather", "description": "Get the weather in a city", "parametersJsonSchema": CITY}
        ]
    }
]


def user(*parts: Any) -> dict[str, Any]:
    return {"role": "user", "parts": [{"text": part} if isinstance(part, str) else part for part in parts]}


def said(speaker: EmbeddedProvider, *contents: Any, model: str = "embedded-chat", **more: Any) -> Any:
    response = send(speaker, f"{MODELS}/{model}:generateContent", {"contents": list(contents), **more})
    assert response.status_code == 200, response.text
    return response.json()


def parts(document: Any) -> list[dict[str, Any]]:
    return list(document["candidates"][0]["content"]["parts"])


def refused(speaker: EmbeddedProvider, *contents: Any, model: str = "embedded-chat", **more: Any) -> str:
    response = send(speaker, f"{MODELS}/{model}:generateContent", {"contents": list(contents), **more})
    assert response.status_code == 400, response.text
    assert response.json()["error"]["status"] == "INVALID_ARGUMENT"
    return str(response.json()["error"]["message"])


def result(name: str = "get_weather") -> dict[str, Any]:
    return {"functionResponse": {"name": name, "response": {"result": "18 degrees"}}}


def test_a_stream_is_an_array_in_pieces_unless_events_are_asked_for(speaker: EmbeddedProvider) -> None:
    body = {"contents": [user("count to 3")]}
    plain = send(speaker, f"{MODELS}/embedded-chat:streamGenerateContent", body)
    assert plain.headers["Content-Type"] == "application/json"
    events = sse(send(speaker, f"{MODELS}/embedded-chat:streamGenerateContent?alt=sse", body).content)
    for chunks in (plain.json(), events):
        assert "".join(parts(chunk)[0]["text"] for chunk in chunks) == "1, 2, 3."
        assert chunks[-1]["candidates"][0]["finishReason"] == "STOP"
        assert chunks[-1]["usageMetadata"]["candidatesTokenCount"] == 6
        assert len({chunk["responseId"] for chunk in chunks}) == 1
    speaker.queue(text="x", fault=Fault(truncate_after_chunks=1))
    cut = send(speaker, f"{MODELS}/embedded-chat:streamGenerateContent", body)
    with pytest.raises(ValueError, match="delimiter"):
        json.loads(cut.content)


def test_a_function_is_called_whole_and_its_result_quoted(speaker: EmbeddedProvider) -> None:
    asked = user("What is the weather in Paris and London?")
    made = parts(said(speaker, asked, tools=TOOLS))
    assert [part["functionCall"]["args"]["city"] for part in made] == ["Paris", "London"]
    model = {"role": "model", "parts": made}
    assert "18 degrees" in parts(said(speaker, asked, model, user(result(), result()), tools=TOOLS))[0]["text"]
    assert "number of function response parts" in refused(speaker, asked, model, user(result()), tools=TOOLS)
    assert refused(speaker, asked, model, tools=TOOLS)


def test_a_reasoner_signs_its_calls_and_wants_the_signature_back(speaker: EmbeddedProvider) -> None:
    asked = user(WEATHER)
    first = said(
        speaker,
        asked,
        model="embedded-reasoner",
        tools=TOOLS,
        generationConfig={"thinkingConfig": {"includeThoughts": True}},
    )
    thought, call = parts(first)
    assert thought["thought"] is True
    assert first["usageMetadata"]["thoughtsTokenCount"] > 5
    assert call["functionCall"]["id"]
    turn = [asked, {"role": "model", "parts": [thought, call]}, user(result())]
    assert "18 degrees" in parts(said(speaker, *turn, model="embedded-reasoner", tools=TOOLS))[0]["text"]
    signature = call.pop("thoughtSignature")
    assert "missing a thought_signature" in refused(speaker, *turn, model="embedded-reasoner", tools=TOOLS)
    assert parts(said(speaker, *turn, tools=TOOLS)), "the other models do not insist"
    later = [*turn, {"role": "model", "parts": [{"text": "18"}]}, user("Thanks")]
    assert parts(said(speaker, *later, model="embedded-reasoner", tools=TOOLS)), "only the current turn is checked"
    call["thoughtSignature"] = signature[:-8] + "AAAAAAA="
    assert refused(speaker, *turn, tools=TOOLS) == "Corrupted thought signature."
    call |= {"thoughtSignature": signature, "functionCall": call["functionCall"] | {"args": {"city": "Rome"}}}
    assert refused(speaker, *turn, tools=TOOLS) == "Corrupted thought signature."
    call["thoughtSignature"] = "skip_thought_signature_validator"
    assert parts(said(speaker, *turn, model="embedded-reasoner", tools=TOOLS))


def test_a_text_is_signed_at_its_end(speaker: EmbeddedProvider) -> None:
    body = {"contents": [user("count to 3")]}
    events = sse(send(speaker, f"{MODELS}/embedded-reasoner:streamGenerateContent?alt=sse", body).content)
    (last,) = parts(events[-1])
    assert (last["text"], bool(last["thoughtSignature"])) == ("", True)
    (whole,) = parts(said(speaker, user("count to 3"), model="embedded-reasoner"))
    assert whole.keys() == {"text", "thoughtSignature"}
    content = {"role": "model", "parts": [whole]}
    assert parts(said(speaker, user("hi"), content, user("and?"), model="embedded-reasoner"))


def test_settings_are_obeyed_in_both_spellings(speaker: EmbeddedProvider) -> None:
    settings = {
        "response_mime_type": "application/json",
        "response_schema": {"type": "OBJECT", "properties": {"city": {"type": "STRING"}}},
    }
    assert json.loads(parts(said(speaker, user("I live in Rome"), generation_config=settings))[0]["text"]) == {
        "city": "Rome"
    }
    cut = said(speaker, user("count to 50"), generationConfig={"maxOutputTokens": 4, "candidateCount": 2})
    assert [one["finishReason"] for one in cut["candidates"]] == ["MAX_TOKENS", "MAX_TOKENS"]
    config = {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["get_weather"]}}
    assert "functionCall" in parts(said(speaker, user("joke"), tools=TOOLS, toolConfig=config))[0]
    speaker.queue(finish_reason="content_filter")
    assert said(speaker, user("x"))["candidates"][0]["finishReason"] == "SAFETY"


def test_media_are_seen(speaker: EmbeddedProvider) -> None:
    media = [
        {"inlineData": {"mimeType": "image/png", "data": "AAAA"}},
        {"inline_data": {"mime_type": "audio/wav", "data": "AAAA"}},
        {"fileData": {"fileUri": "gs://b/a.pdf", "mimeType": "application/pdf"}},
    ]
    assert "1 image and 1 audio clip and 1 file" in parts(said(speaker, user(*media, "What?")))[0]["text"]
    media[0]["inlineData"]["data"] = "?"
    assert "Base64 decoding failed" in refused(speaker, user(*media))


def test_models_come_in_pages_and_have_a_prefix(speaker: EmbeddedProvider) -> None:
    first = get(speaker, f"{MODELS}?pageSize=3")
    second = get(speaker, f"{MODELS}?pageSize=3&pageToken={first['nextPageToken']}")
    names = [one["name"] for one in first["models"] + second["models"]]
    assert names == [
        "models/embedded-chat",
        "models/embedded-reasoner",
        "models/embedded-mini",
        "models/embedded-embed",
    ]
    assert "nextPageToken" not in second
    assert get(speaker, f"{MODELS}/embedded-mini")["inputTokenLimit"] == 128_000
    missing = send(speaker, f"{MODELS}/none", method="GET")
    assert (missing.status_code, missing.json()["error"]["status"]) == (404, "NOT_FOUND")
    assert get(speaker, "/v1beta1/publishers/google/models")["publisherModels"][0]["name"].endswith("/embedded-chat")


def test_tokens_are_counted_and_texts_embedded(speaker: EmbeddedProvider) -> None:
    counted = send(speaker, f"{MODELS}/embedded-chat:countTokens", {"contents": [user("hi there")]}).json()
    assert counted["totalTokens"] == said(speaker, user("hi there"))["usageMetadata"]["promptTokenCount"]
    one = {"model": "models/embedded-embed", "content": {"parts": [{"text": "cat"}]}, "outputDimensionality": 8}
    single = send(speaker, f"{MODELS}/embedded-embed:embedContent", one).json()["embedding"]["values"]
    assert math.isclose(sum(x * x for x in single), 1.0, abs_tol=1e-5)
    many = send(speaker, f"{MODELS}/embedded-embed:batchEmbedContents", {"requests": [one, one]}).json()["embeddings"]
    assert [vector["values"] for vector in many] == [single, single]
    path = "/v1/projects/p/locations/global/publishers/google/models/embedded-embed:predict"
    instances = {"instances": [{"content": "cat"}], "parameters": {"outputDimensionality": 8}}
    (prediction,) = send(speaker, path, instances).json()["predictions"]
    assert prediction["embeddings"]["values"] == single


def test_a_quota_error_says_in_its_body_when_to_come_back(speaker: EmbeddedProvider) -> None:
    speaker.queue(fault=Fault(status=429, retry_after=1.5))
    error = send(speaker, f"{MODELS}/embedded-chat:generateContent", {"contents": [user("x")]}).json()["error"]
    assert (error["code"], error["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert error["details"][0]["retryDelay"] == "1.5s"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"contents": []}, "contents is not specified"),
        ({"contents": [{"role": "assistant", "parts": [{"text": "x"}]}]}, "Please use a valid role"),
        ({"contents": [{"role": "user", "parts": []}]}, "parts must not be empty"),
        ({"contents": [{"role": "user", "parts": [{"type": "text"}]}]}, "must be set"),
        ({"messages": []}, 'Unknown name "messages"'),
        ({"generationConfig": {"max_tokens": 3}}, 'Unknown name "maxTokens"'),
        ({"generationConfig": {"temperature": 3}}, "temperature"),
        ({"generationConfig": {"responseSchema": {"type": "OBJECT"}}}, "response_mime_type"),
        ({"generationConfig": {"thinkingConfig": {"thinkingBudget": 1, "thinkingLevel": "low"}}}, "thinking level"),
        (
            {"toolConfig": {"functionCallingConfig": {"mode": "AUTO", "allowedFunctionNames": ["f"]}}},
            "Allowed function",
        ),
    ],
)
def test_a_wrong_request_is_refused_and_the_field_named(
    speaker: EmbeddedProvider, change: dict[str, Any], words: str
) -> None:
    response = send(speaker, f"{MODELS}/embedded-chat:generateContent", {"contents": [user("x")]} | change)
    assert response.status_code == 400
    assert words in response.json()["error"]["message"]
