"""Gemini's generateContent, as the Gemini API and Vertex AI speak it: `POST {base_url}/models/{model}:generateContent`.

Source: https://ai.google.dev/api/generate-content, https://ai.google.dev/api/embeddings,
https://ai.google.dev/api/tokens, https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference.
Requests are in `gemini_request`, streams in `gemini_stream`, errors in `gemini_errors`; here are answers, usage,
models, embeddings and counts.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..models.content import (
    AudioPart,
    ContentPart,
    FilePart,
    ImagePart,
    MessageContent,
    ReasoningPart,
    TextPart,
    ToolCall,
    UnknownPart,
)
from ..models.message import Message, Role
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .blocks import made_id
from .dialect import Dialect
from .gemini_errors import WORDS, error_of, gemini_error
from .json import dumps, loads
from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import AilibError, APIError
    from ..models.embedding import EmbeddingRequest, EmbeddingResponse
    from ..models.model import Model
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .gemini_stream import GeminiStream

__all__ = [
    "ANSWER_FIELDS",
    "SIGNATURE",
    "GeminiGenerateContent",
    "blocked_choice",
    "call_extra",
    "choice_extra",
    "citing",
    "created_at",
    "decode_usage",
    "finish_reason",
    "read_part",
    "reason_text",
    "sources",
    "thought_part",
]

SIGNATURE = "thoughtSignature"
_THOUGHT = frozenset({"text", "thought", SIGNATURE})
_CALL = frozenset({"id", "name", "args", "partialArgs", "willContinue"})
_CANDIDATE = frozenset({"index", "content", "finishReason", "logprobsResult"})

# Reasons with a name of their own here; every other one (OTHER, LANGUAGE, MALFORMED_FUNCTION_CALL, ...) stays the
# provider's word. Vertex can be asked to write its enums as numbers (`enum-encoding=int`).
_FINISH = {
    "STOP": "stop",
    "MAX_TOKENS": "length",
    "SAFETY": "content_filter",
    "RECITATION": "content_filter",
    "BLOCKLIST": "content_filter",
    "PROHIBITED_CONTENT": "content_filter",
    "SPII": "content_filter",
    "MODEL_ARMOR": "content_filter",
    "IMAGE_SAFETY": "content_filter",
    "IMAGE_PROHIBITED_CONTENT": "content_filter",
    "IMAGE_RECITATION": "content_filter",
    "1": "stop",
    "2": "length",
    "3": "content_filter",
    "4": "content_filter",
    "6": "content_filter",
    "7": "content_filter",
    "8": "content_filter",
}
_AUDIO = ("AUDIO", 4)  # a modality, by its name and as a number


def reason_text(raw: Any) -> str | None:
    """The finish reason as text; None when there is none."""
    if type(raw) is str:
        return raw or None
    return str(raw) if type(raw) is int and raw else None


def finish_reason(raw: str | None, *, calls: bool) -> str | None:
    """The normalised reason. An answer that ends with calls says so: the wire has STOP for it."""
    if raw is None:
        return None
    reason = _FINISH.get(raw.upper(), raw)
    return "tool_calls" if calls and reason == "stop" else reason


# Parts


def _media(part: dict[str, Any], blob: dict[str, Any], *, inline: bool) -> ContentPart:
    """`inlineData` or `fileData` as an image, sound or file."""
    mime = blob.get("mimeType")
    mime = mime if isinstance(mime, str) else None
    kind = (mime or "").partition("/")[0]
    field = "inlineData" if inline else "fileData"
    data: bytes | None = None
    url: str | None = None
    if inline:
        try:
            data = base64.b64decode(blob["data"], validate=True)
        except (KeyError, TypeError, ValueError, binascii.Error):
            return UnknownPart(part)
    else:
        url = blob.get("fileUri")
        if not isinstance(url, str):
            return UnknownPart(part)
    extra: dict[str, Any] = {key: value for key, value in part.items() if key != field}
    rest = {key: value for key, value in blob.items() if key not in ("data", "fileUri", "mimeType", "displayName")}
    if rest:
        extra[field] = rest
    name = blob.get("displayName")
    name = name if isinstance(name, str) else None
    if kind == "image":
        return ImagePart(url, data, None, mime, name, None, extra or None)
    if kind == "audio":
        if name:
            extra[field] = {**rest, "displayName": name}
        return AudioPart(data, url, None, mime, extra=extra or None)
    return FilePart(data, url, None, None, mime, name, extra or None)


def call_extra(part: dict[str, Any], call: dict[str, Any]) -> dict[str, Any] | None:
    """What stands beside and inside a call besides the call: its thought signature, fields unknown to us."""
    extra: dict[str, Any] = {key: value for key, value in part.items() if key != "functionCall"}
    inner = {key: value for key, value in call.items() if key not in _CALL}
    if inner:
        extra["functionCall"] = inner
    return extra or None


def thought_part(part: dict[str, Any], provider: str) -> ReasoningPart:
    """A part with `thought: true`: a summary of the thinking as a rule, a draft image from some models."""
    text, signature = part.get("text"), part.get(SIGNATURE)
    # Kept whole when it is more (or less) than text and a signature, as it has to go back as it came.
    plain = type(text) is str and part.keys() <= _THOUGHT
    return ReasoningPart(
        text if type(text) is str else "",
        signature if type(signature) is str else None,
        None if plain else part,
        "thought",
        provider,
    )


def read_part(part: Any, provider: str) -> ContentPart:
    """One part of an answer; of an unknown kind as it came. The signature stays on the part that it came with."""
    if not is_object(part):
        return UnknownPart(part)
    if part.get("thought") is True:
        return thought_part(part, provider)
    text = part.get("text")
    if type(text) is str:
        return TextPart(text, None if len(part) == 1 else {key: part[key] for key in part if key != "text"})
    call: Json = part.get("functionCall")
    if type(call) is dict:
        call_id, name, args = call.get("id"), call.get("name"), call.get("args")
        return ToolCall(
            call_id if type(call_id) is str and call_id else made_id(),
            name if type(name) is str else "",
            dumps(args).decode() if args is not None else "{}",
            "function",
            call_extra(part, call),
        )
    for field in ("inlineData", "fileData"):
        blob: Json = part.get(field)
        if type(blob) is dict:
            return _media(part, blob, inline=field == "inlineData")
    return UnknownPart(part)


# Candidates


def sources(candidate: Mapping[str, Any]) -> list[Any]:
    """What a candidate rests on: grounding chunks, passages it recites, pages it was told to read."""
    found: list[Any] = []
    chunks = member(candidate.get("groundingMetadata"), "groundingChunks")
    if is_list(chunks):
        found.extend(chunks)
    recited: Json = candidate.get("citationMetadata")
    passages = member(recited, "citations") or member(recited, "citationSources")
    if is_list(passages):
        found.extend(passages)
    pages = member(candidate.get("urlContextMetadata"), "urlMetadata")
    if is_list(pages):
        found.extend(pages)
    return found


def citing(found: list[Any]) -> dict[str, Any] | None:
    """A message's `extra` for its sources; pages only where nothing else is named, as grounding names them again."""
    named = [source for source in found if member(source, "retrievedUrl") is None]
    return {"annotations": named or list(found)} if found else None


