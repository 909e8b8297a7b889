"""Where a call goes: a provider, its address, the key, the wire family, the model to use when none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._version import __version__
from ..errors import InvalidRequestError, UnsupportedFeatureError
from ..providers.catalogue import get_provider
from ..providers.credentials import auth_for, env_headers, resolve_base_url, resolve_key
from ..providers.models import default_model, is_default_model, split_target
from ..wire.openai_chat import OpenAIChat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..providers.credentials import Credential
    from ..providers.profile import ProviderProfile
    from ..wire.dialect import Dialect

__all__ = ["Target", "resolve_target"]

_DIALECTS: dict[str, Dialect] = {"openai_chat": OpenAIChat()}


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
    """

    __slots__ = ("auth", "base_url", "credential", "default_model", "dialect", "fixed", "headers", "model", "profile")

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
        )

    def __repr__(self) -> str:
        return f"<Target {self.profile.id} {self.base_url}>"

    def needs_model(self, requested: str) -> bool:
        """Whether neither the request nor the target nor the provider names a model."""
        return is_default_model(requested) and self.model is None and self.default_model is None

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
        if model is None:
            raise InvalidRequestError(
                f"{self.profile.name} has no default model",
                provider=self.profile.id,
                param="model",
                hint=f'Name one: Client("{self.profile.id}/<model>"), or set {self.profile.prefix}_MODEL',
            )
        return model


def _dialect(profile: ProviderProfile) -> Dialect:
    """The family to speak with a provider: its own, else another that it speaks too."""
    for protocol in (profile.protocol, *profile.also_speaks):
        dialect = _DIALECTS.get(protocol)
        if dialect is not None:
            return dialect
    if profile.protocol == "other":
        raise UnsupportedFeatureError(f"{profile.name} has no chat API that ailib speaks", provider=profile.id)
    raise UnsupportedFeatureError(
        f"{profile.name} speaks {profile.protocol}, which this version of ailib does not",
        provider=profile.id,
        hint="Reach its models through a gateway, e.g. openrouter, or through an OpenAI-compatible address of its own",
    )


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


def resolve_target(
    text: str,
    *,
    api_key: Any = None,
    base_url: str | None = None,
    headers: Mapping[str, str] | None = None,
    environ: Mapping[str, str],
    generic: bool = True,
) -> Target:
    """A target from "provider" or "provider/model".

    `generic=False` is for every target but a client's first: `AI_API_KEY` and `AI_BASE_URL` are not meant for it.

    Raises:
        ConfigurationError: Unknown provider, no key, no address.
        UnsupportedFeatureError: A wire family that ailib does not speak.
    """
    provider, model = split_target(text)
    profile = get_provider(provider)
    dialect = _dialect(profile)
    address = resolve_base_url(profile, base_url, environ, protocol=dialect.name, generic=generic)
    credential = resolve_key(profile, api_key, environ, base_url=base_url, generic=generic)
    return Target(
        profile=profile,
        dialect=dialect,
        base_url=address,
        auth=auth_for(profile, credential.require(), credential.scheme),
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
    )
