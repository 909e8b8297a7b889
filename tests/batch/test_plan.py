"""What a run will cost, before it costs anything."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ailib import Client, ConfigurationError
from ailib.batch import Plan, aplan, plan, run
from ailib.testing import EmbeddedProvider, Fault


@pytest.fixture(params=["sync", "async"])
def planned(request: Any, embedded: EmbeddedProvider) -> Any:
    def call(requests: Any, **keywords: Any) -> Plan:
        keywords = {"model": "embedded", "base_url": embedded.base_url, **keywords}
        return asyncio.run(aplan(requests, **keywords)) if request.param == "async" else plan(requests, **keywords)

    return call


def test_tokens_and_samples_without_a_request(planned: Any, embedded: EmbeddedProvider) -> None:
    found = planned(["word " * 100] * 50, fields={"max_tokens": 20}, items_per_second=10)
    assert (found.items, found.missing, found.invalid) == (50, 50, 0)
    assert 50 * 100 <= found.prompt_tokens <= 50 * 160
    assert found.completion_tokens == 1000
    assert found.total_tokens == found.prompt_tokens + 1000
    assert (found.counted_by, found.cost_usd, found.seconds) == ("estimate", None, 5.0)
    assert [sample.max_tokens for sample in found.samples] == [20, 20, 20]
    assert "the price is not known" in str(found)
    assert embedded.requests == []


def test_cost_by_the_price_list() -> None:
    with Client("openai/gpt-4o", api_key="k") as client:
        found = plan(["word " * 100] * 1000, client=client, fields={"max_tokens": 100})
    # 2.50 and 10 dollars per million tokens.
    expected = (found.prompt_tokens * Decimal("2.5") + 100_000 * 10) / 1_000_000
    assert found.cost_usd == expected
    assert f"about ${expected:.2f}" in str(found)


def test_a_prompt_that_does_not_fit_the_model() -> None:
    with Client("openai/gpt-4o", api_key="k") as client:
        found = plan(["short", "word " * 150_000], client=client)
    assert found.too_long == 1
    assert found.longest > 128_000


def test_items_that_cannot_be_sent(planned: Any, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"text": "a"}) + "\n" + json.dumps({"other": "b"}) + "\n{broken\n")
    found = planned(path, template="Translate {text}")
    assert (found.items, found.missing, found.invalid) == (3, 1, 2)
    assert "The template wants 'text'" in found.errors[1]
    assert "Line 3" in found.errors[2]


def test_what_an_earlier_run_answered_costs_nothing(planned: Any, embedded: EmbeddedProvider, tmp_path: Path) -> None:
    run(["a", "b"], model="embedded", base_url=embedded.base_url, out=tmp_path / "out.jsonl")
    found = planned(["a", "b", "c"], state=tmp_path / "out.jsonl.db")
    assert (found.items, found.missing) == (3, 1)


def test_the_provider_counts_a_sample_where_it_can(embedded: EmbeddedProvider) -> None:
    with Client("anthropic/embedded-chat", api_key="k", base_url=embedded.base_url.removesuffix("/v1")) as client:
        found = plan(["word " * 40] * 30, client=client)
    assert found.counted_by == "provider"
    assert 0 < len(embedded.requests) <= 20


def test_embeddings(planned: Any) -> None:
    found = planned(["one two three"] * 10, kind="embeddings", model="embedded/embedded-embed")
    assert found.prompt_tokens > 0
    assert found.completion_tokens == 0


def test_a_few_items_sent_for_real(planned: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(
        "number",
        text="word " * 50,
        fault=Fault(delay=0.05, headers=dict.fromkeys(["x-ratelimit-limit-requests"], "600")),
    )
    found = planned([f"a prompt with the number {n}" for n in range(1000)], ask=4, fields={"max_tokens": 1000})
    assert len(embedded.requests) == 4
    assert [item.index for item in found.answers] == [0, 1, 2, 3]
    assert all(item.text.startswith("word") for item in found.answers)
    usage = found.answers[0].response.usage
    assert found.counted_by == "sample"
    assert found.completion_tokens == usage.completion_tokens * 1000
    assert found.prompt_tokens == pytest.approx(usage.prompt_tokens * 1000, rel=0.1)
    # 600 per minute are ten per second: the limit, not the latency, decides.
    assert found.seconds == pytest.approx(100.0)


def test_items_sent_for_real_that_fail(planned: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(None, fault=Fault(status=400))
    found = planned(["a", "b"], ask=2)
    assert [item.ok for item in found.answers] == [False, False]
    assert (found.counted_by, found.seconds) == ("estimate", None)


@pytest.mark.parametrize(
    "wrong", [{"ask": -1}, {"concurrency": 0}, {"samples": -1}, {"answer_tokens": "x"}, {"kind": "x"}], ids=repr
)
def test_arguments_that_make_no_sense(planned: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        planned(["a"], **wrong)
