"""The command as a whole: help, versions, lists, the embedded provider in the foreground."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

import ailib as package
from ailib.testing import EmbeddedProvider, Fault

from . import SECONDS, ailib, environment, started

COMMANDS = ("chat", "models", "providers", "demo", "embedded")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_quick(command: str) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    took = []
    for _ in range(3):
        start = time.perf_counter()
        done = ailib(*arguments)
        took.append(time.perf_counter() - start)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("usage: ailib")
        assert "130" in done.stdout
        if took[-1] < 0.2:
            break
    assert min(took) < 0.4


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, ailib.cli\n"
        "try: ailib.cli.main(['chat', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'requests', 'aiohttp', 'rich', 'attrs', 'attr', 'cattrs', 'asyncio', 'ssl'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), timeout=SECONDS
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_names_every_command() -> None:
    shown = ailib("--help").stdout
    assert all(re.search(rf"^    {command} ", shown, re.MULTILINE) for command in COMMANDS)


def test_version() -> None:
    done = ailib("--version")
    assert (done.returncode, done.stdout) == (0, f"ailib {package.__version__}\n")


def test_installed_script_is_the_same_command() -> None:
    script = shutil.which("ailib", path=str(Path(sys.executable).parent))
    if script is None:
        pytest.skip("the package is not installed here")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, env=environment(), timeout=SECONDS)
    assert (done.returncode, done.stdout) == (0, f"ailib {package.__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("chat", "--nonsense", "hi"),
        ("chat", "--temperature", "warm", "hi"),
        ("chat", "--reasoning", "deep", "hi"),
        ("models", "openai", "--nonsense"),
        ("providers", "extra"),
    ],
)
def test_wrong_command_lines(arguments: tuple[str, ...]) -> None:
    done = ailib(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: ailib" in done.stderr
    assert "Traceback" not in done.stderr


# --- lists ---


def test_models(provider: EmbeddedProvider) -> None:
    done = ailib("models", "embedded", base_url=provider.base_url)
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = done.stdout.splitlines()
    assert head.split()[0] == "MODEL"
    assert "embedded-chat" in rows
    assert rows == sorted(rows)


def test_models_with_prices(provider: EmbeddedProvider) -> None:
    listed = {"object": "list", "data": [{"id": "gpt-4o", "object": "model"}, {"id": "nobody-knows-it"}]}
    provider.answer(fault=Fault(body=listed))
    arguments = ("models", "openai", "--base-url", provider.base_url)
    done = ailib(*arguments, OPENAI_API_KEY="sk-x")
    assert (done.returncode, done.stderr) == (0, "")
    head, known, unknown = done.stdout.splitlines()
    assert re.split(r"\s{2,}", head) == ["MODEL", "CONTEXT", "MAX OUTPUT", "IN $/M", "OUT $/M"]
    assert re.fullmatch(r"gpt-4o +128,000 +16,384 +2\.5 +10", known)
    assert unknown == "nobody-knows-it"
    (first, second) = json.loads(ailib(*arguments, "--json", OPENAI_API_KEY="sk-x").stdout)
    assert (first["id"], first["context"], first["price"]["input"]) == ("gpt-4o", 128000, 2.5)
    assert (second["id"], second["provider"]) == ("nobody-knows-it", "openai")


def test_models_of_the_default_provider(provider: EmbeddedProvider) -> None:
    done = ailib("models", base_url=provider.base_url, AI_MODEL="embedded")
    assert (done.returncode, done.stderr) == (0, "")
    assert "embedded-chat" in done.stdout


def test_providers() -> None:
    done = ailib("providers", GROQ_API_KEY="gsk-planted-key")
    assert (done.returncode, done.stderr) == (0, "")
    rows = {row.split()[0]: row for row in done.stdout.splitlines()}
    assert len(rows) > 100
    assert "GROQ_API_KEY is set" in rows["groq"]
    assert "not set" in rows["openai"]
    assert "not needed" in rows["ollama"]
    assert "openai_chat" in rows["groq"]
    assert "gsk-planted-key" not in done.stdout


def test_providers_as_json() -> None:
    done = ailib("providers", "--json", GROQ_API_KEY="gsk-planted-key", GROQ_MODEL="my-model")
    assert (done.returncode, done.stderr) == (0, "")
    providers = {one["id"]: one for one in json.loads(done.stdout)}
    groq = providers["groq"]
    assert (groq["key_set"], groq["key_from"], groq["default_model"]) == (True, "GROQ_API_KEY", "my-model")
    assert (groq["status"], groq["family"]) == ("active", "openai_chat")
    assert providers["openai"]["key_set"] is False
    assert providers["openai"]["key_variables"][0] == "OPENAI_API_KEY"
    assert any(one["status"] == "shut_down" for one in providers.values())
    assert "gsk-planted-key" not in done.stdout


# --- the embedded provider ---


def first_lines(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    shown = b""
    while b"Ctrl-C" not in shown:
        line = process.stdout.readline()
        assert line, process.communicate()
        shown += line
    return shown.decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_embedded_serves_until_told(number: signal.Signals) -> None:
    process = started("embedded", "--instant")
    try:
        shown = first_lines(process)
        found = re.search(r"embedded provider on (http://127\.0\.0\.1:\d+/v1)\n", shown)
        assert found
        base_url = found[1]
        assert f"EMBEDDED_BASE_URL={base_url} ailib chat -m embedded" in shown
        assert f'OpenAI(base_url="{base_url}"' in shown
        assert ailib("chat", "-m", "embedded", "hello", base_url=base_url).returncode == 0
        process.send_signal(number)
        out, err = process.communicate(timeout=SECONDS)
        assert (process.returncode, out, err) == (0, b"", b"")
    finally:
        process.kill()
        process.communicate()


def test_embedded_curl_line_works() -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    process = started("embedded", "--instant")
    try:
        line = next(line for line in first_lines(process).splitlines() if line.startswith("curl"))
        command = line.removeprefix("curl").strip().replace("curl ", "curl -s ", 1)
        done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=SECONDS, env=environment())
        assert json.loads(done.stdout)["choices"][0]["message"]["content"]
    finally:
        process.kill()
        process.communicate()


def test_embedded_lets_only_the_key_in() -> None:
    process = started("embedded", "--instant", "--api-key", "sk-planted")
    try:
        shown = first_lines(process)
        assert "sk-planted" not in shown
        found = re.search(r"http://\S+/v1", shown)
        assert found
        assert requests.get(f"{found[0]}/models", timeout=5).status_code == 401
        done = ailib("models", "embedded", base_url=found[0], EMBEDDED_API_KEY="sk-planted")
        assert done.returncode == 0
    finally:
        process.kill()
        process.communicate()


def test_embedded_on_a_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        done = ailib("embedded", "--port", str(port))
        assert (done.returncode, done.stdout) == (1, "")
        assert re.fullmatch(rf"error: cannot listen on 127\.0\.0\.1:{port}: .+\n", done.stderr)
    process = started("embedded", "--port", str(port))
    try:
        assert f":{port}/v1" in first_lines(process)
    finally:
        process.kill()
        process.communicate()


def test_embedded_refuses_what_is_no_port() -> None:
    done = ailib("embedded", "--port", "70000")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: 70000 is no port")


def test_home_is_not_needed() -> None:
    assert not Path(environment()["HOME"]).is_dir()
    assert ailib("providers").returncode == 0
