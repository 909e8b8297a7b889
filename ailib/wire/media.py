"""Pictures, speech, reranking, moderation: requests and answers of the endpoints beside chats.

Most providers speak OpenAI's form (https://platform.openai.com/docs/api-reference/images, .../audio, .../moderations)
and, for reranking, Cohere's (https://docs.cohere.com/reference/rerank). Those that differ are told by the path that the
catalogue has for them. No I/O: each encoder gives a body (JSON, or fields and a file of a form), each decoder a model.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from ..models.media import (
    GeneratedImage,
    ImageResponse,
    ModerationResponse,
    ModerationResult,
    RerankResponse,
    RerankResult,
    Transcription,
)
from ..models.usage import Usage
from .openai_responses import decode_usage
from .shapes import is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "decode_images",
    "decode_moderation",
    "decode_rerank",
    "decode_transcription",
    "encode_images",
    "encode_rerank",
    "encode_speech",
    "encode_transcription",
    "rerank_form",
    "spoken",
]


def _usage(data: Any) -> Usage:
    """Tokens, under any of the usual names."""
    for place in (member(data, "usage"), member(data, "meta")):
        for inner in (place, member(place, "tokens"), member(place, "billed_units")):
            found = decode_usage(inner) if is_object(inner) else None
            if found is not None and (found.total_tokens or found.prompt_tokens):
                return found
    return Usage()


# Reranking


def rerank_form(provider: str) -> str:
    """Which form a provider ranks in: "cohere" (nearly all), "voyage", "nvidia", "tei", "deepinfra"; "" for no such."""
    if provider in ("voyage", "nvidia", "deepinfra"):
        return provider
    if provider in ("bedrock", "oci", "watsonx"):
        return ""
    return "tei" if provider == "tei" else "cohere"


def encode_rerank(
    form: str,
    query: str,
    documents: Sequence[str],
    model: str,
    top_n: int | None,
    extensions: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The body of a rerank request."""
    body: dict[str, Any]
    if form == "nvidia":
        body = {"model": model, "query": {"text": query}, "passages": [{"text": text} for text in documents]}
    elif form == "tei":
        body = {"query": query, "texts": list(documents)}
    elif form == "deepinfra":
        body = {"queries": [query], "documents": list(documents)}
    else:
        body = {"model": model, "query": query, "documents": list(documents)}
        if top_n is not None:
            body["top_k" if form == "voyage" else "top_n"] = top_n
    return {**body, **(extensions or {})}


def decode_rerank(data: Any, documents: Sequence[str], top_n: int | None) -> RerankResponse | None:
    """The documents by their scores; None when the answer is none."""
    rows: Any = data
    for name in ("results", "data", "rankings", "output"):
        inner = member(data, name)
        rows = member(inner, "results") if name == "output" and is_object(inner) else inner
        if is_list(rows):
            break
    else:
        scores = member(data, "scores")
        if is_list(scores):  # a number for each document, in their order
            rows = [{"index": at, "score": score} for at, score in enumerate(scores)]
        else:
            rows = data
    if not is_list(rows):
        return None
    results: list[RerankResult] = []
    for row in rows:
        index = member(row, "index")
        found = (member(row, name) for name in ("relevance_score", "score", "logit", "relevance"))
        score = next((value for value in found if isinstance(value, (int, float))), None)
        if not isinstance(index, int) or score is None or not 0 <= index < len(documents):
            return None
        results.append(RerankResult(index, float(score), documents[index]))
    results.sort(key=lambda row: -row.relevance_score)
    model = member(data, "model")
    return RerankResponse(
        results[:top_n] if top_n is not None else results,
        model=model if isinstance(model, str) else "",
        usage=_usage(data),
        raw=data,
    )


# Pictures


