"""What a decoded JSON value is, for the dialects; see `ailib.models.shapes`."""

from __future__ import annotations

from ..models.shapes import Json, is_list, is_object, member

__all__ = ["Json", "is_list", "is_object", "member"]
