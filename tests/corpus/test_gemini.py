"""Real recorded traffic of Gemini and Vertex decodes to what independent readers read, through both clients.

Requests too: the recorded conversations, put in ailib's words, go out as they were recorded.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
import requests

from ailib import (
    AudioPart,
    ChatCompletionRequest,
    ChatCompletionResponse,
    Client,
    ContentPart,
    FilePart,
    ImagePart,
    Message,
    Reasoning,
    ResponseFormat,
    TextPart,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResultPart,
)
from ailib.core.target import dialect_for
from ailib.models.embedding import EmbeddingRequest
from ailib.providers.catalogue import get_provider
from ailib.wire.gemini import read_part
from ailib.wire.json import loads

from .conftest import COUNTS
from .exchanges import Exchange
from .run import SIZES, THROUGH, Family, check_clients, check_decoders, decoded
from .sent import check_requests

pytestmark = pytest.mark.shared

FAMILY = Family("gemini_generate_content", ("google.generateContent", "google.streamGenerateContent"), prefix="/v1beta")


@pytest.mark.parametrize("size", SIZES)
def test_the_decoders_read_every_recording_at_any_piece_size(recorded: list[Exchange], size: int) -> None:
    """Promise 20: the same answer, however the bytes are cut."""
    check_decoders(FAMILY, recorded, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("through", THROUGH)
def test_recorded_traffic_through_the_clients(recorded: list[Exchange], replay: str, through: Any, size: int) -> None:
    """Promises 5, 8, 9, 15, 19 on real traffic, over sockets."""
    check_clients(FAMILY, recorded, replay, through, size)


# Requests

# The API takes the fields of its messages in both spellings; below these the names are the user's own.
USERS_OWN = {
    "args", "response", "parameters", "parametersJsonSchema", "responseSchema", "responseJsonSchema", "labels", "metadata",
}  # fmt: skip


def camel(value: Any) -> Any:
    """The same JSON with its fields spelled as the documentation does."""
    if isinstance(value, list):
        return [camel(item) for item in value]
    if not isinstance(value, dict):
        return value
    result: dict[str, Any] = {}
    for key, inner in value.items():
        first, *rest = key.split("_")
        name = first + "".join(word.capitalize() for word in rest)
        result[name] = inner if name in USERS_OWN else camel(inner)
    return result


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def media(part: dict[str, Any]) -> ContentPart:
    """`inlineData` or `fileData` as a user would say it."""
    blob = part.get("inlineData") or part["fileData"]
    mime = blob.get("mimeType")
    kind = {"image": ImagePart, "audio": AudioPart}.get((mime or "").partition("/")[0], FilePart)
    data = blob.get("data")
    raw = base64.urlsafe_b64decode(data.replace("+", "-").replace("/", "_")) if data is not None else None
    rest = {key: value for key, value in part.items() if key not in ("inlineData", "fileData")}
    return kind(data=raw, url=blob.get("fileUri"), mime=mime, extra=rest or None)


class Spoken:
    """A recorded conversation in ailib's messages; remembers the calls, as results are found by their ids."""

    def __init__(self, provider: str) -> None:
        self.provider = provider
        self.messages: list[Message] = []
        self.calls: list[ToolCall] = []

    def turn(self, content: dict[str, Any]) -> None:
        parts = listed(content.get("parts"))
        if content.get("role") == "model":
            made = [read_part(part, self.provider) for part in parts]
            self.calls += [part for part in made if isinstance(part, ToolCall)]
            self.messages.append(Message("assistant", made, origin=self.provider))
            return
        plain: list[ContentPart] = []
        for part in parts:
            if "functionResponse" in part:
                if plain:
                    self.messages.append(Message(content.get("role") or "user", plain))
                    plain = []
                self.result(part["functionResponse"])
            elif "text" in part:
                rest = {key: value for key, value in part.items() if key != "text"}
                plain.append(TextPart(part["text"], rest or None))
            else:
                plain.append(media(part))
        if plain:
            self.messages.append(Message(content.get("role") or "user", plain))

    def result(self, wire: dict[str, Any]) -> None:
        known = [call for call in self.calls if wire.get("id") == call.id]
        known = known or [call for call in self.calls if wire["name"] == call.name]
        call_id = known[0].id if known else wire.get("id") or ""
        if known:
            self.calls.remove(known[0])
        response = wire.get("response") or {}
        parts: list[ContentPart] = [media(part) for part in wire.get("parts") or ()]
        if set(response) == {"error"} and isinstance(response["error"], str):
            self.messages.append(Message.user(ToolResultPart(call_id, response["error"], is_error=True)))
            return
        output = response.get("output") if set(response) == {"output"} else None
        if isinstance(output, str) and output[:1] not in ("{", "["):
            parts.insert(0, TextPart(output))
        elif response or not parts:
            parts.insert(0, TextPart(json.dumps(response)))
        self.messages.append(Message("tool", parts, wire["name"], call_id))


