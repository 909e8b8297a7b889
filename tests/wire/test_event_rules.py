"""Paths, conditions and event rules of published manifests."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib import ConfigurationError, errors
from ailib.models.error_codes import STANDARD_CODES, standard_code
from ailib.wire.event_rules import EventRules
from ailib.wire.json_path import MISSING, compile_condition, look_up

FRAME: dict[str, Any] = {
    "type": "delta",
    "n": 1,
    "off": False,
    "none": None,
    "empty": "",
    "choices": [{"delta": {"content": "a"}}, {"delta": {"content": "b"}}],
    "odd name": {"x-y": 1},
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("$.type", "delta"),
        ("type", "delta"),
        ("$", FRAME),
        ("$.choices[0].delta.content", "a"),
        ("choices.1.delta.content", "b"),
        ("$.choices[-1].delta.content", "b"),
        ("$.choices[*].delta.content", ["a", "b"]),
        ("$['odd name'].x-y", 1),
        ("$.none", None),
        ("$.choices[7].delta", MISSING),
        ("$.choices[*].nothing", MISSING),
        ("$.type.more", MISSING),
        ("$.choices.first", MISSING),
        ("$.nothing[*].x", MISSING),
    ],
)
def test_paths(path: str, value: Any) -> None:
    assert look_up(FRAME, path) is value or look_up(FRAME, path) == value


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("$.type == 'delta'", True),
        ('$.type == "delta" && $.n == 1', True),
        ("$.type == 'other' || $.n == 1", True),
        ("$.type == 'other' && $.n == 1", False),
        ("$.type != 'other'", True),
        ("$.nothing == $.nowhere", False),
        ("$.n == true", False),
        ("$.off == false", True),
        ("$.none == null", True),
        ("$.type in ['a', 'delta']", True),
        ("$.type in []", False),
        ("$.n in [2, 1]", True),
        ("exists($.none)", False),
        ("exists($.empty)", True),
        ("exists($.choices[*].delta.content)", True),
        ("exists($.choices[*].finish_reason)", False),
        ("exists($.choices[*].delta.nothing[*].x)", False),
        ("exists($.nothing)", False),
        ("!exists($.nothing) && ($.n == 2 || $.off == false)", True),
        ("$.off", True),
        ("$.none", False),
        ("$.empty", False),
        ("$.choices[0].delta.content", True),
        ("$.choices[0].delta.tool_calls", False),
    ],
)
def test_conditions(text: str, holds: bool) -> None:
    assert compile_condition(text)(FRAME) is holds


@pytest.mark.parametrize(
    "text", ["", "$.a ==", "== 1", "$.a == 'b' &&", "($.a", "$.a in 'b'", "$.a $.b", "exists $.a", "$.a[", "#"]
)
def test_conditions_that_are_none(text: str) -> None:
    with pytest.raises(ConfigurationError):
        compile_condition(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "choices", "delta", "n"]), inner)
    ),
    max_leaves=8,
)


@given(json_values)
def test_no_frame_makes_a_rule_raise(frame: Any) -> None:
    rules = EventRules(
        [
            {"match": "$.type == 'delta' && $.choices[0].delta", "emit": "A", "extract": {"x": "$.choices[*].n"}},
            {"match": "exists($.n) || $.type in ['a', 1]", "emit": "B", "fields": {"y": "$.n.type[0]"}},
        ],
        frame_selector="$.type != null",
        candidates="$.choices",
    )
    assert all(event["type"] in ("A", "B") for event in rules.events(frame))


def test_every_rule_that_matches_emits_in_order() -> None:
    rules = EventRules(
        [
            {"match": "$.n", "emit": "Metadata", "extract": {"number": "$.n", "usage": "$.usage"}},
            {
                "match": "$.type == 'delta'",
                "emit": "PartialContentDelta",
                "extract": {"content": "$.choices[0].delta.content"},
            },
        ]
    )
    assert rules.events(FRAME) == [
        {"type": "Metadata", "number": 1},
        {"type": "PartialContentDelta", "content": "a"},
    ]


def test_a_selector_passes_frames_over() -> None:
    rules = EventRules([{"match": "$.n", "emit": "Metadata"}], frame_selector="exists($.type)")
    assert (rules.events({"n": 1}), rules.events({"n": 1, "type": "x"})) == ([], [{"type": "Metadata"}])


def test_candidates_fan_out() -> None:
    rules = EventRules(
        [
            {
                "match": "$.choices[0].delta.content",
                "emit": "PartialContentDelta",
                "extract": {"content": "$.choices[0].delta.content"},
            }
        ],
        candidates="$.choices",
    )
    assert rules.events(FRAME) == [
        {"type": "PartialContentDelta", "content": "a", "candidate_index": 0},
        {"type": "PartialContentDelta", "content": "b", "candidate_index": 1},
    ]


def test_with_fan_out_all_candidates_means_the_one() -> None:
    rules = EventRules(
        [
            {
                "match": "exists($.choices[*].delta.content)",
                "emit": "A",
                "fields": {"content": "$.choices[*].delta.content"},
            },
            {
                "match": "exists($.choices[*].finish_reason)",
                "emit": "B",
                "fields": {"reason": "$.choices[*].finish_reason"},
            },
        ],
        candidates="$.choices",
    )
    assert rules.events({"choices": [{"delta": {"content": "a"}, "finish_reason": None}]}) == [
        {"type": "A", "content": "a"}
    ]
    assert rules.events({"choices": [{"delta": {}, "finish_reason": "stop"}]}) == [{"type": "B", "reason": "stop"}]


def test_a_rule_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"event_map\[1\]"):
        EventRules([{"match": "$.a", "emit": "A"}, {"match": "$.a ==", "emit": "A"}])


def test_the_table_of_standard_codes_is_that_of_the_errors() -> None:
    classes = [
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.APIError)
    ]
    assert len(classes) > 10
    for cls in classes:
        row = standard_code(cls.code_standard)
        assert (row.retryable, row.fallbackable) == (cls.is_retryable, cls.is_fallbackable), cls
    assert standard_code("rate_limited") is STANDARD_CODES["E2001"]
    assert standard_code("nonsense").code == "E9999"
