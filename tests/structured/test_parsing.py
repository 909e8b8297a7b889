"""Structure in text."""

from __future__ import annotations

import pytest

from ailib import InvalidResponse
from ailib.structured import (
    AutoParser,
    JsonLinesResponseParser,
    JsonResponseParser,
    MarkdownSectionParser,
    extract_code_blocks,
    extract_json_from_text,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ("  [1, 2]\n", [1, 2]),
        ('Here it is:\n```json\n{"a": 1}\n```\nAnything else?', {"a": 1}),
        ("```\nnot json\n```\n```json\n[3]\n```", [3]),
        ('The answer is {"a": {"b": "}"}} as you see.', {"a": {"b": "}"}}),
        ('As said in [1], the result is {"ok": true}.', {"ok": True}),
        ("~~~json\n{}\n~~~", {}),
        ('```json\n{"cut": "no closing fence"}', {"cut": "no closing fence"}),
    ],
)
def test_json_in_text(text: str, value: object) -> None:
    assert extract_json_from_text(text) == value


def test_no_json() -> None:
    with pytest.raises(InvalidResponse, match="no JSON"):
        extract_json_from_text("I cannot do {that}.")


def test_code_blocks() -> None:
    text = "One:\n```python\nprint('a')\n```\ntwo:\n```\nplain\n```\n````md\n```inner```\n````"
    assert extract_code_blocks(text) == [("python", "print('a')"), ("", "plain"), ("md", "```inner```")]


def test_sections() -> None:
    text = "intro\n## First ##\none\n### deeper\ntwo\n\n## Second\nthree"
    assert MarkdownSectionParser().parse(text) == {"First": "one\n### deeper\ntwo", "Second": "three"}
    with pytest.raises(InvalidResponse):
        MarkdownSectionParser().parse("# other level")


def test_lines() -> None:
    parser: JsonLinesResponseParser[dict[str, int]] = JsonLinesResponseParser(dict[str, int])
    assert parser.parse('Here:\n{"a": 1}\n\n{"a": 2}\n') == [{"a": 1}, {"a": 2}]
    with pytest.raises(InvalidResponse, match=r"\$\.a"):
        parser.parse('{"a": "x"}')


def test_what_is_found_by_itself() -> None:
    parse = AutoParser().parse
    assert parse('{"a": 1}') == {"json": {"a": 1}}
    assert parse('{"a": 1}\n{"a": 2}') == {"lines": [{"a": 1}, {"a": 2}]}
    assert parse("## A\nx") == {"sections": {"A": "x"}}
    assert parse("```sh\nls\n```") == {"code": [("sh", "ls")]}
    assert parse("just words") == {"text": "just words"}


def test_a_problem_says_where() -> None:
    with pytest.raises(InvalidResponse) as caught:
        JsonResponseParser({"type": "object", "properties": {"n": {"type": "integer"}}}).parse('{"n": "one"}')
    assert [(row.path, row.keyword) for row in caught.value.problems] == [("$.n", "type")]
