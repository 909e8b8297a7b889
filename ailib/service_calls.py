"""The methods of both clients for what `ailib.services` offers: the same names in the same order, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from .base_client import CallKeywords, call_options
from .core.bridge import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .core.call import Core
    from .models.media import (
        ImageResponse,
        ModerationResponse,
        RerankResponse,
        SpeechResponse,
        Transcription,
        UploadedFile,
    )
    from .openai.files import FileTypes

__all__ = ["AsyncServices", "Services"]


class Services:
    """Reranking, pictures, speech, transcripts, moderation and files; mixed into `Client`."""

    _core: Core

    def rerank(
        self,
        query: str,
        documents: Iterable[str],
        *,
        model: str | None = None,
        top_n: int | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> RerankResponse:
        """Documents by how close they are to a query, the closest first.

        Args:
            query: What is looked for.
            documents: Texts.
            model: Rerank model; by default that of the client.
            top_n: How many to return; by default all.
            extensions: Merged into the body last, verbatim.
            keywords: timeout, max_retries, headers, cancel.

        Raises:
            UnsupportedFeatureError: The provider ranks nothing, or in a form that ailib does not speak.
        """
        from . import services

        return run(services.rerank(self._core, query, documents, model, top_n, extensions, call_options(keywords)))

    def generate_image(
        self,
        prompt: str,
        *,
        model: str | None = None,
        n: int | None = None,
        size: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> ImageResponse:
        """Pictures of a prompt. A request that may have reached the provider is not sent again.

        Args:
            prompt: What to draw.
            model: Image model; by default that of the client, or the provider's choice.
            n: How many.
            size: "1024x1024"; for Gemini an aspect ratio ("16:9").
            extensions: Merged into the body last, verbatim.
            keywords: timeout, max_retries, headers, cancel.

        Raises:
            UnsupportedFeatureError: The provider draws nothing, or in a form that ailib does not speak.
        """
        from . import services

        return run(services.generate_image(self._core, prompt, model, n, size, extensions, call_options(keywords)))

    def generate_speech(
        self,
        text: str,
        *,
        model: str | None = None,
        voice: str | None = None,
        format: str | None = None,  # noqa: A002 - the field's own name
        speed: float | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> SpeechResponse:
        """A text, spoken.

        Args:
            text: What to say.
            model: Speech model; by default that of the client.
            voice: The provider's name (or id) of a voice.
            format: "mp3", "wav", ... in the provider's words.
            speed: 1.0 is normal.
            extensions: Merged into the body last, verbatim.
            keywords: timeout, max_retries, headers, cancel.

        Raises:
            UnsupportedFeatureError: The provider does not speak, or in a form that ailib does not know.
        """
        from . import services

        return run(
            services.generate_speech(self._core, text, model, voice, format, speed, extensions, call_options(keywords))
        )

    def transcribe(
        self,
        file: FileTypes | str,
        *,
        model: str | None = None,
        language: str | None = None,
        prompt: str | None = None,
        response_format: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> Transcription:
        """What is said in a recording.

        Args:
            file: A path, bytes, an open binary file, or `(name, one of these)`.
            model: Transcription model; by default that of the client.
            language: Of the recording, as the provider names it ("en").
            prompt: Words that help: names, terms.
            response_format: "json", "verbose_json", "text", "srt", ... where the provider knows it.
            extensions: More fields of the form.
            keywords: timeout, max_retries, headers, cancel.

        Raises:
            UnsupportedFeatureError: The provider transcribes nothing, or in a form that ailib does not speak.
        """
        from . import services

        return run(
            services.transcribe(
                self._core, file, model, language, prompt, response_format, extensions, call_options(keywords)
            )
        )

    def moderate(
        self,
        input: str | Iterable[Any],  # noqa: A002 - the field's own name
        *,
        model: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> ModerationResponse:
        """Whether texts (or OpenAI's input parts) are harmful, by the provider's own model.

        Args:
            input: A text, or several.
            model: Moderation model; by default the provider's.
            extensions: Merged into the body last, verbatim.
            keywords: timeout, max_retries, headers, cancel.

        Raises:
            UnsupportedFeatureError: The provider has no such thing.
        """
        from . import services

        return run(services.moderate(self._core, input, model, extensions, call_options(keywords)))

    def upload_file(
        self,
        file: FileTypes | str,
        *,
        purpose: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> UploadedFile:
        """Give the provider a file to keep; name it in messages by `FilePart(file_id=...)`.

        Args:
            file: A path, bytes, an open binary file, or `(name, one of these)`; read in pieces while it is sent.
            purpose: What for, in the provider's words; by default for use in messages.
            extensions: More fields of the form.
            keywords: timeout, max_retries, headers, cancel.

        Raises:
            UnsupportedFeatureError: The provider keeps no files, or takes them in a form that ailib does not speak.
        """
        from . import services

        return run(services.upload_file(self._core, file, purpose, extensions, call_options(keywords)))


class AsyncServices:
    """The same, mixed into `AsyncClient`."""

    _core: Core

    async def rerank(
        self,
        query: str,
        documents: Iterable[str],
        *,
        model: str | None = None,
        top_n: int | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> RerankResponse:
        """See `Client.rerank`."""
        from . import services

        return await services.rerank(self._core, query, documents, model, top_n, extensions, call_options(keywords))

    async def generate_image(
        self,
        prompt: str,
        *,
        model: str | None = None,
        n: int | None = None,
        size: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> ImageResponse:
        """See `Client.generate_image`."""
        from . import services

        return await services.generate_image(self._core, prompt, model, n, size, extensions, call_options(keywords))

    async def generate_speech(
        self,
        text: str,
        *,
        model: str | None = None,
        voice: str | None = None,
        format: str | None = None,  # noqa: A002 - the field's own name
        speed: float | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> SpeechResponse:
        """See `Client.generate_speech`."""
        from . import services

        return await services.generate_speech(
            self._core, text, model, voice, format, speed, extensions, call_options(keywords)
        )

    async def transcribe(
        self,
        file: FileTypes | str,
        *,
        model: str | None = None,
        language: str | None = None,
        prompt: str | None = None,
        response_format: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> Transcription:
        """See `Client.transcribe`."""
        from . import services

        return await services.transcribe(
            self._core, file, model, language, prompt, response_format, extensions, call_options(keywords)
        )

    async def moderate(
        self,
        input: str | Iterable[Any],  # noqa: A002 - the field's own name
        *,
        model: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> ModerationResponse:
        """See `Client.moderate`."""
        from . import services

        return await services.moderate(self._core, input, model, extensions, call_options(keywords))

    async def upload_file(
        self,
        file: FileTypes | str,
        *,
        purpose: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> UploadedFile:
        """See `Client.upload_file`."""
        from . import services

        return await services.upload_file(self._core, file, purpose, extensions, call_options(keywords))
