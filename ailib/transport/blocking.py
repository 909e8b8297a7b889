"""The blocking transport: the connections of requests, driven below its session.

`RequestsTransport` takes a connection from the pools of urllib3 that requests uses (see `watched`) and speaks HTTP/1.1
on it in an `Exchange`. What `requests.Session` does for every call (environment, cookies, redirects, hooks, merging
headers) is done once per origin or not at all.
Nothing here ever suspends: the coroutines really block, and can be stepped with one `send(None)`.

A session of the user's own is driven through its front door instead, by a `SessionExchange`.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import attrs
from urllib3.exceptions import LocationParseError, LocationValueError
from urllib3.util import parse_url

from ailib._version import __version__
from ailib.errors import ConfigurationError
from ailib.options import seconds

from .base import HttpResponse
from .dial import Process
from .exchange import Exchange, Origin
from .routes import find_route, parse_proxy
from .watched import Pools

if TYPE_CHECKING:
    import requests

    from ailib.cancel import CancelToken
    from ailib.options import ConnectionOptions

    from .base import HttpRequest, HttpStream, Limits, WebSocket
    from .borrowed import SessionExchange

__all__ = ["RequestsTransport"]

_TARGETS_KEPT = 1024


class RequestsTransport:
    """The `Transport` of the blocking client.

    Safe to share between threads. After a fork the child opens connections of its own.

    Args:
        options: Proxy, certificates, pool size and idle time-out. What is None comes from the environment
            (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY; REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE), read once
            per origin. Explicit settings win; NO_PROXY does not apply to an explicit proxy.
        session: A session of yours to send everything with: its adapters, hooks, cookies, proxies and certificates.
            It is never closed. A token or deadline that ends a call before the headers came abandons the request in
            a thread of its own, which ends when the session gives up; a deadline while the body is read is checked
            at each wait for bytes, so that a trickle may stretch it a little; connections are not watched for a
            cancel of the connect phase. `pool_size` and `idle_timeout` do not apply.

    Raises:
        ConfigurationError: The proxy cannot be used.
    """

    def __init__(self, options: ConnectionOptions, *, session: requests.Session | None = None) -> None:
        self._options = options
        self._session = session
        self._own: RequestsTransport | None = None
        self._closed = False
        self._origins: dict[tuple[str, str, int], Origin] = {}
        self._targets: dict[str, tuple[Origin, str, str]] = {}
        if options.proxy and not options.disable_proxy:
            parse_proxy(options.proxy, "the option `proxy`")
        idle = 90.0 if options.idle_timeout is None else seconds(options.idle_timeout, "idle_timeout")
        self._pools = None if session is not None else Pools(options.pool_size, idle or 90.0)

    async def send(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> HttpResponse:
        """Send and read the whole body, whatever the status; see `Transport.send`."""
        exchange = self._open(request, limits, cancel)
        return HttpResponse(exchange.status, exchange.headers, exchange.read_all())

    async def stream(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None) -> HttpStream:
        """Send and return once the headers have arrived; see `Transport.stream`."""
        return self._open(request, limits, cancel)

    async def connect_ws(
        self, request: HttpRequest, limits: Limits, cancel: CancelToken | None = None
    ) -> WebSocket | HttpResponse:
        """Open a WebSocket; see `Transport.connect_ws`. Needs the extra `realtime`.

        With a session of the user's own its proxies and certificates are used, and a connection beside its own.
        """
        if self._session is not None:
            return await self._beside(self._session, request.url).connect_ws(request, limits, cancel)
        try:
            from .blocking_ws import Handshake
        except ImportError as error:
            raise ConfigurationError(
                "WebSockets of a blocking client need the package websockets, which is not installed or too old",
                hint="pip install 'ailib[realtime]'",
            ) from error
        handshake = Handshake()
        own = {name.lower() for name in handshake.headers}
        request.headers = {
            **{name: value for name, value in request.headers.items() if name.lower() not in own},
            **handshake.headers,
        }
        origin, head = self._head(request)
        exchange = Exchange(origin, limits, cancel)
        switched = exchange.upgrade(head, limits.connect)
        if switched is None:
            return HttpResponse(exchange.status, exchange.headers, exchange.read_all())
        return handshake.opened(switched, exchange.headers, cancel)

    def _beside(self, session: requests.Session, url: str) -> RequestsTransport:
        """A transport without a session that reaches `url` as the session would."""
        found = self._own
        if found is None:
            options = self._options
            proxy = options.proxy
            if proxy is None:
                scheme = url.partition(":")[0]
                proxy = session.proxies.get(scheme) or session.proxies.get("all")
            verify: Any = session.verify if options.verify is None and session.verify is not True else options.verify
            cert: Any = options.cert or session.cert
            found = self._own = RequestsTransport(attrs.evolve(options, proxy=proxy, verify=verify, cert=cert))
        return found

    async def aclose(self) -> None:
        """Close the idle connections; those in use are closed when their exchange ends. A given session stays open."""
        self._closed = True
        if self._own is not None:
            await self._own.aclose()
        for origin in list(self._origins.values()):
            origin.pool.close()
        if self._pools is not None:
            self._pools.close()

    def _open(self, request: HttpRequest, limits: Limits, cancel: CancelToken | None) -> Exchange | SessionExchange:
        if self._session is not None:
            from .borrowed import SessionExchange

            return SessionExchange(self._session, self._options, request, limits, cancel)
        origin, head = self._head(request)
        exchange = Exchange(origin, limits, cancel)
        exchange.start(head, request.body, limits.connect, bodiless=request.method == "HEAD")
        return exchange

    def _head(self, request: HttpRequest) -> tuple[Origin, bytes]:
        """Where a request goes, and its first lines; credentials are put on."""
        if request.auth is not None:
            request.auth.apply(request)
        found = self._targets.get(request.url)
        origin, target, basic = self._resolve(request.url) if found is None else found
        method, headers, body = request.method, request.headers, request.body
        names = {name.lower() for name in headers}
        fields = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
        if fields.count("\n") != len(headers) or fields.count("\r") != len(headers) or "\0" in fields:
            raise ConfigurationError("A header holds a line break or another character that no header may have")
        if not method.isalpha():
            raise ConfigurationError(f"{method!r} is no HTTP method")
        head = f"{method} {target} HTTP/1.1\r\n"
        if "host" not in names:
            head += origin.greeting
        head += origin.forwarding
        if "accept-encoding" not in names:
            head += "Accept-Encoding: gzip, deflate\r\n"
        if "user-agent" not in names:
            head += f"User-Agent: ailib/{__version__}\r\n"
        if basic and "authorization" not in names:
            head += basic
        if "content-length" not in names:
            if body is not None:
                head += f"Content-Length: {len(body)}\r\n"
            elif method in ("POST", "PUT", "PATCH"):
                head += "Content-Length: 0\r\n"
        return origin, f"{head}{fields}\r\n".encode()

    def _resolve(self, url: str) -> tuple[Origin, str, str]:
        """The origin of an address, the target for the first line, and the header that a user in the address means."""
        try:
            parsed = parse_url(url)
        except (LocationParseError, LocationValueError) as error:
            raise ConfigurationError(f"{url.partition('?')[0].rpartition('@')[2]!r} is not a URL") from error
        scheme, host = parsed.scheme, parsed.host
        if scheme not in ("http", "https") or not host:
            shown = f"{scheme}://{host}" if host else url.partition("?")[0].rpartition("@")[2]
            raise ConfigurationError(f"{shown!r} is not the address of a server", hint="It must begin with http(s)://")
        key = (scheme, host, parsed.port or (443 if scheme == "https" else 80))
        origin = self._origins.get(key)
        if origin is None:
            with Process.lock:  # making a TLS context is slow; 32 threads need not do it at once
                origin = self._origins.get(key)
                if origin is None:
                    origin = self._origins[key] = self._new_origin(*key)
        basic = ""
        if parsed.auth:
            user, _, password = parsed.auth.partition(":")
            pair = f"{unquote(user)}:{unquote(password)}".encode()
            basic = f"Authorization: Basic {b64encode(pair).decode()}\r\n"
        if len(self._targets) >= _TARGETS_KEPT:
            self._targets.clear()
        result = self._targets[url] = (origin, origin.prefix + (parsed.request_uri or "/"), basic)
        return result

    def _new_origin(self, scheme: str, host: str, port: int) -> Origin:
        if self._closed:
            raise ConfigurationError("The client is closed", hint="Make a new one")
        assert self._pools is not None
        route = find_route(self._options, f"{scheme}://{host}:{port}/")
        pool = self._pools.pool_for(scheme, host, port, route)
        return Origin(pool, scheme, host, port, route.proxy)
