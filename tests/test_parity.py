"""Both clients have the same surface; the public names are pinned; importing is light; the layers hold (promises 13, 30)."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ailib
from ailib import AsyncClient, Client
from ailib.chat import AsyncBuiltStream, AsyncChatBuilder, BuiltStream, ChatBuilder
from ailib.streams import AsyncChatStream, ChatStream

PACKAGE = Path(ailib.__file__).parent

PAIRS = [
    (Client, AsyncClient),
    (ChatStream, AsyncChatStream),
    (ChatBuilder, AsyncChatBuilder),
    (BuiltStream, AsyncBuiltStream),
]
ASYNC_ONLY = {"aclose"}  # the name that `contextlib.aclosing` wants


def public(cls: type) -> dict[str, Any]:
    return {
        name: inspect.getattr_static(cls, name)
        for name in dir(cls)
        if not name.startswith("_") and name not in ASYNC_ONLY
    }


def plain(value: Any) -> Any:
    return value.__func__ if isinstance(value, (classmethod, staticmethod)) else value


@pytest.mark.parametrize(("blocking", "asynchronous"), PAIRS, ids=lambda cls: cls.__name__)
def test_same_names(blocking: type, asynchronous: type) -> None:
    """Promise 30."""
    assert set(public(blocking)) == set(public(asynchronous))
    for name, value in public(blocking).items():
        other = public(asynchronous)[name]
        assert isinstance(value, property) == isinstance(other, property), name
        assert callable(plain(value)) == callable(plain(other)), name


@pytest.mark.parametrize(("blocking", "asynchronous"), PAIRS, ids=lambda cls: cls.__name__)
def test_same_parameters(blocking: type, asynchronous: type) -> None:
    """Promise 30: names, kinds, defaults, annotations."""
    names = [name for name, value in public(blocking).items() if inspect.isfunction(plain(value))]
    for name in [*names, "__init__"]:
        mine = inspect.signature(plain(inspect.getattr_static(blocking, name))).parameters
        other = inspect.signature(plain(inspect.getattr_static(asynchronous, name))).parameters
        assert list(mine) == list(other), name
        if name == "__init__":
            continue
        for key in mine:
            assert mine[key].kind == other[key].kind, (name, key)
            assert mine[key].default == other[key].default, (name, key)
            assert str(mine[key].annotation).replace("Async", "") == str(other[key].annotation).replace("Async", "")


def test_same_results() -> None:
    """Promise 30: what a blocking method returns, the other returns or its twin."""
    words = {"AsyncGenerator": "Generator", "AsyncIterator": "Iterator"}
    for blocking, asynchronous in PAIRS:
        for name, value in public(blocking).items():
            if not inspect.isfunction(plain(value)):
                continue
            mine = str(inspect.signature(plain(value)).return_annotation)
            other = str(inspect.signature(plain(public(asynchronous)[name])).return_annotation)
            for word, twin in words.items():
                other = other.replace(word, twin)
            mine = mine.replace("Generator", "Iterator").replace(", None, None]", "]").replace(", None]", "]")
            other = other.replace("Generator", "Iterator").replace(", None]", "]").replace("Async", "")
            assert mine == other, (blocking.__name__, name)


def test_what_waits_is_awaited() -> None:
    """Promise 30: a method that talks to the network is a coroutine function, a stream, or a generator."""
    waiting = {name for name, value in public(AsyncClient).items() if inspect.iscoroutinefunction(plain(value))}
    assert waiting == {
        "chat_completion", "chat_completion_batch", "chat_completion_batch_smart", "quick_chat_text", "list_models",
        "get_model", "embed", "count_tokens", "check_health", "close", "chat_completion_parsed", "run_tools",
        "rerank", "generate_image", "generate_speech", "transcribe", "moderate", "upload_file",
    }  # fmt: skip


def test_the_surface_of_the_contract() -> None:
    needed = {
        "from_model", "new", "create", "with_options", "with_provider", "provider", "model", "base_url", "default_chat_model",
        "chat_completion", "chat_completion_stream", "chat_completion_stream_with_cancel", "chat", "chat_completion_batch",
        "chat_completion_batch_smart", "quick_chat_text", "list_models", "get_model", "close",
    }  # fmt: skip
    assert needed <= set(public(Client))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 429, 500, 503])
def test_same_errors(status: int) -> None:
    """Promise 30."""
    import asyncio

    from ailib.testing import EmbeddedProvider, Fault

    with EmbeddedProvider() as provider:
        provider.answer(fault=Fault(status=status))

        async def call() -> None:
            async with AsyncClient("embedded", base_url=provider.base_url, max_retries=0) as client:
                await client.chat_completion("hi")

        with pytest.raises(ailib.APIError) as one:
            asyncio.run(call())
        client = Client("embedded", base_url=provider.base_url, max_retries=0)
        with client, pytest.raises(ailib.APIError) as two:
            client.chat_completion("hi")
    assert type(one.value) is type(two.value)
    ignored = {"attempts", "request_id", "headers"}
    assert {k: v for k, v in vars(one.value).items() if k not in ignored} == {
        k: v for k, v in vars(two.value).items() if k not in ignored
    }


# --- the public names -------------------------------------------------------------------------------------------------

NAMES = Path(__file__).with_name("public_names.txt")


def test_public_names_are_pinned() -> None:
    """A name that comes or goes must be written down here, by hand."""
    assert sorted(ailib.__all__) == NAMES.read_text(encoding="utf-8").split()


@pytest.mark.parametrize("name", sorted(ailib.__all__))
def test_every_public_name_can_be_imported(name: str) -> None:
    value = getattr(ailib, name)
    assert value is getattr(ailib, name)
    assert name in dir(ailib)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Clent'"):
        _ = ailib.Clent  # type: ignore[attr-defined]


def test_public_functions_have_docstrings() -> None:
    missing: list[str] = []
    for name in ailib.__all__:
        value = getattr(ailib, name)
        if inspect.isclass(value) and value.__module__.startswith("ailib"):
            if not value.__doc__:
                missing.append(name)
            missing += [
                f"{name}.{key}"
                for key, member in vars(value).items()
                if not key.startswith("_") and inspect.isfunction(plain(member)) and not plain(member).__doc__
            ]
    assert missing == []


# --- importing --------------------------------------------------------------------------------------------------------


def modules_after(code: str) -> set[str]:
    program = f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


HEAVY = {"requests", "urllib3", "aiohttp", "cattrs", "backoff", "asyncio", "attr", "attrs", "ssl", "socket", "http.client", "email",
         "orjson", "yaml", "rich", "concurrent.futures", "threading", "logging", "typing", "json", "dataclasses", "inspect"}  # fmt: skip


def test_import_costs_a_fraction_of_requests() -> None:
    """Promise 13. CPU of fresh processes, the best of five each; the measured ratio is about 0.1."""

    def cost(code: str) -> float:
        measured = (
            "import resource, subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True); "
            "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime)"
        )
        runs = [
            subprocess.run([sys.executable, "-c", measured, code], check=True, capture_output=True) for _ in range(5)
        ]
        return min(float(run.stdout) for run in runs)

    bare = cost("pass")
    assert cost("import ailib") - bare < 0.5 * (cost("import requests") - bare)


def test_import_ailib_is_light() -> None:
    """Promise 13: nothing that costs, nothing that talks."""
    before = modules_after("pass")
    after = modules_after("import ailib")
    new = after - before
    assert new & (HEAVY - {"typing"}) == set()
    assert {name for name in new if name.startswith("ailib")} == {"ailib"}


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        ("import ailib; ailib.Client", {"requests", "aiohttp", "cattrs", "backoff", "asyncio"}),
        ("import ailib; ailib.Client('openai', api_key='k')", {"requests", "aiohttp", "cattrs", "backoff", "asyncio"}),
        ("import ailib; ailib.Message.user('x'); ailib.RateLimited('x')", {"requests", "aiohttp", "cattrs", "backoff", "asyncio"}),
        ("import ailib; ailib.AsyncClient('openai', api_key='k')", {"requests", "aiohttp", "cattrs", "backoff"}),
    ],
)  # fmt: skip
def test_what_is_loaded_when(code: str, forbidden: set[str]) -> None:
    """Promise 13."""
    assert modules_after(code) & forbidden == set()


def test_a_blocking_call_needs_no_aiohttp_and_no_loop() -> None:
    """Promise 13."""
    from ailib.testing import EmbeddedProvider

    with EmbeddedProvider() as provider:
        code = f"""
