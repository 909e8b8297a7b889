"""What a user installs: the wheel, built from the source distribution, in an environment that has nothing else."""

from __future__ import annotations

import email
import email.message
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).resolve().parents[1]
BASE = {"requests", "aiohttp", "attrs", "cattrs", "backoff"}
EXTRAS = {
    "speed", "cli", "yaml", "bedrock", "vertex", "azure", "keyring", "realtime", "redis", "ray", "dask", "otel", "parquet", "pandas", "system-certs",
    "test", "cluster-test", "dev",
}  # fmt: skip


def clean_environment() -> dict[str, str]:
    """Ours without what could lend a hand: no import path, no key, no model."""
    leaving = re.compile(r"PYTHON|VIRTUAL_ENV|COVERAGE|AI_|AILIB_|.*_(API_KEY|BASE_URL|MODEL)$")
    return {name: value for name, value in os.environ.items() if not leaving.match(name)}


def run(*command: object, cwd: Path) -> str:
    """What a command prints; its exit status must be 0."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@attrs.frozen
class Environment:
    """A virtual environment.

    Attributes:
        folder: Where it is.
        site: Its site-packages.
    """

    folder: Path
    site: Path

    @classmethod
    def make(cls, folder: Path) -> Environment:
        run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
        where = "import sysconfig; print(sysconfig.get_path('purelib'))"
        return cls(folder, Path(run(folder / "bin/python", "-c", where, cwd=folder.parent).strip()))

    def install(self, *packages: object) -> None:
        run(self.folder / "bin/python", "-m", "pip", "install", "-q", *packages, cwd=self.folder)

    def hooks(self) -> set[str]:
        """Files that Python runs at every start."""
        return {file.name for file in self.site.glob("*.pth")}


@attrs.frozen
class Built:
    """Both distributions."""

    sdist: Path
    wheel: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built from a copy, so that nothing is left in the repository; the wheel comes from the source distribution."""
    folder = tmp_path_factory.mktemp("build")
    source = folder / "source"
    unwanted = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "node_modules")
    shutil.copytree(ROOT, source, ignore=unwanted)
    builder = Environment.make(folder / "builder")
    builder.install("build")
    run(builder.folder / "bin/python", "-m", "build", "--outdir", folder / "dist", source, cwd=folder)
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    (wheel,) = (folder / "dist").glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="module")
def wheel_files(built: Built) -> list[str]:
    with zipfile.ZipFile(built.wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def metadata(built: Built) -> email.message.Message:
    with zipfile.ZipFile(built.wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(archive.read(name))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The wheel with its base dependencies, and nothing else."""
    environment = Environment.make(tmp_path_factory.mktemp("installed") / "venv")
    environment.install(built.wheel)
    return environment


def package_files() -> set[str]:
    return {
        str(file.relative_to(ROOT))
        for file in (ROOT / "ailib").rglob("*")
        if file.is_file() and file.suffix != ".pyc" and not any(part.startswith(".") for part in file.parts[1:])
    }


def test_the_wheel_has_the_whole_package_and_nothing_else(wheel_files: list[str]) -> None:
    packaged = {name for name in wheel_files if name.startswith("ailib/")}
    assert packaged == package_files()
    assert {"ailib/py.typed", "ailib/__init__.py", "ailib/cli/__init__.py"} <= packaged
    assert any(name.startswith("ailib/providers/data/") and name.endswith(".json") for name in packaged)
    assert {name.partition("/")[0].partition("-")[0] for name in wheel_files} == {"ailib"}


def test_nothing_runs_unless_it_is_imported(wheel_files: list[str], installed: Environment) -> None:
    """Promise 14."""
    assert not [name for name in wheel_files if name.endswith((".pth", "setup.py", ".so"))]
    bare = Environment.make(installed.folder.parent / "bare")
    assert installed.hooks() == bare.hooks()


def test_the_base_dependencies_are_five(metadata: email.message.Message) -> None:
    """Promise 14."""
    required = metadata.get_all("Requires-Dist", [])
    base = [requirement for requirement in required if "extra ==" not in requirement]
    assert sorted(re.split(r"[^\w-]", requirement, maxsplit=1)[0] for requirement in base) == sorted(BASE)
    assert set(metadata.get_all("Provides-Extra", [])) == EXTRAS


def test_the_metadata_says_what_it_is(metadata: email.message.Message, wheel_files: list[str]) -> None:
    assert metadata["Name"] == "ailib"
    assert metadata["Requires-Python"] == ">=3.11"
    assert (metadata["License-Expression"] or metadata["License"]) == "Apache-2.0"
    assert "# ailib" in str(metadata.get_payload())
    assert [name for name in wheel_files if name.endswith("/LICENSE")]


def test_the_source_distribution_can_be_worked_with(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "setup.cfg", "README.md", "LICENSE"} <= names
    assert package_files() <= names


def test_only_the_five_and_what_they_need_are_installed(installed: Environment, tmp_path: Path) -> None:
    listed = json.loads(run(installed.folder / "bin/python", "-m", "pip", "list", "--format", "json", cwd=tmp_path))
    names = {package["name"].lower() for package in listed}
    assert {*BASE, "ailib"} <= names
    assert not names & {"orjson", "rich", "httpx", "pydantic", "openai", "pytest"}
    run(installed.folder / "bin/python", "-m", "pip", "check", cwd=tmp_path)


def test_the_demo_runs_from_an_empty_folder(installed: Environment, tmp_path: Path) -> None:
    shown = run(installed.folder / "bin/ailib", "demo", "--fast", cwd=tmp_path)
    for step in ("stream", "cancel", "batch", "429"):
        assert step in shown.lower()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "program",
    [
        """
import ailib
print(ailib.quick_chat_text("Say hello", model="embedded"))
""",
        """
import ailib, asyncio
print(asyncio.run(ailib.aquick_chat_text("Say hello", model="embedded")))
""",
        """
from ailib import Client
with Client("embedded") as client:
    print(client.chat_completion("Say hello").text)
""",
        """
import asyncio
from ailib import AsyncClient
async def main():
    async with AsyncClient("embedded") as client:
        async for chunk in client.chat_completion_stream("Say hello"):
            print(chunk.text, end="")
asyncio.run(main())
""",
    ],
    ids=["quick", "async quick", "client", "async stream"],
)
def test_the_first_program_works_without_key_or_network(installed: Environment, tmp_path: Path, program: str) -> None:
    (tmp_path / "first.py").write_text(program)
    assert "hello" in run(installed.folder / "bin/python", "-W", "error", "first.py", cwd=tmp_path).lower()


def test_the_program_used_the_installed_package(installed: Environment, tmp_path: Path) -> None:
    where = run(installed.folder / "bin/python", "-c", "import ailib; print(ailib.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.site)
