"""`OpenAI` and `AsyncOpenAI`: the whole OpenAI API, under the official package's names.

Every endpoint is declared once, in `ailib.openai.resources`; these two classes only say how it is run.

https://platform.openai.com/docs/api-reference
"""

from __future__ import annotations

import os
import warnings
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypedDict, TypeVar, Unpack

from ..core.bridge import run
from ..core.call import Core, Ports
from ..core.settings import Settings, merge, resolve
from ..core.target import resolve_target
from ..errors import ConfigurationError
from ..options import ConnectionOptions, RetryPolicy, Timeouts
from ..providers.auth import Secret
from .caller import Caller, timeouts_of
from .endpoint import Async, Pair, Sync, TimeoutTypes
from .model import omit
from .resources import API
from .verbs import AsyncListing, AsyncVerb, Listing, Verb, verb

if TYPE_CHECKING:
    import types
    from collections.abc import Callable, Iterable, Mapping

    from ..core.target import Target
    from ..limits import CircuitBreaker, RateLimit
    from ..providers.auth import KeySource
    from ..transport.base import Runtime, Transport
    from .endpoint import AsyncRaw, AsyncStreamed, SyncRaw, SyncStreamed
    from .webhooks import Webhooks

__all__ = ["AsyncOpenAI", "ClientConfig", "OpenAI", "OpenAIOptions"]

M = TypeVar("M")

# As the official package waits: a model may think for minutes before its first byte.
_TIMEOUT = 600.0
_MAX_RETRIES = 2


class OpenAIOptions(TypedDict, total=False):
    """Keywords of the clients and of `with_options`.

    Keys:
        api_key: A string, a `Secret` or a function that returns the current key; else `OPENAI_API_KEY`.
        admin_api_key: For the administration endpoints; else `OPENAI_ADMIN_KEY`.
        organization: Else `OPENAI_ORG_ID`.
        project: Else `OPENAI_PROJECT_ID`.
        base_url: Address with the version path; else `OPENAI_BASE_URL`.
        timeout: Seconds, timedelta or `Timeouts`; default 600 seconds without a byte.
        max_retries: Attempts after the first; default 2.
        retry: A `RetryPolicy`.
        default_headers: Sent with every request; they win over ours.
        default_query: Sent with every request.
        proxy: "http://user:pass@host:port"; "" goes direct.
        max_concurrency: Calls, streams and sessions in flight at once.
        webhook_secret: What webhooks are signed with; else `OPENAI_WEBHOOK_SECRET`.
        rate_limit: A `RateLimit`, or a number of requests per minute; calls wait for their turn.
        breaker: A `CircuitBreaker`: stops calling when everything fails.
        metrics: Told what the client does; see `ailib.metrics`.
        interceptors: Code of yours around each call; see `ailib.interceptors`.
        options: Everything else, see `ConnectionOptions`; the keywords win over it.
        session: Your own `requests.Session` or `aiohttp.ClientSession`; used, never closed by us.
        http_client: Another name for `session`.
        config: An object of yours that says where calls go, see `ClientConfig`; the keywords win over it.
    """

    api_key: KeySource | None
    admin_api_key: KeySource | None
    organization: str | None
    project: str | None
    base_url: str | None
    timeout: TimeoutTypes
    max_retries: int | None
    retry: RetryPolicy | None
    default_headers: Mapping[str, str] | None
    default_query: Mapping[str, object] | None
    proxy: str | None
    max_concurrency: int | None
    webhook_secret: str | Secret | None
    rate_limit: RateLimit | float | None
    breaker: CircuitBreaker | None
    metrics: Any
    interceptors: Iterable[Any]
    options: ConnectionOptions | None
    session: Any
    http_client: Any
    config: ClientConfig | None


class ClientConfig(Protocol):
    """Where calls go; everything but one member may be missing.

    Attributes:
        api_base: As `base_url`.
        api_key: As `api_key`.
    """

    api_base: str
    api_key: Any

    def headers(self) -> Mapping[str, str]:
        """Sent with every request."""
        ...

    def query(self) -> Mapping[str, object]:
        """Sent with every request."""
        ...

    def url(self, path: str) -> str:
        """The address of a path such as "/files/{file_id}" (names in braces are filled in later): a whole URL, or a
        path below the base URL.
        """
        ...


# None leaves these as they are in a copy, as in the official package.
_KEPT = frozenset(
    (
        "api_key",
        "admin_api_key",
        "organization",
        "project",
        "base_url",
        "max_retries",
        "default_headers",
        "default_query",
    )
)
# A change of one of these needs connections of its own.
_CONNECTION = ("proxy", "options", "session")


