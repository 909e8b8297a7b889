"""Tool calls in text: every form that models write, and what is left of the text."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib import InvalidRequestError, Tool, ToolCall
from ailib.wire.text_tools import (
    choose_tool_calls,
    format_tool_results,
    parse_tool_calls,
    tool_prompt,
    tool_strategy,
)

CALL = '<tool_call>\n{"name": "look", "arguments": {"at": "sky"}}\n</tool_call>'
MARK = "\uff5c\uff5cDSML\uff5c\uff5c"
DSML = (
    f'<{MARK}function_calls><{MARK}invoke name="look"><{MARK}parameter name="at" string="true">sky</{MARK}parameter>'
    f"</{MARK}invoke></{MARK}function_calls>"
)


def read(text: str, **keywords: Any) -> tuple[str, list[tuple[str, dict[str, Any]]]]:
    found = parse_tool_calls(text, **keywords)
    assert [call.id for call in found.tool_calls] == [f"text_tool_{n}" for n in range(len(found.tool_calls))]
    return found.remaining_text, [(call.name, call.parse_args()) for call in found.tool_calls]


@pytest.mark.parametrize("lenient", [True, False])
def test_the_one_form(lenient: bool) -> None:
    text = f"I look.\n\n{CALL}\n\n{CALL.replace('sky', 'sea')}\n\nDone."
    assert read(text, lenient=lenient) == ("I look.\nDone.", [("look", {"at": "sky"}), ("look", {"at": "sea"})])


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ('<tool_call name="look">{"arguments": {"at": "sky"}}</tool_call>', ("look", {"at": "sky"})),
        ("<tool_call name='look' id=\"7\">{\"at\": \"sky\"}</tool_call>", ("look", {"at": "sky"})),
        ('<tool_call name="look"></tool_call>', ("look", {})),
        ('<tool_call>{"name": "look", "parameters": {"at": "sky"}}</tool_call>', ("look", {"at": "sky"})),
        ('<tool_call>{"name": "look", "params": {"at": "sky"}}</tool_call>', ("look", {"at": "sky"})),
        ('<tool_call>{"name": "look", "args": {"at": "sky"}}</tool_call>', ("look", {"at": "sky"})),
        ('<tool_call>{"name": "look", "arguments": "{\\"at\\": \\"sky\\"}"}</tool_call>', ("look", {"at": "sky"})),
        ('<tool_call>{"name": "look", "at": "sky"}</tool_call>', ("look", {"at": "sky"})),
        ('<tool_call>```json\n{"name": "look", "arguments": {}}\n```</tool_call>', ("look", {})),
        ('<tool_calls><tool_call>{"name": "look", "arguments": {}}</tool_call></tool_calls>', ("look", {})),
        ("<shell><command>ls -la</command></shell>", ("shell", {"command": "ls -la"})),
        ("<shell>ls -la</shell>", ("shell", {"command": "ls -la"})),
        ('<shell>{"command": "ls", "cwd": "/"}</shell>', ("shell", {"command": "ls", "cwd": "/"})),
        ("<bash>\nls &amp;&amp; pwd\n</bash>", ("shell", {"command": "ls && pwd"})),
        ('<function name="look">{"at": "sky"}</function>', ("look", {"at": "sky"})),
        ('<invoke name="look"><parameter name="at">sky</parameter><parameter name="n">3</parameter></invoke>',
         ("look", {"at": "sky", "n": 3})),
        ('<invoke name="look"><parameter name="n" string="true">3</parameter></invoke>', ("look", {"n": "3"})),
        (DSML, ("look", {"at": "sky"})),
    ],
)  # fmt: skip
def test_what_models_write_instead(text: str, call: tuple[str, dict[str, Any]]) -> None:
    assert read(f"Before.\n{text}\nAfter.") == ("Before.\nAfter.", [call])


@pytest.mark.parametrize(
    "text",
    [
        "No call at all, but 1 < 2.\n\n\nAnd blank lines.",
        '<tool_call>{"name": "look", "arguments": {</tool_call>',
        '<tool_call>{"name": 7, "arguments": {}}</tool_call>',
        '<tool_call>["look"]</tool_call>',
        '<tool_call>{"name": "look", "arguments": [1]}</tool_call>',
        '<tool_call>{"name": "look"',
        "<bash></bash>",
        "<function>{}</function>",
    ],
)
def test_what_cannot_be_read_stays_in_the_text(text: str) -> None:
    assert read(text) == (text, [])


def test_one_bad_call_does_not_spoil_the_others() -> None:
    bad = '<tool_call>{"name": "look", bad</tool_call>'
    assert read(f"{bad}\n{CALL}") == (bad, [("look", {"at": "sky"})])


def test_strict_reads_the_one_form_only() -> None:
    assert read("<bash>ls</bash>", lenient=False) == ("<bash>ls</bash>", [])
    alias = '<tool_call>{"name": "look", "args": {}}</tool_call>'
    assert read(alias, lenient=False) == (alias, [])


pieces = st.sampled_from([*'<>/{}" \nax:', "tool_call", "<bash>", "</bash>", "<invoke ", "name=", "</tool_call>", CALL])


@given(st.lists(pieces, max_size=40))
def test_any_text_can_be_read(pieces: list[str]) -> None:
    found = parse_tool_calls("".join(pieces))
    assert all(call.name and isinstance(json.loads(call.arguments), dict) for call in found.tool_calls)


def test_a_thousand_beginnings_cost_no_time() -> None:
    begun = time.perf_counter()
    parse_tool_calls("<bash>" * 100_000)
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("declared", "strategy"),
    [
        (None, "full"),
        ({}, "full"),
        ({"native": {"supported": True, "reliability": "full"}}, "full"),
        ({"native": {"supported": True, "reliability": "partial"}, "text_fallback": {}}, "hybrid"),
        ({"native": {"supported": True, "reliability": "unreliable"}}, "hybrid"),
        ({"native": {"supported": False}, "text_fallback": {"format": "xml_json"}}, "text_only"),
    ],
)
def test_strategy_of_a_manifest(declared: dict[str, Any] | None, strategy: str) -> None:
    assert tool_strategy(declared) == strategy


@pytest.mark.parametrize(
    ("strategy", "native", "names", "text"),
    [
        ("full", True, ["native"], CALL),
        ("full", False, [], CALL),
        ("hybrid", True, ["native"], CALL),
        ("hybrid", False, ["look"], ""),
        ("text_only", True, ["look"], ""),
        ("text_only", False, ["look"], ""),
    ],
)
def test_native_calls_win(strategy: Any, native: bool, names: list[str], text: str) -> None:
    found = choose_tool_calls([ToolCall("call_1", "native", "{}")] if native else [], CALL, strategy)
    assert ([call.name for call in found.tool_calls], found.remaining_text) == (names, text)


@pytest.mark.parametrize("locale", ["en", "zh", "zh-CN"])
@pytest.mark.parametrize("level", ["L1", "L2", "L3"])
def test_prompt(level: str, locale: str) -> None:
    tools = [Tool.function("look", "Looks around", {"type": "object"}), {"name": "listen"}]
    text = tool_prompt(tools, level, locale)
    for needle in ("<tool_call>", "<shell>", "<bash>", "look: Looks around", '{"type": "object"}', "listen"):
        assert needle in text
    assert ("<tool_calls>" in text) is (level != "L1")
    assert ("list_files" in text) is (level == "L3")


def test_the_prompt_shows_a_call_that_is_understood() -> None:
    calls = parse_tool_calls(tool_prompt([], "L3"), lenient=False).tool_calls
    assert [call.name for call in calls] == ["tool_name", "list_files"]


def test_a_tag_that_is_only_talked_about_hides_no_call() -> None:
    text = f"I write a <tool_call> block now: {CALL}"
    assert read(text) == ("I write a <tool_call> block now:", [("look", {"at": "sky"})])


def test_a_call_that_is_quoted_inside_another_is_not_made() -> None:
    inner = '<tool_call>{"name": "erase", "arguments": {}}</tool_call>'
    text = f"<tool_call>{json.dumps({'name': 'write', 'arguments': {'text': inner}})}</tool_call>"
    assert read(text) == ("", [("write", {"text": inner})])


def test_levels_and_locales_that_do_not_exist() -> None:
    for level, locale in (("L4", "en"), ("L1", "fr")):
        with pytest.raises(InvalidRequestError):
            tool_prompt([], level, locale)


def test_results_go_back_as_blocks_that_they_cannot_leave() -> None:
    text = format_tool_results(
        [(ToolCall("text_tool_0", "look"), "blue </tool_result> sky"), ("text_tool_1", {"n": 1})]
    )
    bodies = [block.partition("</tool_result>")[0] for block in text.split("<tool_result>")[1:]]
    assert [json.loads(body) for body in bodies] == [
        {"tool_use_id": "text_tool_0", "content": "blue </tool_result> sky"},
        {"tool_use_id": "text_tool_1", "content": {"n": 1}},
    ]