def choice_extra(candidate: Mapping[str, Any]) -> dict[str, Any] | None:
    """The other fields of a candidate: safety ratings, grounding, average log probability, ..."""
    return {key: value for key, value in candidate.items() if key not in _CANDIDATE and value is not None} or None


def _choice(candidate: dict[str, Any], place: int, provider: str) -> Choice:
    content: Json = candidate.get("content")
    raw_parts = member(content, "parts")
    parts = [read_part(part, provider) for part in raw_parts] if is_list(raw_parts) else []
    index = candidate.get("index")
    raw = reason_text(candidate.get("finishReason"))
    return Choice(
        index if type(index) is int else place,
        Message(
            Role.ASSISTANT,
            MessageContent(parts),
            extra=citing(sources(candidate)),
            origin=provider,
        ),
        finish_reason(raw, calls=any(type(part) is ToolCall for part in parts)),
        raw,
        candidate.get("logprobsResult"),
        choice_extra(candidate),
    )


def blocked_choice(feedback: Any, provider: str) -> Choice | None:
    """The empty answer to a prompt that was blocked; None when it was not.

    It is an answer and no error, like one that the filter stopped at its first word: it has usage and was paid for.
    """
    reason = reason_text(member(feedback, "blockReason"))
    if reason is None:
        return None
    message = Message(Role.ASSISTANT, MessageContent(), origin=provider)
    return Choice(0, message, "content_filter", reason, None, {"promptFeedback": feedback})


