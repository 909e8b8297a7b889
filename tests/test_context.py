"""Keeping a conversation within a number of tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib import InvalidRequestError, Message, ToolCall
from ailib.context import count_messages, count_text, fit_messages, truncate_to_limit


def words(text: str) -> list[str]:
    return text.split()


def test_counting() -> None:
    assert count_text("") == 0
    assert count_text("one two", words) == 2
    assert count_text("one two", len) == 7
    assert count_text("漢字") >= 2
    assert count_messages("hello there") == count_messages([Message.user("hello there")]) > 4


@given(st.text(max_size=60), st.integers(0, 20))
def test_truncating(text: str, limit: int) -> None:
    cut = truncate_to_limit(text, limit, "..", len)
    assert len(cut) <= limit
    assert cut == text or limit < len(text)
    assert cut == text or text.startswith(cut.removesuffix("..")) or cut == ""


def test_truncating_by_hand() -> None:
    assert truncate_to_limit("a b c d", 3, " ...", words) == "a b  ..."
    assert truncate_to_limit("a b", 3, counter=words) == "a b"
    assert truncate_to_limit("abc", 0, counter=len) == ""
    with pytest.raises(InvalidRequestError):
        truncate_to_limit("abc", -1)


def test_the_oldest_turns_go_first_and_whole() -> None:
    call = ToolCall("c1", "f", "{}")
    messages = [
        Message.system("rules"),
        Message.user("one"),
        Message.assistant(tool_calls=[call]),
        Message.tool("c1", "result"),
        Message.assistant("first answer"),
        Message.user("two"),
        Message.assistant("second"),
        Message.user("three"),
    ]
    everything = count_messages(messages)
    assert fit_messages(messages, everything) == messages
    kept = fit_messages(messages, everything - 1)
    assert [message.text for message in kept] == ["rules", "two", "second", "three"]
    least = count_messages([messages[0], messages[-1]])
    assert fit_messages(messages, least) == [messages[0], messages[-1]]
    with pytest.raises(InvalidRequestError, match="the last turn have more"):
        fit_messages(messages, least - 1)