def _settings(given: Mapping[str, Any], base: ConnectionOptions | None = None) -> Settings:
    """The settings of a client; `base` are those of the client that it is bound to."""
    headers = dict(given.get("default_headers") or {})
    for name, key in (("OpenAI-Organization", "organization"), ("OpenAI-Project", "project")):
        if given.get(key) and name.lower() not in {known.lower() for known in headers}:
            headers[name] = given[key]
    options: ConnectionOptions | None = given.get("options") or base
    timeout = timeouts_of(given.get("timeout"))
    if timeout is None and base is None and (options is None or options.timeout is None):
        timeout = Timeouts(read=_TIMEOUT, idle=_TIMEOUT)
    retries = given.get("max_retries")
    unset = base is None and (options is None or (options.retry is None and options.max_retries is None))
    if retries is None and given.get("retry") is None and unset:
        retries = _MAX_RETRIES
    merged = merge(
        options,
        base_url=given.get("base_url"),
        timeout=timeout,
        max_retries=retries,
        retry=given.get("retry"),
        headers=headers or None,
        proxy=given.get("proxy"),
        max_concurrency=given.get("max_concurrency"),
        rate_limit=given.get("rate_limit"),
        breaker=given.get("breaker"),
    )
    return resolve(merged, os.environ)


_CONFIG = {"api_base": "base_url", "api_key": "api_key", "headers": "default_headers", "query": "default_query"}


def _plainly(given: dict[str, Any]) -> dict[str, Any]:
    """The keywords, with what other keywords say in their places.

    Raises:
        ConfigurationError: A session of a library that ailib does not use, or a config that says nothing.
    """
    given = {name: value for name, value in given.items() if value is not omit}
    if given.get("interceptors") is not None:
        given["interceptors"] = tuple(given["interceptors"])
    config = given.get("config")
    if config is not None:
        said = [name for name in (*_CONFIG, "url") if getattr(config, name, None) is not None]
        if not said:
            raise ConfigurationError(f"{type(config).__name__} says nothing: it has none of {', '.join(_CONFIG)}, url")
        for name, keyword in _CONFIG.items():
            value = getattr(config, name, None)
            if value is not None and given.get(keyword) is None:
                given[keyword] = value() if name in ("headers", "query") and callable(value) else value
    session = given.pop("http_client", None)
    if session is not None:
        home = type(session).__module__.partition(".")[0]
        if home in ("httpx", "httpx2"):
            raise ConfigurationError(
                f"ailib does not use {home}, and takes no client of it",
                hint="Pass a requests.Session or an aiohttp.ClientSession; proxy=, timeout= and options= do the rest",
            )
        given["session"] = session
    return given


