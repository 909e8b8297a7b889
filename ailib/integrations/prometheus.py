"""Metrics for Prometheus: an object for `Client(..., metrics=...)` that keeps numbers and writes them in its format.

    metrics = PrometheusMetrics()
    client = Client("openai", metrics=metrics)
    ...
    return metrics.exposition()  # at /metrics, as text/plain; version=0.0.4

Names are those of `ailib.metrics` with "_" in the place of "." and "ailib_" before them. No package is needed.
Source of the format: https://prometheus.io/docs/instrumenting/exposition_formats/.
"""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from ..metrics import Metrics, percentile

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PrometheusMetrics"]

_QUANTILES = (0.5, 0.9, 0.95, 0.99)
_NO_TAGS: dict[str, str] = {}


class _Distribution:
    """Values of one series: their number, sum and the latest of them."""

    __slots__ = ("count", "latest", "total")

    def __init__(self, window: int) -> None:
        self.count = 0
        self.total = 0.0
        self.latest: deque[float] = deque(maxlen=window)

    def add(self, value: float) -> None:
        self.count += 1
        self.total += value
        self.latest.append(value)


class _Timer:
    __slots__ = ("_begun", "_metrics", "_name")

    def __init__(self, metrics: PrometheusMetrics, name: str) -> None:
        self._metrics = metrics
        self._name = name
        self._begun = time.monotonic()

    def stop(self) -> None:
        """Note the milliseconds."""
        self._metrics.record_histogram(self._name, (time.monotonic() - self._begun) * 1000)


def _name(text: str, prefix: str) -> str:
    bare = re.sub(r"[^a-zA-Z0-9_:]", "_", text)
    return f"{prefix}{bare}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")


def _labels(tags: tuple[tuple[str, str], ...], *more: tuple[str, str]) -> str:
    pairs = [f'{re.sub(r"[^a-zA-Z0-9_]", "_", name)}="{_escaped(value)}"' for name, value in (*tags, *more)]
    return f"{{{','.join(pairs)}}}" if pairs else ""


def _number(value: float) -> str:
    return repr(float(value)) if value != int(value) else str(int(value))


class PrometheusMetrics(Metrics):
    """Counters, gauges and distributions, safe to use from threads and tasks.

    Args:
        prefix: Before every name.
        window: How many of the latest values the quantiles of a distribution are made of.
    """

    def __init__(self, *, prefix: str = "ailib_", window: int = 1000) -> None:
        self._prefix = prefix
        self._window = window
        self._lock = threading.Lock()
        self._counters: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}
        self._gauges: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}
        self._distributions: dict[tuple[str, tuple[tuple[str, str], ...]], _Distribution] = {}

    @staticmethod
    def _key(name: str, tags: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
        return name, tuple(sorted((str(key), str(value)) for key, value in tags.items()))

    def incr_counter(self, name: str, value: int) -> None:
        """Add to a counter."""
        self.incr_counter_with_tags(name, value, _NO_TAGS)

    def incr_counter_with_tags(self, name: str, value: int, tags: Mapping[str, str]) -> None:
        """Add to the counter of these tags."""
        key = self._key(name, tags)
        with self._lock:
            self._counters[key] = self._counters.get(key, 0) + value

    def record_gauge(self, name: str, value: float) -> None:
        """Set a gauge."""
        self.record_gauge_with_tags(name, value, _NO_TAGS)

    def record_gauge_with_tags(self, name: str, value: float, tags: Mapping[str, str]) -> None:
        """Set the gauge of these tags."""
        with self._lock:
            self._gauges[self._key(name, tags)] = value

    def start_timer(self, name: str) -> _Timer:
        """A timer whose milliseconds become a value of the distribution `name`."""
        return _Timer(self, name)

    def record_histogram(self, name: str, value: float) -> None:
        """Add a value to a distribution."""
        self.record_histogram_with_tags(name, value, _NO_TAGS)

    def record_histogram_with_tags(self, name: str, value: float, tags: Mapping[str, str]) -> None:
        """Add a value to the distribution of these tags."""
        key = self._key(name, tags)
        with self._lock:
            known = self._distributions.get(key)
            if known is None:
                known = self._distributions[key] = _Distribution(self._window)
            known.add(value)

    def record_error(self, name: str, error_type: str) -> None:
        """Count an error by its type."""
        self.incr_counter_with_tags(f"{name}.errors", 1, {"type": error_type})

    def snapshot(self) -> dict[str, Any]:
        """All numbers by their names, tags behind the name: counters and gauges as they are, distributions as dicts of
        count, sum, p50, p90, p95, p99.
        """
        with self._lock:
            numbers: dict[str, Any] = {
                name + _labels(tags): value
                for series in (self._counters, self._gauges)
                for (name, tags), value in series.items()
            }
            for (name, tags), known in self._distributions.items():
                ordered = sorted(known.latest)
                shares = {f"p{round(share * 100)}": percentile(ordered, share) for share in _QUANTILES}
                numbers[name + _labels(tags)] = {"count": known.count, "sum": known.total, **shares}
            return numbers

    def exposition(self) -> str:
        """Everything in the text format 0.0.4; counters end in "_total", distributions are summaries."""
        lines: list[str] = []
        told: set[str] = set()

        def head(name: str, kind: str) -> None:
            if name not in told:
                told.add(name)
                lines.append(f"# TYPE {name} {kind}")

        with self._lock:
            for (name, tags), value in sorted(self._counters.items()):
                wire = _name(name, self._prefix)
                wire = wire if wire.endswith("_total") else f"{wire}_total"
                head(wire, "counter")
                lines.append(f"{wire}{_labels(tags)} {_number(value)}")
            for (name, tags), value in sorted(self._gauges.items()):
                wire = _name(name, self._prefix)
                head(wire, "gauge")
                lines.append(f"{wire}{_labels(tags)} {_number(value)}")
            for (name, tags), known in sorted(self._distributions.items(), key=lambda row: row[0]):
                wire = _name(name, self._prefix)
                head(wire, "summary")
                ordered = sorted(known.latest)
                for share in _QUANTILES:
                    mark = _labels(tags, ("quantile", str(share)))
                    lines.append(f"{wire}{mark} {_number(percentile(ordered, share))}")
                lines.append(f"{wire}_sum{_labels(tags)} {_number(known.total)}")
                lines.append(f"{wire}_count{_labels(tags)} {known.count}")
        return "\n".join(lines) + "\n" if lines else ""

    def reset(self) -> None:
        """Forget everything."""
        with self._lock:
            self._counters.clear()
            self._gauges.clear()
            self._distributions.clear()
