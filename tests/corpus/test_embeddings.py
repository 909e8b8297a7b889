"""Recorded embeddings in OpenAI's form: read as expected, refused as expected, asked for as recorded, by both clients."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import requests

from ailib import APIError, AsyncClient, Client, EmbeddingResponse
from ailib.core.target import dialect_for
from ailib.models.embedding import EmbeddingRequest
from ailib.providers.catalogue import get_provider
from ailib.wire.json import loads

from .compare import error_differences
from .conftest import COUNTS
from .exchanges import Exchange
from .sent import unequal

pytestmark = pytest.mark.shared

# Where ailib reads something else than the independent readers did, and why that is right.
LISTED = {
    "perplexity.embeddings.8bd349a8cfa6": (
        "the base64 holds signed bytes: 256 of them, as many as were asked for; the readers took four for one float"
    ),
}
# How the body says what has a name of ailib's.
_NAMES = {"dimensions": ("dimensions", "output_dimension"), "input_type": ("input_type",), "user": ("user",)}


def _of(recorded: list[Exchange]) -> list[Exchange]:
    return [exchange for exchange in recorded if exchange.operation == "embeddings"]


def _spoken(exchange: Exchange) -> EmbeddingRequest | str:
    """The recorded request as a user of ailib would say it, or the reason why it cannot be said."""
    recorded: dict[str, Any] = exchange.request.get("body") or {}
    body: dict[str, Any] = {name: value for name, value in recorded.items() if value is not None}
    if not body:
        return "the request was not recorded"
    given: Any = body.pop("input")
    texts: list[Any] = [given] if isinstance(given, str) else given
    if not all(isinstance(text, str) for text in texts):
        return "the input is tokens"
    model = body.pop("model", "recorded-model")
    fields: dict[str, Any] = {}
    for ours, theirs in _NAMES.items():
        for name in theirs:
            if name in body:
                fields[ours] = body.pop(name)
    return EmbeddingRequest(texts, model, **fields, extensions=body or None)


def _any_request(exchange: Exchange) -> EmbeddingRequest:
    """What was asked, or as many texts as there are vectors."""
    said = _spoken(exchange)
    if isinstance(said, EmbeddingRequest):
        return said
    return EmbeddingRequest(["text"] * (exchange.expected.get("embeddings") or {"n": 1})["n"], "recorded-model")


def _verdict(exchange: Exchange, outcome: Any) -> list[str]:
    """How the outcome differs from the expectation."""
    if exchange.expected["error"]:
        return error_differences(exchange, outcome)
    if not isinstance(outcome, EmbeddingResponse):
        return [f"no vectors: {outcome}"]
    want: dict[str, Any] = exchange.expected["embeddings"]
    usage: dict[str, Any] = exchange.expected["usage"] or {}
    found: list[str] = []
    got: dict[str, tuple[Any, Any]] = {
        "n": (len(outcome), want["n"]),
        "dim": (len(outcome.embedding), want["dim"]),
        "first3": ([float(value) for value in outcome.embedding[:3]], pytest.approx(want["first3"], abs=2e-6)),
        "model": (outcome.model, exchange.expected["model"] or outcome.model),
        "input tokens": (outcome.usage.prompt_tokens, usage.get("input_tokens") or 0),
        "total tokens": (outcome.usage.total_tokens, usage.get("total") or 0),
    }
    for name, (value, wanted) in got.items():
        if value != wanted:
            found.append(f"{name}: got {value}, expected {wanted}")
    return found


def _tally(name: str, results: list[tuple[Exchange, list[str]]]) -> int:
    """How many are read as expected; fails on what is read otherwise and is not listed."""
    wrong = [f"{one.id}: {'; '.join(found)}" for one, found in results if bool(found) != (one.id in LISTED)]
    right = sum(not found for _, found in results)
    COUNTS[f"embeddings: {name}"] = f"{right} of {len(results)} as expected, {len(LISTED)} listed, {len(wrong)} wrong"
    assert not wrong, "\n".join(wrong)
    return right


def _decoded(exchange: Exchange) -> Any:
    profile = get_provider(exchange.provider)
    dialect = dialect_for(profile.protocol)
    assert dialect is not None
    status = exchange.response["status"]
    if status != 200:
        return dialect.refused(status, exchange.response["headers"], exchange.body, profile)
    return dialect.decode_embed(loads(exchange.body), profile, _any_request(exchange))


def test_the_decoders_read_every_recorded_vector(recorded: list[Exchange]) -> None:
    """Floats as numbers and as base64; the error of a model that does not exist."""
    assert _tally("decoders", [(one, _verdict(one, _decoded(one))) for one in _of(recorded)]) >= 70


def test_signed_bytes_are_as_many_as_were_asked_for(recorded: list[Exchange]) -> None:
    """Why the listed recording is read otherwise."""
    [exchange] = [one for one in _of(recorded) if one.id in LISTED]
    response = _decoded(exchange)
    asked = exchange.request["body"]
    assert [len(vector) for vector in response.embeddings] == [asked["dimensions"]] * len(asked["input"])
    assert all(-128 <= value <= 127 for vector in response.embeddings for value in vector)
    assert max(abs(value) for value in response.embedding) > 40  # scaled to the whole range, not noise around zero


def _keywords(exchange: Exchange, replay: str, size: int) -> dict[str, Any]:
    return {"api_key": "k", "base_url": f"{replay}/x/{exchange.id};chunk={size}/v1", "max_retries": 0}


def _asked(request: EmbeddingRequest) -> dict[str, Any]:
    fields = {"dimensions": request.dimensions, "input_type": request.input_type, "user": request.user}
    return {**fields, "model": request.model, "extensions": request.extensions}


def _sent(exchange: Exchange, replay: str) -> list[str]:
    """How what arrived differs from what was recorded."""
    if isinstance(_spoken(exchange), str):
        return []
    body = dict(exchange.request["body"])
    if isinstance(body["input"], str):
        body["input"] = [body["input"]]
    body.setdefault("model", "recorded-model")
    return unequal(body, requests.get(f"{replay}/last/{exchange.id}", timeout=10).json()["json"])


def test_recorded_embeddings_through_the_client_are_asked_for_as_recorded(
    recorded: list[Exchange], replay: str
) -> None:
    """Promise 8 for vectors: the same texts make the same request and give the same vectors."""
    results: list[tuple[Exchange, list[str]]] = []
    different: list[str] = []
    said = 0
    for exchange in _of(recorded):
        request = _any_request(exchange)
        outcome: EmbeddingResponse | APIError
        with Client(exchange.provider, **_keywords(exchange, replay, 4096)) as client:
            try:
                outcome = client.embed(request.input, **_asked(request))
            except APIError as error:
                outcome = error
        results.append((exchange, _verdict(exchange, outcome)))
        found = _sent(exchange, replay)
        said += not isinstance(_spoken(exchange), str)
        different += [f"{exchange.id}: {'; '.join(found[:4])}"] if found else []
    COUNTS["embeddings: requests"] = f"{said - len(different)} of {said} sent as recorded"
    assert not different, "\n".join(different)
    assert said >= 60
    assert _tally("Client", results) >= 70


def test_recorded_embeddings_through_the_async_client(recorded: list[Exchange], replay: str) -> None:
    """The same, awaited, from a body in small pieces."""

    async def one(exchange: Exchange) -> EmbeddingResponse | APIError:
        request = _any_request(exchange)
        async with AsyncClient(exchange.provider, **_keywords(exchange, replay, 997)) as client:
            try:
                return await client.embed(request.input, **_asked(request))
            except APIError as error:
                return error

    async def every() -> list[tuple[Exchange, list[str]]]:
        return [(exchange, _verdict(exchange, await one(exchange))) for exchange in _of(recorded)]

    assert _tally("AsyncClient", asyncio.run(every())) >= 70
