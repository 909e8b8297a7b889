"""Chats with a container behind an Amazon SageMaker endpoint: OpenAI's bodies in AWS's envelope.

Sources: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html and
https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointWithResponseStream.html
The model of a request is the name of the endpoint and stands in the path; what the container calls its model is its own
business. A stream is an AWS event stream whose `PayloadPart` events hold the bytes that the container sends, cut
anywhere. A refusal by the container comes in an envelope too (`ModelError`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import InvalidEvent
from .bedrock import BedrockConverse, error_name
from .framing.aws import BROKEN, ERROR, Decoder
from .json import loads
from .openai_chat import OpenAIChat
from .openai_chat_stream import OpenAIChatStream
from .shapes import is_object, member

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..errors import AilibError, APIError
    from ..models.chunk import ChatCompletionChunk
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile

__all__ = ["SageMaker"]

# The errors of AWS's services have one form.
_AWS = BedrockConverse()


class SageMaker(OpenAIChat):
    """The dialect; see `ailib.wire.dialect.Dialect`."""

    stream_accept = "application/vnd.amazon.eventstream"

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request, without the model: containers refuse a name that is not theirs."""
        body = super().encode_chat(request, profile, model, stream=stream)
        if not (request.extensions and "model" in request.extensions):
            del body["model"]
        return body

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> OpenAIChatStream:
        """A decoder for one stream."""
        return _Stream(self, profile, request, model)

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
        """The error of an answer that is not 2xx: the container's own, else that of AWS."""
        data: Any
        try:
            data = loads(body)
        except ValueError:
            data = None
        said, code = member(data, "OriginalMessage"), member(data, "OriginalStatusCode")
        found: APIError
        if isinstance(said, str) and said and isinstance(code, int) and 400 <= code < 600:
            found = super().refused(code, headers, said.encode(), profile, model=model, request_id=request_id)
        elif error_name(headers, data) is not None:
            found = _AWS.refused(status, headers, body, profile, model=model, request_id=request_id)
        else:
            found = super().refused(status, headers, body, profile, model=model, request_id=request_id)
        return found

    def exception(self, name: str, data: Any, profile: ProviderProfile, model: str | None) -> APIError:
        """The error of an exception in a stream."""
        error = _AWS.exception(name, data, profile, model)
        code = member(data, "ErrorCode")
        if isinstance(code, str) and code:
            error.code = code
        return error

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body or event that came with status 200, or None."""
        if is_object(data) and "choices" not in data and (error_name(None, data) or "").endswith("Exception"):
            return _AWS.error_in(data, profile, **context)
        return super().error_in(data, profile, **context)

    def request_id(self, headers: Mapping[str, str], profile: ProviderProfile) -> str | None:
        """The id of the request in AWS's header, else in one of the usual ones."""
        return _AWS.request_id(headers, profile)


class _Stream(OpenAIChatStream):
    """Decodes one stream; what stands in for SageMaker may send the container's bytes as they are."""

    def __init__(
        self, dialect: SageMaker, profile: ProviderProfile, request: ChatCompletionRequest, model: str
    ) -> None:
        super().__init__(dialect, profile, request, model)
        self._sagemaker = dialect
        self._envelopes: Decoder | None = None
        self._looked = False
        self.error: AilibError | None = None

    def decode(self, data: bytes) -> Iterator[ChatCompletionChunk]:
        """The chunks that `data` completes, each decoded when it is asked for."""
        if not self._looked and data:
            self._looked = True
            # No text begins with the first byte of a length below 16 MB.
            self._envelopes = Decoder() if data[0] < 0x09 else None
        if self._envelopes is None:
            yield from super().decode(data)
            return
        for name, payload in self._envelopes.feed(data):
            if self.error is not None:
                return
            if name is None or not name.startswith(ERROR):
                yield from super().decode(payload)
            elif not self.done:
                self._failed(name, loads(payload))

    def _failed(self, name: str, data: Any) -> None:
        if name != BROKEN:
            self.error = self._sagemaker.exception(name[len(ERROR) :], data, self._profile, self._model)
        elif not self.events:
            why, at = member(data, "message"), member(data, "data")
            self.error = self._no_stream(f"The answer is no AWS event stream: {why}", str(at).encode())
        else:
            self.error = InvalidEvent(
                f"The event stream is damaged: {member(data, 'message')}", data=str(member(data, "data"))
            )
