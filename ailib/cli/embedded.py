"""`ailib embedded`: the embedded provider in the foreground, and how other programs reach it."""

from __future__ import annotations

import json
import signal
import threading
from typing import TYPE_CHECKING

from ..errors import ConfigurationError
from ..testing import EmbeddedProvider, Pace

if TYPE_CHECKING:
    import argparse
    from types import FrameType

    from .terminal import Terminal

__all__ = ["run"]


def _directions(base_url: str, *, needs_key: bool) -> str:
    """How to point ailib, curl and the openai package at the address. The key itself is not repeated."""
    body = json.dumps({"model": "embedded-chat", "messages": [{"role": "user", "content": "Say hello"}]})
    key = "EMBEDDED_API_KEY=$KEY " if needs_key else ""
    header = ' -H "Authorization: Bearer $KEY"' if needs_key else ""
    python_key = 'os.environ["KEY"]' if needs_key else '"none"'
    return (
        f"embedded provider on {base_url}\n\n"
        f'ailib   {key}EMBEDDED_BASE_URL={base_url} ailib chat -m embedded "Say hello"\n'
        f"curl    curl {base_url}/chat/completions -H 'Content-Type: application/json'{header} -d '{body}'\n"
        f'openai  OpenAI(base_url="{base_url}", api_key={python_key})\n\n'
        "Ctrl-C ends it.\n"
    )


def _listening(provider: EmbeddedProvider, where: str) -> EmbeddedProvider:
    try:
        return provider.start()
    except OSError as error:
        raise OSError(error.errno, f"cannot listen on {where}: {error.strerror or error}") from error


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Serve until SIGINT or SIGTERM; see `ailib embedded --help`.

    Raises:
        OSError: The port is taken, or the host is not ours.
        ConfigurationError: That is no port.
    """
    if not 0 <= given.port <= 65535:
        raise ConfigurationError(f"{given.port} is no port", hint="Ports go from 0 to 65535; 0 takes a free one")

    def finish(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, finish)
    pace = Pace.instant() if given.instant else Pace()
    provider = EmbeddedProvider(host=given.host, port=given.port, pace=pace, api_key=given.api_key)
    try:
        with _listening(provider, f"{given.host}:{given.port}"):
            terminal.write(_directions(provider.base_url, needs_key=given.api_key is not None))
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    return 0
