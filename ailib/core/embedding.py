"""Vectors for texts: in as many requests as the provider's limits want, a few of them at once, in the order asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import attrs

from ..errors import AilibError, APIError, Cancelled, ContextLengthExceeded, RequestTooLarge, UnsupportedFeatureError
from ..models.embedding import EmbeddingResponse
from ..models.tokens import estimate_text
from ..models.usage import Usage
from ..providers.embedding_limits import embedding_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..models.embedding import EmbeddingRequest
    from .call import Call, CallOptions, Core
    from .target import Target

__all__ = ["embed", "parts_of", "texts_at_once"]

_AT_ONCE = 8  # requests of one call
# An estimate may be a third too low for code or for languages that we know little of.
_SAFE = 0.7
# What a provider says when a request holds too many texts, or too much of them.
_TOO_MANY = re.compile(
    r"(?i)too (many|large)|split|batch size|batch_size|max(imum)? (number|batch|tokens|\w* ?inputs)|exceed"
)


def texts_at_once(target: Target, model: str) -> int | None:
    """How many texts one request may hold; None for no known limit."""
    known = (target.dialect.texts_at_once(target.profile, model), embedding_limits(target.profile.id, model).texts)
    return min((limit for limit in known if limit is not None), default=None)


def parts_of(texts: Sequence[str], most: int | None, tokens: int | None) -> list[tuple[int, int]]:
    """Where to cut: (begin, end) of each request.

    Args:
        texts: All texts.
        most: Texts in a request, at most.
        tokens: Tokens in a request, at most; a text that is longer by itself goes alone.
    """
    if (most is None or len(texts) <= most) and tokens is None:
        return [(0, len(texts))]
    room = None if tokens is None else tokens * _SAFE
    parts: list[tuple[int, int]] = []
    begin, used = 0, 0
    for place, text in enumerate(texts):
        size = 0 if room is None else estimate_text(text)
        full = (most is not None and place - begin >= most) or (room is not None and used + size > room)
        if full and place > begin:
            parts.append((begin, place))
            begin, used = place, 0
        used += size
    parts.append((begin, len(texts)))
    return parts


async def embed(
    core: Core, request: EmbeddingRequest, options: CallOptions | None, batch_size: int | None = None
) -> EmbeddingResponse:
    """See `Core.embed`."""
    target = core.current()
    profile = target.profile
    model = target.resolve_embedding_model(request.model)
    if target.dialect.embed_path(profile, model) is None:
        raise UnsupportedFeatureError(f"{profile.name} has no embeddings", provider=profile.id)
    call = core.call(model, options)
    tokens = embedding_limits(profile.id, model).tokens
    most = texts_at_once(target, model)
    if batch_size is not None:
        most = batch_size if most is None else min(most, batch_size)
    parts = parts_of(request.input, most, tokens)
    if len(parts) == 1:
        # The answers of further requests count as part of this one.
        return await _part(core, target, request, model, call, options)
    found: dict[int, EmbeddingResponse] = {}
    failed: list[AilibError] = []

    async def one(part: tuple[int, int]) -> None:
        if failed:
            return
        begin, end = part
        try:
            piece = core.call(model, options)
            piece.deadline = call.deadline
            found[begin] = await _part(
                core, target, attrs.evolve(request, input=request.input[begin:end]), model, piece, options
            )
        except AilibError as error:
            failed.append(error)

    running = core.runtime.map_unordered(one, parts, _AT_ONCE)
    try:
        async for _ in running:
            pass
    finally:
        aclose = getattr(running, "aclose", None)
        if aclose is not None:
            await aclose()
    if failed:
        # What came of a cancel is the least telling.
        error = next((one for one in failed if not isinstance(one, Cancelled)), failed[0])
        error.partial = _partial(request, model, profile.id, found)
        done = sum(len(answer.embeddings) for answer in found.values())
        error.args = (f"{error.args[0]} ({done} of {len(request.input)} texts were embedded)", *error.args[1:])
        raise error
    return _joined([found[begin] for begin, _ in parts])


async def _part(
    core: Core, target: Target, request: EmbeddingRequest, model: str, call: Call, options: CallOptions | None
) -> EmbeddingResponse:
    """One request; two halves when the provider finds it too large."""
    try:
        return await _request(target, request, model, call)
    except (APIError, ContextLengthExceeded) as error:
        if len(request.input) == 1 or not _too_many(error):
            raise
        middle = len(request.input) // 2
        halves: list[EmbeddingResponse] = []
        for texts in (request.input[:middle], request.input[middle:]):
            piece = core.call(model, options)
            piece.deadline = call.deadline
            half = attrs.evolve(request, input=texts)
            try:
                halves.append(await _part(core, target, half, model, piece, options))
            except AilibError as failure:
                if halves:
                    failure.partial = _partial(request, model, target.profile.id, {0: halves[0]})
                raise
        return _joined(halves)


def _too_many(error: AilibError) -> bool:
    if isinstance(error, RequestTooLarge):
        return True
    return getattr(error, "status", None) in (400, 422) and _TOO_MANY.search(str(error)) is not None


async def _request(target: Target, request: EmbeddingRequest, model: str, call: Call) -> EmbeddingResponse:
    from .call import dumps_body

    profile, dialect = target.profile, target.dialect
    call.asked = request
    body = dumps_body(dialect.encode_embed(request, profile, model))
    url = target.address(cast("str", dialect.embed_path(profile, model)))

    async def attempt() -> EmbeddingResponse:
        answer, data = await call.exchange("POST", url, body)
        response = dialect.decode_embed(data, profile, request)
        if response is None:
            raise call.no_answer(answer, "The answer does not have a vector for every input")
        response.headers = answer.headers
        response.request_id = call.request_id
        response.model = response.model or model
        return response

    return await call.run(attempt)


def _partial(
    request: EmbeddingRequest, model: str, provider: str, found: dict[int, EmbeddingResponse]
) -> EmbeddingResponse:
    """What there is; a text without a vector has an empty one."""
    vectors: list[Sequence[float]] = [()] * len(request.input)
    usage = Usage()
    for begin, answer in sorted(found.items()):
        vectors[begin : begin + len(answer.embeddings)] = answer.embeddings
        usage += answer.usage
    raw: list[Any] = [answer.raw for _, answer in sorted(found.items())]
    return EmbeddingResponse(embeddings=vectors, model=model, usage=usage, provider=provider, raw=raw)


def _joined(answers: list[EmbeddingResponse]) -> EmbeddingResponse:
    """The vectors of several requests as one answer; `raw` is the list of what came."""
    usage = answers[0].usage
    for answer in answers[1:]:
        usage += answer.usage
    return attrs.evolve(
        answers[-1],
        embeddings=[vector for answer in answers for vector in answer.embeddings],
        usage=usage,
        raw=[answer.raw for answer in answers],
    )
