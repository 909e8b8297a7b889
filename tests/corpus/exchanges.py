"""The recorded exchanges and what independent readers made of them; read from beside the project."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# The provider of a recording, by ailib's name for it. Gateways and nameless servers are taken for vLLM: plain dialect.
PROVIDERS = {
    "azure": "azure-openai",
    "alibaba": "qwen",
    "google": "gemini",
    "gateway": "vllm",
    "local_openai_compatible": "vllm",
    "openai_compatible": "vllm",
    "gateway/generate_content": "gemini",
    "gateway/converse": "bedrock",
    "gateway_google": "gemini",
    "gateway_openai": "openai",
}


class Exchange:
    """One recorded request and response, with its expectation."""

    def __init__(self, recorded: dict[str, Any], expected: dict[str, Any]) -> None:
        self.id: str = recorded["id"]
        self.operation: str = recorded["operation"]
        name = recorded["provider"]
        self.provider = PROVIDERS.get(f"{name}/{recorded['api']}") or PROVIDERS.get(name, name)
        self.stream: bool = recorded["stream"]
        self.path: str = "/" + recorded["request"]["url"].partition("://")[2].partition("/")[2].partition("?")[0]
        self.request: dict[str, Any] = recorded["request"]
        self.response: dict[str, Any] = recorded["response"]
        self.body: bytes = base64.b64decode(recorded["response"]["body_b64"] or "")
        self.expected = expected
        # Anthropic and Bedrock count the prompt without what its cache holds.
        self.input_excludes_cache = recorded["api"] in ("messages", "converse")

    def __repr__(self) -> str:
        return self.id


def exchanges(folder: Path) -> Iterator[Exchange]:
    """Every exchange but the realtime sessions, which are no HTTP."""
    with gzip.open(folder / "corpus.jsonl.gz") as corpus, gzip.open(folder / "expected.jsonl.gz") as expectations:
        for line, expectation in zip(corpus, expectations, strict=True):
            recorded = json.loads(line)
            if recorded["response"].get("status") != 101 and "frames" not in recorded:
                expected = json.loads(expectation)
                assert expected["id"] == recorded["id"]
                yield Exchange(recorded, expected)
