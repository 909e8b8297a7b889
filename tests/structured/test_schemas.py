"""Types to schemas, schemas to what each provider takes, values back (promise 23)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, NamedTuple, NewType, NotRequired, TypedDict, TypeVar
from uuid import UUID

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib import InvalidRequestError, InvalidResponse
from ailib.structured import DIALECTS, JsonResponseParser, build, compile_schema, is_valid, problems, schema_of
from ailib.structured.types import name_of


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@attrs.frozen
class Stop:
    town: str
    nights: Annotated[int, "how long", {"minimum": 1, "maximum": 30}]


@dataclasses.dataclass
class Trip:
    """A journey."""

    name: Annotated[str, {"minLength": 2}]
    stops: list[Stop]
    start: dt.date
    colour: Colour = Colour.RED
    price: Decimal | None = None
    kind: Literal["short", "long"] = "short"
    at: tuple[float, float] | None = None


class Node(TypedDict):
    label: str
    children: NotRequired[list[Node]]


class Point(NamedTuple):
    x: int
    y: int = 0


TRIP = {
    "name": "North",
    "stops": [{"town": "Oslo", "nights": 2}],
    "start": "2026-03-01",
    "colour": "blue",
    "price": "9.50",
    "at": [1, 2.5],
}


def test_a_value_of_every_kind_of_type() -> None:
    assert not problems(schema_of(Trip), TRIP)
    trip = build(Trip, TRIP)
    assert trip == Trip(
        "North", [Stop("Oslo", 2)], dt.date(2026, 3, 1), Colour.BLUE, Decimal("9.50"), at=(1.0, 2.5), kind="short"
    )
    assert build(Node, {"label": "a", "children": [{"label": "b"}]})["children"] == [{"label": "b"}]
    assert build(Point, {"x": 1}) == Point(1, 0)
    assert build(set[int] | None, [1, 2]) == {1, 2}
    assert build(dict[str, UUID], {"a": "12345678-1234-5678-1234-567812345678"})["a"] == UUID(
        int=0x12345678123456781234567812345678
    )
    assert build(list[Point | Stop], [{"town": "x", "nights": 1}, {"x": 3}]) == [Stop("x", 1), Point(3)]
    assert schema_of(Trip)["properties"]["name"] == {"type": "string", "minLength": 2}
    assert schema_of(Trip)["description"] == "A journey."


T = TypeVar("T")
Town = NewType("Town", str)


@attrs.frozen
class Page(Generic[T]):
    rows: list[T]
    lasts: dt.timedelta = attrs.field(default=dt.timedelta(0), metadata={"description": "until the next"})
    town: Town | None = None


class Link(TypedDict):
    next: Annotated[Link | None, "the one behind"]
    best: NotRequired[Annotated[Link, "of all"]]


class Bounds:
    ge = 1
    max_length = 2


def test_generic_classes_aliases_durations_and_bounds() -> None:
    data = {"rows": [{"x": 1.0}], "lasts": "P1DT2H", "town": "Oslo"}
    assert not problems(schema_of(Page[Point]), data)
    page = build(Page[Point], data)
    assert page == Page([Point(1)], dt.timedelta(days=1, hours=2), Town("Oslo"))
    assert type(page.rows[0].x) is int
    assert schema_of(Page[Point])["properties"]["lasts"]["description"] == "until the next"
    assert name_of(Page[Point]) == "Page_Point"
    assert type(build(float | int, 1)) is int
    assert build(Stop | Point | None, {"x": 1, "later": 2}) == Point(1)
    assert schema_of(Annotated[int, Bounds()]) == {"type": "integer", "minimum": 1, "maxLength": 2}
    assert schema_of(Annotated[list[int], Bounds()])["maxItems"] == 2
    with pytest.raises(ValueError, match="no duration"):
        build(dt.timedelta, "P1M")


def test_what_stands_beside_a_reference_is_put_in_its_place() -> None:
    """Promise 23: strict mode knows no words beside a reference; a class that holds itself ends all the same."""
    inner = compile_schema(schema_of(list[Annotated[Stop, "a stay"]]), "openai").schema["properties"]["value"]["items"]
    assert (inner["description"], list(inner["properties"])) == ("a stay", ["town", "nights"])
    strict = compile_schema(schema_of(Link), "openai_sdk")
    assert strict.enforced
    assert not strict.moved
    assert strict.schema["required"] == ["next", "best"]
    assert strict.schema["properties"]["best"]["description"] == "of all"


def test_a_pydantic_model_that_holds_itself_within_another_class() -> None:
    pydantic = pytest.importorskip("pydantic")
    kinds: dict[str, Any] = {"__annotations__": {"name": str, "inner": "list[Tree]"}, "__module__": __name__}
    tree: Any = type("Tree", (pydantic.BaseModel,), kinds)
    tree.model_rebuild(_types_namespace={"Tree": tree})
    schema = schema_of(list[tree])
    value = [{"name": "a", "inner": [{"name": "b", "inner": []}]}]
    jsonschema.validate(value, schema)
    assert problems(schema, [{"name": "a", "inner": [{"name": 1, "inner": []}]}])
    assert build(list[tree], value)[0].inner[0].name == "b"
    assert build(pydantic.TypeAdapter(list[int]), ["1"]) == [1]


@pytest.mark.parametrize("kind", [Trip, Node, Point, Stop, list[Trip], Literal[1, 2], int | None, dict[str, Stop]])
def test_what_is_made_is_a_schema(kind: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))
    for dialect in DIALECTS:
        jsonschema.Draft202012Validator.check_schema(compile_schema(schema_of(kind), dialect).schema)


def test_a_type_without_schema_is_named_with_its_path() -> None:
    @dataclasses.dataclass
    class Holder:
        inner: list[complex]

    with pytest.raises(InvalidRequestError, match=r"\$\.inner\[\]: .*complex"):
        schema_of(Holder)


def walk(schema: Any) -> list[dict[str, Any]]:
    found = [schema] if isinstance(schema, dict) else []
    for value in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        found += walk(value)
    return found


def test_openai_strict() -> None:
    """Promise 23: every key is required, no other keys, the root is an object; what is moved is reported."""
    compiled = compile_schema(schema_of(Trip), "openai")
    assert compiled.enforced
    objects = [node for node in walk(compiled.schema) if node.get("type") == "object"]
    assert len(objects) == 2
    for node in objects:
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])
    assert {"type": "null"} in compiled.schema["properties"]["kind"]["anyOf"]
    moved = {(row.path, row.keyword): row.value for row in compiled.moved}
    assert moved["$.properties.name", "minLength"] == 2
    assert "minLength: 2" in compiled.schema["properties"]["name"]["description"]
    assert compile_schema(schema_of(list[int]), "openai").wrapped
    assert compile_schema(schema_of(dict[str, int]), "openai").unenforceable == ("$.additionalProperties",)


def test_anthropic() -> None:
    compiled = compile_schema(schema_of(Trip), "anthropic")
    keywords = {key for node in walk(compiled.schema) for key in node}
    assert keywords.isdisjoint({"minimum", "maximum", "minLength", "prefixItems"})
    assert {row.keyword for row in compiled.moved} >= {"minimum", "maximum", "minLength", "prefixItems"}
    assert not compile_schema(schema_of(Node), "anthropic").enforced  # recursion is refused there
    assert compile_schema(schema_of(Node), "openai").enforced


def test_gemini_and_vllm() -> None:
    schema = {"type": "object", "properties": {"a": {"const": 3}, "b": {"type": "string", "pattern": "^x"}}}
    gemini = compile_schema(schema, "gemini_generate_content")
    assert gemini.schema["properties"]["a"] == {"enum": [3]}
    assert [(row.path, row.keyword) for row in gemini.moved] == [("$.properties.b", "pattern")]
    vllm = compile_schema({**schema, "properties": {"c": {"type": "number", "multipleOf": 5}}}, "vllm")
    assert [str(row) for row in vllm.moved] == ["$.properties.c: multipleOf 5"]
    assert not compile_schema(schema, "json_schema").moved


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_is_dropped_silently(dialect: str) -> None:
    """Promise 23: each keyword that constrains is in the compiled schema, or moved, or rewritten to an equal one."""
    leaf = {
        "type": "string", "minLength": 1, "maxLength": 9, "pattern": "a", "format": "email", "default": "a@b",
    }  # fmt: skip
    number = {"type": "number", "minimum": 0, "exclusiveMaximum": 5, "multipleOf": 0.5}
    array = {"type": "array", "items": leaf, "minItems": 2, "maxItems": 3, "uniqueItems": True}
    schema = {
        "type": "object",
        "properties": {"leaf": leaf, "number": number, "array": array},
        "required": ["leaf"],
        "additionalProperties": False,
        "minProperties": 1,
    }
    compiled = compile_schema(schema, dialect)
    rows = {(row.path, row.keyword) for row in compiled.moved}
    for path, source, made in (
        ("$", schema, compiled.schema),
        ("$.properties.leaf", leaf, compiled.schema["properties"]["leaf"]),
        ("$.properties.number", number, compiled.schema["properties"]["number"]),
        ("$.properties.array", array, compiled.schema["properties"]["array"]),
    ):
        inner = made["anyOf"][0] if "anyOf" in made else made
        for keyword in source:
            assert keyword in inner or (path, keyword) in rows, (dialect, path, keyword)


# The checker against a reference

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.5, 1.0, 2.5]) | st.text("ab1", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
LEAF = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(
            ["string", "integer", "number", "boolean", "null", "array", "object", ["string", "null"]]
        ),
        "enum": st.lists(VALUES, min_size=1, max_size=3),
        "const": VALUES,
        "minimum": st.integers(-2, 2),
        "exclusiveMaximum": st.integers(-2, 2),
        "multipleOf": st.sampled_from([1, 0.5, 2]),
        "minLength": st.integers(0, 2),
        "maxLength": st.integers(0, 2),
        "pattern": st.sampled_from(["^a", "b$", "1"]),
        "minItems": st.integers(0, 2),
        "uniqueItems": st.booleans(),
        "required": st.lists(st.sampled_from("abc"), max_size=2, unique=True),
        "maxProperties": st.integers(0, 2),
    },
)
SCHEMAS = st.recursive(
    LEAF | st.booleans(),
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
            "additionalProperties": inner,
            "items": inner,
            "prefixItems": st.lists(inner, min_size=1, max_size=2),
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "oneOf": st.lists(inner, min_size=1, max_size=2),
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "not": inner,
            "if": inner,
            "then": inner,
            "contains": inner,
            "dependentRequired": st.just({"a": ["b"]}),
        },
    ),
    max_leaves=5,
)


@given(SCHEMAS, VALUES)
def test_the_check_says_what_the_reference_says(schema: Any, value: Any) -> None:
    assert is_valid(schema, value) == jsonschema.Draft202012Validator(schema).is_valid(value)


def test_problems_have_paths() -> None:
    wrong = {"name": "x", "stops": [{"town": "Oslo", "nights": 0}], "start": "soon", "colour": "green", "more": 1}
    found = {(row.path, row.keyword) for row in problems(schema_of(Trip), wrong)}
    assert found == {
        ("$.name", "minLength"),
        ("$.stops[0].nights", "minimum"),
        ("$.start", "format"),
        ("$.colour", "enum"),
        ("$.more", "additionalProperties"),
    }


def test_nulls_that_stand_for_nothing() -> None:
    """A strict provider has to name every key; those that could be left out come as null."""
    parser: JsonResponseParser[Trip] = JsonResponseParser(Trip)
    filled = {**TRIP, "colour": None, "price": None, "kind": None, "at": None}
    assert parser.parse(json.dumps(filled)) == Trip("North", [Stop("Oslo", 2)], dt.date(2026, 3, 1))
    with pytest.raises(InvalidResponse, match=r"\$\.stops: null is not array"):
        parser.parse(json.dumps({**filled, "stops": None}))
