"""Answers of a type: JSON schemas of Python types, what each provider takes of them, checks, and parsers of text.

`Client.chat_completion_parsed` puts these together. Every name is loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .check import Problem as Problem
    from .check import is_valid as is_valid
    from .check import problems as problems
    from .dialects import DIALECTS as DIALECTS
    from .dialects import CompiledSchema as CompiledSchema
    from .dialects import Moved as Moved
    from .dialects import compile_schema as compile_schema
    from .parsing import AutoParser as AutoParser
    from .parsing import JsonLinesResponseParser as JsonLinesResponseParser
    from .parsing import JsonResponseParser as JsonResponseParser
    from .parsing import MarkdownSectionParser as MarkdownSectionParser
    from .parsing import Parser as Parser
    from .parsing import extract_code_blocks as extract_code_blocks
    from .parsing import extract_json as extract_json
    from .parsing import extract_json_from_text as extract_json_from_text
    from .types import build as build
    from .types import schema_of as schema_of

_HOMES = {
    "check": ("Problem", "is_valid", "problems"),
    "dialects": ("DIALECTS", "CompiledSchema", "Moved", "compile_schema"),
    "parsing": (
        "AutoParser", "JsonLinesResponseParser", "JsonResponseParser", "MarkdownSectionParser", "Parser",
        "extract_code_blocks", "extract_json", "extract_json_from_text",
    ),
    "types": ("build", "schema_of"),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}
__all__ = [
    "DIALECTS",
    "AutoParser",
    "CompiledSchema",
    "JsonLinesResponseParser",
    "JsonResponseParser",
    "MarkdownSectionParser",
    "Moved",
    "Parser",
    "Problem",
    "build",
    "compile_schema",
    "extract_code_blocks",
    "extract_json",
    "extract_json_from_text",
    "is_valid",
    "problems",
    "schema_of",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
