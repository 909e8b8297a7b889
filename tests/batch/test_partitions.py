"""Rows in, rows out: `process_partition` and `PartitionProcessor`, called as Spark and its like call them."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import ailib
from ailib import ConfigurationError
from ailib.batch import PartitionProcessor, process_partition
from ailib.testing import EmbeddedProvider, Fault, Pace

ROOT = Path(ailib.__file__).resolve().parents[1]
KEY = "planted-key"


def options(provider: EmbeddedProvider, **more: Any) -> Any:
    return {"model": "embedded", "client": {"base_url": provider.base_url, "api_key": KEY}, **more}


def rows(count: int) -> list[dict[str, Any]]:
    return [{"id": n, "word": f"number {n}"} for n in range(count)]


def test_rows_keep_their_order_and_their_columns(embedded: EmbeddedProvider) -> None:
    for n in range(0, 200, 7):  # slow ones among them
        embedded.answer(when=f"number {n}", fault=Fault(delay=0.05))
    found = list(process_partition(iter(rows(200)), **options(embedded, template='Say "{word}"')))
    assert [(row["id"], row["word"], row["answer"]) for row in found] == [
        (n, f"number {n}", f"number {n}") for n in range(200)
    ]
    assert all(row["answer_error"] is None and row["answer_prompt_tokens"] > 0 for row in found)
    assert len(embedded.requests) == 200


def test_memory_is_bounded() -> None:
    drawn = 0

    def endless() -> Iterator[dict[str, Any]]:
        nonlocal drawn
        for drawn in range(1, 1_000_000):
            yield {"word": f"number {drawn}"}

    with EmbeddedProvider(pace=Pace(first_token=0.005, tokens_per_second=float("inf"))) as provider:
        answered = process_partition(endless(), **options(provider, template='Say "{word}"', concurrency=4))
        for number, row in zip(range(1, 101), answered, strict=False):
            assert row["answer"] == f"number {number}"
            assert drawn - number <= 8 * 4 + 1
        answered.close()  # what is in flight ends with it
        sent = len(provider.requests)
        assert sent <= drawn


def test_an_error_is_in_its_row(embedded: EmbeddedProvider) -> None:
    embedded.answer(when="number 3", fault=Fault(status=400))
    given = [*rows(5), {"id": 5}, {"id": 6, "word": "number 6"}]
    found = list(process_partition(given, **options(embedded, template='Say "{word}"', column="french")))
    assert [row["id"] for row in found] == list(range(7))
    assert [row["id"] for row in found if row["french_error"]] == [3, 5]
    assert found[3]["french_error"].startswith("BadRequest: ")
    assert found[3]["french"] is None
    assert "The template wants 'word'" in found[5]["french_error"]


def test_what_every_row_would_get_is_asked_a_few_times_only(embedded: EmbeddedProvider) -> None:
    embedded.answer(fault=Fault(status=401))
    found = list(process_partition(rows(300), **options(embedded, template='Say "{word}"')))
    assert len(found) == 300
    assert all(row["answer_error"].startswith("AuthenticationError: ") for row in found)
    assert len(embedded.requests) <= 16
    assert KEY not in str(found)


def test_other_kinds_of_rows(embedded: EmbeddedProvider) -> None:
    named = namedtuple("named", "word")  # noqa: PYI024 - as pandas' itertuples makes them

    class Row(tuple[Any, ...]):
        __slots__ = ()

        def asDict(self) -> dict[str, Any]:  # noqa: N802 - Spark's name
            return {"word": self[0]}

    with PartitionProcessor(**options(embedded, template='Say "{word}"')) as process:
        assert [row["answer"] for row in process([named("one"), Row(("two",))])] == ["one", "two"]
        # Columns, as Ray Data has them.
        assert process({"word": ["three", "four"], "n": [3, 4]})["answer"] == ["three", "four"]
        assert list(process([])) == []
    texts = list(process_partition(['Say "five"', 5], **options(embedded)))
    assert [row["answer"] for row in texts] == ["five", None]
    assert [row["item"] for row in texts] == ['Say "five"', 5]


def test_vectors(embedded: EmbeddedProvider) -> None:
    given = [{"text": f"number {n}"} for n in range(130)]
    kind = options(embedded, kind="embeddings", column="vector") | {"model": "embedded/embedded-embed"}
    found = list(process_partition(given, **kind))
    assert [row["text"] for row in found] == [row["text"] for row in given]
    assert all(isinstance(row["vector"], list) for row in found)
    assert len(embedded.requests) == 3  # of 64 texts at most


def test_two_iterators_of_one_processor(embedded: EmbeddedProvider) -> None:
    with PartitionProcessor(**options(embedded, template='Say "{word}"')) as process:
        one, two = process(rows(50)), process(rows(50))
        for first, second in zip(one, two, strict=True):
            assert first["answer"] == second["answer"] == first["word"]
        before = len(embedded.requests)
        list(process(rows(3)))
        assert len(embedded.requests) == before + 3


PARTITIONS = """
import pickle, sys
function = pickle.load(sys.stdin.buffer)
answered = function({"word": f"number {n}"} for n in range(int(sys.argv[1])))
assert iter(answered) is answered  # Spark wants an iterator
pickle.dump(list(answered), sys.stdout.buffer)
"""


@pytest.mark.parametrize("form", ["function", "class"])
def test_as_spark_calls_it(form: str, embedded: EmbeddedProvider) -> None:
    """A pickled function in another process, which gets an iterator and gives one back; the key is that process's own."""
    given: Any = {"model": "embedded", "client": {"base_url": embedded.base_url}, "template": 'Say "{word}"'}
    function: Any = partial(process_partition, **given) if form == "function" else PartitionProcessor(**given)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PARTITIONS, "60"],
        input=pickle.dumps(function),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "EMBEDDED_API_KEY": KEY},
        timeout=60,
        check=True,
    )
    assert [row["answer"] for row in pickle.loads(done.stdout)] == [f"number {n}" for n in range(60)]


def test_a_key_shows_nowhere(embedded: EmbeddedProvider) -> None:
    process = PartitionProcessor(**options(embedded))
    assert KEY not in repr(process)
    assert KEY not in repr(vars(process))
    assert KEY not in repr(pickle.loads(pickle.dumps(process)))


def test_wrong_arguments_are_told_at_once() -> None:
    with pytest.raises(TypeError, match="modle"):
        PartitionProcessor(modle="embedded")  # type: ignore[call-arg]
    with pytest.raises(ConfigurationError, match="kind"):
        PartitionProcessor(model="embedded", kind="images")
    with pytest.raises(ConfigurationError, match="concurrency"):
        PartitionProcessor(model="embedded", concurrency=0)
    with pytest.raises(ConfigurationError, match=r"nowhere"):
        list(process_partition(["hi"], model="nowhere/model"))
