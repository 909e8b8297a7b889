"""What must not pass: every line below is an error, and an ignore that is not needed is one too (in both checkers)."""

# What follows from a rejected expression is unknown; only the rejection counts here.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from ailib import AsyncClient, ChatCompletionRequest, Client, Message, RetryPolicy, Timeouts, Tool, quick_chat_text


def unknown_keywords(client: Client, request: ChatCompletionRequest) -> None:
    client.chat_completion("x", temprature=0.2)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.chat_completion_stream("x", max_token=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.chat_completion_batch(["x"], temperature=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.with_options(timeouts=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    request.replace(messages="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    quick_chat_text("x", temprature=0.2)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Client("openai", key="k")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Client.from_model("openai", key="k")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ChatCompletionRequest("m", "x", temprature=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Timeouts(total=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def wrong_types(client: Client) -> None:
    client.chat_completion("x", temperature="hot")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.chat_completion(42)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.chat_completion("x", timeout="5s")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.chat_completion("x", headers={"A": 1})  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]
    client.chat_completion("x", tools=["f"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.chat().temperature("hot")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ChatCompletionRequest("m", 42)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Message("user", 42)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Timeouts(connect="5s")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    RetryPolicy(strategy="random")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Tool.function("f", "d", "{}")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def changes(client: Client, request: ChatCompletionRequest, message: Message) -> None:
    request.temperature = 1  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    message.role = "user"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    client.provider = "groq"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


async def missing_awaits(client: AsyncClient) -> None:
    client.chat_completion("x")  # type: ignore[unused-coroutine]  # pyright: ignore[reportUnusedCoroutine]
    client.close()  # type: ignore[unused-coroutine]  # pyright: ignore[reportUnusedCoroutine]
    print(client.chat_completion("x").text)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    print(client.chat("x").execute().text)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    for _ in client.chat_completion_stream("x"):  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass
    with client.chat_completion_stream("x"):  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass


async def awaits_too_many(client: Client) -> None:
    await client.chat_completion("x")  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]
    async with client:  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass


def unchecked_none(client: Client) -> None:
    response = client.chat_completion("x")
    print(len(response.reasoning))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    print(1 + response.created)  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]
