"""What a notebook shows: a bar while a batch goes on, and nothing where there is none."""

from __future__ import annotations

import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from ailib import Client
from ailib.batch import run
from ailib.models.notebook import in_notebook, notebook_bar
from ailib.testing import EmbeddedProvider, Fault


class Notebook(types.ModuleType):
    """As much of IPython in a kernel as is looked at."""

    def __init__(self, kernel: bool = True) -> None:
        super().__init__("IPython")
        self.pages: list[str] = []
        self.shell = types.SimpleNamespace(kernel=object()) if kernel else types.SimpleNamespace()
        show = types.SimpleNamespace(update=self.pages.append)
        self.display = types.SimpleNamespace(
            HTML=str, display=lambda page, display_id: (self.pages.append(page), show)[1]
        )

    def get_ipython(self) -> Any:
        return self.shell


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Notebook:
    made = Notebook()
    monkeypatch.setitem(sys.modules, "IPython", made)
    return made


def test_a_batch(notebook: Notebook, embedded: EmbeddedProvider) -> None:
    embedded.answer("boom", fault=Fault(status=400))
    with Client("embedded", base_url=embedded.base_url) as client:
        client.chat_completion_batch(["a", "boom", "c"])
    assert "<b>3</b> of 3" in notebook.pages[-1]
    assert "1 failed" in notebook.pages[-1]
    assert "width:66.67%" in notebook.pages[-1]


def test_a_run(notebook: Notebook, embedded: EmbeddedProvider, tmp_path: Path) -> None:
    run(["a", "b"], model="embedded", base_url=embedded.base_url, out=tmp_path / "out.jsonl")
    assert "<b>2</b> of 2" in notebook.pages[-1]
    assert "tokens" in notebook.pages[-1]


def test_a_callback_of_yours_takes_its_place(notebook: Notebook, embedded: EmbeddedProvider) -> None:
    seen: list[int] = []
    with Client("embedded", base_url=embedded.base_url) as client:
        client.chat_completion_batch(["a", "b"], on_progress=lambda progress: seen.append(progress.done))
    assert seen == [1, 2]
    assert notebook.pages == []


def test_nothing_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert notebook_bar() is None
    monkeypatch.setitem(sys.modules, "IPython", Notebook(kernel=False))
    assert not in_notebook()
    program = "import sys; from ailib.models.notebook import notebook_bar; assert notebook_bar() is None; sys.exit('IPython' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_few_changes_for_many_items(notebook: Notebook, embedded: EmbeddedProvider) -> None:
    with Client("embedded", base_url=embedded.base_url) as client:
        client.chat_completion_batch([f"{n}" for n in range(100)])
    assert 1 <= len(notebook.pages) < 50
    assert "<b>100</b> of 100" in notebook.pages[-1]