def thinking(config: dict[str, Any]) -> Reasoning:
    budget = config.get("thinkingBudget")
    level = config.get("thinkingLevel")
    return Reasoning(
        effort=level.lower() if level else None,
        max_tokens=budget,
        enabled=budget is None or budget > 0,
        summary=None if config.get("includeThoughts") else "none",
    )


def spoken(exchange: Exchange) -> ChatCompletionRequest | str:
    """The recorded request as a user of ailib would make it."""
    body = camel(exchange.request["body"])
    conversation = Spoken(exchange.provider)
    for part in listed((body.get("systemInstruction") or {}).get("parts")):
        conversation.messages.append(Message.system(part["text"]))
    for content in listed(body["contents"]):
        conversation.turn(content)
    config = dict(body.get("generationConfig") or {})
    fields: dict[str, Any] = {}
    names = {
        "temperature": "temperature", "topP": "top_p", "maxOutputTokens": "max_tokens", "stopSequences": "stop",
        "seed": "seed", "candidateCount": "n", "presencePenalty": "presence_penalty",
        "frequencyPenalty": "frequency_penalty", "responseLogprobs": "logprobs", "logprobs": "top_logprobs",
    }  # fmt: skip
    for theirs, ours in names.items():
        if theirs in config:
            fields[ours] = config.pop(theirs)
    if "topK" in config:
        fields["top_k"] = int(config.pop("topK"))
    if "responseModalities" in config:
        fields["modalities"] = [modality.lower() for modality in config.pop("responseModalities")]
    if "speechConfig" in config:
        fields["audio"] = {"voice": config.pop("speechConfig")["voiceConfig"]["prebuiltVoiceConfig"]["voiceName"]}
    if "thinkingConfig" in config:
        fields["reasoning"] = thinking(config.pop("thinkingConfig"))
    schema = config.pop("responseSchema", None) or config.pop("responseJsonSchema", None)
    if schema is not None:
        fields["response_format"] = ResponseFormat.json_schema(schema)
        config.pop("responseMimeType")
    elif config.get("responseMimeType") == "application/json":
        fields["response_format"] = "json"
        config.pop("responseMimeType")
    assert not config, f"{exchange.id}: no word for {sorted(config)}"
    tools: list[Tool] = []
    for tool in listed(body.get("tools")):
        for function in tool.get("functionDeclarations") or ():
            parameters = function.get("parameters") or function.get("parametersJsonSchema")
            tools.append(Tool.function(function["name"], function.get("description"), parameters))
        if "functionDeclarations" not in tool:
            tools.append(Tool(raw=tool))
    if tools:
        fields["tools"] = tools
    choice = body.get("toolConfig")
    if choice is not None:
        calling = choice.get("functionCallingConfig") or {}
        only = calling.get("allowedFunctionNames") or []
        mode = str(calling.get("mode")).upper()
        if len(choice) > 1 or not calling or len(only) > 1 or mode == "VALIDATED":
            fields["tool_choice"] = choice
        elif only:
            fields["tool_choice"] = ToolChoice.function(only[0])
        else:
            fields["tool_choice"] = {"AUTO": "auto", "NONE": "none", "ANY": "required"}[mode]
    if "labels" in body:
        fields["metadata"] = body["labels"]
    extensions = {name: body[name] for name in ("safetySettings", "cachedContent") if name in body}
    model = exchange.path.rpartition("/models/")[2].partition(":")[0]
    return ChatCompletionRequest(model, conversation.messages, extensions=extensions or None, **fields)


