"""What is left of the recorded traffic: model lists, stored responses, counted tokens.

Not ailib's, and recorded all the same: files, batches (also Anthropic's), images, video, sound and speech (OpenAI,
Mistral, xAI, Cohere, Deepgram, OpenRouter), realtime sessions, moderations, rerank (Cohere, OpenRouter), OCR, vector
stores and file search, cached contents, conversations, assistants, `responses.compact`, OpenAI's v1 completions,
Anthropic's text completions, Cohere's v1, Ollama's `generate` and `show`, Google's interactions, Aleph Alpha's and
watsonx's older text generation, watsonx's instances, Replicate's predictions, InvokeModel for other models than Claude,
and guardrails (`bedrock.apply`).
Read elsewhere: embeddings in OpenAI's form (`test_embeddings`), those of Google, Cohere and Bedrock and the counts of
Anthropic, Google and Bedrock beside their chats.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import requests

from ailib import AsyncClient, Client, Model
from ailib.core.target import dialect_for
from ailib.providers.catalogue import get_provider
from ailib.wire.json import loads

from .conftest import COUNTS
from .exchanges import Exchange
from .run import SIZES, THROUGH, Family, check_clients, check_decoders
from .sent import unequal
from .test_openai_responses import normal, spoken

pytestmark = pytest.mark.shared

STORED = Family("openai_responses", ("responses.get",), label="stored responses")


@pytest.mark.parametrize("size", SIZES)
def test_a_stored_response_decodes_like_a_created_one(recorded: list[Exchange], size: int) -> None:
    """Also one that is still queued or being made, and the events of a stream that is resumed."""
    check_decoders(STORED, recorded, size)


@pytest.mark.parametrize("through", THROUGH)
def test_stored_responses_through_the_clients(recorded: list[Exchange], replay: str, through: Any) -> None:
    """The same bodies as the answer of a chat."""
    check_clients(STORED, recorded, replay, through, 4096)


# Models


def _lists(recorded: list[Exchange]) -> list[Exchange]:
    found = [one for one in recorded if one.operation in ("models", "watsonx.foundation_model_specs")]
    assert len(found) == 4
    return found


def _ids(exchange: Exchange) -> list[str]:
    """The ids, read without ailib."""
    body = loads(exchange.body)
    rows = body.get("data", body.get("resources", [body]))
    count = exchange.expected["resource"].get("n_data")
    assert count in (None, len(rows))
    return [row.get("id") or row["model_id"] for row in rows]


def _where(exchange: Exchange, replay: str) -> dict[str, Any]:
    return {"api_key": "eyJ.a.token", "base_url": f"{replay}/x/{exchange.id};chunk=997", "max_retries": 0}


def _names_one(exchange: Exchange) -> bool:
    return "/models/" in exchange.path


def test_recorded_model_lists_are_read_whole(
    recorded: list[Exchange], replay: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every model of the list, by the decoders and by both clients; one model by its name."""
    monkeypatch.setenv("WATSONX_PROJECT_ID", "p")
    models = 0
    for exchange in _lists(recorded):
        profile = get_provider(exchange.provider)
        dialect = dialect_for(profile.protocol)
        assert dialect is not None
        ids = _ids(exchange)
        with Client(exchange.provider, **_where(exchange, replay)) as client:
            read = [client.get_model(ids[0])] if _names_one(exchange) else client.list_models()
        decoded = dialect.decode_models(loads(exchange.body), profile)
        assert [model.id for model in read] == ids, exchange.id
        assert _names_one(exchange) or [model.id for model in decoded or ()] == ids, exchange.id
        assert asyncio.run(_awaited(exchange, replay, ids)) == ids, exchange.id
        assert all(model.provider == exchange.provider and model.raw for model in read), exchange.id
        models += len(ids)
    COUNTS["models"] = f"{models} in 4 lists and single models, by the decoders and both clients"
    assert models > 120


async def _awaited(exchange: Exchange, replay: str, ids: list[str]) -> list[str]:
    async with AsyncClient(exchange.provider, **_where(exchange, replay)) as client:
        found: list[Model]
        found = [await client.get_model(ids[0])] if _names_one(exchange) else await client.list_models()
    return [model.id for model in found]


# Counts


def test_recorded_counts_of_the_responses_api_are_asked_for_as_recorded(recorded: list[Exchange], replay: str) -> None:
    """Promise: a count is the provider's where it counts; the body is that of the chat."""
    chosen = [one for one in recorded if one.operation == "responses.input_tokens"]
    for exchange in chosen:
        request = spoken(exchange)
        assert not isinstance(request, str), request
        keywords: dict[str, Any] = {
            "api_key": "k", "base_url": f"{replay}/x/{exchange.id}/v1", "protocol": "openai_responses",
        }  # fmt: skip
        with Client(exchange.provider, **keywords) as client:
            count = client.count_tokens(request)
        assert (count, count.source) == (exchange.expected["resource"]["input_tokens"], "provider"), exchange.id
        sent = requests.get(f"{replay}/last/{exchange.id}", timeout=10).json()
        assert sent["path"].endswith("/v1/responses/input_tokens"), exchange.id
        assert unequal(normal(exchange.request["body"]), normal(sent["json"])) == [], exchange.id
        assert asyncio.run(_counted(exchange.provider, keywords, request)) == count, exchange.id
    COUNTS["openai_responses: counts"] = f"{len(chosen)} asked for and read as recorded"
    assert len(chosen) == 3


async def _counted(provider: str, keywords: dict[str, Any], request: Any) -> int:
    async with AsyncClient(provider, **keywords) as client:
        return await client.count_tokens(request)
