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
from ailib.options import EnvironmentProxy

from .socks import DEFAULT_PORT, SCHEMES, Socks

if TYPE_CHECKING:
    from ailib.options import ConnectionOptions

__all__ = ["Proxy", "Route", "find_route", "parse_proxy", "tls_context"]

_BUNDLE_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")


class Proxy:
    """A proxy, its credentials kept apart from its address.

    Attributes:
        url: "http://host:port"; never holds credentials.
        host, port: The same in parts.
        authorization: Value of `Proxy-Authorization`, or None.
        socks: What a SOCKS proxy wants to know, or None for one of HTTP.
    """

    __slots__ = ("authorization", "host", "port", "socks", "url")

    def __init__(self, url: str, host: str, port: int, authorization: str | None, socks: Socks | None) -> None:
        self.url = url
        self.host = host
        self.port = port
        self.authorization = authorization
        self.socks = socks

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
        value: "http://user:pass@host:port" or "socks5h://...", percent-encoded where needed.
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
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    shown = f"[{host}]" if ":" in host else host
    url = f"{parts.scheme}://{shown}" + (f":{port}" if port else "")
    if parts.scheme in SCHEMES:
        socks = _socks(parts.scheme, host, port or DEFAULT_PORT, user.encode(), password.encode(), source)
        return Proxy(url, host, socks.port, None, socks)
    if parts.scheme not in ("http", "https"):
        raise ConfigurationError(
            f"The proxy address from {source} has the scheme {parts.scheme!r}, which no proxy has",
            hint="http, https, socks5h, socks5, socks4a and socks4 are known.",
        )
    authorization = None
    if user or password:
        authorization = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    # A proxy without a port listens where its scheme says.
    return Proxy(url, host, port or (443 if parts.scheme == "https" else 80), authorization, None)


def _socks(scheme: str, host: str, port: int, user: bytes, password: bytes, source: str) -> Socks:
    version, remote_names = SCHEMES[scheme]
    if version == 4 and password:
        raise ConfigurationError(
            f"The proxy address from {source} has a password, which SOCKS 4 has not", hint="Use socks5h:// instead."
        )
    if max(len(user), len(password)) > 255 or b"\0" in user:
        raise ConfigurationError(f"The user or password of the proxy from {source} is too long or holds a zero byte")
    return Socks(version, remote_names, host, port, user, password)


def _proxy_for(options: ConnectionOptions, target: SplitResult) -> Proxy | None:
    if options.disable_proxy or options.proxy == "":
        return None
    if isinstance(options.proxy, EnvironmentProxy):
        return None if is_excepted(options.proxy, target) else parse_proxy(options.proxy, "AI_PROXY_URL")
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


def is_excepted(proxy: EnvironmentProxy, target: SplitResult) -> bool:
    """Whether an origin is reached without the proxy that the environment names."""
    host = (target.hostname or "").lower()
    for entry in proxy.exceptions.lower().split(","):
        name, _, port = entry.strip().partition(":")
        name = name.removeprefix("*").removeprefix(".")
        if entry.strip() == "*" or (
            name and (host == name or host.endswith(f".{name}")) and port in ("", str(target.port))
        ):
            return True
    known = urllib.request.getproxies().get("no", "")
    return _bypassed(host, target.port, f"{known},{proxy.exceptions}")


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
        verify: True for the bundle of `certifi`, False to verify nothing, "system" for the trust store of the operating
            system, or a file or directory of CA certificates.
        cert: A file with certificate and key, or (certificate, key), or None.

    Raises:
        ConfigurationError: A file is missing or cannot be read, or a package is not installed.
    """
    context: ssl.SSLContext
    if verify is False:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif verify == "system":
        context = _system_context()
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
                hint="`verify` takes True, False, 'system', a PEM file, or a directory prepared with c_rehash.",
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


def _system_context() -> ssl.SSLContext:
    """A context that asks the operating system whom to trust, each time a certificate is seen."""
    try:
        import truststore
    except ImportError:
        raise ConfigurationError(
            "verify='system' needs the package truststore, which is not installed",
            hint="pip install 'ailib[system-certs]'",
        ) from None
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
