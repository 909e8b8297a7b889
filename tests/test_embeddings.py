"""Texts beyond what one request may hold: split by the provider's limits, in order, a few at once."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib import BadRequest, CancelHandle, Cancelled, RateLimited, ServerError
from ailib.core.embedding import parts_of
from ailib.models.tokens import estimate_text
from ailib.providers.catalogue import provider_ids
from ailib.providers.embedding_limits import _TABLE, embedding_limits
from ailib.testing import EmbeddedProvider, Fault


def sizes(provider: EmbeddedProvider) -> list[int]:
    return sorted(len(seen.body["input"]) for seen in provider.requests)


@pytest.mark.parametrize(
    ("provider", "model", "count", "parts"),
    [
        ("openai", "embedded-embed", 2100, [52, 2048]),
        ("mistral", "embedded-embed", 600, [88, 512]),
        ("qwen", "embedded-embed", 25, [5, 10, 10]),
        ("voyage", "embedded-embed", 1001, [1, 1000]),
        ("ollama", "embedded-embed", 2100, [2100]),
    ],
)
def test_texts_per_request(
    api: Any, embedded: EmbeddedProvider, provider: str, model: str, count: int, parts: list[int]
) -> None:
    client = api.client(
        provider,
        api_key="k",
        base_url=embedded.base_url.removesuffix("/v1") if provider == "ollama" else embedded.base_url,
    )
    texts = [f"t{n}" for n in range(count)]
    response = client.embed(texts, model=model, dimensions=8 if provider == "openai" else None)
    assert sizes(embedded) == parts
    assert len(response) == count
    alone = client.embed([texts[0], texts[-1]], model=model, dimensions=8 if provider == "openai" else None)
    assert [list(response.embeddings[0]), list(response.embeddings[-1])] == [
        pytest.approx(list(vector)) for vector in alone.embeddings
    ]
    asked = {text for seen in embedded.requests[: len(parts)] for text in seen.body["input"]}
    assert asked == set(texts)
    assert response.usage.prompt_tokens >= count


def test_tokens_per_request(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("mistral", api_key="k", base_url=embedded.base_url)
    response = client.embed(["word " * 4000] * 6, model="embedded-embed")  # 5,000 tokens each, 16,384 allowed
    assert sizes(embedded) == [2, 2, 2]
    assert len(response) == 6


def test_the_embedded_provider_has_a_model_of_its_own_for_vectors(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url)
    response = client.embed("hi")
    assert (response.model, len(response.embedding)) == ("embedded-embed", 256)
    assert response.model in [model.id for model in client.list_models()]


def test_a_provider_that_finds_it_too_large_gets_halves(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(
        lambda body: len(body["input"]) > 16,
        fault=Fault(status=400, message="Too many inputs in request, split into more batches."),
    )
    client = api.client("embedded/embedded-embed", base_url=embedded.base_url)
    texts = [f"t{n}" for n in range(50)]
    response = client.embed(texts)
    assert sizes(embedded) == [12, 12, 13, 13, 25, 25, 50]
    assert list(response.embeddings[37]) == pytest.approx(list(client.embed("t37").embedding))


def test_what_was_done_is_on_the_error(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(lambda body: "t11" in body["input"], fault=Fault(status=400))
    embedded.answer(None, fault=Fault(delay=0.2))  # the others are on their way when that one fails
    client = api.client("qwen", api_key="k", base_url=embedded.base_url)
    with pytest.raises(BadRequest, match=r"\d+ of 200 texts were embedded") as caught:
        client.embed([f"t{n}" for n in range(200)], model="embedded-embed")
    partial = caught.value.partial
    assert len(partial) == 200
    assert len(partial.embeddings[0]) > 0  # the first request was out already
    assert len(partial.embeddings[11]) == 0
    assert len(embedded.requests) <= 12  # nothing more was begun
    done = sum(len(vector) > 0 for vector in partial.embeddings)
    assert f"{done} of 200" in str(caught.value)
    assert partial.usage.prompt_tokens >= done


def test_a_part_is_retried_by_itself(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(lambda body: "t11" in body["input"], fault=Fault(status=429, retry_after="0"), times=1)
    client = api.client("qwen", api_key="k", base_url=embedded.base_url)
    assert len(client.embed([f"t{n}" for n in range(30)], model="embedded-embed")) == 30
    assert sizes(embedded) == [10, 10, 10, 10]


@pytest.mark.parametrize("status", [429, 500])
def test_errors_that_have_nothing_to_do_with_size(api: Any, embedded: EmbeddedProvider, status: int) -> None:
    embedded.answer(fault=Fault(status=status))
    client = api.client("embedded/embedded-embed", base_url=embedded.base_url, max_retries=0)
    with pytest.raises((RateLimited, ServerError)):
        client.embed(["a", "b"])
    assert len(embedded.requests) == 1


def test_cancel(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(lambda body: "t199" not in body["input"], fault=Fault(delay=0.2))
    client = api.client("qwen", api_key="k", base_url=embedded.base_url)
    handle = CancelHandle()
    timer = threading.Timer(0.05, handle.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        client.embed([f"t{n}" for n in range(200)], model="embedded-embed", cancel=handle)
    timer.join()
    assert len(embedded.requests) <= 8


def test_a_few_at_once(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(delay=0.05))
    client = api.client("qwen", api_key="k", base_url=embedded.base_url)
    client.embed([f"t{n}" for n in range(160)], model="embedded-embed")
    spans = [(seen.at, seen.done_at or 0.0) for seen in embedded.requests]
    most = max(sum(begin <= at < end for begin, end in spans) for at, _ in spans)
    assert 4 <= most <= 8


@given(
    st.lists(st.text(max_size=30), min_size=1, max_size=60),
    st.none() | st.integers(1, 20),
    st.none() | st.integers(1, 40),
)
def test_cuts(texts: list[str], most: int | None, tokens: int | None) -> None:
    parts = parts_of(texts, most, tokens)
    assert [place for begin, end in parts for place in range(begin, end)] == list(range(len(texts)))
    for begin, end in parts:
        assert begin < end
        assert most is None or end - begin <= most
        assert tokens is None or end - begin == 1 or sum(map(estimate_text, texts[begin:end])) <= tokens


def test_the_table_names_known_providers_and_says_where_it_has_it_from() -> None:
    assert {provider for provider, _, _ in _TABLE} <= set(provider_ids())
    assert all(limits.source.startswith("https://") and (limits.texts or limits.tokens) for _, _, limits in _TABLE)
    assert embedding_limits("voyage", "voyage-4-lite").tokens == 1_000_000
    assert embedding_limits("ollama", "x") == (None, None, "")
