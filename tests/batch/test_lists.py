"""What the batches in memory gained: a limit that follows the provider, tables for notebooks."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from ailib import AsyncClient, Client, ConfigurationError
from ailib.testing import EmbeddedProvider, Fault

from .limited_server import LimitedServer, running


def smart(asynchronous: bool, url: str, count: int) -> Any:
    items = [f"prompt {n}" for n in range(count)]
    if not asynchronous:
        with Client("vllm/limited", base_url=url) as client:
            return client.chat_completion_batch_smart(items)

    async def main() -> Any:
        async with AsyncClient("vllm/limited", base_url=url) as client:
            return await client.chat_completion_batch_smart(items)

    return asyncio.run(main())


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(("count", "least", "most"), [(40, 10, 10), (300, 15, 64)])
def test_a_large_smart_batch_grows(asynchronous: bool, count: int, least: int, most: int) -> None:
    server = LimitedServer(latency=0.02)
    with running(server) as url:
        assert smart(asynchronous, url, count).all_successful()
    assert least <= server.peak <= most


def test_a_batch_is_a_table(embedded: EmbeddedProvider) -> None:
    embedded.answer("1", fault=Fault(status=400, message="<script>"))
    embedded.answer(text="fine")
    with Client("embedded", base_url=embedded.base_url) as client:
        result = client.chat_completion_batch([str(n) for n in (0, 1, *range(2, 9), *range(20, 40))])
    page = result._repr_html_()
    assert page.startswith("<p><b>")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "and 9 more" in page
    try:
        import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore] # noqa: F401, ICN001
    except ImportError:
        with pytest.raises(ConfigurationError, match=r"ailib\[pandas\]"):
            result.to_pandas()
        return
    assert len(result.to_pandas()) == len(result)
