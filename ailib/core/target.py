"""Where a call goes: a provider, its address, the key, the wire family, the model to use when none is named."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .._version import __version__
from ..errors import ConfigurationError, InvalidRequestError, UnsupportedFeatureError
from ..providers.catalogue import get_provider
from ..providers.credentials import (
    Credential,
    auth_for,
    env_headers,
    resolve_base_url,
    resolve_key,
    with_settings,
)
from ..providers.models import default_model, is_default_model, split_target
from ..providers.profile import AuthScheme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..providers.profile import ProviderProfile
    from ..wire.dialect import Dialect

__all__ = ["Target", "dialect_for", "join_headers", "resolve_target"]

# Family to (module, class) in `ailib.wire`; loaded when first spoken.
_FAMILIES: dict[str, tuple[str, str]] = {
    "openai_chat": ("openai_chat", "OpenAIChat"),
    "openai_responses": ("openai_responses", "OpenAIResponses"),
    "anthropic_messages": ("anthropic", "AnthropicMessages"),
    "gemini_generate_content": ("gemini", "GeminiGenerateContent"),
    "bedrock_converse": ("bedrock", "BedrockConverse"),
    "cohere_v2": ("cohere", "CohereV2"),
    "ollama_native": ("ollama", "OllamaNative"),
    "openai_embeddings": ("embeddings", "OpenAIEmbeddings"),
}
# The same bodies in an envelope of their own, known by the ending of the path (in a provider's own family: of streams).
_ENVELOPES: dict[tuple[str, str], tuple[str, str]] = {
    ("openai_chat", "invocations-response-stream"): ("sagemaker", "SageMaker"),
    ("anthropic_messages", "invoke"): ("bedrock_invoke", "BedrockInvoke"),
}
_loaded: dict[str, Dialect] = {}


def dialect_for(protocol: str) -> Dialect | None:
    """The dialect of a family; None for a family that ailib does not speak."""
    dialect = _loaded.get(protocol)
    if dialect is None and protocol in _FAMILIES:
        dialect = _loaded[protocol] = _made(_FAMILIES[protocol])
    return dialect


def _made(place: tuple[str, str]) -> Dialect:
    made: Dialect = getattr(import_module(f"ailib.wire.{place[0]}"), place[1])()
    return made


def _enveloped(profile: ProviderProfile, protocol: str) -> Dialect | None:
    """The dialect of a family as the provider speaks it."""
    if protocol == profile.protocol:
        path = profile.endpoints.get("chat_stream")
    else:
        surface = profile.surface(protocol)
        path = None if surface is None else surface.path
    ending = (path or "").rpartition("/")[2]
    place = _ENVELOPES.get((protocol, ending))
    if place is None:
        return dialect_for(protocol)
    key = f"{protocol}/{ending}"
    dialect = _loaded.get(key)
    if dialect is None:
        dialect = _loaded[key] = _made(place)
    return dialect


class Target:
    """One provider, ready to be called.

    Attributes:
        profile: The provider.
        dialect: The wire family spoken with it.
        base_url: Address, without a slash at the end.
        auth: Puts the key on requests.
        model: The model named with the provider ("openai/gpt-4o"), or None.
        default_model: The model of requests that name none, or None.
        fixed: Headers of ours and the provider's.
        headers: Sent with every request: `fixed`, and the user's, which win.
        generic: Whether `AI_API_KEY` and `AI_BASE_URL` may be meant for it.
    """

    __slots__ = (
        "auth", "base_url", "credential", "default_model", "dialect", "fixed", "generic", "headers", "model", "profile",
    )  # fmt: skip

    def __init__(
        self,
        profile: ProviderProfile,
        dialect: Dialect,
        base_url: str,
        auth: Any,
        model: str | None,
        default_model: str | None,
        fixed: dict[str, str],
        headers: Mapping[str, str],
        credential: Credential,
        generic: bool = True,
    ) -> None:
        self.profile = profile
        self.dialect = dialect
        self.base_url = base_url
        self.auth = auth
        self.model = model
        self.default_model = default_model
        self.fixed = fixed
        self.headers = join_headers(fixed, headers)
        self.credential = credential
        self.generic = generic

    def headers_with(self, headers: Mapping[str, str] | None) -> dict[str, str]:
        """The headers of a call that has some of its own.

        Raises:
            ConfigurationError: One of them may not be sent.
        """
        if not headers:
            return self.headers
        from ..options import clean_headers

        return join_headers(self.headers, clean_headers(headers))

    def with_headers(self, headers: Mapping[str, str]) -> Target:
        """The same target with other headers of the user's."""
        return Target(
            self.profile,
            self.dialect,
            self.base_url,
            self.auth,
            self.model,
            self.default_model,
            self.fixed,
            headers,
            self.credential,
            self.generic,
        )

    def moved(
        self, api_key: Any, base_url: str | None, headers: Mapping[str, str], environ: Mapping[str, str]
    ) -> Target:
        """The same provider, model and family with another key or at another address."""
        return resolve_target(
            f"{self.profile.id}/{self.model}" if self.model else self.profile.id,
            api_key=api_key,
            base_url=base_url,
            headers=headers,
            environ=environ,
            protocol=self.dialect.name,
            profile=self.profile,
            generic=self.generic,
        )

    def __repr__(self) -> str:
        return f"<Target {self.profile.id} {self.base_url}>"

    def address(self, path: str) -> str:
        """Where a path of this provider is; a whole URL of another host stays what it is, but for a {region} in it."""
        if "://" not in path:
            return self.base_url + path
        if "{region}" not in path:
            return self._beside(path)
        from ..providers.aws import region_of

        region = region_of(self.base_url.partition("://")[2].partition("/")[0].partition(":")[0])
        # Whoever stands in for the provider at an address of its own has all of it there.
        return self.base_url + "/" + path.split("/", 3)[3] if region is None else path.replace("{region}", region)

    def _beside(self, url: str) -> str:
        """A whole URL on the provider's own host, at the host that stands in for it: beside the base URL there too."""
        scheme, _, rest = (self.profile.base_url or "").partition("://")
        host, slash, path = rest.partition("/")
        home = f"{scheme}://{host}/"
        if not host or "{" in host or not url.startswith(home) or f"{self.base_url}/".startswith(home):
            return url
        return f"{self.base_url.removesuffix(slash + path)}/{url[len(home) :]}"

    def models_address(self) -> str:
        """Where the list of models is.

        Raises:
            UnsupportedFeatureError: There is none.
        """
        path = self.dialect.models_path(self.profile)
        if path is None:
            raise UnsupportedFeatureError(
                f"{self.profile.name} has no list of models", provider=self.profile.id, hint="See its documentation"
            )
        return self.address(path)

    def resolve_embedding_model(self, requested: str) -> str:
        """The embedding model id to send.

        Raises:
            InvalidRequestError: No model is named and the provider has no default.
        """
        if not is_default_model(requested):
            return self.resolve_model(requested)
        # The model of the target is for chats, unless its name says that it embeds, or there are no chats.
        embeds = self.model is not None and (not self.dialect.chats or "embed" in self.model.lower())
        named = self.model if embeds else None
        model = named or self.profile.default_embedding_model or (self.model if self.profile.local else None)
        if model is None:
            raise InvalidRequestError(
                f"{self.profile.name} has no default embedding model",
                provider=self.profile.id,
                param="model",
                hint="Name one: client.embed(texts, model=...)",
            )
        return model

    def needs_model(self, requested: str) -> bool:
        """Whether neither the request nor the target nor the provider names a model."""
        unnamed = is_default_model(requested) and self.model is None and self.default_model is None
        return unnamed and self.dialect.chats

    def resolve_model(self, requested: str) -> str:
        """The model id to send.

        Raises:
            InvalidRequestError: No model is named and the provider has no default.
        """
        if not is_default_model(requested):
            prefix, slash, rest = requested.partition("/")
            # "openai/gpt-4o" sent to openai means gpt-4o; a gateway's own ids keep their vendor.
            if slash and rest and prefix == self.profile.id and self.profile.kind not in ("aggregator", "gateway"):
                return rest
            return requested.strip()
        model = self.model or self.default_model
        if model is None and not self.dialect.chats:
            self.dialect.chat_path(self.profile, "", stream=False)  # says that there are none
        if model is None:
            raise InvalidRequestError(
                f"{self.profile.name} has no default model",
                provider=self.profile.id,
                param="model",
                hint=f'Name one: Client("{self.profile.id}/<model>"), or set {self.profile.prefix}_MODEL',
            )
        return model


