"""The base of the attrs classes that users hold: a lean `repr`, equality without the raw wire data, dicts.

attrs can write `__eq__` and `__repr__` for every class, at 0.3 ms of import time each;
one generic pair here serves them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

__all__ = ["Record"]


class Record:
    """Base of every model.

    Two models are equal when they are of the same class and all their fields are, but for fields marked `eq=False`
    (the provider's raw JSON). `repr` leaves out what is None, empty, or marked `repr=False`.
    """

    __slots__ = ()

    def _fields(self) -> Iterator[Any]:
        return iter(getattr(type(self), "__attrs_attrs__", ()))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, f.name) == getattr(other, f.name) for f in self._fields() if f.eq)

    # Models may hold dicts and lists.
    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleMethodOverride]

    def __repr__(self) -> str:
        shown = [
            f"{f.name}={value!r}"
            for f in self._fields()
            if f.repr and (value := getattr(self, f.name)) is not None and value != () and value != {}
        ]
        return f"{type(self).__name__}({', '.join(shown)})"

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, ready for `json.dumps`; `from_dict` turns them back."""
        from .convert import unstructure

        return unstructure(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote.

        Raises:
            InvalidRequestError: `data` does not describe such an object; the text names the place.
        """
        from .convert import structure

        return structure(data, cls)
