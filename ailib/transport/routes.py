"""How an origin is reached: through which proxy, and with which TLS settings.

A route is resolved once per origin. Explicit options beat the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`,
`NO_PROXY`, `REQUESTS_CA_BUNDLE`, `CURL_CA_BUNDLE`, `SSL_CERT_FILE`); `netrc` is never read.
TLS contexts cost some 20 ms each, so that the process shares one per (verify, cert).
"""

from __future__ import annotations

import base64
import functools
import ipaddress
import os
import ssl
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from ailib.errors import ConfigurationError

if TYPE_CHECKING:
    from ailib.options import ConnectionOptions

__all__ = ["Proxy", "Route", "find_route", "parse_proxy", "tls_context"]

_BUNDLE_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")


class Proxy:
    """A proxy, its credentials kept apart from its address.

    Attributes:
        url: "http://host:port"; never holds credentials.
        authorization: Value of `Proxy-Authorization`, or None.
    """

    __slots__ = ("authorization", "url")

    def __init__(self, url: str, authorization: str | None) -> None:
        self.url = url
        self.authorization = authorization

    def __repr__(self) -> str:
        return f"<Proxy {self.url}>"


class Route:
    """How one origin is reached.

    Attributes:
        proxy: The proxy, or None to go direct.
        tls: The context for `https` (of the origin or of the proxy), else None.
    """

    __slots__ = ("proxy", "tls")

    def __init__(self, proxy: Proxy | None, tls: ssl.SSLContext | None) -> None:
        self.proxy = proxy
        self.tls = tls


def find_route(options: ConnectionOptions, url: str) -> Route:
    """Resolve the route for the origin of `url`.

    Raises:
        ConfigurationError: The URL, the proxy, the CA bundle or the client certificate cannot be used.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        parts, host = None, None
    if parts is None or not host or parts.scheme.lower() not in ("http", "https"):
        raise ConfigurationError(
            f"{url.partition('?')[0].rpartition('@')[2]!r} is not an http or https address",
            hint="A base_url looks like https://api.example.com/v1.",
        )
    proxy = _proxy_for(options, parts)
    tls = None
    if parts.scheme.lower() == "https" or (proxy is not None and proxy.url.startswith("https:")):
        tls = tls_context(_verify(options), options.cert)
    return Route(proxy, tls)


def parse_proxy(value: str, source: str) -> Proxy:
    """Take a proxy URL apart; a missing scheme means `http`.

    Args:
        value: "http://user:pass@host:port", percent-encoded where needed.
        source: Where it came from, for the error text.

    Raises:
        ConfigurationError: It cannot be used. The text never shows the value, which may hold credentials.
    """
    value = value.strip()
    if "://" not in value:
        value = f"http://{value}"
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = None, None, None
    if parts is None or not host or any(c.isspace() for c in host):
        raise ConfigurationError(
            f"The proxy address from {source} cannot be read", hint="It looks like http://user:password@host:port."
        )
    if parts.scheme not in ("http", "https"):
        raise ConfigurationError(
            f"The proxy address from {source} has the scheme {parts.scheme!r}; http and https proxies are supported",
            hint="Use the HTTP port of the proxy.",
        )
    authorization = None
    if parts.username or parts.password:
        pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        authorization = "Basic " + base64.b64encode(pair.encode()).decode()
    shown = f"[{host}]" if ":" in host else host
    # A proxy without a port listens where its scheme says (80, 443).
    return Proxy(f"{parts.scheme}://{shown}" + (f":{port}" if port else ""), authorization)


def _proxy_for(options: ConnectionOptions, target: SplitResult) -> Proxy | None:
    if options.disable_proxy or options.proxy == "":
        return None
    if options.proxy is not None:
        return parse_proxy(options.proxy, "the option `proxy`")
    proxies = urllib.request.getproxies()
    scheme = target.scheme.lower()
    host = target.hostname or ""
    # The same order of preference as requests has.
    for key in (f"{scheme}://{host}", scheme, f"all://{host}", "all"):
        if value := proxies.get(key):
            if _bypassed(host, target.port, proxies.get("no", "")):
                return None
            return parse_proxy(value, f"the environment ({key.partition(':')[0].upper()}_PROXY)")
    return None


def _bypassed(host: str, port: int | None, no_proxy: str) -> bool:
    if urllib.request.proxy_bypass(host) or (port and urllib.request.proxy_bypass(f"{host}:{port}")):
        return True
    # Networks such as 10.0.0.0/8, which the standard library does not know.
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    for entry in no_proxy.split(","):
        try:
            if address in ipaddress.ip_network(entry.strip(), strict=False):
                return True
        except ValueError:
            continue
    return False


def _verify(options: ConnectionOptions) -> bool | str:
    if options.verify is not None:
        return options.verify
    for name in _BUNDLE_VARIABLES:
        if value := os.environ.get(name):
            if not Path(value).exists():
                raise ConfigurationError(f"{name} names {value!r}, which does not exist")
            return value
    return True


@functools.lru_cache(maxsize=64)
def tls_context(verify: bool | str, cert: str | tuple[str, str] | None) -> ssl.SSLContext:
    """The shared TLS context for these settings.

    Args:
        verify: True for the bundle of `certifi`, False to verify nothing, or a file or directory of CA certificates.
        cert: A file with certificate and key, or (certificate, key), or None.

    Raises:
        ConfigurationError: A file is missing or cannot be read.
    """
    context: ssl.SSLContext
    if verify is False:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    else:
        if verify is True:
            import certifi

            path = certifi.where()
        else:
            path = os.fspath(verify)
        try:
            if Path(path).is_dir():
                context = ssl.create_default_context(capath=path)
            else:
                context = ssl.create_default_context(cafile=path)
        except OSError as error:  # includes ssl.SSLError
            raise ConfigurationError(
                f"The CA bundle {path!r} cannot be loaded: {error.strerror or error}",
                hint="`verify` takes True, False, a PEM file, or a directory prepared with c_rehash.",
            ) from error
    context.set_alpn_protocols(["http/1.1"])
    if cert is not None:
        files = (cert, None) if isinstance(cert, str) else cert
        try:
            context.load_cert_chain(*files)
        except OSError as error:
            raise ConfigurationError(
                f"The client certificate {files[0]!r} cannot be loaded: {error.strerror or error}",
                hint="`cert` takes a PEM file that holds certificate and key, or (certificate, key).",
            ) from error
    return context
