"""Claude by Bedrock's InvokeModel: Anthropic's own bodies in AWS's envelope.

Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html
The model stands in the path, the version and the beta words in the body. A stream is an AWS event stream whose `chunk`
events hold Anthropic's events in base64. Everything around it (errors, models, embeddings) is Bedrock's.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from .anthropic import AnthropicMessages
from .anthropic_stream import AnthropicStream
from .bedrock import BedrockConverse, error_name, model_path
from .bedrock_stream import broken_stream
from .framing.aws import BROKEN, ERROR, Decoder
from .json import dumps, loads
from .shapes import Json, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import AilibError, APIError
    from ..models.chunk import ChatCompletionChunk
    from ..models.embedding import EmbeddingRequest, EmbeddingResponse
    from ..models.model import Model
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile

__all__ = ["BedrockInvoke"]

VERSION = "bedrock-2023-05-31"
_CONVERSE = BedrockConverse()


def _in_envelope(body: dict[str, Any], beta: str | None) -> dict[str, Any]:
    """The body as InvokeModel wants it."""
    body.pop("model", None)
    body.pop("stream", None)
    if beta:
        body.setdefault("anthropic_beta", [word.strip() for word in beta.split(",")])
    return {"anthropic_version": VERSION, **body}


class BedrockInvoke(AnthropicMessages):
    """The dialect; see `ailib.wire.dialect.Dialect`."""

    stream_accept = "application/vnd.amazon.eventstream"

    # Chat

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Where chats go: an address for each model."""
        return model_path(model, "invoke-with-response-stream" if stream else "invoke")

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request."""
        body = super().encode_chat(request, profile, model, stream=stream)
        beta = (super().headers(request, profile, model) or {}).get("anthropic-beta")
        return _in_envelope(body, beta)

    def headers(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> Mapping[str, str] | None:
        """None: what Anthropic has in headers stands in the body here."""
        return None

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> AnthropicStream:
        """A decoder for one stream."""
        return _Stream(self, profile, request, model)

    # Models and embeddings

    def models_path(self, profile: ProviderProfile) -> str | None:
        """The list of foundation models."""
        return _CONVERSE.models_path(profile)

    def decode_models(self, data: Any, profile: ProviderProfile) -> list[Model] | None:
        """A model list."""
        return _CONVERSE.decode_models(data, profile)

    def next_models(self, data: Any, profile: ProviderProfile) -> str | None:
        """None: the list has one page."""
        return None

    def decode_model(self, data: Any, profile: ProviderProfile) -> Model | None:
        """One model."""
        return _CONVERSE.decode_model(data, profile)

    def embed_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Embeddings are an InvokeModel too."""
        return _CONVERSE.embed_path(profile, model)

    def texts_at_once(self, profile: ProviderProfile, model: str) -> int | None:
        """How many texts one embeddings request may hold."""
        return _CONVERSE.texts_at_once(profile, model)

    def encode_embed(self, request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The body of an embeddings request."""
        return _CONVERSE.encode_embed(request, profile, model)

    def decode_embed(self, data: Any, profile: ProviderProfile, request: EmbeddingRequest) -> EmbeddingResponse | None:
        """The vectors; None when `data` has none."""
        return _CONVERSE.decode_embed(data, profile, request)

    # Counting tokens

    def count_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Where tokens are counted."""
        return _CONVERSE.count_path(profile, model)

    def encode_count(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The chat's body, as the bytes that would be sent."""
        body = dumps(self.encode_chat(request, profile, model, stream=False))
        return {"input": {"invokeModel": {"body": base64.b64encode(body).decode("ascii")}}}

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
        """The error of an answer that is not 2xx: AWS's, or Anthropic's own."""
        data: Any
        try:
            data = loads(body)
        except ValueError:
            data = None
        anthropic = is_object(data) and is_object(data.get("error")) and error_name(headers, data) is None
        of: Any = super() if anthropic else _CONVERSE
        found: APIError = of.refused(status, headers, body, profile, model=model, request_id=request_id)
        return found

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body or event that came with status 200, or None."""
        if is_object(data) and (error_name(None, data) or "").lower().endswith(("exception", "error")):
            return _CONVERSE.error_in(data, profile, **context)
        return super().error_in(data, profile, **context)

    def request_id(self, headers: Mapping[str, str], profile: ProviderProfile) -> str | None:
        """The id of the request in AWS's header, else in one of the usual ones."""
        return _CONVERSE.request_id(headers, profile)


class _Chunks:
    """Anthropic's events out of an AWS event stream."""

    __slots__ = ("frames",)

    def __init__(self) -> None:
        self.frames = Decoder()

    def feed(self, data: bytes) -> list[tuple[str | None, bytes]]:
        """The events that `data` completes."""
        return [
            (name, payload) if name is not None and name.startswith(ERROR) else (None, _unwrapped(payload))
            for name, payload in self.frames.feed(data)
        ]

    def flush(self) -> None:
        """At the end of the body: half a message is no event."""


def _unwrapped(payload: bytes) -> bytes:
    try:
        frame: Json = loads(payload)
        if isinstance(frame, dict) and isinstance(frame.get("bytes"), str):
            return base64.b64decode(frame["bytes"], validate=True)
    except (ValueError, binascii.Error):
        pass  # no JSON, no base64: the decoder says what is wrong with it
    return payload


class _Stream(AnthropicStream):
    """Decodes one stream."""

    def __init__(
        self, dialect: BedrockInvoke, profile: ProviderProfile, request: ChatCompletionRequest, model: str
    ) -> None:
        super().__init__(dialect, profile, request, model)
        self.error: AilibError | None = None
        self._framing = _Chunks()

    def _frame(self, name: str | None, data: Json, chunks: list[ChatCompletionChunk]) -> None:
        if name is None or not name.startswith(ERROR):
            super()._frame(name, data, chunks)
        elif name == BROKEN:
            self.error = broken_stream(self, data)
        else:
            self.error = _CONVERSE.exception(name[len(ERROR) :], data, self._profile, self._model)
