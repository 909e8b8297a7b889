"""Starts the servers, each once for all tests: installed on first use, ended (with all they started) at the end.

Without the shared material, node or a network the tests skip; where `CI` is set they fail instead.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import pytest
import trustme

from tests.shared_material import require_shared

# The first start installs up to 210 MB.
INSTALL_SECONDS = 420.0
# Where the scripts keep what they install; read here, since tests see no variables of the machine.
CACHE = Path(
    os.environ.get("AILIB_TEST_CACHE")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ailib-tests"
)


def unavailable(why: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, path: str, body: Any = None) -> tuple[int, bytes]:
    """Status and body of what a server says of itself; `body` is posted as JSON."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with closing(connection):
        if body is None:
            connection.request("GET", path)
        else:
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()


def answers(port: int, path: str | None) -> bool:
    """Whether the port takes connections and, where a path is given, answers it with 200."""
    try:
        if path is not None:
            return fetch(port, path)[0] == 200
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except (OSError, http.client.HTTPException):
        return False
    return True


def streamed(client: Any) -> Callable[..., Any]:
    """A function that asks as `client.chat_completion` does, and gets the answer by a stream."""
    return lambda *args, **fields: client.chat_completion_stream(*args, **fields).collect()


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(5)


@contextmanager
def running(log: Path, script: str, *arguments: str, ready: str | None = None) -> Generator[int, None, None]:
    """One of the shared scripts on a free port.

    Args:
        log: File for what it prints.
        script: Name of the script.
        arguments: What follows the port.
        ready: Path that answers 200 when it is ready; None when an open port is enough.

    Yields:
        The port.
    """
    command = require_shared() / "servers" / script
    if not command.is_file():
        unavailable(f"{command} does not exist")
    port = free_port()
    with started(log, [str(command), str(port), *arguments], port, ready):
        yield port


@contextmanager
def started(log: Path, command: list[str], port: int, ready: str | None) -> Generator[None, None, None]:
    """A server that listens at a port; see `running`."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        end = time.monotonic() + INSTALL_SECONDS
        while not answers(port, ready):
            if process.poll() is not None or time.monotonic() > end:
                unavailable(f"{Path(command[0]).name} did not start:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)
        yield
    finally:
        stop(process)


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("servers")


@pytest.fixture(scope="session")
def llamacpp(logs: Path) -> Iterator[int]:
    """Port of llama.cpp."""
    with running(logs / "llamacpp.log", "llamacpp.sh", ready="/health") as port:
        yield port


@pytest.fixture(scope="session")
def locked_llamacpp(logs: Path) -> Iterator[int]:
    """Port of a llama.cpp that wants the key "sk-right-key-123"."""
    with running(logs / "locked.log", "llamacpp.sh", "--api-key", "sk-right-key-123", ready="/health") as port:
        yield port


@pytest.fixture(scope="session")
def authority(logs: Path) -> Path:
    """Folder with the certificate of an authority that nobody else knows, and of a server it vouches for."""
    ca = trustme.CA()
    ca.cert_pem.write_to_path(logs / "ca.pem")
    certificate = ca.issue_cert("localhost", "127.0.0.1")
    (logs / "server.pem").write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    certificate.private_key_pem.write_to_path(logs / "server.key")
    return logs


@pytest.fixture(scope="session")
def tls_llamacpp(logs: Path, llamacpp: int, authority: Path) -> Iterator[int]:
    """Port of a TLS proxy before llama.cpp."""
    certificate = ("--tls", str(authority / "server.pem"), str(authority / "server.key"))
    with running(logs / "tls.log", "faults.sh", f"127.0.0.1:{llamacpp}", "none", *certificate) as port:
        yield port


@pytest.fixture(scope="session")
def aimock(logs: Path) -> Iterator[int]:
    """Port of aimock."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        unavailable("aimock needs node and npm")
    with running(logs / "aimock.log", "aimock.sh", ready="/health") as port:
        yield port
