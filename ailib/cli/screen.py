"""What the demo draws on: `Screen` in plain text, `RichScreen` in colour where rich is installed and wanted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .terminal import Terminal

__all__ = ["Screen", "screen_for"]

_BAR = 30


class Screen:
    """Plain text."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def title(self, text: str) -> None:
        """What this is about."""
        self._terminal.write(f"{text}\n")

    def step(self, number: int, name: str, code: str) -> None:
        """A new step: its name and the code that it runs."""
        lines = "".join(f"    {line}\n" for line in code.strip().splitlines())
        self._terminal.write(f"\n{number}. {name}\n{lines}\n")

    def say(self, text: str) -> None:
        """A piece of what the model says."""
        self._terminal.write(text)

    def fact(self, text: str) -> None:
        """Something that was measured."""
        self._terminal.end_line()
        self._terminal.write(f"  -> {text}\n")

    @contextmanager
    def progress(self, total: int) -> Generator[Callable[[int], None]]:
        """A bar; the function it gives is called with the number done."""

        def show(done: int) -> None:
            if self._terminal.shows_answer:
                filled = _BAR * done // total
                self._terminal.write_over(f"  [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}")

        yield show
        if self._terminal.shows_answer:
            self._terminal.end_line()
        else:
            self._terminal.write(f"  {total} of {total} done\n")


def screen_for(terminal: Terminal) -> Screen:
    """The prettiest screen that this terminal can show."""
    if terminal.pretty:
        try:
            from .rich_screen import RichScreen
        except ImportError:
            pass
        else:
            return RichScreen(terminal)
    return Screen(terminal)