import ailib
client = ailib.Client("embedded", base_url={provider.base_url!r})
assert client.chat_completion("hi").text
assert client.chat_completion_stream("hi").collect().text
client.close()
"""
        loaded = modules_after(code)
    assert loaded & {"aiohttp", "cattrs", "backoff", "asyncio"} == set()
    assert "urllib3" in loaded  # its pools are what requests stands on; requests itself is for a session of the user's


# --- the layers -------------------------------------------------------------------------------------------------------

# Rows of the house, from the top; a module may look down and at its own row, never up.
ROWS: list[set[str]] = [
    {"cli", "integrations", "testing", "__main__"},
    {
        "base_client",
        "builders",
        "client",
        "chat",
        "quick",
        "batch",
        "openai",
        "resilience",
        "service_calls",
        "services",
        "streams",
    },
    {"core"},
    {"transport", "wire", "providers"},
    {
        "models",
        "options",
        "errors",
        "cancel",
        "limits",
        "routing",
        "balance",
        "interceptors",
        "metrics",
        "cache",
        "timers",
        "structured",
        "vectors",
        "context",
        "guardrails",
        "feedback",
        "model_selection",
        "media_files",
        "tools",
        "_version",
    },
]
# These two rows' members do not know each other: transport on one side, wire and providers on the other.
STRANGERS = [("transport", "wire"), ("transport", "providers"), ("wire", "transport"), ("providers", "transport")]
# What looks up all the same, each for a reason.
ALLOWED = {
    ("base_client.py", "testing"),  # Client("embedded") starts the provider of the test kit, by name, on first use
}
FORBIDDEN = {
    "core": {"asyncio", "threading", "requests", "aiohttp", "socket", "ssl", "concurrent", "time"},
    "wire": {"asyncio", "threading", "requests", "aiohttp", "socket", "ssl", "concurrent", "http", "urllib3"},
    "models": {"asyncio", "threading", "requests", "aiohttp", "socket", "ssl", "concurrent", "http", "urllib3"},
}


def imports_of(path: Path) -> set[str]:
    """Modules that a file imports, function-level ones included, those for type checkers only left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = ["ailib", *path.relative_to(PACKAGE).parts[:-1]]
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped.update(inner for statement in node.body for inner in ast.walk(statement))
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *(node.module or "").split(".")]).rstrip(".")
            found.update(f"{module}.{alias.name}" for alias in node.names)
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith("import_module")
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            found.add(str(node.args[0].value))
    return found


def home(module: str) -> str | None:
    """The top-level member of the package that a dotted name belongs to."""
    parts = module.split(".")
    return parts[1] if parts[0] == "ailib" and len(parts) > 1 else None


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE)


def row(name: str) -> int | None:
    return next((number for number, members in enumerate(ROWS) if name in members), None)


def test_every_part_has_its_row() -> None:
    parts = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in FILES}
    assert [part for part in sorted(parts) if row(part) is None] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_layers(path: Path) -> None:
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    mine = row(name)
    assert mine is not None
    wrong: list[str] = []
    for module in imports_of(path):
        other = home(module)
        if other is not None:
            theirs = row(other)
            up = theirs is not None and theirs < mine
            if (up or (name, other) in STRANGERS) and (str(path.relative_to(PACKAGE)), other) not in ALLOWED:
                wrong.append(module)
        elif module.split(".")[0] in FORBIDDEN.get(name, set()):
            wrong.append(module)
    assert wrong == []
