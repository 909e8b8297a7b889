"""What the fault tests count, printed at the end of the run."""

from __future__ import annotations

from collections import Counter

import pytest

CELLS: Counter[str] = Counter()
NOTES: dict[str, str] = {}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not CELLS and not NOTES:
        return
    terminalreporter.section("faults")
    if CELLS:
        parts = ", ".join(f"{count} {name}" for name, count in sorted(CELLS.items()))
        terminalreporter.write_line(f"cells of the matrix that held: {CELLS.total()} ({parts})")
    for name, note in NOTES.items():
        terminalreporter.write_line(f"{name}: {note}")
