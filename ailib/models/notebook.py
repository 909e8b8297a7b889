"""A bar in a notebook's output while a batch goes on; nothing anywhere else.

Nothing is imported for it: where a notebook runs, IPython is loaded already.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..batch.results import RunProgress
    from .batch import BatchProgress

__all__ = ["in_notebook", "notebook_bar"]

_EACH = 0.1  # seconds between two changes of the bar


def in_notebook() -> bool:
    """Whether this runs in a kernel of Jupyter (or Colab, VS Code, ...), and not in a terminal."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None


def notebook_bar() -> Callable[[BatchProgress | RunProgress], None] | None:
    """A function to give to a batch as `on_progress`; None where there is no notebook."""
    if not in_notebook():
        return None
    display: Any = sys.modules["IPython"].display
    begun = time.monotonic()
    shown = 0.0
    handle: Any = None

    def show(progress: BatchProgress | RunProgress) -> None:
        nonlocal shown, handle
        now = time.monotonic()
        # A run says when it is over: it calls with nothing in flight. A batch counts.
        ended = _ended(progress) == progress.total or getattr(progress, "in_flight", 1) == 0
        if handle is not None and not ended and now - shown < _EACH:
            return
        shown = now
        page = display.HTML(_page(progress, now - begun))
        if handle is None:
            handle = display.display(page, display_id=True)
        else:
            handle.update(page)

    return show


def _ended(progress: BatchProgress | RunProgress) -> int:
    done: int = progress.done
    # `done` counts the failures of a batch, and not those of a run.
    return done if hasattr(progress, "successful") else done + progress.failed


def _page(progress: BatchProgress | RunProgress, seconds: float) -> str:
    ended, failed, total = _ended(progress), progress.failed, progress.total
    rate: float = getattr(progress, "rate", ended / seconds if seconds > 0 else 0.0)
    facts = [f"<b>{ended:,}</b>" + ("" if total is None else f" of {total:,}")]
    if failed:
        facts.append(f'<span style="color:#cf3f34">{failed:,} failed</span>')
    facts.append(f"{rate:,.1f}/s")
    usage = getattr(progress, "usage", None)
    if usage is not None:
        facts.append(f"{usage.total_tokens:,} tokens")
    cost = getattr(progress, "cost", None)
    if cost:
        facts.append(f"${cost:.4f}")
    left = None if not total or rate <= 0 else (total - ended) / rate
    facts.append(_clock(seconds) + ("" if not left else f", {_clock(left)} left"))
    bar = ""
    if total:
        good, bad = 100 * (ended - failed) / total, 100 * failed / total
        bar = (
            '<div style="display:flex;height:8px;width:100%;max-width:520px;border-radius:4px;overflow:hidden;'
            'background:rgba(128,128,128,.25);margin-bottom:4px">'
            f'<div style="width:{good:.2f}%;background:#2f6fd0"></div>'
            f'<div style="width:{bad:.2f}%;background:#cf3f34"></div></div>'
        )
    words = " &nbsp; ".join(facts)
    return f'<div style="font:13px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums">{bar}{words}</div>'


def _clock(seconds: float) -> str:
    hours, rest = divmod(round(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