def lower_types(schema: Any) -> Any:
    """A schema with its types in lower case; Gemini's own dialect takes them in any."""
    if isinstance(schema, list):
        return [lower_types(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: value.lower() if key == "type" and isinstance(value, str) else lower_types(value)
        for key, value in schema.items()
    }


def one_schema(place: dict[str, Any], *names: str) -> None:
    """A schema has two fields to stand in, the second for the whole of JSON schema."""
    for name in names:
        if place.get(name) is not None:
            place[names[0]] = lower_types(place.pop(name))


def normal(body: dict[str, Any]) -> dict[str, Any]:
    """What the API takes for the same request, as the same JSON."""
    body = camel(body)
    body.pop("model", None)  # it stands in the address
    instructions = body.get("systemInstruction")
    if instructions:
        body["systemInstruction"] = {"parts": listed(instructions["parts"])}  # its role is not looked at
    turns: list[dict[str, Any]] = []
    for content in listed(body.get("contents")):
        for part in content["parts"]:
            for place in (part, *((part.get("functionResponse") or {}).get("parts") or ())):
                blob = place.get("inlineData")
                if blob:
                    blob["data"] = blob["data"].replace("-", "+").replace("_", "/")
            if "functionCall" in part:
                part["functionCall"].setdefault("args", {})
        if turns and turns[-1]["role"] == content.get("role", "user"):
            turns[-1]["parts"] += content["parts"]
        else:
            turns.append({"role": content.get("role", "user"), "parts": content["parts"]})
    body["contents"] = turns
    functions: list[Any] = []
    others: list[Any] = []
    for tool in listed(body.pop("tools", None)):
        if "functionDeclarations" in tool:
            functions += tool["functionDeclarations"]
        else:
            others.append(tool)
    for function in functions:
        one_schema(function, "parameters", "parametersJsonSchema")
    body["tools"] = [functions, others]
    config = body.get("generationConfig") or {}
    one_schema(config, "responseSchema", "responseJsonSchema")
    thoughts = config.get("thinkingConfig")
    if thoughts:
        if not thoughts.get("includeThoughts"):
            thoughts.pop("includeThoughts", None)
        if "thinkingLevel" in thoughts:
            thoughts["thinkingLevel"] = thoughts["thinkingLevel"].upper()
    body["generationConfig"] = config or None
    calling = (body.get("toolConfig") or {}).get("functionCallingConfig")
    if calling:
        calling["mode"] = calling["mode"].upper()
    return body


def test_recorded_conversations_are_sent_as_they_were(recorded: list[Exchange], replay: str) -> None:
    check_requests(FAMILY, recorded, replay, spoken, normal, {})


# Embeddings, counts, models


def test_recorded_answers_go_back_byte_for_byte(recorded: list[Exchange]) -> None:
    """Promise 16: every part, signature and order, also after the message was saved and loaded."""
    dialect = dialect_for("gemini_generate_content")
    assert dialect is not None
    seen = 0
    for exchange in FAMILY.of(recorded):
        if exchange.response["status"] != 200:
            continue
        profile = get_provider(exchange.provider)
        outcome = decoded(FAMILY, exchange, 4096)
        assert isinstance(outcome, ChatCompletionResponse)
        message = Message.from_dict(json.loads(json.dumps(outcome.message.to_dict())))
        request = ChatCompletionRequest("gemini-3-flash", [Message.user("?"), message])
        turns = dialect.encode_chat(request, profile, request.model, stream=False)["contents"]
        sent = turns[1]["parts"] if len(turns) > 1 else []
        signatures = [part.get("thoughtSignature") for part in sent if "thoughtSignature" in part]
        if exchange.stream:
            # The text of a stream is joined; the signatures stand where they stood.
            assert signatures == re.findall(r'"thoughtSignature": ?"([^"]*)"', exchange.body.decode()), exchange.id
        else:
            content = loads(exchange.body)["candidates"][0].get("content") or {}
            assert sent == content.get("parts", []), exchange.id
        seen += len(signatures)
    COUNTS["gemini_generate_content: replay"] = f"{seen} signatures went back"
    assert seen > 100


def test_recorded_embeddings_decode_to_the_same_vectors(recorded: list[Exchange]) -> None:
    dialect = dialect_for("gemini_generate_content")
    assert dialect is not None
    seen = 0
    for exchange in recorded:
        want = exchange.expected.get("embeddings")
        if not want or not exchange.operation.startswith("google."):
            continue
        profile = get_provider(exchange.provider)
        request = EmbeddingRequest(["text"] * want["n"])
        response = dialect.decode_embed(loads(exchange.body), profile, request)
        assert response is not None, exchange.id
        assert len(response) == want["n"], exchange.id
        assert len(response.embedding) == want["dim"], exchange.id
        assert [round(value, 6) for value in response.embedding[:3]] == want["first3"], exchange.id
        seen += 1
    COUNTS["gemini_generate_content: embeddings"] = f"{seen} as expected"
    assert seen >= 20


def test_recorded_refusals_of_embeddings_name_the_reason(recorded: list[Exchange]) -> None:
    dialect = dialect_for("gemini_generate_content")
    assert dialect is not None
    seen: set[str] = set()
    for exchange in recorded:
        want = exchange.expected.get("error")
        if not want or exchange.operation not in ("google.predict", "google.batchEmbedContents"):
            continue
        error = dialect.refused(exchange.response["status"], {}, exchange.body, get_provider(exchange.provider))
        assert (error.status, error.type, error.code) == (want["status"], want["type"], str(want["code"]))
        seen.add(type(error).__name__)
    assert seen == {"AuthenticationError", "ModelNotFound"}


def test_recorded_counts_and_model_lists_are_read(recorded: list[Exchange]) -> None:
    dialect = dialect_for("gemini_generate_content")
    assert dialect is not None
    counts: list[int] = []
    listed_models = 0
    for exchange in recorded:
        if exchange.operation == "google.countTokens" and exchange.response["status"] == 200:
            data = loads(exchange.body)
            counts.append(dialect.decode_count(data) or 0)
            assert counts[-1] == data["totalTokens"]
        if exchange.operation == "google.models" and exchange.path.endswith("/models"):
            data = loads(exchange.body)
            models = dialect.decode_models(data, get_provider("gemini"))
            assert models is not None
            assert len(models) == len(data["models"])
            assert not any(model.id.startswith("models/") for model in models)
            assert (dialect.next_models(data, get_provider("gemini")) or "").startswith("pageToken=")
            listed_models += 1
    assert len(counts) >= 5
    assert listed_models == 1


def test_recorded_embeddings_counts_and_lists_through_the_clients(recorded: list[Exchange], replay: str) -> None:
    seen: set[str] = set()
    for exchange in recorded:
        kind = exchange.operation.removeprefix("google.")
        if kind not in ("batchEmbedContents", "embedContent", "predict", "countTokens", "models") or kind in seen:
            continue
        google = exchange.operation.startswith("google.") and exchange.response["status"] == 200
        if not google or (kind == "models" and not exchange.path.endswith("/models")):
            continue
        seen.add(kind)
        body = exchange.request["body"] or {}
        address = f"{replay}/x/{exchange.id}/v1beta"
        with Client(exchange.provider, api_key="k", base_url=address, max_retries=0) as client:
            if kind == "countTokens":
                count = client.count_tokens("hello")
                assert (count, count.source) == (loads(exchange.body)["totalTokens"], "provider")
            elif kind == "models":
                assert {model.provider for model in client.list_models()} == {"gemini"}
            else:
                want = exchange.expected["embeddings"]
                model = exchange.path.rpartition("/models/")[2].partition(":")[0]
                response = client.embed(["text"] * want["n"], model=model)
                assert len(response.embedding) == want["dim"]
                sent = requests.get(f"{replay}/last/{exchange.id}", timeout=10).json()
                assert sent["path"].endswith(f"/models/{model}:{kind}")
                assert sent["json"].keys() == body.keys()
    assert seen >= {"batchEmbedContents", "embedContent", "predict", "countTokens", "models"}
