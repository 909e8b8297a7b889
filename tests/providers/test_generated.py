"""The generated files are what the generator makes of its source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(os.environ.get("AILIB_SHARED", ROOT.parent / "shared")) / "providers"
FILES = ("ailib/providers/data/catalogue.json", "ailib/providers/data/prices.json", "ailib/providers/names.py")


def build(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "tools/build_catalogue.py"), "--source", str(SOURCE), *options]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the generator reads and writes."""
    if not SOURCE.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{SOURCE} is missing: set AILIB_SHARED")
        pytest.skip(f"{SOURCE} is not there; set AILIB_SHARED to the folder with the provider catalogue")
    for name in (*FILES, "tools/build_catalogue.py", "tools/quirks.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.shared
def test_committed_files_are_current(project: Path) -> None:
    answer = build(project, "--check")
    assert answer.returncode == 0, answer.stderr


@pytest.mark.shared
def test_check_finds_a_stale_file(project: Path) -> None:
    (project / FILES[2]).write_text("stale")
    answer = build(project, "--check")
    assert answer.returncode == 1
    assert f"not current: {FILES[2]}" in answer.stderr
    assert (project / FILES[2]).read_text() == "stale"
    assert build(project).returncode == 0
    assert (project / FILES[2]).read_bytes() == (ROOT / FILES[2]).read_bytes()


def test_price_notice_travels_with_the_data() -> None:
    notice = (ROOT / "ailib/providers/data/NOTICE").read_text("utf-8")
    assert "MIT License" in notice
    assert "Copyright (c) 2023 Berri AI" in notice
