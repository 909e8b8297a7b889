"""The page about a run: figures, charts, failures; nothing from outside, nothing unescaped, no key."""

from __future__ import annotations

import contextlib
import json
import math
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib.batch import StateError, run, status, write_report
from ailib.batch.charts import duration, seconds_text, slots_of
from ailib.batch.history import History, Latencies, PastRun, past_runs
from ailib.cli import main
from ailib.testing import EmbeddedProvider, Fault


class Page(HTMLParser):
    """What a browser would see: elements that are closed in order, attributes, text."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.source = path.read_text(encoding="utf-8")
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.feed(self.source)
        self.close()
        assert self.open == []
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def check_self_contained(self) -> None:
        assert not self.tags & {"script", "link", "img", "iframe", "object", "a", "base", "form"}
        assert not [
            one for one in self.attributes if one[1] in ("src", "href", "srcset", "action") or one[1].startswith("on")
        ]
        assert not re.search(r"url\(|@import|https?://", self.source)
        assert ("meta", "http-equiv", "Content-Security-Policy") in self.attributes


def report(folder: Path) -> Page:
    write_report(folder / "out.jsonl.db", folder / "report.html")
    page = Page(folder / "report.html")
    page.check_self_contained()
    return page


def start(provider: EmbeddedProvider, folder: Path, items: list[Any], **keywords: Any) -> Any:
    return run(items, model="embedded", base_url=provider.base_url, out=folder / "out.jsonl", **keywords)


def test_a_run_with_failures(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    message = 'Bad <script>alert("x")</script> & key sk-proj-abcdefghijklmnopqrstuvwxyz012345 in "number 3"'
    embedded.answer("number 3", fault=Fault(status=400, message=message))
    embedded.answer("number 5", fault=Fault(status=503, retry_after="0"), times=2)
    start(embedded, tmp_path, [{"custom_id": f"<i>{n}</i>", "prompt": f'Say "number {n}"'} for n in range(20)])
    page = report(tmp_path)
    assert "<i>3</i>" in page.text
    assert 'Bad <script>alert("x")</script> & key' in page.text
    assert "abcdefghijklmnop" not in page.source
    for words in (
        "20 items",
        "19 answered",
        "1 failed",
        "BadRequest",
        "p50",
        "p95",
        "p99",
        "Throughput",
        "Latency",
        "complete, with failures",
    ):
        assert words in page.text, words
    retried = re.search(r"Retries (\d+)", page.text)
    assert retried is not None
    assert retried[1] == "2"
    assert "Overloaded 2" in page.text
    assert "svg" in page.tags


def test_a_resumed_run_shows_all_its_runs(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    items = [f'Say "number {n}"' for n in range(30)]
    first = start(embedded, tmp_path, items, token_budget=150, fields={"max_tokens": 5}, concurrency=1)
    assert first.stopped == "budget"
    page = report(tmp_path)
    assert "budget spent" in page.text
    assert f"{first.done}" in page.text
    second = start(embedded, tmp_path, items, fields={"max_tokens": 5})
    assert second.complete
    # One that has nothing to do is no run.
    start(embedded, tmp_path, items, fields={"max_tokens": 5})
    page = report(tmp_path)
    assert "Runs" in page.text
    assert "2 runs" in page.text
    assert "complete" in page.text
    with contextlib.closing(sqlite3.connect(tmp_path / "out.jsonl.db")) as connection:
        runs = past_runs(connection)
    assert [one.stopped for one in runs] == ["budget", "complete"]
    assert [one.done for one in runs] == [first.done, 30 - first.done]
    assert sum(one.prompt_tokens for one in runs) == second.usage.prompt_tokens
    assert sum(pulse.done for one in runs for pulse in one.pulses) == 30


def test_embeddings_and_openai_lines(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    body = {"model": "embedded-embed", "input": "a"}
    lines = [{"custom_id": f"r{n}", "method": "POST", "url": "/v1/embeddings", "body": body} for n in range(3)]
    run(
        lines,
        kind="embeddings",
        model="embedded/embedded-embed",
        base_url=embedded.base_url,
        out=tmp_path / "out.jsonl",
    )
    assert "embeddings" in report(tmp_path).text


def test_failures_that_are_not_in_the_output_yet(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    embedded.answer("number 2", fault=Fault(status=400))
    start(embedded, tmp_path, [f'Say "number {n}"' for n in range(4)], dedupe=True)
    assert "BadRequest" in report(tmp_path).text


def test_many_failures_are_cut(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    embedded.answer(None, fault=Fault(status=400))
    start(embedded, tmp_path, [f"{n}" for n in range(230)], stop_after=None)
    page = report(tmp_path)
    assert "the first 200 of 230" in page.text
    assert page.source.count('<td class="kind">') == 200


def test_a_state_without_history(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    start(embedded, tmp_path, ["a"])
    with contextlib.closing(sqlite3.connect(tmp_path / "out.jsonl.db")) as connection:
        connection.executescript("DROP TABLE runs; DROP TABLE pulses")
    page = report(tmp_path)
    assert "1 item" in page.text
    with pytest.raises(StateError):
        write_report(tmp_path / "nowhere.db", tmp_path / "x.html")


def test_an_output_that_is_gone(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    embedded.answer(None, fault=Fault(status=400))
    start(embedded, tmp_path, ["a"])
    (tmp_path / "out.jsonl").unlink()
    assert "no line for it" in report(tmp_path).text


@pytest.mark.parametrize(
    "secret",
    ["sk-ant-api03-AbCdEfGhIjKlMnOp", "Bearer abcdef123456", "https://user:pa55word@host.example/", "https://host.example/?key=AbC123",
     "AKIAIOSFODNN7EXAMPLE", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "AIzaSyA1234567890abcdefghij", "token=abcdef123"],
)  # fmt: skip
def test_what_looks_like_a_key_is_masked(secret: str, embedded: EmbeddedProvider, tmp_path: Path) -> None:
    start(embedded, tmp_path, ["a"])
    line = {"index": 0, "text": None, "error": {"type": "BadRequest", "message": f"refused: {secret} here"}}
    (tmp_path / "out.jsonl").write_text(json.dumps(line) + "\n")
    with contextlib.closing(sqlite3.connect(tmp_path / "out.jsonl.db")) as connection:
        connection.execute("UPDATE items SET status = 2, note = 'BadRequest'")
        connection.commit()
    write_report(tmp_path / "out.jsonl.db", tmp_path / "report.html")
    page = Page(tmp_path / "report.html")
    assert "***" in page.text
    assert "refused" in page.text
    hidden = re.split(r"[ =@/]", secret.replace("Bearer ", ""))
    assert not [word for word in hidden if re.search(r"\d", word) and word in page.source]


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_writes_it_whatever_happens(
    embedded: EmbeddedProvider, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.jsonl").write_text('"a"\n"b"\n')
    page = tmp_path / "report.html"
    words = [
        "batch",
        str(tmp_path / "in.jsonl"),
        "-o",
        str(tmp_path / "out.jsonl"),
        "-m",
        "embedded",
        "--base-url",
        embedded.base_url,
        "--report",
        str(page),
    ]
    embedded.answer(None, fault=Fault(status=401), times=1)
    assert main([*words, "--concurrency", "1"]) != 0
    assert "stopped by an error" in Page(page).text or "interrupted" in Page(page).text
    page.unlink()
    assert main(words) == 0
    assert "report:" in capsys.readouterr().err
    assert "complete" in Page(page).text
    page.unlink()
    assert main(["batch", "status", str(tmp_path / "out.jsonl.db"), "--report", str(page)]) == 0
    assert page.exists()
    page.unlink()
    assert main(["batch", "resume", str(tmp_path / "out.jsonl.db"), "--report", str(page)]) == 0
    assert page.exists()


# --- history ----------------------------------------------------------------------------------------------------------


class Clock:
    """Time that only the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_long_run_is_told_in_few_pulses() -> None:
    clock = Clock()
    history = History(contextlib.nullcontext(), clock)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    from ailib.batch.history import TABLES

    connection.executescript(TABLES)
    for second in range(10_000):
        history.answered(0.5, 3, 10, 5, None)
        if second % 100 == 0:
            history.failed("BadRequest", 1)
            history.retried("RateLimited")
            history.write(connection)
        clock.now += 1.0
    history.write(connection, "complete")
    [one] = past_runs(connection)
    connection.close()
    assert len(one.pulses) <= 240
    assert (one.done, one.failed, one.prompt_tokens) == (30_000, 100, 100_000)
    assert sum(pulse.done for pulse in one.pulses) == 30_000
    assert sum(pulse.failed for pulse in one.pulses) == sum(pulse.retried for pulse in one.pulses) == 100
    assert all(
        before.at + before.seconds <= after.at for before, after in zip(one.pulses, one.pulses[1:], strict=False)
    )
    slots = slots_of([one])
    assert len(slots) <= 130
    assert sum(slot.pulse.done for slot in slots) == 30_000
    assert one.latencies.quantile(0.5) == pytest.approx(0.5, rel=0.025)


