"""Parsed answers, polled jobs, Azure and raw calls as an editor sees them, on both clients."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, assert_type

import attrs

from ailib import AsyncClient, Client
from ailib.openai import (
    AsyncAzureOpenAI,
    AsyncOpenAI,
    AzureOpenAI,
    BinaryContent,
    OpenAI,
    RawResponse,
    Stream,
    function_tool,
    types,
)
from ailib.openai.accumulating import AsyncChatCompletionStream, ChatCompletionStream, ResponseStream
from ailib.openai.assistants import AssistantStream
from ailib.openai.parsed import ParsedChatCompletion, ParsedResponse
from ailib.openai.streamed import AsyncStreamedResponse, StreamedResponse


@attrs.define
class Answer:
    city: str


class Place(TypedDict):
    name: str


def blocking(client: OpenAI) -> None:
    made = client.chat.completions.parse(model="m", messages=[], response_format=Answer, tools=[Place])
    assert_type(made, ParsedChatCompletion[Answer])
    assert_type(made.choices[0].message.parsed, Answer | None)
    client.chat.completions.parse(model="m", messages=[], tools=[function_tool(Answer)])
    with client.chat.completions.stream(model="m", messages=[], response_format=Place) as stream:
        assert_type(stream, ChatCompletionStream[Place])
        assert_type(stream.get_final_completion().choices[0].message.parsed, Place | None)
    assert_type(client.responses.parse(model="m", input="x", text_format=Answer), ParsedResponse[Answer])
    assert_type(client.responses.parse(model="m", input="x", text_format=Answer).output_parsed, Answer | None)
    with client.responses.stream(model="m", input="x", text_format=Answer) as events:
        assert_type(events, ResponseStream[Answer])
    assert_type(client.responses.create(model="m", input="x").output_text, str)
    assert_type(client.images.generate(prompt="x").save("folder"), list[Path])
    assert_type(client.files.wait_for_processing("f"), types.OpenAIFile)
    assert_type(client.uploads.upload_file_chunked(file="a", mime_type="", purpose="batch"), types.Upload)
    assert_type(
        client.vector_stores.files.upload_and_poll(vector_store_id="v", file=Path("a")), types.VectorStoreFileObject
    )
    assert_type(
        client.vector_stores.file_batches.upload_and_poll("v", files=[b"x"], poll_interval_ms=5),
        types.VectorStoreFileBatchObject,
    )
    assert_type(client.videos.create_and_poll(prompt="x"), types.VideoResource)
    assert_type(client.beta.threads.runs.poll("r", "t"), types.RunObject)
    with client.beta.threads.runs.stream(thread_id="t", assistant_id="a") as run:
        assert_type(run, AssistantStream)
        assert_type(run.get_final_run(), types.RunObject)
    raw = client.with_raw_response.files.retrieve("f")
    assert_type(raw, RawResponse[types.OpenAIFile])
    assert_type(raw.parse(), types.OpenAIFile)
    assert_type(raw.parse(to=Answer), Answer)
    with client.files.with_streaming_response.content("f") as answer:
        assert_type(answer, StreamedResponse[BinaryContent])
        assert_type(list(answer.iter_lines()), list[str])
    assert_type(client.get("/x", cast_to=Answer), Answer)
    assert_type(client.chat.header("a", "b").completions.retrieve("c"), types.CreateChatCompletionResponse)
    client.videos.poll()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def awaited(client: AsyncOpenAI) -> None:
    made = await client.chat.completions.parse(model="m", messages=[], response_format=Answer)
    assert_type(made, ParsedChatCompletion[Answer])
    async with client.chat.completions.stream(model="m", messages=[], response_format=Place) as stream:
        assert_type(stream, AsyncChatCompletionStream[Place])
    assert_type(await client.responses.parse(model="m", input="x", text_format=Answer), ParsedResponse[Answer])
    assert_type(await client.videos.create_and_poll(prompt="x"), types.VideoResource)
    assert_type(await client.beta.threads.runs.poll("r", "t"), types.RunObject)
    async with client.files.with_streaming_response.content("f") as answer:
        assert_type(answer, AsyncStreamedResponse[BinaryContent])
        assert_type([line async for line in answer.iter_lines()], list[str])
    assert_type(await client.get("/x", cast_to=Answer), Answer)


def others(client: Client, asynchronous: AsyncClient) -> None:
    assert_type(client.openai, OpenAI)
    assert_type(asynchronous.openai, AsyncOpenAI)
    azure = AzureOpenAI(azure_endpoint="https://x", api_version="2024-10-21", azure_deployment="d", api_key="k")
    assert_type(azure.files.retrieve("f"), types.OpenAIFile)
    assert_type(azure.with_options(timeout=3).api_version, str | None)
    stream = azure.chat.completions.create(model="m", messages=[], stream=True)
    assert_type(stream, Stream[types.CreateChatCompletionStreamResponse])
    AzureOpenAI(endpoint="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def azure_awaited(client: AsyncAzureOpenAI) -> None:
    assert_type(await client.files.retrieve("f"), types.OpenAIFile)
