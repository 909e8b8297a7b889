"""`AzureOpenAI` and `AsyncAzureOpenAI`: the same resources, at the addresses of Azure OpenAI.

Where a call goes::

    {azure_endpoint}/openai/deployments/{deployment}/chat/completions?api-version=...   what a deployment does
    {azure_endpoint}/openai/files?api-version=...                                       everything else
    {azure_endpoint}/openai/v1/chat/completions                                         the newer surface, as at OpenAI

The deployment is `azure_deployment`, else the `model` of the request. The newer surface is spoken when the address ends
with `/openai/v1`, or with `api_version="v1"`; it needs no version.

https://learn.microsoft.com/azure/ai-foundry/openai/reference and .../api-version-lifecycle
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, Unpack
from urllib.parse import quote

from ..core.target import _auth, resolve_target
from ..errors import ConfigurationError, InvalidRequestError
from ..providers.auth import Secret
from ..providers.profile import AuthScheme
from .caller import path_part
from .client import AsyncOpenAI, OpenAI, OpenAIOptions, _Client
from .endpoint import Async, Sync

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..core.call import Core
    from ..core.settings import Settings
    from ..core.target import Target

__all__ = ["AsyncAzureOpenAI", "AzureOpenAI", "AzureOptions"]

M = TypeVar("M")

# What a deployment does.
_IN_A_DEPLOYMENT = frozenset(
    (
        *("/completions", "/chat/completions", "/embeddings"),
        *("/audio/transcriptions", "/audio/translations", "/audio/speech"),
        *("/images/generations", "/images/edits"),
    )
)
_CREDENTIALS = ("api_key", "azure_ad_token", "azure_ad_token_provider")
_ADDRESSES = ("azure_endpoint", "base_url")
# Words that are no date: the newer surface, of which "v1" sends no version.
_V1 = frozenset({"v1", "latest", "preview"})


class AzureOptions(OpenAIOptions, total=False):
    """Keywords of the clients and of `with_options`; see `OpenAIOptions` for the others.

    Keys:
        azure_endpoint: "https://NAME.openai.azure.com"; else `AZURE_OPENAI_ENDPOINT`.
        azure_deployment: The deployment of all calls; by default the `model` of each.
        api_version: A date such as "2024-10-21", or "v1"; else `OPENAI_API_VERSION`.
        api_key: Else `AZURE_OPENAI_API_KEY`.
        azure_ad_token: A token of Microsoft Entra ID; else `AZURE_OPENAI_AD_TOKEN`, which is preferred to the key.
        azure_ad_token_provider: A function that returns a current token, on the async client also an async one.
        base_url: In place of `azure_endpoint`: the address of a gateway, to which `/deployments/...` is added unless it
            is in there.
    """

    azure_endpoint: str | None
    azure_deployment: str | None
    api_version: str | None
    azure_ad_token: str | None
    azure_ad_token_provider: Callable[[], Any] | None


def _env(name: str) -> str | None:
    return os.environ.get(name, "").strip() or None


class _Address:
    """Where calls go.

    Attributes:
        root: The base address, without a slash at its end.
        deployment: That of all calls, or None.
        version: The value of `api-version`, or None.
        inside: Whether the root names a deployment already.
    """

    def __init__(self, given: Mapping[str, Any]) -> None:
        endpoint, base = given.get("azure_endpoint"), given.get("base_url")
        if endpoint and base:
            raise ConfigurationError("base_url and azure_endpoint are mutually exclusive: pass one of them")
        version: str | None = given.get("api_version") or _env("OPENAI_API_VERSION")
        if not base:
            endpoint = endpoint or _env("AZURE_OPENAI_ENDPOINT")
            if not endpoint:
                raise ConfigurationError(
                    "No address of an Azure OpenAI resource", hint="Pass azure_endpoint=, or set AZURE_OPENAI_ENDPOINT"
                )
            base = endpoint.rstrip("/")
            if not base.endswith(("/openai", "/openai/v1")):
                base += "/openai"
            if version in _V1 and not base.endswith("/v1"):
                base += "/v1"
        self.root: str = base.rstrip("/")
        self.v1: bool = self.root.endswith("/openai/v1")
        self.inside: bool = "/deployments/" in f"{self.root}/"
        self.deployment: str | None = given.get("azure_deployment") if endpoint else None
        if version is None and not self.v1:
            raise ConfigurationError(
                "No version of the API", hint="Pass api_version= (a date, or 'v1'), or set OPENAI_API_VERSION"
            )
        self.version: str | None = None if self.v1 and version in ("v1", "latest", None) else version

    def place(self, path: str, model: Any) -> str:
        """The address of a path, below the root."""
        if path == "/realtime" and not self.v1 and (self.deployment or model):
            return f"{path}?deployment={quote(str(self.deployment or model), safe='')}"
        if self.v1 or self.inside or path not in _IN_A_DEPLOYMENT:
            return path
        if self.deployment is not None:
            return f"/deployments/{quote(self.deployment, safe='')}{path}"
        if model is None:
            return path
        if not isinstance(model, str):
            raise InvalidRequestError("The model names the deployment: a string", param="model")
        return f"/deployments/{path_part('model', model)}{path}"


class _Azure(_Client[M]):
    """What both clients share."""

    _known: ClassVar[frozenset[str]] = frozenset({*OpenAIOptions.__annotations__, *AzureOptions.__annotations__})
    _address: _Address

    def _cores(self, ports: Any, settings: Settings, parent: Any) -> tuple[Core | None, Core | None]:
        if self._base is None:
            self._address = _Address(self._given)
        else:
            self._follow(self._base)
        return super()._cores(ports, settings, parent)

    def _target(self, settings: Settings, key: Any = None) -> Target:
        given = self._given
        if self._base is not None and not any(given.get(name) for name in (*_CREDENTIALS, *_ADDRESSES)):
            return super()._target(settings, key)
        named = [name for name in _CREDENTIALS if given.get(name) is not None]
        if len(named) > 1:
            raise ConfigurationError(f"{' and '.join(named)} are mutually exclusive: pass one of them")
        token: Any = given.get("azure_ad_token_provider") or given.get("azure_ad_token")
        if key is None and not named:
            key = settings.options.api_key
            token = None if key is not None else _env("AZURE_OPENAI_AD_TOKEN")
        if token is not None and not callable(token):
            token = Secret(token)
        target = resolve_target(
            "azure-openai",
            api_key=key or token or given.get("api_key"),
            base_url=self._address.root,
            headers=settings.headers,
            environ=os.environ,
            generic=False,
        )
        target.base_url = self._address.root
        if token is not None and key is None:
            facts: dict[str, Any] = {**vars(target.credential), "scheme": AuthScheme("bearer")}
            target.credential = type(target.credential)(**facts)
            target.auth = _auth(target.profile, target.credential, target.base_url, os.environ)
        return target

    def _query(self) -> Mapping[str, Any] | None:
        query = super()._query()
        version = self._address.version
        return query if version is None else {**(query or {}), "api-version": version}

    def _place(self) -> Callable[[str, Any], str] | None:
        return self._address.place

    def _joined(self, options: Mapping[str, Any]) -> dict[str, Any]:
        given = dict(self._given)
        for group in (_CREDENTIALS, _ADDRESSES):
            if any(options.get(name) is not None for name in group):
                # What is set now takes the place of what was set in another way.
                for name in group:
                    given.pop(name, None)
        before = self._given
        merged: dict[str, Any] = {**given, **options}
        for name in ("default_headers", "default_query"):
            if options.get(name) and before.get(name):
                merged[name] = {**before[name], **merged[name]}
        return merged

    def _attach(self, core: Core) -> None:
        self._follow(core)
        super()._attach(core)

    def _follow(self, core: Core) -> None:
        """Take the address from a core of `Client("azure-openai/...")`, whose paths say where the deployments are."""
        target = core.target
        path, _, query = target.dialect.chat_path(target.profile, "{model}", stream=False).partition("?")
        version = next((pair[12:] for pair in query.split("&") if pair.startswith("api-version=")), None)
        parts = path.split("/")
        deployment = (
            parts[2] if path.startswith("/deployments/") and parts[2] not in ("{model}", "%7Bmodel%7D") else None
        )
        made = object.__new__(_Address)
        made.root = target.base_url
        made.v1 = not path.startswith("/deployments/")
        made.inside = False
        made.deployment = deployment
        made.version = version
        self._address = made

    @property
    def azure_deployment(self) -> str | None:
        """The deployment of all calls, or None."""
        return self._address.deployment

    @property
    def api_version(self) -> str | None:
        """The version that is sent, or None."""
        return self._address.version


class AzureOpenAI(_Azure[Sync], OpenAI):
    """The blocking client of Azure OpenAI.

    Args:
        options: See `AzureOptions`.

    Raises:
        ConfigurationError: No address, no version, no key or token, or two of what excludes each other.

    Examples:
        >>> client = AzureOpenAI(azure_endpoint="https://name.openai.azure.com", api_version="2024-10-21", api_key="k")
        >>> client.base_url
        'https://name.openai.azure.com/openai'
        >>> client.close()
    """

    if TYPE_CHECKING:

        def __init__(self, **options: Unpack[AzureOptions]) -> None: ...

        def with_options(self, **options: Unpack[AzureOptions]) -> Self:  # pyright: ignore[reportIncompatibleMethodOverride]
            """See `OpenAI.with_options`."""
            ...


class AsyncAzureOpenAI(_Azure[Async], AsyncOpenAI):
    """The async client of Azure OpenAI: the same names, with `await`, `async for`, `async with`."""

    if TYPE_CHECKING:

        def __init__(self, **options: Unpack[AzureOptions]) -> None: ...

        def with_options(self, **options: Unpack[AzureOptions]) -> Self:  # pyright: ignore[reportIncompatibleMethodOverride]
            """See `OpenAI.with_options`."""
            ...
