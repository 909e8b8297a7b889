"""Tools of an MCP server (Model Context Protocol) as tools of `run_tools`.

    from mcp import ClientSession  # pip install mcp
    ...
    run = await client.run_tools("List the open issues", await mcp_tools(session, server="github"))

The session is yours: opened, initialised and closed by you. It needs an event loop, so that these tools are for
`AsyncClient`. Source: https://modelcontextprotocol.io/specification/2025-06-18/server/tools.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, Protocol

from ..models.content import AudioPart, ImagePart, TextPart
from ..tools import FunctionTool

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["McpError", "McpSession", "call_mcp_tool", "mcp_tools"]


class McpSession(Protocol):
    """What is used of `mcp.ClientSession`."""

    async def list_tools(self, cursor: str | None = None) -> Any:
        """A page of tools: `tools`, `nextCursor`."""
        ...

    async def call_tool(self, name: str, arguments: dict[str, Any] | None = None) -> Any:
        """The result of a call: `content`, `isError`, `structuredContent`."""
        ...


class McpError(Exception):
    """The server says that the tool failed; its text is for the model to read."""


def _part(block: Any) -> Any:
    kind = getattr(block, "type", None)
    if kind == "text":
        return TextPart(str(block.text))
    if kind == "image":
        return ImagePart(data=base64.b64decode(block.data), mime=getattr(block, "mimeType", None))
    if kind == "audio":
        return AudioPart(data=base64.b64decode(block.data), mime=getattr(block, "mimeType", None))
    inner = getattr(block, "resource", block)
    text = getattr(inner, "text", None)
    if text is not None:
        return TextPart(str(text))
    return TextPart(f"[resource {getattr(inner, 'uri', '')}]")


async def call_mcp_tool(session: McpSession, name: str, arguments: dict[str, Any]) -> Any:
    """The result of a tool: its structured content, its text, or its parts.

    Raises:
        McpError: The server says that it failed.
    """
    result = await session.call_tool(name, arguments)
    parts = [_part(block) for block in getattr(result, "content", None) or ()]
    texts = [part.text for part in parts if isinstance(part, TextPart)]
    if getattr(result, "isError", False):
        raise McpError("\n".join(texts) or f"{name} failed")
    structured = getattr(result, "structuredContent", None)
    if structured is not None:
        return structured
    return "\n".join(texts) if len(texts) == len(parts) else parts


def _tool(session: McpSession, described: Any, name: str) -> FunctionTool:
    wire = str(described.name)

    async def call(**arguments: Any) -> Any:
        return await call_mcp_tool(session, wire, arguments)

    empty: dict[str, Any] = {"type": "object", "properties": {}}
    schema: dict[str, Any] = getattr(described, "inputSchema", None) or empty
    return FunctionTool(call, name=name, description=getattr(described, "description", None) or "", parameters=schema)


async def mcp_tools(
    session: McpSession,
    *,
    server: str | None = None,
    allow: Iterable[str] | None = None,
    deny: Iterable[str] = (),
) -> list[FunctionTool]:
    """The tools of a server, for `AsyncClient.run_tools`.

    Args:
        session: An initialised `mcp.ClientSession`.
        server: Put before each name ("github" makes "github__list_issues"), so that two servers do not clash.
        allow: Names of the server's tools to take; by default all.
        deny: Names to leave out.
    """
    wanted = None if allow is None else set(allow)
    unwanted = set(deny)
    found: list[FunctionTool] = []
    cursor: str | None = None
    while True:
        page = await session.list_tools() if cursor is None else await session.list_tools(cursor)
        for described in page.tools:
            plain = str(described.name)
            if plain in unwanted or (wanted is not None and plain not in wanted):
                continue
            name = f"{server}__{plain}" if server else plain
            found.append(_tool(session, described, re.sub(r"[^A-Za-z0-9_-]", "_", name)[:64]))
        cursor = getattr(page, "nextCursor", None)
        if not cursor:
            return found
