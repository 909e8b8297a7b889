"""How `ailib batch` shows a run: a live bar with rich, one line without it, a line now and then in a log."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from decimal import Decimal

    from ..batch import RunProgress
    from .terminal import Terminal

__all__ = ["dollars", "follow", "span"]

_EVERY = 10.0  # seconds between two lines of a log


def dollars(value: Decimal) -> str:
    """$0.0123, or $12.34 when there is more of it."""
    return f"${value:,.2f}" if value >= 10 else f"${value:.4f}"


def span(seconds: float) -> str:
    """1:05 or 2:03:04."""
    hours, rest = divmod(round(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def _told(progress: RunProgress) -> list[str]:
    """What is worth saying, done and failed first."""
    parts = [f"{progress.done:,} done", f"{progress.failed:,} failed", f"{progress.rate:,.1f}/s"]
    parts.append(f"{progress.usage.total_tokens:,} tokens")
    if progress.cost:
        parts.append(dollars(progress.cost))
    parts.append(f"{progress.in_flight} in flight")
    if progress.throttled:
        parts.append(f"{progress.throttled} times told to wait")
    return parts


def _line(progress: RunProgress) -> str:
    ended = progress.done + progress.failed
    of = "" if progress.total is None else f"/{progress.total:,} ({_percent(progress):.0f} %)"
    left = "" if progress.eta is None else f", {span(progress.eta)} left"
    return f"{ended:,}{of}: {', '.join(_told(progress))}{left}"


def _percent(progress: RunProgress) -> float:
    total = max(1, progress.total or 1)
    return min(100.0, 100 * (progress.done + progress.failed) / total)


@contextmanager
def follow(terminal: Terminal, every: float = _EVERY) -> Generator[Callable[[RunProgress], None]]:
    """What shows the progress, on standard error; give it to a run as `on_progress`.

    Args:
        terminal: Where to show it.
        every: Seconds between two lines, where it is no terminal.
    """
    if terminal.shows_notes:
        with _rich_bar() if terminal.styles_notes else _no_bar() as bar:
            if bar is not None:
                yield bar
                return
        width = 0

        def over(progress: RunProgress) -> None:
            nonlocal width
            text = _line(progress)
            terminal.note_over(text.ljust(width))
            width = len(text)

        yield over
        terminal.end_note()
        return
    told_at = 0.0

    def log(progress: RunProgress) -> None:
        nonlocal told_at
        if progress.seconds - told_at >= every:
            told_at = progress.seconds
            terminal.note(_line(progress))

    yield log


@contextmanager
def _no_bar() -> Generator[None]:
    yield None


@contextmanager
def _rich_bar() -> Generator[Callable[[RunProgress], None] | None]:
    """A bar and the figures below it; None where rich is not installed."""
    try:
        from rich.console import Console, Group
        from rich.live import Live
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        yield None
        return

    def drawn(progress: RunProgress) -> Any:
        ended = progress.done + progress.failed
        head = Table.grid(padding=(0, 2))
        cells: list[Any] = []
        if progress.total is not None:
            cells += [ProgressBar(max(1, progress.total), ended, width=36), Text(f"{_percent(progress):.0f} %", "bold")]
            cells.append(Text(f"{ended:,} of {progress.total:,}"))
        else:
            cells += [
                ProgressBar(None, 0, width=36, pulse=True, animation_time=progress.seconds),
                Text(f"{ended:,}", "bold"),
            ]
        cells.append(Text(span(progress.seconds), "dim"))
        if progress.eta is not None:
            cells.append(Text(f"{span(progress.eta)} left", "cyan"))
        head.add_row(*cells)
        parts: list[tuple[str, str]] = []
        for place, words in enumerate(_told(progress)):
            style = "green" if place == 0 else "bold red" if place == 1 and progress.failed else "dim"
            parts += [(words, style), ("  ", "")]
        return Group(head, Text.assemble(*parts))

    live = Live(console=Console(stderr=True, highlight=False), auto_refresh=False)
    with live:
        yield lambda progress: live.update(drawn(progress), refresh=True)
