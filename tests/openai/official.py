"""Calls of the official package, made from the signatures of its methods and the types of their parameters.

Each call is a factory of arguments, so that both packages get fresh ones (an iterator or an open file can be read once).
"""

from __future__ import annotations

import collections.abc
import datetime as dt
import inspect
import io
import os
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any, Literal, Union, get_args, get_origin

import attrs
import openai
import typing_extensions

__all__ = ["Call", "calls", "helpers", "methods"]

CALL_KEYWORDS = ("extra_headers", "extra_query", "extra_body", "timeout")
_DICTS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
_LISTS = (list, collections.abc.Iterable, collections.abc.Sequence, tuple)


def methods(resource: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every public attribute of a client and of the resources in it that is no resource itself."""
    for name in dir(type(resource)):
        if name.startswith("_"):
            continue
        value = getattr(resource, name)
        if isinstance(value, (openai.resources.Chat.__mro__[1], openai.resources.AsyncChat.__mro__[1])):
            yield from methods(value, (*place, name))
        else:
            yield (*place, name), value


@attrs.frozen
class Call:
    """One call, to be made of both packages.

    Attributes:
        label: What is in it.
        make: Positional and keyword arguments, made anew each time; gets the value that stands for "omitted".
        streamed: The answer has to be a stream.
    """

    label: str
    make: Callable[[Any], tuple[list[Any], dict[str, Any]]]
    streamed: bool = False


@attrs.frozen
class _Taste:
    """Which values to take.

    Attributes:
        turn: Which member of unions and enums, counted around.
        every: Optional fields too.
        null: None wherever it is allowed below the top level.
    """

    turn: int = 0
    every: bool = False
    null: bool = False


def calls(method: Any, turns: int) -> Iterator[Call]:
    """The calls of a method: with what is required, with everything (in several choices), with None, with extras."""
    signature = inspect.signature(method)
    hints = typing.get_type_hints(getattr(method, "__func__", method), include_extras=True)
    known = [name for name in signature.parameters if name not in CALL_KEYWORDS]
    required = [name for name in known if signature.parameters[name].default is inspect.Parameter.empty]
    optional = [name for name in known if name not in required]
    positional = [n for n in known if signature.parameters[n].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]

    def made(names: list[str], taste: _Taste, more: Callable[[Any], dict[str, Any]], stream: Any = False) -> Any:
        def make(omitted: Any) -> tuple[list[Any], dict[str, Any]]:
            keywords = {
                name: stream if name == "stream" else value_of(hints[name], taste, name)
                for name in names
                if name != "stream" or stream
            }
            keywords.update(more(omitted))
            return [keywords.pop(name) for name in positional if name in keywords], keywords

        return make

    def nothing(_: Any) -> dict[str, Any]:
        return {}

    yield Call("required", made(required, _Taste(), nothing))
    for turn in range(turns):
        yield Call(f"everything {turn}", made(known, _Taste(turn, every=True), nothing))
    for turn in range(1, turns, 3):
        yield Call(f"required {turn}", made(required, _Taste(turn), nothing))
    nullable = [name for name in optional if _nullable(hints[name])]
    if nullable:
        yield Call("None", made(known, _Taste(every=True, null=True), lambda _: dict.fromkeys(nullable)))
    if optional:
        yield Call("omitted", made(required, _Taste(), lambda omitted: dict.fromkeys(optional, omitted)))
    extras = {
        "extra_headers": {"X-Extra": "1", "OpenAI-Organization": "other"},
        "extra_query": {"q": "a b", "list": ["x", "y"], "deep": {"a": {"b": 1}}, "yes": True, "none": None},
        "timeout": 30.0,
    }
    yield Call("extras", made(required, _Taste(), lambda _: dict(extras)))
    if "stream" in known:
        yield Call("stream", made([*required, "stream"], _Taste(), nothing, True), streamed=True)
        yield Call("stream, everything", made(known, _Taste(1, every=True), nothing, True), streamed=True)


def _members(hint: Any) -> tuple[Any, ...]:
    hint = _bare(hint)
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(member for part in get_args(hint) for member in _members(part))
    return (hint,)


def _bare(hint: Any) -> Any:
    while get_origin(hint) in (typing.Annotated, typing.Required, typing.NotRequired, typing_extensions.Required):
        hint = get_args(hint)[0]
    return hint


def _nullable(hint: Any) -> bool:
    return type(None) in _members(hint)


def _is_file(members: tuple[Any, ...]) -> bool:
    return any(inspect.isclass(get_origin(m) or m) and issubclass(get_origin(m) or m, os.PathLike) for m in members)


class _Named(io.BytesIO):
    name = "/some/folder/named.bin"


_FILES: tuple[Callable[[], Any], ...] = (
    lambda: ("a.jsonl", b"one"),
    lambda: b"two",
    lambda: ("a.png", b"three", "image/png"),
    lambda: _Named(b"four"),
    lambda: ("b.txt", io.BytesIO(b"five"), "text/x-own", {"X-Part": "yes"}),
    lambda: (None, b"six"),
)


def value_of(hint: Any, taste: _Taste, name: str = "", depth: int = 0) -> Any:
    """A value of a type."""
    members = _members(hint)
    if _is_file(members):
        return _FILES[taste.turn % len(_FILES)]()
    if taste.null and depth and type(None) in members:
        return None
    real = [m for m in members if m is not type(None) and m not in _ABSENT and not _is_answer(m)]
    kind = real[taste.turn % len(real)] if real else str
    origin = get_origin(kind)
    if origin is Literal:
        return get_args(kind)[taste.turn % len(get_args(kind))]
    if typing_extensions.is_typeddict(kind):
        return _dict(kind, taste, depth)
    if origin in _DICTS or kind in _DICTS:
        inner = get_args(kind)[1] if get_args(kind) else object
        return {key: value_of(inner, taste, depth=depth + 1) for key in ("key one", "b[c]")}
    if origin in _LISTS or getattr(origin, "__name__", "") == "SequenceNotStr":
        return _list(kind, taste, depth)
    if kind is object or kind is Any:
        return ({"any": [1, None, {"x": True}]}, "text", 3)[taste.turn % 3]
    if kind is dt.datetime:
        return dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    simple = {
        str: (f"{name or 'text'} é/1", "x", "ü&=+ ?#%"),
        int: (3, 0, -1),
        float: (0.5, 1, 2.0),
        bool: (True, False),
        bytes: (b"b",),
    }
    for known, values in simple.items():
        if kind is known:
            return values[taste.turn % len(values)]
    raise AssertionError(f"{name}: no value for {kind!r}")


_ABSENT = (openai.Omit, openai.NotGiven)


def _is_answer(kind: Any) -> bool:
    return inspect.isclass(kind) and issubclass(kind, openai.BaseModel)


def _dict(kind: Any, taste: _Taste, depth: int) -> dict[str, Any]:
    hints = _hints(kind)
    names = [name for name in hints if name in kind.__required_keys__ or (taste.every and depth < 5)]
    return {name: value_of(hints[name], taste, name, depth + 1) for name in names}


_HINTS: dict[Any, dict[str, Any]] = {}


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = typing_extensions.get_type_hints(kind, include_extras=True)
    return _HINTS[kind]


def _list(kind: Any, taste: _Taste, depth: int) -> Any:
    inner = get_args(kind)[0] if get_args(kind) else str
    if depth > 7:
        return []
    # Two members, next to each other in a union.
    size = 1 if depth > 3 else 2
    made = [value_of(inner, attrs.evolve(taste, turn=taste.turn + at), depth=depth + 1) for at in range(size)]
    if _is_file(_members(inner)):
        return made
    if get_origin(kind) is collections.abc.Iterable and taste.turn % 3:
        return tuple(made) if taste.turn % 3 == 1 else iter(made)
    return made


def helpers(names: str) -> frozenset[tuple[str, ...]]:
    """Names with dots, one to a word."""
    return frozenset(tuple(name.split(".")) for name in names.split())
