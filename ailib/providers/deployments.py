"""Addresses that name a deployment and a dated version of the API: `.../openai/deployments/NAME/...?api-version=DATE`.

Source: https://learn.microsoft.com/azure/ai-services/openai/reference. Azure OpenAI has two surfaces. The newer one
(`/openai/v1`) is like OpenAI's: the deployment is the model of the body. On the older one the deployment stands in the
path of what a deployment does (chat, embeddings, images, sound), and every address has the version as its query.

The name of a deployment in the address, or `AZURE_DEPLOYMENT_ID`, is the model of requests that name none.
The older surface is spoken when the address says so (`base_url` ends with `/openai`, `/openai/deployments` or
`/openai/deployments/NAME`), or when a date is set as the version (`OPENAI_API_VERSION`) and the address names no
surface. It is written into a copy of the profile: paths with `{model}` in them and a query.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .profile import ProviderProfile

__all__ = ["DEFAULT_VERSION", "with_deployments"]

_T = TypeVar("_T")
# The last version that is not a preview; nothing newer will be dated.
DEFAULT_VERSION = "2024-10-21"
# From here on `max_completion_tokens` and `stream_options` are known.
_SINCE = "2024-09-01"
_IN_A_DEPLOYMENT = frozenset({"chat", "embeddings", "images", "tts", "stt"})


def _plain(path: str) -> str:
    """The path without version and deployment."""
    path = path.partition("?")[0]
    return "/" + path.split("/", 3)[3] if path.startswith("/deployments/") else path


def _changed(facts: _T, **values: Any) -> _T:
    return type(facts)(**{**vars(facts), **values})


def _paths(profile: ProviderProfile, deployment: str | None, version: str | None) -> ProviderProfile:
    """The profile with the paths of the older surface; with those of the newer one when `version` is None."""

    def path(name: str, known: str) -> str:
        plain = _plain(known)
        if version is None or "://" in plain:
            return plain
        where = f"/deployments/{deployment or '{model}'}" if name in _IN_A_DEPLOYMENT else ""
        return f"{where}{plain}?api-version={version}"

    return _changed(
        profile,
        endpoints={name: known if known is None else path(name, known) for name, known in profile.endpoints.items()},
        also_speaks={
            name: _changed(surface, path=path(name, surface.path)) if surface.path is not None else surface
            for name, surface in profile.also_speaks.items()
        },
    )


def with_deployments(
    profile: ProviderProfile, address: str, explicit: str | None, environ: Mapping[str, str]
) -> tuple[ProviderProfile, str]:
    """The profile and the root address to use, for a provider that has the older surface; both as given for others.

    Args:
        profile: The provider.
        address: The resolved address.
        explicit: The address that the user passed, or None.
        environ: Variables.
    """
    if "/deployments/{deployment}" not in profile.regions.get("legacy", ""):
        return profile, address
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    path = slash + path
    version = _first(profile.extra_env.get("api_version", ()), environ)
    dated = re.fullmatch(r"\d{4}-\d\d-\d\d(-preview)?", version) is not None
    default = profile.default_model or _first(profile.extra_env.get("deployment", ()), environ) or None
    match = re.fullmatch(r"(.*?)/+deployments(?:/+([^/]+))?", path)
    if match is not None:
        path, deployment = match[1], match[2]
    elif path.endswith("/openai"):
        deployment = None
    else:
        named = explicit or _first((*profile.base_url_env, f"{profile.prefix}_BASE_URL"), environ)
        if not dated or path not in ("", "/openai/v1") or "/openai/v1" in named:
            return _changed(_paths(profile, None, None), default_model=default), address
        path, deployment = "/openai", None
    version = version if dated else DEFAULT_VERSION
    older = _changed(_paths(profile, deployment, version), default_model=deployment or default)
    if version < _SINCE:
        older = _changed(older, quirks=_changed(profile.quirks, max_tokens_field="max_tokens", stream_usage=False))
    return older, f"{scheme}://{host}{path}"


def _first(names: tuple[str, ...], environ: Mapping[str, str]) -> str:
    """The first of the variables that is set, or ""."""
    return next((value for name in names if (value := environ.get(name, "").strip())), "")
