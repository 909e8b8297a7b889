"""Real recorded InvokeModel traffic: Claude's answers, embeddings, and counted tokens."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
import requests

from ailib import AilibError, Client
from ailib.models.embedding import EmbeddingRequest

from .conftest import COUNTS
from .exchanges import Exchange
from .run import SIZES, THROUGH, Family, check_clients
from .test_bedrock import spoken

pytestmark = pytest.mark.shared


def _is_claude(exchange: Exchange) -> bool:
    """Anthropic's messages; the older text completions are another API."""
    body = exchange.request.get("body")
    return isinstance(body, dict) and "anthropic_version" in body


FAMILY = Family(
    "anthropic_messages",
    ("bedrock.invoke", "bedrock.invoke-with-response-stream"),
    prefix="",
    accept=_is_claude,
    label="bedrock invoke",
)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("through", THROUGH)
def test_claude_by_invoke_through_the_clients(recorded: list[Exchange], replay: str, through: Any, size: int) -> None:
    """Promises 5, 8, 9 on real traffic, over sockets."""
    check_clients(FAMILY, recorded, replay, through, size)


def _embeddings(recorded: list[Exchange]) -> list[Exchange]:
    return [one for one in recorded if one.operation == "bedrock.invoke" and one.expected.get("embeddings")]


def _asked(exchange: Exchange) -> EmbeddingRequest:
    """The recorded request in ailib's words."""
    body = dict(exchange.request["body"])
    model = exchange.request["url"].partition("/model/")[2].partition("/")[0]
    if "singleEmbeddingParams" in body:
        inner = body["singleEmbeddingParams"]
        same = inner["text"].get("truncationMode") == "END"
        return EmbeddingRequest(
            inner["text"]["value"],
            model,
            inner.get("embeddingDimension"),
            inner.get("embeddingPurpose"),
            extensions=None if same else {"singleEmbeddingParams": inner},
        )
    if "texts" in body:
        texts, dimensions, purpose = body.pop("texts"), body.pop("output_dimension", None), body.pop("input_type", None)
        return EmbeddingRequest(texts, model, dimensions, purpose, extensions=body or None)
    text, dimensions = body.pop("inputText"), body.pop("dimensions", None)
    return EmbeddingRequest(text, model, dimensions, extensions=body or None)


def test_embeddings_are_asked_for_as_recorded_and_read(recorded: list[Exchange], replay: str) -> None:
    """Promise 1 for vectors: the request and every answer."""
    exchanges = _embeddings(recorded)
    for exchange in exchanges:
        request = _asked(exchange)
        base_url = f"{replay}/x/{exchange.id}"
        with Client("bedrock", api_key="k", base_url=base_url) as client:
            answer = client.embed(
                list(request.input),
                model=request.model,
                dimensions=request.dimensions,
                input_type=request.input_type,
                extensions=request.extensions,
            )
        want = exchange.expected["embeddings"]
        assert len(answer) == want["n"], exchange.id
        assert len(answer.embedding) == want["dim"], exchange.id
        assert list(answer.embedding[:3]) == pytest.approx(want["first3"], abs=1e-5), exchange.id
        usage = exchange.expected["usage"] or {}
        assert answer.usage.prompt_tokens == (usage.get("input_tokens") or 0), exchange.id
        sent = requests.get(f"{replay}/last/{exchange.id}", timeout=10).json()
        assert sent["json"] == exchange.request["body"], exchange.id
    COUNTS["bedrock: embeddings"] = f"{len(exchanges)} asked for and read as recorded"
    assert len(exchanges) >= 30


def test_tokens_are_counted_as_recorded(recorded: list[Exchange], replay: str) -> None:
    """The count of a chat, and the error for a model that does not exist."""
    exchanges = [one for one in recorded if one.operation == "bedrock.count-tokens"]
    for exchange in exchanges:
        inside = exchange.request["body"]["input"]
        protocol = None if "converse" in inside else "anthropic_messages"
        with Client("bedrock", api_key="k", base_url=f"{replay}/x/{exchange.id}", protocol=protocol) as client:
            if protocol is None:
                exchange.request["body"] = inside["converse"]
                request: Any = spoken(exchange)
            else:
                text = json.loads(base64.b64decode(inside["invokeModel"]["body"]))["messages"][0]["content"]
                request = text if isinstance(text, str) else text[0]["text"]
            model = exchange.request["url"].partition("/model/")[2].partition("/")[0]
            if exchange.response["status"] == 200:
                count = client.count_tokens(request, model=model)
                assert (count, count.source) == (json.loads(exchange.body)["inputTokens"], "provider")
            else:
                with pytest.raises(AilibError) as caught:
                    client.count_tokens(request, model=model)
                assert caught.value.args[0] == json.loads(exchange.body)["message"]
        sent = requests.get(f"{replay}/last/{exchange.id}", timeout=10).json()["json"]["input"]
        if protocol is None:
            assert {name: value for name, value in sent["converse"].items() if value} == {
                name: value for name, value in inside["converse"].items() if value
            }
    assert len(exchanges) == 4
