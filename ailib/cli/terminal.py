"""What the command writes to: answers go to standard output, everything about them to standard error.

A model's words are not trusted: control characters never reach a terminal (a pipe gets the text as it is).
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from typing import TextIO

    from ..cancel import CancelHandle

__all__ = ["Terminal", "cancel_on_interrupt", "forget_output", "printable", "table"]

# Everything below blank but tab and newline, DEL, and the second block of controls.
_CONTROLS = dict.fromkeys([*(code for code in range(32) if code not in (9, 10)), *range(127, 160)])


def printable(text: str) -> str:
    """The text without control characters, newlines and tabs excepted."""
    return text.translate(_CONTROLS)


def _is_tty(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def forget_output() -> None:
    """Point standard output nowhere, so that the interpreter's last flush cannot fail again."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


class Terminal:
    """The two outputs.

    Attributes:
        shows_answer: Whether standard output is a terminal.
        shows_notes: Whether standard error is one.
        pretty: Whether standard output may have colours: a terminal, no NO_COLOR, not "dumb".
        styles_notes: The same for standard error.
    """

    def __init__(self) -> None:
        self.shows_answer = _is_tty(sys.stdout)
        self.shows_notes = _is_tty(sys.stderr)
        may_style = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self.pretty = self.shows_answer and may_style
        self.styles_notes = self.shows_notes and may_style
        self._line_open = False
        self._thinking = False
        for stream in (sys.stdout, sys.stderr):
            # A character that the encoding lacks (or half of one) is no reason to lose the answer.
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="replace")

    def write(self, text: str) -> None:
        """Print a piece of the answer now.

        Raises:
            BrokenPipeError: Nobody reads any more.
        """
        if self._thinking:
            self.end_thinking()
        if self.shows_answer:
            text = printable(text)
        if not text or sys.stdout is None:  # None without a console
            return
        sys.stdout.write(text)
        sys.stdout.flush()
        self._line_open = not text.endswith("\n")

    def write_over(self, text: str) -> None:
        """Replace the line that is being written; for terminals."""
        sys.stdout.write(f"\r{printable(text)}")
        sys.stdout.flush()
        self._line_open = True

    def note_over(self, text: str) -> None:
        """Replace the line that is being written on standard error; for terminals."""
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(f"\r{printable(text)}")
            sys.stderr.flush()

    def end_note(self) -> None:
        """Leave the line that `note_over` wrote."""
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.write("\n")
            sys.stderr.flush()

    def think(self, text: str) -> None:
        """Show a piece of the thoughts, dimmed, if standard error is a terminal."""
        text = printable(text)
        if not text or not self.shows_notes:
            return
        if not self._thinking:
            self.end_line()
            self._thinking = True
            sys.stderr.write("\x1b[2m" if self.styles_notes else "")
        sys.stderr.write(text)
        sys.stderr.flush()

    def end_thinking(self) -> None:
        """Go back to normal letters on a new line."""
        if self._thinking:
            self._thinking = False
            sys.stderr.write("\x1b[0m\n" if self.styles_notes else "\n")
            sys.stderr.flush()

    def end_line(self) -> None:
        """Finish an answer that does not end in a newline."""
        self.end_thinking()
        if self._line_open:
            self._line_open = False
            with suppress(OSError, ValueError):
                sys.stdout.write("\n")
                sys.stdout.flush()

    def note(self, text: str) -> None:
        """One line on standard error."""
        self.end_thinking()
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(" ".join(printable(text).split()) + "\n")
            sys.stderr.flush()

    def flush(self) -> None:
        """Hand everything to whoever reads it.

        Raises:
            BrokenPipeError: Nobody does.
        """
        if sys.stdout is not None:  # None without a console
            sys.stdout.flush()

    def ask(self, prompt: str) -> str | None:
        """A line that the user types, or the next line of standard input; None at its end.

        Raises:
            KeyboardInterrupt: Ctrl-C.
        """
        if _is_tty(sys.stdin) and self.shows_answer:
            with suppress(ImportError):
                importlib.import_module("readline")  # editing and history, by being imported
            try:
                return input(prompt)
            except (EOFError, KeyboardInterrupt) as end:
                self.write("\n")
                if isinstance(end, KeyboardInterrupt):
                    raise
                return None
        line = sys.stdin.readline()
        return line.rstrip("\n") if line else None


@contextmanager
def cancel_on_interrupt(handle: CancelHandle) -> Generator[None]:
    """The first Ctrl-C cancels `handle`; a second one interrupts as usual."""
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield  # ignored, as in a background job, or somebody else's
        return

    def interrupted(_number: int, _frame: object) -> None:
        import _thread

        signal.signal(signal.SIGINT, signal.default_int_handler)
        # In a thread of its own: this handler may run while the main thread holds a lock that the cancel needs.
        _thread.start_new_thread(handle.cancel, ("Ctrl-C",))

    signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = ()) -> str:
    """Columns of text; those that are empty in every row are left out.

    Args:
        head: Titles.
        rows: Cells, one for each title.
        right: Titles of the columns that stand at the right.
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    kept = [place for place in range(len(head)) if any(row[place] for row in cells)] or [0]
    widths = {place: max(len(head[place]), *(len(row[place]) for row in cells), 0) for place in kept}
    lines = [
        "  ".join(
            row[place].rjust(widths[place]) if head[place] in right else row[place].ljust(widths[place])
            for place in kept
        ).rstrip()
        for row in (list(head), *cells)
    ]
    return "\n".join(lines) + "\n"