# Addresses of speech and pictures in forms that `ailib.services` knows: reason enough for a client without chats.
_SERVED = frozenset(
    {
        "/audio/speech", "/audio/transcriptions", "/images/generations", "/listen", "/speak", "/speech-to-text",
        "/text-to-speech/{voice_id}",
    }
)  # fmt: skip


def _dialect(profile: ProviderProfile, protocol: str | None) -> Dialect:
    """The family to speak with a provider: the one asked for, else its own, else another that it speaks too."""
    if protocol is not None:
        asked = protocol.strip().lower()
        if asked not in _FAMILIES:
            raise ConfigurationError(f"There is no wire family {protocol!r}", hint=f"Known are {', '.join(_FAMILIES)}")
        if asked != profile.protocol and asked not in profile.also_speaks:
            spoken = [name for name in (profile.protocol, *profile.also_speaks) if name in _FAMILIES]
            raise UnsupportedFeatureError(
                f"{profile.name} is not known to speak {asked}",
                provider=profile.id,
                hint=f"It speaks {', '.join(spoken)}" if spoken else None,
            )
        names: tuple[str, ...] = (asked,)
    else:
        names = (profile.protocol, *profile.also_speaks)
    for name in names:
        dialect = _enveloped(profile, name)
        if dialect is not None:
            return dialect
    if protocol is None and not _SERVED.isdisjoint(profile.endpoints.values()):
        from ..wire.embeddings import SpeechAndPictures

        return SpeechAndPictures()
    why = f": {profile.unspoken}" if profile.unspoken else ""
    raise UnsupportedFeatureError(f"{profile.name} has no chat API that ailib speaks{why}", provider=profile.id)


