"""Every snippet of the README and the docs runs, and every link between them leads somewhere.

The ```python blocks of a page run in order in one namespace, in an interpreter and a folder of their own, with warnings
as errors.
The environment says what a user's would say: keys, and addresses that lead to the embedded provider.
Blocks of ```bash that start with `ailib ` are run too. A block marked `no-run` is only compiled (python) or skipped.
"""

from __future__ import annotations

import http.client
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from ailib.providers.catalogue import get_provider
from ailib.testing import EmbeddedProvider

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
PAGE_NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```\s*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
PROVIDERS = ("openai", "groq", "mistral", "deepseek", "openrouter")
SECONDS = 60


class Block(NamedTuple):
    """A fenced block of a page."""

    line: int
    language: str
    runs: bool
    text: str


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found: list[Block] = []
    for match in FENCE.finditer(text):
        language, *marks = match["info"].split() or [""]
        line = text.count("\n", 0, match.start("text"))
        found.append(Block(line, language, "no-run" not in marks, match["text"]))
    return found


class Relay(http.server.BaseHTTPRequestHandler):
    """Passes requests on to the embedded provider under one of its models, and answers under the name asked for."""

    protocol_version = "HTTP/1.1"
    upstream = 0

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.pass_on(None, "", "")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = body["model"]
        body["model"] = "embedded-reasoner" if "reasoning_effort" in body else "embedded-chat"
        if self.path.endswith("/embeddings"):
            body["model"] = "embedded-embed"
        self.pass_on(json.dumps(body).encode(), body["model"], asked)

    def pass_on(self, body: bytes | None, model: str, asked: str) -> None:
        headers = {
            name: value
            for name, value in self.headers.items()
            if name.lower() not in ("host", "content-length", "accept-encoding", "connection")
        }
        with closing(http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=SECONDS)) as upstream:
            upstream.request(self.command, self.path, body, headers)
            answer = upstream.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "content-length", "connection", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                for line in answer:
                    self.wfile.write(line.replace(model.encode(), asked.encode()) if model else line)
                    self.wfile.flush()
            except OSError:
                pass  # the client has heard enough
        self.close_connection = True


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """The variables of a user who has a key for each of a few providers."""
    with EmbeddedProvider() as provider:
        handler = type("Handler", (Relay,), {"upstream": provider.port})
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as relay:
            relay.daemon_threads = True
            thread = threading.Thread(target=relay.serve_forever, args=(0.02,))
            thread.start()
            names = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
            variables = {name: os.environ[name] for name in names if name in os.environ}
            variables |= {"AILIB_EMBEDDED_PACE": "instant", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
            for name in PROVIDERS:
                profile = get_provider(name)
                variables[profile.auth.env[0]] = "test"
                variables[profile.base_url_env[0]] = f"http://127.0.0.1:{relay.server_address[1]}/v1"
            try:
                yield variables
            finally:
                relay.shutdown()
                thread.join()


def program_of(page: Path) -> str:
    """A page's blocks as one program whose line numbers are those of the page."""
    lines: list[str] = []
    for block in blocks_of(page):
        if block.language == "python" and block.runs:
            lines += [""] * (block.line - len(lines))
            lines += block.text.splitlines()
    return "\n".join(lines) + "\n"


def programs() -> list[str]:
    return [name for page, name in zip(PAGES, PAGE_NAMES, strict=True) if program_of(page).strip()]


def check_run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("name", programs())
def test_the_python_snippets_of_a_page_run(name: str, tmp_path: Path, environment: dict[str, str]) -> None:
    # The file is called after the page, and its lines are the page's: a traceback leads to the snippet.
    program = tmp_path / f"{Path(name).stem}.py"
    program.write_text(program_of(ROOT / name), encoding="utf-8")
    check_run([sys.executable, "-W", "error", program.name], tmp_path, environment)


def commands() -> list[tuple[str, str]]:
    return [
        (name, command)
        for page, name in zip(PAGES, PAGE_NAMES, strict=True)
        for block in blocks_of(page)
        if block.language == "bash" and block.runs
        for command in block.text.replace("\\\n", " ").splitlines()
        if command.startswith("ailib ")
    ]


@pytest.mark.parametrize(("name", "command"), commands())
def test_the_commands_of_a_page_run(name: str, command: str, tmp_path: Path, environment: dict[str, str]) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("There is no bash here")
    # `ailib` as it stands in the page, whether or not the environment's scripts are on the path.
    start = "import sys; from ailib.cli import main; sys.exit(main())"
    function = f"ailib() {{ '{sys.executable}' -W error -c '{start}' \"$@\"; }}"
    check_run([bash, "-ec", f"{function}\n{command}"], tmp_path, environment)


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_links_to_other_pages_lead_somewhere(name: str) -> None:
    page = ROOT / name
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    broken: list[str] = []
    for match in LINK.finditer(text):
        target, _, anchor = match["target"].partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        goal = (page.parent / target).resolve() if target else page
        if not goal.exists() or (anchor and anchor not in anchors_of(goal)):
            broken.append(match["target"])
    assert broken == []


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_nearly_every_python_snippet_is_run() -> None:
    snippets = [block for page in PAGES for block in blocks_of(page) if block.language == "python"]
    skipped = [block for block in snippets if not block.runs]
    assert len(snippets) >= 30
    assert len(skipped) <= len(snippets) // 20  # what needs a machine at a cloud, or another file of the reader's
    for block in skipped:
        compile(block.text, "snippet", "exec")


@pytest.mark.parametrize("heading", ["Try it", "Test it"])
def test_the_readme_has_a_command_to_try_and_one_to_test(heading: str) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    fences = list(FENCE.finditer(section))
    assert [fence["info"] for fence in fences] == ["bash"]
    assert fences[0]["text"].startswith("python -m venv .venv && ")
    assert fences[0]["text"].count("\n") == 1
