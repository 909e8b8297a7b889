"""Tables for notebooks: HTML, and `pandas.DataFrame` where pandas is installed (the extra `pandas`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["frame_of", "html_table"]

_LONGEST_CELL = 200


def frame_of(rows: Iterable[Mapping[str, Any]]) -> Any:
    """A `pandas.DataFrame` of the rows.

    Raises:
        ConfigurationError: pandas is not installed.
    """
    from importlib import import_module

    try:
        pandas: Any = import_module("pandas")
    except ImportError as error:
        raise ConfigurationError(
            "to_pandas() needs pandas", hint="Install it with: pip install 'ailib[pandas]'"
        ) from error
    return pandas.DataFrame(list(rows))


def html_table(title: str, rows: Sequence[Mapping[str, Any]], more: int = 0) -> str:
    """An HTML table; every cell is escaped, long ones are cut.

    Args:
        title: Stands above it.
        rows: The rows; columns that are empty in all of them are left out.
        more: Rows that are not shown.
    """
    from html import escape

    names = [name for name in (rows[0] if rows else ()) if any(row.get(name) is not None for row in rows)]
    parts = [f"<p><b>{escape(title)}</b></p>"]
    if rows:
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>")
        for row in rows:
            cells = "".join(f"<td>{escape(_cell(row.get(name)))}</td>" for name in names)
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</tbody></table>")
    if more > 0:
        parts.append(f"<p>and {more} more</p>")
    return "".join(parts)


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
