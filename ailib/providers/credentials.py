"""Keys and addresses: where they come from, and how a key is put on a request.

A key is looked for in this order: the explicit argument, the provider's own variables, `<PREFIX>_API_KEY`,
`AI_API_KEY`. An address: the explicit argument, the provider's own variables, `<PREFIX>_BASE_URL`, `AI_BASE_URL`, the
catalogue.
Values are trimmed; an empty one counts as unset.

A key from the environment goes to its provider only. `AI_API_KEY` and `AI_BASE_URL` belong to the provider that
`AI_MODEL` names, if it names one, else to the first target of a call (`generic=False` for the others). A key variable
of one provider is not used when the address given beside it is the known host of another. What the user passes
explicitly is used as it is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeAlias

from ailib.errors import ConfigurationError

from .catalogue import PREFERRED, document, get_provider, host_owners
from .facts import Facts
from .models import named_by_ai_model
from .profile import AuthScheme, ProviderProfile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "BearerAuth",
    "Credential",
    "HeaderAuth",
    "KeySource",
    "NoAuth",
    "QueryAuth",
    "Secret",
    "auth_for",
    "detect_provider",
    "env_headers",
    "resolve_base_url",
    "resolve_key",
]


class Secret:
    """A key that no text shows: `repr`, `str` and formatting give "***". Only `reveal()` has the value.

    It cannot be pickled, so that it does not end up in a file or a queue; copies are the object itself.

    Examples:
        >>> key = Secret("sk-1")
        >>> f"{key} {key!r}", key.reveal(), key == Secret("sk-1")
        ("*** Secret('***')", 'sk-1', True)
    """

    __slots__ = ("_value",)

    def __init__(self, value: str | Secret) -> None:
        self._value: str = value._value if isinstance(value, Secret) else value

    def reveal(self) -> str:
        """The value."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"

    def __format__(self, format_spec: str) -> str:
        return format("***", format_spec)

    def __eq__(self, other: object) -> bool:
        return self._value == other._value if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __bool__(self) -> bool:
        return bool(self._value)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("A Secret cannot be pickled; let the other process read the key from its own environment")


KeySource: TypeAlias = "Secret | Callable[[], str | Secret]"
"""A key, or a function that returns the current one for every request (tokens that expire)."""


class _Request(Protocol):
    """The part of an HTTP request that authentication touches."""

    url: str
    headers: dict[str, str]


def _check_key(value: str) -> str:
    """The key if a header can carry it; the error never has the key in it."""
    if any(character in value for character in "\r\n\0"):
        raise ConfigurationError("The API key holds a line break or a NUL; no header can carry it")
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        # `from None`: the original error holds the key.
        raise ConfigurationError(
            "The API key holds characters that no header can carry; check what was copied"
        ) from None
    return value


def _source(key: KeySource | str) -> KeySource:
    if isinstance(key, str):
        key = Secret(key)
    if isinstance(key, Secret):
        _check_key(key.reveal())
    return key


def _reveal(key: KeySource) -> str:
    if isinstance(key, Secret):
        return key.reveal()
    value: Any = key()
    if isinstance(value, Secret):
        value = value.reveal()
    if not isinstance(value, str):
        raise ConfigurationError(f"The api_key function must return a string, not {type(value).__name__}")
    value = value.strip()
    if not value:
        raise ConfigurationError("The api_key function returned an empty key")
    return _check_key(value)


def _has_header(request: _Request, name: str) -> bool:
    if name in request.headers:
        return True
    size = len(name)
    for existing in request.headers:  # noqa: SIM110 - on the path of every request; a generator costs three times as much
        if len(existing) == size and existing.lower() == name.lower():
            return True
    return False