@given(st.lists(st.floats(1e-4, 1e4), min_size=1, max_size=200), st.sampled_from([0.5, 0.9, 0.95, 0.99, 1.0]))
def test_quantiles(times: list[float], share: float) -> None:
    latencies = Latencies()
    for seconds in times:
        latencies.add(seconds)
    exact = sorted(times)[math.ceil(len(times) * share) - 1]
    assert latencies.quantile(share) == pytest.approx(exact, rel=0.025)
    again = Latencies(json.loads(json.dumps(latencies.counts)))
    assert again.quantile(share) == latencies.quantile(share)


@given(st.lists(st.floats(0.01, 5000), min_size=1, max_size=6))
def test_slots_cover_all_runs(lengths: list[float]) -> None:
    runs = [PastRun(number=place + 1, seconds=seconds) for place, seconds in enumerate(lengths)]
    slots = slots_of(runs)
    assert {slot.run for slot in slots} == {one.number for one in runs}
    assert all(slot.pulse.seconds > 0 for slot in slots)
    assert [slot.place for slot in slots] == sorted(slot.place for slot in slots)


def test_words() -> None:
    assert [seconds_text(value) for value in (None, 0.0123, 0.25, 1.417, 61.0, 125.0)] == [
        "–",  # noqa: RUF001 - an en dash is meant
        "12.3 ms",
        "250 ms",
        "1.42 s",
        "61 s",
        "2 min 5 s",
    ]
    assert [duration(value) for value in (4.21, 59.2, 192, 7500)] == ["4.2 s", "59 s", "3 min 12 s", "2 h 5 min"]


def test_the_history_is_small(embedded: EmbeddedProvider, tmp_path: Path) -> None:
    start(embedded, tmp_path, [f"{n}" for n in range(500)])
    assert status(tmp_path / "out.jsonl.db").done == 500
    with contextlib.closing(sqlite3.connect(tmp_path / "out.jsonl.db")) as connection:
        told = [len(row[0]) for row in connection.execute("SELECT told FROM pulses UNION ALL SELECT told FROM runs")]
    assert 0 < sum(told) < 4000
