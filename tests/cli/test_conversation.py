"""`ailib chat` as a conversation, and what it looks like in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ailib.testing import EmbeddedProvider, Fault

from . import ailib

if TYPE_CHECKING:
    from .conftest import InTerminal

Start = Callable[..., "InTerminal"]


def said(provider: EmbeddedProvider, request: int = -1) -> list[tuple[str, str]]:
    return [(message["role"], message["content"]) for message in provider.requests[request].body["messages"]]


def test_history_is_sent(provider: EmbeddedProvider) -> None:
    provider.answer("Anna", text="Hello Anna.")
    provider.answer("name", text="It is Anna.")
    done = ailib(
        *("chat", "-m", "embedded", "-i", "-s", "Be kind."),
        base_url=provider.base_url,
        stdin="I am Anna\nWhat is my name?\n\nnever asked\n",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "Hello Anna.\nIt is Anna.\n", "")
    assert len(provider.requests) == 2
    assert said(provider) == [
        ("system", "Be kind."),
        ("user", "I am Anna"),
        ("assistant", "Hello Anna."),
        ("user", "What is my name?"),
    ]


def test_prompt_opens_the_conversation(provider: EmbeddedProvider) -> None:
    done = ailib("chat", "-m", "embedded", "-i", "first", base_url=provider.base_url, stdin="second")
    assert done.returncode == 0
    assert [said(provider, number)[-1] for number in (0, 1)] == [("user", "first"), ("user", "second")]


def test_failed_turn_is_forgotten(provider: EmbeddedProvider) -> None:
    provider.answer("bad", fault=Fault(status=400, message="No."))
    done = ailib("chat", "-m", "embedded", "-i", base_url=provider.base_url, stdin="bad\ngood\n")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("error: No.")
    assert said(provider) == [("user", "good")]


def test_conversation_in_a_terminal(terminal: Start, provider: EmbeddedProvider) -> None:
    provider.answer("one", text="First answer.")
    provider.answer("two", text="Second answer.")
    screen = terminal("chat", "-m", "embedded")
    screen.until("> ")
    screen.type("one\n")
    screen.until("First answer.\r\n> ")
    screen.type("two\n")
    screen.until("Second answer.\r\n> ")
    screen.type("\x04")
    assert screen.exit_code() == 0
    assert said(provider)[:2] == [("user", "one"), ("assistant", "First answer.")]


def test_interrupt_ends_only_the_answer(terminal: Start, provider: EmbeddedProvider) -> None:
    provider.answer("long", text="Once upon a time", fault=Fault(stall_after=4))
    provider.answer("short", text="Yes.")
    screen = terminal("chat", "-m", "embedded", "-i")
    screen.until("> ")
    screen.type("long\n")
    screen.until("Once upon")
    screen.type("\x03")
    provider.wait_for(lambda server: server.requests[0].closed_early_at)
    screen.until("\n> ")
    screen.type("short\n")
    screen.until("Yes.\r\n> ")
    screen.type("\x03")
    assert screen.exit_code() == 130
    assert "Traceback" not in screen.shown
    assert said(provider)[0] == ("user", "long")
    assert said(provider)[-1] == ("user", "short")


def test_thoughts_are_dimmed(terminal: Start, provider: EmbeddedProvider) -> None:
    provider.answer(text="Green.", reasoning="Hmm, grass.")
    screen = terminal("chat", "-m", "embedded", "--reasoning", "high", "Colour?")
    assert screen.exit_code() == 0
    assert screen.shown == "\x1b[2mHmm, grass.\x1b[0m\r\nGreen.\r\n"


def test_thoughts_without_colour(terminal: Start, provider: EmbeddedProvider) -> None:
    provider.answer(text="Green.", reasoning="Hmm, grass.")
    screen = terminal("chat", "-m", "embedded", "--reasoning", "high", "Colour?", NO_COLOR="1")
    assert screen.exit_code() == 0
    assert screen.shown == "Hmm, grass.\r\nGreen.\r\n"


def test_thoughts_are_hidden_unless_asked_for(terminal: Start, provider: EmbeddedProvider) -> None:
    provider.answer(text="Green.", reasoning="Hmm, grass.")
    screen = terminal("chat", "-m", "embedded", "Colour?")
    assert screen.exit_code() == 0
    assert screen.shown == "Green.\r\n"


def test_answer_cannot_steer_the_terminal(terminal: Start, provider: EmbeddedProvider) -> None:
    provider.answer(text="a\x1b]52;c;cm0gLXJm\x07b\x1b[2Jc\x9b31md\re\tf\n")
    screen = terminal("chat", "-m", "embedded", "x")
    assert screen.exit_code() == 0
    assert screen.shown == "a]52;c;cm0gLXJmb[2Jc31mde\tf\r\n"
