"""Keys and addresses: where they come from, and how a key is put on a request.

A key is looked for in this order: the explicit argument, the provider's own variables, `<PREFIX>_API_KEY`,
`AI_API_KEY`, the variables of an identity (a service account, an application in Entra ID), the keyring, the credentials
that an installed library finds by itself. An address: the explicit argument, the provider's own variables,
`<PREFIX>_BASE_URL`, `AI_BASE_URL`, the catalogue.
Values are trimmed; an empty one counts as unset.

A key from the environment goes to its provider only. `AI_API_KEY` and `AI_BASE_URL` belong to the provider that
`AI_MODEL` names, if it names one, else to the first target of a call (`generic=False` for the others). A key variable
of one provider is not used when the address given beside it is the known host of another. What the user passes
explicitly is used as it is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ailib.errors import ConfigurationError, UnsupportedFeatureError

from .auth import BearerAuth, HeaderAuth, KeySource, NoAuth, QueryAuth, Secret
from .catalogue import PREFERRED, document, get_provider, host_owners
from .facts import Facts
from .models import named_by_ai_model
from .profile import AuthScheme, ProviderProfile

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    "with_settings",
]


# Schemes whose key is exchanged for a token before it is of use.
_EXCHANGED = frozenset({"oauth_iam", "oauth_client"})
# Schemes with an identity that the surroundings provide, and the library that knows how.
_LIBRARIES = {"oauth_adc": ("google.auth", "vertex"), "oauth_entra": ("azure.identity", "azure")}
# The same for schemes that sign requests.
_SIGNING = {"sigv4": ("botocore", "bedrock")}
# The variables that name an application in Entra ID, with one of two proofs that it is the one.
_APPLICATION = ("AZURE_TENANT_ID", "AZURE_CLIENT_ID")
_PROOFS = ("AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE")


class Credential(Facts):
    """A key and where it comes from.

    Attributes:
        secret: The key, what returns it, or None when there is none.
        source: "explicit", "manifest_env" (a variable of the provider's entry), "conventional_env"
            (`<PREFIX>_API_KEY`), "generic_env" (`AI_API_KEY`), "keyring", "ambient" (a signing identity, a key file or
            a library that finds credentials; there is nothing to send as it is) or "none".
        source_name: The variable or the keyring's service it was found in, else "".
        looked_for: Every variable that would have been used, in order.
        scheme: How the provider wants to see this key.
        provider: Id of the provider.
        required: Whether the provider needs a key.
        note: Why a key that is there was not used, else "".
        hint: What else could be done about a missing key, else "".
        required_envs: The variables of the provider's own entry.
        conventional_envs: Those that every provider has by its name.
    """

    secret: KeySource | None
    source: str
    source_name: str
    looked_for: tuple[str, ...]
    scheme: AuthScheme
    provider: str
    required: bool
    note: str = ""
    hint: str = ""
    required_envs: tuple[str, ...] = ()
    conventional_envs: tuple[str, ...] = ()

    def __repr__(self) -> str:
        shown = "***" if self.secret is not None else "None"
        return f"<Credential {self.provider} {shown} from {self.source_name or self.source}>"

    @property
    def signed(self) -> bool:
        """Whether requests are signed, by keys of AWS that were handed over or that the surroundings have."""
        if self.secret is not None:
            return hasattr(self.secret, "get_frozen_credentials")
        return self.source == "ambient" and self.scheme.type in _SIGNING

    @property
    def fetched(self) -> bool:
        """Whether a token has to be fetched before there is anything to send."""
        if self.signed:
            return False
        if self.secret is not None and not isinstance(self.secret, (str, Secret)):
            return True
        if self.secret is not None:
            return self.scheme.type in _EXCHANGED
        return self.source == "ambient" and self.scheme.type in ("oauth_client", *_LIBRARIES)

    def require(self) -> KeySource | None:
        """The key; None where none is needed or where requests are signed instead.

        Raises:
            ConfigurationError: A key is needed and there is none; the text names the variables.
        """
        if self.secret is None and self.required and self.source != "ambient":
            variables = " or ".join(self.looked_for)
            first = "Pass api_key=..." if self.note else f"Set {self.looked_for[0]} or pass api_key=..."
            raise ConfigurationError(
                f"No API key for {self.provider}: {self.note or f'{variables} is not set'}",
                provider=self.provider,
                hint=f"{first}; {self.hint}" if self.hint else first,
            )
        return self.secret


def auth_for(
    profile: ProviderProfile, secret: Secret | str | None, scheme: AuthScheme | None = None
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
            first (`ailib.core.tokens`).
        UnsupportedFeatureError: The provider wants a signature that ailib cannot make.
    """
    scheme = scheme or profile.auth
    if secret is None:
        if scheme.type == "request_signing" and scheme.required:
            raise UnsupportedFeatureError(
                f"{profile.name} wants signed requests ({scheme.details.get('scheme', 'a scheme of its own')}), which "
                "ailib does not make",
                provider=profile.id,
                hint="Pass api_key=... with a bearer token of that provider, or base_url=... of a gateway that signs",
            )
        return NoAuth()
    if scheme.type in _EXCHANGED:
        raise ConfigurationError(
            f"The key of {profile.id} has to be exchanged for an access token at {scheme.details.get('token_url')}",
            provider=profile.id,
            hint="Pass api_key=function, where the function returns a current access token",
        )
    if scheme.type in ("header", "api_key", "custom_header"):
        return HeaderAuth(scheme.header or "X-API-Key", secret, scheme.prefix or "")
    if scheme.type in ("query", "query_param"):
        return QueryAuth(scheme.param or "api_key", secret)
    if scheme.type == "bearer" and (scheme.header or scheme.prefix is not None):
        prefix = "Bearer" if scheme.prefix is None else scheme.prefix
        return HeaderAuth(scheme.header or "Authorization", secret, prefix)
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


def looks_like_token(key: str) -> bool:
    """Whether a key is an access token by its looks (a JWT): nothing that would have to be exchanged for one."""
    return key.startswith("eyJ") and key.count(".") >= 2


def _as_given(scheme: AuthScheme, key: KeySource | None = None) -> AuthScheme:
    """How a key is taken that the user hands over, or that stands in a variable which belongs to no scheme."""
    token = not isinstance(key, (str, Secret, type(None))) or (
        key is not None and looks_like_token(Secret(key).reveal())
    )
    second = scheme.alternative
    if isinstance(key, (str, Secret)) and token and second is not None and second.type == "oauth_entra":
        return AuthScheme("bearer")  # a token of Entra ID where a key has a header of its own
    if scheme.type in _EXCHANGED and "client_id_env" not in scheme.details and not token:
        return scheme
    if scheme.type in ("none", "sigv4", "request_signing", *_EXCHANGED, *_LIBRARIES):
        return AuthScheme("bearer")  # the key of a provider that signs or exchanges is a ready token
    return scheme


def _schemes(scheme: AuthScheme) -> list[AuthScheme]:
    return [scheme] if scheme.alternative is None else [scheme, scheme.alternative]


def _identity(scheme: AuthScheme, environ: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The variable that configures an identity ("" when none is configured), and all that are looked at."""
    details = scheme.details
    if scheme.type == "oauth_client" and "client_id_env" in details:
        names = (details["client_id_env"], details["client_secret_env"])
        return (names[1] if all(_value(environ, name) for name in names) else ""), names
    if scheme.type == "oauth_entra":
        proof = next((name for name in _PROOFS if _value(environ, name)), "")
        return (proof if all(_value(environ, name) for name in _APPLICATION) else ""), (*_APPLICATION, *_PROOFS)
    if scheme.ambient:
        return next((name for name in scheme.env if _value(environ, name)), ""), scheme.env
    return "", ()


def _installed(module: str) -> bool:
    from importlib.util import find_spec

    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # its parent is missing
        return False


def _candidates(profile: ProviderProfile, *, general: bool) -> list[tuple[str, str, AuthScheme | None]]:
    """The variables that may hold a key, in order, with their kind and, where it is known, how that key is shown."""
    candidates: list[tuple[str, str, AuthScheme | None]] = []
    for scheme in _schemes(profile.auth):
        if not scheme.ambient:
            # The tokens of Entra ID that a variable may hold are ready to be sent.
            shown = AuthScheme("bearer") if scheme.type == "oauth_entra" else scheme
            candidates += [(name, "manifest_env", shown) for name in scheme.env]
    own = f"{profile.prefix}_API_KEY"
    if all(name != own for name, _, _ in candidates):
        candidates.append((own, "conventional_env", None))
    if general:
        candidates.append(("AI_API_KEY", "generic_env", None))
    return candidates


def _check_source(key: Any, profile: ProviderProfile) -> None:
    if isinstance(key, Secret) or callable(key) or hasattr(key, "get_token") or hasattr(key, "refresh"):
        return
    if hasattr(key, "get_frozen_credentials") and any(one.type in _SIGNING for one in _schemes(profile.auth)):
        return
    raise ConfigurationError(
        f"api_key must be a string, a Secret, a function or a credentials object, not {type(key).__name__}",
        provider=profile.id,
    )


def resolve_key(
    profile: ProviderProfile,
    explicit: KeySource | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    base_url: str | None = None,
    generic: bool = True,
    stored: bool = True,
) -> Credential:
    """Find the key of a provider.

    Args:
        profile: The provider.
        explicit: The user's own key, or what returns it; it beats everything.
        environ: Variables; None for `os.environ`.
        base_url: The address that the user passed explicitly, if any. When another provider is known to live there,
            the variables of this provider are not used.
        generic: Whether `AI_API_KEY` and `AI_BASE_URL` may be used; False for every target of a call but its first.
        stored: Whether to look beyond variables when they have no key: in the keyring, and for a library that finds
            credentials by itself.

    Returns:
        What was found. It raises nothing for a missing key: see `Credential.require`.

    Raises:
        ConfigurationError: `explicit` is nothing that could be or return a key.
    """
    environ = os.environ if environ is None else environ
    scheme = profile.auth
    generic = generic and _generic_allowed(profile, environ)
    given = _as_given(scheme)

    address, own_address = _address(profile, base_url, environ, generic)
    host = _host(address)
    # A server that needs no key does not get one that is meant for nobody in particular, unless it is named with it.
    general = generic and (scheme.required or not own_address or named_by_ai_model(environ) is not None)
    candidates = _candidates(profile, general=general)
    identities = [(one, *_identity(one, environ)) for one in _schemes(scheme)]
    names = [name for name, _, _ in candidates] + [name for _, _, looked in identities for name in looked]
    looked_for = tuple(dict.fromkeys(names))
    own = tuple(name for name, source, _ in candidates if source == "manifest_env")
    conventional = (f"{profile.prefix}_API_KEY",)
    required = scheme.required and not is_local_host(host)
    note = ""

    def found(secret: KeySource | None, source: str, name: str, shown: AuthScheme | None, hint: str = "") -> Credential:
        shown = shown or _as_given(scheme, secret)
        return Credential(secret, source, name, looked_for, shown, profile.id, required, note, hint, own, conventional)

    if isinstance(explicit, str):
        explicit = Secret(explicit.strip())
    # An empty key counts as none; a function always counts.
    if explicit is not None and not (isinstance(explicit, Secret) and not explicit.reveal().strip()):
        _check_source(explicit, profile)
        return found(explicit, "explicit", "", None)

    owners = () if own_address else host_owners(host)
    foreign = f"is not sent to {host}, which is the address of {' or '.join(owners)}"
    if not owners or profile.id in owners:
        foreign = ""
    for name, source, shown in candidates:
        value = _value(environ, name)
        if value and foreign and source != "generic_env":
            note = note or f"{name} {foreign}"
        elif value:
            note = ""
            return found(Secret(value), source, name, shown)
    for one, name, _ in identities:
        if name and foreign:
            note = note or f"the identity of {name} {foreign}"
        elif name:
            return found(None, "ambient", name, one)
    if foreign or not required or not stored:
        return found(None, "none", "", given)
    from .keys import stored_key

    key, hint = stored_key(profile.id)
    if key is not None:
        return found(key, "keyring", hint, None)
    for one in _schemes(scheme):
        if one.type in _LIBRARIES or one.type in _SIGNING:
            module, extra = _LIBRARIES.get(one.type) or _SIGNING[one.type]
            if _installed(module):
                return found(None, "ambient", "", one)
            hint = hint or f"`pip install ailib[{extra}]` finds the credentials of this machine"
    return found(None, "none", "", given, hint)


def lives_elsewhere(profile: ProviderProfile, url: str) -> bool:
    """Whether a URL is the known address of other providers only."""
    owners = host_owners(_host(url))
    return bool(owners) and profile.id not in owners


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
        if not value and name == "region" and any(one.type in _SIGNING for one in _schemes(profile.auth)):
            from .aws import configured_region

            value = configured_region(environ) or ""
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


def _reachable(profile: ProviderProfile, origin: str, default_origin: str, *, bare: bool) -> str:
    """An origin as a client can call it; one that was given `bare` (no scheme) may leave out a local server's port."""
    if _host(origin) == "0.0.0.0":  # noqa: S104 - a server listens there, a client cannot call it
        origin = origin.replace("0.0.0.0", "127.0.0.1", 1)  # noqa: S104
    if bare and profile.local and ":" not in origin.partition("://")[2].rpartition("]")[2]:
        origin += f":{default_origin.rpartition(':')[2]}" if default_origin.count(":") > 1 else ""
    return origin


def _from_env(profile: ProviderProfile, name: str, value: str, template: str | None, environ: Mapping[str, str]) -> str:
    """An address from a variable, completed the way its users mean it."""
    bare = "://" not in value
    url = _checked(value, name, profile.id)
    origin, path = _origin_and_path(url)
    default_origin, default_path = _origin_and_path(template) if template else ("", "")
    origin = _reachable(profile, origin, default_origin, bare=bare)
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
                default_origin, path = _origin_and_path(url)
                origin = _origin_and_path(_checked(value, name, profile.id))[0]
                return _reachable(profile, origin, default_origin, bare="://" not in value) + path
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


def with_settings(profile: ProviderProfile, environ: Mapping[str, str]) -> ProviderProfile:
    """The profile with the setting that every request of this provider has to name (`Quirks.body_settings`).

    Args:
        profile: The provider.
        environ: Variables.

    Raises:
        ConfigurationError: None of them is set; the text names the variables.
    """
    quirks = profile.quirks
    looked_for: list[str] = []
    for name in quirks.body_settings:
        for variable in profile.extra_env.get(name, ()):
            if value := _value(environ, variable):
                rules: dict[str, Any] = {**vars(quirks), "fixed_body": {name: value}}
                facts: dict[str, Any] = {**vars(profile), "quirks": type(quirks)(**rules)}
                return type(profile)(**facts)
            looked_for.append(variable)
    if quirks.fixed_body:
        return profile  # found before
    needed = " or ".join(name.replace("_", " ") for name in quirks.body_settings)
    raise ConfigurationError(
        f"Requests to {profile.id} need a {needed}: {' or '.join(looked_for)} is not set",
        provider=profile.id,
        hint=f"Set {looked_for[0]}",
    )


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
            row["protocol"] in ("other", "openai_embeddings")
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
