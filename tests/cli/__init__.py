"""The `ailib` command, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Nothing else of the tester's environment reaches the command: no keys, no proxies, no addresses.
_KEPT = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT", "TMPDIR", "LANG", "LC_ALL")
SECONDS = 20


def environment(base_url: str | None = None, **extra: str) -> dict[str, str]:
    """A clean environment; `-m embedded` is at `base_url`."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    address = {} if base_url is None else {"EMBEDDED_BASE_URL": base_url}
    # A socket or file that is left open would be heard of on standard error.
    return {**kept, "HOME": os.devnull, "PYTHONWARNINGS": "error::ResourceWarning", **address, **extra}


def words(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ailib", *arguments]


def ailib(
    *arguments: str,
    base_url: str | None = None,
    stdin: str | bytes | None = None,
    cwd: Path | None = None,
    **extra: str,
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end. Without `stdin` it has none (the null device)."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        words(*arguments),
        input=data,
        stdin=subprocess.DEVNULL if data is None else None,
        capture_output=True,
        env=environment(base_url, **extra),
        cwd=cwd,
        timeout=SECONDS,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def started(*arguments: str, base_url: str | None = None, cwd: Path | None = None) -> subprocess.Popen[bytes]:
    """Start the command."""
    return subprocess.Popen(
        words(*arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(base_url),
        cwd=cwd,
    )
