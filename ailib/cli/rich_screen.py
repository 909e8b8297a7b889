"""The demo's screen in colour; importing this needs rich (the extra `cli`)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn
from rich.rule import Rule
from rich.syntax import Syntax
from rich.text import Text

from .screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .terminal import Terminal

__all__ = ["RichScreen"]


class RichScreen(Screen):
    """Colours, highlighted code, a moving bar."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__(terminal)
        self._console = Console(highlight=False)

    def title(self, text: str) -> None:
        """What this is about."""
        self._console.print(Text(text, style="bold"))

    def step(self, number: int, name: str, code: str) -> None:
        """A new step: its name and the code that it runs."""
        self._console.print()
        self._console.print(Rule(Text(f"{number}  {name}", style="bold cyan"), align="left", style="cyan dim"))
        shown = Syntax(code.strip(), "python", theme="ansi_dark", background_color="default", word_wrap=True)
        self._console.print(Padding(shown, (0, 0, 1, 4)))

    def fact(self, text: str) -> None:
        """Something that was measured."""
        self._terminal.end_line()
        self._console.print(Text.assemble(("  → ", "bold green"), (text, "green")))

    @contextmanager
    def progress(self, total: int) -> Generator[Callable[[int], None]]:
        """A bar; the function it gives is called with the number done."""
        columns = (BarColumn(40), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._console) as progress:
            task = progress.add_task("", total=total)
            yield lambda done: progress.update(task, completed=done)