def encode_images(
    path: str,
    prompt: str,
    model: str | None,
    n: int | None,
    size: str | None,
    extensions: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The body that asks for pictures."""
    if path.endswith(":predict"):
        # https://ai.google.dev/gemini-api/docs/imagen
        parameters: dict[str, Any] = {"sampleCount": n or 1}
        if size is not None:
            parameters["aspectRatio" if ":" in size else "imageSize"] = size
        return {"instances": [{"prompt": prompt}], "parameters": {**parameters, **(extensions or {})}}
    body: dict[str, Any] = {"prompt": prompt}
    if model:
        body["model"] = model
    if n is not None:
        body["n"] = n
    if size is not None:
        body["size"] = size
    return {**body, **(extensions or {})}


def _image(row: Any, mime: str | None) -> GeneratedImage | None:
    encoded = next(
        (value for name in ("b64_json", "bytesBase64Encoded", "image") if (value := member(row, name))), None
    )
    address = member(row, "url")
    data: bytes | None = None
    if isinstance(row, str):
        encoded, address = (None, row) if row.startswith("http") else (row, None)
    if isinstance(encoded, str):
        if encoded.startswith("data:"):
            head, _, encoded = encoded.partition(",")
            mime = head[5:].partition(";")[0] or mime
        try:
            data = base64.b64decode(encoded)
        except (ValueError, binascii.Error):
            return None
    if data is None and not isinstance(address, str):
        return None
    told = member(row, "mimeType")
    revised = member(row, "revised_prompt") or member(row, "prompt")
    return GeneratedImage(
        data,
        address if isinstance(address, str) else None,
        told if isinstance(told, str) else mime,
        revised if isinstance(revised, str) else None,
    )


def decode_images(data: Any) -> ImageResponse | None:
    """Pictures; None when there is none."""
    rows: Any = next(
        (found for name in ("data", "images", "predictions", "output") if is_list(found := member(data, name))), None
    )
    if rows is None:
        inner = member(data, "data")
        rows = member(inner, "image_urls") or member(inner, "image_base64")  # MiniMax
    if not is_list(rows):
        return None
    kind = member(data, "output_format")
    images = [_image(row, f"image/{kind}" if isinstance(kind, str) else None) for row in rows]
    found = [image for image in images if image is not None]
    return ImageResponse(found, usage=_usage(data), raw=data) if found else None


# Speech


def encode_speech(
    path: str, text: str, model: str, voice: str | None, kind: str | None, speed: float | None,
    extensions: Mapping[str, Any] | None,
) -> dict[str, Any]:  # fmt: skip
    """The body that has a text spoken."""
    body: dict[str, Any]
    if "/text-to-speech/" in path:  # https://elevenlabs.io/docs/api-reference/text-to-speech/convert
        body = {"text": text, "model_id": model}
        if speed is not None:
            body["voice_settings"] = {"speed": speed}
    elif path.endswith("/t2a_v2"):  # https://platform.minimax.io/docs/api-reference/speech-t2a-http
        body = {"model": model, "text": text, "stream": False}
        setting = {"voice_id": voice, "speed": speed}
        body["voice_setting"] = {name: value for name, value in setting.items() if value is not None}
        if kind is not None:
            body["audio_setting"] = {"format": kind}
    elif path.endswith("/speak"):  # https://developers.deepgram.com/reference/text-to-speech-api
        body = {"text": text}
    else:
        body = {"model": model, "input": text}
        settings = {"voice": voice, "response_format": kind, "speed": speed}
        body.update((name, value) for name, value in settings.items() if value is not None)
    return {**body, **(extensions or {})}


def spoken(data: Any) -> bytes | None:
    """The sound inside a JSON answer (hex at MiniMax, base64 elsewhere); None when there is none."""
    found = member(member(data, "data"), "audio")
    if isinstance(found, str):
        try:
            return bytes.fromhex(found)
        except ValueError:
            pass
    for encoded in (found, member(data, "audio"), member(data, "audio_data"), member(data, "audioContent")):
        if isinstance(encoded, str):
            try:
                return base64.b64decode(encoded.rpartition(",")[2], validate=True)
            except (ValueError, binascii.Error):
                continue
    return None


def encode_transcription(
    path: str, model: str, language: str | None, prompt: str | None, kind: str | None,
    extensions: Mapping[str, Any] | None,
) -> dict[str, Any]:  # fmt: skip
    """The fields beside the recording."""
    eleven = path.endswith("/speech-to-text")  # https://elevenlabs.io/docs/api-reference/speech-to-text/convert
    fields: dict[str, Any] = {"model_id" if eleven else "model": model}
    settings = {"language_code" if eleven else "language": language, "prompt": prompt, "response_format": kind}
    fields.update((name, value) for name, value in settings.items() if value is not None)
    return {**fields, **(extensions or {})}


def decode_transcription(data: Any) -> Transcription | None:
    """What is said; None when the answer does not say."""
    if isinstance(data, str):
        return Transcription(data)
    channels = member(member(data, "results"), "channels")
    if is_list(channels):  # https://developers.deepgram.com/reference/speech-to-text-api
        best = [options[0] for row in channels if is_list(options := member(row, "alternatives")) and options]
        words = [word for row in best for word in member(row, "words") or ()]
        text = "\n".join(str(member(row, "transcript") or "") for row in best)
        length = member(member(data, "metadata"), "duration")
        language = member(channels[0], "detected_language") if channels else None
        return Transcription(text, language, length if isinstance(length, (int, float)) else None, [], words, raw=data)
    text = member(data, "text")
    if not isinstance(text, str):
        return None
    language = member(data, "language") or member(data, "language_code")
    length = member(data, "duration")
    segments, words = member(data, "segments"), member(data, "words")
    return Transcription(
        text,
        language if isinstance(language, str) else None,
        float(length) if isinstance(length, (int, float)) else None,
        segments if is_list(segments) else [],
        words if is_list(words) else [],
        usage=_usage(data),
        raw=data,
    )


# Moderation


def decode_moderation(data: Any) -> ModerationResponse | None:
    """Verdicts; None when there are none."""
    rows = member(data, "results")
    if not is_list(rows):
        return None
    results: list[ModerationResult] = []
    for row in rows:
        categories, scores = member(row, "categories"), member(row, "category_scores")
        flags = {str(name): bool(value) for name, value in categories.items()} if is_object(categories) else {}
        numbers = scores.items() if is_object(scores) else ()
        flagged = member(row, "flagged")
        results.append(
            ModerationResult(
                flagged if isinstance(flagged, bool) else any(flags.values()),
                flags,
                {str(name): float(value) for name, value in numbers if isinstance(value, (int, float))},
            )
        )
    model = member(data, "model")
    return ModerationResponse(results, model=model if isinstance(model, str) else "", usage=_usage(data), raw=data)