class _Client(API[M]):
    """What both clients share."""

    _blocking: bool
    _owner: bool
    _given: Mapping[str, Any]
    _ports: Ports
    _base: Core | None = None  # of the client that this one is bound to
    _prefix: str = ""  # of all paths
    _known: ClassVar[frozenset[str]] = frozenset(OpenAIOptions.__annotations__)

    if TYPE_CHECKING:
        get: Pair[Verb, AsyncVerb]
        post: Pair[Verb, AsyncVerb]
        put: Pair[Verb, AsyncVerb]
        patch: Pair[Verb, AsyncVerb]
        delete: Pair[Verb, AsyncVerb]
        get_api_list: Pair[Listing, AsyncListing]
        with_raw_response: Pair[API[SyncRaw], API[AsyncRaw]]
        with_streaming_response: Pair[API[SyncStreamed], API[AsyncStreamed]]
    else:
        get, post, put, patch, delete = (verb(name) for name in ("GET", "POST", "PUT", "PATCH", "DELETE"))
        get_api_list = verb("GET", paged=True)

        @property
        def with_raw_response(self) -> API[Any]:
            """The same resources, answering with `RawResponse`."""
            return API(self._caller.with_raw())

        @property
        def with_streaming_response(self) -> API[Any]:
            """The same resources, for `with`: the answer is read as you ask for it; see `StreamedResponse`."""
            return API(self._caller.with_streaming())

        def _derived(self, caller: Caller) -> API[Any]:
            return API(caller)

    def __init__(self, **options: Unpack[OpenAIOptions]) -> None:
        for name in options.keys() - self._known:
            raise TypeError(f"{type(self).__name__}() got an unexpected keyword argument {name!r}")
        given = _plainly(dict(options))
        settings = _settings(given)
        make, session = self._make_transport, given.get("session")
        self._begin(Ports(lambda: make(settings.connection, session), self._make_runtime()), settings, given, None)
        self._owner = True

    def _begin(self, ports: Ports, settings: Settings, given: Mapping[str, Any], parent: Caller | None) -> None:
        self._given = dict(given)
        self._ports = ports
        core, admin = self._cores(ports, settings, parent)
        if "metrics" in given or "interceptors" in given:
            from ..core.hooks import around

            for one in (core, admin):
                if one is not None:
                    # What is not named now stays as it was.
                    interceptors = given.get("interceptors", getattr(one.outer, "interceptors", ()))
                    metrics = given.get("metrics", getattr(one.outer, "metrics", None))
                    around(one, interceptors or (), metrics, blocking=self._blocking)
        super().__init__(Caller(core, admin, self._query(), blocking=self._blocking, place=self._place()))

    def _query(self) -> Mapping[str, Any] | None:
        """Sent with every request."""
        return self._given.get("default_query")

    def _place(self) -> Callable[[str, Any], str] | None:
        """See `Caller`."""
        url = getattr(self._given.get("config"), "url", None)
        if url is not None:
            return lambda path, _: str(url(path))
        prefix = self._prefix
        return None if not prefix else lambda path, _: path if "://" in path else prefix + path

    def _cores(self, ports: Ports, settings: Settings, parent: Caller | None) -> tuple[Core | None, Core | None]:
        """The core of the API key, and that of the admin key.

        Raises:
            ConfigurationError: There is neither.
        """
        given = self._given
        explicit = given.get("admin_api_key")
        admin_key = explicit or os.environ.get("OPENAI_ADMIN_KEY", "").strip() or None
        before = None if parent is None else parent.core
        core = None
        try:
            core = Core(ports, self._target(settings), settings, before)
        except ConfigurationError:
            if admin_key is None or given.get("api_key") is not None or settings.options.api_key is not None:
                raise
        keyless = core is None or (self._base is None and core.target.credential.source == "none")
        if keyless and admin_key is not None and explicit is None:
            warnings.warn(
                "OPENAI_API_KEY is not set: OPENAI_ADMIN_KEY is used for all endpoints", UserWarning, stacklevel=4
            )
            core = Core(ports, self._target(settings, admin_key), settings, before)
        if admin_key is None or self._base is not None:
            return core, None
        return core, Core(ports, self._target(settings, admin_key), settings, core or before)

    def _target(self, settings: Settings, key: Any = None) -> Target:
        """Where the calls go."""
        own = self._given.get("api_key")
        options = settings.options
        if key is None:
            key = options.api_key if own is None else own
        if self._base is None:
            return resolve_target(
                "openai",
                api_key=key,
                base_url=options.base_url,
                headers=settings.headers,
                environ=os.environ,
                generic=False,
            )
        target, before = self._base.target, self._base.settings.options
        if own is not None or options.base_url != before.base_url:
            return target.moved(key, options.base_url, settings.headers, os.environ)
        return target if settings.headers == self._base.settings.headers else target.with_headers(settings.headers)

    @classmethod
    def _bound(cls, core: Core, prefix: str = "") -> Self:
        """A client of another client's core: its key, address, connections, settings, and what is around its calls."""
        made = cls.__new__(cls)
        made._owner = False
        made._base = core
        made._prefix = prefix
        made._given = {}
        made._ports = core.ports
        made._attach(core)
        return made

    def _attach(self, core: Core) -> None:
        super().__init__(Caller(core, None, self._query(), blocking=self._blocking, place=self._place()))

    @staticmethod
    @abstractmethod
    def _make_transport(connection: ConnectionOptions, session: Any) -> Transport: ...

    @staticmethod
    @abstractmethod
    def _make_runtime() -> Runtime: ...

    def _joined(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The keywords of a copy."""
        given: dict[str, Any] = {**self._given, **options}
        for name in ("default_headers", "default_query"):
            if options.get(name) and self._given.get(name):
                given[name] = {**self._given[name], **given[name]}
        return given

    def with_options(self, **options: Unpack[OpenAIOptions]) -> Self:
        """A cheap copy with other settings, sharing the connections (unless proxy, options or session change).

        `default_headers` and `default_query` are laid over those there are. Closing the copy leaves this client open.
        """
        for name in options.keys() - self._known:
            raise TypeError(f"with_options() got an unexpected keyword argument {name!r}")
        changed = _plainly({name: value for name, value in options.items() if value is not None or name not in _KEPT})
        given = self._joined(changed)
        base = None if self._base is None else self._base.settings.options
        settings = _settings(given, base)
        copy = type(self).__new__(type(self))
        copy._base = self._base
        copy._prefix = self._prefix
        copy._owner = any(name in changed for name in _CONNECTION)
        ports = self._ports
        if copy._owner:
            make, session = self._make_transport, given.get("session")
            ports = Ports(lambda: make(settings.connection, session), self._make_runtime())
        copy._begin(ports, settings, given, self._caller)
        return copy

    copy = with_options

    @property
    def webhooks(self) -> Webhooks:
        """Checks and reads what OpenAI posts to you; the same on both clients."""
        from .webhooks import Webhooks

        secret = self._given.get("webhook_secret") or os.environ.get("OPENAI_WEBHOOK_SECRET", "").strip()
        return Webhooks(Secret(secret) if secret else None)

    @property
    def _core(self) -> Core:
        core = self._caller.core or self._caller.admin
        assert core is not None
        return core

    @property
    def base_url(self) -> str:
        """The address of the API."""
        return self._core.target.base_url

    @property
    def api_key(self) -> Secret | None:
        """The key; no text shows it, `reveal()` has the value. None for one that a function returns."""
        secret: Any = None if self._caller.core is None else self._caller.core.target.credential.secret
        if isinstance(secret, str):
            return Secret(secret)
        return secret if isinstance(secret, Secret) else None

    @property
    def admin_api_key(self) -> Secret | None:
        """The key of the administration endpoints, or None; see `api_key`."""
        core = self._caller.admin
        secret: Any = None if core is None else core.target.credential.secret
        return secret if isinstance(secret, Secret) else None

    @property
    def user_agent(self) -> str:
        """As which the client introduces itself."""
        return self._header("user-agent") or ""

    @property
    def organization(self) -> str | None:
        """The organization of the requests, or None."""
        return self._header("openai-organization")

    @property
    def project(self) -> str | None:
        """The project of the requests, or None."""
        return self._header("openai-project")

    def _header(self, wanted: str) -> str | None:
        return next((value for name, value in self._core.target.headers.items() if name.lower() == wanted), None)

    @property
    def timeout(self) -> Timeouts:
        """The timeouts in force."""
        return self._core.settings.timeouts

    @property
    def max_retries(self) -> int:
        """Attempts after the first."""
        return self._core.settings.retry.max_retries

    @property
    def default_headers(self) -> dict[str, str]:
        """What every request carries, without the key."""
        headers = self._core.target.headers_with(None)
        return {name: value for name, value in headers.items() if name.lower() not in ("authorization", "api-key")}

    @property
    def default_query(self) -> dict[str, object]:
        """The query of every request."""
        return dict(self._caller.query or {})

    @property
    def metrics(self) -> Any:
        """The metrics object, or None."""
        return getattr(self._core.outer, "metrics", None)

    @property
    def interceptors(self) -> tuple[Any, ...]:
        """The interceptors, in the order that requests pass them."""
        return getattr(self._core.outer, "interceptors", ())

    def is_closed(self) -> bool:
        """Whether it can no longer be used."""
        return self._ports.closed

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"


class OpenAI(_Client[Sync]):
    """The blocking client.

    Args:
        options: See `OpenAIOptions`.

    Raises:
        ConfigurationError: No key, or a setting that makes no sense.

    Examples:
        >>> client = OpenAI(api_key="sk-...")
        >>> client.base_url
        'https://api.openai.com/v1'
        >>> client.close()
    """

    _blocking = True

    @staticmethod
    def _make_transport(connection: ConnectionOptions, session: Any) -> Transport:
        from ..transport.blocking import RequestsTransport

        return RequestsTransport(connection, session=session)

    @staticmethod
    def _make_runtime() -> Runtime:
        from ..transport.threads import BlockingRuntime

        return BlockingRuntime()

    def close(self) -> None:
        """Close the connections. Idempotent."""
        if self._owner:
            run(self._ports.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.close()


class AsyncOpenAI(_Client[Async]):
    """The async client: the same names, with `await`, `async for`, `async with`."""

    _blocking = False

    @staticmethod
    def _make_transport(connection: ConnectionOptions, session: Any) -> Transport:
        from ..transport.aio import AiohttpTransport

        return AiohttpTransport(connection, session=session)

    @staticmethod
    def _make_runtime() -> Runtime:
        from ..transport.tasks import AsyncRuntime

        return AsyncRuntime()

    async def close(self) -> None:
        """Close the connections. Idempotent."""
        if self._owner:
            await self._ports.aclose()

    aclose = close

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        await self.close()
