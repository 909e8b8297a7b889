"""Arithmetic of embeddings: similarity, distance, neighbours. Plain Python, for hundreds of vectors.

For millions use a vector database, or numpy: `numpy.asarray(response.embeddings)`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from .errors import InvalidRequestError
from .models.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "Neighbour",
    "average",
    "cosine_similarity",
    "dot_product",
    "euclidean_distance",
    "find_most_similar",
    "manhattan_distance",
    "normalize",
]

Vector: TypeAlias = "Sequence[float]"
Metric: TypeAlias = Literal["cosine", "dot", "euclidean", "manhattan"]


def _pairs(one: Vector, other: Vector) -> Iterable[tuple[float, float]]:
    if len(one) != len(other):
        raise InvalidRequestError(f"The vectors have {len(one)} and {len(other)} dimensions")
    return zip(one, other, strict=True)


def dot_product(one: Vector, other: Vector) -> float:
    """The dot product.

    Raises:
        InvalidRequestError: The vectors differ in length; so for all of these functions.
    """
    return math.fsum(a * b for a, b in _pairs(one, other))


def cosine_similarity(one: Vector, other: Vector) -> float:
    """The cosine of the angle between them, -1 to 1; 0 when one of them has no direction (all zeros)."""
    lengths = math.hypot(*one) * math.hypot(*other)
    product = dot_product(one, other)
    return max(-1.0, min(1.0, product / lengths)) if lengths else 0.0


def euclidean_distance(one: Vector, other: Vector) -> float:
    """The straight distance."""
    return math.sqrt(math.fsum((a - b) ** 2 for a, b in _pairs(one, other)))


def manhattan_distance(one: Vector, other: Vector) -> float:
    """The sum of the distances along each dimension."""
    return math.fsum(abs(a - b) for a, b in _pairs(one, other))


def normalize(vector: Vector) -> list[float]:
    """The same direction with length 1; a vector of zeros as it is."""
    length = math.hypot(*vector)
    return [value / length for value in vector] if length else list(vector)


def average(vectors: Iterable[Vector]) -> list[float]:
    """The mean of each dimension.

    Raises:
        InvalidRequestError: There is no vector.
    """
    rows = list(vectors)
    if not rows:
        raise InvalidRequestError("There are no vectors to average")
    for row in rows:
        _pairs(rows[0], row)
    return [math.fsum(column) / len(rows) for column in zip(*rows, strict=True)]


@attrs.frozen(eq=False, repr=False)
class Neighbour(Record):
    """A vector that is close.

    Attributes:
        index: Its place among the candidates.
        score: The higher, the closer; of a distance, its negative.
    """

    index: int
    score: float


_METRICS: dict[str, Callable[[Vector, Vector], float]] = {
    "cosine": cosine_similarity,
    "dot": dot_product,
    "euclidean": lambda one, other: -euclidean_distance(one, other),
    "manhattan": lambda one, other: -manhattan_distance(one, other),
}


def find_most_similar(
    query: Vector, candidates: Iterable[Vector], top_k: int = 5, *, metric: Metric = "cosine"
) -> list[Neighbour]:
    """The closest candidates, the closest first; of equal ones the earlier first.

    Args:
        query: What they are compared with.
        candidates: Vectors.
        top_k: How many to return.
        metric: How close is measured.
    """
    if top_k < 1:
        raise InvalidRequestError(f"top_k must be 1 or more, not {top_k}", param="top_k")
    score = _METRICS.get(metric)
    if score is None:
        raise InvalidRequestError(
            f"There is no metric {metric!r}", param="metric", hint=f"Known: {', '.join(_METRICS)}"
        )
    found = [Neighbour(index, score(query, candidate)) for index, candidate in enumerate(candidates)]
    found.sort(key=lambda one: -one.score)
    return found[:top_k]
