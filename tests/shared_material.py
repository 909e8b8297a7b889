"""The material that lies beside the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

__all__ = ["require_shared"]


def require_shared() -> Path:
    """The folder; without it, tests that need it skip (and fail in CI)."""
    folder = Path(os.environ.get("AILIB_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if folder.is_dir():
        return folder
    text = f"the shared test material is not at {folder} (set AILIB_SHARED)"
    if os.environ.get("CI"):
        pytest.fail(text)
    pytest.skip(text)
