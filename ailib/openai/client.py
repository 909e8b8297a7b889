"""`OpenAI` and `AsyncOpenAI`: the whole OpenAI API, under the official package's names.

Every endpoint is declared once, in `ailib.openai.resources`; these two classes only say how it is run.

https://platform.openai.com/docs/api-reference
"""

from __future__ import annotations

import os
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Self, TypedDict, TypeVar, Unpack

from ..core.bridge import run
from ..core.call import Core, Ports
from ..core.settings import Settings, merge, resolve
from ..core.target import resolve_target
from ..errors import ConfigurationError
from ..options import ConnectionOptions, RetryPolicy, Timeouts
from ..providers.auth import Secret
from .caller import Caller, timeouts_of
from .direct import Direct
from .endpoint import Async, Sync, TimeoutTypes
from .resources import API

if TYPE_CHECKING:
    import types
    from collections.abc import Mapping

    from ..providers.auth import KeySource
    from ..transport.base import Runtime, Transport
    from .webhooks import Webhooks

__all__ = ["AsyncOpenAI", "OpenAI", "OpenAIOptions"]

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
        options: Everything else, see `ConnectionOptions`; the keywords win over it.
        session: Your own `requests.Session` or `aiohttp.ClientSession`; used, never closed by us.
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
    options: ConnectionOptions | None
    session: Any


_KNOWN = frozenset(OpenAIOptions.__annotations__)
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


def _settings(given: Mapping[str, Any]) -> Settings:
    headers = dict(given.get("default_headers") or {})
    for name, key in (("OpenAI-Organization", "organization"), ("OpenAI-Project", "project")):
        if given.get(key) is not None and name.lower() not in {known.lower() for known in headers}:
            headers[name] = given[key]
    options: ConnectionOptions | None = given.get("options")
    timeout = timeouts_of(given.get("timeout"))
    if timeout is None and (options is None or options.timeout is None):
        timeout = Timeouts(read=_TIMEOUT, idle=_TIMEOUT)
    retries = given.get("max_retries")
    unset = options is None or (options.retry is None and options.max_retries is None)
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
    )
    return resolve(merged, os.environ)


def _core(ports: Ports, settings: Settings, key: Any, parent: Core | None) -> Core:
    target = resolve_target(
        "openai",
        api_key=key,
        base_url=settings.options.base_url,
        headers=settings.headers,
        environ=os.environ,
        generic=False,
    )
    return Core(ports, target, settings, parent)


class _Client(Direct, API[M]):
    """What both clients share."""

    _blocking: bool
    _owner: bool
    _given: Mapping[str, Any]
    _ports: Ports

    def __init__(self, **options: Unpack[OpenAIOptions]) -> None:
        for name in options.keys() - _KNOWN:
            raise TypeError(f"{type(self).__name__}() got an unexpected keyword argument {name!r}")
        settings = _settings(options)
        make, session = self._make_transport, options.get("session")
        self._begin(Ports(lambda: make(settings.connection, session), self._make_runtime()), settings, options, None)
        self._owner = True

    def _begin(self, ports: Ports, settings: Settings, given: Mapping[str, Any], parent: Caller | None) -> None:
        self._given = dict(given)
        self._ports = ports
        secret = given.get("webhook_secret") or os.environ.get("OPENAI_WEBHOOK_SECRET", "").strip()
        self._webhook_secret = Secret(secret) if secret else None
        key = given.get("api_key")
        if key is None and settings.options.api_key is not None:
            key = settings.options.api_key
        admin_key = given.get("admin_api_key") or os.environ.get("OPENAI_ADMIN_KEY", "").strip() or None
        core = None
        before = None if parent is None else parent.core
        try:
            core = _core(ports, settings, key, before)
        except ConfigurationError:
            if admin_key is None or key is not None:
                raise
        admin = None if admin_key is None else _core(ports, settings, admin_key, core or before)
        super().__init__(Caller(core, admin, given.get("default_query"), blocking=self._blocking))

    @staticmethod
    @abstractmethod
    def _make_transport(connection: ConnectionOptions, session: Any) -> Transport: ...

    @staticmethod
    @abstractmethod
    def _make_runtime() -> Runtime: ...

    def with_options(self, **options: Unpack[OpenAIOptions]) -> Self:
        """A cheap copy with other settings, sharing the connections (unless proxy, options or session change).

        `default_headers` and `default_query` are laid over those there are. Closing the copy leaves this client open.
        """
        for name in options.keys() - _KNOWN:
            raise TypeError(f"with_options() got an unexpected keyword argument {name!r}")
        given: dict[str, Any] = {
            **self._given,
            **{name: value for name, value in options.items() if value is not None or name not in _KEPT},
        }
        for name in ("default_headers", "default_query"):
            if options.get(name) and self._given.get(name):
                given[name] = {**self._given[name], **given[name]}
        settings = _settings(given)
        copy = type(self).__new__(type(self))
        copy._owner = any(name in options for name in _CONNECTION)
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

        return Webhooks(self._webhook_secret)

    @property
    def base_url(self) -> str:
        """The address of the API."""
        return self._shown.target.base_url

    @property
    def _shown(self) -> Core:
        core = self._caller.core or self._caller.admin
        assert core is not None
        return core

    @property
    def default_headers(self) -> dict[str, str]:
        """What every request carries, without the key."""
        headers = self._shown.target.headers_with(None)
        return {name: value for name, value in headers.items() if name.lower() not in ("authorization", "api-key")}

    @property
    def default_query(self) -> dict[str, object]:
        """What every request's query has."""
        return dict(self._caller.query or {})

    @property
    def user_agent(self) -> str:
        """As which the client introduces itself."""
        return self._header("User-Agent") or ""

    @property
    def organization(self) -> str | None:
        """The organization that is billed, where one is named."""
        return self._header("OpenAI-Organization")

    @property
    def project(self) -> str | None:
        """The project that is billed, where one is named."""
        return self._header("OpenAI-Project")

    def _header(self, wanted: str) -> str | None:
        found = self.default_headers.items()
        return next((value for name, value in found if name.lower() == wanted.lower()), None)

    @property
    def timeout(self) -> Timeouts:
        """How long a call may take."""
        return self._shown.settings.timeouts

    @property
    def max_retries(self) -> int:
        """Attempts after the first."""
        return self._shown.settings.retry.max_retries

    def is_closed(self) -> bool:
        """Whether the connections were closed."""
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
