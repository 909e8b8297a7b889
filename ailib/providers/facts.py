"""`Facts`: immutable records of data that cost nothing to define.

An attrs class costs 0.03 ms of import time for each of its fields, and a provider has some seventy, of which it sets a
handful. Here the defaults are class attributes and an instance holds only what differs. Type checkers see a dataclass.
"""

from __future__ import annotations

from typing import Any, dataclass_transform

__all__ = ["Facts"]


@dataclass_transform(frozen_default=True, eq_default=False)
class Facts:
    """Base of records; fields are the annotations of the class, defaults its attributes.

    Raises:
        TypeError: An unknown field, or one without default that is missing.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        names = type(self).__annotations__
        given = dict(zip(names, values, strict=False), **named)
        for name in given.keys() - names.keys():
            raise TypeError(f"{type(self).__name__}() got an unexpected keyword argument {name!r}")
        for name in names:
            if name not in given and not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__}() is missing {name!r}")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")
