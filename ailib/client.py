"""`Client` and `AsyncClient`: the same names in the same order. Each method is one line into `ailib.core`.

`Client` steps the flows over requests, in the caller's own thread: no event loop, no background thread.
`AsyncClient` awaits the same flows over aiohttp. Both may be shared by threads (or tasks) and live through a fork.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack, cast, overload

from .base_client import (
    BaseClient,
    CallKeywords,
    ChatInput,
    ChatKeywords,
    Overrides,
    ToolKeywords,
    call_options,
    split_keywords,
)
from .core.bridge import run
from .models.request import ChatCompletionRequest
from .service_calls import AsyncServices, Services
from .streams import AsyncChatStream, ChatStream, StreamWithHandle

if TYPE_CHECKING:
    import types
    from collections.abc import AsyncGenerator, Callable, Generator, Mapping

    import aiohttp  # noqa: F401 - named in a base class below
    import requests  # noqa: F401

    from .chat import AsyncChatBuilder, ChatBuilder
    from .core.batch import BatchInput, OnProgress
    from .core.parsed import ParsedCompletion
    from .models.batch import BatchItem, BatchResult
    from .models.embedding import EmbeddingInput, EmbeddingResponse
    from .models.model import Model
    from .models.response import ChatCompletionResponse
    from .models.tokens import TokenCount
    from .openai.client import AsyncOpenAI, OpenAI
    from .options import ConnectionOptions
    from .structured import Parser
    from .tools import ToolRun, ToolsInput, ToolStep
    from .transport.base import Runtime, Transport
    from .wire.text_tools import ToolStrategy

__all__ = ["AsyncClient", "Client", "Overrides"]

T = TypeVar("T")


def _quick(model: str | None, prompt: str | None, args: tuple[str, ...]) -> tuple[str, str]:
    """(model, prompt) of `quick_chat_text(prompt)` and `quick_chat_text(model, prompt)`."""
    from .errors import InvalidRequestError

    names = list(args)
    if prompt is None and names:
        prompt = names.pop()
    if model is None and names:
        model = names.pop()
    if names or prompt is None:
        raise InvalidRequestError("quick_chat_text takes a prompt, or a model and a prompt", param="prompt")
    return model or "", prompt


class Client(Services, BaseClient["requests.Session"]):
    """The blocking client. It runs in the caller's thread: in scripts, notebooks, threads, inside a running loop.

    Args:
        target: "provider", "provider/model", a `Provider`, or None for what the environment names
            (see `ailib.quick.default_target`).
        api_key: A string, a `Secret`, a function that returns the current key (alone or with its expiry), or a
            credentials object of azure-identity or google-auth; else the provider's variables.
        base_url: Address of the API, version path included; else the provider's variables, else its own.
        timeout: Seconds or timedelta for a call (retries included) and for the silence in a stream; or `Timeouts`.
        max_retries: Attempts after the first (default 3); 0 is off.
        retry: A `RetryPolicy`.
        headers: Sent with every request; they win over ours.
        proxy: "http://user:pass@host:port"; "" goes direct.
        max_concurrency: Calls and streams in flight at once.
        rate_limit: A `RateLimit`, or a number of requests per minute; calls wait for their turn.
        breaker: A `CircuitBreaker`: stops calling a target that fails.
        options: Everything else, see `ConnectionOptions`; the keywords win over it.
        metrics: Told what the client does; see `ailib.metrics`.
        interceptors: Code of yours around each chat call, in this order; see `ailib.interceptors`.
        protocol: Another wire family that the provider speaks too: "openai_responses", "anthropic_messages", ...
        session: Your own `requests.Session`; used, never closed by us.
        fallback: A `FallbackChain`, or a list of targets to ask when this one fails.
        race: A `RacePolicy`: several targets at once, the first answer wins.

    Raises:
        ConfigurationError: Unknown provider, missing key or address, a setting that makes no sense.
        UnsupportedFeatureError: A provider whose API this version does not speak.

    Examples:
        >>> client = Client("embedded")  # no key, no network
        >>> client.chat_completion("Say hello").provider
        'embedded'
        >>> client.close()
    """

    _blocking = True

    @staticmethod
    def _check_key(api_key: Any) -> None:
        if api_key is None or isinstance(api_key, str):
            return
        import inspect

        call = getattr(api_key, "__call__", None)  # noqa: B004 - the method itself is wanted
        functions = (api_key, call, getattr(api_key, "get_token", None))
        if any(inspect.iscoroutinefunction(function) for function in functions):
            from .errors import ConfigurationError

            raise ConfigurationError(
                "This api_key is async, which needs an event loop",
                hint="Use it with AsyncClient, or pass a plain function",
            )

    @staticmethod
    def _make_transport(connection: ConnectionOptions, session: Any) -> Transport:
        from .transport.blocking import RequestsTransport

        return RequestsTransport(connection, session=session)

    @staticmethod
    def _make_runtime() -> Runtime:
        from .transport.threads import BlockingRuntime

        return BlockingRuntime()

    def chat_completion(self, request: ChatInput, **keywords: Unpack[ChatKeywords]) -> ChatCompletionResponse:
        """A whole answer. `request`: a request, text, a message or a list; fields of the request are keywords too.

        Raises:
            AilibError: Anything of the error tree; `error.attempts` says what was tried.
        """
        fields, options = split_keywords(keywords)
        return run(self._core.chat(ChatCompletionRequest.of(request, fields), options))

    @overload
    def chat_completion_parsed(
        self,
        request: ChatInput,
        into: type[T] | Parser[T] | Callable[[str], T],
        *,
        repairs: int = 0,
        **keywords: Unpack[ChatKeywords],
    ) -> ParsedCompletion[T]: ...
    @overload
    def chat_completion_parsed(
        self, request: ChatInput, into: Any, *, repairs: int = 0, **keywords: Unpack[ChatKeywords]
    ) -> ParsedCompletion[Any]: ...
    def chat_completion_parsed(
        self, request: ChatInput, into: Any, *, repairs: int = 0, **keywords: Unpack[ChatKeywords]
    ) -> ParsedCompletion[Any]:
        """An answer as a value of a type: `.parsed`, with the whole `.response` beside it.

        Args:
            request: As for `chat_completion`.
            into: A dataclass, attrs class, TypedDict, pydantic model, any type that has a JSON schema, or a schema:
                the provider is told to keep to it, and the answer is checked. Or a parser (`ailib.structured`), or a
                function of the answer's text: then nothing more is sent.
            repairs: How often the model may mend an answer that cannot be used; each is a call.
            keywords: Fields of the request, and what a call may set.

        Raises:
            InvalidResponse: The answer cannot be used; `problems` says where, `partial` has the answer.
            InvalidRequestError: The type has no JSON schema.
        """
        from .core.parsed import parsed

        fields, options = split_keywords(keywords)
        return run(parsed(self._core, ChatCompletionRequest.of(request, fields), into, options, repairs))

    def run_tools(
        self,
        request: ChatInput,
        tools: ToolsInput,
        *,
        max_turns: int = 10,
        max_failures: int = 3,
        max_total_tokens: int | None = None,
        tool_timeout: float | None = None,
        strategy: ToolStrategy = "full",
        on_step: Callable[[ToolStep], Any] | None = None,
        **keywords: Unpack[ToolKeywords],
    ) -> ToolRun:
        """A conversation in which the model may call functions of yours, until it has an answer.

        Args:
            request: As for `chat_completion`.
            tools: Functions with annotations, `ailib.tools.FunctionTool`s, or a `ToolSet`. Calls of one turn run
                at once.
            max_turns: How often the model is asked at most.
            max_failures: So many turns in a row in which every call failed end the loop.
            max_total_tokens: Tokens of all answers together; no other turn once they are used up.
            tool_timeout: Seconds for one call of a function; one that takes longer is left behind.
            strategy: "full" takes the calls that the provider marks as such; "hybrid" also those that a model writes as
                text, when there are no others; "text_only" tells the model of its tools in words, for servers and
                models that know none.
            on_step: Told of each call, in their order, when all calls of its turn have ended.
            keywords: Fields of the request; what each call of the model may set (the timeout is for one turn).

        Raises:
            ToolLoopStopped: A limit was reached; `run` has the conversation so far.
            AilibError: A question failed. What a tool raises is told to the model, never raised here.
        """
        from .core.tool_loop import ToolLimits, run_tools
        from .tools import ToolSet

        known = ToolSet.of(tools)
        known.refuse_async()
        limits = ToolLimits(max_turns, max_failures, max_total_tokens, tool_timeout, strategy=strategy, on_step=on_step)
        fields, options = split_keywords(cast("ChatKeywords", keywords))
        return run(run_tools(self._core, ChatCompletionRequest.of(request, fields), known, options, limits))

    def chat_completion_stream(self, request: ChatInput, **keywords: Unpack[ChatKeywords]) -> ChatStream:
        """A stream, opened now: an HTTP error is raised here."""
        return ChatStream(self._flow(request, keywords)).open()

    def chat_completion_stream_with_cancel(
        self, request: ChatInput, **keywords: Unpack[ChatKeywords]
    ) -> StreamWithHandle[ChatStream]:
        """`(stream, handle)`; `handle.cancel()` from any thread ends the iteration quietly, even a blocked read.

        The request is sent on the first step of the iteration, so that the handle exists before the server is asked.
        """
        flow, handle = self._cancellable(request, cast("dict[str, Any]", keywords))
        return StreamWithHandle((ChatStream(flow), handle))

    @property
    def openai(self) -> OpenAI:
        """The endpoints of the OpenAI API, if the provider speaks it: files, responses, ...; see `ailib.openai`.

        Key, address, connections, retries, limits, interceptors and metrics are this client's.

        Raises:
            UnsupportedFeatureError: The provider speaks another API.
        """
        from .openai.binding import openai_of

        return openai_of(self._core)

    def chat(self, message: str | None = None) -> ChatBuilder:
        """A fluent builder: `client.chat().user("...").execute()`."""
        from .chat import ChatBuilder

        return ChatBuilder(self, message)

    def chat_completion_batch(
        self,
        requests: BatchInput,
        concurrency_limit: int | None = None,
        on_progress: OnProgress | None = None,
        *,
        warm_cache: bool = False,
        **keywords: Unpack[CallKeywords],
    ) -> BatchResult:
        """All requests, at most `concurrency_limit` (default 10) at once; one item each, in input order.

        Args:
            requests: Prompts, message lists, requests.
            concurrency_limit: Calls in flight, at most; default 10.
            on_progress: Called with a `BatchProgress` after each item; in a notebook a bar shows it by default.
            warm_cache: Profit from the provider's prompt cache: of the prompts that begin alike the first goes alone,
                the others when it has its answer.
            keywords: timeout, max_retries, headers, cancel.

        Raises:
            ConfigurationError: The limit is 0 or less. An item's own failure is on the item.
        """
        from .core.batch import batch
        from .models.notebook import notebook_bar

        return run(
            batch(
                self._core,
                requests,
                concurrency_limit,
                on_progress or notebook_bar(),
                call_options(keywords),
                warm_cache=warm_cache,
            )
        )

    def chat_completion_batch_iter(
        self, requests: BatchInput, concurrency_limit: int | None = None, **keywords: Unpack[CallKeywords]
    ) -> Generator[BatchItem, None, None]:
        """The items as they end, in any order (`item.index` tells); memory stays constant for an endless input."""
        from .core.batch import batch_items, checked_limit

        return _step(batch_items(self._core, requests, checked_limit(concurrency_limit), call_options(keywords)))

    def chat_completion_batch_smart(
        self,
        requests: BatchInput,
        on_progress: OnProgress | None = None,
        *,
        warm_cache: bool = False,
        **keywords: Unpack[CallKeywords],
    ) -> BatchResult:
        """Like `chat_completion_batch`, with a limit that fits the size: 1, 5 or 10 (`AI_LIB_BATCH_CONCURRENCY`).

        It shrinks when the provider says "too many"; for 100 requests and more it also grows, up to 64.
        """
        from .core.batch import batch_smart
        from .models.notebook import notebook_bar

        return run(
            batch_smart(
                self._core,
                requests,
                os.environ,
                on_progress or notebook_bar(),
                call_options(keywords),
                warm_cache=warm_cache,
            )
        )

    def quick_chat_text(self, *args: str, model: str | None = None, prompt: str | None = None) -> str:
        """The answer's text: `quick_chat_text(prompt)`, `quick_chat_text(model, prompt)`, or by keywords."""
        model, prompt = _quick(model, prompt, args)
        return self.chat_completion(prompt, model=model).first_text()

    def list_models(self, **keywords: Unpack[CallKeywords]) -> list[Model]:
        """The provider's models.

        Raises:
            UnsupportedFeatureError: The provider has no list.
        """
        return run(self._core.models(call_options(keywords)))

    def get_model(self, name: str, **keywords: Unpack[CallKeywords]) -> Model:
        """One model.

        Raises:
            ModelNotFound: The provider does not have it.
        """
        return run(self._core.model(name, call_options(keywords)))

    def embed(
        self,
        input: EmbeddingInput,  # noqa: A002 - the field's own name
        *,
        model: str | None = None,
        dimensions: int | None = None,
        input_type: str | None = None,
        user: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        batch_size: int | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> EmbeddingResponse:
        """Vectors for one text or several, in their order. More than a request may hold go in several, a few at once.

        Args:
            input: Text or texts.
            model: Embedding model; by default the provider's.
            dimensions: Length of the vectors, where the model can be asked.
            input_type: "query", "document", "classification", "clustering", "similarity" or the provider's own word.
            user: Passed to the provider.
            extensions: Merged into the body last, verbatim.
            batch_size: Most texts in one request; by default as many as the provider takes. One answer comes of all.
            keywords: timeout (of all requests together), max_retries, headers, cancel.

        Raises:
            AilibError: A request failed; `partial` is an `EmbeddingResponse`, with an empty vector for each text that
                has none.
            UnsupportedFeatureError: The provider has no embeddings.
            InvalidRequestError: `batch_size` is 0 or less, or there is no text.
        """
        from .models.embedding import EmbeddingRequest, checked_batch_size

        made = EmbeddingRequest(input, model or "", dimensions, input_type, user, extensions)
        return run(self._core.embed(made, call_options(keywords), checked_batch_size(batch_size)))

    def count_tokens(self, request: ChatInput, **keywords: Unpack[ChatKeywords]) -> TokenCount:
        """Tokens of a request, an int whose `source` is "provider" (its endpoint counted) or "estimate"."""
        fields, options = split_keywords(keywords)
        return run(self._core.count_tokens(ChatCompletionRequest.of(request, fields), options))

    def check_health(self) -> dict[str, bool]:
        """Ask the endpoints of the client's arrays how they are, now: name to whether it is healthy after that.

        Checks that a `HealthCheck` asks for run beside calls by themselves; this is for a schedule of your own.
        """
        routes = self._routes
        return {} if routes is None else run(routes.check(self._core))

    def close(self) -> None:
        """Close the connections; using the client after that is a ConfigurationError. Idempotent."""
        if self._owner:
            run(self._core.ports.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.close()


def _step(items: AsyncGenerator[T, None]) -> Generator[T, None, None]:
    """An async generator over the blocking ports, as a plain one."""
    end: Any = object()

    async def following() -> T:
        return await anext(items, end)

    async def close() -> None:
        await items.aclose()

    try:
        while (item := run(following())) is not end:
            yield item
    finally:
        run(close())


class AsyncClient(AsyncServices, BaseClient["aiohttp.ClientSession"]):
    """The async client: the same names as `Client`, with `await`, `async for`, `async with`.

    One client may be used in several event loops, one after the other or at once.
    It is made with the arguments of `Client`; `session` is an `aiohttp.ClientSession`.
    """

    @staticmethod
    def _make_transport(connection: ConnectionOptions, session: Any) -> Transport:
        from .transport.aio import AiohttpTransport

        return AiohttpTransport(connection, session=session)

    @staticmethod
    def _make_runtime() -> Runtime:
        from .transport.tasks import AsyncRuntime

        return AsyncRuntime()

    async def chat_completion(self, request: ChatInput, **keywords: Unpack[ChatKeywords]) -> ChatCompletionResponse:
        """See `Client.chat_completion`."""
        fields, options = split_keywords(keywords)
        return await self._core.chat(ChatCompletionRequest.of(request, fields), options)

    @overload
    async def chat_completion_parsed(
        self,
        request: ChatInput,
        into: type[T] | Parser[T] | Callable[[str], T],
        *,
        repairs: int = 0,
        **keywords: Unpack[ChatKeywords],
    ) -> ParsedCompletion[T]: ...
    @overload
    async def chat_completion_parsed(
        self, request: ChatInput, into: Any, *, repairs: int = 0, **keywords: Unpack[ChatKeywords]
    ) -> ParsedCompletion[Any]: ...
    async def chat_completion_parsed(
        self, request: ChatInput, into: Any, *, repairs: int = 0, **keywords: Unpack[ChatKeywords]
    ) -> ParsedCompletion[Any]:
        """See `Client.chat_completion_parsed`."""
        from .core.parsed import parsed

        fields, options = split_keywords(keywords)
        return await parsed(self._core, ChatCompletionRequest.of(request, fields), into, options, repairs)

    async def run_tools(
        self,
        request: ChatInput,
        tools: ToolsInput,
        *,
        max_turns: int = 10,
        max_failures: int = 3,
        max_total_tokens: int | None = None,
        tool_timeout: float | None = None,
        strategy: ToolStrategy = "full",
        on_step: Callable[[ToolStep], Any] | None = None,
        **keywords: Unpack[ToolKeywords],
    ) -> ToolRun:
        """See `Client.run_tools`; tools may be coroutine functions."""
        from .core.tool_loop import ToolLimits, run_tools

        limits = ToolLimits(max_turns, max_failures, max_total_tokens, tool_timeout, strategy=strategy, on_step=on_step)
        fields, options = split_keywords(cast("ChatKeywords", keywords))
        return await run_tools(self._core, ChatCompletionRequest.of(request, fields), tools, options, limits)

    def chat_completion_stream(self, request: ChatInput, **keywords: Unpack[ChatKeywords]) -> AsyncChatStream:
        """A stream: `await` it to open it now, or use `async with`, or just `async for`."""
        return AsyncChatStream(self._flow(request, keywords))

    def chat_completion_stream_with_cancel(
        self, request: ChatInput, **keywords: Unpack[ChatKeywords]
    ) -> StreamWithHandle[AsyncChatStream]:
        """`(stream, handle)`; with or without `await`. See `Client.chat_completion_stream_with_cancel`."""
        flow, handle = self._cancellable(request, cast("dict[str, Any]", keywords))
        return StreamWithHandle((AsyncChatStream(flow), handle))

    @property
    def openai(self) -> AsyncOpenAI:
        """See `Client.openai`."""
        from .openai.binding import async_openai_of

        return async_openai_of(self._core)

    def chat(self, message: str | None = None) -> AsyncChatBuilder:
        """A fluent builder: `await client.chat().user("...").execute()`."""
        from .chat import AsyncChatBuilder

        return AsyncChatBuilder(self, message)

    async def chat_completion_batch(
        self,
        requests: BatchInput,
        concurrency_limit: int | None = None,
        on_progress: OnProgress | None = None,
        *,
        warm_cache: bool = False,
        **keywords: Unpack[CallKeywords],
    ) -> BatchResult:
        """See `Client.chat_completion_batch`."""
        from .core.batch import batch
        from .models.notebook import notebook_bar

        return await batch(
            self._core,
            requests,
            concurrency_limit,
            on_progress or notebook_bar(),
            call_options(keywords),
            warm_cache=warm_cache,
        )

    def chat_completion_batch_iter(
        self, requests: BatchInput, concurrency_limit: int | None = None, **keywords: Unpack[CallKeywords]
    ) -> AsyncGenerator[BatchItem, None]:
        """See `Client.chat_completion_batch_iter`."""
        from .core.batch import batch_items, checked_limit

        return batch_items(self._core, requests, checked_limit(concurrency_limit), call_options(keywords))

    async def chat_completion_batch_smart(
        self,
        requests: BatchInput,
        on_progress: OnProgress | None = None,
        *,
        warm_cache: bool = False,
        **keywords: Unpack[CallKeywords],
    ) -> BatchResult:
        """See `Client.chat_completion_batch_smart`."""
        from .core.batch import batch_smart
        from .models.notebook import notebook_bar

        return await batch_smart(
            self._core,
            requests,
            os.environ,
            on_progress or notebook_bar(),
            call_options(keywords),
            warm_cache=warm_cache,
        )

    async def quick_chat_text(self, *args: str, model: str | None = None, prompt: str | None = None) -> str:
        """See `Client.quick_chat_text`."""
        model, prompt = _quick(model, prompt, args)
        return (await self.chat_completion(prompt, model=model)).first_text()

    async def list_models(self, **keywords: Unpack[CallKeywords]) -> list[Model]:
        """See `Client.list_models`."""
        return await self._core.models(call_options(keywords))

    async def get_model(self, name: str, **keywords: Unpack[CallKeywords]) -> Model:
        """See `Client.get_model`."""
        return await self._core.model(name, call_options(keywords))

    async def embed(
        self,
        input: EmbeddingInput,  # noqa: A002 - the field's own name
        *,
        model: str | None = None,
        dimensions: int | None = None,
        input_type: str | None = None,
        user: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        batch_size: int | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> EmbeddingResponse:
        """See `Client.embed`."""
        from .models.embedding import EmbeddingRequest, checked_batch_size

        made = EmbeddingRequest(input, model or "", dimensions, input_type, user, extensions)
        return await self._core.embed(made, call_options(keywords), checked_batch_size(batch_size))

    async def count_tokens(self, request: ChatInput, **keywords: Unpack[ChatKeywords]) -> TokenCount:
        """See `Client.count_tokens`."""
        fields, options = split_keywords(keywords)
        return await self._core.count_tokens(ChatCompletionRequest.of(request, fields), options)

    async def check_health(self) -> dict[str, bool]:
        """See `Client.check_health`."""
        routes = self._routes
        return {} if routes is None else await routes.check(self._core)

    async def close(self) -> None:
        """See `Client.close`."""
        if self._owner:
            await self._core.ports.aclose()

    aclose = close

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        await self.close()
