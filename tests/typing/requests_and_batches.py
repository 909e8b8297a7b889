"""Requests with every field, content parts, tools, and many requests at once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

from ailib import (
    AilibError,
    AudioPart,
    BatchItem,
    BatchProgress,
    BatchResult,
    CancelHandle,
    ChatCompletionRequest,
    ChatCompletionResponse,
    Client,
    Content,
    FilePart,
    ImagePart,
    JsonPart,
    Message,
    MessageContent,
    RateLimit,
    Reasoning,
    ResponseFormat,
    Role,
    TextPart,
    Tool,
    ToolCall,
    ToolChoice,
    UnknownPart,
    Usage,
)
from ailib.batch import (
    JobStatus,
    PartitionProcessor,
    RunProgress,
    RunResult,
    cancel,
    plan,
    process_partition,
    run,
    status,
)
from ailib.integrations.dask import DaskBackend
from ailib.integrations.ray import RayBackend

SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}}


def every_field() -> ChatCompletionRequest:
    return ChatCompletionRequest(
        model="gpt-4o",
        messages=[
            Message.system("Be brief"),
            Message(Role.USER, "Hi", name="ann"),
            Message("critic", [Content.text("a"), "b", {"type": "text", "text": "c"}]),
            Message.assistant(tool_calls=[ToolCall("id", "f", "{}")]),
            Message.tool("id", "result"),
            {"role": "user", "content": "from a dict"},
        ],
        temperature=0,
        max_tokens=100,
        top_p=0.9,
        top_k=40,
        stop=["END"],
        seed=7,
        n=1,
        frequency_penalty=0.1,
        presence_penalty=0.1,
        logprobs=True,
        top_logprobs=3,
        logit_bias={"50256": -100},
        tools=[
            Tool.function("f", "does f", SCHEMA, strict=True),
            {"type": "function", "function": {"name": "g", "parameters": SCHEMA}},
        ],
        tool_choice=ToolChoice.function("f"),
        parallel_tool_calls=False,
        functions=[{"name": "old"}],
        function_call="auto",
        response_format=ResponseFormat.json_schema(SCHEMA, strict=False),
        reasoning="low",
        modalities=["text", "audio"],
        audio={"voice": "alloy", "format": "wav"},
        user="u",
        metadata={"a": "b"},
        extensions={"anything": {"at": ["all"]}},
    )


def other_forms() -> None:
    ChatCompletionRequest(messages="Hi", stop="END", tool_choice="required", response_format="json", reasoning=True)
    ChatCompletionRequest(messages=Message.user("Hi"), reasoning=Reasoning(effort="high"), tool_choice={"type": "auto"})
    ChatCompletionRequest("m", ({"role": "user", "content": "Hi"},), reasoning=1024, tools=(Tool("f"),))
    assert_type(ChatCompletionRequest.new("m", [Message.user("Hi")]), ChatCompletionRequest)


def copies(request: ChatCompletionRequest) -> None:
    assert_type(request.with_temperature(0.7).with_max_tokens(5).with_stop(["a"]), ChatCompletionRequest)
    assert_type(request.with_tools([Tool("f"), {"name": "g"}]).with_tool_choice("auto"), ChatCompletionRequest)
    assert_type(request.with_messages("x").with_model("m").with_reasoning(False), ChatCompletionRequest)
    assert_type(request.replace(temperature=None, seed=3, model="m"), ChatCompletionRequest)
    assert_type(request.with_extension("k", 1).with_extensions({"j": 2}), ChatCompletionRequest)
    assert_type(request.messages, tuple[Message, ...])
    assert_type(request.tools, tuple[Tool, ...] | None)
    assert_type(request.reasoning, Reasoning | None)
    assert_type(request.to_dict(), dict[str, Any])
    assert_type(ChatCompletionRequest.from_dict({"model": "m"}), ChatCompletionRequest)
    assert_type(Message.from_dict({"role": "user", "content": "x"}), Message)


def parts() -> None:
    assert_type(Content.text("a"), TextPart)
    assert_type(Content.json({"a": 1}), JsonPart)
    assert_type(Content.image_url("https://x/a.png", detail="low"), ImagePart)
    assert_type(Content.image_bytes(b"", "image/jpeg"), ImagePart)
    assert_type(Content.audio_bytes(b"", format="mp3"), AudioPart)
    assert_type(Content.file(Path("a.pdf")), FilePart)
    assert_type(Content.unknown({"type": "new"}), UnknownPart)
    message = Message.user([Content.text("a"), Content.image_file("a.png")])
    assert_type(message.content, MessageContent)
    assert_type(message.role, str)
    for part in message.content:
        if isinstance(part, TextPart):
            assert_type(part.text, str)
        elif isinstance(part, ImagePart):
            assert_type(part.url, str | None)
    assert_type(ToolChoice.REQUIRED, ToolChoice)
    assert_type(ResponseFormat.json_object(), ResponseFormat)


def batches(client: Client, prompts: list[str], mixed: list[ChatCompletionRequest]) -> None:
    def report(progress: BatchProgress) -> None:
        assert_type(progress.item, BatchItem)
        assert_type(progress.done / (progress.total or 1), float)

    results = client.chat_completion_batch(prompts, concurrency_limit=5, on_progress=report, timeout=30)
    assert_type(results, BatchResult)
    assert_type(results[0], BatchItem)
    assert_type(results[0].response, ChatCompletionResponse | None)
    assert_type(results[0].error, AilibError | None)
    assert_type(results[0].ok, bool)
    assert_type(results[0].unwrap(), ChatCompletionResponse)
    assert_type(results.successful, list[ChatCompletionResponse])
    assert_type(results.failed, list[tuple[int, AilibError]])
    assert_type(results.success_rate(), float)
    assert_type(results.usage, Usage)
    assert_type(results.cost, Decimal | None)
    client.chat_completion_batch(mixed, None, cancel=CancelHandle())
    client.chat_completion_batch([prompts[0], mixed[0], [Message.user("x")], {"role": "user", "content": "y"}])
    client.chat_completion_batch_smart((prompt for prompt in prompts), report)


def an_endless_batch(client: Client, prompts: Iterator[str]) -> None:
    for item in client.chat_completion_batch_iter(prompts, concurrency_limit=2):
        assert_type(item, BatchItem)
        assert_type(item.index, int)


def a_run_on_a_cluster(limit: RateLimit) -> None:
    assert_type(run("in.jsonl", model="openai", out="out.jsonl", backend="ray", concurrency=64), RunResult)
    backend = DaskBackend("tcp://scheduler:8786", workers=4, client={"rate_limit": limit})
    assert_type(run(["hi"], model="openai", out="out.jsonl", backend=backend).given_again, int)
    RayBackend(4, client={"api_key": "key", "timeout": 30}, num_cpus=0.5, resources={"net": 1})
    process = PartitionProcessor(model="openai", template="{text}", fields={"max_tokens": 5}, client={"max_retries": 1})
    for row in process([{"text": "hi"}]):
        print(row)
    for row in process_partition(iter(["hi"]), model="openai", column="reply"):
        print(row)


def jobs_of_a_provider(client: Client, prompts: list[str]) -> None:
    def report(progress: RunProgress) -> None:
        assert_type(progress.jobs, tuple[JobStatus, ...])

    result = run(prompts, out="out", client=client, backend="provider", poll=1.5, job_items=10, on_progress=report)
    assert_type(result, RunResult)
    for job in status("out.db").jobs:
        assert_type(job.id, str)
        assert_type(job.created, float | None)
    assert_type(cancel("out.db", client=client), RunResult | None)
    assert_type(plan(prompts, backend="provider").cost_usd, Decimal | None)
