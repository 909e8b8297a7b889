"""JSON with and without the faster library, and long texts in it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib.wire.json import Large, _dumps, dumps, loads

TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_long_texts_are_written_as_all_others(texts: list[str]) -> None:
    """Whatever is in them: quotes, control characters, lone surrogates."""
    value = {"a": [Large(text) for text in texts], "b": {"c": Large(texts[0]), "d": texts[0]}}
    plain = {"a": texts, "b": {"c": texts[0], "d": texts[0]}}
    assert dumps(value) == _dumps(plain)
    assert loads(dumps(value)) == json.loads(json.dumps(plain))


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="Object of type bytes is not JSON serializable"):
        dumps({"a": b"x", "b": Large("y")})
