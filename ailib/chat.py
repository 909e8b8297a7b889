"""The fluent builder: `client.chat().system("...").user("...").temperature(0.9).execute()`.

Each `chat()` is a builder of its own. Messages are kept in the order in which they are added; `messages([...])` adds
too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from .models.message import Message
from .models.request import ChatCompletionRequest
from .models.stats import CallStats
from .models.tools import Reasoning, ResponseFormat, ToolChoice

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterable, Iterator, Mapping, Sequence

    from .client import AsyncClient, Client
    from .models.content import ContentInput
    from .models.event import StreamEvent
    from .models.request import ChatFields, MessageInput, ReasoningInput, ToolInput
    from .models.response import ChatCompletionResponse
    from .streams import AsyncChatStream, ChatStream, StreamWithHandle

__all__ = ["AsyncChatBuilder", "ChatBuilder"]


class _Builder:
    """Collects a request; every setter returns the builder."""

    def __init__(self, message: str | None = None) -> None:
        self._messages: list[MessageInput] = []
        self._fields: dict[str, Any] = {}
        self._extensions: dict[str, Any] = {}
        if message is not None:
            self.user(message)

    def _set(self, name: str, value: Any) -> Self:
        self._fields[name] = value
        return self

    def system(self, content: ContentInput) -> Self:
        """Add instructions."""
        self._messages.append(Message.system(content))
        return self

    def user(self, content: ContentInput) -> Self:
        """Add what the user says."""
        self._messages.append(Message.user(content))
        return self

    def assistant(self, content: ContentInput) -> Self:
        """Add what the model said."""
        self._messages.append(Message.assistant(content))
        return self

    def tool(self, tool_call_id: str, content: ContentInput) -> Self:
        """Add the result of a tool call."""
        self._messages.append(Message.tool(tool_call_id, content))
        return self

    def add_message(self, message: MessageInput) -> Self:
        """Add a message."""
        self._messages.append(message)
        return self

    def messages(self, messages: Iterable[MessageInput]) -> Self:
        """Add messages behind those that are there."""
        self._messages.extend(messages)
        return self

    def model(self, model: str) -> Self:
        """Use another model than the client's."""
        return self._set("model", model)

    def temperature(self, temperature: float) -> Self:
        """0 is the most likely answer, more is more varied."""
        return self._set("temperature", temperature)

    def max_tokens(self, max_tokens: int) -> Self:
        """Longest answer, in tokens."""
        return self._set("max_tokens", max_tokens)

    def top_p(self, top_p: float) -> Self:
        """Nucleus sampling."""
        return self._set("top_p", top_p)

    def top_k(self, top_k: int) -> Self:
        """Sample from the k most likely tokens."""
        return self._set("top_k", top_k)

    def stop(self, stop: str | Sequence[str]) -> Self:
        """Sequences that end the answer."""
        return self._set("stop", stop)

    def seed(self, seed: int) -> Self:
        """Sample the same way again, where the provider can."""
        return self._set("seed", seed)

    def n(self, n: int) -> Self:
        """Number of answers."""
        return self._set("n", n)

    def tools(self, tools: Iterable[ToolInput]) -> Self:
        """Tools the model may call."""
        return self._set("tools", list(tools))

    def tool_choice(self, tool_choice: ToolChoice | str | Mapping[str, Any]) -> Self:
        """Whether a tool must be called: "auto", "none", "required", a tool's name, or a `ToolChoice`."""
        return self._set("tool_choice", tool_choice)

    def response_format(self, response_format: ResponseFormat | str | Mapping[str, Any]) -> Self:
        """The form of the answer: "json", or a `ResponseFormat`."""
        return self._set("response_format", response_format)

    def reasoning(self, reasoning: ReasoningInput) -> Self:
        """True/False, an effort, a budget, or a `Reasoning`."""
        return self._set("reasoning", Reasoning.of(reasoning))

    def thinking_enabled(self, enabled: bool = True) -> Self:
        """Switch reasoning on or off."""
        return self._set("reasoning", Reasoning(enabled=enabled))

    def param(self, name: str, value: Any) -> Self:
        """Any field of the body; it wins over everything else."""
        self._extensions[name] = value
        return self

    def extra(self, fields: Mapping[str, Any]) -> Self:
        """Several fields of the body; they win over everything else."""
        self._extensions.update(fields)
        return self

    def request(self) -> ChatCompletionRequest:
        """What would be sent."""
        fields = dict(self._fields)
        if self._extensions:
            fields["extensions"] = dict(self._extensions)
        return ChatCompletionRequest.of(list(self._messages), cast("ChatFields", fields))


