"""Arithmetic of embeddings."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib import InvalidRequestError
from ailib.testing import EmbeddedProvider
from ailib.vectors import (
    average,
    cosine_similarity,
    dot_product,
    euclidean_distance,
    find_most_similar,
    manhattan_distance,
    normalize,
)

VECTORS = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.floats(-1e6, 1e6), min_size=n, max_size=n), min_size=2, max_size=2)
)


def test_by_hand() -> None:
    assert dot_product([1, 2], [3, 4]) == 11
    assert cosine_similarity([1, 0], [0, 2]) == 0
    assert cosine_similarity([1, 1], [2, 2]) == pytest.approx(1)
    assert cosine_similarity([0, 0], [1, 2]) == 0  # no direction
    assert euclidean_distance([0, 0], [3, 4]) == 5
    assert manhattan_distance([0, 0], [3, -4]) == 7
    assert normalize([3, 4]) == [0.6, 0.8]
    assert normalize([0, 0]) == [0, 0]
    assert average([[1, 2], [3, 6]]) == [2, 4]


@given(VECTORS)
def test_what_holds_for_all(pair: list[list[float]]) -> None:
    one, other = pair
    assert -1 <= cosine_similarity(one, other) <= 1
    assert euclidean_distance(one, other) <= manhattan_distance(one, other) * (1 + 1e-9) + 1e-9
    assert math.isclose(math.hypot(*normalize(one)), 1.0, abs_tol=1e-9) or not any(one) or max(map(abs, one)) < 1e-150


def test_neighbours() -> None:
    candidates = [[0, 1], [1, 0.1], [1, 0], [-1, 0]]
    assert [one.index for one in find_most_similar([1, 0], candidates, 2)] == [2, 1]
    assert [one.index for one in find_most_similar([1, 0], candidates, 1, metric="euclidean")] == [2]
    assert len(find_most_similar([1, 0], [[1, 0]] * 9)) == 5
    for call in (
        lambda: find_most_similar([1], [[1, 2]]),
        lambda: find_most_similar([1], [[1]], 0),
        lambda: find_most_similar([1], [[1]], metric="other"),  # type: ignore[arg-type]
        lambda: average([]),
        lambda: average([[1], [1, 2]]),
    ):
        with pytest.raises(InvalidRequestError):
            call()


def test_many_texts_are_several_requests(api: Any, embedded: EmbeddedProvider) -> None:
    """250 texts, at most 100 at once: three requests, the vectors in their order."""
    client = api.client("embedded", base_url=embedded.base_url)
    texts = [f"text {number}" for number in range(250)]
    found = client.embed(texts, model="embedded-embed", batch_size=100)
    assert len(embedded.requests) == 3
    alone = client.embed(texts[249], model="embedded-embed").embeddings[0]
    assert list(found.embeddings[249]) == list(alone)
