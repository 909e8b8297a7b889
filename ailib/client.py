"""`Client` and `AsyncClient`: the same names in the same order. Each method is one line into `ailib.core`.

`Client` steps the flows over requests, in the caller's own thread: no event loop, no background thread.
`AsyncClient` awaits the same flows over aiohttp. Both may be shared by threads (or tasks) and live through a fork.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypedDict, TypeVar, Unpack, cast

import attrs

from .cancel import CancelHandle, CancelToken
from .core.bridge import run
from .core.call import CallOptions, Core, Ports
from .core.settings import Settings, merge, resolve
from .core.target import Target, resolve_target
from .models.request import ChatCompletionRequest, ChatFields, MessagesInput
from .options import ConnectionOptions, RetryPolicy, Seconds, Timeouts
from .providers.credentials import lives_elsewhere
from .providers.profile import ProviderProfile
from .streams import AsyncChatStream, ChatStream, StreamWithHandle

if TYPE_CHECKING:
    import types
    from collections.abc import AsyncGenerator, Generator, Iterable, Mapping

    import aiohttp  # noqa: F401 - named in a base class below
    import requests  # noqa: F401

    from .chat import AsyncChatBuilder, ChatBuilder
    from .core.batch import BatchInput, OnProgress
    from .core.flow import Flow
    from .models.batch import BatchItem, BatchResult
    from .models.embedding import EmbeddingInput, EmbeddingResponse
    from .models.model import Model
    from .models.response import ChatCompletionResponse
    from .models.tokens import TokenCount
    from .providers.auth import KeySource
    from .transport.base import Runtime, Transport

__all__ = ["AsyncClient", "Client", "Overrides"]

S = TypeVar("S")
T = TypeVar("T")
ChatInput: TypeAlias = "ChatCompletionRequest | MessagesInput"


class CallKeywords(TypedDict, total=False):
    """What every call may set differently from its client.

    Keys:
        timeout: Seconds, timedelta or `Timeouts`.
        max_retries: Attempts after the first.
        headers: More headers; they win over the client's.
        cancel: A handle that ends this call from any thread or task.
    """

    timeout: Timeouts | Seconds | None
    max_retries: int | None
    headers: Mapping[str, str] | None
    cancel: CancelHandle | None


class ChatKeywords(ChatFields, CallKeywords, total=False):
    """The fields of a request, and what a call may set."""


class Overrides(TypedDict, total=False):
    """Keywords of `with_options`: those of the client."""

    timeout: Timeouts | Seconds | None
    max_retries: int | None
    retry: RetryPolicy | None
    headers: Mapping[str, str] | None
    proxy: str | None
    max_concurrency: int | None
    options: ConnectionOptions | None


class ClientKeywords(Overrides, total=False):
    """Keywords of `from_model`: those of the client."""

    api_key: KeySource | None
    base_url: str | None
    metrics: Any
    interceptors: Iterable[Any]
    protocol: str | None
    session: Any


_CALL_KEYS = frozenset({"timeout", "max_retries", "headers", "cancel"})
# Words in the name of a header that may hold a key: it stays with the provider it was set for.
_SECRET_WORDS = ("auth", "key", "token", "secret", "cookie", "password", "credential", "signature")
# A change of one of these needs connections of its own.
_TRANSPORT_FIELDS = ("proxy", "disable_proxy", "verify", "cert", "pool_size", "idle_timeout")


def _call_options(keywords: Mapping[str, Any]) -> CallOptions | None:
    if not keywords:
        return None
    cancel = keywords.get("cancel")
    return CallOptions(
        keywords.get("timeout"),
        keywords.get("max_retries"),
        keywords.get("headers"),
        cancel._token if cancel is not None else None,
    )


def _split(keywords: Mapping[str, Any]) -> tuple[ChatFields | None, CallOptions | None]:
    """Fields of the request, and what concerns the call."""
    if not keywords:
        return None, None
    fields = {name: value for name, value in keywords.items() if name not in _CALL_KEYS}
    return cast("ChatFields", fields), _call_options(
        {name: value for name, value in keywords.items() if name in _CALL_KEYS}
    )


def _target(
    text: str | ProviderProfile | None,
    api_key: Any,
    base_url: str | None,
    headers: Mapping[str, str] | None,
    environ: Mapping[str, str],
    *,
    generic: bool = True,
    protocol: str | None = None,
) -> Target:
    """Resolve a target; the embedded provider is started when it is asked for."""
    if isinstance(text, ProviderProfile):
        return resolve_target(
            text.id,
            api_key=api_key,
            base_url=base_url,
            headers=headers,
            environ=environ,
            generic=generic,
            protocol=protocol,
            profile=text,
        )
    if text is None:
        from .quick import default_target

        text = default_target(environ)
    if base_url is None and text.partition("/")[0].strip().lower() == "embedded":
        base_url = environ.get("EMBEDDED_BASE_URL", "").strip() or None
        if base_url is None:
            from importlib import import_module

            # By name: the test kit stands above the client and is loaded only for this.
            base_url = cast("str", import_module("ailib.testing").shared_base_url())
    return resolve_target(
        text,
        api_key=api_key,
        base_url=base_url,
        headers=headers,
        environ=environ,
        generic=generic,
        protocol=protocol,
    )


class _Base(ABC, Generic[S]):
    """What both clients share: how they are made, copied and described."""

    _owner: bool
    _blocking = False

    def __init__(
        self,
        target: str | ProviderProfile | None = None,
        *,
        api_key: KeySource | None = None,
        base_url: str | None = None,
        timeout: Timeouts | Seconds | None = None,
        max_retries: int | None = None,
        retry: RetryPolicy | None = None,
        headers: Mapping[str, str] | None = None,
        proxy: str | None = None,
        max_concurrency: int | None = None,
        options: ConnectionOptions | None = None,
        metrics: Any = None,
        interceptors: Iterable[Any] = (),
        protocol: str | None = None,
        session: S | None = None,
    ) -> None:
        merged = merge(
            options,
            base_url=base_url,
            api_key=api_key,
            timeout=timeout,
            max_retries=max_retries,
            retry=retry,
            headers=headers,
            proxy=proxy,
            max_concurrency=max_concurrency,
        )
        settings = resolve(merged, os.environ)
        self._check_key(merged.api_key)
        resolved = _target(target, merged.api_key, merged.base_url, settings.headers, os.environ, protocol=protocol)
        make = self._make_transport  # the function, not the client: a forgotten client goes at once
        ports = Ports(lambda: make(settings.connection, session), self._make_runtime())
        self._core = Core(ports, resolved, settings)
        if metrics is not None or interceptors:
            # Last of what stands around the calls: the outermost.
            self._around(self._core, interceptors, metrics)
        self._owner = True

    @staticmethod
    def _check_key(api_key: Any) -> None:
        """Whether this client can use what is to return its keys.

        Raises:
            ConfigurationError: It cannot.
        """

    @staticmethod
    @abstractmethod
    def _make_transport(connection: ConnectionOptions, session: S | None) -> Transport: ...

    @staticmethod
    @abstractmethod
    def _make_runtime() -> Runtime: ...

    @classmethod
    def _of(cls, core: Core, *, owner: bool) -> Self:
        client = cls.__new__(cls)
        client._core = core
        client._owner = owner
        return client

    @classmethod
    def from_model(cls, model: str, **keywords: Unpack[ClientKeywords]) -> Self:
        """`Client.from_model("deepseek/deepseek-chat")`: the same as calling the class."""
        return cls(model, **keywords)

    @classmethod
    def from_manifest(
        cls,
        source: str | os.PathLike[str] | Mapping[str, Any],
        model: str | None = None,
        *,
        watch: bool = False,
        **keywords: Unpack[ClientKeywords],
    ) -> Self:
        """A client of a provider that ailib does not know.

        Args:
            source: A YAML, JSON or TOML file, or a dict; see `docs/manifests.md`.
            model: Its model; by default the manifest's.
            watch: The file is looked at before each call: what has changed in it holds from then on. A broken file
                keeps the old one and warns.
            keywords: Those of the client.

        Raises:
            ManifestError: The manifest is not valid; `errors` names everything that is wrong, with its path.
            ConfigurationError: The file cannot be read, or a key is missing.
        """
        from .core.watch import manifest_client

        return manifest_client(cls, source, model, watch=watch, **keywords)

    @classmethod
    def new(cls, model: str, **keywords: Unpack[ClientKeywords]) -> Self:
        """Another name for `from_model`."""
        return cls(model, **keywords)

    @classmethod
    def create(cls, model: str, **keywords: Unpack[ClientKeywords]) -> Self:
        """Another name for `from_model`."""
        return cls(model, **keywords)

    def with_options(self, **overrides: Unpack[Overrides]) -> Self:
        """A cheap copy with other settings, sharing the connections (unless the proxy, TLS or pool changes).

        Closing the copy leaves this client open.
        """
        core = self._core
        base = core.settings.options
        options = overrides.get("options")
        if options is not None:
            given = {
                field.name: value
                for field in attrs.fields(ConnectionOptions)
                if (value := getattr(options, field.name)) is not None and value is not False
            }
            base = merge(base, **given)
        explicit = {name: value for name, value in overrides.items() if name != "options"}
        settings = resolve(merge(base, **explicit), os.environ)
        target = core.target
        moved = (
            settings.options.base_url != core.settings.options.base_url
            or settings.options.api_key is not core.settings.options.api_key
        )
        if moved:
            before, after = core.settings.options, settings.options
            key = after.api_key
            self._check_key(key)
            if key is before.api_key and after.base_url and after.base_url != before.base_url:
                # A key that was set for one provider does not follow the client to the address of another.
                key = None if lives_elsewhere(target.profile, after.base_url) else key
            target = target.moved(key, after.base_url, settings.headers, os.environ)
        elif settings.headers != core.settings.headers:
            target = target.with_headers(settings.headers)
        return self._copy(target, settings)

    def _copy(self, target: Target, settings: Settings) -> Self:
        core = self._core
        before = core.settings.connection
        if all(getattr(before, name) == getattr(settings.connection, name) for name in _TRANSPORT_FIELDS):
            return self._of(Core(core.ports, target, settings, core), owner=False)
        make = self._make_transport
        ports = Ports(lambda: make(settings.connection, None), core.runtime)
        return self._of(Core(ports, target, settings, core), owner=True)

    def with_provider(self, target: str) -> Self:
        """The same options at another provider, with that provider's own key and address; connections are shared.

        Neither the key, nor `AI_API_KEY`, nor a header that carries credentials goes along.
        """
        kept = self._core.settings.options
        headers = {
            name: value
            for name, value in (kept.headers or {}).items()
            if not any(word in name.lower() for word in _SECRET_WORDS)
        }
        settings = resolve(attrs.evolve(kept, api_key=None, base_url=None, headers=headers), os.environ)
        return self._copy(_target(target, None, None, settings.headers, os.environ, generic=False), settings)

    switch_provider = with_provider

    @classmethod
    def new_with_metrics(cls, model: str, metrics: Any, **keywords: Unpack[ClientKeywords]) -> Self:
        """Another way to write `Client(model, metrics=metrics)`."""
        return cls(model, **{**keywords, "metrics": metrics})

    def with_metrics(self, metrics: Any) -> Self:
        """A cheap copy that reports to this metrics object (None: to nobody); see `ailib.metrics`."""
        return self._hooked(self.interceptors, metrics)

    def with_interceptors(self, *interceptors: Any) -> Self:
        """A cheap copy with these interceptors in place of those it has; see `ailib.interceptors`."""
        return self._hooked(interceptors, self.metrics)

    def _hooked(self, interceptors: Iterable[Any], metrics: Any) -> Self:
        copy = self._copy(self._core.target, self._core.settings)
        self._around(copy._core, interceptors, metrics)
        return copy

    @classmethod
    def _around(cls, core: Core, interceptors: Iterable[Any], metrics: Any) -> None:
        from .core.hooks import around

        around(core, interceptors, metrics, blocking=cls._blocking)

    @property
    def metrics(self) -> Any:
        """The metrics object, or None."""
        return getattr(self._core.outer, "metrics", None)

    @property
    def interceptors(self) -> tuple[Any, ...]:
        """The interceptors, in the order that requests pass them."""
        return getattr(self._core.outer, "interceptors", ())

    @property
    def provider(self) -> str:
        """Provider id."""
        return self._core.target.profile.id

    provider_name = provider

    @property
    def model(self) -> str | None:
        """The model this client was made for, or None."""
        return self._core.target.model

    @property
    def base_url(self) -> str:
        """Address of the API."""
        return self._core.target.base_url

    @property
    def connection_options(self) -> ConnectionOptions:
        """What was set on this client."""
        return self._core.settings.options

    @property
    def timeouts(self) -> Timeouts:
        """The timeouts in force."""
        return self._core.settings.timeouts

    @property
    def retry(self) -> RetryPolicy:
        """The retry policy in force."""
        return self._core.settings.retry

    @property
    def closed(self) -> bool:
        """Whether it can still be used."""
        return self._core.ports.closed

    def default_chat_model(self) -> str:
        """The model of requests that name none.

        Raises:
            InvalidRequestError: There is no default.
        """
        return self._core.target.resolve_model("")

    def _flow(self, request: ChatInput, keywords: Mapping[str, Any]) -> Flow:
        fields, options = _split(keywords)
        return self._core.flow(ChatCompletionRequest.of(request, fields), options or CallOptions())

    def _cancellable(self, request: ChatInput, keywords: dict[str, Any]) -> tuple[Flow, CancelHandle]:
        handle = keywords.get("cancel") or CancelHandle(CancelToken())
        return self._flow(request, {**keywords, "cancel": handle}), handle

    def __repr__(self) -> str:
        model = f"/{self.model}" if self.model else ""
        return f"<{type(self).__name__} {self.provider}{model} at {self.base_url}>"


def _listed(requests: BatchInput) -> list[Any]:
    return requests if isinstance(requests, list) else list(requests)


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


class Client(_Base["requests.Session"]):
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
        options: Everything else, see `ConnectionOptions`; the keywords win over it.
        metrics: Told what the client does; see `ailib.metrics`.
        interceptors: Code of yours around each chat call, in this order; see `ailib.interceptors`.
        protocol: Another wire family that the provider speaks too: "openai_responses", "anthropic_messages", ...
        session: Your own `requests.Session`; used, never closed by us.

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
        fields, options = _split(keywords)
        return run(self._core.chat(ChatCompletionRequest.of(request, fields), options))

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

    def chat(self, message: str | None = None) -> ChatBuilder:
        """A fluent builder: `client.chat().user("...").execute()`."""
        from .chat import ChatBuilder

        return ChatBuilder(self, message)

    def chat_completion_batch(
        self,
        requests: BatchInput,
        concurrency_limit: int | None = None,
        on_progress: OnProgress | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> BatchResult:
        """All requests, at most `concurrency_limit` (default 10) at once; one item each, in input order.

        Raises:
            ConfigurationError: The limit is 0 or less. An item's own failure is on the item.
        """
        from .core.batch import batch

        return run(batch(self._core, requests, concurrency_limit, on_progress, _call_options(keywords)))

    def chat_completion_batch_iter(
        self, requests: BatchInput, concurrency_limit: int | None = None, **keywords: Unpack[CallKeywords]
    ) -> Generator[BatchItem, None, None]:
        """The items as they end, in any order (`item.index` tells); memory stays constant for an endless input."""
        from .core.batch import batch_items, checked_limit

        return _step(batch_items(self._core, requests, checked_limit(concurrency_limit), _call_options(keywords)))

    def chat_completion_batch_smart(
        self, requests: BatchInput, on_progress: OnProgress | None = None, **keywords: Unpack[CallKeywords]
    ) -> BatchResult:
        """Like `chat_completion_batch`, with a limit that fits the size: 1, 5 or 10 (`AI_LIB_BATCH_CONCURRENCY`)."""
        from .core.batch import smart_limit

        listed = _listed(requests)
        return self.chat_completion_batch(listed, smart_limit(len(listed), os.environ), on_progress, **keywords)

    def quick_chat_text(self, *args: str, model: str | None = None, prompt: str | None = None) -> str:
        """The answer's text: `quick_chat_text(prompt)`, `quick_chat_text(model, prompt)`, or by keywords."""
        model, prompt = _quick(model, prompt, args)
        return self.chat_completion(prompt, model=model).first_text()

    def list_models(self, **keywords: Unpack[CallKeywords]) -> list[Model]:
        """The provider's models.

        Raises:
            UnsupportedFeatureError: The provider has no list.
        """
        return run(self._core.models(_call_options(keywords)))

    def get_model(self, name: str, **keywords: Unpack[CallKeywords]) -> Model:
        """One model.

        Raises:
            ModelNotFound: The provider does not have it.
        """
        return run(self._core.model(name, _call_options(keywords)))

    def embed(
        self,
        input: EmbeddingInput,  # noqa: A002 - the field's own name
        *,
        model: str | None = None,
        dimensions: int | None = None,
        input_type: str | None = None,
        user: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> EmbeddingResponse:
        """Vectors for one text or several, in their order.

        Args:
            input: Text or texts.
            model: Embedding model; by default the provider's.
            dimensions: Length of the vectors, where the model can be asked.
            input_type: "query", "document", "classification", "clustering", "similarity" or the provider's own word.
            user: Passed to the provider.
            extensions: Merged into the body last, verbatim.
            keywords: timeout, max_retries, headers, cancel.

        Raises:
            UnsupportedFeatureError: The provider has no embeddings.
        """
        from .models.embedding import EmbeddingRequest

        made = EmbeddingRequest(input, model or "", dimensions, input_type, user, extensions)
        return run(self._core.embed(made, _call_options(keywords)))

    def count_tokens(self, request: ChatInput, **keywords: Unpack[ChatKeywords]) -> TokenCount:
        """Tokens of a request, an int whose `source` is "provider" (its endpoint counted) or "estimate"."""
        fields, options = _split(keywords)
        return run(self._core.count_tokens(ChatCompletionRequest.of(request, fields), options))

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


class AsyncClient(_Base["aiohttp.ClientSession"]):
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
        fields, options = _split(keywords)
        return await self._core.chat(ChatCompletionRequest.of(request, fields), options)

    def chat_completion_stream(self, request: ChatInput, **keywords: Unpack[ChatKeywords]) -> AsyncChatStream:
        """A stream: `await` it to open it now, or use `async with`, or just `async for`."""
        return AsyncChatStream(self._flow(request, keywords))

    def chat_completion_stream_with_cancel(
        self, request: ChatInput, **keywords: Unpack[ChatKeywords]
    ) -> StreamWithHandle[AsyncChatStream]:
        """`(stream, handle)`; with or without `await`. See `Client.chat_completion_stream_with_cancel`."""
        flow, handle = self._cancellable(request, cast("dict[str, Any]", keywords))
        return StreamWithHandle((AsyncChatStream(flow), handle))

    def chat(self, message: str | None = None) -> AsyncChatBuilder:
        """A fluent builder: `await client.chat().user("...").execute()`."""
        from .chat import AsyncChatBuilder

        return AsyncChatBuilder(self, message)

    async def chat_completion_batch(
        self,
        requests: BatchInput,
        concurrency_limit: int | None = None,
        on_progress: OnProgress | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> BatchResult:
        """See `Client.chat_completion_batch`."""
        from .core.batch import batch

        return await batch(self._core, requests, concurrency_limit, on_progress, _call_options(keywords))

    def chat_completion_batch_iter(
        self, requests: BatchInput, concurrency_limit: int | None = None, **keywords: Unpack[CallKeywords]
    ) -> AsyncGenerator[BatchItem, None]:
        """See `Client.chat_completion_batch_iter`."""
        from .core.batch import batch_items, checked_limit

        return batch_items(self._core, requests, checked_limit(concurrency_limit), _call_options(keywords))

    async def chat_completion_batch_smart(
        self, requests: BatchInput, on_progress: OnProgress | None = None, **keywords: Unpack[CallKeywords]
    ) -> BatchResult:
        """See `Client.chat_completion_batch_smart`."""
        from .core.batch import smart_limit

        listed = _listed(requests)
        return await self.chat_completion_batch(listed, smart_limit(len(listed), os.environ), on_progress, **keywords)

    async def quick_chat_text(self, *args: str, model: str | None = None, prompt: str | None = None) -> str:
        """See `Client.quick_chat_text`."""
        model, prompt = _quick(model, prompt, args)
        return (await self.chat_completion(prompt, model=model)).first_text()

    async def list_models(self, **keywords: Unpack[CallKeywords]) -> list[Model]:
        """See `Client.list_models`."""
        return await self._core.models(_call_options(keywords))

    async def get_model(self, name: str, **keywords: Unpack[CallKeywords]) -> Model:
        """See `Client.get_model`."""
        return await self._core.model(name, _call_options(keywords))

    async def embed(
        self,
        input: EmbeddingInput,  # noqa: A002 - the field's own name
        *,
        model: str | None = None,
        dimensions: int | None = None,
        input_type: str | None = None,
        user: str | None = None,
        extensions: Mapping[str, Any] | None = None,
        **keywords: Unpack[CallKeywords],
    ) -> EmbeddingResponse:
        """See `Client.embed`."""
        from .models.embedding import EmbeddingRequest

        made = EmbeddingRequest(input, model or "", dimensions, input_type, user, extensions)
        return await self._core.embed(made, _call_options(keywords))

    async def count_tokens(self, request: ChatInput, **keywords: Unpack[ChatKeywords]) -> TokenCount:
        """See `Client.count_tokens`."""
        fields, options = _split(keywords)
        return await self._core.count_tokens(ChatCompletionRequest.of(request, fields), options)

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
