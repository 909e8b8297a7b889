"""What a wire family offers to the core: functions between models and provider JSON, and a stream decoder.

`Dialect` has the forms that nearly everybody shares (model lists, embeddings, error bodies, request ids); a family
overrides what it does in its own way. A dialect has no state and does no I/O.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..errors import AilibError, APIError
    from ..models.chunk import ChatCompletionChunk
    from ..models.embedding import EmbeddingRequest, EmbeddingResponse
    from ..models.model import Model
    from ..models.request import ChatCompletionRequest
    from ..models.response import ChatCompletionResponse
    from ..providers.profile import ProviderProfile

__all__ = ["ChatStreamDecoder", "Dialect", "named_in"]

NO_WORDS: Mapping[str, str] = MappingProxyType({})


def named_in(path: str | None, model: str) -> str | None:
    """A path of an endpoint with the model in it, where it has a place for one.

    Raises:
        InvalidRequestError: The model would lead to another place.
    """
    if path is None or "{model}" not in path:
        return path
    if model in (".", ".."):
        from ..errors import InvalidRequestError

        raise InvalidRequestError(f"{model!r} is no name of a model", param="model")
    from urllib.parse import quote

    return path.replace("{model}", quote(model, safe=""))


class ChatStreamDecoder(Protocol):
    """Bytes of a streamed answer to chunks.

    Attributes:
        error: What went wrong; the chunks before it have been returned. None while all is well.
        done: The provider's last word was read; nothing more will come.
        has_content: Content (text, thinking, tools, refusal, sound) has been seen: no retry from here on.
        events: How many frames were decoded; comments and pings do not count.
    """

    error: AilibError | None
    done: bool
    has_content: bool
    events: int

    def decode(self, data: bytes) -> Iterator[ChatCompletionChunk]:
        """The chunks that `data` completes, each decoded when it is asked for; sets `error` or `done` on the way.

        Decoding late keeps what has arrived as bytes: a thousand decoded chunks that wait for their reader would
        keep the garbage collector busy.
        """
        ...

    def finish(self) -> list[ChatCompletionChunk]:
        """At the end of the body: last chunks; sets `error` if the answer is not complete."""
        ...

    def response(self) -> ChatCompletionResponse:
        """The answer so far."""
        ...


class Dialect(ABC):
    """One wire family.

    Attributes:
        name: The family, as `ProviderProfile.protocol` names it.
        chats: Whether the family has chats at all.
        stream_accept: `Accept` header of a streamed request.
        error_words: The family's own error codes and types, in lower case, to the names of `Quirks.error_codes`.
    """

    name: ClassVar[str]
    chats: ClassVar[bool] = True
    stream_accept: ClassVar[str] = "text/event-stream"
    error_words: ClassVar[Mapping[str, str]] = NO_WORDS

    # Chat

    @abstractmethod
    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Path of the chat endpoint, relative to the base URL; may have a query, or be a whole URL."""

    @abstractmethod
    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request."""

    @abstractmethod
    def decode_chat(
        self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest
    ) -> ChatCompletionResponse | None:
        """An answer; None when `data` is none."""

    @abstractmethod
    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> ChatStreamDecoder:
        """A decoder for one stream."""

    def headers(
        self,
        request: ChatCompletionRequest,
        profile: ProviderProfile,
        model: str,
    ) -> Mapping[str, str] | None:
        """Headers that this request needs beside the provider's fixed ones; the user's win over them."""
        return None

    # Models

    def models_path(self, profile: ProviderProfile) -> str | None:
        """Path of the model list, relative to the base URL; None where there is none."""
        path = profile.endpoints.get("models", "/models")
        return path if path is not None and (path.startswith("/") or "://" in path) else None

    def model_path(self, profile: ProviderProfile, name: str) -> str | None:
        """Path of one model; None where only the list can tell."""
        from urllib.parse import quote

        path = self.models_path(profile)
        if path is None or profile.endpoints.get("model", path) is None:
            return None
        path, mark, query = path.partition("?")
        return f"{path}/{quote(name, safe='/:@')}{mark}{query}"

    def decode_models(self, data: Any, profile: ProviderProfile) -> list[Model] | None:
        """A list in `data`, `models` or `resources`, or a bare one; None when `data` is none."""
        rows: Any = data.get("data", data.get("models", data.get("resources"))) if is_object(data) else data
        if not is_list(rows):
            return None
        models = (self.decode_model(row, profile) for row in rows)
        return [model for model in models if model is not None]

    def next_models(self, data: Any, profile: ProviderProfile) -> str | None:
        """The query that asks for the next page of a model list ("after_id=..."); None on the last page.

        Here: the `start` of a link to it, in `next.href`.
        """
        link = member(member(data, "next"), "href")
        if not isinstance(link, str):
            return None
        query = link.partition("?")[2].split("&")
        return next((part for part in query if part.startswith("start=") and part != "start="), None)

    def is_named(self, model: Model, name: str) -> bool:
        """Whether a model of the list is the one that is asked for by this name."""
        return model.id == name

    def decode_model(self, data: Any, profile: ProviderProfile) -> Model | None:
        """One model; None when `data` has no id."""
        from ..models.model import Model

        if isinstance(data, str):
            return Model(data, profile.id, raw=data)
        row: Json = data
        if not is_object(row):
            return None
        name = row.get("id") or row.get("model_id") or row.get("name")
        if not isinstance(name, str) or not name:
            return None
        context = (
            row.get("context_length")
            or row.get("context_window")
            or row.get("max_context_length")
            or row.get("max_model_len")
            or member(row.get("model_limits"), "max_sequence_length")
        )
        created = row.get("created")
        owner = row.get("owned_by")
        return Model(
            name,
            profile.id,
            int(created) if isinstance(created, (int, float)) else None,
            owner if isinstance(owner, str) else None,
            int(context) if isinstance(context, (int, float)) and not isinstance(context, bool) else None,
            raw=data,
        )

    # Embeddings

    def embed_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Path of the embeddings endpoint; None where the API has none."""
        return named_in(profile.endpoints.get("embeddings", "/embeddings"), model)

    def texts_at_once(self, profile: ProviderProfile, model: str) -> int | None:
        """How many texts one embeddings request may hold, where that has a narrow limit; None where it has not."""
        return None

    def encode_embed(self, request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The body of an embeddings request."""
        from .embeddings import encode_embed

        return encode_embed(request, profile, model)

    def decode_embed(self, data: Any, profile: ProviderProfile, request: EmbeddingRequest) -> EmbeddingResponse | None:
        """The vectors; None when `data` has none."""
        from .embeddings import decode_embed

        return decode_embed(data, profile, request)

    # Counting tokens

    def count_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Path of the endpoint that counts the tokens of a request; None where the API has none."""
        return None

    def encode_count(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The body that asks for a count: that of the chat, where the API takes it."""
        return self.encode_chat(request, profile, model, stream=False)

    def decode_count(self, data: Any) -> int | None:
        """The number of tokens; None when `data` has none."""
        for name in ("input_tokens", "inputTokens", "totalTokens", "total_tokens", "count"):
            value = data.get(name) if is_object(data) else None
            if isinstance(value, int) and not isinstance(value, bool):
                return value
        return None

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
        from .errors import error_from_body

        return error_from_body(
            status,
            headers,
            body,
            quirks=profile.quirks,
            words=self.error_words,
            provider=profile.id,
            model=model,
            request_id=request_id,
        )

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body or frame that came with status 200, or None."""
        from .errors import error_from_object, find_error

        found = find_error(data)
        if found is None:
            return None
        given: dict[str, Any] = {"status": 200, **context}
        return error_from_object(found, quirks=profile.quirks, words=self.error_words, provider=profile.id, **given)

    def request_id(self, headers: Mapping[str, str], profile: ProviderProfile) -> str | None:
        """The provider's id of the request, from the header it uses or one of the usual ones."""
        if profile.request_id_header is not None and (found := headers.get(profile.request_id_header)):
            return found
        return headers.get("x-request-id") or headers.get("request-id") or headers.get("x-requestid")