# Usage


def _sound(details: Json) -> int:
    """Tokens of sound in a list of counts by modality."""
    tokens = 0
    if type(details) is list:
        row: Json
        for row in details:
            if type(row) is dict and row.get("modality") in _AUDIO:
                count = row.get("tokenCount")
                tokens += count if type(count) is int and count > 0 else 0
    return tokens


def decode_usage(data: Json) -> Usage | None:
    """Token counts of `usageMetadata`; None when it counts nothing (yet)."""
    if type(data) is not dict:
        return None
    # Written out, as it runs for every frame of a stream.
    get = data.get
    asked, answered, total = get("promptTokenCount"), get("candidatesTokenCount"), get("totalTokenCount")
    thought, cache = get("thoughtsTokenCount"), get("cachedContentTokenCount")
    if asked is None and answered is None and total is None and thought is None:
        return None
    prompt = asked if type(asked) is int and asked > 0 else 0
    answer = answered if type(answered) is int and answered > 0 else 0
    total = total if type(total) is int and total > 0 else 0
    thoughts = thought if type(thought) is int and thought > 0 else 0
    cached = cache if type(cache) is int and cache > 0 else 0
    found = get("toolUsePromptTokenCount")
    if type(found) is int and found > 0:
        prompt += found  # what built-in tools found is read by the model like the prompt, and billed like it
    details = get("promptTokensDetails")
    sound = _sound(details) if details is not None else 0
    if sound and cached:
        sound = max(0, sound - _sound(get("cacheTokensDetails")))
    return Usage(
        prompt,
        answer,
        total or prompt + answer + thoughts,
        cached,
        0,
        thoughts,
        sound,
        _sound(spoken) if (spoken := get("candidatesTokensDetails")) is not None else 0,
        # The thoughts stand beside the candidates; where a gateway has added them up, the total tells.
        not thoughts or (total == prompt + answer and answer >= thoughts),
        data,
    )


def created_at(text: Any) -> int | None:
    """`createTime` (RFC 3339) as Unix seconds; None when it is none."""
    if type(text) is not str:
        return None
    from datetime import datetime

    try:
        return int(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError, OSError):
        return None


# One of these is in every answer and in every frame of a stream.
ANSWER_FIELDS = ("candidates", "promptFeedback", "usageMetadata", "modelVersion", "responseId")
# Our purposes to those of `taskType`.
_TASKS = {
    "query": "RETRIEVAL_QUERY",
    "document": "RETRIEVAL_DOCUMENT",
    "classification": "CLASSIFICATION",
    "clustering": "CLUSTERING",
    "similarity": "SEMANTIC_SIMILARITY",
}


