"""What the fault tests count, printed at the end of the run, and the guard around them."""

from __future__ import annotations

from collections import Counter

import pytest

CELLS: Counter[str] = Counter()
NOTES: dict[str, str] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes runs when it is asked for: `-m soak`."""
    if "soak" not in (config.getoption("-m") or ""):
        long = [item for item in items if item.get_closest_marker("soak") is not None]
        if long:
            config.hook.pytest_deselected(items=long)
            items[:] = [item for item in items if item not in long]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not CELLS and not NOTES:
        return
    terminalreporter.section("faults")
    if CELLS:
        parts = ", ".join(f"{count} {name}" for name, count in sorted(CELLS.items()))
        terminalreporter.write_line(f"cells of the matrix that held: {CELLS.total()} ({parts})")
    for name, note in NOTES.items():
        terminalreporter.write_line(f"{name}: {note}")
