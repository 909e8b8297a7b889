"""The OpenAI API as an editor sees it, on both clients."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

from ailib.openai import AsyncOpenAI, AsyncPage, AsyncStream, BinaryContent, OpenAI, Page, RawResponse, Stream, types


def blocking(client: OpenAI) -> None:
    assert_type(client.files.create(file=Path("a"), purpose="batch"), types.OpenAIFile)
    assert_type(client.files.list(limit=1), Page[types.OpenAIFile])
    assert_type([file.filename for file in client.files.list()], list[str])
    assert_type(client.files.content("f"), BinaryContent)
    assert_type(client.files.with_raw_response.retrieve("f"), RawResponse[types.OpenAIFile])
    assert_type(client.files.retrieve.raw("f"), RawResponse[types.OpenAIFile])
    whole = client.chat.completions.create(model="m", messages=[{"role": "user", "content": "x"}])
    assert_type(whole, types.CreateChatCompletionResponse)
    stream = client.chat.completions.create(model="m", messages=[], stream=True)
    assert_type(stream, Stream[types.CreateChatCompletionStreamResponse])
    client.files.create(file=b"x", purpose="a wrong one")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.files.retrieve()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.files.list(colour=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def awaited(client: AsyncOpenAI) -> None:
    assert_type(await client.files.create(file=b"x", purpose="batch"), types.OpenAIFile)
    assert_type(await client.files.list(), AsyncPage[types.OpenAIFile])
    assert_type([file.id async for file in client.files.list()], list[str])
    assert_type(await client.files.with_raw_response.retrieve("f"), RawResponse[types.OpenAIFile])
    assert_type(await client.chat.completions.create(model="m", messages=[]), types.CreateChatCompletionResponse)
    stream = await client.chat.completions.create(model="m", messages=[], stream=True)
    assert_type(stream, AsyncStream[types.CreateChatCompletionStreamResponse])