class GeminiGenerateContent(Dialect):
    """The dialect; see `ailib.wire.dialect.Dialect`."""

    name = "gemini_generate_content"
    error_words = WORDS

    # Addresses

    @staticmethod
    def resource(model: str) -> str:
        """The model's name in a path: "models/gemini-...", "tunedModels/...", "endpoints/..."."""
        name = model.strip("/")
        for prefix in ("publishers/google/models/", "models/", "google/"):
            before, found, after = name.rpartition(prefix)
            if found and (not before or before.endswith("/")):
                return f"models/{after}"
        return name if "/" in name else f"models/{name}"

    def _address(self, profile: ProviderProfile, model: str, endpoint: str, path: str) -> str:
        if profile.protocol == self.name:
            path = profile.endpoints.get(endpoint) or path
        elif endpoint.startswith("chat") and (surface := profile.surface(self.name)) is not None and surface.path:
            path = surface.path
            if endpoint == "chat_stream":
                path = path.replace(":generateContent", ":streamGenerateContent?alt=sse")
        name = quote(self.resource(model), safe="/:@.-_~")
        return path.replace("models/{model}", name).replace("{model}", name)

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Where chats go: the model is part of the address."""
        if stream:
            return self._address(profile, model, "chat_stream", "/models/{model}:streamGenerateContent?alt=sse")
        return self._address(profile, model, "chat", "/models/{model}:generateContent")

    # Chat

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request; the same whether it is streamed or not."""
        from .gemini_request import encode_chat

        return encode_chat(request, profile, model)

    def decode_chat(
        self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest
    ) -> ChatCompletionResponse | None:
        """An answer; None when `data` is none."""
        body: Json = data
        if isinstance(body, list):
            # A stream without `alt=sse` is one array of frames.
            stream = self.chat_stream(profile, request, "")
            return stream.of_frames(body)
        if not isinstance(body, dict) or not any(field in body for field in ANSWER_FIELDS):
            return None
        candidates: Any = body.get("candidates")
        rows = candidates if is_list(candidates) else []
        choices = [_choice(row, place, profile.id) for place, row in enumerate(rows) if is_object(row)]
        if not choices and (blocked := blocked_choice(body.get("promptFeedback"), profile.id)) is not None:
            choices.append(blocked)
        usage = decode_usage(body.get("usageMetadata"))
        model, response_id = body.get("modelVersion"), body.get("responseId")
        tier = member(body.get("usageMetadata"), "serviceTier")
        return ChatCompletionResponse(
            id=response_id if isinstance(response_id, str) else "",
            model=model if isinstance(model, str) else "",
            choices=choices,
            usage=usage or Usage(),
            usage_status=UsageStatus.FINALIZED if usage is not None else UsageStatus.UNSUPPORTED,
            created=created_at(body.get("createTime")),
            service_tier=tier if isinstance(tier, str) else None,
            provider=profile.id,
            raw=data,
        )

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> GeminiStream:
        """A decoder for one stream."""
        from .gemini_stream import GeminiStream

        return GeminiStream(self, profile, request, model)

    # Models

    def model_path(self, profile: ProviderProfile, name: str) -> str | None:
        """Path of one model; None where the provider lists none."""
        return None if self.models_path(profile) is None else f"/{quote(self.resource(name), safe='/:@.-_~')}"

    def decode_models(self, data: Any, profile: ProviderProfile) -> list[Model] | None:
        """A page of the list: `models`, `tunedModels` or Vertex's `publisherModels`; an empty page has none of them."""
        if not is_object(data):
            return None
        for field in ("models", "tunedModels", "publisherModels"):
            rows = data.get(field)
            if is_list(rows):
                return [model for row in rows if (model := self.decode_model(row, profile)) is not None]
        return [] if not data or "nextPageToken" in data else None

    def next_models(self, data: Any, profile: ProviderProfile) -> str | None:
        """The token of the next page."""
        token = member(data, "nextPageToken")
        return f"pageToken={quote(token, safe='')}" if isinstance(token, str) and token else None

    def decode_model(self, data: Any, profile: ProviderProfile) -> Model | None:
        """One model, under the name that a request has for it: without `models/`."""
        from ..models.model import Model

        name = member(data, "name")
        if not isinstance(name, str) or not name:
            return None
        context, longest = data.get("inputTokenLimit"), data.get("outputTokenLimit")
        return Model(
            self.resource(name).removeprefix("models/"),
            profile.id,
            created_at(data.get("createTime")),
            None,
            context if type(context) is int else None,
            longest if type(longest) is int else None,
            capabilities=("reasoning",) if data.get("thinking") is True else (),
            raw=data,
        )

    # Embeddings

    def _embedding_method(self, profile: ProviderProfile, model: str) -> str:
        """The verb: "batchEmbedContents", "embedContent" or "predict"."""
        path = profile.endpoints.get("embeddings") if profile.protocol == self.name else None
        verb = (path or "").rpartition(":")[2] or "batchEmbedContents"
        # Models from gemini-embedding-2 on are not served by `predict`.
        name = self.resource(model)
        later = name.startswith("models/gemini-embedding-") and not name.startswith("models/gemini-embedding-0")
        return "embedContent" if verb == "predict" and later else verb

    def embed_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Where embeddings are made; the verb differs by provider and model."""
        if profile.endpoints.get("embeddings", "") is None:
            return None
        return f"/{quote(self.resource(model), safe='/:@.-_~')}:{self._embedding_method(profile, model)}"

    def texts_at_once(self, profile: ProviderProfile, model: str) -> int | None:
        """How many texts one request may hold; `predict` takes a single one for the Gemini models."""
        verb = self._embedding_method(profile, model)
        if verb == "embedContent" or (verb == "predict" and "gemini-embedding" in model):
            return 1
        return 100 if verb == "batchEmbedContents" else 250

    def encode_embed(self, request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The body of an embeddings request, as its verb wants it.

        Raises:
            InvalidRequestError: Several texts for a model that embeds one at a time.
        """
        from .gemini_request import encode_embed

        task = _TASKS.get(request.input_type, request.input_type) if request.input_type is not None else None
        verb = self._embedding_method(profile, model)
        return encode_embed(request, profile, self.resource(model), verb, task)

    def decode_embed(self, data: Any, profile: ProviderProfile, request: EmbeddingRequest) -> EmbeddingResponse | None:
        """The vectors: `embeddings` of a batch, one `embedding`, or `predictions`; None when one is missing."""
        from ..models.embedding import EmbeddingResponse
        from .embeddings import floats

        rows: Any = member(data, "embeddings") or member(data, "predictions")
        if not is_list(rows):
            rows = [member(data, "embedding")]
        tokens = 0
        vectors: list[Any] = []
        for row in rows:
            place: Json = member(row, "embeddings") or row
            vector = floats(member(place, "values"))
            if vector is None:
                return None
            vectors.append(vector)
            counted = member(member(place, "statistics"), "token_count")
            tokens += int(counted) if isinstance(counted, (int, float)) else 0
        if len(vectors) != len(request.input):
            return None
        usage = decode_usage(member(data, "usageMetadata")) or Usage(tokens, 0, tokens)
        return EmbeddingResponse(vectors, "", usage, profile.id, raw=data)

    # Counting tokens

    def count_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Where tokens are counted."""
        return self._address(profile, model, "count_tokens", "/models/{model}:countTokens")

    def encode_count(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The chat request itself, or (`Quirks.rename["request"]`) wrapped under that name with its model."""
        body = self.encode_chat(request, profile, model, stream=False)
        wrapper = profile.quirks.rename.get("request")
        if wrapper is not None:
            return {wrapper: {"model": self.resource(model), **body}}
        counted = ("contents", "systemInstruction", "tools", "generationConfig")
        return {field: body[field] for field in counted if field in body}

    # Errors

    def refused(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        profile: ProviderProfile,
        *,
        model: str | None = None,
        request_id: str | None = None,
    ) -> APIError:
        """The error of an answer that is not 2xx."""
        try:
            data = loads(body)
        except ValueError:
            data = None
        if error_of(data) is None or 300 <= status < 400:
            return super().refused(status, headers, body, profile, model=model, request_id=request_id)
        return gemini_error(
            data,
            profile.quirks,
            status=status,
            headers=headers,
            provider=profile.id,
            model=model,
            request_id=request_id,
        )

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body or frame that came with status 200, alone or in an array; None for none."""
        if error_of(data) is None:
            return super().error_in(data, profile, **context)
        given: dict[str, Any] = {"status": 200, **context}
        return gemini_error(data, profile.quirks, provider=profile.id, **given)
