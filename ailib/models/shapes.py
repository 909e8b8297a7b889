"""What a decoded JSON value is, said so that type checkers know it too.

Not for the stream decoders' inner loop: a call per value costs more there than `type(value) is dict`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Json", "is_list", "is_object", "member"]

# A decoded value, for variables that are looked at with `isinstance` or `type(...) is`: a plain Any narrows to
# `dict[Unknown, Unknown]`, this to `dict[str, Any]`.
Json: TypeAlias = "dict[str, Any] | list[Any] | str | int | float | bool | None"


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether it is a JSON object. Decoders make dicts; asking for a Mapping would cost five times as much."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether it is a JSON array."""
    return isinstance(value, list)


def member(value: Json | Mapping[str, Any], name: str) -> Any:
    """The member `name` of a JSON object; None when there is none or `value` is no object."""
    return value.get(name) if isinstance(value, dict) else None