class ChatBuilder(_Builder):
    """The blocking builder; see `Client.chat`."""

    def __init__(self, client: Client, message: str | None = None) -> None:
        super().__init__(message)
        self._client = client

    def execute(self) -> ChatCompletionResponse:
        """The answer."""
        return self._client.chat_completion(self.request())

    def execute_with_stats(self) -> tuple[ChatCompletionResponse, CallStats]:
        """The answer and its figures."""
        response = self.execute()
        return response, CallStats.of(response)

    def stream(self) -> BuiltStream:
        """The answer as events: iterate it, or call `execute_stream()` on it."""
        return BuiltStream(self._client.chat_completion_stream(self.request()))

    def stream_with_cancel(self) -> StreamWithHandle[ChatStream]:
        """`(stream of chunks, handle)`."""
        return self._client.chat_completion_stream_with_cancel(self.request())

    execute_stream_with_cancel = stream_with_cancel


class AsyncChatBuilder(_Builder):
    """The async builder; see `AsyncClient.chat`."""

    def __init__(self, client: AsyncClient, message: str | None = None) -> None:
        super().__init__(message)
        self._client = client

    async def execute(self) -> ChatCompletionResponse:
        """The answer."""
        return await self._client.chat_completion(self.request())

    async def execute_with_stats(self) -> tuple[ChatCompletionResponse, CallStats]:
        """The answer and its figures."""
        response = await self.execute()
        return response, CallStats.of(response)

    def stream(self) -> AsyncBuiltStream:
        """The answer as events: `async for` over it, or call `execute_stream()` on it."""
        return AsyncBuiltStream(self._client.chat_completion_stream(self.request()))

    def stream_with_cancel(self) -> StreamWithHandle[AsyncChatStream]:
        """`(stream of chunks, handle)`."""
        return self._client.chat_completion_stream_with_cancel(self.request())

    execute_stream_with_cancel = stream_with_cancel


S = TypeVar("S", bound="ChatStream | AsyncChatStream")


class _Built(Generic[S]):
    """What both kinds of built streams share."""

    def __init__(self, stream: S) -> None:
        self.chunks = stream

    @property
    def response(self) -> ChatCompletionResponse:
        """The answer so far."""
        return self.chunks.response

    @property
    def stats(self) -> CallStats:
        """Figures so far."""
        return self.chunks.stats


class BuiltStream(_Built["ChatStream"]):
    """Events of a built chat; the chunk stream behind them is `chunks`."""

    def __init__(self, stream: ChatStream) -> None:
        super().__init__(stream)
        self._events = stream.events()

    def __iter__(self) -> Iterator[StreamEvent]:
        yield from self._events

    def execute_stream(self) -> BuiltStream:
        """Itself."""
        return self

    def collect(self) -> ChatCompletionResponse:
        """Read the rest; the whole answer."""
        for _ in self._events:
            pass
        return self.chunks.response

    def close(self) -> None:
        """End it here."""
        self.chunks.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncBuiltStream(_Built["AsyncChatStream"]):
    """Events of a built chat; the chunk stream behind them is `chunks`."""

    def __init__(self, stream: AsyncChatStream) -> None:
        super().__init__(stream)
        self._events = stream.events()

    def __aiter__(self) -> AsyncIterator[StreamEvent]:
        return self._events

    def execute_stream(self) -> AsyncBuiltStream:
        """Itself; with or without `await`."""
        return self

    async def _opened(self) -> Self:
        await self.chunks.open()
        return self

    def __await__(self) -> Generator[Any, Any, Self]:
        return self._opened().__await__()

    async def collect(self) -> ChatCompletionResponse:
        """Read the rest; the whole answer."""
        async for _ in self._events:
            pass
        return self.chunks.response

    async def close(self) -> None:
        """End it here."""
        await self.chunks.close()

    async def __aenter__(self) -> Self:
        return await self._opened()

    async def __aexit__(self, *_: object) -> None:
        await self.close()