class HeaderAuth:
    """Sends the key in a header, after a prefix if there is one. A header of that name set by the user wins.

    Args:
        name: Header name.
        secret: The key, or a function that returns it.
        prefix: Word before the key, without the blank; "" for the raw key.

    Raises:
        ConfigurationError: The key has a line break or a character outside latin-1.
    """

    __slots__ = ("_key", "name", "prefix")

    def __init__(self, name: str, secret: KeySource | str, prefix: str = "") -> None:
        self.name = name
        self.prefix = prefix
        self._key = _source(secret)

    def apply(self, request: _Request) -> None:
        """Set the header."""
        if not _has_header(request, self.name):
            value = _reveal(self._key)
            request.headers[self.name] = f"{self.prefix} {value}" if self.prefix else value

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.prefix + ' ' if self.prefix else ''}***>"


class BearerAuth(HeaderAuth):
    """Sends `Authorization: Bearer <key>`; otherwise like `HeaderAuth`."""

    __slots__ = ()

    def __init__(self, secret: KeySource | str) -> None:
        super().__init__("Authorization", secret, "Bearer")


class QueryAuth:
    """Sends the key as a query parameter, unless the URL has one of that name.

    Args:
        param: Name of the parameter.
        secret: The key, or a function that returns it.

    Raises:
        ConfigurationError: The key has a line break or a character outside latin-1.
    """

    __slots__ = ("_key", "param")

    def __init__(self, param: str, secret: KeySource | str) -> None:
        self.param = param
        self._key = _source(secret)

    def apply(self, request: _Request) -> None:
        """Add the parameter."""
        from urllib.parse import quote

        url, mark, fragment = request.url.partition("#")
        path, question, query = url.partition("?")
        name = quote(self.param, safe="")
        if any(part.partition("=")[0] == name for part in query.split("&")):
            return
        glue = "&" if question and query else "?"
        base = url if query else path
        request.url = f"{base}{glue}{name}={quote(_reveal(self._key), safe='')}{mark}{fragment}"

    def __repr__(self) -> str:
        return f"<QueryAuth {self.param}=***>"


class NoAuth:
    """Sends no credentials."""

    __slots__ = ()

    def apply(self, request: _Request) -> None:
        """Change nothing."""

    def __repr__(self) -> str:
        return "<NoAuth>"


class Credential(Facts):
    """A key and where it comes from.

    Attributes:
        secret: The key, a function that returns it, or None when there is none.
        source: "explicit", "manifest_env" (a variable of the provider's entry), "conventional_env"
            (`<PREFIX>_API_KEY`), "generic_env" (`AI_API_KEY`), "ambient" (a signing identity or key file is configured;
            there is nothing to send as it is) or "none".
        source_name: The variable it was found in, else "".
        looked_for: Every variable that would have been used, in order.
        scheme: How the provider wants to see this key.
        provider: Id of the provider.
        required: Whether the provider needs a key.
        note: Why a key that is there was not used, else "".
    """

    secret: KeySource | None
    source: str
    source_name: str
    looked_for: tuple[str, ...]
    scheme: AuthScheme
    provider: str
    required: bool
    note: str = ""

    def __repr__(self) -> str:
        shown = "***" if self.secret is not None else "None"
        return f"<Credential {self.provider} {shown} from {self.source_name or self.source}>"

    def require(self) -> KeySource | None:
        """The key; None where none is needed or where requests are signed instead.

        Raises:
            ConfigurationError: A key is needed and there is none; the text names the variables.
        """
        if self.secret is None and self.required and self.source != "ambient":
            variables = " or ".join(self.looked_for)
            raise ConfigurationError(
                f"No API key for {self.provider}: {self.note or f'{variables} is not set'}",
                provider=self.provider,
                hint="Pass api_key=..." if self.note else f"Set {self.looked_for[0]} or pass api_key=...",
            )
        return self.secret


