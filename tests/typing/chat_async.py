"""The same programs with `AsyncClient`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import assert_type

import aiohttp

from ailib import (
    AsyncChatBuilder,
    AsyncChatStream,
    AsyncClient,
    BatchItem,
    BatchProgress,
    BatchResult,
    CallStats,
    CancelHandle,
    ChatCompletionChunk,
    ChatCompletionResponse,
    ContentDelta,
    Message,
    Model,
    StreamEnd,
    StreamEvent,
    aquick_chat_text,
    aquick_multimodal_text,
)


async def making_clients() -> None:
    async with aiohttp.ClientSession() as session, AsyncClient("openai", session=session, timeout=5) as client:
        assert_type(client, AsyncClient)
        assert_type(client.with_options(timeout=1), AsyncClient)
        assert_type(client.with_provider("groq"), AsyncClient)
        assert_type(AsyncClient.from_model("groq/x"), AsyncClient)
        await client.aclose()


async def chats(client: AsyncClient) -> None:
    first, second = await asyncio.gather(client.chat_completion("a"), client.chat_completion([Message.user("b")]))
    assert_type(first, ChatCompletionResponse)
    assert_type(second, ChatCompletionResponse)
    assert_type(await client.quick_chat_text("x"), str)
    assert_type(await client.list_models(), list[Model])
    assert_type(await client.get_model("x"), Model)
    async with asyncio.timeout(5):
        await client.chat_completion("x", temperature=0.5, model="gpt-4o", reasoning=True)


async def streams(client: AsyncClient) -> str:
    text = ""
    async for chunk in client.chat_completion_stream("x"):
        assert_type(chunk, ChatCompletionChunk)
        text += chunk.text
    opened = await client.chat_completion_stream("x")
    assert_type(opened, AsyncChatStream)
    assert_type(await opened.collect(), ChatCompletionResponse)
    async with client.chat_completion_stream("x") as stream:
        assert_type(stream, AsyncChatStream)
        assert_type(await stream.collect_content(), str)
        assert_type(stream.response, ChatCompletionResponse)
        assert_type(stream.stats, CallStats)
    return text


async def handles(client: AsyncClient) -> None:
    stream, handle = client.chat_completion_stream_with_cancel("x")
    assert_type(stream, AsyncChatStream)
    assert_type(handle, CancelHandle)
    stream, handle = await client.chat_completion_stream_with_cancel("x")
    assert_type(stream, AsyncChatStream)
    assert_type(handle.cancel("enough"), bool)


async def events(client: AsyncClient) -> AsyncIterator[str]:
    async for event in client.chat_completion_stream("x").events(raise_on_error=False):
        assert_type(event, StreamEvent)
        match event:
            case ContentDelta(text=text):
                yield text
            case StreamEnd(finish_reason=reason):
                yield reason or "no reason"
            case _:
                pass


async def the_builder(client: AsyncClient) -> None:
    builder = client.chat().system("s").user("u").temperature(0.9)
    assert_type(builder, AsyncChatBuilder)
    assert_type(await builder.execute(), ChatCompletionResponse)
    assert_type(await client.chat("x").execute_with_stats(), tuple[ChatCompletionResponse, CallStats])
    async for event in client.chat().user("story").stream():
        assert_type(event, StreamEvent)
    async for event in await client.chat("x").stream().execute_stream():
        assert_type(event, StreamEvent)
    stream, handle = await client.chat("x").stream_with_cancel()
    assert_type(stream, AsyncChatStream)
    assert_type(handle, CancelHandle)


async def batches(client: AsyncClient) -> None:
    def report(progress: BatchProgress) -> None:
        assert_type(progress.total, int | None)

    assert_type(await client.chat_completion_batch(["a", "b"], 3, report), BatchResult)
    assert_type(await client.chat_completion_batch_smart(["a", [Message.user("b")]]), BatchResult)
    async for item in client.chat_completion_batch_iter(["a", "b"], concurrency_limit=2, timeout=9):
        assert_type(item, BatchItem)


async def one_liners() -> None:
    assert_type(await aquick_chat_text("Say hello", model="embedded", temperature=0.2), str)
    assert_type(await aquick_multimodal_text("What is this?", image=Path("a.png"), max_tokens=20), str)
