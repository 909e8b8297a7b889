"""Metrics in Prometheus' text format."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ailib import RateLimited
from ailib.integrations.prometheus import PrometheusMetrics
from ailib.testing import EmbeddedProvider, Fault

LINE = re.compile(
    r'^[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\.)*")*\})? -?[0-9.e+-]+$'
)


def parsed(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in text.splitlines():
        if not line.startswith("# TYPE "):
            assert LINE.match(line), line
            name, _, value = line.rpartition(" ")
            found[name] = float(value)
    return found


def test_calls_become_numbers(api: Any, embedded: EmbeddedProvider) -> None:
    metrics = PrometheusMetrics()
    client = api.client("embedded", base_url=embedded.base_url, metrics=metrics, max_retries=0)
    for _ in range(3):
        client.chat_completion("hi")
    embedded.queue(fault=Fault(status=429))
    with pytest.raises(RateLimited):
        client.chat_completion("hi")
    numbers = parsed(metrics.exposition())
    assert numbers["ailib_embedded_requests_total"] == 4
    assert numbers["ailib_embedded_success_total"] == 3
    assert numbers["ailib_embedded_failure_total"] == 1
    assert numbers['ailib_embedded_status_codes_total{status="429"}'] == 1
    assert numbers["ailib_embedded_tokens_output_total"] > 0
    assert numbers["ailib_embedded_request_duration_ms_count"] == 4
    assert numbers['ailib_embedded_request_duration_ms{quantile="0.5"}'] > 0
    assert metrics.snapshot()["embedded.requests"] == 4
    assert metrics.snapshot()["embedded.request_duration_ms"]["count"] == 4
    metrics.reset()
    assert metrics.exposition() == ""


def test_names_and_labels_are_escaped() -> None:
    metrics = PrometheusMetrics(prefix="x_")
    metrics.incr_counter_with_tags("a.b-c", 2, {"wei rd": 'q"\\\n'})
    metrics.record_gauge("g", 0.25)
    for value in range(1, 101):
        metrics.record_histogram("h", value)
    assert parsed(metrics.exposition()) == {
        'x_a_b_c_total{wei_rd="q\\"\\\\\\n"}': 2, "x_g": 0.25, "x_h_sum": 5050, "x_h_count": 100,
        'x_h{quantile="0.5"}': 51, 'x_h{quantile="0.9"}': 91, 'x_h{quantile="0.95"}': 96, 'x_h{quantile="0.99"}': 100,
    }  # fmt: skip
