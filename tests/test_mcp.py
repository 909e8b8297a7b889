"""Tools of an MCP server in the tool loop. The session has the shape of `mcp.ClientSession`, and no network."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

from ailib import AsyncClient
from ailib.integrations.mcp import mcp_tools
from ailib.testing import EmbeddedProvider, ToolCall


class Session:
    """A server with three tools, on two pages."""

    def __init__(self) -> None:
        self.called: list[tuple[str, Any]] = []

    async def list_tools(self, cursor: str | None = None) -> Any:
        schema = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
        rows = {
            None: [SimpleNamespace(name="echo.it", description="Says it", inputSchema=schema)],
            "2": [
                SimpleNamespace(name="fail", description=None, inputSchema={"type": "object"}),
                SimpleNamespace(name="look", description="A picture", inputSchema={"type": "object"}),
            ],
        }[cursor]
        return SimpleNamespace(tools=rows, nextCursor="2" if cursor is None else None)

    async def call_tool(self, name: str, arguments: dict[str, Any] | None = None) -> Any:
        self.called.append((name, arguments))
        if name == "look":
            picture = SimpleNamespace(type="image", data="cG5n", mimeType="image/png")
            return SimpleNamespace(content=[picture], isError=False, structuredContent=None)
        text = SimpleNamespace(type="text", text="gone wrong" if name == "fail" else (arguments or {})["text"])
        return SimpleNamespace(content=[text], isError=name == "fail", structuredContent=None)


def test_a_round_trip(embedded: EmbeddedProvider) -> None:
    session = Session()
    embedded.queue(
        tool_calls=[ToolCall("srv__echo_it", {"text": "hi"}), ToolCall("srv__fail", {}), ToolCall("srv__echo_it", {})]
    )
    embedded.queue(text="done")

    async def main() -> Any:
        tools = await mcp_tools(session, server="srv")
        async with AsyncClient("embedded", base_url=embedded.base_url) as client:
            return await client.run_tools("go", tools)

    run = asyncio.run(main())
    assert session.called == [("echo.it", {"text": "hi"}), ("fail", {})]
    assert [(step.result, step.error) for step in run.steps] == [
        ("hi", None),
        (None, "McpError: gone wrong"),
        (None, "The arguments of srv__echo_it do not follow its schema: $: 'text' is missing"),
    ]
    names = [row["function"]["name"] for row in embedded.requests[0].body["tools"]]
    assert names == ["srv__echo_it", "srv__fail", "srv__look"]
    assert json.loads(embedded.requests[1].body["messages"][-2]["content"])["error"] == "McpError: gone wrong"


def test_some_of_the_tools() -> None:
    async def names(**filters: Any) -> list[str]:
        return [one.name for one in await mcp_tools(Session(), **filters)]

    assert asyncio.run(names(allow=["look", "fail"], deny=["fail"])) == ["look"]
    assert asyncio.run(names(deny=["look"])) == ["echo_it", "fail"]