def auth_for(
    profile: ProviderProfile, secret: KeySource | str | None, scheme: AuthScheme | None = None
) -> HeaderAuth | QueryAuth | NoAuth:
    """The object that puts a key on requests.

    Args:
        profile: The provider.
        secret: The key (`Credential.secret`), or None for no authentication.
        scheme: `Credential.scheme`; by default the way the profile takes a key that is ready to be sent.

    Returns:
        An object with `apply(request)`.

    Raises:
        ConfigurationError: The key cannot be carried by a header, or it is none yet: it has to be exchanged for a token
            first.
    """
    if secret is None:
        return NoAuth()
    if scheme is not None and scheme.type in ("oauth_iam", "oauth_client"):
        raise ConfigurationError(
            f"The key of {profile.id} has to be exchanged for an access token at {scheme.details.get('token_url')}",
            provider=profile.id,
            hint="Pass api_key=function, where the function returns a current access token",
        )
    scheme = scheme or profile.auth
    if scheme.type == "header":
        return HeaderAuth(scheme.header or "Authorization", secret, scheme.prefix or "")
    if scheme.type == "query":
        return QueryAuth(scheme.param or "api_key", secret)
    return BearerAuth(secret)


def _value(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").strip()


def _generic_allowed(profile: ProviderProfile, environ: Mapping[str, str]) -> bool:
    """Whether `AI_*` variables speak about this provider: `AI_MODEL` does not name another one."""
    named = named_by_ai_model(environ)
    return named is None or named[0] == profile.id


def _host(url: str) -> str:
    """The host of a URL that may lack its scheme; "" when there is none."""
    rest = url.partition("://")[2] if "://" in url else url
    authority = rest.partition("/")[0].partition("?")[0].rpartition("@")[2]
    if authority.startswith("["):
        return authority[1:].partition("]")[0].lower()
    return authority.partition(":")[0].lower()


def _address(
    profile: ProviderProfile, base_url: str | None, environ: Mapping[str, str], generic: bool
) -> tuple[str, bool]:
    """Where requests are going, unchecked, and whether that place was chosen with this provider in mind."""
    if base_url:
        return base_url, False
    for name in (*profile.base_url_env, f"{profile.prefix}_BASE_URL"):
        if value := _value(environ, name):
            return value, True
    if generic and (value := _value(environ, "AI_BASE_URL")):
        return value, False
    return profile.base_url or "", True


def resolve_key(
    profile: ProviderProfile,
    explicit: str | KeySource | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    base_url: str | None = None,
    generic: bool = True,
) -> Credential:
    """Find the key of a provider.

    Args:
        profile: The provider.
        explicit: The user's own key, or a function that returns it; it beats everything.
        environ: Variables; None for `os.environ`.
        base_url: The address that the user passed explicitly, if any. When another provider is known to live there,
            the variables of this provider are not used.
        generic: Whether `AI_API_KEY` and `AI_BASE_URL` may be used; False for every target of a call but its first.

    Returns:
        What was found. It raises nothing for a missing key: see `Credential.require`.
    """
    environ = os.environ if environ is None else environ
    scheme = profile.auth
    second = scheme.alternative
    generic = generic and _generic_allowed(profile, environ)
    # What the user hands over for a scheme that signs or exchanges tokens is a ready token.
    sendable = scheme if scheme.type in ("bearer", "header", "query") else AuthScheme("bearer")

    candidates: list[tuple[str, str, AuthScheme]] = []
    if not scheme.ambient:
        candidates += [(name, "manifest_env", scheme) for name in scheme.env]
    if second is not None:
        candidates += [(name, "manifest_env", second) for name in second.env]
    own = f"{profile.prefix}_API_KEY"
    if all(name != own for name, _, _ in candidates):
        candidates.append((own, "conventional_env", sendable))
    address, own_address = _address(profile, base_url, environ, generic)
    host = _host(address)
    # A server that needs no key does not get one that is meant for nobody in particular, unless it is named with it.
    if generic and (scheme.required or not own_address or named_by_ai_model(environ)):
        candidates.append(("AI_API_KEY", "generic_env", sendable))

    looked_for = tuple(name for name, _, _ in candidates)
    required = scheme.required and not is_local_host(host)
    rest: tuple[tuple[str, ...], AuthScheme, str, bool] = (looked_for, sendable, profile.id, required)

    if isinstance(explicit, str):
        explicit = Secret(explicit.strip())
    # An empty key counts as none; a function always counts.
    if explicit is not None and not (isinstance(explicit, Secret) and not explicit.reveal().strip()):
        return Credential(explicit, "explicit", "", *rest)

    owners = () if own_address else host_owners(host)
    foreign = bool(owners) and profile.id not in owners
    note = ""
    for name, source, found_scheme in candidates:
        value = _value(environ, name)
        if not value:
            continue
        if foreign and source != "generic_env":
            note = note or f"{name} is not sent to {host}, which is the address of {' or '.join(owners)}"
            continue
        return Credential(Secret(value), source, name, looked_for, found_scheme, profile.id, required)
    if scheme.ambient and any(_value(environ, name) for name in scheme.env):
        name = next(name for name in scheme.env if _value(environ, name))
        return Credential(None, "ambient", name, looked_for, scheme, profile.id, required)
    return Credential(None, "none", "", *rest, note)


def env_headers(profile: ProviderProfile, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The profile's fixed headers, and those whose value the environment has (organisation, project, app name).

    Args:
        profile: The provider.
        environ: Variables; None for `os.environ`.
    """
    environ = os.environ if environ is None else environ
    headers = dict(profile.extra_headers)
    for header, variables in profile.env_headers.items():
        value = next((value for name in variables if (value := _value(environ, name))), "")
        if value:
            headers[header] = value
    return headers


def _filled(profile: ProviderProfile, template: str, environ: Mapping[str, str]) -> str:
    """The template with every {name} in it filled."""
    start = template.find("{")
    while start >= 0:
        name = template[start + 1 : template.index("}", start)]
        variables = profile.extra_env.get(name, ())
        value = next((value for variable in variables if (value := _value(environ, variable))), "")
        if not value:
            address = profile.base_url_env[0] if profile.base_url_env else f"{profile.prefix}_BASE_URL"
            needed = " or ".join(variables) or address
            choices = f"{variables[0]}, or the whole address in {address}" if variables else address
            raise ConfigurationError(
                f"The address of {profile.id} needs its {name.replace('_', ' ')}: {needed} is not set",
                provider=profile.id,
                hint=f"Set {choices}, or pass base_url=...",
            )
        # A workspace may be given with its scheme and a slash.
        value = value.rpartition("://")[2].strip("/")
        if name in ("location", "region") and value in profile.regions and template != profile.regions[value]:
            template = profile.regions[value]
        else:
            template = template.replace(f"{{{name}}}", value)
        start = template.find("{")
    return template


def is_local_host(host: str) -> bool:
    """Whether a host is this machine: no key is needed there, and http is assumed."""
    names = ("localhost", "::1", "0.0.0.0")  # noqa: S104 - compared, not bound
    return host in names or host.startswith("127.") or host.endswith((".localhost", ".docker.internal"))


def _checked(url: str, what: str, provider: str) -> str:
    """The URL with a scheme and without trailing slashes."""
    text = url.strip()
    if "://" not in text:
        text = f"{'http' if is_local_host(_host(text)) else 'https'}://{text}"
    scheme, _, rest = text.partition("://")
    bad = any(character.isspace() or character in '<>"\\{}|^`' for character in text) or not _host(text)
    port = rest.partition("/")[0].rpartition("@")[2].rpartition("]")[2].rpartition(":")
    if port[1] and not (port[2].isdecimal() and 0 < int(port[2]) < 65536):
        bad = True
    if bad or scheme.lower() not in ("http", "https") or "?" in rest or "#" in rest:
        # Only scheme and host are shown: the rest may hold a password or a token.
        raise ConfigurationError(
            f"{what} is no usable address (scheme {scheme!r}, host {_host(text)!r})",
            provider=provider,
            hint="Give an http or https URL without query, such as https://example.com/v1",
        )
    return f"{scheme.lower()}://{rest.rstrip('/')}"


def _origin_and_path(url: str) -> tuple[str, str]:
    scheme, _, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}://{authority}", f"{slash}{path}".rstrip("/")


def _from_env(profile: ProviderProfile, name: str, value: str, template: str | None, environ: Mapping[str, str]) -> str:
    """An address from a variable, completed the way its users mean it."""
    bare = "://" not in value
    url = _checked(value, name, profile.id)
    origin, path = _origin_and_path(url)
    default_origin, default_path = _origin_and_path(template) if template else ("", "")
    if _host(origin) == "0.0.0.0":  # noqa: S104 - a server listens there, a client cannot call it
        origin = origin.replace("0.0.0.0", "127.0.0.1", 1)  # noqa: S104
    if bare and profile.local and ":" not in origin.partition("://")[2].rpartition("]")[2]:
        origin += f":{default_origin.rpartition(':')[2]}" if default_origin.count(":") > 1 else ""
    if profile.protocol == "ollama_native" and path in ("/v1", "/api"):
        path = ""  # the address of another surface of the same server
    suffix = profile.base_url_suffix.get(name)
    if suffix and not path.endswith(suffix):
        path += suffix
    elif not path:
        path = _filled(profile, default_path, environ)
    return origin + path


def resolve_base_url(
    profile: ProviderProfile,
    explicit: str | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    protocol: str | None = None,
    generic: bool = True,
) -> str:
    """Find the address of a provider's API.

    Args:
        profile: The provider.
        explicit: The user's own address, version path included; taken as it is, but for a missing scheme.
        environ: Variables; None for `os.environ`.
        protocol: A wire family out of `also_speaks`, when that has an address of its own.
        generic: Whether `AI_BASE_URL` may be used; False for every target of a call but its first.

    Returns:
        An http or https URL without a trailing slash. An address from the environment that has no path gets the path
        of the catalogue's: GROQ_BASE_URL=https://api.groq.com gives https://api.groq.com/openai/v1.

    Raises:
        ConfigurationError: No address is known, it is malformed, or it needs a setting that is missing.
    """
    environ = os.environ if environ is None else environ
    if explicit is not None and explicit.strip():
        return _checked(explicit, "base_url", profile.id)

    template = profile.base_url
    names: list[str] = [*profile.base_url_env, f"{profile.prefix}_BASE_URL"]
    if generic and _generic_allowed(profile, environ):
        names.append("AI_BASE_URL")
    surface = None if protocol in (None, profile.protocol) else profile.surface(protocol)
    if surface is not None and surface.base_url is not None:
        for name in surface.base_url_env:
            if value := _value(environ, name):
                return _from_env(profile, name, value, surface.base_url, environ)
        url = _filled(profile, surface.base_url, environ)
        for name in names:
            if value := _value(environ, name):
                # The same server under another path: keep the override's origin, take the surface's path.
                return _origin_and_path(_checked(value, name, profile.id))[0] + _origin_and_path(url)[1]
        return url
    for name in names:
        if value := _value(environ, name):
            return _from_env(profile, name, value, template, environ)
    if template is None:
        raise ConfigurationError(
            f"{profile.id} has no address of its own",
            provider=profile.id,
            hint=f"Pass base_url=... or set {names[0]}",
        )
    return _filled(profile, template, environ).rstrip("/")


def detect_provider(environ: Mapping[str, str] | None = None) -> ProviderProfile | None:
    """The first chat provider whose key variable is set.

    Asked in this order: openai, anthropic, gemini, groq, mistral, deepseek, openrouter, xai, together, fireworks,
    cohere, perplexity, cerebras, azure-openai, then the order of the catalogue. Local servers, ended services and
    identities that are configured for other purposes (AWS, Google Cloud) do not count.

    Args:
        environ: Variables; None for `os.environ`.
    """
    environ = os.environ if environ is None else environ
    data = document()
    for name in dict.fromkeys((*PREFERRED, *data["order"])):
        row = data["providers"][name]
        auth = row["auth"]
        if (
            row["protocol"] == "other"
            or row.get("local")
            or row.get("status") == "shut_down"
            or not auth.get("required")
        ):
            continue
        ambient = auth["type"] in ("sigv4", "oauth_adc", "request_signing")
        variables = [] if ambient else list(auth.get("env", ()))
        variables += auth.get("alternative", {}).get("env", ())
        variables.append(f"{name.upper().replace('-', '_')}_API_KEY")
        if any(_value(environ, variable) for variable in variables):
            return get_provider(name)
    return None
