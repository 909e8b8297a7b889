"""What providers offer beside chats and embeddings: reranking, pictures, speech, transcripts, moderation, files.

Each is written once, over the core's endpoint calls; `Client` and `AsyncClient` mirror them. Where they are is in the
provider's data (`ProviderProfile.endpoints`), or in a manifest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote, urlencode

from .core.call import dumps_body
from .core.endpoint import EndpointRequest, exchange, json_of
from .errors import InvalidRequestError, UnsupportedFeatureError
from .wire import media
from .wire.shapes import is_object, member

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .core.call import Call, CallOptions, Core
    from .models.media import (
        Answer,
        ImageResponse,
        ModerationResponse,
        RerankResponse,
        SpeechResponse,
        Transcription,
        UploadedFile,
    )
    from .transport.base import HttpResponse

__all__ = ["generate_image", "generate_speech", "moderate", "rerank", "transcribe", "upload_file"]

A = TypeVar("A", bound="Answer")

# What a provider wants to be told a file is for, when the user does not say.
_PURPOSES = {
    "openai": "user_data",
    "azure-openai": "user_data",
    "mistral": "ocr",
    "moonshot": "file-extract",
    "qwen": "file-extract",
    "zhipu": "file-extract",
    "groq": "batch",
}
# Paths whose providers want another form than the common one, and have none of ours.
_OTHER_IMAGES = ("/invoke", "/genai/{model}", "/image_generation/{model}", "/v1/{model}", "/image/generation")
_OTHER_SPEECH = ("/audio/generation",)
_OTHER_TRANSCRIPTS = ("/v2/transcript", "/transcriptions/async", "/ml/v1/audio/transcriptions")


def _unsupported(core: Core, what: str, path: str | None = None) -> UnsupportedFeatureError:
    profile = core.target.profile
    why = f"{profile.name} has no {what}" if path is None else f"{profile.name} has {what} in a form of its own"
    hint = "See its documentation" if path is None else f"Its address is {path}; see its documentation"
    return UnsupportedFeatureError(why, provider=profile.id, hint=hint)


def _path(core: Core, name: str, what: str, others: tuple[str, ...] = ()) -> str:
    """The path of an endpoint.

    Raises:
        UnsupportedFeatureError: The provider has none, or one in a form that ailib does not speak.
    """
    path = core.target.profile.endpoints.get(name)
    if path is None:
        raise _unsupported(core, what)
    if path.endswith(others) and others:
        raise _unsupported(core, what, path)
    return path


def _model(core: Core, model: str | None, what: str) -> str:
    found = model or core.target.model
    if not found:
        raise InvalidRequestError(f"Name a model for {what}: model=...", param="model", provider=core.target.profile.id)
    return found


def _filled(path: str, model: str, voice: str | None = None) -> str:
    for name, value in (("model", model), ("voice_id", voice)):
        if f"{{{name}}}" in path:
            if not value:
                raise InvalidRequestError(f"This provider needs a {name.removesuffix('_id')}", param=name)
            path = path.replace(f"{{{name}}}", quote(value, safe="/"))
    return path


def _json(path: str, body: Mapping[str, Any], model: str | None, *, resend: bool = True) -> EndpointRequest:
    return EndpointRequest("POST", path, {}, dumps_body(body), model, resend=resend)


def _told(answer: A | None, response: HttpResponse, call: Call, model: str, what: str) -> A:
    """The answer, with where it comes from.

    Raises:
        InvalidResponse: It is none.
    """
    if answer is None:
        raise call.no_answer(response, f"The answer has no {what}")
    answer.provider = call.core.target.profile.id
    answer.model = answer.model or model
    answer.request_id = call.request_id
    answer.headers = response.headers
    return answer


async def rerank(
    core: Core,
    query: str,
    documents: Iterable[str],
    model: str | None,
    top_n: int | None,
    extensions: Mapping[str, Any] | None,
    options: CallOptions | None,
) -> RerankResponse:
    """Documents by how close they are to a query; see `Client.rerank`."""
    texts = [documents] if isinstance(documents, str) else list(documents)
    if not texts:
        raise InvalidRequestError("There are no documents to rank", param="documents")
    if top_n is not None and top_n < 1:
        raise InvalidRequestError(f"top_n must be 1 or more, not {top_n}", param="top_n")
    path = _path(core, "rerank", "reranking")
    form = media.rerank_form(core.target.profile.id)
    if not form:
        raise _unsupported(core, "reranking", path)
    name = _model(core, model, "reranking")
    body = media.encode_rerank(form, query, texts, name, top_n, extensions)
    response, call = await exchange(core, _json(_filled(path, name), body, name), options)
    return _told(media.decode_rerank(json_of(response, call), texts, top_n), response, call, name, "ranking")


async def generate_image(
    core: Core,
    prompt: str,
    model: str | None,
    n: int | None,
    size: str | None,
    extensions: Mapping[str, Any] | None,
    options: CallOptions | None,
) -> ImageResponse:
    """Pictures of a prompt; see `Client.generate_image`."""
    path = _path(core, "images", "pictures", _OTHER_IMAGES)
    if core.target.profile.id == "fal":
        raise _unsupported(core, "pictures", path)
    name = model or core.target.model
    if "{model}" in path:
        name = _model(core, model, "pictures")
    body = media.encode_images(path, prompt, name, n, size, extensions)
    # Each request makes (and costs) new pictures.
    request = _json(_filled(path, name or ""), body, name, resend=False)
    response, call = await exchange(core, request, options)
    return _told(media.decode_images(json_of(response, call)), response, call, name or "", "picture")


async def generate_speech(
    core: Core,
    text: str,
    model: str | None,
    voice: str | None,
    format: str | None,  # noqa: A002 - the field's own name
    speed: float | None,
    extensions: Mapping[str, Any] | None,
    options: CallOptions | None,
) -> SpeechResponse:
    """A text, spoken; see `Client.generate_speech`."""
    from .models.media import SpeechResponse

    path = _path(core, "tts", "speech", _OTHER_SPEECH)
    name = _model(core, model, "speech")
    body = media.encode_speech(path, text, name, voice, format, speed, extensions)
    address = _filled(path, name, voice)
    if path.endswith("/speak"):
        address += "?" + urlencode({"model": name, **({"encoding": format} if format else {})})
    elif "/text-to-speech/" in path and format is not None:
        address += "?" + urlencode({"output_format": format})
    request = EndpointRequest("POST", address, {"Accept": "*/*"}, dumps_body(body), name)
    response, call = await exchange(core, request, options)
    kind = (response.headers.get("content-type") or "").partition(";")[0].strip().lower()
    if kind.endswith("json"):
        data = json_of(response, call)
        sound = media.spoken(data)
        if sound is None:
            raise call.no_answer(response, "The answer has no sound")
        return _told(SpeechResponse(sound, f"audio/{format or 'mpeg'}", raw=data), response, call, name, "sound")
    if not response.body or kind.startswith("text/"):
        raise call.no_answer(response, "The answer has no sound")
    return _told(SpeechResponse(response.body, kind or None), response, call, name, "sound")


def _form(fields: Mapping[str, Any], files: list[tuple[str, Any]]) -> Any:
    """The body of a form.

    Raises:
        InvalidRequestError: A file cannot be read.
    """
    from pathlib import Path

    from .openai.files import MultipartBody, form_fields

    plain = [pair for name, value in fields.items() for pair in form_fields(name, value)]
    opened = [(name, Path(value) if isinstance(value, str) else value) for name, value in files]
    return MultipartBody(plain, opened)


def _bytes(file: Any) -> bytes:
    """All of a file.

    Raises:
        InvalidRequestError: It cannot be read.
    """
    from pathlib import Path

    value: Any = cast("Any", file)[1] if isinstance(file, tuple) else file
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if hasattr(value, "read"):
        return bytes(value.read())
    try:
        return Path(value).read_bytes()
    except OSError as error:
        why = f"The file {value} cannot be read: {error.strerror or error}"
        raise InvalidRequestError(why, param="file", hint="Nothing was sent") from error


async def transcribe(
    core: Core,
    file: Any,
    model: str | None,
    language: str | None,
    prompt: str | None,
    response_format: str | None,
    extensions: Mapping[str, Any] | None,
    options: CallOptions | None,
) -> Transcription:
    """What is said in a recording; see `Client.transcribe`."""
    path = _path(core, "stt", "transcripts", _OTHER_TRANSCRIPTS)
    profile = core.target.profile
    if profile.id in ("soniox", "assemblyai"):
        raise _unsupported(core, "transcripts", path)
    name = _model(core, model, "transcripts")
    if path.endswith("/listen"):  # Deepgram takes the bare recording, and everything else in the address
        sound = _bytes(file)
        settings = {"model": name, "language": language, **(extensions or {})}
        query = urlencode({key: value for key, value in settings.items() if value is not None})
        request = EndpointRequest("POST", f"{path}?{query}", {"Content-Type": "application/octet-stream"}, sound, name)
    else:
        fields = media.encode_transcription(path, name, language, prompt, response_format, extensions)
        body = _form(fields, [("file", file)])
        request = EndpointRequest("POST", path, {"Content-Type": body.content_type, "Accept": "*/*"}, body, name)
    response, call = await exchange(core, request, options)
    data: Any
    if "json" in (response.headers.get("content-type") or "") or response_format in (None, "json", "verbose_json"):
        data = json_of(response, call)
    else:
        data = response.body.decode("utf-8", "replace")
    return _told(media.decode_transcription(data), response, call, name, "transcript")


async def moderate(
    core: Core,
    input: Any,  # noqa: A002 - the field's own name
    model: str | None,
    extensions: Mapping[str, Any] | None,
    options: CallOptions | None,
) -> ModerationResponse:
    """Verdicts on texts; see `Client.moderate`."""
    path = _path(core, "moderation", "moderation", ("/apply",))
    name = model or ""
    wanted: Any = input if isinstance(input, str) else [*input]
    body: dict[str, Any] = {"input": wanted, **({"model": name} if name else {}), **(extensions or {})}
    response, call = await exchange(core, _json(path, body, name or None), options)
    return _told(media.decode_moderation(json_of(response, call)), response, call, name, "verdict")


async def upload_file(
    core: Core, file: Any, purpose: str | None, extensions: Mapping[str, Any] | None, options: CallOptions | None
) -> UploadedFile:
    """A file that the provider keeps; see `Client.upload_file`."""
    from .models.media import UploadedFile

    profile = core.target.profile
    path = _path(core, "files", "uploads", ("/v2/upload",))
    if core.target.dialect.name == "gemini_generate_content":
        raise _unsupported(core, "uploads", path)
    purpose = purpose or _PURPOSES.get(profile.id)
    fields = {**({"purpose": purpose} if purpose is not None else {}), **(extensions or {})}
    body = _form(fields, [("file", file)])
    headers = {"Content-Type": body.content_type}
    if core.target.dialect.name == "anthropic_messages":
        from .wire.anthropic import FILES_BETA, VERSION

        headers |= {"anthropic-version": VERSION, "anthropic-beta": FILES_BETA}
    request = EndpointRequest("POST", path, headers, body, resend=False)
    response, call = await exchange(core, request, options)
    data = json_of(response, call)
    rows = member(data, "data")
    row = data if not is_object(rows) else rows  # some wrap it
    identity = member(row, "id") or member(row, "file_id")
    address = member(row, "url") or member(row, "uri")
    if not identity and not address:
        raise call.no_answer(response, "The answer names no file")
    size = member(row, "bytes") or member(row, "size_bytes") or member(row, "size")
    name = member(row, "filename") or member(row, "name")
    made = UploadedFile(
        str(identity or ""),
        address if isinstance(address, str) else None,
        name if isinstance(name, str) else None,
        size if isinstance(size, int) else None,
        raw=data,
    )
    return _told(made, response, call, "", "file")