def join_headers(*layers: Mapping[str, str]) -> dict[str, str]:
    """Header layers, later ones winning whatever the case of the names."""
    joined: dict[str, str] = {}
    names: dict[str, str] = {}
    for layer in layers:
        for name, value in layer.items():
            lowered = name.lower()
            if lowered in names:
                del joined[names[lowered]]
            names[lowered] = name
            joined[name] = value
    return joined


def _auth(profile: ProviderProfile, credential: Credential, address: str, environ: Mapping[str, str]) -> Any:
    """What authenticates requests: a key, a signer, or tokens that are fetched first."""
    key: Any = credential.require()
    if credential.signed:
        from ..providers.aws import signer_for
        from .censor import censor_signing_log

        censor_signing_log()

        return signer_for(profile, credential.scheme, key)
    if credential.fetched:
        from .tokens import token_auth

        return token_auth(profile, credential, address, environ)
    return auth_for(profile, key, credential.scheme)


def _shown_to(protocol: str, profile: ProviderProfile, credential: Credential) -> Credential:
    """The credential as another family than the provider's own wants to see it: OpenAI's take a bearer token."""
    foreign = protocol.startswith("openai_") and not profile.protocol.startswith("openai_")
    if foreign and credential.scheme.type in ("header", "query"):
        facts: dict[str, Any] = {**vars(credential), "scheme": AuthScheme("bearer")}
        return Credential(**facts)
    return credential


def resolve_target(
    text: str,
    *,
    api_key: Any = None,
    base_url: str | None = None,
    headers: Mapping[str, str] | None = None,
    environ: Mapping[str, str],
    generic: bool = True,
    protocol: str | None = None,
    profile: ProviderProfile | None = None,
) -> Target:
    """A target from "provider" or "provider/model".

    `protocol` asks for another wire family that the provider speaks too; `profile` is a provider that the catalogue
    does not know, then `text` is only its model or its id.

    `generic=False` is for every target but a client's first: `AI_API_KEY` and `AI_BASE_URL` are not meant for it.

    Raises:
        ConfigurationError: Unknown provider or family, no key, no address.
        UnsupportedFeatureError: A wire family that the provider does not speak.
    """
    if profile is None:
        provider, model = split_target(text)
        profile = get_provider(provider)
    else:
        model = text.partition("/")[2] or None
    dialect = _dialect(profile, protocol)
    if hasattr(api_key, "surroundings"):
        environ = api_key.surroundings(environ)  # keys of AWS may bring their region
    address = resolve_base_url(profile, base_url, environ, protocol=dialect.name, generic=generic)
    credential = _shown_to(
        dialect.name, profile, resolve_key(profile, api_key, environ, base_url=base_url, generic=generic)
    )
    if profile.quirks.body_settings:
        profile = with_settings(profile, environ)
    if "legacy" in profile.regions:
        from ..providers.deployments import with_deployments

        profile, address = with_deployments(profile, address, base_url, environ)
    return Target(
        profile=profile,
        dialect=dialect,
        base_url=address,
        auth=_auth(profile, credential, address, environ),
        model=None if is_default_model(model) else model,
        default_model=default_model(profile, environ),
        fixed=join_headers(
            {
                "Content-Type": "application/json",
                "Accept": "application/json",
                "Accept-Encoding": "gzip, deflate",
                "User-Agent": f"ailib/{__version__}",
            },
            env_headers(profile, environ),
        ),
        headers=headers or {},
        credential=credential,
        generic=generic,
    )
