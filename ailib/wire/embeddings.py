"""Embeddings in OpenAI's form: `{model, input}` to `{data: [{index, embedding}], usage}`.

Source: https://platform.openai.com/docs/api-reference/embeddings; what others do differently is in `Quirks`: names
(`rename`), words (`rename_values`), what they refuse (`embed_unsupported`). IBM's answers have `results` for `data`.
`OpenAIEmbeddings` is the dialect of providers that have nothing else.
"""

from __future__ import annotations

import base64
import binascii
import sys
from array import array
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import UnsupportedFeatureError
from ..models.embedding import EmbeddingResponse
from ..models.usage import Usage
from .dialect import Dialect
from .request import check_integer, dropped
from .shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..models.embedding import EmbeddingRequest
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile

__all__ = [
    "OpenAIEmbeddings",
    "SpeechAndPictures",
    "decode_embed",
    "encode_embed",
    "floats",
]

# What vectors in base64 consist of, by the provider's word for it: type codes of `array`.
_VALUES = {
    "float": "f",
    "int8": "b",
    "base64_int8": "b",
    "binary": "b",
    "uint8": "B",
    "ubinary": "B",
    "base64_binary": "B",
}


def encode_embed(request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
    """The body of an embeddings request in OpenAI's form.

    A value that `rename_values` maps to "" is what the provider does when the field is left out.

    Raises:
        UnsupportedFeatureError: The length of the vectors cannot be chosen.
        InvalidRequestError: It is none.
    """
    quirks = profile.quirks
    body: dict[str, Any] = {"model": model, "input": list(request.input)}
    if request.dimensions is not None:
        check_integer("dimensions", request.dimensions, 1)
        if "dimensions" in quirks.embed_unsupported:
            raise UnsupportedFeatureError(
                f"{profile.name} does not take dimensions for its vectors",
                provider=profile.id,
                model=model,
                hint="Leave dimensions out, or force it with extensions={...}",
            )
        body["dimensions"] = request.dimensions
    for field, value in (("input_type", request.input_type), ("user", request.user)):
        if value is None:
            continue
        if field in quirks.embed_unsupported:
            dropped(f"{profile.name} does not take {field} with texts; it is not sent (extensions= forces it)")
        elif word := quirks.rename_values.get(field, {}).get(value, value):
            body[field] = word
    for field in tuple(body):
        if field in quirks.rename:
            body[quirks.rename[field]] = body.pop(field)
    for field, value in quirks.fixed_body.items():
        body.setdefault(field, value)
    if request.extensions:
        body.update(request.extensions)
    return body


def floats(value: Any, code: str = "f") -> Sequence[float] | None:
    """A vector from a list of numbers or from base64; None when it is neither.

    Args:
        value: As it came.
        code: What the base64 stands for, as a type code of `array`; by default little-endian 32-bit floats.
    """
    if is_list(value):
        return value
    if not isinstance(value, str):
        return None
    try:
        vector = array(code, base64.b64decode(value, validate=True))
    except (binascii.Error, ValueError):
        return None
    if sys.byteorder == "big":
        vector.byteswap()
    return vector


def _type_code(profile: ProviderProfile, request: EmbeddingRequest) -> str:
    """What vectors in base64 are made of."""
    asked = request.extensions or {}
    for field in ("output_dtype", "encoding_format"):
        code = _VALUES.get(str(asked.get(field)))
        if code is not None:
            return code
    return _VALUES.get(profile.quirks.embed_values, "f")


def decode_embed(data: Any, profile: ProviderProfile, request: EmbeddingRequest) -> EmbeddingResponse | None:
    """The vectors of an answer in OpenAI's form, sorted by their index; None when there are none for every input."""
    if not is_object(data):
        return None
    rows: Any = data.get("data", data.get("results"))
    if not is_list(rows):
        return None
    code = _type_code(profile, request)
    vectors: dict[int, Sequence[float]] = {}
    for place, row in enumerate(rows):
        vector = floats(row.get("embedding"), code) if is_object(row) else None
        if vector is None:
            return None
        index = row.get("index")
        vectors[index if isinstance(index, int) else place] = vector
    if len(vectors) != len(request.input):
        return None
    model = data.get("model") or data.get("model_id")
    return EmbeddingResponse(
        [vectors[index] for index in sorted(vectors)],
        model if isinstance(model, str) else "",
        _usage(data),
        profile.id,
        raw=data,
    )


def _usage(data: dict[str, Any]) -> Usage:
    """The tokens: all of them are the texts', also where only a total is told."""
    from .openai_chat import decode_usage

    count = data.get("input_token_count")
    if isinstance(count, int) and not isinstance(count, bool):
        return Usage(count, 0, count)
    usage = decode_usage(data.get("usage")) or Usage()
    if not usage.prompt_tokens and not usage.completion_tokens:
        usage.prompt_tokens = usage.total_tokens
    return usage


class OpenAIEmbeddings(Dialect):
    """The dialect of providers that embed texts in OpenAI's form and have no chats."""

    name = "openai_embeddings"
    chats = False

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """None.

        Raises:
            UnsupportedFeatureError: Always.
        """
        _no_chat(profile)

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """None.

        Raises:
            UnsupportedFeatureError: Always.
        """
        _no_chat(profile)

    def decode_chat(self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest) -> None:
        """None: there are no answers."""

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> NoReturn:
        """None.

        Raises:
            UnsupportedFeatureError: Always.
        """
        _no_chat(profile)


class SpeechAndPictures(OpenAIEmbeddings):
    """The dialect of providers that only speak, listen or draw; see `ailib.services`."""

    name = "other"

    def embed_path(self, profile: ProviderProfile, model: str) -> str | None:
        """The address in the provider's data; None when it lists none."""
        return profile.endpoints.get("embeddings")

    def models_path(self, profile: ProviderProfile) -> str | None:
        """The address in the provider's data; None when it lists none."""
        return super().models_path(profile) if "models" in profile.endpoints else None


def _no_chat(profile: ProviderProfile) -> NoReturn:
    why = f": {profile.unspoken}" if profile.unspoken else ""
    hint = None if profile.unspoken else "It embeds texts: client.embed([...])"
    raise UnsupportedFeatureError(f"{profile.name} has no chat API{why}", provider=profile.id, hint=hint)
