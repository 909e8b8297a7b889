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


def _directions(provider: EmbeddedProvider, *, needs_key: bool) -> str:
    """How to point ailib, curl and the official packages at the provider. The key itself is not repeated."""
    url, base_url = provider.url, provider.base_url
    body = json.dumps({"model": "embedded-chat", "messages": [{"role": "user", "content": "Say hello"}]})
    key = "EMBEDDED_API_KEY=$KEY " if needs_key else ""
    header = ' -H "Authorization: Bearer $KEY"' if needs_key else ""
    code = 'os.environ["KEY"]' if needs_key else '"none"'
    bearer = f', headers={{"Authorization": "Bearer " + {code}}}' if needs_key else ""
    aws = f'aws_access_key_id={code}, aws_secret_access_key="none"'
    lines = {
        "ailib": f'{key}EMBEDDED_BASE_URL={base_url} ailib chat -m embedded "Say hello"',
        "curl": f"curl {base_url}/chat/completions -H 'Content-Type: application/json'{header} -d '{body}'",
        "openai": f'OpenAI(base_url="{base_url}", api_key={code})',
        "azure": f'AzureOpenAI(azure_endpoint="{url}", api_key={code}, api_version="2024-10-21")',
        "anthropic": f'Anthropic(base_url="{url}/anthropic", api_key={code})',
        "genai": f'genai.Client(api_key={code}, http_options={{"base_url": "{url}"}})',
        "cohere": f'cohere.ClientV2(api_key={code}, base_url="{url}/cohere")',
        "ollama": f'ollama.Client(host="{url}"{bearer})',
        "boto3": f'boto3.client("bedrock-runtime", region_name="us-east-1", endpoint_url="{url}", {aws})',
    }
    shown = "".join(f"{name:<10}{line}\n" for name, line in lines.items())
    return f"embedded provider on {base_url}\n\n{shown}\nCtrl-C ends it.\n"


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
            terminal.write(_directions(provider, needs_key=given.api_key is not None))
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    return 0
