"""The tables, declarations and stubs are what the generator makes of the description today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared_material import require_shared

pytestmark = pytest.mark.shared
TOOL = Path(__file__).resolve().parents[2] / "tools" / "build_openai.py"


def test_the_generated_files_are_current() -> None:
    command = [sys.executable, str(TOOL), "--source", str(require_shared() / "openai"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
