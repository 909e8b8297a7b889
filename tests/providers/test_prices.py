"""Prices: exact, and None rather than 0."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ailib.providers.catalogue import provider_ids, read_data
from ailib.providers.prices import Price, cost, model_facts, price_of

TABLE = read_data("prices.json")["models"]


def test_known_price() -> None:
    price = price_of("openai", "gpt-4o")
    assert price is not None
    assert (price.input, price.output, price.cache_read) == (Decimal("2.5"), Decimal(10), Decimal("1.25"))
    assert cost(price, 1000, completion=1000) == Decimal("0.0125")


def test_no_price_is_zero() -> None:
    seen = 0
    for provider, models in TABLE.items():
        for model, row in models.items():
            price = price_of(provider, model)
            if price is None:
                continue
            seen += 1
            assert price.input > 0
            assert price.output > 0 or row["k"] == "embedding"
            assert price.cache_read is None or price.cache_read > 0
    assert seen > 2000


@pytest.mark.parametrize(
    ("provider", "model"),
    [
        ("cohere", "command-a-plus-05-2026"),
        ("codestral", "codestral-latest"),
        ("azure-openai", "model-router"),
        ("doubao", "doubao-seed-2-0-pro-260215"),
        ("openai", "no-such-model"),
        ("no-such-provider", "gpt-4o"),
        ("openrouter", "openai/gpt-4o"),
    ],
)
def test_unknown_price_is_none(provider: str, model: str) -> None:
    assert price_of(provider, model) is None


def test_every_provider_of_the_table_is_known() -> None:
    assert set(TABLE) <= set(provider_ids())


def test_aliases_and_spelling() -> None:
    assert price_of("claude", "claude-haiku-4-5") == price_of("anthropic", "claude-haiku-4-5") is not None
    assert price_of("gemini", "models/gemini-3.5-flash") == price_of("gemini", "gemini-3.5-flash") is not None
    assert price_of("openai", "GPT-4o") == price_of("openai", "gpt-4o")


def test_date_is_dropped_only_where_that_is_safe() -> None:
    assert price_of("openai", "gpt-4o-2030-01-01") == price_of("openai", "gpt-4o")
    assert price_of("anthropic", "claude-sonnet-5-20301231") == price_of("anthropic", "claude-sonnet-5") is not None
    assert price_of("vertex-anthropic", "claude-sonnet-5@20301231") == price_of("vertex-anthropic", "claude-sonnet-5")
    # The first snapshot cost twice as much; the table no longer has it.
    assert price_of("openai", "gpt-4o-2024-05-13") is None
    assert price_of("openai", "no-such-model-2030-01-01") is None
    assert price_of("openai", "gpt-4o-preview") is None


def test_cache_prices() -> None:
    price = Price(Decimal(4), Decimal(20), cache_read=Decimal("0.4"), cache_write=Decimal(5))
    assert cost(price, 1_000_000) == Decimal(4)
    assert cost(price, 500_000, cached=1_000_000, cache_write=200_000, completion=50_000) == Decimal("4.4")
    assert cost(Price(Decimal(4), Decimal(20)), 0, cached=1_000_000, cache_write=1_000_000) == Decimal(8)
    assert cost(price, 0) == 0


def test_long_prompts_cost_more() -> None:
    price = price_of("anthropic", "claude-haiku-5-5")
    assert price is not None
    assert price.above == 100_000
    assert cost(price, 100_000, completion=10) == (100_000 * price.input + 10 * price.output) / 1_000_000
    assert cost(price, 100_001) == 100_001 * Decimal("0.5") / 1_000_000
    # The cache counts for the threshold, and its price grows with that of the input: 0.01 * 0.5 / 0.1.
    assert cost(price, 1, cached=100_000) == (Decimal("0.5") + 100_000 * Decimal("0.05")) / 1_000_000


def test_model_facts() -> None:
    facts = model_facts("anthropic", "claude-opus-5")
    assert facts is not None
    assert facts["context"] == 1_000_000
    assert facts["mode"] == "chat"
    assert {"text", "image"} <= facts["modalities"]
    assert {"tools", "reasoning"} <= facts["supports"]
    assert "no_sampling" in facts["flags"]
    embedding = model_facts("openai", "text-embedding-3-small")
    assert embedding is not None
    assert embedding["mode"] == "embedding"
    assert model_facts("openai", "no-such-model") is None


def test_facts_of_every_row_can_be_read() -> None:
    for provider, models in TABLE.items():
        for model in models:
            facts = model_facts(provider, model)
            assert facts is not None
            assert facts["mode"] in {"chat", "responses", "embedding"}
